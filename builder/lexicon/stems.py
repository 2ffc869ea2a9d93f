"""What a reader takes for one word: attached letters, endings and broken plurals off, but only where that is sure.

A light stemmer that cuts wherever letters allow makes `وزير` a `زير` and `بوتين` a `وتين`. Here a letter comes off only
where counted words (vocabulary.py), the tables, or the text at hand know what is left, and where the whole is no word
of its own: one that takes the article, a name, or one that is printed more often than what would be left.

Words are folded (text/folding.py), but a final `ة` stays apart from `ه`, for only the latter can be a pronoun.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping
from functools import cache

from msgspec import Struct

from builder.lexicon import packed, table
from builder.lexicon.vocabulary import ARTICLE, BODY, OFTEN, PERSON, PLACE, statistics
from builder.text.folding import fold, fold_key
from builder.text.tables import read_table

TEH = "ۃ"  # stands for ة in a form: the folding leaves this letter alone
_PRONOUNS = ("هما", "هم", "هن", "ها", "نا", "كم")
_NOTHING: frozenset[str] = frozenset()


def word_form(text: str) -> str:
    """The form of one word or phrase in which words are analysed: folded, lower case, `ة` as TEH."""
    return fold_key(text.replace("ة", TEH)).lower()


def word_form_of_lines(text: str) -> str:
    """`word_form` of every line of a long text, line breaks and spaces kept."""
    # Past the cache of `fold`, which is for articles.
    return fold.__wrapped__(text.replace("ة", TEH)).text.lower()


@cache
def _names() -> frozenset[str]:
    """The single words of built-in names: none of them is cut."""
    persons, places, bodies = table("persons"), table("places"), table("organizations")
    found = {*persons["arabic"], *persons["foreign"]}
    for row in places["countries"] + places["regions"] + bodies["organizations"]:
        found |= {row["name"], *row.get("also", ())}
    for row in places["cities"]:
        # A name with `?` is an ordinary word as well.
        found |= {name for names in row["names"] if "?" not in names for name in names.split("|")}
    for row in persons["known"]:
        found |= {word for name in (row["name"], *row.get("also", ())) for word in name.split()}
    return frozenset(fold_key(name) for name in found if " " not in name and len(name) > 2)


@cache
def nisbas() -> Mapping[str, str]:
    """A country's adjective, folded and masculine, and the country's name."""
    places = table("places")
    found: dict[str, str] = {}
    for row in places["countries"] + places["regions"]:
        for form in row.get("nisba", ()):
            name = fold_key(row["name"]).removeprefix("ال")
            if " " not in form and " " not in name:
                found.setdefault(fold_key(form), name)
    return found


@cache
def plurals() -> Mapping[str, tuple[str, ...]]:
    """The singulars of each broken plural of the table, folded."""
    found: dict[str, tuple[str, ...]] = {}
    for singular, *others in table("plurals")["broken"]:
        for other in others:
            key = fold_key(other)
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), fold_key(singular))))
    return found


@cache
def broken() -> Mapping[str, tuple[str, ...]]:
    """The plurals of each singular of the table, folded."""
    found: dict[str, tuple[str, ...]] = {}
    for plural, singulars in plurals().items():
        for singular in singulars:
            found[singular] = (*found.get(singular, ()), plural)
    return found


@cache
def _whole() -> frozenset[str]:
    return frozenset(map(fold_key, table("plurals")["whole"]))


@cache
def _without_article() -> frozenset[str]:
    return frozenset(map(fold_key, table("plurals")["no_article"]))


@cache
def doublets() -> Mapping[str, str]:
    """Words that are written in two ways, and the way that stands for both."""
    rows = read_table("builder.entities", "spelling")["doublets"] + table("plurals")["doublets"]
    return {fold_key(word): fold_key(row[0]) for row in rows for word in row[1:] if row[0] != "سانت"}


class Stems:
    """Analyses the words of one site. site: the folded words of its text, which count as known."""

    def __init__(self, site: Container[str] = _NOTHING, *, use_table: bool = True) -> None:
        self._known = statistics()
        self._names = _names()
        self._site = site
        self._use_table = use_table
        self._expected: dict[str, tuple[str, ...] | None] = {}
        self._done: dict[str, tuple[str, ...]] = {}

    def keys(self, form: str) -> tuple[str, ...]:
        """The words that `form` (of `word_form`) may be: nearly always one; two forms with a key in common are one word."""
        found = self._done.get(form)
        if found is None:
            found = self._done[form] = self._keys(form)
        return found

    def expect(self, forms: Collection[str]) -> None:
        """Look `forms` up in the table together: a fifth of the work of making ready what it says of every word."""
        asked = {*forms, *(form.replace(TEH, "ه") for form in forms)} - self._expected.keys()
        self._expected.update(dict.fromkeys(asked))
        self._expected.update(_counted().keys_of(asked))

    def _told(self, form: str) -> tuple[str, ...] | None:
        if form in self._expected:
            return self._expected[form]
        return _all_keys().get(form) if self._use_table else None

    def _keys(self, form: str) -> tuple[str, ...]:
        if not form or form[0] < "\u0600" or len(form) < 3:
            return (form.replace(TEH, "ه"),)
        plain = form.replace(TEH, "ه")
        told = self._told(form) or self._told(plain)
        if told is not None:
            return told
        found: dict[str, None] = {}
        for bare in self.bare(plain):
            # What has the article takes no pronoun, so its `ه` is a careless `ة`.
            definite = plain.endswith(("ال" + bare, "لل" + bare))
            for key in self._endings(bare, feminine=definite or form[-1] == TEH):
                found[key] = None
        return tuple(found)

    # ---- what the counted words say -------------------------------------------------------------------------------

    def _often(self, word: str) -> int:
        digits = self._known.get(word)
        return int(digits[OFTEN]) if digits else -1

    def _article(self, word: str) -> int:
        digits = self._known.get(word)
        return int(digits[ARTICLE]) if digits else -1

    def knows(self, word: str) -> bool:
        """True for a word that counted text, a table, or the site's own text prints."""
        return word in self._known or word in self._site or word in self._names

    def knows_outside(self, word: str) -> bool:
        """True for a word that counted text or a table knows; the site's own text is not asked."""
        return word in self._known or word in self._names

    def _is_name(self, word: str) -> bool:
        if word in self._names:
            return True
        digits = self._known.get(word)
        return digits is not None and digits[ARTICLE] <= "1" and (digits[PERSON] in "56" or digits[PLACE] in "56")

    def _is_base(self, word: str) -> bool:
        """True for a word that takes endings itself: `قانون` (قانوني), `تمرين` (تمرينات); a dual takes none."""
        known = self._known
        if word + "ي" in known or word + "يه" in known or word + "ات" in known:
            return True
        return word[-2:] == "ان" and word + "ا" in known  # but `لاعبينا` are our players

    # ---- before the word ------------------------------------------------------------------------------------------

    def bare(self, word: str) -> tuple[str, ...]:
        """`word` without و ف ب ل ك and the article; two answers where `لل` can be read in two ways."""
        for _ in range(4):
            if word.startswith("ال"):
                return (word[2:],) if self._has_article(word) else (word,)
            if word.startswith("لل") and len(word) > 4:
                return self._two_lams(word)
            if not self._attaches(word):
                return (word,)
            word = word[1:]
        return (word,)

    def _has_article(self, word: str) -> bool:
        rest = word[2:]
        if len(word) < 4 or word in _without_article() or "ال" + word in self._known:
            return False
        if len(rest) == 2:
            return self._article(rest) >= 4
        if word not in self._known or self.knows(rest):
            return True
        # `الوزيران` was counted, `وزيران` was not.
        return rest.endswith(("ين", "ون", "ان", "ات")) and self._shorter(rest) is not None

    def _two_lams(self, word: str) -> tuple[str, ...]:
        article, name = word[2:], word[1:]
        own = self.knows(name) and not self._attaches(name)
        if own and (self._often(name) > self._often(article) or not self.knows(article)):
            return (name,)
        if self.knows(article) or len(article) < 3 or name in self._known:
            return (article,)
        return (article, name)

    def _attaches(self, word: str) -> bool:
        """True where the first letter is no part of the word."""
        first, rest = word[0], word[1:]
        if len(rest) < 2 or first not in "وفبلكس" or word in self._names:
            return False
        if first == "س":
            return self._is_future(word, rest)
        digits, left = self._known.get(word), self._known.get(rest)
        if rest.startswith("ال") and len(rest) > 4:
            if digits and (digits[ARTICLE] >= "2" or self._is_name(word)):
                return False  # والد، بالغ
            return digits is None or left is not None or rest[2:] in self._known
        if digits is None:
            if len(rest) == 2:
                return self._article(rest) >= 4
            return self.knows(rest) or rest.startswith("لل") or (len(rest) > 3 and self._attaches(rest))
        if left is None or digits[ARTICLE] >= "2":
            return False
        if len(rest) == 2 and left[ARTICLE] < "4":
            return False
        if any(digits[i] in "456" for i in (PERSON, PLACE, BODY)):
            # A place with a preposition is often taken for a place as well: `بموسكو`.
            same = any(digits[i] in "456" and left[i] in "456" for i in (PERSON, PLACE, BODY))
            return (same or rest in self._names) and left[OFTEN] > digits[OFTEN]
        return left[OFTEN] >= digits[OFTEN]

    def _is_future(self, word: str, rest: str) -> bool:
        """`سيزور` of `يزور`."""
        if rest[0] not in "يتن" or len(rest) < 4 or self._article(word) > 0 or self._article(rest) > 1:
            return False
        return rest in self._known and not self._is_base(word)

    # ---- after the word -------------------------------------------------------------------------------------------

    def _endings(self, word: str, *, feminine: bool) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for _ in range(4):
            if word in plurals():
                for singular in plurals()[word]:
                    found[_one_spelling(singular)] = None
                return tuple(found)
            if word in _whole() or self._is_name(word):
                break
            shorter = self._shorter(word)
            if shorter is None and word[-1] == "ه" and len(word) > 3:
                shorter = self._masculine(word, feminine=feminine)
                if shorter is None and not feminine:
                    own = self._owned(word)
                    if own is not None:
                        if self._article(word) >= 2 or self._article(own) < 0:
                            found[_one_spelling(word)] = None
                        shorter = own
            if shorter is None:
                break
            word, feminine = shorter, True
        if word in _whole() and not feminine and word[-1] == "ه":
            own = self._owned(word)  # `عمله`: the currency, or somebody's work
            if own is not None:
                for key in self._endings(own, feminine=True):
                    found[key] = None
        found[_one_spelling(word)] = None
        return tuple(found)

    def _shorter(self, word: str) -> str | None:
        """`word` without a pronoun or the ending of a number or of a verb; None where it has none."""
        article = self._article(word)
        for ending in _PRONOUNS:
            rest = word[: -len(ending)]
            if word.endswith(ending) and len(rest) >= 3 and article <= 1:
                if rest[-1] == "ت" and len(rest) > 3 and self.knows(rest[:-1] + "ه"):
                    return rest[:-1] + "ه"
                if rest[-2:] in ("اي", "او") and self.knows(rest[:-1] + "ء"):
                    return rest[:-1] + "ء"  # أعضائها، أعضاؤها
                if (rest in self._known and self._often(rest) >= self._often(word) - 1) or rest in self._site:
                    return rest
        if word.endswith("ات"):
            return self._without_at(word)
        if word.endswith(("تين", "تان")) and len(word) > 5 and self.knows(word[:-3] + "ه") and not self._is_base(word):
            return word[:-3] + "ه"
        if word.endswith(("ين", "ون", "ان")) and len(word) > 4 and self._is_number(word):
            return word[:-2]
        if word.endswith("ا") and len(word) > 3 and article <= 1 and not word.endswith(("يا", "وا")):
            rest = word[:-1]
            if self._article(rest) >= 2 or (article < 0 and rest in self._site):
                return rest
        if word.endswith("يا") and article <= 0 and self._article(word[:-1]) >= 3:
            return word[:-1]  # عسكريا
        if word.endswith("ي") and len(word) > 4 and 0 <= article <= 1 and self._article(word[:-1]) >= 3:
            return word[:-1]  # وزيري: two ministers of, or mine
        if article <= 0 and len(word) > 3:
            return self._verb(word)
        return None

    def _without_at(self, word: str) -> str | None:
        rest, single = word[:-2], word[:-2] + "ه"
        if len(rest) < 3:
            return single if single in _whole() else None
        if single in _whole() or (self.knows(single) and self._often(single) >= self._often(rest)):
            return single
        if self.knows(rest) and (self._article(rest) >= 2 or rest not in self._known):
            return rest
        return single if self.knows(single) else None

    def _is_number(self, word: str) -> bool:
        rest = word[:-2]
        if not (self._article(rest) >= 2 or (word not in self._known and self.knows(rest))) or self._is_base(word):
            return False
        if word not in self._known:
            return True
        others = ("ين", "ون", "ان", "ات", "ه", "تين", "ي")
        return any(rest + other in self._known for other in others if not word.endswith(other))

    def _verb(self, word: str) -> str | None:
        if word.endswith("وا") and self.knows(word[:-2]):
            return word[:-2]
        rest = word[:-1]
        if word.endswith("ت") and self.knows(rest) and self._article(rest) <= 2:
            return rest if rest + "وا" in self._known or "و" + rest in self._known else None
        return None

    def _masculine(self, word: str, *, feminine: bool) -> str | None:
        """`وزير` of `وزيرة`: where the word without the ending is an adjective or names a human being."""
        rest = word[:-1]
        if self._article(rest) < 1 and rest not in self._site:
            return None
        known = self._known
        if rest[-1] == "ي" and len(rest) > 3:
            return rest
        return rest if feminine and (rest + "ين" in known or rest + "ون" in known) else None

    def _owned(self, word: str) -> str | None:
        """`كتاب` of `كتابه`: a noun and a pronoun."""
        rest = word[:-1]
        if len(rest) < 3:
            return None
        if rest[-1] == "ت" and self.knows(rest[:-1] + "ه") and rest[:-1] + "ه" in _whole():
            return rest[:-1] + "ه"
        return rest if self._article(rest) >= 2 else None


# ---- the table of all counted words -----------------------------------------------------------------------------------

# What a program without vocabulary may take off a word (templates/static/search.js does), by a letter: from the start,
# from the end, and from the end with `ه` put in its place.
_CUTS = {"a": (1, 0, ""), "b": (2, 0, "")}
_CUTS |= {str(n): (0, n, "") for n in (1, 2, 3)} | {"uvwx"[n - 1]: (0, n, "ه") for n in (1, 2, 3, 4)}
_ENDINGS = ("هما", "هم", "هن", "ها", "نا", "كم", "تين", "تان", "ات", "ين", "ون", "ان", "يا", "وا", "ا", "ي", "ت", "ه")


class _Counted(Struct, frozen=True):
    """rows: how the keys of some forms are made, and these forms. snares: for each cut the forms that it makes another
    word of."""

    rows: list[tuple[str, list[str]]]
    snares: dict[str, list[str]]

    def keys_of(self, asked: set[str]) -> dict[str, tuple[str, ...]]:
        """The keys of those of `asked` that were counted."""
        found: dict[str, tuple[str, ...]] = {}
        for how, words in self.rows:
            if how[0] == "=":
                found.update(dict.fromkeys(asked.intersection(words), tuple(how[1:].split(" "))))
            else:
                start, end, letter = int(how[0]), -int(how[1]) or None, how[2:]
                found.update({word: (word[start:end] + letter,) for word in asked.intersection(words)})
        return found


@cache
def _counted() -> _Counted:
    """lexicon/data/stems.tsv.gz: a label and its words in each line, made by scripts/make_stems.py."""
    rows: list[tuple[str, list[str]]] = []
    snares: dict[str, list[str]] = {cut: [] for cut in _CUTS}
    for line in packed("stems").split("\n"):
        label, _, row = line.partition("\t")
        how, _, wrong = label.partition(";")
        words = row.split(" ")
        rows.append((how, words))
        for cut in wrong:
            snares[cut] += words
    return _Counted(rows, snares)


@cache
def _all_keys() -> Mapping[str, tuple[str, ...]]:
    """The keys of every counted form."""
    counted = _counted()
    return counted.keys_of({word for _, words in counted.rows for word in words})


def snares(bases: Collection[str]) -> Iterator[str]:
    """The counted forms of which a blind cut would make one of `bases`, another word."""
    made = _counted().snares
    for cut, (start, end, letter) in _CUTS.items():
        last = -end or None
        for form in made[cut]:
            if form[start:last] + letter in bases:
                yield form


def label_of(form: str, stems: Stems) -> str:
    """How the keys of a form are made from it, and the cuts that would be wrong: a label of the table."""
    keys = stems.keys(form)
    return f"{_how(form, keys)};{_wrong(form, keys, stems)}"


def _how(form: str, keys: tuple[str, ...]) -> str:
    if len(keys) == 1:
        for start in range(6):
            for end in range(6):
                for letter in ("", "ه"):
                    if form[start : len(form) - end] + letter == keys[0]:
                        return f"{start}{end}{letter}"
    return "=" + " ".join(keys)


def _wrong(form: str, keys: tuple[str, ...], stems: Stems) -> str:
    word = form.replace(TEH, "ه")
    made = set()
    if word.startswith("ال") and len(word) > 3:
        made.add("b")
    elif word[0] in "وفبلكس" and len(word) > 3:
        made.add("a")
        made |= {"b"} if word.startswith("لل") else set()
    for ending in _ENDINGS:
        size = len(ending)
        if word.endswith(ending) and len(word) - size >= 3:
            made.add(str(size))
            made |= {"uvwx"[size - 1]} if ending[0] == "ت" or ending == "ات" else set()
            made |= {"uvwx"[size]} if word[:-size][-1] == "ت" else set()
    wrong = []
    for cut in sorted(made):
        start, end, letter = _CUTS[cut]
        rest = word[start : -end or None] + letter
        if len(rest) > 1 and rest != word and not set(stems.keys(rest)) & set(keys):
            wrong.append(cut)
    return "".join(wrong)


def _one_spelling(word: str) -> str:
    return doublets().get(word, word)
