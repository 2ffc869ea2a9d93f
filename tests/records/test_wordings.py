"""Earlier wordings are rebuilt from the corrections, and from nothing else."""

from __future__ import annotations

import msgspec
import pytest

from builder.model import Correction, Fact, Link, Selector, When
from builder.records.check import check_record, text_digest
from builder.records.wordings import earlier_wordings
from tests.desk import ARTICLE, bridge_record

replace = msgspec.structs.replace
NOW = "افتتح وزير النقل كريم الدالي جسر النهر."


def fact(statement: str, *changes: tuple[str, str], **fields: object) -> Fact:
    rows = tuple(Correction(f"2025-07-{i:02}", "fact", was, now) for i, (was, now) in enumerate(changes, 5))
    return replace(Fact("f", statement, (Selector("شاهد"),), corrections=rows), **fields)


def test_a_whole_sentence_takes_the_place_of_the_whole() -> None:
    was = "دشّن وزير الري كريم الدالي جسر النهر."
    assert earlier_wordings(fact(NOW, (was, NOW))) == (was,)
    assert earlier_wordings(fact(NOW, (was, NOW.rstrip(".")))) == (was,)


def test_a_part_is_put_back_where_it_stood() -> None:
    assert earlier_wordings(fact(NOW, ("الري", "النقل"))) == ("افتتح وزير الري كريم الدالي جسر النهر.",)


def test_steps_chain_backwards_through_all_corrections() -> None:
    assert earlier_wordings(fact(NOW, ("كرم", "كريم"), ("الري", "النقل"))) == (
        "افتتح وزير الري كرم الدالي جسر النهر.",
        "افتتح وزير الري كريم الدالي جسر النهر.",
    )


def test_a_part_is_found_as_a_word_and_only_then_with_letters_attached() -> None:
    assert earlier_wordings(fact("يحمل الجسر ستين طناً وست عربات.", ("خمس", "ست"))) == (
        "يحمل الجسر ستين طناً وخمس عربات.",
    )
    assert earlier_wordings(fact("تحمل ست عربات ستين طناً.", ("خمس", "ست"))) == ("تحمل خمس عربات ستين طناً.",)
    assert earlier_wordings(fact("مرّ الوفد بالجسر.", ("النفق", "الجسر"))) == ("مرّ الوفد بالنفق.",)


@pytest.mark.parametrize("now", ["عبارة ليست فيها", "ال", "جسر الوادي"])
def test_what_the_statement_does_not_hold_once_is_not_guessed(now: str) -> None:
    assert earlier_wordings(fact(NOW, ("كرم", "كريم"), ("شيء آخر", now))) == (None, None)


def test_a_correction_of_a_date_or_a_name_leaves_the_wording() -> None:
    made = fact(
        NOW, ("2025-07-02", "2025-07-03"), ("مدينة السهل", "مدينة المرفأ"), ("هند", "ليلى العامر"), ("الري", "النقل"),
        when=When("الخميس", "2025-07-03", "stated"), where=("مدينة المرفأ",), attribution=(Link("speaker", ("ليلى العامر",)),),
    )  # fmt: skip
    before = "افتتح وزير الري كريم الدالي جسر النهر."
    assert earlier_wordings(made) == (before,) * 4


def test_a_date_corrected_twice_is_followed_too() -> None:
    made = fact(NOW, ("2025-07-01", "2025-07-02"), ("2025-07-02", "2025-07-03"), when=When(None, "2025-07-03"))
    assert earlier_wordings(made) == (NOW, NOW)


def findings(*corrections: Correction, **fields: object) -> list[tuple[tuple[str | int, ...], str, bool]]:
    record = bridge_record()
    facts = (replace(record.facts[0], corrections=corrections, **fields), *record.facts[1:])
    made = replace(record, facts=facts, text_sha256=text_digest(ARTICLE))
    return [(f.keys, f.problem.en, f.is_warning) for f in check_record(made, ARTICLE, {})]


def test_check_warns_where_the_chain_breaks_and_says_how_to_mend_it() -> None:
    (found,) = findings(
        Correction("2025-07-05", "fact", "أ", "ب"), Correction("2025-07-06", "fact", "جسر الوادي", "جسر البحر")
    )
    assert found[0] == ("facts", 0, "corrections", 1, "now") and found[2]
    assert "جسر البحر" in found[1]


def test_check_warns_of_corrections_out_of_order() -> None:
    (found,) = findings(
        Correction("2025-07-06", "fact", "الري", "النقل"), Correction("2025-07-05", "typo", "كرم", "كريم")
    )
    assert found[0] == ("facts", 0, "corrections", 1, "date")


def test_a_chain_that_holds_gives_no_finding() -> None:
    assert findings(Correction("2025-07-05", "fact", "الري", "النقل")) == []
