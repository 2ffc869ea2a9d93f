"""YAML is read as strings with places, and everything that YAML would misread is refused with a mend."""

from __future__ import annotations

import pytest

from builder import limits
from builder.errors import BuildError, Faults
from builder.nodes import Mapping, Scalar, Sequence, decode_yaml_bytes, place_of, read_nodes


def told(text: str) -> str:
    with pytest.raises(Faults) as caught:
        read_nodes(text, "r.yaml")
    return caught.value.told("en")


@pytest.mark.parametrize("value", ["no", "10:30", "007", "2025-07-02", "1e3", "yes", "0x10", "=", "1_000"])
def test_what_was_typed_is_what_is_read(value: str) -> None:
    root = read_nodes(f"key: {value}\n", "r.yaml")
    assert isinstance(root, Mapping)
    node = root.get("key")
    assert isinstance(node, Scalar) and node.value == value


def test_places_count_lines_columns_and_code_points() -> None:
    text = "أ: 𝒜\nب:\n  - نص\n"
    node = place_of(read_nodes(text, "r.yaml"), ("ب", 0))
    assert (node.line, node.column) == (3, 5)
    assert text[node.start : node.end] == "نص"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: قال لافروف: نعم\n", "r.yaml:1: the text holds a colon followed by a space"),
        ('a: "آسيان" تجتمع\n', "r.yaml:1: the text begins with a quotation mark"),
        ("a: 1\na: 2\n", "r.yaml:2:1: the key `a` stands here for the second time (first in line 1)"),
        ("\u200fa: 1\n", "U+200F RIGHT-TO-LEFT MARK"),
        ("a\u00a0: 1\n", "U+00A0 NO-BREAK SPACE"),
        ("a: b\u0085c: d\n", "U+0085 NEXT LINE"),
        ("a: b\rc: d\n", "U+000D CARRIAGE RETURN"),
        ("a: b\u2028c\n", "U+2028 LINE SEPARATOR"),
        ("a: b\x1bc\n", "U+001B"),
        ("a: &x 1\nb: *x\n", "anchors and aliases"),
        ("a: !!python/object:os.system 1\n", "tags"),
        ("a: 1\n<<: {b: 2}\n", "merge keys"),
        ("%YAML 1.1\n---\na: 1\n", "directive"),
        ("a: 1\n---\nb: 2\n", "second document"),
        ("a:\n\tb: 1\n", "indented with a TAB"),
        ('a: "\\ud800"\n', "not readable"),
        ('a: "\\0"\n', "an escape gives the character U+0000"),
        ("? [a]\n: b\n", "a key must be plain text"),
    ],
)
def test_refused_with_the_reason(text: str, says: str) -> None:
    assert says in told(text)


def test_arabic_message_says_what_to_type() -> None:
    with pytest.raises(Faults) as caught:
        read_nodes("note: قال لافروف: نعم\n", "r.yaml")
    assert "ضع النص كله بين علامتي اقتباس" in caught.value.told("ar")


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "- " * 100_000 + "x", "{a: " * 100_000, "a:\n" + "".join(" " * i + "b:\n" for i in range(1, 200))],
)
def test_depth_is_capped_before_it_hurts(text: str) -> None:
    assert f"deeper than {limits.YAML_DEPTH} levels" in told(text)


@pytest.mark.parametrize(("depth", "fits"), [(limits.YAML_DEPTH, True), (limits.YAML_DEPTH + 1, False)])
def test_depth_at_the_limit(depth: int, fits: bool) -> None:
    text = "[" * depth + "]" * depth
    if fits:
        assert isinstance(read_nodes(text, "r.yaml"), Sequence)
    else:
        assert "deeper" in told(text)


@pytest.mark.parametrize(("length", "fits"), [(limits.SCALAR_CHARACTERS, True), (limits.SCALAR_CHARACTERS + 1, False)])
def test_scalar_at_the_limit(length: int, fits: bool) -> None:
    text = "a: " + "ن" * length + "\n"
    if fits:
        read_nodes(text, "r.yaml")
    else:
        assert "at most" in told(text)


def test_several_faults_are_told_together() -> None:
    assert told("a: 1\na: 2\nb: 1\nb: 2\n").count("second time") == 2


@pytest.mark.parametrize("data", ["a: نص".encode("utf-16"), "a: نص".encode("cp1256")])
def test_other_encodings_are_named(data: bytes) -> None:
    with pytest.raises(BuildError, match="not UTF-8"):
        decode_yaml_bytes(data, "r.yaml", 1000)


def test_bom_does_not_shift_places() -> None:
    text = decode_yaml_bytes("\ufeffa: نص\n".encode(), "r.yaml", 1000)
    node = place_of(read_nodes(text, "r.yaml"), ("a",))
    assert text[node.start : node.end] == "نص"
