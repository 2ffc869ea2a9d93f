"""A small trained tagger for names: persons, places and bodies in running text, from the words around.

A linear-chain model (conditional random field) whose weights stand in lexicon/data/tagger.tsv.gz; scripts/train_tagger.py
makes that file and says from what. Every feature belongs to a word type, so the weights of a
word are added up once and kept; in running text a word costs five additions, and only stretches where a name is at all
likely are searched for the best path.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from operator import add

from msgspec import Struct

from builder.extract.words import (
    ANONYMOUS,
    COMMON,
    DIRECT,
    EVENT_VERBS,
    FUNCTION,
    GIVEN,
    REPORTING,
    ROLE,
    TIES,
    UNSURE_GIVEN,
    is_nisba,
    keys,
)
from builder.lexicon import packed, table
from builder.lexicon.vocabulary import ARTICLE, BODY, NAME, OFTEN, PERSON, PLACE, VARIETY, Remember, statistics, stems
from builder.model import EntityType

LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG")
TYPE_OF: dict[str, EntityType] = {"PER": "person", "LOC": "place", "ORG": "organization"}
LABEL_OF: dict[EntityType, str] = {kind: label for label, kind in TYPE_OF.items()}
# A name is looked for where some word's best label lies no further below `O` than this, and the search goes on over the
# words around it that are not hopeless. On the held-out part of the corpus this costs nothing and is five times faster.
_LIKELY = -1.0
# No name is first noticed at a word whose own weights say less, and none goes on over one that says much less.
_ORDINARY = -1.0
_FOREIGN_TO_NAMES = -3.5
_HOPELESS = -5.0

_HEADS = table("heads")
_GROUPS: tuple[tuple[str, frozenset[str]], ...] = (
    ("given", GIVEN), ("ugiven", UNSURE_GIVEN), ("tie", frozenset(TIES)), ("role", ROLE), ("direct", DIRECT),
    ("anon", ANONYMOUS), ("rep", REPORTING), ("ev", EVENT_VERBS), ("fun", FUNCTION), ("com", COMMON),
    ("orgh", keys(_HEADS["organization"])), ("brand", keys(_HEADS["brand"])), ("plh", keys(_HEADS["place"])),
)  # fmt: skip


def _signs() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, words in _GROUPS:
        for word in words:
            found.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in found.items()}


_SIGNS = _signs()
_QUOTES = frozenset("\"'«»“”„‟")

Vector = tuple[float, ...]


class Shares(Struct, frozen=True, gc=False):
    """Sums of one word type's weights for every label but `O` (whose weight is taken off).

    own: for the word itself; to_next, to_second: for the words after it; to_last, to_last_but_one: for those before.
    tops: the greatest number of each, in this order.
    """

    own: Vector
    to_next: Vector
    to_second: Vector
    to_last: Vector
    to_last_but_one: Vector
    tops: tuple[float, float, float, float, float]


class Model(Struct, frozen=True, gc=False):
    """weights: for each feature its numbers that are not zero, as (place, number); the place counts the labels of the word
    itself, then those of the next, and so on in the order of _OFFSETS. moves: transition weights over LABELS, row by row."""

    weights: dict[str, tuple[tuple[int, float], ...]]
    moves: tuple[Vector, ...]


# A feature's weights for the word itself, the next, the one after, the last and the last but one; as the file calls them.
_OFFSETS = ("", "-1:", "-2:", "1:", "2:")


@cache
def model() -> Model:
    """The trained model, read once."""
    weights: dict[str, list[tuple[int, float]]] = {}
    moves: list[Vector] = []
    for line in packed("tagger").split("\n"):
        kind, _, rest = line.partition("\t")
        if kind == "f":
            name, _, numbers = rest.partition("\t")
            offset = next((mark for mark in _OFFSETS[1:] if name.startswith(mark)), "")
            base = _OFFSETS.index(offset) * len(LABELS)
            row = weights.setdefault(name.removeprefix(offset), [])
            row += [(base + label, int(n) / 100) for label, n in enumerate(numbers.split(" ")) if n != "0"]
        elif kind == "m":
            moves.append(tuple(int(n) / 100 for n in rest.split(" ")))
    return Model({name: tuple(row) for name, row in weights.items()}, tuple(moves))


def features(form: str, known: dict[str, str]) -> list[str]:
    """What a folded word type shows, whatever stands beside it. known: the statistics of the vocabulary."""
    if not form.isalpha():
        if form[0].isdigit():
            return ["#"]
        return ['w="'] if form in _QUOTES else ["w=."] if form == "\n" else ["w=" + form]
    base = form
    digits = known.get(form)
    if form[0] == "و" and len(form) > 3:
        without = known.get(form[1:])
        if without and (digits is None or without[OFTEN] >= digits[OFTEN]):
            base, digits = form[1:], without
    if digits is None:
        digits = next((found for _, stem in stems(form) if (found := known.get(stem))), None)
    shown = ["w=" + form, "p1=" + form[:1], "p2=" + form[:2], "s1=" + form[-1:], "s2=" + form[-2:], "s3=" + form[-3:]]
    shown.append(f"len={min(9, len(form))}")
    shown.append("b=" + base)
    if base is not form:
        shown.append("waw")
    if form.startswith("ال"):
        shown.append("AL")
    if digits:
        shown += ("nh=" + digits[NAME], "fr=" + digits[OFTEN], "al=" + digits[ARTICLE], "var=" + digits[VARIETY])
        shown += ("pp=" + digits[PERSON], "tl=" + digits[PLACE], "to=" + digits[BODY])
    else:
        shown.append("fr=0")
    for cut, stem in stems(form):
        mark = "+" if cut else ""
        shown += [name + mark for name in _SIGNS.get(stem, ())]
        if is_nisba(stem):
            shown.append("nis" + mark)
    return shown


def _share(form: str) -> Shares:
    a, b, c, d, e = _sums(features(form, statistics()))
    return Shares(a, b, c, d, e, (max(a), max(b), max(c), max(d), max(e)))


def _sums(shown: Sequence[str]) -> list[Vector]:
    """The weights of features added up, a vector per offset, the weight of `O` taken off the others'."""
    size = len(LABELS)
    totals = [0.0] * (size * len(_OFFSETS))
    offered = model().weights
    for name in shown:
        for place, number in offered.get(name, ()):
            totals[place] += number
    return [
        tuple([number - totals[base] for number in totals[base + 1 : base + size]])
        for base in range(0, len(totals), size)
    ]


_SHARES = Remember(_share)


@cache
def _of_table(label: str, offset: str) -> Vector:
    return _sums(["r=" + label])[_OFFSETS.index(offset)]


def tag(forms: Sequence[str], known: Sequence[str]) -> list[tuple[int, int, EntityType]]:
    """Spans (first, last exclusive, type) of names in the words of an article.

    forms: folded words and marks, `\\n` between lines. known: for each the label (LABELS) of the table's or registry's
    name that holds it, else `O`.
    """
    count = len(forms)
    if not count:
        return []
    edge = _SHARES["\n"]
    shares = [edge, edge, *map(_SHARES.__getitem__, forms), edge, edge]
    tops = [share.tops for share in shares]
    labelled = [label != "O" for label in known]
    # the least that must be asked of every word: could its best label come near `O` at all?
    possible = [
        (c[0] >= _ORDINARY and a[2] + b[1] + c[0] + d[3] + e[4] >= _LIKELY) or label
        for a, b, c, d, e, label in zip(tops, tops[1:], tops[2:], tops[3:], tops[4:], labelled, strict=False)
    ]
    found: list[tuple[int, int, EntityType]] = []
    beyond = 0
    for at in [at for at, is_possible in enumerate(possible) if is_possible]:
        if at < beyond:
            continue
        score = _score(shares, at, known)
        if max(score) < _LIKELY:
            continue
        scores = [score]
        first, last = at, at + 1
        while first > beyond and tops[first + 1][0] > _FOREIGN_TO_NAMES:
            score = _score(shares, first - 1, known)
            if max(score) < _HOPELESS:
                break
            scores.insert(0, score)
            first -= 1
        while last < count and tops[last + 2][0] > _FOREIGN_TO_NAMES:
            score = _score(shares, last, known)
            if max(score) < _HOPELESS:
                break
            scores.append(score)
            last += 1
        found += _decode(scores, first)
        beyond = last
    return found


def _score(shares: Sequence[Shares], at: int, known: Sequence[str]) -> list[float]:
    """What speaks for each label but `O` at word `at` (`shares` begins two words earlier)."""
    score = [
        a + b + c + d + e
        for a, b, c, d, e in zip(
            shares[at].to_second, shares[at + 1].to_next, shares[at + 2].own, shares[at + 3].to_last,
            shares[at + 4].to_last_but_one, strict=True,
        )
    ]  # fmt: skip
    for place, offset in ((at, ""), (at - 1, "-1:"), (at + 1, "1:")):
        if 0 <= place < len(known) and known[place] != "O":
            score = list(map(add, score, _of_table(known[place], offset)))
    return score


def _decode(scores: list[list[float]], offset: int) -> list[tuple[int, int, EntityType]]:
    """The best names between an `O` before and an `O` after, of the types that any word there speaks for."""
    likely = [max(max(score[2 * k], score[2 * k + 1]) for score in scores) >= _LIKELY for k in range(len(TYPE_OF))]
    places = (0, *(place for k, is_likely in enumerate(likely) if is_likely for place in (2 * k + 1, 2 * k + 2)))
    if len(places) < len(LABELS):
        scores = [[score[place - 1] for place in places[1:]] for score in scores]
    return _names([places[place] for place in _best_path(scores, _columns(places))], offset) if places[1:] else []


def _best_path(scores: list[list[float]], columns: tuple[Vector, ...]) -> list[int]:
    """Viterbi; indices into the labels that `columns`, the transition weights by the label they lead to, are of."""
    total = [columns[0][0], *map(add, (column[0] for column in columns[1:]), scores[0])]
    back: list[list[int]] = []
    for score in scores[1:]:
        came: list[int] = []
        new: list[float] = []
        for column in columns:
            reached = list(map(add, total, column))
            best = max(reached)
            came.append(reached.index(best))
            new.append(best)
        total = [new[0], *map(add, new[1:], score)]
        back.append(came)
    ended = list(map(add, total, columns[0]))
    path = [ended.index(max(ended))]
    for came in reversed(back):
        path.append(came[path[-1]])
    path.reverse()
    return path


@cache
def _columns(places: tuple[int, ...]) -> tuple[Vector, ...]:
    """Transition weights between the labels at `places`, by the label they lead to."""
    moves = model().moves
    return tuple(tuple(moves[origin][to] for origin in places) for to in places)


def _names(path: list[int], offset: int) -> list[tuple[int, int, EntityType]]:
    found: list[tuple[int, int, EntityType]] = []
    start, kind = 0, ""
    for at, label in enumerate((*(LABELS[index] for index in path), "O")):
        if kind and label != "I-" + kind:
            found.append((offset + start, offset + at, TYPE_OF[kind]))
            kind = ""
        if not kind and label != "O":
            start, kind = at, label[2:]
    return found
