"""What the laws and the mutations share: our own annotated articles, and what must hold of anything extracted."""

from __future__ import annotations

import sys
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from builder.extract.decode import decode
from builder.lexicon.vocabulary import Remember
from builder.model import Extracted, Known, Line

CORPUS = Path(__file__).parents[1] / "corpus"


class Article(NamedTuple):
    """An annotated article. hints: what its markup says of it; published: its day, where the markup tells it."""

    name: str
    path: Path
    text: str
    hints: tuple[Line, ...]
    published: str | None

    def __repr__(self) -> str:
        return self.name  # a failing test says which, and not what an unseen one says

    @property
    def known(self) -> Known:
        return Known(published=self.published, hints=self.hints)


@cache
def articles(*halves: str) -> list[Article]:
    """The articles of the halves of the corpus (`tuned`, `unseen`), decoded."""
    found = []
    for path in (path for half in halves for path in sorted((CORPUS / half / "articles").iterdir())):
        decoded = decode(path.read_bytes(), path.name)
        day = decoded.meta.published.edtf if decoded.meta.published else None
        found.append(Article(path.stem, path, decoded.text, decoded.hints, day))
    return found


def misplaced(text: str, found: Extracted) -> list[str]:
    """What of an extraction does not stand in the text, as `kind at place`: never the words, which may be unseen."""
    seen = found.found
    stretches: list[tuple[str, str, int | None]] = [
        *(("evidence", span.exact, span.at) for fact in found.facts for span in fact.evidence),
        *(("noise", row.exact, row.at) for row in found.noise),
        *(("mention", row.exact, row.at) for row in seen.mentions),
        *(("date", row.exact, row.at) for row in seen.dates),
        *(("quote", row.exact, row.at) for row in seen.quotes),
        *(("passed", row.exact, row.at) for row in seen.passed),
        *(("cue", row.cue, row.at) for row in seen.attributions),
        *(("says", row.says, row.says_at) for row in seen.attributions),
        *(("reason", row.exact, row.at) for row in seen.reasons if row.exact is not None),
        *(("link", link.cue, link.at) for fact in found.facts for link in fact.attribution if link.cue is not None),
    ]
    faults = [
        f"{kind} at {at}"
        for kind, exact, at in stretches
        if at is None or at < 0 or not exact or text[at : at + len(exact)] != exact
    ]
    reach = 0
    for line in seen.lines:
        if not reach <= line.start < line.end <= len(text) or text[reach : line.start].strip("\n"):
            faults.append(f"line at {line.start}")
        reach = line.end
    if text[reach:].strip("\n"):
        faults.append(f"no line at {reach}")
    return faults


def told(found: Extracted) -> list[dict[str, Any]]:
    """What the facts say, wherever they stand in the text."""
    return [
        {
            "evidence": tuple(span.exact for span in fact.evidence),
            "statement": fact.statement,
            "modality": fact.modality,
            "denied by": fact.denied_by,
            "when": fact.when,
            "who": fact.who,
            "where": fact.where,
            "attribution": tuple((link.role, link.who, link.as_printed, link.cue) for link in fact.attribution),
        }
        for fact in found.facts
    ]


def changed(one: Extracted, other: Extracted) -> list[str]:
    """Where the facts of two extractions differ, as `lost N`, `new N` or `field of N`."""
    before, after = told(one), told(other)
    places = {fact["evidence"]: n for n, fact in enumerate(after)}
    printed = {fact["evidence"] for fact in before}
    faults = [f"new {n}" for n, fact in enumerate(after) if fact["evidence"] not in printed]
    for n, fact in enumerate(before):
        if fact["evidence"] not in places:
            faults.append(f"lost {n}")
        else:
            twin = after[places[fact["evidence"]]]
            faults += [f"{key} of {n}" for key, value in fact.items() if value != twin[key]]
    return faults or ([] if len(before) == len(after) else ["told twice"])


def forget() -> None:
    """Empty every cache of the extractor, as in a process that has read nothing yet."""
    modules = [module for name, module in sorted(sys.modules.items()) if name.startswith(("builder.extract", "builder.text", "builder.lexicon"))]  # fmt: skip
    for value in {id(value): value for module in modules for value in vars(module).values()}.values():
        if isinstance(value, Remember):
            value.clear()
        elif isinstance(value, type(lru_cache(forget))):
            value.cache_clear()
