"""Which names may be two spellings of one: proposals with a score, for a person to decide. Nothing is joined here.

Two names are compared only if they share a key (`_keys`): the consonants of the whole name, those of a person's first
and last name, an acronym, or a row of the built-in tables. Then they are compared word by word.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from functools import cache, lru_cache
from itertools import combinations
from typing import Literal

from msgspec import Struct

from builder.entities.builtin import Row, find_row, find_short, rows
from builder.lexicon import table
from builder.model import EntityType
from builder.text.folding import fold_key
from builder.text.tables import read_table

Why = Literal[
    "spelling", "spacing", "title", "middle name", "family", "surname", "head word", "last word", "acronym", "table"
]
THRESHOLD = 0.75


class Likeness(Struct, frozen=True, gc=False):
    """How alike two names are. score: 0 to 1. why: what they differ in. letters: the letters that differ, if few."""

    score: float
    why: Why
    letters: str = ""


class Named(Struct, frozen=True, gc=False):
    """An entity of the site, or (with `id` None) a row of the built-in tables, under all its spellings."""

    id: str | None
    type: EntityType
    spellings: tuple[str, ...]


class Variant(Struct, frozen=True, gc=False):
    """A proposal: the two entities, and the two spellings that are most alike."""

    one: Named
    other: Named
    spellings: tuple[str, str]
    likeness: Likeness


# ---- the rules of writing -------------------------------------------------------------------------------------------

_TABLE = read_table("builder.entities", "spelling")
_VOWELS = frozenset(_TABLE["vowels"])
_CLASS = {letter: group[0] for group in _TABLE["classes"] for letter in group}
# ز stands in two classes: it is written for ذ and ظ as well as for س
_SAME_SOUND = frozenset((a, b) for group in _TABLE["classes"] for a in group for b in group)
_AFTER_N = frozenset(_TABLE["after_n"])
_BEFORE: dict[str, str] = _TABLE["before"]
_ARABIC_LETTERS = frozenset(_TABLE["arabic_letters"])
_DOUBLETS = {fold_key(word): fold_key(row[0]) for row in _TABLE["doublets"] for word in row}
_TIES = frozenset(map(fold_key, _TABLE["ties"]))
_GLUED = frozenset(map(fold_key, _TABLE["glued"]))
_GLUED_AFTER = frozenset(map(fold_key, _TABLE["glued_after"]))
_HEADS: dict[str, frozenset[str]] = {k: frozenset(map(fold_key, v)) for k, v in _TABLE["heads"].items()}
_TAILS = tuple(tuple(fold_key(tail).split()) for tail in _TABLE["tails"])
_ORDINALS = frozenset(map(fold_key, _TABLE["ordinals"]))
_NOTHING = str.maketrans("", "", "\"'()[]،,.")


@cache
def _given() -> frozenset[str]:
    persons = table("persons")
    return frozenset(map(fold_key, persons["arabic"]))


@cache
def _titles() -> frozenset[str]:
    return frozenset(map(fold_key, table("titles")["direct"]))


@cache
def _nisbas() -> dict[str, str]:
    """Each form of a country's adjective that is written in several ways, and the one that stands for all."""
    found: dict[str, str] = {}
    places = table("places")
    for row in places["countries"] + places["regions"]:
        forms = [fold_key(form) for form in row.get("nisba", ()) if " " not in form]
        for form in forms[1:]:
            for ending in ("", "ه", "ون", "ين", "ان"):
                for article in ("", "ال"):
                    found.setdefault(article + form + ending, article + forms[0] + ending)
    return found


@lru_cache(maxsize=100_000)
def _words(name: str, type_: EntityType) -> tuple[str, ...]:
    """The words of a name as they are compared: folded, ties left out, `عبد الله` in one, doublets made one."""
    words: list[str] = []
    glue = ""
    for word in fold_key(name).translate(_NOTHING).replace("-", " ").split():
        word = glue + word
        glue = ""
        if word in _GLUED and type_ == "person":
            glue = word
            continue
        if type_ == "person" and words and word in _TIES:
            continue
        if type_ == "person" and words and word in _GLUED_AFTER:
            words[-1] += word
            continue
        bare = word.removeprefix("ال")
        article = word[: len(word) - len(bare)]
        words.append(_nisbas().get(word) or (article + _DOUBLETS[bare] if bare in _DOUBLETS else word))
    if glue:
        words.append(glue)
    if len(words) > 1 and all(len(word) == 1 for word in words):
        return ("".join(words),)  # أ ش أ
    return tuple(words)


def _untitled(words: tuple[str, ...]) -> tuple[str, ...]:
    first = next((i for i, word in enumerate(words) if word not in _titles()), 0)
    return words[first:] if len(words) - first > 1 else words


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


@lru_cache(maxsize=100_000)
def _skeleton(word: str) -> str:
    """The consonants of a word, one letter for each class of sounds: what all spellings of a foreign name share."""
    word = _bare(word)
    kept: list[str] = []
    for i, letter in enumerate(word):
        following = word[i + 1 : i + 2]
        if letter == "و" and i == 0:
            letter = "ف"  # واشنطن، فاشنطن
        if letter in _VOWELS or letter == "ء" or (letter == "ه" and not following):
            continue
        if letter in _AFTER_N and i and word[i - 1] == "ن":
            continue
        if following in _BEFORE and _BEFORE[following] == letter:
            continue
        sound = _CLASS.get(letter, letter)
        if not kept or kept[-1] != sound or word[i - 1] in _VOWELS:
            kept.append(sound)
    return "".join(kept) or word


# ---- two words ------------------------------------------------------------------------------------------------------

_Change = tuple[float, int, str, bool]  # cost, changed vowels, changed letters, whether a last vowel changed


def _is_arabic(word: str) -> bool:
    return word.startswith("ال") or word in _given() or not _ARABIC_LETTERS.isdisjoint(word)


@lru_cache(maxsize=100_000)
def _distance(one: str, other: str, type_: EntityType, *, among: int = 1) -> tuple[float, str] | None:
    """What it costs to read one word as a spelling of the other, and the letters that differ; None where it is none.

    among: how many words the name has. Where others agree, a short word may vary too: `تشوي سون هي`.
    """
    if one == other:
        return 0.0, ""
    if _bare(one) == _bare(other):
        return 0.2, "ال"
    if one in _given() and other in _given():
        return None
    if not _doubled(one, other) and (_is_arabic(one) or _is_arabic(other)):
        return None
    short = min(len(one), len(other))
    if short < (4 if type_ not in ("person", "place") else 2 if among > 2 else 3):
        return None
    found = _align(one, other)
    if found is None:
        return None
    cost, vowels, letters, ending = found
    moved = len(one) == len(other) and short > 5 and vowels == 2  # ديمتري and دميتري, أميركا and أمريكا
    if (vowels > max(1, short // 4) and not moved) or (ending and (type_ == "person" or not _is_feminine(one, other))):
        return None  # زيلينسكي and زيلينسكا, ألكسندر and ألكسندرا; but أوديسا and أوديسة
    if short < 5 and vowels and type_ not in ("person", "place"):
        return None  # كتب and كتاب
    if short < 4 and vowels and (among == 1 or len(one) == len(other)):
        return None  # مون and مين
    return cost, letters


def _is_feminine(one: str, other: str) -> bool:
    """True where both words end in the sound of `ة`, written ا or ه."""
    return {one[-1], other[-1]} == {"ا", "ه"}


def _doubled(one: str, other: str) -> bool:
    """True for `داود` and `داوود`: nothing differs but a letter written twice, or a hamza at the end."""
    return _single(one) == _single(other)


def _single(word: str) -> str:
    word = word.removesuffix("ء")
    return "".join(letter for i, letter in enumerate(word) if i == 0 or word[i - 1] != letter)


def _align(one: str, other: str) -> _Change | None:
    """The cheapest way from `one` to `other`; None where a letter changes into one of another sound."""
    before: list[_Change | None] = [(0.0, 0, "", False)]
    for j in range(len(other)):
        before.append(_step(before[j], _left_out(other, j)))
    for i in range(len(one)):
        row: list[_Change | None] = [_step(before[0], _left_out(one, i))]
        for j in range(len(other)):
            ends = i == len(one) - 1 and j == len(other) - 1
            ways = [
                _step(before[j], _exchanged(one[i], other[j], ends)),
                _step(before[j + 1], _left_out(one, i)),
                _step(row[j], _left_out(other, j)),
            ]
            row.append(min((way for way in ways if way is not None), default=None))
        before = row
    return before[-1]


def _step(way: _Change | None, change: _Change | None) -> _Change | None:
    if way is None or change is None:
        return None
    letters = f"{way[2]} {change[2]}" if way[2] and change[2] else way[2] or change[2]
    return way[0] + change[0], way[1] + change[1], letters, way[3] or change[3]


def _exchanged(a: str, b: str, ends: bool) -> _Change | None:
    if a == b:
        return 0.0, 0, "", False
    if a in _VOWELS and b in _VOWELS:
        return 0.3, 1, f"{a}/{b}", ends
    if ends and {a, b} == {"ا", "ه"}:
        return 0.3, 1, f"{a}/{b}", True
    if (a, b) in _SAME_SOUND or {a, b} == {"ف", "و"}:
        return 0.25, 0, f"{a}/{b}", False
    return None


def _left_out(word: str, i: int) -> _Change | None:
    letter, before, after = word[i], word[i - 1 : i], word[i + 1 : i + 2]
    if letter == before:
        return 0.2, 0, letter, False
    if letter == "ء":
        return 0.1, 0, letter, False
    if letter in _VOWELS:
        return (0.25, 1, letter, False) if after else (0.5, 1, letter, True)
    if letter == "ه" and not after:
        return 0.4, 1, letter, True
    if (letter in _AFTER_N and before == "ن") or _BEFORE.get(after) == letter:
        return 0.3, 0, letter, False
    return None


# ---- two names ------------------------------------------------------------------------------------------------------


def compare(one: str, other: str, type_: EntityType) -> Likeness | None:
    """How likely two names of one type are spellings of one; None where they are not, or are the same letters."""
    if fold_key(one) == fold_key(other):
        return None
    row, another = find_row(type_, one), find_row(type_, other)
    if row is not None and another is not None:
        return Likeness(0.97, "table") if row.name == another.name else None
    a, b = _words(one, type_), _words(other, type_)
    if _numbers(a) != _numbers(b):
        return None
    if type_ == "person":
        return _compare_persons(one, other, a, b)
    found = _aligned(a, b, type_) or _spaced(a, b, type_)
    found = found or _without_words(a, b, type_)
    if found is None and (another if len(a) > len(b) else row) is None:
        # an acronym of the tables means what the tables say: وام is no agency of مصر
        found = _acronym(a, b)
    return found


def _numbers(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(w for w in words if w in _ORDINALS or any(c.isdecimal() for c in w)))


def _compare_persons(one: str, other: str, a: tuple[str, ...], b: tuple[str, ...]) -> Likeness | None:
    plain_a, plain_b = _untitled(a), _untitled(b)
    found = _aligned(plain_a, plain_b, "person") or _spaced(plain_a, plain_b, "person")
    if found is not None:
        titled = (plain_a == a) != (plain_b == b)
        return Likeness(min(found.score, 0.9), "title", found.letters) if titled else found
    for name, whole, words in ((one, other, b), (other, one, a)):
        short = find_short(name)
        if short is not None and len(words) > 1 and find_row("person", whole) is short:
            return Likeness(0.9, "surname")
    return _shortened(*sorted((plain_a, plain_b), key=len))


def _shortened(short: tuple[str, ...], long: tuple[str, ...]) -> Likeness | None:
    """`فهد المطيري` of `فهد بن ناصر المطيري`; `محمد بن سلمان` of `محمد بن سلمان آل سعود`."""
    if len(short) < 2 or len(short) == len(long) or len(short[0]) < 3:
        return None  # لي تشيانغ and لي كه تشيانغ: short names of other languages are no short forms
    if "ال" in long:
        found = _aligned(short, long[: long.index("ال")], "person")
        if found is not None:
            return Likeness(round(min(found.score, 0.85), 2), "family", found.letters)
    if _distance(short[0], long[0], "person") is None or _distance(short[-1], long[-1], "person") is None:
        return None
    cost = 0.0
    at = 0
    for word in short:
        while at < len(long) and (found_word := _distance(word, long[at], "person")) is None:
            at += 1
        if at == len(long):
            return None
        cost += found_word[0] if found_word else 0.0
        at += 1
    # `أحمد حسن` and `أحمد علي حسن`: a given name at the end is a grandfather's, and many share it
    score = 0.8 if short[-1] not in _given() else 0.6
    return Likeness(round(score - 0.05 * (len(long) - len(short) - 1) - 0.1 * cost, 2), "middle name")


def _aligned(a: tuple[str, ...], b: tuple[str, ...], type_: EntityType) -> Likeness | None:
    """The likeness of names that have as many words, each a spelling of its counterpart."""
    if len(a) != len(b):
        return None
    cost, letters = 0.0, []
    for one, other in zip(a, b, strict=True):
        found = _distance(one, other, type_, among=len(a))
        if found is None:
            return None
        cost += found[0]
        if found[1]:
            letters.append(found[1])
    if not letters:
        return Likeness(0.96, "spacing")
    size = sum(map(len, a))
    score = 0.96 - 1.5 * cost / size
    if len(a) == 1:
        # a short word says little: what differs may be all that tells two names apart (رضا and الرضا, دين and دينغ)
        score -= 0.5 * cost / size + (0.05 if size < 7 else 0.0) + (0.1 if size < 5 and type_ == "person" else 0.0)
        score -= 0.1 if letters == ["ال"] and min(len(a[0]), len(b[0])) < 4 else 0.0
    return Likeness(round(score, 2), "spelling", " ".join(letters))


def _spaced(a: tuple[str, ...], b: tuple[str, ...], type_: EntityType) -> Likeness | None:
    """`شي جين بينغ` and `شي جينبينغ`, `كوالا لمبور` and `كوالالمبور`."""
    if abs(len(a) - len(b)) not in (1, 2) or min(len(a), len(b)) == 0:
        return None
    one, other = "".join(a), "".join(b)
    if one == other:
        return Likeness(0.95, "spacing")
    found = _distance(one, other, type_) if len(one) > 5 else None
    return Likeness(round(0.92 - 1.5 * found[0] / len(one), 2), "spacing", found[1]) if found else None


def _without_words(a: tuple[str, ...], b: tuple[str, ...], type_: EntityType) -> Likeness | None:
    """`الأمم المتحدة` of `منظمة الأمم المتحدة`, `الخارجية الروسية` of `وزارة الخارجية الروسية`."""
    short, long = sorted((a, b), key=len)
    if not short or len(short) == len(long):
        return None
    head, rest = long[0], long[1:]
    found = _aligned(short, rest, type_)
    if found is not None:
        brand = head in _HEADS["brand"]
        if type_ == "place":
            return Likeness(round(found.score - 0.1, 2), "head word") if head in _HEADS["place"] else None
        if brand or head in _HEADS["body"]:
            # `الدفاع` alone is a word before it is a ministry; `أوبك` is nothing else
            telling = len(rest) > 1 or not rest[0].startswith("ال")
            return Likeness(round(found.score - (0.1 if telling else 0.2 if brand else 0.35), 2), "head word")
        return None
    for tail in _TAILS:
        if long[-len(tail) :] == tail:
            found = _aligned(short, long[: -len(tail)], type_)
            if found is not None:
                return Likeness(round(found.score - 0.1, 2), "last word")
    return None


def _acronym(a: tuple[str, ...], b: tuple[str, ...]) -> Likeness | None:
    """`قسد` of `قوات سوريا الديمقراطية`: the first letters of three words or more, in order."""
    short, long = sorted((a, b), key=len)
    if len(short) != 1 or len(long) < 3 or len(short[0]) < 3:
        return None
    return Likeness(0.85, "acronym") if short[0] in _initials(long) else None


def _initials(words: tuple[str, ...]) -> tuple[str, str]:
    """The first letters of all words, and of those after a head word; articles, in and and left out."""
    kept = [_bare(word.removeprefix("وال") if word.startswith("وال") else word) for word in words if word != "في"]
    letters = "".join(word[0] for word in kept)
    return letters, letters[1:]


# ---- all names of a site ----------------------------------------------------------------------------------------------


def propose(
    named: Iterable[Named], threshold: float = THRESHOLD, about: Container[str] | None = None
) -> tuple[Variant, ...]:
    """Every pair of entities that may be one, best first: one of the two is of the site, and in `about` if given."""
    entities = [*named]
    carried = {id(row) for entity in entities for row in _rows_of(entity)}
    builtin = [
        Named(None, type_, (row.name, *row.also))
        for type_ in sorted({entity.type for entity in entities})
        for row in rows(type_)
        if id(row) not in carried
    ]
    best: dict[tuple[int, int], Variant] = {}
    pool = [*entities, *builtin]
    for one, first, other, second in _neighbours(pool):
        if one >= len(entities):
            continue  # two rows of the tables
        if about is not None and pool[one].id not in about and pool[other].id not in about:
            continue
        likeness = compare(first, second, pool[one].type)
        if likeness is None or likeness.score < threshold:
            continue
        known = best.get((one, other))
        if known is None or likeness.score > known.likeness.score:
            best[one, other] = Variant(pool[one], pool[other], (first, second), likeness)
    found = [best[key] for key in sorted(best)]
    return tuple(sorted(found, key=lambda v: (-v.likeness.score, v.spellings)))


def _rows_of(named: Named) -> Iterator[Row]:
    for spelling in named.spellings:
        row = find_row(named.type, spelling)
        if row is not None:
            yield row


def _neighbours(pool: list[Named]) -> Iterator[tuple[int, str, int, str]]:
    """Pairs of spellings that share a key, each pair once, as (index, spelling, index, spelling)."""
    blocks: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for number, entity in enumerate(pool):
        for spelling in dict.fromkeys(entity.spellings):
            for key in _keys(spelling, entity.type):
                blocks.setdefault((entity.type, key), []).append((number, spelling))
    seen: set[tuple[int, str, int, str]] = set()
    for block in blocks.values():
        for (one, first), (other, second) in combinations(block, 2):
            pair = (one, first, other, second) if one < other else (other, second, one, first)
            if one != other and pair not in seen:
                seen.add(pair)
                yield pair


def _keys(name: str, type_: EntityType) -> set[str]:
    row = find_row(type_, name) or (find_short(name) if type_ == "person" else None)
    found = {f"row {row.name}"} if row is not None else set()
    words = _words(name, type_)
    if type_ == "person":
        words = _untitled(words)
        if len(words) > 1:
            found.add(f"{_skeleton(words[0])}*{_skeleton(words[-1])}")
        if "ال" in words[1:]:
            found.add(_joined(words[: words.index("ال")]))
    elif len(words) == 1:
        found.add(f"initials {words[0]}")
    else:
        if words[0] in _HEADS["body"] | _HEADS["brand"] | _HEADS["place"]:
            found.add(_joined(words[1:]))
        found |= {_joined(words[: -len(tail)]) for tail in _TAILS if words[-len(tail) :] == tail}
        if len(words) > 2:
            found |= {f"initials {initials}" for initials in _initials(words)}
    return found | {_joined(words)}


def _joined(words: tuple[str, ...]) -> str:
    return "".join(map(_skeleton, words))
