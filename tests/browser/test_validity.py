"""HTML as the standard has it, by a strict parser; `make audit` asks the Nu checker too."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from tests.browser.newsroom import write_newsroom

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import html5lib


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_newsroom(tmp_path_factory.mktemp("site"))


def test_every_page_passes_a_strict_parser(folder: Path) -> None:
    pages = sorted(folder.rglob("*.html"))
    assert len(pages) > 30
    for page in pages:
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(page.read_bytes(), transport_encoding="utf-8")
        assert parser.errors == [], page.relative_to(folder)
