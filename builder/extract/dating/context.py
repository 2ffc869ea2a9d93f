"""What the readers of time expressions share: the text, the article's day, and the value read at one place."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from builder.extract import verbs
from builder.extract.timewords import Grammar
from builder.extract.words import FUNCTION, REPORTING, keys
from builder.lexicon import table
from builder.model import Basis
from builder.text.edtf import parse_edtf

Kind = Literal["date", "duration", "set"]

# A bare day and month this far ahead of the article's day can still be an announcement.
AHEAD = 60

TOKEN = re.compile("[ء-ي]+|[0-9]+")


class Anchor(Struct, frozen=True):
    """The article's day as far as it is known."""

    year: int | None = None
    month: int | None = None
    day: date | None = None


class Value(Struct, frozen=True):
    """What was read at one place: folded end, EDTF or None, basis, kind, rule; start where the span begins later."""

    end: int
    edtf: str | None
    basis: Basis
    kind: Kind
    rule: str
    start: int | None = None


class Context(Struct):
    """The folded text, the article's day, and what the expressions before this one on the same line settled."""

    text: str
    anchor: Anchor
    line_start: int = 0
    line_end: int = 0
    last_edtf: str | None = None
    # EDTF and folded end of the day named last, and of the stretch within a year named last.
    last_day: tuple[str, int] | None = None
    last_part: tuple[str, int] | None = None
    last_is_hijri: bool = False  # the expression right before, with or without a value


# `الأسبوع قبل الماضي`, `الأحد ما قبل الماضي`: the one before the last.
BEFORE_LAST = re.compile(" (?:ما )?قبل (?:الماضي|الماضيه|الفايت|الفايته|المنصرم|المنصرمه|الاخير)(?![ء-ي])")
# `1916 دولارا`, `2100 طنا`: what is counted, in the accusative; `1900 دولار`, `2015 نقطة`: in any case.
COUNTED = re.compile(
    " (?:(?!و(?!زيرا|لدا|فدا))[ء-ي]{2,9}ا|(?:"
    + "|".join(sorted(keys(table("numbers")["counted"]), key=lambda word: (-len(word), word)))
    + ")ا?)(?![ء-ي])"
)


def word_before(c: Context, at: int) -> str:
    """The word before `at` on the same line, without punctuation between; empty where there is none."""
    before = c.text[max(c.line_start, at - 24) : at].rstrip(' "(')
    word = before[before.rfind(" ") + 1 :]
    if word.isalpha():
        return word
    last = _LAST_WORD.search(word)
    return last.group() if last else ""


_LAST_WORD = re.compile("[ء-ي]+$")


def word_after(c: Context, at: int) -> str:
    """The next word or number on the same line."""
    while at < c.line_end and c.text[at] == " ":
        at += 1
    found = TOKEN.match(c.text, at, c.line_end)
    return found.group() if found else ""


def is_future(c: Context, g: Grammar, at: int) -> bool:
    """True where the clause before `at` speaks of what is to come: سيصل, سوف, من المقرر."""
    before = c.text[max(c.line_start, at - 200) : at]
    sentence = _SENTENCE_END.split(before)[-1]
    clauses = _CLAUSE_END.split(sentence)
    # `سيزور باريس الثلاثاء، ثم يتوجه إلى لندن الأربعاء`: the second clause leans on the first.
    first = len(clauses) - 1
    while first > 0 and clauses[first].split(" ", 2)[:2][-1] in _LEANING:
        first -= 1
    future = past = condition = False
    told = " ".join(clauses[first:]).split()
    if any(
        one in _RELATIVES and (_is_past(verb) or verbs.points_back[verb]) for one, verb in pairwise(told[-_CLAUSE:])
    ):
        return False  # `سيناقش الاتفاق الذي وقع في 14 يوليو`
    for i, word in enumerate(told):
        plain = word[1:] if word[:1] in "وف" else word
        if plain == "اذا":
            future = condition = True  # `إذا لم تهطل الأمطار قبل أكتوبر`
        elif plain in _WAS and not condition:
            # `يستمر العمل وكان قد بدأ في نوفمبر`: what was to come before it no longer counts.
            future, past = False, True
        elif past and _is_past(plain) and not verbs.is_ahead[plain]:
            continue  # `كان البنك قد توقع في أكتوبر نموا`
        elif (
            plain in g.future
            or word in g.future
            or (plain in g.announcing and not past)
            or verbs.is_ahead[plain]
            or (plain in _LIKELY and _will_be(told[i + 1 : i + 3]))
            or (plain in _WARNS and _is_warned_of(told[i + 1 :]))
        ):
            future = True
    if not future and not past:
        words = clauses[first].split()
        opening = verbs.without_and(words[0]) if words else ""
        # `ويحتضن الملعب النهائي يوم 30 مايو`: nothing that is past stands between the verb and the day
        present = opening not in REPORTING and verbs.is_present[opening]
        future = present and not any(_is_past(word) or word in _SINCE for word in words)
    return future


def _is_past(word: str) -> bool:
    return verbs.is_past[verbs.without_and(word)]


def _will_be(words: list[str]) -> bool:
    """True for what is likely to come: `من المرجح | أن يشارك`, but not `| أن يكون قد غرق`."""
    return len(words) == 2 and words[0] == "ان" and verbs.is_present[words[1]] and words[1] not in _BE


def _is_warned_of(words: list[str]) -> bool:
    """True for what is warned of and expected: `حذرت الأرصاد | من سيول بين`; not `| من المجاعة في مؤتمر صحفي`."""
    if "من" not in words or not (words[-1] in _OPENS_STRETCH or (words[-1] == "و" and "بين" in words)):
        return False
    return not any(_is_past(w) and w not in FUNCTION for w in words[words.index("من") :])


_OPENS_STRETCH = ("بين", "خلال", "حتي", "من", "اعتبارا", "ابتداء", "بدءا")
_WARNS = ("حذر", "حذرت", "حذروا", "يحذر", "تحذر", "محذرا", "محذره", "توقع", "توقعت")
_LIKELY = ("المرجح", "يرجح", "رجح", "رجحت", "المستبعد", "يستبعد", "استبعد", "استبعدت", "المحتمل", "يحتمل")
_BE = ("يكون", "تكون", "يكونوا")


_SENTENCE_END = re.compile("[.؛:;!؟]")

_CLAUSE_END = re.compile('[،,"]')

_RELATIVES = keys(table("modality")["relatives"])
_CLAUSE = 7  # words of a relative clause before its day, at most

# `تشهد البلاد عنفا بعد رحيل القوات في ديسمبر`: what is so now came of it.
_SINCE = ("منذ", "بعد", "عقب", "اثر", "غداه")
_WAS = ("كان", "كانت", "كانوا", "لم")

_LEANING = ("ثم", "حيث", "علي", "ومن", "قبل", "وبعدها", "وبعد", "ليصل", "ليلتقي")


def shift(day: date, days: int) -> date | None:
    """The day so many days on; None past the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def valid(edtf: str) -> str | None:
    """`edtf` where it is EDTF, else None."""
    try:
        parse_edtf(edtf)
    except ValueError:
        return None
    return edtf


def year_of(edtf: str | None) -> int | None:
    """The year an EDTF string begins with."""
    return int(edtf[:4]) if edtf and edtf[:4].isdigit() else None


def month_shift(anchor: Anchor, step: int) -> str | None:
    """The month so many months from the article's own."""
    if anchor.year is None or anchor.month is None:
        return None
    index = anchor.year * 12 + anchor.month - 1 + step
    return valid(f"{index // 12:04}-{index % 12 + 1:02}")


# A number that can be a day, and what may stand between it and its month.
# `3/يونيو` and `3.يونيو` are dates, `3/4` and `3.4` are not read here.
DAYS = re.compile(r"([0-9]{1,2})(?![0-9,%]|\.(?![ء-ي])|/(?! ?[ء-ي]))")
OF = re.compile(r" {0,2}[-–/] {0,2}| {1,3}(?:من )?(?:شهر )?|\.(?=[ء-ي])| ?(?=[ء-ي])")

YEAR_RANGE = re.compile(
    r"((?:19|20)[0-9]{2}) {0,2}(?:[-–—/]|و|الي|حتي|الي عام|وعام|و عام) {0,2}((?:19|20)[0-9]{2})(?![0-9%])"
)


def interval(span: re.Match[str], at: int, rule: str, listed: bool = False) -> Value | None:
    """Two years as a stretch; listed: joined by و and not by بين, they are two years."""
    first, last = int(span[1]), int(span[2])
    if not first < last <= first + 100:
        return None
    apart = listed and last > first + 1 and "و" in span.group()
    edtf = several([span[1], span[2]]) if apart else f"{first}/{last}"
    return Value(span.end(), edtf, "stated", "date", rule)


_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?![0-9%])")
_NEXT_YEAR = re.compile(r"(?: {0,2}([،,]) {0,2}و?| {1,2}و ?)((?:19|20)[0-9]{2})(?![0-9%])")


def years_listed(c: Context, at: int, *, commas: bool) -> Value | None:
    """`2011 و2012 و2013`, with commas `2011، 2012، 2013`: three years or more that rise; a stretch where none is left out."""
    first = _YEAR.match(c.text, at)
    if not first:
        return None
    years, end = [int(first[1])], first.end()
    while (found := _NEXT_YEAR.match(c.text, end)) and int(found[2]) > years[-1] and (commas or not found[1]):
        years.append(int(found[2]))
        end = found.end()
    if len(years) < 3 or COUNTED.match(c.text, end):
        return None
    if years[-1] - years[0] == len(years) - 1:
        edtf = valid(f"{years[0]}/{years[-1]}")
    else:
        edtf = several([str(year) for year in years])
    return Value(end, edtf, "stated", "date", "years.listed")


def several(points: list[str]) -> str | None:
    """All of some points, which are no stretch, as an EDTF set."""
    return valid("{" + ",".join(points) + "}")
