"""Time expressions of the article and what they mean, as precisely as the text allows and no more.

One pass over the words finds those that can begin an expression; a small reader then runs at that place only. All
matching is on the folded text (builder/text/folding.py), so the tables are folded too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date
from functools import lru_cache
from itertools import compress

from msgspec import structs

from builder.extract.dating.agreement import agree
from builder.extract.dating.calendar import (
    read_from,
    read_hijri_days,
    read_listed,
    read_month,
    read_numeric,
    read_numeric_days,
    read_of_month,
    read_worded,
)
from builder.extract.dating.context import TOKEN, Anchor, Context, Value, is_future, word_before
from builder.extract.dating.days import read_day
from builder.extract.dating.echoes import read_beside, read_echo
from builder.extract.dating.eras import read_century
from builder.extract.dating.hijri import read_feast, read_hijri, read_hijri_day, read_nth
from builder.extract.dating.joining import join
from builder.extract.dating.lengths import read_ago, read_counted, read_lately, read_repeat
from builder.extract.dating.parts import read_first_months, read_part, read_season
from builder.extract.dating.stretches import read_bare_year, read_edge, read_near, read_year
from builder.extract.timewords import Grammar, grammar
from builder.extract.words import READ, Words, words_of
from builder.lexicon.vocabulary import Remember
from builder.model import Basis, DateMention, Line
from builder.text.edtf import parse_edtf
from builder.text.folding import Folded, fold, parted

DATED_LABELS = READ


def find_dates(
    text: str, lines: tuple[Line, ...], published: str | None, inferred: bool = False
) -> tuple[DateMention, ...]:
    """Every time expression of title, standfirst, headings and body; relative ones resolved against `published`.

    published: EDTF of the day (or month, or year) of publication. Without it `الأربعاء` stays open and `11 يوليو`
    is `XXXX-07-11`. inferred: it is not printed, the text forces it; what rests on it is inferred too.
    """
    return _find(text, lines, published, inferred)


_ATTACKED = ("أحداث ", "احداث ", "هجمات ", "اعتداءات ", "تفجيرات ")
# `1956 - أزمة السويس: ...`
_CHRONICLED = re.compile(r"[\s*•]{0,3}(1[4-9][0-9]{2}|20[0-9]{2}) {0,2}[-–—:ـ] {0,2}(?=[ء-ي])")
# The town of إب and أب, a father, fold as آب does; with a day or its other name the month is misspelt.
_IS_NO_AUGUST = re.compile(r"إب(?![ء-ي])[^/(]*$|أب(?![ء-ي])[^0-9٠-٩/(]*$")


@lru_cache(maxsize=4)  # the solver asks the same question as the stage
def _find(text: str, lines: tuple[Line, ...], published: str | None, inferred: bool) -> tuple[DateMention, ...]:
    folded = parted(fold(text))
    heads: list[DateMention] = []
    body: list[DateMention] = []
    anchor = _anchor(published)
    context = Context(folded.text, anchor)
    rests_on: Basis = "inferred" if inferred else "anchored"
    places = _places_of(words_of(text, lines), folded)
    for line in lines:
        if line.label in DATED_LABELS:
            start, end = folded.folded_at(line.start), folded.folded_at(line.end)
            into = body if line.label == "body" else heads
            chronicled = _CHRONICLED.match(folded.text, start, end)
            context.anchor = Anchor(int(chronicled[1])) if chronicled else anchor
            for at, value in _of_year(chronicled, _scan(context, places, start, end)):
                mention = _mention(text, folded, at, value, "stated" if chronicled else rests_on)
                if not _IS_NO_AUGUST.match(mention.exact):
                    into.append(mention)
    return tuple(_attacked(text, mention) for mention in agree(heads, body))


def _attacked(text: str, mention: DateMention) -> DateMention:
    """`أحداث 11 سبتمبر` are those of one year, whenever they are told of; with a year of its own the day stays."""
    bare = mention.basis in ("anchored", "inferred", "open") and (mention.edtf or "").endswith("-09-11")
    if not bare or not text.endswith(_ATTACKED, 0, mention.at):
        return mention
    return structs.replace(mention, edtf="2001-09-11", basis="inferred")


def _of_year(chronicled: re.Match[str] | None, found: list[tuple[int, Value]]) -> list[tuple[int, Value]]:
    """What a line of a chronicle tells, with the year that opens it; `27 تموز` in it is of that year."""
    if chronicled is None or any(at < chronicled.end() for at, _ in found):
        return found
    year = Value(chronicled.end(1), chronicled[1], "stated", "date", "year.of_line")
    return [(chronicled.start(1), year), *found]


def stated_dates(words: str) -> tuple[str, ...]:
    """EDTF of the absolute dates in a short line such as a date line, in order."""
    folded = parted(fold(words))
    context = Context(folded.text, Anchor())
    found = (value for _, value in _scan(context, _places(folded.text), 0, len(folded.text)))
    return tuple(v.edtf for v in found if v.edtf and v.kind == "date")


def speaks_of_future(words: str) -> bool:
    """True where the clause that `words` end in is about what is to come."""
    folded = fold(words).text
    return is_future(Context(folded, Anchor(), 0, len(folded)), grammar(), len(folded))


def _mention(text: str, folded: Folded, at: int, value: Value, rests_on: Basis) -> DateMention:
    start = folded.source_at(at)
    # The last letter's own harakat belong to the word.
    end = folded.source_at(value.end) if value.end < len(folded.text) else len(text)
    end = max(end, start + 1)
    exact = text[start:end]
    trimmed = exact.rstrip(" \t\u00a0\u200e\u200f\u200b\n")
    # A printed date that its calendar does not have states nothing.
    basis = "open" if value.edtf is None else rests_on if value.basis == "anchored" else value.basis
    return DateMention(trimmed, start, value.edtf, basis, value.kind, value.rule)


def _anchor(published: str | None) -> Anchor:
    if not published or "/" in published:
        return Anchor()
    try:
        parsed = parse_edtf(published)
    except ValueError:
        return Anchor()
    if parsed.earliest is None or parsed.uncertain:
        return Anchor()
    first = date.fromisoformat(parsed.earliest)
    if parsed.precision == "day":
        return Anchor(first.year, first.month, first)
    return Anchor(first.year, first.month if parsed.precision == "month" else None)


def _scan(context: Context, places: list[tuple[int, str]], start: int, end: int) -> list[tuple[int, Value]]:
    """The expressions of one line, which runs from `start` to `end`. places: of the whole text."""
    words = grammar()
    context.line_start, context.line_end = start, end
    context.last_edtf = context.last_day = context.last_part = None
    context.last_is_hijri = False
    out: list[tuple[int, Value]] = []
    done = start
    for at, word in places[bisect_left(places, (start, "")) : bisect_left(places, (end, ""))]:
        if at < done:
            continue
        kind, prefix = words.triggers.get(word, _DIGITS_READ)
        value = _read(kind, context, words, at + prefix)
        if value is None and prefix and kind != "number":
            value = _read(kind, context, words, at)
            prefix = 0 if value else prefix
        if value is None or value.end > end:
            continue
        begin = value.start if value.start is not None else at + prefix
        if begin < done or value.end <= begin:
            continue
        out.append((begin, value))
        done = value.end
        if value.kind == "date":
            context.last_is_hijri = "hijri" in value.rule
            if value.edtf:
                _remember(context, value.edtf, value.end)
            elif context.last_is_hijri:
                context.last_edtf = None  # no day of a month that stands farther off
    return join(context, words, out) if len(out) > 1 else out


def _remember(c: Context, edtf: str, end: int) -> None:
    """What اليوم التالي and الفترة نفسها after it can point at."""
    c.last_edtf = edtf
    if edtf.startswith("XXXX"):
        return
    if len(edtf) == 10:
        c.last_day = (edtf, end)
    elif len(edtf) > 4 and edtf[:1] != "{" and all(point[:4] == edtf[:4] for point in edtf.split("/")):
        c.last_part = (edtf, end)


_DIGITS_READ = ("number", 0)
_WORD = re.compile(r"[^\W_]+")

# The folded index in a word of every number, and of every word that can begin an expression: `5أيام` has both.
_BEGINS: Remember[tuple[tuple[int, str], ...]] = Remember(
    lambda form: tuple(
        (found.start(), found[0])
        for found in TOKEN.finditer(form)
        if found[0][0] <= "9" or found[0] in grammar().triggers
    )
)
# The same of a whole word: nothing begins inside other letters.
_BEGINS_ALONE: Remember[tuple[tuple[int, str], ...]] = Remember(
    lambda form: () if form.isalpha() and form not in grammar().triggers else _BEGINS[form]
)


def _places(text: str) -> list[tuple[int, str]]:
    """Where the words that can begin an expression stand in a folded text, and all numbers, in order."""
    return [(found.start() + at, word) for found in _WORD.finditer(text) for at, word in _BEGINS[found[0]]]


def _places_of(words: Words, folded: Folded) -> list[tuple[int, str]]:
    """`_places` of an article whose words are known."""
    begins = list(map(_BEGINS_ALONE.__getitem__, words.forms))
    return [
        (folded.folded_at(words.starts[i]) + at, word)
        for i in compress(range(len(begins)), begins)
        for at, word in begins[i]
    ]


def _read(kind: str, c: Context, g: Grammar, at: int) -> Value | None:
    # Each kind tries its readers in order; the first that reads anything wins.
    if kind == "year" and word_before(c, at).lstrip("و") in g.general:
        return None
    if kind in _POINTING and not _POINTED.match(c.text, at):
        return None
    for reader in _READERS[kind]:
        value = reader(c, g, at)
        if value is not None:
            return value
    return None


# هذا, ذلك, نفس are common words; only before a noun with its article can they point at a time.
_POINTING = ("near", "echo")
_POINTED = re.compile("(?!ذ|ت|ن|هذ)|[ء-ي]{3,4} ال")


def _number(c: Context, g: Grammar, at: int) -> Value | None:
    """Readers that begin at a digit."""
    if not g.dated_number.match(c.text, at):
        return None
    if at > c.line_start and c.text[at - 1] in ".,،/-–+_#" and at - 2 >= c.line_start and c.text[at - 2].isdigit():
        return None
    return (
        read_numeric_days(c, g, at) or read_from(c, g, at) or read_numeric(c, g, at, None) or read_listed(c, g, at, None) or read_hijri_days(c, g, at)
        or read_hijri_day(c, g, at) or read_of_month(c, g, at) or read_bare_year(c, g, at) or read_counted(c, g, at)
    )  # fmt: skip


_READERS = {
    "echo": (read_echo,),
    "day": (read_echo, read_day, read_worded, read_first_months, read_nth, read_edge, read_repeat, read_counted),
    "edge": (read_first_months, read_nth, read_edge, read_day, read_part),
    "month": (read_month,),
    "hijri": (read_hijri, read_season),
    "year": (read_echo, read_year, read_counted, read_near),
    "near": (read_echo, read_near, read_counted, read_repeat),
    "season": (read_echo, read_part, read_season, read_counted),
    "lately": (read_lately, read_first_months, read_year),
    "ago": (read_beside, read_ago, read_feast, read_day, read_edge),
    "beside": (read_beside,),
    "nth": (read_nth,),
    "set": (read_repeat, read_counted),
    "century": (read_century,),
    "duration": (read_counted, read_repeat, read_worded),
    "worded": (read_worded, read_nth),
    "number": (_number,),
}
