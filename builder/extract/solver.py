"""The calendar solver: what the dates of the text force upon a day of publication that is not printed.

Three things are concluded. The day: `أمس الثلاثاء 16 سبتمبر 2025` was printed on the 17th. A year: where one sentence
sets `العام الماضي` beside `مارس 2021`, the article is of 2022. Candidates for the day: where the weekday of today is
known and a day of the same month lies just behind, or today is a day of a month without its year. The candidates are
offered to a person and never published.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from builder.extract.dates import DATED_LABELS, find_dates, speaks_of_future
from builder.model import DateMention, Line, Published, Selector
from builder.text.edtf import parse_edtf
from builder.text.folding import fold_key
from builder.text.sentences import sentence_spans

MAX_CANDIDATES = 8
# A day without its year is looked for in so many years from the latest date that the text prints in full.
_YEARS_ON = 12
_WEEKDAYS = {"الاثنين": 1, "الثلاثاء": 2, "الاربعاء": 3, "الخميس": 4, "الجمعه": 5, "السبت": 6, "الاحد": 7}
_SHIFTS = {"اليوم": 0, "امس": 1, "غدا": -1}
_IN = ("في", "خلال")
_LAST_WORD = re.compile(r"([ء-ي\u064b-\u0652]+)[ \u00a0]*$")


_MOST = 400  # expressions: a text with more is a table, and each asks what stands before it on its line
_BEFORE = 400  # characters in which the clause before a date begins


def solve_published(text: str, lines: tuple[Line, ...]) -> Published | None:
    """The year, or a handful of days, that the text forces; None where it forces nothing."""
    mentions = find_dates(text, lines, None)[:_MOST]
    day = _day(text, lines, mentions)
    if day:
        return day
    year = _year(text, lines, mentions)
    if year:
        return _day_of_year(text, lines, mentions, year) or year
    return _candidates(text, lines, mentions)


def _day(text: str, lines: tuple[Line, ...], mentions: tuple[DateMention, ...]) -> Published | None:
    """The day by `أمس الثلاثاء 16 سبتمبر 2025`; None where two such dates disagree."""
    proofs = [
        (_from_today(m.edtf, step), m)
        for m in mentions
        if (step := _step(m)) is not None and _full_day(m) and m.basis == "stated" and not _quoted(text, lines, m)
    ]
    if len({day for day, _ in proofs}) != 1:
        return None
    day, mention = proofs[0]
    return Published(edtf=day, basis="inferred", because=(Selector(mention.exact, mention.at),)) if day else None


def _full_day(mention: DateMention) -> bool:
    return mention.edtf is not None and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", mention.edtf) is not None


def _from_today(edtf: str | None, step: int) -> str | None:
    """The article's day, where the day `edtf` lies `step` days before it."""
    try:
        return (date.fromisoformat(edtf or "") + timedelta(days=step)).isoformat()
    except (ValueError, OverflowError):
        return None


def _day_of_year(
    text: str, lines: tuple[Line, ...], mentions: tuple[DateMention, ...], year: Published
) -> Published | None:
    """The day by `اليوم الأحد 14 سبتمبر` in a year that is forced, where the weekday agrees."""
    days = {}
    for mention, step in _days_without_year(text, lines, mentions):
        assert mention.edtf is not None
        edtf = f"{year.edtf}{mention.edtf[4:]}"
        if _weekday_agrees(mention, edtf):
            days[_from_today(edtf, step)] = mention
    if len(days) != 1:
        return None
    ((day, mention),) = days.items()
    if day is None or day[:4] != year.edtf:
        return None
    return Published(edtf=day, basis="inferred", because=(Selector(mention.exact, mention.at), *year.because))


def _days_without_year(
    text: str, lines: tuple[Line, ...], mentions: tuple[DateMention, ...]
) -> list[tuple[DateMention, int]]:
    """`اليوم الأحد 14 سبتمبر`, `أمس 13 سبتمبر`, each with the days from it to the article's."""
    return [
        (m, step)
        for m in mentions
        if (step := _step(m)) is not None and _is_open_day(m) and not _quoted(text, lines, m)
    ]


def _is_open_day(mention: DateMention) -> bool:
    return mention.edtf is not None and re.fullmatch("XXXX-[0-9]{2}-[0-9]{2}", mention.edtf) is not None


def _step(mention: DateMention) -> int | None:
    """The days from the one that is named to the article's, by the one word in it that looks from there: أمس is 1."""
    steps = [_SHIFTS[w] for w in fold_key(mention.exact).split() if w in _SHIFTS]
    return steps[0] if len(steps) == 1 else None


def _weekday_agrees(mention: DateMention, edtf: str) -> bool:
    """True unless the words name another weekday than that of the day `edtf`, or there is no such day."""
    days = [_WEEKDAYS[w] for w in re.split("[ ،,()]+", fold_key(mention.exact)) if w in _WEEKDAYS]
    try:
        return not days or days == [date.fromisoformat(edtf).isoweekday()]
    except ValueError:
        return False


def _year(text: str, lines: tuple[Line, ...], mentions: tuple[DateMention, ...]) -> Published | None:
    proofs: list[tuple[int, DateMention, DateMention]] = []
    relative = [(m, step) for m in mentions if (step := _year_step(m)) is not None and not _quoted(text, lines, m)]
    stated = [
        m for m in mentions if m.basis == "stated" and m.kind == "date" and m.edtf and re.match("[0-9]{4}-", m.edtf)
    ]
    for mention, step in relative:
        for other in stated:
            assert other.edtf is not None
            if "/" in other.edtf:
                continue
            if _one_sentence(text, lines, mention, other, mentions) or _one_event(text, mention, other):
                proofs.append((int(other.edtf[:4]) - step, mention, other))
    years = {year for year, _, _ in proofs}
    if len(years) != 1:
        return None
    year, mention, other = proofs[-1]
    latest = max((int(m.edtf[:4]) for m in stated if m.edtf and not _future(text, lines, m)), default=year)
    if latest > year or not 1900 <= year <= 2999:
        return None
    because = (Selector(mention.exact, mention.at), Selector(other.exact, other.at))
    return Published(edtf=f"{year:04}", basis="inferred", because=because)


def _year_step(mention: DateMention) -> int | None:
    """-1 for `العام الماضي` in any of its forms, 0 for `هذا العام`; None for what is no year seen from today."""
    if not mention.rule.endswith("relative.year") and mention.rule != "this.year":
        return None
    words = fold_key(mention.exact).split()
    if words[0] == "هذا" or words[-1] in ("الجاري", "الحالي"):
        return 0
    return -1 if words[-1] in ("الماضي", "الفايت", "المنصرم") else None


def _one_sentence(
    text: str, lines: tuple[Line, ...], relative: DateMention, stated: DateMention, mentions: tuple[DateMention, ...]
) -> bool:
    """True where one sentence holds both, each after `في`, and no third date that could be the one compared with."""
    line = _line(lines, relative)
    if line is None or line is not _line(lines, stated):
        return False
    for start, end in sentence_spans(text, line.start, line.end):
        if start <= relative.at < end and start <= stated.at < end:
            inside = [m for m in mentions if start <= m.at < end and m.kind == "date"]
            return len(inside) == 2 and all(_word_before(text, m) in _IN for m in (relative, stated))
    return False


def _one_event(text: str, relative: DateMention, stated: DateMention) -> bool:
    """True for `انقلاب العام الماضي` beside `انقلاب 1 فبراير 2021`: one noun, dated twice."""
    word = _word_before(text, relative)
    return len(word) >= 5 and word == _word_before(text, stated)


def _candidates(text: str, lines: tuple[Line, ...], mentions: tuple[DateMention, ...]) -> Published | None:
    settled = [
        (parse_edtf(m.edtf).earliest or "", m) for m in mentions
        if m.edtf and m.basis == "stated" and m.kind == "date" and "/" not in m.edtf and not _future(text, lines, m)
    ]  # fmt: skip
    if not settled:
        return None
    latest, bound = max(settled, key=lambda row: row[0])
    found, because = _dated_todays(text, lines, mentions, latest) or _weekdays_after(text, lines, mentions, latest)
    if not 1 <= len(found) <= MAX_CANDIDATES:
        return None
    proof = tuple(Selector(m.exact, m.at) for m in (*because, bound))
    return Published(edtf=None, basis="open", candidates=tuple(found), because=proof)


Proved = tuple[list[str], tuple[DateMention, ...]]


def _dated_todays(text: str, lines: tuple[Line, ...], mentions: tuple[DateMention, ...], latest: str) -> Proved | None:
    """By `اليوم الأحد 14 سبتمبر`: that day in every year in which it is a Sunday."""
    named = _days_without_year(text, lines, mentions)
    if not named:
        return None
    mention, step = named[0]
    days = [_from_today(day, step) for day in _years_of(mention, latest)]
    return [day for day in days if day], (mention,)


def _weekdays_after(text: str, lines: tuple[Line, ...], mentions: tuple[DateMention, ...], latest: str) -> Proved:
    """By `أمس الثلاثاء` and `الأحد 14 سبتمبر`: the Wednesdays of that month behind such a Sunday."""
    today = next((m for m in mentions if _today(m) is not None and not _quoted(text, lines, m)), None)
    past = [m for m in mentions if _is_open_day(m) and not _future(text, lines, m)]
    if today is None or not past:
        return [], ()
    behind = max(past, key=lambda m: (m.edtf or "", m.at))
    weekday = _today(today)
    years = _years_of(behind, latest)
    if not any(word in _WEEKDAYS for word in fold_key(behind.exact).split()):
        years = years[:1]  # nothing tells one year from another: the first is meant, as in all news
    found = []
    for day in years:
        first = date.fromisoformat(day)
        days = [first + timedelta(days=n) for n in range(31)]
        found += [d.isoformat() for d in days if d.month == first.month and d.isoweekday() == weekday]
    return found, (today, behind)


def _years_of(mention: DateMention, bound: str) -> list[str]:
    """The day of `mention` (`XXXX-07-03`) in each year in which it is not before `bound` and its weekday agrees."""
    assert mention.edtf is not None
    years = range(int(bound[:4]), int(bound[:4]) + _YEARS_ON)
    days = [f"{year:04}{mention.edtf[4:]}" for year in years]
    return [day for day in days if day >= bound and _weekday_agrees(mention, day) and _exists(day)]


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _today(mention: DateMention) -> int | None:
    """The ISO weekday of the article's day by `اليوم الجمعة`, `أمس الخميس`, `غداً السبت`."""
    if mention.rule != "deictic":
        return None
    words = fold_key(mention.exact).split()
    steps = [_SHIFTS[w] for w in words if w in _SHIFTS]
    days = [_WEEKDAYS[w] for w in words if w in _WEEKDAYS]
    return (days[0] - 1 + steps[0]) % 7 + 1 if len(steps) == 1 and len(days) == 1 else None


def _line(lines: tuple[Line, ...], mention: DateMention) -> Line | None:
    return next((r for r in lines if r.label in DATED_LABELS and r.start <= mention.at < r.end), None)


def _quoted(text: str, lines: tuple[Line, ...], mention: DateMention) -> bool:
    """True inside quotation marks opened on the same line: somebody else's today."""
    line = _line(lines, mention)
    before = text[line.start : mention.at] if line else ""
    return before.count("«") > before.count("»") or before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _future(text: str, lines: tuple[Line, ...], mention: DateMention) -> bool:
    line = _line(lines, mention)
    return line is None or speaks_of_future(text[max(line.start, mention.at - _BEFORE) : mention.at])


def _word_before(text: str, mention: DateMention) -> str:
    found = _LAST_WORD.search(text, max(0, mention.at - 20), mention.at)
    word = fold_key(found.group(1)) if found else ""
    return word[1:] if len(word) > 2 and word[0] in "وف" and word[1:] in _IN else word
