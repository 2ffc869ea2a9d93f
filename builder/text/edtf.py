"""EDTF as Waqai uses it: a date as precise as the text allows, with the first and last day it can mean.

Levels 0 and 1 (`2025`, `2025-07`, `2025-07-11`, seasons 21-24 and quarters 33-36, `?` `~` `%`, intervals with `..`)
and of level 2 `XXXX-MM` and `XXXX-MM-DD`, which have no bounds and count as undated, and `{2025-06-04,2025-06-17}`,
all of several days, months or years that do not follow each other. Years run from 0001 to 9999.
"""

from __future__ import annotations

import calendar
import re
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from builder import limits

Precision = Literal["day", "month", "season", "quarter", "year", "interval", "set"]
# [0-9], never \d: \d takes Arabic-Indic digits too, and an EDTF string has none.
_POINT = re.compile(r"(?P<year>[0-9]{4}|XXXX)(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?(?P<mark>[?~%])?")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
_QUARTERS = {33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)}


class Edtf(Struct, frozen=True, gc=False):
    """One parsed date.

    earliest, latest: ISO days; None on the open side of an interval, both None for a date without a year.
    start, end: the two points of an interval (None where open), the first and last of a set; a single date is its own
    start.
    """

    text: str
    precision: Precision
    earliest: str | None
    latest: str | None
    start: str | None = None
    end: str | None = None
    uncertain: bool = False
    approximate: bool = False

    @property
    def is_dated(self) -> bool:
        """True where at least one bound is known; `XXXX-07-03` is not."""
        return self.earliest is not None or self.latest is not None


@lru_cache(maxsize=65536)
def parse_edtf(text: str) -> Edtf:
    """Read one EDTF string. Raises ValueError, with a message for people, for anything outside our subset."""
    if len(text) > limits.EDTF_CHARACTERS:
        raise ValueError(f"longer than {limits.EDTF_CHARACTERS} characters")
    if text.startswith("{"):
        return _parse_set(text)
    if "/" not in text:
        return _parse_point(text)
    parts = text.split("/")
    if len(parts) != 2 or parts == ["..", ".."]:
        raise ValueError("an interval is START/END, one side may be `..`")
    start = None if parts[0] == ".." else _parse_point(parts[0])
    end = None if parts[1] == ".." else _parse_point(parts[1])
    for side in (start, end):
        if side is not None and not side.is_dated:
            raise ValueError("the ends of an interval need a year")
    earliest = start.earliest if start else None
    latest = end.latest if end else None
    if earliest is not None and latest is not None and earliest > latest:
        raise ValueError("the interval ends before it begins")
    sides = [side for side in (start, end) if side]
    return Edtf(
        text, "interval", earliest, latest,
        start=parts[0] if start else None, end=parts[1] if end else None,
        uncertain=any(side.uncertain for side in sides), approximate=any(side.approximate for side in sides),
    )  # fmt: skip


def _parse_set(text: str) -> Edtf:
    points = text.removeprefix("{").removesuffix("}").split(",")
    if not text.endswith("}") or len(points) < 2:
        raise ValueError("a set is {2025-06-04,2025-06-17}")
    dates = [_parse_point(point) for point in points]
    if len({date.precision for date in dates}) > 1 or not all(date.is_dated for date in dates):
        raise ValueError("the dates of a set are all days, all months or all years, each with its year")
    if points != sorted(set(points)):
        raise ValueError("the dates of a set stand in order, each once")
    return Edtf(
        text, "set", dates[0].earliest, dates[-1].latest, start=points[0], end=points[-1],
        uncertain=any(date.uncertain for date in dates), approximate=any(date.approximate for date in dates),
    )  # fmt: skip


def _parse_point(text: str) -> Edtf:
    found = _POINT.fullmatch(text)
    if not found:
        raise ValueError("not an EDTF date such as 2025, 2025-07, 2025-07-11 or 2025-07-10/2025-07-11")
    year, month, day, mark = found["year"], found["month"], found["day"], found["mark"] or ""
    if year == "0000":
        raise ValueError("there is no year 0000")
    if year == "XXXX":
        if month is None:
            raise ValueError("a date without a year needs a month: XXXX-07")
        # 2000 is a leap year, so that 29 February without a year is a date.
        precision, _, _ = _bounds(2000, int(month), int(day) if day else None)
        if precision not in ("day", "month"):
            raise ValueError("a season or quarter needs a year")
        return Edtf(
            text,
            precision,
            None,
            None,
            uncertain=mark in "?%" and bool(mark),
            approximate=mark in "~%" and bool(mark),
        )
    precision, earliest, latest = _bounds(int(year), int(month) if month else None, int(day) if day else None)
    return Edtf(
        text, precision, earliest, latest, start=text,
        uncertain=bool(mark) and mark in "?%", approximate=bool(mark) and mark in "~%",
    )  # fmt: skip


def _bounds(year: int, month: int | None, day: int | None) -> tuple[Precision, str, str]:
    if month is None:
        return "year", f"{year:04}-01-01", f"{year:04}-12-31"
    if month in _SEASONS or month in _QUARTERS:
        if day is not None:
            raise ValueError("a season or quarter has no day")
        first, last = _SEASONS.get(month) or _QUARTERS[month]
        # Winter runs into the next year; a year past 9999 has no ISO day, so the last winter stops in its own.
        end_year = year + 1 if last < first and year < 9999 else year
        last = last if end_year > year or last >= first else 12
        bounds = f"{year:04}-{first:02}-01", f"{end_year:04}-{last:02}-{_days(end_year, last):02}"
        return ("season" if month in _SEASONS else "quarter"), *bounds
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month:02}")
    days = _days(year, month)
    if day is None:
        return "month", f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{days:02}"
    if not 1 <= day <= days:
        raise ValueError(f"month {month:02} of {year} has no day {day:02}")
    iso = f"{year:04}-{month:02}-{day:02}"
    return "day", iso, iso


def _days(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


_RANK = {"day": 0, "month": 1, "season": 2, "quarter": 2, "year": 3, "interval": 4, "set": 4}


def order_key(edtf: str | None, tie: str) -> tuple[str, str, int, str]:
    """Sorts dates: earliest bound, latest bound, precision, then `tie` (an id). The undated come first (empty)."""
    if edtf is None:
        return ("", "", 9, tie)
    date = parse_edtf(edtf)
    return (date.earliest or "", date.latest or "9999-12-31", _RANK[date.precision], tie)
