"""How many facts lie in each month, as bars: the geometry of the timeline's overview and of an entity's strip.

Time runs from right to left: the oldest year stands first, January at the right of its year. The numbers are units of
the `viewBox` of one year; the template draws them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

from msgspec import Struct

from builder.site.dates import show_month
from builder.site.index import UNDATED
from builder.site.shown import Shown
from builder.site.views import Density, DensityBar, DensityYear
from builder.text.digits import write_digits

Href = Callable[[str], str | None]
_FEW = 3  # so many years are drawn large, with the numbers of the months
_GAP = 2  # so many years without facts are drawn as one gap


class _Scale(Struct, frozen=True):
    """step: from month to month; bar: width of one; plot: height of the highest; least: of a bar for one fact."""

    step: int
    bar: int
    plot: int
    head: int
    foot: int
    least: int


_LARGE = _Scale(step=28, bar=20, plot=110, head=22, foot=26, least=4)
_SMALL = _Scale(step=10, bar=8, plot=120, head=4, foot=2, least=4)


def density(counts: Mapping[str, int], href: Href, shown: Shown, *, small: bool = False) -> Density | None:
    """The bars of `counts`, by slot of the timeline; None where nothing is dated.

    href: the page of a slot, if any. small: never drawn large, however few the years.
    """
    slots = {slot: n for slot, n in counts.items() if slot != UNDATED and n}
    if not slots:
        return None
    years = {int(slot[:4]) for slot in slots}
    large = not small and len(years) <= _FEW
    scale = _LARGE if large else _SMALL
    peak = max(slots.values())
    # Thirteen places: the months, then half a step aside what has no month.
    width = 13 * scale.step + scale.step // 2
    return Density(
        width=width,
        height=scale.head + scale.plot + scale.foot,
        base=scale.head + scale.plot,
        large=large,
        months=tuple((_middle(m, width, scale), write_digits(str(m), shown.config.digits)) for m in range(1, 13))
        if large
        else (),
        years=tuple(_columns(slots, years, peak, width, scale, href, shown)),
    )


def _columns(
    slots: Mapping[str, int], years: set[int], peak: int, width: int, scale: _Scale, href: Href, shown: Shown
) -> Iterator[DensityYear]:
    by_year: dict[int, list[tuple[str, int]]] = {}
    for slot, n in sorted(slots.items()):
        by_year.setdefault(int(slot[:4]), []).append((slot, n))
    for is_empty, run in groupby(range(min(years), max(years) + 1), key=lambda year: year not in years):
        stretch = list(run)
        if is_empty and len(stretch) >= _GAP:
            first, last = (write_digits(str(year), shown.config.digits) for year in (stretch[0], stretch[-1]))
            # A dash between numbers turns round in a line from right to left; words do not.
            yield DensityYear(f"من {first} إلى {last}", None, shown.counted(0, "fact"), (), gap=True)
            continue
        for year in stretch:
            mine = by_year.get(year, [])
            slot = f"{year:04}"
            yield DensityYear(
                year=show_month(slot, shown.style),
                href=href(slot) if mine else None,
                count=shown.counted(sum(n for _, n in mine), "fact"),
                bars=tuple(_bar(slot, n, peak, width, scale, href, shown) for slot, n in sorted(mine, key=_place)),
            )


def _place(row: tuple[str, int]) -> tuple[bool, str]:
    """Months in order, then what has no month: the end of the year is where its page lists it, too."""
    return len(row[0]) == 4, row[0]


def _bar(slot: str, n: int, peak: int, width: int, scale: _Scale, href: Href, shown: Shown) -> DensityBar:
    vague = len(slot) == 4
    height = max(scale.least, round(scale.plot * n / peak))
    name = show_month(slot, shown.style)
    middle = scale.step // 2 if vague else _middle(int(slot[5:]), width, scale)
    return DensityBar(
        x=middle - scale.bar // 2,
        y=scale.head + scale.plot - height,
        width=scale.bar,
        height=height,
        count=write_digits(str(n), shown.config.digits),
        label=f"{name}{'، والشهر غير معروف' if vague else ''}: {shown.counted(n, 'fact')}",
        href=href(slot),
        vague=vague,
    )


def _middle(month: int, width: int, scale: _Scale) -> int:
    """The middle of a month's place, counted from the right."""
    return width - month * scale.step + scale.step // 2
