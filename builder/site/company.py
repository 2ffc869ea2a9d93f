"""Whom each name appears with: counted once for all names, and laid out for a small drawing.

The layout is a rule, not a search: the same facts give the same picture, and a new fact moves as little as it can.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations
from math import cos, pi, sin, sqrt

from msgspec import Struct

from builder.site.index import Entry
from builder.site.shown import Shown
from builder.site.views import Company, Neighbour
from builder.text.collation import collation_key
from builder.text.digits import write_digits

SHOWN = 12  # neighbours of one name
_PER_FACT = 24  # a fact that names more is a list, and says little about any two of them
_LINES = 16  # edges among the neighbours themselves, the strongest
WIDTH, HEIGHT = 560, 380  # of the drawing
_RADII = (215, 138)  # of the ring, along and across
_ROOM = 17  # characters of a name in the drawing


class Pairs(Struct, frozen=True):
    """together: for each entity, how many facts name it with each other one."""

    together: Mapping[str, Mapping[str, int]]


def pairs_of(entries: Iterable[Entry]) -> Pairs:
    """Count the names of each fact two by two. Agencies that only carry the words are left out: they are with everybody."""
    together: dict[str, Counter[str]] = {}
    for entry in entries:
        named = sorted({*entry.speakers, *entry.who, *entry.where})[:_PER_FACT]
        for one, other in combinations(named, 2):
            together.setdefault(one, Counter())[other] += 1
            together.setdefault(other, Counter())[one] += 1
    return Pairs(together)


def company_of(entity_id: str, pairs: Pairs, shown: Shown) -> Company | None:
    """The drawing and list of one entity's neighbours; None where it appears with nobody who has a page."""
    entities = shown.index.entities
    counts = {
        other: n for other, n in pairs.together.get(entity_id, {}).items() if other in shown.paged_entities
    }  # fmt: skip
    if not counts:
        return None
    ranked = sorted(counts, key=lambda i: (-counts[i], *collation_key(entities[i].name), i))
    best = ranked[:SHOWN]
    places = _places(len(best))
    most = counts[best[0]]
    neighbours = tuple(
        Neighbour(
            href=shown.addresses.href(shown.addresses.entity(other)),
            name=entities[other].name,
            short=_short(entities[other].name),
            count=shown.counted(counts[other], "fact"),
            number=write_digits(str(rank), shown.config.digits),
            x=x,
            y=y,
            size=_weighed(counts[other], most, 9, 17),
        )
        for rank, (other, (x, y)) in enumerate(zip(best, places, strict=True), 1)
    )
    place = dict(zip(best, places, strict=True))
    return Company(neighbours, _lines(place, counts, pairs), len(ranked) - len(best))


def _lines(
    place: Mapping[str, tuple[int, int]], counts: Mapping[str, int], pairs: Pairs
) -> tuple[tuple[int, int, int, int, int, bool], ...]:
    among = [
        (n, one, other)
        for one, other in combinations(place, 2)
        if (n := pairs.together.get(one, {}).get(other, 0)) > 1
    ]  # fmt: skip
    among.sort(key=lambda row: (-row[0], row[1], row[2]))
    most = max(counts.values())
    return (
        *((*place[one], *place[other], 1, False) for _, one, other in among[:_LINES]),
        *((WIDTH // 2, HEIGHT // 2, x, y, _weighed(counts[i], most, 1, 6), True) for i, (x, y) in place.items()),
    )


def _places(n: int) -> list[tuple[int, int]]:
    """Points of a ring round the middle, the first at the right, each second one drawn inwards so that names have room."""
    # An even ring of more than five would put two names on one line at the top: half a turn of a place avoids it.
    turn = pi / n if n > 5 and n % 4 == 0 else 0.0
    points = []
    for i in range(n):
        angle = 2 * pi * i / n + turn
        inward = 0.74 if n > 6 and i % 2 else 1.0
        x = WIDTH / 2 + _RADII[0] * inward * cos(angle)
        y = HEIGHT / 2 - _RADII[1] * inward * sin(angle)
        points.append((round(x), round(y)))
    return points


def _weighed(n: int, most: int, least: int, full: int) -> int:
    """From `least` for one fact to `full` for as many as the first has; by area, so by the root."""
    return int(least + (full - least) * sqrt(n / most) + 0.5)


def _short(name: str) -> str:
    """A name cut at a word, or where even the first has no room, within it."""
    if len(name) <= _ROOM:
        return name
    whole = name[: _ROOM - 1].rsplit(" ", 1)[0].rstrip()
    return f"{whole}…"
