"""Passages of a kept text: what is quoted in them, the sentence around them, the share they cover."""

from __future__ import annotations

import pytest

from builder.model import Noise
from builder.site.passages import around, covered, noise_spans, quoted_pieces

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


def test_the_share_counts_prose_only() -> None:
    text = "أبجد\nإعلان"
    noise = noise_spans(text, (Noise("إعلان"),))
    assert covered(text, [(0, 4)], noise) == 100
    assert covered(text, [(0, 2)], noise) == 50
    assert covered(text, [(0, 2), (1, 2)], noise) == 50, "overlapping evidence counts once"
    assert covered(text, [], noise) == 0


def test_a_share_is_never_rounded_to_all_or_nothing() -> None:
    assert covered("ا" * 1000, [(0, 1)], ()) == 1
    assert covered("ا" * 1000, [(0, 999)], ()) == 99


def test_noise_that_is_not_there_any_more_covers_nothing() -> None:
    assert noise_spans(TEXT, (Noise("إعلان", 3), Noise("لا وجود له"))) == ()
