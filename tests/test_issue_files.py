"""The file of an issue: written once, read back as it was, and every fault of it told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from builder.config import load_config
from builder.errors import Faults
from builder.issues import parse_issue, write_issue
from builder.load import load_site
from tests.desk import bridge_record, write_site
from tests.site.fixture import ISSUES

PATH = "content/newsletters/2026-11-21.yaml"
REVIEWED = bridge_record().facts[0].id


@pytest.mark.parametrize("issue", ISSUES, ids=lambda issue: issue.slug)
def test_what_is_written_reads_back(issue: object) -> None:
    made = replace(issue, title="قال: «نعم» # لا", slug="2026-11-21")  # type: ignore[type-var]
    told = dict.fromkeys(made.facts, "كلمات: من # الواقعة")  # type: ignore[attr-defined]
    assert parse_issue(write_issue(made, told), PATH) == made  # type: ignore[arg-type]


def test_a_few_lines_by_hand_are_enough() -> None:
    issue = parse_issue(f"title: عدد\ndate: 2026-11-21\nfacts:\n  - {REVIEWED}\n", PATH)
    assert (issue.slug, issue.since, issue.group, issue.intro) == ("2026-11-21", "2026-11-21", "source", "")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("date: 2026-11-21\n", 1, "`title` is missing"),
        ("title: عدد\ndate: أمس\n", 2, "`date` is not a day"),
        ("title: عدد\ndate: 2026-11-21\ngroup: entity\n", 3, "`group` cannot be"),
        ("title: عدد\ndate: 2026-11-21\nfact: []\n", 3, "Did you mean `facts`?"),
        (f"title: عدد\ndate: 2026-11-21\nfacts:\n  - {REVIEWED}\n  - {REVIEWED}\n", 5, "twice"),
        ("title: عدد\ndate: 2026-11-21\ncorrections:\n  - 2026-11-20\n", 4, "must be a map"),
    ],
)
def test_a_fault_names_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(Faults) as faults:
        parse_issue(text, PATH)
    told = faults.value.errors[0].told("en")
    assert told.startswith(f"{PATH}:{line}:") and said in told
    assert any("\u0621" <= c <= "\u064a" for c in faults.value.errors[0].told("ar"))


def loaded(tmp_path: Path, text: str, name: str = "2026-11-21.yaml") -> str:
    root = write_site(tmp_path / "site")
    (root / "content/newsletters").mkdir()
    (root / "content/newsletters" / name).write_text(text, "utf-8")
    try:
        load_site(root, load_config(root))
    except Faults as faults:
        return faults.told("en")
    return ""


def test_an_issue_names_facts_that_exist(tmp_path: Path) -> None:
    good = f"title: عدد\ndate: 2026-11-21\nfacts:\n  - {REVIEWED}\n"
    assert loaded(tmp_path / "a", good) == ""
    assert f"{PATH}:4: no fact has the id `kbxtjvb3kt`" in loaded(tmp_path / "b", good.replace(REVIEWED, "kbxtjvb3kt"))
    told = loaded(tmp_path / "c", good + f"corrections:\n  - {{id: {REVIEWED}, date: 2026-11-20}}\n")
    assert f"{PATH}:6: the fact `{REVIEWED}` was not corrected on 2026-11-20" in told


@pytest.mark.parametrize("name", ["عدد.yaml", "A.yaml", "x.yml"])
def test_the_name_of_the_file_is_its_address(tmp_path: Path, name: str) -> None:
    assert name in loaded(tmp_path, "title: عدد\ndate: 2026-11-21\n", name)
