"""What the words of one line say by themselves: a date, a share bar, a caption, a line of small print of another kind."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from builder.extract.verbs import is_present
from builder.extract.words import FUNCTION, is_nisba, is_plain, place_names
from builder.lexicon import table
from builder.model import LineLabel
from builder.text.folding import fold_key

LONG = 12  # words that make a line prose even without a full stop
LEAD_MARKS = " \t*_-–—•·●▪◄►«»“”\"'[](){}>#|/\\~=+:\u200f\u200e،."
CLOSERS = "\"'”»’)]}“«* \u200f\u200e"
STOPS = ".؟?!…:؛"
_LETTER = re.compile("[ء-ي]")
_LATIN = re.compile("[a-z]")
_ANY_LETTER = re.compile(r"[^\W\d_]")
WORD = re.compile(r"[^\W_]+")
_FIRST_WORD = re.compile(r"[^\W_]*")
_CSS = re.compile(r"[{}]|^ ?(?:[.#@][a-zA-Z][\w-]*|/\*)")
_ADVERT_CODE = re.compile(r" ?\[/?[a-z]{2,12}[_a-z0-9]{0,12}\] ?$")
_HASHTAGS = re.compile(r" ?(?:#\S+ ?){1,30}$")
_CAPTION_INSIDE = re.compile("[.(ـ–—|-] ?(?:الصوره|صوره|تصوير|مصدر الصوره|عدسه) ?:|[^\\W ]صوره من ?:")
DIGITS = re.compile("[0-9]+")
_SYMBOLS = re.compile(r"^[^\w\"«(\[]+")
_PIECE = re.compile(r" {2,}|\t| ?[|•·›✦\u00a0] ?| » | > ")
_PIECE_MARKS = ("  ", "|", "•", "·", "›", "\t", "\u00a0", "✦", " » ", " > ")
_OPENS = ("(", "[")
_LISTED = re.compile("[/|،,-]")
_HOME = fold_key("الرئيسية")
_HOME_PATH = re.compile(_HOME + ' ?(?:[|›»>←•·]|" |[/\\\\–—-] )')  # the last step may be the headline
_HOMES = frozenset(
    (*map(fold_key, ("الرئيسية", "الصفحة الرئيسية", "الأولى", "الصفحة الأولى", "الاستقبال")), "home", "accueil")
)
# Between the steps of a path to the page; a dash or slash that joins words of a name has no spaces around it.
_STEP = re.compile(r" ?[|›»>←•·] ?| [/\–—\"-] ")
_STEP_WORDS = 4
_SKIPPED = re.compile("(?:ال)?(?:قراءه|متابعه)$| نهايه$")  # `تخطى مواضيع قد تهمك وواصل القراءة`
# `س ح/ن ع`: the initials of writer and editors below an agency's story.
_INITIALS = re.compile("(?:[ء-ي]{1,2}[ ./]{1,3}){2,8}[ء-ي]{0,2}")
SOURCE_BEHIND = re.compile(r"\( {0,2}([^()\n]{2,60}) {0,2}\)[ \u200f]{0,3}$")
SENTENCE_INSIDE = re.compile(r"[؟!.](?: |$)")
_PLAYER = re.compile("[0-9]{1,2}(?::[0-9]{2}){1,2}")  # how far a recording has played
_POINTERS = frozenset("📌👈🔗📎👇")
_GLUED_DAY = re.compile("([ء-ي]{3,12})[0-9]{4}/[0-9]{2}/[0-9]{2}")  # `وطنية2016/01/09`
_PICTURED = re.compile(
    r"[-–—|] ?(?:صور[ةه] |من )?(?:ال)?(?:ارشيف|ارشيفيه|تعبيريه|توضيحيه|متداوله)\)?$|[^.] ?\(من المصدر\)$"
)  # `السوق القديم - أرشيفية`
_CLOCK = re.compile(
    "[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})? ?(?:ص|م|صباحا|مساء|am|pm)?|(?:الساعه|اليوم|امس|الفجر|الظهر|العصر|المغرب|العشاء) [0-9]{1,2}:[0-9]{2}.{0,3}"
)
HEADLINE_WORDS = 20
_MACHINE = re.compile("هذ[اه] (?:ال)?(?:مقال|نص|خبر|ماده|محتوي|صفحه|تقرير|ترجمه)")


class Row(Struct, gc=False):
    """One line, or a stretch of one, on its way to a label."""

    start: int
    end: int
    key: str
    words: int = 0
    stop: bool = False
    blank_before: int = 0
    label: LineLabel | None = None
    rule: str = ""
    hint: LineLabel | None = None
    main: bool | None = None
    opens: bool = False
    menu: bool = False
    linked: bool = False
    slanted: bool = False
    pictured: bool = False

    @property
    def long(self) -> bool:
        return self.words >= LONG or (self.stop and self.words >= 6)


class Lexicon(Struct):
    """The phrases of noise.yaml, folded: by first word for the beginnings, as sets for whole lines."""

    begins: dict[str, list[tuple[str, LineLabel, str]]]
    promo: tuple[str, ...]
    promo_marks: tuple[str, ...]
    share: frozenset[str]
    language: frozenset[str]
    dates: frozenset[str]
    days: frozenset[str]
    caption_only: frozenset[str]
    outlets: frozenset[str]
    heads: frozenset[str]
    tails: tuple[str, ...]
    slogans: frozenset[str]
    writers: frozenset[str]
    inline: re.Pattern[str]
    counters: frozenset[str]
    follow: frozenset[str]
    follow_unsure: frozenset[str]
    channels: frozenset[str]
    social: frozenset[str]
    section_words: frozenset[str]
    section_leads: frozenset[str]
    caption_open: tuple[str, ...]
    caption_sure: tuple[str, ...]
    contact: re.Pattern[str]
    caption_sources: tuple[str, ...]
    machine: tuple[str, ...]
    sections: frozenset[str]
    kickers: frozenset[str]
    ago: frozenset[str]
    printed: tuple[str, ...]
    alone: frozenset[str]
    links_here: frozenset[str]


def key_of(words: str) -> str:
    """The folded form in which lines and phrases are compared."""
    return fold_key(words).lower()


@cache
def _kinds_of_outlet() -> frozenset[str]:
    return frozenset(key_of(word) for word in table("noise")["kinds_of_outlet"])


def is_slogan(name: str) -> bool:
    """True for what a site says of its kind where its name belongs: `صحيفة كويتية يومية شاملة`."""
    words = key_of(name).split()
    return len(words) > 2 and all(
        word in _kinds_of_outlet() or (not word.startswith("ال") and is_nisba(word)) for word in words
    )


@cache
def lexicon() -> Lexicon:
    """The phrases, read and folded once."""
    noise = table("noise")

    def keys(group: str) -> frozenset[str]:
        return frozenset(key_of(phrase) for phrase in noise[group])

    begins: dict[str, list[tuple[str, LineLabel, str]]] = {}
    groups: tuple[tuple[str, LineLabel], ...] = (
        ("notice", "notice"), ("related", "related"), ("related_colon", "related"), ("promo", "related"), ("share", "share"), ("caption", "caption"),
        ("credit", "credit"), ("signature", "signature"), ("tags", "tags"), ("updated", "date"),
        ("published", "date"), ("chrome", "chrome"), ("advert", "advert"), ("comments", "comment"),
        ("translation", "translation"), ("editors", "credit"), ("byline", "byline"),
    )  # fmt: skip
    for group, label in groups:
        for phrase in noise[group]:
            key = key_of(phrase)
            begins.setdefault(key.split()[0], []).append((key, label, group))
    for rows in begins.values():
        rows.sort(key=lambda row: -len(row[0]))
    outlets = table("outlets")
    names = {
        key_of(n) for group in ("agencies", "outlets") for row in outlets[group] for n in (row["name"], *row["aliases"])
    }
    dated = {key_of(w) for w in noise["date_words"]}
    days = {w for row in table("months") for n in (*row["names"], *row.get("variants", ())) for w in key_of(n).split()}
    days |= {key_of(n) for row in table("weekdays") for n in (row["names"][0], *row["variants"])}
    days |= {w for row in noise["latin_months"] for w in row} | set(noise["latin_weekdays"])
    days |= {key_of(w) for w in noise["bare_weekdays"]}
    days |= {w for row in table("hijri")["months"] for n in row["names"] for w in key_of(n).split()}
    promo = tuple(key_of(p) for p in noise["promo"])
    section_words = {
        _bare(word) for group in ("sections", "section_words") for w in noise[group] for word in key_of(w).split()
    }
    longest = {max(p.split(), key=len) for p in promo}
    marks = tuple(sorted(w for w in longest if not any(o != w and o in w for o in longest)))
    inline = [p for p in (key_of(r) for r in noise["related"]) if p.split()[0] in ("اقرا", "شاهد", "طالع", "تابع")]
    return Lexicon(
        begins=begins, promo=promo, promo_marks=marks, share=keys("share_words"),
        language=keys("language_words"), dates=frozenset(dated | days), days=frozenset(days),
        caption_only=keys("caption_only"), outlets=frozenset(names),
        heads=frozenset(key_of(w) for w in outlets["heads"]),
        tails=tuple(" " + key_of(w) for w in outlets["tails"]), slogans=frozenset(key_of(w) for w in outlets["slogans"]),
        inline=re.compile(r"(?:^|[.؟?!…\"»”)]) {1,3}((?:" + "|".join(sorted(inline, key=len, reverse=True)) + r") {0,2}[:：])"),
        counters=keys("counters"), follow=keys("follow"), follow_unsure=keys("follow_unsure"), channels=keys("channels"),
        social=keys("social"), sections=keys("sections"), writers=keys("writers"), kickers=keys("kickers"), ago=keys("ago"), printed=tuple(sorted(keys("published"))), alone=keys("related_alone"), links_here=keys("glued_link"), section_words=frozenset(section_words), section_leads=frozenset(_bare(key_of(w)) for w in noise["section_words"]),
        caption_open=tuple(sorted(keys("caption_open"))), caption_sure=tuple(sorted(keys("caption_sure"))),
        contact=re.compile("|".join(sorted(map(re.escape, keys("contact")), key=len, reverse=True))),
        caption_sources=tuple(sorted(keys("caption_sources"))), machine=tuple(sorted(keys("machine"))),
    )  # fmt: skip


def _bare(word: str) -> str:
    """A folded word without و and article: `والرياضة` in a section's name."""
    word = word[1:] if word.startswith("و") and len(word) > 4 else word
    return word.removeprefix("ال")


def is_section(key: str, lex: Lexicon | None = None) -> bool:
    """True for the folded name of a section: `محليات`, `ثقافة وفنون`, `الأخبار المحلية`, `أخبار دمياط`."""
    lex = lex or lexicon()
    key = key.replace(" و ", " و")
    if key in lex.sections:
        return True
    first, _, rest = key.partition(" ")
    if _bare(first) not in lex.section_words or key.count(" ") >= _STEP_WORDS or is_outlet(key, lex):
        return False
    place = _bare(first) in lex.section_leads and rest in place_names()  # `أخبار دمياط`, but not `مرآة الخليج`
    return place or (bool(rest) and all(_bare(word) in lex.section_words for word in rest.split()))


def lists_sections(key: str, lex: Lexicon) -> bool:
    """True for a menu on one line, whether all of it is known or not: `سياسة أمن اقتصاد محلي ثقافة وفن رياضة تحقيقات`."""
    words = [word for word in WORD.findall(key) if word != "و"]
    if len(words) < 4 or any(word in FUNCTION for word in words):
        return False
    named = sum(_bare(word) in lex.section_words or word in lex.sections for word in words)
    return named >= 3 and 5 * named >= 3 * len(words)


def steps_of(key: str, lex: Lexicon) -> tuple[str, ...]:
    """The steps of a path to the page, `صدى الجبل | محليات | الجنوب`; none where the folded line is something else.

    One that no section is called by stands first only, and there it is the site's.
    """
    between = _STEP.search(key)
    if not between:
        return ()
    steps = tuple(step for part in _STEP.split(key) if (step := part.strip(LEAD_MARKS)))
    if not 2 <= len(steps) <= 8 or any(s.count(" ") >= _STEP_WORDS or DIGITS.search(s) for s in steps):
        return ()
    if steps[0] in _HOMES:
        return steps
    sure = [is_section(s, lex) or _leads_home(s, lex) for s in steps]
    if sure[0]:
        return steps if all(sure) or len(steps) > 2 else ()
    known = is_outlet(steps[0], lex)
    if not known and (steps[0].count(" ") > 2 or is_outlet(steps[-1], lex)):
        return ()  # `العنوان | محليات | صحيفة الجبل`
    named = known or not any(word in FUNCTION for word in steps[0].split())
    place = steps[0] in place_names()
    if sure[1] and (len(steps) > 2 or (named and "|" in between[0] and (known or not place))):
        return steps
    return steps if sum(sure) > 1 else ()


def first_step(row: str) -> str:
    """The first step of a path as printed."""
    return next(step for part in _STEP.split(row) if (step := part.strip(LEAD_MARKS)))


def _is_slogan(key: str, lex: Lexicon) -> bool:
    """`صحيفة يومية سياسية مستقلة`: what a paper calls itself under its name."""
    words = key.split()
    at = next((k for k in range(1, min(len(words) - 1, 5)) if words[k] in lex.heads and words[k + 1] in lex.slogans), 0)
    named = [part.strip() for part in _DASHES.split(" ".join(words[:at])) if part.strip()] if at else []
    if named and len(words) >= at + 3 and not DIGITS.search(key) and all(map(is_outlet, named)):
        return True  # `صدى الجبل جريدة إلكترونية تتجدد على مدار الساعة`
    if 3 <= len(words) <= 4 and words[0] in lex.heads and words[-1] in ("الاولي", "الاول") and not DIGITS.search(key):
        return True  # `صحيفة العرب الأولى`
    return (
        3 <= len(words) <= 10
        and (words[0] in lex.heads or words[0] in lex.slogans)
        and words[1] in lex.slogans
        and any(word in lex.slogans or _bare(word) in lex.slogans for word in words[2:])
    )


def _leads_home(step: str, lex: Lexicon) -> bool:
    """`من نحن`, `اتصل بنا`: what stands in a menu, whole."""
    return any(step == phrase for phrase, _, group in lex.begins.get(step.partition(" ")[0], ()) if group == "chrome")


def ends_in_sections(key: str, lex: Lexicon) -> int:
    """How many words stand before two or more sections at the end of a line, `صدى الجبل العالم آسيا`; all where none do."""
    words = key.split()
    at, steps, sections = len(words), 0, 0
    while at:
        size = next((n for n in (3, 2, 1) if n <= at and _is_step(" ".join(words[at - n : at]), lex)), 0)
        if not size:
            break
        sections += " ".join(words[at - size : at]) in lex.sections
        at, steps = at - size, steps + 1
    if at and words[at : at + 1] in (["عربي"], ["عربيه"]):
        at, steps = at + 1, steps - 1  # `صدى بوست عربي`, not the section
    # A section and a town may end a headline: `عرض مسرحي عن شباب المدينة المنورة`.
    longest = _STEP_WORDS if max(sections, steps - 1) > 1 else 2
    return at if steps > 1 and sections and at <= longest and words[at - 1] not in FUNCTION else len(words)


def _is_step(words: str, lex: Lexicon) -> bool:
    return words in lex.sections or words in place_names()


def by_words(row: Row, lex: Lexicon) -> None:
    """Label a row that its words alone give away; leave the others open."""
    key = row.key.lstrip(LEAD_MARKS)
    if key and not key[0].isalnum():
        key = _SYMBOLS.sub("", key)
    found = _whole_line(row, key, lex) or _beginning(row, key, lex)
    if found is None and row.words <= 45:
        found = (
            _counter(row, key, lex) or _by_pieces(row, lex) or _asks_to_follow(row, key, lex) or _depicts(row, key, lex)
        )
        if found is None and "ترجم" in key and _MACHINE.search(key) and any(w in key for w in lex.machine):
            found = "translation", "translation.machine"
    if found:
        row.label, row.rule = found


def _by_pieces(row: Row, lex: Lexicon) -> tuple[LineLabel, str] | None:
    """Small print side by side: `السبت 18 أيار 2024 | قراءات: 932 | طباعة`; a menu is kept in mind for later."""
    for mark in _PIECE_MARKS:
        if mark in row.key:
            break
    else:
        return None
    pieces = [p for p in (piece.strip(LEAD_MARKS) for piece in _PIECE.split(row.key)) if p]
    if len(pieces) < 2 or pieces[0] in ("د", "م"):  # `د.  منى الحلبي`
        return None
    kinds = [_piece(p, lex) for p in pieces]
    known = [k for k in kinds if k]
    short = all(k or p.count(" ") <= 2 for k, p in zip(kinds, pieces, strict=True))
    row.menu = short and not row.stop and (len(pieces) >= 4 or pieces[0] in lex.sections)
    if not known or not short or 2 * len(known) < len(pieces):
        return None
    label = next((k for k in ("date", "share") if k in known), known[0])
    return label, f"{label}.piece"


def _piece(piece: str, lex: Lexicon) -> LineLabel | None:
    words = [w for w in WORD.findall(piece) if len(w) > 1 or w.isdigit()]
    if not words:
        return "chrome"
    if only_date(words, lex):
        return "date"
    if _counts(words, lex):
        return "chrome"
    if all(w in lex.share for w in words):
        return "share"
    for phrase, label, group in lex.begins.get(words[0], ()):
        if group in ("updated", "published") and piece.startswith(phrase) and DIGITS.search(piece):
            return "date"
        if group in ("share", "chrome") and piece.startswith(phrase):
            return label
    return None


def _counter(row: Row, key: str, lex: Lexicon) -> tuple[LineLabel, str] | None:
    return ("chrome", "counter") if row.words <= 6 and _counts(WORD.findall(key), lex) else None


def _counts(words: list[str], lex: Lexicon) -> bool:
    """`4211 قراءة`: a number and what is counted, or the like without a number behind `عدد`."""
    return (
        len(words) <= 5
        and all(w in lex.counters or w.isdigit() for w in words)
        and any(w in lex.counters for w in words)
        and any(w.isdigit() for w in words)
    )


def _asks_to_follow(row: Row, key: str, lex: Lexicon) -> tuple[LineLabel, str] | None:
    """`تابعوا أخبار النهر على فيسبوك`: a call to follow at the beginning, a channel behind it."""
    first = key.partition(" ")[0]
    if row.words > 20 or (first not in lex.follow and first not in lex.follow_unsure):
        return None
    words = WORD.findall(key)
    channels = lex.channels if first in lex.follow else lex.social
    if row.words <= 6 and words[-1] in ("علي", "على") and first in lex.follow:
        return "chrome", "chrome.follow"  # `تابع صدى الجبل على:`, and the channels below
    if any(w in channels or w.removeprefix("ب") in channels for w in words) and (not row.stop or row.words <= 12):
        return "chrome", "chrome.follow"
    return None


def _depicts(row: Row, key: str, lex: Lexicon) -> tuple[LineLabel, str] | None:
    """A caption: it begins as captions do, or a picture's source stands in brackets at its end."""
    if key.startswith(lex.caption_sure):
        return "caption", "caption.sure"
    if row.words > 30 or row.key.endswith("."):
        return None
    if row.words <= 25 and key.startswith(lex.caption_open) and not row.stop:
        return "caption", "caption.opening"
    found = SOURCE_BEHIND.search(row.key) if row.key.endswith(")") else None
    if found and row.words <= 25 and any(word in lex.social for word in WORD.findall(found.group(1))):
        return "caption", "caption.source"  # `عمال الصيانة عند الخط. (صفحة الشركة على فيسبوك)`
    if (
        found
        and found.group(1).startswith(lex.caption_sources)
        and not SENTENCE_INSIDE.search(row.key, 0, found.start())
    ):
        return "caption", "caption.source"
    return None


def _whole_line(row: Row, key: str, lex: Lexicon) -> tuple[LineLabel, str] | None:
    if "[" in row.key[:2] and _ADVERT_CODE.match(row.key):
        return "advert", "advert.code"
    if not key or (len(key) == 1 and key.isalpha()):  # `ع`: a button for the size of the letters
        return "chrome", "marks_only"
    if row.words <= 40 and (lex.contact.search(key) or ("هاتف" in key and "فاكس" in key and DIGITS.search(key))):
        return "chrome", "contact"
    if row.words <= 14:
        words = WORD.findall(key)
        if not words:
            return "chrome", "marks_only"
        if all(w in lex.language for w in words):
            return "language", "language.bar"
        if all(w in lex.share for w in words):
            return "share", "share.bar"
        if only_date(_without_section(words, lex), lex):
            told = any(row.key.startswith(phrase) for phrase in lex.printed)
            return "date", "date.published" if told else "date.line"
        day, label, _ = key.partition(" المصدر")
        if label and only_date(_without_section(WORD.findall(day) or words, lex), lex):
            return "date", "date.sourced"  # `الجمعة 2023/5/19 المصدر : الواحة - كونا عدد المشاهدات 2260`
        if key.endswith("الحجم الطبيعي"):
            return "share", "share.size"  # `ت + ت - الحجم الطبيعي`
        if _ARCHIVED.match(row.key):
            return "date", "date.published"
        glued = _GLUED_DAY.match(row.key)
        if glued and is_section(glued.group(1), lex):
            return "date", "date.glued"
        if _is_ago(words, lex):
            return "date", "date.ago"
        if row.words <= 2 and all(w.isdigit() for w in words):
            return "chrome", "counter"
        if row.words > 1 and _PICTURED.search(row.key):
            return "caption", "caption.dashed"
        if _CLOCK.fullmatch(row.key.strip(LEAD_MARKS)):
            return "date", "date.clock"
        if " ".join(words) in lex.caption_only:
            return "caption", "caption.agency"
        if "#" in row.key and _HASHTAGS.match(row.key):
            return "tags", "tags.hash"
        if row.words == 1 and _PLAYER.fullmatch(row.key):
            return "chrome", "player"
        if row.key[0] in _POINTERS and not row.stop:
            return "related", "related.pointer"
        if "@" in row.key and row.words <= 8 and not _WITH_NAME.search(row.key):
            return "chrome", "mail"
        if row.words <= 3 and ("://" in row.key or row.key.startswith("www.")):
            return "chrome", "address"
        if row.key.lstrip("-–—ـ /")[:1] in _OPENS and row.key.rstrip(" .")[-1] in ")]" and credits_outlet(key, lex):
            return "credit", "credit.list"
        if "/" in row.key and row.words <= 8 and all(is_outlet(p.strip(LEAD_MARKS), lex) for p in row.key.split("/")):
            return "credit", "credit.joined"  # `صدى الساحل/ أ ف ب`
        if "/" in row.key and _INITIALS.fullmatch(key):
            return "signature", "signature.initials"
        if key.startswith(_HOME) and ("›" in key or " > " in key or "»" in key.strip("»«")):
            return "chrome", "breadcrumb"
        if not row.stop and steps_of(row.key, lex):
            return "chrome", "breadcrumb"
        if row.key[0] == "*" and key.partition(" ")[0] in lex.writers:
            return "chrome", "about"
        if _is_slogan(key, lex):
            return "chrome", "slogan"
        if row.words <= 6 and _DEGREES.search(key):
            return "chrome", "weather"
    if row.words <= 45 and key.startswith(_HOME) and _HOME_PATH.match(key):
        return "chrome", "breadcrumb"
    if "©" in row.key and row.words <= 40:
        return "chrome", "copyright"
    if row.words <= 20 and ":" in key and _CAPTION_INSIDE.search(key) and not _signed_first(key, lex):
        return "caption", "caption.inside"
    if row.words <= 14 and "تصوير" in key and _SHOT_BY.search(key) and not _signed_first(key, lex):
        return "caption", "caption.inside"  # `مجمع المحاكم - تصوير سامي داود`
    if _LATIN.search(row.key):
        arabic = len(_LETTER.findall(row.key, 0, 300))
        total = len(_ANY_LETTER.findall(row.key, 0, 300))
        if total >= 4 and arabic * 5 < total:
            if _CSS.search(row.key):
                return "chrome", "style"
            if "translat" in row.key or "generated by" in row.key:
                return "translation", "translation.notice"
            if _FIRST_WORD.match(key)[0] not in lex.begins:  # type: ignore[index]
                return "chrome", "latin"
    if key.startswith("تخط") and row.words <= 8 and _SKIPPED.search(key):
        return "chrome", "chrome.skip"
    if row.words > 3 and "{" in row.key and "}" in row.key and ":" in row.key and ";" in row.key:
        return "chrome", "style"
    return None


_SHOT_BY = re.compile(r"[ء-ي] ?[-–—|/(] ?تصوير ?/?(?: [ء-ي]{2,}){1,4}\)?$")
_DEGREES = re.compile("[0-9] ?°[ cf]?$")  # `الطقس الرباط 17°`
# `سامي داود @samidaoud`: the writer, and where to reach him
_WITH_NAME = re.compile(
    r"^\W{0,3}(?:[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{2,4} )?[ء-ي]{2,} ?[.:/]?(?: [ء-ي.]{2,}){1,4} ?(?:\([ء-ي ]{2,20}\) )?[(|/,،–—-]? ?(?:@|\w{2,30}@$|[\w.+-]{1,40}@[\w.-]{3,40}\W{0,2}$)"
)


def _without_section(words: list[str], lex: Lexicon) -> list[str]:
    """The words of a date line without the section beside it: `لبنان 04-11-2025 | 06:15`, `الخميس 14 آب 2025 متفرقات`."""
    if words[0] in lex.sections or (words[0] in place_names() and len(words) > 3 and words[1].isdigit()):
        return words[1:]
    return words[:-1] if len(words) > 3 and words[-1] in lex.sections and words[-1] not in lex.days else words


def _is_ago(words: list[str], lex: Lexicon) -> bool:
    """`منذ 3 ساعات`, `قبل يومين`, `2 hours ago`: how long ago, and nothing else."""
    told = words[0] in ("منذ", "قبل") or words[-1] in ("مضت", "ago")
    return told and len(words) > 1 and all(w.isdigit() or w in lex.ago for w in words)


def _signed_first(key: str, lex: Lexicon) -> bool:
    """`كتبت: منى الحلبي - تصوير: سامي داود`, `صيدا - منى الحلبي - تصوير: سامي داود`: the writer stands first."""
    place, *behind = _DASHES.split(key)
    if len(behind) > 1 and place in place_names() and ":" not in behind[0] and behind[0].count(" ") < _NAME_WORDS:
        return True
    return any(
        group == "byline" and key.startswith(phrase)
        for phrase, _, group in lex.begins.get(key.split()[0].strip(":/"), ())
    )


_DASHES = re.compile(" ?[-–—|] ?")
_NAME_WORDS = 4
_CLOCK_OF = "بتوقيت"
# An archive's line, the writer or the outlet's own name glued to it: `سامي داودنشر في السهل اليومي يوم 30 - 08 - 2012`.
_ARCHIVED = re.compile("[ء-ي. ]{0,40}?نشرت? في [ء-ي0-9 ]{2,30} يوم [0-9]{1,2} ?[-/] ?[0-9]{1,2} ?[-/] ?[0-9]{4}$")


def only_date(words: list[str], lex: Lexicon) -> bool:
    """True for a weekday or a month with digits, or three numbers: `19` alone is no date."""
    named = numbers = 0
    clock = words.index(_CLOCK_OF) + 1 if _CLOCK_OF in words else len(words)
    for at, word in enumerate(words):
        if clock <= at < clock + 2 and not word[0].isdigit():
            continue  # whose clock it is: بتوقيت تونس العاصمة
        if word[0].isdigit():
            numbers += 1
        elif word in lex.days:
            named += 1
        elif word not in lex.dates and not (word[0] == "و" and word[1:] in lex.dates):
            return False
    return bool(named and numbers) or 3 <= numbers <= 7


def credits_outlet(key: str, lex: Lexicon) -> bool:
    """True for `(فرانس برس، العربي الجديد)`: a list of which at least one is an agency or outlet."""
    names = [part.strip(LEAD_MARKS) for part in re.split("[،,+/|-]| و(?=[ء-ي]{3})", key.strip(LEAD_MARKS))]
    names = [n for n in names if n]
    return (
        bool(names)
        and len(names) <= 6
        and all(n.count(" ") <= 5 for n in names)
        and any(is_outlet(n, lex) for n in names)
    )


def agency_before_initials(words: str, lex: Lexicon) -> str | None:
    """The agency of `د ب أ س ح ي أ`, `(د ب أ) س ح / م ع`, `كونا (النهاية)`: initials or the word that ends it stand behind."""
    tokens = words.split()
    if not 2 <= len(tokens) <= 12:
        return None
    keys = [key_of(token).strip(LEAD_MARKS) for token in tokens]
    for size in range(len(tokens) - 1, 0, -1):
        ends = all(len(key.replace(".", "").replace("/", "")) <= 2 or key in _ENDING for key in keys[size:])
        if not ends:
            return None
        name = " ".join(filter(None, keys[:size]))
        if name in lex.outlets and any(keys[size:]) and not credits_outlet(" ".join(tokens[size:]), lex):
            return " ".join(tokens[:size])
    return None


_ENDING = frozenset(map(key_of, ("النهاية", "انتهى", "يتبع")))


def undotted(key: str) -> str:
    """Letters of an agency with spaces for the stops between them: `و.م.ع` is `و م ع`."""
    return " ".join(key.replace(".", " ").split())


def is_outlet(key: str, lex: Lexicon | None = None) -> bool:
    """True for the folded name of a known outlet or agency, or one that begins with صحيفة, وكالة and the like."""
    lex = lex or lexicon()
    if key in lex.outlets or ("." in key and (key.replace(" ", "") in lex.outlets or undotted(key) in lex.outlets)):
        return True
    first, _, rest = key.partition(" ")
    if rest and first in lex.heads:
        return rest.count(" ") <= 5 and not tells(key)
    return key.endswith(lex.tails) and key.count(" ") <= 3 and not is_plain(first)


def tells(key: str) -> bool:
    """True for a headline that begins as names of outlets do: `شبكة قطارات الضواحي تتوسع شرقا`."""
    return key.count(" ") > 2 and any(is_present[word] for word in key.split())


def _beginning(row: Row, key: str, lex: Lexicon) -> tuple[LineLabel, str] | None:
    first = _FIRST_WORD.match(key)[0]  # type: ignore[index]  # maybe empty
    for phrase, label, group in lex.begins.get(first, ()):
        if not key.startswith(phrase):
            continue
        after = key[len(phrase) :]
        if after and (_ANY_LETTER.match(after[0]) or after[0] == "_"):
            continue
        rest = after.lstrip(" ")
        mark = rest[:1]
        count = rest.count(" ") + 1 if rest else 0
        bare = not rest.strip(LEAD_MARKS + "0123456789")
        if _fits(group, phrase, mark, bare, count, row):
            row.opens = bare and group in ("related", "comments")
            if row.key[:1] == "(" and group in ("editors", "byline"):
                return "credit", "credit.staff"
            return label, f"{label}.{group}" if label != group else f"{group}.phrase"
    return None


def _fits(group: str, phrase: str, mark: str, bare: bool, count: int, row: Row) -> bool:
    """Whether the rest of a line that begins with a phrase of `group` lets it be what the phrase says."""
    many = " " in phrase
    colon = mark in (":", "：")
    if group in ("notice", "translation"):
        return row.words <= 40
    if group == "related":
        if phrase in lexicon().alone:
            return bare or (colon and count <= 1) or (colon and row.words <= HEADLINE_WORDS and not row.stop)
        if phrase in lexicon().links_here and ":" in row.key[: len(phrase) + 50]:
            return count <= 45  # `رابط الخبر بصحيفة صدى الجبل: الجوازات : ضبط 12 مخالفا`
        open_end = not row.stop or row.key[-1] in "؟?"  # `اقرأ أيضا كيف أنقذ الصيادون ميناءهم؟`
        return (bare or colon or (open_end and count <= 14)) and count <= 30
    if group == "related_colon":
        return colon and row.words <= 25
    if group == "promo":
        return row.words <= 10
    if group in ("share", "chrome"):
        if many:
            return row.words <= 25 and (colon or bare or row.words <= 12)
        return bare or (colon and row.words <= 14) or (not row.stop and row.words <= 10 and mark in "|>›»-/")
    if group == "caption":
        return (colon or (mark in "(-–|/" and count <= 8)) and row.words <= 40 if mark else row.words <= 3
    if group == "credit":
        taken = many and not row.stop and 1 <= count <= 4  # `نقلا عن صدى الساحل`
        return (bare or colon or taken or (mark in "-–/" and count <= 6)) and row.words <= 14
    if group == "signature":
        return bare or (mark in "/-." and count <= 4)
    if group in ("tags",):
        return bare or colon
    if group == "advert":
        return bare or (mark in "-–|" and row.words <= 8 and not row.stop)
    if group == "comments":
        return bare and row.words <= 5
    if group in ("updated", "published"):
        return row.words <= 16 and bool(DIGITS.search(row.key)) and not row.stop
    if group in ("editors", "byline"):
        if group == "byline" and many and not row.stop and count <= 8 and "بواسطه" in row.key[:20]:
            return True  # `نشر بواسطة منى الحلبي`
        roles = "(" in row.key and row.words <= 18  # `إعداد: منى الحلبي (صحفية متدربة) – سامي داود (رئيس القسم)`
        if group == "byline" and count > 7 and not (roles or _LISTED.search(row.key)):
            return False  # a headline such as `متابعة: ...`
        return (colon and (row.words <= 12 or roles) and not row.stop) or (row.key[:1] == "(" and row.words <= 16)
    return False
