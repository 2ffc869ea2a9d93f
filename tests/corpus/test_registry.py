"""Names accepted from one article are known in the next: the measure itself, on annotations of our own."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def registry() -> Any:
    """The script, with the one beside it in reach."""
    sys.path.insert(0, str(HERE))
    try:
        spec = importlib.util.spec_from_file_location("corpus_registry", HERE / "registry.py")
        assert spec and spec.loader
        made = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(made)
    finally:
        sys.path.remove(str(HERE))
    return made


def article(registry: Any, *entities: dict[str, Any]) -> Any:
    return registry.Article(Path("x.txt"), {"entities": [*entities]})


def test_an_entity_keeps_the_name_under_which_it_was_accepted_first(registry: Any) -> None:
    one = article(registry, {"name": "يان غالدر", "type": "person", "mentions": ["يان غالدر", "غالدر"]})
    two = article(registry, {"name": "يان جالدر", "type": "person", "mentions": ["يان جالدر"]})
    assert registry.registry_of([one, two], short=False) == {
        "يان غالدر": ("يان غالدر", "person"),
        "يان جالدر": ("يان غالدر", "person"),
    }
    assert "غالدر" in registry.registry_of([one], short=True)


def test_what_need_not_be_found_is_not_accepted(registry: Any) -> None:
    row = {"name": "الميناء", "type": "place", "mentions": ["الميناء"], "optional": True}
    assert registry.registry_of([article(registry, row)], short=True) == {}
