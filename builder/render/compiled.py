"""Compiled templates: each is compiled once in a process, and the packaged ones once on a machine.

The packaged ones are kept where Python keeps the compiled modules of this package, under the same trust: whoever may
write there may change the program. Those of a newsroom are never kept on disk.
"""

from __future__ import annotations

import marshal
import sys
from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import version
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from types import CodeType
from typing import ClassVar

from jinja2 import BytecodeCache, Environment, meta
from jinja2.bccache import Bucket

from builder import __version__
from builder.files import write_rebuildable
from builder.render import lean

_KEPT = 500  # templates of one process
_FILE = Path(cache_from_source(__file__)).with_suffix(".templates")
# What the code was made by, and made to call.
_MAKER = sha256(Path(lean.__file__).read_bytes()).digest()
_HEAD = b"|".join((MAGIC_NUMBER, version("jinja2").encode(), __version__.encode(), _MAKER))
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
        if not Compiled.is_new or sys.dont_write_bytecode:
            return
        Compiled.is_new = False
        known = {(name, self.get_source_checksum(source)) for name, source in packaged}
        keys = {(self.get_cache_key(name, f"templates/{name}"), source) for name, source in known}
        code = {key: value for key, value in self.code.items() if key[:2] in keys}
        references = {key: value for key, value in self.references.items() if key in known}
        data = _HEAD + marshal.dumps((code, references))
        try:
            _FILE.parent.mkdir(parents=True, exist_ok=True)
            write_rebuildable(_FILE, sha256(data).digest() + data)
        except OSError:
            return  # installed where nobody may write: compiled again next time


def _read() -> None:
    if Compiled.is_read:
        return
    Compiled.is_read = True
    try:
        found = _FILE.read_bytes()
    except OSError:
        return
    data = found[32:]
    if sha256(data).digest() == found[:32] and data.startswith(_HEAD):
        code, references = marshal.loads(data[len(_HEAD) :])  # noqa: S302 - trusted as the modules beside it are
        Compiled.code.update(code)
        Compiled.references.update(references)
