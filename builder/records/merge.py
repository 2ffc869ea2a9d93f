"""A new draft meets a record that people own: what nobody touched follows the draft, what a person typed stays.

Three values meet in every field: `base` (the last draft), `mine` (the record) and `theirs` (the new draft). Facts are
aligned by overlap of evidence, never by id. A fact that a person rejected or deleted does not come back; a fact the
new draft no longer states stays where it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from builder.model import Fact, Record, Selector
from builder.records.check import locate
from builder.records.codec import FACT_KEYS, RECORD_KEYS, fact_data, record_data
from builder.records.splice import append_row, comments_in, set_value
from builder.yaml_layout import Data

Span = tuple[int, int]
HEAD_KEYS = ("title", "publisher", "agencies", "authors", "published", "dateline", "url", "noise")
MERGED_FACT_KEYS = ("statement", "evidence", "attribution", "modality", "denied_by", "when", "who", "where")
# Two evidences state one fact where the shorter is covered at least this far.
SAME_FACT = 0.5


class Offer(Struct, frozen=True):
    """A new value of the extractor where a person had typed another: kept out of the file, shown to the person."""

    keys: tuple[str | int, ...]
    mine: Data
    theirs: Data


class Merged(Struct, frozen=True):
    """The record's new text (the same object where nothing changed), what was added, and what is only offered."""

    text: str
    added: tuple[str, ...]
    changed: tuple[tuple[str | int, ...], ...]
    offers: tuple[Offer, ...]


def merge_record(text: str, path: str, mine: Record, base: Record, theirs: Record, source: str) -> Merged:
    """Carry what changed between `base` and `theirs` into the record's `text`. source: the kept text of the article."""
    edits = _Edits(text, path)
    mine_data, base_data, theirs_data = record_data(mine), record_data(base), record_data(theirs)
    for key in HEAD_KEYS:
        edits.settle((key,), mine_data.get(key), base_data.get(key), theirs_data.get(key), RECORD_KEYS)
    gone = [find_span(Selector(row.exact, row.at), source) for row in mine.rejected]
    for fact in theirs.facts:
        i = aligned(fact, mine.facts, source)
        b = aligned(fact, base.facts, source)
        if i is not None:
            # A reviewed fact was approved as a whole: nothing in it changes without a person.
            before = base.facts[b] if b is not None and mine.facts[i].status == "draft" else None
            edits.settle_fact(i, mine.facts[i], before, fact)
        elif b is None and not _overlaps_any(fact, gone, source):
            edits.add_fact(fact)
    edits.add_names(mine, theirs)
    return Merged(edits.text, tuple(edits.added), tuple(edits.changed), tuple(edits.offers))


class _Edits:
    """The text under edit and the account of what was done to it."""

    def __init__(self, text: str, path: str) -> None:
        self.text, self.path = text, path
        self.added: list[str] = []
        self.new_names: list[str] = []
        self.changed: list[tuple[str | int, ...]] = []
        self.offers: list[Offer] = []

    def settle(self, keys: tuple[str | int, ...], mine: Data, base: Data, theirs: Data, order: tuple[str, ...]) -> None:
        if theirs in (base, mine):
            return
        if isinstance(mine, dict) and isinstance(base, dict) and isinstance(theirs, dict) and set(mine) <= set(theirs):
            # Leaf by leaf: the layout and comments a person gave the rest of the map stay.
            for key, value in theirs.items():
                self.settle((*keys, key), mine.get(key), base.get(key), value, tuple(theirs))
            return
        if mine == base and theirs is not None and not comments_in(self.text, self.path, keys):
            self.text = set_value(self.text, self.path, keys, theirs, order)
            self.changed.append(keys)
        else:
            self.offers.append(Offer(keys, mine, theirs))

    def settle_fact(self, i: int, mine: Fact, base: Fact | None, theirs: Fact) -> None:
        mine_data, theirs_data = fact_data(mine), fact_data(theirs)
        base_data = fact_data(base) if base else None
        for key in MERGED_FACT_KEYS:
            before = base_data.get(key) if base_data else object
            if before is object:
                if mine_data.get(key) != theirs_data.get(key):
                    self.offers.append(Offer(("facts", i, key), mine_data.get(key), theirs_data.get(key)))
            else:
                self.settle(("facts", i, key), mine_data.get(key), before, theirs_data.get(key), FACT_KEYS)  # type: ignore[arg-type]  # not `object` here

    def add_fact(self, fact: Fact) -> None:
        self.text = append_row(self.text, self.path, ("facts",), fact_data(fact), RECORD_KEYS)
        self.added.append(fact.id)

    def add_names(self, mine: Record, theirs: Record) -> None:
        if not (self.added or self.changed):
            return
        known = dict(mine.names)
        table: dict[str, Data] = dict(mine.names)
        table.update({name: value for name, value in theirs.names if name not in known})
        if len(table) == len(known):
            return
        if not known:
            self.text = set_value(self.text, self.path, ("names",), table, RECORD_KEYS)
            return
        for name, value in table.items():
            if name not in known:
                self.text = set_value(self.text, self.path, ("names", name), value, tuple(table))


def find_span(selector: Selector, source: str) -> Span | None:
    """Where the evidence stands in the source, also where its position is stale; None where it does not."""
    at = locate(selector, source)
    if at is None and selector.at is not None:  # a stale position: the words decide
        at = locate(Selector(selector.exact), source)
    return (at, at + len(selector.exact)) if at is not None else None


def evidence_spans(fact: Fact, source: str) -> list[Span]:
    """The spans of a fact's evidence that are found in the source."""
    return [span for row in fact.evidence if (span := find_span(row, source)) is not None]


def _overlap(a: Span, b: Span) -> float:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / max(1, min(a[1] - a[0], b[1] - b[0]))


def aligned(fact: Fact, facts: Iterable[Fact], source: str) -> int | None:
    """The fact of `facts` whose evidence overlaps most with that of `fact`, by index; None below SAME_FACT."""
    best, found = SAME_FACT, None
    own = evidence_spans(fact, source)
    for i, other in enumerate(facts):
        score = max((_overlap(a, b) for a in own for b in evidence_spans(other, source)), default=0.0)
        if score > best or (score == best and found is None and score > 0):
            best, found = score, i
    return found


def _overlaps_any(fact: Fact, spans: list[Span | None], source: str) -> bool:
    return any(_overlap(a, b) >= SAME_FACT for a in evidence_spans(fact, source) for b in spans if b is not None)
