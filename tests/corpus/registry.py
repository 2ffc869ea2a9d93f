"""`make score-registry`: what a site's accepted entities do for its next article.

Every annotated article is read with three registries: none; one made of the annotated entities of all the other
articles (leave one out), as if a person had accepted those; and one of all articles, as when a person accepts the
names of an article and runs `update` on it. Printed are the scorer's numbers for names, and for the entities that the
registry holds (in the first two columns: those the other articles hold), how many are found, with the right type,
under the accepted name, and as one entity.

usage: registry.py [-v] [FOLDER…]   folders with gold/ and articles/ (or seeds/); default: what WAQAI_CORPORA names.
-v tells each known name that came out otherwise.
"""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import yaml
from score import corpora, predict  # the script beside this one

from builder.entities.variants import THRESHOLD, compare
from builder.model import EntityType
from builder.text.folding import fold_key

Names = dict[str, tuple[str, EntityType]]
SIDES = ("none", "others", "all")
COUNTS = (("found", "entities"), ("typed", "entities"), ("named", "entities"), ("joined", "several"), ("surfaces found", "surfaces"))  # fmt: skip
ROWS = ("ent.exact", "ent.typed", "ent.relaxed", "ent.entity")


class Article(NamedTuple):
    """An article and what is right in it."""

    path: Path
    gold: dict[str, Any]


class Known(NamedTuple):
    """One annotated entity that the registry of the other articles holds too, under the name `accepted`."""

    accepted: str
    type: str
    surfaces: tuple[str, ...]


def annotated(folder: Path) -> Iterator[Article]:
    """The articles of a folder that have an annotation."""
    home = folder / "articles" if (folder / "articles").is_dir() else folder / "seeds"
    for path in sorted(home.iterdir()):
        gold = folder / "gold" / f"{path.stem}.yaml"
        if gold.exists():
            yield Article(path, yaml.safe_load(gold.read_text("utf-8")))


def registry_of(articles: list[Article], *, short: bool) -> Names:
    """Folded spelling to (name, type), as the extractor gets it from accepted entities.

    short: whether the surnames of persons were accepted as spellings too. An entity that several articles name keeps
    the name of the first, also under a spelling that `entity suggest` would have proposed to join; a spelling that
    two entities share stays with the first.
    """
    found: Names = {}
    for article in articles:
        for entity in article.gold.get("entities", ()):
            if entity.get("optional"):
                continue
            spellings = dict.fromkeys((entity["name"], *entity["mentions"]))
            person = entity["type"] == "person" and " " in entity["name"]
            full = [spelling for spelling in spellings if not person or " " in spelling]
            name = _accepted_before(full, entity["type"], found) or entity["name"]
            for spelling in spellings if short else full:
                found.setdefault(fold_key(spelling), (name, entity["type"]))
    return found


def _accepted_before(spellings: list[str], type_: EntityType, registry: Names) -> str | None:
    """The name under which one of the spellings was accepted, or one so like it that a person joined them."""
    for spelling in spellings:
        row = registry.get(fold_key(spelling))
        if row is not None and row[1] == type_:
            return row[0]
    alike = [
        (likeness.score, name)
        for spelling in spellings
        for name, kind in dict.fromkeys(registry.values())
        if kind == type_ and (likeness := compare(spelling, name, type_)) and likeness.score >= THRESHOLD
    ]
    return max(alike)[1] if alike else None


def known_entities(article: Article, registry: Names) -> Iterator[Known]:
    """The entities of an article that are in the registry, by their full name or one of the printed ones."""
    for entity in article.gold.get("entities", ()):
        if entity.get("optional"):
            continue
        for name in (entity["name"], *entity["mentions"]):
            row = registry.get(fold_key(name))
            if row is not None and row[1] == entity["type"]:
                yield Known(row[0], entity["type"], tuple(dict.fromkeys(entity["mentions"])))
                break


def count_known(article: Article, registry: Names, said: dict[str, Any], scorer: ModuleType) -> Counter[str]:
    """How the known entities of one article came out."""
    counts: Counter[str] = Counter()
    by_surface: dict[str, tuple[str, str]] = {}
    for entity in said["entities"]:
        for surface in entity["mentions"]:
            for form in scorer.clitic_variants(surface):
                by_surface.setdefault(form, (entity["name"], entity["type"]))
    for known in known_entities(article, registry):
        hits = [by_surface.get(scorer.norm(surface)) for surface in known.surfaces]
        found = [hit for hit in hits if hit is not None]
        counts["entities"] += 1
        counts["found"] += bool(found)
        counts["typed"] += bool(found) and all(kind == known.type for _, kind in found)
        counts["named"] += bool(found) and all(fold_key(name) == fold_key(known.accepted) for name, _ in found)
        counts["several"] += len(known.surfaces) > 1
        counts["joined"] += (
            len(known.surfaces) > 1 and len(found) == len(hits) and len({name for name, _ in found}) == 1
        )
        counts["surfaces"] += len(hits)
        counts["surfaces found"] += len(found)
    return counts


def load_scorer(path: Path) -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("annotation_scorer", path)
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def main(arguments: list[str], *, verbose: bool = False) -> int:
    """Print the numbers with and without a registry."""
    home = corpora()
    if home is None:
        print("No annotated articles found: set WAQAI_CORPORA to a folder with seeds/, gold/ and tools/score.py.")
        return 0
    scorer = load_scorer(home / "tools" / "score.py")
    articles = [article for folder in (map(Path, arguments) if arguments else (home,)) for article in annotated(folder)]
    print(f"{len(articles)} articles; a registry of no article, of the others, of all")
    for label, short in (("full names accepted", False), ("short forms accepted too", True)):
        print(f"\n{label}\n{'':34}" + "".join(f"{side:>10}" for side in SIDES))
        outs: dict[str, list[Any]] = {side: [] for side in SIDES}
        counts = {side: Counter[str]() for side in SIDES}
        whole = registry_of(articles, short=short)
        for article in articles:
            others = registry_of([other for other in articles if other is not article], short=short)
            for side, names in zip(SIDES, ({}, others, whole), strict=True):
                said = predict(article.path, names)
                out = scorer.new()
                scorer.score_entities(article.gold, said, out)
                outs[side].append(out)
                # what can be known beforehand, but for the last column: what a person accepted in this very article
                held = whole if side == "all" else others
                counts[side].update(count_known(article, held, said, scorer))
                if verbose and side != "none":
                    tell_lost(side, article, held, said, scorer)
        merged = {side: scorer.merge(rows) for side, rows in outs.items()}
        for row in ROWS:
            values = [merged[side][row].r if row == "ent.entity" else merged[side][row].f for side in SIDES]
            print(f"{row:34}" + "".join(f"{value:10.3f}" for value in values))
        print(f"{'ent.b3':34}" + "".join(f"{scorer.b3f(merged[side]['b3'])[2]:10.3f}" for side in SIDES))
        for row, of in COUNTS:
            shown = "".join(f"{counts[side][row]:6}/{counts[side][of]:<3}" for side in SIDES)
            print(f"{'known entities: ' + row:34}{shown}")
    return 0


def tell_lost(side: str, article: Article, registry: Names, said: dict[str, Any], scorer: ModuleType) -> None:
    """Each known entity that did not come out under its accepted name and type."""
    by_surface = {
        form: (entity["name"], entity["type"])
        for entity in said["entities"]
        for surface in entity["mentions"]
        for form in scorer.clitic_variants(surface)
    }
    for known in known_entities(article, registry):
        for surface in known.surfaces:
            hit = by_surface.get(scorer.norm(surface))
            if hit is None or fold_key(hit[0]) != fold_key(known.accepted) or hit[1] != known.type:
                print(f"  {side} {article.path.stem}: {known.type} {known.accepted}: `{surface}` came out as {hit}")


if __name__ == "__main__":
    sys.exit(main([a for a in sys.argv[1:] if a != "-v"], verbose="-v" in sys.argv))
