"""The timeline: each fact once, under the smallest span of time its date is sure of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from builder.site.calendars import calendar_pages, subscribe
from builder.site.dates import month_name, show_edtf, show_month
from builder.site.density import density
from builder.site.entities import by_year, numbered_pager
from builder.site.filters import by_state, filter_of, state_links
from builder.site.index import UNDATED, Entry
from builder.site.labels import STATES
from builder.site.permalinks import file_of
from builder.site.shown import Shown, chunked
from builder.site.views import MonthCell, NameLink, Page, Section, SlotView, StateLink, TimelineView, YearBlock
from builder.text.digits import write_digits

_PER_MONTH = 5  # facts of each month shown on the page of a long year
_LATEST = 10  # events on the front page of the timeline
_WHOLE = 120  # a year of so many facts is shown whole
_SLOT = re.compile("[0-9]{4}(-(0[1-9]|1[0-2]))?")
Part = tuple[str, str, str]  # of a section: what sorts it, its title, how closely its dates are known


class Slots(Struct, frozen=True):
    """What the lists of the timeline are, and what each says of the others.

    months, years: those with facts, in order; emptied: those that stay without any; states: the facts of each state;
    links: the way to each state.
    """

    months: tuple[str, ...]
    years: tuple[str, ...]
    emptied: frozenset[str]
    states: Mapping[str, Sequence[Entry]]
    links: tuple[StateLink, ...]

    @property
    def lists(self) -> tuple[str, ...]:
        """Every list of the timeline that has a page: years, months, UNDATED, and those that are empty now."""
        return (*self.years, *self.months, UNDATED, *sorted(self.emptied - {UNDATED}))


def slots_of(shown: Shown) -> Slots:
    """The lists of a site's timeline."""
    by_slot = shown.index.by_slot
    states = by_state(shown)
    return Slots(
        months=tuple(sorted(slot for slot in by_slot if len(slot) == 7 and slot != UNDATED)),
        years=tuple(sorted({slot[:4] for slot in by_slot if slot != UNDATED})),
        emptied=frozenset(_emptied(shown)),
        states=states,
        links=state_links(states, shown),
    )


def timeline_pages(slots: Slots, shown: Shown) -> list[Page]:
    """The overview, and the timeline for other programs."""
    return [_overview(slots.links, shown), *calendar_pages(shown)]


def slot_pages(slot: str, slots: Slots, shown: Shown) -> list[Page]:
    """The list of one year, of one month, or of what has no date."""
    if slot == UNDATED:
        return _undated_pages(slots.links, shown, stays=UNDATED in slots.emptied)
    beside = neighbours(slot, slots)
    links = (_slot_link(beside[0], shown), _slot_link(beside[1], shown))
    return (_month_pages if len(slot) == 7 else _year_pages)(slot, links, slots.links, shown)


def neighbours(slot: str, slots: Slots) -> tuple[str | None, str | None]:
    """The lists before and after one; none for one that is empty: no list leads to it."""
    row = slots.months if len(slot) == 7 else slots.years
    if slot not in row:
        return None, None
    number = row.index(slot)
    return row[number - 1] if number else None, row[number + 1] if number + 1 < len(row) else None


def state_pages(state: str, slots: Slots, shown: Shown) -> list[Page]:
    """The facts of one state under their years. It stays where there is none: somebody may have linked to it."""
    return _state_pages(state, slots.states[state], slots.links, shown)


def _emptied(shown: Shown) -> set[str]:
    """Years, months and UNDATED that once were listed and hold nothing now: their pages stay, and say so.

    The lock knows them; of a site that is not published yet at least those of facts that were withdrawn or set back.
    """
    index, front = shown.index, shown.addresses.timeline()
    gone = [*index.withdrawn.values(), *(e for e in index.held.values() if shown.is_locked(shown.addresses.fact(e.id)))]
    slots = {slot for entry in gone for slot in (entry.slot, entry.slot if entry.slot == UNDATED else entry.slot[:4])}
    slots |= {a.removeprefix(front).rstrip("/") for a in index.content.lock if a.startswith(front)}
    # In a lock that was mended by hand may stand what is no list.
    slots = {slot for slot in slots if slot == UNDATED or _SLOT.fullmatch(slot)}
    slots |= {slot[:4] for slot in slots if slot != UNDATED}  # the page of a month leads to its year
    return slots - index.by_slot.keys() - {slot[:4] for slot in index.by_slot if slot != UNDATED}


def year_blocks(shown: Shown) -> tuple[YearBlock, ...]:
    """Every year that has facts, newest first, with its months."""
    by_slot = shown.index.by_slot
    years = sorted({slot[:4] for slot in by_slot if slot != UNDATED}, reverse=True)
    return tuple(
        YearBlock(
            year=show_month(year, shown.style),
            href=_href(year, shown),
            count=shown.counted(_total(year, shown), "fact"),
            months=_month_cells(year, shown),
        )
        for year in years
    )


def _overview(states: tuple[StateLink, ...], shown: Shown) -> Page:
    address = shown.addresses.timeline()
    counts = {slot: len(entries) for slot, entries in shown.index.by_slot.items()}
    undated = counts.pop(UNDATED, 0)
    months = sorted((slot for slot in counts if len(slot) == 7), key=lambda slot: (counts[slot], slot))
    years = sorted(slot[:4] for slot in counts)
    view = TimelineView(
        subscribe=subscribe(shown),
        head=shown.head("الخط الزمني", "الوقائع المنشورة مرتّبة بحسب تاريخ وقوعها.", address),
        density=density(counts, lambda slot: _href(slot, shown), shown),
        span=_span(years[0], years[-1], shown) if years else "",
        count=shown.counted(sum(counts.values()), "fact"),
        newest=_slot_link(max(months, default=None), shown),
        busiest=_slot_link(months[-1], shown) if len(months) > 1 else None,
        vague=any(len(slot) == 4 for slot in counts),
        states=states,
        latest=shown.rows(_latest(shown)),
        undated=(_href(UNDATED, shown), shown.counted(undated, "fact")) if undated else None,
    )
    return Page(file_of(address), address, "timeline", "timeline.html", view)


def _latest(shown: Shown) -> list[Entry]:
    """What happened last, the newest first: no plans, no claims, no denials."""
    found: list[Entry] = []
    for slot in sorted((slot for slot in shown.index.by_slot if len(slot) == 7 and slot != UNDATED), reverse=True):
        entries = reversed(shown.index.by_slot[slot])
        found += [entry for entry in entries if entry.fact.modality == "reported"]
        if len(found) >= _LATEST:
            break
    return found[:_LATEST]


def _span(first: str, last: str, shown: Shown) -> str:
    start, end = show_month(first, shown.style), show_month(last, shown.style)
    return f"في {start}" if first == last else f"من {start} إلى {end}"


def _year_pages(
    year: str, beside: tuple[NameLink | None, NameLink | None], states: tuple[StateLink, ...], shown: Shown
) -> list[Page]:
    title = show_month(year, shown.style)
    total = _total(year, shown)
    months = [
        Section(
            id=f"m{slot}",
            title=show_month(slot, shown.style),
            rows=shown.rows(entries if total <= _WHOLE else entries[:_PER_MONTH]),
            count=len(entries),
            href=_href(slot, shown),
        )
        for slot, entries in sorted(shown.index.by_slot.items())
        if slot[:5] == f"{year}-"
    ]
    keyed = [(_year_part(entry, title, shown), entry) for entry in shown.index.by_slot.get(year, ())]
    return _slot_pages(year, title, total, keyed, months, _month_cells(year, shown), beside, states, shown)


def _month_pages(
    month: str, beside: tuple[NameLink | None, NameLink | None], states: tuple[StateLink, ...], shown: Shown
) -> list[Page]:
    entries = shown.index.by_slot.get(month, ())
    title = show_month(month, shown.style)
    keyed = sorted(
        ((_month_part(entry, shown), entry) for entry in entries), key=lambda pair: (pair[0][0], pair[1].order)
    )
    return _slot_pages(month, title, len(entries), keyed, [], (), beside, states, shown)


def _undated_pages(states: tuple[StateLink, ...], shown: Shown, *, stays: bool) -> list[Page]:
    undated = shown.index.by_slot.get(UNDATED, ())
    if not undated and not stays:
        return []
    # Without a date the order of the sources, then of the article, is what a reader can follow.
    keyed: list[tuple[Part, Entry]] = []
    for source_id, entries in shown.index.by_source.items():
        heading = (source_id, shown.source(shown.index.records[source_id]).title, "none")
        keyed += [(heading, entry) for entry in entries if entry.slot == UNDATED]
    title = "وقائع بلا تاريخ محدّد"
    return _slot_pages(UNDATED, title, len(undated), keyed, [], (), (None, None), states, shown)


def _slot_pages(
    slot: str,
    title: str,
    count: int,
    keyed: Sequence[tuple[Part, Entry]],
    tail: list[Section],
    cells: tuple[MonthCell, ...],
    beside: tuple[NameLink | None, NameLink | None],
    states: tuple[StateLink, ...],
    shown: Shown,
) -> list[Page]:
    """The parts of one slot. keyed: entries in order of print, each with its section."""
    address = shown.addresses.timeline(slot)
    inside = [at for at in shown.index.by_slot if at == slot or (len(slot) == 4 and at.startswith(f"{slot}-"))]
    vouched = any(entry.reviewed for at in inside for entry in shown.index.by_slot[at])
    trail = [NameLink("الخط الزمني", shown.addresses.href(shown.addresses.timeline()))]
    if len(slot) == 7 and slot != UNDATED:
        trail.append(NameLink(show_month(slot[:4], shown.style), _href(slot[:4], shown)))
    parts = chunked(keyed)
    pages = []
    for number, part in enumerate(parts, 1):
        first = number == 1
        part_address = address if first else f"{address}{number}/"
        counted = shown.counted(count, "fact")
        sections = (*_sections(part, shown), *(tail if first else ()))
        rows = [row for section in sections for row in section.rows]
        view = SlotView(
            head=shown.head(title, f"{title}: {counted}", part_address, indexed=vouched),
            title=title,
            lead=counted,
            part=write_digits(str(number), shown.config.digits) if not first else None,
            trail=tuple(trail),
            months=cells if first else (),
            sections=sections,
            before=beside[0],
            after=beside[1],
            pager=numbered_pager(shown.addresses.href(address), number, len(parts)),
            explained=None,
            states=states,
            state="",
            filter=filter_of(rows, shown, partial=len(rows) < count),
        )
        pages.append(Page(file_of(part_address), part_address, "slot" if first else "part", "slot.html", view))
    return pages


def _state_pages(state: str, entries: Sequence[Entry], states: tuple[StateLink, ...], shown: Shown) -> list[Page]:
    address, title = shown.addresses.timeline(state), STATES[state]["title"]
    counted = shown.counted(len(entries), "fact")
    parts = chunked(entries)
    pages = []
    for number, part in enumerate(parts, 1):
        part_address = address if number == 1 else f"{address}{number}/"
        view = SlotView(
            head=shown.head(
                title, f"{title}: {counted}. {STATES[state]['about']}", part_address,
                indexed=any(entry.reviewed for entry in part),
            ),
            title=title,
            lead=counted,
            part=write_digits(str(number), shown.config.digits) if number > 1 else None,
            trail=(NameLink("الخط الزمني", shown.addresses.href(shown.addresses.timeline())),),
            months=(),
            sections=by_year(part, shown),
            before=None,
            after=None,
            pager=numbered_pager(shown.addresses.href(address), number, len(parts)),
            explained=STATES[state]["about"],
            states=states,
            state=state,
            filter=filter_of(shown.rows(part), shown, partial=len(part) < len(entries)),
        )  # fmt: skip
        pages.append(Page(file_of(part_address), part_address, "state", "slot.html", view))
    return pages


def _sections(keyed: Iterable[tuple[Part, Entry]], shown: Shown) -> list[Section]:
    sections = []
    for (key, title, band), group in groupby(keyed, key=lambda pair: pair[0]):
        rows = shown.rows(entry for _, entry in group)
        sections.append(Section(f"d{key}", title, rows, len(rows), band=band))
    return sections


def _month_part(entry: Entry, shown: Shown) -> Part:
    """A fact's section in its month: its day, or that no day is known. Days sort first."""
    assert entry.when is not None
    if entry.when.precision == "day" and entry.when.earliest:
        return entry.when.earliest, show_edtf(entry.when.earliest, shown.style), "day"
    if entry.when.precision in ("interval", "set"):
        return "z-spans", "فترات تبدأ في هذا الشهر" if entry.when.start else "فترات تنتهي في هذا الشهر", "span"
    return "y-month", "في هذا الشهر، واليوم غير محدّد", "month"


def _year_part(entry: Entry, year: str, shown: Shown) -> Part:
    """The same in a year: a season or quarter, a span of years, or that no month is known."""
    assert entry.when is not None
    if entry.when.precision in ("interval", "set"):
        return "z-spans", f"فترات تبدأ في {year}" if entry.when.start else f"فترات تنتهي في {year}", "span"
    if entry.when.precision in ("season", "quarter"):
        words = show_edtf(entry.when.text[:7], shown.style)
        return entry.when.text[:7], words, "season"
    return "a-year", f"في {year}، والشهر غير محدّد", "year"


def _slot_link(slot: str | None, shown: Shown) -> NameLink | None:
    return NameLink(show_month(slot, shown.style), _href(slot, shown)) if slot else None


def _month_cells(year: str, shown: Shown) -> tuple[MonthCell, ...]:
    cells = []
    for month in range(1, 13):
        slot = f"{year}-{month:02}"
        count = len(shown.index.by_slot.get(slot, ()))
        href = _href(slot, shown) if count else None
        number = write_digits(str(count), shown.config.digits) if count else ""
        cells.append(MonthCell(month_name(month, shown.config.months), href, number))
    return tuple(cells)


def _total(year: str, shown: Shown) -> int:
    return sum(len(entries) for slot, entries in shown.index.by_slot.items() if slot != UNDATED and slot[:4] == year)


def _href(slot: str, shown: Shown) -> str:
    return shown.addresses.href(shown.addresses.timeline(slot))
