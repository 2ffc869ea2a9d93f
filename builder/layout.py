"""`waqai fmt`: a record in the canonical layout, with positions that went stale put right."""

from __future__ import annotations

from pathlib import Path

import msgspec

from builder import limits
from builder.errors import Both, BuildError
from builder.files import read_file
from builder.load import RECORDS, TEXTS
from builder.model import Record, Selector
from builder.nodes import decode_yaml_bytes
from builder.records.check import locate
from builder.records.codec import MODELINE, parse_record, write_record
from builder.records.splice import comment_lines


def laid_out(root: Path, stem: str, *, drop_comments: bool) -> tuple[str, bytes, bytes]:
    """The path of a record, its bytes, and the bytes it should have. Raises Faults, or BuildError for a comment at risk."""
    path = f"{RECORDS}/{stem}.yaml"
    before = read_file(root, path, limits.RECORD_BYTES)
    text = decode_yaml_bytes(before, path, limits.RECORD_BYTES)
    record = parse_record(text, path)
    # The modeline is ours; any other comment is a person's.
    lines = [line for line in comment_lines(text, path) if text.split("\n")[line - 1].strip() != MODELINE]
    line = None if drop_comments or not lines else lines[0]
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
