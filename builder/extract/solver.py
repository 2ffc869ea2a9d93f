"""The calendar solver: what the dates of the text force upon a day of publication that is not printed.

Only two things are concluded. A year: where one sentence sets `العام الماضي` beside `مارس 2021`, the article is of
2022. Candidates for the day: where the weekday of today is known and a day of the same month lies just behind. The
candidates are offered to a person and never published.
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
_WEEKDAYS = {"الاثنين": 1, "الثلاثاء": 2, "الاربعاء": 3, "الخميس": 4, "الجمعه": 5, "السبت": 6, "الاحد": 7}
_SHIFTS = {"اليوم": 0, "امس": 1, "غدا": -1}
_IN = ("في", "خلال")
_LAST_WORD = re.compile(r"([ء-ي\u064b-\u0652]+)[ \u00a0]*$")


def solve_published(text: str, lines: tuple[Line, ...]) -> Published | None:
    """The year, or a handful of days, that the text forces; None where it forces nothing."""
    mentions = find_dates(text, lines, None)
    year = _year(text, lines, mentions)
    if year:
        return year
    return _candidates(text, lines, mentions)


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
    today = next((m for m in mentions if _today(m) is not None and not _quoted(text, lines, m)), None)
    if today is None:
        return None
    past = [
        m for m in mentions if m.edtf and re.fullmatch("XXXX-[0-9]{2}-[0-9]{2}", m.edtf) and not _future(text, lines, m)
    ]
    settled = [
        (parse_edtf(m.edtf).earliest or "", m) for m in mentions
        if m.edtf and m.basis == "stated" and m.kind == "date" and "/" not in m.edtf and not _future(text, lines, m)
    ]  # fmt: skip
    if not past or not settled:
        return None
    behind = max(past, key=lambda m: (m.edtf or "", m.at))
    latest, bound = max(settled, key=lambda row: row[0])
    first = _first_after(behind, latest)
    if first is None:
        return None
    weekday = _today(today)
    days = [first + timedelta(days=n) for n in range(31)]
    found = [
        d.isoformat() for d in days if d.month == first.month and d.isoweekday() == weekday and d.isoformat() >= latest
    ]
    if not 1 <= len(found) <= MAX_CANDIDATES:
        return None
    because = tuple(Selector(m.exact, m.at) for m in (today, behind, bound))
    return Published(edtf=None, basis="open", candidates=tuple(found), because=because)


def _first_after(mention: DateMention, bound: str) -> date | None:
    """The day of `mention` (`XXXX-07-03`) in the first year in which it is not before `bound`."""
    assert mention.edtf is not None
    month, day = int(mention.edtf[5:7]), int(mention.edtf[8:10])
    for year in (int(bound[:4]), int(bound[:4]) + 1):
        try:
            there = date(year, month, day)
        except ValueError:
            continue
        if there.isoformat() >= bound:
            return there
    return None


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
    return line is None or speaks_of_future(text[line.start : mention.at])


def _word_before(text: str, mention: DateMention) -> str:
    found = _LAST_WORD.search(text, max(0, mention.at - 20), mention.at)
    word = fold_key(found.group(1)) if found else ""
    return word[1:] if len(word) > 2 and word[0] in "وف" and word[1:] in _IN else word
