"""The wording of a statement: a stretch of an article as a sentence that stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from builder.extract.cues import CUES
from builder.extract.nominative import in_nominative
from builder.extract.verbs import is_ahead, is_past, is_present, is_verb, may_be
from builder.extract.words import EVENT_VERBS, GIVEN, keys
from builder.lexicon import table
from builder.lexicon.vocabulary import ARTICLE, OFTEN, is_ordinary, statistics
from builder.text.folding import fold_key, unshaped

_MODALITY = table("modality")
VOWELS = "[\u064b-\u0652]*"
_MARKS = "".join(map(chr, range(0x64B, 0x653)))  # a vowel sign that a cut has left at the head


def any_of(phrases: Iterable[str]) -> str:
    """A pattern for any of these phrases, the longest first, as people type them: with any vowel signs, alif with or
    without a hamza (`أمَّا`, `الا ان`).
    """
    typed = {re.sub("[^ ]", lambda c: ("[اأإآ]" if c[0] in "اأإآ" else re.escape(c[0])) + VOWELS, p) for p in phrases}
    return "|".join(sorted(typed, key=len, reverse=True))


_DISCOURSE = _MODALITY["discourse"]
_LEAD = re.compile(
    f"[وف]?(?!فيما (?:يخص|يتعلق|يتصل|يلي) )(?:{any_of(_DISCOURSE)})(?:[،,:]? )"  # `فيما يخص البعثة فمن المقرر أن تصل`
)
# The first words of those phrases, folded, with and without a conjunction: most statements begin with none of them.
_LEAD_BEGINS = frozenset(
    joined + word for word in keys(p.split()[0].rstrip("،") for p in _DISCOURSE) for joined in ("", "و", "ف")
)
_LEFT = 12  # characters that must be left where opening words go
TRAILING = " \t،,؛:.؟!"
_OWN_LETTER = keys(_MODALITY["own_letter"])
_THAT_IT = re.compile("و?[بك]?[أإا]ن(?:ه|ها|هم) ")
_THAT = re.compile("و?[أإا]نّ? ")  # `في حين | أن المعرض يستمر`
_THEY = frozenset(("هو", "هي", "هم", "هما", "هن"))
_JOINED = keys(_MODALITY["joined"])
_JOINED_AS_PRINTED = frozenset(_MODALITY["joined_as_printed"])
_LEFT_OVER_WORDS = tuple(
    f" {word}"
    for word in ("حيث", "فيما", "بينما", "كما", "ثم", "لكن", "إذ", "وهو ما", "وهي ما", "الأمر الذي", "في وقت")
)
_LEFT_OVER = re.compile(f"[،؛]?(?:{'|'.join(_LEFT_OVER_WORDS)})$")


def _lead(text: str, start: int, end: int) -> re.Match[str] | None:
    """The phrase at `start` that joins a statement to the one before it."""
    stop = text.find(" ", start, end)
    first = fold_key(text[start:stop].rstrip("،,:")) if stop > 0 else ""
    lead = _LEAD.match(text, start, end) if first in _LEAD_BEGINS else None
    if lead and first.removeprefix("و") == "قد" and may_be(fold_key(text[lead.end() : end].split(" ", 1)[0])):
        return None  # `وقد يكتسب الدولار دعما`: it may
    return lead


def lead_end(text: str, start: int, end: int) -> int:
    """Where the statement begins whose words run from `start` to `end`: behind what only joins it to the one before."""
    for _ in range(3):
        lead = _lead(text, start, end)
        if lead is None or end <= lead.end() + _LEFT:
            break
        start = lead.end()
    return start


def worded(text: str, *, is_whole: bool = False, behind_that: bool = False, named: bool = False) -> str:
    """Leading conjunctions and discourse words off, spaces joined, quotation marks balanced, one full stop.

    is_whole: a و or ف at the head is a letter of the first word: a name begins there, or `أن` stands before it (`أن | والدها`).
    behind_that: `أن` stands before it, so that its first noun is no subject yet by its ending; named: that is a body.
    """
    text = unshaped(" ".join(text.split())).strip(TRAILING + "-–—").lstrip(_MARKS + " ")
    if text.startswith(("و ", "ف ")):  # some type it apart
        text = text[2:]
    for _ in range(3):
        lead = _lead(text, 0, len(text))
        if lead is None or len(text) <= lead.end() + _LEFT:
            break
        text = text[lead.end() :].lstrip(" ،")
        if fold_key(lead.group()).strip().endswith("اما"):
            text = _without_so(text)
    that = _THAT_IT.match(text) or _THAT.match(text)
    if that and len(text) > that.end() + _LEFT and not is_present[fold_key(text[that.end() :].split(" ", 1)[0])]:
        text, is_whole, behind_that = text[that.end() :], True, that.re is _THAT
    if text.endswith((" و", " ف")):
        text = text[:-2].rstrip(TRAILING)
    if text.endswith(_LEFT_OVER_WORDS):
        text = _LEFT_OVER.sub("", text)
    first = text.split(" ", 1)[0]
    bare = fold_key(first)
    if bare in _JOINED or first in _JOINED_AS_PRINTED:
        text = text[1:] if bare != "فان" else text[4:]
    elif not is_whole and bare[:1] in "وف" and len(bare) > 2 and bare not in GIVEN and _is_conjunction(bare):
        text = text[1:]
    for mark in ('"',):
        if text.count(mark) % 2:
            text = text.replace(mark, "")
    if text.count("“") != text.count("”"):
        text = text.replace("“", "").replace("”", "")
    if text.count("(") != text.count(")"):
        text = text.replace("(", "").replace(")", "")
    if "  " in text:
        text = " ".join(text.split())
    if behind_that:
        text = in_nominative(text, named=named)
    return text.replace(" ،", "،").strip(TRAILING) + "."


def _without_so(text: str) -> str:
    """`النادي، فقد أعلن`, `المباراة فسيديرها` without the ف that answers أما."""
    words = text.split(" ")
    for i, word in enumerate(words[1:], 1):
        form = fold_key(word)
        if form in ("فقد", "فان", "فانه", "فانها", "فانهم"):
            words[i - 1] = words[i - 1].rstrip("،,")
            return " ".join(words[:i] + words[i + 1 :])
        own = is_past[form] or is_present[form]  # `فاز`
        if form[:1] == "ف" and not own and (is_ahead[form[1:]] or is_verb(form[1:]) or form[1:] in _THEY):
            return " ".join([*words[: i - 1], words[i - 1].rstrip("،,"), word[1:], *words[i + 1 :]])
    return text


def _is_conjunction(form: str) -> bool:
    """True where the first letter is و or ف of its own: `ووصل`, `وأعلن`, `فقررت`; not in `وصل`, `وقع`, `فاز`."""
    if form in _OWN_LETTER:
        return False  # `وردت أنباء`, `ووري الثرى`
    rest = form[1:]
    known = statistics().get(form)
    if known is not None and known[ARTICLE] >= "2":
        return False  # `وسائل`, `والدة`: what bears an article has a letter of its own
    if form.startswith("وو") or (form[0] == "و" and _is_rather(rest, form)):
        return True
    if len(form) == 3:
        return rest == "قد" or (rest in EVENT_VERBS and form not in EVENT_VERBS and not is_past[form])
    if is_past[form] and rest not in EVENT_VERBS and rest not in CUES:
        return False  # `فقدت الشركة`; but `ولفت`
    if rest in GIVEN:
        return True
    if (
        rest in EVENT_VERBS
        or rest in CUES
        or rest.startswith(("ال", "من", "في", "عن", "كان"))
        or rest in ("قد", "لم", "لن")
        or is_ahead[rest]
    ):
        return form not in EVENT_VERBS and form not in CUES
    if form in EVENT_VERBS or form in CUES:
        return False
    if rest[:1] in "يتن" and len(rest) > 3 and (is_ordinary(rest) or (form[1] == "ي" and form not in statistics())):
        return True  # `ويتقاضى`; a name of such letters is known: `ويليام`
    if form[0] != "و":
        return len(form) > 4 and is_past[rest] and not is_past[form]
    return (len(form) > 4 and is_ordinary(rest)) or (is_past[rest] and not is_past[form] and not is_present[form])


def _is_rather(rest: str, form: str) -> bool:
    """True where running text prints the word more often without its و: `وحقق`, `وغزة`; not `وصلت`, `وردة`."""
    with_and, without = statistics().get(form), statistics().get(rest)
    if with_and is None or without is None or with_and[ARTICLE] >= "2":
        return False
    return int(without[OFTEN]) > int(with_and[OFTEN]) + (len(form) == 3)
