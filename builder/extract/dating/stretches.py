"""Years, seasons, quarters and halves, and the edges of months and years."""

from __future__ import annotations

import re

from builder.extract.dating.calendar import month_at, resolve
from builder.extract.dating.context import (
    BEFORE_LAST,
    COUNTED,
    YEAR_RANGE,
    Context,
    Value,
    interval,
    month_shift,
    shift,
    valid,
    word_before,
    years_listed,
)
from builder.extract.dating.hijri import gregorian_of, hijri_year_near, read_hijri, two_hijri_years
from builder.extract.timewords import AFTER, END, Grammar
from builder.model import Basis


def read_edge(c: Context, g: Grammar, at: int) -> Value | None:
    """`أواخر يونيو الماضي`, `مطلع 2020`, `نهاية العام`: the words stay, the value is the whole."""
    found = g.edge.match(c.text, at)
    if not found:
        return None
    pos = found.end()
    if c.text.startswith("شهر ", pos):
        pos += 4
    month = g.month.match(c.text, pos)
    if month:
        named = month_at(c, g, pos)
        value = resolve(c, g, at, named[1], [], False, named[0], None, "edge.month") if named else None
    else:
        value = read_year(c, g, pos) or read_near(c, g, pos) or read_hijri(c, g, pos, edged=True)
        if value and value.rule.endswith(".week"):
            # `نهاية الأسبوع` is no week, and the days that a week begins and ends with differ by country
            value = Value(value.end, None, "open", "date", value.rule)
        if value is None:
            bare = BARE_YEAR.match(c.text, pos)
            value = Value(bare.end(), bare[1], "stated", "date", "edge.year") if bare else None
        if value is None:
            whole = _EDGE_WHOLE.match(c.text, pos)
            if whole:
                value = _this(c, whole[1], 0, whole.end(), "edge.this")
                if whole[1] == "الاسبوع":
                    value = Value(value.end, None, "open", "date", value.rule)
    return Value(value.end, value.edtf, value.basis, value.kind, value.rule) if value else None


_EDGE_WHOLE = re.compile(f"(العام|الشهر|الاسبوع|السنه){END}(?! (?:[0-9]|الدراسي|الهجري))")

BARE_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?![0-9%]|[.,/:][0-9]| ?[-–] ?[0-9])")

_YEAR_BESIDE = re.compile(r" (?:\(((?:19|20)[0-9]{2})\)|((?:19|20)[0-9]{2})(?![0-9%]|[.,/:][0-9]| ?[-–] ?[0-9]))")
_YEARS = re.compile(r"((?:1[0-9]|20)[0-9]{2})(?![0-9%])")


def read_year(c: Context, g: Grammar, at: int) -> Value | None:
    """`عام 2018`, `العام الماضي`, `الأعوام 2026-2030`, `عام 1446 هـ`."""
    found = g.year_word.match(c.text, at)
    if not found:
        return None
    pos = found.end()
    special = _SPECIAL.match(c.text, pos)
    if special:
        return _special_year(c, g, special.end())
    if two := two_hijri_years(c, g, pos):
        return two
    if (named := _HIJRI_WORD.match(c.text, pos)) and (mod := g.mod.match(c.text, named.end())):
        step = g.mods[mod.group(1)]
        near = hijri_year_near(c.anchor.day, step) if abs(step) < AFTER else None
        return Value(mod.end(), near, "anchored" if near else "open", "date", "hijri.year")
    if named := _HIJRI_NUMBER.match(c.text, pos):
        mark = g.hijri_mark.match(c.text, named.end())
        return Value((mark or named).end(), gregorian_of(int(named[1]), None, None), "stated", "date", "hijri.year")
    if listed := years_listed(c, pos, commas=True):
        return listed
    span = YEAR_RANGE.match(c.text, pos)
    if span:
        return interval(span, pos, "years.range", listed=word_before(c, at) not in ("بين", "وبين"))
    number = _YEARS.match(c.text, pos)
    if number:
        stated = g.gregorian_mark.match(c.text, number.end())
        if stated:
            return Value(stated.end(), number[1], "stated", "date", "year")
        mark = g.hijri_mark.match(c.text, number.end())
        if mark or (1300 <= int(number[1]) <= 1500):
            end = mark.end() if mark else number.end()
            hijri = mark or _is_hijri(c, int(number[1]))
            return (
                Value(end, gregorian_of(int(number[1]), None, None), "stated", "date", "hijri.year") if hijri else None
            )
        return Value(number.end(), number[1], "stated", "date", "year")
    word = found.group(1)
    new = _NEW.match(c.text, pos) if word in ("العام", "السنه") else None
    if new:
        return Value(new.end(), edtf := _new_year(c), "anchored" if edtf else "open", "date", "year.new")
    mod = g.mod.match(c.text, pos - 1)
    if mod and word in ("العام", "للعام", "السنه", "للسنه"):
        if mod.group(1) == "الاخير":
            return Value(mod.end(), None, "open", "date", "year.last")
        beside = _YEAR_BESIDE.match(c.text, mod.end())
        if printed := _hijri_beside(c, g, mod.end()):
            return printed
        if beside:  # `موازنة العام المقبل 2013`, `العام الماضي (2024)`
            return Value(beside.end(), beside[1] or beside[2], "stated", "date", "year")
        return _this(c, "العام", g.mods[mod.group(1)], mod.end(), "year.relative")
    return None


def _hijri_beside(c: Context, g: Grammar, at: int) -> Value | None:
    """The Hijri year that is printed behind `هذا العام` or `العام الماضي`, in a text of the Gregorian calendar."""
    if c.text.startswith(" ", at) and (two := two_hijri_years(c, g, at + 1)):
        return two
    found = _HIJRI_BESIDE.match(c.text, at)
    return (
        Value(found.end(), gregorian_of(int(found[1]), None, None), "stated", "date", "hijri.year") if found else None
    )


def _is_hijri(c: Context, year: int) -> bool:
    """True for `عام 1430` in a text of 2015: a year of the last decades by the other calendar."""
    if c.anchor.year is None:
        return False
    today = (c.anchor.year - 622) * 33 // 32
    return today - _LIVED <= year <= today + 2


_LIVED = 70  # years that news look back
_HIJRI_WORD = re.compile("(?:الهجري|الهجريه)(?: الجديد| الجديده)?(?= )")
# what follows is no noun that the number counts: `العام الماضي 1446 في مكة`, not `العام الماضي 1446 طالبة`
_HIJRI_BESIDE = re.compile(
    r" \(?(1[345][0-9]{2})\)?(?![0-9%]|[ء-ي]| (?!(?:في|من|الي|على|عن|مع|التي|الذي|قد|حيث|كان|كانت) )[ء-ي])"
)
_HIJRI_NUMBER = re.compile("(?:الهجري|الهجريه) (1[345][0-9]{2})(?![0-9])")
_NEW = re.compile("(?:الجديد|الجديده|الميلادي الجديد|الميلاديه الجديده)" + END)


def _new_year(c: Context) -> str | None:
    """`العام الجديد`: the coming one at the end of a year, this one at its beginning."""
    year, month = c.anchor.year, c.anchor.month
    if year is None or month is None or 3 < month < 10:
        return None
    return valid(f"{year + (month >= 10):04}")


_SPECIAL = re.compile(
    "(?:المالي|الماليه|الدراسي|الدراسيه|الجامعي|الجامعيه|الاكاديمي|الاكاديميه|القضائي|القضائيه)" + END
)
_TWO_YEARS = re.compile(r" ?\(? ?((?:19|20)[0-9]{2}) {0,2}[-–—/] {0,2}((?:19|20)?[0-9]{2})(?![0-9%])")
_ONE_YEAR = re.compile(r" ((?:19|20)[0-9]{2})(?![0-9%])")


def _special_year(c: Context, g: Grammar, end: int) -> Value | None:
    """`السنة المالية 2024-2025`, `العام الدراسي المقبل`: no calendar year, so only what is printed counts."""
    span = two_years(c, end)
    if span:
        return span
    one = _ONE_YEAR.match(c.text, end)
    if one:
        return Value(one.end(), one[1], "stated", "date", "year.special")
    mod = g.mod.match(c.text, end)
    return Value(mod.end(), None, "open", "date", "year.special") if mod else None


def two_years(c: Context, at: int) -> Value | None:
    """`2024-2025`, `2024/25`: two years that follow each other; `2013/2012` is one such, printed from right to left."""
    found = _TWO_YEARS.match(c.text, at)
    if not found:
        return None
    first = int(found[1])
    last = int(found[2]) if len(found[2]) == 4 else first // 100 * 100 + int(found[2])
    if last == first - 1 and len(found[2]) == 4:
        first, last = last, first
    return Value(found.end(), f"{first}/{last}", "stated", "date", "years.range") if last == first + 1 else None


def read_near(c: Context, g: Grammar, at: int) -> Value | None:
    """`هذا الشهر`, `هذا المساء`, `الشهر الماضي`, `الأسبوع المقبل`, `الموسم الحالي`, `شهر يوليو`."""
    found = _NEAR.match(c.text, at)
    if not found:
        part = _THIS_PART.match(c.text, at)
        today = c.anchor.day
        basis: Basis = "anchored" if today else "open"
        return Value(part.end(), today.isoformat() if today else None, basis, "date", "deictic") if part else None
    this, word = found[1], found[2]
    mod = g.mod.match(c.text, found.end())
    if before := BEFORE_LAST.match(c.text, found.end()):
        return _this(c, word, -2, before.end(), "relative.twice")
    if this:
        if word in ("شهر", "عام", "اسبوع"):
            return None
        if word in ("العام", "السنه") and (hijri := _hijri_beside(c, g, found.end())):
            return hijri
        return _this(c, word, 0, mod.end() if mod and g.mods[mod.group(1)] == 0 else found.end(), "this")
    if word in ("الموسم", "للموسم"):
        years = two_years(c, mod.end() if mod else found.end())
        if years:
            return years
    if mod and word != "شهر":
        if mod.group(1) == "الاخير":
            return None
        return _this(c, word, g.mods[mod.group(1)], mod.end(), "relative")
    if word == "شهر":
        month = month_at(c, g, found.end() + 1)
        if month:
            value = resolve(c, g, at, month[1], [], False, month[0], None, "month")
            return Value(value.end, value.edtf, value.basis, "date", value.rule) if value else None
        return read_hijri(c, g, found.end() + 1)
    return None


_THIS_PART = re.compile(f"(?:هذا (?:المساء|الصباح)|هذه الليله){END}")
_NEAR = re.compile(f"(?:(هذا|هذه) )?(?:ل)?(الشهر|للشهر|شهر|الاسبوع|للاسبوع|الموسم|للموسم|العام|السنه){END}")


def _this(c: Context, word: str, step: int, end: int, rule: str) -> Value:
    word = word.replace("لل", "ال", 1) if word.startswith("لل") else word
    edtf: str | None = None
    if abs(step) == AFTER and rule != "relative.twice":
        return Value(end, None, "open", "date", f"{rule}.other")
    if word in ("العام", "السنه"):
        edtf = valid(f"{c.anchor.year + step:04}") if c.anchor.year else None
    elif word == "الشهر":
        edtf = month_shift(c.anchor, step)
    elif word == "الاسبوع":
        edtf = _week(c, step)
    # A season of a league is longer than a year.
    return Value(end, edtf, "anchored" if edtf else "open", "date", f"{rule}.{_WORD_RULES.get(word, 'other')}")


def _week(c: Context, step: int) -> str | None:
    """The week of ISO 8601, Monday to Sunday, so many from the article's own.

    Where weeks begin on Saturday or Sunday it is the same week but for its edges, unless the article is of one of these
    days: then it is another week altogether, and none is chosen.
    """
    today = c.anchor.day
    if today is None or today.isoweekday() > 5:
        return None
    monday = shift(today, 7 * step + 1 - today.isoweekday())
    sunday = shift(monday, 6) if monday else None
    return f"{monday.isoformat()}/{sunday.isoformat()}" if monday and sunday else None


_WORD_RULES = {"العام": "year", "السنه": "year", "الشهر": "month", "الاسبوع": "week", "الموسم": "season"}


def read_bare_year(c: Context, g: Grammar, at: int) -> Value | None:
    """`2026-2030`, `في 2024`: a year alone only after a word that asks for one."""
    if word_before(c, at).removeprefix("و") in _SEASONS and (league := two_years(c, at) or two_hijri_years(c, g, at)):
        return league  # `موسم 2014/15`, `موازنة 2012/2013`
    if word_before(c, at).removeprefix("و") in g.before_year and (listed := years_listed(c, at, commas=False)):
        return listed
    span = YEAR_RANGE.match(c.text, at)
    if span:
        before = word_before(c, at)
        if COUNTED.match(c.text, span.end()):
            return None  # `من 2000 إلى 2020 مشاركا`
        if "و" not in span.group() or before in ("بين", "عامي", "عام", "العامين"):
            value = interval(span, at, "years.range", listed=before != "بين")
            if value:
                return value
    found = BARE_YEAR.match(c.text, at)
    if not found:
        return _hijri_year(c, g, at)
    end = found.end()
    before = word_before(c, at)
    before = before[1:] if len(before) > 2 and before[0] in "وف" and before[1:] in g.before_year else before
    marked = g.gregorian_mark.match(c.text, end)
    bracketed = c.text[at - 1 : at] == "(" and c.text[end : end + 1] == ")"
    if not (before in g.before_year or marked or bracketed or c.text[at - 2 : at] == " ب"):
        return None
    if g.unit.match(c.text, end + 1) or g.hijri_mark.match(c.text, end) or COUNTED.match(c.text, end):
        return None
    return Value(marked.end() if marked else end, found[1], "stated", "date", "year.bare")


_SEASONS = (
    "موسم", "الموسم", "بموسم", "لموسم", "للموسم", "الرياضي", "الكروي", "موازنه", "الموازنه", "ميزانيه", "الميزانيه"
)  # fmt: skip


def _hijri_year(c: Context, g: Grammar, at: int) -> Value | None:
    """`منذ 1419هـ`: the mark alone makes it a year."""
    number = _HIJRI.match(c.text, at)
    mark = g.hijri_mark.match(c.text, number.end()) if number else None
    if not number or not mark:
        return None
    return Value(mark.end(), gregorian_of(int(number.group()), None, None), "stated", "date", "hijri.year")


_HIJRI = re.compile("1[345][0-9]{2}(?![0-9])")
