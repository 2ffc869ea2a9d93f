"""Every value that travels between the parts of Waqai: frozen, typed, without methods that fetch or save.

A plain mapping lives only between a YAML or JSON file and the codec that reads it. Spans count code points of the
text kept in `content/texts`; dates are EDTF strings (builder/text/edtf.py says which).
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

EntityType = Literal["person", "organization", "place", "event", "other"]
Modality = Literal["reported", "claimed", "planned", "denied"]
Status = Literal["draft", "reviewed", "withdrawn"]
Speech = Literal["direct", "indirect", "mixed"]
Basis = Literal["stated", "anchored", "inferred", "edited", "open"]
CorrectionClass = Literal["typo", "fact", "meaning"]
Rating = Literal["accurate", "incomplete", "misleading", "fake", "unproven"]
Rights = Literal["excerpt", "full"]
LineLabel = Literal["body", "title", "standfirst", "heading", "byline", "dateline", "credit", "date", "related",
                    "caption", "share", "advert", "language", "translation", "signature", "comment", "tags",
                    "chrome", "notice", "empty"]  # fmt: skip


class Selector(Struct, frozen=True, gc=False):
    """What finds a stretch of the kept text again (W3C Web Annotation: exact text and position).

    exact: the words as printed, one line. at: its first code point, or None where `exact` occurs once.
    """

    exact: str
    at: int | None = None


class Link(Struct, frozen=True, gc=False):
    """One link of an attribution chain, outermost first.

    role: `via` for an outlet the words came through, `speaker` for who said them.
    who: names side by side (`تاس` and `ريا نوفوستي`), as the record's `names` table spells them; empty when the
        text names nobody.
    as_printed: how the text calls them when not by name, e.g. `المتحدثة`, `مصادر مطلعة`.
    cue: the reporting words as printed, e.g. `قولها`; at: where they stand in the text.
    """

    role: Literal["via", "speaker"]
    who: tuple[str, ...] = ()
    as_printed: str | None = None
    cue: str | None = None
    at: int | None = None
    speech: Speech | None = None


class When(Struct, frozen=True, gc=False):
    """The time of an event: the words, and their value as far as the text settles it (else None)."""

    text: str | None = None
    edtf: str | None = None
    basis: Basis = "stated"


class Correction(Struct, frozen=True, gc=False):
    """What was wrong, what is right, since when (ISO day) and why."""

    date: str
    kind: CorrectionClass
    was: str
    now: str
    why: str | None = None


class Withdrawn(Struct, frozen=True, gc=False):
    """Why a published fact no longer stands. successor: the id of the fact that replaces it."""

    date: str
    why: str
    successor: str | None = None


class Verdict(Struct, frozen=True, gc=False):
    """What a newsroom found when it checked what a fact says: by whom, on which ISO day, and why.

    url: the address of the whole check, where there is one.
    """

    rating: Rating
    by: str
    date: str
    why: str
    url: str | None = None


class Fact(Struct, frozen=True, gc=False):
    """One statement with its evidence. `who` and `where` hold names of the record's `names` table."""

    id: str
    statement: str
    evidence: tuple[Selector, ...]
    status: Status = "draft"
    attribution: tuple[Link, ...] = ()
    modality: Modality = "reported"
    denied_by: tuple[str, ...] = ()
    when: When | None = None
    who: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    note: str | None = None
    corrections: tuple[Correction, ...] = ()
    withdrawn: Withdrawn | None = None
    verdict: Verdict | None = None


class Rejected(Struct, frozen=True, gc=False):
    """A drafted fact that a person deleted; matched by overlap of `exact`, so that it never comes back."""

    exact: str
    at: int | None = None
    id: str | None = None
    why: str | None = None


class Noise(Struct, frozen=True, gc=False):
    """A stretch of the kept text that is not the article, and why it was taken for that (a line label)."""

    exact: str
    at: int | None = None
    why: str = "chrome"


class Said(Struct, frozen=True, gc=False):
    """A value of the article's head and how it is known.

    basis: None for a plain value, stated in the source or typed by a person. A map in the file says otherwise.
    """

    value: str
    basis: Basis | None = None


class Published(Struct, frozen=True, gc=False):
    """The publication date. edtf None means open; `candidates` are offered to a person and never published.

    because: the words that prove or restrict it.
    """

    edtf: str | None = None
    basis: Basis | None = None
    candidates: tuple[str, ...] = ()
    because: tuple[Selector, ...] = ()


class Reviewed(Struct, frozen=True, gc=False):
    """Who reviewed the whole record, and on which ISO day."""

    by: str
    date: str


class Record(Struct, frozen=True, gc=False):
    """One source article and the facts stated from it: one YAML file under content/records.

    id: of `/s/ID/`. text_sha256: of the kept text's UTF-8 bytes. added: ISO day of `add`.
    disputes, same_as: pairs of fact ids, one of them in this record: two that contradict each other, two that tell
        the same event. Both are a person's word, never a draft's.
    names: each name used in the record, and whom it means: an entity's id, or a proposal `new TYPE`.
    """

    id: str
    text_sha256: str
    added: str
    title: Said | None = None
    publisher: Said | None = None
    agencies: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: Published | None = None
    dateline: str | None = None
    url: str | None = None
    archive: str | None = None
    rights: Rights = "excerpt"
    note: str | None = None
    reviewed: Reviewed | None = None
    facts: tuple[Fact, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    disputes: tuple[tuple[str, str], ...] = ()
    same_as: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    noise: tuple[Noise, ...] = ()


class Entity(Struct, frozen=True, gc=False):
    """A person, body, place or event that a person accepted (content/entities), or a built-in or drafted one.

    aliases: other spellings and former names. merged: ids of entities joined into this one; their addresses redirect.
    distinct_from: ids of entities that look alike and are others; they are never proposed as one with this.
    builtin: for a draft that a row of the built-in tables names, the row's other spellings; its description and
        wikidata are the row's too, and no person has looked at them. None for every other entity.
    """

    id: str
    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    description: str | None = None
    wikidata: str | None = None
    merged: tuple[str, ...] = ()
    distinct_from: tuple[str, ...] = ()
    builtin: tuple[str, ...] | None = None


# ---- what the extractor saw -----------------------------------------------------------------------------------------


class Line(Struct, frozen=True, gc=False):
    """One line of the kept text: half-open span [start, end), its label and the rule that gave it."""

    start: int
    end: int
    label: LineLabel
    rule: str


class Mention(Struct, frozen=True, gc=False):
    """A name as printed (without attached و ف ب ل ك), and the fullest form the article gives for the same entity."""

    exact: str
    at: int
    name: str
    type: EntityType
    rule: str


class DateMention(Struct, frozen=True, gc=False):
    """A time expression. edtf: EDTF, an ISO 8601 period for a duration or a repeat, or None where the text is open."""

    exact: str
    at: int
    edtf: str | None
    basis: Basis
    kind: Literal["date", "duration", "set"]
    rule: str


class Quote(Struct, frozen=True, gc=False):
    """Words between quotation marks (marks left out). doubtful: the marks are unbalanced or reversed."""

    exact: str
    at: int
    speaker: str | None
    rule: str
    doubtful: bool = False


class Attribution(Struct, frozen=True, gc=False):
    """Reported speech: who says (`speaker`, else `as_printed`), through whom, by which cue, and what is said.

    cue, at: the reporting words and their place. says, says_at: the reported words as printed and their place.
    """

    speaker: str | None
    as_printed: str | None
    via: tuple[str, ...]
    cue: str
    at: int
    says: str
    says_at: int
    speech: Speech
    rule: str


PassReason = Literal["standfirst", "short line", "frame", "rest", "explanation", "repeat", "too short", "too long",
                     "question", "comment", "description", "habit", "no act", "no event", "short quotation",
                     "doubtful quotation", "vague quotation"]  # fmt: skip
ReasonField = Literal["evidence", "statement", "modality", "when", "who", "where"]


class Passed(Struct, frozen=True, gc=False):
    """A stretch of the article's prose that gave no fact, and why.

    standfirst: it sums up what the article says below. short line: no room for a statement. frame: it only leads to
    what somebody says. rest: what is left of a sentence once what was said is taken out. explanation: the end of a
    long statement. repeat: it lies within the evidence before. comment, description, habit, no act, no event: it is
    not about an event an editor would note. short, doubtful, vague quotation: one that says nothing to check.
    """

    exact: str
    at: int
    why: PassReason


class Reason(Struct, frozen=True, gc=False):
    """Why a drafted fact has one of its values: the rule, and the words that triggered it, where there are any.

    start, end: the span of the fact's evidence. exact, at: the words as printed and their place.
    """

    start: int
    end: int
    field: ReasonField
    rule: str
    exact: str | None = None
    at: int | None = None


class Found(Struct, frozen=True, gc=False):
    """Everything the stages saw in one article, for `score`, `explain` and preview.

    passed: what of the prose gave no fact; reasons: what the facts' values rest on. Both in the order of the text.
    """

    lines: tuple[Line, ...] = ()
    mentions: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    passed: tuple[Passed, ...] = ()
    reasons: tuple[Reason, ...] = ()


class Known(Struct, frozen=True):
    """What people settled about an article before the stages run.

    published, publisher, title, url: of the record or the front matter, where given.
    names: the record's table, name to id or proposal. registry: folded alias to (name, type) of accepted and
    built-in entities. hints: labels that the source's markup gives to stretches of the text (a caption, a menu).
    """

    published: str | None = None
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    registry: dict[str, tuple[str, EntityType]] = {}
    hints: tuple[Line, ...] = ()


class Extracted(Struct, frozen=True):
    """What the pipeline returns for one article: the head, the facts (ids empty), the names and what was seen."""

    title: str | None
    publisher: str | None
    agencies: tuple[str, ...]
    authors: tuple[str, ...]
    published: Published | None
    dateline: str | None
    url: str | None
    facts: tuple[Fact, ...]
    names: tuple[tuple[str, str], ...]
    noise: tuple[Noise, ...]
    found: Found


class Draft(Struct, frozen=True):
    """The extractor's last word on one article: content/drafts/*.json."""

    draft: Record
    found: Found
