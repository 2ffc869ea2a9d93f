"""From any article to a record that reads back, is verbatim, and invents nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder import draft
from builder.draft import Given, draft_article, read_draft, write_draft
from builder.entities.registry import Registry
from builder.files import write_durable
from builder.model import Known
from builder.records.check import check_record, used_names
from builder.records.codec import parse_record, write_record
from tests.desk import ARTICLE, SECOND, tree, waqai, write_site

EMPTY = Registry({}, {}, {})
NOISE = ["[ad_1]", "شاهد أيضاً: عنوان آخر", "Related News", "Ru En", "الصورة: وكالة", "شارك الخبر: فيسبوك تويتر", ""]
SENTENCES = [
    "وصل وزير النقل كريم الدالي إلى مدينة المرفأ يوم الأربعاء.",
    "وقالت المتحدثة باسم الوزارة ليلى العامر إن الجسر يحمل ستين طناً.",
    'وأضافت: "لن يُغلق الجسر في الشتاء المقبل".',
    "ومن المقرر أن يزور الوفد الروسي موسكو في 11 يوليو/تموز.",
    "ونفى المتحدث سليم الراوي صحة الأنباء عن “إغلاق الطريق الساحلي كلياً",
    "وبحسب وكالة تاس، وقّع البلدان اتفاقاً في مارس 2021.",
    "قال \u202eمقلوب\u202c و\u200fاسم\u200cمع\u00a0فراغ: \"نص # تعليق\" 'و' {x} [y] *z &a !b |c >d %e @f `g`.",
    "- " * 30,
    "ش" * 300,
]
ARTICLES = st.lists(st.sampled_from([*NOISE, *SENTENCES]), min_size=1, max_size=12).map(
    lambda rows: "\n".join(rows) + "\n"
)
MUTATIONS = st.lists(
    st.tuples(st.integers(0, 400), st.sampled_from("\u200f\u202e«»\"'“”:؛،.()[]#{}\t 0١ن")), max_size=8
)


def mutated(text: str, mutations: list[tuple[int, str]]) -> str:
    for at, letter in mutations:
        text = text[: at % len(text)] + letter + text[at % len(text) :]
    return text


@settings(max_examples=80)
@given(ARTICLES, MUTATIONS)
def test_any_draft_reads_back_and_is_verbatim(text: str, mutations: list[tuple[int, str]]) -> None:
    """What the extractor writes, the reader takes: no fault, every evidence exact, every name in the table."""
    text = mutated(text, mutations)
    draft = draft_article(text, Known(), EMPTY, "2025-07-04")
    record = parse_record(write_record(draft.draft), "r.yaml")
    assert record == draft.draft
    assert [f for f in check_record(record, text, {}) if not f.is_warning] == []
    assert set(used_names(record)) <= set(dict(record.names))
    assert len({fact.id for fact in record.facts}) == len(record.facts)


@settings(max_examples=40)
@given(ARTICLES)
def test_without_a_date_in_the_text_none_is_stored(text: str) -> None:
    """`11 يوليو` has no year of its own and `الأربعاء` no date: only `مارس 2021` may carry a year."""
    for fact in draft_article(text, Known(), EMPTY, "2025-07-04").draft.facts:
        edtf = fact.when.edtf if fact.when else None
        assert edtf is None or edtf.startswith("XXXX") or edtf == "2021-03"


@settings(max_examples=20)
@given(ARTICLES, st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_a_draft_is_the_same_tomorrow(text: str, day: date) -> None:
    known = Known(published=day.isoformat())
    assert write_draft(draft_article(text, known, EMPTY, "2025-01-01")) == write_draft(
        draft_article(text, known, EMPTY, "2025-01-01")
    )


def test_a_draft_is_json_with_a_row_a_line_and_reads_back(tmp_path: Path) -> None:
    draft = draft_article(ARTICLE, Known(), EMPTY, "2025-07-04")
    data = write_draft(draft)
    assert data.count(b"\n") > len(draft.draft.facts) + len(draft.found.mentions)
    write_durable(tmp_path, "content/drafts/a.json", data)
    assert read_draft(tmp_path, "a") == draft


def test_a_damaged_draft_stops_the_merge_and_says_how_to_restore(tmp_path: Path) -> None:
    site = write_site(tmp_path)
    (site / "content/drafts/bridge.json").write_bytes(b"{")
    done = waqai(site, "update")
    assert done.returncode == 1 and "content/drafts/bridge.json" in done.stderr and "git" in done.stderr
    assert waqai(site, "build").returncode == 0  # the site does not need drafts


def test_adding_in_another_order_gives_the_same_records(tmp_path: Path) -> None:
    results = []
    for order in (["a", "b"], ["b", "a"]):
        root = write_site(tmp_path / "".join(order))
        (tmp_path / "a.txt").write_text(ARTICLE + "\nسطر أ.\n", "utf-8")
        (tmp_path / "b.txt").write_text(SECOND + "\nسطر ب.\n", "utf-8")
        for name in order:
            assert waqai(root, "add", "--as-of", "2025-07-04", f"../{name}.txt").returncode == 0
        results.append(tree(root / "content"))
    assert results[0] == results[1]


@pytest.mark.parametrize("times", [2])
def test_update_without_news_changes_no_byte(tmp_path: Path, times: int) -> None:
    root = write_site(tmp_path / "s")
    (tmp_path / "a.txt").write_text(ARTICLE + "\nسطر.\n", "utf-8")
    waqai(root, "add", "../a.txt")
    before = tree(root / "content/records")
    for _ in range(times):
        assert waqai(root, "update", "a").returncode == 0
    assert tree(root / "content/records") == before


def test_many_articles_are_drafted_on_all_processors_as_on_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [Given(f"m{n}.txt", f"افتتح والي صفاقس سوق السمك رقم {n} يوم 3 مارس 2021.".encode()) for n in range(40)]
    articles += [Given("twice.txt", articles[0].data), Given("page.txt", b"\x00\x01\x02")]
    sites = {}
    for processes in (1, 3):
        root = tmp_path / str(processes)
        (root / "content").mkdir(parents=True)
        monkeypatch.setattr(draft, "processors", lambda count=processes: count)
        outcomes, faults = draft.add(root, articles, "2026-03-10", lambda name: None)
        assert [outcome.status for outcome in outcomes] == [*["added"] * 40, "unchanged"]
        assert [fault.path for fault in faults] == ["page.txt"]
        files = [path for path in sorted(root.rglob("*")) if path.is_file()]
        sites[processes] = {path.relative_to(root): path.read_bytes() for path in files}
    assert sites[1] == sites[3]
