"""Ids are short, opaque, without words, and one wrong character is noticed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from builder.ids import ALPHABET, LETTERS, check_character, is_id, mint


def test_example_ids_check() -> None:
    """Ids made by hand with the rule of NOID."""
    assert check_character("z5zhxt5fz") == "c"
    assert is_id("z5zhxt5fzc") and not is_id("z5zhxt5fzd")


@given(st.text(), st.integers(0, 10**6))
def test_minting_is_stable_and_well_formed(text: str, number: int) -> None:
    made = mint("fact", text, number)
    assert made == mint("fact", text, number)
    assert is_id(made) and made[0] in LETTERS and set(made) <= set(ALPHABET)


@given(st.text(min_size=1), st.integers(0, 9), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(text: str, place: int, other: str) -> None:
    made = mint(text)
    wrong = made[:place] + other + made[place + 1 :]
    assert wrong == made or not is_id(wrong)


def test_parts_do_not_run_together() -> None:
    """`1, 23` and `12, 3` are two things."""
    assert mint("a", 1, 23) != mint("a", 12, 3)
