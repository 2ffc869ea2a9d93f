"""What all tests share: `pytest --rewrite-golden` writes the expected pages anew; review reads the difference."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that tests import one another as `tests.…`
GOLDEN = Path(__file__).parent / "golden"
# Tests and the commands that they run share compiled modules and templates, as on a machine where Python may keep them.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(Path(__file__).parent.parent / ".cache/pycache")
# The same examples every time: what is red here is red there. `--hypothesis-profile=default` goes looking for new ones.
settings.register_profile("same", deadline=None, derandomize=True)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="write tests/golden anew instead of comparing")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a worker: playwright allows no second one beside it."""
    from tests.programs import FLAGS, find_chromium

    # A machine that others use too may keep a page waiting; what is right comes at once, so only a failure takes so long.
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, bytes], None]:
    """A function (name, bytes) that compares with tests/golden/NAME, or writes it with --rewrite-golden."""

    def compare(name: str, data: bytes) -> None:
        path = GOLDEN / name
        if request.config.getoption("--rewrite-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        assert path.exists(), f"no {path}; run pytest --rewrite-golden and read it"
        assert data.decode("utf-8") == path.read_text("utf-8"), f"differs from {path}"

    return compare
