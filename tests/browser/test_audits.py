"""Every kind of page in Chromium: accessible in light and dark, quiet, reachable by keyboard, light to load, narrow and wide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scripts.serve_static import StaticServer
from tests.browser.newsroom import samples

pytestmark = pytest.mark.browser
SAMPLES = samples()
FACTS = {name: address for name, address in SAMPLES.items() if name.split("-")[0] == "fact"}
COLOURS = {"runOnly": {"type": "tag", "values": ["cat.color"]}}
Newsroom = tuple[str, StaticServer]


@pytest.fixture(params=["light", "dark"], scope="module")
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=request.param)
    yield made
    made.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    made = browser.new_context(viewport={"width": 390, "height": 844})
    yield made.new_page()
    made.close()


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLES)
def test_no_serious_barrier(name: str, context: BrowserContext, newsroom: Newsroom) -> None:
    page = context.new_page()
    page.goto(newsroom[0] + SAMPLES[name])
    page.evaluate("document.querySelectorAll('details').forEach((folded) => { folded.open = true; })")
    # What is built and named wrongly is so in both schemes; only the colours differ.
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    found = Axe().run(page, options=COLOURS if dark else None).response["violations"]
    page.close()
    told = [
        (v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in found if v["impact"] in ("serious", "critical")
    ]
    assert told == []


@pytest.mark.parametrize("name", SAMPLES)
def test_a_page_is_quiet_and_asks_no_other_host(name: str, page: Page, newsroom: Newsroom) -> None:
    told: list[str] = []
    hosts: set[str] = set()
    page.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.goto(newsroom[0] + SAMPLES[name], wait_until="networkidle")
    assert told == []
    assert hosts == {urlsplit(newsroom[0]).netloc}


WIDTHS = (360, 390, 768, 1280, 1600)
OVERFLOW = """() => [...document.querySelectorAll('main *, header *, footer *')].filter(e => {
  const r = e.getBoundingClientRect();
  return r.width && (r.left < -1 || r.right > innerWidth + 1) && !e.closest('.menu, pre, .skip, [hidden]');
}).slice(0, 3).map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_sticks_out_from_360_to_1600(name: str, page: Page, newsroom: Newsroom) -> None:
    page.goto(newsroom[0] + SAMPLES[name])
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        assert page.evaluate(OVERFLOW) == [], width


# What can be reached by Tab, as the browser sees it, in the order of the page.
TABBABLE = """() => [...document.querySelectorAll('a[href], button, summary, input, select, textarea, [tabindex="0"]')]
  .filter(e => !e.disabled && e.checkVisibility({visibilityProperty: true})).map((e, i) => { e.dataset.nth = i; return i; })"""
FOCUSED = """() => { const e = document.activeElement, s = getComputedStyle(e);
  return [e.dataset.nth ?? e.tagName, s.outlineStyle, parseFloat(s.outlineWidth), s.outlineColor]; }"""


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLES)
def test_everything_is_reached_by_keyboard_and_seen(name: str, page: Page, newsroom: Newsroom) -> None:
    page.goto(newsroom[0] + SAMPLES[name])
    expected = {str(n) for n in page.evaluate(TABBABLE)}
    reached: list[str] = []
    for _ in range(3 * len(expected) + 5):
        page.keyboard.press("Tab")
        nth, style, width, colour = page.evaluate(FOCUSED)
        if nth == "BODY":
            break
        reached.append(nth)
        assert style != "none" and width >= 2 and "0, 0, 0, 0" not in colour, (nth, style, width, colour)
    assert set(reached) >= expected
    in_order = [int(n) for n in reached if n.isdigit()]
    assert in_order == sorted(in_order)


def test_the_first_stop_leads_past_the_menu(page: Page, newsroom: Newsroom) -> None:
    page.goto(newsroom[0] + SAMPLES["home"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))


@pytest.mark.parametrize("name", FACTS)
def test_what_a_reader_needs_is_above_the_fold_of_a_phone(name: str, page: Page, newsroom: Newsroom) -> None:
    """Status, statement, who said it, when, and the source."""
    page.goto(newsroom[0] + SAMPLES[name])
    for part in (".fact-badges", "h1", ".byline"):
        box = page.locator(part).bounding_box()
        assert box is not None and box["y"] + box["height"] <= 844, part
    assert page.locator(".byline dt").count() == 3


def test_copy_buttons_copy_what_stands_on_the_page(browser: Browser, newsroom: Newsroom) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(newsroom[0] + next(iter(FACTS.values())))
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    buttons = page.locator("button.copy[data-copy]")
    assert buttons.count() >= 4
    for n in range(buttons.count()):
        button = buttons.nth(n)
        button.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".copied")).to_have_text("نُسخ")
        source = page.locator("#" + (button.get_attribute("data-copy") or "")).text_content()
        assert page.evaluate("navigator.clipboard.readText()") == source
        page.evaluate("document.querySelector('.copied').textContent = ''")
    context.close()


def test_without_script_nothing_is_missing_but_the_buttons(browser: Browser, newsroom: Newsroom) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(newsroom[0] + next(iter(FACTS.values())))
    assert page.locator("main button:visible").count() == 0
    assert page.locator("#share-link:visible").count() == 1
    context.close()


@pytest.mark.parametrize("name", FACTS)
def test_a_fact_is_light(name: str, browser: Browser, newsroom: Newsroom) -> None:
    """First visit, nothing cached, as sent: 90 KB in all, three fonts of 75 KB at most, 14 KB of HTML."""
    address, server = newsroom
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    server.asked.clear()
    page.goto(address + SAMPLES[name], wait_until="networkidle")
    sent = {path: server.sent[path] for path in server.asked}
    context.close()
    fonts = [size for path, size in sent.items() if path.endswith(".woff2")]
    assert len(fonts) <= 3 and sum(fonts) <= 75_000
    assert sent[SAMPLES[name]] <= 14_000
    assert sum(sent.values()) <= 90_000, sent


SHIFTS = """() => new Promise(done => { let sum = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; })
    .observe({type: 'layout-shift', buffered: true});
  document.fonts.ready.then(() => setTimeout(() => done(sum), 300)); })"""


@pytest.mark.parametrize("width", [390, 1280])
def test_lines_stay_where_they_are_when_the_fonts_come(width: int, browser: Browser, newsroom: Newsroom) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()

    def late(route) -> None:  # type: ignore[no-untyped-def]
        page.wait_for_timeout(400)
        route.continue_()

    page.route("**/*.woff2", late)
    page.goto(newsroom[0] + next(iter(FACTS.values())))
    shift = page.evaluate(SHIFTS)
    context.close()
    assert shift <= 0.02


def test_text_is_read_before_any_font(browser: Browser, newsroom: Newsroom) -> None:
    """A font that never comes: the words are painted all the same."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.route("**/*.woff2", lambda route: None)
    page.goto(newsroom[0] + next(iter(FACTS.values())), wait_until="commit")
    page.wait_for_selector(".byline")
    session = context.new_cdp_session(page)  # a screenshot of playwright would wait for the fonts

    def painted() -> str:
        return str(session.send("Page.captureScreenshot", {"format": "png"})["data"])

    for _ in range(20):  # a browser waits for a font a moment before it paints without
        page.wait_for_timeout(300)
        shown = painted()
        page.evaluate("document.querySelector('main').style.visibility = 'hidden'")
        hidden = painted()
        page.evaluate("document.querySelector('main').style.visibility = ''")
        if shown != hidden:
            break
    assert shown != hidden
    context.close()


def test_print_is_black_on_white_without_the_menu(browser: Browser, newsroom: Newsroom) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.emulate_media(media="print")
    for name, address in FACTS.items():
        page.goto(newsroom[0] + address)
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") in (
            "rgb(255, 255, 255)",
            "rgba(0, 0, 0, 0)",
        )
        assert re.fullmatch(r"rgb\(0, 0, 0\)", page.evaluate("getComputedStyle(document.querySelector('h1')).color")), (
            name
        )
        assert page.locator(".menu:visible, .copy:visible, .skip:visible").count() == 0
        assert page.locator(".evidence:visible").count() >= 1
    context.close()
