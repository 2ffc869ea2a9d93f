"""What `waqai list` prints: rows of plain values, one a fact, source or entity."""

from __future__ import annotations

from collections.abc import Iterator

from builder.model import Fact
from builder.site.index import LoadedRecord, SiteContent
from builder.text.collation import collation_key
from builder.text.edtf import parse_edtf

Row = dict[str, str | int | None]


def rows_of(content: SiteContent, what: str) -> Iterator[Row]:
    """`facts`, `drafts`, `withdrawn`, `undated`, `sources` or `entities`, each in a fixed order."""
    if what == "entities":
        for entity in sorted(content.entities, key=lambda e: (e.type, collation_key(e.name))):
            yield {"id": entity.id, "type": entity.type, "name": entity.name}
        return
    for home in sorted(content.records, key=lambda r: r.stem):
        record = home.record
        if what == "sources":
            yield {
                "id": record.id,
                "stem": home.stem,
                "facts": len(record.facts),
                "title": record.title.value if record.title else None,
            }
            continue
        for fact in record.facts:
            if _is_wanted(fact, what):
                yield _fact_row(home, fact)


def _is_wanted(fact: Fact, what: str) -> bool:
    if what == "drafts":
        return fact.status == "draft"
    if what == "withdrawn":
        return fact.status == "withdrawn"
    if what == "undated":
        return fact.when is None or fact.when.edtf is None or not parse_edtf(fact.when.edtf).is_dated
    return True


def _fact_row(home: LoadedRecord, fact: Fact) -> Row:
    return {
        "id": fact.id,
        "status": fact.status,
        "when": fact.when.edtf if fact.when else None,
        "stem": home.stem,
        "statement": fact.statement,
    }
