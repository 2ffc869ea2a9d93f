"""Dates as readers see them: as precise as the EDTF value and no more, in the months, digits and calendar of the site."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from builder.site.labels import HIJRI_MONTHS, MONTHS, PARTS
from builder.text.digits import Digits, write_digits
from builder.text.edtf import Edtf, parse_edtf

Months = Literal["mashriq", "levant", "maghreb", "dual"]
Calendar = Literal["gregory", "both"]
_POINT = re.compile(r"([0-9]{4}|XXXX)(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
# hijridate holds the Umm al-Qura calendar for these days only; outside them no Hijri date is shown.
_HIJRI_FIRST, _HIJRI_LAST = "1924-08-01", "2077-11-16"


class DateStyle(Struct, frozen=True):
    """How a site writes dates; three values of its configuration."""

    digits: Digits = "latn"
    months: Months = "dual"
    calendar: Calendar = "gregory"


def month_name(month: int, months: Months) -> str:
    """`يوليو`, `تموز`, `جويلية`, or the pair `يوليو/تموز`, for 7."""
    if months == "dual":
        return f"{MONTHS['mashriq'][month - 1]}/{MONTHS['levant'][month - 1]}"
    return MONTHS[months][month - 1]


def show_edtf(edtf: str, style: DateStyle) -> str:
    """The date in words. Raises ValueError where `edtf` is outside our subset."""
    date = parse_edtf(edtf)
    if date.precision == "set":
        return _hedged(" و".join(_point(point, style) for point in edtf.strip("{}").split(",")), date)
    if date.precision != "interval":
        return _hedged(_point(edtf, style), date)
    start, end = edtf.split("/")
    if start == "..":
        return f"حتى {_end(end, style)}"
    if end == "..":
        return f"منذ {_end(start, style)}"
    first = _end(start, style) if date.approximate or date.uncertain else _short_start(start, end, style)
    return f"من {first} إلى {_end(end, style)}"


def _end(point: str, style: DateStyle) -> str:
    """One end of an interval: each may be doubtful by itself."""
    return _hedged(_point(point, style), parse_edtf(point))


def show_day(iso: str, style: DateStyle) -> str:
    """An ISO day in words; anything else, as a hand-typed file may hold, stays as typed."""
    try:
        return show_edtf(iso, style)
    except ValueError:
        return iso


def show_month(slot: str, style: DateStyle) -> str:
    """`يوليو/تموز 2025` for `2025-07`, `2025` for `2025`: the heading of a page of the timeline."""
    return _point(slot, style)


def machine_date(edtf: str | None) -> str | None:
    """The value of a `<time datetime>`: HTML knows whole days, months and years of four digits, and nothing else."""
    if edtf is None:
        return None
    date = parse_edtf(edtf)
    if date.precision not in ("day", "month", "year") or not date.is_dated or date.uncertain or date.approximate:
        return None
    return edtf


def _hedged(words: str, date: Edtf) -> str:
    if date.approximate:
        words = f"نحو {words}"
    return f"{words} (غير مؤكد)" if date.uncertain else words


def _parts(point: str) -> tuple[str, str | None, str | None]:
    found = _POINT.match(point)
    assert found is not None, point  # parse_edtf has passed it
    return found[1], found[2], found[3]


def _point(point: str, style: DateStyle) -> str:
    year, month, day = _parts(point)
    if year == "XXXX":
        return f"{_day_and_month(month, day, style)} (السنة غير محدّدة)"
    shown = write_digits(str(int(year)), style.digits)
    if month is None:
        return shown
    if int(month) > 12:
        return f"{PARTS[month]} {shown}"
    words = f"{_day_and_month(month, day, style)} {shown}"
    if day is not None and style.calendar == "both":
        hijri = _hijri(f"{year}-{month}-{day}", style.digits)
        return f"{words} ({hijri})" if hijri else words
    return words


def _day_and_month(month: str | None, day: str | None, style: DateStyle) -> str:
    name = month_name(int(month or "1"), style.months)
    return f"{write_digits(str(int(day)), style.digits)} {name}" if day else name


def _short_start(start: str, end: str, style: DateStyle) -> str:
    """The start of an interval without what its end repeats: `من 10 إلى 11 يوليو 2025`."""
    if style.calendar == "both":
        return _point(start, style)
    year, month, day = _parts(start)
    end_year, end_month, end_day = _parts(end)
    if year != end_year or month is None or int(month) > 12 or end_month is None or int(end_month) > 12:
        return _point(start, style)
    if day and end_day and month == end_month:
        return write_digits(str(int(day)), style.digits)
    return _day_and_month(month, day, style)


def _hijri(iso: str, digits: Digits) -> str | None:
    if not _HIJRI_FIRST <= iso <= _HIJRI_LAST:
        return None
    from hijridate import Gregorian  # 15 ms, and only sites with `calendar: both` need it

    hijri = Gregorian.fromisoformat(iso).to_hijri()
    return f"{write_digits(str(hijri.day), digits)} {HIJRI_MONTHS[hijri.month - 1]} {write_digits(str(hijri.year), digits)} هـ"
