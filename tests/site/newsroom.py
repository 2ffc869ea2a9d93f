"""Small sites made of a few sentences, for the search: as content, as bytes by address, and behind a server."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from msgspec import Struct

from builder.config import Config
from builder.ids import mint
from builder.model import Entity, Fact, Link, Published, Record, Said, Selector, Status, When
from builder.render.assets import load_assets
from builder.render.environment import Renderer, packaged_templates
from builder.site.index import LoadedRecord, ProsePage, SiteContent, build_index
from builder.site.plan import plan

CASES = Path(__file__).parent / "cases"
CONFIG = Config(title="وقائع", base_url="https://facts.example/waqai/", publisher="غرفة أخبار تجريبية")


class Told(Struct, frozen=True):
    """A fact in short. name: what the tests call it."""

    name: str
    statement: str
    who: tuple[str, ...] = ()
    date: str | None = None
    evidence: str | None = None
    status: Status = "reviewed"
    outlet: str = "صحيفة الميزان"
    speaker: str | None = None


def fact_id(name: str) -> str:
    return mint("told", name)


def made_of(
    told: Sequence[Told],
    entities: Sequence[Entity] = (),
    resolved: Mapping[str, str] | None = None,
    config: Config = CONFIG,
    prose: tuple[ProsePage, ...] = (),
) -> SiteContent:
    """A site with one article for each fact. resolved: the entity that each name means."""
    records = []
    for n, row in enumerate(told):
        text = row.evidence or row.statement
        links = (Link("speaker", (row.speaker,), None, "قال"),) if row.speaker else ()
        fact = Fact(
            id=fact_id(row.name), statement=row.statement, evidence=(Selector(text, 0),), status=row.status,
            when=When(None, row.date) if row.date else None, who=row.who, attribution=links,
        )  # fmt: skip
        names = {*row.who, row.outlet, *((row.speaker,) if row.speaker else ())}
        record = Record(
            id=mint("article", row.name), text_sha256=sha256(text.encode()).hexdigest(), added="2026-11-15",
            title=Said(f"مادة رقم {n + 1}"), publisher=Said(row.outlet), published=Published("2026-11-14", "stated"),
            facts=(fact,), names=tuple((name, (resolved or {}).get(name, "new other")) for name in sorted(names)),
        )  # fmt: skip
        records.append(LoadedRecord(f"a{n:04}", record, text))
    return SiteContent(
        config=config, records=tuple(records), entities=tuple(entities),
        resolved={
            (r.stem, name): entity for r in records for name, entity in r.record.names if entity in {e.id for e in entities}
        },
        texts={r.stem: r.text for r in records}, prose=prose, lock=frozenset(), as_of="2026-11-21",
    )  # fmt: skip


def pages_of(content: SiteContent) -> dict[str, bytes]:
    """Every file of the site by its path under public/."""
    folders = [packaged_templates()]
    assets = load_assets(folders)
    renderer = Renderer(content.config, folders, assets.addresses)
    pages = [*plan(build_index(content)), *assets.pages]
    return {page.path: renderer.render(page) for page in pages}


class _Handler(BaseHTTPRequestHandler):
    files: dict[str, bytes]
    root: str
    sent: list[tuple[str, int]]

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].removeprefix(self.root)
        path += "index.html" if path == "" or path.endswith("/") else ""
        data = self.files.get(path)
        if data is None:
            self.send_error(404)
            return
        kinds = {
            "html": "text/html; charset=utf-8",
            "js": "text/javascript; charset=utf-8",
            "css": "text/css",
            "svg": "image/svg+xml",
        }
        body = data if path.endswith("woff2") else gzip.compress(data, 6)
        self.send_response(200)
        self.send_header("Content-Type", kinds.get(path.rsplit(".", 1)[-1], "application/octet-stream"))
        if body is not data:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.sent.append((path, len(body)))

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def served(files: dict[str, bytes], root: str = "/waqai/") -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """The address of a server of `files`, gzipped as hosts send them, and the list of what it has sent."""
    sent: list[tuple[str, int]] = []
    handler = type("Handler", (_Handler,), {"files": files, "root": root, "sent": sent})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{root}", sent
    finally:
        server.shutdown()
        server.server_close()


# ---- case files -----------------------------------------------------------------------------------------------------


def pairs(name: str) -> list[tuple[str, ...]]:
    lines = (CASES / name).read_text("utf-8").split("\n")
    return [tuple(cell.strip() for cell in line.split("|")) for line in lines if line and not line.startswith("#")]


def newsroom_facts() -> tuple[Told, ...]:
    rows = _section("facts")
    return tuple(
        Told(
            name=cells[0],
            statement=cells[1],
            who=tuple(n.strip() for n in cells[2].split("،") if n.strip()),
            date=cells[3],
        )
        for cells in rows
    )


def newsroom_queries() -> list[tuple[str, frozenset[str]]]:
    return [(cells[0], frozenset(cells[1].split())) for cells in _section("queries")]


def _section(name: str) -> list[tuple[str, ...]]:
    text = (CASES / "search-queries.md").read_text("utf-8").partition(f"## {name}\n")[2].partition("\n## ")[0]
    return [tuple(cell.strip() for cell in line.split("|")) for line in text.split("\n") if line.strip()]
