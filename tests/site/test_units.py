"""A plan that takes from the last one what did not change is the plan made anew, whatever was edited in between."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from builder.config import Outputs, Permalinks
from builder.model import (
    Correction,
    Link,
    Published,
    Rejected,
    Reviewed,
    Said,
    Verdict,
    When,
    Withdrawn,
)  # fmt: skip
from builder.remember import read_memory, write_memory
from builder.site.index import ProsePage, SiteContent, build_index
from builder.site.links import LinksChecked
from builder.site.plan import NOTHING, Memory, SitePlan, plan_again, view_digest
from builder.site.views import Page, Unmade, listed, target
from tests.site.fixture import (
    COST,
    PORT,
    content,
    entity_id,
    fact_id,
)  # fmt: skip

Edit = Callable[[SiteContent], SiteContent]


def record(stem: str, **changes: Any) -> Edit:
    """Keys of a record are typed anew; a function is given what stood there."""

    def edit(made: SiteContent) -> SiteContent:
        homes = []
        for home in made.records:
            if home.stem == stem:
                new = {k: v(getattr(home.record, k)) if callable(v) else v for k, v in changes.items()}
                home = replace(home, record=replace(home.record, **new))
            homes.append(home)
        return replace(made, records=tuple(homes))

    return edit


def fact(name: str, **changes: Any) -> Edit:
    """Keys of a fact are typed anew."""

    def facts(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(replace(row, **changes) if row.id == fact_id(name) else row for row in rows)

    return record(
        "south-quay" if any(f.id == fact_id(name) for f in content().records[1].record.facts) else "quay-cost",
        facts=facts,
    )


def without(name: str) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    return lambda rows: tuple(row for row in rows if row.id != fact_id(name))


def entity(name: str, /, **changes: Any) -> Edit:
    """Keys of an entity are typed anew."""
    return lambda made: replace(
        made, entities=tuple(replace(e, **changes) if e.id == entity_id(name) else e for e in made.entities)
    )


def config(**changes: Any) -> Edit:
    return lambda made: replace(made, config=replace(made.config, **changes))


def meant(stem: str, name: str, id_: str) -> Edit:
    """A name of a record means somebody else."""

    def edit(made: SiteContent) -> SiteContent:
        table = {**made.resolved, (stem, name): id_}
        names = lambda rows: tuple((n, id_ if n == name else v) for n, v in rows)  # noqa: E731
        return replace(record(stem, names=names)(made), resolved=table)

    return edit


def both(*edits: Edit) -> Edit:
    def edit(made: SiteContent) -> SiteContent:
        for one in edits:
            made = one(made)
        return made

    return edit


def locked(*addresses: str) -> Edit:
    return lambda made: replace(made, lock=made.lock | frozenset(addresses))


OTHER_SAME = ((fact_id("cost"), fact_id("estimate")),)
EDITS: dict[str, Edit] = {
    "a statement": fact("opening", statement="افتتح الوزير رصيفاً."),
    "a statement of the other article": fact("works", statement="استمرت الأعمال قرابة ثلاثة أعوام."),
    "a day": fact("opening", when=When("أمس الخميس", "2025-07-11", "edited")),
    "a month of its own": fact("closed", when=When("في آذار", "2019-03", "stated")),
    "no date any more": fact("closed", when=None),
    "a date where there was none": fact("depth", when=When("3 يوليو", "2025-07-03", "edited")),
    "an article of yesterday": record("south-quay", published=Published("2025-07-12", "edited")),
    "somebody reviewed it": fact("denial", status="reviewed"),
    "it went back to review": fact("opening", status="draft"),
    "withdrawn": fact("works", status="withdrawn", withdrawn=Withdrawn("2026-11-20", "خطأ في التاريخ.", fact_id("opening"))),
    "withdrawn without a successor": fact("cost", status="withdrawn", withdrawn=Withdrawn("2026-11-20", "سُحب الخبر.")),
    "who": fact("opening", who=("سامر الخطيب", "هيئة الموانئ")),
    "nobody names it now": fact("visit", who=()),
    "where": fact("opening", where=()),
    "who said it": fact("estimate", attribution=(Link("speaker", ("رائد الكيلاني",), None, "قال"),)),
    "a correction": fact("cost", corrections=(Correction("2026-11-21", "fact", "ستة ملايين", "6.2 مليون", "سهو"),)),
    "a typing error": fact("closed", corrections=(Correction("2026-11-21", "typo", "اغلق", "أُغلق"),)),
    "a plan": fact("closed", modality="planned"),
    "a plan that came about": both(
        fact("closed", when=When("مارس 2026", "2026-03", "stated")),
        record("quay-cost", same_as=((fact_id("visit"), fact_id("closed")),)),
    ),
    "a verdict": fact("cost", verdict=Verdict("unproven", "ليلى حداد", "2026-11-20", "تنفيه وثائق اللجنة.")),
    "a note": fact("ships", note="الرقم كما ورد في الكلمة."),
    "a title": record("quay-cost", title=Said("كلفة الرصيف")),
    "an outlet": record("quay-cost", publisher=Said("صحيفة الميزان")),
    "an agency": record("quay-cost", agencies=("وكالة الساحل",)),
    "authors": record("south-quay", authors=("نادر العلي",)),
    "an address": record("quay-cost", url="https://dafa.example/1"),
    "rights": record("quay-cost", rights="full"),
    "rights no more": record("south-quay", rights=None),
    "who reviewed": record("south-quay", reviewed=Reviewed("سعيد مراد", "2026-11-22")),
    "a later day of adding": record("quay-cost", added="2026-11-14"),
    "no dispute": record("south-quay", disputes=()),
    "a dispute declared elsewhere": record("quay-cost", disputes=((fact_id("ships"), fact_id("works")),)),
    "one event": record("quay-cost", same_as=OTHER_SAME),
    "one event, another hand": both(
        record("quay-cost", same_as=OTHER_SAME), record("quay-cost", agencies=("وكالة الساحل",)),
    ),
    "a fact less": both(
        record("south-quay", facts=without("closed")), lambda made: replace(made, issues=())
    ),
    "a fact refused": record(
        "quay-cost", facts=without("depth"), rejected=(Rejected("وجرى آخر فحص", None, fact_id("depth"), "بلا سنة"),)
    ),
    "facts in another order": record("south-quay", facts=lambda rows: rows[::-1]),
    "an article less": lambda made: replace(made, records=made.records[1:], issues=()),
    "an article renamed": lambda made: replace(
        made,
        records=(replace(made.records[0], stem="cost"), *made.records[1:]),
        resolved={("cost" if stem == "quay-cost" else stem, n): v for (stem, n), v in made.resolved.items()},
    ),
    "a name": entity("سامر الخطيب", name="سامر علي الخطيب", aliases=("سامر الخطيب",)),
    "an alias": entity("مرسى النخيل", aliases=()),
    "a description": entity("هالة درويش", description="كانت المتحدثة باسم هيئة الموانئ"),
    "a kind": entity("هيئة الموانئ", type="place"),
    "a number of Wikidata": entity("مرسى النخيل", wikidata="Q42"),
    "two joined": both(
        entity("رائد الكيلاني", merged=(entity_id("مازن عواد"),)), locked(f"/e/{entity_id('مازن عواد')}/"),
    ),
    "split again": entity("هيئة الموانئ", merged=()),
    "a name means another": meant("quay-cost", "رائد الكيلاني", entity_id("مازن عواد")),
    "a name means nobody": lambda made: replace(
        made, resolved={k: v for k, v in made.resolved.items() if k != ("south-quay", "Blue Horizon")}
    ),
    "somebody who was there all along": both(
        fact("depth", who=("بلد",)),
        meant("quay-cost", "بلد", entity_id("بلد لا يذكره أحد")),
        record("quay-cost", names=lambda rows: (*dict.fromkeys((*rows, ("بلد", entity_id("بلد لا يذكره أحد")))),)),
    ),
    "published": locked(*(f"/f/{fact_id(n)}/" for n in ("opening", "report", "denial", "works")), f"/f/{fact_id('opening')}/v/1/"),
    "published names": locked(f"/e/{entity_id('مرسى النخيل')}/", f"/e/{entity_id('بلد لا يذكره أحد')}/"),
    "published lists": locked("/timeline/2011-02/", "/timeline/2011/", "/timeline/undated/", "/e/event/", "/e/place/"),
    "published articles": locked(f"/s/{PORT}/", f"/s/{COST}/"),
    "a year before": lambda made: replace(made, as_of="2025-12-01"),
    "a day later": lambda made: replace(made, as_of="2027-01-01"),
    "links asked": lambda made: replace(made, links=LinksChecked("2026-11-20", 2, 1)),
    "no newsletter": lambda made: replace(made, issues=()),
    "prose": lambda made: replace(made, prose=(*made.prose, ProsePage("team", "الفريق", "ليلى حداد.\n"))),
    "drafts are hidden": config(unreviewed="hide"),
    "other digits": config(digits="arab"),
    "other months": config(months="levant"),
    "both calendars": config(calendar="both"),
    "another title": config(title="سجل الساحل"),
    "another address": config(base_url="https://other.example/"),
    "other prefixes": config(permalinks=Permalinks(fact="fact")),
    "fewer files": config(outputs=Outputs(feeds=False, embeds=False, search=False)),
    "no timeline": config(outputs=Outputs(timeline=False)),
}  # fmt: skip


def assert_same(made: SiteContent, before: Memory) -> SitePlan:
    """Planning after `before` gives what planning from nothing gives."""
    index = build_index(made)
    again, anew = plan_again(index, before, b"one"), plan_again(index, NOTHING, b"one")
    assert again.digests == anew.digests
    assert [told(page) for page in again.pages] == [told(page) for page in anew.pages]
    return again


def told(page: Page) -> tuple[object, ...]:
    """What is known of a page without its view."""
    return page.path, page.address, page.kind, page.template, listed(page), target(page)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Memory:
    """The plan of the newsroom as the disk keeps it: without views."""
    root = tmp_path_factory.mktemp("kept")
    write_memory(root, plan_again(build_index(content()), NOTHING, b"one").memory)
    return read_memory(root)


@pytest.mark.parametrize("name", EDITS)
def test_after_any_edit_the_pages_are_those_of_a_new_plan(name: str, kept: Memory) -> None:
    edited = EDITS[name](content())
    assert edited != content()
    again = assert_same(edited, kept)
    whole = again.whole(again.pages)
    assert {page.path: view_digest(page.view) for page in whole} == again.digests
    assert not [page for page in whole if isinstance(page.view, Unmade)]


@pytest.mark.slow
def test_and_after_it_was_undone_again() -> None:
    index = build_index(content())
    anew = plan_again(index, NOTHING, b"one")
    for edit in EDITS.values():
        before = plan_again(build_index(edit(content())), NOTHING, b"one").memory
        assert plan_again(index, before, b"one").digests == anew.digests


@pytest.mark.slow
@pytest.mark.parametrize("first", ["drafts are hidden", "withdrawn", "a fact refused"])
def test_after_two_edits(first: str) -> None:
    made = EDITS[first](content())
    before = plan_again(build_index(made), NOTHING, b"one").memory
    for edit in EDITS.values():
        assert_same(edit(made), before)


@pytest.mark.slow
@given(st.lists(st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=3), min_size=1, max_size=3))
@settings(max_examples=25, deadline=None)
def test_edit_after_edit(rounds: list[list[str]]) -> None:
    made, before = content(), plan_again(build_index(content()), NOTHING, b"one").memory
    for names in rounds:
        made = both(*(EDITS[name] for name in names))(made)
        before = assert_same(made, before).memory


def test_an_edit_plans_little(kept: Memory) -> None:
    """What an edit of one statement makes again: its article, the names and the lists that tell it."""
    index = build_index(EDITS["a statement"](content()))
    again = plan_again(index, kept, b"one")
    names = {entity_id(name) for name in ("سامر الخطيب", "مرسى النخيل")}
    made_again = kept.keys() - again.makers.keys()
    assert {unit for unit in made_again if unit.startswith("entity ")} == {f"entity {id_}" for id_ in names}
    assert {unit for unit in made_again if unit.startswith("record ")} == {f"record {PORT}"}
    assert "slot 2025-07" in made_again and "slot 2022" not in made_again and "entities" not in made_again


def test_a_contradiction_makes_both_articles_again(kept: Memory) -> None:
    again = plan_again(build_index(EDITS["no dispute"](content())), kept, b"one")
    assert {f"record {PORT}", f"record {COST}"} <= kept.keys() - again.makers.keys()


def test_another_program_plans_everything_again(kept: Memory) -> None:
    assert not plan_again(build_index(content()), kept, b"two").makers


def test_nothing_changed_makes_nothing_again(kept: Memory) -> None:
    assert plan_again(build_index(content()), kept, b"one").makers.keys() == kept.keys()
