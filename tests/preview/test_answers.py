"""What the preview answers: the plan's addresses, and nothing else whatever is asked."""

from __future__ import annotations

import random
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.preview.answers import content_type
from tests.preview.lighthouse import LIT, PATH, SOURCE, STATEMENT, TEXT, Preview, previewed, write_site

TYPES = {
    "/": "text/html; charset=utf-8", "/atom.xml": "application/atom+xml; charset=utf-8",
    "/feed.json": "application/feed+json; charset=utf-8", "/sitemap.xml": "application/xml; charset=utf-8",
    "/robots.txt": "text/plain; charset=utf-8", "/_headers": "text/plain; charset=utf-8",
    f"/f/{LIT}/": "text/html; charset=utf-8", f"/f/{LIT}.json": "application/json; charset=utf-8",
    "/_waqai/static/live.js": "text/javascript; charset=utf-8",
    "/_waqai/static/preview.css": "text/css; charset=utf-8", "/_waqai/static/fonts/naskh-400.woff2": "font/woff2",
}  # fmt: skip


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """One for all: nothing here saves anything."""
    with previewed(write_site(tmp_path_factory.mktemp("site"))) as running:
        yield running


def test_every_address_of_the_plan_answers(preview: Preview) -> None:
    table = preview.live.state.table
    assert len(table) > 20
    for address, page in table.items():
        reply = preview.get(address)
        assert reply.status == (404 if page.kind == "missing" else 200), address
        assert bool(reply.body) == (reply.headers["content-length"] != "0"), address
    assert STATEMENT in preview.get(f"/f/{LIT}/").text


def test_types_say_their_character_set(preview: Preview) -> None:
    for address, kind in TYPES.items():
        assert preview.get(address).headers["content-type"] == kind, address
    assert content_type("timeline.ics") == "text/calendar; charset=utf-8"
    assert content_type("unheard.of") == "application/octet-stream"


def test_nothing_is_written_for_readers(preview: Preview) -> None:
    preview.get("/")
    assert sorted(p.name for p in preview.live.root.iterdir()) == [".cache", "content", "site.yaml"]


def test_every_answer_carries_the_safety_headers(preview: Preview) -> None:
    replies = [preview.get("/"), preview.get("/nowhere/"), preview.get("/f"), preview.get("/", Host="evil.example")]
    replies += [preview.get("/", "POST"), preview.raw(b"nonsense\r\n\r\n"), preview.get("/_waqai/static/live.js")]
    for reply in replies:
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["cross-origin-resource-policy"] == "same-origin"
        assert reply.headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'; script-src 'self'" in reply.headers["content-security-policy"]
        assert "unsafe" not in reply.headers["content-security-policy"]
        assert "access-control-allow-origin" not in reply.headers
        assert reply.headers["cache-control"] in ("no-cache", "no-store")


def test_head_is_get_without_the_page(preview: Preview) -> None:
    whole, head = preview.get("/"), preview.get("/", "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(whole.body))
    assert preview.get("/nowhere/", "HEAD").status == 404


def test_a_page_that_did_not_change_is_not_sent_again(preview: Preview) -> None:
    tag = preview.get("/").headers["etag"]
    again = preview.get("/", If_None_Match=tag)
    assert (again.status, again.body) == (304, b"")


def test_an_address_that_is_nowhere_shows_the_404_page(preview: Preview) -> None:
    reply = preview.get("/f/nothing/")
    assert reply.status == 404
    assert "لا صفحة في هذا العنوان" in reply.text


def test_a_forgotten_slash_leads_to_the_page(preview: Preview) -> None:
    reply = preview.get(f"/f/{LIT}")
    assert (reply.status, reply.headers["location"]) == (302, f"/f/{LIT}/")


@pytest.mark.parametrize("base", ["/", "/waqai/"])
def test_the_site_stands_under_its_base_path(tmp_path: Path, base: str) -> None:
    root = tmp_path / "based"
    root.mkdir()
    write_site(root, f"https://x.example{base}")
    with previewed(root) as preview:
        page = preview.get(f"{base}f/{LIT}/")
        assert page.status == 200
        assert f'href="https://x.example{base}f/{LIT}/"' in page.text  # canonical, as it will be published
        for href in re.findall(r' (?:href|src)="(/[^"]*)"', page.text):
            assert href.startswith((base, "/_waqai/"))
            assert preview.get(href.split("#")[0]).status == 200, href
        if base != "/":
            assert preview.get("/").headers["location"] == base
            assert preview.get(base.rstrip("/")).headers["location"] == base
            assert preview.get(f"/f/{LIT}/").status == 404
            assert preview.get("/f/").status == 404


# ---- hostile requests -------------------------------------------------------------------------------------------

_NAMES = [
    "etc/passwd",
    "site.yaml",
    PATH,
    "content/texts/lighthouse.txt",
    ".cache/records.msgpack",
    "templates/base.html",
]
_CLIMBS = [
    "../", "..%2f", "%2e%2e/", "%2e%2e%2f", "%252e%252e%252f", "..\\", "..%5c", "....//", "..;/", "./", "//", "/%00/",
    "%c0%ae%c0%ae/", "..%00/", "%2e/", "/.;/", "~/", "file:///", "@fs/",
]  # fmt: skip


def hostile() -> list[bytes]:
    """Requests that ask for a file of the disk in every way that once worked somewhere."""
    chance = random.Random(7)  # the same ones every time
    targets = [f"/{climb * depth}{name}" for climb in _CLIMBS for depth in (1, 6) for name in _NAMES[:5]]
    targets += [f"//evil.example/{name}" for name in _NAMES] + [f"/\\evil.example\\{name}" for name in _NAMES]
    targets += [f"http://evil.example/{name}" for name in _NAMES] + [f"/f/{LIT}/;{name}" for name in _NAMES]
    targets += [
        "/" + "a/" * 32_000,
        "/" + "%2e" * 20_000,
        "/\x00",
        "/%00",
        "/f/\x00/",
        "*",
        "",
        "?",
        "#",
        "/?a",
        "/ /",
        "/%",
    ]
    targets += ["".join(chance.choice("./%2eE5cfF\\;:@?#~&=+ \t\x00") for _ in range(40)) for _ in range(20)]
    heads = [f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode("latin-1") for target in targets]
    return [*heads, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\n", b"A" * 70_000]


def test_hostile_requests_get_no_page_and_break_nothing(preview: Preview) -> None:
    requests = hostile()
    assert len(requests) >= 200
    whole = preview.get("/").text
    for data in requests:
        reply = preview.raw(data)
        first = data[:80]
        assert 200 <= reply.status < 500, first
        assert "root:" not in reply.text, first
        assert "text_sha256" not in reply.text and TEXT.splitlines()[-1] not in reply.text, first
        location = reply.headers.get("location")
        assert location is None or location in preview.live.state.table, first
        if reply.status == 200:
            assert data.startswith((b"GET /? ", b"GET /?a ", b"GET / "))  # a question after the address of the root
    assert preview.get("/").text == whole


def test_half_open_connections_do_not_keep_others_waiting(preview: Preview) -> None:
    held = []
    for _ in range(200):
        connection = socket.create_connection(("127.0.0.1", preview.port))
        connection.sendall(b"GET / HTTP/1.1\r\n")
        held.append(connection)
    started = time.monotonic()
    assert preview.get("/").status == 200
    assert time.monotonic() - started < 1
    for connection in held:
        connection.close()


def test_event_streams_that_nobody_reads_are_dropped(preview: Preview) -> None:
    held = []
    for _ in range(60):
        connection = socket.create_connection(("127.0.0.1", preview.port), 5)
        connection.sendall(b"GET /_waqai/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.recv(12) == b"HTTP/1.1 200"
        held.append(connection)
    for oldest in held[:12]:  # of 60, 48 stay
        while oldest.recv(65536):
            pass
    assert preview.get("/").status == 200
    for connection in held:
        connection.close()


def test_the_event_stream_is_no_script_and_only_for_our_pages(preview: Preview) -> None:
    with socket.create_connection(("127.0.0.1", preview.port), 3) as stream:
        stream.sendall(b"GET /_waqai/events?since=x HTTP/1.1\r\nHost: localhost\r\n\r\n")
        found = b""
        while b"data:" not in found:
            found += stream.recv(4096)
    head, body = found.split(b"\r\n\r\n", 1)
    assert b"text/event-stream; charset=utf-8" in head and b"no-store" in head
    assert body.startswith(b")]}'\n")
    for name, value in (
        ("Origin", "http://evil.example"),
        ("Sec-Fetch-Site", "same-site"),
        ("Sec-Fetch-Site", "cross-site"),
    ):
        assert preview.get("/_waqai/events", **{name: value}).status == 403


def test_a_text_page_is_found_by_the_id_of_its_source_only(preview: Preview) -> None:
    assert preview.get(f"/_waqai/text/{SOURCE}/").status == 200
    for other in ("lighthouse", "..", LIT, f"{SOURCE}/.."):
        assert preview.get(f"/_waqai/text/{other}/").status == 404
