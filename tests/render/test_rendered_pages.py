"""Rendered pages: one of every kind kept as a golden, all of them well-formed, linked, isolated and quiet."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from urllib.parse import unquote

import msgspec
import pytest

from builder.config import Config
from builder.render.assets import load_assets
from builder.render.environment import Renderer, packaged_templates
from builder.site.index import SiteContent, build_index
from builder.site.plan import plan
from builder.site.views import Page
from tests.render.markup import Markup
from tests.site.fixture import CONFIG, GONE, OLD_ENTITY, PORT, content, entity_id, fact_id

replace = msgspec.structs.replace
PLAIN_ASSETS = {  # without digests, so that a change of colour does not change every golden
    name: f"/assets/{name}"
    for name in (
        "site.css",
        "figures.css",
        "embed.css",
        "search.css",
        "copy.js",
        "search.js",
        "timeline.js",
        "verify.js",
        "mark.svg",
        "social.png",
        "fonts/naskh-400.woff2",
        "fonts/sans-600.woff2",
    )
}
KINDS = {
    "home": "/",
    "fact": f"/f/{fact_id('cost')}/",
    "fact-corrected": f"/f/{fact_id('opening')}/",
    "fact-planned": f"/f/{fact_id('visit')}/",
    "fact-unreviewed": f"/f/{fact_id('denial')}/",
    "tombstone": f"/f/{fact_id('report')}/",
    "entity": f"/e/{entity_id('سامر الخطيب')}/",
    "entities": "/e/",
    "entities-of-a-kind": "/e/person/",
    "redirect": f"/e/{OLD_ENTITY}/",
    "timeline": "/timeline/",
    "year": "/timeline/2022/",
    "month": "/timeline/2025-07/",
    "undated": "/timeline/undated/",
    "version": f"/f/{fact_id('opening')}/v/2/",
    "timeline-of-a-state": "/timeline/unconfirmed/",
    "honesty": "/honesty/",
    "source": f"/s/{PORT}/",
    "sources": "/sources/",
    "corrections": "/corrections/",
    "prose": "/about/",
    "embed": f"/f/{fact_id('opening')}/embed/",
    "embed-tombstone": f"/f/{fact_id('report')}/embed/",
    "newsletter": "/newsletter/quay/",
    "newsletters": "/newsletter/",
    "search": "/search/",
    "missing": "/404.html",
}


def render_all(made: SiteContent, assets: dict[str, str] = PLAIN_ASSETS) -> dict[str, bytes]:
    renderer = Renderer(made.config, [packaged_templates()], assets)
    return {page.address: renderer.render(page) for page in plan(build_index(made))}


def html_of(rendered: dict[str, bytes]) -> dict[str, str]:
    return {a: data.decode() for a, data in rendered.items() if a.endswith(("/", ".html"))}


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    return render_all(content())


@pytest.mark.parametrize("kind", KINDS)
def test_page_is_as_agreed(kind: str, site: dict[str, bytes], golden: Callable[[str, bytes], None]) -> None:
    # The index is named by its bytes, and every word of the site is in them.
    golden(f"pages/{kind}.html", re.sub(rb"search/i\.[0-9a-f]{6}", b"search/i", site[KINDS[kind]]))


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("atom.xml", "/atom.xml"),
        ("corrections.xml", "/corrections/atom.xml"),
        ("entity-atom.xml", f"/e/{entity_id('سامر الخطيب')}/atom.xml"),
        ("timeline.json", "/timeline.json"),
        ("cite.bib", f"/f/{fact_id('cost')}/cite.bib"),
        ("timemap.link", f"/f/{fact_id('opening')}/timemap.link"),
        ("ftm.jsonl", "/data/ftm.jsonl"),
        ("fact.json", f"/f/{fact_id('cost')}.json"),
        ("entity.json", f"/e/{entity_id('سامر الخطيب')}.json"),
        ("sitemap.xml", "/sitemap.xml"),
        ("honesty.json", "/honesty.json"),
        ("_headers", "/_headers"),
    ],
)
def test_machine_file_is_as_agreed(
    name: str, address: str, site: dict[str, bytes], golden: Callable[[str, bytes], None]
) -> None:
    golden(f"pages/{name}", site[address])


def test_every_template_has_a_golden() -> None:
    used = {page.template for page in plan(build_index(content())) if page.template}
    kept = {page.template for page in plan(build_index(content())) if page.address in KINDS.values()}
    assert used == kept


def test_pages_are_well_formed(site: dict[str, bytes]) -> None:
    for address, html in html_of(site).items():
        markup = Markup(html)
        assert markup.faults == [], address
        assert len(markup.ids) == len(set(markup.ids)), address
        assert markup.tags["h1"] == 1, address
        assert html.startswith('<!doctype html>\n<html lang="ar" dir="rtl">'), address


@pytest.mark.parametrize("base_url", ["https://facts.example/", "https://example.org/a/b/"])
def test_links_lead_to_pages_of_the_plan(base_url: str) -> None:
    config = replace(CONFIG, base_url=base_url)
    assets = load_assets([packaged_templates()])
    rendered = render_all(content(config), dict(assets.addresses))
    files = {config.root_path + a.removeprefix("/") for a in (*rendered, *(p.address for p in assets.pages))}
    for address, html in html_of(rendered).items():
        markup = Markup(html)
        for tag, _, link in markup.links:
            if link.startswith("/"):
                assert unquote(link.split("#")[0]) in files, (address, link)
            elif link.startswith("#"):
                assert link[1:] in {*markup.ids}, (address, link)
            elif link.startswith("../"):  # the search page works from a disk too
                assert config.root_path + link[3:] in files, (address, link)
            else:
                assert tag in ("a", "link"), (address, link)
                calendar = base_url.replace("https:", "webcal:")
                assert link.startswith(("https://mizan.example/", "https://archive.example/", base_url, calendar)), link


def test_nothing_is_loaded_from_another_host_and_nothing_is_inline(site: dict[str, bytes]) -> None:
    for address, html in html_of(site).items():
        markup = Markup(html)
        assert set(markup.inline) <= {"application/ld+json"}, address
        assert not [name for name in markup.active if "[" in name], address
        assert not markup.tags["style"], address
        for tag, name, link in markup.links:
            named = ('rel="canonical"', "application/json+oembed")  # addresses that nothing is loaded from
            if tag in ("script", "img") or (
                tag == "link" and not any(n in html.split(f'"{link}"')[0][-400:] for n in named)
            ):
                # The search page names its own files from where it lies, to work from a disk too.
                assert link.startswith(("/waqai/", "../assets/")), (address, tag, name, link)


def test_every_page_says_who_may_load_what(site: dict[str, bytes]) -> None:
    for address, html in html_of(site).items():
        head = html.split("<link", 1)[0]
        assert "Content-Security-Policy" in head, address
        assert "frame-ancestors" not in html, address


def test_only_reviewed_facts_carry_linked_data(site: dict[str, bytes]) -> None:
    def linked_data(name: str) -> list[str]:
        return re.findall(r'<script type="application/ld\+json">(.*?)</script>', site[f"/f/{fact_id(name)}/"].decode())

    (text,) = linked_data("opening")
    value = json.loads(text)["@graph"][0]
    assert value["@type"] == "Claim"
    assert value["isBasedOn"][0]["text"].startswith("افتتح وزير النقل")
    assert value["correction"][0]["datePublished"] == "2026-11-20"
    assert linked_data("denial") == []
    assert linked_data("report") == []


def test_what_is_planned_is_never_told_as_done(site: dict[str, bytes]) -> None:
    html = site[f"/f/{fact_id('visit')}/"].decode()
    assert "متوقَّع" in html and "لم يؤكده أي مصدر هنا" in html and "مقرَّر" not in html
    ahead = render_all(content(as_of="2026-03-31"))[f"/f/{fact_id('visit')}/"].decode()
    assert "متوقَّع" in ahead and "ولا يعني ذلك أنه وقع" in ahead and "لم يؤكده" not in ahead


def test_states_that_warn_are_in_the_page(site: dict[str, bytes]) -> None:
    assert "لم يراجعها محرّر بعد" in site[f"/f/{fact_id('denial')}/"].decode()
    assert 'content="noindex"' in site[f"/f/{fact_id('denial')}/"].decode()
    assert 'content="noindex"' in site[f"/f/{GONE}/"].decode()
    assert 'content="noindex"' not in site[f"/f/{fact_id('opening')}/"].decode()


def test_the_correction_stands_above_the_evidence(site: dict[str, bytes]) -> None:
    html = site[f"/f/{fact_id('opening')}/"].decode()
    assert html.index("الرصيف الشمالي") < html.index('id="evidence"') < html.index("تصويبات مطبعية")


def test_latin_names_are_isolated_and_named_as_such(site: dict[str, bytes]) -> None:
    assert '<bdi lang="en" dir="ltr">Blue Horizon</bdi>' in site["/e/"].decode()


def test_a_redirect_leads_on_without_script(site: dict[str, bytes]) -> None:
    html, target = site[f"/e/{OLD_ENTITY}/"].decode(), f"/waqai/e/{entity_id('هيئة الموانئ')}/"
    assert f'<meta http-equiv="refresh" content="0; url={target}">' in html
    assert f'<link rel="canonical" href="https://facts.example{target}">' in html
    assert f'<a href="{target}">' in html and 'content="noindex"' in html


def test_the_card_can_be_copied_without_script(site: dict[str, bytes]) -> None:
    text = "".join(Markup(site[f"/f/{fact_id('cost')}/"].decode()).text)
    assert f"https://facts.example/waqai/f/{fact_id('cost')}/" in text
    assert '<td dir="rtl" lang="ar" align="right"' in text
    assert "[محلّ خلاف، قولٌ منسوب] قالت المتحدثة" in text


@pytest.mark.parametrize(
    ("change", "shown", "absent"),
    [
        ({"digits": "arab", "months": "levant"}, "١١ تموز ٢٠٢٥", "يوليو 2025"),
        ({"months": "maghreb"}, "11 جويلية 2025", "تموز"),
        ({"months": "mashriq", "calendar": "both"}, "10 يوليو 2025 (15 محرم 1447 هـ)", "تموز"),
    ],
)
def test_dates_follow_the_site_everywhere_but_in_quotations(change: dict[str, str], shown: str, absent: str) -> None:
    config: Config = msgspec.convert({**msgspec.to_builtins(CONFIG), **change}, Config)
    html = render_all(content(config))[f"/f/{fact_id('opening')}/"].decode()
    assert shown in html
    assert absent not in html


def test_numbers_inside_a_quotation_stay(site: dict[str, bytes]) -> None:
    html = render_all(content(replace(CONFIG, digits="arab")))[f"/f/{fact_id('cost')}/"].decode()
    assert "بلغت 6.2 مليون دينار</bdi></p></blockquote>" in html


def test_a_notice_is_on_every_page(site: dict[str, bytes]) -> None:
    assert all("موقع تجريبي" in html for html in html_of(site).values())
    without = html_of(render_all(content(replace(CONFIG, notice=None))))
    assert not any('class="notice"' in html for html in without.values())


def test_rendering_twice_gives_the_same_bytes(site: dict[str, bytes]) -> None:
    assert render_all(content()) == site


def test_a_page_without_template_is_its_bytes() -> None:
    renderer = Renderer(CONFIG, [packaged_templates()], PLAIN_ASSETS)
    assert renderer.render(Page("x", "/x", "feed", None, b"\xff")) == b"\xff"
