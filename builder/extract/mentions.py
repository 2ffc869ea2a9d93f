"""Names of persons, organizations, places and events in an article.

Triggers first: known names, then words that open a name (وزارة), titles before persons (وزير الخارجية ...), reporting
verbs, and words that no Arabic root explains. A full name seen once licenses its short forms in the whole article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from msgspec import Struct

from builder.extract.words import (
    ARABIC_GIVEN,
    BETWEEN,
    COMMON,
    CREDITED,
    DIRECT,
    FUNCTION,
    GIVEN,
    REPORTING,
    ROLE,
    TIES,
    UNSURE_GIVEN,
    Words,
    is_foreign,
    is_native,
    is_nisba,
    is_plain,
    is_strange,
    keys,
    stems,
    words_of,
)
from builder.lexicon import table
from builder.model import EntityType, Known, Line, Mention
from builder.text.folding import fold_key


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


Index = dict[str, tuple[Entry, ...]]
MARKS = frozenset("\"'«»“”„()[]،,.:؛;؟?!…-–—/\n")
_HEADS = table("heads")
_ORG_HEADS = keys(_HEADS["organization"])
_BRAND = keys(_HEADS["brand"])
_DEFINITE = keys(_HEADS["definite"])
_FORCES = keys(_HEADS["forces"])
_EVENT = keys(_HEADS["event"])
_PLACE = keys(_HEADS["place"])
_PLACE_NAMED = keys(_HEADS["place_named"])
_PLAIN_ADJECTIVES = keys(_HEADS["plain_adjectives"])
_TO_PLACES = frozenset(("في", "الي", "من", "نحو", "قرب", "جنوب", "شمال", "شرق", "غرب", "وسط", "جنوبي", "شمالي", "شرقي", "غربي", "العاصمه", "الي"))  # fmt: skip
# Words that end the name of a body although they carry the article.
_ENDS = keys(
    [
        "الذي",
        "التي",
        "الذين",
        "اللذين",
        "اليوم",
        "السبت",
        "الأحد",
        "الاثنين",
        "الإثنين",
        "الثلاثاء",
        "الأربعاء",
        "الخميس",
        "الجمعة",
        "الماضي",
        "الماضية",
        "المقبل",
        "المقبلة",
        "الحالي",
        "الحالية",
        "الجاري",
        "السابق",
        "السابقة",
        "التابع",
        "التابعة",
        "المعني",
        "المعنية",
        "المختص",
        "المختصة",
        "المذكور",
        "أمس",
        "الآن",
        "الأسبوع",
        "الشهر",
        "العام",
        "القادم",
        "القادمة",
        "الأخير",
        "الأخيرة",
        "الاول",
        "الثاني",
        "الثالث",
        "الجديد",
        "الجديدة",
        "الواقع",
        "الواقعة",
        "الموالية",
        "المسؤول",
        "المسؤولة",
        "السيد",
        "الدكتور",
        "الشيخ",
        "الأمير",
        "اللواء",
        "العميد",
        "المهندس",
        "الأستاذ",
        "المنعقد",
        "المنعقدة",
        "القائم",
        "القائمة",
        "الحاكم",
        "الحاكمة",
        "المعارضة",
        "المعارض",
        "السماح",
        "الأولى",
        "الثانية",
        "الثالثة",
        "المحلي",
        "الرسمي",
        "الرسمية",
        "الرئيس",
    ]
)
_ADVERB = frozenset(("باسم", "لدي", "لشوون", "بشان", "في", "من", "عن", "على", "ل", "ب"))


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
    for row in table("persons")["known"]:
        for spelling in (row["name"], *row.get("also", ()), *row.get("short", ())):
            yield spelling, row["name"], "person", False, "person table"


def _index(rows: Iterable[tuple[str, str, EntityType, bool, str]]) -> Index:
    found: dict[str, dict[tuple[str, ...], Entry]] = {}
    for spelling, name, kind, unsure, rule in rows:
        words = tuple(fold_key(spelling).replace('"', "").replace("+", " +").split())
        if words:
            found.setdefault(words[0], {}).setdefault(words[1:], Entry(words[1:], name, kind, unsure, rule))
    return {first: tuple(sorted(by.values(), key=lambda e: -len(e.rest))) for first, by in found.items()}


@cache
def _built_in() -> Index:
    return _index(_entries())


_registry_seen: tuple[dict[str, tuple[str, EntityType]], Index] | None = None


def _registry(registry: dict[str, tuple[str, EntityType]]) -> Index:
    """The index of one registry, kept as long as the same registry comes."""
    global _registry_seen
    if _registry_seen is None or _registry_seen[0] is not registry:
        rows = ((alias, name, kind, False, "registry") for alias, (name, kind) in registry.items())
        _registry_seen = (registry, _index(rows))
    return _registry_seen[1]


def find_mentions(text: str, lines: tuple[Line, ...], known: Known) -> tuple[Mention, ...]:
    """Every name in the prose and title lines (in credit lines only known ones), in the order of the text."""
    words = words_of(text, lines)
    finder = _Finder(words, known)
    finder.known_names()
    finder.headed()
    finder.persons()
    finder.places_after_words()
    finder.short_forms()
    return finder.mentions()


@lru_cache(maxsize=60_000)
def _opens_name(form: str) -> bool:
    """True for a word that may open the name of a body or an event."""
    return any(
        stem in _ORG_HEADS or stem in _DEFINITE or stem in _BRAND or stem in _EVENT for _, stem in stems(form)
    )  # fmt: skip


@lru_cache(maxsize=60_000)
def _may_open_person(form: str) -> bool:
    """True for a title, a reporting verb, or a word that may itself begin a person's name."""
    if form in MARKS or not form[0].isalpha():
        return False
    if form in REPORTING or form[1:] in REPORTING or is_strange(form) or form in GIVEN:
        return True
    return any(stem in DIRECT or stem in ROLE or stem in GIVEN for _, stem in stems(form))


class _Finder:
    """The spans found so far in one article. `taken[i]` is the span that holds word i."""

    def __init__(self, words: Words, known: Known) -> None:
        self.words = words
        self.forms = words.forms
        self.count = len(words.forms)
        self.taken: list[Span | None] = [None] * self.count
        self.registry = _registry(known.registry) if known.registry else {}
        self.credited = {i for first, last, label in words.lines if label in CREDITED for i in range(first, last)}

    def claim(self, span: Span) -> None:
        for i in range(span.first, span.last):
            self.taken[i] = span

    def form(self, i: int) -> str:
        return self.forms[i] if 0 <= i < self.count else "\n"

    def free(self, i: int) -> bool:
        return 0 <= i < self.count and self.taken[i] is None

    # ---- known names ---------------------------------------------------------------------------------------------

    def known_at(self, i: int) -> Span | None:
        """The longest known name that begins with word `i`."""
        forms = self.forms
        for cut, stem in stems(forms[i]):
            for index in (self.registry, _built_in()):
                for entry in index.get(stem, ()):
                    last = i + 1 + len(entry.rest)
                    if tuple(forms[i + 1 : last]) != entry.rest:
                        continue
                    if entry.unsure and not self.has_place_sign(i, cut):
                        continue
                    if entry.type == "person" and not entry.rest and is_native(stem) and cut:
                        continue
                    return Span(i, last, cut, entry.name, entry.type, entry.rule)
        return None

    def has_place_sign(self, i: int, cut: int) -> bool:
        before = self.form(i - 1)
        if before in _PLACE or (cut > 0 and self.forms[i][cut - 1] == "ب"):
            return True
        # `في صور كثيرة`: an adjective without the article makes it an ordinary word
        return before in _TO_PLACES and not self.form(i + 1).endswith("ه")

    def known_names(self) -> None:
        i = 0
        while i < self.count:
            if self.forms[i] not in MARKS:
                span = self.known_at(i)
                if span:
                    self.claim(span)
                    i = span.last
                    continue
            i += 1

    # ---- names that a head word opens ----------------------------------------------------------------------------

    def headed(self) -> None:
        """Organizations and events from their head words on, and brands in quotation marks."""
        i = 0
        while i < self.count:
            form = self.forms[i]
            if not _opens_name(form) and self.taken[i] is None:
                i += 1
                continue
            if form in MARKS or i in self.credited or (self.taken[i] and self.taken[i].first != i):  # type: ignore[union-attr]
                i += 1
                continue
            i = self.headed_at(i)

    def headed_at(self, i: int) -> int:
        if self.form(i - 1) in _MINISTERS or self.form(i - 1)[1:] in _MINISTERS:
            return i + 1 if not self.taken[i] else self.taken[i].last  # type: ignore[union-attr]
        for cut, stem in stems(self.forms[i]):
            kind: EntityType | None = None
            if stem in _ORG_HEADS or stem in _DEFINITE or stem in _BRAND:
                kind = "organization"
            elif stem in _EVENT:
                kind = "event"
            if kind is None:
                continue
            quoted = self.quoted_after(i, stem, cut)
            if quoted:
                self.claim(quoted)
                return quoted.last
            last = self.headed_end(i, stem, kind)
            held = self.taken[i]
            # a known name goes on with a country's adjective only (مجلس النواب اللبناني)
            is_whole = held is not None and held.last - held.first > 1 and _known(held)
            if is_whole and held and not (last == held.last + 1 and is_nisba(self.forms[held.last])):
                last = 0
            if last and (held is None or held.last < last):
                span = Span(i, last, cut, "", kind, f"{kind} head")
                span = Span(i, last, cut, self.key_of(span), kind, span.rule)
                self.claim(span)
                self.acronym(span)
                return last
            return held.last if held else i + 1
        held = self.taken[i]
        if held and held.type == "organization":
            self.acronym(held)
        return held.last if held else i + 1

    def quoted_after(self, i: int, head: str, cut: int) -> Span | None:
        """`شركة الطيران الروسية "نوردويند إيرلاينز"`: a short quoted name after a head and its adjectives."""
        j = i + 1
        while j < self.count and j < i + 4 and self.forms[j].startswith("ال"):
            j += 1
        if self.form(j) not in ('"', "'", "“", "«"):
            return None
        k = j + 1
        while k < self.count and k < j + 7 and self.forms[k] not in MARKS:
            k += 1
        if k >= self.count or self.forms[k] not in ('"', "'", "”", "»") or not 1 <= k - j - 1 <= 5:
            return None
        kind: EntityType = "event" if head in _EVENT else "organization"
        if head in _BRAND or k - j - 1 == 1 or head in _EVENT:
            known = self.taken[j + 1]
            if known and known.first == j + 1 and known.last == k:
                return None if k == j + 1 else Span(j + 1, k, 0, known.key, known.type, "quoted after head")
            return Span(j + 1, k, 0, self.words.printed(j + 1, k), kind, "quoted after head")
        return Span(i, k + 1, cut, self.words.printed(i, k + 1)[cut:], kind, "quoted after head")

    def headed_end(self, i: int, head: str, kind: EntityType) -> int:
        """Where the name that opens at `i` ends, or 0 where the word opens none."""
        forms = self.forms
        definite = head.startswith("ال")
        j = i + 1
        nouns = 0  # words of the complement so far
        proper = False  # an adjective of a country or a proper name is in it
        while j < self.count and j - i < 9:
            form = forms[j]
            if form in MARKS:
                break
            held = self.taken[j]
            if held and held.first == j and held.cut == 0:
                if definite and nouns == 0:
                    break
                if held.type == "person" and (nouns or head not in _HONOURING):
                    break
                if held.type == "organization" and nouns:
                    break
                j = held.last
                nouns += 1
                proper = True
                if held.type == "place":
                    after = self.form(j)
                    if (
                        kind == "event"
                        and after.startswith("ال")
                        and after.endswith(("ي", "يه"))
                        and after not in _ENDS
                    ):
                        j += 1
                    break
                continue
            if held and held.cut and held.type != "person" and nouns and forms[j][: held.cut] == "ل":
                j = held.last
                proper = True
                nouns += 1
                if self.form(j) == "بشان" and self.form(j + 1).startswith("ال"):
                    j += 2
                break
            if form in _ORDINALS and kind == "event" and nouns == 0:
                nouns += 1
                proper = True
                j += 1
                continue
            if form in DIRECT and nouns:
                break
            ends = form in _ENDS or form in REPORTING or form in FUNCTION or (form in BETWEEN and not is_nisba(form))
            if ends and form not in _OF_BODIES:
                break
            if form.startswith("ال") and len(form) > 3:
                if definite and nouns == 0 and self.plain_adjective(form, head):
                    return 0
                nouns += 1
                j += 1
                if is_nisba(form):
                    proper = True
                    if form.removeprefix("ال") not in ("كوريه", "كوري"):
                        following = self.form(j)
                        held = self.taken[j] if j < self.count else None
                        if held and held.cut and following.startswith("ل"):
                            continue
                        if self.is_purpose(j):
                            continue
                        if not following.startswith(("لل", "ال")) or is_plain(following):
                            break
                continue
            if form.startswith("وال") and nouns and head.removeprefix("ال") in _LISTS and self.joins(j):
                nouns += 1
                j += 1
                continue
            if form.startswith("لل") and len(form) > 4 and (nouns or not definite):
                nouns += 1
                j += 1
                continue
            if nouns and self.is_purpose(j):
                j += 1
                continue
            if definite and nouns > 1 and is_foreign(form) and not self.taken[j] and form[0] not in "وبلف":
                j += 1
                break
            if definite:
                break
            if nouns == 0 and (form in COMMON or form in _IDAFA) and self.form(j + 1).startswith(("ال", "دول")):
                j += 1
                continue
            if nouns == 0 and (form in _IDAFA or form in COMMON) and self.taken[min(j + 1, self.count - 1)]:
                j += 1
                continue
            if nouns == 0 and not held and j - i < 5 and (is_foreign(form) or form in GIVEN):
                while (
                    j < self.count and j - i < 5 and (is_foreign(forms[j]) or forms[j] in GIVEN) and not self.taken[j]
                ):
                    j += 1
                    nouns += 1
                proper = True
                if self.form(j) == "للانباء":
                    j += 1
                continue
            break
        if nouns == 0:
            return 0
        if definite and (head in _FORCES or kind == "event") and not proper:
            return 0
        if head in _GENERIC and not proper and (nouns < 2 or head in _MASDARS):
            return 0
        if kind == "event" and self.form(j) == "-" and j + 1 < self.count and self.taken[j + 1]:
            j = self.taken[j + 1].last  # type: ignore[union-attr]
        return j

    def is_purpose(self, j: int) -> bool:
        """`لتنظيم الملاحة`: a purpose that belongs to the name of a body."""
        form = self.form(j)
        if form[:1] != "ل" or not self.form(j + 1).startswith("ال"):
            return False
        return form[1:] in COMMON or form[1:] in _IDAFA or form[1:] in _PURPOSES

    def plain_adjective(self, form: str, head: str) -> bool:
        """True for `اللجنة الجديدة`: an adjective that makes no name; those of countries do."""
        if is_nisba(form):
            return form.removeprefix("ال").removesuffix("ه") in ("دولي", "عالمي", "اقليمي") and head in _FORCES
        bare = form.removeprefix("ال")
        return bare in _PLAIN_ADJECTIVES or bare.removesuffix("ه") in _PLAIN_ADJECTIVES

    def joins(self, j: int) -> bool:
        """True where `والثقافة` goes on with the list of a name rather than with the sentence."""
        form = self.forms[j][1:]
        if form in _DEFINITE or form in DIRECT or is_nisba(form) or self.taken[j]:
            return False
        return not is_nisba(self.forms[j - 1])

    def acronym(self, span: Span) -> None:
        """`رابطة دول جنوب شرق آسيا (آسيان)`: the short name of the body before the bracket."""
        j = span.last
        if self.form(j) != "(":
            return
        k = j + 1
        while k < self.count and k < j + 4 and self.forms[k] not in MARKS | {'"'}:
            k += 1
        if self.form(j + 1) == '"' and self.form(j + 3) == '"' and self.form(j + 4) == ")":
            self.claim(Span(j + 2, j + 3, 0, span.key, span.type, "acronym"))
        elif self.form(k) == ")" and 1 <= k - j - 1 <= 2 and self.free_or(j + 1, span.type):
            short = self.forms[j + 1]
            if not (short.isdigit() or is_nisba(short) or short in FUNCTION):
                self.claim(Span(j + 1, k, 0, span.key, span.type, "acronym"))

    def free_or(self, i: int, kind: EntityType) -> bool:
        held = self.taken[i]
        return held is None or held.type == kind

    # ---- persons ---------------------------------------------------------------------------------------------------

    def persons(self) -> None:
        i = 0
        while i < self.count:
            form = self.forms[i]
            if self.taken[i] or not _may_open_person(form) or i in self.credited:
                i += 1
                continue
            span = self.person_from(i)
            if span and any(f in _MEDIA for f in self.forms[span.first : span.last]):
                span = Span(span.first, span.last, span.cut, "", "organization", "media word")
            if span:
                self.claim(span)
                i = span.last
            else:
                i += 1

    def person_from(self, i: int) -> Span | None:
        held = self.taken[i]
        if held is None:
            for _, stem in stems(self.forms[i]):
                if stem in DIRECT or stem in ROLE:
                    return self.person_after_title(i, stem in DIRECT)
            form = self.forms[i]
            if form in REPORTING or (form[0] in "وف" and form[1:] in REPORTING):
                return self.person_at(i + 1, 1, "reporting verb")
            return self.person_at(i, 0, "given name")
        return None

    def person_after_title(self, i: int, direct: bool) -> Span | None:
        """The name after a title and its complement: `وزير الخارجية الروسي سيرغي لافروف`."""
        forms = self.forms
        j = i + 1
        limit = min(self.count, i + 13)
        skipped_mark = False
        while j < limit:
            form = forms[j]
            if form in MARKS:
                if form == "(" and ")" in forms[j : j + 6]:
                    j = forms.index(")", j) + 1
                    continue
                if form in ("،", "-", "–", ",") and not skipped_mark and j > i + 1:
                    skipped_mark = True
                    j += 1
                    span = self.person_at(j, 2, "title") if self.free(j) else None
                    return span if span and span.last - span.first > 1 else None
                return None
            held = self.taken[j]
            if held:
                if held.type == "person":
                    return None
                j = held.last
                continue
            before = forms[j - 1]
            if before in _PLACE and is_foreign(form):
                j += 1
                continue
            span = self.person_at(j, 2 if (direct and j == i + 1) or j > i + 1 else 1, "title")
            if span and (span.last - span.first > 1 or (direct and j == i + 1) or self.forms[j] in GIVEN):
                return span
            if form in REPORTING or (form in FUNCTION and form not in _ADVERB) or form in ("ان", "بان"):
                return None
            direct = direct and form in BETWEEN
            j += 1
        return None

    def person_at(self, i: int, trust: int, rule: str) -> Span | None:
        """The person's name that begins at word `i`. trust: 0 no sign before it, 1 a reporting verb, 2 a title."""
        if not self.free(i):
            return None
        form = self.forms[i]
        if form in MARKS or not form.isalpha() or form.isascii():
            return None
        cut = 0
        sure = form in GIVEN and form not in UNSURE_GIVEN
        if not sure:
            for letters, stem in stems(form)[1:]:
                if letters and stem in GIVEN and stem not in UNSURE_GIVEN and form not in GIVEN:
                    sure, cut = True, letters
                    break
        stem = form[cut:]
        if stem in ("عبد", "ابو", "ام") and i + 1 < self.count:
            sure = self.forms[i + 1].startswith("ال") if stem == "عبد" else trust > 0
        unsure = not sure and (form in UNSURE_GIVEN)
        if not sure and not unsure and form[0] == "و" and form[1:] in UNSURE_GIVEN and form not in GIVEN:
            unsure, cut, stem = True, 1, form[1:]
        foreign = not sure and not unsure and is_strange(form)
        if not (sure or unsure or foreign):
            return None
        arabic = stem in ARABIC_GIVEN
        last, strong = self.person_run(i, arabic)
        length = last - i
        if sure:
            strong += 1
        if length == 1:
            return (
                Span(i, last, cut, form[cut:], "person", rule)
                if trust == 2 and (sure or foreign) and self.alone(i)
                else None
            )
        if sure and (trust or strong > 1 or arabic or self.foreign_follows(i)):
            return Span(i, last, cut, "", "person", rule)
        if unsure and (trust or strong):
            return Span(i, last, cut, "", "person", rule)
        if foreign and (trust or length <= 4) and self.not_a_place(i):
            if trust == 0 and not strong and self.form(i - 1) in ("في", "الي", "من"):
                return None
            if trust == 0 and not all(is_strange(f) or f in GIVEN or f in TIES for f in self.forms[i:last]):
                return None
            if trust == 0 and is_foreign(form[1:]) and form[0] in "وبلكف" and not strong and len(form) > 5:
                cut = 1
            return Span(i, last, cut, "", "person", rule)
        return None

    def alone(self, i: int) -> bool:
        return len(self.forms[i]) > 3

    def foreign_follows(self, i: int) -> bool:
        return is_foreign(self.form(i + 1)) or self.form(i + 1) in GIVEN

    def not_a_place(self, i: int) -> bool:
        before = self.form(i - 1)
        return before not in _PLACE and before not in _ORG_HEADS and before not in _BRAND

    def person_run(self, i: int, arabic: bool) -> tuple[int, int]:
        """(end, strong signs) of the name whose first word is `i`."""
        forms = self.forms
        j = i + 1
        strong = 0
        while j < self.count and j - i < 6 and self.taken[j] is None:
            form = forms[j]
            if form in MARKS or not form.isalpha() or form.isascii():
                break
            before = forms[j - 1]
            if before in TIES or form in ("الدين", "الله", "الاسلام"):
                if form in FUNCTION or form in REPORTING:
                    break
                j += 1
                continue
            if form.endswith("وا") and len(form) > 4:
                break
            if form in TIES and j + 1 < self.count and forms[j + 1] not in MARKS and forms[j + 1] not in FUNCTION:
                if form in ("ام", "او", "لا", "دي", "دو", "دا", "لو") and not (
                    is_foreign(forms[j + 1]) or forms[j + 1] in GIVEN
                ):
                    break
                if form in ("ابن", "بنت", "ام", "او", "بن") and not arabic and form not in ("بن", "ابن"):
                    break
                j += 1
                strong += 1
                continue
            if form in GIVEN and not is_plain(form):
                strong += form not in UNSURE_GIVEN
                j += 1
                continue
            if self.is_conjoined(form, j):
                break
            if form in REPORTING or form in FUNCTION or is_plain(form):
                break
            if form.startswith("ال"):
                if arabic and self.is_family_name(form, i, j):
                    j += 1
                break
            if is_nisba(form) and j - i > 1:
                break
            if is_foreign(form):
                if len(form) > 4 and form[0] in "بل" and j - i > 1 and self.known_stem(form[1:]):
                    break
                strong += not arabic
                j += 1
                continue
            # a short last word of a foreign name may look Arabic (تشوي سون هوي)
            following = self.form(j + 1)
            ends_here = following in MARKS or following == "في" or following[0] == "و"
            given = forms[i] in GIVEN and forms[i] not in UNSURE_GIVEN
            if not arabic and ends_here and (j - i > 1 or given) and len(form) <= (4 if j - i > 1 else 6):
                j += 1
                break
            # an Arabic word as a surname: only as the second word, and never one shaped like a verb or a plural
            if (given or arabic) and j - i == 1 and self.may_be_surname(form, arabic):
                j += 1
            break
        while j - i > 1 and forms[j - 1] in TIES:
            j -= 1
        return j, strong

    def may_be_surname(self, form: str, arabic: bool) -> bool:
        """False for words shaped like a verb, a plural or, after a foreign given name, an Arabic word in ة."""
        if len(form) < 3 or form.endswith(("ات", "ون", "ين", "ا", "ها", "هم")):
            return False
        if form[0] in "يتنسبلوف" and not (form.startswith(("بن", "بو")) and len(form) > 4):
            return False
        return arabic or not (form.endswith("ه") and is_native(form))

    def is_family_name(self, form: str, i: int, j: int) -> bool:
        """True for `الرمحي` in `محمد بن حمد الرمحي`, and for the number of a king."""
        if form in _ORDINALS:
            return j - i == 1 and not form.endswith("ه") and self.form(i - 1) not in FUNCTION
        if j - i > 4 or form in _ENDS or form in BETWEEN or self.is_adjective(form):
            return False
        return form == "السيد" or form not in DIRECT

    def is_adjective(self, form: str) -> bool:
        return is_nisba(form) and form.endswith("ه")

    def is_conjoined(self, form: str, j: int) -> bool:
        """True for `وكيم`: a conjunction and the next name."""
        return form[0] == "و" and len(form) > 3 and form[1] != "و" and form not in GIVEN

    def known_stem(self, stem: str) -> bool:
        return stem in GIVEN or stem in _built_in()

    # ---- places ------------------------------------------------------------------------------------------------------

    def places_after_words(self) -> None:
        """`مدينة تيانجين`, `محافظة القليوبية`, `في فولغوغراد`: names after words that lead to places."""
        forms = self.forms
        for i in range(self.count - 1):
            form = forms[i]
            if form in MARKS or self.taken[i] or i in self.credited:
                continue
            stem = next((s for _, s in stems(form) if s in _PLACE or s in ("في",)), None)
            if stem is None or not self.free(i + 1):
                continue
            j = i + 1
            following = forms[j]
            if following in MARKS or following in FUNCTION or not following.isalpha() or following.isascii():
                continue
            if stem == "في":
                if (
                    is_strange(following)
                    and len(following) > 4
                    and not is_foreign(self.form(j + 1))
                    and following not in GIVEN
                    and not (following[2] == "ا" and len(following) in (5, 6))  # a broken plural: معارك، طوابير
                ):
                    self.claim(Span(j, j + 1, 0, "", "place", "after preposition"))
                continue
            last = j
            while last < min(self.count, j + 3) and is_foreign(forms[last]) and self.taken[last] is None:
                last += 1
            if last == j and not stem.startswith("ال") and following.startswith("ال") and stem in _TAKES_ARTICLE:
                bare = following.removeprefix("ال")
                if (
                    not is_nisba(following)
                    and following not in _ENDS
                    and bare not in COMMON
                    and following not in BETWEEN
                ):
                    last = j + 1
            if last == j:
                continue
            first = i if stem in _PLACE_NAMED else j
            cut = len(form) - len(stem) if first == i and form.endswith(stem) else 0
            self.claim(Span(first, last, cut, "", "place", "place head"))

    # ---- short forms and the whole -------------------------------------------------------------------------------------

    def short_forms(self) -> None:
        """Surnames, first names of Asian order and single words of names found in full, wherever they stand alone."""
        shorts: dict[str, list[tuple[int, str, EntityType]]] = {}
        for span in self.spans():
            if span.type == "person" and span.last - span.first > 1:
                tokens = self.forms[span.first : span.last]
                key = " ".join((tokens[0][span.cut :], *tokens[1:]))
                last_name = tokens[-1]
                if last_name in _ORDINALS:
                    continue
                if last_name not in ARABIC_GIVEN or last_name not in UNSURE_GIVEN:
                    if tokens[-2] in TIES:
                        shorts.setdefault(f"{tokens[-2]} {last_name}", []).append((span.first, key, "person"))
                        if not last_name.startswith("ال"):
                            continue
                    if len(last_name) > 2:
                        shorts.setdefault(last_name, []).append((span.first, key, "person"))
                if (
                    tokens[0][span.cut :] in ("كيم", "شي", "لي", "مون", "يون", "بارك", "وانغ", "مين", "تشوي")
                    and len(tokens) > 2
                ):
                    shorts.setdefault(tokens[0][span.cut :], []).append((span.first, key, "person"))
            elif span.type in ("place", "organization") and span.last - span.first == 1 and span.rule not in _TABLES:
                shorts.setdefault(self.forms[span.first][span.cut :], []).append(
                    (span.first, span.key or self.key_of(span), span.type)
                )
        if not shorts:
            return
        for i in range(self.count):
            form = self.forms[i]
            if self.taken[i] or form in MARKS or i in self.credited:
                continue
            for cut, stem in stems(form):
                pair = f"{stem} {self.form(i + 1)}"
                for wanted, length in ((pair, 2), (stem, 1)):
                    rows = shorts.get(wanted)
                    if rows is None:
                        continue
                    if length == 1 and is_plain(stem) and stem not in GIVEN:
                        continue
                    # two people of one surname: the one named last before this word
                    earlier = [row for row in rows if row[0] < i] or rows
                    _, key, kind = earlier[-1]
                    self.claim(Span(i, i + length, cut, key, kind, "short form"))
                    break
                if self.taken[i]:
                    break

    def spans(self) -> list[Span]:
        found: list[Span] = []
        i = 0
        while i < self.count:
            span = self.taken[i]
            if span and span.first == i:
                found.append(span)
                i = span.last
            else:
                i += 1
        return found

    def key_of(self, span: Span) -> str:
        tokens = self.forms[span.first : span.last]
        first = tokens[0][span.cut :]
        # `للاتحاد`: the article is inside the preposition
        return " ".join(("ال" + first[2:] if first.startswith("لل") and len(first) > 4 else first, *tokens[1:]))

    def mentions(self) -> tuple[Mention, ...]:
        words = self.words
        spans = self.spans()
        # The entity of a span: the table's or registry's name, the full name of a short form, else its own words.
        groups: dict[tuple[str, EntityType], list[tuple[str, str]]] = {}
        rows: list[tuple[Span, str, tuple[str, EntityType]]] = []
        for span in spans:
            if not _known(span) and span.last - span.first == 1 and len(self.forms[span.first]) - span.cut < 2:
                continue
            exact = words.printed(span.first, span.last)[span.cut :].strip()
            if exact.count('"') == 1 or "\n" in exact or not exact:
                continue
            key = fold_key(span.key) if span.key else self.key_of(span)
            rows.append((span, exact, (key, span.type)))
        rows = _join_prefixes(rows)
        for span, exact, group in rows:
            groups.setdefault(group, []).append((exact, span.rule))
        names = {group: _fullest(group, found, spans) for group, found in groups.items()}
        return tuple(
            Mention(exact, words.starts[span.first] + span.cut, names[group], span.type, span.rule)
            for span, exact, group in rows
        )


_LISTS = frozenset(("وزاره", "منظمه", "هييه", "لجنه", "مجلس", "مركز", "معهد", "كليه", "جمعيه", "موسسه", "مصلحه", "صندوق", "مديريه", "حزب", "بنك", "اتحاد", "اداره", "برنامج", "شركه", "غرفه", "اكاديميه", "جامعه", "هيات"))  # fmt: skip
_IDAFA = frozenset(("دول", "حقوق", "شوون", "ابحاث", "اداره", "حمايه", "رجال", "كتاب", "علماء", "نقاد", "عمال", "طيران", "خطوط", "علوم", "دراسات", "شباب", "نساء", "اطباء", "جنايات", "استيناف", "مراقبه", "ترقيه", "تنميه", "تنظيم", "مكافحه", "دعم", "سوق", "كره", "امن", "نواب", "شيوخ", "وزراء", "اذاعه", "قوات"))  # fmt: skip
# Heads that say nothing alone or with one noun (برنامج العمل).
_GENERIC = frozenset(("برنامج", "مجموعه", "فريق", "مكتب", "اداره", "قياده", "رياسه", "جماعه", "تنظيم", "شبكه", "سلطه", "كتله", "منصه", "دار", "مدرسه", "مجمع", "موقع", "محطه", "سلسله", "علامه", "مصنع", "فندق", "متجر", "تطبيق", "حركه", "حكومه", "غرفه", "جهاز", "تحالف", "عمليه", "موسم", "حوار", "اعلان", "سباق", "معركه", "جايزه", "اتفاقيه", "معاهده", "تيار", "دايره", "مختبر", "سفاره", "قنصليه", "قمه", "مركز", "مدير", "مجلس", "لجنه", "موتمر", "بطوله", "دوري", "معرض", "بنك", "مصرف", "شركه", "صندوق", "شرطه", "جيش", "فيلق", "لواء", "امانه", "قناه", "صحيفه", "وكاله", "برلمان", "منتخب", "نادي", "مجله", "اذاعه", "تلفزيون"))  # fmt: skip
_TAKES_ARTICLE = frozenset(("مدينه", "بلده", "قريه", "محافظه", "ولايه", "اقليم", "حي", "مخيم", "جزيره", "قضاء", "جبل", "بلديه", "مطار", "ميناء", "ملعب", "ميدان", "مقاطعه", "ضاحيه", "معبر", "سجن", "استاد", "وادي", "قصر", "شارع", "مقاطعه", "عماله", "منتجع"))  # fmt: skip
_HONOURING = frozenset(("جامعه", "مستشفي", "موسسه", "مدرسه", "مركز", "معهد", "اكاديميه", "كتايب", "ثانويه", "مسرح", "متحف", "مكتبه", "جايزه", "كاس", "صندوق", "مجمع", "كليه"))  # fmt: skip
_MINISTERS = frozenset(("وزير", "وزيره", "وزيرا", "وزيري", "وزراء", "بوزير", "لوزير", "الوزير"))
_MASDARS = frozenset(("تنظيم", "اداره", "قياده", "حركه", "رياسه", "مجموعه", "دايره", "سلسله", "علامه", "عمليه", "جماعه", "شبكه", "سلطه", "برنامج", "فريق", "مكتب", "موقع", "منصه", "تحالف", "اعلان", "حوار", "سباق", "معركه", "موسم", "دار", "محطه", "مدرسه", "مدير", "جهاز", "كتله", "تيار", "غرفه", "لواء", "حكومه", "فندق", "متجر", "تطبيق", "قناه", "امانه", "جايزه", "اتفاقيه", "معاهده", "شركه", "مصنع"))  # fmt: skip
_PURPOSES = frozenset(("تنظيم", "تنميه", "دعم", "علوم", "حمايه", "رعايه", "شوون", "حقوق", "مكافحه", "تنسيق", "اداره", "كره", "تشغيل", "تسيير", "مراقبه", "حفظ", "ترقيه", "تطوير", "تحرير"))  # fmt: skip
_ORDINALS = keys(
    [
        "الأول",
        "الثاني",
        "الثالث",
        "الرابع",
        "الخامس",
        "السادس",
        "السابع",
        "الثامن",
        "التاسع",
        "العاشر",
        "الأولى",
        "الثانية",
        "الثالثة",
        "الرابعة",
        "الخامسة",
    ]
)
# Adjectives that also stand after titles of persons; in a name of a body they belong to it.
_OF_BODIES = keys(["العام", "العامة", "الأعلى", "الدولي", "الدولية", "الديمقراطي", "الديمقراطية", "السياسي", "الاقتصادي", "الاقتصادية", "الأمنية", "الرياضي", "الرياضية", "العسكري", "العسكرية", "الانتقالي", "التنفيذي", "التنفيذية", "الخاصة"])  # fmt: skip
_MEDIA = frozenset(("برس", "نيوز", "تايمز", "بوست", "جورنال", "ميديا", "غروب", "بنك", "كابيتال", "تلفزيون", "اونلاين"))
_TABLES = frozenset(("place table", "organization table", "event table", "person table", "registry"))


def _known(span: Span) -> bool:
    return span.rule in _TABLES


def _join_prefixes(
    rows: list[tuple[Span, str, tuple[str, EntityType]]],
) -> list[tuple[Span, str, tuple[str, EntityType]]]:
    """`وزارة الدفاع` is the `وزارة الدفاع الروسية` of the same article, if only one longer name begins so."""
    keys_of: dict[EntityType, set[str]] = {}
    for _, _, (key, kind) in rows:
        keys_of.setdefault(kind, set()).add(key)
    joined: dict[tuple[str, EntityType], str] = {}
    for kind in ("organization", "event"):
        for key in sorted(keys_of.get(kind, ())):
            if " " not in key:
                continue
            longer = sorted(other for other in keys_of[kind] if other.startswith(key + " "))
            if longer and all(other.startswith(longer[0]) for other in longer):
                joined[key, kind] = longer[-1]
    return [(span, exact, (joined.get(group, group[0]), group[1])) for span, exact, group in rows]


def _fullest(group: tuple[str, EntityType], found: list[tuple[str, str]], spans: list[Span]) -> str:
    """The name of an entity: the registry's, or the spelling of the table if printed so, or the longest printed."""
    key = group[0]
    for span in spans:
        if span.rule == "registry" and fold_key(span.key) == key:
            return span.key
    found = [
        ("ال" + exact[2:], rule) if exact.startswith("لل") and key.startswith("ال") else (exact, rule)
        for exact, rule in found
    ]
    for exact, _ in found:
        if fold_key(exact) == key:
            return exact
    if any(rule == "person table" for _, rule in found) and all(" " not in exact for exact, _ in found):
        return next(span.key for span in spans if span.key and fold_key(span.key) == key)
    return max(found, key=lambda row: len(row[0]))[0]
