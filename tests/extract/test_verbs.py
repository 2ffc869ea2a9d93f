"""Verbs by their shape."""

from __future__ import annotations

import pytest

from builder.extract.verbs import is_future, is_past, is_present, is_verb, tells_habit
from builder.text.folding import fold_key


@pytest.mark.parametrize("word", ["انطلقت", "أوصى", "فقدت", "ألزمت", "تكفلت", "استفاد", "اعتذرت", "حددت"])
def test_the_past_is_known_by_its_present(word: str) -> None:
    assert is_past[fold_key(word)]


@pytest.mark.parametrize("word", ["مدينة", "تقرير", "وزير", "تونس", "شركة", "الحكومة", "يوم", "محكمة"])
def test_nouns_and_names_are_no_verbs(word: str) -> None:
    assert not is_verb(fold_key(word))


@pytest.mark.parametrize("word", ["ينتهي", "تقام", "يستقبل", "توزع"])
def test_the_present_is_known_by_its_other_person(word: str) -> None:
    assert is_present[fold_key(word)]


@pytest.mark.parametrize(("word", "future"), [("سيزور", True), ("ستُعرب", True), ("سينطلق", True), ("سيستأنف", True), ("سيتنقل", True),
                                              ("سيراسل", True), ("ستصاحب", True), ("سيارة", False), ("سيلفا", False),
                                              ("سيطرة", False), ("ساهم", False), ("ستين", False), ("سيناء", False),
                                              ("ستكون", False)])  # fmt: skip
def test_the_prefix_of_the_future_is_not_every_first_letter(word: str, future: bool) -> None:
    assert is_future[fold_key(word)] is future


def test_a_conjunction_before_a_verb_hides_it_not() -> None:
    assert is_verb(fold_key("وحددت"))
    assert not is_verb(fold_key("ووزارة"))


def test_a_habit_may_be_a_noun_too() -> None:
    assert tells_habit(fold_key("تدافع"))
    assert not tells_habit(fold_key("تقرير"))
