"""Counts are grammatical Arabic in all six forms."""

from __future__ import annotations

import pytest

from builder.site.labels import NOUNS, counted


@pytest.mark.parametrize(
    ("n", "shown"),
    [
        (0, "لا وقائع"),
        (1, "واقعة واحدة"),
        (2, "واقعتان"),
        (3, "3 وقائع"),
        (10, "10 وقائع"),
        (11, "11 واقعة"),
        (99, "99 واقعة"),
        (100, "100 واقعة"),
        (102, "102 واقعة"),
        (103, "103 وقائع"),
        (1011, "1011 واقعة"),
    ],
)
def test_facts_are_counted(n: int, shown: str) -> None:
    assert counted(n, "fact", "latn") == shown


def test_sources_take_the_accusative_of_many() -> None:
    assert counted(11, "source", "arab") == "١١ مصدراً"
    assert counted(100, "source", "arab") == "١٠٠ مصدر"


def test_every_noun_has_six_forms() -> None:
    assert {tuple(forms) for forms in NOUNS.values()} == {("zero", "one", "two", "few", "many", "other")}
