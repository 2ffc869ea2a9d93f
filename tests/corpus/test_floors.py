"""The quality reached on annotated articles does not fall unnoticed; lowering a floor is a change of floors.json."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text("utf-8"))
_spec = importlib.util.spec_from_file_location("corpus_score", HERE / "score.py")
assert _spec and _spec.loader
corpus_score = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(corpus_score)
FOLDER = corpus_score.corpora()

pytestmark = [
    pytest.mark.xdist_group("floors"),  # scored once, by one worker
    pytest.mark.slow,
    pytest.mark.corpora,
    pytest.mark.skipif(FOLDER is None, reason="no annotated articles here (WAQAI_CORPORA)"),
]


@pytest.fixture(scope="module")
def reached(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The scorer's numbers of each set."""
    assert FOLDER is not None
    numbers = {}
    for name, of in corpus_score.annotated(FOLDER).items():
        report = tmp_path_factory.mktemp("score") / "score.json"
        assert corpus_score.score(FOLDER, of, report, quiet=True) == 0
        numbers[name] = json.loads(report.read_text("utf-8"))
    return numbers


@pytest.mark.parametrize("floor", FLOORS, ids=lambda floor: f"{floor['set']} {floor['row']} {floor['number']}")
def test_floor(reached: Any, floor: dict[str, Any]) -> None:
    """Every number of floors.json is reached: at least `least`, or at most `most`."""
    value = reached[floor["set"]][floor["row"]][floor["number"]]
    assert value >= floor.get("least", value)
    assert value <= floor.get("most", value)
