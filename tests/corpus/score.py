"""`make score`: run the pipeline on annotated articles and pass the scorer's output through.

The articles are not part of this repository. WAQAI_CORPORA names a folder with `seeds/` (articles), `gold/` (what is
right, one YAML file a stem) and `tools/score.py`; without it ../shared beside the repository is tried.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from builder.extract.decode import decode
from builder.extract.pipeline import extract
from builder.extract.words import READ
from builder.model import EntityType, Known

ROOT = Path(__file__).resolve().parents[2]


def corpora() -> Path | None:
    """The folder of annotated articles, or None where there is none."""
    folder = Path(os.environ.get("WAQAI_CORPORA") or ROOT.parent / "shared")
    whole = all((folder / part).exists() for part in ("seeds", "gold", "tools/score.py"))
    return folder if whole else None


def articles(folder: Path) -> list[Path]:
    """The articles that have an annotation, in the order of their names."""
    return [path for path in sorted((folder / "seeds").iterdir()) if (folder / "gold" / f"{path.stem}.yaml").exists()]


def predict(path: Path, registry: dict[str, tuple[str, EntityType]] | None = None) -> dict[str, Any]:
    """What the pipeline says of one article, in the keys of the annotations. registry: accepted names, as in Known."""
    decoded = decode(path.read_bytes(), path.name)
    known = Known(
        published=decoded.meta.published.edtf if decoded.meta.published else None,
        title=decoded.meta.title, publisher=decoded.meta.publisher, authors=decoded.meta.authors, hints=decoded.hints,
        registry=registry or {},
    )  # fmt: skip
    found = extract(decoded.text, known)
    entities: dict[tuple[str, str], list[str]] = {}
    for mention in found.found.mentions:
        surfaces = entities.setdefault((mention.name, mention.type), [])
        if mention.exact not in surfaces:
            surfaces.append(mention.exact)
    return {
        "title": found.title,
        "publisher": found.publisher,
        "agencies": list(found.agencies),
        "authors": list(found.authors),
        "published": found.published.edtf if found.published else None,
        "dateline_place": found.dateline,
        "entities": [{"name": name, "type": kind, "mentions": m} for (name, kind), m in entities.items()],
        "dates": [{"text": d.exact, "value": d.edtf, "kind": d.kind} for d in found.found.dates],
        "quotes": [{"text": q.exact, "speaker": q.speaker} for q in found.found.quotes],
        "attributions": [
            {"speaker": a.speaker or a.as_printed, "verb": a.cue, "says": a.says} for a in found.found.attributions
        ],
        "facts": [
            {
                "statement_span": fact.evidence[0].exact,
                "when": fact.when.edtf if fact.when else None,
                "who": list(fact.who),
                "where": list(fact.where),
                "modality": fact.modality,
            }
            for fact in found.facts
        ],
        "body": "\n".join(
            decoded.text[line.start : line.end]
            for line in found.found.lines
            if line.label in READ and line.label != "title"
        ),
    }


def score(folder: Path, report: Path | None = None, quiet: bool = False) -> int:
    """Predict every article into a temporary folder and run the scorer on it; its exit code.

    report: where the scorer writes its numbers as JSON, if anywhere.
    """
    with tempfile.TemporaryDirectory() as scratch:
        for path in articles(folder):
            # JSON is YAML, and needs no writer of our own
            (Path(scratch) / f"{path.stem}.yaml").write_text(json.dumps(predict(path), ensure_ascii=False), "utf-8")
        command = [sys.executable, str(folder / "tools" / "score.py"), str(folder / "gold"), scratch, "--docs"]
        if report:
            command += ["--json", str(report)]
        return subprocess.run(command, check=False, stdout=subprocess.DEVNULL if quiet else None).returncode


def main() -> int:
    """Print the scores, or say why there are none."""
    folder = corpora()
    if folder is None:
        print("No annotated articles found: set WAQAI_CORPORA to a folder with seeds/, gold/ and tools/score.py.")
        return 0
    return score(folder)


if __name__ == "__main__":
    sys.exit(main())
