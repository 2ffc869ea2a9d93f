"""The day of publication that is not printed: what the text forces, what it leaves open, and the proof."""

from __future__ import annotations

import pytest

from builder.extract.solver import MAX_CANDIDATES, solve_published
from builder.model import Line, Published


def solved(text: str) -> Published | None:
    found = solve_published(text, (Line(0, len(text), "body", "test"),))
    for proof in found.because if found else ():
        assert proof.at is not None
        assert text[proof.at : proof.at + len(proof.exact)] == proof.exact
    return found


@pytest.mark.parametrize(
    ("text", "edtf", "proofs"),
    [
        ("أعلنت البلدية أمس الثلاثاء 16 سبتمبر 2025 فتح الجسر", "2025-09-17", 1),
        ("وصل الوفد أمس الثلاثاء 16 سبتمبر 2025 وغادر أمس 17 سبتمبر 2025", None, 0),
        ("قال الوزير: «وصلنا أمس الثلاثاء 16 سبتمبر 2025»", None, 0),
    ],
    ids=["yesterday in full", "two that disagree", "in somebody's words"],
)
def test_a_day_is_concluded_only_where_it_is_forced(text: str, edtf: str | None, proofs: int) -> None:
    found = solved(text)
    assert (found.edtf if found else None) == edtf
    assert len(found.because if found else ()) == proofs
    assert found is None or found.basis == "inferred"


def test_a_day_that_several_years_have_is_offered_in_each() -> None:
    """14 September was a Sunday in 2025 and will be in 2031; the Wednesdays after it are all that can be said."""
    found = solved("وقع الهجوم فجر الأحد 14 سبتمبر وقال شاهد أمس الثلاثاء إن الحرب بدأت في أبريل 2023")
    assert found is not None
    assert found.edtf is None
    assert found.candidates == ("2025-09-17", "2025-09-24", "2031-09-17", "2031-09-24")
    assert len(found.candidates) <= MAX_CANDIDATES


def test_today_without_its_year_is_a_candidate_of_every_year_with_that_weekday() -> None:
    found = solved("افتتحت البلدية اليوم الأحد 14 سبتمبر جسراً توقف بناؤه في أبريل 2023.")
    assert found is not None
    assert found.candidates == ("2025-09-14", "2031-09-14")


def test_a_text_that_forces_nothing_says_nothing() -> None:
    assert solved("وصل الوفد مساء الثلاثاء وغادر الأربعاء") is None
