"""From the bytes of an article to the text that selectors index for ever.

The text keeps every visible word in reading order, a block a line, noise included; nothing is normalised but line
ends. What was uncertain is told in `doubts`, what was left out in `dropped`, and what the markup says of stretches
of the text in `hints`.
"""

from __future__ import annotations

import re

from msgspec import Struct

from builder import limits
from builder.errors import Both, BuildError
from builder.extract.header import Head
from builder.model import Line
from builder.text.bidi import CONTROLS

MIN_ARABIC = 20
ENOUGH_ARABIC = 400  # a page with so many Arabic letters is Arabic, however much else it holds
ARABIC_LETTER = re.compile("[\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
# What a file of another kind begins with, and what to call it.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"), (b"PK\x03\x04", "ZIP/DOCX"), (b"\x89PNG", "PNG"), (b"GIF8", "GIF"), (b"\xff\xd8\xff", "JPEG"),
    (b"\xd0\xcf\x11\xe0", "DOC"), (b"\x1f\x8b", "gzip"), (b"7z\xbc\xaf", "7z"), (b"Rar!", "RAR"),
)  # fmt: skip
_BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32-le"), (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"),
)  # fmt: skip
_DECLARED = re.compile(rb"""(?:charset|encoding) {0,3}= {0,3}["']?([A-Za-z0-9_:.-]{1,40})""")
# The names that pages declare for the eight-bit Arabic encodings we read.
_EIGHT_BIT = {
    "windows-1256": "cp1256", "cp1256": "cp1256", "x-cp1256": "cp1256", "iso-8859-6": "iso8859_6",
    "iso8859-6": "iso8859_6", "arabic": "iso8859_6", "asmo-708": "iso8859_6", "ecma-114": "iso8859_6",
    "x-mac-arabic": "mac_arabic", "macarabic": "mac_arabic", "cp864": "cp864", "ibm864": "cp864",
    "dos-720": "cp720", "cp720": "cp720",
}  # fmt: skip
_GUESSES = ("cp1256", "iso8859_6", "mac_arabic", "cp720", "cp864")
# What every Arabic page is full of: the article and two prepositions.
_COMMON = re.compile("ال| في | من | على ")
_UTF8_ARABIC = re.compile(rb"[\xd8-\xdb][\x80-\xbf]")
_HIGH = re.compile(rb"[\x80-\xff]")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f]")
MANY_CONTROLS = 0.05  # of the bytes: no text holds so many
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_LOOKS_HTML = re.compile(r"\s{0,99}(?:<\?xml[^>]{0,200}>\s{0,99})?<(?:!doctype html|html[\s>])", re.IGNORECASE)


class Decoded(Struct, frozen=True):
    """One article as text.

    text: what is kept under content/texts. format: `text`, `markdown` or `html`. encoding: as found.
    doubts: what was guessed or mended. meta: what front matter or markup says of the article.
    hints: labels that the markup gives to stretches of `text`. dropped: (words, why), long ones shortened.
    """

    text: str
    format: str
    encoding: str
    doubts: tuple[str, ...] = ()
    meta: Head = Head()
    hints: tuple[Line, ...] = ()
    dropped: tuple[tuple[str, str], ...] = ()


def decode(data: bytes, name: str) -> Decoded:
    """Read one article. `name` is its path; the suffix says how. Raises BuildError for what is no article."""
    raw, encoding, doubts = _to_text(data, name)
    if len(raw) > limits.ARTICLE_BYTES:
        raise _error(name, Both("the article is larger than 20 MB", "المقال أكبر من ٢٠ ميغابايت"),
                     Both("Keep the article alone, without attachments.", "أبقِ المقال وحده بلا مرفقات."))  # fmt: skip
    source = _clean(raw, doubts)
    kind = _format(name, source)
    if kind == "html":
        from builder.extract.decode_html import read_page  # lxml and trafilatura cost a second to import

        text, meta, hints, dropped = read_page(source, name, doubts)
    elif kind == "markdown":
        from builder.extract.decode_markdown import read_markdown

        text, meta, hints, dropped = read_markdown(source, name, doubts)
    else:
        text, meta, hints, dropped = source, Head(), (), ()
    _require_arabic(text, name)
    return Decoded(_one_last_line_end(text), kind, encoding, tuple(doubts), meta, hints, dropped)


def _error(name: str, problem: Both, mend: Both | None = None, line: int | None = None) -> BuildError:
    return BuildError(name, line, problem, mend)


def _format(name: str, source: str) -> str:
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if suffix in ("html", "htm", "xhtml") or _LOOKS_HTML.match(source):
        return "html"
    return "markdown" if suffix in ("md", "markdown") else "text"


# ---- bytes to characters --------------------------------------------------------------------------------------------


def _to_text(data: bytes, name: str) -> tuple[str, str, list[str]]:
    doubts: list[str] = []
    if not data.strip(b"\x00\xef\xbb\xbf\xfe\xff \t\r\n"):
        raise _error(
            name, Both("the file is empty", "الملف فارغ"), Both("Paste the article into it.", "ألصق المقال فيه.")
        )
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise _error(name, Both(f"this is a {what} file, not text", f"هذا ملف {what} وليس نصاً"),
                         Both("Save the article as .txt, .md or .html.", "احفظ المقال بصيغة ‎.txt‎ أو ‎.md‎ أو ‎.html‎."))  # fmt: skip
    if len(data) > 4 * limits.ARTICLE_BYTES:
        raise _error(name, Both("the article is larger than 20 MB", "المقال أكبر من ٢٠ ميغابايت"),
                     Both("Keep the article alone, without attachments.", "أبقِ المقال وحده بلا مرفقات."))  # fmt: skip
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _counted(data[len(bom) :], encoding, doubts), encoding, doubts
    wide = _utf16_without_bom(data)
    if wide:
        doubts.append(f"no byte order mark; read as {wide}")
        return _counted(data, wide, doubts), wide, doubts
    if b"\x00" in data:
        data = _without_nul(data, name, doubts)
    head = data[:4096].lower()
    found = _DECLARED.search(head) if b"charset" in head or b"encoding" in head else None
    declared = found.group(1).decode("ascii") if found else None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        encoding = _eight_bit(data, declared, doubts)
        return _counted(data, encoding, doubts), encoding, doubts
    if declared and declared.replace("_", "-") not in ("utf-8", "utf8", "us-ascii", "ascii"):
        doubts.append(f"declares {declared}; its bytes are UTF-8 and were read so")
    if "\ufffd" in text:
        doubts.append(f"{text.count(chr(0xFFFD))} replacement characters in the source")
    return text, "utf-8", doubts


def _without_nul(data: bytes, name: str, doubts: list[str]) -> bytes:
    """The bytes without the few NUL that a paste from another program left between them; refused where they are many.

    A NUL shows nothing and stands for nothing in any encoding read after this, so no letter is lost.
    """
    if len(_BINARY.findall(data)) > MANY_CONTROLS * len(data):
        raise _error(name, Both("the file holds too many NUL and control bytes: it is not text",
                                "في الملف بايتات صفرية وبايتات تحكّم كثيرة: ليس نصاً"),
                     Both("Open it in the program that made it and save the article as UTF-8 text.",
                          "افتحه في البرنامج الذي أنشأه واحفظ المقال نصاً بترميز UTF-8."))  # fmt: skip
    doubts.append(f"{data.count(0)} NUL bytes left out")
    return data.replace(b"\x00", b"")


def _utf16_without_bom(data: bytes) -> str | None:
    """Arabic in UTF-16 has 0x06 (letters) or 0x00 (spaces, Latin) in every other byte."""
    sample = data[:4096]
    if len(sample) < 8:
        return None
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = sample[start::2]
        if (high.count(6) + high.count(0)) > 0.85 * len(high) and high.count(6) > 0.2 * len(high):
            other = sample[1 - start :: 2]
            if other.count(6) < 0.2 * len(other):
                return encoding
    return None


def _eight_bit(data: bytes, declared: str | None, doubts: list[str]) -> str:
    high = len(_HIGH.findall(data))
    if 2 * len(_UTF8_ARABIC.findall(data)) > 0.8 * high:
        return "utf-8"  # UTF-8 with a few broken bytes; `_counted` says how many
    scores = {e: len(_COMMON.findall(data.decode(e, "replace"))) for e in _GUESSES}
    best = max(_GUESSES, key=lambda e: scores[e])
    named = _EIGHT_BIT.get(declared or "")
    if named and scores[named] >= scores[best] * 0.9:
        return named
    if declared:
        doubts.append(f"declares {declared}, which its bytes do not bear out; read as {best}")
    elif best != "cp1256":
        doubts.append(f"no charset declared; guessed {best}")
    else:
        doubts.append("no charset declared; guessed windows-1256")
    return best


def _counted(data: bytes, encoding: str, doubts: list[str]) -> str:
    before = data.count(b"\xef\xbf\xbd") if encoding == "utf-8" else 0
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    if lost:
        doubts.append(f"{lost} replacement characters" + (f", {before} of them in the source" if before else ""))
    return text


# ---- characters to clean text ---------------------------------------------------------------------------------------


def _clean(text: str, doubts: list[str]) -> str:
    text = text.lstrip("\ufeff")
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text  # nothing to mend, at a fiftieth of the cost of looking for each character
    text = _LINE_ENDS.sub("\n", text)
    if CONTROLS.search(text):
        text, gone = CONTROLS.subn("", text)
        doubts.append(f"{gone} control characters removed")
    return text


def clean_again(text: str) -> str:
    """Take out the line separators and controls that character references of the markup brought back."""
    text = _LINE_ENDS.sub("\n", text)
    return CONTROLS.sub("", text) if CONTROLS.search(text) else text


def _require_arabic(text: str, name: str) -> None:
    if sum(map(text[:2000].count, "اليومنرتبه")) >= ENOUGH_ARABIC:
        return
    arabic = len(ARABIC_LETTER.findall(text))
    if arabic < MIN_ARABIC:
        problem = Both(f"only {arabic} Arabic letters: this is no Arabic article",
                       f"فيه {arabic} حرفاً عربياً فقط: ليس مقالاً عربياً")  # fmt: skip
    elif arabic < ENOUGH_ARABIC and arabic * 5 < sum(c.isalpha() for c in text):
        problem = Both("less than a fifth of the letters are Arabic", "أقل من خمس حروفه عربية")
    else:
        return
    raise _error(name, problem, Both("Check the encoding: save the article as UTF-8.",
                                     "تحقق من الترميز: احفظ المقال بترميز UTF-8."))  # fmt: skip


def _one_last_line_end(text: str) -> str:
    stripped = text.rstrip("\n")
    return stripped + "\n" if len(stripped) < len(text) else text


def letters(text: str) -> int:
    """How many letters a reader would miss: what the checks on lost text count."""
    return len(ARABIC_LETTER.findall(text))
