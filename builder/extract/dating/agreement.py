"""Expressions of one article that mean one day: a title says `الجمعة`, the lead `الجمعة المقبل`."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from builder.extract.timewords import grammar
from builder.model import DateMention
from builder.text.folding import fold_key

# Days between what a weekday of the title was taken for and what the body says: the week before or after.
_NEAR = 14
_YEAR_WORDS = frozenset(("العام", "السنه", "عام", "سنه"))  # `26 أبريل من العام الماضي` has a year of its own


def agree(heads: list[DateMention], body: list[DateMention]) -> tuple[DateMention, ...]:
    """The expressions of title, standfirst and headings and those of the body, in the order of the text.

    A weekday of the heads that nothing describes is the day the body means by it, and a day that is printed again
    without its year keeps its year.
    """
    years: dict[str, DateMention] = {}
    for mention in body:
        if _is_day(mention) and mention.rule.startswith("day."):
            key = (mention.edtf or "")[4:]
            known = years.get(key)
            if known is None or (known.basis != "stated" and mention.basis == "stated"):
                years[key] = mention
    days = [m for m in body if m.rule.startswith(("weekday", "deictic")) and _is_day(m)] if heads else []
    out = [_of_weekday(m, days) for m in heads] + body
    return tuple(sorted((_of_year(m, years) for m in out) if years else out, key=lambda m: m.at))


def _is_day(mention: DateMention) -> bool:
    return mention.edtf is not None and len(mention.edtf) == 10 and mention.edtf[:1].isdigit()


def _of_year(mention: DateMention, years: dict[str, DateMention]) -> DateMention:
    edtf = mention.edtf
    if mention.basis == "stated" or edtf is None or len(edtf) != 10 or not mention.rule.startswith("day."):
        return mention
    known = years.get(edtf[4:])
    if known is None or known.edtf == edtf or not _YEAR_WORDS.isdisjoint(fold_key(mention.exact).split()):
        return mention
    return replace(mention, edtf=known.edtf, basis="inferred" if edtf[0] == "X" else mention.basis)


def _of_weekday(mention: DateMention, days: list[DateMention]) -> DateMention:
    weekdays = grammar().weekdays
    if mention.rule != "weekday" or not _is_day(mention) or fold_key(mention.exact).split()[-1] not in weekdays:
        return mention
    here = date.fromisoformat(mention.edtf or "")
    for other in days:
        gap = abs((date.fromisoformat(other.edtf or "") - here).days)
        if gap % 7 == 0 and gap <= _NEAR:
            return replace(mention, edtf=other.edtf)
    return mention
