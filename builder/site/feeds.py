"""Atom and JSON feeds of reviewed facts and of corrections. Stamps come from the content, never from a clock."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from heapq import nlargest
from html import escape

from msgspec import Struct

from builder.ids import mint
from builder.site.cards import credit, in_marks
from builder.site.entities import GONE_NAME, gone_entities, joined
from builder.site.exports import Json, write_json
from builder.site.follow import entity_feeds, feed_addresses
from builder.site.front import correction_rows
from builder.site.index import Entry
from builder.site.permalinks import file_of
from builder.site.shown import Shown, once_a_fact
from builder.site.views import Page, Parts

_NEWEST = 50
_NEWEST_OF_ENTITY = 20
EPOCH = "2000-01-01"  # the stamp of a feed with nothing in it
# What XML 1.0 cannot hold, even escaped: one such character and a reader drops the whole feed.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class FeedItem(Struct, frozen=True, gc=False):
    """One entry. html: its content, already escaped; updated: an ISO day."""

    link: str
    title: str
    html: str
    text: str
    author: str
    updated: str
    published: str


class Rendered(Struct, frozen=True, gc=False):
    """An entry in both formats: made once, and shared by every feed that holds the fact."""

    atom: bytes
    json: bytes
    updated: str


def feed_pages(shown: Shown) -> list[Page]:
    """The feeds of the site, and what answers at those of names that no fact gives any more. An unreviewed fact is in none."""
    corrections = [_render(item) for item in _correction_items(shown)]
    title, addresses = shown.config.title, shown.addresses
    corrected = f"{addresses.corrections}atom.xml"
    latest = _newest(shown.index.facts.values(), _NEWEST, shown)
    pages = [
        _page("/atom.xml", _atom(title, "/", "/atom.xml", latest, shown)),
        _page("/feed.json", _json_feed(title, "/", "/feed.json", latest, shown)),
        _page(corrected, _atom(f"{title}: التصويبات", addresses.corrections, corrected, corrections, shown)),
    ]
    for entity_id in gone_entities(shown):
        pages += _entity_feed(GONE_NAME, addresses.entity(entity_id), addresses.entity(entity_id), [], shown)
    return pages


def entity_feed_pages(entity_id: str, shown: Shown) -> list[Page]:
    """The feeds of an entity that has them, and what answers at those of entities that were joined to it."""
    if not entity_feeds(entity_id, shown):
        return []
    address, name = shown.addresses.entity(entity_id), shown.index.entities[entity_id].name
    newest = _newest(shown.index.by_entity.get(entity_id, ()), _NEWEST_OF_ENTITY, shown)
    owns = [address, *(a for old in joined(entity_id, shown) if shown.is_locked(a := shown.addresses.entity(old)))]
    return [page for own in owns for page in _entity_feed(name, own, address, newest, shown)]


def _entity_feed(name: str, own: str, page: str, rows: Sequence[Rendered], shown: Shown) -> list[Page]:
    """own: the address of the page beside which the feeds lie; page: of the one they speak of."""
    title = f"{name} — {shown.config.title}"
    (atom_own, json_own), (atom_link, json_link) = feed_addresses(own), feed_addresses(page)
    return [
        _page(atom_own, _atom(title, page, atom_link, rows, shown)),
        _page(json_own, _json_feed(title, page, json_link, rows, shown)),
    ]


def _newest(entries: Iterable[Entry], count: int, shown: Shown) -> list[Rendered]:
    """The reviewed ones by the day of their last change, newest first."""
    reviewed = (e for e in entries if e.reviewed)
    newest = nlargest(count, reviewed, key=lambda e: (shown.changed(e.fact, e.home), e.id))
    return [_rendered(shown, entry) for entry in newest]


@once_a_fact
def _rendered(shown: Shown, entry: Entry) -> Rendered:
    return _render(_fact_item(entry, shown))


def xml_text(text: str) -> str:
    """`text` for an XML element or attribute: escaped, and without what XML 1.0 cannot hold."""
    return escape(_NOT_XML.sub("\ufffd", text))


def _render(item: FeedItem) -> Rendered:
    """RFC 4287, section 4.1.2, and JSON Feed 1.1."""
    lines = [
        "<entry>",
        f"<title>{xml_text(item.title)}</title>",
        f"<id>{xml_text(item.link)}</id>",
        f'<link rel="alternate" type="text/html" href="{xml_text(item.link.partition("#")[0])}"/>',
        f"<published>{_stamp(item.published)}</published>",
        f"<updated>{_stamp(item.updated)}</updated>",
        f"<author><name>{xml_text(item.author)}</name></author>",
        f'<content type="html">{xml_text(item.html)}</content>',
        "</entry>\n",
    ]
    value: dict[str, Json] = {
        "id": item.link,
        "url": item.link,
        "title": item.title,
        "content_html": item.html,
        "content_text": item.text,
        "date_published": _stamp(item.published),
        "date_modified": _stamp(item.updated),
        "authors": [{"name": item.author}],
    }
    return Rendered("\n".join(lines).encode(), write_json(value), item.updated)


def _atom(title: str, address: str, own: str, rows: Sequence[Rendered], shown: Shown) -> Parts:
    """RFC 4287. address: of the page that the feed follows; own: of the feed."""
    link, self_link = shown.addresses.absolute(address), shown.addresses.absolute(own)
    author = shown.config.publisher or shown.config.title
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar">',
        f"<title>{xml_text(title)}</title>",
        f"<id>{xml_text(self_link)}</id>",
        f"<updated>{_stamp(max((row.updated for row in rows), default=EPOCH))}</updated>",
        f'<link rel="alternate" type="text/html" href="{xml_text(link)}"/>',
        f'<link rel="self" type="application/atom+xml" href="{xml_text(self_link)}"/>',
        f"<author><name>{xml_text(author)}</name></author>\n",
    ]
    return Parts(("\n".join(lines).encode(), *(row.atom for row in rows), b"</feed>\n"))


def _json_feed(title: str, address: str, own: str, rows: Sequence[Rendered], shown: Shown) -> Parts:
    """JSON Feed 1.1."""
    config, addresses = shown.config, shown.addresses
    value: dict[str, Json] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": addresses.absolute(address),
        "feed_url": addresses.absolute(own),
        "description": config.description,
        "language": "ar",
        "items": [],
    }
    head = write_json(value).removesuffix(b"]}")
    between = [piece for row in rows for piece in (b",", row.json)][1:]
    return Parts((head, *between, b"]}\n"))


def _fact_item(entry: Entry, shown: Shown) -> FeedItem:
    fact = entry.fact
    quotes = [shown_quote.exact for shown_quote in shown.evidence(entry)]
    said = credit(entry, shown)
    state = shown.state_elsewhere(entry)
    body = [f"<p>{escape(fact.statement)}</p>"]
    body += [f"<p>({escape(state)})</p>"] if state else []
    body += [f"<blockquote><p>{escape(quote)}</p></blockquote>" for quote in quotes]
    body.append(f"<p>{escape(said)}</p>")
    return FeedItem(
        link=shown.addresses.absolute(shown.addresses.fact(fact.id)),
        title=f"[{state}] {fact.statement}" if state else fact.statement,
        html=f'<div dir="rtl" lang="ar">{"".join(body)}</div>',
        text="\n".join([f"[{state}] {fact.statement}" if state else fact.statement, *map(in_marks, quotes), said]),
        author=said,
        updated=shown.changed(fact, entry.home),
        published=entry.home.record.added,
    )


def _correction_items(shown: Shown) -> list[FeedItem]:
    """One entry for each correction; its id names what was corrected, so that a second one is new."""
    items = []
    for (row, note), item in zip(reversed(correction_rows(shown)), shown.index.corrections, strict=True):
        link = shown.addresses.absolute(shown.addresses.fact(item.entry.id))
        lines = [f"كان: {note.was}", f"صار: {note.now}"] if item.correction else []
        lines += [f"السبب: {note.why}"] if note.why else []
        items.append(
            FeedItem(
                link=f"{link}#{item.date}-{mint(item.correction.was, item.correction.now) if item.correction else 'withdrawn'}",
                title=f"{note.kind}: {row.statement}",
                html='<div dir="rtl" lang="ar">' + "".join(f"<p>{escape(line)}</p>" for line in lines) + "</div>",
                text="\n".join(lines),
                author=row.outlet,
                updated=item.date,
                published=item.date,
            )
        )
    return items[:_NEWEST]


def _stamp(day: str) -> str:
    return f"{day}T00:00:00Z"


def _page(address: str, data: Parts) -> Page:
    return Page(file_of(address), address, "feed", None, data)
