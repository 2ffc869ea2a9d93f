"""The timeline for other programs: `/timeline.ics` for calendars (RFC 5545) and `/timeline.json` for TimelineJS.

Reviewed facts only. A day stands in a calendar only where the source is sure of it; TimelineJS takes years and months
too, so there each fact has exactly the parts of the date that are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from html import escape
from urllib.parse import urlsplit

from builder.site.cards import credit, in_marks
from builder.site.exports import Json, write_json
from builder.site.index import Entry
from builder.site.permalinks import file_of
from builder.site.shown import Shown, piece_of_a_fact
from builder.site.views import Page, Parts, Subscribe
from builder.text.edtf import Edtf, parse_edtf

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_SPECIAL = re.compile("[\\\\;,\x00-\x1f\x7f\x85\u2028\u2029]")
_LINE = 75  # octets of a line, its end not counted
# What is only claimed to have happened is neither.
_STATUSES = {"reported": "CONFIRMED", "planned": "TENTATIVE"}


def calendar_pages(shown: Shown) -> list[Page]:
    """The two files."""
    files: dict[str, bytes | Parts] = {_ics(shown): calendar(shown), _json(shown): timeline_json(shown)}
    return [Page(file_of(address), address, "calendar", None, data) for address, data in files.items()]


def subscribe(shown: Shown) -> Subscribe:
    """Where the timeline is found by other programs."""
    addresses = shown.addresses
    link = addresses.absolute(_ics(shown))
    return Subscribe(
        ics=addresses.href(_ics(shown)),
        webcal=f"webcal:{link.partition(':')[2]}",
        json=addresses.href(_json(shown)),
    )


def _ics(shown: Shown) -> str:
    return f"{shown.addresses.timeline().rstrip('/')}.ics"


def _json(shown: Shown) -> str:
    return f"{shown.addresses.timeline().rstrip('/')}.json"


# ---- calendar -------------------------------------------------------------------------------------------------------


def calendar(shown: Shown) -> bytes:
    """Every reviewed fact of a certain day or days; a withdrawn one that was published is told as cancelled.

    A denied fact is left out: a calendar would show as a date what is said not to have been.
    """
    config, index = shown.config, shown.index
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Waqai//Facts//AR",
        "CALSCALE:GREGORIAN",
        f"NAME;LANGUAGE=ar:{_text(config.title)}",
        f"X-WR-CALNAME:{_text(config.title)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
        f"URL:{shown.addresses.absolute(shown.addresses.timeline())}",
    ]
    if config.description:
        lines += [f"DESCRIPTION;LANGUAGE=ar:{_text(config.description)}", f"X-WR-CALDESC:{_text(config.description)}"]
    events = [_event(shown, e) for e in index.facts.values() if e.reviewed and e.fact.modality != "denied"]
    gone = (e for e in index.withdrawn.values() if shown.is_locked(shown.addresses.fact(e.id)))
    events += [_folded(_cancelled(e, days, shown)) for e in gone if (days := certain_days(e.when))]
    return b"".join((_folded(lines), *events, fold_line("END:VCALENDAR")))


def certain_days(when: Edtf | None) -> tuple[tuple[str, str], ...]:
    """The spans of whole days that a date is sure of, as (first, last) ISO days; none for a month, a year, a guess."""
    if when is None or when.uncertain or when.approximate or not when.is_dated:
        return ()
    if when.precision == "day":
        return ((when.text, when.text),)
    if when.precision == "interval" and _DAY.fullmatch(when.start or "") and _DAY.fullmatch(when.end or ""):
        return ((str(when.start), str(when.end)),)
    if when.precision == "set" and _DAY.fullmatch(when.start or ""):
        return tuple((day, day) for day in when.text.strip("{}").split(","))
    return ()


@piece_of_a_fact
def _event(shown: Shown, entry: Entry) -> bytes:
    """The event of a fact; nothing where no day is certain."""
    fact, days = entry.fact, certain_days(entry.when)
    if not days:
        return b""
    state = shown.state_elsewhere(entry)
    quotes = [in_marks(passage.exact) for passage in fact.evidence]
    link = shown.addresses.absolute(shown.addresses.fact(entry.id))
    summary = f"[{state}] {fact.statement}" if state else fact.statement
    names = dict.fromkeys((*fact.who, *fact.where))
    lines = [
        f"SUMMARY;LANGUAGE=ar:{_text(summary)}",
        f"DESCRIPTION;LANGUAGE=ar:{_text(chr(10).join([*quotes, credit(entry, shown), link]))}",
        *([f"STATUS:{_STATUSES[fact.modality]}"] if fact.modality in _STATUSES else []),
    ]
    if fact.where:
        lines.append(f"LOCATION;LANGUAGE=ar:{_text('، '.join(fact.where))}")
    if names:
        lines.append(f"CATEGORIES;LANGUAGE=ar:{','.join(map(_text, names))}")
    return _folded(_component(entry, days, lines, len(fact.corrections), shown))


def _cancelled(entry: Entry, days: tuple[tuple[str, str], ...], shown: Shown) -> list[str]:
    gone = entry.fact.withdrawn
    lines = ["SUMMARY;LANGUAGE=ar:واقعة مسحوبة", "STATUS:CANCELLED"]
    if gone:
        lines.append(f"DESCRIPTION;LANGUAGE=ar:{_text(gone.why)}")
    return _component(entry, days, lines, len(entry.fact.corrections) + 1, shown)


def _component(
    entry: Entry, days: tuple[tuple[str, str], ...], lines: list[str], sequence: int, shown: Shown
) -> list[str]:
    """One event; the further days of a set are repeats of its first, so that a fact keeps one UID for ever."""
    first, last = days[0]
    changed = f"{_basic(shown.changed(entry.fact, entry.home))}T000000Z"
    rest = ",".join(_basic(day) for day, _ in days[1:])
    end = _after(last)
    return [
        "BEGIN:VEVENT",
        f"UID:{entry.id}@{urlsplit(shown.config.base_url).hostname}",
        # Without a METHOD the stamp is the last change (RFC 5545, 3.8.7.2), which the content knows.
        f"DTSTAMP:{changed}",
        f"LAST-MODIFIED:{changed}",
        f"CREATED:{_basic(entry.home.record.added)}T000000Z",
        f"SEQUENCE:{sequence}",
        f"DTSTART;VALUE=DATE:{_basic(first)}",
        *([f"DTEND;VALUE=DATE:{end}"] if end else []),
        *([f"RDATE;VALUE=DATE:{rest}"] if rest else []),
        *lines,
        f"URL:{shown.addresses.absolute(shown.addresses.fact(entry.id))}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _basic(day: str) -> str:
    return day.replace("-", "")


def _after(day: str) -> str | None:
    """The day after, where an all-day event ends; None at the end of the calendar."""
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).strftime("%Y%m%d").zfill(8)
    except OverflowError:
        return None


def _text(text: str) -> str:
    """A TEXT value: backslash, semicolon and comma escaped, lines joined by `\\n`, no control character."""
    if not _SPECIAL.search(text):
        return text
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return _CONTROLS.sub("", "\\n".join(text.splitlines()))


def _folded(lines: Iterable[str]) -> bytes:
    return b"".join(map(fold_line, lines))


def fold_line(line: str) -> bytes:
    """A content line with its CRLF, folded at 75 octets and never inside a character."""
    data = line.encode("utf-8", "replace")
    if len(data) <= _LINE:
        return data + b"\r\n"
    pieces = []
    start, room = 0, _LINE
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        pieces.append(data[start:end])
        start, room = end, _LINE - 1  # the space that begins a folded line counts
    return b"\r\n ".join([*pieces, data[start:]]) + b"\r\n"


# ---- TimelineJS -----------------------------------------------------------------------------------------------------


def timeline_json(shown: Shown) -> Parts:
    """Every reviewed fact that has a year, as TimelineJS reads it; the date in words is the one that the pages show."""
    config = shown.config
    title = {"headline": escape(config.title), "text": f"<p>{escape(config.description)}</p>"}
    head = write_json({"title": {"text": title}, "events": []}).removesuffix(b"]}")
    slides = [_slide(shown, e) for e in shown.index.facts.values() if e.reviewed and e.when and e.when.is_dated]
    return Parts((head, *[piece for slide in slides for piece in (b",", slide)][1:], b"]}\n"))


@piece_of_a_fact
def _slide(shown: Shown, entry: Entry) -> bytes:
    fact, when = entry.fact, entry.when
    assert when is not None
    link = shown.addresses.absolute(shown.addresses.fact(entry.id))
    state = shown.state_elsewhere(entry)
    headline = f"[{state}] {fact.statement}" if state else fact.statement
    # No <blockquote>: TimelineJS sets it in slanted letters and puts a second pair of marks round it.
    quotes = "".join(f"<p>{escape(in_marks(row.exact))}</p>" for row in fact.evidence)
    words = shown.date(when.text)
    start, end = _bounds(when)
    slide: dict[str, Json] = {
        "unique_id": entry.id,
        "start_date": {**start, "display_date": words},
        "display_date": words,
        "text": {
            "headline": f'<a href="{escape(link)}">{escape(headline)}</a>',
            "text": f'<div dir="rtl" lang="ar">{quotes}<p>{escape(credit(entry, shown))}</p></div>',
        },
        "autolink": False,
    }
    if end:
        slide["end_date"] = {**end, "display_date": words}
    return write_json(slide)


def _bounds(when: Edtf) -> tuple[dict[str, int], dict[str, int] | None]:
    """Where a slide begins and ends, with the parts of the date that are known and no other."""
    if when.precision == "quarter" and when.earliest and when.latest:
        return _parts(when.earliest[:7]), _parts(when.latest[:7])
    if when.precision == "season":  # where it begins is a matter of the climate, so only its year is said
        return _parts(when.text[:4]), None
    if when.precision == "interval":
        start, end = when.start or when.end, when.end if when.start else None
        return _bounds(parse_edtf(start or ""))[0], (_last(end) if end else None)
    return _parts(when.start or when.text), None


def _last(point: str) -> dict[str, int]:
    first, last = _bounds(parse_edtf(point))
    return last or first


def _parts(point: str) -> dict[str, int]:
    return dict(zip(("year", "month", "day"), map(int, point.rstrip("?~%").split("-")), strict=False))
