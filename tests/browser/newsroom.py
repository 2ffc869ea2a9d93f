"""The pages of the invented newsroom, and one of each shape among them: a new kind of page is picked up by itself."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from builder.render.assets import load_assets
from builder.render.environment import Renderer, packaged_templates
from builder.site.index import SiteContent, build_index
from builder.site.plan import plan
from builder.site.views import Page
from tests.site.fixture import CONFIG, content

ROOT = CONFIG.root_path


def render_site(made: SiteContent) -> dict[str, bytes]:
    """Every file of a site, by path."""
    assets = load_assets([packaged_templates()], made.config.theme)
    renderer = Renderer(made.config, [packaged_templates()], assets.addresses)
    return {page.path: renderer.render(page) for page in (*plan(build_index(made)), *assets.pages)}


def write_newsroom(folder: Path, made: SiteContent | None = None) -> Path:
    for path, data in render_site(made or content()).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


@cache
def html_pages() -> tuple[Page, ...]:
    return tuple(page for page in plan(build_index(content())) if page.path.endswith(".html"))


@cache
def samples() -> dict[str, str]:
    """One address (with the site's path) of each kind of page, and of each state that a page of that kind can be in."""
    found: dict[str, str] = {}
    for page in html_pages():
        states = sorted(badge.kind for badge in getattr(page.view, "badges", ()))
        states += ["full"] if getattr(page.view, "text", ()) else []
        found.setdefault("-".join([page.kind, *states]), ROOT + page.address.removeprefix("/"))
    # A page that leads on at once has no time to be looked at.
    return {name: address for name, address in found.items() if not name.startswith("redirect")}
