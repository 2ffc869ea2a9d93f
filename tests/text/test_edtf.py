"""Dates are as precise as the text, and the days they can mean are exact."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.text.edtf import order_key, parse_edtf


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("2025", "year", "2025-01-01", "2025-12-31"),
        ("2024-02", "month", "2024-02-01", "2024-02-29"),
        ("2025-07-11", "day", "2025-07-11", "2025-07-11"),
        ("2025-07-11?", "day", "2025-07-11", "2025-07-11"),
        ("2025-21", "season", "2025-03-01", "2025-05-31"),
        ("2025-24", "season", "2025-12-01", "2026-02-28"),
        ("2025-35", "quarter", "2025-07-01", "2025-09-30"),
        ("2025-07-10/2025-07-11", "interval", "2025-07-10", "2025-07-11"),
        ("../2025-04", "interval", None, "2025-04-30"),
        ("2025-07-01/..", "interval", "2025-07-01", None),
        ("9999", "year", "9999-01-01", "9999-12-31"),
        ("0001/9999", "interval", "0001-01-01", "9999-12-31"),
        ("{2025-06-04,2025-06-17}", "set", "2025-06-04", "2025-06-17"),
        ("{2023-02,2023-06}", "set", "2023-02-01", "2023-06-30"),
        ("XXXX-07", "month", None, None),
        ("XXXX-02-29", "day", None, None),
    ],
)
def test_bounds(text: str, precision: str, earliest: str | None, latest: str | None) -> None:
    parsed = parse_edtf(text)
    assert (parsed.precision, parsed.earliest, parsed.latest) == (precision, earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "", "2025-13", "2025-02-30", "2025-7-1", "٢٠٢٥", "2025-07-1١", "0000", "-0044", "Y10000", "2025-07-11/2025-07-10",
        "../..", "2025/", "/2025", "XXXX", "XXXX-21", "XXXX-07/2025", "2025-07-11T10:00", "2025 ", "2025-21-01", "2" * 65,
        "2025/2026/2027", "2025-06-31", "2023-02-29",
        "{2025}", "{2025,2026", "{2026,2025}", "{2025,2025-03}", "{XXXX-03,XXXX-05}", "{2025,2025}", "{2025/2026,2027}",
    ],
)  # fmt: skip
def test_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_edtf(text)


@given(st.dates(date(1, 1, 1), date(9998, 12, 31)))
def test_a_day_lies_within_its_month_and_year(day: date) -> None:
    iso = day.isoformat()
    for coarse in (iso[:7], iso[:4]):
        parsed = parse_edtf(coarse)
        assert parsed.earliest is not None and parsed.latest is not None
        assert parsed.earliest <= iso <= parsed.latest


def test_order_puts_the_precise_first_among_equals() -> None:
    dates = ["2025", "2025-01-01", "2025-01", "2024-12-31"]
    assert sorted(dates, key=lambda d: order_key(d, "")) == ["2024-12-31", "2025-01-01", "2025-01", "2025"]
