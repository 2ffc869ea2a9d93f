"""A form of Arabic text for matching, with the way back to the text as printed."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import pairwise

from builder.text.tables import read_table

_table = read_table("builder.text", "folding")
_ONE: tuple[tuple[str, str], ...] = tuple(_table["one"].items())
_GONE = re.compile("[" + "".join(_table["gone"]) + "]")
_LETTERS = str.maketrans(dict(_ONE))
# Letters by their shape and joined pairs, as they come out of printed files: `ﻓﻲ ﺟﻮﻟﺔ`, `ﻻ`.
_SHAPED = re.compile("[\ufb50-\ufd3d\ufd50-\ufdfc\ufe70-\ufefc]")
_LONE_STROKE = re.compile("(?<![^ \n\t\u00a0])\u0640+(?![^ \n\t\u00a0])")
# A word or a number that goes on as the other; not what is joined to a number by its grammar: `ال70`, `ب33`.
GLUED = re.compile("(?<![ء-ي])(?!و?[بلكف]?ال[0-9]|لل[0-9])[ء-ي]{2,}(?=[0-9])|(?<![0-9])[0-9]++(?=[ء-ي]{3})")
_WORD = 12  # characters; what is no longer is translated faster than searched for every letter
_NAME = 48  # characters; what is no longer is a word or a name, asked for again and again


class Folded:
    """The folded form of one text and the map of its positions.

    text: the folded form. `source_at(i)` is the index in the source of folded character `i`; `folded_at(i)` the
    other way. Both count code points.
    """

    __slots__ = ("_gone", "_gone_at", "text")

    def __init__(self, text: str, gone_at: list[int]) -> None:
        self.text = text
        self._gone_at = gone_at  # where the deleted characters stood in the source
        # For the k-th deleted character: how many characters were kept before it.
        self._gone = [at - k for k, at in enumerate(gone_at)]

    def source_at(self, index: int) -> int:
        """The index in the source of folded character `index` (or of the end)."""
        return index + bisect_right(self._gone, index)

    def folded_at(self, index: int) -> int:
        """The index in the folded form of source character `index`; of the next kept one if that was deleted."""
        return index - bisect_left(self._gone_at, index)


class _Unshaped(Folded):
    """The folded form of a text with shaped letters: one character of the source may be several here."""

    __slots__ = ("_places",)

    def __init__(self, text: str, places: list[int]) -> None:
        self.text = text
        self._places = places  # for each folded character, and the end, where it stands in the source

    def source_at(self, index: int) -> int:
        return self._places[index]

    def folded_at(self, index: int) -> int:
        return bisect_left(self._places, index)


class _Parted(Folded):
    """A folded text with spaces put in. points: the characters of `folded` they stand before, in order."""

    __slots__ = ("_folded", "_points", "_spaces")

    def __init__(self, folded: Folded, points: list[int]) -> None:
        edges = [0, *points, len(folded.text)]
        self.text = " ".join(folded.text[a:b] for a, b in pairwise(edges))
        self._folded = folded
        self._points = points
        self._spaces = [at + k for k, at in enumerate(points)]

    def source_at(self, index: int) -> int:
        return self._folded.source_at(index - bisect_left(self._spaces, index))

    def folded_at(self, index: int) -> int:
        at = self._folded.folded_at(index)
        return at + bisect_right(self._points, at)


def unshaped(text: str) -> str:
    """`text` with plain letters for shaped ones and joined pairs: ﻓﻲ as في, ﻻ as لا."""
    return _SHAPED.sub(_letters_of, text)


def _letters_of(shape: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", shape[0]).strip(" \u0640")


@lru_cache(maxsize=8)  # several stages read the same article
def fold(text: str) -> Folded:
    """Return a form of `text` for matching, and the map back. The rules are in text/data/folding.yaml."""
    return fold_only(text)


def fold_only(text: str) -> Folded:
    """`fold`, not remembered: for a word, or for a text that is read once."""
    text = _dashed(text)
    if _SHAPED.search(text):
        letters = [(c, i) for i, shape in enumerate(text) for c in _fold_letters(_GONE.sub("", unshaped(shape)))]
        return _Unshaped("".join(c for c, _ in letters), [*(i for _, i in letters), len(text)])
    gone: list[int] = []
    if _GONE.search(text):
        gone = [m.start() for m in _GONE.finditer(text)]
        text = _GONE.sub("", text)
    return Folded(_fold_letters(text), gone)


def parted(folded: Folded) -> Folded:
    """The same with a space between a word and a number printed without one: `عام1987` as `عام 1987`, `33مليون`."""
    points = [found.end() for found in GLUED.finditer(folded.text)]
    return _Parted(folded, points) if points else folded


def fold_key(text: str) -> str:
    """The folded form alone, spaces joined and trimmed: two spellings of one name have one key."""
    return _key_of_name(text) if len(text) <= _NAME else _key(text)


def _dashed(text: str) -> str:
    """`سامي داود ـ هالة الحلبي`: the stroke that lengthens letters is a dash where it stands alone."""
    return _LONE_STROKE.sub(lambda stroke: "-" * len(stroke[0]), text) if "\u0640" in text else text


def _key(text: str) -> str:
    text = unshaped(_dashed(text))
    return " ".join(_fold_letters(_GONE.sub("", text)).split())


_key_of_name = lru_cache(maxsize=30_000)(_key)


def _fold_letters(text: str) -> str:
    if len(text) <= _WORD:
        return text.translate(_LETTERS)
    # A guarded replace per letter: on a text in Arabic str.translate is 25 times slower.
    for letter, plain in _ONE:
        if letter in text:
            text = text.replace(letter, plain)
    return text
