"""What goes into an issue: facts that were vouched for since a day, or named ones, and every correction not told yet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from builder.errors import Both, BuildError, Faults
from builder.ids import is_id
from builder.site.index import Entry, Grouping, Issue
from builder.site.issues import in_order
from builder.site.shown import Shown

FIRST_DAYS = 7  # what a first issue looks back
_SPAN = re.compile(r"([0-9]{1,3})([dwm])")
_LATIN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


class Asked(Struct, frozen=True):
    """What the command was asked for. since: a form that `read_since` reads; facts: ids by hand, else by `since`."""

    day: str
    slug: str | None = None
    title: str | None = None
    intro: str = ""
    since: str | None = None
    facts: tuple[str, ...] = ()
    group: Grouping = "source"


def read_since(text: str, today: str) -> str:
    """The ISO day that `text` means: a day, or days, weeks, months before `today` (`7d`, `2w`, `1m`). ValueError else."""
    told = text.strip().translate(_LATIN)
    span = _SPAN.fullmatch(told)
    if span is None:
        return date.fromisoformat(told).isoformat()
    days = int(span[1]) * {"d": 1, "w": 7, "m": 30}[span[2]]
    return (date.fromisoformat(today) - timedelta(days=days)).isoformat()


def compose(asked: Asked, shown: Shown) -> Issue:
    """The issue that was asked for. Raises Faults for a fact that may not be sent, one for each."""
    earlier = in_order(shown)
    since = _since(asked, earlier)
    entries = _named(asked.facts, shown) if asked.facts else _new(since, asked.day, earlier, shown)
    title = asked.title or f"نشرة {shown.config.title}: {shown.day(asked.day)}"
    return Issue(
        slug=_slug(asked, earlier),
        title=title,
        date=asked.day,
        since=since,
        intro="\n".join(line.strip() for line in asked.intro.strip().splitlines()),
        group=asked.group,
        facts=tuple(entry.id for entry in entries),
        corrections=_corrections(since, asked.day, earlier, shown),
    )


def _since(asked: Asked, earlier: Sequence[Issue]) -> str:
    if asked.since is not None:
        return read_since(asked.since, asked.day)
    return earlier[-1].date if earlier else read_since(f"{FIRST_DAYS}d", asked.day)


def _slug(asked: Asked, earlier: Sequence[Issue]) -> str:
    """The name that was asked for, else the day; with a number where the day has an issue already."""
    taken = {issue.slug for issue in earlier}
    if asked.slug is not None:
        if asked.slug in taken:
            path = f"content/newsletters/{asked.slug}.yaml"
            raise BuildError(
                path, None,
                Both("there is an issue of this name already", "لهذا الاسم عدد من قبل"),
                Both(f"Edit that file and run `waqai newsletter {asked.slug}`, or name this one with --slug.",
                     f"عدّل ذلك الملف وشغّل `waqai newsletter {asked.slug}`، أو سمّ هذا العدد بـ ‎--slug."),
            )  # fmt: skip
        return asked.slug
    names = (asked.day, *(f"{asked.day}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def vouched(entry: Entry) -> str:
    """The ISO day on which a person vouched for a reviewed fact, or the article came in."""
    record = entry.home.record
    return record.reviewed.date if record.reviewed else record.added


def _new(since: str, until: str, earlier: Sequence[Issue], shown: Shown) -> list[Entry]:
    """Reviewed facts from a day to another that no issue carried, article by article, the newest article first."""
    sent = {fact_id for issue in earlier for fact_id in issue.facts}
    found: list[Entry] = []
    for home in reversed(tuple(shown.index.records.values())):
        found += [
            entry
            for entry in shown.index.by_source[home.record.id]
            if entry.reviewed and entry.id not in sent and since <= vouched(entry) <= until
        ]
    return found


def _named(ids: Iterable[str], shown: Shown) -> list[Entry]:
    faults: list[BuildError] = []
    found: dict[str, Entry] = {}
    for fact_id in ids:
        entry = shown.index.facts.get(fact_id)
        if entry is not None and entry.reviewed:
            found[fact_id] = entry
        else:
            faults.append(_refusal(fact_id, shown))
    if faults:
        raise Faults(faults)
    return list(found.values())


def _refusal(fact_id: str, shown: Shown) -> BuildError:
    """Why a fact may not be sent."""
    index = shown.index
    entry = index.facts.get(fact_id) or index.held.get(fact_id)
    if entry is not None:
        return BuildError(
            f"content/records/{entry.home.stem}.yaml", None,
            Both(f"the fact `{fact_id}` is not reviewed; a newsletter carries reviewed facts only",
                 f"الواقعة `{fact_id}` غير مراجَعة؛ ولا تحمل النشرة إلا ما راجعه محرّر"),
            Both("Review it and write `status: reviewed`, or leave it out.",
                 "راجعها واكتب `status: reviewed`، أو استبعدها."),
        )  # fmt: skip
    gone = index.withdrawn.get(fact_id)
    if gone is not None:
        told = gone.fact.withdrawn
        successor = told.successor if told else None
        return BuildError(
            f"content/records/{gone.home.stem}.yaml", None,
            Both(f"the fact `{fact_id}` was withdrawn", f"الواقعة `{fact_id}` مسحوبة"),
            Both(f"Send its successor `{successor}`." if successor else "Leave it out; the issue tells its withdrawal by itself.",
                 f"أرسل ما حلّ محلها: `{successor}`." if successor else "استبعدها؛ فالعدد يذكر سحبها من تلقاء نفسه."),
        )  # fmt: skip
    if fact_id in index.rejected:
        home, _ = index.rejected[fact_id]
        return BuildError(
            f"content/records/{home.stem}.yaml", None,
            Both(f"an editor rejected the fact `{fact_id}`", f"رفض محرّر الواقعة `{fact_id}`"),
            Both("Leave it out.", "استبعدها."),
        )  # fmt: skip
    shape = (
        Both("An id has ten characters, as in /f/ID/. `waqai list` names them.",
             "المعرّف عشرة رموز كما في ‎/f/ID/‎. يسردها `waqai list`.")
        if not is_id(fact_id)
        else Both("`waqai list` names them.", "يسردها `waqai list`.")
    )  # fmt: skip
    return BuildError(
        None, None, Both(f"no fact has the id `{fact_id[:40]}`", f"لا واقعة بالمعرّف `{fact_id[:40]}`"), shape
    )


def _corrections(since: str, until: str, earlier: Sequence[Issue], shown: Shown) -> tuple[tuple[str, str], ...]:
    """Every correction and withdrawal from a day to another that no issue told, oldest first.

    Of a fact that an issue carried also an older one: whoever read the fact reads what was wrong with it.
    """
    told = Counter(row for issue in earlier for row in issue.corrections)
    carried: dict[str, str] = {}
    for issue in reversed(earlier):
        carried |= dict.fromkeys(issue.facts, issue.date)
    found = []
    for row in reversed(shown.index.corrections):
        key = (row.entry.id, row.date)
        if told[key]:
            told[key] -= 1
        elif row.date > until:
            continue
        elif row.date >= since or (row.entry.id in carried and row.date >= carried[row.entry.id]):
            found.append(key)
    return tuple(found)
