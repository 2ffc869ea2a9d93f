"""Whether an editor would keep a piece of an article as a fact: the sum of what its words show (lexicon/data/worth.yaml)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct

from builder.extract.cues import ASKED, THAT
from builder.extract.verbs import BEEN, is_past, may_be, tells_habit, without_and
from builder.extract.words import EVENT_VERBS, FUNCTION, REPORTING, keys
from builder.lexicon import table
from builder.lexicon.vocabulary import is_ordinary
from builder.model import Attribution, Mention, Modality, PassReason, Quote
from builder.text.folding import fold_key

Signs: TypeAlias = dict[str, int]  # what a piece shows -> how many times

_MODALITY = table("modality")
_COMMENT = tuple(fold_key(p) for p in _MODALITY["comment"])
EVENT_NOUNS = keys(_MODALITY["event_nouns"])
_DONE = frozenset(("تم", "تمت", "وتم", "وتمت"))  # `تم حجز أسلحة`
_ACTS = keys(_MODALITY["acts"])
DEMANDED = keys(_MODALITY["demanded"])  # to insist on the need of something is to demand it
_NEED = 12  # letters in which that word stands
_OPINION = keys(_MODALITY["opinion"])
_PAIRS = keys(_MODALITY["pairs"])
_TABLE = table("worth")
POINTS: dict[str, int] = {sign: int(n) for group in ("fitted", "settled") for sign, n in _TABLE[group].items()}
NEEDED = int(_TABLE["needed"])
# What a piece is told to be that shows one of these and is not kept; the first that it shows.
_WHY: dict[str, PassReason] = {
    "comment": "comment", "description": "description", "habit": "habit", "again": "habit", "no act": "no act",
    "quotation": "vague quotation",
}  # fmt: skip
_OPENING_MARKS = frozenset('"«“„')
_FRONTS = keys(_MODALITY["fronts"])
_LINEUPS = keys(_MODALITY["lineups"])
_THANKS = keys(_MODALITY["thanks"])
_HANG_ON = keys(_MODALITY["relatives"]) | THAT | {"ما", "مما", "ومن"}
_FRONTED = 16  # words in which the verb stands behind what is put before it
_OF = 9  # words in which the من of تمكن stands
_ANSWER = 12  # words in which the verb stands that answers أما
SHORT, FEW, MANY = 6, 9, 14  # words


@cache  # some twenty signs, each with a few sums
def _told(point: tuple[str, int]) -> str:
    return f"{point[0]} {point[1]:+d}"


class Worth(Struct, frozen=True, gc=False):
    """Whether an editor would keep a piece (passed None) or why not, and the points that speak for and against it."""

    passed: PassReason | None
    points: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        return sum(n for _, n in self.points)

    def told(self) -> str:
        return " ".join([_told(point) for point in self.points])


Judge: TypeAlias = Callable[[Signs], Worth]


def weigh(signs: Signs) -> Worth:
    """Keep what has the points needed; else the first sign against it is the reason."""
    points = tuple((sign, POINTS[sign] * times) for sign, times in signs.items())
    worth = Worth(next((_WHY[sign] for sign in signs if sign in _WHY), "no event"), points)
    return Worth(None, points) if worth.total >= NEEDED else worth


def refusal(
    forms: Sequence[str], said: Attribution | None, quote: Quote | None, *, named: bool, asks: bool
) -> PassReason | None:
    """Why the words `forms` are no fact whatever they tell, or None. asks: a question mark follows them."""
    if quote:
        if len(forms) < SHORT and not named:
            return "short quotation"
        return "doubtful quotation" if quote.doubtful else None
    if asks or (said and forms and forms[0] in ASKED):  # `تساءل | عما إذا كان ذلك ممكنا`
        return "question"
    if not said and len(forms) > 1 and forms[0] in ("قد", "وقد") and may_be(forms[1]):
        return "comment"  # `وقد يكتسب الدولار دعما`: it may
    if not _THANKS.isdisjoint(forms[1:_OF]) or (":" in forms[1:_OF] and without_and(forms[0]) in _LINEUPS):
        return "comment"  # `ورفع الوزير الشكر`, `ومثّل الفريق: حارس المرمى ...`
    if forms[:1] and forms[0] in THAT and not said:  # the rest of a sentence whose frame nobody could read
        return "no event"
    return None


def _tells_early(forms: Sequence[str]) -> bool:
    """True for a verb among the first words; in `في بيان صدر أمس` it only tells of the noun."""
    early = next((i for i in range(1, min(len(forms), 4)) if _is_event(forms[i])), None)
    if early != 2 or _FRONTS.isdisjoint((forms[0], forms[0][1:])):
        return early is not None
    return not is_ordinary(forms[1]) or forms[1].startswith("ال")


def _is_event(form: str) -> bool:
    """True for a verb of an event, of one or of several: `اقتحم`, `اقتحموا`."""
    return form in EVENT_VERBS or (form.endswith("وا") and form[:-2] in EVENT_VERBS)


def _has_main_verb(forms: Sequence[str]) -> bool:
    """True where behind an adverbial comes a verb of its own: `خلال الساعات التي قضاها هناك | توفي شخص`."""
    return any(
        forms[i] in EVENT_VERBS and forms[i - 1] not in _HANG_ON and forms[i - 1] not in FUNCTION
        for i in range(4, min(len(forms), _FRONTED))
    )


def signs_of(
    forms: Sequence[str],
    said: Attribution | None,
    quote: Quote | None,
    modality: Modality,
    names: list[Mention],
    *,
    count: int,
    number: bool,
    date: bool,
    again: bool,
    opening: Sequence[str],
    second: int,
) -> Signs:
    """What the words `forms` of a piece show; marks are among them, and not in `count`. opening: the first
    words, with what joins them to those before; again: they tell how often (`كل عام`); second: where the second of
    `forms` begins.
    """
    first = forms[0] if forms else ""
    bare = without_and(first)
    perfect = bare in BEEN and "قد" in forms[1:8]
    event = (
        perfect
        or bare in _DONE
        or _is_event(bare)
        or first in EVENT_VERBS
        or _tells_early(forms)
        or (not _FRONTS.isdisjoint((first, first[1:])) and _has_main_verb(forms))
        or (bare == "تمكن" and "من" in forms[2:_OF] and not forms[1].endswith("ه"))  # no `تمكن الخدمة الناس من`
    )
    # `أما النادي، فقد أعلن تعاقده`
    answers = pairwise(forms[1:_ANSWER]) if "فقد" in forms else ()
    event = event or any(form == "فقد" and is_past[after] for form, after in answers)
    cue = fold_key(said.cue) if said else ""
    signs: Signs = {}
    named = len({m.name for m in names}) if names else 0 if _PAIRS.isdisjoint(forms) else 2
    if named:
        signs["names"] = min(named, 3)
    if number:
        signs["number"] = 1
    if date:
        signs["date"] = 1
    if event:
        signs["event verb"] = 1
    elif is_past[bare] and bare not in REPORTING:
        signs["past tense"] = 1
    if modality in ("planned", "denied"):
        signs[modality] = 1
    if bare in EVENT_NOUNS:
        signs["event noun"] = 1
    if count >= MANY:
        signs["long"] = 1
    elif count < FEW:
        signs["short"] = 1
    if quote:
        signs["quotation"] = 1
    elif not _OPENING_MARKS.isdisjoint(forms):
        signs["words in marks"] = 1
    if said and not quote:
        how = said.rule.rsplit(", ", 1)[-1]
        if how in ("that", "object", "source phrase"):
            signs[how] = 1
        object_ = fold_key(said.says[:_NEED]).split(" ", 1)[0]
        demands = object_ in DEMANDED
        if how == "object" and object_ in EVENT_NOUNS and number:
            signs["event noun"] = 1  # `أكد مصدر أمني مقتل ثلاثة جنود`
        elif how == "object" and not demands and _ACTS.isdisjoint((cue, bare, first)):
            signs["no act"] = 1
        if cue in _OPINION and not demands:
            signs["opinion"] = 1
    elif not quote and modality == "reported" and not (number or date):
        if not signs.keys() & {"event verb", "past tense", "event noun"}:
            signs["nothing happens"] = 1
        if not named and not event:
            signs["nothing named"] = 1
        if not event and tells_habit(bare):
            signs["habit"] = 1
    if again and not said and not quote and modality == "reported" and tells_habit(bare):
        signs["again"] = 1
    if not perfect and " ".join(opening).removeprefix("و").startswith(_COMMENT):
        signs["comment"] = 1
    if bare in ("يعد", "تعد") and not any(m.at <= second < m.at + len(m.exact) for m in names):
        signs["description"] = 1
    return signs
