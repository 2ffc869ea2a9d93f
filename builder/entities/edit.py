"""`entity accept` and `entity merge`: what a person decides about entities, written into the authority files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from builder import limits
from builder.entities.registry import FILE_OF_TYPE, Registry, entity_lines, entity_span
from builder.errors import Both, BuildError, Faults
from builder.files import list_files, read_file, write_durable
from builder.model import Entity
from builder.nodes import decode_yaml_bytes
from builder.text.folding import fold_key

FOLDER = "content/entities"


def accept_entities(
    root: Path, entities: Sequence[Entity], registry: Registry, names: Iterable[str]
) -> list[tuple[Entity, str]]:
    """Add draft entities to the authority files; their ids, and so their addresses, stay. Raises Faults."""
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
        _append(root, path, entity)
        accepted.append((entity, path))
    if faults:
        raise Faults(faults)
    return accepted


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
    names = dict.fromkeys(
        (
            *kept.aliases,
            *(name for old in olds for name in (old.name, *old.aliases) if fold_key(name) != fold_key(kept.name)),
        )
    )
    merged = dict.fromkeys((*kept.merged, *(id_ for old in olds for id_ in (old.id, *old.merged))))
    joined = msgspec.structs.replace(kept, aliases=tuple(names), merged=tuple(merged))
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
