"""Words of time that mean something on the day of printing only, and what says the same for years."""

from __future__ import annotations

import re

from builder.lexicon import table

_TIMES = table("times")
_MODS = "|".join(word for mods in ("past", "future", "present") for word in _TIMES["mods"][mods] if word != "الأخير")
_MODS = f"(?:ما )?قبل الماضية?|{_MODS}"  # `العام قبل الماضي`
_YEAR_NUMBER = re.compile(r"[0-9٠-٩]{4}")
_YEAR_BESIDE = re.compile(r" ?(?:\(([0-9٠-٩]{4}[^)]*)\)|(?=[0-9٠-٩]{4}))")
_OF_YEAR = re.compile(rf"(?P<to>ل)?(?:هذ[اه] )?(?:(?<=ل)ل|ال)(?P<word>عام|سنة)(?P<adjective> (?:{_MODS}))?(?!\w)")
_VALUE = re.compile(r"(?P<first>[0-9]{4})(?:-[0-9]{2}){0,2}(?:/(?P<last>[0-9]{4})(?:-[0-9]{2}){0,2})?")


_MONTHS = "|".join(re.escape(name) for row in table("months") for name in (*row["names"], *row.get("variants", ())))
_MONTH_ENDS = rf"(?<!\w)(?:{_MONTHS})(?: ?\([^)\d]+\)|/\w+)?"
_OF_MONTH = re.compile(rf"(?P<month>{_MONTH_ENDS}) من $")
_BEHIND_MONTH = re.compile(rf"(?P<month>{_MONTH_ENDS}) (?:{_MODS})$")
_DAYS = sorted(
    (word for row in _TIMES["deictics"] for word in row["words"] if word not in _TIMES["in_any_time"]),
    key=len, reverse=True,
)  # fmt: skip
_NEVER_AFTER = "".join(f"(?<!{word} )" for word in _TIMES["not_today_after"])
_NO_YEAR_AFTER = "".join(f"(?<!{word} )" for word in _TIMES["general"])
_NO_NUMBER = r"(?! ?\(?[0-9٠-٩]{4})"
_CHANGING = re.compile(
    rf"(?<!\w)[وف]?(?:{_NEVER_AFTER}(?:{'|'.join(_DAYS)})ً?(?! (?:{'|'.join(_TIMES['not_today'])})(?!\w))"
    rf"|هذ(?:ا (?:العام|الشهر|الأسبوع)|ه السنة){_NO_NUMBER}"
    rf"|{_NO_YEAR_AFTER}(?:العام|السنة|الشهر|الأسبوع) (?:{_MODS}){_NO_NUMBER})(?!\w)"
)


def changing_word(statement: str) -> str | None:
    """The first word of `statement` that changes with the day; words in «» are somebody's and stay as they are."""
    found = _CHANGING.search(re.sub("«[^»]*»", lambda quoted: "«" * len(quoted[0]), statement))
    return found[0] if found else None


def lasting(exact: str, edtf: str | None) -> str | None:
    """A time expression with the year in place of what is counted from the day of printing; None where nothing changes.

    `الربع الثاني من العام الجاري`, 2015-04/2015-06: `الربع الثاني من عام 2015`; `7 مارس الماضي`, 2026-03-07: `7 مارس 2026`.
    edtf: its value; where that is open or of two years, only what has its year beside it changes: `العام الماضي 1435`.
    """
    of_year = _OF_YEAR.search(exact)
    if of_year and (of_year["adjective"] or "هذ" in of_year[0] or exact.split()[0] in _TIMES["edges"]):
        named = f"{of_year['to'] or ''}{of_year['word']}"
        beside = _YEAR_BESIDE.match(exact, of_year.end())
        if beside:
            return f"{exact[: of_year.start()]}{named} {beside[1] or ''}{exact[beside.end() :]}"
        year = _year(edtf)
        if year is None or _YEAR_NUMBER.search(exact):
            return None
        before, after = exact[: of_year.start()], exact[of_year.end() :]
        if _OF_MONTH.search(before):
            return f"{before.removesuffix('من ')}{year}{after}"
        return f"{before}{named} {year}{after}"
    year = _year(edtf)
    if year and _BEHIND_MONTH.search(exact) and not _YEAR_NUMBER.search(exact):
        return f"{exact.rpartition(' ')[0]} {year}"
    return None


def _year(edtf: str | None) -> str | None:
    """The one year of a value without doubt or gaps."""
    value = _VALUE.fullmatch(edtf or "")
    return value["first"] if value and value["last"] in (None, value["first"]) else None
