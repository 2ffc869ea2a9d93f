"""The demonstration site of this repository, which is also the template of a newsroom's own."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from builder.nodes import decode_yaml_bytes
from builder.records.codec import parse_record
from builder.scaffold import schema_bytes
from tests.desk import REPOSITORY, tree, waqai

CONTENT = REPOSITORY / "content"
RECORDS = {
    p.stem: parse_record(decode_yaml_bytes(p.read_bytes(), p.name, 10**7), p.name)
    for p in sorted((CONTENT / "records").glob("*.yaml"))
}
FACTS = [fact for record in RECORDS.values() for fact in record.facts]
NOISE = [
    "[ad_1]",
    "[ad_2]",
    "Related News",
    "شاهد أيضاً",
    "اقرأ أيضاً",
    "أخبار ذات صلة",
    "Ru En",
    "شارك الخبر",
    "//انتهى//",
]


_FOLDED = re.compile(rb'<details class="noise">.*?</details>', re.DOTALL)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("demo") / "site"
    root.mkdir()
    shutil.copytree(CONTENT, root / "content")
    shutil.copy(REPOSITORY / "site.yaml", root / "site.yaml")
    done = waqai(root, "build", "--strict")
    assert done.returncode == 0, done.stderr
    return root


def test_articles_of_all_formats_and_encodings() -> None:
    sources = list((CONTENT / "sources").iterdir())
    assert len(sources) >= 14
    assert set(Counter(p.suffix for p in sources)) == {".txt", ".md", ".html"}
    assert any(p.read_bytes().startswith(b"\xff\xfe") for p in sources)
    assert {p.stem for p in sources} == set(RECORDS)


def test_it_shows_what_a_newsroom_meets() -> None:
    assert sum(bool(fact.corrections) for fact in FACTS) >= 2
    assert sum(fact.status == "withdrawn" for fact in FACTS) >= 1
    assert sum(len(record.disputes) for record in RECORDS.values()) >= 1
    assert {fact.modality for fact in FACTS} == {"reported", "claimed", "planned", "denied"}
    assert {fact.status for fact in FACTS} == {"draft", "reviewed", "withdrawn"}
    assert {record.rights for record in RECORDS.values()} == {"excerpt", "full"}
    assert any(record.published is None or record.published.edtf is None for record in RECORDS.values())


def test_every_article_says_that_it_is_a_demonstration(site: Path) -> None:
    """In its text, in its record, and on every page."""
    for stem, record in RECORDS.items():
        assert "مادة تجريبية كتبها فريق وقائع" in (CONTENT / f"texts/{stem}.txt").read_text("utf-8")
        assert record.note and "تجريبية" in record.note
    for path, data in tree(site / "public").items():
        if path.endswith(".html") and b'http-equiv="refresh"' not in data:
            assert "موقع تجريبي" in data.decode(), path


@pytest.mark.parametrize("noise", NOISE)
def test_no_noise_anywhere_in_public(site: Path, noise: str) -> None:
    """Our own pages may speak of noise; a text that is published whole holds what it was found with, folded away."""
    prose = {"about/index.html", "method/index.html"}
    prose |= {f"s/{record.id}/text.txt" for record in RECORDS.values() if record.rights == "full"}
    assert not [
        p
        for p, data in tree(site / "public").items()
        if noise.encode() in _FOLDED.sub(b"", data) and p not in prose and not p.startswith("assets/search/dp")
    ]


def test_unreviewed_facts_stay_out_of_feeds_and_sitemap(site: Path) -> None:
    drafts = [fact.id for fact in FACTS if fact.status == "draft"]
    assert drafts
    for name in ("atom.xml", "feed.json", "sitemap.xml"):
        data = (site / "public" / name).read_text("utf-8")
        assert not [id_ for id_ in drafts if id_ in data]
    for id_ in drafts:
        assert "noindex" in (site / f"public/f/{id_}/index.html").read_text("utf-8")


def test_a_withdrawn_fact_says_when_and_why(site: Path) -> None:
    for fact in FACTS:
        if fact.withdrawn:
            page = (site / f"public/f/{fact.id}/index.html").read_text("utf-8")
            assert fact.withdrawn.why.rstrip(".") in page and "noindex" in page


def test_evidence_is_byte_exact_beside_each_fact(site: Path) -> None:
    for fact in FACTS:
        if fact.status != "withdrawn":
            data = json.loads((site / f"public/f/{fact.id}.json").read_bytes())
            assert [row["exact"] for row in data["evidence"]] == [row.exact for row in fact.evidence]


def test_records_are_laid_out_canonically(site: Path) -> None:
    done = waqai(site, "fmt", "--check", *RECORDS)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_schema_beside_the_records_is_the_program_s() -> None:
    assert (CONTENT / "record.schema.json").read_bytes() == schema_bytes()


def test_months_sit_under_their_month_and_never_on_a_day(site: Path) -> None:
    months = [
        fact
        for fact in FACTS
        if fact.when
        and fact.when.edtf
        and re.fullmatch(r"[0-9]{4}-[0-9]{2}", fact.when.edtf)
        and fact.status != "withdrawn"
    ]
    assert months
    for fact in months:
        assert fact.when is not None and fact.when.edtf is not None
        assert fact.id in (site / f"public/timeline/{fact.when.edtf}/index.html").read_text("utf-8")
        data = json.loads((site / f"public/f/{fact.id}.json").read_bytes())
        assert data["when"]["edtf"] == fact.when.edtf
