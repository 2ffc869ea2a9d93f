"""The words of an article as the stages after the dates see them, and what kind of word each is."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from builder.lexicon import table
from builder.model import Line
from builder.text.folding import fold, fold_key

# Lines whose words belong to the article; names of outlets are looked for in CREDITED as well.
PROSE = frozenset(("body", "standfirst"))
READ = PROSE | {"title", "heading"}
CREDITED = frozenset(("credit", "byline", "dateline", "signature"))

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_BREAK = "\n"


class Words:
    """The words and marks of the lines of one article, in order.

    forms: folded words; starts, ends: their half-open spans in `text`; a `\\n` form closes every line. lines: for each
    line its first and last index in `forms` (half-open) and its label.
    """

    __slots__ = ("ends", "forms", "lines", "starts", "text")

    def __init__(self, text: str, lines: tuple[Line, ...]) -> None:
        self.text = text
        folded = fold(text)
        source_at, folded_at = folded.source_at, folded.folded_at
        whole = len(folded.text) == len(text)
        self.forms: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.lines: list[tuple[int, int, str]] = []
        for line in lines:
            if line.label not in READ and line.label not in CREDITED:
                continue
            first = len(self.forms)
            low, high = (line.start, line.end) if whole else (folded_at(line.start), folded_at(line.end))
            for found in _TOKEN.finditer(folded.text, low, high):
                start, end = found.span()
                form = found.group()
                if (
                    form == "علي"
                    and text[start if whole else source_at(end - 1)] != "ي"
                    and text[end - 1 if whole else source_at(end - 1)] == "ى"
                ):
                    form = "على"  # the preposition, not the name
                self.forms.append(form)
                if whole:
                    self.starts.append(start)
                    self.ends.append(end)
                else:
                    at = source_at(start)
                    until = source_at(end - 1) + 1
                    while until < line.end and "\u0640" <= text[until] <= "\u0652" and not text[until].isalnum():
                        until += 1
                    self.starts.append(at)
                    self.ends.append(until)
            self.forms.append(_BREAK)
            self.starts.append(line.end)
            self.ends.append(line.end)
            self.lines.append((first, len(self.forms), line.label))

    def printed(self, first: int, last: int) -> str:
        """Words `first` to `last` (exclusive) as the text prints them."""
        return self.text[self.starts[first] : self.ends[last - 1]]


@lru_cache(maxsize=4)
def words_of(text: str, lines: tuple[Line, ...]) -> Words:
    """The words of an article; the stages of one article share them."""
    return Words(text, lines)


@lru_cache(maxsize=60_000)
def stems(form: str) -> tuple[tuple[int, str], ...]:
    """What a word can be once attached و ف ب ل ك are off: (letters taken off, the rest), the whole word first.

    `للصين` gives (0, `الصين`): its article has melted into the preposition, so nothing can be cut in print.
    """
    found = [(0, form)]
    if len(form) > 3:
        cut = 1 if form[0] in "وف" else 0
        if cut:
            found.append((1, form[1:]))
        rest = form[cut:]
        if rest.startswith("لل") and len(rest) > 3:
            found.append((cut, "ال" + rest[2:]))
            found.append((cut + 1, rest[1:]))
        elif rest[0] in "بلك" and len(rest) > 3:
            found.append((cut + 1, rest[1:]))
    return tuple(found)


def keys(words: Any) -> frozenset[str]:
    """The folded forms of a list of a table."""
    return frozenset(fold_key(word) for word in words)


_WORDS = table("words")
FUNCTION = (keys(_WORDS["function"]) - {"علي"}) | {"على"}
COMMON = keys(_WORDS["common"])
_PERSONS = table("persons")
UNSURE_GIVEN = keys(_PERSONS["unsure"]) - FUNCTION
GIVEN = (keys(_PERSONS["arabic"]) | keys(_PERSONS["foreign"])) - FUNCTION - {"ان", "ال"}
ARABIC_GIVEN = keys(w for w in _PERSONS["arabic"] if " " not in w)
TIES = frozenset(("بن", "ابن", "بنت", "ال", "ابو", "ابي", "ابا", "ام", "عبد", "ولد", "فان", "فون", "دي", "دا", "دو", "دير", "ديل", "لا", "لو", "ماك", "او", "بو", "ايت"))  # fmt: skip
_TITLES = table("titles")


def _gendered(words: Any) -> frozenset[str]:
    found: set[str] = set()
    for word in keys(words):
        bare = word.removeprefix("ال")
        found |= {bare, "ال" + bare, bare + "ه", "ال" + bare + "ه"}
    return frozenset(found)


ROLE = _gendered(_TITLES["role"])
DIRECT = keys(_TITLES["direct"])
BETWEEN = keys(_TITLES["between"])
POINTING = keys(_TITLES["pointing"])
ANONYMOUS = keys(_TITLES["anonymous"])
_VERBS = table("verbs")
REPORTING = frozenset(fold_key(form) for verb in _VERBS["verbs"] for form in verb["forms"])
_MODALITY = table("modality")
EVENT_VERBS = keys(_MODALITY["event"])
_PLACES = table("places")


@cache
def nisbas() -> frozenset[str]:
    """Adjectives of countries and regions, folded, without article and endings."""
    rows = _PLACES["countries"] + _PLACES["regions"]
    found = {fold_key(word) for row in rows for word in row.get("nisba", ())}
    return frozenset(found | keys(_PLACES["adjectives"]) | {"كوري", "شمالي", "جنوبي"})


def _adjective_stem(form: str) -> str:
    form = form.removeprefix("ال")
    for ending in ("تين", "تان", "يين", "يون", "ه", "ين", "ان", "ون"):
        if form.endswith(ending) and len(form) > len(ending) + 2:
            cut = form[: -len(ending)]
            return cut if cut.endswith("ي") else cut + "ي"
    return form


@lru_cache(maxsize=60_000)
def is_nisba(form: str) -> bool:
    """True for الروسي، روسية، الكوريين and their like."""
    return _adjective_stem(form) in nisbas()


# ---- is a word built as Arabic words are? -----------------------------------------------------------------------------

_ROOTS = frozenset(fold_key(root) for root in _WORDS["roots"].split())
_WEAK = {"ا": ("و", "ي", "ا"), "ي": ("ي", "و", "ا"), "و": ("و", "ا"), "ء": ("ي", "و", "ا")}


def _templates() -> dict[int, list[tuple[tuple[tuple[int, str], ...], tuple[int | str, ...]]]]:
    """By length: letters that must stand at fixed places, and for each radical its place or the letter it must be."""
    found: dict[int, list[tuple[tuple[tuple[int, str], ...], tuple[int | str, ...]]]] = {}
    for pattern in dict.fromkeys(_WORDS["patterns"]):
        place_of = {letter: pattern.find(letter) for letter in "فعل٤"}
        if pattern.endswith("فعال") or "عال" in pattern:  # the article-like ا and ل of فعال: the radical is the last ل
            place_of["ل"] = pattern.rfind("ل")
        fixed = tuple((i, c) for i, c in enumerate(pattern) if i not in place_of.values())
        first: int | str = place_of["ف"] if place_of["ف"] >= 0 else "و"
        second: int | str = place_of["ع"] if place_of["ع"] >= 0 else "و"
        third: int | str = place_of["ل"] if place_of["ل"] >= 0 else second
        radicals = (first, second, third) + ((place_of["٤"],) if place_of["٤"] >= 0 else ())
        found.setdefault(len(pattern), []).append((fixed, radicals))
    return found


_TEMPLATES = _templates()
_ENDINGS = ("", "ه", "ات", "ون", "ين", "ان", "ها", "هم", "ه", "نا", "ي", "يه", "ا", "وا", "ت", "تها", "ته", "تهم", "ك", "كم", "هما", "تين", "يا", "يين", "يات", "ائي", "ايي", "تا", "يا", "اتها", "اته", "اتهم", "ني")  # fmt: skip
_OPENINGS = ("", "ال", "س", "ت", "ي", "ن", "ا")


def _has_root(stem: str) -> bool:
    for fixed, radicals in _TEMPLATES.get(len(stem), ()):
        if all(stem[place] == letter for place, letter in fixed):
            root = "".join(stem[r] if isinstance(r, int) else r for r in radicals)
            if root in _ROOTS:
                return True
            for place in range(len(root)):
                for other in _WEAK.get(root[place], ()):
                    if root[:place] + other + root[place + 1 :] in _ROOTS:
                        return True
    # a doubled or hollow root in two letters: مد، قل
    return len(stem) == 2 and (stem + stem[1] in _ROOTS or stem[0] + "و" + stem[1] in _ROOTS)


@lru_cache(maxsize=60_000)
def is_native(form: str) -> bool:
    """True when some reading of the word has an Arabic root in an Arabic pattern."""
    for _, rest in stems(form):
        for opening in _OPENINGS:
            if opening and not rest.startswith(opening):
                continue
            body = rest[len(opening) :]
            for ending in _ENDINGS:
                if ending and not body.endswith(ending):
                    continue
                stem = body[: len(body) - len(ending)] if ending else body
                if 2 <= len(stem) <= 8 and _has_root(stem):
                    return True
    return False


@lru_cache(maxsize=60_000)
def is_plain(form: str) -> bool:
    """True for a word that cannot be part of a person's name: closed classes, reporting verbs, common nouns."""
    if len(form) == 3 and form[0] in "وفبل" and (form[1:] in FUNCTION or form[1:] in ("تم", "قد", "ان")):
        return True
    for cut, rest in stems(form):
        if rest in FUNCTION or rest in REPORTING or rest in COMMON or rest in EVENT_VERBS or rest in ROLE:
            return not (cut == 0 and form in GIVEN) if rest != form else True
    return False


@lru_cache(maxsize=60_000)
def is_foreign(form: str) -> bool:
    """True for a word of Arabic letters that no Arabic root explains: most likely a foreign name."""
    if (
        len(form) < 3
        or not form.isalpha()
        or form.isascii()
        or form.startswith(("ال", "وال", "بال", "لل", "فال", "كال"))
    ):
        return False
    if form.endswith(("ه", "ات")) or is_plain(form) or is_nisba(form) or form in UNSURE_GIVEN:
        return False
    return not is_native(form)


_NATIVE_ENDINGS = ("هم", "ها", "هما", "هن", "ين", "تان", "تين", "ون", "وا", "نا", "تم", "كم", "اء", "يتين", "تهم", "ايي", "يا", "وه", "ته", "تي")  # fmt: skip


@lru_cache(maxsize=60_000)
def is_strange(form: str) -> bool:
    """A stricter `is_foreign` for words without any sign before them: no ending that Arabic words take."""
    if not is_foreign(form) or form.endswith(_NATIVE_ENDINGS) or "ء" in form:
        return False
    return not (form[0] in "وفبلك" and is_plain(form[1:]))
