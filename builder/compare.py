"""`waqai compare`: facts that may tell one event, and a person's word on them written into a record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct

from builder import limits
from builder.across.events import Difference, Proposal, Telling, propose, telling_of
from builder.across.origins import groups_of
from builder.errors import Both, BuildError, in_language, printable
from builder.files import read_file, write_durable
from builder.load import RECORDS
from builder.model import Fact
from builder.nodes import decode_yaml_bytes
from builder.records.codec import RECORD_KEYS, parse_record
from builder.records.splice import append_row
from builder.site.index import LoadedRecord, SiteContent
from builder.text.folding import fold_key

Key = Literal["same_as", "disputes"]


class Side(Struct, frozen=True):
    """One of two facts: where it stands and what it says."""

    id: str
    stem: str
    statement: str
    when: str | None


class Compared(Struct, frozen=True):
    """A proposal as it is told: both sides, why, and the line of `key` that a person may paste into `path`."""

    one: Side
    other: Side
    score: float
    names: tuple[str, ...]
    words: tuple[str, ...]
    dates: str | None
    differences: tuple[Difference, ...]
    key: Key
    path: str
    line: str


def proposals(content: SiteContent, asked: Sequence[str]) -> Iterator[Compared]:
    """What nobody has decided yet, likeliest first; only pairs that touch `asked` (stems, paths, ids), if any.

    Raises BuildError for an asked name that is neither a record nor a fact.
    """
    wanted = {id_ for name in asked for id_ in _ids_of(name, content)}
    tellings = {telling.id: telling for telling in _tellings(content)}
    same = groups_of(pair for home in content.records for pair in home.record.same_as)
    disputed = {frozenset(pair) for home in content.records for pair in home.record.disputes}
    for found in propose(list(tellings.values())):
        pair = (found.one, found.other)
        if wanted and wanted.isdisjoint(pair):
            continue
        if frozenset(pair) in disputed or found.other in same.get(found.one, ()):
            continue
        yield _compared(found, tellings)


def _ids_of(name: str, content: SiteContent) -> set[str]:
    stem = Path(name).name.removesuffix(".yaml").removesuffix(".yml")
    for home in content.records:
        facts = {fact.id for fact in home.record.facts}
        if stem == home.stem or name == home.record.id:
            return facts
        if name in facts:
            return {name}
    raise BuildError(
        name, None,
        Both("there is no record and no fact of this name", "لا سجل ولا واقعة بهذا الاسم"),
        Both("`waqai list sources` and `waqai list` name them.", "يسردها `waqai list sources` و`waqai list`."),
    )  # fmt: skip


def _tellings(content: SiteContent) -> Iterator[Telling]:
    for home in content.records:
        table = {name: content.resolved.get((home.stem, name), fold_key(name)) for name, _ in home.record.names}
        publisher = home.record.publisher.value if home.record.publisher else None
        for fact in home.record.facts:
            if fact.status != "withdrawn":
                yield telling_of(home.stem, fact, table, publisher)


def _compared(found: Proposal, tellings: dict[str, Telling]) -> Compared:
    one, other = tellings[found.one], tellings[found.other]
    return Compared(
        one=_side(one), other=_side(other), score=found.score, names=found.names, words=found.words, dates=found.when,
        differences=found.differences, key="disputes" if found.differences else "same_as",
        path=f"{RECORDS}/{one.stem}.yaml", line=f"  - [{one.id}, {other.id}]",
    )  # fmt: skip


def _side(telling: Telling) -> Side:
    return Side(telling.id, telling.stem, telling.statement, telling.when.text if telling.when else None)


def told(row: Compared, lang: str) -> str:
    """A proposal as a person reads it at a terminal, the line to paste last."""
    names, words = "، ".join(row.names), "، ".join(row.words)
    dates = in_language(_DATES[row.dates], lang)
    why = in_language(
        Both(f"{row.score:.2f}: names: {names}; {dates}; words: {words}",
             f"{row.score:.2f}: الأسماء: {names}؛ {dates}؛ الألفاظ: {words}"), lang,
    )  # fmt: skip
    lines = [
        f"{side.id}  {side.stem}  {side.when or '—'}  {printable(side.statement)}" for side in (row.one, row.other)
    ]
    lines.append(f"  {why}")
    for difference in row.differences:
        kind = in_language(_KINDS[difference.kind], lang)
        lines.append(f"  {kind}: {printable(difference.one)} ≠ {printable(difference.other)}")
    lines.append(f"  {row.path}  {row.key}:\n{row.line}\n")
    return "\n".join(lines)


_DATES: dict[str | None, Both] = {
    "same": Both("same date", "التاريخ نفسه"),
    "overlap": Both("dates that agree", "تاريخان متوافقان"),
    "apart": Both("dates some days apart", "بين التاريخين أيام"),
    None: Both("one or both undated", "إحداهما أو كلتاهما بلا تاريخ"),
}
_KINDS: dict[str, Both] = {
    "number": Both("different numbers", "عددان مختلفان"),
    "date": Both("different dates", "تاريخان مختلفان"),
    "place": Both("different places", "مكانان مختلفان"),
    "denial": Both("one denies", "إحداهما تنفي"),
}


def decide(root: Path, content: SiteContent, key: Key, one: str, other: str) -> str | None:
    """Write the pair into the record of `one` and return its path; None where a record has it already.

    Raises BuildError for an id that no fact has, for one fact twice and for a withdrawn one.
    """
    home, fact = _fact_of(one, content)
    _, partner = _fact_of(other, content)
    if fact.id == partner.id:
        raise BuildError(None, None, Both(f"`{one}` is one fact", f"`{one}` واقعة واحدة"),
                         Both("Name two.", "اذكر معرّفي واقعتين."))  # fmt: skip
    pairs = (pair for loaded in content.records for pair in getattr(loaded.record, key))
    if any({one, other} == set(pair) for pair in pairs):
        return None
    path = f"{RECORDS}/{home.stem}.yaml"
    data = read_file(root, path, limits.RECORD_BYTES)
    text = append_row(decode_yaml_bytes(data, path, limits.RECORD_BYTES), path, (key,), [one, other], RECORD_KEYS)
    parse_record(text, path)  # nothing is written that would not be read
    bom = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    write_durable(root, path, bom + text.encode())
    return path


def _fact_of(id_: str, content: SiteContent) -> tuple[LoadedRecord, Fact]:
    for home in content.records:
        for fact in home.record.facts:
            if fact.id == id_:
                if fact.status == "withdrawn":
                    raise BuildError(
                        f"{RECORDS}/{home.stem}.yaml", None,
                        Both(f"the fact `{id_}` is withdrawn", f"الواقعة `{id_}` مسحوبة"),
                    )  # fmt: skip
                return home, fact
    raise BuildError(
        None, None,
        Both(f"no fact has the id `{id_}`", f"لا واقعة بالمعرّف `{id_}`"),
        Both("`waqai list` names them.", "تسردها `waqai list`."),
    )  # fmt: skip
