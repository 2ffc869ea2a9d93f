"""content/permalinks.lock: one published address a line, sorted; lines are only ever added."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from builder.files import write_durable
from builder.load import LOCK, load_lock
from builder.site.permalinks import locked_addresses
from builder.site.views import Page

HEAD = "# Every address this site ever published. Written by `waqai publish` and `waqai lock`; never delete a line."


def add_to_lock(root: Path, pages: Iterable[Page]) -> tuple[str, ...]:
    """Add the permanent addresses of `pages`; returns those that are new. The file is left alone where none is."""
    lock = load_lock(root)
    added = tuple(address for address in locked_addresses(pages) if address not in lock)
    if added:
        lines = [HEAD, *sorted(lock.union(added))]
        write_durable(root, LOCK, ("\n".join(lines) + "\n").encode())
    return added
