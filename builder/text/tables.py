"""Language tables are YAML files that an Arabic speaker can mend; this reads them, every scalar as a string.

What was read is kept (kept.py) for as long as the file is the same, byte for byte: that is forty times faster.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from builder.kept import file_beside, keep, read_kept

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_table(package: str, name: str) -> Any:
    """The value of `data/NAME.yaml` in `package`. Raises FileNotFoundError for a table that does not exist."""
    path = Path(str(files(package).joinpath("data").joinpath(f"{name}.yaml")))
    source = path.read_bytes()
    kept = file_beside(path, ".table")
    found = read_kept(kept, source)
    if found is None:
        found = yaml.load(source, Loader=_Loader)  # noqa: S506 (a base loader: strings, lists and maps only)
        keep(kept, source, found)
    return found
