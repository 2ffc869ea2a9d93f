"""The trained tagger and the counts of words that it rests on."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.extract import tagger
from builder.extract.authorities import table_labels
from builder.lexicon.vocabulary import Remember, counted, is_nameful, is_ordinary, statistics, stems, takes_article
from builder.text.folding import fold_key

WORDS = st.sampled_from(
    [
        fold_key(w)
        for w in [
            "قال",
            "الوزير",
            "سمير",
            "الحايك",
            "في",
            "بيروت",
            "أمس",
            "إن",
            "شركة",
            "النهر",
            "للنقل",
            "لم",
            "تدفع",
            "ميريلا",
            "كوستانزاني",
            "،",
            ".",
            "و",
        ]
    ]
)


def names(text: str) -> list[str]:
    forms = re.findall(r"\w+|[^\w\s]", fold_key(text))
    return [f"{' '.join(forms[a:b])} {kind}" for a, b, kind in tagger.tag(forms, table_labels(forms))]


def test_people_and_places_are_seen_from_the_words_around_them() -> None:
    assert names("وقال الوزير سمير الحايك في بيروت إن الطريق مفتوح .") == ["سمير الحايك person", "بيروت place"]


def test_plain_words_are_no_names() -> None:
    assert names("ارتفعت أسعار الخضر بعد موجة الحر وتراجع العرض كثيرا .") == []


def test_no_words_no_names() -> None:
    assert tagger.tag([], []) == []


@settings(max_examples=200)
@given(st.lists(WORDS, max_size=60))
def test_names_lie_in_the_text_one_after_the_other(forms: list[str]) -> None:
    beyond = 0
    for first, last, kind in tagger.tag(forms, table_labels(forms)):
        assert beyond <= first < last <= len(forms)
        assert kind in ("person", "place", "organization")
        beyond = last


# Rows of weights from hopeless to certain, and some where a name could do without its first word.
ROWS = st.lists(st.lists(st.integers(-700, 1200), min_size=6, max_size=6), min_size=1, max_size=6)


@settings(max_examples=300, deadline=None)
@given(ROWS)
def test_types_that_are_left_out_of_the_search_are_on_no_best_path(scores: list[list[int]]) -> None:
    """The path over the types that are worth a search is the best over all likely ones, found by adding up every move."""
    likely = [k for k in range(3) if max(max(score[2 * k], score[2 * k + 1]) for score in scores) >= -100]
    places = [0, *(place for k in likely for place in (2 * k + 1, 2 * k + 2))]
    moves = tagger.model().moves
    best = {0: (0, (0,))}
    for score in scores:
        weights = [0, *score]
        best = {
            to: max(
                ((sum_ + moves[at][to] + weights[to], (*path, to)) for at, (sum_, path) in best.items()),
                key=lambda row: row[0],
            )
            for to in places
        }
    total, _ = max((sum_ + moves[at][0], path) for at, (sum_, path) in best.items())
    kinds, leaps = tagger._kinds(scores)
    labels = [0, *(place for k in kinds for place in (2 * k + 1, 2 * k + 2))]
    path = [labels[label] for label in tagger._best_path(scores, kinds, leaps)]
    walked = [0, *path, 0]
    assert sum(moves[a][b] for a, b in pairwise(walked)) + sum(
        score[label - 1] for score, label in zip(scores, path, strict=True) if label
    ) == total  # fmt: skip


def test_six_weights_in_one_integer_stay_apart() -> None:
    rows = [[-5, 7, 0, 1200, -684, 3], [5, -8, 0, -1300, 684, -4]]
    packed = [tagger._row(row) for row in rows]
    assert tagger._unpacked([sum(packed) + tagger._ZERO]) == [(0, -1, 0, -100, 0, -1)]
    loudest = max(
        abs(number)
        for name in tagger.model().weights
        for row in tagger._rows([name])
        for number in tagger._unpacked([row])[0]
    )
    assert loudest * 5 * 100 < 2**31  # a sum is of five words, and none shows a hundred features


def test_every_word_of_the_vocabulary_has_its_seven_digits() -> None:
    assert len(statistics()) > 50_000
    assert all(re.fullmatch("[0-9]{7}", digits) for digits in statistics().values())


def test_attached_letters_come_off_one_after_the_other() -> None:
    assert stems("وبالرباط") == ((0, "وبالرباط"), (1, "بالرباط"), (2, "الرباط"))
    assert (0, "الصين") in stems("للصين")


def test_ordinary_words_and_names_are_told_apart() -> None:
    assert is_ordinary("المدينه") and not is_nameful("المدينه")
    assert is_nameful("لافروف") and not is_ordinary("لافروف")
    assert takes_article("بحاره") and not takes_article("قالت")
    assert counted("كوستانزانيفيتش") is None


def test_what_is_remembered_has_a_bound() -> None:
    asked: list[str] = []
    said = Remember(lambda form: asked.append(form) or form.startswith("ا"))
    assert said.places(["اب", "جد", "اب"]) == [0, 2]
    assert asked == ["اب", "جد"]
