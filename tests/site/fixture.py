"""A small invented newsroom: two articles, eleven facts of every kind, and the entities they name."""

from __future__ import annotations

from hashlib import sha256

import msgspec

from builder.config import Config
from builder.ids import mint
from builder.model import (
    Correction,
    Entity,
    Fact,
    Link,
    Published,
    Record,
    Rejected,
    Reviewed,
    Said,
    Selector,
    When,
    Withdrawn,
)
from builder.site.index import Issue, LoadedRecord, ProsePage, SiteContent, build_index
from builder.site.plan import plan
from builder.site.views import Page

CONFIG = Config(
    title="وقائع",
    base_url="https://facts.example/waqai/",
    description="وقائع موثّقة من الصحافة العربية، كلٌّ منها بنصّها وقائلها ومصدرها وتاريخها.",
    publisher="غرفة أخبار تجريبية",
    notice="موقع تجريبي: المواد والأشخاص والأحداث فيه مخترعة.",
    menu=(
        ("الخط الزمني", "/timeline/"),
        ("الأسماء", "/e/"),
        ("المصادر", "/sources/"),
        ("التصويبات", "/corrections/"),
        ("عن الموقع", "/about/"),
    ),
)

PORT_TEXT = """الرصيف الجنوبي يفتح أبوابه في مرسى النخيل

مرسى النخيل (وكالة الساحل) - افتتح وزير النقل سامر الخطيب أمس الخميس الرصيف الجنوبي في ميناء مرسى النخيل، بعد أعمال استمرت نحو ثلاث سنوات.
وقال الخطيب في كلمة الافتتاح: «يستقبل الرصيف الجديد ست سفن في وقت واحد، ولن تنتظر سفينة في عرض البحر بعد اليوم».
ونقلت وكالة الساحل عن المتحدثة باسم هيئة الموانئ هالة درويش قولها إن كلفة الأعمال بلغت 6.2 مليون دينار.
ومن المقرر أن ترسو السفينة Blue Horizon على الرصيف في مارس 2026، وهي أول سفينة ركاب يستقبلها الميناء.
ونفى نقيب الصيادين مازن عواد أن يكون الصيادون قد تسلّموا تعويضاتهم.
وكان الميناء قد أُغلق عام 2022 إثر عاصفة بحرية.
"""
COST_TEXT = """كم كلّف رصيف مرسى النخيل؟

قدّرت لجنة الموازنة كلفة الرصيف الجنوبي بأكثر من ثمانية ملايين دينار، وفق تقرير ناقشته يوم الأربعاء.
وامتدت الأعمال من سبتمبر 2022 إلى يوليو/تموز 2025.
وقال عضو اللجنة رائد الكيلاني إن التقرير سيُنشر قريباً.
وجرى آخر فحص للأعماق في 3 يوليو.
"""


def fact_id(name: str) -> str:
    return mint("fact", name)


def entity_id(name: str) -> str:
    return mint("entity", name)


PORT = mint("source", "port")
COST = mint("source", "cost")
GONE = fact_id("gone")  # rejected by an editor after it had been published
OLD_ENTITY = entity_id("هيئة موانئ الساحل")

ENTITIES = (
    Entity(entity_id("سامر الخطيب"), "سامر الخطيب", "person", ("سامر خطيب",), "وزير النقل منذ 2023"),
    Entity(entity_id("هالة درويش"), "هالة درويش", "person", (), "المتحدثة باسم هيئة الموانئ"),
    Entity(entity_id("مازن عواد"), "مازن عواد", "person"),
    Entity(entity_id("رائد الكيلاني"), "رائد الكيلاني", "person"),
    Entity(entity_id("هيئة الموانئ"), "هيئة الموانئ", "organization", merged=(OLD_ENTITY,)),
    Entity(entity_id("لجنة الموازنة"), "لجنة الموازنة", "organization"),
    Entity(entity_id("وكالة الساحل"), "وكالة الساحل", "organization", (), "وكالة أنباء"),
    Entity(entity_id("صحيفة الميزان"), "صحيفة الميزان", "organization", (), "يومية"),
    Entity(entity_id("إذاعة الضفة"), "إذاعة الضفة", "organization"),
    Entity(entity_id("مرسى النخيل"), "مرسى النخيل", "place", ("مرسى نخيل",), "ميناء على الساحل الجنوبي"),
    Entity(entity_id("Blue Horizon"), "Blue Horizon", "other", (), "سفينة ركاب"),
    Entity(entity_id("بلد لا يذكره أحد"), "بلد لا يذكره أحد", "place"),
)


def _exact(text: str, exact: str) -> tuple[Selector, ...]:
    return (Selector(exact, text.index(exact)),)


PORT_FACTS = (
    Fact(
        id=fact_id("opening"),
        statement="افتتح وزير النقل سامر الخطيب الرصيف الجنوبي في ميناء مرسى النخيل.",
        evidence=_exact(PORT_TEXT, "افتتح وزير النقل سامر الخطيب أمس الخميس الرصيف الجنوبي في ميناء مرسى النخيل"),
        status="reviewed",
        when=When("أمس الخميس", "2025-07-10", "anchored"),
        who=("سامر الخطيب",),
        where=("مرسى النخيل",),
        corrections=(
            Correction("2026-11-18", "typo", "الرصف", "الرصيف"),
            Correction("2026-11-20", "fact", "الرصيف الشمالي", "الرصيف الجنوبي", "خلطنا بين الرصيفين عند الصياغة."),
        ),
    ),
    Fact(
        id=fact_id("ships"),
        statement="قال وزير النقل سامر الخطيب إن الرصيف الجديد يستقبل ست سفن في وقت واحد.",
        evidence=_exact(PORT_TEXT, "يستقبل الرصيف الجديد ست سفن في وقت واحد، ولن تنتظر سفينة في عرض البحر بعد اليوم"),
        status="reviewed",
        attribution=(Link("speaker", ("سامر الخطيب",), None, "وقال", 130, "direct"),),
        modality="claimed",
        when=When(None, "2025-07-10", "inferred"),
        who=("سامر الخطيب",),
        where=("مرسى النخيل",),
    ),
    Fact(
        id=fact_id("cost"),
        statement="قالت المتحدثة باسم هيئة الموانئ هالة درويش إن كلفة الرصيف الجنوبي بلغت 6.2 مليون دينار.",
        evidence=_exact(PORT_TEXT, "إن كلفة الأعمال بلغت 6.2 مليون دينار"),
        status="reviewed",
        attribution=(
            Link("via", ("وكالة الساحل",), None, "ونقلت", 240),
            Link("speaker", ("هالة درويش",), "المتحدثة باسم هيئة الموانئ", "قولها", 300, "indirect"),
        ),
        modality="claimed",
        who=("هيئة الموانئ",),
        where=("مرسى النخيل",),
    ),
    Fact(
        id=fact_id("visit"),
        statement="من المقرر أن ترسو سفينة الركاب Blue Horizon على الرصيف الجنوبي في مرسى النخيل.",
        evidence=_exact(PORT_TEXT, "ومن المقرر أن ترسو السفينة Blue Horizon على الرصيف في مارس 2026"),
        status="reviewed",
        modality="planned",
        when=When("مارس 2026", "2026-03", "stated"),
        who=("Blue Horizon",),
        where=("مرسى النخيل",),
    ),
    Fact(
        id=fact_id("denial"),
        statement="نفى نقيب الصيادين مازن عواد أن يكون صيادو مرسى النخيل قد تسلّموا تعويضاتهم.",
        evidence=_exact(PORT_TEXT, "ونفى نقيب الصيادين مازن عواد أن يكون الصيادون قد تسلّموا تعويضاتهم"),
        attribution=(Link("speaker", ("مازن عواد",), None, "ونفى", 480, "indirect"),),
        modality="denied",
        denied_by=("مازن عواد",),
        where=("مرسى النخيل",),
    ),
    Fact(
        id=fact_id("closed"),
        statement="أُغلق ميناء مرسى النخيل إثر عاصفة بحرية.",
        evidence=_exact(PORT_TEXT, "وكان الميناء قد أُغلق عام 2022 إثر عاصفة بحرية"),
        status="reviewed",
        when=When("عام 2022", "2022", "stated"),
        where=("مرسى النخيل",),
    ),
)
COST_FACTS = (
    Fact(
        id=fact_id("estimate"),
        statement="قدّرت لجنة الموازنة كلفة الرصيف الجنوبي بأكثر من ثمانية ملايين دينار.",
        evidence=_exact(COST_TEXT, "قدّرت لجنة الموازنة كلفة الرصيف الجنوبي بأكثر من ثمانية ملايين دينار"),
        status="reviewed",
        attribution=(Link("speaker", ("لجنة الموازنة",), None, "قدّرت", 28, "indirect"),),
        modality="claimed",
        when=When("يوم الأربعاء", None, "open"),
        who=("لجنة الموازنة",),
        where=("مرسى النخيل",),
    ),
    Fact(
        id=fact_id("works"),
        statement="امتدت أعمال الرصيف الجنوبي نحو ثلاث سنوات.",
        evidence=_exact(COST_TEXT, "وامتدت الأعمال من سبتمبر 2022 إلى يوليو/تموز 2025"),
        status="reviewed",
        when=When("من سبتمبر 2022 إلى يوليو/تموز 2025", "2022-09/2025-07", "stated"),
        where=("مرسى النخيل",),
    ),
    Fact(
        id=fact_id("report"),
        statement="قال عضو لجنة الموازنة رائد الكيلاني إن تقرير الكلفة سيُنشر.",
        evidence=_exact(COST_TEXT, "وقال عضو اللجنة رائد الكيلاني إن التقرير سيُنشر قريباً"),
        status="withdrawn",
        attribution=(Link("speaker", ("رائد الكيلاني",), None, "وقال", 150, "indirect"),),
        withdrawn=Withdrawn("2026-11-19", "تراجع المصدر عن الخبر في عدد لاحق.", fact_id("estimate")),
    ),
    Fact(
        id=fact_id("depth"),
        statement="جرى فحص للأعماق عند الرصيف الجنوبي.",
        evidence=_exact(COST_TEXT, "وجرى آخر فحص للأعماق في 3 يوليو"),
        when=When("3 يوليو", "XXXX-07-03", "open"),
        where=("مرسى النخيل",),
    ),
)


def _names(*names: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, entity_id(name)) for name in names)


PORT_RECORD = Record(
    id=PORT,
    text_sha256=sha256(PORT_TEXT.encode()).hexdigest(),
    added="2026-11-15",
    title=Said("الرصيف الجنوبي يفتح أبوابه في مرسى النخيل"),
    publisher=Said("صحيفة الميزان"),
    agencies=("وكالة الساحل",),
    published=Published("2025-07-11", "stated"),
    dateline="مرسى النخيل",
    url="https://mizan.example/port/south-quay",
    archive="https://archive.example/2025/mizan-port",
    rights="full",
    reviewed=Reviewed("ليلى حداد", "2026-11-16"),
    facts=PORT_FACTS,
    rejected=(Rejected("وهي أول سفينة ركاب يستقبلها الميناء", None, GONE, "مكرّر"),),
    disputes=((fact_id("cost"), fact_id("estimate")),),
    names=_names(
        "سامر الخطيب", "هالة درويش", "مازن عواد", "هيئة الموانئ", "وكالة الساحل", "صحيفة الميزان", "مرسى النخيل",
        "Blue Horizon",
    ),
)  # fmt: skip
COST_RECORD = Record(
    id=COST,
    text_sha256=sha256(COST_TEXT.encode()).hexdigest(),
    added="2026-11-17",
    title=Said("كم كلّف رصيف مرسى النخيل؟"),
    publisher=Said("إذاعة الضفة"),
    published=Published(None),
    facts=COST_FACTS,
    names=_names("لجنة الموازنة", "رائد الكيلاني", "إذاعة الضفة", "مرسى النخيل"),
)

PROSE = (
    ProsePage(
        "about", "عن هذا الموقع", "نجمع من الأخبار ما يمكن إثباته.\n\n## ما ننشره\n\nكل واقعة [بمصدرها](/sources/).\n"
    ),
    ProsePage("corrections-policy", "سياسة التصويب", "نصحّح الخطأ في مكانه.\n"),
)

ISSUES = (
    Issue(
        "2026-11-17", "أول الأعداد", "2026-11-17", "2026-11-10", "عدد قصير عن الرصيف الجنوبي.\n\nومعه كلفته.", "source",
        (fact_id("opening"), fact_id("cost"), fact_id("report"), fact_id("works")),
    ),
    Issue(
        "quay", "الرصيف بعد أسبوع", "2026-11-21", "2026-11-17", "", "day", (fact_id("visit"), fact_id("closed")),
        ((fact_id("report"), "2026-11-19"), (fact_id("opening"), "2026-11-20")),
    ),
)  # fmt: skip


def content(config: Config = CONFIG, **changes: object) -> SiteContent:
    """The newsroom's content; `changes` replace fields of it."""
    records = (
        LoadedRecord("quay-cost", COST_RECORD, COST_TEXT),
        LoadedRecord("south-quay", PORT_RECORD, PORT_TEXT),
    )
    made = SiteContent(
        config=config,
        records=records,
        entities=ENTITIES,
        resolved={(r.stem, name): entity for r in records for name, entity in r.record.names},
        texts={r.stem: r.text for r in records},
        prose=PROSE,
        lock=frozenset({f"/f/{GONE}/", f"/e/{OLD_ENTITY}/", f"/f/{fact_id('opening')}/", "/about/"}),
        as_of="2026-11-21",
        issues=() if "records" in changes else ISSUES,
    )
    return msgspec.structs.replace(made, **changes)


def planned(made: SiteContent, *, cards: bool = False) -> dict[str, Page]:
    """Every page of a site, by its address."""
    return {page.address: page for page in plan(build_index(made), cards=cards)}
