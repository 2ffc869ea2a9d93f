"""What a reader can narrow the timeline by: lists by state, which are pages, and the choices of one page, for the script.

A state that sets some facts apart has a page of its own. What is merely reported or reviewed has none: it would be the
whole timeline again. Who wants the facts about one name has that name's page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from builder.site.index import Entry
from builder.site.labels import BADGES, KINDS, NOUNS, STATES
from builder.site.shown import Shown
from builder.site.views import Filter, FilterChoice, Row, StateLink
from builder.text.collation import collation_key
from builder.text.digits import write_digits

_NAMES = 60  # names to choose from on one page, the most frequent
_MODALITIES = ("reported", "claimed", "planned", "denied")
_STATES = ("reviewed", "unreviewed", "disputed", "corrected", "unconfirmed", "confirmed")
_FORMS = ("zero", "one", "two", "few", "many", "other")


def by_state(shown: Shown) -> dict[str, list[Entry]]:
    """The shown facts in each state that has a page, in order of time; every state, also where it has none."""
    found: dict[str, list[Entry]] = {state: [] for state in STATES}
    for entry in shown.index.facts.values():
        for state in shown.states(entry):
            if state in found:
                found[state].append(entry)
    return found


def state_links(states: Mapping[str, list[Entry]], shown: Shown) -> tuple[StateLink, ...]:
    """The way to each list by state that holds something."""
    return tuple(
        StateLink(
            state=state,
            label=STATES[state]["title"],
            href=shown.addresses.href(shown.addresses.timeline(state)),
            count=shown.counted(len(entries), "fact"),
        )
        for state, entries in states.items()
        if entries
    )


def filter_of(rows: Iterable[Row], shown: Shown, *, partial: bool) -> Filter | None:
    """The choices that would narrow `rows`; None where no choice would."""
    counts: Counter[str] = Counter()
    total = 0
    for row in rows:
        counts.update(row.marks.split())
        total += 1
    names = _names(counts, total, shown)
    modalities, states = (
        tuple(_choice(mark, BADGES[mark], counts[mark], shown) for mark in marks if 0 < counts[mark] < total)
        for marks in (_MODALITIES, _STATES)
    )
    if not (names or modalities or states):
        return None
    return Filter(
        names=names,
        modalities=modalities,
        states=states,
        noun="|".join(NOUNS["fact"][form] for form in _FORMS),
        digits=shown.config.digits,
        partial=partial,
    )


def _names(counts: Mapping[str, int], total: int, shown: Shown) -> tuple[tuple[str, tuple[FilterChoice, ...]], ...]:
    """Names by kind, those of one kind in Arabic order."""
    entities = shown.index.entities
    found = [(n, entities[mark]) for mark, n in counts.items() if n < total and mark in entities]
    found.sort(key=lambda row: (-row[0], *collation_key(row[1].name), row[1].id))
    chosen = sorted(found[:_NAMES], key=lambda row: (*collation_key(row[1].name), row[1].id))
    groups = {
        words["many"]: tuple(_choice(e.id, e.name, n, shown) for n, e in chosen if e.type == kind)
        for kind, words in KINDS.items()
    }
    return tuple((title, choices) for title, choices in groups.items() if choices)


def _choice(value: str, label: str, n: int, shown: Shown) -> FilterChoice:
    return FilterChoice(value, label, write_digits(str(n), shown.config.digits))
