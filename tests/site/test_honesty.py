"""The account that a site gives of itself: figures that add up, in words that say what they mean."""

from __future__ import annotations

import json

import msgspec
import pytest

from builder.errors import Faults
from builder.model import Noise, Said, Selector
from builder.site.coverage import Covered, cover
from builder.site.honesty import count
from builder.site.index import LoadedRecord, SiteContent, build_index
from builder.site.links import LinksChecked, parse_links, write_links
from builder.site.plan import plan
from builder.site.shown import Shown
from builder.site.views import HonestyView, SourceView
from tests.render.test_rendered_pages import render_all
from tests.site.fixture import CONFIG, COST_RECORD, COST_TEXT, PORT_RECORD, PORT_TEXT, content, planned

replace = msgspec.structs.replace
TEXT = "[ad_1]\nعنوان المادة\n\nافتُتح الجسر. وقال الوزير: هذا جسر.\nاقرأ أيضاً: خبر آخر\nعنوان المادة تكرر هنا.\n"
NOISE = (Noise("[ad_1]", 0), Noise("اقرأ أيضاً: خبر آخر"))


def covered(*exact: str, noise: tuple[Noise, ...] = NOISE, title: str | None = "عنوان المادة") -> Covered:
    """The coverage of TEXT by facts with this evidence."""
    facts = tuple(
        replace(PORT_RECORD.facts[5], id=f"f{i}", evidence=(Selector(words, TEXT.index(words)),))
        for i, words in enumerate(exact)
    )
    record = replace(COST_RECORD, facts=facts, noise=noise, title=Said(title) if title else None)
    index = build_index(content(records=(LoadedRecord("a", record, TEXT),)))
    return cover(index.records[record.id], index.by_source[record.id])


def test_title_and_noise_are_no_sentences() -> None:
    """Further down the words of the title are the article's own."""
    assert covered().sentences == 3
    assert covered(title=None).sentences == 4
    assert covered(noise=()).sentences == 6  # what nobody marked as noise hides the title, too


def test_a_sentence_counts_once_however_many_facts_stand_on_it() -> None:
    found = covered("افتُتح الجسر", "الجسر")
    assert (found.sentences, found.with_evidence) == (3, 1)
    assert found.under_evidence == sum(map(str.isalnum, "افتُتح الجسر"))


def test_evidence_over_two_sentences_counts_in_both() -> None:
    assert covered("الجسر. وقال الوزير").with_evidence == 2


def test_all_is_covered_where_all_is_evidence() -> None:
    found = covered("افتُتح الجسر. وقال الوزير: هذا جسر.", "عنوان المادة تكرر هنا")
    assert (found.with_evidence, found.under_evidence) == (found.sentences, found.letters)


def test_what_two_passages_share_counts_once() -> None:
    assert covered("افتُتح الجسر", "الجسر. وقال").under_evidence == covered("افتُتح الجسر. وقال").under_evidence


@pytest.mark.parametrize(
    ("n", "of", "told"),
    [(1, 1000, "أقل من 1%"), (999, 1000, "99%"), (1000, 1000, "100%"), (0, 9, "0%"), (0, 0, "0%")],
)
def test_a_share_is_never_rounded_to_all_or_nothing(n: int, of: int, told: str) -> None:
    assert Shown(build_index(content())).share(n, of) == told


def test_the_page_of_an_article_and_the_account_tell_the_same_share() -> None:
    shown = Shown(build_index(content()))
    pages = plan(shown.index)
    account = next(page.view for page in pages if isinstance(page.view, HonestyView))
    told = {row.href: row.cells[1] for row in account.rows}
    shares = {page.view.source.href: page.view.covered for page in pages if isinstance(page.view, SourceView)}
    assert told.keys() == shares.keys() and set(shares.values()) - {None}
    assert all(told[href] == (share or "0%") for href, share in shares.items())


def test_evidence_in_the_title_alone_covers_nothing() -> None:
    assert covered("عنوان المادة").with_evidence == 0


# ---- the whole site -------------------------------------------------------------------------------------------------


def account(made: SiteContent) -> tuple[HonestyView, dict[str, object]]:
    site = planned(made)
    view, machine = site["/honesty/"].view, site["/honesty.json"].view
    assert isinstance(view, HonestyView) and isinstance(machine, bytes)
    return view, json.loads(machine)


def figures(view: HonestyView) -> dict[str, tuple[str, str | None]]:
    return {f.label: (f.value, f.share) for section in view.sections for f in section.figures}


def test_the_newsroom_in_figures() -> None:
    told = figures(account(content())[0])
    assert told["راجعها محرّر"] == ("7 من 9", "77%")
    assert told["لم تُراجَع وتُعرض"] == ("2 من 9", "22%")
    assert (told["ردّها محرّر"], told["سُحبت"]) == (("1", None), ("1", None))
    assert told["معروفة إلى اليوم"] == ("2 من 9", "22%")
    assert told["بلا تاريخ"] == ("4 من 9", "44%")
    assert told["أقوال منسوبة"] == ("3 من 9", "33%")
    assert told["مضى موعدها ولم يؤكدها أي مصدر هنا"] == ("1 من 1", "100%")
    assert told["خلافات بين واقعتين"] == ("1", None)
    assert told["تاريخ نشرها معروف"] == ("1 من 2", "50%")
    assert told["آخر فحص للروابط"] == ("لم تُفحص بعد", None)


def test_parts_add_up_to_the_whole() -> None:
    index = build_index(content())
    found = count(Shown(index))
    shown = len(index.facts)
    assert found.total("facts") == sum(found.modality.values()) == sum(found.dates.values()) == shown
    assert sum(found.plans.values()) == found.modality["planned"]
    for row in found.sources:
        assert row.covered.with_evidence <= row.covered.sentences
        assert row.covered.under_evidence <= row.covered.letters
        assert max(row.reviewed, row.to_the_day, row.corrected, row.disputed) <= row.facts
    _, machine = account(content())
    assert machine["facts"] == shown
    assert sum(row["facts"] for row in machine["sources"]) == shown  # type: ignore[attr-defined]


def test_every_figure_says_what_it_means() -> None:
    view, _ = account(content())
    assert all(len(f.means) > 15 for section in view.sections for f in section.figures)


def test_a_share_is_rounded_down_so_that_all_means_all() -> None:
    home = content().records[1]
    facts = tuple(replace(f, status="reviewed") for f in home.record.facts)
    made = content(records=(replace(home, record=replace(home.record, facts=facts)),))
    assert figures(account(made)[0])["راجعها محرّر"] == ("6 من 6", "100%")


def test_hidden_facts_are_counted_and_not_told() -> None:
    view, machine = account(content(replace(CONFIG, unreviewed="hide")))
    assert figures(view)["لم تُراجَع ولا تُعرض"] == ("2", None)
    assert (machine["facts"], machine["held"]) == (7, 2)
    html = render_all(content(replace(CONFIG, unreviewed="hide")))["/honesty/"].decode()
    assert "نقيب الصيادين" not in html


def test_the_last_check_of_links_is_told() -> None:
    view, machine = account(content(links=LinksChecked("2026-11-20", 4, 3)))
    assert figures(view)["آخر فحص للروابط"] == ("20 نوفمبر/تشرين الثاني 2026", "أجاب 3 من 4")
    assert machine["links_checked"] == {"date": "2026-11-20", "asked": 4, "answered": 3}


def test_an_empty_site_divides_by_nothing() -> None:
    view, machine = account(content(records=(), lock=frozenset()))
    assert figures(view)["راجعها محرّر"] == ("0 من 0", None)
    assert (view.rows, machine["facts"]) == ((), 0)


def test_its_address_can_be_chosen_and_json_switched_off() -> None:
    links = replace(CONFIG.permalinks, honesty="figures")
    outputs = replace(CONFIG.outputs, json=False)
    site = {page.address for page in plan(build_index(content(replace(CONFIG, permalinks=links, outputs=outputs))))}
    assert "/figures/" in site and not site & {"/honesty/", "/honesty.json", "/figures.json"}


def test_every_page_leads_to_it() -> None:
    for address, data in render_all(content()).items():
        if address.endswith("/") and not address.endswith("/embed/"):  # a frame has no footer
            assert b'<a href="/waqai/honesty/">' in data, address


# ---- the file of the last check -----------------------------------------------------------------------------------------


def test_the_file_reads_back() -> None:
    assert parse_links(write_links(LinksChecked("2026-11-20", 4, 3))) == LinksChecked("2026-11-20", 4, 3)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("date: امس\nasked: 4\nanswered: 3\n", 1, "`date` is not a day"),
        ("date: 2026-11-20\nasked: كثير\nanswered: 3\n", 2, "`asked` must be a whole number"),
        ("date: 2026-11-20\nasked: 4\nanswered: 5\n", 1, "more links answered than were asked"),
        ("date: 2026-11-20\nasked: 4\n", 1, "`answered` is missing"),
        ("date: 2026-11-20\nasked: 4\nanswered: 3\ndead: 1\n", 4, "unknown key `dead`"),
        ("- 1\n", 1, "must be a map"),
    ],
)
def test_a_fault_of_the_file_names_its_line(text: str, line: int, problem: str) -> None:
    with pytest.raises(Faults) as caught:
        parse_links(text)
    error = caught.value.errors[0]
    assert (error.path, error.line) == ("content/links-checked.yaml", line)
    assert problem in str(error)


def test_what_articles_without_a_page_hold_back_is_counted_too() -> None:
    """An article of which nothing is shown has no row, and its facts wait all the same."""
    drafts = replace(COST_RECORD, facts=tuple(replace(f, status="draft", withdrawn=None) for f in COST_RECORD.facts))
    hidden = LoadedRecord("quay-cost", drafts, COST_TEXT)
    port = LoadedRecord("south-quay", PORT_RECORD, PORT_TEXT)
    _, machine = account(content(replace(CONFIG, unreviewed="hide"), records=(hidden, port), lock=frozenset()))
    assert machine["held"] == 4 + sum(f.status == "draft" for f in PORT_RECORD.facts)
