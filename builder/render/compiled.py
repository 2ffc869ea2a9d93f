"""Compiled templates: each is compiled once in a process, and the packaged ones once on a machine.

The packaged ones are kept beside the compiled modules of this package (kept.py), those of a newsroom never on disk.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from types import CodeType
from typing import ClassVar

from jinja2 import BytecodeCache, Environment, meta
from jinja2.bccache import Bucket

from builder import __version__
from builder.kept import file_beside, keep, read_kept
from builder.render import lean

_KEPT = 500  # templates of one process
_FILE = file_beside(Path(__file__), ".templates")
# What the code was made by, and made to call.
_MAKERS = b"|".join((version("jinja2").encode(), __version__.encode(), Path(lean.__file__).read_bytes()))
Code = dict[tuple[str, str, str], CodeType]  # by name, source and variant
References = dict[tuple[str, str], tuple[str | None, ...]]  # by name and source


class Compiled(BytecodeCache):
    """variant: whatever a filter takes from the site's configuration; constants go through filters when compiled."""

    code: ClassVar[Code] = {}
    references: ClassVar[References] = {}
    is_read: ClassVar[bool] = False
    is_new: ClassVar[bool] = False

    def __init__(self, variant: str) -> None:
        self.variant = variant
        _read()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Called by jinja before it compiles."""
        bucket.code = self.code.get((bucket.key, bucket.checksum, self.variant))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Called by jinja after it compiled."""
        if len(self.code) > _KEPT:
            self.code.clear()
        if bucket.code is not None:
            self.code[bucket.key, bucket.checksum, self.variant] = bucket.code
            Compiled.is_new = True

    def referenced(self, source: str, name: str) -> tuple[str | None, ...]:
        """The templates that a template names; None for one that an expression names. Raises jinja2.TemplateError."""
        key = (name, self.get_source_checksum(source))
        found = self.references.get(key)
        if found is None:
            plain = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
            parsed = plain.parse(source, name, f"templates/{name}")
            found = self.references[key] = tuple(meta.find_referenced_templates(parsed))
            Compiled.is_new = True
        return found

    def keep(self, packaged: Iterable[tuple[str, str]]) -> None:
        """Write what was compiled anew of the packaged templates, (name, source) each, for the next process."""
        if not Compiled.is_new:
            return
        Compiled.is_new = False
        known = {(name, self.get_source_checksum(source)) for name, source in packaged}
        keys = {(self.get_cache_key(name, f"templates/{name}"), source) for name, source in known}
        code = {key: value for key, value in self.code.items() if key[:2] in keys}
        references = {key: value for key, value in self.references.items() if key in known}
        keep(_FILE, _MAKERS, (code, references))


def _read() -> None:
    if Compiled.is_read:
        return
    Compiled.is_read = True
    kept = read_kept(_FILE, _MAKERS)
    if kept is not None:
        Compiled.code.update(kept[0])
        Compiled.references.update(kept[1])
