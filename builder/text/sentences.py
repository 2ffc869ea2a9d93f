"""Sentence spans of Arabic prose."""

from __future__ import annotations

import re
from functools import lru_cache

_STOP = re.compile(r"[.؟?!…\n]+")
# Three letters and more on both sides: abbreviations are spelt in syllables of one or two.
_UNSPACED = re.compile(r"[\u0621-\u0652]{3} ?[.؟!]+[\u0621-\u0652]{3}")
# `أ.ف.ب`, `سي.إن.إن`: words of one name, as in `أ ف ب`; the stops between them are none.
SPELT = re.compile(r"(?<![^\W_])[\u0621-\u064a]{1,2}(?:\.[\u0621-\u064a]{1,2}){2,}(?![^\W_])")
# `إذاعة آر.تي.إي. الحكومية`: nor the one behind the last, unless a new sentence begins with و.
_SPELT_BEFORE = re.compile(SPELT.pattern + r"\. [^\sوف]\Z")
# `جورج دبليو. بوش`: a letter of another script by its name, behind a given name; `إذاعة بي بي سي.` ends a sentence.
_LETTER = "دبليو|دابليو|[إأا](?:يه|ف|يتش|تش|س|كس|ل|م|ن|ر)|آي|آر|جيه?|جاي|دي|سي|بي|تي|في|كيه?|كاي|كيو|يو|زد|زي|واي|إي|أو"
_SPELT_INITIAL = re.compile(f"[\u0621-\u064a]{{3,}} (?:{_LETTER})\\Z")
_SPELT_APART = re.compile(f"(?<![^\\W_])(?:{_LETTER})\\. (?:{_LETTER})\\Z")
_NO_AND = re.compile(r"\. [\u0621-\u0647\u0649\u064a]")
_OPENS = re.compile(r"ال|ف(?:قد|ي|إن|هو|هي|لم|لا|كان)|ثم|لكن|كما|هذا|هذه|من|في|على|إلى|أما|بعد|قبل|كان")
_LAST_OF_LETTERS = frozenset("وفشسلمنريهدكايتبآ")
_CLOSERS = "\"'”»’)]}"


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Half-open spans of the sentences in `text[start:end]`, without the spaces around them.

    A full stop ends a sentence where a space or the end follows (after closing marks), or the next Arabic word without
    one (`النهر.وأضاف`); those in `6.2`, `www.x.y` and between the letters of `سي.إن.إن` do not.
    A line break always ends one. A letter that stands for a name (`ب. رابح`, `د. ليلى`) ends none, nor does the last
    point of `آر.تي.إي.` amid one. Quotations may hold several sentences.
    """
    return list(_spans(text, start, len(text) if end is None else end))


@lru_cache(maxsize=64)  # several stages ask about the lines of the same article
def _spans(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    begin = start
    for stop in _STOP.finditer(text, start, end):
        after = stop.end()
        if "\n" not in stop.group():
            while after < end and text[after] in _CLOSERS:
                after += 1
            if after < end and not text[after].isspace() and not _is_run_on(text, stop.start(), end):
                continue
            if stop.group() == "?" and has_lost_commas(text):
                continue
            if stop.group() == "." and (
                _is_initial(text, stop.start(), start)
                or stop.start() in spelt_initials(text)
                or _SPELT_BEFORE.search(text, max(start, stop.start() - 20), after + 2)
            ):
                continue
        if after > begin:
            _append_trimmed(spans, text, begin, after)
            begin = after
    _append_trimmed(spans, text, begin, end)
    return tuple(spans)


def _is_run_on(text: str, stop: int, end: int) -> bool:
    """True for a stop with a word on both sides and no space after it: `النهر.وأضاف`, `النهر .وأضاف`."""
    return _UNSPACED.match(text, max(0, stop - (4 if text[stop - 1] == " " else 3)), end) is not None


def _is_initial(text: str, stop: int, start: int) -> bool:
    """True for a full stop after one letter alone, unless a number stands before it (`1446 ه.`, `5 م.`)."""
    at = stop - 1
    if at < start or not text[at].isalpha() or (at > start and not (text[at - 1].isspace() or text[at - 1] in '(«"“.')):
        return False
    before = text[max(start, at - 3) : at].rstrip()
    return not before or not before[-1].isdigit()


@lru_cache(maxsize=4)
def spelt_initials(text: str) -> frozenset[int]:
    """Where the full stops of `جون إف. كينيدي` stand, and of `سي. إن. إن`: they end no sentence and part no name."""
    return frozenset(
        found.start()
        for found in _NO_AND.finditer(text)
        if text[found.start() - 1] in _LAST_OF_LETTERS
        and (
            _SPELT_APART.search(text, max(0, found.start() - 16), found.start())
            or (
                not _OPENS.match(text, found.end() - 1)
                and _SPELT_INITIAL.search(text, max(0, found.start() - 16), found.start())
            )
        )
    )


_LOST = re.compile(r"[\u0621-\u064a]\? [\u0621-\u064a]")
_LEAST_LOST = 4


@lru_cache(maxsize=4)
def has_lost_commas(text: str) -> bool:
    """True for a text whose commas an old page turned into `?`, as in `وسط لندن? الذي اعتاد? كل سنة? أضحى`."""
    if text.count("?") < _LEAST_LOST:
        return False
    return len(_LOST.findall(text)) >= max(_LEAST_LOST, 2 * (text.count("،") + text.count(",")))


def _append_trimmed(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
