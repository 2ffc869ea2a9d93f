"""Every file of the site, with what it is made from: the whole publication as one value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from itertools import pairwise
from operator import attrgetter
from types import MappingProxyType

from msgspec import Struct, msgpack

from builder.errors import Both, BuildError, Faults
from builder.site.hosting import hosting_pages
from builder.site.index import SiteIndex
from builder.site.shown import Shown
from builder.site.units import units
from builder.site.views import Page, Parts, Unmade


class Remembered(Struct, frozen=True):
    """A unit of an earlier plan: what its pages were made from, the pages, and the digests of their views."""

    inputs: bytes
    pages: tuple[Page, ...]
    digests: tuple[str, ...]


Memory = Mapping[str, Remembered]  # by name of the unit
NOTHING: Memory = MappingProxyType({})


class Plan(Struct, frozen=True):
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


def plan_again(index: SiteIndex, before: Memory, made_by: bytes, *, cards: bool = False) -> Plan:
    """The same, taking from an earlier plan the pages of every unit of which nothing changed.

    made_by: what identifies the program; pages of another one are not taken.
    """
    shown = Shown(index, cards=cards)
    pages: list[Page] = []
    digests: dict[str, str] = {}
    memory: dict[str, Remembered] = {}
    makers: dict[str, Callable[[], list[Page]]] = {}
    for unit in units(shown, made_by):
        kept = before.get(unit.name)
        if kept is not None and kept.inputs == unit.inputs:
            makers[unit.name] = unit.make
        else:
            made = tuple(unit.make())
            kept = Remembered(unit.inputs or b"", made, tuple(view_digest(page.view) for page in made))
        if unit.inputs is not None:
            memory[unit.name] = kept
        pages += kept.pages
        digests.update(zip((page.path for page in kept.pages), kept.digests, strict=True))
    hosting = hosting_pages(pages, shown.addresses, sitemap=shown.config.outputs.sitemap)
    digests.update((page.path, view_digest(page.view)) for page in hosting)
    pages = sorted((*pages, *hosting), key=attrgetter("path"))
    clashes = [_clash(a, b) for a, b in pairwise(pages) if a.path == b.path]
    if clashes:
        raise Faults(clashes)
    return Plan(tuple(pages), digests, memory, makers)


def view_digest(view: Struct | bytes) -> str:
    """What identifies a view: equal digests and equal templates, equal bytes."""
    if isinstance(view, Unmade):
        return view.digest
    if isinstance(view, Parts):
        digest = blake2b(digest_size=16)
        for piece in view.pieces:
            digest.update(piece)
        return digest.hexdigest()
    return blake2b(view if isinstance(view, bytes) else _packed(view), digest_size=16).hexdigest()


def _packed(view: Struct) -> bytes:
    # MessagePack, not pickle: equal values can pickle to different bytes. A repr would take eight times as long.
    try:
        return _PACKER.encode(view)
    except UnicodeEncodeError:  # half a surrogate pair
        return repr(view).encode("utf-8", "surrogatepass")


_PACKER = msgpack.Encoder(enc_hook=repr)


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
