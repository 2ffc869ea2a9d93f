"""What holds of every article, whatever it says: on our own annotated articles, whole, cut, joined and among noise."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.extract.dates import find_dates
from builder.extract.noise import mark_noise
from builder.extract.pipeline import extract
from builder.lexicon import table, vocabulary
from builder.model import DateMention, Known
from builder.text.edtf import parse_edtf
from tests.extract.laws import Article, articles, changed, forget, misplaced

ALL = articles("tuned", "unseen")
each = pytest.mark.parametrize("article", ALL, ids=lambda article: article.name)
one_of_them = st.sampled_from(ALL)
PARAGRAPHS = [line for article in articles("tuned") for line in article.text.split("\n") if line.strip()]
mixed = st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=6).map("\n".join)
days = st.dates(datetime.date(1990, 1, 1), datetime.date(2035, 12, 31))

# ---- what is found stands in the text ---------------------------------------------------------------------------------


@each
def test_all_that_is_found_is_verbatim(article: Article) -> None:
    assert misplaced(article.text, extract(article.text, article.known)) == []
    assert misplaced(article.text, extract(article.text, Known())) == []


@given(mixed, st.sampled_from(["", "\u0651", "ـ", "\u200f", "\r", "\u00a0"]), st.integers(1, 40))
@settings(max_examples=25)
def test_all_that_is_found_is_verbatim_between_marks_that_folding_drops(text: str, mark: str, step: int) -> None:
    """Harakat, lengthening and hidden marks inside words move nothing."""
    text = mark.join(text[i : i + step] for i in range(0, len(text), step))
    assert misplaced(text, extract(text, Known())) == []


@each
def test_every_name_of_a_fact_is_in_the_table_of_names(article: Article) -> None:
    found = extract(article.text, article.known)
    names = {name for name, _ in found.names}
    for fact in found.facts:
        links = {name for link in fact.attribution for name in link.who}
        assert {*fact.who, *fact.where, *fact.denied_by, *links} <= names
        assert not set(fact.who) & set(fact.where)


# ---- noise ------------------------------------------------------------------------------------------------------------

_NOISE = table("noise")
SHARE = st.one_of(
    st.sampled_from(_NOISE["share"]).map(lambda words: f"{words}:"),
    st.lists(st.sampled_from(["فيسبوك", "تويتر", "واتساب", "تلغرام", "لينكدإن", "نسخ الرابط", "طباعة"]), min_size=2, max_size=6, unique=True).map(" ".join),
)  # fmt: skip
HEADLINES = st.sampled_from(["خمسة أسئلة عن ميزانية البلدية", "سوق الخضار يفتح أبوابه مساء", "صور من مهرجان الطائرات الورقية"])  # fmt: skip
RELATED = st.builds(lambda lead, headline: f"{lead}: {headline}", st.sampled_from(_NOISE["related"]), HEADLINES)
LISTS = st.builds(lambda lead, rows: "\n".join([lead, *rows]), st.sampled_from(_NOISE["related"]), st.lists(HEADLINES, min_size=2, max_size=3, unique=True))  # fmt: skip
FOLLOW = st.builds(lambda verb, channel: f"{verb} على {channel}", st.sampled_from(_NOISE["follow"]), st.sampled_from(["فيسبوك", "واتساب", "تلغرام", "يوتيوب"]))  # fmt: skip
ADVERTS = st.sampled_from([*_NOISE["advert"], "[ad_1]", "[ad_2]"])
noise_lines = st.one_of(SHARE, RELATED, ADVERTS, FOLLOW)
below = st.one_of(noise_lines, LISTS)
breaks = st.sampled_from(["\n", "\n\n"])


@given(one_of_them, st.lists(noise_lines, min_size=1, max_size=3), st.lists(below, min_size=1, max_size=3))
@settings(max_examples=25)
def test_noise_around_an_article_changes_no_fact(article: Article, before: list[str], after: list[str]) -> None:
    known = Known(published=article.published or "2025-07-11")
    text = "\n".join([*before, "", article.text.strip("\n"), "", *after]) + "\n"
    assert changed(extract(article.text, known), extract(text, known)) == []


@given(one_of_them, st.data())
@settings(max_examples=25)
def test_noise_between_paragraphs_changes_no_fact(article: Article, data: st.DataObject) -> None:
    """But for a share bar below the first paragraph: there it parts the standfirst from the article."""
    known = Known(published=article.published or "2025-07-11")
    plain = extract(article.text, known)
    body = [
        line for line in plain.found.lines if line.label == "body" and article.text[line.end : line.end + 1] == "\n"
    ]
    gaps = sorted({line.end for line in body[:-1]}, reverse=True)
    text = article.text
    for at in gaps:
        if data.draw(st.booleans()):
            noise = data.draw(noise_lines if at > gaps[-1] else st.one_of(RELATED, ADVERTS, FOLLOW))
            text = f"{text[:at]}{data.draw(breaks)}{noise}{text[at:]}"
    assert changed(plain, extract(text, known)) == []


# ---- nothing is remembered --------------------------------------------------------------------------------------------


@each
def test_the_same_text_gives_the_same_value(article: Article) -> None:
    assert extract(article.text, article.known) == extract(article.text, article.known)


@pytest.mark.slow
def test_the_order_of_articles_changes_nothing() -> None:
    """Forwards and backwards, each time with empty caches, and once more with full ones."""
    forget()
    forwards = [extract(article.text, article.known) for article in ALL]
    again = [extract(article.text, article.known) for article in ALL]
    forget()
    backwards = [extract(article.text, article.known) for article in reversed(ALL)]
    assert [a.name for a, one, other in zip(ALL, forwards, again, strict=True) if one != other] == []
    assert [a.name for a, one, other in zip(ALL, forwards, reversed(backwards), strict=True) if one != other] == []


def test_caches_that_overflow_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache that is full is emptied in the middle of an article."""
    first = [extract(article.text, article.known) for article in ALL[::5]]
    forget()
    monkeypatch.setattr(vocabulary, "_KEPT", 7)
    assert [extract(article.text, article.known) for article in ALL[::5]] == first


# ---- dates ------------------------------------------------------------------------------------------------------------

_PERIOD = re.compile(r"(R[0-9]*/)?P[0-9YMWDTHS.,/]+")


@each
def test_every_date_can_be_read(article: Article) -> None:
    found = extract(article.text, article.known)
    for date in found.found.dates:
        if date.edtf is not None and date.kind == "date":
            read = parse_edtf(date.edtf)
            assert read.earliest is None or read.latest is None or read.earliest <= read.latest
        elif date.edtf is not None:
            assert _PERIOD.fullmatch(date.edtf), date.at
    for fact in found.facts:
        if fact.when and fact.when.edtf:
            parse_edtf(fact.when.edtf)


_MONTHS = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
]
_LEVANTINE = ["كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"]  # fmt: skip
_WEEKDAYS = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]
FORMS = [
    lambda d: f"{d.day} {_MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d.day} {_LEVANTINE[d.month - 1]} {d.year}",
    lambda d: f"{_WEEKDAYS[d.weekday()]} {d.day} {_MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{_WEEKDAYS[d.weekday()]} {d.day} {_MONTHS[d.month - 1]}/ {_LEVANTINE[d.month - 1]} {d.year}",
    lambda d: f"{d.day}/{d.month}/{d.year}",
    lambda d: f"{d.year}-{d.month:02}-{d.day:02}",
    lambda d: f"{_MONTHS[d.month - 1]} {d.year}",
    lambda d: f"عام {d.year}",
]
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def dates_of(text: str, published: str | None) -> list[DateMention]:
    return list(find_dates(text, mark_noise(text), published))


@given(days, st.sampled_from(FORMS), st.booleans(), st.one_of(st.none(), days))
@settings(max_examples=150)
def test_the_bounds_of_a_date_contain_its_day(day: datetime.date, form: object, eastern: bool, published: datetime.date | None) -> None:  # fmt: skip
    printed = form(day)  # type: ignore[operator]
    if eastern and "-" not in printed:
        printed = printed.translate(EASTERN)
    text = f"افتتحت البلدية الجسر الجديد في {printed} بعد أعمال طويلة في الضفة الغربية من النهر."
    found = [date for date in dates_of(text, published.isoformat() if published else None) if date.kind == "date"]
    assert len(found) == 1
    assert found[0].edtf is not None
    read = parse_edtf(found[0].edtf)
    assert (read.earliest or "") <= day.isoformat() <= (read.latest or "9999")


@given(days, st.sampled_from([("أمس", -1), ("اليوم", 0), ("غدا", 1)]))
@settings(max_examples=25)
def test_a_day_beside_the_publication_is_that_day(published: datetime.date, word: tuple[str, int]) -> None:
    text = f"قال رئيس البلدية إن الجسر افتتح {word[0]} بعد أعمال طويلة."
    meant = (published + datetime.timedelta(word[1])).isoformat()
    assert [date.edtf for date in dates_of(text, published.isoformat()) if date.exact == word[0]] == [meant]


@given(one_of_them, days)
@settings(max_examples=25)
def test_the_day_of_publication_only_adds(article: Article, published: datetime.date) -> None:
    """What the text alone settles stays; the year of `3 مارس`, the day of `أمس`, or the month of `الشهر نفسه من عام 2025`
    may come to it."""
    lines = mark_noise(article.text, article.hints)
    alone = find_dates(article.text, lines, None)
    added = {date.at: date for date in find_dates(article.text, lines, published.isoformat())}
    changed = [
        f"{date.kind} {date.rule} at {date.at}"
        for date in alone
        if date.edtf
        and "X" not in date.edtf
        and (date.at not in added or not (added[date.at].edtf or "").startswith(date.edtf))
    ]
    assert changed == []
