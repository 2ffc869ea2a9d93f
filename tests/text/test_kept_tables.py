"""Tables are read once on a machine, and anew as soon as one letter of them is another."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from builder.text import tables


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of one table, `words.yaml`; what was read is kept under tmp_path/kept."""
    root = tmp_path / "tables_of_a_test"
    (root / "data").mkdir(parents=True)
    (root / "__init__.py").touch()
    (root / "data" / "words.yaml").write_text("verbs: [قال, يوم: 07]\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "tables_of_a_test", raising=False)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(tables, "file_beside", lambda source, suffix: tmp_path / "kept" / f"{source.stem}{suffix}")
    return root


def test_a_table_is_read_as_strings_and_then_from_what_was_kept(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = tables.read_table("tables_of_a_test", "words")
    assert first == {"verbs": ["قال", {"يوم": "07"}]}
    monkeypatch.setattr(tables.yaml, "load", None)  # nobody parses it again
    assert tables.read_table("tables_of_a_test", "words") == first


def test_a_table_that_was_mended_is_read_anew(package: Path) -> None:
    tables.read_table("tables_of_a_test", "words")
    (package / "data" / "words.yaml").write_text("verbs: [أكد]\n", "utf-8")
    assert tables.read_table("tables_of_a_test", "words") == {"verbs": ["أكد"]}


@pytest.mark.parametrize("damage", [lambda kept: kept[:-3], lambda kept: kept[:40] + b"x" + kept[41:], lambda _: b""])
def test_what_was_kept_and_damaged_is_read_anew(package: Path, damage: object) -> None:
    first = tables.read_table("tables_of_a_test", "words")
    (file,) = (package.parent / "kept").iterdir()
    file.write_bytes(damage(file.read_bytes()))  # type: ignore[operator]
    assert tables.read_table("tables_of_a_test", "words") == first


def test_where_nobody_may_write_tables_are_read_all_the_same(package: Path) -> None:
    (package.parent / "kept").write_text("a file where the folder should be")
    assert tables.read_table("tables_of_a_test", "words") == {"verbs": ["قال", {"يوم": "07"}]}
