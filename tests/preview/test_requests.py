"""Who may ask: the name in `Host`, and where the request comes from."""

from __future__ import annotations

import pytest

from builder.preview.requests import HEAD_BYTES, Refused, check_host, check_origin, parse_request

OURS = ["localhost", "127.0.0.1:8000", "[::1]:8000", "LocalHost:9", "localhost.:8000", "127.0.0.1"]
FOREIGN = [
    "evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example", "evil.example.localhost",
    "127.0.0.2", "127.1", "0.0.0.0", "0x7f.0.0.1", "2130706433", "[::]", "[::ffff:127.0.0.1]", "::1", "[::1", "::1]",
    "localhost:", "localhost:80a", "localhost:8000:8000", "user@localhost", "localhost/", "localhost..", "local host",
    "192.168.1.7", "",
]  # fmt: skip


def request(*hosts: str, **headers: str):  # type: ignore[no-untyped-def]
    rows = [*(f"Host: {host}" for host in hosts), *(f"{k.replace('_', '-')}: {v}" for k, v in headers.items())]
    return parse_request(("\r\n".join(["GET / HTTP/1.1", *rows]) + "\r\n\r\n").encode("latin-1"))


@pytest.mark.parametrize("host", OURS)
def test_this_machine_answers_to_its_own_names(host: str) -> None:
    check_host(request(host), "127.0.0.1")


@pytest.mark.parametrize("host", FOREIGN)
def test_another_name_is_refused(host: str) -> None:
    """A name that somebody else points at this machine must not open the preview (DNS rebinding)."""
    with pytest.raises(Refused) as refused:
        check_host(request(host), "127.0.0.1")
    assert refused.value.status == 403
    assert "--bind" in refused.value.told.en
    assert "--bind" in refused.value.told.ar


@pytest.mark.parametrize("hosts", [(), ("localhost", "localhost"), ("localhost", "evil.example")])
def test_a_host_is_named_once(hosts: tuple[str, ...]) -> None:
    with pytest.raises(Refused):
        request(*hosts)


def test_the_name_given_with_bind_is_ours_too() -> None:
    check_host(request("Desk.Example:8000"), "desk.example")
    check_host(request("[fd00::7]:8000"), "fd00::7")
    with pytest.raises(Refused):
        check_host(request("other.example"), "desk.example")


def test_bound_to_every_address_numbers_pass_and_names_do_not() -> None:
    check_host(request("192.168.1.7:8000"), "0.0.0.0")
    with pytest.raises(Refused):
        check_host(request("evil.example"), "0.0.0.0")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://localhost:9000"},
        {"Origin": "https://localhost"}, {"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"}, {"Sec_Fetch_Site": "nonsense"},
    ],
)  # fmt: skip
def test_no_other_site_may_fetch(headers: dict[str, str]) -> None:
    for strictly in (True, False):
        with pytest.raises(Refused):
            check_origin(request("localhost", **headers), strictly=strictly)


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "http://localhost"}, {"Sec_Fetch_Site": "same-origin"}, {"Sec_Fetch_Site": "none"}],
)
def test_our_own_pages_may(headers: dict[str, str]) -> None:
    check_origin(request("localhost", **headers), strictly=True)


def test_a_link_from_elsewhere_opens_a_page_but_never_the_stream() -> None:
    visit = request("localhost", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate")
    check_origin(visit, strictly=False)
    with pytest.raises(Refused):
        check_origin(visit, strictly=True)


@pytest.mark.parametrize(
    "head",
    [
        b"", b"\r\n\r\n", b"GET /\r\n\r\n", b"GET / HTTP/2.0\r\nHost: localhost\r\n\r\n", b"GET  / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\nHost: localhost\n\n", b"GET / HTTP/1.1\r\n Host: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : localhost\r\n\r\n", b"GET / HTTP/1.1\r\nHost: localhost\r\nA: b\r\n c\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n", b"GET /\xd9\x82 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n", b"GET * HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: local\x0bhost\r\n\r\n", b"get / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /" + b"a" * HEAD_BYTES + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
)  # fmt: skip
def test_what_is_not_plainly_a_request_is_refused(head: bytes) -> None:
    with pytest.raises(Refused) as refused:
        parse_request(head)
    assert 400 <= refused.value.status < 500


def test_only_reading_is_answered() -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"):
        with pytest.raises(Refused) as refused:
            parse_request(f"{method} / HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert refused.value.status == 405
