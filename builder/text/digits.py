"""Digits written in the set the site chose, and counted nouns in grammatical Arabic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Digits = Literal["latn", "arab"]
_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def write_digits(text: str, digits: Digits) -> str:
    """ASCII digits of `text` in the site's set. Never used on quotations."""
    return text.translate(_ARABIC_INDIC) if digits == "arab" else text


def plural_form(n: int) -> Literal["zero", "one", "two", "few", "many", "other"]:
    """The CLDR plural class of `n` in Arabic."""
    if n == 0:
        return "zero"
    if n <= 2:
        return "one" if n == 1 else "two"
    rest = n % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"


def counted(n: int, forms: Mapping[str, str], digits: Digits = "latn") -> str:
    """`n` of a noun in grammatical Arabic. forms: by plural class; zero, one and two replace the number."""
    form = plural_form(n)
    return forms[form] if form in ("zero", "one", "two") else f"{write_digits(str(n), digits)} {forms[form]}"
