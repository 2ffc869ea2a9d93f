"""The first promise: verbatim or not at all."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.model import Record, Selector, When
from builder.records.check import check_record, is_verbatim, locate
from tests.desk import ARTICLE, bridge_record


def findings(record: Record, text: str = ARTICLE, ids: dict[str, str] | None = None) -> list[str]:
    return [
        f"{'.'.join(map(str, f.keys))}: {f.problem.en} | {f.mend.en if f.mend else ''}"
        for f in check_record(record, text, ids or {})
    ]


def with_evidence(exact: str, at: int | None = None) -> Record:
    record = bridge_record()
    first = msgspec.structs.replace(record.facts[0], evidence=(Selector(exact, at),))
    return msgspec.structs.replace(record, facts=(first, *record.facts[1:]))


def test_a_true_record_has_no_finding() -> None:
    assert findings(bridge_record()) == []


def test_one_altered_letter_is_found_and_the_true_words_shown() -> None:
    (told,) = findings(with_evidence("افتتح وزير النفل كريم الدالي جسر النهر"))
    assert told.startswith("facts.0.evidence.0.exact: evidence is not in the source text")
    assert f"`افتتح وزير النقل كريم الدالي جسر النهر` at character {ARTICLE.index('افتتح وزير')}" in told


def test_a_space_that_only_looks_alike_is_named() -> None:
    """Pages print no-break spaces; a typed one differs and nobody can see it."""
    (told,) = findings(with_evidence("كريم\u00a0الدالي"))
    assert "One of them holds U+00A0 NO-BREAK SPACE." in told


def test_an_inserted_negation_cannot_pass() -> None:
    (told,) = findings(with_evidence("يُغلق الجسر إلا في الشتاء المقبل"))
    assert "not in the source text" in told


@given(st.integers(0, len(ARTICLE) - 2), st.integers(1, 60), st.sampled_from("ابتثقلxـ\u064e\u200f "))
def test_no_altered_slice_is_verbatim(start: int, length: int, letter: str) -> None:
    """Any one letter changed, anywhere: the selector no longer holds."""
    exact = ARTICLE[start : start + length]
    middle = len(exact) // 2
    altered = exact[:middle] + letter + exact[middle + 1 :]
    assert is_verbatim(Selector(exact, start), ARTICLE)
    assert altered == exact or not is_verbatim(Selector(altered, start), ARTICLE)


def test_a_stale_position_is_told_with_the_right_one() -> None:
    (told,) = findings(with_evidence("كريم الدالي", 3))
    assert (
        told
        == f"facts.0.evidence.0.at: the evidence is not at character 3: `كريم الدالي` | It stands at {ARTICLE.index('كريم الدالي')}. Mend the number, or delete the line."
    )


def test_evidence_that_occurs_twice_needs_its_position() -> None:
    (told,) = findings(with_evidence("الجسر"))
    assert "occurs 2 times" in told
    assert locate(Selector("الجسر", ARTICLE.index("الجسر")), ARTICLE) is not None


@pytest.mark.parametrize("at", [10**8, len(ARTICLE), len(ARTICLE) - 1])
def test_a_position_beyond_the_text_is_no_match(at: int) -> None:
    assert not is_verbatim(Selector("الجسر", at), ARTICLE)


def test_an_edited_text_is_noticed() -> None:
    (told,) = findings(bridge_record(), ARTICLE.replace("ستين", "سبعين"))
    assert told.startswith("text_sha256: the kept text is not the one")


def test_relative_time_words_in_a_statement_are_a_warning() -> None:
    record = bridge_record()
    first = msgspec.structs.replace(record.facts[0], statement="افتتح الوزير الجسر أمس.")
    rows = list(check_record(msgspec.structs.replace(record, facts=(first,)), ARTICLE, {}))
    assert [row.is_warning for row in rows] == [True]


def test_a_weekday_that_the_date_does_not_have_is_a_warning() -> None:
    record = bridge_record()
    for edtf, told in (("2024-05-03", []), ("2024-05-04", [True]), ("2024-05", [])):
        first = msgspec.structs.replace(record.facts[0], when=When("الجمعة 3 مايو", edtf, "stated"))
        rows = list(check_record(msgspec.structs.replace(record, facts=(first,)), ARTICLE, {}))
        assert [row.is_warning for row in rows] == told


def test_a_pair_belongs_to_the_record_of_one_of_its_facts() -> None:
    own, strange, other = bridge_record().facts[0].id, "kbxtjvb3kt", "fc292qvb1f"
    for key in ("disputes", "same_as"):
        assert findings(msgspec.structs.replace(bridge_record(), **{key: ((own, strange),)})) == []
        (told,) = findings(msgspec.structs.replace(bridge_record(), **{key: ((own, other), (strange, other))}))
        assert told.startswith(f"{key}.1: neither fact of the ") and "Move the pair" in told
    (told,) = findings(msgspec.structs.replace(bridge_record(), same_as=((own, own),)))
    assert told.startswith("same_as.0: a fact is paired with itself")


def test_a_name_must_mean_somebody() -> None:
    record = msgspec.structs.replace(bridge_record(), names=(("كريم الدالي", "fftpg6h2pm"),))
    told = findings(record)
    assert any("names.كريم الدالي: no entity has the id" in row for row in told)
    assert any("the name `ليلى العامر` is not in the `names` table" in row for row in told)
    assert (
        findings(
            msgspec.structs.replace(bridge_record(), names=(*bridge_record().names[1:], ("كريم الدالي", "fftpg6h2pm"))),
            ids={"fftpg6h2pm": "fftpg6h2pm"},
        )
        == []
    )
