"""Labels of lines: what the cases say, and the laws that hold for any text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from casefile import Case, ids, read_cases
from hypothesis import given
from hypothesis import strategies as st

from builder.extract.noise import mark_noise


def labels(text: str) -> list[tuple[str, str]]:
    return [(line.label, text[line.start : line.end].strip()) for line in mark_noise(text) if line.label != "empty"]


@pytest.mark.parametrize("case", read_cases("noise"), ids=ids)
def test_case(case: Case) -> None:
    """One row a stretch: label, then how it begins."""
    rows = labels(case.text)
    expected = [tuple(row.split(" | ", 1)) for row in case.expected.split("\n")]
    assert [(label, words[: len(want[1])]) for (label, words), want in zip(rows, expected, strict=False)] == expected
    assert len(rows) == len(expected)


PIECES = [
    "وصل الوفد إلى المدينة مساء أمس وبدأ محادثاته مع الوزير في القاعة الكبرى.", "أخبار ذات صلة", "شاهد أيضاً: عنوان", "[ad_1]",
    "المصدر: رويترز", "المصدر", "(النهاية)", "التعليقات (3)", "عنوان قصير", "", " ", "\u200f", "\t", "a { color: red; }", "الأربعاء 2 يوليو 2025",
    "جاكرتا (رويترز) - قال الوزير إن بلاده ستشارك في المؤتمر المقبل.", "((((", "©", "@", "***", "\u0651\u0651", "İİİ test", "#وسم #آخر",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=14).map("\n".join)


@given(texts)
def test_lines_cover_the_text_in_order(text: str) -> None:
    """Nothing is left out but line breaks, nothing is covered twice."""
    lines = mark_noise(text)
    covered = "".join(text[line.start : line.end] for line in lines)
    assert covered == text.replace("\n", "")
    assert all(a.end <= b.start for a, b in pairwise(lines))
    assert all(line.start < line.end and line.rule for line in lines)


@given(texts)
def test_a_line_of_the_body_holds_no_break(text: str) -> None:
    """A stretch never runs over a line break."""
    assert all("\n" not in text[line.start : line.end] for line in mark_noise(text))


@pytest.mark.parametrize(
    "text",
    ["«" * 200_000, "اقرأ أيضاً: " * 20_000, "(" * 100_000 + ")" * 100_000, "\n" * 200_000, "أخبار ذات صلة\n" * 15_000, "و\u0651" * 100_000,
     "رويترز " * 30_000, "قال - " * 40_000, "{" * 200_000, "عنوان\n" * 40_000],
    ids=lambda t: t[:10].strip() or "breaks",
)  # fmt: skip
def test_hostile_texts_take_linear_time(text: str) -> None:
    begin = time.process_time()
    mark_noise(text)
    assert time.process_time() - begin < 8
