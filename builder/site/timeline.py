"""The timeline: each fact once, under the smallest span of time its date is sure of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from builder.site.calendars import calendar_pages, subscribe
from builder.site.dates import month_name, show_edtf, show_month
from builder.site.entities import numbered_pager
from builder.site.index import UNDATED, Entry
from builder.site.permalinks import file_of
from builder.site.shown import Shown, chunked
from builder.site.views import MonthCell, NameLink, Page, Section, SlotView, TimelineView, YearBlock
from builder.text.digits import write_digits

_PER_MONTH = 5  # facts of each month shown on the page of its year


def timeline_pages(shown: Shown) -> list[Page]:
    """The overview, a page for each year and month that has facts, and one for the undated."""
    by_slot = shown.index.by_slot
    months = sorted(slot for slot in by_slot if len(slot) == 7 and slot != UNDATED)
    years = sorted({slot[:4] for slot in by_slot if slot != UNDATED})
    pages = [_overview(shown)]
    for number, year in enumerate(years):
        pages += _year_pages(year, _neighbours(years, number, shown), shown)
    for number, month in enumerate(months):
        pages += _month_pages(month, _neighbours(months, number, shown), shown)
    return pages + _undated_pages(shown) + calendar_pages(shown)


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


def _overview(shown: Shown) -> Page:
    address = shown.addresses.timeline()
    undated = shown.index.by_slot.get(UNDATED, ())
    view = TimelineView(
        subscribe=subscribe(shown),
        head=shown.head("الخط الزمني", "الوقائع المنشورة مرتّبة بحسب تاريخ وقوعها.", address),
        years=year_blocks(shown),
        undated=(_href(UNDATED, shown), shown.counted(len(undated), "fact")) if undated else None,
    )
    return Page(file_of(address), address, "timeline", "timeline.html", view)


def _year_pages(year: str, beside: tuple[NameLink | None, NameLink | None], shown: Shown) -> list[Page]:
    title = show_month(year, shown.style)
    months = [
        Section(
            id=f"m{slot}",
            title=show_month(slot, shown.style),
            rows=shown.rows(entries[:_PER_MONTH]),
            count=len(entries),
            href=_href(slot, shown),
        )
        for slot, entries in sorted(shown.index.by_slot.items())
        if slot[:5] == f"{year}-"
    ]
    keyed = [(_year_part(entry, title, shown), entry) for entry in shown.index.by_slot.get(year, ())]
    return _slot_pages(year, title, _total(year, shown), keyed, months, _month_cells(year, shown), beside, shown)


def _month_pages(month: str, beside: tuple[NameLink | None, NameLink | None], shown: Shown) -> list[Page]:
    entries = shown.index.by_slot[month]
    title = show_month(month, shown.style)
    keyed = sorted(
        ((_month_part(entry, shown), entry) for entry in entries), key=lambda pair: (pair[0][0], pair[1].order)
    )
    return _slot_pages(month, title, len(entries), keyed, [], (), beside, shown)


def _undated_pages(shown: Shown) -> list[Page]:
    undated = shown.index.by_slot.get(UNDATED, ())
    if not undated:
        return []
    # Without a date the order of the sources, then of the article, is what a reader can follow.
    keyed = []
    for source_id, entries in shown.index.by_source.items():
        heading = (source_id, shown.source(shown.index.records[source_id]).title)
        keyed += [(heading, entry) for entry in entries if entry.slot == UNDATED]
    return _slot_pages(UNDATED, "وقائع بلا تاريخ محدّد", len(undated), keyed, [], (), (None, None), shown)


def _slot_pages(
    slot: str,
    title: str,
    count: int,
    keyed: Sequence[tuple[tuple[str, str], Entry]],
    tail: list[Section],
    cells: tuple[MonthCell, ...],
    beside: tuple[NameLink | None, NameLink | None],
    shown: Shown,
) -> list[Page]:
    """The parts of one slot. keyed: entries in order of print, each with the key and title of its section."""
    address = shown.addresses.timeline(slot)
    trail = [NameLink("الخط الزمني", shown.addresses.href(shown.addresses.timeline()))]
    if len(slot) == 7 and slot != UNDATED:
        trail.append(NameLink(show_month(slot[:4], shown.style), _href(slot[:4], shown)))
    parts = chunked(keyed)
    pages = []
    for number, part in enumerate(parts, 1):
        first = number == 1
        part_address = address if first else f"{address}{number}/"
        counted = shown.counted(count, "fact")
        view = SlotView(
            head=shown.head(title, f"{title}: {counted}", part_address),
            title=title,
            lead=counted,
            part=write_digits(str(number), shown.config.digits) if not first else None,
            trail=tuple(trail),
            months=cells if first else (),
            sections=(*_sections(part, shown), *(tail if first else ())),
            before=beside[0],
            after=beside[1],
            pager=numbered_pager(shown.addresses.href(address), number, len(parts)),
        )
        pages.append(Page(file_of(part_address), part_address, "slot", "slot.html", view))
    return pages


def _sections(keyed: Iterable[tuple[tuple[str, str], Entry]], shown: Shown) -> list[Section]:
    sections = []
    for (key, title), group in groupby(keyed, key=lambda pair: pair[0]):
        rows = shown.rows(entry for _, entry in group)
        sections.append(Section(f"d{key}", title, rows, len(rows)))
    return sections


def _month_part(entry: Entry, shown: Shown) -> tuple[str, str]:
    """Key and title of a fact's section in its month: its day, or that no day is known. Days sort first."""
    assert entry.when is not None
    if entry.when.precision == "day" and entry.when.earliest:
        return entry.when.earliest, show_edtf(entry.when.earliest, shown.style)
    if entry.when.precision in ("interval", "set"):
        return "z-spans", "فترات تبدأ في هذا الشهر" if entry.when.start else "فترات تنتهي في هذا الشهر"
    return "y-month", "في هذا الشهر، واليوم غير محدّد"


def _year_part(entry: Entry, year: str, shown: Shown) -> tuple[str, str]:
    """The same in a year: a season or quarter, a span of years, or that no month is known."""
    assert entry.when is not None
    if entry.when.precision in ("interval", "set"):
        return "z-spans", f"فترات تبدأ في {year}" if entry.when.start else f"فترات تنتهي في {year}"
    if entry.when.precision in ("season", "quarter"):
        words = show_edtf(entry.when.text[:7], shown.style)
        return entry.when.text[:7], words
    return "a-year", f"في {year}، والشهر غير محدّد"


def _neighbours(slots: Sequence[str], number: int, shown: Shown) -> tuple[NameLink | None, NameLink | None]:
    before = slots[number - 1] if number else None
    after = slots[number + 1] if number + 1 < len(slots) else None
    return _slot_link(before, shown), _slot_link(after, shown)


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
