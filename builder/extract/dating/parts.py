"""Seasons, quarters and halves of a year, halves of a month, and the first months of a year."""

from __future__ import annotations

import calendar
import re

from builder.extract.dating.calendar import month_at, resolve
from builder.extract.dating.context import Context, Value, is_future, valid, word_before
from builder.extract.dating.stretches import BARE_YEAR, read_year, two_years
from builder.extract.timewords import END, Grammar

_PART = re.compile("(?:ال|لل)(ربع|نصف|ثلث) ([ء-ي]{4,7})" + END)
_PARTS = {"ربع": 4, "نصف": 2, "ثلث": 3}
_OF = re.compile(" (?:من |ل(?=عام |سنه |شهر |موسم ))?(?:شهر )?(?:ال(?=عام [0-9]))?")
_THIS_YEAR = re.compile(f"(?:هذا العام|هذه السنه|العام|السنه){END}(?! (?:المالي|الدراسي|الهجري|ال?[0-9]))")
_THIS = re.compile(f"(?:من )?(?:هذا العام|هذه السنه){END}")
_TWO_QUARTERS = re.compile(f"(?:ال|لل)(?:ربعين|ربعان) ([ء-ي]{{4,7}}) وال([ء-ي]{{4,6}}){END}")
_OF_SEASON = re.compile(r"(?:من )?(?:عام |سنه )?((?:19|20)[0-9]{2})(?![0-9%])(?:[-/](?:19|20)?[0-9]{2}(?![0-9]))?")
_SEASON_MONTHS = {"21": (3, 5), "22": (6, 8), "23": (9, 11)}
_FIRST = re.compile(
    f"(?:(?:الاشهر|الشهور) (?:ال)?([ء-ي]{{2,6}}|[0-9]{{1,2}}) الاولي|اول ([ء-ي]{{2,6}}|[0-9]{{1,2}}) (?:اشهر|شهور)){END}"
)


def read_season(c: Context, g: Grammar, at: int) -> Value | None:
    """`صيف 2022`, `ربيع العام الماضي`, `الصيف المقبل`."""
    found = g.season.match(c.text, at)
    if not found:
        return None
    number = g.seasons[found.group(1)]
    year = _OF_SEASON.match(c.text, found.end())
    if year:
        both = two_years(c, year.start(1))  # `شتاء 2019-2020` has months of both
        edtf = both.edtf if both else valid(f"{year[1]}-{number}")
        return Value(year.end(), edtf, "stated", "date", "season")
    if (this := _THIS.match(c.text, found.end())) and c.anchor.year:  # `ربيع هذا العام`
        return Value(this.end(), valid(f"{c.anchor.year:04}-{number}"), "anchored", "date", "season")
    relative = read_year(c, g, found.end())
    if relative and (relative.edtf is None or len(relative.edtf) == 4):
        edtf = f"{relative.edtf}-{number}" if relative.edtf else None
        return Value(relative.end, edtf, relative.basis, "date", "season")
    mod = g.mod.match(c.text, found.end() - 1)
    if mod and found.group(1).startswith("ال"):
        edtf = _near_season(c, number, g.mods[mod.group(1)])
        return Value(mod.end(), edtf, "anchored" if edtf else "open", "date", "season")
    step = _season_step(c, g, at) if found.group(1).startswith("ال") else None
    if step is None:
        return None
    ours = number in _SEASON_MONTHS and c.anchor.year is not None and step == 0
    edtf = f"{c.anchor.year:04}-{number}" if ours else _near_season(c, number, step)
    return Value(found.end(1), edtf, "anchored" if edtf else "open", "date", "season")


def _season_step(c: Context, g: Grammar, at: int) -> int | None:
    """Whether a season with no word of time after it is the next, the last or this one: `أُرجئ إلى الصيف`, `منذ الصيف`."""
    before = word_before(c, at)
    if before == "فصل":
        before = word_before(c, c.text.rindex("فصل", 0, at))
    before = before[1:] if before[:1] in "وف" else before
    if before in g.before_season:
        return 1
    if before in ("في", "خلال") and is_future(c, g, at):
        return 1
    return {"منذ": -1, "هذا": 0}.get(before)


def _near_season(c: Context, number: str, step: int) -> str | None:
    """The season before or after the article's month. A winter has two years, and none is chosen."""
    year, month = c.anchor.year, c.anchor.month
    if year is None or month is None or number not in _SEASON_MONTHS:
        return None
    first, last = _SEASON_MONTHS[number]
    if first <= month <= last:
        return valid(f"{year:04}-{number}") if step == 0 else None
    if step == -1:
        return valid(f"{year if month > last else year - 1:04}-{number}")
    if step == 1:
        return valid(f"{year if month < first else year + 1:04}-{number}")
    return None


def read_part(c: Context, g: Grammar, at: int) -> Value | None:
    """`الربع الثالث من 2024`, `النصف الثاني من العام`, `النصف الأول من سبتمبر`."""
    found = _PART.match(c.text, at)
    if not found:
        return _two_quarters(c, g, at)
    parts = _PARTS[found[1]]
    number = parts if found[2] == "الاخير" else g.quarter.get(found[2], parts + 1)
    if number > parts:
        return None
    gap = _OF.match(c.text, found.end())
    if gap:
        whole = _whole(c, g, at, gap.end())
        if whole is not None:
            edtf = _of_whole(whole.edtf, number, parts)
            return Value(whole.end, edtf, whole.basis if edtf else "open", "date", "part")
    if parts == 3 or not _of_money(c, g) or _goes_on(c, found.end()):
        return None
    edtf = _bare(c, g, at, number, parts)
    return Value(found.end(), edtf, "anchored" if edtf else "open", "date", "part.bare")


def _two_quarters(c: Context, g: Grammar, at: int) -> Value | None:
    """`الربعين الأول والثاني من 2025`: two that follow each other are a stretch."""
    found = _TWO_QUARTERS.match(c.text, at)
    first = g.quarter.get(found[1], 5) if found else 5
    last = g.quarter.get(f"ال{found[2]}", 5) if found else 5
    gap = _OF.match(c.text, found.end()) if found and last == first + 1 <= 4 else None
    whole = _whole(c, g, at, gap.end()) if gap else None
    if whole is None:
        return None
    begin, close = (_of_whole(whole.edtf, number, 4) for number in (first, last))
    edtf = f"{begin.split('/')[0]}/{close.split('/')[1]}" if begin and close else None
    return Value(whole.end, edtf, whole.basis if edtf else "open", "date", "part")


def _whole(c: Context, g: Grammar, at: int, pos: int) -> Value | None:
    """The month or year that a part is of."""
    stated = BARE_YEAR.match(c.text, pos)
    if stated:
        return Value(stated.end(), stated[1], "stated", "date", "")
    month = month_at(c, g, pos)
    if month is not None:
        return resolve(c, g, at, month[1], [], False, month[0], None, "")
    year = read_year(c, g, pos)
    if year is not None:
        return year if year.edtf is None or len(year.edtf) == 4 else None
    this = _THIS_YEAR.match(c.text, pos)
    if not this:
        return None
    return Value(this.end(), valid(f"{c.anchor.year:04}") if c.anchor.year else None, "anchored", "date", "")


def _of_whole(whole: str | None, number: int, parts: int) -> str | None:
    if whole is None or whole.startswith("XXXX"):
        return None
    if len(whole) == 4:
        months = 12 // parts
        return valid(f"{whole}-{(number - 1) * months + 1:02}/{whole}-{number * months:02}")
    if parts == 4 or len(whole) != 7:
        return None
    days = calendar.monthrange(int(whole[:4]), int(whole[5:]))[1]
    step = 15 if parts == 2 else 10
    return f"{whole}-{(number - 1) * step + 1:02}/{whole}-{days if number == parts else number * step:02}"


def _of_money(c: Context, g: Grammar) -> bool:
    """True where the article speaks of money, by two words at least."""
    return sum(word in c.text for word in g.of_money) > 1


def _goes_on(c: Context, end: int) -> bool:
    """True for `النصف الأول من المباراة`: part of something that is no time."""
    return c.text.startswith(" من ", end)


def _bare(c: Context, g: Grammar, at: int, number: int, parts: int) -> str | None:
    """The quarter or half of the article's year that has begun or is spoken of as to come; early in a year, the last."""
    year, month = c.anchor.year, c.anchor.month
    if year is None or month is None:
        return None
    first = (number - 1) * (12 // parts) + 1
    if first > month and not is_future(c, g, at):
        if month > 3:
            return None
        year -= 1
    return _of_whole(f"{year:04}", number, parts)


def read_first_months(c: Context, g: Grammar, at: int) -> Value | None:
    """`الأشهر التسعة الأولى من العام`, `أول تسعة أشهر من 2025`."""
    found = _FIRST.match(c.text, at)
    if not found:
        return None
    word = found[1] or found[2]
    count = int(word) if word[0] < ":" else g.numbers.get(word)
    if count is None or not 2 <= count <= 11:
        return None
    gap = _OF.match(c.text, found.end())
    whole = _whole(c, g, at, gap.end()) if gap else None
    if whole is not None:
        year, end, basis = whole.edtf, whole.end, whole.basis
    elif _goes_on(c, found.end()):
        return None
    else:
        known = c.anchor.year if c.anchor.month is not None and c.anchor.month >= count else None
        year, end, basis = f"{known:04}" if known else None, found.end(), "anchored"
    edtf = valid(f"{year}-01/{year}-{count:02}") if year and len(year) == 4 else None
    return Value(end, edtf, basis if edtf else "open", "date", "months.first")
