"""What the extractor knows of Arabic news: tables under data/, one YAML file each, read once."""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files
from typing import Any

from builder.text.tables import read_table


@cache
def table(name: str) -> Any:
    """The value of `data/NAME.yaml`, every scalar a string. Callers share it and must not change it."""
    return read_table("builder.lexicon", name)


def packed(name: str) -> str:
    """The text of `data/NAME.tsv.gz`, a table that a script makes (scripts/) and nobody edits."""
    return gzip.decompress(files("builder.lexicon").joinpath("data").joinpath(f"{name}.tsv.gz").read_bytes()).decode()
