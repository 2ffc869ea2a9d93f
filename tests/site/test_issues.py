"""The newsletter on the site: issues that stay, with every fact as it stands now."""

from __future__ import annotations

import msgspec

from builder.model import Withdrawn
from builder.site.index import Issue, SiteContent, build_index
from builder.site.permalinks import locked_addresses
from builder.site.plan import plan
from builder.site.views import HomeView, IssueIndexView, IssueView
from tests.site.fixture import CONFIG, ISSUES, content, fact_id, planned

replace = msgspec.structs.replace
HIDE = replace(CONFIG, unreviewed="hide")


def issue(made: SiteContent, slug: str) -> IssueView:
    view = planned(made)[f"/newsletter/{slug}/"].view
    assert isinstance(view, IssueView)
    return view


def changed(made: SiteContent, id_: str, **fields: object) -> SiteContent:
    """The content with fields of one fact replaced."""
    records = []
    for home in made.records:
        facts = tuple(replace(f, **fields) if f.id == id_ else f for f in home.record.facts)
        records.append(replace(home, record=replace(home.record, facts=facts)))
    return replace(made, records=tuple(records))


def test_an_issue_keeps_its_facts_by_article_in_its_own_order() -> None:
    view = issue(content(), "2026-11-17")
    assert [section.title for section in view.sections] == [
        "الرصيف الجنوبي يفتح أبوابه في مرسى النخيل — صحيفة الميزان",
        "كم كلّف رصيف مرسى النخيل؟ — إذاعة الضفة",
    ]
    assert [item.id for section in view.sections for item in section.items] == [
        fact_id("opening"), fact_id("cost"), fact_id("report"), fact_id("works"),
    ]  # fmt: skip
    assert view.intro == ("عدد قصير عن الرصيف الجنوبي.", "ومعه كلفته.")


def test_or_by_the_day_of_the_event() -> None:
    assert [section.title for section in issue(content(), "quay").sections] == ["مارس/آذار 2026", "2022"]


def test_a_fact_withdrawn_after_the_issue_is_not_repeated() -> None:
    item = issue(content(), "2026-11-17").sections[1].items[0]
    assert (item.statement, item.stands, item.quote) == ("واقعة مسحوبة", False, None)
    assert item.href == f"/waqai/f/{fact_id('report')}/"
    made = changed(content(), fact_id("cost"), status="withdrawn", withdrawn=Withdrawn("2026-11-21", "خطأ في الرقم."))
    assert "6.2" not in repr(issue(made, "2026-11-17"))


def test_a_fact_back_under_review_is_named_as_such_whether_hidden_or_not() -> None:
    draft = changed(content(), fact_id("works"), status="draft")
    shown = issue(draft, "2026-11-17").sections[1].items[1]
    hidden = issue(replace(draft, config=HIDE), "2026-11-17").sections[1].items[1]
    assert shown.statement == hidden.statement == "واقعة قيد المراجعة"
    assert shown.href == f"/waqai/f/{fact_id('works')}/"
    assert hidden.href is None  # never published, so there is no page to lead to


def test_corrections_say_which_issue_carried_the_fact() -> None:
    withdrawal, correction = issue(content(), "quay").corrections
    assert withdrawal.note.kind == "سحب" and withdrawal.statement == "واقعة مسحوبة"
    assert withdrawal.note.why == "تراجع المصدر عن الخبر في عدد لاحق."
    assert (correction.note.was, correction.note.now) == ("الرصيف الشمالي", "الرصيف الجنوبي")
    assert correction.earlier is not None and correction.earlier.name == "أول الأعداد"


def test_the_correction_of_a_fact_withdrawn_since_does_not_repeat_it() -> None:
    gone = Withdrawn("2026-11-22", "لم يُفتح بعد.")
    made = changed(content(), fact_id("opening"), status="withdrawn", withdrawn=gone)
    row = issue(made, "quay").corrections[1]
    assert row.note.kind == "سحب" and row.note.was == "" and "الشمالي" not in repr(row)


def test_issues_are_permanent_and_their_list_is_not() -> None:
    site = planned(content())
    locked = locked_addresses(site.values())
    assert "/newsletter/quay/" in locked and "/newsletter/" not in locked
    listed = site["/newsletter/"].view
    assert isinstance(listed, IssueIndexView)
    assert [row.title for row in listed.rows] == ["الرصيف بعد أسبوع", "أول الأعداد"]
    home = site["/"].view
    assert isinstance(home, HomeView) and home.newsletter is not None
    assert home.newsletter.href == "/waqai/newsletter/quay/"


def test_a_site_without_issues_has_no_trace_of_them() -> None:
    site = planned(content(issues=()))
    assert not [a for a in site if "newsletter" in a]


def test_the_order_of_the_files_does_not_matter() -> None:
    assert plan(build_index(content())) == plan(build_index(content(issues=ISSUES[::-1])))


def test_the_address_can_be_renamed() -> None:
    config = replace(CONFIG, permalinks=replace(CONFIG.permalinks, newsletter="nashra"))
    assert "/nashra/quay/" in planned(content(config))


def test_an_issue_of_corrections_alone() -> None:
    alone = Issue("fixes", "تصويبات", "2026-11-21", "2026-11-17", "", "source", (), ISSUES[1].corrections)
    view = issue(content(issues=(alone,)), "fixes")
    assert view.sections == () and view.count == "تصويبان"
