"""The bars of the timeline: laws of their geometry, and what is said of years without facts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.site.density import density
from builder.site.index import build_index
from builder.site.shown import Shown
from builder.site.views import Density, DensityYear
from tests.site.fixture import CONFIG, content

SHOWN = Shown(build_index(content()))
months = st.builds("{:04}-{:02}".format, st.integers(1990, 2025), st.integers(1, 12))
years = st.builds("{:04}".format, st.integers(1990, 2025))
SLOTS = st.dictionaries(st.one_of(months, years), st.integers(1, 3000), min_size=1, max_size=60)


def drawn(counts: dict[str, int], *, small: bool = False) -> Density:
    found = density(counts, lambda slot: f"/timeline/{slot}/", SHOWN, small=small)
    assert found is not None
    return found


@settings(max_examples=60)
@given(SLOTS, st.booleans())
def test_bars_stand_in_order_apart_and_inside(counts: dict[str, int], small: bool) -> None:
    """January is at the right, so along a year x only falls; no bar touches the next or leaves the drawing."""
    d = drawn(counts, small=small)
    for year in d.years:
        for bar in year.bars:
            assert bar.x >= 0 and bar.x + bar.width <= d.width
            assert bar.y >= 0 and bar.y + bar.height == d.base <= d.height
            assert bar.height > 0
        for bar, later in zip(year.bars, year.bars[1:], strict=False):
            assert later.x + later.width < bar.x
        assert [bar.vague for bar in year.bars] == sorted(bar.vague for bar in year.bars)


@settings(max_examples=60)
@given(SLOTS)
def test_every_fact_is_in_one_bar(counts: dict[str, int]) -> None:
    d = drawn(counts)
    assert {bar.href: int(bar.count) for year in d.years for bar in year.bars} == {
        f"/timeline/{slot}/": n for slot, n in counts.items()
    }
    assert sum(number_in(year.count) for year in d.years) == sum(counts.values())


@settings(max_examples=60)
@given(SLOTS)
def test_heights_follow_counts(counts: dict[str, int]) -> None:
    bars = sorted((int(bar.count), bar.height) for year in drawn(counts).years for bar in year.bars)
    assert [height for _, height in bars] == sorted(height for _, height in bars)
    assert max(height for _, height in bars) == drawn(counts).base - (22 if drawn(counts).large else 4)


@settings(max_examples=60)
@given(SLOTS)
def test_time_runs_from_the_oldest_and_long_gaps_are_one_column(counts: dict[str, int]) -> None:
    d = drawn(counts)
    told: list[int] = []
    for year in d.years:
        numbers = [int(n) for n in re.findall(r"\d+", year.year)]
        told += range(numbers[0], numbers[-1] + 1)
        assert year.gap == (len(numbers) == 2)
        if year.gap:
            assert (year.bars, year.href, year.count) == ((), None, "لا وقائع")
    first, last = (edge(int(slot[:4]) for slot in counts) for edge in (min, max))
    assert told == list(range(first, last + 1)), "every year is told once, in order"
    assert not any(one.gap and other.gap for one, other in zip(d.years, d.years[1:], strict=False))


def number_in(counted: str) -> int:
    words = {"واقعة واحدة": 1, "واقعتان": 2, "لا وقائع": 0}
    return words[counted] if counted in words else int(counted.split()[0])


def columns(d: Density) -> list[str]:
    return [year.year for year in d.years]


def test_a_bar_is_named_in_words() -> None:
    d = drawn({"2025-07": 11, "2025": 2})
    assert [bar.label for year in d.years for bar in year.bars] == [
        "يوليو/تموز 2025: 11 واقعة",
        "2025، والشهر غير معروف: واقعتان",
    ]


def test_a_year_without_facts_is_drawn_and_more_are_said() -> None:
    assert columns(drawn({"2019-01": 1, "2021-01": 1})) == ["2019", "2020", "2021"]
    assert columns(drawn({"1995-01": 1, "2021-01": 1})) == ["1995", "من 1996 إلى 2020", "2021"]


def test_few_years_are_drawn_large_and_thirty_small() -> None:
    assert drawn({"2025-07": 1}).large and len(drawn({"2025-07": 1}).months) == 12
    assert not drawn({f"{year}-07": 1 for year in range(1996, 2026)}).large
    assert not drawn({"2025-07": 1}, small=True).large


def test_nothing_dated_is_nothing_drawn() -> None:
    assert density({"undated": 7}, lambda _: None, SHOWN) is None


@pytest.mark.parametrize(("digits", "expected"), [("latn", "7"), ("arab", "٧")])
def test_numbers_follow_the_site(digits: str, expected: str) -> None:
    config = type(CONFIG)(title="x", base_url="https://x.example/", digits=digits)  # type: ignore[arg-type]
    d = density({"2025-07": 7}, lambda _: None, Shown(build_index(content(config))))
    assert d is not None
    assert isinstance(d.years[0], DensityYear)
    assert (d.years[0].bars[0].count, d.months[6][1]) == (expected, expected)
