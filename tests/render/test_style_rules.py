"""What style sheets and templates may hold: logical sides, upright joined letters, enough contrast, nothing inline."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from builder.render.environment import packaged_templates
from builder.render.theme import SHAPE_PAIRS, TEXT_PAIRS, contrast, palettes

CSS = (packaged_templates() / "static" / "site.css").read_text("utf-8")
RULES = re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)
FIGURES = (packaged_templates() / "static" / "figures.css").read_text("utf-8")
ALL_RULES = RULES + re.sub(r"/\*.*?\*/", "", FIGURES, flags=re.DOTALL)
TEMPLATES = sorted(packaged_templates().rglob("*.html"))
FONTS = packaged_templates() / "static" / "fonts"


@pytest.mark.parametrize(
    "word", ["left", "right", "letter-spacing", "italic", "oblique", "@import", "http", "!important"]
)
def test_style_sheet_has_no(word: str) -> None:
    assert not re.search(rf"(?<![\w-]){re.escape(word)}|-{re.escape(word)}\b", ALL_RULES)


def test_sizes_are_logical() -> None:
    assert not re.search(
        r"(?<![\w-])(margin|padding|border|inset)-(top|bottom)|(?<![\w-])(width|height|top|bottom):", ALL_RULES
    )


def test_lines_have_room_for_harakat() -> None:
    """Below 1.5 the marks of one line touch the next; text is set at 1.7 or more, headings and small cells at 1.4."""
    heights = [float(h) for h in re.findall(r"line-height: ([0-9.]+)", ALL_RULES)]
    heights += [float(h) for h in re.findall(r"font: [0-9]+ [^/;]+/([0-9.]+)", ALL_RULES)]
    assert min(heights) >= 1.4
    assert float(re.search(r"body \{.*?line-height: ([0-9.]+)", RULES, re.DOTALL)[1]) >= 1.7  # type: ignore[index]


LIGHT, DARK = palettes(CSS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_can_be_read(ink: str, ground: str, scheme: str) -> None:
    """WCAG AA for text of any size."""
    colours = LIGHT if scheme == "light" else DARK
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_shapes_can_be_seen(shape: str, ground: str, scheme: str) -> None:
    """WCAG AA for what is not text: the ring of the focus, the line beside a quotation."""
    colours = LIGHT if scheme == "light" else DARK
    assert contrast(colours[shape], colours[ground]) >= 3


def test_every_colour_of_words_is_in_the_table_of_pairs() -> None:
    """A new colour of words is checked only if it stands in the table that `theme` reads too."""
    words = set(re.findall(r"(?<![\w-])color: var\(--([a-z-]+)\)", RULES))
    assert words <= {ink for ink, _ in TEXT_PAIRS}
    grounds = set(re.findall(r"(?<![\w-])background(?:-color)?: var\(--([a-z-]+)\)", RULES))
    assert grounds <= {ground for _, ground in TEXT_PAIRS} | {"rule", "gold"}


def test_gold_is_never_the_colour_of_words() -> None:
    assert "color: var(--gold);" not in re.sub(r"[a-z-]+-color: var\(--gold\)", "", ALL_RULES)


def test_the_second_sheet_brings_no_colour_of_its_own() -> None:
    """Contrast is computed from the palette of site.css; print, in black and white, is all that may differ."""
    screen = FIGURES.split("@media print")[0]
    assert not re.search(r"#[0-9a-f]{3,8}\b|rgb|hsl", screen)
    assert set(re.findall(r"var\(--([a-z-]+)\)", screen)) <= {*LIGHT, "sans"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.relative_to(packaged_templates()).as_posix())
def test_template_keeps_the_rules(path: Path) -> None:
    source = path.read_text("utf-8")
    assert "| safe" not in source and "|safe" not in source and "Markup" not in source
    assert "autoescape" not in source
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", source)
    assert not re.search(r"\s(?!url=)[a-z-]+=(\{\{|\{%)", source), "an attribute without quotation marks"
    assert all("src=" in tag or "ld+json" in tag for tag in re.findall(r"<script[^>]*>", source))
    assert "https://" not in source.replace("https://www.wikidata.org/wiki/", "")


def test_fonts_are_small_enough_and_carry_their_licence() -> None:
    fonts = list(FONTS.glob("*.woff2"))
    assert len(fonts) <= 3
    assert sum(font.stat().st_size for font in fonts) <= 75_000
    for name in ("OFL-NotoNaskhArabic.txt", "OFL-IBMPlexSansArabic.txt"):
        assert "SIL Open Font License" in (FONTS / name).read_text("utf-8")


def test_our_pictures_hold_no_script() -> None:
    for path in (packaged_templates() / "static").glob("*.svg"):
        assert not re.search(r"script|foreignObject|\son[a-z]+=|href|<!", path.read_text("utf-8"))


def test_a_frame_falls_back_to_the_fonts_of_the_site() -> None:
    """Two style sheets, since a frame loads nothing else: what stands in until a font has come is the same in both."""
    frame = (packaged_templates() / "static" / "embed.css").read_text("utf-8")
    stand_ins = re.findall(r"@font-face \{[^}]*local\([^}]*\}", frame)
    assert len(stand_ins) == 4
    assert all(face in CSS for face in stand_ins)
    for name in ("--text", "--sans"):
        assert re.search(f"{name}: .*", frame)[0] == re.search(f"{name}: .*", CSS)[0]  # type: ignore[index]
