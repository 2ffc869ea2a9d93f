"""Narrowing the timeline: lists by state as pages, and the choices of one page for the script."""

from __future__ import annotations

import re

import msgspec
import pytest

from builder.site.index import SiteContent
from builder.site.labels import STATES
from builder.site.views import Filter, SlotView, TimelineView
from tests.render.test_rendered_pages import render_all
from tests.site.fixture import CONFIG, content, entity_id, fact_id, planned
from tests.site.test_site_plan import many

replace = msgspec.structs.replace
HIDE = replace(CONFIG, unreviewed="hide")


def slot(made: SiteContent, name: str) -> SlotView:
    view = planned(made)[f"/timeline/{name}/"].view
    assert isinstance(view, SlotView)
    return view


def ids(view: SlotView) -> set[str]:
    return {row.href.split("/")[-2] for section in view.sections for row in section.rows}


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("planned", ["visit"]),
        ("unconfirmed", ["visit"]),
        ("claimed", ["ships", "cost", "estimate"]),
        ("denied", ["denial"]),
        ("disputed", ["cost", "estimate"]),
        ("corrected", ["opening"]),
        ("unreviewed", ["denial", "depth"]),
    ],
)
def test_a_state_has_a_page_of_its_facts(state: str, names: list[str]) -> None:
    view = slot(content(), state)
    assert ids(view) == {fact_id(name) for name in names}
    assert view.title == STATES[state]["title"] and view.explained == STATES[state]["about"]


def test_every_state_keeps_its_address_when_it_is_empty() -> None:
    site = planned(many(1))
    assert {f"/timeline/{state}/" for state in STATES} <= site.keys()
    assert not slot(many(1), "denied").sections


def test_only_what_holds_something_is_offered() -> None:
    view = planned(many(1))["/timeline/"].view
    assert isinstance(view, TimelineView) and view.states == ()
    view = planned(content())["/timeline/"].view
    assert isinstance(view, TimelineView)
    assert [(link.state, link.count) for link in view.states][:2] == [
        ("planned", "واقعة واحدة"),
        ("unconfirmed", "واقعة واحدة"),
    ]


def test_the_front_tells_what_happened_last_and_no_plan_claim_or_denial() -> None:
    view = planned(content())["/timeline/"].view
    assert isinstance(view, TimelineView) and view.latest
    days = [row.machine_when for row in view.latest if row.machine_when]
    assert days == sorted(days, key=str, reverse=True)
    assert not [row for row in view.latest if re.search(" (planned|claimed|denied) ", row.marks)]


def test_the_unreviewed_are_kept_from_search_engines_and_vanish_where_the_site_hides_them() -> None:
    assert not slot(content(), "unreviewed").head.indexed
    assert not slot(content(HIDE), "unreviewed").sections
    assert fact_id("denial") not in ids(slot(content(HIDE), "denied"))


def test_a_site_without_a_timeline_has_none_of_this() -> None:
    outputs = replace(CONFIG.outputs, timeline=False)
    assert not [a for a in planned(content(replace(CONFIG, outputs=outputs))) if a.startswith("/timeline")]


def test_a_row_is_marked_with_its_states_and_whom_it_names() -> None:
    (row,) = (
        row for section in slot(content(), "2026-03").sections for row in section.rows
    )  # fmt: skip
    assert row.marks == (
        f" planned reviewed unconfirmed {entity_id('Blue Horizon')} {entity_id('مرسى النخيل')} "
    )  # fmt: skip


def choices(found: Filter | None) -> dict[str, list[str]]:
    assert found is not None
    return {
        **{title: [f"{c.label} {c.count}" for c in group] for title, group in found.names},
        "kinds": [f"{c.value} {c.count}" for c in found.modalities],
        "states": [f"{c.value} {c.count}" for c in found.states],
    }


def test_only_choices_that_narrow_the_page_are_offered() -> None:
    """All four name the harbour, so the harbour is no choice."""
    assert choices(slot(content(), "undated").filter) == {
        "أشخاص": ["مازن عواد 1", "هالة درويش 1"],
        "هيئات": ["لجنة الموازنة 1", "هيئة الموانئ 1", "وكالة الساحل 1"],
        "kinds": ["reported 1", "claimed 2", "denied 1"],
        "states": ["reviewed 2", "unreviewed 2", "disputed 2"],
    }
    assert slot(content(), "2026-03").filter is None


def test_the_counts_of_a_choice_are_those_of_the_rows() -> None:
    view = slot(content(), "undated")
    assert view.filter is not None
    rows = [row for section in view.sections for row in section.rows]
    for choice in (*(c for _, group in view.filter.names for c in group), *view.filter.modalities, *view.filter.states):
        assert sum(f" {choice.value} " in row.marks for row in rows) == int(choice.count)


def test_a_year_of_moderate_length_is_shown_whole_and_a_long_one_says_that_it_is_not() -> None:
    assert [len(section.rows) for section in slot(many(120), "2025").sections] == [120]
    assert [len(section.rows) for section in slot(many(121), "2025").sections] == [5]
    (home,) = many(121).records
    facts = sorted(home.record.facts, key=lambda fact: fact.id)  # facts of one day stand in this order
    home = replace(home, record=replace(home.record, facts=(replace(facts[0], modality="claimed"), *facts[1:])))
    found = slot(replace(many(121), records=(home,)), "2025").filter
    assert found is not None and found.partial


def test_sixty_names_are_offered_of_thousands() -> None:
    """A select of thousands is no choice, and each page would carry it."""
    view = slot(content(), "undated")
    assert view.filter is not None
    assert sum(len(group) for _, group in view.filter.names) <= 60


# ---- bands ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "bands"),
    [
        ("2025-07", ["day"]),
        ("2026-03", ["month"]),
        ("2022-09", ["span"]),
        ("2022", ["year", ""]),
        ("undated", ["none", "none"]),
    ],
)
def test_each_section_says_how_closely_its_dates_are_known(name: str, bands: list[str]) -> None:
    assert [section.band for section in slot(content(), name).sections] == bands


def test_a_day_stands_once_in_the_margin_and_other_rows_say_what_is_known() -> None:
    site = render_all(content())
    day = site["/timeline/2025-07/"].decode()
    assert day.count("<bdi>10 يوليو/تموز 2025</bdi>") == 1 and "row-when" not in day
    spans = site["/timeline/2022-09/"].decode()
    assert re.search(r'band-span".*?من سبتمبر/أيلول 2022 إلى يوليو/تموز 2025', spans, re.DOTALL)


def test_without_script_the_bar_is_hidden_and_the_lists_are_links() -> None:
    html = render_all(content())["/timeline/undated/"].decode()
    (bar,) = re.findall(r'<div class="filter"[^>]*>', html)
    assert bar.endswith(" hidden>")
    assert '<a href="/waqai/timeline/claimed/">أقوال منسوبة' in html


def test_only_pages_with_a_choice_load_the_script() -> None:
    site = render_all(content())
    with_script = {a for a, data in site.items() if b"timeline.js" in data}
    assert "/timeline/undated/" in with_script and "/timeline/2026-03/" not in with_script
    assert {a.split("/")[1] for a in with_script} == {"timeline"}


def test_the_bars_are_read_once_and_named() -> None:
    html = render_all(content())["/timeline/"].decode()
    assert html.count('aria-label="يوليو/تموز 2025: واقعتان"') == 1
    # Elsewhere on the page a month is linked as the newest or the busiest, not in a second list of months.
    assert html.count('href="/waqai/timeline/2022-09/"') == 1
