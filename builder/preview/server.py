"""`waqai serve`: sockets, threads and the terminal around the preview. Nothing is written into public/."""

from __future__ import annotations

import argparse
import errno
import socket
import socketserver
import sys
import threading
import time
import webbrowser
from email.utils import formatdate
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from typing import Any

from builder.config import load_config
from builder.errors import Both, BuildError, Faults
from builder.preview.answers import EVENTS, SAFETY, Answer, Answers, refusal
from builder.preview.changes import Watcher
from builder.preview.live import Live, Refreshed
from builder.preview.requests import HEAD_BYTES, Refused, Request, bind_name, parse_request
from builder.terminal import Terminal

HEAD_SECONDS = 10.0  # for the whole head, so that a byte now and then does not hold a thread
_SEND_SECONDS = 10.0
_CONNECTIONS, _STREAMS = 96, 48
_PORTS = 50  # tried after a busy one
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class PreviewServer(ThreadingHTTPServer):
    """A bounded number of connections, and so of threads: the oldest gives way to a new one."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, family: socket.AddressFamily, address: tuple[str, int], answers: Answers) -> None:
        self.address_family = family
        self.answers = answers
        self._lock = threading.Lock()
        # Both oldest first. A browser opens six connections to one server, so only who holds them open gets near the bounds.
        self._open: dict[socket.socket, None] = {}
        self._streams: dict[socket.socket, None] = {}
        super().__init__(address, _Connection)  # the handler reads requests itself

    def server_bind(self) -> None:
        """Bind without asking the network for our own name, which may take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            _make_room(self._open, _CONNECTIONS)
            self._open[request] = None
        super().process_request(request, client_address)

    def becomes_stream(self, connection: socket.socket) -> None:
        """An event stream stays open for as long as its page."""
        with self._lock:
            self._open.pop(connection, None)
            _make_room(self._streams, _STREAMS)
            self._streams[connection] = None

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._open.pop(request, None)
            self._streams.pop(request, None)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is no news; anything else is a fault of ours, told with its traceback."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


def _make_room(connections: dict[socket.socket, None], bound: int) -> None:
    """Hang up on the oldest until there is room; its thread ends with the error that gives it."""
    while len(connections) >= bound:
        oldest = next(iter(connections))
        del connections[oldest]
        try:
            oldest.shutdown(socket.SHUT_RDWR)
        except OSError:
            continue


class _Connection(socketserver.BaseRequestHandler):
    """One request, one answer, and the connection is closed."""

    server: PreviewServer
    request: socket.socket

    def handle(self) -> None:
        try:
            request = self._read()
            if request is None:
                return
            self.server.answers.check(request)
        except Refused as refused:
            self._send(refusal(refused), None)
            return
        self.request.settimeout(_SEND_SECONDS)
        if request.path == EVENTS and request.method == "GET":
            self.server.becomes_stream(self.request)
            self._stream(request)
        else:
            self._send(self.server.answers.answer(request), request)

    def _read(self) -> Request | None:
        """The request; None where nobody asks anything in time."""
        deadline = time.monotonic() + HEAD_SECONDS
        head = b""
        while b"\r\n\r\n" not in head and b"\n\n" not in head:
            if len(head) > HEAD_BYTES:
                raise Refused(431, Both("The request is too long.", "الطلب أطول مما يُقرأ."))
            self.request.settimeout(max(0.01, deadline - time.monotonic()))
            try:
                piece = self.request.recv(8192)
            except TimeoutError:
                return None
            if not piece or time.monotonic() > deadline:
                return None
            head += piece
        return parse_request(head)

    def _send(self, answer: Answer, request: Request | None) -> None:
        status, body = answer.status, answer.body
        headers = [("Content-Type", answer.type)]
        if answer.tag is not None and status == 200:
            headers += [("ETag", answer.tag), ("Cache-Control", "no-cache")]
            if request is not None and request.headers.get("if-none-match") == answer.tag:
                status, body = 304, b""
        else:
            headers.append(("Cache-Control", "no-store"))
        if answer.location is not None:
            headers.append(("Location", answer.location))
        if status == 405:
            headers.append(("Allow", "GET, HEAD"))
        if status != 304:
            headers.append(("Content-Length", str(len(body))))
        if request is not None and request.method == "HEAD":
            body = b""
        self.request.sendall(_head(status, headers) + body)
        self._linger()

    def _stream(self, request: Request) -> None:
        events = self.server.answers.events(request)
        headers = [("Content-Type", "text/event-stream; charset=utf-8"), ("Cache-Control", "no-store")]
        self.request.sendall(_head(200, headers) + events.opening)
        while True:  # ends when the other side is gone: sending raises
            self.request.sendall(events.next())

    def _linger(self) -> None:
        """Let the other side finish sending: closing on unread bytes would take our answer away from it."""
        self.request.shutdown(socket.SHUT_WR)
        self.request.settimeout(0.5)
        for _ in range(64):
            if not self.request.recv(65536):
                return


def _head(status: int, headers: list[tuple[str, str]]) -> bytes:
    rows = [*headers, *SAFETY, ("Date", formatdate(usegmt=True)), ("Connection", "close")]
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", *(f"{name}: {value}" for name, value in rows)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


# ---- the command ------------------------------------------------------------------------------------------------


def serve(options: argparse.Namespace, terminal: Terminal) -> int:
    """Preview the site until interrupted (KeyboardInterrupt goes to the caller). 2 for a port that is none."""
    if not 0 <= options.port <= 65535:
        terminal.faults(BuildError(None, None, Both("a port is a number from 0 to 65535", "المنفذ رقم من 0 إلى 65535")))
        return 2
    if not options.site.is_dir() or not (options.site / options.config).exists():
        load_config(options.site, options.config)  # raises: there is no site to wait for
    live = Live(options.site, options.config, options.base_url, options.as_of, strict=options.strict)
    watcher = Watcher(options.site, options.config, poll=options.poll)
    teller = _Teller(live, terminal, verbose=options.verbose)
    # Watching begins before loading: what is saved meanwhile is seen afterwards.
    hint = watcher.start()
    try:
        teller.started(live.refresh())
        server = _bound(options.bind, options.port, Answers(live, options.bind, teller.found))
        with server:
            threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
            address = _address(options.bind, server.server_port, live.state.root)
            _welcome(options, terminal, address, server.server_port, hint)
            try:
                while True:
                    paths = watcher.wait()
                    teller.refreshed(live.refresh(paths), paths)
            finally:
                server.shutdown()
    finally:
        watcher.stop()


def _bound(bind: str, port: int, answers: Answers) -> PreviewServer:
    """A server at the first free port from `port` on. Raises BuildError where this machine has no such address."""
    try:
        family, _, _, _, found = socket.getaddrinfo(bind, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        for tried in range(port, min(port + _PORTS, 65535) + 1):
            try:
                return PreviewServer(family, (str(found[0]), tried), answers)
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise
    except OSError as error:
        raise BuildError(
            None, None,
            Both(f"cannot listen on {bind}: {error.strerror}", f"تعذّر الاستماع على {bind}: {error.strerror}"),
            Both("Give an address of this machine with --bind, and a port above 1023 with --port.",
                 "أعطِ ‎--bind عنواناً لهذا الجهاز، و‎--port منفذاً فوق 1023."),
        ) from None  # fmt: skip
    raise BuildError(
        None, None,
        Both(f"no free port from {port} on", f"لا منفذ حراً ابتداءً من {port}"),
        Both("Choose another with --port.", "اختر غيره بـ ‎--port."),
    )  # fmt: skip


def _address(bind: str, port: int, root: str) -> str:
    name = bind_name("localhost" if bind in ("0.0.0.0", "::") else bind)  # noqa: S104 (compared with)
    return f"http://{name}:{port}{root}"


def _welcome(options: argparse.Namespace, terminal: Terminal, address: str, port: int, hint: Both | None) -> None:
    if options.port not in (0, port):
        terminal.say(f"Port {options.port} is taken; using {port}.", f"المنفذ {options.port} مشغول؛ سنستعمل {port}.")
    terminal.say(f"Preview: {address}  (Ctrl-C ends it)", f"المعاينة: {address}  (تنتهي بـ Ctrl-C)")
    if options.bind not in _LOOPBACK:
        terminal.say(
            f"Bound to {options.bind}: whoever can reach this machine there can read the preview, "
            "facts nobody has reviewed and the kept texts of articles included.",
            f"مفتوحة على {options.bind}: كل من يصل إلى هذا الجهاز من هناك يقرأ المعاينة، "
            "وفيها وقائع لم تُراجع ونصوص المواد المحفوظة.",
        )
    if hint is not None:
        terminal.say(*hint)
    if options.open and not webbrowser.open(address):
        terminal.say("No browser could be opened.", "تعذّر فتح المتصفح.")


class _Teller:
    """Says at the terminal what each save did, every fault and warning once."""

    def __init__(self, live: Live, terminal: Terminal, *, verbose: bool) -> None:
        self._live, self._terminal, self._verbose = live, terminal, verbose
        self._faults: tuple[str, ...] = ()
        self._warned: frozenset[str] = frozenset()
        self._found: set[str] = set()
        self._speaking = threading.Lock()

    def started(self, done: Refreshed) -> None:
        """After the first loading."""
        self._common(done)
        planned = self._live.state.planned
        if planned is not None:
            self._terminal.say(
                f"{planned.facts} facts, {len(planned.pages)} pages, {done.seconds:.2f} s",
                f"{planned.facts} من الوقائع، {len(planned.pages)} صفحة، {done.seconds:.2f} ث",
            )

    def refreshed(self, done: Refreshed, paths: frozenset[str]) -> None:
        """After a save."""
        self._common(done)
        if done.change is None or self._live.state.faults:
            return
        first, more = min(paths), f" (+{len(paths) - 1})" if len(paths) > 1 else ""
        addresses = done.change.addresses
        count = len(addresses) if addresses is not None else len(self._live.state.table)
        self._terminal.say(
            f"{first}{more}: {count} pages changed, {done.seconds:.2f} s",
            f"{first}{more}: تغيّرت {count} صفحة، {done.seconds:.2f} ث",
        )
        if self._verbose:
            for address in sorted(addresses or ()):
                self._terminal.detail(address)

    def found(self, error: BuildError) -> None:
        """A fault that only showed when its page was asked for."""
        with self._speaking:
            if error.told() not in self._found:
                self._found.add(error.told())
                self._terminal.faults(error)

    def _common(self, done: Refreshed) -> None:
        with self._speaking:
            for outcome in done.outcomes:
                self._terminal.say(*_drafted(outcome.path, outcome.status, outcome.facts, len(outcome.doubts)))
            state = self._live.state
            faults = tuple(fault.told() for fault in state.faults)
            if faults and faults != self._faults:
                self._terminal.faults(Faults(state.faults))
            elif self._faults and not faults:
                self._terminal.say("Mended; nothing at fault.", "أُصلح؛ لا خلل الآن.")
            self._faults = faults
            if done.change is not None:
                self._found.clear()
            for warning in state.warnings:
                if warning.told() not in self._warned:
                    self._terminal.warning(warning)
            self._warned = frozenset(warning.told() for warning in state.warnings)


def _drafted(path: str, status: str, facts: int, renewed: int) -> Both:
    if status == "updated":
        return Both(f"{path}: {facts} facts added, {renewed} values renewed",
                    f"{path}: أضيفت {facts} من الوقائع وتجددت {renewed} من القيم")  # fmt: skip
    return Both(f"{path}: {facts} facts drafted", f"{path}: صيغت {facts} من الوقائع")
