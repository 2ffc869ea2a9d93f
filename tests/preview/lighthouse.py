"""A site of one article, written by hand, and the preview of it: in this process, or as the command that people run."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from builder.errors import BuildError
from builder.ids import mint
from builder.preview.answers import Answers
from builder.preview.live import Live
from builder.preview.server import PreviewServer
from builder.records.check import text_digest

REPOSITORY = Path(__file__).parent.parent.parent
TEXT = """بلدية الرأس تعيد تشغيل المنارة القديمة

الرأس - أعادت بلدية الرأس تشغيل المنارة القديمة مساء الأحد بعد توقف دام تسع سنوات.
اقرأ أيضاً: أسعار السمك في سوق المرفأ
وقالت المهندسة سلمى النجار: "ضوء المنارة يُرى من عشرين ميلاً". وأوضحت أن الكلفة <b>لم</b> تتجاوز المبلغ المرصود.
شارك هذا الخبر
"""
SOURCE = mint("source", text_digest(TEXT))
LIT = mint("fact", text_digest(TEXT), "lit")
SEEN = mint("fact", text_digest(TEXT), "seen")
STATEMENT = "أعادت بلدية الرأس تشغيل المنارة القديمة."
RECORD = f"""\
id: {SOURCE}
text_sha256: {text_digest(TEXT)}
added: 2025-03-10

title: بلدية الرأس تعيد تشغيل المنارة القديمة
publisher: جريدة الساحل

facts:
  - id: {LIT}
    statement: {STATEMENT}
    status: reviewed
    evidence:
      - exact: أعادت بلدية الرأس تشغيل المنارة القديمة مساء الأحد
        at: {TEXT.index("أعادت")}

  - id: {SEEN}
    statement: يُرى ضوء المنارة من عشرين ميلاً.
    status: draft
    evidence:
      - exact: ضوء المنارة يُرى من عشرين ميلاً
        at: {TEXT.index("ضوء المنارة يُرى")}
    attribution:
      - speaker: سلمى النجار
        cue: وقالت
        at: {TEXT.index("وقالت")}
        speech: direct
    modality: claimed

names:
  سلمى النجار: new person

noise:
  - exact: 'اقرأ أيضاً: أسعار السمك في سوق المرفأ'
    at: {TEXT.index("اقرأ")}
    why: related
  - exact: شارك هذا الخبر
    at: {TEXT.index("شارك")}
    why: share
"""
PATH = "content/records/lighthouse.yaml"
BROKEN = RECORD.replace("status: reviewed", "status: مراجعة")
MENDED = RECORD.replace(STATEMENT, "عادت المنارة القديمة إلى العمل.")


def write_site(root: Path, base_url: str = "https://facts.example/") -> Path:
    for folder in ("sources", "texts", "records", "drafts", "entities", "pages"):
        (root / "content" / folder).mkdir(parents=True, exist_ok=True)
    (root / "site.yaml").write_text(f"title: وقائع الساحل\nbase_url: {base_url}\n", "utf-8")
    (root / "content/texts/lighthouse.txt").write_text(TEXT, "utf-8")
    (root / "content/sources/lighthouse.txt").write_text(TEXT, "utf-8")
    save(root, RECORD)
    return root


def save(root: Path, text: str, path: str = PATH) -> None:
    """Write a file as careful editors do: beside it, then renamed into its place."""
    new = (root / path).with_name(".lighthouse.swp")
    new.write_text(text, "utf-8")
    new.replace(root / path)


class Reply:
    """An answer as it came over the wire."""

    def __init__(self, raw: bytes) -> None:
        head, _, self.body = raw.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        self.status = int(first.split()[1]) if first else 0
        self.headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        self.text = self.body.decode("utf-8", "replace")


class Preview:
    """The preview of a site, served from this process; `refresh` stands in for the watcher."""

    def __init__(self, live: Live, server: PreviewServer) -> None:
        self.live, self.port = live, server.server_port
        self.told: list[BuildError] = []

    def raw(self, data: bytes, *, seconds: float = 5.0) -> Reply:
        with socket.create_connection(("127.0.0.1", self.port), seconds) as connection:
            connection.sendall(data)
            return Reply(_rest(connection))

    def get(self, path: str, method: str = "GET", **headers: str) -> Reply:
        rows = {"Host": f"127.0.0.1:{self.port}", **{name.replace("_", "-"): value for name, value in headers.items()}}
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in rows.items())]
        return self.raw(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))


def _rest(connection: socket.socket) -> bytes:
    found = b""
    while piece := connection.recv(65536):
        found += piece
    return found


@contextmanager
def previewed(root: Path, bind: str = "127.0.0.1", **options: str) -> Iterator[Preview]:
    live = Live(root, "site.yaml", **options)  # type: ignore[arg-type]
    told: list[BuildError] = []
    live.refresh()
    with PreviewServer(socket.AF_INET, ("127.0.0.1", 0), Answers(live, bind, told.append)) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        preview = Preview(live, server)
        preview.told = told
        yield preview
        server.shutdown()


@contextmanager
def command(root: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`waqai serve` as people run it, and the address it names."""
    log = root.with_name(f"{root.name}.log")
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "builder", "serve", "--lang", "en", "--port", "0", *options],
            cwd=root, stderr=out, text=True, env={**os.environ, "PYTHONPATH": str(REPOSITORY), "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
    try:
        address = eventually(lambda: _named(log.read_text("utf-8")), 20)
        yield process, address
    finally:
        process.kill()
        process.wait()


def _named(log: str) -> str:
    return next((line.split()[1] for line in log.splitlines() if line.startswith("Preview: ")), "")


def eventually(found, seconds: float = 5.0):  # type: ignore[no-untyped-def]
    """The first true value of `found()`; fails after `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = found()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError("it never came")
