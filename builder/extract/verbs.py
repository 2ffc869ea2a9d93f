"""Verbs by their shape: a word is one where running text knows its other persons or its other tense."""

from __future__ import annotations

from builder.extract.authorities import built_in
from builder.extract.words import EVENT_VERBS, FUNCTION, GIVEN, REPORTING, is_nisba, keys
from builder.lexicon import table
from builder.lexicon.vocabulary import ARTICLE, BODY, NAME, OFTEN, PERSON, PLACE, Remember, statistics, takes_article

_ADVERBIALS = keys(table("verbs")["adverbials"])  # `وطبقا للقانون`: no verb for two
_DONE = keys(table("verbs")["done"])
_DONE |= {"و" + form for form in _DONE}
_SUBJECTS = ("ت", "وا", "تا", "ا", "ن", "")  # endings of the past: she, they, the two of them, ...
BEEN = frozenset(("كان", "كانت", "كانوا", "كانا", "كانتا"))


def without_and(form: str) -> str:
    """A word without an attached و or ف, where the rest is long enough to be a word."""
    return form[1:] if form[:1] in "وف" and len(form) > 3 else form


def _is_name(digits: str) -> bool:
    return any(digits[place] in "3456" for place in (PERSON, PLACE, BODY))


def _is_past(form: str) -> bool:
    if form in EVENT_VERBS or form in REPORTING or form in _DONE:
        return True
    known = statistics()
    digits = known.get(form)
    if form in FUNCTION or form in GIVEN or form in _ADVERBIALS or len(form) < 3:
        return False
    if len(form) == 3 and form[0] == "و" and form[1:] in FUNCTION:
        return False  # `ومن`, and no verb of يؤمن
    if len(form) == 4 and form[0] == "ا" and form[-1] == "ي":  # `أوصى`, written as a nisba is
        present = known.get("ي" + form[1:])
        described = digits is not None and digits[ARTICLE] >= "3"  # `أمني`, known from `الأمني`
        return present is not None and present[OFTEN] >= "2" and not _is_name(present) and not described
    if is_nisba(form):
        return False
    if form.startswith("ال") and not (form.endswith("ت") and form[2:] not in known):
        return False  # an article, but not in `ألزمت`
    if digits and (_is_name(digits) or digits[ARTICLE] >= "3"):
        return False
    if (
        digits is None
        and len(form) > 5
        and form.endswith("ت")
        and form[-2] != "ا"
        and form.startswith(("ت", "ان", "است"))
    ):
        return True  # `تهاطلت`, `انهمرت`: feminine nouns end in ه
    for ending in _SUBJECTS:
        if not form.endswith(ending) or len(form) - len(ending) < 3:
            continue
        stem = form[: len(form) - len(ending)] if ending else form
        if stem.startswith("ست") and len(stem) > 3:
            continue  # `ستعرض`: of تعرض, for the past of يستعرض is استعرض
        found = known.get("ي" + (stem[1:] if stem[0] == "ا" else stem))
        if found and found[OFTEN] >= "2" and not _is_name(found):
            return True
    return False


def _is_present(form: str) -> bool:
    if len(form) < 4 or form[0] not in "يت" or form in FUNCTION or form in GIVEN or is_nisba(form):
        return False
    known = statistics()
    digits = known.get(form)
    if digits is None or digits[ARTICLE] >= "2" or _is_name(digits):
        return False
    if form[0] == "ي":  # `يشارك`, although `التشارك` is a noun
        return "ت" + form[1:] in known
    other = known.get("ي" + form[1:])
    return other is not None and other[ARTICLE] < "2" and not _is_name(other)


def _is_ahead(form: str) -> bool:
    if form in _WILL_BE:
        return True
    if len(form) < 4 or form[0] != "س" or form[1] not in "يتنا" or form in GIVEN or form in FUNCTION:
        return False
    if form.startswith(("سيست", "ستست")) and len(form) > 6:
        return True  # `سيستأنف`: no noun begins so
    known = statistics()
    digits = known.get(form)
    if (
        is_nisba(form)
        or form in _COUNTS
        or is_past[form]
        or form in built_in()  # `سنار`: the town, and no `نار`
        or (digits and (digits[ARTICLE] >= "2" or "4" <= digits[BODY] < "9"))
    ):
        return False
    if len(form) == 6 and form[3] == "ا" and form[1] in "يت" and form[2:] in known:
        return True  # `سيراسل`
    if form.startswith(("سيت", "ستت")) and len(form) > 5 and digits is None:
        return True  # `سيتدعم`
    if form[1] in "ان":  # `سأسافر`, `سنسافر`: a word only where its third person is known, unlike `سانت`
        named = digits is not None and (digits[NAME] >= "4" or "3" <= digits[PERSON] < "9")
        return "ي" + form[2:] in known and not named and not points_back[form]
    return form[1:] in known


def _points_back(form: str) -> bool:
    """True for a past verb with a pronoun for whom or what it was done to: `شيدته`, `ساعده`; not `قيمته`, of `القيمة`."""
    for whom in ("ه", "ها", "هم", "هما"):
        stem = form[: -len(whom)]
        if form.endswith(whom) and is_past[stem] and stem not in _MOST:
            return not (stem.endswith("ت") and takes_article(stem[:-1] + "ه"))
    return False


def _is_conjugated(form: str) -> bool:
    bare = without_and(form)
    if bare in GIVEN or len(bare) < 4 or is_nisba(bare):
        return False
    if bare[0] in "تس" and bare.endswith("ان") and len(bare) > 6 and bare not in statistics():
        person = bare.removeprefix("س")  # `تقتربان`, `ستعاينان`
        return person[0] in "تي" and (is_present[person[:-2]] or is_past["ا" + person[1:-2]] or is_past[person[1:-2]])
    if bare[0] != "ي":
        return False
    if is_present[bare]:
        return True
    if bare.startswith(("يا", "يو")) or bare.endswith("ين") or bare in statistics():
        return False  # `يوانيس`, `ويسين`
    # a rare form of a verb that text knows: of `تقتبس`, of `تعكس`; not `ويليتون`
    if bare.endswith(("ان", "ون")) and len(bare) > 5:
        return bare == form and (is_present["ت" + bare[1:-2]] or is_present[bare[:-2]])
    return is_present["ت" + bare[1:]] or is_past["ا" + bare[1:]]


_MOST = frozenset(("اقصا", "ادنا", "اعلا", "اولا", "اغلا"))  # `في موعد أقصاه الأحد`: superlatives before a pronoun
_COUNTS = keys(table("verbs")["no_future"])
_WILL_BE = frozenset(("سوف", "لن"))
# `ستكون العقوبات عقيمة` judges rather than plans; with a day to come it is a plan all the same.
_JUDGES = frozenset(("سيكون", "ستكون", "سيكونون", "ستبقي", "سيبقي"))


def is_either(form: str) -> bool:
    """True for a verb that is past and present in one: تسلم, of يتسلم and of يسلم."""
    return form[:1] == "ت" and "ي" + form in statistics()


def tells_habit(form: str) -> bool:
    """True for a present verb, also where the word is a noun as well (تدافع): its other person is known."""
    other = statistics().get(("ت" if form[:1] == "ي" else "ي") + form[1:])
    return len(form) > 3 and form[0] in "يت" and other is not None and not _is_name(other)


# `is_past["انطلقت"]`, `is_present["يستمر"]`: asked of a folded word without an attached conjunction.
is_past = Remember(_is_past)
is_present = Remember(_is_present)
# points_back: a past verb with the pronoun of its object.
points_back = Remember(_points_back)
# is_conjugated: a present verb of a third person, a conjunction before it or not: ويقتبس, يعكسان.
is_conjugated = Remember(_is_conjugated)
# is_ahead: the prefix of the future; is_future: and not only a judgement.
is_ahead = Remember(_is_ahead)
is_future = Remember(lambda form: is_ahead[form] and form not in _JUDGES)


def _own_verb(form: str) -> str:
    bare = without_and(form)
    return bare if bare == form or is_past[bare] or is_present[bare] or not is_past[form] else form


# A verb without an attached و or ف, which stays where it is the verb's own: `قال` of `وقال`, but `وصلت`, `فازت`.
own_verb = Remember(_own_verb)


def may_be(form: str) -> bool:
    """True for the verb behind a قد that doubts: `قد يكون`, `قد تصل`; behind any other it tells what has been: `قد تم`."""
    if form.endswith("وا") or form in _HAS_BEEN:
        return False
    if form[:1] == "ي":
        return len(form) > 2
    return form[:1] == "ت" and form not in EVENT_VERBS and (is_present[form] or form in _MAY)


_HAS_BEEN = keys(table("modality")["has_been"])
_MAY = keys(table("modality")["may"])


def is_verb(form: str) -> bool:
    """True for a verb, a conjunction before it or not."""
    bare = without_and(form)
    return is_past[form] or is_present[form] or (bare != form and (is_past[bare] or is_present[bare]))
