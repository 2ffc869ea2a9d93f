"""`waqai fmt`: a record in the canonical layout, with positions that went stale put right."""

from __future__ import annotations

from pathlib import Path

import msgspec

from builder import limits
from builder.errors import Both, BuildError
from builder.files import read_file
from builder.load import RECORDS, TEXTS
from builder.model import Record, Selector
from builder.nodes import Mapping, Node, Scalar, decode_yaml_bytes, read_nodes
from builder.records.check import locate
from builder.records.codec import MODELINE, parse_record, write_record


def laid_out(root: Path, stem: str, *, drop_comments: bool) -> tuple[str, bytes, bytes]:
    """The path of a record, its bytes, and the bytes it should have. Raises Faults, or BuildError for a comment at risk."""
    path = f"{RECORDS}/{stem}.yaml"
    before = read_file(root, path, limits.RECORD_BYTES)
    text = decode_yaml_bytes(before, path, limits.RECORD_BYTES)
    record = parse_record(text, path)
    line = None if drop_comments else first_comment(text, path)
    if line is not None:
        raise BuildError(
            path, line,
            Both("this comment would be lost in the canonical layout", "سيضيع هذا التعليق في التنسيق الموحد"),
            Both("Move it into `note:`, or add --drop-comments.", "انقله إلى `note:` أو أضف --drop-comments."),
        )  # fmt: skip
    source = root / TEXTS / f"{stem}.txt"
    if source.exists():
        kept = read_file(root, f"{TEXTS}/{stem}.txt", limits.ARTICLE_BYTES * 2).decode("utf-8")
        record = with_right_positions(record, kept)
    return path, before, write_record(record).encode()


def with_right_positions(record: Record, text: str) -> Record:
    """Each selector whose `at` is wrong but whose words occur exactly once gets the right `at`."""

    def mended(selector: Selector) -> Selector:
        if selector.at is None or locate(selector, text) is not None:
            return selector
        at = locate(Selector(selector.exact), text)
        return selector if at is None else Selector(selector.exact, at)

    facts = tuple(
        msgspec.structs.replace(fact, evidence=tuple(mended(row) for row in fact.evidence)) for fact in record.facts
    )
    return msgspec.structs.replace(record, facts=facts)


def first_comment(text: str, path: str) -> int | None:
    """The line of the first comment besides the modeline; None where there is none."""
    spans: list[tuple[int, int]] = []
    _scalar_spans(read_nodes(text, path), spans)
    inside = iter(sorted(spans))
    span = next(inside, None)
    at = 0
    for number, line in enumerate(text.split("\n"), 1):
        for i, c in enumerate(line):
            if c != "#" or (i and line[i - 1] not in " \t"):
                continue
            while span is not None and span[1] <= at + i:
                span = next(inside, None)
            if (span is None or at + i < span[0]) and line.strip() != MODELINE:
                return number
        at += len(line) + 1
    return None


def _scalar_spans(node: Node, spans: list[tuple[int, int]]) -> None:
    if isinstance(node, Scalar):
        spans.append((node.start, node.end))
    elif isinstance(node, Mapping):
        for key, value in node.items:
            spans.append((key.start, key.end))
            _scalar_spans(value, spans)
    else:
        for row in node.items:
            _scalar_spans(row, spans)
