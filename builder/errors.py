"""One shape for every fault: file, line, problem and the mend; and the one function that makes text safe to print."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

SHOWN = 50  # problems printed in full; the rest is counted


def printable(text: str) -> str:
    """Return `text` with everything that could drive a terminal or fake a second line shown as an escape.

    C0 and C1 controls, line and paragraph separators, direction overrides, lone surrogates and unassigned code
    points become `\\xNN`, `\\uNNNN`. Ordinary Arabic, isolates and joiners pass.
    """
    if text.isprintable():
        return text
    return "".join(c if _is_safe(c) else _escape(c) for c in text)


def _is_safe(c: str) -> bool:
    if c.isprintable():
        return True
    # Format characters that Arabic text needs: joiners, direction marks and isolates (not embeddings or overrides).
    return (
        c in "\u200b\u200c\u200d\u200e\u200f\u061c\u2066\u2067\u2068\u2069\u00a0\u00ad"
        or unicodedata.category(c) == "Zs"
    )


def _escape(c: str) -> str:
    n = ord(c)
    if n < 0x100:
        return f"\\x{n:02x}"
    return f"\\u{n:04x}" if n < 0x10000 else f"\\U{n:08x}"


class Both(NamedTuple):
    """One sentence in the two languages of our messages."""

    en: str
    ar: str


def in_language(text: str | Both, lang: str) -> str:
    """`text` as it reads in `lang` (`ar` or `en`), safe for a terminal."""
    chosen = text if isinstance(text, str) else text.ar if lang == "ar" else text.en
    # Our own messages may have several lines; what they quote of strangers is escaped line by line.
    return "\n  ".join(printable(line) for line in chosen.split("\n"))


class BuildError(Exception):
    """A fault of the content, the configuration or the machine, told so that an editor can mend it.

    path: relative to the site, or None for the site as a whole. line, column: counted from 1, or None.
    """

    def __init__(
        self,
        path: str | None,
        line: int | None,
        problem: str | Both,
        mend: str | Both | None = None,
        column: int | None = None,
    ) -> None:
        # All five go to super().__init__, so that the error pickles on its way out of a worker.
        super().__init__(path, line, problem, mend, column)
        self.path, self.line, self.problem, self.mend, self.column = path, line, problem, mend, column

    @property
    def place(self) -> str:
        """`path:line:column`, as far as known."""
        return printable(":".join(str(p) for p in (self.path, self.line, self.column) if p is not None))

    def told(self, lang: str = "en") -> str:
        """The error as printed: place and problem on one line, the mend on the next."""
        problem = in_language(self.problem, lang)
        head = f"{self.place}: {problem}" if self.place else problem
        return head + (f"\n  {in_language(self.mend, lang)}" if self.mend else "")

    def __str__(self) -> str:
        return self.told()

    def as_row(self, lang: str = "en") -> dict[str, str | int | None]:
        """The error as `--json` prints it."""
        return {
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "problem": in_language(self.problem, lang),
            "mend": in_language(self.mend, lang) if self.mend else None,
        }


class Faults(Exception):
    """Several errors of one run, told together, in the order of files and lines."""

    def __init__(self, errors: Iterable[BuildError]) -> None:
        self.errors = tuple(sorted(errors, key=lambda e: (e.path or "", e.line or 0, e.column or 0)))
        super().__init__(self.errors)

    def told(self, lang: str = "en") -> str:
        """The first `SHOWN` errors in full, the rest counted."""
        rows = [e.told(lang) for e in self.errors[:SHOWN]]
        left = len(self.errors) - SHOWN
        if left > 0:
            rows.append(in_language(Both(f"… and {left} more", f"… و{left} غيرها"), lang))
        return "\n".join(rows)

    def __str__(self) -> str:
        return self.told()
