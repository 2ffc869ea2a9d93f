"""Which words are one word to a reader: pairs of real news, the traps of attached letters, and the packed table."""

from __future__ import annotations

import re

import pytest

from builder.lexicon.stems import TEH, Stems, broken, label_of, plurals, snares, word_form
from builder.lexicon.vocabulary import statistics
from tests.site.newsroom import pairs

LOOKED_AT = slice(0, None, 2)  # while tuning; of the others only totals were
UNSEEN = slice(1, None, 2)


def meet(one: str, other: str) -> bool:
    """True where a site that prints one of the two and nothing else is found by the other, both ways."""
    forms = word_form(one), word_form(other)
    return all(
        set(stems.keys(forms[0])) & set(stems.keys(forms[1]))
        for stems in (Stems({form.replace(TEH, "ه")}) for form in forms)
    )


@pytest.mark.parametrize(("one", "other"), pairs("search-meet.txt")[LOOKED_AT])
def test_these_are_one_word(one: str, other: str) -> None:
    assert meet(one, other)


@pytest.mark.parametrize(("one", "other"), pairs("search-apart.txt")[LOOKED_AT])
def test_these_are_two_words(one: str, other: str) -> None:
    assert not meet(one, other)


def test_pairs_that_no_rule_was_made_for() -> None:
    """The untuned halves: a floor, for a list that everything passes says nothing about the next word."""
    together, apart = pairs("search-meet.txt")[UNSEEN], pairs("search-apart.txt")[UNSEEN]
    assert sum(meet(*pair) for pair in together) >= 0.97 * len(together)
    assert sum(not meet(*pair) for pair in apart) >= 0.97 * len(apart)


def test_a_letter_comes_off_where_other_text_shows_the_rest() -> None:
    """`وكراجينا` is one word until the site prints `كراجينا` as well."""
    assert Stems().keys("وكراجينا") == ("وكراجينا",)
    assert Stems({"كراجينا"}).keys("وكراجينا") == ("كراجينا",)


def test_a_final_h_may_be_a_pronoun_and_a_teh_may_not() -> None:
    assert Stems().keys(word_form("كتابه")) == ("كتابه", "كتاب") or set(Stems().keys("كتابه")) == {"كتاب", "كتابه"}
    assert "شرك" not in Stems().keys(word_form("شركة"))


def test_latin_words_and_numbers_stay_whole() -> None:
    assert Stems().keys(word_form("ASEAN")) == ("asean",)
    assert Stems().keys(word_form("٢٠٢٥")) == ("2025",)


def test_a_known_word_is_not_cut_by_a_program_that_knows_no_words() -> None:
    """Where `وتين` is printed, `بوتين` must be told to be another word."""
    assert "بوتين" in set(snares({"وتين"}))
    assert "وبوتين" not in set(snares({"بوتين"}))


def test_the_table_of_broken_plurals_is_large_and_folded() -> None:
    assert len(plurals()) >= 150
    assert "وزراء" in broken()["وزير"]
    assert not any(re.search("[أإآةىئؤ]", word) for word in plurals())


def test_the_packed_table_is_what_the_rules_say() -> None:
    """`python scripts/make_stems.py` after a change of the rules or the tables."""
    packed, ruled = Stems(), Stems(use_table=False)
    for word in sorted(statistics())[::97]:
        if word[0] >= "\u0600" and len(word) > 2:
            assert packed.keys(word) == ruled.keys(word), f"{word}: run scripts/make_stems.py"


def test_a_label_of_the_table_tells_how_keys_are_made() -> None:
    stems = Stems(use_table=False)
    assert label_of("والعقوبات", stems).partition(";")[0] == "32ه"
    assert label_of("وزراء", stems).partition(";")[0] == "=وزير"
    assert "a" in label_of("بوتين", stems).partition(";")[2]
