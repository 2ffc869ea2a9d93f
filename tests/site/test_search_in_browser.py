"""The search as a reader meets it, in Chromium: words that meet, queries, marks, suggestions, filters, files on a disk."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote, urlsplit

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, Route, expect

from builder.ids import mint
from builder.model import Entity
from builder.site.index import ProsePage, SiteContent, build_index
from builder.text.folding import fold
from tests.site.newsroom import (
    CONFIG,
    Told,
    fact_id,
    made_of,
    newsroom_facts,
    newsroom_queries,
    pages_of,
    pairs,
    served,
)

pytestmark = pytest.mark.browser
FIND = """async (queries) => {
  const page = document.querySelector(".search");
  await page.search.ready;
  const found = {};
  for (const query of queries) {
    const answer = await page.search.find(query, {kind: "", year: "", name: ""});
    found[query] = {f: answer.found.f.map((row) => row[0]), e: answer.found.e.map((row) => row[0]), instead: answer.instead.length};
  }
  return found;
}"""


class Answers:
    """What a site answers, by the names that the tests gave its facts."""

    def __init__(self, browser: Browser, content: SiteContent, told: Sequence[Told], queries: Sequence[str]) -> None:
        index = build_index(content)
        names = {fact_id(row.name): row.name for row in told}
        self.facts = [names[entry.id] for entries in index.by_source.values() for entry in entries]
        with served(pages_of(content)) as (address, _):
            page = browser.new_page()
            page.goto(f"{address}search/")
            self.found = page.evaluate(FIND, list(queries))
            page.close()

    def of(self, query: str) -> list[str]:
        return [self.facts[n] for n in self.found[query]["f"]]

    def is_exact(self, query: str) -> bool:
        return bool(self.found[query]["instead"] == 0)


# ---- words that meet ------------------------------------------------------------------------------------------------


def meetings(browser: Browser, rows: Sequence[tuple[str, ...]]) -> list[tuple[bool, bool]]:
    """For each pair: is the first found by the second, and the second by the first."""
    sides = []
    for side in (0, 1):
        told = [Told(str(n), f"{row[side]}.") for n, row in enumerate(rows)]
        answers = Answers(browser, made_of(told), told, [row[1 - side] for row in rows])
        sides.append(
            [str(n) in answers.of(row[1 - side]) and answers.is_exact(row[1 - side]) for n, row in enumerate(rows)]
        )
    return list(zip(*sides, strict=True))


def test_pairs_meet_in_the_page(browser: Browser) -> None:
    rows = pairs("search-meet.txt")
    found = [all(pair) for pair in meetings(browser, rows)]
    assert [row for row, met in zip(rows[::2], found[::2], strict=True) if not met] == []
    assert sum(found[1::2]) >= 0.97 * len(found[1::2])


def test_traps_are_kept_apart_in_the_page(browser: Browser) -> None:
    rows = pairs("search-apart.txt")
    found = [any(pair) for pair in meetings(browser, rows)]
    assert [row for row, met in zip(rows[::2], found[::2], strict=True) if met] == []
    assert sum(not met for met in found[1::2]) >= 0.97 * len(found[1::2])


def test_queries_find_what_a_reader_expects(browser: Browser) -> None:
    told = newsroom_facts()
    queries = newsroom_queries()
    answers = Answers(browser, made_of(told), told, [query for query, _ in queries])
    for half, least in ((queries[::2], 1.0), (queries[1::2], 0.95)):
        rows = [(set(answers.of(query)), want) for query, want in half]
        hits = sum(len(got & want) for got, want in rows)
        assert hits / sum(len(want) for _, want in rows) >= least
        assert hits / sum(len(got) for got, _ in rows) >= least


def test_every_alias_finds_its_entity(browser: Browser) -> None:
    rows = pairs("search-aliases.txt")
    names = dict.fromkeys((name, aliases) for _, name, aliases in rows)
    entities = [
        Entity(mint("alias", name), name, "other", tuple(a.strip() for a in aliases.split("؛")))
        for name, aliases in names
    ]
    told = [Told(name, f"يتناول الملف رقم {n} {name}.", (name,)) for n, (name, _) in enumerate(names)]
    told.append(Told("other", "تتناول النشرة دول الجنوب وبحر الشمال.", ()))
    content = made_of(told, entities, {name: mint("alias", name) for name, _ in names})
    ids = [e.name for e in sorted(entities, key=lambda e: e.id)]
    answers = Answers(browser, content, told, [query for query, _, _ in rows])
    for query, name, _ in rows:
        assert ids[answers.found[query]["e"][0]] == name, query
        assert answers.of(query)[0] == name, query
        assert "other" not in answers.of(query), query


def test_the_words_of_a_long_alias_do_not_find_the_entity_s_facts(browser: Browser) -> None:
    """`رابطة دول جنوب شرق آسيا` means آسيان; `جنوب` alone does not."""
    entity = Entity(mint("alias", "آسيان"), "آسيان", "organization", ("رابطة دول جنوب شرق آسيا",))
    told = [Told("asean", "انعقدت القمة برئاسة آسيان.", ("آسيان",)), Told("south", "هطل المطر في الجنوب.")]
    content = made_of(told, [entity], {"آسيان": entity.id})
    answers = Answers(browser, content, told, ["جنوب", "رابطة دول جنوب شرق آسيا"])
    assert answers.of("جنوب") == ["south"]
    assert answers.of("رابطة دول جنوب شرق آسيا") == ["asean"]


def test_words_side_by_side_rank_first(browser: Browser) -> None:
    told = [
        Told("apart", "زار وزير النقل مقر وزارة المياه ليبحث مع نقابة البحر ملف الميناء.", date="2026-01-01"),
        Told("together", "أغلقت نقابة الميناء أبوابها.", date="2020-01-01"),
    ]
    answers = Answers(browser, made_of(told), told, ["نقابة الميناء"])
    assert answers.of("نقابة الميناء") == ["together", "apart"]


# ---- folding --------------------------------------------------------------------------------------------------------

ARABIC = st.text(alphabet="اأإآٱبتةهىيئؤءوكگپلمنسرءًٌَُِّْـٰ٠١۲12 ،.()«»\u200f\u00a0\ufeffAb-é😀", max_size=60)


def test_the_script_folds_as_the_builder_does(browser: Browser) -> None:
    """Letter for letter, with the same way back; only the mark of ة differs, which the script keeps apart."""
    with served(pages_of(made_of([Told("a", "نص.")]))) as (address, _):
        page = browser.new_page()
        page.goto(f"{address}search/")
        texts: list[str] = []

        @settings(max_examples=300, database=None)
        @given(ARABIC)
        def gather(text: str) -> None:
            texts.append(text)

        gather()
        folded = page.evaluate(
            "async (texts) => Promise.all(texts.map((t) => document.querySelector('.search').search.fold(t)))", texts
        )
    for text, found in zip(texts, folded, strict=True):
        expected = fold(text)
        assert found["text"].replace("ۃ", "ه") == expected.text
        units = [len(text[:i].encode("utf-16-le")) // 2 for i in range(len(text) + 1)]
        wanted = [
            units[expected.source_at(i)] + k
            for i, c in enumerate(expected.text)
            for k in range(len(c.encode("utf-16-le")) // 2)
        ]
        assert found["places"] == wanted


# ---- the page -------------------------------------------------------------------------------------------------------

RESULTS = "#results li.row"
TOLD = (
    Told("quay", "افتتح الوزير الرصيفَ الجنوبيّ للميناء.", ("سامر الخطيب", "مرسى النخيل"), "2025-07-10"),
    Told("draft", "تأجّل ترميم الرصيف الشمالي.", ("هالة درويش",), "2026-01-04", status="draft"),
    Told("talks", "انتهت المباحثات وبالعقوبات لُوِّح.", ("سامر الخطيب",), "2024-03-02"),
    Told("paper", "تراجعت مبيعات الورق.", (), "2024", evidence="باعت المطابع ورقاً أقل بسبب العقوبات المالية."),
    *(Told(f"many{i}", f"سُجّلت الحالة رقم {i} في المدينة.", ("هالة درويش",), "2023-05") for i in range(25)),
)
PEOPLE = tuple(
    Entity(mint("page", name), name, kind, aliases, about)  # type: ignore[arg-type]
    for name, kind, aliases, about in (
        ("سامر الخطيب", "person", ("سامر خطيب",), "وزير النقل"),
        ("هالة درويش", "person", (), None),
        ("مرسى النخيل", "place", (), "ميناء على الساحل"),
    )
)
PROSE = (ProsePage("about", "عن هذا الموقع", "نجمع من الأخبار ما يمكن إثباته.\n"),)


def newsroom(**changes: object) -> dict[str, bytes]:
    config = msgspec.structs.replace(CONFIG, **changes)
    return pages_of(made_of(TOLD, PEOPLE, {e.name: e.id for e in PEOPLE}, config, PROSE))


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served(newsroom()) as (address, _):
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on which any console message of an error or any request to another host fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    problems: list[str] = []
    opened.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on(
        "request",
        lambda request: (
            problems.append(request.url) if urlsplit(request.url).hostname not in ("127.0.0.1", None, "") else None
        ),
    )
    yield opened
    context.close()
    assert problems == []


def asked(page: Page, site: str, query: str) -> None:
    page.goto(f"{site}search/?q={quote(query)}")
    expect(page.locator("#found")).not_to_have_text("")


def test_a_query_of_the_address_is_answered(page: Page, site: str) -> None:
    asked(page, site, "وزير")
    expect(page.locator("#q")).to_have_value("وزير")
    expect(page.locator(f"{RESULTS} a", has_text="افتتح الوزير")).to_have_attribute(
        "href", f"/waqai/f/{fact_id('quay')}/"
    )
    expect(page).to_have_title(re.compile("^وزير — "))


def test_the_box_of_every_page_leads_here(page: Page, site: str) -> None:
    page.goto(site)
    page.locator(".find input").fill("رصيف")
    page.locator(".find button").click()
    expect(page.locator("#q")).to_have_value("رصيف")
    expect(page.locator(RESULTS)).to_have_count(2)


@pytest.mark.parametrize(
    ("query", "marks"),
    [
        ("وزير", ["وزير"]),  # without the article that stands before it
        ("ميناء", ["ميناء"]),  # للميناء
        ("العقوبة", ["عقوبات", "عقوبات"]),
        ("رصيف", ["رصيف", "رصيفَ"]),  # with the haraka
        ("ورق", ["ورق"]),
    ],
)
def test_exactly_the_matched_letters_are_marked(page: Page, site: str, query: str, marks: list[str]) -> None:
    asked(page, site, query)
    marked = page.locator(".row-statement mark, .search-quote mark")
    expect(marked).to_have_count(len(marks))
    assert sorted(marked.all_inner_texts()) == sorted(marks)


def test_typing_answers_and_keeps_the_address(page: Page, site: str) -> None:
    page.goto(f"{site}search/")
    page.locator("#q").press_sequentially("رصيف")
    expect(page.locator(RESULTS)).to_have_count(2)
    expect(page.locator("#found")).to_have_text("نتيجتان")
    expect(page).to_have_url(f"{site}search/?q={quote('رصيف')}")


def test_back_from_a_fact_finds_the_query_again(page: Page, site: str) -> None:
    page.goto(f"{site}search/")
    page.locator("#q").fill("رصيف")
    page.locator("#q").press("Enter")
    page.locator(f"{RESULTS} .row-statement a").first.click()
    expect(page.locator("h1.fact-statement")).to_be_visible()
    page.go_back()
    expect(page.locator("#q")).to_have_value("رصيف")
    expect(page.locator(RESULTS)).to_have_count(2)


def test_names_are_suggested_and_chosen_with_the_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}search/")
    box = page.locator("#q")
    box.press_sequentially("خط")
    option = page.get_by_role("option", name="سامر الخطيب")
    expect(option).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == option.get_attribute("id")
    box.press("Escape")
    expect(option).to_be_hidden()
    expect(box).to_have_value("خط")
    box.press("ArrowDown")
    expect(option).to_be_visible()
    box.press("ArrowUp")
    box.press("Enter")
    expect(box).to_have_value("سامر الخطيب")
    expect(page.locator(RESULTS).first).to_contain_text("وزير النقل")
    expect(page.locator(RESULTS)).to_have_count(3)


def test_kinds_filter(page: Page, site: str) -> None:
    asked(page, site, "سامر")
    expect(page.locator(RESULTS)).to_have_count(3)
    page.get_by_role("radio", name="الأسماء").check()
    expect(page.locator(RESULTS)).to_have_count(1)
    expect(page.locator("#found")).to_have_text("نتيجة واحدة")
    expect(page).to_have_url(re.compile(r"[?&]kind=e(&|$)"))


def test_years_filter(page: Page, site: str) -> None:
    asked(page, site, "العقوبات")
    expect(page.locator(RESULTS)).to_have_count(2)
    page.locator("#year").select_option("2025")
    expect(page.locator("#found")).to_have_text("لا نتائج")
    page.locator("#year").select_option("2024")
    expect(page.locator(RESULTS)).to_have_count(2)
    page.reload()
    expect(page.locator("#year")).to_have_value("2024")
    expect(page.locator(RESULTS)).to_have_count(2)


def test_a_name_filters(page: Page, site: str) -> None:
    asked(page, site, "سامر الخطيب")
    page.get_by_role("button", name="اعرض وقائع سامر الخطيب وحدها").click()
    expect(page.locator(RESULTS)).to_have_count(2)
    page.locator("#q").fill("عقوبة")
    expect(page.locator(RESULTS)).to_have_count(1)
    page.locator("#only").click()
    expect(page.locator(RESULTS)).to_have_count(2)


def test_many_results_come_ten_at_a_time(page: Page, site: str) -> None:
    asked(page, site, "الحالة")
    expect(page.locator("#found")).to_have_text("25 نتيجة")
    expect(page.locator(RESULTS)).to_have_count(10)
    more = page.get_by_role("button", name="مزيد من النتائج")
    more.click()
    expect(page.locator(RESULTS)).to_have_count(20)
    assert page.evaluate("document.activeElement.closest('li') === document.querySelectorAll('#results li')[10]")
    more.click()
    expect(page.locator(RESULTS)).to_have_count(25)
    expect(more).to_be_hidden()


def test_near_spellings_are_offered_where_nothing_is_found(page: Page, site: str) -> None:
    asked(page, site, "المينأ")
    expect(page.locator("#found")).to_have_text("لا نتائج")
    page.get_by_role("button", name="ميناء").click()
    expect(page.locator(f"{RESULTS} mark", has_text="ميناء").first).to_be_visible()


def test_words_that_no_fact_joins_are_offered_alone(page: Page, site: str) -> None:
    asked(page, site, "الورق الرصيف")
    page.get_by_role("button", name="الورق").click()
    expect(page.locator(RESULTS)).to_have_count(1)


def test_an_unreviewed_fact_has_its_badge(page: Page, site: str) -> None:
    asked(page, site, "ترميم")
    expect(page.locator(f"{RESULTS} .badge")).to_have_text("غير مراجَعة")


def test_pages_and_sources_are_found(page: Page, site: str) -> None:
    asked(page, site, "إثبات")
    expect(page.locator(f"{RESULTS} a")).to_have_attribute("href", "/waqai/about/")
    asked(page, site, "صحيفة الميزان")
    page.get_by_role("radio", name="المصادر").check()
    expect(page.locator("#found")).to_have_text("29 نتيجة")


def test_text_of_the_content_is_never_markup(browser: Browser) -> None:
    told = [Told("x", "كتب على الجدار <img src=x onerror=alert(1)> ثم مضى.")]
    with served(pages_of(made_of(told))) as (address, _):
        page = browser.new_page()
        page.goto(f"{address}search/?q={quote('الجدار <b>')}")
        page.goto(f"{address}search/?q={quote('الجدار')}")
        expect(page.locator(f"{RESULTS} .row-statement")).to_contain_text("<img src=x onerror=alert(1)>")
        assert page.locator("#results img").count() == 0
        page.close()


def test_without_script_the_page_leads_to_the_lists(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}search/")
    expect(page.locator("main .callout")).to_contain_text("قوائم")
    assert page.locator("#q").is_hidden()
    page.locator("main .callout a", has_text="الأسماء").click()
    expect(page.locator("h1")).to_have_text("الأسماء")
    context.close()


def test_a_lost_connection_is_told(browser: Browser, site: str) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{site}search/")
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.evaluate("document.querySelector('#q').value = 'ترميم'; document.querySelector('.search').search.run()")
    expect(page.locator("#found")).to_contain_text("تعذّر")
    page.context.set_offline(False)
    page.locator("#q").press("Enter")
    expect(page.locator(RESULTS)).to_have_count(1)
    page.context.close()


def test_it_works_from_a_disk(browser: Browser, tmp_path: Path) -> None:
    for path, data in newsroom().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    page = browser.new_page()
    page.goto(f"file://{tmp_path}/search/index.html?q={quote('رصيف')}")
    expect(page.locator(RESULTS)).to_have_count(2)
    assert page.evaluate("getComputedStyle(document.querySelector('.search-box')).display") == "grid"
    page.locator(f"{RESULTS} .row-statement a").first.click()
    expect(page.locator("h1.fact-statement")).to_be_visible()
    page.close()


def test_two_quick_clicks_show_no_result_twice(page: Page, site: str) -> None:
    asked(page, site, "الحالة")
    expect(page.locator(RESULTS)).to_have_count(10)
    page.evaluate("() => { const more = document.querySelector('.search-more'); more.click(); more.click(); }")
    expect(page.locator(RESULTS)).to_have_count(20)
    page.wait_for_timeout(200)
    links = [link.get_attribute("href") for link in page.locator(f"{RESULTS} .row-statement a").all()]
    assert len(links) == len(set(links)) == 20


def test_names_that_come_late_do_not_cover_the_results(page: Page, site: str) -> None:
    held: list[Route] = []
    page.route("**/assets/search/n*", lambda route: held.append(route))
    page.goto(f"{site}search/")
    with page.expect_request("**/assets/search/n*"):
        page.locator("#q").press_sequentially("خط")
    page.locator("#q").press("Enter")
    assert held
    for route in held:
        route.continue_()
    page.wait_for_timeout(500)
    expect(page.get_by_role("listbox", include_hidden=True)).to_be_hidden()
