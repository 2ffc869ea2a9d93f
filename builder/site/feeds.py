"""Atom and JSON feeds of reviewed facts and of corrections. Stamps come from the content, never from a clock."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from msgspec import Struct

from builder.ids import mint
from builder.site.cards import credit
from builder.site.exports import Json, write_json
from builder.site.front import correction_rows
from builder.site.index import Entry
from builder.site.permalinks import file_of
from builder.site.shown import UNTOLD, Shown
from builder.site.views import Page

_NEWEST = 50
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


def feed_pages(shown: Shown) -> list[Page]:
    """The feeds of the site. An unreviewed fact is in none of them."""
    facts = [_fact_item(entry, shown) for entry in newest_reviewed(shown)]
    corrections = _correction_items(shown)
    title, addresses = shown.config.title, shown.addresses
    corrected = f"{addresses.corrections}atom.xml"
    return [
        _page("/atom.xml", atom(title, "/", "/atom.xml", facts, shown)),
        _page("/feed.json", json_feed(facts, shown)),
        _page(corrected, atom(f"{title}: التصويبات", addresses.corrections, corrected, corrections, shown)),
    ]


def newest_reviewed(shown: Shown) -> list[Entry]:
    """Reviewed facts by the day of their last change, newest first."""
    reviewed = [e for e in shown.index.facts.values() if e.reviewed]
    reviewed.sort(key=lambda e: (shown.changed(e.fact, e.home), e.id), reverse=True)
    return reviewed[:_NEWEST]


def xml_text(text: str) -> str:
    """`text` for an XML element or attribute: escaped, and without what XML 1.0 cannot hold."""
    return escape(_NOT_XML.sub("\ufffd", text))


def atom(title: str, address: str, own: str, items: Iterable[FeedItem], shown: Shown) -> bytes:
    """RFC 4287."""
    rows = list(items)
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
        f"<author><name>{xml_text(author)}</name></author>",
    ]
    for row in rows:
        lines += [
            "<entry>",
            f"<title>{xml_text(row.title)}</title>",
            f"<id>{xml_text(row.link)}</id>",
            f'<link rel="alternate" type="text/html" href="{xml_text(row.link.partition("#")[0])}"/>',
            f"<published>{_stamp(row.published)}</published>",
            f"<updated>{_stamp(row.updated)}</updated>",
            f"<author><name>{xml_text(row.author)}</name></author>",
            f'<content type="html">{xml_text(row.html)}</content>',
            "</entry>",
        ]
    return ("\n".join([*lines, "</feed>"]) + "\n").encode()


def json_feed(items: Iterable[FeedItem], shown: Shown) -> bytes:
    """JSON Feed 1.1."""
    config, addresses = shown.config, shown.addresses
    value: dict[str, Json] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": config.title,
        "home_page_url": addresses.absolute("/"),
        "feed_url": addresses.absolute("/feed.json"),
        "description": config.description,
        "language": "ar",
        "items": [
            {
                "id": row.link,
                "url": row.link,
                "title": row.title,
                "content_html": row.html,
                "content_text": row.text,
                "date_published": _stamp(row.published),
                "date_modified": _stamp(row.updated),
                "authors": [{"name": row.author}],
            }
            for row in items
        ],
    }
    return write_json(value) + b"\n"


def _fact_item(entry: Entry, shown: Shown) -> FeedItem:
    fact = entry.fact
    quotes = [shown_quote.exact for shown_quote in shown.evidence(entry)]
    said = credit(entry, shown)
    state = "، ".join(badge.label for badge in shown.badges(entry) if badge.kind not in UNTOLD)
    body = [f"<p>{escape(fact.statement)}</p>"]
    body += [f"<p>({escape(state)})</p>"] if state else []
    body += [f"<blockquote><p>{escape(quote)}</p></blockquote>" for quote in quotes]
    body.append(f"<p>{escape(said)}</p>")
    return FeedItem(
        link=shown.addresses.absolute(shown.addresses.fact(fact.id)),
        title=f"[{state}] {fact.statement}" if state else fact.statement,
        html=f'<div dir="rtl" lang="ar">{"".join(body)}</div>',
        text="\n".join([fact.statement, *(f"«{quote}»" for quote in quotes), said]),
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


def _page(address: str, data: bytes) -> Page:
    return Page(file_of(address), address, "feed", None, data)
