"""Extraction and building meet only in content/: a newsroom may write records by hand."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.desk import REPOSITORY, write_site


def test_a_site_builds_with_the_extractor_deleted(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site")
    shutil.copytree(REPOSITORY / "builder", tmp_path / "program/builder")
    shutil.copytree(REPOSITORY / "templates", tmp_path / "program/templates")
    shutil.rmtree(tmp_path / "program/builder/extract")
    done = subprocess.run(
        [sys.executable, "-m", "builder", "build"], cwd=site, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "program")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (site / "public/index.html").exists()
