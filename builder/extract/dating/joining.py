"""Neighbours on a line that are one expression: من 15 أكتوبر إلى 14 ديسمبر, and a day in two calendars."""

from __future__ import annotations

import re
from datetime import date, timedelta

from msgspec.structs import replace

from builder.extract.dating.context import Context, Value, shift, valid, word_before
from builder.extract.dating.hijri import day_beside
from builder.extract.timewords import Grammar
from builder.model import Basis

Found = tuple[int, Value]
_EQUALS = re.compile(
    r" {0,2}[،,]? {0,2}\(? ?(?:الموافق|الموافقه|والموافق|موافق|المصادف|المصادفه)(?: ل| لـ)? ?:? ?(?:يوم |ليوم |تاريخ )?"
)
# `13 جمادى الأولى 1447 - 4 نوفمبر 2025`: only between two calendars.
_BESIDE = re.compile(r" {0,2}[-–/(،] {0,2}| ")
_TO = re.compile(" {1,2}(?:و)?(?:الي|حتي|لغايه|غايه) (?:يوم |غايه |تاريخ |مساء |صباح )?| {0,2}[-–—] {0,2}")
_AND = re.compile(" {1,2}و(?:يوم |حتي |الي )?")
_SINCE = ("اعتبارا", "ابتداء", "بدءا", "انطلاقا", "بدايه")
_LEADS = ("من", "بين", "ومن", "وبين", "مابين")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NO_STRETCH = (".set", "days", "weekdays", "years.range", "years.listed", "part", "months")


def join(c: Context, g: Grammar, found: list[Found]) -> list[Found]:
    """The same expressions, those that belong together as one."""
    out: list[Found] = []
    for at, told in found:
        value = _after(c, out[-1], at, told) if out else told
        joined = _joined(c, g, out[-1], (at, value)) if out else None
        if joined:
            out[-1] = joined
        else:
            out.append((at, value))
    return out


def _after(c: Context, one: Found, at: int, last: Value) -> Value:
    """The weekday that ends a stretch comes after the day that begins it: `اعتبارا من غد وحتى الجمعة`."""
    first = one[1]
    days = (first.edtf, last.edtf)
    if not last.rule.startswith("weekday") or any(day is None or not _DAY.fullmatch(day) for day in days):
        return last
    begin, close = (date.fromisoformat(day or "") for day in days)
    named = c.text.startswith((" الذي ", " الموافق", " المصادف"), last.end)  # a later one: `حتى الاثنين الذي يوافق ...`
    if close > begin or named or first.end >= at or not _TO.fullmatch(c.text[first.end : at]):
        return last
    ahead = shift(begin, (close - begin).days % 7 or 7)
    return replace(last, edtf=ahead.isoformat() if ahead else None)


def _joined(c: Context, g: Grammar, one: Found, other: Found) -> Found | None:
    (start, first), (at, last) = one, other
    if first.kind == "duration" == last.kind and c.text[first.end : at] == " و":
        return _sum(start, first, last)
    if first.kind != "date" or last.kind != "date" or at - first.end > 24:
        return None
    between = c.text[first.end : at]
    # `أمس، أول أيام رمضان` says two things of one day
    named = first.rule == "hijri.nth" or last.rule == "hijri.nth"
    two_calendars = not named and ("hijri" in first.rule) != ("hijri" in last.rule)
    if _EQUALS.fullmatch(between) or (two_calendars and _BESIDE.fullmatch(between)):
        return _same_day(c, one, other)
    lead = word_before(c, start)
    if _TO.fullmatch(between):
        dashed = not between.strip(" -–—")
        if not (lead in _LEADS or (dashed and len(first.edtf or "") == len(last.edtf or "") >= 7)):
            return None
        if lead == "من" and word_before(c, c.text.rindex("من", 0, start)) in _SINCE:
            return None  # اعتباراً من السبت وحتى نهاية العام: two dates, each complete alone
        if "الي" in between and _is_moved(c, g, start):
            return None
    elif not (_AND.fullmatch(between) and lead in ("بين", "وبين", "مابين")):
        return None
    if first.rule.endswith(_NO_STRETCH) or last.rule.endswith(_NO_STRETCH):
        return None
    begin = c.text.rindex(lead.removeprefix("و"), 0, start) if lead in _LEADS else start
    if last.rule == "hijri" and "hijri" in first.rule and first.basis != "stated":
        first = replace(first, edtf=day_beside(c, g, start, first.end, last.edtf or "", True), basis="stated")
    elif first.rule == "hijri" and "hijri" in last.rule and last.basis != "stated":
        last = replace(last, edtf=day_beside(c, g, at, last.end, first.edtf or "", False), basis="stated")
    return begin, _stretch(first, last)


_TWO = re.compile("P([0-9]+)([YMWD])P([0-9]+)([YMWD])|PT([0-9]+)HPT([0-9]+)M")


def _sum(start: int, first: Value, last: Value) -> Found | None:
    """`سنتين وأربعة أشهر`: one length, the longer unit before the shorter."""
    found = _TWO.fullmatch(f"{first.edtf}{last.edtf}")
    if not found:
        return None
    if found[5]:
        period = f"PT{found[5]}H{found[6]}M"
    elif "YMWD".index(found[2]) < "YMWD".index(found[4]) and "W" not in (found[2], found[4]):
        period = f"P{found[1]}{found[2]}{found[3]}{found[4]}"
    else:
        return None
    return start, Value(last.end, period, "stated", "duration", "duration.sum")


def _same_day(c: Context, one: Found, other: Found) -> Found | None:
    """`18 شعبان 1446هـ الموافق 17 فبراير 2025م`: one day; the Gregorian one is its value, unless it is coarser."""
    (start, first), (at, last) = one, other
    hijri = [v for v in (first, last) if "hijri" in v.rule]
    plain = next((v for v in (last, first) if "hijri" not in v.rule), last)
    if len(hijri) != 1 or plain.edtf is None:
        return None
    end = last.end + 1 if c.text[last.end : last.end + 1] == ")" and "(" in c.text[first.end : at] else last.end
    known = hijri[0].edtf
    if known and len(plain.edtf) < 10 and all(point.startswith(plain.edtf) for point in known.split("/")):
        return start, Value(end, known, "stated", "date", hijri[0].rule)  # 3/2/1385هـ / 1965م
    if known and len(plain.edtf) == 4 and plain.basis == "anchored":
        return start, Value(
            end, known, "stated", "date", hijri[0].rule
        )  # `العام الماضي 1435هـ`: the year that is printed
    rule = plain.rule + ("" if _agree(hijri[0].edtf, plain.edtf) else ".calendars_differ")
    return start, Value(end, plain.edtf, plain.basis, "date", rule)


def _agree(hijri: str | None, plain: str) -> bool:
    """True unless both are days more than one apart: the crescent is seen a day sooner or later."""
    if hijri is None or len(hijri) != 10 or len(plain) != 10 or plain.startswith("XXXX"):
        return True
    return abs((date.fromisoformat(hijri) - date.fromisoformat(plain)).days) <= 1


def _is_moved(c: Context, g: Grammar, start: int) -> bool:
    return any(
        word.lstrip("وفب") in g.moved or word in g.moved
        for word in c.text[max(c.line_start, start - 60) : start].split()
    )


def _stretch(first: Value, last: Value) -> Value:
    """From the one to the other. A date without a year of its own takes it from the one that prints it."""
    begin = (first.edtf or "").strip("{}").split("/")[0].split(",")[0]
    close = (last.edtf or "").strip("{}").split("/")[-1].split(",")[-1]
    if "-" in begin and "-" in close:
        if last.basis == "stated" and first.basis in ("anchored", "open"):
            year = int(close[:4])
            begin = f"{year if begin[5:] <= close[5:] else year - 1:04}{begin[4:]}"
        elif first.basis == "stated" and last.basis in ("anchored", "open"):
            year = int(begin[:4])
            close = f"{year if begin[5:] <= close[5:] else year + 1:04}{close[4:]}"
        elif begin > close and "XXXX" not in begin + close and not last.rule.startswith("weekday"):
            begin = f"{int(close[:4]) - (begin[5:] > close[5:]):04}{begin[4:]}"
    edtf = valid(f"{begin}/{close}") if begin and close and "XXXX" not in begin + close else None
    if edtf and _too_long(begin, close) and first.basis != "stated":
        edtf = None
    bases = (first.basis, last.basis)
    basis: Basis = "inferred" if "inferred" in bases else "stated" if last.basis == "stated" else "anchored"
    return Value(last.end, edtf, basis if edtf else "open", "date", "stretch")


def _too_long(begin: str, close: str) -> bool:
    """More than a year between two days of which one has its year from the article's: it was guessed wrong."""
    if len(begin) != 10 or len(close) != 10:
        return False
    return date.fromisoformat(close) - date.fromisoformat(begin) > timedelta(days=366)
