"""Names that need no introduction: the rows of the lexicon's tables of places, bodies, outlets and persons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from msgspec import Struct

from builder.lexicon import table
from builder.model import EntityType
from builder.text.folding import fold_key


class Row(Struct, frozen=True, gc=False):
    """One row of a built-in table.

    name, also: the spellings of one person, body, place or event. short: a surname that means this person to
    everybody. description: what the table says of it (`بلد`), if anything. wikidata: where the table is certain.
    """

    name: str
    type: EntityType
    also: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    description: str | None = None
    wikidata: str | None = None


def find_row(type_: EntityType, name: str) -> Row | None:
    """The row that `name` is a spelling of; None where it is an ordinary word too, or two rows share it."""
    return _by_spelling(type_).get(fold_key(name).replace('"', ""))


def find_short(name: str) -> Row | None:
    """The person whom a surname alone means, if the table has only one."""
    return _by_surname().get(fold_key(name))


@cache
def rows(type_: EntityType) -> tuple[Row, ...]:
    """The rows of one type, in the order of the tables. Ordinary words (`unsure`) are left out."""
    if type_ == "place":
        return tuple(_places())
    if type_ == "organization":
        return (*_bodies("organizations", "organization", None), *_outlets())
    if type_ == "event":
        return tuple(_bodies("events", "event", None))
    if type_ == "person":
        known = table("persons")["known"]
        return tuple(
            Row(row["name"], "person", tuple(row.get("also", ())), tuple(row.get("short", ()))) for row in known
        )
    return ()


def _places() -> Iterator[Row]:
    places = table("places")
    for group, description in (("countries", "بلد"), ("regions", None)):
        for row in places[group]:
            if row.get("unsure") != "true":
                yield Row(row["name"], "place", tuple(row.get("also", ())), (), description, row.get("wikidata"))
    for row in places["cities"]:
        # the table has towns, states and islands of a country in one list, so it is not said which of them this is
        description = f"مكان في {row['in']}" if row.get("in") else None
        for joined in row["names"]:
            if not joined.endswith("?"):
                name, *also = joined.split("|")
                yield Row(name, "place", tuple(also), (), description)


def _bodies(group: str, type_: EntityType, description: str | None) -> Iterator[Row]:
    for row in table("organizations")[group]:
        if row.get("unsure") != "true":
            yield Row(row["name"], type_, tuple(row.get("also", ())), (), description, row.get("wikidata"))


def _outlets() -> list[Row]:
    """Outlets of both tables; a row of the second that shares a spelling with one of the first adds its own to it."""
    made = list(_bodies("outlets", "organization", "وسيلة إعلام"))
    places = {fold_key(spelling): at for at, row in enumerate(made) for spelling in (row.name, *row.also)}
    outlets = table("outlets")
    heads = {fold_key(head) for head in outlets["heads"]}
    for group, description in (("agencies", "وكالة أنباء"), ("outlets", "وسيلة إعلام")):
        for row in outlets[group]:
            spellings = (row["name"], *row["aliases"])
            safe = [spelling for spelling in spellings if _is_safe(spelling, heads)]
            at = next((places[key] for key in map(fold_key, spellings) if key in places), None)
            if at is not None:
                first = made[at]
                also = dict.fromkeys((*first.also, *(s for s in safe if s != first.name)))
                made[at] = Row(first.name, first.type, tuple(also), (), description, first.wikidata)
            elif safe and row["name"] not in outlets["loose"]:
                made.append(Row(safe[0], "organization", tuple(safe[1:]), (), description))
    return made


def _is_safe(spelling: str, heads: set[str]) -> bool:
    """False for `البيان`, `بنا` and `الشرق الأوسط`: outlets in a credit line, but something else anywhere else."""
    key = fold_key(spelling)
    words = key.split()
    if len(words) > 1:
        return words[0] in heads or (all(len(word) > 2 for word in words) and key not in _by_spelling("place"))
    return len(key) > 2 if spelling.isascii() else len(key) > 4 and not key.startswith("ال")


@cache
def _by_spelling(type_: EntityType) -> dict[str, Row]:
    return _unshared((key, row) for row in rows(type_) for key in (row.name, *row.also))


@cache
def _by_surname() -> dict[str, Row]:
    return _unshared((key, row) for row in rows("person") for key in row.short)


def _unshared(pairs: Iterable[tuple[str, Row]]) -> dict[str, Row]:
    """Rows by folded spelling, without the spellings of two of them; a row listed twice counts once."""
    found: dict[str, Row | None] = {}
    for spelling, row in pairs:
        key = fold_key(spelling)
        first = found.setdefault(key, row)
        if first is not None and first.name != row.name:
            found[key] = None
    return {key: row for key, row in found.items() if row is not None}
