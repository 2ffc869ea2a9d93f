"""Folding joins what Arabic writers vary, and its map leads back to the very letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.text.collation import collation_key
from builder.text.folding import Folded, fold, fold_key, unshaped

ARABIC = st.text(st.sampled_from('ابتأإآىةؤئكگيی ًٌٍَُِّْـ\u200f\u00a0٠١٢۳«»"كتاب'), max_size=60)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("كِتَابٌ", "كتاب"), ("أوكرانيا", "اوكرانيا"), ("هانوي", "هانوى"), ("مدينة", "مدينه"), ("آسيان", "اسيان"),
        ("مسؤول", "مسوول"), ("٢٠٢٥", "2025"), ("الكـــويت", "الكويت"), ("كی", "كي"), ("\u200fموسكو", "موسكو"),
        ("ﻓﻲ ﺟﻮﻟﺔ اﻟﻘﺼﺮ", "في جولة القصر"), ("ﻻﻋﺐ", "لاعب"), ("ﷺ", "صلى الله عليه وسلم"),
    ],
)  # fmt: skip
def test_spellings_of_one_word_meet(one: str, other: str) -> None:
    assert fold_key(one) == fold_key(other)


@pytest.mark.parametrize(("one", "other"), [("وزير", "زير"), ("جاسم", "قاسم"), ("بوتين", "وتين")])
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold_key(one) != fold_key(other)


@given(ARABIC)
def test_map_is_exact(text: str) -> None:
    """Every folded character comes from the source character that the map names, and the way back agrees."""
    folded = fold(text)
    for i, c in enumerate(folded.text):
        at = folded.source_at(i)
        assert fold(text[at]).text == c
        assert folded.folded_at(at) == i
    assert folded.source_at(len(folded.text)) <= len(text)


@given(st.text(st.sampled_from("ﻓﻲﺟﻮﻟﺔﻻﻼﷲﹷـكتاب ةأ،"), max_size=40))
def test_map_of_shaped_letters_is_exact(text: str) -> None:
    """A joined pair is several folded letters of one source character; the way back leads to the first of them."""
    folded = fold(text)
    for i, c in enumerate(folded.text):
        at = folded.source_at(i)
        assert c in fold(text[at]).text
        assert folded.folded_at(at) == i - letters_before(folded, i)


def letters_before(folded: Folded, i: int) -> int:
    """How many folded letters of the same source character stand before letter `i`."""
    at = folded.source_at(i)
    return sum(folded.source_at(k) == at for k in range(i))


@given(ARABIC)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_key(fold_key(text)) == fold_key(text)


def test_statements_and_names_are_written_with_plain_letters() -> None:
    assert unshaped("ﻓﻲ ﺟﻮﻟﺔ اﻟﻘﺼﺮ ﻻ غير") == "في جولة القصر لا غير"


def test_index_order_leaves_the_article_out() -> None:
    names = ["اليابان", "أوكرانيا", "روسيا", "الصين", "إيران", "آسيان"]
    assert sorted(names, key=collation_key) == ["آسيان", "أوكرانيا", "إيران", "روسيا", "الصين", "اليابان"]
