"""Is a record true to its text? Verbatim evidence, names that mean somebody, and the promises a page makes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

from msgspec import Struct

from builder.errors import Both
from builder.lexicon import table
from builder.lexicon.timeless import changing_word
from builder.model import Fact, Record, Selector
from builder.records.codec import parse_proposal
from builder.records.wordings import earlier_wordings
from builder.text.bidi import HIDDEN, character_name
from builder.text.folding import fold_key
from builder.text.sentences import sentence_spans

Keys = tuple[str | int, ...]


class Finding(Struct, frozen=True):
    """One fault (or warning) of a record. keys lead to the node in the file: `("facts", 3, "evidence", 0, "exact")`."""

    keys: Keys
    problem: Both
    mend: Both | None = None
    is_warning: bool = False


def text_digest(text: str) -> str:
    """SHA-256 of the kept text, hexadecimal: what `text_sha256` holds."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def locate(selector: Selector, text: str) -> int | None:
    """Where the evidence begins in `text`, or None: at `at` if given, else where it occurs exactly once."""
    if selector.at is not None:
        return selector.at if text.startswith(selector.exact, selector.at) else None
    at = text.find(selector.exact)
    return at if at >= 0 and text.find(selector.exact, at + 1) < 0 else None


def is_verbatim(selector: Selector, text: str) -> bool:
    """The first promise: the evidence is an exact slice of the kept text."""
    return locate(selector, text) is not None


def check_record(record: Record, text: str, entity_ids: Mapping[str, str]) -> Iterator[Finding]:
    """Every finding of one record. entity_ids: id of each accepted entity, and of each merged one, to the living id."""
    if text_digest(text) != record.text_sha256:
        yield Finding(
            ("text_sha256",),
            Both("the kept text is not the one this record was made from", "النص المحفوظ ليس ما بُني عليه هذا السجل"),
            Both(
                "Restore the file under content/texts (git checkout).",
                "أعد ملف content/texts كما كان (git checkout).",
            ),
        )
        return  # every position below would be noise
    for i, fact in enumerate(record.facts):
        yield from _check_fact(fact, ("facts", i), text)
    for i, noise in enumerate(record.noise):
        yield from _check_selector(Selector(noise.exact, noise.at), ("noise", i), text, is_warning=True)
    for i, row in enumerate(record.rejected):
        yield from _check_selector(Selector(row.exact, row.at), ("rejected", i), text, is_warning=True)
    yield from _check_names(record, entity_ids)
    yield from _check_pairs(record)


def _check_fact(fact: Fact, keys: Keys, text: str) -> Iterator[Finding]:
    if not fact.evidence:
        yield Finding(
            (*keys, "evidence"),
            Both("a fact without evidence", "واقعة بلا شاهد"),
            Both("Copy the words of the source under `evidence`.", "انسخ عبارة المصدر في `evidence`."),
        )
    for j, selector in enumerate(fact.evidence):
        yield from _check_selector(selector, (*keys, "evidence", j), text)
    if fact.status != "withdrawn" and (word := changing_word(fact.statement)):
        yield Finding(
            (*keys, "statement"),
            Both(f"the statement says `{word}`, which changes with the day", f"في العبارة `{word}`، ومعناها يتغير مع الأيام"),
            Both("Take it out: the page shows the date from `when`.", "احذفها: الصفحة تعرض التاريخ من `when`."),
            is_warning=True,
        )  # fmt: skip
    yield from _check_weekday(fact, keys)
    yield from _check_corrections(fact, keys)
    if fact.modality == "denied" and not fact.denied_by:
        yield Finding(
            (*keys, "modality"),
            Both("denied, but `denied_by` does not say by whom", "منفية، ولا يذكر `denied_by` من نفاها"),
            is_warning=True,
        )


def _check_corrections(fact: Fact, keys: Keys) -> Iterator[Finding]:
    """Corrections stand oldest first and lead back from the present statement, so that each old wording can be shown."""
    if fact.status == "withdrawn":  # its page does not repeat it, in any wording
        return
    wordings = earlier_wordings(fact)
    # Only the newest step that cannot be followed is told: those before it hang on it.
    broken = max((i for i, wording in enumerate(wordings) if wording is None), default=None)
    if broken is not None:
        now = fact.corrections[broken].now
        shown = now if len(now) <= 80 else now[:79] + "…"
        yield Finding(
            (*keys, "corrections", broken, "now"),
            Both(f"the statement does not hold what this correction made of it, or holds it twice: `{shown}`", f"ليس في العبارة ما صار إليه هذا التصويب، أو يتكرر فيها: `{shown}`"),
            Both("Write the whole statement in `now` and the whole earlier one in `was`; if the statement changed again, add a correction for that.", "اكتب العبارة كاملة في `now` والسابقة كاملة في `was`؛ وإن تغيرت العبارة بعدها فأضف تصويباً آخر."),
            is_warning=True,
        )  # fmt: skip
    days = [row.date for row in fact.corrections]
    for i, (earlier, later) in enumerate(pairwise(days), 1):
        if later < earlier:
            yield Finding(
                (*keys, "corrections", i, "date"),
                Both(f"this correction of {later} stands after one of {earlier}", f"هذا التصويب المؤرخ {later} يلي تصويباً مؤرخاً {earlier}"),
                Both("List the oldest first, or mend the date; published versions keep their numbers.", "ابدأ بالأقدم أو صحح التاريخ؛ فأرقام الصيغ المنشورة لا تتغير."),
                is_warning=True,
            )  # fmt: skip


def _check_weekday(fact: Fact, keys: Keys) -> Iterator[Finding]:
    """`الجمعة 3 مايو 2024` where that day was another weekday: the source or the date is wrong."""
    if fact.when is None or fact.when.edtf is None or not _DAY.fullmatch(fact.when.edtf) or not fact.when.text:
        return
    named = {_weekdays()[word] for word in re.split("[ ،,()]+", fold_key(fact.when.text)) if word in _weekdays()}
    if len(named) != 1:
        return
    try:
        real = date.fromisoformat(fact.when.edtf).isoweekday()
    except ValueError:
        return  # the codec has said so
    if real not in named:
        right = next(row["names"][0] for row in table("weekdays") if int(row["day"]) == real)
        yield Finding(
            (*keys, "when"),
            Both(
                f"`{fact.when.text}` names another weekday than {fact.when.edtf}, which is {right}",
                f"اليوم في `{fact.when.text}` لا يوافق {fact.when.edtf}، وهو {right}",
            ),
            Both("See what the source means, and mend `edtf`.", "تحقق مما يعنيه المصدر وصحح `edtf`."),
            is_warning=True,
        )


_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


@cache
def _weekdays() -> dict[str, int]:
    return {fold_key(name): int(row["day"]) for row in table("weekdays") for name in (*row["names"], *row["variants"])}


def _check_selector(selector: Selector, keys: Keys, text: str, *, is_warning: bool = False) -> Iterator[Finding]:
    if is_verbatim(selector, text):
        return
    exact = selector.exact
    first = text.find(exact)
    shown = exact if len(exact) <= 80 else exact[:79] + "…"
    if first >= 0 and selector.at is None:
        places = [m.start() for m in re.finditer(re.escape(exact), text)]
        listing = ", ".join(map(str, places[:5]))
        yield Finding(
            (*keys, "exact"),
            Both(f"the evidence occurs {len(places)} times in the source text: `{shown}`", f"يتكرر الشاهد {len(places)} مرات في نص المصدر: `{shown}`"),
            Both(f"Say which one with `at:` ({listing}).", f"حدد أيها بـ `at:` ({listing})."),
            is_warning,
        )  # fmt: skip
    elif first >= 0:
        yield Finding(
            (*keys, "at"),
            Both(f"the evidence is not at character {selector.at}: `{shown}`", f"ليس الشاهد عند المحرف {selector.at}: `{shown}`"),
            Both(f"It stands at {first}. Mend the number, or delete the line.", f"موضعه {first}. صحح الرقم أو احذف السطر."),
            is_warning,
        )  # fmt: skip
    else:
        nearest = _nearest(exact, text)
        mend = _mend(exact, *nearest) if nearest else _COPY
        yield Finding(
            (*keys, "exact"),
            Both(f"evidence is not in the source text: `{shown}`", f"الشاهد غير موجود في نص المصدر: `{shown}`"),
            mend,
            is_warning,
        )


_COPY = Both("Copy the words from content/texts.", "انسخ العبارة من content/texts.")


def _mend(exact: str, piece: str, at: int) -> Both:
    """Where the source has what, and the hidden characters that a person cannot see the difference by."""
    hidden = sorted({character_name(c) for c in set(piece) ^ set(exact) if HIDDEN.match(c)})
    en = f" One of them holds {', '.join(hidden)}." if hidden else ""
    ar = f" في أحدهما الحرف الخفي {'، '.join(hidden)}." if hidden else ""
    return Both(
        f"The source has `{piece}` at character {at}.{en} Copy it, or delete this span.",
        f"في المصدر `{piece}` عند المحرف {at}.{ar} انسخها أو احذف هذا الشاهد.",
    )


def _nearest(exact: str, text: str) -> tuple[str, int] | None:
    """The words of `text` most like `exact`, and where they stand; None where nothing is alike."""
    wanted = fold_key(exact)[:2000]
    best: tuple[float, str, int] = (0.5, "", 0)
    length = len(exact.split())
    for start, end in sentence_spans(text):
        words = list(re.finditer(r"\S+", text[start:end]))
        for i in range(max(1, len(words) - length + 1)) if len(words) < 400 else ():
            last = min(i + length, len(words)) - 1
            piece = text[start + words[i].start() : start + words[last].end()]
            matcher = SequenceMatcher(None, fold_key(piece), wanted, autojunk=False)
            if matcher.real_quick_ratio() > best[0] and matcher.quick_ratio() > best[0] and matcher.ratio() > best[0]:
                best = (matcher.ratio(), piece, start + words[i].start())
    if not best[1]:
        return None
    shown = best[1] if len(best[1]) <= 120 else best[1][:119] + "…"
    return shown, best[2]


def used_names(record: Record) -> dict[str, Keys]:
    """Each name that the record uses, and the first place that uses it."""
    used: dict[str, Keys] = {}
    for i, fact in enumerate(record.facts):
        rows: list[tuple[tuple[str, ...], Keys]] = [
            (fact.who, ("facts", i, "who")),
            (fact.where, ("facts", i, "where")),
            (fact.denied_by, ("facts", i, "denied_by")),
        ]
        rows += [(link.who, ("facts", i, "attribution", j)) for j, link in enumerate(fact.attribution)]
        for names, keys in rows:
            for name in names:
                used.setdefault(name, keys)
    return used


def _check_names(record: Record, entity_ids: Mapping[str, str]) -> Iterator[Finding]:
    table = dict(record.names)
    for name, keys in used_names(record).items():
        if name not in table and "،" in name:
            yield Finding(
                keys,
                Both(f"`{name}` is read as one name", f"تُقرأ `{name}` اسماً واحداً"),
                Both(
                    "Between names in brackets write the Latin comma `,`.",
                    "افصل بين الأسماء داخل القوسين بالفاصلة اللاتينية `,`.",
                ),
            )
        elif name not in table:
            yield Finding(
                keys,
                Both(f"the name `{name}` is not in the `names` table", f"الاسم `{name}` غير موجود في جدول `names`"),
                Both("Add it under `names:` with an id, or with `new` and one of person, organization, place, event, other.", "أضفه تحت `names:` بمعرّفه، أو بـ `new` ومعها واحد من person وorganization وplace وevent وother."),
            )  # fmt: skip
    for name, value in record.names:
        if parse_proposal(value) is None and value not in entity_ids:
            yield Finding(
                ("names", name),
                Both(f"no entity has the id `{value}` (for `{name}`)", f"لا كيان بالمعرّف `{value}` (للاسم `{name}`)"),
                Both("Accept it with `waqai entity accept`, or write `new person`.", "اقبله بـ `waqai entity accept` أو اكتب `new person`."),
            )  # fmt: skip


def _check_pairs(record: Record) -> Iterator[Finding]:
    own = {fact.id for fact in record.facts}
    for i, pair in enumerate(record.disputes):
        if not own.intersection(pair):
            yield Finding(
                ("disputes", i),
                Both("neither fact of the dispute is in this record", "ليست أي من واقعتي الخلاف في هذا السجل"),
                _MOVE_PAIR,
            )
    for i, pair in enumerate(record.same_as):
        if not own.intersection(pair):
            yield Finding(
                ("same_as", i),
                Both("neither fact of the pair is in this record", "ليست أي من واقعتي الزوج في هذا السجل"),
                _MOVE_PAIR,
            )
        elif pair[0] == pair[1]:
            yield Finding(
                ("same_as", i),
                Both("a fact is paired with itself", "واقعة مقرونة بنفسها"),
                Both("Write the id of the other account, or delete the pair.", "اكتب معرّف الرواية الأخرى أو احذف الزوج."),
            )  # fmt: skip


_MOVE_PAIR = Both("Move the pair to the record of one of them.", "انقل الزوج إلى سجل إحداهما.")
