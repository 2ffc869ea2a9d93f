"""The account that a site gives of itself: what its pages rest on, what they leave open, and what each figure means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from builder.ids import is_id
from builder.site.coverage import Covered
from builder.site.exports import Json, write_json
from builder.site.index import UNDATED, Entry, LoadedRecord
from builder.site.permalinks import file_of
from builder.site.shown import Shown
from builder.site.sources import newest_first
from builder.site.views import AccountFigure, AccountRow, AccountSection, HonestyView, Page
from builder.text.digits import write_digits

TITLE = "كشف الحساب"
ABOUT = "ما تستند إليه صفحات هذا الموقع وما تتركه مفتوحاً، رقماً رقماً، ومعنى كل رقم وما لا يعنيه."


class SourceFigures(Struct, frozen=True, gc=False):
    """What is counted of one article. facts: shown; to_the_day: of these; held: not reviewed and not shown."""

    id: str
    covered: Covered
    facts: int
    reviewed: int
    to_the_day: int
    held: int
    rejected: int
    withdrawn: int
    corrected: int
    disputed: int


class Figures(Struct, frozen=True):
    """What is counted of the whole site. modality, dates, bases: shown facts by each; names: by how they are known.

    accounts: shown facts that others tell too, events: their groups, one_hand: those of one origin alone; unlisted:
    articles without a page, of which nothing is shown: what is held, refused or withdrawn of them counts all the same.
    """

    sources: tuple[SourceFigures, ...]
    unlisted: tuple[SourceFigures, ...]
    published: int
    published_inferred: int
    linked: int
    archived: int
    modality: Mapping[str, int]
    plans: Mapping[str, int]
    dates: Mapping[str, int]
    bases: Mapping[str, int]
    names: Mapping[str, int]
    corrections: Mapping[str, int]
    disputes: int
    accounts: int
    events: int
    one_hand: int

    def total(self, field: str) -> int:
        """The sum of one count over all articles."""
        return sum(int(getattr(row, field)) for row in (*self.sources, *self.unlisted))


def honesty_pages(shown: Shown) -> list[Page]:
    """The account (in parts, where there are many articles) and the same figures for machines."""
    figures = count(shown)
    address = shown.addresses.honesty
    pages = []
    sections = _sections(figures, shown)
    rows = [(shown.index.records[row.id], row) for row in figures.sources]
    for part_address, part, pager in newest_first(rows, address, shown):
        view = HonestyView(
            head=shown.head(
                TITLE, ABOUT, part_address,
                json=shown.addresses.href(_machine_address(shown)) if shown.config.outputs.json else None,
            ),
            title=TITLE,
            about=ABOUT,
            as_of=shown.day(shown.index.content.as_of),
            sections=sections if part_address == address else (),
            rows=tuple(_row(home, row, shown) for home, row in reversed(part)),
            pager=pager,
        )  # fmt: skip
        pages.append(Page(file_of(part_address), part_address, "honesty", "honesty.html", view))
    if shown.config.outputs.json:
        machine = _machine_address(shown)
        pages.append(Page(file_of(machine), machine, "json", None, write_json(_value(figures, shown)) + b"\n"))
    return pages


def _machine_address(shown: Shown) -> str:
    return shown.addresses.honesty.removesuffix("/") + ".json"


# ---- counting -------------------------------------------------------------------------------------------------------


def count(shown: Shown) -> Figures:
    """Every figure of the account, from the index alone. Articles in the order in which they came."""
    index = shown.index
    homes = [home for home in index.records.values() if shown.has_source_page(home)]
    facts = tuple(index.facts.values())
    groups = {tuple(e.id for e in group): group for group in index.accounts.values()}
    return Figures(
        sources=tuple(_source(home, shown) for home in homes),
        unlisted=tuple(_source(home, shown) for home in index.records.values() if not shown.has_source_page(home)),
        published=sum(h.record.published is not None and h.record.published.edtf is not None for h in homes),
        published_inferred=sum(
            h.record.published is not None
            and h.record.published.edtf is not None
            and h.record.published.basis in ("inferred", "anchored")
            for h in homes
        ),
        linked=sum(shown.source(h).publisher_link is not None for h in homes),
        archived=sum(shown.source(h).archive is not None for h in homes),
        modality=Counter(e.fact.modality for e in facts),
        plans=Counter(plan.outcome for plan in shown.plans.values()),
        dates=Counter(_precision(e) for e in facts),
        bases=Counter(e.fact.when.basis for e in facts if e.fact.when is not None and e.slot != UNDATED),
        names=_names(homes, shown),
        corrections=Counter(c.kind for e in facts for c in e.fact.corrections),
        disputes=len({frozenset((one, e.id)) for one, others in index.disputed.items() for e in others}),
        accounts=len(index.accounts),
        events=len(groups),
        one_hand=sum(len({index.origins[e.id] for e in group}) == 1 for group in groups.values()),
    )


def _source(home: LoadedRecord, shown: Shown) -> SourceFigures:
    index, record = shown.index, home.record
    entries = index.by_source[record.id]
    withdrawn = sum(fact.status == "withdrawn" for fact in record.facts)
    return SourceFigures(
        id=record.id,
        covered=shown.coverage(home),
        facts=len(entries),
        reviewed=sum(e.reviewed for e in entries),
        to_the_day=sum(_precision(e) == "day" for e in entries),
        held=len(record.facts) - withdrawn - len(entries),
        rejected=len(record.rejected),
        withdrawn=withdrawn,
        corrected=sum(any(c.kind != "typo" for c in e.fact.corrections) for e in entries),
        disputed=sum(e.id in index.disputed for e in entries),
    )


def _precision(entry: Entry) -> str:
    """`day`, `coarse` (a month, season or year), `span` or `none`."""
    if entry.slot == UNDATED or entry.when is None:
        return "none"
    if entry.when.precision == "day":
        return "day"
    return "span" if entry.when.precision in ("interval", "set") else "coarse"


def _names(homes: Iterable[LoadedRecord], shown: Shown) -> Mapping[str, int]:
    """Whom the articles name: accepted by a person, proposed and waiting, or without any entity behind them."""
    resolved = shown.index.content.resolved
    accepted: set[str] = set()
    proposed: set[str] = set()
    unknown = 0
    for home in homes:
        for name, value in home.record.names:
            meant = resolved.get((home.stem, name))
            if meant is None:
                unknown += 1
            else:
                (accepted if is_id(value) else proposed).add(shown.index.redirects.get(meant, meant))
    return {"accepted": len(accepted), "proposed": len(proposed - accepted), "unknown": unknown}


# ---- telling --------------------------------------------------------------------------------------------------------


def _sections(figures: Figures, shown: Shown) -> tuple[AccountSection, ...]:
    facts, sources = figures.total("facts"), len(figures.sources)
    covered = sum((row.covered for row in figures.sources), Covered())
    links = shown.index.content.links
    planned = figures.modality.get("planned", 0)

    def told(label: str, n: int, means: str, of: int | None = None) -> AccountFigure:
        value = _number(n, shown) if of is None else f"{_number(n, shown)} من {_number(of, shown)}"
        return AccountFigure(label, value, shown.share(n, of) if of else None, means)

    hidden = figures.total("held")
    review = [
        told("راجعها محرّر", figures.total("reviewed"), "قرأ محرّر الواقعة وشاهدها ووافق عليها. لا يعني ذلك أن ما قاله المصدر صحيح.", facts),
        told("لم تُراجَع وتُعرض", facts - figures.total("reviewed"), "استُخرجت آلياً وعليها شارة تقول ذلك، ولا تدخل الخلاصات ولا ملفات البيانات.", facts),
    ]  # fmt: skip
    if hidden:
        review.append(told("لم تُراجَع ولا تُعرض", hidden, "تنتظر محرّراً، ولا صفحة لها."))
    review += [
        told("ردّها محرّر", figures.total("rejected"), "استُخرجت آلياً ثم رُفضت، ولا تعود. كثرتها تقول إن الاستخراج يخطئ وإن أحداً ينظر."),
        told("سُحبت", figures.total("withdrawn"), "كانت منشورة ثم تبيّن أنها لا تقوم. تبقى صفحتها وتقول متى ولماذا."),
        told("صُحِّحت في الوقائع أو المعنى", figures.total("corrected"), "في صفحة كل منها ما كان وما صار. قلّتها لا تعني أن الباقي بلا خطأ.", facts),
        told("تصويبات مطبعية", figures.corrections.get("typo", 0), "أخطاء كتابة لا تغيّر المعنى."),
    ]  # fmt: skip
    return (
        AccountSection("review", "المراجعة والتصويب", tuple(review)),
        AccountSection("coverage", "ما أُخذ من النصوص", (
            told("جمل تستند إليها واقعة", covered.with_evidence, "من جمل المواد بعد حذف عناوينها وما ليس منها. الجملة الباقية قد تكون وصفاً أو تكراراً، وقد تكون واقعة فاتتنا.", covered.sentences),
            AccountFigure("حروف تحت الشواهد", shown.share(covered.under_evidence, covered.letters), None, "نصيب الشواهد الحرفية من حروف تلك الجمل. ليس مقياس جودة: الشاهد القصير قد يكفي."),
            told("مواد بلا واقعة معروضة", sum(not row.facts for row in figures.sources), "مواد محفوظة لم يُنشر منها شيء بعد.", sources),
        )),
        AccountSection("sources", "المصادر", (
            told("مواد محفوظة", sources, "نصّ كل مادة محفوظ كما وُجد، وبصمته في صفحتها."),
            told("تاريخ نشرها معروف", figures.published, "مذكور في المادة أو محسوب من نصّها. ما لا يُعرف يبقى بلا تاريخ ولا يُخمَّن.", sources),
            told("محسوب من النص", figures.published_inferred, "لم تذكره المادة، لكن ما فيها لا يحتمل غيره.", figures.published),
            told("لها رابط عند ناشرها", figures.linked, "يصل القارئ منه إلى المادة في موضعها الأصلي.", sources),
            told("لها نسخة محفوظة عند غيرنا", figures.archived, "تبقى إن حُذفت المادة.", sources),
            AccountFigure(
                "آخر فحص للروابط",
                shown.day(links.date) if links else "لم تُفحص بعد",
                f"أجاب {_number(links.answered, shown)} من {_number(links.asked, shown)}" if links else None,
                "سؤال عناوين الناشرين والنسخ المحفوظة هل تجيب. الجواب لا يعني أن المادة لم تتغير.",
            ),
        )),
        AccountSection("dates", "التواريخ", (
            told("معروفة إلى اليوم", figures.dates.get("day", 0), "سمّى المصدر اليوم، أو لا يحتمل نصّه غيره.", facts),
            told("إلى الشهر أو الفصل أو السنة", figures.dates.get("coarse", 0), "لا يقول المصدر أكثر، ولا نزيد عليه.", facts),
            told("فترات وأيام متفرقة", figures.dates.get("span", 0), "لها بداية أو نهاية أو أكثر من يوم.", facts),
            told("بلا تاريخ", figures.dates.get("none", 0), "لا يكفي ما في المصدر لمعرفة السنة.", facts),
            told("محسوبة أو مستنتجة", figures.bases.get("anchored", 0) + figures.bases.get("inferred", 0), "حُسبت من تاريخ النشر (أمس، الأربعاء) أو من سياق النص، وصفحة كل واقعة تقول ذلك.", facts - figures.dates.get("none", 0)),
        )),
        AccountSection("kinds", "أخبار وأقوال وتوقّعات", (
            told("أخبار", figures.modality.get("reported", 0), "يرويها المصدر بلسانه.", facts),
            told("أقوال منسوبة", figures.modality.get("claimed", 0), "الثابت أن قائلها قالها.", facts),
            told("نفي", figures.modality.get("denied", 0), "الثابت أن صاحبه نفى.", facts),
            told("خطط وتوقّعات", planned, "ذُكرت قبل موعدها.", facts),
            told("مضى موعدها ولم يؤكدها أي مصدر هنا", figures.plans.get("unconfirmed", 0), "قد تكون وقعت ولم تبلغنا مادة تقول ذلك.", planned),
            told("أكّدها خبر آخر هنا", figures.plans.get("confirmed", 0), "ربط محرّر بينها وبين خبر يقول إنها وقعت.", planned),
        )),
        AccountSection("origins", "كم يداً تروي", (
            told("وقائع يرويها غير مصدر هنا", figures.accounts, "ربط محرّر بين رواياتها. ما عداها لا يرويه هنا إلا مصدر واحد.", facts),
            told("أحداث لها أكثر من رواية", figures.events, "كل مجموعة روايات حدثٌ واحد."),
            told("منها ما أصله واحد", figures.one_hand, "نقلتها منابر عدة عن وكالة واحدة أو بنصّ واحد، فهي رواية واحدة لا أكثر.", figures.events),
            told("خلافات بين واقعتين", figures.disputes, "تقول إحداهما ما يخالف الأخرى، ونعرضهما معاً ولا نرجّح."),
        )),
        AccountSection("names", "الأسماء", (
            told("أسماء قبلها محرّر", figures.names["accepted"], "عُرف من المقصود بها."),
            told("أسماء اقترحها البرنامج", figures.names["proposed"], "لها صفحات، ولم يتحقق أحد من أن كل ما فيها لاسم واحد."),
            told("أسماء بلا صفحة", figures.names["unknown"], "وردت في المواد ولم يُعرف من المقصود بها."),
        )),
    )  # fmt: skip


def _row(home: LoadedRecord, row: SourceFigures, shown: Shown) -> AccountRow:
    source = shown.source(home)
    covered = row.covered

    def of(n: int, total: int) -> str:
        return f"{_number(n, shown)} من {_number(total, shown)}" if total else "لا شيء"

    return AccountRow(
        href=source.href,
        title=source.title,
        outlet=source.outlet.name if source.outlet else None,
        cells=(
            of(covered.with_evidence, covered.sentences),
            shown.share(covered.under_evidence, covered.letters),
            of(row.reviewed, row.facts),
            of(row.to_the_day, row.facts),
            _number(row.rejected, shown),
            _number(row.corrected + row.withdrawn, shown),
        ),
    )


def _number(n: int, shown: Shown) -> str:
    return write_digits(str(n), shown.config.digits)


def _value(figures: Figures, shown: Shown) -> dict[str, Json]:
    """The figures for machines: counts only; shares are for who reads them to take."""
    links = shown.index.content.links
    covered = sum((row.covered for row in figures.sources), Covered())
    counted = ("facts", "reviewed", "to_the_day", "held", "rejected", "withdrawn", "corrected", "disputed")
    return {
        "as_of": shown.index.content.as_of,
        **{name: figures.total(name) for name in counted if name != "disputed"},
        "coverage": _covered(covered),
        "modality": dict(sorted(figures.modality.items())),
        "plans": dict(sorted(figures.plans.items())),
        "dates": dict(sorted(figures.dates.items())),
        "date_basis": dict(sorted(figures.bases.items())),
        "names": dict(figures.names),
        "corrections": dict(sorted(figures.corrections.items())),
        "disputes": figures.disputes,
        "accounts": {"facts": figures.accounts, "events": figures.events, "events_of_one_origin": figures.one_hand},
        "publication": {
            "sources": len(figures.sources),
            "dated": figures.published,
            "dated_by_inference": figures.published_inferred,
            "linked": figures.linked,
            "archived": figures.archived,
        },
        "links_checked": {"date": links.date, "asked": links.asked, "answered": links.answered} if links else None,
        "sources": [
            {
                "id": row.id,
                "url": shown.addresses.absolute(shown.addresses.source(row.id)),
                "coverage": _covered(row.covered),
                **{name: int(getattr(row, name)) for name in counted},
            }
            for row in figures.sources
        ],
    }


def _covered(covered: Covered) -> dict[str, Json]:
    return {
        "sentences": covered.sentences,
        "with_evidence": covered.with_evidence,
        "letters": covered.letters,
        "under_evidence": covered.under_evidence,
    }
