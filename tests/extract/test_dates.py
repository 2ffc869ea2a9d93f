"""Time expressions: what the cases say, and the laws that hold for any text."""

from __future__ import annotations

import re
import time

import pytest
from casefile import Case, ids, read_cases
from hypothesis import given
from hypothesis import strategies as st

from builder.extract.dates import find_dates, stated_dates
from builder.extract.noise import mark_noise
from builder.model import Line
from builder.text.edtf import parse_edtf


def dates_in(text: str, published: str | None = None) -> list[tuple[str | None, str, str]]:
    found = find_dates(text, (Line(0, len(text), "body", "test"),), published)
    for mention in found:
        assert text[mention.at : mention.at + len(mention.exact)] == mention.exact
    return [(m.edtf, m.basis if m.kind == "date" else m.kind, m.exact) for m in found]


@pytest.mark.parametrize("case", read_cases("dates", ("published",)), ids=ids)
def test_case(case: Case) -> None:
    """One row an expression: value, basis (or kind), words."""
    found = dates_in(case.text, case.settings.get("published"))
    assert "\n".join(" | ".join((edtf or "-", basis, words)) for edtf, basis, words in found) == case.expected


def test_the_title_means_the_day_that_the_lead_means() -> None:
    """A weekday alone looks back; the lead says which it is, and a day printed again keeps its year."""
    title, lead = "لقاء الوزيرين الجمعة في عدن", "يصل الوفد الجمعة المقبل، وستنتهي المهلة في 29 سبتمبر."
    again = "29 سبتمبر: نهاية المهلة"
    text = "\n".join((title, lead, again))
    begins = (0, len(title) + 1, len(title) + len(lead) + 2)
    lines = tuple(
        Line(at, at + len(words), label, "test")
        for at, words, label in zip(begins, (title, lead, again), ("title", "body", "body"), strict=True)
    )
    found = [(m.exact, m.edtf) for m in find_dates(text, lines, "2025-07-08")]
    assert found == [
        ("الجمعة", "2025-07-11"), ("الجمعة المقبل", "2025-07-11"), ("29 سبتمبر", "2025-09-29"), ("29 سبتمبر", "2025-09-29"),
    ]  # fmt: skip


PIECES = [
    "يوم", "الأربعاء", "أمس", "اليوم", "غداً", "الخميس", "11", "٠٢", "۱۴۰۳", "2025", "1446", "يوليو", "تموز", "مارس", "آب",
    "كانون الثاني", "رمضان", "هـ", "العام", "الماضي", "المقبل", "هذا", "الشهر", "من", "إلى", "بين", "عام", "قبل", "ثلاثة", "أيام",
    "شهر ونصف", "أواخر", "الموافق", "النصف الثاني", "التالي", "القرن", "الثمانينيات", "أو", "حتى", "الفترة نفسها", "كل", "أسبوع", "صيف", "الربع الثالث", "/", "-", "–", ",", "،", "(", ")", ".", "\u0651", "\u200f", "\u00a0", " ", "\n", "ـ",
    "وصل الوزير", "سيصل", "قال", "الوفد", "مساء", "ليلة", "نفسه", "و", "\u2009", "31", "30/2/2025", "1/13/2025",
]  # fmt: skip
prose = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join) | st.lists(
    st.sampled_from(PIECES), max_size=25
).map("".join)


@given(
    text=prose,
    published=st.sampled_from([None, "2025", "2025-07", "2025-07-11", "2024-02-29", "0001-01-01", "9999-12-31"]),
)
def test_every_date_is_verbatim_and_valid(text: str, published: str | None) -> None:
    """Whatever stands in the text: the words are a slice of it, in order, and the value is EDTF or a period."""
    mentions = find_dates(text, (Line(0, len(text), "body", "test"),), published)
    end = 0
    for mention in mentions:
        assert mention.exact
        assert text[mention.at : mention.at + len(mention.exact)] == mention.exact
        assert mention.at >= end
        end = mention.at + len(mention.exact)
        if mention.kind != "date":
            # only the season of a league is a length that has no period
            assert mention.edtf is None or mention.edtf.startswith("P")
        elif mention.edtf is not None:
            parse_edtf(mention.edtf)
        assert (mention.basis == "open") == (mention.edtf is None or mention.edtf.startswith("XXXX"))


@given(text=prose)
def test_without_a_day_of_publication_no_year_is_invented(text: str) -> None:
    """Every year of a value stands in the text, in some digits, or is computed from a Hijri year or century that does."""
    digits = text.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789"))
    if "14" in digits or "13" in digits or "القرن" in digits:
        return
    for edtf, kind, _ in dates_in(text):
        if edtf and kind not in ("duration", "set", "open"):
            assert all(point[:4] in digits for point in re.split("[/,]", edtf.strip("{}")) if point != "..")


NOISE_BEFORE = "[ad_1]\nRu En\n\n"
NOISE_AFTER = "\n\nشاهد أيضاً: موعد الحفل 5 آب 2024\nالمصدر: رويترز\nRelated News\n"
ARTICLE = (
    "وصل الوفد إلى المدينة مساء الخميس 10 يوليو/تموز 2025 وبدأ المحادثات في اليوم التالي مع نظرائه هناك.\n"
    "ومن المقرر أن يغادر الوفد يوم السبت إلى العاصمة حيث يلتقي رئيس الوزراء وعدداً من أعضاء الحكومة.\n"
)


def test_noise_around_an_article_changes_no_date() -> None:
    """Advert marks before it and related links after it add no date and move none."""

    def seen(text: str) -> list[tuple[str, str | None]]:
        return [(m.exact, m.edtf) for m in find_dates(text, mark_noise(text), "2025-07-11")]

    assert seen(ARTICLE) == seen(NOISE_BEFORE + ARTICLE + NOISE_AFTER)
    assert len(seen(ARTICLE)) >= 2


@pytest.mark.parametrize(
    "again",
    [
        "\u0651", "10 يوليو 2025 ", " ", "10 و", "يوم ", "اليوم ", "العام ", "1/", "قبل ", "ثلاثة و", "يوليو/", "(", "س",
        "من 10 ", "من 1 يوليو إلى ", "سنتين و", "الأحد والاثنين و", "في اليوم التالي ",
    ],
)  # fmt: skip
def test_hostile_lines_take_linear_time(again: str) -> None:
    """A hundred thousand letters of anything are read in seconds."""
    text = f"10 و{again * (100_000 // len(again))}يوليو"
    begin = time.process_time()
    find_dates(text, (Line(0, len(text), "body", "test"),), "2025-07-11")
    assert time.process_time() - begin < 3


def test_what_rests_on_an_inferred_day_is_inferred() -> None:
    """A year that the text forces lends itself to `العام المقبل`, and the value says on what it rests."""
    text = "يبدأ العمل العام المقبل وانتهى في مارس 2021"
    line = (Line(0, len(text), "body", "test"),)
    assert [(m.edtf, m.basis) for m in find_dates(text, line, "2022", inferred=True)] == [
        ("2023", "inferred"),
        ("2021-03", "stated"),
    ]


def test_stated_dates_of_a_date_line() -> None:
    """Only what is printed in full counts; a day without a year keeps its XXXX."""
    assert stated_dates("بيروت - الخميس 14 أيلول 2023") == ("2023-09-14",)
    assert stated_dates("٠٢ يوليو") == ("XXXX-07-02",)
    assert stated_dates("اليوم الأربعاء") == ()
