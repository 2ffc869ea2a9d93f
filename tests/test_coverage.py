"""No sentence is dropped in silence: each gives a fact or a reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from builder.coverage import REASONS, Article, cover, reason, totals
from builder.draft import draft_article, read_draft, write_draft
from builder.files import write_durable
from builder.load import NOBODY
from builder.model import Fact, Known, PassReason, Rejected, Selector, Withdrawn
from builder.records.codec import write_record
from tests.desk import ARTICLE, REPOSITORY, waqai, write_site

FESTIVAL = """مهرجان التمور في الواحة

كتب: سامر الحلبي

الواحة (وكالة المثال) - افتتح محافظ الواحة نادر الفقيه مهرجان التمور يوم الخميس بحضور وفد من الجزائر.
ربما كان هذا الموسم أصعب من غيره على أصحاب البساتين الصغيرة.
وقال الفقيه إن المحافظة ستزرع عشرين ألف نخلة في العام المقبل. وأضاف: "نريد موسماً أفضل للجميع هنا دائماً".
وزعم وليد الخطيب أن الأسعار هبطت إلى النصف في سوق الواحة أمس الأربعاء.
وتعد النخلة رمزاً قديماً للمدينة وأهلها وكل من مر بها.
وتدافع الجمعيات عن حقوق العمال كل صباح بلا ملل.
وكان المساء جميلاً.
شكراً لكم.
"""


def drafted(text: str, published: str | None = "2025-09-04") -> Article:
    draft = draft_article(text, Known(published=published), NOBODY, "2025-09-05")
    return Article("dates", draft.draft, draft, text)


def beginning(article: Article, words: str) -> str | None:
    return next(row.why for row in cover(article) if row.exact.startswith(words))


def test_every_sentence_gives_a_fact_or_a_reason() -> None:
    """The head is no prose and is not counted."""
    told = [(row.line, row.why) for row in cover(drafted(FESTIVAL))]
    assert told == [
        (5, None),
        (6, "comment"),
        (7, None),
        (7, "vague quotation"),
        (8, None),
        (9, "description"),
        (10, "habit"),
        (11, "too short"),
        (12, "short line"),
    ]


@pytest.mark.parametrize("path", sorted((REPOSITORY / "content/texts").glob("*.txt")), ids=lambda p: p.stem)
def test_no_article_of_the_demonstration_holds_an_unknown_sentence(path: Path) -> None:
    """What was passed over is verbatim, and each sentence has either facts or a reason."""
    article = drafted(path.read_text("utf-8"))
    for row in article.draft.found.passed:
        assert article.text[row.at : row.at + len(row.exact)] == row.exact
    rows = cover(article)
    assert rows and all((row.why is None) == bool(row.facts) and row.why != "unknown" for row in rows)


def test_what_stands_around_a_statement_is_told_too() -> None:
    """The words that lead to what is said are no evidence; the words of the evidence are counted."""
    row = next(row for row in cover(drafted(FESTIVAL)) if row.exact.startswith("وقال الفقيه"))
    assert [(p.exact, p.why) for p in row.passed] == [("وقال الفقيه إن", "frame")]
    assert (row.covered, row.words) == (8, 11)


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("قال الوالي سمير الأشقر إن الأمر بخير.", "too short"),
        ("وقال المدير: \"نحن هنا كل يوم\".", "short quotation"),
        ("ولم تظهر أي تفاصيل أخرى عن الأمر حتى ساعة متأخرة.", "no event"),
        ("وافتتح " + "السوق الكبير " * 40 + "في الواحة.", "too long"),
    ],
)  # fmt: skip
def test_a_reason_for_each(sentence: str, why: str) -> None:
    assert beginning(drafted(FESTIVAL + sentence + "\n"), sentence[:12]) == why


def test_a_person_s_rejection_is_the_reason() -> None:
    article = drafted(FESTIVAL)
    first, *rest = article.record.facts
    rejected = Rejected(first.evidence[0].exact, first.evidence[0].at, first.id, "مكرر")
    record = msgspec.structs.replace(article.record, facts=tuple(rest), rejected=(rejected,))
    assert beginning(msgspec.structs.replace(article, record=record), "افتتح") == "rejected"
    deleted = msgspec.structs.replace(article.record, facts=tuple(rest))
    assert beginning(msgspec.structs.replace(article, record=deleted), "افتتح") == "removed"


def test_a_person_s_fact_counts_and_a_withdrawn_one_says_so() -> None:
    article = drafted(FESTIVAL)
    exact = "كان هذا الموسم أصعب من غيره"
    typed = Fact("kbxtjvb3kt", "كان الموسم صعباً.", (Selector(exact),))
    withdrawn = msgspec.structs.replace(
        article.record.facts[0], status="withdrawn", withdrawn=Withdrawn("2025-09-06", "خطأ")
    )
    record = msgspec.structs.replace(article.record, facts=(withdrawn, *article.record.facts[1:], typed))
    rows = cover(msgspec.structs.replace(article, record=record))
    assert [(f.status, f.typed) for f in rows[0].facts] == [("withdrawn", False)]
    assert [(f.id, f.typed) for f in rows[1].facts] == [("kbxtjvb3kt", True)]
    assert rows[1].covered == len(exact.split())


def test_totals_count_sentences_words_and_reasons() -> None:
    counts = totals(cover(drafted(FESTIVAL)))
    assert (counts.sentences, counts.with_facts, counts.without) == (9, 3, 6)
    assert sum(n for _, n in counts.reasons) == 6 and 0 < counts.covered < counts.words
    assert totals(()).reasons == ()


def test_every_reason_reads_in_both_languages() -> None:
    assert set(get_args(PassReason)) < set(REASONS)
    assert all(reason(why, "ar") != reason(why, "en") for why in REASONS)


def test_a_draft_from_before_is_still_read(tmp_path: Path) -> None:
    """Drafts that hold no account are whole drafts; their silence is told as such."""
    article = drafted(FESTIVAL)
    data = json.loads(write_draft(article.draft))
    del data["found"]["passed"], data["found"]["reasons"]
    write_durable(tmp_path, "content/drafts/a.json", json.dumps(data, ensure_ascii=False).encode())
    old = read_draft(tmp_path, "a")
    assert old is not None and old.draft == article.draft.draft and old.found.passed == ()
    assert beginning(msgspec.structs.replace(article, draft=old), "وتعد") == "unknown"


# ---- the command ----------------------------------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = write_site(tmp_path / "site")
    for folder in ("sources", "texts", "records"):
        for path in (root / "content" / folder).iterdir():
            path.unlink()
    (tmp_path / "dates.txt").write_text(FESTIVAL, "utf-8")
    (tmp_path / "bridge.txt").write_text(ARTICLE, "utf-8")
    return root


@pytest.mark.slow
def test_add_says_how_many_sentences_gave_facts(site: Path) -> None:
    done = waqai(site, "add", "../dates.txt")
    assert done.returncode == 0 and "3 sentences gave facts, 6 did not" in done.stderr
    done = waqai(site, "update", "-v", "--lang", "ar")
    assert done.returncode == 0 and "الجمل التي أعطت وقائع: 3 جمل؛ والتي لم تُعطِ: 6 جمل" in done.stderr
    assert "الجمل" not in waqai(site, "update", "--lang", "ar").stderr


@pytest.mark.slow
def test_coverage_prints_each_silent_sentence_and_totals(site: Path) -> None:
    waqai(site, "add", "../dates.txt", "../bridge.txt")
    done = waqai(site, "coverage")
    assert done.returncode == 0 and not done.stderr
    assert "line 9  | description" in done.stdout and "وتعد النخلة" in done.stdout
    assert "dates: 9 sentences: 3 gave facts, 6 did not" in done.stdout and "\nall: " in done.stdout
    one = waqai(site, "coverage", "content/records/dates.yaml", "--lang", "ar")
    assert "السطر 9  | وصف" in one.stdout and "\nالكل: " not in one.stdout
    rows = [json.loads(line) for line in waqai(site, "coverage", "--json").stdout.splitlines()]
    assert [row["stem"] for row in rows] == ["bridge", "dates"]
    assert rows[1]["totals"]["without"] == 6 and rows[1]["sentences"][0]["facts"][0]["status"] == "draft"


@pytest.mark.slow
def test_coverage_without_a_draft_says_how_to_draw_it(site: Path) -> None:
    waqai(site, "add", "../dates.txt", "../bridge.txt")
    (site / "content/drafts/bridge.json").unlink()
    done = waqai(site, "coverage")
    assert done.returncode == 1 and "waqai update bridge" in done.stderr and "dates: 9 sentences" in done.stdout
    done = waqai(site, "coverage", "elsewhere")
    assert done.returncode == 1 and "there is no such record" in done.stderr


@pytest.mark.slow
def test_a_record_written_by_hand_is_covered(site: Path) -> None:
    """A rejection typed into the file is the reason from then on."""
    waqai(site, "add", "../dates.txt")
    article = drafted(FESTIVAL)
    first, *rest = article.record.facts
    rejected = Rejected(first.evidence[0].exact, first.evidence[0].at, first.id)
    record = msgspec.structs.replace(article.record, facts=tuple(rest), rejected=(rejected,))
    (site / "content/records/dates.yaml").write_text(write_record(record), "utf-8")
    assert "rejected by a person" in waqai(site, "coverage").stdout
