# /// script
# requires-python = ">=3.11"
# dependencies = ["python-crfsuite>=0.9.11"]
# ///
"""Make vocabulary.tsv.gz and tagger.tsv.gz in builder/lexicon/data (builder/extract/vocabulary.py and tagger.py).

    python scripts/train_tagger.py --anercorp train.txt --texts FOLDER --held-out 100000

ANERCORP is one `token TAG` a line (Benajiba et al. 2007, CC BY-SA 4.0: the weights are under the same licence). FOLDER
holds ordinary Arabic news, one article a .txt file; only counts of single words are taken from it. Runs in an
environment with Waqai and python-crfsuite, about a quarter of an hour. `--held-out N`: leave the tokens from N on out
of the training and print the exact F1 on them; without it everything is learned from.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import sys
import tempfile
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pycrfsuite

from builder.extract import tagger
from builder.extract.authorities import table_labels
from builder.extract.words import COMMON, GIVEN, UNSURE_GIVEN
from builder.text.folding import fold, fold_key

DATA = Path(__file__).resolve().parents[1] / "builder/lexicon/data"
TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
# What a word shows to its neighbours two away, by the first letters of a feature.
FAR = ("w=", "nh", "ro", "di", "re", "or", "pl", "gi", "pp", "tl", "to")
SEEN = 4  # a word printed less often has no statistics
Tagged = list[tuple[str, str]]


# ---- the annotated corpus ----------------------------------------------------------------------------------------------


def read_anercorp(path: Path) -> Tagged:
    """(folded token, label) pairs; MISC is not learned."""
    rows = [line.rsplit(" ", 1) for line in path.read_text("utf-8").split("\n") if " " in line]
    found = []
    for token, tag in rows:
        form = fold_key(token)
        if not form:
            continue
        # the corpus prints the preposition على like the name علي
        form = "على" if form == "علي" and tag == "O" else form
        found.append((form, tag.replace("PERS", "PER") if "MISC" not in tag else "O"))
    return found


def pieces(tokens: Tagged, size: int = 400) -> Iterator[Tagged]:
    """Stretches of about `size` tokens that end with a sentence: the corpus does not say where its articles end."""
    piece: Tagged = []
    for token in tokens:
        piece.append(token)
        if token[0] == "." and len(piece) >= size:
            yield piece
            piece = []
    if piece:
        yield piece


# ---- what running text says of a word ----------------------------------------------------------------------------------


def texts(folder: Path, most: int, seed: int = 1) -> list[list[str]]:
    """The folded words and marks of up to `most` articles."""
    paths = sorted(folder.rglob("*.txt"))
    random.Random(seed).shuffle(paths)
    return [_forms(path.read_text("utf-8", "replace")) for path in paths[:most]]


def _forms(text: str) -> list[str]:
    # folding makes one word of the preposition على and the name علي; a letter of no Arabic word keeps them apart
    folded = fold(re.sub(r"\bعلى\b", "علڠى", text)).text
    return [sys.intern("على" if form == "علڠي" else form) for form in TOKEN.findall(folded)]


def count(articles: Iterable[Sequence[str]]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for forms in articles:
        single.update(form for form in forms if form.isalpha() and not form.isascii())
        pairs.update((a, b) for a, b in pairwise(forms) if a.isalpha() and b.isalpha())
    return single, Counter({pair: n for pair, n in pairs.items() if n > 1})


def name_share(single: Counter[str], pairs: Counter[tuple[str, str]]) -> dict[str, float]:
    """For each word the share of its places beside a word of persons' names, spread from known given names."""
    sure = {g for g in GIVEN if " " not in g and g not in UNSURE_GIVEN and g not in COMMON}
    ties = {"بن", "ابن", "ال", "عبد", "ابو", "بو", "بنت"}
    share = dict.fromkeys(sure, 1.0) | dict.fromkeys(ties, 0.9)
    before: dict[str, list[tuple[str, int]]] = defaultdict(list)
    after: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for (a, b), n in pairs.items():
        before[b].append((a, n))
        after[a].append((b, n))

    def of(word: str) -> float:
        known = share.get(word)
        if known is None and len(word) > 3 and word[0] in "وبل":
            known = share.get(word[1:], 0.0) * 0.9
        return known or 0.0

    for _ in range(3):
        new = {}
        for word, n in single.items():
            if n >= SEEN and word not in sure and word not in ties:
                follows = sum(k * of(a) for a, k in before[word]) / n
                leads = sum(k * share.get(b, 0.0) for b, k in after[word] if b in sure or not b.startswith("ال")) / n
                new[word] = max(follows, leads * 0.8)
        share = new | dict.fromkeys(sure, 1.0) | dict.fromkeys(ties, 0.9)
    return share


def digit(value: float, bounds: Sequence[float]) -> str:
    return str(bisect_right(bounds, value))


def statistics(
    single: Counter[str], share: dict[str, float], taken: dict[str, list[int]] | None = None
) -> dict[str, str]:
    """Seven digits for every word seen often enough (builder/extract/vocabulary.py says which)."""
    found = {}
    for word, n in single.items():
        if n < SEEN:
            continue
        if word[0] in "وف" and len(word) > 3 and single[word[1:]] > n and word not in share:
            continue
        article = 0.0 if word.startswith("ال") else single["ال" + word] / (n + 1)
        inflected = (word + "ها", word + "هم", word + "ه", word + "ات", word + "ين", word + "ون", "ي" + word,
                     "ت" + word, word + "ت", word + "وا", "س" + word, word + "نا", "لل" + word)  # fmt: skip
        variety = min(5, sum(single[other] > 2 for other in inflected))
        row = (
            digit(share.get(word, 0.0), (0.005, 0.02, 0.05, 0.1, 0.2, 0.35, 0.6))
            + digit(n, (1, 3, 10, 40, 200, 1000, 5000))
            + digit(article, (0.001, 0.01, 0.05, 0.2, 1))
            + str(variety)
        )
        tags = (taken or {}).get(word)
        total = sum(tags) if tags else 0
        if tags and total:
            row += "".join(digit(tags[k] / total, (0.004, 0.02, 0.08, 0.25, 0.5, 0.8)) for k in (1, 2, 3))
        else:
            row += "999"
        found[word] = row
    return found


# ---- training ----------------------------------------------------------------------------------------------------------


def shown(forms: Sequence[str], stats: dict[str, str], cache: dict[str, list[str]]) -> list[list[str]]:
    """Every feature of every token, as tagger.tag adds them up."""
    labels = table_labels(forms)
    own = []
    for form in forms:
        if form not in cache:
            cache[form] = tagger.features(form, stats)
        own.append(cache[form])
    edge = tagger.features("\n", stats)
    rows = []
    for at, mine in enumerate(own):
        row = list(mine)
        for offset in (-2, -1, 1, 2):
            there = own[at + offset] if 0 <= at + offset < len(own) else edge
            row += [f"{offset}:{name}" for name in there if abs(offset) == 1 or name.startswith(FAR)]
        for offset, prefix in ((0, ""), (-1, "-1:"), (1, "1:")):
            if 0 <= at + offset < len(own) and labels[at + offset] != "O":
                row.append(f"{prefix}r={labels[at + offset]}")
        rows.append(row)
    return rows


def train(tokens: Tagged, stats: dict[str, str], out: Path, c1: float, iterations: int) -> pycrfsuite.Tagger:
    trainer = pycrfsuite.Trainer(verbose=False)
    cache: dict[str, list[str]] = {}
    for piece in pieces(tokens):
        trainer.append(shown([form for form, _ in piece], stats, cache), [label for _, label in piece])
    trainer.set_params({"c1": c1, "c2": 0.05, "max_iterations": iterations, "feature.minfreq": 2})
    trainer.train(str(out))
    made = pycrfsuite.Tagger()
    made.open(str(out))
    return made


def taken_for(
    made: pycrfsuite.Tagger, articles: Iterable[Sequence[str]], stats: dict[str, str]
) -> dict[str, list[int]]:
    """How often the first model took each word for no name, a person, a place, a body."""
    column = {"O": 0, "PER": 1, "LOC": 2, "ORG": 3}
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    cache: dict[str, list[str]] = {}
    for forms in articles:
        for form, label in zip(forms, made.tag(shown(forms, stats, cache)), strict=True):
            found[form][column[label[2:] or label]] += 1
    return found


def spans(labels: Sequence[str]) -> set[tuple[int, int, str]]:
    found, start, kind = set(), 0, ""
    for at, label in enumerate((*labels, "O")):
        if kind and label != "I-" + kind:
            found.add((start, at, kind))
            kind = ""
        if not kind and label != "O":
            start, kind = at, label[2:]
    return found


def report(made: pycrfsuite.Tagger, tokens: Tagged, stats: dict[str, str]) -> None:
    cache: dict[str, list[str]] = {}
    hits: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    guessed: Counter[str] = Counter()
    for piece in pieces(tokens):
        right = spans([label for _, label in piece])
        said = spans(made.tag(shown([form for form, _ in piece], stats, cache)))
        for group, counter in ((right, gold), (said, guessed), (right & said, hits)):
            counter.update(kind for _, _, kind in group)
            counter["all"] += len(group)
    for kind in ("PER", "LOC", "ORG", "all"):
        p, r = hits[kind] / max(1, guessed[kind]), hits[kind] / max(1, gold[kind])
        print(f"{kind:4} precision {p:.3f} recall {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.3f} of {gold[kind]}")


# ---- the file ----------------------------------------------------------------------------------------------------------


def write(made: pycrfsuite.Tagger, stats: dict[str, str]) -> None:
    info = made.info()
    weights: dict[str, list[int]] = defaultdict(lambda: [0] * len(tagger.LABELS))
    for (name, label), weight in info.state_features.items():
        weights[name][tagger.LABELS.index(label)] = round(weight * 100)
    lines = ["# made by scripts/train_tagger.py; learned from ANERcorp, CC BY-SA 4.0"]
    for label in tagger.LABELS:
        row = [info.transitions.get((label, other), -9.0 if other.startswith("I-") else 0.0) for other in tagger.LABELS]
        lines.append("m\t" + " ".join(str(round(weight * 100)) for weight in row))
    for name, row in sorted(weights.items()):
        if any(row) and "\t" not in name:
            lines.append(f"f\t{name}\t" + " ".join(map(str, row)))
    by_digits: dict[str, list[str]] = defaultdict(list)
    for word, digits in stats.items():
        by_digits[digits].append(word)
    rows = [f"{digits}\t{' '.join(sorted(words))}" for digits, words in sorted(by_digits.items())]
    for name, content in (("tagger", lines), ("vocabulary", rows)):
        out = DATA / f"{name}.tsv.gz"
        out.write_bytes(gzip.compress("\n".join(content).encode(), 9, mtime=0))
        print(f"{out.name}: {len(content)} lines, {out.stat().st_size / 1e6:.2f} MB")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--anercorp", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--held-out", type=int, default=None, metavar="N")
    parser.add_argument("--most", type=int, default=50_000, help="articles of running text that are counted")
    parser.add_argument("--tagged", type=int, default=9_000, help="articles that the first model reads")
    options = parser.parse_args()
    corpus = read_anercorp(options.anercorp)
    learn, held = corpus[: options.held_out], corpus[options.held_out :] if options.held_out else []
    articles = texts(options.texts, options.most)
    single, pairs = count(articles)
    share = name_share(single, pairs)
    with tempfile.TemporaryDirectory() as scratch:
        stats = statistics(single, share)
        made = train(learn, stats, Path(scratch) / "first.crf", 0.3, 60)
        if held:
            report(made, held, stats)
        taken = taken_for(made, articles[: options.tagged], stats)
        stats = statistics(single, share, taken)
        made = train(learn, stats, Path(scratch) / "second.crf", 0.4, 90)
        if held:
            report(made, held, stats)
        write(made, stats)
    return 0


if __name__ == "__main__":
    sys.exit(main())
