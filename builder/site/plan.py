"""Every file of the site, with what it is made from: the whole publication as one value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from itertools import pairwise
from operator import attrgetter
from types import MappingProxyType

from msgspec import Struct

from builder.errors import Both, BuildError, Faults
from builder.site.hosting import hosting_pages
from builder.site.index import SiteIndex
from builder.site.shown import PIECES, Shown
from builder.site.units import Unit, units
from builder.site.views import Page, Parts, Unmade, packed


class Remembered(Struct, frozen=True):
    """A unit of an earlier plan: what its pages were made from, the pages, and the digests of their views.

    pieces: of its article and facts, by name of the piece and id of either.
    """

    inputs: bytes
    pages: tuple[Page, ...]
    digests: tuple[str, ...]
    pieces: dict[str, dict[str, bytes]]


Memory = Mapping[str, Remembered]  # by name of the unit
NOTHING: Memory = MappingProxyType({})


class SitePlan(Struct, frozen=True):
    """pages: sorted by path; digests: of their views, by path. memory: for the next plan.

    makers: what makes the pages of each unit that was taken from the plan before.
    """

    pages: tuple[Page, ...]
    digests: Mapping[str, str]
    memory: Memory
    makers: Mapping[str, Callable[[], list[Page]]]

    def whole(self, pages: Iterable[Page]) -> list[Page]:
        """`pages` with their views, those made that were not."""
        pages = list(pages)
        missing = {page.path for page in pages if isinstance(page.view, Unmade)}
        made: dict[str, Page] = {}
        if missing:
            for name, make in self.makers.items():
                if any(page.path in missing for page in self.memory[name].pages):
                    made.update((page.path, page) for page in make())
        return [made.get(page.path, page) for page in pages]


def plan(index: SiteIndex, *, cards: bool = False) -> tuple[Page, ...]:
    """All pages, sorted by path. Raises Faults where two of them want one address.

    cards: facts have social images of their own; whether they can be drawn is a matter of the machine.
    """
    return plan_again(index, NOTHING, b"", cards=cards).pages


def plan_again(index: SiteIndex, before: Memory, made_by: bytes, *, cards: bool = False) -> SitePlan:
    """The same, taking from an earlier plan the pages of every unit of which nothing changed.

    made_by: what identifies the program; pages of another one are not taken.
    """
    shown = Shown(index, cards=cards)
    pages: list[Page] = []
    digests: dict[str, str] = {}
    kept: dict[str, Remembered] = {}
    made: list[tuple[Unit, tuple[Page, ...]]] = []
    makers: dict[str, Callable[[], list[Page]]] = {}
    for unit in units(shown, made_by):
        old = before.get(unit.name)
        if old is not None and old.inputs == unit.inputs:
            kept[unit.name], makers[unit.name] = old, unit.make
            pages += old.pages
            digests.update(zip((page.path for page in old.pages), old.digests, strict=True))
            for name, pieces in old.pieces.items():
                shown.made[name].update(pieces)
        else:
            new = tuple(unit.make())
            made.append((unit, new))
            pages += new
            digests.update((page.path, view_digest(page.view)) for page in new)
    # Only now: some pieces of a fact are made by the files of the whole site, which come last.
    memory = kept | {unit.name: _remembered(unit, new, digests, shown) for unit, new in made if unit.inputs is not None}
    hosting = hosting_pages(pages, shown.addresses, sitemap=shown.config.outputs.sitemap)
    digests.update((page.path, view_digest(page.view)) for page in hosting)
    pages = sorted((*pages, *hosting), key=attrgetter("path"))
    clashes = [_clash(a, b) for a, b in pairwise(pages) if a.path == b.path]
    if clashes:
        raise Faults(clashes)
    return SitePlan(tuple(pages), digests, memory, makers)


def _remembered(unit: Unit, pages: tuple[Page, ...], digests: Mapping[str, str], shown: Shown) -> Remembered:
    assert unit.inputs is not None
    pieces = {name: {id_: p for id_ in unit.owners if (p := shown.made[name].get(id_)) is not None} for name in PIECES}
    kept = {name: found for name, found in pieces.items() if found}
    return Remembered(unit.inputs, pages, tuple(digests[page.path] for page in pages), kept)


def view_digest(view: Struct | bytes) -> str:
    """What identifies a view: equal digests and equal templates, equal bytes."""
    if isinstance(view, Unmade):
        return view.digest
    if isinstance(view, Parts):
        digest = blake2b(digest_size=16)
        for piece in view.pieces:
            digest.update(piece)
        return digest.hexdigest()
    return blake2b(view if isinstance(view, bytes) else packed(view), digest_size=16).hexdigest()


def _clash(one: Page, other: Page) -> BuildError:
    return BuildError(
        getattr(one.view, "path", None) or getattr(other.view, "path", None),
        None,
        Both(
            f"two pages want the address {one.address} ({one.kind}, {other.kind})",
            f"صفحتان تطلبان العنوان {one.address} ‏({one.kind}، {other.kind})",
        ),
        Both("Rename the page of prose, or the prefix in `permalinks`.", "غيّر اسم الصفحة، أو البادئة في `permalinks`."),
    )
