"""Feeds, exports and files for hosts: well-formed, reviewed facts only, and no way out of a line or an element."""

from __future__ import annotations

import csv
import io
import json
import re
from xml.etree import ElementTree

import msgspec
import pytest

from builder.model import Said, Selector
from builder.site.exports import write_json
from builder.site.feeds import xml_text
from builder.site.hosting import sitemap_pages
from builder.site.index import LoadedRecord, build_index
from builder.site.permalinks import Addresses
from builder.site.plan import plan
from builder.site.views import Page, raw_bytes
from tests.site.fixture import CONFIG, GONE, PORT_RECORD, PORT_TEXT, content, entity_id, fact_id, planned

replace = msgspec.structs.replace
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def site() -> dict[str, Page]:
    return planned(content())


def data(site: dict[str, Page], address: str) -> bytes:
    return raw_bytes(site[address])


def test_every_machine_file_parses(site: dict[str, Page]) -> None:
    for address in site:
        if address.endswith(".xml"):
            ElementTree.fromstring(data(site, address))
        elif address.endswith(".json"):
            json.loads(data(site, address))


def test_the_export_of_a_fact_holds_its_evidence_exactly(site: dict[str, Page]) -> None:
    value = json.loads(data(site, f"/f/{fact_id('ships')}.json"))
    (evidence,) = value["evidence"]
    assert PORT_TEXT[evidence["at"] :].startswith(evidence["exact"])
    assert value["attribution"][0]["speaker"] == [{"name": "سامر الخطيب", "id": entity_id("سامر الخطيب")}]
    assert value["source"]["text_sha256"] == PORT_RECORD.text_sha256


def test_the_export_of_a_withdrawn_fact_does_not_repeat_it(site: dict[str, Page]) -> None:
    value = json.loads(data(site, f"/f/{fact_id('report')}.json"))
    assert value["status"] == "withdrawn"
    assert value["withdrawn"]["successor"] == fact_id("estimate")
    assert "statement" not in value
    assert json.loads(data(site, f"/f/{GONE}.json"))["status"] == "rejected"


def test_the_export_of_an_entity_tells_what_it_says(site: dict[str, Page]) -> None:
    value = json.loads(data(site, f"/e/{entity_id('سامر الخطيب')}.json"))
    assert {f["id"]: f["says"] for f in value["facts"]} == {fact_id("opening"): False, fact_id("ships"): True}


@pytest.mark.parametrize("text", ["</script>", "<!--<script>", "]]>", "a & b", "\u2028\u2029", "\x1b\x00"])
def test_json_holds_no_markup_and_stays_what_it_was(text: str) -> None:
    written = write_json({"x": text})
    assert not set(b"<>&") & set(written)
    assert "\u2028" not in written.decode() and "\u2029" not in written.decode()
    assert json.loads(written) == {"x": text}


@pytest.mark.parametrize("text", ["\x00", "\x0b", "\x1f", "\ufffe", "]]>", "<x:script>", "a & b"])
def test_any_text_can_stand_in_a_feed(text: str) -> None:
    ElementTree.fromstring(f"<a>{xml_text(text)}</a>")


def test_feeds_hold_reviewed_facts_only(site: dict[str, Page]) -> None:
    entries = ElementTree.fromstring(data(site, "/atom.xml")).findall(f"{ATOM}entry")
    links = {entry.findtext(f"{ATOM}id") for entry in entries}
    assert f"https://facts.example/waqai/f/{fact_id('opening')}/" in links
    assert f"https://facts.example/waqai/f/{fact_id('denial')}/" not in links
    assert len(entries) == 7
    assert len(json.loads(data(site, "/feed.json"))["items"]) == 7


def test_the_stamp_of_a_feed_comes_from_the_content(site: dict[str, Page]) -> None:
    assert ElementTree.fromstring(data(site, "/atom.xml")).findtext(f"{ATOM}updated") == "2026-11-20T00:00:00Z"


def test_the_feed_of_corrections_tells_each_once(site: dict[str, Page]) -> None:
    entries = ElementTree.fromstring(data(site, "/corrections/atom.xml")).findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids)) == 2
    assert "الرصيف الشمالي" in (entries[0].findtext(f"{ATOM}content") or "")


def test_the_sitemap_lists_what_may_be_indexed(site: dict[str, Page]) -> None:
    places = {e.text for e in ElementTree.fromstring(data(site, "/sitemap.xml")).iter(f"{SITEMAP}loc")}
    assert f"https://facts.example/waqai/f/{fact_id('opening')}/" in places
    for absent in (f"f/{fact_id('denial')}/", f"f/{fact_id('report')}/", "404.html"):
        assert f"https://facts.example/waqai/{absent}" not in places


def test_a_large_sitemap_is_split(site: dict[str, Page]) -> None:
    files = sitemap_pages(site.values(), Addresses(CONFIG), size=5)
    index = ElementTree.fromstring(files[0].view)  # type: ignore[arg-type]
    assert [e.text for e in index.iter(f"{SITEMAP}loc")] == [
        f"https://facts.example/waqai/sitemap-{n}.xml" for n in range(1, len(files))
    ]
    whole = ElementTree.fromstring(data(site, "/sitemap.xml"))
    parts = [e.text for f in files[1:] for e in ElementTree.fromstring(f.view).iter(f"{SITEMAP}loc")]  # type: ignore[arg-type]
    assert parts == [e.text for e in whole.iter(f"{SITEMAP}loc")]


def test_headers_allow_nothing_from_elsewhere(site: dict[str, Page]) -> None:
    text = data(site, "/_headers").decode()
    assert "default-src 'none'" in text and "frame-ancestors 'none'" in text and "unsafe" not in text
    assert "X-Content-Type-Options: nosniff" in text
    assert "  Access-Control-Allow-Origin: *\n" in text


def rules(text: str) -> dict[str, dict[str, str]]:
    """Each pattern of `_headers` with its headers."""
    found: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.startswith("/"):
            headers = found[line] = {}
        else:
            name, value = line.strip().split(": ", 1)
            headers[name] = value
    return found


def matches(pattern: str, path: str) -> bool:
    """As hosts read it: `*` is anything, `:name` is one part of a path."""
    return re.fullmatch(re.sub(r":[a-z]+", "[^/]+", re.escape(pattern).replace(r"\*", ".*")), path) is not None


def test_no_header_comes_from_two_rules_and_only_frames_may_be_framed(site: dict[str, Page]) -> None:
    """Hosts join the values of all rules that match: two policies are both enforced, two origins are none."""
    read = rules(data(site, "/_headers").decode())
    assert len(read) < 100
    for address, page in site.items():
        path = f"/waqai{address}"
        names = [name for pattern, headers in read.items() if matches(pattern, path) for name in headers]
        assert len(names) == len(set(names)), address
        policy = [h.get("Content-Security-Policy", "") for p, h in read.items() if matches(p, path)]
        if page.kind == "embed":
            assert "frame-ancestors *" in "".join(policy), address
        elif page.template is not None:
            assert "frame-ancestors 'none'" in "".join(policy), address
        if page.kind == "status":
            assert "Cache-Control" in names


def test_types_that_hosts_do_not_know_are_told(site: dict[str, Page]) -> None:
    read = rules(data(site, "/_headers").decode())
    assert read["/waqai/*.link"]["Content-Type"] == "application/link-format"
    assert read["/waqai/*.ics"]["Content-Type"] == "text/calendar; charset=utf-8"


def test_no_text_of_the_content_reaches_headers_or_redirects() -> None:
    hostile = "x\r\n/* https://evil.example 301\n/*\n  X-Injected: 1"
    record = replace(PORT_RECORD, title=Said(hostile), publisher=Said(hostile))
    made = content(replace(CONFIG, title=hostile), records=(LoadedRecord("south-quay", record, PORT_TEXT),))
    files = {page.address: page.view for page in plan(build_index(made))}
    for address in ("/_headers", "/_redirects", "/robots.txt"):
        view = files[address]
        assert isinstance(view, bytes)
        assert b"evil" not in view and b"Injected" not in view


def test_the_data_files_hold_reviewed_facts_only(site: dict[str, Page]) -> None:
    facts = json.loads(data(site, "/data/facts.json"))
    assert {f["status"] for f in facts} == {"reviewed"}
    rows = list(csv.DictReader(io.StringIO(data(site, "/data/facts.csv").decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == [f["id"] for f in facts]
    assert rows[0]["statement"] == facts[0]["statement"]


@pytest.mark.parametrize("start", ["=HYPERLINK(1)", "+1", "-1", "@x", "\tx", "＝1"])
def test_no_cell_is_a_formula(start: str) -> None:
    facts = tuple(
        replace(f, statement=start, who=(start,), where=(start,), evidence=(Selector(start, 0),), status="reviewed")
        for f in PORT_RECORD.facts[:1]
    )
    record = replace(PORT_RECORD, facts=facts, title=Said(start), publisher=Said(start))
    files = planned(content(records=(LoadedRecord("south-quay", record, start),)))
    (row,) = csv.DictReader(io.StringIO(raw_bytes(files["/data/facts.csv"]).decode("utf-8-sig")))
    assert [key for key, value in row.items() if value == "'" + start] == [
        "statement", "who", "where", "evidence", "publisher", "title",
    ]  # fmt: skip
    assert not [value for value in row.values() if value.startswith(("=", "+", "-", "@", "\t", "＝"))]


def test_the_sitemap_is_named_under_the_base_path(site: dict[str, Page]) -> None:
    assert b"Sitemap: https://facts.example/waqai/sitemap.xml" in data(site, "/robots.txt")
