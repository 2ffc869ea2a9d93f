"""How many hands a story really has: two outlets that print one agency are one origin."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from functools import cache
from typing import TypeVar

from builder.lexicon import table
from builder.model import Fact, Record
from builder.text.folding import fold_key

K = TypeVar("K", bound=Hashable)


def groups_of(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Each id of `pairs` with its whole group, sorted: what is paired with one is paired with all of it."""
    edges = list(pairs)
    roots = joined(sorted({id_ for pair in edges for id_ in pair}), edges)
    members: dict[str, list[str]] = {}
    for id_, root in roots.items():
        members.setdefault(root, []).append(id_)
    return {id_: tuple(members[root]) for id_, root in roots.items()}


def joined(items: Sequence[K], edges: Iterable[tuple[K, K]]) -> dict[K, K]:
    """Each item with the first item of those that edges lead to from it, in the order of `items`."""
    parent = {item: item for item in items}
    place = {item: i for i, item in enumerate(items)}

    def root(item: K) -> K:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for one, other in edges:
        first, second = sorted((root(one), root(other)), key=place.__getitem__)
        parent[second] = first
    return {item: root(item) for item in items}


def origin_of(fact: Fact, record: Record) -> tuple[str, ...]:
    """The names a fact comes from: its outermost named agency, else the article's, else its publisher; () for none.

    Names side by side (`تاس وريا نوفوستي`) are all given. `وكالات` names nobody.
    """
    for link in fact.attribution:
        if link.role == "via" and (named := _named(link.who)):
            return named
    return _named(record.agencies) or ((record.publisher.value,) if record.publisher else ())


def agency_key(name: str) -> str:
    """What the spellings of one agency share: `أ ف ب` and `وكالة فرانس برس`."""
    folded = fold_key(name)
    return _spellings().get(folded.lower(), folded)


@cache
def _spellings() -> dict[str, str]:
    rows = (row for kind in ("agencies", "outlets") for row in table("outlets")[kind])
    return {fold_key(name).lower(): fold_key(row["name"]) for row in rows for name in (row["name"], *row["aliases"])}


def shared_agencies(one: Record, other: Record) -> tuple[str, ...]:
    """The agencies that both articles credit, or that one credits and the other is published by."""
    ours, theirs = ({agency_key(name): name for name in _named(record.agencies)} for record in (one, other))
    for record, credited, partner in ((one, ours, theirs), (other, theirs, ours)):
        if record.publisher and agency_key(record.publisher.value) in partner:
            credited[agency_key(record.publisher.value)] = record.publisher.value
    return tuple(name for key, name in ours.items() if key in theirs)


def _named(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in names if fold_key(name) not in _nobody())


@cache
def _nobody() -> frozenset[str]:
    rows = (row for row in table("outlets")["agencies"] if row["name"] == "وكالات")
    return frozenset(fold_key(name) for row in rows for name in (row["name"], *row["aliases"]))


def join_origins(
    origins: Mapping[str, Sequence[str]], home: Mapping[str, str], near: Mapping[str, Collection[str]]
) -> dict[str, str]:
    """Each fact of one group with the fact that stands for its origin: equal where two facts have one origin.

    origins: for each fact, in the order of the group, what identifies the names it comes from; home: its record.
    near: for a record those that hold nearly its text: whatever they tell comes from one hand.
    """
    facts = list(origins)
    hands: dict[str, list[str]] = {}
    told_in: dict[str, list[str]] = {}
    for fact_id in facts:
        told_in.setdefault(home[fact_id], []).append(fact_id)
        for key in origins[fact_id] or (f"record {home[fact_id]}",):
            hands.setdefault(key, []).append(fact_id)
    copied = [row + told_in[other] for one, row in told_in.items() for other in near.get(one, ()) if other in told_in]
    return joined(facts, [(row[0], other) for row in (*hands.values(), *copied) for other in row[1:]])
