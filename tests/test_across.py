"""Across articles: nearly one text, one wire, one event, one origin. The program proposes, a person decides."""

from __future__ import annotations

import json
import random
import shutil
import time
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.across.events import Proposal, Telling, propose, telling_of
from builder.across.origins import groups_of, join_origins, origin_of, shared_agencies
from builder.across.texts import NEAR, Near, Prose, find_near, prose_of, share_of
from builder.across.words import read_numbers, words_in
from builder.compare import proposals
from builder.config import load_config
from builder.ids import mint
from builder.lexicon import table
from builder.load import load_site
from builder.model import Fact, Link, Noise, Record, Said, Selector, When
from builder.records.check import text_digest
from builder.site.index import SiteContent
from builder.text.folding import fold_key
from tests.desk import ARTICLE, REPOSITORY, bridge_record, tree, waqai, write_site

replace = msgspec.structs.replace
SENTENCES = [
    "افتتحت البلدية سوق السمك الجديد عند مدخل الميناء القديم صباح الأحد بحضور الصيادين.",
    "وقالت رئيسة البلدية نورا القاسم إن السوق يتسع لمئة وعشرين بائعاً من أهل الحي.",
    "وأضافت القاسم أن البناء استغرق أربعة عشر شهراً وجرى بأموال المدينة وحدها دون قروض.",
    "وكان السوق القديم قد تضرر في حريق شب قبل عامين ولم يُصب فيه أحد بأذى.",
    "وينتظر الصيادون أن تُنقل إليه ثلاجات الحفظ الكبيرة قبل بداية موسم الصيف القادم.",
    "وحذر نقيب الصيادين طارق البحري من ارتفاع أجور المحال على صغار الباعة في السنة الأولى.",
    "ووعدت البلدية بأن تبقى الأجور على حالها ثلاث سنوات وأن تُراجع بعدها مع النقابة.",
    "وتصل إلى السوق كل صباح نحو تسعة أطنان من أسماك الساحل الشرقي والجزر القريبة.",
]
OTHER = [
    "فاز فريق النجوم على ضيفه فريق المنارة بثلاثة أهداف لهدف في ختام دوري الناشئين.",
    "وسجل المهاجم الشاب ياسر الحلو هدفين في الشوط الثاني بعد أن تأخر فريقه بهدف مبكر.",
    "ويلتقي الفائز بطل الجنوب في مباراة الكأس التي تقام على ملعب المدينة الرياضية مساء السبت.",
]
NOISE = [
    "شارك الخبر مع أصدقائك عبر المنصات",
    "اقرأ أيضاً: عناوين أخرى من الأسبوع",
    "جميع الحقوق محفوظة للناشر",
    "الرئيسية",
]
ARTICLES = st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=8, unique=True)


def prose(stem: str, *sentences: str) -> Prose:
    return prose_of(stem, "\n".join(sentences))


# ---- texts ----------------------------------------------------------------------------------------------------------


@given(ARTICLES)
def test_an_article_is_its_own_duplicate(sentences: list[str]) -> None:
    text = prose("a", *sentences)
    assert share_of(text, text) == 1.0
    (near,) = find_near([text], [replace(text, stem="b")])
    assert (near.stem, near.other, near.share) == ("a", "b", 1.0)


@given(ARTICLES, st.lists(st.tuples(st.integers(0, 8), st.sampled_from(NOISE)), max_size=6))
def test_noise_lines_keep_a_duplicate(sentences: list[str], noise: list[tuple[int, str]]) -> None:
    """In the shorter text everything of the article is left, so the share does not fall below the mark."""
    noisy = [*sentences]
    for at, line in noise:
        noisy.insert(at % (len(noisy) + 1), line)
    (near,) = find_near([prose("a", *noisy)], [prose("b", *sentences)])
    assert near.share >= NEAR


def test_harakat_hamza_digits_and_spaces_do_not_hide_a_duplicate() -> None:
    plain = prose("a", *SENTENCES)
    odd = prose("b", *(s.replace("أ", "ا").replace("ة ", "ه ").replace(" ", "  ").replace("ر", "رّ") for s in SENTENCES))
    assert share_of(plain, odd) == 1.0


def test_an_edited_copy_is_near_and_another_article_is_not() -> None:
    edited = [SENTENCES[0].replace("الأحد", "الاثنين"), *SENTENCES[2:]]
    (near,) = find_near([prose("copy", *edited)], [prose("first", *SENTENCES), prose("other", *OTHER)])
    assert near.other == "first" and near.is_nearly_one


def test_a_wire_is_known_by_sentences_where_little_else_is_shared() -> None:
    one, other = prose("a", *SENTENCES[:2], *OTHER), prose("b", *SENTENCES)
    (near,) = find_near([one], [other])
    assert not near.is_nearly_one and near.sentences == 2


def test_marked_noise_counts_for_nothing() -> None:
    """Two outlets' standing lines do not make their articles alike."""
    foot = "\n".join(NOISE * 6)
    rows = tuple(Noise(line) for line in NOISE * 6)
    marked = [prose_of(s, f"{a}\n{foot}", rows[:1]) for s, a in (("a", SENTENCES[0]), ("b", OTHER[0]))]
    assert share_of(*marked) > 0.5
    rows = (Noise(foot, len(SENTENCES[0]) + 1),)
    assert "اصدقائك" not in prose_of("a", f"{SENTENCES[0]}\n{foot}", rows).words


@settings(max_examples=40)
@given(st.lists(ARTICLES, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_articles_changes_nothing(articles: list[list[str]], shuffler: random.Random) -> None:
    texts = [prose(f"s{i}", *rows) for i, rows in enumerate(articles)]
    expected = find_near(texts[:3], texts[3:])
    new, old = texts[:3], texts[3:]
    shuffler.shuffle(new)
    shuffler.shuffle(old)
    assert find_near(new, old) == expected
    assert all(isinstance(near, Near) and near.stem != near.other for near in expected)


def test_texts_of_a_word_and_of_nothing_are_compared_too() -> None:
    assert find_near([prose("a")], [prose("b"), prose("c", "سوق")]) == ()
    assert share_of(prose("a"), prose("b")) == 0.0
    (near,) = find_near([prose("a", "سوق السمك")], [prose("b", "سوق السمك")])
    assert near.share == 1.0


@pytest.mark.slow
def test_ten_thousand_articles_are_searched_in_seconds() -> None:
    """Linear: five times the articles take about five times as long."""
    words = " ".join([*SENTENCES, *OTHER]).split()

    def article(seed: int) -> Prose:
        draw = random.Random(seed)
        return prose_of(f"s{seed:05}", "\n".join(" ".join(draw.choices(words, k=20)) + "." for _ in range(15)))

    started = time.process_time()
    find_near([article(i) for i in range(5)], (article(i) for i in range(5, 10_000)))
    assert time.process_time() - started < 30


# ---- add ------------------------------------------------------------------------------------------------------------


def test_add_tells_of_a_text_that_is_here_already(tmp_path: Path) -> None:
    """Nothing is refused or merged: the person decides. Articles of one run are compared with each other as well."""
    site = write_site(tmp_path / "s")
    (tmp_path / "copy.txt").write_text(ARTICLE + "\nشارك الخبر\n", "utf-8")
    (tmp_path / "one.txt").write_text("\n".join(OTHER), "utf-8")
    (tmp_path / "two.txt").write_text("\n".join([*OTHER, NOISE[0]]), "utf-8")
    done = waqai(site, "add", "--json", *(f"../{n}.txt" for n in ("copy", "one", "two")))
    assert done.returncode == 0, done.stderr
    like = {row["stem"]: row["like"] for row in map(json.loads, done.stdout.splitlines())}
    assert [row["stem"] for row in like["copy"]] == ["bridge"] and like["copy"][0]["percent"] > 90
    assert sorted((stem, row["stem"]) for stem in ("one", "two") for row in like[stem]) in (
        [("one", "two")],
        [("two", "one")],
    )
    assert {p.stem for p in (site / "content/records").iterdir()} == {"bridge", "copy", "one", "two"}


def test_add_tells_which_wire_two_articles_print(tmp_path: Path) -> None:
    agency = "مدينة المرفأ (رويترز) - "
    site = write_site(tmp_path / "s")
    (tmp_path / "a.txt").write_text("سوق للسمك\n\n" + agency + "\n".join(SENTENCES), "utf-8")
    (tmp_path / "b.txt").write_text("أخبار المدينة\n\n" + agency + "\n".join([*OTHER, *SENTENCES[1:4]]), "utf-8")
    waqai(site, "add", "../a.txt")
    for lang, said in (("en", "same wire: shares 3 sentences with a, both credit رويترز"), ("ar", "خبر وكالة واحد")):
        (tmp_path / "b.txt").write_text((tmp_path / "b.txt").read_text("utf-8") + f"\nسطر {lang}\n", "utf-8")
        done = waqai(site, "add", "--lang", lang, "../b.txt")
        assert done.returncode == 0 and said in done.stderr, done.stderr


# ---- one event ------------------------------------------------------------------------------------------------------

NAMES = {"نورا القاسم": "e1", "طارق البحري": "e2", "مدينة المرفأ": "e3", "الميناء القديم": "e4", "حازم السعدي": "e5"}


def telling(stem: str, statement: str, **fields: object) -> Telling:
    when = fields.pop("edtf", None)
    made = Fact(f"{stem}:{statement[:40]}", statement, (Selector(statement),))
    if when:
        fields["when"] = When(None, str(when))
    return telling_of(stem, replace(made, **fields), NAMES)


def pairs(*tellings: Telling) -> list[Proposal]:
    return list(propose(tellings))


MET = "التقت رئيسة البلدية نورا القاسم نقيب الصيادين طارق البحري في مدينة المرفأ."
MET_TOO = "اجتمعت نورا القاسم بالنقيب طارق البحري في مدينة المرفأ، واتفقا على أجور المحال."


def test_two_words_for_one_act_tell_one_event() -> None:
    (found,) = pairs(telling("a", MET, edtf="2025-05-04"), telling("b", MET_TOO, edtf="2025-05"))
    assert set(found.names) == {"نورا القاسم", "طارق البحري", "مدينة المرفأ"}
    assert "التقت" in found.words and found.when == "overlap" and found.differences == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"edtf": "2025-05-04"}, {"edtf": "2024-05-04"}),  # another meeting
        ({"edtf": "2025-05-04"}, {"edtf": "2025-05-04", "modality": "planned"}),  # a plan is not what happened
    ],
)
def test_other_dates_and_plans_are_other_events(one: dict[str, str], other: dict[str, str]) -> None:
    assert pairs(telling("a", MET, **one), telling("b", MET_TOO, **other)) == []


@pytest.mark.parametrize(
    "statement",
    [
        "غادرت نورا القاسم مدينة المرفأ ومعها طارق البحري.",  # another act
        "لم تلتق نورا القاسم طارق البحري في مدينة المرفأ.",
        "قالت نورا القاسم إن مدينة المرفأ تفخر بصياديها.",
    ],
)
def test_shared_names_alone_make_no_event(statement: str) -> None:
    assert pairs(telling("a", MET, edtf="2025-05-04"), telling("b", statement, edtf="2025-05-04")) == []


def test_who_did_it_to_whom_matters() -> None:
    one = telling("a", "دعت نورا القاسم طارق البحري إلى زيارة الميناء القديم.", edtf="2025-05-04")
    assert pairs(one, telling("b", "دعا طارق البحري نورا القاسم إلى زيارة الميناء القديم.", edtf="2025-05-04")) == []
    assert len(pairs(one, telling("b", "دعت نورا القاسم طارق البحري إلى الميناء القديم.", edtf="2025-05-04"))) == 1


def test_facts_of_one_article_are_never_paired() -> None:
    assert pairs(telling("a", MET, edtf="2025-05-04"), telling("a", MET_TOO, edtf="2025-05-04")) == []


def test_a_fact_has_one_partner_in_another_article() -> None:
    """`هو الثاني بينهما` speaks of the meeting too, but the other article tells it outright."""
    second = "لقاء نورا القاسم وطارق البحري في مدينة المرفأ هو الثاني بينهما منذ الحريق."
    rows = pairs(*(telling(s, t, edtf="2025-05-04") for s, t in (("a", MET), ("b", MET), ("b", second))))
    assert [row.other for row in rows] == [f"b:{MET[:40]}"]


def test_an_undated_telling_that_fits_two_visits_settles_neither() -> None:
    visit = "زارت نورا القاسم الميناء القديم."
    dated = [telling(s, visit, edtf=day) for s, day in (("a", "2025-03-21"), ("b", "2025-06-04"))]
    assert pairs(*dated, telling("c", visit)) == []
    assert len(pairs(dated[0], telling("c", visit))) == 1


@settings(max_examples=20)
@given(st.randoms(use_true_random=False))
def test_the_order_of_facts_changes_no_proposal(shuffler: random.Random) -> None:
    rows = [
        telling(s, t, edtf=d) for s, t, d in zip("abcd", (MET, MET_TOO, MET, MET_TOO), ("2025-05-04",) * 4, strict=True)
    ]
    expected = propose(rows)
    assert len(expected) == 6
    shuffler.shuffle(rows)
    assert propose(rows) == expected


def test_a_word_tells_one_act() -> None:
    seen: dict[str, str] = {}
    for act, forms in table("acts")["acts"].items():
        for form in forms:
            assert seen.setdefault(fold_key(form), act) == act, form
            assert set(form) <= set("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"), form


# ---- what they say differently --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("أحصت اللجنة 24 وفداً في القاعة", [(24, "24 وفداً")]),
        ("يتسع السوق لنحو عشرين ألف زائر", [(20_000, "عشرين ألف زائر")]),
        ("شارك خمسة وعشرون صياداً", [(25, "خمسة وعشرون صياداً")]),
        ("وصل ٣١٠ عمال", [(310, "٣١٠ عمال")]),
        ("بلغت الكلفة 6.2 مليون دينار و1,200 سهم", [(1200, "1,200 سهم"), (6_200_000, "6.2 مليون دينار")]),
        ("في 4 و17 يونيو 2025", []),
        ("منذ عام 2018 وفي يوم 3 مايو", []),
        ("مساحته 30 م² و² و٩٩٩٩.٩.٩", [(30, "30 م²")]),
    ],
)
def test_numbers_are_read_with_what_they_count(text: str, found: list[tuple[float, str]]) -> None:
    numbers = read_numbers(text, words_in(text))
    assert sorted((n.value, n.printed) for n in numbers) == sorted(found)


def difference(one: Telling, other: Telling) -> list[tuple[str, str, str]]:
    return [(d.kind, d.one, d.other) for row in pairs(one, other) for d in row.differences]


def test_other_numbers_of_one_thing_are_a_dispute() -> None:
    one = telling("a", "أحصت نورا القاسم 24 بائعاً في سوق السمك عند الميناء القديم.", edtf="2025-05-04")
    other = telling("b", "أحصت نورا القاسم ستة وعشرين بائعاً في سوق السمك عند الميناء القديم.", edtf="2025-05-04")
    assert difference(one, other) == [("number", "24 بائعاً", "ستة وعشرين بائعاً")]
    same = telling("b", "أحصت نورا القاسم أربعة وعشرين بائعاً في سوق السمك عند الميناء القديم.", edtf="2025-05-04")
    assert difference(one, same) == []


def test_days_that_lie_close_are_a_dispute_unless_both_are_told() -> None:
    """A second visit within days is no wrong date where the other article tells both."""
    visit = "زارت نورا القاسم طارق البحري في الميناء القديم."
    one, other = telling("a", visit, edtf="2025-05-04"), telling("b", visit, edtf="2025-05-06")
    assert difference(one, other) == [("date", "2025-05-04", "2025-05-06")]
    again = telling("b", visit.replace("زارت", "زارت أيضاً"), edtf="2025-05-04")
    assert [row.when for row in pairs(one, other, again)] == ["same"]


def test_a_denial_stands_against_the_report() -> None:
    one = telling("a", "تسلّم طارق البحري تعويضات الحريق في مدينة المرفأ.", who=("طارق البحري",))
    other = telling(
        "b", "نفى طارق البحري تسلّم تعويضات الحريق في مدينة المرفأ.", modality="denied", denied_by=("طارق البحري",)
    )
    assert [row[0] for row in difference(one, other)] == ["denial"]


def test_two_cities_are_a_dispute_and_a_city_in_its_country_is_not() -> None:
    def met(stem: str, place: str) -> Telling:
        return telling(
            stem, f"وقّعت نورا القاسم وطارق البحري اتفاق الأجور في {place}.", edtf="2025-05-04", where=(place,),
            who=("نورا القاسم", "طارق البحري"),
        )  # fmt: skip

    assert difference(met("a", "بيروت"), met("b", "القاهرة")) == [("place", "بيروت", "القاهرة")]
    assert difference(met("a", "بيروت"), met("b", "لبنان")) == []


# ---- origins --------------------------------------------------------------------------------------------------------


def record(publisher: str | None = None, *agencies: str) -> Record:
    return Record("r", "", "", publisher=Said(publisher) if publisher else None, agencies=agencies)


@pytest.mark.parametrize(
    ("links", "home", "origin"),
    [
        ((Link("via", ("تاس",)), Link("via", ("رويترز",))), record("صحيفة المرفأ", "فرانس برس"), ("تاس",)),
        (
            (Link("via", (), "وكالات أنباء"), Link("speaker", ("نورا القاسم",))),
            record("صحيفة المرفأ"),
            ("صحيفة المرفأ",),
        ),
        ((), record("صحيفة المرفأ", "فرانس برس", "رويترز"), ("فرانس برس", "رويترز")),
        ((), record("صحيفة المرفأ", "وكالات"), ("صحيفة المرفأ",)),
        ((), record(), ()),
    ],
)
def test_an_origin_is_the_outermost_hand_that_has_a_name(
    links: tuple[Link, ...], home: Record, origin: tuple[str, ...]
) -> None:
    assert origin_of(Fact("f", "", (), attribution=links), home) == origin


def test_two_outlets_on_one_agency_are_one_origin() -> None:
    origins = {"f1": ("تاس",), "f2": ("رويترز",), "f3": ("تاس", "ريا نوفوستي"), "f4": ("ريا نوفوستي",), "f5": ()}
    roots = join_origins(origins, {f: f"r{f}" for f in origins}, {})
    assert roots == {"f1": "f1", "f2": "f2", "f3": "f1", "f4": "f1", "f5": "f5"}
    near = join_origins(origins, {f: f"r{f}" for f in origins}, {"rf5": ["rf2", "rf9"]})
    assert near["f5"] == "f2" and len(set(near.values())) == 2


def test_groups_are_whole_whatever_the_order_of_pairs() -> None:
    rows = [("b", "a"), ("c", "d"), ("e", "b")]
    assert groups_of(rows) == groups_of(rows[::-1])
    assert groups_of(rows)["e"] == ("a", "b", "e")


def test_spellings_of_one_agency_are_one_credit() -> None:
    assert shared_agencies(record("أ", "أ ف ب"), record("ب", "وكالة فرانس برس", "وكالات")) == ("أ ف ب",)
    assert shared_agencies(record("تاس"), record("ب", "تاس")) == ("تاس",)
    assert shared_agencies(record("أ", "وكالات"), record("ب", "وكالات")) == ()
    assert shared_agencies(record("تاس"), record("تاس")) == ()  # one outlet twice is no wire


# ---- the command ----------------------------------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Two records that tell one opening: the bridge's, and a copy of it from another hand."""
    text = ARTICLE.replace("وكالة المثال", "وكالة أخرى")
    bridge = bridge_record()
    exact = bridge.facts[0].evidence[0].exact
    told = replace(
        bridge.facts[0],
        id=mint("fact", text_digest(text), exact),
        statement="دشّن الوزير كريم الدالي جسر النهر في مدينة المرفأ.",
        evidence=(Selector(exact, text.index(exact)),),
    )
    other = replace(
        bridge,
        id=mint("source", text_digest(text)),
        text_sha256=text_digest(text),
        publisher=Said("إذاعة الضفة"),
        facts=(told,),
    )
    return write_site(tmp_path / "s", ("bridge", ARTICLE, bridge), ("radio", text, other))


def test_compare_tells_the_pair_why_and_what_to_paste(desk: Path) -> None:
    done = waqai(desk, "compare", "--json")
    (row,) = map(json.loads, done.stdout.splitlines())
    assert (row["one"]["stem"], row["other"]["stem"], row["key"]) == ("bridge", "radio", "same_as")
    assert row["names"] and row["dates"] == "same" and 0.5 < row["score"] <= 1
    assert row["line"] == f"  - [{row['one']['id']}, {row['other']['id']}]"
    for lang, words in (("en", "same date"), ("ar", "التاريخ نفسه")):
        told = waqai(desk, "compare", "--lang", lang).stdout
        assert words in told and f"{row['path']}  same_as:\n{row['line']}\n" in told
    assert waqai(desk, "compare", "radio").stdout and waqai(desk, "compare", row["one"]["id"]).stdout
    assert waqai(desk, "compare", bridge_record().facts[2].id).stdout == ""


def test_what_is_pasted_or_accepted_is_not_proposed_again(desk: Path) -> None:
    (row,) = map(json.loads, waqai(desk, "compare", "--json").stdout.splitlines())
    path = desk / row["path"]
    before = path.read_text("utf-8")
    path.write_text(before.replace("\nnames:", f"\nsame_as:\n{row['line']}\n\nnames:"), "utf-8")
    assert waqai(desk, "check").returncode == 0
    assert waqai(desk, "compare").stdout == ""
    path.write_text(before, "utf-8")
    pair = [row["one"]["id"], row["other"]["id"]]
    assert waqai(desk, "compare", "--accept", *pair).returncode == 0
    assert f"same_as:\n{row['line']}\n" in path.read_text("utf-8")
    assert waqai(desk, "compare").stdout == "" and waqai(desk, "fmt", "--check").returncode == 0
    again = tree(desk / "content")
    assert "already" in waqai(desk, "compare", "--accept", *pair[::-1]).stderr and tree(desk / "content") == again


def test_a_word_on_a_pair_keeps_every_comment(desk: Path) -> None:
    (row,) = map(json.loads, waqai(desk, "compare", "--json").stdout.splitlines())
    path = desk / row["path"]
    commented = path.read_text("utf-8").replace("\nnames:", "\n# أسماء هذا السجل\nnames:   # جدول")
    path.write_bytes(b"\xef\xbb\xbf" + commented.encode())
    done = waqai(desk, "compare", "--dispute", row["one"]["id"], row["other"]["id"])
    assert done.returncode == 0, done.stderr
    after = path.read_bytes().decode("utf-8-sig")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert set(commented.splitlines()) <= set(after.splitlines()) and f"disputes:\n{row['line']}" in after
    assert waqai(desk, "compare").stdout == ""


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("--accept", "kbxtjvb3kt", "fc292qvb1f"), 1),
        (("nobody",), 1),
        (("--dispute", *[bridge_record().facts[0].id] * 2), 1),
        (("bridge", "--accept", "kbxtjvb3kt", "fc292qvb1f"), 2),
        (("--accept", "kbxtjvb3kt"), 2),
    ],
)
def test_an_id_that_nothing_has_is_refused(desk: Path, args: tuple[str, ...], code: int) -> None:
    before = tree(desk / "content")
    done = waqai(desk, "compare", *args)
    assert done.returncode == code and "Traceback" not in done.stderr
    assert tree(desk / "content") == before


def test_a_pair_with_an_unknown_fact_is_a_fault_with_its_line(desk: Path) -> None:
    path = desk / "content/records/bridge.yaml"
    text = path.read_text("utf-8")
    own = bridge_record().facts[0].id
    text = text.replace("\nnames:", f"\nsame_as:\n  - [{own}, kbxtjvb3kt]\n\nnames:")
    path.write_text(text, "utf-8")
    (row,) = map(json.loads, waqai(desk, "check", "--json").stdout.splitlines())
    assert row["line"] == text.split("\n").index(f"  - [{own}, kbxtjvb3kt]") + 1
    assert "kbxtjvb3kt" in row["problem"] and row["mend"]


# ---- the demonstration site -----------------------------------------------------------------------------------------


@cache
def demonstration() -> SiteContent:
    return load_site(REPOSITORY, load_config(REPOSITORY, "site.yaml")).content


# Read pair by pair: these are different events, however alike they sound.
DIFFERENT = {
    frozenset(pair)
    for pair in (
        ("fwsq9mb376", "mng58kzq24"), ("xm7t1jgwpf", "xzt1vdqvqr"), ("mng58kzq24", "n483f4rd43"),  # three visits
        ("fv1nrdwtvt", "xzt1vdqvqr"), ("fv1nrdwtvt", "mng58kzq24"),  # which of them is not said
        ("ct7v2f5g93", "t8bbc1f7xb"),  # each invited the other
        ("x40ngzf2m9", "md6ksrwvb6"), ("pnr1n38qb4", "md6ksrwvb6"), ("rt5kkrsrbg", "gh6c2t6g8r"),
        ("jgw2z6vnjs", "v3g68bw3rq"), ("w1g68dm2zp", "b6c5kzj3dq"), ("wtxvcz66ng", "bvd5j532mn"),
    )
}  # fmt: skip
# And these are one.
SAME = {
    frozenset(pair)
    for pair in (
        ("td8jrkqg5g", "kw65wcrw73"), ("p0zxmp8jns", "qjn6x69jxg"), ("qjn6x69jxg", "md6ksrwvb6"),
        ("xzt1vdqvqr", "n483f4rd43"), ("g5jdqckrdx", "rqvtvf49t0"), ("wtjrwwg0bk", "dgwzqgzp7w"),
        ("jd4tcrwj63", "b4xj75q4tg"), ("chw9gvnwnk", "pv9hb5k2rn"), ("b8wwwr8nkn", "s6whpfp3q8"),
        ("f5z44qq44p", "gxhzfj99s3"), ("j9059pqkj8", "g524q5mj8g"), ("b44db61p5z", "q55p3hzh15"),
        ("knk2k4c6zp", "gwnnhnt1gs"), ("th6mrnwgk3", "hhkqtrp3bn"), ("p2vkk6qz2b", "dtcrwprzb0"),
    )
}  # fmt: skip


def test_events_of_the_demonstration_are_found_and_lookalikes_kept_apart() -> None:
    undecided = replace(
        demonstration(),
        records=tuple(
            replace(home, record=replace(home.record, same_as=(), disputes=())) for home in demonstration().records
        ),
    )
    rows = list(proposals(undecided, ()))
    found = {frozenset((row.one.id, row.other.id)) for row in rows}
    assert found & DIFFERENT == set()
    assert found >= SAME
    disputes = {frozenset((row.one.id, row.other.id)) for row in rows if row.key == "disputes"}
    assert disputes == {frozenset(("q6sfgz3f3r", "k8fnb4mcw3"))}


def test_no_two_articles_of_the_demonstration_are_one_text() -> None:
    texts = [prose_of(home.stem, home.text, home.record.noise) for home in demonstration().records]
    assert [near for near in find_near(texts, ()) if near.is_nearly_one] == []


def test_compare_changes_nothing(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "content", tmp_path / "content")
    shutil.copy(REPOSITORY / "site.yaml", tmp_path)
    before = tree(tmp_path / "content")
    assert waqai(tmp_path, "compare").returncode == 0
    assert tree(tmp_path / "content") == before
