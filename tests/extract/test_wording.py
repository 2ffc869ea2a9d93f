"""A statement begins without what joins it to the sentence before, and no word of it loses a letter of its own."""

from __future__ import annotations

import pytest

from builder.extract.wording import worded

OWN_LETTER = [
    "وسائل الإعلام", "وسيلة النقل", "وردت أنباء", "فقدت الشركة", "وثائق المحكمة", "ورشة العمل", "وحدات الجيش", "وظائف جديدة",
    "واجهات المحلات", "والدة الطفل", "وقائع الجلسة", "وعود الحكومة", "ولاية صفاقس", "وقود الطائرات", "وديعة البنك", "وصول الوفد",
    "ورثة المتوفى", "فئات المجتمع", "فرق الإنقاذ", "فصائل المعارضة", "فتاة في العشرين", "فعاليات المعرض", "فوائد القرض", "فرص العمل",
    "ولي العهد", "وجبات المدارس", "واردات القمح", "ودائع المصارف", "وزن الذهب", "واقعة السرقة", "فاتورة الكهرباء", "فيضانات السودان",
    "فحوص المختبر", "فروع البنك", "وصف الوزير", "وقف العمل", "ورق الطباعة", "وادي النيل", "وسط المدينة", "فيصل الحداد", "وجد الباحثون",
    "والدها", "والدته", "والديه", "والي سوسة", "وصلت الشحنة", "وقع الوزير", "فازت هند", "واصل الفريق",
    "وصولا إلى الحدود", "وضعها الصحي", "ووري الجثمان", "وحدها إيران",
]  # fmt: skip
JOINED = [
    "وقال الوزير", "وأعلن البنك", "فقررت المحكمة", "وارتفعت الأسعار", "وشن الطيران", "وتقاسمت فرق", "ووزعها عثمان", "وضم الوفد",
    "وسيعقد المجلس", "وستبدأ المباراة", "وكانت الشرطة", "وفي مدينة", "ومن المقرر", "وهبت العاصفة", "ويتقاضى العامل", "ولم يحضر",
    "ودعا المجلس", "ودعت الوزارة", "ولفت المدير", "وأدى الانفجار", "وحث الرئيس", "وليس للمصنع", "فهناك عمال", "وكل لاعب",
    "وأحد المصابين", "وإلى المدينة", "ووجدت الشرطة", "وكشف التحقيق", "وأرغمت الشروط", "ووصلت الشحنة", "ووقع الوزير",
]  # fmt: skip


@pytest.mark.parametrize("opening", OWN_LETTER)
def test_a_letter_of_its_own_stays(opening: str) -> None:
    assert worded(f"{opening} في صور أمس") == f"{opening} في صور أمس."


@pytest.mark.parametrize("opening", ["وديان تمتد", "فالنسيا فازت", "وجدة تستضيف"])
def test_the_first_letter_of_a_name_or_behind_that_stays(opening: str) -> None:
    assert worded(f"{opening} في صور أمس", is_whole=True) == f"{opening} في صور أمس."


@pytest.mark.parametrize("opening", JOINED)
def test_what_only_joins_goes(opening: str) -> None:
    assert worded(f"{opening} في صور أمس") == f"{opening[1:]} في صور أمس."


@pytest.mark.parametrize("verb", ["تصل", "يؤدي", "تكون", "تشهد", "يضطر", "تستمر"])
def test_what_may_be_is_not_told_as_what_is(verb: str) -> None:
    assert worded(f"وقد {verb} الحرارة إلى خمسين في الصيف") == f"قد {verb} الحرارة إلى خمسين في الصيف."


@pytest.mark.parametrize("verb", ["وصل", "تم", "تولى", "تعرض", "تبين", "أعلن", "توفي"])
def test_what_has_been_is_told_without_its_particle(verb: str) -> None:
    assert worded(f"وقد {verb} المدير إلى المدينة في يناير") == f"{verb} المدير إلى المدينة في يناير."


def test_no_half_of_a_relative_clause_is_left_at_the_end() -> None:
    assert worded("اتهم المرصد القوات بالقصف، وهو ما") == "اتهم المرصد القوات بالقصف."


@pytest.mark.parametrize("answer", ["هي كندا والدنمرك", "يعملان على تعديلها", "سيلعبان غدا"])
def test_what_answers_as_for_loses_its_letter_too(answer: str) -> None:
    assert worded(f"أما دول المجلس الأخرى ف{answer}") == f"دول المجلس الأخرى {answer}."


@pytest.mark.parametrize("contrast", ["إلا أنه", "غير أنها", "لكنه", "لذلك", "ولكن", "إلا أن", "الا انه", "بيد أن"])
def test_a_statement_contrasts_with_nothing(contrast: str) -> None:
    assert worded(f"{contrast} استطاع الفوز على منافسيه بهدفين") == "استطاع الفوز على منافسيه بهدفين."


@pytest.mark.parametrize(
    ("behind_that", "alone"),
    [
        ("مسؤولي المدينة يتوقعون اكتمال العمل", "مسؤولو المدينة يتوقعون اكتمال العمل"),
        ("نادي الضفاف يتوقع اكتمال العمل", "نادي الضفاف يتوقع اكتمال العمل"),
        ("الطبيبين التونسيين وصلا إلى المخيم", "الطبيبان التونسيان وصلا إلى المخيم"),
        ("الجثتين اللتين عثر عليهما نقلتا", "الجثتان اللتان عثر عليهما نقلتا"),
        ("المعلمين والإداريين سيضربون غدا", "المعلمون والإداريون سيضربون غدا"),
        ("اجتماعا وزاريا جديدا قد يعقد", "اجتماع وزاري جديد قد يعقد"),
        ("كلا من البلدين وقع الاتفاق", "كل من البلدين وقع الاتفاق"),
        ("هناك خططا أمنية وتنسيقا متكاملا بين القيادات", "هناك خطط أمنية وتنسيق متكامل بين القيادات"),
        ("ثلاثين طفلا عادوا إلى الدراسة", "ثلاثون طفلا عادوا إلى الدراسة"),
        ("ملايين الناس يعانون من الجوع", "ملايين الناس يعانون من الجوع"),
        ("عمرها يبلغ مئة عام", "عمرها يبلغ مئة عام"),
        ("المستهلكين في أوروبا والشرق الأوسط", "المستهلكين في أوروبا والشرق الأوسط"),
        ("محاميا أميركيا يحمل الملف", "محاميا أميركيا يحمل الملف"),
        ("نظرا لسوء الطقس ألغيت الرحلة", "نظرا لسوء الطقس ألغيت الرحلة"),
    ],
)  # fmt: skip
def test_subject_behind_that_is_told_in_the_nominative(behind_that: str, alone: str) -> None:
    """Changed only where print shows the case and the predicate shows the number."""
    assert worded(behind_that, is_whole=True, behind_that=True) == alone + "."
    assert worded(alone, is_whole=True, behind_that=True) == alone + "."


def test_names_keep_their_letters_behind_that() -> None:
    """A body called by its people is told like them; no other name is touched."""
    assert (
        worded("الحوثيين انسحبوا من البلدة", is_whole=True, behind_that=True, named=True)
        == "الحوثيون انسحبوا من البلدة."
    )
    assert worded("كندا شاركت في القمة", is_whole=True, behind_that=True, named=True) == "كندا شاركت في القمة."
