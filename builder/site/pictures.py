"""Pictures of a fact: the state it is in now, for mail that was sent long ago, and what its social image shows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from builder.site.index import Entry
from builder.site.permalinks import file_of
from builder.site.shown import NO_DATE, NO_OUTLET, Shown
from builder.site.views import Badge, CardView, Page

State = Literal["reviewed", "corrected", "disputed", "withdrawn", "held"]


@lru_cache(maxsize=1)
def _pictures() -> Mapping[tuple[str, str], bytes]:
    folder = files("builder.site").joinpath("pictures")
    states: tuple[State, ...] = ("reviewed", "corrected", "disputed", "withdrawn", "held")
    return MappingProxyType(
        {(s, kind): folder.joinpath(f"status-{s}.{kind}").read_bytes() for s in states for kind in ("png", "svg")}
    )


def state_of(entry: Entry, shown: Shown) -> State:
    """The one state that a reader of an old letter must learn first."""
    if entry.fact.status == "withdrawn":
        return "withdrawn"
    if not entry.reviewed:
        return "held"
    if entry.id in shown.index.disputed:
        return "disputed"
    return "corrected" if any(c.kind != "typo" for c in entry.fact.corrections) else "reviewed"


def status_address(fact_id: str, shown: Shown, kind: str = "png") -> str:
    """`/f/ID/status.png`."""
    return f"{shown.addresses.fact(fact_id)}status.{kind}"


def status_pages(fact_id: str, state: State, shown: Shown) -> list[Page]:
    """The state as a picture, in both kinds; none where the site does not want them."""
    if not shown.config.outputs.status:
        return []
    addresses = ((status_address(fact_id, shown, kind), _pictures()[state, kind]) for kind in ("png", "svg"))
    return [Page(file_of(address), address, "status", None, data) for address, data in addresses]


# ---- social images ----------------------------------------------------------------------------------------------


def card_address(fact_id: str, shown: Shown) -> str:
    """`/f/ID.png`."""
    return shown.addresses.fact(fact_id).removesuffix("/") + ".png"


def card_pages(fact_id: str, view: CardView, shown: Shown) -> list[Page]:
    """The social image of a fact, where such pictures are drawn."""
    address = card_address(fact_id, shown)
    return [Page(file_of(address), address, "card", None, view)] if shown.cards else []


def fact_card(entry: Entry, shown: Shown) -> CardView:
    """What the picture of a shown fact says: the statement, its states, who said it, when, and where it was printed."""
    source, when = shown.source(entry.home), shown.when_in_short(entry)
    denied = entry.fact.modality == "denied"
    names = list(entry.fact.denied_by) if denied else [name.name for name in shown.speakers(entry)]
    told = f"{'نفاه' if denied else 'القائل'}: {'، '.join(map(isolated, names))}" if names else ""
    time = "" if when == NO_DATE else f"متى: {isolated(when)}"
    published = f"نُشر في {isolated(source.published)}" if source.published else ""
    outlet = isolated(source.outlet.name if source.outlet else NO_OUTLET)
    lines = " · ".join(part for part in (told, time) if part), "، ".join(part for part in (outlet, published) if part)
    return card(entry.fact.statement, shown.badges_elsewhere(entry), lines, shown)


def card(statement: str, badges: tuple[Badge, ...], lines: tuple[str, ...], shown: Shown) -> CardView:
    """A picture in the colours of the site."""
    colours = tuple((c.name, c.value) for c in shown.config.theme.light)
    return CardView(shown.config.title, statement, badges, lines, colours)


def isolated(text: str) -> str:
    """`text` between the characters that keep its direction to itself, for where there is no markup."""
    return f"\u2068{text}\u2069"
