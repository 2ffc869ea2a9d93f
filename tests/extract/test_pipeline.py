"""The laws of the whole extraction, on articles of our own with noise and damage."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.extract.pipeline import STAGES, extract
from builder.model import Known

SENTENCES = [
    "وصل وزير الزراعة المغربي سعيد البركاني إلى نواكشوط يوم الثلاثاء لبحث موسم الصيد.",
    "وقالت المتحدثة باسم منظمة الصحة العالمية نورا كيلاني إن اللقاح سيوزع في عشرين بلداً.",
    "وأضافت: «لن يبقى طفل واحد بلا جرعة هذا الشتاء».",
    "قضت محكمة الجنايات في وهران بسجن المتهم خمس سنوات، بحسب ما أفادت صحيفة الخبر.",
    "ارتفعت أسعار القمح 4.5 بالمئة في بورصة شيكاغو خلال مارس 2025.",
    "ونفى نادي الزمالك رحيل مدربه، وأكد أن العقد ممتد حتى 2027.",
    "ونقلت وكالة رويترز عن مسؤول عراقي قوله إن الأنبوب سيعود إلى العمل غداً.",
    "زعم “قائد المجموعة أن الطريق آمن، ثم انسحب.",
]
NOISE = [
    "اقرأ أيضاً: خمسة أسئلة عن الميزانية",
    "شارك الخبر: فيسبوك تويتر واتساب",
    "Related News",
    "[ad_1]",
    "الصورة: أرشيف",
]
articles = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6).map("\n".join)


def test_the_table_is_the_order_of_work() -> None:
    """A new stage is a new file, a new row and a new case file."""
    assert [name for name, _ in STAGES] == ["noise", "header", "dates", "mentions", "attribution", "facts"]


@given(articles)
@settings(max_examples=60)
def test_evidence_is_verbatim(text: str) -> None:
    """Every selector the extraction returns finds its words in the text."""
    found = extract(text, Known())
    for fact in found.facts:
        for span in fact.evidence:
            assert span.at is not None
            assert text[span.at : span.at + len(span.exact)] == span.exact
    for row in (*found.noise, *found.found.mentions, *found.found.dates, *found.found.quotes):
        assert row.at is not None
        assert text[row.at : row.at + len(row.exact)] == row.exact
    for said in found.found.attributions:
        assert text[said.at : said.at + len(said.cue)] == said.cue
        assert text[said.says_at : said.says_at + len(said.says)] == said.says


@given(articles, st.sampled_from(NOISE), st.sampled_from(NOISE))
@settings(max_examples=60)
def test_noise_around_an_article_changes_no_evidence(text: str, before: str, after: str) -> None:
    """What stands around an article is never its evidence."""
    plain = [fact.evidence[0].exact for fact in extract(text, Known()).facts]
    noisy = [fact.evidence[0].exact for fact in extract(f"{before}\n\n{text}\n\n{after}\n", Known()).facts]
    assert noisy == plain


@given(articles, articles)
@settings(max_examples=30)
def test_the_order_of_articles_does_not_matter(one: str, other: str) -> None:
    """Nothing is remembered from one article to the next."""
    first = extract(one, Known())
    extract(other, Known())
    assert extract(one, Known()) == first


@given(articles, st.data())
@settings(max_examples=150)
def test_damaged_articles_do_no_harm(text: str, data: st.DataObject) -> None:
    """Cut, doubled and misplaced characters: whatever comes out stands in the text."""
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(text)))
        step = data.draw(st.integers(0, 12))
        text = text[:at] + data.draw(st.sampled_from(["", '"', "“", "«", "»", "،", "\n", " ", "ل", "و", "(", "\u200f", "\u0651", "ـ", ":"])) + text[at + step :]  # fmt: skip
    found = extract(text, Known())
    for fact in found.facts:
        span = fact.evidence[0]
        assert span.at is not None
        assert text[span.at : span.at + len(span.exact)] == span.exact


def test_names_say_whom_a_fact_means() -> None:
    """A name the record settled keeps its id; another is a proposal with its type."""
    text = "وصل وزير الزراعة المغربي سعيد البركاني إلى نواكشوط يوم 4 مارس 2025."
    names = dict(extract(text, Known(names=(("نواكشوط", "kbxtjvb3kt"),))).names)
    assert names == {"سعيد البركاني": "new person", "نواكشوط": "kbxtjvb3kt"}


def test_the_articles_own_outlet_is_no_link() -> None:
    """`صحيفة الضفاف` need not say that it says so."""
    text = "ذكرت صحيفة «الضفاف» أن جسر الرافعة في البصرة أُغلق يوم 3 مارس 2025."
    assert all(not f.attribution for f in extract(text, Known(publisher="الضفاف")).facts)
    assert any(f.attribution for f in extract(text, Known()).facts)
