"""Links that open a publisher's page at the very words: URL text fragments, checked against the kept text.

A browser looks for the words without regard to case, harakat or forms of a letter, begins and ends at a word, and
takes the first place where they stand (WICG, URL Fragment Text Directives). So a link is made only where the first
place is the right one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter
from urllib.parse import quote

from msgspec import Struct

from builder.text.folding import fold_key

ENDS = 5  # words at each end of a long passage: enough to be unique, short enough for an address
CONTEXT = 12  # words before and after that may be added until a passage is unique
# Letters and digits with the marks that a browser sees as part of a word. A point or a comma between two digits and an
# apostrophe between two letters end no word: `6.2` is one.
_CORE = r"[\w\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200c-\u200f\u061c\u2060]"
_WORD = re.compile(rf"{_CORE}+(?:[.,:'’٫٬·]{_CORE}+)*")
_LETTERS = re.compile(r"\w+")


class _Words(Struct, frozen=True):
    """The words of a text: where each stands, and all of them folded, with a space before and after each.

    starts: for each word where it begins in `folded`.
    """

    spans: tuple[tuple[int, int], ...]
    folded: str
    starts: tuple[int, ...]


def text_fragment(url: str, text: str, at: int, length: int) -> str | None:
    """The address of `text[at : at + length]` on the page `url`; None where no link could tell it from its like.

    A passage that begins or ends inside a word is linked with the whole word.
    """
    words = _words(text)
    first = bisect_right(words.spans, at, key=itemgetter(1))
    if first == len(words.spans):
        return None
    last = max(first, bisect_left(words.spans, at + length, key=itemgetter(0)) - 1)
    page = url.split(":~:")[0].removesuffix("#")
    for directive in _directives(text, words, first, last):
        return f"{page}{'' if '#' in page else '#'}:~:text={directive}"
    return None


def _directives(text: str, words: _Words, first: int, last: int) -> Iterator[str]:
    """The directives that find words first..last and nothing before them, the shortest first."""
    short = last - first + 1 <= 2 * ENDS
    head = last if short else first + ENDS - 1
    tail = None if short else _tail(text, words, first, head, last)
    if not short and tail is None:
        # The end of the passage cannot be told from words inside it: all of it, then.
        head = last
    for added in range(CONTEXT + 1):
        before = min(added, first)
        after = min(added, len(words.spans) - 1 - last) if head == last else 0
        for n, m in dict.fromkeys(((before, 0), (0, after), (before, after))):
            if added and not (n or m):
                continue
            if not _is_first(words, first - n, head + m):
                continue
            if (n and not _is_prefix(text, words, first, n)) or (m and not _is_suffix(text, words, last, m)):
                continue
            target = _raw(text, words.spans[first][0], words.spans[head][1]) + (tail or "")
            prefix = f"{_raw(text, words.spans[first - n][0], words.spans[first][0])}-," if n else ""
            suffix = f",-{_raw(text, words.spans[last][1], words.spans[last + m][1])}" if m else ""
            yield f"{prefix}{target}{suffix}"


def _is_prefix(text: str, words: _Words, first: int, count: int) -> bool:
    """True where the words before lie in one block of the page, and only a space between blocks follows them."""
    between = text[words.spans[first - 1][1] : words.spans[first][0]]
    one_line = "\n" not in text[words.spans[first - count][0] : words.spans[first - 1][1]]
    return one_line and ("\n" not in between or not between.rpartition("\n")[2].strip())


def _is_suffix(text: str, words: _Words, last: int, count: int) -> bool:
    return "\n" not in text[words.spans[last][1] : words.spans[last + count][1]]


def _tail(text: str, words: _Words, first: int, head: int, last: int) -> str | None:
    """`,` and the last words of the passage: the fewest from ENDS on that do not stand between head and end already."""
    for count in range(min(ENDS, last - head), last - head + 1):
        start = last - count + 1
        found = words.folded.find(_run(words, start, last), words.starts[head + 1])
        if found == words.starts[start]:
            return f",{_raw(text, words.spans[start][0], words.spans[last][1])}"
    return None


def _is_first(words: _Words, first: int, last: int) -> bool:
    """True where the words stand nowhere else in the text."""
    run = _run(words, first, last)
    found = words.folded.find(run)
    return found == words.starts[first] and words.folded.find(run, found + 1) < 0


def _run(words: _Words, first: int, last: int) -> str:
    end = words.starts[last + 1] if last + 1 < len(words.starts) else len(words.folded) - 1
    return words.folded[words.starts[first] : end + 1]


@lru_cache(maxsize=4)  # the facts of one article are asked for one after the other
def _words(text: str) -> _Words:
    spans = tuple(match.span() for match in _WORD.finditer(text))
    folded = [" "]
    starts = []
    here = 0
    for start, end in spans:
        starts.append(here)
        # A word of nothing but marks folds to nothing; the browser passes over it as well.
        word = " ".join(_LETTERS.findall(fold_key(text[start:end]).casefold()))
        folded.append(f"{word} ")
        here += len(word) + 1
    return _Words(spans, "".join(folded), tuple(starts))


def _raw(text: str, start: int, end: int) -> str:
    """A stretch of the text for an address: spaces joined; `-`, `,` and `&` would end a part of the directive."""
    return quote(" ".join(text[start:end].split()), safe="").replace("-", "%2D")
