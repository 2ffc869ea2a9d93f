"""Social images: joined letters, balanced lines, the same bytes twice, and nothing at all where letters would not join."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest

from builder import processes
from builder.render import cards
from builder.render.environment import packaged_templates
from builder.render.theme import channels
from builder.site.index import build_index
from builder.site.plan import plan
from builder.site.views import Badge, CardView
from tests.site.fixture import content

Image = pytest.importorskip("PIL.Image")
SHORT = "افتُتح الجسر."
LONG = " ".join(["قال المدير العام لهيئة الموانئ إن أعمال التوسعة شملت بناء ثلاثة أرصفة وتعميق الحوض"] * 8)


def view(statement: str, *lines: str, colours: tuple[tuple[str, str], ...] = ()) -> CardView:
    return CardView("وقائع", statement, (Badge("reviewed", "مراجَعة", "good"),), lines, colours)


def width(text: str, size: int) -> float:
    return cards._length(text, "sans", size)


@pytest.mark.parametrize(
    "statement", [SHORT, LONG, "زار الوفد (ASEAN 2025) «المرفأ» في 11/3/2026 وأنفق 6.2 مليون.", "", "x" * 500]
)
def test_two_renders_give_equal_bytes(statement: str) -> None:
    data = cards.draw_card(view(statement, "القائل: \u2068هالة درويش\u2069", ""))
    assert data == cards.draw_card(view(statement, "القائل: \u2068هالة درويش\u2069", ""))
    assert Image.open(BytesIO(data)).size == (1200, 630)
    assert len(data) < 60_000


def test_every_fact_of_the_plan_can_be_drawn() -> None:
    for page in plan(build_index(content()), cards=True):
        if isinstance(page.view, CardView):
            assert cards.draw_card(page.view).startswith(b"\x89PNG")


def test_letters_are_joined() -> None:
    """Joined, a word is narrower than its letters set one by one."""
    assert width("المستقبل", 60) < 0.8 * sum(width(letter, 60) for letter in "المستقبل")


def test_a_short_statement_is_set_large_and_a_long_one_smaller() -> None:
    sizes = [cards.set_statement(text).size for text in (SHORT, LONG[:110], LONG[:220])]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] > sizes[-1]


@pytest.mark.parametrize("length", range(40, 330, 29))
def test_no_line_is_wider_than_the_picture_and_no_word_is_lost(length: int) -> None:
    text = LONG[:length].rsplit(" ", 1)[0]
    made = cards.set_statement(text)
    assert all(width(line, made.size) <= 1056 + 2 for line in made.lines)
    assert made.cut or " ".join(made.lines) == text


def test_lines_are_balanced() -> None:
    made = cards.set_statement("افتتح وزير النقل سامر الخطيب الرصيف الجنوبي في ميناء مرسى النخيل.")
    widths = [width(line, made.size) for line in made.lines]
    assert len(widths) == 2 and min(widths) > 0.7 * max(widths)


def test_what_is_too_long_is_cut_at_a_word() -> None:
    made = cards.set_statement(LONG)
    assert made.cut and made.lines[-1].endswith("…")
    assert LONG.startswith(" ".join(made.lines).removesuffix("…").rstrip())
    assert LONG[len(" ".join(made.lines)) - 1] in " ،"


def test_an_address_without_spaces_is_cut_too() -> None:
    made = cards.set_statement("زار https://example.org/" + "a/" * 200 + " الوزير")
    assert all(width(line, made.size) <= 1056 + 2 for line in made.lines)


@pytest.mark.parametrize("phrase", ["(ASEAN 2025)", "Blue Horizon", "10/7/2025 22:30"])
def test_a_short_foreign_phrase_stays_on_one_line(phrase: str) -> None:
    for words in range(1, 9):
        made = cards.set_statement(
            f"{'أعلن الوزير افتتاح الرصيف الجديد في المرفأ اليوم صباحاً'.rsplit(' ', words)[0]} {phrase} في المدينة."
        )
        assert any(phrase in line for line in made.lines)


def test_letters_that_the_fonts_lack_become_plain_or_are_left_out() -> None:
    assert cards.drawable("أردوغان (Erdoğan) \u202eمقلوب 日本 😀") == "أردوغان (Erdogan) مقلوب … …"


def test_the_fonts_carry_what_is_taken_for_carried() -> None:
    from fontTools.ttLib import TTFont

    for name in cards._FONTS.values():
        carried = set(TTFont(packaged_templates() / "static" / "fonts" / name).getBestCmap())
        for code in [*range(0x20, 0x7F), *range(0x600, 0x700), *range(0x2010, 0x203B)]:
            if cards._CARRIED.fullmatch(chr(code)) and not 0x2066 <= code <= 0x2069:
                assert code in carried, f"U+{code:04X} in {name}"


def test_a_picture_wears_the_colours_of_the_site() -> None:
    """Those that the newsroom gives for light pages; what it does not name follows, on dark paper too."""
    plain, themed = view("افتُتح المرفأ"), view("افتُتح المرفأ", colours=(("paper", "#0d1b2a"), ("ink", "#e6edf3")))
    one, other = (Image.open(BytesIO(cards.draw_card(v))).convert("RGB") for v in (plain, themed))
    assert one.getpixel((20, 300)) == (0xFB, 0xF8, 0xF1)
    assert other.getpixel((20, 300)) == (0x0D, 0x1B, 0x2A)
    badge = (80, 64)  # inside the badge, above its letters
    assert other.getpixel(badge) == channels(cards.site_palettes()[1]["good-bg"]) != one.getpixel(badge)


def test_without_raqm_nothing_is_drawn_and_why_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import features

    from builder.build import draws_cards
    from tests.site.fixture import CONFIG

    assert draws_cards(CONFIG) == (True, ())
    monkeypatch.setattr(features, "check", lambda name: False)
    drawn, (warning,) = draws_cards(CONFIG)
    assert not drawn
    assert "Raqm" in warning.told("en") and "لن تتصل الحروف" in warning.told("ar")


def test_without_pillow_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from builder.build import draws_cards
    from tests.site.fixture import CONFIG

    monkeypatch.setattr(cards.importlib.util, "find_spec", lambda name: None)
    assert draws_cards(CONFIG) == (False, ())


def test_a_picture_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = cards.card_file(tmp_path, "k1", view(SHORT))
    assert isinstance(first, Path) and first.read_bytes().startswith(b"\x89PNG")
    monkeypatch.setattr(cards, "draw_card", lambda _: pytest.fail("drawn again"))
    assert cards.card_file(tmp_path, "k1", view(SHORT)) == first
    cards.forget_cards(tmp_path, frozenset({"k2"}))
    assert not first.exists()


def told(done: int, total: int) -> None:
    assert 0 <= done < total


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that are forked in a test."""
    fork, forked = os.fork, []

    def noted() -> int:
        child = fork()
        forked.append(child)
        return child

    monkeypatch.setattr(os, "fork", noted)
    return forked


@pytest.mark.skipif(not hasattr(os, "fork"), reason="pictures are drawn in one process here")
def test_several_processes_draw_what_one_draws(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, children: list[int]
) -> None:
    monkeypatch.setattr(cards, "WORTH", 1)
    monkeypatch.setattr(processes, "WORTH", 1)
    wanted = {f"k{n}": view(f"{SHORT} {n}") for n in range(7)}
    cards.draw_ahead(tmp_path, wanted, told, 3)
    assert {path.name for path in (tmp_path / cards.CACHE).iterdir()} == {f"{key}.png" for key in wanted}
    for key, shown in wanted.items():
        assert (tmp_path / cards.CACHE / f"{key}.png").read_bytes() == cards.draw_card(shown)
    assert children
    for child in children:
        with pytest.raises(ChildProcessError):  # nobody waits to be collected
            os.waitpid(child, os.WNOHANG)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="pictures are drawn in one process here")
def test_an_interrupted_build_leaves_no_process_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, children: list[int]
) -> None:
    monkeypatch.setattr(cards, "WORTH", 1)
    monkeypatch.setattr(processes, "WORTH", 1)

    def interrupted(done: int, total: int) -> None:
        if done:  # the first is drawn here, before there are others
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cards.draw_ahead(tmp_path, {f"k{n}": view(LONG) for n in range(6)}, interrupted, 2)
    assert children
    for child in children:
        with pytest.raises(ChildProcessError):  # nobody waits to be collected
            os.waitpid(child, os.WNOHANG)


def test_few_pictures_are_left_to_their_turn(tmp_path: Path) -> None:
    cards.draw_ahead(tmp_path, {"k1": view(SHORT)}, told, 8)
    assert not (tmp_path / cards.CACHE).exists()
