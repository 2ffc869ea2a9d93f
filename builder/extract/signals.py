"""The words that attribution and facts stop at, found in one pass over an article; all others are passed over."""

from __future__ import annotations

from functools import lru_cache
from itertools import compress

from msgspec import Struct

from builder.extract.cues import ASKED, THAT, TRIGGERS, cue_of, preposition
from builder.extract.verbs import is_future, without_and
from builder.extract.words import Words, keys
from builder.lexicon import table
from builder.lexicon.vocabulary import Remember

SPEECH_END = frozenset(".؟!؛\n")
_MODALITY = table("modality")


def _by_first(phrases: list[str]) -> dict[str, list[tuple[str, ...]]]:
    """Phrases by their first word: the words after it, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted((tuple(preposition(w) for w in p.split()) for p in phrases), key=len, reverse=True):
        found.setdefault(words[0], []).append(words[1:])
    return found


PLANNED_BY_FIRST = _by_first(_MODALITY["planned"])  # `من المقرر`
DENIED_BY_FIRST = _by_first(_MODALITY["denied"])  # `لا صحة`
_COUNTED = table("numbers")
_NUMBERS = (
    {"%"}
    | keys(_COUNTED["large"])
    | keys(word for rank in ("ones", "tens") for row in _COUNTED[rank] if row["value"] != "1" for word in row["words"])
)


class Signals(Struct, frozen=True):
    """Places of words, each list in order.

    triggers: a cue or a source phrase may begin; stops: the frame of a cue may end; denied: words of denial may begin;
    ahead: what is to come; numbers, in digits or words.
    """

    triggers: list[int]
    stops: list[int]
    denied: list[int]
    ahead: list[int]
    numbers: list[int]


@lru_cache(maxsize=4)
def signals_of(words: Words) -> Signals:
    """Where the words of an article that signal something stand."""
    found = Signals([], [], [], [], [])
    lists = (found.triggers, found.stops, found.denied, found.ahead, found.numbers)
    kinds = list(map(_KINDS.__getitem__, words.forms))
    for i in compress(range(len(kinds)), kinds):
        for kind in kinds[i]:
            lists[kind].append(i)
    return found


def _kinds(form: str) -> tuple[int, ...]:
    """Which lists of `Signals` a word belongs to: none, for most words."""
    rest = form[1:] if form[0] in "وف" else form
    signs = (
        form in TRIGGERS,
        form in THAT or form in ASKED or form in SPEECH_END or form in ":،" or cue_of(form)[0] is not None,
        form in DENIED_BY_FIRST or rest in DENIED_BY_FIRST,
        is_future[without_and(form)] or form in PLANNED_BY_FIRST,
        form[0] in "0123456789" or form in _NUMBERS,
    )
    return tuple(compress(range(len(signs)), signs))


_KINDS = Remember(_kinds)
