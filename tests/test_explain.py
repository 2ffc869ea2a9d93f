"""Every value of a fact can say where it comes from."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from builder.coverage import Article
from builder.draft import draft_article
from builder.errors import BuildError
from builder.explain import FOUND_BY, POINTS, RULES, TIMES_BY, Explained, explain, find_home, told
from builder.load import NOBODY
from builder.model import Fact, Known, Published, Rejected, Selector, When
from builder.site.index import LoadedRecord
from tests.desk import REPOSITORY, waqai, write_site
from tests.test_coverage import FESTIVAL, drafted

CLAIM, PLAN = "الأسعار هبطت", "المحافظة ستزرع"


def account(article: Article, opening: str, lang: str = "en") -> list[str]:
    """The explained lines of the fact whose evidence begins so, without the padding."""
    row = next(row for row in explain(article) if row.values[0].value.startswith(opening))
    return [" ".join(line.split()) for line in told(row, lang)]


def with_fact(article: Article, i: int, **changes: object) -> Article:
    facts = list(article.record.facts)
    facts[i] = msgspec.structs.replace(facts[i], **changes)
    return msgspec.structs.replace(article, record=msgspec.structs.replace(article.record, facts=tuple(facts)))


def test_a_claim_names_its_cue_its_table_and_its_line() -> None:
    lines = account(drafted(FESTIVAL), CLAIM)
    assert 'modality claimed | cue "زعم" (line 8) | verbs table, stance claimed' in lines
    assert any(
        line.startswith('when 2025-09-03 | anchored | "أمس الأربعاء" (line 8) | rule: ')
        and line.endswith("| published 2025-09-04 (stated)")
        for line in lines
    )
    assert (
        'attribution speaker: وليد الخطيب | indirect speech | cue "زعم" (line 8) | rule: verb, that | '
        "verbs table, stance claimed"
    ) in lines


def test_a_plan_names_the_word_that_makes_it_one() -> None:
    lines = account(drafted(FESTIVAL), PLAN)
    assert 'modality planned | "ستزرع" (line 7) | prefix of the future' in lines
    assert any(line.startswith('evidence "المحافظة ستزرع') and "somebody says that +5" in line for line in lines)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("ومن المقرر أن يصل الوزير رامي الصباغ إلى الواحة يوم 12 أكتوبر 2025.", '"ومن المقرر" (line 13) | modality table, planned'),
        ("نفى الوزير رامي الصباغ أن تكون الحكومة قد أغلقت مصنع السكر.", 'cue "نفى" (line 13) | verbs table, stance denied'),
        ("وصل الوزير رامي الصباغ إلى الواحة يوم 2 أيلول 2025.", "the article itself says it"),
    ],
)  # fmt: skip
def test_modality_rests_on_its_trigger(sentence: str, expected: str) -> None:
    article = drafted(FESTIVAL + sentence + "\n")
    row = explain(article)[-1]
    line = next(line for line in told(row, "en") if line.strip().startswith("modality"))
    assert expected in line


def test_what_was_left_out_of_the_statement_is_told() -> None:
    lines = account(drafted(FESTIVAL), "افتتح")
    assert any('"يوم الخميس" (line 5) | relative time left out' in line for line in lines)


def test_in_arabic() -> None:
    lines = account(drafted(FESTIVAL), CLAIM, "ar")
    assert lines[0].endswith("| مسودة")
    assert 'الصيغة قول منسوب | اللفظ "زعم" (السطر 8) | جدول الأفعال: زعم' in lines
    assert any(line.startswith("الزمن 2025-09-03 | محسوب |") and "النشر 2025-09-04 (مذكور)" in line for line in lines)


def test_labels_are_aligned() -> None:
    for lang in ("en", "ar"):
        lines = list(told(explain(drafted(FESTIVAL))[0], lang))[1:]
        starts = {len(line) - len(line.lstrip()) for line in lines if line.startswith("  ") and line[2] != " "}
        assert starts == {2}


# ---- people ---------------------------------------------------------------------------------------------------------


def test_what_a_person_typed_stands_beside_what_the_extractor_had() -> None:
    article = with_fact(
        drafted(FESTIVAL), 2, modality="reported", who=("سوق الواحة",), when=When("أمس الأربعاء", "2025-09", "edited")
    )
    lines = account(article, CLAIM)
    assert "modality reported | typed by a person" in lines
    assert 'the extractor had: claimed | cue "زعم" (line 8) | verbs table, stance claimed' in lines
    assert "who سوق الواحة | typed by a person" in lines
    assert "when 2025-09 | edited | typed by a person" in lines
    assert any(line.startswith("the extractor had: 2025-09-03 | anchored |") for line in lines)


def test_a_value_that_a_person_took_out() -> None:
    lines = account(with_fact(drafted(FESTIVAL), 2, attribution=()), CLAIM)
    assert "attribution none | typed by a person" in lines
    assert any(line.startswith("the extractor had: speaker: وليد الخطيب") for line in lines)


def test_a_fact_that_a_person_added_says_why_the_extractor_did_not() -> None:
    article = drafted(FESTIVAL)
    typed = Fact("kbxtjvb3kt", "النخلة رمز المدينة.", (Selector("النخلة رمزاً قديماً للمدينة"),))
    record = msgspec.structs.replace(article.record, facts=(*article.record.facts, typed))
    row = next(row for row in explain(msgspec.structs.replace(article, record=record), "kbxtjvb3kt"))
    assert row.typed and row.why == ("description",) and row.line == 9
    assert "a person typed the whole fact; the extractor passed over these words: description" in "\n".join(
        told(row, "en")
    )


def test_a_rejected_fact_and_a_removed_one_are_explained() -> None:
    article = drafted(FESTIVAL)
    first, second, *rest = article.record.facts
    rejected = Rejected(first.evidence[0].exact, first.evidence[0].at, first.id, "مكرر")
    record = msgspec.structs.replace(article.record, facts=tuple(rest), rejected=(rejected,))
    rows = {row.id: row for row in explain(msgspec.structs.replace(article, record=record))}
    assert (rows[first.id].status, rows[first.id].why) == ("rejected", ("مكرر",))
    assert rows[second.id].status == "removed"


def test_a_draft_from_before_says_so() -> None:
    article = drafted(FESTIVAL)
    found = msgspec.structs.replace(article.draft.found, passed=(), reasons=())
    old = msgspec.structs.replace(article, draft=msgspec.structs.replace(article.draft, found=found))
    assert any("`waqai update dates`" in line for line in told(explain(old)[0], "en"))


# ---- the day of publication -----------------------------------------------------------------------------------------


def test_an_open_day_shows_what_restricts_it_and_the_candidates() -> None:
    text = FESTIVAL.replace("يوم الخميس", "اليوم الخميس").replace(
        "كل من مر بها.", "كل من مر بها.\nوبدأ الحصاد في 3 أغسطس، وكان الموسم الماضي قد انتهى في 12 يونيو 2025."
    )
    draft = draft_article(text, Known(), NOBODY, "2025-09-05")
    open_day = Published(
        None, "open", ("2025-08-07", "2025-08-14"), (Selector("اليوم الخميس", text.index("اليوم الخميس")),)
    )
    record = msgspec.structs.replace(draft.draft, published=open_day)
    draft = msgspec.structs.replace(draft, draft=record)
    row = explain(Article("dates", record, draft, text))[0]
    line = next(line for line in told(row, "en") if line.startswith("  published"))
    assert "open | candidates: 2025-08-07 2025-08-14" in line and '"اليوم الخميس" (line 5)' in line


def test_a_typed_day_shows_the_drafted_one() -> None:
    article = drafted(FESTIVAL)
    record = msgspec.structs.replace(article.record, published=Published("2025-09-11"))
    lines = account(msgspec.structs.replace(article, record=record), CLAIM)
    assert "published 2025-09-11 | stated | typed by a person" in lines
    assert "the extractor had: 2025-09-04 | stated" in lines


# ---- the tables -----------------------------------------------------------------------------------------------------


def test_every_rule_and_point_reads_in_both_languages() -> None:
    """A rule that facts are drafted by and that no table translates would be read as a name."""
    texts = [path.read_text("utf-8") for path in sorted((REPOSITORY / "content/texts").glob("*.txt"))]
    texts += (REPOSITORY / "tests/extract/cases/facts.md").read_text("utf-8").split("\n\n")
    for text in texts:
        for row in drafted(text).draft.found.reasons:
            if row.field != "evidence":
                assert row.rule in RULES
            else:
                names = row.rule.rpartition(": ")[2].split()
                told_points = " ".join(name if name[0] not in "+-" else "|" for name in names).split("|")
                assert {point.strip() for point in told_points if point.strip()} <= set(POINTS)
            if row.exact is not None and row.at is not None:
                assert text[row.at : row.at + len(row.exact)] == row.exact


@pytest.mark.parametrize("path", sorted((REPOSITORY / "content/texts").glob("*.txt")), ids=lambda p: p.stem)
def test_each_drafted_value_of_the_demonstration_has_its_ground(path: Path) -> None:
    def ungrounded(row: Explained) -> list[str]:
        return [f"{v.field} {v.value}" for v in row.values if not any(g.rule for g in v.grounds)]

    assert [ungrounded(row) for row in explain(drafted(path.read_text("utf-8"))) if ungrounded(row)] == []


# ---- finding --------------------------------------------------------------------------------------------------------


def test_a_fact_a_record_and_a_rejected_fact_are_found() -> None:
    article = drafted(FESTIVAL)
    home = LoadedRecord("dates", article.record, FESTIVAL)
    fact = article.record.facts[0].id
    assert find_home([home], fact) == (home, fact)
    for name in ("dates", "content/records/dates.yaml", article.record.id):
        assert find_home([home], name) == (home, None)
    with pytest.raises(BuildError, match="no fact, record or source has the id") as error:
        find_home([home], fact[:-1])
    assert fact in str(error.value)


@pytest.mark.slow
def test_the_command(tmp_path: Path) -> None:
    """0 with the account on stdout; 1 with the nearest ids for an id that nothing has."""
    site = write_site(tmp_path / "site")
    (tmp_path / "dates.txt").write_text(FESTIVAL, "utf-8")
    assert waqai(site, "add", "../dates.txt").returncode == 0
    whole = waqai(site, "explain", "dates")
    assert whole.returncode == 0 and whole.stdout.startswith("dates | ") and not whole.stderr
    rows = [json.loads(line) for line in waqai(site, "explain", "dates", "--json").stdout.splitlines()]
    assert [row["status"] for row in rows] == ["draft"] * 3
    one = waqai(site, "explain", rows[2]["id"], "--lang", "ar")
    assert one.returncode == 0 and "الصيغة" in one.stdout and one.stdout.startswith(rows[2]["id"])
    wrong = waqai(site, "explain", rows[2]["id"][:-1])
    assert wrong.returncode == 1 and not wrong.stdout and rows[2]["id"] in wrong.stderr
    assert waqai(site, "explain").returncode == 2
    undrafted = waqai(site, "explain", "bridge")
    assert undrafted.returncode == 1 and "waqai update bridge" in undrafted.stderr


def test_every_rule_of_the_stages_reads_in_arabic() -> None:
    """Names, speech, quotations and times of the cases: an editor is told what found them in words of his own."""
    texts = [path.read_text("utf-8") for path in sorted((REPOSITORY / "content/texts").glob("*.txt"))]
    for cases in ("mentions", "attribution", "dates"):
        texts += (REPOSITORY / f"tests/extract/cases/{cases}.md").read_text("utf-8").split("\n\n")
    rules: set[str] = set()
    times: set[str] = set()
    for text in texts:
        found = drafted(text).draft.found
        rules.update(row.rule for rows in (found.mentions, found.attributions, found.quotes) for row in rows)
        times.update(date.rule.partition(".")[0] for date in found.dates)
    assert rules - {"act"} <= set(FOUND_BY)
    assert times <= set(TIMES_BY)
