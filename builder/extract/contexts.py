"""Names that the matter of a text makes names: clubs in one about a match, companies in one about shares.

`النصر`, `الشباب`, `المراعي`, `إعمار` are ordinary words elsewhere.
"""

from __future__ import annotations

from msgspec import Struct

from builder.extract.authorities import MARKS, PLACE_HEADS, TO_PLACES, Span
from builder.extract.board import Board, is_known
from builder.extract.bodies import is_of_body
from builder.extract.cues import preposition
from builder.extract.verbs import is_verb
from builder.extract.words import FUNCTION, ORDINALS, is_nisba, keys
from builder.lexicon import table
from builder.lexicon.vocabulary import Remember, is_ordinary, stems
from builder.text.folding import fold_key

_HEADS, _BODIES = table("heads"), table("organizations")
MATCH = keys(_HEADS["match"])
NAMED_BY_MATTER = frozenset(("clubs", "companies"))  # the rules of such names
_PLAYS = keys(_HEADS["plays"])
_OF_CLUBS = frozenset(("نادي", "النادي"))  # `النادي الأهلي`: from here on `الأهلي` is one
_LEAST = 3  # words of a matter that make a text one about it


class Context(Struct, frozen=True):
    """A matter and the names it makes names.

    told: words of the matter; before: what stands before a name, apart: before the ordinary word; names: by their first word the
    other words of each name, the longest first; begins: for a word the letters attached and the first words it may be.
    """

    told: frozenset[str]
    before: frozenset[str]
    apart: frozenset[str]
    names: dict[str, tuple[tuple[str, ...], ...]]
    begins: Remember[tuple[tuple[int, str], ...]]
    rule: str


def _context(group: str, told: frozenset[str]) -> Context:
    rows = _HEADS["contexts"][group]
    names: dict[str, set[tuple[str, ...]]] = {}
    for row in _BODIES[group]:
        for name in row["names"]:
            first, *rest = fold_key(name).split()
            names.setdefault(first, set()).add(tuple(rest))
    ordered = {first: tuple(sorted(by, key=lambda rest: (-len(rest), rest))) for first, by in names.items()}
    begins = Remember(lambda form: tuple((cut, stem) for cut, stem in stems(form) if stem in ordered))
    before = frozenset(map(preposition, rows["before"]))
    return Context(told | keys(rows["told"]), before, keys(rows["apart"]), ordered, begins, group)


_CONTEXTS = (_context("clubs", MATCH), _context("companies", frozenset()))


def find_contextual(board: Board) -> None:
    """Claim the clubs and companies that the matter of the text makes names; an ordinary word once it stood as one."""
    printed = frozenset(board.forms)
    for context in _CONTEXTS:
        if len(context.told & printed) < _LEAST:
            continue
        found = [span for i in context.begins.places(board.forms) if (span := _name_at(board, i, context))]
        sure = {words[1] for words in map(board.words_of, board.spans()) if len(words) == 2 and words[0] in _OF_CLUBS}
        for span in found:
            if _is_signed(board, span, context, sure):
                sure.add(span.key)
        whole = {key.split(" ")[0]: key for key in sorted(sure) if " " in key}
        for span in found:
            if span.key in sure and not _is_where(board, span):
                # `الرياضي` is the `الرياضي بيروت` of the same text
                board.claim(Span(span.first, span.last, span.cut, whole.get(span.key, span.key), span.type, span.rule))


def _name_at(board: Board, i: int, context: Context) -> Span | None:
    """The longest name of the context that begins with word `i` and is none of another name's words."""
    if i in board.credited:
        return None
    for cut, stem in context.begins[board.forms[i]]:
        for rest in context.names[stem]:
            last = i + 1 + len(rest)
            if tuple(board.forms[i + 1 : last]) != rest or not _may_stand(board, i, last, context):
                continue
            return Span(i, last, cut, " ".join((stem, *rest)), "organization", context.rule)
    return None


def _may_stand(board: Board, first: int, last: int, context: Context) -> bool:
    for held in board.held(first, last):
        inside = first <= held.first and held.last <= last
        if not inside or (is_known(held) and held.type == "organization") or held.rule == "organization head":
            return False
    before, following = board.form(first - 1), board.form(last)
    if board.forms[first].endswith("احد") and following.startswith("ال"):
        return False  # `أحد اللاعبين`
    if any(stem.removeprefix("ال") in context.apart for _, stem in stems(before)):
        return False
    if last - first > 1:
        return True
    beside = board.taken[last] if last < board.count else None
    if is_nisba(board.forms[first]) and beside is not None and beside.type == "person" and beside.first == last:
        return False  # `تغلب المصري محمد صبري`: where he is from
    if is_nisba(following) and not following.endswith("ه") and not is_of_body(board.forms[first]):
        return context.rule == "clubs"  # `السد القطري`, `الشرطة السوري`
    # `الاتحاد الدولي`, `النصر الكبير`: a noun and its adjective; `المستشفى الأهلي`: the adjective
    described = (
        following not in FUNCTION
        and following.startswith("ال")
        and (following.endswith(("ي", "يه", "ير", "يره")) or following in ORDINALS)
    )
    adjective = (
        before.startswith("ال")
        and board.forms[first].startswith("ال")
        and before.removeprefix("ال") not in context.before
    )
    return not (described or adjective)


def _is_where(board: Board, span: Span) -> bool:
    """`في دهوك`, `بدهوك`, `ملعب دهوك`: the town, in a text whose club is called so too."""
    held, before = board.taken[span.first], board.form(span.first - 1)
    if held is None or held.type != "place":
        return False
    return "ب" in board.forms[span.first][: span.cut] or before in TO_PLACES or before in PLACE_HEADS


def _is_signed(board: Board, span: Span, context: Context, sure: set[str]) -> bool:
    """True where a name stands as one: no ordinary word, or behind a word of its matter, or beside another name."""
    if span.last - span.first > 1 or not (is_ordinary(span.key) or is_nisba(span.key)):
        return True
    before, following = board.form(span.first - 1), board.form(span.last)
    if before == "على":  # `الفوز على السد`, not `الاستيلاء على الشعلة`
        return any(
            form.removeprefix("ال") in context.before for form in board.forms[max(0, span.first - 4) : span.first - 1]
        )
    if before in context.before or any(stem in context.before for _, stem in stems(before)):
        return True
    if before == "\n" and is_verb(following):
        return True  # `الحكمة يخطف الفوز`
    held = board.taken[span.first]
    if held is not None and held.type == "place" and (before.removeprefix("ال") in context.before or before in _PLAYS):
        return True  # `المتصدر دهوك`, `يمتلك دهوك 18 نقطة`
    beside = board.form(span.first - 1) in sure and board.forms[span.first][0] == "و"
    return beside or (following[:1].isdigit() and before not in MARKS)
