"""Which lines of the kept text are the article and which stand around it, each with the rule that says so.

A sentence of the body that is lost is worse than noise that stays: what no rule names is body.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from msgspec import Struct

from builder.lexicon import table
from builder.model import Line, LineLabel
from builder.text.folding import fold, fold_key

LONG = 12  # words that make a line prose even without a full stop
HEADLINE = 20  # words at most in a headline
_STOPS = ".؟?!…:؛"
_CLOSERS = "\"'”»’)]}“«* \u200f\u200e"
_LEAD_MARKS = " \t*_-–—•·●▪◄►«»“”\"'[](){}>#|/\\~=+:\u200f\u200e،."
_LETTER = re.compile("[ء-ي]")
_LATIN = re.compile("[a-z]")
_ANY_LETTER = re.compile(r"[^\W\d_]")
_PUNCT = re.compile(r"[^\w]+|_")
_CSS = re.compile(r"[{}]|^ ?(?:[.#@][a-zA-Z][\w-]*|/\*)")
_ADVERT_CODE = re.compile(r" ?\[/?[a-z]{2,12}[_a-z0-9]{0,12}\] ?$")
_HASHTAGS = re.compile(r" ?(?:#\S+ ?){1,30}$")
_CAPTION_INSIDE = re.compile("[.(–—-] ?(?:الصوره|تصوير|مصدر الصوره|عدسه) ?:")
_DIGITS = re.compile("[0-9]+")


class _Row(Struct, gc=False):
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

    @property
    def long(self) -> bool:
        return self.words >= LONG or (self.stop and self.words >= 6)


class _Lexicon(Struct):
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
    inline: re.Pattern[str]


def _key(words: str) -> str:
    return fold_key(words).lower()


@cache
def _lexicon() -> _Lexicon:
    noise = table("noise")
    begins: dict[str, list[tuple[str, LineLabel, str]]] = {}
    groups: tuple[tuple[str, LineLabel], ...] = (
        ("notice", "notice"), ("related", "related"), ("promo", "related"), ("share", "share"), ("caption", "caption"),
        ("credit", "credit"), ("signature", "signature"), ("tags", "tags"), ("chrome", "chrome"),
        ("advert", "advert"), ("comments", "comment"), ("translation", "translation"), ("updated", "date"),
        ("published", "date"), ("editors", "credit"), ("byline", "byline"),
    )  # fmt: skip
    for group, label in groups:
        for phrase in noise[group]:
            key = _key(phrase)
            begins.setdefault(key.split()[0], []).append((key, label, group))
    for rows in begins.values():
        rows.sort(key=lambda row: -len(row[0]))
    outlets = table("outlets")
    names = {
        _key(n) for group in ("agencies", "outlets") for row in outlets[group] for n in (row["name"], *row["aliases"])
    }
    dated = {_key(w) for w in noise["date_words"]}
    days = {w for row in table("months") for n in (*row["names"], *row.get("variants", ())) for w in _key(n).split()}
    days |= {_key(n) for row in table("weekdays") for n in (row["names"][0], *row["variants"])}
    days |= {w for row in table("hijri")["months"] for n in row["names"] for w in _key(n).split()}
    promo = tuple(_key(p) for p in noise["promo"])
    longest = {max(p.split(), key=len) for p in promo}
    marks = tuple(sorted(w for w in longest if not any(o != w and o in w for o in longest)))
    inline = [p for p in (_key(r) for r in noise["related"]) if p.split()[0] in ("اقرا", "شاهد", "طالع", "تابع")]
    return _Lexicon(
        begins=begins, promo=promo, promo_marks=marks, share=frozenset(_key(w) for w in noise["share_words"]),
        language=frozenset(_key(w) for w in noise["language_words"]), dates=frozenset(dated | days), days=frozenset(days),
        caption_only=frozenset(_key(w) for w in noise["caption_only"]), outlets=frozenset(names),
        heads=frozenset(_key(w) for w in outlets["heads"]),
        inline=re.compile(r"(?:^|[.؟?!…\"»”)]) {1,3}((?:" + "|".join(sorted(inline, key=len, reverse=True)) + r") {0,2}[:：])"),
    )  # fmt: skip


def mark_noise(text: str, hints: tuple[Line, ...] = ()) -> tuple[Line, ...]:
    """Label every line of `text`, or stretches of a line, in order and without overlap; only line breaks stay outside."""
    rows, blanks = _rows(text, hints)
    lex = _lexicon()
    for row in rows:
        _by_words(row, text, lex)
        _by_hint(row)
    _related_blocks(rows)
    _comments(rows)
    _regions(rows, text, lex)
    out = [*blanks]
    first = True
    for row in rows:
        label = row.label or "body"
        if label in ("body", "standfirst"):
            out.extend(_stretches(row, label, text, lex, first and label == "body"))
            first = first and label != "body"
        else:
            out.append(Line(row.start, row.end, label, row.rule))
    out.sort(key=lambda line: line.start)
    return tuple(out)


# ---- rows -----------------------------------------------------------------------------------------------------------


def _rows(text: str, hints: tuple[Line, ...]) -> tuple[list[_Row], list[Line]]:
    folded = fold(text).text.lower().split("\n")
    rows: list[_Row] = []
    blanks: list[Line] = []
    at = blank = 0
    waiting = sorted(hints, key=lambda h: (h.start, -h.end))
    reach = 0
    for key, line in zip(folded, text.split("\n"), strict=True):
        end = at + len(line)
        if not key or key.isspace():
            if line:
                blanks.append(Line(at, end, "empty", "blank"))
            blank += 1
        else:
            here: list[Line] = []
            while reach < len(waiting) and waiting[reach].start < end:
                if waiting[reach].end <= end:
                    here.append(waiting[reach])
                reach += 1
            parts = _split(at, end, text, here) if here else []
            if parts:
                rows.extend(parts)
            else:
                row = _Row(at, end, key)
                _apply(row, here)
                rows.append(row)
            for row in rows[-max(1, len(parts)) :]:
                _measure(row)
            rows[-max(1, len(parts))].blank_before = blank
            blank = 0
        at = end + 1
    return rows, blanks


def _measure(row: _Row) -> None:
    row.key = row.key.strip()
    row.words = row.key.count(" ") + 1
    row.stop = row.key.rstrip(_CLOSERS)[-1:] in _STOPS


def _apply(row: _Row, hints: list[Line]) -> None:
    size = row.end - row.start
    for hint in hints:
        if hint.rule in ("html.main", "html.outside"):
            row.main = hint.rule == "html.main"
        elif (hint.end - hint.start) * 10 >= size * 7 and row.hint is None:
            row.hint = hint.label
            row.rule = hint.rule


def _split(start: int, end: int, text: str, hints: list[Line]) -> list[_Row]:
    """Cut a line of small print (byline, date, share links side by side) where the markup changes."""
    marks = [h for h in hints if h.rule not in ("html.main", "html.outside")]
    if not marks or (len(marks) == 1 and marks[0].start <= start and marks[0].end >= end):
        return []
    covered = sum(h.end - h.start for h in marks)
    if len(text[start:end].split()) - len(text[start : start + covered].split()) >= LONG:
        return []  # prose with a marked-up word in it
    cuts = sorted({start, end, *(h.start for h in marks), *(h.end for h in marks)})
    rows: list[_Row] = []
    for a, b in pairwise(cuts):
        if rows and not text[a:b].strip(" |-–—•·\u00a0"):
            rows[-1].end = b
            continue
        row = _Row(a, b, fold_key(text[a:b]).lower())
        _apply(row, [h for h in hints if h.start <= a and h.end >= b])
        rows.append(row)
    if rows and not rows[0].key.strip():
        return []
    main = next((h.rule == "html.main" for h in hints if h.rule in ("html.main", "html.outside")), None)
    for row in rows:
        row.main = main
    return rows


# ---- what the words of one line say ---------------------------------------------------------------------------------


def _by_words(row: _Row, text: str, lex: _Lexicon) -> None:
    key = row.key.lstrip(_LEAD_MARKS)
    found = _whole_line(row, key, text, lex) or _beginning(row, key, lex)
    if found:
        row.label, row.rule = found


def _whole_line(row: _Row, key: str, text: str, lex: _Lexicon) -> tuple[LineLabel, str] | None:
    if _ADVERT_CODE.match(row.key):
        return "advert", "advert.code"
    if not key:
        return "chrome", "marks_only"
    if row.words <= 14:
        words = _PUNCT.sub(" ", key).split()
        if not words:
            return "chrome", "marks_only"
        if all(w in lex.language for w in words):
            return "language", "language.bar"
        if all(w in lex.share for w in words):
            return "share", "share.bar"
        if _only_date(words, lex):
            return "date", "date.line"
        if " ".join(words) in lex.caption_only:
            return "caption", "caption.agency"
        if "#" in row.key and _HASHTAGS.match(row.key):
            return "tags", "tags.hash"
        if "@" in row.key and row.words <= 8:
            return "chrome", "mail"
        if row.words <= 3 and ("://" in row.key or row.key.startswith("www.")):
            return "chrome", "address"
        if row.key[0] in "([" and row.key.rstrip(" .")[-1] in ")]" and _credits(key, lex):
            return "credit", "credit.list"
        if ("›" in row.key or " > " in row.key or "»" in row.key.strip("»«")) and key.startswith("الرييسيه"):
            return "chrome", "breadcrumb"
    if "©" in row.key and row.words <= 40:
        return "chrome", "copyright"
    if row.words <= 20 and _CAPTION_INSIDE.search(key):
        return "caption", "caption.inside"
    if _LATIN.search(row.key):
        arabic = len(_LETTER.findall(row.key, 0, 300))
        total = len(_ANY_LETTER.findall(row.key, 0, 300))
        if total >= 4 and arabic * 5 < total:
            if _CSS.search(row.key):
                return "chrome", "style"
            if "translat" in row.key or "generated by" in row.key:
                return "translation", "translation.notice"
            if _PUNCT.split(key, maxsplit=1)[0] not in lex.begins:
                return "chrome", "latin"
    if row.words > 3 and "{" in row.key and "}" in row.key and ":" in row.key and ";" in row.key:
        return "chrome", "style"
    return None


def _only_date(words: list[str], lex: _Lexicon) -> bool:
    """True for a weekday or a month with digits, or three numbers: `19` alone is no date."""
    named = numbers = 0
    for word in words:
        if word[0].isdigit():
            numbers += 1
        elif word in lex.days:
            named += 1
        elif word not in lex.dates and not (word[0] == "و" and word[1:] in lex.dates):
            return False
    return bool(named and numbers) or 3 <= numbers <= 7


def _credits(key: str, lex: _Lexicon) -> bool:
    """True for `(فرانس برس، العربي الجديد)`: a list of which at least one is an agency or outlet."""
    names = [part.strip(_LEAD_MARKS) for part in re.split("[،,+/|-]| و(?=[ء-ي]{3})", key.strip(_LEAD_MARKS))]
    names = [n for n in names if n]
    return (
        bool(names)
        and len(names) <= 6
        and all(n.count(" ") <= 5 for n in names)
        and any(is_outlet(n, lex) for n in names)
    )


def is_outlet(key: str, lex: _Lexicon | None = None) -> bool:
    """True for the folded name of a known outlet or agency, or one that begins with صحيفة, وكالة and the like."""
    lex = lex or _lexicon()
    if key in lex.outlets:
        return True
    first, _, rest = key.partition(" ")
    return bool(rest) and first in lex.heads and rest.count(" ") <= 5


def _beginning(row: _Row, key: str, lex: _Lexicon) -> tuple[LineLabel, str] | None:
    first = _PUNCT.split(key, maxsplit=1)[0]
    for phrase, label, group in lex.begins.get(first, ()):
        if not key.startswith(phrase):
            continue
        after = key[len(phrase) :]
        if after and (_ANY_LETTER.match(after[0]) or after[0] == "_"):
            continue
        rest = after.lstrip(" ")
        mark = rest[:1]
        count = rest.count(" ") + 1 if rest else 0
        bare = not rest.strip(_LEAD_MARKS + "0123456789")
        many = " " in phrase
        if _fits(group, mark, bare, count, many, row):
            row.opens = bare and group in ("related", "comments")
            if row.key[:1] == "(" and group in ("editors", "byline"):
                return "credit", "credit.staff"
            return label, f"{label}.{group}" if label != group else f"{group}.phrase"
    return None


def _fits(group: str, mark: str, bare: bool, count: int, many: bool, row: _Row) -> bool:
    """Whether the rest of a line that begins with a phrase of `group` lets it be what the phrase says."""
    colon = mark in (":", "：")
    if group in ("notice", "translation"):
        return row.words <= 40
    if group == "related":
        return (bare or colon or (not row.stop and count <= 14)) and count <= 30
    if group == "promo":
        return row.words <= 10
    if group in ("share", "chrome"):
        if many:
            return row.words <= 25 and (colon or bare or row.words <= 12)
        return bare or (colon and row.words <= 14) or (not row.stop and row.words <= 10 and mark in "|>›»-/")
    if group == "caption":
        return (colon or (mark in "(-–|/" and count <= 8)) and row.words <= 40 if mark else row.words <= 3
    if group == "credit":
        return (bare or colon or (mark in "-–/" and count <= 6)) and row.words <= 14
    if group == "signature":
        return bare or (mark in "/-." and count <= 4)
    if group in ("tags",):
        return bare or colon
    if group == "advert":
        return bare
    if group == "comments":
        return bare and row.words <= 5
    if group in ("updated", "published"):
        return row.words <= 16 and bool(_DIGITS.search(row.key)) and not row.stop
    if group in ("editors", "byline"):
        return (colon and row.words <= 12 and not row.stop) or (row.key[:1] == "(" and row.words <= 16)
    return False


# ---- what the markup says -------------------------------------------------------------------------------------------


def _by_hint(row: _Row) -> None:
    if row.hint is None:
        return
    rule = row.rule if row.label is None else ""
    if row.label is not None:
        # Words beat markup, but a headline among related links stays there.
        if row.hint in ("related", "comment") and row.label in ("date", "heading", "chrome"):
            row.label, row.rule = row.hint, "html.class"
        return
    if row.hint in ("heading", "body"):
        return
    if row.hint == "standfirst" and row.words < 4:
        return
    row.label, row.rule = row.hint, rule or "html.tag"


def _related_blocks(rows: list[_Row]) -> None:
    """After a head such as أخبار ذات صلة, lines that look like headlines belong to it."""
    opened = False
    for row in rows:
        if row.label == "related" and row.opens:
            opened = True
            continue
        if not opened:
            continue
        if row.label is None and row.words <= HEADLINE and not _sentence(row) and row.main is not True:
            row.label, row.rule = "related", "related.list"
        elif row.label is None or row.label in ("notice", "signature", "credit"):
            opened = False


def _sentence(row: _Row) -> bool:
    end = row.key.rstrip(_CLOSERS)[-1:]
    return end in ".!…؛:" or (end in "؟?" and row.words > 14)


def _comments(rows: list[_Row]) -> None:
    """After a head such as التعليقات everything is a comment, but what other rules name by its words."""
    after = prose = False
    for row in rows:
        if row.label is None and row.long:
            if after:
                row.label, row.rule = "comment", "comment.block"
            else:
                prose = True
        elif row.label == "comment" and row.opens:
            if prose:
                after = True
            else:
                row.label = "chrome"
        elif after and (row.label is None or row.rule.startswith("date.")):
            row.label, row.rule = "comment", "comment.block"


# ---- where in the page ----------------------------------------------------------------------------------------------


def _regions(rows: list[_Row], text: str, lex: _Lexicon) -> None:
    has_main = any(row.main for row in rows)
    prose = [i for i, row in enumerate(rows) if row.label is None and row.long and (row.main is not False)]
    if not prose:
        prose = [i for i, row in enumerate(rows) if row.label is None and row.long]
    if not prose:
        prose = [i for i, row in enumerate(rows) if row.label is None][-1:]
    if not prose:
        return
    first, last = prose[0], _last_prose(rows, prose)
    title = next((i for i, row in enumerate(rows[:first]) if row.label == "title"), None)
    if title is None:
        title = _find_title(rows, first)
        if title is None and has_main and not rows[first].stop and rows[first].words <= HEADLINE:
            title = first
        if title is not None:
            rows[title].label, rows[title].rule = "title", "title.first_line"
            if title == first and len(prose) > 1:
                first = prose[1]
    for i, row in enumerate(rows):
        if row.label == "title" and i != title and row.rule != "title.first_line":
            row.label = None if first < i < last else "chrome"
        if i < first:
            _head(row, title is not None and i > title, title is not None, has_main, lex)
        elif i > last:
            _foot(row, has_main, lex)
        elif row.label is None:
            _middle(rows, i, has_main)
    _standfirst(rows, title, first)


def _last_prose(rows: list[_Row], prose: list[int]) -> int:
    """The last line of prose: a little of it after a signature or a source line is what readers wrote."""
    total = sum(rows[i].end - rows[i].start for i in prose)
    for i, row in enumerate(rows):
        if row.label in ("signature", "credit", "tags") and row.rule not in ("credit.editors", "credit.staff"):
            later = [j for j in prose if j > i]
            size = sum(rows[j].end - rows[j].start for j in later)
            share = 0.4 if row.label == "signature" else 0.2
            if later and len(later) < len(prose) and size <= share * total:
                for j in later:
                    rows[j].label, rows[j].rule = "comment", "comment.after_end"
                return max(j for j in prose if j < i)
    return prose[-1]


def _find_title(rows: list[_Row], first: int) -> int | None:
    named = [
        i for i in range(first) if rows[i].hint == "heading" and rows[i].label is None and rows[i].main is not False
    ]
    if not named:
        named = [i for i in range(first) if rows[i].hint == "heading" and rows[i].label is None]
    if named:
        return named[-1]
    for i in range(first):
        row = rows[i]
        if row.label is None and not row.stop and 2 <= row.words <= 25 and row.main is not False:
            if row.words <= 4 and is_outlet(row.key, _lexicon()):
                continue
            return i
    # A headline of twelve words and more looks like prose: no stop, a blank line after it, prose below.
    row = rows[first]
    if not row.stop and row.words <= 25 and first + 1 < len(rows) and rows[first + 1].blank_before and first <= 2:
        return first
    return None


def _head(row: _Row, after_title: bool, titled: bool, has_main: bool, lex: _Lexicon) -> None:
    if row.label == "date" and has_main and titled and not after_title and row.rule != "html.time":
        row.label, row.rule = "chrome", "clock"
    if row.label is not None:
        return
    if titled and not after_title:
        row.label, row.rule = "chrome", "before_title"
    elif row.words <= 8 and not row.stop and dateline_end(row.key + " - ") > len(row.key):
        row.label, row.rule = "dateline", "dateline.line"
    elif _dated(row, lex):
        row.label, row.rule = "date", "date.with_place"
    elif is_outlet(row.key.strip(_LEAD_MARKS), lex) or row.words <= 4:
        row.label, row.rule = "byline", "byline.short_line"
    elif row.main is False:
        row.label, row.rule = "chrome", "html.outside"
    elif titled and row.words >= 5:
        row.label, row.rule = "standfirst", "standfirst.line"


def _dated(row: _Row, lex: _Lexicon) -> bool:
    """`بيروت - صحيفة … - الخميس 14 أيلول 2023`: a date after a separator, in a line that is no sentence."""
    if row.stop or row.words > 16 or not _DIGITS.search(row.key):
        return False
    parts = re.split(r" ?[|–—] ?| - |، ", row.key)
    return len(parts) > 1 and any(_only_date(_PUNCT.sub(" ", part).split(), lex) for part in parts if part.strip())


def _middle(rows: list[_Row], i: int, has_main: bool) -> None:
    row = rows[i]
    if has_main and row.main is False and not (row.stop and row.words >= 8):
        row.label, row.rule = "chrome", "html.outside"
        return
    short = row.words <= 10 and not row.stop and not row.key.startswith(("-", "*", "•", '"'))
    if row.hint == "heading" and row.words <= HEADLINE:
        row.label, row.rule = "heading", "heading.markup"
    elif short:
        before = _neighbour(rows, i, -1)
        after = _neighbour(rows, i, 1)
        if before and after and before.long and after.long:
            row.label, row.rule = "heading", "heading.short_line"
    if row.label is None:
        row.rule = "prose"


def _neighbour(rows: list[_Row], i: int, step: int) -> _Row | None:
    i += step
    while 0 <= i < len(rows):
        if rows[i].label in (None, "body", "heading"):
            return rows[i]
        i += step
    return None


def _foot(row: _Row, has_main: bool, lex: _Lexicon) -> None:
    if row.rule == "caption.agency" and is_outlet(row.key.strip(_LEAD_MARKS), lex):
        row.label, row.rule = "credit", "credit.outlet"
    if row.label is not None:
        return
    key = row.key.strip(_LEAD_MARKS)
    if row.words <= 9 and not row.stop and is_outlet(key, lex):
        row.label, row.rule = "credit", "credit.outlet"
    elif has_main and row.main is False:
        row.label, row.rule = "chrome", "html.outside"
    elif not row.long and not row.stop:
        row.label, row.rule = "chrome", "after_end"


def _standfirst(rows: list[_Row], title: int | None, first: int) -> None:
    """A summary under the title: small print or a wide gap parts it from the prose, or it only sends the reader on."""
    if title is None:
        return
    row = rows[first]
    later = [r for r in rows[first + 1 :] if r.label is None]
    if row.label is not None or row.rule == "html.class" or len(later) < 2:
        return
    following = rows[first + 1]
    gaps = [r.blank_before for r in later[1:]]
    wide = later[0].blank_before >= 2 and later[0].blank_before > max(gaps, default=0)
    parted = following.label in ("byline", "date", "share") and following.rule != "date.updated"
    if wide or parted or _promo_in(row.key, _lexicon()) is not None:
        row.label, row.rule = "standfirst", "standfirst.parted"


# ---- stretches of a line --------------------------------------------------------------------------------------------

_PLACE = r"[ \u200f]{0,3}(?P<place>[ء-ي]{2,15}(?:،? [ء-ي]{2,15}){0,4}) ?"
_DATELINE = re.compile(
    _PLACE + r"(?:[-–—ـ/،,:] ?)?\((?P<paren>[^()\n]{1,60})\) {0,2}[-–—ـ:]{1,2}[ \u00a0]?|"
    + _PLACE.replace("place", "spot") + r"[-–—ـ/،,] ?[\"«]?(?P<dash>[^-–—ـ:/\n«»\"]{1,40})[\"»]? ?[-–—ـ:/]{1,2}[ \u00a0]?"
)  # fmt: skip
_CITY = re.compile(r"([ء-ي]{3,12}(?: [ء-ي]{3,12})?) [-–—ـ] (?=[ء-ي]{2,12} [^-–—ـ(]{30})")
_PLACE_CUE = re.compile("[-–—(ـ/]")
_LAST_MARKS = (")", "]", "}", "/")
_LAST_PAREN = re.compile(r"[([{/]{1,2} {0,2}([^()\[\]\n]{2,80}?) {0,2}[)\]}/]{1,2}[ .\u200f]{0,3}$")


def _stretches(row: _Row, label: LineLabel, text: str, lex: _Lexicon, first: bool) -> list[Line]:
    start, end = row.start, row.end
    rule = row.rule or "prose"
    head: list[Line] = []
    tail: list[Line] = []
    words = text[start:end]
    if first and _PLACE_CUE.search(words, 0, 60):
        size = dateline_end(words)
        if size:
            head.append(Line(start, start + size, "dateline", "dateline.agency"))
            start += size
    promo = _promo_at(row, text, lex)
    if promo is not None and start < promo < end:
        tail.append(Line(promo, end, "related", "related.promo"))
        end = promo
    found = _LAST_PAREN.search(words, max(0, len(words) - 90)) if words.rstrip(" .\u200f")[-1:] in _LAST_MARKS else None
    if not tail and found and row.words > 8:
        key = fold_key(found.group(1)).lower()
        if _credits(key, lex) or key.strip(_LEAD_MARKS) in ("انتهي", "النهايه"):
            at = row.start + found.start()
            kind: LineLabel = "signature" if key.startswith(("انتهي", "النهايه")) else "credit"
            tail.append(Line(at, end, kind, f"{kind}.in_line"))
            end = at
    return [*head, Line(start, end, label, rule), *tail] if start < end else [*head, *tail]


def dateline_end(words: str) -> int:
    """How many characters of a first sentence are its dateline: `جاكرتا (رويترز) - `; 0 where there is none."""
    folded = fold(words[:120])
    city = _CITY.match(folded.text)
    if city and city.group(1) in city_names():
        return folded.source_at(city.end())
    found = _DATELINE.match(folded.text)
    if not found:
        return 0
    parts = found.groupdict()
    key = (parts.get("paren") or parts.get("dash") or "").strip(_LEAD_MARKS)
    lex = _lexicon()
    if not (_credits(key.lower(), lex) or any(_credits(k, lex) for k in key.lower().split(" - "))):
        return 0
    size = folded.source_at(found.end())
    while size < len(words) and words[size] in " \u00a0":
        size += 1
    return size


@cache
def city_names() -> frozenset[str]:
    """Folded names of cities: what stands before a dash at the head of an article, `القاهرة - `."""
    rows = (name for row in table("places")["cities"] for name in row["names"])
    return frozenset(fold_key(n.rstrip("?")) for name in rows for n in name.split("|"))


def _promo_at(row: _Row, text: str, lex: _Lexicon) -> int | None:
    """Where the last sentence begins, if all it does is send the reader on; or a related link glued to a paragraph."""
    if _promo_in(row.key, lex) is None:
        return None
    folded = fold(text[row.start : row.end])
    at = _promo_in(folded.text.lower(), lex)
    return None if at is None else row.start + folded.source_at(at)


def _promo_in(key: str, lex: _Lexicon) -> int | None:
    tail = max(0, len(key) - 100)
    at = -1
    for mark in lex.promo_marks:
        if key.find(mark, tail) >= 0:
            at = max(key.rfind(phrase, tail) for phrase in lex.promo)
    if at > 0 and key[:at].rstrip(_CLOSERS)[-1:] in _STOPS and key.count(" ", at) <= 8:
        return at
    tail = max(0, len(key) - 250)
    if key.find(":", tail) >= 0:
        for found in lex.inline.finditer(key, tail):
            if found.start(1) > 0 and key.count(" ", found.start(1)) <= HEADLINE + 4:
                return found.start(1)
    return None
