"""The last plan of a site, kept on disk without its views, so that the next build plans only what changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from builder import __version__
from builder.fresh import program_mark
from builder.packed import read_packed, write_packed
from builder.site.permalinks import address_of
from builder.site.plan import Memory, Remembered
from builder.site.views import Page, Unmade, listed, target

PLAN = ".cache/plan.msgpack"
# What identifies the program that runs: pages planned by another are planned again.
MADE_BY = f"{__version__} {program_mark()}".encode()


class _Row(Struct, frozen=True, array_like=True, gc=False):
    """A page without its view: `Page` and `Unmade` say what its fields mean."""

    path: str
    kind: str
    template: str | None
    digest: str
    listed: tuple[str, str | None] | None = None
    target: str | None = None


class _Unit(Struct, frozen=True, array_like=True, gc=False):
    inputs: bytes
    rows: tuple[_Row, ...]
    pieces: dict[str, dict[str, bytes]] = {}


def read_memory(root: Path) -> Memory:
    """What the last build planned; empty where that is not known."""
    units = read_packed(root, PLAN, dict[str, _Unit], MADE_BY)
    return {name: _without_views(unit) for name, unit in units.items()} if units else {}


def _without_views(unit: _Unit) -> Remembered:
    pages = tuple(
        Page(row.path, address_of(row.path), row.kind, row.template, Unmade(row.digest, row.listed, row.target))
        for row in unit.rows
    )
    return Remembered(unit.inputs, pages, tuple(row.digest for row in unit.rows), unit.pieces)


def write_memory(root: Path, memory: Memory) -> None:
    """Keep a plan for the next build."""
    if f"{__version__} {program_mark()}".encode() != MADE_BY:
        return  # the program was replaced while it ran, and may have read its tables before or after
    units = {
        name: _Unit(kept.inputs, tuple(_rows(kept.pages, kept.digests)), kept.pieces) for name, kept in memory.items()
    }
    write_packed(root, PLAN, units, MADE_BY)


def _rows(pages: Iterable[Page], digests: Iterable[str]) -> Iterable[_Row]:
    for page, digest in zip(pages, digests, strict=True):
        yield _Row(page.path, page.kind, page.template, digest, listed(page), target(page))
