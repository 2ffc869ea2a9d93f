"""`check --external` asks the publishers' pages and notes when it did."""

from __future__ import annotations

from pathlib import Path

import msgspec

from builder.config import load_config
from builder.errors import in_language
from builder.external import check_links
from builder.load import load_site
from builder.site.links import LINKS_PATH
from tests.site.fixture import COST_RECORD, content

replace = msgspec.structs.replace
PAGE, KEPT = "https://mizan.example/port/south-quay", "https://archive.example/2025/mizan-port"


def test_the_day_and_the_counts_are_noted(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    asked: list[str] = []
    silent = check_links(tmp_path, content(), "2026-11-21", asked.append, {PAGE: 404, KEPT: 200}.__getitem__)
    assert asked == [PAGE, KEPT]
    assert [(w.path, in_language(w.problem, "en")) for w in silent] == [
        ("content/records/south-quay.yaml", f"`url` does not answer (404): {PAGE}")
    ]
    assert (tmp_path / LINKS_PATH).read_text("utf-8").endswith("date: 2026-11-21\nasked: 2\nanswered: 1\n")


def test_where_nothing_answers_the_network_is_at_fault_and_nothing_is_noted(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    silent = check_links(tmp_path, content(), "2026-11-21", lambda _: None, lambda _: "Name or service not known")
    assert "no link answered" in in_language(silent[-1].problem, "en") and silent[-1].mend is not None
    assert not (tmp_path / LINKS_PATH).exists()


def test_a_site_without_links_was_checked_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    bare = content(records=tuple(replace(home, record=COST_RECORD) for home in content().records[:1]))
    assert check_links(tmp_path, bare, "2026-11-21", lambda _: None, lambda _: 200) == []
    assert "asked: 0\n" in (tmp_path / LINKS_PATH).read_text("utf-8")


def test_the_site_reads_what_was_noted(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "site.yaml").write_text("title: وقائع\nbase_url: https://facts.example/\n", "utf-8")
    assert load_site(tmp_path, load_config(tmp_path)).content.links is None
    check_links(tmp_path, content(), "2026-11-21", lambda _: None, lambda _: 200)
    links = load_site(tmp_path, load_config(tmp_path)).content.links
    assert links is not None and (links.date, links.asked, links.answered) == ("2026-11-21", 2, 2)
