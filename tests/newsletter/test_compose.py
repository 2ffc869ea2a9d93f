"""What an issue carries: what was vouched for since the last one, and every correction a reader has not been told."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from builder.errors import BuildError, Faults
from builder.newsletter.compose import Asked, compose, read_since
from builder.site.index import Issue, SiteContent, build_index
from builder.site.shown import Shown
from tests.site.fixture import CONFIG, GONE, ISSUES, content, fact_id

TODAY = "2026-11-21"


def composed(made: SiteContent, **asked: object) -> Issue:
    return compose(Asked(**{"day": TODAY, **asked}), Shown(build_index(made)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-14", "2026-11-14"), ("٢٠٢٦-١١-١٤", "2026-11-14"), ("7d", "2026-11-14"), ("2w", "2026-11-07"),
        ("1m", "2026-10-22"), (" 1d ", "2026-11-20"), ("٣d", "2026-11-18"),
    ],
)  # fmt: skip
def test_forms_of_a_date(text: str, day: str) -> None:
    assert read_since(text, TODAY) == day


@pytest.mark.parametrize("text", ["", "أمس", "7", "2026-13-01", "d7", "-1d"])
def test_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_since(text, TODAY)


def test_a_first_issue_looks_back_a_week() -> None:
    issue = composed(content(issues=()))
    assert issue.since == "2026-11-14"
    assert issue.slug == TODAY
    assert issue.title == "نشرة وقائع: 21 نوفمبر/تشرين الثاني 2026"


def test_only_reviewed_facts_the_newest_article_first() -> None:
    issue = composed(content(issues=()))
    assert issue.facts == (
        *(fact_id(name) for name in ("estimate", "works")),
        *(fact_id(name) for name in ("opening", "ships", "cost", "visit", "closed")),
    )


def test_the_next_issue_begins_where_the_last_ended_and_repeats_nothing() -> None:
    issue = composed(content(issues=ISSUES[:1]))
    assert issue.since == "2026-11-17"
    assert issue.facts == (fact_id("estimate"),)  # the others were sent, or vouched for before
    assert composed(content(issues=ISSUES[:1]), since="2026-11-01").facts == (
        fact_id("estimate"), fact_id("ships"), fact_id("visit"), fact_id("closed"),
    )  # fmt: skip


def test_nothing_of_the_days_after_the_issue() -> None:
    assert composed(content(issues=()), day="2026-11-16", since="2026-11-01").corrections == ()
    assert composed(content(issues=()), day="2026-11-15", since="2026-11-01").facts == ()


def test_corrections_since_the_last_issue_are_told_once() -> None:
    rows = ((fact_id("report"), "2026-11-19"), (fact_id("opening"), "2026-11-20"))
    assert composed(content(issues=ISSUES[:1])).corrections == rows
    assert composed(content()).corrections == ()
    partly = replace(ISSUES[1], corrections=rows[:1])
    assert composed(content(issues=(ISSUES[0], partly))).corrections == rows[1:]  # forgotten then, told now


def test_a_correction_of_a_fact_that_was_sent_is_told_however_short_the_look_back() -> None:
    assert (fact_id("opening"), "2026-11-20") in composed(content(issues=ISSUES[:1]), since="1d").corrections
    assert (fact_id("opening"), "2026-11-20") in composed(content(issues=ISSUES[:1]), since=TODAY).corrections


def test_facts_by_hand_keep_their_order() -> None:
    wanted = (fact_id("closed"), fact_id("opening"))
    assert composed(content(), facts=wanted).facts == wanted


@pytest.mark.parametrize(
    ("id_", "said", "in_arabic"),
    [
        (fact_id("denial"), "is not reviewed", "غير مراجَعة"),
        (fact_id("report"), "was withdrawn", "مسحوبة"),
        (GONE, "rejected", "رفض محرّر"),
        ("kbxtjvb3kt", "no fact has the id", "لا واقعة بالمعرّف"),
        ("x", "no fact has the id", "لا واقعة بالمعرّف"),
    ],
)
@pytest.mark.parametrize("unreviewed", ["badge", "hide"])
def test_what_may_not_be_sent_is_refused_with_the_reason(id_: str, said: str, in_arabic: str, unreviewed: str) -> None:
    made = content(replace(CONFIG, unreviewed=unreviewed))  # type: ignore[arg-type]
    with pytest.raises(Faults) as refused:
        composed(made, facts=(fact_id("opening"), id_))
    (error,) = refused.value.errors
    assert said in error.told("en") and in_arabic in error.told("ar")


def test_a_withdrawn_fact_names_its_successor() -> None:
    with pytest.raises(Faults) as refused:
        composed(content(), facts=(fact_id("report"),))
    assert fact_id("estimate") in refused.value.errors[0].told("en")


def test_a_second_issue_of_a_day_and_a_name_that_is_taken() -> None:
    assert composed(content(), day="2026-11-17").slug == "2026-11-17-2"
    with pytest.raises(BuildError, match="already"):
        composed(content(), slug="quay")
