"""The newsletter on the site: a page for each issue, and the list of issues.

An issue shows each fact as it stands now: one that was withdrawn, or went back to review, says so and is not repeated.
"""

from __future__ import annotations

from collections import Counter

from builder.site.cards import credit, in_marks
from builder.site.dates import show_month
from builder.site.index import UNDATED, Entry, Issue, LoadedRecord
from builder.site.labels import CORRECTIONS
from builder.site.permalinks import file_of
from builder.site.shown import NO_DATE, NO_OUTLET, Shown, held_badge
from builder.site.sources import newest_first
from builder.site.views import (
    CorrectionNote,
    IssueCard,
    IssueCorrection,
    IssueIndexView,
    IssueItem,
    IssueSection,
    IssueView,
    NameLink,
    Page,
)

WITHDRAWN, HELD = "واقعة مسحوبة", "واقعة قيد المراجعة"


def issue_pages(shown: Shown) -> list[Page]:
    """A page for each issue, and their list; nothing where there is no issue."""
    issues, addresses = in_order(shown), shown.addresses
    if not issues:
        return []
    pages = []
    for number, issue in enumerate(issues):
        address = addresses.newsletter(issue.slug)
        view = issue_view(issue, shown, issues[:number], issues[number + 1 :])
        pages.append(Page(file_of(address), address, "issue", "newsletter.html", view))
    cards = [
        IssueCard(link.href or "", issue.title, shown.day(issue.date), issue.date, _count(issue, shown))
        for issue in issues
        if (link := issue_link(issue, shown))
    ]
    for address, part, pager in newest_first(cards, addresses.newsletter(), shown):
        head = shown.head("النشرة", f"أعداد النشرة: {shown.counted(len(issues), 'issue')}", address)
        listed = IssueIndexView(head, tuple(reversed(part)), pager)
        pages.append(Page(file_of(address), address, "issues", "newsletters.html", listed))
    return pages


def in_order(shown: Shown) -> tuple[Issue, ...]:
    """All issues, oldest first."""
    return tuple(sorted(shown.index.content.issues, key=lambda issue: (issue.date, issue.slug)))


def latest_issue(shown: Shown) -> NameLink | None:
    """The newest issue, for the front page."""
    issues = in_order(shown)
    return issue_link(issues[-1], shown) if issues else None


def issue_link(issue: Issue, shown: Shown) -> NameLink:
    """The page of an issue."""
    return NameLink(issue.title, shown.addresses.href(shown.addresses.newsletter(issue.slug)))


def issue_view(issue: Issue, shown: Shown, earlier: tuple[Issue, ...] = (), later: tuple[Issue, ...] = ()) -> IssueView:
    """Everything the page of an issue prints. earlier, later: the other issues, in order."""
    intro = tuple(" ".join(part.split()) for part in issue.intro.split("\n\n") if part.strip())
    count = _count(issue, shown)
    return IssueView(
        head=shown.head(
            issue.title, intro[0] if intro else f"{count} · {shown.day(issue.date)}",
            shown.addresses.newsletter(issue.slug), published=issue.date, modified=issue.date,
        ),
        title=issue.title,
        date=shown.day(issue.date),
        machine_date=issue.date,
        count=count,
        intro=intro,
        sections=_sections(issue, shown),
        corrections=_corrections(issue, shown, earlier),
        before=issue_link(earlier[-1], shown) if earlier else None,
        after=issue_link(later[0], shown) if later else None,
        index=shown.addresses.href(shown.addresses.newsletter()),
    )  # fmt: skip


def _count(issue: Issue, shown: Shown) -> str:
    parts = [shown.counted(len(issue.facts), "fact")] if issue.facts else []
    parts += [shown.counted(len(issue.corrections), "correction")] if issue.corrections else []
    return " · ".join(parts) or shown.counted(0, "fact")


def find_entry(fact_id: str, shown: Shown) -> Entry | None:
    """The fact wherever it stands; None for one that an editor rejected."""
    index = shown.index
    return index.facts.get(fact_id) or index.withdrawn.get(fact_id) or index.held.get(fact_id)


def _home(fact_id: str, shown: Shown) -> LoadedRecord:
    entry = find_entry(fact_id, shown)
    return entry.home if entry else shown.index.rejected[fact_id][0]


def _href(fact_id: str, shown: Shown) -> str | None:
    """The page of a fact, or its tombstone; None where neither was ever published."""
    address = shown.addresses.fact(fact_id)
    index = shown.index
    if fact_id in index.facts or fact_id in index.withdrawn or shown.is_locked(address):
        return shown.addresses.href(address)
    return None


def _sections(issue: Issue, shown: Shown) -> tuple[IssueSection, ...]:
    """The facts by article or by day, in the order in which the first of each stands in the issue."""
    groups: dict[str, list[IssueItem]] = {}
    titles: dict[str, NameLink | None] = {}
    for fact_id in issue.facts:
        key, title = _group(issue, fact_id, shown)
        titles.setdefault(key, title)
        groups.setdefault(key, []).append(_item(fact_id, shown))
    return tuple(
        IssueSection(f"s{number}", link.name if link else None, link.href if link else None, tuple(groups[key]))
        for number, (key, link) in enumerate(titles.items(), 1)
    )


def _group(issue: Issue, fact_id: str, shown: Shown) -> tuple[str, NameLink | None]:
    if issue.group == "none":
        return "", None
    home = _home(fact_id, shown)
    if issue.group == "source":
        source = shown.source(home)
        title = f"{source.title} — {source.outlet.name}" if source.outlet else source.title
        return home.record.id, NameLink(title, source.href if shown.has_source_page(home) else None)
    entry = find_entry(fact_id, shown)
    if entry is None or not _stands(entry) or entry.when is None or entry.slot == UNDATED:
        return "", NameLink(NO_DATE, None)
    if entry.when.precision == "day" and entry.when.earliest:
        return entry.when.earliest, NameLink(shown.day(entry.when.earliest), None)
    timeline = shown.addresses.href(shown.addresses.timeline(entry.slot)) if shown.config.outputs.timeline else None
    return entry.slot, NameLink(show_month(entry.slot, shown.style), timeline)


def _stands(entry: Entry) -> bool:
    return entry.reviewed and entry.fact.status != "withdrawn"


def _item(fact_id: str, shown: Shown) -> IssueItem:
    entry = find_entry(fact_id, shown)
    if entry is not None and _stands(entry):
        quote = entry.fact.evidence[0].exact if entry.fact.evidence else ""
        badges = tuple(badge for badge in shown.badges(entry) if badge.kind != "reviewed")
        return IssueItem(
            fact_id, _href(fact_id, shown), entry.fact.statement, badges, in_marks(quote) or None,
            credit(entry, shown), stands=True,
        )  # fmt: skip
    held = entry is not None and entry.fact.status != "withdrawn"
    badge = held_badge("held" if held else "withdrawn")
    return IssueItem(fact_id, _href(fact_id, shown), HELD if held else WITHDRAWN, (badge,), None, None, stands=False)


def _corrections(issue: Issue, shown: Shown, earlier: tuple[Issue, ...]) -> tuple[IssueCorrection, ...]:
    rows = []
    seen: Counter[tuple[str, str]] = Counter()
    for told in (told for past in earlier for told in past.corrections):
        seen[told] += 1
    for fact_id, day in issue.corrections:
        carried = [past for past in earlier if fact_id in past.facts]
        source = shown.source(_home(fact_id, shown))
        rows.append(
            IssueCorrection(
                href=_href(fact_id, shown) or shown.addresses.href(shown.addresses.corrections),
                statement=_item(fact_id, shown).statement,
                note=_note(fact_id, day, seen[fact_id, day], shown),
                said=f"{source.title} — {source.outlet.name if source.outlet else NO_OUTLET}",
                earlier=issue_link(carried[-1], shown) if carried else None,
            )
        )
        seen[fact_id, day] += 1
    return tuple(rows)


def _note(fact_id: str, day: str, number: int, shown: Shown) -> CorrectionNote:
    """What is told of a correction now. number: which of that fact and day it is, where there are several."""
    entry = find_entry(fact_id, shown)
    if entry is not None and _stands(entry):
        that_day = [c for c in entry.fact.corrections if c.kind != "typo" and c.date == day]
        if that_day:
            return shown.correction(that_day[min(number, len(that_day) - 1)])
    gone = entry.fact.withdrawn if entry else None
    if entry is None or gone:
        date = gone.date if gone else day
        return CorrectionNote(shown.day(date), date, CORRECTIONS["withdrawal"], "", "", gone.why if gone else None)
    return CorrectionNote(shown.day(day), day, CORRECTIONS["fact"], "", "", None)
