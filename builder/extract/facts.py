"""Sentences and clauses an editor would put on a fact sheet, each with its evidence, source, time and people."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import TypeVar

from msgspec import Struct, structs

from builder.extract.cues import AS, BY, CUES, HAPPENINGS, IMPERSONAL, STATED, THAT, UPON, cue_of, participles_told
from builder.extract.quotations import Stretch, quoted_stretches, sentences_of
from builder.extract.signals import DENIED_BY_FIRST, PLANNED_BY_FIRST, signals_of
from builder.extract.speakers import AFTER, MARKS, OUTLET_HEADS, PREPOSITIONS, bare_forms, is_outlet, stands_for_someone
from builder.extract.topic import subjects
from builder.extract.verbs import (
    BEEN,
    is_ahead,
    is_either,
    is_future,
    is_past,
    is_present,
    is_verb,
    own_verb,
    points_back,
    tells_habit,
    without_and,
)
from builder.extract.wording import TRAILING, VOWELS, any_of, lead_end, worded
from builder.extract.words import DASHES, EVENT_VERBS, FUNCTION, PROSE, Words, keys, words_of
from builder.extract.worth import DEMANDED, EVENT_NOUNS, NEEDED, Judge, Worth, refusal, signs_of, weigh
from builder.lexicon import table
from builder.lexicon.timeless import lasting
from builder.lexicon.vocabulary import is_ordinary
from builder.model import (
    Attribution,
    DateMention,
    Fact,
    Line,
    Link,
    Mention,
    Modality,
    Passed,
    PassReason,
    Published,
    Quote,
    Reason,
    ReasonField,
    Selector,
    When,
)
from builder.text.edtf import parse_edtf
from builder.text.folding import fold_key
from builder.text.sentences import has_lost_commas, sentence_spans

T = TypeVar("T")
_MODALITY = table("modality")
_EDGES = keys(table("times")["edges"])
_RELATIVE = (
    keys(w for phrase in _MODALITY["relative_time"] for w in phrase.split())
    | keys(_MODALITY["relative_words"])
    | _EDGES
)
# What came before or after the statement is a statement of its own where it has a day, a number or a name.
_BEFORE = ("قبل أن ", "قبل ان ")
_LATER = (*_BEFORE, "بعد أن ", "بعد ان ", "بعدما ")
_LATEST = ("كان آخر", "كانت آخر", "كان اخر", "كانت اخر")
_PROVIDED = ("على أن ", "على ان ")
_AROUND = (*_LATER, *_LATEST)
_CASE = "في قضية "  # and so is the event that a court tells of
_AS_FOR = re.compile(any_of(["أما "]))  # its verb answers with ف, so the statement needs to know
# Something else that one should know is a statement of its own: `أقال النادي مدربه، | علماً أن عقده ينتهي في مايو`.
# `اتفق الطرفان على أن`: the clause is what they agreed on.
_AGREES = keys(_MODALITY["agreed"])
_KNOWN = tuple(
    f"{known} {that}{whom} "
    for known in ("علما", "مع العلم")
    for that in ("بأن", "وأن", "أن")
    for whom in ("", "ه", "ها", "هم")
)
# Words that only join a clause to the one before it; _LATEST belongs to its own.
_AMID = ("حيث ", "بينما ", "في حين ", "فيما ", *_PROVIDED, *_KNOWN)  # also without a comma
_SPLIT_WORDS = (
    "أما ", "فيما ", "حيث ", "بينما ", "في حين ", "غير أن ", "غير أنه ", "غير أنها ", "غير أنهم ", "لكن ", "إلا أن ", "كما ",
    "على أن ", "ثم ", _CASE, "قبل أن ", "بعد أن ", "بعدما ", *_KNOWN,
)  # fmt: skip
_OPENER = re.compile(any_of(_SPLIT_WORDS))
# A new statement begins here; what stands before is complete.
_SPLITS = re.compile(
    f"[،,] ?(?={any_of([*(w for w in _SPLIT_WORDS if w != 'حيث '), 'وذلك ', *_LATEST])})|[؛;] *| (?={any_of(_AMID)})|[،,] ?(?=[وف][^ ]+ )| (?=و[^ ]{{3,}} ال)| (?=و (?!ال)[^ ]{{3,}} )| (?=وقد )| (?=و[أإا]ن(?:ه|ها|هم)?{VOWELS} )"
)
_AND_THAT = re.compile(f"و[أإا]ن(?:ه|ها|هم)?{VOWELS} ")  # what was said goes on: `قال إن الجسر فُتح | وأن السير عاد`
_FRONTED = re.compile("و?(?:في الوقت الذي|في الوقت الذى|بينما|رغم|على الرغم من|بالرغم من|مع|لدى|عقب|إثر|بعد|قبل) ")
# Behind a semicolon these go on with the same clause: `كشف المتحدث؛ عن نتائج`.
_GOES_ON = re.compile(
    "(?:(?:عن|في|على|من|إلى|مع|وخاصة|خاصة|مثل|وذلك|بهدف|لـ?) ?|(?:جراء|جرّاء|بسبب|نتيجة|بفعل|مما|ما|لأن|كي|حتى) )"
)
_AND_ALSO = keys(_MODALITY["and_also"])
MIN_WORDS = 4
_TELLS = 8  # words of a standfirst, at least
_TOLD_BELOW = 0.6  # the part of a standfirst's words that the body holds, from which on it is told again there
_REPEATS = 0.8  # the part of a piece that a fact before it holds already, from which on it is a repeat
MAX_WORDS = 60
LEAST_KEPT = 7  # facts of an article that tells so many, though none of them has the points needed
SPARED = 16  # points that those may lack
_ASKS = frozenset("؟?")
LENGTHY = 35  # words; a longer piece is parted where its clauses meet
_LEFT_OF_JOINT, _RIGHT_OF_JOINT = 9, 7  # words of the clauses
_JOINING = re.compile(rf"(?:{any_of(_MODALITY['joining'])}) ")
_HANGS_ON = (
    keys(_MODALITY["relatives"])
    | THAT
    | keys(("ما", "مما", "عندما", "حين", "بعدما", "حيث", "كما", "وعندما", "لم", "لا", "لن"))
)
_NO_JOINT = keys(table("heads")["place_openers"]) | keys(("غيره", "غيرها", "غيرهم", "غيرهما"))
_JOINTS = re.compile(rf"(?:[،,؛] ?| )(?=[وف][^ ]{{2,}} |{_JOINING.pattern})")
_REACH = 600  # characters beside a mark that decide whether it splits; clauses longer than that give no facts


class Piece(Struct, frozen=True, gc=False):
    """A stretch that may become a fact.

    start, end: in the text; sentence: its sentence's span; beside: the source of another clause of the sentence.
    """

    start: int
    end: int
    sentence: tuple[int, int]
    said: Attribution | None
    quote: Quote | None = None
    beside: Attribution | None = None


class Stated(Struct, frozen=True, gc=False):
    """What became of the prose: the facts, what gave none, and what the facts' values rest on."""

    facts: tuple[Fact, ...]
    passed: tuple[Passed, ...]
    reasons: tuple[Reason, ...]


class Why(Struct, frozen=True, gc=False):
    """The rule that gave a value, and the span [start, end) of the words that triggered it; None where none did."""

    rule: str
    start: int | None = None
    end: int = 0


class Weighed(Struct, frozen=True, gc=False):
    """A piece and what it shows. start, end: without what only joins or explains; first: the first word of its statement;
    chosen: the day of the event; why: the rule of the modality.
    """

    piece: Piece
    start: int
    end: int
    first: int
    chosen: DateMention | None
    modality: Modality
    why: Why
    names: list[Mention]
    worth: Worth


def state_facts(
    text: str,
    lines: tuple[Line, ...],
    dates: tuple[DateMention, ...],
    mentions: tuple[Mention, ...],
    quotes: tuple[Quote, ...],
    attributions: tuple[Attribution, ...],
    published: Published | None,
    judge: Judge = weigh,
) -> Stated:
    """Facts of the body lines in the order of the text, and why the rest gave none; the record mints the ids.

    judge: says from what a piece shows whether it is kept.
    """
    drafter = _Drafter(text, lines, dates, mentions, quotes, attributions, published, judge)
    weighed: list[Weighed] = []
    reach = -1
    for line in lines:
        if line.label not in PROSE:
            continue
        if line.end - line.start < 15:
            drafter.pass_over(line.start, line.end, "short line")
            continue
        if line.label == "standfirst" and not drafter.tells_alone(line, lines):
            drafter.pass_over(line.start, line.end, "standfirst")
            continue
        pieces = list(chain.from_iterable(map(drafter.shortened, drafter.pieces(line))))
        drafter.pass_between(pieces)
        for piece in pieces:
            if piece.start < reach and reach - piece.start >= _REPEATS * (piece.end - piece.start):
                drafter.pass_over(piece.start, piece.end, "repeat")
            elif one := drafter.weighed(piece):
                weighed.append(one)
                reach = reach if one.worth.passed else max(reach, piece.end)
    kept: list[Fact] = []
    for one in _spared(weighed):
        if one.worth.passed:
            drafter.pass_over(one.piece.start, one.piece.end, one.worth.passed)
        else:
            kept.append(drafter.draft(one))
    return Stated(tuple(kept), tuple(sorted(drafter.passed, key=lambda p: p.at)), tuple(drafter.reasons))


def _spared(weighed: list[Weighed]) -> list[Weighed]:
    """The pieces of an article, of which the best are kept after all where it tells little else: a sheet of two facts is none."""
    least = min(LEAST_KEPT, len(weighed) // 2)
    short = least - sum(one.worth.passed is None for one in weighed)
    if short <= 0:
        return weighed
    kept = [(one.start, one.end) for one in weighed if not one.worth.passed]
    passed = [
        (one.worth.total, -i)
        for i, one in enumerate(weighed)
        if one.worth.passed and one.worth.points and not any(a < one.end and one.start < b for a, b in kept)
    ]
    best = {-i: total for total, i in sorted(passed, reverse=True)[:short] if total >= NEEDED - SPARED}
    return [
        structs.replace(one, worth=Worth(None, (*one.worth.points, ("little else", NEEDED - best[i]))))
        if i in best
        else one
        for i, one in enumerate(weighed)
    ]


class _Drafter:
    def __init__(
        self,
        text: str,
        lines: tuple[Line, ...],
        dates: tuple[DateMention, ...],
        mentions: tuple[Mention, ...],
        quotes: tuple[Quote, ...],
        attributions: tuple[Attribution, ...],
        published: Published | None,
        judge: Judge,
    ) -> None:
        self.text = text
        self.judge = judge
        self.words: Words = words_of(text, lines)
        self.published = published
        self.signals = signals_of(self.words)
        # Each in the order of the text with its positions, so that a sentence finds its own by bisection.
        self.dates = sorted(dates, key=lambda d: d.at)
        self.date_starts = [d.at for d in self.dates]
        self.mentions = mentions
        self.mention_starts = [m.at for m in mentions]
        self.known_names = {m.name for m in mentions}
        self.quotes = sorted(quotes, key=lambda q: q.at)
        self.quote_starts = [q.at for q in self.quotes]
        self.quote_at = {q.at: q for q in reversed(self.quotes)}
        passed_on = [_passed_on(text, a) for a in attributions]
        self.attributions = sorted((a for a in passed_on if a.rule != "act"), key=lambda a: a.says_at)
        self.acts = sorted(a.says_at for a in attributions if a.rule == "act")
        self.denials = {a.says_at: a for a in attributions if a.rule == "backward" and fold_key(a.cue) in _DENIED}
        self.says_starts = [a.says_at for a in self.attributions]
        self.cue_starts = sorted(a.at for a in attributions)
        self.passed: list[Passed] = []
        self.reasons: list[Reason] = []
        # `صحيفة «الضفاف»`: the head word outside the name says that it is an outlet
        self.outlets = {
            m.name for m in mentions if m.rule == "quoted after head" and self.has_outlet_head(m.at)
        }  # fmt: skip
        self.full_names: dict[str, set[str]] = {}
        for name in {m.name for m in mentions if m.type == "person"}:
            for word in fold_key(name).split():
                self.full_names.setdefault(word, set()).add(name)

    def tells_alone(self, standfirst: Line, lines: tuple[Line, ...]) -> bool:
        """True for a standfirst that tells something, most words of which the body does not hold."""
        start, end = standfirst.start, standfirst.end
        if len(self.text[start:end].split()) < _TELLS or not self.has_verb(start, end):
            return False  # a caption, the day of the paper
        told = self.subjects(standfirst)
        below = chain.from_iterable(self.subjects(line) for line in lines if line.label == "body")
        return len(told.intersection(below)) < _TOLD_BELOW * len(told)

    def subjects(self, line: Line) -> frozenset[str]:
        """The stems of what a line speaks of."""
        a, b = bisect_left(self.words.starts, line.start), bisect_left(self.words.starts, line.end)
        return subjects(" ".join(self.words.forms[a:b]))

    # ---- the account ---------------------------------------------------------------------------------------------------

    def pass_over(self, start: int, end: int, why: PassReason) -> None:
        """Note that [start, end) gives no fact, unless no word stands there."""
        stretch = self.text[start:end]
        exact = stretch.strip()
        if any(c.isalnum() for c in exact):
            self.passed.append(Passed(exact, start + stretch.index(exact), why))

    def pass_between(self, pieces: list[Piece]) -> None:
        """Note what stands around the pieces of a line: the frames of what is said, and what is left over."""
        sentence, at = (0, 0), 0
        for piece in pieces:
            if piece.sentence != sentence:
                self.pass_around(at, sentence[1])
                sentence, at = piece.sentence, piece.sentence[0]
            self.pass_around(at, piece.start)
            at = max(at, piece.end)
        self.pass_around(at, sentence[1])

    def pass_around(self, start: int, end: int) -> None:
        if start < end:
            has_cue = bisect_left(self.cue_starts, start) < bisect_left(self.cue_starts, end)
            self.pass_over(start, end, "frame" if has_cue else "rest")

    def because(self, evidence: tuple[int, int], field: ReasonField, why: Why) -> None:
        exact = None if why.start is None else self.text[why.start : why.end]
        self.reasons.append(Reason(*evidence, field, why.rule, exact, why.start))

    def word(self, i: int) -> tuple[int, int]:
        return self.words.starts[i], self.words.ends[i]

    # ---- pieces ------------------------------------------------------------------------------------------------------

    def pieces(self, line: Line) -> list[Piece]:
        stretches = quoted_stretches(self.text, line)
        found: list[Piece] = []
        for start, end in sentences_of(self.text, line, stretches):
            found += self.of_sentence(start, end, stretches)
        return found

    def of_sentence(self, start: int, end: int, stretches: tuple[Stretch, ...]) -> list[Piece]:
        said = _between(self.attributions, self.says_starts, start, end)
        sentence = (start, end)
        found: list[Piece] = []
        begin = start
        cues = sorted(a.at for a in said)
        for a in said:
            says_end = self.said_until(a, cues)
            if a.rule == "backward" and a.says_at < begin:
                continue
            if a.says_at in self.denials:
                says_end = self.denial_end(a.says_at, end)  # `قال إن كذا، وهو ما نفته الشركة`: with who denies it
            hung = self.hung_on(begin, a)
            if hung > begin:
                found += self.split(begin, hung, sentence, None)
                begin = a.at
            if a.rule.endswith("object"):
                stop = cues[k] if (k := bisect_right(cues, a.at)) < len(cues) else end
                # What is denied ends with its clause, and an act of speaking (`حذرت من كذا، فيما أوقفت الشرطة ...`); an
                # account goes on (`كشفت عن تسجيل خمس حالات، فيما شفيت ثلاث`).
                verb = fold_key(a.cue)
                begin = self.past_participle(begin, a)
                over = self.is_act(a, verb) or (verb in CUES and CUES[verb].stance == "denied")
                own = self.tells_before(begin, a.at)
                own = own or (a.rule.startswith("noun") and self.has_verb(begin, a.at))  # `تتصاعد الرسائل، وتحذيره من`
                hung_on_it = _HANGS.search(self.text, max(begin, stop - _HANG), stop)  # `انتقد خصومه عندما | قال`
                over_at = hung_on_it.start() if hung_on_it and hung_on_it.start() > a.at + len(a.cue) else stop
                first, *more = self.split(begin, over_at, sentence, None if own else a)
                over = over or own
                if begin > start and not own and not self.has_verb(begin, a.at):
                    begin = a.at  # `وفقا لمدير الميناء، الذي | أهاب بالسكان ...`: who says it was the source before
                found.append(first)
                for p in more:  # `لفت إلى الغياب، بعدما حضر عرضان`: the clause is no part of what he told
                    alone = over or self.text.endswith(_LATER, 0, p.start)
                    found.append(Piece(p.start, p.end, sentence, None) if alone else p)
                begin = max(begin, stop)
                continue
            bound = a.at < a.says_at and fold_key(a.cue) in _HOPES
            if bound or (a.at < a.says_at and CUES.get(fold_key(a.cue)) and CUES[fold_key(a.cue)].stance == "denied"):
                # `نفى فلان أن يكون كذا`, `تمنى أن يفوز`: without its verb the evidence would say what is not so.
                if a.at - begin > 25 and not self.is_frame(begin, a.at):
                    found += self.split(begin, a.at, sentence, None)
                found.append(Piece(max(begin, a.at), says_end, sentence, a))
                begin = max(begin, says_end)
                continue
            if a.at < a.says_at:  # the frame stands first: what precedes it may be a statement of its own
                before = min(a.at, a.says_at)
                if (
                    before - begin > 25
                    and not a.rule.startswith(("via", "source"))
                    and not self.is_frame(begin, before)
                    and not self.is_subject_of(a, begin, before)
                ):
                    found += self.split(begin, before, sentence, None)
                begin = max(begin, says_end)
            else:
                begin = max(begin, a.at + len(a.cue), says_end)
            quote = self.quote_at.get(a.says_at) if a.speech == "direct" else None
            if quote:
                found.append(Piece(a.says_at, says_end, sentence, a, quote))
            elif a.speech == "direct":
                found.append(Piece(a.says_at, says_end, sentence, a))
            else:
                pieces = self.split(a.says_at, says_end, sentence, a)
                if a.rule == "source phrase" and a.at > a.says_at:
                    # `رُمم السور، وانتهت الأشغال حسب المعهد`: of the last clause alone, with what حيث hangs on it
                    last = len(pieces) - 1
                    while last and self.text.endswith("حيث ", 0, pieces[last].start):
                        last -= 1
                    pieces[:last] = [Piece(p.start, p.end, sentence, None, beside=a) for p in pieces[:last]]
                found += pieces
        # quotations whose speaker stands after them or elsewhere
        covered = [(p.start, p.end) for p in found]
        for quote in _between(self.quotes, self.quote_starts, start, min(end, start + 3)):
            if not any(s <= quote.at < e for s, e in covered):
                found.append(Piece(quote.at, quote.at + len(quote.exact), sentence, None, quote))
                begin = max(begin, quote.at + len(quote.exact) + 1)
        if not said and begin == start:
            found += self.split(start, end, sentence, None)
        elif end - begin > 40:
            rest = self.text[begin:end].lstrip(' "”»،,.')
            at = end - len(rest)
            opener = fold_key(" ".join(rest.split(maxsplit=3)[:3])).split()
            leads = opener[:1] == ["على"] and opener[1:2] == ["ان"]
            bare = without_and(opener[0]) if opener else ""
            told = opener and opener[0] != bare and (bare in BEEN or is_verb(bare))
            if leads or told or (opener and opener[0] in ("فيما", "بينما", "حيث", "كما", "وقد", "ثم")):
                found += self.split(at, end, sentence, None)
        found.sort(key=lambda p: (p.start, -p.end))
        return found

    def shortened(self, piece: Piece) -> list[Piece]:
        """The clauses of a piece that is too long for a sheet: the sentences of a quotation, or what its joints part."""
        if len(self.text[piece.start : piece.end].split()) <= LENGTHY:
            return [piece]
        spans = sentence_spans(self.text, piece.start, piece.end) if piece.quote else [(piece.start, piece.end)]
        return [
            Piece(start, end, piece.sentence, piece.said, piece.quote, piece.beside)
            for span in spans
            for start, end in self.at_joints(*span)
        ]

    def at_joints(self, begin: int, end: int) -> list[tuple[int, int]]:
        """A stretch in clauses, parted before each verb with و that begins one; whole where it is not too long."""
        if len(self.text[begin:end].split()) <= LENGTHY:
            return [(begin, end)]
        spans: list[tuple[int, int]] = []
        for joint in _JOINTS.finditer(self.text, begin, end):
            stop, at = joint.span()
            left, right = self.text[max(begin, stop - _REACH) : stop], self.text[at : min(end, at + _REACH)]
            if len(left.split()) < _LEFT_OF_JOINT or len(right.split()) < _RIGHT_OF_JOINT:
                continue
            if _is_open(left) or not self.is_joint(at, bare=joint.group() == " ") or not self.tells_by(begin, stop):
                continue
            spans.append((begin, stop))
            begin = at + self.opening(at)
        return [*spans, (begin, end)]

    def is_joint(self, at: int, *, bare: bool) -> bool:
        """True where a clause begins with و: `ولم`, `وليس في`, or a verb; one without a comma before it is of the past."""
        i = bisect_left(self.words.starts, at)
        form, following = self.words.form(i), self.words.form(i + 1)
        if self.words.form(i - 1) == "الا":
            return False  # `ما من عمل إلا | ويقع مرتكبه`
        if form == "ولا":
            return is_present[following]  # no `ولا سيما`, `لا ظالما ولا مظلوما`
        if form in ("وليس", "وليست"):
            return following in PREPOSITIONS or following.startswith(("لد", "له")) or following == "هناك"
        if _JOINING.match(self.text, at):
            return True
        verb = without_and(form)
        # `صفا | واحدا`, `وصولا إلى`: a word in -ا is hardly ever a verb of two
        if (
            verb == form
            or verb in _NO_JOINT
            or form in _AND_ALSO
            or form[-1] == "ا"
            or self.names(at, self.words.ends[i])
        ):
            return False
        if verb in _RESULTS and (following in PREPOSITIONS | _LEADS or following[:2] == "عن"):
            return False  # `اندلعت النار، وأدت إلى نزوح المئات`: what led to it stands before
        if verb in BEEN:
            return True
        if len(verb) == 3 and verb[1] != "ا" and following.startswith("ال"):
            return False  # `تحسين الخدمة | وخفض الكلفة`
        if points_back[verb] and verb not in EVENT_VERBS:
            return False  # `دورة | واحدة`
        return (verb in EVENT_VERBS or verb in CUES) and is_past[verb] if bare else is_verb(verb)

    def tells_by(self, begin: int, stop: int) -> bool:
        """False where an adverbial opens the words, and no verb of their own follows: `قبل أن تنشأ الدولة | وعندما كانت ...`."""
        a, b = bisect_left(self.words.starts, begin), bisect_left(self.words.starts, stop)
        forms = self.words.forms[a : min(b, a + MAX_WORDS)]
        if not forms or not ({forms[0], forms[0][1:]} & (_LEADS | _CONDITIONS)):
            return True
        return any(is_verb(f) and before not in _HANGS_ON for before, f in pairwise(forms))

    def past_participle(self, begin: int, a: Attribution) -> int:
        """Where what is told begins behind a participle that only says it: `مشيرا إلى | تواصل الأشغال`; `داعيا` is an act."""
        goes_on = begin <= a.at < begin + _JOINS and a.at <= a.says_at
        return a.says_at if goes_on and fold_key(a.cue) in _ONLY_SAYS else begin

    def said_until(self, a: Attribution, cues: list[int]) -> int:
        """Where what is said ends, or a participle in it begins something else that is said: `إن النسبة بلغت 72%، | ومؤكدا أن ...`."""
        end = a.says_at + len(a.says)
        if a.at > a.says_at or a.speech == "direct":
            return end
        for at in cues[bisect_right(cues, a.says_at) :]:
            if at >= end:
                break
            i = bisect_right(self.words.starts, at) - 1
            cue = CUES.get(without_and(self.words.form(i)))
            counted = self.words.form(i - 1).isdigit()  # `أكثر من 51 متهما`
            if (
                cue is not None
                and cue.kind == "participle"
                and not counted
                and i - bisect_left(self.words.starts, a.says_at) >= MIN_WORDS
            ):
                return self.words.ends[i - 1]
        return end

    def hung_on(self, start: int, a: Attribution) -> int:
        """The end of a clause from `start` that a report only hangs on, else `start`: `أُغلق الطريق، بعد أن أعلن الوزير ...`."""
        if a.at > a.says_at or a.rule.startswith(("via", "source", "inset")):
            return start
        hangs = _HANGS.search(self.text, max(start, a.at - _HANG), a.at)
        return hangs.start() if hangs and len(self.text[start : hangs.start()].split()) >= MIN_WORDS else start

    def denial_end(self, says_at: int, end: int) -> int:
        """Where the clause ends that denies what is said at `says_at`."""
        denial = self.denials[says_at]
        return min((i for mark in "،," if (i := self.text.find(mark, denial.at, end)) >= 0), default=end)

    def is_frame(self, start: int, end: int) -> bool:
        """True where the words before a cue only lead to it (`وفي السياق نفسه`)."""
        words = self.text[start:end].split()
        if words and words[-1] == "ف" and words[0] in ("أما", "اما"):
            return True  # `أما المدير فلان ف|قال`
        cue = CUES.get(without_and(self.words.form(bisect_right(self.words.starts, end) - 1)))
        opening = without_and(self.words.form(bisect_left(self.words.starts, start)))
        if cue is not None and cue.kind == "participle" and len(words) > 5 and is_past[opening]:
            says = CUES.get(opening)
            if says is None or opening in _SPEECH_ACTS:
                return False  # `شكل الحزب هيئة جديدة | مؤكدا أن ...`
            if not (says.noun_object or says.prepositions):
                return True  # `قال الوزير في لقاء صحفي أمس | مؤكدا أن ...`
        if len(words) < 5 or words[-1] == "قد" or self.is_adverbial(start, end):
            return True
        if words[-1] in ("،", "و") or words[-1].endswith("،"):
            opening = without_and(self.words.form(bisect_left(self.words.starts, start)))
            if opening not in BEEN and is_past[opening]:
                return False  # `ونفى المتهم إخفاء أي مبالغ، وقال محاميه إن ...`
        return not self.names(start, end) and not _between(self.dates, self.date_starts, start, end)

    def is_subject_of(self, a: Attribution, start: int, end: int) -> bool:
        """True where the words before a cue are only who says it: `الرئيس السابق الذي رفض الاعتذار، قال إن ...`."""
        low, high = bisect_left(self.words.starts, start), bisect_left(self.words.starts, end)
        forms = self.words.forms
        tells = any(is_verb(forms[k]) and forms[k - 1] not in _RELATIVES for k in range(low, high))
        named = any(m.name == a.speaker for m in self.names(start, end))
        return named and not tells and not self.has_measure(start, end)

    def has_verb(self, start: int, end: int) -> bool:
        a, b = bisect_left(self.words.starts, start), bisect_left(self.words.starts, end)
        return any(map(is_verb, self.words.forms[a:b]))

    def tells_before(self, start: int, end: int) -> bool:
        """True where a verb of the past opens the words before a cue: `طلبت السفارة إيضاح تصريح أشار إلى ...`."""
        a, b = bisect_left(self.words.starts, start), bisect_left(self.words.starts, end)
        first = without_and(self.words.forms[a]) if a + 4 < b else ""
        if first in BEEN:  # `كان المودعون تقدموا بالدعوى، مطالبين ...`
            return any(is_past[f] and f not in CUES and f not in FUNCTION for f in self.words.forms[a + 2 : b])
        return bool(first) and not {first, first[1:]} & PREPOSITIONS and is_past[first]

    def is_adverbial(self, start: int, end: int) -> bool:
        """True for `وعلى الرغم من التزامه الصمت،`: a preposition opens it, and no clause of its own follows a comma."""
        a, b = bisect_left(self.words.starts, start), bisect_left(self.words.starts, end)
        forms = self.words.forms[a:b]
        first = forms[0] if forms else ""
        opens = {first, first[1:]} & _LEADS
        told = any(forms[k] == "،" and is_past[without_and(forms[k + 1])] for k in range(len(forms) - 1))
        return bool(opens) and forms[-1] == "،" and not told

    def split(self, start: int, end: int, sentence: tuple[int, int], said: Attribution | None) -> list[Piece]:
        """The clauses of a stretch that stand alone."""
        found: list[Piece] = []
        begin = start + self.opening(start)
        fronted = _FRONTED.match(self.text, start)  # its first comma leads to the main clause
        for mark in _SPLITS.finditer(self.text, start, end):
            stop, at = mark.span()
            if fronted and stop == self.text.find("،", start):
                continue
            joined = self.text.startswith("و", at) or self.follows(at)
            that = self.goes_on_saying(at, end, said) if joined else None
            if that is None and not self.begins_clause(begin, mark, end):
                continue
            left = self.text[max(begin, stop - _REACH) : stop]
            least = 4 if joined else 5
            if len(left.split()) < least or len(self.text[at : min(end, at + _REACH)].split()) < least:
                continue
            if _is_open(left):
                continue
            found.append(Piece(begin, stop, sentence, said))
            if said is not None and self.tells_beside(at):
                said = None
            begin = at + self.opening(at) if that is None else that
            if joined and that is None and self.is_speech_act(at):  # `زعم أن الاتفاق هدية، وطالب بمناقشته`
                said = None
        found.append(Piece(begin, end, sentence, said))
        return found

    def tells_beside(self, at: int) -> bool:
        """True for `أعلنت الحركة أنها ...، | بينما التقى الرئيس فلان وفدا`: somebody named did it, and nobody tells of it."""
        i = bisect_left(self.words.starts, at)
        if self.words.form(i) not in _MEANWHILE or not is_past[self.words.form(i + 1)]:
            return False
        first, last = self.words.starts[i + 2], self.words.starts[min(i + 2 + _SUBJECT, len(self.words.starts) - 1)]
        return any(m.type == "person" for m in self.names(first, last)) and self.words.form(i + 2) not in _LEADS

    def goes_on_saying(self, at: int, end: int, said: Attribution | None) -> int | None:
        """What was said goes on behind the وأن at `at`: where, or None (`سبق وأن اعتقل`)."""
        if said is None or not said.rule.endswith("that"):
            return None
        that = _AND_THAT.match(self.text, at, end)
        before = self.words.form(bisect_left(self.words.starts, at) - 1)
        return that.end() if that and before not in _WITH_AND_THAT else None

    def begins_clause(self, begin: int, mark: re.Match[str], end: int) -> bool:
        """True where behind a mark of _SPLITS begins a statement of its own, rather than more of the one from `begin`."""
        stop, at = mark.span()
        bare = mark.group() == " "
        if self.text.startswith("و", at):
            if bare and not self.is_apart(begin, stop, at, end):
                return False
            if not (self.begins_with_verb(at) or self.appoints(at)):
                return False
            return self.is_full(at, end) or self.opens_denial(at) or self.opens_plan(at)
        if self.text.startswith("ف", at) and not _OPENER.match(self.text, at):
            return (self.follows(at) and self.begins_with_verb(at) and self.is_full(at, end)) or self.explains(at)
        if mark.group().startswith("؛") and _GOES_ON.match(self.text, at):
            return False
        if self.text.startswith("حيث ", at):
            before = self.words.form(bisect_left(self.words.starts, at) - 1)
            if before == "من" or not self.begins_with_verb(at + 4):  # `يبدأ المعرض من حيث انتهت المعارض الأخرى`
                return False
        if self.text.startswith(_CASE, at) and not self.tells_event(at + len(_CASE)):
            return False
        if self.text.startswith("ثم ", at) and not self.begins_with_verb(at + 3):
            return False  # `جاء الأرز أولا بمئتي كيلوغرام، ثم السكر بمئة`
        if self.text.startswith(_AROUND, at):
            return self.is_full(at, end) and self.has_measure(begin, stop)
        if bare and self.text.startswith(_PROVIDED, at):
            return self.is_provided(begin, stop, at) and self.has_measure(at, end)
        if bare and self.text.startswith("فيما ", at):  # no `فرقا فيما بينها`
            return self.has_measure(begin, stop) and self.has_measure(at, end)
        return True

    def is_provided(self, begin: int, stop: int, at: int) -> bool:
        """True for what follows an event: `بدأ الفرز السبت | على أن تعلن النتائج الاثنين`; not for `شدد على أن`."""
        begin = max(begin, stop - _REACH)
        first, last = bisect_left(self.words.starts, begin), bisect_left(self.words.starts, stop)
        left = self.words.forms[first:last]
        if (
            not tells_habit(self.words.form(last + 2))
            or not is_past[without_and(left[0])]
            or not self.has_measure(begin, stop)
        ):
            return False
        return not any(cue_of(f)[0] or without_and(f) in UPON or without_and(f) in _AGREES for f in left)

    def is_apart(self, begin: int, stop: int, at: int, end: int) -> bool:
        """Without a comma, what begins another statement: `عالجت الفرق الحريق | وقد نقل المصابان`, or a verb with a subject
        and a number of its own: `زاد الخام 79 سنتا | وارتفع الخام الأمريكي 75 سنتا`.
        """
        i = bisect_left(self.words.starts, at)
        form = self.words.form(i)
        typed_apart = form == "و"  # `وصل الحجاج | و توجهوا إلى مكة`
        verb = self.words.form(i + 1) if typed_apart or form == "وقد" else without_and(form)
        begin, end = max(begin, stop - _REACH), min(end, at + _REACH)
        before, after = len(self.text[begin:stop].split()), len(self.text[at:end].split())
        if form == "وقد":
            return before >= 5 and after >= 5 and is_verb(verb)
        if (
            not is_past[verb]
            or verb in _TOWNS_BEGIN
            or form in _AND_ALSO
            or self.names(at, self.words.ends[i + typed_apart])
        ):
            return False  # `بين المزارة | وعين القصبة`
        if typed_apart:
            return before >= 6 and after >= 6 and self.is_full(at, end)
        return before >= 8 and after >= 6 and self.has_measure(begin, stop) and self.has_measure(at, end)

    def is_speech_act(self, at: int) -> bool:
        i = bisect_left(self.words.starts, at)
        return without_and(self.words.form(i)) in _SPEECH_ACTS

    def explains(self, at: int) -> bool:
        """True for a noun with ف that begins a sentence of its own: `سنطعن بالقرار، | فالخبرة لم تكتمل`; no `فالح`."""
        form = self.words.form(bisect_left(self.words.starts, at))
        return form.startswith("فال") and len(form) > 5 and is_ordinary(form[3:]) and not self.names(at, at + len(form))

    def appoints(self, at: int) -> bool:
        """True for one more that is appointed or leaves: `أمر بترقية هيا السويلم، | وتكليف عوض الشهراني`."""
        return without_and(self.words.form(bisect_left(self.words.starts, at))) in _APPOINTS

    def opening(self, at: int) -> int:
        """The length of the word at `at` that only joins a clause to the one before it."""
        if self.explains(at):
            return 1
        joins = None if _AS_FOR.match(self.text, at) else _OPENER.match(self.text, at)
        return joins.end() - at if joins else 0

    def has_outlet_head(self, at: int) -> bool:
        i = bisect_left(self.words.starts, at)
        heads = (OUTLET_HEADS, "وكالتا", "وكالتي", "صحيفتا", "صحيفتي")
        return any(f in heads[0] or f in heads or f[1:] in heads[0] for f in self.words.forms[max(0, i - 3) : i])

    def is_outlet(self, name: str | None) -> bool:
        return bool(name) and (is_outlet(name or "") or name in self.outlets)

    def begins_with_verb(self, at: int) -> bool:
        i = bisect_left(self.words.starts, at)
        i += self.words.form(i) == "و"  # typed apart
        if i >= len(self.words.forms):
            return False
        form = self.words.forms[i]
        if without_and(form) in _OWNERS and self.words.form(i + 1).startswith("ال"):
            return False  # `وصاحب السمو الأمير`: one more of a list
        if without_and(form) in BEEN:
            return True
        if form == "وسوف":
            return is_verb(self.words.form(i + 1))
        return form in _AND_ALSO or form in EVENT_VERBS or form in CUES or is_future[without_and(form)] or is_verb(form)

    def opens_denial(self, at: int) -> bool:
        """True where a verb of denial opens a clause: `أحالت الشرطة مقيماً إلى النيابة، | وقد أنكر التهمة`."""
        i = bisect_left(self.words.starts, at)
        i += self.words.form(i) == "وقد"
        return without_and(self.words.form(i)) in _DENIED

    def opens_plan(self, at: int) -> bool:
        """True where a verb of what is to come opens a clause: `اجتمعت اللجنة أمس، | وستعلن قرارها لاحقا`."""
        i = bisect_left(self.words.starts, at)
        bare = without_and(self.words.form(i))
        return bare != self.words.form(i) and (is_future[bare] or (bare == "سوف" and is_verb(self.words.form(i + 1))))

    def tells_event(self, at: int) -> bool:
        """True where the noun of an event stands: `في قضية | انهيار سقف`."""
        return self.words.form(bisect_left(self.words.starts, at)) in EVENT_NOUNS

    def follows(self, at: int) -> bool:
        """True for a verb of the past with a ف of its own: `، فاستأنف المصرف الحكم`."""
        i = bisect_left(self.words.starts, at)
        form = self.words.form(i)
        return form[:1] == "ف" and len(form) > 4 and not is_past[form] and is_past[form[1:]]

    def has_measure(self, start: int, end: int) -> bool:
        """True where a day or a number stands."""
        a, b = bisect_left(self.words.starts, start), bisect_left(self.words.starts, end)
        return bool(_places(self.signals.numbers, a, b) or _between(self.dates, self.date_starts, start, end))

    def is_full(self, start: int, end: int) -> bool:
        """True for a clause that has a name, a number or a date of its own, so that it can stand alone."""
        clause = self.text[start : min(end, start + _REACH)].replace(",", "،").split("،")[0]
        stop = start + len(clause)
        return bool(
            self.names(start, stop)
            or any(c.isdigit() for c in clause)
            or _between(self.dates, self.date_starts, start, stop)
        )

    # ---- one fact ------------------------------------------------------------------------------------------------------

    def weighed(self, piece: Piece) -> Weighed | None:
        """What a piece shows, and whether it is kept; None, and passed over, where it is too long or too short."""
        start, end = self.trimmed(piece)
        exact = self.text[start:end]
        count = len(exact.split())
        if count < MIN_WORDS or "\n" in exact or count > MAX_WORDS:
            self.pass_over(piece.start, piece.end, "too short" if count < MIN_WORDS else "too long")
            return None
        opens, b = bisect_left(self.words.starts, start), bisect_left(self.words.starts, end)
        a = opens if piece.quote else bisect_left(self.words.starts, lead_end(self.text, start, end))
        content = self.content_of(start, end, piece)
        # the day of what is announced says more than the day of the announcement
        chosen = self.main_date(content, end) if content > start else None
        if chosen is None and not self.is_framed(start, content):
            chosen = self.main_date(start, end)
        if chosen is None and self.appoints(piece.start):
            chosen = self.main_date(piece.sentence[0], piece.start)  # the day of the decree
        modality, why = self.modality((start, content, end), a, b, piece, chosen)
        if chosen and why.rule == "future prefix" and self.is_behind(chosen):
            # `سيخزن الفائض كي لا يتكرر ما جرى في ربيع 2024`: what is to come has no date that is over
            chosen = self.main_date(chosen.at + len(chosen.exact), end)
            chosen = chosen if chosen and not self.is_behind(chosen) else None
        if chosen and modality in ("reported", "claimed") and self.is_of_plan(chosen, start):
            chosen = None
        names = self.names(start, end)
        worth = self.worth(opens, a, b, piece, modality, names, count, chosen is not None or self.is_dated(start, end))
        return Weighed(piece, start, end, a, chosen, modality, why, names, worth)

    def draft(self, weighed: Weighed) -> Fact:
        piece, start, end, worth = weighed.piece, weighed.start, weighed.end, weighed.worth
        modality, chosen, names = weighed.modality, weighed.chosen, weighed.names
        exact = self.text[start:end]
        if len(self.text[end : piece.end].split()) > 1:
            self.pass_over(end, piece.end, "explanation")
        evidence = (start, end)
        kind = "quotation" if piece.quote else piece.said.rule if piece.said else "sentence"
        if not piece.said and not piece.quote and piece.sentence != (piece.start, piece.end):
            kind = "clause"
        self.because(evidence, "evidence", Why(f"{kind}: {worth.told()}"))
        self.because(evidence, "modality", weighed.why)
        when, why = _when(chosen)
        self.because(evidence, "when", why)
        chain = self.chain(piece)
        who, where = self.who_where((start, end), weighed.first, names)
        denied: tuple[str, ...] = ()
        if modality == "denied":
            denial = self.denial(start, end)
            speakers = (link.who for link in chain if link.role == "speaker")
            denied = (
                ((denial.speaker,) if denial.speaker else ()) if denial else tuple(n for who in speakers for n in who)
            )
        begin = start if piece.said or piece.quote else self.behind_frame(start, end)
        return Fact(
            "", self.statement(begin, end, piece, names), (Selector(exact, start),), attribution=chain,
            modality=modality, denied_by=denied, when=when, who=who, where=where,
        )  # fmt: skip

    def behind_frame(self, start: int, end: int) -> int:
        """Where a statement begins behind a verb whose subject nobody knows: `ولفت إلى أن | المحافظة ...`."""
        a, b = bisect_left(self.words.starts, start), bisect_left(self.words.starts, end)
        that = self.framed(a, min(b, a + _BARE_FRAME)) if self.claim(a, b) else None
        return self.words.starts[that + 1] if that is not None and that + MIN_WORDS < b else start

    def trimmed(self, piece: Piece) -> tuple[int, int]:
        start, end = piece.start, piece.end
        while start < end and (self.text[start].isspace() or self.text[start] in "،,.؛:-–—…)”»*•●▪◄"):
            start += 1
        while end > start and self.text[end - 1] in TRAILING:
            end -= 1
        if numbered := _NUMBERED.match(self.text, start, end):
            start = numbered.end()
        count = 0 if piece.quote else len(self.text[start:end].split())
        if count > LONG:
            low = start if count > MAX_WORDS else -1  # of the last comma or digit
            for mark in _EXPLAINS.finditer(self.text, start, end):
                if low < 0:
                    ahead = range(end - 1, start, -1)
                    low = next((i for i in ahead if self.text[i] in "،," or self.text[i].isdigit()), start)
                if mark.end() <= low and not self.text.startswith(_GUESTS, mark.end()):
                    continue
                left = self.text[max(start, mark.start() - _REACH) : mark.start()]
                last = self.words.forms[bisect_left(self.words.starts, mark.start()) - 1]
                since = self.text.startswith("منذ ", mark.end()) and not self.text.startswith("منذ أن ", mark.end())
                if since and len(self.text[mark.end() : end].split()) < _SHORT_SINCE:
                    continue  # `النظام معمول به منذ وقت طويل`
                if mark.group() == " " and is_verb(last):
                    continue  # `اتجاه بدأ | منذ أن أعلنت الشركة نتائجها`
                if len(left.split()) >= 8 and left.count('"') % 2 == 0 and left.count("“") == left.count("”"):
                    end = mark.start()
                    break
            if len(self.text[start:end].split()) > MAX_WORDS:
                end = self.first_clause(start, end)
        if self.text.endswith(("، و", "، ف", ", و", ", ف"), start, end):
            end -= 3
        if aside := _ASIDE.search(
            self.text, max(start, end - _HANG), end
        ):  # `ضبطت الشرطة ثلاثة، من جانبه | أوضح مديرها`
            end = aside.start()
        if hanging := _HANGING.search(self.text, max(start, end - _HANG), end):  # `التقى العميد والذي | أوضح أن ...`
            end = hanging.start()
        end = self.without_trailing(start, end)
        exact = self.text[start:end]
        if exact[:1] in '"“«' and sum(exact.count(c) for c in '"“”«»') == 1:
            start += 1
        elif exact[-1:] in '"”»' and sum(exact.count(c) for c in '"“”«»') == 1:
            end -= 1
        return start, end

    def without_trailing(self, start: int, end: int) -> int:
        """The end without words that only lead on, where a line broke behind them: `حدد النادي موعد التقديم | وعلى`; but
        `لم يتخذ القرار بعد.`, `سنة من قبل.`
        """
        if self.text[end : end + 1] in _STOPPED:
            return end
        while end - start > MIN_WORDS:
            at = self.text.rfind(" ", start, end)
            last = fold_key(self.text[at + 1 : end])
            if at <= start or last not in _LEADS_ON:
                break
            end = at
        return end

    def first_clause(self, start: int, end: int) -> int:
        """Where a sentence that is too long to be a fact may end: before the last verb with و among its first words, or
        after the first of those who attended, or where it pauses; else `end`.
        """
        opening = without_and(self.words.form(bisect_left(self.words.starts, start)))
        attended = opening in _ATTENDED
        stop = end
        pause = end  # the last one in reach; what a condition opens is no statement without its answer
        leads = opening in _CONDITIONS or opening in _LEADS
        reach = self.words.starts[min(bisect_left(self.words.starts, start) + MAX_WORDS, len(self.words.starts) - 1)]
        for mark in _PAUSE.finditer(self.text, start, min(end, reach)):
            left = self.text[start : mark.start()]
            count = len(left.split())
            if _is_open(left):
                continue
            after = self.words.form(bisect_left(self.words.starts, mark.end()))
            goes_on = after[:1] == "و" and (is_verb(after) or (attended and "كل" not in left.split()))
            if goes_on and count >= _LEAST_OF_CLAUSE and (stop == end or count <= LONG):
                stop = mark.start()
            if not leads and count >= _LEAST_OF_CLAUSE and (pause == end or count <= LENGTHY):
                pause = mark.start()
        return pause if stop == end else stop

    def names(self, start: int, end: int) -> list[Mention]:
        low, high = bisect_left(self.mention_starts, start), bisect_left(self.mention_starts, end)
        return list(self.mentions[low:high])

    def content_of(self, start: int, end: int, piece: Piece) -> int:
        """Where in [start, end) begins what is announced or told with a noun (`أعلنت البلدية | إغلاق الجسر`), else `start`."""
        said = piece.said
        if said and said.rule.endswith("object"):
            return said.says_at if start <= said.at else start
        if said is None and not piece.quote:
            first, last = bisect_left(self.words.starts, start), bisect_left(self.words.starts, end)
            that = self.framed(first, last) if self.claim(first, last) else None
            if that is not None:
                return self.words.starts[that + 1] if that + 1 < last else start
        act = bisect_left(self.acts, start) if said is None else len(self.acts)
        return self.acts[act] if act < len(self.acts) and self.acts[act] < end else start

    def is_framed(self, start: int, content: int) -> bool:
        """True where أن stands before what is told: a day before it is the day of speaking."""
        before = self.words.form(bisect_left(self.words.starts, content) - 1)
        return content > start and (before in THAT or before == ":")

    def denial(self, start: int, end: int) -> Attribution | None:
        """Who denies what is told in [start, end): `صرح فلان بكذا، وهو ما نفاه آخر`."""
        return next((a for at, a in self.denials.items() if start <= at < end), None)

    def modality(
        self, span: tuple[int, int, int], a: int, b: int, piece: Piece, chosen: DateMention | None
    ) -> tuple[Modality, Why]:
        """How the words `a` to `b` stand to what happened. span: where they begin, where what is told in them does, their end."""
        start, content, end = span
        said = piece.said
        verb = fold_key(said.cue) if said else ""
        stance = CUES[verb].stance if verb in CUES else ""
        cue = (said.at, said.at + len(said.cue)) if said else (0, 0)
        if stance == "denied" and self.words.form(bisect_left(self.words.starts, cue[0]) - 1) not in _NOT:
            return "denied", Why("verbs table, stance denied", *cue)
        denial = self.denial(start, end) if self.denials else None
        if denial:
            return "denied", Why("denied by another", denial.at, denial.at + len(denial.cue))
        if denied := self.denied(a, b):
            return "denied", denied
        planned = self.planned(a, b)
        if planned and said and self.develops(planned):
            planned = None
        if not planned and self.text.endswith(_BEFORE, 0, start):  # `سيزور باجة قبل أن يزور الكاف`
            planned = self.planned(bisect_left(self.words.starts, piece.sentence[0]), a)
        if planned:
            return "planned", planned
        if self.text.endswith(_PROVIDED, 0, start) and tells_habit(self.words.form(a)):
            return "planned", Why("what is to follow", start - len(_PROVIDED[0]), start - 1)
        told = a if content == start else bisect_left(self.words.starts, content)
        ahead = self.to_come((start, content), told, b, chosen)
        acts = content > start and without_and(self.words.form(a)) in _SPEECH_ACTS  # `هدد السكان بغلق الطريق غدا`
        noun = content > start and not self.is_framed(start, content)  # `أعلنت البلدية | فتح السوق غدا`: no verb
        acts = acts or verb in _HOPES  # a hope is no plan
        acts = acts or (said is not None and verb in _EXPRESSES and self.is_act(said, verb))
        if ahead and not acts and verb not in _JUDGES and (noun or verb in _FORECASTS or not self.tells_past(told, b)):
            return "planned", ahead
        if chosen and self.is_announced(a, chosen):
            return "planned", Why("present tense and a day", *self.word(a))
        if forecast := self.forecast(said, verb, a, told, chosen):
            return "planned", forecast
        if piece.quote:
            return "claimed", Why("a quotation")
        if said is None:
            claim = self.claim(a, b) or self.sourced(a, b)
            return ("claimed", claim) if claim else ("reported", Why("nobody else says it"))
        if said.rule.endswith("object") and start <= said.at and self.is_act(said, verb):
            return "reported", Why("an act of speaking", *cue)
        if stance == "claimed":
            return "claimed", Why("verbs table, stance claimed", *cue)
        if without_and(self.words.form(a)) in _SPEECH_ACTS:
            return "reported", Why("an act of speaking", *self.word(a))  # `وحسب المصدر دعا الوزير السكان إلى الهدوء`
        if (self.is_outlet(said.speaker) or _is_press(said.as_printed)) and verb not in _ASSERTS:
            return "reported", Why("said by an outlet", *cue)
        return "claimed", Why("somebody says it", *cue)

    def is_act(self, said: Attribution, verb: str) -> bool:
        """True for `دعا إلى الهدوء`, `أشاد بالعمال`, `أعرب عن أسفه`: done by saying so; not for `أعرب عن اعتقاده أن`."""
        first = self.words.form(bisect_left(self.words.starts, said.says_at))
        if first in DEMANDED:  # `شدد المدير على ضرورة إخلاء المبنى`
            return True
        return (
            verb in _SPEECH_ACTS
            or verb in _PRAISES
            or verb in _WHO_ACTS
            or (verb in _EXPRESSES and first.startswith(_FEELINGS))
        )

    def develops(self, planned: Why) -> bool:
        """True for a future verb of what comes by itself: `قال إن الطلب سينخفض` foretells, and nobody plans it."""
        if planned.start is None or planned.rule != "future prefix":
            return False
        i = bisect_left(self.words.starts, planned.start)
        bare = without_and(self.words.form(i))[1:]
        return bare in _DEVELOPS or (bare in ("يحول", "تحول") and self.words.form(i + 1) == "دون")

    def is_announced(self, a: int, chosen: DateMention) -> bool:
        """True for `وتقام مباراة مساء اليوم`, and `ويختتم المهرجان يوم 27 جويلية` where nobody knows the day of publication."""
        opening = without_and(self.words.form(a))
        if opening in _HELD and not _TODAY.isdisjoint(fold_key(chosen.exact).split()):
            return True
        unknown = not (self.published and self.published.edtf)
        edtf = chosen.edtf or ""
        return unknown and len(edtf) == 10 and edtf[0] == "X" and is_present[opening]

    def denied(self, a: int, b: int) -> Why | None:
        """Words among `a` to `b` that deny what they tell: نفى, نافيا, `لا صحة ل`.

        A verb of denial behind a verb of the past is told of somebody: `أوقفت الشرطة المدير الذي ينفي التهم`.
        """
        forms = self.words.forms
        opening = without_and(forms[a])
        told = is_past[opening] and opening not in DENIED_BY_FIRST and opening not in BEEN and opening not in CUES
        for i in _places(self.signals.denied, a, b):
            bare = forms[i] if forms[i] in DENIED_BY_FIRST else forms[i][1:]
            if told and i > a and is_verb(bare):
                continue
            if _is_open(self.text[self.words.starts[a] : self.words.starts[i]]):
                continue  # `أغنيتها "هذه كذبة بيضاء"`
            if bare in _HIS_DENIAL and self.words.form(i + 1) in PREPOSITIONS | AFTER:
                continue  # `ونفيه بعد ذلك إلى لندن`: he was banished
            if self.words.form(i - 1) in _NOT and is_verb(bare):
                continue  # `لم ينكر المدير وجود زيادة`
            for rest in DENIED_BY_FIRST[bare]:
                if tuple(forms[i + 1 : i + 1 + len(rest)]) == rest:
                    return Why("modality table, denied", self.word(i)[0], self.word(i + len(rest))[1])
        return None

    def claim(self, a: int, b: int) -> Why | None:
        """What opens the words `a` to `b` as somebody's word, although no speaker was read: an accusation, `أضاف أن`."""
        forms = self.words.forms
        opening = without_and(forms[a])
        if opening in _ACCUSES:
            return Why("an accusation", *self.word(a))
        cue = None if opening in IMPERSONAL else CUES.get(opening)
        if cue is None or cue.kind != "verb" or cue.stance == "denied":
            return None
        return Why("somebody says it", *self.word(a)) if self.framed(a, b) else None

    def sourced(self, a: int, b: int) -> Why | None:
        """A source amid the words `a` to `b`: `وتعود القضية، وفق ما أفادت به مصادر مطلعة، إلى شكوى`; not `وفق القانون`."""
        for i in _places(self.signals.triggers, a, b):
            form = self.words.forms[i]
            form = form if form in BY or form in AS else form[1:]
            if form not in BY and form not in AS:
                continue
            says = i + 1 + (self.words.form(i + 1) in ("ما", "لما"))
            cue = CUES.get(self.words.form(says).removesuffix("ه")) or cue_of(self.words.form(says))[0]
            stated = self.words.form(says) in STATED and says > i + 1  # `وفق ما جاء في التقرير`
            told = (
                stated or (cue is not None and cue.kind == "verb")
                if says > i + 1 or form in AS
                else self.is_source(says)
            )
            if told:
                return Why("somebody says it", *self.word(i))
        return None

    def is_source(self, i: int) -> bool:
        """True for somebody, a body or a document that speaks, at word `i`."""
        at = self.words.starts[i] if i < len(self.words.starts) else -1
        k = bisect_left(self.mention_starts, at)
        if k < len(self.mentions) and self.mentions[k].at <= at + 1:
            return self.mentions[k].type in ("person", "organization")
        return any(stands_for_someone(form) for form in bare_forms(self.words.form(i)))

    def framed(self, a: int, b: int) -> int | None:
        """The أن or colon among the words `a` to `b` that belongs to a verb of speech at `a`; its day may stand between commas."""
        forms = self.words.forms
        that = next((i for i in range(a + 1, min(b, a + _FRAMED)) if forms[i] in THAT or forms[i] == ":"), None)
        if that is None or any(forms[i] == "،" and is_verb(forms[i + 1]) for i in range(a, that)):
            return None
        return that

    def to_come(self, span: tuple[int, int], told: int, b: int, chosen: DateMention | None) -> Why | None:
        """What sets the words `told` to `b` after the publication: their date, or `خلال اليومين المقبلين`."""
        start, content = span
        happens = content > start and self.words.form(bisect_left(self.words.starts, content)) in HAPPENINGS
        aside = content > start and not happens and chosen and self.is_aside(content, chosen.at)
        if chosen and self.is_ahead(chosen) and not aside:
            return Why("a day after the publication", chosen.at, chosen.at + len(chosen.exact))
        first = self.words.forms[told : told + _NOUN_FIRST]
        if chosen and not _COARSE.search(chosen.exact) and not any(is_past[own_verb[f]] for f in first):
            coming = not _COMING.isdisjoint(fold_key(chosen.exact).split()) and not self.is_aside(content, chosen.at)
            if coming:  # `الأحد القادم`, though nobody knows the day of publication
                return Why("a time to come", chosen.at, chosen.at + len(chosen.exact))
        soon = _SOON.search(self.text, content, self.words.ends[min(b, told + _OPENING) - 1])
        return Why("a time to come", soon.start() + 1, soon.end()) if soon else None

    def forecast(
        self, said: Attribution | None, verb: str, a: int, told: int, chosen: DateMention | None
    ) -> Why | None:
        """`يتوقع خبراء أن ينمو الاقتصاد هذا العام`, `وتوقع المصرف نمو الاقتصاد`: foretold, and its time is not over."""
        if chosen and self.is_behind(chosen):
            return None
        if said is None:
            opening = self.words.form(a)
            foretells = without_and(opening) in _FORECASTS
            return Why("a forecast", *self.word(a)) if foretells else None
        if verb in _FORECASTS and (said.rule.endswith("object") or is_present[without_and(self.words.form(told))]):
            return Why("a forecast", said.at, said.at + len(said.cue))
        return None

    def is_aside(self, start: int, at: int) -> bool:
        """True where a comma and a verb stand before `at`: `طرح سندات، يفتح باب الاكتتاب فيها يوم 22 مارس`."""
        a, b = bisect_left(self.words.starts, start), bisect_left(self.words.starts, at)
        forms = self.words.forms
        return any(forms[k] == "،" and is_verb(forms[k + 1]) for k in range(a, b - 1))

    def planned(self, a: int, b: int) -> Why | None:
        """What in the opening of the words `a` to `b` speaks of what is to come: a future verb, `من المقرر`."""
        forms = self.words.forms
        here = _places(self.signals.ahead, a, min(b, a + _OPENING))
        opening = own_verb[forms[a]]
        present = next((i for i in range(a, min(b, a + _OPENING)) if is_present[without_and(forms[i])]), b)
        if a + 1 < b and is_present[opening] and not is_either(opening):  # `ويعقد المجلس جلسته المقبلة`
            ahead = (i for i in range(a + 2, min(b, a + _OPENING)) if forms[i] in _COMING)
            coming = next((i for i in ahead if forms[i - 1] not in _POSSIBLE), None)  # no `زيارته المحتملة المقبلة`
            if coming is not None and not any(forms[i] in MARKS for i in range(a, coming)):
                return Why("present tense and a time to come", *self.word(coming))
        if a < b and here[:1] != [a] and forms[a][0] in "وف" and forms[a][1:] in PLANNED_BY_FIRST:
            here.insert(0, a)
        for i in here:
            form = forms[i]
            if i > a + 1 and (is_past[opening] or present < i):
                spoken = opening in CUES or opening in _DECIDES or any(f in CUES for f in forms[a + 1 : i])
                if form[0] == "س" and not spoken and is_past[opening]:
                    continue  # `غادر الوفد مسقط إلى طهران حيث سيلتقي نظيره`
                if is_past[opening] and any(f in BEEN for f in forms[a + 1 : i]):
                    continue  # `أُلغيت مسيرة كانت النقابة تنوي تنظيمها`
                before = forms[i - 1]  # a noun without its article has a clause of its own
                of_noun = (
                    before.isalpha() and before not in FUNCTION and not before.startswith(("ال", "لل", "بال", "وال"))
                )
                beyond = forms[i - 2].lstrip("و") if before.endswith(("ه", "ها", "هم", "هما")) else ""
                if beyond in _RELATIVES and i - 2 > a:
                    continue  # `المساعدات التي بدونها سينكشف الجيش`
                if form == "من" and forms[i + 1].startswith("شان") and forms[i + 1] not in ("شان", "شانك"):
                    continue  # `يناقش البرلمان قانونا من شأنه أن يسمح`
                if before.lstrip("و") in _RELATIVES or (of_noun and form[0] == "س" and self.is_indefinite(i - 1)):
                    continue  # `أكملت استعداداتها للانتخابات التي ستجرى`, `تعرض لإصابة ستبعده`
            if i > a and not _BECAUSE.isdisjoint(forms[max(a, i - 4) : i]):
                continue  # `يمنع مضغ الأقراص لأنها لن تتحلل`
            if i > a and (forms[i - 1] in _WHATEVER or any(pair in _UNSURE_IF for pair in pairwise(forms[a:i]))):
                continue  # `بغض النظر عما ستفرزه النتائج`, `يبحث ما إذا كان سيشارك`, `إذا لم تحل المشكلة فإن العجز سيتضاعف`
            if i > a and form in _THAN and forms[i - 1].removeprefix("ب") in _MORE:
                continue  # `بيانات أضعف من المتوقع`
            besides = form[:2] == "وس" or (forms[i - 1][0] == "و" and forms[i - 1][1:] in THAT)  # `وأنها ستواصل`
            if besides and (present < i or any(is_past[f] for f in forms[a + 1 : i])):
                continue  # `المحول وصل أمس وسيدخل الخدمة غدا`: told first is what happened
            if form[0] in "سوف" and "لو" in forms[i + 1 : b]:
                continue  # `سيرتفع البحر لو ذاب الجليد`: nobody plans it
            if _NO_HAMZA.match(self.text, self.words.starts[i]):
                continue  # `ساندي`, `سائلين`: `سأعلن` is printed with its hamza
            if is_future[without_and(form)] and (i < a + 13 or form[0] != "و"):
                return Why("future prefix", *self.word(i))
            if i > a + 12:
                continue
            bare = form[1:] if i == a and form[:1] in "وف" and len(form) > 2 else form
            if form == "على" and i > a + 1 and is_past[opening]:
                continue  # `قدم البنك قرضا على أن يتم صرفه في أربع سنوات`: the loan was offered
            for rest in PLANNED_BY_FIRST.get(form, PLANNED_BY_FIRST.get(bare, ())):
                if tuple(forms[i + 1 : min(b, i + 1 + len(rest))]) == rest:
                    return Why("modality table, planned", self.word(i)[0], self.word(i + len(rest))[1])
        return None

    def is_indefinite(self, i: int) -> bool:
        """True for a noun by itself: no name, verb, ending of a possessor, nor a word that belongs to the one before."""
        held = bisect_right(self.mention_starts, self.words.starts[i]) - 1
        named = held >= 0 and self.words.starts[i] < self.mentions[held].at + len(self.mentions[held].exact)
        form, before = self.words.forms[i], self.words.form(i - 1)
        if named or is_verb(form) or form[-1] in "اي":
            return False
        return before in FUNCTION or form[0] in "لب" or is_ordinary(form)

    def tells_past(self, a: int, b: int) -> bool:
        """True where the words `a` to `b` open with a verb of the past; `فتح المظاريف سيكون غدا` opens with a noun."""
        forms = self.words.forms[a:b]
        if not forms or any(is_ahead[f] for f in forms[1:4]):
            return False
        first = own_verb[forms[0]]
        if {forms[0], first} & _LEADS and not is_past[first]:  # `ولدى تفقده المحطة، أعطى تعليمات`
            return any(forms[k] == "،" and is_past[forms[k + 1]] for k in range(len(forms) - 1))
        return is_past[first] and first[0] != "ي"

    def is_ahead(self, date: DateMention) -> bool:
        """True where all of a date lies after the day of publication, or its end, where something comes before that."""
        days = self.beside_publication(date)
        if days is None:
            return False
        first, last, printed = days
        before_end = self.text.endswith(("قبل ", "بحلول "), 0, date.at) and date.exact.startswith(_ENDS)
        return first > printed or (last > printed and before_end)

    def is_behind(self, date: DateMention) -> bool:
        """True where all of a date lies before the day of publication."""
        days = self.beside_publication(date)
        return days is not None and days[1] < days[2]

    def beside_publication(self, date: DateMention) -> tuple[str, str, str] | None:
        """The first and last day of a date and the day of publication (ISO), where all are known."""
        if not (self.published and self.published.edtf and date.edtf):
            return None
        told, printed = parse_edtf(date.edtf), parse_edtf(self.published.edtf)
        first, last, day = told.earliest, told.latest, printed.latest
        return (first, last, day) if first and last and day and day == printed.earliest else None

    def is_of_work(self, date: DateMention, start: int) -> bool:
        """True for the year behind a verb that tells of an indefinite noun before it: `مأخوذ عن قصة قصيرة نشرت عام 1978`.

        A day there is the day of the news all the same: `أعلن في ندوة صحفية عقدها اليوم`.
        """
        if not date.edtf or len(date.edtf) != 4:
            return False
        forms = self.words.forms
        i, first = bisect_left(self.words.starts, date.at), bisect_left(self.words.starts, start)
        if i - first < 4 or not is_past[forms[i - 1]]:
            return False
        noun = forms[i - 2]
        held = bisect_right(self.mention_starts, self.words.starts[i - 2]) - 1
        named = held >= 0 and self.words.starts[i - 2] < self.mentions[held].at + len(self.mentions[held].exact)
        is_noun = (
            noun.isalpha() and not named and noun not in FUNCTION and not noun.startswith(("ال", "لل", "بال", "وال"))
        )
        return is_noun and not is_verb(noun) and any(is_verb(without_and(form)) for form in forms[first : i - 3])

    def is_of_source(self, date: DateMention, start: int) -> bool:
        """True for the day a source spoke, amid a clause: `وفق دراسة نشرت الخميس الماضي`, `بحسب ما أعلنته الوزارة أمس`."""
        forms = self.words.forms
        i, first = bisect_left(self.words.starts, date.at), bisect_left(self.words.starts, start)
        told = False
        for k in range(i - 1, max(first - 1, i - _SOURCE_PHRASE), -1):
            if forms[k] in MARKS and len(forms[k - 1]) > 1:  # `د.`
                return False
            if forms[k] in BY:
                return told
            told = told or is_past[forms[k]] or points_back[forms[k]] or forms[k] in _ISSUED
        return False

    def is_of_object(self, date: DateMention, start: int) -> bool:
        """True for the day of a verb that points back at the noun before it: `شكوى قدمها الاثنين`, `مرسوم أصدره أمس`.

        What happens in something happens on its day: `قتلوا في غارة شنها الجيش أمس`, `قرر في جلسة عقدها الأحد`.
        """
        forms = self.words.forms
        i, first = bisect_left(self.words.starts, date.at), bisect_left(self.words.starts, start)
        for k in range(i - 1, max(first + 3, i - _NEAR_VERB), -1):
            if forms[k] in MARKS:
                return False
            if points_back[forms[k]] and not self.words.printed(k, k + 1).endswith("ة"):  # `جلسة` is no `جلسه`
                noun = forms[k - 1]
                if not _WITHIN.isdisjoint(forms[k - 3 : k - 1]) and forms[first] not in _LOOKED_INTO:
                    return False
                if noun.startswith("ال"):
                    return False  # `تصدر المحكمة حكمها في 20 أبريل`: a clause behind a definite noun begins with التي
                return noun.isalpha() and noun not in FUNCTION and noun not in PREPOSITIONS and not is_verb(noun)
        return False

    def worth(
        self,
        opens: int,
        a: int,
        b: int,
        piece: Piece,
        modality: Modality,
        names: list[Mention],
        count: int,
        dated: bool,
    ) -> Worth:
        """Whether an editor would keep the words `a` to `b`, with what joins them to the words before from `opens` on."""
        if self.words.forms[opens] in ("قد", "وقد", "لقد", "ولقد"):  # background, more often than not
            a = opens
        forms = self.words.forms[a:b]
        asks = self.words.form(b) in _ASKS  # a piece ends before its last marks
        refused = refusal(forms, piece.said, piece.quote, named=bool(names), asks=asks)
        if refused:
            return Worth(refused, ())
        signs = signs_of(
            forms, piece.said or piece.beside, piece.quote, modality, names, count=count, date=dated,
            opening=self.words.forms[opens : opens + 3],
            number=bool(_places(self.signals.numbers, a, b)), again=self.is_repeated(a, b), second=self.words.starts[min(a + 1, b - 1)],
        )  # fmt: skip
        return self.judge(signs)

    def is_repeated(self, a: int, b: int) -> bool:
        """True where the words `a` to `b` tell how often: `كل ستة أشهر`, `سنويا`."""
        start, end = self.words.starts[a], self.words.ends[b - 1]
        return any(d.kind == "set" for d in _between(self.dates, self.date_starts, start, end))

    def main_date(self, start: int, end: int) -> DateMention | None:
        """The date of the event: the first that is no starting point (منذ) and stands in no relative clause.

        A day in the frame (`قال أمس إن`) is the day of speaking, so only the statement itself is read. A date in digits
        says more than the year it is told in: `في العام الماضي ... في مارس 2021`.
        """
        inside = [d for d in _between(self.dates, self.date_starts, start, end) if d.kind == "date"]
        if not inside:
            return None
        inside = [d for d in inside if not self.text.endswith(_DELIVERED, 0, d.at)]
        own = [d for d in inside if not self.text[max(start, d.at - 5) : d.at].endswith("منذ ")]
        if not own:
            # `أعلى كمية منذ أغسطس 2020` only compares; `يضرب عن الطعام منذ الأحد` tells when it began
            own = [d for d in inside if not _COMPARES.search(self.text, max(start, d.at - 60), d.at)]
        own = [
            d
            for d in own
            if not (
                self.is_of_person(d, start)
                or self.is_of_work(d, start)
                or self.is_of_object(d, start)
                or self.is_of_source(d, start)
                or self.is_of_relative(d, start)
                or _OF_ACT.search(self.text, max(start, d.at - _NUMBER_OF_ACT), d.at)
            )
        ]
        # what came before has a day of its own, and lends it only where no other is told
        own = [d for d in own if not _BEFORE_IT.search(self.text, max(start + 1, d.at - _BEFORE_IT_REACH), d.at)] or own
        # a day, before the year of a school or a budget that it is for
        own = [d for d in own if d.rule != "hijri.years" and not _OF_SCHOOL.search(self.text, d.at - 40, d.at)] or own
        against = _AGAINST.search(self.text, start, end)
        if against:
            own = [d for d in own if d.at < against.start()] or own
        if not own:
            return None
        relative = _RELATIVE_CLAUSE.search(self.text, start, own[0].at)
        later = own[1] if len(own) > 1 else None
        # the day inside the clause says more than the season outside it
        finer = later and own[0].edtf and later.edtf and len(own[0].edtf) > len(later.edtf)
        chosen = later if later and not finer and (relative or self.is_of_noun(own[0], start)) else own[0]
        if not any(c.isdigit() for c in chosen.exact) and _COARSE.search(chosen.exact):
            chosen = next(
                (d for d in own if any(c.isdigit() for c in d.exact) and not _FOR_YEAR.match(d.exact)), chosen
            )
        until = self.until(chosen) if _AS_FROM.search(self.text, max(start, chosen.at - 40), chosen.at) else None
        if (
            until
            and until.edtf
            and chosen.edtf
            and len(chosen.edtf) == len(until.edtf) == 10
            and chosen.edtf < until.edtf
        ):
            exact = self.text[chosen.at : until.at + len(until.exact)]
            return structs.replace(chosen, exact=exact, edtf=f"{chosen.edtf}/{until.edtf}")
        return chosen

    def until(self, date: DateMention) -> DateMention | None:
        """Where a stretch ends that is told of as two dates: `ابتداء من الغد | وحتى الجمعة`."""
        high = date.at + len(date.exact)
        joined = _UNTIL.match(self.text, high)
        beside = _between(self.dates, self.date_starts, joined.end(), joined.end() + 1) if joined else []
        return beside[0] if beside and beside[0].rule != "hijri.nth" else None

    def is_dated(self, start: int, end: int) -> bool:
        """True where a day, month or year stands, though it be that of a decree, a delivery or what came before."""
        return any(d.kind == "date" and d.edtf for d in _between(self.dates, self.date_starts, start, end))

    def is_of_person(self, date: DateMention, start: int) -> bool:
        """True in a relative clause about somebody named: `خلفا لفلان الذي انتهت مدته في مايو`."""
        if self.text.startswith(_LATEST, start):
            return False  # `كان آخرهم فلان الذي مثل أمامها يوم الأحد`
        clause = next(reversed(list(_RELATIVE_CLAUSE.finditer(self.text, start, date.at))), None)
        if clause is None or "،" in self.text[clause.end() : date.at]:
            return False
        k = bisect_right(self.mention_starts, clause.start()) - 1
        about = self.mentions[k] if k >= 0 else None
        if about is None or about.type != "person":
            return False
        return not self.text[about.at + len(about.exact) : clause.start()].strip(" ،,")

    def is_of_relative(self, date: DateMention, start: int) -> bool:
        """True right behind the verb of a relative clause about a thing: `طلب نسخة من محضر الاجتماع الذي انعقد أمس`.

        What happens in something happens on its day: `فاز في المباراة التي جرت أمس`.
        """
        forms = self.words.forms
        first, i = bisect_left(self.words.starts, start), bisect_left(self.words.starts, date.at)
        relative = next(
            (k for k in range(i - 2, max(first + _NEAR_NOUN, i - _NEAR_RELATIVE), -1) if forms[k] in _RELATIVES), None
        )
        if relative is None or not (is_past[forms[relative + 1]] and is_past[without_and(forms[first])]):
            return False
        near = forms[relative - _NEAR_NOUN : relative]
        return _WITHIN.isdisjoint(near) and not any(f.startswith(("بال", "لل")) for f in near)

    def is_of_plan(self, date: DateMention, start: int) -> bool:
        """True for the day of what is only to come, in what happened: `أسندت المباراة المقرر إقامتها السبت إلى حكم`."""
        return bool(_OF_PLAN.search(self.text, max(start, date.at - _NUMBER_OF_ACT), date.at))

    def is_of_noun(self, date: DateMention, start: int) -> bool:
        """True for a quarter, season or year that tells which, not when: `بيانات الربع الثالث`."""
        i = bisect_left(self.words.starts, date.at)
        before = self.words.forms[i - 1] if self.words.starts[i - 1] >= start else ""
        k = bisect_left(self.mention_starts, date.at) - 1
        if (
            k >= 0
            and self.mentions[k].type == "place"
            and self.words.starts[i - 1] < self.mentions[k].at + len(self.mentions[k].exact)
        ):
            return False  # `ولد في القاهرة عام 1943`
        return bool(_OF_NOUN.match(date.exact)) and before.isalpha() and before not in FUNCTION and not is_verb(before)

    def chain(self, piece: Piece) -> tuple[Link, ...]:
        """The links, outermost first: outlets, then who spoke."""
        said, quote = piece.said, piece.quote
        if said is None:
            if quote and quote.speaker:
                known = quote.speaker in self.known_names
                who = (quote.speaker,) if known else ()
                return (Link("speaker", who, None if known else quote.speaker, None, None, "direct"),)
            return ()
        if said.speaker and self.is_outlet(said.speaker):
            outlets = tuple(dict.fromkeys((*said.via, said.speaker)))
            return (Link("via", outlets, None, said.cue, said.at, said.speech),)
        links: list[Link] = [Link("via", said.via)] if said.via else []
        via = said.speaker is None and _is_press(said.as_printed)
        who = (said.speaker,) if said.speaker else ()
        if said.speaker or said.as_printed:
            links.append(Link("via" if via else "speaker", who, said.as_printed, said.cue, said.at, said.speech))
        return tuple(links)

    def who_where(
        self, evidence: tuple[int, int], a: int, names: list[Mention]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The names of the statement, which begins with word `a`: places where it happened, and all others; noted with
        what decides.
        """
        who: dict[str, None] = {}
        where: dict[str, None] = {}
        for mention in names:
            if mention.type == "place":
                i = bisect_left(self.words.starts, mention.at)
                before = self.words.forms[i - 1] if i > a else ""
                attached = self.text[mention.at - 1 : mention.at] in ("ب", "ل")
                told = CUES.get(before)  # `أعلنت باريس`, but no participle as in `مدينة بنزرت`
                subject = not attached and (i == a or (told is not None and told.kind == "verb") or is_verb(before))
                found, rule = (who, "the place acts") if subject else (where, "a place")
            elif mention.type != "event":
                found, rule = who, "named"
            else:
                continue
            if mention.name not in found:
                field: ReasonField = "who" if found is who else "where"
                self.because(evidence, field, Why(rule, mention.at, mention.at + len(mention.exact)))
            found[mention.name] = None
        return tuple(who), tuple(name for name in where if name not in who)

    # ---- the sentence ----------------------------------------------------------------------------------------------------

    def statement(self, start: int, end: int, piece: Piece, names: list[Mention]) -> str:
        """The evidence as a sentence that stands alone; nothing but what is named here is changed."""
        if piece.quote:
            speaker = piece.quote.speaker
            said = f"«{self.text[start:end].strip()}»."
            self.because(
                (start, end), "statement", Why("the quotation, after its speaker" if speaker else "the quotation")
            )
            return f"{speaker}: {said}" if speaker else said
        changes: list[tuple[int, int, str, str]] = []  # from, until, what stands there instead, why
        for date in _between(self.dates, self.date_starts, start, end):
            if date.at + len(date.exact) <= end and date.kind == "date":
                changes += self.timeless(start, date)
        completed: set[str] = set()
        begun = {mention.at - 1 for mention in names}
        ended = {mention.at + len(mention.exact) for mention in names}
        for mention in names:
            if mention.at - 1 in ended or mention.at + len(mention.exact) in begun:
                continue  # `فاطمة زهرة | العين`: two that are one name
            if mention.type == "person" and mention.name not in completed and mention.at + len(mention.exact) <= end:
                completed.add(mention.name)
                key, whole = fold_key(mention.exact), fold_key(mention.name).split()
                certain = len([n for n in self.full_names.get(key, ()) if " " in n]) == 1
                if certain and len(whole) > 1 and key in whole:
                    changes.append((mention.at, mention.at + len(mention.exact), mention.name, "name in full"))
        leads = piece.said if piece.said and start <= piece.said.at < start + _LEADS_IN else None
        told = participles_told().get(without_and(fold_key(leads.cue))) if leads else None
        if leads and told:
            changes.append((leads.at, leads.at + len(leads.cue), told, "a verb for the participle"))
        if piece.said and piece.said.rule == "inset" and start < piece.said.at < end:
            opens = self.words.starts[bisect_left(self.words.starts, piece.said.at) - 1]
            closes = self.text.find(self.text[opens], piece.said.at, end) + 1
            if closes:
                changes = [c for c in changes if not opens <= c[0] < closes]
                gap = "" if self.text[opens - 1].isspace() else " "
                changes.append((opens, closes + (self.text[closes : closes + 1] == " "), gap, "who says it, amid it"))
        changes.sort()
        parts: list[str] = []
        at = start
        for low, high, new, why in changes:
            if low < at:
                continue
            parts += [self.text[at:low], new]
            at = high
            self.because((start, end), "statement", Why(why, low, high))
        parts.append(self.text[at:end])
        joined = "".join(parts)
        if has_lost_commas(self.text):
            joined = joined.replace("? ", "، ")
        before = bisect_left(self.words.starts, start) - 1
        behind_that = before >= 0 and self.words.forms[before] in _THAT
        first = next((name.type for name in names if name.at == start), None)
        finished = worded(
            joined,
            is_whole=behind_that or first is not None,
            behind_that=behind_that and first in (None, "organization"),
            named=first is not None,
        )
        if not joined.startswith(finished[:2]):
            self.because((start, end), "statement", Why("opening words left out"))
        return finished

    def is_subject(self, at: int) -> bool:
        """True for a stretch of time at `at` right behind a verb that tells what it brought: `شهد | العام الماضي`."""
        i = bisect_left(self.words.starts, at) - 1
        return i >= 0 and without_and(self.words.forms[i]) in _BROUGHT

    def bare_clause(self, low: int, high: int) -> int:
        """Where the clause begins that the cut from `low` to `high` would leave with its verb alone: `، وتنتهي غدا`,
        `المباراة التي جرت أمس،`, `الحفل المقرر إقامته غدا`.
        """
        if self.text[high : high + 2].strip()[:1] not in ("", "،", ",", ".", "؛", "-", "–"):
            return low
        i = bisect_left(self.words.starts, low) - 1
        if i < 1:
            return low
        opening, last = self.words.forms[i - 1], self.words.forms[i]
        is_bare = (is_verb(last) and opening in _OPENS_BARE) or opening in _SCHEDULED
        if not is_bare and last not in _SCHEDULED:
            return low
        at = i - 1 if is_bare else i
        while at > 0 and self.words.forms[at] in _SCHEDULED and self.words.forms[at - 1] in _BEEN_TO:
            at -= 1
            while at > 0 and (self.words.forms[at - 1] in _BEEN_TO or self.words.forms[at - 1] in _RELATIVES):
                at -= 1  # `الاجتماع الذي كان من المقرر عقده اليوم`
        return self.words.starts[at]

    def timeless(self, start: int, date: DateMention) -> list[tuple[int, int, str, str]]:
        """What becomes of a time expression that changes with the day: cut, or said with its year; nothing where neither can be."""
        if lasts := lasting(date.exact, date.edtf):
            said = [(date.at, date.at + len(date.exact), lasts, "the year in place of relative time")]
        else:
            said = []
        if date.rule == "day.this_month" and date.edtf:
            cuts = self.without_relative(start, date)
        elif any(c.isdigit() for c in date.exact):
            beside = _BESIDE_A_DATE.search(date.exact)
            cuts = [(date.at + beside.start(), date.at + beside.end(), "")] if beside else []
        else:
            words = [word.strip("()") for word in _COMMAS.sub(" ", fold_key(date.exact)).split()]
            edged = words[0] in _EDGES  # `مطلع العام المقبل` says more than its year
            is_cut = _are_relative(words) and not (edged and (said or not date.edtf))
            cuts = self.without_relative(start, date) if is_cut else []
        return [(*cut, "relative time left out") for cut in cuts] or said

    def without_relative(self, start: int, date: DateMention) -> list[tuple[int, int, str]]:
        """Cuts `اليوم الجمعة`, `اليوم وغدا`, `في الثاني من الشهر الجاري`, with a preposition that would be left hanging."""
        low, high = date.at, date.at + len(date.exact)
        for beside in _between(self.dates, self.date_starts, high, high + 5):
            if self.text[high : beside.at] not in (" و", " أو ", " او ") or not _are_relative(
                fold_key(beside.exact).split()
            ):
                return []  # `اليوم و12 مارس`: the `و` would hang in the air
            high = beside.at + len(beside.exact)
        before = self.text[max(start, low - 40) : low]
        if _DAY_IN_BRACKETS.match(self.text, high):
            return []  # `مساء بعد غد الخميس (29 شعبان)`: the brackets would hang in the air
        part = _PARTS_OF_DAY.get(date.exact.split()[0])
        clock = _AT_A_CLOCK.search(before)
        if clock and part:  # `عند الساعة العاشرة من صباح اليوم`
            return [(low - len(clock[1]), high, part)]
        if since := _AS_FROM.search(before):  # `تعلن النتائج اعتبارا من اليوم الاثنين أو غد الثلاثاء`
            until = self.until(date)
            if until and until.edtf and _are_relative(fold_key(until.exact).split()):
                high = until.at + len(until.exact)  # `ابتداء من الغد وحتى الجمعة`
            elif until and self.text.startswith(" و", high):
                return [(low - len(since[0]), high + 2, " ")]  # `ابتداء من الغد و|حتى 15 مارس`
            return [(low - len(since[0]), high, "")]
        held = _HELD_BEFORE.search(before)  # `ابتداء من صباح يوم أمس`
        hanging = _EARLY_OF.search(before) or (None if held else _HANGING_BEFORE.search(before))
        if date.rule == "day.this_month" and (not hanging or self.text.startswith(" و", high)):
            return []
        if hanging:
            low -= len(hanging[1]) + 1
        if low <= start + 1 and self.text[start:low] in ("", "و", "ف"):  # `وفي الأسبوع الماضي أعلنت الشركة`
            behind = bisect_left(self.words.starts, high)
            while self.words.form(behind) in MARKS:
                behind += 1
            at = self.words.starts[behind] if behind < len(self.words.starts) else high
            told = self.begins_with_verb(at) and self.words.form(behind) not in _BROUGHT
            return [(low, at, "")] if told else []
        if not hanging and (held or not before.endswith((" ", "،", ","))):
            return []
        if _COARSE.search(date.exact) and self.is_subject(low):
            return []  # `شهد العام الحالي ...`
        if self.text.startswith(" و", high) and is_present[self.words.forms[bisect_left(self.words.starts, low) - 1]]:
            return []  # `دفعة تسدد خلال الأسبوع الحالي وأخرى ...`
        called = without_and(fold_key(self.text[max(start, low - 16) : low]).rsplit(" ", 1)[-1])
        if called in _CALLED_BY_DAY or (called[1:] in _CALLED_BY_DAY and called[0] in "بلك"):
            return []
        if self.text[low - 1 : low] == " ":
            low -= 1
        if self.is_of_source(date, start):  # `وفق دراسة نشرت الخميس الماضي`: no `وفق دراسة نشرت`
            verb = bisect_left(self.words.starts, low) - 1
            if is_past[self.words.forms[verb]] and self.words.ends[verb] == low:
                low = self.words.starts[verb] - 1
        low = max(self.bare_clause(low, high), start)
        if self.text[low - 1 : low] == " ":
            low -= 1
        if self.text[low - 1 : low] in DASHES and self.text[high : high + 1] in DASHES:
            return [(low - 1, high + 1, "")]  # `المسرحية -التي عُرضت أمس- حدث`
        if self.text[low - 1 : low] in ("،", ",") and self.text[high : high + 1] in ("،", ","):
            low -= 1
        if self.text[low - 1 : low] in ("،", ",") and self.text[high : high + 1] in (*"؛.:؟", ""):
            low -= 1
        alone = bisect_left(self.words.starts, low) - 1
        if self.text[high : high + 1] in ("،", ",") and (
            alone < 1 or is_verb(self.words.forms[alone]) or _GOVERNED.match(self.text, high + 1)
        ):
            high += 1  # `تم عشية اليوم، بباجة، حجز ...`, `كشفت الوزارة أمس، عن خطتها`: no comma behind the verb or its subject
        if self.text[low - 2 : low] in (" و", " ف") and self.text[high : high + 1] == " ":
            high += 1  # `، وفي الشهر الماضي أغلقت`: its و joins what follows
        return [(low, high, "")]


def _is_open(left: str) -> bool:
    """True where a mark or bracket of a stretch has no counterpart in it."""
    return left.count('"') % 2 == 1 or any(left.count(a) != left.count(b) for a, b in ("“”", "«»", "()"))


def _are_relative(words: Sequence[str]) -> bool:
    return all(word in _RELATIVE or word.removeprefix("ل") in _RELATIVE for word in words)


# What a relative day takes with it, and what holds it where it stands.
_PARTS = "صباح|مساء|فجر|ظهر|عصر|ليل|ليلة|عشية|صبيحة|ضحى"
_HANGING_BEFORE = re.compile(
    r"(?:^| )[وف]?((?<! منذ )(?<! حتى )(?<! قبل )(?<! بعد )(?<! من )(?<! إلى )(?<! على )(?<! الى )"
    rf"(?:(?:في )?(?:{_PARTS}) يوم|في|خلال|يوم)) $"
)
_AS_FROM = re.compile(r" (?:اعتبار|ابتداء|بدء|انطلاق)(?:ا|اً|ًا|ً|)? من (?:يوم )?$")
_UNTIL = re.compile(" و?(?:حتى|لغاية|إلى(?: غاية)?|الى(?: غاية)?) (?:يوم )?")
_EARLY_OF = re.compile("(?:^| )[وف]?(في (?:(?:وقت|ساعة|ساعات) (?:سابق|لاحق|مبكر|متأخر)ة?|الساعات الأولى) من) $")
_HELD_BEFORE = re.compile(rf"(?:^| )(?:من|منذ|حتى|إلى|الى|عن|على|قبل|بعد|و|هذا|هذه)(?: (?:{_PARTS}))?(?: يوم)? $")
_AT_A_CLOCK = re.compile(r" الساعة(?: [^ ،.]+){1,5}?( من )$")
_PARTS_OF_DAY = {"صباح": " صباحاً", "مساء": " مساءً", "ظهر": " ظهراً", "عصر": " عصراً", "فجر": " فجراً", "ليل": " ليلاً"}
# `أمس` in `أمس الأربعاء 30 نوفمبر`, but no `اليوم` of `اليوم الثاني من نوفمبر`.
_WEEKDAYS = "|".join(name for row in table("weekdays") for name in (*row["names"], *row["variants"])).replace(
    "أ", "[أا]"
)
_BESIDE_A_DATE = re.compile(
    rf"(?<!\w)(?:أول أمس|[أا]مس الأول|[أا]مس|اليوم|بعد غد|غداً?)،? (?=(?:يوم )?(?:{_WEEKDAYS}|\(?\d))"
)
# From here on a long sentence explains; what stands before is the statement.
_EXPLAINS = re.compile(
    r" (?=منذ |في واحدة من |في واحد من |على الرغم من |رغم |في الوقت الذي |وذلك )|[،,] (?=مما |ما |الذي |التي |الذين |وهو |وهي |وهم |بعد أن |بعدما |في ظل |في وقت |وسط |بحضور |بمشاركة |وذلك )"
)
_COMMAS = re.compile("[،,]")
_DAY_IN_BRACKETS = re.compile(r" \([^)]*[0-9٠-٩]")
_GOVERNED = re.compile(" (?:عن|أنّ?(?:ه|ها|هم)?|إنّ?(?:ه|ها|هم)?) ")
_PAUSE = re.compile("[،,؛]")
_LEAST_OF_CLAUSE = 8  # words that are left of a sentence when the rest is cut off
_CONDITIONS = keys(_MODALITY["conditions"])
_ATTENDED = frozenset(("حضر", "حضرت", "حضره", "حضرها"))
_GUESTS = ("بحضور ", "بمشاركة ")  # whoever was there besides
_SHORT_SINCE = 8  # words; a shorter stretch of time stays
LONG = 20  # words; a shorter statement keeps its explanation


_TOWNS_BEGIN = keys(table("heads")["place_openers"])
_APPOINTS = keys(_MODALITY["appoints"])
_OWNERS = frozenset(("صاحب", "صاحبه"))
_WITHIN = frozenset(("في", "خلال", "اثناء", "وفي"))
_LOOKED_INTO = frozenset(("نظر", "نظرت", "ينظر", "تنظر", "بت", "بتت", "حقق", "حققت"))  # `نظرت في شكوى`
_STOPPED = frozenset(".؟!…")
_LEADS_ON = keys(_MODALITY["leads_on"])
_RESULTS = keys(_MODALITY["results"])
_WHATEVER = frozenset(("ما", "عما", "مما", "بما", "لما", "فيما"))
_DEVELOPS = keys(_MODALITY["develops"])
_UNSURE_IF = frozenset(tuple(fold_key(phrase).split()) for phrase in _MODALITY["if"])
_BECAUSE = keys(_MODALITY["because"])
_OF_SCHOOL = re.compile("(?:عام|سنة|موسم) (?:الدراسي|الدراسية|الجامعي|الجامعية) [0-9٠-٩]{4}(?: ?هـ?)? ?[-–/] ?$")
_FOR_YEAR = re.compile("(?:ال|لل?)(?:عام|سنة|موسم) (?:الدراسي|الدراسية|الجامعي|الجامعية) ")
_NO_HAMZA = re.compile("[وف]?سا(?!ست)")
_POSSIBLE = frozenset(("المحتمل", "المحتمله"))
_THAN = frozenset(("من", "مما", "عما", "لما"))
_HIS_DENIAL = frozenset(("نفيه", "نفيها", "نفيهم"))
_NOT = keys(table("acts")["negations"])
_MORE = keys(_MODALITY["more"])
_SOURCE_PHRASE = 12  # words of a source phrase, at most
_ISSUED = keys(["صادر", "صادرة", "الصادر", "الصادرة", "منشور", "منشورة", "المنشور", "المنشورة"])
_NEAR_NOUN = 5  # words between a preposition and the end of what stands in it
_NEAR_VERB = 4  # words between a verb and its day: `شيدته الشركة العام الماضي`
_NEAR_RELATIVE = 8
_BROUGHT = keys(_MODALITY["brought"])
_PRESS = keys(_MODALITY["press"])
_CALLED_BY_DAY = keys(_MODALITY["called_by_day"])
_ASSERTS = keys(_MODALITY["asserts"])
_JUDGES = keys(_MODALITY["judges"])
_FORECASTS = keys(_MODALITY["forecasts"])
# The year in the number of a law or case (`الجناية رقم 40 لسنة 2015`), the day of a decree (`المرسوم المؤرخ في 10 غشت`).
_NUMBER_OF_ACT = 48
_OF_ACT = re.compile(
    rf"(?:رقم|عدد|القانون) [^ ]{{1,14}} (?:ل|لسنة |لعام |سنة |عام |بتاريخ )$|(?: |^)(?:{'|'.join(_MODALITY['dated_act'])})(?: (?:في|بتاريخ|يوم|سنة|عام))*:? $"
)
# What came before what is told, as a noun of its own: `انخفض السعر بعد هبوطه يوم 24 يوليو`.
_BEFORE_IT_REACH = 100
_BEFORE_IT = re.compile(r" (?:بعد|عقب|إثر|اثر|رغم) [^ ،.؛]{2,}(?:ه|ها|هم|هما) [^،.؛\n]*$")
# What is only to come: in what happened, its day tells of the noun (`حدد طاقم المباراة المقرر إقامتها السبت`).
_OF_PLAN = re.compile(rf"(?:(?<![،,]) |^)(?:{'|'.join(_MODALITY['scheduled'])})(?: [^ ،.]+){{0,3}} $")
_HANG = 30  # characters in which the words stand that a clause hangs on
_HANGS = re.compile(f"[،,]? (?:{'|'.join(_MODALITY['hangs'])}) (?:كان |كانت |كانوا )?(?:قد )?$")
_ASIDE = re.compile(f"[،,.؛] ?و?(?:{'|'.join(_MODALITY['his_side'])})$")
_HANGING = re.compile("[،,]? و?(?:الذي|التي|الذين|اللذين|اللتين|اللذان|اللتان)$")
_RELATIVE_CLAUSE = re.compile(" (?:التي|الذي|الذين|اللذين|اللتين) ")
# What is done by saying it: a demand, a warning, an apology happened, whatever comes of them.
_HELD = keys(_MODALITY["held"])
_TODAY = frozenset(("اليوم", "الليله"))
_WITH_AND_THAT = keys(_MODALITY["with_and_that"])
_ONLY_SAYS = keys(_MODALITY["only_says"])
_THAT = frozenset(("ان", "بان", "وان", "وبان", "لان"))
_LEADS_IN = 3  # characters before the participle that a piece begins with: a comma, و
_JOINS = 3  # characters between a clause and the participle that goes on with it: a comma, و
_SPEECH_ACTS = keys(_MODALITY["speech_acts"])
_WHO_ACTS = keys(_MODALITY["who_acts"])
_PRAISES = keys(_MODALITY["praises"])
_EXPRESSES = keys(_MODALITY["expresses"])
_HOPES = keys(_MODALITY["hopes"])
_FEELINGS = tuple(sorted(keys(_MODALITY["feelings"])))
_BEEN_TO = frozenset(("من", "كان", "كانت"))
_SCHEDULED = keys(_MODALITY["scheduled"])
_RELATIVES = keys(_MODALITY["relatives"])
_OPENS_BARE = _RELATIVES | {"،"}
_DENIED = keys(w for w in _MODALITY["denied"] if " " not in w)
# What is sold by the month it is delivered in: the month is no day of the news.
_DELIVERED = ("تسليم ", "لتسليم ", "تسليمات ", "استحقاق ", "عقود ")
_DECIDES = keys(_MODALITY["decide"])
_ACCUSES = keys(_MODALITY["accuse"])
_BARE_FRAME = 3  # words of a frame without a subject, at most: `لفت إلى أن`
_FRAMED = 16  # words in which the أن of a cue stands
_MEANWHILE = frozenset(("بينما", "فيما"))
_SUBJECT = 5  # words of a subject with its title
_NOUN_FIRST = 4  # words, the verb behind a subject among them
_OPENING = 25  # words in which the verb of a statement stands
_ENDS = tuple(_MODALITY["ends"])
# A stretch of time that begins with the article: `خلال أيام`, `في غضون ساعات`, `خلال اليومين المقبلين`.
_SOON = re.compile(
    " (?:خلال|في غضون) (?:(?:ساعات|أيام|أسابيع|أشهر)(?= *[،.؛]|$)|ال(?:ساعات|أيام|يومين|أسابيع|أسبوعين|أشهر|شهور|شهرين|سنوات|أعوام|فترة|مرحلة) (?:المقبل|القادم)(?:ة|ين)(?![ء-ي]))"
)
_COMING = keys(_MODALITY["future"])
_COARSE = re.compile("عام|العام|شهر|الشهر|سنة|السنة|أسبوع|الأسبوع|موسم|الموسم|الربع|الفصل|النصف")
_OF_NOUN = re.compile("عام|العام|الشهر|سنة|السنة|الأسبوع|الموسم|موسم|الربع|الفصل|النصف")
_AGAINST = re.compile(f"[ ،](?:{'|'.join(_MODALITY['against'])})")  # what a figure is held against
_COMPARES = re.compile(f"(?:^| )(?:ال)?(?:{'|'.join(_MODALITY['compares'])}) ")
# Words that open an adverbial rather than a clause.
_LEADS = PREPOSITIONS | AFTER | keys(["على", "رغم", "فور", "لدى", "عند", "إلى", "حين", "بينما", "بسؤاله", "بسؤالها"])


def _is_press(printed: str | None) -> bool:
    """True for an outlet without a name: `صحف محلية`, `وكالة الأنباء الرسمية`."""
    first = fold_key(printed or "").split()[:1]
    return bool(first) and (first[0] in _PRESS or is_outlet(printed or ""))


def _passed_on(text: str, act: Attribution) -> Attribution:
    """An act of announcing that a source behind it tells of, as that source's words: `أعلن فلان فتح الجسر، حسبما ذكرت وكالة`."""
    end = act.says_at + len(act.says)
    named = text.find(act.via[-1], end, end + _SOURCE_REACH) if act.rule == "act" and act.via else -1
    if named < 0 or "." in text[end:named] or "\n" in text[end:named]:
        return act
    at = end + len(text[end:named]) - len(text[end:named].lstrip(" ،,"))
    return structs.replace(act, speaker=act.via[-1], as_printed=None, via=act.via[:-1], cue=text[at:named].rstrip(), at=at,
                   says=text[act.at : end], says_at=act.at, rule="source phrase")  # fmt: skip


_SOURCE_REACH = 80  # characters from what is told to the name of its source


def _when(chosen: DateMention | None) -> tuple[When | None, Why]:
    if chosen is None:
        return None, Why("no date in the statement")
    rule = "the date of the statement"
    return When(chosen.exact, chosen.edtf, chosen.basis), Why(rule, chosen.at, chosen.at + len(chosen.exact))


def _places(rows: list[int], a: int, b: int) -> list[int]:
    """The words of a sorted list that lie among `a` to `b`."""
    return rows[bisect_left(rows, a) : bisect_left(rows, b)]


def _between(rows: Sequence[T], starts: list[int], start: int, end: int) -> list[T]:
    """The rows that begin in [start, end); `starts` are their positions, sorted."""
    return list(rows[bisect_left(starts, start) : bisect_left(starts, end)])


# `أولاً: الموافقة على ...`, `2- تعيين ...`
_NUMBERED = re.compile(
    f"(?:{'|'.join(_MODALITY['numbered'])})(?:ا|اً|ًا) ?[:：،–-] ?|[0-9٠-٩]{{1,2}} ?[-–)] ?(?=[ء-ي]{{3}})"
)
