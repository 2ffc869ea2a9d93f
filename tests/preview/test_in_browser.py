"""The preview in Chromium: the page follows the file, and no other site reads along."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.preview.lighthouse import BROKEN, LIT, MENDED, SOURCE, STATEMENT, command, save

pytestmark = pytest.mark.browser


def test_the_page_follows_the_file(site: Path, browser: Browser) -> None:
    with command(site) as (_, address):
        page = browser.new_page(viewport={"width": 390, "height": 300})
        problems: list[str] = []
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(f"{address}f/{LIT}/")
        statement = page.locator("h1")
        expect(statement).to_have_text(STATEMENT)
        page.evaluate("window.scrollTo(0, 120)")

        save(site, MENDED)
        expect(statement).to_have_text("عادت المنارة القديمة إلى العمل.")
        for _ in range(100):  # the place is found again once the page is laid out
            if page.evaluate("window.scrollY") == 120:
                break
            page.wait_for_timeout(100)
        assert page.evaluate("window.scrollY") == 120

        save(site, BROKEN)
        banner = page.get_by_role("alert")
        expect(banner).to_contain_text("مراجعة")
        expect(banner.locator("bdi[dir=ltr]")).to_contain_text("content/records/lighthouse.yaml:")
        expect(statement).to_have_text("عادت المنارة القديمة إلى العمل.")

        save(site, MENDED)
        expect(banner).to_have_count(0)
        assert problems == []


def test_a_page_that_did_not_change_is_left_alone(site: Path, browser: Browser) -> None:
    with command(site) as (_, address):
        still, moving = browser.new_page(), browser.new_page()
        still.goto(f"{address}corrections/")
        still.evaluate("window.untouched = true")
        moving.goto(f"{address}f/{LIT}/")
        save(site, MENDED)
        expect(moving.locator("h1")).to_have_text("عادت المنارة القديمة إلى العمل.")
        assert still.evaluate("window.untouched") is True


def test_the_kept_text_shows_what_was_struck_out(site: Path, browser: Browser) -> None:
    with command(site) as (_, address):
        page = browser.new_page(viewport={"width": 390, "height": 800})
        page.goto(f"{address}s/{SOURCE}/")
        page.get_by_role("link", name="النص المحفوظ").click()
        expect(page.locator("del").first).to_have_text("اقرأ أيضاً: أسعار السمك في سوق المرفأ")
        assert page.evaluate("getComputedStyle(document.querySelector('del')).textDecorationLine") == "line-through"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"


READER = """
async (address) => {
  const read = [];
  for (const mode of ["cors", "no-cors"])
    for (const path of ["", "_waqai/events", "_waqai/static/live.js", "feed.json"]) {
      try {
        const reply = await fetch(address + path, { mode, credentials: "include", signal: AbortSignal.timeout(1500) });
        if ((await reply.text()).length) read.push(`fetch ${mode} ${path}`);
      } catch {}
    }
  const events = new EventSource(address + "_waqai/events");
  const load = (element, url) => new Promise((done) => {
    element.onload = () => done(true);
    element.onerror = () => done(false);
    element.src = url;
    document.body.append(element);
    setTimeout(done, 2000, false);
  });
  for (const path of ["_waqai/events", "_waqai/static/live.js", "feed.json"])
    if (await load(document.createElement("script"), address + path)) read.push(`script ${path}`);
  for (const path of ["_waqai/static/mark.svg", "_waqai/events"])
    if (await load(document.createElement("img"), address + path)) read.push(`img ${path}`);
  const frame = document.createElement("iframe");
  await load(frame, address);
  try { if (frame.contentDocument.body.textContent.trim()) read.push("frame"); } catch {}
  if (events.readyState === EventSource.OPEN) read.push("events");
  events.close();
  return read;
}
"""


def test_a_page_of_another_port_reads_nothing(site: Path, browser: Browser, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "index.html").write_text("<!doctype html><title>x</title><body>", "utf-8")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            return

    with (
        command(site) as (_, address),
        ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(other))) as foreign,
    ):
        threading.Thread(target=foreign.serve_forever, args=(0.05,), daemon=True).start()
        for host in ("127.0.0.1", "localhost"):
            page = browser.new_page()
            page.goto(f"http://{host}:{foreign.server_port}/")
            assert page.evaluate(READER, address) == []
        own = browser.new_page()
        own.goto(address)
        assert "وقائع الساحل" in own.evaluate("fetch('/').then((reply) => reply.text())")
        foreign.shutdown()
