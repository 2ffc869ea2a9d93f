"""A date is shown as precisely as it is known, in the words the site chose."""

from __future__ import annotations

import pytest

from builder.site.dates import DateStyle, machine_date, month_name, show_day, show_edtf


@pytest.mark.parametrize(
    ("edtf", "shown"),
    [
        ("2025-07-11", "11 يوليو/تموز 2025"),
        ("2025-07", "يوليو/تموز 2025"),
        ("2025", "2025"),
        ("2025-21", "ربيع 2025"),
        ("2025-36", "الربع الأخير من 2025"),
        ("2025-07-11~", "نحو 11 يوليو/تموز 2025"),
        ("2025?", "2025 (غير مؤكد)"),
        ("2025-07%", "نحو يوليو/تموز 2025 (غير مؤكد)"),
        ("2025-07-10/2025-07-11", "من 10 إلى 11 يوليو/تموز 2025"),
        ("{2025-06-04,2025-06-17}", "4 يونيو/حزيران 2025 و17 يونيو/حزيران 2025"),
        ("2025-06-30/2025-07-02", "من 30 يونيو/حزيران إلى 2 يوليو/تموز 2025"),
        ("2022-09/2025-07", "من سبتمبر/أيلول 2022 إلى يوليو/تموز 2025"),
        ("2025-01/2025-03", "من يناير/كانون الثاني إلى مارس/آذار 2025"),
        ("2024/2025", "من 2024 إلى 2025"),
        ("2020~/2022", "من نحو 2020 إلى 2022"),
        ("2020/2022?", "من 2020 إلى 2022 (غير مؤكد)"),
        ("2020~/..", "منذ نحو 2020"),
        ("../2025-04", "حتى أبريل/نيسان 2025"),
        ("2025-04/..", "منذ أبريل/نيسان 2025"),
        ("XXXX-07-03", "3 يوليو/تموز (السنة غير محدّدة)"),
        ("XXXX-06", "يونيو/حزيران (السنة غير محدّدة)"),
        ("0044-03-15", "15 مارس/آذار 44"),
    ],
)
def test_no_part_is_invented(edtf: str, shown: str) -> None:
    assert show_edtf(edtf, DateStyle()) == shown


@pytest.mark.parametrize(
    ("months", "shown"), [("mashriq", "يوليو"), ("levant", "تموز"), ("maghreb", "جويلية"), ("dual", "يوليو/تموز")]
)
def test_month_names_follow_the_site(months: str, shown: str) -> None:
    assert month_name(7, months) == shown  # type: ignore[arg-type]
    assert show_edtf("2025-07", DateStyle(months=months)) == f"{shown} 2025"  # type: ignore[arg-type]


def test_digits_follow_the_site() -> None:
    assert show_edtf("2025-07-11", DateStyle(digits="arab", months="levant")) == "١١ تموز ٢٠٢٥"


def test_hijri_stands_beside_a_whole_day_only() -> None:
    both = DateStyle(months="levant", calendar="both")
    assert show_edtf("2025-07-11", both) == "11 تموز 2025 (16 محرم 1447 هـ)"
    assert show_edtf("2025-07", both) == "تموز 2025"
    assert show_edtf("2025-07-10/2025-07-11", both) == (
        "من 10 تموز 2025 (15 محرم 1447 هـ) إلى 11 تموز 2025 (16 محرم 1447 هـ)"
    )


@pytest.mark.parametrize("day", ["1924-07-31", "2077-11-17", "0001-01-01", "9999-12-31"])
def test_no_hijri_where_the_calendar_is_not_known(day: str) -> None:
    assert "هـ" not in show_edtf(day, DateStyle(calendar="both"))


@pytest.mark.parametrize("day", ["1924-08-01", "2077-11-16"])
def test_hijri_at_the_ends_of_the_known_calendar(day: str) -> None:
    assert show_edtf(day, DateStyle(calendar="both")).endswith("هـ)")


def test_a_day_nobody_can_read_stays_as_typed() -> None:
    assert show_day("أمس", DateStyle()) == "أمس"


@pytest.mark.parametrize(
    ("edtf", "machine"),
    [
        ("2025-07-11", "2025-07-11"),
        ("2025-07", "2025-07"),
        ("2025", "2025"),
        ("2025-07-11~", None),
        ("2025-21", None),
        ("2025-07-10/2025-07-11", None),
        ("XXXX-07-03", None),
        (None, None),
    ],
)
def test_machines_get_only_what_html_can_say(edtf: str | None, machine: str | None) -> None:
    assert machine_date(edtf) == machine
