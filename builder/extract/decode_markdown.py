"""Markdown to text: the words of the rendered document, a block a line; front matter becomes the head."""

from __future__ import annotations

import re

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from builder import limits
from builder.errors import Both, BuildError
from builder.extract.decode import clean_again, letters
from builder.extract.header import NO_AUTHOR, Head
from builder.extract.lineclues import is_outlet
from builder.model import Line, LineLabel, Published
from builder.text.edtf import parse_edtf
from builder.text.folding import fold_key

_FRONT = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_KEY_LINE = re.compile(r"---[ \t]*\n[A-Za-z_\u0621-\u064a]{1,40}(?: [\u0621-\u064a]{1,40})? {0,3}:")
# A value that YAML would not read as the words it holds: a headline with a colon (`الوزير: نعم`), a quotation that opens
# it and closes before its end, a hashtag, a mark that YAML keeps for itself.
_LITERAL = re.compile(
    r"""^([A-Za-z_\u0621-\u064a]{1,40}(?:[ ][\u0621-\u064a]{1,40})?[ ]{0,3}:[ ]+)
    (?! "(?:[^"\\]|\\.)*" [ ]*$ | '(?:[^']|'')*' [ ]*$ )
    ( ["'%@`] .* | [^\s\[\]{}|>&*!\#-] .* (?: :[ ] | [ ]\#\S | :$ ) .* )$""",
    re.MULTILINE | re.VERBOSE,
)
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_KEYS = {
    "title": "title", "publisher": "publisher", "source": "publisher", "authors": "authors", "author": "authors",
    "published": "published", "date": "published", "url": "url", "link": "url", "agencies": "agencies",
    "agency": "agencies", "dateline": "dateline", "site": "publisher", "byline": "authors",
    "العنوان": "title", "الناشر": "publisher", "الموقع": "publisher", "الصحيفة": "publisher", "المصدر": "publisher",
    "الكاتب": "authors", "الكتاب": "authors", "الكاتبة": "authors", "المحرر": "authors", "التاريخ": "published", "تاريخ النشر": "published",
    "الرابط": "url", "الوكالة": "agencies", "الوكالات": "agencies", "المكان": "dateline",
}  # fmt: skip
_SLASHED = re.compile(r"^(\d{4})/(\d\d)/(\d\d)$")
_PUNCTUATION_END = '.؟?!:؛…"”»)]*'
_Read = tuple[str, Head, tuple[Line, ...], tuple[tuple[str, str], ...]]


def read_markdown(source: str, name: str, doubts: list[str]) -> _Read:
    """Text, head, hints and what was dropped. Raises BuildError for broken front matter and for lost words."""
    meta, body, first_line = _front_matter(source, name, doubts)
    tokens = MarkdownIt("commonmark", {"html": False, "maxNesting": 100}).enable("table").parse(body)
    lines: list[tuple[str, LineLabel | None, str]] = []
    dropped: list[tuple[str, str]] = []
    label: tuple[LineLabel, str] | None = None
    for token in tokens:
        if token.level > limits.PROSE_NESTING:
            at = first_line + (token.map[0] if token.map else 0) + 1
            raise BuildError(name, at, Both("lists or quotations nested too deeply", "قوائم أو اقتباسات متداخلة أكثر مما يجوز"),
                             Both(f"Keep to {limits.PROSE_NESTING} levels.", f"لا تتجاوز {limits.PROSE_NESTING} مستوى."))  # fmt: skip
        if token.type == "heading_open":
            label = ("title", "markdown.h1") if token.tag == "h1" else ("heading", "markdown.heading")
        elif token.type == "heading_close":
            label = None
        elif token.type == "inline":
            lines.extend(_inline(token, label, dropped))
        elif token.type in ("code_block", "fence"):
            lines.extend((row, None, "") for row in token.content.rstrip("\n").split("\n"))
            if token.info:
                dropped.append((token.info, "code language"))
        if token.type.endswith("_close") and token.level == 0 and lines and lines[-1][0]:
            lines.append(("", None, ""))
    text, hints = _join(lines)
    _check(letters(body), letters(text) + sum(letters(words) for words, _ in dropped), name, doubts)
    return text, meta, hints, tuple((words[:200], why) for words, why in dropped)


def _join(lines: list[tuple[str, LineLabel | None, str]]) -> tuple[str, tuple[Line, ...]]:
    parts: list[str] = []
    hints: list[Line] = []
    at = 0
    for words, label, rule in lines:
        row = clean_again(words).replace("\n", " ")
        if label and row:
            hints.append(Line(at, at + len(row), label, rule))
        parts.append(row)
        at += len(row) + 1
    return "\n".join(parts).rstrip("\n") + "\n", tuple(hints)


def _inline(
    token: Token, label: tuple[LineLabel, str] | None, dropped: list[tuple[str, str]]
) -> list[tuple[str, LineLabel | None, str]]:
    rows: list[str] = [""]
    children = token.children or []
    kinds = [c.type for c in children if c.type != "text" or c.content.strip()]
    only_image = kinds == ["image"]
    for child in children:
        if child.type in ("text", "code_inline"):
            rows[-1] += child.content
        elif child.type == "hardbreak":
            rows.append("")
        elif child.type == "softbreak":
            # A paragraph wrapped by hand is one line again; a line that ended, or was never full, stays one.
            if len(rows[-1]) < 50 or rows[-1].rstrip()[-1:] in _PUNCTUATION_END:
                rows.append("")
            else:
                rows[-1] += " "
        elif child.type == "image":
            alt = "".join(c.content for c in child.children or [])
            if only_image:
                rows[-1] += alt
            elif alt:
                dropped.append((alt, "image text"))
            dropped.extend((str(child.attrs[key]), why) for key, why in _HIDDEN if child.attrs.get(key))
        elif child.type == "link_open":
            dropped.extend((str(child.attrs[key]), why) for key, why in _HIDDEN if child.attrs.get(key))
    if only_image:
        label = ("caption", "markdown.image")
    elif (
        label is None and kinds[:1] == ["link_open"] and kinds[-1:] == ["link_close"] and kinds.count("link_open") == 1
    ):
        label = ("related", "html.link")
    elif label is None and kinds[:1] == ["em_open"] and kinds[-1:] == ["em_close"] and kinds.count("em_open") == 1:
        label = ("caption", "html.slanted")
    return [(row, label[0] if label else None, label[1] if label else "") for row in rows]


_HIDDEN = (("href", "address of a link"), ("src", "address of an image"), ("title", "title of a link or image"))


def _check(source: int, kept: int, name: str, doubts: list[str]) -> None:
    if kept >= source:
        return
    # Percent-encoded addresses and reference definitions hide letters from the count: a few are told, many refused.
    doubts.append(f"{source - kept} letters of the article not accounted for")
    if source - kept > max(40, source // 50):
        raise BuildError(name, None, Both(f"{source - kept} letters of the source would be lost", f"سيضيع {source - kept} حرفاً من المصدر"),
                         Both("Simplify the markup, or save the article as plain text.", "بسّط التنسيق أو احفظ المقال نصاً عادياً."))  # fmt: skip


# ---- front matter ---------------------------------------------------------------------------------------------------


def _front_matter(source: str, name: str, doubts: list[str]) -> tuple[Head, str, int]:
    if not source.startswith("---"):
        return Head(), source, 0
    found = _FRONT.match(source, 0, limits.FRONT_MATTER_BYTES)
    if not found:
        if _KEY_LINE.match(source):
            raise BuildError(name, 1, Both("the front matter is never closed", "لم تُغلق بطاقة المقال في أوله"),
                             Both("Put a line `---` after its last key.", "ضع سطر ‎---‎ بعد آخر مفتاح."))  # fmt: skip
        return Head(), source, 0
    block = found.group(1)
    values = _read_keys(block, name, doubts) if block.strip() else {}
    return _head(values, block, name), source[found.end() :], source.count("\n", 0, found.end())


def _read_keys(block: str, name: str, doubts: list[str]) -> dict[str, list[str]]:
    """A flat mapping of strings or lists of strings, read from events: no anchor, tag or nesting."""
    values: dict[str, list[str]] = {}
    key: str | None = None
    depth = 0
    block = _LITERAL.sub(_quoted, block)
    try:
        for event in yaml.parse(block, Loader=_Loader):
            line = (event.start_mark.line if event.start_mark else 0) + 2
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
                raise _broken(name, line, "anchors and tags are not read here", "لا تُقرأ المراسي والوسوم هنا")
            if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                depth += 1
                if depth > 2 or (isinstance(event, yaml.MappingStartEvent) and depth > 1):
                    raise _broken(name, line, "nested deeper than a list of names", "متداخل أكثر من قائمة أسماء")
                if depth == 1 and isinstance(event, yaml.SequenceStartEvent):
                    raise _broken(
                        name, line, "a list, where `key: value` lines belong", "قائمة حيث تلزم أسطر «مفتاح: قيمة»"
                    )
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                depth -= 1
                if depth == 1:
                    key = None
            elif isinstance(event, yaml.ScalarEvent):
                if depth == 0:
                    raise _broken(
                        name, line, "words where `key: value` lines belong", "كلام حيث تلزم أسطر «مفتاح: قيمة»"
                    )
                if key is None:
                    key = _KEYS.get(event.value.strip().lower(), "")
                    if not key:
                        doubts.append(f"front matter key `{event.value[:40]}` is not read")
                    elif key in values:
                        raise _broken(name, line, f"`{event.value}` is given twice", f"تكرر المفتاح ‎{event.value}‎")
                    if key:
                        values[key] = []
                else:
                    if key and event.value.strip():
                        values[key].append(" ".join(event.value.split()))
                    if depth == 1:
                        key = None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it is not YAML"
        raise _broken(name, mark.line + 2 if mark else 2, str(problem), "صياغتها غير صحيحة") from None
    return values


def _quoted(row: re.Match[str]) -> str:
    """A row of front matter with its value as a YAML string."""
    value = row[2].replace("'", "''")
    return f"{row[1]}'{value}'"


def _broken(name: str, line: int, en: str, ar: str) -> BuildError:
    return BuildError(name, line, Both(f"the front matter cannot be read: {en}", f"تعذرت قراءة بطاقة المقال: {ar}"),
                      Both("Write `key: value` lines; quote a value that holds `: ` or begins with a mark.",
                           "اكتب أسطر «مفتاح: قيمة»، وضع القيمة بين علامتي اقتباس إن كان فيها نقطتان أو بدأت بعلامة."))  # fmt: skip


def _head(values: dict[str, list[str]], block: str, name: str) -> Head:
    def one(key: str) -> str | None:
        return values[key][0] if values.get(key) else None

    def each(key: str) -> tuple[str, ...]:
        # YAML knows the Latin comma alone: `[منى، سامي]` is one string to it.
        return tuple(name.strip() for value in values.get(key, ()) for name in value.split("،") if name.strip())

    def names(key: str) -> tuple[str, ...]:
        # Clippers put what they link in `[[…]]`, and the page's address where the outlet's name belongs.
        return tuple(name for value in each(key) if (name := value.strip("[] ")) and "://" not in value)

    writers = tuple(name for name in names("authors") if name.lower() not in NO_AUTHOR)
    outlets = tuple(name for name in writers if is_outlet(fold_key(name).lower()))
    published = one("published")
    if published:
        day = _SLASHED.sub(r"\1-\2-\3", re.sub(r"[T ].*", "", fold_key(published)))
        try:
            parse_edtf(day)
        except ValueError as error:
            line = 2 + next((i for i, row in enumerate(block.split("\n")) if published[:8] in row), 0)
            raise BuildError(name, line, Both(f"published: {error}", "تاريخ النشر غير مفهوم"),
                             Both("Write it as 2025-07-11.", "اكتبه هكذا: 2025-07-11 بأرقام لاتينية.")) from None  # fmt: skip
        published = day
    return Head(
        title=one("title"), publisher=next(iter(names("publisher") or outlets), None), agencies=names("agencies"),
        authors=tuple(name for name in writers if name not in outlets),
        published=Published(edtf=published) if published else None,
        dateline=one("dateline"), url=one("url") or next((v for v in values.get("publisher", ()) if "://" in v), None),
    )  # fmt: skip
