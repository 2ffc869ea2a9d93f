"""Names: what the cases say."""

from __future__ import annotations

import pytest
from casefile import Case, ids, read_cases

from builder.extract.mentions import find_mentions
from builder.model import EntityType, Known, Line, Mention


def body(text: str) -> tuple[Line, ...]:
    """Every line as prose."""
    lines: list[Line] = []
    at = 0
    for line in text.split("\n"):
        lines.append(Line(at, at + len(line), "body" if line.strip() else "empty", "test"))
        at += len(line) + 1
    return tuple(lines)


def mentions_in(text: str, known: Known | None = None) -> tuple[Mention, ...]:
    found = find_mentions(text, body(text), known or Known())
    for mention in found:
        assert text[mention.at : mention.at + len(mention.exact)] == mention.exact
    return found


@pytest.mark.parametrize("case", read_cases("mentions"), ids=ids)
def test_case(case: Case) -> None:
    """One row a name in the order of the text: as printed, type, and the entity's name."""
    found = mentions_in(case.text)
    assert "\n".join(f"{m.exact} | {m.type} | {m.name}" for m in found) == case.expected


def test_a_name_of_the_registry_is_found_anywhere() -> None:
    """An accepted entity needs no sign before it, and brings its own name and type."""
    registry: dict[str, tuple[str, EntityType]] = {"مرصد التلال": ("مرصد التلال الأهلي", "organization")}
    found = mentions_in("زار الوفد مرصد التلال صباحاً.", Known(registry=registry))
    assert [(m.exact, m.name, m.type) for m in found] == [("مرصد التلال", "مرصد التلال الأهلي", "organization")]


def test_lines_that_are_not_the_article_give_no_names() -> None:
    """A related link may name anybody."""
    text = "شاهد أيضاً: ماكرون في بيروت"
    assert find_mentions(text, (Line(0, len(text), "related", "test"),), Known()) == ()
