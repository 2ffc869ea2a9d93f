"""The page of a fact, and the page that answers where a fact once stood."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from builder.model import Fact, Rejected
from builder.site import cards, embeds, exports, linked, pictures
from builder.site.citations import absent_citation_pages, citation, citation_pages
from builder.site.dates import show_month
from builder.site.index import UNDATED, Entry, LoadedRecord
from builder.site.labels import BADGES, VERDICTS
from builder.site.permalinks import file_of
from builder.site.shown import UNTOLD, Shown, held_badge
from builder.site.versions import absent_versions, history, version_pages
from builder.site.views import (
    Accounts,
    CorrectionNote,
    EmbedView,
    FactView,
    Head,
    NameLink,
    Origin,
    Page,
    Share,
    TombstoneView,
    VerdictNote,
)

_SIBLINGS = 6


def fact_pages(home: LoadedRecord, shown: Shown) -> list[Page]:
    """Everything at and below the address of each shown fact of a record, and of each that once had a page."""
    index, addresses = shown.index, shown.addresses
    pages: list[Page] = []
    for fact in home.record.facts:
        if (entry := index.facts.get(fact.id)) is not None:
            pages += _standing(entry, shown)
        elif (entry := index.withdrawn.get(fact.id)) is not None:
            machine = exports.absent_json(entry.id, "withdrawn", shown, entry)
            pages += _absent(fact.id, fact, _withdrawn(entry, shown), machine, shown)
        elif shown.is_locked(addresses.fact(fact.id)):
            machine = exports.absent_json(fact.id, "draft", shown, None)
            pages += _absent(fact.id, fact, _held(fact.id, shown), machine, shown)
    for rejected in refused(home, shown):
        machine = exports.absent_json(rejected.id or "", "rejected", shown, None)
        view = _rejected(rejected.id or "", home, rejected.why, shown)
        pages += _absent(rejected.id or "", None, view, machine, shown)
    return pages


def refused(home: LoadedRecord, shown: Shown) -> list[Rejected]:
    """What an editor rejected of a record after it was published, and no record has as a fact again."""
    index = shown.index
    return [
        row
        for row in home.record.rejected
        if row.id
        and index.rejected[row.id] == (home, row)
        and not (row.id in index.facts or row.id in index.withdrawn or row.id in index.held)
        and shown.is_locked(shown.addresses.fact(row.id))
    ]


def _standing(entry: Entry, shown: Shown) -> list[Page]:
    frame = embeds.fact_embed(entry, shown)
    pages = _both(entry.id, "fact", fact_view(entry, shown, frame), exports.fact_json(shown, entry), shown)
    pages += version_pages(entry, shown)
    pages += citation_pages(entry, shown) if shown.config.outputs.json else ()
    pages += embeds.embed_pages(entry.id, frame, shown)
    pages += pictures.status_pages(entry.id, pictures.state_of(entry, shown), shown)
    if shown.cards:
        pages += pictures.card_pages(entry.id, pictures.fact_card(entry, shown), shown)
    return pages


def fact_view(entry: Entry, shown: Shown, frame: EmbedView) -> FactView:
    """Everything the page of a shown fact prints. frame: what its copy box offers to web editors."""
    fact, home, index = entry.fact, entry.home, shown.index
    address = shown.addresses.fact(fact.id)
    source, evidence = shown.source(home), shown.evidence(entry)
    notes = [(c.kind, shown.correction(c)) for c in reversed(fact.corrections)]
    beside = index.by_source[home.record.id]
    siblings = [e for e in beside[: _SIBLINGS + 1] if e.id != fact.id][:_SIBLINGS]
    said_by = "، ".join(name.name for name in shown.speakers(entry))
    badges = shown.badges(entry)
    # In a chat or a mail only title and description are seen, so the state is told there too.
    states = [badge.label for badge in badges if badge.kind not in (*UNTOLD, "claimed")]
    parts = (*states, said_by, shown.when_in_short(entry), source.outlet.name if source.outlet else "")
    description = " · ".join(part for part in parts if part)
    has_timeline = shown.config.outputs.timeline
    plan = shown.plans.get(fact.id)
    return FactView(
        head=shown.head(
            f"{BADGES['denied']}: {fact.statement}" if fact.modality == "denied" else fact.statement,
            description,
            address,
            indexed=entry.reviewed,
            published=home.record.added,
            modified=shown.changed(fact, home),
            json=shown.addresses.href(json_address(address)) if shown.config.outputs.json else None,
            jsonld=linked.fact_jsonld(entry, shown) if entry.reviewed else None,
            image=shown.addresses.absolute(pictures.card_address(fact.id, shown)) if shown.cards else None,
            image_alt=f"{fact.statement} ({'، '.join(badge.label for badge in shown.badges_elsewhere(entry))})"
            if shown.cards
            else None,
        ),
        id=fact.id,
        statement=fact.statement,
        badges=badges,
        reviewed=entry.reviewed,
        modality=fact.modality,
        outcome=plan.outcome if plan else None,
        confirmed_by=shown.row(plan.by) if plan and plan.by else None,
        said_by=shown.names(home, fact.denied_by)
        if fact.modality == "denied" and fact.denied_by
        else shown.speakers(entry),
        corrections=_notes(notes, typo=False),
        typos=_notes(notes, typo=True),
        disputes=shown.rows(index.disputed.get(fact.id, ())),
        accounts=_accounts(entry, shown),
        evidence=evidence,
        has_quoted=any(quoted for e in evidence for _, quoted in e.pieces),
        passages=shown.passages(entry) if source.text else (),
        chain=shown.chain(entry),
        when=shown.when(entry),
        who=shown.names(home, fact.who),
        where=shown.names(home, fact.where),
        denied_by=shown.names(home, fact.denied_by),
        note=fact.note,
        source=source,
        review=shown.review(home) if entry.reviewed else None,
        siblings=shown.rows(siblings),
        siblings_left=len(beside) - 1 - len(siblings),
        share=_share(entry, shown, frame),
        timeline=NameLink(_slot_title(entry.slot, shown), shown.addresses.href(shown.addresses.timeline(entry.slot)))
        if has_timeline
        else None,
        citation=citation(entry, shown),
        history=history(entry, shown),
        verdict=_verdict(entry, shown),
        oembed=shown.addresses.absolute(embeds.oembed_address(fact.id, shown)) if shown.config.outputs.embeds else None,
    )


def _share(entry: Entry, shown: Shown, frame: EmbedView) -> Share:
    card = cards.share(entry, shown)
    return replace(card, embed=embeds.embed_code(entry.id, frame, shown)) if shown.config.outputs.embeds else card


def _verdict(entry: Entry, shown: Shown) -> VerdictNote | None:
    found = entry.fact.verdict
    if found is None:
        return None
    label = VERDICTS[found.rating]["label"]
    return VerdictNote(label, found.by, shown.day(found.date), found.date, found.why, found.url)


def _accounts(entry: Entry, shown: Shown) -> Accounts | None:
    """The other tellings of the event, by the hand they come from; None where nobody else tells it."""
    group = shown.index.accounts.get(entry.id, ())
    if not group:
        return None
    by_origin: dict[str, list[Entry]] = {}
    for other in sorted(group, key=lambda e: e.id != entry.id):  # stable: the page's own first, the rest in order
        by_origin.setdefault(shown.index.origins[other.id], []).append(other)
    origins = tuple(
        Origin(
            names=tuple({name.href or name.name: name for e in members for name in shown.origin(e)}.values()),
            own=entry in members,
            rows=shown.rows(e for e in members if e.id != entry.id),
        )
        for members in by_origin.values()
    )
    count = f"{shown.counted(len(group), 'account')} من {shown.counted(len(origins), 'origin')}"
    return Accounts(count, origins)


def json_address(address: str) -> str:
    """`/f/ID.json` for `/f/ID/`."""
    return address.removesuffix("/") + ".json"


def _slot_title(slot: str, shown: Shown) -> str:
    return "وقائع بلا تاريخ" if slot == UNDATED else show_month(slot, shown.style)


def _notes(notes: Sequence[tuple[str, CorrectionNote]], *, typo: bool) -> tuple[CorrectionNote, ...]:
    return tuple(note for kind, note in notes if (kind == "typo") == typo)


def _both(fact_id: str, kind: str, view: FactView | TombstoneView, machine: bytes, shown: Shown) -> list[Page]:
    address = shown.addresses.fact(fact_id)
    pages = [Page(file_of(address), address, kind, f"{kind}.html", view)]
    if shown.config.outputs.json:
        beside = json_address(address)
        pages.append(Page(file_of(beside), beside, "json", None, machine))
    return pages


def _absent(fact_id: str, fact: Fact | None, view: TombstoneView, machine: bytes, shown: Shown) -> list[Page]:
    """Everything that was published beside a fact that does not stand now answers with the same."""
    pages = _both(fact_id, "tombstone", view, machine, shown)
    pages += absent_versions(fact_id, fact, view, shown)
    pages += absent_citation_pages(fact_id, view.head.title, shown) if shown.config.outputs.json else []
    pages += embeds.embed_pages(fact_id, embeds.tombstone_embed(view), shown)
    pages += pictures.status_pages(fact_id, "held" if view.badge.kind == "held" else "withdrawn", shown)
    return pages + pictures.card_pages(
        fact_id, pictures.card(view.heading, (view.badge,), (view.date or "",), shown), shown
    )


def _withdrawn(entry: Entry, shown: Shown) -> TombstoneView:
    gone = entry.fact.withdrawn
    successor = shown.index.facts.get(gone.successor or "") if gone else None
    return TombstoneView(
        head=_tomb_head("واقعة مسحوبة", entry.id, shown),
        id=entry.id,
        badge=held_badge("withdrawn"),
        heading="سُحبت هذه الواقعة",
        explained="كانت هنا واقعة منشورة، ثم سُحبت لأنها لم تعد قائمة. يبقى عنوانها كي لا يضيع رابط منشور، ولا يُعاد نصّها.",
        date=shown.day(gone.date) if gone else None,
        machine_date=gone.date if gone else None,
        why=gone.why if gone else None,
        successor=shown.row(successor) if successor else None,
        source=_source_link(entry.home, shown),
    )


def _held(fact_id: str, shown: Shown) -> TombstoneView:
    return TombstoneView(
        head=_tomb_head("واقعة قيد المراجعة", fact_id, shown),
        id=fact_id,
        badge=held_badge("held"),
        heading="هذه الواقعة قيد المراجعة",
        explained="كانت منشورة، وأُعيدت إلى المراجعة. تعود إلى هذا العنوان متى راجعها محرّر.",
        date=None,
        machine_date=None,
        why=None,
        successor=None,
        source=None,
    )


def _rejected(fact_id: str, home: LoadedRecord, why: str | None, shown: Shown) -> TombstoneView:
    return TombstoneView(
        head=_tomb_head("واقعة مسحوبة", fact_id, shown),
        id=fact_id,
        badge=held_badge("withdrawn"),
        heading="سُحبت هذه الواقعة",
        explained="كانت هنا واقعة استُخرجت آلياً، ثم ردّها محرّر بعد المراجعة. يبقى عنوانها كي لا يضيع رابط منشور.",
        date=None,
        machine_date=None,
        why=why,
        successor=None,
        source=_source_link(home, shown),
    )


def _tomb_head(title: str, fact_id: str, shown: Shown) -> Head:
    return shown.head(title, title, shown.addresses.fact(fact_id), indexed=False)


def _source_link(home: LoadedRecord, shown: Shown) -> NameLink | None:
    if not shown.has_source_page(home):
        return None
    source = shown.source(home)
    return NameLink(source.title, source.href)
