"""The site of one article, and its preview on a port of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.preview.lighthouse import Preview, previewed, write_site


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    root.mkdir()
    return write_site(root)


@pytest.fixture
def preview(site: Path) -> Iterator[Preview]:
    with previewed(site) as running:
        yield running
