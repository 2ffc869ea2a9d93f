"""Permanent identifiers: short, opaque, typable, with a check character (NOID alphabet and rule).

Ten characters of `ALPHABET`, the first a letter, the last the check character: sum of position (from 1) times
ordinal, modulo 29. No vowels, so no words; no `l`, so no confusion with `1`.
"""

from __future__ import annotations

import hashlib
import re

ALPHABET = "0123456789bcdfghjkmnpqrstvwxz"
LETTERS = ALPHABET[10:]
LENGTH = 10
SHAPE = re.compile(r"[bcdfghjkmnpqrstvwxz][0-9bcdfghjkmnpqrstvwxz]{9}")
_ORDINAL = {c: i for i, c in enumerate(ALPHABET)}


def check_character(body: str) -> str:
    """The tenth character that belongs to the nine of `body`."""
    return ALPHABET[sum(i * _ORDINAL[c] for i, c in enumerate(body, 1)) % len(ALPHABET)]


def is_id(text: str) -> bool:
    """True for a well-formed id with the right check character."""
    return bool(SHAPE.fullmatch(text)) and check_character(text[:-1]) == text[-1]


def mint(*parts: str | int) -> str:
    """Return the id that belongs to `parts`: the same parts give the same id, for ever."""
    seed = "\x1f".join(str(part) for part in parts)
    number = int.from_bytes(hashlib.blake2b(seed.encode(), digest_size=16).digest(), "big")
    number, first = divmod(number, len(LETTERS))
    body = LETTERS[first]
    for _ in range(LENGTH - 2):
        number, digit = divmod(number, len(ALPHABET))
        body += ALPHABET[digit]
    return body + check_character(body)
