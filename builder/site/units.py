"""What is planned together: all of one article, of one name, of one list; each with a digest of what it is made from.

Equal digests, equal pages: a plan takes such pages from the one before it without making them. So everything that a page
shows, and that can differ between two sites of one program, must be in the digest of its unit. It errs towards too much:
a unit that is made again needlessly costs a millisecond.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from hashlib import blake2b

from msgspec import Struct
from msgspec.structs import replace

from builder.site.company import Pairs, pairs_of
from builder.site.data_files import data_pages
from builder.site.entities import entity_pages, gone_pages, index_pages, joined
from builder.site.facts import fact_pages, refused
from builder.site.feeds import entity_feed_pages, feed_pages
from builder.site.front import front_pages
from builder.site.honesty import honesty_pages
from builder.site.index import UNDATED, Entry, LoadedRecord
from builder.site.issues import issue_pages
from builder.site.labels import KINDS
from builder.site.search import search_pages
from builder.site.shown import Shown
from builder.site.sources import source_index_pages, source_pages
from builder.site.timeline import Slots, neighbours, slot_pages, slots_of, state_pages, timeline_pages
from builder.site.views import Page, packed

Make = Callable[[], list[Page]]


class Unit(Struct, frozen=True):
    """Pages that are made together. inputs: a digest of what they are made from; None where that is most of the site.

    owners: ids of the article and the facts whose pieces are made from the same.
    """

    name: str
    inputs: bytes | None
    make: Make
    owners: tuple[str, ...] = ()


def units(shown: Shown, made_by: bytes) -> Iterator[Unit]:
    """Everything that a site has, but for the files about files. made_by: what identifies the program.

    What is made from the whole site comes last, when the pieces of its facts are at hand.
    """
    index, outputs = shown.index, shown.config.outputs
    inputs = _Inputs(shown, made_by)
    for home in index.records.values():
        ids = (home.record.id, *(fact.id for fact in home.record.facts))
        yield Unit(f"record {home.record.id}", inputs.record(home), partial(_record, home, shown), ids)
    pairs = pairs_of(index.facts.values())
    for entity_id in sorted(shown.paged_entities):
        make = partial(_entity, entity_id, pairs, shown)
        yield Unit(f"entity {entity_id}", inputs.entity_pages(entity_id, pairs), make)
    yield Unit("entities", inputs.entities(), partial(index_pages, shown))
    if outputs.timeline:
        slots = slots_of(shown)
        for slot in slots.lists:
            yield Unit(f"slot {slot}", inputs.slot(slot, slots), partial(slot_pages, slot, slots, shown))
        for state in slots.states:
            yield Unit(f"state {state}", inputs.state(state, slots), partial(state_pages, state, slots, shown))
        yield Unit("timeline", None, partial(timeline_pages, slots, shown))
    yield Unit("site", None, partial(_site, shown))


def _site(shown: Shown) -> list[Page]:
    """What is made from the whole site at every plan."""
    outputs = shown.config.outputs
    return [
        *front_pages(shown),
        *gone_pages(shown),
        *source_index_pages(shown),
        *honesty_pages(shown),
        *issue_pages(shown),
        *(search_pages(shown) if outputs.search else ()),
        *(feed_pages(shown) if outputs.feeds else ()),
        *(data_pages(shown) if outputs.json else ()),
    ]


def _record(home: LoadedRecord, shown: Shown) -> list[Page]:
    return [*fact_pages(home, shown), *source_pages(home, shown)]


def _entity(entity_id: str, pairs: Pairs, shown: Shown) -> list[Page]:
    feeds = entity_feed_pages(entity_id, shown) if shown.config.outputs.feeds else ()
    return [*entity_pages(entity_id, pairs, shown), *feeds]


class _Inputs:
    """The digests of one site. made_by: what identifies the program that makes the pages."""

    def __init__(self, shown: Shown, made_by: bytes) -> None:
        self._shown, self._index = shown, shown.index
        self._site = _digest(made_by, shown.config, shown.cards)
        self._named = {id_: _digest(entity) for id_, entity in shown.index.entities.items()}
        self._heads = {home.record.id: self._head(home) for home in shown.index.records.values()}
        index = shown.index
        entries = (*index.facts.values(), *index.withdrawn.values(), *index.held.values())
        self._entries = {entry.id: self._entry(entry) for entry in entries}
        self._together: dict[str, bytes] = {}

    def _head(self, home: LoadedRecord) -> bytes:
        """An article without its facts: what it says of itself, and whom its names mean."""
        shown, record = self._shown, home.record
        meant = []
        for name, _ in record.names:
            entity = self._index.entity_of(home, name)
            if entity is not None:
                meant.append((name, self._named[entity.id], entity.id in shown.paged_entities))
        # The text is in it by its SHA-256, which was checked when the record was loaded.
        published = shown.has_source_page(home), shown.has_text(home)
        return _digest(self._site, home.stem, replace(record, facts=(), disputes=(), same_as=()), meant, published)

    def _entry(self, entry: Entry) -> bytes:
        """A fact as a list shows it, and what stands beside it."""
        index, plan = self._index, self._shown.plans.get(entry.id)
        return _digest(
            self._heads[entry.home.record.id],
            entry.fact,
            entry.id in index.facts,
            [other.id for other in index.disputed.get(entry.id, ())],
            [(other.id, index.origins[other.id]) for other in index.accounts.get(entry.id, ())],
            plan and (plan.outcome, plan.by and plan.by.id),
        )

    def _rows(self, entries: Iterable[Entry]) -> bytes:
        return b"".join(self._entries[entry.id] for entry in entries)

    def record(self, home: LoadedRecord) -> bytes:
        """Of an article's page and those of its facts: with what other articles say of the same, and what was published."""
        index, shown = self._index, self._shown
        ids = [fact.id for fact in home.record.facts]
        # What confirms a plan is one of its accounts.
        beside: dict[str, Entry] = {}
        for fact in home.record.facts:
            others = [*index.disputed.get(fact.id, ()), *index.accounts.get(fact.id, ())]
            successor = index.facts.get(fact.withdrawn.successor or "") if fact.withdrawn else None
            others += [successor] if successor else []
            beside.update((other.id, other) for other in others)
        addresses = shown.addresses
        owned = [addresses.fact(id_) for id_ in (*ids, *(row.id for row in home.record.rejected if row.id))]
        return _digest(
            self._heads[home.record.id],
            b"".join(self._entries[id_] for id_ in ids),
            self._rows(beside.values()),
            [tuple(shown.locked_under(address)) for address in (*owned, addresses.source(home.record.id))],
            [row.id for row in refused(home, shown)],
        )

    def entity_pages(self, entity_id: str, pairs: Pairs) -> bytes:
        """Of a name's page and feeds: the facts and articles that are in it, and how its neighbours go together."""
        index, shown = self._index, self._shown
        told = [home.record.id for home in index.published_by.get(entity_id, ())]
        neighbours = pairs.together.get(entity_id, {})
        owned = [shown.addresses.entity(id_) for id_ in (entity_id, *joined(entity_id, shown))]
        return _digest(
            self._site,
            self._named[entity_id],
            self._rows(index.by_entity.get(entity_id, ())),
            b"".join(self._heads[id_] for id_ in told),
            [index.spellings.get(entity_id, ()), index.vouched_spellings.get(entity_id, ())],
            b"".join(self._named[id_] + self._pairs(id_, pairs) for id_ in sorted(neighbours)),
            self._pairs(entity_id, pairs),
            [tuple(shown.locked_under(address)) for address in owned],
            joined(entity_id, shown),
        )

    def _pairs(self, entity_id: str, pairs: Pairs) -> bytes:
        found = self._together.get(entity_id)
        if found is None:
            found = self._together[entity_id] = _digest(sorted(pairs.together.get(entity_id, {}).items()))
        return found

    def entities(self) -> bytes:
        """Of the lists of names."""
        index, front = self._index, self._shown.addresses.entities()
        return _digest(
            self._site,
            [kind for kind in KINDS if self._shown.is_locked(f"{front}{kind}/")],
            [
                (self._named[id_], len(index.by_entity.get(id_, ())), len(index.published_by.get(id_, ())))
                for id_ in sorted(self._shown.paged_entities)
            ],
        )

    def slot(self, slot: str, slots: Slots) -> bytes:
        """Of a list of the timeline; that of a year shows its months."""
        index = self._index
        if slot == UNDATED:  # in the order of the articles
            inside = [entry for entries in index.by_source.values() for entry in entries if entry.slot == UNDATED]
        else:
            inside = [e for at, entries in sorted(index.by_slot.items()) if at.startswith(slot) for e in entries]
        return _digest(self._site, self._rows(inside), neighbours(slot, slots), slots.links, slot in slots.emptied)

    def state(self, state: str, slots: Slots) -> bytes:
        """Of the list of one state."""
        return _digest(self._site, self._rows(slots.states[state]), slots.links)


def _digest(*values: object) -> bytes:
    return blake2b(packed(values), digest_size=16).digest()
