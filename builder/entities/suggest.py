"""`entity suggest`: names of a site that may be one, where each stands, and the command that joins them."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct

from builder.entities.edit import are_distinct, find_entity
from builder.entities.variants import THRESHOLD, Named, Variant, Why, propose
from builder.errors import Both
from builder.model import Entity, EntityType, Fact, Record
from builder.text.folding import fold_key

OFFERED = THRESHOLD  # the least score of a suggestion
ASKED = 0.5  # the same where a person asks about one name

Records = Iterable[tuple[str, Record]]  # each with its stem


class Side(Struct, frozen=True, gc=False):
    """One of the two names of a suggestion.

    name: the spelling that is alike; entity: the name of its page. id: None for a row of the built-in tables.
    where: the records whose facts name it, with the number of facts.
    """

    name: str
    entity: str
    id: str | None
    accepted: bool
    where: tuple[tuple[str, int], ...] = ()


class Suggestion(Struct, frozen=True, gc=False):
    """Two names that may be one; `kept` is the one whose page would stay. command: what accepts the suggestion."""

    score: float
    type: EntityType
    why: Why
    letters: str
    kept: Side
    other: Side
    command: str


def suggest(
    entities: Sequence[Entity],
    accepted: Collection[str],
    records: Records,
    resolved: Mapping[tuple[str, str], str],
    about: Collection[str] | None = None,
    threshold: float = OFFERED,
) -> tuple[Suggestion, ...]:
    """Names that may be one, best first, but for those a person keeps apart. about: only those of which one has such an
    id. Pure.
    """
    by_id = {entity.id: entity for entity in entities}
    named = [Named(entity.id, entity.type, (entity.name, *entity.aliases)) for entity in entities]
    variants = [v for v in propose(named, threshold, about) if not _kept_apart(v, by_id)]
    paired = {id_ for variant in variants for id_ in (variant.one.id, variant.other.id) if id_}
    where = _where(records, resolved, paired)
    called: dict[str, set[str]] = {}
    for entity in entities:
        for name in (entity.id, entity.name, *entity.aliases):
            called.setdefault(fold_key(name), set()).add(entity.id)
    return tuple(_suggestion(variant, by_id, accepted, where, called) for variant in variants)


def _kept_apart(variant: Variant, by_id: Mapping[str, Entity]) -> bool:
    one, other = (by_id.get(named.id) if named.id else None for named in (variant.one, variant.other))
    return one is not None and other is not None and are_distinct(one, other)


def ids_of(entities: Sequence[Entity], names: Iterable[str]) -> frozenset[str]:
    """The ids of the entities called so. Raises BuildError for a name that nobody has."""
    return frozenset(find_entity(entities, name).id for name in names)


def new_ids(
    stems: Collection[str], resolved: Mapping[tuple[str, str], str], accepted: Collection[str]
) -> frozenset[str]:
    """The draft entities that the given records name."""
    return frozenset(id_ for (stem, _), id_ in resolved.items() if stem in stems and id_ not in accepted)


def _where(
    records: Records, resolved: Mapping[tuple[str, str], str], wanted: Collection[str]
) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for stem, record in records:
        for fact in record.facts:
            for id_ in {resolved.get((stem, name)) for name in _names(fact)}:
                if id_ in wanted and id_ is not None:
                    found.setdefault(id_, Counter())[stem] += 1
    return found


def _names(fact: Fact) -> tuple[str, ...]:
    return (*fact.who, *fact.where, *fact.denied_by, *(name for link in fact.attribution for name in link.who))


def _suggestion(
    variant: Variant,
    by_id: Mapping[str, Entity],
    accepted: Collection[str],
    where: Mapping[str, Counter[str]],
    called: Mapping[str, set[str]],
) -> Suggestion:
    sides = [
        _side(named, spelling, by_id, accepted, where)
        for named, spelling in zip((variant.one, variant.other), variant.spellings, strict=True)
    ]
    # The page that stays: of the site before a table, accepted before a draft, then the one that more facts name.
    kept, other = sorted(
        sides, key=lambda side: (side.id is None, not side.accepted, -sum(n for _, n in side.where), side.name)
    )
    if other.id is None:
        command = f"waqai entity alias {_argument(kept, called)} {shlex.quote(other.name)}"
    else:
        command = f"waqai entity merge {_argument(kept, called)} {_argument(other, called)}"
    likeness = variant.likeness
    return Suggestion(likeness.score, variant.one.type, likeness.why, likeness.letters, kept, other, command)


def _side(
    named: Named,
    spelling: str,
    by_id: Mapping[str, Entity],
    accepted: Collection[str],
    where: Mapping[str, Counter[str]],
) -> Side:
    if named.id is None:
        return Side(spelling, named.spellings[0], None, accepted=False)
    counts = where.get(named.id, Counter())
    return Side(spelling, by_id[named.id].name, named.id, named.id in accepted, tuple(sorted(counts.items())))


def _argument(side: Side, called: Mapping[str, set[str]]) -> str:
    """What names an entity on a command line: its name, or its id where the name means several.

    called: the ids that a folded name or id means.
    """
    assert side.id is not None
    alone = called.get(fold_key(side.entity)) == {side.id}
    return shlex.quote(side.entity if alone else side.id)


# ---- in words ---------------------------------------------------------------------------------------------------------

_WHY: dict[Why, Both] = {
    "spelling": Both("spelt with other letters", "كتابة أخرى للحروف"),
    "spacing": Both("written together or apart", "الوصل والفصل"),
    "title": Both("with a title", "مع لقب"),
    "middle name": Both("a middle name left out", "اسم أوسط محذوف"),
    "family": Both("the family's name left out", "اسم العائلة محذوف"),
    "surname": Both("a surname that means one person", "اسم عائلة يدل على شخص واحد"),
    "head word": Both("a first word left out", "كلمة أولى محذوفة"),
    "last word": Both("a last word left out", "كلمة أخيرة محذوفة"),
    "acronym": Both("an acronym", "اختصار بالحروف الأولى"),
    "table": Both("one row of the built-in tables", "صف واحد في الجداول المدمجة"),
}


def told_why(suggestion: Suggestion) -> Both:
    """Why two names may be one, for a person."""
    why = _WHY[suggestion.why]
    letters = f": {suggestion.letters}" if suggestion.letters else ""
    return Both(why.en + letters, why.ar + letters)


def told_side(side: Side) -> Both:
    """Who this is on the site, and where."""
    if side.id is None:
        standing = Both("in the built-in tables", "في الجداول المدمجة")
    elif side.accepted:
        standing = Both("accepted", "معتمد")
    else:
        standing = Both("draft", "مسودة")
    of = f" ({side.entity})" if side.entity != side.name else ""
    listed = ", ".join(f"{stem} ×{count}" for stem, count in side.where)
    tail = f"; {listed}" if listed else ""
    return Both(f"{side.name}{of}: {standing.en}{tail}", f"{side.name}{of}: {standing.ar}{tail.replace(';', '؛')}")
