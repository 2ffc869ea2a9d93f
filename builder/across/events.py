"""Facts of different articles that tell the same event, and where their tellings differ. Proposals only.

Two facts are compared where they share a name and an act, a word or a counted noun. Planned is not happened: a plan is
compared with plans only. Of two articles a fact is paired with one of the other at most, its likeliest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import combinations
from math import log
from typing import Literal

from msgspec import Struct

from builder.across.words import Content, read_content
from builder.lexicon import table
from builder.model import Fact, Modality
from builder.text.edtf import Edtf, parse_edtf
from builder.text.folding import fold_key

# Tuned by reading pairs. Reviewed facts of the demonstration site: all 45 pairs above it tell one event, and five of the
# nine next ones, down to 0.45. Drafts are harder: of 24 pairs among 44 drafted articles 22 did.
PROPOSED = 0.55
# Names, content and date in the score.
NAMES, CONTENT, DATE = 0.4, 0.35, 0.25
# More where RICH words or acts are shared, which seldom happens by chance; less where each side names others.
RICH, STEP = 3, 0.05
# An undated telling fits one of two dates only where it is this much more like it.
CLEARLY = 0.05
BLOCK = 50  # facts that share a name and a mark; larger blocks are split by month
DAYS_APART = 10  # days further apart than this are two events, not one told differently

Agreement = Literal["same", "overlap", "apart"]
Kind = Literal["number", "date", "place", "denial"]


class Telling(Struct, frozen=True):
    """A fact as it is compared. names, places: what identifies each (an entity's id, else the folded name), as printed."""

    id: str
    stem: str
    statement: str
    modality: Modality
    names: Mapping[str, str]
    places: Mapping[str, str]
    content: Content
    when: Edtf | None


class Difference(Struct, frozen=True):
    """What two tellings say differently. kind: number | date | place | denial; one, other: as each says it."""

    kind: Kind
    one: str
    other: str


class Proposal(Struct, frozen=True):
    """Two facts that may tell one event. one, other: their ids, in the order of their articles' names.

    score: 0 to 1. names: those they share, as `one` prints them; words: those of `one` that the other has
    in some form, or another word of the same act; when: how their
    dates agree, None where one has none. differences: what they say differently; with any the pair is a dispute.
    """

    one: str
    other: str
    score: float
    names: tuple[str, ...]
    words: tuple[str, ...]
    when: Agreement | None
    differences: tuple[Difference, ...]


def telling_of(stem: str, fact: Fact, table: Mapping[str, str], publisher: str | None = None) -> Telling:
    """A fact of the record `stem`, ready to be compared. table: what each name of the record's table identifies.

    The article's own publisher is left out: `أحصت «الصحيفة»` and another paper's count are told of one thing.
    """
    spoken = [name for link in fact.attribution if link.role == "speaker" for name in link.who]
    folded = f" {fold_key(fact.statement)} "
    told = [name for name in table if _stands_in(fold_key(name), folded)]
    people = [name for name in dict.fromkeys((*fact.who, *fact.denied_by, *spoken, *told)) if name != publisher]
    edtf = fact.when.edtf if fact.when else None
    return Telling(
        id=fact.id,
        stem=stem,
        statement=fact.statement,
        modality=fact.modality,
        names={table.get(name, fold_key(name)): name for name in (*people, *fact.where)},
        places={table.get(name, fold_key(name)): name for name in fact.where},
        content=read_content(fact.statement, (*people, *fact.where, *((publisher,) if publisher else ()))),
        when=parse_edtf(edtf) if edtf else None,
    )


def _stands_in(name: str, statement: str) -> bool:
    at = statement.find(name)
    while at > 0:
        before = statement[:at].rsplit(" ", 1)[-1]
        after = statement[at + len(name)]
        if not after.isalnum() and len(before) < 3 and all(c in 'وفبلك"(' for c in before):
            return True
        at = statement.find(name, at + 1)
    return False


def propose(tellings: Sequence[Telling]) -> tuple[Proposal, ...]:
    """Pairs of facts of different articles that may tell one event, likeliest first; no order of `tellings` matters."""
    by_id = {telling.id: telling for telling in sorted(tellings, key=lambda t: (t.stem, t.id))}
    weights = _Weights(by_id.values())
    found = [
        made
        for one, other in _worth_comparing(by_id)
        if (made := _compare(by_id[one], by_id[other], weights)) is not None and made.score >= PROPOSED
    ]
    # Dates that agree go first: a second visit is not the first told with a wrong date.
    found.sort(key=lambda p: (p.when == "apart", -p.score, p.one, p.other))
    kept = _one_to_one(_unambiguous(found, by_id), by_id)
    return tuple(sorted(kept, key=lambda p: (-p.score, p.one, p.other)))


def _worth_comparing(by_id: Mapping[str, Telling]) -> list[tuple[str, str]]:
    blocks: dict[tuple[bool, str, str], list[Telling]] = {}
    for telling in by_id.values():
        content = telling.content
        for mark in sorted({*content.acts, *content.words, *(number.noun for number in content.numbers)}):
            for name in telling.names:
                blocks.setdefault((telling.modality == "planned", name, mark), []).append(telling)
    pairs: dict[tuple[str, str], None] = {}
    for block in blocks.values():
        for part in [block] if len(block) <= BLOCK else _by_month(block):
            for one, other in combinations(part, 2):
                if one.stem != other.stem:
                    pairs[(one.id, other.id)] = None
    return list(pairs)


def _by_month(block: Iterable[Telling]) -> list[list[Telling]]:
    """The dated facts of a block by month; a month with more than BLOCK tells nothing apart."""
    months: dict[str, list[Telling]] = {}
    for telling in block:
        if telling.when is not None and telling.when.earliest is not None:
            months.setdefault(telling.when.earliest[:7], []).append(telling)
    return [part for part in months.values() if len(part) <= BLOCK]


class _Weights:
    """How much a shared name or word tells: the rarer in the site's articles, the more."""

    def __init__(self, tellings: Iterable[Telling]) -> None:
        articles: dict[str, set[str]] = {}
        stems = set()
        for telling in tellings:
            stems.add(telling.stem)
            for key in (*telling.names, *telling.content.told):
                articles.setdefault(key, set()).add(telling.stem)
        n = len(stems) + 1
        self._of = {key: 0.4 + log(n / len(found)) / log(n) for key, found in articles.items()}

    def share(self, one: Iterable[str], other: Iterable[str]) -> float:
        """The weighted share of what both have in what either has (Dice), 0 to 1."""
        a, b = set(one), set(other)
        both, every = self._sum(a & b), self._sum(a) + self._sum(b)
        return 2 * both / every if every else 0.0

    def _sum(self, keys: set[str]) -> float:
        return sum(self._of[key] for key in sorted(keys))  # sorted: a sum of floats depends on its order


def _compare(one: Telling, other: Telling, weights: _Weights) -> Proposal | None:
    """The proposal for a pair, or None for two that cannot be one event whatever they share."""
    a, b = one.content, other.content
    denied = (one.modality == "denied") != (other.modality == "denied")
    if not _tell_one_act(a, b, denied=denied) or _have_swapped_roles(one, other):
        return None
    when = _agreement(one.when, other.when)
    if when == "apart" and not _is_a_slip(one.when, other.when):
        return None
    told = {"same": 1.0, "overlap": 0.7, None: 0.35, "apart": 0.0}[when]
    score = NAMES * weights.share(one.names, other.names) + CONTENT * weights.share(a.told, b.told) + DATE * told
    # Each names somebody whom the other does not: two sides of one thing, or two things.
    if _people(one) - set(other.names) and _people(other) - set(one.names):
        score -= STEP
    shared = [printed for mark, printed in a.told.items() if mark in b.told]
    if len(shared) >= RICH:
        score += STEP
    return Proposal(
        one=one.id,
        other=other.id,
        score=round(min(score, 1.0), 3),
        names=tuple(one.names[key] for key in one.names if key in other.names),
        words=tuple(shared),
        when=when,
        differences=tuple(_differences(one, other, when, denied=denied)),
    )


def _people(telling: Telling) -> set[str]:
    return telling.names.keys() - telling.places.keys()


def _tell_one_act(a: Content, b: Content, *, denied: bool) -> bool:
    if a.is_negated != b.is_negated and not denied:
        return False
    if denied:  # what is denied need not be what the statement begins with
        return not set(a.acts).isdisjoint(b.acts) or len(a.words & b.words) > 1
    if a.acts and b.acts:
        return a.acts[0] == b.acts[0]
    return len(a.words & b.words) > 1


def _have_swapped_roles(one: Telling, other: Telling) -> bool:
    """True where both name the same two, in another order, of an act that one does to the other."""
    if not one.content.acts or one.content.acts[0] in table("acts")["mutual"]:
        return False
    both = [key for key in one.names if key in other.names and key not in one.places]
    if len(both) < 2:
        return False
    firsts = set()
    for telling in (one, other):
        places = {telling.statement.find(telling.names[key]): key for key in both}
        if -1 in places:
            return False  # named by another word: nothing can be said of the order
        firsts.add(places[min(places)])
    return len(firsts) > 1


def _agreement(one: Edtf | None, other: Edtf | None) -> Agreement | None:
    if one is None or other is None or not one.is_dated or not other.is_dated:
        return None
    if one.text == other.text:
        return "same"
    apart = (one.earliest or "") > (other.latest or "9999") or (other.earliest or "") > (one.latest or "9999")
    return "apart" if apart else "overlap"


def _is_a_slip(one: Edtf | None, other: Edtf | None) -> bool:
    """True for two days so near each other that one may be a wrong date of the other."""
    if one is None or other is None or one.precision != "day" or other.precision != "day":
        return False
    assert one.earliest is not None, "a day has bounds"
    assert other.earliest is not None, "a day has bounds"
    return abs((date.fromisoformat(one.earliest) - date.fromisoformat(other.earliest)).days) <= DAYS_APART


def _differences(one: Telling, other: Telling, when: Agreement | None, *, denied: bool) -> Iterable[Difference]:
    nouns = {number.noun for number in one.content.numbers} & {number.noun for number in other.content.numbers}
    for noun in sorted(nouns):
        a, b = ([number for number in t.content.numbers if number.noun == noun] for t in (one, other))
        if {number.value for number in a}.isdisjoint(number.value for number in b):
            yield Difference("number", "، ".join(n.printed for n in a), "، ".join(n.printed for n in b))
    if when == "apart" and one.when and other.when:
        yield Difference("date", one.when.text, other.when.text)
    if denied:
        yield Difference("denial", one.modality, other.modality)
    if when == "same" and _are_rivals(one.places, other.places):
        yield Difference("place", "، ".join(one.places.values()), "، ".join(other.places.values()))


def _are_rivals(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """True for two cities, or two countries: a city and its country, or a hall and its city, do not contradict."""
    if not one or not other or not one.keys().isdisjoint(other):
        return False
    kinds = {_kinds().get(fold_key(name)) for name in (*one.values(), *other.values())}
    return len(kinds) == 1 and None not in kinds


@cache
def _kinds() -> dict[str, str]:
    """Folded names of the cities and countries of the table of places."""
    places = table("places")
    kinds = {fold_key(name): "country" for row in places["countries"] for name in (row["name"], *row.get("also", ()))}
    cities = (name for row in places["cities"] for names in row["names"] for name in names.rstrip("?").split("|"))
    return {**{fold_key(name): "city" for name in cities}, **kinds}


def _unambiguous(found: Iterable[Proposal], by_id: Mapping[str, Telling]) -> list[Proposal]:
    """Without the undated tellings that fit two dates alike, and those that fit another date better."""
    found = list(found)
    dated: dict[str, list[tuple[float, Edtf]]] = {}
    for p in found:
        for id_, partner in ((p.one, p.other), (p.other, p.one)):
            when = by_id[partner].when
            if p.when is None and when is not None and when.is_dated:
                dated.setdefault(id_, []).append((p.score, when))

    def is_clear(id_: str, p: Proposal, partner: str) -> bool:
        own = by_id[partner].when
        rivals = [score for score, when in dated.get(id_, ()) if _agreement(own, when) == "apart"]
        return p.when is not None or not rivals or p.score >= max(rivals) + CLEARLY

    return [p for p in found if is_clear(p.one, p, p.other) and is_clear(p.other, p, p.one)]


def _one_to_one(found: Iterable[Proposal], by_id: Mapping[str, Telling]) -> list[Proposal]:
    """The first proposal of each fact for each other article."""
    taken: set[tuple[str, str]] = set()
    kept = []
    for p in found:
        ends = {(p.one, by_id[p.other].stem), (p.other, by_id[p.one].stem)}
        if taken.isdisjoint(ends):
            taken |= ends
            kept.append(p)
    return kept
