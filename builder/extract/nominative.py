"""The subject behind `أن` as it stands without it: `أن المقاتلين انسحبوا` is told as `المقاتلون انسحبوا`.

Only what is certain in print is changed: a plural or dual in ين whose predicate shows which of the two it is, a ten,
and an indefinite noun with its alif. A subject whose ending print does not show stays, and so does one in doubt.
"""

from __future__ import annotations

import re

from builder.extract.authorities import built_in
from builder.extract.verbs import is_ahead, is_conjugated, is_past
from builder.extract.words import EVENT_VERBS, FUNCTION, GIVEN, is_nisba, keys
from builder.lexicon import table
from builder.lexicon.vocabulary import statistics, takes_article
from builder.text.folding import fold_key

_TABLE = table("verbs")
_THERE = keys(_TABLE["there_is"])
_TENS = keys(["عشرين", "ثلاثين", "أربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين"])
_ADVERBIALS = keys(_TABLE["adverbials"]) | FUNCTION
_DEFECTIVE = re.compile(
    "محامي|قاضي|نادي|وادي|راعي|ماضي|ت[ء-ي]{1,3}ي"
)  # `محاميا`, `تحديا`: `محامٍ`, `تحدٍ` without their alif
_NO_ALIF = ("ها", "هما", "كما", "نا", "وا", "تا")
_WHO_TWO = {"اللذين": "اللذان", "اللتين": "اللتان"}
_WHO_MANY = frozenset(("الذين", "هم", "كانوا", "ليسوا"))
_REACH = 9  # words to the predicate
_ALIF = re.compile("(?:[\u064b]?ا[\u064b]?)([،,]?)$")  # of an indefinite noun: `عددا`, `عدداً`, `عددًا`
_YEN = re.compile("ين([،,]?)$")


def in_nominative(text: str, *, named: bool = False) -> str:
    """A sentence that stood behind `أن`, its subject in the case that it has without it.

    named: it begins with the name of a body, which only a plural can change (`الحوثيين`, not `أوبكا`).
    """
    words = text.split(" ")
    at = 1 if fold_key(words[0]) in _THERE and len(words) > 2 else 0
    forms = [fold_key(word.strip('،,.؛:"«»“”()')) for word in words[: at + _REACH + 1]]
    first = forms[at]
    if first in _TENS and not named:
        words[at] = _YEN.sub(r"ون\1", words[at])
    elif first.endswith("ين") and len(first) > 4:
        _many_or_two(words, forms, at)
    elif first.endswith("ا") and not named:
        _indefinite(words, forms, at)
    elif first.endswith("ي") and not named and len(first) > 4 and _rules(words, forms, at):
        words[at] = words[at][:-1] + "و"
    return " ".join(words)


def _rules(words: list[str], forms: list[str], at: int) -> bool:
    """True for a plural before what it rules, `لاعبي الفريق قدموا`: print knows it in ون, and the verb is a plural."""
    ruled = forms[at + 1] if at + 1 < len(forms) else ""
    many = words[at].endswith("ي") and forms[at][:-1] + "ون" in statistics() and ruled.startswith("ال")
    return many and not forms[at].startswith("ال") and _number(forms, at + 2) == "many"


def _many_or_two(words: list[str], forms: list[str], at: int) -> None:
    number = _number(forms, at + 1)
    if number == "many" and forms[at][:-2] + "ون" not in statistics():
        return
    ending = {"many": "ون", "two": "ان"}.get(number)
    if ending is None:
        return
    words[at] = _YEN.sub(rf"{ending}\1", words[at])
    definite = forms[at].startswith("ال")
    for k in range(at + 1, len(forms)):
        form = forms[k].removeprefix("و") if forms[k].startswith("وال") else forms[k]
        if number == "two" and forms[k] in _WHO_TWO:
            words[k] = words[k].replace(words[k].rstrip("،,"), _WHO_TWO[forms[k]])
            return
        if number == "many" and not definite and _has_alif(words[k], form):
            words[k] = _ALIF.sub(r"\1", words[k])  # `متمردون أكراد`
            continue
        if number == "many" and definite and form.startswith("ال") and not form.endswith("ين") and k == at + 1:
            continue  # `الفنانون الأجانب | والمصريون`
        if not form.endswith("ين") or len(form) < 5 or form.startswith("ال") != definite or form in _WHO_MANY:
            return
        words[k] = _YEN.sub(rf"{ending}\1", words[k])


def _number(forms: list[str], at: int) -> str:
    """many or two, as the first verb or pronoun that agrees tells; empty where none does."""
    for form in forms[at:]:
        bare = form.removeprefix("س")
        if form in _WHO_TWO:
            return "two"
        if form in _WHO_MANY or (form.endswith("وا") and len(form) > 4):
            return "many"
        if bare[:1] in "يت" and len(bare) > 5 and form not in GIVEN:
            if bare.endswith("ون"):
                return "many"
            if bare.endswith("ان") and (is_conjugated[form] or is_ahead[form]):
                return "two"
        if form.endswith("ا") and len(form) > 3 and form not in built_in() and _did(form[:-1]):
            return "two"  # `قتلا`, `وصلتا`
        if is_past[form] or form in ("ان", "حيث"):
            return ""
    return ""


def _did(form: str) -> bool:
    return is_past[form] and (form in EVENT_VERBS or not takes_article(form)) and not form.endswith(("ي", "ا"))


def _indefinite(words: list[str], forms: list[str], at: int) -> None:
    first = forms[at]
    if first == "كلا" and forms[at + 1 : at + 2] == ["من"]:
        words[at] = _ALIF.sub(r"\1", words[at])
        return
    if (
        first in _ADVERBIALS
        or is_nisba(first[:-1])
        or _DEFECTIVE.fullmatch(first[:-1])
        or not _has_alif(words[at], first, describes=at > 0)
    ):
        return
    following = forms[at + 1] if at + 1 < len(forms) else ""
    tells = is_past[following] or is_conjugated[following] or is_ahead[following]
    described = _has_alif(words[at + 1], following, describes=True) if following else False
    if not (at or described or following == "من" or "\u064b" in words[at] or tells):
        return
    words[at] = _ALIF.sub(r"\1", words[at])
    _others(words, forms, at + 1)


def _others(words: list[str], forms: list[str], at: int) -> None:
    """What describes the subject, and what stands beside it, in the same case: `طفل | سوري`, `خطط | أمنية وتنسيق كبير`."""
    for k in range(at, len(forms)):
        bare = forms[k].removeprefix("و")
        if _has_alif(words[k], bare, describes=True):
            words[k] = _ALIF.sub(r"\1", words[k])
        elif not bare.endswith("ه") or not takes_article(bare):
            return


def _has_alif(word: str, form: str, *, describes: bool = False) -> bool:
    """True for an indefinite noun or adjective that print knows without its alif: `عددا`, `قوياً`; not `عمرها`, `وصلا`.

    describes: behind such a noun, and behind هناك, more is certain: `اجتماعا | وزاريا`.
    """
    if not form.endswith("ا") or len(form) < 4 or form.endswith(_NO_ALIF) or not _ALIF.search(word):
        return False
    bare = form[:-1]
    if "\u064b" in word:
        return describes or bare in statistics()
    if describes:
        return not _did(bare) and (bare.endswith("ي") or bare in statistics())
    return not form.startswith("ال") and not (is_past[form] and not bare.endswith("ي")) and takes_article(bare)
