"""What running news text says of a word: how often it is printed, and how much it behaves like a name.

lexicon/data/vocabulary.tsv.gz holds counts in classes, one digit each, made by scripts/train_tagger.py; no text can be
read back from it. A word that is not there was printed less than four times in some nine million words: most often
a name, or a spelling mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import TypeVar

from builder.lexicon import packed

_KEPT = 60_000  # word types that are remembered; a preview that runs for days must not grow without end
T = TypeVar("T")


class Remember(dict[str, T]):
    """What a function says of a word type, asked once: `said[form]`, or `map(said.__getitem__, forms)` for a text."""

    def __init__(self, of: Callable[[str], T]) -> None:
        super().__init__()
        self.of = of

    def __missing__(self, form: str) -> T:
        if len(self) >= _KEPT:
            self.clear()
        value = self[form] = self.of(form)
        return value

    def places(self, forms: Sequence[str]) -> list[int]:
        """The indices of the words of which it says something true."""
        return [i for i, value in enumerate(map(self.__getitem__, forms)) if value]


# The places of the digits: its share of places beside words of persons' names (0-7), its frequency (0-7), how often it
# takes the article (0-5), how many inflected forms it has (0-5), and how often a first tagger took it for a person, a
# place or a body (0-6, 9 unknown).
NAME, OFTEN, ARTICLE, VARIETY, PERSON, PLACE, BODY = range(7)


@cache
def statistics() -> dict[str, str]:
    """For each counted word its seven digits."""
    found: dict[str, str] = {}
    for line in packed("vocabulary").split("\n"):
        digits, _, words = line.partition("\t")
        found.update(dict.fromkeys(words.split(" "), digits))
    return found


@lru_cache(maxsize=_KEPT)
def stems(form: str) -> tuple[tuple[int, str], ...]:
    """What a word can be once attached و ف ب ل ك are off: (letters taken off, the rest), the whole word first.

    `للصين` gives (0, `الصين`): its article has melted into the preposition, so nothing can be cut in print.
    """
    found = [(0, form)]
    if len(form) > 3:
        cut = 1 if form[0] in "وف" else 0
        if cut:
            found.append((1, form[1:]))
        rest = form[cut:]
        if rest.startswith("لل") and len(rest) > 3:
            found.append((cut, "ال" + rest[2:]))
            found.append((cut + 1, rest[1:]))
        elif rest[0] in "بلك" and len(rest) > 3:
            found.append((cut + 1, rest[1:]))
    return tuple(found)


def counted(form: str) -> str | None:
    """The digits of a word, else of what is left without attached letters, else None."""
    known = statistics()
    for _, stem in stems(form):
        if stem in known:
            return known[stem]
    return None


@lru_cache(maxsize=_KEPT)
def is_ordinary(form: str) -> bool:
    """True for a common word of the language: seen often, and hardly ever in a person's name."""
    known = statistics()
    for _, stem in stems(form):
        digits = known.get(stem)
        if digits and digits[OFTEN] >= "3" and digits[NAME] <= "2" and digits[PERSON] <= "2":
            return True
    return False


@lru_cache(maxsize=_KEPT)
def takes_article(form: str) -> bool:
    """True for a noun or adjective: a word that running text prints with the article as well."""
    digits = statistics().get(form)
    return digits is not None and digits[ARTICLE] >= "3" and digits[OFTEN] >= "3"


@lru_cache(maxsize=_KEPT)
def is_town(form: str) -> bool:
    """True for a word that running text prints as a place, and hardly as anything else."""
    digits = statistics().get(form)
    return digits is not None and digits[PLACE] in "3456" and digits[PLACE] > digits[PERSON] and digits[ARTICLE] <= "1"


@lru_cache(maxsize=_KEPT)
def is_nameful(form: str) -> bool:
    """True for a word that stands in persons' names more often than elsewhere, or that text hardly knows."""
    if not form.isalpha() or form.isascii() or len(form) < 2:
        return False
    digits = counted(form)
    return digits is None or digits[NAME] >= "5" or digits[PERSON] in "456"
