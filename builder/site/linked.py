"""JSON-LD inside pages: what a reviewed fact claims, who is meant, and what the site offers, in schema.org's words.

Nothing unreviewed is said here, nothing of a built-in table that nobody has looked at, and a verdict only where a
person wrote one.
"""

from __future__ import annotations

from collections.abc import Mapping

from builder.site.exports import Json, spellings, write_json
from builder.site.index import Entry, LoadedRecord
from builder.site.labels import CORRECTIONS, VERDICTS
from builder.site.shown import Shown
from builder.site.versions import version_address, version_numbers

_CONTEXT: Json = ["https://schema.org", {"prov": "http://www.w3.org/ns/prov#"}]
_TYPES: Mapping[str, str] = {
    "person": "Person", "organization": "Organization", "place": "Place", "event": "Event", "other": "Thing",
}  # fmt: skip
_HOME = "الرئيسية"


def fact_jsonld(entry: Entry, shown: Shown) -> str:
    """The graph of a reviewed fact: the claim, its review if a person gave a verdict, and the way to the page."""
    home, addresses = entry.home, shown.addresses
    nodes: list[Json] = [_claim(entry, shown)]
    if entry.fact.verdict is not None:
        nodes.append(_claim_review(entry, shown))
    trail = [("المصادر", addresses.sources)]
    if shown.has_source_page(home):
        trail.append((shown.source(home).title, addresses.source(home.record.id)))
    nodes.append(_breadcrumbs([*trail, (entry.fact.statement, addresses.fact(entry.id))], shown))
    return _graph(nodes)


def entity_jsonld(entity_id: str, shown: Shown) -> str:
    """An entity that a reviewed fact names."""
    entity, addresses = shown.index.entities[entity_id], shown.addresses
    link = addresses.absolute(addresses.entity(entity_id))
    node: dict[str, Json] = {"@type": _TYPES[entity.type], "@id": link, "url": link, "name": entity.name}
    if entity.builtin is None:
        other = spellings(entity_id, shown.index, vouched=True)
        if other:
            node["alternateName"] = list(other)
        if entity.description:
            node["description"] = entity.description
        if entity.wikidata:
            node["sameAs"] = f"https://www.wikidata.org/wiki/{entity.wikidata}"
    trail = [("الأسماء", addresses.entities()), (entity.name, addresses.entity(entity_id))]
    return _graph([node, _breadcrumbs(trail, shown)])


def home_jsonld(shown: Shown) -> str:
    """The site, and (where it has one) its data set."""
    config, addresses = shown.config, shown.addresses
    link = addresses.absolute("/")
    publisher: Json = {"@type": "Organization", "name": config.publisher or config.title, "url": link}
    site: dict[str, Json] = {
        "@type": "WebSite", "@id": f"{link}#site", "url": link, "name": config.title, "inLanguage": "ar",
        "publisher": publisher,
    }  # fmt: skip
    if config.description:
        site["description"] = config.description
    if config.outputs.search:
        site["potentialAction"] = {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{addresses.absolute(addresses.search)}?q={{query}}"},
            "query-input": "required name=query",
        }
    nodes: list[Json] = [site]
    if config.outputs.json and any(entry.reviewed for entry in shown.index.facts.values()):
        nodes.append(
            {
                "@type": "Dataset",
                "@id": f"{link}#data",
                "name": f"{config.title}: الوقائع المراجَعة",
                "description": "كل واقعة راجعها محرّر، بشاهدها الحرفي وسلسلة إسنادها وتاريخها ومصدرها.",
                "url": addresses.absolute("/data/README.txt"),
                "inLanguage": "ar",
                "isAccessibleForFree": True,
                "dateModified": shown.index.content.as_of,
                "creator": publisher,
                "distribution": [
                    {"@type": "DataDownload", "contentUrl": addresses.absolute(f"/data/{name}"), "encodingFormat": kind}
                    for name, kind in (
                        ("facts.jsonl", "application/jsonl"),
                        ("facts.json", "application/json"),
                        ("facts.csv", "text/csv"),
                    )
                ],
            }
        )
    return _graph(nodes)


def _graph(nodes: list[Json]) -> str:
    return write_json({"@context": _CONTEXT, "@graph": nodes}).decode()


def _claim(entry: Entry, shown: Shown) -> Json:
    """schema.org `Claim`: what it says, who said it, what it rests on, how it was corrected."""
    fact, home = entry.fact, entry.home
    link = shown.addresses.absolute(shown.addresses.fact(entry.id))
    article_id = shown.addresses.absolute(shown.addresses.source(home.record.id))
    claim: dict[str, Json] = {
        "@type": "Claim",
        "@id": link,
        "url": link,
        "name": fact.statement,
        "text": fact.statement,
        "inLanguage": "ar",
        "datePublished": home.record.added,
        "dateModified": shown.changed(fact, home),
    }
    speakers = _speakers(entry, shown)
    if speakers and fact.modality != "denied":  # who denies a claim is not its author
        claim["author"] = speakers
    if entry.when is not None and entry.when.is_dated and not (entry.when.uncertain or entry.when.approximate):
        covered = _covered(entry.when.text, entry.when.precision)
        if covered:
            claim["temporalCoverage"] = covered
    about = [_entity_ref(home, name, shown) for name in (*fact.who, *fact.where)]
    if about:
        claim["about"] = about
    quotes: list[Json] = []
    said = _direct_speaker(entry)
    for selector in fact.evidence:
        quote: dict[str, Json] = {
            "@type": "Quotation",
            "text": selector.exact,
            "inLanguage": "ar",
            "isBasedOn": {"@id": article_id},
            "prov:wasQuotedFrom": {"@id": article_id},
        }
        if said:
            quote["spokenByCharacter"] = [_voice(home, name, shown) for name in said]
        quotes.append(quote)
    claim["isBasedOn"] = quotes
    claim["appearance"] = _article(home, article_id, shown)
    claim["citation"] = {"@id": article_id}
    corrections = [c for c in fact.corrections if c.kind != "typo"]
    if corrections:
        claim["correction"] = [
            {
                "@type": "CorrectionComment",
                "name": CORRECTIONS[c.kind],
                "datePublished": c.date,
                "text": f"كان: {c.was} — صار: {c.now}" + (f" — {c.why}" if c.why else ""),
            }
            for c in corrections
        ]
    numbers = version_numbers(fact, shown)
    if numbers:
        last = version_address(fact.id, numbers[-1], shown.addresses)
        claim["prov:wasRevisionOf"] = {"@id": shown.addresses.absolute(last)}
    return claim


def _claim_review(entry: Entry, shown: Shown) -> Json:
    """schema.org `ClaimReview`: what a person found. A rating without a place on a scale has its word alone."""
    verdict = entry.fact.verdict
    assert verdict is not None
    link = shown.addresses.absolute(shown.addresses.fact(entry.id))
    row = VERDICTS[verdict.rating]
    rating: dict[str, Json] = {"@type": "Rating", "alternateName": row["label"]}
    if "value" in row:
        rating |= {"ratingValue": row["value"], "bestRating": "5", "worstRating": "1"}
    review: dict[str, Json] = {
        "@type": "ClaimReview",
        "@id": f"{link}#verdict",
        "url": link,
        "inLanguage": "ar",
        "datePublished": verdict.date,
        "claimReviewed": entry.fact.statement,
        "reviewBody": verdict.why,
        "reviewRating": rating,
        "author": {
            "@type": "Organization",
            "name": shown.config.publisher or shown.config.title,
            "url": shown.addresses.absolute("/"),
        },
        "creditText": verdict.by,
        "itemReviewed": {"@id": link},
    }
    if verdict.url:
        review["citation"] = verdict.url
    return review


def _article(home: LoadedRecord, article_id: str, shown: Shown) -> Json:
    record, source = home.record, shown.source(home)
    article: dict[str, Json] = {"@type": "NewsArticle", "@id": article_id, "inLanguage": "ar"}
    if record.title:
        article["headline"] = record.title.value
    if source.publisher_link:
        article["url"] = source.publisher_link
    if source.archive:
        article["archivedAt"] = source.archive
    if source.outlet:
        article["publisher"] = {"@type": "Organization", "name": source.outlet.name}
    if source.agencies:
        article["sourceOrganization"] = [{"@type": "Organization", "name": agency.name} for agency in source.agencies]
    if source.authors:
        article["author"] = [{"@type": "Person", "name": name} for name in source.authors]
    if source.machine_published:
        article["datePublished"] = source.machine_published
    return article


def _speakers(entry: Entry, shown: Shown) -> list[Json]:
    links = [link for link in entry.fact.attribution if link.role == "speaker"]
    found: list[Json] = [_voice(entry.home, name, shown) for link in links for name in link.who]
    # Who is not named is told as the text calls them, and as a person only where nothing else is known.
    found += [{"@type": "Person", "name": link.as_printed} for link in links if not link.who and link.as_printed]
    return found


def _direct_speaker(entry: Entry) -> tuple[str, ...]:
    """Whose words the evidence is, where it is speech in their own words; an article's own sentence has no speaker."""
    for link in reversed(entry.fact.attribution):
        if link.role == "speaker":
            return link.who if link.speech == "direct" else ()
    return ()


def _voice(home: LoadedRecord, name: str, shown: Shown) -> Json:
    """A speaker: a person or a body, as schema.org has it. A place that speaks (`موسكو`) is its government, not the place."""
    entity = shown.index.entity_of(home, name)
    if entity is not None and entity.type == "place":
        return {"@type": "Organization", "name": name}
    if entity is None or entity.type not in ("person", "organization"):
        return {"@type": "Person", "name": name}
    return _entity_ref(home, name, shown)


def _entity_ref(home: LoadedRecord, name: str, shown: Shown) -> Json:
    entity = shown.index.entity_of(home, name)
    node: dict[str, Json] = {"@type": _TYPES[entity.type] if entity is not None else "Thing", "name": name}
    if entity is not None and entity.id in shown.paged_entities:
        node["@id"] = shown.addresses.absolute(shown.addresses.entity(entity.id))
    return node


def _covered(edtf: str, precision: str) -> str | None:
    """An EDTF date as ISO 8601 writes it; None for seasons, quarters and sets, which it has no form for."""
    if precision in ("day", "month", "year"):
        return edtf
    if precision == "interval" and all(
        len(point) <= 10 and point[5:6] not in "23" for point in edtf.split("/") if point != ".."
    ):
        return edtf
    return None


def _breadcrumbs(trail: list[tuple[str, str]], shown: Shown) -> Json:
    steps = [(_HOME, "/"), *trail]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": i, "name": name, "item": shown.addresses.absolute(address)}
            for i, (name, address) in enumerate(steps, 1)
        ],
    }
