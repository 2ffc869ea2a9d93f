"""A fact in a frame on somebody else's page."""

from __future__ import annotations

import json
import re

import msgspec
import pytest

from builder.site.views import EmbedView, FactView, Page
from tests.site.fixture import CONFIG, GONE, content, fact_id, planned

replace = msgspec.structs.replace


@pytest.fixture(scope="module")
def site() -> dict[str, Page]:
    return planned(content())


def oembed(site: dict[str, Page], id_: str) -> dict[str, object]:
    view = site[f"/f/{id_}/oembed.json"].view
    assert isinstance(view, bytes)
    value = json.loads(view)
    assert isinstance(value, dict)
    return value


def test_every_fact_and_tombstone_can_be_framed(site: dict[str, Page]) -> None:
    facts = [page for page in site.values() if page.kind in ("fact", "tombstone")]
    assert facts
    for page in facts:
        assert f"{page.address}embed/" in site and f"{page.address}oembed.json" in site


def test_the_oembed_file_is_what_editors_programs_read(site: dict[str, Page]) -> None:
    value = oembed(site, fact_id("cost"))
    assert (value["version"], value["type"], value["provider_name"]) == ("1.0", "rich", "وقائع")
    html = str(value["html"])
    assert html.startswith(f'<iframe src="https://facts.example/waqai/f/{fact_id("cost")}/embed/"')
    assert f'height="{value["height"]}"' in html and value["width"] == 600
    view = site[f"/f/{fact_id('cost')}/"].view
    assert isinstance(view, FactView)
    assert view.oembed == f"https://facts.example/waqai/f/{fact_id('cost')}/oembed.json"
    assert view.share.embed == html


def test_the_frame_says_the_state_and_leads_to_the_fact(site: dict[str, Page]) -> None:
    view = site[f"/f/{fact_id('opening')}/embed/"].view
    assert isinstance(view, EmbedView)
    assert view.href == view.head.canonical == f"https://facts.example/waqai/f/{fact_id('opening')}/"
    assert not view.head.indexed
    assert view.note is not None and view.note.was == "الرصيف الشمالي"


@pytest.mark.parametrize("id_", [fact_id("report"), GONE])
def test_a_frame_around_a_withdrawn_fact_says_so_and_does_not_repeat_it(site: dict[str, Page], id_: str) -> None:
    view = site[f"/f/{id_}/embed/"].view
    assert isinstance(view, EmbedView)
    assert view.heading == "سُحبت هذه الواقعة" and view.quote is None and view.said is None
    assert "الكيلاني" not in repr(view) + repr(oembed(site, id_))


def test_what_nobody_reviewed_is_framed_as_such(site: dict[str, Page]) -> None:
    view = site[f"/f/{fact_id('denial')}/embed/"].view
    assert isinstance(view, EmbedView)
    assert view.badges[0].kind == "unreviewed" and view.state


def test_the_code_to_copy_cannot_be_broken_out_of() -> None:
    hostile = 'قال "نعم" </iframe><script>alert(1)</script> \' & <b>'
    made = content()
    facts = tuple(replace(f, statement=hostile) for f in made.records[1].record.facts)
    record = replace(made.records[1].record, facts=facts)
    records = (made.records[0], replace(made.records[1], record=record))
    site = planned(replace(made, records=records))
    html = str(oembed(site, fact_id("ships"))["html"])
    assert html.count("<") == 2 and re.fullmatch(r'<iframe( [a-z-]+="[^"<>]*")+></iframe>', html)


def test_frames_are_in_no_sitemap(site: dict[str, Page]) -> None:
    view = site["/sitemap.xml"].view
    assert isinstance(view, bytes) and b"embed" not in view


def test_under_the_root_and_under_a_path(site: dict[str, Page]) -> None:
    config = replace(CONFIG, base_url="https://facts.example/")
    other = planned(content(config))
    assert "https://facts.example/f/" in str(oembed(other, fact_id("cost"))["html"])
