"""What is published where: every promise about addresses, states and dates, read off the plan."""

from __future__ import annotations

import json
from itertools import permutations

import msgspec
import pytest

from builder.config import Outputs, Permalinks
from builder.errors import Faults
from builder.model import Correction, Entity, Fact, Noise, Record, When
from builder.site.index import LoadedRecord, ProsePage, SiteContent, build_index, slot_of
from builder.site.permalinks import check_lock, file_of, locked_addresses
from builder.site.plan import plan, view_digest
from builder.site.views import (
    CorrectionsView,
    EntityIndexView,
    EntityView,
    FactView,
    Page,
    RedirectView,
    SlotView,
    SourceIndexView,
    SourceView,
    TombstoneView,
    raw_bytes,
)
from builder.text.edtf import parse_edtf
from tests.site.fixture import (
    CONFIG,
    COST,
    COST_RECORD,
    COST_TEXT,
    ENTITIES,
    GONE,
    OLD_ENTITY,
    PORT,
    PORT_RECORD,
    PORT_TEXT,
    content,
    entity_id,
    fact_id,
    planned,
)

replace = msgspec.structs.replace
HIDE = replace(CONFIG, unreviewed="hide")


@pytest.fixture(scope="module")
def site() -> dict[str, Page]:
    return planned(content())


def fact(site: dict[str, Page], name: str) -> FactView:
    view = site[f"/f/{fact_id(name)}/"].view
    assert isinstance(view, FactView)
    return view


def many(count: int, when: str | None = "2025-07-10") -> SiteContent:
    """A site of one article with `count` facts on one day."""
    text = "حدث أمر واحد."
    facts = tuple(
        Fact(
            id=fact_id(f"many-{i:05}"),
            statement=f"الأمر {i}.",
            evidence=(
                msgspec.convert({"exact": "حدث أمر واحد", "at": 0}, type=type(PORT_RECORD.facts[0].evidence[0])),
            ),
            status="reviewed",
            when=When(None, when, "stated") if when else None,
            where=("مرسى النخيل",),
        )
        for i in range(count)
    )
    record = Record(
        id=PORT,
        text_sha256="0" * 64,
        added="2026-11-15",
        facts=facts,
        names=(("مرسى النخيل", entity_id("مرسى النخيل")),),
    )
    return content(
        records=(LoadedRecord("many", record, text),),
        resolved={("many", "مرسى النخيل"): entity_id("مرسى النخيل")},
        lock=frozenset(),
    )


# ---- facts --------------------------------------------------------------------------------------------------------


def test_every_shown_fact_has_a_page_of_its_own(site: dict[str, Page]) -> None:
    for name in ("opening", "ships", "cost", "visit", "denial", "closed", "estimate", "works", "depth"):
        page = site[f"/f/{fact_id(name)}/"]
        assert (page.kind, page.path) == ("fact", f"f/{fact_id(name)}/index.html")


def test_a_fact_page_shows_its_evidence_place_and_chain(site: dict[str, Page]) -> None:
    view = fact(site, "cost")
    (passage,) = view.evidence
    assert PORT_TEXT[passage.at : passage.at + len(passage.exact)] == passage.exact
    assert [[n.name for n in link.names] for link in view.chain] == [
        ["صحيفة الميزان"],
        ["وكالة الساحل"],
        ["هالة درويش"],
    ]
    assert all(name.href for link in view.chain for name in link.names)
    assert view.chain[-1].as_printed == "المتحدثة باسم هيئة الموانئ"


def test_the_publishers_page_opens_at_the_quoted_words(site: dict[str, Page]) -> None:
    link = fact(site, "cost").evidence[0].deep_link
    assert link is not None
    assert link.startswith("https://mizan.example/port/south-quay#:~:text=%D8%A5%D9%86")


def test_states_are_told_the_gravest_first(site: dict[str, Page]) -> None:
    def kinds(name: str) -> list[str]:
        return [badge.kind for badge in fact(site, name).badges]

    assert kinds("opening") == ["reviewed", "corrected"]
    assert kinds("cost") == ["disputed", "reviewed", "claimed"]
    assert kinds("visit") == ["reviewed", "planned", "unconfirmed"]
    assert kinds("denial") == ["unreviewed", "denied"]


def test_disputes_are_shown_on_both_sides(site: dict[str, Page]) -> None:
    assert [row.href for row in fact(site, "cost").disputes] == [f"/waqai/f/{fact_id('estimate')}/"]
    assert [row.href for row in fact(site, "estimate").disputes] == [f"/waqai/f/{fact_id('cost')}/"]


def test_a_typing_error_is_told_quietly_and_a_wrong_fact_loudly(site: dict[str, Page]) -> None:
    view = fact(site, "opening")
    assert [note.was for note in view.corrections] == ["الرصيف الشمالي"]
    assert [note.was for note in view.typos] == ["الرصف"]


def test_an_open_date_shows_its_words_and_that_it_is_open(site: dict[str, Page]) -> None:
    view = fact(site, "estimate")
    assert view.when is not None
    assert (view.when.shown, view.when.printed, view.when.basis) == (None, "يوم الأربعاء", "غير محدّد")
    assert view.timeline is not None
    assert view.timeline.href == "/waqai/timeline/undated/"


def test_an_unreviewed_fact_is_kept_from_search_engines(site: dict[str, Page]) -> None:
    head = fact(site, "denial").head
    assert not head.indexed
    assert head.jsonld is None
    assert fact(site, "opening").head.indexed


def test_numbers_in_quotations_keep_their_digits() -> None:
    site = planned(content(replace(CONFIG, digits="arab")))
    view = fact(site, "cost")
    assert view.evidence[0].exact == "إن كلفة الأعمال بلغت 6.2 مليون دينار"
    assert view.source.published == "١١ يوليو/تموز ٢٠٢٥"


# ---- addresses that were promised ---------------------------------------------------------------------------------


def test_a_withdrawn_fact_answers_with_when_why_and_what_instead(site: dict[str, Page]) -> None:
    page = site[f"/f/{fact_id('report')}/"]
    view = page.view
    assert isinstance(view, TombstoneView)
    assert page.kind == "tombstone"
    assert (view.date, view.why) == ("19 نوفمبر/تشرين الثاني 2026", "تراجع المصدر عن الخبر في عدد لاحق.")
    assert view.successor is not None
    assert view.successor.href.endswith(f"/f/{fact_id('estimate')}/")
    assert not view.head.indexed
    assert "رائد الكيلاني إن تقرير" not in repr(view)


def test_a_rejected_fact_answers_only_where_it_was_published(site: dict[str, Page]) -> None:
    assert site[f"/f/{GONE}/"].kind == "tombstone"
    assert f"/f/{GONE}/" not in planned(content(lock=frozenset()))


def test_a_fact_hidden_again_says_that_it_is_under_review() -> None:
    address = f"/f/{fact_id('denial')}/"
    assert address not in planned(content(HIDE, lock=frozenset()))
    view = planned(content(HIDE, lock=frozenset({address})))[address].view
    assert isinstance(view, TombstoneView)
    assert view.badge.label == "قيد المراجعة"


def test_hidden_facts_are_in_no_list() -> None:
    site = planned(content(HIDE, lock=frozenset()))
    told = "".join(
        repr(page.view) if not isinstance(page.view, bytes) else page.view.decode("utf-8", "replace")
        for page in site.values()
    )
    assert "صيادو مرسى النخيل" not in told
    assert "جرى فحص للأعماق" not in told


def test_a_joined_entity_redirects(site: dict[str, Page]) -> None:
    view = site[f"/e/{OLD_ENTITY}/"].view
    assert isinstance(view, RedirectView)
    assert view.target == f"/waqai/e/{entity_id('هيئة الموانئ')}/"
    assert f"/waqai/e/{OLD_ENTITY}/ {view.target} 301\n".encode() == site["/_redirects"].view


def test_a_lost_address_is_an_error_with_three_ways_out(site: dict[str, Page]) -> None:
    kept = [page.address for page in site.values()]
    assert check_lock(frozenset(kept), site.values()) == []
    (error,) = check_lock(frozenset({"/f/kbxtjvb3kt/", "/about/"}), site.values())
    assert error.path == "content/permalinks.lock"
    assert "/f/kbxtjvb3kt/" in str(error)
    assert "restore" in str(error) and "successor" in str(error) and "withdrawn" in str(error)


def test_only_pages_with_an_identity_are_promised(site: dict[str, Page]) -> None:
    promised = locked_addresses(site.values())
    assert f"/f/{fact_id('opening')}/" in promised
    assert f"/e/{entity_id('مرسى النخيل')}/" in promised
    assert f"/s/{PORT}/" in promised
    assert "/about/" in promised
    assert not {"/", "/timeline/", "/timeline/2025/", "/sources/", "/e/", "/corrections/", "/404.html"} & set(promised)


def test_a_promised_entity_without_facts_stays_empty() -> None:
    address = f"/e/{entity_id('بلد لا يذكره أحد')}/"
    assert address not in planned(content())
    view = planned(content(lock=frozenset({address})))[address].view
    assert isinstance(view, EntityView)
    assert (view.count, view.sections, view.head.indexed) == ("لا وقائع", (), False)


def test_a_source_with_only_hidden_facts_is_hidden_too() -> None:
    drafts = tuple(replace(f, status="draft") for f in PORT_RECORD.facts)
    made = content(
        HIDE, records=(LoadedRecord("south-quay", replace(PORT_RECORD, facts=drafts), PORT_TEXT),), lock=frozenset()
    )
    assert f"/s/{PORT}/" not in planned(made)
    assert f"/s/{PORT}/" in planned(replace(made, lock=frozenset({f"/s/{PORT}/"})))


def test_two_pages_for_one_address_are_refused() -> None:
    made = content(prose=(ProsePage("timeline", "خطنا", "نص"),))
    with pytest.raises(Faults) as caught:
        plan(build_index(made))
    assert caught.value.errors[0].path == "content/pages/timeline.md"


def test_prefixes_follow_the_configuration() -> None:
    site = planned(content(replace(CONFIG, permalinks=Permalinks(fact="facts", timeline="days"))))
    assert f"/facts/{fact_id('opening')}/" in site
    assert "/days/2025-07/" in site


# ---- lists --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edtf", "slot"),
    [
        ("2025-07-11", "2025-07"),
        ("2025-07", "2025-07"),
        ("2025", "2025"),
        ("2025-21", "2025"),
        ("2024-12-30/2025-01-02", "2024-12"),
        ("2024/2025-01-02", "2024"),
        ("../2025-04", "2025-04"),
        ("0001/9999", "0001"),
        ("XXXX-07-03", "undated"),
        (None, "undated"),
    ],
)
def test_a_date_is_listed_once_under_what_it_is_sure_of(edtf: str | None, slot: str) -> None:
    assert slot_of(parse_edtf(edtf) if edtf else None) == slot


def slot_sections(made: SiteContent, slot: str) -> list[tuple[str, int]]:
    view = planned(made)[f"/timeline/{slot}/"].view
    assert isinstance(view, SlotView)
    return [(section.title, len(section.rows)) for section in view.sections]


def test_a_month_never_sits_on_a_day(site: dict[str, Page]) -> None:
    assert slot_sections(content(), "2025-07") == [("10 يوليو/تموز 2025", 2)]
    assert slot_sections(content(), "2026-03") == [("في هذا الشهر، واليوم غير محدّد", 1)]
    assert slot_sections(content(), "2022-09") == [("فترات تبدأ في هذا الشهر", 1)]


def test_a_year_lists_what_has_no_month_and_leads_to_its_months() -> None:
    assert slot_sections(content(), "2022") == [("في 2022، والشهر غير محدّد", 1), ("سبتمبر/أيلول 2022", 1)]


def test_an_endless_interval_makes_one_row_and_no_thousand_years() -> None:
    site = planned(many(1, "0001/9999"))
    assert [address for address in site if address.startswith("/timeline/0")] == ["/timeline/0001/"]


def test_the_undated_have_a_section_of_their_own(site: dict[str, Page]) -> None:
    sections = slot_sections(content(), "undated")
    assert sum(count for _, count in sections) == 4
    assert [title for title, _ in sections] == ["الرصيف الجنوبي يفتح أبوابه في مرسى النخيل", "كم كلّف رصيف مرسى النخيل؟"]


def test_an_entity_shows_what_it_said_and_where_it_is_named(site: dict[str, Page]) -> None:
    view = site[f"/e/{entity_id('سامر الخطيب')}/"].view
    assert isinstance(view, EntityView)
    assert view.count == "واقعتان"
    assert [row.statement for row in view.told] == [
        "قال وزير النقل سامر الخطيب إن الرصيف الجديد يستقبل ست سفن في وقت واحد."
    ]
    (year,) = view.sections
    assert [row.statement for row in year.rows] == ["افتتح وزير النقل سامر الخطيب الرصيف الجنوبي في ميناء مرسى النخيل."]
    assert view.spellings == ("سامر خطيب",)


def test_an_outlet_lists_what_it_published(site: dict[str, Page]) -> None:
    view = site[f"/e/{entity_id('صحيفة الميزان')}/"].view
    assert isinstance(view, EntityView)
    assert (view.count, [source.href for source in view.sources]) == ("مصدر واحد", [f"/waqai/s/{PORT}/"])


def test_names_are_in_arabic_order_under_their_letters(site: dict[str, Page]) -> None:
    view = site["/e/person/"].view
    assert isinstance(view, EntityIndexView)
    assert [letter for _, letter in view.letters] == ["س", "م", "ه"]
    assert "رائد الكيلاني" not in [
        card.name for group in view.groups for card in group.cards
    ]  # only in a withdrawn fact


def test_a_source_lists_its_facts_in_the_order_of_the_article(site: dict[str, Page]) -> None:
    view = site[f"/s/{PORT}/"].view
    assert isinstance(view, SourceView)
    assert [extract.row.href.split("/")[-2] for extract in view.extracts] == [f.id for f in PORT_RECORD.facts]
    assert "".join(p.text for kept in view.text for line in kept.lines for p in line) == PORT_TEXT.replace("\n", "")


def test_lines_that_are_not_the_article_are_folded_away_and_counted() -> None:
    noise = tuple(Noise(line) for line in PORT_TEXT.split("\n")[-3:] if line)
    record = replace(PORT_RECORD, noise=noise)
    view = planned(content(records=(LoadedRecord("port", record, PORT_TEXT),)))[f"/s/{PORT}/"].view
    assert isinstance(view, SourceView)
    assert view.text[-1].noise == {1: "سطر واحد", 2: "سطران"}[len(noise)] and view.text[0].noise is None
    assert "".join(p.text for kept in view.text for line in kept.lines for p in line) == PORT_TEXT.replace("\n", "")


def test_only_excerpts_of_an_article_are_shown_unless_its_rights_allow_more(site: dict[str, Page]) -> None:
    view = site[f"/s/{COST}/"].view
    assert isinstance(view, SourceView)
    assert view.text == ()


def test_corrections_are_newest_first_with_withdrawals(site: dict[str, Page]) -> None:
    view = site["/corrections/"].view
    assert isinstance(view, CorrectionsView)
    assert [note.kind for _, note in view.rows] == ["تصويب في الوقائع", "سحب"]


@pytest.mark.parametrize(("count", "pages"), [(500, 1), (501, 2), (1000, 2), (1001, 3)])
def test_long_lists_come_in_parts_of_five_hundred(count: int, pages: int) -> None:
    site = planned(many(count))
    month = [site[a].view for a in site if a.startswith("/timeline/2025-07/")]
    assert len(month) == pages
    assert sum(len(s.rows) for view in month for s in view.sections) == count  # type: ignore[union-attr]


def test_a_new_fact_touches_only_the_newest_part_of_a_list() -> None:
    """The first part also prints the count, so it is touched; those between are not."""
    before, after = planned(many(1499)), planned(many(1500))
    changed = [a for a in before if a.startswith("/timeline/2025-07/") and before[a].view != after[a].view]
    assert set(changed) <= {"/timeline/2025-07/", "/timeline/2025-07/3/", "/timeline/2025-07/2/"}
    heads = {a: replace(before[a].view, head=None, lead="") for a in changed}
    news = {a: replace(after[a].view, head=None, lead="") for a in changed}
    assert [a for a in changed if heads[a] != news[a]] == ["/timeline/2025-07/3/"]


def test_the_index_of_sources_numbers_its_parts_from_the_oldest() -> None:
    def record(i: int) -> LoadedRecord:
        return LoadedRecord(f"r{i}", Record(id=fact_id(f"r{i}"), text_sha256="0" * 64, added=f"2026-01-01T{i:05}"), "")

    site = planned(content(records=tuple(record(i) for i in range(501)), resolved={}, lock=frozenset()))
    newest, oldest = site["/sources/"].view, site["/sources/1/"].view
    assert isinstance(newest, SourceIndexView) and isinstance(oldest, SourceIndexView)
    assert (len(newest.rows), len(oldest.rows)) == (1, 500)
    assert newest.pager.older == "/waqai/sources/1/" and oldest.pager.newer == "/waqai/sources/"


# ---- the whole ----------------------------------------------------------------------------------------------------


def test_the_plan_does_not_depend_on_the_order_of_its_input() -> None:
    made = content()
    plans = {
        repr(plan(build_index(replace(made, records=records, entities=entities, prose=made.prose[::step]))))
        for records in permutations(made.records)
        for entities, step in ((ENTITIES, 1), (ENTITIES[::-1], -1))
    }
    assert len(plans) == 1


def test_paths_are_unique_and_inside_the_output(site: dict[str, Page]) -> None:
    paths = [page.path for page in site.values()]
    assert len(set(paths)) == len(paths)
    assert all(".." not in path and not path.startswith("/") for path in paths)
    assert all(file_of(page.address) == page.path for page in site.values())


def test_outputs_can_be_switched_off() -> None:
    config = replace(CONFIG, outputs=Outputs(json=False, feeds=False, timeline=False, sitemap=False, embeds=False))
    site = planned(content(config))
    assert not [a for a in site if a.endswith((".json", ".xml")) or a.startswith("/timeline")]
    assert "atom.xml" not in "".join(repr(p.view) for p in site.values())


def test_equal_views_have_equal_digests_and_any_change_another() -> None:
    one, same = planned(content()), planned(content())
    assert [view_digest(p.view) for p in one.values()] == [view_digest(p.view) for p in same.values()]
    pages = [page for page in one.values() if page.kind not in ("redirect", "tombstone") and page.template]
    assert len({view_digest(page.view) for page in pages}) == len(pages)


def test_an_empty_site_has_its_pages() -> None:
    site = planned(content(records=(), resolved={}, prose=(), lock=frozenset(), entities=()))
    assert {"/", "/timeline/", "/e/", "/sources/", "/corrections/", "/404.html", "/atom.xml"} <= set(site)


def test_a_fact_whose_name_nobody_resolved_still_shows_it() -> None:
    made = content(resolved={}, entities=(Entity(entity_id("x"), "x", "other"),), lock=frozenset())
    assert [(n.name, n.href) for n in fact(planned(made), "opening").who] == [("سامر الخطيب", None)]


def test_a_withdrawn_fact_leads_to_no_page_that_is_not_there() -> None:
    """The rest of its article is hidden, and so the article has no page."""
    drafts = tuple(f if f.status == "withdrawn" else replace(f, status="draft") for f in COST_RECORD.facts)
    home = LoadedRecord("quay-cost", replace(COST_RECORD, facts=drafts), COST_TEXT)
    site = planned(content(HIDE, records=(home,), lock=frozenset()))
    view = site["/corrections/"].view
    assert isinstance(view, CorrectionsView)
    assert [row.source_href for row, _ in view.rows] == [None] and f"/s/{COST}/" not in site


def test_spellings_that_nobody_vouches_for_stay_on_pages_with_a_badge() -> None:
    """Not in what machines take away; and where drafts are hidden, nowhere."""
    quay = entity_id("مرسى النخيل")
    facts = tuple(replace(f, where=("مرسى النخل",)) if f.id == fact_id("depth") else f for f in COST_RECORD.facts)
    record = replace(COST_RECORD, facts=facts, names=(*COST_RECORD.names, ("مرسى النخل", quay)))
    records = (LoadedRecord("quay-cost", record, COST_TEXT), LoadedRecord("south-quay", PORT_RECORD, PORT_TEXT))
    resolved = {**content().resolved, ("quay-cost", "مرسى النخل"): quay}
    for config, told in ((CONFIG, 1), (HIDE, 0)):
        site = planned(content(config, records=records, resolved=resolved))
        page = site[f"/e/{quay}/"].view
        assert isinstance(page, EntityView)
        assert page.spellings.count("مرسى النخل") == told and "مرسى النخل" not in (page.head.jsonld or "")
        for name in ("entities.jsonl", "ftm.jsonl"):
            assert "مرسى النخل" not in raw_bytes(site[f"/data/{name}"]).decode()


def test_corrections_of_one_day_stand_newest_first_as_the_days_do() -> None:
    rows = tuple(Correction("2026-11-20", "fact", f"صيغة {n}", f"صيغة {n + 1}") for n in range(3))
    facts = tuple(replace(f, corrections=rows) if f.id == fact_id("ships") else f for f in PORT_RECORD.facts)
    home = LoadedRecord("south-quay", replace(PORT_RECORD, facts=facts), PORT_TEXT)
    index = build_index(content(records=(home,)))
    told = [row.correction.was for row in index.corrections if row.correction and row.entry.id == fact_id("ships")]
    assert told == ["صيغة 2", "صيغة 1", "صيغة 0"]


def test_a_month_that_nobody_vouches_for_is_kept_from_search_engines() -> None:
    drafts = tuple(replace(f, status="draft") for f in PORT_RECORD.facts)
    site = planned(content(records=(LoadedRecord("south-quay", replace(PORT_RECORD, facts=drafts), PORT_TEXT),)))
    slots = [page.view for page in site.values() if isinstance(page.view, SlotView)]
    assert slots and not any(view.head.indexed for view in slots)
    assert planned(content())["/timeline/2025-07/"].view.head.indexed  # type: ignore[union-attr]


def test_the_json_of_a_joined_or_lost_name_says_so() -> None:
    site = planned(content(lock=frozenset({f"/e/{entity_id('اسم صُحِّح')}/"})))
    joined = json.loads(raw_bytes(site[f"/e/{OLD_ENTITY}.json"]))
    assert (joined["status"], joined["successor"]["id"]) == ("merged", entity_id("هيئة الموانئ"))
    assert json.loads(raw_bytes(site[f"/e/{entity_id('اسم صُحِّح')}.json"]))["status"] == "gone"
