"""Draw the finished pictures that come with the program: the five states of a fact, and the picture of a site.

    pip install 'waqai[cards]' uharfbuzz
    python scripts/draw_pictures.py

States go to builder/site/pictures/status-*.png (twice the size they are shown in) and .svg (outlines, so that no font
is needed); the site's picture to templates/static/social.png. All five have one size: a letter that was sent keeps
the room of its picture when the state changes.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import uharfbuzz as hb
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

from builder.render.cards import draw_site_picture, site_palettes
from builder.site.cards import STATUS_SIZE
from builder.site.labels import BADGES

ROOT = Path(__file__).parent.parent
FONT = ROOT / "templates" / "static" / "fonts" / "sans-600.woff2"
OUT = ROOT / "builder" / "site" / "pictures"
COLOURS, _ = site_palettes()
# state -> ink, ground. A frame in the ink: the picture stands on white and on black mail alike.
STATES = {
    "reviewed": (COLOURS["good"], COLOURS["good-bg"]),
    "corrected": (COLOURS["accent"], "#d8ebe8"),
    "disputed": (COLOURS["stop"], COLOURS["stop-bg"]),
    "withdrawn": ("#ffffff", COLOURS["stop"]),
    "held": (COLOURS["warn"], COLOURS["warn-bg"]),
}
LETTERS, FRAME = 14.5, 1.0  # of the shown size


def draw_png(label: str, ink: str, ground: str) -> bytes:
    width, height = (2 * side for side in STATUS_SIZE)
    letters = Image.new("L", (width, height), 0)
    font = ImageFont.truetype(BytesIO(FONT.read_bytes()), round(2 * LETTERS), layout_engine=ImageFont.Layout.RAQM)
    ImageDraw.Draw(letters).text(
        (width / 2, height / 2 + 2 * LETTERS * 0.3),
        label,
        font=font,
        fill=255,
        anchor="ms",
        direction="rtl",
        language="ar",
    )
    # Square corners: a PNG without transparency is what every mail program shows alike.
    picture = Image.new("RGB", (width, height), ink)
    edge = round(2 * FRAME)
    picture.paste(ground, (edge, edge, width - edge, height - edge))
    picture.paste(Image.new("RGB", (width, height), ink), mask=letters)
    out = BytesIO()
    picture.quantize(32, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def draw_svg(label: str, ink: str, ground: str) -> bytes:
    width, height = STATUS_SIZE
    path, advance, upem = outline(label)
    scale = LETTERS / upem
    start, baseline = (width - advance * scale) / 2, height / 2 + LETTERS * 0.3
    half = FRAME / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">'
        f"<title>{label}</title>"
        f'<rect x="{half}" y="{half}" width="{width - FRAME}" height="{height - FRAME}" fill="{ground}" stroke="{ink}" stroke-width="{FRAME}"/>'
        f'<path transform="translate({start:.2f} {baseline:.2f}) scale({scale:.5f} -{scale:.5f})" fill="{ink}" d="{path}"/></svg>\n'
    ).encode()


def outline(label: str) -> tuple[str, int, int]:
    """(path, width, units of an em) of a shaped label."""
    opened = TTFont(FONT)
    opened.flavor = None
    plain = BytesIO()
    opened.save(plain)
    font = hb.Font(hb.Face(plain.getvalue()))
    buffer = hb.Buffer()
    buffer.add_str(label)
    buffer.direction, buffer.script, buffer.language = "rtl", "Arab", "ar"
    hb.shape(font, buffer)
    glyphs, names = opened.getGlyphSet(), opened.getGlyphOrder()
    pen, at = SVGPathPen(glyphs, ntos=lambda v: str(round(v))), 0
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyphs[names[info.codepoint]].draw(TransformPen(pen, (1, 0, 0, 1, at + place.x_offset, place.y_offset)))
        at += place.x_advance
    return pen.getCommands(), at, opened["head"].unitsPerEm


def main() -> None:
    OUT.mkdir(exist_ok=True)
    for state, (ink, ground) in STATES.items():
        for suffix, data in (
            ("png", draw_png(BADGES[state], ink, ground)),
            ("svg", draw_svg(BADGES[state], ink, ground)),
        ):
            (OUT / f"status-{state}.{suffix}").write_bytes(data)
            print(f"status-{state}.{suffix} {len(data):,}")
    picture = draw_site_picture()
    (ROOT / "templates" / "static" / "social.png").write_bytes(picture)
    print(f"social.png {len(picture):,}")


if __name__ == "__main__":
    main()
