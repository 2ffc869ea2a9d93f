"""Damaged articles: whatever a paste, a crawler or a slip of the hand makes of them, nothing fails and nothing is slow.

Every mutation has its number, and the number is its seed: `mutated(4711)` is the same text everywhere.
"""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from builder.errors import BuildError
from builder.extract.decode import decode
from builder.extract.pipeline import extract
from builder.model import Known
from tests.extract.casefile import CASES
from tests.extract.laws import articles, misplaced

MARKS = ['"', "'", "''", "«", "»", "“", "”", "„", "(", ")", "[", "]", "،", ".", "...", ":", "؛", "؟", "-", "–", "/", "|", "#", "%"]  # fmt: skip
HIDDEN = ["\u200f", "\u200e", "\u202b", "\u202c", "\u2067", "\u2069", "\u00ad", "\u200b", "\u200c", "\u200d", "\ufeff", "\u0640", "\u0651", "\u064b", "\u0670", "\u00a0", "\u2028", "\u0085", "\x0b", "\x00", "\ufffd", "\U0001f600", "\ue000", "\ufdfa", "ﻻ"]  # fmt: skip
DIGITS = [*"0123456789", *"٠١٢٣٤٥٦٧٨٩", "۴", "²", "①", "½", "20250711", "99/99/9999", "0000", "31 فبراير", "2025-02-30", "٪"]  # fmt: skip
LETTERS = [*"ابتلوفكىةء", "ال", "و", "لل", "قال إن ", "وقالت ", "بحسب ", "نقلا عن ", "أن ", "حيث ", "منذ ", "الماضي", "وزارة ", "\n", "\n\n", "\t", "  ", "A", "z"]  # fmt: skip
PUBLISHED = [None, None, "2025-07-11", "2025-07", "2025", "0001-01-01", "9999-12-31"]


@cache
def short_texts() -> list[str]:
    """The inputs of the case files."""
    blocks = [block for path in sorted(CASES.glob("*.md")) for block in path.read_text("utf-8").split("\n.\n")]
    return [block for block in blocks if 20 < len(block) < 1500]


def mutated(number: int) -> str:
    """A text of the corpus or the case files with up to twelve kinds of damage."""
    chance = random.Random(number)
    whole = [article.text for article in articles("tuned")]
    text = chance.choice(whole) if chance.random() < 0.25 else chance.choice(short_texts())
    for _ in range(chance.choice((1, 1, 2, 3, 5, 12))):
        text = _damage(text, chance, whole)
    return text


def _damage(text: str, chance: random.Random, whole: list[str]) -> str:
    at = chance.randrange(len(text) + 1)
    other = chance.randrange(len(text) + 1)
    size = chance.choice((1, 1, 2, 5, 30))
    kind = chance.randrange(12)
    if kind == 0:  # letters or words lost
        return text[:at] + text[at + size :]
    if kind == 1:  # typed twice
        return text[:at] + text[at : at + size] * chance.choice((2, 3, 40)) + text[at + size :]
    if kind == 2:  # two stretches change places
        low, high = min(at, other), max(at, other)
        size = min(size, high - low)
        return text[:low] + text[high : high + size] + text[low + size : high] + text[low : low + size] + text[high + size :]  # fmt: skip
    if kind == 3:  # a mark that another one does not close
        return text[:at] + chance.choice(MARKS) * chance.choice((1, 1, 1, 7)) + text[at:]
    if kind == 4:
        return text[:at] + chance.choice(HIDDEN) * chance.choice((1, 1, 1, 7)) + text[at:]
    if kind == 5:
        return text[:at] + chance.choice(DIGITS) + text[at:]
    if kind == 6:
        return text[:at] + chance.choice(LETTERS) + text[at:]
    if kind == 7:  # every mark of one kind lost, or turned into another
        return text.replace(chance.choice(MARKS), chance.choice(["", *MARKS]))
    if kind == 8:  # cut off, at either end
        return text[at:] if chance.random() < 0.3 else text[:at]
    if kind == 9:  # two articles in one file, with or without a line between
        return text[:at] + chance.choice(["", " ", "\n", "\n\n"]) + chance.choice([*whole, *short_texts()])[-3000:]
    if kind == 10:  # one endless line
        return text.replace("\n", chance.choice([" ", "", "\u2028", "\r"]))
    return "\n".join(text[i : i + 40] for i in range(0, len(text), 40))  # cut into short lines


def faults_of(number: int) -> list[str]:
    text = mutated(number)
    published = PUBLISHED[number % len(PUBLISHED)]
    return [f"mutation {number}: {fault}" for fault in misplaced(text, extract(text, Known(published=published)))]


def decoded_faults_of(number: int) -> list[str]:
    """The same for the bytes of a page or a note, as they come from outside."""
    chance = random.Random(number)
    article = chance.choice([a for a in articles("tuned") if a.path.suffix != ".txt"])
    page = article.path.read_text("utf-8")
    for _ in range(chance.choice((1, 3, 12))):
        page = _damage(page, chance, [page])
    try:
        decoded = decode(page.encode(chance.choice(["utf-8", "utf-8", "utf-16"])), article.path.name)
    except BuildError:
        return []  # refused with a message
    found = extract(decoded.text, Known(hints=decoded.hints))
    return [f"mutation {number} of {article.name}: {fault}" for fault in misplaced(decoded.text, found)]


def test_three_hundred_mutations() -> None:
    assert [fault for number in range(280) for fault in faults_of(number)] == []
    assert [fault for number in range(20) for fault in decoded_faults_of(number)] == []


@pytest.mark.slow
@pytest.mark.parametrize("thousand", range(9))
def test_nine_thousand_mutations(thousand: int) -> None:
    """Nothing raises, and what is found stands in the text."""
    assert [f for number in range(1000 * thousand, 1000 * (thousand + 1)) for f in faults_of(number)] == []


@pytest.mark.slow
@pytest.mark.parametrize("hundreds", range(2))
def test_a_thousand_mutations_of_pages(hundreds: int) -> None:
    assert [f for number in range(500 * hundreds, 500 * (hundreds + 1)) for f in decoded_faults_of(number)] == []


# ---- linear time ------------------------------------------------------------------------------------------------------

SENTENCE = "افتتح وزير النقل كريم الدالي جسر النهر صباح الخميس. "
_ALPHABET = "ابتثجحخدذر"


def _named(count: int) -> Iterator[str]:
    """Words that no table knows, each another."""
    return ("".join(_ALPHABET[int(c)] for c in str(i)) + "وف" for i in range(count))


COUNT = 8_000  # of the doubled text
REPEATED = {
    "one endless line": (SENTENCE, COUNT // 5),
    "one endless sentence": (SENTENCE.replace(".", "،"), COUNT // 5),
    "quotation marks": ('"', COUNT),
    "quotation marks apart": ('" ', COUNT),
    "opening quotation marks": ("«", COUNT),
    "opened and said": ('«قال "', COUNT),
    "apostrophes": ("' كلمة ", COUNT),
    "long quotations": ("«الجسر مفتوح للناس كل يوم». ", COUNT // 2),
    "quotations in quotations": ("«كلمة “هنا” ", COUNT),
    "quotations of two families": ("«الجسر مفتوح للناس» 'الجسر مفتوح للناس' ", COUNT // 2),
    "quotations with speakers": ('"الجسر مفتوح للناس كل يوم" قال كريم، ', COUNT // 2),
    "reporting verbs": ("وقال ", COUNT),
    "no stop between speakers": ("وأضاف المدير أن العمل في جسر النهر يتقدم بلا توقف ", COUNT // 5),
    "reporting verbs with that": ("قال إن ", COUNT),
    "reporting verbs with colons": ("قال: ", COUNT),
    "demands": ("طالب كريم الدالي بفتح الجسر و", COUNT // 2),
    "sources": ("بحسب مصدر ", COUNT),
    "spokeswomen": ("وقالت المتحدثة باسم ", COUNT),
    "dates": ("10 يوليو 2025 ", COUNT),
    "Hijri dates": ("10 محرم 1446 هـ ", COUNT),
    "dates in digits": ("10/7/", COUNT),
    "years": ("2025 ", COUNT),
    "weekdays": ("الخميس الماضي ", COUNT),
    "days that begin a range": ("من 10 إلى ", COUNT),
    "names": ("كريم الدالي ", COUNT),
    "bodies": ("وزارة الخارجية الروسية ", COUNT),
    "openings of brackets": ("(", COUNT),
    "openings of brackets with words": ("(كلمة ", COUNT),
    "square brackets": ("[ ", COUNT),
    "clauses": ("، ووصل كريم إلى موسكو ", COUNT // 2),
    "relative clauses": ("حيث ", COUNT),
    "clauses without commas": ("؛ وقال كلمة", COUNT),
    "explanations": ("كلمة منذ هنا ", COUNT),
    "commas": ("، ", COUNT),
    "question marks": ("؟ ", COUNT),
    "digits": ("1", COUNT),
    "numbers without spaces": ("عام1987", COUNT),
    "bare months": ("حميد شباط مارس ", COUNT),
    "speakers amid their words": ("السوق، يقول كريم، هادئ، ", COUNT // 2),
    "women who go on": ("أوضح كريم أن ليلى جاءت. وقالت «نعم» مبينة أن ", COUNT // 4),
    "what is to follow": ("بدأ الفرز في عدن يوم 5 مارس على أن تعلن النتائج يوم 7 مارس ", COUNT // 4),
    "documents": ("بحسب النتائج التي أعلنتها اللجنة ", COUNT // 2),
    "Hijri months": ("خلال شهري رجب وشعبان ", COUNT),
    "lost commas": ("السوق? الذي ", COUNT),
    "shaddas": ("\u0651", COUNT),
    "spaces": (" ", COUNT),
    "lines": ("كلمة\n", COUNT),
    "credit lines": (SENTENCE + "\nالمصدر: رويترز\n", COUNT // 8),
    "share bars": ("عنوان قصير\nشارك الخبر\n", COUNT // 2),
    "date lines": ("10 يوليو 2025\n", COUNT),
    "bylines": ("كتب كريم الدالي\n", COUNT),
}  # fmt: skip
LISTED: dict[str, Callable[[int], str]] = {
    "different persons": lambda n: " ".join(f"كريم {name}" for name in _named(n)),
    "different persons joined by and": lambda n: " و".join(f"كريم {name}" for name in _named(n)),
    "different bodies": lambda n: " ".join(f"وزارة {name}" for name in _named(n)),
    "different bodies in marks": lambda n: " ".join(f"شركة «{name} زلق»" for name in _named(n // 2)),
    "persons of one family": lambda n: " ".join(f"وقال محمد {name} الدالي إن الدالي هنا" for name in _named(n // 4)),
    "a digit at the end": lambda n: "كلمة منذ هنا " * n + "5",
}


# What a page prints above the article.
ABOVE: dict[str, Callable[[int], str]] = {
    "headlines with their days": lambda n: (
        "الأكثر قراءة\n" + "".join(f"خبر {name} عن السوق الجديد\n10 مارس 2026\n" for name in _named(n // 2))
    ),
}


def text_of(kind: str, part: int) -> str:
    """The worst text of a kind: as a whole (part 1), or the first half of its repetitions (part 2)."""
    if kind in LISTED:
        return SENTENCE + LISTED[kind](COUNT // part)
    if kind in ABOVE:
        return ABOVE[kind](COUNT // part) + SENTENCE
    piece, count = REPEATED[kind]
    return SENTENCE + piece * (count // part)


def least_seconds(text: str, rounds: int) -> float:
    """CPU seconds of the fastest round, with the collector off: it runs when it likes."""
    taken = []
    for _ in range(rounds):
        gc.collect()
        gc.disable()
        try:
            started = time.process_time()
            extract(text, Known(published="2025-07-11"))
            taken.append(time.process_time() - started)
        finally:
            gc.enable()
    return min(taken)


@pytest.mark.slow
@pytest.mark.parametrize("kind", [*REPEATED, *LISTED, *ABOVE])
def test_twice_the_text_costs_about_twice_the_time(kind: str) -> None:
    """A ratio, never seconds: work that grew with the square would cost four times as much."""
    extract(text_of(kind, 8), Known())  # word types are looked up once, in whichever text comes first
    for rounds in (1, 3, 5):  # a busy machine gets another chance
        half, whole = least_seconds(text_of(kind, 2), rounds), least_seconds(text_of(kind, 1), rounds)
        if whole < 3.4 * half + 0.05:
            return
    raise AssertionError(f"{kind}: twice the text cost {whole / half:.1f} times the time")


# ---- what mutations found, as small as it gets ------------------------------------------------------------------------


def test_a_season_before_the_first_year_stays_open() -> None:
    found = extract("افتتح وزير النقل كريم الدالي جسر النهر الصيف الماضي.", Known(published="0001-01-01"))
    assert [date.edtf for date in found.found.dates] == [None]


def test_nobody_says_nothing() -> None:
    """A verb whose statement would be only the source phrase after it."""
    text = "ونفى الوزير إن نقلا عن عادل حداد أن يكون العمال سبباً في حريق."
    assert all(said.says for said in extract(text, Known()).found.attributions)
