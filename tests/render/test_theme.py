"""A newsroom's colours and fonts: four colours make a whole site, and what could not be read is refused by line."""

from __future__ import annotations

from pathlib import Path

import pytest

import builder
from builder.config import Config, Theme, parse_config
from builder.errors import Faults
from builder.render.assets import THEMED, load_assets
from builder.render.environment import Renderer, packaged_templates
from builder.render.theme import TEXT_CONTRAST, TEXT_PAIRS, contrast, derived, palettes, preloads, theme_css
from builder.site.views import MissingView, Page
from tests.site.fixture import content

CSS = (packaged_templates() / "static" / "site.css").read_text("utf-8")
LIGHT, DARK = palettes(CSS)
HEAD = "title: وقائع\nbase_url: https://facts.example/\n"


def config(theme: str) -> Config:
    return parse_config(f"{HEAD}theme:\n{theme}")


def refused(theme: str, lang: str = "en") -> str:
    with pytest.raises(Faults) as caught:
        theme_css(CSS, config(theme).theme, ())
    return caught.value.told(lang)


def test_without_a_theme_the_style_sheet_stays_as_it_is() -> None:
    assert theme_css(CSS, Theme(), ()) == ""
    assert load_assets([packaged_templates()]).addresses == load_assets([packaged_templates()], Theme()).addresses


@pytest.mark.parametrize(
    "given",
    [
        {"paper": "#ffffff", "ink": "#101820", "accent": "#7a1f3d"},
        {"paper": "#0d1b2a", "ink": "#e6edf3", "accent": "#9fd3ff", "gold": "#ffd166"},
        {"paper": "#fff8f0", "ink": "#2b2118"},
        {"gold": "#e0b040"},
    ],
)
def test_what_is_not_named_follows_and_can_be_read(given: dict[str, str]) -> None:
    """Also on dark paper in light: words of state take the colours that fit it."""
    colours = derived(LIGHT, given, LIGHT, DARK)
    if "accent" not in given and "paper" not in given:
        assert colours["paper"] == LIGHT["paper"]
    failing = [(a, b) for a, b in TEXT_PAIRS if contrast(colours[a], colours[b]) < TEXT_CONTRAST]
    assert failing == []


def test_a_theme_is_written_after_the_style_sheet_for_its_scheme_only() -> None:
    css = theme_css(CSS, config("  light: {accent: '#7a1f3d'}\n").theme, ())
    assert css == "@media screen and (prefers-color-scheme: light) { :root { --accent: #7a1f3d; } }\n"
    both = theme_css(CSS, config("  light: {accent: '#7a1f3d'}\n  dark: {accent: 'f9c'}\n").theme, ())
    assert "prefers-color-scheme: dark) { :root { --accent: #ff99cc; } }" in both


def test_a_theme_has_an_address_of_its_own() -> None:
    """The name of a style sheet holds a digest of its bytes, so that readers with an old one fetch the new."""
    plain = load_assets([packaged_templates()])
    themed = load_assets([packaged_templates()], config("  light: {accent: '#7a1f3d'}\n").theme)
    assert plain.addresses["site.css"] != themed.addresses["site.css"]


def test_frames_on_other_pages_wear_the_theme() -> None:
    """Their style sheet is smaller, and what it does not use does no harm."""
    assets = load_assets([packaged_templates()], config("  light: {gold: '#e0b040'}\n").theme)
    site, frame = (next(p.view for p in assets.pages if p.address == assets.addresses[name]) for name in THEMED)
    assert isinstance(site, bytes) and isinstance(frame, bytes)
    assert "--gold: #e0b040;" in frame.decode() and site.decode().endswith(frame.decode()[-40:])


def test_colours_that_cannot_be_read_are_refused_with_ratio_and_mend() -> None:
    told = refused("  light:\n    paper: '#ffffff'\n    ink: '#1b1f24'\n    accent: '#ffcc00'\n")
    assert told.startswith("site.yaml:7: `accent: #ffcc00` in `theme.light` cannot be read: ")
    assert "have a contrast of 1." in told and "and need 4.5" in told
    better = told.split("'")[1]
    assert theme_css(
        CSS, config(f"  light:\n    paper: '#ffffff'\n    ink: '#1b1f24'\n    accent: '{better}'\n").theme, ()
    )
    assert "والمطلوب 4.5" in refused("  light: {accent: '#ffcc00'}\n", "ar")


def test_grey_on_white_blames_the_ink() -> None:
    told = refused("  light: {ink: '#999999', paper: '#ffffff'}\n")
    assert "`ink: #999999`" in told and told.count("cannot be read") == 1


def test_the_theme_that_a_new_site_is_shown_can_be_read() -> None:
    """`init` writes it as a comment; who takes the marks away must get no error."""
    lines = (Path(builder.__file__).parent / "scaffold/files/site.yaml").read_text("utf-8").split("\n")
    start = lines.index("# theme:")
    shown = "\n".join(line.removeprefix("# ") for line in lines[start : start + 5])
    assert theme_css(CSS, parse_config(f"{HEAD}{shown}\n").theme, ())


@pytest.mark.parametrize(
    ("theme", "says"),
    [
        ("  light: {paper: white}\n", "`paper` is not a colour: `white`"),
        ("  light:\n    paper: #ffffff\n", "begins with `#` and is read as a comment"),
        ("  light: {papr: '#ffffff'}\n", "Did you mean `paper`?"),
        ("  text: Comic Sans\n", "`text` is not a font: `Comic Sans`"),
        ("  text: ../x.woff2\n", "is not a font"),
        ("  colour: red\n", "unknown key `colour` in `theme`"),
    ],
)
def test_what_is_no_theme_is_refused(theme: str, says: str) -> None:
    with pytest.raises(Faults) as caught:
        config(theme)
    assert says in caught.value.told("en")


def test_a_font_that_is_not_there_is_named_with_its_line(tmp_path: Path) -> None:
    assert refused("  headings: brand.woff2\n").startswith(
        "site.yaml:4: there is no templates/static/fonts/brand.woff2"
    )


def test_a_newsrooms_own_font_is_published_and_preloaded(tmp_path: Path) -> None:
    (tmp_path / "static" / "fonts").mkdir(parents=True)
    (tmp_path / "static" / "fonts" / "brand.woff2").write_bytes(b"wOF2")
    made = config("  headings: brand.woff2\n  text: system\n")
    folders = [tmp_path, packaged_templates()]
    assets = load_assets(folders, made.theme)
    (css,) = [p.view for p in assets.pages if p.path.startswith("assets/site.")]
    assert isinstance(css, bytes)
    font = assets.addresses["fonts/brand.woff2"].removeprefix("/assets/")
    assert f'url("{font}") format("woff2"); font-weight: 100 900; font-display: swap' in css.decode()
    view = MissingView(content().prose and _head())
    html = Renderer(made, folders, assets.addresses).render(Page("x", "/x", "missing", "missing.html", view)).decode()
    assert html.count('rel="preload"') == 1 and font in html


def test_fonts_of_ours_can_change_places() -> None:
    assert preloads(config("  text: sans\n").theme) == ("fonts/sans-600.woff2",)
    assert preloads(config("  text: system\n  headings: system\n").theme) == ()
    assert preloads(Theme()) == ("fonts/naskh-400.woff2", "fonts/sans-600.woff2")


def _head():  # type: ignore[no-untyped-def]
    from builder.site.views import Head

    return Head("ت", "و", "https://facts.example/x")
