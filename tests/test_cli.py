"""The command as a user meets it: what it says, where, in which language, and with which exit code."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.desk import ARTICLE, REPOSITORY, SITE_YAML, tree, waqai, write_site

pytestmark = pytest.mark.slow


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site")


def test_help_names_every_verb_and_exit_codes(tmp_path: Path) -> None:
    done = waqai(tmp_path, "--help")
    assert done.returncode == 0
    for verb in (
        "init",
        "add",
        "build",
        "serve",
        "publish",
        "lock",
        "check",
        "fmt",
        "update",
        "entity",
        "coverage",
        "explain",
        "compare",
        "list",
        "newsletter",
        "clean",
    ):
        assert f"\n    {verb} " in done.stdout
    assert "130 interrupted" in done.stdout


@pytest.mark.parametrize(
    "args", [["frobnicate"], ["build", "--frobnicate"], ["add"], ["build", "--as-of", "yesterday"]]
)
def test_wrong_usage_is_two(tmp_path: Path, args: list[str]) -> None:
    done = waqai(tmp_path, *args)
    assert done.returncode == 2 and "usage:" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("args", [["build"], ["check"], ["serve"], ["publish"], ["add", "x.txt"], ["list"], ["lock"]])
def test_outside_a_site_it_says_so(tmp_path: Path, args: list[str]) -> None:
    done = waqai(tmp_path, *args)
    assert done.returncode == 1 and "there is no site here" in done.stderr and "waqai init" in done.stderr


def test_a_first_site_in_four_commands(tmp_path: Path) -> None:
    """init, build: a site with one article, in a folder that was empty; an article of one's own; the page is there."""
    assert waqai(tmp_path, "init", "desk").returncode == 0
    desk = tmp_path / "desk"
    assert waqai(desk, "build").returncode == 0
    assert (desk / "public/index.html").exists()
    (tmp_path / "خبر.txt").write_text(ARTICLE, "utf-8")
    done = waqai(desk, "add", "../خبر.txt")
    assert done.returncode == 0 and "facts drafted in content/records/خبر.yaml" in done.stderr
    assert waqai(desk, "build").returncode == 0
    assert "كريم الدالي" in (desk / "public/index.html").read_text("utf-8")


def test_init_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text("mine")
    done = waqai(tmp_path, "init")
    assert done.returncode == 1 and "the folder is not empty" in done.stderr
    assert waqai(tmp_path, "init", "--force").returncode == 0
    assert (tmp_path / "site.yaml").read_text() == "mine"


# ---- add ------------------------------------------------------------------------------------------------------------


def test_the_bytes_of_an_article_are_kept(site: Path, tmp_path: Path) -> None:
    for name, encoding in (("a", "utf-8-sig"), ("b", "utf-16"), ("c", "cp1256")):
        article = ARTICLE.replace("الجسر", f"الجسر {name}").replace("\n", "\r\n").encode(encoding)
        (tmp_path / f"{name}.txt").write_bytes(article)
        assert waqai(site, "add", f"../{name}.txt").returncode == 0
        assert (site / f"content/sources/{name}.txt").read_bytes() == article
        kept = (site / f"content/texts/{name}.txt").read_bytes().decode("utf-8")
        assert kept.strip() == ARTICLE.replace("الجسر", f"الجسر {name}").strip()


def test_the_same_bytes_twice_change_nothing(site: Path, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(ARTICLE + "\nسطر.\n", "utf-8")
    waqai(site, "add", "../x.txt")
    before = tree(site / "content")
    (tmp_path / "y.txt").write_text(ARTICLE + "\nسطر.\n", "utf-8")
    done = waqai(site, "add", "../y.txt", "../x.txt")
    assert done.returncode == 0 and done.stderr.count("already here as x") == 2
    assert tree(site / "content") == before


def test_what_is_no_article_is_told_and_the_others_go_on(site: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    (tmp_path / "english.txt").write_text("The minister opened the bridge on Thursday morning. " * 5)
    (tmp_path / "good.txt").write_text(ARTICLE + "\nسطر آخر.\n", "utf-8")
    names = [f"../{n}.txt" for n in ("empty", "picture", "english", "missing", "good")]
    done = waqai(site, "add", *names)
    assert done.returncode == 1
    for name in names[:4]:
        assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert {p.stem for p in (site / "content/sources").iterdir()} == {"bridge", "good"}


def test_folders_and_standard_input_are_accepted(site: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for i in range(3):
        (tmp_path / f"in/n{i}.txt").write_text(ARTICLE + f"\nسطر {i}.\n", "utf-8")
    done = waqai(site, "add", "../in", "-", stdin=(ARTICLE + "\nمن الأنبوب.\n").encode())
    assert done.returncode == 0, done.stderr
    stems = {p.stem for p in (site / "content/records").iterdir()}
    assert {"n0", "n1", "n2"} < stems and len(stems) == 5
    assert waqai(site, "build").returncode == 0


def test_two_articles_of_one_name_get_two_stems(site: Path, tmp_path: Path) -> None:
    for i in range(2):
        (tmp_path / f"d{i}").mkdir()
        (tmp_path / f"d{i}/news.txt").write_text(ARTICLE + f"\nسطر {i}.\n", "utf-8")
    assert waqai(site, "add", "../d0/news.txt", "../d1/news.txt").returncode == 0
    assert {p.stem for p in (site / "content/records").iterdir()} == {"bridge", "news", "news-2"}


@pytest.mark.parametrize(
    "name", ["a\nb.txt", "a\x1b[2J.txt", "a\u202eb.txt", "<script>.txt", "{{7*7}}.txt", "-rf.txt", "ن" * 120 + ".txt"]
)
def test_strange_file_names_get_a_safe_stem(site: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    try:
        (tmp_path / "in" / name).write_text(ARTICLE + "\nسطر.\n", "utf-8")
    except OSError:
        pytest.skip("this file system does not take the name")
    done = waqai(site, "add", f"../in/{name}")
    assert done.returncode == 0 and "\x1b" not in done.stderr and "\u202e" not in done.stderr
    assert all(
        stem.replace("-", "").replace("_", "").isalnum()
        for p in (site / "content/sources").iterdir()
        if (stem := p.stem)
    )


def test_a_source_put_into_the_folder_is_drafted_by_build(site: Path) -> None:
    (site / "content/sources/new.txt").write_text(ARTICLE + "\nسطر.\n", "utf-8")
    done = waqai(site, "build", "--as-of", "2025-07-05")
    assert done.returncode == 0 and "content/sources/new.txt" in done.stderr
    assert "added: 2025-07-05" in (site / "content/records/new.yaml").read_text("utf-8")


# ---- streams, flags, languages --------------------------------------------------------------------------------------


def test_json_rows_go_to_stdout_and_messages_to_stderr(site: Path) -> None:
    done = waqai(site, "list", "--json")
    assert [set(json.loads(row)) for row in done.stdout.splitlines()] == [
        {"id", "status", "when", "stem", "statement"}
    ] * 3
    assert json.loads(waqai(site, "build", "--json").stdout)["facts"] == 3
    path = site / "content/records/bridge.yaml"
    path.write_text(path.read_text("utf-8").replace("2025-09", "2025-13"), "utf-8")
    (row,) = map(json.loads, waqai(site, "check", "--json").stdout.splitlines())
    assert (row["level"], row["path"]) == ("error", "content/records/bridge.yaml") and row["line"] and row["mend"]


@pytest.mark.parametrize("flags", [[], ["-q"], ["--json"], ["-v"], ["--lang", "ar"]])
def test_exit_codes_do_not_depend_on_flags(site: Path, flags: list[str]) -> None:
    assert waqai(site, "check", *flags).returncode == 0
    path = site / "content/records/bridge.yaml"
    path.write_text(path.read_text("utf-8").replace("2025-09", "2025-13"), "utf-8")
    assert waqai(site, "check", *flags).returncode == 1


def test_strict_turns_warnings_into_failure(site: Path) -> None:
    path = site / "content/records/bridge.yaml"
    path.write_text(path.read_text("utf-8").replace("statement: افتتح وزير", "statement: افتتح أمس وزير"), "utf-8")
    assert waqai(site, "check").returncode == 0
    assert waqai(site, "check", "--strict").returncode == 1
    assert waqai(site, "build", "-s", "-q").returncode == 1


def test_check_writes_nothing(site: Path) -> None:
    before = tree(site)
    waqai(site, "check")
    assert {p: d for p, d in tree(site).items() if not p.startswith(".cache")} == before


@pytest.mark.parametrize(
    ("environment", "word"), [({"LC_ALL": "ar_EG.UTF-8"}, "وقائع"), ({"LC_ALL": "en_US.UTF-8"}, "facts")]
)
def test_messages_follow_the_locale(site: Path, environment: dict[str, str], word: str) -> None:
    assert word in waqai(site, "build", **environment).stderr
    assert "وقائع" in waqai(site, "build", "--lang", "ar", **environment).stderr


def test_a_terminal_without_arabic_gets_escapes_not_a_traceback(site: Path) -> None:
    done = waqai(site, "build", "--lang", "ar", PYTHONIOENCODING="ascii:strict", LC_ALL="C")
    assert done.returncode == 0 and "Traceback" not in done.stderr


def on_a_terminal(site: Path, *args: str, **environment: str) -> str:
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "builder", *args], cwd=site, stdin=slave, stdout=slave, stderr=slave, close_fds=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "TERM": "xterm", "LC_ALL": "C.UTF-8", **environment},
    )  # fmt: skip
    os.close(slave)
    seen = b""
    while select.select([master], [], [], 30)[0]:
        try:
            seen += os.read(master, 65536)
        except OSError:
            break
    process.wait(30)
    os.close(master)
    return seen.decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"CLICOLOR": "0"}, False), ({"TERM": "dumb"}, False)],
)
def test_colour_only_where_it_is_wanted(site: Path, environment: dict[str, str], coloured: bool) -> None:
    (site / "site.yaml").write_text("x: 1\n")
    assert ("\x1b[31m" in on_a_terminal(site, "check", **environment)) == coloured
    assert "\x1b" not in waqai(site, "check").stderr


def test_a_pipe_that_closes_is_no_error(site: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -m builder list --json | head -c 1", shell=True, cwd=site, capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )  # fmt: skip
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_command_ends_with_130(tmp_path: Path, sign: signal.Signals) -> None:
    site = write_site(tmp_path / "s")
    process = subprocess.Popen(
        [sys.executable, "-m", "builder", "add", "-"], cwd=site, stdin=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )  # fmt: skip
    time.sleep(1.5)
    process.send_signal(sign)
    _, told = process.communicate(timeout=10)
    assert process.returncode == 130 and b"Traceback" not in told


# ---- fmt, update, entity ---------------------------------------------------------------------------------------------


def test_fmt_lays_a_record_out_and_mends_stale_positions(site: Path) -> None:
    path = site / "content/records/bridge.yaml"
    good = path.read_text("utf-8")
    at = next(line for line in good.splitlines() if line.strip().startswith("at: "))
    path.write_text(
        good.replace(at, at[: at.index(":")] + ":   1", 1).replace("who: [كريم الدالي]", "who:\n      - كريم الدالي"),
        "utf-8",
    )
    assert waqai(site, "fmt", "--check", "bridge").returncode == 1
    assert waqai(site, "fmt", "bridge").stdout == "content/records/bridge.yaml\n"
    assert path.read_text("utf-8") == good


def test_fmt_does_not_drop_comments_without_a_word(site: Path) -> None:
    path = site / "content/records/bridge.yaml"
    typed = path.read_text("utf-8").replace("facts:", "facts:   # راجعتها هدى", 1)
    path.write_text(typed, "utf-8")
    done = waqai(site, "fmt", "bridge")
    assert done.returncode == 1 and "bridge.yaml:9" in done.stderr and "--drop-comments" in done.stderr
    assert path.read_text("utf-8") == typed
    assert waqai(site, "fmt", "--drop-comments", "bridge").returncode == 0
    assert "راجعتها" not in path.read_text("utf-8")


def test_typing_the_publication_date_dates_what_was_relative(tmp_path: Path) -> None:
    """The second and fourth promise together: nothing invented before, nothing of a person's lost after."""
    site = write_site(tmp_path / "s")
    article = "وصل الوزير كريم الدالي إلى مدينة المرفأ يوم الأربعاء، ثم زار الجسر الجديد. وغادر الوفد المدينة أمس الثلاثاء بعد اجتماع طويل.\n"
    (site / "content/sources/visit.txt").write_text(article, "utf-8")
    waqai(site, "build")
    path = site / "content/records/visit.yaml"
    drafted = path.read_text("utf-8")
    assert "edtf: 2025" not in drafted
    path.write_text(drafted.replace("\nfacts:", "\npublished: 2025-07-02   # من أرشيفنا\n\nfacts:", 1), "utf-8")
    assert waqai(site, "update", "visit").returncode == 0
    after = path.read_text("utf-8")
    assert "edtf: 2025-07-02" in after and "# من أرشيفنا" in after
    assert waqai(site, "update").returncode == 0
    assert path.read_text("utf-8") == after


def test_entities_are_accepted_and_merged_by_command(site: Path) -> None:
    done = waqai(site, "entity", "accept", "كريم الدالي", "ليلى العامر")
    assert done.returncode == 0, done.stderr
    rows = [row.split("\t") for row in waqai(site, "list", "entities").stdout.splitlines()]
    ids = {name: id_ for id_, _, name in rows}
    assert waqai(site, "entity", "merge", "كريم الدالي", "ليلى العامر").returncode == 0
    assert waqai(site, "build").returncode == 0
    redirect = (site / f"public/e/{ids['ليلى العامر']}/index.html").read_text("utf-8")
    assert f"/e/{ids['كريم الدالي']}/" in redirect and "noindex" in redirect
    assert f"/e/{ids['ليلى العامر']}/" in (site / "public/_redirects").read_text("utf-8")
    assert waqai(site, "entity", "accept", "لا أحد").returncode == 1


def test_clean_removes_only_what_can_be_made_again(site: Path) -> None:
    content = tree(site / "content")
    waqai(site, "build")
    assert waqai(site, "clean").returncode == 0
    assert tree(site / "content") == content
    assert not list((site / "public").rglob("*.html"))


def test_the_site_flag_works_from_elsewhere(site: Path, tmp_path: Path) -> None:
    done = waqai(tmp_path, "build", "--site", "site", "-o", "out", "-u", "https://preview.example/x/")
    assert done.returncode == 0, done.stderr
    assert "https://preview.example/x/" in (tmp_path / "out/index.html").read_text("utf-8")
    assert (site / "site.yaml").read_text("utf-8") == SITE_YAML
