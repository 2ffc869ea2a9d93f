"""Suggestions name the place and the command; a decision leaves every other byte of an authority file."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.entities.edit import accept_entities, add_alias
from builder.entities.registry import Registry, build_registry, entity_lines
from builder.entities.resolve import Proposal, Resolved, resolve_names
from builder.entities.suggest import ids_of, new_ids, suggest, told_side, told_why
from builder.errors import BuildError
from builder.ids import mint
from builder.model import Entity, EntityType, Fact, Record, Selector
from builder.records.splice import append_row

A, B = (mint("test", n) for n in "ab")
NONE = Registry({}, {}, {})
PEOPLE = "content/entities/people.yaml"


def resolved(*rows: tuple[str, str, EntityType], registry: Registry = NONE) -> Resolved:
    return resolve_names([Proposal(stem, name, None, type_) for stem, name, type_ in rows], registry)


def record(*names: str) -> Record:
    facts = tuple(Fact(mint("fact", str(i)), "قيل", (Selector("قيل"),), who=(name,)) for i, name in enumerate(names))
    return Record(mint("source", "x"), "0" * 64, "2025-07-04", facts=facts)


def test_a_suggestion_says_where_each_stands_and_how_to_join_them() -> None:
    found = resolved(("a", "يان غالدر", "person"), ("b", "يان جالدير", "person"), ("c", "يان جالدير", "person"))
    records = [("a", record("يان غالدر")), ("b", record("يان جالدير", "يان جالدير")), ("c", record("يان جالدير"))]
    (row,) = suggest(found.entities, (), records, found.table)
    assert (row.kept.name, row.kept.where) == ("يان جالدير", (("b", 2), ("c", 1)))
    assert (row.other.name, row.other.where) == ("يان غالدر", (("a", 1),))
    assert row.command == "waqai entity merge 'يان جالدير' 'يان غالدر'"
    assert (
        told_why(row).en == "spelt with other letters: غ/ج ي" or told_why(row).en == "spelt with other letters: ج/غ ي"
    )
    assert told_side(row.kept) == ("يان جالدير: draft; b ×2, c ×1", "يان جالدير: مسودة؛ b ×2, c ×1")


def test_the_accepted_page_stays() -> None:
    registry = build_registry([(PEOPLE, entity_lines(Entity(A, "يان غالدر", "person")))])
    found = resolved(("b", "يان جالدير", "person"), ("c", "يان جالدير", "person"), registry=registry)
    (row,) = suggest(found.entities, registry.entities, [("b", record("يان جالدير"))], found.table)
    assert row.kept.accepted and row.command == "waqai entity merge 'يان غالدر' 'يان جالدير'"


def test_a_name_that_means_two_is_given_by_its_id() -> None:
    entities = (Entity(A, "بلغورا", "place"), Entity(B, "بلغورا", "organization"), Entity("x", "بلجورا", "place"))
    (row,) = suggest(entities, (), (), {})
    assert A in row.command and "بلغورا" not in row.command


def test_a_row_of_the_tables_is_joined_as_an_alias() -> None:
    found = resolved(("a", "فينتيان", "place"))
    (row,) = suggest(found.entities, (), (), found.table)
    assert row.command == "waqai entity alias 'فينتيان' 'فيينتيان'"
    assert told_side(row.other).en == "فيينتيان: in the built-in tables"


def test_only_new_names_are_told_after_adding() -> None:
    found = resolved(("old", "يان غالدر", "person"), ("new", "بلغورا", "place"))
    assert new_ids({"new"}, found.table, ()) == {found.table["new", "بلغورا"]}


def test_asking_about_nobody_is_an_error() -> None:
    with pytest.raises(BuildError, match="no entity is called"):
        ids_of((), ["لا أحد"])


# ---- alias ------------------------------------------------------------------------------------------------------------


def people(root: Path, text: str) -> Registry:
    (root / "content/entities").mkdir(parents=True)
    (root / PEOPLE).write_bytes(text.encode())
    return build_registry([(PEOPLE, text)])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  aliases: [ليلى]   # كما توقّع\n", "  aliases: [ليلى, ليلي عامر]   # كما توقّع\n"),
        (
            "  aliases:\n    # كما توقّع\n    - ليلى\n    - ل. العامر\n",
            "  aliases:\n    # كما توقّع\n    - ليلى\n    - ل. العامر\n    - ليلي عامر\n",
        ),
        ("", "  aliases: [ليلي عامر]\n"),
    ],
)
def test_an_alias_changes_its_own_row_and_nothing_else(tmp_path: Path, before: str, after: str) -> None:
    head = f"# من نعرفهم\n- id: {A}\n  name: ليلى العامر\n  type: person   # مهندسة\n"
    tail = f"\n# غيرها\n- {{id: {B}, name: سعاد, type: person}}\n"
    registry = people(tmp_path, head + before + tail)
    add_alias(tmp_path, tuple(registry.entities.values()), registry, "ليلى العامر", "ليلي  عامر", append_row)
    assert (tmp_path / PEOPLE).read_text("utf-8") == head + after + tail


def test_a_draft_is_accepted_with_its_alias_and_keeps_its_address(tmp_path: Path) -> None:
    found = resolved(("a", "كريم الدالي", "person"))
    named = add_alias(tmp_path, found.entities, NONE, "كريم الدالي", "كريم دالي", append_row)
    registry = build_registry([(PEOPLE, (tmp_path / PEOPLE).read_text("utf-8"))])
    assert registry.entities[named.id].aliases == ("كريم دالي",)
    assert found.table["a", "كريم الدالي"] == named.id


def test_a_spelling_with_a_page_of_its_own_is_joined_not_taken(tmp_path: Path) -> None:
    """Taking the name away from a page would leave its address without an answer."""
    found = resolved(("a", "يان غالدر", "person"), ("b", "بيتر هولد", "person"))
    with pytest.raises(BuildError, match="has a page of its own") as caught:
        add_alias(tmp_path, found.entities, NONE, "يان غالدر", "بيتر هولد", append_row)
    assert "entity merge" in caught.value.told("en")
    with pytest.raises(BuildError, match="is known as"):
        add_alias(tmp_path, found.entities, NONE, "يان غالدر", "يان غالدر", append_row)
    with pytest.raises(BuildError, match="is not a name"):
        add_alias(tmp_path, found.entities, NONE, "يان غالدر", "  ", append_row)
    assert not (tmp_path / "content").exists()


# ---- the built-in tables ------------------------------------------------------------------------------------------------


def draft(name: str, type_: EntityType, number: str = "") -> Entity:
    (entity,) = resolve_names([Proposal("s", name, None, type_, number)], NONE).entities
    return entity


def test_a_draft_that_the_tables_know_shows_what_they_say() -> None:
    entity = draft("أمريكا", "place")
    assert (entity.name, entity.aliases, entity.description, entity.wikidata) == ("أمريكا", (), "بلد", "Q30")
    assert entity.builtin is not None and "الولايات المتحدة" in entity.builtin and "أمريكا" not in entity.builtin


@pytest.mark.parametrize(
    ("name", "type_", "number"),
    [
        ("أمريكا", "organization", ""),  # another type
        ("أمريكا", "place", "2"),  # a person said: not that one
        ("مالي", "place", ""),  # an ordinary word too
        ("عمان", "place", ""),  # a country and a town
        ("الاتحاد", "organization", ""),  # a newspaper, and much else
        ("مدينة المرفأ", "place", ""),
    ],
)
def test_what_the_tables_cannot_tell_stays_open(name: str, type_: EntityType, number: str) -> None:
    entity = draft(name, type_, number)
    assert (entity.builtin, entity.description, entity.wikidata) == (None, None, None)


def test_accepting_writes_what_the_table_knows(tmp_path: Path) -> None:
    found = resolved(("a", "الناتو", "organization"))
    ((entity, path),) = accept_entities(tmp_path, found.entities, NONE, ["الناتو"])
    registry = build_registry([(path, (tmp_path / path).read_text("utf-8"))])
    assert registry.entities[entity.id].wikidata == "Q7184"
    assert registry.find("organization", "حلف شمال الأطلسي") == registry.entities[entity.id]


def test_accepting_takes_no_name_from_another_page(tmp_path: Path) -> None:
    """Two drafts of one row stay two until a person joins them, and the files agree with each other."""
    found = resolved(("a", "أمريكا", "place"), ("b", "الولايات المتحدة", "place"))
    accept_entities(tmp_path, found.entities, NONE, ["أمريكا", "الولايات المتحدة"])
    path = "content/entities/places.yaml"
    registry = build_registry([(path, (tmp_path / path).read_text("utf-8"))])
    assert len(registry.entities) == 2
    assert {registry.find("place", n) for n in ("أمريكا", "الولايات المتحدة")} == set(registry.entities.values())
    (row,) = suggest(found.entities, (), (), found.table)
    assert row.why == "table"
