"""Publishing: what would change is told first, only changes are sent, and then the addresses are for ever."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest

from builder.records.codec import write_record
from tests.desk import SITE_YAML, bridge_record, tree, waqai, write_site

pytestmark = pytest.mark.slow
KINDS = ["folder", "git", "rsync"]


def git(folder: Path, *args: str) -> str:
    environment = {
        **os.environ,
        "GIT_AUTHOR_NAME": "x",
        "GIT_AUTHOR_EMAIL": "x@x",
        "GIT_COMMITTER_NAME": "x",
        "GIT_COMMITTER_EMAIL": "x@x",
    }
    return subprocess.run(
        ["git", "-C", str(folder), *args], check=True, capture_output=True, text=True, env=environment
    ).stdout


class Host:
    """Where a target of each kind ends up."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind, self.folder = kind, folder
        if kind == "git":
            subprocess.run(["git", "init", "-q", "--bare", str(folder)], check=True)
        self.yaml = f"publish:\n  web: {{kind: {kind}, to: '{folder}'}}\n"

    def files(self) -> dict[str, bytes]:
        if self.kind != "git":
            return (
                {p: d for p, d in tree(self.folder).items() if not p.startswith(".waqai")}
                if self.folder.exists()
                else {}
            )
        if not git(self.folder, "for-each-ref").strip():
            return {}
        names = git(self.folder, "ls-tree", "-r", "--name-only", "-z", "gh-pages").split("\0")[:-1]
        names.remove(".waqai-published")
        return {
            n: subprocess.run(
                ["git", "-C", str(self.folder), "show", f"gh-pages:{n}"], check=True, capture_output=True
            ).stdout
            for n in names
        }

    def commits(self) -> int:
        return int(git(self.folder, "rev-list", "--count", "gh-pages"))


@pytest.fixture(params=KINDS)
def host(request: pytest.FixtureRequest, tmp_path: Path) -> Host:
    if shutil.which(request.param) is None and request.param != "folder":
        pytest.fail(f"{request.param} is not installed; apt-get install {request.param}")
    return Host(request.param, tmp_path / "host")


@pytest.fixture
def site(tmp_path: Path, host: Host) -> Path:
    return write_site(tmp_path / "site", site_yaml=SITE_YAML + host.yaml)


def public(site: Path) -> dict[str, bytes]:
    return {path: data for path, data in tree(site / "public").items() if path != ".waqai"}


def test_a_dry_run_tells_and_sends_nothing(site: Path, host: Host) -> None:
    done = waqai(site, "publish", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "+ /" in done.stdout.splitlines() and all(row.startswith("+ ") for row in done.stdout.splitlines())
    assert host.files() == {}
    assert not (site / "content/permalinks.lock").exists()


def test_the_host_holds_exactly_the_site_and_the_lock_is_written_after(site: Path, host: Host) -> None:
    done = waqai(site, "publish")
    assert done.returncode == 0, done.stderr
    assert host.files() == public(site)
    assert f"/f/{bridge_record().facts[0].id}/" in (site / "content/permalinks.lock").read_text("utf-8")


def test_a_second_time_nothing_is_sent(site: Path, host: Host) -> None:
    waqai(site, "publish")
    done = waqai(site, "publish")
    assert done.returncode == 0 and done.stdout == ""
    assert "0 files sent, 0 removed" in done.stderr
    if host.kind == "git":
        assert host.commits() == 1


def test_one_edit_sends_what_changed(site: Path, host: Host) -> None:
    waqai(site, "publish")
    path = site / "content/records/bridge.yaml"
    path.write_text(
        path.read_text("utf-8").replace("statement: قالت ليلى العامر", "statement: صرّحت ليلى العامر"), "utf-8"
    )
    told = waqai(site, "publish", "--dry-run").stdout.splitlines()
    assert f"~ /f/{bridge_record().facts[1].id}/" in told and len(told) < len(public(site)) / 2
    assert waqai(site, "publish").returncode == 0
    assert host.files() == public(site)


def test_what_is_gone_is_told_and_removed(site: Path, host: Host) -> None:
    waqai(site, "publish")
    (site / "content/permalinks.lock").unlink()
    record = bridge_record()
    path = site / "content/records/bridge.yaml"
    path.write_text(write_record(msgspec.structs.replace(record, facts=record.facts[:2])), "utf-8")
    told = waqai(site, "publish", "--dry-run").stdout.splitlines()
    assert f"- /f/{record.facts[2].id}/" in told
    assert waqai(site, "publish").returncode == 0
    assert host.files() == public(site)


def test_a_mass_deletion_needs_a_word(site: Path, host: Host) -> None:
    waqai(site, "publish")
    before = host.files()
    (site / "content/permalinks.lock").unlink()
    (site / "content/records/bridge.yaml").unlink()
    shutil.rmtree(site / "content/sources")
    done = waqai(site, "publish")
    assert done.returncode == 1 and "--allow-deletes" in done.stderr
    assert host.files() == before
    assert waqai(site, "publish", "--allow-deletes").returncode == 0
    assert host.files() == public(site)


def test_a_broken_site_is_not_published(site: Path, host: Host) -> None:
    (site / "content/records/bridge.yaml").write_text("facts: نص\n", "utf-8")
    assert waqai(site, "publish").returncode == 1
    assert host.files() == {} and not (site / "content/permalinks.lock").exists()


def test_files_of_others_stay(site: Path, host: Host, tmp_path: Path) -> None:
    """A folder or branch may hold more than our site; only what a publication put there is ever removed."""
    if host.kind == "git":
        git(tmp_path, "clone", "-q", str(host.folder), "work")
        git(tmp_path / "work", "checkout", "-q", "-b", "gh-pages")
        (tmp_path / "work/CNAME").write_text("facts.example")
        git(tmp_path / "work", "add", "CNAME")
        git(tmp_path / "work", "commit", "-q", "-m", "x")
        git(tmp_path / "work", "push", "-q", "origin", "gh-pages")
    else:
        (host.folder / "other-site").mkdir(parents=True)
        (host.folder / "CNAME").write_text("facts.example")
        (host.folder / "other-site/a.html").write_text("x")
    for _ in range(2):
        assert waqai(site, "publish").returncode == 0
        (site / "content/permalinks.lock").unlink()
        path = site / "content/records/bridge.yaml"
        record = bridge_record()
        path.write_text(write_record(msgspec.structs.replace(record, facts=record.facts[:2])), "utf-8")
    files = host.files()
    assert files.pop("CNAME") == b"facts.example"
    assert host.kind == "git" or files.pop("other-site/a.html") == b"x"
    assert files == public(site)


def test_git_leaves_the_newsroom_s_own_repository_untouched(tmp_path: Path) -> None:
    host = Host("git", tmp_path / "host")
    site = write_site(tmp_path / "site", site_yaml=SITE_YAML + "publish:\n  web: {kind: git, to: origin}\n")
    git(site, "init", "-q")
    git(site, "remote", "add", "origin", str(host.folder))
    (site / "notes.txt").write_text("x")
    git(site, "add", "notes.txt")
    before = git(site, "status", "--porcelain", "notes.txt")
    done = waqai(site, "publish")
    assert done.returncode == 0, done.stderr
    assert git(site, "status", "--porcelain", "notes.txt") == before
    assert host.files() == public(site)


def test_a_push_that_fails_notes_nothing(tmp_path: Path) -> None:
    site = write_site(
        tmp_path / "site", site_yaml=SITE_YAML + f"publish:\n  web: {{kind: git, to: '{tmp_path}/nowhere.git'}}\n"
    )
    done = waqai(site, "publish")
    assert done.returncode == 1 and "Traceback" not in done.stderr and "`git ls-remote` failed" in done.stderr
    assert not (site / "content/permalinks.lock").exists()


@pytest.mark.parametrize(
    ("yaml", "args", "says"),
    [
        ("", [], "no target to publish to"),
        ("publish:\n  a: {kind: folder, to: ../a}\n  b: {kind: folder, to: ../b}\n", [], "several targets; say which"),
        ("publish:\n  a: {kind: folder, to: ../a}\n", ["x"], "there is no target `x`"),
        ("publish:\n  a: {kind: folder, to: public/x}\n", [], "a target cannot be `public/x`"),
    ],
)
def test_a_target_in_doubt_is_asked_for(tmp_path: Path, yaml: str, args: list[str], says: str) -> None:
    site = write_site(tmp_path / "site", site_yaml=SITE_YAML + yaml)
    done = waqai(site, "publish", *args)
    assert done.returncode == 1 and says in done.stderr
