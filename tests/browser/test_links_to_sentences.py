"""Links to a sentence, followed in Chromium: the browser scrolls to those very words and no others like them."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from builder.site.fragments import text_fragment
from tests.browser.served import served

pytestmark = pytest.mark.browser
TEXT = """الوزير يزور المرفأ

قال الوزير إن العمل مستمر في المرفأ. وقالت البلدية إن العمل مستمر في المرفأ أيضاً.
وقال الوزير، بعد ساعة، إن العمل مستمر - كما كان - في المرفأ & المدينة بكلفة 6.2 مليون دينار.
إن العملَ مستمرٌّ في المرفإ.
قالت ريم: «العمل مستمر». وسألها مراسل Reuters-TV عن الكلفة، فقالت: «6.2 مليون».
ثم ذهب الفريق إلى البحر وعاد ومعه الوزير والبلدية وقال إن العمل مستمر في المرفأ وإن الكلفة ٦٫٢ مليون دينار وعاد ومعه الوزير.
الوزير يزور المرفأ
شارك هذا الخبر
"""
PASSAGES = [
    ("العمل مستمر في المرفأ", 0),
    ("العمل مستمر في المرفأ", 1),
    ("العمل مستمر في المرفأ", 2),
    ("إن العملَ مستمرٌّ في المرفإ", 0),
    ("إن العمل مستمر", 2),
    ("مستمر - كما كان - في المرفأ & المدينة", 0),
    ("6.2 مليون", 0),
    ("6.2 مليون", 1),
    ("العمل مستمر", 3),
    ("Reuters-TV عن الكلفة، فقالت", 0),
    ("قالت ريم: «العمل مستمر»", 0),
    ("الوزير يزور المرفأ", 1),
    ("ثم ذهب الفريق إلى البحر وعاد ومعه الوزير والبلدية وقال إن العمل مستمر في المرفأ وإن الكلفة ٦٫٢ مليون دينار وعاد ومعه الوزير", 0),
]  # fmt: skip
# Where the passage begins: how far from the middle of the window, in lines.
DISTANCE = """([line, at]) => { const node = document.querySelectorAll('p')[line].firstChild, range = document.createRange();
  range.setStart(node, at); range.setEnd(node, at + 1);
  const box = range.getBoundingClientRect();
  return [scrollY, (box.top + box.bottom) / 2, innerHeight]; }"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An article as its publisher prints it: two or three words a line, and one line a screen."""
    folder = tmp_path_factory.mktemp("publisher")
    lines = "".join(f"<p>{html.escape(line)}</p>\n" for line in TEXT.split("\n"))
    css = "p { inline-size: 14ch; line-height: 500px; margin: 0; }"
    page = f'<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><title>م</title><style>{css}</style>{lines}'
    (folder / "index.html").write_text(page, "utf-8")
    return folder


@pytest.mark.parametrize(("exact", "nth"), PASSAGES)
def test_the_browser_goes_to_the_very_words(exact: str, nth: int, folder: Path, browser: Browser) -> None:
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(exact, at + 1)
    with served(folder) as (address, _):
        link = text_fragment(address, TEXT, at, len(exact))
        assert link is not None
        page = browser.new_page(viewport={"width": 800, "height": 900})
        page.goto(link)
        line, start = TEXT.count("\n", 0, at), at - (TEXT.rfind("\n", 0, at) + 1)
        for _ in range(40):  # the browser scrolls when it has laid the page out
            scrolled, middle, height = page.evaluate(DISTANCE, [line, start])
            if 0 <= middle <= height:
                break
            page.wait_for_timeout(100)
        page.close()
    assert 0 <= middle <= height, (link, scrolled, middle)


def test_without_a_fragment_the_page_opens_at_its_top(folder: Path, browser: Browser) -> None:
    """So the test above sees the fragment at work and nothing else."""
    with served(folder) as (address, _):
        page = browser.new_page(viewport={"width": 800, "height": 900})
        page.goto(f"{address}#:~:text=%D9%84%D8%A7%20%D9%88%D8%AC%D9%88%D8%AF")
        page.wait_for_timeout(200)
        assert page.evaluate("scrollY") == 0
        page.close()
