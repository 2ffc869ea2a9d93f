"""Who speaks: the phrase after a verb or a source word, and whom roles, pronouns and short forms point back to."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache
from operator import itemgetter

from msgspec import Struct

from builder.extract.cues import CUES, HAPPENINGS, RELATIVE, THAT, cue_of
from builder.extract.verbs import is_past, points_back
from builder.extract.words import (
    BETWEEN,
    DIRECT,
    EVENT_VERBS,
    FUNCTION,
    GIVEN,
    ORDINALS,
    PEOPLE,
    POINTING,
    REPORTING,
    ROLE,
    TIES,
    Words,
    is_nisba,
    is_strange,
    keys,
)
from builder.lexicon import table
from builder.lexicon.vocabulary import ARTICLE, Remember, statistics, takes_article
from builder.model import Mention
from builder.text.folding import fold_key

MARKS = frozenset("\"'«»“”„‟<>()[]،,.:؛;؟?!…-–—\n")
PREPOSITIONS = frozenset(("في", "من", "عن", "مع", "الي", "على", "ضد", "بين", "باسم", "لدي", "نحو", "عبر"))
_VERBS = table("verbs")
_OUTLETS = frozenset(
    fold_key(spelling) for row in table("organizations")["outlets"] for spelling in (row["name"], *row.get("also", ()))
)
OUTLET_HEADS = keys(_VERBS["outlet_heads"])
_NO_OUTLET = keys(_VERBS["no_outlet"])
HEADS = keys(table("heads")["organization"]) | keys(table("heads")["brand"]) | OUTLET_HEADS
ASIDE = keys(_VERBS["aside"])
AFTER = (keys(_VERBS["after_subject"]) - {"علي"}) | {"على"}  # `قال علي حسن`
DOCUMENTS = keys(_VERBS["documents"])
_OPENS_SPEECH = keys(_VERBS["opens_speech"])
OCCASIONS = keys(_VERBS["occasions"])
SLOGANS = keys(["شعار", "شعارات", "هتاف", "هتافات", "عبارة", "عبارات"])
CROWDS = PEOPLE - ROLE
# Those who write for an outlet: told (`قال مصدر لمراسلنا فلان إن`), or speaking for it (`المراسل العسكري لصحيفة كذا فلان`).
_PRESS = keys(_VERBS["of_statement"])
COLLECTIVES = keys(table("titles")["collectives"])
REPORTERS = keys(_VERBS["reporters"])
SAME = frozenset(("نفسه", "نفسها", "ذاته", "ذاتها", "عينه", "عينها"))
EPITHETS = keys(table("titles")["epithets"])
_SELF = frozenset(("ذات", "نفس"))
_IN_THIS = frozenset(("هذا", "هذه", "ذات", "نفس")) | keys(_VERBS["sides"])
SOME_OF = keys(_VERBS["some_of"])
_GENERAL = keys(["عام", "أول", "سابق", "مساعد", "تنفيذي", "رسمي", "إقليمي", "جهوي", "فني", "جديد", "حالي"])
_CHIEF = keys(["كبير", "كبيرة", "وكبير", "وكبيرة"])
_AMONG = keys(["بينهم", "بينهن", "منهم", "منهن"])
_COUNTS = keys(_VERBS["counts"])
_BOTH_SIDES = keys(_VERBS["both_sides"])
# Who is called so is whoever spoke last, where no other fits.
_ECHO = keys(["مصدر", "بيان", "مسؤول", "مسؤولة", "أخير", "أخيرة", "مصادر", "متحدث", "ناطق", "بلاغ"])
_SYNONYMS = (frozenset(("متحدث", "ناطق")), frozenset(("صحافي", "صحفي", "مراسل")), frozenset(("رييس", "زعيم")))
_JOINT = keys(["المشترك", "المشتركة", "العام", "العامة", "الأول", "الأولى"])
_NEAR_TO = keys(["مقرب", "مقربة", "مقربون", "مقربين", "المقربون", "المقربين", "قريب", "قريبة", "قريبون"])
_TOLD_PAPERS = keys(["إفادة", "شهادة", "رواية", "كلمة", "خطبة", "مداخلة"])
_AUTHOR_REACH = 5  # words from a document to the verb of its author
_PRESS_TOLD, _PRESS_BODIES = keys(_VERBS["press_told"]), keys(_VERBS["press_bodies"])
_ADDRESSES = keys(_VERBS["addresses"])
_ISSUED = keys(["صادر", "صادرة", "الصادر", "الصادرة"])
# Who was told, attached to ل; words before a document that make it the last of its kind.
_TOLD = frozenset(("عليه", "عليها", "عليهم", "لنا", "لي", "لهم", "لها", "له"))
_BEEN = frozenset(("كان", "كانت", "كانوا", "قد", "ظل", "ظلت", "بات", "باتت"))
_FROM = frozenset(("عن", "من"))
_WHO_IS = frozenset(("وهو", "وهي", "وهم"))
_NO_MANNER = keys(_VERBS["no_manner"])
_THIS = keys(["هذا", "هذه", "هؤلاء", "تلك", "ذلك"])
_LATTER = frozenset(("الاخير", "الاخيره"))
_LATEST = keys(["آخر", "أحدث"])
_HONORIFICS = keys(table("titles")["honorifics"])
_CALLED = frozenset(form.removeprefix("ال") for form in DIRECT)
# Nouns of what happened: `رجحت مصادر محلية | ارتفاع العدد`. By their shape, and those of other shapes.
_HAPPENED = keys(_VERBS["happened"])
_MASDAR = re.compile("(?:ت.ا..?|ت..ي.|ان..ا.|ا.ت.ا.|است..ا.)")
_SHORT_MASDAR = re.compile("ت..ي")
_OF_ACTION = re.compile("(?:ت..ي.|ان..ا.|ا.ت.ا.|است..ا.|.{2}ا.ه|.{2}و.ه)")
_DOING = re.compile("(?:.ا..|م.{3,5})ا")  # `ضاحكا`, `مبتسما`
_KIN = keys(table("titles")["kin"])
_HONOURS = frozenset(("حاج", "سي", "سيد", "سيدي", "مولاي", "لالة"))
_WITHOUT = frozenset(("بلا", "دون", "بدون"))
_FUNCTION = FUNCTION - POINTING
_PARTICLES = FUNCTION - TIES
_RECALLED = 80  # words back to which an epithet reaches for somebody without a name
_WOMEN, _MEN = (keys(table("persons")[group]) for group in ("women", "men_like_women"))
_NEARBY = 120  # words back to whom a verb without a subject may mean
_LONGEST = 14  # words of a phrase that names a speaker


class Speaker(Struct, frozen=True, gc=False):
    """name: of a mention; as_printed: the words where no mention is named; feminine: what the verb says."""

    name: str | None
    as_printed: str | None
    feminine: bool | None = None


NOBODY = Speaker(None, None)


class Phrase(Struct, frozen=True, gc=False):
    """What stands where a subject may stand: the speaker it names, if any, and the word after it.

    sure: a name, a role or a word for people; not just any noun.
    """

    speaker: Speaker | None
    stop: int
    sure: bool = False


class Role(Struct, frozen=True, gc=False):
    """A title beside a name: the word index of the name, the bare role, the words of its phrase, and the person."""

    at: int
    role: str
    phrase: frozenset[str]
    person: Mention


class Speakers:
    """The names and roles of one article, by word, and who spoke so far."""

    def __init__(self, words: Words, mentions: tuple[Mention, ...]) -> None:
        self.words = words
        self.forms = words.forms
        self.starts = words.starts
        self.form = words.form
        self.held: dict[int, Mention] = {}
        for mention in mentions:
            i = bisect_right(self.starts, mention.at) - 1
            end = mention.at + len(mention.exact)
            while 0 <= i < len(self.starts) and self.starts[i] < end:
                self.held[i] = mention
                i += 1
        self.last: Speaker = NOBODY
        self.recent: list[Speaker] = []
        self.sexes: dict[str | None, bool] = {}  # of the names that a verb has told
        self._by_head: dict[tuple[str, bool], dict[str, int]] = {}
        self.titled: dict[str, str] = {}  # a role and the name behind it that no mention holds

    def remember(self, speaker: Speaker) -> None:
        """Whom a verb without a subject may mean from here on."""
        if speaker.name or speaker.as_printed:
            if speaker.name and speaker.feminine is not None:
                self.sexes.setdefault(speaker.name, speaker.feminine)
            if not self.recent or self.recent[-1] != speaker:
                self.recent.append(speaker)
            self.last = speaker

    def fitting(self, feminine: bool | None, many: bool | None = None) -> Speaker:
        """The last speaker whose gender the verb allows, and its number: many persons, one, or None for either."""
        for speaker in reversed(self.recent[-6:]):
            sex = self.sex_of(speaker)
            fits = sex is None or feminine is None or sex == feminine
            if many is not None:
                fits = fits and (self._may_be_many(speaker) if many else not _is_plural(speaker))
            if fits and not is_outlet(speaker.name or ""):
                return speaker
        if many and not self._may_be_many(self.last):
            return NOBODY
        # `تقول` after a man has spoken is somebody else, whom the text may not even have named.
        return NOBODY if self.sex_of(self.last) is not None and feminine is not None else self.last

    def _may_be_many(self, speaker: Speaker) -> bool:
        """False for a person, a role or a document: none of them `أكدوا`."""
        first = fold_key(speaker.as_printed or " ").split(None, 1)[:1]
        one = bool(first) and first[0].removeprefix("ال") in DOCUMENTS | (ROLE - PEOPLE)
        return speaker.name not in self.persons and not one

    def sex_of(self, speaker: Speaker) -> bool | None:
        """True for her, False for him, as a verb has told here or elsewhere; None where none has."""
        return speaker.feminine if speaker.feminine is not None else self.sexes.get(speaker.name)

    def spoke_or_named(self, k: int, feminine: bool | None) -> Speaker:
        """The last speaker whom the verb at word `k` can mean; else the person named last."""
        many = self.forms[k].endswith(("وا", "ون"))
        speaker = self.fitting(feminine, many)
        named = self.named_last(k, "person") if speaker is NOBODY and not many else None
        return Speaker(named.name, None, feminine) if named else speaker

    # ---- titles beside names -----------------------------------------------------------------------------------------

    @cached_property
    def firsts(self) -> list[tuple[int, Mention]]:
        """The first word of every mention, in the order of the text."""
        return [(i, m) for i, m in sorted(self.held.items()) if self.held.get(i - 1) is not m]

    @cached_property
    def roles(self) -> list[Role]:
        """All titles beside names; read where the first role asks whom it means."""
        found: list[Role] = []
        for i, mention in self.firsts:
            if mention.type == "person":
                found += self._roles_before(i, mention)
                found += self._roles_after(i, mention)
        return found

    def _roles_before(self, i: int, person: Mention) -> Iterator[Role]:
        for j in range(i - 1, max(-1, i - 12), -1):
            form = self.forms[j]
            role = _ROLE_OR_STOP[form]
            if role is None and j not in self.held:
                continue
            if form in MARKS:
                if j < i - 1 or form in ".:\n؛؟":  # only `وزير الصحة، فلان`
                    return
                continue
            if role == "" or (j in self.held and self.held[j].type == "person"):
                return
            if role:
                yield Role(i, role, self._bare_words(j, i), person)
                if not form.startswith("ال") and form not in DIRECT:
                    return

    def _roles_after(self, i: int, person: Mention) -> Iterator[Role]:
        k = i
        while self.held.get(k) is person:
            k += 1
        while self.form(k) in '،»"”)' and k < i + 14:
            k += 1
        role = role_of(self.form(k)) if self.form(k) not in CUES else None
        if role:
            yield Role(i, role, self._bare_words(k, min(len(self.forms), k + 8)), person)

    def _bare_words(self, j: int, end: int) -> frozenset[str]:
        return frozenset().union(*[_BARE[form] for form in self.forms[j:end] if form not in MARKS])

    # ---- the phrase that names a speaker --------------------------------------------------------------------------------

    def phrase(
        self, j: int, end: int, feminine: bool | None = None, stops: tuple[str, ...] = (), framed: bool = False
    ) -> Phrase:  # fmt: skip
        """Read the subject that may begin at word `j`, not beyond `end` nor one of the prepositions `stops`.

        framed: what is said begins at `end`, so that words after a role can only be its name.

        A person if there is one that no preposition governs; the body that the words begin with; a role, resolved
        where it points back; else the noun as printed. No speaker where an adverbial or a preposition stands.
        """
        head = self._head(j, end, "ب" not in stops)
        form = self.form(head)
        this = form in ("هذا", "هذه")
        if head + this < end and self.form(head + this) in _LATTER:
            latter = self._latter(head, self.form(head + this).endswith("ه")) or self.named_last(head, "organization")
            return Phrase(latter, head + this + 1, True) if latter else Phrase(None, j)
        if form in CUES and CUES[form].kind == "participle" and not self.is_role(head):  # `وأردف قائلا إن`
            return Phrase(None, j)
        owner = self.held.get(head)
        # `أم عمر`: no `أم` of a question
        is_called = owner is not None and owner.type == "person" and owner.at == self.starts[head]
        one = self.is_some(head) and head + 1 < end and self.form(head + 1) not in MARKS  # `أحد سكان القرية`
        one = one and (form != "البعض" or self.form(head + 1) == "من")
        unable = not one and (form in PREPOSITIONS or form in AFTER or form in _FUNCTION or form in MARKS)
        if head >= end or (unable and not is_called):
            return Phrase(None, j)
        told_outlet = self._told_at(head, end)  # `أبلغت «الواحة» مصادر مطلعة أن`
        if told_outlet:
            return self.phrase(told_outlet, end, feminine, stops, framed)
        leading = one or self.is_role(head)
        if not leading and (self._is_prefixed(head) or (not owner and _IS_MANNER[form])):
            return Phrase(None, j)
        mention = self.held.get(head)
        if mention and mention.at > self.starts[head] and form[0] not in "وف":
            return Phrase(None, j)
        p, told = head, 0
        limit = min(end, head + _LONGEST + 10)
        while p < limit:
            form = self.forms[p]
            mention = self.held.get(p)
            if mention:
                after = self._after_mention(p)
                governed = p > head and (
                    mention.at > self.starts[p] or self.form(p - 1) in PREPOSITIONS or self._speaks_for(p)
                )
                if mention.type == "person" and p > head and self._is_side_of(head, p):  # `قالت إدارة الحلواني`
                    return Phrase(Speaker(None, self.words.printed(head, after), feminine), after, True)
                stands = self.form(after) in THAT or self.form(after) in ":،"
                if mention.type == "person" and leading and p > head and self._is_own_letter(p) and stands:
                    return Phrase(Speaker(None, self.words.printed(p, after), feminine), after, True)
                if mention.type == "person" and not governed:
                    if not leading and p > head + 1 and not self._is_described(head, p):
                        return Phrase(Speaker(mention.name, None, feminine), after)
                    return self._person(mention, head, p, after, limit, feminine, leading)
                if mention.type == "organization" and leading and p == head and not governed and after > p + 1:
                    whose = self._body_called(form, p) if after == p + 2 and self._points_by_country(p) else None
                    if whose:  # `الوزارة الجورجية`
                        return Phrase(Speaker(whose.name, None, feminine), after, True)
                    return Phrase(Speaker(mention.name, None, feminine), self._past_parenthesis(after, end), True)
                if (
                    mention.type == "place"
                    and p == head + 1
                    and self.form(head) not in HEADS
                    and not governed
                    and not leading
                ):
                    return Phrase(Speaker(None, self.words.printed(head, after), feminine), after, True)  # `سكان صفرو`
                if mention.type == "organization" and p > head and not governed and self._is_addressed(j, p):
                    break
                quoted = self.form(p - 1) in '"«“' and self.forms[head] in HEADS and mention.type == "organization"
                quoted = quoted and all(f.startswith("ال") for f in self.forms[head + 1 : p - 1])
                if p > head and form[0] == "ل" and self.told(p):  # `مسؤولون في البلدية لوكالة كذا`
                    told = told or p
                opens = quoted or self._opens_name(head, p)  # quoted: `شركة التقنية الأميركية "تيسورا"`
                if mention.type != "person" and not leading and not governed and opens:
                    return Phrase(Speaker(mention.name, None, feminine), self._past_parenthesis(after, end), True)
                p = after
                continue
            if form == "." and self.is_initial(p):
                p += 1
                continue
            if p == head + 1 and form in '"«“' and self.forms[head] in DOCUMENTS:  # `بيانات «تداول»`
                close = next((n for n in range(p + 1, min(limit, p + 5)) if self.forms[n] in '"»”'), None)
                if close:
                    p = close + 1
                    continue
            if len(form) == 1 and self.form(p + 1) == "." and form.isalpha() and p > head:
                p += 2  # `م. جديع القحطاني`
                continue
            if form in "،-–.؛\n":
                titled = leading or self.forms[head].startswith("ال")
                apposed = self._apposed(p + 1, end, feminine) if titled and form in "،-–" else None
                if apposed:
                    return apposed
                break
            if form == "(":
                p = self._past_parenthesis(p, limit)
                continue
            if p > head and form[0] == "ل" and (to := self.told(p)):
                if to == "reporter":
                    break
                told = told or p
            over = form == "على" and any(f.removeprefix("ال") == "مشرف" for f in self.forms[head:p])
            if p > head + 1 and not leading and form in ROLE and p not in self.held and self.is_namelike(head):
                break  # `عائدة الجبالي | رئيسة تحرير الصحيفة`
            if p > head + 1 and not leading and form in HAPPENINGS and self.is_namelike(head):
                break  # `نفى كامل الحرمي | وجود أي أثر`
            if (
                (
                    p > head
                    and not over
                    and (form in AFTER or form in _BEEN or (form in CUES and CUES[form].kind != "verb"))
                )
                or form in THAT
                or (p > head and form in _WHO_IS)  # `الشاهد | وهو يشير بيده`
                or (p > head and form in SLOGANS)  # `ردد العمال شعار «...»`
                or (p > head and form in OCCASIONS and form.endswith(("ه", "ها")))  # `فسر المدرب | حديثه`
                or form == ":"
                or (form in stops and self.form(p - 1) not in _ISSUED and not self.is_of_some(p))
            ):
                break
            if p > head and form[0] == "ب" and p not in self.held and _MASDAR.fullmatch(form[1:]):
                break  # `طالب المواطن | بتنفيذ الحكم`
            if p > head and "ب" in stops and form[0] == "ب" and len(form) > 3 and form != "باسم":
                break
            someone = (
                p == head + 1
                and form.startswith("لل")
                and stands_for_someone("ال" + form[2:])
                and form[2:] not in HEADS
            )
            if form == "ل" or (
                someone and self.forms[head].startswith("ال")
            ):  # `لـ«الشرق الأوسط»`, `قال القاضي للمتهم`
                break
            if p > head and form == "في" and self.form(p + 1).removeprefix("ال") in OCCASIONS | {"وقت"}:
                break
            both = self.forms[head].startswith("ال") and self.forms[head].endswith("ان")  # `الجانبان | بالاتفاق`
            if p > head and both and (form in PREPOSITIONS or _is_attached(form)):
                break
            if p > head and form == "في" and self.forms[head].startswith("ال") and self.forms[head][2:] in CROWDS:
                break  # `المتظاهرون | في عطبرة`
            if p > head and (self._is_of_another(head, p) or self._is_addressed(j, p)):
                break  # `طمأن الوزير | المواطنين`, `اتهم الدفاع | النيابة`
            if p > head and self._is_over(head, p):
                name_end = self._name_end(p, limit)
                if leading and name_end > p + 1:
                    return Phrase(Speaker(None, self.words.printed(p, name_end), feminine), name_end, True)
                one_person = leading and framed and self.forms[head] not in CROWDS
                tail = self._tail(p, limit) if one_person else p
                if tail > p + 1 and p - 1 in self.held:  # `الناطق الإعلامي لوزارة العمل | نفيسان المطرفي إن`
                    return Phrase(Speaker(None, self.words.printed(p, tail), feminine), tail, True)
                if tail > p:
                    first = p if p == head + 1 and self.forms[head] in DIRECT else head  # `السيد كمال قارة`
                    first = next((n for n in range(p, tail - 1) if self.forms[n] in GIVEN), first)
                    if first > head:
                        self.titled[bare(self.forms[head])] = self.words.printed(first, tail)
                    return Phrase(Speaker(None, self.words.printed(first, tail), feminine), tail, True)
                break
            if p > head and not leading and (form in PREPOSITIONS or self._is_prefixed(p)):
                named = self._named_behind(p, end, feminine) if self.forms[head].startswith("ال") else None
                if named:
                    return named
                comma = next((k for k in range(p, min(limit, p + 7)) if self.forms[k] in MARKS), p)
                apposed = self._apposed(comma + 1, end, feminine) if self.form(comma) == "،" and form != "في" else None
                if apposed and self.forms[head].startswith("ال"):
                    return apposed
                break
            guardian = form == "امر" and self.form(p - 1) in ("ولي", "وليه")
            tells = (form in REPORTING or form in EVENT_VERBS) and form not in HEADS  # `نادي` is not `نادى`
            if p > head and tells and not self.is_role(p) and not guardian:
                break
            p += 1
        if leading:
            cut = told if told and bare(self.forms[head]) not in REPORTERS else p
            return Phrase(self._role_speaker(head, cut, feminine), p, True)
        printed = self._printed(head, p) if self._may_speak(head) else None
        if printed is None:
            return Phrase(None, j)
        person = self._described_as(head) if self.forms[head].startswith("ال") else None
        if person:
            return Phrase(Speaker(person, None, feminine), p, True)
        called = self._body_called(self.forms[head], head) if self.forms[head].startswith("ال") else None
        body = self.forms[head] in HEADS and p > head + 1
        body = body or (
            self.forms[head].startswith("ال") and (self.forms[head][2:] in HEADS or self.forms[head].endswith("ون"))
        )
        sure = bool(called) or self.is_namelike(head) or body
        return Phrase(called or Speaker(None, printed, feminine), p, sure)

    def _is_own_letter(self, p: int) -> bool:
        """True where ب is of the name itself: `الرائد بلقاسم سالم`; a title takes no ب before whom it means."""
        return self.forms[p][0] == "ب" and self.held[p].at == self.starts[p] + 1

    def told(self, p: int) -> str:
        """Whom the word at `p` tells was told: a reporter (`لمراسلنا`), an outlet (`لوكالة كذا`), or "" for nobody."""
        form, held = self.forms[p], self.held.get(p)
        if held:
            return "outlet" if held.at > self.starts[p] and is_outlet(held.name) else ""
        if form in _PRESS_TOLD:
            return "reporter" if self.past_press(p) > p else ""
        forms = bare_forms(form)[1:]
        if any(rest.removeprefix("ال") in REPORTERS for rest in forms):
            return "reporter"
        return "outlet" if any(rest.removeprefix("ال") in OUTLET_HEADS for rest in forms) else ""

    def past_press(self, k: int) -> int:
        """The word after `للصحفيين` or `لوسائل الإعلام` at word `k`; `k` where neither stands or it ends a body's name."""
        if self.form(k) not in _PRESS_TOLD:
            return k
        if any(f.removeprefix("ال") in _PRESS_BODIES for f in self.forms[max(0, k - 4) : k]):
            return k
        media = not self.form(k).startswith("لل")  # `لوسائل` goes on
        return k + 1 + media if not media or self.form(k + 1).removeprefix("ال") == "اعلام" else k

    def _told_at(self, head: int, end: int) -> int:
        """The word where the speaker begins behind an outlet that was told without a preposition; else 0."""
        held, quoted = self.held.get(head), self.form(head - 1) in "\"'«“" and self.form(head + 1) in "\"'»”"
        outlet = held is not None and held.at == self.starts[head] and is_outlet(held.name)
        if not outlet and not (quoted and (held is None or held.type == "organization")):
            return 0
        after = self._after_mention(head) if held else head + 1
        while self.form(after) in "\"'»”":
            after += 1
        return after if after < end and self.is_role(after) else 0

    def called(self, printed: str) -> str:
        """The person of the article whose family name alone was printed, where only one has it; else what was printed."""
        found = {name for name in self.persons if fold_key(name).endswith(" " + fold_key(printed))}
        return found.pop() if len(found) == 1 else printed

    def whole(self, speaker: Speaker) -> Speaker:
        """`وأضافت منيب` where `حسيبة منيب` spoke before, a name that no mention holds."""
        printed = speaker.as_printed
        if speaker.name or not printed or " " in printed:
            return speaker
        if (called := self.called(printed)) != printed:  # `أضاف نجم`, of `جمال نجم`
            return Speaker(called, None, speaker.feminine)
        for before in reversed(self.recent):
            if before.as_printed and before.as_printed.endswith(" " + printed) and before.as_printed.count(" ") < 3:
                return Speaker(None, before.as_printed, speaker.feminine)
        return speaker

    def _is_side_of(self, head: int, p: int) -> bool:
        """True where the words from `head` on are the people or the government of the person at `p`."""
        between = self.forms[head + 1 : p]
        return self.forms[head] in COLLECTIVES and all(f.startswith("ال") and stands_for_someone(f) for f in between)

    @cached_property
    def described(self) -> dict[str, str]:
        """Words with the article right before a person's name, and the person; none that several are called by."""
        found: dict[str, set[str]] = {}
        for i, mention in self.firsts:
            j = i - 1
            while (
                mention.type == "person"
                and j >= max(0, i - 3)
                and j not in self.held
                and self.forms[j].startswith("ال")
            ):
                found.setdefault(self.forms[j], set()).add(mention.name)
                j -= 1
        return {form: names.pop() for form, names in found.items() if len(names) == 1}

    def _described_as(self, k: int) -> str | None:
        """The only person whom the article names behind the words at `k` (`الجمعوية التونسية فلانة`, then `الجمعوية`)."""
        form = self.forms[k]
        told = form.endswith(("ي", "يه")) and not is_nisba(form) and form not in BETWEEN
        person = self.described.get(form) if told else None
        before = person and any(
            m.name == person for i, m in self.firsts[: bisect_left(self.firsts, k, key=itemgetter(0))]
        )
        return person if before else None

    def named_last(self, k: int, kind: str) -> Speaker | None:
        """The person or body (`kind`) named last before word `k`."""
        before = self.firsts[: bisect_left(self.firsts, k, key=itemgetter(0))]
        found = next((m for _, m in reversed(before) if m.type == kind), None)
        return Speaker(found.name, None) if found else None

    def _latter(self, k: int, feminine: bool) -> Speaker | None:
        """Whom `هذا الأخير` means: the person named last before word `k`, or a nearer role without a name."""
        for n in range(k - 1, max(-1, k - _NEARBY), -1):
            form, mention = self.forms[n], self.held.get(n)
            if mention is not None and mention.type == "person":
                if self.sex_of(Speaker(mention.name, None)) in (None, feminine):
                    return Speaker(mention.name, None)
            elif mention is None and role_of(form) and _IS_ROLE[form] and form.endswith("ه") == feminine:
                return self.phrase(n, k).speaker
            elif feminine and mention is not None and mention.type == "organization":
                return Speaker(mention.name, None)
        return self.named_last(k, "person")

    def her_before(self, k: int) -> Speaker | None:
        """The woman named last before word `k`, by a verb or her given name: `وتقول «...»` after he has spoken."""
        here = bisect_left(self.firsts, k, key=itemgetter(0))
        for at, mention in reversed(self.firsts[max(0, here - _NEARBY) : here]):
            if k - at > _NEARBY:
                return None
            told = self.sexes.get(mention.name)
            if mention.type == "person" and (told if told is not None else is_womans(mention.name)):
                return Speaker(mention.name, None, True)
        return None

    def _body_of_all(self, k: int) -> Speaker | None:
        """The body named most often before word `k`."""
        names = [m.name for i, m in self.firsts if i < k and m.type == "organization"]
        return Speaker(max(names, key=names.count), None) if names else None

    def _may_speak(self, head: int) -> bool:
        """False for a verb, and for a noun that points back to the subject (`أكد وفاته`)."""
        form = self.forms[head]
        if form in REPORTING or form in EVENT_VERBS or not form.isalpha():
            return False
        if form[0] == "و" and not (form in HEADS or self.is_namelike(head)):
            return False
        printed = self.words.printed(head, head + 1)
        return form.startswith("ال") or not printed.endswith(("ه", "ها", "هم", "هما")) or self.is_namelike(head)

    def _is_described(self, head: int, p: int) -> bool:
        """True when the words before a name can be its title: `المشرف الكوري فلان`, not `ثبات موقف فلان`."""
        return all(
            f.startswith("ال") or f in MARKS or self.is_namelike(k) for k, f in enumerate(self.forms[head:p], head)
        )

    def _is_of_another(self, head: int, p: int) -> bool:
        """True for people behind one person's definite title: whom he tells, and no part of it."""
        form, before = self.forms[p], self.forms[p - 1]
        if not (form.startswith("ال") and before.startswith("ال")) or p in self.held or p - 1 in self.held:
            return False
        many = form.endswith("ين") or form[2:] in CROWDS
        one = self.is_role(head) and not before.endswith(("ين", "ون", "ات", "ان", "ه")) and before[2:] not in CROWDS
        return many and one and form[2:] not in COLLECTIVES and not is_nisba(form)

    def _is_addressed(self, j: int, p: int) -> bool:
        """True for a body that the verb before word `j` takes besides its subject: `اتهم الدفاع | النيابة`,
        `أبلغ مسؤول محلي | وكالة كذا`.
        """
        form, before, verb = self.forms[p], self.forms[p - 1], self.form(j - 1)
        if verb not in _ADDRESSES and verb.removeprefix("و") not in _ADDRESSES:
            return False
        if form.startswith("ال"):
            return form[2:] in HEADS and before.startswith("ال") and not is_nisba(form)
        return form in HEADS and before.endswith("ي") and not before.startswith("ال") and not self.is_role(p - 1)

    def _is_over(self, head: int, p: int) -> bool:
        """True for a word that cannot go on a phrase: `الناطق | تسجيل`, `المتهم الرئيسي | التهم`."""
        form, before = self.forms[p], self.forms[p - 1]
        if form in PREPOSITIONS or form in MARKS or form in BETWEEN or form in SAME or self.is_role(p):
            return False
        if form in _ISSUED:
            return False
        if p == head + 1 and before.endswith(("ون", "ين")) and before in PEOPLE and not form.endswith(("ون", "ين")):
            return (
                not _is_attached(form) and form not in FUNCTION
            )  # `انتقد معلقون | سلوك السياح`: no noun can belong to it
        if p == head + 1 and before in DOCUMENTS and is_past[form] and not takes_article(form):  # `دراسة شملت`
            return True
        if not form.startswith("ال"):
            if p == head + 1 and before in ROLE - PEOPLE and not before.startswith("ال"):
                return False  # `وكيل صحة الجيزة`: an office takes a noun
            office = self.forms[head] in ROLE - PEOPLE and not self.forms[head].startswith("ال")
            if p == head + 2 and office and before in ("عام", "عامه", "مساعد") and self._person_ahead(p):
                return False  # `مدير عام صحة جازان`
            if self.is_role(head) and p not in self.held and (form in _HAPPENED or _MASDAR.fullmatch(form)):
                return form not in GIVEN
            if p - 1 in self.held and p not in self.held:  # `مصدر في بلدية الخبر | وقوع`
                return not _is_attached(form)
            return before.startswith("ال") and not _is_attached(form)
        if not self.forms[head].startswith("ال") or not before.startswith("ال") or form in _JOINT:
            return False
        return not form.endswith(("ي", "يه", "ين", "ون")) and not self._person_ahead(p)

    def _person_ahead(self, p: int) -> bool:
        """True when a person is named before the next mark."""
        for k in range(p + 1, min(len(self.forms), p + 7)):
            if self.forms[k] == "،":  # `الناشط السياسي المعارض، الشيخ فلان، إلى`
                k += 1 + (self.form(k + 1) in DIRECT)
                return k in self.held and self.held[k].type == "person" and self.held[k].at == self.starts[k]
            if self.forms[k] in MARKS or self.forms[k] in THAT:
                return False
            if k in self.held and self.held[k].type == "person":
                return True
        return False

    def _tail(self, p: int, end: int) -> int:
        """The word after a name that no list knows, between a role and what is said; `p` where other words stand there."""
        k = p
        while k < end and k < p + 6 and self.form(k) not in MARKS and not self._is_boundary(k):
            if k > p + 1 and self.forms[k] in ROLE:
                break
            held = self.held.get(k)
            if held and held.type != "person":
                return p
            if self.form(k) in _PARTICLES or self.form(k) in REPORTING or self._is_prefixed(k):
                return p
            k += 1
        return k if k < p + 6 else p

    def _is_boundary(self, k: int) -> bool:
        form = self.form(k)
        return form in THAT or form in AFTER or form in PREPOSITIONS or form == "ل" or form.startswith("لل")

    def _name_end(self, p: int, end: int) -> int:
        """The word after a name that is no mention, where one begins at `p`; else `p`."""
        stop = p
        while stop < min(end, p + 6) and self._continues_name(stop):
            stop += 1
        return stop

    def source(self, j: int, end: int) -> Speaker | None:
        """Who a source phrase names in the words `j` to `end`; a ل before the first is the phrase's own."""
        if self.form(j) == "نص" and j + 1 < end:  # `وفق نص البيان`
            j += 1
        form = self.form(j)
        mention = self.held.get(j)
        if mention and mention.at > self.starts[j] and (mention.type != "person" or form[0] in "لب"):  # `وفقا لرويترز`
            return Speaker(mention.name, None)
        if mention is None and form[0] in "لب" and len(form) > 3:
            rest = next((r for r in bare_forms(form)[1:] if stands_for_someone(r) or r in HEADS), None)
            if rest:
                return self._attached_source(j, end, rest)
        return self._author(j, end) or self.phrase(j, end).speaker

    def _author(self, j: int, end: int) -> Speaker | None:
        """Who made the document at word `j`: `إفادة أدلى بها | الناطق`, `بيان أصدره | الجيش`, `تغريدة | للوزير`."""
        if self.form(j).removeprefix("ال") not in DOCUMENTS and self.form(j) not in _TOLD_PAPERS:
            return None
        for k in range(j + 1, min(end, j + _AUTHOR_REACH)):
            form = self.form(k)
            if k + 1 < end and (points_back[form] or (form in ("به", "بها") and is_past[self.form(k - 1)])):
                return self.phrase(k + 1, end).speaker
            if form.startswith("لل") and _IS_ROLE["ال" + form[2:]]:
                return self._attached_source(k, end, "ال" + form[2:])
        return None

    def _attached_source(self, j: int, end: int, rest: str) -> Speaker | None:
        """`لدبلوماسي من بوتسوانا`, `للمتحدث باسم الجيش فلان`: the name after the role, else the role."""
        stop = j + 1
        while stop < end and self.form(stop) not in AFTER and self.form(stop) not in "،.؛\n":
            mention = self.held.get(stop)
            if mention and mention.type == "person" and mention.at == self.starts[stop]:
                return Speaker(mention.name, None)
            if self.form(stop) in REPORTING or self.form(stop) in EVENT_VERBS:
                break
            stop += 1
        if rest not in HEADS or bare(rest) in ROLE:
            return self._role_speaker(j, stop, None, rest)
        body = next(
            (self.held[k] for k in range(j, stop) if k in self.held and self.held[k].type == "organization"), None
        )
        return Speaker(body.name, None) if body else Speaker(None, self._printed(j, stop, rest))

    def past_manner(self, k: int, end: int) -> int:
        """The word after `بحسرة`, `بصوت خافت`, `بلا تردد` or `ضاحكا`, where one of them stands at word `k`; else `k`."""
        if k >= end or not _IS_MANNER[self.forms[k]] or k in self.held or self.is_role(k):
            return k
        k += 1 + (self.forms[k] in _WITHOUT)
        while k < end and takes_article(self.forms[k]) and self._is_bare(k):
            k += 1
        return k

    def _is_bare(self, k: int) -> bool:
        """True for a noun or adjective that may go on an adverbial: no name, no head of a body, no one who speaks."""
        form = self.forms[k]
        return not (form.startswith("ال") or k in self.held or self.is_namelike(k) or form in HEADS or self.is_role(k))

    def _head(self, j: int, end: int, manner: bool = False) -> int:
        """The first word of the subject: after quotation marks, asides, and those who were told (`لرويترز`).

        manner: also after how it was said.
        """
        k = self.past_manner(j, end) if manner else j
        while k < end and (self.form(k) in "\"'«»“”" or self.form(k) in ASIDE or self.form(k) in _TOLD):
            k += 1
        if (
            self.form(k) in ("في", "من") and self.form(k + 1) in _IN_THIS
        ):  # `وقال في هذا الصدد فلان`, `وقال من جهته فلان`
            k += 2 + (self.form(k) == "في")
        elif self.form(k) in ("بهذا", "بهذه"):
            k += 2
        if (self.form(k) in _LATEST or self.form(k) in _HONORIFICS) and k + 1 < end and self.is_role(k + 1):
            k += 1  # `كشفت آخر الأرقام`, `أكد معالي وزير الخارجية`
        if self.form(k) == "كل" and self.form(k + 1) == "من":
            k += 2
        following = self.form(k + 1)
        if self.form(k) in _THIS and k + 1 < end and following.startswith("ال") and following not in _LATTER:
            k += self.is_role(k + 1) or following[2:] in HEADS or following[2:] in CROWDS  # `وقالت هذه المؤسسة إن`
        if self.form(k) in _SELF and k + 1 < end and self.is_role(k + 1):  # `وأفاد ذات المصدر`
            k += 1
        if k < end and (self.form(k) == "ل" or (self.form(k)[0] == "ل" and self._is_prefixed(k))):
            told = k + 1
            while told < end and (told in self.held or self.form(told) in "\"'«»“”()" or self.form(told) in ASIDE):
                told += 1
            if told < end and (self.is_role(told) or told in self.held) and self.form(told) not in PREPOSITIONS:
                return told
        return k

    def _is_prefixed(self, p: int) -> bool:
        """True for a word with an attached ل or ب: `للصحفيين`, `بالمنامة`, `لرويترز`."""
        form = self.forms[p]
        mention = self.held.get(p)
        if mention:
            return mention.at > self.starts[p]
        if form in ("ل", "ب") or form.startswith(("لل", "بال")):
            return True
        return form[0] in "لب" and len(form) > 4 and (form[1:] in HEADS or form[1:] in ROLE)

    def _after_mention(self, p: int) -> int:
        mention = self.held[p]
        while self.held.get(p) is mention:
            p += 1
        return p

    def _speaks_for(self, p: int) -> bool:
        """True for the person in `باسم الوزير فلان`; in `باسم الوزارة فلان` he is the speaker."""
        return self.form(p - 2) == "باسم" and role_of(self.form(p - 1)) is not None

    def _past_parenthesis(self, p: int, end: int) -> int:
        """The word after a parenthesis (and closing marks) that begins at `p`; a name inside stays for the caller."""
        touches = p < end and self.words.ends[p - 1] == self.starts[p] and self.words.ends[p] == self.starts[p + 1]
        if self.form(p) in "-–" and touches and self.form(p + 1).isalpha():
            p += 2  # `شركة نقل-كو`
        while p < end and self.form(p) in "»”\"'":
            p += 1
        if p < end and self.form(p) == "(":
            for k in range(p + 1, min(end, p + 9)):
                if self.forms[k] == ")":
                    return k + 1
            return p + 1
        return p

    def _opens_name(self, head: int, p: int) -> bool:
        """True when only heads such as `شركة` and marks stand between the first word of a phrase and a name."""
        return all(f in MARKS or f in HEADS or f.removeprefix("ال") in HEADS for f in self.forms[head:p]) or (
            p == head + 1 and self.form(p) not in PREPOSITIONS and not _is_action(self.form(head))
        )

    def _person(
        self, person: Mention, head: int, p: int, after: int, end: int, feminine: bool | None, leading: bool
    ) -> Phrase:
        """The person named, or the name as printed where the mention is only a part of it."""
        stop = after
        while stop < end and self.form(stop) not in MARKS and self._continues_name(stop):
            stop += 1
        first = p
        described = self.forms[head].startswith("ال") and self.forms[p] in GIVEN  # `التاجرة ليلى الحداد`
        if not leading and p > head and not described and all(self.is_namelike(k) for k in range(head, p)):
            first = head
        alone = after == p + 1 and stop == after and not self._is_boundary(after) and self.form(after).isalpha()
        if alone and after not in self.held and self.form(after + 1) in THAT and self._is_surname(after):
            stop += 1  # `إدوارد مور أن`: a first name alone, and one word more
        if (stop > after or first < p) and not self._is_known(person.name, first, stop):
            return Phrase(Speaker(None, self.words.printed(first, stop), feminine), stop, True)
        return Phrase(Speaker(person.name, None, feminine), self._past_parenthesis(stop, end), True)

    def _is_surname(self, k: int) -> bool:
        """True for a word that may close a name, although text knows it as another word too."""
        form = self.forms[k]
        other = form in FUNCTION or form in ASIDE or form in REPORTING or form in CUES or _IS_MANNER[form]
        return not (other or self.is_role(k) or form[0] in "وف" or form[-1] == "ا")

    def _is_known(self, name: str, first: int, stop: int) -> bool:
        """True when the full name holds all the words printed."""
        whole = frozenset(fold_key(name).split())
        return all(form in whole or form[1:] in whole for form in self.forms[first:stop])

    def _continues_name(self, k: int) -> bool:
        form = self.forms[k]
        if self.form(k + 1) in TIES and form.startswith("ال") and k not in self.held:  # `محمد الأمين ولد بوبكر`
            return True
        if form == "باسم" and self.form(k + 1).startswith("ال"):  # `الوزير رياض العسال باسم الحكومة`
            return False
        if form in _HONOURS and self.form(k + 1) in GIVEN:  # `زهرة حاج عمر`
            return True
        if k in self.held or form in FUNCTION or form in AFTER or form in ROLE or form in CUES or _IS_MANNER[form]:
            return False
        following = self.form(k + 1)
        if following[:1] in ("و", "ف") and form in _OPENS_SPEECH and cue_of(following)[1]:  # `لكن الوزير سالم عاد ونفى`
            return False
        return form in TIES or form in GIVEN or is_strange(form)

    def is_name(self, printed: str) -> bool:
        """True for a person of the article, or words that begin with a given name."""
        return printed in self.persons or fold_key(printed).split(None, 1)[0] in GIVEN

    def is_namelike(self, k: int) -> bool:
        """True for a given name, a tie such as بن, or a word that no Arabic root explains."""
        form = self.forms[k]
        return form in GIVEN or form in TIES or is_strange(form)

    def _apposed(self, p: int, end: int, feminine: bool | None) -> Phrase | None:
        """The name after a role and a comma: `وقال المدرب الصربي، زوران ...`."""
        k = p
        while k < min(end, p + 4) and (self.forms[k] in DIRECT or self.forms[k] in '«"“'):
            k += 1
        if self.form(k)[0] == "و" and self.is_role(k):  # `مدير الميناء، والناطق باسمه، فلان`
            comma = next((n for n in range(k, min(end, k + _LONGEST)) if self.forms[n] == "،"), None)
            return self._apposed(comma + 1, end, feminine) if comma else None
        mention = self.held.get(k)
        if mention and mention.type == "person" and mention.at <= self.starts[k] + 1:
            named = self._person(mention, k, k, self._after_mention(k), end, feminine, True)
            return Phrase(named.speaker, named.stop + (self.form(named.stop) == "،"), True)
        stop = self._name_end(k, end)
        if stop == k + 1 and self.forms[k] in GIVEN and self.form(stop) == "،" == self.form(p - 1):
            return Phrase(Speaker(None, self.words.printed(k, stop), feminine), stop + 1, True)  # `المواطن، جمال، أن`
        if stop < k + 2 or self.form(stop) not in '،"»”':
            stop = self._tail(k, end)
            if not (k + 2 <= stop <= k + 5 and self.form(stop) == "،") or self._is_aside(k):
                return None
        return Phrase(Speaker(None, self.words.printed(k, stop), feminine), stop + 1, True)

    def named_after(self, p: int, end: int) -> Phrase | None:
        """The name that fills the words from `p` to the next mark, as after a role and a comma."""
        apposed = self._apposed(p, end, None)
        closes = apposed and (
            apposed.stop >= end
            or self.form(apposed.stop) in MARKS
            or self.form(apposed.stop - 1) == "،"
            or self.told(apposed.stop)  # `المكلف بالإعلام، سامي الدغري لمراسل الإذاعة`
        )
        return apposed if closes else None

    def _named_behind(self, p: int, end: int, feminine: bool | None) -> Phrase | None:
        """`المتخصص في التسويق طلال المغربي، أن`: the person whose name closes the words from `p` on."""
        for k in range(p + 1, min(end, p + 10)):
            form = self.forms[k]
            told = (form in REPORTING or form in EVENT_VERBS) and self.form(k - 1) not in HEADS  # not in `شركة نقل`
            if form in MARKS or form in THAT or told:
                return None
            mention = self.held.get(k)
            if mention and mention.type == "person":
                after = self._after_mention(k)
                governed = mention.at != self.starts[k] or self.form(k - 1) in PREPOSITIONS
                closes = (
                    after >= end or self.form(after) in MARKS or self._is_boundary(after) or self._is_prefixed(after)
                )
                return None if governed or not closes else Phrase(Speaker(mention.name, None, feminine), after, True)
        return None

    def _is_aside(self, k: int) -> bool:
        """True for what stands between commas and is no name: `، وهو معلم،`, `، رئيس الجمعية،`, `، مؤكدا ذلك،`."""
        form = self.forms[k]
        return self.is_role(k) or form in CUES or form in ASIDE or form in _AMONG or form[0] in "وف" or form[-1] == "ا"

    # ---- roles -------------------------------------------------------------------------------------------------------------

    def is_of_some(self, p: int) -> bool:
        """True for the من of `عدد من الخبراء`, `مصدر مقرب من الحكومة`: no verb's."""
        before = self.form(p - 1)
        return self.form(p) == "من" and (before in SOME_OF or before in _NEAR_TO or before in _COUNTS)

    def is_some(self, k: int) -> bool:
        """True where some of a kind are told of: `عدد من الخبراء`, `أحد السكان`, `ثلاثة شهود`."""
        return self.forms[k] in SOME_OF or self.is_counted(k)

    def is_counted(self, k: int) -> bool:
        """True where people are counted: `ثلاثة شهود`, `أكثر من مصدر`, `12 نائبا`, `غير واحد`."""
        form, n = self.form(k), k + 1
        if form == "غير":
            return self.form(n) in ("واحد", "واحده")
        if form not in _COUNTS and not (form.isdigit() and len(form) < 4):
            return False
        while self.form(n) in ("عشر", "عشره", "من") or (self.form(n) == "على" and self.form(n + 1) == "الاقل"):
            n += 1 + (self.form(n) == "على")
        of = self.form(n)
        return n not in self.held and (self.is_role(n) or (of[-1:] == "ا" and stands_for_someone(of[:-1])))

    def is_initial(self, p: int) -> bool:
        """True for the full stop of `د. ليلى` or `(ب. رابح)`."""
        before = self.form(p - 1)
        return len(before) == 1 and before.isalpha() and not self.form(p - 2).isdigit()

    def is_subject(self, k: int) -> bool:
        """True where a person, a body or a role begins."""
        mention = self.held.get(k)
        return (mention is not None and mention.at == self.starts[k]) or self.is_role(k)

    def is_role(self, k: int) -> bool:
        """True for a word that stands for someone: a title, `مصادر`, `البيان`; not one with a preposition."""
        if _IS_ROLE[self.forms[k]]:
            return True
        next_one = self.form(k + 1)  # `كبير الاقتصاديين`
        return self.forms[k] in _CHIEF and next_one.startswith("ال") and next_one.endswith("ين")

    def _role_speaker(self, head: int, end: int, feminine: bool | None, form: str = "") -> Speaker:
        """Whom a role means: one already named, whoever spoke last, or the words as printed.

        form: the word at `head` without an attached ل.
        """
        form = form or self.forms[head]
        role = bare(form)
        if form.removeprefix("ال") in DOCUMENTS:
            return self._of_document(head, end, feminine, form)
        if (form.startswith("ال") or form in EPITHETS) and self.form(head + 1) != "باسم":
            return self._pointed(head, end, feminine, form)
        words = self._bare_words(head + 1, end)
        telling = (words - _GENERAL) or words  # `مدير عام المستشفى` is not `مدير عام التعليم`
        shared = [r for r in self.roles if r.at < head and _same_role(r.role, role) and telling & (r.phrase - {role})]
        if shared and not (role in PEOPLE and not form.startswith("ال") and role not in ROLE):
            # `وزير الخارجية` is ours, where `وزير خارجية روسيا` was named after him
            nearest = min(shared, key=lambda r: (len(r.phrase - words - {role} - _CALLED), -r.at))
            return Speaker(nearest.person.name, None, feminine)
        return Speaker(None, self._printed(head, end, form) or form, feminine)

    def _pointed(self, k: int, end: int, feminine: bool | None, form: str) -> Speaker:
        """Whom `الناطقة الرسمية` or `الوزارة` points back to."""
        role = bare(form)
        following = self.forms[k + 1 : min(end, k + 5)]
        same = any(f in SAME for f in following) or self.form(k - 1) in _SELF
        nisba = next((f for f in following[:3] if is_nisba(f)), None)
        echoed = self._printed_before(role, nisba, 3, form.endswith("ه"))
        if echoed:
            return echoed
        candidates = [r for r in self.roles if r.at < k and _same_role(r.role, role)]
        if nisba:  # `الزعيم الكوري` is the one of كوريا
            root = bare(nisba)[:-1]
            candidates = [r for r in candidates if any(word.startswith(root) for word in r.phrase)]
        if candidates:  # of several ministers, the one who spoke
            names = {r.person.name for r in candidates}
            spoke = next((s.name for s in reversed(self.recent) if s.name in names), None) if len(names) > 1 else None
            return Speaker(spoke or candidates[-1].person.name, None, feminine)
        if role in self.titled:
            return Speaker(None, self.titled[role], feminine)
        called = self._body_called(form, k) if not nisba or self._is_only(form, k, nisba) else None
        if called:
            return Speaker(called.name, None, feminine)
        echoed = self._printed_before(role, nisba, 8, form.endswith("ه"))
        if echoed:
            return echoed
        if form in EPITHETS and form.startswith("ال") and self._is_stranger(form, k):
            return Speaker(None, self._printed(k, end, form) or form, feminine)
        if form in EPITHETS and not ORDINALS.intersection(following[:1]) and (last := self._last_person(k, feminine)):
            return last
        described = [f for f in following[:1] if f.startswith("ال") and f not in _PRESS]
        if self.form(k + 1) in RELATIVE and self.last.name in self.persons:
            described = [self.form(k + 1)]  # `البيان الذي نشرته الوزارة` is not his who spoke last
        if same or (role in _ECHO and not described and not nisba):
            last = self.fitting(None if same else feminine) if role not in DOCUMENTS else self.last
            if last is not NOBODY:
                return Speaker(last.name, last.as_printed, feminine) if same else last
        return Speaker(None, self._printed(k, end, form) or form, feminine)

    def _is_stranger(self, form: str, k: int) -> bool:
        """True for `المواطن` of a text that told of `مواطن` before, and named no person since."""
        told = {form[2:], form[2:] + "ا"}
        for j in range(k - 1, max(0, k - _RECALLED), -1):
            apposed = self.form(j - 1) == "،" and j - 2 in self.held  # `خالد المر، فلاح من القرية`
            if self.forms[j] in told and not apposed and not (j + 1 in self.held and self.held[j + 1].type == "person"):
                return True
            if j in self.held and self.held[j].type == "person":
                return False
        return False

    def meant(self, a: int, end: int) -> str | None:
        """The person of the article whose title the words `a` to `end` begin with: `وزير سابق`, `مدرب الاتحاد`."""
        role = role_of(self.forms[a]) or role_of(self.forms[a].removeprefix("ال"))
        if role is None or (role in PEOPLE and self.forms[a] == role and a + 1 == end):
            return None
        fitting = [r for r in self.roles if r.at > end and _same_role(r.role, role)]
        return fitting[0].person.name if fitting else None

    def _last_person(self, k: int, feminine: bool | None) -> Speaker | None:
        """The person who spoke last, of the sex the verb tells; else the one named last before word `k`."""
        for speaker in reversed(self.recent[-6:]):
            sex = self.sex_of(speaker)
            alike = feminine is None or sex is feminine or (sex is None and not feminine)
            if alike and speaker.name in self.persons:
                return Speaker(speaker.name, None, feminine)
        return self.named_last(k, "person") if feminine is None or not self.recent else None

    @cached_property
    def persons(self) -> frozenset[str]:
        """The names of all persons of the article."""
        return frozenset(m.name for m in self.held.values() if m.type == "person")

    def _printed_before(self, role: str, nisba: str | None, reach: int, feminine: bool) -> Speaker | None:
        """The unnamed speaker among the last `reach` who was called so: `مصدر عسكري`, then `المصدر`."""
        for speaker in reversed(self.recent[-reach:]):
            printed = fold_key(speaker.as_printed or "").split()
            alike = printed and bare(printed[0]) == role and printed[0].endswith("ه") == feminine
            if alike and (not nisba or bare(nisba) in map(bare, printed)):
                return speaker
        return None

    def _body_called(self, form: str, k: int) -> Speaker | None:
        """The body that `الشركة` or `الوزارة` means: the last one before word `k` that is called so."""
        head = form.removeprefix("ال")
        if head in PEOPLE or head in ROLE:
            return None
        called = self._named_by(head)
        for n in range(bisect_left(self._bodies, k, key=itemgetter(0)) - 1, -1, -1) if called else ():
            name = self._bodies[n][1].name
            if name in called and called[name] < k:
                return Speaker(name, None)
        # `نسيم للطيران` may be called `شركة نسيم للطيران` only further on
        named = [name for name in self._named_by(head, later=True) if self._first_told[name] < k]
        return Speaker(named[0], None) if len(named) == 1 else None

    @cached_property
    def _bodies(self) -> list[tuple[int, Mention]]:
        return [(i, m) for i, m in self.firsts if m.type in ("organization", "event")]

    @cached_property
    def _first_told(self) -> dict[str, int]:
        """Where each name stands first."""
        return {mention.name: i for i, mention in reversed(self.firsts)}

    def _named_by(self, head: str, later: bool = False) -> dict[str, int]:
        """For the name of every body that is called by the noun `head`, where it is called so first.

        later: also where a country's adjective makes it no name by itself; organizations alone.
        """
        if (head, later) not in self._by_head:
            found: dict[str, int] = {}
            for i, m in self._bodies:
                told = m.type == "organization" if later else not self._points_by_country(i)
                if told and self._called(i, m, head):
                    found.setdefault(m.name, i)
            self._by_head[head, later] = found
        return self._by_head[head, later]

    def _points_by_country(self, i: int) -> bool:
        """True for `الوزارة السعودية`, which names no ministry, as a whole mention at word `i`."""
        alone = self.held.get(i + 1) is self.held.get(i) and self.held.get(i + 2) is not self.held.get(i)
        return alone and self.forms[i] in POINTING and is_nisba(self.form(i + 1))

    def _is_only(self, form: str, k: int, nisba: str) -> bool:
        """True where all bodies before word `k` that are called so are of one country, or there is but one."""
        head = form.removeprefix("ال")
        found = [(i, m) for i, m in self.firsts if i < k and m.type == "organization" and self._called(i, m, head)]
        theirs = {m.name for i, m in found if nisba in self.forms[i : i + len(m.exact.split()) + 3]}
        names = {m.name for _, m in found}
        return len(names) == 1 or (bool(names) and names == theirs)

    def _called(self, i: int, mention: Mention, head: str) -> bool:
        """True for a body whose name begins with the noun `head` or has it before it (`صحيفة «الضفاف»`)."""
        first = fold_key(mention.exact).split()[0].removeprefix("ال")
        before = next((f for f in reversed(self.forms[max(0, i - 2) : i]) if f not in MARKS), "")
        return first == head or any(rest == head for rest in bare_forms(before))

    def _of_document(self, head: int, end: int, feminine: bool | None, form: str) -> Speaker:
        """The body whose statement it is (`بيان للوزارة`, `بيان بثته الشركة`), else the statement as printed."""
        issued = self.form(head + 1) in _ISSUED or self.form(head + 1) in ("صدر", "صدرت")
        for k in range(head + 1, min(len(self.forms), head + (14 if issued else 6))):
            mention = self.held.get(k)
            if issued and (self.form(k - 1) not in _FROM or (mention and mention.type == "place")):
                continue  # `بلاغ صدر مساء أمس عن الوزارة`
            if (
                self.forms[k] in MARKS - frozenset('"«“')
                or self.forms[k] in THAT
                or (self.forms[k] in ("على", "عبر") and k + 1 in self.held)
            ):
                break  # not the place it stands at: `المنشور على فيسبوك`
            if mention and is_outlet(mention.name) and self.forms[k - 1] in AFTER:
                break  # `البيان الذي نشرته الوكالة` is not the agency's
            if mention and (
                mention.type == "organization" or (mention.type == "person" and mention.at == self.starts[k])
            ):
                return Speaker(mention.name, None, feminine)
            # `تغريدة الوزير`, but not `البيان الصحفي`
            if (
                k == head + 1
                and not form.startswith("ال")
                and self.forms[k].startswith("ال")
                and role_of(self.forms[k])
            ):
                return self._role_speaker(k, max(end, k + 1), None)
            pointing = [
                r for r in bare_forms(self.forms[k]) if r.startswith("ال") and (r in POINTING or r[2:] in OUTLET_HEADS)
            ]
            called = next((self._body_called(rest, k) for rest in pointing), None)
            if self.forms[k] in ("عنها", "عنه") and self.forms[k - 1] in _ISSUED:  # `بيان صادر عنها`
                called = self._body_of_all(head)
            if called:
                return called
            if pointing and self.forms[k].startswith("لل") and role_of(pointing[0]) is None:  # `بيان للشرطة`
                return Speaker(None, "ال" + self.words.printed(k, k + 1)[2:], feminine)
        if form.startswith("ال") and (end <= head + 1 or self.form(head + 1) in SAME | _PRESS):
            return self._pointed(head, end, feminine, form)
        return Speaker(None, self._printed(head, end, form) or form, feminine)

    def _printed(self, head: int, end: int, form: str = "") -> str | None:
        """The words of a phrase as printed, without what trails it; `form`: the first without an attached prefix."""
        end = min(end, head + _LONGEST)
        while end > head + 1 and (
            self.forms[end - 1] in PREPOSITIONS or self.forms[end - 1] in MARKS - {")"} or self.forms[end - 1] in ASIDE
        ):
            end -= 1
        while head < end and self.forms[head] in "\"'«»“”(":
            head += 1
        if end <= head:
            return None
        printed = self.words.printed(head, end)
        whole = self.forms[head]
        if not form and len(whole) > 3 and whole[0] == "و" and stands_for_someone(whole[1:]):
            form = whole[1:]
        if form and form != whole:
            cut = len(whole) - len(form)
            printed = printed[cut:] if whole.endswith(form) else "ال" + printed[2:]
        return printed if sum(c.isalpha() for c in printed) > 1 else None


@lru_cache(maxsize=60_000)
def bare_forms(form: str) -> tuple[str, ...]:
    """A word, and what it may be once attached و ف, then ل ب ك are off: `وللوزارة` may be `الوزارة`."""
    found = [form]
    rest = form
    if len(form) > 3 and form[0] in "وف":
        rest = form[1:]
        found.append(rest)
    if len(rest) > 3 and rest.startswith("لل"):
        found += ["ال" + rest[2:], rest[1:]]
    elif len(rest) > 3 and rest[0] in "بلك":
        found.append(rest[1:])
    return tuple(found)


@lru_cache(maxsize=60_000)
def stands_for_someone(form: str) -> bool:
    """True for a title, a word for people or kin without a name, one that points back, or a document that speaks."""
    document = form.removeprefix("ال") in DOCUMENTS or form in _KIN
    return bool(role_of(form)) or form.removeprefix("ال") in PEOPLE or form in POINTING or form in EPITHETS or document


def bare(form: str) -> str:
    """A role without article and feminine ending."""
    return form.removeprefix("ال").removesuffix("ه") or form


@lru_cache(maxsize=60_000)
def is_womans(name: str) -> bool:
    """True for a person's name whose given name is a woman's, by the tables or its ending."""
    first = name.split()[0]
    key = fold_key(first)
    if key in _MEN or key.startswith("عبد"):
        return False
    return key in _WOMEN or first.endswith(("ة", "اء", "ا"))


def role_of(form: str) -> str | None:
    """The role a word names, without article and gender, or None; `محاميه` and `مدربها` too."""
    if form in ROLE or form in DIRECT:
        return bare(form)
    for ending in ("ها", "هم"):
        if form.endswith(ending) and form.removesuffix(ending) in ROLE:
            return form.removesuffix(ending)
    if form.startswith("ال") and form.endswith("ان") and form not in ROLE:
        one = form[2:-2]  # `الوزيران`, `الجانبان`, `الدولتان`
        return one if one in ROLE or one in _BOTH_SIDES else None
    return None


def _is_attached(form: str) -> bool:
    """True for a word with و, ل or ب before it; `لافتات`, `بنود` take the article themselves."""
    return form[0] in "ولب" and not takes_article(form)


def _is_plural(speaker: Speaker) -> bool:
    """True for `المحتجون`, `السائقين`: several persons whom nobody names."""
    words = (speaker.as_printed or "").split(None, 1)
    if speaker.name is not None or not words:
        return False
    many = words[0].startswith("ال") and (
        words[0].endswith("ون") or (words[0].endswith("ين") and stands_for_someone(words[0]))
    )
    first = fold_key(words[0])
    return many or first in _COUNTS or first.isdigit() or (first in SOME_OF and not words[0].endswith(("حد", "حدى")))


def _same_role(one: str, other: str) -> bool:
    return one == other or any(one in group and other in group for group in _SYNONYMS)


def _is_action(form: str) -> bool:
    """True for a noun of what is done, which a body after it does: `تبني الشركة`, `نجاح البنك`."""
    return form in _HAPPENED or form in HAPPENINGS or bool(_MASDAR.fullmatch(form) or _SHORT_MASDAR.fullmatch(form))


def _is_manner(form: str) -> bool:
    """How something is said, and no subject: `وتضيف بحسرة`, `يقول ضاحكا`.

    ب before a noun without article, one that text knows or that is made as nouns of action are; text prints such a
    noun with the article, but never `البحسرة`. Else a participle in the accusative.
    """
    known = statistics()
    rest = form[1:]
    if form[0] == "ب" and len(form) > 3:
        if rest in _NO_MANNER:
            return False  # `وذكرت بمشاركة نساء من القرية`
        own = known.get(form)
        if form in HEADS or form in GIVEN or role_of(form) or rest.startswith("ال") or (own and own[ARTICLE] != "0"):
            return False
        return takes_article(rest) or (rest[-1] == "ه" and rest in known) or bool(_OF_ACTION.fullmatch(rest))
    doing = _DOING.fullmatch(form) and not form.endswith(("ها", "نا")) and form[:-1] in known
    return form in _WITHOUT or (bool(doing) and role_of(form[:-1]) is None)


def _is_role(form: str) -> bool:
    if form in CUES and form not in PEOPLE and form not in DOCUMENTS:  # `قالت مذكرة وزارية`
        return False
    return stands_for_someone(form) or (form[0] in "وف" and len(form) > 3 and stands_for_someone(form[1:]))


_IS_ROLE = Remember(_is_role)
_IS_MANNER = Remember(_is_manner)
# The role before a name that a word is, "" for one that no role stands before (marks too), None for any other.
_ROLE_OR_STOP: Remember[str | None] = Remember(
    lambda form: (
        ""
        if form in MARKS or form in CUES or form in THAT
        else role_of(bare_forms(form)[1] if form.startswith("لل") and len(form) > 4 else form)
    )
)
# A word without article, ending and attached letters, in every way it can be cut.
_BARE = Remember(lambda form: frozenset(map(bare, bare_forms(form))))


@lru_cache(maxsize=4096)
def is_outlet(name: str) -> bool:
    """True for a news agency or another outlet that words come through."""
    key = fold_key(name)
    if key in _OUTLETS or not key:
        return bool(key)
    head, *rest = key.split()
    return head in OUTLET_HEADS and not (rest and rest[0] in _NO_OUTLET)
