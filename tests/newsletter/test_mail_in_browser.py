"""Letters and frames in Chromium: at 600 and 320 px, without styles, pasted into an editor; whole in their height."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from builder.newsletter.mail import write_letter
from builder.render.assets import load_assets
from builder.render.environment import Renderer, packaged_templates
from builder.site.index import build_index
from builder.site.plan import plan
from builder.site.shown import Shown
from tests.site.fixture import CONFIG, ISSUES, content

pytestmark = pytest.mark.browser
TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css",
    "png": "image/png",
    "svg": "image/svg+xml",
    "js": "text/javascript",
}


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    """Every file of the site by its path on the host."""
    assets = load_assets([packaged_templates()])
    renderer = Renderer(CONFIG, [packaged_templates()], assets.addresses)
    pages = (*plan(build_index(content())), *assets.pages)
    return {f"/waqai{page.address}": renderer.render(page) for page in pages}


@pytest.fixture
def page(browser: Browser, site: dict[str, bytes]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 600, "height": 900})

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix("https://facts.example")
        suffix = "html" if path.endswith("/") else Path(path).suffix.lstrip(".")
        if path in site:
            route.fulfill(body=site[path], content_type=TYPES.get(suffix, "application/octet-stream"))
        else:
            asked.append(route.request.url)
            route.abort()

    asked: list[str] = []
    context.route("**/*", answer)
    made = context.new_page()
    problems: list[str] = []
    made.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    yield made
    context.close()
    assert asked == [] and problems == []


def letter() -> str:
    return write_letter(ISSUES[0], Shown(build_index(content()))).html.decode()


STANDS = """() => {
  const cells = [...document.querySelectorAll('td')];
  return {
    wide: document.documentElement.scrollWidth,
    ltr: cells.filter(c => getComputedStyle(c).direction !== 'rtl').length,
    left: cells.filter(c => !['right', 'start', '-webkit-right', '-webkit-center', 'center'].includes(getComputedStyle(c).textAlign)).length,
    pictures: [...document.images].filter(i => i.complete && i.naturalWidth === 208 && i.width === 104).length,
    text: document.body.innerText.length,
  };
}"""


@pytest.mark.parametrize("width", [600, 320])
@pytest.mark.parametrize("styles", [True, False], ids=["styled", "styles off"])
def test_a_letter_stands_at_every_width_with_and_without_styles(page: Page, width: int, styles: bool) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.set_content(letter(), wait_until="load")
    if not styles:
        page.evaluate("document.querySelectorAll('[style]').forEach(e => e.removeAttribute('style'))")
    found = page.evaluate(STANDS)
    assert found["wide"] <= width and found["ltr"] == 0 and found["left"] == 0
    assert found["pictures"] == 4 and found["text"] > 400


def test_a_letter_can_be_pasted_into_an_editor(page: Page) -> None:
    page.set_content("<div contenteditable id=editor></div>")
    page.evaluate(
        "html => { document.getElementById('editor').focus(); document.execCommand('insertHTML', false, html); }",
        letter(),
    )
    page.wait_for_function("[...document.images].length === 4 && [...document.images].every(i => i.complete)")
    found = page.evaluate(STANDS)
    assert found["ltr"] == 0 and found["pictures"] == 4
    assert "كلفة الرصيف الجنوبي بلغت 6.2 مليون دينار" in page.inner_text("#editor")


@pytest.mark.parametrize("have_fonts_come", [True, False])
def test_no_frame_has_to_be_scrolled_from_320_pixels_on(
    have_fonts_come: bool, page: Page, site: dict[str, bytes]
) -> None:
    if not have_fonts_come:
        page.route("**/*.woff2", lambda route: route.fulfill(body=b"", content_type="font/woff2"))
    frames = [path for path in site if path.endswith("/embed/")]
    assert len(frames) > 9
    for path in frames:
        height = json.loads(site[path.replace("/embed/", "/oembed.json")])["height"]
        for width in (320, 700):
            page.set_viewport_size({"width": width, "height": height})
            page.goto(f"https://facts.example{path}")
            page.evaluate("document.fonts.ready.then(() => true)")
            tall, wide = page.evaluate("[document.documentElement.scrollHeight, document.documentElement.scrollWidth]")
            assert tall <= height and wide <= width, (path, width)


def test_the_links_of_a_frame_open_outside_it(page: Page, site: dict[str, bytes]) -> None:
    path = next(path for path in site if path.endswith("/embed/"))
    page.goto(f"https://facts.example{path}")
    assert page.evaluate("[...document.links].every(a => a.target === '_blank' && a.rel.includes('noopener'))")
    assert page.evaluate("document.scripts.length") == 0
