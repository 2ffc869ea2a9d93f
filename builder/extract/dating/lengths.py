"""Durations, repeats, and stretches counted back from the article's day."""

from __future__ import annotations

import re

from msgspec import Struct

from builder.extract.dating.context import Anchor, Context, Value, month_shift, shift, valid, word_after, word_before
from builder.extract.timewords import END, PLURALS, Grammar

_HALF = re.compile(r" و(?:ال)?نصف(?: (?:ال)?([ء-ي]{3,6}))?" + END)

_ONE = re.compile(" (?:واحد|واحده)" + END)

_ONLY = re.compile(" فقط" + END)

_RECENT = re.compile(" (?:الماضي|الماضيه|الاخيره|المقبله|القادمه|الفائته|المنصرمه)" + END)


class Length(Struct, frozen=True):
    """A counted stretch of time: ISO period (None for seasons, which have none), unit letter, count, end; plain: neither
    counted nor dual.
    """

    period: str | None
    unit: str
    count: int
    end: int
    plain: bool = False


_LATELY = re.compile(
    f"({'|'.join(PLURALS)})(?: ال ?([0-9]{{1,3}}|[ء-ي]{{2,6}}(?: وال[ء-ي]{{5,7}})?))? (?:الماضي|الاخير|المقبل|القادم|الفايت|المنصرم)(?:ه|ين|تين){END}"
)


def read_lately(c: Context, g: Grammar, at: int) -> Value | None:
    """`الأيام الثلاثة الماضية`, `العامين الماضيين`: counted stretches that end or begin with the article's day."""
    found = _LATELY.match(c.text, at)
    if not found:
        return None
    unit = PLURALS[found[1]]
    if unit[-1] == "2":
        return Value(found.end(), _period(2, unit[:-1]), "stated", "duration", "duration.lately")
    printed = (found[2] or "").replace(" وال", " و")
    count = int(printed) if printed[:1].isdigit() else _count_of(printed, g)
    return Value(found.end(), _period(count, unit), "stated", "duration", "duration.lately") if count else None


def _period(count: int, unit: str, extra: str = "") -> str | None:
    if unit == "-":
        return None
    return f"PT{count}{unit[1]}{extra}" if unit.startswith("T") else f"P{count}{unit}{extra}"


def counted(c: Context, g: Grammar, at: int) -> Length | None:
    """`ثلاثة أيام`, `24 ساعة`, `شهر ونصف الشهر`, `عامين`."""
    text = c.text
    digits = _DIGITS.match(text, at)
    count: int | None = None
    pos = at
    if digits:
        count, pos = int(digits[1]), digits.end()
    else:
        words = g.number.match(text, at)
        if words and not g.unit.match(text, at):
            count, pos = _count_of(words.group(1), g), words.end()
    unit = g.unit.match(text, pos)
    if not unit:
        return _long(c, g, pos, count)
    letter, form = g.units[unit.group(1)]
    end = unit.end()
    plain = False
    if count is None:
        if form == 0:
            return None
        count = form
        one = _ONE.match(text, end) if form == 1 else None
        end = one.end() if one else end
        plain = form == 1 and one is None
    half = _HALF.match(text, end)
    extra = ""
    if half and letter in _HALVES:
        extra = _HALVES[letter]
        end = half.end() if half[1] is None or half[1] in _UNIT_WORDS else end + half.group().index("نصف") + 3
        plain = False
    if count == 0:
        return None
    return Length(_period(count, letter, extra), letter, count, end, plain)


_DIGITS = re.compile("([0-9]{1,3}) ?")


def _long(c: Context, g: Grammar, pos: int, count: int | None) -> Length | None:
    """`عقدين`, `ثلاثة عقود`, `قرن`: years by tens and hundreds."""
    unit = g.long_unit.match(c.text, pos)
    if not unit:
        return None
    years, form = g.long_units[unit.group(1)]
    if count is None and form == 0:
        return None
    count = (count or form) * years
    return Length(_period(count, "Y"), "Y", count, unit.end(), True)


_HALVES = {"Y": "6M", "M": "15D", "TH": "30M", "D": "T12H", "-": ""}

_UNIT_WORDS = frozenset(["شهر", "عام", "سنه", "ساعه", "يوم", "اسبوع"])


def _count_of(words: str, g: Grammar) -> int | None:
    if words in g.numbers:
        return g.numbers[words]
    one, _, ten = words.partition(" و")
    return g.numbers.get(one, 0) + g.numbers.get(ten, 0) or None


def read_counted(c: Context, g: Grammar, at: int) -> Value | None:
    """`ثلاثة أيام`, `24 ساعة`, `شهر ونصف الشهر`, `عامين`, `لمدة شهر`: a duration, unless it is somebody's age."""
    length = _fraction(c, at) or counted(c, g, at)
    if length is None or (length.plain and not _lasts(c, g, at, length)):
        return None
    if _is_age(c, g, at, length):
        return None
    after = word_after(c, length.end)
    before = word_before(c, at)
    if after in ("ضوييه", "ضوييا") or before in ("العدد", "رقم", "الماده") or _of_hundreds(c, g, at):
        return None
    if _CLOCK.search(c.text, max(0, at - 24), at):
        return None
    if before.endswith("ين") and c.text.startswith("عامين", at) and before not in _LASTING:
        return None  # `مديرين عامين`
    recent = _RECENT.match(c.text, length.end)
    return Value(recent.end() if recent else length.end, length.period, "stated", "duration", "duration")


_CLOCK = re.compile("(?:ال)?ساعه (?:ال[ء-ي]{4,8}|[0-9]{1,2}) و ?$")  # `الساعة التاسعة و53 دقيقة` is a time of day
_LASTING = frozenset(("حين", "بين", "الاثنين", "الاخيرين", "الماضيين"))
_FRACTION = re.compile("(نصف|ربع) (ساعه|عام|سنه|قرن|الساعه)" + END)
_FRACTIONS = {
    ("نصف", "ساعه"): "PT30M", ("ربع", "ساعه"): "PT15M", ("نصف", "عام"): "P6M", ("نصف", "سنه"): "P6M",
    ("ربع", "عام"): "P3M", ("ربع", "سنه"): "P3M", ("نصف", "قرن"): "P50Y", ("ربع", "قرن"): "P25Y",
    ("نصف", "الساعه"): "PT30M", ("ربع", "الساعه"): "PT15M",
}  # fmt: skip


def _fraction(c: Context, at: int) -> Length | None:
    """`نصف ساعة`, `ربع قرن`."""
    found = _FRACTION.match(c.text, at)
    return Length(_FRACTIONS[found[1], found[2]], "", 1, found.end()) if found else None


def _lasts(c: Context, g: Grammar, at: int, length: Length) -> bool:
    """True where a unit that is not counted is a length: `مدة شهر`, `سنة إضافية`, not `شهر مارس`, `يوم الجمعة`."""
    after = word_after(c, length.end)
    if after in g.lasted:
        return True
    if after[:2] == "ال" or after[:1].isdigit() or after in g.months or after in g.hijris or length.unit == "D":
        return False
    if g.month.match(c.text, length.end + 1) or g.hijri.match(c.text, length.end + 1):
        return False
    before = word_before(c, at)
    if length.unit == "-":
        return before in ("لمده", "مده")  # `خلال موسم الأمطار` is no length
    if c.text[at - 1 : at] == "ل" and length.unit in ("M", "W"):
        return after in ("", "من", "في", "علي", "عن", "بعد", "بسبب")
    if before in g.lasting or (before[:1] in "وف" and before[1:] in g.lasting):
        return True
    return before == "من" and c.text[max(c.line_start, at - len("اكثر من ")) : at].endswith(("اقل من ", "اكثر من "))


def _is_named(c: Context, g: Grammar, length: Length) -> bool:
    pos = length.end + 1
    named = g.month.match(c.text, pos) or g.hijri.match(c.text, pos) or g.season.match(c.text, pos)
    return named is not None or length.unit == "-" or word_after(c, length.end)[:1].isdigit()


def _of_hundreds(c: Context, g: Grammar, at: int) -> bool:
    """True for the end of `مئة وعشرين يوماً`, whose beginning is no number we count with, and of an age."""
    before = word_before(c, at - 1) if c.text[at - 1 : at] == "و" else ""
    return before in _HUNDREDS or before in g.numbers


_HUNDREDS = ("ميه", "مايه", "مئه", "مائه", "ميتين", "مئتين", "الف", "الاف", "ثلاثميه", "ثلاثمئه", "خمسميه", "خمسمئه")


def _is_age(c: Context, g: Grammar, at: int, length: Length) -> bool:
    if length.unit != "Y":
        return False
    if g.age.search(c.text, max(c.line_start, at - 25), at):
        return True
    if word_before(c, at) == "عن" and not length.plain:
        return True  # توفي عن 81 عاماً
    before, after = c.text[max(c.line_start, at - 2) : at].strip(" "), c.text[length.end : length.end + 2].strip(" ")
    if before[-1:] in "(،,-–" and before and after[:1] in ")،,-–" and after:
        return True
    return c.text.startswith((" من العمر", " من عمره", " من عمرها"), length.end)


def read_ago(c: Context, g: Grammar, at: int) -> Value | None:
    """`قبل شهر واحد فقط`, `قبل ثلاثة أيام` count back from the article's day; `بعد` with من gives only the duration."""
    word = "قبل" if c.text.startswith("قبل ", at) else "بعد" if c.text.startswith("بعد ", at) else None
    if word is None or (word == "بعد" and word_before(c, at) in ("علي", "وعلي")):
        return None  # على بعد: at a distance of
    about = re.compile(r"(?:نحو |حوالي )?").match(c.text, at + 4)
    start = about.end() if about else at + 4
    length = counted(c, g, start)
    if length is None:
        return None
    if length.plain and _is_named(c, g, length):
        return None  # `قبل عام 2011`, `قبل شهر رمضان`: the year or month that has this name
    if word_after(c, length.end) in ("من", "علي") or (word == "بعد" and not length.plain):
        if length.plain and (length.unit == "Y" and word_before(c, at) == "ما"):
            return None
        return Value(length.end, length.period, "stated", "duration", "duration", start)
    if word == "بعد":
        return None
    only = _ONLY.match(c.text, length.end)
    edtf = _before(c.anchor, length)
    return Value(only.end() if only else length.end, edtf, "anchored" if edtf else "open", "date", "ago")


def _before(anchor: Anchor, length: Length) -> str | None:
    """What lies so long before the article's day, no more precise than the unit that was counted in."""
    if length.unit == "D" and anchor.day:
        day = shift(anchor.day, -length.count)
        return day.isoformat() if day else None
    if length.unit == "W" and anchor.day and length.count < 3:
        day = shift(
            anchor.day, -7 * length.count
        )  # `قبل أسبوع`, `قبل أسبوعين` name the day; with more weeks they count
        return day.isoformat() if day else None
    if length.unit == "M" and length.period == f"P{length.count}M":
        return month_shift(anchor, -length.count)
    if length.unit == "Y" and anchor.year and length.period == f"P{length.count}Y":
        return valid(f"{anchor.year - length.count:04}")
    return None


# `كل أحد` alone is everybody.
_EVERY = re.compile(
    f"كل (?:(?:يوم|ليله|مساء|صباح) (?:ال)?احد|(?:(?:يوم|ليله|مساء|صباح) (?:ال)?)?(?:اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت)){END}"
)


def _is_wish(c: Context, end: int) -> bool:
    """True for `كل عام وأنتم بخير`."""
    return c.text.startswith((" وانت", " والجميع بخير", " والامه"), end)


_EVERY_FEW = re.compile("كل ")


def read_repeat(c: Context, g: Grammar, at: int) -> Value | None:
    """`كل يوم`, `سنوياً`, `كل خميس`, `كل ثلاثة أشهر`: a repeat."""
    week = _EVERY.match(c.text, at)
    if week:
        return Value(week.end(), "P1W", "stated", "set", "set.weekday")
    found = g.sets.match(c.text, at)
    if found:
        if word_before(c, at) in g.not_repeated or _is_wish(c, found.end()):
            return None
        return Value(found.end(), g.periods[found.group(1)], "stated", "set", "set")
    few = _EVERY_FEW.match(c.text, at)
    length = counted(c, g, few.end()) if few else None
    return Value(length.end, length.period, "stated", "set", "set.few") if length and not length.plain else None
