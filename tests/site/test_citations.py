"""Citations: what reference managers read from the page and from the files beside it."""

from __future__ import annotations

import json
import re
from html import unescape

import msgspec
import pytest

from builder.config import Outputs
from builder.site.index import LoadedRecord, SiteContent
from builder.site.views import FactView, raw_bytes
from tests.render.test_rendered_pages import render_all
from tests.site.fixture import CONFIG, PORT_RECORD, PORT_TEXT, content, fact_id, planned

replace = msgspec.structs.replace
COST = f"/f/{fact_id('cost')}/"


def titled(statement: str) -> SiteContent:
    facts = tuple(replace(f, statement=statement) if f.id == fact_id("cost") else f for f in PORT_RECORD.facts)
    made = content()
    return replace(
        made, records=(made.records[0], LoadedRecord("south-quay", replace(PORT_RECORD, facts=facts), PORT_TEXT))
    )


def bibtex(data: bytes) -> dict[str, str]:
    """The fields of the one entry, read by counting braces, as BibTeX does; an unbalanced value fails."""
    text = data.decode()
    head = re.match(r"@online\{([a-z0-9]+),\n", text)
    assert head
    fields, at = {"key": head[1]}, head.end()
    while text[at] != "}":
        found = re.compile(r"  ([a-z]+) = \{").match(text, at)
        assert found, text[at:]
        depth, end = 1, found.end()
        while depth:
            if text[end] == "\\":
                end += 1
            else:
                depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        fields[found[1]] = text[found.end() : end - 1]
        assert text[end : end + 2] == ",\n"
        at = end + 2
    assert text[at:] == "}\n"
    return fields


def test_bibtex_names_the_site_as_a_body() -> None:
    found = bibtex(raw_bytes(planned(content())[f"{COST}cite.bib"]))
    assert found["key"] == fact_id("cost") and found["author"] == "{غرفة أخبار تجريبية}"
    assert found["title"].startswith("{قالت المتحدثة باسم هيئة الموانئ")
    assert (found["date"], found["year"]) == ("2026-11-16", "2026")
    assert found["url"] == f"https://facts.example/waqai{COST}"
    assert found["note"] == "محلّ خلاف، قولٌ منسوب"  # a disputed claim is cited as one


@pytest.mark.parametrize("text", ["ربح {10%} & أكثر", "}", "{{{", "\\", "a\nb", "كلفة_$#~^"])
def test_any_statement_can_stand_in_bibtex(text: str) -> None:
    assert bibtex(raw_bytes(planned(titled(text))[f"{COST}cite.bib"]))["title"]


def test_csl_json_is_what_citation_processors_take() -> None:
    (item,) = json.loads(raw_bytes(planned(content())[f"{COST}cite.json"]))
    assert (item["id"], item["type"], item["language"]) == (fact_id("cost"), "webpage", "ar")
    assert item["author"] == [{"literal": "غرفة أخبار تجريبية"}] and item["container-title"] == "وقائع"
    assert item["issued"] == {"date-parts": [[2026, 11, 16]]}
    assert item["URL"] == f"https://facts.example/waqai{COST}"


def test_the_sentence_says_who_publishes_what_state_and_where() -> None:
    view = planned(content())[COST].view
    assert isinstance(view, FactView)
    assert view.citation.text == (
        "غرفة أخبار تجريبية. «قالت المتحدثة باسم هيئة الموانئ هالة درويش إن كلفة الرصيف الجنوبي بلغت 6.2 مليون دينار» "
        "[محلّ خلاف، قولٌ منسوب]. وقائع. القائل: هالة درويش، عن صحيفة الميزان. 16 نوفمبر/تشرين الثاني 2026.\n"
        f"https://facts.example/waqai{COST}"
    )


def test_the_page_tells_zotero_what_it_is() -> None:
    """Zotero's reader of embedded metadata: without a type it would take `citation_title` for a journal article."""
    html = render_all(content())[COST].decode()
    meta = {name: unescape(value) for name, value in re.findall(r'<meta name="([^"]+)" content="([^"]*)">', html)}
    assert meta["DC.type"] == "webpage"
    assert meta["citation_title"] == meta["DC.title"] and meta["citation_title"].startswith("قالت المتحدثة")
    assert meta["citation_author"] == meta["DC.creator"] == "غرفة أخبار تجريبية"
    assert meta["citation_public_url"] == meta["DC.identifier"] == f"https://facts.example/waqai{COST}"
    assert (meta["citation_language"], meta["DC.language"]) == ("ar", "ar")
    assert re.fullmatch("[0-9-]{10}", meta["citation_date"]) and meta["citation_abstract"]


def test_what_is_gone_is_cited_as_gone() -> None:
    found = planned(content())
    for name in ("report", "gone"):
        address = f"/f/{fact_id(name)}/"
        assert bibtex(raw_bytes(found[f"{address}cite.bib"]))["title"] == "{واقعة مسحوبة}"
        (item,) = json.loads(raw_bytes(found[f"{address}cite.json"]))
        assert item["title"] == "واقعة مسحوبة" and "issued" not in item


def test_what_is_under_review_is_cited_as_that() -> None:
    made = content(replace(CONFIG, unreviewed="hide"), lock=frozenset({f"/f/{fact_id('denial')}/"}))
    (item,) = json.loads(raw_bytes(planned(made)[f"/f/{fact_id('denial')}/cite.json"]))
    assert item["title"] == item["note"] == "واقعة قيد المراجعة"


def test_a_site_without_json_keeps_the_sentence() -> None:
    made = content(replace(CONFIG, outputs=Outputs(json=False)))
    assert not [a for a in planned(made) if "cite." in a]
    html = render_all(made)[COST].decode()
    assert "استشهاد" in html and "cite.bib" not in html
