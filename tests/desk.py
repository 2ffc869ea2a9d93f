"""A small site in a temporary folder, written the way an editor's desk would, and the command run on it."""

from __future__ import annotations

import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from importlib import import_module
from io import BufferedReader, BufferedWriter, FileIO, TextIOWrapper
from pathlib import Path
from pkgutil import walk_packages
from tempfile import TemporaryFile
from typing import NoReturn

import msgspec

import builder
from builder.cli import main
from builder.extract.pipeline import extract
from builder.ids import mint
from builder.model import Fact, Known, Link, Record, Said, Selector, When
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
    """Run the command in `root` as a user would; messages in English unless `--lang` says otherwise.

    A process of its own, but one that forks from this one, where Python and all modules are there already: a tenth of
    the time. What Python itself reads when it starts (PYTHON…) needs a new interpreter.
    """
    spoken = {"LC_ALL": "C.UTF-8", **environment}
    if any(name.startswith("PYTHON") for name in environment):
        return new_process(root, *args, stdin=stdin, **spoken)
    return forked(root, partial(main, args), stdin=stdin, **spoken)


def forked(
    root: Path, command: Callable[[], int], *, stdin: bytes | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run `command` in `root` in a process that forks from this one; it returns the exit code."""
    _warm()
    with TemporaryFile() as given, TemporaryFile() as out, TemporaryFile() as err:
        given.write(stdin or b"")
        given.seek(0)
        sys.stdout.flush()
        sys.stderr.flush()
        child = os.fork()
        if child == 0:
            _run(root, command, environment, (given.fileno(), out.fileno(), err.fileno()))
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode("utf-8", "replace"))
    return subprocess.CompletedProcess([], code, *texts)


def new_process(root: Path, *args: str, stdin: bytes | None, **environment: str) -> subprocess.CompletedProcess[str]:
    """The same with an interpreter of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "builder", *args], cwd=root, input=stdin or b"", capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **environment},
    )  # fmt: skip
    out, err = (stream.decode("utf-8", "replace") for stream in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


@lru_cache(maxsize=1)
def _warm() -> None:
    """Import what commands import, and read the tables of the extraction, once for all of them."""
    for module in walk_packages(builder.__path__, "builder."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    extract(ARTICLE, Known())


def _run(root: Path, command: Callable[[], int], environment: Mapping[str, str], streams: Sequence[int]) -> NoReturn:
    """What the forked process does: it never returns to the test."""
    code = 1
    try:
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        sys.stdin = TextIOWrapper(BufferedReader(FileIO(0, closefd=False)), "utf-8")
        sys.stdout, sys.stderr = (
            TextIOWrapper(BufferedWriter(FileIO(n, "w", closefd=False)), "utf-8", write_through=True) for n in (1, 2)
        )
        os.chdir(root)
        os.environ.update(environment)
        code = command()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 (the end of a process)
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` by its path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
