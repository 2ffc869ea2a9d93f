"""Style sheets, fonts and scripts: published under a name that holds a digest of their bytes, so they can be kept for ever."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from posixpath import dirname, normpath, relpath

from msgspec import Struct

from builder import limits
from builder.config import Theme
from builder.errors import Both, BuildError
from builder.files import read_file
from builder.render.theme import theme_css
from builder.site.hosting import ASSETS
from builder.site.views import Page

STATIC = "static"
THEMED = ("site.css", "embed.css")  # a frame on another page wears the colours of the site it comes from
_URL = re.compile(r"""url\((["']?)([^"')]+)\1\)""")
_PLAIN = (".txt", ".md")  # licences keep their names


class Assets(Struct, frozen=True):
    """pages: the files to write; addresses: their addresses (without the base path) by name, e.g. `site.css`."""

    pages: tuple[Page, ...]
    addresses: Mapping[str, str]


def load_assets(template_dirs: Sequence[Path], theme: Theme = Theme()) -> Assets:  # noqa: B008 (a frozen value)
    """Read `static/` of each folder of templates; a file of an earlier folder hides one of a later.

    The theme of the site follows its style sheets. Raises Faults for colours that cannot be read and fonts not there.
    """
    found: dict[str, bytes] = {}
    for folder in template_dirs:
        for name in _names(folder / STATIC):
            if name not in found:
                found[name] = read_file(folder / STATIC, name, limits.ARTICLE_BYTES)
    own = theme_css(found[THEMED[0]].decode("utf-8"), theme, found).encode() if THEMED[0] in found else b""
    for name in THEMED:
        if name in found:
            found[name] += own
    addresses: dict[str, str] = {}
    pages: list[Page] = []
    # Style sheets last: they name the others by their published names.
    for name in sorted(found, key=lambda n: (n.endswith(".css"), n)):
        data = _linked(name, found[name], addresses) if name.endswith(".css") else found[name]
        addresses[name] = f"{ASSETS}{_published_name(name, data)}"
        pages.append(Page(addresses[name].removeprefix("/"), addresses[name], "asset", None, data))
    return Assets(tuple(sorted(pages, key=lambda page: page.path)), addresses)


def _names(folder: Path) -> list[str]:
    """Every file below `folder`, relative to it, sorted; hidden ones left out."""
    names = []
    for path, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        names += [(Path(path) / f).relative_to(folder).as_posix() for f in files if not f.startswith((".", "~"))]
    return sorted(names)


def _published_name(name: str, data: bytes) -> str:
    stem, dot, suffix = name.rpartition(".")
    if name.endswith(_PLAIN) or not dot:
        return name
    return f"{stem}.{blake2b(data, digest_size=4).hexdigest()}.{suffix}"


def _linked(name: str, css: bytes, addresses: Mapping[str, str]) -> bytes:
    def published(match: re.Match[str]) -> str:
        target = normpath(f"{dirname(name)}/{match[2]}".lstrip("/"))
        if target not in addresses:
            raise BuildError(
                f"templates/{STATIC}/{name}",
                css.decode("utf-8", "replace")[: match.start()].count("\n") + 1,
                Both(f"the style sheet names a file that is not there: {match[2]}", f"ملف غير موجود: {match[2]}"),
                Both(f"Put it into templates/{STATIC}/.", f"ضعه في templates/{STATIC}/."),
            )
        return f'url("{relpath(addresses[target].removeprefix(ASSETS), dirname(name) or ".")}")'

    return _URL.sub(published, css.decode("utf-8")).encode()
