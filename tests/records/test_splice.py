"""An edit changes one node; every other byte of a person's file stays, in any layout."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.nodes import read_nodes
from builder.records.codec import FACT_KEYS, RECORD_KEYS
from builder.records.splice import append_row, plain, set_value

CANONICAL = """\
# سطر أول
id: a

facts:
  - id: f1
    statement: جملة   # تعليق
    status: draft
    evidence:
      - exact: شاهد

  # تعليق قبل الثانية
  - id: f2
    statement: "جملة ثانية"
    who: [أ, ب]

names:
  أ: new person
  ب: new place
"""
FLUSH = """\
facts:
- id: f1
  statement: جملة
  note: >-
    سطر
    سطر
- {id: f2, statement: 'ثانية', who: [أ]}
names: {أ: new person}
"""
WIDE = "facts:\n      -   id: f1\n          statement:   جملة\n          status:\n            draft\n"
CRLF = CANONICAL.replace("\n", "\r\n")
ASTRAL = CANONICAL.replace("# سطر أول", "# 𝒜𝒜𝒜 🎈")
JSONISH = (
    '{"facts": [{"id": "f1", "statement": "جملة"}, {"id": "f2", "statement": "x"}], "names": {"أ": "new person"}}\n'
)
NO_END = CANONICAL.rstrip("\n")
LAYOUTS = {
    "canonical": CANONICAL, "flush": FLUSH, "wide": WIDE, "crlf": CRLF, "astral": ASTRAL, "jsonish": JSONISH, "no-end": NO_END,
}  # fmt: skip


def unchanged(before: str, after: str) -> tuple[str, str]:
    """The parts of `before` and `after` between their common beginning and end."""
    start = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return before[start : len(before) - end], after[start : len(after) - end]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_statement_is_replaced_and_nothing_else(layout: str) -> None:
    text = LAYOUTS[layout]
    new = set_value(text, "r", ("facts", 0, "statement"), "قال: نعم", FACT_KEYS)
    was, now = unchanged(text, new)
    assert "جمل" in was or was in "جملة"
    assert "نعم" in now and "\n" not in now
    assert "# تعليق" not in text or "# تعليق" in new


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_key_is_added_where_it_belongs(layout: str) -> None:
    text = LAYOUTS[layout]
    new = set_value(text, "r", ("facts", 0, "modality"), "planned", FACT_KEYS)
    was, now = unchanged(text, new)
    assert was == "" and "modality" in now


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_block_is_put_in_the_place_of_a_value(layout: str) -> None:
    text = LAYOUTS[layout]
    when = {"text": "أمس", "edtf": None, "basis": "open"}
    new = set_value(text, "r", ("facts", 0, "when"), when, FACT_KEYS)
    assert plain(read_nodes(new, "r"))["facts"][0]["when"] == when  # type: ignore[index, call-overload]
    again = set_value(new, "r", ("facts", 0, "when"), {"edtf": "2025", "basis": "edited"}, FACT_KEYS)
    assert plain(read_nodes(again, "r"))["facts"][0]["when"] == {"edtf": "2025", "basis": "edited"}  # type: ignore[index, call-overload]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_row_is_added_at_the_end_of_its_list(layout: str) -> None:
    text = LAYOUTS[layout]
    row = {"id": "f9", "statement": "جديدة", "evidence": [{"exact": "شاهد: آخر", "at": "5"}]}
    new = append_row(text, "r", ("facts",), row, RECORD_KEYS)
    was, now = unchanged(text, new)
    assert was == "" and "f9" in now
    assert ("\r\n" in now) == ("\r\n" in text)


def test_comments_keep_their_place() -> None:
    new = append_row(CANONICAL, "r", ("facts",), {"id": "f3"}, RECORD_KEYS)
    new = set_value(new, "r", ("facts", 1, "statement"), "معدلة", FACT_KEYS)
    new = set_value(new, "r", ("names", "ج"), "new place", ())
    for line in CANONICAL.splitlines():
        if "جملة ثانية" not in line:
            assert line in new.splitlines()


KEYS = st.sampled_from([("facts", 0, "statement"), ("facts", 1, "statement"), ("facts", 1, "who"), ("names", "أ")])
VALUES = st.text(st.sampled_from("اب :#'\"[]{}-،\n٣x"), min_size=1, max_size=12)


@given(
    st.sampled_from(["canonical", "flush", "crlf", "astral", "jsonish"]), st.lists(st.tuples(KEYS, VALUES), max_size=4)
)
def test_any_sequence_of_edits_reads_back(layout: str, edits: list[tuple[tuple[str | int, ...], str]]) -> None:
    """`set_value` compares its own result; what it returns is what was asked."""
    text = LAYOUTS[layout]
    for keys, value in edits:
        data = [value] if keys[-1] == "who" else value
        text = set_value(text, "r", keys, data, FACT_KEYS)  # type: ignore[arg-type]
        found = plain(read_nodes(text, "r"))
        for key in keys:
            found = found[key]  # type: ignore[index, call-overload]
        assert found == data


def test_pairs_of_ids_are_added_a_line_each_and_stand_apart_as_a_group() -> None:
    text = "id: a\n\nfacts:\n  - id: f1\n    statement: جملة\n\nnames:\n  أ: new place   # هنا\n"
    for row in (["f1", "f2"], ["f1", "f3"], ["f1", "f4"]):
        text = append_row(text, "r", ("same_as",), row, RECORD_KEYS)  # type: ignore[arg-type]
    group = "same_as:\n  - [f1, f2]\n  - [f1, f3]\n  - [f1, f4]\n"
    assert f"جملة\n\n{group}\nnames:\n  أ: new place   # هنا\n" in text
