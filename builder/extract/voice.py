"""Whether words are somebody's own: `لن ننسحب من الدوري` can stand after a colon only as a quotation."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from builder.extract.words import keys
from builder.lexicon import table
from builder.lexicon.vocabulary import ARTICLE, OFTEN, Remember, statistics

_VERBS = table("verbs")
_OWN = keys(_VERBS["own_voice"])
_OWN |= {"و" + form for form in _OWN if len(form) > 2}  # `ونحن على الباب`, but not `ولي أمر`
_BEFORE_VERB = keys(_VERBS["before_own_verb"])
_SEEN = "2"  # the class of frequency from which on a form counts as a word of print


def speaks_in_person(forms: Sequence[str]) -> bool:
    """True for folded words that hold a first or second person, or that ask."""
    if not forms:
        return False
    if forms[-1] in "؟!" or any(form in _OWN or _IS_OURS[form] for form in forms):
        return True
    pairs = tuple(pairwise(("", *forms)))
    if any((not before or before in _BEFORE_VERB) and _IS_OWN_VERB[form] for before, form in pairs):
        return True
    return any(before in _BEFORE_VERB and form[0] == "ا" and _is_known("ي" + form[1:]) for before, form in pairs)


def _is_known(form: str) -> bool:
    digits = statistics().get(form)
    return digits is not None and digits[OFTEN] >= _SEEN and digits[ARTICLE] < "2"


def _is_own_verb(form: str) -> bool:
    """`نملك`, `سنعود`, `ونطالب`: the third person is known, and the word is no noun."""
    form = form.removeprefix("و")
    ahead = form.startswith(("سن", "سا")) and len(form) > 4
    rest = form[2:] if ahead else form[1:]
    if not ahead and (form[:1] != "ن" or len(form) < 4):
        return False
    own = statistics().get(form)
    return (own is None or own[ARTICLE] < "2") and _is_known("ي" + rest)


def _is_ours(form: str) -> bool:
    """`سألوني`, `ركضنا`, `بأيدينا`: an ending of the first person."""
    if len(form) > 5 and form.endswith(("وني", "تني")):
        return statistics().get(form, "00000")[ARTICLE] < "2"
    known = statistics()
    stem = known.get(form[:-2]) if len(form) > 4 and form.endswith("نا") else None
    accusative = known.get(form[:-1])
    return stem is not None and stem[OFTEN] >= _SEEN and (accusative is None or accusative[OFTEN] < stem[OFTEN])


_IS_OWN_VERB = Remember(_is_own_verb)
_IS_OURS = Remember(_is_ours)
