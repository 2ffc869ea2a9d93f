"""The words of one article and the names claimed in them so far."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from builder.extract.authorities import Span
from builder.extract.cues import THAT
from builder.extract.words import CREDITED, REPORTING, Words

TABLES = frozenset(("place table", "organization table", "event table", "person table", "registry"))

_OPENING, _CLOSING = frozenset("\"'“«"), frozenset("\"'”»")
_STRAIGHT = frozenset("\"'")
_ATTACHED = frozenset(
    ("و", "ف", "ب", "ل", "ك", "ال", "لل", "بال", "وال", "ول", "وب", "كال")
)  # `و"تأييدها`, `لـ"النهار"`


class Board:
    """`taken[i]` is the span that holds word i, or None."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.forms = words.forms
        self.form = words.form
        self.count = len(words.forms)
        self.taken: list[Span | None] = [None] * self.count
        self._begun: dict[int, Span] = {}  # the spans that stand, by their first word
        self.credited = {i for first, last, label in words.lines if label in CREDITED for i in range(first, last)}

    @cached_property
    def printed(self) -> Counter[str]:
        """How often each word is printed."""
        return Counter(self.forms)

    @cached_property
    def speaking(self) -> frozenset[str]:
        """The words without an article that stand alone between a reporting verb and what is said: `وأضاف معالج أن`."""
        forms = self.forms
        said = [i - 1 for i, form in enumerate(forms) if form in THAT]
        return frozenset(
            forms[i]
            for i in said
            if (forms[i - 1] in REPORTING or forms[i - 1][1:] in REPORTING)
            and forms[i].isalpha()
            and not forms[i].startswith("ال")
        )

    def claim(self, span: Span) -> None:
        """Give the words of `span` to it; a span that loses a word to it is given up whole."""
        for i in range(span.first, span.last):
            held = self.taken[i]
            if held is not None:
                self._begun.pop(held.first, None)
                if held.first < span.first or held.last > span.last:
                    for j in range(held.first, held.last):
                        self.taken[j] = None
            self.taken[i] = span
        self._begun[span.first] = span

    def opens(self, i: int) -> bool:
        """True for a mark that may open a quotation: a straight one not straight after a word (`التركية" في أعقاب`)."""
        form = self.form(i)
        at = self.words.starts[i] if form in _STRAIGHT else 0
        return form in _OPENING and not (at and self.words.text[at - 1].isalnum() and self.form(i - 1) not in _ATTACHED)

    def closes(self, i: int) -> bool:
        """True for a mark that may close one: a straight one not straight before a word."""
        form = self.form(i)
        if form not in _STRAIGHT:
            return form in _CLOSING
        text, start, end = self.words.text, self.words.starts[i], self.words.ends[i]
        return not (text[start - 1 : start].isspace() and text[end : end + 1].isalnum())

    def free(self, i: int) -> bool:
        return 0 <= i < self.count and self.taken[i] is None

    def held(self, first: int, last: int) -> list[Span]:
        """The names that hold words `first` to `last` (exclusive), in order."""
        found: list[Span] = []
        for span in self.taken[first:last]:
            if span is not None and not (found and found[-1] is span):
                found.append(span)
        return found

    def spans(self) -> list[Span]:
        """The names claimed, in order."""
        return [self._begun[first] for first in sorted(self._begun)]

    def words_of(self, span: Span) -> list[str]:
        """The folded words of a name, the first without what is attached to it."""
        return [self.forms[span.first][span.cut :], *self.forms[span.first + 1 : span.last]]

    def key_of(self, span: Span) -> str:
        """The folded words of a name, without what is attached to it."""
        first = self.forms[span.first][span.cut :]
        if span.last == span.first + 1 and not first.startswith("لل"):
            return first
        tokens = self.forms[span.first : span.last]
        # `للاتحاد`: the article is inside the preposition
        return " ".join(("ال" + first[2:] if first.startswith("لل") and len(first) > 4 else first, *tokens[1:]))


def is_known(span: Span) -> bool:
    """True for a name of the tables or the registry."""
    return span.rule in TABLES
