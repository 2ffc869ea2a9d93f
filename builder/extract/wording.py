"""The wording of a statement: a stretch of an article as a sentence that stands alone."""

from __future__ import annotations

import re

from builder.extract.cues import CUES
from builder.extract.verbs import is_past, is_verb
from builder.extract.words import EVENT_VERBS, GIVEN, keys
from builder.lexicon import table
from builder.lexicon.vocabulary import ARTICLE, OFTEN, is_ordinary, statistics
from builder.text.folding import fold_key

_MODALITY = table("modality")
_DISCOURSE = tuple(sorted((p for p in _MODALITY["discourse"]), key=len, reverse=True))
_LEAD = re.compile("[وف]?(?:" + "|".join(re.escape(p) for p in _DISCOURSE) + ")(?:،? )")
TRAILING = " \t،,؛:.؟!"
_OWN_LETTER = keys(_MODALITY["own_letter"])
_THAT_IT = re.compile("و?[بك]?(?:أنه|أنها|أنهم|إنه|إنها|إنهم) ")
_LEFT_OVER_WORDS = tuple(f" {word}" for word in ("حيث", "فيما", "بينما", "كما", "ثم", "لكن", "إذ"))
_LEFT_OVER = re.compile(f"[،؛]?(?:{'|'.join(_LEFT_OVER_WORDS)})$")


def worded(text: str) -> str:
    """Leading conjunctions and discourse words off, spaces joined, quotation marks balanced, one full stop."""
    text = " ".join(text.split()).strip(TRAILING + "-–—")
    if text.startswith(("و ", "ف ")):  # some type it apart
        text = text[2:]
    for _ in range(3):
        lead = _LEAD.match(text)
        if lead is None or len(text) <= lead.end() + 12:
            break
        text = text[lead.end() :].lstrip(" ،")
    that = _THAT_IT.match(text)
    if that and len(text) > that.end() + 12:
        text = text[that.end() :]
    if text.endswith((" و", " ف")):
        text = text[:-2].rstrip(TRAILING)
    if text.endswith(_LEFT_OVER_WORDS):
        text = _LEFT_OVER.sub("", text)
    first = text.split(" ", 1)[0]
    bare = fold_key(first)
    if bare in ("وتم", "ومن", "وفي", "وعن", "ولم", "ولن", "ولا", "وان", "وهو", "وهي", "فان", "ومع"):
        text = text[1:] if bare != "فان" else text[4:]
    elif bare[:1] in "وف" and len(bare) > 2 and bare not in GIVEN and _is_conjunction(bare):
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
    return text.replace(" ،", "،").strip(TRAILING) + "."


def _is_conjunction(form: str) -> bool:
    """True where the first letter is و or ف of its own: `ووصل`, `وأعلن`, `فقررت`; not in `وصل`, `وقع`, `فاز`."""
    rest = form[1:]
    if form[0] == "و" and _is_rather(rest, form):
        return True
    if len(form) == 3:
        return False
    if rest in GIVEN:
        return True
    if (
        rest in EVENT_VERBS
        or rest in CUES
        or rest.startswith(("ال", "من", "في", "عن", "كان", "قد", "لم", "لن", "سي", "ست"))
    ):
        return form not in EVENT_VERBS and form not in CUES
    if form in EVENT_VERBS or form in CUES or form in _OWN_LETTER:
        return False
    if rest[:1] in "يتن" and len(rest) > 3 and is_ordinary(rest):
        return True
    if form[0] != "و":
        return len(form) > 4 and is_past[rest] and not is_past[form]
    return (len(form) > 4 and is_ordinary(rest)) or (is_past[rest] and not is_verb(form) and not is_ordinary(form))


def _is_rather(rest: str, form: str) -> bool:
    """True where running text prints the word more often without its و: `وحقق`, `وغزة`; not `وصلت`, `وردة`."""
    with_and, without = statistics().get(form), statistics().get(rest)
    if with_and is None or without is None or with_and[ARTICLE] >= "2":
        return False
    return int(without[OFTEN]) > int(with_and[OFTEN]) + (len(form) == 3)
