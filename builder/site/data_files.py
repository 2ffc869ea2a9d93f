"""`/data/`: every reviewed fact in one file, for people who count and for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from builder.site.exports import beside, entity_value, fact_json, write_json
from builder.site.ftm import ftm_lines
from builder.site.index import Entry
from builder.site.permalinks import file_of
from builder.site.schema import fact_schema
from builder.site.shown import Shown, piece_of_a_fact
from builder.site.views import Page, Parts

COLUMNS = (
    "id", "url", "statement", "modality", "edtf", "when", "speakers", "who", "where", "evidence", "publisher", "title",
    "published", "corrected", "accounts", "origins",
)  # fmt: skip
# A cell that begins so is a formula to a spreadsheet, in full-width form too (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_ABOUT = """هذه البيانات هي الوقائع المراجَعة في هذا الموقع، ولا غيرها.

facts.jsonl       واقعة في كل سطر، كما في ملفها /f/ID.json، ونصّ الشاهد فيه حرفاً بحرف.
facts.json        الوقائع نفسها في قائمة واحدة.
fact.schema.json  وصف الحقول بصيغة JSON Schema 2020-12؛ يصف كل سطر من facts.jsonl وكل ملف /f/ID.json.
facts.csv         الحقول الأساسية بترميز UTF-8. الخلية التي تبدأ بعلامة معادلة (= + - @ أو مسافة جدولة) تسبقها
                  علامة ' كي لا تنفذها برامج الجداول. النص الدقيق في facts.jsonl وحده.
entities.jsonl    الأسماء التي تذكرها هذه الوقائع، اسم في كل سطر، ومعه معرّفات وقائعه.
ftm.jsonl         الوقائع والأسماء والمواد بنموذج FollowTheMoney. ما رُوي أنه وقع حدث (Event)، وما زُعم أو قُرّر أو
                  نُفي ملاحظة (Note) تذكر ذلك في keywords. والتاريخ بقدر ما هو معروف.

Reviewed facts only. facts.jsonl and facts.json are exact; in facts.csv a cell that a spreadsheet would run as a
formula begins with '. ftm.jsonl states as an Event only what is reported as having happened; claims, plans and
denials are Notes. fact.schema.json describes every line of facts.jsonl and every /f/ID.json.
"""


def data_pages(shown: Shown) -> list[Page]:
    """The files of /data/ and what they are."""
    reviewed = [entry for entry in shown.index.facts.values() if entry.reviewed]
    facts = [fact_json(shown, entry) for entry in reviewed]
    files: dict[str, bytes | Parts] = {
        "facts.jsonl": Parts(tuple(facts)),
        "facts.json": Parts((b"[", *[piece for fact in facts for piece in (b",", fact)][1:], b"]\n")),
        "fact.schema.json": write_json(fact_schema(shown.addresses)) + b"\n",
        # The mark at the start tells spreadsheets that this is UTF-8; without it Arabic is shown as noise.
        "facts.csv": Parts((b"\xef\xbb\xbf", _csv_row(COLUMNS), *(_cells(shown, entry) for entry in reviewed))),
        "entities.jsonl": Parts(tuple(_entities(reviewed, shown))),
        "ftm.jsonl": Parts(ftm_lines(reviewed, shown)),
        "README.txt": _ABOUT.encode(),
    }
    return [Page(file_of(f"/data/{name}"), f"/data/{name}", "data", None, data) for name, data in files.items()]


def _entities(reviewed: list[Entry], shown: Shown) -> Iterator[bytes]:
    """Entities that a reviewed fact names, by id, each with the ids of those facts."""
    index = shown.index
    facts: dict[str, list[str]] = {}
    for entry in reviewed:
        for entity_id in dict.fromkeys((*entry.speakers, *entry.who, *entry.where, *entry.carriers)):
            facts.setdefault(entity_id, []).append(entry.id)
    for entity_id in sorted(facts.keys() & shown.paged_entities):
        yield (
            write_json({**entity_value(index.entities[entity_id], shown, vouched=True), "facts": facts[entity_id]})
            + b"\n"
        )


def cell(text: str) -> str:
    """`text` as a cell that no spreadsheet runs."""
    return f"'{text}" if text.startswith(_FORMULA) else text


@piece_of_a_fact
def _cells(shown: Shown, entry: Entry) -> bytes:
    fact, record = entry.fact, entry.home.record
    accounts = beside(entry, shown.index.accounts)
    accounts = accounts if len(accounts) > 1 else ()
    values = (
        fact.id,
        shown.addresses.absolute(shown.addresses.fact(fact.id)),
        fact.statement,
        fact.modality,
        fact.when.edtf if fact.when and fact.when.edtf else "",
        fact.when.text if fact.when and fact.when.text else "",
        "؛ ".join(name.name for name in shown.speakers(entry)),
        "؛ ".join(fact.who),
        "؛ ".join(fact.where),
        " … ".join(selector.exact for selector in fact.evidence),
        record.publisher.value if record.publisher else "",
        record.title.value if record.title else "",
        record.published.edtf if record.published and record.published.edtf else "",
        max((c.date for c in fact.corrections), default=""),
        str(len(accounts)) if accounts else "",
        str(len({shown.index.origins[other.id] for other in accounts})) if accounts else "",
    )
    return _csv_row([cell(value) for value in values])


def _csv_row(values: Iterable[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(values)
    return out.getvalue().encode()
