"""JSON-LD: an independent processor expands it, and every term is one that schema.org has, where it may stand."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import msgspec
import pytest
import yaml
from pyld import jsonld

from builder.model import Entity, Link, Verdict
from builder.site.index import LoadedRecord, SiteContent
from tests.render.test_rendered_pages import render_all
from tests.site.fixture import (
    CONFIG,
    COST_RECORD,
    COST_TEXT,
    ENTITIES,
    PORT_RECORD,
    PORT_TEXT,
    content,
    entity_id,
    fact_id,
)

replace = msgspec.structs.replace
SCHEMA = "https://schema.org/"
PROV = "http://www.w3.org/ns/prov#"
VOCABULARY = yaml.safe_load((Path(__file__).parent / "cases/schemaorg.yaml").read_text("utf-8"))
# What schema.org's own context says of the terms used here: values of these are addresses.
LINKS = ("url", "sameAs", "item", "contentUrl", "archivedAt", "citation")
VERDICT = Verdict("misleading", "قسم التحقق", "2026-11-21", "الرقم لعام 2022 وحده.", "https://facts.example/checks/1")


def load_context(url: str, options: object) -> dict[str, object]:
    """The processor asks nobody: schema.org's context, as far as these pages use it."""
    assert url.rstrip("/") == SCHEMA.rstrip("/"), url
    terms = {name: {"@id": SCHEMA + name, "@type": "@id"} for name in LINKS}
    document = {"@context": {"@vocab": SCHEMA, "schema": SCHEMA, **terms}}
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": document}


def linked_data(html: bytes) -> dict[str, object]:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html.decode())
    value = json.loads(text)
    assert isinstance(value, dict)
    return value


@cache
def pages_of(name: str) -> dict[str, bytes]:
    return render_all(content() if name == "plain" else reviewed_verdict())


def reviewed_verdict(status: str = "reviewed", verdict: Verdict = VERDICT) -> SiteContent:
    """The newsroom with a verdict on the cost, a direct quotation of the minister, and an item of Wikidata."""
    facts = tuple(
        replace(f, verdict=verdict, status=status) if f.id == fact_id("cost") else f for f in PORT_RECORD.facts
    )
    entities = tuple(replace(e, wikidata="Q42") if e.name == "مرسى النخيل" else e for e in ENTITIES)
    records = (
        LoadedRecord("quay-cost", COST_RECORD, COST_TEXT),
        LoadedRecord("south-quay", replace(PORT_RECORD, facts=facts), PORT_TEXT),
    )
    return content(records=records, entities=entities)


def nodes(name: str, address: str) -> dict[str, dict[str, object]]:
    graph = linked_data(pages_of(name)[address])["@graph"]
    assert isinstance(graph, list)
    return {node["@type"]: node for node in graph}


def fact(name: str) -> str:
    return f"/f/{fact_id(name)}/"


def expanded(value: dict[str, object]) -> list[dict[str, object]]:
    found = jsonld.expand(value, {"documentLoader": load_context})
    assert isinstance(found, list)
    return found


def visit(value: object) -> list[str]:
    """Faults of an expanded node and all below it: a term unknown, on the wrong type, or with a value of another."""
    faults: list[str] = []
    if isinstance(value, list):
        return [fault for row in value for fault in visit(row)]
    if not isinstance(value, dict) or "@value" in value:
        return faults
    types = [t.removeprefix(SCHEMA) for t in value.get("@type", [])]
    faults += [f"no type {t}" for t in types if t not in VOCABULARY["types"]]
    kinds = {kind for t in types for kind in (t, *VOCABULARY["types"].get(t, []))}
    for key, rows in value.items():
        if key.startswith(("@", PROV)):
            continue
        term = key.removeprefix(SCHEMA)
        rule = VOCABULARY["properties"].get(term)
        if term.endswith("-input"):
            continue  # what an action asks for: a property's name and this, says schema.org
        if rule is None:
            faults.append(f"no property {key}")
            continue
        if not kinds & set(rule["domain"]):
            faults.append(f"{term} on {types}")
        for row in rows:
            if "@value" in row:
                fits = {"Text", "URL", "Date", "DateTime", "Number", "Integer", "Boolean", "Language"} & set(
                    rule["range"]
                )
            elif "@type" in row:
                own = {
                    k
                    for t in row["@type"]
                    for k in (t.removeprefix(SCHEMA), *VOCABULARY["types"][t.removeprefix(SCHEMA)])
                }
                fits = own & set(rule["range"])
            else:
                fits = {"an address, which may name anything"}
            faults += [] if fits else [f"{term} of {types} is {row}"]
        faults += visit(rows)
    return faults


@pytest.mark.parametrize("name", ["plain", "verdict"])
def test_every_graph_expands_and_speaks_schema_org(name: str) -> None:
    seen = 0
    for address, data in pages_of(name).items():
        if b"application/ld+json" in data and address.endswith("/"):
            found = expanded(linked_data(data))
            assert found and visit(found) == [], address
            seen += 1
    assert seen > 12


def test_the_test_sees_a_wrong_term() -> None:
    wrong = {"@context": "https://schema.org", "@type": "Claim", "speaker": "x", "reviewRating": {"@type": "Person"}}
    assert len(visit(expanded(wrong))) == 3


def test_a_claim_rests_on_its_quotations_and_their_article() -> None:
    claim = nodes("plain", fact("cost"))["Claim"]
    article = "https://facts.example/waqai/s/"
    (quote,) = claim["isBasedOn"]  # type: ignore[misc]
    assert quote["text"] == "إن كلفة الأعمال بلغت 6.2 مليون دينار"
    assert quote["isBasedOn"]["@id"].startswith(article) and quote["prov:wasQuotedFrom"] == quote["isBasedOn"]
    appearance = claim["appearance"]
    assert isinstance(appearance, dict)
    assert (appearance["@type"], appearance["headline"]) == ("NewsArticle", "الرصيف الجنوبي يفتح أبوابه في مرسى النخيل")
    assert appearance["archivedAt"] == "https://archive.example/2025/mizan-port"
    assert [row["name"] for row in claim["author"]] == ["هالة درويش"]  # type: ignore[attr-defined]


def test_words_have_a_speaker_only_where_they_are_spoken_so() -> None:
    """An article's own sentence about what somebody said is not what they said."""
    (direct,) = nodes("plain", fact("ships"))["Claim"]["isBasedOn"]  # type: ignore[misc]
    (indirect,) = nodes("plain", fact("cost"))["Claim"]["isBasedOn"]  # type: ignore[misc]
    assert [row["name"] for row in direct["spokenByCharacter"]] == ["سامر الخطيب"]
    assert "spokenByCharacter" not in indirect


def test_a_place_that_speaks_is_its_government() -> None:
    facts = (
        replace(PORT_RECORD.facts[1], attribution=(Link("speaker", ("مرسى النخيل",), None, "وقالت", 130, "direct"),)),
    )
    made = content(records=(LoadedRecord("south-quay", replace(PORT_RECORD, facts=facts, disputes=()), PORT_TEXT),))
    graph = linked_data(render_all(made)[fact("ships")])
    assert visit(expanded(graph)) == []
    assert graph["@graph"][0]["author"] == [{"@type": "Organization", "name": "مرسى النخيل"}]  # type: ignore[index]


def test_a_claim_has_its_date_as_far_as_it_is_sure() -> None:
    assert nodes("plain", fact("opening"))["Claim"]["temporalCoverage"] == "2025-07-10"
    assert nodes("plain", fact("works"))["Claim"]["temporalCoverage"] == "2022-09/2025-07"
    assert "temporalCoverage" not in nodes("plain", fact("estimate"))["Claim"]


def test_corrections_and_the_wording_before_them_are_told() -> None:
    claim = nodes("plain", fact("opening"))["Claim"]
    (comment,) = claim["correction"]  # type: ignore[misc]
    assert (comment["@type"], comment["datePublished"]) == ("CorrectionComment", "2026-11-20")
    assert claim["prov:wasRevisionOf"] == {"@id": f"https://facts.example/waqai{fact('opening')}v/2/"}


def test_a_verdict_of_a_person_is_a_claim_review() -> None:
    review = nodes("verdict", fact("cost"))["ClaimReview"]
    assert review["claimReviewed"] == nodes("verdict", fact("cost"))["Claim"]["text"]
    assert review["itemReviewed"] == {"@id": f"https://facts.example/waqai{fact('cost')}"}
    rating = review["reviewRating"]
    assert isinstance(rating, dict)
    assert (rating["alternateName"], rating["ratingValue"], rating["bestRating"], rating["worstRating"]) == (
        "مضلل",
        "2",
        "5",
        "1",
    )
    assert review["datePublished"] == "2026-11-21" and review["creditText"] == "قسم التحقق"
    html = pages_of("verdict")[fact("cost")].decode()
    assert '<strong class="verdict-rating">مضلل</strong>' in html and "الرقم لعام 2022 وحده." in html


def test_no_claim_review_without_a_verdict_or_without_review() -> None:
    for address, data in pages_of("plain").items():
        assert b"ClaimReview" not in data, address
    assert b"ClaimReview" not in render_all(reviewed_verdict("draft"))[fact("cost")]


def test_what_cannot_be_placed_on_a_scale_has_its_word_alone() -> None:
    made = render_all(reviewed_verdict(verdict=replace(VERDICT, rating="unproven", url=None)))
    graph = linked_data(made[fact("cost")])["@graph"]
    (review,) = [node for node in graph if node["@type"] == "ClaimReview"]  # type: ignore[attr-defined]
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "غير مثبت"}
    assert "citation" not in review


def test_an_entity_is_told_by_its_kind_and_its_item() -> None:
    address = f"/e/{entity_id('مرسى النخيل')}/"
    place = nodes("verdict", address)["Place"]
    assert place["sameAs"] == "https://www.wikidata.org/wiki/Q42"
    assert (place["name"], place["alternateName"]) == ("مرسى النخيل", ["مرسى نخيل"])
    trail = nodes("verdict", address)["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in trail] == ["الرئيسية", "الأسماء", "مرسى النخيل"]  # type: ignore[attr-defined]


def test_what_a_table_says_of_a_draft_is_not_said_to_machines() -> None:
    def drafted(entity: Entity) -> Entity:
        return replace(entity, builtin=("اسم من جدول",), wikidata="Q42", description="من جدول")

    made = content(entities=tuple(drafted(e) if e.name == "سامر الخطيب" else e for e in ENTITIES))
    graph = linked_data(render_all(made)[f"/e/{entity_id('سامر الخطيب')}/"])["@graph"]
    assert set(graph[0]) == {"@type", "@id", "url", "name"}  # type: ignore[index]


def test_an_entity_that_only_unreviewed_facts_name_is_not_told() -> None:
    assert b"ld+json" not in pages_of("plain")[f"/e/{entity_id('مازن عواد')}/"]


def test_the_home_page_tells_the_site_and_its_data() -> None:
    found = nodes("plain", "/")
    assert found["WebSite"]["name"] == CONFIG.title
    files = [row["contentUrl"] for row in found["Dataset"]["distribution"]]  # type: ignore[attr-defined]
    assert all(link.removeprefix("https://facts.example/waqai") in pages_of("plain") for link in files)
