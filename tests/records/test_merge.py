"""The second promise: people win. A new draft changes only what nobody touched."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from builder.model import Fact, Published, Record, Rejected, When
from builder.records.codec import parse_record, write_record
from builder.records.merge import Merged, merge_record
from tests.desk import ARTICLE, bridge_record, fact, waqai, write_site

replace = msgspec.structs.replace


def drafted() -> Record:
    """As the extractor left it: nothing reviewed."""
    record = bridge_record()
    return replace(record, facts=tuple(replace(f, status="draft") for f in record.facts))


def merge(text: str, theirs: Record, base: Record | None = None) -> Merged:
    return merge_record(text, "r.yaml", parse_record(text, "r.yaml"), base or drafted(), theirs, ARTICLE)


def change(record: Record, i: int, **fields: object) -> Record:
    facts = list(record.facts)
    facts[i] = replace(facts[i], **fields)
    return replace(record, facts=tuple(facts))


def test_the_same_draft_changes_nothing() -> None:
    text = write_record(drafted())
    assert merge(text, drafted()).text == text


def test_an_untouched_field_follows_the_new_draft() -> None:
    text = write_record(drafted())
    new = merge(text, change(drafted(), 2, when=When("سبتمبر/أيلول المقبل", "2026-09", "anchored")))
    assert parse_record(new.text, "r").facts[2].when == When("سبتمبر/أيلول المقبل", "2026-09", "anchored")
    assert new.changed == (("facts", 2, "when", "edtf"),)


def test_a_typed_statement_survives_byte_for_byte_with_its_comment() -> None:
    typed = "    statement:   'افتُتح الجسر'   # صياغة المحررة"
    text = write_record(drafted()).replace("    statement: افتتح وزير النقل كريم الدالي جسر النهر.", typed)
    new = merge(text, change(drafted(), 0, statement="صياغة آلية أخرى."))
    assert new.text == text
    assert [offer.keys for offer in new.offers] == [("facts", 0, "statement")]
    assert new.offers[0].theirs == "صياغة آلية أخرى."


def test_a_reviewed_fact_is_never_changed_only_offered() -> None:
    text = write_record(bridge_record())
    new = merge(text, change(drafted(), 0, when=When("صباح الخميس", "2025-07-10", "anchored")))
    assert new.text == text
    assert len(new.offers) == 1


def test_a_rejected_fact_never_comes_back() -> None:
    gone = drafted().facts[1]
    text = write_record(
        replace(drafted(), facts=(drafted().facts[0], drafted().facts[2]), rejected=(Rejected(gone.evidence[0].exact),))
    )
    other_id = replace(
        gone, id="kbxtjvb3kt", evidence=(msgspec.structs.replace(gone.evidence[0], exact=gone.evidence[0].exact[:-6]),)
    )
    for base in (drafted(), replace(drafted(), facts=())):
        new = merge(text, replace(drafted(), facts=(*drafted().facts[:1], other_id, drafted().facts[2])), base)
        assert new.text == text


def test_a_deleted_fact_stays_deleted() -> None:
    text = write_record(replace(drafted(), facts=drafted().facts[1:]))
    assert merge(text, drafted()).text == text


def test_a_new_fact_is_added_at_the_end_with_its_names() -> None:
    added: Fact = fact(ARTICLE, "الجسر يحمل ستين طناً", "يحمل الجسر ستين طناً.", who=("المهندسة",))
    theirs = replace(drafted(), facts=(added, *drafted().facts), names=(*drafted().names, ("المهندسة", "new person")))
    new = merge(write_record(drafted()), theirs)
    record = parse_record(new.text, "r")
    assert [f.id for f in record.facts] == [*(f.id for f in drafted().facts), added.id]
    assert ("المهندسة", "new person") in record.names
    assert new.added == (added.id,)


def test_a_fact_the_new_draft_lacks_stays() -> None:
    """It may be public already."""
    text = write_record(drafted())
    assert merge(text, replace(drafted(), facts=drafted().facts[:1])).text == text


def test_facts_are_aligned_by_evidence_not_by_id() -> None:
    theirs = change(drafted(), 0, id="kbxtjvb3kt", modality="claimed")
    record = parse_record(merge(write_record(drafted()), theirs).text, "r")
    assert record.facts[0].id == drafted().facts[0].id
    assert record.facts[0].modality == "claimed"


@pytest.mark.parametrize(
    ("old", "typed"),
    [
        ("      edtf: 2025-09\n", "      edtf: 2025-09   # سؤال للمحررة\n"),
        ("      basis: anchored\n\nnames", "      basis: anchored # راجعته سلمى\n\nnames"),
        ("    when:\n      text: سبتمبر/أيلول المقبل", '    when:   # متفق عليه\n      text: "سبتمبر/أيلول المقبل"'),
        (
            "    when:\n      text: سبتمبر/أيلول المقبل\n      edtf: 2025-09\n      basis: anchored\n",
            "    when: {text: سبتمبر/أيلول المقبل, edtf: 2025-09, basis: anchored}  # ملاحظة\n",
        ),
    ],
)
def test_a_renewed_date_keeps_the_comments_and_layout_around_it(old: str, typed: str) -> None:
    text = write_record(drafted())
    assert text.count(old) == 1
    text = text.replace(old, typed)
    new = merge(text, change(drafted(), 2, when=When("سبتمبر/أيلول المقبل", "2026-09", "anchored")))
    assert new.text == text.replace("edtf: 2025-09", "edtf: 2026-09")


def test_a_typed_publication_date_stays() -> None:
    text = write_record(drafted()).replace("\nfacts:", "published: 2025-07-03   # من أرشيفنا\n\nfacts:", 1)
    theirs = replace(drafted(), published=Published("2025-07-04"))
    new = merge(text, theirs)
    assert "published: 2025-07-03   # من أرشيفنا" in new.text


@pytest.mark.parametrize("times", [2, 3])
def test_merging_again_finds_nothing_left(times: int) -> None:
    theirs = change(drafted(), 2, modality="reported")
    text = write_record(drafted())
    base = drafted()
    for _ in range(times):
        text, base = merge(text, theirs, base).text, theirs
    assert text == merge(write_record(drafted()), theirs).text


def test_without_the_last_draft_everything_is_a_persons(tmp_path: Path) -> None:
    """Nobody can tell then what was typed: nothing changes, nothing comes back, and the command says so."""
    site = write_site(tmp_path / "s")
    (tmp_path / "a.txt").write_text(ARTICLE + "\nسطر.\n", "utf-8")
    waqai(site, "add", "../a.txt")
    path = site / "content/records/a.yaml"
    drafted = path.read_text("utf-8")
    first = re.search(r"(?m)^    statement: .*$", drafted)
    assert first
    typed = drafted.replace(first.group(), "    statement: صياغة المحررة", 1)
    path.write_text(typed, "utf-8")
    (site / "content/drafts/a.json").unlink()
    done = waqai(site, "update", "a")
    assert done.returncode == 0 and "taken for yours" in done.stderr
    assert path.read_text("utf-8") == typed
    assert (site / "content/drafts/a.json").exists()


def test_a_pair_that_a_person_wrote_stays_byte_for_byte() -> None:
    """Who tells the same event is a person's word: no draft has it, and none takes it away."""
    first = drafted().facts[0].id
    pairs = f"same_as:   # كما اتفقنا\n- [ {first},kbxtjvb3kt ]\n\n"
    text = write_record(drafted()).replace("names:\n", f"{pairs}names:\n")
    new = merge(text, change(drafted(), 2, when=When("سبتمبر/أيلول المقبل", "2026-09", "anchored")))
    assert new.changed and pairs in new.text
