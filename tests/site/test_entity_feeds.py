"""Feeds: an independent reader takes each of them, entities have their own, and one that was published stays."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import msgspec
import pytest

from builder.config import Outputs
from builder.site.views import EntityView, Page, raw_bytes
from tests.render.test_rendered_pages import render_all
from tests.site.fixture import CONFIG, OLD_ENTITY, content, entity_id, fact_id, planned

replace = msgspec.structs.replace
ATOM = "{http://www.w3.org/2005/Atom}"
MINISTER = f"/e/{entity_id('سامر الخطيب')}/"
FISHERMAN = f"/e/{entity_id('مازن عواد')}/"  # named by an unreviewed fact only
LOST = f"/e/{entity_id('اسم أصلحه محرر')}/"


@cache
def site() -> dict[str, Page]:
    return planned(content())


def feeds_of(found: dict[str, Page]) -> dict[str, bytes]:
    return {a: raw_bytes(p) for a, p in found.items() if p.kind == "feed"}


def test_every_atom_feed_keeps_the_rules_of_the_format() -> None:
    """RFC 4287: what a feed and an entry must have, each id once, stamps whole, the newest change on top."""
    for address, data in feeds_of(site()).items():
        if not address.endswith(".xml"):
            continue
        root = ElementTree.fromstring(data)
        for name in ("title", "id", "updated"):
            assert len(root.findall(f"{ATOM}{name}")) == 1, (address, name)
        ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
        assert len(ids) == len(set(ids))
        links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
        assert links["self"] == f"https://facts.example/waqai{address}" or OLD_ENTITY in address
        assert str(links["alternate"]).endswith("/")
        for entry in root.findall(f"{ATOM}entry"):
            for name in ("title", "id", "updated", "published", "author", "content"):
                assert len(entry.findall(f"{ATOM}{name}")) == 1, (address, name)


def test_an_independent_reader_takes_every_feed() -> None:
    for address, data in feeds_of(site()).items():
        if address.endswith(".xml"):
            read = feedparser.parse(data)
            assert not read.bozo and read.version == "atom10", address
            assert read.feed.language == "ar"
            stamps = [entry.updated_parsed for entry in read.entries]
            assert stamps == sorted(stamps, reverse=True) and None not in stamps
        else:
            value = json.loads(data)
            assert value["version"] == "https://jsonfeed.org/version/1.1", address
            assert {"id", "url", "title", "content_html", "date_published"} <= {
                k for i in value["items"] for k in i
            } or not value["items"]


def test_both_formats_hold_the_same_entries() -> None:
    found = feeds_of(site())
    for atom, beside in (("/atom.xml", "/feed.json"), (f"{MINISTER}atom.xml", f"{MINISTER}feed.json")):
        read = feedparser.parse(found[atom])
        items = json.loads(found[beside])["items"]
        assert [e.id for e in read.entries] == [i["id"] for i in items] and items
        assert [e.title for e in read.entries] == [i["title"] for i in items]


def test_the_feed_of_an_entity_holds_what_names_it() -> None:
    read = feedparser.parse(feeds_of(site())[f"{MINISTER}atom.xml"])
    assert read.feed.title == "سامر الخطيب — وقائع"
    base = "https://facts.example/waqai"
    assert {e.id for e in read.entries} == {f"{base}/f/{fact_id(n)}/" for n in ("opening", "ships")}
    assert read.feed.link == f"{base}{MINISTER}"


def test_its_page_names_it() -> None:
    html = render_all(content())[MINISTER].decode()
    assert (
        f'<link rel="alternate" type="application/atom+xml" title="سامر الخطيب" href="/waqai{MINISTER}atom.xml">'
        in html
    )
    assert f'<a href="/waqai{MINISTER}feed.json">' in html


def test_an_entity_without_a_reviewed_fact_has_none() -> None:
    assert FISHERMAN in site() and f"{FISHERMAN}atom.xml" not in site()
    view = site()[FISHERMAN].view
    assert isinstance(view, EntityView) and view.feeds is None and view.head.feed is None


def test_where_a_page_was_published_its_feeds_stay() -> None:
    """A feed that vanishes is an error in every list it was put on; an empty one is quiet until there is news."""
    lock = frozenset({FISHERMAN, LOST, f"/e/{OLD_ENTITY}/"})
    found = feeds_of(planned(content(lock=lock)))
    for address in (FISHERMAN, LOST):
        assert feedparser.parse(found[f"{address}atom.xml"]).entries == []
        assert json.loads(found[f"{address}feed.json"])["items"] == []
    joined = feedparser.parse(found[f"/e/{OLD_ENTITY}/atom.xml"])
    assert joined.feed.title == "هيئة الموانئ — وقائع" and len(joined.entries) == 1
    (own,) = [link.href for link in joined.feed.links if link.rel == "self"]
    assert own == f"https://facts.example/waqai/e/{entity_id('هيئة الموانئ')}/atom.xml"


@pytest.mark.parametrize("hide", [True, False])
def test_no_unreviewed_fact_in_any_feed(hide: bool) -> None:
    config = replace(CONFIG, unreviewed="hide" if hide else "badge")
    for address, data in feeds_of(planned(content(config))).items():
        for name in ("denial", "depth", "report"):
            assert fact_id(name).encode() not in data or address == "/corrections/atom.xml", address


def test_a_site_without_feeds_names_none() -> None:
    made = content(replace(CONFIG, outputs=Outputs(feeds=False)))
    assert feeds_of(planned(made)) == {}
    assert b"atom+xml" not in render_all(made)[MINISTER]


def test_entries_are_shared_and_not_copied(tmp_path: Path) -> None:
    """Sites with many names stay small in memory: the entry of a fact is one object in every feed that holds it."""
    found = site()
    of_site, of_entity = (found[a].view for a in ("/atom.xml", f"{MINISTER}atom.xml"))
    shared = {id(piece) for piece in of_site.pieces} & {id(piece) for piece in of_entity.pieces}  # type: ignore[union-attr]
    assert len(shared) >= 2
