"""The invented newsroom as a folder of files, served compressed and with its headers, and one Chromium for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.serve_static import StaticServer
from tests.browser.newsroom import ROOT, write_newsroom
from tests.browser.served import served


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, StaticServer]]:
    """The address of the site without the path it lives under, and its server."""
    folder = write_newsroom(tmp_path_factory.mktemp("newsroom"))
    with served(folder, root_path=ROOT) as (address, server):
        yield address.removesuffix(ROOT), server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_newsroom(tmp_path / "site")
