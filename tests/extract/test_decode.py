"""From bytes to text: what the cases say, every encoding, and nothing but BuildError for what is no article."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from casefile import Case, ids, read_cases
from hypothesis import given
from hypothesis import strategies as st

from builder.errors import BuildError
from builder.extract.decode import Decoded, decode

ARTICLE = "أقر المجلس البلدي موازنة العام الجديد بعد نقاش استمر ثلاث ساعات في القاعة.\nوقالت رئيسة المجلس إن البنود نالت الأغلبية.\n"


def shown(decoded: Decoded) -> str:
    meta = decoded.meta
    rows = {
        "title": meta.title, "publisher": meta.publisher, "agencies": "، ".join(meta.agencies),
        "authors": "، ".join(meta.authors), "published": meta.published.edtf if meta.published else None, "url": meta.url,
    }  # fmt: skip
    head = [f"{key}: {value}" for key, value in rows.items() if value]
    return "\n".join([*head, *(["---"] if head else []), decoded.text.rstrip("\n")])


@pytest.mark.parametrize("case", read_cases("decode", ("name",)), ids=ids)
def test_case(case: Case) -> None:
    """What the markup says of the article, then its text."""
    assert shown(decode(case.text.encode(), case.settings.get("name", "a.txt"))) == case.expected


@pytest.mark.parametrize("case", read_cases("refused", ("name",)), ids=ids)
def test_refused(case: Case) -> None:
    """Place and problem, in English; both languages have a mend."""
    with pytest.raises(BuildError) as caught:
        decode(case.text.encode(), case.settings.get("name", "a.txt"))
    assert caught.value.told("en").split("\n")[0] == case.expected
    assert caught.value.mend
    assert caught.value.told("ar") != caught.value.told("en")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (ARTICLE.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + ARTICLE.encode(), "utf-8"),
        (ARTICLE.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + ARTICLE.encode("utf-16-be"), "utf-16-be"),
        (ARTICLE.encode("utf-16-le"), "utf-16-le"),
        (ARTICLE.encode("utf-16-be"), "utf-16-be"),
        (ARTICLE.encode("cp1256"), "cp1256"),
        (ARTICLE.encode("iso8859_6"), "iso8859_6"),
        (ARTICLE.replace("\n", "\r\n").encode(), "utf-8"),
        (ARTICLE.replace("\n", "\r").encode("cp1256"), "cp1256"),
        (ARTICLE.replace("\n", "\u2028").encode(), "utf-8"),
        (ARTICLE.replace("\n", "\x85").encode(), "utf-8"),
    ],
)
def test_encodings_and_line_ends(data: bytes, encoding: str) -> None:
    """One text, however it was saved."""
    decoded = decode(data, "a.txt")
    assert (decoded.text, decoded.encoding) == (ARTICLE, encoding)


PAGE = '<html><head><meta charset="{}"><title>عنوان</title></head><body><p>{}</p></body></html>'


@pytest.mark.parametrize(
    ("declared", "actual", "doubtful"),
    [
        ("utf-8", "utf-8", False), ("windows-1256", "cp1256", False), ("iso-8859-6", "iso8859_6", False),
        ("windows-1256", "utf-8", True), ("utf-8", "cp1256", True), ("utf-7", "utf-8", True),
        ("x-martian", "cp1256", True), ("iso-8859-6", "cp1256", True), ("windows-1252", "utf-8", True),
    ],
)  # fmt: skip
def test_a_charset_may_lie(declared: str, actual: str, doubtful: bool) -> None:
    """The bytes decide; where they contradict the page, that is noted."""
    decoded = decode(PAGE.format(declared, ARTICLE.strip()).encode(actual), "a.html")
    assert "أقر المجلس البلدي" in decoded.text
    assert bool(decoded.doubts) == doubtful


def test_utf7_is_never_decoded_to_script() -> None:
    """`+ADw-script+AD4-` stays the harmless letters it is."""
    page = PAGE.format("utf-7", ARTICLE.strip() + "+ADw-script+AD4-alert(1)+ADw-/script+AD4-")
    assert "+ADw-script+AD4-alert(1)" in decode(page.encode(), "a.html").text


def test_a_no_break_space_of_a_page_stays() -> None:
    """It is printed; runs of ordinary white space are layout."""
    assert (
        "موازنة\u00a0العام"
        in decode(PAGE.format("utf-8", "أقر  المجلس البلدي\n موازنة&nbsp;العام").encode(), "a.html").text
    )


def test_controls_are_removed_and_counted() -> None:
    decoded = decode(ARTICLE.replace(" ", " \x07\x1b", 2).encode(), "a.txt")
    assert decoded.text == ARTICLE
    assert decoded.doubts == ("4 control characters removed",)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "utf-16"])
def test_a_pasted_nul_loses_no_letter(encoding: str) -> None:
    """Another program may leave one between two words or two bytes; it is left out and counted."""
    torn = ARTICLE.replace(" ", " \x00", 2) + "\x00"
    decoded = decode(torn.encode(encoding), "a.txt")
    assert decoded.text == ARTICLE
    assert any(doubt.startswith("3 ") for doubt in decoded.doubts)


def test_a_nul_inside_a_letter_is_no_broken_letter() -> None:
    data = ARTICLE.encode()
    assert decode(data[:1] + b"\x00" + data[1:], "a.txt").text == ARTICLE


def test_a_broken_byte_is_counted_not_hidden() -> None:
    decoded = decode("أقر المجلس".encode() + b"\xff" + ARTICLE.encode(), "a.txt")
    assert decoded.encoding == "utf-8"
    assert decoded.doubts == ("1 replacement characters",)


@pytest.mark.parametrize(
    "data",
    [b"", b" \n\t", b"\xef\xbb\xbf", b"%PDF-1.7 " + ARTICLE.encode(), b"PK\x03\x04" + ARTICLE.encode(), b"\x89PNG" + bytes(99),
     ARTICLE.encode().replace(b" ", b"\x00" * 9), b"plain English text and nothing else, of some length", bytes(range(256)) * 9,
     ("<html><body>" + "<div>" * 2100 + ARTICLE + "</div>" * 2100).encode(), ARTICLE.encode() * 200_000],
    ids=["empty", "blank", "bom", "pdf", "zip", "png", "nul", "english", "binary", "deep", "huge"],
)  # fmt: skip
def test_no_article(data: bytes) -> None:
    """Each is refused with the file's name."""
    with pytest.raises(BuildError) as caught:
        decode(data, "content/sources/a.html" if data.startswith(b"<") else "content/sources/a.txt")
    assert caught.value.told().startswith("content/sources/a.")


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a.md"]))
def test_any_bytes_give_a_text_or_a_build_error(data: bytes, name: str) -> None:
    try:
        decoded = decode(data, name)
    except BuildError:
        return
    assert "\r" not in decoded.text
    assert "\x00" not in decoded.text


MARKUP = ["<p>", "</p>", "<div class=related>", "</div>", "<script>", "</script>", "<!--", "-->", "<td", "<a href='", '"', "'", ">", "<![CDATA[",
          "]]>", "<!doctype html>", "<svg>", "&amp;", "&#1587;", "&#0;", "&#133;", "<title>", "</title>", "<br>", "**", "> ", "- ", "# ", "[x](y)",
          "---\n", "title: x\n", "&lt;p&gt;", "<table>", "<noscript>", "</noscript>", "\n", " ", ARTICLE]  # fmt: skip


@given(st.lists(st.sampled_from(MARKUP), max_size=20).map("".join), st.sampled_from(["a.txt", "a.html", "a.md"]))
def test_any_markup_gives_a_text_or_a_build_error(source: str, name: str) -> None:
    try:
        decoded = decode((source + ARTICLE).encode(), name)
    except BuildError:
        return
    assert decoded.text.endswith("\n")
    assert not decoded.text.endswith("\n\n")
    for hint in decoded.hints:
        assert 0 <= hint.start < hint.end <= len(decoded.text)
        assert "\n" not in decoded.text[hint.start : hint.end]


def test_three_hundred_divs_keep_every_word() -> None:
    """lxml by itself drops what is deeper than 255 elements, in silence."""
    page = "<html><body>" + "<div>" * 300 + ARTICLE + "</div>" * 300 + "<p>خاتمة</p></body></html>"
    assert decode(page.encode(), "a.html").text.split() == (ARTICLE + "خاتمة").split()


def test_a_quotation_twenty_five_levels_deep_keeps_its_words() -> None:
    """markdown-it by itself drops what is deeper than 20 levels."""
    source = ARTICLE + "\n" + "> " * 25 + "كلام في العمق\n"
    assert "كلام في العمق" in decode(source.encode(), "a.md").text


def test_external_entities_and_files_are_never_read(tmp_path) -> None:  # type: ignore[no-untyped-def]
    canary = tmp_path / "canary.txt"
    canary.write_text("كناري")
    page = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{canary}">]><html><head><link rel="stylesheet" href="file://{canary}"></head>'
        f"<body><p>&x; {ARTICLE}</p></body></html>"
    )
    assert "كناري" not in decode(page.encode(), "a.html").text


@pytest.mark.parametrize(
    "source",
    ["<" * 100_000, "<a href='" * 20_000, "<!--" * 50_000, "<script>" * 20_000, "<p>" * 1_900, '<i x="' * 20_000, "&#1587;" * 50_000],
    ids=lambda s: s[:9],
)  # fmt: skip
def test_hostile_pages_take_linear_time(source: str) -> None:
    begin = time.process_time()
    with suppress(BuildError):
        decode((ARTICLE + source).encode(), "a.html")
    assert time.process_time() - begin < 15
