"""`make bench-search`: what the search index costs to build, and what a query sends, on a synthetic site.

Words are drawn from the counted vocabulary, the commoner the more often, so that lists are as long and words as many as
in news. The time is that of `search_pages` alone, CPU seconds, least of some rounds, a fresh process each; the transfer is
what Chromium fetches for the search page's own files (script, style, index), compressed as hosts send them.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from builder.config import Config
from builder.ids import mint
from builder.lexicon import vocabulary
from builder.model import Entity, Fact, Record, Said, Selector, When
from builder.site.index import LoadedRecord, SiteContent, build_index
from builder.site.search import search_pages
from builder.site.shown import Shown

# About how often a word of each class of the vocabulary is printed, by the bounds of the classes.
_PRINTED = (0.5, 2, 6, 20, 90, 450, 2200, 12_000)
CONFIG = Config(title="قياس", base_url="https://bench.example/")


def content_of(facts: int, seed: int = 7) -> SiteContent:
    """A site of `facts` facts, seven to an article, with a name for every twelve facts."""
    draw = random.Random(seed)
    counted = vocabulary.statistics()
    words = sorted(counted)
    weights = [_PRINTED[int(counted[word][vocabulary.OFTEN])] for word in words]
    pool = draw.choices(words, weights, k=facts * 38 + 10_000)
    rare = [word for word in words if counted[word][vocabulary.OFTEN] in "012"]
    names = sorted({f"{draw.choice(rare)} {draw.choice(rare)}" for _ in range(max(5, facts // 12))})
    entities = [
        Entity(mint("bench-e", name), name, "person", (name.split()[0] + " " + draw.choice(rare),)) for name in names
    ]
    by_rank = [1.0 / (k + 1) for k in range(len(names))]
    records, resolved = [], {}
    at = 0
    for n in range(-(-facts // 7)):
        rows, lines = [], []
        for k in range(7):
            evidence = " ".join(pool[at : at + 17])
            statement = " ".join(pool[at + 17 : at + 38])
            at += 38
            lines.append(evidence)
            who = tuple(dict.fromkeys(draw.choices(names, by_rank, k=3)))
            day = f"20{21 + n % 6}-{1 + (n + k) % 12:02}-{1 + (n * 7 + k) % 28:02}"
            rows.append(
                Fact(
                    mint("bench", n, k),
                    f"{statement}.",
                    (Selector(evidence, None),),
                    "reviewed",
                    when=When(None, day),
                    who=who,
                )
            )
        text = ".\n".join(lines)
        used = sorted({name for row in rows for name in row.who})
        record = Record(
            mint("bench-s", n), sha256(text.encode()).hexdigest(), "2025-07-04", Said(f"مقال {n}"), Said("صحيفة القياس"),
            facts=tuple(rows), names=tuple((name, mint("bench-e", name)) for name in used),
        )  # fmt: skip
        records.append(LoadedRecord(f"a{n:05}", record, text))
        resolved.update({(f"a{n:05}", name): mint("bench-e", name) for name in used})
    return SiteContent(
        CONFIG,
        tuple(records),
        tuple(entities),
        resolved,
        {r.stem: r.text for r in records},
        (),
        frozenset(),
        "2026-11-21",
    )


def measure(facts: int) -> tuple[float, float, int, int]:
    """CPU seconds of the index and of all that it loads, CPU seconds of rows and badges it shares, files, bytes."""
    index = build_index(content_of(facts))
    vocabulary.statistics.cache_clear()
    shown = Shown(index)
    start = time.process_time()
    shown.rows(index.facts.values())
    for home in index.records.values():
        shown.source(home)
    shared = time.process_time()
    pages = search_pages(shown)
    end = time.process_time()
    return (
        end - shared,
        shared - start,
        len(pages),
        sum(len(page.view) for page in pages if isinstance(page.view, bytes)),
    )


def transfer(facts: int, queries: int) -> list[tuple[str, int]]:
    """(query, bytes sent) for pages opened afresh at /search/?q=…"""
    from urllib.parse import quote

    from playwright.sync_api import expect, sync_playwright

    from builder.render.assets import load_assets
    from builder.render.environment import Renderer, packaged_templates
    from tests.programs import FLAGS, find_chromium
    from tests.site.newsroom import served

    content = content_of(facts)
    assets = load_assets([packaged_templates()])
    renderer = Renderer(content.config, [packaged_templates()], assets.addresses)
    files = {page.path: renderer.render(page) for page in (*search_pages(Shown(build_index(content))), *assets.pages)}
    draw = random.Random(11)
    rows = [fact.statement.rstrip(".").split() for record in content.records for fact in record.record.facts]
    asked = []
    for _ in range(queries):
        row = draw.choice(rows)
        asked.append(" ".join(draw.sample(row, draw.choice([1, 2, 2, 3]))))
    found = []
    with sync_playwright() as playwright, served(files, "/") as (address, sent):
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        for query in asked:
            page = browser.new_context().new_page()
            sent.clear()
            page.goto(f"{address}search/?q={quote(query)}")
            expect(page.locator("#found")).not_to_have_text("")
            page.wait_for_load_state("networkidle")
            own = [(path, size) for path, size in sent if "search" in path]
            found.append((query, sum(size for _, size in own)))
            page.close()
        browser.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--queries", type=int, default=20)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(*measure(options.facts))
        return
    runs = []
    for _ in range(options.rounds):
        done = subprocess.run(
            [sys.executable, __file__, "--one", "--facts", str(options.facts)],
            check=True,
            capture_output=True,
            text=True,
        )
        runs.append([float(cell) for cell in done.stdout.split()])
    seconds, _, files, size = min(runs)
    print(
        f"{options.facts} facts: {seconds:.2f} s CPU, {1e6 * seconds / options.facts:.0f} ms per 1,000 facts, {files:.0f} files, {size / 1e6:.1f} MB"
    )
    if options.queries:
        sizes = transfer(options.facts, options.queries)
        worst = max(sizes, key=lambda row: row[1])
        print(
            f"{len(sizes)} queries: median {statistics.median(n for _, n in sizes) / 1000:.1f} KB, most {worst[1] / 1000:.1f} KB ({worst[0]})"
        )


if __name__ == "__main__":
    main()
