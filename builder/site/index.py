"""The content of a site, joined and sorted once: who said what, about whom, when, in which source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal, TypeVar

from msgspec import Struct

from builder.across.origins import agency_key, groups_of, join_origins, origin_of
from builder.across.texts import find_near, prose_of
from builder.config import Config
from builder.model import Correction, Entity, Fact, Record, Rejected
from builder.site.links import LinksChecked
from builder.text.edtf import Edtf, order_key, parse_edtf

UNDATED = "undated"
T = TypeVar("T")
Ids = Callable[["LoadedRecord", Iterable[str]], tuple[str, ...]]  # names of one record, as entity ids


class LoadedRecord(Struct, frozen=True, gc=False):
    """A checked record, the stem it was read from, and the kept text that its selectors index."""

    stem: str
    record: Record
    text: str


class ProsePage(Struct, frozen=True, gc=False):
    """One file of content/pages: `slug` is its address, `markdown` its body without the title."""

    slug: str
    title: str
    markdown: str


Grouping = Literal["source", "day", "none"]


class Issue(Struct, frozen=True, gc=False):
    """One issue of the newsletter, as kept in content/newsletters.

    slug: its address; since: the day from which on it tells what is new; intro: paragraphs parted by empty lines;
    group: what its headings are; facts: ids in their order; corrections: (id of a fact, ISO day) of each one told.
    """

    slug: str
    title: str
    date: str
    since: str
    intro: str
    group: Grouping
    facts: tuple[str, ...]
    corrections: tuple[tuple[str, str], ...] = ()


class SiteContent(Struct, frozen=True, gc=False):
    """Everything a build reads from content/, resolved.

    entities: accepted, built-in and draft-page entities. resolved: which of them each (stem, name) of a record's
    `names` table means. texts: the kept text of each stem. lock: every address ever published, without the base
    path. as_of: the ISO day that counts as today. links: the last check of the publishers' pages.
    """

    config: Config
    records: tuple[LoadedRecord, ...]
    entities: tuple[Entity, ...]
    resolved: Mapping[tuple[str, str], str]
    texts: Mapping[str, str]
    prose: tuple[ProsePage, ...]
    lock: frozenset[str]
    as_of: str
    links: LinksChecked | None = None
    issues: tuple[Issue, ...] = ()


class Entry(Struct, frozen=True, gc=False):
    """A fact at home in its record, with the ids of the entities it names.

    slot: the page of the timeline that lists it: `2025-07`, `2025`, or `undated`.
    """

    fact: Fact
    home: LoadedRecord
    reviewed: bool
    when: Edtf | None
    slot: str
    order: tuple[bool, str, str, int, str]
    who: tuple[str, ...]
    where: tuple[str, ...]
    speakers: tuple[str, ...]
    carriers: tuple[str, ...]

    @property
    def id(self) -> str:
        return self.fact.id


class CorrectionEntry(Struct, frozen=True, gc=False):
    """A correction or (where `correction` is None) a withdrawal, for the corrections page and feed."""

    entry: Entry
    date: str
    correction: Correction | None


class SiteIndex(Struct, frozen=True, gc=False):
    """What the views are made from. Every sequence is in the order in which pages print it.

    facts: those with a page of their own; withdrawn, held (unreviewed, where the site hides those) and rejected:
    those that once may have had one. by_entity: facts that name an entity in any role; said_by: facts it is the
    speaker of. published_by: records that name it as publisher or agency. disputed: the facts that contradict one.
    accounts: for a fact that others tell too, all that tell it, itself among them; origins: for each of these the id
    of the one that stands for its origin, equal where two come from one hand.
    redirects: an entity's former id, and the one it was joined into.
    """

    content: SiteContent
    records: Mapping[str, LoadedRecord]
    facts: Mapping[str, Entry]
    withdrawn: Mapping[str, Entry]
    held: Mapping[str, Entry]
    rejected: Mapping[str, tuple[LoadedRecord, Rejected]]
    by_source: Mapping[str, tuple[Entry, ...]]
    by_entity: Mapping[str, tuple[Entry, ...]]
    said_by: Mapping[str, tuple[Entry, ...]]
    published_by: Mapping[str, tuple[LoadedRecord, ...]]
    by_slot: Mapping[str, tuple[Entry, ...]]
    disputed: Mapping[str, tuple[Entry, ...]]
    accounts: Mapping[str, tuple[Entry, ...]]
    origins: Mapping[str, str]
    entities: Mapping[str, Entity]
    spellings: Mapping[str, tuple[str, ...]]
    vouched_spellings: Mapping[str, tuple[str, ...]]
    redirects: Mapping[str, str]
    corrections: tuple[CorrectionEntry, ...]

    @property
    def config(self) -> Config:
        return self.content.config

    def entity_of(self, home: LoadedRecord, name: str) -> Entity | None:
        """The entity that `name` means in that record, or None where the record's table does not say."""
        found = self.content.resolved.get((home.stem, name))
        return self.entities.get(self.redirects.get(found, found)) if found else None


def build_index(content: SiteContent) -> SiteIndex:
    """Join and sort `content`. Pure; the order of its tuples does not matter."""
    redirects = {old: entity.id for entity in sorted(content.entities, key=lambda e: e.id) for old in entity.merged}
    entities = {e.id: e for e in sorted(content.entities, key=lambda e: e.id) if e.id not in redirects}
    records = {r.record.id: r for r in sorted(content.records, key=_record_order)}
    show_unreviewed = content.config.unreviewed == "badge"

    facts: dict[str, Entry] = {}
    withdrawn: dict[str, Entry] = {}
    held: dict[str, Entry] = {}
    rejected: dict[str, tuple[LoadedRecord, Rejected]] = {}
    by_source: dict[str, list[Entry]] = {}
    by_entity: dict[str, list[Entry]] = {}
    said_by: dict[str, list[Entry]] = {}
    by_slot: dict[str, list[Entry]] = {}
    published_by: dict[str, list[LoadedRecord]] = {}
    spellings: dict[str, set[str]] = {}
    vouched: dict[str, set[str]] = {}

    def ids(home: LoadedRecord, names: Iterable[str]) -> tuple[str, ...]:
        found = (content.resolved.get((home.stem, name)) for name in names)
        return tuple(dict.fromkeys(redirects.get(i, i) for i in found if i is not None))

    entries: list[Entry] = []
    for home in records.values():
        rejected.update((r.id, (home, r)) for r in home.record.rejected if r.id)
        mine = [_entry(fact, home, ids) for fact in home.record.facts]
        entries += mine
        shown = [e for e in mine if e.fact.status != "withdrawn" and (e.reviewed or show_unreviewed)]
        by_source[home.record.id] = shown
        if shown or show_unreviewed:
            publisher = (home.record.publisher.value,) if home.record.publisher else ()
            for entity_id in ids(home, (*publisher, *home.record.agencies)):
                published_by.setdefault(entity_id, []).append(home)
            heads = (*publisher, *home.record.agencies)
            for name in dict.fromkeys((*heads, *(name for e in shown for name in _named(e.fact)))):
                for entity_id in ids(home, (name,)):
                    spellings.setdefault(entity_id, set()).add(name)
            reviewed = [e for e in shown if e.reviewed]
            for name in dict.fromkeys((*(heads if reviewed else ()), *(n for e in reviewed for n in _named(e.fact)))):
                for entity_id in ids(home, (name,)):
                    vouched.setdefault(entity_id, set()).add(name)

    for entry in sorted(entries, key=lambda e: e.order):
        if entry.fact.status == "withdrawn":
            withdrawn[entry.id] = entry
        elif not (entry.reviewed or show_unreviewed):
            held[entry.id] = entry
        else:
            facts[entry.id] = entry
            by_slot.setdefault(entry.slot, []).append(entry)
            for entity_id in dict.fromkeys((*entry.speakers, *entry.who, *entry.where, *entry.carriers)):
                by_entity.setdefault(entity_id, []).append(entry)
            for entity_id in entry.speakers:
                said_by.setdefault(entity_id, []).append(entry)

    accounts = _accounts(records, facts)
    return SiteIndex(
        content=content, records=records, facts=facts, withdrawn=withdrawn, held=held, rejected=rejected,
        by_source=_frozen(by_source), by_entity=_frozen(by_entity), said_by=_frozen(said_by),
        published_by=_frozen(published_by), by_slot=_frozen(by_slot), disputed=_disputes(records, facts),
        accounts=accounts, origins=_origins(accounts, ids),
        entities=entities, spellings={k: tuple(sorted(v)) for k, v in spellings.items()},
        vouched_spellings={k: tuple(sorted(v)) for k, v in vouched.items()}, redirects=redirects,
        corrections=_corrections((*facts.values(), *withdrawn.values())),
    )  # fmt: skip


def _named(fact: Fact) -> Iterable[str]:
    """Every name that a fact holds."""
    return (*fact.who, *fact.denied_by, *fact.where, *(name for link in fact.attribution for name in link.who))


def slot_of(when: Edtf | None) -> str:
    """The timeline page for a date: its month where that is known, else its year, else `undated`.

    An interval or a set is listed once, where it starts (where it ends, if its start is open).
    """
    if when is None or not when.is_dated:
        return UNDATED
    if when.precision in ("interval", "set"):
        return slot_of(parse_edtf(when.start or when.end or ""))
    assert when.earliest is not None
    return when.earliest[:7] if when.precision in ("day", "month") else when.earliest[:4]


def _entry(fact: Fact, home: LoadedRecord, ids: Ids) -> Entry:
    edtf = fact.when.edtf if fact.when else None
    when = parse_edtf(edtf) if edtf else None
    slot = slot_of(when)
    links = fact.attribution
    return Entry(
        fact=fact,
        home=home,
        reviewed=fact.status == "reviewed",
        when=when,
        slot=slot,
        order=(slot == UNDATED, *order_key(edtf, fact.id)),
        who=ids(home, (*fact.who, *fact.denied_by)),
        where=ids(home, fact.where),
        speakers=ids(home, (name for link in links if link.role == "speaker" for name in link.who)),
        carriers=ids(home, (name for link in links if link.role == "via" for name in link.who)),
    )


def _record_order(loaded: LoadedRecord) -> tuple[str, tuple[str, str, int, str]]:
    published = loaded.record.published
    return loaded.record.added, order_key(published.edtf if published else None, loaded.record.id)


def _disputes(records: Mapping[str, LoadedRecord], facts: Mapping[str, Entry]) -> dict[str, tuple[Entry, ...]]:
    """Both directions of every pair; a fact that is not shown takes no part in a dispute."""
    pairs: dict[str, dict[str, Entry]] = {}
    for home in records.values():
        for one, other in home.record.disputes:
            if one in facts and other in facts and one != other:
                pairs.setdefault(one, {})[other] = facts[other]
                pairs.setdefault(other, {})[one] = facts[one]
    return {k: tuple(sorted(v.values(), key=lambda e: e.order)) for k, v in pairs.items()}


def _accounts(records: Mapping[str, LoadedRecord], facts: Mapping[str, Entry]) -> dict[str, tuple[Entry, ...]]:
    """Each fact's group by `same_as`, in order; one that is not shown still joins the others, and is left out."""
    found: dict[str, tuple[Entry, ...]] = {}
    groups = groups_of(pair for home in records.values() for pair in home.record.same_as)
    for group in dict.fromkeys(groups.values()):
        shown = tuple(sorted((facts[id_] for id_ in group if id_ in facts), key=lambda e: e.order))
        if len(shown) > 1:
            found.update((entry.id, shown) for entry in shown)
    return found


def _origins(accounts: Mapping[str, tuple[Entry, ...]], ids: Ids) -> dict[str, str]:
    """For each fact of a group the one that stands for its origin: agencies in common, or nearly one text."""
    homes = {entry.home.record.id: entry.home for group in accounts.values() for entry in group}
    texts = [prose_of(id_, home.text, home.record.noise) for id_, home in homes.items()]
    near: dict[str, list[str]] = {}
    for pair in find_near(texts, ()):
        if pair.is_nearly_one:
            near.setdefault(pair.stem, []).append(pair.other)
    found: dict[str, str] = {}
    for group in accounts.values():
        if group[0].id not in found:
            origins = {entry.id: _origin_keys(entry, ids) for entry in group}
            found |= join_origins(origins, {entry.id: entry.home.record.id for entry in group}, near)
    return found


def _origin_keys(entry: Entry, ids: Ids) -> tuple[str, ...]:
    """What identifies the names a fact comes from: entities' ids, and folded names where a record resolves none."""
    names = origin_of(entry.fact, entry.home.record)
    return (*ids(entry.home, names), *map(agency_key, names))


def _corrections(entries: Iterable[Entry]) -> tuple[CorrectionEntry, ...]:
    """Corrections of substance and withdrawals, newest first; typing errors are told on the fact's own page only.

    A fact that nobody had reviewed was not vouched for: its corrections stay on its page too.
    """
    rows: list[CorrectionEntry] = []
    for entry in sorted(entries, key=lambda e: e.id):
        made = [c for c in entry.fact.corrections if c.kind != "typo"] if entry.reviewed else []
        rows += [CorrectionEntry(entry, correction.date, correction) for correction in made]
        rows += [CorrectionEntry(entry, entry.fact.withdrawn.date, None)] if entry.fact.withdrawn else []
    # Those of one fact on one day stand in the order of its record, the last written first, like the days.
    rows.sort(key=lambda row: row.date)
    rows.reverse()
    return tuple(rows)


def _frozen(lists: Mapping[str, list[T]]) -> dict[str, tuple[T, ...]]:
    return {key: tuple(rows) for key, rows in lists.items()}
