"""What style sheets and templates may hold: logical sides, upright joined letters, enough contrast, nothing inline."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from builder.render.environment import packaged_templates

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


def palette(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))


LIGHT = palette(RULES.split("@media screen and (prefers-color-scheme: dark)")[0])
DARK = LIGHT | palette(RULES.split("@media screen and (prefers-color-scheme: dark)")[1].split("}")[0])
PAIRS = [
    (ink, ground) for ink in ("ink", "soft", "accent", "gold-ink", "good") for ground in ("paper", "panel", "raised")
]
PAIRS += [("good", "good-bg"), ("warn", "warn-bg"), ("stop", "stop-bg"), ("quiet", "quiet-bg"), ("ink", "mark-bg")]
PAIRS += [("paper", "ink"), ("paper", "accent"), ("ink", "quiet-bg"), ("accent", "quiet-bg")]


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_can_be_read(ink: str, ground: str, scheme: str) -> None:
    """WCAG AA for text of any size."""
    colours = LIGHT if scheme == "light" else DARK
    assert contrast(colours[ink], colours[ground]) >= 4.5


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
