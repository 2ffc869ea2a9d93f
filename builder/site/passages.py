"""Passages of a kept text: where they stand, the quoted words inside them, the sentence around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from builder.model import Noise
from builder.text.sentences import sentence_spans

Span = tuple[int, int]
Piece = tuple[str, bool]
AROUND = 240  # characters of a sentence shown before and after a passage: an excerpt is not the article
# Opening and closing marks of each family. Arabic news prints many reversed, so a line is read both ways round.
_FAMILIES = (("«", "»"), ("“„‟", "”"), ('"', '"'))
_MARK = re.compile("[" + "".join(a + b for a, b in _FAMILIES) + "]")


def position(exact: str, at: int | None, text: str) -> int:
    """Where a passage stands in the kept text, in code points; one without `at` occurs once."""
    return at if at is not None else max(text.find(exact), 0)


def quoted_pieces(text: str, at: int, end: int) -> tuple[Piece, ...]:
    """`text[at:end]` cut at quotation marks: each piece, and whether it stands between two of them.

    The marks may lie outside the passage. Where the marks of a line do not pair, nothing is taken for quoted.
    """
    pieces: list[Piece] = []
    here = at
    for start, stop in quoted_spans(text, *line_of(text, at, end)):
        start, stop = max(start, at), min(stop, end)
        if start < stop and start >= here:
            pieces += [(text[here:start], False)] if here < start else []
            pieces.append((text[start:stop], True))
            here = stop
    return (*pieces, (text[here:end], False)) if here < end or not pieces else tuple(pieces)


def quoted_spans(text: str, at: int, end: int) -> list[Span]:
    """The outermost stretches between quotation marks in `text[at:end]`, without the marks."""
    marks = [(match.start(), match.group()) for match in _MARK.finditer(text, at, end)]
    if not marks:
        return []
    spans = sorted(span for family in _FAMILIES for span in _paired(marks, *family))
    outer: list[Span] = []
    for start, stop in spans:
        if start < stop and (not outer or start >= outer[-1][1]):
            outer.append((start, stop))
    return outer


def _paired(marks: Sequence[tuple[int, str]], opening: str, closing: str) -> list[Span]:
    """What stands between marks of one family; nothing where they do not pair, printed right or all reversed."""
    own = [(at, c) for at, c in marks if c in opening + closing]
    if len({c for _, c in own}) == 1:  # one sign for both, as `"` is
        places = [at for at, _ in own]
        return [(a + 1, b) for a, b in zip(places[::2], places[1::2], strict=True)] if len(places) % 2 == 0 else []
    return _nested(own, opening) or _nested(own, closing)


def _nested(marks: Sequence[tuple[int, str]], opening: str) -> list[Span]:
    spans, depth, begun = [], 0, 0
    for at, c in marks:
        if c in opening:
            begun = begun if depth else at + 1
            depth += 1
        else:
            depth -= 1
            if depth < 0:
                return []
            if depth == 0:
                spans.append((begun, at))
    return spans if depth == 0 else []


def line_of(text: str, at: int, end: int) -> Span:
    """The line, or lines, that hold `text[at:end]`."""
    stop = text.find("\n", end)
    return text.rfind("\n", 0, at) + 1, len(text) if stop < 0 else stop


def around(text: str, at: int, end: int, noise: Sequence[Span]) -> tuple[str, str]:
    """What stands before and after `text[at:end]` in its sentence, cut at a word where it is long, without noise."""
    line, stop = line_of(text, at, end)
    spans = [span for span in sentence_spans(text, line, stop) if span[0] < end and at < span[1]]
    start, last = min([at, *(s for s, _ in spans)]), max([end, *(e for _, e in spans)])
    start = max([start, *(e for _, e in noise if e <= at)])
    last = min([last, *(s for s, _ in noise if s >= end)])
    before, after = text[start:at], text[end:last]
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + " …"
    return before, after


def noise_spans(text: str, noise: Iterable[Noise]) -> tuple[Span, ...]:
    """Where the noise of a record stands, in order; a row whose words are not there any more is left out."""
    found = []
    for row in noise:
        at = row.at if row.at is not None else text.find(row.exact)
        if at >= 0 and text.startswith(row.exact, at):
            found.append((at, at + len(row.exact)))
    return joined(found)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that touch or overlap made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
