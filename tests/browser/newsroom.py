"""The pages of the invented newsroom, and one of each shape among them: a new kind of page is picked up by itself."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from builder.render.assets import load_assets
from builder.render.environment import Renderer, packaged_templates
from builder.site.index import SiteContent, build_index
from builder.site.plan import plan
from builder.site.views import Page, SourceView
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
    """Addresses (with the site's path) that show each kind of page, and each state that a page of that kind can be in."""
    shapes: dict[tuple[str, ...], str] = {}
    for page in html_pages():
        states = sorted(badge.kind for badge in getattr(page.view, "badges", ()))
        if isinstance(page.view, SourceView):
            states.append("full" if page.view.text else "excerpt")
        shapes.setdefault((page.kind, *states), ROOT + page.address.removeprefix("/"))
    found: dict[str, str] = {}
    shown: set[tuple[str, str]] = set()
    for shape, address in sorted(shapes.items(), key=lambda row: (-len(row[0]), row[0])):
        states_of = {(shape[0], state) for state in ("", *shape[1:])}
        # A page that leads on at once has no time to be looked at.
        if not states_of <= shown and shape[0] != "redirect":
            found["-".join(shape)] = address
            shown |= states_of
    return found
