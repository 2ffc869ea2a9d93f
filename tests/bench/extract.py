"""`make bench-extract`: extraction of plain-text articles of about 4 KB on one core, beside a floor in the same run.

The floor folds the text and cuts it into words: what any reader of Arabic must at least do. The articles are our own
annotated ones, cut and joined to 4 KB, with names and numbers changed from one to the next, so that no cache meets the
same sentence twice. Figures of different machines do not compare; ratios do.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import resource
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import msgspec

from builder.extract.decode import decode
from builder.extract.pipeline import STAGES, Work, extract
from builder.model import Known
from builder.text.folding import fold

CORPUS = Path(__file__).parents[1] / "corpus"
BYTES = 4096
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_NUMBER = re.compile(r"(?<![0-9])[0-9]{1,3}(?![0-9])")  # years stay years
_SENTENCE = re.compile(r"[^.]+")
_LETTERS = "بتثجحخدرزسشصطعفقكلمنهي"
_GIVEN = ("محمد", "أحمد", "علي", "خالد", "سعيد", "نورا", "كريم", "ليلى", "حسن", "يوسف", "مريم")
_SURNAMES = 2003  # prime, so that a person comes back after 22,033 articles only


def paragraphs() -> list[list[str]]:
    """The lines of each article of the corpus, in the order of their names."""
    found = []
    for path in sorted(CORPUS.glob("*/articles/*")):
        lines = decode(path.read_bytes(), path.name).text.split("\n")
        found.append([line for line in lines if line.strip()])
    return found


def surname(n: int) -> str:
    """A name that no table holds, another for every number."""
    letters = ""
    while n or len(letters) < 3:
        n, k = divmod(n, len(_LETTERS))
        letters += _LETTERS[k]
    return letters + "وف"


def write_articles(count: int) -> list[str]:
    """Articles of some 4 KB: lines of one article of the corpus, and of others after it until it is long enough."""
    pool = paragraphs()
    articles = []
    for n in range(count):
        lines: list[str] = []
        size, at = 0, n
        while size < BYTES:
            rows = pool[at % len(pool)]
            skip = (n // len(pool)) % max(1, len(rows) - 1)
            for line in [*rows[:1], *rows[1 + skip :], *rows[1 : 1 + skip]]:
                if size >= BYTES:
                    break
                lines.append(_varied(line, n))
                size += len(lines[-1].encode()) + 1
            at += 7
        articles.append("\n".join(lines))
    return articles


def _varied(line: str, n: int) -> str:
    """Article `n` has numbers of its own, and a person of its own at the end of every sentence of five words."""
    line = _NUMBER.sub(lambda found: str(1 + (int(found[0]) + n) % 28), line)
    person = f" مع {_GIVEN[n % len(_GIVEN)]} {surname(n % _SURNAMES)}"
    return _SENTENCE.sub(lambda found: found[0].rstrip() + person if found[0].count(" ") > 4 else found[0], line)


def floor(text: str) -> int:
    return len(_WORD.findall(fold(text).text))


def staged(articles: list[str], known: Known) -> dict[str, float]:
    """Seconds of each stage over all articles."""
    spent = dict.fromkeys((stage for stage, _ in STAGES), 0.0)
    for text in articles:
        work = Work(text, known)
        for stage, run in STAGES:
            started = time.process_time()
            run(work)
            spent[stage] += time.process_time() - started
    return spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3, help="of the steady state, each over other articles")
    options = parser.parse_args()
    count, rounds = options.articles, options.rounds
    known = Known(published="2025-07-11")
    everything = write_articles(count * (1 + 2 * rounds))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    passes = [everything[i * count : (i + 1) * count] for i in range(1 + 2 * rounds)]
    sizes = [sum(len(text.encode()) for text in part) for part in passes]

    def seconds(part: list[str]) -> float:
        started = time.process_time()
        for text in part:
            extract(text, known)
        return time.process_time() - started

    started = time.process_time()
    extract(passes[0][0], known)
    opening = time.process_time() - started
    first = seconds(passes[0]) / sizes[0]
    steady: list[float] = []
    stages: list[tuple[dict[str, float], int]] = []
    floors: list[float] = []
    for n in range(1, 1 + 2 * rounds):
        if n % 2:
            steady.append(seconds(passes[n]) / sizes[n])
        else:
            stages.append((staged(passes[n], known), sizes[n]))
        started = time.process_time()
        for text in passes[n]:
            floor(text)
        floors.append((time.process_time() - started) / sizes[n])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    mean = statistics.mean(sizes) / count
    least = min(floors)
    print(
        f"Python {platform.python_version()}, one of {os.cpu_count()} cores, {count} articles a pass of {mean:.0f} bytes "
        f"on average, least CPU seconds of {rounds} rounds"
    )
    print(f"{'first article':16} {1000 * opening:9.1f} ms   the tables are read")
    for label, cost in (("first pass", first), ("steady state", min(steady)), ("floor", least)):
        print(
            f"{label:16} {1 / (cost * BYTES):9.1f} articles/s {1 / (cost * 1e6):7.2f} MB/s {1000 * cost * BYTES:8.2f} ms "
            f"per 4 KB {cost / least:8.1f} x floor"
        )
    costs = {stage: min(spent[stage] / size for spent, size in stages) for stage, _ in STAGES}
    for stage, cost in costs.items():
        print(f"  {stage:14} {1000 * cost * BYTES:9.2f} ms per 4 KB {cost / least:8.1f} x floor")
    print(f"{'peak memory':16} {peak / 1024:9.0f} MiB, {(peak - before) / 1024:.0f} of them for the extraction")
    rows = {"first_pass": first, "steady_state": min(steady), "floor": least, **costs}
    report = {key: round(1000 * cost * BYTES, 4) for key, cost in rows.items()}
    print(msgspec.json.encode({"ms_per_4_kb": report, "peak_mib": round(peak / 1024)}).decode())


if __name__ == "__main__":
    main()
