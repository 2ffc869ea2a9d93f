"""A saved page to text: every visible word in reading order, a block a line, with what the markup says of it."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from functools import cache
from typing import Any

from lxml import etree
from lxml import html as lxml_html
from msgspec import Struct, structs

from builder import limits
from builder.errors import Both, BuildError
from builder.extract.dates import stated_dates
from builder.extract.decode import clean_again, letters
from builder.extract.header import NO_AUTHOR, Head
from builder.extract.imprint import own_names
from builder.extract.lineclues import is_outlet, is_section, is_slogan
from builder.extract.smallprint import may_be_outlet, may_head_page, may_sign, people_of, read_line, untitled
from builder.lexicon import table
from builder.model import Line, LineLabel, Published
from builder.text.edtf import parse_edtf
from builder.text.folding import fold_key

_INVISIBLE = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "math",
        "object",
        "iframe",
        "head",
        "title",
        "datalist",
        "audio",
        "video",
        "canvas",
        "map",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "button",
        "caption",
        "center",
        "cite-block",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "optgroup",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "time-block",
    ]
)
_TAG_LABELS: dict[str, tuple[LineLabel, str]] = {
    "nav": ("chrome", "html.nav"), "aside": ("related", "html.aside"), "figcaption": ("caption", "html.figcaption"),
    "form": ("chrome", "html.form"), "button": ("chrome", "html.button"), "select": ("chrome", "html.select"),
    "textarea": ("chrome", "html.textarea"), "h1": ("title", "html.h1"), "h2": ("heading", "html.h2"),
    "h3": ("heading", "html.h3"), "h4": ("heading", "html.h4"), "h5": ("heading", "html.h5"),
    "h6": ("heading", "html.h6"), "time": ("date", "html.time"),
}  # fmt: skip
_ROLES: dict[str, LineLabel] = {
    "navigation": "chrome", "dialog": "chrome", "banner": "chrome", "search": "chrome", "contentinfo": "chrome",
    "complementary": "related", "alert": "chrome",
}  # fmt: skip
# A label that gives way to nothing inside it: a heading or a date within related links is still a related link.
_STRONG = frozenset(["chrome", "related", "comment", "share", "tags", "caption", "advert"])
_ARTICLE_TYPES = frozenset(
    [
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "Report",
    ]
)
_ACCOUNT = re.compile(r"[^\s\u0600-\u06ff]+")  # `editor3`, `admin`: who was logged in, not who wrote
_DAY = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})(?![0-9])")
_ARABIC = re.compile("[ء-ي]{2}")
_BEHIND_NAME = re.compile(r" {1,2}(?:[|–—·]|::) {1,2}")
_CLOCK_LENGTH, _CLOCK_ROWS = 80, 20
_Pairs = tuple[tuple[str, str], ...]
_CLOSING = re.compile(r"</(?:body|html)[ \t\n]{0,20}>", re.IGNORECASE)


class _Piece(Struct, gc=False):
    """A run of words under one label; a run of None breaks the line."""

    words: str | None
    label: LineLabel | None
    rule: str
    linked: bool = False
    slanted: bool = False  # or in small letters
    pictured: bool = False  # in a box with a picture


def read_page(source: str, name: str, doubts: list[str]) -> tuple[str, Head, tuple[Line, ...], _Pairs]:
    """Text, head, hints and what was dropped. Raises BuildError where the parser would lose words."""
    root = _parse(source, name)
    pieces, dropped = _walk(root)
    text, hints = _lines(pieces)
    _check(source, text, dropped, name, doubts)
    meta = _read_head(root, text, doubts)
    hints = _with_headline(text, meta.title, meta.publisher, hints)
    if meta.published and _is_the_clock(meta.published, text, hints, doubts):
        meta = structs.replace(meta, published=None)
    hints = _with_main_text(root, text, hints, doubts)
    return text, meta, hints, tuple((words[:200], why) for words, why in dropped if words.strip())


def _parse(source: str, name: str) -> Any:
    # Our own string goes in as UTF-8 whatever the page declares; an XML declaration would contradict it.
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, recover=True,
                                  remove_comments=True, remove_pis=True)  # fmt: skip
    try:
        # What stands after `</html>` is shown by browsers and lost by the parser: the closing tags go.
        whole = _CLOSING.sub("", source)
        root = lxml_html.document_fromstring(whole.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise BuildError(name, None, Both(f"the page cannot be read: {error}", "تعذرت قراءة الصفحة"),
                         Both("Save the page again, or paste its text into a .txt file.",
                              "احفظ الصفحة من جديد، أو ألصق نصها في ملف ‎.txt‎.")) from None  # fmt: skip
    exhausted = (
        etree.ErrorTypes.ERR_RESOURCE_LIMIT,
        etree.ErrorTypes.ERR_INTERNAL_ERROR,
        etree.ErrorTypes.ERR_NO_MEMORY,
    )
    depth = _depth(root)
    if depth > limits.HTML_DEPTH or any(entry.type in exhausted for entry in parser.error_log):
        raise BuildError(name, None, Both(f"elements nested deeper than {limits.HTML_DEPTH}, or a piece too large to parse",
                                          f"عناصر متداخلة أعمق من {limits.HTML_DEPTH}، أو قطعة أكبر من أن تُقرأ"),
                         Both("Paste the article's text into a .txt file.", "ألصق نص المقال في ملف ‎.txt‎."))  # fmt: skip
    return root


def _depth(root: Any) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


# ---- the walk -------------------------------------------------------------------------------------------------------


def _walk(root: Any) -> tuple[list[_Piece], list[tuple[str, str]]]:
    weights = _paragraph_weights(root)
    whole = max(weights.get(root, 0), 1)
    pieces: list[_Piece] = []
    dropped: list[tuple[str, str]] = []
    labels: list[tuple[LineLabel | None, str]] = [(None, "")]
    pictured = _pictured(root)
    skipping = links = slanted = boxes = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag == "a":
            links += 1 if event == "start" else -1
        if tag in _SLANTED:
            slanted += 1 if event == "start" else -1
        if element in pictured:
            boxes += 1 if event == "start" else -1
        invisible = tag in _INVISIBLE
        if event == "start":
            if skipping or invisible:
                skipping += 1
                if element.text:
                    dropped.append((element.text, tag))
                continue
            _keep_attributes(element, dropped)
            labels.append(_label(element, tag, labels[-1], weights.get(element, 0) / whole))
            if tag in _BLOCKS or (tag in _APART and _is_set_apart(element)):
                pieces.append(_Piece(None, None, ""))
            elif tag == "a" and _touches(element):
                pieces.append(_Piece(" ", *labels[-1]))
            if element.text:
                pieces.append(
                    _Piece(element.text, *labels[-1], linked=links > 0, slanted=slanted > 0, pictured=boxes > 0)
                )
        elif skipping:
            skipping -= 1
            if element.tail and skipping:
                dropped.append((element.tail, "inside " + (element.getparent().tag or "")))
            elif element.tail:
                pieces.append(
                    _Piece(element.tail, *labels[-1], linked=links > 0, slanted=slanted > 0, pictured=boxes > 0)
                )
        else:
            labels.pop()
            if tag in _BLOCKS:
                pieces.append(_Piece(None, None, ""))
            if element.tail and element is not root:
                pieces.append(
                    _Piece(element.tail, *labels[-1], linked=links > 0, slanted=slanted > 0, pictured=boxes > 0)
                )
    return pieces, dropped


_SLANTED = frozenset(("i", "em", "small"))
_BOX = 160  # letters at most in a box that holds a picture and its caption


def _pictured(root: Any) -> frozenset[Any]:
    """The boxes that hold a picture and a few words, but no heading: the words are the picture's."""
    found: set[Any] = set()
    for image in root.iter("img"):
        for box in image.iterancestors():
            size = 0
            for words in box.itertext():
                size += len(words.strip())
                if size > _BOX:
                    break
            if size > _BOX or box.tag in ("body", "html") or next(box.iter("h1", "h2", "h3", "h4"), None) is not None:
                break
            if size:
                found.add(box)
                break
    return frozenset(found)


def _touches(link: Any) -> bool:
    """True for a link right behind another element: a page's style, which we do not read, sets them apart."""
    before = link.getprevious()
    return before is not None and not before.tail


_APART = frozenset(("span", "time", "small", "strong", "b", "em", "i", "label"))
_HOLDERS = frozenset(("div", "header", "section", "article", "aside", "footer"))


def _is_set_apart(element: Any) -> bool:
    """`<span class="au">لمى</span><span class="rd">مدة القراءة</span>`: boxes of one row that only the page's style sets apart.

    Runs of one class are words of one sentence, as word processors write them.
    """
    before, parent = element.getprevious(), element.getparent()
    if before is None or before.tail or before.tag not in _APART or parent is None or parent.tag not in _HOLDERS:
        return False
    own, other = element.get("class"), before.get("class")
    return bool(own and other and own != other)


def _keep_attributes(element: Any, dropped: list[tuple[str, str]]) -> None:
    for key in ("alt", "title", "placeholder", "value", "aria-label", "content", "href", "summary"):
        value = element.get(key)
        if value:
            dropped.append((value[:200], f"attribute {key}"))


def _paragraph_weights(root: Any) -> dict[Any, int]:
    """Letters of prose (outside links) under each element: what tells a container from a box beside it."""
    weights: dict[Any, int] = {}
    in_link = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag == "a":
            in_link += 1 if event == "start" else -1
        if event == "start":
            text = element.text if element.tag not in _INVISIBLE and not in_link else None
            weights[element] = len(text) if text and len(text) > 30 else 0
        else:
            parent = element.getparent()
            if parent is not None:
                tail = element.tail if not in_link else None
                weights[parent] += weights[element] + (len(tail) if tail and len(tail) > 30 else 0)
    return weights


def _label(element: Any, tag: str, outer: tuple[LineLabel | None, str], share: float) -> tuple[LineLabel | None, str]:
    if outer[0] in _STRONG and outer[1] != "html.hidden":
        return outer
    found = _TAG_LABELS.get(tag)
    if tag in ("header", "footer"):
        inside = any(a.tag in ("article", "main") for a in element.iterancestors())
        if (not inside or tag == "footer") and element.find(".//h1") is None:
            found = ("chrome", f"html.{tag}")
    role = _ROLES.get(element.get("role") or "")
    if role and share < 0.5:
        found = (role, "html.role")
    prop = (element.get("itemprop") or "").lower()
    if prop == "headline" and tag in ("h1", "h2", "h3", "div", "span"):
        found = ("title", "html.itemprop")
    if tag not in ("a", "b", "i", "em", "strong", "body", "html", "p", "td", "tr", "table") or (
        tag == "p" and share < 0.2
    ):
        by_class = _class_label(element)
        if by_class and (share < 0.4 or by_class[0] == "comment") and not _holds_article(element):
            found = by_class
    if tag == "td" and share < 0.2 and (by_class := _class_label(element)) and by_class[0] == "caption":
        found = by_class  # below a picture, in the old way
    style = (element.get("style") or "").replace(" ", "").lower()
    if found is None and (element.get("hidden") is not None or "display:none" in style) and share < 0.5:
        found = ("chrome", "html.hidden")
    if found and found[0] in ("chrome", "related") and share >= 0.6:
        found = None  # a page whose whole article stands in one form or aside
    return found or outer


def _class_label(element: Any) -> tuple[LineLabel, str] | None:
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    if not names.strip():
        return None
    words = set(re.split(r"[\s_-]+", names[:400]))
    for label, tokens in _class_tokens():
        if not words.isdisjoint(tokens):
            return label, "html.class"
    return None


def _class_tokens() -> list[tuple[LineLabel, frozenset[str]]]:
    global _TOKENS
    if not _TOKENS:
        _TOKENS = [(label, frozenset(tokens)) for label, tokens in table("noise")["classes"].items()]
    return _TOKENS


_TOKENS: list[tuple[LineLabel, frozenset[str]]] = []


def _holds_article(element: Any) -> bool:
    return any(
        inner.tag in ("h1", "article") or (inner.get("itemprop") or "") == "articleBody"
        for inner in element.iter("h1", "article", "div", "section")
        if inner.tag in ("h1", "article") or inner.get("itemprop")
    )


def _lines(pieces: list[_Piece]) -> tuple[str, tuple[Line, ...]]:
    rows: list[str] = []
    hints: list[Line] = []
    row: list[str] = []
    marks: list[tuple[int, int, LineLabel, str]] = []
    size = at = linked = slanted = pictured = 0
    for piece in [*pieces, _Piece(None, None, "")]:
        if piece.words is None:
            words = "".join(row)
            kept = words.rstrip(" ")
            if kept:
                hints.extend(
                    Line(at + a, at + min(b, len(kept)), label, rule) for a, b, label, rule in marks if a < len(kept)
                )
                if linked * 10 >= len(kept) * 6:
                    hints.append(Line(at, at + len(kept), "related", "html.link"))
                for letters_of, rule in ((slanted, "html.slanted"), (pictured, "html.picture")):
                    if letters_of >= len(kept):
                        hints.append(Line(at, at + len(kept), "caption", rule))
                rows.append(kept)
                at += len(kept) + 1
            row, marks, size, linked, slanted, pictured = [], [], 0, 0, 0, 0
            continue
        # No-break spaces are printed and stay; runs of ordinary white space are layout.
        words = re.sub(r"[ \t\n\r\f]+", " ", clean_again(piece.words))
        if not row or row[-1].endswith(" "):
            words = words.lstrip(" ")
        if not words:
            continue
        if piece.label:
            if marks and marks[-1][1] == size and marks[-1][2:] == (piece.label, piece.rule):
                marks[-1] = (marks[-1][0], size + len(words), piece.label, piece.rule)
            else:
                marks.append((size, size + len(words), piece.label, piece.rule))
        row.append(words)
        size += len(words)
        linked += len(words) if piece.linked else 0
        slanted += len(words) if piece.slanted else 0
        pictured += len(words) if piece.pictured else 0
    return "\n".join(rows) + "\n", tuple(hints)


# ---- nothing lost ---------------------------------------------------------------------------------------------------


def _check(source: str, text: str, dropped: list[tuple[str, str]], name: str, doubts: list[str]) -> None:
    """Count the letters of the source by another road and compare: the parser must not lose text in silence."""
    visible = letters(_visible(source))
    kept = letters(text)
    lost = visible - kept
    if lost > 0:
        # What the parser moved into an invisible element (an unclosed <noscript>) is dropped, not lost.
        lost -= sum(letters(words) for words, why in dropped if not why.startswith("attribute"))
    if lost > max(20, visible // 200):
        raise BuildError(name, None, Both(f"{lost} of {visible} letters of the page would be lost", f"سيضيع {lost} من {visible} حرفاً من الصفحة"),
                         Both("Paste the article's text into a .txt file.", "ألصق نص المقال في ملف ‎.txt‎."))  # fmt: skip
    if lost > 0:
        doubts.append(f"{lost} letters of the page not accounted for")


_SKIP = re.compile(
    r"(script|style|template|noscript|svg|math|object|iframe|head|audio|video|canvas|title)(?=[\s/>])", re.IGNORECASE
)


def _visible(source: str) -> str:
    """The words outside tags, comments and invisible elements, by a scan that never looks back."""
    out: list[str] = []
    low = source.lower()
    at, size = 0, len(source)
    unclosed: set[str] = set()
    while at < size:
        tag = source.find("<", at)
        if tag < 0:
            out.append(source[at:])
            break
        out.append(source[at:tag])
        if source.startswith("<!--", tag):
            end = source.find("-->", tag + 4)
            at = end + 3 if end >= 0 else size
            continue
        after = source[tag + 1 : tag + 2]
        if not (after.isascii() and after.isalpha()) and after not in ("/", "!", "?"):
            out.append("<")
            at = tag + 1
            continue
        end = _tag_end(source, tag + 1, unclosed)
        found = _SKIP.match(source, tag + 1)
        if found and source[end - 2 : end] != "/>":
            closing = f"</{found.group(1).lower()}"
            stop = -1 if closing in unclosed else low.find(closing, end)
            if stop < 0:
                unclosed.add(closing)
            else:
                end = _tag_end(source, stop + 1, unclosed)
        if low.startswith(("<td", "<p", "<li", "<br", "<div", "<h"), tag):
            out.append(" ")
        at = end
    return html.unescape("".join(out))


def _tag_end(source: str, at: int, unclosed: set[str]) -> int:
    """The index after the `>` that closes the tag; quoted attribute values may hold one."""
    while True:
        close = source.find(">", at)
        if close < 0:
            return len(source)
        quote = _ATTRIBUTE_QUOTE.search(source, at, close)
        if not quote:
            return close + 1
        mark = quote.group(1)
        end = -1 if mark in unclosed else source.find(mark, quote.end())
        if end < 0:
            unclosed.add(mark)
            return close + 1
        at = end + 1


_ATTRIBUTE_QUOTE = re.compile(r"= ?([\"'])")


# ---- what the page says of itself -----------------------------------------------------------------------------------


def _read_head(root: Any, text: str, doubts: list[str]) -> Head:
    metas: dict[str, str] = {}
    for element in root.iter("meta"):
        key = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        value = _squeeze(element.get("content") or "")
        if key and value:
            metas.setdefault(key, value)
    data = _json_ld(root, metas.get("og:title") or "")
    site = metas.get("og:site_name") or metas.get("application-name")
    publisher = _name_of(data.get("publisher")) or metas.get("og:site_name")
    if publisher and _ARABIC.search(publisher):
        publisher = _BEHIND_NAME.split(publisher)[0] or publisher  # `شفق الجبل | الموقع الرسمي`
    if publisher and (_is_default(publisher, root, text) or is_slogan(publisher)):
        publisher = site = None
    owners = own_names(text)
    if (
        publisher
        and owners
        and publisher not in text
        and _ARABIC.search(publisher)
        and not _is_alike(publisher, owners)
    ):
        publisher = owners[0]  # a slogan stands where the name belongs
    title, suffix = _title(root, metas, data, publisher or site, text)
    if publisher is None and suffix and not is_slogan(suffix):
        key = fold_key(suffix).lower()
        # Beside a headline the page prints in full, a name that reads as one is the site's.
        whole = bool(title) and f"\n{title}\n" in f"\n{text}" and _names_a_site(key)
        if whole or _stands_alone(suffix, text) or is_outlet(key):
            publisher = suffix
    published = _published(root, metas, data, doubts)
    link = root.find(".//link[@rel='canonical']")
    url = (link.get("href") if link is not None else None) or metas.get("og:url") or _str(data.get("url"))
    return Head(
        title=title, publisher=publisher, authors=tuple(a for a in _authors(data, metas, publisher) if a not in owners),
        published=Published(edtf=published) if published else None,
        url=url if url and url.startswith(("http://", "https://")) and len(url) <= 2048 else None,
    )  # fmt: skip


def _is_alike(name: str, owners: tuple[str, ...]) -> bool:
    """True where a name shares a word with one of those that the copyright line gives."""
    words = set(fold_key(name).split())
    return any(words & set(fold_key(owner).split()) for owner in owners)


def _is_default(site: str, root: Any, text: str) -> bool:
    """True for a site's name that its publishing system or its design brought along: the page itself prints it nowhere."""
    key = fold_key(site).lower()
    element = root.find(".//title")
    shown = key in fold_key(element.text_content()).lower() if element is not None else False
    return not shown and site not in text and any(word in _systems() for word in _WORD.findall(key))


@cache
def _systems() -> frozenset[str]:
    return frozenset(fold_key(word).lower() for word in table("noise")["systems"])


def _squeeze(text: str) -> str:
    return " ".join(clean_again(text).split())


def _str(value: Any) -> str | None:
    return _squeeze(html.unescape(value)) or None if isinstance(value, str) else None


def _json_ld(root: Any, og_title: str) -> dict[str, Any]:
    """The page's own article among its JSON-LD objects; an empty mapping where there is none."""
    articles: list[dict[str, Any]] = []
    for script in root.iter("script"):
        if (script.get("type") or "").lower().strip() != "application/ld+json" or len(script.text or "") > 1_000_000:
            continue
        try:
            value = json.loads((script.text or "").strip(), strict=False)
        except (ValueError, RecursionError):
            continue  # pages ship broken JSON-LD; the other tags then speak
        queue = [value]
        while queue:
            item = queue.pop(0)
            if isinstance(item, list):
                queue.extend(item[:200])
            elif isinstance(item, dict):
                kinds = item.get("@type")
                names = set(kinds if isinstance(kinds, list) else [kinds]) if kinds else set()
                if not _ARTICLE_TYPES.isdisjoint(n for n in names if isinstance(n, str)):
                    articles.append(item)
                elif isinstance(item.get("@graph"), list | dict):
                    queue.append(item["@graph"])
    key = fold_key(og_title)
    if key and not _is_of_page({"headline": og_title}, root, ""):
        key = ""  # the site's motto, the same on every page
    for item in articles:
        headline = _str(item.get("headline"))
        if headline and key and (fold_key(headline) in key or key in fold_key(headline)):
            return item
    return next((item for item in articles if _is_of_page(item, root, key)), {}) if articles else {}


def _is_of_page(item: dict[str, Any], root: Any, og_title: str) -> bool:
    """False for the object of another article, or of a template (`عنوان المقال`): its headline is nowhere in the page."""
    headline = fold_key(_str(item.get("headline")) or "")
    shown = [fold_key(_squeeze(e.text_content())) for e in root.iter("h1", "title")]
    shown = [words for words in (*shown, og_title) if len(words.split()) >= 4]
    if not (headline and shown) or max(_overlap(headline, words) for words in shown) >= _ALIKE:
        return True
    return headline not in _page_titles() and headline in fold_key(
        " ".join(root.itertext("h1", "h2", "h3", "p", "div", "span"))
    )


def _name_of(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _str(value.get("name")) if isinstance(value, dict) else _str(value)


def _authors(data: dict[str, Any], metas: dict[str, str], publisher: str | None) -> tuple[str, ...]:
    value = data.get("author")
    rows = value if isinstance(value, list) else [value] if value else []
    names = [_name_of(row) for row in rows[:20] if not (isinstance(row, dict) and row.get("@type") == "Organization")]
    if not names and metas.get("author"):
        names = [metas["author"]]
    own = frozenset([fold_key(publisher).lower()]) if publisher else frozenset[str]()
    out: list[str] = []
    for name in (one for stated in names if stated for one in _writers(stated, own)):
        name = untitled(name)
        if name in out or name.lower() in NO_AUTHOR or _ACCOUNT.fullmatch(name) or "://" in name or "@" in name:
            continue
        if publisher and (fold_key(name) in fold_key(publisher) or fold_key(publisher) in fold_key(name)):
            continue
        if may_sign(name) and _DESK.isdisjoint(name.lower().split()):
            out.append(name)
    return tuple(out)


# A writer's name has none of these: `Dar Example for Press`, `News Desk`.
_DESK = frozenset((
    "press", "news", "media", "newspaper", "agency", "desk", "editor", "editors", "editorial", "team", "staff", "portal",
    "online", "website", "web", "newsroom", "redaction", "tv", "channel", "محرر", "المحرر", "محررو", "الموقع", "التحرير",
))  # fmt: skip


def _writers(stated: str, own: frozenset[str]) -> tuple[str, ...] | list[str]:
    """The writers of a stated author: `شفق الجبل - منى الحلبي`, `كتبت: منى الحلبي`, `منى الحلبي، سامي زيدان`."""
    if re.search(" - |[|:/–—]", stated) and "://" not in stated and (signed := read_line(stated, own, True)):
        return signed.authors
    return people_of(stated) if "،" in stated or "," in stated else [stated]


def _published(root: Any, metas: dict[str, str], data: dict[str, Any], doubts: list[str]) -> str | None:
    """The day the page states for its publication, never its clock, its last change or a comment's day."""
    days: list[str] = []
    for value in (
        data.get("datePublished"), metas.get("article:published_time"), metas.get("og:published_time"),
        metas.get("datepublished"), metas.get("publishdate"), metas.get("publish-date"), metas.get("pubdate"),
        metas.get("dc.date.issued"), metas.get("dcterms.date"), metas.get("dc.date"), metas.get("publish_date"), metas.get("dcterms.created"), metas.get("sailthru.date"),
        metas.get("parsely-pub-date"), metas.get("publication_date"), metas.get("dc.date.created"), metas.get("article.published"), metas.get("cxenseparse:recs:publishtime"),
    ):  # fmt: skip
        day = _iso_day(value)
        if day:
            days.append(day)
    if not days:
        stamps = {
            _iso_day(e.get("datetime") or e.get("content"))
            for e in root.iter("time", "span", "div", "p")
            if (e.get("itemprop") or "").lower() == "datepublished"
            or (e.tag == "time" and e.get("pubdate") is not None)
        } - {None}
        # A page without such a mark may carry one stamp and no other.
        stamps = stamps or {_iso_day(e.get("datetime")) for e in root.iter("time") if _shows_its_day(e)} - {None}
        if len(stamps) == 1:
            days = [str(stamps.pop())]
    if len(set(days)) > 1:
        doubts.append("the page states different days of publication: " + ", ".join(dict.fromkeys(days)))
    return days[0] if days else None


def _shows_its_day(stamp: Any) -> bool:
    """True for a stamp in the page's text that prints the day it states: `12 مارس`, but not `اليوم` or the clock at the top."""
    day = _iso_day(stamp.get("datetime"))
    shown = {int(n) for n in re.findall(r"(?<!\d)\d{1,2}(?!\d)", stamp.text_content())}
    outside = any(a.tag in ("header", "nav", "footer", "aside") for a in stamp.iterancestors())
    return day is not None and int(day[8:]) in shown and not outside


def _is_the_clock(stated: Published, text: str, hints: tuple[Line, ...], doubts: list[str]) -> bool:
    """True where the stated day is the one the page's clock shows above the title, and the title's own line shows another.

    Some sites state the day on which the page was made anew.
    """
    title = next((h for h in hints if h.label == "title"), None)
    if title is None:
        return False
    rows = [
        row for row in text[: title.start].split("\n") if len(row) < _CLOCK_LENGTH and any(c.isdigit() for c in row)
    ]
    above = {day for row in rows[:_CLOCK_ROWS] for day in stated_dates(row)}
    small = (h for h in hints if h.label == "date" and h.start >= title.end)
    below = next((day for h in small for day in stated_dates(text[h.start : h.end])), None)
    if stated.edtf not in above or below is None or len(below) != 10 or below in above or below > str(stated.edtf):
        return False
    doubts.append(
        f"the page states {stated.edtf} as its day of publication, as its clock does; under the title stands {below}"
    )
    return True


def _iso_day(value: Any) -> str | None:
    found = _DAY.match(value.strip()) if isinstance(value, str) else None
    if not found:
        return None
    day = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    try:
        parse_edtf(day)
    except ValueError:
        return None
    return day


_TITLE_SEPARATORS = re.compile(r" {1,2}(?:[|–—»«·•-]|:{1,4}) {1,2}|: ")


def _title(
    root: Any, metas: dict[str, str], data: dict[str, Any], site: str | None, text: str
) -> tuple[str | None, str | None]:
    """The headline without the site's name, and the name that was taken off."""
    element = root.find(".//title")
    whole = _squeeze(element.text_content()).strip(":| ") if element is not None else ""
    headings = [words for h in root.iter("h1", "h2") if (words := _squeeze(h.text_content()))]
    # Old systems and blogs set the headline in an `h3`: it counts where the page's title repeats it.
    minor = [w for h in root.iter("h3", "h4") if len((w := _squeeze(h.text_content())).split()) >= 4 and w in whole]
    headings += minor if not any(h in whole for h in headings if len(h.split()) >= 4) else []
    suffix = None
    parts = _TITLE_SEPARATORS.split(whole)
    named = (_str(data.get("headline")), metas.get("og:title"), metas.get("twitter:title"))
    stated = next((t for t in named if t and not (len(parts) > 1 and _is_site(t, parts, site))), whole)
    bare = stated
    foreign = len(parts) > 2 and not _ARABIC.search(
        parts[-1]
    )  # `العنوان | صدى الجبل | Sada News`: the Arabic name first
    if len(parts) > 1:
        for part in (*([parts[-2]] if foreign else []), parts[-1], parts[0]):
            if (
                part
                and len(part.split()) <= 5
                and (_alike(part, site) if site else _names_site(part, whole, text, headings))
            ):
                suffix = part
                break
    for name in (parts[-1] if foreign and suffix == parts[-2] else None, suffix, site):
        if name and bare != name:
            bare = _without(bare, name)
    key = fold_key(bare)
    for heading in headings:
        words = fold_key(heading)
        if words and len(words.split()) >= 3 and (words in key or key in words or _overlap(words, key) >= 0.5):
            return heading, suffix
    if stated == whole and suffix == parts[0] and len(parts) > 1 and fold_key(bare) not in fold_key(text):
        return None, suffix  # `جريدة صدى الجبل ::: يومية مستقلة`: of every page of the site
    outlet = stated == whole and len(parts) > 1 and is_outlet(fold_key(parts[0]).lower())
    if outlet and suffix is None and all(fold_key(part) not in fold_key(text) for part in parts[1:]):
        return None, parts[0]  # the same, of a site that calls itself otherwise in Latin letters
    if fold_key(bare).lower() in _page_titles() or (stated == whole and is_outlet(fold_key(bare).lower())):
        return None, bare if is_outlet(fold_key(bare).lower()) else suffix
    shown = [e for e in root.iter() if e.tag == "h1" or (e.get("itemprop") or "").lower() == "headline"]
    heads = {words for e in shown if len((words := _squeeze(e.text_content())).split()) >= 4}
    if len(heads) == 1 and (stated == whole or key not in fold_key(text)):
        return heads.pop(), suffix  # what the page's head says is a slogan, or an advertisement
    return bare or None, suffix


@cache
def _page_titles() -> frozenset[str]:
    return frozenset(fold_key(words).lower() for words in table("noise")["page_titles"])


def _is_site(title: str, parts: list[str], site: str | None) -> bool:
    """True for the site's own name, which some sites state as the title of every page."""
    ends = (parts[0], parts[-1])
    return any(_alike(title, part) for part in ends) and (is_outlet(fold_key(title).lower()) or title == site)


def _without(title: str, name: str) -> str:
    for found in _TITLE_SEPARATORS.finditer(title):
        if _alike(title[found.end() :], name):
            return title[: found.start()].strip()
        if _alike(title[: found.start()], name):
            return title[found.end() :].strip()
    return title


def _alike(a: str, b: str) -> bool:
    return fold_key(a).lower() == fold_key(b).lower()


_ALIKE = 0.3  # of the words of two headlines of one article, at least


def _overlap(a: str, b: str) -> float:
    left, right = set(a.split()), set(b.split())
    return len(left & right) / max(1, min(len(left), len(right)))


def _names_site(part: str, whole: str, text: str, headings: list[str]) -> bool:
    key = fold_key(part).lower()
    # all that the page's title holds besides its headline
    beside = any(len(h.split()) >= 4 and h in whole and part not in h for h in headings)
    return (
        is_outlet(key)
        or part in own_names(text)
        or (beside and _names_a_site(key))
        or (_stands_alone(part, text) and not any(key in fold_key(h).lower() for h in headings))
    )


def _names_a_site(key: str) -> bool:
    """True for folded words that may be a site's name where a page's title holds only it and the headline."""
    return (may_be_outlet(key) or may_head_page(key)) and not is_section(key)


def _stands_alone(name: str, text: str) -> bool:
    """True where the page prints `name` by itself, as a masthead or at its foot, or twice and more."""
    if f"\n{name}\n" in f"\n{text}" or text.count(name) >= 2:
        return True
    return name in text and any("©" in row and name in row for row in text.split("\n"))


def _is_logo(words: str, title: str | None, publisher: str | None) -> bool:
    """True for the site's name in the place of a headline: an `h1` that is the same on every page."""
    if title and (fold_key(words) in fold_key(title) or _overlap(fold_key(words), fold_key(title)) >= 0.5):
        return False
    return is_outlet(fold_key(words).lower().strip()) or (publisher is not None and _alike(words.strip(), publisher))


def _with_headline(text: str, title: str | None, publisher: str | None, hints: tuple[Line, ...]) -> tuple[Line, ...]:
    """The line that prints the stated headline is the title, where no heading says so."""
    named = [hint for hint in hints if hint.label == "title"]
    key = fold_key(title or "")
    if len(named) == 1 and _is_logo(text[named[0].start : named[0].end], title, publisher):
        hints = tuple(h if h is not named[0] else Line(h.start, h.end, "chrome", "html.logo") for h in hints)
    elif not title or named:
        return hints
    at = 0
    for row in text.split("\n"):
        if len(row) < 400 and fold_key(row) == key:
            end = at + len(row)
            others = (h for h in hints if h.label != "heading" or h.start >= end or h.end <= at)
            return (*others, Line(at, end, "title", "html.headline"))
        at += len(row) + 1
    return hints


# ---- the main text --------------------------------------------------------------------------------------------------

_WORD = re.compile(r"\w+")
_MAX_FOR_MAIN = 2_000_000


def _with_main_text(root: Any, text: str, hints: tuple[Line, ...], doubts: list[str]) -> tuple[Line, ...]:
    """Add `body` hints for the lines trafilatura keeps and `chrome` hints for the others, where it found a main text."""
    if len(text) > _MAX_FOR_MAIN:
        return hints
    from trafilatura import extract  # half a second to import

    try:
        main = extract(root, include_comments=False, include_tables=True, fast=False) or ""
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError, etree.LxmlError) as error:
        # A page it stumbles over still has its words; only the advice on which of them matter is missing.
        doubts.append(f"main text not found: {type(error).__name__}")
        return hints
    words = _WORD.findall(main)
    if len(words) < 40:
        return hints
    grams = Counter(zip(words, words[1:], words[2:], strict=False))
    main_lines = {" ".join(_WORD.findall(row)) for row in main.split("\n")}
    rows: list[Line] = []
    at = 0
    for row in text.split("\n"):
        found = _WORD.findall(row)
        if found:
            inside = sum((g in grams) for g in zip(found, found[1:], found[2:], strict=False))
            kept = " ".join(found) in main_lines or (len(found) > 3 and inside >= 0.7 * (len(found) - 2))
            rows.append(Line(at, at + len(row), "body" if kept else "chrome", "html.main" if kept else "html.outside"))
        at += len(row) + 1
    return tuple(sorted((*hints, *rows), key=lambda h: (h.start, h.end, h.rule)))
