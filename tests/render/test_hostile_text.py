"""Hostile text in any field is shown as text: no page gains an element or attribute that could run or load anything."""

from __future__ import annotations

import json
from functools import cache
from typing import Any
from xml.etree import ElementTree

import lxml.html
import msgspec
import pytest

from builder.model import Correction, Entity, Link, Published, Rejected, Reviewed, Said, Selector, When, Withdrawn
from builder.site.index import Issue, LoadedRecord, ProsePage, SiteContent
from tests.render.markup import ACTIVE, Markup
from tests.render.test_rendered_pages import html_of, render_all
from tests.site.fixture import CONFIG, GONE, PORT_RECORD, content, entity_id, fact_id

replace = msgspec.structs.replace
PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</script><svg onload=alert(1)>",
    "<!--<script>",
    "]]><x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
    "</title></textarea></style><iframe srcdoc='<script>alert(1)</script>'></iframe>",
    '<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/">',
    "&lt;script&gt;alert(1)&lt;/script&gt; &ltscript",
    "{{ 7*7 }}{% if 1 %}SSTI{% endif %}{# x #}${7*7}",
    "سطر\u2028وآخر\u2029",
    "</pre></code><form action=https://evil.example><input name=q>",
    "[x](javascript:alert(1)) ![x](https://evil.example/x.png) <javascript:alert(1)>",
]


def poisoned(payload: str) -> SiteContent:
    """The newsroom with `payload` wherever a person or an article can write text."""
    text = f"نص {payload} نص"
    one, two = (
        replace(
            PORT_RECORD.facts[i],
            statement=payload,
            evidence=(Selector(payload, 3),),
            attribution=(Link("via", (payload,), None, payload), Link("speaker", (), payload, payload)),
            when=When(payload, "2025-07", "stated"),
            who=(payload,),
            where=(payload,),
            denied_by=(payload,),
            modality=modality,
            note=payload,
            corrections=(Correction("2026-11-20", "fact", payload, payload, payload),),
        )
        for i, modality in ((0, "denied"), (1, "planned"))
    )
    gone = replace(
        PORT_RECORD.facts[2], status="withdrawn", statement=payload, withdrawn=Withdrawn("2026-11-20", payload)
    )
    record = replace(
        PORT_RECORD,
        title=Said(payload),
        publisher=Said(payload),
        agencies=(payload,),
        authors=(payload,),
        dateline=payload,
        note=payload,
        published=Published(None),
        reviewed=Reviewed(payload, "2026-11-16"),
        facts=(one, two, gone),
        rejected=(Rejected("x", None, GONE, payload),),
        disputes=((one.id, two.id),),
        names=((payload, "x"),),
    )
    entity = Entity(entity_id("مرسى النخيل"), payload, "person", (payload, "x" + payload), payload, "Q1")
    return content(
        replace(CONFIG, title=payload, description=payload, publisher=payload, notice=payload, contact=payload,
                menu=((payload, "/timeline/"),)),
        records=(LoadedRecord("p", record, text),),
        entities=(entity,),
        resolved={("p", payload): entity.id},
        texts={"p": text},
        prose=(ProsePage("about", payload, f"# {payload}\n\n{payload}\n\n- {payload}\n\n    {payload}\n"),),
        lock=frozenset({f"/f/{GONE}/"}),
        issues=(
            Issue("x", payload, "2026-11-21", "2026-11-01", payload, "source", (one.id, two.id, gone.id, GONE),
                  ((one.id, "2026-11-20"), (gone.id, "2026-11-20"))),
        ),
    )  # fmt: skip


@cache
def rendered(payload: str) -> dict[str, bytes]:
    return render_all(poisoned(payload))


@pytest.fixture(scope="module")
def harmless() -> dict[str, str]:
    return html_of(rendered("كلام"))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_page_gains_an_active_node(payload: str, harmless: dict[str, str]) -> None:
    for address, html in html_of(rendered(payload)).items():
        markup = Markup(html)
        assert markup.active == Markup(harmless[address]).active, address
        assert markup.faults == [], address
        assert "SSTI" not in "".join(markup.text).replace("}SSTI{", ""), address
        # A second parser, with the recovery rules of libxml2.
        assert active_of(html) == active_of(harmless[address]), address
        # An image of a page of prose becomes a link to it: nothing is loaded, and the reader decides.
        foreign = {tag for tag, _, link in markup.links if link.startswith(("https://evil.example", "//evil"))}
        assert foreign <= ({"a"} if address == "/about/" else set()), address


def active_of(html: str) -> list[str]:
    tree: Any = lxml.html.document_fromstring(html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    found = [e.tag for e in tree.iter() if e.tag in ACTIVE]
    found += [
        f"{e.tag}[{n}]"
        for e in tree.iter()
        if isinstance(e.tag, str)
        for n in e.attrib
        if n.startswith("on") or n == "style"
    ]
    return sorted(found)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_words_are_still_there_to_read(payload: str) -> None:
    html = rendered(payload)[f"/f/{fact_id('opening')}/"].decode()
    assert payload in "".join(Markup(html).text)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_machine_files_parse_and_keep_the_evidence(payload: str) -> None:
    files = rendered(payload)
    for address, data in files.items():
        if address.endswith(".json"):
            assert b"<" not in data
            json.loads(data)
        elif address.endswith(".xml"):
            ElementTree.fromstring(data)
    assert json.loads(files[f"/f/{fact_id('opening')}.json"])["evidence"][0]["exact"] == payload


def test_an_override_in_evidence_is_shown_and_not_at_work() -> None:
    exact = "نص \u202eمقلوب"
    html = rendered(exact)[f"/f/{fact_id('opening')}/"].decode()
    body = html[html.index("<body>") :]
    assert "\u202e" not in body and "نص \ufffdمقلوب" in body
    assert json.loads(rendered(exact)[f"/f/{fact_id('opening')}.json"])["evidence"][0]["exact"] == exact


def test_an_unclosed_isolate_ends_with_its_name() -> None:
    html = rendered("اسم \u2067مفتوح")[f"/f/{fact_id('opening')}/"].decode()
    assert "<bdi>اسم \u2067مفتوح</bdi>" in html


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//evil.example", "data:text/html,x", "https://a@evil.example/"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    record = replace(PORT_RECORD, url=url, archive=url)
    made = content()
    files = render_all(replace(made, records=(made.records[0], replace(made.records[1], record=record))))
    for html in html_of(files).values():
        assert not [link for _, _, link in Markup(html).links if "alert" in link or "evil" in link or "data:" in link]
