"""Social images: a fact as a picture of 1200 x 630, Arabic shaped by Raqm, the same bytes for the same fact.

Needs Pillow with Raqm (the extra `cards`), imported only when a picture is drawn. Without Raqm nothing is drawn:
letters that do not join are worse than no picture.
"""

from __future__ import annotations

import importlib.util
import os
import re
import unicodedata
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from functools import lru_cache
from hashlib import blake2b
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from builder.errors import Both, BuildError
from builder.files import read_file, write_rebuildable
from builder.processes import WORTH, in_order
from builder.render.theme import Palette, channels, derived, palettes
from builder.site.views import Badge, CardView
from builder.text.bidi import OVERRIDES

if TYPE_CHECKING:
    from PIL.Image import Image as Picture
    from PIL.ImageFont import FreeTypeFont

SIZE = (1200, 630)
CACHE = ".cache/cards"
_FONTS = {"sans": "sans-600.woff2", "text": "sans-400.woff2"}
_STEPS = 16  # shades between ink and ground: more are not seen, and each makes the file larger
_MARGIN = 72
_WIDTH = SIZE[0] - 2 * _MARGIN
# Sizes of the statement, the largest that fits wins; lines of each so that all of them fill the same height.
_STATEMENT = ((76, 2), (68, 3), (60, 3), (54, 4), (48, 4), (43, 5), (39, 5))
_LEADING = 1.52
_TOP, _BOTTOM = 138, 496  # the statement stands between them
# What the packaged fonts carry (scripts/subset_fonts.py); anything else would be an empty box.
_CARRIED = re.compile(
    "[\u0020-\u007e\u00a0\u00ab\u00bb\u00b7\u00d7\u060c\u061b\u061f\u0621-\u063a\u0640-\u0655\u0660-\u066c\u0670\u0671"
    "\u067e\u0686\u0698\u06a4\u06a9\u06af\u06be\u06c1\u06cc\u06d2\u06d4\u06f0-\u06f9\u2010\u2013-\u2015\u2018-\u201a"
    "\u201c-\u201e\u2022\u2026\u2030\u2039\u203a\u2066-\u2069\ufffd]*"
)
_ARABIC = re.compile("[\u0600-\u065f\u066e-\u06ef]")
_LEFT_OUT = re.compile("\ufffd+")
_PHRASE = 26  # characters of a foreign phrase that stays on one line
NO_RAQM = BuildError(
    None, None,
    Both(
        "Pillow is here without Raqm, so Arabic letters would not join; every page keeps the site's own picture",
        "مكتبة Pillow هنا بلا Raqm، فلن تتصل الحروف العربية؛ تبقى لكل صفحة صورة الموقع",
    ),
    Both(
        "Install Pillow's own wheel (pip install --force-reinstall 'waqai[cards]'), or the system's libraqm; "
        "or write `outputs: {cards: no}`.",
        "ثبّت حزمة Pillow الجاهزة (pip install --force-reinstall 'waqai[cards]')، أو مكتبة libraqm في النظام؛ "
        "أو اكتب `outputs: {cards: no}`.",
    ),
)  # fmt: skip


def installed() -> bool:
    """True where there is a Pillow; it is not imported for that."""
    return importlib.util.find_spec("PIL") is not None


def shapes_arabic() -> bool:
    """True where Pillow can join Arabic letters and read the packaged fonts."""
    from PIL import features

    if not features.check("raqm"):
        return False
    try:
        return _font("sans", 20) is not None
    except OSError:  # FreeType without Brotli reads no woff2
        return False


@lru_cache(maxsize=1)
def engines() -> bytes:
    """A digest of what draws: this code, the colours, the fonts, Pillow and its engines. Part of the key of every picture."""
    import PIL
    from PIL import features

    digest = blake2b(Path(__file__).read_bytes(), digest_size=16)
    for name in _FONTS.values():
        digest.update(_font_bytes(name))
    told = [
        site_palettes(),
        PIL.__version__,
        *(features.version(name) for name in ("freetype2", "raqm", "harfbuzz", "fribidi", "zlib")),
    ]
    digest.update(repr(told).encode())
    return digest.digest()


def card_file(root: Path, key: str, view: CardView) -> Path | bytes:
    """The picture as a file of the cache, drawn if it is not there; its bytes where the cache cannot be written."""
    path = root / CACHE / f"{key}.png"
    if path.is_file() and not path.is_symlink():
        return path
    data = draw_card(view)
    try:
        if (root / ".cache").is_symlink():
            return data
        path.parent.mkdir(parents=True, exist_ok=True)
        write_rebuildable(path, data)
    except OSError:
        return data
    return path


def draw_ahead(
    root: Path, wanted: Mapping[str, CardView], progress: Callable[[int, int], None], processes: int
) -> None:
    """Draw into the cache, in so many processes, what it lacks of the pictures `wanted`, by their keys.

    What is left undone, because a process was stopped or the disk is full, `card_file` draws when its turn comes.
    progress: gets how many are done, and of how many.
    """
    folder = root / CACHE
    missing = [(key, view) for key, view in wanted.items() if not (folder / f"{key}.png").is_file()]
    if processes < 2 or len(missing) < WORTH:
        return

    def draw(row: tuple[str, CardView]) -> None:
        with suppress(OSError, BuildError):
            card_file(root, *row)

    with closing(in_order(draw, missing, processes)) as drawn:
        for done, _ in enumerate(drawn):
            progress(done, len(missing))


def forget_cards(root: Path, keys: frozenset[str]) -> None:
    """Remove from the cache every picture that no page has any more."""
    folder = root / CACHE
    if folder.is_symlink() or not folder.is_dir():
        return
    for name in os.listdir(folder):
        if name.removesuffix(".png") not in keys:
            (folder / name).unlink(missing_ok=True)


# ---- lines ------------------------------------------------------------------------------------------------------


class Set(Struct, frozen=True):
    """A statement set in lines. size: of the letters, in pixels; cut: True where its end is left out."""

    size: int
    lines: tuple[str, ...]
    cut: bool


def set_statement(text: str) -> Set:
    """`text` in the largest size that fits, its lines of about equal length; cut at a word where none fits."""
    words = _unbroken(text.split(" "))
    widths = [_length(word, "sans", 100) / 100 for word in words]
    space = _length(" ", "sans", 100) / 100
    for size, most in _STATEMENT:
        room = _WIDTH / size
        if max(widths, default=0) <= room and len(_broken(widths, space, room)) <= most:
            return Set(size, _lines(words, _balanced(widths, space, room)), False)
    size, most = _STATEMENT[-1]
    return Set(size, _cut(words, widths, space, _WIDTH / size, most, size), True)


def _unbroken(words: Sequence[str]) -> list[str]:
    """`words`, short foreign phrases as one: `(ASEAN 2025)` in two lines reads in no direction."""
    found: list[str] = []
    for word in words:
        if found and len(found[-1]) + len(word) < _PHRASE and _is_foreign(found[-1]) and _is_foreign(word):
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found


def _is_foreign(text: str) -> bool:
    return not _ARABIC.search(text) and any(c.isalnum() for c in text)


def _broken(widths: Sequence[float], space: float, room: float) -> list[int]:
    """Where each line ends when it takes all the words it can: indexes of `widths`, half-open."""
    ends: list[int] = []
    used = 0.0
    for index, width in enumerate(widths):
        wanted = width if not used else used + space + width
        if used and wanted > room:
            ends.append(index)
            wanted = width
        used = wanted
    return [*ends, len(widths)]


def _balanced(widths: Sequence[float], space: float, room: float) -> list[int]:
    """The same number of lines in the narrowest measure: no last line of one word."""
    lines = len(_broken(widths, space, room))
    low, high = max(widths, default=0.0), room
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (low, middle) if len(_broken(widths, space, middle)) <= lines else (middle, high)
    return _broken(widths, space, high)


def _lines(words: Sequence[str], ends: Sequence[int]) -> tuple[str, ...]:
    return tuple(" ".join(words[start:end]) for start, end in pairwise((0, *ends)))


def _cut(words: list[str], widths: list[float], space: float, room: float, most: int, size: int) -> tuple[str, ...]:
    for index, width in enumerate(widths):
        if width > room:  # an address of a page, say: no word of a sentence is as long
            kept = max(1, int(len(words[index]) * room / width) - 2)
            words[index] = words[index][:kept] + "…"
            widths[index] = _length(words[index], "sans", size) / size
    ends = _broken(widths, space, room)
    if len(ends) <= most:
        return _lines(words, ends)
    lines = list(_lines(words, ends[:most]))
    last = lines[-1].split(" ")
    while len(last) > 1 and _length(_ended(last), "sans", size) > _WIDTH:
        last.pop()
    return (*lines[:-1], _ended(last))


def _ended(words: Sequence[str]) -> str:
    return " ".join(words).rstrip("،؛.:,; ") + "…"


def fitting(text: str, width: float, face: str, size: int) -> str:
    """`text` cut at a word where it is wider than `width` pixels."""
    if _length(text, face, size) <= width:
        return text
    words = text.split(" ")
    while len(words) > 1 and _length(_ended(words), face, size) > width:
        words.pop()
    return _ended(words)


def drawable(text: str) -> str:
    """`text` with every character that the fonts lack replaced: by its plain letter where it has one, else by …"""
    text = " ".join(OVERRIDES.sub("", text).split())
    if _CARRIED.fullmatch(text):
        return text
    # Harakat of Arabic are characters of their own here; only what the fonts lack is taken apart.
    return _LEFT_OUT.sub("…", "".join(c if _CARRIED.fullmatch(c) else _plain(c) for c in text))


def _plain(character: str) -> str:
    if unicodedata.category(character) in ("Cf", "Mn"):
        return ""
    kept = "".join(c for c in unicodedata.normalize("NFKD", character) if _CARRIED.fullmatch(c))
    return kept.strip() or "\ufffd"


# ---- drawing ----------------------------------------------------------------------------------------------------


def draw_card(view: CardView) -> bytes:
    """The PNG of one fact."""
    sheet = _Sheet(dict(view.colours))
    sheet.box((0, 0, SIZE[0], 14), "accent")
    sheet.box((0, 14, SIZE[0], 18), "gold")
    end = _badges(sheet, view.badges)
    title = fitting(drawable(view.title), SIZE[0] - _MARGIN - 26 - end - 40, "sans", 36)
    sheet.box((SIZE[0] - _MARGIN - 8, 62, SIZE[0] - _MARGIN, 104), "gold")
    sheet.write(title, SIZE[0] - _MARGIN - 26, 83, "sans", 36, "accent")
    made = set_statement(drawable(view.statement))
    leading = round(made.size * _LEADING)
    middle = (_TOP + _BOTTOM) / 2 - leading * (len(made.lines) - 1) / 2
    for number, line in enumerate(made.lines):
        sheet.write(line, SIZE[0] - _MARGIN, round(middle + leading * number), "sans", made.size, "ink")
    sheet.box((_MARGIN, 506, SIZE[0] - _MARGIN, 508), "rule")
    for number, line in enumerate(view.lines[:2]):
        shade = "ink" if number == 0 else "soft"
        text = fitting(drawable(line), _WIDTH, "text", 30)
        sheet.write(text, SIZE[0] - _MARGIN, 540 + 46 * number, "text", 30, shade)
    return sheet.png()


def draw_site_picture() -> bytes:
    """The picture of a site that has none of its own: the mark, and what the pages are about."""
    sheet = _Sheet({}, "accent")
    sheet.box((0, 612, SIZE[0], 618), "gold")
    sheet.write("وقائع", 870, 228, "sans", 190, "paper", "accent")
    sheet.box((930, 122, 958, 334), "gold")
    sheet.write("كل واقعة بنصّها وقائلها ومصدرها وتاريخها", 958, 440, "sans", 52, "paper", "accent")
    return sheet.png(zlib.Z_DEFAULT_STRATEGY)


def _badges(sheet: _Sheet, badges: Sequence[Badge]) -> int:
    """Draws the states at the end of the head line; returns where the last of them ends, in pixels from the left."""
    at = _MARGIN
    for badge in badges[:3]:
        width = round(_length(badge.label, "sans", 26)) + 36
        sheet.box((at, 60, at + width, 106), f"{badge.tone}-bg")
        sheet.write(badge.label, at + width - 18, 83, "sans", 26, badge.tone, f"{badge.tone}-bg")
        at += width + 14
    return at


class _Sheet:
    """A picture of few colours: shades of each ink on its ground stand beside each other in its palette."""

    def __init__(self, colours: Palette, ground: str = "paper") -> None:
        """colours: those of the newsroom, by name."""
        from PIL import Image

        light, dark = site_palettes()
        self._colours = derived(light, colours, light, dark)
        self._palette: list[int] = []
        self._ramps: dict[tuple[str, str], int] = {}
        self._ground = ground
        self._image: Picture = Image.new("P", SIZE, self._ramp(ground, ground))

    def _ramp(self, ink: str, ground: str) -> int:
        """Where the shades from `ground` to `ink` begin in the palette."""
        found = self._ramps.get((ink, ground))
        if found is None:
            found = self._ramps[ink, ground] = len(self._palette) // 3
            steps = _STEPS if ink != ground else 1
            low, high = channels(self._colours[ground]), channels(self._colours[ink])
            for step in range(steps):
                share = step / max(1, steps - 1)
                self._palette += [round(a + (b - a) * share) for a, b in zip(low, high, strict=True)]
        return found

    def box(self, corners: tuple[int, int, int, int], colour: str) -> None:
        """A filled rectangle: left, top, right, bottom."""
        self._image.paste(self._ramp(colour, colour), corners)

    def write(
        self, text: str, start: int, middle: int, face: str, size: int, ink: str, ground: str | None = None
    ) -> None:
        """One line that begins at `start` (its right edge) with the middle of its letters at `middle`."""
        strokes, touched = _line(text, face, size)
        first = self._ramp(ink, ground or self._ground)
        shades = strokes.point(_shades(first))
        # Only where there is ink: lines of Arabic reach into each other's height.
        self._image.paste(shades, (start - strokes.width + size // 2, middle - strokes.height // 2), touched)

    def png(self, strategy: int = zlib.Z_RLE) -> bytes:
        """The file. Runs of one colour alone are packed: a third of the time for an eighth more bytes."""
        self._image.putpalette(self._palette)
        out = BytesIO()
        self._image.save(out, "PNG", compress_level=1 if strategy == zlib.Z_RLE else 6, compress_type=strategy, bits=8)
        return out.getvalue()


@lru_cache(maxsize=256)
def _shades(first: int) -> list[int]:
    """The place in the palette for each strength of ink, where the shades begin at `first`."""
    return [first + strength * (_STEPS - 1) // 255 for strength in range(256)]


@lru_cache(maxsize=64)  # the title and the states stand on every card, the outlet and its day on those of one article
def _line(text: str, face: str, size: int) -> tuple[Picture, Picture]:
    """One line of white on black, and where there is any ink. Nobody changes the two."""
    from PIL import Image, ImageDraw

    width, height = round(_length(text, face, size)) + size, 2 * size + 8
    strokes = Image.new("L", (width, height), 0)
    baseline = height // 2 + round(size * 0.3)
    ImageDraw.Draw(strokes).text(
        (width - size // 2, baseline), text, font=_font(face, size), fill=255, anchor="rs",
        direction="rtl", language="ar",
    )  # fmt: skip
    return strokes, strokes.point([0, *[255] * 255])


@lru_cache(maxsize=1)
def site_palettes() -> tuple[Palette, Palette]:
    """The colours of the packaged style sheet, light and dark."""
    from builder.render.environment import packaged_templates

    return palettes(read_file(packaged_templates() / "static", "site.css", 1_000_000).decode())


@lru_cache(maxsize=64)
def _font(face: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(BytesIO(_font_bytes(_FONTS[face])), size, layout_engine=ImageFont.Layout.RAQM)


@lru_cache(maxsize=8)
def _font_bytes(name: str) -> bytes:
    from builder.render.environment import packaged_templates

    return read_file(packaged_templates() / "static" / "fonts", name, 1_000_000)


@lru_cache(maxsize=20_000)
def _length(text: str, face: str, size: int) -> float:
    """The width of `text` in pixels. Words come again and again, in one card and in the next."""
    return _font(face, size).getlength(text, direction="rtl", language="ar") if text else 0.0
