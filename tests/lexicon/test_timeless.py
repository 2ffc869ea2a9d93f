"""Words that change with the day of reading: which they are, and what says the same for years."""

from __future__ import annotations

import pytest

from builder.lexicon.timeless import changing_word, lasting


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("افتتح الوزير الجسر أمس.", "أمس"),
        ("افتتح الوزير الجسر أول من أمس.", "أول من أمس"),
        ("يغادر الوفد اليوم وغداً.", "اليوم"),
        ("بلغت الأرباح في الربع الأول من العام الجاري مليونا.", "العام الجاري"),
        ("تسلم المنحة وهذا العام ألف طالب.", "وهذا العام"),
        ("عاد الوفد في اليوم التالي.", None),
        ("عاد الوفد في ذلك اليوم.", None),
        ("احتفلت المدرسة باليوم الوطني وهو اليوم الذي تأسست فيه.", None),
        ("نشرت صحيفة اليوم السابع التقرير.", None),
        ("استقبل الأمين العام المقبل للحلف.", None),
        ("أقرت موازنة العام المقبل 2013.", None),
        ("قالت مريم الحداد: «اليوم أعود إلى حلبي».", None),
        ("قالت مريم الحداد أمس: «اليوم أعود إلى حلبي».", "أمس"),
    ],
)
def test_words_that_change_with_the_day(statement: str, word: str | None) -> None:
    assert changing_word(statement) == word


@pytest.mark.parametrize(
    ("exact", "edtf", "said"),
    [
        ("العام الماضي", "2025", "عام 2025"),
        ("للسنة الجارية", "2026", "لسنة 2026"),
        ("الربع الثاني من العام الجاري", "2026-04/2026-06", "الربع الثاني من عام 2026"),
        ("نهاية العام", "2026", "نهاية عام 2026"),
        ("العام", "2026", None),
        ("7 مارس من هذا العام", "2026-03-07", "7 مارس 2026"),
        ("7 يونيو (حزيران) الماضي", "2025-06-07", "7 يونيو (حزيران) 2025"),
        ("مطلع آذار/مارس المقبل", "2027-03", "مطلع آذار/مارس 2027"),
        ("العام الماضي 1446هـ", "2024-07-07/2025-06-25", "عام 1446هـ"),
        ("العام الماضي (2025)", "2025", "عام 2025"),
        ("رمضان الماضي", "2025-03-01/2025-03-29", None),  # another year than the Gregorian one would stand behind it
        ("العام الماضي", None, None),
        ("العامين الماضيين", "2024/2025", None),
        ("مارس المقبل", "XXXX-03", None),
    ],
)
def test_a_year_in_place_of_relative_words(exact: str, edtf: str | None, said: str | None) -> None:
    assert lasting(exact, edtf) == said
