"""The head of an article: what the cases say."""

from __future__ import annotations

import pytest
from casefile import Case, ids, read_cases

from builder.extract.header import Head, read_header
from builder.extract.noise import mark_noise
from builder.model import Known, Published

KEYS = ("known_published", "known_publisher", "known_title")


def shown(head: Head) -> str:
    rows = {
        "title": head.title, "publisher": head.publisher, "agencies": "، ".join(head.agencies),
        "authors": "، ".join(head.authors), "published": head.published.edtf if head.published else None,
        "dateline": head.dateline, "candidates": "، ".join(head.published.candidates) if head.published else None,
        "because": "، ".join(b.exact for b in head.published.because) if head.published else None,
    }  # fmt: skip
    return "\n".join(f"{key}: {value}" for key, value in rows.items() if value)


@pytest.mark.parametrize("case", read_cases("header", KEYS), ids=ids)
def test_case(case: Case) -> None:
    """One row a value that the article states; what it does not state has no row."""
    known = Known(
        published=case.settings.get("known_published"), publisher=case.settings.get("known_publisher"),
        title=case.settings.get("known_title"),
    )  # fmt: skip
    assert shown(read_header(case.text, mark_noise(case.text), known)) == case.expected


def test_what_people_typed_wins() -> None:
    """A value of the record stands, whatever the text prints."""
    text = "عنوان المقال الأول\nالأربعاء 2 يوليو 2025\nأقر المجلس البلدي موازنة العام الجديد بعد نقاش طويل في الجلسة."
    known = Known(
        published="2024-01-05", publisher="نشرة النهر", title="عنوان آخر", authors=("منى",), agencies=("تاس",)
    )
    head = read_header(text, mark_noise(text), known)
    assert head.published == Published(edtf="2024-01-05")
    assert (head.title, head.publisher, head.authors, head.agencies) == ("عنوان آخر", "نشرة النهر", ("منى",), ("تاس",))
