"""What became of every sentence of an article: the facts that stand on it, or the reason why there is none."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, TypeVar

import msgspec
from msgspec import Struct

from builder import limits
from builder.draft import read_draft
from builder.errors import Both, BuildError, in_language, printable
from builder.extract.quotations import quoted_stretches, sentences_of
from builder.extract.words import PROSE
from builder.files import read_file
from builder.load import RECORDS, TEXTS
from builder.model import Draft, Passed, PassReason, Record, Selector, Status
from builder.nodes import decode_yaml_bytes
from builder.records.codec import parse_record
from builder.records.merge import aligned, evidence_spans, find_span
from builder.text.lines import line_counter

T = TypeVar("T")
Span = tuple[int, int]
# Beyond what the extractor says: a person's decision, an over-long article, a draft older than the account.
Why = PassReason | Literal["rejected", "removed", "over a limit", "unknown"]
# These say what a stretch is around a statement; another reason of the same sentence says more.
_AROUND: tuple[PassReason, ...] = ("frame", "rest", "explanation")

REASONS: dict[str, Both] = {
    "standfirst": Both("standfirst", "مقدمة تلخّص ما بعدها"),
    "short line": Both("short line", "سطر قصير"),
    "frame": Both("only leads to what is said", "تمهيد لقول"),
    "rest": Both("left over around what is said", "بقية حول القول"),
    "explanation": Both("explains what is stated", "شرح لما سبقه"),
    "repeat": Both("within the evidence before", "داخل في شاهد سبقه"),
    "too short": Both("too short", "قصيرة جداً"),
    "too long": Both("too long", "طويلة جداً"),
    "question": Both("question", "سؤال"),
    "comment": Both("comment", "تعليق"),
    "description": Both("description", "وصف"),
    "habit": Both("what is always so, no event", "عادة لا حدث"),
    "no act": Both("words without an act", "قول بلا فعل"),
    "no event": Both("no event, or too few particulars", "لا حدث، أو تفاصيل قليلة"),
    "short quotation": Both("short quotation", "اقتباس قصير"),
    "doubtful quotation": Both("quotation marks in doubt", "علامات اقتباس ملتبسة"),
    "vague quotation": Both("quotation without particulars", "اقتباس بلا تفاصيل"),
    "rejected": Both("rejected by a person", "رفضها محرر"),
    "removed": Both("removed by a person", "حذفها محرر"),
    "over a limit": Both("more than a record holds", "فوق ما يسعه السجل"),
    "unknown": Both("not in the draft: run `waqai update`", "ليس في المسودة: شغّل `waqai update`"),
}


class Standing(Struct, frozen=True):
    """A fact that stands on a sentence. typed: a person added it; no drafted fact has this evidence."""

    id: str
    status: Status
    typed: bool


class Sentence(Struct, frozen=True):
    """One sentence of the prose. line: of the kept text, from 1. words: how many, and how many are evidence.

    why: the reason where no fact stands on it, else None. passed: every stretch of it that gave no fact.
    """

    exact: str
    at: int
    line: int
    words: int
    covered: int
    facts: tuple[Standing, ...]
    why: Why | None
    passed: tuple[Passed, ...]


class Totals(Struct, frozen=True):
    """Counts over sentences. reasons: how many sentences without a fact each reason has, most frequent first."""

    sentences: int
    with_facts: int
    without: int
    words: int
    covered: int
    reasons: tuple[tuple[str, int], ...]


class Article(Struct, frozen=True):
    """An article with its record and the extractor's last word on it."""

    stem: str
    record: Record
    draft: Draft
    text: str


def read_drafted(root: Path, stem: str) -> Article:
    """An article as it was drafted, whatever its record says since. Raises BuildError where it has no draft."""
    draft = drafted(root, stem)
    text = read_file(root, f"{TEXTS}/{stem}.txt", limits.ARTICLE_BYTES * 2).decode("utf-8")
    return Article(stem, draft.draft, draft, text)


def read_article(root: Path, stem: str) -> Article:
    """The record, kept text and draft of one stem. Raises Faults or BuildError."""
    path = f"{RECORDS}/{stem}.yaml"
    data = decode_yaml_bytes(read_file(root, path, limits.RECORD_BYTES), path, limits.RECORD_BYTES)
    return msgspec.structs.replace(read_drafted(root, stem), record=parse_record(data, path))


def drafted(root: Path, stem: str) -> Draft:
    """The draft of one stem. Raises BuildError where there is none."""
    draft = read_draft(root, stem)
    if draft is None:
        raise BuildError(
            f"{RECORDS}/{stem}.yaml", None,
            Both("it has no draft, so nobody can tell what the extractor saw", "لا مسودة له، فلا يُعرف ما رآه المستخرِج"),
            Both(f"`waqai update {stem}` draws it.", f"يرسمها `waqai update {stem}`."),
        )  # fmt: skip
    return draft


def cover(article: Article) -> tuple[Sentence, ...]:
    """Every sentence of the article's prose, in the order of the text."""
    text, record, found, machine = article.text, article.record, article.draft.found, article.draft.draft
    standing = [
        (span, Standing(fact.id, fact.status, aligned(fact, machine.facts, text) is None))
        for fact in record.facts
        for span in evidence_spans(fact, text)
    ]
    taken_out = [fact for fact in machine.facts if aligned(fact, record.facts, text) is None]
    rejected = (find_span(Selector(row.exact, row.at), text) for row in record.rejected)
    # In this order the first is the reason. What was stated and is in no draft did not fit in a record.
    reasons: list[tuple[Span, Why]] = [(span, "rejected") for span in rejected if span]
    reasons += [(span, "removed") for fact in taken_out for span in evidence_spans(fact, text)]
    passed = [((row.at, row.at + len(row.exact)), row) for row in found.passed]
    stated: list[tuple[Span, Why]] = [
        ((row.start, row.end), "over a limit") for row in found.reasons if row.field == "evidence"
    ]
    spans = list(_prose(article))
    starts = [start for start, _ in spans]
    line_of = line_counter(text)
    facts_of, passed_of = _shared_out(spans, starts, standing), _shared_out(spans, starts, passed)
    reasons_of, stated_of = _shared_out(spans, starts, reasons), _shared_out(spans, starts, stated)
    sentences = []
    for i, span in enumerate(spans):
        facts, words = facts_of.get(i, []), list(_words(text, span))
        silent = [row for _, row in passed_of.get(i, [])]
        why: Why | None = None
        if not facts:
            decided = [row for _, row in reasons_of.get(i, ())] or ([_main_reason(silent)] if silent else [])
            why = (decided or [row for _, row in stated_of.get(i, ())] or ["unknown"])[0]
        sentences.append(
            Sentence(
                exact=text[slice(*span)],
                at=span[0],
                line=line_of(span[0]),
                words=len(words),
                covered=sum(any(_meet(word, where) for where, _ in facts) for word in words),
                facts=tuple(dict.fromkeys(row for _, row in facts)),
                why=why,
                passed=tuple(silent),
            )
        )
    return tuple(sentences)


def _prose(article: Article) -> Iterator[Span]:
    """The sentences of the lines that are prose, as the extractor parts them."""
    for line in article.draft.found.lines:
        if line.label in PROSE:
            for start, end in sentences_of(article.text, line, quoted_stretches(article.text, line)):
                if any(c.isalnum() for c in article.text[start:end]):
                    yield start, end


def _shared_out(
    sentences: list[Span], starts: list[int], rows: Iterable[tuple[Span, T]]
) -> dict[int, list[tuple[Span, T]]]:
    """For each sentence, by its index, the rows whose span meets it."""
    shared: dict[int, list[tuple[Span, T]]] = {}
    for span, row in rows:
        for i in range(max(0, bisect_right(starts, span[0]) - 1), bisect_left(starts, span[1])):
            if _meet(span, sentences[i]):
                shared.setdefault(i, []).append((span, row))
    return shared


def _main_reason(passed: list[Passed]) -> Why:
    return max(passed, key=lambda row: (row.why not in _AROUND, len(row.exact.split()), -row.at)).why


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _words(text: str, span: Span) -> Iterator[Span]:
    at = span[0]
    for word in text[slice(*span)].split():
        at = text.index(word, at)
        if any(c.isalnum() for c in word):
            yield at, at + len(word)
        at += len(word)


def totals(sentences: Iterable[Sentence]) -> Totals:
    """The counts over sentences of one article or of many."""
    rows = tuple(sentences)
    reasons = {why: sum(row.why == why for row in rows) for why in REASONS}
    without = sum(row.why is not None for row in rows)
    return Totals(
        sentences=len(rows),
        with_facts=len(rows) - without,
        without=without,
        words=sum(row.words for row in rows),
        covered=sum(row.covered for row in rows),
        reasons=tuple(sorted(((why, n) for why, n in reasons.items() if n), key=lambda row: -row[1])),
    )


def share(counts: Totals) -> str:
    """The share of words that are evidence, as printed: `71%`."""
    return f"{100 * counts.covered // counts.words if counts.words else 0}%"


def told_totals(counts: Totals, lang: str) -> str:
    """The counts of one article in a line."""
    return in_language(
        Both(
            f"{counts.sentences} sentences: {counts.with_facts} gave facts, {counts.without} did not; "
            f"{share(counts)} of the words are evidence",
            f"الجمل {counts.sentences}: أعطت وقائعَ {counts.with_facts}، ولم تُعطِ {counts.without}؛ "
            f"والشواهد {share(counts)} من الكلمات",
        ),
        lang,
    )


def told_sum(counts: Totals, lang: str) -> Iterator[str]:
    """The counts over many articles: a line for all, and one for each reason."""
    yield f"{in_language(Both('all', 'الكل'), lang)}: {told_totals(counts, lang)}"
    digits = max((len(str(n)) for _, n in counts.reasons), default=0)
    for why, n in counts.reasons:
        yield f"  {n:>{digits}} | {reason(why, lang)}"


def reason(why: str, lang: str) -> str:
    """A reason as a person reads it."""
    return in_language(REASONS[why], lang)


def told_sentences(sentences: Iterable[Sentence], lang: str) -> Iterator[str]:
    """A row for each sentence without a fact: its line, the reason, the sentence."""
    silent = [row for row in sentences if row.why is not None]
    place = in_language(Both("line", "السطر"), lang)
    digits = max((len(str(row.line)) for row in silent), default=0)
    width = max((len(reason(row.why, lang)) for row in silent if row.why), default=0)
    for row in silent:
        if row.why:
            yield f"  {place} {row.line:<{digits}} | {reason(row.why, lang):<{width}} | {printable(row.exact)}"
