"""Which lines share the words of the article: its own headline does, the headlines printed around it hardly do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from builder.extract.words import FUNCTION

READ_AT_MOST = 4000  # characters of the article that tell what it speaks of
_WORD = re.compile("[ء-ي]{3,}")
_BEFORE = re.compile("^(?:وال|بال|فال|كال|ولل|لل|ال|[وبلفك](?=[ء-ي]{4}))")
_BEHIND = re.compile("(?<=[ء-ي]{3})(?:ات|ون|ين|ان|ها|هم|يه|ه|ي|ا)$")


@lru_cache(maxsize=8192)
def _stem(word: str) -> str | None:
    """A folded word without article, joined letters and endings; None for one that tells nothing of the subject."""
    if word in FUNCTION:
        return None
    bare = _BEHIND.sub("", _BEHIND.sub("", _BEFORE.sub("", word)))
    return bare if len(bare) > 2 and bare not in FUNCTION else None


def subjects(key: str) -> frozenset[str]:
    """The stems of a folded line that tell what it speaks of."""
    return frozenset(filter(None, map(_stem, _WORD.findall(key))))


def topic_of(keys: Iterable[str]) -> frozenset[str]:
    """The stems of an article, of which the folded lines are given: of its first `READ_AT_MOST` characters."""
    found: set[str] = set()
    size = 0
    for key in keys:
        found |= subjects(key[: READ_AT_MOST - size])
        size += len(key)
        if size >= READ_AT_MOST:
            break
    return frozenset(found)


def share(key: str, topic: frozenset[str]) -> float:
    """How much of what a folded line speaks of the article speaks of as well: 0 to 1, and 0 for a single word."""
    own = subjects(key)
    common = len(own & topic)
    return common / len(own) if common > 1 else 0.0
