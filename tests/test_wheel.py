"""The wheel carries everything: templates, tables, the preview's files and what `init` writes."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.desk import REPOSITORY


@pytest.mark.slow
def test_a_site_is_built_from_the_wheel_alone(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(REPOSITORY)],
        check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("waqai-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "installed")
    for name in (
        "builder/templates/base.html",
        "builder/lexicon/data/months.yaml",
        "builder/scaffold/files/site.yaml",
        "builder/preview/static/live.js",
        "builder/site/pictures/status-withdrawn.png",
        "builder/templates/static/social.png",
    ):
        assert name in names
    assert not [name for name in names if name.startswith(("tests/", "content/", "public/"))]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed"), "LC_ALL": "C.UTF-8"}

    def waqai(*args: str, cwd: Path) -> str:
        code = "import builder, sys; print(builder.__file__); from builder.cli import main; sys.exit(main())"
        done = subprocess.run(
            [sys.executable, "-c", code, *args], cwd=cwd, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    assert str(tmp_path / "installed") in waqai("init", "desk", cwd=tmp_path)
    waqai("build", cwd=tmp_path / "desk")
    assert "مكتبة" in (tmp_path / "desk/public/index.html").read_text("utf-8")
