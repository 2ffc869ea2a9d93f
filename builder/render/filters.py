"""What templates may call: isolation of names and numbers, counted nouns, verbatim text, embedded JSON."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from markupsafe import Markup, escape

from builder.site.labels import counted
from builder.text.bidi import show_overrides
from builder.text.digits import Digits, write_digits

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LATIN = re.compile("[A-Za-z]")


@lru_cache(maxsize=20_000, typed=True)  # names, days and statements stand on many pages; Markup is another type
def bdi(text: str) -> Markup:
    """`text` isolated from its surroundings; Latin-only text is also named as what it is, for fonts and voices."""
    shown = escape(show_overrides(text))
    # Nearly all text is Arabic: one look decides.
    if not _RTL.search(text) and _LATIN.search(text):
        return Markup(f'<bdi lang="en" dir="ltr">{shown}</bdi>')  # noqa: S704 (escaped above)
    return Markup(f"<bdi>{shown}</bdi>")  # noqa: S704 (escaped above)


def verbatim(text: str) -> str:
    """Text as printed in a source, with direction overrides shown as a mark and so not at work in the page."""
    return show_overrides(text)


def embedded_json(text: str) -> Markup:
    """JSON of `exports.write_json` for a `<script>` element. ValueError for text that could end the element."""
    if "<" in text or ">" in text or "&" in text:
        raise ValueError("JSON for a page must come from exports.write_json")
    return Markup(text)  # noqa: S704 (holds no markup character)


def filters(digits: Digits) -> dict[str, Callable[..., object]]:
    """The filters of one site."""
    return {
        "bdi": bdi,
        "verbatim": verbatim,
        "embedded_json": embedded_json,
        "counted": lambda n, noun: counted(n, noun, digits),
        "digits": lambda value: write_digits(str(value), digits),
    }
