"""The search index: what is in it, what is not, and how it is cut into files."""

from __future__ import annotations

import json
import re

import msgspec

from builder.config import Outputs
from builder.render.assets import load_assets
from builder.render.environment import packaged_templates
from builder.site.search import FOLDER, _encoded, letters
from builder.site.views import Page, SearchView
from tests.site.fixture import CONFIG, content, fact_id, planned
from tests.site.newsroom import Told, made_of, pages_of

replace = msgspec.structs.replace


def pages(**changes: object) -> dict[str, Page]:
    return planned(content(replace(CONFIG, **changes)))


def index_text(found: dict[str, Page]) -> str:
    return "".join(
        p.view.decode() for a, p in sorted(found.items()) if a.startswith(FOLDER) and isinstance(p.view, bytes)
    )


def test_everything_shown_is_indexed() -> None:
    """Statement, evidence and names of a fact; names and aliases of an entity; title and outlet of a source; prose."""
    text = index_text(pages())
    for word in ("صياد", "تعويض", "خطيب", "blue", "horizon", "نخيل", "ميزان", "ضفه", "مكان"):
        assert re.search(rf"[\"n\t ;>]{word}", text), word


def test_an_unreviewed_fact_is_found_with_its_badge_or_not_at_all() -> None:
    assert fact_id("denial") in index_text(pages()) and "غير مراجَعة" in index_text(pages())
    hidden = index_text(pages(unreviewed="hide"))
    assert fact_id("denial") not in hidden and "تعويضاتهم" not in hidden and "غير مراجَعة" not in hidden


def test_a_withdrawn_fact_is_not_found() -> None:
    assert fact_id("report") not in index_text(pages())


def test_search_can_be_switched_off() -> None:
    found = pages(outputs=Outputs(search=False))
    assert "/search/" not in found and not any(address.startswith(FOLDER) for address in found)
    off = pages_of(content(replace(CONFIG, outputs=Outputs(search=False))))
    assert b'class="find"' not in off["index.html"]
    assert b'class="find"' in pages_of(content())["index.html"]


def test_the_same_content_gives_the_same_files() -> None:
    assert pages() == pages()


def test_the_search_page_names_its_files_without_the_path_of_the_site() -> None:
    view = pages()["/search/"].view
    assert isinstance(view, SearchView)
    assert view.index.startswith("../assets/search/i.")
    assert not view.head.indexed


def test_files_are_named_by_what_they_hold() -> None:
    found = [address for address in pages() if address.startswith(FOLDER)]
    assert all(re.fullmatch(r"[a-z]+\d*\.[0-9a-f]{6}\.js", address.removeprefix(FOLDER)) for address in found)


def test_one_new_word_leaves_the_other_facts_files_alone() -> None:
    """What a reader has fetched stays good: only files whose own bytes changed get another name."""
    before = made_of([Told(f"{i}", f"فتح المتحف رقم {i} أبوابه.") for i in range(40)])
    after = made_of([Told(f"{i}", f"فتح المتحف رقم {i} أبوابه{' مساء' if i == 39 else ''}.") for i in range(40)])
    names = [{p for p in pages_of(c) if p.startswith("assets/search/df")} for c in (before, after)]
    assert len(names[0] - names[1]) == 1


def test_an_empty_site_has_an_empty_index() -> None:
    files = pages_of(made_of([]))
    assert b"search" in files["search/index.html"]
    contents = next(data for path, data in files.items() if path.startswith("assets/search/i."))
    assert json.loads(contents.decode().removeprefix('waqai("i",').rstrip(")\n"))["terms"] == []


def test_attached_letters_do_not_move_a_word_to_another_file() -> None:
    assert {letters(w) for w in ("عقوبه", "العقوبه", "وبالعقوبه", "للعقوبه")} == {"عقوبه"}
    assert letters("لبنان") == letters("ولبنان") == letters("بلبنان")


def test_places_are_written_as_distances() -> None:
    assert _encoded([0 << 6 | 3, 1 << 6 | 60]) == "ADA8"
    assert _encoded([40 << 6]) == "oBA"
    assert len(_encoded([100_000 << 6])) == 5


def test_the_script_and_style_are_loaded_by_no_other_page() -> None:
    """The search costs the other pages nothing but its box."""
    assets = load_assets([packaged_templates()]).addresses
    for path, data in pages_of(content()).items():
        if path.endswith(".html"):
            for name in ("search.js", "search.css"):
                assert (assets[name].encode() in data) == (path == "search/index.html"), path
