"""The page of an article, with the facts stated from it, and the index of all articles."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import TypeVar

from builder.site.index import Entry, LoadedRecord
from builder.site.passages import around, noise_spans, position
from builder.site.permalinks import file_of
from builder.site.shown import Shown, chunked
from builder.site.views import (
    Excerpt,
    Extract,
    Kept,
    Page,
    Pager,
    Passage,
    SourceIndexView,
    SourceLine,
    SourceView,
)

T = TypeVar("T")


def source_pages(home: LoadedRecord, shown: Shown) -> list[Page]:
    """The page of an article that has shown something, and its text where the rights allow."""
    if not shown.has_source_page(home):
        return []
    address = shown.addresses.source(home.record.id)
    pages = [Page(file_of(address), address, "source", "source.html", source_view(home, shown))]
    if shown.has_text(home):
        beside = shown.addresses.source_text(home.record.id)
        pages.append(Page(file_of(beside), beside, "text", None, home.text.encode()))
    return pages


def source_view(home: LoadedRecord, shown: Shown) -> SourceView:
    """Everything the page of an article prints."""
    record, source = home.record, shown.source(home)
    entries = shown.index.by_source[record.id]
    count = shown.counted(len(entries), "fact")
    outlet = source.outlet.name if source.outlet else ""
    whole = shown.has_text(home)
    published = record.published
    return SourceView(
        head=shown.head(
            source.title,
            " · ".join(part for part in (outlet, source.published or "", count) if part),
            shown.addresses.source(record.id),
            indexed=any(e.reviewed for e in entries),
        ),
        id=record.id,
        source=source,
        dateline=record.dateline,
        note=record.note,
        review=shown.review(home),
        count=count,
        known_by=tuple(s.exact for s in published.because) if published and published.edtf else (),
        covered=shown.covered_share(home),
        extracts=_extracts(home, entries, shown, whole=whole),
        text=_marked(home, entries, shown) if whole else (),
        passages=tuple(passage for e in entries for passage in shown.passages(e)) if whole else (),
    )


def _extracts(home: LoadedRecord, entries: Sequence[Entry], shown: Shown, *, whole: bool) -> tuple[Extract, ...]:
    noise = noise_spans(home.text, home.record.noise)
    found = []
    for number, entry in enumerate(entries, 1):
        excerpts = []
        for evidence in () if whole else shown.evidence(entry):
            before, after = around(home.text, evidence.at, evidence.end, noise)
            excerpts.append(Excerpt(before, evidence, after))
        anchor = f"t-{entry.id}" if whole and entry.fact.evidence else None
        found.append(Extract(number, anchor, shown.row(entry), tuple(excerpts)))
    return tuple(found)


def _marked(home: LoadedRecord, entries: Sequence[Entry], shown: Shown) -> tuple[Kept, ...]:
    """The kept text in lines, cut wherever a passage of evidence or a stretch of noise begins or ends."""
    evidence = []
    for number, entry in enumerate(entries, 1):
        href = shown.addresses.href(shown.addresses.fact(entry.id))
        for nth, selector in enumerate(entry.fact.evidence):
            at = position(selector.exact, selector.at, home.text)
            # Only the first passage of a fact is a place to jump to.
            evidence.append((at, at + len(selector.exact), number, href, "" if nth else f"t-{entry.id}"))
    noise = noise_spans(home.text, home.record.noise)
    breaks = [at for at, c in enumerate(home.text) if c == "\n"]
    edges = {0, len(home.text), *(n for s, e, *_ in evidence for n in (s, e)), *(n for span in noise for n in span)}
    cuts = sorted(edges.union(breaks, (at + 1 for at in breaks)))
    refs: dict[int, list[tuple[int, str, str]]] = {}
    for _, end, number, href, anchor in evidence:
        refs.setdefault(end, []).append((number, href, anchor))
    ahead = sorted(((at, end, href) for at, end, _, href, _ in evidence), reverse=True)
    over: list[tuple[int, int, str]] = []
    lines: list[list[Passage]] = [[]]
    for start, end in pairwise(cuts):
        while ahead and ahead[-1][0] <= start:
            over.append(ahead.pop())
        over = [row for row in over if row[1] > start]
        if home.text[start] == "\n":
            lines.append([])
            continue
        nearest = min(((e - s, href) for s, e, href in over), default=(0, None))[1]
        i = bisect_right(noise, (start, len(home.text))) - 1
        is_noise = i >= 0 and noise[i][1] > start
        lines[-1].append(Passage(home.text[start:end], nearest, len(over), is_noise, tuple(refs.get(end, ()))))
    found = []
    for is_noise, group in groupby((line for line in lines if any(p.text.strip() for p in line)), _is_noise):
        kept = tuple(map(tuple, group))
        found.append(Kept(kept, shown.counted(len(kept), "line") if is_noise else None))
    return tuple(found)


def _is_noise(line: Sequence[Passage]) -> bool:
    return all(passage.noise for passage in line if passage.text.strip())


def source_index_pages(shown: Shown) -> list[Page]:
    """The list of all articles that have a page."""
    homes = [home for home in shown.index.records.values() if shown.has_source_page(home)]
    address = shown.addresses.sources
    count = shown.counted(len(homes), "source")
    pages = []
    for part_address, part, pager in newest_first(homes, address, shown):
        rows = []
        for home in reversed(part):
            facts = shown.counted(len(shown.index.by_source[home.record.id]), "fact")
            rows.append(SourceLine(shown.source(home), facts, shown.covered_share(home)))
        view = SourceIndexView(
            head=shown.head("المصادر", f"المواد الصحفية التي استُخرجت منها الوقائع: {count}", part_address),
            count=count,
            rows=tuple(rows),
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
