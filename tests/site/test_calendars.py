"""The timeline in calendars and in TimelineJS: read by an independent parser, sure days only, nothing made up."""

from __future__ import annotations

import json
from collections.abc import Callable

import icalendar
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.config import Outputs
from builder.model import Fact, When
from builder.site.calendars import certain_days, fold_line
from builder.site.index import LoadedRecord, SiteContent
from builder.site.views import TimelineView, raw_bytes
from builder.text.edtf import parse_edtf
from tests.site.fixture import CONFIG, COST_RECORD, COST_TEXT, PORT_RECORD, PORT_TEXT, content, fact_id, planned

replace = msgspec.structs.replace


def site_of(lock: frozenset[str] = frozenset(), **changes: dict[str, object]) -> SiteContent:
    """The newsroom with facts changed, by name."""

    def changed(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        by_id = {fact_id(name): fields for name, fields in changes.items()}
        return tuple(replace(f, **by_id.get(f.id, {})) for f in facts)

    records = (
        LoadedRecord("quay-cost", replace(COST_RECORD, facts=changed(COST_RECORD.facts)), COST_TEXT),
        LoadedRecord("south-quay", replace(PORT_RECORD, facts=changed(PORT_RECORD.facts)), PORT_TEXT),
    )
    return content(records=records, lock=lock)


def ics(made: SiteContent) -> bytes:
    return raw_bytes(planned(made)["/timeline.ics"])


def events(made: SiteContent) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(ics(made))
    found = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    assert not [e for e in calendar.walk() if e.errors]
    return {uid.removesuffix("@facts.example"): event for uid, event in found.items()}


def test_the_calendar_is_as_agreed(golden: Callable[[str, bytes], None]) -> None:
    golden("pages/timeline.ics", ics(content()).replace(b"\r\n", b"\n"))


def test_a_sure_day_lasts_that_day(golden: object) -> None:
    event = events(content())[fact_id("opening")]
    assert event["DTSTART"].dt.isoformat() == "2025-07-10" and event["DTSTART"].params["VALUE"] == "DATE"
    assert event["DTEND"].dt.isoformat() == "2025-07-11"  # the first day that it does not last
    assert event["DTSTAMP"].dt.isoformat() == "2026-11-20T00:00:00+00:00"
    assert str(event["URL"]) == f"https://facts.example/waqai/f/{fact_id('opening')}/"
    assert int(event["SEQUENCE"]) == 2
    assert "افتتح وزير النقل سامر الخطيب أمس الخميس" in str(event["DESCRIPTION"])
    assert [str(name) for name in event["CATEGORIES"].cats] == ["سامر الخطيب", "مرسى النخيل"]


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2025-07-11", [("2025-07-11", "2025-07-11")]),
        ("2025-07-10/2025-07-12", [("2025-07-10", "2025-07-12")]),
        ("{2025-06-04,2025-06-17}", [("2025-06-04", "2025-06-04"), ("2025-06-17", "2025-06-17")]),
        ("2025-07", []), ("2025", []), ("2025-21", []), ("2025-07-11?", []), ("2025-07-11~", []), ("XXXX-07-03", []),
        ("2022-09/2025-07", []), ("2025-07-10/..", []), ("../2025-07-10", []), ("2025-07/2025-08-02", []),
    ],
)  # fmt: skip
def test_only_sure_days_stand_in_a_calendar(edtf: str, days: list[tuple[str, str]]) -> None:
    assert list(certain_days(parse_edtf(edtf))) == days


def test_days_apart_are_one_event_that_repeats() -> None:
    made = site_of(opening={"when": When(None, "{2025-07-10,2025-07-14}", "stated")})
    event = events(made)[fact_id("opening")]
    assert event["DTSTART"].dt.isoformat() == "2025-07-10"
    assert [d.dt.isoformat() for d in event["RDATE"].dts] == ["2025-07-14"]


def test_what_is_planned_is_tentative_and_what_is_claimed_is_not_confirmed() -> None:
    day = When(None, "2026-03-04", "stated")
    found = events(site_of(visit={"when": day}))
    assert str(found[fact_id("visit")]["STATUS"]) == "TENTATIVE"
    assert str(found[fact_id("visit")]["SUMMARY"]).startswith("[متوقَّع] ")
    assert "STATUS" not in found[fact_id("ships")]
    assert str(found[fact_id("opening")]["STATUS"]) == "CONFIRMED"


def test_the_unreviewed_and_the_denied_are_left_out() -> None:
    day = When(None, "2025-07-10", "stated")
    found = events(site_of(depth={"when": day}, denial={"when": day, "status": "reviewed"}))
    assert set(found) == {fact_id("opening"), fact_id("ships")}


def test_a_withdrawn_fact_that_was_published_is_cancelled_and_not_repeated() -> None:
    day = {"when": When(None, "2025-07-10", "stated")}
    assert fact_id("report") not in events(site_of(report=day))
    locked = frozenset({f"/f/{fact_id('report')}/"})
    event = events(site_of(report=day, lock=locked))[fact_id("report")]
    assert (str(event["STATUS"]), int(event["SEQUENCE"])) == ("CANCELLED", 1)
    assert "الكيلاني" not in str(event["SUMMARY"]) + str(event["DESCRIPTION"])


def test_the_last_day_of_the_calendar_has_no_day_after() -> None:
    assert "DTEND" not in events(site_of(opening={"when": When(None, "9999-12-31", "stated")}))[fact_id("opening")]


@given(st.text(st.sampled_from("اب ج\u064b😀x-;:,\\"), max_size=200))
def test_lines_are_folded_at_75_octets_between_characters(text: str) -> None:
    folded = fold_line(text)
    lines = folded.split(b"\r\n")
    assert lines[-1] == b"" and all(len(line) <= 75 for line in lines)
    assert [line.decode() for line in lines]  # no character is cut
    assert folded.removesuffix(b"\r\n").replace(b"\r\n ", b"").decode() == text


@settings(max_examples=25)
@given(st.text(st.sampled_from('اب ;,:\\\n\r\t\u2028\x00\x07nN"'), min_size=1, max_size=60))
def test_any_statement_survives_the_calendar(text: str) -> None:
    event = events(site_of(opening={"statement": "قيل " + text}))[fact_id("opening")]
    told = str(event["SUMMARY"]).replace("\r", "")
    kept = "".join(c for c in "\n".join(("قيل " + text).splitlines()) if c == "\n" or c == "\t" or c >= " ")
    assert told.rstrip() == f"[مصحَّحة] {kept}".rstrip()


def test_the_timeline_offers_the_calendar() -> None:
    view = planned(content())["/timeline/"].view
    assert isinstance(view, TimelineView)
    assert (view.subscribe.ics, view.subscribe.webcal) == (
        "/waqai/timeline.ics", "webcal://facts.example/waqai/timeline.ics",
    )  # fmt: skip


def test_a_site_without_a_timeline_has_neither_file() -> None:
    found = planned(content(replace(CONFIG, outputs=Outputs(timeline=False))))
    assert "/timeline.ics" not in found and "/timeline.json" not in found


# ---- TimelineJS -----------------------------------------------------------------------------------------------------


def slides(made: SiteContent) -> dict[str, dict[str, object]]:
    value = json.loads(raw_bytes(planned(made)["/timeline.json"]))
    assert set(value) == {"title", "events"}
    return {slide["unique_id"]: slide for slide in value["events"]}


@pytest.mark.parametrize(
    ("edtf", "start", "end", "words"),
    [
        ("2025-07-11", {"year": 2025, "month": 7, "day": 11}, None, "11 يوليو/تموز 2025"),
        ("2025-07", {"year": 2025, "month": 7}, None, "يوليو/تموز 2025"),
        ("2025", {"year": 2025}, None, "2025"),
        ("2025-21", {"year": 2025}, None, "ربيع 2025"),
        ("2025-33", {"year": 2025, "month": 1}, {"year": 2025, "month": 3}, "الربع الأول من 2025"),
        ("2025-07-11~", {"year": 2025, "month": 7, "day": 11}, None, "نحو 11 يوليو/تموز 2025"),
        ("2022-09/2025-07", {"year": 2022, "month": 9}, {"year": 2025, "month": 7}, "من سبتمبر/أيلول 2022 إلى يوليو/تموز 2025"),
        ("../2025-04", {"year": 2025, "month": 4}, None, "حتى أبريل/نيسان 2025"),
        ("2024/..", {"year": 2024}, None, "منذ 2024"),
    ],
)  # fmt: skip
def test_a_slide_has_the_known_parts_of_its_date(
    edtf: str, start: dict[str, int], end: dict[str, int] | None, words: str
) -> None:
    slide = slides(site_of(opening={"when": When(None, edtf, "stated")}))[fact_id("opening")]
    assert slide["start_date"] == {**start, "display_date": words} and slide["display_date"] == words
    assert slide.get("end_date") == ({**end, "display_date": words} if end else None)


def test_the_undated_and_the_unreviewed_have_no_slide() -> None:
    found = slides(content())
    assert fact_id("estimate") not in found and fact_id("depth") not in found and fact_id("closed") in found


def test_markup_in_a_statement_stays_text() -> None:
    slide = slides(site_of(opening={"statement": '<img src=x onerror="a()"> & قيل'}))[fact_id("opening")]
    text = slide["text"]
    assert isinstance(text, dict)
    assert "&lt;img src=x onerror=&quot;a()&quot;&gt; &amp; قيل" in text["headline"]
