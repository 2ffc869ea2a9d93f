"""The words of the pages themselves: badges, counted nouns, names of kinds, read once from data/display.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from builder.text.digits import Digits, plural_form, write_digits
from builder.text.tables import read_table

_table = read_table("builder.site", "display")

NOUNS: Mapping[str, Mapping[str, str]] = MappingProxyType(_table["nouns"])
KINDS: Mapping[str, Mapping[str, str]] = MappingProxyType(_table["kinds"])
BADGES: Mapping[str, str] = MappingProxyType(_table["badges"])
BASES: Mapping[str, str] = MappingProxyType(_table["basis"])
SPEECH: Mapping[str, str] = MappingProxyType(_table["speech"])
CORRECTIONS: Mapping[str, str] = MappingProxyType(_table["corrections"])
MONTHS: Mapping[str, tuple[str, ...]] = MappingProxyType({k: tuple(v) for k, v in _table["months"].items()})
HIJRI_MONTHS: tuple[str, ...] = tuple(_table["hijri"])
PARTS: Mapping[str, str] = MappingProxyType(_table["parts"])


def counted(n: int, noun: str, digits: Digits) -> str:
    """`n` of a noun in grammatical Arabic: «حقيقة واحدة», «حقيقتان», «3 حقائق», «11 حقيقة», «لا حقائق».

    noun: a key of `nouns` in data/display.yaml; KeyError for any other.
    """
    form = plural_form(n)
    word = NOUNS[noun][form]
    return word if form in ("zero", "one", "two") else f"{write_digits(str(n), digits)} {word}"
