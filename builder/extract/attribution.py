"""Who says what: quotations with their speakers, and reported speech with its cue, speaker and outlet.

Every cue (a reporting verb, participle or noun, or a phrase such as `بحسب`) is found first; from there the words up to
`أن`, a colon or a quotation mark name the speaker (speakers.py), and the rest of the clause is what is said.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from operator import itemgetter

from msgspec import Struct

from builder.extract.bodies import NEVER_BODIES
from builder.extract.cues import (
    ANNOUNCE,
    AS,
    ASKED,
    BACKWARD,
    BY,
    CLAUSES,
    CONJOINED,
    CONVICT,
    COURTS,
    CUES,
    HAPPENINGS,
    IMPERSONAL,
    NOT_THAT,
    OPENERS,
    PASSIVE,
    RELATIVE,
    SHOWN,
    SOURCE_NOUNS,
    STATED,
    THAT,
    UPON,
    Cue,
    cue_of,
)
from builder.extract.quotations import Stretch, answers_of, quoted_stretches, sentences_of
from builder.extract.signals import SPEECH_END, signals_of
from builder.extract.speakers import (
    AFTER,
    ASIDE,
    CROWDS,
    DOCUMENTS,
    HEADS,
    MARKS,
    NOBODY,
    OCCASIONS,
    OUTLET_HEADS,
    PREPOSITIONS,
    SAME,
    SLOGANS,
    SOME_OF,
    Phrase,
    Speaker,
    Speakers,
    bare_forms,
    is_outlet,
    stands_for_someone,
)
from builder.extract.verbs import is_past, is_verb, points_back, without_and
from builder.extract.voice import speaks_in_person
from builder.extract.words import (
    ANONYMOUS,
    DASHES,
    EVENT_VERBS,
    FUNCTION,
    GIVEN,
    PEOPLE,
    PROSE,
    REPORTING,
    Words,
    is_nisba,
    is_plain,
    keys,
    words_of,
)
from builder.lexicon import table
from builder.lexicon.vocabulary import ARTICLE, Remember, statistics, takes_article
from builder.model import Attribution, Line, Mention, Quote, Speech
from builder.text.folding import fold_key

QUOTE_WORDS = 4  # fewer words between marks are a term or a name, not a quotation
REACH = 150  # words: no sentence of print is longer, and a paste without a stop must not cost its square
NEAR = 40  # attributions that one sentence can hold
_LABEL = 9  # words before the colon of a line that begins with who says it
_SHORT = 6  # words of a subject and its verb, at least
_BACK_AT = {"ب": "ب", "به": "ب", "عن": "عن", "عنه": "عن"}  # a preposition before a pronoun's last letter: به, بها, عنهم
_IN_BRACKETS = 7  # words of a day in brackets, with them
_APPOSED = 16  # words between commas that tell who a name is
FRAME = 44  # words between a verb and what is said: a name with its titles, an aside, the occasion
_FAR = 11  # words after which أن belongs to another verb, where the first needs it close
_VERBS = table("verbs")
_WORD = re.compile(r"[^\W\d_]+")
_WORKS = keys(table("heads")["works"])
_OPEN_MARKS = frozenset("\"«»“”„‟'")
_SOURCES = HEADS | SOURCE_NOUNS
_CARRIED = keys(table("verbs")["carried"])
_FROM_HIM = frozenset(("عنه", "عنها", "عنهم", "له", "لها"))
_NO_NAME = re.compile("(?:هم|هما|ها|نا)$|^ال.*ه$")  # `وفق مفهومهم`, `حسب المشيئة`
_SO = frozenset(("فان", "فانه", "فانها", "فانهم", "فقد"))
_REASONS = frozenset(("اذ", "حيث", "فيما", "بينما"))
_IMPERSONAL = frozenset(("المعروف", "بالذكر", "يذكر", "الي", "يشار"))


def attribute(
    text: str, lines: tuple[Line, ...], mentions: tuple[Mention, ...]
) -> tuple[tuple[Quote, ...], tuple[Attribution, ...]]:
    """Quotations of four words or more, and all reported speech, in the order of the text."""
    reader = _Reader(text, lines, mentions)
    answers = answers_of(text, lines)
    for line in lines:
        if line.start in answers:
            reader.read_answer(line, answers[line.start])
        elif line.label in PROSE and line.end > line.start:
            reader.read_line(line)
    reader.forget()
    for line in lines:
        if line.label == "title" and line.end > line.start:
            reader.read_title(line)
    attributions = tuple(sorted(reader.attributions, key=lambda a: (a.at, a.says_at)))
    return tuple(sorted(reader.quotes, key=lambda q: q.at)), attributions


class Sentence(Struct):
    """Words `a` to `b`, the long quotations in them, and who speaks in them so far.

    opening: first word of a quotation -> the quotation. inside: all words of quotations. done: where the last source
    phrase or backward denial ended. sourced: whom that phrase named.
    """

    a: int
    b: int
    opening: dict[int, Stretch]
    inside: set[int]
    speaker: Speaker = NOBODY
    done: int = 0
    sourced: Speaker = NOBODY


class Content(Struct, frozen=True, gc=False):
    """Where what is said begins, how it is marked (that | quote | colon | object), and the subject before it."""

    start: int
    how: str
    subject: Phrase


class _Reader:
    """Reads an article line by line and remembers who spoke last."""

    def __init__(self, text: str, lines: tuple[Line, ...], mentions: tuple[Mention, ...]) -> None:
        self.text = text
        self.words: Words = words_of(text, lines)
        self.forms = self.words.forms
        self.starts = self.words.starts
        self.who = Speakers(self.words, mentions)
        self.held = self.who.held
        self.form = self.who.form
        self.quotes: list[Quote] = []
        self.attributions: list[Attribution] = []
        signals = signals_of(self.words)
        self.triggers, self.stops = signals.triggers, signals.stops
        self.said_at: set[int] = set()
        self.asked: Speaker | None = None  # who answers in an interview
        self.told_before: dict[int, Speaker] = {}  # start of a quotation -> who a verb without words tells of before it
        self.spoken: dict[int, tuple[Speaker, str]] = {}  # start of a quotation -> its speaker and the rule

    # ---- one line --------------------------------------------------------------------------------------------------

    def read_line(self, line: Line) -> None:
        """Read the cues of each sentence, then give every quotation of the line its speaker."""
        stretches = [s for s in quoted_stretches(self.text, line) if s.end > s.start]
        long = [s for s in stretches if len(self.text[s.start : s.end].split(None, QUOTE_WORDS - 1)) >= QUOTE_WORDS]
        spoke = [(line.start, self.who.last)]  # after each sentence: who spoke last
        for start, end in sentences_of(self.text, line, long):
            self.read_sentence(start, end, long)
            spoke.append((end, self.who.last))
        self.read_label(line, long)
        previous: tuple[Speaker, str] | None = None
        for stretch in long:
            if not self.is_quotation(stretch):
                continue
            last = spoke[bisect_right(spoke, stretch.outer, key=itemgetter(0)) - 1][1]
            speaker, rule = self.spoken.get(stretch.start) or self.speaker_around(stretch, line, previous, last)
            previous = (speaker, "same paragraph")
            self.who.remember(speaker)
            exact = self.text[stretch.start : stretch.end].rstrip()
            self.quotes.append(Quote(exact, stretch.start, speaker.name or speaker.as_printed, rule, stretch.doubtful))

    def read_answer(self, line: Line, start: int) -> None:
        """An answer of an interview is a quotation of whom the text named last before the first question."""
        if self.asked is None:
            k = bisect_left(self.starts, line.start)
            spoke = self.who.last if self.who.last.name in self.who.persons else None
            self.asked = spoke or self.who.named_last(k, "person") or NOBODY
        exact = self.text[start : line.end].rstrip()
        if self.asked is not NOBODY and len(exact.split(None, QUOTE_WORDS - 1)) >= QUOTE_WORDS:
            self.quotes.append(Quote(exact, start, self.asked.name, "answer"))
            self.who.remember(self.asked)

    def read_label(self, line: Line, long: list[Stretch]) -> None:
        """`سامي الحداد: نحن جاهزون للموعد`: a name and a colon open a line, and the rest is his."""
        a, b = bisect_left(self.starts, line.start), bisect_left(self.starts, line.end)
        colon = (
            a + self.forms[a : min(b - 1, a + _LABEL)].index(":")
            if ":" in self.forms[a : min(b - 1, a + _LABEL)]
            else a
        )
        if colon == a or is_verb(self.forms[a]) or cue_of(self.forms[a])[0]:
            return
        subject = self.who.phrase(a, colon)
        if not subject.sure or subject.speaker is None or subject.stop != colon:
            return
        marked = next((s for s in long if s.outer == self.starts[colon + 1]), None)
        if marked:
            self.spoken.setdefault(marked.start, (subject.speaker, "label"))
        elif speaks_in_person(self.forms[colon + 1 : b]):
            self.quote_bare(self.starts[colon + 1], self.words.ends[b - 1], subject.speaker, "label")

    def forget(self) -> None:
        """Before the title is read: nobody has spoken yet where an article begins."""
        self.who.last, self.who.recent = NOBODY, []

    def read_title(self, line: Line) -> None:
        """A title reports (`الأرصاد تحذر من السيول`) and quotes: `مدرب الاتحاد: سنعود أقوى مما كنا`, `«كنت أسمع صوت ابني»`.

        It is read last, since only the article tells whom `وزير سابق` means.
        """
        bar = self.text.find("|", line.start, line.end) + 1  # `خاص | مدرب الاتحاد: ...`
        a, b = bisect_left(self.starts, bar or line.start), bisect_left(self.starts, line.end)
        long = [s for s in quoted_stretches(self.text, line) if len(self.text[s.start : s.end].split()) >= QUOTE_WORDS]
        colon = next((k for k in range(a, b) if self.forms[k] == ":"), None)
        if colon is None:
            whole = next((s for s in long if s.outer == self.starts[a]), None)
            if whole and (
                whole.close >= self.words.ends[b - 1] or self.form(bisect_left(self.starts, whole.close)) in ".…"
            ):
                self.quotes.append(self.titled(whole.start, whole.end, a, a))
            for start, end in sentences_of(self.text, line, long):
                self.read_sentence(start, end, long)
            return
        first = bisect_left(self.starts, self.starts[colon] + 1)
        marked = next((s for s in long if s.outer == self.starts[first]), None) if first < b else None
        start, end = (marked.start, marked.end) if marked else (self.starts[first], self.words.ends[b - 1])
        few = len(self.text[start:end].split(None, QUOTE_WORDS - 1)) < QUOTE_WORDS
        own = speaks_in_person(self.forms[first:b]) and self.is_someone(a, colon)
        if not few and (marked or own or self.said_again(self.text[start:end])):
            self.quotes.append(self.titled(start, end, a, colon))

    def is_someone(self, a: int, colon: int) -> bool:
        """False for a label of a title that no one is called by: `هجوم المطار: ...`, `القيروان: ...`."""
        held = [self.held[k].type for k in range(a, colon) if k in self.held]
        if held:
            return "person" in held or "organization" in held or self.who.is_role(a)
        return colon > a and (
            self.who.is_role(a) or not is_plain(self.forms[a]) or self.who.meant(a, colon) is not None
        )

    def titled(self, start: int, end: int, a: int, colon: int) -> Quote:
        """A quotation of the title: of whoever says it in the article, or of those named before the colon."""
        exact = self.text[start:end].rstrip(" .،")
        again = self.said_again(exact)
        speaker = again.speaker if again else None
        if speaker is None and colon > a:
            named = next(
                (self.held[k].name for k in range(a, colon) if k in self.held and self.held[k].type == "person"), None
            )
            speaker = named or self.who.meant(a, colon) or (self.first_quoted() if self.is_one(a) else None)
            speaker = speaker or self.who.called(self.words.printed(a, colon))
        return Quote(exact, start, speaker or self.first_quoted(), "title")

    def is_one(self, a: int) -> bool:
        """True for a role that stands for one person, who can be quoted by name: `وزير سابق`, not `لاجئون`."""
        return self.who.is_role(a) and self.forms[a] not in PEOPLE - ANONYMOUS

    def said_again(self, exact: str) -> Quote | None:
        """The quotation of the article that holds the words of the title, or nearly all of them."""
        key = fold_key(exact)
        words = set(_WORD.findall(key))
        enough = max(QUOTE_WORDS, len(words) * 3 / 4)
        whole = next((q for q in self.quotes if key in fold_key(q.exact)), None)
        return whole or next(
            (q for q in self.quotes if len(words.intersection(_WORD.findall(fold_key(q.exact)))) >= enough), None
        )

    def first_quoted(self) -> str | None:
        """The person whom the article quotes first, by name."""
        named = (q.speaker for q in self.quotes if q.speaker and self.who.is_name(q.speaker))
        return next(named, None)

    def is_quotation(self, stretch: Stretch) -> bool:
        """False for names, titles of works and slogans in quotation marks."""
        spoken = stretch.start in self.spoken
        first = bisect_left(self.starts, stretch.start)
        mention = self.held.get(first)
        if self.is_told_after(stretch) and not any(stem in _WORKS for stem in bare_forms(self.form(first - 2))):
            return True
        if mention and mention.at <= stretch.start and mention.at + len(mention.exact) >= stretch.end:
            return False
        before = [f for f in self.forms[max(0, first - 5) : first] if f not in MARKS]
        if mention and mention.type in ("organization", "event") and mention.at == stretch.start and not spoken:
            return False
        colon = ":" in self.forms[max(0, first - 2) : first]
        listed = self.text[stretch.close : stretch.close + 2].strip()[:1] in tuple('"«»“”')  # names in a row
        if stretch.doubtful and not colon and (listed or not spoken):
            return first == 0 or self.forms[first - 2] in "\n.؟!" or first == 1
        if not spoken and not colon and self.is_term(stretch):
            return False
        if not spoken and not colon and self.forms[first] in _WORKS:  # `"مهرجان الضفاف الثاني للقوارب"`
            return False
        few = len(self.text[stretch.start : stretch.end].split()) <= QUOTE_WORDS + 1
        held = self.held.get(bisect_left(self.starts, stretch.end) - 1)
        named = held and held.type != "place" and few  # `الشريك في "إن بي تيسورا كابيتال"`
        if not spoken and not colon and named and before[-1:] and before[-1] in PREPOSITIONS:
            return False
        if spoken and before[-1:] and before[-1] in SLOGANS and before[-2:-1] != ["تحت"]:  # `ردد العمال شعار «...»`
            return True
        if any(stem in _WORKS for word in before[-1:] for stem in bare_forms(word)):
            return colon
        return colon or spoken or not any(stem in _WORKS for word in before[-2:] for stem in bare_forms(word))

    def is_told_after(self, stretch: Stretch) -> bool:
        """True where a comma and a reporting verb follow: `«لا ننام إلا نهارا»، تقول هند`."""
        k = bisect_left(self.starts, stretch.close)
        cue, cut = cue_of(self.form(k + 1))
        return self.form(k) == "،" and cue is not None and cue.kind == "verb" and not cue.via and not cut

    def is_term(self, stretch: Stretch) -> bool:
        """True for a few words in marks that the sentence goes on from: `«كان يا ما كان» بعين أخرى`."""
        k = bisect_left(self.starts, stretch.close)
        following = self.form(k)
        few = len(self.text[stretch.start : stretch.end].split()) <= QUOTE_WORDS + 1
        if self.speaks_of(k) or self.speaks_of(k + 1):
            return False
        return few and following not in MARKS and cue_of(following)[0] is None and not self.is_source(k)

    def speaker_around(
        self, stretch: Stretch, line: Line, previous: tuple[Speaker, str] | None, last: Speaker
    ) -> tuple[Speaker, str]:
        """The speaker of a quotation without a cue before it: after it, else whoever spoke last before it."""
        after = self.speaker_after(bisect_left(self.starts, stretch.end), bisect_left(self.starts, line.end))
        if after:
            return after
        if told := self.told_before.get(stretch.start):
            return told, "subject of the sentence"
        if previous:
            return previous
        first = bisect_left(self.starts, stretch.outer)
        begin = first
        while begin > 0 and self.forms[begin - 1] not in ("\n", ".", "؟", "!"):
            begin -= 1
        said = next(
            (x for x in reversed(self.attributions[-NEAR:]) if self.starts[begin] <= x.at < stretch.start), None
        )
        if said:
            return Speaker(said.speaker, said.as_printed), "speaker of the sentence"
        subject = self.subject_of(self.clause_start(begin, first), first)
        return (subject, "subject of the sentence") if subject else (last, "last speaker")

    def speaker_after(self, j: int, b: int) -> tuple[Speaker, str] | None:
        """`«...»، قالت كابويتا`; `«...»، بحسب الوزير`; `«...»، كلمات قالها الجد`; `«...». بهذه الكلمات لخص الجد يومه`."""
        k = j
        while k < b and k < j + 4 and self.forms[k] in MARKS:
            k += 1
        if k >= b:
            return None
        pointed = self.pointed_back(k, b)
        if pointed:
            return pointed, "points back"
        if any(form in SPEECH_END for form in self.forms[j:k]):  # another sentence
            return None
        form = self.forms[k]
        cue, _ = cue_of(form)
        end = next((n for n in range(k + 1, min(b, k + 24)) if self.forms[n] in SPEECH_END), min(b, k + 24))
        if cue and cue.kind == "verb" and not cue.via:
            subject = self.who.phrase(k + 1, end, cue.feminine)
            if subject.speaker and not self.only_describes(subject):
                return self.going_on(form, subject.speaker), "verb after"
            if form in CUES and self.form(k + 1) not in THAT:
                return self.who.spoke_or_named(k, cue.feminine), "verb after"
        if self.is_source(k) or form == "كما":
            found, _ = self.named_source(k, b)
            if found:
                return found, "source after"
        return None

    def only_describes(self, subject: Phrase) -> bool:
        """True for one word without article that names nobody: `تقول ساخرة.`, `يضيف بصوت مرتعش.`"""
        printed = subject.speaker.as_printed if subject.speaker else None
        key = fold_key(printed) if printed else " "
        if " " in key or key.startswith("ال") or key in GIVEN:
            return False
        return not subject.sure or bool(_DOING.fullmatch(key))

    def pointed_back(self, k: int, b: int) -> Speaker | None:
        """Who said the quotation before word `k`, where a sentence or a noun points back at it with a verb of its own."""
        if self.forms[k] in ("الكلام", "والكلام") and self.form(k + 1)[0] == "ل":
            return self.who.source(k + 1, min(b, k + FRAME))
        pointing = self.forms[k] in _POINTING_BACK
        end = min(b, k + FRAME)
        n = k + pointing
        loose = self.forms[k].startswith(("ب", "ه")) and self.forms[k] not in ("هذا", "هذه")
        while pointing and n < end and (self.forms[n] in _BACK_TO or (loose and self.forms[n].startswith("ال"))):
            n += 1
        if pointing and n == k + 1 and self.forms[k] != "هكذا":
            return None
        while not pointing and n < min(end, k + 3) and (self.forms[n] in _WORDS_SAID or n > k):
            if self.speaks_of(n):
                break
            n += 1
        if n >= end or not (n not in self.held if pointing else self.speaks_of(n)):
            return None
        subject = self.who.phrase(n + 1, end, _is_feminine(self.forms[n]))
        return subject.speaker if subject.sure else None

    def points_back(self, i: int, sentence: Sentence) -> bool:
        """True for the verb of `هكذا وصف فلان قريته` or `بهذه الكلمات لخص`: what it tells stands before."""
        n = i - 1 - (self.form(i - 1) in _WORDS_SAID)
        return n >= sentence.a and self.forms[n] in _POINTING_BACK and (n < i - 1 or self.forms[n] == "هكذا")

    def speaks_of(self, n: int) -> bool:
        """True for a reporting verb whose object is the words themselves: `قالها`, `رددتها`."""
        form = self.form(n)
        cue = cue_of(form[:-2])[0] if form.endswith("ها") else None
        return cue is not None and cue.kind == "verb"

    def going_on(self, form: str, speaker: Speaker) -> Speaker:
        """Whoever spoke last, where a verb that goes on (`أضاف`) has a subject that only describes him."""
        if speaker.name or without_and(form) not in _GOES_ON or self.who.last.name not in self.who.persons:
            return speaker
        head = fold_key(speaker.as_printed or "").split()[:1]
        last = self.who.last
        other = last.feminine is not None and speaker.feminine is not None and last.feminine != speaker.feminine
        return speaker if other or not head or head[0].removeprefix("ال") in _NEW_SPEAKERS else last

    # ---- one sentence ----------------------------------------------------------------------------------------------

    def read_sentence(self, start: int, end: int, long: list[Stretch]) -> None:
        """Read every cue of a sentence; its subject is remembered even where nobody speaks."""
        a, b = bisect_left(self.starts, start), bisect_left(self.starts, end)
        low, high = bisect_right(long, start, key=lambda s: s.close), bisect_left(long, end, key=lambda s: s.outer)
        opening: dict[int, Stretch] = {}
        inside: set[int] = set()
        for stretch in long[low:high]:
            first, last = bisect_left(self.starts, stretch.start), bisect_left(self.starts, stretch.end)
            opening[first] = stretch
            inside.update(range(first, last))
        sentence = Sentence(a, b, opening, inside)
        read = a
        for i in self.triggers[bisect_left(self.triggers, a) : bisect_left(self.triggers, b)]:
            # the reader only goes on: no cue is read twice
            if i >= read and i not in inside and not (i in self.held and self.held[i].at < self.starts[i]):
                read = self.read_cue(i, sentence)
        if sentence.speaker is NOBODY and not sentence.done:
            subject = self.verbal_subject(a, b) or self.told_of(a, b)
            # a body that only did something does not go on for the person who spoke
            speaks = subject is not None and (
                subject.name in self.who.persons or self.who.last.name not in self.who.persons
            )
            if subject and subject.name and speaks:
                self.who.remember(subject)

    def read_cue(self, i: int, sentence: Sentence) -> int:
        """Read the cue at word `i`, if there is one; returns where to go on."""
        form = self.forms[i]
        if self.is_source(i):
            return self.read_source(i, sentence)
        if form in BACKWARD or form[1:] in BACKWARD:
            return self.read_backward(i, sentence)
        if (form in STATED or form[1:] in STATED) and self.form(i + 1) in ("فيه", "فيها"):
            return self.read_stated_in_it(i, sentence)
        if (form in STATED or form[1:] in STATED) and self.form(i + 1) == "في":
            return self.read_stated(i, sentence)
        cue, cut = cue_of(form)
        if cue is None or not self.is_cue(i, cue, cut, sentence) or self.points_back(i, sentence):
            return i + 1
        as_said = self.form(i - 1) in ("كما", "ما", "وكما") and cue.kind == "verb" and i - 1 > sentence.a and cut == 0
        if as_said and not (self.form(i - 2) == "،" and self.marked_start(i, cue, sentence)[1] == "that"):
            return self.read_source(i - 1, sentence) if self.form(i - 1) == "كما" else i + 1
        if cue.via:
            return self.read_via(i, cut, sentence)
        if inset := self.read_inset(i, cue, sentence):
            return inset
        content = self.content_of(i, cue, sentence)
        if not content.start:
            if cue.kind == "verb" and not content.subject.speaker and i - 3 in sentence.inside | {i - 2}:
                sentence.speaker = self.who.spoke_or_named(i, cue.feminine)
            told = content.subject.sure and content.subject.speaker and not self.only_describes(content.subject)
            told = told and form[cut:] not in _OR_BETWEEN and not self.is_blamed(content.subject)
            passive = form in IMPERSONAL and self.form(i - 1) in RELATIVE  # `الذي يعتبر الرجل الثاني`
            if told and not passive and content.subject.speaker and cue.kind == "verb" and not self.told_within(i, cut):
                sentence.speaker = self.going_on(form, content.subject.speaker)
                self.who.remember(sentence.speaker)
                following = min((k for k in sentence.opening if k > i), default=None)
                if following and not any(self.forms[k] in SPEECH_END for k in range(i, following)):
                    self.told_before[sentence.opening[following].start] = sentence.speaker
            return i + 1
        speaker = content.subject.speaker or self.unnamed_subject(i, cue, sentence)
        speaker = self.going_on(form, self.who.whole(speaker)) if speaker else None
        if speaker is None or speaker is NOBODY:
            return i + 1
        at = self.starts[i] + cut
        outer = self.told_within(i, cut) if cue.kind == "verb" else None
        speaker, via = self.through(speaker, i, content.start) if cue.kind == "verb" else (speaker, ())
        self.say(speaker, at, self.text[at : self.words.ends[i]], cue, content, sentence, via)
        if outer:
            self.who.remember(outer)
            if self.form(i - 1) not in RELATIVE:
                sentence.speaker = outer
        return max(i + 1, min(content.start, sentence.b))

    def read_inset(self, i: int, cue: Cue, sentence: Sentence) -> int:
        """`الأمر في مصر - يقول الكاتب - مختلف`: who speaks stands amid his words, between dashes or commas; else 0."""
        opens = self.form(i - 1)
        if cue.kind != "verb" or cue.prepositions or cue.needs or opens not in _INSET or i - 2 < sentence.a:
            return 0
        if sentence.done > sentence.a or sentence.opening or self.forms[i] not in _SAYS:
            return 0
        k = next((n for n in range(i + 2, min(sentence.b - 2, i + _LABEL)) if self.forms[n] == opens), 0)
        subject = self.who.phrase(i + 1, k, cue.feminine) if k else Phrase(None, i)
        if subject.speaker is None or subject.stop != k:
            return 0
        rest = self.forms[k + 1 : min(sentence.b, k + FRAME)]
        if rest[0] in PREPOSITIONS or rest[0] in RELATIVE or not THAT.isdisjoint(rest) or ":" in rest:
            return 0  # `من جهته، يقول المدير، في تصريح، إن`
        if any(cue_of(f)[0] for f in self.forms[max(sentence.a, i - FRAME) : i - 1]):
            return 0
        leads = opens == "،" and self.leads(self.forms[sentence.a])  # `من جهته، يقول المدير، العمل مستمر`
        says = k + 1 if leads else self.bare_start(sentence.a, i - 1)
        until = self.clause_end(k + 1, sentence.b)
        speaker = self.going_on(self.forms[i], self.who.whole(subject.speaker))
        self.add(
            speaker, self.words.printed(i, i + 1), self.starts[i], self.said_from(says), until, "indirect", "inset"
        )
        self.who.remember(speaker)
        sentence.speaker = speaker
        sentence.done = max(k, bisect_left(self.starts, until))
        return k

    def is_blamed(self, subject: Phrase) -> bool:
        """True for what stands between a verb and the word that makes it its object: `وحمل الجهات المصرية المسؤولية`."""
        return self.form(subject.stop - 1) in _BLAME or self.form(subject.stop) in _BLAME

    def told_within(self, i: int, cut: int) -> Speaker | None:
        """Who tells that somebody else spoke, with the verb at word `i`: he goes on speaking behind.

        `قال الناطق إن الوزير أعلن أن ... وأضاف`; not `قال الناطق إن ...، فيما أعلن الوزير أن`.
        """
        before = self.form(i - 1)
        if cut or before in MARKS or before in CLAUSES or before in _BESIDE or before == "وقد" or before in _TURNS:
            return None
        told = (
            x
            for x in reversed(self.attributions[-NEAR:])
            if x.says_at <= self.starts[i] < x.says_at + len(x.says) and x.speech != "direct"
        )
        outer = next(told, None)
        if outer is None:
            return None
        between = self.forms[bisect_left(self.starts, outer.says_at) : i]
        anew = any(a == "،" and (b in CLAUSES or b in _BESIDE or b in _EXCEPT) for a, b in pairwise(between))
        return None if anew else Speaker(outer.speaker, outer.as_printed)

    def is_source(self, i: int) -> bool:
        """True where `بحسب`, `على لسان` or `حسبما` may begin a phrase."""
        form = self.forms[i]
        if form in BY or form in AS:
            return True
        if form in ("على", "وعلي"):
            if self.form(i + 1) == "ما" and any(f in _REPLIES for f in self.forms[max(0, i - 6) : i]):
                return False  # `ولا رد من النادي على ما قاله اللاعب`
            return self.form(i + 1) in ("ما", "لسان", "حد")
        return form[:1] in "وف" and len(form) > 3 and (form[1:] in BY or form[1:] in AS)

    def is_cue(self, i: int, cue: Cue, cut: int, sentence: Sentence) -> bool:
        """False for a noun or a preposition that is written like the verb."""
        if cue.kind == "participle":
            noun = self.forms[i].endswith("ه") and self.form(i - 1) in PREPOSITIONS and not cut
            if noun and not self.who.is_role(i):
                # `أعرب عن أمله في أن`, `عن مطالبة`: written like `آملة`; but `أعرب عن سعادته وعن أمله في أن`
                again = self.attributions and self.attributions[-1].says_at == self.starts[i]
                if again or self.forms[i] != "امله":
                    return False
            if self.forms[i] in _NOUN_TOO and not any(f in _SHOWS_TO for f in self.forms[i + 1 : i + _LABEL]):
                return False  # `تحمل لافتة كتب عليها`
            return not self.describes(i) and self.form(i + 1) not in _PRAYED_TO
        if cue.kind != "verb":
            return self.form(i - 1) not in _SAYABLE
        if self.is_unsaid(i, cue, cut):
            return False
        if self.forms[i][cut:] in _WITNESSES and not (self.who.is_role(i + 1) or self.names_person(i + 1)):
            return False  # `شهدت المدينة مظاهرة`; a witness speaks
        if self.forms[i][cut:] in CONVICT and self.form(i + 1) in COURTS:  # `أدانت المحكمة المقاول`: a judgement
            return False
        if self.forms[i][cut:] in _OWES and any(f.startswith(_OWED) for f in self.forms[i + 1 : i + _LABEL]):
            return False  # `يدين الفريق بفوزه للحارس`
        before = self.form(i - 1)
        if (
            self.forms[i] in IMPERSONAL
            and not cue.feminine
            and before.startswith("ال")
            and before.endswith(("ه", "ات"))
        ):
            return False  # `أن المجموعة يرجح أن تكون`
        if self.forms[i][cut:] in PASSIVE and self.form(i + 1) in THAT:  # `الذي يتهم بأنه متطرف`
            return False
        if set(cue.needs) & set(cue.prepositions) and not self.is_needed(i + 1, cue, min(sentence.b, i + 16)):
            return False  # `نفى المدير عبر مكتبه أن ...`
        if self.forms[i] in _UNSURE and self.form(i - 1) not in _SURELY_VERB:
            return self.form(i + 1) in THAT or self.form(i + 1) in ("على", ":") or self.who.is_subject(i + 1)
        if self.form(i + 1) in THAT or self.form(i + 1) == ":":
            return True
        if self.forms[i][cut:] not in CONJOINED or cut:
            return True
        return (
            i == sentence.a
            or self.form(i - 1) in MARKS
            or self.form(i - 1) in OPENERS
            or (self.form(i - 1) in _OTHERS and self.forms[i + 1 : i + 2] != ["ان"])
            or self.speaks_at_once(i, sentence)
            or self.forms[sentence.a] in _ASKED_ABOUT
            or (self.forms[i] != "بين" and (self.before(i, sentence) or self.topic(i, cue, sentence)) is not None)
        )

    def is_unsaid(self, i: int, cue: Cue, cut: int) -> bool:
        """True where nobody says what the verb at word `i` frames: `لم تكشف عن السبب`, `مما يؤكد أن`, `يجب أن يعلن`,
        `يعد اللقاء ناجحا`; also for the noun behind a preposition, `إضافة إلى تعهد المكتب`.
        """
        form, before, following = self.forms[i][cut:], self.form(i - 1), self.form(i + 1)
        if form == "ابرز" and before in ("من", "ومن"):  # `من أبرز المعارضين`
            return True
        if form in ("ابرز", "اوضح") and following == "،" and takes_article(before):  # `رسالة أوضح، بأن`
            return True
        if form in _COUNTS_TOO and following not in THAT and (following[0] != "ب" or following == "بمثابه"):
            return True
        if cut or i - 1 in self.held:
            return False
        if before in _UNSAID:
            return cue.stance != "denied" and form not in _DENIES_TOO
        wished = before == "ان" and form in _PRESENT and self.form(i - 2) != "قبل"
        return wished or before in _INFERRING or (before in PREPOSITIONS and before != "من")

    def speaks_at_once(self, i: int, sentence: Sentence) -> bool:
        """True where only a subject stands between word `i` and a colon or أن: `وفي رسالة ثانية كتب سعيد: ...`."""
        marked = next(
            (k for k in range(i + 1, min(sentence.b, i + _LABEL)) if self.forms[k] == ":" or self.forms[k] in THAT), 0
        )
        subject = self.who.phrase(i + 1, marked, None, (), True) if marked > i + 1 else None
        return subject is not None and subject.sure and subject.stop == marked

    def describes(self, i: int) -> bool:
        """True for a participle that only describes the noun before it: `بنسبة متوقعة للحضور`."""
        before, following = self.form(i - 1), self.form(i + 1)
        if self.frames_at_once(i) or following in ':"«“' or before in MARKS or i - 1 in self.held:
            return False
        return before.isalpha() and not before.startswith("ال") and before not in CUES and before not in ASIDE

    def say(
        self, speaker: Speaker, at: int, printed: str, cue: Cue, content: Content, sentence: Sentence, via: tuple[str, ...] = ()
    ) -> None:  # fmt: skip
        """Note what a cue frames, and give its speaker to the quotations in it; via: through whom the words came."""
        start, how = content.start, content.how
        opening = sentence.opening
        after = next((k for k in range(start, start + 3) if k in opening or self.form(k) not in MARKS), start)
        start = after if after in opening else start
        stretch = opening.get(start)
        if stretch:
            self.spoken.setdefault(stretch.start, (speaker, f"{cue.kind} before"))
            self.add(speaker, printed, at, stretch.start, stretch.end, "direct", f"{cue.kind}, quotation", via)
        elif how == "colon":
            end = self.clause_end(start, sentence.b)
            self.add(speaker, printed, at, self.starts[start], end, "direct", f"{cue.kind}, colon", via)
            sentence.inside.update(range(start, bisect_left(self.starts, end)))  # he tells in his own words
            self.quote_bare(self.starts[start], end, speaker, f"{cue.kind} and colon")
        else:
            end = self.clause_end(start, sentence.b)
            inner = [s for k, s in opening.items() if start <= k and s.start < end]
            for held in inner:
                self.spoken.setdefault(held.start, (speaker, f"{cue.kind} before"))
            speech: Speech = "mixed" if inner else "indirect"
            # to announce a closure is to close; to announce a rise is to claim it
            does = how == "object" and fold_key(printed) in ANNOUNCE and self.form(start) not in HAPPENINGS
            rule = "act" if does else f"{cue.kind}, {how}"
            self.add(speaker, printed, at, self.starts[start], end, speech, rule, via)
        self.who.remember(speaker)
        sentence.speaker = speaker

    def quote_bare(self, start: int, end: int, speaker: Speaker, rule: str) -> None:
        """Note words that a colon alone marks as a quotation: `وختمت بالقول: المدينة ليست للبيع`."""
        while start < end and self.text[start] in ' -–—"”“«»':
            start += 1
        exact = self.text[start:end].rstrip(' \t،,؛."»”')
        if len(exact.split(None, QUOTE_WORDS - 1)) >= QUOTE_WORDS and "\n" not in exact:
            self.quotes.append(Quote(exact, start, speaker.name or speaker.as_printed, rule))

    # ---- what is said ------------------------------------------------------------------------------------------------

    def content_of(self, i: int, cue: Cue, sentence: Sentence) -> Content:
        """The frame of the cue at word `i`: its subject and the first word of what is said (0 where nothing is)."""
        marked, how = self.marked_start(i, cue, sentence)
        subject = Phrase(None, i + 1)
        if cue.kind == "verb" or (cue.kind == "noun" and cue.prepositions):
            # before `بأن` a word with ب belongs to the subject: `أفاد رئيس البلدية بالإنابة بأن`
            stops = cue.prepositions
            if "ب" in stops and self.is_introduced(marked):
                stops = tuple(p for p in stops if p != "ب")
            if self.is_of(cue, marked):
                stops = tuple(p for p in stops if p != "من")
            limit = self.before_described(i, marked) or marked or min(sentence.b, i + FRAME)
            subject = self.who.phrase(i + 1, limit, cue.feminine, stops, bool(marked))
            in_it = self.form(i + 1) in ("فيه", "فيها")  # `بعث فلان برسالة إلى السفير، كتب فيها`
            if in_it and self.form(i + 2) == ":":
                subject = Phrase(self.verbal_subject(sentence.a, i) or subject.speaker, i + 1, True)
            elif (subject.speaker is None or self.form(i - 1) == "قد") and (before := self.before(i, sentence)):
                subject = Phrase(before, i + 1, True)
            elif cue.kind == "verb" and (topic := self.topic(i, cue, sentence)):
                subject = Phrase(topic, i + 1, True)
            elif subject.speaker and not subject.sure and self.forms[i][cue_of(self.forms[i])[1] :] in _DESCRIBES:
                subject = Phrase(None, i + 1)  # `ووصف القرار بأنه ضربة`
            elif subject.speaker is None and marked and self.opens_with_name(sentence.a, i):
                subject = Phrase(Speaker(None, self.words.printed(sentence.a, i)), i + 1, True)
        subject = self.named_behind(subject, sentence.b)
        if not subject.sure and subject.speaker and self.closes_subject(subject, cue, sentence.b):
            subject = Phrase(subject.speaker, subject.stop, True)
        if cue.noun_object and self.form(i - 1) in RELATIVE and self.form(i + 1) in SOME_OF:
            subject = Phrase(None, i + 1)  # `التي تقدر عدد المتضررين بألف`
        if cue.noun_object:
            start = self.object_start(i, cue, subject, marked, sentence)
            if start:
                known = subject if subject.sure or not subject.speaker else Phrase(None, i + 1)
                return Content(start, "object", known)
        return Content(marked if set(cue.needs) <= set(cue.prepositions) else 0, how, subject)

    def before_described(self, i: int, marked: int) -> int:
        """Where the subject ends before what it describes: `وصف الوزير | القرار بأنه تاريخي`, `وصف سكان الحي | الوضع بأنه`."""
        first, last = i + 1, marked - 2  # the words between the verb and بأن
        describes = self.forms[i][cue_of(self.forms[i])[1] :] in _DESCRIBES and self.is_introduced(marked)
        named = any(self.forms[k] in MARKS or self.names_person(k) for k in range(first, last))
        if (
            not describes
            or last <= first
            or named
            or not self.forms[last].startswith("ال")
            or not self.who.is_role(first)
        ):
            return 0
        # a definite title is one word; any other ends with the first noun that has the article, or before the object
        definite = next(k for k in range(first, last + 1) if self.forms[k].startswith("ال"))
        stop = definite + (definite <= first + 1)
        return stop if stop <= last else 0

    def is_of(self, cue: Cue, marked: int) -> bool:
        """True where the من of the verb stands before أن, and one before belongs to the subject: `حذر عدد من الخبراء من أن`."""
        return "من" in cue.prepositions and marked > 2 and self.forms[marked - 2] == "من" and self.is_introduced(marked)

    def named_behind(self, subject: Phrase, b: int) -> Phrase:
        """A title and, right behind it, the person whom it leads to: `نفى نجم هوليوود الشهير | ويل سميث شائعة طلاقه`."""
        k = subject.stop
        person = self.held.get(k)
        titled = subject.speaker is not None and not subject.speaker.name and self.who.is_role(k - 1)
        titled = titled or (subject.sure and subject.speaker is not None and not subject.speaker.name)
        if person is None or person.type != "person" or person.at != self.starts[k] or not titled:
            return subject
        while k < b and self.held.get(k) is person:
            k += 1
        feminine = subject.speaker.feminine if subject.speaker else None
        return Phrase(Speaker(person.name, None, feminine), k, True)

    def closes_subject(self, subject: Phrase, cue: Cue, b: int) -> bool:
        """True where an aside or the preposition of the verb follows: `اتهمت قوى التغيير | في بيان لها`,
        `أعرب الأبناء المشاركون | عن سعادتهم`.
        """
        k = subject.stop
        printed = (subject.speaker.as_printed if subject.speaker else None) or ""
        if k < b and len(self.forms[k]) > 1 and self.forms[k] in cue.prepositions and printed.startswith("ال"):
            return True
        occasion = self.form(k) == "في" and self.form(k + 1).removeprefix("ال") in OCCASIONS
        return k < b and (occasion or self.forms[k] in ASIDE)

    def topic(self, i: int, cue: Cue, sentence: Sentence) -> Speaker | None:
        """Who fills the clause up to the verb at word `i`: `محامية في المدينة، رفضت كشف هويتها، أكدت أن`,
        `الأرصاد تحذر من ...`, `لكن عضو المجلس فلانة اتهمت فلانا`.
        """
        joined = cue_of(self.forms[i])[1]
        if i == sentence.a or (joined and self.forms[i][0] == "و"):  # most cues
            return None
        k = max(sentence.a, i - FRAME)
        k = next((n + 1 for n in range(i - 1, k, -1) if self.opens_subject(n, i, sentence)), k)
        if "فان" in self.forms[k:i]:  # `وفي هذا الصدد، فإن الوزير يؤكد أن`
            k += self.forms[k:i].index("فان")
        if k == sentence.a and (self.forms[k] in _ASKED_ABOUT or self.is_about(k, i)):  # `وعن شقيقه سامي قال: ...`
            return None
        while k < i and (
            self.forms[k] in MARKS
            or self.forms[k] in OPENERS
            or self.forms[k] in _EXCEPT
            or self.forms[k] in _OTHERS
            or (self.forms[i] in _PRESENT and without_and(self.forms[k]) in _OPENS_SPEECH)  # `ومضى البيان يقول إن`
        ):
            k += 1
        if k >= i or (joined and not (self.forms[i][0] == "ف" and self.form(k - 1) in _AS_FOR)):
            return None
        subject = self.who.phrase(k, i, cue.feminine)
        if not subject.sure or subject.speaker is None:
            return None
        stop = subject.stop
        while stop < i and (self.forms[stop] in ASIDE or self.forms[stop] in _BETWEEN):
            stop += 1
        if k < stop < i - 1 and self.form(stop) in RELATIVE and MARKS.isdisjoint(self.forms[stop:i]):
            return subject.speaker  # `السكان الذين التقيناهم في المكان اعتبروا أن`
        apart = stop < i - 1 or self.forms[sentence.a].removeprefix("و") in _BEEN  # `وكان بيان للشركة، اتهم ...`
        if stop == i or (self.form(i - 1) == "،" and apart and not self.is_told(stop, i)):
            return subject.speaker
        return None

    def is_about(self, a: int, i: int) -> bool:
        """True where all between word `a` and the verb at word `i` is what he who spoke goes on about: `وعن شقيقه سامي قال`."""
        return self.forms[a] in _ABOUT and "،" not in self.forms[a:i] and self.who.last.name in self.who.persons

    def opens_subject(self, n: int, i: int, sentence: Sentence) -> bool:
        """True where the clause of the verb at word `i` can only begin after word `n`."""
        form = self.forms[n]
        if form in _CLAUSE_MARKS:
            return not self.who.is_initial(n)
        return n in sentence.inside or form in CLAUSES or (form in THAT and self.forms[n - 1] not in _EXCEPT)

    def is_told(self, k: int, i: int) -> bool:
        """True where words `k` to `i` hold a frame of their own."""
        return any(self.forms[n] in THAT or self.forms[n] == ":" for n in range(k, i))

    def before(self, i: int, sentence: Sentence) -> Speaker | None:
        """Whose name stands before the verb at word `i`: `لكن المتحدث فلان نفى`, `لكن فلان، مدير الميناء، نفى`,
        `أما المديرة، فلانة، فقالت`, `كانت الشركة قد نفت`.
        """
        a, j = sentence.a, i - 1
        if self.forms[a] in _ASKED_ABOUT:
            return None
        if self.forms[a] in _AS_FOR and self.forms[i][0] == "ف":
            held = self.held.get(j)
            if held and held.type == "person":  # `أما مدير الفندق في المدينة فلان فقال`
                return Speaker(held.name, None)
            subject = self.who.phrase(a + 1, i, None, (), True)
            if subject.sure:
                return subject.speaker
        if self.form(j) == "قد" and self.form(a).removeprefix("و") in _BEEN:
            return self.who.phrase(a + 1, j).speaker
        if self.form(j) == "،" and j > a:
            opens = next((k for k in range(j - 1, max(a, j - _APPOSED), -1) if self.forms[k] == "،"), 0)
            clause = self.forms[a:opens]
            if not opens or any(map(is_verb, clause)) or (self.forms[i][0] in "وف" and clause[:1] != ["اما"]):
                return None
            if self.who.is_role(a + (clause[0] in OPENERS)) and (named := self.who.named_after(opens + 1, j)):
                return named.speaker
            j = opens - 1
        held = None if j == i - 1 and cue_of(self.forms[i])[1] else self.held.get(j)
        return Speaker(held.name, None) if held and j >= a and held.type in ("person", "organization") else None

    def is_introduced(self, marked: int) -> bool:
        """True where أن stands before what is said, marks between them or not."""
        return marked > 2 and any(form in THAT for form in self.forms[marked - 2 : marked])

    def opens_with_name(self, a: int, i: int) -> bool:
        """`نزيهة العبيدي أكدت أنها`: two to four words that no list knows open the sentence before its verb."""
        if not 2 <= i - a <= 4 or cue_of(self.forms[i])[1]:
            return False
        first = self.forms[a]
        if (
            first.startswith(("ال", "وب", "ول"))
            or is_verb(first)
            or is_plain(first)
            or any(f in REPORTING for f in self.forms[a:i])
        ):
            return False
        return all(f.isalpha() and k not in self.held and f not in FUNCTION for k, f in enumerate(self.forms[a:i], a))

    def marked_start(self, i: int, cue: Cue, sentence: Sentence) -> tuple[int, str]:
        """The first word after أن, a colon or an opening mark, and which of them it is; (0, "") where there is none."""
        b = sentence.b
        limit = min(b, i + (9 if cue.kind != "verb" else FRAME))
        for j in self.stops_between(i + 1, limit, sentence):
            form = self.forms[j]
            if j in sentence.opening and self.is_quoted_speech(i, j, cue, sentence):
                return j, "quote"
            if j in sentence.inside or (form == "." and self.who.is_initial(j)):
                continue
            if form in THAT and j not in self.held:
                previous = self.forms[j - 1]
                far = cue.close and j > i + _FAR and previous != "،" and not self.names_person(i + 1)
                if far and not self.names_subject(i + 1, j):
                    return 0, ""
                upon = "على" in cue.prepositions or self.forms[i][cue_of(self.forms[i])[1] :] in UPON
                if previous == "عن" and _IS_IF.match(self.text, self.starts[j]):
                    return 0, ""  # `سأله عن إن كانت الأجواء تعجبه`
                if self.in_brackets(i, j):  # `الحامض النووي (دي إن إيه)`
                    continue
                if (previous in NOT_THAT and j - 1 > i) or (previous == "على" and not upon and j > i + 2):
                    return 0, ""
                return (j + 1, "that") if j + 1 < b else (0, "")
            if form in ASKED and self.forms[j - 1] not in MARKS and cue.kind != "noun":
                return j, "that"
            if form == "هل" and self.forms[i][cue_of(self.forms[i])[1] :] in _WONDERS:
                return j, "that"  # `ويتساءل الكاتب، هل`
            if form == ":" and self.form(j + 1) in THAT and j + 2 < b:  # `في تصريح لها: إن الأمطار ...`
                return j + 2, "that"
            if form == ":" and j + 1 < b:
                return j + 1, "quote" if any(k in sentence.opening for k in range(j + 1, j + 4)) else "colon"
            if form in SPEECH_END:
                return 0, ""
            another, cut = cue_of(form)
            if another and j not in self.held and j > i + 1:
                if another.kind == "verb" and cue.kind == "verb" and self.tells_anew(j, another, cut, sentence):
                    return 0, ""
                if another.kind == "participle" and (
                    self.forms[j - 1] == "،" or (j > i + _SHORT and self.frames_at_once(j))
                ):
                    return 0, ""
            if cue.kind != "verb" and form == "،":
                return 0, ""
        return 0, ""

    def in_brackets(self, i: int, j: int) -> bool:
        """True where a bracket opens behind word `i` and has not closed at word `j`."""
        between = self.forms[i:j]
        return "(" in between and ")" not in between and ")" in self.forms[j : j + _LABEL]

    def frames_at_once(self, j: int) -> bool:
        """True for a participle that أن follows, a preposition between them or not: `مؤكدا أن`, `مشيرا إلى أن`."""
        if self.form(j - 1) in _BEEN or is_verb(self.form(j - 1)):  # `بات مؤكدا أن`
            return False
        return self.form(j + 1) in THAT or (self.form(j + 1) in PREPOSITIONS and self.form(j + 2) in THAT)

    def names_subject(self, k: int, end: int) -> bool:
        """True where a role and its name fill the words `k` to `end`: `ويرى عضو المنتدى فلان | أن`."""
        subject = self.who.phrase(k, end, None, (), True)
        return subject.sure and subject.stop == end and subject.speaker is not None and subject.speaker.name is not None

    def tells_anew(self, j: int, cue: Cue, cut: int, sentence: Sentence) -> bool:
        """True for a cue that ends the frame before it; not in `، الذي كان يتحدث في المؤتمر،`."""
        relative = (
            self.form(j - 1) in RELATIVE
            or self.form(j - 1) in _WHEN
            or (self.form(j - 1) in _BEEN and self.form(j - 2) in RELATIVE)
        )
        return not relative and not self.carries(j) and self.is_cue(j, cue, cut, sentence)

    def carries(self, j: int) -> bool:
        """True for the verb of an aside that tells through whom words came: `قال فلان، حسبما نقلت عنه الوكالة، إن`."""
        k = j + 1 + (self.form(j + 1) in _FROM_HIM)
        aside = self.form(j - 1) in AS or self.form(j - 1) in ("ما", "لما") or self.form(j - 1) == "كما"
        if not aside or k not in self.held or not is_outlet(self.held[k].name):
            return False
        return self.form(j - 1) != "كما" or self.form(self.after_name(k)) == "،"

    def after_name(self, k: int) -> int:
        """The word behind the name that word `k` belongs to."""
        held = self.held[k]
        while self.held.get(k) is held:
            k += 1
        return k

    def through(self, speaker: Speaker, i: int, stop: int) -> tuple[Speaker, tuple[str, ...]]:
        """Who speaks and the outlets through which, as the words between the cue at `i` and what is said tell:
        `قالت الوكالة نقلا عن مصدر إن`, `قال في بيان نشرته الوكالة إن`, `قال، حسبما نقلت عنه الوكالة، إن`.
        """
        for k in range(i + 1, stop):
            form = self.forms[k]
            if form == "نقلا" and self.form(k + 1) == "عن" and self.is_press(speaker, i + 1):
                source = self.source_speaker(k + 2, stop - (self.forms[stop - 1] in THAT), told=True)
                if source:
                    return source, (speaker.name,) if speaker.name else ()
            if form in _CARRIED or self.carries(k):
                named = next((self.held[n].name for n in range(k + 1, min(k + 4, stop)) if n in self.held), "")
                if named != speaker.name and is_outlet(named):
                    return speaker, (named,)
        return speaker, ()

    def is_press(self, speaker: Speaker, k: int) -> bool:
        """True for an outlet that passes on what others say; it is named from word `k` on."""
        head = self.forms[k].removeprefix("ال")
        return head in OUTLET_HEADS or is_outlet(speaker.name or speaker.as_printed or "")

    def stops_between(self, j: int, limit: int, sentence: Sentence) -> list[int]:
        """The words of a stretch at which a frame may end, and those that open a quotation."""
        stops = self.stops[bisect_left(self.stops, j) : bisect_left(self.stops, limit)]
        if sentence.opening:
            quotations = sentence.opening if len(sentence.opening) < limit - j else range(j, limit)
            stops = sorted({*stops, *(k for k in quotations if j <= k < limit and k in sentence.opening)})
        return stops

    def is_quoted_speech(self, i: int, j: int, cue: Cue, sentence: Sentence) -> bool:
        """False where the words in marks belong to a noun, not to the verb: `لصحيفة "..."`, `في كتاب "..."`."""
        before = next((k for k in range(j - 1, i, -1) if self.forms[k] not in _OPEN_MARKS), i)
        form = self.forms[before]
        if j > i + 3 and self.forms[i] in SHOWN:  # `تظهر فيها الجزر، “لأن ذلك ...”`: no word of saying
            return False
        if self.form(bisect_left(self.starts, sentence.opening[j].close)) in THAT:
            return False  # `يقول مصمم اللعبة "فلان" إن`
        if before == i or form in THAT or form in "،:" or form in cue.prepositions:
            return True
        chanted = form in SLOGANS and self.form(before - 1) != "تحت"
        named = not chanted and any(stem in HEADS or stem in _WORKS for stem in bare_forms(form))
        return not named and form not in PREPOSITIONS and form not in ("و", "ل", "ب", "ك") and before - i < FRAME

    def object_start(self, i: int, cue: Cue, subject: Phrase, marked: int, sentence: Sentence) -> int:
        """Where the noun begins that a verb such as `أكد` or `ندد بـ` takes as its content; 0 where there is none.

        Not where أن or a colon follows the subject at once, or after an aside between commas.
        """
        end = marked - 1 if marked else sentence.b
        if self.is_introduced(marked) and self.form(marked - 2) == "،":  # `أكد فلان المكلف بالإعلام، لمراسلنا، أن`
            return 0
        if self.is_of(cue, marked):
            return 0
        start = self.who.past_press(subject.stop) if subject.sure else i + 1
        told = (
            self.is_introduced(marked) and subject.sure and (self.form(marked - 1)[0] != "ب" or "ب" in cue.prepositions)
        )
        if told and (self.who.is_role(start) or self.form(start) in _OWNS):
            return 0  # `أكد فلان كاتب عام الجمعية في تصريح للإذاعة أن`
        bare = self.forms[i][cue_of(self.forms[i])[1] :]
        if not marked and self.form(i + 1)[:-1] in _BACK_AT and _BACK_AT[self.form(i + 1)[:-1]] in cue.prepositions:
            return 0  # `أزمة أقر بها الجميع`, `ما نوهت عنه في مقالي`: what is said stands before
        takes = (*cue.prepositions, *cue.needs, *(("على",) if bare in UPON else ()))
        apart = self.after_comma(start, min(sentence.b, i + FRAME), takes) if subject.sure and not marked else 0
        if apart:
            return apart
        parted = start + 1 if cue.needs and self.form(start) == "،" else 0  # `وأرجع فلان، سبب الحادث إلى السرعة`
        closing = next((k for k in range(parted, min(end, parted + FRAME)) if self.forms[k] == "،"), end)
        if parted and not frozenset(cue.needs).isdisjoint(self.forms[parted:closing]):
            start = parted
        start = self.past_aside(self.past_title(start, end, subject), min(end, i + FRAME), "ب" not in cue.prepositions)
        if cue.needs and not self.is_needed(start, cue, min(sentence.b, start + 14)):
            return 0
        if cue.prepositions and not cue.needs:
            aside = i == sentence.a and self.form(i + 1) == "،"  # `ولوح، في اتصال معنا، بالاستقالة`
            if (
                cue.close and cue.kind == "verb" and not subject.sure and sentence.speaker is NOBODY and not aside
            ):  # `واعترف بالسرقة`: nobody says who
                return 0
            # `أفاد مصدر بالجهة بأن ...`: the first ب is not the verb's
            at_once = cue.close or ("ب" in cue.prepositions and self.is_introduced(marked))
            near = (6 if subject.sure or cue.kind == "participle" else 2) if at_once else 12
            after = self.after_preposition(start, min(end, start + near), cue)
            # `داعيا الحكومة إلى نصب الكاميرات`: whom he calls on belongs to it
            called = cue.kind == "participle" and start + 1 < after and self.is_noun(start)
            return start if called else after
        if self.forms[i][cue_of(self.forms[i])[1] :] in ANNOUNCE and subject.sure and not marked:
            about = next((k for k in range(subject.stop, min(end, i + FRAME)) if self.forms[k] == "عن"), end)
            cued = any(cue_of(self.forms[k])[0] for k in range(subject.stop, about))
            named = self.form(subject.stop).startswith("لل") and self.form(about - 1) == "،"  # `معهد الضفاف للعلوم، عن`
            at_once = about == start + (self.form(start) == "،")
            if about + 1 < end and not cued and (at_once or named or self.form(subject.stop) == "،"):
                return about + 1  # `أعلنت اللجنة، عن بدء التسجيل`
        if start >= end or self.forms[start] in MARKS - frozenset('"«“') or self.forms[start] in THAT:
            return 0
        if not subject.sure and subject.speaker and marked and subject.stop >= end - 1:
            return 0
        form = self.forms[start]
        upon = form == "على" and start + 1 < end and self.forms[start + 1] not in ("هامش", "لسان")
        if upon and self.forms[i][cue_of(self.forms[i])[1] :] in UPON:
            return start + 1  # `أكد المدير على أهمية العمل`
        if form in cue.needs and start + 1 < end:  # `عبر المدير عن ارتياحه`
            return start + 1
        verb = cue_of(form)[0]
        if verb and verb.kind == "verb" and form not in CONJOINED:  # `نفى نقل المرضى`
            return 0
        if form in PREPOSITIONS or form in AFTER or (form in FUNCTION and form not in _NOUNS):
            return 0
        if form in ("ذلك", "هذا", "هذه") and (self.form(start + 1) in MARKS or cue_of(self.form(start + 1))[0]):
            return 0
        told = start in self.held and self.held[start].at > self.starts[start]
        if form.startswith("لل") or (form[0] in "لبو" and (told or self.who.is_role(start))):
            return 0
        if not subject.sure and cue.kind == "verb" and not self.has_implied_subject(i, sentence):
            return 0
        describes = self.forms[i][cue_of(self.forms[i])[1] :] in _DESCRIBES
        quoted = marked in sentence.opening or marked + 1 in sentence.opening
        if marked and self.forms[marked - 1] in THAT and marked - start < 10 and (quoted or not describes):
            return 0
        return start

    def has_implied_subject(self, i: int, sentence: Sentence) -> bool:
        """True where a verb goes on with a subject named before: `..., ونفى ما تردد`."""
        if cue_of(self.forms[i])[1] == 1 or self.form(i - 1) in _NOT or self.form(i - 1) in RELATIVE:
            return True
        before = self.forms[sentence.a : i]
        if before == ["كما"] or before in _BUT_HE:  # `كما أنكر ما قيل`, `لكنه أكد استمرار الاتصالات`
            return True
        if len(before) < 6 and before[-1:] == ["،"]:  # `ومع ذلك، أكد ...`, not `من جهته، أكد ...`
            return not any(f in _OTHERS for f in before)
        return sentence.speaker is not NOBODY and self.form(i - 1) in OPENERS

    def is_needed(self, i: int, cue: Cue, end: int) -> bool:
        if cue.needs[0] in PREPOSITIONS:
            return cue.needs[0] in self.forms[i:end]
        return any(rest.startswith(cue.needs) for form in self.forms[i:end] for rest in bare_forms(form))

    def after_preposition(self, start: int, end: int, cue: Cue) -> int:
        """The word after the preposition that a verb takes its content with, near the subject; 0 where there is none."""
        toward = cue.kind == "participle" and "الي" in cue.prepositions and start < end and start not in self.held
        if toward and self.forms[start][0] == "ل" and self.is_governed(self.forms[start]) and not self.who.told(start):
            return start  # `منبها لضرورة الحسم`
        for j in range(start, end):
            form = self.forms[j]
            if form in THAT or form in SPEECH_END:
                return 0
            if form in cue.prepositions and not self.who.is_of_some(j):
                free = (
                    j + 1 < end and self.forms[j + 1] not in THAT and self.forms[j + 1] not in MARKS - frozenset('«"“')
                )
                return j + 1 if free and self.forms[j + 1] not in ("ذلك", "نفسه", "نفسها") else 0
            if form[0] in cue.prepositions and j not in self.held and self.is_governed(form):
                # `ندد الأهالي بسهل الغاب، في وقفة، بـ«التوزيع غير العادل»`
                quoted = (
                    n + 1
                    for n in range(j + 1, min(len(self.forms) - 1, j + 20))
                    if self.forms[n] == form[0] and self.forms[n - 1] == "،" and self.forms[n + 1] in _OPEN_MARKS
                )
                return next(quoted, j)
        return 0

    def past_title(self, k: int, end: int, subject: Phrase) -> int:
        """The word after a title behind a name: `نفى فلان وكيل الوزارة، | ما نشر`, `أرجع فلان مدرب الفريق | خسارته`,
        or after the body he is of: `وصف فلان من حزب الضفاف | القرار بالمسرحية`.
        """
        if not (subject.sure and subject.speaker and subject.speaker.name in self.who.persons and k - 1 in self.held):
            return k
        body = self.held.get(k + 1) if k < end and self.forms[k] == "من" else None
        if body and body.type == "organization" and body.at == self.starts[k + 1]:
            k += 1
            while k < end and (self.held.get(k) is body or is_nisba(self.forms[k])):
                k += 1
            return k
        if (
            k >= end
            or k in self.held
            or self.forms[k] in CROWDS
            or not self.who.is_role(k)
            or self.forms[k].startswith("ال")
        ):
            return k
        stop = self.who.phrase(k, end).stop
        if self.form(stop) == "،":
            return stop + 1 if self.form(stop + 1) == "ما" else k
        return stop if k + 1 < stop < end and self.is_noun(stop) else k

    def after_comma(self, k: int, end: int, takes: tuple[str, ...]) -> int:
        """The word after a preposition of the verb behind a comma: `أعرب المدير فلان، أمس، عن | قلقه`; else 0."""
        for j in range(k, end - 1):
            form = self.forms[j]
            if form in SPEECH_END or form in THAT or (j > k and cue_of(form)[0] and self.form(j - 1) == "،"):
                return 0
            if form == "،" and self.forms[j + 1] in takes and j + 2 < end and len(self.forms[j + 1]) > 1:
                return j + 2
        return 0

    def is_noun(self, k: int) -> bool:
        """True for a word that is no mark, preposition or adverb, nor one told (`لهم`)."""
        form = self.forms[k]
        return not (form in MARKS or form in PREPOSITIONS or form in AFTER or form in FUNCTION or form[0] in "لب")

    def is_governed(self, form: str) -> bool:
        """True for a noun with ب or ل before it: `ببذل الجهد`; not `بيان`, which takes the article itself."""
        if len(form) < 4 or form in THAT:
            return False
        own = statistics().get(form)
        return len(form) > 4 or own is None or own[ARTICLE] == "0"

    def past_aside(self, k: int, end: int, manner: bool = False) -> int:
        """The word after what may stand between a subject and its object: a day, `في بيان`, words between commas.

        manner: also how it was said (`نفى بشدة لقاءه`), where ب does not open the object itself.
        """
        if k + 1 < end and self.forms[k] in DASHES:  # `نفى كامل الحرمي -محلل مستقل- وجود أي أثر`
            k = next((n + 1 for n in range(k + 1, min(end, k + _APPOSED)) if self.forms[n] in DASHES), k)
        while k + 1 < end and self.forms[k] == "،" and cue_of(self.forms[k + 1])[0] is None:
            title = self.who.phrase(k + 1, end).stop if self.who.is_role(k + 1) else end
            if title < end and self.forms[title] not in MARKS and self.forms[title] not in THAT:
                return title  # `أكد فلان، نائب رئيس الجمعية | نجاح المشروع`
            closing = next((n for n in range(k + 1, min(end, k + 24)) if self.forms[n] == "،"), None)
            if closing is None:
                break
            k = closing  # may open the next aside: `شركة الأمل، المدرجة في السوق، اليوم الاثنين، ارتفاع أرباحها`
            if not self.is_day_aside(k, end):
                k += 1
                break
        if manner:
            k = self.who.past_manner(k, end)
        while k < end and (self.forms[k] in ASIDE or self.forms[k] in SAME or self.forms[k].isdigit()):
            k += 1
        if self.form(k) == "(":  # `أعلن النادي اليوم الخميس (14 مارس) عن`
            k = next((n + 1 for n in range(k + 1, min(end, k + _IN_BRACKETS)) if self.forms[n] == ")"), k)
        if self.form(k) == "في" and self.form(k + 1) == "الوقت" and self.form(k + 2) in SAME:
            k += 3  # `لكنه أكد في الوقت نفسه استمرار الاتصالات`
        if self.form(k) == "في" and self.form(k + 1) in OCCASIONS | {"وقت"}:  # `نفت الشركة في بيان لها تعثر المفاوضات`
            k += 2 + (self.form(k + 1) in _ENDS_OF and self.form(k + 2).startswith("ال"))  # `في ختام اللقاء`
            while k < end and (self.forms[k] in _OF_OCCASION or self.forms[k] in ASIDE):
                k += 1
            k = self.past_told(k, end)
            k += k < end and self.forms[k] == "،" and self.is_noun(k + 1) and not self.is_told(k + 1, end)
        return k

    def past_told(self, k: int, end: int) -> int:
        """The word after whom one spoke to, behind an occasion: `نفى في تصريح لإذاعة «الضفاف» | العثور على`."""
        held = self.held.get(k)
        if self.form(k)[0] != "ل" or not (
            self.who.told(k) or (held and held.at > self.starts[k]) or self.form(k)[:2] == "لل"
        ):
            return k
        k += 1
        while k < end and held and self.held.get(k) is held:
            k += 1
        if self.form(k) in '"«“':
            k = next((n + 1 for n in range(k + 1, min(end, k + 7)) if self.forms[n] in '"»”'), k)
        return k

    def is_day_aside(self, k: int, end: int) -> bool:
        """True where only words such as a day stand from the comma at word `k` to the next."""
        k += 1
        while k < end and (self.forms[k] in ASIDE or self.forms[k].isdigit()):
            k += 1
        return k < end and self.forms[k] == "،"

    def clause_end(self, k: int, b: int) -> int:
        """Where what is said ends: before a source phrase or a participle after a comma, else with the sentence."""
        b = min(b, k + 2 * REACH)
        for t in self.triggers[bisect_left(self.triggers, k + 3) : bisect_left(self.triggers, b)]:
            if self.forms[t - 1] in _TURNS and self.forms[t - 2] in ("وفي", "ومن"):  # `وفي المقابل قال`
                b = t - 2
                break
        for j in self.stops[bisect_left(self.stops, k + 1) : bisect_left(self.stops, b - 1)]:
            if self.forms[j] != "،":
                another = cue_of(self.forms[j])[0]
                if another and another.kind == "participle" and j > k + 1 and self.frames_at_once(j):
                    return self.words.ends[j - 1]  # `أعلن بدء الأشغال مؤكدا أن`
                continue
            following = self.forms[j + 1]
            cue, cut = cue_of(following)
            if following in _BESIDE:
                told = cue_of(self.form(j + 2))[0]
                if told and told.kind == "verb" and self.is_framed(j + 3, min(b, j + 3 + FRAME // 2)):
                    return self.starts[j]
            if following in AS or following in BY or (cue and cut == 0 and cue.kind == "participle"):
                return self.starts[j]
            if cue and cut and cue.kind == "verb":
                governs = not cue.close or not frozenset(cue.prepositions).isdisjoint(self.forms[j + 2 : j + 7])
                if self.is_framed(j + 2, b) or (cue.noun_object and governs):
                    return self.starts[j]
            if following == "قبل" and self.form(j + 2) == "ان" and cue_of(self.form(j + 3))[0]:
                return self.starts[j]
            if following in _WHICH and any(f in BACKWARD for f in self.forms[j + 2 : j + 5]):
                return self.starts[j]
        return self.words.ends[b - 1] if b > k else self.starts[k]

    def names_person(self, k: int) -> bool:
        """True where a person's name begins at word `k`."""
        held = self.held.get(k)
        return held is not None and held.type == "person" and held.at == self.starts[k]

    def is_framed(self, j: int, b: int) -> bool:
        """True where `أن`, a colon or a quotation mark follows soon: a second frame begins."""
        return any(self.forms[k] in THAT or self.forms[k] in ':"«“' for k in range(j, min(b, j + 6)))

    # ---- who says it, where no name follows the cue --------------------------------------------------------------------

    def unnamed_subject(self, i: int, cue: Cue, sentence: Sentence) -> Speaker | None:
        """Whom a verb without a subject, a participle or a noun (`قوله`) goes on with."""
        if cue.kind == "noun":
            named = self.who.phrase(max(sentence.a, i - 1), i).speaker if i - 1 in self.held else None
            named = named or self.nearest_subject(sentence.a, i)
            return sentence.speaker if sentence.speaker is not NOBODY else named or self.who.fitting(cue.feminine)
        if self.forms[i][cue_of(self.forms[i])[1] :] in IMPERSONAL and self.form(i - 1) not in RELATIVE:
            return None
        if self.forms[i] == "امله" and sentence.speaker is NOBODY:
            # `وعبر، ردا على أسئلة الوكالة، عن أمله في أن`: whose hope it is stands behind the verb, if anywhere
            verb = next((k for k in range(i - 2, sentence.a - 1, -1) if without_and(self.forms[k]) in _EXPRESSED), None)
            if verb is not None:
                hopes = self.who.phrase(verb + 1, i, False)
                return hopes.speaker if hopes.sure and hopes.speaker else self.who.fitting(False)
        if cue.kind == "verb" and self.has_own_subject(i, sentence):
            return None
        if cue.kind == "verb" and _is_mine(self.text[self.starts[i] + cue_of(self.forms[i])[1] :], self.forms[i]):
            return None
        if cue.kind == "verb" and self.form(i - 1) in RELATIVE and self.form(i - 2) != "،":
            if sentence.done == i - 1 and sentence.sourced is not NOBODY:  # `بحسب وزير العدل الذي أضاف أن`
                return sentence.sourced
            k = i - 2  # `شركة "الضفاف" الإيطالية التي قالت إن`
            while (
                k > max(sentence.a, i - 5)
                and k not in self.held
                and (self.forms[k] in '"»”' or is_nisba(self.forms[k]))
            ):
                k -= 1
            held = self.held.get(k)
            return Speaker(held.name, None, cue.feminine) if held and held.type != "place" else None
        if cue.kind == "verb" and self.form(i - 1).endswith("الذين"):  # several, and none of those who spoke
            return None
        his = sentence.speaker.name in self.who.persons and self.who.sex_of(sentence.speaker) is False
        if his and cue.kind == "participle" and cue.feminine and (her := self.who.her_before(i)):
            return her  # `وأوضح فلان أن البحث فتح بناء على ما صرحت به فلانة، مبينة أن`
        if sentence.speaker is not NOBODY and (cue.kind == "participle" or i > sentence.a):
            return self.acted_since(i, cue) or sentence.speaker
        if cue.kind == "participle" and self.forms[i] in _SAYING and (named := self.nearest_subject(sentence.a, i)):
            return named
        if without_and(self.forms[sentence.a]) in _CAME_OUT and cue.kind == "verb":  # `صدر عن الوزارة بيان، أكد أن`
            document = self.paper_before(i, sentence)
            return self.writer_of(document, i, sentence) if document else None
        if i > sentence.a and self.forms[sentence.a] in _ASKED_ABOUT and cue.kind == "verb":
            return self.who.fitting(cue.feminine, _is_of_many(self.forms[i]))
        if cue.kind == "verb" and self.is_about(sentence.a, i):
            spoke = self.who.fitting(cue.feminine, _is_of_many(self.forms[i]))
            if spoke is not NOBODY:
                return spoke
        if i > sentence.a:
            subject = self.subject_of(self.clause_start(sentence.a, i), i)
            if subject:
                return subject
        fitting = self.who.fitting(cue.feminine, _is_of_many(self.forms[i]) if cue.kind == "verb" else None)
        if (
            fitting is NOBODY and cue.kind == "verb" and i > sentence.a
        ):  # `لم يرض حديث المديرة فلانة أحدا حين قالت: ...`
            person = next((self.held[k] for k in range(i - 1, sentence.a, -1) if self.names_person(k)), None)
            return Speaker(person.name, None, cue.feminine) if person else NOBODY
        if fitting is NOBODY and cue.feminine and self.who.last.name in self.who.persons:
            return self.who.her_before(i) or NOBODY
        return fitting

    def acted_since(self, i: int, cue: Cue) -> Speaker | None:
        """Who did something since the last words that were told: `وأكدت فلانة أن ...، وبعدها ألقى فلان كلمته مؤكدا أن`.

        A person named right behind the verb of the clause before word `i`, or a role where both are of several.
        """
        told = self.attributions[-1] if self.attributions else None
        since = bisect_left(self.starts, told.says_at) + 1 if told else i
        for k in range(i - 2, max(since, i - FRAME), -1):
            form = self.forms[k]
            opens = form[0] in "وف" or self.forms[k - 1] in _AND_THEN
            acts = is_past[without_and(form)] or self.is_act(k)
            if k in self.held or not opens or not acts:
                continue
            subject = self.verbal_subject(k, i)
            if subject is None or _is_feminine(form) != cue.feminine:
                return None
            if subject.name in self.who.persons:
                return None if _is_of_many(self.forms[i]) else subject
            many = subject.as_printed is not None and self.forms[k + 1].endswith("ون")
            return subject if many and self.forms[i].endswith(("ين", "وا", "ون")) else None
        return None

    def has_own_subject(self, i: int, sentence: Sentence) -> bool:
        """True for a verb right behind a noun that is its subject and nobody: `أن التجربة أثبتت أن`, `ثمة لوحة تحذر من`."""
        if cue_of(self.forms[i])[1] or i - 1 < sentence.a or i - 1 in self.held:
            return False
        document = self.form(i - 1).removesuffix("ا")
        if self.forms[i] in _PRESENT and (document in DOCUMENTS or document in SOURCE_NOUNS):
            return True  # `تلقت بلاغا يفيد بانقطاع`
        if not self.is_subject_noun(i - 1):
            return False
        for k in range(i - 2, max(sentence.a - 1, i - _LABEL), -1):
            form = self.forms[k]
            if form in THAT or form in _THERE_IS:
                return True
            if k in self.held or not self.is_subject_noun(k):
                return False
        return False

    def is_subject_noun(self, k: int) -> bool:
        """True for a word that only a noun or its adjective can be here: no mark, particle, adverb or verb."""
        form = self.forms[k]
        particle = form in PREPOSITIONS or form in AFTER or form in FUNCTION or form in OPENERS or form in ASIDE
        return form.isalpha() and form[0] not in "بل" and not particle and not is_verb(form)

    def nearest_subject(self, a: int, i: int) -> Speaker | None:
        """The subject of the verb before word `i`: `اكتفت متحدثة باسم المفوضية بالقول`, `ومضى الوزير قائلا`."""
        verbs = (
            k for k in range(i - 1, max(a - 1, i - FRAME // 2), -1) if k not in self.held and _SAID_SO[self.forms[k]]
        )
        k = next(verbs, None)
        return self.who.phrase(k + 1, i, _is_feminine(self.forms[k])).speaker if k is not None else None

    def clause_start(self, a: int, i: int) -> int:
        """Where the last clause before word `i` with a subject of its own begins."""
        return next((k for k in range(i - 1, max(a, i - REACH), -1) if self.forms[k] in CLAUSES), a)

    def subject_of(self, a: int, i: int) -> Speaker | None:
        """The subject of the words `a` to `i`: after their verb, else the first name no preposition governs."""
        a = max(a, i - REACH)
        verbal = self.verbal_subject(a, i)
        if verbal:
            return verbal
        body: Speaker | None = None
        over = a
        for j in range(a, i):
            if self.form(j - 1) in PREPOSITIONS or any(f in _COUNTERPART for f in self.forms[max(0, j - 4) : j]):
                continue
            mention = self.held.get(j)
            if mention and (mention.at < self.starts[j] or mention.at > self.starts[j] + 1):
                continue
            if mention and mention.type == "person" and (mention.at == self.starts[j] or self.forms[j][0] == "و"):
                return Speaker(mention.name, None)
            if (
                mention
                and mention.type == "organization"
                and body is None
                and mention.at == self.starts[j]
                and j >= over
            ):
                body = Speaker(mention.name, None)
            if not mention and j >= over and self.who.is_role(j):
                role = self.who.phrase(j, i)
                if role.speaker and role.speaker.name and (self.forms[j].startswith("ال") or body is None):
                    return role.speaker
                over = role.stop  # a body in it (`رئيس مجلس المنافسة`) is not the subject
        return body

    def told_of(self, a: int, b: int) -> Speaker | None:
        """The person a sentence tells of behind a particle or an adverbial: `لكن شقيقه فلانا بدا هادئا`,
        `وعند باب المصنع، يقف فلان`.
        """
        k = a
        while k < b and (self.forms[k] in _EXCEPT or self.forms[k] in OPENERS):
            k += 1
        if k == a:
            k = next((n + 1 for n in range(a, min(b, a + _LABEL)) if self.forms[n] == "،"), a)
        if a < k and k + 1 < b and self.names_person(k + 1) and self.is_noun(k) and not self.who.is_role(k):
            return Speaker(self.held[k + 1].name, None)  # any verb, a name right after it
        subject = self.verbal_subject(k, b) if a < k < b else None
        if subject is None and k < b and (self.who.is_subject(k) or self.forms[k].endswith(("ه", "ها", "هم"))):
            named = self.who.phrase(k, min(b, k + FRAME))
            subject = named.speaker if is_verb(self.form(named.stop)) else None
        return subject if subject and subject.name in self.who.persons else None

    def verbal_subject(self, a: int, b: int) -> Speaker | None:
        """Who follows the verb that a sentence or its last clause begins with: `ودعا البقاري الطرفين`."""
        for k in range(a, min(a + 5, b - 1)):
            if self.forms[k] in ("من", "ومن") and self.forms[k + 1] in _OTHERS:
                a = k + 2 + (self.form(k + 2) == "،")  # `من جهته، طالب فلان`
                break
        if self.form(a) in _AS_FOR:  # `أما السائقون فيضحكون`
            verb = next(
                (
                    k
                    for k in range(a + 2, min(b, a + FRAME))
                    if self.forms[k][0] == "ف" and (is_verb(self.forms[k]) or _THEY_DO.fullmatch(self.forms[k]))
                ),
                0,
            )
            named = self.who.phrase(a + 1, verb, None, (), True) if verb else None
            return named.speaker if named and named.sure else None
        if self.form(a)[0] in "وف" and a not in self.held and a + 2 < b:  # any verb, a name right after it
            k = a + 1 + (self.form(a + 1) in '«"“')
            mention = self.held.get(k)
            if mention and mention.type == "person" and mention.at == self.starts[k]:
                return Speaker(mention.name, None, None)
        for k in range(a, min(a + 5, b - 1)):
            form = self.forms[k]
            been = k == a and form.removeprefix("و") in _BEEN
            opens = k == a or (k == a + 1 and (self.forms[a].removeprefix("و") in _BETWEEN or self.forms[a] in OPENERS))
            if k in self.held or not (_TELLS[form] or been or (opens and (is_verb(form) or self.is_act(k)))):
                if form in PREPOSITIONS:
                    return None
                continue
            told = cue_of(form)[0]
            feminine = told.feminine if told else form.endswith("ت") or (None if form[0] == "ت" else False)
            subject = self.who.phrase(k + 1, min(b, k + FRAME), feminine)
            if subject.speaker and not subject.speaker.name:  # `رحب المدير | بالاتفاق`
                subject = self.who.phrase(k + 1, min(b, k + FRAME), feminine, ("ب",))
            visited = told is None and self.who.is_counted(k + 1)  # `زار 11 طبيبا`
            if subject.sure and subject.speaker and not self.is_blamed(subject) and not visited:
                return subject.speaker
        return None

    def is_act(self, k: int) -> bool:
        """True for a noun that is a verb in front of whoever does it: `ثمن رئيس الاتحاد موقف`, `ووجه المشاركون الشكر`."""
        name = self.held.get(k + 1)
        someone = self.who.is_role(k + 1) or (name is not None and name.type == "person")
        return without_and(self.forms[k]) in _NOUN_OR_ACT and (someone or self.form(k + 1) in PEOPLE)

    # ---- phrases that name a source ------------------------------------------------------------------------------------

    def named_source(self, i: int, b: int) -> tuple[Speaker | None, int]:
        """Who is named in a source phrase that begins at word `i`, and the word after the phrase."""
        j = self.after_source_words(i)
        if j > i + 1 and self.forms[j - 1] in _HIS_SAYINGS:  # `على حد قوله للإذاعة`
            spoke = self.who.fitting(self.forms[j - 1].endswith("ها"), self.forms[j - 1].endswith("هم"))
            return (spoke if spoke is not NOBODY else None), j
        named = self.telling(j)
        if named and named.kind == "verb":
            if named.via:
                about = next((n for n in range(j + 1, min(b, j + 12)) if self.forms[n] in ("عن", "الي")), None)
                j = about if about else j
            j += 1
        if named and not named.via and self.form(j) == "ل" and self.form(j + 1) in _OPENS_MARK:
            behind = next((n + 1 for n in range(j + 2, min(b, j + 9)) if self.forms[n] in '"»”'), j)
            return None, behind  # `كما يقول لـ«صدى الجبل»`: whom he spoke to
        while self.form(j) in ("عن", "الي", "ل", "عنه", "عنها", "به", "بها", "اليه", "له"):
            j += 1
        if named:  # `بحسب ما صرح به، في اتصال مع الإذاعة، مدير الميناء`
            j = min(b, self.past_occasion(j, b))
        end = j
        depth = 0
        closing = "،.؛\n:" + ("-–—ـ" if self.form(i - 1) in "-–—ـ" else "")
        while end < b and not (self.forms[end] in closing and depth == 0):
            depth += (self.forms[end] == "(") - (self.forms[end] == ")")
            if self.forms[end] in THAT or self.answers(end) or end > j + 16:
                break
            tells = self.forms[end] in RELATIVE and cue_of(self.form(end + 1))[0]  # `وفق فلان الذي أكد أن`
            if tells or self.opens_clause(end, j):
                break
            end += 1
        if end == j or self.forms[j] in _TO_US:  # `كما ترد إلينا اتصالات`
            return None, end
        if self.form(i - 1) not in MARKS:  # `وأدى الانفجار بحسب شهود عيان إلى مقتل ...`: the clause goes on behind it
            end = self.inset_end(j, end)
        speaker = self.source_speaker(j, end, named is not None and self.forms[i] != "كما")
        if speaker and not speaker.name and (issuer := self.issuer(j, end, b)):
            return issuer.speaker, max(end, issuer.stop)
        if speaker and speaker.name and named and named.kind == "verb" and not named.via and speaker.feminine is None:
            speaker = Speaker(speaker.name, speaker.as_printed, named.feminine)
        if speaker and not speaker.name and self.form(end) == "،":  # `بحسب مدير الميناء، فلان.`
            apposed = self.who.named_after(end + 1, b)
            if apposed:
                return apposed.speaker, min(apposed.stop, b)
        return speaker, end

    def issuer(self, j: int, end: int, b: int) -> Phrase | None:
        """Who published the document in words `j` to `end`: `بحسب النتائج الأولية | التي أعلنتها المفوضية`."""
        for k in range(j + 1, min(end + 1, b - 2)):
            form = self.forms[k + 1]
            if self.forms[k] in RELATIVE and points_back[form]:
                told = any(cue_of(form.removesuffix(ending))[0] for ending in ("ها", "ه")) or form.startswith(_ISSUES)
                subject = self.who.phrase(k + 2, min(b, k + _LABEL)) if told else None
                return subject if subject and subject.sure and subject.speaker else None
        return None

    def past_occasion(self, k: int, b: int) -> int:
        """The word after the occasion or whom one told, between a verb and its subject: `أكده لمراسلنا، | فلان`."""
        opens = k + (self.form(k) == "،")
        if self.form(opens) == "في" and self.form(opens + 1).removeprefix("ال") in OCCASIONS:
            j = opens + 2
            while j < b and (self.forms[j] in _OF_OCCASION or self.forms[j] in ASIDE):
                j += 1
        elif self.form(opens)[0] == "ل" and self.who.told(opens):
            j = opens + 1
        else:
            return k
        comma = next((n for n in range(j, min(b, j + _LABEL)) if self.forms[n] == "،"), None)
        return comma + 1 if comma and comma + 1 < b else j

    def inset_end(self, j: int, end: int) -> int:
        """Where a source named amid a clause ends, in the words `j` to `end`."""
        k = j
        named = self.held.get(j)
        while named and k < end and self.held.get(k) is named:
            k += 1
        if named and named.type != "person":
            return k
        k = j
        while k < end and k not in self.held and (self.forms[k].startswith("ال") or (k > j and self.forms[k] in SAME)):
            k += 1
        if k > j and k not in self.held and self.form(k) != "باسم" and not self.who.is_some(j):
            return k  # `التقرير | نحو`, `المصدر ذاته | في`
        stop = self.who.phrase(j, end).stop
        return stop if j < stop < end else end

    def telling(self, j: int) -> Cue | None:
        """The verb of a source phrase, with the pronoun that stands for what was said: `وفق ما أكده فلان`."""
        form = self.form(j)
        cue = cue_of(form)[0]
        if (cue is None or cue.kind == "noun") and self.form(j - 1) in ("ما", "لما") and form.endswith("ه"):
            cue = cue_of(form[:-1])[0] or cue  # `وفقا لما ذكره فلان`: no `ذكره`, the noun
        return cue

    def answers(self, k: int) -> bool:
        """True where the clause begins that a source phrase leads to: `وبحسب مصادر قضائية | فقد أوقف اثنان`."""
        return self.forms[k] in _SO and k not in self.held

    def opens_clause(self, k: int, j: int) -> bool:
        """True for a verb right behind the name at `j`: `وبحسب البنك المركزي بلغ التضخم ...` has no comma."""
        named = self.held.get(j)
        if k > j and k not in self.held and is_past[self.forms[k]] and self.is_definite(k - 1):
            return True  # `وحسب المصدر ذاته دعا الوزير السكان`, `وبحسب المدير سامي الحداد أغلقت المدرسة`
        if named is None and k == j + 1 and self.forms[j].startswith("ال"):  # `وحسب المصدر قد تصل المكافآت`
            return self.who.is_role(j) and (self.forms[k] in _SURELY_VERB or is_verb(self.forms[k]))
        if named is None or k in self.held or self.held.get(k - 1) is not named:
            return False
        return is_verb(self.forms[k]) and self.forms[k] not in CUES

    def is_definite(self, k: int) -> bool:
        """True for a word that ends the name of a source, and that no verb describes: `الوزارة`, `ذاته`, a name."""
        form = self.forms[k]
        if form in SAME:
            return True
        held = self.held.get(k)
        if held is not None:
            return held.type == "person"
        return form.startswith(("ال", "لل", "بال")) and form not in RELATIVE and len(form) > 3

    def source_speaker(self, j: int, end: int, told: bool = False) -> Speaker | None:
        """The person, body or document of a source phrase; its own ل is no obstacle (`وفقا لدبلوماسي`).

        told: a verb of speech stands before, so that whoever follows it speaks (`وفق ما ذكره إطار بالجمارك`).
        """
        found = self.who.source(j, end)
        if found is None or not (found.name or found.as_printed):
            return None
        if self.form(j + 1) in NEVER_BODIES.get(self.forms[j], ()):
            return None  # `وفق المصلحة المشتركة`
        speaks = any(
            stands_for_someone(form) or form.removeprefix("ال") in _SOURCES for form in bare_forms(self.forms[j])
        )
        some = self.who.is_some(j) and not (self.forms[j] == "عدد" and self.form(j + 1).startswith("ال"))
        named = self.who.is_namelike(j) and not _NO_NAME.search(self.forms[j])
        if found.name or speaks or told or some or self.who.is_subject(j) or named:
            return found
        return None  # `بحسب الحالة`, `وفق الضوابط`, `حسب عدد السكان`, `وفق طقوسها`

    def after_source_words(self, i: int) -> int:
        form = self.forms[i]
        j = i + 1
        if form in ("على", "وعلي") and self.form(j) in ("لسان", "حد"):
            j += 2 if self.form(j) == "حد" else 1
        elif self.form(j) in _SAYINGS or self.form(j) in _HIS_SAYINGS:
            j += 1
        if self.form(j) in ("ما", "لما"):
            j += 1
        if self.form(j) in STATED and self.form(j + 1) == "في":  # `وفق ما ورد في تقرير الصحيفة`
            j += 2
        return j

    def read_source(self, i: int, sentence: Sentence) -> int:
        """`...، حسبما أفاد مدير الميناء`; `وبحسب هيئة الأرصاد، ...`."""
        a, b = sentence.a, sentence.b
        form = self.forms[i]
        verb_at = self.after_source_words(i)
        cue = self.telling(verb_at)
        by_verb = cue is not None and cue.kind == "verb"
        stated = any(self.form(k) in STATED and self.form(k + 1) == "في" for k in (i + 1, i + 2))  # `حسبما ورد في`
        if not by_verb and not stated and (form in AS or form[1:] in AS or form == "كما" or self.form(i + 1) == "ما"):
            return i + 1
        opens = i  # `كما جاء على لسان فلان` begins with كما
        if form == "على" and self.form(i - 1) in STATED and self.form(i - 2) in ("كما", "ما") and i - 2 > a:
            opens = i - 2
        speaker, end = self.named_source(i, b)
        if speaker is None and form == "كما" and self.form(verb_at + 1) == "ل":
            speaker = self.verbal_subject(a, i)
        if speaker is None:
            return i + 1
        # `بحسب ما نقلته وكالة س عن ص`: the speaker, and through whom
        about = next((n for n in range(verb_at + 1, end) if self.forms[n] == "عن"), 0) if cue and cue.via else 0
        carried = tuple(name for name in self.names_in(verb_at + 1, about) if name != speaker.name)
        index = verb_at if by_verb else i
        at = self.starts[index] + (
            not by_verb and form[0] in "وف" and (form[1:] in BY or form[1:] in AS or form == "وعلي")
        )
        printed = self.text[at : self.words.ends[index]]
        sentence.done, done, sentence.sourced = end, sentence.done, speaker
        leads = all(self.forms[n] in MARKS or self.forms[n] in OPENERS for n in range(a, i))
        if leads or (self.form(i - 1) in MARKS and end < b and self.answers(end)):
            if end + 1 >= b:
                return end
            says = end + (not self.forms[end].isalpha() or self.forms[end] in THAT)
            if self.forms[says] in RELATIVE:  # `وطبقا لعميد الكلية، الذي حضر أمس، ...`
                says = next((n + 1 for n in range(says, min(b - 1, says + FRAME)) if self.forms[n] == "،"), says)
            if self.forms[says] in THAT or self.answers(says):
                says += 1
            until = self.clause_end(says, b)
            sentence.speaker = speaker
        else:
            says = self.bare_start(max(a, done), opens)
            until = self.starts[opens]
            if self.form(opens - 1) not in MARKS and self.goes_on(end, b):
                if any(x.says_at < self.starts[i] < x.says_at + len(x.says) for x in self.attributions[-NEAR:]):
                    return end  # amid what somebody else says
                until = self.clause_end(end, b)
            elif self.form(end) == "،" and end + 1 < b and self.form(opens - 1) == "،":  # an aside: the clause goes on
                if self.forms[end + 1] in THAT:
                    says = end + 2
                if says > i or i - says < 7:
                    until = self.clause_end(end + 1, b)
            if i <= says <= end or self.is_passed_on(says, i, a, speaker, until):
                self.who.remember(speaker)
                return end
        inner = [(k, s) for k, s in sentence.opening.items() if says <= k and s.start < until]
        for k, held in inner:
            # `وبحسب الوكالة، قال الوزير: «...»`: a cue on the way has a speaker of its own
            on_the_way = self.triggers[bisect_left(self.triggers, max(says, end)) : bisect_left(self.triggers, k)]
            if not any(cue_of(self.forms[n])[0] for n in on_the_way):
                self.spoken.setdefault(held.start, (speaker, "source phrase"))
        self.add(speaker, printed, at, self.said_from(says), until, "indirect", "source phrase", carried)
        if speaker.name or not self.is_document(speaker):
            self.who.remember(speaker)
        return end

    def is_document(self, speaker: Speaker) -> bool:
        """True for words of paper, whom no verb goes on with: `حسب قائمة المواد المحظورة`."""
        first = fold_key(speaker.as_printed or " ").split(None, 1)[:1]
        return bool(first) and first[0].removeprefix("ال") in SOURCE_NOUNS - DOCUMENTS - PEOPLE

    def goes_on(self, k: int, b: int) -> bool:
        """True where the clause that a source was named in goes on at word `k`."""
        return k < b and self.forms[k] not in MARKS and self.forms[k] not in THAT and cue_of(self.forms[k])[0] is None

    def said_from(self, k: int) -> int:
        """Where word `k` begins, without the و of a verb that opens a sentence."""
        form = self.forms[k]
        verb = form[1:] in EVENT_VERBS or form[1:] in REPORTING or form[1:] in _BEEN
        return self.starts[k] + (form[0] == "و" and k not in self.held and verb)

    def is_passed_on(self, says: int, i: int, a: int, speaker: Speaker, until: int) -> bool:
        """True where the statement has a speaker of its own: the phrase names the outlet it came through, or nothing new."""
        # Those of this sentence are among the last: a look at all of them would cost the square of the article.
        inner = [x for x in self.attributions[-NEAR:] if self.starts[a] <= x.at < self.starts[i]]
        if not inner or inner[-1].says_at <= self.starts[says]:
            return False
        last = inner[-1]
        own = (last.speaker, last.as_printed) == (speaker.name, speaker.as_printed)  # `قال ...، على حد تعبيره`
        if own and last.says_at + len(last.says) < self.starts[i] - 3:
            return True
        if last.rule.endswith("object") and not own and not is_outlet(speaker.name or ""):
            self.attributions.remove(last)
            self.said_at.discard(last.says_at)
            return False
        trimmed = self.text[last.says_at : until].rstrip(" ،,")
        if last.says_at + len(last.says) >= self.starts[i] - 3 and (own or speaker.name) and trimmed:
            # a person who told it is no way that it came by: `ولفت عضو الحكومة إلى أن ...، بحسب تعبيره`
            passes = not own and speaker.name and speaker.name not in self.who.persons
            via = (*last.via, speaker.name) if passes and speaker.name else last.via
            self.attributions.remove(last)
            self.attributions.append(
                Attribution(last.speaker, last.as_printed, via, last.cue, last.at, trimmed, last.says_at, last.speech, last.rule)
            )  # fmt: skip
            return True
        return False

    def bare_start(self, a: int, i: int) -> int:
        """The first word of the statement in words `a` to `i`, after `بالإضافة إلى ذلك،` and its like."""
        k = a
        while k < i and self.forms[k] in MARKS:
            k += 1
        comma = next((n for n in range(k, min(i, k + 5)) if self.forms[n] == "،"), None)
        if comma and self.leads(self.forms[k]) and not any(n in self.held for n in range(k, comma)) and comma + 1 < i:
            return comma + 1
        for n in range(k, min(i, k + 5)):
            if self.forms[n] == "ان" and self.forms[n - 1] in _IMPERSONAL:
                return n + 1
        # `دعا إلى الحذر، إذ تستمر الأمطار وفق الأرصاد`: the source tells the reason only
        reason = next((n for n in range(i - 1, max(k, i - REACH), -1) if self.forms[n] in _REASONS), None)
        return reason + 1 if reason and self.forms[reason - 1] == "،" else k

    def leads(self, form: str) -> bool:
        """True for a word that opens an adverbial: `بالإضافة إلى ذلك`, `ومن جهة ثانية`, `اليوم`."""
        rest = form[1:] if form[0] == "و" else form
        adverb = not {form, rest} & EVENT_VERBS and (rest in FUNCTION or rest in PREPOSITIONS or rest in AFTER)
        return adverb or rest in ASIDE or (rest.startswith(("ب", "ل")) and not is_verb(form))

    def read_stated(self, i: int, sentence: Sentence) -> int:
        """`وجاء في البيان أن`: the document speaks."""
        that = next(
            (
                j
                for j in range(i + 2, min(sentence.b, i + 16))
                if self.forms[j] in THAT or self.forms[j] == ":" or j + 1 in sentence.opening
            ),
            0,
        )
        if not that or that + 1 >= sentence.b:
            return i + 1
        subject = self.who.phrase(i + 2, that)
        if not subject.speaker:
            return i + 1
        cut = self.forms[i] not in STATED
        at = self.starts[i] + cut
        marked = that + 1 in sentence.opening or that + 2 in sentence.opening
        how = "that" if self.forms[that] in THAT else "quote" if marked else "colon"
        self.say(
            subject.speaker,
            at,
            self.text[at : self.words.ends[i]],
            CUES["قال"],
            Content(that + 1, how, subject),
            sentence,
        )
        return that + 1

    def read_stated_in_it(self, i: int, sentence: Sentence) -> int:
        """`وصلت الإدارة برقية من فلان ورد فيها: «...»`, `والتقرير الذي نشر أمس جاء فيه أن`, `أصدرت الوزارة بيانا جاء فيه أن`."""
        that = next(
            (j for j in range(i + 2, min(sentence.b, i + 5)) if self.forms[j] in THAT or self.forms[j] == ":"), 0
        )
        document = self.paper_before(i, sentence)
        if not that or that + 1 >= sentence.b or document is None:
            return i + 1
        speaker = self.writer_of(document, i, sentence)
        if speaker is None:
            return i + 1
        cut = self.forms[i] not in STATED
        at = self.starts[i] + cut
        how = "that" if self.forms[that] in THAT else "quote" if that + 2 in sentence.opening else "colon"
        content = Content(that + 1, how, Phrase(speaker, document))
        self.say(speaker, at, self.text[at : self.words.ends[i]], CUES["قال"], content, sentence)
        return that + 1

    def paper_before(self, i: int, sentence: Sentence) -> int | None:
        """The document nearest before word `i` of a sentence."""
        written = (k for k in range(i - 1, max(sentence.a, i - FRAME) - 1, -1) if _is_paper(self.forms[k]))
        return next(written, None)

    def writer_of(self, document: int, i: int, sentence: Sentence) -> Speaker | None:
        """Whose document it is: behind it, `عن` whom it came, or who issued it; else the document itself."""
        if self.form(document + 1) == "من" and (sender := self.who.phrase(document + 2, i).speaker):
            return sender
        speaker = self.who.phrase(document, i).speaker
        if speaker is not None and speaker.name:
            return speaker
        opening = without_and(self.forms[sentence.a])
        if opening in _CAME_OUT and self.form(sentence.a + 1) == "عن":
            return self.who.phrase(sentence.a + 2, document).speaker or speaker
        if not any(without_and(form) in _RECEIVED for form in self.forms[sentence.a : document]):
            issuer = self.verbal_subject(self.clause_start(sentence.a, document), document)
            speaker = issuer or speaker
        printed = speaker.as_printed if speaker else None
        if speaker and printed and printed.endswith("ا") and fold_key(printed).removesuffix("ا") in DOCUMENTS:
            return Speaker(None, printed.removesuffix("ا"), speaker.feminine)  # `تلقت الصحيفة بيانا`
        return speaker

    def read_backward(self, i: int, sentence: Sentence) -> int:
        """`وهو ما نفته الشركة`: what stands before is denied."""
        opener = next((j for j in range(i - 1, max(sentence.a, i - 5), -1) if self.forms[j] in _WHICH), None)
        subject = self.who.phrase(i + 1, min(sentence.b, i + FRAME))
        if opener is None or not subject.speaker:
            return i + 1
        until = self.starts[opener]
        inner = [x for x in self.attributions[-NEAR:] if self.starts[sentence.a] <= x.says_at < until]
        start = inner[-1].says_at if inner else self.said_from(self.bare_start(max(sentence.a, sentence.done), opener))
        printed = self.text[self.starts[i] : self.words.ends[i]]
        self.said_at.discard(start)
        self.add(subject.speaker, printed, self.starts[i], start, until, "indirect", "backward")
        self.who.remember(subject.speaker)
        sentence.speaker, sentence.done = subject.speaker, subject.stop
        return subject.stop

    def read_via(self, i: int, cut: int, sentence: Sentence) -> int:
        """`نقلت وكالة س عن ص قوله إن`: the outlet and the speaker."""
        b = sentence.b
        toward = "الي" if self.forms[i].startswith(("نسب", "ونسب")) else "عن"
        about = next((j for j in range(i + 1, min(b, i + 14)) if self.forms[j] == toward), None)
        if about is None:
            return i + 1
        framed = (
            j
            for j in range(about + 1, min(b, about + 26))
            if (self.forms[j] in CUES and CUES[self.forms[j]].kind == "noun")
            or self.forms[j] in THAT
            or self.forms[j] == ":"
            or j in sentence.opening
        )
        noun = next(framed, None)
        if noun is None:
            return i + 1
        says, how = noun + 1, "that"
        if noun in sentence.opening:
            says, how = noun, "quote"
        elif self.forms[noun] not in THAT:
            near = range(noun + 1, min(b, noun + 8))
            that = next(
                (j for j in near if self.forms[j] in THAT or self.forms[j] == ":" or j in sentence.opening), None
            )
            says = (that if that in sentence.opening else that + 1) if that else noun + 1
            how = "quote" if any(k in sentence.opening for k in (says, says + 1)) else "that"
        while says < b and self.forms[says] in MARKS:
            says += 1
        speaker = self.source_speaker(about + 1, noun)
        if says >= b or speaker is None:
            return i + 1
        index = noun if self.forms[noun] in CUES else i
        at = self.starts[index] + (cut if index == i else 0)
        printed = self.text[at : self.words.ends[index]]
        stretch = sentence.opening.get(says) if how == "quote" else None
        end = stretch.end if stretch else self.clause_end(says, b)
        for k, inner in sentence.opening.items():
            if says <= k and inner.start <= end:
                self.spoken.setdefault(inner.start, (speaker, "via before"))
        outlets = tuple(self.names_in(i + 1, about))
        self.add(speaker, printed, at, self.starts[says], end, "direct" if stretch else "indirect", "via", outlets)
        self.who.remember(speaker)
        sentence.speaker = speaker
        return says

    def names_in(self, j: int, end: int) -> list[str]:
        """The bodies named in words `j` to `end`, each once."""
        names = [self.held[k].name for k in range(j, end) if k in self.held and self.held[k].type == "organization"]
        return list(dict.fromkeys(names))

    def add(
        self, speaker: Speaker, cue: str, at: int, start: int, end: int, speech: Speech, rule: str, via: tuple[str, ...] = ()
    ) -> None:  # fmt: skip
        """Note one attribution, unless its words are noted already or are too few to say anything."""
        says = self.text[start:end].rstrip(' \t،,؛:"”»-–')
        if len(says.split(None, 1)) < 2 or "\n" in says or start in self.said_at:
            return
        if speech != "direct" and says[:1] == "و" and cue_of(says.split()[0])[1] == 1 and rule != "source phrase":
            return
        self.said_at.add(start)
        printed = _closed(speaker.as_printed) if speaker.as_printed else None
        self.attributions.append(Attribution(speaker.name, printed, via, cue, at, says, start, speech, rule))


def _is_mine(printed: str, form: str) -> bool:
    """True for a verb that only the first person writes so: `أعتقد`, `أستغرب`; of others it has no hamza."""
    return printed[0] == "أ" and bool(_WITHOUT_HAMZA.match(form.removeprefix("و")))


def _is_of_many(form: str) -> bool:
    """True for a verb of several persons: `أكدوا`, `يقولون`."""
    return form.endswith(("وا", "ون"))


def _is_feminine(form: str) -> bool:
    """True for a verb of her: `لخصت`, `تلخص`; of either, `رددتها`."""
    return form.endswith(("ت", "تها", "ته")) or form[0] == "ت"


def _tells(form: str) -> bool:
    rest = form[1:] if form[0] in "وف" else form
    return form in EVENT_VERBS or form in REPORTING or rest in EVENT_VERBS or rest in REPORTING


_SAYING = frozenset(("قايلا", "قايله", "قايلين"))
_OPENS_SPEECH = keys(_VERBS["opens_speech"])
# Verbs that `قائلا` and `بالقول` go with: `ومضى`, `واكتفت`.
_SAID_SO = Remember(lambda form: is_verb(form) or without_and(form) in _OPENS_SPEECH)
# Verbs that tell or report, with an attached conjunction or without.
_TELLS = Remember(_tells)
_WITHOUT_HAMZA = re.compile("ا(?:ست|.ت)")
_THEY_DO = re.compile("ف[يس].{3,}ون")  # `فيضحكون`
_DOING = re.compile(r"(?:م.{3,5}|.ا..)ه?")  # `ساخرة`, `معاتبا`
_OTHERS = keys(_VERBS["sides"])
_SAYABLE = keys(_VERBS["sayable"])
_INFERRING = keys(_VERBS["inferring"])
_UNSAID = keys(_VERBS["unsaid"])
_DENIES_TOO = keys(_VERBS["denies_too"])
_COUNTS_TOO = keys(_VERBS["counts_too"])
_AS_FOR = frozenset(("اما", "واما"))
_OWNS = frozenset(("صاحب", "صاحبه"))  # `فلان صاحب الميدالية`
_OR_BETWEEN = frozenset(("بين", "بينت"))
_DESCRIBES = keys(_VERBS["describes"])
_SAYINGS = keys(_VERBS["sayings"])
_HIS_SAYINGS = frozenset(
    (saying[:-1] + "ت" if saying[-1] == "ه" else saying) + whose for saying in _SAYINGS for whose in ("ه", "ها", "هم")
)
_GOES_ON = keys(_VERBS["goes_on"])
_POINTING_BACK = keys(_VERBS["pointing_back"])
_WORDS_SAID = keys(_VERBS["words_said"])
_BACK_TO = _WORDS_SAID | {"ما"}
_NEW_SPEAKERS = PEOPLE | SOURCE_NOUNS | HEADS
_BETWEEN = frozenset(
    ("(", ")", "»", "”", '"', "كان", "كانت", "كانوا", "قد", "ظل", "ظلت", "لا", "لم", "لن", "سوف")
)  # `والدها كان يردد`
_CLAUSE_MARKS = frozenset(".:؛؟!…\n")
_EXPRESSED = keys(["عبر", "عبرت", "عبروا", "أعرب", "أعربت", "أعربوا", "أبدى", "أبدت"])
_EXCEPT = frozenset(("غير", "الا", "ان", "فان", "بيد", "على", "اما"))  # `غير أن المدير نفى`
# Words of the closed classes that an object may begin with.
_NOUNS = keys(_VERBS["object_openers"])
_SURELY_VERB = frozenset(("قد", "وقد", "فقد", "لم", "ولم", "لن", "ولن"))  # before a verb only
_RECEIVED = keys(_VERBS["received"])
_CAME_OUT = frozenset(("صدر", "صدرت"))


def _is_paper(form: str) -> bool:
    """True for a document in any of its cases: `بيانا`, `برسالة`, `التقرير`."""
    bare = form.removeprefix("ال")
    return bare in DOCUMENTS or bare.removesuffix("ا") in DOCUMENTS or (form[0] in "بل" and form[1:] in DOCUMENTS)


_ENDS_OF = keys(["ختام", "نهاية", "بداية", "مستهل", "مطلع", "افتتاح", "أعقاب"])
_WONDERS = keys(verb for row in _VERBS["verbs"] if "تساءل" in row["forms"] for verb in row["forms"])
_ISSUES = tuple(sorted(keys(_VERBS["issues"])))
_INSET = frozenset("،-–—ـ")
_SAYS = keys(_VERBS["says_amid"])
_BUT_HE = tuple(fold_key(words).split() for words in _VERBS["but_he"])
_TO_US = keys(_VERBS["to_us"])
_OWES = keys(("يدين", "تدين", "مدينا"))
_OWED = tuple(sorted("ب" + word for word in keys(_VERBS["owed"])))
_WITNESSES = keys(["شهد", "شهدت", "شهدوا", "يشهد"])
_IS_IF = re.compile("إن كان")
_NOT = frozenset(("ولم", "ولا", "ولن", "وقد"))
_UNSURE = keys(_VERBS["unsure"])
_UNSURE |= {"و" + form for form in _UNSURE}
_PRESENT = frozenset(form for form, cue in CUES.items() if cue.kind == "verb" and not cue.past)
_SHOWS_TO = THAT | {"الي", "النظر", "الانتباه"}
_NOUN_TOO = keys(_VERBS["nouns_too"])
_THERE_IS = keys(_VERBS["there_is"])
_NOUN_OR_ACT = keys(_VERBS["noun_or_act"])
_OPENS_MARK = frozenset('"«“')
_TURNS = frozenset(("المقابل", "جهته", "جهتها", "جانبه", "جانبها", "بدوره", "بدورها", "ناحيته", "ناحيتها"))
_AND_THEN = frozenset(("ثم", "بعدها", "وبعدها", "بعدئذ", "عقبها"))
_BLAME = frozenset(("المسووليه", "مسووليه"))
_PRAYED_TO = frozenset(("الله", "المولي", "العلي"))  # `سائلا المولى أن يوفقه`: nobody is told anything
# A verb behind one of these only tells when: `وقال فلان عندما سئل عن السبب: ...`.
_WHEN = keys(_VERBS["when"])
_WHICH = frozenset(("وهو", "وهي", "الامر"))  # `وهو ما نفاه`, `الأمر الذي نفاه`
_COUNTERPART = frozenset(("نظيره", "نظيرته", "نظيرها"))
_REPLIES = keys(_VERBS["replies"])
_ASKED_ABOUT = keys(_VERBS["asked_about"])
_ASKED_ABOUT |= {"و" + form for form in _ASKED_ABOUT}
_ABOUT = keys(_VERBS["about"])
_ABOUT |= {"و" + form for form in _ABOUT}
_BESIDE = keys(_VERBS["beside"])
_OF_OCCASION = keys(_VERBS["of_occasion"])
_BEEN = frozenset(("كان", "كانت", "كانوا", "يرتقب", "تعود", "يعود", "جاءت", "جاء"))


_AN_ASIDE = re.compile(" و(?:في|من|على|عن|مع|بعد|قبل|خلال)$")


def _closed(printed: str) -> str:
    """`شركة ناقلات النفط "بابكو`: with the mark that closes the name, which stands beyond its last word; and without
    what begins an aside: `الوزير | وفي رده`.
    """
    printed = _AN_ASIDE.sub("", printed)
    for opening, closing in (("«", "»"), ("“", "”"), ('"', '"')):
        if printed.count(opening) == 1 and (closing == opening or closing not in printed):
            return printed + closing
    return printed
