"""Weekdays and the days seen from the article's own: today, yesterday, tomorrow."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from builder.extract.dating.calendar import month_at, read_date, resolve
from builder.extract.dating.context import BEFORE_LAST, Context, Value, is_future, shift, valid, word_after, word_before
from builder.extract.dating.hijri import hijri_from
from builder.extract.timewords import AFTER, END, Grammar

_YOM = re.compile("(?:يومي|يومه|يوم|ايام|اليوم) ")

_GAP = re.compile(r"(?: {0,2}[,،(] {0,2}| {1,3}(?:الموافق[:]? |المصادف |في )?)")


def read_day(c: Context, g: Grammar, at: int) -> Value | None:
    """`مساء اليوم الأربعاء 2 يوليو 2025` and every part of it that can stand alone."""
    text = c.text
    pos = at
    deictic: int | None = None
    weekday: int | None = None
    found = g.part.match(text, pos)
    parted = found is not None and not g.deictic.match(text, pos)
    if found and parted:
        pos = found.end()
    body = pos  # where an expression without يوم begins
    said = g.deictic.match(text, pos)
    if said and _may_be_deictic(c, g, said, parted):
        deictic = g.deictics[said.group(1)]
        pos = said.end()
        if text.startswith(" يوم ", pos):
            pos += 4
        step = re.compile(" ?[،,(]? ?").match(text, pos)
        pos_day = step.end() if step else pos
    else:
        pos_day = pos
        named = _YOM.match(text, pos)
        if named:
            pos_day = named.end()
    day = g.weekday.match(text, pos_day)
    if day and not (deictic is None and pos_day == at and _is_no_weekday(c, g, at, day.group(1))):
        weekday = g.weekdays[day.group(1)]
        pos = day.end()
        if text[pos_day - 1] == "(" and text[pos : pos + 1] == ")":
            pos += 1
    mod: int | None = None
    if weekday is not None and text.startswith(("يومي ", "ايام "), body):
        return _weekdays(c, g, at, pos, weekday)
    if weekday is not None and deictic is None and text.startswith(("ليله ", "ليل "), at):
        both = _night_between(c, g, at, pos, weekday)
        if both:
            return both
    if weekday is not None and deictic is None:
        nth = _nth_of_month(c, g, pos, weekday)
        if nth:
            return nth
        every = _OF_EVERY.match(text, pos)
        if every:
            return Value(every.end(), _OF_EVERY_PERIODS[every[1]], "stated", "set", "weekdays.set")
    if weekday is not None:
        said_mod = g.mod.match(text, pos)
        if said_mod:
            mod = g.mods[said_mod.group(1)]
            pos = said_mod.end()
        elif before := BEFORE_LAST.match(text, pos):
            mod, pos = _BEFORE_LAST, before.end()
    if weekday is not None or deictic is not None:
        gap = _GAP.match(text, pos)
        if gap:
            whole = read_date(c, g, gap.end(), weekday)
            if whole and whole.edtf is not None:
                end = whole.end
                if "(" in gap.group() and text[end : end + 1] == ")":
                    end += 1
                return Value(end, whole.edtf, whole.basis, "date", "weekday." + whole.rule)
        return _near_day(c, g, at, pos, deictic, weekday, mod)
    named = _YOM.match(text, body)
    if named:
        many = named.group() in ("يومي ", "ايام ")
        whole = read_date(c, g, named.end(), None)
        if whole:
            start = at if many or parted else named.end()
            return Value(whole.end, whole.edtf, whole.basis, whole.kind, whole.rule, start)
    if parted:
        whole = read_date(c, g, body, None)
        if whole:
            return whole
    return None


def _is_no_weekday(c: Context, g: Grammar, at: int, name: str) -> bool:
    """True for `بين الاثنين` (the two), `سوق الخميس`, `عدا الجمعة`."""
    before = word_before(c, at)
    return before in g.not_weekday_after or (name == "الاثنين" and before in ("بين", "وبين"))


def _night_between(c: Context, g: Grammar, at: int, pos: int, first: int) -> Value | None:
    """`ليلة الخميس الجمعة`, `ليلة الخميس - الجمعة`: the night from the one day to the next."""
    gap = _NIGHT_GAP.match(c.text, pos)
    other = g.weekday.match(c.text, gap.end()) if gap else None
    if not other or (g.weekdays[other.group(1)] - first) % 7 != 1:
        return None
    today = c.anchor.day
    begin = shift(today, -((today.isoweekday() - first - 1) % 7) - 1) if today and not is_future(c, g, at) else None
    close = shift(begin, 1) if begin else None
    edtf = f"{begin.isoformat()}/{close.isoformat()}" if begin and close else None
    return Value(other.end(), edtf, "anchored" if edtf else "open", "date", "weekdays.night")


_NIGHT_GAP = re.compile(" ?[-–/] ?| الي | ")


def _weekdays(c: Context, g: Grammar, at: int, pos: int, first: int) -> Value | None:
    """`يومي الثلاثاء والأربعاء`, `أيام السبت والأحد والاثنين`: a stretch where each day follows the other."""
    days = [first]
    while c.text.startswith(" و", pos):
        other = g.weekday.match(c.text, pos + 2)
        if not other:
            break
        days.append(g.weekdays[other.group(1)])
        pos = other.end()
    every = _OF_EVERY.match(c.text, pos)
    if every:
        return Value(every.end(), _OF_EVERY_PERIODS[every[1]], "stated", "set", "weekdays.set")
    if len(days) == 1:
        return Value(pos, "P1W", "stated", "set", "weekdays.set") if c.text.startswith("ايام ", at) else None
    mod = _BOTH.match(c.text, pos)
    end = mod.end() if mod else pos
    today = c.anchor.day
    length = len(days) - 1
    if today is None or any((b - a) % 7 != 1 for a, b in pairwise(days)):
        return Value(end, None, "open", "date", "weekdays")
    if (mod and mod[1].startswith(("المقبل", "القادم"))) or (not mod and is_future(c, g, at)):
        begin = shift(today, (first - today.isoweekday()) % 7)
    else:
        begin = shift(today, -((today.isoweekday() - days[-1]) % 7) - length)
    close = shift(begin, length) if begin else None
    edtf = f"{begin.isoformat()}/{close.isoformat()}" if begin and close else None
    return Value(end, edtf, "anchored" if edtf else "open", "date", "weekdays")


_OF_EVERY = re.compile(f" من كل (اسبوع|شهر|عام|سنه){END}")
_OF_EVERY_PERIODS = {"اسبوع": "P1W", "شهر": "P1M", "عام": "P1Y", "سنه": "P1Y"}


def _nth_of_month(c: Context, g: Grammar, pos: int, weekday: int) -> Value | None:
    """`الأحد الأول من سبتمبر 2024`: that day of the month where it is such a weekday, else the first such weekday."""
    ordinal = g.ordinal.match(c.text, pos + 1) if c.text.startswith(" ", pos) else None
    if not ordinal or "من " not in ordinal.group():
        return None
    number = g.ordinals[ordinal.group(1)]
    month = month_at(c, g, ordinal.end())
    if month is None:
        return hijri_from(c, g, ordinal.end(), number, weekday) if number <= 30 else None
    whole = resolve(c, g, pos, month[1], [], False, month[0], None, "weekday.nth")
    if whole is None:
        return None
    edtf = whole.edtf
    if edtf is None or len(edtf) != 7 or edtf.startswith("XXXX"):
        return Value(whole.end, None, "open", "date", "weekday.nth")
    there = valid(f"{edtf}-{number:02}")
    if there is None or date.fromisoformat(there).isoweekday() != weekday:
        first = date.fromisoformat(f"{edtf}-01")
        there = valid(f"{edtf}-{1 + (weekday - first.isoweekday()) % 7 + 7 * (number - 1):02}") if number <= 5 else None
    return Value(whole.end, there, whole.basis if there else "open", "date", "weekday.nth")


_BOTH = re.compile(" (الماضيين|المقبلين|القادمين|الفايتين|الماضيه|المقبله|القادمه)" + END)


def _may_be_deictic(c: Context, g: Grammar, said: re.Match[str], parted: bool) -> bool:
    word = said.group(1)
    if _IN_TITLE.search(c.text, max(0, said.start() - _TITLE_REACH), said.start()):
        return False  # `ندوة بعنوان "الصحافة اليوم: واقع وآفاق"`
    if word == "الليله" and word_after(c, said.end()) == "الفاصله":
        return False
    if word == "امس" and c.text[said.start() - 1 : said.start()] == "ل":
        return False  # `لامس الذهب أعلى مستوى`
    if word == "الغد":
        quoted = c.text[said.start() - 1 : said.start()] == c.text[said.end() : said.end() + 1] == '"'
        before = word_before(c, said.start())
        return not quoted and before not in g.not_tomorrow_after and word_after(c, said.end()) not in g.not_tomorrow
    if word != "اليوم":
        named = word_after(c, said.end()) in g.weekdays  # `غد الثلاثاء`
        return word != "غد" or parted or named or word_before(c, said.start()) in ("بعد", "يوم")
    if word_after(c, said.end()) in g.not_today:
        return False
    before = c.text[said.start() - 1 : said.start()]
    if before == '"' or (c.text[said.end() : said.end() + 1] == '"' and before != " "):
        return False
    if g.weekday.match(c.text, said.end() + 1) or parted:
        return True
    previous = word_before(c, said.start())
    return previous not in g.not_today_after and previous not in ("في", "هذا")


_TITLE_REACH = 80  # letters from the word before a title to a day in it
_IN_TITLE = re.compile(
    "(?:عنوان|موضوع|شعار|محور|ندوه|كتاب|روايه|مسرحيه|فيلم|مسلسل|برنامج|صحيفه|جريده|مجله|موقع|قناه)(?:ها|ه)?:? "
    '["«“][^"«»“”\n]*$'
)


def _near_day(
    c: Context, g: Grammar, at: int, end: int, deictic: int | None, weekday: int | None, mod: int | None
) -> Value | None:
    today = c.anchor.day
    rule = "deictic" if deictic is not None else "weekday"
    if weekday is not None and deictic is None and abs(mod or 0) == AFTER:
        return _beside(c, end, weekday, mod == AFTER)
    if today is None:
        return Value(end, None, "open", "date", rule)
    if deictic is not None:
        day = shift(today, deictic)
        if day is not None and weekday is not None and day.isoweekday() != weekday:
            # `أمس الخميس` on a Sunday: the words contradict the article's day, so they decide nothing.
            return Value(end, None, "open", "date", "deictic.contradiction")
    else:
        assert weekday is not None
        back = (today.isoweekday() - weekday) % 7
        ahead = (weekday - today.isoweekday()) % 7
        if mod in (-1, _BEFORE_LAST):
            day = shift(today, -(back or 7) - 7 * (mod == _BEFORE_LAST))
        elif mod == 1:
            day = shift(today, ahead or 7)
        elif is_future(c, g, at) or word_before(c, at) in _DEADLINE:
            day = shift(today, ahead)
        else:
            day = shift(today, -back)
    return Value(end, day.isoformat() if day else None, "anchored" if day else "open", "date", rule)


_BEFORE_LAST = -9  # no step of the tables
_DEADLINE = ("قبل", "بحلول")  # `تسلم الوثائق قبل الخميس`


def _beside(c: Context, end: int, weekday: int, after: bool) -> Value:
    """`الأحد التالي`: the first such day after, or before, the one named last."""
    known = date.fromisoformat(c.last_day[0]) if c.last_day else None
    if known is None:
        return Value(end, None, "open", "date", "weekday.beside")
    days = (weekday - known.isoweekday()) % 7 or 7 if after else -((known.isoweekday() - weekday) % 7 or 7)
    day = shift(known, days)
    return Value(end, day.isoformat() if day else None, "inferred" if day else "open", "date", "weekday.beside")
