"""The record between its YAML file and `model.Record`: every fault told with its line, one canonical layout written."""

from __future__ import annotations

from typing import cast

from builder import limits
from builder.errors import Faults
from builder.fields import Fields
from builder.ids import is_id, mint
from builder.model import (
    Basis,
    Correction,
    CorrectionClass,
    EntityType,
    Fact,
    Link,
    Modality,
    Noise,
    Published,
    Rating,
    Record,
    Rejected,
    Reviewed,
    Rights,
    Said,
    Selector,
    Speech,
    Status,
    Verdict,
    When,
    Withdrawn,
)
from builder.nodes import Mapping, Node, Scalar, read_nodes
from builder.yaml_layout import Data, write_field, write_rows

STATUSES = ("draft", "reviewed", "withdrawn")
MODALITIES = ("reported", "claimed", "planned", "denied")
BASES = ("stated", "anchored", "inferred", "edited", "open")
SPEECHES = ("direct", "indirect", "mixed")
TYPES: tuple[EntityType, ...] = ("person", "organization", "place", "event", "other")
CLASSES = ("typo", "fact", "meaning")
RATINGS = ("accurate", "incomplete", "misleading", "fake", "unproven")
RIGHTS = ("excerpt", "full")

# The canonical order of keys, for writing, for messages and for the schema.
RECORD_KEYS = (
    "id", "text_sha256", "added", "title", "publisher", "agencies", "authors", "published", "dateline", "url",
    "archive", "rights", "note", "reviewed", "facts", "rejected", "disputes", "same_as", "names",
    "noise",
)  # fmt: skip
FACT_KEYS = (
    "id", "statement", "status", "evidence", "attribution", "modality", "denied_by", "when", "who", "where", "note",
    "verdict", "corrections", "withdrawn",
)  # fmt: skip
LINK_KEYS = ("via", "speaker", "as", "cue", "at", "speech")
WHEN_KEYS = ("text", "edtf", "basis")
SELECTOR_KEYS = ("exact", "at")
CORRECTION_KEYS = ("date", "class", "was", "now", "why")
VERDICT_KEYS = ("rating", "by", "date", "why", "url")
WITHDRAWN_KEYS = ("date", "why", "successor")
REJECTED_KEYS = ("id", "exact", "at", "why")
PUBLISHED_KEYS = ("edtf", "basis", "candidates", "because")
SAID_KEYS = ("value", "basis")
REVIEWED_KEYS = ("by", "date")
NOISE_KEYS = ("exact", "at", "why")


def parse_record(text: str, path: str) -> Record:
    """Read a record. Raises Faults with every fault of the file, each with its line and column."""
    root = read_nodes(text, path)
    reader = _RecordReader(path, text)
    record = reader.record(root)
    if reader.faults or record is None:
        raise Faults(reader.faults)
    return record


class _RecordReader(Fields):
    def record(self, node: Node) -> Record | None:
        top = self.mapping(node, "the record", RECORD_KEYS)
        if top is None:
            return None
        if len(self.items(top.get("facts"), "facts")) > limits.RECORD_FACTS:
            self.fault(top, f"more than {limits.RECORD_FACTS} facts", f"أكثر من {limits.RECORD_FACTS} واقعة")
            return None
        sha = self.plain(self.required(top, "text_sha256", "the record"), "text_sha256") or ""
        return Record(
            id=self.identifier(self.required(top, "id", "the record"), "id") or "",
            text_sha256=sha,
            added=self.iso_day(self.required(top, "added", "the record"), "added") or "",
            title=self.said(self.optional(top, "title"), "title"),
            publisher=self.said(self.optional(top, "publisher"), "publisher"),
            agencies=self.names(top.get("agencies"), "agencies"),
            authors=self.names(top.get("authors"), "authors"),
            published=self.published(self.optional(top, "published")),
            dateline=self.prose(self.optional(top, "dateline"), "dateline"),
            url=self.web_address(self.optional(top, "url"), "url"),
            archive=self.web_address(self.optional(top, "archive"), "archive"),
            rights=cast(Rights, self.choice(self.optional(top, "rights"), "rights", RIGHTS) or "excerpt"),
            note=self.prose(self.optional(top, "note"), "note"),
            reviewed=self.reviewed(self.optional(top, "reviewed")),
            facts=self.rows(top.get("facts"), "facts", self.fact),
            rejected=self.rows(top.get("rejected"), "rejected", self.rejected),
            disputes=self.rows(top.get("disputes"), "disputes", self.dispute),
            same_as=self.rows(top.get("same_as"), "same_as", self.same),
            names=self.name_table(self.optional(top, "names")),
            noise=self.rows(top.get("noise"), "noise", self.noise),
        )

    def said(self, node: Node | None, what: str) -> Said | None:
        if node is None:
            return None
        if isinstance(node, Scalar):
            value = self.prose(node, what)
            return Said(value) if value else None
        inner = self.mapping(node, f"`{what}`", SAID_KEYS)
        if inner is None:
            return None
        value = self.prose(self.required(inner, "value", f"`{what}`"), what)
        basis = cast(Basis | None, self.choice(self.optional(inner, "basis"), "basis", BASES))
        return Said(value, basis) if value else None

    def published(self, node: Node | None) -> Published | None:
        if node is None:
            return None
        if isinstance(node, Scalar):
            return Published(self.edtf(node, "published"))
        inner = self.mapping(node, "`published`", PUBLISHED_KEYS)
        if inner is None:
            return None
        return Published(
            edtf=self.edtf(self.optional(inner, "edtf"), "edtf"),
            basis=cast(Basis | None, self.choice(self.optional(inner, "basis"), "basis", BASES)),
            candidates=self.rows(inner.get("candidates"), "candidates", lambda row: self.edtf(row, "candidates")),
            because=self.rows(inner.get("because"), "because", self.selector),
        )

    def reviewed(self, node: Node | None) -> Reviewed | None:
        inner = self.mapping(node, "`reviewed`", REVIEWED_KEYS) if node else None
        if inner is None:
            return None
        by = self.prose(self.required(inner, "by", "`reviewed`"), "by") or ""
        return Reviewed(by, self.iso_day(self.required(inner, "date", "`reviewed`"), "date") or "")

    def fact(self, node: Node) -> Fact | None:
        inner = self.mapping(node, "a fact", FACT_KEYS)
        if inner is None:
            return None
        evidence = self.rows(self.required(inner, "evidence", "a fact"), "evidence", self.selector)
        withdrawn = self.withdrawn(self.optional(inner, "withdrawn"))
        status_node = self.optional(inner, "status")
        status = cast(Status, self.choice(status_node, "status", STATUSES) or "draft")
        is_known = status_node is None or self.scalar(status_node, "status") in STATUSES
        if is_known and (status == "withdrawn") != (withdrawn is not None):
            self.fault(
                inner.get("status") or inner,
                "`status: withdrawn` and the `withdrawn:` block belong together",
                "`status: withdrawn` وكتلة `withdrawn:` لا تفترقان",
                "Add `withdrawn: {date: …, why: …}`, or change the status.",
                "أضف `withdrawn: {date: …, why: …}` أو غيّر الحالة.",
            )
        return Fact(
            id=self.fact_id(inner, evidence),
            statement=self.prose(self.required(inner, "statement", "a fact"), "statement") or "",
            evidence=evidence,
            status=status,
            attribution=self.rows(inner.get("attribution"), "attribution", self.link),
            modality=cast(
                Modality, self.choice(self.optional(inner, "modality"), "modality", MODALITIES) or "reported"
            ),
            denied_by=self.names(inner.get("denied_by"), "denied_by"),
            when=self.when(self.optional(inner, "when")),
            who=self.names(inner.get("who"), "who"),
            where=self.names(inner.get("where"), "where"),
            note=self.prose(self.optional(inner, "note"), "note"),
            verdict=self.verdict(self.optional(inner, "verdict")),
            corrections=self.rows(inner.get("corrections"), "corrections", self.correction),
            withdrawn=withdrawn,
        )

    def fact_id(self, inner: Mapping, evidence: tuple[Selector, ...]) -> str:
        node = self.optional(inner, "id")
        if node is None:
            # A person who adds a fact by hand needs an id to paste.
            free = mint("fact", self.path, evidence[0].exact if evidence else "", inner.line)
            self.fault(
                inner, "a fact without an id", "واقعة بلا معرّف",
                f"This one is free: `id: {free}`.", f"هذا معرّف غير مستعمل: `id: {free}`.",
            )  # fmt: skip
        return self.identifier(node, "id") or ""

    def selector(self, node: Node) -> Selector | None:
        inner = self.mapping(node, "a selector", SELECTOR_KEYS)
        if inner is None:
            return None
        exact = self.exact(inner, "a selector")
        return Selector(exact, self.number(self.optional(inner, "at"), "at")) if exact else None

    def exact(self, inner: Mapping, what: str) -> str | None:
        node = self.required(inner, "exact", what)
        exact = self.prose(node, "exact", verbatim=True)
        if exact is not None and node is not None and not exact.strip():
            self.fault(node, "`exact` is empty", "`exact` فارغ", "Copy the words of the source.", "انسخ عبارة المصدر.")
        if exact is not None and node is not None and len(exact) > limits.EVIDENCE_CHARACTERS:
            self.fault(
                node,
                f"evidence of {len(exact):,} characters; at most {limits.EVIDENCE_CHARACTERS:,}",
                f"شاهد من {len(exact):,} محرف؛ والحد {limits.EVIDENCE_CHARACTERS:,}",
            )
        return exact

    def link(self, node: Node) -> Link | None:
        inner = self.mapping(node, "an attribution link", LINK_KEYS)
        if inner is None:
            return None
        roles = [key.value for key, _ in inner.items if key.value in ("via", "speaker")]
        if len(roles) != 1:
            self.fault(
                inner, "a link is either `via:` or `speaker:`", "الحلقة إما `via:` وإما `speaker:`",
                "Put an outlet that passed the words on under `via`, who said them under `speaker`.",
                "ضع الناقل في `via` والقائل في `speaker`.",
            )  # fmt: skip
            return None
        as_printed = self.prose(self.optional(inner, "as"), "as")
        who = self.names(self.optional(inner, roles[0]), roles[0])
        if not who and as_printed is None:
            self.fault(
                inner,
                "a link without a name needs `as:`",
                "حلقة بلا اسم تحتاج `as:`",
                "Write how the text calls them.",
                "اكتب كيف يسميه النص.",
            )
        return Link(
            role="via" if roles[0] == "via" else "speaker",
            who=who,
            as_printed=as_printed,
            cue=self.prose(self.optional(inner, "cue"), "cue"),
            at=self.number(self.optional(inner, "at"), "at"),
            speech=cast(Speech | None, self.choice(self.optional(inner, "speech"), "speech", SPEECHES)),
        )

    def when(self, node: Node | None) -> When | None:
        if node is None:
            return None
        if isinstance(node, Scalar):
            return When(None, self.edtf(node, "when"), "edited")
        inner = self.mapping(node, "`when`", WHEN_KEYS)
        if inner is None:
            return None
        edtf = self.edtf(self.optional(inner, "edtf"), "edtf")
        basis = cast(Basis | None, self.choice(self.optional(inner, "basis"), "basis", BASES))
        return When(self.prose(self.optional(inner, "text"), "text"), edtf, basis or ("stated" if edtf else "open"))

    def correction(self, node: Node) -> Correction | None:
        inner = self.mapping(node, "a correction", CORRECTION_KEYS)
        if inner is None:
            return None
        return Correction(
            date=self.iso_day(self.required(inner, "date", "a correction"), "date") or "",
            kind=cast(
                CorrectionClass, self.choice(self.required(inner, "class", "a correction"), "class", CLASSES) or "fact"
            ),
            was=self.prose(self.required(inner, "was", "a correction"), "was") or "",
            now=self.prose(self.required(inner, "now", "a correction"), "now") or "",
            why=self.prose(self.optional(inner, "why"), "why"),
        )

    def verdict(self, node: Node | None) -> Verdict | None:
        inner = self.mapping(node, "`verdict`", VERDICT_KEYS) if node else None
        if inner is None:
            return None
        rating = self.choice(self.required(inner, "rating", "`verdict`"), "rating", RATINGS)
        return Verdict(
            rating=cast(Rating, rating or "unproven"),
            by=self.prose(self.required(inner, "by", "`verdict`"), "by") or "",
            date=self.iso_day(self.required(inner, "date", "`verdict`"), "date") or "",
            why=self.prose(self.required(inner, "why", "`verdict`"), "why") or "",
            url=self.web_address(self.optional(inner, "url"), "url"),
        )

    def withdrawn(self, node: Node | None) -> Withdrawn | None:
        inner = self.mapping(node, "`withdrawn`", WITHDRAWN_KEYS) if node else None
        if inner is None:
            return None
        return Withdrawn(
            date=self.iso_day(self.required(inner, "date", "`withdrawn`"), "date") or "",
            why=self.prose(self.required(inner, "why", "`withdrawn`"), "why") or "",
            successor=self.identifier(self.optional(inner, "successor"), "successor"),
        )

    def rejected(self, node: Node) -> Rejected | None:
        inner = self.mapping(node, "a rejected fact", REJECTED_KEYS)
        if inner is None:
            return None
        return Rejected(
            exact=self.exact(inner, "a rejected fact") or "",
            at=self.number(self.optional(inner, "at"), "at"),
            id=self.identifier(self.optional(inner, "id"), "id"),
            why=self.prose(self.optional(inner, "why"), "why"),
        )

    def dispute(self, node: Node) -> tuple[str, str] | None:
        return self.pair(node, "disputes", "a dispute is a pair of fact ids", "الخلاف معرّفا واقعتين")

    def same(self, node: Node) -> tuple[str, str] | None:
        en, ar = "a row of `same_as` is a pair of fact ids", "كل بند في `same_as` معرّفا واقعتين"
        return self.pair(node, "same_as", en, ar)

    def pair(self, node: Node, what: str, en: str, ar: str) -> tuple[str, str] | None:
        pair = [self.identifier(row, what) for row in self.items(node, what)]
        if len(pair) != 2:
            self.fault(node, en, ar, "Write `- [id, id]`.", "اكتب `- [id, id]`.")
            return None
        return (pair[0], pair[1]) if pair[0] and pair[1] else None

    def name_table(self, node: Node | None) -> tuple[tuple[str, str], ...]:
        if node is None:
            return ()
        if not isinstance(node, Mapping):
            self.fault(node, "`names` must be a map of names", "يجب أن يكون `names` أسماءً وقيماً")
            return ()
        rows = []
        for key, value_node in node.items:
            name = self.prose(key, "names")
            value = self.plain(value_node, f"names: {key.value}")
            if value is None or not name:
                continue
            if is_id(value) or parse_proposal(value):
                rows.append((name, value))
            else:
                self.fault(
                    value_node,
                    f"`{value}` is neither an entity's id nor a proposal",
                    f"`{value}` ليس معرّف كيان ولا اقتراحاً",
                    f"Write an id of content/entities, or `new` and one of: {', '.join(TYPES)}.",
                    f"اكتب معرّفاً من content/entities، أو `new` ومعها واحد من: {', '.join(TYPES)}.",
                )
        return tuple(rows)

    def noise(self, node: Node) -> Noise | None:
        inner = self.mapping(node, "a noise row", NOISE_KEYS)
        if inner is None:
            return None
        exact = self.exact(inner, "a noise row")
        why = self.plain(self.optional(inner, "why"), "why") or "chrome"
        return Noise(exact, self.number(self.optional(inner, "at"), "at"), why) if exact else None


def parse_proposal(value: str) -> tuple[EntityType, str] | None:
    """`new person` or `new person 2` as type and number (`""` without one); None for anything else.

    The number splits one shared draft page: names that carry different numbers are different people.
    """
    words = value.split(" ")
    if len(words) in (2, 3) and words[0] == "new" and words[1] in TYPES:
        number = words[2] if len(words) == 3 else ""
        if not number or (number.isascii() and number.isdigit() and len(number) < 4):
            return words[1], number
    return None


# ---- writing ------------------------------------------------------------------------------------------------------

MODELINE = "# yaml-language-server: $schema=../record.schema.json"
_META_KEYS = RECORD_KEYS[3:14]


def write_record(record: Record) -> str:
    """The record in the canonical layout, modeline first, a blank line between groups and facts."""
    data = record_data(record)
    groups = [
        [MODELINE] + [line for key in RECORD_KEYS[:3] for line in write_field(key, data[key], "")],
        [line for key in _META_KEYS if key in data for line in write_field(key, data[key], "")],
    ]
    facts = data.get("facts")
    if isinstance(facts, list):
        rows = [write_rows([fact], "  ") for fact in facts]
        groups += [["facts:", *rows[0]], *rows[1:]]
    groups += [write_field(key, data[key], "") for key in RECORD_KEYS[15:] if key in data]
    return "\n\n".join("\n".join(group) for group in groups if group) + "\n"


def record_data(record: Record) -> dict[str, Data]:
    """The record as plain maps, lists and strings, in canonical order, empty optional keys left out."""
    return _present(
        {
            "id": record.id,
            "text_sha256": record.text_sha256,
            "added": record.added,
            "title": _said_data(record.title),
            "publisher": _said_data(record.publisher),
            "agencies": list(record.agencies),
            "authors": list(record.authors),
            "published": _published_data(record.published),
            "dateline": record.dateline,
            "url": record.url,
            "archive": record.archive,
            "rights": None if record.rights == "excerpt" else record.rights,
            "note": record.note,
            "reviewed": {"by": record.reviewed.by, "date": record.reviewed.date} if record.reviewed else None,
            "facts": [fact_data(fact) for fact in record.facts],
            "rejected": [
                _present({"id": row.id, "exact": row.exact, "at": _number(row.at), "why": row.why})
                for row in record.rejected
            ],
            "disputes": [list(pair) for pair in record.disputes],
            "same_as": [list(pair) for pair in record.same_as],
            "names": dict(record.names),
            "noise": [{**_selector_data(Selector(row.exact, row.at)), "why": row.why} for row in record.noise],
        }
    )


def fact_data(fact: Fact) -> dict[str, Data]:
    """One fact as plain data, in canonical order."""
    when = fact.when
    withdrawn, verdict = fact.withdrawn, fact.verdict
    return _present(
        {
            "id": fact.id,
            "statement": fact.statement,
            "status": fact.status,
            "evidence": [_selector_data(row) for row in fact.evidence],
            "attribution": [_link_data(link) for link in fact.attribution],
            "modality": fact.modality,
            "denied_by": list(fact.denied_by),
            "when": {**_present({"text": when.text}), "edtf": when.edtf, "basis": when.basis} if when else None,
            "who": list(fact.who),
            "where": list(fact.where),
            "note": fact.note,
            "verdict": _present(
                {
                    "rating": verdict.rating,
                    "by": verdict.by,
                    "date": verdict.date,
                    "why": verdict.why,
                    "url": verdict.url,
                }
            )
            if verdict
            else None,
            "corrections": [
                _present({"date": row.date, "class": row.kind, "was": row.was, "now": row.now, "why": row.why})
                for row in fact.corrections
            ],
            "withdrawn": _present({"date": withdrawn.date, "why": withdrawn.why, "successor": withdrawn.successor})
            if withdrawn
            else None,
        }
    )


def _present(data: dict[str, Data]) -> dict[str, Data]:
    return {key: value for key, value in data.items() if value not in (None, [], {})}


def _number(at: int | None) -> str | None:
    return None if at is None else str(at)


def _said_data(said: Said | None) -> Data:
    if said is None or said.basis is None:
        return said.value if said else None
    return {"value": said.value, "basis": said.basis}


def _published_data(published: Published | None) -> Data:
    if published is None:
        return None
    rest = _present(
        {
            "basis": published.basis,
            "candidates": list(published.candidates),
            "because": [_selector_data(row) for row in published.because],
        }
    )
    return {"edtf": published.edtf, **rest} if rest or published.edtf is None else published.edtf


def _selector_data(selector: Selector) -> dict[str, Data]:
    return _present({"exact": selector.exact, "at": _number(selector.at)})


def _link_data(link: Link) -> dict[str, Data]:
    names: Data = list(link.who) or None
    if link.role == "speaker" and len(link.who) == 1:
        names = link.who[0]
    rest = _present({"as": link.as_printed, "cue": link.cue, "at": _number(link.at), "speech": link.speech})
    return {link.role: names, **rest}
