"""Names that are known before an article is read: the built-in tables and the site's registry, found in its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from msgspec import Struct

from builder.extract.tagger import LABEL_OF
from builder.extract.words import is_nisba, keys
from builder.lexicon import table
from builder.lexicon.vocabulary import OFTEN, Remember, is_ordinary, statistics, stems, takes_article
from builder.model import EntityType
from builder.text.folding import fold_key

MARKS = frozenset("\"'«»“”„()[]،,.:؛;؟?!…-–—/\n")
PLACE_HEADS = keys(table("heads")["place"])
DIRECTIONS = keys(table("heads")["directions"])
_OUTLET_HEADS = frozenset(table("verbs")["outlet_heads"])
_COMPANY_HEADS = frozenset(("بنك", "البنك", "مصرف", "بيت", "طيران", "شركة", "مجموعة", "مصفاة"))
_NO_COMPANY = frozenset(("شركة صناعات", "شركة مناجم", "مجموعة صناعات", "مجموعة مناجم"))
_PAPERS = ("صحيفة", "جريدة")
TO_PLACES = DIRECTIONS | keys(table("heads")["to_places"])


class Entry(Struct, frozen=True, gc=False):
    """One spelling of a known name: its words after the first, whose it is, and whether it is an ordinary word too."""

    rest: tuple[str, ...]
    name: str
    type: EntityType
    unsure: bool
    rule: str


class Span(Struct, frozen=True, gc=False):
    """A name found: words `first` to `last` (exclusive), `cut` letters of the first one left out; `key` of its entity."""

    first: int
    last: int
    cut: int
    key: str
    type: EntityType
    rule: str


# By the first word of a spelling, then by its second ("" for a single word): the longest first.
Index = dict[str, dict[str, tuple[Entry, ...]]]


def _entries() -> Iterator[tuple[str, str, EntityType, bool, str]]:
    places = table("places")
    for row in places["countries"] + places["regions"]:
        for spelling in (row["name"], *row.get("also", ())):
            yield spelling, row["name"], "place", row.get("unsure") == "true", "place table"
    for row in places["cities"]:
        for joined in row["names"]:
            spellings = joined.removesuffix("?").split("|")
            for spelling in spellings:
                yield spelling, spellings[0], "place", joined.endswith("?"), "place table"
    bodies = table("organizations")
    for group, kind in (("organizations", "organization"), ("outlets", "organization"), ("events", "event")):
        for row in bodies[group]:
            for spelling in (row["name"], *row.get("also", ())):
                entity: EntityType = "event" if kind == "event" else "organization"
                yield spelling, row["name"], entity, row.get("unsure") == "true", f"{kind} table"
    yield from _papers()
    yield from _led(bodies["clubs"], ("نادي",))
    yield from _led(bodies["companies"], ("شركة", "مجموعة"))
    for row in table("persons")["known"]:
        for spelling in (row["name"], *row.get("also", ()), *row.get("short", ())):
            yield spelling, row["name"], "person", False, "person table"


def _papers() -> Iterator[tuple[str, str, EntityType, bool, str]]:
    """Outlets behind the word that says what they are: `صحيفة الأهرام`; alone most of them are words (الغد, المدينة)."""
    for row in table("outlets")["outlets"]:
        spellings = (row["name"], *row["aliases"])
        bare = {
            words[-1] if words[0] in _OUTLET_HEADS else " ".join(words)
            for s in spellings
            if (words := s.split(None, 1))
        }
        headed = {s for s in spellings if s.split()[0] in _OUTLET_HEADS}
        # `موقع الحدث` is where something happened, `موقع عنب بلدي` can only be one thing
        headed.update(f"{head} {name}" for name in bare for head in (_OUTLET_HEADS if " " in name else _PAPERS))
        for spelling in sorted(headed):
            yield spelling, spelling, "organization", False, "outlets table"


def _led(
    rows: Iterable[dict[str, list[str]]], heads: tuple[str, ...]
) -> Iterator[tuple[str, str, EntityType, bool, str]]:
    """Clubs and companies behind the word that says what they are, whatever the text is about: `نادي الهلال`, `شركة زين`."""
    for row in rows:
        for name in row["names"]:
            first, *rest = name.split()
            headed = first in _COMPANY_HEADS or first.removeprefix("ال") in heads
            for spelling in (name,) if rest and headed else [f"{head} {name}" for head in heads]:
                if spelling not in _NO_COMPANY and not (headed and not rest):
                    yield spelling, spelling, "organization", False, "organization table"


def _index(rows: Iterable[tuple[str, str, EntityType, bool, str]]) -> Index:
    found: dict[str, dict[tuple[str, ...], Entry]] = {}
    for spelling, name, kind, unsure, rule in rows:
        words = tuple(fold_key(spelling).replace('"', "").replace("+", " +").split())
        if words:
            found.setdefault(words[0], {}).setdefault(words[1:], Entry(words[1:], name, kind, unsure, rule))
    index: Index = {}
    for first, by in found.items():
        second: dict[str, list[Entry]] = {}
        for entry in sorted(by.values(), key=lambda e: -len(e.rest)):
            second.setdefault(entry.rest[0] if entry.rest else "", []).append(entry)
        index[first] = {word: tuple(entries) for word, entries in second.items()}
    return index


@cache
def built_in() -> Index:
    """The names of the built-in tables by their first word."""
    return _index(_entries())


_registry_seen: tuple[dict[str, tuple[str, EntityType]], Index] | None = None


def registry_index(registry: dict[str, tuple[str, EntityType]]) -> Index:
    """The index of one registry, kept as long as the same registry comes."""
    global _registry_seen
    if _registry_seen is None or _registry_seen[0] is not registry:
        rows = ((alias, name, kind, False, "registry") for alias, (name, kind) in registry.items())
        _registry_seen = (registry, _index(rows))
    return _registry_seen[1]


def may_begin_known(form: str) -> bool:
    """True for a word that a name of the tables may begin with."""
    tables = built_in()
    if form not in MARKS:
        for _, stem in stems(form):
            if stem in tables:
                return True
    return False


_BEGINS = Remember(may_begin_known)


def known_places(forms: Sequence[str], registry: Index) -> list[int]:
    """The words that a known name may begin with."""
    if not registry:
        return _BEGINS.places(forms)
    return [i for i, form in enumerate(forms) if _BEGINS[form] or any(stem in registry for _, stem in stems(form))]


def known_at(forms: Sequence[str], i: int, registry: Index, beside: bool = False) -> Span | None:
    """The longest name of the registry or the tables that begins with word `i`; the registry's where both have it.

    beside: true where the words before `i` name a place.
    """
    best: Span | None = None
    tables = built_in()
    following = forms[i + 1] if i + 1 < len(forms) else ""
    for cut, stem in stems(forms[i]):
        for index in (registry, tables):
            by_second = index.get(stem)
            if by_second is None:
                continue
            for entry in (*by_second.get(following, ()), *by_second.get("", ())):
                last = i + 1 + len(entry.rest)
                if best and last <= best.last:
                    break  # the entries of a word stand longest first
                rest = entry.rest
                if len(rest) > 1 and tuple(forms[i + 1 : last]) != rest:
                    continue
                if cut and not rest and _is_rather_a_word(forms[i], stem):
                    continue
                listed = beside and cut == 1 and forms[i][0] == "و" and entry.type == "place"  # `أبين ولحج`
                if entry.unsure and not listed and not _has_place_sign(forms, i, cut, stem):
                    continue
                if entry.type == "person" and not entry.rest and is_ordinary(stem) and cut:
                    continue
                best = Span(i, last, cut, entry.name, entry.type, entry.rule)
                break
        if best:
            break
    return best


@lru_cache(maxsize=60_000)
def _is_rather_a_word(form: str, stem: str) -> bool:
    """`كبيرا` is not ك and `بيرا`: text prints the whole more often than what would be left."""
    own, rest = statistics().get(form), statistics().get(stem)
    return own is not None and own[OFTEN] >= "3" and (rest is None or rest[OFTEN] < own[OFTEN])


_DESCRIBES = ("لا", "لم", "غير", "من")  # `في مشهد لا ينسى`
_CAMP = "معسكر"


def _has_place_sign(forms: Sequence[str], i: int, cut: int, stem: str) -> bool:
    before = forms[i - 1] if i else "\n"
    if any(head in PLACE_HEADS for _, head in stems(before)):
        return True
    if cut > 0 and forms[i][cut - 1] == "ب":
        return not takes_article(stem)  # `بحجة أن`, `بصور من الحفل`
    after = forms[i + 1] if i + 1 < len(forms) else "\n"
    if stem == _CAMP and (may_begin_known(after) or (after.startswith("ال") and takes_article(after[2:]))):
        return False  # `في معسكر ألمانيا`, `في معسكر الحكام`
    noun = after.startswith("ال") and not is_nisba(after) and takes_article(after[2:])
    if noun and (stem.startswith("ال") or takes_article(stem)):
        return False  # `إلى الحد الأدنى`, `نقص في طاقة الخزن`
    # `في صور كثيرة`, `في مشهد مؤثر`: an adjective without the article makes it an ordinary word.
    described = after.endswith("ه") or (takes_article(stem) and (takes_article(after) or after in _DESCRIBES))
    return (before in TO_PLACES or before[1:] in TO_PLACES) and not described


def labels_of(spans: Iterable[Span], count: int) -> list[str]:
    """For each of `count` words the tagger's label of the name that holds it, else `O`."""
    labels = ["O"] * count
    for span in spans:
        kind = LABEL_OF.get(span.type)
        if kind:
            labels[span.first : span.last] = ["B-" + kind] + ["I-" + kind] * (span.last - span.first - 1)
    return labels


def table_labels(forms: Sequence[str]) -> list[str]:
    """The labels of the built-in names in an article: what the tagger is trained with."""
    spans: list[Span] = []
    for at in known_places(forms, {}):
        span = known_at(forms, at, {}) if not spans or at >= spans[-1].last else None
        if span:
            spans.append(span)
    return labels_of(spans, len(forms))
