"""The tree shows the pipeline, and imports point one way."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

BUILDER = Path(__file__).parent.parent / "builder"

BASE = {"model", "errors", "ids", "limits", "kept"}
YAML = {"nodes", "fields", "yaml_layout"}  # reading and writing YAML, for every file of a site
CORE = BASE | YAML | {"config", "files", "text"}
# What each area may import; itself always.
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "ids": set(),
    "model": set(),
    "limits": set(),
    "kept": {"files"},
    "packed": {"errors", "files"},
    "nodes": BASE | {"text"},
    "fields": BASE | {"text", "nodes"},
    "yaml_layout": set(),
    "processes": set(),
    "config": BASE | YAML | {"text", "files"},
    "files": BASE - {"kept"},
    "text": BASE,
    "lexicon": BASE | {"text"},
    "extract": CORE | {"lexicon"},
    "records": CORE | {"lexicon"},
    "entities": CORE | {"lexicon"},
    "across": CORE | {"lexicon"},
    "site": CORE | {"lexicon", "across", "records", "entities"},  # never extract: the site builds without it
    "render": CORE | {"lexicon", "site", "processes"},
    "issues": CORE | {"site"},
    "load": CORE | {"records", "entities", "site", "issues", "packed"},
    "fresh": {"errors"},
    "remember": {"site", "fresh", "packed"},
    "draft": CORE | {"processes", "lexicon", "across", "extract", "records", "entities", "load"},
    "coverage": CORE | {"extract", "records", "load", "draft"},
    "explain": CORE | {"extract", "records", "site", "draft", "coverage"},
    "build": CORE | {"processes", "site", "render", "load", "fresh", "packed", "remember"},
    "layout": CORE | {"records", "load"},
    "compare": CORE | {"across", "records", "site", "load"},
    "listing": CORE | {"site", "load"},
    "external": CORE | {"site", "load"},
    "terminal": BASE | {"text"},
    "scaffold": CORE | {"records"},
    "preview": CORE | {"records", "entities", "site", "render", "load", "draft", "build", "terminal"},
    "publish": CORE | {"site", "load", "build", "remember", "terminal"},
    "newsletter": CORE | {"site", "issues"},
    "cli": CORE
    | {
        "records",
        "entities",
        "site",
        "render",
        "load",
        "draft",
        "compare",
        "coverage",
        "explain",
        "build",
        "fresh",
        "layout",
        "listing",
        "newsletter",
        "external",
        "terminal",
        "scaffold",
        "preview",
        "publish",
    },
}


def area(path: Path) -> str:
    return path.relative_to(BUILDER).parts[0].removesuffix(".py")


def imported_areas(path: Path) -> set[str]:
    """Areas of `builder` that one module names in an import, anywhere in the file."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "builder":
            parts = node.module.split(".")
            names |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {a.name.split(".")[1] for a in node.names if a.name.startswith("builder.")}
    return {name for name in names if name != "__version__"}


MODULES = sorted(
    p for p in BUILDER.rglob("*.py") if p.name not in ("__init__.py", "__main__.py") or p.parent != BUILDER
)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(BUILDER)))
def test_imports_point_one_way(path: Path) -> None:
    """A loop between areas costs the types first; the table above is the whole permission."""
    own = area(path)
    assert imported_areas(path) <= MAY_IMPORT[own] | {own}


def test_every_area_has_a_row() -> None:
    """A new area is a decision: it gets a row here."""
    assert {area(p) for p in MODULES} <= set(MAY_IMPORT)
