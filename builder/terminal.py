"""What a person at a terminal sees: messages in their language, colour and progress only where they can be shown."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from typing import TextIO

from builder.errors import Both, BuildError, Faults, in_language, printable
from builder.text.digits import counted

BAR_WIDTH = 24
BAR_AFTER = 1.0  # seconds before a progress bar is worth showing

_FORMS = ("zero", "one", "two", "few", "many", "other")
# What messages in Arabic count.
_NOUNS = {
    noun: dict(zip(_FORMS, forms, strict=True))
    for noun, forms in {
        "fact": ("لا وقائع", "واقعة واحدة", "واقعتان", "وقائع", "واقعة", "واقعة"),
        "file": ("لا ملفات", "ملف واحد", "ملفان", "ملفات", "ملفاً", "ملف"),
        "error": ("لا أخطاء", "خطأ واحد", "خطآن", "أخطاء", "خطأً", "خطأ"),
        "warning": ("لا تنبيهات", "تنبيه واحد", "تنبيهان", "تنبيهات", "تنبيهاً", "تنبيه"),
        "address": ("لا عناوين", "عنوان واحد", "عنوانان", "عناوين", "عنواناً", "عنوان"),
        "sentence": ("لا جمل", "جملة واحدة", "جملتان", "جمل", "جملة", "جملة"),
        "pair": ("لا أزواج", "زوج واحد", "زوجان", "أزواج", "زوجاً", "زوج"),
        "value": ("لا قيم", "قيمة واحدة", "قيمتان", "قيم", "قيمة", "قيمة"),
    }.items()
}


def count(n: int, noun: str) -> str:
    """`n` of a noun of messages in Arabic: `واقعتان`, `3 وقائع`, `11 واقعة`, `لا وقائع`."""
    return counted(n, _NOUNS[noun])


def language(flag: str | None, environment: Mapping[str, str]) -> str:
    """`ar` or `en`: the flag, else the locale of messages."""
    if flag:
        return flag
    spoken = next((environment[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(key)), "")
    return "ar" if spoken.startswith("ar") else "en"


def wants_colour(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Colour on a terminal that has not said no (NO_COLOR, CLICOLOR=0, TERM=dumb)."""
    if environment.get("NO_COLOR") or environment.get("CLICOLOR") == "0" or environment.get("TERM") == "dumb":
        return False
    return stream.isatty()


class Terminal:
    """Messages to stderr, data to stdout. quiet drops everything but errors; it never changes an exit code."""

    def __init__(self, lang: str, *, quiet: bool = False, environment: Mapping[str, str] | None = None) -> None:
        self.lang, self.quiet = lang, quiet
        environment = os.environ if environment is None else environment
        self.colour = wants_colour(sys.stderr, environment)
        self.redraws = sys.stderr.isatty() and environment.get("TERM") != "dumb"
        self._started = time.monotonic()
        self._drawn = False

    def data(self, text: str) -> None:
        """A row of output that another program may read."""
        _write(sys.stdout, text + "\n")

    def say(self, en: str, ar: str) -> None:
        """A message for a person."""
        if not self.quiet:
            self._line(in_language(Both(en, ar), self.lang))

    def detail(self, text: str) -> None:
        """An indented line below a message."""
        if not self.quiet:
            self._line("  " + printable(text))

    def faults(self, error: BuildError | Faults) -> None:
        """Errors, always shown."""
        self._line(self._red(error.told(self.lang)))

    def warning(self, error: BuildError) -> None:
        """Something that does not stop the build."""
        if not self.quiet:
            word = in_language(Both("warning", "تنبيه"), self.lang)
            self._line(f"{word}: {error.told(self.lang)}")

    def progress(self, label: str, done: int = 0, total: int = 0) -> None:
        """Redraw the one progress line; nothing before `BAR_AFTER` seconds, and never on what is no terminal."""
        if self.quiet or not self.redraws or time.monotonic() - self._started < BAR_AFTER:
            return
        if total and done % max(1, total // 100):
            return
        filled = BAR_WIDTH * done // total if total else 0
        bar = f"[{'#' * filled}{'.' * (BAR_WIDTH - filled)}] {done}/{total} " if total else ""
        _write(sys.stderr, f"\r\x1b[K{bar}{printable(label)[:60]}")
        self._drawn = True

    def _line(self, text: str) -> None:
        if self._drawn:
            _write(sys.stderr, "\r\x1b[K")
            self._drawn = False
        _write(sys.stderr, text + "\n")

    def _red(self, text: str) -> str:
        return f"\x1b[31m{text}\x1b[0m" if self.colour else text


def _write(stream: TextIO, text: str) -> None:
    """Write what the stream can carry; a terminal that has no Arabic gets escapes, not a traceback."""
    try:
        stream.write(text)
    except UnicodeEncodeError:
        stream.write(text.encode("ascii", "backslashreplace").decode())
    stream.flush()
