"""The head of an article: title, publisher, agencies credited, authors, day of publication, dateline."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from builder.extract.dates import stated_dates
from builder.extract.noise import city_names
from builder.extract.solver import solve_published
from builder.lexicon import table
from builder.model import Known, Line, Published, Selector
from builder.text.edtf import parse_edtf
from builder.text.folding import fold_key


class Head(Struct, frozen=True, gc=False):
    """What an article says of itself. None or empty where it does not say.

    agencies: credited at dateline or credit line, not merely cited. dateline: the place of the dateline.
    """

    title: str | None = None
    publisher: str | None = None
    agencies: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: Published | None = None
    dateline: str | None = None
    url: str | None = None


_EDGES = " \t\u00a0\u200e\u200f|–—-:،,.*_#>()[]/\\"
_SEPARATOR = re.compile(r" {1,3}[|–—-] {1,3}| ?[|،] ?|\n")
_NAMES = re.compile(r" ?[،,+/] ?| - | – |(?<=[ء-ي]) و(?=[ء-ي]{3})")
_AFTER_LABEL = re.compile(r"^[^:：\n]{2,25}[:：] ?")
_QUOTED = re.compile(r"[«\"“]([^«»\"“”\n]{3,40})[»\"”]")
_PROMO_NAME = re.compile(r" علي (?:موقع |صفحه |منصه )?")
_TODAY = re.compile("اليوم")


@cache
def _names() -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    """Folded names of agencies, of outlets, and the words an unknown outlet's name begins with."""
    rows = table("outlets")

    def keys(group: str) -> frozenset[str]:
        return frozenset(_key(n) for row in rows[group] for n in (row["name"], *row["aliases"]))

    return keys("agencies"), keys("outlets"), tuple(_key(w) + " " for w in rows["heads"])


def _key(words: str) -> str:
    return fold_key(words).lower()


def read_header(text: str, lines: tuple[Line, ...], known: Known) -> Head:
    """Read the head: what is known first, then what the lines print. An invented date is the worst fault."""
    rows = [(line, text[line.start : line.end]) for line in lines]
    quoted = {_key(q) for q in _QUOTED.findall(text)}
    publisher, agencies, authors = known.publisher, list(known.agencies), list(known.authors)
    body = next((i for i, (line, _) in enumerate(rows) if line.label == "body"), len(rows))
    title = known.title or next((_clean(words) for line, words in rows if line.label == "title"), None)
    place: str | None = None
    found_agencies: list[str] = []
    found_authors: list[str] = []
    outlets: list[str] = []
    for i, (line, words) in enumerate(rows):
        if line.label == "dateline" and place is None:
            place, credited = _dateline(words)
            found_agencies.extend(n for n in credited if _is_agency(n))
            outlets.extend(n for n in credited if not _is_agency(n))
        elif line.label == "credit":
            _credit(line, words, found_agencies, outlets)
        elif line.label == "byline" and line.rule == "byline.short_line" and (pair := _place_and_name(words)):
            place = place or pair[0]
            (outlets if _is_outlet(pair[1]) else found_authors).append(pair[1])
        elif line.label == "byline" and (i < body or line.rule in ("byline.phrase", "byline.byline")):
            _byline(words, line.rule, found_authors, outlets, quoted)
        elif line.label == "date" and i < body:
            spot, names = _parts_of_date_line(words)
            outlets.extend(n for n in names if _is_outlet(n) or _key(n) in quoted)
            place = place or (spot if spot and any(_is_outlet(n) or _key(n) in quoted for n in names) else None)
        elif line.rule == "related.promo":
            name = _promo_name(words)
            if name and (_is_outlet(name) or line.start < len(text) // 2):
                outlets.append(name)
    if not agencies:
        agencies = list(dict.fromkeys(found_agencies))
    if not authors:
        authors = list(dict.fromkeys(a for a in found_authors if not _is_outlet(a)))
    if publisher is None:
        publisher = next((n for n in outlets if n not in agencies), None)
    published = Published(edtf=known.published) if known.published else _published(text, rows, body)
    return Head(title=title, publisher=publisher, agencies=tuple(agencies), authors=tuple(authors),
                published=published, dateline=place, url=known.url)  # fmt: skip


def _clean(words: str) -> str | None:
    return words.strip(" \t\u00a0\u200e\u200f#*") or None


def _is_agency(name: str) -> bool:
    return _key(name) in _names()[0]


def _is_outlet(name: str) -> bool:
    agencies, outlets, heads = _names()
    key = _key(name)
    return key in outlets or key in agencies or (key.startswith(heads) and key.count(" ") <= 6)


def _split_names(words: str) -> list[str]:
    return [n for part in _NAMES.split(words) if (n := part.strip(_EDGES))]


# ---- who --------------------------------------------------------------------------------------------------------


def _dateline(words: str) -> tuple[str | None, list[str]]:
    """`جاكرتا (رويترز) -` gives the place and the names credited."""
    parts = [p.strip(_EDGES + '"«»') for p in re.split(r"[()/،,:ـ–—-]|(?<=[ء-ي])-(?=[ء-ي])", words)]
    parts = [p for p in parts if p]
    if not parts:
        return None, []
    return parts[0], [n for p in parts[1:] for n in _split_names(p) if _is_outlet(n)]


def _credit(line: Line, words: str, agencies: list[str], outlets: list[str]) -> None:
    if line.rule in ("credit.editors", "credit.staff"):
        return
    labelled = _AFTER_LABEL.match(words)
    rest = words[labelled.end() :] if labelled else words
    if line.rule == "credit.outlet":
        name = words.strip(" \t\u00a0\u200e\u200f.-–")
        (agencies if _is_agency(name) else outlets).append(name)
        return
    if not labelled and not words.strip().startswith(("(", "[", "/", "{")):
        return  # `المصدر` alone names nobody
    for name in _split_names(rest):
        if _is_agency(name):
            if _key(name) not in ("وكالات", "الوكالات", "وكالات الانباء"):
                agencies.append(name)
        elif _is_outlet(name) and len(name.split()) <= 6:
            outlets.append(name)


def _byline(words: str, rule: str, authors: list[str], outlets: list[str], quoted: set[str]) -> None:
    labelled = _AFTER_LABEL.match(words)
    if not labelled:
        name = words.strip(_EDGES)
        first, _, rest = name.partition(" ")
        if _key(first) in _byline_words() and 2 <= len(rest.split()) <= 5:
            authors.append(rest.strip(_EDGES))
        elif _is_outlet(name) or _key(name) in quoted:
            outlets.append(name)
        elif rule.startswith("html") and 2 <= len(name.split()) <= 4:
            authors.append(name)
        return
    parts = [p.strip(_EDGES) for p in _SEPARATOR.split(words[labelled.end() :])]
    for i, part in enumerate(p for p in parts if p):
        if _is_outlet(part) or _key(part) in quoted:
            outlets.append(part)
        elif i == 0 and 1 <= len(part.split()) <= 5 and not re.search("[0-9٠-٩]", part):
            authors.extend(n for n in re.split(r" ?[،,] ?| و(?=[ء-ي]{3,}(?: |$))", part) if n)


def _place_and_name(words: str) -> tuple[str, str] | None:
    """`القاهرة - منى الحلبي`: a known place and who wrote from there."""
    parts = [p.strip(_EDGES) for p in re.split(" ?[-–—|:] ?", words.strip(_EDGES))]
    if len(parts) != 2:
        return None
    for place, name in (parts, parts[::-1]):
        if (
            fold_key(place) in city_names()
            and 2 <= len(name.split()) <= 4
            and re.fullmatch('[ء-ي\u064b-\u0652 "«»]+', name)
        ):
            return place, name.strip('"«»')
    return None


def _parts_of_date_line(words: str) -> tuple[str | None, list[str]]:
    """`بيروت - صحيفة … - الخميس 14 أيلول 2023` gives the place and the other names."""
    parts = [p.strip(_EDGES) for p in _SEPARATOR.split(words)]
    names = [p for p in parts if p and not re.search("[0-9٠-٩]", p) and not stated_dates(p) and len(p.split()) <= 6]
    names = [n for n in names if fold_key(n) not in _weekdays()]
    place = names[0] if len(names) > 1 and not _is_outlet(names[0]) and len(names[0].split()) <= 3 else None
    return place, [n for n in names if n != place]


@cache
def _byline_words() -> frozenset[str]:
    return frozenset(_key(w) for w in table("noise")["byline"])


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(fold_key(n) for row in table("weekdays") for n in (*row["names"], *row["variants"]))


def _promo_name(words: str) -> str | None:
    folded = fold_key(words)
    found = _PROMO_NAME.search(folded)
    if not found or len(folded.split()) != len(words.split()):
        return None
    count = len(folded[: found.end()].split())
    name = " ".join(words.split()[count:]).strip(_EDGES)
    return name if 1 <= len(name.split()) <= 5 else None


# ---- when -------------------------------------------------------------------------------------------------------


def _published(text: str, rows: list[tuple[Line, str]], body: int) -> Published | None:
    """The day printed in a date line, or the day the body calls today; None where they do not fix one."""
    printed: list[tuple[str, Selector]] = []
    partial: list[str] = []
    for i, (line, words) in enumerate(rows):
        if line.label not in ("date", "dateline") or line.rule in ("date.updated", "clock"):
            continue
        if i > body and line.label == "date" and line.rule != "date.published":
            continue
        for edtf in stated_dates(words):
            if edtf.startswith("XXXX"):
                partial.append(edtf[4:])
            elif parse_edtf(edtf).precision == "day":
                printed.append((edtf, Selector(words.strip(), line.start + len(words) - len(words.lstrip()))))
    days = {edtf for edtf, _ in printed}
    if len(days) == 1:
        return Published(edtf=printed[0][0])
    if days:
        # Two days printed: the one introduced as publication, or none.
        return None
    today = {day for line, words in rows if line.label == "body" for day in _days_called_today(words)}
    if len(today) == 1:
        day = today.pop()
        return Published(edtf=day) if all(day[4:].startswith(p) for p in partial) else None
    return solve_published(text, tuple(line for line, _ in rows)) if not partial else None


def _days_called_today(words: str) -> list[str]:
    """`اليوم الأربعاء 2 يوليو/تموز 2025`, outside quotation marks."""
    days: list[str] = []
    for found in _TODAY.finditer(words):
        before = words[: found.start()]
        opened = before.count("«") - before.count("»") + before.count("“") - before.count("”")
        if opened > 0 or before.count('"') % 2:
            continue
        stretch = words[found.start() : found.end() + 60]
        first = stated_dates(stretch)[:1] if _begins(stretch) else ()
        if first and len(first[0]) == 10 and not first[0].startswith("XXXX"):
            days.append(first[0])
    return days


def _begins(stretch: str) -> bool:
    """True where the date belongs to `اليوم` itself: only its weekday stands between."""
    return bool(re.match(r"اليوم,?،? ?\(?(?:ال[ء-ي]{3,8})?\)?[،,]? ?(?:الموافق )?[0-9٠-٩]", stretch))
