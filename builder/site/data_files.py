"""`/data/`: every reviewed fact in one file, for people who count and for programs."""

from __future__ import annotations

import csv
import io

from builder.site.exports import fact_value, write_json
from builder.site.index import Entry
from builder.site.permalinks import file_of
from builder.site.shown import Shown
from builder.site.views import Page

COLUMNS = (
    "id", "url", "statement", "modality", "edtf", "when", "speakers", "who", "where", "evidence", "publisher", "title",
    "published", "corrected", "accounts", "origins",
)  # fmt: skip
# A cell that begins so is a formula to a spreadsheet, in full-width form too (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_ABOUT = """هذه البيانات هي الوقائع المراجَعة في هذا الموقع، ولا غيرها.

facts.json   كل واقعة كما في ملفها /f/ID.json، ونصّ الشاهد فيه حرفاً بحرف.
facts.csv    الحقول الأساسية بترميز UTF-8. الخلية التي تبدأ بعلامة معادلة (= + - @ أو مسافة جدولة) تسبقها
             علامة ' كي لا تنفذها برامج الجداول. النص الدقيق في facts.json وحده.

Reviewed facts only. facts.json is exact; in facts.csv a cell that a spreadsheet would run as a formula begins with '.
"""


def data_pages(shown: Shown) -> list[Page]:
    """facts.json, facts.csv and what they are."""
    reviewed = [entry for entry in shown.index.facts.values() if entry.reviewed]
    files = {
        "facts.json": write_json([fact_value(entry, shown) for entry in reviewed]) + b"\n",
        "facts.csv": _csv(reviewed, shown),
        "README.txt": _ABOUT.encode(),
    }
    return [Page(file_of(f"/data/{name}"), f"/data/{name}", "data", None, data) for name, data in files.items()]


def cell(text: str) -> str:
    """`text` as a cell that no spreadsheet runs."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _csv(entries: list[Entry], shown: Shown) -> bytes:
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for entry in entries:
        fact, record = entry.fact, entry.home.record
        accounts = shown.index.accounts.get(entry.id, ())
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
        rows.writerow([cell(value) for value in values])
    # The mark at the start tells spreadsheets that this is UTF-8; without it Arabic is shown as noise.
    return b"\xef\xbb\xbf" + out.getvalue().encode()
