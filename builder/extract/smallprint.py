"""Who signs an article and from where: `الرياض - رويترز`, `كتبت: منى الحلبي`, `عمان 14 أيار (بترا) - سوسن الحوراني -`.

Such print is a row of short parts between dashes, colons and brackets. Each part is known for what it is (place,
agency, outlet, day, name, label), or the whole is no small print but a sentence.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from builder.extract.lineclues import LEAD_MARKS, credits_outlet, is_outlet, is_section, lexicon
from builder.extract.verbs import is_present, is_verb
from builder.extract.voice import speaks_in_person
from builder.extract.words import (
    COMMON,
    DIRECT,
    FUNCTION,
    GIVEN,
    ORDINALS,
    REPORTING,
    ROLE,
    TIES,
    city_names,
    is_double,
    is_nisba,
    is_plain,
    is_strange,
    place_names,
)
from builder.lexicon import table
from builder.lexicon.vocabulary import takes_article
from builder.text.folding import fold_key

Kind = Literal["place", "outlet", "date", "person", "label", "staff", "filler", "unknown", "prose"]
# The small print that opens a paragraph ends within so many characters.
REACH = 130
LINE_WORDS = 16
_EDGES = LEAD_MARKS + "؛;\u00a0"
# A dash is a separator beside a space, a bracket or another separator; between letters it may join a name.
_CUT = re.compile(
    r"[-–—]{1,3}|(?<= )ـ{2,3}(?= )|(?<= )_{1,3}|_{1,3}(?= )|(?<![ء-ي])ـ|(?<!ه)ـ(?![ء-ي])|[:|/()\[\]،,«»\"“”•\n\t]| {2,}"
)
_STRONG = re.compile(r" {0,2}(?:[-–—]{1,3}|ـ{2,3}|(?<![ء-ي])ـ|ـ(?![ء-ي])|:) {0,2}")
_DASH = re.compile(" [-–—ـ] ")
_EMBLEM = re.compile("^[\u2190-\u2bff\ufe0f\U0001f300-\U0001faff ]+")  # a pen or a calendar before the name or the day
_RANK_APART = re.compile("^([دم])(?: ?[.] {2,}| ?[.]? ?[-–] ?(?=[ء-ي]{3}))")  # `د.  منى الحلبي`, `د- منى الحلبي`
# `منصور  الحوراني - تربة`: a wide gap between two words that nothing else parts
_WIDE = re.compile(r"^([ء-ي]{2,}) {2,3}(?=[ء-ي]{2,} {0,2}(?:[-–—/|(:]|$))")
_CONTACT = re.compile(
    r" {0,3}[(|/,،:–—-]? {0,2}(?:[\w.+-]{1,40}@[\w.-]{3,40}|@\w{2,30}|\w{2,30}@)[ )]{0,3}$"
)  # below his name or beside it
_DAY = re.compile("[0-9]")
_GLUED = re.compile("(?<=[ء-ي]{2})(?=[0-9]{1,2}$)|(?<=(?:19|20)[0-9]{2})(?=[ء-ي]{2})")  # `بيت لحم13-7-2012وفا-`
_WITH_NUMBER = re.compile("[ء-ي]{4,}(?:24|21|360)")  # `الساحل24`: glued, an outlet's
_NAME = re.compile("[ء-ي]{2,}(?: [ء-ي]{2,}){0,4}")
_INITIAL = re.compile("[ء-ي] ?[.] ?")
_MIDDLE = re.compile("(?<=[ء-ي]) [ء-ي][.] ?(?=[ء-ي]{2})")  # `هيفاء ب. الحلو`
_CLOSED = re.compile(" [ء-ي]{2}")
_FOLLOWED = "متابعه"
_BEFORE_OUTLET = frozenset(("خاص", "مكتب"))
_FROM = re.compile(" من (?=[ء-ي]{3})")


class Signed(Struct, frozen=True, gc=False):
    """Whom a stretch of small print names, as printed. size: how many characters of the words belong to it."""

    place: str | None = None
    outlets: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    size: int = 0


class _Part(Struct, gc=False):
    """One part of the small print: its words, what they are, and where in the line it ends."""

    words: str
    kind: Kind
    end: int = 0


@lru_cache(maxsize=4096)
def _key(words: str) -> str:
    return fold_key(words).lower()


@cache
def _labels() -> dict[str, Kind]:
    """Words that introduce a writer (`label`), somebody else (`staff`), or nobody (`filler`)."""
    noise = table("noise")
    groups: tuple[tuple[str, Kind], ...] = (
        ("published", "filler"), ("updated", "filler"),
        ("byline", "label"), ("editors", "staff"), ("photographers", "staff"), ("byline_fillers", "filler"),
    )  # fmt: skip
    return {_key(word): kind for group, kind in groups for word in noise[group]}


@cache
def _name_words() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Words that names of outlets begin and end with, words that none begins with, and names that open a paragraph."""
    rows = table("outlets")
    begins, ends, bodies = (frozenset(_key(word) for word in rows[group]) for group in ("begins", "ends", "bodies"))
    return begins, ends, bodies, frozenset(_key(word) for row in rows["agencies"] for word in row.get("opens", ()))


@lru_cache(maxsize=4096)
def resembles_outlet(key: str) -> bool:
    """True for folded words that read as an outlet's name where a name is expected: `صدى الساحل`, `المسار الجديد`."""
    words = key.split()
    begins, ends, bodies, _ = _name_words()
    if not 2 <= len(words) <= 4 or not (words[0] in begins or words[-1] in ends) or is_section(key):
        return False
    if any(w in FUNCTION for w in words[:-1]) or key in place_names():
        return False
    if words[0] in bodies or (words[0] in _labels() and words[0] not in begins):
        return False
    named = words[0] in GIVEN or words[0].startswith("عبدال")
    if words[-1] in ends:
        return not named and (words[0] in begins or not is_plain(words[0]))
    if words[0] not in begins:
        return False
    rest = " ".join(words[1:])
    if not (words[1].startswith("ال") or rest in place_names()):
        return len(words) == 2 and not named and words[1] not in GIVEN and words[1] not in FUNCTION
    return not (named and is_strange(words[1]))


_RANK = re.compile(r"[أا] ?[.] ?[دم] ?[./]? |(?:[أا] ?\.? ?)?[دم] ?[./] ?|[أا] ?[./] ?")


def untitled(name: str) -> str:
    """A writer's name without the rank before it: `د. سنية الغريبي`, `الدكتورة سنية الغريبي`; a lone family name keeps it."""
    rank = _RANK.match(name)
    rest = name[rank.end() :] if rank else name.partition(" ")[2] if _key(name.partition(" ")[0]) in _ranks() else ""
    return untitled(rest) if " " in rest else name


@cache
def _ranks() -> frozenset[str]:
    return frozenset(_key(word) for word in table("noise")["ranks"])


def may_sign(words: str) -> bool:
    """False for what stands behind `إعداد:` and is no writer: a desk, an office, a label."""
    parts = _key(words).split()
    if not parts or " ".join(parts) in _labels() or parts[0] in _labels() or parts[0] in _name_words()[2]:
        return False
    if len(parts) > 2 and any(is_present[p] and p not in GIVEN for p in parts[1:]):
        return False  # `إعداد: جيل متعلم يقود المستقبل`
    return not any(p in FUNCTION for p in parts)


def may_be_outlet(key: str) -> bool:
    """True for folded words that a source line may give as a name: short, no person, place, body or common phrase."""
    words = key.split()
    if 2 <= len(words) <= 4 and key.endswith(lexicon().tails) and words[0] not in FUNCTION:
        return True  # `مرآة الجبل أف أم`
    if not 1 <= len(words) <= 4 or words[0] in _name_words()[2] or any(w in FUNCTION for w in words):
        return False
    if len(words) > 1 and words[0] in _body_heads():
        return False
    if (
        key in place_names()
        or key in _labels()
        or is_person(key, False)
        or any(not re.search("[ء-ي]", w) for w in words)
    ):
        return False
    return resembles_outlet(key) or (not any(is_plain(w) for w in words) and (len(words) > 1 or key.startswith("ال")))


def may_head_page(key: str) -> bool:
    """True for folded words that may name the site where only its name is expected: alone above the line of a section."""
    words = key.split()
    return (
        1 <= len(words) <= 4
        and all(_NAME.fullmatch(w) for w in words)
        and not any(w in FUNCTION for w in words[:-1] if w != "اليوم")
        and not (len(words) == 1 and (is_plain(words[0]) or is_nisba(words[0]) or not words[0].startswith("ال")))
        and words[0] not in _name_words()[2]
        and key not in place_names()
        and key not in _labels()
        and not is_section(key)
        and not is_person(key, False)
    )


@lru_cache(maxsize=256)
def names_site(key: str) -> bool:
    """True for folded words beside the day or alone below the title that read as the site's name: `المرفأ العماني`."""
    words = key.split()
    if len(words) < 2 or not may_head_page(key) or words[0] in DIRECT or words[0] in ROLE or words[-1] in ORDINALS:
        return False
    begins, ends, _, _ = _name_words()
    both = len(words) == 2 and all(w.startswith("ال") and not is_strange(w) for w in words)
    both = (
        both and words[0] not in _body_heads() and not (words[1].endswith("يه") and is_nisba(words[1]))
    )  # `الأراضي السورية`
    there = _of_city(words) and words[0] not in _place_heads()
    given = words[0].removeprefix("ال") in GIVEN  # `الحبيب الغربي`
    return resembles_outlet(key) or (not given and (words[0] in begins or words[-1] in ends or both or there))


def _of_city(words: list[str]) -> bool:
    """`شفق النيل`: a word that is no first name, and a city behind it."""
    return len(words) > 1 and words[0] not in GIVEN and " ".join(words[1:]) in place_names()


@cache
def _body_heads() -> frozenset[str]:
    """Words with the article that open the name of a body or an area, but of no outlet."""
    return frozenset(_key(word) for word in table("heads")["definite"]) - _MEDIA | _LANDS


_MEDIA = frozenset(map(fold_key, ("المرصد", "المنصة", "الشبكة", "الوكالة")))
_LANDS = frozenset(
    map(
        fold_key,
        (
            "الدول",
            "البلدان",
            "الأراضي",
            "المناطق",
            "المنطقة",
            "الأقاليم",
            "المدن",
            "القرى",
            "الحدود",
            "الضفة",
            "العالم",
            "الوطن",
            "الشعب",
            "البحر",
            "الجبل",
            "الساحل",
        ),
    )
)


@cache
def _place_heads() -> frozenset[str]:
    """Words that lead to a place: `ريف حلب`, `مخيم جنين` are no outlets."""
    return frozenset(_key(word) for group in ("place", "place_named") for word in table("heads")[group]) | _AREAS


_AREAS = frozenset(
    map(
        fold_key,
        (
            "ريف",
            "ضواحي",
            "شمال",
            "جنوب",
            "شرق",
            "غرب",
            "وسط",
            "قضاء",
            "جرد",
            "سهل",
            "غوطة",
            "ساحل",
            "أطراف",
            "محيط",
            "مطرانية",
            "أبرشية",
            "نواحي",
            "مشارف",
            "غور",
            "أغوار",
            "صعيد",
            "بادية",
        ),
    )
)


def _tells(form: str) -> bool:
    """True for a verb of the present, and for an office that somebody is given."""
    return (is_present[form] and form not in GIVEN) or (form[-1] == "ا" and form[:-1] in ROLE)


_FATHER = frozenset(("بن", "ابن", "بنت", "ولد", "منت"))
_OF_TOWNS = frozenset(map(fold_key, ("سان", "سانت", "سانتا", "لوس", "لاس", "نيو", "ريو", "كيب", "بوينس", "فورت")))

_HIDDEN = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PREPOSITION = re.compile("(?:^| )(?:على|إلى|الى|حتى)(?: |$)")  # folding would make names of them


def is_person(words: str, trusted: bool) -> bool:
    """True for words that read as a person's name; `trusted`: where a name is expected, an unknown one will do."""
    words = _HIDDEN.sub("", words)
    if _PREPOSITION.search(words):
        return False  # `إقبال سياحي على`
    initial = bool(_INITIAL.match(words))  # `ن. الحلبي`
    words = _INITIAL.sub("", words) if initial else _MIDDLE.sub(" ", words)
    parts = _key(words).split()
    while parts and (parts[0] in DIRECT or parts[0] in ("د", "م", "ا")) and not (len(parts) == 2 and parts[0] in GIVEN):
        parts.pop(0)  # `الدكتور سامي داود`; but `أمينة الغرباوي`
    if (
        not parts
        or parts[0] in _labels()
        or parts[0] in _name_words()[2]
        or not _NAME.fullmatch(" ".join(parts))
        or len(parts) > 5
    ):
        return False
    if (parts[0] in place_names() and parts[0] not in GIVEN) or parts[0] in _OF_TOWNS:
        return False  # `عدن الحدث`, `سان بطرسبرج`
    opens = parts[0] not in GIVEN and parts[0] not in TIES
    if any(p.startswith("لل") for p in parts) or (opens and (parts[0] in FUNCTION or speaks_in_person(parts[:1]))):
        return False  # `لا نية للاستقالة`, `نؤيد تأجيل خليجي`
    if _of_city(parts):
        return False  # `شفق النيل`, `ريف حلب`
    if opens and len(parts) > 1 and is_verb(parts[0]) and not is_strange(parts[1]):
        return False  # `تعتزم الاستحواذ`
    if opens and len(parts) > 1 and takes_article(parts[0]) and not any(map(_may_be_family, parts[1:])):
        return False  # `مقدمة نشرة أخبار`
    if len(parts) > 2 and parts[0] in GIVEN and is_double(parts[-2], parts[-1]):
        parts = [*parts[:-2], "الله"]  # `رولا خلف الله`, `رولا ركن الدين`
    known = parts[1:2] == ["الله"] or parts[0] in GIVEN or parts[0] in TIES or parts[0].startswith("عبدال")
    if len(parts) == 1:
        return trusted and initial and not is_plain(parts[0])
    if len(parts) > 3 and any(_tells(p) and after not in TIES for p, after in pairwise([*parts[1:], ""])):
        return False  # `الأخضر الشاب يبدأ المعسكر`, `سامي داود رئيسا لتحرير المجلة`
    if parts[0] == "لا" and (is_verb(parts[1]) or speaks_in_person(parts[1:2])):
        return False  # `لا نريد`
    known = known or parts[1] in _FATHER  # `طالب بن عامر`
    tied = [p not in TIES and before not in TIES for before, p in pairwise(parts)]  # `أبو نجم`
    rest = [p for p, free in zip(parts[1:], tied, strict=True) if free]
    if any(_is_word(p, known and trusted) for p in rest if not (known and _is_name(p, parts))):
        return False
    return known or (trusted and len(parts) <= 4 and not is_plain(parts[0]) and not parts[0].startswith("ال"))


def _is_name(form: str, parts: list[str]) -> bool:
    return form in GIVEN or (
        form == "شيخ" != parts[-1]
    )  # `عبد القادر شيخ يوسف`, as people are called along the Red Sea


def _may_be_family(form: str) -> bool:
    return form in GIVEN or is_strange(form) or (form.startswith("ال") and not is_plain(form[2:]))


def _is_word(form: str, expected: bool) -> bool:
    """True for what stands in no name. expected: where a name is, `بيومي` is not ب and `يومي`."""
    if form in FUNCTION or form in REPORTING:
        return True
    return not form.startswith("ال") and is_plain(form) and not (expected and form not in COMMON and form[0] in "بلكفو")


_DOMAIN = re.compile(r"[a-z][a-z0-9-]{1,24}[. ](?:info?|com|net|org|tv|ma|press|news)", re.IGNORECASE)


def is_domain(words: str) -> bool:
    """True for an outlet that signs with its address: `SADAJABAL.COM`."""
    return words.isascii() and _DOMAIN.fullmatch(words.strip(_EDGES)) is not None


def _kind(words: str, own: frozenset[str], trusted: bool) -> Kind:
    if is_domain(words):
        return "outlet"
    key = _key(words)
    label = _labels().get(key)
    if label:
        return label
    if key in own or _names_outlet(key) or (" و" in key and credits_outlet(key, lexicon())):
        return "outlet"
    if key in _papers():
        return "outlet"
    region, _, town = key.partition(" ")
    if key in place_names() or (region in _REGIONS and town in place_names()):
        return "place"
    if is_section(key):
        return "filler"
    if trusted and (resembles_outlet(key) or (_of_city(key.split()) and names_site(key))):
        return "outlet"
    if is_person(words, trusted):
        return "person"
    return "unknown" if key.count(" ") <= 3 and not any(w in FUNCTION for w in key.split()) else "prose"


@cache
def _papers() -> frozenset[str]:
    """Papers better known than the town of the same name."""
    return frozenset(_key(word) for word in table("outlets")["papers"])


def _names_outlet(key: str) -> bool:
    """Known outlets, and unknown ones of few words: `مجموعة من الأهالي تطالب` begins like the name of one."""
    return is_outlet(key) and (key.count(" ") <= 2 or key in lexicon().outlets or key.endswith(lexicon().tails))


_TRADE = re.compile(
    "(?<=[ء-ي] )(?:صحاف|صحف|كاتب|مراسل|إعلام|اعلام|باحث|محرر)(?:ي|ية|يه|ة|ه)?$|(?<=[ء-ي])(?:[،,]| ?[|–-]) (?:صحاف|صحف|كاتب|مراسل|باحث)(?:ي|ية|يه|ة|ه)?(?: من)?(?: [ء-ي]{2,12})?$"
)  # `سعيدة الماجري صحافية`, `سامي داود، كاتب سوري`, `سامي داود، صحفي من سوريا`
_PAGER = re.compile(r"^(?:(?:next|previous|prev|print|home|share|tweet)\s+)+(?=[ء-ي])", re.IGNORECASE)


def _parts_of(words: str, end: int, own: frozenset[str], trusted: bool) -> list[_Part]:
    """The parts of one stretch between separators: a day may stand behind its place and before an agency."""
    words = _PAGER.sub("", words.strip(_EDGES))
    if not words:
        return []
    if _DAY.search(words) and not _WITH_NUMBER.fullmatch(words):
        words = _GLUED.sub(" ", words)
    tokens = words.split()
    key = _key(words).split()
    if not key:
        return []
    if _DAY.search(words) and (" ".join(key) in lexicon().outlets or _WITH_NUMBER.fullmatch(words)):
        return [_Part(words, "outlet", end)]  # `فرانس 24`: its number is no day
    if len(key) == 1 and key[0] in lexicon().days:
        return [_Part(words, "date", end)]  # `الأحد، 29 نيسان 2018`
    if not _DAY.search(" ".join(key)):
        return _labelled(tokens, key, end, own, trusted)
    dates = lexicon().dates
    start = (
        1 if key[0] in city_names() and key[0] not in lexicon().days else 0
    )  # `آب` is a month here, and `القاهرة` may be the clock's city, but not in front
    dated = [i for i, w in enumerate(key) if i >= start and (w[0].isdigit() or w.strip("(),،.") in dates)]
    while dated and key[dated[0]] == "في":
        dated.pop(0)
    lone = len(dated) == 1 and dated[0] < len(key) - 1 and len(key[dated[0]].strip("(),،.")) < 3  # `3 مباريات`
    if lone and all(w in lexicon().counters or w.isdigit() for w in key):
        return [_Part(words, "filler", end)]  # `تعليقات 0`
    counted = 1 < len(dated) < len(key) and sum(key[i][0].isdigit() for i in dated) == 1
    if counted and _is_count([key[i] for i in dated]) and any(map(takes_article, key[dated[-1] + 1 :][:1])):
        return [_Part(words, "prose", end)]  # `11 ليلة متوسط إقامة السائح`
    if not dated or lone or len(key) != len(tokens) or dated != list(range(dated[0], dated[-1] + 1)):
        return [_Part(words, "prose", end)]
    parts = [_Part(" ".join(tokens[dated[0] : dated[-1] + 1]), "date", end)]
    for piece, at in ((tokens[: dated[0]], 0), (tokens[dated[-1] + 1 :], 2)):
        if piece:
            text = " ".join(piece[:-1] if at == 0 and len(piece) > 1 and piece[-1] in ("في", "يوم") else piece).strip(
                _EDGES
            )
            keys = _key(text).split()
            if len(keys) == len(text.split()) > 1 and "label" in (
                _labels().get(keys[0]),
                _labels().get(" ".join(keys[:2])),
            ):
                parts[0 if at == 0 else len(parts) : 0 if at == 0 else len(parts)] = _labelled(
                    text.split(), keys, end, own, trusted
                )
            else:
                parts.insert(0 if at == 0 else len(parts), _Part(text, _kind(text, own, trusted), end))
    return parts


def _is_count(key: list[str]) -> bool:
    """True for a short number and words such as `ليلة`: no month, no weekday, and not how long ago either."""
    return not any(w in lexicon().days or w in lexicon().ago for w in key) and all(
        len(w) < 3 for w in key if w[0].isdigit()
    )


@cache
def _correspondents() -> frozenset[str]:
    return frozenset(_key(word) for word in table("noise")["correspondents"])


def _sent_by(tokens: list[str], end: int, own: frozenset[str]) -> list[_Part]:
    """The outlet and the place of `مراسل صدى الساحل في حلب`; nothing where they are something else."""
    at = tokens.index("في") if "في" in tokens else len(tokens)
    name, place = " ".join(tokens[:at]).strip(_EDGES), " ".join(tokens[at + 1 :])
    if place and _key(place) not in place_names():
        return []
    key = _key(name)
    if name and not (key in own or is_outlet(key) or resembles_outlet(key) or names_site(key)):
        return []
    outlet = [_Part(name, "outlet", end)] if name else []
    return [*outlet, _Part(place, "place", end)] if place else outlet


_BETWEEN = re.compile(" ?[،,/] ?| و (?=[ء-ي]{3})")
_JOINED = re.compile("و[ء-ي]{3,}")


def people_of(words: str) -> list[str]:
    """The writers of `أحمد زيدان وسامي داود، وليد سعد`: a و before a first name parts, one of its own does not."""
    found: list[str] = []
    for group in _BETWEEN.split(words):
        names: list[str] = []
        tokens = group.split()
        for token, following in zip(tokens, [*tokens[1:], ""], strict=False):
            own = _key(token) in GIVEN or (following == "الله" and _key(token[1:]) not in GIVEN)  # `وقيع الله`
            if names and _JOINED.fullmatch(token) and not own:
                names.append(token[1:])
            else:
                names[-1:] = [f"{names[-1]} {token}" if names else token]
        found += names
    return found


def _are_writers(people: list[str]) -> bool:
    """True for two names or more, one of them surely a person's, and the others not of common words."""
    several = len(people) > 1 and all(2 <= len(n.split()) <= 4 and is_person(n, True) for n in people)
    known = [is_person(n, False) or is_strange_name(n) for n in people] if several else []
    return any(known) and all(sure or is_strange(_key(n).split()[0]) for sure, n in zip(known, people, strict=True))


def _each_with_place(people: list[str], end: int) -> list[_Part]:
    """The names and places of `منى الحلبي من القاهرة` and `سامي داود من عمان`; nothing where one is something else."""
    parts: list[_Part] = []
    for words in people:
        name, _, place = words.rpartition(" من ")
        if _key(place) not in place_names() or not is_person(name, True):
            return []
        parts += [_Part(name, "person", end), _Part(place, "place", end)]
    return parts


def _labelled(tokens: list[str], key: list[str], end: int, own: frozenset[str], trusted: bool) -> list[_Part]:
    """`كتبت منى الحلبي` is a label and a name; `منى الحلبي من الرياض` a name and its place."""
    words = " ".join(tokens)
    if len(key) > 1 and (whole := _labels().get(" ".join(key))):
        return [_Part(words, whole, end)]  # `من مراسلنا`
    for i, word in enumerate(key[2:-1], 2):  # `تقرير منى الحلبي وتصوير سامي داود`
        if word[0] == "و" and _labels().get(word[1:]) in ("label", "staff") and len(key) == len(tokens):
            return [
                *_labelled(tokens[:i], key[:i], end, own, trusted),
                *_labelled([tokens[i][1:], *tokens[i + 1 :]], [word[1:], *key[i + 1 :]], end, own, trusted),
            ]
    label = _labels().get(key[0]) if len(key) > 1 else None
    if len(key) > 2 and " ".join(key[:2]) in _labels():  # `نشر بواسطة منى الحلبي`
        label = _labels()[" ".join(key[:2])]
        tokens, key = [" ".join(tokens[:2]), *tokens[2:]], [" ".join(key[:2]), *key[2:]]
    if label == "label" and key[1] == "في" and " ".join(key[2:]) in place_names():
        return [_Part(tokens[0], "label", end), _Part(" ".join(tokens[2:]), "place", end)]
    if key[0] in _BEFORE_OUTLET and trusted and resembles_outlet(" ".join(key[1:])):
        return [_Part(tokens[0], "filler", end), _Part(" ".join(tokens[1:]), "outlet", end)]  # `خاص مرآة الجبل`
    if key[0] == _FOLLOWED and trusted and len(key) < 4 and may_head_page(" ".join(key[1:])):
        return [_Part(tokens[0], "filler", end), _Part(" ".join(tokens[1:]), "outlet", end)]  # `بغداد / متابعة المدى`
    if label == "label" and len(key) > 3 and _labels().get(key[-1]) == "staff":  # `بقلم ليز سلاي ترجمة - صدى الجبل`
        return [*_labelled(tokens[:-1], key[:-1], end, own, trusted), _Part(tokens[-1], "staff", end)]
    if label in ("label", "staff"):
        rest = " ".join(tokens[1:])
        kind = _kind(rest, own, True)
        if label == "staff":
            return [_Part(words, "staff", end)]
        several = people_of(rest)  # `كتب محمود عبد الراوي وإيمان شتا:`
        if len(several) > 1 and all(2 <= len(n.split()) <= 4 and is_person(n, True) for n in several):
            return [_Part(tokens[0], "label", end), *(_Part(n, "person", end) for n in several)]
        if placed := _each_with_place(several, end):
            return [_Part(tokens[0], "label", end), *placed]  # `كتبت منى الحلبي من القاهرة:`
        if kind in ("person", "outlet"):
            return [_Part(tokens[0], "label", end), _Part(rest, kind, end)]
    if key[0] in ("خاص", "خاصه", "حصري") and (name := _exclusive_to(tokens[1:])):
        return [_Part(tokens[0], "filler", end), _Part(name, "outlet", end)]
    if key[0] in _correspondents() and (sent := _sent_by(tokens[1:], end, own)):
        return sent
    if key[0] == "في" and " ".join(key[1:]) in place_names():
        return [_Part(" ".join(tokens[1:]), "place", end)]  # `مراسل «صدى الساحل» في حلب`
    writers = people_of(" ".join(tokens[1:])) if key[0] == "من" and len(key) > 2 else []
    if writers and all(2 <= len(n.split()) <= 4 and is_person(n, False) for n in writers):
        return [_Part(name, "person", end) for name in writers]  # `من منى الحلبي وسامي داود`
    if key[0] == "من" and 2 <= len(key) <= 4:
        rest = " ".join(tokens[1:])
        kind = "place" if _key(rest) in place_names() else _kind(rest, own, False)
        return [_Part(rest, kind if kind in ("place", "unknown", "person") else "prose", end)]
    found = _FROM.search(words)
    if found:
        name, place = words[: found.start()].strip(_EDGES), words[found.end() :]
        kind = _kind(name, own, True)
        if kind in ("person", "outlet") and _key(place) in place_names():
            return [_Part(name, kind, end), _Part(place, "place", end)]
    people = people_of(words)
    if len(people) > 1 and (placed := _each_with_place(people, end)):
        return placed
    if _are_writers(people):
        return [_Part(name, "person", end) for name in people]
    kind = _kind(words, own, trusted)
    if kind == "person" and len(key) > 2 and key[-1] in city_names():  # two correspondents in one line
        return [_Part(" ".join(tokens[:-1]), kind, end), _Part(tokens[-1], "place", end)]
    return [_Part(words, kind, end)]


_ROLES = re.compile(r" ?\([^()]*(?:صح[اف]{1,2}ي|محرر|رئيس|مراسل|كاتب|متدرب|متربص|مدير)[^()]*\)")


@lru_cache(maxsize=256)  # the noise stage and the header ask about the same lines
def read_line(words: str, own: frozenset[str] = frozenset(), trusted: bool = False) -> Signed | None:
    """What a line of its own says of writer, place and agency; None where it is something else.

    own: folded names of the outlet as the page prints them elsewhere. trusted: the line stands where such print is
    expected, so a name or a place need not be known.
    """
    if words.count(" ") >= 2 * LINE_WORDS or len(words.split()) > LINE_WORDS or len(words) > REACH + 30:
        return None
    if words.count(" ") > 7 and not (_CUT.search(words) or any(c.isdigit() for c in words)):
        return None
    words = _RANK_APART.sub(r"\1. ", _EMBLEM.sub("", _CONTACT.sub("", words) if "@" in words else words))
    words = _WIDE.sub(r"\1 ", words) if "  " in words else words
    words = _BUTTONS.sub("", _ROLES.sub("", _TRADE.sub("", words)))
    parts: list[_Part] = []
    at = 0
    for found in [*_CUT.finditer(words), None]:
        stop = found.start() if found else len(words)
        parts.extend(_parts_of(words[at:stop], stop, own, trusted))
        at = found.end() if found else stop
    parts = _settle(parts, trusted)
    kinds = [p.kind for p in parts]
    if trusted and len(parts) == 2 and _DASH.search(words) and len(words.split()) <= 6:
        # `مرآة الجبل – جدة`: of an outlet nobody knows the place is sure all the same
        sure = [p for p in parts if _speaks_for_itself(p)]
        if len(sure) == 1 and {"unknown", "prose"} & set(kinds):
            return _signed(sure, len(words))
    if not parts or "prose" in kinds or "unknown" in kinds:
        return None
    if len(parts) > 1 and {"place", "person"} >= set(kinds) - {"filler"} and not any(map(_is_sure, parts)):
        return None  # `أولا - انسجام الخطوط الثلاثة`
    dated = (
        kinds[:1] == ["place"] and set(kinds[1:]) == {"date"} and _key(parts[0].words) in city_names()
    )  # `جدة 3 رجب 1447 هـ`
    alone = kinds == ["place"] and _key(parts[0].words) in city_names() and words.rstrip()[-1] in "-–—:"  # `تبوك -`
    if not ({"outlet", "person", "label"} & set(kinds) or ("place" in kinds and "filler" in kinds) or dated or alone):
        return None
    titled = bool(_INITIAL.match(parts[0].words))  # `د. كنان الأطرش`
    if kinds == ["person"] and not (trusted and (titled or _is_sure(parts[0]))):
        return None
    return _signed(parts, len(words))


_REGIONS = frozenset(("ريف", "شمال", "جنوب", "شرق", "غرب"))  # `ريف درعا`
_BUTTONS = re.compile("(?: +(?:إعلان|اقرأ المزيد|المزيد))+$")  # glued behind the writer
_ABOUT = re.compile(
    r"^[*•\- ]{0,3}((?:[ء-ي]+ ){1,3}?[ء-ي]+) ?[،,:–-]? (?:[اأ]?كاتب[ةه]?|باحث[ةه]?|صح[اف]{1,2}ي[ةه]?|[إا]علامي[ةه]?|[أا]كاديمي[ةه]?|روائي[ةه]?|شاعر[ةه]?)(?![ء-ي])"
)


def writer_of(words: str) -> str | None:
    """The writer of whom a line below the article tells: `* سلمى الحافظ كاتبة وصحافية من حلب`."""
    found = _ABOUT.match(words) if words.count(" ") < 2 * LINE_WORDS else None
    return found.group(1) if found and is_person(found.group(1), False) else None


def _is_sure(part: _Part) -> bool:
    """True for a place that a table knows and a person whose first name one does."""
    if part.kind == "person":
        return is_person(part.words, False) or is_strange_name(part.words)
    return _key(part.words) in place_names()


def _speaks_for_itself(part: _Part) -> bool:
    if part.kind == "person":
        return is_person(part.words, False)
    return part.kind == "filler" or (part.kind == "place" and _key(part.words) in city_names())


@lru_cache(maxsize=16)
def read_opening(words: str, own: frozenset[str] = frozenset()) -> Signed | None:
    """The small print that opens a paragraph, up to its last dash or colon; None where the words are prose at once."""
    words = words[:REACH]
    parts: list[_Part] = []
    kept: list[_Part] = []
    size = at = 0
    for found in _CUT.finditer(words):
        fresh = _parts_of(words[at : found.start()], found.start(), own, False)
        if not parts and len(fresh) == 1 and found.group() == ":" and _told_by(fresh[0], words, found.end()):
            fresh[0].kind = "outlet"
            kept, size = list(fresh), found.end()
        if any(p.kind == "prose" for p in fresh):
            break
        if len(fresh) == 1 and parts and parts[0].kind == "place" and resembles_outlet(_key(fresh[0].words)):
            fresh[0].kind = "outlet"
        if len(fresh) == 1 and not parts and _key(fresh[0].words) in _name_words()[3] and found.group() in "-–—ـ":
            fresh[0].kind = "outlet"  # `وطنية - أحيت`
            kept, size = list(fresh), found.end()
        if len(fresh) == len(parts) == 1 and _follows_name(parts[0], fresh[0]):
            parts[0].kind = "outlet"  # `المنبر – ستوكهولم: `
        parts.extend(fresh)
        at = found.end()
        strong = _STRONG.fullmatch(found.group()) and not _joins_letters(words, found)
        closes = found.group() in (")", "/") and _CLOSED.match(words, found.end()) and _sure(_settle(parts, False))
        closes = closes or (found.group() == ")" and bool(_CLOSED.match(words, found.end())) and _each_from(parts))
        # `شفق نيوز/ أعلنت`
        closes = closes or bool(found.group() == "/" and [p.kind for p in parts] == ["outlet"] and _known_agency(parts))
        signs = strong and (_is_signed(parts) or _writes(parts, found.group(), words[found.end() :]))
        if (strong or closes) and (signs or _opens(_settle(parts, False))):
            kept, size = list(parts), found.end()
    if not size:
        return None
    while size < len(words) and words[size] in " \u00a0-–—:ـ":
        size += 1
    return _signed(_settle(kept, False), size)


def _is_signed(parts: list[_Part]) -> bool:
    """`كتب - سامي داود: أقر`; `كتب سامي داود: أقر` may be what he wrote elsewhere."""
    return [p.kind for p in parts] == ["label", "person"] and parts[0].end < parts[1].end


def _writes(parts: list[_Part], cut: str, rest: str) -> bool:
    """`هالة الحوراني - اعتدنا أن`: a writer's name, a dash apart, and a sentence that begins with a verb or a particle."""
    if len(parts) != 1 or cut not in "-–—" or rest[:1] != " " or not is_person(parts[0].words, True):
        return False
    name, following = _key(untitled(parts[0].words)).split(), _key(rest[:20]).split()[:1]
    writes = (
        GIVEN.intersection(name)
        and is_strange(name[-1])
        and following
        and (is_verb(following[0]) or following[0] in FUNCTION)
    )
    parts[0].kind = "person" if writes else parts[0].kind
    return bool(writes)


def _follows_name(name: _Part, place: _Part) -> bool:
    key = _key(name.words)
    city = place.kind == "place" and _key(place.words) in city_names()
    return name.kind == "unknown" and city and key.count(" ") <= 1 and (may_be_outlet(key) or names_site(key))


def _sure(parts: list[_Part]) -> bool:
    """True for a known place and an agency: then no dash is needed before the first sentence."""
    if parts and is_domain(parts[0].words):
        parts = parts[1:]  # `SADAJABAL.COM- الرباط 7 يونيو 2016/ومع/ أعلنت`
    return (
        len(parts) > 1
        and parts[0].kind == "place"
        and _key(parts[0].words) in place_names()
        and parts[-1].kind == "outlet"
    )


def _known_agency(parts: list[_Part]) -> bool:
    return _key(parts[0].words) in lexicon().outlets


def _each_from(parts: list[_Part]) -> bool:
    """`سامي داود (تربة)، منى الحلبي (أبها) تعرضت`: correspondents, each with his town."""
    towns = parts[1::2]
    sure = len(parts) > 3 and len(parts) == 2 * len(towns) and all(p.kind == "person" for p in parts[::2])
    if not sure or any(p.kind not in ("place", "unknown") for p in towns) or all(p.kind == "unknown" for p in towns):
        return False
    for town in towns:
        town.kind = "place"  # one that no table knows among others
    return True


def _told_by(name: _Part, words: str, at: int) -> bool:
    """`ظلنا اليوم: قال رئيس البلدية`: a name like an outlet's, a colon, and a verb that reports."""
    verb = words[at : at + 20].split(maxsplit=1)[:1]
    return bool(verb) and _key(verb[0]) in REPORTING and resembles_outlet(_key(name.words))


def _joins_letters(words: str, found: re.Match[str]) -> bool:
    before, after = words[found.start() - 1 : found.start()], words[found.end() : found.end() + 1]
    return found.group() == "-" and before.isalpha() and after.isalpha() and " " not in words[: found.start()][-12:]


def _opens(parts: list[_Part]) -> bool:
    """True for parts that cannot be the beginning of a sentence: a city first, or an outlet and nothing unknown."""
    kinds = [p.kind for p in parts]
    if not kinds or "unknown" in kinds or len(parts) > 8:
        return False
    if "outlet" in kinds:
        return len(parts) > 1 or credits_outlet(_key(parts[0].words), lexicon())
    if kinds[0] == "place" and _key(parts[0].words) in city_names():
        return True
    return "place" in kinds and ("date" in kinds or "person" in kinds)


def _settle(parts: list[_Part], trusted: bool) -> list[_Part]:
    """Give the unknown its kind by what stands beside it: before an agency or a day a place, after `كتب` a name."""
    out = [_Part(p.words, p.kind, p.end) for p in parts]
    for staff, name in pairwise(out):
        if staff.kind == "staff" and name.kind in ("person", "unknown"):
            name.kind = "staff"
    if len(out) > 1 and out[1].kind == "place" and _key(out[0].words) in _name_words()[3]:
        out[0].kind = "outlet"  # `وطنية - صيدا -`
    if len(out) == 3 and out[1].kind == "outlet":
        _settle_around(out[0], out[2])
    kinds = {p.kind for p in out}
    if len(out) > 1:  # newspapers are called after cities
        names = [p for p in out if p.kind == "outlet"]
        city = next((p for p in names if _key(p.words) in city_names() and _key(p.words) not in _papers()), None)
        if city and (city is out[0] or "place" not in kinds) and (len(names) > 1 or {"person", "place"} & kinds):
            city.kind = "place"
            kinds.add("place")
    for i, part in enumerate(out):
        if part.kind != "unknown":
            continue
        short = len(part.words.split()) <= 3
        behind = out[i + 1].kind if i + 1 < len(out) else None
        dated = "date" in kinds and out[0].kind == "place" and _key(out[0].words) in city_names()
        if i == 1 == len(out) - 1 and out[0].kind == "place" and _titled_name(part.words) and _is_sure(out[0]):
            part.kind = "person"  # `دبي: مساعد الحوراني`
        elif i == len(out) - 1 > 1 and dated and short and not (trusted and "outlet" in kinds):
            part.kind = "outlet"  # `تيارت، 14 نوفمبر (و ن م) -`: between a city's day and the dash
        elif [p.kind for p in out] == ["person", "unknown", "place"] and _key(out[2].words) in city_names():
            part.kind = "outlet" if part.words.count(" ") < 2 else "unknown"  # `سامي داود – دفترنا – دمشق:`
        elif i and out[i - 1].kind == "label" and is_person(part.words, True):
            part.kind = "person"
        elif (
            i > 1
            and i == len(out) - 1
            and " " not in part.words
            and {"person", "outlet"} <= kinds
            and "place" not in kinds
        ):
            part.kind = "place"  # `عوض الفهمي - سبق - أضم:`
        elif trusted and i == 0 and behind == "label" and len(out) > 2 and may_head_page(_key(part.words)):
            part.kind = "outlet"  # `المشهد الجبلي/ كتب/ سامي داود`
        elif trusted and i == 0 and behind in ("outlet", "filler") and names_site(_key(part.words)):
            part.kind = "outlet"  # `المشهد الجبلي - وكالات`
        elif i == 0 and short and "place" not in kinds and behind in ("outlet", "date") and not _is_phrase(part.words):
            part.kind = "place"
        elif trusted and i == 0 and short and behind == "place" and _key(out[1].words) not in city_names():
            part.kind = "place"  # a town and its country
        elif trusted and " " not in part.words and "place" not in kinds and {"person", "outlet"} & kinds:
            plain = is_plain(_key(part.words)) or is_plain(_key(part.words).removeprefix("ال"))
            several = sum(p.kind == "person" for p in out) > 2  # `الحكام: سامي داود، وليد سعد، هادي نصر`
            part.kind = "outlet" if _opens_name(part) else "unknown" if plain or several else "place"
        elif trusted and i == len(out) - 1 and short and {"place", "date", "outlet"} <= kinds:
            part.kind = "person" if is_person(part.words, True) else "filler"  # `الخليل 3-7-2012 وفا - عنان شحادة`
        elif (
            trusted
            and sum(p.kind != "filler" for p in out) == 2
            and "place" in kinds
            and may_be_outlet(_key(part.words))
            and (" " not in part.words or part.words.startswith("ال"))
        ) or (trusted and "place" in kinds and "outlet" not in kinds and names_site(_key(part.words))):
            part.kind = "outlet"
        elif trusted and i == 2 == len(out) - 1 and short and [p.kind for p in out[:2]] == ["outlet", "person"]:
            part.kind = "place"  # `عنب بلدي – سامي داود – ريف حلب`
        elif trusted and "outlet" not in kinds and _is_exclusive(out) and may_head_page(_key(part.words)):
            part.kind = "outlet"  # `خاص - ظل الأرز`
        elif trusted and " " not in part.words and "place" in kinds and {"person", "outlet"} & kinds:
            part.kind = "filler"  # a second place
    return out


def _settle_around(writer: _Part, place: _Part) -> None:
    """`مهنا التميمي - سبق - الجوف:`: who writes, for whom, and where; one of them is enough to know the other."""
    if place.kind == "outlet" and _key(place.words) in city_names():
        place.kind = "place"  # a paper is called so as well
    if writer.kind == "unknown" and place.kind in ("place", "unknown") and 1 <= writer.words.count(" ") <= 2:
        last = _key(writer.words).split()[-1]
        if not _is_phrase(writer.words) and (last.startswith("ال") or is_strange(last)) and last.isalpha():
            writer.kind = "person"
    if (
        writer.kind == "person"
        and place.kind == "unknown"
        and place.words.count(" ") < 2
        and not _is_clause(place.words)
    ):
        place.kind = "place"


def _titled_name(words: str) -> bool:
    """`مساعد الحوراني`: a first name that is a title as well, and a family's name."""
    key = _key(words).split()
    return len(key) == 2 and key[0] in ROLE and key[1].startswith("ال") and is_strange(key[1])


def _is_clause(words: str) -> bool:
    return is_verb(_key(words).split()[0])


def _opens_name(part: _Part) -> bool:
    """`منارة / أحمد أبو طيب`: a word that names of outlets begin with, and no first name."""
    return _key(part.words) in _name_words()[0] and _key(part.words) not in GIVEN


def _is_phrase(words: str) -> bool:
    """`مقدمة نشرة أخبار`: ordinary nouns side by side, which name no town."""
    key = _key(words).split()
    if len(key) > 1 and (is_verb(key[0]) or len(key[-1]) == 1 or (len(key) > 2 and takes_article(key[1]))):
        return True  # `استعرضت تجربة دار «الفراشة»`, `الإبداع و"الحرية"`, `جاءت نتيجة الأشواط 17-25`
    return len(key) > 1 and all((takes_article(w) or is_plain(w)) and w not in GIVEN for w in key)


def _exclusive_to(tokens: list[str]) -> str | None:
    """The outlet of `خاص بموقع شفق النيل`, `خاص لـ شفق النيل`: what stands behind the preposition."""
    if tokens and tokens[0] in ("ب", "بـ", "ل", "لـ"):
        tokens = tokens[1:]
    elif tokens and re.match("[بل]ـ?[ء-ي]{3}", tokens[0]) and not tokens[0].startswith("لل"):
        tokens = [tokens[0][1:].lstrip("ـ"), *tokens[1:]]
    else:
        return None
    if len(tokens) > 1 and _key(tokens[0]) in ("موقع", "الموقع"):
        tokens = tokens[1:]
    name = " ".join(tokens).strip(_EDGES)
    return name if may_head_page(_key(name)) or is_outlet(_key(name)) else None


def _is_exclusive(parts: list[_Part]) -> bool:
    return any(p.kind == "filler" and _key(p.words) in ("خاص", "حصري") for p in parts)


def _several_of(words: str) -> list[str]:
    """`وليد الزياني وسمية حبيل`: writers that a و joins, where it begins no name of its own."""
    people = people_of(words)
    named = all(" " in name and _key(name).split()[0] in GIVEN for name in people)
    return people if named or _are_writers(people) else [words]


@lru_cache(maxsize=256)
def is_strange_name(words: str) -> bool:
    """True for two or three words that no table knows as anything but a name: `أوهانيس كشيشيان`; no outlet's."""
    key = _key(words).split()
    if not 2 <= len(key) <= 3 or not is_strange(key[-1]) or is_verb(key[-1]) or not is_person(words, True):
        return False
    if not FUNCTION.isdisjoint(key):
        return False  # `سامي لا يريدني`
    others = [w for w in key[:-1] if w not in TIES]
    return not any(is_plain(w) or is_nisba(w) or is_verb(w) for w in others) and not names_site(" ".join(key))


def _joined_to(words: str, behind: bool) -> str:
    """A name without the و that joins it to another part: `منى الحلبي (القاهرة) ووليد سعد (عمان)`."""
    first = words.partition(" ")[0]
    own = _key(first) in GIVEN or not _JOINED.fullmatch(first) or not is_person(words[1:], True)
    return words if own or not behind else words[1:]


def _signed(parts: list[_Part], size: int) -> Signed:
    place = next((p.words for p in parts if p.kind == "place"), None)
    outlets = [p.words for p in parts if p.kind == "outlet"]
    persons = [p.words for p in parts if p.kind == "person"]
    # Beside a name that is surely a person's, an unknown one across a dash is more likely the outlet's.
    persons = [_joined_to(words, i > 0) for i, words in enumerate(persons)]
    known = [words for words in persons if is_person(words, False) or _INITIAL.match(words) or is_strange_name(words)]
    authors = [name for words in (known if known and len(parts) == 2 else persons) for name in _several_of(words)]
    return Signed(place, tuple(dict.fromkeys(outlets)), tuple(dict.fromkeys(map(untitled, authors))), size)
