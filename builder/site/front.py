"""The front page, the corrections, the pages of prose, and the page for an address that does not exist."""

from __future__ import annotations

import re

from builder.site.entities import foremost
from builder.site.index import Entry
from builder.site.issues import latest_issue
from builder.site.labels import CORRECTIONS
from builder.site.linked import home_jsonld
from builder.site.permalinks import file_of
from builder.site.shown import Shown
from builder.site.sources import newest_first
from builder.site.timeline import year_blocks
from builder.site.views import CorrectionNote, CorrectionsView, HomeView, MissingView, Page, ProseView, Row

_LATEST = 12
_PER_SOURCE = 3  # on the front page, so that one long article does not fill it
_NAMES = 16
_YEARS = 6
_MARKS = re.compile(r"[*_`]|\[([^\]\[]*)\]\([^()]*\)")  # emphasis and links, for a description in plain words
POLICY_SLUG = "corrections-policy"


def front_pages(shown: Shown) -> list[Page]:
    """Home, corrections, prose and 404."""
    return [_home(shown), *_corrections(shown), *_prose(shown), _missing(shown)]


def _home(shown: Shown) -> Page:
    index, config, addresses = shown.index, shown.config, shown.addresses
    latest = latest_facts(shown)
    lead = next((e for e in latest if e.reviewed), latest[0] if latest else None)
    rest = [e for e in latest if lead is None or e.id != lead.id]
    sources = sum(shown.has_source_page(home) for home in index.records.values())
    counts = [
        (
            shown.counted(len(index.facts), "fact"),
            addresses.href(addresses.timeline() if config.outputs.timeline else "/"),
        ),
        (shown.counted(sources, "source"), addresses.href(addresses.sources)),
        (shown.counted(len(shown.paged_entities), "entity"), addresses.href(addresses.entities())),
        (shown.counted(len(index.corrections), "correction"), addresses.href(addresses.corrections)),
    ]
    view = HomeView(
        head=shown.head(
            config.title,
            config.description,
            "/",
            feed=addresses.href("/atom.xml") if config.outputs.feeds else None,
            jsonld=home_jsonld(shown),
        ),
        description=config.description,
        lead=shown.row(lead) if lead else None,
        lead_quote=lead.fact.evidence[0].exact if lead and lead.fact.evidence else None,
        latest=shown.rows(rest),
        counts=tuple(counts),
        names=foremost(shown, _NAMES),
        years=year_blocks(shown)[:_YEARS] if config.outputs.timeline else (),
        corrections=correction_rows(shown)[-3:][::-1],
        as_of=shown.day(index.content.as_of),
        newsletter=latest_issue(shown),
    )
    return Page("index.html", "/", "home", "home.html", view)


def latest_facts(shown: Shown) -> list[Entry]:
    """The facts that came last, at most a few from one article."""
    found: list[Entry] = []
    for home in reversed(tuple(shown.index.records.values())):
        found += shown.index.by_source[home.record.id][:_PER_SOURCE]
        if len(found) > _LATEST:
            break
    return found[: _LATEST + 1]


def correction_rows(shown: Shown) -> tuple[tuple[Row, CorrectionNote], ...]:
    """Corrections of substance and withdrawals, oldest first."""
    rows = []
    for item in reversed(shown.index.corrections):
        if item.correction is not None:
            note = shown.correction(item.correction)
        else:
            gone = item.entry.fact.withdrawn
            note = CorrectionNote(
                shown.day(item.date), item.date, CORRECTIONS["withdrawal"], "", "", gone.why if gone else None
            )
        rows.append((shown.row(item.entry), note))
    return tuple(rows)


def _corrections(shown: Shown) -> list[Page]:
    addresses, config = shown.addresses, shown.config
    has_policy = any(page.slug == POLICY_SLUG for page in shown.index.content.prose)
    pages = []
    for address, part, pager in newest_first(correction_rows(shown), addresses.corrections, shown):
        feed = addresses.href(f"{addresses.corrections}atom.xml") if config.outputs.feeds else None
        view = CorrectionsView(
            head=shown.head("التصويبات", "كل تصويب وسحب، وما كان النصّ وما صار، ومتى ولماذا.", address, feed=feed),
            rows=tuple(reversed(part)),
            policy=addresses.href(addresses.prose(POLICY_SLUG)) if has_policy else None,
            feed=feed,
            pager=pager,
        )
        pages.append(Page(file_of(address), address, "corrections", "corrections.html", view))
    return pages


def _prose(shown: Shown) -> list[Page]:
    pages = []
    for page in sorted(shown.index.content.prose, key=lambda p: p.slug):
        address = shown.addresses.prose(page.slug)
        first = next((line for line in page.markdown.splitlines() if line[:1].isalpha() or line[:1] == "«"), page.title)
        view = ProseView(
            head=shown.head(page.title, _MARKS.sub(r"\1", first), address),
            path=f"content/pages/{page.slug}.md",
            title=page.title,
            markdown=page.markdown,
        )
        pages.append(Page(f"{page.slug}/index.html", address, "prose", "prose.html", view))
    return pages


def _missing(shown: Shown) -> Page:
    head = shown.head("الصفحة غير موجودة", "لا صفحة في هذا العنوان.", "/404.html", indexed=False)
    return Page("404.html", "/404.html", "missing", "missing.html", MissingView(head))
