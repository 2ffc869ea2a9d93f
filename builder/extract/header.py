"""The head of an article: title, publisher, agencies credited, authors, day of publication, dateline."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from msgspec import Struct

from builder.extract.dates import stated_dates
from builder.extract.imprint import (
    TOP,
    is_common,
    keys_of_outlet,
    names_of_rights,
    own_keys,
    own_names,
    site_of_path,
    told_name,
)
from builder.extract.lineclues import agency_before_initials, is_section, lexicon, tells, undotted
from builder.extract.smallprint import (
    REACH,
    Signed,
    is_person,
    is_strange_name,
    may_be_outlet,
    may_head_page,
    may_sign,
    names_site,
    people_of,
    read_line,
    read_opening,
    resembles_outlet,
    untitled,
    writer_of,
)
from builder.extract.solver import solve_published
from builder.extract.words import city_names, is_strange, place_names
from builder.lexicon import table
from builder.model import Known, Line, Published
from builder.text.edtf import parse_edtf
from builder.text.folding import fold, fold_key


class Head(Struct, frozen=True, gc=False):
    """What an article says of itself. None or empty where it does not say.

    agencies: credited at dateline or credit line, not merely cited. dateline: the place of the dateline.
    """

    title: str | None = None
    publisher: str | None = None
    agencies: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: Published | None = None
    dateline: str | None = None
    url: str | None = None


_EDGES = ' \t\u00a0\u200e\u200f«»"“”|–—-ـ:،,.*_#>()[]/\\'
_SEPARATOR = re.compile(r" {1,3}[|–—-] {1,3}| ?[|،] ?|\n")
_GAP = re.compile(r"\s{2,}")
_NAMES = re.compile(r" ?[،,+/] ?| - | – ")
_NO_NAME = re.compile('[0-9٠-٩«»"“”]')
_AND = re.compile(r"(?<=[ء-ي]) و(?=[ء-ي]{3})")
_AFTER_LABEL = re.compile(r"^[^:：\n]{2,25}[:：] ?")
_QUOTED = re.compile(r"[«\"“]([^«»\"“”\n]{3,40})[»\"”]")
_PROMO_NAME = re.compile(r" علي (?:موقع |صفحه |منصه )?")
_SITE_BEHIND = re.compile(r" (?:[|–—-]|::?) ([^|–—:\n]{2,40})$")
# `* خدمة «مرآة الجبل» خاص بـ«صدى الساحل»`: whose text it is, and who prints it.
_SERVICE = re.compile(
    r"[\s*•-]*خدمة (?:صحيفة |مجلة )?[«\"“]([^»\"”]{3,30})[»\"”](?: ?[-–ـ]? ?خاص بـ? ?[«{(\"“]([^»})\"”]{3,30})[»})\"”])?\s*$"
)
_LETTERS = re.compile(r"[ء-ي](?:[ .]{1,2}[ء-ي]){1,3}\.?")  # `و ن م`: agencies sign so
# Accounts of a publishing system that sign for want of a writer.
NO_AUTHOR = frozenset(
    ["admin", "administrator", "editor", "root", "webmaster", "أدمن", "الأدمن", "المشرف", "مدير الموقع"]
)
_NOBODY = frozenset(fold_key(name) for name in ("وكالات", "الوكالات", "وكالات الأنباء"))
_STATE = tuple(fold_key(f"{word} ") for word in ("الجمهورية", "المملكة", "دولة", "سلطنة", "وزارة"))
_AGENCY = fold_key("وكالة ")  # of one nobody knows: `وكالة السهل للأنباء`
_SOURCE = re.compile(r"^\W{0,3}(?:(?:المصدر|المصادر) ?[-–/|]|(?:نقلا[ًّ]?|نقلاً|منقول[ةه]?) (?:عن|من)|عن) ?")
_TAKEN_FROM = re.compile("(?:^|[ (/-])عن:? ([^()\n]{2,60})")
_TODAY = re.compile("اليوم")
_ORDINAL = re.compile("(?<=[0-9])(?:st|nd|rd|th)(?![a-z]),?")
_YEAR_FIRST = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2}),? ((?!الساع)[ء-ي]{3,9}) ([0-9]{1,2})(?![0-9:])"
)  # `2021 مارس 12`
_COMMON_YEAR = re.compile("(?<![0-9٠-٩])(?:19|20|١٩|٢٠)[0-9٠-٩]{2}(?![0-9٠-٩])")
_GLUED_YEAR = re.compile("(?<=[ء-ي])(?=(?:19|20)[0-9]{2}/)")  # `وطنية2016/01/09`
_SHORT_YEAR = re.compile(
    "(?<![0-9/.:-])(0?[1-9]|[12][0-9]|3[01])([/.-])(0?[1-9]|1[0-2])\\2([0-4][0-9])(?![0-9/.:]|-[0-9])"
)  # `3/7/24`
_HOUR_INSIDE = re.compile("^([0-9]{1,2}) [0-9]{1,2}:[0-9]{2} ((?:19|20)[0-9]{2}) ([ء-ي]{3,9})$")  # `11 10:27 2019 أوت`
_TWIN_MONTH = re.compile("(?<=[ء-ي])-(?=[ء-ي])")  # `22 أغسطس-آب`
_PRINTED_IN = re.compile(
    r"(^|[^\n]*?)نشرت?\sفي\s((?!يوم|ال[ء-ي]+\s[0-9٠-٩])[ء-ي]{2,}(?:\s(?:[ء-ي]{2,}|[0-9]{2,3})){0,3}?)\sيوم\s(?:[0-9٠-٩]|ال)"
)  # `سامي داودنشر في صدى الجبل يوم 3 - 5 - 2019`


@cache
def _names() -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    """Folded names of agencies, of outlets, and the words an unknown outlet's name begins with."""
    rows = table("outlets")

    def keys(group: str) -> frozenset[str]:
        return frozenset(_key(n) for row in rows[group] for n in (row["name"], *row["aliases"], *row.get("opens", ())))

    return keys("agencies"), keys("outlets"), tuple(_key(w) + " " for w in rows["heads"])


def _key(words: str) -> str:
    return fold_key(words).lower()


class _Gathered(Struct, gc=False):
    """What the lines name, in the order of the text. foot: writers who sign below the last paragraph.
    pictures: outlets that captions name. alone: a city on a line of its own, the dateline where no other names a place.
    """

    place: str | None = None
    alone: str | None = None
    agencies: list[str] = []
    outlets: list[str] = []
    authors: list[str] = []
    foot: list[str] = []
    pictures: list[str] = []
    translated: bool = False

    def take(self, signed: Signed | None) -> None:
        """Add what a piece of small print names."""
        if signed is None:
            return
        self.place = self.place or signed.place
        self.authors.extend(signed.authors)
        for name in (n for words in signed.outlets for n in _split_names(words)):
            self.credit(name)

    def heads(self, name: str) -> None:
        """A name that stands where the site prints its own: an agency that no table knows is the site."""
        if _is_agency(name):
            self.credit(name)
        elif _key(name) not in _NOBODY and not _key(name).startswith(_STATE):
            self.outlets.append(name)

    def archived(self, before: str, outlet: str) -> None:
        """`سامي داودنشر في صدى الجبل`: the outlet, and who stands before it unless it is the outlet again."""
        self.heads(outlet)
        if _is_agency(before) or _key(before).startswith(_AGENCY):
            self.credit(before)
        elif not _key(outlet).startswith(_key(before)) and is_person(before, True):
            self.authors.append(untitled(before))

    def credit(self, name: str) -> None:
        """Sort a credited name: an agency, an outlet, or `وكالات`, which is nobody."""
        if _key(name) not in _NOBODY:
            unknown = _key(name).startswith(_AGENCY) and not name[-1].isdigit()  # `وكالة الساحل 24` is the site
            credited = _is_agency(name) or _key(name) in _called() or _LETTERS.fullmatch(name) or unknown
            (self.agencies if credited else self.outlets).append(name)


def read_header(text: str, lines: tuple[Line, ...], known: Known) -> Head:
    """Read the head: what is known first, then what the lines print. An invented date is the worst fault."""
    rows = [(line, text[line.start : line.end]) for line in lines]
    body = next((i for i, (line, _) in enumerate(rows) if line.label == "body"), len(rows))
    # A standfirst that nothing tells from the text stands above the writer.
    below = next((i for i in range(body + 1, len(rows)) if rows[i][0].label == "body"), body)
    stated, site = next((_titled(words, text) for line, words in rows if line.label == "title"), (None, None))
    title = known.title or stated
    if stated and known.title and known.title.startswith(stated) and _TAIL.match(known.title, len(stated)):
        title = stated  # `العنوان - الموقع`
    found = _gather(text, rows, (body, below), known)
    agencies = known.agencies or _once(found.agencies)
    writers: dict[str, str] = {}
    for name in found.authors or found.foot:
        writers.setdefault(_key(name).replace(" ", ""), name)  # `عبد الله` and `عبدالله`
    authors = known.authors or tuple(name for name in writers.values() if not _is_outlet(name))
    named = [
        _of_house(n)
        for n in (*own_names(text), *found.outlets, *([site] if site else []), *found.pictures)
        if (n not in agencies or _key(n).startswith(_AGENCY) or n in names_of_rights(text))
        and _key(n) not in _NOBODY
        and not _key(n).startswith(_STATE)
    ]
    masthead = _at_top(text)
    # What the page prints first of all, where nothing else that is known signs it: `الشروق` above, `دار الأنوار` below.
    topped = masthead is not None and not (named and _is_outlet(named[0]))
    publisher = known.publisher or (masthead if topped else next(iter(named), None)) or told_name(text)
    published = Published(edtf=known.published) if known.published else _published(text, rows, body)
    return Head(title=title, publisher=publisher, agencies=agencies, authors=authors,
                published=published, dateline=found.place or found.alone, url=known.url)  # fmt: skip


_TAIL = re.compile(r" ?[|–—-] ?[^|–—]{2,40}$")


def _at_top(text: str) -> str | None:
    """A known outlet alone in the page's first line; None for what is a section as well (`الشرق الأوسط`)."""
    first = next((row for row in text[:TOP].split("\n") if row.strip(_EDGES)), "").strip(_EDGES)
    key = _key(first)
    agencies, outlets, _ = _names()
    known = (
        key in agencies or is_common(key) or (key in outlets and (key.isascii() or may_head_page(key)))
    )  # no `الشرق الأوسط`
    return first if known and not is_section(key) and not key.startswith(_STATE) else None


def _of_house(name: str) -> str:
    """The paper of a house that is called after it: `مؤسسة عكاظ للصحافة والنشر`."""
    house = _HOUSE.fullmatch(name)
    return house[1] if house and (_is_outlet(house[1]) or is_common(_key(house[1]))) else name


# `الجمعة 2023/5/19 المصدر : الفنار - كونا عدد المشاهدات 2260`: a bar of small print with its source
_SOURCE_WITHIN = re.compile(
    "(?:^| )(?:المصدر|المصادر) ?: ?([^0-9:|A-Z]{2,40}?)(?= (?:عدد|مشاهد|المشاهد|قراء|تاريخ|نشر|حجم)| ?[0-9|A-Z]|$)"
)
_POSTED = ("مراسل", "مراسلة", "موفد", "موفدة")
_HOUSE = re.compile(
    "(?:مؤسسة|شركة|دار|مجموعة) ([ء-ي]+(?: [ء-ي]+)?) (?:لل(?:صحافة|نشر|طباعة|إعلام)|الإعلامية|الصحفية).*"
)


def _gather(text: str, rows: list[tuple[Line, str]], bodies: tuple[int, int], known: Known) -> _Gathered:
    """What the lines around the text say. bodies: the places of its first two paragraphs."""
    body, below = bodies
    quoted = {_key(q) for q in _QUOTED.findall(text)}
    own = own_keys(text) | (keys_of_outlet(known.publisher) if known.publisher else set())
    found = _Gathered()
    told = f" {' '.join(_key(w) for line, w in rows if line.label in ('title', 'standfirst', 'body'))} "
    labelled = any(line.rule == "byline.phrase" and i < below for i, (line, _) in enumerate(rows))
    for i, (line, words) in enumerate(rows):
        if line.label not in ("body", "title", "empty") and (service := _SERVICE.match(words)):
            found.agencies.append(service[1])
            if service[2]:
                found.heads(service[2])
        elif line.label == "dateline":
            if found.alone and words.startswith(_POSTED):
                continue  # `مراسل صدى الجبل في المغرب`, below the town
            if line.rule == "dateline.town":
                found.place = found.place or words.strip(_EDGES)
                continue
            inside = line.rule == "dateline.agency"
            found.take(read_opening(_paragraph(text, line), own) if inside else read_line(words, own, True))
        elif line.label == "credit":
            _credit(line, words, found, own)
        elif line.rule == "byline.about":
            found.foot.extend(filter(None, [writer_of(words)]))
        elif line.rule == "byline.posted":
            found.foot.append(words.strip(_EDGES))
        elif line.rule == "byline.masthead":
            found.heads(words.strip(_EDGES))
        elif line.rule == "page_title" and (tail := _SITE_BEHIND.search(words)):
            if may_be_outlet(_key(tail[1].strip(_EDGES))):
                found.heads(tail[1].strip(_EDGES))  # behind the headline that the page prints again below
        elif line.rule in ("breadcrumb", "menu", "before_title") and i < body:
            if name := site_of_path(words):
                found.heads(name)
            elif line.rule == "before_title" and _is_columnist(rows, i, told):
                found.take(read_line(words, own | quoted, True))
        elif line.label == "byline" and line.rule == "byline.foot":
            signed = read_line(words, own, True)
            found.foot.extend(signed.authors if signed else ())
            found.take(Signed(signed.place if found.place is None else None, signed.outlets) if signed else None)
        elif line.label == "byline" and (
            i < body or line.rule in ("byline.phrase", "byline.byline") or (i < below and line.rule == "html.class")
        ):
            if line.rule == "byline.short_line" and words.rstrip().endswith("."):
                continue  # `- كوب عدس.`
            if signed := read_line(words, own | quoted, True):
                if line.rule == "byline.signed" and any(f"\n{name}:" in text for name in signed.authors):
                    continue  # who speaks in an interview is no writer of it
                if line.rule == "byline.signed" and labelled and signed.authors:
                    continue  # `المحامية فلانة`, below her picture: the writer is another
                if line.rule in _BARE and _is_told_of(signed, told):
                    continue
                found.take(signed)
            elif i and _key(rows[i - 1][1].strip(_EDGES)) in _dating() and may_head_page(_key(words.strip(_EDGES))):
                found.heads(words.strip(_EDGES))  # below `نشر`, alone on its line
            elif line.rule == "byline.short_line" and _key(words.strip(_EDGES)) in city_names():
                found.alone = found.alone or words.strip(_EDGES)  # `رام الله`, above the writer
            elif not (line.rule in _BARE and _is_told_of(Signed(authors=(words.strip(_EDGES),)), told)):
                _byline(words, _names_writer(rows, i, text), found.authors, found.outlets, quoted)
        elif line.label in ("date", "chrome", "share") and i < body and (within := _SOURCE_WITHIN.search(words)):
            for name in filter(_is_agency, _split_names(within[1])):
                found.credit(name)
        elif line.label == "date" and i < body:
            if printed := _PRINTED_IN.match(words):
                found.archived(*(part.strip(_EDGES) for part in printed.groups()))
                continue
            signed = read_line(words, own | quoted, True)
            if signed and not (signed.outlets and signed.place is None):
                found.take(signed)
                continue
            town, names = _parts_of_date_line(words)
            named = [n for n in names if _is_outlet(n) or _key(n) in quoted or _key(n) in own or names_site(_key(n))]
            for name in named:
                found.heads(name)
            found.place = found.place or (town if named else None)
        elif line.rule == "caption.credited":
            source = words[words.rfind("(") + 1 :].strip(_EDGES)
            if not _is_agency(source) and not is_person(source, False):
                found.pictures.append(source)
        elif line.rule == "related.promo":
            outlet = _promo_name(words)
            if outlet and (_is_outlet(outlet) or line.start < len(text) // 2):
                found.outlets.append(outlet)
    return found


def _is_columnist(rows: list[tuple[Line, str]], i: int, told: str) -> bool:
    """True for a name right above the title, below the section of columns or with a title of learning: `د. سامي داود`."""
    above = _key(rows[i - 1][1].strip(_EDGES)).split() if i else []
    words = rows[i][1].strip(_EDGES)
    signed = read_line(words, frozenset(), True) if rows[i + 1 : i + 2] and rows[i + 1][0].label == "title" else None
    if signed is None or not signed.authors or signed.outlets or signed.place or _is_told_of(signed, told):
        return False
    return not _columns().isdisjoint(above) or words != untitled(words)


@cache
def _columns() -> frozenset[str]:
    return frozenset(map(_key, table("noise")["columns"]))


_BARE = frozenset(("byline.signed", "byline.short_line"))


def _is_told_of(signed: Signed, told: str) -> bool:
    """True for a name alone on its line that the news is about: it stands below a picture, and is no writer's."""
    if not signed.authors or signed.outlets or signed.place:
        return False
    if any(_key(name).split()[0] in _in_office() for name in signed.authors):
        return True  # `الأمير سعود بن ثنيان`: nobody signs so
    return all(f" {_key(name)} " in told for name in signed.authors)


@cache
def _in_office() -> frozenset[str]:
    """The titles of those whom the news is about, and who write none."""
    titles = table("titles")
    return frozenset(_key(f"ال{office}") for office in titles["offices"]) | frozenset(map(_key, titles["crowned"]))


def _paragraph(text: str, line: Line) -> str:
    """The beginning of the paragraph that a dateline opens."""
    return text[line.start : line.start + REACH].partition("\n")[0]


@cache
def _canonical() -> dict[str, str]:
    return {_key(n): row["name"] for row in table("outlets")["agencies"] for n in (row["name"], *row["aliases"])}


def _once(agencies: list[str]) -> tuple[str, ...]:
    """The agencies, each as first printed: `(و م ع)` and `(ومع)` are one."""
    first: dict[str, str] = {}
    for name in agencies:
        first.setdefault(_canonical().get(undotted(_key(name)), _canonical().get(_key(name), name)), name)
    return tuple(first.values())


def _clean(words: str) -> str | None:
    return words.strip(" \t\u00a0\u200e\u200f#*") or None


def _titled(words: str, text: str) -> tuple[str | None, str | None]:
    """A title line without the name of the outlet behind its last bar or dash, or before its first bar, and that name."""
    for found in _SITE_BEHIND.finditer(words):
        title, site = words[: found.start()], found.group(1).strip(_EDGES)
        if len(title.split()) > 3 and _is_own(site, found.group().lstrip()[:1] in "|:", words.strip(), text):
            return _clean(_without_section(title)), site
    for bar in (" | ", " : "):
        site, found_bar, title = words.partition(bar)
        site = site.strip(_EDGES)
        few = len(site.split()) <= 4 <= len(title.split())
        known = bar == " | " or _key(site) in own_keys(text)  # `الجمارك : ضبط ...` is a headline
        if found_bar and few and known and _is_own(site, True, words.strip(), text):
            return _clean(title), site
    return _clean(words), None


def _is_own(site: str, barred: bool, words: str, text: str) -> bool:
    """True for a name beside the headline that reads as an outlet's, or that the page prints again."""
    key = _key(site)
    printed = text.count(site) > max(1, text.count(words))  # not only where the headline is printed again
    again = key in own_keys(text) or (barred and printed and may_be_outlet(key))
    return _is_outlet(site) or resembles_outlet(key) or again


def _without_section(title: str) -> str:
    """`العنوان | محليات`, before the outlet's name."""
    found = _SITE_BEHIND.search(title)
    return title[: found.start()] if found and is_section(_key(found.group(1).strip(_EDGES))) else title


def _is_agency(name: str) -> bool:
    key = _key(name)
    return key in _names()[0] or ("." in key and (key.replace(" ", "") in _names()[0] or undotted(key) in _names()[0]))


def _is_outlet(name: str) -> bool:
    agencies, outlets, heads = _names()
    key = _key(name)
    if key in outlets or key in agencies:
        return True
    return key.startswith(heads) and key.count(" ") <= 6 and not tells(key)


def _split_names(words: str) -> list[str]:
    return [n for part in _NAMES.split(words) for piece in _joined(part.strip(_EDGES)) if (n := piece.strip(_EDGES))]


def _joined(words: str) -> list[str]:
    """`رويترز وفرانس برس` are two, but the و of `مجلة وفاء` is the name's own."""
    names = _AND.split(words)
    return [words] if len(names) > 1 and _is_outlet(words) and not all(map(_is_outlet, names)) else names


# ---- who --------------------------------------------------------------------------------------------------------


# The agency's desk that prepares and edits a report is no writer of it; who covered the event is.
_EDITED = re.compile("تحرير|ترجم|للنشرة")
_REPORTED = re.compile("تغطية")


def _credit(line: Line, words: str, found: _Gathered, own: frozenset[str]) -> None:
    """`المصدر: رويترز`, `(فرانس برس، العربي الجديد)`, or an outlet alone at the foot."""
    if line.rule in ("credit.editors", "credit.staff"):
        found.translated = found.translated or "ترجم" in words
        source = _TAKEN_FROM.search(words)  # `ترجمة: هالة الداودي - عن رويترز`
        for name in _split_names(source.group(1)) if source else ():
            if _is_agency(name) or _is_outlet(name):
                found.credit(name)
        if line.rule == "credit.staff" and (_REPORTED.search(words) or not _EDITED.search(words)):
            signed = read_line(words, own, True)
            found.foot.extend(signed.authors if signed else ())  # `(إعداد: منى الحلبي)`
        return
    if line.rule == "credit.signed":
        signed = read_line(words, own, True)
        found.take(Signed(outlets=signed.outlets) if signed else None)
        return
    signed = read_line(words, own, True) if line.rule == "credit.list" else None
    if signed and signed.outlets and signed.authors:
        found.foot.extend(signed.authors)  # `(بترا - منى الحلبي)`
        found.take(Signed(outlets=signed.outlets))
        return
    if line.rule == "credit.joined":
        for name in _split_names(words):
            found.credit(name)
        return
    if line.rule == "credit.phrase" and (signed := read_line(words, own, True)) and signed.place and signed.authors:
        found.take(signed)  # `المصدر: صيدا - منى الحلبي`
        return
    if line.rule in ("credit.outlet", "credit.initials"):  # a name and no more, or initials behind it
        found.credit((agency_before_initials(words, lexicon()) or words).strip(_EDGES))
        return
    labelled = _AFTER_LABEL.match(words) or _SOURCE.match(words)
    if not labelled and not words.lstrip(" -–—ـ").startswith(("(", "[", "/", "{")):
        return  # `المصدر` alone names nobody
    if labelled and found.place is None and (signed := read_line(words[labelled.end() :], own, True)):
        found.place = (
            signed.place if signed.place and _key(signed.place) in place_names() else None
        )  # `المصدر: دمشق - وكالات`
    for name in _split_names(words[labelled.end() :] if labelled else words):
        if (
            labelled
            and not _is_outlet(name)
            and _key(name) not in own
            and may_be_outlet(_key(name))
            and found.translated
        ):
            found.agencies.append(name)  # whom the story was translated from
            continue
        short = labelled is not None and _key(name) in _called()
        known = short or _is_agency(name) or _key(name) in own or (_is_outlet(name) and len(name.split()) <= 6)
        if known or (labelled and may_be_outlet(_key(name))):
            found.credit(name)


@cache
def _called() -> frozenset[str]:
    """Agencies by the nisba alone, as a source line has them: `المصدر: صدى الجبل + الفرنسية`."""
    return frozenset(map(_key, table("outlets")["called_in_credits"]))


def _names_writer(rows: list[tuple[Line, str]], i: int, text: str) -> bool:
    """Where the markup says so; for a family name or one printed again, alone below the title or beside the date."""
    line, words = rows[i]
    if line.rule.startswith("html"):
        return True
    name = words.strip(_EDGES)
    family = 2 <= len(name.split()) <= 3 and _key(name.split()[-1]).startswith("ال")
    family = family and is_strange(_key(name.split()[-1]))  # `الحربي`, but not `التوظيف`
    around = [row.label for row, _ in rows[max(0, i - 1) : i + 2]]
    if i and rows[i - 1][0].rule == "byline.signed" and is_strange_name(name):
        return True  # a second writer, below the first
    alone = around == ["title", "byline", "body"]
    if line.rule != "byline.short_line":
        return False
    return (alone and family and len(name.split()) == 2) or ("date" in around and (family or text.count(name) > 1))


def _byline(words: str, expected: bool, authors: list[str], outlets: list[str], quoted: set[str]) -> None:
    labelled = _AFTER_LABEL.match(words)
    if (
        labelled
        and not expected
        and _key(words.strip(_EDGES).partition(":")[0].strip()).partition(" ")[0] not in _byline_words()
    ):
        return  # `الرئيسة: الحدائق أولا`
    if not labelled or not words[labelled.end() :].strip(_EDGES):
        name = words.strip(_EDGES)
        first, _, rest = name.partition(" ")
        people = [untitled(n.strip(_EDGES)) for n in people_of(rest)]
        if _key(first) in _byline_words() and len(name.split()) > 2:
            if all(2 <= len(n.split()) <= 5 and may_sign(n) for n in people):
                authors.extend(people)  # `كتب - أحمد زيدان وسامي داود:`, but not `كتب محرر الشؤون الرياضية:`
        elif _is_outlet(name) or _key(name) in quoted or resembles_outlet(_key(name)) or names_site(_key(name)):
            outlets.append(name)
        elif expected and 2 <= len(name.split()) <= 4 and is_person(name, True):
            authors.append(untitled(name))
        return
    parts = [p.strip(_EDGES) for p in _SEPARATOR.split(words[labelled.end() :])]
    for i, part in enumerate(p for p in parts if p):
        if _is_outlet(part) or _key(part) in quoted or resembles_outlet(_key(part)):
            outlets.append(part)
        elif i == 0 and 1 <= len(part.split()) <= 5 and not _NO_NAME.search(part):
            authors.extend(untitled(n) for n in people_of(part) if n.lower() not in NO_AUTHOR and may_sign(n))


def _parts_of_date_line(words: str) -> tuple[str | None, list[str]]:
    """`بيروت - صحيفة … - الخميس 14 أيلول 2023` gives the place and the other names."""
    parts = [p.strip(_EDGES) for stretch in _GAP.split(words) for p in _SEPARATOR.split(stretch)]
    names = [p for p in parts if p and not re.search("[0-9٠-٩]", p) and not stated_dates(p) and len(p.split()) <= 6]
    names = [n for n in names if fold_key(n) not in _weekdays() and _key(n) not in _dating()]
    place = names[0] if len(names) > 1 and not _is_outlet(names[0]) and len(names[0].split()) <= 3 else None
    return place, [n for n in names if n != place]


@cache
def _byline_words() -> frozenset[str]:
    return frozenset(_key(w) for w in table("noise")["byline"])


@cache
def _dating() -> frozenset[str]:
    return frozenset(_key(w) for group in ("published", "updated") for w in table("noise")[group])


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(fold_key(n) for row in table("weekdays") for n in (*row["names"], *row["variants"]))


def _promo_name(words: str) -> str | None:
    folded = fold_key(words)
    found = _PROMO_NAME.search(folded)
    if not found or len(folded.split()) != len(words.split()):
        return None
    count = len(folded[: found.end()].split())
    name = " ".join(words.split()[count:]).strip(_EDGES)
    return name if 1 <= len(name.split()) <= 5 else None


# ---- when -------------------------------------------------------------------------------------------------------


def _published(text: str, rows: list[tuple[Line, str]], body: int) -> Published | None:
    """The day printed in a date line, or the day the body calls today; None where they do not fix one."""
    title = next((i for i, (line, _) in enumerate(rows) if line.label == "title"), -1)
    last = max((i for i, (line, _) in enumerate(rows) if line.label == "body"), default=-1)
    labelled: list[str] = []
    printed: list[str] = []
    above: list[str] = []
    opening: list[str] = []
    closing: list[str] = []
    partial: list[str] = []
    clocked = False
    for i, (line, words) in enumerate(rows):
        foot = line.rule in ("byline.foot", "credit.signed")
        if not (foot or line.label in ("byline", "date", "dateline")) or line.rule == "clock":
            continue
        if i > body and line.rule == "date.published" and (i > last or labelled or printed or opening):
            continue  # of another article, or of a comment
        if i > body and line.label == "date" and line.rule != "date.published":
            # an agency's stamp, below its initials, or the day right below the last paragraph
            above_it = next((rows[j][0] for j in range(i - 1, -1, -1) if rows[j][0].rule != "counter"), line)
            foot = above_it.label in ("credit", "signature") or (above_it.label in ("body", "byline") and i > last)
            if not foot:
                continue
        for edtf in _stated(words):
            if edtf.startswith("XXXX"):
                partial.append(edtf[4:])
            elif parse_edtf(edtf).precision == "day":
                label = line.rule == "date.published"
                beside = closing if foot else opening if line.label == "dateline" else above if i < title else printed
                if beside is above and _is_clock(rows, i, title):
                    clocked = True
                else:
                    (labelled if label else beside).append(edtf)
    # What stands above the title may be the page's clock: it counts where nothing below it speaks.
    for days in (labelled, printed, opening, above):
        # Two days printed side by side: neither is sure to be the day of publication.
        if days:
            return Published(edtf=days[0]) if len(set(days)) == 1 else None
    if len(set(closing)) == 1 and all(closing[0][4:].startswith(p) for p in partial):
        return Published(edtf=closing[0])
    today = {day for line, words in rows if line.label == "body" for day in _days_called_today(words)}
    if len(today) == 1:
        day = today.pop()
        return Published(edtf=day) if all(day[4:].startswith(p) for p in partial) else None
    return solve_published(text, tuple(line for line, _ in rows)) if not partial and not clocked else None


def _is_clock(rows: list[tuple[Line, str]], at: int, title: int) -> bool:
    """True for a day above the title that the site's menu or the headlines of other articles part from it: it is the reader's."""
    between = [line for line, words in rows[at + 1 : title] if words.strip()]
    return any(line.label == "related" for line in between) or sum(line.label == "chrome" for line in between) > 2


_PRINTED_TWICE = re.compile(
    "([0-9]{1,2}/[0-9]{1,2}/[0-9]{4}) ?\\1"
)  # `6/11/20236/11/2023`: for readers and for machines


def _stated(words: str) -> tuple[str, ...]:
    """The days of a date line that are not behind `آخر تحديث`; months in Latin letters read like the others."""
    updated, latin = _date_words()
    words = _PRINTED_TWICE.sub(r"\1", _GLUED_DAY.sub(" | ", words))
    pieces = updated.split(words)
    if len(pieces) > 1:
        # pieces: text, then cue and text by turns; a cue of publication ends what a cue of change began
        words = pieces[0] + "".join(f" | {rest}" for cue, rest in pairwise(pieces[1:]) if _key(cue) not in _changed())
    if latin.search(words):
        words = _ORDINAL.sub("", words)
        words = latin.sub(lambda found: _latin_months()[found.group().lower()], words)
    words = _SHORT_YEAR.sub(r"\1\2\3\g<2>20\4", _TWIN_MONTH.sub("/", _GLUED_YEAR.sub(" ", words)))
    words = _HOUR_INSIDE.sub(r"\1 \3 \2", _HOUR_BEFORE.sub(r"\1 | ", words))
    if _COMMON_YEAR.search(words):
        words = _hijri_day().sub("|", fold(words).text)  # its other name, by a calendar that may be a day off
    words = _YEAR_FIRST.sub(r"\3 \2 \1", words)
    return tuple(edtf[:10] if edtf[:10] == edtf[11:] else edtf for edtf in stated_dates(words))


_GLUED_DAY = re.compile("(?<=[^0-9](?:19|20)[0-9]{2})(?=[0-9]{1,2} [ء-ي])")  # `05 أغسطس 202430 محرم 1446`
_HOUR_BEFORE = re.compile("([0-9]{1,2}:[0-9]{2}) ?- ?(?=[0-9]{1,2} )")  # `نشر: 17:42-14 مارس 2026`


@cache
def _hijri_day() -> re.Pattern[str]:
    """A day of the Hijri calendar with its year, in folded words: `24 رمضان 1447 هـ`."""
    names = sorted({fold_key(n) for row in table("hijri")["months"] for n in row["names"]}, key=len, reverse=True)
    return re.compile(
        "(?<![0-9])[0-9]{1,2}[ /-]{1,3}(?:"
        + "|".join(names)
        + ")[ /,،-]{1,3}1[34][0-9]{2}(?![0-9])(?: ?ه(?:ـ|جري)?(?![ء-ي]))?"
    )


@cache
def _changed() -> frozenset[str]:
    return frozenset(_key(phrase) for phrase in table("noise")["updated"])


@cache
def _latin_months() -> dict[str, str]:
    arabic = [row["names"][0] for row in table("months")]
    return {word: arabic[i] for i, row in enumerate(table("noise")["latin_months"]) for word in row}


@cache
def _date_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Cues of publication and of change, and the months in Latin letters."""
    noise = table("noise")
    cues = sorted((*noise["updated"], *(p for p in noise["published"] if " " in p)), key=len, reverse=True)
    months = sorted(_latin_months(), key=len, reverse=True)
    return (
        re.compile("(" + "|".join(map(re.escape, cues)) + ")", re.IGNORECASE),
        re.compile("(?<![a-z])(?:" + "|".join(months) + ")(?![a-z])", re.IGNORECASE),
    )


def _days_called_today(words: str) -> list[str]:
    """`اليوم الأربعاء 2 يوليو/تموز 2025`, outside quotation marks."""
    days: list[str] = []
    for found in _TODAY.finditer(words):
        before = words[: found.start()]
        opened = before.count("«") - before.count("»") + before.count("“") - before.count("”")
        if opened > 0 or before.count('"') % 2:
            continue
        stretch = words[found.start() : found.end() + 60]
        first = stated_dates(stretch)[:1] if _begins(stretch) else ()
        if first and len(first[0]) == 10 and not first[0].startswith("XXXX"):
            days.append(first[0])
    return days


def _begins(stretch: str) -> bool:
    """True where the date belongs to `اليوم` itself: only its weekday stands between."""
    return bool(re.match(r"اليوم,?،? ?\(?(?:ال[ء-ي]{3,8})?\)?[،,]? ?(?:الموافق )?[0-9٠-٩]", stretch))
