"""Serve a built site as a good host would: compressed, with the headers of its `_headers`, its own 404 page.

    python scripts/serve_static.py public --port 8080

For audits (Lighthouse, validators, browser tests); `waqai serve` is the preview for writing.
"""

from __future__ import annotations

import argparse
import gzip
import mimetypes
import re
from fnmatch import fnmatch
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

TYPES = {".woff2": "font/woff2", ".svg": "image/svg+xml", ".js": "text/javascript", ".xml": "application/xml",
         ".json": "application/json", ".html": "text/html", ".css": "text/css", ".txt": "text/plain"}  # fmt: skip
COMPRESSED = (".html", ".css", ".js", ".json", ".xml", ".svg", ".txt")


class StaticServer(ThreadingHTTPServer):
    """Serves `folder` under `root_path`. asked: the path of every request, in order; sent: bytes of each body by path."""

    daemon_threads = True

    def __init__(self, folder: Path, root_path: str, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.folder, self.root_path = folder.resolve(), root_path
        headers = folder / "_headers"
        self.rules = read_headers(headers.read_text("utf-8")) if headers.exists() else []
        self.asked: list[str] = []
        self.sent: dict[str, int] = {}


def read_headers(text: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Rows of a `_headers` file: a pattern (`:id` stands for one part of a path), and the headers of what it matches."""
    rules: list[tuple[str, list[tuple[str, str]]]] = []
    for line in text.splitlines():
        if line.startswith(" "):
            name, _, value = line.strip().partition(": ")
            rules[-1][1].append((name, value))
        elif line:
            rules.append((re.sub(r":[a-z]+", "*", line), []))
    return rules


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: StaticServer

    def do_GET(self) -> None:
        address = unquote(urlsplit(self.path).path)
        self.server.asked.append(address)
        file = self._file(address)
        status = HTTPStatus.OK if file else HTTPStatus.NOT_FOUND
        file = file or self.server.folder / "404.html"
        body = file.read_bytes() if file.is_file() else b""
        headers = dict([*self._rules(address)])
        kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        headers.setdefault("Content-Type", f"{kind}; charset=utf-8" if file.suffix in COMPRESSED else kind)
        headers.setdefault("Cache-Control", "no-cache")
        if file.suffix in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 6, mtime=0)
            headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        self.server.sent[address] = len(body)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _rules(self, address: str) -> list[tuple[str, str]]:
        return [row for pattern, rows in self.server.rules if fnmatch(address, pattern) for row in rows]

    def _file(self, address: str) -> Path | None:
        if not address.startswith(self.server.root_path):
            return None
        file = (self.server.folder / address.removeprefix(self.server.root_path)).resolve()
        if not file.is_relative_to(self.server.folder):
            return None
        file = file / "index.html" if address.endswith("/") else file
        return file if file.is_file() else None

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name in the base class)
        return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--root-path", default="/", help="the path of base_url, such as /facts/")
    options = parser.parse_args()
    with StaticServer(options.folder, options.root_path, options.port) as server:
        print(f"http://127.0.0.1:{server.server_port}{options.root_path}", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
