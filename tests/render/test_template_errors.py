"""A fault of a template names its file and line; a template of the site hides the packaged one; digests follow both."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.errors import BuildError
from builder.render.assets import load_assets
from builder.render.environment import Renderer, packaged_templates
from builder.site.index import build_index
from builder.site.plan import plan
from builder.site.views import Page
from tests.render.test_rendered_pages import PLAIN_ASSETS
from tests.site.fixture import CONFIG, content

PROSE = next(page for page in plan(build_index(content())) if page.address == "/about/")


def renderer(folder: Path) -> Renderer:
    return Renderer(CONFIG, [folder, packaged_templates()], PLAIN_ASSETS)


def fault(folder: Path, source: str, page: Page = PROSE) -> BuildError:
    (folder / "prose.html").write_text(source, "utf-8")
    with pytest.raises(BuildError) as caught:
        renderer(folder).render(page)
    return caught.value


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("\n\n{{ view.titel }}", 3),
        ("\n{{ view.title | nofilter }}", 2),
        ("\n{% if %}", 2),
        ("{% extends 'base.html' %}\n{% block main %}\n\n{{ view.title + 1 }}\n{% endblock %}", 4),
        ("\n\n\n{{ asset('nothing.css') }}", 4),
        ("\n{{ view.title | embedded_json('x') }}", 2),
    ],
)
def test_a_fault_has_its_file_and_line(tmp_path: Path, source: str, line: int) -> None:
    error = fault(tmp_path, source)
    assert (error.path, error.line) == ("templates/prose.html", line)


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    assert "other.html" in str(fault(tmp_path, "{% include 'other.html' %}"))


def test_a_fault_in_prose_names_the_page_of_prose(tmp_path: Path) -> None:
    deep = Page("x", "/x/", "prose", "prose.html", type(PROSE.view)(*_fields(PROSE, markdown="> " * 95 + "س")))
    with pytest.raises(BuildError) as caught:
        renderer(tmp_path).render(deep)
    assert caught.value.path == "content/pages/about.md"


def _fields(page: Page, **changes: object) -> list[object]:
    names = type(page.view).__struct_fields__  # type: ignore[union-attr]
    return [changes.get(name, getattr(page.view, name)) for name in names]


def test_a_sites_own_template_hides_the_packaged_one(tmp_path: Path) -> None:
    (tmp_path / "prose.html").write_text("قالبنا: {{ view.title }}", "utf-8")
    assert renderer(tmp_path).render(PROSE).decode() == "قالبنا: عن هذا الموقع"


def test_a_link_in_place_of_a_template_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("CANARY", "utf-8")
    (tmp_path / "prose.html").symlink_to(tmp_path / "secret")
    with pytest.raises(BuildError) as caught:
        renderer(tmp_path).render(PROSE)
    assert "not followed" in str(caught.value)


def test_the_digest_covers_every_template_reached(tmp_path: Path) -> None:
    before = renderer(tmp_path).digest("fact.html")
    assert renderer(tmp_path).digest("fact.html") == before
    (tmp_path / "partials").mkdir()
    (tmp_path / "partials" / "share.html").write_text("بطاقة", "utf-8")
    assert renderer(tmp_path).digest("fact.html") != before
    assert renderer(tmp_path).digest("missing.html") == Renderer(CONFIG, [packaged_templates()], {}).digest(
        "missing.html"
    )


def test_a_template_named_by_an_expression_is_refused(tmp_path: Path) -> None:
    (tmp_path / "prose.html").write_text("{% include view.title %}", "utf-8")
    with pytest.raises(BuildError):
        renderer(tmp_path).digest("prose.html")


def test_the_chrome_follows_the_configuration(tmp_path: Path) -> None:
    one = renderer(tmp_path).chrome
    assert renderer(tmp_path).chrome == one
    assert Renderer(CONFIG, [packaged_templates()], {"site.css": "/other.css"}).chrome != one


def test_static_files_are_named_by_their_bytes(tmp_path: Path) -> None:
    (tmp_path / "static" / "fonts").mkdir(parents=True)
    (tmp_path / "static" / "site.css").write_text('a{src:url("fonts/x.woff2")}', "utf-8")
    (tmp_path / "static" / "fonts" / "x.woff2").write_bytes(b"1")
    one = load_assets([tmp_path])
    font = one.addresses["fonts/x.woff2"]
    (css,) = [p for p in one.pages if p.path.endswith(".css")]
    assert css.view == f'a{{src:url("{font.removeprefix("/assets/")}")}}'.encode()
    (tmp_path / "static" / "fonts" / "x.woff2").write_bytes(b"2")
    two = load_assets([tmp_path])
    assert two.addresses["fonts/x.woff2"] != font
    assert two.addresses["site.css"] != one.addresses["site.css"]


def test_a_style_sheet_that_names_nothing_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "site.css").write_text('\na{src:url("gone.woff2")}', "utf-8")
    with pytest.raises(BuildError) as caught:
        load_assets([tmp_path])
    assert (caught.value.path, caught.value.line) == ("templates/static/site.css", 2)
