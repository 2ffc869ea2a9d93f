"""Pages of people, bodies, places and events, and the index that leads to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import get_args

from msgspec.structs import replace

from builder.ids import is_id
from builder.model import Entity, EntityType
from builder.site import exports
from builder.site.company import Pairs, company_of
from builder.site.density import density
from builder.site.facts import json_address
from builder.site.follow import entity_feeds
from builder.site.index import UNDATED, Entry
from builder.site.labels import KINDS
from builder.site.linked import entity_jsonld
from builder.site.permalinks import file_of
from builder.site.shown import Shown, chunked, held_badge
from builder.site.views import (
    EntityCard,
    EntityGroup,
    EntityIndexView,
    EntityView,
    Page,
    Pager,
    RedirectView,
    Section,
    TombstoneView,
)
from builder.text.collation import collation_key, initial
from builder.text.digits import write_digits

GONE_NAME = "لم تعد تحت هذا الاسم وقائع"
_TOLD = 8  # sayings on top of an entity's page
_SOURCES = 12
_FOREMOST = 24  # names of one kind in the overview
TOLD = "told"  # of the address of everything that a name said or carried
TOLD_TITLE = "منسوب إلى هذا الاسم"
_KINDS: tuple[EntityType, ...] = get_args(EntityType)


def entity_pages(entity_id: str, pairs: Pairs, shown: Shown) -> list[Page]:
    """The page (in parts, where long) and JSON of a named entity; a redirect for each id that was joined to it."""
    index, addresses = shown.index, shown.addresses
    pages = _pages_of(index.entities[entity_id], pairs, shown)
    if shown.config.outputs.json:
        machine = json_address(addresses.entity(entity_id))
        pages.append(Page(file_of(machine), machine, "json", None, exports.entity_json(entity_id, shown)))
    for old in joined(entity_id, shown):
        name = index.entities[entity_id].name
        view = RedirectView(
            head=shown.head(name, name, addresses.entity(entity_id), indexed=False),
            target=addresses.href(addresses.entity(entity_id)),
            name=name,
        )
        pages.append(Page(file_of(addresses.entity(old)), addresses.entity(old), "redirect", "redirect.html", view))
        pages += _absent_json(old, entity_id, shown)
    return pages


def joined(entity_id: str, shown: Shown) -> list[str]:
    """The ids that were joined to an entity."""
    redirects = shown.index.redirects
    return [old for old in dict.fromkeys(shown.index.entities[entity_id].merged) if redirects.get(old) == entity_id]


def gone_pages(shown: Shown) -> list[Page]:
    """What answers where an entity once had a page, and nothing names it any more."""
    pages: list[Page] = []
    for entity_id in gone_entities(shown):
        address = shown.addresses.entity(entity_id)
        pages.append(Page(file_of(address), address, "tombstone", "tombstone.html", _gone(entity_id, shown)))
        pages += _absent_json(entity_id, None, shown)
    return pages


def _absent_json(entity_id: str, successor: str | None, shown: Shown) -> list[Page]:
    """What answers where programs once read of an entity that was joined to another, or that nothing names any more."""
    if not shown.config.outputs.json:
        return []
    address = json_address(shown.addresses.entity(entity_id))
    return [Page(file_of(address), address, "json", None, exports.absent_entity_json(entity_id, successor, shown))]


def gone_entities(shown: Shown) -> list[str]:
    """Ids of published entity pages that neither an entity nor a redirect stands for now, sorted."""
    index, prefix = shown.index, shown.addresses.entities()
    ids = (a.removeprefix(prefix).strip("/") for a in index.content.lock if a.startswith(prefix))
    redirected = {old for old, new in index.redirects.items() if new in shown.paged_entities}
    return sorted(i for i in ids if is_id(i) and i not in shown.paged_entities and i not in redirected)


def _gone(entity_id: str, shown: Shown) -> TombstoneView:
    """What answers where a name once had a page and no fact names it any more: a drafted name that a person mended."""
    heading = GONE_NAME
    return TombstoneView(
        head=shown.head(heading, heading, shown.addresses.entity(entity_id), indexed=False),
        id=entity_id,
        badge=held_badge("withdrawn"),
        heading=heading,
        explained="كان هنا اسم ورد في مسودة أو في واقعة، ثم صُحِّح أو سُحبت وقائعه. يبقى عنوانه كي لا يضيع رابط منشور.",
        date=None,
        machine_date=None,
        why=None,
        successor=None,
        source=None,
    )


def _pages_of(entity: Entity, pairs: Pairs, shown: Shown) -> list[Page]:
    """The parts of an entity's page, and (where it said more than the first part shows) those of all it said."""
    index, address = shown.index, shown.addresses.entity(entity.id)
    entries = index.by_entity.get(entity.id, ())
    told = [e for e in entries if entity.id in e.speakers or entity.id in e.carriers]
    by_it = {e.id for e in told}
    dated = sum(e.slot != UNDATED for e in told)
    newest = (*told[:dated][::-1], *told[dated:])  # what has no date stands last in both
    about = [e for e in entries if e.id not in by_it]
    all_told = f"{address}{TOLD}/"
    parts = _parts(entity, address, about, shown)
    more = _parts(entity, all_told, told, shown) if len(told) > _TOLD else []
    sources = index.published_by.get(entity.id, ())
    slots = Counter(e.slot for e in entries)
    strip = density(slots, lambda _: None, shown, small=True) if len(slots.keys() - {UNDATED}) > 1 else None
    parts[0] = replace(
        parts[0],
        told=shown.rows(newest[:_TOLD]),
        told_count=shown.counted(len(told), "fact"),
        told_href=shown.addresses.href(all_told) if more else None,
        disputed=sum(e.id in index.disputed for e in entries),
        unconfirmed=sum(e.id in shown.plans and shown.plans[e.id].outcome == "unconfirmed" for e in entries),
        strip=strip,
        undated=slots[UNDATED],
        company=company_of(entity.id, pairs, shown),
        sources=tuple(shown.source(home) for home in sources[-_SOURCES:][::-1]),
        sources_left=max(len(sources) - _SOURCES, 0),
    )
    return [*_numbered(parts, address, "entity"), *_numbered(more, all_told, "part")]


def _numbered(views: Sequence[EntityView], address: str, kind: str) -> list[Page]:
    """Pages for the parts of one list, the first at the plain address."""
    pages = []
    for number, view in enumerate(views, 1):
        part_address = address if number == 1 else f"{address}{number}/"
        pages.append(
            Page(file_of(part_address), part_address, kind if number == 1 else "part", "entity.html", view)
        )  # fmt: skip
    return pages


def _parts(entity: Entity, address: str, entries: Sequence[Entry], shown: Shown) -> list[EntityView]:
    """An entity with `entries` under their years, in parts; what only the first part shows is left empty."""
    index = shown.index
    parts = chunked(entries)
    count = _named(entity, shown)
    is_told = address != shown.addresses.entity(entity.id)
    # A page on which nothing has been reviewed is no more vouched for than the facts it lists, and not told to machines.
    indexed = any(e.reviewed for e in index.by_entity.get(entity.id, ()))
    follow = None if is_told else entity_feeds(entity.id, shown)
    jsonld = entity_jsonld(entity.id, shown) if indexed and not is_told else None
    views = []
    for number, part in enumerate(parts, 1):
        view = EntityView(
            head=shown.head(
                f"{TOLD_TITLE}: {entity.name}" if is_told else entity.name,
                entity.description or f"{KINDS[entity.type]['one']} · {count}",
                address if number == 1 else f"{address}{number}/",
                indexed=indexed,
                json=shown.addresses.href(json_address(shown.addresses.entity(entity.id)))
                if shown.config.outputs.json
                else None,
                jsonld=jsonld if number == 1 else None,
                feed=follow.atom if follow else None,
            ),
            name=entity.name,
            href=shown.addresses.href(shown.addresses.entity(entity.id)),
            kind=KINDS[entity.type]["one"],
            kind_href=shown.addresses.href(shown.addresses.entities(entity.type)),
            description=entity.description,
            spellings=exports.spellings(entity.id, index),
            wikidata=entity.wikidata,
            builtin=entity.builtin is not None,
            count=count,
            part=write_digits(str(number), shown.config.digits) if number > 1 else None,
            is_told=is_told,
            told=(),
            told_count="",
            told_href=None,
            disputed=0,
            unconfirmed=0,
            strip=None,
            undated=0,
            company=None,
            about_count=shown.counted(len(entries), "fact"),
            sections=by_year(part, shown),
            sources=(),
            sources_left=0,
            pager=numbered_pager(shown.addresses.href(address), number, len(parts)),
            feeds=follow if number == 1 else None,
        )
        views.append(view)
    return views


def _named(entity: Entity, shown: Shown) -> str:
    """How many facts name an entity, or (for an outlet that none names) how many articles it published."""
    facts = len(shown.index.by_entity.get(entity.id, ()))
    articles = len(shown.index.published_by.get(entity.id, ()))
    return shown.counted(articles, "source") if articles and not facts else shown.counted(facts, "fact")


def by_year(entries: Sequence[Entry], shown: Shown) -> tuple[Section, ...]:
    """Rows under the year of their earliest bound, the undated last."""

    def year(entry: Entry) -> str:
        return entry.slot if entry.slot == UNDATED else entry.slot[:4]

    sections = []
    # An interval without a start is sorted by its end and listed there too, among days of other years.
    for slot, group in groupby(sorted(entries, key=lambda e: (e.slot == UNDATED, year(e))), key=year):
        rows = shown.rows(group)
        title = "بلا تاريخ محدّد" if slot == UNDATED else write_digits(str(int(slot)), shown.config.digits)
        sections.append(Section(f"y{slot}", title, rows, len(rows)))
    return tuple(sections)


def numbered_pager(href: str, number: int, last: int) -> Pager:
    """Neighbours in a list whose first part has the plain address, and the others their number."""
    older = None if number == 1 else href if number == 2 else f"{href}{number - 1}/"
    return Pager(older=older, newer=f"{href}{number + 1}/" if number < last else None)


def index_pages(shown: Shown) -> list[Page]:
    """The overview of kinds with their foremost names, and every name of a kind under its letter."""
    by_kind = {
        kind: sorted(
            (e for e in (shown.index.entities[i] for i in shown.paged_entities) if e.type == kind),
            key=lambda e: (*collation_key(e.name), e.id),
        )
        for kind in _KINDS
    }
    by_kind = {kind: entities for kind, entities in by_kind.items() if entities}
    pages = [_overview(by_kind, shown)]
    for kind, entities in by_kind.items():
        address = shown.addresses.entities(kind)
        parts = chunked(entities)
        for number, part in enumerate(parts, 1):
            groups = _by_letter(part, shown)
            part_address = address if number == 1 else f"{address}{number}/"
            view = EntityIndexView(
                head=shown.head(
                    KINDS[kind]["many"],
                    f"{KINDS[kind]['many']}: {shown.counted(len(entities), 'entity')}",
                    part_address,
                ),
                title=KINDS[kind]["many"],
                letters=tuple((group.id, group.title) for group in groups),
                groups=groups,
                kinds=_kind_links(by_kind, kind, shown),
                pager=numbered_pager(shown.addresses.href(address), number, len(parts)),
            )
            pages.append(Page(file_of(part_address), part_address, "entity-index", "entity-index.html", view))
    return pages


def _overview(by_kind: dict[EntityType, list[Entity]], shown: Shown) -> Page:
    address = shown.addresses.entities()
    groups = []
    for kind, entities in by_kind.items():
        # sorted() is stable, so names with as many facts stay in Arabic order.
        best = sorted(entities, key=lambda e: -len(shown.index.by_entity.get(e.id, ())))[:_FOREMOST]
        groups.append(
            EntityGroup(
                id=kind,
                title=KINDS[kind]["many"],
                cards=_cards(best, shown),
                count=shown.counted(len(entities), "entity"),
                href=shown.addresses.href(shown.addresses.entities(kind)),
            )
        )
    view = EntityIndexView(
        head=shown.head("الأسماء", "الأشخاص والهيئات والأماكن التي تذكرها الوقائع المنشورة.", address),
        title="الأسماء",
        letters=(),
        groups=tuple(groups),
        kinds=_kind_links(by_kind, None, shown),
        pager=Pager(),
    )
    return Page(file_of(address), address, "entity-index", "entity-index.html", view)


def _kind_links(
    by_kind: Iterable[EntityType], current: EntityType | None, shown: Shown
) -> tuple[tuple[str, str, bool], ...]:
    addresses = shown.addresses
    return tuple((KINDS[k]["many"], addresses.href(addresses.entities(k)), k == current) for k in by_kind)


def _by_letter(entities: Sequence[Entity], shown: Shown) -> tuple[EntityGroup, ...]:
    groups = []
    for number, (letter, group) in enumerate(groupby(entities, key=lambda e: initial(e.name)), 1):
        cards = _cards(group, shown)
        groups.append(EntityGroup(f"l{number}", letter, cards, shown.counted(len(cards), "entity")))
    return tuple(groups)


def _cards(entities: Iterable[Entity], shown: Shown) -> tuple[EntityCard, ...]:
    return tuple(
        EntityCard(
            href=shown.addresses.href(shown.addresses.entity(e.id)),
            name=e.name,
            description=e.description,
            count=_named(e, shown),
        )
        for e in entities
    )


def foremost(shown: Shown, size: int) -> tuple[EntityCard, ...]:
    """The entities that most facts name, those with equally many in Arabic order."""
    by_entity, entities = shown.index.by_entity, shown.index.entities
    ranked = sorted(
        (entities[i] for i in by_entity if i in entities),
        key=lambda e: (-len(by_entity[e.id]), *collation_key(e.name), e.id),
    )
    return _cards(ranked[:size], shown)
