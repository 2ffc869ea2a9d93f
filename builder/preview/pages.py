"""What the preview adds to the site: the page of a kept text, the page of faults, and the strips laid into each page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from types import MappingProxyType

from markupsafe import Markup
from msgspec import Struct

from builder.config import Config
from builder.errors import BuildError, in_language
from builder.model import Fact, Found, Record, Said, Selector
from builder.records.check import locate
from builder.render.assets import load_assets
from builder.render.environment import Renderer, packaged_templates
from builder.site.index import LoadedRecord
from builder.site.views import Page
from builder.text.tables import read_table

OWN = "/_waqai/"  # no address of a site begins so: prefixes begin with a letter or a digit
_SHOWN = 6  # faults on a page; the terminal prints more of them
_table = read_table("builder.preview", "labels")
LINES: Mapping[str, str] = MappingProxyType(_table["lines"])
MENTIONS: Mapping[str, str] = MappingProxyType(_table["mentions"])


class Word(Struct, frozen=True, gc=False):
    """A stretch of a message; code: it stood between backticks."""

    text: str
    code: bool


class FaultRow(Struct, frozen=True, gc=False):
    """A fault as a page tells it. place: `path:line:column`, read from left to right."""

    place: str
    problem: tuple[Word, ...]
    mend: tuple[Word, ...]


class Seen(Struct, frozen=True, gc=False):
    """What the script of a page knows: its address (`*` for one that is nowhere) and the version it was made from."""

    address: str
    since: str


class FaultsView(Struct, frozen=True, gc=False):
    """The faults that stand against showing what was saved. left: how many more there are."""

    rows: tuple[FaultRow, ...]
    left: int
    seen: Seen


class StripView(Struct, frozen=True, gc=False):
    """The line at the foot of a page of an article or a fact. text: address of the kept text."""

    text: str | None
    record: str | None


class Run(Struct, frozen=True, gc=False):
    """Characters of one line that carry the same marks.

    evidence: True for words of a fact; href: its page. ends: (number, element id) of facts whose evidence ends here.
    dropped: noise. marks: CSS classes of what the stages saw here; told: the same for a pointer that rests on it.
    """

    text: str
    evidence: bool
    href: str | None
    ends: tuple[tuple[int, str | None], ...]
    dropped: bool
    marks: str
    told: str


class TextLine(Struct, frozen=True, gc=False):
    """One line of the kept text. label: what the stages took it for, or why it was struck out."""

    number: int
    label: str
    rule: str
    dropped: bool
    runs: tuple[Run, ...]


class FactLine(Struct, frozen=True, gc=False):
    """A fact below the text it comes from."""

    number: int
    id: str
    statement: str
    href: str | None
    draft: bool


class TextView(Struct, frozen=True, gc=False):
    """The kept text of one article as the selectors see it. found: True where a draft says what the stages saw."""

    title: str
    source: str | None
    record: str
    path: str
    draft: bool
    found: bool
    dropped: int
    lines: tuple[TextLine, ...]
    facts: tuple[FactLine, ...]
    seen: Seen


# ---- faults -----------------------------------------------------------------------------------------------------


def faults_view(faults: Iterable[BuildError], seen: Seen) -> FaultsView:
    """The first faults in Arabic, place and mend apart, so that paths can be isolated."""
    rows = [
        FaultRow(
            fault.place,
            words(in_language(fault.problem, "ar")),
            words(in_language(fault.mend, "ar")) if fault.mend else (),
        )
        for fault in faults
    ]
    return FaultsView(tuple(rows[:_SHOWN]), max(0, len(rows) - _SHOWN), seen)


def words(message: str) -> tuple[Word, ...]:
    """`message` cut at its backticks: what stands between two of them is typed, not prose."""
    parts = message.split("`")
    if len(parts) % 2 == 0:
        return (Word(message, False),)
    return tuple(Word(part, index % 2 == 1) for index, part in enumerate(parts) if part)


# ---- a kept text ------------------------------------------------------------------------------------------------


def text_view(home: LoadedRecord, found: Found | None, fact_href: Callable[[str], str | None], source: str | None,
              seen: Seen) -> TextView:  # fmt: skip
    """The page of one kept text. fact_href: address of a fact's page, None for one that has none."""
    record = home.record
    lines = kept_lines(home.text, record, found, fact_href)
    return TextView(
        title=_said(record.title) or home.stem,
        source=source,
        record=f"content/records/{home.stem}.yaml",
        path=f"content/texts/{home.stem}.txt",
        draft=record.reviewed is None and any(fact.status == "draft" for fact in record.facts),
        found=found is not None,
        dropped=sum(line.dropped for line in lines),
        lines=lines,
        facts=tuple(
            FactLine(n, fact.id, fact.statement, fact_href(fact.id), fact.status == "draft")
            for n, fact in enumerate(record.facts, 1)
        ),
        seen=seen,
    )


def _said(value: Said | None) -> str:
    return value.value if value else ""


class _Mark(Struct, frozen=True, gc=False):
    """A stretch [start, end) of the text and what is to be said of it. first: of several spans of one fact."""

    start: int
    end: int
    kind: str
    told: str
    number: int = 0
    href: str | None = None
    first: bool = False


def kept_lines(
    text: str, record: Record, found: Found | None, fact_href: Callable[[str], str | None]
) -> tuple[TextLine, ...]:
    """Every line of `text`, noise and evidence and mentions marked. Nothing of the text is left out."""
    marks = sorted(
        [*_noise(record, text), *_evidence(record.facts, text, fact_href), *_seen(found, len(text))],
        key=lambda m: (m.start, m.end, m.kind, m.number),
    )
    starts = [line.start for line in found.lines] if found else []
    lines, at, first = [], 0, 0
    for number, content in enumerate(text.removesuffix("\n").split("\n"), 1):
        end = at + len(content)
        while first < len(marks) and marks[first].end <= at:
            first += 1
        here = [m for m in _until(marks, first, end) if m.end > at]
        seen = found.lines[max(0, bisect_right(starts, at) - 1)] if found and starts else None
        if seen is not None and not seen.start <= at < seen.end:
            seen = None  # an empty line, which the stages pass over
        noise = next((m for m in here if m.kind == "noise"), None)
        label = noise.told if noise else LINES.get(seen.label, "") if seen else ""
        rule = seen.rule if seen else ""
        lines.append(TextLine(number, label, rule, noise is not None, _runs(text, at, end, here)))
        at = end + 1
    return tuple(lines)


def _until(marks: list[_Mark], first: int, end: int) -> Iterable[_Mark]:
    while first < len(marks) and marks[first].start < end:
        yield marks[first]
        first += 1


def _runs(text: str, start: int, end: int, marks: list[_Mark]) -> tuple[Run, ...]:
    cuts = sorted({start, end, *(c for m in marks for c in (m.start, m.end) if start < c < end)})
    runs = []
    for a, b in pairwise(cuts):
        over = [m for m in marks if m.start <= a and b <= m.end]
        facts = [m for m in over if m.kind == "evidence"]
        runs.append(
            Run(
                text[a:b],
                evidence=bool(facts),
                href=next((m.href for m in facts if m.href), None),
                ends=tuple((m.number, f"evidence-{m.number}" if m.first else None) for m in facts if m.end == b),
                dropped=any(m.kind == "noise" for m in over),
                marks=" ".join(dict.fromkeys(m.kind for m in over if m.kind not in ("evidence", "noise"))),
                told=" · ".join(dict.fromkeys(m.told for m in over if m.told and m.kind not in ("evidence", "noise"))),
            )
        )
    return tuple(runs)


def _noise(record: Record, text: str) -> Iterable[_Mark]:
    for row in record.noise:
        at = locate(Selector(row.exact, row.at), text)
        if at is not None:
            yield _Mark(at, at + len(row.exact), "noise", LINES.get(row.why) or row.why)


def _evidence(facts: Iterable[Fact], text: str, fact_href: Callable[[str], str | None]) -> Iterable[_Mark]:
    for number, fact in enumerate(facts, 1):
        for index, row in enumerate(fact.evidence):
            at = locate(row, text)
            if at is not None:
                yield _Mark(at, at + len(row.exact), "evidence", "", number, fact_href(fact.id), index == 0)


def _seen(found: Found | None, length: int) -> Iterable[_Mark]:
    if found is None:
        return
    for mention in found.mentions:
        end = mention.at + len(mention.exact)
        yield _Mark(mention.at, end, "mention", f"{MENTIONS[mention.type]}: {mention.name}")
    for row in found.dates:
        yield _Mark(row.at, row.at + len(row.exact), "date", f"تاريخ: {row.edtf or 'غير محدّد'}")
    for quote in found.quotes:
        yield _Mark(quote.at, quote.at + len(quote.exact), "quote", f"قول: {quote.speaker or 'بلا قائل'}")


# ---- laid into the site's pages ---------------------------------------------------------------------------------


class Sheets:
    """Renders the preview's own templates: always the packaged ones, so that no fault of a site can reach them."""

    def __init__(self) -> None:
        folders = [packaged_templates()]
        config = Config(title="وقائع", base_url="http://localhost/")
        self._renderer = Renderer(config, folders, load_assets(folders).addresses)

    def page(self, template: str, view: Struct) -> bytes:
        """A whole page, or a piece of one."""
        return self._renderer.render(Page("", "", "preview", f"preview/{template}", view))

    def laid_into(self, html: bytes, seen: Seen, strip: StripView, faults: tuple[BuildError, ...]) -> bytes:
        """A page of the site with the preview's style, its strips, and the script that loads it again."""
        html = _before(html, b"</head>", _STYLE, found_last=False)
        foot = self.page("strip.html", strip) if strip.record else b""
        html = _before(html, b"</body>", foot + script(seen).encode(), found_last=True)
        return self.with_banner(html, seen, faults)

    def with_banner(self, html: bytes, seen: Seen, faults: tuple[BuildError, ...]) -> bytes:
        """A page with the faults told at its top."""
        return _after_body(html, self.page("banner.html", faults_view(faults, seen))) if faults else html


_STYLE = f'<link rel="stylesheet" href="{OWN}static/preview.css">\n'.encode()


def script(seen: Seen) -> str:
    """The script of every page that is shown here."""
    return Markup('<script src="{}static/live.js" data-address="{}" data-since="{}" defer></script>\n').format(
        OWN, seen.address, seen.since
    )


def _before(html: bytes, tag: bytes, added: bytes, *, found_last: bool) -> bytes:
    at = html.rfind(tag) if found_last else html.find(tag)
    return html[:at] + added + html[at:] if at >= 0 else html + added


def _after_body(html: bytes, added: bytes) -> bytes:
    at = html.find(b"<body")
    end = html.find(b">", at) + 1 if at >= 0 else 0
    return html[:end] + added + html[end:]
