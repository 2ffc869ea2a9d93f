"""Passages of a kept text: what is quoted in them, the sentence around them, the stretches they make together."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.model import Noise
from builder.site.passages import around, joined, noise_spans, quoted_pieces

TEXT = """عنوان عن المرفأ

وصل الوفد صباحاً. قالت ريم النجار: «المرفأ مفتوح»، ثم أضافت أن العمل "مستمر" اليوم. وغادر الوفد.
اقرأ أيضاً: أسعار السمك
وقالت «لا نهاية لهذا. وانصرفت.
"""


def span(exact: str) -> tuple[int, int]:
    at = TEXT.index(exact)
    return at, at + len(exact)


@pytest.mark.parametrize(
    ("exact", "pieces"),
    [
        ("قالت ريم النجار: «المرفأ مفتوح»", [("قالت ريم النجار: «", False), ("المرفأ مفتوح", True), ("»", False)]),
        # The marks stand outside the passage, and still what is inside was quoted.
        ("المرفأ مفتوح", [("المرفأ مفتوح", True)]),
        ("مفتوح»، ثم أضافت", [("مفتوح", True), ("»، ثم أضافت", False)]),
        ('أن العمل "مستمر" اليوم', [('أن العمل "', False), ("مستمر", True), ('" اليوم', False)]),
        ("وصل الوفد صباحاً", [("وصل الوفد صباحاً", False)]),
        # A quotation that never closes: nobody knows where it ends, and nothing is marked.
        ("وقالت «لا نهاية لهذا", [("وقالت «لا نهاية لهذا", False)]),
    ],
)
def test_quoted_words_inside_a_passage(exact: str, pieces: list[tuple[str, bool]]) -> None:
    found = quoted_pieces(TEXT, *span(exact))
    assert list(found) == pieces
    assert "".join(text for text, _ in found) == exact


def test_marks_printed_the_wrong_way_round_still_pair() -> None:
    text = "وصفها بأنها »غير شرعية« أمس"
    assert quoted_pieces(text, 0, len(text))[1] == ("غير شرعية", True)


def test_marks_inside_a_quotation_belong_to_it() -> None:
    text = 'قال: «العمل "مستمر" هنا» وغادر'
    assert [t for t, quoted in quoted_pieces(text, 0, len(text)) if quoted] == ['العمل "مستمر" هنا']


def test_a_name_in_marks_inside_a_quotation_does_not_end_it() -> None:
    text = "قال: «أحصيت الوفود عند «الباب الأزرق» قبل الإغلاق» وغادر"
    quoted = [t for t, is_quoted in quoted_pieces(text, 0, len(text)) if is_quoted]
    assert quoted == ["أحصيت الوفود عند «الباب الأزرق» قبل الإغلاق"]


def test_an_excerpt_is_the_sentence_and_no_more() -> None:
    assert around(TEXT, *span("المرفأ مفتوح"), ()) == ("قالت ريم النجار: «", '»، ثم أضافت أن العمل "مستمر" اليوم.')


def test_an_excerpt_of_two_sentences_holds_both() -> None:
    assert around(TEXT, *span("صباحاً. قالت ريم"), ())[0] == "وصل الوفد "


def test_a_long_sentence_is_cut_at_words() -> None:
    text = "كلمة " * 200 + "الشاهد " + "كلمة " * 200
    before, after = around(text, text.index("الشاهد"), text.index("الشاهد") + 6, ())
    assert before.startswith("… كلمة ") and after.endswith(" كلمة …")
    assert len(before) < 260 and len(after) < 260


def test_noise_is_left_out_of_an_excerpt() -> None:
    text = "[ad_1] وصل الوفد مساء [ad_2]"
    noise = noise_spans(text, (Noise("[ad_1]"), Noise("[ad_2]")))
    assert around(text, 7, 16, noise) == (" ", " مساء ")


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=12))
def test_joined_stretches_are_apart_and_hold_the_same_places(rows: list[tuple[int, int]]) -> None:
    spans = [(start, start + size) for start, size in rows]
    found = joined(spans)
    assert {i for a, b in found for i in range(a, b)} == {i for a, b in spans for i in range(a, b)}
    assert all(one[1] < other[0] for one, other in pairwise(found))


def test_noise_that_is_not_there_any_more_covers_nothing() -> None:
    assert noise_spans(TEXT, (Noise("إعلان", 3), Noise("لا وجود له"))) == ()
