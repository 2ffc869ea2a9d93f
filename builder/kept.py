"""What is made once on a machine: values kept where Python keeps the compiled modules of this package.

Under the same trust: whoever may write there may change the program. Nothing of a newsroom is kept so.
"""

from __future__ import annotations

import marshal
import sys
from hashlib import sha256
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from typing import Any

from builder.files import write_rebuildable


def file_beside(source: Path, suffix: str) -> Path:
    """Where a value made from the file `source` is kept."""
    return Path(cache_from_source(str(source))).with_suffix(suffix)


def read_kept(file: Path, made_from: bytes) -> Any:
    """The value kept in `file`; None where there is none, where it is damaged, or was not made from `made_from`."""
    try:
        found = file.read_bytes()
    except OSError:
        return None
    data = found[64:]
    if found[:32] != _digest(made_from) or found[32:64] != sha256(data).digest():
        return None
    return marshal.loads(data)  # noqa: S302 - trusted as the modules beside it are


def keep(file: Path, made_from: bytes, value: Any) -> None:
    """Keep `value`, of what marshal can write. Where nobody may write it is made again next time."""
    if sys.dont_write_bytecode:
        return
    data = marshal.dumps(value)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_rebuildable(file, _digest(made_from) + sha256(data).digest() + data)
    except OSError:
        return


def _digest(made_from: bytes) -> bytes:
    return sha256(MAGIC_NUMBER + made_from).digest()
