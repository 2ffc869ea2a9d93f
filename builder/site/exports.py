"""Facts for machines: the JSON beside a page, and the serialiser of all JSON that the site publishes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import msgspec

from builder.model import Entity, Link
from builder.records.wordings import earlier_wordings
from builder.site.index import Entry, LoadedRecord, SiteIndex
from builder.site.labels import VERDICTS
from builder.site.passages import position
from builder.site.shown import Shown, piece_of_a_fact
from builder.site.versions import version_address, version_numbers

Json: TypeAlias = Mapping[str, "Json"] | Sequence["Json"] | str | int | bool | None
# `<!--<script>` swallows a page even where `/` is escaped, so no `<` is left at all; the separators end a line
# in JavaScript. All of these occur in JSON only inside strings, where \uXXXX is the same character.
_ESCAPED = ((b"<", b"\\u003c"), (b">", b"\\u003e"), (b"&", b"\\u0026"),
            ("\u2028".encode(), b"\\u2028"), ("\u2029".encode(), b"\\u2029"))  # fmt: skip


def write_json(value: Json) -> bytes:
    """One line of JSON that is also safe inside HTML. Equal values give equal bytes; keys stay in their order."""
    text = msgspec.json.encode(value)
    for raw, escaped in _ESCAPED:
        if raw in text:
            text = text.replace(raw, escaped)
    return text


@piece_of_a_fact
def fact_json(shown: Shown, entry: Entry) -> bytes:
    """`/f/ID.json`, which /data/ repeats."""
    return write_json(fact_value(entry, shown)) + b"\n"


def fact_value(entry: Entry, shown: Shown) -> dict[str, Json]:
    """The fact with its evidence exactly as the source has it."""
    fact, home = entry.fact, entry.home
    value: dict[str, Json] = {
        "id": fact.id,
        "url": shown.addresses.absolute(shown.addresses.fact(fact.id)),
        "status": fact.status,
        "statement": fact.statement,
        "modality": fact.modality,
        "evidence": [{"exact": s.exact, "at": position(s.exact, s.at, home.text)} for s in fact.evidence],
        "attribution": [_link(link, home, shown) for link in fact.attribution],
    }
    if fact.when:
        value["when"] = {"text": fact.when.text, "edtf": fact.when.edtf, "basis": fact.when.basis}
    value["who"] = [_name(name, home, shown) for name in fact.who]
    value["where"] = [_name(name, home, shown) for name in fact.where]
    if fact.denied_by:
        value["denied_by"] = [_name(name, home, shown) for name in fact.denied_by]
    if fact.corrections:
        value["corrections"] = [
            {"date": c.date, "class": c.kind, "was": c.was, "now": c.now, "why": c.why} for c in fact.corrections
        ]
    if fact.verdict:
        verdict = fact.verdict
        value["verdict"] = {
            "rating": verdict.rating,
            "label": VERDICTS[verdict.rating]["label"],
            "by": verdict.by,
            "date": verdict.date,
            "why": verdict.why,
            "url": verdict.url,
        }
    numbers = version_numbers(fact, shown)
    if numbers:
        wordings = earlier_wordings(fact)
        value["versions"] = [
            {
                "url": shown.addresses.absolute(version_address(fact.id, number, shown.addresses)),
                "until": fact.corrections[number - 1].date,
                "statement": wordings[number - 1],
            }
            for number in numbers
        ]
    if disputes := beside(entry, shown.index.disputed):
        value["disputes"] = [other.id for other in disputes]
    if len(group := beside(entry, shown.index.accounts)) > 1:
        value["same_as"] = same_as_value(entry, group, shown)
    value["source"] = source_value(home, shown)
    return value


def beside(entry: Entry, joined: Mapping[str, tuple[Entry, ...]]) -> tuple[Entry, ...]:
    """The facts that stand beside this one; beside one that was reviewed those that were, for what machines take away."""
    return tuple(other for other in joined.get(entry.id, ()) if other.reviewed or not entry.reviewed)


def same_as_value(entry: Entry, group: Sequence[Entry], shown: Shown) -> dict[str, Json]:
    """The accounts of the event, this one among them: how many tell it, from how many origins, who shares this one's."""
    index = shown.index
    return {
        "accounts": len(group),
        "origins": len({index.origins[other.id] for other in group}),
        "origin": [name.name for name in shown.origin(entry)],
        "facts": [
            {
                "id": other.id,
                "origin": [name.name for name in shown.origin(other)],
                "same_origin": index.origins[other.id] == index.origins[entry.id],
            }
            for other in group
            if other.id != entry.id
        ],
    }


def absent_json(fact_id: str, status: str, shown: Shown, entry: Entry | None) -> bytes:
    """`/f/ID.json` of a fact that no longer stands: what happened to it, and not what it said."""
    value: dict[str, Json] = {
        "id": fact_id,
        "url": shown.addresses.absolute(shown.addresses.fact(fact_id)),
        "status": status,
    }
    if entry and entry.fact.withdrawn:
        gone = entry.fact.withdrawn
        value["withdrawn"] = {"date": gone.date, "why": gone.why, "successor": gone.successor}
    return write_json(value) + b"\n"


def entity_json(entity_id: str, shown: Shown) -> bytes:
    """`/e/ID.json`: who this is, and the ids of the facts that name them."""
    index = shown.index
    entity = index.entities[entity_id]
    facts = index.by_entity.get(entity_id, ())
    said = {entry.id for entry in index.said_by.get(entity_id, ())}
    value = entity_value(entity, shown)
    value["facts"] = [
        {
            "id": entry.id,
            "url": shown.addresses.absolute(shown.addresses.fact(entry.id)),
            "status": entry.fact.status,
            "statement": entry.fact.statement,
            "edtf": entry.fact.when.edtf if entry.fact.when else None,
            "says": entry.id in said,
        }
        for entry in facts
    ]
    return write_json(value) + b"\n"


def absent_entity_json(entity_id: str, successor: str | None, shown: Shown) -> bytes:
    """`/e/ID.json` of an entity that has no page of its own now: whom it was joined to, if anybody."""
    value: dict[str, Json] = {
        "id": entity_id,
        "url": shown.addresses.absolute(shown.addresses.entity(entity_id)),
        "status": "merged" if successor else "gone",
    }
    if successor:
        value["successor"] = {"id": successor, "url": shown.addresses.absolute(shown.addresses.entity(successor))}
    return write_json(value) + b"\n"


def entity_value(entity: Entity, shown: Shown, *, vouched: bool = False) -> dict[str, Json]:
    """Who or what an entity is. vouched: without what only facts that nobody reviewed say."""
    value: dict[str, Json] = {
        "id": entity.id,
        "url": shown.addresses.absolute(shown.addresses.entity(entity.id)),
        "name": entity.name,
        "type": entity.type,
        "spellings": list(spellings(entity.id, shown.index, vouched=vouched)),
        "description": entity.description,
        "wikidata": entity.wikidata,
        "merged": list(entity.merged),
    }
    if entity.builtin is not None:
        value["builtin"] = True  # description, wikidata and further spellings: a table's, nobody has looked at them
    return value


def spellings(entity_id: str, index: SiteIndex, *, vouched: bool = False) -> tuple[str, ...]:
    """Other names of an entity: its aliases, how shown facts spell it, then a table's for a draft; its own name left out.

    vouched: only what reviewed facts and people say.
    """
    entity = index.entities[entity_id]
    told = index.vouched_spellings if vouched else index.spellings
    found = dict.fromkeys((*entity.aliases, *told.get(entity_id, ()), *(() if vouched else entity.builtin or ())))
    return tuple(name for name in found if name != entity.name)


def source_value(home: LoadedRecord, shown: Shown) -> dict[str, Json]:
    """The article, as the JSON of a fact cites it."""
    record = home.record
    value: dict[str, Json] = {
        "id": record.id,
        "url": shown.addresses.absolute(shown.addresses.source(record.id)),
        "title": record.title.value if record.title else None,
        "publisher": record.publisher.value if record.publisher else None,
        "agencies": list(record.agencies),
        "published": record.published.edtf if record.published else None,
        "original": record.url,
        "archive": record.archive,
        "text_sha256": record.text_sha256,
    }
    if shown.has_text(home):
        value["text"] = shown.addresses.absolute(shown.addresses.source_text(record.id))
    return value


def _name(name: str, home: LoadedRecord, shown: Shown) -> dict[str, Json]:
    entity = shown.index.entity_of(home, name)
    return {"name": name, "id": entity.id if entity else None}


def _link(link: Link, home: LoadedRecord, shown: Shown) -> dict[str, Json]:
    value: dict[str, Json] = {link.role: [_name(name, home, shown) for name in link.who]}
    if link.as_printed:
        value["as"] = link.as_printed
    value["cue"] = link.cue
    if link.at is not None:
        value["at"] = link.at
    if link.speech:
        value["speech"] = link.speech
    return value
