"""The pieces that several pages show: rows, names, badges, citations. Each is made once per build and shared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, wraps
from hashlib import sha256
from typing import Any, TypeVar
from urllib.parse import urlsplit

from msgspec import msgpack

from builder.across.origins import origin_of
from builder.model import Correction, Fact, Link
from builder.site import labels
from builder.site.coverage import Covered, cover
from builder.site.dates import DateStyle, machine_date, show_day, show_edtf
from builder.site.fragments import text_fragment
from builder.site.index import Entry, LoadedRecord, SiteIndex
from builder.site.passages import position, quoted_pieces
from builder.site.permalinks import Addresses
from builder.site.plans import plans_of
from builder.site.views import Badge, ChainLink, CorrectionNote, Evidence, Head, NameLink, Row, SourceRef, When
from builder.text.digits import write_digits

NO_TITLE = "مادة بلا عنوان"
NO_OUTLET = "ناشر غير مذكور"
NO_DATE = "تاريخ غير محدّد"
# Badges that a copy leaves out: a review is the rule, and what became of a plan is true of this site on one day.
UNTOLD = ("reviewed", "unconfirmed", "confirmed")
CHUNK = 500  # rows of one page of a list
T = TypeVar("T")


def once_a_fact(make: Callable[[Shown, Entry], T]) -> Callable[[Shown, Entry], T]:
    """`make` asked once for each fact of a build: most pieces of a fact stand on ten pages and files."""
    name = make.__name__

    @wraps(make)
    def found(shown: Shown, entry: Entry) -> T:
        made: dict[str, T] = shown.made[name]
        try:
            return made[entry.fact.id]
        except KeyError:
            return made.setdefault(entry.fact.id, make(shown, entry))

    return found


_COVERAGE = "coverage"
# The names of what is kept with the plan of an article: what `piece_of_a_fact` makes, by id of the fact, and its coverage.
PIECES = [_COVERAGE]


def piece_of_a_fact(make: Callable[[Shown, Entry], bytes]) -> Callable[[Shown, Entry], bytes]:
    """`once_a_fact` for what the files of the whole site are joined of: it is kept with the plan of its article."""
    PIECES.append(make.__name__)
    return once_a_fact(make)


class Shown:
    """Turns the index into pieces of views. Holds what was made, by id. cards: facts have social images of their own."""

    def __init__(self, index: SiteIndex, *, cards: bool = False) -> None:
        config = index.config
        self.cards = cards
        self.index, self.config = index, config
        self.addresses = Addresses(config)
        self.style = DateStyle(config.digits, config.months, config.calendar)
        self.plans = plans_of(index)
        self.made: defaultdict[str, dict[str, Any]] = defaultdict(dict)  # of `once_a_fact`, by id
        self._sources: dict[str, SourceRef] = {}
        self._dates: dict[str, str] = {}
        self._changed: dict[str, str] = {}
        self._coverage: dict[str, Covered] = {}
        # Entities with a page: named by something shown, or promised by the lock.
        named = index.by_entity.keys() | index.published_by.keys()
        locked = {i for i in index.entities.keys() | index.redirects.keys() if self.is_locked(self.addresses.entity(i))}
        locked |= {index.redirects[i] for i in locked if i in index.redirects}
        self.paged_entities = {i for i in index.entities if i in named or i in locked}

    def is_locked(self, address: str) -> bool:
        """True where `address` was published before."""
        return address in self.index.content.lock

    def locked_under(self, address: str) -> Sequence[str]:
        """What was published at `address`, of a fact, a name or an article, and below it; sorted."""
        return self._locked.get(address, ())

    @cached_property
    def _locked(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for address in sorted(self.index.content.lock):
            parts = address.split("/", 3)
            if len(parts) == 4:
                found.setdefault(f"/{parts[1]}/{parts[2]}/", []).append(address)
        return found

    def counted(self, n: int, noun: str) -> str:
        return labels.counted(n, noun, self.config.digits)

    def share(self, n: int, of: int) -> str:
        """`71%`, rounded down so that all is said of all only, and never nothing of something."""
        sign = "٪" if self.config.digits == "arab" else "%"
        if 0 < n * 100 < of:
            return f"أقل من {write_digits('1', self.config.digits)}{sign}"
        return f"{write_digits(str(100 * n // of if of else 0), self.config.digits)}{sign}"

    def day(self, iso: str) -> str:
        """An ISO day in the site's words."""
        found = self._dates.get(iso)
        if found is None:
            found = self._dates[iso] = show_day(iso, self.style)
        return found

    def date(self, edtf: str) -> str:
        """An EDTF date in the site's words."""
        found = self._dates.get(edtf)
        if found is None:
            found = self._dates[edtf] = show_edtf(edtf, self.style)
        return found

    def head(
        self,
        title: str,
        description: str,
        address: str,
        *,
        indexed: bool = True,
        published: str | None = None,
        modified: str | None = None,
        json: str | None = None,
        jsonld: str | None = None,
        feed: str | None = None,
        image: str | None = None,
        image_alt: str | None = None,
    ) -> Head:
        """The machine-readable head of the page at `address`; dates make it an article."""
        return Head(
            title=title, description=shortened(description), canonical=self.addresses.absolute(address),
            indexed=indexed, type="article" if published else "website", published=published, modified=modified,
            json=json, jsonld=jsonld, feed=feed, image=image, image_alt=image_alt,
        )  # fmt: skip

    # ---- names ------------------------------------------------------------------------------------------------------

    def name(self, home: LoadedRecord, name: str) -> NameLink:
        """`name` as that record spells it, with the page of whom it means."""
        entity = self.index.entity_of(home, name)
        linked = entity is not None and entity.id in self.paged_entities
        return NameLink(name, self.addresses.href(self.addresses.entity(entity.id)) if entity and linked else None)

    def names(self, home: LoadedRecord, names: Iterable[str]) -> tuple[NameLink, ...]:
        return tuple(self.name(home, name) for name in names)

    @once_a_fact
    def speakers(self, entry: Entry) -> tuple[NameLink, ...]:
        """Who says it, for a list: names, or what the text calls them."""
        links = [link for link in entry.fact.attribution if link.role == "speaker"]
        found = [name for link in links for name in self.names(entry.home, link.who)]
        found += [NameLink(link.as_printed, None) for link in links if not link.who and link.as_printed]
        return tuple(found)

    def chain(self, entry: Entry) -> tuple[ChainLink, ...]:
        """The hands through which the words came, the article's own outlet first."""
        publisher = entry.home.record.publisher
        outlet = self.name(entry.home, publisher.value) if publisher else NameLink(NO_OUTLET, None)
        own = ChainLink("نشر", (outlet,), None, None, None)
        return (own, *(self._link(link, entry.home) for link in entry.fact.attribution))

    def _link(self, link: Link, home: LoadedRecord) -> ChainLink:
        return ChainLink(
            role="نقلاً عن" if link.role == "via" else "القائل",
            names=self.names(home, link.who),
            as_printed=link.as_printed or (None if link.who else "مصدر لم يُسمَّ"),
            cue=link.cue,
            speech=labels.SPEECH[link.speech] if link.speech else None,
        )

    def origin(self, entry: Entry) -> tuple[NameLink, ...]:
        """The agency or outlet that a fact comes from; empty where its article names none."""
        return self.names(entry.home, origin_of(entry.fact, entry.home.record))

    # ---- facts ------------------------------------------------------------------------------------------------------

    def rows(self, entries: Iterable[Entry]) -> tuple[Row, ...]:
        return tuple(self.row(entry) for entry in entries)

    @once_a_fact
    def row(self, entry: Entry) -> Row:
        """The fact as a list shows it."""
        withdrawn = entry.fact.status == "withdrawn"
        when = self.when(entry)
        source = self.source(entry.home)
        badges = self.badges(entry)
        return Row(
            href=self.addresses.href(self.addresses.fact(entry.id)),
            # The page of a withdrawn fact does not repeat it, and so no list does.
            statement="واقعة مسحوبة" if withdrawn else entry.fact.statement,
            badges=tuple(badge for badge in badges if badge.kind != "reviewed"),
            when=self.when_in_short(entry),
            machine_when=when.machine if when else None,
            speakers=() if withdrawn else self.speakers(entry),
            outlet=source.outlet.name if source.outlet else NO_OUTLET,
            source_href=source.href if self.has_source_page(entry.home) else None,
            marks="" if withdrawn else self._marks(entry),
        )

    def _marks(self, entry: Entry) -> str:
        """States, then ids: ids hold no vowel, so no state looks like one."""
        ids = dict.fromkeys((*entry.speakers, *entry.who, *entry.where, *entry.carriers))
        return f" {' '.join((*self.states(entry), *ids))} "

    def states(self, entry: Entry) -> tuple[str, ...]:
        """How a fact is told, and the states it is in: `claimed`, `disputed`, `unreviewed`."""
        return tuple(dict.fromkeys((entry.fact.modality, *(badge.kind for badge in self.badges(entry)))))

    @once_a_fact
    def badges(self, entry: Entry) -> tuple[Badge, ...]:
        """The states of a fact, the gravest first."""
        fact = entry.fact
        if fact.status == "withdrawn":
            return (_badge("withdrawn"),)
        found = [_badge("reviewed" if entry.reviewed else "unreviewed")]
        if entry.id in self.index.disputed:
            found.insert(0, _badge("disputed"))
        if any(c.kind != "typo" for c in fact.corrections):
            found.append(_badge("corrected"))
        if fact.modality != "reported":
            found.append(_badge(fact.modality))
        plan = self.plans.get(entry.id)
        if plan is not None and plan.outcome != "ahead":
            found.append(_badge(plan.outcome))
        return tuple(found)

    def badges_elsewhere(self, entry: Entry) -> tuple[Badge, ...]:
        """The states of a fact for frames and pictures on other pages: without what is true only here."""
        return tuple(badge for badge in self.badges(entry) if badge.kind not in ("unconfirmed", "confirmed"))

    @once_a_fact
    def state_elsewhere(self, entry: Entry) -> str:
        """The states of a fact as copies, feeds and files tell them, `متوقَّع، صُحِّح`; without what is true only here."""
        return "، ".join(badge.label for badge in self.badges(entry) if badge.kind not in UNTOLD)

    @once_a_fact
    def when(self, entry: Entry) -> When | None:
        """The time of the event, or None where the article gives none."""
        when = entry.fact.when
        if when is None:
            return None
        return When(
            shown=self.date(when.edtf) if when.edtf else None,
            machine=machine_date(when.edtf),
            precision=labels.PRECISIONS[entry.when.precision] if entry.when and entry.when.is_dated else None,
            printed=when.text,
            basis=labels.BASES[when.basis],
        )

    @once_a_fact
    def when_in_short(self, entry: Entry) -> str:
        """`11 يوليو/تموز 2025`, or the printed words where they name no date, or that there is none."""
        when = self.when(entry)
        if when is None:
            return NO_DATE
        if when.shown:
            return when.shown
        return f"«{when.printed}» ({NO_DATE})" if when.printed else NO_DATE

    @once_a_fact
    def evidence(self, entry: Entry) -> tuple[Evidence, ...]:
        """The verbatim passages, with where they stand and a link to the same words at the publisher."""
        url = entry.home.record.url
        text = entry.home.text
        found = []
        for selector in entry.fact.evidence:
            at = position(selector.exact, selector.at, text)
            found.append(
                Evidence(
                    exact=selector.exact,
                    at=at,
                    end=at + len(selector.exact),
                    pieces=quoted_pieces(text, at, at + len(selector.exact)),
                    deep_link=text_fragment(url, text, at, len(selector.exact)) if url and is_web_link(url) else None,
                )
            )
        return tuple(found)

    def passages(self, entry: Entry) -> tuple[tuple[int, int, str], ...]:
        """What a reader's browser looks for in the kept text: (start, end, SHA-256 of the words) of each passage."""
        rows = ((position(s.exact, s.at, entry.home.text), s.exact) for s in entry.fact.evidence)
        return tuple((at, at + len(exact), sha256(exact.encode()).hexdigest()) for at, exact in rows)

    def correction(self, correction: Correction) -> CorrectionNote:
        return CorrectionNote(
            date=self.day(correction.date),
            machine=correction.date,
            kind=labels.CORRECTIONS[correction.kind],
            was=correction.was,
            now=correction.now,
            why=correction.why,
        )

    # ---- sources ----------------------------------------------------------------------------------------------------

    def source(self, home: LoadedRecord) -> SourceRef:
        """The article as other pages cite it."""
        found = self._sources.get(home.record.id)
        if found is None:
            found = self._sources[home.record.id] = self._source(home)
        return found

    def _source(self, home: LoadedRecord) -> SourceRef:
        record = home.record
        published = record.published
        edtf = published.edtf if published else None
        basis = published.basis if published else None
        return SourceRef(
            href=self.addresses.href(self.addresses.source(record.id)),
            title=record.title.value if record.title else NO_TITLE,
            outlet=self.name(home, record.publisher.value) if record.publisher else None,
            agencies=self.names(home, record.agencies),
            authors=record.authors,
            published=self.date(edtf) if edtf else None,
            machine_published=machine_date(edtf),
            published_basis=labels.BASES[basis] if basis and basis != "stated" else None,
            added=self.day(record.added),
            machine_added=record.added,
            publisher_link=record.url if is_web_link(record.url) else None,
            archive=record.archive if is_web_link(record.archive) else None,
            text_sha256=record.text_sha256,
            text=self.addresses.href(self.addresses.source_text(record.id)) if self.has_text(home) else None,
        )

    def coverage(self, home: LoadedRecord) -> Covered:
        """How much of the article the shown facts rest on."""
        found = self._coverage.get(home.record.id)
        if found is None:
            pieces = self.made[_COVERAGE]
            if home.record.id in pieces:
                found = msgpack.decode(pieces[home.record.id], type=Covered)
            else:
                found = cover(home, self.index.by_source[home.record.id])
                pieces[home.record.id] = msgpack.encode(found)
            self._coverage[home.record.id] = found
        return found

    def covered_share(self, home: LoadedRecord) -> str | None:
        """`34%` of the letters of the article's prose stand under evidence; None where no fact is shown."""
        covered = self.coverage(home)
        return self.share(covered.under_evidence, covered.letters) if covered.under_evidence else None

    def has_text(self, home: LoadedRecord) -> bool:
        """True where the whole kept text is published, byte for byte."""
        return home.record.rights == "full" and self.has_source_page(home)

    def has_source_page(self, home: LoadedRecord) -> bool:
        """True unless every fact of the record is hidden and nothing of it was ever published."""
        record_id = home.record.id
        if self.config.unreviewed == "badge" or self.index.by_source[record_id]:
            return True
        return self.is_locked(self.addresses.source(record_id))

    def review(self, home: LoadedRecord) -> str | None:
        """Who vouches for a record, in a sentence."""
        reviewed = home.record.reviewed
        return f"راجعها {reviewed.by} في {self.day(reviewed.date)}" if reviewed else None

    def changed(self, fact: Fact, home: LoadedRecord) -> str:
        """The newest ISO day on which a person changed what the fact's page says."""
        found = self._changed.get(fact.id)
        if found is None:
            found = self._changed[fact.id] = self._last_change(fact, home)
        return found

    def _last_change(self, fact: Fact, home: LoadedRecord) -> str:
        reviewed = home.record.reviewed
        days = [home.record.added, *(c.date for c in fact.corrections)]
        days += [reviewed.date] if reviewed else []
        days += [row.date for row in (fact.withdrawn, fact.verdict) if row]
        return max(days)


_TONES = {"unreviewed": "warn", "disputed": "stop", "withdrawn": "stop", "held": "warn", "reviewed": "good",
          "unconfirmed": "warn", "confirmed": "good"}  # fmt: skip


def _badge(kind: str) -> Badge:
    return Badge(kind, labels.BADGES[kind], _TONES.get(kind, "quiet"))  # type: ignore[arg-type]  # a table of Tones


def held_badge(kind: str) -> Badge:
    """The badge of a page that stands in for a fact: `withdrawn` or `held`."""
    return _badge(kind)


def chunked(rows: Sequence[T], size: int = CHUNK) -> list[Sequence[T]]:
    """`rows` in parts of `size`, the oldest first; one empty part for no rows."""
    return [rows[i : i + size] for i in range(0, len(rows), size)] or [rows]


def is_web_link(url: str | None) -> bool:
    """True for an absolute http(s) address without a name or password in it: the only ones a page links to."""
    if url is None:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and "@" not in parts.netloc


def shortened(text: str, limit: int = 200) -> str:
    """`text` on one line, cut at a word where it is longer than `limit`."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0] + "…"
