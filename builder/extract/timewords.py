"""The words of time, folded, as patterns and maps: what dates.py reads with. The tables are in lexicon/data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from builder.lexicon import table
from builder.text.folding import fold_key

# What may be joined to the front of a word.
CLITICS = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل")
# Where a word ends: the end of every pattern.
END = r"(?![ء-ي0-9_])"
# Plurals and duals that الماضية or المقبلين makes durations: unit letter, and 2 for a dual.
PLURALS = {"الايام": "D", "الاسابيع": "W", "الاشهر": "M", "الشهور": "M", "السنوات": "Y", "الاعوام": "Y", "الساعات": "TH",
            "اليومين": "D2", "الاسبوعين": "W2", "الشهرين": "M2", "العامين": "Y2", "السنتين": "Y2", "الساعتين": "TH2"}  # fmt: skip
# Words that point at a date named before, or begin what does.
ECHOES = ("نفس", "ذات", "ذلك", "تلك", "التاريخ", "الفترة", "للفترة")
# Words that count from a date named before: بعدها بشهر.
BESIDE = ("بعدها", "بعده", "قبلها", "قبله")
# The step each kind of word makes: from the article's day, or (AFTER, BEFORE) from a date named before.
AFTER, BEFORE = 2, -2
MOD_STEPS = (("past", -1), ("future", 1), ("present", 0), ("after", AFTER), ("before", BEFORE))


def _alternation(words: Iterable[str]) -> str:
    """An alternation, longest first, of folded words."""
    return "|".join(sorted({re.escape(fold_key(w)).replace("\\ ", " ") for w in words}, key=lambda w: (-len(w), w)))


class Grammar(Struct):
    """The patterns and maps made of the tables, once."""

    month: re.Pattern[str]
    months: dict[str, int]
    alone_no: frozenset[str]
    hijri: re.Pattern[str]
    hijris: dict[str, int]
    hijri_mark: re.Pattern[str]
    gregorian_mark: re.Pattern[str]
    weekday: re.Pattern[str]
    weekdays: dict[str, int]
    part: re.Pattern[str]
    deictic: re.Pattern[str]
    deictics: dict[str, int]
    mod: re.Pattern[str]
    mods: dict[str, int]
    edge: re.Pattern[str]
    year_word: re.Pattern[str]
    season: re.Pattern[str]
    seasons: dict[str, str]
    before_season: frozenset[str]
    before_month: frozenset[str]
    nth: re.Pattern[str]
    nths: dict[str, int]
    feast: re.Pattern[str]
    feasts: dict[str, tuple[int, int]]
    quarter: dict[str, int]
    ordinal: re.Pattern[str]
    ordinals: dict[str, int]
    number: re.Pattern[str]
    numbers: dict[str, int]
    unit: re.Pattern[str]
    units: dict[str, tuple[str, int]]
    sets: re.Pattern[str]
    periods: dict[str, str]
    not_today: frozenset[str]
    not_today_after: frozenset[str]
    not_tomorrow: frozenset[str]
    not_tomorrow_after: frozenset[str]
    not_weekday_after: frozenset[str]
    general: frozenset[str]
    names_before: frozenset[str]
    named_after_days: frozenset[str]
    before_day: frozenset[str]
    delivered: frozenset[str]
    before_year: frozenset[str]
    future: frozenset[str]
    announcing: frozenset[str]
    age: re.Pattern[str]
    lasting: frozenset[str]
    lasted: frozenset[str]
    not_repeated: frozenset[str]
    long_unit: re.Pattern[str]
    long_units: dict[str, tuple[int, int]]
    decade: re.Pattern[str]
    decades: dict[str, int]
    of_money: tuple[str, ...]
    moved: frozenset[str]
    dated_number: re.Pattern[str]
    triggers: dict[str, tuple[str, int]]


@cache
def grammar() -> Grammar:
    """Read the tables and build the patterns; done once."""
    times, numbers, hijri = table("times"), table("numbers"), table("hijri")
    months = {fold_key(n): int(r["month"]) for r in table("months") for n in (*r["names"], *r.get("variants", ()))}
    hijris = {fold_key(n): int(r["month"]) for r in hijri["months"] for n in r["names"]}
    weekdays = {fold_key(n): int(r["day"]) for r in table("weekdays") for n in (*r["names"], *r["variants"])}
    deictics = {fold_key(w): int(r["days"]) for r in times["deictics"] for w in r["words"]}
    mods = {fold_key(w): d for name, d in MOD_STEPS for w in times["mods"][name]}
    seasons = {fold_key(w): r["number"] for r in times["seasons"] for w in r["words"]}
    ordinals = {fold_key(w): int(r["value"]) for r in numbers["ordinals"] for w in r["words"]}
    nths = {fold_key(w): int(r["number"]) for r in times["nth"] for w in r["words"]}
    feasts = {fold_key(w): (int(r["month"]), int(r["day"])) for r in hijri["feasts"] for w in r["names"]}
    count = {fold_key(w): int(r["value"]) for g in ("ones", "teens", "tens") for r in numbers[g] for w in r["words"]}
    ones = _alternation(w for r in numbers["ones"] for w in r["words"])
    tens = _alternation(w for r in numbers["tens"] for w in r["words"])
    units: dict[str, tuple[str, int]] = {}
    for row in times["units"]:
        units |= {fold_key(w): (row["unit"], n) for key, n in (("one", 1), ("two", 2), ("many", 0)) for w in row[key]}
    long_units: dict[str, tuple[int, int]] = {}
    for row in times["long_units"]:
        years = int(row["years"])
        long_units |= {fold_key(w): (years, n) for key, n in (("one", 1), ("two", 2), ("many", 0)) for w in row[key]}
    decades = {c + fold_key(w): int(r["decade"]) for r in times["decades"] for w in r["words"] for c in ("", "ال")}
    periods = {fold_key(w): r["period"] for r in times["sets"] for w in r["words"]}
    triggers: dict[str, tuple[str, int]] = {}

    def trigger(kind: str, words: Iterable[str], clitics: bool = True) -> None:
        for word in words:
            first = fold_key(word).split()[0]
            triggers.setdefault(first, (kind, 0))
            if clitics:
                for c in CLITICS:
                    triggers.setdefault(c + first, (kind, len(c)))

    # A word that begins expressions of two kinds belongs to the kind named first, whose readers try the other too.
    trigger("ago", ["قبل", "بعد"])
    trigger("echo", ECHOES)
    trigger("day", [*deictics, *weekdays, *times["parts"], "يوم", "يومي", "يومه", "ايام", "اليوم", "الموافق"])
    trigger("edge", times["edges"])
    trigger("month", months)
    trigger("hijri", hijris)
    trigger("lately", PLURALS)
    trigger("year", times["years"])
    trigger("near", [*times["this"], *times["month_words"], *times["week_words"], *times["season_words"]])
    trigger("season", [*seasons, "الربع", "النصف", "الثلث", "للربع", "للنصف", "الربعين", "للربعين", "الربعان"])
    trigger("set", [*periods, "كل"])
    trigger("century", [*decades, "القرن"])
    trigger("duration", [*units, *count, *long_units, "نصف", "ربع"])
    trigger("worded", ordinals)
    trigger("nth", nths)
    trigger("beside", BESIDE)
    return Grammar(
        month=re.compile(f"({_alternation(months)})(?![ء-ي_])"), months=months,
        alone_no=frozenset(fold_key(n) for r in table("months") for n in r.get("alone_no", ())),
        hijri=re.compile(f"({_alternation(hijris)}){END}"), hijris=hijris,
        hijri_mark=re.compile(f" ?(?:{_alternation(hijri['hijri_marks'])}){END}"),
        gregorian_mark=re.compile(f" ?(?:{_alternation(hijri['gregorian_marks'])}){END}"),
        weekday=re.compile(f"({_alternation(weekdays)}){END}"), weekdays=weekdays,
        part=re.compile(f"(?:{_alternation(times['parts'])}) "),
        deictic=re.compile(f"({_alternation(deictics)}){END}"), deictics=deictics,
        mod=re.compile(f" ?({_alternation(mods)}){END}"), mods=mods,
        edge=re.compile(f"(?:{_alternation(times['edges'])}) "),
        year_word=re.compile(f"({_alternation(times['years'])}) "),
        season=re.compile(f"({_alternation(seasons)})(?: |{END})"), seasons=seasons,
        before_season=frozenset(map(fold_key, times["before_season"])),
        before_month=frozenset(map(fold_key, times["before_month"])),
        nth=re.compile(f"({_alternation(nths)}) (?:ايام|ليالي|يوم من|يوم في) (?:شهر )?"), nths=nths,
        feast=re.compile(f"({_alternation(feasts)}){END}"), feasts=feasts,
        quarter={fold_key(w): int(r["number"]) for r in times["quarters"] for w in r["words"]},
        ordinal=re.compile(f"({_alternation(ordinals)}) (?:من )?(?:شهر )?"), ordinals=ordinals,
        number=re.compile(
            f"({_alternation(w for r in numbers['teens'] for w in r['words'])}|(?:{ones}) و(?:{tens})|{tens}|{ones}) "
        ),
        numbers=count, unit=re.compile(f"({_alternation(units)}){END}"), units=units,
        sets=re.compile(f"({_alternation(periods)}){END}"), periods=periods,
        not_today=frozenset(map(fold_key, times["not_today"])),
        not_today_after=frozenset(map(fold_key, times["not_today_after"])),
        not_tomorrow=frozenset(map(fold_key, times["not_tomorrow"])),
        not_tomorrow_after=frozenset(map(fold_key, times["not_tomorrow_after"])),
        not_weekday_after=frozenset(map(fold_key, times["not_weekday_after"])),
        general=frozenset(map(fold_key, times["general"])),
        names_before=frozenset(map(fold_key, (*times["names_before"], *times["named_after_days"]))),
        delivered=frozenset(map(fold_key, times["delivered"])),
        before_day=frozenset(map(fold_key, times["before_day"])),
        named_after_days=frozenset(map(fold_key, times["named_after_days"])),
        before_year=frozenset(map(fold_key, times["before_year"])),
        future=frozenset(map(fold_key, times["future"])), announcing=frozenset(map(fold_key, times["announcing"])),
        age=re.compile(f"(?:{_alternation(times['age_words'])}){END}"),
        lasting=frozenset(map(fold_key, times["lasting"])), lasted=frozenset(map(fold_key, times["lasted"])),
        not_repeated=frozenset(map(fold_key, times["not_repeated"])),
        long_unit=re.compile(f"({_alternation(long_units)}){END}"), long_units=long_units,
        decade=re.compile(f"({_alternation(decades)}){END}"), decades=decades,
        of_money=tuple(map(fold_key, times["of_money"])), moved=frozenset(map(fold_key, times["moved"])),
        dated_number=re.compile(
            "(?:(?:1[0-9]|20)[0-9]{2}(?![0-9])|[0-9]{1,4} {0,3}(?:[/.،,–—-] {0,3}(?:[0-9و]|"
            f"{_alternation([*months, *hijris])})|[\\\\/] ?[0-9]|(?:من |منه|و ?[0-9]|و?الي |و?حتي |ولغايه |لغايه |او [0-9]|(?:ال)?شهر |"
            f"{_alternation([*months, *hijris, *units, *long_units])})))"
        ),
        triggers=triggers,
    )  # fmt: skip
