"""Is the last build still what a build would give now? Answered by stat alone, before anything else is imported.

The fingerprint covers every file a build reads (content, templates, site.yaml, the program itself), every file it
wrote, and its options. Change time and inode are in it: a file with other bytes but equal size and time is noticed.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from builder.errors import Both, BuildError

STATE = ".cache/fresh.json"
UNFINISHED = ".cache/unfinished"  # there while a build replaces files
_PROGRAM = Path(__file__).parent
_LIBRARIES = ("msgspec", "hijridate", "jinja2", "markupsafe", "markdown_it", "PIL")


def input_mark(root: Path, config: str, options: str) -> str:
    """A digest of all that a build reads, and how it was asked. Taken before reading: what changes later is noticed.

    config: the path of its site.yaml, under `root`.
    """
    digest = blake2b(options.encode("utf-8", "surrogateescape"), digest_size=20)
    digest.update(" ".join(map(library, _LIBRARIES)).encode())
    for folder in (root / "content", root / "templates", _PROGRAM, _PROGRAM.parent / "templates"):
        _add_tree(digest, folder)
    try:
        digest.update(_row(b"site", os.lstat(root / config)))
    except OSError:
        return ""
    return digest.hexdigest()


def program_mark() -> str:
    """A digest of this program and of the libraries that put words on its pages; templates and pictures have marks of theirs."""
    digest = blake2b(" ".join((sys.version, *map(library, _LIBRARIES))).encode(), digest_size=20)
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


class Output:
    """All that lies in the output folder, as the disk knows it."""

    def __init__(self, folder: Path) -> None:
        self._folder = os.fsencode(folder)
        self._rows = _rows(self._folder)

    def mark(self) -> str:
        """A digest of it."""
        digest = blake2b(self._folder, digest_size=20)
        digest.update(b"".join(sorted(self._rows)))
        return digest.hexdigest()

    def look_again(self, paths: Iterable[str]) -> None:
        """After the files `paths` were written or removed: asking for these alone is much less than asking for all."""
        changed = {self._folder + b"/" + os.fsencode(path) for path in paths}
        known = {row.partition(b"\0")[0]: row for row in self._rows}
        # Of a picture that stands under many names the others learn it when one name is taken away.
        inodes = {known[path].rpartition(b"\0")[2] for path in changed if path in known}
        changed |= {path for path, row in known.items() if row.rpartition(b"\0")[2] in inodes}
        self._rows = [row for path, row in known.items() if path not in changed]
        for path in changed:
            with suppress(OSError):
                self._rows.append(_row(path, os.lstat(path)))


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


class LastBuild(NamedTuple):
    """What the last build that went well left: its counts and warnings, and whether it is still as it was.

    is_fresh: a build would give the same; vouched: what marks its list of files, where nobody changed these, else empty.
    """

    counts: dict[str, int]
    warnings: list[BuildError]
    is_fresh: bool
    vouched: str


def last_build(root: Path, inputs: str, output: str) -> LastBuild | None:
    """The last build beside the marks of today; None where it is not known."""
    try:
        kept = json.loads((root / STATE).read_bytes())
        untouched = kept["output"] == output
        warnings = [BuildError(w[0], w[1], _both(w[2]), _both(w[3]) if w[3] else None, w[4]) for w in kept["warnings"]]
        counts = {"facts": int(kept["facts"]), "pages": int(kept["pages"])}
        fresh = untouched and kept["inputs"] == inputs and not (root / UNFINISHED).exists()
        return LastBuild(counts, warnings, fresh, str(kept["files"]) if untouched else "")
    except (OSError, ValueError, KeyError, TypeError, IndexError, OverflowError, RecursionError):
        return None


def note_build(
    root: Path, inputs: str, output: str, files: str, facts: int, pages: int, warnings: tuple[BuildError, ...]
) -> None:
    """Remember a build that went well. A folder that cannot be written costs time only. files: marks its list of files."""
    rows = [[w.path, w.line, w.problem, w.mend, w.column] for w in warnings]
    state = {"inputs": inputs, "output": output, "files": files, "facts": facts, "pages": pages, "warnings": rows}
    data = json.dumps(state, ensure_ascii=False)
    try:
        (root / STATE).write_bytes(data.encode("utf-8", "surrogateescape"))
    except OSError:
        return


def _both(value: object) -> str | Both:
    return Both(str(value[0]), str(value[1])) if isinstance(value, list) else str(value)
