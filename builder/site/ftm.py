"""FollowTheMoney entities of the reviewed facts, a line each: what Aleph and OpenSanctions' tools load.

What is reported as having happened is an `Event`; what is claimed, planned or denied is a `Note` that says which,
because an Event would state it. Things that the model has no word for (a ship among the `other` names) are named on
events and notes only.
"""

from __future__ import annotations

from collections.abc import Iterable

from builder.site.exports import Json, spellings, write_json
from builder.site.index import Entry, LoadedRecord
from builder.site.labels import BADGES
from builder.site.shown import NO_TITLE, Shown, piece_of_a_fact
from builder.text.edtf import Edtf

_SCHEMATA = {"person": "Person", "organization": "Organization", "place": "Address", "event": "Event"}
_ACTORS = ("person", "organization")
_LANGUAGE = "ara"
Properties = dict[str, list[str]]


def ftm_lines(reviewed: list[Entry], shown: Shown) -> tuple[bytes, ...]:
    """Entities, then articles with whom they mention, then facts; each in the order of the site."""
    named: dict[str, None] = {}
    homes: dict[str, LoadedRecord] = {}
    used: dict[str, dict[str, None]] = {}
    for entry in reviewed:
        named.update(dict.fromkeys((*entry.who, *entry.where, *entry.speakers, *entry.carriers)))
        homes.setdefault(entry.home.record.id, entry.home)
        names = (*entry.fact.who, *(name for link in entry.fact.attribution for name in link.who))
        used.setdefault(entry.home.record.id, {}).update(dict.fromkeys(names))
    lines = [line for entity_id in sorted(named) if (line := _entity(entity_id, shown))]
    for home in homes.values():
        lines.append(_article(home, shown))
        lines += _mentions(home, used[home.record.id], shown)
    return (*lines, *(_fact_line(shown, entry) for entry in reviewed))


def _line(id_: str, schema: str, properties: Properties) -> bytes:
    kept: dict[str, Json] = {name: values for name, values in properties.items() if values}
    return write_json({"id": id_, "schema": schema, "properties": kept}) + b"\n"


def _entity(entity_id: str, shown: Shown) -> bytes | None:
    entity = shown.index.entities.get(entity_id)
    if entity is None or entity.type not in _SCHEMATA:
        return None
    properties: Properties = {"name": [entity.name]}
    if entity.type == "place":
        properties["full"] = [entity.name]
    if entity.builtin is None:  # a table's row that nobody has looked at adds nothing
        properties["alias"] = list(spellings(entity_id, shown.index, vouched=True))
        properties["description"] = [entity.description] if entity.description else []
        properties["wikidataId"] = [entity.wikidata] if entity.wikidata else []
    properties["sourceUrl"] = [shown.addresses.absolute(shown.addresses.entity(entity_id))]
    return _line(entity_id, _SCHEMATA[entity.type], properties)


def _article(home: LoadedRecord, shown: Shown) -> bytes:
    record, source = home.record, shown.source(home)
    title = record.title.value if record.title else NO_TITLE
    return _line(
        record.id,
        "Article",
        {
            "name": [title],
            "title": [title],
            "author": list(record.authors),
            "publisher": [source.outlet.name] if source.outlet else [],
            "publishedAt": [source.machine_published] if source.machine_published else [],
            "retrievedAt": [record.added],
            "language": [_LANGUAGE],
            "sourceUrl": [source.publisher_link or shown.addresses.absolute(shown.addresses.source(record.id))],
        },
    )


def _mentions(home: LoadedRecord, names: Iterable[str], shown: Shown) -> list[bytes]:
    """Whom an article names, one mention for each person or body, in every spelling it uses."""
    spelt: dict[str, list[str]] = {}
    schemata: dict[str, str] = {}
    for name in names:
        entity = shown.index.entity_of(home, name)
        if entity is not None and entity.type in _ACTORS:
            spelt.setdefault(entity.id, []).append(name)
            schemata[entity.id] = _SCHEMATA[entity.type]
    document = home.record.id
    return [
        _line(
            f"{document}-{entity_id}",
            "Mention",
            {"document": [document], "name": found, "resolved": [entity_id], "detectedSchema": [schemata[entity_id]]},
        )
        for entity_id, found in spelt.items()
    ]


@piece_of_a_fact
def _fact_line(shown: Shown, entry: Entry) -> bytes:
    fact, index = entry.fact, shown.index
    link = shown.addresses.absolute(shown.addresses.fact(entry.id))

    def of_type(ids: Iterable[str], *types: str) -> list[str]:
        return [i for i in dict.fromkeys(ids) if i in index.entities and index.entities[i].type in types]

    people = of_type((*entry.who, *entry.speakers), *_ACTORS)
    places = of_type(entry.where, "place")
    properties: Properties = {
        "name": [fact.statement],
        "summary": [selector.exact for selector in fact.evidence],
        "namesMentioned": list(dict.fromkeys((*fact.who, *fact.where))),
        "publisher": [shown.config.publisher or shown.config.title],
        "proof": [entry.home.record.id],
        "sourceUrl": [link],
        "modifiedAt": [shown.changed(fact, entry.home)],
    }
    if fact.modality != "reported":
        # A Note has no date of its own, so its text has it, in words.
        when = shown.when_in_short(entry)
        properties["description"] = [f"{BADGES[fact.modality]}: {fact.statement.rstrip(' .')}، {when}."]
        properties["keywords"] = [BADGES[fact.modality]]
        properties["entity"] = [*people, *places]
        return _line(entry.id, "Note", properties)
    properties["recordId"] = [entry.id]
    properties["involved"] = people
    properties["location"] = list(fact.where)
    properties["addressEntity"] = places
    return _line(entry.id, "Event", properties | _dates(entry.when))


def _dates(when: Edtf | None) -> Properties:
    """A date with the parts that are known; FollowTheMoney has no way to say that one is uncertain."""
    if when is None or not when.is_dated or when.uncertain or when.approximate:
        return {}
    if when.precision in ("day", "month", "year"):
        return {"date": [when.text]}
    if when.precision == "interval":
        # A season or quarter has no form of its own here.
        points = {"startDate": when.start, "endDate": when.end}
        return {name: [point] for name, point in points.items() if point and point[5:6] not in ("2", "3")}
    if when.precision == "set":
        return {"date": when.text.strip("{}").split(",")}
    return {}
