"""Decades and centuries: ثمانينيات القرن الماضي, القرن التاسع عشر."""

from __future__ import annotations

import re

from builder.extract.dating.context import Context, Value
from builder.extract.timewords import END, Grammar

_CENTURY = re.compile(f"القرن (?:(الماضي|الفايت|المنصرم|الحالي|الجاري)|ال ?([0-9]{{1,2}})|([0-9]{{1,2}})){END}")
_WORDED = re.compile("القرن (ال[ء-ي]+(?: عشر| و[ء-ي]+)?)" + END)
_OTHER_ERA = re.compile(" (?:قبل الميلاد|ق ?[.]? ?م|الهجري|هجري|للهجره|ه)" + END)
_OF_LIFE = re.compile(" (?:من )?(?:ال)?عمر")


def read_century(c: Context, g: Grammar, at: int) -> Value | None:
    """A decade with or without its century, or a century."""
    decade = g.decade.match(c.text, at)
    if decade is None:
        return _century(c, g, at)
    if _OF_LIFE.match(c.text, decade.end()):
        return None
    tens = g.decades[decade[1]]
    gap = re.compile(" (?:من )?").match(c.text, decade.end())
    century = _century(c, g, gap.end()) if gap else None
    if century is not None:
        first = int(century.edtf[:4]) - 1 + tens if century.edtf else None
        return _years(century.end, first, 9, century, "decade")
    if tens < 30 or not decade[1].startswith("ال"):
        return None
    # `في الثمانينيات` with no century is the last one before now, where it is known when now is.
    now = c.anchor.year
    first = 1900 + tens if now is not None and 2000 <= now < 1930 + tens + 100 else None
    basis = Value(decade.end(), None, "anchored", "date", "")
    return _years(decade.end(), first, 9, basis, "decade")


def _century(c: Context, g: Grammar, at: int) -> Value | None:
    found = _CENTURY.match(c.text, at)
    number: int | None
    if found and found[1]:
        number = (c.anchor.year - 1) // 100 + 1 if c.anchor.year else None
        if number is not None and found[1] not in ("الحالي", "الجاري"):
            number -= 1
        stated = Value(found.end(), None, "anchored", "date", "")
        return _years(found.end(), number * 100 - 99 if number else None, 99, stated, "century")
    if found:
        number, end = int(found[2] or found[3]), found.end()
    else:
        worded = _WORDED.match(c.text, at)
        if worded is None:
            return None
        number, end = _ordinal(worded[1], g), worded.end()
        if number is None:
            number, end = _ordinal(worded[1].split()[0], g), at + len("القرن ") + len(worded[1].split()[0])
    if number is None or not 1 <= number <= 21:
        return None
    other = _OTHER_ERA.match(c.text, end)
    if other:
        return Value(other.end(), None, "open", "date", "century.other")
    return _years(end, number * 100 - 99, 99, Value(end, None, "stated", "date", ""), "century")


def _ordinal(words: str, g: Grammar) -> int | None:
    return g.ordinals.get(words)


def _years(end: int, first: int | None, length: int, like: Value, rule: str) -> Value:
    edtf = f"{first:04}/{first + length:04}" if first else None
    return Value(end, edtf, like.basis if edtf else "open", "date", rule)
