"""Who says what: quotations with their speakers, and reported speech with its cue, speaker and outlet.

Every cue (a reporting verb, participle or noun, or a phrase such as `بحسب`) is found first; from there the words up to
`أن`, a colon or a quotation mark name the speaker, and the rest of the clause is what is said.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from msgspec import Struct

from builder.extract.words import ANONYMOUS, DIRECT, POINTING, PROSE, ROLE, Words, is_nisba, keys, stems, words_of
from builder.lexicon import table
from builder.model import Attribution, Line, Mention, Quote, Speech
from builder.text.folding import fold_key
from builder.text.sentences import sentence_spans

QUOTE_WORDS = 4  # fewer words between marks are a term or a name, not a quotation
REACH = 150  # words: no sentence of print is longer, and a paste without a stop must not cost its square
NEAR = 40  # attributions that one sentence can hold


class Cue(Struct, frozen=True, gc=False):
    """What a form of a reporting verb asks for (lexicon/data/verbs.yaml)."""

    stance: str
    kind: str  # verb | participle | noun
    takes_object: bool
    prepositions: tuple[str, ...]
    close: bool  # أن must follow soon: the verb has other senses
    via: bool


def _cues() -> dict[str, Cue]:
    found: dict[str, Cue] = {}
    for verb in table("verbs")["verbs"]:
        prepositions = verb.get("with", ())
        listed = (prepositions,) if isinstance(prepositions, str) else tuple(prepositions)
        for kind, group in (("verb", "forms"), ("participle", "participles"), ("noun", "nouns")):
            for form in verb.get(group, ()):
                found.setdefault(
                    fold_key(form),
                    Cue(
                        verb["stance"], kind, verb.get("object") == "true",
                        tuple(fold_key(p) for p in listed),
                        verb.get("that") == "true" or verb.get("quote_only") == "true", verb.get("via") == "true",
                    ),
                )  # fmt: skip
    return found


CUES = _cues()
THAT = keys(table("verbs")["that"])
_OUTLETS = frozenset(
    fold_key(spelling) for row in table("organizations")["outlets"] for spelling in (row["name"], *row.get("also", ()))
)
_WORKS = keys(table("heads")["works"])
# Verbs whose content is often a noun (أكد ثبات الموقف). Others with `object` name acts when no أن follows.
_OBJECT = keys(["ألقى", "ألقت", "أكد", "أكدت", "نفى", "نفت", "ندد", "نددت", "أدان", "أدانت", "انتقد", "انتقدت", "حذر", "حذرت", "شدد", "شددت", "أشاد", "أشادت", "أعرب", "أعربت", "استبعد", "استبعدت", "توقع", "توقعت", "رجح", "رجحت", "أنكر", "أنكرت", "استنكر", "استنكرت", "مؤكدا", "مؤكدة", "محذرا", "محذرة", "نافيا", "معربا", "معربة", "مشددا", "مشددة", "مشيدا", "منددا", "يؤكد", "تؤكد", "يتوقع", "تتوقع"])  # fmt: skip
# `أن` after these belongs to them and not to a reporting verb.
_NOT_THAT = keys(["بعد", "قبل", "منذ", "دون", "بدون", "يمكن", "يجب", "المتوقع", "المقرر", "الممكن", "المنتظر", "المرجح", "ينبغي", "شأنه", "شأنها", "بد", "لابد", "يجوز", "يريد", "تريد", "المحتمل", "المفترض", "المزمع", "لبث", "يكاد", "كاد", "إلا", "قررت", "قرر"])  # fmt: skip
_AS = frozenset(("حسبما", "بحسبما", "وفقما", "مثلما"))
_BY = frozenset(("بحسب", "حسب", "وفق", "وفقا", "طبقا", "نقلا", "استنادا"))
_MARKS = frozenset("\"'«»“”„‟()[]،,.:؛;؟?!…-–—\n")
_QUOTES = '"“”„‟«»'
_SPEECH_END = frozenset(".؟!؛\n")


class Stretch(Struct, frozen=True, gc=False):
    """What stands between two quotation marks: [start, end) without the marks, [outer, close) with them."""

    start: int
    end: int
    outer: int
    close: int
    doubtful: bool


class Speaker(Struct, frozen=True, gc=False):
    """name: of a mention; as_printed: the words where nobody is named."""

    name: str | None
    as_printed: str | None
    feminine: bool | None = None


_NOBODY = Speaker(None, None)


def attribute(
    text: str, lines: tuple[Line, ...], mentions: tuple[Mention, ...]
) -> tuple[tuple[Quote, ...], tuple[Attribution, ...]]:
    """Quotations of four words or more, and all reported speech, in the order of the text."""
    reader = _Reader(text, lines, mentions)
    for line in lines:
        if line.label in PROSE and line.end > line.start:
            reader.read_line(line)
    attributions = tuple(sorted(reader.attributions, key=lambda a: (a.at, a.says_at)))
    return tuple(reader.quotes), attributions


# ---- quotation marks -------------------------------------------------------------------------------------------------


def quoted_stretches(text: str, line: Line) -> list[Stretch]:
    """What stands in quotation marks in one line, whatever their shape; marks are judged by the spaces around them.

    `“` and `«` are printed reversed or left open often enough that their direction is no evidence. An opening mark
    that meets another opening mark, or no mark at all, ends before the next reporting verb or with the line: doubtful.
    """
    marks = [m.start() for m in _QUOTE_MARK.finditer(text, line.start, line.end)]
    # For each mark, how many marks after it can only close.
    closers = [0] * (len(marks) + 1)
    for n in range(len(marks) - 1, -1, -1):
        closers[n] = closers[n + 1] + (_closes(text, marks[n], line) and not _opens(text, marks[n], line))
    found: list[Stretch] = []
    opened: int | None = None
    for n, at in enumerate(marks):
        opening = _opens(text, at, line)
        closing = _closes(text, at, line)
        if opened is None:
            if opening or not closing:
                opened = at
            continue
        if closing and not (opening and at + 1 < line.end and text[at - 1] in " ("):
            found.append(Stretch(opened + 1, at, opened, at + 1, False))
            opened = None
        elif opening:
            # A mark inside an open quotation: nested if as many marks close after it, else the first was never closed.
            if closers[n + 1] >= 2 and text[opened] != text[at]:
                continue
            found.append(_unclosed(text, opened, at))
            opened = at
    if opened is not None:
        found.append(_unclosed(text, opened, line.end))
    return found


_QUOTE_MARK = re.compile(f"[{_QUOTES}]")
_VERB_AHEAD = re.compile(r"[.،؛…!؟] *[وف]?(?:قال|قالت|أضاف|أضافت|تابع|تابعت|أكد|أكدت|أوضح|أوضحت|ذكر|ذكرت|أشار|أشارت)\b")


def _opens(text: str, at: int, line: Line) -> bool:
    after = text[at + 1] if at + 1 < line.end else " "
    before = text[at - 1] if at > line.start else " "
    if after.isspace() or after in ".،؛:!؟)":
        return False
    return before.isspace() or before in '([:،-–—"«“ـ' or (before in "وفبلك" and not text[at - 2 : at - 1].isalpha())


def _closes(text: str, at: int, line: Line) -> bool:
    before = text[at - 1] if at > line.start else " "
    after = text[at + 1] if at + 1 < line.end else " "
    return not before.isspace() and (after.isspace() or not after.isalnum())


def _unclosed(text: str, opened: int, end: int) -> Stretch:
    verb = _VERB_AHEAD.search(text, opened + 1, end)
    if verb:
        stop = verb.start() + 1
    else:
        stop = end
    while stop > opened + 1 and text[stop - 1].isspace():
        stop -= 1
    return Stretch(opened + 1, stop, opened, stop, True)


def sentences_of(text: str, line: Line, stretches: list[Stretch]) -> list[tuple[int, int]]:
    """Sentence spans of a line; a quotation with several sentences stays in one piece."""
    joined: list[tuple[int, int]] = []
    outers = [s.outer for s in stretches]
    for start, end in sentence_spans(text, line.start, line.end):
        around = bisect_left(outers, start) - 1
        if joined and around >= 0 and start < stretches[around].close and not stretches[around].doubtful:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


# ---- the reader --------------------------------------------------------------------------------------------------------


class _Reader:
    """Reads an article line by line and remembers who spoke last."""

    def __init__(self, text: str, lines: tuple[Line, ...], mentions: tuple[Mention, ...]) -> None:
        self.text = text
        self.words: Words = words_of(text, lines)
        self.forms = self.words.forms
        self.starts = self.words.starts
        self.quotes: list[Quote] = []
        self.attributions: list[Attribution] = []
        self.said_at: set[int] = set()
        self.mentions = mentions
        # word index -> the mention that holds it
        self.held: dict[int, Mention] = {}
        for mention in mentions:
            i = bisect_right(self.starts, mention.at) - 1
            end = mention.at + len(mention.exact)
            while 0 <= i < len(self.starts) and self.starts[i] < end:
                self.held[i] = mention
                i += 1
        self.roles = self.read_roles()
        self.last: Speaker = _NOBODY
        self.recent: list[Speaker] = []

    def read_roles(self) -> list[tuple[int, str, str, Mention]]:
        """(word index, bare role, its phrase, the person) for every title that stands beside a name."""
        found: list[tuple[int, str, str, Mention]] = []
        seen = -1
        for i in sorted(self.held):
            mention = self.held[i]
            if mention.type != "person" or mention.at == seen:
                continue
            seen = mention.at
            crossed = 0
            for j in range(i - 1, max(-1, i - 12), -1):
                form = self.forms[j]
                if form in _MARKS:
                    crossed += 1
                    if crossed > 1 or form in ".:\n؛؟":
                        break
                    continue
                if form in CUES or form in THAT:
                    break
                role = _role(form)
                if role:
                    found.append((i, role, " ".join(self.forms[j:i]), mention))
                    if form.startswith("ال") or form in DIRECT:
                        continue
            last = i
            while self.held.get(last) is mention:
                last += 1
            if last + 1 < len(self.forms) and self.forms[last] == "،":
                role = _role(self.forms[last + 1])
                if role:
                    found.append((i, role, " ".join(self.forms[last + 1 : last + 9]), mention))
        return found

    # ---- one line --------------------------------------------------------------------------------------------------

    def read_line(self, line: Line) -> None:
        stretches = [s for s in quoted_stretches(self.text, line) if s.end > s.start]
        long = [s for s in stretches if len(self.text[s.start : s.end].split()) >= QUOTE_WORDS]
        speakers: dict[int, tuple[Speaker, str]] = {}
        for start, end in sentences_of(self.text, line, long):
            self.read_sentence(start, end, long, speakers)
        previous: tuple[Speaker, str] | None = None
        for stretch in long:
            if not self.is_quotation(stretch, stretch.start in speakers):
                continue
            speaker, rule = speakers.get(stretch.start) or self.speaker_around(stretch, line, previous)
            previous = (speaker, "same paragraph")
            if speaker is not _NOBODY:
                self.remember(speaker)
            exact = self.text[stretch.start : stretch.end].rstrip()
            self.quotes.append(Quote(exact, stretch.start, speaker.name or speaker.as_printed, rule, stretch.doubtful))

    def is_quotation(self, stretch: Stretch, spoken: bool) -> bool:
        """False for names, titles of works and slogans in quotation marks."""
        first = bisect_left(self.starts, stretch.start)
        mention = self.held.get(first)
        if mention and mention.at <= stretch.start and mention.at + len(mention.exact) >= stretch.end:
            return False
        before = [f for f in self.forms[max(0, first - 5) : first] if f not in _MARKS]
        if mention and mention.type in ("organization", "event") and mention.at == stretch.start and not spoken:
            return False
        colon = ":" in self.forms[max(0, first - 2) : first]
        if stretch.doubtful and not colon:
            return first == 0 or self.forms[first - 2] in "\n.؟!" or first == 1
        return colon or not any(stem in _WORKS for word in before[-2:] for _, stem in stems(word))

    # ---- one sentence ----------------------------------------------------------------------------------------------

    def read_sentence(
        self, start: int, end: int, long: list[Stretch], speakers: dict[int, tuple[Speaker, str]]
    ) -> None:
        a, b = bisect_left(self.starts, start), bisect_left(self.starts, end)
        inside = {i for s in long for i in range(bisect_left(self.starts, s.start), bisect_left(self.starts, s.end))}
        opening = {bisect_left(self.starts, s.start): s for s in long}
        self.sentence_speaker: Speaker = _NOBODY
        i = a
        while i < b:
            if i in inside or (i in self.held and self.held[i].at < self.starts[i]):
                i += 1
                continue
            # a cue may send the reader back to the word before it, never further
            i = max(i + 1, self.read_cue(i, a, b, opening, inside, speakers))

    def read_cue(
        self,
        i: int,
        a: int,
        b: int,
        opening: dict[int, Stretch],
        inside: set[int],
        speakers: dict[int, tuple[Speaker, str]],
    ) -> int:
        """Read the cue at word `i`, if there is one; returns where to go on."""
        form = self.forms[i]
        cut = 0
        bare = form
        if (
            form in _BY
            or form in _AS
            or (form == "على" and self.form(i + 1) in ("ما", "لسان", "حد"))
            or (form[:1] == "و" and (form[1:] in _BY or form[1:] in _AS) and len(form) > 4)
        ):
            return self.read_source(i, a, b)
        cue = CUES.get(form)
        if cue is None and len(form) > 3 and form[0] in "وف":
            bare, cut = form[1:], 1
            cue = CUES.get(bare)
        if cue is None:
            return i + 1
        if self.form(i - 1) in ("كما", "ما", "وكما") and cue.kind == "verb" and i - 1 > a and cut == 0:
            return self.read_source(i - 1, a, b) if self.form(i - 1) == "كما" and i - 1 > a else i + 1
        if cue.via:
            return self.read_via(i, cut, b)
        at = self.starts[i] + cut
        printed = self.text[at : self.words.ends[i]]
        stop, how = self.content_start(i, b, cue, opening, inside)
        if how == "":
            return i + 1
        speaker = self.find_speaker(i, stop, a, cue, bare, how)
        if speaker is None:
            return i + 1
        if how in ("quote", "colon"):
            stretch = (
                opening.get(stop) or opening.get(stop + 1)
                if how == "quote" or stop + 1 in opening or stop in opening
                else None
            )
            if stretch:
                speakers.setdefault(stretch.start, (speaker, f"{cue.kind} before"))
                self.add(speaker, printed, at, stretch.start, stretch.end, "direct", f"{cue.kind}, quotation")
            elif how == "colon" and stop < b:
                self.add(
                    speaker, printed, at, self.starts[stop], self.clause_end(stop, b), "direct", f"{cue.kind}, colon"
                )
        else:
            content = [s for k, s in opening.items() if stop <= k < b]
            for stretch in content:
                speakers.setdefault(stretch.start, (speaker, f"{cue.kind} before"))
            speech: Speech = "mixed" if content else "indirect"
            self.add(speaker, printed, at, self.starts[stop], self.clause_end(stop, b), speech, f"{cue.kind}, {how}")
        self.remember(speaker)
        self.sentence_speaker = speaker
        return max(i + 1, min(stop, b))

    def content_start(self, i: int, b: int, cue: Cue, opening: dict[int, Stretch], inside: set[int]) -> tuple[int, str]:
        """(first word of what is said, how it is marked: that | quote | colon | object), or (0, "") where nothing is."""
        limit = min(b, i + (9 if cue.close or cue.kind != "verb" else 34))
        as_object = self.object_start(i, b, cue)
        for j in range(i + 1, limit):
            form = self.forms[j]
            if as_object and j > as_object and cue.prepositions == ("ب",):
                return as_object, "object"
            if form in CUES and CUES[form].kind == "participle" and self.forms[j - 1] == "،":
                break
            if j in opening:
                return j, "quote"
            if form in THAT and j not in inside:
                if self.forms[j - 1] in _NOT_THAT:
                    break
                return j + 1, "that"
            if form == ":":
                return (j + 1, "quote") if any(k in opening for k in (j + 1, j + 2)) else (j + 1, "colon")
            if form in _SPEECH_END:
                break
            another = CUES.get(form) or (CUES.get(form[1:]) if form[:1] == "و" else None)
            if another and another.kind == "verb" and cue.kind == "verb" and j > i + 1 and j not in self.held:
                break
            if cue.kind != "verb" and form in ("،", "."):
                break
        return (as_object, "object") if as_object else (0, "")

    def object_start(self, i: int, b: int, cue: Cue) -> int:
        """Where the noun begins that a verb such as `أكد` or `ندد بـ` takes as its content; 0 where there is none."""
        bare = self.forms[i] if self.forms[i] in CUES else self.forms[i][1:]
        if not cue.takes_object or bare not in _OBJECT:
            return 0
        j = self.after_subject(i + 1, b)
        if cue.prepositions:
            while j < min(b, max(i, j) + 12) and self.forms[j] not in _SPEECH_END and self.forms[j] not in THAT:
                form = self.forms[j]
                if form in cue.prepositions:
                    return (
                        j + 1 if j + 1 < b and self.forms[j + 1] not in THAT and self.forms[j + 1] not in _MARKS else 0
                    )
                if form[0] in cue.prepositions and len(form) > 4 and form not in THAT and j not in self.held:
                    return j
                j += 1
            return 0
        if j < b and self.forms[j] not in _MARKS and self.forms[j] not in THAT:
            return j
        return 0

    def after_subject(self, j: int, b: int) -> int:
        """The word after the subject that begins at `j`: a name with its titles, an aside, or nothing."""
        k = j
        while k < b and (k in self.held or _role(self.forms[k]) or (self.forms[k].startswith("ال") and k < j + 4)):
            k += 1
            if k < b and k in self.held and self.held[k].type == "person":
                while k < b and k in self.held:
                    k += 1
                break
        if k > j and k < b and self.forms[k] == "،":  # an aside between commas: `، الذي عقد ...، بالعقوبات`
            closing = next((n for n in range(k + 1, min(b, k + 20)) if self.forms[n] == "،"), None)
            if closing:
                k = closing + 1
        while k < b and (self.forms[k] in ("اليوم", "امس", "مساء", "صباح", "يوم") or self.forms[k] in _DAYS):
            k += 1
        return k

    # ---- speakers ----------------------------------------------------------------------------------------------------

    def find_speaker(self, i: int, stop: int, a: int, cue: Cue, bare: str, how: str) -> Speaker | None:
        feminine = (
            (bare.endswith("ت") and cue.kind == "verb")
            or (bare.endswith("ه") and cue.kind == "participle")
            or bare.endswith("ها")
        )
        if cue.kind != "verb":
            if self.sentence_speaker is not _NOBODY:
                return self.sentence_speaker
            if cue.kind == "noun":
                named = self.speaker_in(max(a, i - 14), i)
                return named or self.fitting(feminine)
            subject = self.subject_of(a, i)
            return subject or self.fitting(feminine)
        stop = min(stop, i + REACH)
        end = stop if how != "object" else self.after_subject(i + 1, stop)
        named = self.speaker_in(i + 1, end, feminine)
        if named:
            return named
        if self.form(i - 1) not in _MARKS and i - 1 in self.held and i - 1 >= a:
            return Speaker(self.held[i - 1].name, None, feminine)
        if (
            self.form(i - 1) in ("قد", "الذي", "التي")
            or i == a
            or self.forms[i][0] in "وف"
            or self.form(i - 1) in ("،", "ثم", "كما", "فقد")
        ):
            if self.forms[i][0] in "وف" and i > a:
                subject = self.sentence_speaker if self.sentence_speaker is not _NOBODY else self.subject_of(a, i)
                return subject or self.fitting(feminine)
            if self.form(i - 1) in ("الذي", "التي", "قد", "،"):
                return self.subject_of(a, i) or self.fitting(feminine)
            return self.fitting(feminine)
        return self.subject_of(a, i) or self.fitting(feminine)

    def subject_of(self, a: int, i: int) -> Speaker | None:
        """The first person, else the first body, of the words before `i` in the sentence; a role may stand for one."""
        a = max(a, i - REACH)
        for j in range(a, i):
            mention = self.held.get(j)
            if mention and mention.type == "person" and mention.at >= self.starts[j] and not self.is_beside(j):
                return Speaker(mention.name, None)
            if self.forms[j] in POINTING and self.forms[j].startswith("ال") and not self.is_beside(j):
                for k in range(j + 1, min(i, j + 6)):
                    named = self.held.get(k)
                    if self.forms[k] in _MARKS:
                        break
                    if named and named.type == "person":
                        return Speaker(named.name, None)
                pointed = self.pointed(j, i)
                if pointed.name:
                    return pointed
        for j in range(a, i):
            mention = self.held.get(j)
            if mention and mention.type == "organization" and not self.is_beside(j):
                return Speaker(mention.name, None)
        return None

    def is_beside(self, j: int) -> bool:
        """True for a name that another subject acts on or with: after a preposition or `نظيره`."""
        if self.form(j - 1) in ("في", "من", "عن", "مع", "الي", "على", "ضد", "بين"):
            return True
        return any(form in ("نظيره", "نظيرته", "نظيرها") for form in self.forms[max(0, j - 4) : j])

    def fitting(self, feminine: bool) -> Speaker:
        """The last speaker whose gender the verb allows."""
        for speaker in reversed(self.recent[-6:]):
            fits = speaker.feminine is None or speaker.feminine == feminine
            if fits and not is_outlet(speaker.name or ""):
                return speaker
        return self.last

    def speaker_in(self, j: int, end: int, feminine: bool | None = None) -> Speaker | None:
        """Who is named in the words from `j` to `end`: a person if there is one, else the body the words begin with."""
        body: Mention | None = None
        role_at: int | None = None
        k = j
        while k < end:
            form = self.forms[k]
            mention = self.held.get(k)
            if mention:
                if mention.type == "person":
                    if body is None or role_at is not None:
                        return Speaker(mention.name, None, feminine)
                    break
                if body is None and mention.type in ("organization", "place"):
                    body = mention
                while k < end and self.held.get(k) is mention:
                    k += 1
                continue
            if form in ("الذي", "التي", "الذين", "ردا", "خلال", "عقب", "اثر", "بعد", "قبل") and (
                body or role_at is not None
            ):
                break
            if role_at is None and body is None and _is_role(form):
                role_at = k
            if form in ("في", "لـ", "ل", "عن", "الي", "مع") and body and role_at is None:
                break
            k += 1
        if role_at is not None:
            if self.forms[role_at] in POINTING and not (role_at + 1 < end and self.forms[role_at + 1] == "باسم"):
                return self.pointed(role_at, end, feminine)
            return self.unnamed(role_at, end, feminine)
        if body:
            return Speaker(body.name, None, feminine)
        return None

    def pointed(self, k: int, end: int, feminine: bool | None = None) -> Speaker:
        """Whom `الناطقة الرسمية` or `الوزارة` points back to."""
        role = _bare(self.forms[k])
        nisba = next((f for f in self.forms[k + 1 : min(end, k + 4)] if is_nisba(f)), None)
        candidates = [row for row in self.roles if _same_role(row[1], role) and row[0] < k]
        if nisba:
            fitting = [row for row in candidates if _bare(nisba) in row[2] or nisba in row[2]]
            candidates = fitting or []
        if candidates:
            return Speaker(candidates[-1][3].name, None, feminine)
        held = [
            m
            for i, m in sorted(self.held.items())
            if i < k and m.type == "organization" and fold_key(m.exact).split()[0].removeprefix("ال").startswith(role)
        ]
        if held and not nisba:
            return Speaker(held[-1].name, None, feminine)
        if nisba is None and (role in _ECHO or self.last.name):
            last = self.fitting(bool(feminine))
            if last.name or last.as_printed:
                return last
        return self.unnamed(k, end, feminine)

    def unnamed(self, k: int, end: int, feminine: bool | None = None) -> Speaker:
        """Someone the text does not name, as printed: `مسؤول روسي`, `المتحدثة باسم وزارة الخارجية`."""
        stop = k + 1
        while stop < end and stop < k + 9 and self.forms[stop] not in _MARKS and self.forms[stop] not in THAT:
            if self.forms[stop] in (
                "الذي",
                "التي",
                "طلب",
                "طلبت",
                "رفض",
                "يوم",
                "اليوم",
                "امس",
                "ان",
                "خلال",
                "لوكاله",
                "الي",
            ):
                break
            stop += 1
        while stop > k + 1 and self.forms[stop - 1] in ("عن", "على", "الي", "من", "في"):
            stop -= 1
        printed = self.words.printed(k, stop)
        if self.forms[k][0] in "لب" and self.forms[k][1:] in ANONYMOUS:
            printed = printed[1:]
        return Speaker(None, printed, feminine)

    def remember(self, speaker: Speaker) -> None:
        if speaker.name or speaker.as_printed:
            self.last = speaker
            self.recent.append(speaker)

    # ---- phrases that name a source ------------------------------------------------------------------------------------

    def read_source(self, i: int, a: int, b: int) -> int:
        """`...، حسبما أفاد مدير الميناء`; `وبحسب هيئة الأرصاد، ...`."""
        j = i + 1
        form = self.forms[i]
        if form == "على" and self.form(j) in ("لسان", "حد"):
            j += 2 if self.form(j) == "حد" else 1
        cue_at, cue_index = self.starts[i], i
        cut = 1 if form[0] == "و" and form[1:] in _BY | _AS else 0
        if self.form(j) in ("ما", "لما"):
            j += 1
        named = CUES.get(self.form(j))
        if named or form in _AS or form.removeprefix("و") in _AS or form == "كما":
            if named is None:
                return i + 1
            cue_index, cut = j, 0
            cue_at = self.starts[j]
            j += 1
        elif form == "على" and self.form(i + 1) == "ما":
            return i + 1
        if self.form(j) in ("عن", "الي", "ل"):
            j += 1
        printed = self.text[cue_at + cut : self.words.ends[cue_index]]
        end = j
        depth = 0
        while end < b and not (self.forms[end] in "،.؛\n:" and depth == 0):
            depth += (self.forms[end] == "(") - (self.forms[end] == ")")
            if self.forms[end] in ("ان", "انه", "انها") or end > j + 14:
                break
            end += 1
        speaker = self.speaker_in(j, end) or (self.unnamed(j, end) if end > j else None)
        if speaker is None:
            return i + 1
        initial = all(self.forms[n] in _MARKS for n in range(a, i))
        if initial:
            if end >= b or end + 1 >= b:
                return end
            says, until = end + 1, self.clause_end(end + 1, b)
            if self.forms[says] in THAT:
                says += 1
        else:
            says, until = self.bare_start(a, i), self.starts[i]
            if says >= i:
                return end
            # Those of this sentence are among the last: a look at all of them would cost the square of the article.
            inner = [x for x in self.attributions[-NEAR:] if self.starts[a] <= x.at < self.starts[i]]
            if inner and inner[-1].says_at > self.starts[says]:
                # the content already has a speaker of its own: the phrase names the outlet it came through
                last = inner[-1]
                if last.rule.endswith("object") and not is_outlet(speaker.name or ""):
                    self.attributions.remove(last)
                    self.said_at.discard(last.says_at)
                elif last.says_at + len(last.says) >= self.starts[i] - 3 and speaker.name:
                    self.attributions.remove(last)
                    trimmed = self.text[last.says_at : until].rstrip(" ،,")
                    self.attributions.append(
                        Attribution(last.speaker, last.as_printed, (*last.via, speaker.name), last.cue, last.at, trimmed, last.says_at, last.speech, last.rule)
                    )  # fmt: skip
                    return end
        self.add(speaker, printed, cue_at + cut, self.starts[says], until, "indirect", "source phrase")
        self.remember(speaker)
        return end

    def bare_start(self, a: int, i: int) -> int:
        """The first word of the statement in words `a` to `i`, after `بالإضافة إلى ذلك،` and its like."""
        k = a
        while k < i and self.forms[k] in _MARKS:
            k += 1
        comma = next((n for n in range(k, min(i, k + 5)) if self.forms[n] == "،"), None)
        if comma and not any(n in self.held for n in range(k, comma)) and comma + 1 < i:
            return comma + 1
        for n in range(k, min(i, k + 5)):
            if self.forms[n] == "ان" and self.forms[n - 1] in ("المعروف", "بالذكر", "يذكر", "الي"):
                return n + 1
        return k

    def read_via(self, i: int, cut: int, b: int) -> int:
        """`نقلت وكالة س عن ص قوله إن`: the outlet and the speaker."""
        about = next((j for j in range(i + 1, min(b, i + 12)) if self.forms[j] == "عن"), None)
        if about is None:
            return i + 1
        outlets = self.names_in(i + 1, about)
        noun = next(
            (
                j
                for j in range(about + 1, min(b, about + 24))
                if (self.forms[j] in CUES and CUES[self.forms[j]].kind == "noun")
                or self.forms[j] in THAT
                or self.forms[j] == ":"
            ),
            None,
        )
        if noun is None:
            return i + 1
        says = noun + 1
        if self.forms[noun] not in THAT:
            that = next(
                (j for j in range(noun + 1, min(b, noun + 8)) if self.forms[j] in THAT or self.forms[j] == ":"), None
            )
            says = that + 1 if that else noun + 1
        while says < b and self.forms[says] in _MARKS:
            says += 1
        speaker = self.speaker_in(about + 1, noun) or self.unnamed(about + 1, noun)
        cue_index = noun if self.forms[noun] in CUES else i
        at = self.starts[cue_index] + (cut if cue_index == i else 0)
        printed = self.text[at : self.words.ends[cue_index]]
        if says >= b:
            return noun + 1
        self.add(speaker, printed, at, self.starts[says], self.clause_end(says, b), "indirect", "via", tuple(outlets))
        self.remember(speaker)
        self.sentence_speaker = speaker
        return says

    def names_in(self, j: int, end: int) -> list[str]:
        found: list[str] = []
        for k in range(j, end):
            mention = self.held.get(k)
            if mention and mention.type == "organization" and mention.name not in found:
                found.append(mention.name)
        return found

    # ---- the rest ------------------------------------------------------------------------------------------------------

    def clause_end(self, k: int, b: int) -> int:
        """Where what is said ends: before a source phrase or a participle after a comma, else with the sentence."""
        b = min(b, k + 2 * REACH)
        for j in range(k + 1, b):
            if self.forms[j] == "،" and j + 1 < b:
                following = self.forms[j + 1]
                cue = CUES.get(following)
                if following in _AS or following in _BY or (cue and cue.kind == "participle"):
                    return self.starts[j]
                another = CUES.get(following[1:]) if following[0] == "و" else None
                if another and another.kind == "verb" and not another.close and self.is_framed(j + 2, b):
                    return self.starts[j]
        return self.words.ends[b - 1] if b > k else self.starts[k]

    def is_framed(self, j: int, b: int) -> bool:
        """True where `أن`, a colon or a quotation mark follows soon: a second frame begins."""
        return any(self.forms[k] in THAT or self.forms[k] in ':"«“' for k in range(j, min(b, j + 6)))

    def speaker_around(self, stretch: Stretch, line: Line, previous: tuple[Speaker, str] | None) -> tuple[Speaker, str]:
        """The speaker of a quotation without a cue before it: after it, else whoever spoke last."""
        j = bisect_left(self.starts, stretch.end)
        b = bisect_left(self.starts, line.end)
        k = j
        while k < b and k < j + 4 and self.forms[k] in _MARKS:
            k += 1
        if k < b:
            form = self.forms[k]
            bare = form if form in CUES else form[1:]
            cue = CUES.get(bare)
            if cue and cue.kind == "verb":
                end = next(
                    (
                        n
                        for n in range(k + 1, min(b, k + 16))
                        if self.forms[n] in _MARKS - {"،"} or self.forms[n] in THAT
                    ),
                    min(b, k + 10),
                )
                speaker = self.speaker_in(k + 1, end, bare.endswith("ت"))
                if speaker:
                    return speaker, "verb after"
            if form in _BY or form in _AS or form == "على":
                end = next((n for n in range(k + 1, min(b, k + 16)) if self.forms[n] in "،.\n"), b)
                speaker = self.speaker_in(k + 1, end)
                if speaker:
                    return speaker, "source after"
        if previous:
            return previous
        first = bisect_left(self.starts, stretch.outer)
        begin = first
        while begin > 0 and self.forms[begin - 1] not in ("\n", ".", "؟", "!"):
            begin -= 1
        subject = self.near_subject(begin, first)
        if subject:
            return subject, "subject of the sentence"
        return self.last, "last speaker"

    def near_subject(self, a: int, i: int) -> Speaker | None:
        """The subject nearest before `i`: a person, or a role that points to one, not one after a preposition."""
        for j in range(i - 1, a - 1, -1):
            if self.form(j - 1) in ("في", "من", "عن", "مع", "الي", "على", "ضد"):
                continue
            form = self.forms[j]
            mention = self.held.get(j)
            if form in POINTING and form[0] == "ا" and _bare(form) not in _ECHO:
                return self.pointed(j, i)
            if mention and mention.type == "person" and mention.at == self.starts[j]:
                return Speaker(mention.name, None)
        return self.subject_of(a, i)

    def add(
        self, speaker: Speaker, cue: str, at: int, start: int, end: int, speech: Speech, rule: str, via: tuple[str, ...] = ()
    ) -> None:  # fmt: skip
        says = self.text[start:end].rstrip(' \t،,؛:"”»')
        if len(says.split()) < 2 or "\n" in says:
            return
        if speech != "direct" and says[:1] == "و" and fold_key(says.split()[0])[1:] in CUES:
            return
        if start in self.said_at:
            return
        self.said_at.add(start)
        self.attributions.append(Attribution(speaker.name, speaker.as_printed, via, cue, at, says, start, speech, rule))

    def form(self, i: int) -> str:
        return self.forms[i] if 0 <= i < len(self.forms) else "\n"


_DAYS = keys(["السبت", "الأحد", "الاثنين", "الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة"])
_ECHO = keys(["مصدر", "بيان", "مسؤول", "مسؤولة", "أخير", "أخيرة", "مصادر", "تقرير"])
_SYNONYMS = (frozenset(("متحدث", "ناطق")), frozenset(("صحافي", "صحفي", "مراسل")), frozenset(("رييس", "زعيم")))


def _is_role(form: str) -> bool:
    """True for a word that stands for someone: a title, `مصادر`, `البيان`, with or without a preposition."""
    return any(_role(stem) or stem in ANONYMOUS or stem in POINTING for _, stem in stems(form))


def _bare(form: str) -> str:
    return form.removeprefix("ال").removesuffix("ه") or form


def _role(form: str) -> str | None:
    """The role a word names, without article and gender, or None."""
    if form in ROLE or form in DIRECT:
        return _bare(form)
    return None


def _same_role(one: str, other: str) -> bool:
    return one == other or any(one in group and other in group for group in _SYNONYMS)


def is_outlet(name: str) -> bool:
    """True for a news agency or another outlet that words come through."""
    key = fold_key(name)
    return key in _OUTLETS or key.split()[0] in OUTLET_HEADS if key else False


OUTLET_HEADS = keys(["وكالة", "صحيفة", "قناة", "موقع", "مجلة", "إذاعة", "تلفزيون", "شبكة", "جريدة"])
