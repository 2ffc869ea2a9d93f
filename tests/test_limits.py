"""Every limit of builder/limits.py: what just fits is taken, one more is refused and says how much is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder import limits
from builder.errors import BuildError, Faults
from builder.extract.decode import decode
from builder.fields import Fields
from builder.files import name_problem, read_file
from builder.load import load_lock
from builder.nodes import Scalar, decode_yaml_bytes, read_nodes
from builder.records.codec import parse_record
from builder.text.edtf import parse_edtf

ARABIC = "افتتح وزير النقل جسر النهر صباح الخميس في مدينة المرفأ. "
HEAD = "id: z5zhxt5fzc\ntext_sha256: x\nadded: 2025-07-04\n"


@pytest.mark.parametrize("limit", [limits.SITE_YAML_BYTES, limits.RECORD_BYTES, limits.PROSE_BYTES])
def test_bytes_of_a_file(tmp_path: Path, limit: int) -> None:
    (tmp_path / "a").write_bytes(b"#" * limit)
    assert len(decode_yaml_bytes(read_file(tmp_path, "a", limit), "a", limit)) == limit
    (tmp_path / "a").write_bytes(b"#" * (limit + 1))
    with pytest.raises(BuildError, match=f"at most {limit:,}"):
        read_file(tmp_path, "a", limit)


def test_lines_of_a_record() -> None:
    read_nodes("#\n" * limits.RECORD_LINES, "r")
    with pytest.raises(Faults, match=f"more than {limits.RECORD_LINES:,} lines"):
        read_nodes("#\n" * (limits.RECORD_LINES + 1), "r")


def record_of(facts: int) -> str:
    return HEAD + "facts:\n" + "- {id: kbxtjvb3kt, statement: x, evidence: [{exact: x}]}\n" * facts


def test_facts_of_a_record() -> None:
    assert len(parse_record(record_of(limits.RECORD_FACTS), "r").facts) == limits.RECORD_FACTS
    with pytest.raises(Faults, match=f"more than {limits.RECORD_FACTS} facts"):
        parse_record(record_of(limits.RECORD_FACTS + 1), "r")


@pytest.mark.parametrize(("over", "says"), [(0, None), (1, f"at most {limits.EVIDENCE_CHARACTERS:,}")])
def test_characters_of_evidence(over: int, says: str | None) -> None:
    exact = "ن" * (limits.EVIDENCE_CHARACTERS + over)
    text = HEAD + f"facts: [{{id: kbxtjvb3kt, statement: x, evidence: [{{exact: {exact}}}]}}]\n"
    if says is None:
        parse_record(text, "r")
    else:
        with pytest.raises(Faults, match=says):
            parse_record(text, "r")


@pytest.mark.parametrize(("over", "fits"), [(0, True), (1, False)])
def test_characters_of_a_key(over: int, fits: bool) -> None:
    text = "ن" * (limits.KEY_CHARACTERS + over) + ": x\n"
    if fits:
        read_nodes(text, "r")
    else:
        with pytest.raises(Faults, match="too long"):
            read_nodes(text, "r")


@pytest.mark.parametrize(("over", "faults"), [(0, 0), (1, 1)])
def test_characters_of_an_address(over: int, faults: int) -> None:
    address = "https://a.example/" + "x" * (limits.ADDRESS_CHARACTERS - 18 + over)
    fields = Fields("r", address)
    fields.web_address(Scalar(address, 1, 1, 0, len(address)), "url")
    assert len(fields.faults) == faults


@pytest.mark.parametrize(("digits", "faults"), [(9, 0), (10, 1)])
def test_digits_of_a_position(digits: int, faults: int) -> None:
    fields = Fields("r", "")
    fields.number(Scalar("9" * digits, 1, 1, 0, 0), "at")
    assert len(fields.faults) == faults


def test_characters_of_a_date() -> None:
    longest = "2025-07-11~/2025-07-12?"
    assert parse_edtf(longest).approximate and len(longest) < limits.EDTF_CHARACTERS
    with pytest.raises(ValueError, match=f"longer than {limits.EDTF_CHARACTERS}"):
        parse_edtf("2" * (limits.EDTF_CHARACTERS + 1))


def test_bytes_of_a_file_name() -> None:
    assert name_problem("n" * limits.FILE_NAME_BYTES) is None
    assert name_problem("n" * (limits.FILE_NAME_BYTES + 1)) is not None


def test_addresses_of_the_lock(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    longest = "/" + "x" * (limits.ADDRESS_CHARACTERS - 2) + "/"
    (tmp_path / "content/permalinks.lock").write_text(longest + "\n")
    assert load_lock(tmp_path) == {longest}
    (tmp_path / "content/permalinks.lock").write_text("/x" + longest + "\n")
    with pytest.raises(Faults, match=r"permalinks\.lock:1: not an address"):
        load_lock(tmp_path)


@pytest.mark.slow
def test_characters_of_an_article() -> None:
    text = ARABIC * (limits.ARTICLE_BYTES // len(ARABIC))
    assert decode(text.encode(), "a.txt").text
    with pytest.raises(BuildError, match="larger than 20 MB"):
        decode((text + ARABIC * 2).encode(), "a.txt")


@pytest.mark.parametrize(("depth", "fits"), [(limits.HTML_DEPTH - 20, True), (limits.HTML_DEPTH + 20, False)])
def test_depth_of_a_page(depth: int, fits: bool) -> None:
    page = f"<html><body>{'<div>' * depth}<p>{ARABIC}</p>{'</div>' * depth}<p>{ARABIC}</p></body></html>"
    if fits:
        assert decode(page.encode(), "a.html").text.count("جسر النهر") == 2
    else:
        with pytest.raises(BuildError, match="nested deeper than"):
            decode(page.encode(), "a.html")


@pytest.mark.parametrize(
    ("depth", "fits"), [(20, True), (limits.PROSE_NESTING // 2 - 5, True), (limits.PROSE_NESTING + 5, False)]
)
def test_nesting_of_markdown(depth: int, fits: bool) -> None:
    """Words in the 20th nested quotation vanish in other readers of Markdown."""
    text = f"# عنوان\n\n{'> ' * depth}{ARABIC}\n"
    if fits:
        assert "جسر النهر" in decode(text.encode(), "a.md").text
    else:
        with pytest.raises(BuildError, match="nested too deeply"):
            decode(text.encode(), "a.md")
