"""The record between its YAML file and `model.Record`: every fault told with its line, one canonical layout written."""

from __future__ import annotations

from typing import cast

from builder import limits
from builder.errors import Faults
from builder.fields import Fields
from builder.ids import is_id
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
    Record,
    Rejected,
    Reviewed,
    Rights,
    Said,
    Selector,
    Speech,
    Status,
    When,
    Withdrawn,
)
from builder.nodes import Mapping, Node, Scalar, read_nodes

STATUSES = ("draft", "reviewed", "withdrawn")
MODALITIES = ("reported", "claimed", "planned", "denied")
BASES = ("stated", "anchored", "inferred", "edited", "open")
SPEECHES = ("direct", "indirect", "mixed")
TYPES: tuple[EntityType, ...] = ("person", "organization", "place", "event", "other")
CLASSES = ("typo", "fact", "meaning")
RIGHTS = ("excerpt", "full")

# The canonical order of keys, for writing, for messages and for the schema.
RECORD_KEYS = (
    "id", "text_sha256", "added", "title", "publisher", "agencies", "authors", "published", "dateline", "url",
    "archive", "rights", "note", "reviewed", "facts", "rejected", "disputes", "names", "noise",
)  # fmt: skip
FACT_KEYS = (
    "id", "statement", "status", "evidence", "attribution", "modality", "denied_by", "when", "who", "where", "note",
    "corrections", "withdrawn",
)  # fmt: skip
LINK_KEYS = ("via", "speaker", "as", "cue", "at", "speech")
WHEN_KEYS = ("text", "edtf", "basis")
SELECTOR_KEYS = ("exact", "at")
CORRECTION_KEYS = ("date", "class", "was", "now", "why")
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
            self.fault(top, f"more than {limits.RECORD_FACTS} facts", f"أكثر من {limits.RECORD_FACTS} حقيقة")
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
        status = cast(Status, self.choice(self.optional(inner, "status"), "status", STATUSES) or "draft")
        if (status == "withdrawn") != (withdrawn is not None):
            self.fault(
                inner.get("status") or inner,
                "`status: withdrawn` and the `withdrawn:` block belong together",
                "`status: withdrawn` وكتلة `withdrawn:` لا تفترقان",
                "Add `withdrawn: {date: …, why: …}`, or change the status.",
                "أضف `withdrawn: {date: …, why: …}` أو غيّر الحالة.",
            )
        return Fact(
            id=self.identifier(self.required(inner, "id", "a fact"), "id") or "",
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
            corrections=self.rows(inner.get("corrections"), "corrections", self.correction),
            withdrawn=withdrawn,
        )

    def selector(self, node: Node) -> Selector | None:
        inner = self.mapping(node, "a selector", SELECTOR_KEYS)
        if inner is None:
            return None
        exact = self.exact(inner, "a selector")
        return Selector(exact, self.number(self.optional(inner, "at"), "at")) if exact else None

    def exact(self, inner: Mapping, what: str) -> str | None:
        node = self.required(inner, "exact", what)
        exact = self.prose(node, "exact", verbatim=True)
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
        pair = [self.identifier(row, "disputes") for row in self.items(node, "disputes")]
        if len(pair) != 2:
            self.fault(
                node,
                "a dispute is a pair of fact ids",
                "الخلاف معرّفا حقيقتين",
                "Write `- [id, id]`.",
                "اكتب `- [id, id]`.",
            )
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
_LEADING = frozenset("-?:,[]{}#&*!|>'\"%@`=<~ \t")
_FLOW = frozenset(",[]{}")


def write_scalar(value: str, *, flow: bool = False) -> str:
    """One YAML scalar: plain where it reads back as it is, else single-quoted, with line breaks double-quoted."""
    if "\n" in value or "\t" in value:
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
        return f'"{escaped}"'
    plain = (
        value
        and value[0] not in _LEADING
        and value[-1] not in " :"
        and '"' not in value
        and ": " not in value
        and " #" not in value
        and not (flow and _FLOW.intersection(value))
        and value.lower() not in ("null", "---", "...")
    )
    return value if plain else "'" + value.replace("'", "''") + "'"


def write_flow(values: tuple[str, ...]) -> str:
    """A list on one line."""
    return "[" + ", ".join(write_scalar(value, flow=True) for value in values) + "]"


def write_record(record: Record) -> str:
    """The record in the canonical layout, modeline first, a blank line between groups and facts."""
    head = [MODELINE, f"id: {record.id}", f"text_sha256: {record.text_sha256}", f"added: {record.added}"]
    meta = _meta_lines(record)
    groups = [head, meta]
    if record.facts:
        groups += [["facts:"]]
        groups += [fact_lines(fact) for fact in record.facts]
    if record.rejected:
        groups.append(["rejected:"] + [line for row in record.rejected for line in _rejected_lines(row)])
    if record.disputes:
        groups.append(["disputes:"] + [f"  - {write_flow(pair)}" for pair in record.disputes])
    if record.names:
        groups.append(["names:"] + [f"  {write_scalar(name)}: {value}" for name, value in record.names])
    if record.noise:
        groups.append(["noise:"] + [line for row in record.noise for line in _noise_lines(row)])
    text = "\n\n".join("\n".join(group) for group in groups if group) + "\n"
    # The first fact follows its key directly.
    return text.replace("\nfacts:\n\n", "\nfacts:\n", 1)


def _meta_lines(record: Record) -> list[str]:
    lines: list[str] = []
    for key, said in (("title", record.title), ("publisher", record.publisher)):
        if said is not None:
            lines += [f"{key}: {write_scalar(said.value)}"] if said.basis is None else [
                f"{key}:", f"  value: {write_scalar(said.value)}", f"  basis: {said.basis}",
            ]  # fmt: skip
    for key, names in (("agencies", record.agencies), ("authors", record.authors)):
        if names:
            lines.append(f"{key}: {write_flow(names)}")
    lines += _published_lines(record.published)
    for key, value in (("dateline", record.dateline), ("url", record.url), ("archive", record.archive)):
        if value is not None:
            lines.append(f"{key}: {write_scalar(value)}")
    if record.rights != "excerpt":
        lines.append(f"rights: {record.rights}")
    if record.note is not None:
        lines.append(f"note: {write_scalar(record.note)}")
    if record.reviewed is not None:
        lines.append(f"reviewed: {{by: {write_scalar(record.reviewed.by, flow=True)}, date: {record.reviewed.date}}}")
    return lines


def _published_lines(published: Published | None) -> list[str]:
    if published is None:
        return []
    if published.edtf and not published.basis and not published.candidates and not published.because:
        return [f"published: {published.edtf}"]
    lines = ["published:", f"  edtf: {published.edtf or 'null'}"]
    if published.basis:
        lines.append(f"  basis: {published.basis}")
    if published.candidates:
        lines.append(f"  candidates: {write_flow(published.candidates)}")
    if published.because:
        lines.append("  because:")
        lines += [line for row in published.because for line in _selector_lines(row, "    ")]
    return lines


def _selector_lines(selector: Selector, indent: str) -> list[str]:
    lines = [f"{indent}- exact: {write_scalar(selector.exact)}"]
    if selector.at is not None:
        lines.append(f"{indent}  at: {selector.at}")
    return lines


def fact_lines(fact: Fact, indent: str = "  ") -> list[str]:
    """The lines of one fact as a row of `facts:`, the dash `indent` deep."""
    deep = indent + "  "
    lines = [
        f"{indent}- id: {fact.id}",
        f"{deep}statement: {write_scalar(fact.statement)}",
        f"{deep}status: {fact.status}",
    ]
    for key in FACT_KEYS[3:]:
        lines += fact_field_lines(fact, key, deep)
    return lines


def fact_field_lines(fact: Fact, key: str, indent: str) -> list[str]:
    """The lines of one optional field of a fact; none while it is empty."""
    if key == "evidence":
        return [f"{indent}evidence:"] + [line for row in fact.evidence for line in _selector_lines(row, indent + "  ")]
    if key == "attribution":
        rows = [line for link in fact.attribution for line in _link_lines(link, indent + "  ")]
        return [f"{indent}attribution:", *rows] if rows else []
    if key == "modality":
        return [f"{indent}modality: {fact.modality}"]
    if key == "when":
        return _when_lines(fact.when, indent)
    if key in ("denied_by", "who", "where"):
        names = {"denied_by": fact.denied_by, "who": fact.who, "where": fact.where}[key]
        return [f"{indent}{key}: {write_flow(names)}"] if names else []
    if key == "note":
        return [f"{indent}note: {write_scalar(fact.note)}"] if fact.note is not None else []
    if key == "corrections":
        rows = [line for row in fact.corrections for line in _correction_lines(row, indent + "  ")]
        return [f"{indent}corrections:", *rows] if rows else []
    assert key == "withdrawn", key
    return _withdrawn_lines(fact.withdrawn, indent)


def _link_lines(link: Link, indent: str) -> list[str]:
    if link.role == "via":
        first = f"via: {write_flow(link.who)}" if link.who else "via: null"
    else:
        first = (
            f"speaker: {write_scalar(link.who[0])}"
            if len(link.who) == 1
            else f"speaker: {write_flow(link.who)}"
            if link.who
            else "speaker: null"
        )
    rows = [first]
    if link.as_printed is not None:
        rows.append(f"as: {write_scalar(link.as_printed)}")
    if link.cue is not None:
        rows.append(f"cue: {write_scalar(link.cue)}")
    if link.at is not None:
        rows.append(f"at: {link.at}")
    if link.speech is not None:
        rows.append(f"speech: {link.speech}")
    return [f"{indent}{'- ' if i == 0 else '  '}{row}" for i, row in enumerate(rows)]


def _when_lines(when: When | None, indent: str) -> list[str]:
    if when is None:
        return []
    lines = [f"{indent}when:"]
    if when.text is not None:
        lines.append(f"{indent}  text: {write_scalar(when.text)}")
    return [*lines, f"{indent}  edtf: {when.edtf or 'null'}", f"{indent}  basis: {when.basis}"]


def _correction_lines(row: Correction, indent: str) -> list[str]:
    lines = [
        f"{indent}- date: {row.date}", f"{indent}  class: {row.kind}",
        f"{indent}  was: {write_scalar(row.was)}", f"{indent}  now: {write_scalar(row.now)}",
    ]  # fmt: skip
    return [*lines, f"{indent}  why: {write_scalar(row.why)}"] if row.why is not None else lines


def _withdrawn_lines(row: Withdrawn | None, indent: str) -> list[str]:
    if row is None:
        return []
    lines = [f"{indent}withdrawn:", f"{indent}  date: {row.date}", f"{indent}  why: {write_scalar(row.why)}"]
    return [*lines, f"{indent}  successor: {row.successor}"] if row.successor else lines


def _rejected_lines(row: Rejected) -> list[str]:
    rows = [f"id: {row.id}"] if row.id else []
    rows.append(f"exact: {write_scalar(row.exact)}")
    if row.at is not None:
        rows.append(f"at: {row.at}")
    if row.why is not None:
        rows.append(f"why: {write_scalar(row.why)}")
    return [f"  {'- ' if i == 0 else '  '}{text}" for i, text in enumerate(rows)]


def _noise_lines(row: Noise) -> list[str]:
    lines = [f"  - exact: {write_scalar(row.exact)}"]
    if row.at is not None:
        lines.append(f"    at: {row.at}")
    return [*lines, f"    why: {write_scalar(row.why)}"]
