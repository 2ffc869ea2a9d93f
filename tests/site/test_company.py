"""Whom a name appears with: counted alike from both sides, laid out by a rule."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.model import Entity, Fact
from builder.site.company import HEIGHT, SHOWN, WIDTH, company_of, pairs_of
from builder.site.index import LoadedRecord, SiteContent, build_index
from builder.site.shown import Shown
from builder.site.views import Company
from tests.site.fixture import COST_RECORD, PORT_RECORD, content, entity_id, fact_id

replace = msgspec.structs.replace
NAMES = [f"الاسم {i}" for i in range(30)]


def newsroom(groups: list[list[str]]) -> SiteContent:
    """One article in which each fact names one group."""
    text = "حدث أمر واحد.\n"
    evidence = (replace(PORT_RECORD.facts[0].evidence[0], exact="حدث أمر واحد", at=0),)
    facts = tuple(
        Fact(fact_id(f"g{i}"), f"الأمر {i}.", evidence, "reviewed", who=tuple(group)) for i, group in enumerate(groups)
    )
    names = tuple((name, entity_id(name)) for name in NAMES)
    record = replace(COST_RECORD, facts=facts, names=names, publisher=None)
    return content(
        records=(LoadedRecord("a", record, text),),
        entities=tuple(Entity(entity_id(name), name, "person") for name in NAMES),
        resolved={("a", name): id_ for name, id_ in names},
        lock=frozenset(),
    )


def company(groups: list[list[str]], name: str = NAMES[0]) -> Company | None:
    index = build_index(newsroom(groups))
    return company_of(entity_id(name), pairs_of(index.facts.values()), Shown(index))


GROUPS = st.lists(st.lists(st.sampled_from(NAMES), max_size=8, unique=True), max_size=20)


@settings(max_examples=40)
@given(GROUPS)
def test_counts_are_those_of_a_plain_count_and_the_same_from_both_sides(groups: list[list[str]]) -> None:
    expected: Counter[frozenset[str]] = Counter()
    for group in groups:
        expected.update(frozenset((entity_id(a), entity_id(b))) for a, b in combinations(group, 2))
    together = pairs_of(build_index(newsroom(groups)).facts.values()).together
    assert {
        frozenset((one, other)): n for one, row in together.items() for other, n in row.items()
    } == expected  # fmt: skip
    assert all(together[other][one] == n for one, row in together.items() for other, n in row.items())


@settings(max_examples=40)
@given(GROUPS)
def test_the_drawing_stays_inside_and_no_two_names_share_a_place(groups: list[list[str]]) -> None:
    made = company(groups)
    if made is None:
        return
    places = [(n.x, n.y) for n in made.neighbours]
    assert len(set(places)) == len(places) <= SHOWN
    for n in made.neighbours:
        assert n.x - n.size > 0 and n.x + n.size < WIDTH
        assert n.y - n.size > 0 and n.y + n.size + 24 < HEIGHT  # with the name under it
    assert company(groups) == made


def test_the_most_frequent_come_first_and_equals_in_arabic_order() -> None:
    made = company([NAMES[:3], NAMES[:2], [NAMES[0], NAMES[5]]])
    assert made is not None
    assert [(n.number, n.name, n.count) for n in made.neighbours] == [
        ("1", NAMES[1], "واقعتان"),
        ("2", NAMES[2], "واقعة واحدة"),
        ("3", NAMES[5], "واقعة واحدة"),
    ]


def test_twelve_are_drawn_and_the_rest_counted() -> None:
    made = company([NAMES[:20]])
    assert made is not None
    assert (len(made.neighbours), made.left) == (12, 7)


def test_a_name_alone_has_no_company() -> None:
    assert company([[NAMES[0]], NAMES[1:3]]) is None


def test_a_fact_that_lists_hundreds_costs_no_square_of_them() -> None:
    index = build_index(newsroom([NAMES]))
    together = pairs_of(index.facts.values()).together
    assert sum(map(len, together.values())) <= 24 * 23


def test_a_long_name_is_cut_in_the_drawing_and_whole_in_the_list() -> None:
    long = "اجتماع وزراء النقل في دول الساحل الجنوبي"
    index = build_index(content(entities=(*content().entities, Entity(entity_id(long), long, "event"))))
    groups = newsroom([[NAMES[0], NAMES[1]]])
    renamed = tuple(replace(e, name=long) if e.name == NAMES[1] else e for e in groups.entities)
    index = build_index(replace(groups, entities=renamed))
    made = company_of(entity_id(NAMES[0]), pairs_of(index.facts.values()), Shown(index))
    assert made is not None
    assert (made.neighbours[0].short, made.neighbours[0].name) == ("اجتماع وزراء…", long)


@pytest.mark.parametrize("name", ["هيئة موانئ الساحل", "بلد لا يذكره أحد"])
def test_ids_joined_or_unnamed_are_no_neighbours(name: str) -> None:
    index = build_index(content())
    assert company_of(entity_id(name), pairs_of(index.facts.values()), Shown(index)) is None
