"""Language tables are YAML files that an Arabic speaker can mend; this reads them, every scalar as a string."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_table(package: str, name: str) -> Any:
    """The value of `data/NAME.yaml` in `package`. Raises FileNotFoundError for a table that does not exist."""
    source = files(package).joinpath("data").joinpath(f"{name}.yaml").read_text("utf-8")
    return yaml.load(source, Loader=_Loader)  # noqa: S506 (a base loader: strings, lists and maps only)
