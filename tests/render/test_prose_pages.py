"""Prose: CommonMark without raw HTML, links that stay in the web, and no word lost in silence."""

from __future__ import annotations

import pytest

from builder.errors import BuildError
from builder.render.prose import prose_renderer

render = prose_renderer("/waqai/")


def shown(markdown: str) -> str:
    return str(render(markdown, "content/pages/x.md"))


def test_headings_can_be_linked_to() -> None:
    html = shown("## ما ننشره\n\n## ما ننشره\n\n### «؟»\n")
    assert '<h2 id="ما-ننشره">' in html and '<h2 id="ما-ننشره-2">' in html and '<h3 id="section">' in html


def test_ids_of_headings_are_apart_from_one_another_and_from_the_page() -> None:
    html = shown("## نقاط\n\n## نقاط\n\n## نقاط 2\n\n## main\n")
    assert [part.split('"')[0] for part in html.split('id="')[1:]] == ["نقاط", "نقاط-2", "نقاط-2-2", "main-2"]


def test_the_page_keeps_its_one_title() -> None:
    assert shown("# عنوان") == '<h2 id="عنوان">عنوان</h2>\n'


def test_addresses_of_the_site_get_its_path() -> None:
    assert shown("[هنا](/about/)") == '<p><a href="/waqai/about/">هنا</a></p>\n'


@pytest.mark.parametrize("href", ["https://example.org/", "http://example.org", "mailto:a@example.org", "about/", "#x"])
def test_ordinary_links_stay(href: str) -> None:
    assert f'href="{href}"' in shown(f"[س]({href})")


@pytest.mark.parametrize(
    "markdown",
    [
        "[س](javascript:alert)",
        "[س](&#x6A;avascript:alert)",
        "[س](//evil.example)",
        "[س](\\\\\\\\evil.example)",
        "[س](/\\evil.example)",
        "[س](data:text/html,x)",
        "[س](file:///etc/passwd)",
        "<javascript:alert>",
    ],
)
def test_links_elsewhere_stay_text(markdown: str) -> None:
    assert "<a" not in shown(markdown)


def test_a_remote_image_is_not_loaded() -> None:
    assert "<img" not in shown("![صورة](https://evil.example/x.png)")


def test_raw_html_is_text() -> None:
    assert shown("<b>س</b>") == "<p>&lt;b&gt;س&lt;/b&gt;</p>\n"


def test_nesting_is_kept_or_refused_never_lost() -> None:
    assert "قاع" in shown("> " * 90 + "قاع")
    for depth in (91, 99, 150):
        with pytest.raises(BuildError) as caught:
            shown("سطر\n\n" + "> " * depth + "قاع")
        assert caught.value.path == "content/pages/x.md"
        assert caught.value.line == 3
