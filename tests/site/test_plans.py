"""A plan or a forecast is marked as such, and once its time has passed the site says whether anybody here confirms it."""

from __future__ import annotations

import msgspec
import pytest

from builder.model import Fact, Record, When
from builder.site.index import LoadedRecord, SiteContent, build_index
from builder.site.plans import plans_of
from builder.site.views import EntityView, FactView, SlotView
from tests.render.test_rendered_pages import render_all
from tests.site.fixture import (
    CONFIG,
    COST_RECORD,
    COST_TEXT,
    PORT_RECORD,
    PORT_TEXT,
    content,
    entity_id,
    fact_id,
    planned,
)

replace = msgspec.structs.replace
VISIT, ARRIVAL = fact_id("visit"), fact_id("arrival")
ARRIVAL_TEXT = "رست سفينة الركاب Blue Horizon صباح السبت على الرصيف الجنوبي.\n"


def newsroom(*, as_of: str = "2026-11-21", modality: str = "reported", when: str | None = "2026-03-07") -> SiteContent:
    """The newsroom with one more article, of which a person says that it tells what the visit was planned to be."""
    exact = ARRIVAL_TEXT.strip().rstrip(".")
    told = replace(
        PORT_RECORD.facts[0], id=ARRIVAL, statement="رست سفينة الركاب Blue Horizon على الرصيف الجنوبي.",
        evidence=(replace(PORT_RECORD.facts[0].evidence[0], exact=exact, at=0),), corrections=(), modality=modality,
        when=When(None, when, "stated") if when else None, who=("Blue Horizon",), where=(),
    )  # fmt: skip
    arrival = Record("c0000000c0", "0" * 64, "2026-11-18", facts=(told,), same_as=((VISIT, ARRIVAL),))
    records = (
        LoadedRecord("quay-cost", COST_RECORD, COST_TEXT),
        LoadedRecord("south-quay", PORT_RECORD, PORT_TEXT),
        LoadedRecord("arrival", arrival, ARRIVAL_TEXT),
    )
    resolved = {**content().resolved, ("arrival", "Blue Horizon"): entity_id("Blue Horizon")}
    return content(CONFIG, records=records, resolved=resolved, as_of=as_of)


def outcome(made: SiteContent) -> str:
    return plans_of(build_index(made))[VISIT].outcome


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("2026-02-01", "ahead"), ("2026-03-31", "ahead"), ("2026-04-01", "unconfirmed"), ("2027-01-01", "unconfirmed")],
)
def test_a_plan_for_march_is_open_until_the_last_day_of_march(as_of: str, expected: str) -> None:
    assert outcome(content(as_of=as_of)) == expected


@pytest.mark.parametrize("edtf", [None, "2026-03/..", "XXXX-03-07"])
def test_a_plan_without_a_last_day_is_never_over(edtf: str | None) -> None:
    planned = replace(PORT_RECORD.facts[3], when=When("قريباً", edtf, "open"))
    facts = (*PORT_RECORD.facts[:3], planned, *PORT_RECORD.facts[4:])
    home = LoadedRecord("south-quay", replace(PORT_RECORD, facts=facts), PORT_TEXT)
    assert outcome(content(records=(home,), as_of="2099-01-01")) == "ahead"


@pytest.mark.parametrize("when", ["2026-03-07", "2026-05-20", "2026", None])
def test_an_account_that_a_person_joined_to_it_confirms_it(when: str | None) -> None:
    """Ships come late, and reports leave out the day."""
    assert outcome(newsroom(when=when)) == "confirmed"
    assert outcome(newsroom(when=when, as_of="2026-03-08")) == "confirmed"


@pytest.mark.parametrize("modality", ["planned", "claimed", "denied"])
def test_another_plan_a_claim_or_a_denial_confirms_nothing(modality: str) -> None:
    assert outcome(newsroom(modality=modality)) == "unconfirmed"


def test_what_happened_before_is_another_event() -> None:
    assert outcome(newsroom(when="2025-03-07")) == "unconfirmed"


def test_a_withdrawn_or_hidden_account_confirms_nothing() -> None:
    made = newsroom()
    home = made.records[2]
    draft = replace(home.record.facts[0], status="draft")
    hidden = replace(home, record=replace(home.record, facts=(draft,)))
    config = replace(CONFIG, unreviewed="hide")
    assert outcome(replace(made, config=config, records=(*made.records[:2], hidden))) == "unconfirmed"
    # Nor does one that is shown, but that nobody vouches for.
    assert outcome(replace(made, records=(*made.records[:2], hidden))) == "unconfirmed"


def view_of(made: SiteContent, address: str) -> object:
    return planned(made)[address].view


def test_the_page_leads_to_what_confirms_it() -> None:
    view = view_of(newsroom(), f"/f/{VISIT}/")
    assert isinstance(view, FactView)
    assert (view.outcome, view.confirmed_by and view.confirmed_by.href) == ("confirmed", f"/waqai/f/{ARRIVAL}/")
    assert [badge.label for badge in view.badges] == ["مراجَعة", "متوقَّع", "أكّده خبر آخر هنا"]
    html = render_all(newsroom())[f"/f/{VISIT}/"].decode()
    assert f'<a href="/waqai/f/{ARRIVAL}/"><bdi>رست سفينة الركاب' in html
    assert "لم يؤكده" not in html


def test_fact_rows_and_names_say_that_nobody_here_confirms_it() -> None:
    site = render_all(content())
    for address in (f"/f/{VISIT}/", "/timeline/2026-03/", "/timeline/unconfirmed/", f"/e/{entity_id('Blue Horizon')}/"):
        assert "لم يؤكده أي مصدر هنا" in site[address].decode(), address
    view = view_of(content(), f"/e/{entity_id('Blue Horizon')}/")
    assert isinstance(view, EntityView) and view.unconfirmed == 1
    assert "مضى الموعد ولا تأكيد هنا: <bdi>واقعة واحدة</bdi>" in site[f"/e/{entity_id('Blue Horizon')}/"].decode()


def test_a_copy_says_only_what_stays_true_elsewhere() -> None:
    """`هنا` in a letter would be the letter, and a plan may be confirmed after the letter was sent."""
    view = view_of(content(), f"/f/{VISIT}/")
    assert isinstance(view, FactView)
    assert "[متوقَّع]" in view.share.text and "هنا" not in view.share.text and "هنا" not in view.head.description
    assert "لم يؤكده".encode() not in render_all(content())["/atom.xml"]


def test_a_forecast_is_not_called_decided() -> None:
    text = "توقعت المديرة أن ترتفع أسعار السمك.\n"
    fact = Fact(
        fact_id("forecast"), "توقعت المديرة أن ترتفع أسعار السمك.",
        (replace(PORT_RECORD.facts[0].evidence[0], exact="توقعت المديرة أن ترتفع أسعار السمك", at=0),), "reviewed",
        modality="planned",
    )  # fmt: skip
    home = LoadedRecord("fish", Record("c0000000c0", "0" * 64, "2026-11-18", facts=(fact,)), text)
    html = render_all(content(records=(home,)))[f"/f/{fact_id('forecast')}/"].decode()
    assert "مقرر" not in html and "مقرَّر" not in html
    assert "خطةً أو توقّعاً" in html


def test_the_list_of_what_passed_unconfirmed_explains_itself_and_stays_when_empty() -> None:
    view = view_of(newsroom(), "/timeline/unconfirmed/")
    assert isinstance(view, SlotView)
    assert (view.lead, view.sections, view.head.indexed) == ("لا وقائع", (), False)
    assert view.explained is not None and "لا يعني ذلك أنها لم تقع" in view.explained
