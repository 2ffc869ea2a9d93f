"""The letter: what every mail program shows alike, and nothing that one of them would drop."""

from __future__ import annotations

import re

import msgspec
import pytest

from builder.config import Outputs
from builder.model import Said
from builder.newsletter.mail import LIMIT, sizes, too_large, write_letter
from builder.site.index import Issue, SiteContent, build_index
from builder.site.shown import Shown
from tests.render.markup import Markup
from tests.site.fixture import CONFIG, ISSUES, content, fact_id

replace = msgspec.structs.replace


def letter(issue: Issue = ISSUES[1], made: SiteContent | None = None) -> tuple[str, str]:
    written = write_letter(issue, Shown(build_index(made or content())))
    return written.html.decode(), written.text.decode()


@pytest.mark.parametrize("issue", ISSUES, ids=lambda issue: issue.slug)
def test_nothing_that_mail_programs_drop(issue: Issue) -> None:
    html, _ = letter(issue)
    markup = Markup(html)
    assert markup.faults == []
    assert set(markup.tags) <= {
        "html", "head", "meta", "title", "body", "table", "tr", "td", "a", "b", "br", "h1", "h2", "p", "small", "span",
        "img", "font", "s",
    }  # fmt: skip
    assert not re.search(
        r"<style|<link|\sclass=|@font-face|url\(|(margin|padding|border|inset)-(inline|block)|-size:.*rem", html
    )


def test_every_cell_says_its_direction_and_language() -> None:
    for issue in ISSUES:
        cells = re.findall(r"<td\b[^>]*>", letter(issue)[0])
        assert cells and all('dir="rtl"' in cell and 'lang="ar"' in cell for cell in cells)


def test_nothing_is_loaded_but_the_pictures_of_states() -> None:
    html, _ = letter(ISSUES[0])
    sources = re.findall(r'src="([^"]*)"', html)
    assert sources == [
        f"https://facts.example/waqai/f/{fact_id(name)}/status.png" for name in ("opening", "cost", "report", "works")
    ]
    assert html.count('alt="حالة الواقعة الآن"') == 4


def test_every_link_is_whole() -> None:
    for issue in ISSUES:
        links = re.findall(r'href="([^"]*)"', letter(issue)[0])
        assert links and all(link.startswith("https://facts.example/waqai/") for link in links)


def test_corrections_reach_the_reader_in_both_forms() -> None:
    html, text = letter()
    for form in (html, text):
        assert "الرصيف الشمالي" in form and "خلطنا بين الرصيفين عند الصياغة." in form
        assert "واقعة مسحوبة" in form and "رائد الكيلاني" not in form
        assert "أول الأعداد" in form


def test_in_plain_text_an_address_stands_alone() -> None:
    _, text = letter(ISSUES[0])
    assert "<" not in text
    assert all(line.startswith("https://") for line in text.splitlines() if "https://" in line)


def test_what_was_set_back_to_draft_is_not_repeated() -> None:
    made = content()
    facts = tuple(replace(f, status="draft") if f.id == fact_id("works") else f for f in made.records[0].record.facts)
    records = (replace(made.records[0], record=replace(made.records[0].record, facts=facts)), made.records[1])
    html, text = letter(ISSUES[0], replace(made, records=records))
    assert "امتدت أعمال" not in html + text and "واقعة قيد المراجعة" in html and "واقعة قيد المراجعة" in text


def test_text_of_the_content_stays_text() -> None:
    hostile = '<img src=x onerror=alert(1)> "&\u202e'
    made = content(replace(CONFIG, title=hostile, publisher=hostile, contact=hostile, notice=hostile))
    records = []
    for home in made.records:
        facts = tuple(replace(f, statement=hostile) for f in home.record.facts)
        record = replace(home.record, facts=facts, title=Said(hostile), publisher=Said(hostile))
        records.append(replace(home, record=record))
    for issue in ISSUES:
        bad = replace(issue, title=hostile, intro=hostile)
        html, text = letter(bad, replace(made, records=tuple(records)))
        assert "<img src=x" not in html and "\u202e" not in html + text
        assert Markup(html).faults == []


def test_the_same_issue_gives_the_same_bytes() -> None:
    assert letter() == letter()


def test_without_pictures_nothing_is_loaded() -> None:
    assert "<img" not in letter(ISSUES[0], content(replace(CONFIG, outputs=Outputs(status=False))))[0]


def test_a_letter_that_would_be_clipped_says_what_to_leave_out() -> None:
    made = content()
    fact = made.records[1].record.facts[0]
    many = tuple(replace(fact, id=fact_id(f"many{n}"), corrections=()) for n in range(120))
    record = replace(made.records[1].record, facts=many)
    made = content(records=(made.records[0], replace(made.records[1], record=record)), issues=())
    issue = replace(ISSUES[0], facts=tuple(f.id for f in many))
    shown = Shown(build_index(made))
    written = write_letter(issue, shown)
    told = too_large(written)
    assert told is not None and sizes(written).plain > LIMIT
    problem, mend = told
    assert f"{sizes(written).plain:,}" in problem.en and f"{sizes(written).quoted_printable:,}" in problem.ar
    assert f"… {many[-1].id}" in mend.en
    dropped = int(re.search(r"last (\d+)", mend.en)[1])  # type: ignore[index]
    shorter = write_letter(replace(issue, facts=issue.facts[:-dropped]), shown)
    assert too_large(shorter) is None and len(shorter.html) > LIMIT * 0.95


def test_an_ordinary_issue_fits() -> None:
    assert too_large(write_letter(ISSUES[0], Shown(build_index(content())))) is None


def test_the_letter_is_as_agreed(golden: object) -> None:
    html, text = letter()
    golden("newsletter/quay.html", html.encode())  # type: ignore[operator]
    golden("newsletter/quay.txt", text.encode())  # type: ignore[operator]
