"""The outlet by its own imprint: `جميع الحقوق محفوظة © مرآة الجبل 2025`, `تابعوا مرآة الجبل على فيسبوك`, its name at the top."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from builder.extract.lineclues import (
    LEAD_MARKS,
    ends_in_sections,
    first_step,
    is_outlet,
    is_section,
    key_of,
    lexicon,
    steps_of,
)
from builder.extract.smallprint import may_be_outlet, may_head_page, read_line, resembles_outlet
from builder.extract.words import FUNCTION, REPORTING, is_plain, place_names
from builder.lexicon import table
from builder.text.folding import fold_key

MAX_LINE = 220
TOP, TOP_LINES = 1000, 12  # characters and lines of the page's head, and of its foot
_MARKS = ("©", "حقوق", "opyright", "(c)", "(C)")
_SURE = ("©", "opyright", "(c)", "(C)")
_PARTS = re.compile(
    r"[|©•\n\[\](){}«»\"“”]| [-–—ـ] |\.\.+|[.،,:؛;](?= |$)|  +|(?i:\(c\)|copyright|all rights reserved)"
)
_LETTER = re.compile("[ء-ي]{2}")
_DIGIT = re.compile("[0-9٠-٩]")
_YEARS = re.compile(r"(?<![^\W_])[0-9٠-٩]{4} ?(?:[-–—/] ?[0-9٠-٩]{4})?(?: ?(?:م|هـ|ه)(?![ء-ي]))?")
_EDGES = LEAD_MARKS + "؛;\u00a0"
# `قال لـ«مرآة الجبل»`; the mark comes first, so that the scan is quick
_TOLD = re.compile(
    "[«\"“('](?:(?<=[ \n\u200f]ل.)|(?<=[ \n\u200f]لـ.)|(?<=[ \n\u200f]لـ .)|(?<=[ \n\u200f]ل .)|(?<=[ \n\u200f]لـ'.))"
    " ?([^«»\"“”()\n']{3,30}?) ?[»\"”“)']"
)
_PROMO = re.compile(" (?:علي?|عبر) (?:موقع |صفحه |منصه |شبكه )?")


@cache
def _words() -> tuple[frozenset[str], tuple[str, ...], frozenset[str], frozenset[str]]:
    noise = table("noise")
    return (
        frozenset(fold_key(w) for w in noise["rights_words"]), tuple(fold_key(w) for w in noise["makers"]),
        frozenset(fold_key(w) for w in noise["follow"]), frozenset(fold_key(w).lower() for w in noise["channels"]),
    )  # fmt: skip


@lru_cache(maxsize=4)
def names_of_rights(text: str) -> tuple[str, ...]:
    """Who reserves the rights of the page, as printed."""
    found: list[str] = []
    for mark in _MARKS:
        at = text.find(mark)
        while at >= 0:
            start = text.rfind("\n", 0, at) + 1
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            if end - start <= MAX_LINE and (name := _of_rights(text[start:end])):
                first = fold_key(name.split(" ", 1)[0])
                if (
                    first not in FUNCTION or is_outlet(fold_key(name))
                ) and first != "بتاريخ":  # prose that speaks of rights
                    found.append(name)
            at = text.find(mark, end)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4)  # asked by the noise stage and by the header
def own_names(text: str) -> tuple[str, ...]:
    """Names the page's copyright and follow-us lines give the outlet, as printed, the surest first."""
    found = list(names_of_rights(text))
    for mark in (f"{word} " for word in table("noise")["follow_us"]):
        at = text.find(mark)
        while at >= 0:
            start = text.rfind("\n", 0, at) + 1
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            if end - start <= MAX_LINE and (name := _of_promo(text[at + len(mark) : end])):
                found.append(name)
            at = text.find(mark, end)
    found.extend(_linked(text))
    found.extend(_addressed(text))
    found.extend(_followed(text))
    found.extend(_mastheads(text))
    found.extend(_beside_day(text))
    return tuple(dict.fromkeys(found))


def _addressed(text: str) -> Iterator[str]:
    """`جريدة صدى الجبل ــ شارع النيل ــ القاهرة` at the foot, and `صحافي من فريق «صدى الجبل»`."""
    foot = text[-TOP:]
    if any(word in foot for word in _ADDRESS):
        for row in foot.split("\n"):
            name = _APART_IN_FOOT.split(row.strip(_EDGES))[0]
            if (
                len(row) <= MAX_LINE
                and name != row
                and any(word in row for word in _ADDRESS)
                and is_outlet(key_of(name))
            ):
                yield name
    rows = [row.strip(_EDGES) for row in text.split("\n", 8)[:8] if row.strip(_EDGES)]
    top = {key_of(row) for row in rows[:4] if 3 < len(row) <= 20}
    below = [row for row in foot.split("\n") if row.strip(_EDGES)][-TOP_LINES:] if top else []
    for row in (row.strip(_EDGES) for row in below if len(row) <= 40):  # `خزامى` above, `صحيفة خزامى الإلكترونية` below
        key = key_of(row)
        if key.count(" ") <= 4 and is_outlet(key) and any(f" {name} " in f" {key} " and name != key for name in top):
            yield row
    if " تصدر عن " in foot or " يصدر عن " in foot:
        yield from (found[1].strip(_EDGES) for found in _ISSUED_BY.finditer(foot))
    if " فريق " in text:
        yield from (found[1].strip(_EDGES) for found in _OF_TEAM.finditer(text))


_ADDRESS = ("شارع", "ص.ب", "ص ب", "العنوان", "هاتف", "تلفون")
_ISSUED_BY = re.compile(
    "(?:^|\n)([^\n،.|]{3,30}?) ?[،:–-]? (?:صحيفة|جريدة|مجلة|موقع|يومية|أسبوعية)(?: [ء-ي]{3,12}){0,4} (?:ت|ي)صدر عن "
)  # `الوادي جريدة يومية تصدر عن مؤسسة الوادي للصحافة والنشر`
_APART_IN_FOOT = re.compile(" ?[-–—]+ | ـ+ |[|،:]")
_OF_TEAM = re.compile(
    '(?:^|\\n)[^\\n]{0,30}(?:صحافي|صحفي|كاتب|مراسل|محرر|اعلامي|إعلامي)[ةه]?(?![ء-ي])[^\\n«"“]{0,30} من فريق (?:موقع |صحيفة )?[«"“]([^»"”\\n]{3,30})[»"”]'
)


def _linked(text: str) -> Iterator[str]:
    """`رابط الخبر بصحيفة صدى الجبل: سيل في الوادي`: the name in the line that a site puts below its own article."""
    if "رابط" not in text[-TOP:]:
        return
    for found in _LINK_TO_ITSELF.finditer(text[-TOP:]):
        if found[2] in _link_heads():
            yield f"{found[2]} {found[3]}"


@cache
def _link_heads() -> frozenset[str]:
    """Words that name an outlet with the name behind them."""
    return frozenset(table("noise")["link_heads"])


_LINK_TO_ITSELF = re.compile("رابط (الخبر|المقال|الموضوع|التقرير) (?:ب|في |على )([ء-ي]+) ([^:\\n]{2,30}?) ?:")


def _followed(text: str) -> Iterator[str]:
    """`انضموا إلى قناة صدى الساحل على تلغرام`, `حمّل تطبيق صدى الساحل`: the name in a line that asks to follow."""
    foot = text[-TOP:]
    for row in foot.split("\n") if any(word in foot for word in table("noise")["follow_through"]) else ():
        words = row.split()
        if not 3 <= len(words) <= 14 or fold_key(words[0].strip(_EDGES)) not in _asking():
            continue
        through = next((i for i, w in enumerate(words) if fold_key(w) in _through()), len(words))
        name: list[str] = []
        if through == len(words):  # `انضم لقناة صدى الساحل على الواتساب`
            through = next((i for i, w in enumerate(words) if w[0] == "ل" and fold_key(w[1:]) in _through()), through)
        for word in words[through + 1 :]:
            if fold_key(word) in ("علي", "عبر", "من", "الان", "في"):
                break
            name.append(word)
        key = fold_key(found := " ".join(name).strip(_EDGES)).lower()
        social = any(fold_key(w.strip(_EDGES)) in _words()[3] for w in words[through + 1 + len(name) :])
        if name and (resembles_outlet(key) or (social and may_head_page(key))):
            yield found


@cache
def _asking() -> frozenset[str]:
    return frozenset(fold_key(w) for group in ("follow", "follow_unsure") for w in table("noise")[group])


@cache
def _through() -> frozenset[str]:
    return frozenset(fold_key(w) for w in table("noise")["follow_through"])


# `نورس البحرين | أول صحيفة يومية`, `سارية الدوحة - يومية سياسية تصدر عن دار السارية`: the site, and what it calls itself.
_MOTTO = re.compile(
    r"([^|–—-]{3,40}?) ?[|–—-] (?:(?:أول|اول|أكبر) )?(?:صحيفة|جريدة|يومية|أسبوعية|بوابة|شبكة|منصة|موقع|وكالة) (?:[ء-ي]+ ){0,3}?"
    r"(?:يومية|سياسية|إخبارية|اخبارية|إلكترونية|الكترونية|مستقلة|شاملة|تصدر|يصدر|جامعة)"
)


def site_of_path(row: str) -> str | None:
    """The site's name in front of the sections of a path to the page: `صدى الجبل | محليات | الجنوب`, `صدى الجبل محليات الجنوب`."""
    key = key_of(row)
    if steps := steps_of(key, lexicon()):
        if steps[0] in lexicon().sections or is_section(steps[0]):
            return None
        name = first_step(row)
    elif motto := _MOTTO.match(row):
        name = motto[1].strip(_EDGES)
    else:
        name = " ".join(row.split()[: ends_in_sections(key, lexicon())])
    return name if name != row.strip(_EDGES) and may_head_page(key_of(name)) else None


def _mastheads(text: str) -> Iterator[str]:
    """A short line at the top whose words small print names again: `ليبيا الغد`, and below the title `ليبيا الغد | خاص`."""
    rows = [row for row in text[:TOP].split("\n") if row.strip()][:TOP_LINES]
    for row in rows[:3]:
        name = (site_of_path(row) or row) if len(row) <= MAX_LINE else row
        name = name.strip(_EDGES)
        if (
            len(name) > 40
            or text.count(name) < 2
            or not (may_be_outlet(key := key_of(name)) or name not in (row, row.strip(_EDGES)))
        ):
            continue
        if is_section(key):
            continue
        foot = [row for row in text[-TOP:].split("\n") if row.strip()][-TOP_LINES:]
        for other in (*rows, *foot):
            if len(other) > MAX_LINE or name not in other or other.strip(_EDGES) == name or other == row:
                continue
            signed = read_line(other, frozenset([key]), True)
            if signed and name in signed.outlets and (signed.place or signed.authors or not _YEARS.search(other)):
                yield name
                break


@lru_cache(maxsize=4)
def own_keys(text: str) -> frozenset[str]:
    """The outlet's names folded, with and without a word such as `صحيفة`, and what the article puts in `لـ«…»`."""
    names = (*own_names(text), *(found.group(1) for found in _told(text)))
    return frozenset(key for name in names for key in keys_of_outlet(name))


def keys_of_outlet(name: str) -> set[str]:
    """An outlet's name folded, with and without a word such as `صحيفة`: `وكالة صدى الجبل الإخبارية` signs `صدى الجبل`."""
    key = fold_key(name).lower()
    head, _, rest = key.partition(" ")
    if not rest or not is_outlet(f"{head} س"):
        name = key.partition(" لل")[0]  # `ساحل القرن للإعلام والدراسات` signs `ساحل القرن`
        return {key, name} if " " in name else {key}
    tail = next((tail for tail in lexicon().tails if rest.endswith(tail)), "")
    return {key, rest, rest.removesuffix(tail)}


@lru_cache(maxsize=4)
def _told(text: str) -> tuple[re.Match[str], ...]:
    """What stands in quotation marks behind a joined ل: whom somebody spoke to, or whatever else a ل leads to."""
    return tuple(_TOLD.finditer(text))


class _Voice(NamedTuple):
    """How an outlet speaks of itself: its verbs; what stands before its name in marks, and behind it; its name without
    marks; its correspondent.
    """

    verbs: tuple[str, ...]
    before: re.Pattern[str]
    behind: re.Pattern[str]
    bare: re.Pattern[str]
    sent: re.Pattern[str]


@cache
def _own_voice() -> _Voice:
    noise = table("noise")
    verbs, means, occasions = ("|".join(noise[group]) for group in ("own_voice", "own_means", "told_at"))
    sent = "|".join(noise["correspondents"])
    head = f"(?<![ء-ي])[وف]?(?P<verb>{verbs})(?: عليها?| إليها?)? "
    name = "((?:[ء-ي]{2,}[0-9]{0,3} ?){1,3}?)"
    return _Voice(
        tuple(noise["own_voice"]),
        re.compile(f"(?:{head}|(?<![ء-ي])[وف]?(?:{means}) |(?:{occasions})(?: [ء-ي]+)? (?:إلى|الى|مع) )$"),
        re.compile(f" (?:بدورها )?(?:{verbs})(?![ء-ي])"),
        re.compile(head + name + " (?:من مصادر|من مصدر|من مصادرها|بنسخة|على نسخة|أن|أنه|أنها) ?"),
        re.compile(
            f"[ \\n]ل(?:{sent}) ((?:[ء-ي]{{2,}} )?(?:[«\"“'(]? ?[ء-ي]{{2,}} ?){{1,2}})[»\"”“')]?(?= ب| في|[،.])"
        ),
    )


_OPENING_MARK = re.compile("[«\"“(']{1,2}")
_MARKED_NAME = re.compile(" ?([^«»\"“”()\n']{3,30}?) ?[»\"”“)']")
_BESIDE_NAME = 44  # characters before a name in marks in which the words of an own voice stand


@cache
def _on_air() -> frozenset[str]:
    """Channels and foreign networks, which other papers quote as `قال لـ«…»` too: their aliases say which they are."""
    rows = table("outlets")["outlets"]
    aired = (row for row in rows if any(a.isascii() or key_of(a).startswith(_CHANNEL) for a in row["aliases"]))
    return frozenset(key_of(n) for row in aired for n in (row["name"], *row["aliases"])) | {
        key_of(n) for n in table("outlets")["aired"]
    }


_PAPERS = ("صحيفة", "جريدة", "لصحيفة", "لجريدة", "موقع", "مجلة", "وكالة")
_CHANNEL, _PAPER = key_of("قناة") + " ", key_of("صحيفة") + " "


@cache
def _agencies() -> frozenset[str]:
    return frozenset(key_of(n) for row in table("outlets")["agencies"] for n in (row["name"], *row["aliases"]))


def told_name(text: str) -> str | None:
    """The one name by which the article's outlet speaks of itself: `قال لـ«مرآة الجبل»`, `علمت «مرآة الجبل»`.

    Another paper cites it with a word such as `صحيفة` before the name, or makes it say something: then it is not the article's.
    """
    voice = _own_voice()
    sure: list[str] = []
    if any(verb in text for verb in voice.verbs):
        sure += [n for found in voice.bare.finditer(text) if _reads_as_outlet(n := found.group(2).strip(_EDGES))]
    for mark in _OPENING_MARK.finditer(text):
        marked = _MARKED_NAME.match(text, mark.end())
        if marked is None:
            continue
        before = voice.before.search(text[max(0, mark.start() - _BESIDE_NAME) : mark.start()])
        if before is None and not voice.behind.match(text, marked.end()):
            continue
        name = marked[1].strip(_EDGES)
        verb = before["verb"] if before else None
        knows = verb == _LEARNT or (verb is not None and _COPY in text[mark.start() : marked.end() + 25])
        if _may_tell(key_of(name), knows):
            sure.append(name)
    if " لمراسل" in text or " لموفد" in text:
        sure += [
            n for name in voice.sent.findall(text) if is_outlet(key_of(n := _MARKS_INSIDE.sub("", name).strip(_EDGES)))
        ]
    told = [(found.group(1).strip(_EDGES), _is_spoken(text, found.start())) for found in _told(text)]
    told += [(name, True) for found in _BARE.finditer(text) if (name := _longest_outlet(found.group(1)))]
    keys_sure = frozenset(map(key_of, sure))
    own: list[str] = []
    for key, name in {key_of(name): name for name in reversed((*sure, *(name for name, _ in told)))}.items():
        times = [spoken for other, spoken in told if key_of(other) == key]
        if (key in keys_sure or _may_be_told(key, times)) and key not in _agencies() and not _is_cited(name, text):
            own.append(name)
    return own[0] if len(own) == 1 else None


_LEARNT, _COPY = "علمت", "نسخة"
_MARKS_INSIDE = re.compile("[«»\"“”'()]")  # `لمراسلة الجبل "أف أم" بالجهة`
_BARE = re.compile("لـ(?<=[ \n]لـ) ?((?:[ء-ي]{2,} ){0,2}[ء-ي]{2,})")  # `قال لـ مرآة الجبل إن`


def _reads_as_outlet(name: str) -> bool:
    return is_outlet(key_of(name)) or resembles_outlet(key_of(name))


def _longest_outlet(words: str) -> str | None:
    """The name at the beginning of the words behind a bare `لـ`, where it is two words or more and reads as an outlet's."""
    parts = words.split()
    names = (" ".join(parts[:size]) for size in range(len(parts), 1, -1))
    return next((name for name in names if _reads_as_outlet(name)), None)


@cache
def _shared() -> frozenset[str]:
    """Names that clubs and companies bear as well: `هدف لـ«الاتحاد»` speaks of no paper."""
    bodies = table("organizations")
    return frozenset(key_of(n) for group in ("clubs", "companies") for row in bodies[group] for n in row["names"])


@cache
def _speech() -> frozenset[str]:
    return frozenset(key_of(word) for word in table("noise")["told_in"])


def _is_spoken(text: str, at: int) -> bool:
    """True where one of the four words before the joined ل tells that somebody spoke: `قال المدير لـ«…»`, `تصريح خاص لـ«…»`."""
    before = [key_of(word) for word in text[max(0, at - 50) : at].split()[-5:-1]]
    return any(key in _speech() or key[1:] in _speech() for key in before)


def _may_tell(key: str, knows: bool) -> bool:
    """Whether a name in marks behind a verb of the own voice is a paper's. knows: it learnt something, or has a copy of it."""
    if (key in lexicon().outlets and key not in _shared()) or is_common(key):
        return True
    return knows and (is_outlet(key) or may_be_outlet(key) or may_head_page(key))


def _may_be_told(key: str, times: list[bool]) -> bool:
    """Whether a name behind a joined ل is the outlet's own. times: for each time it stands so whether somebody spoke there."""
    if not times or key in _on_air():
        return False
    if key in lexicon().outlets:
        return any(times) or key not in _shared()
    return is_common(key) or (len(times) > 1 and any(times) and resembles_outlet(key))


def is_common(key: str) -> bool:
    """True for papers named with an ordinary word, which is a name in quotation marks only: `قال لـ«اليوم»`."""
    return key not in lexicon().outlets and _PAPER + key in lexicon().outlets


def _is_cited(name: str, text: str) -> bool:
    """True where a word before the name says what it is, as of another's, or makes it say something."""
    if is_common(key_of(name)):
        return any(f"{word} {mark}{name}" in text for word in _PAPERS for mark in '«"“(')
    at = text.find(name)
    while at >= 0:
        before = text[max(0, at - 20) : at].rstrip(" «\"“('").rsplit(maxsplit=1)[-1:]
        word = key_of(before[0]) if before else ""
        if not {word, word[1:]}.isdisjoint(_citing()):
            return True
        at = text.find(name, at + len(name))
    return False


@cache
def _citing() -> frozenset[str]:
    """Words before the name of another outlet: what it is, that it told something, `بحسب`."""
    own = {key_of(verb) for verb in table("noise")["own_voice"]}
    return (lexicon().heads | REPORTING | {key_of(w) for w in table("noise")["according"]}) - own


def _beside_day(text: str) -> Iterator[str]:
    """The outlet beside the day at the top: `صحيفة صدى الجبل - 3 مايو 2025`."""
    for row in [row for row in text[:TOP].split("\n") if row.strip()][:4]:
        name, dash, rest = row.partition(" - ")
        key = key_of(name.strip(_EDGES))
        if (
            dash
            and _DIGIT.search(rest)
            and " " in key
            and key.partition(" ")[0] in lexicon().heads
            and key.count(" ") <= 4
        ):
            yield name.strip(_EDGES)


def _of_rights(line: str) -> str | None:
    """The name beside the words that reserve all rights; None where they are another's or nobody's."""
    rights, makers, _, _ = _words()
    if sum(fold_key(word.strip(_EDGES)) in rights for word in line.split()) < 2 and not any(m in line for m in _SURE):
        return None
    before, _, after = line.partition("©")
    reserved = any(fold_key(w) in rights for w in line.split())
    dated = _YEARS.match(after.lstrip()) or before.rstrip()[-1:] == "|"
    pictured = len(before.split()) > 2 and re.search("[ء-ي]{2}", after) and not reserved and not dated
    if pictured and not is_outlet(fold_key(before).lower().strip(_EDGES)):
        return None  # `عمال في موقع الحفر © رويترز`
    latin = _YEARS.sub(" ", after).split()[:3]
    known = (" ".join(latin[:size]) for size in range(len(latin), 0, -1))
    if name := next((name for name in known if name.isascii() and key_of(name) in lexicon().outlets), None):
        return name  # `© 2023 Deutsche Welle إعلان الحماية`
    # `اشترك في نشرتنا | © 2025 مرآة الجبل`
    for part in _PARTS.split(after if dated and not reserved and _LETTER.search(after) else line):
        words = _YEARS.sub(" ", part).strip(_EDGES).split()
        behind = False
        while words and fold_key(words[0]) in rights:
            words.pop(0)
            behind = True
        while words and fold_key(words[-1]) in rights:
            words.pop()
        if len(words) > 2 and words[-1] in _TRADES and fold_key(words[0]).removeprefix("ل") in OUTLET_KINDS:
            words.pop()  # `لصحيفة سواحل للصحافة والنشر`
        elif words and words[-1] in _TRADES:
            more = _AND_TRADE.match(line, line.find(words[-1]) + len(words[-1]))
            words += [more[1]] if more else []  # `لدار أخبار الجبل للصحافة والنشر`
        if words and (name := _bare(words, behind)) and not fold_key(name).startswith(makers):
            return name
    return None


_AND_TRADE = re.compile(" (والنشر|والطباعة|والإعلام|والاعلام)(?![ء-ي])")
_TRADES = frozenset(("للصحافة", "للنشر", "للطباعة", "للإعلام"))
OUTLET_KINDS = frozenset(("صحيفه", "جريده", "مجله", "بوابه", "شبكه", "قناه", "اذاعه"))


def _may_lose(first: str) -> bool:
    """False for `لبنان` and `لسان`: their first letter is no preposition."""
    key = fold_key(first)
    return len(key) > 3 and key not in place_names() and key not in _own_lams()


@cache
def _own_lams() -> frozenset[str]:
    names = [w for row in table("outlets")["outlets"] for w in row["name"].split()] + table("outlets")["begins"]
    return frozenset(key for name in names if (key := fold_key(name)).startswith("ل"))


def _bare(words: list[str], reserved: bool) -> str | None:
    """The name without the `ل` that reserves the rights for it and without the word `موقع`."""
    first = words[0]
    if first in ("لـ", "ل", "لدى", "الي", "إلى"):
        words = words[1:]
    elif first.startswith("لل") and len(first) > 4:
        words = ["ال" + first[2:], *words[1:]]
    elif first.startswith("لـ"):
        words = [first[2:], *words[1:]]
    elif first.startswith("ل") and (is_outlet(fold_key(first[1:] + " س")) or (reserved and _may_lose(first))):
        words = [first[1:], *words[1:]]
    if len(words) > 1 and (fold_key(words[0]) in ("موقع", "الموقع") or (words[0] == "شركة" and words[1].isascii())):
        words = words[1:]
    name = " ".join(words).strip(_EDGES)
    named = re.search("[ء-ي]{2}", name) or first.endswith("شركة")
    if not 1 <= len(words) <= 6 or not named or re.search("[0-9٠-٩@]{3}", name):
        return None
    return None if len(words) == 1 and is_plain(fold_key(name)) and not is_outlet(fold_key(name)) else name


def _of_promo(rest: str) -> str | None:
    """`أخبار الساحل على فيسبوك`: what stands between the call to follow and the channel."""
    folded = fold_key(rest)
    at = _PROMO.search(" " + folded)
    if not at or len(folded.split()) != len(rest.split()):
        return None
    _, _, _, channels = _words()
    after = folded[at.end() - 1 :].split()
    words = rest.split()[: len(folded[: max(0, at.start() - 1)].split())]
    if not after or not any(w.strip(_EDGES) in channels for w in after[:3]) or not 1 <= len(words) <= 4:
        return None
    name = " ".join(words).strip(_EDGES)
    plain = [fold_key(w) for w in words]
    own = any(w.endswith("نا") for w in plain) or plain[0] in channels or plain[0] in ("اخر", "احدث", "اهم", "كل")
    return None if own else name
