"""Lines of a kept text, as an editor counts them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable


def line_counter(text: str) -> Callable[[int], int]:
    """A function from a position in `text` to the number of its line, counted from 1."""
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return lambda at: bisect_right(starts, at)
