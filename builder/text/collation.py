"""Arabic order of names: without the article, harakat and hamza, in the order of the alphabet."""

from __future__ import annotations

from functools import lru_cache

from builder.text.folding import fold_key

_ALPHABET = " 0123456789ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_RANK = {letter: chr(0x100 + i) for i, letter in enumerate(_ALPHABET)}


@lru_cache(maxsize=20_000)  # one name is sorted into many lists
def collation_key(name: str) -> tuple[str, str]:
    """A key that sorts names as an Arabic index does; `ال` does not count. The second part breaks ties."""
    folded = fold_key(name).lower()
    if folded.startswith("ال") and len(folded) > 3:
        folded = folded[2:]
    # Letters of other scripts follow the Arabic ones, in their own order.
    return "".join(_RANK.get(c, c if ord(c) > 0x2000 else chr(0x2000 + ord(c))) for c in folded), name


def initial(name: str) -> str:
    """The letter under which an index lists `name`."""
    folded = fold_key(name)
    if folded.startswith("ال") and len(folded) > 3:
        folded = folded[2:]
    return next((c for c in folded.upper() if c.isalnum()), "#")
