"""Earlier wordings: each has an address that never moves, says that it is old, and shows what changed."""

from __future__ import annotations

import re

import msgspec
import pytest

from builder.model import Correction, Rejected
from builder.site.index import LoadedRecord, SiteContent
from builder.site.permalinks import check_lock, locked_addresses
from builder.site.versions import word_changes
from builder.site.views import FactView, Page, TombstoneView, VersionView, raw_bytes
from tests.render.test_rendered_pages import render_all
from tests.site.fixture import CONFIG, PORT_RECORD, PORT_TEXT, content, fact_id, planned

replace = msgspec.structs.replace
OPENING = fact_id("opening")
FACT = f"/f/{OPENING}/"
VERSIONS = (f"{FACT}v/1/", f"{FACT}v/2/")


def site_with(changes: dict[str, object], lock: tuple[str, ...] = (), **config: object) -> SiteContent:
    """The newsroom, with the fact of the opening changed."""
    facts = tuple(replace(f, **changes) if f.id == OPENING else f for f in PORT_RECORD.facts)
    port = LoadedRecord("south-quay", replace(PORT_RECORD, facts=facts), PORT_TEXT)
    made = content(replace(CONFIG, **config))
    return replace(made, records=(made.records[0], port), lock=frozenset(lock))


@pytest.fixture(scope="module")
def site() -> dict[str, Page]:
    return planned(content())


def version(site: dict[str, Page], address: str) -> VersionView:
    view = site[address].view
    assert isinstance(view, VersionView)
    return view


def test_each_earlier_wording_has_its_page(site: dict[str, Page]) -> None:
    assert [version(site, a).statement for a in VERSIONS] == [
        "افتتح وزير النقل سامر الخطيب الرصف الشمالي في ميناء مرسى النخيل.",
        "افتتح وزير النقل سامر الخطيب الرصيف الشمالي في ميناء مرسى النخيل.",
    ]
    assert {a for a in site if "/v/" in a} == set(VERSIONS)


def test_a_version_says_until_when_it_held_and_what_search_engines_should_read(site: dict[str, Page]) -> None:
    view = version(site, VERSIONS[1])
    assert (view.machine_until, view.until) == ("2026-11-20", "20 نوفمبر/تشرين الثاني 2026")
    assert (view.head.indexed, view.head.canonical) == (False, f"https://facts.example/waqai{FACT}")
    html = render_all(content())[VERSIONS[1]].decode()
    assert "هذه صيغة قديمة" in html and f'<a href="/waqai{FACT}">اقرأ الصيغة الحالية</a>' in html
    assert '<meta name="robots" content="noindex">' in html


def test_the_change_is_shown_word_by_word_and_said_aloud(site: dict[str, Page]) -> None:
    assert [(p.kind, p.text) for p in version(site, VERSIONS[1]).change if p.kind != "same"] == [
        ("out", "الشمالي"), ("in", "الجنوبي"),
    ]  # fmt: skip
    html = render_all(content())[VERSIONS[1]].decode()
    assert '<del><span class="unseen">حُذف: </span>الشمالي' in html
    assert '<ins><span class="unseen">أُضيف: </span>الجنوبي' in html


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("أ ب ج", "أ د ج"),
        ("أ ب", "أ ب ج"),
        ("أ ب ج", "ج"),
        ("ذهب إلى الوادي", "عاد من البحر"),
        ("", "أ"),
        ("أ  ب", "أ ب"),
    ],
)
def test_a_comparison_holds_both_wordings_whole(was: str, now: str) -> None:
    pieces = word_changes(was, now)
    assert "".join(p.text for p in pieces if p.kind != "in") == was
    assert "".join(p.text for p in pieces if p.kind != "out") == now


def test_the_fact_tells_its_history(site: dict[str, Page]) -> None:
    view = site[FACT].view
    assert isinstance(view, FactView) and view.history is not None
    assert [row.href for row in view.history.rows] == [f"/waqai{a}" for a in reversed(VERSIONS)]
    html = render_all(content())[FACT].decode()
    assert "تاريخ هذه الواقعة" in html
    assert f'<link rel="timemap" type="application/link-format" href="/waqai{FACT}timemap.link">' in html
    assert f'<link rel="memento" href="/waqai{VERSIONS[0]}">' in html


def test_typing_errors_alone_make_no_versions() -> None:
    made = site_with({"corrections": (Correction("2026-11-18", "typo", "الرصف", "الرصيف"),)})
    assert not [a for a in planned(made) if "/v/" in a or "timemap" in a]


def test_a_wording_that_cannot_be_rebuilt_keeps_its_address_and_says_so() -> None:
    rows = (Correction("2026-11-18", "fact", "أول", "ثان"), Correction("2026-11-20", "fact", "الشمالي", "الجنوبي"))
    made = site_with({"corrections": rows})
    site = planned(made)
    assert [version(site, a).statement is None for a in VERSIONS] == [True, False]
    html = render_all(made)[VERSIONS[0]].decode()
    assert "ولا يُخترع نصّ مكانها" in html and "<del><bdi>أول</bdi></del>" in html


# ---- promises -------------------------------------------------------------------------------------------------------


def test_versions_are_permanent_addresses(site: dict[str, Page]) -> None:
    assert set(VERSIONS) <= set(locked_addresses(site.values()))


def test_a_version_that_was_published_cannot_be_lost() -> None:
    """A correction that somebody deletes from the record takes a page with it: the build says which."""
    made = site_with({"corrections": PORT_RECORD.facts[0].corrections[1:]}, lock=VERSIONS)
    (fault,) = check_lock(made.lock, planned(made).values())
    assert VERSIONS[1] in fault.problem.en


def test_a_correction_called_a_typing_error_later_leaves_the_pages() -> None:
    rows = tuple(replace(c, kind="typo") for c in PORT_RECORD.facts[0].corrections)
    assert set(VERSIONS) <= set(planned(site_with({"corrections": rows}, lock=VERSIONS)))


def absent(way: str) -> SiteContent:
    if way == "withdrawn":
        gone = msgspec.convert({"date": "2026-11-21", "why": "لم يصح"}, type=_WITHDRAWN)
        return site_with({"status": "withdrawn", "withdrawn": gone}, lock=(FACT, *VERSIONS))
    if way == "hidden":
        return site_with({"status": "draft"}, lock=(FACT, *VERSIONS), unreviewed="hide")
    made = site_with({}, lock=(FACT, *VERSIONS))
    home = made.records[1]
    row = Rejected(PORT_RECORD.facts[0].evidence[0].exact, None, OPENING, "مكرر")
    record = replace(home.record, facts=home.record.facts[1:], rejected=(row,))
    return replace(made, records=(made.records[0], replace(home, record=record)))


_WITHDRAWN = type(next(f.withdrawn for r in content().records for f in r.record.facts if f.withdrawn))


@pytest.mark.parametrize("way", ["withdrawn", "hidden", "rejected"])
def test_the_versions_of_a_fact_that_is_gone_answer_as_it_does_and_repeat_nothing(way: str) -> None:
    made = absent(way)
    site, html = planned(made), render_all(made)
    for address in VERSIONS:
        assert isinstance(site[address].view, TombstoneView)
        assert "الشمالي" not in html[address].decode() and "noindex" in html[address].decode()
    assert check_lock(made.lock, site.values()) == []
    timemap = raw_bytes(site[f"{FACT}timemap.link"]).decode()
    assert 'rel="original"' in timemap and "memento" not in timemap


def test_what_is_hidden_and_was_never_published_has_no_versions() -> None:
    made = site_with({"status": "draft"}, unreviewed="hide")
    assert not [a for a in planned(made) if OPENING in a]


# ---- Memento --------------------------------------------------------------------------------------------------------

_LINK = re.compile(r'<(?P<uri>[^>]+)>(?P<rest>(?:; [a-z]+="[^"]*")*)')


def read_links(text: str) -> list[dict[str, str]]:
    """The links of an application/link-format document (RFC 6690, section 2), strictly."""
    found = []
    for part in text.removesuffix("\n").split(",\n"):
        match = _LINK.fullmatch(part)
        assert match, part
        found.append({"uri": match["uri"], **dict(re.findall(r'; ([a-z]+)="([^"]*)"', match["rest"]))})
    return found


def test_the_timemap_lists_every_memento_with_its_day(site: dict[str, Page]) -> None:
    """RFC 7089, section 5: one original, one self, mementos with a date each, the first and the last named."""
    links = read_links(raw_bytes(site[f"{FACT}timemap.link"]).decode())
    base = "https://facts.example/waqai"
    assert links[0] == {"uri": f"{base}{FACT}", "rel": "original"}
    assert links[1]["rel"] == "self" and links[1]["from"] < links[1]["until"]
    assert [(row["uri"], row["rel"], row["datetime"]) for row in links[2:]] == [
        (f"{base}{VERSIONS[0]}", "first memento", "Sun, 15 Nov 2026 00:00:00 GMT"),
        (f"{base}{VERSIONS[1]}", "last memento", "Wed, 18 Nov 2026 00:00:00 GMT"),
    ]


def test_one_memento_is_first_and_last() -> None:
    made = site_with({"corrections": PORT_RECORD.facts[0].corrections[1:]})
    links = read_links(raw_bytes(planned(made)[f"{FACT}timemap.link"]).decode())
    assert [row["rel"] for row in links] == ["original", "self", "first last memento"]


def test_a_long_text_with_one_word_changed_is_told_by_that_word() -> None:
    was = " ".join(f"كلمة{n}" for n in range(6_000))
    pieces = word_changes(was, was.replace("كلمة3000 ", "غيرها "))
    assert [p.text for p in pieces if p.kind != "same"] == ["كلمة3000", "غيرها"]


def test_two_long_texts_are_not_searched_word_by_word() -> None:
    """Sixty thousand letters that have nothing in common would keep a build busy for minutes."""
    was, now = (" ".join(f"{word}{n}" for n in range(6_000)) for word in ("قديم", "جديد"))
    assert [p.kind for p in word_changes(was, now)] == ["out", "in"]
