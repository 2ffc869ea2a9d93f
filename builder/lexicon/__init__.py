"""What the extractor knows of Arabic news: tables under data/, one YAML file each, read once."""

from __future__ import annotations

from functools import cache
from typing import Any

from builder.text.tables import read_table


@cache
def table(name: str) -> Any:
    """The value of `data/NAME.yaml`, every scalar a string. Callers share it and must not change it."""
    return read_table("builder.lexicon", name)
