"""The words of an article as the stages after the dates see them, and what kind of word each is."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import accumulate, count
from operator import add
from typing import Any

from builder.lexicon import table
from builder.lexicon.vocabulary import NAME, PERSON, Remember, is_nameful, is_ordinary, statistics, stems, takes_article
from builder.model import Line
from builder.text.folding import GLUED, fold_key, fold_only
from builder.text.sentences import SPELT, has_lost_commas, spelt_initials

# Lines whose words belong to the article; names of outlets are looked for in CREDITED as well.
PROSE = frozenset(("body", "standfirst"))
READ = PROSE | {"title", "heading"}
CREDITED = frozenset(("credit", "byline", "dateline", "signature"))

# `3.5` is one word; `عام1987`, `33مليون` are two.
_TOKEN = re.compile(rf"''|https?://[^\s()«»\"،؛]+|[0-9]+(?:[.,][0-9]+)+|{GLUED.pattern}|[^\W_]+|[^\w\s]|_")
_BREAK = "\n"
_AROUND = (_BREAK,) * 256  # no rule looks further beyond an end of the text
# Marks of other scripts that some agencies print Arabic with.
_ARABIC_MARK = {",": "،", ";": "؛", "?": "؟", "''": '"'}


class Words:
    """The words and marks of the lines of one article, in order. `form(i)` is word `i`, a line break around the text.

    forms: folded words; starts, ends: their half-open spans in `text`; a `\\n` form closes every line. lines: for each
    line its first and last index in `forms` (half-open) and its label.
    """

    __slots__ = ("ends", "form", "forms", "lines", "starts", "text")

    def __init__(self, text: str, lines: tuple[Line, ...]) -> None:
        self.text = text
        self.forms: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.lines: list[tuple[int, int, str]] = []
        initials, comma = spelt_initials(text), has_lost_commas(text)
        for line in lines:
            if line.label not in READ and line.label not in CREDITED:
                continue
            chunks = text[line.start : line.end].split(" ")
            begins = map(add, accumulate(map(len, chunks), initial=line.start), count())  # a space after each
            pieces = [
                (form, at + start, at + end)
                for at, found in zip(begins, map(_PIECES.__getitem__, chunks), strict=False)
                for form, start, end in found
            ]
            if comma:
                pieces = [("،" if text[start] == "?" else form, start, end) for form, start, end in pieces]
            if initials:
                pieces = [piece for piece in pieces if piece[1] not in initials]
            pieces.append((_BREAK, line.end, line.end))
            forms, starts, ends = zip(*pieces, strict=True)
            first = len(self.forms)
            self.forms += forms
            self.starts += starts
            self.ends += ends
            self.lines.append((first, len(self.forms), line.label))
        self._tell_prepositions()
        # Asked for every neighbour of every word: a place before the first word counts from the end, so both lie in here.
        self.form: Callable[[int], str] = [*self.forms, *_AROUND].__getitem__

    def _tell_prepositions(self) -> None:
        """Where a text types ى as ي throughout, `علي` is the preposition unless a name or a title stands beside it; where
        only here and there, behind a verb that takes it.
        """
        forms = self.forms
        if "على" in forms or forms.count("علي") < 2:
            for i in [i for i, form in enumerate(forms) if form == "علي" and i and forms[i - 1] in _UPON]:
                if is_ordinary(forms[i + 1]) and forms[i + 1][:2] != "ال":  # `شدد علي ضرورة إغلاق الطريق`
                    forms[i] = "على"
            return
        for i in [i for i, form in enumerate(forms) if form == "علي"]:
            before = forms[i - 1] if i else _BREAK
            following = forms[i + 1] if i + 1 < len(forms) else _BREAK
            named = before in _LEAD_ALI or before[1:] in _LEAD_ALI
            if takes_article(following) and before not in GIVEN:
                named = False  # `وقع الوزير علي جواز السفر`
            if not (named or following in GIVEN or following in TIES or _may_be_surname(following)):
                forms[i] = "على"

    def printed(self, first: int, last: int) -> str:
        """Words `first` to `last` (exclusive) as the text prints them."""
        return self.text[self.starts[first] : self.ends[last - 1]]


def _may_be_surname(form: str) -> bool:
    return is_nameful(form) and len(form) > 4 and not form.endswith(("ه", "ها", "هم", "ات", "ا")) and form[:2] != "ال"


def _pieces(chunk: str) -> tuple[tuple[str, int, int], ...]:
    """The words and marks of what stands between two spaces: folded, and where they begin and end in it."""
    folded = fold_only(chunk)
    if folded.text.isalpha() and len(folded.text) == len(chunk):  # one word, and nothing was taken off
        is_preposition = folded.text == "علي" and chunk[-1] == "ى"
        return (("على" if is_preposition else folded.text, 0, len(chunk)),)
    found: list[tuple[str, int, int]] = []
    spelt = SPELT.search(folded.text)
    for match in _TOKEN.finditer(folded.text):
        if spelt and match[0] == "." and spelt.start() < match.start() <= spelt.end():
            continue
        form, start, end = match[0], folded.source_at(match.start()), folded.source_at(match.end() - 1) + 1
        # marks (vowels, lengthening) that folding took off after the last letter belong to the word
        while end < len(chunk) and "\u0640" <= chunk[end] <= "\u0652" and not chunk[end].isalnum():
            end += 1
        if form == "علي" and chunk[start:end].endswith("ى"):
            form = "على"  # the preposition, not the name
        found.append((_ARABIC_MARK.get(form, form), start, end))
    return tuple(found)


_PIECES = Remember(_pieces)


@lru_cache(maxsize=4)
def words_of(text: str, lines: tuple[Line, ...]) -> Words:
    """The words of an article; the stages of one article share them."""
    return Words(text, lines)


def keys(words: Any) -> frozenset[str]:
    """The folded forms of a list of a table."""
    return frozenset(fold_key(word) for word in words)


DASHES = frozenset("-–—")
_WORDS = table("words")
FUNCTION = (keys(_WORDS["function"]) - {"علي"}) | {"على"}
COMMON = keys(_WORDS["common"])
AMOUNTS = keys(_WORDS["amounts"])
# What joins the clauses of a sentence, and what a row of headlines has hardly any of.
CLAUSE = keys(_WORDS["clause"])
_PERSONS = table("persons")
UNSURE_GIVEN = keys(_PERSONS["unsure"]) - FUNCTION
GIVEN = (keys(_PERSONS["arabic"]) | keys(_PERSONS["foreign"])) - FUNCTION - {"ان", "ال"}
ARABIC_GIVEN = keys(w for w in _PERSONS["arabic"] if " " not in w)
TIES = keys(_PERSONS["ties"])
OF_GOD = keys(_PERSONS["of_god"])
OF_TWO = keys(_PERSONS["of_two"])
OF_FAITH = keys(_PERSONS["of_faith"])
ORDINALS = keys(_WORDS["ordinals"])
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
ANONYMOUS = keys(_TITLES["anonymous"])  # what the weights of the tagger know
_MANY = ("ون", "ين", "و", "ي", "ات")  # `مراقبون`, `مراقبين`, `مراقبو الأسواق`
PEOPLE = ANONYMOUS | keys(_TITLES["people"]) | keys(w + end for w in _TITLES["people_each"] for end in _MANY)
_VERBS = table("verbs")
REPORTING = frozenset(fold_key(form) for verb in _VERBS["verbs"] for form in verb["forms"])
_MODALITY = table("modality")
LEARNT_EVENTS = keys(_MODALITY["event"])  # what the weights of the tagger know
EVENT_VERBS = LEARNT_EVENTS | keys(_MODALITY["event_besides"])
_LEAD_ALI = GIVEN | DIRECT | ROLE | TIES | {"بو"}
# Verbs of speech that take على.
_UPON = keys(table("verbs")["upon"]) | keys(
    form
    for verb in table("verbs")["verbs"]
    if "على" in verb.get("with", ())
    for form in (*verb.get("forms", ()), *verb.get("participles", ()))
)
_PLACES = table("places")


@cache
def place_names() -> frozenset[str]:
    """Folded names of cities, countries and regions: what may stand in a dateline."""
    rows = [name for row in _PLACES["countries"] + _PLACES["regions"] for name in (row["name"], *row.get("also", ()))]
    return city_names() | frozenset(fold_key(name).lower() for name in rows)


@cache
def city_names() -> frozenset[str]:
    """Folded names of cities: what stands before a dash at the head of an article, `القاهرة - `."""
    rows = (name for row in _PLACES["cities"] for name in row["names"])
    cities = (n.rstrip("?") for name in rows for n in name.split("|"))
    return frozenset(fold_key(name).lower() for name in (*cities, *_PLACES["capitals"]))


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


def is_double(form: str, following: str) -> bool:
    """True for two words that are one name, though the first is a common one: `خلف الله`, `ركن الدين`, `شيخ الأرض`."""
    by = OF_GOD if following == "الله" else OF_FAITH if following == "الدين" else ()
    return form in by or f"{form} {following}" in OF_TWO


@lru_cache(maxsize=60_000)
def is_plain(form: str) -> bool:
    """True for a word that cannot be part of a person's name: closed classes, reporting verbs, common nouns."""
    if len(form) == 3 and form[0] in "وفبل" and (form[1:] in FUNCTION or form[1:] in ("تم", "قد", "ان")):
        return True
    digits = statistics().get(form)
    named = digits is not None and digits[NAME] >= "5" and digits[PERSON] >= "5"  # `كيري` is not ك and يرى
    for cut, rest in stems(form)[: 1 if named else None]:
        if rest in FUNCTION or rest in REPORTING or rest in COMMON or rest in EVENT_VERBS or rest in ROLE:
            return not (cut == 0 and form in GIVEN) if rest != form else True
    return False


@lru_cache(maxsize=60_000)
def is_strange(form: str) -> bool:
    """True for a word that is most likely a name and that no table knows as anything else."""
    return is_nameful(form) and not is_plain(form) and not is_nisba(form)
