"""The timeline in Chromium: filters in place, keyboard, narrow and wide screens, and everything without script."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from builder.render.assets import load_assets
from builder.render.environment import Renderer, packaged_templates
from builder.site.index import build_index
from builder.site.plan import plan
from tests.site.fixture import content, entity_id, fact_id

pytestmark = pytest.mark.browser
UNDATED = "timeline/undated/"  # four facts of three kinds


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The newsroom's site, served under its base path."""
    folder = tmp_path_factory.mktemp("served")
    made = content()
    assets = load_assets([packaged_templates()])
    renderer = Renderer(made.config, [packaged_templates()], assets.addresses)
    for page in (*plan(build_index(made)), *assets.pages):
        path: Path = folder / "waqai" / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.view if isinstance(page.view, bytes) else renderer.render(page))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/waqai/"
        server.shutdown()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 390, "height": 800})
    yield made
    made.close()


def opened(context: BrowserContext, address: str) -> tuple[Page, list[str]]:
    """A page, and what its console complains of or asks of other hosts."""
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith("http://127.0.0.1:") else problems.append(r.url))
    page.goto(address)
    return page, problems


def statements(page: Page) -> list[str]:
    return page.locator(".row:visible .row-statement").all_inner_texts()


def test_a_choice_hides_rows_in_place_and_says_how_many_are_left(context: BrowserContext, address: str) -> None:
    page, problems = opened(context, address + UNDATED)
    told = page.get_by_role("status")
    expect(told).to_have_text("")
    assert len(statements(page)) == 4
    page.get_by_label("النوع").select_option("claimed")
    expect(told).to_have_text("الباقي: واقعتان، والمجموع: 4 وقائع")
    assert len(statements(page)) == 2
    assert page.locator("[data-count]:visible").all_inner_texts() == ["واقعة واحدة", "واقعة واحدة"]
    page.get_by_label("الاسم").select_option(label="لجنة الموازنة (1)")
    expect(told).to_have_text("الباقي: واقعة واحدة، والمجموع: 4 وقائع")
    assert page.locator("[data-section]:visible").count() == 1, "a section without rows is gone, its heading too"
    page.get_by_label("الحال", exact=True).select_option("unreviewed")
    expect(told).to_have_text("الباقي: لا وقائع، والمجموع: 4 وقائع")
    expect(page.get_by_text("لا شيء في هذه الصفحة يجمع ما اخترته")).to_be_visible()
    page.get_by_role("button", name="أظهر الكل").click()
    expect(told).to_have_text("كل ما في الصفحة: 4 وقائع")
    assert len(statements(page)) == 4
    expect(page.get_by_label("الاسم")).to_be_focused()
    expect(page.get_by_role("button", name="أظهر الكل")).to_be_hidden()
    assert problems == []


def test_a_link_shares_the_choice(context: BrowserContext, address: str) -> None:
    page, _ = opened(context, address + UNDATED)
    page.get_by_label("النوع").select_option("denied")
    shared = f"{address}{UNDATED}?kind=denied"
    expect(page).to_have_url(shared)
    page.goto(shared + "&from=letter")
    expect(page.get_by_role("status")).to_have_text("الباقي: واقعة واحدة، والمجموع: 4 وقائع")
    assert statements(page) == ["نفى نقيب الصيادين مازن عواد أن يكون صيادو مرسى النخيل قد تسلّموا تعويضاتهم."]
    page.get_by_role("button", name="أظهر الكل").click()
    expect(page).to_have_url(f"{address}{UNDATED}?from=letter")  # what is not ours stays


def test_the_choice_goes_along_to_the_neighbouring_time(context: BrowserContext, address: str) -> None:
    page, _ = opened(context, address + "timeline/2025-07/")
    page.get_by_label("النوع").select_option("claimed")
    hrefs = [link.get_attribute("href") or "" for link in page.locator("nav.pager a").all()]
    assert hrefs and all(href.endswith("/?kind=claimed") for href in hrefs)
    assert "?" not in (page.locator(".row-statement a").first.get_attribute("href") or "")


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("?with=%3Cimg%20src=x%3E", 4),
        ("?kind=nonsense", 4),
        ("?status=&kind=&with=", 4),
        (f"?with={entity_id('مرسى النخيل')}", 4),
        (f"?with={entity_id('بلد لا يذكره أحد')}", 0),
    ],
)
def test_a_query_typed_by_hand_does_no_harm(context: BrowserContext, address: str, query: str, left: int) -> None:
    """A name that is no choice of this page (all or none of its facts give it) may still be asked for by a link."""
    page, problems = opened(context, address + UNDATED + query)
    expect(page.locator(".filter")).to_be_visible()
    assert len(statements(page)) == left
    assert page.locator("img[src=x]").count() == 0
    assert problems == []


def test_without_script_there_are_lists_and_no_dead_controls(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + UNDATED)
    assert page.locator("main select:visible, main button:visible, main .filter:visible").count() == 0
    page.get_by_role("link", name="أقوال منسوبة").click()
    expect(page).to_have_url(f"{address}timeline/claimed/")
    expect(page.locator(".row:visible")).to_have_count(3)
    page.goto(address + "timeline/")
    page.get_by_role("link", name="يوليو/تموز 2025: واقعتان").click()
    expect(page).to_have_url(f"{address}timeline/2025-07/")
    context.close()


def test_the_bars_are_a_list_of_links_that_keys_reach(context: BrowserContext, address: str) -> None:
    page, problems = opened(context, address + "timeline/")
    bars = page.get_by_role("navigation", name="الوقائع شهراً شهراً")
    assert bars.get_by_role("listitem").count() >= 4
    bar = bars.get_by_role("link", name="سبتمبر/أيلول 2022: واقعة واحدة", exact=True)
    names = []
    page.locator("h1").click()
    for _ in range(40):
        page.keyboard.press("Tab")
        names.append(
            page.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.innerText")
        )
        if names[-1] == "سبتمبر/أيلول 2022: واقعة واحدة":
            break
    expect(bar).to_be_focused()
    seen = "getComputedStyle(document.activeElement.querySelector('.density-reach'))"
    assert page.evaluate(f"{seen}.strokeWidth") == "2px"
    assert page.evaluate(f"{seen}.stroke") != "none"
    page.keyboard.press("Enter")
    page.wait_for_url("**/timeline/2022-09/")
    assert problems == []


def test_who_moves_by_keys_can_pass_the_bars(context: BrowserContext, address: str) -> None:
    page, _ = opened(context, address + "timeline/")
    skip = page.get_by_role("link", name="إلى ما بعد الأعمدة")
    skip.focus()
    box = skip.bounding_box()
    assert box is not None and box["height"] > 24
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[aria-labelledby=latest]') !== null")


def test_time_runs_from_right_to_left(context: BrowserContext, address: str) -> None:
    page, _ = opened(context, address + "timeline/")
    page.set_viewport_size({"width": 1280, "height": 800})

    def middle(name: str) -> float:
        box = page.get_by_role("link", name=name, exact=True).bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2

    old, within, new = (middle(n) for n in (
        "سبتمبر/أيلول 2022: واقعة واحدة", "2022، والشهر غير معروف: واقعة واحدة", "مارس/آذار 2026: واقعة واحدة",
    ))  # fmt: skip
    assert old > within > new


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["timeline/", UNDATED, "timeline/2022/", "honesty/", f"e/{entity_id('مرسى النخيل')}/"])
def test_nothing_sticks_out_at_any_width(browser: Browser, address: str, path: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page, problems = opened(context, address + path)
    for width in (360, 390, 768, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert problems == []
    context.close()


def test_the_table_of_sources_keeps_its_roles_as_cards(context: BrowserContext, address: str) -> None:
    """Rows laid out as cards are still rows with heads to whoever hears them."""
    page, _ = opened(context, address + "honesty/")
    # The browser's own tree: style can take roles away, and what reads the markup alone would not notice.
    tree = context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    roles = Counter(node["role"]["value"] for node in tree if not node["ignored"])
    assert (roles["table"], roles["row"], roles["columnheader"], roles["rowheader"]) == (1, 3, 7, 2)
    assert roles["cell"] == 12


def test_the_drawing_of_company_is_not_read_twice(context: BrowserContext, address: str) -> None:
    page, _ = opened(context, address + f"e/{entity_id('مرسى النخيل')}/")
    section = page.get_by_role("region", name="مع من يُذكر")
    names = section.get_by_role("link").all_inner_texts()
    assert len(names) == len(set(names)) == 6
    assert section.locator("svg").get_attribute("aria-hidden") == "true"
    page.locator(".company-graph a").first.click()
    page.wait_for_url("**/e/*/")
    assert fact_id("opening") in page.content()


def test_print_shows_the_bars_and_no_controls(context: BrowserContext, address: str) -> None:
    page, _ = opened(context, address + UNDATED)
    page.emulate_media(media="print")
    assert page.locator(".filter:visible").count() == 0
    assert page.locator(".row:visible").count() == 4
    page.goto(address + "timeline/")
    assert page.evaluate("getComputedStyle(document.querySelector('.density-bar')).fill") == "rgb(0, 0, 0)"
