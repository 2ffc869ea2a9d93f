"""Earlier wordings of a fact: a page for each, which never moves, and the TimeMap (RFC 7089) that lists them.

Version N is the wording before correction N, so that a number means the same wording for ever: corrections are only
added. The present wording has no number; it is the fact's own page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from difflib import SequenceMatcher
from email.utils import format_datetime

from builder.model import Fact
from builder.records.wordings import earlier_wordings
from builder.site.index import Entry
from builder.site.permalinks import Addresses, file_of
from builder.site.shown import Shown
from builder.site.views import History, Page, Piece, TombstoneView, VersionRow, VersionView
from builder.text.digits import write_digits

# Words with their harakat; a mark beside a word is its own piece, so that a new last word does not change the full stop.
_WORDS = re.compile(r"""\s+|[^\s.,:;!?()«»"“”،؛؟…]+|.""")
_SEARCHED = 400  # words, spaces and marks: what is longer than any statement is told as replaced
_VERSION = re.compile(r"/.+/v/[0-9]+/")


def version_address(fact_id: str, number: int, addresses: Addresses) -> str:
    """`/f/ID/v/1/`."""
    return f"{addresses.fact(fact_id)}v/{number}/"


def timemap_address(fact_id: str, addresses: Addresses) -> str:
    """`/f/ID/timemap.link`: static hosts tell the type of a file by its ending, and `.link` has a rule in `_headers`."""
    return f"{addresses.fact(fact_id)}timemap.link"


def version_numbers(fact: Fact, shown: Shown) -> range:
    """The numbers of a fact's earlier wordings; none before its first correction of substance.

    A correction that is called a typing error later still leaves the pages that were published.
    """
    if not fact.corrections:
        return range(0)
    has_substance = any(c.kind != "typo" for c in fact.corrections)
    kept = has_substance or shown.is_locked(version_address(fact.id, 1, shown.addresses))
    return range(1, len(fact.corrections) + 1) if kept else range(0)


def _locked_versions(fact_id: str, shown: Shown) -> list[str]:
    """Addresses of a fact's versions that were published, in order."""
    return [a for a in shown.locked_under(shown.addresses.fact(fact_id)) if _VERSION.fullmatch(a)]


def history(entry: Entry, shown: Shown) -> History | None:
    """What the page of a fact says of its earlier wordings, the newest first; None where there are none."""
    numbers = version_numbers(entry.fact, shown)
    if not numbers:
        return None
    rows = [_row(entry, number, shown) for number in reversed(numbers)]
    return History(tuple(rows), shown.addresses.href(timemap_address(entry.id, shown.addresses)))


def _row(entry: Entry, number: int, shown: Shown) -> VersionRow:
    correction = entry.fact.corrections[number - 1]
    return VersionRow(
        href=shown.addresses.href(version_address(entry.id, number, shown.addresses)),
        number=write_digits(str(number), shown.config.digits),
        until=shown.day(correction.date),
        machine_until=correction.date,
    )


def version_pages(entry: Entry, shown: Shown) -> list[Page]:
    """A page for each earlier wording of a shown fact, and its TimeMap."""
    numbers = version_numbers(entry.fact, shown)
    if not numbers:
        return []
    wordings = earlier_wordings(entry.fact)
    pages = []
    for number in numbers:
        address = version_address(entry.id, number, shown.addresses)
        view = _version_view(entry, number, wordings, shown)
        pages.append(Page(file_of(address), address, "version", "version.html", view))
    return [*pages, _timemap(entry.id, [(n, _since(entry, n)) for n in numbers], shown)]


def absent_versions(fact_id: str, fact: Fact | None, view: TombstoneView, shown: Shown) -> list[Page]:
    """The versions of a fact that does not stand now: each answers with what the fact's own page says, and repeats nothing.

    fact: where the record still has it.
    """
    numbers = version_numbers(fact, shown) if fact else ()
    addresses = {*_locked_versions(fact_id, shown), *(version_address(fact_id, n, shown.addresses) for n in numbers)}
    if not addresses:
        return []
    pages = [Page(file_of(a), a, "tombstone", "tombstone.html", view) for a in sorted(addresses)]
    return [*pages, _timemap(fact_id, [], shown)]


def _version_view(entry: Entry, number: int, wordings: tuple[str | None, ...], shown: Shown) -> VersionView:
    fact, address = entry.fact, shown.addresses.fact(entry.id)
    correction = fact.corrections[number - 1]
    was = wordings[number - 1]
    now = wordings[number] if number < len(wordings) else fact.statement
    digits = shown.config.digits
    title = f"صيغة قديمة ({write_digits(str(number), digits)})"
    until = shown.day(correction.date)
    numbers = version_numbers(fact, shown)

    def beside(other: int) -> str | None:
        return shown.addresses.href(version_address(entry.id, other, shown.addresses)) if other in numbers else None

    return VersionView(
        # Canonical is the fact: what search engines and shares should lead to is what holds today.
        head=shown.head(f"{title}: {was or fact.statement}", f"{title}، سارية حتى {until}", address, indexed=False),
        title=title,
        id=entry.id,
        fact=shown.addresses.href(address),
        statement=was,
        present=fact.statement,
        badges=shown.badges(entry),
        until=until,
        machine_until=correction.date,
        memento=_http_date(_since(entry, number)),
        timemap=shown.addresses.href(timemap_address(entry.id, shown.addresses)),
        change=word_changes(was, now) if was is not None and now is not None and was != now else (),
        note=shown.correction(correction),
        before=beside(number - 1),
        after=beside(number + 1),
    )


def word_changes(was: str, now: str) -> tuple[Piece, ...]:
    """`now` beside `was`, word by word: what stayed, what was deleted, what was put in."""
    old, new = _WORDS.findall(was), _WORDS.findall(now)
    pieces: list[Piece] = []
    for kind, i1, i2, j1, j2 in _joined(_steps(old, new), old):
        if kind == "equal":
            pieces.append(Piece("same", "".join(old[i1:i2])))
            continue
        pieces += [Piece("out", "".join(old[i1:i2]))] if i1 < i2 else []
        pieces += [Piece("in", "".join(new[j1:j2]))] if j1 < j2 else []
    return tuple(pieces)


Step = tuple[str, int, int, int, int]


def _steps(old: list[str], new: list[str]) -> list[Step]:
    """How `old` becomes `new`. What both begin and end with is not searched, and no long text word by word: that is slow."""
    same = _alike(old, new)
    end = _alike(old[same:][::-1], new[same:][::-1])
    a, b = old[same : len(old) - end], new[same : len(new) - end]
    if max(len(a), len(b)) > _SEARCHED:
        steps: list[Step] = [("replace", 0, len(a), 0, len(b))]
    else:
        steps = list(SequenceMatcher(None, a, b, autojunk=False).get_opcodes())
    moved = [(kind, i1 + same, i2 + same, j1 + same, j2 + same) for kind, i1, i2, j1, j2 in steps]
    first: list[Step] = [("equal", 0, same, 0, same)] if same else []
    last: list[Step] = [("equal", len(old) - end, len(old), len(new) - end, len(new))] if end else []
    return [*first, *(step for step in moved if step[1] < step[2] or step[3] < step[4]), *last]


def _alike(one: list[str], other: list[str]) -> int:
    """With how many equal words both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))


def _joined(steps: Iterable[Step], old: list[str]) -> list[Step]:
    """Steps with two changes that only a space parts made one: a phrase reads as a phrase."""
    made: list[Step] = []
    for step in steps:
        kind, _, i2, _, j2 = step
        if (
            kind != "equal"
            and len(made) > 1
            and made[-1][0] == "equal"
            and not "".join(old[made[-1][1] : made[-1][2]]).strip()
        ):
            made.pop()
            first = made.pop()
            step = ("replace", first[1], i2, first[3], j2)
        made.append(step)
    return made


def _since(entry: Entry, number: int) -> str:
    """The ISO day from which a wording stood: the correction before it, else the day its article was added."""
    return entry.fact.corrections[number - 2].date if number > 1 else entry.home.record.added


def _timemap(fact_id: str, mementos: list[tuple[int, str]], shown: Shown) -> Page:
    """RFC 7089, section 5. mementos: numbers and the ISO day since which each stood; without any it names the fact alone."""
    addresses = shown.addresses
    address = timemap_address(fact_id, addresses)
    own = f'<{addresses.absolute(address)}>; rel="self"; type="application/link-format"'
    if mementos:
        own += f'; from="{_http_date(mementos[0][1])}"; until="{_http_date(mementos[-1][1])}"'
    links = [f'<{addresses.absolute(addresses.fact(fact_id))}>; rel="original"', own]
    last = len(mementos) - 1
    for i, (number, since) in enumerate(mementos):
        rel = " ".join([*(["first"] if i == 0 else []), *(["last"] if i == last else []), "memento"])
        link = addresses.absolute(version_address(fact_id, number, addresses))
        links.append(f'<{link}>; rel="{rel}"; datetime="{_http_date(since)}"')
    return Page(file_of(address), address, "timemap", None, (",\n".join(links) + "\n").encode())


def _http_date(day: str) -> str:
    """`Sat, 21 Nov 2026 00:00:00 GMT` for an ISO day."""
    return format_datetime(datetime.fromisoformat(day).replace(tzinfo=UTC), usegmt=True)
