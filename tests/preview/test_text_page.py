"""The page of a kept text: everything that was kept, what was struck out and why, and what the facts rest on."""

from __future__ import annotations

from builder.model import DateMention, Found, Line, Mention, Quote
from builder.preview.pages import kept_lines, words
from builder.records.codec import parse_record
from tests.preview.lighthouse import LIT, RECORD, SEEN, SOURCE, TEXT, Preview

NOISE = "اقرأ أيضاً: أسعار السمك في سوق المرفأ"


def test_noise_is_struck_through_with_its_reason(preview: Preview) -> None:
    page = preview.get(f"/_waqai/text/{SOURCE}/").text
    assert f"<del>{NOISE}</del>" in page
    assert ">مواد ذات صلة</span>" in page
    assert "<del>شارك هذا الخبر</del>" in page


def test_evidence_is_marked_and_leads_to_its_fact(preview: Preview) -> None:
    page = preview.get(f"/_waqai/text/{SOURCE}/").text
    assert (
        f'<mark><a href="/f/{LIT}/">أعادت بلدية الرأس تشغيل المنارة القديمة مساء الأحد</a><sup id="evidence-1">1</sup>'
        in page
    )
    assert f'<mark><a href="/f/{SEEN}/">ضوء المنارة يُرى من عشرين ميلاً</a>' in page


def test_a_draft_says_so(preview: Preview) -> None:
    assert "مسودة لم تُراجع" in preview.get(f"/_waqai/text/{SOURCE}/").text


def test_the_article_cannot_bring_markup(preview: Preview) -> None:
    page = preview.get(f"/_waqai/text/{SOURCE}/").text
    assert "&lt;b&gt;لم&lt;/b&gt;" in page
    assert "<b>" not in page


def test_pages_of_the_article_and_its_facts_lead_to_the_kept_text(preview: Preview) -> None:
    for address in (f"/s/{SOURCE}/", f"/f/{LIT}/", f"/f/{SEEN}/"):
        page = preview.get(address).text
        assert f'<a href="/_waqai/text/{SOURCE}/">' in page
        assert "content/records/lighthouse.yaml" in page
    assert "/_waqai/text/" not in preview.get("/").text


FOUND = Found(
    lines=(Line(0, 38, "title", "title.first"), Line(40, len(TEXT), "body", "body.rest")),
    mentions=(Mention("سلمى النجار", TEXT.index("سلمى النجار"), "سلمى النجار", "person", "person.title"),),
    dates=(DateMention("مساء الأحد", TEXT.index("مساء الأحد"), None, "open", "date", "weekday"),),
    quotes=(Quote("ضوء المنارة يُرى من عشرين ميلاً", TEXT.index("ضوء المنارة يُرى"), "سلمى النجار", "marks"),),
)


def test_nothing_of_the_text_is_lost_or_moved() -> None:
    """The runs of all lines, joined, are the kept text; with and without what the stages saw."""
    for found in (None, FOUND):
        lines = kept_lines(TEXT, parse_record(RECORD, "r.yaml"), found, lambda _: None)
        assert "\n".join("".join(run.text for run in line.runs) for line in lines) + "\n" == TEXT


def test_what_the_stages_saw_is_marked_inside_the_evidence() -> None:
    lines = kept_lines(TEXT, parse_record(RECORD, "r.yaml"), FOUND, lambda id_: f"/f/{id_}/")
    runs = [run for line in lines for run in line.runs]
    sunday = next(run for run in runs if run.text == "مساء الأحد")
    assert sunday.evidence and sunday.marks == "date" and sunday.told == "تاريخ: غير محدّد"
    assert sunday.ends == ((1, "evidence-1"),)
    quoted = next(run for run in runs if run.marks == "quote")
    assert quoted.evidence and quoted.told == "قول: سلمى النجار"
    named = next(run for run in runs if run.marks == "mention")
    assert not named.evidence and named.told == "شخص: سلمى النجار"
    assert [line.label for line in lines] == ["عنوان", "", "", "مواد ذات صلة", "", "دعوة إلى المشاركة"]


def test_two_facts_may_rest_on_the_same_words() -> None:
    both = RECORD.replace(
        "      - exact: ضوء المنارة يُرى من عشرين ميلاً",
        f"      - exact: المنارة القديمة مساء الأحد\n        at: {TEXT.index('المنارة القديمة مساء')}\n"
        "      - exact: ضوء المنارة يُرى من عشرين ميلاً",
    )
    lines = kept_lines(TEXT, parse_record(both, "r.yaml"), None, lambda _: None)
    ends = [run.ends for run in lines[2].runs if run.ends]
    assert ends == [((1, "evidence-1"), (2, "evidence-2"))]
    assert [run.ends for run in lines[4].runs if run.ends] == [((2, None),)]


def test_what_is_typed_is_set_apart_from_prose() -> None:
    assert [(w.text, w.code) for w in words("المفتاح `at` رقم")] == [("المفتاح ", False), ("at", True), (" رقم", False)]
    assert [(w.text, w.code) for w in words("علامة ` وحدها")] == [("علامة ` وحدها", False)]
