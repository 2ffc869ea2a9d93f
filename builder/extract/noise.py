"""Which lines of the kept text are the article and which stand around it, each with the rule that says so.

A sentence of the body that is lost is worse than noise that stays: what no rule names is body.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise

from builder.extract.imprint import own_keys
from builder.extract.lineclues import (
    CLOSERS,
    DIGITS,
    LEAD_MARKS,
    LONG,
    SENTENCE_INSIDE,
    SOURCE_BEHIND,
    STOPS,
    WORD,
    Lexicon,
    Row,
    agency_before_initials,
    by_words,
    credits_outlet,
    ends_in_sections,
    is_outlet,
    is_section,
    lexicon,
    lists_sections,
    only_date,
)  # fmt: skip
from builder.extract.smallprint import (
    LINE_WORDS,
    REACH,
    is_domain,
    is_person,
    is_strange_name,
    may_head_page,
    read_line,
    read_opening,
    resembles_outlet,
    untitled,
    writer_of,
)
from builder.extract.topic import share, topic_of
from builder.extract.verbs import is_past, is_verb
from builder.extract.words import CLAUSE, FUNCTION, GIVEN, REPORTING, city_names, is_strange, place_names
from builder.lexicon import table
from builder.lexicon.vocabulary import takes_article
from builder.model import Line, LineLabel
from builder.text.folding import fold, fold_key

_MASTHEAD = "byline.masthead"
_TOLD = 60  # words of prose above the readers' comments
HEADLINE = 20  # words at most in a headline
LONG_HEADLINE = 32  # words at most in one that other signs bear out


def mark_noise(text: str, hints: tuple[Line, ...] = ()) -> tuple[Line, ...]:
    """Label every line of `text`, or stretches of a line, in order and without overlap; only line breaks stay outside."""
    rows, blanks = _rows(text, hints)
    lex = lexicon()
    own = own_keys(text)
    for row in rows:
        by_words(row, lex)
        _by_hint(row)
    _staff(rows)
    _paths(rows)
    _related_blocks(rows, own)
    _comments(rows)
    _captions(rows, own)
    _regions(rows, text, lex, own)
    out = [*blanks]
    first = True
    last = next((row for row in reversed(rows) if row.label in (None, "body")), None)
    for row in rows:
        label = row.label or "body"
        if label in ("body", "standfirst"):
            out.extend(_stretches(row, label, text, lex, own if first and label == "body" else None, row is last))
            first = first and label != "body"
        else:
            out.append(Line(row.start, row.end, label, row.rule))
    out.sort(key=lambda line: line.start)
    return tuple(out)


# ---- rows -----------------------------------------------------------------------------------------------------------


def _rows(text: str, hints: tuple[Line, ...]) -> tuple[list[Row], list[Line]]:
    folded = fold(text).text.lower().split("\n")
    rows: list[Row] = []
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
            parts = _split(at, end, text, here) if here else _unglued(at, end, text, not rows)
            if parts:
                rows.extend(parts)
            else:
                row = Row(at, end, key)
                _apply(row, here)
                rows.append(row)
            for row in rows[-max(1, len(parts)) :]:
                _measure(row)
            rows[-max(1, len(parts))].blank_before = blank
            blank = 0
        at = end + 1
    return rows, blanks


_STAMP = re.compile(
    r"\s*date [0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?= )"
)  # a reader's own stamp in front of the page's first line


_BUTTONS = re.compile(
    r"\s*(?:الخط ?[:+-]{0,3} ?)?[إا]ستمع (?:لل?مقال|للخبر|[إا]لى (?:ال)?(?:مقال|خبر))(?= +\S+ +\S+ +\S)"
)


@cache
def _glued() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, table("noise")["glued"]), key=len, reverse=True))
    return re.compile(f'(?<=[.!؟?"»”)…])[ \u00a0]{{1,3}}(?:{words})[ \u00a0.:»←>…]{{0,3}}$')


@cache
def _glued_link() -> re.Pattern[str]:
    """`رابط الخبر بصحيفة صدى الجبل: سيل في الوادي` at the end of the last paragraph."""
    words = "|".join(map(re.escape, table("noise")["glued_link"]))
    return re.compile(f'(?<=[.!؟?"»”)…/])[ \u00a0]{{0,3}}(?:{words})(?: [^:\n]{{2,50}})? ?:[^\n]{{0,190}}$')


def _unglued(start: int, end: int, text: str, first: bool) -> list[Row]:
    """A line cut before the button or notice that is glued to its last sentence, and behind a stamp that opens the page."""
    words = text[start:end]
    stamp = (_STAMP.match(words) if first else None) or _BUTTONS.match(words)
    tail = _glued().search(words, max(0, len(words) - 60))
    if tail is None and "رابط" in words:
        tail = _glued_link().search(words, max(0, len(words) - 260))
    cuts = [start, *([start + stamp.end()] if stamp else []), *([start + tail.start()] if tail else []), end]
    return [Row(a, b, fold_key(text[a:b]).lower()) for a, b in pairwise(cuts)] if len(cuts) > 2 else []


def _measure(row: Row) -> None:
    row.key = row.key.strip()
    row.words = len(row.key.split()) if "  " in row.key else row.key.count(" ") + 1
    row.stop = row.key.rstrip(CLOSERS)[-1:] in STOPS


_OF_LINES = frozenset(("html.main", "html.outside", "html.link", "html.slanted", "html.picture"))


def _apply(row: Row, hints: list[Line]) -> None:
    size = row.end - row.start
    for hint in hints:
        if hint.rule in ("html.main", "html.outside"):
            row.main = hint.rule == "html.main"
        elif hint.rule == "html.link":
            row.linked = row.linked or (hint.end - hint.start) * 10 >= size * 6
        elif hint.rule in ("html.slanted", "html.picture"):
            row.slanted, row.pictured = row.slanted or hint.rule == "html.slanted", hint.rule == "html.picture"
        elif (hint.end - hint.start) * 10 >= size * 7 and row.hint is None:
            row.hint = hint.label
            row.rule = hint.rule


def _split(start: int, end: int, text: str, hints: list[Line]) -> list[Row]:
    """Cut a line of small print (byline, date, share links side by side) where the markup changes."""
    marks = [h for h in hints if h.rule not in _OF_LINES]
    if not marks or (len(marks) == 1 and marks[0].start <= start and marks[0].end >= end):
        return []
    covered = sum(h.end - h.start for h in marks)
    if len(text[start:end].split()) - len(text[start : start + covered].split()) >= LONG:
        return []  # prose with a marked-up word in it
    cuts = sorted({start, end, *(h.start for h in marks), *(h.end for h in marks)})
    rows: list[Row] = []
    for a, b in pairwise(cuts):
        if rows and not text[a:b].strip(" |-–—•·\u00a0"):
            rows[-1].end = b
            continue
        row = Row(a, b, fold_key(text[a:b]).lower())
        _apply(row, [h for h in hints if h.start <= a and h.end >= b])
        rows.append(row)
    if rows and not rows[0].key.strip():
        return []
    main = next((h.rule == "html.main" for h in hints if h.rule in ("html.main", "html.outside")), None)
    for row in rows:
        row.main = main
    return rows


# ---- what the markup says -------------------------------------------------------------------------------------------


def _by_hint(row: Row) -> None:
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


_BEHIND_NAME = re.compile("(?:[^\\W_]|[|-] ?)(?=[^\\W_]$)")  # `صدى الجبل | رئيس التحرير`, or glued to the name


@cache
def _roles() -> tuple[str, ...]:
    return tuple(sorted(map(fold_key, table("noise")["masthead_roles"]), key=len, reverse=True))


def _staff(rows: list[Row]) -> None:
    """Who runs the site: `رئيس التحرير` and the name behind it or below; they wrote nothing here."""
    below = False
    for row in rows:
        key = row.key.strip(LEAD_MARKS)
        if below and row.words <= 4 and is_person(key, True):
            row.label, row.rule = "chrome", "staff"
        below = False
        if row.words > 16 or (row.stop and row.key[-1] != ":"):
            continue
        named = [role for role in _roles() if role in key]
        if not named:
            continue
        rest = key.removeprefix(named[0]).strip(LEAD_MARKS) if key.startswith(named[0]) else None
        several = sum(key.startswith(named[0]) or f" {role}" in key for role in named) > 1 or _BEHIND_NAME.search(
            key, 0, key.find(named[0]) + 1
        )
        named_too = rest and len(rest.split()) <= 7 and (":" in row.key or is_person(untitled(rest), False))
        if rest == "" or several or named_too:
            row.label, row.rule = "chrome", "staff"
            below = rest == ""


def _paths(rows: list[Row]) -> None:
    """`Home / محليات / العنوان` with the headline again right below: a path, and the title, whatever list stands above."""
    for i, row in enumerate(rows[:_TOP]):
        if not row.key.startswith(_HOME_WORDS) or row.words < 5:
            continue
        path = _letters(row.key)
        for other in rows[i + 1 : i + 5]:
            letters = _letters(other.key)
            if 4 <= other.words < row.words <= other.words + 6 and path.endswith(letters) and not _full_stop(other.key):
                row.label, row.rule = "chrome", "breadcrumb"
                other.label, other.rule = "title", "title.first_line"
                return


_HOME_WORDS = ("home", "الرييسيه", "الصفحه الرييسيه", "الاولي")


def _related_blocks(rows: list[Row], own: frozenset[str]) -> None:
    """After a head such as أخبار ذات صلة, lines that look like headlines belong to it."""
    opened = prose = False
    for row in rows:
        prose = prose or (row.label is None and row.long and _full_stop(row.key))
        if row.label == "related" and row.opens:
            opened = True
            continue
        opened = opened and row.label != "title"
        if not opened:
            continue
        if row.label is None and row.words <= 8 and not prose and _signs(row, own):
            opened = False  # `بيروت - صدى الجبل`: the article's own begins
        elif (
            row.label is None and row.words <= HEADLINE and not _sentence(row) and (row.linked or row.main is not True)
        ):
            row.label, row.rule = "related", "related.list"
        elif row.label is None or row.label in ("notice", "signature", "credit"):
            opened = False


def _sentence(row: Row) -> bool:
    if row.key.endswith(".."):
        return False  # a headline that trails off
    end = row.key.rstrip(CLOSERS)[-1:]
    return end in ".!…؛:" or (end in "؟?" and row.words > 14)


def _comments(rows: list[Row]) -> None:
    """After a head such as التعليقات everything is a comment, but what other rules name by its words."""
    after, prose = False, 0  # words of the article that stand above
    below = sum(row.words for row in rows if row.label is None and row.long)
    for row in rows:
        if row.label is None and row.long:
            below -= row.words
            if after:
                row.label, row.rule = "comment", "comment.block"
            else:
                prose += row.words
        elif row.label == "comment" and row.opens:
            if prose >= _TOLD or prose > below:  # below the title alone `إضافة تعليق` is a button
                after = True
            else:
                row.label = "chrome"
        elif after and (row.label in (None, "byline") or row.rule.startswith("date.")):
            row.label, row.rule = "comment", "comment.block"


# ---- where in the page ----------------------------------------------------------------------------------------------


_BESIDE = re.compile("[/|–-]")


def _captions(rows: list[Row], own: frozenset[str]) -> None:
    """A line without a full stop that ends in the picture's agency or outlet in brackets, and prose below it."""
    prose = [i for i, row in enumerate(rows) if row.label is None and row.long]
    for i, row in enumerate(rows):
        if row.label is not None or not 3 <= row.words <= 30 or not row.key.endswith(")") or row.hint == "heading":
            continue
        found = SOURCE_BEHIND.search(row.key)
        if not found or SENTENCE_INSIDE.search(row.key, 0, found.start()) or not prose or i >= prose[-1]:
            continue
        # `(منى الحلبي/صدى الجبل)`: who took it, and for whom
        sources = [part.strip(LEAD_MARKS) for part in _BESIDE.split(found.group(1))]
        known = any(source in own or is_outlet(source) for source in sources)
        # `الناخبون عند الإقفال (مصطفى حرقوص)`: above the text nobody else is named so
        taken = i < prose[0] and row.words >= 6 and is_person(found.group(1), False)
        if (known or taken) and not read_line(row.key, own, True):
            row.label, row.rule = "caption", "caption.credited"


def _regions(rows: list[Row], text: str, lex: Lexicon, own: frozenset[str]) -> None:
    has_main = any(row.main for row in rows)
    if rows and rows[0].label in (None, "chrome") and not has_main and is_domain(text[rows[0].start : rows[0].end]):
        rows[0].label, rows[0].rule = "byline", _MASTHEAD
    again = _again(rows)
    twice = _twice(rows, again)
    long = [
        i
        for i, row in enumerate(rows)
        if row.label is None
        and row.long
        and i not in again
        and i != twice
        and not _is_small_print(row, own)
        and not _tells_picture(row)
    ]
    prose = [i for i in long if rows[i].main is not False] or long
    prose = _past_tickers(rows, prose)
    if not prose:
        prose = [i for i, row in enumerate(rows) if row.label is None][-1:]
    if not prose:
        return
    if (
        rows[0].label is None
        and not rows[0].stop
        and not is_outlet(rows[0].key, lex)
        and ends_in_sections(rows[0].key, lex) < rows[0].words
    ):
        rows[0].menu = True
    prose = _past_standfirst(rows, _past_kicker(rows, prose, lex, own), own)
    first, last = prose[0], _last_prose(rows, prose)
    title = next((i for i, row in enumerate(rows[:first]) if row.label == "title"), None)
    if title is None:
        for i, shown in again.items():
            if shown > i:
                rows[i].label, rows[i].rule = "chrome", "page_title"
                title = shown if i == 0 and shown < first else title
        if title is None:
            title = twice if twice is not None and twice < first else _page_title(rows, first)
        title = _above_writer(rows, _find_title(rows, prose, lex, own), prose, lex, own) if title is None else title
        if title is None or _is_menu(rows[title], lex):
            title = _listed_title(rows, first) or title
        title = _told_in_list(rows, prose, title, lex) or title
        if title is None:
            title = _below_list(rows, prose)
        elif (
            rows[title].words > HEADLINE
            and title < first
            and rows[title].hint != "heading"
            and _is_apart(rows, title, prose)
        ):
            rows[title].label, rows[title].rule, title = "related", "related.ticker", None
        if title is None and _heads_page(rows, first, own):
            title = 0
        if title is None and has_main and not rows[first].stop and rows[first].words <= HEADLINE:
            title = first
        if title is not None:
            rows[title].label, rows[title].rule = "title", "title.first_line"
            if title == first and len(prose) > 1:
                first = prose[1]
    if title is not None and rows[title].rule.endswith(".h1"):
        below = _below_h1(rows, title, first, prose)
        if below is not None:  # the site's name above the headline
            rows[title].label, rows[title].rule = "byline", _MASTHEAD
            for row in rows[title:below] if all(row.label != "date" for row in rows[below:first]) else ():
                row.rule = "date.above_title" if row.label == "date" else row.rule
            rows[below].label, rows[below].rule, title = "title", "title.first_line", below
    if title is not None and (site := _masthead(rows[:title], lex)) is not None:
        rows[site].label, rows[site].rule = "byline", _MASTHEAD
    headline = _letters(rows[title].key) if title is not None else ""
    _teasers(rows, title, first, lex, own)
    _below_lead(rows, first, last, own)
    _boxes(rows, first, last, lex)
    listed = False  # below a head such as `مقالات ذات صلة` at the foot
    for i, row in enumerate(rows):
        if row.label == "title" and i != title and row.rule != "title.first_line":
            row.label = None if first < i < last else "chrome"
        if i < first:
            under = i == title + 1 if title is not None else i > 0 and rows[i - 1].rule == _MASTHEAD
            under = under and row.rule == "caption.agency" and row.hint is None
            if under and is_outlet(row.key.strip(LEAD_MARKS), lex):
                row.label, row.rule = "credit", "credit.outlet"
            if (
                headline
                and i != title
                and row.label is None
                and (again.get(i) == title or _letters(row.key) == headline)
            ):
                row.label, row.rule = "chrome", "title_again"
            if title is not None and 0 < i < title and row.label is None and _is_among_sections(rows, i, lex):
                row.label, row.rule = "chrome", "section"
            if title is not None and i > title and _stands_above_picture(rows, i, title, first, own):
                row.label, row.rule = "caption", "caption.beside"
            _head(row, title is not None and i > title, title is not None, has_main, lex, own)
        elif i > last:
            listed = listed or row.rule == "related.phrase"
            if row.label is None and i + 1 < len(rows) and _is_posted(rows[i + 1]) and is_person(row.key, True):
                row.label, row.rule = "byline", "byline.posted"
            _foot(row, i - last, has_main, lex, own, listed, _is_signing(rows, i, last))
        elif row.label is None:
            _middle(rows, i, has_main)
    _standfirst(rows, title, first)


def _stands_above_picture(rows: list[Row], i: int, title: int, first: int, own: frozenset[str]) -> bool:
    """True for the words for a picture: right above its caption, or between the share bar and the first paragraph."""
    row = rows[i]
    if row.label is not None or not _shows(row):
        return False
    if _tops_caption(rows, i):
        return True
    signed = any(other.label in _SIGNED for other in rows[title + 1 : i])
    if i + 1 < first or rows[i - 1].label != "share" or not signed or is_verb(WORD.findall(row.key)[0]):
        return False
    return read_line(row.key, own, True) is None


_AT = frozenset(("في", "امام", "خلال", "داخل", "وسط", "عند", "قرب", "اثناء", "علي"))


def _tops_caption(rows: list[Row], i: int) -> bool:
    """True for a short line right above the caption that names who took the picture: what is told to those who see none."""
    return i + 1 < len(rows) and rows[i + 1].rule == "caption.inside" and _shows(rows[i])


def _shows(row: Row) -> bool:
    """True for a few words, no sentence and no heading, that say where something is seen: `ناخبون أمام مركز الاقتراع`."""
    return 3 <= row.words <= 10 and not row.stop and row.hint != "heading" and not _AT.isdisjoint(row.key.split())


def _boxes(rows: list[Row], first: int, last: int, lex: Lexicon) -> None:
    """Another article between two paragraphs, below its section: `اقتصاد عربي`, `التحديثات الحية`, and a headline."""
    i = first + 1
    while i < last:
        end = i + 1
        if rows[i].label is None and is_section(rows[i].key.strip(LEAD_MARKS), lex):
            while end < last and rows[end].label is None and not rows[end].long:
                end += 1
        if end > i + 1:
            for row in rows[i:end]:
                row.label, row.rule = "related", "related.box"
        i = end


def _is_among_sections(rows: list[Row], i: int, lex: Lexicon) -> bool:
    """True for a section in a menu, though an outlet is called so too: `العالم`, `الرأي`, `الرياضة`, one a line."""
    key, *around = (rows[n].key.strip(LEAD_MARKS) for n in (i, i - 1, i + 1))
    return key in lex.sections and all(is_section(other, lex) for other in around)


def _below_h1(rows: list[Row], title: int, first: int, prose: list[int]) -> int | None:
    """The headline below the first heading of the page, where that is the site's name or its motto."""
    lines = [i for i in range(title + 1, first) if rows[i].hint == "heading" and rows[i].words >= 5]
    if not lines or rows[title].words <= 3:
        return lines[0] if lines else None
    topic = topic_of(rows[i].key for i in prose)
    if share(rows[title].key, topic) >= _FEW:
        return None
    return max((i for i in lines if share(rows[i].key, topic) >= _MUCH), default=None)


def _page_title(rows: list[Row], first: int) -> int | None:
    """The headline below the title of the page, which has it with the names of site and section: `الوكالة : … - محليات - 15/01/2025`."""
    row = rows[0]
    if row.label is not None or row.stop or first < 2:
        return None
    for i, other in enumerate(rows[1:first], 1):
        held = other.label is None and 4 <= other.words < row.words <= 2 * other.words + 4
        if held and other.key in row.key and any(mark in row.key for mark in (" - ", " | ", " : ")):
            row.label, row.rule = "chrome", "page_title"
            return i
    return None


def _heads_page(rows: list[Row], first: int, own: frozenset[str]) -> bool:
    """True where the page's first line, right above its day, must be the headline, for there is no other.

    `همسات`, `سان جرمان يفرض سطوته على الأندية` read like something else by their words alone.
    """
    if first < 2 or rows[1].rule != "date.line" or rows[0].words > HEADLINE:
        return False
    if rows[0].label == "byline":
        signed = read_line(rows[0].key, own, True)
        return rows[0].rule in _UNSURE_BYLINES and not (signed and signed.outlets and rows[0].words < 4)
    if rows[0].label is None:
        return not is_section(rows[0].key.strip(LEAD_MARKS), lexicon()) and not is_person(rows[0].key, False)
    return rows[0].label in ("related", "dateline") and rows[0].rule != "dateline.agency"


def _is_menu(row: Row, lex: Lexicon) -> bool:
    """True for a line of sections of which not all are known: `الرئيسية سياسة جهات مجتمع حوادث تمازيغت`."""
    words = WORD.findall(row.key)
    return len(words) >= 5 and sum(word in lex.sections for word in words) >= 3 and words[0] in lex.sections


def _told_in_list(rows: list[Row], prose: list[int], title: int | None, lex: Lexicon) -> int | None:
    """The last headline of a list that took it in, where it tells of the article and stands right above its day; what was
    taken for the headline tells of nothing.
    """
    at = next((i for i in range(prose[0]) if rows[i].label == "date"), 0)
    i = next(
        (n for n in range(at - 1, max(at - 3, -1), -1) if not is_section(rows[n].key.strip(LEAD_MARKS), lex)), None
    )
    if i is None or rows[i].rule != "related.list" or not 4 <= rows[i].words <= HEADLINE or (title or 0) > i:
        return None
    topic = topic_of(rows[n].key for n in prose)
    if share(rows[i].key, topic) < _MUCH or (title is not None and share(rows[title].key, topic) >= _FEW):
        return None
    return i


def _listed_title(rows: list[Row], first: int) -> int | None:
    """The headline that a list above it took in: right above its day, and above a line that says who wrote it.

    What stands between it and the text is judged again.
    """
    times = Counter(row.key for row in rows[:first])
    for i in range(first - 1):
        row, following = rows[i], rows[i + 1 : i + 1 + _NEAR_TITLE]
        if row.rule != "related.list" or not 4 <= row.words <= HEADLINE:
            continue
        if times[row.key] > 1:
            for again in rows[i + 1 : first]:
                if again.key == row.key:
                    again.label, again.rule = "chrome", "title_again"
            return i
        below = [other for other in following[1:] if other.rule == "related.list"]
        writes = next((other for other in below if other.key.split()[0] in _WROTE), None)
        if writes is None or following[0].label != "date":
            continue
        for other in rows[i + 2 : first]:
            if other.rule == "related.list":
                again_printed = other.key.startswith(row.key)
                other.label, other.rule = ("chrome", "title_again") if again_printed else (None, "")
        writes.label, writes.rule = "byline", "byline.phrase"
        return i
    return None


_NEAR_TITLE = 8  # lines in which day and writer stand below a headline
_WROTE = frozenset(("كتب", "كتبت", "بقلم"))
_UNSURE_BYLINES = frozenset(("byline.short_line", "byline.signed"))
_SIGNED = frozenset(("byline", "date", "dateline"))
_STEP_OF_LIST = re.compile("[0-9]{1,2}[.] ")  # `2. محليات`: a path to the page printed as a list
_APART = re.compile(" {2,}")  # between headlines that one line holds
_TICKER = 35  # words at least in a line of headlines glued together
_FEW = 0.25  # of what a headline speaks of: less, and it belongs to another article
_MUCH = 0.4


def _past_tickers(rows: list[Row], prose: list[int]) -> list[int]:
    """The prose without the headlines of other articles that stand above it, one a line or all in one.

    Three times the article's own words are no headlines: some writers end no sentence with a full stop.
    """
    kept = [i for i in prose if not _is_ticker(rows[i], i == prose[-1])]
    for i in prose:
        if i not in kept[:1] and (not kept or i < kept[0]):
            rows[i].label, rows[i].rule = "related", "related.ticker"
    sure = next((at for at, i in enumerate(kept) if _full_stop(rows[i].key)), 0)
    first = kept[sure] if kept else 0
    headlines = [
        i
        for i in range(first)
        if rows[i].label is None
        and rows[i].hint != "heading"
        and 5 <= rows[i].words <= LONG_HEADLINE
        and not _full_stop(rows[i].key)
        and not _names_writers(rows[i].key)
    ]
    topic = topic_of(rows[i].key for i in kept[sure:]) if headlines else frozenset()
    strange = [i for i in headlines if share(rows[i].key, topic) < _FEW]
    if sum(rows[i].words for i in strange) > 3 * sum(rows[i].words for i in kept[sure:]):
        return kept
    above = set(strange).intersection(kept[:sure])
    cut = any(rows[i].key.endswith(("..", "…")) for i in above)  # the beginning of another article
    if cut or len(strange) > (2 if above else 3):
        for i in strange:
            rows[i].label, rows[i].rule = "related", "related.ticker"
        return [i for i in kept if rows[i].label is None]
    return kept


def _names_writers(key: str) -> bool:
    """True for `تحقيق ــ سهام رمزي ــ هشام الباجوري`, `| كتب سهام رمزي وهشام الباجوري |`."""
    signed = read_line(key, frozenset(), True) if any(mark in key for mark in ("  ", "-", "–", "|")) else None
    return signed is not None and bool(signed.authors)


def _is_ticker(row: Row, alone: bool) -> bool:
    """True for a line of many headlines: wide gaps between them, or far too many words for one and no clause in them."""
    if row.words < 12 or _full_stop(row.key):
        return False
    pieces = [p for p in _APART.split(row.key) if p]
    if len(pieces) > 3 and all(p.count(" ") < HEADLINE for p in pieces) and 4 * len(pieces) <= row.words:
        return True
    if alone or row.words < _TICKER:
        return False
    words = WORD.findall(row.key)
    return 25 * sum(w in CLAUSE for w in words) <= len(words) and 20 * row.key.count("،") <= len(words)


def _past_standfirst(rows: list[Row], prose: list[int], own: frozenset[str]) -> list[int]:
    """The prose without a headline and a standfirst as long as a paragraph: they end in no stop, and small print follows."""
    kept = 0
    for i in range(min(2, len(prose) - 1)):
        head = rows[prose[i]]
        asks = head.key[-1] in "؟?!" and head.words <= HEADLINE  # `لماذا تأخر تكييف المدارس؟`
        if (head.stop and not asks) or head.words > LONG_HEADLINE:
            break
        if any(_signs(row, own) for row in rows[prose[i] + 1 : prose[i + 1]]):
            kept = i + 1
    return prose[kept:]


_LISTS = re.compile("(?:ال)?(?:يلي|تالي|اتي)ه? ?:$")  # `لأسباب نفصلها في ما يلي:`


def _past_kicker(rows: list[Row], prose: list[int], lex: Lexicon, own: frozenset[str]) -> list[int]:
    """The prose without a kicker that ends in a colon, `رئيس النادي لـ«صدى الجبل»:`, and the headline that it leads to."""
    at = prose[0]
    kicker = rows[at]
    headline = next((i for i in range(at + 1, len(rows)) if rows[i].label is None), at)
    if len(prose) < 2 or kicker.key[-1] != ":" or kicker.words > HEADLINE or is_verb(WORD.findall(kicker.key)[0]):
        return prose
    if (
        _LISTS.search(kicker.key)
        or any(row.label is None for row in rows[:at])
        or not _may_be_title(rows[headline], False, lex, own)
    ):
        return prose
    kept = [i for i in prose if i > headline]
    return kept if kept and rows[kept[0]].words > max(kicker.words, rows[headline].words) else prose


def _signs(row: Row, own: frozenset[str]) -> bool:
    if row.label is not None:
        return row.label in _SIGNED and row.rule != "date.updated"
    signed = read_line(row.key, own, True) if row.words <= LINE_WORDS else None
    return signed is not None and bool(signed.place or signed.outlets)


def _masthead(above: list[Row], lex: Lexicon) -> int | None:
    """The line at the top that names the site: right above the section, and that above the title."""
    open_rows = [i for i, row in enumerate(above) if row.label is None]
    if not open_rows or any(row.label not in ("chrome", "language") for row in above[: open_rows[0]]):
        return None
    site = open_rows[0]
    section = any(row.menu or is_section(row.key.strip(LEAD_MARKS), lex) for row in above[site + 1 : site + 2])
    return (
        site if section and above[site].main is not False and may_head_page(above[site].key.strip(LEAD_MARKS)) else None
    )


def _tells_picture(row: Row) -> bool:
    """True for a line beside a picture, or in small or slanted letters, that is no whole sentence."""
    return (row.slanted or row.pictured) and not row.stop and 4 <= row.words <= LONG_HEADLINE and row.hint != "heading"


def _is_small_print(row: Row, own: frozenset[str]) -> bool:
    """True for a dateline as long as a sentence, place, Hijri day, the same day of ours, agency; and for writers before a colon."""
    if row.words > LINE_WORDS or (row.stop and row.key[-1] != ":"):
        return False
    signed = read_line(row.key, own, True)
    return signed is not None and (not row.stop or bool(signed.authors))


_STAFFED = frozenset(("credit.editors", "credit.staff"))


def _teasers(rows: list[Row], title: int | None, first: int, lex: Lexicon, own: frozenset[str]) -> None:
    """Other articles that the page prints with their own small print: their days above, their beginnings below."""
    days = [
        i
        for i in range(1, title or 0)
        if (rows[i].label == "date" or (rows[i].label in (None, "related") and _dated(rows[i], lex)))
        and rows[i - 1].label in (None, "related", "chrome")
        and rows[i - 1].words > 2
    ]
    if len({rows[i].key for i in days}) > 1:
        for i in days:
            rows[i].label, rows[i].rule = "related", "related.ticker"
    _cut_short(rows, first)
    opening = next((row.key for row in rows[: first + 1] if _opened_by(row.key)), None)
    name = _opened_by(opening) if opening else None
    if name is None or not (name in own or is_outlet(name) or resembles_outlet(name)):
        return
    for i in range(first + 1, len(rows)):
        if rows[i].label is None and rows[i].words > LINE_WORDS and _opened_by(rows[i].key) == name:
            for row in rows[i:]:
                if row.label is None:
                    row.label, row.rule = "related", "related.teaser"
            return


def _cut_short(rows: list[Row], first: int) -> None:
    """Beginnings of other articles below this one, broken off in mid-sentence, where its own paragraphs all end in a stop."""
    prose = [row for row in rows[first:] if row.label is None and row.long]
    whole = next((i for i, row in enumerate(prose) if not _full_stop(row.key)), len(prose))
    cut = prose[whole:]
    if whole < 2 or len(cut) < 2 or any(_full_stop(row.key) for row in cut):
        return
    topic = topic_of(row.key for row in prose[:whole])
    if all(share(row.key, topic) < _FEW for row in cut):
        for row in cut:
            row.label, row.rule = "related", "related.teaser"


def _below_lead(rows: list[Row], first: int, last: int, own: frozenset[str]) -> None:
    """`صدى الجبل - بيروت` between the first paragraph, which sums up, and the second."""
    for row in rows[first + 1 : min(first + 3, last)]:
        if row.label is None and row.words <= 8 and not row.stop and (signed := read_line(row.key, own, True)):
            if signed.place and (signed.outlets or signed.authors):
                row.label, row.rule = "dateline", "dateline.below_lead"
            return


_OPENED = re.compile("([^-–—:/|()\n]{3,30}?) ?[-–—/|] ?[ء-ي]")


def _opened_by(key: str) -> str | None:
    """What stands before the first dash of a folded line: `صدى الجبل - بيروت`."""
    found = _OPENED.match(key)
    return found.group(1) if found else None


def _last_prose(rows: list[Row], prose: list[int]) -> int:
    """The last line of prose: a little of it after a signature or a source line is what readers wrote."""
    total = size = sum(rows[i].end - rows[i].start for i in prose)
    read = 0  # lines of prose above this one; `size`: of those below
    ended = False
    for i, row in enumerate(rows):
        if read < len(prose) and prose[read] == i:
            read += 1
            size -= row.end - row.start
        if ended and row.label == "related" and row.opens and 0 < read < len(prose):
            for j in prose[read:]:  # `المصدر: …`, tags, `اقرأ أيضا`: the whole of another article
                rows[j].label, rows[j].rule = "related", "related.after_end"
            return prose[read - 1]
        ended = ended or (bool(read) and row.label in ("credit", "tags") and row.rule not in _STAFFED)
        if row.label in ("signature", "credit", "tags") and row.rule not in _STAFFED:
            share = 0.4 if row.label == "signature" else 0.2
            if 0 < read < len(prose) and size <= share * total:
                for j in prose[read:]:
                    rows[j].label, rows[j].rule = "comment", "comment.after_end"
                return prose[read - 1]
    return prose[-1]


def _find_title(rows: list[Row], prose: list[int], lex: Lexicon, own: frozenset[str]) -> int | None:
    """The headline above the prose: a heading of the markup, else the first line that reads as one."""
    first = prose[0]
    named = [
        i for i in range(first) if rows[i].hint == "heading" and rows[i].label is None and rows[i].main is not False
    ]
    if not named:
        named = [i for i in range(first) if rows[i].hint == "heading" and rows[i].label is None]
    if named:
        return named[-1]
    top = next((i for i in range(first) if rows[i].label is None), first)
    lines = [i for i in range(first) if _may_be_title(rows[i], i == top, lex, own)]
    if any(rows[i].words <= 4 for i in lines):  # `سامي داود`, who speaks below
        heads = {row.key.partition(":")[0].strip() for row in rows[first:] if ":" in row.key[:40]}
        lines = [i for i in lines if rows[i].key not in heads]
    headed = [i for i in lines if not is_person(rows[i].key, False)] or lines  # a short title, and a name below it
    if len(lines) == 1 and is_person(rows[lines[0]].key, False) and any(r.rule == _MASTHEAD for r in rows[: lines[0]]):
        return None  # the site, and who writes for it
    if len(headed) > 1 and _reads_as_writer(rows[headed[-1]].key):
        headed.pop()
    headed = [i for i in headed if not _dated(rows[i], lex)] or headed  # `الأولى | محليات | 3 يونيو 2025` above it
    whole = [i for i in headed if rows[i].words >= 4]
    if len(whole) > 1:
        whole = _in_path(rows, whole, first) or _below_menu(rows, whole, lex)
    if len(whole) > 1:
        topic = topic_of(rows[i].key for i in prose)
        if (
            share(rows[whole[0]].key, topic) < _FEW
        ):  # what the site prints above, where a line below tells of the article
            shares = {i: share(rows[i].key, topic) for i in whole}
            whole = [i for i in whole if shares[i] >= _MUCH] or [i for i in whole if shares[i] >= _FEW] or whole
    if whole:
        kicker, *below = whole
        if below[:1] != [kicker + 1]:
            return kicker
        leads = rows[kicker].words <= 6 < rows[below[0]].words and rows[kicker].key.split()[0] in lex.kickers
        leads = leads or _TOLD_TO.search(rows[kicker].key) is not None
        return below[0] if leads or _lacks_subject(rows[kicker].key, rows[below[0]].key) else kicker
    if len(prose) > 1 and _long_headline(rows, prose):
        return first
    if not headed and rows[first].main is not None:  # what reads the main text left the headline out
        headed = [i for i in range(first) if rows[i].words >= 5 and _may_be_title(rows[i], i == top, lex, own, True)]
    return headed[-1] if headed else None


def _above_writer(
    rows: list[Row], title: int | None, prose: list[int], lex: Lexicon, own: frozenset[str]
) -> int | None:
    """The title of few words that stands first of all, where the writer below it was taken for the title: `المتميزون`."""
    if not title or rows[title].words > 7 or rows[title].hint == "heading" or title + 1 != prose[0]:
        return title
    signed = read_line(rows[title].key, own, True)
    above = rows[title - 1]
    key = above.key.strip(LEAD_MARKS)
    if signed is None or not signed.authors or signed.outlets or not all(map(_is_surely_named, signed.authors)):
        return title
    if above.label is not None or above.menu or above.main is False or above.words > LINE_WORDS or title > 1:
        return title
    if not key or key in own or is_outlet(key, lex) or is_section(key, lex) or resembles_outlet(key):
        return title
    told = any(
        name in rows[i].key for i in prose[:3] for name in signed.authors
    )  # an article on him, below the site's name
    return title if told or _dated(above, lex) or only_date(WORD.findall(key), lex) else title - 1


def _is_surely_named(name: str) -> bool:
    return is_person(name, False) or is_strange_name(name)


def _in_path(rows: list[Row], lines: list[int], first: int) -> list[int]:
    """Those of `lines` that a path to the page ends with: `الرئيسية : محليات : العنوان`, and the headline below."""
    found = []
    top = rows[: min(first, _TOP)]
    for i in lines[:_TOP]:
        key = rows[i].key
        paths = (row.key for row in top if row.key != key and row.key.endswith(key))
        if any(path[: -len(key)].rstrip()[-1:] in _STEPS for path in paths):
            found.append(i)
    return found


def _below_menu(rows: list[Row], lines: list[int], lex: Lexicon) -> list[int]:
    """`lines` without those above the sections of the site, one a line: its motto and what it promotes."""
    run = 0
    for n in range(lines[-1]):
        run = run + 1 if is_section(rows[n].key.strip(LEAD_MARKS), lex) else 0
        if run == _MENU:
            lines = [i for i in lines if i > n]
    return lines


_STEPS = tuple("/:>»›|\\")
_MENU = 3  # sections one below the other
_TOLD_TO = re.compile(
    "(?:^| )ل ?[«\"“'(]{1,2}[^«»\"”'()]{3,30}[»\"”')]{1,2}$"
)  # `رئيس النادي لـ«صدى الجبل»`, and his words below


def _lacks_subject(key: str, below: str) -> bool:
    """True for a kicker: what the headline below does, before it is named, or the circumstances of it.

    `فازوا بنصف الجوائز`, `دعا إلى ضبط الأسعار`, `في المحطة قبل الأخيرة`, `فيما أقالت ثلاثة مديرين`; a line that is broken by
    a colon or stops tells all by itself.
    """
    first, *rest = WORD.findall(key)
    if first in ("فيما", "بينما") or first in _OF_THOSE:
        return True  # `أبرزها ارتفاع الإيجار.. أصحابها يطالبون بسوق`
    if rest and first[-1] == "ا" and len(first) > 4 and is_past[first[:-1]] and " و" in below:
        return True  # `أطلقا حملة للتبرع`
    if not rest or ":" in key or ".." in key or "!" in key or "؟" in key:
        return False
    if first in FUNCTION or (first[0] == "ب" and takes_article(first[1:])):
        return first not in _ASKS and not any(is_verb(word) for word in rest)
    if is_verb(WORD.findall(below)[0]):
        return False
    if first.endswith("وا") and len(first) > 4:
        return True
    if not is_verb(first):
        return False
    following = rest[0]
    told = first in REPORTING and ":" in below and not following.startswith("ال")
    return (
        told or first.endswith("وا") or following in FUNCTION or (following[0] in "بل" and takes_article(following[1:]))
    )


_ASKS = frozenset(map(fold_key, table("noise")["asks"]))
_OF_THOSE = frozenset(map(fold_key, table("noise")["of_those"]))


def _reads_as_writer(key: str) -> bool:
    """`سمير الحوراني` below a short title: two or three words that a name is made of, the last one a family's."""
    words = key.split()
    family = words[-1] in GIVEN or is_strange(words[-1])
    return 2 <= len(words) <= 3 and family and (is_person(key, True) or (words[0] in GIVEN and is_strange(words[-1])))


def _is_apart(rows: list[Row], at: int, prose: list[int]) -> bool:
    """True for a long line above that tells of something else; one that breaks off need not be wholly so."""
    told = share(rows[at].key, topic_of(rows[i].key for i in prose))
    return told < (_FEW if rows[at].key.endswith("..") else 0.1)


def _below_list(rows: list[Row], prose: list[int]) -> int | None:
    """The last headline of a list right above the prose, where it tells of the same: `آخر الأخبار`, headlines, the article's."""
    lead = next((i for i in reversed(range(prose[0])) if rows[i].rule == "related.list"), None)
    if lead is None or any(row.label is None and row.words > LINE_WORDS for row in rows[lead : prose[0]]):
        return None
    return lead if share(rows[lead].key, topic_of(rows[i].key for i in prose)) >= _FEW else None


def _may_be_title(row: Row, top: bool, lex: Lexicon, own: frozenset[str], outside: bool = False) -> bool:
    if (
        row.label is not None
        or row.menu
        or (row.main is False and not outside)
        or not 2 <= row.words <= LONG_HEADLINE
        or (row.key[-1] in ".:؛" and not row.key.endswith(".."))
        or sum(len(word) > 1 and word.isalpha() for word in WORD.findall(row.key)) < 2
    ):
        return False
    key = row.key.strip(LEAD_MARKS)
    if (
        row.key[0] in "*•"
        or row.key.startswith("- ")
        or _STEP_OF_LIST.match(row.key)
        or key in own
        or is_section(key, lex)
        or lists_sections(key, lex)
    ):
        return False
    if row.words <= 4 and (is_outlet(key, lex) or (top and resembles_outlet(key))):
        return False
    signed = row.words <= 4 and _PLACED.search(row.key) is not None
    opens = _DASHED.split(row.key)[0].strip()
    signed = signed or (row.words <= 6 and (opens in city_names() or opens in own))  # `الدار البيضاء - جميلة عمر`
    return row.words > LINE_WORDS or read_line(row.key, own, signed) is None


_DASHED = re.compile(" ?[-–—ـ_] ")
_PLACED = re.compile(" – | ?/ ?|: ")  # `بغداد/ المنبر`


def _long_headline(rows: list[Row], prose: list[int]) -> bool:
    """True for a headline as long as prose: no full stop, and small print, a gap or a longer paragraph below it."""
    first, second = rows[prose[0]], rows[prose[1]]
    if first.words > LONG_HEADLINE or _full_stop(first.key) or first.key.startswith(("-", "*", "•")):
        return False
    if any(row.label is None and row.long for row in rows[: prose[0]]):
        return False
    below = rows[prose[0] + 1]
    if below.blank_before or below.label is not None:
        return True
    return below is not second or (first.words <= HEADLINE and second.stop and second.words >= first.words)


def _full_stop(key: str) -> bool:
    """True where a sentence ends: `...` and `..` end headlines as well."""
    key = key.rstrip(CLOSERS)
    return key[-1:] in ":؛" or (key[-1:] == "." and key[-2:-1] != ".")


def _letters(key: str) -> str:
    return "".join(WORD.findall(key))


_SITE_TAIL = re.compile("[|–—-] ?[^|–—]{2,40}$")
_TOP = 40  # rows in which a headline is looked for a second time


def _again(rows: list[Row]) -> dict[int, int]:
    """Rows of the top that repeat an earlier one, alone or before a caption, with the place of that one."""
    first: list[tuple[str, int]] = []
    found: dict[int, int] = {}
    for i, row in enumerate(rows[:_TOP]):
        if row.label is not None or not 4 <= row.words <= 2 * LONG_HEADLINE or _full_stop(row.key):
            continue
        letters = _letters(row.key)
        at = next((j for known, j in first if letters.startswith(known)), None)
        page = next((j for known, j in first if known.startswith(letters) and len(known) > len(letters)), None)
        if at is not None:
            found[i] = at
        elif page is not None and _SITE_TAIL.search(rows[page].key):
            found[page] = i  # the page's name above: the headline, a bar and the site
            first.append((letters, i))
        else:
            first.append((letters, i))
    return found


def _twice(rows: list[Row], again: dict[int, int]) -> int | None:
    """The headline that is printed twice right above the text, and nowhere farther up: over the picture and under it."""
    for i, shown in again.items():
        head = rows[shown]
        near = 0 < i - shown <= 3 and all(not row.long or row.label is not None for row in rows[shown + 1 : i])
        if near and 6 <= head.words <= LONG_HEADLINE and head.key == rows[i].key:
            return shown if any(row.long and row.label is None for row in rows[i + 1 : i + 6]) else None
    return None


def _head(row: Row, after_title: bool, titled: bool, has_main: bool, lex: Lexicon, own: frozenset[str]) -> None:
    clock = has_main and titled and not after_title and not _ISSUE.search(row.key)
    clock = clock and row.rule not in ("html.time", "date.above_title")
    if row.label == "date" and clock:
        row.label, row.rule = "chrome", "clock"
    if row.label is not None:
        return
    if titled and not after_title:
        row.label, row.rule = _above_title(row, has_main, lex, own)
    elif row.menu and not (after_title and _names_writers(row.key)):
        row.label, row.rule = "chrome", "menu"
    elif _dated(row, lex):
        row.label, row.rule = "date", "date.with_place"
    elif after_title and is_section(row.key.strip(LEAD_MARKS), lex):
        row.label, row.rule = "chrome", "section"
    elif row.words <= LINE_WORDS and row.key[-1] != "." and (signed := read_line(row.key, own, titled)):
        row.label, row.rule = ("byline", "byline.signed") if signed.authors else ("dateline", "dateline.line")
    elif is_outlet(row.key.strip(LEAD_MARKS), lex) or (row.words <= 4 and (titled or not _SPEAKS.search(row.key))):
        row.label, row.rule = "byline", "byline.short_line"
    elif row.main is False:
        row.label, row.rule = "chrome", "html.outside"
    elif row.pictured and _tells_picture(row):
        row.label, row.rule = "caption", "caption.beside"
    elif titled and row.words >= 5:
        row.label, row.rule = "standfirst", "standfirst.line"


_SPEAKS = re.compile(r"[^\W\d_] ?: ?[^\W\d_]+ ")  # `علي حسن: سنعود أقوى` is a headline


def _above_title(row: Row, has_main: bool, lex: Lexicon, own: frozenset[str]) -> tuple[LineLabel, str]:
    """A pasted page may open with the outlet's name and the day; the rest above the title is the site's."""
    if not has_main and _dated(row, lex):
        return "date", "date.with_place"
    key = row.key.strip(LEAD_MARKS)
    if (
        not has_main
        and row.words <= 5
        and (key not in lex.sections or key in lex.outlets)
        and (
            (is_outlet(key, lex) and key not in place_names())
            or key in own
            or (row.start == 0 and resembles_outlet(key) and not row.key.endswith(".."))
        )
    ):
        return "byline", _MASTHEAD
    signed = read_line(row.key, own, True) if not has_main and row.words <= 6 else None
    if signed and signed.place and signed.outlets:
        return "dateline", "dateline.line"
    if signed and signed.authors and row.key[0] in "-–—ـ" and row.key[-1] in "-–—ـ":
        return "byline", "byline.signed"  # `- سامي الحوراني -`
    return "chrome", "before_title"


def _dated(row: Row, lex: Lexicon) -> bool:
    """`بيروت - صحيفة … - الخميس 14 أيلول 2023`: a date after a separator, in a line that is no sentence."""
    if row.stop or row.words > 16 or not DIGITS.search(row.key) or row.key.startswith("كتب"):
        return False  # `كتب جورج أبو ديوان — الأحد، 29 نيسان 2018` names its writer
    parts = _DATE_EDGE.split(row.key)
    return len(parts) > 1 and any(only_date(WORD.findall(part), lex) for part in parts if part.strip())


_ISSUE = re.compile("العدد:? {0,2}[0-9]")  # the day of a paper's issue is no clock
# `صفاقس في 3 يونيو 2025`: a date with its year needs no mark before it
_DATE_EDGE = re.compile(r" ?[|–—] ?| - |، | في (?=[0-9].*(?:19|20)[0-9]{2})")


def _middle(rows: list[Row], i: int, has_main: bool) -> None:
    row = rows[i]
    if has_main and row.main is False and not (row.stop and row.words >= 8):
        row.label, row.rule = "chrome", "html.outside"
        return
    if _tells_picture(row) or _tops_caption(rows, i):
        row.label, row.rule = "caption", "caption.beside"
        return
    if row.linked and not row.stop and row.words >= 3 and row.hint != "heading":
        row.label, row.rule = "related", "related.linked"
        return
    headline = ".." in row.key.strip(".") and 5 <= row.words <= 14 and not row.stop and row.hint != "heading"
    if headline and all(
        side is None or (side.long and side.stop) for side in (_neighbour(rows, i, -1), _neighbour(rows, i, 1))
    ):
        row.label, row.rule = "related", "related.headline"  # `مجلس المدينة يجتمع.. ماذا في جدول أعماله`
        return
    if _is_pulled(rows, i):
        row.label, row.rule = "related", "related.pull"
        return
    short = row.words <= 10 and not row.stop and not row.key.startswith(("-", "*", "•", '"'))
    if row.hint == "heading" and row.words <= HEADLINE:
        dated = i + 1 < len(rows) and rows[i + 1].label == "date"
        row.label, row.rule = "heading", "heading.markup"
        if (
            dated and i and rows[i - 1].rule == "related.phrase"
        ):  # another article, between two paragraphs, with its day
            row.label, row.rule = "related", "related.list"
    elif short:
        before = _neighbour(rows, i, -1)
        after = _neighbour(rows, i, 1)
        if before and after and before.long and after.long:
            row.label, row.rule = "heading", "heading.short_line"
    if row.label is None:
        row.rule = "prose"


_SET_APART = re.compile('["«“][^"«»“”]+["»”]')


def _is_pulled(rows: list[Row], i: int) -> bool:
    """True for words of the text set apart with whose they are: `سامي داود: هذه أول مرة نختلف`, beside the paragraph."""
    if _SET_APART.fullmatch(rows[i].key) and 4 <= rows[i].words <= 9 and not rows[i].stop:
        return all(
            side is None or (side.long and side.stop) for side in (_neighbour(rows, i, -1), _neighbour(rows, i, 1))
        )
    name, colon, words = rows[i].key.partition(": ")
    words = words.strip('"«»“” ')
    if not colon or rows[i].stop or name.count(" ") > 3 or not 4 <= len(words.split()) <= HEADLINE:
        return False
    beside = [row.key for row in (*rows[max(0, i - 3) : i], *rows[i + 1 : i + 4]) if row.long]
    return any(mark + words in key for key in beside for mark in '"«“')


def _neighbour(rows: list[Row], i: int, step: int) -> Row | None:
    i += step
    while 0 <= i < len(rows):
        if rows[i].label in (None, "body", "heading"):
            return rows[i]
        i += step
    return None


def _is_posted(row: Row) -> bool:
    """True for the post of the writer whose name stands above it: `مراسل صدى الجبل في المغرب`."""
    return row.words <= LINE_WORDS and not row.stop and row.key.startswith(_POSTS)


_POSTS = tuple(
    f"{fold_key(post)} " for post in ("مراسل", "مراسلة", "موفد", "موفدة", "صحفي", "صحفية", "صحافي", "صحافية")
)


def _is_signing(rows: list[Row], i: int, last: int) -> bool:
    """True right below the last paragraph, and below the agency or the writer that stands there."""
    return i - last == 1 or (i - last <= 3 and all(row.rule in _SIGNS for row in rows[last + 1 : i]))


_SIGNS = frozenset(("byline.foot", "credit.outlet", "credit.list", "credit.signed"))


def _foot(
    row: Row, below: int, has_main: bool, lex: Lexicon, own: frozenset[str], listed: bool, expected: bool
) -> None:
    """below: how many lines below the last paragraph; listed: among other articles, so that whoever signs wrote those.
    expected: where writers sign, so that a name need not be known.
    """
    if row.rule == "caption.agency" and is_outlet(row.key.strip(LEAD_MARKS), lex):
        row.label, row.rule = "credit", "credit.outlet"
    if row.label is not None:
        return
    key = row.key.strip(LEAD_MARKS)
    taken = key.startswith("عن ") and is_outlet(key[3:], lex)  # `عن رويترز`
    if writer_of(row.key):
        row.label, row.rule = "byline", "byline.about"
    elif key not in lex.outlets and agency_before_initials(row.key, lex):
        row.label, row.rule = "credit", "credit.initials"
    elif row.words <= 9 and not row.stop and (taken or (is_outlet(key, lex) and (below < _FAR or key in lex.outlets))):
        row.label, row.rule = "credit", "credit.phrase" if taken else "credit.outlet"
    elif (
        row.words <= LINE_WORDS
        and not row.stop
        and (signed := read_line(row.key, own, expected))
        and (below < _FAR or signed.place or signed.authors)
        and not (listed and signed.authors)
    ):
        row.label, row.rule = ("byline", "byline.foot") if signed.authors else ("credit", "credit.signed")
    elif has_main and row.main is False:
        row.label, row.rule = "chrome", "html.outside"
    elif not row.long and not row.stop:
        row.label, row.rule = "chrome", "after_end"


def _standfirst(rows: list[Row], title: int | None, first: int) -> None:
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
    if wide or parted or _promo_in(row.key, lexicon()) is not None:
        row.label, row.rule = "standfirst", "standfirst.parted"


# ---- stretches of a line --------------------------------------------------------------------------------------------

_PLACE_CUE = re.compile("[-–—(ـ/:]")
_FAR = 7  # lines below the article where names that only look like an outlet's are the site's other pages
_LAST_MARKS = (")", "]", "}", "/")
_LAST_PAREN = re.compile(r"[([{/]{1,2} {0,2}([^()\[\]\n]{2,80}?) {0,2}[)\]}/]{1,2}[ .\u200f–—-]{0,3}$")


# `الكرامة– تحول سبعة مزارعين في بلدة الكرامة`: what opens the text in front of a dash, and the text calls a town.
_TOWN_FIRST = re.compile(r"\s*([ء-ي]{3,}(?: [ء-ي]{3,})?) ?[-–—]{1,2} +(?=[ء-ي])")


def _is_called_town(name: str, text: str) -> bool:
    return any(f"{kind} {name}" in text for kind in _TOWN_KINDS)


_TOWN_KINDS = ("بلدة", "مدينة", "قرية", "محافظة", "ولاية", "إقليم", "لواء", "قضاء", "مديرية")


def _stretches(
    row: Row, label: LineLabel, text: str, lex: Lexicon, own: frozenset[str] | None, last: bool
) -> list[Line]:
    """The parts of one line of prose. own: given for the first paragraph, which may open with a dateline.

    last: the article's last paragraph, to which agencies and writers glue how they sign.
    """
    start, end = row.start, row.end
    rule = row.rule or "prose"
    head: list[Line] = []
    tail: list[Line] = []
    words = text[start:end]
    if own is not None and _PLACE_CUE.search(words, 0, 60) and (signed := read_opening(words[:REACH], own)):
        head.append(Line(start, start + signed.size, "dateline", "dateline.agency"))
        start += signed.size
    elif own is not None and (town := _TOWN_FIRST.match(words)) and _is_called_town(town[1], text):
        head.append(Line(start, start + town.end(), "dateline", "dateline.town"))
        start += town.end()
    promo = _promo_at(row, text, lex)
    if promo is not None and start < promo < end:
        tail.append(Line(promo, end, "related", "related.promo"))
        end = promo
    closed = words.rstrip(" .-–—\u200f")[-1:] in _LAST_MARKS
    found = _LAST_PAREN.search(words, max(0, len(words) - 90)) if closed else None
    if not tail and found and row.words > 8:
        key = fold_key(found.group(1)).lower()
        # `(يوميات السهل)` inside the article is a book
        credited = credits_outlet(key, lex) and (
            last or any(n.strip(LEAD_MARKS) in lex.outlets for n in _LISTED.split(key))
        )
        if credited or key.strip(LEAD_MARKS) in ("انتهي", "النهايه"):
            at = row.start + found.start()
            kind: LineLabel = "signature" if key.startswith(("انتهي", "النهايه")) else "credit"
            tail.append(Line(at, end, kind, f"{kind}.in_line"))
            end = at
    if last and not tail and row.words > 8 and (behind := _signed_behind(words, lex)):
        size, kind, rule_behind = behind
        tail.append(Line(row.start + size, end, kind, rule_behind))
        end = row.start + size
    return [*head, Line(start, end, label, rule), *tail] if start < end else [*head, *tail]


_LISTED = re.compile("[،,+/|-]| و(?=[ء-ي]{3})")
_STOPPED = '(?<=[.!؟?»”"…)])[ \u00a0]{0,3}'
_MAIL_BEHIND = re.compile(_STOPPED + "[A-Za-z0-9_.+-]{2,40}@[A-Za-z0-9.-]{3,40}[ .]{0,2}$")
_END_BEHIND = re.compile(
    "(?:" + _STOPPED + "| {1,2}(?=[(/]))[/(]{0,2} ?(?:انته[ىي]|النهاي[ةه]) ?[/)]{0,2}[0-9ء-ي ./-]{0,12}$"
)
_INITIALS_BEHIND = re.compile(_STOPPED + "[(/\\[]?(?:[ء-ي]{1,2}[ ./]{1,2}){1,6}[ء-ي]{1,2}[.]?[)/\\]]?[ .]{0,2}$")
_NAME_BEHIND = re.compile(
    _STOPPED
    + "(?:[-–—] ?([ء-ي. ]{5,40})|[(\\[] ?([ء-ي. ]{5,40}) ?[)\\]]|([ء-ي]{3,12}|[ء-ي](?:[ .][ء-ي]){1,3}))[ .]{0,2}$"
)


def _signed_behind(words: str, lex: Lexicon) -> tuple[int, LineLabel, str] | None:
    """Where the signature behind the last sentence begins, and what it is: an address, `انتهى`, an agency, a writer, initials."""
    behind = max(0, len(words) - 70)
    if found := _MAIL_BEHIND.search(words, behind):
        return found.start(), "chrome", "mail.in_line"
    if found := _END_BEHIND.search(words, behind):
        return found.start(), "signature", "signature.in_line"
    if found := _NAME_BEHIND.search(words, behind):
        name, agency = (found.group(1) or found.group(2) or "").strip(), found.group(3)
        if agency and fold_key(agency) in lex.outlets and fold_key(agency) not in place_names():
            return found.start(), "credit", "credit.outlet"
        if is_person(name, False) and is_strange(fold_key(name).split()[-1]):
            return found.start(), "byline", "byline.foot"
    found = _INITIALS_BEHIND.search(words, behind)
    return (found.start(), "signature", "signature.initials") if found else None


def _promo_at(row: Row, text: str, lex: Lexicon) -> int | None:
    """Where the last sentence begins, if all it does is send the reader on; or a related link glued to a paragraph."""
    if _promo_in(row.key, lex) is None:
        return None
    folded = fold(text[row.start : row.end])
    at = _promo_in(folded.text.lower(), lex)
    return None if at is None else row.start + folded.source_at(at)


def _promo_in(key: str, lex: Lexicon) -> int | None:
    tail = max(0, len(key) - 100)
    at = -1
    for mark in lex.promo_marks:
        if key.find(mark, tail) >= 0:
            at = max(key.rfind(phrase, tail) for phrase in lex.promo)
    if at > 0 and key[:at].rstrip(CLOSERS)[-1:] in STOPS and key.count(" ", at) <= 8:
        return at
    tail = max(0, len(key) - 250)
    if key.find(":", tail) >= 0:
        for found in lex.inline.finditer(key, tail):
            if found.start(1) > 0 and key.count(" ", found.start(1)) <= HEADLINE + 4:
                return found.start(1)
    return None
