"""What the templates print: one frozen value for each kind of page, with every address, date and label ready.

A template sees its view and the chrome of the site, so the repr of a view is everything a page was made from.
Addresses that begin with `/` include the site's base path; those of `head` are absolute.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from builder.model import Modality

Tone = Literal["quiet", "good", "warn", "stop"]


class Head(Struct, frozen=True, gc=False):
    """What a page says to machines. canonical: absolute; indexed: False keeps it out of search engines and sitemap."""

    title: str
    description: str
    canonical: str
    indexed: bool = True
    type: Literal["website", "article"] = "website"
    published: str | None = None
    modified: str | None = None
    json: str | None = None
    jsonld: str | None = None
    feed: str | None = None


class Badge(Struct, frozen=True, gc=False):
    """A state of a fact in one or two words. kind: its CSS class; tone: how loud."""

    kind: str
    label: str
    tone: Tone


class NameLink(Struct, frozen=True, gc=False):
    """A name as its record spells it. href: None for a name nobody has resolved."""

    name: str
    href: str | None


class Pager(Struct, frozen=True, gc=False):
    """The neighbours of one part of a long list; None where there is none."""

    older: str | None = None
    newer: str | None = None


class Row(Struct, frozen=True, gc=False):
    """A fact in a list. Made once per fact and shared by all lists that hold it."""

    href: str
    statement: str
    badges: tuple[Badge, ...]
    when: str
    machine_when: str | None
    speakers: tuple[NameLink, ...]
    outlet: str
    source_href: str


class Section(Struct, frozen=True, gc=False):
    """A stretch of a list under its own heading. id: of the heading; href: a page that holds all of it."""

    id: str
    title: str
    rows: tuple[Row, ...]
    count: int
    href: str | None = None


class Evidence(Struct, frozen=True, gc=False):
    """A verbatim passage. at: its place in the kept text, in code points; deep_link: the same words at the publisher."""

    exact: str
    at: int
    deep_link: str | None


class ChainLink(Struct, frozen=True, gc=False):
    """One hand through which the words came: who, or how the text calls them, and the reporting words."""

    role: str
    names: tuple[NameLink, ...]
    as_printed: str | None
    cue: str | None
    speech: str | None


class When(Struct, frozen=True, gc=False):
    """The time of an event. shown: in words; printed: as the article has it."""

    shown: str | None
    machine: str | None
    printed: str | None
    basis: str


class Origin(Struct, frozen=True, gc=False):
    """One hand from which accounts of an event come. names: of the agency or outlet; empty where the article names none.

    rows: the accounts other than the page's own; own: True where the page's fact comes from it too.
    """

    names: tuple[NameLink, ...]
    own: bool
    rows: tuple[Row, ...]


class Accounts(Struct, frozen=True, gc=False):
    """Everybody who tells the event of a fact, by origin, the page's own first. count: `3 روايات من مصدرين أصليين`."""

    count: str
    origins: tuple[Origin, ...]


class CorrectionNote(Struct, frozen=True, gc=False):
    """What was wrong and what is right, for people."""

    date: str
    machine: str
    kind: str
    was: str
    now: str
    why: str | None


class SourceRef(Struct, frozen=True, gc=False):
    """A source as other pages cite it. publisher_link: the article at its publisher; archive: a kept copy."""

    href: str
    title: str
    outlet: NameLink | None
    agencies: tuple[NameLink, ...]
    authors: tuple[str, ...]
    published: str | None
    machine_published: str | None
    published_basis: str | None
    added: str
    machine_added: str
    publisher_link: str | None
    archive: str | None
    text_sha256: str


class Share(Struct, frozen=True, gc=False):
    """What a reader copies into a letter or a page: always with the permanent address."""

    link: str
    text: str
    html: str
    markdown: str


class HomeView(Struct, frozen=True, gc=False):
    """The front page. lead_quote: the evidence of the lead; as_of: the day that counts as today."""

    head: Head
    description: str
    lead: Row | None
    lead_quote: str | None
    latest: tuple[Row, ...]
    counts: tuple[tuple[str, str], ...]
    names: tuple[EntityCard, ...]
    years: tuple[YearBlock, ...]
    corrections: tuple[tuple[Row, CorrectionNote], ...]
    as_of: str


class FactView(Struct, frozen=True, gc=False):
    """The page of a fact. typos: corrections of no substance, told at the foot; timeline: the page that lists its time."""

    head: Head
    id: str
    statement: str
    badges: tuple[Badge, ...]
    reviewed: bool
    modality: Modality
    corrections: tuple[CorrectionNote, ...]
    typos: tuple[CorrectionNote, ...]
    disputes: tuple[Row, ...]
    accounts: Accounts | None
    evidence: tuple[Evidence, ...]
    chain: tuple[ChainLink, ...]
    when: When | None
    who: tuple[NameLink, ...]
    where: tuple[NameLink, ...]
    denied_by: tuple[NameLink, ...]
    note: str | None
    source: SourceRef
    review: str | None
    siblings: tuple[Row, ...]
    siblings_left: int
    share: Share
    timeline: NameLink | None


class TombstoneView(Struct, frozen=True, gc=False):
    """A fact that no longer stands or is not shown now. It is not repeated."""

    head: Head
    id: str
    badge: Badge
    heading: str
    explained: str
    date: str | None
    machine_date: str | None
    why: str | None
    successor: Row | None
    source: NameLink | None


class RedirectView(Struct, frozen=True, gc=False):
    """A page for hosts without redirects: it leads to `target`, an address under the base path."""

    head: Head
    target: str
    name: str


class EntityView(Struct, frozen=True, gc=False):
    """An entity, or (with `part`) a later part of its facts. disputed: how many of them are contradicted.

    builtin: description, link and further spellings come from a built-in table, and no person has looked at them.
    """

    head: Head
    id: str
    name: str
    kind: str
    kind_href: str
    description: str | None
    spellings: tuple[str, ...]
    wikidata: str | None
    builtin: bool
    count: str
    part: str | None
    said: tuple[Row, ...]
    said_count: str
    disputed: int
    sections: tuple[Section, ...]
    sources: tuple[SourceRef, ...]
    sources_left: int
    pager: Pager


class EntityCard(Struct, frozen=True, gc=False):
    """An entity in an index."""

    href: str
    name: str
    description: str | None
    count: str


class EntityGroup(Struct, frozen=True, gc=False):
    """Entities of one kind or under one letter."""

    id: str
    title: str
    cards: tuple[EntityCard, ...]
    count: str
    href: str | None = None


class EntityIndexView(Struct, frozen=True, gc=False):
    """letters: the heading's id and letter of each group, for the row of letters; empty in the overview of kinds."""

    head: Head
    title: str
    letters: tuple[tuple[str, str], ...]
    groups: tuple[EntityGroup, ...]
    kinds: tuple[tuple[str, str, bool], ...]
    pager: Pager


class MonthCell(Struct, frozen=True, gc=False):
    """A month of a year; href None where nothing is listed."""

    name: str
    href: str | None
    count: str


class YearBlock(Struct, frozen=True, gc=False):
    """A year of the overview, with its twelve months."""

    year: str
    href: str
    count: str
    months: tuple[MonthCell, ...]


class TimelineView(Struct, frozen=True, gc=False):
    """The overview of the timeline. undated: address and count of the facts without a date."""

    head: Head
    years: tuple[YearBlock, ...]
    undated: tuple[str, str] | None


class SlotView(Struct, frozen=True, gc=False):
    """One year, one month, or the undated facts. trail: the way up; months: only of a year."""

    head: Head
    title: str
    lead: str
    part: str | None
    trail: tuple[NameLink, ...]
    months: tuple[MonthCell, ...]
    sections: tuple[Section, ...]
    before: NameLink | None
    after: NameLink | None
    pager: Pager


class Passage(Struct, frozen=True, gc=False):
    """A stretch of the kept text; href: the fact it is the evidence of."""

    text: str
    href: str | None


class SourceView(Struct, frozen=True, gc=False):
    """An article: its facts with their evidence, and the kept text where the rights allow it (else empty)."""

    head: Head
    source: SourceRef
    dateline: str | None
    note: str | None
    review: str | None
    count: str
    rows: tuple[tuple[Row, str], ...]
    text: tuple[tuple[Passage, ...], ...]
    excerpt_only: bool


class SourceIndexView(Struct, frozen=True, gc=False):
    """Articles with the count of their facts, newest first."""

    head: Head
    count: str
    rows: tuple[tuple[SourceRef, str], ...]
    pager: Pager


class CorrectionsView(Struct, frozen=True, gc=False):
    """Corrections of substance and withdrawals, newest first. policy: the address of the policy, if there is one."""

    head: Head
    rows: tuple[tuple[Row, CorrectionNote], ...]
    policy: str | None
    feed: str | None
    pager: Pager


class ProseView(Struct, frozen=True, gc=False):
    """A page of prose. path: of its file, for errors."""

    head: Head
    path: str
    title: str
    markdown: str


class SearchView(Struct, frozen=True, gc=False):
    """The search page. root: the site's path, which the page takes off its own addresses so that it works from a disk too.

    index: the address of the index's first file, relative to the page. fact: the prefix of facts' addresses. kinds: value and label of each kind of result;
    years: those with dated facts, newest first; lists: the pages that a reader without scripts is led to;
    names: those that most facts name.
    """

    head: Head
    root: str
    index: str
    fact: str
    kinds: tuple[tuple[str, str], ...]
    years: tuple[tuple[str, str], ...]
    lists: tuple[NameLink, ...]
    names: tuple[EntityCard, ...]


class MissingView(Struct, frozen=True, gc=False):
    """What answers where nothing is."""

    head: Head


class Page(Struct, frozen=True, gc=False):
    """One file under public/.

    path: of the file; address: as linked, without the base path; view: bytes where there is no template.
    """

    path: str
    address: str
    kind: str
    template: str | None
    view: Struct | bytes
