"""A drafted name that the built-in tables know says so, and that no person has looked at it yet."""

from __future__ import annotations

import json

import msgspec
import pytest

from builder.site.index import SiteContent
from builder.site.views import EntityView
from tests.render.test_rendered_pages import render_all
from tests.site.fixture import content, entity_id, planned

NAME = "سامر الخطيب"


def known(**changes: object) -> SiteContent:
    """The newsroom, where one name is a draft that a table knows."""
    site = content()
    entities = tuple(
        msgspec.structs.replace(e, builtin=("الاسم الآخر",), **changes) if e.name == NAME else e for e in site.entities
    )
    return msgspec.structs.replace(site, entities=entities)


def rendered(site: SiteContent) -> tuple[EntityView, str, dict[str, object]]:
    """The view, the page and the JSON of that name."""
    pages = planned(site)
    address = f"/e/{entity_id(NAME)}/"
    view = pages[address].view
    assert isinstance(view, EntityView)
    made = render_all(site)
    return view, made[address].decode(), json.loads(made[f"/e/{entity_id(NAME)}.json"])


@pytest.mark.parametrize(
    ("changes", "mark"),
    [({"wikidata": "Q1065"}, "</a> (من جدول مدمج)"), ({"description": "بلد"}, " · التعريف من جدول مدمج")],
)
def test_what_a_table_says_is_marked(changes: dict[str, object], mark: str) -> None:
    view, html, machine = rendered(known(**changes))
    assert view.spellings == (NAME.replace("الخطيب", "خطيب"), "الاسم الآخر")
    assert mark in html and machine["builtin"] is True


def test_what_a_person_accepted_is_not() -> None:
    view, html, machine = rendered(content())
    assert not view.builtin and "جدول مدمج" not in html and "builtin" not in machine
