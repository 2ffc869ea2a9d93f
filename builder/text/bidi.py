"""Hidden direction and control characters: which a person's field may hold, and how a verbatim text shows them."""

from __future__ import annotations

import re

# Embeddings and overrides reorder what a reader sees; isolates, RLM, LRM and joiners are ordinary Arabic typing.
OVERRIDES = re.compile("[\u202a\u202b\u202d\u202e]")
# Marks that no key, id or date may hold: they make a different string that looks the same.
HIDDEN = re.compile(
    "[\u00a0\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202f\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]"
)
# What no text may hold: C0 but TAB and LF, DEL, C1, line and paragraph separators, non-characters, surrogates.
CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_NAMES = {
    0x00A0: "NO-BREAK SPACE", 0x00AD: "SOFT HYPHEN", 0x0085: "NEXT LINE", 0x000D: "CARRIAGE RETURN",
    0x061C: "ARABIC LETTER MARK", 0x200B: "ZERO WIDTH SPACE", 0x200C: "ZERO WIDTH NON-JOINER",
    0x200D: "ZERO WIDTH JOINER", 0x200E: "LEFT-TO-RIGHT MARK", 0x200F: "RIGHT-TO-LEFT MARK",
    0x2028: "LINE SEPARATOR", 0x2029: "PARAGRAPH SEPARATOR", 0x202A: "LEFT-TO-RIGHT EMBEDDING",
    0x202B: "RIGHT-TO-LEFT EMBEDDING", 0x202C: "POP DIRECTIONAL FORMATTING", 0x202D: "LEFT-TO-RIGHT OVERRIDE",
    0x202E: "RIGHT-TO-LEFT OVERRIDE", 0xFEFF: "BYTE ORDER MARK",
}  # fmt: skip


def character_name(c: str) -> str:
    """`U+200F RIGHT-TO-LEFT MARK`: what an editor can look up."""
    name = _NAMES.get(ord(c))
    return f"U+{ord(c):04X} {name}" if name else f"U+{ord(c):04X}"


def show_overrides(text: str) -> str:
    """`text` with embeddings and overrides replaced by a visible mark, so that none is live in a page."""
    return OVERRIDES.sub("\ufffd", text) if OVERRIDES.search(text) else text
