"""Expressions that point at a date named before: اليوم التالي, العام نفسه, الفترة نفسها من العام الماضي."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from builder.extract.dating.context import Anchor, Context, Value, month_shift, shift, valid, word_before, year_of
from builder.extract.dating.lengths import counted
from builder.extract.dating.stretches import BARE_YEAR, read_year
from builder.extract.timewords import END, Grammar

_SAME = "نفسه|نفسها|ذاته|ذاتها|عينه|عينها|المذكور|المذكوره"
_LIKE = "المماثل|المماثله|المقابل|المقابله"
_NEXT = "التالي|التاليه|الموالي|الموالي[هة]|اللاحق|اللاحقه"
_ECHO = re.compile(
    "(?:(نفس|ذات|ذلك|تلك) )?(?:ال|لل)(يوم|ليله|تاريخ|عام|سنه|شهر|فتره|ربع|اسبوع)"
    f"(?: (?:(?P<same>{_SAME})|(?P<like>{_LIKE})|(?P<next>{_NEXT})|(?P<before>السابق|السابقه))){{0,1}}{END}"
)
_AFTER_PREPOSITION = (
    "في",
    "وفي",
    "منذ",
    "ومنذ",
    "من",
    "حتي",
    "الي",
    "قبل",
    "بعد",
    "خلال",
    "بحلول",
    "نهايه",
    "بدايه",
    "عن",
)
_OF = re.compile(" (?:من |في |ل)?")
# How far back a day may lie that اليوم التالي means.
_NEAR = 250


def read_echo(c: Context, g: Grammar, at: int) -> Value | None:
    """A day, month, year or part of a year that the words before it on the line settle; open where they do not."""
    found = _ECHO.match(c.text, at)
    if not found or not (found[1] or found["same"] or found["like"] or found["next"] or found["before"]):
        return None
    if found[1] in ("ذلك", "تلك") and word_before(c, at) not in _AFTER_PREPOSITION:
        return None  # أعلن ذلك اليوم: what was announced, today
    step = 1 if found["next"] else -1 if found["before"] else 0
    word, end = found[2], found.end()
    if word in ("يوم", "ليله", "تاريخ"):
        return _value(end, _day(c, at, step), "echo.day")
    if word in ("عام", "سنه"):
        year = year_of(c.last_edtf)
        return _value(end, valid(f"{year + step:04}") if year else None, "echo.year")
    if word in ("شهر", "فتره", "ربع"):
        return _part(c, g, at, word, step, end, bare=found[1] in ("ذلك", "تلك"))
    return _value(end, None, "echo.week")


_BESIDE = re.compile("(قبل|بعد)(?:ها|ه| ذلك| هذا| تلك) ب(?:نحو |حوالي |قرابه )?")


def read_beside(c: Context, g: Grammar, at: int) -> Value | None:
    """`بعدها بشهر`, `قبل ذلك بيومين`: so long after or before the date named last, as precise as both allow."""
    found = _BESIDE.match(c.text, at)
    length = counted(c, g, found.end()) if found else None
    if not found or length is None or length.unit not in _STEPS:
        return None
    step = length.count if found[1] == "بعد" else -length.count
    return _value(length.end, _STEPS[length.unit](c, at, step), "echo.beside")


def _by_months(c: Context, at: int, step: int) -> str | None:
    known = _MONTH.match(c.last_edtf or "")
    return month_shift(Anchor(int(known[1]), int(known[2])), step) if known else None


def _by_years(c: Context, at: int, step: int) -> str | None:
    year = year_of(c.last_edtf)
    return valid(f"{year + step:04}") if year else None


def _value(end: int, edtf: str | None, rule: str) -> Value:
    return Value(end, edtf, "inferred" if edtf else "open", "date", rule)


def _day(c: Context, at: int, step: int) -> str | None:
    """The day named last, or the one beside it, unless a full sentence stands between."""
    if c.last_day is None or c.last_day[1] < at - _NEAR:
        return None
    day = shift(date.fromisoformat(c.last_day[0]), step)
    return day.isoformat() if day else None


_MONTH = re.compile("([0-9]{4})-(0[1-9]|1[0-2])(?:-[0-9]{2})?$")
_STEPS: dict[str, Callable[[Context, int, int], str | None]] = {
    "D": _day, "W": lambda c, at, step: _day(c, at, 7 * step), "M": _by_months, "Y": _by_years,
}  # fmt: skip


def _part(c: Context, g: Grammar, at: int, word: str, step: int, end: int, bare: bool) -> Value | None:
    """`الشهر نفسه`, `الفترة نفسها من العام الماضي`: the part of a year named last, in its own year or another."""
    known = c.last_part[0] if c.last_part else None
    if word == "شهر":
        known = known if known and "/" not in known else None
    gap = _OF.match(c.text, end)
    year = None
    if gap:
        pos = gap.end()
        stated = BARE_YEAR.match(c.text, pos)
        year = Value(stated.end(), stated[1], "stated", "date", "") if stated else read_year(c, g, pos)
    if year is not None:
        if year.rule == "year.relative.other" and known:  # من العام السابق: the year before that of the part
            before = g.mods[c.text[end : year.end].split()[-1]] < 0
            year = Value(year.end, f"{int(known[:4]) + (-1 if before else 1):04}", "inferred", "date", "")
        if year.edtf is None or len(year.edtf) != 4:
            return Value(year.end, None, "open", "date", "echo.part")
        # Without the part the year is still known, and the part lies within it.
        moved = valid("/".join(year.edtf + point[4:] for point in known.split("/"))) if known else year.edtf
        return Value(year.end, moved, year.basis, "date", "echo.part")
    if known is None or (step and word != "شهر"):
        return None if bare or word != "شهر" else _value(end, None, "echo.part")
    if step:
        known = month_shift(Anchor(int(known[:4]), int(known[5:7])), step)
    return _value(end, known, "echo.part")
