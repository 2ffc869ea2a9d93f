"""What stands between quotation marks, and the sentences of a line that holds them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, pairwise

from msgspec import Struct

from builder.extract.cues import CONJOINED, NOT_THAT, THAT, cue_of
from builder.extract.verbs import is_past
from builder.extract.voice import speaks_in_person
from builder.extract.words import PROSE, READ, keys
from builder.lexicon import table
from builder.model import Line
from builder.text.folding import fold_key
from builder.text.sentences import sentence_spans

# Marks of one family may close each other: they are printed reversed often enough that direction is no evidence.
_FAMILY = {c: family for family in ('"', "«»", "“”„‟″") for c in family}
_FAMILY |= {"<<": "<<>>", ">>": "<<>>", "((": "(())", "))": "(())"}
_MARK = re.compile("[" + "".join(c for c in _FAMILY if len(c) == 1) + r"]|''|<<|>>|\(\(|\)\)")
_SINGLE = re.compile(r"(?<![\w'])'([^\s'\"«»“”\n][^'\"«»“”\n]{7,400})'(?![\w'])")
_IN_BRACKETS = re.compile(r": ?\(([^()\s][^()\n]{7,400})\)")  # `وكتب على الباب: (...)`
_TURN = re.compile(r"(?:[-–—•●▪■*_]+|[سج]\d*\s*[:/.-])\s*")  # what an interview prints before who speaks
_NEXT_WORD = re.compile(r"([^\W\d_]+)")
_BEFORE = 400  # letters before the first question in which an interview is announced
_TALKS = keys(table("verbs")["talks"])
_FRAME = 6  # words before a quotation in which its verb stands
# Behind a word without a stop, a verb with its و: who spoke speaks again.
_SPEAKS_AGAIN = re.compile(r"[^\W_] (و[^\W\d_]{3,})(?= )")
_OWN_WORDS = 6  # words of a sentence that another follows without a stop, at least
_FRAMED = 14  # words in which the أن of a verb stands
_FRAMED_NOUN = 4  # the same, of a verb that is also a noun
_FRAME_REACH = 120  # characters in which they stand
_COMMA = re.compile("[،,؛]")
_AFTER_STOP = re.compile(r"[.،؛…!؟] *(?:قبل أن +)?([^\W\d_]+)")


class Stretch(Struct, frozen=True, gc=False):
    """What stands between two quotation marks: [start, end) without the marks, [outer, close) with them."""

    start: int
    end: int
    outer: int
    close: int
    doubtful: bool


class _Mark(Struct, frozen=True, gc=False):
    at: int
    end: int
    family: str
    opens: bool
    closes: bool


@lru_cache(maxsize=64)  # asked by the attribution and by the facts
def quoted_stretches(text: str, line: Line) -> tuple[Stretch, ...]:
    """What stands in quotation marks in one line, whatever their shape; marks are judged by the spaces around them.

    A mark of another family inside belongs to the quotation if it closes there. An opening mark that meets another
    opening mark, or no mark at all, ends before the next reporting verb or with the line: doubtful.
    """
    marks = [_mark(text, m, line) for m in _MARK.finditer(text, line.start, line.end)]
    found: list[Stretch] = []
    opened: _Mark | None = None
    skip = 0  # marks before this index are nested
    for n, mark in enumerate(marks):
        if n < skip:
            continue
        if opened is None:
            if mark.opens or not mark.closes or _opens_all_the_same(text, marks, n, line):
                opened = mark
            continue
        if mark.opens and (_closes_inside if mark.family != opened.family else _is_nested)(marks, n, opened):
            skip = n + 2
        elif _ends(text, mark, opened, line):
            start, end = opened.end, mark.at
            while start < end and text[start].isspace():
                start += 1
            while end > start and text[end - 1].isspace():
                end -= 1
            found.append(Stretch(start, end, opened.at, mark.end, False))
            opened = None
        elif mark.opens:
            found.append(_unclosed(text, opened, mark.at))
            opened = mark
    if opened is not None:
        found.append(_unclosed(text, opened, line.end))
    return tuple(_with_single(text, line, found))


def _mark(text: str, match: re.Match[str], line: Line) -> _Mark:
    at, end = match.span()
    before = text[at - 1] if at > line.start else " "
    after = text[end] if end < line.end else " "
    opens = not (after.isspace() or after in ".،؛:!؟)") and (
        before.isspace() or before in '([:،-–—"«“ـ' or (before in "وفبلك" and not text[at - 2 : at - 1].isalpha())
    )
    closes = not before.isspace() and (after.isspace() or not after.isalnum())
    return _Mark(at, end, _FAMILY.get(match.group(), "''"), opens, closes)


def _opens_all_the_same(text: str, marks: list[_Mark], n: int, line: Line) -> bool:
    """True for a straight mark typed at the word before it: `وأضاف المدرب" سنهاجم من البداية".`

    The next one only closes, and somebody speaks in the words before.
    """
    after = marks[n + 1] if n + 1 < len(marks) else None
    family = marks[n].family
    if family == "«»" or after is None or after.family != family or not after.closes or after.opens:
        return False
    if text[marks[n].at - 1] == ":":  # `وأنهى حديثه:” سنعود غدا ”.`
        return True
    words = text[line.start : marks[n].at].split()[-_FRAME:]
    return any(cue_of(fold_key(word.strip(".،:")))[0] for word in words)


def _ends(text: str, mark: _Mark, opened: _Mark, line: Line) -> bool:
    """True for a mark that closes `opened`; one between two spaces does if it is of the same family.

    One typed at the next word does where that word speaks again: `"سنهاجم من البداية "وأضاف`.
    """
    if mark.family == opened.family == '"' and mark.opens and text[mark.at - 1] == " ":
        following = _NEXT_WORD.match(text, mark.end, line.end)
        cue = cue_of(fold_key(following.group(1)))[0] if following else None
        if cue and cue.kind == "verb" and cue.past and following and following.group(1)[0] in "وف":
            return True
    if mark.closes:
        return not (mark.opens and mark.end < line.end and text[mark.at - 1] in " (")
    return not mark.opens and mark.family == opened.family


def _closes_inside(marks: list[_Mark], n: int, opened: _Mark) -> bool:
    """True when the mark after `n` closes it, and one of the outer family closes later, before it opens anew."""
    if n + 2 >= len(marks) or marks[n + 1].family != marks[n].family or not marks[n + 1].closes:
        return False
    outer = next((marks[k] for k in range(n + 2, len(marks)) if marks[k].family == opened.family), None)
    return outer is not None and outer.closes


def _is_nested(marks: list[_Mark], n: int, opened: _Mark) -> bool:
    """True for shaped marks in marks of the same shape: `«عاد إلى ميناء «الضفاف» القديم»`."""
    if opened.family not in ("«»", "“”„‟″") or marks[n].closes or n + 2 >= len(marks):
        return False
    return all(mark.family == opened.family and mark.closes and not mark.opens for mark in marks[n + 1 : n + 3])


def _unclosed(text: str, opened: _Mark, end: int) -> Stretch:
    """The quotation ends where somebody speaks again: `. وأضاف`, `، لافتا`."""
    stop = end
    for ahead in _AFTER_STOP.finditer(text, opened.end, end):
        cue, _ = cue_of(fold_key(ahead.group(1)))
        before = "قبل" in ahead.group() and ahead.group(1) != "قبل"  # `، قبل أن يشير إلى`
        if cue and (
            before or cue.kind == "participle" or (cue.kind == "verb" and cue.past and text[ahead.start()] != "،")
        ):
            stop = ahead.start() + (text[ahead.start()] != "،")
            break
    while stop > opened.end and text[stop - 1].isspace():
        stop -= 1
    return Stretch(opened.end, stop, opened.at, stop, True)


def _with_single(text: str, line: Line, found: list[Stretch]) -> list[Stretch]:
    """Also what stands between two apostrophes, or in brackets after a colon, outside other marks."""
    if "'" not in text[line.start : line.end] and "(" not in text[line.start : line.end]:
        return found
    outers = [s.outer for s in found]
    single: list[Stretch] = []
    for m in chain(_SINGLE.finditer(text, line.start, line.end), _IN_BRACKETS.finditer(text, line.start, line.end)):
        before = bisect_left(outers, m.end())
        if before and (found[before - 1].close > m.start() or outers[before - 1] >= m.start()):
            continue
        single.append(Stretch(m.start(1), m.end(1), m.start(1) - 1, m.end(), False))
    return sorted(found + single, key=lambda s: s.outer)


def sentences_of(text: str, line: Line, stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
    """Sentence spans of a line; a quotation with several sentences stays in one piece."""
    joined: list[tuple[int, int]] = []
    outers = [s.outer for s in stretches]
    for start, end in chain.from_iterable(_run_on(text, *span) for span in sentence_spans(text, line.start, line.end)):
        around = bisect_left(outers, start) - 1
        if joined and around >= 0 and start < stretches[around].close and not stretches[around].doubtful:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


@lru_cache(maxsize=256)  # the attribution asks twice, and the facts
def _run_on(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The sentences of a span whose stops nobody printed: `... قال إن العمل يتقدم منذ شهر وأضاف أن الجسر سيُفتح قريبا`."""
    found: list[tuple[int, int]] = []
    for mark in _SPEAKS_AGAIN.finditer(text, start, end):
        at = mark.start(1)
        cue, cut = cue_of(fold_key(mark[1]))
        if not cut or cue is None or cue.kind != "verb" or not cue.past:
            continue
        own = fold_key(text[max(start, at - _FRAME_REACH) : at]).split()
        if len(own) >= _OWN_WORDS and _frames(text[at : min(end, at + _FRAME_REACH)], own):
            found.append((start, at - 1))
            start = at
    return (*found, (start, end))


def _frames(ahead: str, own: list[str]) -> bool:
    """True for a verb with أن or a colon soon behind it, in one clause; بين is one only where none went before: `بينه وبين`."""
    verb, *following = fold_key(_COMMA.split(ahead)[0]).split()[:_FRAMED]
    if is_past[own[-1]] or following[:1] in (["لي"], ["لنا"]):
        return False  # `عاد وقال`; `التقيت المدير وأكد لي أن`: who speaks tells of it himself
    if verb[1:] in CONJOINED:
        following = following[:_FRAMED_NOUN]
        if any(word.startswith("بين") for word in own[-_FRAMED:]):
            return False
    return any((b in THAT and a not in NOT_THAT) or b.endswith(":") for a, b in pairwise([verb, *following]))


def answers_of(text: str, lines: Sequence[Line]) -> dict[int, int]:
    """The answers of an interview: start of the line -> of its words.

    Printed behind marks of their own, line by line, one answer stands behind a marked question; one question alone makes
    no interview. Without marks the lines behind three questions or more are answers where most of them speak in person,
    or one of them does in a talk that the words before announce (`وكان لنا هذا الحوار`).
    """
    found: dict[int, int] = {}
    plain: dict[int, int] = {}
    asked = False
    questions = first = 0
    for line in lines:
        if line.label not in READ:
            continue
        said = text[line.start : line.end].rstrip()
        asks = said.endswith(("؟", "?"))
        marked = _TURN.match(text, line.start, line.end) if line.label in PROSE else None
        if asks and line.label != "title":
            first = first or line.start
            questions += 1
        elif line.label in PROSE and said and questions:
            begun = text[line.start : line.end]
            plain[line.start] = line.start + len(begun) - len(begun.lstrip())
        if line.label in PROSE:
            if marked and asked and not asks:
                found[line.start] = marked.end()
            asked = marked is not None and asks
    if len(found) > 1:
        return found
    ends = {line.start: line.end for line in lines}
    spoken = sum(speaks_in_person(fold_key(text[a : ends[a]]).split()) for a in plain)
    announced = not _TALKS.isdisjoint(fold_key(text[max(0, first - _BEFORE) : first]).replace(".", " ").split())
    return plain if questions > 2 and len(plain) > 2 and (2 * spoken >= len(plain) or (announced and spoken)) else {}
