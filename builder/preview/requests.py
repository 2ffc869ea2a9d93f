"""What a browser asked, read strictly, and whether it may ask at all. Nothing here touches a socket or the disk.

Any page that is open in the editor's browser can send requests to this machine. So the name in `Host` must be ours
(a foreign name that resolves to this machine is refused), and no other site may make the browser fetch from here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import ip_address

from msgspec import Struct

from builder.errors import Both

HEAD_BYTES = 32_768
_HEADERS = 100
_OWN_NAMES = ("localhost", "127.0.0.1", "[::1]")
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 (compared with, never bound to)
_REQUEST_LINE = re.compile(r"([A-Z]{1,20}) ([!-~]{1,32768}) HTTP/1\.[01]")
_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}):[ \t]*([ -~\t\x80-\xff]*)")
_HOST = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[a-z0-9_.-]{1,253})(?::[0-9]{1,5})?")


class Refused(Exception):
    """A request that gets no page. status: of the answer."""

    def __init__(self, status: int, told: Both) -> None:
        super().__init__(status, told)
        self.status, self.told = status, told


class Request(Struct, frozen=True):
    """A request that was understood. path: as sent, never decoded; headers: by name in small letters."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    host: str


def parse_request(head: bytes) -> Request:
    """Read everything up to the empty line. Raises Refused for whatever is not plainly a request of HTTP/1."""
    if b"\r\n\r\n" not in head:
        raise _malformed()
    first, *lines = head.split(b"\r\n\r\n", 1)[0].decode("latin-1").split("\r\n")
    match = _REQUEST_LINE.fullmatch(first)
    if match is None or len(lines) > _HEADERS:
        raise _malformed()
    method, target = match.groups()
    headers: dict[str, str] = {}
    hosts = []
    for line in lines:
        header = _HEADER.fullmatch(line)
        if header is None:
            raise _malformed()
        name, value = header[1].lower(), header[2].rstrip(" \t")
        headers[name] = value
        if name == "host":
            hosts.append(value)
    if len(hosts) != 1:
        raise Refused(400, Both("A request names its host once.", "يسمّي الطلب مضيفه مرة واحدة."))
    if method not in ("GET", "HEAD"):
        raise Refused(405, Both("Only GET and HEAD are answered here.", "لا يُجاب هنا إلا عن GET وHEAD."))
    if not target.startswith("/"):
        raise _malformed()
    path, _, query = target.partition("?")
    return Request(method, path, query, headers, hosts[0])


def _malformed() -> Refused:
    return Refused(400, Both("This request cannot be read.", "تعذّرت قراءة هذا الطلب."))


def check_host(request: Request, bind: str) -> None:
    """Raises Refused where `Host` is neither this machine's own name nor what `--bind` says."""
    match = _HOST.fullmatch(request.host.lower())
    name = match[1].removesuffix(".") if match else ""
    if name in _OWN_NAMES or name == bind_name(bind):
        return
    if bind in _EVERYWHERE and _is_number(name):
        return  # no name that somebody else could point at this machine
    raise Refused(
        403,
        Both(
            "The preview answers to localhost, 127.0.0.1, [::1] and the name given with --bind. "
            "To open it under another name: waqai serve --bind NAME",
            "تجيب المعاينة عن localhost و127.0.0.1 و[::1] والاسم المعطى في ‎--bind. "
            "لفتحها باسم آخر: waqai serve --bind NAME",
        ),
    )


def bind_name(bind: str) -> str:
    """How `bind` stands in a `Host` header: small, an IPv6 address in brackets."""
    return f"[{bind.lower()}]" if ":" in bind else bind.lower()


def _is_number(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def check_origin(request: Request, *, strictly: bool) -> None:
    """Raises Refused for what another site makes the browser fetch.

    strictly: for the event stream, which no other site may even open as a page.
    """
    fetched_by = request.headers.get("sec-fetch-site", "none")
    is_visit = request.headers.get("sec-fetch-mode") == "navigate" and not strictly
    origin = request.headers.get("origin")
    foreign = origin is not None and origin.lower() != f"http://{request.host.lower()}"
    if foreign or (fetched_by not in ("none", "same-origin") and not is_visit):
        raise Refused(
            403, Both("Another site may not read the preview.", "لا يجوز لموقع آخر أن يقرأ المعاينة.")
        )  # fmt: skip
