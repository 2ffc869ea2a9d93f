"""Time expressions of the article and what they mean, as precisely as the text allows and no more.

One pass over the words finds those that can begin an expression; a small reader then runs at that place only. All
matching is on the folded text (builder/text/folding.py), so the tables are folded too.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from builder.extract.timewords import END, PLURALS, Grammar, grammar
from builder.model import Basis, DateMention, Line
from builder.text.edtf import parse_edtf
from builder.text.folding import Folded, fold

Kind = Literal["date", "duration", "set"]
DATED_LABELS = frozenset(["body", "title", "standfirst", "heading"])
# A bare day and month this far ahead of the article's day can still be an announcement.
AHEAD = 60
_TOKEN = re.compile("[ء-ي]+|[0-9]+")
_ARABIC = re.compile("[ء-ي]")
_DIGIT = re.compile("[0-9]")


class _Anchor(Struct, frozen=True):
    """The article's day as far as it is known."""

    year: int | None = None
    month: int | None = None
    day: date | None = None


class _Value(Struct, frozen=True):
    """What was read at one place: folded end, EDTF or None, basis, kind, rule; start where the span begins later."""

    end: int
    edtf: str | None
    basis: Basis
    kind: Kind
    rule: str
    start: int | None = None


class _Context(Struct):
    """The folded text, the article's day, and what the expressions before this one on the same line settled."""

    text: str
    anchor: _Anchor
    line_start: int = 0
    line_end: int = 0
    last_edtf: str | None = None


def find_dates(text: str, lines: tuple[Line, ...], published: str | None) -> tuple[DateMention, ...]:
    """Every time expression of title, standfirst, headings and body; relative ones resolved against `published`.

    published: EDTF of the day (or month, or year) of publication. Without it `الأربعاء` stays open and `11 يوليو`
    is `XXXX-07-11`.
    """
    return _find(text, lines, published)


@lru_cache(maxsize=4)  # the solver asks the same question as the stage
def _find(text: str, lines: tuple[Line, ...], published: str | None) -> tuple[DateMention, ...]:
    folded = fold(text)
    out: list[DateMention] = []
    context = _Context(folded.text, _anchor(published))
    for line in lines:
        if line.label in DATED_LABELS:
            start, end = folded.folded_at(line.start), folded.folded_at(line.end)
            for at, value in _scan(context, start, end):
                out.append(_mention(text, folded, at, value))
    return tuple(out)


def stated_dates(words: str) -> tuple[str, ...]:
    """EDTF of the absolute dates in a short line such as a date line, in order."""
    folded = fold(words)
    context = _Context(folded.text, _Anchor())
    found = (value for _, value in _scan(context, 0, len(folded.text)))
    return tuple(v.edtf for v in found if v.edtf and v.kind == "date")


def speaks_of_future(words: str) -> bool:
    """True where the clause that `words` end in is about what is to come."""
    folded = fold(words).text
    return _is_future(_Context(folded, _Anchor(), 0, len(folded)), grammar(), len(folded))


def _mention(text: str, folded: Folded, at: int, value: _Value) -> DateMention:
    start = folded.source_at(at)
    # The last letter's own harakat belong to the word.
    end = folded.source_at(value.end) if value.end < len(folded.text) else len(text)
    end = max(end, start + 1)
    exact = text[start:end]
    trimmed = exact.rstrip(" \t\u00a0\u200e\u200f\u200b\n")
    # A printed date that its calendar does not have states nothing.
    basis = "open" if value.edtf is None else value.basis
    return DateMention(trimmed, start, value.edtf, basis, value.kind, value.rule)


def _anchor(published: str | None) -> _Anchor:
    if not published or "/" in published:
        return _Anchor()
    try:
        parsed = parse_edtf(published)
    except ValueError:
        return _Anchor()
    if parsed.earliest is None or parsed.uncertain:
        return _Anchor()
    first = date.fromisoformat(parsed.earliest)
    if parsed.precision == "day":
        return _Anchor(first.year, first.month, first)
    return _Anchor(first.year, first.month if parsed.precision == "month" else None)


# ---- the scan -------------------------------------------------------------------------------------------------------


def _scan(context: _Context, start: int, end: int) -> list[tuple[int, _Value]]:
    words = grammar()
    context.line_start, context.line_end, context.last_edtf = start, end, None
    out: list[tuple[int, _Value]] = []
    done = start
    triggers = words.triggers
    text = context.text
    at = start
    for word in _trigger_words(text[start:end], triggers):
        kind, prefix = triggers.get(word, _DIGITS_READ)
        # Most words begin nothing; only for the few that do is it worth knowing where they stand.
        at = _place(text, word, at, end)
        if at < done:
            at += len(word)
            continue
        value = _read(kind, context, words, at + prefix)
        if value is None and prefix and kind != "number":
            value = _read(kind, context, words, at)
            prefix = 0 if value else prefix
        begin = value.start if value is not None and value.start is not None else at + prefix
        at += len(word)
        if value is not None and value.end <= end:
            if begin < done or value.end <= begin:
                continue
            out.append((begin, value))
            done = value.end
            if value.kind == "date" and value.edtf:
                context.last_edtf = value.edtf
    return out


_DIGITS_READ = ("number", 0)
_MARKS = '،.:؛"()/-؟!'


def _trigger_words(words: str, triggers: dict[str, tuple[str, int]]) -> list[str]:
    """The words that can begin an expression, and all numbers, in order; a split is five times cheaper than a regex."""
    for mark in _MARKS:
        if mark in words:
            words = words.replace(mark, " ")
    odd = not words.replace(" ", "").isalnum()
    found = [w for w in words.split() if w in triggers or w[-1] < ":" or w[0] < ":" or (odd and not w.isalnum())]
    out: list[str] = []
    for word in found:
        if word in triggers:
            out.append(word)
        else:
            out.extend(w for w in _TOKEN.findall(word) if w < ":" or w in triggers)
    return out


def _place(text: str, word: str, at: int, end: int) -> int:
    """Where the token `word` stands next, not inside a longer one."""
    inside = _ARABIC if word[0] > "9" else _DIGIT
    while True:
        at = text.find(word, at, end)
        after = at + len(word)
        if not (at and inside.match(text, at - 1)) and not (after < end and inside.match(text, after)):
            return at
        at = after


def _read(kind: str, c: _Context, g: Grammar, at: int) -> _Value | None:
    # Each kind tries its readers in order; the first that reads anything wins.
    for reader in _READERS[kind]:
        value = reader(c, g, at)
        if value is not None:
            return value
    return None


def _word_before(c: _Context, at: int) -> str:
    """The word before `at` on the same line, without punctuation between; empty where there is none."""
    text = c.text
    end = at
    while end > c.line_start and text[end - 1] in ' "(':
        end -= 1
    begin = end
    while begin > c.line_start and begin > end - 20 and _ARABIC.match(text[begin - 1]):
        begin -= 1
    return text[begin:end]


def _word_after(c: _Context, at: int) -> str:
    while at < c.line_end and c.text[at] == " ":
        at += 1
    found = _TOKEN.match(c.text, at, c.line_end)
    return found.group() if found else ""


def _is_future(c: _Context, g: Grammar, at: int) -> bool:
    """True where the clause before `at` speaks of what is to come: سيصل, سوف, من المقرر."""
    before = c.text[max(c.line_start, at - 200) : at]
    sentence = _SENTENCE_END.split(before)[-1]
    clauses = _CLAUSE_END.split(sentence)
    # `سيزور باريس الثلاثاء، ثم يتوجه إلى لندن الأربعاء`: the second clause leans on the first.
    first = len(clauses) - 1
    while first > 0 and clauses[first].split(" ", 2)[:2][-1] in _LEANING:
        first -= 1
    for word in " ".join(clauses[first:]).split():
        if (word[:1] in "وف" and word[1:] in g.future) or word in g.future:
            return True
        bare = word[1:] if word[:1] in "وف" and word[1:2] == "س" else word
        if len(bare) >= 4 and bare[0] == "س" and bare[1] in "يتن" and not bare.startswith(g.not_future):
            return True
    return False


_SENTENCE_END = re.compile("[.؛:;!؟]")
_CLAUSE_END = re.compile('[،,"]')
_LEANING = ("ثم", "حيث", "علي", "ومن", "قبل", "وبعدها", "وبعد", "ليصل", "ليلتقي")


# ---- days -----------------------------------------------------------------------------------------------------------

_YOM = re.compile("(?:يومي|يوم|اليوم) ")
_GAP = re.compile(r"(?: {0,2}[,،(] {0,2}| {1,3}(?:الموافق[:]? |المصادف |في )?)")
_NUMERIC = re.compile(r"([0-9]{1,4}) {0,2}([/.\-–\\]) {0,2}([0-9]{1,2}) {0,2}\2 {0,2}([0-9]{1,4})(?![0-9]|[.,/][0-9])")
_DAY_MONTH = re.compile(r"([0-9]{1,2}) ?/ ?([0-9]{1,2})(?![0-9/]|\.[0-9])")
_DAYS = re.compile(r"([0-9]{1,2})(?![0-9.,/%])")
_AND = re.compile(r" {0,2}(?:(و|,|،)|(-|–|—|/|الي|حتي|ولغايه|لغايه)) {0,2}(?:و|يوم )?([0-9]{1,2})(?![0-9])")
_OF = re.compile(r" {1,3}(?:من )?(?:شهر )?| {0,2}[-–/] ?| ?(?=[ء-ي])")
_YEAR = re.compile(
    r"(?: {0,3}[,،/-] {0,3}| {1,3}|(?<=[ء-ي])(?=[0-9]))(?:من )?(?:عام |سنه |العام )?([12][0-9]{3})(?![0-9%]|[.,/][0-9]| ?-[0-9])"
)
_OF_YEAR = re.compile(r" {1,3}(?:من )?(?:(هذا) )?(العام|السنه|عام)(?= )")
_SAME = re.compile(r" {1,3}(?:من )?(?:ال)?(عام|سنه|شهر) (?:نفسه|نفسها|ذاته|ذاتها)" + END)
_OF_MONTH = re.compile(r" {1,3}من (?:(هذا) )?(الشهر|شهر)(?= )")


def _day(c: _Context, g: Grammar, at: int) -> _Value | None:
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
    if day and not (day.group(1) == "الاثنين" and deictic is None and _word_before(c, at) in ("بين", "وبين")):
        weekday = g.weekdays[day.group(1)]
        pos = day.end()
        if text[pos_day - 1] == "(" and text[pos : pos + 1] == ")":
            pos += 1
    mod: int | None = None
    if weekday is not None and text.startswith("يومي ", body):
        other = g.weekday.match(text, pos + 2) if text.startswith(" و", pos) else None
        if other:
            return _two_weekdays(c, g, at, other.end(), weekday, g.weekdays[other.group(1)])
    if weekday is not None:
        said_mod = g.mod.match(text, pos)
        if said_mod:
            mod = g.mods[said_mod.group(1)]
            pos = said_mod.end()
    if weekday is not None or deictic is not None:
        gap = _GAP.match(text, pos)
        if gap:
            whole = _date(c, g, gap.end(), weekday, strict=True)
            if whole and whole.edtf is not None:
                end = whole.end
                if "(" in gap.group() and text[end : end + 1] == ")":
                    end += 1
                return _Value(end, whole.edtf, whole.basis, "date", "weekday." + whole.rule)
        return _near_day(c, g, at, pos, deictic, weekday, mod)
    named = _YOM.match(text, body)
    if named:
        many = named.group() == "يومي "
        whole = _date(c, g, named.end(), None, strict=False)
        if whole:
            start = at if many or parted else named.end()
            return _Value(whole.end, whole.edtf, whole.basis, whole.kind, whole.rule, start)
    if parted:
        whole = _date(c, g, body, None, strict=False)
        if whole:
            return whole
    return None


def _two_weekdays(c: _Context, g: Grammar, at: int, end: int, first: int, last: int) -> _Value:
    """`يومي الثلاثاء والأربعاء`: a stretch where one day follows the other."""
    mod = _BOTH.match(c.text, end)
    end = mod.end() if mod else end
    today = c.anchor.day
    if today is None or (last - first) % 7 != 1:
        return _Value(end, None, "open", "date", "weekdays")
    if (mod and mod[1] in ("المقبلين", "القادمين")) or (not mod and _is_future(c, g, at)):
        begin = _shift(today, (first - today.isoweekday()) % 7)
    else:
        begin = _shift(today, -((today.isoweekday() - last) % 7) - 1)
    close = _shift(begin, 1) if begin else None
    edtf = f"{begin.isoformat()}/{close.isoformat()}" if begin and close else None
    return _Value(end, edtf, "anchored" if edtf else "open", "date", "weekdays")


_BOTH = re.compile(" (الماضيين|المقبلين|القادمين|الفايتين)" + END)


def _may_be_deictic(c: _Context, g: Grammar, said: re.Match[str], parted: bool) -> bool:
    word = said.group(1)
    if word != "اليوم":
        return word != "غد" or parted or _word_before(c, said.start()) in ("بعد", "يوم")
    if _word_after(c, said.end()) in g.not_today:
        return False
    before = c.text[said.start() - 1 : said.start()]
    if before == '"' or (c.text[said.end() : said.end() + 1] == '"' and before != " "):
        return False
    if g.weekday.match(c.text, said.end() + 1) or parted:
        return True
    previous = _word_before(c, said.start())
    return previous not in g.not_today_after and previous not in ("في", "هذا")


def _near_day(
    c: _Context, g: Grammar, at: int, end: int, deictic: int | None, weekday: int | None, mod: int | None
) -> _Value | None:
    today = c.anchor.day
    rule = "deictic" if deictic is not None else "weekday"
    if today is None:
        return _Value(end, None, "open", "date", rule)
    if deictic is not None:
        day = _shift(today, deictic)
        if day is not None and weekday is not None and day.isoweekday() != weekday:
            # `أمس الخميس` on a Sunday: the words contradict the article's day, so they decide nothing.
            return _Value(end, None, "open", "date", "deictic.contradiction")
    else:
        assert weekday is not None
        back = (today.isoweekday() - weekday) % 7
        ahead = (weekday - today.isoweekday()) % 7
        if mod == -1:
            day = _shift(today, -(back or 7))
        elif mod == 1:
            day = _shift(today, ahead or 7)
        elif _is_future(c, g, at):
            day = _shift(today, ahead)
        else:
            day = _shift(today, -back)
    return _Value(end, day.isoformat() if day else None, "anchored" if day else "open", "date", rule)


def _shift(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


# ---- day, month, year -----------------------------------------------------------------------------------------------


def _date(c: _Context, g: Grammar, at: int, weekday: int | None, strict: bool) -> _Value | None:
    return _numeric(c, g, at, weekday) or _listed(c, g, at, weekday) or _hijri_day(c, g, at) or _of_month(c, g, at)


def _number(c: _Context, g: Grammar, at: int) -> _Value | None:
    """Readers that begin at a digit."""
    if at > c.line_start and c.text[at - 1] in ".,/-–+_#" and at - 2 >= c.line_start and c.text[at - 2].isdigit():
        return None
    return (
        _from(c, g, at) or _numeric(c, g, at, None) or _listed(c, g, at, None) or _hijri_day(c, g, at)
        or _of_month(c, g, at) or _bare_year(c, g, at) or _counted(c, g, at)
    )  # fmt: skip


def _numeric(c: _Context, g: Grammar, at: int, weekday: int | None) -> _Value | None:
    found = _NUMERIC.match(c.text, at)
    if not found:
        if weekday is not None or _word_before(c, at) in ("يوم", "بتاريخ"):
            short = _DAY_MONTH.match(c.text, at)
            if short and 1 <= int(short[2]) <= 12 and 1 <= int(short[1]) <= 31:
                return _resolve(c, g, at, short.end(), [int(short[1])], False, int(short[2]), weekday, "numeric")
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
        return _Value(mark.end() if mark else end, _from_hijri(year, month, day), "stated", "date", "hijri.numeric")
    if not 1000 <= year <= 2999:
        return None
    mark = g.gregorian_mark.match(c.text, end)
    edtf = _valid(f"{year:04}-{month:02}-{day:02}")
    if edtf is None:
        return None
    return _Value(mark.end() if mark else end, edtf, "stated", "date", "numeric")


def _listed(c: _Context, g: Grammar, at: int, weekday: int | None) -> _Value | None:
    """`11 يوليو`, `10 و11 يوليو/تموز 2025`, `من 11 إلى 13 يوليو` (without its من)."""
    first = _DAYS.match(c.text, at)
    if not first:
        return None
    days = [int(first[1])]
    pos = first.end()
    ranged = False
    for _ in range(4):
        step = _AND.match(c.text, pos)
        if not step:
            break
        days.append(int(step[3]))
        ranged = ranged or step[2] is not None
        pos = step.end()
    if not all(1 <= d <= 31 for d in days):
        return None
    of = _OF.match(c.text, pos)
    if not of:
        return None
    month = _month_at(c, g, of.end())
    if month is None:
        return None
    rule = "days.month" if len(days) > 1 else "day.month"
    value = _resolve(c, g, at, month[1], days, ranged, month[0], weekday, rule)
    # شارع 26 يوليو is a street; انقلاب 1 فبراير 2021 is a coup on a day.
    return None if value and value.basis != "stated" and _word_before(c, at) in g.names_before else value


def _month_at(c: _Context, g: Grammar, at: int) -> tuple[int, int] | None:
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


def _resolve(
    c: _Context,
    g: Grammar,
    at: int,
    end: int,
    days: list[int],
    ranged: bool,
    month: int,
    weekday: int | None,
    rule: str,
) -> _Value | None:
    """Find the year and make the value of days and month read from `at` to `end` (no days: the month)."""
    year, basis, end, mod = _year_after(c, g, end)
    rule_year = ""
    if year is None and mod is None and days:
        shared = _shared_year(c, g, end, month)
        if shared:
            year, basis = shared, "inferred"
    if year is None:
        if mod == 9:  # of the same year, which the line does not name
            return _Value(end, _open(month, days), "open", "date", rule)
        year = _nearest_year(c, g, at, month, days, mod, weekday)
        basis = "anchored" if year is not None else "open"
    elif weekday is not None and len(days) == 1:
        exact = _valid(f"{year:04}-{month:02}-{days[0]:02}")
        if exact and date.fromisoformat(exact).isoweekday() != weekday:
            rule_year = ".weekday_differs"
    if year is None:
        return _Value(end, _open(month, days), "open", "date", rule)
    edtf = _of_days(year, month, days, ranged)
    if edtf is None:
        return None if basis == "stated" else _Value(end, None, "open", "date", rule + ".impossible")
    return _Value(end, edtf, basis, "date", rule + rule_year)


_AND_DAY = re.compile(" {1,2}(?:و|الي |حتي |- ?|– ?)(?:يوم )?[0-9]{1,2} ")


def _shared_year(c: _Context, g: Grammar, end: int, month: int) -> int | None:
    """The year of `30 حزيران و13 تموز 2025` for its first day; a December before a January is of the year before."""
    step = _AND_DAY.match(c.text, end)
    last = _month_at(c, g, step.end()) if step else None
    year = _YEAR.match(c.text, last[1]) if last else None
    if not last or not year:
        return None
    return int(year[1]) if month <= last[0] else int(year[1]) - 1


def _of_days(year: int, month: int, days: list[int], ranged: bool) -> str | None:
    if not days:
        return _valid(f"{year:04}-{month:02}")
    points = [_valid(f"{year:04}-{month:02}-{d:02}") for d in days]
    if any(p is None for p in points):
        return None
    if len(points) == 1:
        return points[0]
    if days == sorted(set(days)) and (ranged or days[-1] - days[0] == len(days) - 1):
        return f"{points[0]}/{points[-1]}"
    # `4 و17 يونيو` are two days, not the stretch between them; what both share is the month.
    return f"{year:04}-{month:02}"


def _open(month: int, days: list[int]) -> str | None:
    if len(days) == 1:
        return _valid(f"XXXX-{month:02}-{days[0]:02}")
    return _valid(f"XXXX-{month:02}")


def _valid(edtf: str) -> str | None:
    try:
        parse_edtf(edtf)
    except ValueError:
        return None
    return edtf


def _year_after(c: _Context, g: Grammar, end: int) -> tuple[int | None, Basis, int, int | None]:
    """(year, basis, end, mod) of what follows a month: a year, من العام الماضي, الماضي, من العام نفسه (mod 9)."""
    text = c.text
    found = _YEAR.match(text, end)
    if found:
        pos = found.end()
        mark = g.gregorian_mark.match(text, pos)
        return int(found[1]), "stated", mark.end() if mark else pos, None
    same = _SAME.match(text, end)
    if same and same[1] != "شهر":
        year = _year_of(c.last_edtf)
        return year, "inferred", same.end(), 9 if year is None else None
    of_year = _OF_YEAR.match(text, end)
    if of_year:
        mod = g.mod.match(text, of_year.end())
        step = g.mods[mod.group(1)] if mod else 0 if of_year[1] else None
        if step is not None:
            year = c.anchor.year
            tail = mod.end() if mod else of_year.end()
            return (year + step if year else None), "anchored", tail, 9 if year is None else None
    said = g.mod.match(text, end)
    if said and said.group().startswith(" "):
        return None, "open", said.end(), g.mods[said.group(1)]
    return None, "open", end, None


def _year_of(edtf: str | None) -> int | None:
    return int(edtf[:4]) if edtf and edtf[:4].isdigit() else None


def _nearest_year(
    c: _Context, g: Grammar, at: int, month: int, days: list[int], mod: int | None, weekday: int | None
) -> int | None:
    """The year a month without one means, seen from the article's day; None where two years are as likely."""
    anchor = c.anchor
    if anchor.year is None or anchor.month is None:
        return None
    if anchor.day is None or not days:
        distance = month - anchor.month  # in months
        if mod == 0:
            return anchor.year
        if mod == -1:
            return anchor.year if distance < 0 else anchor.year - 1
        if mod == 1:
            return anchor.year if distance > 0 else anchor.year + 1
        if _is_future(c, g, at):
            return anchor.year if distance >= 0 else anchor.year + 1
        if distance <= 0:
            # In January, `في ديسمبر` is last month; in December, `في يناير` with no other word may be either.
            return anchor.year if distance > -10 else None
        return anchor.year if distance * 30 <= AHEAD else anchor.year - 1
    years = [y for y in (anchor.year - 1, anchor.year, anchor.year + 1) if _valid(f"{y:04}-{month:02}-{days[-1]:02}")]
    if weekday is not None:
        years = [y for y in years if date(y, month, days[0]).isoweekday() == weekday]
    gaps = {y: (date(y, month, days[0]) - anchor.day).days for y in years}
    if mod == 0:
        return anchor.year if anchor.year in gaps else None
    if mod == -1:
        return max((y for y in years if gaps[y] < 0), default=None)
    if mod == 1 or (_is_future(c, g, at) and any(gaps[y] >= 0 for y in years)):
        return min((y for y in years if gaps[y] >= 0), default=None)
    past = max((y for y in years if gaps[y] <= 0), default=None)
    soon = min((y for y in years if 0 < gaps[y] <= AHEAD), default=None)
    if soon is not None and past is not None:
        return soon if soon == anchor.year else None
    return soon if soon is not None else past


def _of_month(c: _Context, g: Grammar, at: int) -> _Value | None:
    """`28 من الشهر نفسه`, `30 من الشهر الجاري`."""
    found = _DAYS.match(c.text, at)
    if not found or not 1 <= int(found[1]) <= 31:
        return None
    day = int(found[1])
    same = _SAME.match(c.text, found.end())
    if same and same[1] == "شهر":
        known = c.last_edtf[:7] if c.last_edtf and re.match("[0-9]{4}-(?:0|1[0-2])", c.last_edtf) else None
        edtf = _valid(f"{known}-{day:02}") if known else None
        return _Value(same.end(), edtf, "inferred" if edtf else "open", "date", "day.same_month")
    of = _OF_MONTH.match(c.text, found.end())
    if not of:
        return None
    mod = g.mod.match(c.text, of.end())
    step = g.mods[mod.group(1)] if mod else 0 if of[1] else None
    if step is None:
        return None
    month = _month_shift(c.anchor, step)
    edtf = _valid(f"{month}-{day:02}") if month else None
    return _Value(mod.end() if mod else of.end(), edtf, "anchored" if edtf else "open", "date", "day.this_month")


def _worded(c: _Context, g: Grammar, at: int) -> _Value | None:
    """`الحادي عشر من سبتمبر`, `فاتح يوليوز`."""
    found = g.ordinal.match(c.text, at)
    if not found:
        return None
    month = _month_at(c, g, found.end())
    if month is None:
        return None
    if " من " not in found.group() + " " and "من" not in found.group() and found.group(1) != "فاتح":
        return None
    return _resolve(c, g, at, month[1], [g.ordinals[found.group(1)]], False, month[0], None, "day.worded")


# ---- months ---------------------------------------------------------------------------------------------------------

_MONTH_DAY = re.compile(r" {1,2}([0-9]{1,2})(?![0-9%.]| ?[ء-ي])")


def _month(c: _Context, g: Grammar, at: int) -> _Value | None:
    """A month with or without its pair and year."""
    found = g.month.match(c.text, at)
    month = _month_at(c, g, at)
    if not found or month is None or _DAY_BEFORE.search(c.text, max(c.line_start, at - 6), at):
        return None  # a day whose month this is was refused: شارع 26 يوليو, 30 فبراير
    day = _MONTH_DAY.match(c.text, month[1])
    if day and 1 <= int(day[1]) <= 31:
        year = _YEAR.match(c.text, day.end())
        if year:
            return _resolve(c, g, at, day.end(), [int(day[1])], False, month[0], None, "month.day")
    value = _months(c, g, at, month) or _resolve(c, g, at, month[1], [], False, month[0], None, "month")
    if value is None:
        return None
    before = _word_before(c, at)
    if found.group(1) in g.alone_no and month[1] == found.end() and value.end == found.end() and before != "شهر":
        return None
    if before in g.names_before:
        return None
    return value


_DAY_BEFORE = re.compile(r"(?:^|[^0-9])[0-9]{1,2} {1,3}$")
_TO = re.compile(" {1,2}(?:(و)|(الي|حتي|ولغايه|لغايه) (?:شهر )?| ?(-|–) ?)(?:شهر )?")


def _months(c: _Context, g: Grammar, at: int, first: tuple[int, int]) -> _Value | None:
    """`أبريل ومايو 2024`, `بين أبريل ويونيو 2024`: two months that share a year."""
    to = _TO.match(c.text, first[1])
    last = _month_at(c, g, to.end()) if to else None
    if not to or last is None:
        return None
    year = _YEAR.match(c.text, last[1])
    stretch = to[1] is None or _word_before(c, at) in ("بين", "وبين") or last[0] == first[0] + 1
    if not year or not stretch or last[0] <= first[0]:
        return None
    edtf = _valid(f"{year[1]}-{first[0]:02}/{year[1]}-{last[0]:02}")
    return _Value(year.end(), edtf, "stated", "date", "months.range") if edtf else None


def _edge(c: _Context, g: Grammar, at: int) -> _Value | None:
    """`أواخر يونيو الماضي`, `مطلع 2020`, `نهاية العام`: the words stay, the value is the whole."""
    found = g.edge.match(c.text, at)
    if not found:
        return None
    pos = found.end()
    if c.text.startswith("شهر ", pos):
        pos += 4
    month = g.month.match(c.text, pos)
    if month:
        named = _month_at(c, g, pos)
        value = _resolve(c, g, at, named[1], [], False, named[0], None, "edge.month") if named else None
    else:
        value = _year(c, g, pos) or _near(c, g, pos) or _hijri(c, g, pos) or _season(c, g, pos)
        if value is None:
            bare = _BARE_YEAR.match(c.text, pos)
            value = _Value(bare.end(), bare[1], "stated", "date", "edge.year") if bare else None
        if value is None:
            whole = _EDGE_WHOLE.match(c.text, pos)
            if whole:
                value = _this(c, whole[1], 0, whole.end(), "edge.this")
    return _Value(value.end, value.edtf, value.basis, value.kind, value.rule) if value else None


_EDGE_WHOLE = re.compile(f"(العام|الشهر|الاسبوع|السنه){END}(?! (?:[0-9]|الدراسي|الهجري))")
_BARE_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?![0-9%]|[.,/:][0-9]| ?[-–] ?[0-9])")
_YEARS = re.compile(r"((?:1[0-9]|20)[0-9]{2})(?![0-9%])")
_YEAR_RANGE = re.compile(
    r"((?:19|20)[0-9]{2}) {0,2}(?:[-–—/]|و|الي|حتي|الي عام|وعام|و عام) {0,2}((?:19|20)[0-9]{2})(?![0-9%])"
)


# ---- years, near stretches, seasons ---------------------------------------------------------------------------------


def _year(c: _Context, g: Grammar, at: int) -> _Value | None:
    """`عام 2018`, `العام الماضي`, `الأعوام 2026-2030`, `عام 1446 هـ`."""
    found = g.year_word.match(c.text, at)
    if not found:
        return None
    pos = found.end()
    span = _YEAR_RANGE.match(c.text, pos)
    if span:
        return _interval(span, pos, "years.range")
    number = _YEARS.match(c.text, pos)
    if number:
        mark = g.hijri_mark.match(c.text, number.end())
        if mark or (1300 <= int(number[1]) <= 1500):
            end = mark.end() if mark else number.end()
            return (
                _Value(end, _from_hijri(int(number[1]), None, None), "stated", "date", "hijri.year") if mark else None
            )
        mark = g.gregorian_mark.match(c.text, number.end())
        return _Value(mark.end() if mark else number.end(), number[1], "stated", "date", "year")
    word = found.group(1)
    mod = g.mod.match(c.text, pos - 1)
    if mod and word in ("العام", "للعام", "السنه", "للسنه"):
        return _this(c, "العام", g.mods[mod.group(1)], mod.end(), "year.relative")
    return None


def _interval(span: re.Match[str], at: int, rule: str) -> _Value | None:
    first, last = int(span[1]), int(span[2])
    if not first < last <= first + 100:
        return None
    return _Value(span.end(), f"{first}/{last}", "stated", "date", rule)


def _near(c: _Context, g: Grammar, at: int) -> _Value | None:
    """`هذا الشهر`, `الشهر الماضي`, `الأسبوع المقبل`, `الموسم الحالي`, `شهر يوليو`."""
    found = _NEAR.match(c.text, at)
    if not found:
        return None
    this, word = found[1], found[2]
    mod = g.mod.match(c.text, found.end())
    if this:
        if word in ("شهر", "عام", "اسبوع"):
            return None
        return _this(c, word, 0, mod.end() if mod and g.mods[mod.group(1)] == 0 else found.end(), "this")
    if mod and word not in ("شهر",):
        return _this(c, word, g.mods[mod.group(1)], mod.end(), "relative")
    if word == "شهر":
        month = _month_at(c, g, found.end() + 1)
        if month:
            value = _resolve(c, g, at, month[1], [], False, month[0], None, "month")
            return _Value(value.end, value.edtf, value.basis, "date", value.rule) if value else None
        return _hijri(c, g, found.end() + 1)
    return None


_NEAR = re.compile(f"(?:(هذا|هذه) )?(?:ل)?(الشهر|للشهر|شهر|الاسبوع|للاسبوع|الموسم|للموسم|العام|السنه){END}")


def _this(c: _Context, word: str, step: int, end: int, rule: str) -> _Value:
    word = word.replace("لل", "ال", 1) if word.startswith("لل") else word
    edtf: str | None = None
    if word in ("العام", "السنه"):
        edtf = _valid(f"{c.anchor.year + step:04}") if c.anchor.year else None
    elif word == "الشهر":
        edtf = _month_shift(c.anchor, step)
    # A week has no EDTF of its own and its first day differs by country; a season of a league is longer than a year.
    return _Value(end, edtf, "anchored" if edtf else "open", "date", f"{rule}.{_WORD_RULES.get(word, 'other')}")


_WORD_RULES = {"العام": "year", "السنه": "year", "الشهر": "month", "الاسبوع": "week", "الموسم": "season"}


def _month_shift(anchor: _Anchor, step: int) -> str | None:
    if anchor.year is None or anchor.month is None:
        return None
    index = anchor.year * 12 + anchor.month - 1 + step
    return _valid(f"{index // 12:04}-{index % 12 + 1:02}")


def _season(c: _Context, g: Grammar, at: int) -> _Value | None:
    """`صيف 2022`, `ربيع العام الماضي`, `الربع الثالث من 2024`."""
    found = g.season.match(c.text, at)
    if found:
        number = g.seasons[found.group(1)]
        year = _OF_SEASON.match(c.text, found.end())
        if year:
            return _Value(year.end(), _valid(f"{year[1]}-{number}"), "stated", "date", "season")
        relative = _year(c, g, found.end())
        if relative and (relative.edtf is None or len(relative.edtf) == 4):
            edtf = f"{relative.edtf}-{number}" if relative.edtf else None
            return _Value(relative.end, edtf, relative.basis, "date", "season")
        mod = g.mod.match(c.text, found.end() - 1)
        if mod and found.group(1).startswith("ال"):
            return _Value(mod.end(), None, "open", "date", "season")
        return None
    part = _QUARTER.match(c.text, at)
    if not part or part[2] not in g.quarter:
        return None
    number = str(g.quarter[part[2]])
    pos = part.end()
    stated = _BARE_YEAR.match(c.text, pos)
    whole = _Value(stated.end(), stated[1], "stated", "date", "") if stated else _year(c, g, pos) or _near(c, g, pos)
    if whole is None or (whole.edtf is not None and len(whole.edtf) != 4):
        return None
    edtf = None
    if whole.edtf:
        if part[1] == "الربع":
            edtf = f"{whole.edtf}-{32 + int(number)}"
        elif number in "12":
            edtf = f"{whole.edtf}-01/{whole.edtf}-06" if number == "1" else f"{whole.edtf}-07/{whole.edtf}-12"
    return _Value(whole.end, edtf, whole.basis, "date", "quarter")


_OF_SEASON = re.compile(r"(?:من )?(?:عام |سنه )?((?:19|20)[0-9]{2})(?![0-9%])(?:[-/](?:19|20)?[0-9]{2}(?![0-9]))?")
_QUARTER = re.compile("(الربع|النصف) ([ء-ي]{4,7}) (?:من )?(?:ال(?=عام [0-9]))?")


def _bare_year(c: _Context, g: Grammar, at: int) -> _Value | None:
    """`2026-2030`, `في 2024`: a year alone only after a word that asks for one."""
    span = _YEAR_RANGE.match(c.text, at)
    if span:
        between = "و" in span.group()
        if not between or _word_before(c, at) in ("بين", "عامي", "عام", "العامين"):
            value = _interval(span, at, "years.range")
            if value:
                return value
    found = _BARE_YEAR.match(c.text, at)
    if not found:
        return None
    end = found.end()
    before = _word_before(c, at)
    before = before[1:] if len(before) > 2 and before[0] in "وف" and before[1:] in g.before_year else before
    marked = g.gregorian_mark.match(c.text, end)
    bracketed = c.text[at - 1 : at] == "(" and c.text[end : end + 1] == ")"
    if not (before in g.before_year or marked or bracketed or c.text[at - 2 : at] == " ب"):
        return None
    if g.unit.match(c.text, end + 1) or g.hijri_mark.match(c.text, end):
        return None
    return _Value(marked.end() if marked else end, found[1], "stated", "date", "year.bare")


def _from(c: _Context, g: Grammar, at: int) -> _Value | None:
    """`من 11 إلى 13 يوليو`, `بين 11 و13 يوليوز`, `بين 2014 و2018`, read at the first number: the pair is a stretch."""
    word = _word_before(c, at)
    if word not in ("من", "بين", "ومن", "وبين") or c.text[at - 1] != " ":
        return None
    start = at - 1 - len(word.removeprefix("و"))
    years = _YEAR_RANGE.match(c.text, at)
    if years:
        value = _interval(years, at, "years.range")
        return _Value(value.end, value.edtf, "stated", "date", value.rule, start) if value else None
    pair = _FROM_DAYS.match(c.text, at)
    if not pair:
        return None
    month = _month_at(c, g, pair.end())
    if month is None or not (1 <= int(pair[1]) < int(pair[2]) <= 31):
        return None
    value = _resolve(c, g, at, month[1], [int(pair[1]), int(pair[2])], True, month[0], None, "days.range")
    return _Value(value.end, value.edtf, value.basis, "date", value.rule, start) if value else None


_FROM_DAYS = re.compile(r"([0-9]{1,2}) {0,2}(?:الي|حتي|و|-|–) ?(?:يوم )?([0-9]{1,2})(?![0-9]) (?:من )?(?:شهر )?")


# ---- Hijri ----------------------------------------------------------------------------------------------------------

_HIJRI_YEAR = re.compile(r"(?: {0,3}[,،/] {0,3}| {1,3})(?:من )?(?:عام |سنه )?(1[345][0-9]{2})(?![0-9])")


def _hijri_day(c: _Context, g: Grammar, at: int) -> _Value | None:
    found = _DAYS.match(c.text, at)
    if not found or not 1 <= int(found[1]) <= 30:
        return None
    of = _OF.match(c.text, found.end())
    return _hijri_from(c, g, of.end(), int(found[1])) if of else None


def _hijri(c: _Context, g: Grammar, at: int) -> _Value | None:
    """`رمضان 1446 هـ`, `شهر رمضان المبارك`; alone the names are people's names."""
    value = _hijri_from(c, g, at, None)
    if value and value.rule == "hijri.alone" and _word_before(c, at) != "شهر":
        return None
    return value


def _hijri_from(c: _Context, g: Grammar, at: int, day: int | None) -> _Value | None:
    found = g.hijri.match(c.text, at)
    if not found:
        return None
    month = g.hijris[found.group(1)]
    year = _HIJRI_YEAR.match(c.text, found.end())
    if year:
        mark = g.hijri_mark.match(c.text, year.end())
        return _Value(
            mark.end() if mark else year.end(), _from_hijri(int(year[1]), month, day), "stated", "date", "hijri"
        )
    mod = g.mod.match(c.text, found.end())
    end = mod.end() if mod else found.end()
    if mod and c.anchor.day:
        edtf = _hijri_near(c.anchor.day, month, day, g.mods[mod.group(1)])
        return _Value(end, edtf, "anchored" if edtf else "open", "date", "hijri.relative")
    return _Value(end, None, "open", "date", "hijri.day" if day or mod else "hijri.alone")


def _from_hijri(year: int, month: int | None, day: int | None) -> str | None:
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
    elif step == 0 and month != now.month:
        return None
    return _from_hijri(year, month, day)


# ---- durations and repeats ------------------------------------------------------------------------------------------

_HALF = re.compile(r" و(?:ال)?نصف(?: (?:ال)?([ء-ي]{3,6}))?" + END)
_ONE = re.compile(" (?:واحد|واحده)" + END)
_ONLY = re.compile(" فقط" + END)
_RECENT = re.compile(" (?:الماضي|الماضيه|الاخيره|المقبله|القادمه|الفائته|المنصرمه)" + END)


class _Length(Struct, frozen=True):
    """A counted stretch of time: ISO period, unit letter, count, end; plain: neither counted nor dual."""

    period: str
    unit: str
    count: int
    end: int
    plain: bool = False


_LATELY = re.compile(
    f"({'|'.join(PLURALS)})(?: ال([ء-ي]{{2,6}}))? (?:الماضي|الاخير|المقبل|القادم|الفايت|المنصرم)(?:ه|ين|تين){END}"
)


def _lately(c: _Context, g: Grammar, at: int) -> _Value | None:
    """`الأيام الثلاثة الماضية`, `العامين الماضيين`: counted stretches that end or begin with the article's day."""
    found = _LATELY.match(c.text, at)
    if not found:
        return None
    unit = PLURALS[found[1]]
    if unit[-1] == "2":
        return _Value(found.end(), _period(2, unit[:-1]), "stated", "duration", "duration.lately")
    count = g.numbers.get(found[2] or "")
    return _Value(found.end(), _period(count, unit), "stated", "duration", "duration.lately") if count else None


def _period(count: int, unit: str, extra: str = "") -> str:
    return f"PT{count}{unit[1]}{extra}" if unit.startswith("T") else f"P{count}{unit}{extra}"


def _length(c: _Context, g: Grammar, at: int) -> _Length | None:
    text = c.text
    digits = re.compile("([0-9]{1,3}) ?").match(text, at)
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
        return None
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
    return _Length(_period(count, letter, extra), letter, count, end, plain)


_HALVES = {"Y": "6M", "M": "15D", "TH": "30M", "D": "T12H"}
_UNIT_WORDS = frozenset(["شهر", "عام", "سنه", "ساعه", "يوم", "اسبوع"])


def _count_of(words: str, g: Grammar) -> int | None:
    if words in g.numbers:
        return g.numbers[words]
    one, _, ten = words.partition(" و")
    return g.numbers.get(one, 0) + g.numbers.get(ten, 0) or None


def _counted(c: _Context, g: Grammar, at: int) -> _Value | None:
    """`ثلاثة أيام`, `24 ساعة`, `شهر ونصف الشهر`, `عامين`: a duration, unless it is somebody's age."""
    length = _length(c, g, at)
    if length is None or length.plain:
        return None
    if _is_age(c, g, at, length):
        return None
    after = _word_after(c, length.end)
    if after in ("ضوييه", "ضوييا") or _word_before(c, at) in ("العدد", "رقم", "الماده"):
        return None
    recent = _RECENT.match(c.text, length.end)
    return _Value(recent.end() if recent else length.end, length.period, "stated", "duration", "duration")


def _is_age(c: _Context, g: Grammar, at: int, length: _Length) -> bool:
    if length.unit != "Y":
        return False
    if g.age.search(c.text, max(c.line_start, at - 25), at):
        return True
    before, after = c.text[max(c.line_start, at - 2) : at].strip(" "), c.text[length.end : length.end + 2].strip(" ")
    if before[-1:] in "(،,-–" and before and after[:1] in ")،,-–" and after:
        return True
    return c.text.startswith((" من العمر", " من عمره", " من عمرها"), length.end)


def _ago(c: _Context, g: Grammar, at: int) -> _Value | None:
    """`قبل شهر واحد فقط`, `قبل ثلاثة أيام` count back from the article's day; `بعد` with من gives only the duration."""
    word = "قبل" if c.text.startswith("قبل ", at) else "بعد" if c.text.startswith("بعد ", at) else None
    if word is None or (word == "بعد" and _word_before(c, at) in ("علي", "وعلي")):
        return None  # على بعد: at a distance of
    about = re.compile(r"(?:نحو |حوالي )?").match(c.text, at + 4)
    start = about.end() if about else at + 4
    length = _length(c, g, start)
    if length is None:
        return None
    if _word_after(c, length.end) in ("من", "علي") or (word == "بعد" and not length.plain):
        if length.plain and length.unit != "M":
            return None
        return _Value(length.end, length.period, "stated", "duration", "duration", start)
    if word == "بعد":
        return None
    only = _ONLY.match(c.text, length.end)
    edtf = _before(c.anchor, length)
    return _Value(only.end() if only else length.end, edtf, "anchored" if edtf else "open", "date", "ago")


def _before(anchor: _Anchor, length: _Length) -> str | None:
    """What lies so long before the article's day, no more precise than the unit that was counted in."""
    if length.unit == "D" and anchor.day:
        day = _shift(anchor.day, -length.count)
        return day.isoformat() if day else None
    if length.unit == "M" and "D" not in length.period:
        return _month_shift(anchor, -length.count)
    if length.unit == "Y" and anchor.year and "M" not in length.period:
        return _valid(f"{anchor.year - length.count:04}")
    return None


def _set(c: _Context, g: Grammar, at: int) -> _Value | None:
    found = g.sets.match(c.text, at)
    return _Value(found.end(), g.periods[found.group(1)], "stated", "set", "set") if found else None


_READERS = {
    "day": (_day, _edge, _counted),
    "edge": (_edge, _day),
    "month": (_month,),
    "hijri": (_hijri, _season),
    "year": (_year, _counted, _near),
    "near": (_near, _counted),
    "season": (_season,),
    "lately": (_lately, _year),
    "ago": (_ago, _day, _edge),
    "set": (_set,),
    "duration": (_counted, _set, _worded),
    "worded": (_worded,),
    "number": (_number,),
}
