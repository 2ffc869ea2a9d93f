"""Who else tells an event, and how many hands the story really has: only what a person confirmed is shown."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import msgspec
import pytest

from builder.model import Fact, Record, Said
from builder.site.index import LoadedRecord, SiteContent
from builder.site.views import Accounts, FactView, raw_bytes
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
OPENING, ECHO, RADIO = fact_id("opening"), fact_id("echo"), fact_id("radio")
STATEMENT = "افتُتح الرصيف الجنوبي في ميناء مرسى النخيل بحضور وزير النقل."
# The same article with another head: the opening of it is told by one hand, whatever it credits.
ECHO_TEXT = PORT_TEXT.replace("الرصيف الجنوبي يفتح أبوابه", "رصيف جديد")
RADIO_TEXT = "دخل الرصيف الجنوبي الخدمة\n\nشهد ميناء مرسى النخيل افتتاح رصيفه الجنوبي يوم الخميس، وحضره وزير النقل.\n"


def told(id_: str, record_id: str, text: str, publisher: str | None, *agencies: str, **fields: object) -> LoadedRecord:
    """An article of another outlet that tells the opening in one fact."""
    exact = next(line for line in text.split("\n")[1:] if line)
    fact = Fact(id_, STATEMENT, (PORT_RECORD.facts[0].evidence[0],), status="reviewed", when=PORT_RECORD.facts[0].when)
    fact = replace(fact, evidence=(replace(fact.evidence[0], exact=exact, at=text.index(exact)),), **fields)
    made = Record(
        record_id,
        "0" * 64,
        "2026-11-18",
        publisher=Said(publisher) if publisher else None,
        agencies=agencies,
        facts=(fact,),
    )
    return LoadedRecord(record_id, made, text)


ECHOED = told(ECHO, "c0000000c0", ECHO_TEXT, "إذاعة الضفة")
BROADCAST = told(RADIO, "d0000000d0", RADIO_TEXT, "إذاعة الضفة", "وكالة الساحل")


def site_of(*others: LoadedRecord, same_as: tuple[tuple[str, str], ...]) -> SiteContent:
    port = LoadedRecord("south-quay", replace(PORT_RECORD, same_as=same_as), PORT_TEXT)
    records = (LoadedRecord("quay-cost", COST_RECORD, COST_TEXT), port, *others)
    resolved = {**content().resolved}
    for home in others:
        names = (*home.record.agencies, *((home.record.publisher.value,) if home.record.publisher else ()))
        resolved.update({(home.stem, name): entity_id(name) for name in names})
    return content(CONFIG, records=records, resolved=resolved)


def accounts(made: SiteContent, id_: str = OPENING) -> Accounts | None:
    view = planned(made)[f"/f/{id_}/"].view
    assert isinstance(view, FactView)
    return view.accounts


def test_nothing_is_shown_that_nobody_confirmed() -> None:
    assert accounts(site_of(ECHOED, BROADCAST, same_as=())) is None


def test_two_outlets_on_one_agency_are_one_origin() -> None:
    shown = accounts(site_of(BROADCAST, same_as=((OPENING, RADIO),)))
    assert shown is not None and shown.count == "روايتان من مصدر أصلي واحد"
    (origin,) = shown.origins
    assert [name.name for name in origin.names] == ["وكالة الساحل"] and origin.own
    assert [(row.href, row.outlet) for row in origin.rows] == [(f"/waqai/f/{RADIO}/", "إذاعة الضفة")]


def test_nearly_one_text_is_one_origin_whatever_is_credited() -> None:
    assert ECHO_TEXT != PORT_TEXT
    shown = accounts(site_of(ECHOED, same_as=((OPENING, ECHO),)))
    assert shown is not None and shown.count == "روايتان من مصدر أصلي واحد"


def test_another_hand_is_another_origin_and_the_own_comes_first() -> None:
    third = told(RADIO, "d0000000d0", RADIO_TEXT, "إذاعة الضفة")
    made = site_of(ECHOED, third, same_as=((RADIO, OPENING), (ECHO, OPENING)))
    shown = accounts(replace(made, records=tuple(reversed(made.records))))
    assert shown is not None and shown == accounts(made)
    # The echo's outlet and the radio's are one, so all three come from one hand after all.
    assert shown.count == "3 روايات من مصدر أصلي واحد"
    unnamed = told(RADIO, "d0000000d0", RADIO_TEXT, None)
    shown = accounts(site_of(ECHOED, unnamed, same_as=((RADIO, OPENING), (ECHO, OPENING))))
    assert shown is not None and shown.count == "3 روايات من مصدرين أصليين"
    assert [(origin.own, len(origin.rows)) for origin in shown.origins] == [(True, 1), (False, 1)]
    assert shown.origins[1].names == ()


def test_every_side_of_a_group_sees_the_rest() -> None:
    made = site_of(ECHOED, BROADCAST, same_as=((OPENING, ECHO), (ECHO, RADIO)))
    for own in (OPENING, ECHO, RADIO):
        shown = accounts(made, own)
        assert shown is not None
        assert {row.href for origin in shown.origins for row in origin.rows} == {
            f"/waqai/f/{other}/" for other in (OPENING, ECHO, RADIO) if other != own
        }


def test_a_fact_that_is_not_shown_is_left_out_but_still_joins_the_others() -> None:
    hidden = told(ECHO, "c0000000c0", ECHO_TEXT, "إذاعة الضفة", status="draft")
    made = site_of(hidden, BROADCAST, same_as=((OPENING, ECHO), (ECHO, RADIO)))
    shown = accounts(replace(made, config=replace(CONFIG, unreviewed="hide")))
    assert shown is not None and shown.count == "روايتان من مصدر أصلي واحد"
    assert ECHO not in repr(shown)


def test_machines_are_told_too() -> None:
    unnamed = told(RADIO, "d0000000d0", RADIO_TEXT, None)
    found = planned(site_of(ECHOED, unnamed, same_as=((OPENING, ECHO), (OPENING, RADIO))))
    value = json.loads(raw_bytes(found[f"/f/{OPENING}.json"]))
    assert value["same_as"] == {
        "accounts": 3,
        "origins": 2,
        "origin": ["وكالة الساحل"],
        "facts": sorted(
            [
                {"id": ECHO, "origin": ["إذاعة الضفة"], "same_origin": True},
                {"id": RADIO, "origin": [], "same_origin": False},
            ],
            key=lambda row: str(row["id"]),
        ),
    }
    data = {row["id"]: row for row in json.loads(raw_bytes(found["/data/facts.json"]))}
    assert data[OPENING]["same_as"] == value["same_as"] and "same_as" not in data[fact_id("cost")]
    rows = {
        row["id"]: row for row in csv.DictReader(io.StringIO(raw_bytes(found["/data/facts.csv"]).decode("utf-8-sig")))
    }
    assert (rows[OPENING]["accounts"], rows[OPENING]["origins"]) == ("3", "2")
    assert rows[fact_id("cost")]["accounts"] == ""


@pytest.mark.parametrize(
    ("n", "said"), [(1, "مصدر أصلي واحد"), (2, "مصدرين أصليين"), (3, "3 مصادر أصلية"), (11, "11 مصدراً أصلياً")]
)
def test_origins_are_counted_in_the_genitive(n: int, said: str) -> None:
    from builder.site.labels import counted

    assert counted(n, "origin", "latn") == said


def test_the_page_is_as_agreed(golden: Callable[[str, bytes], None]) -> None:
    unnamed = told(RADIO, "d0000000d0", RADIO_TEXT, None)
    rendered = render_all(site_of(ECHOED, unnamed, same_as=((OPENING, ECHO), (OPENING, RADIO))))
    golden("pages/fact-accounts.html", rendered[f"/f/{OPENING}/"])
