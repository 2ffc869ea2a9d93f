"""Where every value of a fact comes from: the rule, the words that triggered it, and what a person typed instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Literal

from msgspec import Struct

from builder.coverage import Article, reason
from builder.errors import Both, BuildError, in_language, printable
from builder.extract.cues import cue_of
from builder.model import Attribution, Basis, Fact, Found, Link, Published, ReasonField, Record, Selector, Speech
from builder.records.merge import aligned, evidence_spans
from builder.site.index import LoadedRecord
from builder.text.folding import fold_key
from builder.text.lines import line_counter

Span = tuple[int, int]
Field = ReasonField | Literal["attribution", "denied_by", "published"]
By = Literal["extractor", "person", "replaced"]
FIELDS: tuple[Field, ...] = ("evidence", "statement", "modality", "denied_by", "when", "who", "where", "attribution")


class Ground(Struct, frozen=True):
    """One thing that a value rests on. rule: the one that decided; exact, at, line: the words and their place."""

    rule: str | None
    exact: str | None = None
    at: int | None = None
    line: int | None = None


class Value(Struct, frozen=True):
    """One value of a fact. by: whose word it is; `replaced` is the extractor's where a person typed another.

    value: as in the record, empty where there is none. basis: of a date.
    """

    field: Field
    value: str
    by: By
    basis: Basis | None = None
    role: Literal["via", "speaker"] | None = None
    speech: Speech | None = None
    candidates: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()


class Explained(Struct, frozen=True):
    """A fact and where its values come from.

    status: as in the record; `rejected`, or `removed` where only the draft holds it. why: the person's reason, else
    why the extractor passed over these words, where a person added the fact. has_reasons: False where the draft was
    drawn before drafts kept them.
    """

    id: str
    stem: str
    line: int | None
    status: str
    typed: bool
    why: tuple[str, ...]
    values: tuple[Value, ...]
    published: tuple[Value, ...]
    has_reasons: bool


class _Row(Struct, frozen=True):
    """A value as it is compared: equal rows of the record and of the draft are the extractor's word."""

    field: Field
    value: str
    basis: Basis | None = None
    text: str | None = None
    link: Link | None = None


def find_home(records: Iterable[LoadedRecord], wanted: str) -> tuple[LoadedRecord, str | None]:
    """The record that `wanted` names (by stem, path or id), or that holds the fact `wanted`, and then its id.

    A rejected fact is found too. Raises BuildError that names the nearest ids.
    """
    homes = tuple(records)
    stem = wanted.replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".yaml").removesuffix(".yml")
    known: list[str] = []
    for home in homes:
        if home.stem == stem or home.record.id == wanted:
            return home, None
        ids = [fact.id for fact in home.record.facts] + [row.id for row in home.record.rejected if row.id]
        if wanted in ids:
            return home, wanted
        known += [home.stem, home.record.id, *ids]
    near = get_close_matches(wanted, sorted(set(known)), n=3)
    raise BuildError(
        None, None,
        Both(f"no fact, record or source has the id `{wanted}`", f"لا واقعة ولا سجل ولا مصدر بالمعرّف `{wanted}`"),
        Both(f"Near it: {', '.join(near)}", f"القريب منه: {'، '.join(near)}") if near
        else Both("`waqai list facts` and `waqai list sources` name them.", "يسردها `waqai list facts` و`waqai list sources`."),
    )  # fmt: skip


def explain(article: Article, fact_id: str | None = None) -> tuple[Explained, ...]:
    """Every fact of the article, or the one of this id; rejected and removed ones last."""
    explainer = _Explainer(article)
    return tuple(row for row in explainer.all() if fact_id in (None, row.id))


class _Explainer:
    def __init__(self, article: Article) -> None:
        self.article, self.text = article, article.text
        self.found: Found = article.draft.found
        self.machine: Record = article.draft.draft
        self.line_of = line_counter(article.text)
        self.published = self.publication()

    def all(self) -> Iterator[Explained]:
        record = self.article.record
        used: set[int] = set()
        for fact in record.facts:
            i = aligned(fact, self.machine.facts, self.text)
            if i is not None:
                used.add(i)
            passed = () if i is not None else self.passed(fact)
            yield self.explained(fact.id, fact.status, fact, None if i is None else self.machine.facts[i], passed)
        for row in record.rejected:
            gone = Fact(row.id or "", "", (Selector(row.exact, row.at),))
            i = aligned(gone, self.machine.facts, self.text)
            if i is not None:
                used.add(i)
            why = (row.why,) if row.why else ()
            drafted = None if i is None else self.machine.facts[i]
            yield self.explained(gone.id, "rejected", drafted or gone, drafted, why)
        for i, fact in enumerate(self.machine.facts):
            if i not in used:
                yield self.explained(fact.id, "removed", fact, fact, ())

    def passed(self, fact: Fact) -> tuple[str, ...]:
        """Why the extractor stated nothing from the words of a fact that a person added."""
        spans = evidence_spans(fact, self.text)
        return tuple(
            dict.fromkeys(
                row.why for row in self.found.passed
                if any(row.at < end and start < row.at + len(row.exact) for start, end in spans)
            )
        )  # fmt: skip

    def explained(self, id_: str, status: str, fact: Fact, drafted: Fact | None, why: tuple[str, ...]) -> Explained:
        spans = evidence_spans(fact, self.text)
        return Explained(
            id=id_,
            stem=self.article.stem,
            line=self.line_of(spans[0][0]) if spans else None,
            status=status,
            typed=drafted is None,
            why=why,
            values=tuple(self.values(fact, drafted)),
            published=self.published,
            has_reasons=bool(self.found.reasons) or not self.machine.facts,
        )

    def values(self, fact: Fact, drafted: Fact | None) -> Iterator[Value]:
        mine, theirs = _rows(fact), _rows(drafted) if drafted else []
        for field in FIELDS:
            own = [row for row in mine if row.field == field]
            given = [row for row in theirs if row.field == field]
            for row in own:
                is_given = drafted is not None and row in given
                yield self.value(row, "extractor", drafted) if is_given else self.value(row, "person", None)
            if given and not own:
                yield Value(field, "", "person")
            for row in given:
                if row not in own:
                    yield self.value(row, "replaced", drafted)

    def value(self, row: _Row, by: By, fact: Fact | None) -> Value:
        role, speech = (row.link.role, row.link.speech) if row.link else (None, None)
        grounds = tuple(self.grounds(row, fact)) if fact else ()
        if fact is None and row.field == "evidence":
            at = self.text.find(row.value)
            grounds = (self.ground(None, row.value, at),) if at >= 0 else ()
        return Value(row.field, row.value, by, row.basis, role, speech, grounds=grounds)

    def ground(self, rule: str | None, exact: str | None = None, at: int | None = None) -> Ground:
        return Ground(rule, exact, at, None if at is None else self.line_of(at))

    # ---- what a drafted value rests on -----------------------------------------------------------------------------

    def grounds(self, row: _Row, fact: Fact) -> Iterator[Ground]:
        span = next(iter(evidence_spans(fact, self.text)), (0, 0))
        noted = [r for r in self.found.reasons if (r.start, r.end) == span and r.field == row.field]
        if row.field == "evidence":
            yield self.ground(noted[0].rule if noted else None, row.value, span[0])
        elif row.field in ("statement", "modality"):
            if row.field == "statement" and not noted and self.found.reasons:
                yield Ground("as the evidence has it")
            for reason_ in noted:
                yield self.ground(reason_.rule, reason_.exact, reason_.at)
        elif row.field == "denied_by":
            link = next((link for link in fact.attribution if row.value in link.who), None)
            yield self.ground("who speaks the denial", link.cue if link else None, link.at if link else None)
        elif row.field == "when":
            for reason_ in noted:
                for date in self.found.dates:
                    if date.at == reason_.at:
                        yield self.ground(date.rule, date.exact, date.at)
                yield Ground(reason_.rule)
        elif row.field in ("who", "where"):
            places = {reason_.at: reason_.rule for reason_ in noted}
            for mention in self.found.mentions:
                if mention.name == row.value and mention.at in places:
                    yield self.ground(mention.rule, mention.exact, mention.at)
                    yield Ground(places[mention.at])
        elif row.field == "attribution" and row.link is not None:
            yield from self.chained(row.link, fact, span)

    def chained(self, link: Link, fact: Fact, span: Span) -> Iterator[Ground]:
        """The reporting words of a link; an outlet that words only came through has those of the link it led to."""
        at = link.at if link.at is not None else next((x.at for x in fact.attribution if x.at is not None), None)
        frame: Attribution | None = next((a for a in self.found.attributions if a.at == at), None)
        if frame is None:
            for quote in self.found.quotes:
                if span[0] - 1 <= quote.at <= span[1] and quote.speaker in (*link.who, link.as_printed):
                    yield self.ground(quote.rule, quote.exact, quote.at)
            return
        yield self.ground(frame.rule, frame.cue, frame.at)
        cue, _ = cue_of(fold_key(frame.cue))
        if cue:
            yield Ground(f"verbs table, stance {cue.stance}")

    def publication(self) -> tuple[Value, ...]:
        """The day of publication, or the days it may have been and what restricts them; a person's word first."""
        mine, theirs = self.article.record.published, self.machine.published
        if mine == theirs:
            return (self.day(mine or Published(), "extractor"),)
        typed = self.day(mine or Published(), "person")
        return (typed, self.day(theirs, "replaced")) if theirs else (typed,)

    def day(self, given: Published, by: By) -> Value:
        basis: Basis = given.basis or ("stated" if given.edtf else "open")
        rules = {date.at: date.rule for date in self.found.dates}
        places = [(row, self.text.find(row.exact) if row.at is None else row.at) for row in given.because]
        grounds = tuple(self.ground(rules.get(at), row.exact, at) for row, at in places if at >= 0)
        return Value("published", given.edtf or "", by, basis, candidates=given.candidates, grounds=grounds)


def _rows(fact: Fact) -> list[_Row]:
    """The values of a fact that the extractor drafts and a person may type; `when` always has a row."""
    when = fact.when
    return [
        *(_Row("evidence", row.exact) for row in fact.evidence),
        *([_Row("statement", fact.statement)] if fact.statement else []),
        _Row("modality", fact.modality),
        *(_Row("denied_by", name) for name in fact.denied_by),
        _Row("when", (when.edtf or "") if when else "", when.basis if when else None, when.text if when else None),
        *(_Row("who", name) for name in fact.who),
        *(_Row("where", name) for name in fact.where),
        *(_Row("attribution", _link_told(link), link=link) for link in fact.attribution),
    ]


def _link_told(link: Link) -> str:
    names = "، ".join(link.who)
    return names + (f" ({link.as_printed})" if names and link.as_printed else link.as_printed or "")


# ---- as a person reads it ----------------------------------------------------------------------------------------

_NAMES: dict[str, Both] = {
    "evidence": Both("evidence", "الشاهد"), "statement": Both("statement", "العبارة"),
    "modality": Both("modality", "الصيغة"), "denied_by": Both("denied_by", "النافي"), "when": Both("when", "الزمن"),
    "who": Both("who", "مَن"), "where": Both("where", "أين"), "attribution": Both("attribution", "الإسناد"),
    "published": Both("published", "النشر"),
}  # fmt: skip
_WORDS: dict[str, Both] = {
    "reported": Both("reported", "خبر"), "claimed": Both("claimed", "قول منسوب"), "planned": Both("planned", "متوقَّع"),
    "denied": Both("denied", "نفي"), "stated": Both("stated", "مذكور"), "anchored": Both("anchored", "محسوب"),
    "inferred": Both("inferred", "مستنتج"), "edited": Both("edited", "حدّده المحرر"), "open": Both("open", "مفتوح"),
    "direct": Both("direct speech", "كلام مباشر"), "indirect": Both("indirect speech", "كلام غير مباشر"),
    "via": Both("via", "نقلاً عن"), "speaker": Both("speaker", "القائل"),
    "mixed": Both("mixed speech", "كلام مباشر وغير مباشر"), "draft": Both("draft", "مسودة"),
    "reviewed": Both("reviewed", "مراجَعة"), "withdrawn": Both("withdrawn", "مسحوبة"),
    "rejected": Both("rejected by a person", "رفضها محرر"), "removed": Both("removed by a person", "حذفها محرر"),
}  # fmt: skip
# What decided, where the rule is no name of a row that the stages noted.
RULES: dict[str, Both] = {
    "an act of speaking": Both("an act done by speaking", "فعل يتم بالقول"),
    "what is to follow": Both("what is to follow", "شرط لما سيأتي"),
    "present tense and a time to come": Both("present tense and a time to come", "فعل مضارع مع وقت آتٍ"),
    "present tense and a day": Both("present tense and a day", "فعل مضارع مع يوم"),
    "an accusation": Both("an accusation", "اتهام"),
    "a forecast": Both("a forecast", "توقّع"),
    "a time to come": Both("a time to come", "وقت آتٍ"),
    "denied by another": Both("denied by another", "نفاه غير قائله"),
    "a day after the publication": Both("a day after the publication", "يوم بعد النشر"),
    "the date of the statement": Both("the date of the statement", "تاريخ العبارة"),
    "verbs table, stance said": Both("verbs table, stance said", "جدول الأفعال: قول"),
    "verbs table, stance claimed": Both("verbs table, stance claimed", "جدول الأفعال: زعم"),
    "verbs table, stance denied": Both("verbs table, stance denied", "جدول الأفعال: نفي"),
    "modality table, planned": Both("modality table, planned", "جدول الصيغ: ما لم يقع بعد"),
    "modality table, denied": Both("modality table, denied", "جدول الصيغ: نفي"),
    "future prefix": Both("prefix of the future", "سين المستقبل"),
    "a quotation": Both("a quotation is its speaker's claim", "الاقتباس قول صاحبه"),
    "nobody else says it": Both("the article itself says it", "تقوله المادة نفسها"),
    "said by an outlet": Both("an outlet passed it on", "نقله منبر"),
    "somebody says it": Both("somebody says it", "منسوب إلى قائل"),
    "no date in the statement": Both("no date in the statement", "لا تاريخ في العبارة"),
    "the place acts": Both("the place acts", "المكان فاعل"),
    "a place": Both("a place of the statement", "مكان في العبارة"),
    "named": Both("named in the statement", "مسمّى في العبارة"),
    "the quotation": Both("the quotation as printed", "الاقتباس كما نُشر"),
    "the quotation, after its speaker": Both("the quotation after its speaker", "الاقتباس بعد قائله"),
    "name in full": Both("name in full", "أُكمل الاسم"),
    "who says it, amid it": Both("who says it, amid it, left out", "حُذف ذكر القائل من وسطه"),
    "a verb for the participle": Both("a verb for the participle", "فعل مكان اسم الفاعل"),
    "relative time left out": Both("relative time left out", "حُذف الزمن النسبي"),
    "the year in place of relative time": Both("the year in place of relative time", "ذُكرت السنة مكان الزمن النسبي"),
    "opening words left out": Both("opening words left out", "حُذفت كلمات الربط في أولها"),
    "as the evidence has it": Both("as the evidence has it", "كما في الشاهد"),
    "who speaks the denial": Both("who speaks the denial", "قائل النفي"),
}
# The rules by which the stages find names, speech and quotations, in Arabic; in English they are called by their names.
FOUND_BY: dict[str, str] = {
    "tagger": "المصنِّف المدرَّب", "registry": "سجل الموقع",
    "place table": "جدول الأماكن", "organization table": "جدول الهيئات", "event table": "جدول الأحداث",
    "person table": "جدول الأعلام", "outlets table": "جدول المنابر",
    "organization head": "لفظ هيئة في أوله", "place head": "لفظ مكان في أوله", "event head": "لفظ حدث في أوله",
    "place opener": "لفظ تبدأ به أسماء البلدات", "short form": "صيغة أقصر لاسم مذكور", "again": "اسم ذُكر في المادة",
    "quoted after head": "بين علامتين بعد لفظ هيئة", "quoted after ل": "بين علامتين بعد اللام",
    "quoted after باسم": "بين علامتين بعد باسم", "quoted after a verb": "بين علامتين بعد فعل",
    "quoted after في": "بين علامتين بعد حرف الجر", "quoted after مع": "بين علامتين بعد مع",
    "quoted after نفسها": "بين علامتين بعد ما تسمى به", "title behind": "لقب بعده", "initial": "حرف أول من اسم",
    "points back": "إشارة إلى اقتباس قبلها",
    "quoted after a role": "بين علامتين بعد صفة", "quoted again": "ذُكر بين علامتين من قبل",
    "club": "نادٍ في خبر مباراة", "clubs": "نادٍ في خبر مباراة", "companies": "شركة في خبر أسهم", "shares": "سهم قبله",
    "foreign words": "كلمات أعجمية متتابعة", "acronym": "اختصار بجوار الاسم", "role": "صفة قبله", "title": "لقب قبله",
    "reporting verb": "فعل قول قبله", "station": "محطة", "title of a work": "عنوان عمل", "age": "عمر بعده",
    "kin": "قرابة قبله", "list": "قائمة أسماء", "apposition": "بدل من صفة",
    "verb, that": "فعل قول ثم أنّ", "verb, quotation": "فعل قول ثم اقتباس", "verb, object": "فعل قول ثم اسم",
    "verb, colon": "فعل قول ثم نقطتان", "participle, that": "اسم فاعل ثم أنّ",
    "participle, quotation": "اسم فاعل ثم اقتباس", "participle, object": "اسم فاعل ثم اسم",
    "participle, colon": "اسم فاعل ثم نقطتان", "noun, that": "مصدر قول ثم أنّ", "noun, quotation": "مصدر قول ثم اقتباس",
    "noun, object": "مصدر قول ثم اسم", "noun, colon": "مصدر قول ثم نقطتان",
    "source phrase": "عبارة مصدر", "via": "ناقل ثم قائل", "inset": "القائل وسط كلامه", "backward": "فعل يعود على ما قبله",
    "verb before": "فعل قول قبله", "participle before": "اسم فاعل قبله", "noun before": "مصدر قول قبله",
    "verb after": "فعل قول بعده", "source after": "مصدر بعده", "via before": "ناقل قبله",
    "verb and colon": "فعل قول ونقطتان", "participle and colon": "اسم فاعل ونقطتان", "noun and colon": "مصدر قول ونقطتان",
    "same paragraph": "القائل في الفقرة نفسها", "last speaker": "آخر من تكلم",
    "subject of the sentence": "فاعل الجملة", "speaker of the sentence": "قائل الجملة", "answer": "جواب في حوار",
    "label": "اسم المتكلم في أول السطر",
}  # fmt: skip
# The same of times, by the first part of the rule (`weekday.day.month`).
TIMES_BY: dict[str, str] = {
    "duration": "مدة", "set": "تكرار", "deictic": "يوم محسوب من النشر", "relative": "محسوب من النشر",
    "this": "محسوب من النشر", "ago": "محسوب من النشر", "echo": "محسوب من تاريخ سبقه", "weekday": "يوم من الأسبوع",
    "weekdays": "أيام من الأسبوع", "day": "يوم من شهر", "days": "أيام من شهر", "month": "شهر", "months": "أشهر",
    "year": "سنة", "years": "سنوات", "numeric": "تاريخ بالأرقام", "edge": "طرف شهر أو سنة", "part": "جزء من سنة",
    "season": "فصل أو موسم", "hijri": "تاريخ هجري", "decade": "عقد", "century": "قرن", "feast": "عيد",
    "stretch": "من تاريخ إلى تاريخ",
}  # fmt: skip
_KINDS: dict[str, Both] = {
    "sentence": Both("a sentence", "جملة"), "clause": Both("a clause that stands alone", "عبارة مستقلة"),
    "quotation": Both("a quotation", "اقتباس"),
}  # fmt: skip
# What speaks for and against a statement.
POINTS: dict[str, Both] = {
    "names": Both("names", "أسماء"), "number": Both("number", "عدد"), "date": Both("date", "تاريخ"),
    "past tense": Both("past tense", "فعل ماض"), "event verb": Both("verb of an event", "فعل حدث"),
    "event noun": Both("noun of an event", "اسم حدث"),
    "planned": Both("planned", "متوقَّع"), "denied": Both("denied", "نفي"),
    "long": Both("long", "طويلة"), "short": Both("short", "قصيرة"),
    "quotation": Both("a quotation", "اقتباس"), "words in marks": Both("words in quotation marks", "كلمات بين علامتي اقتباس"),
    "that": Both("somebody says that", "قول بعد أنّ"), "object": Both("told with a noun", "قول باسم"),
    "source phrase": Both("a source is named", "ذُكر المصدر"), "no act": Both("no act", "بلا فعل"),
    "little else": Both("the article tells little else", "لا يروي الخبر أكثر منه"),
    "opinion": Both("a view", "رأي"), "comment": Both("comment", "تعليق"), "habit": Both("habit", "عادة"),
    "description": Both("description", "وصف"), "nothing happens": Both("nothing happens", "لا حدث"),
    "nothing named": Both("nothing named", "لا اسم ولا عدد"),
    # in drafts made before the points were fitted
    "said": Both("said by somebody", "قول"), "both sides": Both("both sides", "الطرفان"),
}  # fmt: skip
_LONG = 70  # characters; what a longer value rests on stands below it


def told_article(article: Article, lang: str) -> Iterator[str]:
    """The lines that say which article the facts below are of, and when it was published."""
    record = article.record
    yield " | ".join((article.stem, record.id, printable(record.title.value if record.title else "-")))
    yield from _told_values(_Explainer(article).published, (), lang, whole=False)


def told(row: Explained, lang: str) -> Iterator[str]:
    """The lines that explain one fact."""
    place = f"{row.stem}:{row.line}" if row.line else row.stem
    yield " | ".join((row.id or "-", printable(place), in_language(_WORDS[row.status], lang)))
    if row.typed and row.status != "rejected":
        whys = "، ".join(reason(why, lang) for why in row.why)
        yield "  " + in_language(
            Both("a person typed the whole fact", "الواقعة كلها من كتابة محرر")
            if not row.why
            else Both(
                f"a person typed the whole fact; the extractor passed over these words: {whys}",
                f"الواقعة كلها من كتابة محرر؛ وتجاوزها المستخرِج: {whys}",
            ),
            lang,
        )
    elif row.why:
        yield "  " + printable("، ".join(row.why))
    if not row.has_reasons:
        yield "  " + in_language(
            Both(
                f"the draft is older than these accounts: `waqai update {row.stem}` draws it anew",
                f"المسودة أقدم من هذا البيان: يعيد رسمها `waqai update {row.stem}`",
            ),
            lang,
        )
    values = row.values
    if any(value.basis in ("anchored", "inferred", "open") for value in values):
        values = (*values, *row.published)
    yield from _told_values(values, row.published, lang, whole=row.typed)


def _told_values(values: tuple[Value, ...], published: tuple[Value, ...], lang: str, *, whole: bool) -> Iterator[str]:
    width = max((len(in_language(_NAMES[value.field], lang)) for value in values), default=0)
    last = ""
    for value in values:
        name = in_language(_NAMES[value.field], lang)
        label = "" if name == last else name
        last = name
        head, rest = _told_value(value, published, lang, whole=whole)
        if len(head) > _LONG and rest:
            yield f"  {label:<{width}}  {head}"
            for part in rest:
                yield f"  {'':<{width}}    {part}"
        else:
            yield f"  {label:<{width}}  " + " | ".join((head, *rest))


def _told_value(value: Value, published: tuple[Value, ...], lang: str, *, whole: bool) -> tuple[str, list[str]]:
    """The value itself, and what it rests on."""
    parts = [in_language(_WORDS[value.basis], lang)] if value.basis else []
    shown = in_language(_WORDS[value.value], lang) if value.field == "modality" else printable(value.value)
    shown = shown or in_language(Both("none", "لا شيء"), lang)
    if value.field in ("evidence", "statement"):
        shown = f'"{shown}"'
    if value.role:
        shown = f"{in_language(_WORDS[value.role], lang)}: {shown}"
    if value.speech:
        parts.append(in_language(_WORDS[value.speech], lang))
    for ground in value.grounds:
        if ground.exact is not None and ground.line is not None:
            line = in_language(Both(f"line {ground.line}", f"السطر {ground.line}"), lang)
            if ground.exact == value.value:
                shown += f" ({line})"
            else:
                cue = in_language(Both("cue ", "اللفظ "), lang) if _is_cue(value, ground) else ""
                parts.append(f'{cue}"{printable(ground.exact.strip())}" ({line})')
        if ground.rule:
            parts.append(_told_rule(ground.rule, lang))
    if value.candidates:
        days = " ".join(value.candidates)
        parts.insert(1, in_language(Both(f"candidates: {days}", f"الأيام الممكنة: {days}"), lang))
    if value.field == "when" and value.basis == "anchored" and published and published[0].value:
        day, basis = published[0].value, in_language(_WORDS[published[0].basis or "open"], lang)
        parts.append(in_language(Both(f"published {day} ({basis})", f"النشر {day} ({basis})"), lang))
    if value.by == "person" and not whole:
        parts.append(in_language(Both("typed by a person", "من كتابة محرر"), lang))
    if value.by == "replaced":
        shown = in_language(Both(f"the extractor had: {shown}", f"كان عند المستخرِج: {shown}"), lang)
    return shown, parts


def _is_cue(value: Value, ground: Ground) -> bool:
    if value.field == "attribution":
        return True
    return value.field == "modality" and (ground.rule or "").startswith(("verbs", "said", "somebody"))


def _told_rule(rule: str, lang: str) -> str:
    if rule in RULES:
        return in_language(RULES[rule], lang)
    kind, colon, points = rule.rpartition(": ")
    if not colon:
        arabic = FOUND_BY.get(rule) or TIMES_BY.get(rule.partition(".")[0], rule)
        return in_language(Both(f"rule: {rule}", f"القاعدة: {arabic}"), lang)
    counted = []
    words = points.split()
    name: list[str] = []
    for word in words:
        if word[0] in "+-":
            counted.append(f"{in_language(POINTS[' '.join(name)], lang)} {word}")
            name = []
        else:
            name.append(word)
    said = in_language(_KINDS[kind], lang) if kind in _KINDS else _told_rule(kind, lang)
    return said if not counted else f"{said}: {in_language(Both(', ', '، '), lang).join(counted)}"
