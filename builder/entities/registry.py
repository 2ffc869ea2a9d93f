"""The authority files under content/entities: read, checked against each other, and added to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from msgspec import Struct

from builder.errors import Both, BuildError, Faults
from builder.fields import Fields
from builder.model import Entity, EntityType
from builder.nodes import Mapping, Node, Sequence, place_of, read_nodes
from builder.text.folding import fold_key
from builder.yaml_layout import Data, write_rows

ENTITY_KEYS = ("id", "name", "type", "aliases", "description", "wikidata", "merged", "distinct_from")
TYPES: tuple[EntityType, ...] = ("person", "organization", "place", "event", "other")
# The file that `entity accept` adds to.
FILE_OF_TYPE: dict[EntityType, str] = {
    "person": "people.yaml",
    "organization": "organizations.yaml",
    "place": "places.yaml",
    "event": "events.yaml",
    "other": "others.yaml",
}


class Registry(Struct, frozen=True):
    """Accepted entities by id, and every id that still answers: its own, or that of one merged into it."""

    entities: dict[str, Entity]
    living: dict[str, str]
    by_alias: dict[tuple[EntityType, str], str]

    def find(self, type_: EntityType, name: str) -> Entity | None:
        """The accepted entity that carries `name` as name or alias, spelled alike but for hamza and harakat."""
        found = self.by_alias.get((type_, fold_key(name)))
        return self.entities[found] if found else None


def parse_entities(text: str, path: str) -> tuple[tuple[Entity, int], ...]:
    """The entities of one authority file, each with its line. Raises Faults."""
    root = read_nodes(text, path)
    reader = _EntityReader(path, text)
    rows: list[tuple[Entity, int]] = []
    for node in reader.items(root, path):
        entity = reader.entity(node)
        if entity is not None:
            rows.append((entity, node.line))
    if reader.faults:
        raise Faults(reader.faults)
    return tuple(rows)


class _EntityReader(Fields):
    def entity(self, node: Node) -> Entity | None:
        inner = self.mapping(node, "an entity", ENTITY_KEYS)
        if inner is None:
            return None
        return Entity(
            id=self.identifier(self.required(inner, "id", "an entity"), "id") or "",
            name=self.prose(self.required(inner, "name", "an entity"), "name") or "",
            type=cast(EntityType, self.choice(self.required(inner, "type", "an entity"), "type", TYPES) or "other"),
            aliases=self.names(inner.get("aliases"), "aliases"),
            description=self.prose(self.optional(inner, "description"), "description"),
            wikidata=self.wikidata(inner),
            merged=self.rows(inner.get("merged"), "merged", lambda row: self.identifier(row, "merged")),
            distinct_from=self.rows(
                inner.get("distinct_from"), "distinct_from", lambda row: self.identifier(row, "distinct_from")
            ),
        )

    def wikidata(self, inner: Mapping) -> str | None:
        node = self.optional(inner, "wikidata")
        value = self.plain(node, "wikidata")
        if value is None or node is None:
            return None
        if value[:1] == "Q" and value[1:].isascii() and value[1:].isdigit() and len(value) < 14:
            return value
        self.fault(node, f"`{value[:40]}` is not a Wikidata item", f"`{value[:40]}` ليس عنصراً في ويكي بيانات", "Write it as Q159.", "اكتبه هكذا: Q159.")  # fmt: skip
        return None


def build_registry(files: Iterable[tuple[str, str]]) -> Registry:
    """The registry of all authority files, given as (path, text). Raises Faults, clashes among them."""
    faults: list[BuildError] = []
    entities: dict[str, Entity] = {}
    living: dict[str, str] = {}
    by_alias: dict[tuple[EntityType, str], str] = {}
    places: dict[str, str] = {}
    for path, text in sorted(files):
        try:
            rows = parse_entities(text, path)
        except Faults as error:
            faults += error.errors
            continue
        for entity, line in rows:
            for id_ in (entity.id, *entity.merged):
                if id_ in places:
                    faults.append(_clash(path, line, f"the id `{id_}`", f"المعرّف `{id_}`", places[id_]))
                places.setdefault(id_, f"{path}:{line}")
                living.setdefault(id_, entity.id)
            entities.setdefault(entity.id, entity)
            for key in {(entity.type, fold_key(name)) for name in (entity.name, *entity.aliases)}:
                other = by_alias.setdefault(key, entity.id)
                if other != entity.id:
                    faults.append(_clash(path, line, f"the name `{key[1]}`", f"الاسم `{key[1]}`", places[other]))
    if faults:
        raise Faults(faults)
    return Registry(entities, living, by_alias)


def _clash(path: str, line: int, en: str, ar: str, first: str) -> BuildError:
    return BuildError(
        path, line,
        Both(f"{en} belongs to another entity already ({first})", f"{ar} لكيان آخر ({first})"),
        Both("Take it out of one of them, or join the two with `waqai entity merge`.",
             "احذفه من أحدهما، أو ادمجهما بـ `waqai entity merge`."),
    )  # fmt: skip


def entity_lines(entity: Entity) -> str:
    """One entity as a row of an authority file, canonical layout, with a line break at its end."""
    data: dict[str, Data] = {"id": entity.id, "name": entity.name, "type": entity.type}
    optional: dict[str, Data] = {
        "aliases": list(entity.aliases),
        "description": entity.description,
        "wikidata": entity.wikidata,
        "merged": list(entity.merged),
        "distinct_from": list(entity.distinct_from),
    }
    data.update({key: value for key, value in optional.items() if value})
    return "".join(line + "\n" for line in write_rows([data], ""))


def entity_span(text: str, path: str, id_: str) -> tuple[int, int] | None:
    """The span of an entity's row in its file, from its dash to the end of its last line; None if it is not there."""
    at = entity_place(text, path, id_)
    node = place_of(read_nodes(text, path), (at,)) if at is not None else None
    if not isinstance(node, Mapping):
        return None
    start = text.rfind("\n", 0, node.start) + 1
    end = text.find("\n", max(node.start, node.items[-1][1].end - 1))
    return start, len(text) if end < 0 else end + 1


def entity_place(text: str, path: str, id_: str) -> int | None:
    """Which row of its file an entity is, from 0; None if it is not there."""
    root = read_nodes(text, path)
    for i, node in enumerate(root.items if isinstance(root, Sequence) else ()):
        if isinstance(node, Mapping) and getattr(place_of(root, (i, "id")), "value", None) == id_:
            return i
    return None
