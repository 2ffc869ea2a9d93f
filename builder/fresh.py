"""Is the last build still what a build would give now? Answered by stat alone, before anything else is imported.

The fingerprint covers every file a build reads (content, templates, site.yaml, the program itself), every file it
wrote, and its options. Change time and inode are in it: a file with other bytes but equal size and time is noticed.
"""

from __future__ import annotations

import json
import os
import sys
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

from builder.errors import Both, BuildError

STATE = ".cache/fresh.json"
_PROGRAM = Path(__file__).parent


def input_mark(root: Path, options: str) -> str:
    """A digest of all that a build reads, and how it was asked. Taken before reading: what changes later is noticed."""
    digest = blake2b(options.encode("utf-8", "surrogateescape"), digest_size=20)
    for folder in (root / "content", root / "templates", _PROGRAM, _PROGRAM.parent / "templates"):
        _add_tree(digest, folder)
    try:
        digest.update(_row(b"site", os.lstat(root / "site.yaml")))
    except OSError:
        return ""
    return digest.hexdigest()


def program_mark() -> str:
    """A digest of this program and of the libraries that put words on its pages."""
    digest = blake2b(" ".join((sys.version, library("babel"), library("hijridate"))).encode(), digest_size=20)
    _add_tree(digest, _PROGRAM)
    return digest.hexdigest()


def library(name: str) -> str:
    """What identifies a library of this environment, without importing it; empty where there is none."""
    found = find_spec(name)
    if found is None or found.origin is None:
        return ""
    try:
        info = os.stat(found.origin)
    except OSError:
        return found.origin
    return f"{found.origin} {info.st_size} {info.st_mtime_ns}"


def output_mark(output: Path) -> str:
    """A digest of all that lies in the output folder."""
    digest = blake2b(digest_size=20)
    _add_tree(digest, output)
    return digest.hexdigest()


def _add_tree(digest: blake2b, folder: Path) -> None:
    digest.update(b"\0" + os.fsencode(folder.absolute()))
    digest.update(b"".join(sorted(_rows(os.fsencode(folder)))))


def _rows(folder: bytes) -> list[bytes]:
    # One loop over one list: a generator inside a generator for each folder takes three times as long.
    rows: list[bytes] = []
    waiting = [folder]
    while waiting:
        try:
            entries = os.scandir(waiting.pop())
        except OSError:
            continue
        with entries:
            for entry in entries:
                if not entry.is_dir(follow_symlinks=False):
                    rows.append(_row(entry.path, entry.stat(follow_symlinks=False)))
                elif entry.name not in (b"__pycache__", b".git"):
                    waiting.append(entry.path)
    return rows


def _row(path: bytes, info: os.stat_result) -> bytes:
    return b"%s\0%d\0%d\0%d\0%d\n" % (path, info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino)


def last_build(root: Path, mark: str) -> tuple[dict[str, int], list[BuildError]] | None:
    """Counts and warnings of the last build, if it left exactly the state that `mark` tells of."""
    try:
        kept = json.loads((root / STATE).read_bytes())
        if kept["mark"] != mark:
            return None
        warnings = [BuildError(w[0], w[1], _both(w[2]), _both(w[3]) if w[3] else None, w[4]) for w in kept["warnings"]]
        return {"facts": int(kept["facts"]), "pages": int(kept["pages"])}, warnings
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def note_build(root: Path, mark: str, facts: int, pages: int, warnings: tuple[BuildError, ...]) -> None:
    """Remember a build that went well. A folder that cannot be written costs time only."""
    rows = [[w.path, w.line, w.problem, w.mend, w.column] for w in warnings]
    data = json.dumps({"mark": mark, "facts": facts, "pages": pages, "warnings": rows}, ensure_ascii=False)
    try:
        (root / STATE).write_bytes(data.encode("utf-8", "surrogateescape"))
    except OSError:
        return


def _both(value: object) -> str | Both:
    return Both(str(value[0]), str(value[1])) if isinstance(value, list) else str(value)
