"""Facts: what the cases say."""

from __future__ import annotations

import pytest
from casefile import Case, ids, read_cases

from builder.extract.pipeline import extract
from builder.model import Known


@pytest.mark.parametrize("case", read_cases("facts", ("published",)), ids=ids)
def test_case(case: Case) -> None:
    """One row a fact: modality, time, chain (outermost first), and the drafted sentence."""
    found = extract(case.text, Known(published=case.settings.get("published"))).facts
    rows = []
    for fact in found:
        when = (fact.when.edtf or "open") if fact.when else "-"
        chain = " < ".join("، ".join(link.who) or link.as_printed or "-" for link in fact.attribution) or "-"
        rows.append(f"{fact.modality} | {when} | {chain} | {fact.statement}")
    assert "\n".join(rows) == case.expected


@pytest.mark.parametrize("case", read_cases("facts", ("published",)), ids=ids)
def test_evidence_is_verbatim(case: Case) -> None:
    """A fact stands on a slice of the text, on one line."""
    for fact in extract(case.text, Known()).facts:
        for span in fact.evidence:
            assert span.at is not None
            assert case.text[span.at : span.at + len(span.exact)] == span.exact
            assert "\n" not in span.exact
