"""The order of work on one article, and the values each stage hands to the next."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from builder.extract.attribution import attribute
from builder.extract.dates import find_dates
from builder.extract.facts import state_facts
from builder.extract.header import Head, read_header
from builder.extract.mentions import find_mentions
from builder.extract.noise import mark_noise
from builder.extract.words import READ
from builder.model import (
    Attribution,
    DateMention,
    EntityType,
    Extracted,
    Fact,
    Found,
    Known,
    Line,
    Link,
    Mention,
    Noise,
    Passed,
    Published,
    Quote,
    Reason,
)
from builder.text.folding import fold_key


class Work(Struct):
    """One article on its way through the stages: each reads what stands and fills its own place."""

    text: str
    known: Known
    lines: tuple[Line, ...] = ()
    head: Head = Head()
    dates: tuple[DateMention, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    facts: tuple[Fact, ...] = ()
    passed: tuple[Passed, ...] = ()
    reasons: tuple[Reason, ...] = ()


Stage = Callable[[Work], None]


def _noise(work: Work) -> None:
    work.lines = mark_noise(work.text, work.known.hints)


def _header(work: Work) -> None:
    work.head = read_header(work.text, work.lines, work.known)


def _dates(work: Work) -> None:
    published = _published(work)
    inferred = published is not None and published.basis == "inferred"
    work.dates = find_dates(work.text, work.lines, _day(work), inferred)


def _mentions(work: Work) -> None:
    work.mentions = find_mentions(work.text, work.lines, work.known)


def _attribution(work: Work) -> None:
    work.quotes, work.attributions = attribute(work.text, work.lines, work.mentions)


def _facts(work: Work) -> None:
    stated = state_facts(
        work.text, work.lines, work.dates, work.mentions, work.quotes, work.attributions, _published(work)
    )
    work.facts, work.passed, work.reasons = stated.facts, stated.passed, stated.reasons


STAGES: tuple[tuple[str, Stage], ...] = (
    ("noise", _noise),  # noise.py
    ("header", _header),  # header.py
    ("dates", _dates),  # dates.py
    ("mentions", _mentions),  # mentions.py
    ("attribution", _attribution),  # attribution.py
    ("facts", _facts),  # facts.py
)


def extract(text: str, known: Known) -> Extracted:
    """Everything the stages see in one article. The same text and `known` give the same value."""
    work = Work(text, known)
    for _, stage in STAGES:
        stage(work)
    head = work.head
    facts = tuple(_without_own_outlet(fact, head.publisher) for fact in work.facts)
    return Extracted(
        title=head.title,
        publisher=head.publisher,
        agencies=head.agencies,
        authors=head.authors,
        published=_published(work),
        dateline=head.dateline,
        url=head.url,
        facts=facts,
        names=_names(facts, work),
        noise=tuple(_dropped(work)),
        found=Found(work.lines, work.mentions, work.dates, work.quotes, work.attributions, work.passed, work.reasons),
    )


def _published(work: Work) -> Published | None:
    return Published(work.known.published) if work.known.published else work.head.published


def _day(work: Work) -> str | None:
    published = _published(work)
    return published.edtf if published else None


def _without_own_outlet(fact: Fact, publisher: str | None) -> Fact:
    """The outlet that printed the article is not a link of its own chain."""
    if not publisher or not fact.attribution:
        return fact
    own = fold_key(publisher)
    chain: list[Link] = []
    for link in fact.attribution:
        who = tuple(name for name in link.who if fold_key(name) != own) if link.role == "via" else link.who
        if who or link.as_printed or not link.who:
            chain.append(Link(link.role, who, link.as_printed, link.cue, link.at, link.speech))
    if tuple(chain) == fact.attribution:
        return fact
    return Fact(
        fact.id, fact.statement, fact.evidence, fact.status, tuple(chain), fact.modality, fact.denied_by, fact.when,
        fact.who, fact.where,
    )  # fmt: skip


def _names(facts: tuple[Fact, ...], work: Work) -> tuple[tuple[str, str], ...]:
    """Every name the facts use: what the record settled, else the registry's type or the mention's, as a proposal."""
    kinds: dict[str, EntityType] = {}
    for mention in work.mentions:
        kinds.setdefault(mention.name, mention.type)
    settled = dict(work.known.names)
    used: dict[str, str] = {}
    for fact in facts:
        for name in (*fact.who, *fact.where, *(n for link in fact.attribution for n in link.who), *fact.denied_by):
            if name in used:
                continue
            known = work.known.registry.get(fold_key(name))
            kind = known[1] if known else kinds.get(name, "other")
            used[name] = settled.get(name, f"new {kind}")
    return tuple(used.items())


def _dropped(work: Work) -> list[Noise]:
    """The lines that are not the article, each with its label."""
    found: list[Noise] = []
    for line in work.lines:
        exact = work.text[line.start : line.end].strip()
        if not exact or line.label in READ or line.label in ("empty", "dateline"):
            continue
        at = work.text.index(exact, line.start)
        found.append(Noise(exact, at, line.label))
    return found
