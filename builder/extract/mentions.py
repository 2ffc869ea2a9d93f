"""Names of persons, organizations, places and events in an article.

Known names first (tables, registry), then bodies and events by their head words, then what the trained tagger sees. A full
name seen once licenses its short forms in the whole article.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import compress

from msgspec import Struct

from builder.extract.authorities import (
    MARKS,
    PLACE_HEADS,
    TO_PLACES,
    Span,
    built_in,
    known_at,
    known_places,
    labels_of,
    may_begin_known,
    registry_index,
)
from builder.extract.board import TABLES, Board, is_known
from builder.extract.bodies import FOUNDED, HONOURED, ORG_HEADS, are_goods, find_bodies, is_of_body, may_open_body
from builder.extract.contexts import MATCH, NAMED_BY_MATTER, find_contextual
from builder.extract.cues import THAT, preposition
from builder.extract.tagger import tag
from builder.extract.verbs import BEEN, is_ahead, is_conjugated, is_past, is_present, is_verb, points_back, without_and
from builder.extract.words import (
    AMOUNTS,
    ANONYMOUS,
    ARABIC_GIVEN,
    BETWEEN,
    COMMON,
    DIRECT,
    FUNCTION,
    GIVEN,
    OF_FAITH,
    ORDINALS,
    PEOPLE,
    REPORTING,
    ROLE,
    TIES,
    UNSURE_GIVEN,
    is_double,
    is_nisba,
    is_plain,
    is_strange,
    keys,
    words_of,
)
from builder.lexicon import table
from builder.lexicon.vocabulary import (
    ARTICLE,
    NAME,
    OFTEN,
    PERSON,
    VARIETY,
    Remember,
    is_nameful,
    is_ordinary,
    is_town,
    statistics,
    stems,
    takes_article,
)
from builder.model import EntityType, Known, Line, Mention
from builder.text.folding import fold_key, unshaped

# Places whose head word belongs to the name (مطار بيروت), and heads that a definite name follows (حي السلام).
_PLACE_NAMED = keys(table("heads")["place_named"]) | {"الطريق"}
_AFTER_PERSONS = keys(table("heads")["place_honouring"])
_STREETS = keys(table("heads")["streets"])
_TAKES_ARTICLE = keys(table("heads")["place_definite"])
_SURE_GIVEN = GIVEN - UNSURE_GIVEN
_PLACE_OUTSIDE = PLACE_HEADS - _PLACE_NAMED
_SETTLED = keys(table("heads")["place_settled"])
# Words of a name that make it one of an outlet or a company, whatever else it looks like.
_MEDIA = keys(table("heads")["media"])
_CLUBS = keys(table("heads")["clubs"])
# Family names that East Asian names begin with.
_FAMILY_FIRST = keys(table("persons")["family_first"])
# A letter that stands for a name; د. م. أ. are titles.
_VERB_FOLLOWS = keys(table("words")["before_verbs"])
_KIN = keys(table("titles")["kin"])
_COLLECTIVES = keys(table("titles")["collectives"])
_ACCORDING = keys(table("verbs")["relative_one"]) | keys(table("verbs")["sources_one"])
_OFFICES = keys(table("titles")["offices"])
_TIME_WORDS = keys(table("modality")["relative_words"])
_MONTHS = keys(name for row in table("months") for name in row["names"] if " " not in name)
_OF_MONTH = keys(word for row in table("times")["mods"].values() for word in row) | {"من", "عام", "سنه"}
_MONTH_WORDS = frozenset(a + b for a in ("", "و", "ل", "ب") for b in ("شهر", "شهري"))
_PARTS_OF_DAY = keys(table("times")["parts"])
_OF_AFFAIRS = keys("ل" + word for word in table("heads")["affairs"])
_SHARES = keys(table("heads")["shares"])
_INITIALS = frozenset("بتثجحخذرزسشصضطظعغفقكلنهوي")
_INITIALS_AFTER = _INITIALS - frozenset("وبلفك") | frozenset("مدأا")
_MARKED = frozenset('"«»“”')
_LONGEST = 6  # words of a person's name
_QUOTED = 4  # words of a name in quotation marks
_OPENING = frozenset("\"'“«")
# Ties that the next word, whatever it is, belongs to (ولد بوبكر), and those that a name begins with.
_OPEN_TIES = keys(table("persons")["open_ties"])
_LEADING_TIES = keys(table("persons")["leading_ties"])


def find_mentions(text: str, lines: tuple[Line, ...], known: Known) -> tuple[Mention, ...]:
    """Every name in the prose and title lines (in credit lines only known ones), in the order of the text."""
    board = Board(words_of(text, lines))
    signed = _signed_places(board.forms)
    _claim_known(board, known.registry, signed.known)
    _claim_places_after_heads(board, signed.place_heads, named=False)
    _claim_place_rows(board, signed.place_rows)
    _claim_opened_places(board, signed.openers)
    _claim_stations(board)
    _claim_traded(board, signed.traded)
    tagged = _tagged(board)
    _claim_persons(board, tagged)
    _claim_signed_persons(board, signed.name_words)
    _claim_apposed(board)
    _claim_speakers(board, signed.reports)
    holding = _HOLDS.places(board.forms)
    _claim_titled(board, holding)
    _claim_holders(board, holding)
    _claim_aged(board)
    find_bodies(board, signed.bodies)
    _claim_observed(board)
    _claim_rest(board, tagged)
    _claim_places_after_heads(board, signed.place_heads, named=True)
    _claim_quoted(board, signed.quotes)
    _claim_works(board, signed.quotes)
    _claim_clubs(board)
    find_contextual(board)
    _claim_again(board)
    _claim_short_forms(board)
    return _mentions(board)


# ---- words that may begin or lead to a name ----------------------------------------------------------------------------


class Signed(Struct, frozen=True):
    """Places of words, each list in order.

    known: a name of the tables may begin; place_heads: words for places; place_rows: for several; openers: what begins
    towns' names; name_words: what persons' names are
    made of; reports: reporting verbs; bodies: heads of bodies and events; quotes: opening quotation marks; traded: a share.
    """

    known: list[int]
    place_heads: list[int]
    place_rows: list[int]
    openers: list[int]
    name_words: list[int]
    reports: list[int]
    bodies: list[int]
    quotes: list[int]
    traded: list[int]


def _signed_places(forms: Sequence[str]) -> Signed:
    found = Signed([], [], [], [], [], [], [], [], [])
    lists = (
        found.known,
        found.place_heads,
        found.place_rows,
        found.openers,
        found.name_words,
        found.reports,
        found.bodies,
        found.quotes,
        found.traded,
    )
    signs = list(map(_SIGNS.__getitem__, forms))
    for i in compress(range(len(signs)), signs):
        for sign in signs[i]:
            lists[sign].append(i)
    return found


def _signs(form: str) -> tuple[int, ...]:
    """Which lists of `Signed` a word belongs to: none, for most words."""
    signs = (
        may_begin_known(form),
        bool(_PLACE_HEAD[form]),
        bool(_PLACE_ROWS[form]),
        any(stem in _SURE_OPENERS for _, stem in stems(form)),
        _NAME_WORDS[form],
        _is_reporting(form),
        may_open_body(form),
        form in _OPENING,
        form in _TRADED or form[1:] in _TRADED,
    )
    return tuple(compress(range(len(signs)), signs))


_SIGNS = Remember(_signs)


# ---- known names -----------------------------------------------------------------------------------------------------


_PRAYER = keys(table("heads")["prayers"])


def _claim_known(board: Board, registry: dict[str, tuple[str, EntityType]], places: list[int]) -> None:
    """Names of the registry and the tables; one that the tables have under another name is called as accepted."""
    index = registry_index(registry) if registry else {}
    beyond = 0
    place = False
    for i in known_places(board.forms, index) if index else places:
        span = known_at(board.forms, i, index, place and i == beyond) if i >= beyond else None
        if span is None:
            continue
        if span.type == "place" and span.last == i + 1 and span.key[-1:] == "ة" and _is_with_pronoun(board, i):
            continue
        if span.type == "place" and span.last == i + 1 and _is_her_country(board, i):
            continue
        if board.form(i - 1) == "خادم":
            continue  # the title of a king
        if board.forms[i] == "المغرب" and any(stem in _PRAYER for _, stem in stems(board.form(i - 1))):
            continue  # `أذان المغرب`
        accepted = registry.get(fold_key(span.key)) if registry else None
        if accepted and span.rule != "registry":
            span = Span(span.first, span.last, span.cut, accepted[0], accepted[1], "registry")
        board.claim(span)
        beyond, place = span.last, span.type == "place"


def _is_her_country(board: Board, i: int) -> bool:
    """`الجامعات السعودية`, `قوات كردية سورية`: the adjective of a noun before it, not the country that is called so."""
    form, before = board.forms[i], board.form(i - 1)
    if not form.endswith("يه") or not is_nisba(form):
        return False
    if form.startswith("ال"):
        noun = before.startswith(("ال", "وال", "بال", "لل")) and before.endswith(("ه", "ات"))
        return noun and before not in FUNCTION and not is_verb(before)
    return before.endswith("يه") and not before.startswith("ال") and is_nisba(before)


def _is_with_pronoun(board: Board, i: int) -> bool:
    """True for `حديثه`, `وقالت إن منوبه`, which are folded as the towns of `حديثة` and `منوبة`."""
    form = board.forms[i]
    if form[-1] != "ه" or board.words.printed(i, i + 1)[-1] != "ه" or form.startswith("ال"):
        return False
    if "ة" not in board.words.text:
        return False  # some print every ة so
    before = board.form(i - 1).removeprefix("و")
    if before in ("في", "من", "عن", "مع"):
        return is_ordinary(form[:-1])
    led = before in TO_PLACES or form[0] == "ب" or any(stem in PLACE_HEADS for _, stem in stems(before))
    return not led and board.words.text.count("ة") > 9


# ---- what the tagger sees --------------------------------------------------------------------------------------------


def _tagged(board: Board) -> list[Span]:
    """The tagger's names outside the credit lines, without what is attached to their first word."""
    found: list[Span] = []
    names = tag(board.forms, labels_of(board.spans(), board.count))
    for first, last, kind in (part for name in names for part in _parted(board.forms, *name)):
        if first in board.credited:
            continue
        first, last = _trimmed(board.forms, first, last)
        follows = found and last > first and kind == "person" == found[-1].type and found[-1].last == first
        if follows and board.forms[first] not in GIVEN and board.forms[first].startswith("ل"):
            found[-1] = Span(found[-1].first, last, found[-1].cut, "", kind, "tagger")  # `وونا مونغ لوين`
            continue
        if last > first:
            found.append(
                Span(first, last, _attached(board, board.forms[first], board.form(first - 1)), "", kind, "tagger")
            )
    return found


def _parted(forms: Sequence[str], first: int, last: int, kind: EntityType) -> Iterator[tuple[int, int, EntityType]]:
    """`كريم العواضي - وسيم كمون`, `مهند الطاهر وبدر الدين`: two persons of a list; `جان - لوك` is one name."""
    if kind == "person":
        for i in range(first + 1, last):
            begins = forms[i + 1 : i + 2] == ["عبد"] or forms[min(i + 1, last - 1)] in ARABIC_GIVEN
            if forms[i] == "-" and i < last - 2 and (i - first > 1 or begins):
                yield first, i, kind
                first = i + 1
            elif (
                i - first > 1 or forms[i][1:] in _SURE_GIVEN or ("".join(forms[i : i + 2]).isalpha() and i < last - 1)
            ) and _joins_another(forms[i]):
                yield first, i, kind
                first = i
    yield first, last, kind


def _trimmed(forms: Sequence[str], first: int, last: int) -> tuple[int, int]:
    """A name without marks, titles and function words at its ends."""
    # `مدينة الملك عبدالله الطبية`: the adjective of the feminine head is none of his names
    feminine = forms[last - 1].startswith("ال") and forms[last - 1].endswith("يه")
    if last - first > 1 and feminine and forms[first] in ARABIC_GIVEN:
        last -= 1
    if last - first > 1 and forms[first].startswith("ال") and forms[first] not in GIVEN and forms[first + 1] in GIVEN:
        first += 1  # `المرشح الجمهوري دونالد ترامب`
    if last - first > 1 and forms[first].startswith("وال") and is_nisba(forms[first][1:]):
        first += 1  # `والبرتغالي تياغو`
    if forms[first - 1] in _VERB_FOLLOWS or (forms[first - 1] == "ثم" and is_verb(forms[first])):
        first += 1  # `قد غرّم نادي ...`
    if forms[first - 1] in _WHICH and last - first > 1 and forms[first + 1] == "بن" and forms[first] not in GIVEN:
        first += 1  # `وهو ما دفع بن عيسى إلى`
    while last - first > 1 and forms[first] in _KIN and forms[first] not in GIVEN:
        first += 1  # `زميله فيصل`
    if last - first > 2 and forms[first + 1] in GIVEN and _is_body(forms[first]):
        first += 1  # `الأمين العام لأوبك سامي الدالي`
    if last - first > 1 and forms[first].endswith("ي") and forms[first] in PEOPLE and forms[first] not in GIVEN:
        first += 1  # `منافسي فيدرر`
    if first < last and forms[first] == "باسم" and (forms[first - 1].startswith("ال") or forms[first - 1] in ROLE):
        first += 1  # `الناطق باسم اللجنة`
    if first < last and (is_conjugated[forms[first]] or _will(forms[first])):
        first += 1  # `ويقتبس الغزالي`, `يلهو`, `سنواصل`
    if first >= last or forms[first] in _BLESSED or (forms[last - 1] == "العهد" and forms[first] in ROLE):
        return first, first  # `رحمه الله`, `ولي العهد`
    if last - first > 1 and forms[first + 1].startswith("ال") and forms[first] not in GIVEN and is_past[forms[first]]:
        first += 1  # `سدد المولد`
    while first < last and (
        forms[first] in MARKS
        or len(forms[first]) == 1
        or forms[first] in FUNCTION
        or forms[first] in DIRECT
        or forms[first] in COMMON
        or _is_of_several(forms[first])
        or (without_and(forms[first]) in FUNCTION and forms[first] not in _WAW_NAMES)  # `وكذلك بن دغر`, not `واين روني`
        or (last - first > 1 and (forms[first] in ORDINALS or (forms[first] in BETWEEN and forms[first] not in GIVEN)))
    ):
        first += 1  # `الرئيس الأسبق بن علي`
    if first >= last or forms[first] in ("وفقا", "طبقا") or forms[first] in _BLESSED:
        return first, first  # `- رضي الله عنه -`
    for i in range(first + 1, last):
        noun = _joins_another(forms[i]) and takes_article(forms[i][1:])  # `العهد ونيابة`
        if noun or forms[i] in _BLESSED or forms[i] == "او" or _tells(forms[i]):
            last = i  # `عبدالعزيز حفظه الله`, `فلان أو فلان`, `إليزابيث احتفلت`
            break
        joined = forms[i].startswith("وال") and is_nisba(forms[i][1:])
        if forms[i] == "\n" or _opens_anew(forms[i]) or joined or _is_adjunct(forms[i]):
            last = i
            break
    while last > first and (
        forms[last - 1] in MARKS
        or (last - first > 1 and (_is_counted(forms[last - 1]) or _is_state(forms[last - 1])))
        or (
            last - first > 1 and forms[last - 1] in ROLE and forms[last] in PLACE_HEADS
        )  # `فهد بن عبدالعزيز أمير منطقة`
        or forms[last - 1] in FUNCTION
        or forms[last - 1] in TIES
        or forms[last - 1] in AMOUNTS
        or (last - first > 1 and forms[last - 1] in _LED_BY)  # `اللجنة المنظمة للمهرجان الدكتور`
        or (last - first > 1 and forms[last - 1].startswith("لل"))  # `أكبر مستهلك للمعدن`
    ):
        last -= 1
    return first, last


_WHICH = keys(["ما", "مما", "وما", "التي", "الذي"])


@lru_cache(maxsize=60_000)
def _is_inflected(form: str) -> bool:
    """True for a form that no name has: a noun in the accusative, a verb for any person or with `me` as its object.

    `نهجا راسخا`, `تقطف`, `نتنفس`, `أبعدني`, `ونحتاج`.
    """
    if form in GIVEN or form in TIES or len(form) < 4 or form.startswith("ال"):
        return False
    if form[0] == "و" and len(form) > 4:
        return form not in _WAW_NAMES and (is_verb(form) or _is_inflected(form[1:]))
    known = statistics()
    bare = known.get(form[:-1]) if form[-1] == "ا" else None
    if bare is not None and bare[NAME] <= "3" and bare[PERSON] in "01":
        return bare[ARTICLE] >= "2" or "ال" + form[:-1] in known
    if form[0] in "تن":
        other = known.get("ي" + form[1:])
        if other is not None and other[OFTEN] >= "2" and other[ARTICLE] == "0" and other[PERSON] in "01":
            return not is_nameful(form) or form not in known
    return len(form) > 5 and form.endswith("ني") and form[-3] != "ا" and is_past[form[:-2]]


def _will(form: str) -> bool:
    """`سنواصل`, `سيعلن`; not `ساندر`."""
    return is_ahead[form] and form[:2] != "سا"


@lru_cache(maxsize=60_000)
def _tells(form: str) -> bool:
    """True for a verb that no name is: conjugated for the present, with the ending of her past, or with an object."""
    if form in GIVEN or form in TIES:
        return False
    return (
        is_conjugated[form]
        or _will(form)
        or (form.endswith("ت") and is_past[form])
        or (len(form) > 5 and points_back[form])
    )


@lru_cache(maxsize=60_000)
def _is_body(form: str) -> bool:
    """True for a body that the tables know by one word, with an attached preposition or without."""
    known = known_at((form,), 0, {})
    return known is not None and known.type == "organization"


@lru_cache(maxsize=60_000)
def _is_of_several(form: str) -> bool:
    """`الفنانان`, `اللاعبين`: the title of two or more."""
    return form.startswith("ال") and form.endswith(("ان", "ون", "ين")) and form[2:-2] in ROLE


@lru_cache(maxsize=60_000)
def _is_adjunct(form: str) -> bool:
    """`كريم برقم`, `مارتن بمجموعتين`: `ب` and an ordinary noun."""
    if form[0] != "ب" or len(form) < 4 or form in GIVEN:
        return False
    noun = form[1:]
    if noun.startswith("ال"):
        return noun[2:] not in GIVEN and takes_article(noun[2:])  # `الملك سعود بالتعاون`
    return _is_counted(noun) or (takes_article(noun) and is_ordinary(noun))


@lru_cache(maxsize=60_000)
def _is_counted(form: str) -> bool:
    """`كاريوكا هدفين`, `بمجموعتين`: the dual or plural of an ordinary noun."""
    if form in GIVEN or len(form) < 5 or not form.endswith(("ين", "ون", "ات")):
        return False
    if form.endswith("تين"):
        return takes_article(form[:-3] + "ه")
    return form[:-2] in COMMON or (form not in statistics() and takes_article(form[:-2]))


@lru_cache(maxsize=60_000)
def _is_state(form: str) -> bool:
    """`الحقباني ممثلا`: an ordinary noun as an adverb, which tells in what state someone did it."""
    bare = form[:-1]
    if form in GIVEN or form[-1] != "ا" or len(form) < 4:
        return False
    return bare in ROLE or (takes_article(bare) and not is_nameful(bare))


def _attached(board: Board, form: str, before: str = "") -> int:
    """How many letters before a name are و ف ب ل ك and not its own: the rest is known, or printed alone here."""
    if form in _WAW_NAMES or form in GIVEN or form.startswith("ال"):
        return 0
    if form[0] == "و" and before.startswith("ال") and is_nisba(before) and form[1:] not in GIVEN:
        return 0  # `البرازيلي ويليتون`: whose country it is, and no other name to join
    known = statistics()
    own = known.get(form)
    if form[0] == "و" and (form[1:] in TIES or (form[1:] in GIVEN and len(form) > 3)):
        return 1  # `وعلي العريض`: `وعلي` is common only as و and على
    if own and own[OFTEN] >= "5" and is_ordinary(form):
        return 0
    for cut, stem in stems(form)[1:]:
        if len(stem) < 3 or cut != len(form) - len(stem):
            continue
        if form.startswith("فال") and stem not in GIVEN and stem not in board.printed:
            continue  # `فالو نيانغ`, `فالكاو`: no `ف` and a name with the article
        rest = known.get(stem)
        if stem in GIVEN or stem in board.printed or (rest and (own is None or rest[OFTEN] > own[OFTEN])):
            return cut
    return 1 if form[0] == "و" and own is None and len(form) > 4 and form[1] != "و" and board.printed[form] < 2 else 0


_TRADED = frozenset(("سهم", "سهما", "سهمي"))


def _claim_traded(board: Board, places: list[int]) -> None:
    """Companies by their shares: `سهم العمانية العالمية القابضة`, `سهم الباطنة للتنمية والاستثمار`, `سهم مسقط للغازات`."""
    for i in places:
        first = last = i + 1
        held = board.taken[first] if first < board.count else None
        if held is not None and held.type == "place":
            last = held.last  # many are called by the town they are of
        elif not board.form(first).startswith("ال") or is_of_body(board.form(first)) or board.form(first) in ROLE:
            continue
        while last < board.count and _is_of_company(board, first, last):
            last += 1
        if last - first > 1 and (held is None or last > held.last):
            board.claim(Span(first, last, 0, "", "organization", "shares"))


def _is_of_company(board: Board, first: int, i: int) -> bool:
    form = board.forms[i]
    if form in FUNCTION or form in DIRECT or len(form) < 4 or is_verb(form):
        return False
    purposed = any(word.startswith("لل") for word in board.forms[first:i])
    foreign = i == first + 1 and board.taken[first] is not None and is_strange(form)
    if purposed:  # `للتأجير التمويلي`, but `للتأجير | القائمة`
        return form.startswith(("لل", "وال")) or is_nisba(form)
    return foreign or form.startswith(("ال", "لل"))


def _claim_persons(board: Board, tagged: Sequence[Span]) -> None:
    """Persons: never across a longer known name, but over a town or a first name that is a part of theirs."""
    for span in tagged:
        if span.type != "person" or _is_place_phrase(board, span) or board.form(span.first - 1) in _MONTH_WORDS:
            continue  # `شهري رجب وشعبان`
        span = _behind_place(board, span)
        held = board.held(span.first, span.last)
        if any(other.type != "person" and other.last - other.first > 1 for other in held):
            continue
        span = _without_act(board, _whole_person(board, span))
        if span.first >= span.last or (span.last - span.first == 1 and board.form(span.first - 1) in _HONORIFICS):
            continue
        if board.forms[span.first] not in _SURE_GIVEN and _names_shares(board.form(span.first - 1)):
            span = Span(span.first, span.last, span.cut, "", "organization", "shares")  # `سهم شركة ريو تينتو`
        elif not _MEDIA.isdisjoint(board.forms[span.first : span.last]):
            span = Span(span.first, span.last, span.cut, "", "organization", "media word")
        if span.type == "organization":
            pass
        elif _is_held_whole(held, span) or (span.last - span.first == 1 and not _stands_alone(board, span)):
            continue
        board.claim(span)


def _is_place_phrase(board: Board, span: Span) -> bool:
    """`بسد بوغارة`: a word for a place and its name, unless the word is a first name too."""
    form = board.forms[span.first]
    return span.last - span.first > 1 and form not in GIVEN and _PLACE_HEAD[form] in _PLACE_NAMED


def _without_act(board: Board, span: Span) -> Span:
    """`بإسقاط آل سعود`, `أصيب أحمد بجراح خطيرة`: a common noun with ب begins and ends no name."""
    first, last = span.first, span.last
    if "يا" in board.forms[first:last]:
        first += board.forms[first:last].index("يا") + 1  # `ما يزعل أنيس يا أسامة`
    if last - first > 2 and _VERB_OF_EIGHT.fullmatch(board.forms[first]) and board.forms[first + 1] in GIVEN:
        first += 1  # `افتتن أنيس منصور بالصحافة`
    if last - first > 1 and _is_act(board.forms[first]) and board.forms[first + 1] in _OPEN_TIES:
        first += 1
    if last - first > 2 and _ends_name(board, first, last - 1):
        return Span(first, last, span.cut if first == span.first else 0, "", span.type, span.rule)
    if last - first > 1 and _is_act(board.forms[last - 1]) and board.forms[last - 2] in GIVEN:
        last -= 1
    while last - first > 1 and _is_no_family(board.forms[last - 1]):
        last -= 1  # `لم يشكر صدام المملكة`
    while last - first > 1 and board.forms[last - 1] in _ACCORDING:
        last -= 1  # `وقال سيف حسبما نقل عنه التلفزيون`
    if last - first > 1 and _acts(board.forms[last - 1]):
        last -= 1  # `مقالات أنيس يكتب فيها`
    if last - first > 2 and _holds_office(board, last - 1):
        last -= 1  # `الأمير فيصل بن خالد أمير المنطقة`
    if board.forms[first] in _HONORIFICS:  # `سمو أمير المنطقة`
        first += 1
    return span if (first, last) == (span.first, span.last) else Span(first, last, 0, "", span.type, span.rule)


def _is_no_family(form: str) -> bool:
    """True for a noun with the article that text prints often, and never in a name: `المملكة`, `الدولة`."""
    digits = statistics().get(form)
    if not form.startswith("ال") or digits is None or not is_ordinary(form):
        return False
    return (digits[NAME] <= "1" and digits[OFTEN] >= "6") or (digits[NAME] <= "2" and digits[OFTEN] >= "7")


def _acts(form: str) -> bool:
    """True for a verb of the present that is no name: not `يزيد`."""
    return form[0] in "يت" and is_present[form] and form not in GIVEN and not is_nameful(form)


def _is_act(form: str) -> bool:
    """True for a common noun with ب before it: `بإسقاط`, `بجراح`."""
    rest = form[1:]
    family = form.startswith("بل") and is_nameful(form)  # `علي بلحاج`
    act = form[0] == "ب" and len(rest) > 3 and form not in GIVEN and not family
    return act and (is_ordinary(rest) or takes_article(rest))


def _is_held_whole(held: list[Span], span: Span) -> bool:
    """True where one name that is no shorter than `span` has its words already."""
    return len(held) == 1 and held[0].last - held[0].first >= span.last - span.first


def _behind_place(board: Board, span: Span) -> Span:
    """`محافظ حمص نبيل الخوري`: the town before the person's first name is none of his names."""
    held = board.taken[span.first]
    if held and held.type == "place" and span.last - held.last > 0 and board.forms[held.last] in GIVEN:
        before = board.form(span.first - 1)
        if before in ROLE or before in PLACE_HEADS or any(stem in ROLE for _, stem in stems(before)):
            return Span(held.last, span.last, 0, "", "person", span.rule)
    return span


def _stands_alone(board: Board, span: Span) -> bool:
    """True for a single word that is a name by itself; a first name that is a common word too needs a sign before it."""
    form = board.forms[span.first][span.cut :]
    if len(form) < 3 or is_plain(form) or is_nisba(form) or (span.cut and form in UNSURE_GIVEN):
        return False
    if _is_inflected(form) or _is_counted(form):
        return False
    if form.startswith("ال") and form.endswith(("ان", "ين", "ون")) and form not in GIVEN and takes_article(form[2:-2]):
        return False  # `المقطعان`
    following, before = board.form(span.last), board.form(span.first - 1)
    if (
        form in GIVEN
        and following in HONOURED
        and following.startswith("ال")
        and before not in ROLE
        and before not in DIRECT
    ):
        return False  # `وسام الملك عبدالعزيز`
    if form in UNSURE_GIVEN and before.endswith("ي") and not before.startswith("ال") and takes_article(before):
        return False  # `أمر ملكي كريم`
    # Half of Egypt's papers print `على` as `علي`, so alone it needs a sign like an ordinary word.
    if form == "علي" and _is_reporting(before) and (following in FUNCTION or is_ordinary(following)):
        return False  # `شدد علي ضرورة الاتفاق`
    digits = statistics().get(form)
    seldom = digits is not None and digits[NAME] <= "1"  # `ورود أنباء`
    named_thing = form in UNSURE_GIVEN and (following.startswith("ال") or seldom)
    ordinary = is_ordinary(form) or form == "علي" or named_thing
    return not ordinary or (form in GIVEN and _leads_to_person(before))


def _leads_to_person(before: str) -> bool:
    """True for the title, role or reporting verb before a name."""
    return before in DIRECT or before in ROLE or before[1:] in DIRECT or _is_reporting(before)


def _is_reporting(form: str) -> bool:
    return form in REPORTING or form[1:] in REPORTING


_WAW_NAMES = keys(table("persons")["begun_with_waw"])
_VERB_OF_EIGHT = re.compile("ا[^ا]ت[^اوي]{2}")
_FREQUENCY = frozenset(("اف", "ف"))


def _whole_person(board: Board, span: Span) -> Span:
    """The name with what the tagger left out at its edges: initials before, hyphens inside, family names after."""
    first, last, cut = span.first, span.last, span.cut
    if cut and last - first > 1 and _VERB_OF_EIGHT.fullmatch(board.forms[first][cut:]):  # `واقتسم ألبرتو`
        first, cut = first + 1, 0
    while first > 1 and board.form(first - 1) == "." and board.form(first - 2) in _INITIALS:
        first, cut = first - 2, 0
    while first and board.form(first - 1) in _LEADING_TIES and board.free(first - 1):
        if board.form(first - 1) == "ام" and board.form(first - 2) in _FREQUENCY:
            break  # `إذاعة الجوهرة أف أم`
        first, cut = first - 1, 0
    if board.form(first - 1) == "وابن" and board.free(first - 1) and not cut:
        first, cut = first - 1, 1  # `خصومه وابن كيران`
    if board.forms[first] == "الدين" and board.free(first - 1) and without_and(board.form(first - 1)) in OF_FAITH:
        first -= 1
        cut = int(board.forms[first] not in OF_FAITH)  # `وعز الدين`
    if board.form(first - 1) == "ال" and board.free(first - 1) and _may_be_of_house(board, first - 2):
        first, cut = first - 2, 0  # `موزة آل إسحاق`
    while last - first < _LONGEST and first and _begins_before(board, first - 1):
        first, cut = first - 1, _attached(board, board.forms[first - 1], board.form(first - 2))
    if (
        last - first == 1
        and without_and(board.form(first - 2)) in DIRECT
        and without_and(board.form(first - 2)).startswith("ال")
        and board.free(first - 1)
        and not board.form(first - 1).startswith("ال")
        and _may_be_first_name(board.form(first - 1))
    ):
        first, cut = first - 1, 0  # `الكاتبة ألفة يوسف`
    if board.forms[first] == "بن" and board.free(first - 1) and _is_father_of(board.form(first - 1)):
        first -= board.form(first - 2) not in _WHICH or board.form(first - 1) in GIVEN
    while last < board.count and (last - first < _LONGEST or _is_of_fathers(board, last)):
        form = board.forms[last]
        if form == "ابن" and board.form(last + 1) in ROLE:
            break  # `سام لحود ابن وزير النقل`
        touching = board.words.ends[last - 1] == board.words.starts[last]
        hyphened = form == "-" and touching and _goes_on(board, last + 1) and board.form(last + 1) not in _BLESSED
        if hyphened or _are_of_one_name(board, last):
            last += 2
        elif (
            _goes_on(board, last)
            or _ends_name(board, first, last)
            or (last - first == 1 and _is_family_name(board, first, last))
            or (last - first == 1 and board.free(last) and _may_follow(board, first, cut, form))
        ):
            last += 2 if form in _OPEN_TIES and _may_be_tied(board.form(last + 1)) else 1  # `خليفة آل ثاني`
        else:
            break
    if last - first > 1 and board.free(last) and board.form(last) in board.speaking and not is_plain(board.form(last)):
        last += 1  # `محمد صالح معالج`, who later says: `وأضاف معالج أن`
    while board.forms[last - 1] in TIES and last - first > 1:
        last -= 1
    if last - first > 2 and without_and(board.form(first - 1)) in BEEN and board.forms[last - 1][0] in "يت":
        last -= board.forms[last - 1] not in GIVEN  # `كانت إنغريد سولهايم تجثو`
    if last - first == 1 and board.forms[first] in GIVEN:
        last += _role_as_name(board, last) or _initial_after(board, last)
    if last - first == 1 and board.form(first - 1) == "،" == board.form(last + 1) and _is_apposed(board, last):
        last += 1
    if (
        last - first == 1
        and not cut
        and (
            _is_surname(board, first, last)
            or _is_month_as_name(board, first, last)
            or _is_called_so(board, first, last)
        )
    ):
        last += 1
    return Span(first, last, cut, "", "person", span.rule)


_WISHED = keys(("عليه", "عليها", "عليهما", "عليهم", "تعالى"))


def _are_of_one_name(board: Board, i: int) -> bool:
    """`سامي خلف الله`, `مازن الحاج علي`: two words of a family's name; no wish, as in `رحمة الله عليه`."""
    form, following = board.forms[i], board.form(i + 1)
    if not board.free(i) or (board.taken[i + 1 : i + 2] and not board.free(i + 1)):
        return False
    if is_double(form, following):
        return board.form(i + 2) not in _WISHED
    return form in _PILGRIMS and following in ARABIC_GIVEN and board.forms[i - 1] in _SURE_GIVEN


def _ends_name(board: Board, first: int, i: int) -> bool:
    """True for the second word of such a family's name, and for any word that `بن` leads to: `مازن بن يعيش`."""
    before, form = board.forms[i - 1], board.form(i)
    if i - first < 2 or not board.free(i) or not form.isalpha():
        return False
    return is_double(before, form) or (before == "بن" and is_verb(form))


_PILGRIMS = keys(("الحاج", "حاج", "الشيخ", "شيخ", "ملا"))


def _is_called_so(board: Board, first: int, last: int) -> bool:
    """`قالت رولا القاضي إن`, `قال المهندس مازن نهر إن`: nothing but a family's name stands between a speaker's first name and what is said."""
    form, before = board.forms[last], board.form(first - 1)
    if board.forms[first] not in _SURE_GIVEN or not board.free(last) or board.form(last + 1) != "ان":
        return False
    titled = before in DIRECT or _has_title(board.forms[max(0, first - 6) : first])
    speaks = titled or (_is_reporting(before) and without_and(before) not in _ADDRESSING)
    if not speaks or len(form) < 3 or not form.isalpha() or form[-1] in "اه":
        return False  # `قالت رولا باكية إن`
    return not (form in FUNCTION or form in _TIME_WORDS or _is_reporting(form) or is_verb(form)) and form[:2] != "لل"


# Verbs whose hearer stands between the speaker and `أن`: `أبلغ مازن القاضي أن`.
_ADDRESSING = keys(
    [
        "أبلغ",
        "أبلغت",
        "أخبر",
        "أخبرت",
        "طمأن",
        "طمأنت",
        "ذكر",
        "ذكرت",
        "وعد",
        "وعدت",
        "أقنع",
        "أقنعت",
        "أشعر",
        "أشعرت",
        "أعلم",
        "أعلمت",
        "أفهم",
        "أفهمت",
    ]
)


def _is_month_as_name(board: Board, first: int, i: int) -> bool:
    """`حميد شباط`, `تيريزا ماي`: what else names a month, right behind a first name, with no day or year after it."""
    following = board.form(i + 1)
    return (
        board.forms[first] in _SURE_GIVEN
        and board.form(i) in _MONTHS
        and not (following[:1].isdigit() or following in _OF_MONTH or following in _TIME_WORDS)
    )


def _is_surname(board: Board, first: int, i: int) -> bool:
    """`وزير الداخلية محمد حصاد`: behind an office and a first name any word that may be a name; no minister has one name."""
    form, following = board.forms[i], board.form(i + 1)
    if board.forms[first] not in _SURE_GIVEN or not board.free(i) or not board.form(first - 1).startswith("ال"):
        return False
    if len(form) < 4 or form.startswith("ال") or form in FUNCTION or form in ROLE or form in DIRECT or is_verb(form):
        return False
    if (
        _is_act(form)
        or following.startswith(("ال", "ل"))
        or form in _TIME_WORDS
        or is_plain(form)
        or form[-1] == "ا"
        or is_nisba(form)
    ):
        return False  # `أكد وزير النقل محمد نجاح الخطة`
    return any(stem in _OFFICES for _, stem in stems(board.form(first - 2)))


def _may_be_of_house(board: Board, i: int) -> bool:
    """True for what can be a first name before `آل`: no title, verb or particle."""
    form = board.form(i)
    plain = form in FUNCTION or form in ROLE or form in DIRECT or form.startswith("ال") or is_verb(form)
    return (
        form.isalpha()
        and len(form) > 2
        and board.free(i)
        and not plain
        and not _is_reporting(form)
        and not _is_act(form)
    )


def _may_be_tied(form: str) -> bool:
    """True for what can follow a tie that takes any word: not `ولد في`."""
    return form.isalpha() and form not in _PHRASE_ENDS


def _is_of_fathers(board: Board, i: int) -> bool:
    """`فيصل بن فهد بن مساعد بن سعود بن عبد العزيز`: one father more, however many have been named."""
    return "بن" in (board.forms[i], board.forms[i - 1]) or board.forms[i - 2 : i] == ["بن", "عبد"]


def _begins_before(board: Board, i: int) -> bool:
    """`حواء إسحق`, `تشيليشي موينيا كابويتا`: a first name, or a word hardly known, right before what the tagger saw."""
    form, before = board.forms[i], board.form(i - 1)
    if (
        form in ROLE and form in GIVEN and board.free(i)
    ):  # `اعتبرت أمينة بنشقراء`: no title takes a name without article
        return _is_reporting(before) and is_strange(board.forms[i + 1])
    if not board.free(i) or form in TIES or form in DIRECT or form in ROLE or form == "باسم" or _is_reporting(form):
        return False
    beside = board.taken[i - 1] if i else None
    if form[0] == "و" and form[1:] in GIVEN and beside is not None and beside.type == "person":
        return True  # `بدر الدين رزق وعمر بخيت`
    if form in GIVEN:
        listed = before in _LISTED and board.forms[i + 1].startswith("ال") and board.form(i + 2) in MARKS
        sure = form not in UNSURE_GIVEN and not form.startswith("ال")
        if sure or without_and(before) in DIRECT or _is_reporting(before) or listed:  # listed: `، عمر الأيوبي،`
            return True
        held = board.taken[i - 1]
        behind = before.startswith(("ال", "وال", "لل")) or (held is not None and held.type != "person")
        return behind and _is_titled(board, i)  # `عضو اللجنة النيابية صباح صبحي`
    if not (_is_odd(form) and _is_odd(board.forms[i + 1]) and _may_be_first_name(form)):
        return False
    return without_and(before) in DIRECT or (before.startswith("ال") and _has_title(board.forms[max(0, i - 6) : i]))


_LISTED = frozenset(("،", ":", "-"))


def _is_apposed(board: Board, i: int) -> bool:
    """`كاتب الدولة للخارجية، رضوان عيارة، وجود ...`: any word between a first name and the comma that ends its phrase."""
    form = board.forms[i]
    return board.forms[i - 1] in GIVEN and board.free(i) and len(form) > 2 and not (is_plain(form) or is_nisba(form))


def _initial_after(board: Board, i: int) -> int:
    """How many words of `. م` follow a first name at word `i`: the one letter that courts print of a family name."""
    dot = board.form(i) == "."
    letter = board.form(i + dot)
    return 1 + dot if letter in _INITIALS_AFTER and board.form(i + dot + 1) != "-" else 0


def _role_as_name(board: Board, i: int) -> int:
    """How many words of a family name that is a title as well follow a first name: `خالد نجم إن`, `حافظ قائد السبسي`.

    A title takes a complement (`نجم الفريق`); where the phrase is over, or a family name follows, it is a name. With the
    article (`المتحدث باسم المضربين باسل الشاعر إن`) it is one behind another title, at the end of its phrase.
    """
    form, following = board.form(i), board.form(i + 1)
    if form not in ROLE or not board.free(i):
        return 0
    if form.startswith("ال"):
        return int(following in THAT and _has_title(board.forms[max(0, i - 9) : i - 1]))
    if board.form(i - 1) in UNSURE_GIVEN and not _leads_to_person(board.form(i - 2)):
        return 0
    if following in MARKS or following in _PHRASE_ENDS:
        return 1
    digits = statistics().get(following)
    return 2 if digits and digits[NAME] >= "5" and digits[PERSON] >= "5" and board.free(i + 1) else 0


def _is_father_of(form: str) -> bool:
    """True for a word that can stand before `بن` in a name: `الوليد بن طلال`, not `قال بن علي`, `الرئيس بن علي`."""
    return (
        form.isalpha()
        and not form.isascii()
        and not (is_plain(form) or is_verb(form) or form in DIRECT or form in BETWEEN)
    )


def _may_follow(board: Board, first: int, cut: int, form: str) -> bool:
    """`جون كيري`: a word that could be a name for all that counts tell, behind a first name."""
    given, before = board.forms[first][cut:], board.form(first - 1)
    return (
        given in GIVEN
        and (given not in UNSURE_GIVEN or without_and(before) in DIRECT or is_nisba(before))
        and _MAY_NAME[form]
        and form not in TIES
        and form[0] not in "وفب"
        and not form.startswith("لل")
    )


def _is_family_name(board: Board, first: int, last: int) -> bool:
    """`نادر الغريب`: a word with the article right after a first name, unless it is a title or tells a country."""
    form, given = board.forms[last], board.forms[first]
    if not form.startswith("ال") or form.endswith("يه") or form in AMOUNTS or board.taken[last] or given not in GIVEN:
        return False
    if given in UNSURE_GIVEN and not _leads_to_person(board.form(first - 1)):
        return False
    return not (
        form in DIRECT or form in ROLE or form in BETWEEN or form in ORDINALS or is_nisba(form) or is_plain(form)
    )


def _goes_on(board: Board, i: int) -> bool:
    """True for a word that belongs to the name before it: given names, ties, and words that text knows only from names."""
    form = board.form(i)
    if not form.isalpha() or form.isascii() or (board.taken[i] and board.taken[i].type != "person"):  # type: ignore[union-attr]
        return False
    if form in TIES:
        following = board.form(i + 1)
        open_tie = form in _OPEN_TIES and _may_be_tied(following)
        return following in GIVEN or open_tie or (is_nameful(following) and not is_plain(following))
    if form in REPORTING or form in FUNCTION or is_nisba(form) or form in DIRECT or form in BETWEEN:
        return False
    if form in _WAW_NAMES:
        return True
    if form[0] == "و" and (takes_article(form[1:]) or form[1:] in GIVEN) and _joins_another(form):
        return False  # `محمود أبو السعود ومؤمن جابر`
    bare = form[form[0] == "ب" :]
    if form.startswith("وال") or form in _BLESSED or form in AMOUNTS or _is_counted(bare) or _is_state(form):
        return False  # `مورينيو والإيطالي أنطونيو كونتي`
    if form in GIVEN:
        following = board.form(i + 1)
        return form not in UNSURE_GIVEN or following in MARKS or following in _PHRASE_ENDS
    if is_plain(form) or not is_nameful(form):
        return False
    # `لوين` goes on with `وونا مونغ`; `لعلي` and `وكابويتا` begin another name
    rest = form[1:]
    return not (form[0] in "وفب" and is_nameful(rest)) and not (
        form[0] == "ل" and (rest in GIVEN or rest in built_in())
    )


def _claim_signed_persons(board: Board, places: list[int]) -> None:
    """Persons that the tagger left out although a sign stands before them: a title, a reporting verb, an initial."""
    beyond = 0
    for i in places:
        if i < beyond or board.taken[i] or i in board.credited:
            continue
        if board.forms[i] in PEOPLE and board.forms[i] not in GIVEN:
            continue  # `من بين منافسي سامي`
        span = _signed_person(board, i)
        if span and board.forms[span.first] in PEOPLE and board.forms[span.first] not in GIVEN:
            span = None
        if span and board.forms[span.first] in _HONORIFICS:
            continue  # `أكد سمو أمير المنطقة`
        if span:
            board.claim(span)
            beyond = span.last


def _claim_apposed(board: Board) -> None:
    """`المتحدثة باسم المكتب، سيلفي موانغي، إن`: two to five words between commas behind the words of a title."""
    forms = board.forms
    for i in [i for i, form in enumerate(forms) if form == "،" and i not in board.credited]:
        last = i + 1
        while last - i <= 6 and _is_in_name(board, i + 1, last):
            last += 1
        closed = board.form(last) in _CLOSES_APPOSITION or board.form(last).removeprefix("ل") in ROLE
        if not closed or not 3 <= last - i <= 6:
            continue
        if not _has_title(forms[max(0, i - 12) : i]):
            continue
        held = board.held(i + 1, last)
        if len(held) == 1 and (held[0].first, held[0].last) == (i + 1, last):
            continue
        board.claim(Span(i + 1, last, 0, "", "person", "apposition"))


# A comma or a bracket, and what a sentence goes on with where the second comma is missing.
_CLOSES_APPOSITION = THAT | frozenset(".\n،():") | {"في"}


def _is_in_name(board: Board, first: int, i: int) -> bool:
    """True for a word of a name between commas that begins at `first`."""
    form, held = board.form(i), board.taken[i] if i < board.count else None
    if not form.isalpha() or form.isascii() or form in FUNCTION or _is_reporting(form):
        return False
    if i == first:
        sure = form in GIVEN and (form not in UNSURE_GIVEN or board.form(i + 1).startswith("ال"))
        return (held is None or held.type == "person") and (
            sure or form in _LEADING_TIES or (_is_odd(form) and _MAY_NAME[form])
        )
    if held and held.type != "person" and held.last - held.first > 1:
        return False
    if board.forms[i - 1] in _OPEN_TIES:
        return True
    if form in TIES or form in GIVEN:
        return True
    if form in DIRECT or form in BETWEEN or is_nisba(form) or form.startswith(("لل", "وال", "بال", "فال")):
        return False
    return not is_plain(form) and (form.startswith("ال") or not is_ordinary(form))


def _has_title(forms: Sequence[str]) -> bool:
    """True where the words of one phrase hold a title."""
    for form in reversed(forms):
        if form in _SENTENCE_ENDS:
            return False
        if form in ROLE or form in DIRECT or any(stem in ROLE or stem in DIRECT for _, stem in stems(form)):
            return True
    return False


_SENTENCE_ENDS = frozenset((".", "؟", "!", "؛", ":", "\n"))


def _claim_speakers(board: Board, places: list[int]) -> None:
    """`وقال عيد عماش المتحدث باسم ...`: two words or more between a reporting verb and a title, that no noun can be."""
    for i in places:
        first = last = i + 1
        if board.form(first) in _HONORIFICS:
            continue  # `أكد سمو أمير المنطقة`
        while last - first < _LONGEST and board.free(last) and _MAY_NAME[board.forms[last]]:
            last += 1
        if board.forms[i] == "بين" and any(map(_joins_another, board.forms[first + 1 : last])):
            continue  # `بين تامزيرت وأغرم`: no `بيّن`
        if last - first >= 2 and _closes_name(board.form(last)) and first not in board.credited:
            board.claim(Span(first, last, 0, "", "person", "reporting verb"))
            continue
        # `صرح رئيس لجنة أسواق المال قسطنطين بوتوبولوس لإذاعة`: behind the words of a title
        titled = False
        for first in range(i + 1, min(board.count, i + 10)):
            form = board.forms[first]
            if form in MARKS or form in _NAME_ENDS or (first > i + 1 and form in REPORTING):
                break
            titled = titled or form in ROLE
            if form == "باسم" or (form[0] == "ل" and _attached(board, form, board.form(first - 1))):
                continue  # `الرئيس التنفيذي لنور مجان للسفر`: whose office it is
            last = first
            while last - first < _LONGEST and board.free(last) and _MAY_NAME[board.forms[last]]:
                last += 1
            if titled and last > first and board.forms[first] in GIVEN and _may_be_family(board, last - 1):
                last += 1
            if (
                titled
                and last - first >= 2
                and (board.form(first - 1).startswith("ال") or board.taken[first - 1])
                and _closes_name(board.form(last))
            ):
                board.claim(Span(first, last, 0, "", "person", "reporting verb"))
                break
            if titled and (last := _bare_name(board, first)):
                board.claim(Span(first, last, 0, "", "person", "reporting verb"))
                break


def _bare_name(board: Board, first: int) -> int:
    """Where a name of common words ends that begins at `first`, else 0: `وزير المالية | ممتاز السعيد أن`.

    Behind the definite end of a title an indefinite word is none of its adjectives, and what stands before أن is the
    speaker's all the same.
    """
    form, before = board.form(first), board.form(first - 1)
    definite = before.startswith(("ال", "وال", "لل", "بال")) or board.taken[first - 1] is not None
    owned = board.free(first) and board.words.printed(first, first + 1).endswith(("ه", "ها", "هم"))
    if (
        not definite
        or owned
        or before in DIRECT
        or not board.free(first)
        or form in FUNCTION
        or form in ROLE
        or is_nisba(form)
        or is_verb(form)
    ):
        return 0
    if (
        not form.isalpha()
        or form.isascii()
        or len(form) < 3
        or form in _PARTS_OF_DAY
        or form[0] in "وفبلك"
        or form[:2] == "ال"
        or form[-1] == "ا"
    ):
        return 0
    for last in (first + 2, first + 3):
        word = board.form(last - 1)
        month = word in _MONTHS and form in _SURE_GIVEN
        if (
            not word.isalpha()
            or (word in FUNCTION and not month)
            or word in REPORTING
            or word.startswith(("و", "لل", "بال"))
            or not board.free(last - 1)
        ):
            return 0
        if board.form(last) in THAT or (board.form(last) == "،" and form in _SURE_GIVEN):
            return last
    return 0


def _claim_titled(board: Board, places: list[int]) -> None:
    """`وزيرة الشباب والرياضة التونسية ماجدولين الشارني`: two words that no noun can be, behind a title with its complement."""
    for i in places:
        first = i + 1
        while first < min(board.count, i + 9) and _is_of_title(board, first):
            first += 1
        if first == i + 1 or first in board.credited or not (board.free(first) and board.free(first + 1)):
            continue
        begins = board.forms[first][0] not in "وفبلك" and not board.forms[first].startswith("ال")
        if begins and _is_uncommon[board.forms[first]] and _is_uncommon[board.form(first + 1)]:
            last = first + 2
            while last - first < _LONGEST and _goes_on(board, last):
                last += 1
            board.claim(Span(first, last, 0, "", "person", "role"))


def _is_of_title(board: Board, i: int) -> bool:
    """True for a word of a title's complement: with the article, joined or not, or of a known place or body."""
    form, held = board.forms[i], board.taken[i]
    if held:
        return held.type in ("place", "organization")
    return form.startswith(("ال", "وال", "لل")) and form not in FUNCTION and not is_verb(form)


def _uncommon(form: str) -> bool:
    bare = form.removeprefix("ال")
    if (
        form in _BLESSED
        or len(bare) < 4
        or not bare.isalpha()
        or bare.isascii()
        or _is_state(bare)
        or is_conjugated[bare]
    ):
        return False
    digits = statistics().get(bare)
    return _may_be_first_name(bare) and (
        digits is None or (digits[OFTEN] <= "4" and digits[ARTICLE] == "0" == digits[VARIETY])
    )


# Words that text hardly knows without the article, and never inflected; their own article is left aside.
_is_uncommon = Remember(_uncommon)


def _claim_holders(board: Board, places: list[int]) -> None:
    """`يشعر جاري كاهيل مدافع تشيلسي`: two words or more, that no noun can be, before a title and whose it is."""
    for i in places:
        whose = board.taken[i + 1] if i + 1 < board.count else None
        known = whose is not None and whose.type != "person" and whose.first == i + 1 and whose.cut == 0
        first = i
        while i - first < _LONGEST and board.free(first - 1) and _MAY_NAME[board.forms[first - 1]]:
            first -= 1
        if not known or first == i or first in board.credited:
            continue
        before = board.form(first - 1)
        if i - first == 1 and is_verb(board.form(first - 2)) and _may_be_first_name(before) and before[:2] != "ال":
            first -= 1 if board.free(first - 1) else 0
        if i - first >= 2:
            board.claim(Span(first, i, _attached(board, board.forms[first]), "", "person", "title behind"))


_HOLDS = Remember(lambda form: form in ROLE and not form.startswith("ال") and form not in GIVEN)


def _claim_aged(board: Board) -> None:
    """`توماس سوريه (20 عاما)`, `سارة (16 عاما)`: who an age in brackets follows, a first name at least."""
    forms = board.forms
    for i in [i for i, form in enumerate(forms) if form == "("] if "(" in forms else ():
        if not board.form(i + 1).isdigit() or board.form(i + 2) not in _YEARS or i in board.credited:
            continue
        first = i
        while i - first < _LONGEST and _is_of_aged(board, first - 1, i):
            first -= 1
        while first < i and not (forms[first] in GIVEN or forms[first][1:] in GIVEN or _is_odd(forms[first])):
            first += 1
        if first < i and not (first == i - 1 and board.taken[first]):
            board.claim(Span(first, i, _attached(board, forms[first], board.form(first - 1)), "", "person", "age"))


_UNITS = {row["unit"]: row for row in table("times")["units"]}
_YEARS = keys((*_UNITS["Y"]["one"], *_UNITS["Y"]["many"], "ربيعا"))


def _is_of_aged(board: Board, i: int, bracket: int) -> bool:
    """True for a word of the name before `bracket`: free, or a person's, or a place right before the bracket."""
    form, held = board.form(i), board.taken[i] if i >= 0 else None
    if (
        not form.isalpha()
        or form in FUNCTION
        or form in DIRECT
        or form in ROLE
        or (is_verb(form) and form not in GIVEN)
    ):
        return False
    if held and held.type != "person":
        return held.type == "place" and i == bracket - 1 and held.last - held.first == 1 and board.form(i - 1) in GIVEN
    return form in GIVEN or form in TIES or _is_odd(form) or (i == bracket - 1 and not is_plain(form))


def _claim_stations(board: Board) -> None:
    """`الجوهرة أف أم`, `شمس "FM"`: the word before the band is what a radio station is called by."""
    forms = board.forms
    for i in _BANDS.places(forms):
        last = i + 1 if forms[i] in _BAND else i + 2
        if forms[i] not in _BAND and board.form(i + 1) != "ام":
            continue
        first = i - 1
        if board.form(first) in _OPENING and board.closes(last):
            first, last = first - 1, last + 1
        name = board.form(first)
        if first < 0 or not name.isalpha() or name in FUNCTION or is_of_body(name):
            continue
        if not board.held(first, last) or all(not is_known(span) for span in board.held(first, last)):
            cut = 1 if name[0] in "لبو" and name[1:3] == "ال" else 0
            board.claim(Span(first, last, cut, "", "organization", "station"))


_BAND = frozenset(("fm", "افام"))
_BANDS = Remember(lambda form: form == "اف" or form in _BAND)


def _closes_name(following: str) -> bool:
    """True for a word that a name in the subject ends before."""
    if following in _NAME_ENDS or following in _PHRASE_ENDS or following == ".":
        return True
    return following.removeprefix("ال") in ROLE or following.startswith(("لل", "لا", "بال"))


_NAME_ENDS = THAT | {"الذي", "التي", "ل"} | frozenset(':،"“«')


def _may_name(form: str) -> bool:
    """True for a word that could be a name for all that counts tell: rare, never with the article, never inflected."""
    if form in GIVEN or form in TIES:
        return form not in DIRECT
    if len(form) < 3 or not form.isalpha() or form.isascii() or form.endswith(_NATIVE_ENDINGS):
        return False
    if form.startswith(("ال", "وال", "بال", "لل")) or not _may_be_first_name(form):
        return False
    if _is_inflected(form) or is_conjugated[form] or form in _BLESSED:
        return False
    digits = statistics().get(form)
    return digits is None or (digits[OFTEN] <= "4" and digits[ARTICLE] <= "1" and digits[VARIETY] <= "1")


_MAY_NAME = Remember(_may_name)


def _signed_person(board: Board, i: int) -> Span | None:
    """The person whose name the word `i` begins, or follows as the second word."""
    before = board.form(i - 1)
    last = _run_of_names(board, i)
    if last == i or before in _VERB_FOLLOWS:
        return None
    if board.forms[i] == "باسم" and (before in DIRECT or before in ROLE or before in BETWEEN):
        return None  # `الناطق الرسمي باسم الحكومة`
    if board.form(i - 1) == "." and board.form(i - 2) in _INITIALS and board.form(i - 3) in MARKS:
        return Span(i - 2, last, 0, "", "person", "initial")
    if last - i == 1 and (
        _may_be_family(board, i) or (board.free(last) and _may_follow(board, i, 0, board.form(last)))
    ):
        last += 1
    kin = before in _KIN and not (before == "ابن" and _PLACE_HEAD[board.form(i - 2)])  # `حي ابن خلدون`
    if last - i == 1 and board.forms[i] in GIVEN and kin and not is_verb(board.forms[i]):
        return Span(i, last + _initial_after(board, last), 0, "", "person", "kin")  # `ابنته خلود`
    if last - i > 1 and (sign := _sign_before(board, i)):
        return Span(i, last, _attached(board, board.forms[i]), "", "person", sign)
    # `أبرزت سيلفي مونتاليفي`: a first name that is a common word as well, with a verb or a title before it
    opening = board.form(i - 1)
    # `يعتبر الاعتراف ساري المفعول`, `يقدم شهادة ميلاد`
    noun = opening.startswith("ال") and opening not in GIVEN
    ordinary = is_ordinary(opening) and opening not in GIVEN
    noun = noun or opening.endswith("ها")  # `الطفلة وعائلتها`
    odd = _is_odd(board.forms[i]) and not _joins_another(board.forms[i])  # `بين تامزيرت وأغرم`: no `بيّن`
    if board.free(i - 1) and not noun and _may_be_first_name(opening) and odd:
        sign = _sign_before(board, i - 1)
        if sign == "title" or (sign == "reporting verb" and not ordinary):
            return Span(i - 1, last, 0, "", "person", sign)
    # `الشاهد سند الخوالدة إنه`
    family = board.forms[i].startswith("ال") and board.form(last) in THAT and board.form(i - 2) in DIRECT
    if (
        family
        and board.free(i - 1)
        and _may_be_first_name(board.forms[i - 1])
        and not board.forms[i - 1].startswith("ال")
    ):
        return Span(i - 1, last, 0, "", "person", "title")
    return None


def _may_be_family(board: Board, i: int) -> bool:
    """`، سالم الأبيض في تصريح`: any word with the article between a first name and the end of its phrase."""
    form, following = board.form(i + 1), board.form(i + 2)
    first = board.forms[i]
    if (
        not (first in GIVEN or _is_odd(first))
        or not board.free(i + 1)
        or not form.startswith("ال")
        or form.endswith("يه")
    ):
        return False
    if form in ORDINALS or form in BETWEEN or len(form) < 5 or form in _DRAWN:
        return False  # `لفت الغالي الانتباه إلى أن`
    if form in ROLE or form in DIRECT:
        return first in GIVEN and following in THAT and _sign_before(board, i) is not None  # `ماجد النجم إن`
    return following in _PHRASE_ENDS or following in REPORTING or following in MARKS


_DRAWN = keys(["الانتباه", "النظر", "الأنظار"])
# Words that no name goes on with.
_PHRASE_ENDS = THAT | frozenset(map(preposition, table("words")["phrase_begins"]))


@lru_cache(maxsize=60_000)
def _may_be_first_name(form: str) -> bool:
    """False for words that cannot be a name: verbs, function words, titles, heads of bodies and places, adjectives."""
    if len(form) < 3 or not form.isalpha() or is_plain(form) or is_nisba(form) or _opens_anew(form) or form in DIRECT:
        return False
    if form.startswith("وال") and is_nisba(form[1:]):
        return False
    return not is_of_body(form) and not is_verb(form) and form not in ANONYMOUS


def _sign_before(board: Board, i: int) -> str | None:
    """What tells that the words from `i` on name a person, or None."""
    before = board.form(i - 1)
    if without_and(before) in DIRECT or _is_of_several(before):
        return "title"
    if _is_reporting(before):
        return "reporting verb"
    if before == "،" and any(form in ROLE for form in board.forms[max(0, i - 9) : i - 1]):
        return "role"
    listed = board.taken[i - 2] if before == "،" and i > 1 else None
    if listed and listed.type == "person" and board.forms[i] in GIVEN:
        return "list"  # `طارق عاشور، يزيد الحربي، علي أبو فطيم`
    if before.startswith("ال") and board.form(i - 2) in ROLE:  # `رئيس الحكومة الحبيب الصيد`
        return "role"
    named = board.taken[i - 1] if i else None
    behind = before.startswith(("ال", "لل")) or (
        named is not None and named.type != "person" and named.rule != "tagger"
    )
    if behind and _is_titled(board, i):
        return "role"  # `مدير ناحية العظيم غضبان السلماني`
    return "foreign words" if _is_foreign_run(board, i, _run_of_names(board, i)) else None


def _is_titled(board: Board, i: int) -> bool:
    """True where the phrase that ends before word `i` opens with a title: no verb, mark or preposition between."""
    for k in range(i - 1, max(-1, i - 7), -1):
        form = board.forms[k]
        if form in ROLE and not form.startswith("ال"):
            return True
        if form in MARKS or form in FUNCTION or _is_reporting(form) or is_verb(form):
            return False
        if form in ROLE or any(stem in ROLE for _, stem in stems(form)):
            return True
    return False


def _is_foreign_run(board: Board, first: int, last: int) -> bool:
    """True for two words or more that running text hardly knows, where no word for a place or a body leads to them."""
    before = board.form(first - 1)
    if before in _OPENING or any(stem in PLACE_HEADS for _, stem in stems(before)):
        return False
    # `شركة موينيا كابويتا`, but `أمينة الشؤون الخارجية موينيا كابويتا`
    if is_of_body(before):
        titled = before.startswith("ال") and _has_title(board.forms[max(0, first - 6) : first - 1])
        if not titled:
            return False
    if board.free(first - 1) and _NAME_WORDS[before] and not before.startswith("ال"):
        return False  # what is left of a run that was refused
    if board.forms[first] in FUNCTION or board.forms[first] in UNSURE_GIVEN or last - first < 2:
        return False  # `أو يسائله`
    if board.forms[first + 1] == "الله" and board.forms[first] in _BLESSED:
        return False  # `حفظه الله`
    return all(_is_odd(form) or form in GIVEN or form in TIES for form in board.forms[first:last])


# Titles that stand before a name only, and are no family's.
_LED_BY = keys(table("titles")["leading"])
_HONORIFICS = keys(table("titles")["honorifics"])
_BLESSED = keys(table("titles")["blessings"])
# Endings of verbs, plurals and words with a pronoun: a word that has one may simply be rare.
_NATIVE_ENDINGS = ("هم", "ها", "هما", "هن", "ين", "ون", "وا", "نا", "تم", "كم", "ات", "ته", "تين", "تان", "يه", "اء")


@lru_cache(maxsize=60_000)
def _is_odd(form: str) -> bool:
    if len(form) < 3 or form.startswith("ال") or form.endswith(_NATIVE_ENDINGS) or not is_nameful(form):
        return False
    owned = form[:-1] if form[-1] in "هك" else ""  # `حدوده`, `أعجبتك`, `تكبده`
    if len(owned) <= 3 or form in GIVEN:
        return True
    return not (takes_article(owned) or is_verb(owned) or is_ordinary(owned))


def _run_of_names(board: Board, i: int) -> int:
    """Where the words from `i` on stop being words that names are made of."""
    last = i
    while (
        last - i < _LONGEST
        and board.free(last)
        and (_NAME_WORDS[board.forms[last]] or (last > i + 1 and _is_tied(board, last)))
        and not (last > i and _joins_another(board.forms[last]))
    ):
        last += 1
    while last > i and board.forms[last - 1] in TIES:
        last -= 1
    return last


def _joins_another(form: str) -> bool:
    """`المرزوقي وأبو سهمين`, `آمنة ومعززة`: a second name or word, joined; `ويدودو` is a name itself."""
    if form[0] != "و" or form in GIVEN or form in TIES:
        return False
    own = statistics().get(form)
    return form[1:] in TIES or form[1:] in GIVEN or own is None or own[PERSON] < "3"


def _is_tied(board: Board, i: int) -> bool:
    """`ولد اعلي`, `منت الطالب`: any word behind a tie that takes any."""
    form = board.forms[i]
    return board.forms[i - 1] in _OPEN_TIES and form.isalpha() and form not in FUNCTION and len(form) > 2


def _is_name_word(form: str) -> bool:
    if not form.isalpha() or form.isascii():
        return False
    if form in TIES or form in GIVEN:
        return form not in DIRECT
    if _opens_anew(form) or form in DIRECT or form.startswith(("لل", "وال")):
        return False
    if is_conjugated[form] or _is_state(form) or form in _HONORIFICS or _is_inflected(form):
        return False
    if form[0] in "بلك" and len(form) > 5 and form.endswith(("ته", "تها", "تهم")):
        return False  # `بطلعته البشوشة`
    return is_strange(form)


# Words that persons' names are made of.
_NAME_WORDS = Remember(_is_name_word)


def _claim_rest(board: Board, tagged: Sequence[Span]) -> None:
    """Places and bodies that no table and no head word told of."""
    for span in tagged:
        if span.type == "person":
            continue
        held = board.held(span.first, span.last)
        shorter = all(other.type == "place" and _inside(other, span) and other != span for other in held)
        if not shorter or (held and span.last - span.first == 1):
            continue
        form = board.forms[span.first][span.cut :]
        if span.type == "organization" and _is_place_phrase(board, span) and not is_of_body(board.forms[span.first]):
            continue  # `وحي التحرير`
        if "القومي" in board.forms[span.first + 1 : span.last] and not is_of_body(board.forms[span.first]):
            continue  # `حماية الأمن القومي`: what is guarded
        if all(is_nisba(word) for word in board.forms[span.first : span.last]):
            continue
        if span.type == "organization" and span.last - span.first > 1 and board.forms[span.first] in BETWEEN:
            continue  # `المرشح الجمهوري البارز`
        if board.forms[span.first] in _OF_AFFAIRS:
            continue  # `مساعدة الوزير لشؤون الأمن الدولي`
        if is_of_body(board.form(span.first - 1)):
            continue  # the rest of a body's name that its head did not make one
        if span.last - span.first == 1 and (len(form) < 3 or is_plain(form) or is_nisba(form) or is_ordinary(form)):
            continue
        if span.type == "place" and held and _PLACE_HEAD[form] in _PLACE_OUTSIDE:
            continue  # `ريف حماة`, `مدينة حماة`: the place is known already
        if span.type == "place" and _names_shares(board.form(span.first - 1)):
            span = Span(span.first, span.last, span.cut, "", "organization", "shares")
        club = next((k for k in range(span.first + 1, span.last) if board.forms[k] in _CLUBS), None)
        if span.type == "place" and club:
            span = Span(span.first, club + 1, span.cut, "", "organization", "club")
        if (
            span.type == "place"
            and span.last - span.first == 1
            and form.startswith("ال")
            and not _leads_to_place(board, span)
        ):
            continue
        board.claim(span)


def _claim_place_rows(board: Board, places: list[int]) -> None:
    """`مدينتي اللحية والزهرة`, `دوائر حمادية والسوقر ومهدية`: each name of a list behind a word for several places."""
    for i in places:
        sure = _PLACE_ROWS[board.forms[i]] in _PLACE_PAIRS
        k = i + 1
        while k < board.count and k not in board.credited:
            form, held = board.forms[k], board.taken[k]
            cut = 0 if k == i + 1 else 1
            if held:
                if held.type != "place":
                    break
                k = held.last
            elif form[cut:] in _PLACE_OPENERS and (cut == 0 or form[0] == "و") and _opened_end(board, k) > k:
                board.claim(Span(k, _opened_end(board, k), cut, "", "place", "place head"))
                k = board.taken[k].last  # type: ignore[union-attr]
            elif (cut == 0 or form[0] == "و") and (
                _is_listed_place(form[cut:], sure) or (_is_rare(form[cut:]) and (sure or board.form(k + 1)[:1] == "و"))
            ):
                board.claim(Span(k, k + 1, cut, "", "place", "place head"))
                k += 1
            else:
                break
            sure = True
            if board.form(k) == "،" and board.form(k + 1)[:1] == "و":
                k += 1
            if board.form(k)[:1] != "و":
                break


def _is_listed_place(form: str, sure: bool) -> bool:
    if len(form) < 3 or not form.isalpha() or is_plain(form) or is_nisba(form) or form in BETWEEN:
        return False
    return (sure and (form.startswith("ال") or not is_ordinary(form))) or _is_place_word(form)


_PLACE_PAIRS = keys(table("heads")["place_pairs"])
_PLURAL_PLACES = _PLACE_PAIRS | keys(table("heads")["place_rows"])
_PLACE_ROWS = Remember(lambda form: next((stem for _, stem in stems(form) if stem in _PLURAL_PLACES), ""))


def _leads_to_place(board: Board, span: Span) -> bool:
    """True where an unknown word with the article can be a place: behind في or a word for places, not `علب المناديل`."""
    before = board.form(span.first - 1)
    return span.cut > 0 or before in TO_PLACES or any(stem in PLACE_HEADS or stem in ROLE for _, stem in stems(before))


def _inside(one: Span, other: Span) -> bool:
    return other.first <= one.first and one.last <= other.last and one.last - one.first < other.last - other.first


# ---- places ------------------------------------------------------------------------------------------------------------


# The word for a place that a form is, or "".
_PLACE_HEAD = Remember(
    lambda form: next(
        (
            stem
            for _, stem in (*stems(form), (1, form[1:] if form[0] in "وفبلك" else form))
            if stem in PLACE_HEADS or stem == _ROAD
        ),
        "",
    )
)
_ROAD = "الطريق"
_TERM = keys(table("heads")["terms"])


def _claim_places_after_heads(board: Board, places: list[int], *, named: bool) -> None:
    """`مدينة تيانجين`, `مطار بيروت`, `ملعب زاخو الدولي`: names that a word for a place leads to.

    named: those that the word belongs to, else the others.
    """
    for i in places:
        head = _PLACE_HEAD[board.forms[i]]
        if (head in _PLACE_NAMED) != named or board.taken[i] or i in board.credited or i + 1 == board.count:
            continue
        last = _road_end(board, i + 1) if head == _ROAD else _place_end(board, i + 1, head)
        if head in FOUNDED and board.form(i + 1) in HONOURED:
            continue  # `مدينة الملك عبدالعزيز للعلوم` is a body
        if last == i + 1 or (head == "طريق" and board.form(i - 1) == "عن"):
            continue  # `عن طريق الهلال الأحمر`
        if head == "وادي" and "أ" in board.words.printed(i, i + 1):
            continue  # `وأدى الناس`
        whom = board.taken[i + 1]
        person = whom is not None and whom.type == "person" and whom.last - whom.first > 1
        if head == "سجن" and (person or not _TERM.isdisjoint(board.forms[last : last + 4])):
            continue  # `بسجن كمال بنعمر ست سنوات`: what was done to him
        cut = len(board.forms[i]) - len(head) if board.forms[i].endswith(head) else 0
        if named:
            beside = board.taken[last] if last < board.count else None
            inner = beside and beside.type == "place" and beside.last - beside.first == 1
            if beside and inner and beside.first == last and beside.cut == 0:
                last = beside.last  # `مطار جربة جرجيس الدولي`
            following = board.form(last)
            own = following.startswith("ال") and (following.endswith(("ي", "يه")) or following in _PLACE_ADJECTIVES)
            if own and following not in FUNCTION and board.free(last):
                last += 1
            board.claim(Span(i, last, cut, "", "place", "place head"))
        elif board.free(i + 1) or last > board.taken[i + 1].last:  # type: ignore[union-attr]
            board.claim(Span(i + 1, last, 0, "", "place", "place head"))


def _place_end(board: Board, i: int, head: str) -> int:
    """Where the name after a word for a place ends; `i` where none begins."""
    if board.forms[i] in HONOURED and board.form(i + 1) not in MARKS:
        honoured = _honoured_end(board, i + 1)
        if honoured > i + 1:
            return honoured
    held = board.taken[i]
    inner = board.forms[i] in _PLACE_OPENERS and not (head in _PLACE_NAMED and board.forms[i] in _PLACE_NAMED)
    if inner and (held is None or held.last - held.first == 1):
        opened = _opened_end(board, i)
        if opened > i:
            return opened
    if held:
        return held.last if held.first == i and held.cut == 0 and held.type != "event" else i
    if board.forms[i] == "ابن" and board.form(i + 1).isalpha() and len(board.held(i + 1, i + 3)) < 2:
        return i + 2  # `حي ابن خلدون`
    if (head in _PLACE_NAMED and _is_described(board.forms[i])) or board.forms[i] in _LARGEST:
        return i
    last = i
    after_person = head in _AFTER_PERSONS
    while last < min(board.count, i + 3) and board.free(last) and _is_place_word(board.forms[last], after_person):
        last += 1
    if last == i and (head in _PLACE_NAMED or head in _SETTLED) and _is_rare(board.forms[i]):
        last += 1
    following = board.form(i)
    if (
        last == i
        and following.startswith("ال")
        and len(following) > 4
        and head in _TAKES_ARTICLE
        and not head.startswith("ال")
    ):
        bare = following.removeprefix("ال")
        street = head in _STREETS and bare not in PLACE_HEADS  # `شارع البورصة`: any noun
        plain = not street and (is_plain(following) or bare in COMMON)
        if not (plain or is_nisba(following) or following in BETWEEN or following in ORDINALS):
            last = i + 1
    return last


_LARGEST = keys(["أكبر", "أصغر", "أوسع", "أضخم"])  # `قاعدة أكبر بقية`


@lru_cache(maxsize=60_000)
def _is_described(form: str) -> bool:
    """`كنيسة قبطية`: the adjective of what somebody or something is, in the feminine."""
    adjective = statistics().get(form[:-1]) if form.endswith("يه") else None
    return form.endswith("يه") and (
        "ال" + form in statistics() or (adjective is not None and adjective[ARTICLE] >= "2")
    )


def _honoured_end(board: Board, i: int) -> int:
    """Where the name of whom a place is called after ends: `مسجد الإمام الصادق`, `مطار الملك خالد الدولي`."""
    last = i
    while last < min(board.count, i + 4):
        form, held = board.forms[last], board.taken[last]
        if held and held.type != "person" and held.rule != "tagger":
            break
        if not (held or form in GIVEN or form in TIES or (last == i and form.startswith("ال") and not is_plain(form))):
            break
        last += 1
    return last


def _opened_end(board: Board, i: int, led: bool = True) -> int:
    """Where the name that the opener at word `i` begins ends: `عين القصبة`, `أولاد سيدي عمار`; `i` where it begins none.

    led: a word for a place stands before.
    """
    last = i + 1
    while last - i < 3 and (board.form(last) in _PLACE_OPENERS or board.form(last) in TIES):
        last += 1
    form = board.form(last)
    held = board.taken[last] if last < board.count else None
    if held and (held.first < last or held.cut or held.type == "event" or is_known(held) > (held.type == "place")):
        return i
    if not form.isalpha() or form.isascii() or len(form) < 3 or is_verb(form) or form in BETWEEN or _opens_anew(form):
        return i
    if form in FUNCTION or form in REPORTING or form.startswith(("لل", "وال", "بال")):
        return i
    any_word = (
        led and not form.endswith(_INFLECTED) and _SURE_OPENERS.intersection(form for _, form in stems(board.forms[i]))
    )
    if not (form.startswith("ال") or form in GIVEN or is_town(form) or is_strange(form) or held or any_word):
        return i
    last = held.last if held else last + 1
    return last + 1 if board.form(last) in _PLACE_ADJECTIVES and board.free(last) else last


def _claim_opened_places(board: Board, places: list[int]) -> None:
    """`في تيزي غنيف`, `بأولاد جلال`, `وكفر حمام`: words that begin towns' names only, behind a preposition or a place."""
    for i in places:
        form, before, held = board.forms[i], board.form(i - 1), board.taken[i]
        if i in board.credited or (held and (is_known(held) or held.last - held.first > 1)):
            continue
        cut = next((cut for cut, stem in stems(form) if stem in _SURE_OPENERS), 0)
        beside = board.taken[i - 1] if i else None
        listed = beside is not None and beside.type == "place" and form[0] == "و"
        if not (before in TO_PLACES or "ب" in form[:cut] or (cut and listed)):
            continue
        last = _opened_end(board, i, led=False)
        if last > i:
            board.claim(Span(i, last, cut, "", "place", "place opener"))


# Words that begin the names of towns and villages: `عين` and `بيت` behind a word for a place only, `أولاد` and `كفر` anywhere.
_SURE_OPENERS = keys(table("heads")["place_openers_sure"])
_PLACE_OPENERS = _SURE_OPENERS | keys(table("heads")["place_openers"])
_PLACE_ADJECTIVES = keys(table("heads")["place_adjectives"])
_INFLECTED = ("هم", "ها", "هما", "هن", "كم")


def _road_end(board: Board, i: int) -> int:
    """`الطريق الوطني رقم 77 مكرر`: where the number of a road that opens before word `i` ends; `i` where it has none."""
    last = i
    while last < i + 2 and board.form(last).startswith("ال") and board.form(last).endswith(("ي", "يه", "السريع")):
        last += 1
    numbered = board.form(last) == "رقم"
    if not board.form(last + numbered).isdigit() or (last == i and not numbered):
        return i
    last += numbered + 1
    return last + 1 if board.form(last) == "مكرر" else last


def _is_place_word(form: str, after_person: bool = False) -> bool:
    """True for a word that a place is called by. after_person: what it names is called after persons (ملعب صائب سلام)."""
    if form in GIVEN or form in TIES:
        return after_person and form not in DIRECT
    return is_strange(form) and not _opens_anew(form)


@lru_cache(maxsize=60_000)
def _is_rare(form: str) -> bool:
    """`استاد ويمبلي`: a word that text has now and then, never with the article."""
    digits = statistics().get(form)
    if digits is None or form.startswith(("ال", "لل")) or is_plain(form) or is_nisba(form) or is_verb(form):
        return False
    if form[0] in "وفب" and takes_article(form[1:]):
        return False  # `بوابة ومبنى`
    return digits[OFTEN] <= "4" and digits[ARTICLE] == "0" == digits[VARIETY] and not form.endswith(_NATIVE_ENDINGS)


@lru_cache(maxsize=60_000)
def _opens_anew(form: str) -> bool:
    """True for a word that begins another phrase: a title, a word for a place, a reporting verb, attached or not."""
    if form in GIVEN:
        return False
    return any(stem in ROLE or stem in PLACE_HEADS or stem in REPORTING for _, stem in stems(form))


# ---- names in quotation marks --------------------------------------------------------------------------------------------


def _claim_quoted(board: Board, marks: list[int]) -> None:
    """`المتحدث باسم «درع السهول»`, and a body's name or its beginning in quotation marks again."""
    quoted = [(i + 1, end) for i in marks if board.opens(i) and (end := _closed(board, i + 1))]
    if not quoted:
        return
    names = {board.key_of(span): span for span in board.spans() if span.type == "organization"}
    for first, last in quoted:
        words = " ".join(board.forms[first:last])
        outlet = board.taken[first]
        if board.form(first - 2) == "ل" and outlet and outlet.type == "place" and outlet.last == last:
            board.claim(Span(first, last, 0, words, "organization", "quoted after ل"))  # `قال لـ«الشرق الأوسط»`
        sign = _quoted_sign(board, first, last)
        if sign:
            span = Span(first, last, 0, words, "organization", sign)
            board.claim(span)
            names[words] = span
    for key, span in list(names.items()):
        for short in _shortened(key):
            names.setdefault(short, span)  # `أوضحت «الغذاء والدواء»` of `الهيئة العامة للغذاء والدواء`
    opened: dict[str, Span] = {}  # the first name that begins with these words
    for key, span in names.items():
        for at in range(key.count(" ")):
            opened.setdefault(key.rsplit(" ", at + 1)[0], span)
    if opened:
        for i in [i for i, form in enumerate(board.forms) if form in opened and board.free(i)]:
            if _names_company(board.form(i - 1)) and " " not in board.forms[i]:  # `شركة نخل` of `شركة «نخل للألواح»`
                whole = opened[board.forms[i]]
                board.claim(Span(i, i + 1, 0, whole.key or board.key_of(whole), "organization", "quoted again"))
    for first, last in quoted:
        held = board.taken[first]
        if held and held.last >= last:
            continue
        words = " ".join(board.forms[first:last])
        named = names.get(words) or opened.get(words)
        if named and (last - first > 1 or named.rule.startswith("quoted after")):
            board.claim(Span(first, last, 0, named.key or board.key_of(named), "organization", "quoted again"))


def _claim_works(board: Board, marks: list[int]) -> None:
    """`فيلم «ظل الغراب»`, `روايته الأولى «ليل طويل»`: what a book, a film or a song is called, in marks."""
    for i in marks:
        k = i - 1 - (board.form(i - 1).startswith("ال") and not _WORK[board.form(i - 1)])
        if not _WORK[board.form(k)] or not board.opens(i) or i in board.credited:
            continue
        last = i + 1
        while last - i <= _TITLE and board.form(last) not in MARKS:
            last += 1
        if last > i + 1 and board.closes(last):
            board.claim(Span(i + 1, last, 0, board.words.printed(i + 1, last), "other", "title of a work"))


_TITLE = 8  # words of the title of a work
_WORKS = keys(table("heads")["titled_works"])
_WORK = Remember(lambda form: any(stem.removeprefix("ال") in _WORKS for _, stem in stems(form)))


def _quoted_sign(board: Board, first: int, last: int) -> str | None:
    """What tells that a short stretch in quotation marks is the name of a body, or None.

    `قال لـ«صوت السهل»`, `تلقت «صوت السهل» نسخة منه`, `المحلل في «مدى للوساطة»`, `فرقة «نوافذ»`, `تسمي نفسها «رجال الوادي»`.
    """
    held = board.taken[first]
    if held and (is_known(held) or held.last > last or (held.first, held.last) == (first, last)):
        return None
    if any(board.forms[i] in _NO_NAMES or _is_reporting(board.forms[i]) for i in range(first, last)):
        return None
    before, sooner = board.form(first - 2), board.form(first - 3)
    if before == "باسم":
        return "quoted after باسم" if held is None else None
    if before == "ل" and _speaks_to(board, first - 2):
        return "quoted after ل"
    if before == "مع" and _is_one_of(sooner, _TALKS):
        return "quoted after مع"
    if before in _RECEIVED and board.form(last + 1) in _COPIES:
        return "quoted after a verb"
    if before in ("نفسها", "نفسه", "انفسهم") and sooner in _CALLED:
        return "quoted after نفسها"
    if before in ("في", "ل", "لدي") and any(_is_one_of(board.form(i), _STAFF) for i in range(first - 5, first - 2)):
        return "quoted after في"
    if _is_one_of(before, _STAFF):
        return "quoted after a role"
    following = board.form(last + 1)
    if without_and(before) in _WATCHED and last - first <= 3:
        return "quoted after a verb"  # `رصدت «صوت السهل» طوابير`
    if before == "،" == following and last - first <= _QUOTED and _is_company_before(board, first - 3):
        return "quoted after head"  # `الشركة المالكة للتطبيق، «درب»،`
    for i in range(first - 2, first - 4, -1):
        if _is_one_of(board.form(i), _QUOTED_HEADS):
            return None if are_goods(board.form(i), board.forms[first:last]) else "quoted after head"
        if not board.form(i).startswith("ال"):
            break
    return None


def _is_company_before(board: Board, i: int) -> bool:
    """True where a word for what has a name in quotation marks, with the article, stands in the phrase that ends at `i`."""
    for k in range(i, max(-1, i - 6), -1):
        form = board.form(k)
        if form in MARKS:
            return False
        if form.startswith(("ال", "وال", "بال", "لل")) and _is_one_of(form, _QUOTED_HEADS):
            return True
    return False


def _is_one_of(form: str, words: frozenset[str]) -> bool:
    """True for a word of a list, with or without the article and attached letters."""
    return any(stem.removeprefix("ال") in words for _, stem in stems(form))


def _speaks_to(board: Board, i: int) -> bool:
    """True where a reporting verb or a word for what is said stands before `ل` in its sentence: `في تصريح لـ«...»`."""
    for k in range(i - 1, max(-1, i - 20), -1):
        form = board.form(k)
        if form in _SENTENCE_ENDS:
            return False
        if _is_reporting(form) or _is_one_of(form, _TALKS) or form in _SAYING:
            return True
    return False


_NO_NAMES = FUNCTION - {"اليوم", "الان", "بلا", "من", "في"}
_QUOTES = table("heads")["quoted"]
_TALKS, _STAFF, _QUOTED_HEADS = keys(_QUOTES["talks"]), keys(_QUOTES["staff"]), keys(_QUOTES["heads"])
_WATCHED = keys(_QUOTES["watched"])
_RECEIVED, _COPIES, _CALLED = keys(_QUOTES["received"]), keys(_QUOTES["copies"]), keys(_QUOTES["called"])
_SAYING = keys(_QUOTES["saying"])


def _names_shares(before: str) -> bool:
    return any(stem in _SHARES for _, stem in stems(before))


def _names_company(before: str) -> bool:
    return any(stem in _BRAND for _, stem in stems(before))


_BRAND = keys(table("heads")["brand"])


def _closed(board: Board, first: int) -> int | None:
    """Where a short stretch in quotation marks that begins at `first` ends, or None."""
    last = first
    while last < board.count and last - first <= _QUOTED and board.forms[last] not in MARKS:
        last += 1
    return last if last > first and board.closes(last) else None


# ---- days observed ---------------------------------------------------------------------------------------------------


def _claim_observed(board: Board) -> None:
    """`اليوم العالمي لحرية الصحافة`, `الأسبوع العربي للمياه`: what it is for belongs to the name."""
    for i in _OBSERVED.places(board.forms):
        aim, last = board.form(i + 2), i + 3
        if board.form(i + 1) not in _OF_WORLD or len(aim) < 4 or aim[0] != "ل":
            continue
        if not aim.startswith("لل"):
            if not board.form(last).startswith("ال"):
                continue
            last += 1  # `لمكافحة | التصحر`
        if board.form(last).startswith("ال") and is_nisba(board.form(last)):
            last += 1  # `للغة | العربية`
        if all(map(board.free, range(i, last))):
            board.claim(Span(i, last, board.forms[i].index("ا"), "", "event", "event head"))


_OBSERVED = Remember(lambda form: form.lstrip("وفبل") in ("اليوم", "الاسبوع"))
_OF_WORLD = frozenset(("العالمي", "الدولي", "العربي", "الافريقي", "الاوروبي", "الخليجي", "الوطني"))


# ---- clubs ----------------------------------------------------------------------------------------------------------


def _claim_clubs(board: Board) -> None:
    """`شباب الواحة`, `الشبيبة القيروانية`, and behind `ضيفه`, `فريق` or `أمام` a word and a town, where the text is about a match."""
    if len(MATCH.intersection(board.forms)) < 3:
        return
    named: set[tuple[str, ...]] = set()
    led = {i + 1 for i in _LEADS_TO_CLUB.places(board.forms) if i + 1 < board.count}
    for i in sorted(led.union(_MAY_BE_CLUB.places(board.forms)) - board.credited):
        form = board.forms[i]
        for cut, stem in stems(form):
            last = _club_end(board, i, stem) if cut + len(stem) == len(form) else 0
            held = board.held(i, last)
            if last and not any(is_known(span) and span.type != "place" for span in held):
                board.claim(Span(i, last, cut, "", "organization", "club"))
                named.add((stem, *board.forms[i + 1 : last]))
                break
    openings = {words[0] for words in named}
    for i, form in enumerate(board.forms if named else ()):
        for cut, stem in stems(form):
            if stem not in openings:
                continue
            for length in (3, 2, 1):
                whole = board.taken[i]
                if (whole is None or whole.rule != "club") and (stem, *board.forms[i + 1 : i + length]) in named:
                    board.claim(Span(i, i + length, cut, "", "organization", "club"))


def _club_end(board: Board, i: int, stem: str) -> int:
    """Where the name of a club that begins with `stem` at word `i` ends; 0 where none begins."""
    following, before = board.form(i + 1), board.form(i - 1)
    if (
        before in _GUESTS
        and stem.startswith("ال")
        and not (is_nisba(stem) or following.startswith("ال") or is_plain(stem))
    ):
        return i + 1 if board.taken[i] is None else 0  # `ضيفه الوادي`
    if not following.isalpha() or i + 1 >= board.count:
        return 0
    held = board.taken[i + 1]
    town = held is not None and held.type == "place" and held.first == i + 1 and held.cut == 0
    adjective = following.startswith("ال") and following.endswith(("ي", "يه")) and not is_plain(following)
    led = before in _OPPONENTS or before in _AGAINST
    if stem.startswith("ال"):
        sure = stem.removeprefix("ال") in _CLUBS_SURE and not is_nisba(following) and following not in BETWEEN
        return i + 2 if adjective and sure else 0
    begins = stem in _CLUBS_SURE or (led and stem in _CLUBS_LED)
    if begins and (town or (before in _OPPONENTS and following.startswith("ال") and board.form(i) == stem)):
        return held.last if town and held else i + 2
    if not led:
        return 0
    if before in _OPPONENTS and board.taken[i] is not None and board.taken[i].type == "place":  # type: ignore[union-attr]
        whole = board.taken[i]
        if whole and whole.first == i and not town:
            return whole.last
    if town and held and (_is_place_word(stem) or board.taken[i] or (before in _OPPONENTS and not is_plain(stem))):
        return held.last
    return 0


_CLUBS_SURE, _CLUBS_LED = keys(table("heads")["clubs_sure"]), keys(table("heads")["clubs_led"])
_OPPONENTS, _AGAINST = keys(table("heads")["opponents"]), keys(table("heads")["against"])
_GUESTS = _OPPONENTS - {"فريق", "فريقا"}
_LEADS_TO_CLUB = Remember(lambda form: form in _OPPONENTS or form in _AGAINST)
_MAY_BE_CLUB = Remember(lambda form: any(stem.removeprefix("ال") in _CLUBS_SURE for _, stem in stems(form)))


# ---- the whole again, and short forms ------------------------------------------------------------------------------

_LONGEST_AGAIN = 12  # words from which on nobody prints a name a second time


def _claim_again(board: Board) -> None:
    """The words of a longer name wherever the text prints them again: `مع صخر الماطري` like `موكله صخر الماطري`."""
    names: dict[tuple[str, ...], Span] = {}
    lengths: dict[str, set[int]] = {}  # of the names that begin with a word: few, however many names there are
    for span in board.spans():
        if (
            1 < span.last - span.first < _LONGEST_AGAIN
            and span.rule not in TABLES
            and board.forms[span.first].isalpha()
        ):
            words = tuple(board.words_of(span))
            names.setdefault(words, span)
            lengths.setdefault(words[0], set()).add(len(words))
    for i, form in enumerate(board.forms) if names else ():
        if (
            form not in lengths and form[1:] not in lengths and form[2:] not in lengths
        ):  # of at most two letters attached
            continue
        for cut, stem in stems(form):
            if stem not in lengths or i in board.credited or cut + len(stem) != len(form):
                continue
            for length in sorted(lengths[stem], reverse=True):
                whole = names.get((stem, *board.forms[i + 1 : i + length]))
                if whole is None:
                    continue
                span = Span(i, i + length, cut, whole.key, whole.type, "again")
                held = board.held(i, span.last)
                known = any(is_known(other) and other.last - other.first > 1 for other in held)
                if not known and all(_inside(other, span) for other in held):
                    board.claim(span)
                break


def _short_names(board: Board) -> dict[str, list[tuple[int, str, EntityType]]]:
    """For each short form the names it may stand for: (where, folded full name, type)."""
    shorts: dict[str, list[tuple[int, str, EntityType]]] = {}
    for span in board.spans():
        length = span.last - span.first
        if span.type == "person" and length > 1:
            tokens = board.forms[span.first : span.last]
            key = " ".join((tokens[0][span.cut :], *tokens[1:]))
            for short in _shorts_of_person((tokens[0][span.cut :], *tokens[1:])):
                shorts.setdefault(short, []).append((span.first, span.key or key, "person"))
        elif span.type in ("place", "organization") and length == 1 and span.rule not in TABLES | NAMED_BY_MATTER:
            form = board.forms[span.first][span.cut :]
            shorts.setdefault(form, []).append((span.first, span.key or board.key_of(span), span.type))
    for rows in shorts.values():
        persons = [row for row in rows if row[2] == "person"]
        if persons and all(_is_persons(board, row[0]) for row in rows if row[2] != "person"):
            rows[:] = persons  # `هزيمة فيدرر على يد خصمه` names no place where the article has `روجيه فيدرر`
    return shorts


def _is_persons(board: Board, i: int) -> bool:
    """True for a strange word that only its surroundings made a place or a body, with no word for one before it."""
    before = board.form(i - 1)
    return is_strange(board.forms[i]) and not any(stem in PLACE_HEADS or stem in ORG_HEADS for _, stem in stems(before))


def _shorts_of_person(tokens: Sequence[str]) -> list[str]:
    """The family name, with its tie or the name before it, and the first name of East Asian order."""
    last = tokens[-1]
    if last == "الله" and len(tokens) > 2 and tokens[-2] not in _SERVANTS:  # `آل جار الله` of `إبراهيم آل جار الله`
        first = len(tokens) - 2 - (tokens[-3] in TIES and len(tokens) > 3)
        return list(dict.fromkeys((" ".join(tokens[first:]), " ".join(tokens[-2:]))))
    if last in ORDINALS or last == "الله":
        return []
    found = [" ".join(tokens[i:]) for i in range(1, len(tokens) - 1) if tokens[i] in TIES or i == len(tokens) - 2]
    if len(tokens) > 2 and tokens[-2] in _SON:  # `ابن كيران` of `عبد الإله بن كيران`
        found.append(f"{_SON[tokens[-2]]} {last}")
    if len(last) > 2 and (tokens[-2] not in TIES or last.startswith("ال")):
        found.append(last)
    if len(tokens) > 2 and tokens[0] in _FAMILY_FIRST:
        found.append(tokens[0])
    return found


_SERVANTS = frozenset(("عبد", "عبيد", "رسول", "باذن")) | _BLESSED  # `محمد عبد الله`: a first name as well
_SON = {"بن": "ابن", "ابن": "بن"}


def _claim_short_forms(board: Board) -> None:
    """Surnames and first names of East Asian order of names found in full, wherever they stand alone."""
    shorts = _short_names(board)
    longest = max((short.count(" ") + 1 for short in shorts), default=1)
    openings = {attached + short.split(" ")[0]: len(attached) for short in shorts for attached in _ATTACHED}
    for i in [i for i, form in enumerate(board.forms) if form in openings]:
        held = board.taken[i]
        if i in board.credited:
            continue
        # `وأكد بيرو` of an article that names `فادي بيرو`
        country = held is not None and held.rule == "place table" and held.last - held.first == 1
        country = country and _leads_to_person(board.form(i - 1))
        cut = openings[board.forms[i]]
        stem = board.forms[i][cut:]
        mistaken = held is not None and held.last - held.first == 1 and held.type != "person"
        mistaken = mistaken and held is not None and held.rule not in TABLES | NAMED_BY_MATTER
        mistaken = mistaken and {row[2] for row in shorts.get(stem, ())} == {"person"} and _is_persons(board, i)
        if held and not country and not mistaken and (held.rule != "tagger" or held.last - held.first > 3):
            continue
        for length in range(longest if stem in TIES else 2, 0, -1):
            rows = shorts.get(" ".join((stem, *board.forms[i + 1 : i + length])))
            if rows is None or (held and (held.first, held.last) != (i, i + length)):
                continue
            if length == 1 and is_plain(stem) and stem not in GIVEN and not _is_reporting(board.form(i - 1)):
                continue
            if length == 1 and cut == 0 and (_is_adjective(board, i) or _holds_office(board, i)):
                continue
            # a first name too (خليفة): the family name only where a person must stand
            if (
                length == 1
                and stem in ARABIC_GIVEN
                and stem in UNSURE_GIVEN
                and not _leads_to_person(board.form(i - 1))
                and without_and(board.form(i - 1)) not in _COLLECTIVES
            ):
                continue  # but `قوات صالح`
            # two people of one surname: the one named last before this word
            _, key, kind = rows[bisect_left(rows, i, key=lambda row: row[0]) - 1]  # else the last of all
            if held is None or held.type == kind or mistaken or (country and kind == "person"):
                board.claim(Span(i, i + length, cut, key, kind, "short form"))
                break


def _holds_office(board: Board, i: int) -> bool:
    """`أمير منطقة مكة` where somebody is called محمد أمير: a title before what it is of."""
    following = board.form(i + 1)
    return board.forms[i] in ROLE and (following in PLACE_HEADS or following.startswith("ال"))


def _is_adjective(board: Board, i: int) -> bool:
    """True for a word with the article behind a noun with the article: `المدينة الطبية`; titles take names so."""
    form, before = board.forms[i], board.form(i - 1)
    if not form.startswith("ال") or not before.lstrip("وفبلك").startswith("ال"):
        return False
    return not (before in DIRECT or before in ROLE or any(stem in ROLE or stem in DIRECT for _, stem in stems(before)))


# What may be attached to a name, the bare name last: it wins where two readings make one form.
_ATTACHED = ("وب", "ول", "وك", "فل", "ب", "ل", "ك", "ف", "و", "")


def _mentions(board: Board) -> tuple[Mention, ...]:
    words = board.words
    spans = board.spans()
    # The entity of a span: the table's or registry's name, the full name of a short form, else its own words.
    groups: dict[tuple[str, EntityType], list[tuple[str, str]]] = {}
    rows: list[tuple[Span, str, tuple[str, EntityType]]] = []
    registered: dict[str, str] = {}
    spelled: dict[str, str] = {}
    for span in spans:
        key = fold_key(span.key) if span.key else board.key_of(span)
        if span.key:
            spelled.setdefault(key, span.key)
            if span.rule == "registry":
                registered.setdefault(key, span.key)
        if not is_known(span) and span.last - span.first == 1 and len(board.forms[span.first]) - span.cut < 2:
            continue
        exact = words.printed(span.first, span.last)[span.cut :].strip()
        if exact.count('"') == 1 or "\n" in exact or not exact:
            continue
        rows.append((span, exact, (key, span.type)))
    rows = _join_prefixes(rows)
    for span, exact, group in rows:
        groups.setdefault(group, []).append((exact, span.rule))
    names = {group: _shown(_fullest(group[0], found, registered, spelled)) for group, found in groups.items()}
    return tuple(
        Mention(exact, words.starts[span.first] + span.cut, names[group], span.type, span.rule)
        for span, exact, group in rows
    )


# Marks that nobody sees: the words stay verbatim, but a name in a record is written without them.
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")


def _shown(name: str) -> str:
    return unshaped(name if name.isprintable() else _HIDDEN.sub("", name))


def _join_prefixes(
    rows: list[tuple[Span, str, tuple[str, EntityType]]],
) -> list[tuple[Span, str, tuple[str, EntityType]]]:
    """`وزارة الدفاع` is the `وزارة الدفاع الروسية` of the same article, if only one longer name begins so."""
    keys_of: dict[EntityType, set[str]] = {}
    for _, _, (key, kind) in rows:
        keys_of.setdefault(kind, set()).add(key)
    joined: dict[tuple[str, EntityType], str] = {}
    for kind in ("organization", "event"):
        ordered = sorted(keys_of.get(kind, ()))
        whole_of: dict[str, set[str]] = {}
        for key in ordered if kind == "organization" else ():
            for short in _shortened(key):
                whole_of.setdefault(short, set()).add(key)
        for key in ordered:
            if " " not in key:
                continue
            longer = ordered[bisect_right(ordered, key + " ") : bisect_left(ordered, key + "!")]  # ! follows the space
            if longer and all(other.startswith(longer[0]) for other in longer):
                joined[key, kind] = longer[-1]
            elif not longer and len(whole := whole_of.get(key, set()) - {key}) == 1:
                joined[key, kind] = whole.pop()
    for key, full in _fuller_persons(keys_of.get("person", set())).items():
        joined[key, "person"] = full
    return [(span, exact, (joined.get(group, group[0]), group[1])) for span, exact, group in rows]


_NAMESAKES = 20  # persons of one first name among whom a shorter form can still be told; more would cost their square


def _fuller_persons(names: set[str]) -> dict[str, str]:
    """`عبد الله الحلواني` is the `عبد الله بن عبد العزيز الحلواني` of the same article, `سعاد` its `سعاد الكرادي`, if no other can be meant."""
    by_first: dict[str, list[list[str]]] = {}
    for name in sorted(names):
        words = name.split(" ")
        by_first.setdefault(words[0], []).append(words)
    fuller: dict[str, str] = {}
    for named in by_first.values():
        for words in named if 1 < len(named) < _NAMESAKES else ():
            if len(words) == 1 and words[0] not in GIVEN:
                continue
            longer = [other for other in named if len(other) > len(words) and _is_name_of(words, other)]
            whole = max(longer, key=len, default=words)
            if longer and all(other is whole or _is_name_of(other, whole) for other in longer):
                fuller[" ".join(words)] = " ".join(whole)
    return fuller


def _is_name_of(words: list[str], whole: list[str]) -> bool:
    """True where `words` begin the whole name, or are its first and last ones with some between them left out."""
    if whole[: len(words)] == words:
        return whole[len(words)] not in TIES or len(words) > 1
    between = iter(whole)
    return len(words) > 1 and words[-1] == whole[-1] and all(word in between for word in words)


def _shortened(whole: str) -> Iterator[str]:
    """`أمانة الباحة` of `أمانة منطقة الباحة`; of `المديرية العامة للدفاع المدني` both `الدفاع المدني` and `مديرية الدفاع المدني`."""
    words = whole.split(" ")
    if words[0] == "وزاره" and len(words) > 2:
        yield " ".join(words[1:])  # `الخارجية الفلسطينية`
    if len(words) > 2 and words[1] in PLACE_HEADS:
        yield " ".join((words[0], *words[2:]))
    if whole.startswith("ال"):
        for i, word in enumerate(words[1:], 1):
            purpose = "ال" + word[2:] if word.startswith("لل") else word[1:] if word[0] == "ل" else ""
            if purpose:
                yield " ".join((purpose, *words[i + 1 :]))
                yield " ".join((words[0].removeprefix("ال"), purpose, *words[i + 1 :]))


def _fullest(key: str, found: list[tuple[str, str]], registered: dict[str, str], spelled: dict[str, str]) -> str:
    """The name of an entity: the registry's, or the spelling of the table if printed so, or the longest printed."""
    if key in registered:
        return registered[key]
    if all(rule in TABLES and not _MARKED.isdisjoint(exact) for exact, rule in found):
        return spelled[key]
    if key.startswith("ال"):
        found = [("ال" + exact[2:], rule) if exact.startswith("لل") else (exact, rule) for exact, rule in found]
    for exact, _ in found:
        if fold_key(exact) == key:
            return exact
    if any(rule == "person table" for _, rule in found) and all(" " not in exact for exact, _ in found):
        return spelled[key]
    return max(found, key=lambda row: len(row[0]))[0]
