"""A small trained tagger for names: persons, places and bodies in running text, from the words around.

A linear-chain model (conditional random field) whose weights stand in lexicon/data/tagger.tsv.gz; scripts/train_tagger.py
makes that file and says from what. Every feature belongs to a word type, so the weights of a
word are added up once and kept; in running text a word costs five additions, and only stretches where a name is at all
likely are searched for the best path.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from builder.extract.vocabulary import ARTICLE, BODY, NAME, OFTEN, PERSON, PLACE, VARIETY, statistics
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
    stems,
)
from builder.lexicon import packed, table
from builder.model import EntityType

LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG")
TYPE_OF: dict[str, EntityType] = {"PER": "person", "LOC": "place", "ORG": "organization"}
LABEL_OF: dict[EntityType, str] = {kind: label for label, kind in TYPE_OF.items()}
# What a word shows to its neighbours two away, by the first letters of a feature.
FAR = ("w=", "nh", "ro", "di", "re", "or", "pl", "gi", "pp", "tl", "to")
NEAR_OFFSETS = (-1, 1)
FAR_OFFSETS = (-2, 2)
# A word whose best label lies this far below `O` is no name whatever its neighbours are: transitions gain less.
_HOPELESS = -6.0
_KEPT = 60_000  # word types whose sums are kept; a long-running preview must not grow without end

_HEADS = table("heads")
_SIGNS: tuple[tuple[str, frozenset[str]], ...] = (
    ("given", GIVEN), ("ugiven", UNSURE_GIVEN), ("tie", frozenset(TIES)), ("role", ROLE), ("direct", DIRECT),
    ("anon", ANONYMOUS), ("rep", REPORTING), ("ev", EVENT_VERBS), ("fun", FUNCTION), ("com", COMMON),
    ("orgh", keys(_HEADS["organization"])), ("brand", keys(_HEADS["brand"])), ("plh", keys(_HEADS["place"])),
)  # fmt: skip
_QUOTES = frozenset("\"'«»“”„‟")

Vector = tuple[float, ...]
_ZERO: Vector = (0.0,) * (len(LABELS) - 1)


class Shares(Struct, frozen=True, gc=False):
    """Sums of one word type's weights for every label but `O` (whose weight is taken off).

    own: for the word itself; to_next, to_second: for the words after it; to_last, to_last_but_one: for those before.
    """

    own: Vector
    to_next: Vector
    to_last: Vector
    to_second: Vector
    to_last_but_one: Vector


class Model(Struct, frozen=True, gc=False):
    """weights: a vector over LABELS per feature. moves: transition weights, row by row."""

    weights: dict[str, Vector]
    moves: tuple[Vector, ...]


@cache
def model() -> Model:
    """The trained model, read once."""
    weights: dict[str, Vector] = {}
    moves: list[Vector] = []
    for line in packed("tagger").split("\n"):
        kind, _, rest = line.partition("\t")
        if kind == "f":
            name, _, numbers = rest.partition("\t")
            weights[name] = tuple(int(n) / 100 for n in numbers.split(" "))
        elif kind == "m":
            moves.append(tuple(int(n) / 100 for n in rest.split(" ")))
    return Model(weights, tuple(moves))


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
        shown += [name + mark for name, words in _SIGNS if stem in words]
        if is_nisba(stem):
            shown.append("nis" + mark)
    return shown


_kept: dict[str, Shares] = {}


def _sum(names: Sequence[str], prefix: str, weights: dict[str, Vector]) -> Vector:
    found = [weights[name] for shown in names if (name := prefix + shown) in weights]
    if not found:
        return _ZERO
    totals = [sum(column) for column in zip(*found, strict=True)]
    return tuple(total - totals[0] for total in totals[1:])


def _shares(form: str) -> Shares:
    known = _kept.get(form)
    if known is None:
        trained = model()
        shown = features(form, statistics())
        far = [name for name in shown if name.startswith(FAR)]
        weights = trained.weights
        known = Shares(
            _sum(shown, "", weights), _sum(shown, "-1:", weights), _sum(shown, "1:", weights),
            _sum(far, "-2:", weights), _sum(far, "2:", weights),
        )  # fmt: skip
        if len(_kept) > _KEPT:
            _kept.clear()
        _kept[form] = known
    return known


@cache
def _of_table(label: str, offset: str) -> Vector:
    return _sum(["r=" + label], offset, model().weights)


def tag(forms: Sequence[str], known: Sequence[str]) -> list[tuple[int, int, EntityType]]:
    """Spans (first, last exclusive, type) of names in the words of an article.

    forms: folded words and marks, `\\n` between lines. known: for each the label (LABELS) of the table's or registry's
    name that holds it, else `O`.
    """
    count = len(forms)
    if not count:
        return []
    shares = [_shares(form) for form in forms]
    edge = _shares("\n")
    padded = [edge, edge, *shares, edge, edge]
    scores: list[Vector] = [
        tuple([a + b + c + d + e for a, b, c, d, e in zip(
            padded[at].to_second, padded[at + 1].to_next, here.own, padded[at + 3].to_last, padded[at + 4].to_last_but_one,
            strict=True,
        )])
        for at, here in enumerate(shares)
    ]  # fmt: skip
    for at, label in enumerate(known):
        if label != "O":
            for place, offset in ((at, ""), (at + 1, "-1:"), (at - 1, "1:")):
                if 0 <= place < count:
                    scores[place] = tuple(a + b for a, b in zip(scores[place], _of_table(label, offset), strict=True))
    return _decode(scores)


def _decode(scores: list[Vector]) -> list[tuple[int, int, EntityType]]:
    """The best path, searched only where some word is not hopeless; everything else is `O`."""
    found: list[tuple[int, int, EntityType]] = []
    at, count = 0, len(scores)
    while at < count:
        if max(scores[at]) < _HOPELESS:
            at += 1
            continue
        end = at + 1
        while end < count and max(scores[end]) >= _HOPELESS:
            end += 1
        found += _names(_best_path(scores[at:end]), at)
        at = end
    return found


def _best_path(scores: list[Vector]) -> list[int]:
    """Viterbi between an `O` before and an `O` after; indices into LABELS."""
    moves = model().moves
    size = len(LABELS)
    labels = range(size)
    total = [moves[0][to] + score for to, score in enumerate((0.0, *scores[0]))]
    back: list[list[int]] = []
    columns = tuple(zip(*moves, strict=True))
    for score in scores[1:]:
        came: list[int] = []
        new: list[float] = []
        for to, weight in enumerate((0.0, *score)):
            reached = [have + move for have, move in zip(total, columns[to], strict=True)]
            best = max(reached)
            came.append(reached.index(best))
            new.append(best + weight)
        total = new
        back.append(came)
    last = max(labels, key=lambda label: total[label] + moves[label][0])
    path = [last]
    for came in reversed(back):
        path.append(came[path[-1]])
    path.reverse()
    return path


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
