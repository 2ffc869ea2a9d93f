"""Names that mean the same share a page; people decide, and no address is lost by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.entities.edit import accept_entities, find_entity, merge_entities
from builder.entities.registry import Registry, build_registry, entity_lines
from builder.entities.resolve import Proposal, draft_id, resolve_names
from builder.errors import BuildError, Faults
from builder.ids import mint
from builder.model import Entity

A, B, C = (mint("test", n) for n in "abc")
NONE = Registry({}, {}, {})


def proposal(name: str, stem: str = "s", number: str = "") -> Proposal:
    return Proposal(stem, name, None, "person", number)


def test_two_spellings_share_one_draft_page_that_shows_both() -> None:
    resolved = resolve_names(
        [proposal("سيرغي لافروف", "a"), proposal("سيرغي لافروف", "b"), proposal("سيرجي لافروف", "c")], NONE
    )
    (entity,) = resolved.entities
    assert (entity.name, entity.aliases) == ("سيرغي لافروف", ("سيرجي لافروف",))
    assert set(resolved.table.values()) == {entity.id} == set(resolved.drafts)


def test_the_order_of_articles_changes_nothing() -> None:
    rows = [proposal("سيرغي لافروف", "a"), proposal("سيرجي لافروف", "b"), proposal("ليلى", "c")]
    assert resolve_names(rows, NONE).entities == resolve_names(rows[::-1], NONE).entities


@pytest.mark.parametrize(("one", "other"), [("محمد جاسم", "محمد قاسم"), ("غانم", "جانم"), ("سالم علي", "سليم علي")])
def test_different_people_stay_apart(one: str, other: str) -> None:
    assert draft_id("person", one) != draft_id("person", other)


def test_a_number_splits_a_shared_page_in_one_line() -> None:
    resolved = resolve_names([proposal("سيرغي لافروف", "a"), proposal("سيرغي لافروف", "b", "2")], NONE)
    assert len(resolved.entities) == 2


def test_acceptance_keeps_the_address(tmp_path: Path) -> None:
    drafts = resolve_names([proposal("سيرغي لافروف"), proposal("سيرجي لافروف", "b")], NONE)
    ((entity, path),) = accept_entities(tmp_path, drafts.entities, NONE, ["سيرجي لافروف"])
    registry = build_registry([(path, (tmp_path / path).read_text("utf-8"))])
    again = resolve_names([proposal("سيرغي لافروف"), proposal("سيرجي لافروف", "b")], registry)
    assert set(again.table.values()) == {entity.id} == set(drafts.table.values())
    assert not again.drafts


def test_an_accepted_alias_gathers_later_proposals() -> None:
    registry = build_registry([("p.yaml", entity_lines(Entity(A, "دونالد ترامب", "person", ("دونالد ترمب",))))])
    resolved = resolve_names([proposal("دونالد ترمب")], registry)
    assert resolved.table[("s", "دونالد ترمب")] == A


def test_merging_keeps_both_addresses_and_all_names(tmp_path: Path) -> None:
    folder = tmp_path / "content/entities"
    folder.mkdir(parents=True)
    kept, old = (
        Entity(A, "آسيان", "organization", wikidata="Q7768"),
        Entity(B, "رابطة دول جنوب شرق آسيا", "organization", ("الرابطة",), merged=(C,)),
    )
    text = "# أسماء اعتمدناها\n" + entity_lines(kept) + "\n# تعليق\n" + entity_lines(old)
    (folder / "organizations.yaml").write_text(text, "utf-8")
    registry = build_registry([("content/entities/organizations.yaml", text)])
    merge_entities(tmp_path, (kept, old), registry, "آسيان", [B])
    after = (folder / "organizations.yaml").read_text("utf-8")
    merged = build_registry([("o.yaml", after)])
    assert merged.living == {A: A, B: A, C: A}
    assert merged.entities[A].aliases == ("رابطة دول جنوب شرق آسيا", "الرابطة")
    assert "# أسماء اعتمدناها" in after and "# تعليق" in after


def test_a_clash_of_names_is_told_at_the_file_that_brought_it() -> None:
    one, two = (
        entity_lines(Entity(A, "سيرغي لافروف", "person")),
        entity_lines(Entity(B, "لافروف", "person", ("سيرغي لافروف",))),
    )
    with pytest.raises(
        Faults, match=r"b.yaml:1: the name `سيرغي لافروف` belongs to another entity already \(a.yaml:1\)"
    ):
        build_registry([("a.yaml", one), ("b.yaml", two)])


def test_one_id_twice_names_both_places() -> None:
    with pytest.raises(Faults, match=rf"b.yaml:1: the id `{A}` belongs to another entity already \(a.yaml:1\)"):
        build_registry(
            [("a.yaml", entity_lines(Entity(A, "س", "person"))), ("b.yaml", entity_lines(Entity(A, "ع", "person")))]
        )


@pytest.mark.parametrize("id_", ["../../x", "a\\0b", "x" * 5000, "a/b"])
def test_a_bad_id_is_an_error_not_a_path(id_: str) -> None:
    with pytest.raises(Faults, match="is not an id"):
        build_registry([("a.yaml", f"- id: '{id_}'\n  name: س\n  type: person\n")])


def test_an_ambiguous_name_asks_for_the_id() -> None:
    with pytest.raises(BuildError, match="means 2 entities"):
        find_entity((Entity(A, "الهلال", "organization"), Entity(B, "الهلال", "place")), "الهلال")
