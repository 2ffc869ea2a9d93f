"""Days, months and years of the Gregorian calendar, as printed, and lists and stretches of them."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from itertools import pairwise

from builder.extract import verbs
from builder.extract.dating.context import (
    AHEAD,
    COUNTED,
    DAYS,
    OF,
    YEAR_RANGE,
    Context,
    Value,
    interval,
    is_future,
    month_shift,
    several,
    shift,
    valid,
    word_before,
    year_of,
)
from builder.extract.dating.hijri import BEFORE_DAYS, beside, day_of_month, gregorian_of, hijri_from, read_hijri_day
from builder.extract.timewords import AFTER, END, Grammar
from builder.extract.words import GIVEN, UNSURE_GIVEN
from builder.model import Basis

_NUMERIC = re.compile(r"([0-9]{1,4}) {0,2}([/.\-–\\]) {0,2}([0-9]{1,2}) {0,2}\2 {0,2}([0-9]{1,4})(?![0-9]|[.,/][0-9])")

_DAY_MONTH = re.compile(r"([0-9]{1,2}) ?/ ?([0-9]{1,2})(?![0-9/]|\.[0-9])")


_AND = re.compile(
    r" {0,2}(?:(و(?!الي|حتي|لغايه)|,|،)|(-|–|—|/|و?الي(?: غايه)?|و?حتي|ولغايه|لغايه)) {0,2}(?:و|يوم )?([0-9]{1,2})(?![0-9])"
)


_YEAR = re.compile(
    r"(?: {0,3}[,،/-] {0,3}| {1,3}|\.(?=[0-9])|(?<=[ء-ي])(?=[0-9]))(?:من )?(?:عام |سنه |العام )?([12][0-9]{3})(?![0-9%]|[.,/][0-9]| ?-[0-9])"
)

_OF_YEAR = re.compile(r" {1,3}(?:من )?(?:(هذا) )?(العام|السنه|عام)" + END)

_SAME = re.compile(r" {1,3}(?:من )?(?:ال)?(عام|سنه|شهر) (?:نفسه|نفسها|ذاته|ذاتها)" + END)

_OF_IT = re.compile(" منه" + END)

_OF_MONTH = re.compile(r" {1,3}من (?:(هذا) )?(الشهر|شهر)" + END)


def read_date(c: Context, g: Grammar, at: int, weekday: int | None) -> Value | None:
    """A date that begins with a number."""
    return (
        read_numeric(c, g, at, weekday)
        or read_listed(c, g, at, weekday)
        or read_hijri_days(c, g, at)
        or read_hijri_day(c, g, at, weekday)
        or read_of_month(c, g, at)
    )


_FIRST_DAY = re.compile("([0-9]{1,2})(?: ?/ ?([0-9]{1,2}))? ?(?:[-–—]|و?الي|و?حتي|و) ?(?=([0-9]{1,2}) ?[/-])")
_STRETCHES = frozenset(("من", "الفتره", "فتره", "ايام", "يومي", "خلال", "بين"))


def read_numeric(c: Context, g: Grammar, at: int, weekday: int | None) -> Value | None:
    """`12/03/2025`, in any order that is clear; with a weekday also `12/3`."""
    found = _NUMERIC.match(c.text, at)
    if not found:
        if weekday is not None or word_before(c, at) in ("يوم", "بتاريخ"):
            short = _DAY_MONTH.match(c.text, at)
            if short and 1 <= int(short[2]) <= 12 and 1 <= int(short[1]) <= 31:
                return resolve(c, g, at, short.end(), [int(short[1])], False, int(short[2]), weekday, "numeric")
        return None
    first, middle, last = int(found[1]), int(found[3]), int(found[4])
    end = found.end()
    if len(found[1]) == 4:
        year, month, day = first, middle, last
    elif len(found[4]) == 4:
        year, month, day = last, middle, first
    elif len(found[4]) == 2 and found[2] == "/" and len(found[1]) <= 2 and weekday is not None:
        year, month, day = 2000 + last, middle, first
    else:
        return None
    if month > 12 and day <= 12:
        month, day = day, month
    mark = g.hijri_mark.match(c.text, end)
    if mark or 1300 <= year <= 1500:
        if not mark and found[2] not in "/-":
            return None
        return Value(mark.end() if mark else end, gregorian_of(year, month, day), "stated", "date", "hijri.numeric")
    if not 1000 <= year <= 2999:
        return None
    mark = g.gregorian_mark.match(c.text, end)
    edtf = valid(f"{year:04}-{month:02}-{day:02}")
    if edtf is None:
        return None
    return Value(mark.end() if mark else end, edtf, "stated", "date", "numeric")


def read_numeric_days(c: Context, g: Grammar, at: int) -> Value | None:
    """`من 3 - 5 / 11 / 1436 هـ`, `من 15/7 إلى 20/7/2015`: days in digits, of one month or of two."""
    first = _FIRST_DAY.match(c.text, at)
    if not first or word_before(c, at).removeprefix("و") not in _STRETCHES:
        return None
    last = read_numeric(c, g, first.end(), None)
    if last is None or last.edtf is None or len(last.edtf) != 10:
        return None
    close = date.fromisoformat(last.edtf)
    day, until = int(first[1]), int(first[3])
    if first[2] is None:
        begin = shift(close, day - until) if day < until else None
    elif last.rule == "numeric" and valid(f"{close.year:04}-{int(first[2]):02}-{day:02}"):
        begin = date(close.year, int(first[2]), day)
    elif last.rule == "hijri.numeric" and 1 <= int(first[2]) <= 12:
        before = beside(int(first[2]), day, last.edtf, True)
        begin = date.fromisoformat(before) if before else None
    else:
        begin = None
    if begin is None or not begin < close:
        return None
    return Value(last.end, f"{begin.isoformat()}/{last.edtf}", "stated", "date", "numeric.range")


def read_listed(c: Context, g: Grammar, at: int, weekday: int | None) -> Value | None:
    """`11 يوليو`, `10 و11 يوليو/تموز 2025`, `من 11 إلى 13 يوليو` (without its من)."""
    first = DAYS.match(c.text, at)
    if not first:
        return None
    days = [int(first[1])]
    pos = first.end()
    ranged = False
    if _OR.match(c.text, pos):
        return _either(c, g, at, pos)
    for _ in range(4):
        step = _AND.match(c.text, pos)
        if not step:
            break
        days.append(int(step[3]))
        ranged = ranged or step[2] is not None
        pos = step.end()
    if not all(1 <= d <= 31 for d in days):
        return None
    of = OF.match(c.text, pos)
    if not of:
        return None
    month = month_at(c, g, of.end())
    if month is None:
        return None
    rule = "days.month" if len(days) > 1 else "day.month"
    value = resolve(c, g, at, month[1], days, ranged, month[0], weekday, rule)
    return None if value and _is_of_name(c, g, at, value) else value


def _is_of_name(c: Context, g: Grammar, at: int, value: Value) -> bool:
    """True for the day that a street or a school is called after (`شارع 26 يوليو`); `انقلاب 1 فبراير 2021` tells one."""
    if c.text[at : value.end].rsplit(" ", 1)[-1] in g.mods:
        return False  # `غادر المدينة 12 شباط الفائت`
    words = g.names_before if value.basis != "stated" else g.named_after_days
    before = word_before(c, at)
    if (
        value.basis != "stated"
        and _BLOCS.match(c.text, at)
        and before not in _DATED_BEFORE
        and not g.weekday.match(before)
    ):
        return True
    if any(before[n:] in words for n in range(3) if not before[:n].strip("وفبلك")):
        return True
    # `بالمدرسة الإعدادية 20 مارس`; with its year `افتتح المسجد 20 مارس 2017` tells the day
    named = _DEFINITE.search(c.text, max(c.line_start, at - 40), at) if value.basis != "stated" else None
    return named is not None and named[1] in g.named_after_days


# The two camps of Lebanon are called by their days: `تطالب 14 آذار`, `فريق الثامن من آذار`.
_DATED_BEFORE = BEFORE_DAYS | {"قبل", "بعد", "بين", "تاريخ", "بتاريخ", "مساء", "صباح", "فجر", "ليل", "ليله", ""}
_BLOC_DAYS = ("الثامن من ", "الرابع عشر من ")
_BLOCS = re.compile(
    "(?:8|14|الثامن من|الرابع عشر من) اذار(?! ?/| (?:الماضي|الجاري|الحالي|المقبل|القادم|المنصرم|[0-9]))"
)
_DEFINITE = re.compile(r"(?<![ء-ي])[وف]?(?:[بك]?ال|لل)([ء-ي]{2,9})(?: ال[ء-ي]{2,9})? $")


_OR = re.compile(" او ([0-9]{1,2})(?![0-9])")


def _either(c: Context, g: Grammar, at: int, pos: int) -> Value | None:
    """`3 أو 4 مارس`: one of two days, and the text does not say which."""
    step = _OR.match(c.text, pos)
    of = OF.match(c.text, step.end()) if step else None
    month = month_at(c, g, of.end()) if of else None
    if month is None:
        return None
    value = resolve(c, g, at, month[1], [], False, month[0], None, "")
    return Value(value.end, None, "open", "date", "days.either") if value else None


def month_at(c: Context, g: Grammar, at: int) -> tuple[int, int] | None:
    """The month named at `at` and the end of its name or names: `يوليو/ تموز`, `يونيو (حزيران)`, `مايو أيار`."""
    found = g.month.match(c.text, at)
    if not found:
        return None
    month = g.months[found.group(1)]
    end = found.end()
    for _ in range(2):
        gap = _PAIR.match(c.text, end)
        if not gap:
            break
        other = g.month.match(c.text, gap.end())
        if not other or g.months[other.group(1)] != month:
            break
        end = other.end()
        if "(" in gap.group():
            close = _CLOSE.match(c.text, end)
            if close:
                end = close.end()
    return month, end


_PAIR = re.compile(r" {0,3}[/\\|–—-] {0,3}| {0,3}\( {0,2}| {1,3}")

_CLOSE = re.compile(r" {0,2}\)")


def resolve(
    c: Context,
    g: Grammar,
    at: int,
    end: int,
    days: list[int],
    ranged: bool,
    month: int,
    weekday: int | None,
    rule: str,
) -> Value | None:
    """Find the year and make the value of days and month read from `at` to `end` (no days: the month)."""
    year, basis, end, mod = _year_after(c, g, end)
    rule_year = ""
    if year is None and mod is None and days:
        shared = _shared_year(c, g, end, month) or _year_of_month(c, at, month)
        if shared:
            year, basis = shared, "inferred"
    if year is None:
        if mod == 9:  # of the same year, which the line does not name
            return Value(end, _open(month, days), "open", "date", rule)
        year = _nearest_year(c, g, at, month, days, mod, weekday)
        basis = "anchored" if year is not None else "open"
    elif weekday is not None and len(days) == 1:
        exact = valid(f"{year:04}-{month:02}-{days[0]:02}")
        if exact and date.fromisoformat(exact).isoweekday() != weekday:
            rule_year = ".weekday_differs"
    if year is None:
        return Value(end, _open(month, days), "open", "date", rule)
    edtf = _of_days(year, month, days, ranged)
    if edtf is None:
        return None if basis == "stated" else Value(end, None, "open", "date", rule + ".impossible")
    return Value(end, edtf, basis, "date", rule + rule_year)


_AND_DAY = re.compile(" {1,2}(?:و|الي |حتي |- ?|– ?)(?:يوم )?[0-9]{1,2} ")


def _shared_year(c: Context, g: Grammar, end: int, month: int) -> int | None:
    """The year of `30 حزيران و13 تموز 2025` for its first day; a December before a January is of the year before."""
    step = _AND_DAY.match(c.text, end)
    last = month_at(c, g, step.end()) if step else None
    year = _YEAR.match(c.text, last[1]) if last else None
    if not last or not year:
        return None
    return int(year[1]) if month <= last[0] else int(year[1]) - 1


def _year_of_month(c: Context, at: int, month: int) -> int | None:
    """The year of the month named last, where it is this month: `نهاية يونيو المقبل، أي في 30 يونيو`."""
    if c.last_part is None or c.last_part[1] < at - _NEAR or c.last_part[0][5:] != f"{month:02}":
        return None
    return int(c.last_part[0][:4])


_NEAR = 250  # characters in which a month named before lends its year


def _of_days(year: int, month: int, days: list[int], ranged: bool) -> str | None:
    if not days:
        return valid(f"{year:04}-{month:02}")
    points = [valid(f"{year:04}-{month:02}-{d:02}") for d in days]
    if any(p is None for p in points):
        return None
    if len(points) == 1:
        return points[0]
    if days == sorted(set(days)) and (ranged or days[-1] - days[0] == len(days) - 1):
        return f"{points[0]}/{points[-1]}"
    # `4 و17 يونيو` are two days, not the stretch between them.
    return several([p for p in points if p]) if days == sorted(set(days)) else None


def _open(month: int, days: list[int]) -> str | None:
    if not days:
        return valid(f"XXXX-{month:02}")
    return valid(f"XXXX-{month:02}-{days[0]:02}") if len(days) == 1 else None


def _year_after(c: Context, g: Grammar, end: int) -> tuple[int | None, Basis, int, int | None]:
    """(year, basis, end, mod) of what follows a month: a year, من العام الماضي, الماضي, من العام نفسه (mod 9)."""
    text = c.text
    found = _YEAR.match(text, end)
    if found:
        pos = found.end()
        mark = g.gregorian_mark.match(text, pos)
        return int(found[1]), "stated", mark.end() if mark else pos, None
    same = _SAME.match(text, end)
    if same and same[1] != "شهر":
        year = year_of(c.last_edtf)
        return year, "inferred", same.end(), 9 if year is None else None
    of_year = _OF_YEAR.match(text, end)
    if of_year:
        mod = g.mod.match(text, of_year.end())
        step = g.mods[mod.group(1)] if mod else 0 if of_year[1] else None
        if step is not None and abs(step) == AFTER:
            year = year_of(c.last_edtf)
            after = year + step // AFTER if year else None
            return after, "inferred", mod.end() if mod else of_year.end(), 9 if after is None else None
        if step is not None:
            year = c.anchor.year
            tail = mod.end() if mod else of_year.end()
            return (year + step if year else None), "anchored", tail, 9 if year is None else None
    said = g.mod.match(text, end)
    if said and said.group().startswith(" "):
        return None, "open", said.end(), g.mods[said.group(1)]
    return None, "open", end, None


def _nearest_year(
    c: Context, g: Grammar, at: int, month: int, days: list[int], mod: int | None, weekday: int | None
) -> int | None:
    """The year a month without one means, seen from the article's day; None where two years are as likely."""
    anchor = c.anchor
    if anchor.year is None or anchor.month is None or (mod is not None and abs(mod) == AFTER):
        return None
    if anchor.day is None or not days:
        distance = month - anchor.month  # in months
        if mod == 0:
            return anchor.year
        if mod == -1:
            return anchor.year if distance < 0 else anchor.year - 1
        if mod == 1:
            return anchor.year if distance > 0 else anchor.year + 1
        if word_before(c, at) in g.delivered or is_future(c, g, at):  # `عقود النفط لتسليم ديسمبر`
            return anchor.year if distance >= 0 else anchor.year + 1
        if distance <= 0:
            # In January, `في ديسمبر` is last month; in December, `في يناير` with no other word may be either.
            return anchor.year if distance > -10 else None
        return anchor.year if distance * 30 <= AHEAD else anchor.year - 1
    years = [y for y in (anchor.year - 1, anchor.year, anchor.year + 1) if valid(f"{y:04}-{month:02}-{days[-1]:02}")]
    if weekday is not None:
        years = [y for y in years if date(y, month, days[0]).isoweekday() == weekday]
    gaps = {y: (date(y, month, days[0]) - anchor.day).days for y in years}
    if mod == 0:
        return anchor.year if anchor.year in gaps else None
    if mod == -1:
        return max((y for y in years if gaps[y] < 0), default=None)
    if mod == 1 or (is_future(c, g, at) and any(gaps[y] >= 0 for y in years)):
        return min((y for y in years if gaps[y] >= 0), default=None)
    past = max((y for y in years if gaps[y] <= 0), default=None)
    soon = min((y for y in years if 0 < gaps[y] <= AHEAD), default=None)
    if soon is not None and past is not None:
        return soon if soon == anchor.year else None
    return soon if soon is not None else past


def read_of_month(c: Context, g: Grammar, at: int) -> Value | None:
    """`28 من الشهر نفسه`, `30 من الشهر الجاري`."""
    found = DAYS.match(c.text, at)
    if not found or not 1 <= int(found[1]) <= 31:
        return None
    day = int(found[1])
    same = _of_same_month(c, day, found.end())
    if same:
        before = word_before(c, at)  # `في 12 منه`, but no day in `الفصل 12 منه`
        counted = _OF_IT.match(c.text, found.end()) and before.lstrip("و") not in g.before_day
        return None if counted and not g.weekday.fullmatch(before) else same
    of = _OF_MONTH.match(c.text, found.end())
    return _of_this_month(c, g, day, of) if of else None


def _of_same_month(c: Context, day: int, at: int) -> Value | None:
    """A day of the month named last, after its number: `من الشهر نفسه`, `منه`."""
    same = _SAME.match(c.text, at)
    of = same or _OF_IT.match(c.text, at)
    if not of or (same and same[1] != "شهر"):
        return None
    if c.last_is_hijri:
        edtf = day_of_month(c.last_edtf, day)
    else:
        known = _MONTH.match(c.last_edtf or "")
        edtf = valid(f"{known.group()}-{day:02}") if known else None
    if not same and not (edtf or c.last_is_hijri):
        return None
    rule = "hijri.same_month" if c.last_is_hijri else "day.same_month"
    return Value(of.end(), edtf, "inferred" if edtf else "open", "date", rule)


_MONTH = re.compile("(?:[0-9]{4}|XXXX)-(?:0[1-9]|1[0-2])")


def _of_this_month(c: Context, g: Grammar, day: int, of: re.Match[str]) -> Value | None:
    """A day of `من هذا الشهر`, `من الشهر الجاري`. of: a match of _OF_MONTH."""
    mod = g.mod.match(c.text, of.end())
    step = g.mods[mod.group(1)] if mod else 0 if of[1] else None
    if step is None or abs(step) == AFTER:
        return None
    month = month_shift(c.anchor, step)
    edtf = valid(f"{month}-{day:02}") if month else None
    return Value(mod.end() if mod else of.end(), edtf, "anchored" if edtf else "open", "date", "day.this_month")


def read_worded(c: Context, g: Grammar, at: int) -> Value | None:
    """`الحادي عشر من سبتمبر`, `فاتح يوليوز`, `أول يوليو`, `سابع أكتوبر`."""
    found = g.ordinal.match(c.text, at)
    if not found:
        return None
    day = g.ordinals[found.group(1)]
    if (pair := _worded_pair(c, g, at, day, found.end(1))) is not None:
        return pair
    if _is_day(c, at) and (same := _of_same_month(c, day, found.end(1))):
        return same
    month = month_at(c, g, found.end())
    of = _OF_MONTH.match(c.text, found.end(1))
    named = month is not None or hijri_from(c, g, found.end(), day) is not None  # `العاشر من شهر مارس`
    if of and _is_day(c, at) and not (named and of[2] == "شهر"):
        return _of_this_month(c, g, day, of)
    if month is None:
        hijri = hijri_from(c, g, found.end(), day) if day <= 30 and _is_day(c, at) else None
        return hijri if hijri and ("من " in found.group() or not found.group(1).startswith("ال")) else None
    if "من" not in found.group() and found.group(1).startswith("ال"):
        return None
    if not _is_day(c, at):
        return None
    value = resolve(c, g, at, month[1], [day], False, month[0], None, "day.worded")
    return None if value and _is_of_name(c, g, at, value) else value


def _worded_pair(c: Context, g: Grammar, at: int, first: int, pos: int) -> Value | None:
    """`بين الخامس والثامن من مارس`, `من الخامس إلى الثامن من مارس`, read at the first day."""
    lead = word_before(c, at)
    to = _WORDED_TO.match(c.text, pos) if lead in _FROM_WORDS and c.text[at - 1] == " " else None
    last = g.ordinal.match(c.text, to.end()) if to else None
    month = month_at(c, g, last.end()) if last else None
    if last is None or month is None or not first < g.ordinals[last.group(1)] <= 31:
        return None
    days = [first, g.ordinals[last.group(1)]]
    value = resolve(c, g, at, month[1], days, True, month[0], None, "days.range")
    start = at - 1 - len(lead.removeprefix("و"))
    return Value(value.end, value.edtf, value.basis, "date", value.rule, start) if value else None


_WORDED_TO = re.compile(" (?:و(?=ال)|(?:و?الي|و?حتي) (?:يوم )?)")


def _is_day(c: Context, at: int) -> bool:
    """False where the ordinal belongs to the word before: الأسبوع الأول من مارس, النصف الثاني من مايو."""
    before = word_before(c, at)
    of_another = before.startswith(("ال", "وال", "بال", "لل")) and before not in _DAY_WORDS
    bare = not c.text.startswith("ال", at)  # `تنطلق البطولة غرة شوال`; `هذا ثاني أكتوبر بلا مطر` counts months
    return before not in ("هذا", "وهذا") if bare else not of_another


_DAY_WORDS = ("اليوم", "الموافق", "المصادف", "التاريخ", "الي", "والي")


_MONTH_DAY = re.compile(r" {1,2}([0-9]{1,2})(?![0-9%.]| ?[ء-ي])")


def read_month(c: Context, g: Grammar, at: int) -> Value | None:
    """A month with or without its pair and year."""
    found = g.month.match(c.text, at)
    month = month_at(c, g, at)
    refused = _DAY_BEFORE.search(c.text, max(c.line_start, at - 6), at) or any(
        c.text.endswith(day, c.line_start, at) and _BLOCS.match(c.text, at - len(day)) for day in _BLOC_DAYS
    )
    if not found or month is None or refused:
        return None  # a day whose month this is was refused: شارع 26 يوليو, 30 فبراير
    day = _MONTH_DAY.match(c.text, month[1])
    if day and 1 <= int(day[1]) <= 31:
        year = _YEAR.match(c.text, day.end())
        if year:
            return resolve(c, g, at, day.end(), [int(day[1])], False, month[0], None, "month.day")
    value = _months(c, g, at, month) or resolve(c, g, at, month[1], [], False, month[0], None, "month")
    if value is None:
        return None
    before = word_before(c, at)
    if month[1] == found.end() and value.end == found.end():
        lead = before[1:] if before[:1] in "وف" and before[1:] in g.before_month else before
        named = found.group(1) in g.alone_no or _is_surname(c.text, found.group(1))
        if named and lead != "شهر" and lead not in g.before_month:
            return None
    if _is_of_name(c, g, at, value) or before in g.numbers:
        return None  # `مدينة ستة أكتوبر`
    return value


@lru_cache(maxsize=32)  # asked for every bare month of a text
def _is_surname(text: str, month: str) -> bool:
    """True where the text has somebody of this name: `حميد شباط`, and `قال شباط` after it."""
    named = re.finditer(f"(?<![ء-ي])([ء-ي]+) {month}(?![ء-ي])", text)
    return any(found[1] in _FIRST_NAMES and not verbs.is_past[found[1]] for found in named)


_FIRST_NAMES = GIVEN - UNSURE_GIVEN - {"علي"}  # `على` in careless print

_DAY_BEFORE = re.compile(r"(?:^|[^0-9])[0-9]{1,2} {1,3}$")

_TO = re.compile(" {1,2}(?:(?:الي|حتي|ولغايه|لغايه) (?:شهر )?| ?(?:-|–) ?)(?:شهر )?")
_NEXT_MONTH = re.compile("(?: {0,2}([،,]) {0,2}و?| {1,2}و)(?:شهر )?")
_BOTH = re.compile(" (الماضيين|الفايتين|المنصرمين|المقبلين|القادمين)" + END)
_BOTH_STEPS = {"المقبلين": 1, "القادمين": 1}


def _months(c: Context, g: Grammar, at: int, first: tuple[int, int]) -> Value | None:
    """`أبريل ومايو 2024`, `بين أيار وتموز الماضيين`, `فبراير ويونيو من عام 2023`, `يناير وفبراير ومارس 2014`: months
    that share a year.
    """
    to = _TO.match(c.text, first[1])
    last = month_at(c, g, to.end()) if to else None
    months = [first, last] if last and last[0] > first[0] else _rising(c, g, first)
    if len(months) == 1:
        return None
    ranged = bool(to) or (len(months) == 2 and word_before(c, at) in ("بين", "وبين"))
    named = [month for month, _ in months]
    both = _BOTH.match(c.text, months[-1][1])
    if both:
        year = _nearest_year(c, g, at, named[-1], [], _BOTH_STEPS.get(both[1], -1), None)
        return _of_months(c, at, both.end(), year, "anchored", named, ranged)
    shared, basis, end, mod = _year_after(c, g, months[-1][1])
    if shared is None or mod is not None:
        return None
    return _of_months(c, at, end, shared, basis, named, ranged)


def _rising(c: Context, g: Grammar, first: tuple[int, int]) -> list[tuple[int, int]]:
    """The months of a list that begins with `first`, each with its end, as long as they rise: two that و joins, or more."""
    months = [first]
    bare = False
    while step := _NEXT_MONTH.match(c.text, months[-1][1]):
        following = month_at(c, g, step.end())
        if following is None or following[0] <= months[-1][0]:
            break
        bare = bare or bool(step[1])
        months.append(following)
    return [first] if bare and len(months) == 2 else months


def _of_months(c: Context, at: int, end: int, year: int | None, basis: Basis, months: list[int], ranged: bool) -> Value:
    """Months of a year as a stretch or, where some between are left out, as a set; `بين` belongs to the words."""
    lead = next((w for w in ("بين ", "من ") if c.text.startswith(w, at - len(w))), "") if ranged else ""
    points = [f"{year:04}-{month:02}" for month in months] if year else []
    edtf = None
    if points:
        joined = ranged or months[-1] - months[0] == len(months) - 1
        edtf = valid(f"{points[0]}/{points[-1]}") if joined else several(points)
    return Value(end, edtf, basis if edtf else "open", "date", "months", at - len(lead))


def read_from(c: Context, g: Grammar, at: int) -> Value | None:
    """`من 11 إلى 13 يوليو`, `بين 11 و13 يوليوز`, `بين 2014 و2018`, read at the first number: the pair is a stretch."""
    word = word_before(c, at)
    if word not in _FROM_WORDS or c.text[at - 1] != " ":
        return None
    start = at - 1 - len(word.removeprefix("و"))
    years = YEAR_RANGE.match(c.text, at)
    if years:
        value = None if COUNTED.match(c.text, years.end()) else interval(years, at, "years.range")
        return Value(value.end, value.edtf, "stated", "date", value.rule, start) if value else None
    pair = _FROM_DAYS.match(c.text, at)
    if not pair or not 1 <= int(pair[1]) < int(pair[2]) <= 31:
        return None
    month = month_at(c, g, pair.end())
    if month is None:
        hijri = hijri_from(c, g, pair.end(), int(pair[2]))
        return _hijri_stretch(hijri, int(pair[2]) - int(pair[1]), start) if hijri else None
    value = resolve(c, g, at, month[1], [int(pair[1]), int(pair[2])], True, month[0], None, "days.range")
    return Value(value.end, value.edtf, value.basis, "date", value.rule, start) if value else None


_FROM_WORDS = ("من", "بين", "ومن", "وبين", "مابين")
_FROM_DAYS = re.compile(
    r"([0-9]{1,2}) {0,2}(?:و?الي(?: غايه)?|و?حتي|و|-|–) ?(?:يوم )?([0-9]{1,2})(?![0-9]) (?:من )?(?:شهر )?"
)


def read_hijri_days(c: Context, g: Grammar, at: int) -> Value | None:
    """`12-21 من شهر ذي القعدة 1446هـ`, `4 و5 من ذي الحجة`, read at the first number."""
    first = DAYS.match(c.text, at)
    days = [int(first[1])] if first else []
    pos, ranged = first.end() if first else at, False
    while len(days) in range(1, 5) and (step := _AND.match(c.text, pos)):
        days.append(int(step[3]))
        ranged, pos = ranged or step[2] is not None, step.end()
    of = OF.match(c.text, pos) if len(days) > 1 else None
    # `فاز 3-5 صفر` tells no days, and neither do numbers that do not rise.
    if of is None or days[0] < 1 or days[-1] > 30 or c.text.startswith("صفر", of.end()):
        return None
    if any(one >= other for one, other in pairwise(days)):
        return None
    last = hijri_from(c, g, of.end(), days[-1])
    if last is None:
        return None
    between = days[-1] - days[0]
    stretch = _hijri_stretch(last, between, at)
    if ranged or between == len(days) - 1 or not stretch.edtf:
        return stretch
    close = date.fromisoformat(last.edtf or "")
    told = (shift(close, day - days[-1]) for day in days)
    return Value(last.end, several([day.isoformat() for day in told if day]), last.basis, "date", "hijri.days", at)


def _hijri_stretch(last: Value, days: int, start: int) -> Value:
    """The stretch of so many days that ends with a day of the Hijri year."""
    close = date.fromisoformat(last.edtf) if last.edtf else None
    begin = shift(close, -days) if close else None
    edtf = f"{begin.isoformat()}/{last.edtf}" if begin else None
    return Value(last.end, edtf, last.basis if edtf else "open", "date", "hijri.range", start)
