"""A small site in a temporary folder, written the way an editor's desk would, and the command run on it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from builder.ids import mint
from builder.model import Fact, Link, Record, Said, Selector, When
from builder.records.check import text_digest
from builder.records.codec import write_record

REPOSITORY = Path(__file__).parent.parent
ARTICLE = """افتتاح جسر النهر

الخميس 3 يوليو/تموز 2025

مدينة المرفأ (وكالة المثال) - افتتح وزير النقل كريم الدالي جسر النهر صباح الخميس.
وقالت المهندسة ليلى العامر إن الجسر يحمل ستين طناً. وأضافت: "لن يُغلق الجسر في الشتاء المقبل".
ومن المقرر أن تبدأ أعمال الطريق الشرقي في سبتمبر/أيلول المقبل.
"""
# Pictures take a second of each build here, and have tests of their own.
SITE_YAML = "title: وقائع المرفأ\nbase_url: https://facts.example/\noutputs: {cards: no}\n"


def selector(text: str, exact: str) -> Selector:
    return Selector(exact, text.index(exact))


def fact(text: str, exact: str, statement: str, **fields: object) -> Fact:
    made = Fact(mint("fact", text_digest(text), exact), statement, (selector(text, exact),))
    return msgspec.structs.replace(made, **fields)


def bridge_record() -> Record:
    """A record of `ARTICLE` as an editor would leave it: three facts, one of them planned, one a direct quotation."""
    return _record(ARTICLE, str)


def tunnel_record() -> Record:
    """The same of `SECOND`."""
    return _record(SECOND, _tunnel)


def _tunnel(text: str) -> str:
    return text.replace("جسر النهر", "نفق الميناء").replace("الجسر", "النفق")


SECOND = _tunnel(ARTICLE)


def _record(text: str, told: Callable[[str], str]) -> Record:
    added = Link("speaker", ("ليلى العامر",), None, "وأضافت", text.index("وأضافت"), "direct")
    opened = told("افتتح وزير النقل كريم الدالي جسر النهر")
    facts = (
        fact(
            text, opened, f"{opened}.", status="reviewed", when=When("صباح الخميس", "2025-07-03", "anchored"),
            who=("كريم الدالي",), where=("مدينة المرفأ",),
        ),
        fact(
            text, told("لن يُغلق الجسر في الشتاء المقبل"), told("قالت ليلى العامر إن الجسر لن يُغلق شتاءً."),
            status="reviewed", modality="claimed", attribution=(added,),
        ),
        fact(
            text, "تبدأ أعمال الطريق الشرقي في سبتمبر/أيلول المقبل", "من المقرر أن تبدأ أعمال الطريق الشرقي.",
            modality="planned", when=When("سبتمبر/أيلول المقبل", "2025-09", "anchored"),
        ),
    )  # fmt: skip
    return Record(
        id=mint("source", text_digest(text)), text_sha256=text_digest(text), added="2025-07-04",
        title=Said(told("افتتاح جسر النهر")), publisher=Said("صحيفة المرفأ"), facts=facts,
        names=(("كريم الدالي", "new person"), ("ليلى العامر", "new person"), ("مدينة المرفأ", "new place")),
    )  # fmt: skip


def write_site(root: Path, *records: tuple[str, str, Record], site_yaml: str = SITE_YAML) -> Path:
    """A site with the given (stem, text, record); with none, the bridge article."""
    for folder in ("sources", "texts", "records", "drafts", "entities", "pages"):
        (root / "content" / folder).mkdir(parents=True, exist_ok=True)
    (root / "site.yaml").write_text(site_yaml, "utf-8")
    for stem, text, record in records or (("bridge", ARTICLE, bridge_record()),):
        (root / f"content/texts/{stem}.txt").write_bytes(text.encode())
        (root / f"content/sources/{stem}.txt").write_bytes(text.encode())
        (root / f"content/records/{stem}.yaml").write_text(write_record(record), "utf-8")
    return root


def waqai(root: Path, *args: str, stdin: bytes | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in `root` as a user would; messages in English unless `--lang` says otherwise."""
    done = subprocess.run(
        [sys.executable, "-m", "builder", *args], cwd=root, input=stdin or b"", capture_output=True, check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(REPOSITORY), **environment},
    )  # fmt: skip
    out, err = (stream.decode("utf-8", "replace") for stream in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` by its path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
