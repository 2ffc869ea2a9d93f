"""Bodies and events that a head word opens: وزارة ..., المجلس الأعلى لـ..., مهرجان ..., شركة «...»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.extract.authorities import DIRECTIONS, MARKS, Span, built_in
from builder.extract.board import Board, is_known
from builder.extract.verbs import BEEN, is_ahead, is_conjugated, is_verb, without_and
from builder.extract.words import (
    BETWEEN,
    COMMON,
    DIRECT,
    FUNCTION,
    GIVEN,
    ORDINALS,
    REPORTING,
    ROLE,
    UNSURE_GIVEN,
    is_nisba,
    is_plain,
    is_strange,
    keys,
)
from builder.lexicon import table
from builder.lexicon.vocabulary import is_town, statistics, stems, takes_article
from builder.model import EntityType
from builder.text.folding import fold_key

_HEADS = table("heads")
ORG_HEADS = keys(_HEADS["organization"])
_BRAND = keys(_HEADS["brand"])
_DEFINITE = keys(_HEADS["definite"])
_FORCES = keys(_HEADS["forces"])
_EVENT = keys(_HEADS["event"])
_PLAIN_ADJECTIVES = keys(_HEADS["plain_adjectives"])
_ENDS = keys(_HEADS["ends"]) - keys(_HEADS["of_bodies"])
_OF_BODIES = keys(_HEADS["of_bodies"])
_GENERIC = keys(_HEADS["generic"])
_VAGUE = keys(_HEADS["vague"])
_LISTS = keys(_HEADS["lists"])
_HONOURING = keys(_HEADS["honouring"])
_PURPOSES = keys(_HEADS["purposes"])
_IDAFA = keys(_HEADS["idafa"])
_OBJECTS = keys(_HEADS["objects"])
_MOVING, _LAID = keys(_HEADS["moving"]), keys(_HEADS["laid"])
_AGENCIES, _COMPANY = keys(_HEADS["agencies"]), "شركه"
_NAMED_ONLY = keys(_HEADS["named_only"])
# `مدينة الملك فهد الطبية`: a town by its first word, a body by the ruler behind it; HONOURED: the rulers' titles and others'.
FOUNDED = frozenset(("مدينه",))
HONOURED = keys(_HEADS["honoured"])
_CONGRESS, _PARTIES = "الموتمر", keys(["الوطني", "الشعبي", "القومي"])
_LEADING = frozenset(("قياده", "رياسه", "زعامه"))
_COMMANDED, _COMMANDS = keys(_HEADS["commanded"]), keys(_HEADS["commands"])
_STOPS = keys(_HEADS["stops"])
_ADJECTIVES = keys(_HEADS["also_adjectives"])
_LOCAL_ADJECTIVES = keys(_HEADS["local_adjectives"])
_FIELDS = keys(_HEADS["fields"]) | keys(_HEADS["offices"])
_OFFICES = keys(_HEADS["offices"])
_BODIES = _DEFINITE - keys(_HEADS["of_bodies"]) - keys(_HEADS["also_adjectives"])
_OUTLETS = keys(table("verbs")["outlet_heads"])
_OUTLET_NAMES = frozenset(row["name"] for row in table("organizations")["outlets"])
_OPENERS = keys(_HEADS["place_openers_sure"]) | keys(["سيدي", "عين", "بني"])
_BELONGING = keys(_HEADS["belonging"])
_EPITHETS = keys(_HEADS["epithets"])
_PUBLISHED_BY = keys(_HEADS["published_by"])
_OWNERS = keys(_HEADS["owners"])
_NO_BODIES = keys(_HEADS["no_bodies"])
NEVER_BODIES = {fold_key(head): keys(words) for head, words in _HEADS["never_bodies"].items()}
_RANKED = frozenset(("المركز", "المجموعه"))
# Endings of verbs and of words with a pronoun: what no foreign name behind a body's adjectives has.
_OWN = ("ك", "ها", "هم")
_INFLECTED = ("ها", "هم", "هما", "هن", "وا", "ته", "تم", "نا")
_STATIONS, _NUMBERED, _LOCAL = keys(_HEADS["stations"]), keys(_HEADS["numbered"]), keys(_HEADS["local"])
# Districts that a body is for (لولاية تيزي وزو).
_DISTRICT_WORDS = keys(_HEADS["place"]) - keys(["العاصمة"])
_PEOPLE = keys(_HEADS["professions"])
_INHABIT = keys(_HEADS["inhabit"])
_CLUB_HEADS = keys(["نادي", "فريق", "منتخب"])
_HONOURING_PERSONS = _HONOURING - _CLUB_HEADS
_PLURALS = keys(word for row in table("plurals")["broken"] for word in row[1:])
_DEPUTIES, _HONORIFICS = keys(table("titles")["deputies"]), keys(table("titles")["honorifics"])
_GIVEN_TO = HONOURED | keys(table("titles")["leading"]) | keys(["السيد", "اللواء", "العميد"])
_MINISTERS = keys(_HEADS["ministers"])
# Bodies that share their word with the district they run.
_DISTRICTS = ORG_HEADS & keys(_HEADS["place"])
_SERVES_ALL = keys(_HEADS["serves_all"])
_ORGANS = keys(_HEADS["organs"])
_EVENT_ADJECTIVES = keys(_HEADS["of_events"]) | keys(_HEADS["of_bodies"])
# Verbal nouns by their shape: تراجع, تنفيذ, انخفاض, ارتفاع, استقرار.
_MASDAR = re.compile("ال(?:ت.ا.[^ي]|ت..ي[^ه]|ت[^ا].[^يه]|ان..ا.|ا.ت.ا.|است..ا.|اجراء|ا..ا.)")
# What somebody does something for; no body is called after it.
_AIMS, _AIMS_DEFINITE = keys(_HEADS["aims"]), keys(_HEADS["aims_definite"])
_GREATER, _AFFAIRS = keys(_HEADS["greater"]), keys(_HEADS["affairs"])
_TIMES = keys(_HEADS["times"])
_YEARS = keys(("العام", "السنة"))
_NEAR = keys(word for row in table("times")["mods"].values() for word in row)
_FAMILY_TIES = frozenset(("بن", "ولد", "منت", "بنت", "ابن"))
_LONGEST = 9  # words of a body's name
_QUOTED = 5  # words of a name in quotation marks


def find_bodies(board: Board, opening: list[int]) -> None:
    """Claim the bodies and events that a head word opens, and the short names in brackets after them.

    opening: the words of which `may_open_body` is true.
    """
    known = [span.first for span in board.spans() if span.type == "organization"]
    beyond = 0
    for i in sorted({*opening, *known}):
        held = board.taken[i]
        if i >= beyond and i not in board.credited and (held is None or held.first == i):
            beyond = _read_head(board, i)


def is_of_body(form: str) -> bool:
    """True for a head word of a body, attached letters or none before it."""
    return any(_kind_of(stem) == "organization" for _, stem in stems(form))


def _kind_of(stem: str) -> EntityType | None:
    if stem in ORG_HEADS or stem in _DEFINITE or stem in _BRAND:
        return "organization"
    return "event" if stem in _EVENT else None


def _is_adjective(form: str) -> bool:
    """True for a definite adjective by its pattern: `الصغيرة`, `المتوسطة`."""
    bare = form[2:-1]
    shaped = (len(bare) == 4 and bare[2] == "ي") or (len(bare) > 3 and bare[0] == "م")
    return form.startswith("ال") and form.endswith("ه") and shaped


def may_open_body(form: str) -> bool:
    """True for a word that may open the name of a body or an event, attached letters or none before it."""
    return any(_kind_of(stem) or stem in FOUNDED for _, stem in stems(form))


def _read_head(board: Board, i: int) -> int:
    """Claim the name that opens at word `i`, if one does; returns where to go on."""
    held = board.taken[i]
    beyond = held.last if held else i + 1
    before = board.form(i - 1)
    if before in _MINISTERS or before[1:] in _MINISTERS or before == "سيدي":
        return beyond  # `منطقة سيدي مرصد`
    for cut, stem in stems(board.forms[i]):
        kind = "organization" if stem in FOUNDED and board.form(i + 1) in HONOURED else _kind_of(stem)
        if stem == _CONGRESS and board.form(i + 1) not in _PARTIES:
            kind = "event"  # `المؤتمر الدولي الثالث`
        if kind is None or (stem in _ADJECTIVES and board.form(i - 1).lstrip("وبفلك").startswith("ال")):
            continue  # `الحكومة الاتحادية`: the adjective
        if stem in _LEADING and board.forms[i][:cut].endswith("ب") and _is_place(board, i + 1):
            return beyond  # `التحالف بقيادة السعودية`
        quoted = _quoted_after(board, i, stem, cut)
        if quoted:
            board.claim(quoted)
            return quoted.last
        if stem in _DISTRICTS and _is_located(board, i, cut):
            return beyond
        last = _Complement(board, i, stem, kind).end()
        # a known name goes on with a country's adjective only (مجلس النواب اللبناني)
        whole = held is not None and held.last - held.first > 1 and is_known(held)
        if whole and held and not (last == held.last + 1 and is_nisba(board.forms[held.last])):
            break
        if last and (held is None or held.last < last):
            span = Span(i, last, cut, "", kind, f"{kind} head")
            span = Span(i, last, cut, board.key_of(span), kind, span.rule)
            board.claim(span)
            _claim_acronym(board, span)
            return last
        return beyond
    if held and held.type == "organization":
        following = board.form(held.last)
        common = is_known(held) and held.last - i > 1 and board.forms[held.last - 1].startswith("ال")
        if common and board.free(held.last) and following.startswith("ال") and is_nisba(following):
            span = Span(i, held.last + 1, held.cut, "", held.type, "organization head")  # `الهلال الأحمر اليمني`
            held = Span(i, span.last, span.cut, board.key_of(span), span.type, span.rule)
            board.claim(held)
        _claim_acronym(board, held)
        return held.last
    return beyond


def _is_located(board: Board, i: int, cut: int) -> bool:
    """`ببلدية الرشايقة`, `في مديرية عبس`: the district where something happens, not the body that runs it."""
    named = board.taken[i + 1] if i + 1 < board.count else None
    where = board.forms[i][:cut].endswith("ب") or (cut == 0 and board.form(i - 1) in _INHABIT)
    where = where or board.form(i - 1).removeprefix("ال") in ("تابعه", "تابع", "تابعين")  # `قرى تابعة لبلدية واد الفضة`
    return where and named is not None and named.type == "place"


_TALK = frozenset(
    ("الي", "على", "عن", "ان", "انه", "انها", "الذي", "التي", "لا", "لم", "لن", "قد", "هذا", "هذه", "هو", "هي")
)


def _is_place(board: Board, i: int) -> bool:
    span = board.taken[i] if i < board.count else None
    return span is not None and span.type == "place"


def _quoted_after(board: Board, i: int, head: str, cut: int) -> Span | None:
    """`شركة الطيران الروسية "نوردويند إيرلاينز"`: a short quoted name after a head and its adjectives.

    The quoted words alone are the name, but after a body with adjectives of its own they belong to the whole.
    """
    j = i + 1
    while j < i + 4 and board.form(j).startswith("ال"):
        j += 1
    if not board.opens(j):
        return None
    k = j + 1
    while k < board.count and k - j <= _QUOTED + 1 and board.forms[k] not in MARKS:
        k += 1
    if not board.closes(k) or not 1 <= k - j - 1 <= _QUOTED:
        return None
    kind: EntityType = "event" if head in _EVENT else "organization"
    inner = tuple(board.forms[j + 1 : k])
    if not _TALK.isdisjoint(inner) or inner[0] in BEEN or inner[0] in _CIRCUMSTANCES or _are_in_accusative(inner):
        return None  # `العملية "رغم الخروقات"`, `اعتبرها أعضاء اللجنة "تمرينا جديدا"`
    if are_goods(head, inner):
        return None
    whole = j == i + 1 < k - 2 and head not in _BRAND  # `منظمة «أطباء بلا حدود»`, but `صحيفة «الشرق الأوسط»`
    entry = next((e for e in built_in().get(head, {}).get(inner[0], ()) if e.rest == inner), None) if whole else None
    if entry:
        return Span(i, k + 1, cut, entry.name, entry.type, entry.rule)
    plain = head not in _BRAND and head not in _EVENT
    titled = board.form(i - 1) in ROLE and not board.form(i - 1).startswith("ال")
    if plain and titled and j > i + 1 and k - j > 2 and all(is_strange(word) or word in GIVEN for word in inner):
        return None  # `عضو مجلس النواب الفلبيني "لي باكيز"`: the member
    if plain and k - j == 2 and j > i + 1 and not board.forms[i][cut:].startswith("ال"):
        return None  # `هيئة الأشغال العامة «أشغال»`: the body has a name, and this is the short one
    if not plain or k - j == 2 or j == i + 1:
        known = board.taken[j + 1]
        if known and (known.first, known.last) == (j + 1, k) and is_known(known):
            return Span(j + 1, k, 0, known.key, known.type, "quoted after head")
        return Span(j + 1, k, 0, board.words.printed(j + 1, k), kind, "quoted after head")
    return Span(i, k + 1, cut, board.words.printed(i, k + 1)[cut:], kind, "quoted after head")


_CIRCUMSTANCES = keys(["رغم", "برغم", "بعد", "قبل", "بدون", "دون", "بسبب", "نتيجة", "وفق"])


def _are_in_accusative(words: Sequence[str]) -> bool:
    """True where each of several words has the ending of an indefinite accusative: what a thing is said to be."""
    return len(words) > 1 and all(word.endswith("ا") and takes_article(word[:-1]) for word in words)


_AND_MORE = keys(["والعديد", "والكثير", "والبعض", "والآخرين", "والآخرون"])
_OF_SETS = keys(["مجموعة", "فئة", "سلة", "قسم", "بند"])
_OF_PARTY = frozenset(("لحزب", "لحركه", "لجماعه", "لتنظيم"))
_SYMBOLS = keys(["رمزه", "رمزها", "رمز", "شعاره", "شعارها"])


def are_goods(head: str, words: Sequence[str]) -> bool:
    """True for what a set in an index of prices holds: `مجموعة "البن والشاي والكاكاو"`, and no company's name."""
    if not any(stem.removeprefix("ال") in _OF_SETS for _, stem in stems(head)):
        return False
    if not all(word.startswith(("ال", "وال")) for word in words):
        return False
    common = sum(takes_article(without_and(word).removeprefix("ال")) for word in words)
    return 2 * common >= len(words)


def _claim_acronym(board: Board, span: Span) -> None:
    """`رابطة دول جنوب شرق آسيا (آسيان)`, `هيئة الأشغال العامة «أشغال»`: the short name of the body before it."""
    j = span.last
    if board.opens(j) and board.closes(j + 2) and span.last - span.first > 1:
        held, short = board.taken[j + 1], board.forms[j + 1]
        if held is None and short.isalpha() and not is_nisba(short):
            board.claim(Span(j + 1, j + 2, 0, span.key, span.type, "acronym"))
    if board.form(j) != "(":
        return
    k = j + 1
    while k < j + 4 and board.form(k) not in MARKS - {'"'}:
        k += 1
    inner = [n for n in range(j + 1, k) if board.forms[n] != '"']
    if board.form(k) != ")" or not 1 <= len(inner) <= 2:
        return
    first, last = inner[0], inner[-1] + 1
    held = board.taken[first]
    short = board.forms[first]
    if short in DIRECTIONS or short in _SYMBOLS:
        return  # `محكمة القاهرة الجديدة (شرق العاصمة)`, `حزب الأمل (رمزه الميزان)`
    if (held is None or held.type == span.type) and not (short.isdigit() or is_nisba(short) or short in FUNCTION):
        board.claim(Span(first, last, 0, span.key, span.type, "acronym"))


class _Complement:
    """Reads the words after a head for as long as they belong to the name."""

    def __init__(self, board: Board, i: int, head: str, kind: EntityType) -> None:
        self.board, self.forms, self.head, self.kind = board, board.forms, head, kind
        self.first = i
        self.at = i + 1
        self.nouns = 0
        self.between = 0  # indefinite nouns between the head and a definite one (مجلس نواب الشعب)
        self.definite = head.startswith("ال")
        self.proper = False  # a proper name, or an adjective of a country
        self.bounded = False  # a purpose, or a second adjective in ي: no passing phrase has them
        self.purpose = -2  # where the word of a purpose stands (هيئة لتنظيم الاتصالات)
        self.served = False  # `لل` and a noun
        self.plain = False  # the first adjective makes no name by itself (اللجنة الجديدة)

    def end(self) -> int:
        """Where the name ends, or 0 where the head opens none."""
        inner = self.board.form(self.at)
        inside = (inner not in _VAGUE or self.head == "اداره") and not (self.head in _COMMANDS and inner in _COMMANDED)
        if self.head in _GENERIC and _kind_of(inner) == "organization" and inside:
            return 0  # `إدارة بنك ...`, `مسرح نقابة ...`: the name is the inner one
        accepted = self.board.taken[self.at] if self.at < self.board.count else None
        if accepted and accepted.first == self.at and accepted.rule == "registry" and accepted.type == "organization":
            return 0  # `فريق دهوك` where دهوك is an accepted body
        while self.at < min(self.board.count, self.first + _LONGEST) and self.step():
            pass
        if self.head == "حركه" and inner in _MOVING:
            return 0  # `حركة النقل الجوي`
        if self.head in _LEADING and (
            inner in DIRECT or inner in ROLE or inner in GIVEN or (accepted and accepted.type == "person")
        ):
            return 0  # `قيادة المدير التنفيذي`, `رئاسة سامي الحلواني`: who leads
        if self.head == "تنظيم" and (
            _kind_of(inner.removeprefix("ال")) == "event" or (accepted and accepted.type == "event")
        ):
            return 0  # `تنظيم الألعاب الأولمبية`: an act
        if self.head == "مجلس" and inner == "اداره" and _kind_of(self.board.form(self.first + 2).removeprefix("ال")):
            return 0  # `مجلس إدارة المؤسسة الوطنية للنفط`: the body is the one it runs
        if self.head == "اماره" and inner != "منطقه":
            return 0  # `إمارة دبي`: a place
        if self.head == "مصلحه" and accepted and accepted.type == "place":
            return 0  # `في مصلحة تونس`
        if self.head == "محطه" and inner in _STOPS:
            return 0  # `محطة قطار إيسن`: a place
        if self.head == "معرض" and inner in DIRECT and inner not in HONOURED:
            return 0  # `معرض الفنان التشكيلي ...`: whose pictures it shows
        if self.head == "شبكه" and inner in _LAID:
            return 0  # `شبكة الغاز الطبيعي`
        if self.at == self.first + 2 and f"{self.head} {inner}" in _NO_BODIES:
            return 0  # `هيئة الدفاع`: the lawyers of a trial
        if inner in NEVER_BODIES.get(self.head, ()) or (self.head in _RANKED and inner in ORDINALS):
            return 0  # `الحركة التجارية المتنوعة`: what goes on; `المركز الثاني`: a place in a race
        if inner in _HONORIFICS and accepted is None and self.kind == "organization":
            return 0  # `مكتب سمو الأمير`: whose it is
        if self.head == "مجموعه" and inner.startswith("ال") and self.is_of_many(inner):
            return 0  # `مجموعة الخبراء`: a set of persons or things
        if self.head in _NAMED_ONLY and (inner.startswith("ال") or inner.endswith(_OWN) or self.is_act(inner)):
            return 0  # `تطبيق الاشتراطات الصحية`: what is done, not the name of an app; `ماركة كحلك`
        if self.head == "اداره" and self.between and inner != "سجن" and "ال" + inner not in _OFFICES:
            return 0  # `إدارة تشغيل المدن الصناعية`, `إدارة مباراة النجم`: an act
        if self.head == "الرياسه" and inner != "العامه":
            before = self.board.form(self.first - 1)
            if not (before == "باسم" or before in MARKS or is_verb(before)):
                return 0  # `انتخابات الرئاسة الفرنسية`
        if self.head == "اعلان" and (not self.proper or self.between or self.board.form(self.at) in _TALK):
            return 0  # `إعلان أسماء الفائزين`, `إعلان إيران أن`: an act
        if self.kind == "event" and inner[:1] == "و" and takes_article(inner[1:]) and not takes_article(inner):
            return 0  # `بطولة وإخراج`
        if self.nouns == 0 or (self.plain and not (self.proper or self.bounded)):
            return 0
        if self.definite and not self.proper and inner.removeprefix("ال").removesuffix("ه") in _OWNERS:
            return 0  # `الشركة المالكة للتطبيق`: whose or what she is, before her name
        if self.at == self.first + 2 and _kind_of(inner.removeprefix("ال")) == "organization" and inner[:2] == "ال":
            return 0  # `ديوان الوزارة`, `مجلس الشركة`: whose, the article has said before
        whose = self.forms[self.at - 1]
        if (
            self.at == self.first + 3
            and inner == "اداره"
            and whose[:2] == "ال"
            and _kind_of(whose[2:]) == "organization"
        ):
            return 0  # `مجلس إدارة البنك`
        if self.definite and (self.head in _FORCES or self.kind == "event") and not self.proper and not self.bounded:
            return 0
        if (
            self.kind == "event"
            and self.at == self.first + 2
            and (inner in ORDINALS if self.definite else inner in _EVENT)
        ):
            return 0  # `المهرجان الأول`, `كأس البطولة`: which of them, the article has said before
        if self.head in _GENERIC and not self.proper:
            least = self.nouns + self.between > 1
            if self.head in _VAGUE:
                published = self.head == "دار" and self.board.form(self.first - 1) in _PUBLISHED_BY
                least = self.bounded or self.is_agency() or published
            if not least:
                return 0
        follow = self.board.taken[self.at + 1] if self.at + 1 < self.board.count else None
        if self.kind == "event" and self.board.form(self.at) == "-" and follow:
            return follow.last
        return self.at

    def is_act(self, inner: str) -> bool:
        """`عملية إيقاف الهواتف`, `عملية ترويضه`: what is done, not what an operation is called."""
        quoted = self.board.opens(self.first - 1)
        return (
            self.head == "عمليه"
            and not quoted
            and (takes_article(inner) or (inner[-1] == "ه" and inner[:-1] in statistics()))
        )

    def is_agency(self) -> bool:
        """`جهاز حماية المستهلك`, `دائرة الأراضي`, `شركة كهرباء الشمال`: its purpose or field tells what an agency is.

        Of a company any noun before a definite one does.
        """
        purpose = self.forms[self.first + 1]
        if self.between:
            return self.head == _COMPANY or (self.head in _AGENCIES and (purpose in _PURPOSES or purpose in _IDAFA))
        fields = _OFFICES if self.head == "اداره" else _FIELDS
        return self.head in _AGENCIES and purpose in fields

    def step(self) -> bool:
        """Take the next word, or more, into the name; False where it ends before."""
        form = self.forms[self.at]
        held = self.board.taken[self.at]
        if form in MARKS:
            return False
        if self.nouns == 0 and not held and f"{self.head} {form}" in _ORGANS:
            self.bounded = True
            return self.take()
        adjective = self.definite and self.nouns == 0 and is_nisba(form) and held and held.last == self.at + 1
        if (
            held and held.first == self.at and not adjective
        ):  # الشركة السعودية: the country's adjective, not the country
            return self.take_name(held, form)
        if self.nouns == 0 and self.leads_to_town(form):
            self.at += 1
            self.between += 1
            return True
        if form in HONOURED and self.nouns == 0 and self.head in _HONOURING:
            return self.take_honoured()
        if form == "ابن" and self.nouns == 0 and self.head in _HONOURING and self.board.form(self.at + 1).isalpha():
            self.at += 2
            self.nouns, self.proper = 1, True
            return False  # `جامعة ابن طفيل`
        if form in ROLE and not form.startswith("ال") and self.nouns == 0 and not held:
            return False  # `برئاسة أمين الطائف`
        degree = self.kind == "event" and form in ("الدرجه", "القسم", "الفيه")
        if degree and self.board.form(self.at + 1) in ORDINALS:
            self.at += 2
            self.nouns += 1
            self.proper = True
            return True  # `دوري الدرجة الأولى السعودي`
        if self.kind == "event" and self.nouns and form == "لكره" and self.board.form(self.at + 1).startswith("ال"):
            self.at += 2
            return self.board.form(self.at).startswith("لل")  # `بطولة لبنان لكرة السلة للرجال`
        if form in ORDINALS and self.kind == "event" and self.nouns <= self.definite:
            self.proper = True
            return self.take()
        if form in _YEARS and self.board.form(self.at + 1) in _NEAR:
            return False  # `المشروعات الصغيرة العام الماضي`
        if form in _OF_BODIES and form.startswith("ال"):
            return self.take_definite(form)
        local = form == "المحلي" and self.head == "وزاره"  # `وزارة الحكم المحلي`
        if (form in DIRECT and self.nouns) or (form in _ENDS and not local) or form in FUNCTION:
            return False
        if form in REPORTING and form not in _IDAFA:  # `أسر` the verb, and the families of `مؤسسة أسر الشهداء`
            return False
        served = self.forms[self.at - 1].startswith("لل") and form.endswith("يه")  # `للدراسات السياسية`
        if (form in BETWEEN and not is_nisba(form) and not served) or (
            self.nouns and self.board.form(self.at + 1) in _FAMILY_TIES
        ):
            return False
        if form.startswith("ال") and len(form) > 3:
            return self.take_definite(form)
        lists = self.head.removeprefix("ال") in _LISTS or self.forms[self.at - 1].startswith("لل")
        if form == "و" and self.nouns and lists and self.board.form(self.at + 1).startswith("ال"):
            self.at += self.joins("و" + self.board.form(self.at + 1))  # `فرقة الأبحاث و التفتيش`
            return self.forms[self.at] != "و" and self.take()
        if form in _AND_MORE:
            return False  # `شركة سنتر بوينت والعديد من الشركات`
        if form.startswith("وال") and self.nouns and (self.is_second_adjective(form) or (lists and self.joins(form))):
            return self.take()
        if form[0] == "و" and self.nouns and lists and self.joins_purpose(form):
            self.bounded = True
            self.at += 1
            return self.take()
        if form in _TIMES:
            return False
        told = "ال" + form[2:] in _GIVEN_TO  # `تسليم قيادة البعثة للمهندس`
        if form.startswith("لل") and self.nouns and (told or form[2:] in _AIMS_DEFINITE or self.is_of_role()):
            return False  # `لجنة الشؤون القانونية للنظر في دستوريته`
        if form.startswith("لل") and self.head.removeprefix("ال") in _SERVES_ALL:
            return False  # `امتثل الجيش المصري للأوامر`
        if form.startswith("لل") and len(form) > 4 and self.nouns:
            following = self.board.form(self.at + 1)
            if self.served and not (following.startswith("ال") and following.endswith(("ي", "يه"))):
                return False  # `الهيئة العامة للطيران المدني للمسافرين`: whom she tells
            self.bounded = self.served = True
            return self.take_defended() if form == "للدفاع" and following == "عن" else self.take()
        if self.nouns and form == "لقطاع" and self.board.form(self.at + 1).startswith("ال"):
            self.at += 2  # `مركز تنمية الموارد البشرية لقطاع المياه`
            return False
        district = self.nouns and form[:1] == "ل" and form[1:] in _DISTRICT_WORDS
        ruled = self.board.taken[self.at + 1] if self.at + 1 < self.board.count else None
        if district and ruled and ruled.type == "place" and ruled.cut == 0:
            self.at = ruled.last  # `مديرية الصحة لولاية تيزي وزو`
            return False
        if self.nouns and form in _OF_PARTY and ruled and ruled.type == "organization" and ruled.cut == 0:
            self.at = ruled.last  # `المكتب السياسي لحزب الحركة الشعبية`
            return False
        if self.nouns and self.is_purpose():
            self.bounded = True
            self.at += 2 if self.is_doubled() else 1
            self.purpose = self.at - 1
            return True
        if self.nouns and form[0] == "ل" and self.is_its_town(form[1:]):
            self.proper = self.take()
            return False
        return self.take_indefinite(form)

    def leads_to_town(self, form: str) -> bool:
        """`قسم أول طنطا`, `نيابة قسم ثان المنصورة`, `بلدية محافظة بيشة`: a number or a word for a district before the town."""
        following = self.board.form(self.at + 1)
        held = self.board.taken[self.at + 1] if self.at + 1 < self.board.count else None
        town = held is not None and held.type == "place" and held.cut == 0
        if self.head in _STATIONS and form in _NUMBERED:
            return town or following in _NUMBERED
        return town and self.head in _LOCAL and form in _DISTRICT_WORDS

    def is_of_role(self) -> bool:
        """`وكيل وزارة الإسكان للدراسات والبحوث`: the purpose is the deputy's, a ministry has none behind its list."""
        return self.head == "وزاره" and self.board.form(self.first - 1).removeprefix("ال") in _DEPUTIES

    def take_defended(self) -> bool:
        """`الرابطة المغربية للدفاع عن حقوق الإنسان`: what it defends, up to the definite noun."""
        last = self.at + 2
        if self.board.form(last) in _IDAFA:
            last += 1
        if not self.board.form(last).startswith("ال"):
            return self.take()
        self.at = last
        return self.take()

    def take(self) -> bool:
        self.nouns += 1
        self.at += 1
        return True

    def take_name(self, held: Span, form: str) -> bool:
        """A name inside the name: مطار بيروت, هيئة تحرير الشام, جامعة الملك سعود; for a body with the article after ل."""
        if self.nouns and form.startswith("لل") and held.type != "person":
            self.bounded = True
            self.at = held.last
            return True
        single = held.last - held.first == 1
        if (
            held.type == "person"
            and self.nouns == 0
            and not held.cut
            and ((single and self.head in _OUTLETS) or (form in _OPENERS and self.head in _LOCAL))
        ):
            pass  # `وكالة شهاب`, `محكمة سيدي امحمد`
        elif held.cut:
            if held.type == "person" or not self.nouns or form[: held.cut] != "ل":
                return False
            if (form[held.cut :] in _OUTLETS or held.key in _OUTLET_NAMES) and self.head != "مكتب":
                return False  # `قال عضو مجلس المقاطعة لوكالة الأنباء الألمانية`
        elif (
            self.definite
            and held.type == "person"
            and 1 <= self.nouns <= 2
            and self.head.removeprefix("ال") in _HONOURING_PERSONS
        ):
            pass  # `المستشفى الجامعي نذير محمد`
        elif (
            (self.definite and self.nouns == 0)
            or (held.type == "organization" and self.nouns)
            or (held.type == "person" and (self.nouns or self.head not in _HONOURING))
        ):
            return False
        self.at = held.last
        self.nouns += 1
        self.proper = True
        goes_on = held.type == "person" or (self.head == "جامعه" and held.type == "place")
        goes_on = goes_on and self.head not in _OUTLETS
        while goes_on and self.at - self.first < 5 and self.board.free(self.at) and self.is_family():
            self.at += 1  # `معهد ألفريد فيغنر`, `جامعة كولورادو بولدر`
        following = self.board.form(self.at)
        if held.cut and following == "بشان" and self.board.form(self.at + 1).startswith("ال"):
            self.at += 2
        elif held.type == "place" and self.board.free(self.at) and self.is_own_adjective(following):
            self.at += 1
        following = self.board.form(self.at)
        game = self.kind == "event" and following == "لكره"
        return held.type == "organization" or following.startswith("لل") or game

    def take_honoured(self) -> bool:
        """`جامعة الملك سعود`, `مركز الملك سلمان للإغاثة`: a title and the name after it."""
        self.take()
        if self.board.form(self.at) in _EPITHETS:
            self.at += 1  # `مستشفى الملك المؤسس عبدالله الجامعي`
        start = self.at
        while self.at - start < 5 and self.is_name_part():
            self.at += 1
        self.proper = self.at > start
        return self.proper

    def is_name_part(self) -> bool:
        form, held = self.board.form(self.at), self.board.taken[self.at] if self.at < self.board.count else None
        if held:
            return held.type == "person" and held.cut == 0
        return (
            form in GIVEN or form in _FAMILY_TIES or (self.board.form(self.at - 1) in _FAMILY_TIES and form.isalpha())
        )

    def is_family(self) -> bool:
        form = self.board.form(self.at)
        return is_strange(form) and not is_ahead[form] and form[0] not in "وبلف" and form not in DIRECT

    def is_own_adjective(self, form: str) -> bool:
        """`مستشفى الهرمل الحكومي`, `مهرجان جرش الدولي`: an adjective after the place is the body's."""
        if form in ("العام", "العامه"):
            return True
        return len(form) > 4 and form.startswith("ال") and form.endswith(("ي", "يه")) and form not in _ENDS

    def take_definite(self, form: str) -> bool:
        if self.definite and self.nouns == 0:
            if not self.agrees(form) or form in _OBJECTS:
                return False
            if self.head.endswith("ه") and form.endswith(("ين", "ون")) and not is_nisba(form):
                return False  # `عمال الشركة المحرومين`
            if form in DIRECT and not form.endswith(("ي", "يه")):
                return False  # `وجهت إدارة النادي اللاعب علي الزبيدي`
            if self.head.endswith("ه") and form in ROLE and not form.endswith("ه"):
                return False  # `مدير الإدارة بالهيئة المشرف العام`
            self.plain = self.is_plain_adjective(form)
        elif self.at == self.purpose + 1:
            pass  # `لشعبة البطاطس`
        elif self.nouns and (self.is_object(form) or (self.is_described() and not self.agrees(form))):
            return False
        elif self.nouns and (form in _BODIES or (self.between and _MASDAR.fullmatch(form) and form not in _OF_BODIES)):
            return False  # `جمعية مستثمري الإسكان الحكومة`: whom she asked; `شركة توزيع الغاز الإمداد`: what she cut
        elif self.nouns and form.endswith(("ي", "يه")) and not is_plain(form):
            self.bounded = True
        elif (
            self.forms[self.at - 1].startswith("لل") and form.removeprefix("ال").removesuffix("ه") in _PLAIN_ADJECTIVES
        ):
            pass  # `القيادة العامة للقوات المسلحة`
        elif self.kind == "event" and self.forms[self.at - 1].startswith("لل") and form.endswith(("ه", "ين")):
            pass  # `مهرجان السهول للأفلام القصيرة`
        elif self.forms[self.at - 1].endswith("ات") and form.endswith("ه") and len(form) == 7 and form[4] == "ي":
            pass  # `لتنمية المشروعات الصغيرة والمتوسطة`
        elif self.bounded and self.nouns > 1 and form not in _OF_BODIES and not self.ends_list():
            return False  # a noun after the adjective: the object of the sentence
        self.take()
        if not is_nisba(form):
            return True
        self.proper = self.proper or not self.plain
        if form.removeprefix("ال") in ("كوريه", "كوري"):
            return True
        # after a country's adjective only a purpose or another adjective goes on
        following = self.board.form(self.at)
        if is_nisba(following) and self.board.form(self.at + 1) in GIVEN:
            return False  # `مدرب المنتخب القطري | البرازيلي باولو`
        held = self.board.taken[self.at] if self.at < self.board.count else None
        if (held and held.cut and following.startswith("ل")) or self.is_purpose():
            return True
        if self.definite and following.startswith("ال") and _MASDAR.fullmatch(following):
            return False  # `السلطة العمانية التدخل`
        return following.startswith(("لل", "ال")) and not is_plain(following)

    def is_object(self, form: str) -> bool:
        """`اتحاد القدم العقوبات`, `للغذاء والدواء الرقابة`: a noun that no word of the name has as its adjective."""
        before = self.forms[self.at - 1]
        if not before.startswith(("ال", "وال", "لل")):
            return False
        if form.endswith("ات"):
            return not before.endswith("ات")
        feminine = form.endswith("ه") and not form.endswith("يه")
        plain = not before.endswith(("ه", "ات", "ا", "ين", "ون")) and before[-1] != "ي"
        several = before.removeprefix("و").removeprefix("ال") in _PLURALS or before.removeprefix("لل") in _PLURALS
        return feminine and plain and not several and takes_article(form[2:]) and form not in _OF_BODIES

    def agrees(self, form: str) -> bool:
        """True for what can be the adjective of a definite head: not `المحكمة التراجع`, `المركز التراجع`."""
        if self.kind == "event":
            return form.endswith(("ي", "يه")) or form in _EVENT_ADJECTIVES
        if self.head.endswith("ه"):
            # not `رئيس الحكومة اليمني`, `النقابة الجوهري`
            return form.endswith(("ه", "ا")) or form in _GREATER or form in _DEFINITE
        if _MASDAR.fullmatch(form):
            return False
        if self.head.endswith("ات") or self.head.removeprefix("ال") in _PLURALS:
            return True
        # `كرم المعهد الطلاب`, `استقبل المنتخب الوطني البعثة`
        return not (self.is_of_many(form) or (form.endswith("ه") and form not in _DEFINITE))

    def is_described(self) -> bool:
        """True while nothing but adjectives follows a definite head: what comes next is one of its own, or an object."""
        words = self.forms[self.first + 1 : self.at]
        return self.definite and self.kind == "organization" and all(word.startswith("ال") for word in words)

    def is_of_many(self, form: str) -> bool:
        sound = form.endswith(("ين", "ون")) and takes_article(form[2:-2]) and not is_nisba(form)
        return form.endswith("ات") or sound or form.removeprefix("ال") in _PLURALS

    def ends_list(self) -> bool:
        """True for the last word after `والإنذار` in a name: its adjective (`والإنذار المبكر`)."""
        following = self.board.form(self.at + 1)
        joined = self.forms[self.at - 1].startswith("وال") or self.forms[self.at - 2] == "و"
        return joined and not following.startswith("ال")

    def take_indefinite(self, form: str) -> bool:
        """Between a head and a definite noun or a name: لجنة حقوق الإنسان, رابطة بحارة الرأس, حركة طالبان."""
        if self.definite:
            if (
                self.nouns > 1
                and is_strange(form)
                and form[0] not in "وبلف"
                and not is_ahead[form]
                and not form.endswith(_INFLECTED)
            ):
                self.at += 1
            return False
        if self.nouns:
            return False
        following = self.board.form(self.at + 1)
        held = self.board.taken[self.at + 1] if self.at + 1 < self.board.count else None
        # the plural in ي before its complement: جمعية مربي الماشية
        plural = form.endswith("ي") and len(form) > 4
        of_things = takes_article(following) and self.board.form(self.at + 2).startswith("ال")
        construct = plural and following.startswith("ال")
        if plural and of_things and following not in FUNCTION and takes_article(form[:-1]):
            self.at += 2
            self.between += 2
            return True  # `جمعية سائقي سيارات الأجرة`
        if form in _BELONGING:
            return False  # `مدرسة تابعة للأونروا`
        if form in COMMON or form in _IDAFA or form in DIRECTIONS or takes_article(form) or construct:
            definite = following.startswith(("ال", "دول")) and len(following) > 3 and following not in _ENDS
            town = (held and held.cut == 0 and held.type in ("place", "organization")) or self.leads_on(form, following)
            if self.head == "شبكه" and definite and form in _PEOPLE:
                self.bounded = True  # `شبكة أطباء السافنا`: a body of persons
            if definite or town:
                self.at += 1
                self.between += 1
                return True
            if self.is_doubled():
                self.bounded = True
                self.at += 2
                self.between += 2
                return True  # `شركة استغلال وتوزيع المياه`
        if self.kind == "event" and not is_strange(form):
            return False
        taken = False
        while self.at - self.first < 5 and self.board.free(self.at) and self.is_name(self.board.form(self.at)):
            taken = self.take()
        self.proper = self.proper or taken
        if not taken:
            return False
        held = self.board.taken[self.at] if self.at < self.board.count else None
        if held and held.type == "person" and held.cut == 0 and self.head in _HONOURING:
            self.at = held.last  # `مستشفى سعادنة عبد النور`: the family name first
        following = self.board.form(self.at)
        if self.board.free(self.at) and self.is_own_adjective(following) and not is_nisba(following):
            self.at += 1  # `جامعة كيونغبوك الوطنية`
            following = self.board.form(self.at)
        return (following.startswith("لل") or self.is_purpose()) and self.head not in _CLUB_HEADS

    def leads_on(self, form: str, following: str) -> bool:
        """`حوادث جنوب الجيزة`, `شرطة محافظة ذي قار`, `تنظيم قطاع الاتصالات`: one more noun between the head and what it is of."""
        beyond = self.board.taken[self.at + 2] if self.at + 2 < self.board.count else None
        town = beyond is not None and beyond.cut == 0 and beyond.type == "place"
        if following in DIRECTIONS or following in _DISTRICT_WORDS:
            return town
        purposeful = form in _PURPOSES or form in _IDAFA
        noun = following in _IDAFA or following in _PURPOSES or takes_article(following)
        definite = self.board.form(self.at + 2).startswith("ال") and self.board.form(self.at + 2) not in _ENDS
        return purposeful and noun and following not in FUNCTION and (town or definite)

    def is_name(self, form: str) -> bool:
        if form in GIVEN:
            if self.head in ("فريق", "جهاز", "كتله") and form in UNSURE_GIVEN and takes_article(form):
                return False  # `فريق كامل`, `جهاز معين`
            return not (form in UNSURE_GIVEN and self.board.form(self.at + 1) == "من")  # `معرض فريد من نوعه`
        # `تيار أصولي`, but `شركة مواشي`
        described = self.head not in _BRAND and form.endswith(("ي", "يه")) and "ال" + form in statistics()
        return is_strange(form) and not described and not is_conjugated[form] and not form.startswith("لل")

    def is_purpose(self) -> bool:
        """`لتنظيم الملاحة`: a purpose that belongs to the name of a body."""
        form = self.board.form(self.at)
        if form[:1] != "ل" or not (self.board.form(self.at + 1).startswith("ال") or self.is_doubled()):
            return False
        if form[1:] in _AIMS:
            return False
        if self.head == "وزاره":
            # `وزارة الخارجية الأمريكية | لشؤون الأمن`: whoever is there for it
            of_country = self.nouns > 1 and is_nisba(self.forms[self.at - 1])
            if form[1:] not in _AFFAIRS or of_country or self.is_of_role():
                return False
        if len(form) > 4 and form.endswith("ي") and (form[1] == "م" or takes_article(form[1:-1])):
            return True  # `لصيادي الشواطئ`, `لمربي النحل`
        return form[1:] in COMMON or form[1:] in _IDAFA or form[1:] in _PURPOSES

    def is_doubled(self) -> bool:
        """`استغلال وتوزيع المياه`: two acts, joined, with one object."""
        other = self.board.form(self.at + 1)
        held = self.board.taken[self.at + 2] if self.at + 2 < self.board.count else None
        town = held is not None and held.type == "place" and held.cut == 0
        if other[:1] != "و" or not (town or self.board.form(self.at + 2).startswith("ال")):
            return False
        return (
            other[1:] in _PURPOSES or other[1:] in _IDAFA or (takes_article(other[1:]) and _kind_of(other[1:]) is None)
        )

    def joins_purpose(self, form: str) -> bool:
        """`للنزاهة ومكافحة الفساد`, `والتجارة وحماية المستهلك`: a purpose with its object goes on with the list of a name."""
        following = self.board.form(self.at + 1)
        joined = form[1:] in _PURPOSES and _kind_of(form[1:]) is None and not self.board.taken[self.at]
        return joined and following.startswith("ال") and self.board.free(self.at + 1)

    def is_its_town(self, town: str) -> bool:
        """`المجلس الجماعي لتزنيت`: behind the adjective of a local body any word that running text hardly knows."""
        local = self.definite and self.forms[self.at - 1] in _LOCAL_ADJECTIVES and self.board.free(self.at)
        return local and len(town) > 3 and town not in GIVEN and (is_strange(town) or is_town(town))

    def is_second_adjective(self, form: str) -> bool:
        """`لجنة المشروعات الصغيرة والمتوسطة`: one adjective more of the same noun."""
        return _is_adjective(self.forms[self.at - 1]) and _is_adjective(form[1:])

    def is_plain_adjective(self, form: str) -> bool:
        """True for `اللجنة الجديدة`: an adjective that makes no name; those of countries do."""
        bare = form.removeprefix("ال")
        if is_nisba(form):
            return bare.removesuffix("ه") in ("دولي", "عالمي", "اقليمي") and self.head in _FORCES
        return form in ORDINALS or bare in _PLAIN_ADJECTIVES or bare.removesuffix("ه") in _PLAIN_ADJECTIVES

    def joins(self, form: str) -> bool:
        """True where `والثقافة`, its و apart or not, goes on with the list of a name rather than with the sentence."""
        noun = form[1:]
        if (
            noun in _DEFINITE
            or noun[2:] in _AIMS_DEFINITE
            or noun in DIRECT
            or noun in ROLE
            or noun in FUNCTION
            or is_nisba(noun)
        ):
            return False
        if self.board.taken[self.at]:
            return False
        return not is_nisba(self.forms[self.at - 1])
