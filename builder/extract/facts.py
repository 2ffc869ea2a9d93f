"""Sentences and clauses an editor would put on a fact sheet, each with its evidence, source, time and people."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeVar

from msgspec import Struct

from builder.extract.attribution import CUES, OUTLET_HEADS, Stretch, is_outlet, quoted_stretches, sentences_of
from builder.extract.words import EVENT_VERBS, GIVEN, Words, is_native, keys, words_of
from builder.lexicon import table
from builder.model import (
    Attribution,
    DateMention,
    Fact,
    Line,
    Link,
    Mention,
    Modality,
    Published,
    Quote,
    Selector,
    When,
)
from builder.text.folding import fold_key

T = TypeVar("T")
_MODALITY = table("modality")
_PLANNED = tuple(sorted((tuple(fold_key(p).split()) for p in _MODALITY["planned"]), key=len, reverse=True))
_PLANNED_BY_FIRST: dict[str, list[tuple[str, ...]]] = {}
for _phrase in _PLANNED:
    _PLANNED_BY_FIRST.setdefault(_phrase[0], []).append(_phrase[1:])
_DENIED = keys(w for w in _MODALITY["denied"] if " " not in w)
_COMMENT = tuple(fold_key(p) for p in _MODALITY["comment"])
_DISCOURSE = tuple(sorted((p for p in _MODALITY["discourse"]), key=len, reverse=True))
_LEAD = re.compile("[وف]?(?:" + "|".join(re.escape(p) for p in _DISCOURSE) + ")(?:،? )")
_RELATIVE = keys(w for phrase in _MODALITY["relative_time"] for w in phrase.split()) | keys(
    ["السبت", "الأحد", "الاثنين", "الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "المنصرم", "الجاري", "الحالي", "يوم", "مساء", "صباح", "ليلة", "ظهر", "فجر", "الماضية", "المقبلة", "القادم", "القادمة"]
)  # fmt: skip
_TRAILING = " \t،,؛:.؟!"
# A new statement begins here; what stands before is complete.
_SPLITS = re.compile(
    r"، (?=فيما |بينما |في حين |كما |وذلك |غير أن |لكن |إلا أن )|[؛] *| (?=حيث )|، (?=وقد |ولم |وكان |وكانت )"
)
_SPLIT_WORDS = ("فيما ", "حيث ", "بينما ", "في حين ", "غير أن ", "لكن ", "إلا أن ", "كما ")
MIN_WORDS = 4
MAX_WORDS = 60


class Piece(Struct, frozen=True, gc=False):
    """A stretch that may become a fact. start, end: in the text; sentence: its sentence's span."""

    start: int
    end: int
    sentence: tuple[int, int]
    said: Attribution | None
    quote: Quote | None = None


def state_facts(
    text: str,
    lines: tuple[Line, ...],
    dates: tuple[DateMention, ...],
    mentions: tuple[Mention, ...],
    quotes: tuple[Quote, ...],
    attributions: tuple[Attribution, ...],
    published: Published | None,
) -> tuple[Fact, ...]:
    """Facts of the body lines in the order of the text; ids stay empty, the record mints them."""
    drafter = _Drafter(text, lines, dates, mentions, quotes, attributions)
    kept: list[Fact] = []
    reach = -1
    for line in lines:
        if line.label != "body" or line.end - line.start < 15:
            continue
        for piece in drafter.pieces(line):
            if piece.start < reach and piece.end <= reach:
                continue
            fact = drafter.draft(piece)
            if fact:
                kept.append(fact)
                reach = max(reach, piece.end)
    return tuple(kept)


class _Drafter:
    def __init__(
        self,
        text: str,
        lines: tuple[Line, ...],
        dates: tuple[DateMention, ...],
        mentions: tuple[Mention, ...],
        quotes: tuple[Quote, ...],
        attributions: tuple[Attribution, ...],
    ) -> None:
        self.text = text
        self.words: Words = words_of(text, lines)
        # Each in the order of the text with its positions, so that a sentence finds its own by bisection.
        self.dates = sorted(dates, key=lambda d: d.at)
        self.date_starts = [d.at for d in self.dates]
        self.mentions = mentions
        self.mention_starts = [m.at for m in mentions]
        self.known_names = {m.name for m in mentions}
        self.quotes = sorted(quotes, key=lambda q: q.at)
        self.quote_starts = [q.at for q in self.quotes]
        self.quote_at = {q.at: q for q in reversed(self.quotes)}
        self.attributions = sorted(attributions, key=lambda a: a.says_at)
        self.says_starts = [a.says_at for a in self.attributions]
        # `صحيفة «الضفاف»`: the head word outside the name says that it is an outlet
        self.outlets = {
            m.name for m in mentions if m.rule == "quoted after head" and self.has_outlet_head(m.at)
        }  # fmt: skip
        self.full_names: dict[str, set[str]] = {}
        for mention in mentions:
            if mention.type == "person":
                self.full_names.setdefault(fold_key(mention.name).split()[-1], set()).add(mention.name)

    # ---- pieces ------------------------------------------------------------------------------------------------------

    def pieces(self, line: Line) -> list[Piece]:
        stretches = quoted_stretches(self.text, line)
        found: list[Piece] = []
        for start, end in sentences_of(self.text, line, stretches):
            found += self.of_sentence(start, end, stretches)
        return found

    def of_sentence(self, start: int, end: int, stretches: list[Stretch]) -> list[Piece]:
        said = _between(self.attributions, self.says_starts, start, end)
        sentence = (start, end)
        found: list[Piece] = []
        begin = start
        for a in said:
            says_end = a.says_at + len(a.says)
            if a.rule.endswith("object"):
                stop = self.before_next(a, said, end)
                found.append(Piece(begin, stop, sentence, a))
                begin = max(begin, stop)
                continue
            if a.at < a.says_at and CUES.get(fold_key(a.cue)) and CUES[fold_key(a.cue)].stance == "denied":
                # `نفى فلان أن يكون كذا`: without its verb the evidence would say the opposite.
                found.append(Piece(max(begin, a.at), says_end, sentence, a))
                begin = max(begin, says_end)
                continue
            if a.at < a.says_at:  # the frame stands first: what precedes it may be a statement of its own
                before = min(a.at, a.says_at)
                if (
                    before - begin > 25
                    and not a.rule.startswith(("via", "source"))
                    and not self.is_frame(begin, before)
                ):
                    found += self.split(begin, before, sentence, None)
                begin = max(begin, says_end)
            else:
                begin = max(begin, a.at + len(a.cue))
            quote = self.quote_at.get(a.says_at) if a.speech == "direct" else None
            if quote:
                found.append(Piece(a.says_at, says_end, sentence, a, quote))
            elif a.speech == "direct":
                found.append(Piece(a.says_at, says_end, sentence, a))
            else:
                found += self.split(a.says_at, says_end, sentence, a)
        # quotations whose speaker stands after them or elsewhere
        covered = [(p.start, p.end) for p in found]
        for quote in _between(self.quotes, self.quote_starts, start, end):
            if not any(s <= quote.at < e for s, e in covered) and quote.at <= start + 2:
                found.append(Piece(quote.at, quote.at + len(quote.exact), sentence, None, quote))
                begin = max(begin, quote.at + len(quote.exact) + 1)
        if not said and begin == start:
            found += self.split(start, end, sentence, None)
        elif end - begin > 40:
            rest = self.text[begin:end].lstrip(' "”»،,.')
            at = end - len(rest)
            opener = fold_key(rest).split()
            if opener and opener[0] in ("فيما", "بينما", "حيث", "كما", "وقد", "ثم"):
                found += self.split(at, end, sentence, None)
        found.sort(key=lambda p: (p.start, -p.end))
        return found

    def before_next(self, a: Attribution, said: list[Attribution], end: int) -> int:
        following = [x.at for x in said if x.at > a.at]
        return min(following) if following else end

    def is_frame(self, start: int, end: int) -> bool:
        """True where the words before a cue only lead to it (`وفي السياق نفسه`)."""
        return len(self.text[start:end].split()) < 5 or not self.names(start, end)

    def split(self, start: int, end: int, sentence: tuple[int, int], said: Attribution | None) -> list[Piece]:
        """The clauses of a stretch that stand alone."""
        found: list[Piece] = []
        begin = start
        for mark in _SPLITS.finditer(self.text, start, end):
            left, right = self.text[begin : mark.start()], self.text[mark.end() : end]
            if len(left.split()) < 5 or len(right.split()) < 5:
                continue
            if left.count('"') % 2 or left.count("“") != left.count("”") or left.count("(") != left.count(")"):
                continue
            if right.startswith("حيث ") and not self.begins_with_verb(mark.end() + 4):
                continue
            found.append(Piece(begin, mark.start(), sentence, said))
            begin = mark.end()
            for word in _SPLIT_WORDS:
                if self.text.startswith(word, begin):
                    begin += len(word)
                    break
        found.append(Piece(begin, end, sentence, said))
        return found

    def has_outlet_head(self, at: int) -> bool:
        i = bisect_left(self.words.starts, at)
        heads = (OUTLET_HEADS, "وكالتا", "وكالتي", "صحيفتا", "صحيفتي")
        return any(f in heads[0] or f in heads or f[1:] in heads[0] for f in self.words.forms[max(0, i - 3) : i])

    def is_outlet(self, name: str | None) -> bool:
        return bool(name) and (is_outlet(name or "") or name in self.outlets)

    def begins_with_verb(self, at: int) -> bool:
        i = bisect_left(self.words.starts, at)
        if i >= len(self.words.forms):
            return False
        form = self.words.forms[i]
        return form in EVENT_VERBS or form in CUES or self.is_future(form)

    # ---- one fact ------------------------------------------------------------------------------------------------------

    def draft(self, piece: Piece) -> Fact | None:
        start, end = self.trimmed(piece)
        exact = self.text[start:end]
        if "\n" in exact or not exact:
            return None
        count = len(exact.split())
        if count < MIN_WORDS or count > MAX_WORDS:
            return None
        modality = self.modality(start, end, piece)
        names = self.names(start, end)
        when = self.when(start, end)
        if not self.is_worth(start, end, piece, modality, names, count):
            return None
        chain = self.chain(piece)
        who, where = self.who_where(start, end, names)
        denied = tuple(n for link in chain if link.role == "speaker" for n in link.who) if modality == "denied" else ()
        return Fact(
            "", self.statement(start, end, piece, when), (Selector(exact, start),), attribution=chain,
            modality=modality, denied_by=denied, when=when, who=who, where=where,
        )  # fmt: skip

    def trimmed(self, piece: Piece) -> tuple[int, int]:
        start, end = piece.start, piece.end
        while start < end and (self.text[start].isspace() or self.text[start] in "،,.؛:-–—…)”»"):
            start += 1
        while end > start and self.text[end - 1] in _TRAILING:
            end -= 1
        if not piece.quote and len(self.text[start:end].split()) > LONG:
            for mark in _EXPLAINS.finditer(self.text, start, end):
                left, rest = self.text[start : mark.start()], self.text[mark.end() : end]
                if "،" in rest or any(c.isdigit() for c in rest):
                    continue
                if len(left.split()) >= 8 and left.count('"') % 2 == 0 and left.count("“") == left.count("”"):
                    end = mark.start()
                    break
        if self.text.endswith(("، و", "، ف"), start, end):
            end -= 3
        exact = self.text[start:end]
        if exact[:1] in '"“«' and sum(exact.count(c) for c in '"“”«»') == 1:
            start += 1
        elif exact[-1:] in '"”»' and sum(exact.count(c) for c in '"“”«»') == 1:
            end -= 1
        return start, end

    def names(self, start: int, end: int) -> list[Mention]:
        low, high = bisect_left(self.mention_starts, start), bisect_left(self.mention_starts, end)
        return list(self.mentions[low:high])

    def form_range(self, start: int, end: int) -> tuple[int, int]:
        return bisect_left(self.words.starts, start), bisect_left(self.words.starts, end)

    def is_future(self, form: str) -> bool:
        bare = form[1:] if form[:1] in "وف" and len(form) > 5 else form
        if len(bare) < 5 or bare[0] != "س" or bare[1] not in "يتنا" or bare in GIVEN:
            return False
        return bare not in ("ستكون", "سيكون", "ستينات", "سياسي", "سياسيه", "ستين", "سيارات", "سياره", "سيطره", "سيطر", "سيطرت", "سياسيا", "سياسات", "سياسيين", "ستار", "ستاد", "سياح", "سياحه", "سيناء", "سيدات", "سياق", "سيادة", "سياده", "سياسه", "سياحيه", "سياحي") and is_native(bare[1:])  # fmt: skip

    def modality(self, start: int, end: int, piece: Piece) -> Modality:
        a, b = self.form_range(start, end)
        forms = self.words.forms[a:b]
        said = piece.said
        stance = CUES[fold_key(said.cue)].stance if said and fold_key(said.cue) in CUES else ""
        if stance == "denied" or any(f in _DENIED or (f[:1] in "وف" and f[1:] in _DENIED) for f in forms):
            return "denied"
        for i, form in enumerate(forms[:13]):
            if self.is_future(form):
                return "planned"
            bare = form[1:] if i == 0 and form[:1] in "وف" and len(form) > 2 else form
            for rest in _PLANNED_BY_FIRST.get(form, _PLANNED_BY_FIRST.get(bare, ())):
                if tuple(forms[i + 1 : i + 1 + len(rest)]) == rest:
                    return "planned"
        if piece.quote:
            return "claimed"
        if said is None:
            return "reported"
        if stance == "claimed":
            return "claimed"
        if self.is_outlet(said.speaker) or (
            said.as_printed and fold_key(said.as_printed).split()[0] in ("وكالات", "وكاله", "وسايل", "صحف", "مواقع")
        ):
            return "reported"
        return "claimed"

    def is_worth(
        self, start: int, end: int, piece: Piece, modality: Modality, names: list[Mention], count: int
    ) -> bool:
        """Whether an editor would keep it: an act or a plan with names, numbers or a day; not a comment."""
        a, b = self.form_range(start, end)
        forms = self.words.forms[a:b]
        opening = " ".join(forms[:3]).removeprefix("و")
        numbers = any(f.isdigit() or f in _NUMBERS for f in forms)
        dated = any(d.kind == "date" for d in _between(self.dates, self.date_starts, start, end))
        score = min(len({m.name for m in names}), 3) + numbers + dated + any(f in _BOTH for f in forms)
        first = forms[0] if forms else ""
        bare = first[1:] if first[:1] in "وف" and len(first) > 3 else first
        if bare in EVENT_VERBS or first in EVENT_VERBS or any(f in EVENT_VERBS for f in forms[1:4]):
            score += 2
        if modality in ("planned", "denied"):
            score += 2
        if piece.said and not piece.quote:
            plain = piece.said.speech == "direct" or piece.said.rule.endswith("object")
            score += 1 if plain else 3 if count >= 8 else 2
        elif bare not in EVENT_VERBS and modality == "reported" and not (numbers or dated) and _is_present(bare):
            score -= 2
        if any(opening.startswith(c) for c in _COMMENT):
            score -= 2
        if bare in ("يعد", "تعد") and not any(m.at <= self.words.starts[a + 1] < m.at + len(m.exact) for m in names):
            score -= 3
        if piece.said and piece.said.rule.endswith("object") and bare not in _ACTS and first not in _ACTS:
            score -= 2
        if count < 6:
            score -= 1
        if piece.quote:
            if count < 6 and not names:
                return False
            if piece.quote.doubtful:
                return False
            ours = modality == "planned" and first.startswith(("ن", "سن", "لن"))
            return dated or numbers or (bool(names) and count <= 8) or ours
        if forms and forms[-1] in ("؟",):
            return False
        return score >= 3

    def when(self, start: int, end: int) -> When | None:
        inside = [d for d in _between(self.dates, self.date_starts, start, end) if d.kind == "date"]
        # A day in the frame (`قال أمس إن`) is the day of speaking, so only the statement itself is read.
        chosen = next((d for d in inside if not self.text[max(start, d.at - 5) : d.at].endswith("منذ ")), None)
        chosen = chosen or (inside[0] if inside else None)
        if chosen and not any(c.isdigit() for c in chosen.exact) and _COARSE.search(chosen.exact):
            # `في العام الماضي ... في مارس 2021`: the printed date says more than the year it is told in
            chosen = next((d for d in inside if any(c.isdigit() for c in d.exact)), chosen)
        return When(chosen.exact, chosen.edtf, chosen.basis) if chosen else None

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
        first = fold_key(said.as_printed or "").split()[:1]
        role = (
            "via" if said.speaker is None and first and first[0] in ("وكالات", "وكاله", "وسايل", "صحف") else "speaker"
        )
        who = (said.speaker,) if said.speaker else ()
        if said.speaker or said.as_printed:
            links.append(
                Link("via" if role == "via" else "speaker", who, said.as_printed, said.cue, said.at, said.speech)
            )
        return tuple(links)

    def who_where(self, start: int, end: int, names: list[Mention]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        who: dict[str, None] = {}
        where: dict[str, None] = {}
        a, _ = self.form_range(start, end)
        for mention in names:
            if mention.type == "place":
                i, _ = self.form_range(mention.at, mention.at)
                before = self.words.forms[i - 1] if i > a else ""
                attached = self.text[mention.at - 1 : mention.at] in ("ب", "ل")
                subject = not attached and (
                    i == a or before in EVENT_VERBS or before in CUES or before.removeprefix("و") in EVENT_VERBS
                )
                (who if subject else where)[mention.name] = None
            elif mention.type != "event":
                who[mention.name] = None
        return tuple(who), tuple(name for name in where if name not in who)

    # ---- the sentence ----------------------------------------------------------------------------------------------------

    def statement(self, start: int, end: int, piece: Piece, when: When | None) -> str:
        """The evidence as a sentence that stands alone; nothing but what is named here is changed."""
        if piece.quote:
            speaker = piece.quote.speaker
            said = f"«{self.text[start:end].strip()}»."
            return f"{speaker}: {said}" if speaker else said
        changes: list[tuple[int, int, str]] = []
        for date in _between(self.dates, self.date_starts, start, end):
            if date.at + len(date.exact) <= end and date.kind == "date":
                changes += self.without_relative(start, date)
        completed: set[str] = set()
        for mention in self.names(start, end):
            if mention.type == "person" and mention.name not in completed and mention.at + len(mention.exact) <= end:
                completed.add(mention.name)
                key = fold_key(mention.exact)
                certain = len(self.full_names.get(fold_key(mention.name).split()[-1], ())) == 1
                if (
                    " " not in key
                    and certain
                    and key in fold_key(mention.name).split()
                    and key != fold_key(mention.name)
                ):
                    changes.append((mention.at, mention.at + len(mention.exact), mention.name))
        changes.sort()
        parts: list[str] = []
        at = start
        for low, high, new in changes:
            if low < at:
                continue
            parts += [self.text[at:low], new]
            at = high
        parts.append(self.text[at:end])
        return _finished("".join(parts))

    def without_relative(self, start: int, date: DateMention) -> list[tuple[int, int, str]]:
        """Cuts `اليوم الجمعة` and the like, with a preposition that would be left hanging; keeps what has digits."""
        if any(c.isdigit() for c in date.exact):
            return []
        if not all(word in _RELATIVE or word.removeprefix("ل") in _RELATIVE for word in fold_key(date.exact).split()):
            return []
        low, high = date.at, date.at + len(date.exact)
        before = self.text[max(start, low - 8) : low]
        hanging = re.search(r"(?:^| )(في|خلال) $", before)
        if hanging:
            low -= len(hanging.group(1)) + 1
        elif re.search(r"(?:^| )(?:من|منذ|حتى|إلى|عن|على|قبل|بعد|و|هذا|هذه) $", before) or not before.endswith(
            (" ", "،")
        ):
            return []
        if self.text[low - 1 : low] == " ":
            low -= 1
        if self.text[low - 1 : low] == "،" and self.text[high : high + 1] == "،":
            low -= 1
        return [(low, high, "")] if low > start else []


# From here on a long sentence explains; what stands before is the statement.
_EXPLAINS = re.compile(
    r" (?=منذ |في واحدة من |في واحد من |على الرغم من |رغم |في الوقت الذي )|، (?=مما |ما |الذي |التي |الذين |وهو |وهي |وهم |بعد أن |بعدما |في ظل |في وقت |وسط )"
)
LONG = 24  # words; a shorter statement keeps its explanation


def _is_present(form: str) -> bool:
    """True for a verb in the present, which tells a habit rather than an event: `تدافع`."""
    return len(form) > 3 and form[0] in "يت" and is_native(form)


_ACTS = keys(["ندد", "نددت", "نفى", "نفت", "أدان", "أدانت", "اتهم", "اتهمت", "استنكر", "استنكرت", "انتقد", "انتقدت"])
_COARSE = re.compile("عام|شهر|سنة|أسبوع|موسم")
_BOTH = keys(["البلدان", "البلدين", "الجانبان", "الجانبين", "الطرفان", "الطرفين", "الوزيران", "الرئيسان", "الفريقان"])
_NUMBERS = keys(
    ["مليون", "مليار", "ألف", "آلاف", "ملايين", "مليارات", "مئات", "عشرات", "بالمئة", "بالمائة", "المئة", "المائة", "%"]
)


def _between(rows: Sequence[T], starts: list[int], start: int, end: int) -> list[T]:
    """The rows that begin in [start, end); `starts` are their positions, sorted."""
    return list(rows[bisect_left(starts, start) : bisect_left(starts, end)])


def _finished(text: str) -> str:
    """Leading conjunctions and discourse words off, spaces joined, quotation marks balanced, one full stop."""
    text = " ".join(text.split()).strip(_TRAILING + "-–—")
    for _ in range(3):
        lead = _LEAD.match(text)
        if lead is None or len(text) <= lead.end() + 12:
            break
        text = text[lead.end() :].lstrip(" ،")
    first = text.split(" ", 1)[0]
    bare = fold_key(first)
    if bare in ("ومن", "وفي", "وعن", "ولم", "ولن", "ولا", "وان", "وهو", "وهي", "فان", "ومع"):
        text = text[1:] if bare != "فان" else text[4:]
    elif bare[:1] in "وف" and len(bare) > 3 and bare not in GIVEN and _is_conjunction(bare):
        text = text[1:]
    for mark in ('"',):
        if text.count(mark) % 2:
            text = text.replace(mark, "")
    if text.count("“") != text.count("”"):
        text = text.replace("“", "").replace("”", "")
    if text.count("(") != text.count(")"):
        text = text.replace("(", "").replace(")", "")
    return " ".join(text.split()).replace(" ،", "،").strip(_TRAILING) + "."


def _is_conjunction(form: str) -> bool:
    """True where the first letter is و or ف of its own: `ووصل`, `وأعلن`, `فقررت`; not in `وصل`, `وقع`, `فاز`."""
    rest = form[1:]
    if (
        rest in EVENT_VERBS
        or rest in CUES
        or rest.startswith(("ال", "من", "في", "عن", "كان", "قد", "لم", "لن", "سي", "ست"))
    ):
        return form not in EVENT_VERBS and form not in CUES
    if (
        form in EVENT_VERBS
        or form in CUES
        or form
        in (
            "وزير",
            "وزيره",
            "وزاره",
            "وكاله",
            "وكالات",
            "وسط",
            "وفد",
            "وفق",
            "وفقا",
            "واشنطن",
            "وفاه",
            "فريق",
            "فرنسا",
            "فلسطين",
            "فيروس",
            "وجود",
            "وثيقه",
            "وزراء",
            "فيلم",
            "فوز",
            "وقف",
            "فرقه",
            "فيما",
        )
    ):
        return False
    if rest[:1] in "يتن" and len(rest) > 3 and is_native(rest):
        return True
    return form[0] == "و" and is_native(rest) and not (len(form) <= 4)
