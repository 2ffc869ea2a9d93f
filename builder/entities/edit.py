"""`entity accept`, `alias`, `distinct` and `merge`: what a person decides about entities, written into the authority files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from builder import limits
from builder.entities.registry import ENTITY_KEYS, FILE_OF_TYPE, Registry, entity_lines, entity_place, entity_span
from builder.errors import Both, BuildError, Faults
from builder.files import list_files, read_file, write_durable
from builder.model import Entity
from builder.nodes import decode_yaml_bytes
from builder.text.bidi import HIDDEN
from builder.text.folding import fold_key

FOLDER = "content/entities"
# Adds a row to a list of a YAML file and leaves every other byte: records.splice.append_row.
AppendRow = Callable[[str, str, tuple[str | int, ...], str, tuple[str, ...]], str]


def accept_entities(
    root: Path, entities: Sequence[Entity], registry: Registry, names: Iterable[str]
) -> list[tuple[Entity, str]]:
    """Add draft entities to the authority files; their ids, and so their addresses, stay. Raises Faults.

    A draft that the built-in tables know brings their spellings along, but for those that another entity carries:
    joining two pages is a decision of its own.
    """
    carried = {(entity.type, fold_key(name)) for entity in entities for name in (entity.name, *entity.aliases)}
    faults: list[BuildError] = []
    accepted: list[tuple[Entity, str]] = []
    for name in names:
        try:
            entity = find_entity(entities, name)
        except BuildError as error:
            faults.append(error)
            continue
        if entity.id in registry.entities:
            faults.append(BuildError(None, None, Both(f"`{name}` is accepted already", f"`{name}` مقبول من قبل")))
            continue
        path = f"{FOLDER}/{FILE_OF_TYPE[entity.type]}"
        brought = {
            fold_key(name): name for name in entity.builtin or () if (entity.type, fold_key(name)) not in carried
        }
        carried |= {(entity.type, key) for key in brought}
        entity = msgspec.structs.replace(entity, aliases=(*entity.aliases, *brought.values()), builtin=None)
        _append(root, path, entity)
        accepted.append((entity, path))
    if faults:
        raise Faults(faults)
    return accepted


def add_alias(
    root: Path, entities: Sequence[Entity], registry: Registry, name: str, alias: str, append_row: AppendRow
) -> Entity:
    """Give an entity one more spelling; a draft is accepted with it. Raises BuildError where the spelling is taken."""
    entity = find_entity(entities, name)
    alias = " ".join(alias.split())
    key = fold_key(alias)
    if not key or HIDDEN.search(alias):
        raise BuildError(None, None, Both(f"`{alias}` is not a name", f"`{alias}` ليس اسماً"))
    for other in entities:
        if other.type != entity.type or key not in {fold_key(spelling) for spelling in (other.name, *other.aliases)}:
            continue
        if other.id == entity.id:
            raise BuildError(
                None, None, Both(f"`{entity.name}` is known as `{alias}` already", f"`{entity.name}` معروف باسم `{alias}` من قبل")
            )  # fmt: skip
        raise BuildError(
            None, None,
            Both(f"`{alias}` has a page of its own ({other.id})", f"لاسم `{alias}` صفحة مستقلة ({other.id})"),
            Both(f"If they are one: waqai entity merge {entity.id} {other.id}; the old address redirects.",
                 f"إن كانا واحداً: waqai entity merge {entity.id} {other.id}؛ العنوان القديم يحيل إلى الباقي."),
        )  # fmt: skip
    named = msgspec.structs.replace(entity, aliases=(*entity.aliases, alias))
    _write_row(root, entities, registry, named, "aliases", alias, append_row)
    return named


def set_apart(
    root: Path, entities: Sequence[Entity], registry: Registry, name: str, other_name: str, append_row: AppendRow
) -> tuple[Entity, Entity]:
    """Keep that two entities are not one, so that `suggest` never offers them again; the first one holds it.

    Where only the second is accepted, that one holds it; where neither is, the first is accepted with it. Raises
    BuildError.
    """
    one, other = find_entity(entities, name), find_entity(entities, other_name)
    if one.id == other.id:
        raise BuildError(None, None, Both(f"`{other_name}` is the same entity", f"`{other_name}` هو الكيان نفسه"))
    if one.type != other.type:
        raise BuildError(
            None, None,
            Both(f"`{one.name}` is of type {one.type}, `{other.name}` of type {other.type}: they are never offered as one",
                 f"نوع `{one.name}` هو {one.type}، ونوع `{other.name}` هو {other.type}: لا يُقترحان واحداً أبداً"),
        )  # fmt: skip
    if are_distinct(one, other):
        raise BuildError(
            None, None,
            Both(f"`{one.name}` and `{other.name}` are kept apart already",
                 f"`{one.name}` و`{other.name}` مسجلان كيانين مختلفين من قبل"),
        )  # fmt: skip
    if one.id not in registry.entities and other.id in registry.entities:
        one, other = other, one
    apart = msgspec.structs.replace(one, distinct_from=(*one.distinct_from, other.id))
    _write_row(root, entities, registry, apart, "distinct_from", other.id, append_row)
    return apart, other


def are_distinct(one: Entity, other: Entity) -> bool:
    """True where a person wrote of one of two entities, or of what was joined into it, that it is not the other."""
    ids, others = {one.id, *one.merged}, {other.id, *other.merged}
    return not (others.isdisjoint(one.distinct_from) and ids.isdisjoint(other.distinct_from))


def _write_row(
    root: Path, entities: Sequence[Entity], registry: Registry, entity: Entity, key: str, row: str, append_row: AppendRow
) -> None:  # fmt: skip
    """Add a row to a list of an accepted entity; a draft is accepted as `entity`, which holds the row already."""
    if entity.id not in registry.entities:
        accept_entities(root, [*(e for e in entities if e.id != entity.id), entity], registry, [entity.id])
        return
    for path, _ in list_files(root, FOLDER, (".yaml", ".yml")):
        text = _read(root, path)
        at = entity_place(text, path, entity.id)
        if at is not None:
            write_durable(root, path, append_row(text, path, (at, key), row, ENTITY_KEYS).encode())


def merge_entities(
    root: Path, entities: Sequence[Entity], registry: Registry, kept_name: str, old_names: Sequence[str]
) -> Entity:
    """Join entities into one: their names become aliases, their ids redirect. Raises BuildError or Faults."""
    kept = find_entity(entities, kept_name)
    olds = [find_entity(entities, name) for name in old_names]
    for old in olds:
        if old.id == kept.id:
            raise BuildError(None, None, Both(f"`{old.name}` is the same entity", f"`{old.name}` هو الكيان نفسه"))
        if old.type != kept.type:
            raise BuildError(
                None, None,
                Both(f"`{old.name}` is of type {old.type}, `{kept.name}` of type {kept.type}",
                     f"نوع `{old.name}` هو {old.type}، ونوع `{kept.name}` هو {kept.type}"),
                Both("Mend the type first.", "صحح النوع أولاً."),
            )  # fmt: skip
        if are_distinct(kept, old):
            raise BuildError(
                None, None,
                Both(f"`{kept.name}` and `{old.name}` are kept apart in `distinct_from`",
                     f"`{kept.name}` و`{old.name}` كيانان مختلفان بحسب `distinct_from`"),
                Both("If they are one after all, take the id out of `distinct_from` first.",
                     "إن كانا واحداً فاحذف المعرّف من `distinct_from` أولاً."),
            )  # fmt: skip
    names = dict.fromkeys(
        (
            *kept.aliases,
            *(name for old in olds for name in (old.name, *old.aliases) if fold_key(name) != fold_key(kept.name)),
        )
    )
    merged = dict.fromkeys((*kept.merged, *(id_ for old in olds for id_ in (old.id, *old.merged))))
    apart = dict.fromkeys((*kept.distinct_from, *(id_ for old in olds for id_ in old.distinct_from)))
    joined = msgspec.structs.replace(
        kept, aliases=tuple(names), merged=tuple(merged), distinct_from=tuple(apart), builtin=None
    )
    # The joined entity first, the old rows after: killed in between, `check` names the clash and nothing is lost.
    if kept.id in registry.entities:
        _replace(root, kept.id, entity_lines(joined))
    else:
        _append(root, f"{FOLDER}/{FILE_OF_TYPE[kept.type]}", joined)
    for old in olds:
        if old.id in registry.entities:
            _replace(root, old.id, "")
    return joined


def find_entity(entities: Sequence[Entity], name: str) -> Entity:
    """The entity of that id or name (alias, other spelling). Raises BuildError for none or several."""
    folded = fold_key(name)
    found = [e for e in entities if e.id == name] or [
        e for e in entities if folded in {fold_key(other) for other in (e.name, *e.aliases)}
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise BuildError(
            None, None,
            Both(f"no entity is called `{name}`", f"لا كيان باسم `{name}`"),
            Both("`waqai list entities` shows them all.", "يسردها كلها `waqai list entities`."),
        )  # fmt: skip
    listing = ", ".join(f"{e.id} ({e.type})" for e in found)
    raise BuildError(
        None, None,
        Both(f"`{name}` means {len(found)} entities: {listing}", f"`{name}` يدل على {len(found)} كيانات: {listing}"),
        Both("Give the id instead.", "استعمل المعرّف."),
    )  # fmt: skip


def _append(root: Path, path: str, entity: Entity) -> None:
    text = _read(root, path) if (root / path).exists() else ""
    gap = "" if not text or text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
    write_durable(root, path, (text + gap + entity_lines(entity)).encode())


def _replace(root: Path, id_: str, lines: str) -> None:
    for path, _ in list_files(root, FOLDER, (".yaml", ".yml")):
        text = _read(root, path)
        span = entity_span(text, path, id_)
        if span is not None:
            write_durable(root, path, (text[: span[0]] + lines + text[span[1] :]).encode())
            return


def _read(root: Path, path: str) -> str:
    return decode_yaml_bytes(read_file(root, path, limits.ENTITY_FILE_BYTES), path, limits.ENTITY_FILE_BYTES)
