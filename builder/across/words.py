"""A statement as it is compared with another: its acts, content words and counted numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from msgspec import Struct

from builder.lexicon import table
from builder.text.folding import fold, fold_key

_WORD = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W0-9_]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_ATTACHED = ("وال", "فال", "بال", "كال", "ولل", "فلل", "لل", "ال")
_ENDINGS = ("يات", "ات", "ين", "ون", "ان", "ها", "هم", "يه", "ه", "ا", "ي")
_PLURALS = ("ين", "ون", "ان")  # also the end of many a root: تعاون
_SHORTEST = 3  # letters a stem keeps


class Number(Struct, frozen=True, order=True):
    """How many of what: the value, the stem of the counted noun, and both as printed."""

    noun: str
    value: float
    printed: str


class Content(Struct, frozen=True):
    """What a statement says besides names: kinds of acts in their order, stems of the other words, counted numbers.

    told: all of it as marks, each with the word as printed; a number counts where value and noun are the same.
    """

    acts: tuple[str, ...]
    words: frozenset[str]
    numbers: tuple[Number, ...]
    is_negated: bool
    told: Mapping[str, str]


class Word(NamedTuple):
    """A word of a text: its folded form and its half-open span in the text as printed."""

    form: str
    start: int
    end: int


def words_in(text: str) -> list[Word]:
    """The words and numbers of `text`, in order."""
    folded = fold(text)
    return [
        Word(found.group(), folded.source_at(found.start()), folded.source_at(found.end()))
        for found in _WORD.finditer(folded.text)
    ]


@lru_cache(maxsize=100_000)
def bare(word: str) -> str:
    """A folded word without the article and what is attached before it."""
    for front in _ATTACHED:
        if word.startswith(front) and len(word) - len(front) >= _SHORTEST - 1:
            return word[len(front) :]
    # In a shorter word the letter is more likely its own: وفود, فوز, بناء, لقاء.
    return word[1:] if word[:1] in "وفبل" and len(word) > 5 else word


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """What inflected forms of a folded word share, roughly: enough to count shared words, not for readers."""
    short = bare(word)
    for ending in _ENDINGS:
        if short.endswith(ending) and len(short) - len(ending) >= _SHORTEST + (ending in _PLURALS):
            return short[: -len(ending)]
    return short


@lru_cache(maxsize=100_000)
def _forms(word: str) -> tuple[str, ...]:
    """What a folded word can be: as it stands, and with one or two attached letters off."""
    return (word, bare(word), *((word[1:],) if word[0] in "وفبلك" and len(word) > _SHORTEST else ()))


@cache
def _acts() -> dict[str, str]:
    return {fold_key(form): name for name, forms in table("acts")["acts"].items() for form in forms}


@cache
def _empty() -> frozenset[str]:
    """Folded words that tell no event from another: function words, months, roles and nationalities before names."""
    words, titles, places = table("words"), table("titles"), table("places")
    listed = [*words["function"], *titles["role"], *titles["direct"], *titles["between"], *table("acts")["frame"]]
    listed += [name for row in table("months") for name in (*row["names"], *row.get("variants", ()))]
    listed += [name for row in table("weekdays") for name in row["names"]]
    folded = {fold_key(word) for word in listed}
    folded |= {word + ending for word in map(fold_key, titles["role"]) for ending in ("ه", "ين", "ون", "ات")}
    nisbas = [fold_key(n) for rows in places.values() for r in rows if isinstance(r, dict) for n in r.get("nisba", ())]
    return frozenset(folded | {nisba + ending for nisba in nisbas for ending in ("", "ه", "ين", "ون")})


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(map(fold_key, table("acts")[name]))


@cache
def _values() -> dict[str, int]:
    numbers = table("numbers")
    rows = (*numbers["ones"], *numbers["tens"], *table("acts")["hundreds"])
    return {fold_key(word): int(row["value"]) for row in rows for word in row["words"]}


@cache
def _scales() -> dict[str, int]:
    return {fold_key(word): int(row["value"]) for row in table("acts")["scales"] for word in row["words"]}


def read_content(text: str, names: Iterable[str]) -> Content:
    """What `text` says besides `names`, the words of which are left out."""
    words = words_in(text)
    named = {form for name in names for word in words_in(name) for form in (word.form, bare(word.form))}
    empty, known = _empty(), _acts()
    acts: dict[str, str] = {}
    stems: dict[str, str] = {}
    for word, start, end in words:
        forms = _forms(word)
        if not named.isdisjoint(forms) or _begins_with_digit(word) or word in _values() or word in _scales():
            continue
        act = next((known[form] for form in forms if form in known), None)
        if act:
            acts.setdefault(act, text[start:end])
        elif empty.isdisjoint(forms) and len(stem(word)) >= _SHORTEST:
            stems.setdefault(stem(word), text[start:end])
    numbers = read_numbers(text, words)
    counted = {f"{number.value:.15g} {number.noun}": number.printed for number in numbers}
    is_negated = not _listed("negations").isdisjoint(word.form for word in words[:2])
    return Content(tuple(acts), frozenset(stems), numbers, is_negated, {**acts, **stems, **counted})


def read_numbers(text: str, words: Sequence[Word]) -> tuple[Number, ...]:
    """The counted nouns of a text: `24 وفداً`, `نحو عشرين ألف نزيل`. Days, years and ordinals count nothing."""
    found = set()
    forms = [word.form for word in words]
    i = 0
    while i < len(forms):
        value, after = _number_at(forms, i)
        if value is None:
            i += 1
            continue
        if after < len(forms) and _is_counted(forms[i - 1] if i else "", forms[after]):
            printed = text[words[i].start : words[after].end]
            found.add(Number(stem(forms[after]), value, printed))
        i = after
    return tuple(sorted(found))


def _number_at(forms: Sequence[str], i: int) -> tuple[float | None, int]:
    """The number that begins at word `i`, and the index after it; None where none begins."""
    total, part, seen = 0.0, 0.0, False
    while i < len(forms):
        form = forms[i]
        if seen and form not in _values() and form.startswith("و"):
            form = form[1:]  # خمسة وعشرين
        value = _value(form)
        if value is not None and not (seen and _begins_with_digit(form)):
            part += value
        elif form in _scales():
            total += (part or 1) * _scales()[form]
            part = 0.0
        else:
            break
        seen = True
        i += 1
    return (total + part if seen else None), i


def _begins_with_digit(form: str) -> bool:
    return "0" <= form[:1] <= "9"  # not isdigit(), which takes the 2 of m²


def _value(form: str) -> float | None:
    if not _begins_with_digit(form):
        found = _values().get(form)
        return None if found is None else float(found)
    grouped = _GROUPED.fullmatch(form)
    plain = form.replace(",", "" if grouped else ".")
    return float(plain) if plain.count(".") < 2 and plain.replace(".", "").isdecimal() else None


@cache
def _months() -> frozenset[str]:
    names = (name for row in table("months") for name in (*row["names"], *row.get("variants", ())))
    return frozenset(part for name in names for part in fold_key(name).split())


def _is_counted(before: str, noun: str) -> bool:
    """True for `24 وفدا`; not for `24 يوليو`, `عام 2024 قمة` or a number that another word than a noun follows."""
    forms = (noun, bare(noun))
    if not _months().isdisjoint(forms) or not _listed("uncounted").isdisjoint(forms) or _begins_with_digit(noun):
        return False
    return before not in _listed("before_dates") and noun not in _empty()
