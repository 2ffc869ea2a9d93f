"""Arabic with Latin names, numbers, brackets and addresses, as it stands on the screen.

The golden is not a picture but the order in which a reader meets the words, line by line from the right: read from
the places of the glyphs in Chromium, so that another machine's fonts do not change it. Both brackets of a pair must
stand around what they hold.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser

from builder.model import Link, Selector
from builder.site.index import LoadedRecord
from tests.browser.newsroom import ROOT, write_newsroom
from tests.browser.served import served
from tests.site.fixture import PORT, PORT_RECORD, content, fact_id

pytestmark = pytest.mark.browser
replace = msgspec.structs.replace
LINES = (
    "قالت منظمة ASEAN (رابطة دول جنوب شرق آسيا) إن 6.2 مليون دولار صُرفت في 2025-07.",
    "وصلت السفينة Blue Horizon (IMO 9321483) إلى مرسى النخيل في 10-11 يوليو/تموز.",
    "نشر الموقع https://mizan.example/port?id=7&x=(1) بياناً عن «Phase-2»، وفيه أن النسبة 12.5% لا 15%.",
    "قال: \"لا\"، ثم كتب (بالإنجليزية): 'No comment!' وغادر.",
)
# The words of one element in the order of the screen: lines from the top, words of a line from the right.
ORDER = r"""element => {
  const words = [], walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    for (const match of node.data.matchAll(/[\p{L}\p{M}]+|[\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu)) {
      const range = document.createRange();
      range.setStart(node, match.index); range.setEnd(node, match.index + match[0].length);
      const box = range.getBoundingClientRect();
      if (box.width) words.push({text: match[0], top: box.top, bottom: box.bottom, start: box.right});
    }
  }
  const lines = [];
  for (const word of words.sort((a, b) => a.top - b.top)) {
    const line = lines.find(l => Math.abs((l.top + l.bottom) / 2 - (word.top + word.bottom) / 2) < 8);
    if (line) line.words.push(word); else lines.push({top: word.top, bottom: word.bottom, words: [word]});
  }
  return lines.map(l => l.words.sort((a, b) => b.start - a.start).map(w => w.text).join(" "));
}"""


def write_mixed(folder: Path) -> Path:
    text = "\n".join(LINES) + "\n"
    fact = PORT_RECORD.facts[3]
    facts = tuple(
        replace(
            fact,
            id=fact_id(f"mixed {n}"),
            statement=line,
            evidence=(Selector(line, text.index(line)),),
            attribution=(Link("speaker", (), "the spokesman (Reuters)", "قال", None, "direct"),),
            modality="claimed",
        )
        for n, line in enumerate(LINES)
    )
    record = replace(PORT_RECORD, facts=facts, disputes=(), rejected=())
    whole = content(lock=frozenset())
    return write_newsroom(folder, replace(whole, records=(LoadedRecord("south-quay", record, text),), issues=()))


def test_mixed_lines_read_in_their_order(
    browser: Browser, tmp_path: Path, golden: Callable[[str, bytes], None]
) -> None:
    told = []
    with served(write_mixed(tmp_path), root_path=ROOT) as (address, _):
        page = browser.new_page(viewport={"width": 1600, "height": 900})
        for n in range(len(LINES)):
            page.goto(f"{address}f/{fact_id(f'mixed {n}')}/")
            # Each on one line: where a line breaks is the business of the fonts.
            page.evaluate(
                "document.querySelectorAll('h1, .evidence p, .chain li').forEach(e => e.classList.add('probe'))"
            )
            sheet = "const s = new CSSStyleSheet(); s.replaceSync('.probe { white-space: nowrap; font-size: 12px }');"
            page.evaluate(f"() => {{ {sheet} document.adoptedStyleSheets = [s]; }}")
            for part in ("h1", ".evidence blockquote p", ".chain li:last-child .chain-body"):
                told += [f"{part} | {line}" for line in page.locator(part).first.evaluate(ORDER)]
        page.goto(f"{address}s/{PORT}/")
        told += [f"kept | {line}" for line in page.locator(".kept p").nth(1).evaluate(ORDER)]
        page.close()
    golden("mixed-direction.txt", ("\n".join(told) + "\n").encode())
