"""`make score`: run the pipeline on annotated articles and pass the scorer's output through.

Five real articles and the scorer are not part of this repository: WAQAI_CORPORA names their folder with `seeds/`,
`gold/` and `tools/score.py`; without it ../shared beside the repository is tried. Our own articles lie beside this
file, each kind in two sets that are scored apart: `tuned`, read while the rules were written, and `unseen`, which
nobody reads. Of short articles only some parts are annotated, and only those are scored.

usage: score.py [SET…]
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from builder.extract.decode import decode
from builder.extract.pipeline import extract
from builder.extract.words import READ
from builder.model import EntityType, Known

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
_HALVES = {
    "tuned": "read while the rules were written",
    "unseen": "that nobody reads: the figure that counts",
}
# What is annotated of the short ones: the beginnings of the scorer's rows.
_PARTS = {"headers": "meta,noise,body.", "speech": "quote,attr", "statements": "date,fact,invented"}


def corpora() -> Path | None:
    """The folder of annotated articles, or None where there is none."""
    folder = Path(os.environ.get("WAQAI_CORPORA") or ROOT.parent / "shared")
    whole = all((folder / part).exists() for part in ("seeds", "gold", "tools/score.py"))
    return folder if whole else None


class Annotated(NamedTuple):
    """A set of annotated articles: files of one stem in both folders. parts: which rows are scored; empty: all."""

    title: str
    articles: Path
    gold: Path
    parts: str = ""
    unread: bool = False  # then no article is told by itself: its errors are not to be seen


def annotated(folder: Path) -> dict[str, Annotated]:
    """The sets by name."""
    sets = {"seeds": Annotated("real articles, read while the rules were written", folder / "seeds", folder / "gold")}
    for kind, parts in {"": "", **_PARTS}.items():
        for half, title in _HALVES.items():
            home = HERE / kind / half
            title = f"{'short ' if kind else ''}articles of our own, {title}"
            sets[f"{kind}-{half}".strip("-")] = Annotated(
                title, home / "articles", home / "gold", parts, half == "unseen"
            )
    return sets


def articles(of: Annotated) -> list[Path]:
    """The articles that have an annotation, in the order of their names."""
    return [path for path in sorted(of.articles.iterdir()) if (of.gold / f"{path.stem}.yaml").exists()]


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


def score(folder: Path, of: Annotated, report: Path | None = None, quiet: bool = False) -> int:
    """Predict every article of a set into a temporary folder and run the scorer on it; its exit code.

    report: where the scorer writes its numbers as JSON, if anywhere.
    """
    with tempfile.TemporaryDirectory() as scratch:
        for path in articles(of):
            # JSON is YAML, and needs no writer of our own
            (Path(scratch) / f"{path.stem}.yaml").write_text(json.dumps(predict(path), ensure_ascii=False), "utf-8")
        command = [sys.executable, str(folder / "tools" / "score.py"), str(of.gold), scratch]
        if not of.unread:
            command.append("--docs")
        if of.parts:
            command += ["--only", of.parts]
        if report:
            command += ["--json", str(report)]
        return subprocess.run(command, check=False, stdout=subprocess.DEVNULL if quiet else None).returncode


def main(names: list[str]) -> int:
    """Print the scores, or say why there are none."""
    folder = corpora()
    if folder is None:
        print("No scorer found: set WAQAI_CORPORA to a folder with seeds/, gold/ and tools/score.py.")
        return 0
    sets = annotated(folder)
    worst = 0
    for name in names or sets:
        print(f"== {name}: {len(articles(sets[name]))} {sets[name].title}", flush=True)
        worst = max(worst, score(folder, sets[name]))
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
