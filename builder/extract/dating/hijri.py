"""Dates of the Hijri calendar, made Gregorian by Umm al-Qura."""

from __future__ import annotations

import re
from datetime import date

from builder.extract.dating.context import DAYS, OF, Context, Value, is_future, word_before
from builder.extract.timewords import Grammar

_HIJRI_YEAR = re.compile(
    r"(?: {0,3}[,،/] {0,3}| {1,3})(?:من )?(?:ل?عام |ل?سنه |العام |للعام |للسنه |ل?هذا العام (?=[(]?1[345]))?"
    r"(?:[(](?=1[345][0-9]{2}(?:ه|هـ)?[)]))?(1[345][0-9]{2})(?![0-9])"
)


# `رمضان المبارك`, `شهر الله المحرم`: an epithet between the month and its year.
_EPITHET = re.compile(" (?:المبارك|المعظم|الحرام|المكرم|الفضيل|الكريم)(?![ء-ي])")
# A day of the Hijri year without its year is looked for so many days around the article's.
_AROUND = 120


def read_hijri_day(c: Context, g: Grammar, at: int, weekday: int | None = None) -> Value | None:
    """`30 شوال`, with what follows it."""
    found = DAYS.match(c.text, at)
    if not found or not 1 <= int(found[1]) <= 30:
        return None
    of = OF.match(c.text, found.end())
    value = hijri_from(c, g, of.end(), int(found[1]), weekday) if of else None
    # `فاز بنتيجة 3 صفر`: the second month is also what a losing team scores
    if value and value.rule == "hijri.day" and weekday is None and c.text.startswith("صفر", of.end() if of else at):
        return value if word_before(c, at) in BEFORE_DAYS else None
    return value


BEFORE_DAYS = frozenset(("في", "يوم", "وفي", "الموافق", "المصادف", "من", "منذ", "حتي", "الي", "ليوم"))


def read_hijri(c: Context, g: Grammar, at: int, edged: bool = False) -> Value | None:
    """`رمضان 1446 هـ`, `شهر رمضان المبارك`; alone the names are people's names, but not after `مطلع`."""
    value = _two_months(c, g, at) or hijri_from(c, g, at, None)
    if value and value.rule == "hijri.alone" and c.anchor.day and _tells_last(c, g, at):
        edtf = _hijri_last(c.anchor.day, g.hijris[g.hijri.match(c.text, at).group(1)])  # type: ignore[union-attr]
        return Value(value.end, edtf, "anchored" if edtf else "open", "date", "hijri.last")
    if (
        value
        and value.rule == "hijri.alone"
        and not edged
        and word_before(c, at) not in ("شهر", "وشهر", "لشهر", "بشهر")
    ):
        return None
    return value


def _two_months(c: Context, g: Grammar, at: int) -> Value | None:
    """`شهري رجب وشعبان`: two that follow each other, and have passed."""
    first = g.hijri.match(c.text, at) if c.text.endswith("شهري ", 0, at) else None
    last = g.hijri.match(c.text, first.end() + 2) if first and c.text.startswith(" و", first.end()) else None
    if not first or not last:
        return None
    months = g.hijris[first.group(1)], g.hijris[last.group(1)]
    today = c.anchor.day if months[1] - months[0] in (1, -11) and not is_future(c, g, at) else None
    spans = [_hijri_last(today, month) if today else None for month in months]
    edtf = f"{spans[0].split('/')[0]}/{spans[1].split('/')[1]}" if spans[0] and spans[1] else None
    return Value(last.end(), edtf, "anchored" if edtf else "open", "date", "hijri.months", at - len("شهري "))


_DURING = re.compile("(?:خلال|طوال|طيله|فتره) (?:شهر )?$")
_LAST = 150  # days back to the end of a month that is told of without its year


def _tells_last(c: Context, g: Grammar, at: int) -> bool:
    """True for a month that has been: `خلال شهر رجب`, `فترة شهر رمضان`; one of every year is told of with `في`."""
    return _DURING.search(c.text, max(c.line_start, at - 12), at) is not None and not is_future(c, g, at)


def _hijri_last(today: date, month: int) -> str | None:
    """The month (EDTF stretch) that is now, or ended not long before; else None."""
    now = _hijri_near(today, month, None, 0)
    last = now or _hijri_near(today, month, None, -1)
    ended = last.split("/")[1] if last else None
    return last if now or (ended and (today - date.fromisoformat(ended)).days <= _LAST) else None


def hijri_from(c: Context, g: Grammar, at: int, day: int | None, weekday: int | None = None) -> Value | None:
    """The Hijri month at `at` with its day, year or `المقبل`."""
    found = g.hijri.match(c.text, at)
    if not found:
        return None
    month = g.hijris[found.group(1)]
    epithet = _EPITHET.match(c.text, found.end())
    end = epithet.end() if epithet else found.end()
    year = _HIJRI_YEAR.match(c.text, end)
    if year:
        mark = g.hijri_mark.match(c.text, year.end())
        end = mark.end() if mark else year.end()
        end += year.group()[-5] == "(" and c.text.startswith(")", end)
        return Value(end, gregorian_of(int(year[1]), month, day), "stated", "date", "hijri")
    mod = g.mod.match(c.text, end)
    end = mod.end() if mod else end
    if day is not None and mod is None and c.anchor.day:
        edtf = _hijri_nearest(c.anchor.day, month, day, weekday)
        return Value(end, edtf, "anchored" if edtf else "open", "date", "hijri.day")
    if mod and c.anchor.day:
        edtf = _hijri_near(c.anchor.day, month, day, g.mods[mod.group(1)])
        return Value(end, edtf, "anchored" if edtf else "open", "date", "hijri.relative")
    return Value(end, None, "open", "date", "hijri.day" if day or mod else "hijri.alone")


def read_nth(c: Context, g: Grammar, at: int) -> Value | None:
    """`أول أيام شهر رمضان`, `ثالث أيام عيد الأضحى`."""
    found = g.nth.match(c.text, at)
    if not found:
        return None
    number = g.nths[found.group(1)]
    feast = g.feast.match(c.text, found.end())
    if feast is None:
        value = hijri_from(c, g, found.end(), number)
        return Value(value.end, value.edtf, value.basis, value.kind, "hijri.nth") if value else None
    month, first = g.feasts[feast.group(1)]
    epithet = _EPITHET.match(c.text, feast.end())
    edtf = _hijri_nearest(c.anchor.day, month, first + number - 1, None) if c.anchor.day else None
    end = epithet.end() if epithet else feast.end()
    return Value(end, edtf, "anchored" if edtf else "open", "date", "hijri.nth")


_FEAST = re.compile(
    "(?:قبل|بعد) (?:عطله |اجازه |عطل |حلول |انتهاء |انقضاء |صلاه )?"
    "(?:عيد ال[ء-ي]+|العيد(?: الوطني| الكبير| الصغير)?|اعياد الميلاد|راس السنه(?: الهجريه| الميلاديه)?)(?![ء-ي])"
)


def read_feast(c: Context, g: Grammar, at: int) -> Value | None:
    """`قبل عيد الفصح`, `بعد عطلة العيد`: a time that no calendar here has."""
    found = _FEAST.match(c.text, at)
    return Value(found.end(), None, "open", "date", "feast") if found else None


_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def gregorian_of(year: int, month: int | None, day: int | None) -> str | None:
    """Umm al-Qura to Gregorian: a day, or the stretch that a month or year covers. None outside its tables."""
    from hijridate import Hijri

    try:
        if month is not None and day is not None:
            return str(Hijri(year, month, day).to_gregorian().isoformat())
        first = Hijri(year, month or 1, 1)
        last_month = month or 12
        last = Hijri(year, last_month, Hijri(year, last_month, 1).month_length())
        return f"{first.to_gregorian().isoformat()}/{last.to_gregorian().isoformat()}"
    except (ValueError, OverflowError):
        return None


_TWO_YEARS = re.compile(
    "(1[345][0-9]{2})(?: ?(?:هـ|ه|هجري|هجريه))? {0,2}[-–—/] {0,2}(1[345][0-9]{2}|[0-9]{2})(?![0-9])"
)


def two_hijri_years(c: Context, g: Grammar, at: int) -> Value | None:
    """`1446-1447هـ`, `1446/47`: two years that follow each other."""
    found = _TWO_YEARS.match(c.text, at)
    if not found:
        return None
    first = int(found[1])
    last = int(found[2]) if len(found[2]) == 4 else first // 100 * 100 + int(found[2])
    first, last = (last, first) if last == first - 1 else (first, last)
    begin, close = gregorian_of(first, None, None), gregorian_of(last, None, None)
    if last != first + 1 or begin is None or close is None:
        return None
    mark = g.hijri_mark.match(c.text, found.end())
    edtf = f"{begin.split('/')[0]}/{close.split('/')[1]}"
    return Value(mark.end() if mark else found.end(), edtf, "stated", "date", "hijri.years")


def hijri_year_near(today: date | None, step: int) -> str | None:
    """The Hijri year of the article's day, or one so many years off, as a stretch of days."""
    from hijridate import Gregorian

    try:
        return (
            gregorian_of(int(Gregorian(today.year, today.month, today.day).to_hijri().year) + step, None, None)
            if today
            else None
        )
    except (ValueError, OverflowError):
        return None


def day_of_month(named: str | None, day: int) -> str | None:
    """A day of the Hijri month that a day or stretch named before (EDTF) lies in: `5 شعبان ... 12 منه`."""
    from hijridate import Gregorian

    if named is None or not _DAY.fullmatch(named[:10]):
        return None
    try:
        month = Gregorian.fromisoformat(named[:10]).to_hijri()
    except (ValueError, OverflowError):
        return None
    return gregorian_of(int(month.year), int(month.month), day)


def day_beside(c: Context, g: Grammar, at: int, end: int, other: str, before: bool) -> str | None:
    """The Hijri day that the words name, within a year before or behind another day (EDTF) whose year is printed."""
    found = DAYS.search(c.text, at, end)
    of = OF.match(c.text, found.end()) if found else None
    month = g.hijri.match(c.text, of.end()) if of else None
    if not found or not month or len(other) != 10:
        return None
    return beside(g.hijris[month.group(1)], int(found[1]), other, before)


def beside(month: int, day: int, other: str, before: bool) -> str | None:
    """The last such day of the Hijri year before another day (EDTF), or the first behind it."""
    from hijridate import Gregorian

    try:
        year = int(Gregorian.fromisoformat(other).to_hijri().year)
    except (ValueError, OverflowError):
        return None
    days = [gregorian_of(y, month, day) for y in (year, year - 1 if before else year + 1)]
    return next((d for d in days if d is not None and (d < other if before else d > other)), None)


def _hijri_nearest(today: date, month: int, day: int, weekday: int | None) -> str | None:
    """The day of the Hijri year nearest to the article's; none where it is far off or falls on another weekday."""
    found: list[tuple[int, str]] = []
    for step in (-1, 1):
        edtf = _hijri_near(today, month, day, step)
        if edtf is not None:
            found.append((abs((date.fromisoformat(edtf) - today).days), edtf))
    now = _hijri_near(today, month, day, 0)
    if now is not None:
        found = [(0, now)]
    gap, edtf = min(found, default=(_AROUND + 1, None))
    if edtf is None or gap > _AROUND or (weekday and date.fromisoformat(edtf).isoweekday() != weekday):
        return None
    return edtf


def _hijri_near(today: date, month: int, day: int | None, step: int) -> str | None:
    from hijridate import Gregorian

    try:
        now = Gregorian(today.year, today.month, today.day).to_hijri()
    except (ValueError, OverflowError):
        return None
    year = int(now.year)
    if step == -1 and month >= now.month:
        year -= 1
    elif step == 1 and month <= now.month:
        year += 1
    elif (step == 0 and month != now.month) or abs(step) > 1:
        return None
    return gregorian_of(year, month, day)
