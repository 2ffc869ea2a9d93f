"""A newsroom's colours and fonts: written after the style sheet, and refused where text could not be read.

The colours that `theme` does not name follow from those it does, so that four are enough for a whole site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from builder.config import Theme, ThemeValue
from builder.errors import Both, BuildError, Faults

TEXT_CONTRAST, SHAPE_CONTRAST = 4.5, 3.0  # WCAG 2.2, level AA: text of any size; what is not text
_GROUNDS = ("paper", "panel", "raised")
# Every colour of words with every ground it is printed on, in site.css and the templates.
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((ink, ground) for ink in ("ink", "soft", "accent", "gold-ink", "good", "stop", "warn") for ground in _GROUNDS),
    ("good", "good-bg"), ("warn", "warn-bg"), ("stop", "stop-bg"), ("quiet", "quiet-bg"),
    ("ink", "mark-bg"), ("accent", "mark-bg"), ("ink", "quiet-bg"), ("accent", "quiet-bg"),
    ("paper", "ink"), ("paper", "accent"),
)  # fmt: skip
SHAPE_PAIRS: tuple[tuple[str, str], ...] = tuple(("focus", ground) for ground in _GROUNDS)
# Which of the colours a newsroom names lies behind each that it does not.
_FROM = {"ink": "ink", "soft": "ink", "quiet": "ink", "accent": "accent", "gold": "gold", "gold-ink": "gold",
         "mark-bg": "gold", "paper": "paper", "panel": "paper", "raised": "paper", "quiet-bg": "paper"}  # fmt: skip
_STATES = ("good", "good-bg", "warn", "warn-bg", "stop", "stop-bg", "focus")
_DARK = "@media screen and (prefers-color-scheme: dark)"
_COLOUR = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SYSTEM = '"Noto Naskh Arabic", "Geeza Pro", "Segoe UI", Tahoma, Arial'
_OWN = {"naskh": ('"Naskh", "Naskh Fallback", "Naskh DejaVu", serif', "fonts/naskh-400.woff2"),
        "sans": ('"Waqai Sans", "Sans Fallback", "Sans DejaVu", sans-serif', "fonts/sans-600.woff2")}  # fmt: skip

Palette = Mapping[str, str]


def theme_css(css: str, theme: Theme, fonts: Iterable[str]) -> str:
    """What follows `css`, the style sheet of the site. fonts: files under static/. Raises Faults with lines of site.yaml."""
    light, dark = palettes(css)
    faults: list[BuildError] = []
    pieces = []
    for scheme, given, base, media in (
        ("light", theme.light, light, "@media screen"), ("dark", theme.dark, dark, _DARK),
    ):  # fmt: skip
        if not given:
            continue
        colours = derived(base, {c.name: c.value for c in given}, light, dark)
        faults += _unreadable(theme.path, scheme, given, colours)
        rows = "".join(f"--{name}: {value};" for name, value in sorted(colours.items()) if base.get(name) != value)
        pieces.append(f"{media} {{ :root {{ {rows} }} }}\n")
    if theme.light and not theme.dark:
        # `@media screen` comes later than the dark colours of the style sheet, and must not win over them.
        pieces[0] = pieces[0].replace("@media screen", "@media screen and (prefers-color-scheme: light)", 1)
    missing = [f for f in (theme.text, theme.headings) if _file(f) and _file(f) not in set(fonts)]
    faults += [_no_font(theme.path, font) for font in missing]
    if faults:
        raise Faults(faults)
    return "".join([*pieces, *_font_css("text", theme.text), *_font_css("sans", theme.headings)])


def preloads(theme: Theme) -> tuple[str, ...]:
    """The fonts, by their names under static/, that every page needs at once."""
    files = (
        _file(theme.text) or _own_file(theme.text, "naskh"),
        _file(theme.headings) or _own_file(theme.headings, "sans"),
    )
    return tuple(dict.fromkeys(file for file in files if file))


def palettes(css: str) -> tuple[dict[str, str], dict[str, str]]:
    """The colours of a style sheet, by name: in light, and in dark."""
    plain = _COMMENT.sub("", css)
    before, _, after = plain.partition(_DARK)
    light = dict(_COLOUR.findall(before))
    return light, light | dict(_COLOUR.findall(after.partition("}")[0]))


def derived(base: Palette, given: Palette, light: Palette, dark: Palette) -> dict[str, str]:
    """`base` with the `given` colours, and what follows from them."""
    made = dict(base) | dict(given)
    if not {"paper", "ink", "gold"} & given.keys():
        return made
    paper, ink = made["paper"], made["ink"]
    is_dark = luminance(paper) < 0.18
    # Words of state keep their meaning on any ground: those of the scheme that the paper is nearer to.
    states = dark if is_dark else light
    made |= {name: states[name] for name in _STATES if name in states}
    if {"paper", "ink"} & given.keys():
        made |= {
            "panel": mixed(paper, ink, 0.05),
            "raised": mixed(paper, ink, 0.03) if is_dark else mixed(paper, "#ffffff", 0.7),
            "rule": mixed(paper, ink, 0.16),
            "strong-rule": mixed(paper, ink, 0.55) if is_dark else ink,
            "quiet-bg": mixed(paper, ink, 0.09),
        }
        made["soft"] = _readable(mixed(ink, paper, 0.28), ink, [made[g] for g in _GROUNDS])
        made["quiet"] = _readable(mixed(ink, paper, 0.2), ink, [made["quiet-bg"]])
    made["mark-bg"] = mixed(paper, made["gold"], 0.28)
    made["gold-ink"] = _readable(made["gold"], ink, [made[g] for g in _GROUNDS])
    return made


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of `#rrggbb`, each 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2)."""
    shares = [c / 255 for c in channels(colour)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """`one` with `share` (0 to 1) of `other` in it."""
    pairs = zip(channels(one), channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _readable(colour: str, towards: str, grounds: Iterable[str]) -> str:
    """`colour`, moved towards another only as far as words need on those grounds."""
    all_grounds = list(grounds)
    for end in (towards, "#000000", "#ffffff"):
        for step in range(21):
            found = mixed(colour, end, step / 20)
            if all(contrast(found, ground) >= TEXT_CONTRAST for ground in all_grounds):
                return found
    return towards


def _failing(colours: Palette) -> Iterator[tuple[float, float, str, str]]:
    """(ratio, needed, colour, ground) of each pair that cannot be told apart."""
    for pairs, needed in ((TEXT_PAIRS, TEXT_CONTRAST), (SHAPE_PAIRS, SHAPE_CONTRAST)):
        for ink, ground in pairs:
            if ink in colours and ground in colours and contrast(colours[ink], colours[ground]) < needed:
                yield contrast(colours[ink], colours[ground]), needed, ink, ground


def _unreadable(path: str, scheme: str, given: tuple[ThemeValue, ...], colours: Palette) -> list[BuildError]:
    """One error for each colour given that makes words unreadable, with its worst pair and one that would do."""
    by_name = {c.name: c for c in given}
    worst: dict[str, tuple[float, float, str, str]] = {}
    for row in sorted(_failing(colours)):
        behind = {_FROM.get(row[2]), _FROM.get(row[3])}
        blamed = next((name for name in ("accent", "gold", "ink", "paper") if name in behind and name in by_name), None)
        if blamed:
            worst.setdefault(blamed, row)
    errors = []
    for name, (ratio, needed, ink, ground) in worst.items():
        value, told = by_name[name].value, f"{int(ratio * 10) / 10}"
        better = _better(name, value, colours)
        pair = f"`{ink}` ({colours[ink]}) / `{ground}` ({colours[ground]})"
        errors.append(
            BuildError(
                path,
                by_name[name].line,
                Both(
                    f"`{name}: {value}` in `theme.{scheme}` cannot be read: {pair} have a contrast of {told}, and need {needed}",
                    f"`{name}: {value}` في `theme.{scheme}` لا يُقرأ: تباين {pair} هو {told}، والمطلوب {needed}",
                ),
                Both(f"Take a colour further from the other; '{better}' would do.", f"اختر لوناً أبعد عن الآخر؛ يكفي مثلاً '{better}'.")
                if better
                else Both(
                    "No shade of it fits the other colours: change `paper` or `ink` too.",
                    "لا درجة منه تناسب بقية الألوان: غيّر `paper` أو `ink` أيضاً.",
                ),
            )
        )  # fmt: skip
    return errors


def _better(name: str, value: str, colours: Palette) -> str | None:
    """The nearest shade of a colour with which everything can be read."""
    ends = ("#000000", "#ffffff") if luminance(colours["paper"]) > 0.18 else ("#ffffff", "#000000")
    for end in reversed(ends) if name == "paper" else ends:
        for step in range(1, 21):
            found = mixed(value, end, step / 20)
            if not list(_failing(derived(colours, {name: found}, colours, colours))):
                return found
    return None


def _file(font: ThemeValue) -> str | None:
    return f"fonts/{font.value}" if font.value.endswith(".woff2") else None


def _own_file(font: ThemeValue, default: str) -> str | None:
    return _OWN[font.value or default][1] if font.value != "system" else None


def _font_css(variable: str, font: ThemeValue) -> Iterator[str]:
    """`--text` or `--sans` as the newsroom wants it; nothing where it stays as it is."""
    file, family = _file(font), f"Site {variable.title()}"
    generic = "serif" if variable == "text" else "sans-serif"
    if file:
        fallback = "Naskh Fallback" if variable == "text" else "Sans Fallback"
        yield (
            f'@font-face {{ font-family: "{family}"; src: url("{file}") format("woff2"); '
            f"font-weight: 100 900; font-display: swap; }}\n"
            f':root {{ --{variable}: "{family}", "{fallback}", {generic}; }}\n'
        )
    elif font.value == "system":
        yield f":root {{ --{variable}: {_SYSTEM}, {generic}; }}\n"
    elif font.value:
        yield f":root {{ --{variable}: {_OWN[font.value][0]}; }}\n"


def _no_font(path: str, font: ThemeValue) -> BuildError:
    return BuildError(
        path,
        font.line,
        Both(f"there is no templates/static/fonts/{font.value}", f"لا ملف templates/static/fonts/{font.value}"),
        Both("Put the font there, or write naskh, sans or system.", "ضع الخط هناك، أو اكتب naskh أو sans أو system."),
    )
