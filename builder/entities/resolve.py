"""Whom a name means: the accepted entity, or a draft page shared by every proposal of the same name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable
from functools import lru_cache

import msgspec
from msgspec import Struct

from builder.entities.builtin import find_row
from builder.entities.registry import Registry
from builder.ids import mint
from builder.model import Entity, EntityType
from builder.text.folding import fold_key


class Resolved(Struct, frozen=True):
    """entities: accepted ones and drafts, by id. table: (stem, name) to entity id. drafts: ids no person accepted yet."""

    entities: tuple[Entity, ...]
    table: dict[tuple[str, str], str]
    drafts: frozenset[str]


class Proposal(Struct, frozen=True):
    """A name of a record's table: an entity's id, or a proposed type with the number that splits equal names."""

    stem: str
    name: str
    id: str | None
    type: EntityType = "other"
    number: str = ""


def spelling_key(name: str) -> str:
    """What two spellings of one foreign name share: `سيرغي لافروف` and `سيرجي لافروف`.

    Only for names of two words or more (a single word joins too much), and only ج and غ, which write the same
    foreign g: `جاسم` and `قاسم` are two people.
    """
    folded = fold_key(name)
    return folded.replace("غ", "ج") if " " in folded else folded


@lru_cache(maxsize=20_000)  # the same names stand in many records
def draft_id(type_: EntityType, name: str, number: str = "") -> str:
    """The id of the page that a proposal gets; it stays when a person accepts the entity."""
    return mint("entity", type_, spelling_key(name), *([number] if number else []))


def resolve_names(proposals: Iterable[Proposal], registry: Registry) -> Resolved:
    """Resolve every name of every record. An id without an entity (told by `check`) resolves to nothing."""
    table: dict[tuple[str, str], str] = {}
    spellings: dict[str, Counter[str]] = {}
    types: dict[str, EntityType] = {}
    split: set[str] = set()
    for proposal in proposals:
        key = (proposal.stem, proposal.name)
        if proposal.id is not None:
            if living := registry.living.get(proposal.id):
                table[key] = living
            continue
        minted = draft_id(proposal.type, proposal.name, proposal.number)
        accepted = None if proposal.number else registry.find(proposal.type, proposal.name)
        found = registry.living.get(minted) or (accepted.id if accepted else None)
        if found:
            table[key] = found
            continue
        table[key] = minted
        spellings.setdefault(minted, Counter())[proposal.name] += 1
        types[minted] = proposal.type
        if proposal.number:
            split.add(minted)
    drafts = [_draft_entity(id_, types[id_], counts, split) for id_, counts in spellings.items()]
    entities = sorted([*registry.entities.values(), *drafts], key=lambda entity: entity.id)
    return Resolved(tuple(entities), table, frozenset(spellings))


def _draft_entity(id_: str, type_: EntityType, counts: Counter[str], split: Container[str]) -> Entity:
    # The most frequent spelling names the page, the others are shown beside it; ties by letters, so that the order
    # of articles changes nothing.
    names = sorted(counts, key=lambda name: (-counts[name], name))
    entity = Entity(id=id_, name=names[0], type=type_, aliases=tuple(sorted(names[1:])))
    # A person who split a name says that one of the two is not whom everybody means.
    found = {row.name: row for row in (find_row(type_, name) for name in names) if row is not None}
    if len(found) != 1 or type_ == "person" or id_ in split:
        return entity
    (row,) = found.values()
    own = {fold_key(name) for name in names}
    others = tuple(name for name in (row.name, *row.also) if fold_key(name) not in own)
    return msgspec.structs.replace(entity, description=row.description, wikidata=row.wikidata, builtin=others)
