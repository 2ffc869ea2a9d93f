"""The state of a fact as a picture, and what its social image says."""

from __future__ import annotations

import re
import struct

import msgspec

from builder.config import Outputs, Theme, ThemeValue
from builder.site.views import CardView, FactView, Page
from tests.site.fixture import CONFIG, GONE, content, fact_id, planned

replace = msgspec.structs.replace
HIDE = replace(CONFIG, unreviewed="hide")


def picture(site: dict[str, Page], id_: str, kind: str = "svg") -> bytes:
    view = site[f"/f/{id_}/status.{kind}"].view
    assert isinstance(view, bytes)
    return view


def told(site: dict[str, Page], id_: str) -> str:
    found = re.search("<title>(.*?)</title>", picture(site, id_).decode())
    assert found
    return found[1]


def test_a_letter_that_was_sent_shows_what_became_of_the_fact() -> None:
    site = planned(content())
    assert told(site, fact_id("ships")) == "مراجَعة"
    assert told(site, fact_id("opening")) == "مصحَّحة"
    assert told(site, fact_id("cost")) == "محلّ خلاف"
    assert told(site, fact_id("report")) == "مسحوبة"
    assert told(site, GONE) == "مسحوبة"
    assert told(site, fact_id("denial")) == "قيد المراجعة"


def test_a_published_fact_that_is_hidden_again_is_under_review() -> None:
    locked = frozenset({f"/f/{fact_id('denial')}/"})
    assert told(planned(content(HIDE, lock=locked)), fact_id("denial")) == "قيد المراجعة"
    assert f"/f/{fact_id('denial')}/status.png" not in planned(content(HIDE, lock=frozenset()))


def test_pictures_are_small_and_all_of_one_size() -> None:
    """The room of a picture is fixed when the letter is sent; the state is not."""
    site = planned(content())
    drawn = {view for page in site.values() if page.kind == "status" and isinstance(view := page.view, bytes)}
    assert len(drawn) == 10
    for data in drawn:
        if data.startswith(b"\x89PNG"):
            assert len(data) < 3_000
            assert struct.unpack(">II", data[16:24]) == (208, 52)
        else:
            assert b'width="104" height="26"' in data
            assert not re.search(rb"script|foreignObject|\son[a-z]+=|href|<text|<!", data)


def test_a_site_may_have_neither_pictures_nor_frames() -> None:
    config = replace(CONFIG, outputs=Outputs(status=False, embeds=False, cards=False))
    site = planned(content(config))
    assert not [a for a in site if "status." in a or "/embed/" in a or "oembed" in a or a.endswith(".png")]
    said = "".join(repr(page.view) for page in site.values() if page.kind != "hosting")
    assert "status.png" not in said and "<iframe" not in said and "oembed.json" not in said


def test_without_the_extra_a_fact_has_the_picture_of_the_site() -> None:
    site = planned(content())
    view = site[f"/f/{fact_id('cost')}/"].view
    assert isinstance(view, FactView) and view.head.image is None
    assert not [a for a in site if a == f"/f/{fact_id('cost')}.png"]


def test_with_it_every_fact_has_its_own() -> None:
    site = planned(content(), cards=True)
    view = site[f"/f/{fact_id('cost')}/"].view
    assert isinstance(view, FactView)
    assert view.head.image == f"https://facts.example/waqai/f/{fact_id('cost')}.png"
    assert "محلّ خلاف" in (view.head.image_alt or "")
    card = site[f"/f/{fact_id('cost')}.png"].view
    assert isinstance(card, CardView)
    assert [badge.label for badge in card.badges] == ["محلّ خلاف", "مراجَعة", "قولٌ منسوب"]
    assert card.lines == (
        "القائل: \u2068هالة درويش\u2069",
        "\u2068صحيفة الميزان\u2069، نُشر في \u206811 يوليو/تموز 2025\u2069",
    )


def test_the_picture_of_a_denial_names_who_denies_and_not_a_speaker() -> None:
    card = planned(content(), cards=True)[f"/f/{fact_id('denial')}.png"].view
    assert isinstance(card, CardView)
    assert card.lines[0] == "نفاه: \u2068مازن عواد\u2069"


def test_the_picture_of_a_withdrawn_fact_does_not_repeat_it() -> None:
    card = planned(content(), cards=True)[f"/f/{fact_id('report')}.png"].view
    assert isinstance(card, CardView)
    assert card.statement == "سُحبت هذه الواقعة" and "الكيلاني" not in repr(card)


def test_pictures_take_the_colours_of_the_newsroom() -> None:
    site = planned(content(replace(CONFIG, theme=Theme(light=(ThemeValue("accent", "#7a1f3d"),)))), cards=True)
    for id_ in ("cost", "report"):
        card = site[f"/f/{fact_id(id_)}.png"].view
        assert isinstance(card, CardView) and card.colours == (("accent", "#7a1f3d"),)
