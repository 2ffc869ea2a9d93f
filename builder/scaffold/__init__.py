"""`waqai init`: a newsroom's repository, ready to build, to edit and to publish."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

from builder.errors import Both, BuildError
from builder.files import write_durable
from builder.records.schema import record_schema

# Where each packaged file goes. Dotted names are packaged without their dot, so that no tool obeys them here.
PLACES: dict[str, str] = {
    "site.yaml": "site.yaml",
    "README.md": "README.md",
    "gitignore": ".gitignore",
    "gitattributes": ".gitattributes",
    "public-gitignore": "public/.gitignore",
    "github/publish.yml": ".github/workflows/publish.yml",
    "gitlab-ci.yml": ".gitlab-ci.yml",
    "sources/example.txt": "content/sources/example.txt",
    "pages/about.md": "content/pages/about.md",
    "pages/corrections-policy.md": "content/pages/corrections-policy.md",
}
SCHEMA = "content/record.schema.json"


def make_site(folder: Path, *, force: bool) -> list[str]:
    """Write a new site into `folder`; returns the paths made. Never overwrites; raises BuildError for a folder in use."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise BuildError(str(folder), None, Both("this is no folder", "ليس هذا مجلداً"))
    if folder.is_dir() and any(entry.name != ".git" for entry in folder.iterdir()) and not force:
        raise BuildError(
            str(folder), None,
            Both("the folder is not empty", "المجلد ليس فارغاً"),
            Both("Name a new one, or add --force: what is there stays as it is.",
                 "سمّ مجلداً جديداً، أو أضف --force: ما فيه يبقى كما هو."),
        )  # fmt: skip
    packaged = files("builder.scaffold").joinpath("files")
    wanted = {place: packaged.joinpath(name).read_bytes() for name, place in PLACES.items()}
    wanted[SCHEMA] = schema_bytes()
    made = []
    for place, data in wanted.items():
        if not (folder / place).exists():
            write_durable(folder, place, data)
            made.append(place)
    return made


def schema_bytes() -> bytes:
    """The JSON Schema of records, as editors read it through the first line of each record."""
    return (json.dumps(record_schema(), ensure_ascii=False, indent=2) + "\n").encode()
