"""Values kept between builds, one packed file each: whatever is odd about a file makes it a miss, never a fault."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import msgspec

from builder.errors import BuildError
from builder.files import read_file, write_rebuildable

T = TypeVar("T")
FOLDER = ".cache"
_LIMIT = 4_000_000_000  # bytes


def read_packed(root: Path, path: str, kind: type[T], made_by: bytes = b"") -> T | None:
    """The value kept in `path` under the site; None where there is none, or it is damaged, or `made_by` differs."""
    try:
        data = memoryview(read_file(root, path, _LIMIT))
        if _digest(made_by, data[32:]) != data[:32]:
            return None
        return msgspec.msgpack.decode(data[32:], type=kind)
    except (BuildError, msgspec.DecodeError):
        return None


def write_packed(root: Path, path: str, value: object, made_by: bytes = b"") -> str:
    """Keep `value` in `path`, a file of .cache; returns its `mark_of`.

    Where nobody may write, the mark is empty, and it is made again next time: that costs time only.
    """
    if (root / FOLDER).is_symlink():
        return ""
    data = msgspec.msgpack.encode(value)
    try:
        (root / FOLDER).mkdir(exist_ok=True)
        digest = _digest(made_by, data)
        write_rebuildable(root / path, digest + data)
    except OSError:
        return ""
    return digest.hex()


def mark_of(root: Path, path: str) -> str:
    """What tells one value that was kept in `path` from another; empty where there is none."""
    try:
        with (root / path).open("rb") as file:
            return file.read(32).hex()
    except OSError:
        return ""


def _digest(made_by: bytes, data: bytes | memoryview) -> bytes:
    digest = sha256(made_by)
    digest.update(data)
    return digest.digest()
