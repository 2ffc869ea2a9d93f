"""Case files: title, `.`, input, `.`, expected, `.`; blank lines between cases, `#` lines before a title are comments."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

CASES = Path(__file__).parent / "cases"


class Case(NamedTuple):
    """One case. settings: the `key: value` lines that open the input (only of the keys the file declares)."""

    name: str
    settings: dict[str, str]
    text: str
    expected: str


def read_cases(name: str, keys: tuple[str, ...] = ()) -> list[Case]:
    """The cases of `cases/NAME.md`, in order. `keys`: settings that may open an input."""
    cases: list[Case] = []
    title, blocks, block = "", [], []
    for number, line in enumerate((CASES / f"{name}.md").read_text("utf-8").split("\n"), 1):
        if line == "." and title:
            if block is not None:
                blocks.append(block)
            block = []
            if len(blocks) == 3:
                settings, body = _split(blocks[1], keys)
                cases.append(Case(title, settings, "\n".join(body), "\n".join(blocks[2])))
                title, blocks, block = "", [], []
        elif title:
            block.append(line)
        elif line.strip() and not line.startswith("#"):
            title = line
        else:
            assert line != ".", f"{name}.md:{number}: a case needs a title before its first `.`"
    assert not title, f"{name}.md: the last case, `{title}`, is not closed by a `.`"
    return cases


def _split(lines: list[str], keys: tuple[str, ...]) -> tuple[dict[str, str], list[str]]:
    settings: dict[str, str] = {}
    while lines and lines[0].split(":", 1)[0] in keys:
        key, _, value = lines[0].partition(":")
        settings[key] = value.strip()
        lines = lines[1:]
    return settings, lines


def ids(case: Case) -> str:
    """What pytest prints for a case."""
    return case.name
