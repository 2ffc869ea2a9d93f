"""YAML text as a tree of strings with their places: what every file of a site is read through.

Every scalar is a string; the schema gives types later. Anchors, aliases, tags, directives, a second document and
duplicate keys are refused, and text that YAML would misread (controls, CR, NEL, a depth that blows the parser) is
stopped before the parser sees it. Marks count code points of the text without its BOM.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, cast

import yaml
from msgspec import Struct

from builder import limits
from builder.errors import Both, BuildError, Faults
from builder.text.bidi import CONTROLS, HIDDEN, character_name

_CParser = getattr(yaml, "CLoader", None)


class Scalar(Struct, frozen=True, gc=False):
    """A string as read, where it stands (line and column from 1, span in code points) and how it was written.

    style: "" plain, or one of `'`, `"`, `|`, `>`.
    """

    value: str
    line: int
    column: int
    start: int
    end: int
    style: str = ""

    @property
    def is_null(self) -> bool:
        """True for an empty value, `null` and `~`, unquoted."""
        return not self.style and self.value in ("", "null", "~", "Null", "NULL")


class Sequence(Struct, frozen=True):
    """A list. flow: written with brackets."""

    items: tuple[Node, ...]
    line: int
    column: int
    start: int
    end: int
    flow: bool


class Mapping(Struct, frozen=True):
    """A map, in the order of the file."""

    items: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int
    start: int
    end: int
    flow: bool

    def get(self, key: str) -> Node | None:
        """The value of `key`, or None where the key is absent."""
        for k, value in self.items:
            if k.value == key:
                return value
        return None

    def key(self, key: str) -> Scalar | None:
        """The key itself, for its place."""
        return next((k for k, _ in self.items if k.value == key), None)


Node = Scalar | Sequence | Mapping


def decode_yaml_bytes(data: bytes, path: str, limit: int) -> str:
    """The text of a YAML file that a person may have saved anywhere: UTF-8, BOM taken off. Raises BuildError."""
    if len(data) > limit:
        raise BuildError(
            path, None,
            Both(f"the file has {len(data):,} bytes; at most {limit:,} are read",
                 f"في الملف {len(data):,} بايت، والحد {limit:,}"),
            Both("Split it into smaller files.", "قسّمه إلى ملفات أصغر."),
        )  # fmt: skip
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BuildError(
            path, line,
            Both("the file is not UTF-8", "الملف ليس بترميز UTF-8"),
            Both("Save it again as UTF-8 (in most editors: Save with Encoding).",
                 "احفظه من جديد بترميز UTF-8 (في أغلب المحررات: حفظ بترميز)."),
        ) from None  # fmt: skip
    return text.removeprefix("\ufeff")


def read_nodes(text: str, path: str) -> Node:
    """Parse one document. Raises Faults with every fault that can be told apart."""
    try:
        return _read_checked(text, path)
    except BuildError as error:
        raise Faults([error]) from None


def _read_checked(text: str, path: str) -> Node:
    _check_characters(text, path)
    if text.count("\n") > limits.RECORD_LINES:
        raise BuildError(
            path, limits.RECORD_LINES,
            Both(f"more than {limits.RECORD_LINES:,} lines", f"أكثر من {limits.RECORD_LINES:,} سطر"),
            Both("Split the file.", "قسّم الملف."),
        )  # fmt: skip
    faults: list[BuildError] = []
    try:
        root = _Reader(text, path, faults).read()
    except yaml.YAMLError as error:
        raise Faults([*faults, _explain(error, text, path)]) from None
    if faults:
        raise Faults(faults)
    return root


def place_of(root: Node, keys: tuple[str | int, ...]) -> Node:
    """The node that `keys` lead to (`("facts", 3, "statement")`), or the deepest one that exists on the way."""
    node = root
    for key in keys:
        child: Node | None = None
        if isinstance(node, Mapping) and isinstance(key, str):
            child = node.get(key)
        elif isinstance(node, Sequence) and isinstance(key, int) and key < len(node.items):
            child = node.items[key]
        if child is None:
            return node
        node = child
    return node


# What git leaves in a file that two people changed.
CONFLICT = ("<<<<<<< ", "=======", ">>>>>>> ")
CONFLICT_TOLD = Both("a conflict of git is not settled here", "هنا تعارض من git لم يُحسم")
CONFLICT_MEND = Both(
    "Keep one side and delete the marks `<<<<<<<`, `=======`, `>>>>>>>`.",
    "أبقِ أحد الجانبين واحذف علامات `<<<<<<<` و`=======` و`>>>>>>>`.",
)


def _check_characters(text: str, path: str) -> None:
    if "<<<<<<< " in text:
        for number, row in enumerate(text.split("\n"), 1):
            if row.startswith("<<<<<<< "):
                raise BuildError(path, number, CONFLICT_TOLD, CONFLICT_MEND)
    for found in CONTROLS.finditer(text):
        at = found.start()
        if text[at] == "\r" and text[at + 1 : at + 2] == "\n":
            continue
        line, column = _line_column(text, at)
        name = character_name(text[at])
        raise BuildError(
            path, line,
            Both(f"the character {name} cannot stand in a record", f"لا يجوز في السجل الحرف {name}"),
            Both("Delete it; it came in with pasted text.", "احذفه؛ فقد جاء مع نص ملصق."),
            column,
        )  # fmt: skip


def _line_column(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _mark(mark: Any) -> yaml.Mark:
    assert mark is not None, "events of a text have marks"
    return cast(yaml.Mark, mark)  # the C parser has a class of its own with the same fields


class _Reader:
    """Builds the tree from parser events, with a cap on depth before any recursion can hurt."""

    def __init__(self, text: str, path: str, faults: list[BuildError]) -> None:
        self.text, self.path, self.faults = text, path, faults

    def read(self) -> Node:
        # The C parser is 20 times faster; without libyaml the pure one reads the same events.
        parser = _CParser(self.text) if _CParser is not None else yaml.Loader(self.text)
        try:
            return self._document(parser)
        finally:
            parser.dispose()

    def _document(self, parser: yaml.Loader) -> Node:
        self._next = cast(Any, parser).get_event
        root: Node | None = None
        while not isinstance(event := self._next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                if event.version or event.tags:
                    raise self._fault(event, "a `%` directive cannot stand in a record", "لا مكان لتوجيه `%` في السجل")
                if root is not None:
                    raise self._fault(event, "a second document begins here (`---`)", "يبدأ هنا مستند ثان (`---`)")
                root = self._node(self._next(), 1)
        return root if root is not None else Scalar("", 1, 1, 0, 0)

    def _fault(self, event: yaml.Event, en: str, ar: str) -> BuildError:
        mark = _mark(event.start_mark)
        return BuildError(self.path, mark.line + 1, Both(en, ar), _PLAIN_YAML, mark.column + 1)

    def _node(self, event: Any, depth: int) -> Node:
        # By class and attribute, without a function between: a record has hundreds of nodes, nearly all scalars.
        kind = type(event)
        if kind is yaml.AliasEvent or event.anchor:
            raise self._fault(
                event, "anchors and aliases (`&`, `*`) are not read", "لا تُقرأ المراسي والإحالات (`&` و`*`)"
            )
        if event.tag:
            raise self._fault(event, f"tags (`{event.tag}`) are not read", f"لا تُقرأ الوسوم (`{event.tag}`)")
        start = event.start_mark
        if kind is yaml.ScalarEvent:
            value, style = event.value, event.style or ""
            if len(value) > limits.SCALAR_CHARACTERS:
                raise self._fault(
                    event,
                    f"a value of {len(value):,} characters; at most {limits.SCALAR_CHARACTERS:,}",
                    f"قيمة من {len(value):,} محرف؛ والحد {limits.SCALAR_CHARACTERS:,}",
                )
            if style == '"' and (bad := CONTROLS.search(value)):  # `"\u0000"` escapes arrive only here
                name = character_name(bad.group())
                self.faults.append(
                    self._fault(event, f"an escape gives the character {name}", f"رمز يعطي الحرف {name}")
                )
            return Scalar(value, start.line + 1, start.column + 1, start.index, event.end_mark.index, style)
        if depth > limits.YAML_DEPTH:
            raise self._fault(
                event, f"nested deeper than {limits.YAML_DEPTH} levels", f"تداخل أعمق من {limits.YAML_DEPTH} مستوى"
            )
        step: Any
        if kind is yaml.SequenceStartEvent:
            rows: list[Node] = []
            while type(step := self._next()) is not yaml.SequenceEndEvent:
                rows.append(self._node(step, depth + 1))
            return Sequence(
                tuple(rows),
                start.line + 1,
                start.column + 1,
                start.index,
                _mark(step.end_mark).index,
                bool(event.flow_style),
            )
        items: list[tuple[Scalar, Node]] = []
        seen: dict[str, int] = {}
        while type(step := self._next()) is not yaml.MappingEndEvent:
            key = self._node(step, depth + 1)
            if not isinstance(key, Scalar):
                raise self._fault(step, "a key must be plain text", "المفتاح نص بسيط")
            if key.value in seen or not _is_good_key(key.value):
                self._refuse_key(key, seen)
            seen.setdefault(key.value, key.line)
            items.append((key, self._node(self._next(), depth + 1)))
        return Mapping(
            tuple(items),
            start.line + 1,
            start.column + 1,
            start.index,
            _mark(step.end_mark).index,
            bool(event.flow_style),
        )

    def _refuse_key(self, key: Scalar, seen: dict[str, int]) -> None:
        def fault(en: str, ar: str, mend_en: str, mend_ar: str) -> None:
            self.faults.append(BuildError(self.path, key.line, Both(en, ar), Both(mend_en, mend_ar), key.column))

        if key.value == "<<" and not key.style:
            fault(
                "merge keys (`<<`) are not read",
                "لا تُقرأ مفاتيح الدمج (`<<`)",
                "Write the keys out.",
                "اكتب المفاتيح كاملة.",
            )
        if len(key.value) > limits.KEY_CHARACTERS:
            fault(
                "the key is too long",
                "المفتاح أطول من اللازم",
                "Did a quotation mark get lost?",
                "هل ضاعت علامة اقتباس؟",
            )
        hidden = HIDDEN.search(key.value)
        if hidden:
            name = character_name(hidden.group())
            fault(
                f"the key `{key.value}` holds the hidden character {name}",
                f"في المفتاح `{key.value}` الحرف الخفي {name}",
                "Delete the key and type it again.",
                "احذف المفتاح واكتبه من جديد.",
            )
        if key.value in seen:
            fault(
                f"the key `{key.value}` stands here for the second time (first in line {seen[key.value]})",
                f"المفتاح `{key.value}` مكرر (أول مرة في السطر {seen[key.value]})",
                "Keep one of the two.",
                "أبقِ واحداً منهما.",
            )


@lru_cache(maxsize=4_000)  # the same few stand in every fact
def _is_good_key(value: str) -> bool:
    return value != "<<" and len(value) <= limits.KEY_CHARACTERS and not HIDDEN.search(value)


_PLAIN_YAML = Both(
    "Records use plain keys, lists and text only.", "لا يستعمل السجل إلا المفاتيح والقوائم والنصوص البسيطة."
)
_QUOTE_IT = Both("Put the whole text between single quotation marks: '…'", "ضع النص كله بين علامتي اقتباس مفردتين: '…'")
# What the parser says most often, for messages in Arabic.
_PARSER_WORDS = (
    ("could not find expected ':'", "لا نقطتان بعد المفتاح، أو سطر بلا مفتاح"),
    ("did not find expected key", "إزاحة السطر لا توافق ما قبله"),
    ("did not find expected '-' indicator", "إزاحة البند لا توافق بنود القائمة"),
    ("did not find expected ',' or ']'", "قوس [ لم يُغلق، أو تنقص فاصلة لاتينية"),
    ("did not find expected ',' or '}'", "قوس { لم يُغلق، أو تنقص فاصلة لاتينية"),
    ("did not find expected node content", "تنقص القيمة بعد المفتاح أو الشرطة"),
    ("block sequence entries are not allowed", "لا تبدأ القائمة على سطر المفتاح نفسه"),
    ("mapping values are not allowed", "نقطتان في غير موضعهما، أو إزاحة خاطئة"),
    ("mapping keys are not allowed", "إزاحة المفتاح خاطئة"),
    ("found unexpected end of stream", "ينتهي الملف قبل إغلاق علامة اقتباس أو قوس"),
    ("found character that cannot start any token", "رمز لا تبدأ به قيمة؛ ضع النص بين علامتي اقتباس"),
    ("found unknown escape character", "شرطة مائلة داخل اقتباس مزدوج؛ استعمل الاقتباس المفرد"),
    ("found invalid Unicode character escape", "رمز محرف غير صالح"),
)
_VALUE_LINE = re.compile(r"""[ ]*(?:- )?[^:#'"\[{]{1,80}: +(?P<value>\S.*)""")


def _explain(error: yaml.YAMLError, text: str, path: str) -> BuildError:
    """The parser's complaint in an editor's words: most often Arabic typed without quotation marks."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if "quoted scalar" in str(getattr(error, "context", "")):
        mark = getattr(error, "context_mark", None) or mark  # a quotation never closed ends with the file
    if mark is None:
        return BuildError(path, None, Both(f"not readable as YAML: {error}", f"لا يُقرأ: {error}"), _PLAIN_YAML)
    lines = text.split("\n")
    number = min(mark.line, len(lines) - 1)
    # The parser often stops at the start of the line after the fault.
    for candidate in (number, number - 1):
        if candidate < 0:
            continue
        hint = _typing_trap(lines[candidate])
        if hint is not None:
            return BuildError(path, candidate + 1, hint, _QUOTE_IT)
    problem = getattr(error, "problem", None) or str(error)
    in_arabic = next((ar for en, ar in _PARSER_WORDS if en in problem), problem)
    if "\t" in lines[number][: len(lines[number]) - len(lines[number].lstrip())]:
        return BuildError(
            path, number + 1,
            Both("the line is indented with a TAB", "السطر مزاح بمفتاح TAB"),
            Both("Indent with spaces.", "استعمل المسافات للإزاحة."),
        )  # fmt: skip
    return BuildError(
        path, number + 1,
        Both(f"not readable as YAML: {problem}", f"لا يُقرأ هذا السطر: {in_arabic}"),
        Both("Compare the indentation and the quotation marks with the lines above.",
             "قارن الإزاحة وعلامات الاقتباس بما قبله من أسطر."),
        mark.column + 1,
    )  # fmt: skip


def _typing_trap(line: str) -> Both | None:
    found = _VALUE_LINE.match(line)
    if not found:
        return None
    value = found["value"]
    if value[0] in "\"'":
        if len(value) > 1 and value.find(value[0], 1) == len(value) - 1:
            return None  # one quoted text: the fault lies elsewhere
        return Both(
            "the text begins with a quotation mark and goes on after the closing one, or is never closed",
            "يبدأ النص بعلامة اقتباس ثم يستمر بعد إغلاقها، أو لا تُغلق",
        )
    if ": " in value or value.endswith(":"):
        return Both("the text holds a colon followed by a space", "في النص نقطتان تليهما مسافة")
    if value[0] in "[]{}@`%&*!|>,":
        return Both(f"the text begins with `{value[0]}`", f"يبدأ النص بالرمز `{value[0]}`")
    return None
