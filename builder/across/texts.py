"""Articles that are nearly one text, or print the same sentences of a wire.

Every run of SHINGLE folded words is a feature. A sample of them, chosen by their first word, finds the pairs worth a
look; what is told of a pair is counted on all of them. No order of articles and no salt of hashing changes a result.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from zlib import crc32

from msgspec import Struct

from builder.model import Noise
from builder.text.folding import fold
from builder.text.sentences import sentence_spans

SHINGLE = 4
# One in so many words opens a shingle of the sample.
SAMPLED = 8
# A text is nearly another where so much of the shorter stands in the longer. Half of it replaced is another article;
# one word changed in each sentence of twenty leaves 0.8.
NEAR = 0.7
# A pair whose samples share less than this cannot be near but by an odd draw of the sample.
WORTH_A_LOOK = 0.35
# Two sentences of eight words do not coincide by chance; one may be a quotation that everybody prints.
SHARED_SENTENCES = 2
SENTENCE_WORDS = 8
# A sampled shingle that so many of the new articles have (a standing phrase) is looked up in the first of them only.
POSTINGS = 200
_WORD = re.compile(r"[^\W_]+")


class Prose(Struct, frozen=True):
    """The words of an article's prose, folded, and the numbers of its longer sentences."""

    stem: str
    words: tuple[str, ...]
    sentences: frozenset[int]


class Near(Struct, frozen=True):
    """Two articles that share much of their text. share: of the shorter, 0 to 1; sentences: printed by both."""

    stem: str
    other: str
    share: float
    sentences: int

    @property
    def is_nearly_one(self) -> bool:
        """True where a person should look whether the two are one article."""
        return self.share >= NEAR


def prose_of(stem: str, text: str, noise: Iterable[Noise] = ()) -> Prose:
    """The prose of a kept text: without the noise its record marks, where that still stands in it."""
    pieces = []
    here = 0
    for row in sorted(noise, key=lambda row: row.at or 0):
        at = row.at if row.at is not None else text.find(row.exact)
        if at >= here and text.startswith(row.exact, at):
            pieces.append(text[here:at])
            here = at + len(row.exact)
    pieces.append(text[here:])
    folded = fold("\n".join(pieces)).text
    words: list[str] = []
    sentences = set()
    for start, end in sentence_spans(folded):
        found = _WORD.findall(folded, start, end)
        words += found
        if len(found) >= SENTENCE_WORDS:
            sentences.add(_number(" ".join(found)))
    return Prose(stem, tuple(words), frozenset(sentences))


def share_of(one: Prose, other: Prose) -> float:
    """How much of the shorter text stands in the longer, 0 to 1."""
    a, b = _shingles(one.words), _shingles(other.words)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def find_near(new: Sequence[Prose], old: Iterable[Prose]) -> tuple[Near, ...]:
    """Each pair of a new article and another, old or new, that is nearly one text or shares sentences.

    Each pair once, `stem` the new article's (of two new ones the later by name), sorted. Linear in the words read.
    """
    postings: dict[int, list[str]] = {}
    sizes: dict[str, int] = {}
    ours = {prose.stem: prose for prose in sorted(new, key=lambda prose: prose.stem)}
    for prose in ours.values():
        sample = _sample(prose)
        sizes[prose.stem] = len(sample)
        for feature in sample | prose.sentences:
            row = postings.setdefault(feature, [])
            if len(row) < POSTINGS:
                row.append(prose.stem)
    found = []
    for prose in (*ours.values(), *old):
        sample = _sample(prose)
        shared = Counter(stem for feature in sample if feature in postings for stem in postings[feature])
        printed = Counter(stem for feature in prose.sentences if feature in postings for stem in postings[feature])
        for stem in shared | printed:
            if stem == prose.stem or (prose.stem in ours and stem < prose.stem):
                continue
            likely = shared[stem] >= WORTH_A_LOOK * min(len(sample), sizes[stem])
            sentences = printed[stem]
            share = share_of(ours[stem], prose) if likely or sentences >= SHARED_SENTENCES else 0.0
            if share >= NEAR or sentences >= SHARED_SENTENCES:
                found.append(Near(stem, prose.stem, share, sentences))
    return tuple(sorted(found, key=lambda near: (near.stem, -near.share, -near.sentences, near.other)))


def _shingles(words: tuple[str, ...]) -> frozenset[int]:
    if len(words) <= SHINGLE:
        return frozenset([_number(" ".join(words))]) if words else frozenset()
    return frozenset(_number(" ".join(words[i : i + SHINGLE])) for i in range(len(words) - SHINGLE + 1))


def _sample(prose: Prose) -> set[int]:
    words = prose.words
    last = len(words) - SHINGLE
    sample = {_number(" ".join(words[i : i + SHINGLE])) for i in range(last + 1) if _opens(words[i])}
    if not sample and words:
        sample = {min(_shingles(words))}  # a short text is found by at least one
    return sample


def _number(text: str) -> int:
    # Not hash(): that of a text changes from run to run.
    return crc32(text.encode())


@lru_cache(maxsize=200_000)
def _opens(word: str) -> bool:
    return crc32(word.encode()) % SAMPLED == 0
