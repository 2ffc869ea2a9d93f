"""The page of an article, with the facts stated from it, and the index of all articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from builder.site.index import Entry, LoadedRecord
from builder.site.permalinks import file_of
from builder.site.shown import Shown, chunked, position
from builder.site.views import Page, Pager, Passage, SourceIndexView, SourceView

T = TypeVar("T")


def source_pages(shown: Shown) -> list[Page]:
    """One page for each article that has shown something, and the index, newest first."""
    homes = [home for home in shown.index.records.values() if shown.has_source_page(home)]
    pages = []
    for home in homes:
        address = shown.addresses.source(home.record.id)
        pages.append(Page(file_of(address), address, "source", "source.html", source_view(home, shown)))
    return pages + _index_pages(homes, shown)


def source_view(home: LoadedRecord, shown: Shown) -> SourceView:
    """Everything the page of an article prints."""
    record, source = home.record, shown.source(home)
    entries = shown.index.by_source[record.id]
    count = shown.counted(len(entries), "fact")
    outlet = source.outlet.name if source.outlet else ""
    return SourceView(
        head=shown.head(
            source.title,
            " · ".join(part for part in (outlet, source.published or "", count) if part),
            shown.addresses.source(record.id),
            indexed=any(e.reviewed for e in entries),
        ),
        source=source,
        dateline=record.dateline,
        note=record.note,
        review=shown.review(home),
        count=count,
        rows=tuple((shown.row(e), e.fact.evidence[0].exact if e.fact.evidence else "") for e in entries),
        text=_marked(home, entries, shown) if record.rights == "full" else (),
        excerpt_only=record.rights != "full",
    )


def _marked(home: LoadedRecord, entries: tuple[Entry, ...], shown: Shown) -> tuple[tuple[Passage, ...], ...]:
    """The kept text in paragraphs, evidence marked; where two passages overlap the earlier keeps its whole length."""
    spans = sorted(
        (position(s.exact, s.at, home.text), len(s.exact), shown.addresses.href(shown.addresses.fact(e.id)))
        for e in entries
        for s in e.fact.evidence
    )
    pieces: list[tuple[int, int, str | None]] = []
    here = 0
    for at, length, fact_href in spans:
        if at >= here:
            pieces += [(here, at, None), (at, at + length, fact_href)]
            here = at + length
    pieces.append((here, len(home.text), None))
    paragraphs: list[list[Passage]] = [[]]
    for start, end, href in pieces:
        for number, line in enumerate(home.text[start:end].split("\n")):
            if number:
                paragraphs.append([])
            if line:
                paragraphs[-1].append(Passage(line, href))
    return tuple(tuple(p) for p in paragraphs if any(passage.text.strip() for passage in p))


def _index_pages(homes: list[LoadedRecord], shown: Shown) -> list[Page]:
    address = shown.addresses.sources
    count = shown.counted(len(homes), "source")
    pages = []
    for part_address, part, pager in newest_first(homes, address, shown):
        view = SourceIndexView(
            head=shown.head("المصادر", f"المواد الصحفية التي استُخرجت منها الوقائع: {count}", part_address),
            count=count,
            rows=tuple(
                (shown.source(home), shown.counted(len(shown.index.by_source[home.record.id]), "fact"))
                for home in reversed(part)
            ),
            pager=pager,
        )
        pages.append(Page(file_of(part_address), part_address, "source-index", "source-index.html", view))
    return pages


def newest_first(rows: Sequence[T], address: str, shown: Shown) -> list[tuple[str, Sequence[T], Pager]]:
    """Parts of a list that readers want newest first: (address, rows oldest first, neighbours).

    Parts are numbered from the oldest and full ones never change; the plain address holds the newest part.
    """
    parts = chunked(rows)
    last = len(parts)

    def at(number: int) -> str:
        return address if number == last else f"{address}{number}/"

    def link(number: int) -> str | None:
        return shown.addresses.href(at(number)) if 1 <= number <= last else None

    return [
        (at(number), part, Pager(older=link(number - 1), newer=link(number + 1)))
        for number, part in enumerate(parts, 1)
    ]
