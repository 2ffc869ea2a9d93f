"""The language tables of decoding, noise, header and dates, read letter by letter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from builder.lexicon import table
from builder.text.folding import fold_key

TABLES = ("months", "hijri", "weekdays", "times", "numbers", "noise", "outlets")
# The letters of Arabic, fathatan for `يومياً`, and the Kurdish, Persian and Cyrillic of language bars.
ARABIC = set("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي\u064b")
NAMES_OF_LANGUAGES = {"русский", "فارسی", "türkçe", "español", "français", "kurdî"}
OF_DATES_IN_FRENCH = {"février", "août", "décembre", "à", "publié"}


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from strings(inner)
    else:
        for inner in value:
            yield from strings(inner)


@pytest.mark.parametrize("name", TABLES)
def test_tables_hold_plain_letters_only(name: str) -> None:
    """No Persian yeh or kaf, no presentation forms, no hidden marks, no tatweel but in `هـ`."""
    for word in strings(table(name)):
        if word in NAMES_OF_LANGUAGES | OF_DATES_IN_FRENCH or word == "هـ":
            continue
        odd = {c for c in word if c not in ARABIC and not (c.isascii() and (c.isalnum() or c in " -.'\"_"))}
        odd -= set("٢٤")
        assert not odd, (word, sorted(odd))
        assert word == " ".join(word.split())


@pytest.mark.parametrize("name", ["months", "weekdays"])
def test_a_name_means_one_thing(name: str) -> None:
    """No month's name is another month's, after folding too."""
    seen: dict[str, str] = {}
    for row in table(name):
        key = row.get("month") or row.get("day")
        for word in (*row["names"], *row.get("variants", ())):
            assert seen.setdefault(fold_key(word), key) == key


def test_an_outlet_is_named_once() -> None:
    """Two outlets or agencies do not share a spelling."""
    seen: dict[str, str] = {}
    for group in ("agencies", "outlets"):
        for row in table("outlets")[group]:
            for word in {fold_key(w).lower() for w in (row["name"], *row["aliases"])}:
                assert seen.setdefault(word, row["name"]) == row["name"], word
