"""Save and see: what a change reaches, what a fault leaves standing, and what nobody has to type twice."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest

from builder.build import plan_site
from builder.config import load_config
from builder.draft import Given, add, read_draft
from builder.load import load_site
from builder.preview.live import Live, replan
from tests.preview.lighthouse import BROKEN, LIT, MENDED, PATH, RECORD, SOURCE, STATEMENT, Preview, save

NEW_STATEMENT = "عادت المنارة القديمة إلى العمل."
BANNER = 'class="waqai-banner"'


def saved(preview: Preview, text: str, path: str = PATH) -> frozenset[str] | None:
    """Save a file and let the preview load it; the addresses that changed, None for all of them."""
    save(preview.live.root, text, path)
    change = preview.live.refresh(frozenset({path})).change
    return frozenset() if change is None else change.addresses


def test_a_saved_record_changes_its_pages_and_no_others(preview: Preview) -> None:
    changed = saved(preview, MENDED)
    assert changed is not None
    assert {"/", f"/f/{LIT}/", f"/s/{SOURCE}/", f"/_waqai/text/{SOURCE}/"} <= changed
    assert "/corrections/" not in changed
    assert NEW_STATEMENT in preview.get(f"/f/{LIT}/").text


def test_saving_what_was_there_already_changes_nothing(preview: Preview) -> None:
    assert saved(preview, RECORD) == frozenset()


def test_the_stream_tells_a_page_what_changed(preview: Preview) -> None:
    token = preview.live.token(preview.live.state.version)
    with socket.create_connection(("127.0.0.1", preview.port), 5) as stream:
        stream.sendall(f"GET /_waqai/events?since={token} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        threading.Timer(0.1, saved, (preview, MENDED)).start()
        found = b""
        while b"\n\n" not in found.partition(b"data: ")[2]:
            found += stream.recv(4096)
    assert b"event: changed\n" in found
    assert f'"/f/{LIT}/"'.encode() in found
    assert b'"/corrections/"' not in found


def test_a_page_that_was_away_learns_what_it_missed(preview: Preview) -> None:
    token = preview.live.token(preview.live.state.version)
    saved(preview, MENDED)
    now, addresses = preview.live.changes_since(token)
    assert addresses is not None and f"/f/{LIT}/" in addresses
    assert preview.live.changes_since(now) == (now, frozenset())
    for unknown in ("", "x", "another-1", f"{preview.live.run}-99", f"{preview.live.run}-٣", f"{preview.live.run}--1"):
        assert preview.live.changes_since(unknown) == (now, None)


def test_a_broken_record_leaves_the_last_good_page_and_says_where_it_broke(preview: Preview) -> None:
    before = preview.get(f"/f/{LIT}/").text
    assert BANNER not in before
    assert saved(preview, BROKEN) is None  # every page is loaded again, to show the banner
    broken = preview.get(f"/f/{LIT}/")
    assert broken.status == 200
    assert STATEMENT in broken.text and BANNER in broken.text
    assert 'role="alert"' in broken.text
    line = BROKEN[: BROKEN.index("مراجعة")].count("\n") + 1
    assert f'<bdi dir="ltr" lang="en">{PATH}:{line}:' in broken.text
    assert "<code><bdi>مراجعة</bdi></code>" in broken.text
    assert BANNER in preview.get(f"/_waqai/text/{SOURCE}/").text
    assert BANNER in preview.get("/nowhere/").text
    assert saved(preview, MENDED) is None
    mended = preview.get(f"/f/{LIT}/").text
    assert BANNER not in mended and NEW_STATEMENT in mended


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("site.yaml", "title: وقائع\nbase_url: https://facts.example/\ntittle: x\n"),
        ("content/entities/people.yaml", "- id: x\n"),
        ("content/pages/about.md", "بلا عنوان\n"),
        ("content/permalinks.lock", "/f/gone0000000/\n"),
        ("content/texts/lighthouse.txt", "نص آخر\n"),
        ("templates/fact.html", "{% extends 'base.html' %}{% block main %}{{ view.statment }}{% endblock %}"),
        ("templates/fact.html", "{% if %}"),
        ("templates/home.html", "{% include 'nothing.html' %}"),
    ],
)
def test_whatever_breaks_the_server_lives_on(preview: Preview, path: str, text: str) -> None:
    file = preview.live.root / path
    before = file.read_text("utf-8") if file.exists() else None
    page = preview.get(f"/f/{LIT}/").text
    file.parent.mkdir(exist_ok=True)
    assert saved(preview, text, path) is None
    broken = preview.get(f"/f/{LIT}/").text
    assert BANNER in broken and STATEMENT in broken
    assert 'class="waqai-problem"' in broken
    if before is None:
        file.unlink()
        preview.live.refresh(frozenset({path}))
    else:
        saved(preview, before, path)
    assert not preview.live.state.faults
    assert _without_version(preview.get(f"/f/{LIT}/").text) == _without_version(page)


def _without_version(page: str) -> str:
    return page.partition("data-since=")[0]


def test_a_template_that_is_no_text_is_told(preview: Preview) -> None:
    (preview.live.root / "templates").mkdir()
    (preview.live.root / "templates/fact.html").write_bytes(b"\xff\xfe\x00")
    preview.live.refresh(frozenset({"templates/fact.html"}))
    assert preview.live.state.faults
    assert preview.get(f"/f/{LIT}/").status == 200


def test_a_fault_of_the_program_itself_does_not_end_the_preview(
    preview: Preview, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("unforeseen")

    with monkeypatch.context() as broken:
        broken.setattr("builder.preview.live.load_site", fail)
        saved(preview, MENDED)
    page = preview.get(f"/f/{LIT}/").text
    assert BANNER in page and "unforeseen" in page and STATEMENT in page
    assert "Traceback" in capfd.readouterr().err
    preview.live.refresh(frozenset({PATH}))
    assert BANNER not in preview.get(f"/f/{LIT}/").text


def test_a_site_that_is_broken_at_the_start_is_shown_once_it_is_mended(site: Path) -> None:
    from tests.preview.lighthouse import previewed

    save(site, BROKEN)
    with previewed(site) as preview:
        page = preview.get("/")
        assert page.status == 503
        assert PATH in page.text and "data-since=" in page.text
        saved(preview, RECORD)
        assert preview.get("/").status == 200


def test_faults_of_many_files_are_counted(preview: Preview) -> None:
    for number in range(9):
        (preview.live.root / f"content/records/r{number}.yaml").write_text("id: x\n", "utf-8")
    preview.live.refresh(frozenset())
    page = preview.get("/").text
    assert page.count('class="waqai-place"') == 6
    assert "وغيرها: " in page


def test_messages_cannot_carry_markup_into_a_page(preview: Preview) -> None:
    saved(preview, RECORD.replace("status: reviewed", "status: <script>alert(1)</script>"))
    page = preview.get("/").text
    assert BANNER in page
    assert "<script>alert" not in page


def test_planning_again_from_the_last_plan_gives_what_planning_gives(site: Path) -> None:
    live = Live(site, "site.yaml")
    live.refresh()
    save(site, MENDED)
    loaded = load_site(site, load_config(site))
    whole = plan_site(loaded, site / "templates")
    assert live.state.planned is not None
    again = replan(loaded, live.state.planned)
    assert again.pages == whole.pages
    assert again.keys == whole.keys


# ---- drafting while somebody writes -----------------------------------------------------------------------------

ARTICLE = """وزير الخارجية الروسي في المرفأ

وصل وزير الخارجية الروسي سيرغي لافروف إلى مدينة موسكو أمس الأربعاء عائداً من رحلة بحرية.

وقال لافروف إن الرحلة استغرقت تسعة أيام وإن الطاقم بخير.
"""


def test_an_article_dropped_into_sources_is_drafted_and_shown(preview: Preview) -> None:
    root = preview.live.root
    (root / "content/sources/boat.txt").write_text(ARTICLE, "utf-8")
    done = preview.live.refresh(frozenset({"content/sources/boat.txt"}))
    assert [outcome.stem for outcome in done.outcomes] == ["boat"]
    assert (root / "content/records/boat.yaml").exists()
    assert "وزير الخارجية الروسي في المرفأ" in preview.get("/sources/").text
    # What drafting wrote is seen as a change of files, and changes nothing.
    own = frozenset({"content/texts/boat.txt", "content/drafts/boat.json", "content/records/boat.yaml"})
    again = preview.live.refresh(own)
    assert again.outcomes == () and again.change is None


def test_a_record_that_an_editor_takes_away_for_a_moment_is_not_drafted_over(preview: Preview) -> None:
    (preview.live.root / PATH).unlink()
    preview.live.refresh(frozenset({PATH}))
    assert not (preview.live.root / PATH).exists()


def test_typing_the_publication_date_dates_what_was_relative(preview: Preview) -> None:
    root = preview.live.root
    add(root, [Given("boat.txt", ARTICLE.encode())], "2025-07-11", lambda _: None)
    preview.live.refresh(frozenset({"content/records/boat.yaml"}))
    record = root / "content/records/boat.yaml"
    assert "2025-07-09" not in record.read_text("utf-8")
    text = record.read_text("utf-8")
    assert "\npublished:" not in text
    record.write_text(text.replace("\nfacts:", "published: 2025-07-10\n\nfacts:", 1), "utf-8")
    done = preview.live.refresh(frozenset({"content/records/boat.yaml"}))
    assert not preview.live.state.faults
    assert [outcome.status for outcome in done.outcomes] == ["updated"]
    assert "2025-07-09" in record.read_text("utf-8")
    draft = read_draft(root, "boat")
    assert draft is not None and draft.draft.published is not None and draft.draft.published.edtf == "2025-07-10"
    written = record.read_bytes()
    again = preview.live.refresh(frozenset({"content/records/boat.yaml", "content/drafts/boat.json"}))
    assert again.outcomes == () and again.change is None
    assert record.read_bytes() == written


def test_a_record_written_by_hand_is_never_drafted_into(preview: Preview) -> None:
    saved(preview, RECORD.replace("publisher: جريدة الساحل", "publisher: جريدة الساحل\npublished: 2025-03-10"))
    assert not (preview.live.root / "content/drafts/lighthouse.json").exists()
    assert "2025-03-10" in (preview.live.root / PATH).read_text("utf-8")


def test_a_file_that_is_no_article_is_told_and_the_rest_goes_on(preview: Preview) -> None:
    (preview.live.root / "content/sources/picture.txt").write_bytes(bytes(range(256)) * 8)
    save(preview.live.root, MENDED)
    preview.live.refresh(frozenset({PATH, "content/sources/picture.txt"}))
    page = preview.get(f"/f/{LIT}/").text
    assert "content/sources/picture.txt" in page
    assert NEW_STATEMENT in page


def test_warnings_count_only_when_they_are_asked_to(site: Path) -> None:
    relaxed, strict = Live(site, "site.yaml"), Live(site, "site.yaml", strict=True)
    save(site, RECORD.replace("exact: شارك هذا الخبر", "exact: شارك ذاك الخبر"))
    relaxed.refresh()
    strict.refresh()
    assert relaxed.state.warnings and not relaxed.state.faults
    assert strict.state.faults


def test_an_issue_of_the_newsletter_is_shown_as_soon_as_it_is_saved(preview: Preview) -> None:
    path = "content/newsletters/2026-11-21.yaml"
    (preview.live.root / path).parent.mkdir(parents=True)
    text = f"title: عدد المنارة\ndate: 2026-11-21\nfacts:\n  - {LIT}\n"
    changed = saved(preview, text, path)
    assert changed is not None and {"/newsletter/", "/newsletter/2026-11-21/"} <= changed
    assert "عدد المنارة" in preview.get("/newsletter/2026-11-21/").text
    changed = saved(preview, text.replace("عدد", "نشرة"), path)
    assert changed is not None and f"/f/{LIT}/" not in changed
