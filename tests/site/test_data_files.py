"""`/data/`: every line true to its schema, reviewed facts only, and what FollowTheMoney's own library takes whole."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import jsonschema
import msgspec
import pytest
import yaml

from builder.config import Outputs
from builder.model import Verdict, When
from builder.site.index import LoadedRecord, SiteContent, build_index
from builder.site.plan import plan
from builder.site.views import raw_bytes
from tests.site.fixture import CONFIG, COST_RECORD, COST_TEXT, PORT_RECORD, PORT_TEXT, content, entity_id, fact_id
from tests.site.test_accounts import ECHO, ECHOED, OPENING, site_of

replace = msgspec.structs.replace
# Of FollowTheMoney 4.11: the properties of each schema used here; all that is not in this table is not written.
MODEL = yaml.safe_load((Path(__file__).parent / "cases/followthemoney.yaml").read_text("utf-8"))


def files_of(made: SiteContent) -> dict[str, bytes]:
    return {p.address: raw_bytes(p) for p in plan(build_index(made)) if p.template is None}


def rich() -> SiteContent:
    """The newsroom with a verdict, accounts of one event and dates of every shape."""
    verdict = Verdict("incomplete", "قسم التحقق", "2026-11-21", "السياق ناقص.")
    shapes = iter(
        ["2025-07-10/2025-07-12", "{2025-06-04,2025-06-17}", "2025-21/2026", "../2025-04", "2025-07-11~", "2025-33"]
    )
    facts = tuple(replace(f, verdict=verdict, when=When("حين", next(shapes), "stated")) for f in PORT_RECORD.facts)
    records = (
        LoadedRecord("quay-cost", COST_RECORD, COST_TEXT),
        LoadedRecord("south-quay", replace(PORT_RECORD, facts=facts), PORT_TEXT),
    )
    return content(records=records)


SITES = {"plain": content, "rich": rich, "accounts": lambda: site_of(ECHOED, same_as=((OPENING, ECHO),))}


@cache
def files(name: str = "plain") -> dict[str, bytes]:
    return files_of(SITES[name]())


def lines(data: bytes) -> list[dict[str, object]]:
    assert data.endswith(b"\n")
    return [json.loads(line) for line in data.splitlines()]


@pytest.mark.parametrize("name", SITES)
def test_every_fact_is_as_its_schema_says(name: str) -> None:
    found = files(name)
    schema = json.loads(found["/data/fact.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    facts = [json.loads(data) for a, data in found.items() if a.startswith("/f/") and a.count("/") == 2]
    assert len(facts) >= 11 and {f["status"] for f in facts} == {"reviewed", "draft", "withdrawn", "rejected"}
    for value in [*facts, *lines(found["/data/facts.jsonl"])]:
        validator.validate(value)


@pytest.mark.parametrize(
    "change", [{"statement": 1}, {"status": "seen"}, {"evidence": []}, {"extra": "x"}, {"id": "aeiou"}]
)
def test_the_schema_refuses_what_no_fact_is(change: dict[str, object]) -> None:
    found = files()
    value = {**lines(found["/data/facts.jsonl"])[0], **change}
    assert not jsonschema.Draft202012Validator(json.loads(found["/data/fact.schema.json"])).is_valid(value)


def test_the_lines_the_list_and_the_pages_own_files_are_one(  # a program may take whichever it likes
) -> None:
    found = files()
    facts = lines(found["/data/facts.jsonl"])
    assert json.loads(found["/data/facts.json"]) == facts
    assert [json.loads(found[f"/f/{fact['id']}.json"]) for fact in facts] == facts
    assert {fact["status"] for fact in facts} == {"reviewed"}


def test_a_verdict_and_earlier_wordings_are_in_the_export() -> None:
    value = json.loads(files("rich")[f"/f/{fact_id('opening')}.json"])
    assert (value["verdict"]["rating"], value["verdict"]["label"]) == ("incomplete", "ناقص السياق")
    assert [row["until"] for row in value["versions"]] == ["2026-11-18", "2026-11-20"]
    assert value["versions"][1]["statement"] == "افتتح وزير النقل سامر الخطيب الرصيف الشمالي في ميناء مرسى النخيل."


def test_entities_are_those_that_reviewed_facts_name() -> None:
    rows = {row["id"]: row for row in lines(files()["/data/entities.jsonl"])}
    assert entity_id("مازن عواد") not in rows
    assert rows[entity_id("سامر الخطيب")]["facts"] == [fact_id("opening"), fact_id("ships")]


def test_what_is_there_is_described() -> None:
    found = files()
    about = found["/data/README.txt"].decode()
    assert all(a.removeprefix("/data/") in about for a in found if a.startswith("/data/") and "README" not in a)


def test_a_site_without_json_has_no_data() -> None:
    assert not [a for a in files_of(content(replace(CONFIG, outputs=Outputs(json=False)))) if a.startswith("/data/")]


def test_an_empty_site_has_empty_files_that_still_parse() -> None:
    found = files_of(content(records=(), resolved={}, lock=frozenset()))
    assert json.loads(found["/data/facts.json"]) == [] and found["/data/facts.jsonl"] == b""


# ---- FollowTheMoney -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SITES)
def test_lines_keep_to_the_model(name: str) -> None:
    rows = lines(files(name)["/data/ftm.jsonl"])
    known = {row["id"]: str(row["schema"]) for row in rows}
    assert len(known) == len(rows)
    for row in rows:
        schema = MODEL[row["schema"]]
        properties = row["properties"]
        assert isinstance(properties, dict)
        assert set(schema["required"]) <= set(properties)
        for prop, values in properties.items():
            assert values and all(isinstance(value, str) for value in values)
            wanted = schema["properties"][prop]
            if isinstance(wanted, list):  # a property that names other lines, and of which schemata
                assert all(known[value] in wanted for value in values), (row, prop)


def test_only_what_is_reported_as_done_is_an_event() -> None:
    rows = {row["id"]: row for row in lines(files()["/data/ftm.jsonl"])}
    assert rows[fact_id("opening")]["schema"] == "Event"
    assert rows[fact_id("opening")]["properties"]["date"] == ["2025-07-10"]  # type: ignore[index]
    visit = rows[fact_id("visit")]
    assert visit["schema"] == "Note" and visit["properties"]["keywords"] == ["متوقَّع"]  # type: ignore[index]
    assert fact_id("denial") not in rows and fact_id("depth") not in rows


def test_dates_keep_their_precision_and_guesses_stay_out() -> None:
    rows = {row["id"]: row["properties"] for row in lines(files("rich")["/data/ftm.jsonl"])}
    opening, closed = rows[fact_id("opening")], rows[fact_id("closed")]
    assert (opening["startDate"], opening["endDate"]) == (["2025-07-10"], ["2025-07-12"])  # type: ignore[index]
    assert "date" not in closed  # type: ignore[operator]
    plain = {row["id"]: row["properties"] for row in lines(files()["/data/ftm.jsonl"])}
    assert plain[fact_id("closed")]["date"] == ["2022"]  # type: ignore[index]


def test_a_ship_is_named_and_not_made_a_body() -> None:
    rows = {row["id"]: row for row in lines(files()["/data/ftm.jsonl"])}
    assert entity_id("Blue Horizon") not in rows
    assert "Blue Horizon" in rows[fact_id("visit")]["properties"]["namesMentioned"]  # type: ignore[index]
