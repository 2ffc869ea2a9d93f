"""Make builder/lexicon/data/stems.tsv.gz: what lexicon/stems.py says of every counted word, so that no build asks again.

    python scripts/make_stems.py

To be run after a change of vocabulary.tsv.gz, plurals.yaml, a table of names, or stems.py. A test compares samples.
"""

from __future__ import annotations

import gzip
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from builder.lexicon.stems import TEH, Stems, label_of
from builder.lexicon.vocabulary import statistics

OUT = Path(__file__).resolve().parents[1] / "builder/lexicon/data/stems.tsv.gz"


def rows() -> dict[str, list[str]]:
    """The forms under each label."""
    stems = Stems(use_table=False)
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(statistics()):
        if word[0] < "\u0600" or len(word) < 3:
            continue
        found[label_of(word, stems)].append(word)
        if word[-1] == "ه":
            form = word[:-1] + TEH
            label = label_of(form, stems)
            if label != label_of(word, stems):
                found[label].append(form)
    return found


def main() -> None:
    text = "\n".join(f"{label}\t{' '.join(words)}" for label, words in sorted(rows().items()))
    # No time and no name in the head: the same table has the same bytes.
    OUT.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
