"""A small trained tagger for names: persons, places and bodies in running text, from the words around.

A linear-chain model (conditional random field) whose weights stand in lexicon/data/tagger.tsv.gz; scripts/train_tagger.py
makes that file and says from what. Every feature belongs to a word type, so the weights of a
word are added up once and kept; in running text a word costs five additions, and only stretches where a name is at all
likely are searched for the best path. Weights are counted in hundredths, so that a sum is exact in whatever order, and those
of all labels stand side by side in one integer: one addition adds six of them.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import cache
from itertools import compress
from operator import add

from msgspec import Struct

from builder.extract.words import (
    ANONYMOUS,
    COMMON,
    DIRECT,
    FUNCTION,
    GIVEN,
    LEARNT_EVENTS,
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
# All weights are in hundredths.
_LIKELY = -100
# No name is first noticed at a word whose own weights say less, and none goes on over one that says much less.
_ORDINARY = -100
_FOREIGN_TO_NAMES = -349  # more than -3.5
_HOPELESS = -500

_HEADS = table("heads")
_GROUPS: tuple[tuple[str, frozenset[str]], ...] = (
    ("given", GIVEN), ("ugiven", UNSURE_GIVEN), ("tie", frozenset(TIES)), ("role", ROLE), ("direct", DIRECT),
    ("anon", ANONYMOUS), ("rep", REPORTING), ("ev", LEARNT_EVENTS), ("fun", FUNCTION), ("com", COMMON),
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

# ---- six weights in one integer -----------------------------------------------------------------------------------------

# A row of weights, one for every label but `O`, is one integer with a signed field of 32 bits for each. In a sum that is
# asked about, every field has _ZERO added, so that none borrows from the next and its top bit tells its sign.
_FIELD = 32
_WIDTH = _FIELD * (len(LABELS) - 1)


def _row(numbers: Sequence[int]) -> int:
    return int.from_bytes(_fields(*[number + _HALF for number in numbers]), "little") - _ZERO


def _all(number: int) -> int:
    return _row([number] * (len(LABELS) - 1))


_HALF = 1 << _FIELD - 1
_ZERO = sum(_HALF << _FIELD * k for k in range(len(LABELS) - 1))
_fields = struct.Struct(f"<{len(LABELS) - 1}I").pack
_numbers = struct.Struct(f"<{len(LABELS) - 1}i").unpack


def _reaches(least: int) -> int:
    """What a sum is to be added to: a bit of _ZERO is set in the outcome where one of its fields is `least` or more."""
    return _all(-least)


_IS_LIKELY, _IS_ORDINARY = _reaches(_LIKELY), _reaches(_ORDINARY)
_IS_NEAR_NAMES, _HAS_HOPE = _reaches(_FOREIGN_TO_NAMES), _reaches(_HOPELESS)


def _unpacked(rows: Sequence[int]) -> list[tuple[int, ...]]:
    return [_numbers((row ^ _ZERO).to_bytes(_WIDTH // 8, "little")) for row in rows]


# ---- what the model says of a word type --------------------------------------------------------------------------------

# A feature's weights for the word itself, the next, the one after, the last and the last but one; as the file calls them.
_OFFSETS = ("", "-1:", "-2:", "1:", "2:")
_MARKED_OFFSETS = tuple(enumerate(_OFFSETS))[1:]
_SHIFTS = tuple(_WIDTH * k for k in range(len(_OFFSETS)))
_ZEROS = sum(_ZERO << shift for shift in _SHIFTS)
_ONE_ROW = (1 << _WIDTH) - 1
# Rows of a word type: what it says for the second word after it, the next, itself (with _ZERO), the last and the last but
# one before it; then whether a name may be noticed at it, and whether one may go on over it.
Shares = tuple[int, int, int, int, int, bool, bool]


class Model(Struct, frozen=True, gc=False):
    """weights: for each feature its rows (the weight of `O` taken off), one above the other in one integer, in the order of
    _OFFSETS. moves: transition weights over LABELS, row by row."""

    weights: dict[str, int]
    moves: tuple[tuple[int, ...], ...]


@cache
def model() -> Model:
    """The trained model, read once."""
    weights: dict[str, int] = {}
    moves: list[tuple[int, ...]] = []
    for line in packed("tagger").split("\n"):
        kind, _, rest = line.partition("\t")
        if kind == "f":
            name, _, printed = rest.partition("\t")
            at = next((k for k, mark in _MARKED_OFFSETS if name.startswith(mark)), 0) if name[0] in "-12" else 0
            other, *numbers = map(int, printed.split(" "))
            row = _row([number - other for number in numbers]) << _WIDTH * at
            name = name.removeprefix(_OFFSETS[at])
            weights[name] = weights.get(name, 0) + row
        elif kind == "m":
            moves.append(tuple(map(int, rest.split(" "))))
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
        shown += [name + mark for name in _SIGNS.get(stem, ())]
        if is_nisba(stem):
            shown.append("nis" + mark)
    return shown


def _rows(shown: Sequence[str]) -> list[int]:
    """The weights of features added up, a row with _ZERO for each offset."""
    offered = model().weights
    total = sum([offered[name] for name in shown if name in offered], _ZEROS)
    return [total >> shift & _ONE_ROW for shift in _SHIFTS]


def _share(form: str) -> Shares:
    own, after, second, last, last_but_one = _rows(features(form, statistics()))
    opens, goes_on = bool(own + _IS_ORDINARY & _ZERO), bool(own + _IS_NEAR_NAMES & _ZERO)
    return second - _ZERO, after - _ZERO, own, last - _ZERO, last_but_one - _ZERO, opens, goes_on


_SHARES = Remember(_share)


@cache
def _of_table(label: str) -> tuple[int, int, int]:
    """Rows of a word that a known name holds: for itself, the next and the last word."""
    own, after, _, last, _ = _rows(["r=" + label])
    return own - _ZERO, after - _ZERO, last - _ZERO


# ---- names in running text ---------------------------------------------------------------------------------------------

Tagged = tuple[int, int, EntityType]


def tag(forms: Sequence[str], known: Sequence[str]) -> list[Tagged]:
    """Spans (first, last exclusive, type) of names in the words of an article.

    forms: folded words and marks, `\\n` between lines. known: for each the label (LABELS) of the table's or registry's
    name that holds it, else `O`.
    """
    count = len(forms)
    if not count:
        return []
    edge = _SHARES["\n"]
    shares = [edge, edge, *map(_SHARES.__getitem__, forms), edge, edge]
    second, after, own, last_one, last_but_one, opens, goes_on = zip(*shares, strict=True)
    rows = list(
        map(add, map(add, map(add, map(add, second, after[1:]), own[2:]), last_one[3:]), last_but_one[4:])
    )  # fmt: skip
    opening, open_to = list(opens[2:-2]), goes_on[2:-2]
    for at in [at for at, label in enumerate(known) if label != "O"]:
        here, to_next, to_last = _of_table(known[at])
        opening[at] = True
        rows[at] += here
        if at + 1 < count:
            rows[at + 1] += to_next
        if at:
            rows[at - 1] += to_last
    found: list[Tagged] = []
    beyond = 0
    for at in compress(range(count), opening):
        if at < beyond or not rows[at] + _IS_LIKELY & _ZERO:
            continue
        first, last = at, at + 1
        while first > beyond and open_to[first - 1] and rows[first - 1] + _HAS_HOPE & _ZERO:
            first -= 1
        while last < count and open_to[last] and rows[last] + _HAS_HOPE & _ZERO:
            last += 1
        beyond = last
        if last == first + 1:
            if rows[at] + _stands_alone() & _ZERO:
                found.append((first, last, _alone(rows[at])))
            continue
        scores = _unpacked(rows[first:last])
        kinds, leaps = _kinds(scores)
        if kinds:
            found += _names(_best_path(scores, kinds, leaps), kinds, first)
    return found


# ---- one word between two others that are none --------------------------------------------------------------------------


@cache
def _gains_alone() -> list[int]:
    """What the moves to each label but `O` and from it on say, against two from `O` to `O`."""
    moves = model().moves
    return [moves[0][label] + moves[label][0] - 2 * moves[0][0] for label in range(1, len(LABELS))]


@cache
def _stands_alone() -> int:
    """As of `_reaches`: a bit is set where one label is better than `O`."""
    return _row(_gains_alone()) - _all(1)


def _alone(row: int) -> EntityType:
    (score,) = _unpacked([row])
    gains = list(map(add, score, _gains_alone()))
    return _TYPES[gains.index(max(gains)) // 2]


# ---- the best path over several words -----------------------------------------------------------------------------------


class Gain(Struct, frozen=True, gc=False):
    """What a stretch of one type gains, beside the weights of its words, over as many `O`s: at most, whatever stands beside it.

    opening: where the search begins, entering: elsewhere; inside: from its first word to the second, on: to the next ones;
    leaving: behind its first word, ending: behind a later one. leap: only where `I` speaks so much louder than `B` can a
    name do without its first word.
    """

    opening: int
    entering: int
    inside: int
    on: int
    leaving: int
    ending: int
    leap: int


@cache
def _gains() -> tuple[Gain, ...]:
    """For each type of TYPE_OF its bounds, as the transition weights have them."""
    moves = model().moves
    found: list[Gain] = []
    everywhere = range(len(LABELS))
    for begins in range(1, len(LABELS), 2):
        goes_on = begins + 1
        opened = [b for b in everywhere if b == 0 or b % 2]  # what may follow a name
        least = min(moves[p][begins] - moves[p][goes_on] for p in everywhere if p not in (begins, goes_on))
        found.append(Gain(
            opening=moves[0][begins] - moves[0][0],
            entering=max(row[begins] - row[0] for row in moves),
            inside=moves[begins][goes_on] - moves[0][0],
            on=moves[goes_on][goes_on] - moves[0][0],
            leaving=max(moves[begins][label] - moves[0][label] for label in opened),
            ending=max(moves[goes_on][label] - moves[0][label] for label in opened),
            leap=least + min(moves[begins][n] - moves[goes_on][n] for n in everywhere),
        ))  # fmt: skip
    return tuple(found)


_NEVER = -1_000_000_000


def _kinds(scores: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], bool]:
    """The types (as in TYPE_OF) that some word speaks for and that can be on the best path between an `O` before and an `O`
    after, and whether a name may do without its first word there.

    A type cannot be on it where every stretch of it gains less than as many `O`s.
    """
    likely: list[int] = []
    worth: list[int] = []
    leaps = False
    for k, gain in enumerate(_gains()):
        inside, on, leaving, ending, leap = gain.inside, gain.on, gain.leaving, gain.ending, gain.leap
        enter, entering = gain.opening, gain.entering
        begun = going = _NEVER
        loudest = _LIKELY - 1
        is_worth = False
        first, second = 2 * k, 2 * k + 1
        for score in scores:  # no calls here: this runs for every word near a name
            begins, goes_on = score[first], score[second]
            begun += inside
            going += on
            going = (begun if begun > going else going) + goes_on
            begun = enter + begins
            enter = entering
            if begun + leaving >= 0 or going + ending >= 0:
                is_worth = True
            if begins > loudest:
                loudest = begins
            if goes_on > begins:
                if goes_on > loudest:
                    loudest = goes_on
                if goes_on - begins >= leap:
                    leaps = True
        if loudest >= _LIKELY:
            likely.append(k)
            if is_worth:
                worth.append(k)
    return tuple(likely if leaps else worth), leaps


def _best_path(scores: Sequence[Sequence[int]], kinds: tuple[int, ...], leaps: bool) -> list[int]:
    """Viterbi over `O` and the labels of `kinds`: 0, and 1 and 2 for the first kind, 3 and 4 for the next.

    leaps: a name may do without its first word; else it goes on from its own labels only.
    """
    outside, steps = _steps(kinds)
    first = scores[0]
    total = [outside[0]]
    for _, place, begin, go_on in steps:
        total += (begin[0] + first[place], go_on[0] + first[place + 1])
    back: list[list[int]] = []
    for score in scores[1:]:
        reached = list(map(add, total, outside))
        best = max(reached)
        came, new = [reached.index(best)], [best]
        for label, place, begin, go_on in steps:
            reached = list(map(add, total, begin))
            best = max(reached)
            came.append(reached.index(best))
            new.append(best + score[place])
            if leaps:
                reached = list(map(add, total, go_on))
                best = max(reached)
                came.append(reached.index(best))
            else:
                best, going = total[label] + go_on[label], total[label + 1] + go_on[label + 1]
                came.append(label if best >= going else label + 1)
                best = best if best >= going else going
            new.append(best + score[place + 1])
        total = new
        back.append(came)
    ended = list(map(add, total, outside))
    path = [ended.index(max(ended))]
    for came in reversed(back):
        path.append(came[path[-1]])
    path.reverse()
    return path


Step = tuple[int, int, tuple[int, ...], tuple[int, ...]]


@cache
def _steps(kinds: tuple[int, ...]) -> tuple[tuple[int, ...], list[Step]]:
    """Transition weights to `O`, and for each kind its first label on the path, the place of its weight in a row, and the
    weights to its labels; all from `O` and the labels of `kinds`."""
    places = (0, *(place for k in kinds for place in (2 * k + 1, 2 * k + 2)))
    outside, *others = (tuple(row[to] for at, row in enumerate(model().moves) if at in places) for to in places)
    return outside, [(2 * n + 1, 2 * k, others[2 * n], others[2 * n + 1]) for n, k in enumerate(kinds)]


def _names(path: list[int], kinds: tuple[int, ...], offset: int) -> list[Tagged]:
    """The names of a path; labels count `B`, `I` of the first of `kinds`, then of the next."""
    found: list[Tagged] = []
    start = kind = -1
    for at, label in enumerate((*path, 0)):
        if kind >= 0 and label != 2 * kind + 2:
            found.append((offset + start, offset + at, _TYPES[kinds[kind]]))
            kind = -1
        if kind < 0 and label:
            start, kind = at, (label - 1) // 2
    return found


_TYPES = tuple(TYPE_OF.values())
