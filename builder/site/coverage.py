"""How much of an article stands under evidence, from its record and kept text alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from msgspec import Struct

from builder.site.index import Entry, LoadedRecord
from builder.site.passages import joined, noise_spans, position
from builder.text.sentences import sentence_spans

Span = tuple[int, int]
_LETTERS = re.compile(
    r"[^\W_]+"
)  # letters and digits; whole runs, because asking each character costs four times as much


class Covered(Struct, frozen=True, gc=False):
    """Sentences of the prose, and those in which evidence stands; letters and digits likewise."""

    sentences: int = 0
    with_evidence: int = 0
    letters: int = 0
    under_evidence: int = 0

    def __add__(self, other: Covered) -> Covered:
        return Covered(
            self.sentences + other.sentences,
            self.with_evidence + other.with_evidence,
            self.letters + other.letters,
            self.under_evidence + other.under_evidence,
        )


def cover(home: LoadedRecord, entries: Iterable[Entry]) -> Covered:
    """The coverage of one article by the facts of `entries`. Its title and what the record marks as noise are left out."""
    text = home.text
    evidence = joined(
        (at, at + len(s.exact)) for e in entries for s in e.fact.evidence for at in (position(s.exact, s.at, text),)
    )
    ends = [end for _, end in evidence]
    sentences = with_evidence = letters = under = 0
    for begin, stop in _prose(home):
        for start, end in sentence_spans(text, begin, stop):
            size = _letters(text, start, end)
            if not size:
                continue
            sentences += 1
            letters += size
            # The first passage that ends within or after the sentence; those before it cannot meet it.
            i = bisect_left(ends, start + 1)
            meets = 0
            while i < len(evidence) and evidence[i][0] < end:
                meets += _letters(text, max(start, evidence[i][0]), min(end, evidence[i][1]))
                i += 1
            with_evidence += meets > 0
            under += meets
    return Covered(sentences, with_evidence, letters, under)


def _prose(home: LoadedRecord) -> Iterable[Span]:
    """The kept text without noise and without the title, where that stands on top."""
    text, record = home.text, home.record
    pieces = list(_between(noise_spans(text, record.noise), len(text)))
    if record.title:
        title = record.title.value
        for i, (start, end) in enumerate(pieces):
            head = start + len(text[start:end]) - len(text[start:end].lstrip())
            if head < end:
                # The first words; further down the same ones are a sentence of the article.
                if text.startswith(title, head) and head + len(title) <= end:
                    pieces[i] = (head + len(title), end)
                break
    return pieces


def _between(spans: Iterable[Span], size: int) -> Iterable[Span]:
    """The stretches of a text of `size` characters that `spans`, in order, leave over."""
    here = 0
    for start, end in spans:
        if start > here:
            yield here, start
        here = max(here, end)
    if here < size:
        yield here, size


def _letters(text: str, start: int, end: int) -> int:
    return len("".join(_LETTERS.findall(text, start, end)))
