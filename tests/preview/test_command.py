"""`waqai serve` as people run it: it sees a save by itself, finds a port, and ends when told to."""

from __future__ import annotations

import errno
import signal
import socket
import time
from argparse import Namespace
from pathlib import Path
from urllib.request import urlopen

import pytest
from watchdog.observers import Observer

from builder.preview import changes
from builder.preview.changes import Watcher, is_watched
from builder.preview.server import serve
from builder.terminal import Terminal
from tests.preview.lighthouse import BROKEN, LIT, MENDED, PATH, STATEMENT, command, eventually, save

pytestmark = pytest.mark.slow


def shown(address: str) -> str:
    with urlopen(address, timeout=5) as reply:
        return str(reply.read().decode("utf-8"))


@pytest.mark.parametrize("options", [(), ("--poll",)], ids=["inotify", "poll"])
def test_a_save_is_seen_and_a_fault_told(site: Path, options: tuple[str, ...]) -> None:
    with command(site, *options) as (_, address):
        page = f"{address}f/{LIT}/"
        assert STATEMENT in shown(page)
        save(site, MENDED)
        eventually(lambda: "عادت المنارة" in shown(page))
        save(site, BROKEN)
        eventually(lambda: "waqai-banner" in shown(page))
        assert "عادت المنارة" in shown(page)
        save(site, MENDED)
        eventually(lambda: "waqai-banner" not in shown(page))
        log = site.with_name("site.log")
        # The page is answered before the terminal has its say.
        eventually(lambda: "Mended" in log.read_text("utf-8"))
        told = log.read_text("utf-8")
        assert f"{PATH}:" in told and "`status` cannot be `مراجعة`" in told
        assert "Traceback" not in told


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_told_to(site: Path, number: signal.Signals) -> None:
    with command(site) as (process, address):
        # A page that listens must not hold it up.
        host, _, port = address.removeprefix("http://").rstrip("/").partition(":")
        with socket.create_connection((host, int(port)), 5) as stream:
            stream.sendall(b"GET /_waqai/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
            stream.recv(100)
            process.send_signal(number)
            assert process.wait(5) == 130
    assert "Traceback" not in site.with_name("site.log").read_text("utf-8")


def test_a_busy_port_makes_way_for_the_next(site: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with command(site, "--port", str(port)) as (_, address):
            assert int(address.rstrip("/").rpartition(":")[2]) > port
        assert f"Port {port} is taken" in site.with_name("site.log").read_text("utf-8")


def test_a_folder_that_comes_later_is_watched_too(site: Path) -> None:
    with command(site) as (_, address):
        (site / "templates").mkdir()
        time.sleep(0.3)
        (site / "templates/missing.html").write_text(
            "{% extends 'base.html' %}{% block main %}هنا لا شيء{% endblock %}"
        )
        eventually(lambda: "هنا لا شيء" in _missing(address))


def _missing(address: str) -> str:
    from urllib.error import HTTPError

    with pytest.raises(HTTPError) as missing:
        shown(f"{address}nowhere/")
    return str(missing.value.read().decode("utf-8"))


def options(site: Path, **given: object) -> Namespace:
    plain = {"config": "site.yaml", "base_url": None, "as_of": None, "port": 0, "bind": "127.0.0.1", "open": False}
    return Namespace(**{"site": site, "poll": False, "strict": False, "verbose": False, **plain, **given})


def test_binding_elsewhere_says_who_can_read(
    site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Watcher, "wait", _interrupted)
    with pytest.raises(KeyboardInterrupt):
        serve(options(site, bind="0.0.0.0"), Terminal("en", environment={}))
    assert "whoever can reach this machine" in capsys.readouterr().err


def test_open_opens_the_site_where_it_stands(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(Watcher, "wait", _interrupted)
    monkeypatch.setattr("webbrowser.open", lambda address: bool(opened.append(address)) or True)
    with pytest.raises(KeyboardInterrupt):
        serve(options(site, open=True, base_url="https://x.example/waqai/"), Terminal("en", environment={}))
    assert [address.partition("/waqai/")[1:] for address in opened] == [("/waqai/", "")]


def _interrupted(_self: Watcher) -> frozenset[str]:
    raise KeyboardInterrupt


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_that_is_none_is_wrong_usage(site: Path, port: int) -> None:
    assert serve(options(site, port=port), Terminal("en", environment={})) == 2


def test_where_the_system_watches_no_more_files_we_look_ourselves(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits of inotify are reached on shared machines; a preview that sees nothing would be worse than a slow one."""

    def refuse(_self: object) -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    monkeypatch.setattr(Observer, "start", refuse)
    monkeypatch.setattr(changes, "POLL_SECONDS", 0.1)
    watcher = Watcher(site, "site.yaml", poll=False)
    hint = watcher.start()
    try:
        assert hint is not None and "max_user_watches" in hint.en and "max_user_watches" in hint.ar
        save(site, MENDED)
        assert PATH in watcher.wait()
    finally:
        watcher.stop()


def test_a_burst_of_saves_is_one_round(site: Path) -> None:
    watcher = Watcher(site, "site.yaml", poll=False)
    watcher.start()
    try:
        for number in range(20):
            (site / f"content/records/r{number}.yaml").write_text("id: x\n", "utf-8")
        paths: frozenset[str] = frozenset()
        rounds = 0
        while len(paths) < 20:
            paths |= watcher.wait()
            rounds += 1
        assert rounds <= 3
    finally:
        watcher.stop()


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        (PATH, True), ("site.yaml", True), ("templates/fact.html", True), ("content/records/.lighthouse.yaml.swp", False),
        ("content/records/lighthouse.yaml~", False), ("content/records/4913", False), ("public/index.html", False),
        (".cache/records.msgpack", False), ("content/texts/.x.txt.new.tmp", False), ("notes.txt", False),
    ],
)  # fmt: skip
def test_only_what_pages_are_made_from_counts(path: str, counts: bool) -> None:
    assert is_watched(path, "site.yaml") is counts
