"""Counts are grammatical Arabic in all six forms."""

from __future__ import annotations

import pytest

from builder.site.labels import NOUNS, counted


@pytest.mark.parametrize(
    ("n", "shown"),
    [
        (0, "لا حقائق"),
        (1, "حقيقة واحدة"),
        (2, "حقيقتان"),
        (3, "3 حقائق"),
        (10, "10 حقائق"),
        (11, "11 حقيقة"),
        (99, "99 حقيقة"),
        (100, "100 حقيقة"),
        (102, "102 حقيقة"),
        (103, "103 حقائق"),
        (1011, "1011 حقيقة"),
    ],
)
def test_facts_are_counted(n: int, shown: str) -> None:
    assert counted(n, "fact", "latn") == shown


def test_sources_take_the_accusative_of_many() -> None:
    assert counted(11, "source", "arab") == "١١ مصدراً"
    assert counted(100, "source", "arab") == "١٠٠ مصدر"


def test_every_noun_has_six_forms() -> None:
    assert {tuple(forms) for forms in NOUNS.values()} == {("zero", "one", "two", "few", "many", "other")}
