"""The kept text hashed anew in the reader's browser: right, altered, moved, missing, or not possible here."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, Page, expect

from builder.model import Selector
from builder.render.environment import packaged_templates
from builder.site.index import LoadedRecord, SiteContent
from tests.browser.newsroom import ROOT, render_site, write_newsroom
from tests.browser.served import served
from tests.site.fixture import COST, COST_RECORD, COST_TEXT, PORT, PORT_RECORD, content, fact_id

pytestmark = pytest.mark.browser
replace = msgspec.structs.replace
# Outside the Basic Multilingual Plane: two UTF-16 units each, and one code point.
TEXT = "🐫🐫 قافلة\n\nعبرت القافلة 🐪 وادي الرمل مساء الأحد.\n"
EXACT = "عبرت القافلة 🐪 وادي الرمل"


def caravan() -> SiteContent:
    facts = (
        replace(
            PORT_RECORD.facts[0],
            statement="عبرت القافلة وادي الرمل.",
            evidence=(Selector(EXACT, TEXT.index(EXACT)),),
            corrections=(),
        ),
    )
    record = replace(PORT_RECORD, facts=facts, text_sha256=sha256(TEXT.encode()).hexdigest(), disputes=(), rejected=())
    whole = content(lock=frozenset())
    return replace(whole, records=(whole.records[0], LoadedRecord("south-quay", record, TEXT)), issues=())


def ask(page: Page, address: str) -> str:
    page.goto(address)
    page.get_by_role("button", name="تحقّق في متصفحك").click()
    answer = page.locator(".verify-answer p:visible")
    expect(answer).to_have_count(1)
    return answer.inner_text()


def site(folder: Path) -> tuple[Path, Path]:
    write_newsroom(folder, caravan())
    return folder, folder / "s" / PORT / "text.txt"


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_page()


def test_a_quotation_stands_where_the_page_says(page: Page, tmp_path: Path) -> None:
    folder, kept = site(tmp_path)
    assert kept.read_bytes() == TEXT.encode(), "the bytes that were hashed, and no others"
    with served(folder, root_path=ROOT) as (address, _):
        told = ask(page, f"{address}f/{fact_id('opening')}/")
        assert told == (
            "الاقتباس قائم من الحرف 11 إلى 35 من النص المحفوظ في 15 نوفمبر/تشرين الثاني 2026، وبصمة النص صحيحة."
        )
        assert TEXT[10:35] == EXACT
        assert "وبصمة النص صحيحة" in ask(page, f"{address}s/{PORT}/")


def test_a_text_altered_by_one_letter_is_told(page: Page, tmp_path: Path) -> None:
    folder, kept = site(tmp_path)
    kept.write_text(TEXT.replace("الأحد", "الاحد"), "utf-8")
    with served(folder, root_path=ROOT) as (address, _):
        assert "لا تطابق" in ask(page, f"{address}f/{fact_id('opening')}/")
        assert "لا تطابق" in ask(page, f"{address}s/{PORT}/")


def test_a_quotation_that_is_not_at_its_place_is_told(page: Page, tmp_path: Path) -> None:
    folder, _ = site(tmp_path)
    html = folder / "f" / fact_id("opening") / "index.html"
    html.write_text(html.read_text("utf-8").replace('data-at="10"', 'data-at="9"'), "utf-8")
    with served(folder, root_path=ROOT) as (address, _):
        assert "ليس في الموضع المذكور" in ask(page, f"{address}f/{fact_id('opening')}/")


def test_a_text_that_is_not_there_is_told(page: Page, tmp_path: Path) -> None:
    folder, kept = site(tmp_path)
    kept.unlink()
    with served(folder, root_path=ROOT) as (address, _):
        assert "تعذّر جلب النص" in ask(page, f"{address}f/{fact_id('opening')}/")


def test_a_page_opened_from_a_folder_says_that_it_cannot(page: Page, tmp_path: Path) -> None:
    """Without a server the style sheet and script of the page are not found either, so the script is put in by hand."""
    folder, _ = site(tmp_path)
    html = folder / "f" / fact_id("opening") / "index.html"
    script = next((folder / "assets").glob("verify.*.js"))
    html.write_text(
        html.read_text("utf-8").replace(f"{ROOT}assets/{script.name}", script.name).replace("Security-Policy", "X"),
        "utf-8",
    )
    (html.parent / script.name).write_bytes(script.read_bytes())
    assert "لا يستطيع متصفحك" in ask(page, html.as_uri())


def test_checking_exists_only_where_the_whole_text_may_be_published() -> None:
    files = render_site(content())
    assert files[f"s/{PORT}/text.txt"].decode() == content().records[1].text
    assert f"s/{COST}/text.txt" not in files
    assert b"verify" in files[f"s/{PORT}/index.html"] and b"verify" in files[f"f/{fact_id('opening')}/index.html"]
    for path in (f"s/{COST}/index.html", f"f/{fact_id('works')}/index.html"):
        assert b"verify" not in files[path], path
        assert COST_RECORD.text_sha256[:16].encode() in files[path]
    shown = files[f"s/{COST}/index.html"].decode()
    assert "ما لا يمكن التحقّق منه" in shown and "sha256sum" in shown
    assert COST_TEXT.split("\n")[0] in shown  # the title
    assert all(exact in shown for exact in ("وفق تقرير ناقشته يوم الأربعاء",))  # the sentence around the evidence


def test_the_script_is_small() -> None:
    assert (packaged_templates() / "static" / "verify.js").stat().st_size <= 2500
