"""`waqai entity suggest`, `alias` and `distinct`, and what `add` says of names, as a user meets them."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from tests.desk import SECOND, tree, waqai, write_site

pytestmark = pytest.mark.slow


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of one article, which names a body by its short name; beside it an article that names it in full."""
    root = write_site(tmp_path / "site")
    path = root / "content/records/bridge.yaml"
    path.write_text(path.read_text("utf-8").rstrip("\n") + "\n  الناتو: new organization\n", "utf-8")
    article = SECOND.replace("وقالت المهندسة ليلى العامر", "وقال حلف شمال الأطلسي")
    (root.parent / "opening.txt").write_text(article, "utf-8")
    return root


def test_adding_tells_of_a_name_that_looks_like_a_known_one(site: Path) -> None:
    done = waqai(site, "add", "../opening.txt")
    assert done.returncode == 0, done.stderr
    (line,) = [line for line in done.stderr.splitlines() if "may be" in line]
    assert "الناتو" in line and "حلف شمال الأطلسي" in line and "waqai entity merge" in line


def test_the_printed_command_joins_the_two(site: Path) -> None:
    waqai(site, "add", "../opening.txt")
    before = tree(site / "content")
    (row,) = [json.loads(line) for line in waqai(site, "entity", "suggest", "--json").stdout.splitlines()]
    assert tree(site / "content") == before, "suggesting changes nothing"
    assert (row["why"], row["type"], row["kept"]["where"][0][0]) == ("table", "organization", "opening")
    assert row["command"] in waqai(site, "entity", "suggest", "الناتو").stdout
    assert waqai(site, *shlex.split(row["command"])[1:]).returncode == 0
    assert waqai(site, "entity", "suggest").stdout == ""
    names = [line.split("\t")[2] for line in waqai(site, "list", "entities").stdout.splitlines()]
    assert len({"الناتو", "حلف شمال الأطلسي"} & {*names}) == 1
    assert waqai(site, "check").returncode == 0


def test_an_alias_gathers_the_next_article(site: Path) -> None:
    assert waqai(site, "entity", "alias", "الناتو", "حلف شمال الأطلسي").returncode == 0
    waqai(site, "add", "../opening.txt")
    assert waqai(site, "entity", "suggest").stdout == ""
    again = waqai(site, "entity", "alias", "الناتو", "حلف شمال الأطلسي")
    assert again.returncode == 1 and "already" in again.stderr


def test_asking_about_an_unknown_name_is_told(site: Path) -> None:
    done = waqai(site, "entity", "suggest", "لا أحد")
    assert done.returncode == 1 and "no entity is called" in done.stderr


def test_two_that_a_person_keeps_apart_are_not_offered_again(site: Path) -> None:
    waqai(site, "add", "../opening.txt")
    assert waqai(site, "entity", "suggest").stdout != ""
    done = waqai(site, "entity", "distinct", "الناتو", "حلف شمال الأطلسي")
    assert done.returncode == 0, done.stderr
    written = (site / "content/entities/organizations.yaml").read_text("utf-8")
    assert "distinct_from:" in written
    assert waqai(site, "entity", "suggest").stdout == ""
    assert waqai(site, "entity", "suggest", "الناتو").stdout == "", "not where a person asks about one of them either"
    assert waqai(site, "check").returncode == 0


def test_what_is_kept_apart_is_told_once_and_not_joined(site: Path) -> None:
    waqai(site, "add", "../opening.txt")
    waqai(site, "entity", "distinct", "الناتو", "حلف شمال الأطلسي")
    again = waqai(site, "entity", "distinct", "حلف شمال الأطلسي", "الناتو")
    assert again.returncode == 1 and "kept apart already" in again.stderr
    joined = waqai(site, "entity", "merge", "الناتو", "حلف شمال الأطلسي")
    assert joined.returncode == 1 and "take the id out of `distinct_from`" in joined.stderr
    itself = waqai(site, "entity", "distinct", "الناتو", "الناتو")
    assert itself.returncode == 1 and "the same entity" in itself.stderr
