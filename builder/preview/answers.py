"""From a request to an answer: a look into the table of addresses, and nothing else.

No path of the disk is ever made from a request, so there is nothing to climb out of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import blake2b
from importlib.resources import files
from pathlib import PurePosixPath
from urllib.parse import parse_qs

from msgspec import Struct
from msgspec.json import encode

from builder import limits
from builder.draft import found_in
from builder.errors import BuildError
from builder.files import read_file
from builder.preview import pages
from builder.preview.live import Live, State
from builder.preview.pages import OWN, Sheets, StripView
from builder.preview.requests import Refused, Request, check_host, check_origin
from builder.render.assets import STATIC
from builder.render.environment import packaged_templates
from builder.site.hosting import META_CSP
from builder.site.index import LoadedRecord
from builder.site.views import Page

EVENTS = f"{OWN}events"
Told = Callable[[BuildError], None]
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jsonl": "application/jsonl; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".bib": "application/x-bibtex; charset=utf-8",
    ".link": "application/link-format",
    ".svg": "image/svg+xml; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
}
_PLAIN = _TYPES[".txt"]
_HTML = _TYPES[".html"]
_PACKAGED = ("fonts/naskh-400.woff2", "fonts/sans-400.woff2", "fonts/sans-600.woff2", "mark.svg")
# On every answer. No CORS header: no other site is to read what is not published yet.
SAFETY = (
    ("Content-Security-Policy", f"{META_CSP}; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
# The first line of the event stream: a reader of events skips it, and as a script the stream is a syntax error.
_GUARD = b")]}'\n"
HEARTBEAT = 5.0  # seconds between two signs of life, which also find out who is gone


class Answer(Struct, frozen=True):
    """What is sent back. tag: its ETag, None for what a browser may not keep. location: an address of the table."""

    status: int
    type: str
    body: bytes
    tag: str | None = None
    location: str | None = None


def content_type(path: str) -> str:
    """The type of a file of the site by its name; feeds by theirs."""
    name = PurePosixPath(path).name
    if name.endswith("atom.xml"):
        return "application/atom+xml; charset=utf-8"
    if name == "feed.json":
        return "application/feed+json; charset=utf-8"
    return _TYPES.get(PurePosixPath(path).suffix, _PLAIN if name.startswith(("_", ".")) else "application/octet-stream")


def refusal(refused: Refused) -> Answer:
    """The answer to a request that gets no page."""
    return Answer(refused.status, _PLAIN, f"{refused.told.ar}\n\n{refused.told.en}\n".encode())


class Answers:
    """Answers requests from the current state. tell: what becomes of a fault that a request finds."""

    def __init__(self, live: Live, bind: str, tell: Told) -> None:
        self._live, self._bind, self._tell = live, bind, tell
        self._sheets = Sheets()
        self._own = _own_files()

    def check(self, request: Request) -> None:
        """Raises Refused for a request that may not be answered at all."""
        check_host(request, self._bind)
        check_origin(request, strictly=request.path == EVENTS)

    def answer(self, request: Request) -> Answer:
        """The page, the redirect or the 404 for a request that passed `check`."""
        path, state = request.path, self._live.state
        own = self._own.get(path)
        if own is not None:
            return own
        page = state.table.get(path)
        if page is not None:
            return self._page(state, path, page)
        home = state.homes.get(path)
        if home is not None and path.startswith(OWN):
            return self._text(state, path, home)
        target = _moved(state, path)
        if target is not None:
            return Answer(302, _PLAIN, f"{target}\n".encode(), location=target)
        return self._missing(state)

    def events(self, request: Request) -> _Events:
        """The stream of what changes from the version on that the page was made from."""
        asked = parse_qs(request.query, max_num_fields=4).get("since", [""])[0] if len(request.query) < 200 else ""
        return _Events(self._live, request.headers.get("last-event-id", asked))

    # ---- pages ------------------------------------------------------------------------------------------------------

    def _page(self, state: State, path: str, page: Page) -> Answer:
        assert state.planned is not None
        faults = state.faults
        try:
            data = self._live.page(state, page)
        except BuildError as error:
            self._tell(error)
            last = self._live.last_good(page)
            faults = (*faults, error)
            if last is None:
                return self._broken(state, path, faults)
            data = last
        kind = content_type(page.path)
        if kind == _HTML:
            data = self._sheets.laid_into(data, self._known(state, path), self._strip(state, path), faults)
        return Answer(404 if page.kind == "missing" else 200, kind, data, _tag(data))

    def _strip(self, state: State, path: str) -> StripView:
        home = state.homes.get(path)
        if home is None:
            return StripView(None, None)
        return StripView(f"{OWN}text/{home.record.id}/", f"content/records/{home.stem}.yaml")

    def _text(self, state: State, path: str, home: LoadedRecord) -> Answer:
        try:
            found = found_in(self._live.root, home.stem)
        except BuildError as error:
            self._tell(error)
            found = None
        if found is not None and found.lines and found.lines[-1].end > len(home.text):
            found = None  # of another text
        hrefs = {h.rsplit("/", 2)[-2]: h for h, other in state.homes.items() if other is home and h in state.table}
        view = pages.text_view(home, found, hrefs.get, hrefs.get(home.record.id), self._known(state, path))
        data = self._sheets.page("text.html", view)
        if state.faults:
            data = self._sheets.with_banner(data, view.seen, state.faults)
        return Answer(200, _HTML, data, _tag(data))

    def _missing(self, state: State) -> Answer:
        page = next((page for page in state.table.values() if page.kind == "missing"), None)
        if page is None:
            return self._broken(state, "*", state.faults)
        # Whatever is saved next may bring the page into being, so it waits for every change.
        answer = self._page(state, "*", page)
        return Answer(answer.status if answer.status != 200 else 404, answer.type, answer.body)

    def _broken(self, state: State, path: str, faults: tuple[BuildError, ...]) -> Answer:
        view = pages.faults_view(faults, self._known(state, path))
        return Answer(503, _HTML, self._sheets.page("broken.html", view))

    def _known(self, state: State, path: str) -> pages.Seen:
        return pages.Seen(path, self._live.token(state.version))


class _Events:
    """One event stream. The page is told which addresses changed and decides whether it is one of them."""

    def __init__(self, live: Live, token: str) -> None:
        self._live, self._token = live, token
        self.opening = _GUARD + b"retry: 500\n\n"

    def next(self) -> bytes:
        """The next event, or a sign of life after `HEARTBEAT` seconds without one."""
        if not self._live.wait(self._token, HEARTBEAT):
            return b":\n\n"
        self._token, addresses = self._live.changes_since(self._token)
        shown = None if addresses is None else sorted(addresses)
        return f"id: {self._token}\nevent: changed\ndata: ".encode() + encode({"addresses": shown}) + b"\n\n"


def _moved(state: State, path: str) -> str | None:
    """Where the site itself would send a reader: to its own root, or to the folder behind a forgotten slash."""
    if path == "/" and state.root in state.table:
        return state.root
    with_slash = f"{path}/"
    return with_slash if with_slash in state.table or with_slash in state.homes else None


def _own_files() -> Mapping[str, Answer]:
    static = files("builder.preview").joinpath("static")
    found = {name: static.joinpath(name).read_bytes() for name in ("live.js", "preview.css")}
    packaged = packaged_templates() / STATIC
    found |= {name: read_file(packaged, name, limits.ARTICLE_BYTES) for name in _PACKAGED}
    return {f"{OWN}static/{name}": Answer(200, content_type(name), data, _tag(data)) for name, data in found.items()}


def _tag(data: bytes) -> str:
    return f'"{blake2b(data, digest_size=12).hexdigest()}"'
