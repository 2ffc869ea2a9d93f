"""Quotations and reported speech: what the cases say."""

from __future__ import annotations

import pytest
from casefile import Case, ids, read_cases
from test_mentions import body, mentions_in

from builder.extract.attribution import attribute
from builder.extract.pipeline import extract
from builder.model import Known


@pytest.mark.parametrize("case", read_cases("attribution"), ids=ids)
def test_case(case: Case) -> None:
    """`quote | speaker | words` and `speech | speaker | via | cue | words`; `?` marks doubtful quotation marks."""
    quotes, attributions = attribute(case.text, body(case.text), mentions_in(case.text))
    rows: list[tuple[int, str]] = []
    for q in quotes:
        assert case.text[q.at : q.at + len(q.exact)] == q.exact
        rows.append((q.at, f"quote{'?' if q.doubtful else ''} | {q.speaker or '-'} | {q.exact}"))
    for a in attributions:
        assert case.text[a.says_at : a.says_at + len(a.says)] == a.says
        assert case.text[a.at : a.at + len(a.cue)] == a.cue
        if a.speech != "direct" or a.rule.endswith("colon"):
            said_by = f"{a.speaker or a.as_printed or '-'} | {'، '.join(a.via) or '-'}"
            rows.append((a.at, f"{a.speech} | {said_by} | {a.cue} | {a.says}"))
    assert "\n".join(row for _, row in sorted(rows)) == case.expected


def test_title_is_said_by_the_person_whose_family_name_stands_behind_its_heading() -> None:
    """`خاص | مطراق: ...` is of the only person of the article who is called so."""
    text = "خاص | مطراق: لن نقبل الاعتراض على الحكم\n\nأكد المدرب فتحي مطراق أن الفريق جاهز للموسم.\n"
    assert [(q.speaker, q.exact) for q in extract(text, Known()).found.quotes] == [
        ("فتحي مطراق", "لن نقبل الاعتراض على الحكم")
    ]
