"""A link to a sentence is the only one of its kind in the text, and never cuts a word."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from builder.site.fragments import text_fragment

URL = "https://mizan.example/port/south-quay"
TEXT = """الوزير يزور المرفأ

قال الوزير إن العمل مستمر في المرفأ. وقالت البلدية إن العمل مستمر في المرفأ أيضاً.
وقال الوزير، بعد ساعة، إن العمل مستمر - كما كان - في المرفأ & المدينة بكلفة 6.2 مليون دينار.
وسيزور الوزير المدينة غداً.
إن العملَ مستمرٌّ في المرفإ.
"""


def linked(exact: str, text: str = TEXT, url: str = URL, nth: int = 0) -> str:
    at = -1
    for _ in range(nth + 1):
        at = text.index(exact, at + 1)
    link = text_fragment(url, text, at, len(exact))
    assert link is not None and link.startswith(url)
    return link.partition("#:~:text=")[2]


def test_words_that_stand_once_need_nothing_else() -> None:
    assert unquote(linked("وقالت البلدية")) == "وقالت البلدية"


def test_words_that_stand_more_than_once_get_the_fewest_neighbours() -> None:
    assert unquote(linked("العمل مستمر في المرفأ")) == "العمل مستمر في المرفأ,-. وقالت"
    assert unquote(linked("العمل مستمر في المرفأ", nth=1)) == "العمل مستمر في المرفأ,-أيضاً"


def test_letters_that_browsers_take_for_one_are_one_here_too() -> None:
    """`العملَ مستمرٌّ في المرفإ` is what a browser would find for `العمل مستمر في المرفأ`, and the other way round."""
    assert "-," in unquote(linked("إن العملَ مستمرٌّ في المرفإ"))


def test_a_passage_that_begins_inside_a_word_is_linked_with_the_word() -> None:
    assert unquote(linked("قالت البلدية")) == "وقالت البلدية"
    assert unquote(linked("2 مليون دينار")) == "6.2 مليون دينار"


def test_what_separates_the_parts_of_a_link_is_escaped() -> None:
    link = linked("مستمر - كما كان - في المرفأ & المدينة")
    assert "%20%2D%20" in link and "%26" in link and "-" not in link and "," not in link
    assert "%D8%8C" in linked("الوزير، بعد ساعة، إن")


def test_a_comma_of_the_text_is_no_comma_of_the_link() -> None:
    text = "Said Smith, of Reuters, today.\nSaid Smith, of Tass, today.\n"
    assert "%2C" in linked("Smith, of Reuters", text)


def test_a_long_passage_is_named_by_its_two_ends() -> None:
    exact = TEXT.split("\n")[3].removesuffix(".")
    first, last = unquote(linked(exact)).split(",")
    assert exact.startswith(first) and exact.endswith(last)


def test_the_end_of_a_long_passage_is_told_from_its_middle() -> None:
    text = "أولاً ذهب الفريق إلى البحر وعاد ثم ذهب الفريق إلى البحر وعاد مرة أخرى ثم ذهب الفريق إلى البحر وعاد.\n"
    exact = text.strip().removesuffix(".")
    target = unquote(linked(exact, text)).split(",")[-1]
    assert text.index(target) + len(target) == len(exact)


def test_a_passage_that_nothing_tells_apart_gets_no_link() -> None:
    text = "عاد الفريق.\n" * 40
    assert text_fragment(URL, text, 0, 10) is None


@pytest.mark.parametrize(
    ("url", "begins"),
    [
        ("https://a.example/x#top", "https://a.example/x#top:~:text="),
        ("https://a.example/x#", "https://a.example/x#:~:text="),
        ("https://a.example/x#:~:text=old", "https://a.example/x#:~:text="),
        ("https://a.example/x?a=1&b=2", "https://a.example/x?a=1&b=2#:~:text="),
    ],
)
def test_an_address_keeps_its_own_fragment(url: str, begins: str) -> None:
    link = text_fragment(url, TEXT, TEXT.index("وقالت"), 13)
    assert link is not None and link.startswith(begins)
