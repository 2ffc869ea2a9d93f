"""What the templates print: one frozen value for each kind of page, with every address, date and label ready.

A template sees its view and the chrome of the site, so a view, packed, is everything that a page was made from.
Addresses that begin with `/` include the site's base path; those of `head` are absolute.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, msgpack

from builder.model import Modality

Outcome = Literal["ahead", "unconfirmed", "confirmed"]
Tone = Literal["quiet", "good", "warn", "stop"]


class Head(Struct, frozen=True, gc=False):
    """What a page says to machines. canonical: absolute; indexed: False keeps it out of search engines and sitemap.

    image: the page's own picture, absolute; image_alt: what it shows, in words.
    """

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
    image: str | None = None
    image_alt: str | None = None


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
    """A fact in a list. Made once per fact and shared by all lists that hold it.

    marks: what the filters of the timeline choose by: states (the keys of `badges`) and ids of entities, with spaces
    between and around them.
    """

    href: str
    statement: str
    badges: tuple[Badge, ...]
    when: str
    machine_when: str | None
    speakers: tuple[NameLink, ...]
    outlet: str
    source_href: str | None
    marks: str


class Section(Struct, frozen=True, gc=False):
    """A stretch of a list under its own heading. id: of the heading; href: a page that holds all of it.

    band: how closely its dates are known (`day`, `month`, `season`, `year`, `span`, `none`); empty where they differ.
    """

    id: str
    title: str
    rows: tuple[Row, ...]
    count: int
    href: str | None = None
    band: str = ""


class Evidence(Struct, frozen=True, gc=False):
    """A verbatim passage. at, end: its place in the kept text, in code points; deep_link: the same words at the publisher.

    pieces: the passage cut at quotation marks, each piece with whether it stands between two of them.
    """

    exact: str
    at: int
    end: int
    pieces: tuple[tuple[str, bool], ...]
    deep_link: str | None


class ChainLink(Struct, frozen=True, gc=False):
    """One hand through which the words came: who, or how the text calls them, and the reporting words."""

    role: str
    names: tuple[NameLink, ...]
    as_printed: str | None
    cue: str | None
    speech: str | None


class When(Struct, frozen=True, gc=False):
    """The time of an event. shown: in words; printed: as the article has it; precision: how much of it is known."""

    shown: str | None
    machine: str | None
    precision: str | None
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
    """A source as other pages cite it. publisher_link: the article at its publisher; archive: a kept copy.

    text: the kept text on this site, where its rights allow that.
    """

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
    text: str | None


class Share(Struct, frozen=True, gc=False):
    """What a reader copies into a letter or a page: always with the permanent address. embed: a frame for a web page."""

    link: str
    text: str
    html: str
    markdown: str
    embed: str | None = None


class VersionRow(Struct, frozen=True, gc=False):
    """An earlier wording in the history of a fact. until: the day of its correction."""

    href: str
    number: str
    until: str
    machine_until: str


class History(Struct, frozen=True, gc=False):
    """Earlier wordings of a fact, the newest first. timemap: the list of them for machines."""

    rows: tuple[VersionRow, ...]
    timemap: str


class VerdictNote(Struct, frozen=True, gc=False):
    """What a newsroom found when it checked a fact. label: in one or two words."""

    label: str
    by: str
    date: str
    machine: str
    why: str
    url: str | None


class Citation(Struct, frozen=True, gc=False):
    """How a paper cites a fact. author: who publishes the page; bibtex, csl: files beside it, None where a site has none."""

    text: str
    author: str
    date: str
    bibtex: str | None
    csl: str | None


class Feeds(Struct, frozen=True, gc=False):
    """Addresses of the feeds of one entity."""

    atom: str
    json: str


class Subscribe(Struct, frozen=True, gc=False):
    """The timeline for calendars and for TimelineJS. webcal: the address that opens a calendar program."""

    ics: str
    webcal: str
    json: str


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
    newsletter: NameLink | None = None


class FactView(Struct, frozen=True, gc=False):
    """The page of a fact. typos: corrections of no substance, told at the foot; timeline: the page that lists its time.

    outcome: what became of a plan or forecast; confirmed_by: the account that tells it as having happened.
    said_by: who says it (who denies it, where that is told); has_quoted: some evidence holds quoted words; passages:
    what `verify` looks for in the kept text, where that is published, as (start, end, SHA-256 of the words).
    """

    head: Head
    id: str
    statement: str
    badges: tuple[Badge, ...]
    reviewed: bool
    modality: Modality
    outcome: Outcome | None
    confirmed_by: Row | None
    said_by: tuple[NameLink, ...]
    corrections: tuple[CorrectionNote, ...]
    typos: tuple[CorrectionNote, ...]
    disputes: tuple[Row, ...]
    accounts: Accounts | None
    evidence: tuple[Evidence, ...]
    has_quoted: bool
    passages: tuple[tuple[int, int, str], ...]
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
    citation: Citation
    history: History | None = None
    verdict: VerdictNote | None = None
    oembed: str | None = None


class Piece(Struct, frozen=True, gc=False):
    """A stretch of a comparison of two wordings: the same in both, only in the old, only in the new."""

    kind: Literal["same", "out", "in"]
    text: str


class VersionView(Struct, frozen=True, gc=False):
    """An earlier wording of a fact. statement: None where the corrections do not tell it whole; present: the one of today.

    change: from this wording to the next; empty where they are equal or one is unknown.
    """

    head: Head
    title: str
    id: str
    fact: str
    statement: str | None
    present: str
    badges: tuple[Badge, ...]
    until: str
    machine_until: str
    memento: str
    timemap: str
    change: tuple[Piece, ...]
    note: CorrectionNote
    before: str | None
    after: str | None


class CardView(Struct, frozen=True, gc=False):
    """A fact as a picture. lines: who said it and when it happened; where and when that was published.

    colours: those that the newsroom gives, by name.
    """

    title: str
    statement: str
    badges: tuple[Badge, ...]
    lines: tuple[str, ...]
    colours: tuple[tuple[str, str], ...] = ()


class EmbedView(Struct, frozen=True, gc=False):
    """A fact, or that it no longer stands, in a frame on somebody else's page. href: its permanent address.

    quote: the evidence between its marks; said: who, where, when; note: what was corrected last; state: what a fact
    that no longer stands has instead of a statement.
    """

    head: Head
    href: str
    heading: str
    badges: tuple[Badge, ...]
    state: str | None
    quote: str | None
    note: CorrectionNote | None
    said: str | None


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


class Neighbour(Struct, frozen=True, gc=False):
    """A name that facts give together with that of the page. count: of these facts, in words.

    x, y, size: centre and radius in the drawing; short: the name as the drawing has room for it.
    """

    href: str
    name: str
    short: str
    count: str
    number: str
    x: int
    y: int
    size: int


class Company(Struct, frozen=True, gc=False):
    """Whom a name appears with, the most frequent first. lines: x1, y1, x2, y2 and width of each edge, own ones last.

    left: how many further names there are.
    """

    neighbours: tuple[Neighbour, ...]
    lines: tuple[tuple[int, int, int, int, int, bool], ...]
    left: int


class EntityView(Struct, frozen=True, gc=False):
    """An entity, or (with `part`) a later part of its facts. disputed, unconfirmed: how many are contradicted, or
    were to happen and are confirmed by nobody here.

    told: what it said or carried, the newest first, on the first part; told_href: the page of all of that, where it is
    more; is_told: this is a part of that page. sections: the facts that name it. strip: how its facts lie in time, but for the
    `undated` ones.
    builtin: description, link and further spellings come from a built-in table, and no person has looked at them.
    """

    head: Head
    name: str
    href: str
    kind: str
    kind_href: str
    description: str | None
    spellings: tuple[str, ...]
    wikidata: str | None
    builtin: bool
    count: str
    part: str | None
    is_told: bool
    told: tuple[Row, ...]
    told_count: str
    told_href: str | None
    disputed: int
    unconfirmed: int
    strip: Density | None
    undated: int
    company: Company | None
    about_count: str
    sections: tuple[Section, ...]
    sources: tuple[SourceRef, ...]
    sources_left: int
    pager: Pager
    feeds: Feeds | None = None


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


class DensityBar(Struct, frozen=True, gc=False):
    """The facts of one month; vague: of a year, where the month is not known. x, y: of the upper left corner."""

    x: int
    y: int
    width: int
    height: int
    count: str
    label: str
    href: str | None
    vague: bool


class DensityYear(Struct, frozen=True, gc=False):
    """A year with its bars; gap: several years without facts, drawn as one."""

    year: str
    href: str | None
    count: str
    bars: tuple[DensityBar, ...]
    gap: bool = False


class Density(Struct, frozen=True, gc=False):
    """How facts lie in time, the oldest year first. width, height: of the drawing of each year; base: where bars stand.

    large: with the numbers of months (`months`: middle and number) under the bars and the counts above them.
    """

    width: int
    height: int
    base: int
    large: bool
    months: tuple[tuple[int, str], ...]
    years: tuple[DensityYear, ...]


class StateLink(Struct, frozen=True, gc=False):
    """A list of the timeline by state. count: in words."""

    state: str
    label: str
    href: str
    count: str


class TimelineView(Struct, frozen=True, gc=False):
    """The overview of the timeline. undated: address and count of the facts without a date.

    span: from when to when, in words; newest, busiest: labels and addresses of months; vague: True where some bar stands
    for facts without a month; states: lists by state; latest: what happened last, the newest first.
    """

    head: Head
    density: Density | None
    span: str
    count: str
    newest: NameLink | None
    busiest: NameLink | None
    vague: bool
    states: tuple[StateLink, ...]
    latest: tuple[Row, ...]
    undated: tuple[str, str] | None
    subscribe: Subscribe


class FilterChoice(Struct, frozen=True, gc=False):
    """One choice of a filter. value: a word of `Row.marks`."""

    value: str
    label: str
    count: str


class Filter(Struct, frozen=True, gc=False):
    """What a page of the timeline can be filtered by. names: by kind of entity; noun: the forms of the counted noun.

    partial: True where the page holds only some of the facts of its time, so that the filter speaks of these only.
    """

    names: tuple[tuple[str, tuple[FilterChoice, ...]], ...]
    modalities: tuple[FilterChoice, ...]
    states: tuple[FilterChoice, ...]
    noun: str
    digits: str
    partial: bool


class SlotView(Struct, frozen=True, gc=False):
    """One year, one month, the undated facts, or those in one state. trail: the way up; months: only of a year.

    states: lists of the whole timeline by state; explained: what a state means; filter: None where there is nothing to
    choose.
    """

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
    explained: str | None
    states: tuple[StateLink, ...]
    state: str
    filter: Filter | None


class Passage(Struct, frozen=True, gc=False):
    """A stretch of the kept text. href: the fact it is the evidence of, of several the one with the shortest evidence.

    depth: of how many facts; noise: it is not the article; refs: (number, address, id) of each fact whose evidence
    ends here.
    """

    text: str
    href: str | None
    depth: int
    noise: bool
    refs: tuple[tuple[int, str, str], ...]


class Kept(Struct, frozen=True, gc=False):
    """Lines of the kept text that follow one another. noise: how many, where none of them is part of the article."""

    lines: tuple[tuple[Passage, ...], ...]
    noise: str | None


class Excerpt(Struct, frozen=True, gc=False):
    """A passage within its sentence."""

    before: str
    evidence: Evidence
    after: str


class Extract(Struct, frozen=True, gc=False):
    """A fact on the page of its source. number: as the kept text refers to it; excerpts: empty beside the whole text.

    anchor: the id of the place in the whole text where its evidence ends; None without that text.
    """

    number: int
    anchor: str | None
    row: Row
    excerpts: tuple[Excerpt, ...]


class SourceView(Struct, frozen=True, gc=False):
    """An article: its facts with their evidence, and the kept text where the rights allow it (else empty).

    known_by: the words of the article that tell its date; covered: which share of its prose the facts rest on, or None
    without facts; passages: what `verify` looks for in the text, as (start, end, SHA-256 of the words).
    """

    head: Head
    id: str
    source: SourceRef
    dateline: str | None
    note: str | None
    review: str | None
    count: str
    known_by: tuple[str, ...]
    covered: str | None
    extracts: tuple[Extract, ...]
    text: tuple[Kept, ...]
    passages: tuple[tuple[int, int, str], ...]


class SourceLine(Struct, frozen=True, gc=False):
    """An article in the index: how many facts, and which share of its prose they rest on (None without facts)."""

    source: SourceRef
    count: str
    covered: str | None


class SourceIndexView(Struct, frozen=True, gc=False):
    """Articles with the count of their facts, newest first."""

    head: Head
    count: str
    rows: tuple[SourceLine, ...]
    pager: Pager


class CorrectionsView(Struct, frozen=True, gc=False):
    """Corrections of substance and withdrawals, newest first. policy: the address of the policy, if there is one."""

    head: Head
    rows: tuple[tuple[Row, CorrectionNote], ...]
    policy: str | None
    feed: str | None
    pager: Pager


class AccountFigure(Struct, frozen=True, gc=False):
    """A figure of the account, ready to print. share: of a whole, in percent; means: what it says and does not."""

    label: str
    value: str
    share: str | None
    means: str


class AccountSection(Struct, frozen=True, gc=False):
    """Figures on one subject. id: of the heading."""

    id: str
    title: str
    figures: tuple[AccountFigure, ...]


class AccountRow(Struct, frozen=True, gc=False):
    """One article of the account; cells: in the order of the table's columns."""

    href: str
    title: str
    outlet: str | None
    cells: tuple[str, ...]


class HonestyView(Struct, frozen=True, gc=False):
    """The account of the whole site, and its articles, newest first; sections: on the first part only."""

    head: Head
    title: str
    about: str
    as_of: str
    sections: tuple[AccountSection, ...]
    rows: tuple[AccountRow, ...]
    pager: Pager


class IssueItem(Struct, frozen=True, gc=False):
    """A fact in an issue of the newsletter, as it stands now.

    stands: False for one that was withdrawn or is under review again; its `statement` then says so and there is no
    quote. href: None where no page tells of it.
    """

    id: str
    href: str | None
    statement: str
    badges: tuple[Badge, ...]
    quote: str | None
    said: str | None
    stands: bool


class IssueSection(Struct, frozen=True, gc=False):
    """Facts of one article or one day under a heading. id: of the heading; title: None where they have none."""

    id: str
    title: str | None
    href: str | None
    items: tuple[IssueItem, ...]


class IssueCorrection(Struct, frozen=True, gc=False):
    """A correction or withdrawal that an issue tells. earlier: the issue that carried the fact before it."""

    href: str
    statement: str
    note: CorrectionNote
    said: str
    earlier: NameLink | None


class IssueView(Struct, frozen=True, gc=False):
    """The page of one issue of the newsletter. intro: paragraphs."""

    head: Head
    title: str
    date: str
    machine_date: str
    count: str
    intro: tuple[str, ...]
    sections: tuple[IssueSection, ...]
    corrections: tuple[IssueCorrection, ...]
    before: NameLink | None
    after: NameLink | None
    index: str


class IssueCard(Struct, frozen=True, gc=False):
    """An issue in the list of issues."""

    href: str
    title: str
    date: str
    machine_date: str
    count: str


class IssueIndexView(Struct, frozen=True, gc=False):
    """The list of issues, newest first."""

    head: Head
    rows: tuple[IssueCard, ...]
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


class Parts(Struct, frozen=True, gc=False):
    """A file without a template in pieces, so that files that repeat one another share them."""

    pieces: tuple[bytes, ...]


class Unmade(Struct, frozen=True, gc=False):
    """Stands for the view of a page where nothing that it is made from changed since it was planned last.

    digest: of the view; listed: link and day of the last change, where search engines shall know the page; target: of a
    redirect.
    """

    digest: str
    listed: tuple[str, str | None] | None
    target: str | None


class Page(Struct, frozen=True, gc=False):
    """One file under public/.

    path: of the file; address: as linked, without the base path; view: bytes or Parts where there is no template.
    """

    path: str
    address: str
    kind: str
    template: str | None
    view: Struct | bytes


def raw_bytes(page: Page) -> bytes:
    """The bytes of a file that has no template."""
    assert isinstance(page.view, bytes | Parts), page.path
    return page.view if isinstance(page.view, bytes) else b"".join(page.view.pieces)


def listed(page: Page) -> tuple[str, str | None] | None:
    """The canonical link of a page that search engines shall know, and the ISO day of its last change, if known."""
    if isinstance(page.view, Unmade):
        return page.view.listed
    head = getattr(page.view, "head", None)
    return (head.canonical, head.modified) if isinstance(head, Head) and head.indexed else None


def target(page: Page) -> str | None:
    """Where a redirect leads."""
    if isinstance(page.view, Unmade):
        return page.view.target
    return page.view.target if isinstance(page.view, RedirectView) else None


def packed(value: object) -> bytes:
    """The bytes by which two values are compared: equal values, equal bytes."""
    # MessagePack, not pickle: equal values can pickle to different bytes. A repr would take eight times as long.
    try:
        return _PACKER.encode(value)
    except UnicodeEncodeError:  # half a surrogate pair
        return repr(value).encode("utf-8", "surrogatepass")


_PACKER = msgpack.Encoder(enc_hook=repr)
