"""A record is written so that a person reads it with pleasure, and read so that every fault has its line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.errors import Faults
from builder.ids import mint
from builder.model import (
    Correction,
    Fact,
    Link,
    Noise,
    Published,
    Record,
    Rejected,
    Reviewed,
    Said,
    Selector,
    When,
)
from builder.nodes import Scalar, place_of, read_nodes
from builder.records.codec import parse_record, write_record
from builder.records.schema import record_schema
from builder.yaml_layout import write_scalar
from tests.desk import bridge_record

CORPORA = Path(os.environ.get("WAQAI_CORPORA", Path(__file__).parents[3] / "shared"))

FULL = """\
# yaml-language-server: $schema=../record.schema.json
id: z5zhxt5fzc
text_sha256: 0297abe3
added: 2026-11-21

title:
  value: عنوان
  basis: inferred
publisher: صحيفة المثال
agencies: [وكالة المثال]
authors: [سلمى الراوي]
published:
  edtf: null
  candidates: [2025-07-04, 2025-07-11]
  because:
    - exact: اليوم الجمعة
      at: 70
dateline: المرفأ
url: https://news.example/a?b=c
archive: https://archive.example/x
rights: full
note: 'ملاحظة: قصيرة'
reviewed: {by: هدى, date: 2026-11-22}

facts:
  - id: kbxtjvb3kt
    statement: '"آسيان" تجتمع.'
    status: withdrawn
    evidence:
      - exact: شاهد أول
        at: 118
      - exact: شاهد ثان
    attribution:
      - via: [تاس, ريا نوفوستي]
        cue: أوردت
        at: 323
      - via: null
        as: وكالات أنباء
      - speaker: ماريا زاخاروفا
        cue: قولها
        speech: indirect
    modality: denied
    denied_by: [الكرملين]
    when:
      text: أواخر يونيو
      edtf: XXXX-06
      basis: open
    who: [سيرغي لافروف, أ، ب, 'a, b']
    where: [كوالالمبور]
    verdict:
      rating: misleading
      by: هيئة التحرير
      date: 2026-11-20
      why: السياق ناقص
      url: https://facts.example/check
    corrections:
      - date: 2026-11-21
        class: fact
        was: كذا
        now: كذلك
        why: خطأ
    withdrawn:
      date: 2026-11-22
      why: لم يصح
      successor: fc292qvb1f

  - id: fc292qvb1f
    statement: جملة ثانية.
    status: draft
    evidence:
      - exact: شاهد
    modality: reported

rejected:
  - id: rm5fgw38zq
    exact: مكرر
    at: 640
    why: مكرر

disputes:
  - [kbxtjvb3kt, fc292qvb1f]

same_as:
  - [fc292qvb1f, rm5fgw38zq]

names:
  سيرغي لافروف: fftpg6h2pm
  وونسان: new place
  أحمد: new person 2

noise:
  - exact: Related News
    at: 2052
    why: related
"""


def test_every_key_is_read_and_written_back_to_the_letter() -> None:
    """The canonical layout is its own image."""
    assert write_record(parse_record(FULL, "r.yaml")) == FULL


@pytest.mark.corpora
def test_example_of_a_real_article_reads() -> None:
    path = CORPORA / "record-example.yaml"
    if not path.exists():
        pytest.skip(f"no corpora at {CORPORA} (WAQAI_CORPORA)")
    record = parse_record(path.read_text("utf-8"), "r.yaml")
    assert parse_record(write_record(record), "r.yaml") == record
    assert len(record.facts) == 13


TEXT = st.text(st.sampled_from("ابج د،:#'\"[]{}-?!&*%@`|>،؛.,\n\u2067\u2069\u200c٣3eE+_~=<"), min_size=1, max_size=24).map(
    lambda s: s.strip("\n")
).filter(bool)  # fmt: skip


@given(TEXT)
def test_any_text_survives_writing(text: str) -> None:
    """Whatever a person can type comes back as it was, in block and in flow lists."""
    node = place_of(read_nodes(f"k: {write_scalar(text)}\nl: [{write_scalar(text, flow=True)}]\n", "r"), ("k",))
    assert isinstance(node, Scalar) and node.value == text
    node = place_of(read_nodes(f"l: [{write_scalar(text, flow=True)}, x]\n", "r"), ("l", 0))
    assert isinstance(node, Scalar) and node.value == text


IDS = st.integers(0, 10**6).map(lambda n: mint("x", n))
LINE = st.text(st.sampled_from("ابجد :#'\"[]{}-،.,٣3"), min_size=1, max_size=20).map(str.strip).filter(bool)
NAMES = st.lists(LINE, max_size=3).map(tuple)
DAYS = st.dates().map(lambda d: d.isoformat())
SELECTORS = st.builds(Selector, LINE, st.none() | st.integers(0, 999_999_999))
LINKS = st.builds(
    Link, st.sampled_from(["via", "speaker"]), NAMES, LINE, st.none() | LINE, st.none() | st.integers(0, 10**6),
    st.sampled_from([None, "direct", "mixed"]),
)  # fmt: skip
EDTF = st.sampled_from([None, "2025", "2025-07", "2025-07-10/2025-07-11", "XXXX-07-03", "../2025-04"])
FACTS = st.builds(
    Fact, IDS, LINE, st.lists(SELECTORS, min_size=1, max_size=3).map(tuple), st.sampled_from(["draft", "reviewed"]),
    st.lists(LINKS, max_size=2).map(tuple), st.sampled_from(["reported", "planned"]), NAMES,
    st.none() | st.builds(When, st.none() | LINE, EDTF, st.sampled_from(["stated", "open"])), NAMES, NAMES,
    st.none() | LINE, st.lists(st.builds(Correction, DAYS, st.just("fact"), LINE, LINE, st.none() | LINE), max_size=2).map(tuple),
    st.none(),
)  # fmt: skip
RECORDS = st.builds(
    Record, IDS, st.just("0" * 64), DAYS, st.none() | st.builds(Said, LINE, st.sampled_from([None, "inferred"])),
    st.none() | st.builds(Said, LINE, st.none()), NAMES, NAMES,
    st.none() | st.builds(Published, EDTF, st.sampled_from([None, "inferred"]), st.just(("2025-07-04",)), st.just(())),
    st.none() | LINE, st.none() | st.just("https://a.example/b"), st.none(), st.sampled_from(["excerpt", "full"]),
    st.none() | LINE, st.none() | st.builds(Reviewed, LINE, DAYS), st.lists(FACTS, max_size=3).map(tuple),
    st.lists(st.builds(Rejected, LINE, st.none(), st.none() | IDS, st.none() | LINE), max_size=2).map(tuple),
    st.lists(st.tuples(IDS, IDS), max_size=2).map(tuple), st.lists(st.tuples(IDS, IDS), max_size=2).map(tuple),
    st.dictionaries(LINE, st.sampled_from(["new place", "new person 2"]) | IDS, max_size=3).map(lambda d: tuple(d.items())),
    st.lists(st.builds(Noise, LINE, st.integers(0, 99), st.just("related")), max_size=2).map(tuple),
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(RECORDS)
def test_any_record_survives_writing(record: Record) -> None:
    written = write_record(record)
    assert parse_record(written, "r.yaml") == record
    assert write_record(parse_record(written, "r.yaml")) == written


def faults_of(text: str) -> list[str]:
    with pytest.raises(Faults) as caught:
        parse_record(text, "r.yaml")
    return [str(error) for error in caught.value.errors]


def with_line(old: str, new: str) -> str:
    assert FULL.count(old) >= 1, old
    return FULL.replace(old, new, 1)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("status: withdrawn", "status: withdrawm", "r.yaml:28:13: `status` cannot be `withdrawm`\n  Did you mean `withdrawn`?"),
        ("    modality: denied", "    modalty: denied", "unknown key `modalty` in a fact\n  Did you mean `modality`?"),
        ("id: z5zhxt5fzc", "id: z5zhxt5fzd", "wrong check character"),
        ("id: z5zhxt5fzc", "id: ../../outside", "is not an id"),
        ("id: z5zhxt5fzc", "id: z5zhхt5fzc", "is not an id"),  # a Cyrillic letter
        ("id: z5zhxt5fzc", "id: z5zh\u200bxt5fzc", "U+200B ZERO WIDTH SPACE"),
        ("at: 118", "at: -1", "`at` must be a whole number"),
        ("at: 118", "at: ١١٨", "`at` must be a whole number"),
        ("at: 118", "at: 0x76", "`at` must be a whole number"),
        ("at: 118", f"at: {'9' * 5000}", "`at` must be a whole number"),
        ("exact: شاهد أول", "exact: ''", "r.yaml:30:16: `exact` is empty"),
        ("edtf: XXXX-06", "edtf: ٢٠٢٥", "Latin digits"),
        ("edtf: XXXX-06", "edtf: 2025-02-30", "month 02 of 2025 has no day 30"),
        ("edtf: XXXX-06", "edtf: Y10000", "not an EDTF date"),
        ("added: 2026-11-21", "added: 2026-13-01", "`added` is not a day"),
        ("url: https://news.example/a?b=c", "url: javascript:alert(1)", "not a web address"),
        ("url: https://news.example/a?b=c", "url: JaVaScRiPt:alert(1)", "not a web address"),
        ("url: https://news.example/a?b=c", "url: data:text/html,x", "not a web address"),
        ("url: https://news.example/a?b=c", "url: file:///etc/passwd", "not a web address"),
        ("url: https://news.example/a?b=c", "url: https://trusted@evil.example/", "not a web address"),
        ("url: https://news.example/a?b=c", "url: //evil.example/", "not a web address"),
        ("url: https://news.example/a?b=c", "url: 'https://a.example/\"x'", "not a web address"),
        ("statement: جملة ثانية.", "statement: جملة \u202eثانية.", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("سيرغي لافروف: fftpg6h2pm", "سيرغي \u202dلافروف: fftpg6h2pm", "U+202D LEFT-TO-RIGHT OVERRIDE"),
        ("statement: جملة ثانية.", "statement: جملة # ثانية.", "stops before ` #`"),
        ("وونسان: new place", "وونسان: new town", "neither an entity's id nor a proposal"),
        ("- [kbxtjvb3kt, fc292qvb1f]", "- [kbxtjvb3kt]", "a dispute is a pair"),
        ("- [fc292qvb1f, rm5fgw38zq]", "- fc292qvb1f", "`same_as` must be a list"),
        ("- [fc292qvb1f, rm5fgw38zq]", "- [fc292qvb1f]", "r.yaml:84:5: a row of `same_as` is a pair of fact ids"),
        ("- [fc292qvb1f, rm5fgw38zq]", "- [fc292qvb1f, rm5fgw38zx]", "wrong check character"),
        ("same_as:", "same_a:", "Did you mean `same_as`?"),
        ("class: fact", "class: verdict", "One of: typo, fact, meaning"),
        ("rating: misleading", "rating: mislead", "Did you mean `misleading`?"),
        ("      by: هيئة التحرير\n", "", "`by` is missing in `verdict`"),
        ("url: https://facts.example/check", "url: facts.example/check", "is not a web address"),
        ("      - via: null\n        as: وكالات أنباء", "      - via: null", "needs `as:`"),
        ("    status: withdrawn", "    status: reviewed", "belong together"),
        ("    statement: جملة ثانية.\n", "", "`statement` is missing"),
    ],
)  # fmt: skip
def test_fault_has_its_place_and_mend(old: str, new: str, says: str) -> None:
    assert any(says in told for told in faults_of(with_line(old, new))), faults_of(with_line(old, new))


def test_all_faults_of_a_file_are_told_at_once() -> None:
    text = with_line("at: 118", "at: x").replace("class: fact", "class: x").replace("edtf: XXXX-06", "edtf: x")
    assert len(faults_of(text)) == 3


@pytest.mark.parametrize("text", ["[]\n", "نص\n", "facts: نص\n", "facts: {}\n"])
def test_what_is_no_record_is_refused(text: str) -> None:
    assert faults_of(text)


def test_isolates_and_joiners_are_ordinary_typing() -> None:
    text = with_line("statement: جملة ثانية.", "statement: جملة \u2067ثانية\u2069 می\u200cخ \u200fموسكو.")
    assert "\u2067" in parse_record(text, "r.yaml").facts[1].statement


def test_optional_keys_are_left_out_while_empty() -> None:
    written = write_record(bridge_record())
    assert "null" not in written and "[]" not in written and "rights" not in written


def test_schema_knows_exactly_the_keys_of_the_codec() -> None:
    """Completion offers what the reader takes."""
    schema = record_schema()
    assert list(schema["properties"])[:3] == ["id", "text_sha256", "added"]
    fact = schema["properties"]["facts"]["items"]
    assert set(fact["properties"]) == set(place_keys("facts", 0)) | {"note"}


def place_keys(*keys: str | int) -> list[str]:
    node = place_of(read_nodes(FULL, "r"), keys)
    return [key.value for key, _ in node.items]  # type: ignore[union-attr, misc]


def test_a_fact_added_by_hand_is_given_an_id() -> None:
    """Nobody can make a check character in the head: the message has an id to paste, and it works."""
    (told,) = faults_of(
        with_line("  - id: fc292qvb1f\n    statement", "  - statement").replace(
            "[kbxtjvb3kt, fc292qvb1f]", "[kbxtjvb3kt, kbxtjvb3kt]"
        )
    )
    free = told.split("`id: ")[1][:10]
    assert parse_record(with_line("  - id: fc292qvb1f\n", f"  - id: {free}\n"), "r").facts[1].id == free
