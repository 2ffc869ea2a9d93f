"""The words of the pages themselves: badges, counted nouns, names of kinds, read once from data/display.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from builder.text.digits import Digits
from builder.text.digits import counted as counted_of
from builder.text.tables import read_table

_table = read_table("builder.site", "display")

NOUNS: Mapping[str, Mapping[str, str]] = MappingProxyType(_table["nouns"])
KINDS: Mapping[str, Mapping[str, str]] = MappingProxyType(_table["kinds"])
BADGES: Mapping[str, str] = MappingProxyType(_table["badges"])
BASES: Mapping[str, str] = MappingProxyType(_table["basis"])
PRECISIONS: Mapping[str, str] = MappingProxyType(_table["precision"])
SPEECH: Mapping[str, str] = MappingProxyType(_table["speech"])
CORRECTIONS: Mapping[str, str] = MappingProxyType(_table["corrections"])
VERDICTS: Mapping[str, Mapping[str, str]] = MappingProxyType(_table["verdicts"])
MONTHS: Mapping[str, tuple[str, ...]] = MappingProxyType({k: tuple(v) for k, v in _table["months"].items()})
HIJRI_MONTHS: tuple[str, ...] = tuple(_table["hijri"])
STATES: Mapping[str, Mapping[str, str]] = MappingProxyType(_table["states"])
PARTS: Mapping[str, str] = MappingProxyType(_table["parts"])


def counted(n: int, noun: str, digits: Digits) -> str:
    """`n` of a noun in grammatical Arabic: «واقعة واحدة», «واقعتان», «3 وقائع», «11 واقعة», «لا وقائع».

    noun: a key of `nouns` in data/display.yaml; KeyError for any other.
    """
    return counted_of(n, NOUNS[noun], digits)
