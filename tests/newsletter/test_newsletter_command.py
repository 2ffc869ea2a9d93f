"""`waqai newsletter` as an editor meets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.newsletter.desk import OUTPUT
from tests.desk import bridge_record, tree, tunnel_record, waqai, write_site

pytestmark = pytest.mark.slow

OPENED, SAID, PLANNED = (fact.id for fact in bridge_record().facts)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site")


def test_an_issue_in_one_command(site: Path) -> None:
    done = waqai(site, "newsletter", "--since", "2025-07-01", "--date", "2025-07-05", "--title", "عدد الجسر")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [
        "content/newsletters/2025-07-05.yaml", f"{OUTPUT}/2025-07-05.html", f"{OUTPUT}/2025-07-05.txt",
    ]  # fmt: skip
    html = (site / OUTPUT / "2025-07-05.html").read_text("utf-8")
    assert "افتتح وزير النقل كريم الدالي جسر النهر" in html and "الطريق الشرقي" not in html
    assert waqai(site, "build").returncode == 0
    assert "عدد الجسر" in (site / "public/newsletter/2025-07-05/index.html").read_text("utf-8")
    assert (site / f"public/f/{OPENED}/status.png").read_bytes().startswith(b"\x89PNG")


def test_what_a_person_changes_in_the_file_is_in_the_mail(site: Path) -> None:
    assert waqai(site, "newsletter", "--facts", OPENED, SAID, "--date", "2025-07-05").returncode == 0
    path = site / "content/newsletters/2025-07-05.yaml"
    before = path.read_text("utf-8")
    assert f"  - {OPENED}    # افتتح وزير النقل كريم الدالي" in before
    path.write_text(before.replace("intro:", "intro: كلمة المحرر"), "utf-8")
    done = waqai(site, "newsletter", "2025-07-05")
    assert done.returncode == 0, done.stderr
    assert "كلمة المحرر" in (site / OUTPUT / "2025-07-05.html").read_text("utf-8")
    assert "كلمة المحرر" in path.read_text("utf-8")
    assert waqai(site, "newsletter", "2025-07-05", "--title", "x").returncode == 2


def test_the_same_command_on_the_same_content_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    other = write_site(tmp_path / "other")
    for root in (site, other):
        assert waqai(root, "newsletter", "--facts", OPENED, "--date", "2025-07-05").returncode == 0
    assert tree(site / OUTPUT) == tree(other / OUTPUT)
    assert tree(site / "content") == tree(other / "content")


def test_a_draft_is_refused_and_nothing_is_written(site: Path) -> None:
    before = tree(site / "content")
    done = waqai(site, "newsletter", "--facts", OPENED, PLANNED)
    assert done.returncode == 1 and "is not reviewed" in done.stderr and "bridge.yaml" in done.stderr
    assert "غير مراجَعة" in waqai(site, "--lang", "ar", "newsletter", "--facts", PLANNED).stderr
    assert tree(site / "content") == before and not (site / OUTPUT).exists()


def test_a_dry_run_tells_and_writes_nothing(site: Path) -> None:
    before = tree(site / "content")
    done = waqai(site, "newsletter", "--since", "2025-07-01", "--date", "2025-07-05", "--dry-run")
    assert done.stdout.split() == [OPENED, SAID]
    assert "2 facts" in done.stderr and "bytes of HTML" in done.stderr
    assert tree(site / "content") == before and not (site / OUTPUT).exists()


def test_nothing_new_is_no_issue(site: Path) -> None:
    done = waqai(site, "newsletter", "--since", "1d", "--date", "2026-01-01")
    assert done.returncode == 0 and "Nothing new" in done.stderr
    assert not (site / "content/newsletters").exists()


@pytest.mark.parametrize(
    "args", [["--since", "أمس"], ["--since", "2025-02-30"], ["--date", "x"], ["--group", "entity"]]
)
def test_wrong_usage_is_two(site: Path, args: list[str]) -> None:
    done = waqai(site, "newsletter", *args)
    assert done.returncode == 2 and "Traceback" not in done.stderr


def test_an_address_that_cannot_be_one(site: Path) -> None:
    done = waqai(site, "newsletter", "--facts", OPENED, "--slug", "../../x")
    assert done.returncode == 1 and "small Latin letters" in done.stderr
    assert waqai(site, "newsletter", "nowhere").returncode == 1


def test_the_mail_goes_where_it_is_asked_for(site: Path, tmp_path: Path) -> None:
    done = waqai(site, "newsletter", "--facts", OPENED, "--date", "2025-07-05", "-o", str(tmp_path / "mail"))
    assert done.returncode == 0 and (tmp_path / "mail/2025-07-05.txt").exists()


def test_an_issue_that_was_published_cannot_vanish(site: Path) -> None:
    waqai(site, "newsletter", "--facts", OPENED, "--date", "2025-07-05")
    assert waqai(site, "lock").returncode == 0
    (site / "content/newsletters/2025-07-05.yaml").unlink()
    done = waqai(site, "build")
    assert done.returncode == 1 and "/newsletter/2025-07-05/" in done.stderr


def test_full_and_incremental_builds_are_equal(site: Path, tmp_path: Path) -> None:
    """Pictures, frames and issues too; and a correction changes the picture of its fact alone."""
    waqai(site, "newsletter", "--facts", OPENED, SAID, "--date", "2025-07-05")
    assert waqai(site, "build").returncode == 0
    first = tree(site / "public")
    record = site / "content/records/bridge.yaml"
    text = record.read_text("utf-8")
    at = text.index("status: reviewed")
    note = "status: reviewed\n    corrections:\n      - {date: 2025-07-06, class: fact, was: جسر الوادي, now: جسر النهر, why: خطأ}"
    lines = text[:at] + note + text[at + len("status: reviewed") :]
    record.write_text(lines, "utf-8")
    done = waqai(site, "build")
    assert done.returncode == 0, done.stderr
    second = tree(site / "public")
    fact = lines[lines.rindex("- id: ", 0, at) + 6 :][:10]
    changed = {path for path in second if first.get(path) != second[path]}
    assert {f"f/{fact}/status.png", f"f/{fact}/status.svg", f"f/{fact}/embed/index.html"} <= changed
    assert f"f/{SAID if fact == OPENED else OPENED}/status.png" not in changed
    assert waqai(site, "build", "-o", str(tmp_path / "whole"), "--full").returncode == 0
    assert tree(tmp_path / "whole") == second


def test_under_a_path_and_with_drafts_hidden(tmp_path: Path) -> None:
    yaml = "title: وقائع المرفأ\nbase_url: https://example.org/facts/\nunreviewed: hide\n"
    site = write_site(tmp_path / "site", site_yaml=yaml)
    assert waqai(site, "newsletter", "--since", "2025-07-01", "--date", "2025-07-05").returncode == 0
    html = (site / OUTPUT / "2025-07-05.html").read_text("utf-8")
    assert "https://example.org/facts/newsletter/2025-07-05/" in html
    assert f"https://example.org/facts/f/{OPENED}/status.png" in html
    assert waqai(site, "build").returncode == 0
    assert "/facts/newsletter/2025-07-05/" in (site / "public/index.html").read_text("utf-8")


def test_two_articles_are_two_headings(tmp_path: Path) -> None:
    from tests.desk import ARTICLE, SECOND

    site = write_site(tmp_path / "site", ("bridge", ARTICLE, bridge_record()), ("tunnel", SECOND, tunnel_record()))
    assert waqai(site, "newsletter", "--since", "2025-07-01", "--date", "2025-07-05").returncode == 0
    assert (site / OUTPUT / "2025-07-05.txt").read_text("utf-8").count("== ") == 2
