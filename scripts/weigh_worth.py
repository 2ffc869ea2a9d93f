"""Make the `fitted` points of builder/lexicon/data/worth.yaml from annotated articles.

    python scripts/weigh_worth.py [ARTICLES GOLD]… [--held-out]

ARTICLES, GOLD: two folders with files of the same stems, as in tests/corpus/tuned, which are read besides.

Every piece of an article is drafted, worthy or not, and counts as kept where a fact of the annotation tells the same.
A logistic regression then says what each sign of a piece speaks for; ten points are one unit of its logarithm of the
odds. They are printed as rows of the table, for a person to look at and paste. --held-out: print instead, for
several sums of points needed, what is kept of articles that were left out, one at a time. Ten seconds.
"""

from __future__ import annotations

import sys
from collections import Counter
from itertools import groupby
from math import exp, log
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from builder.extract.decode import decode
from builder.extract.facts import state_facts
from builder.extract.pipeline import extract
from builder.extract.worth import NEEDED, POINTS, Signs, Worth
from builder.lexicon import table
from builder.model import Known
from builder.text.folding import fold_key

FITTED = tuple(table("worth")["fitted"])
SETTLED = {sign: int(n) / 10 for sign, n in table("worth")["settled"].items()}
KEPT_FROM = 0.38  # a piece is kept from this chance on: in held-out articles seven of ten kept pieces are then right
RIDGE = 4.0
SAME = 0.7  # share of words that two statements of one fact have in common


class Piece(NamedTuple):
    article: str
    signs: Signs
    is_fact: bool


def pieces_of(path: Path, facts: list[dict[str, Any]]) -> list[Piece]:
    """Every piece of an article; one piece for a fact, the likest."""
    decoded = decode(path.read_bytes(), path.name)
    meta = decoded.meta
    known = Known(published=meta.published.edtf if meta.published else None, title=meta.title,
                  publisher=meta.publisher, authors=meta.authors, hints=decoded.hints)  # fmt: skip
    seen = extract(decoded.text, known)
    signs: list[Signs] = []

    def keep(shown: Signs) -> Worth:
        signs.append(shown)
        return Worth(None, ())

    found = seen.found
    stated = state_facts(decoded.text, found.lines, found.dates, found.mentions, found.quotes, found.attributions,
                         seen.published, keep)  # fmt: skip
    told = [words(fact.evidence[0].exact) for fact in stated.facts]
    wanted = [words(fact["statement_span"]) for fact in facts]
    likeness = sorted(((alike(w, t), i, j) for i, w in enumerate(wanted) for j, t in enumerate(told)), reverse=True)
    taken: dict[int, int] = {}
    for share, i, j in likeness:
        if share >= SAME and i not in taken and j not in taken.values():
            taken[i] = j
    matched = frozenset(taken.values())
    return [Piece(path.stem, shown, j in matched) for j, shown in enumerate(signs)]


def words(span: str) -> Counter[str]:
    return Counter(word for word in fold_key(span).replace("-", " ").split() if any(map(str.isalnum, word)))


def alike(wanted: Counter[str], told: Counter[str]) -> float:
    """How much two statements share, from 0 to 1; a sentence that holds the whole clause is as good."""
    shared, a, b = sum((wanted & told).values()), sum(wanted.values()), sum(told.values())
    if not shared:
        return 0.0
    return max(2 * shared / (a + b), shared / a * 0.999 if b <= 3 * a else 0.0)


def fit(pieces: list[Piece]) -> list[float]:
    """The weight of each sign in FITTED and, last, what speaks for a piece that shows none (Newton's method)."""
    rows = [[float(p.signs.get(sign, 0)) for sign in FITTED] + [1.0] for p in pieces]
    offsets = [sum(SETTLED[s] * n for s, n in p.signs.items() if s in SETTLED) for p in pieces]
    size = len(FITTED) + 1
    weights = [0.0] * size
    for _ in range(25):
        slope = [RIDGE * w for w in weights[:-1]] + [0.0]
        curve = [[RIDGE if i == j < size - 1 else 0.0 for j in range(size)] for i in range(size)]
        for row, offset, piece in zip(rows, offsets, pieces, strict=True):
            chance = 1 / (1 + exp(-offset - sum(w * x for w, x in zip(weights, row, strict=True))))
            here = [i for i, x in enumerate(row) if x]
            for i in here:
                slope[i] += (chance - piece.is_fact) * row[i]
                for j in here:
                    curve[i][j] += chance * (1 - chance) * row[i] * row[j]
        weights = [w - step for w, step in zip(weights, solved(curve, slope), strict=True)]
    return weights


def solved(matrix: list[list[float]], values: list[float]) -> list[float]:
    """The solution of a system of linear equations (Gauss and Jordan; the matrix is positive definite)."""
    rows = [[*row, value] for row, value in zip(matrix, values, strict=True)]
    for i, pivot in enumerate(rows):
        rows[i] = pivot = [x / pivot[i] for x in pivot]
        for k, row in enumerate(rows):
            if k != i and row[i]:
                rows[k] = [x - row[i] * y for x, y in zip(row, pivot, strict=True)]
    return [row[-1] for row in rows]


def held_out(pieces: list[Piece], facts: int) -> None:
    """Print recall and precision on articles that the weights have not seen, for several chances to keep from."""
    chances: list[tuple[float, bool]] = []
    for article, group in groupby(pieces, key=lambda p: p.article):
        weights = fit([p for p in pieces if p.article != article])
        for piece in group:
            sums = sum(w * piece.signs.get(sign, 0) for sign, w in zip(FITTED, weights, strict=False)) + weights[-1]
            sums += sum(SETTLED[s] * n for s, n in piece.signs.items() if s in SETTLED)
            chances.append((1 / (1 + exp(-sums)), piece.is_fact))
    for least in (0.3, 0.34, KEPT_FROM, 0.42, 0.46, 0.5):
        kept = [is_fact for chance, is_fact in chances if chance >= least]
        print(f"from {least:.2f}: recall {sum(kept) / facts:.3f} at precision {sum(kept) / len(kept):.3f}")
    today = [p.is_fact for p in pieces if sum(POINTS[s] * n for s, n in p.signs.items()) >= NEEDED]
    print(f"table in use, not held out: recall {sum(today) / facts:.3f} at precision {sum(today) / len(today):.3f}")


def main(arguments: list[str]) -> None:
    folders = [Path(a) for a in arguments if not a.startswith("--")]
    tuned = Path(__file__).resolve().parents[1] / "tests/corpus/tuned"
    pieces: list[Piece] = []
    count = 0
    for articles, gold in [(tuned / "articles", tuned / "gold"), *zip(folders[::2], folders[1::2], strict=True)]:
        for path in sorted(articles.iterdir()):
            annotation = gold / f"{path.stem}.yaml"
            if not annotation.exists():
                continue
            facts = yaml.safe_load(annotation.read_text("utf-8")).get("facts", [])
            pieces += pieces_of(path, facts)
            count += len(facts)
    if "--held-out" in arguments:
        held_out(pieces, count)
        return
    weights = fit(pieces)
    print(f"needed: {round(10 * (log(KEPT_FROM / (1 - KEPT_FROM)) - weights[-1]))}\nfitted:")
    for sign, weight in zip(FITTED, weights, strict=False):
        print(f"  {sign}: {round(10 * weight)}")


if __name__ == "__main__":
    main(sys.argv[1:])
