"""From nodes to typed values: one reader for records, entities and site.yaml; notes every fault with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import TypeVar

from builder import limits
from builder.errors import Both, BuildError
from builder.ids import SHAPE, check_character
from builder.nodes import Mapping, Node, Scalar, Sequence
from builder.text.bidi import HIDDEN, OVERRIDES, character_name
from builder.text.edtf import parse_edtf

T = TypeVar("T")
# How messages in Arabic call the parts of a file.
_ARABIC = {
    "the record": "السجل", "a fact": "الواقعة", "a selector": "الشاهد", "an attribution link": "حلقة الإسناد",
    "a correction": "التصويب", "a rejected fact": "الواقعة المرفوضة", "a noise row": "بند الزوائد",
    "an entity": "الكيان", "a menu row": "بند القائمة", "a target": "وجهة النشر",
    "an issue": "عدد النشرة", "a correction of an issue": "تصويب في عدد النشرة",
}  # fmt: skip
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_URL = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?([/?#][^\s\"'<>\\^`{|}]*)?")


def is_web_address(value: str) -> bool:
    """True for an http or https address that can stand in a page as it is: no spaces, quotation marks or user names."""
    return len(value) <= limits.ADDRESS_CHARACTERS and _URL.fullmatch(value) is not None


class Fields:
    """Reads the fields of one file; faults pile up in `faults`, each with path, line, column, problem and mend.

    A method that meets a fault notes it and returns a harmless value, so that one run tells all faults.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        self.faults: list[BuildError] = []

    def fault(self, node: Node, en: str, ar: str, mend_en: str | None = None, mend_ar: str | None = None) -> None:
        """Note a fault at `node`."""
        mend = Both(mend_en, mend_ar or mend_en) if mend_en else None
        self.faults.append(BuildError(self.path, node.line, Both(en, ar), mend, node.column))

    def mapping(self, node: Node, what: str, known: Iterable[str]) -> Mapping | None:
        """`node` as a map that holds no key outside `known`; `what` names it in messages."""
        names = tuple(known)
        if not isinstance(node, Mapping):
            listing = ", ".join(names)
            self.fault(
                node, f"{what} must be a map of keys and values", f"يجب أن يكون {_arabic(what)} مفاتيح وقيماً",
                f"Write its keys, each with a value: {listing}.", f"اكتب مفاتيحه ولكل منها قيمة: {listing}.",
            )  # fmt: skip
            return None
        for key, _ in node.items:
            if key.value not in names:
                near = get_close_matches(key.value, names, n=1)
                listing = ", ".join(names)
                self.fault(
                    key,
                    f"unknown key `{key.value}` in {what}",
                    f"مفتاح غير معروف `{key.value}` في {_arabic(what)}",
                    f"Did you mean `{near[0]}`?" if near else f"Known keys: {listing}.",
                    f"أتقصد `{near[0]}`؟" if near else f"المفاتيح المعروفة: {listing}.",
                )
        return node

    def items(self, node: Node | None, what: str) -> tuple[Node, ...]:
        """The rows of a list; an absent or empty value has none."""
        if node is None or (isinstance(node, Scalar) and node.is_null):
            return ()
        if isinstance(node, Sequence):
            return node.items
        self.fault(
            node,
            f"`{what}` must be a list",
            f"يجب أن يكون `{what}` قائمة",
            "Begin each row with `- `.",
            "ابدأ كل بند بـ `- `.",
        )
        return ()

    def rows(self, node: Node | None, what: str, read: Callable[[Node], T | None]) -> tuple[T, ...]:
        """Each row of a list through `read`; rows that `read` refuses (None) are left out, their fault noted."""
        return tuple(value for value in map(read, self.items(node, what)) if value is not None)

    def required(self, parent: Mapping, key: str, what: str) -> Node | None:
        """The value of a key that must be there and not empty."""
        node = parent.get(key)
        if node is not None and self._begins_with_hash(node):
            self._told_hash(node, key)
            return None
        if node is None or (isinstance(node, Scalar) and node.is_null):
            self.fault(
                node or parent,
                f"`{key}` is missing in {what}",
                f"ينقص `{key}` في {_arabic(what)}",
                f"Add `{key}: …`.",
                f"أضف `{key}: …`.",
            )
            return None
        return node

    def optional(self, parent: Mapping, key: str) -> Node | None:
        """The value of a key that may be absent, empty or null."""
        node = parent.get(key)
        if node is not None and self._begins_with_hash(node):
            self._told_hash(node, key)
        return None if node is None or (isinstance(node, Scalar) and node.is_null) else node

    def _begins_with_hash(self, node: Node) -> bool:
        """True for `title: #غزة`: YAML reads a comment and no value. `edtf: # تعليق` is a comment indeed."""
        if not isinstance(node, Scalar) or node.style or node.value:
            return False
        rest = self.text[node.end : node.end + 200].split("\n", 1)[0].lstrip(" \t")
        return rest[:1] == "#" and rest[1:2].strip() != ""

    def _told_hash(self, node: Node, key: str) -> None:
        self.fault(
            node, f"the value of `{key}` begins with `#` and is read as a comment",
            f"تبدأ قيمة `{key}` بـ `#` فتُقرأ تعليقاً",
            "Put it between single quotation marks: '#…'", "ضعها بين علامتي اقتباس مفردتين: '#…'",
        )  # fmt: skip

    def scalar(self, node: Node | None, what: str) -> str | None:
        """A one-piece text."""
        if node is None:
            return None
        if isinstance(node, Scalar):
            return node.value
        self.fault(
            node,
            f"`{what}` must be text",
            f"يجب أن يكون `{what}` نصاً",
            "Put it between single quotation marks.",
            "ضعه بين علامتي اقتباس مفردتين.",
        )
        return None

    def prose(self, node: Node | None, what: str, *, verbatim: bool = False) -> str | None:
        """Free text in a person's words, or `verbatim` from a source. Guards against the traps of typing it in YAML."""
        value = self.scalar(node, what)
        if value is None or node is None:
            return None
        assert isinstance(node, Scalar)
        if not node.style and self._comment_follows(node):
            self.fault(
                node,
                f"the text of `{what}` stops before ` #`; what follows is read as a comment",
                f"ينقطع نص `{what}` عند ` #` ويُقرأ ما بعدها تعليقاً",
                "Put the whole text between single quotation marks, or the comment on its own line.",
                "ضع النص كله بين علامتي اقتباس مفردتين، أو التعليق في سطر وحده.",
            )
        if not verbatim and (found := OVERRIDES.search(value)):
            name = character_name(found.group())
            self.fault(
                node,
                f"`{what}` holds the direction character {name}",
                f"في `{what}` حرف اتجاه خفي {name}",
                "Delete it.",
                "احذفه.",
            )
        return value

    def _comment_follows(self, node: Scalar) -> bool:
        end = self.text.find("\n", node.end)
        return self.text[node.end : end if end >= 0 else len(self.text)].lstrip(" \t").startswith("#")

    def names(self, node: Node | None, what: str) -> tuple[str, ...]:
        """A list of names; one plain name counts as a list of one."""
        if isinstance(node, Scalar) and not node.is_null:
            name = self.prose(node, what)
            return (name,) if name else ()
        return self.rows(node, what, lambda row: self.prose(row, what))

    def plain(self, node: Node | None, what: str) -> str | None:
        """A machine value (id, date, keyword): no hidden marks, no surrounding spaces."""
        value = self.scalar(node, what)
        if value is None or node is None:
            return None
        if found := HIDDEN.search(value):
            name = character_name(found.group())
            self.fault(
                node,
                f"`{what}` holds the hidden character {name}",
                f"في `{what}` الحرف الخفي {name}",
                "Delete it and type the value again.",
                "احذف القيمة واكتبها من جديد.",
            )
            return None
        return value

    def choice(self, node: Node | None, what: str, allowed: tuple[str, ...]) -> str | None:
        """One of `allowed`."""
        value = self.plain(node, what)
        if value is None or node is None or value in allowed:
            return value
        near = get_close_matches(value, allowed, n=1)
        listing = ", ".join(allowed)
        self.fault(
            node, f"`{what}` cannot be `{value}`", f"لا يصح `{value}` في `{what}`",
            f"Did you mean `{near[0]}`?" if near else f"One of: {listing}.",
            f"أتقصد `{near[0]}`؟" if near else f"القيم الممكنة: {listing}.",
        )  # fmt: skip
        return None

    def identifier(self, node: Node | None, what: str) -> str | None:
        """An id of builder/ids.py with its check character."""
        value = self.plain(node, what)
        if value is None or node is None:
            return None
        if not SHAPE.fullmatch(value):
            shown = value if len(value) <= 40 else value[:40] + "…"
            self.fault(
                node, f"`{shown}` is not an id", f"`{shown}` ليس معرّفاً",
                "An id has ten characters: digits and small letters without vowels. Copy it whole.",
                "المعرّف عشرة رموز: أرقام وحروف لاتينية صغيرة بلا حروف علة. انسخه كاملاً.",
            )  # fmt: skip
            return None
        if check_character(value[:-1]) != value[-1]:
            self.fault(
                node, f"the id `{value}` has a wrong check character", f"رمز التحقق خاطئ في المعرّف `{value}`",
                "One of its characters was changed; copy the id again.", "تغيّر أحد رموزه؛ انسخه من جديد.",
            )  # fmt: skip
            return None
        return value

    def iso_day(self, node: Node | None, what: str) -> str | None:
        """A day: `2025-07-11`."""
        value = self.plain(node, what)
        if value is None or node is None:
            return None
        if _ISO_DAY.fullmatch(value) and self._edtf_problem(value) is None:
            return value
        self.fault(
            node,
            f"`{what}` is not a day: `{value[:40]}`",
            f"`{what}` ليس يوماً: `{value[:40]}`",
            "Write it as 2025-07-11, in Latin digits.",
            "اكتبه هكذا: 2025-07-11 بأرقام لاتينية.",
        )
        return None

    def edtf(self, node: Node | None, what: str) -> str | None:
        """A date as precise as known."""
        value = self.plain(node, what)
        if value is None or node is None:
            return None
        problem = self._edtf_problem(value)
        if problem is None:
            return value
        self.fault(
            node, f"`{what}: {value[:64]}`: {problem}", f"تاريخ غير صحيح في `{what}`: `{value[:64]}`",
            "Write 2025, 2025-07, 2025-07-11 or 2025-07-10/2025-07-11, in Latin digits.",
            "اكتب 2025 أو 2025-07 أو 2025-07-11 أو 2025-07-10/2025-07-11 بأرقام لاتينية.",
        )  # fmt: skip
        return None

    @staticmethod
    def _edtf_problem(value: str) -> str | None:
        try:
            parse_edtf(value)
        except ValueError as error:
            return str(error)
        return None

    def number(self, node: Node | None, what: str) -> int | None:
        """A place in the text: a whole number of at most nine digits."""
        value = self.plain(node, what)
        if value is None or node is None:
            return None
        if re.fullmatch(r"[0-9]{1,9}", value):
            return int(value)
        self.fault(
            node, f"`{what}` must be a whole number, not `{value[:40]}`",
            f"يجب أن يكون `{what}` عدداً صحيحاً، لا `{value[:40]}`",
            "Leave the line out where the words occur once.", "احذف السطر إن كانت العبارة لا تتكرر.",
        )  # fmt: skip
        return None

    def web_address(self, node: Node | None, what: str) -> str | None:
        """An http or https address that can stand in a page as it is."""
        value = self.plain(node, what)
        if value is None or node is None:
            return None
        if is_web_address(value) and not OVERRIDES.search(value):
            return value
        self.fault(
            node, f"`{what}` is not a web address: `{value[:80]}`", f"`{what}` ليس عنوان صفحة: `{value[:80]}`",
            "Write the whole address, beginning with https:// and without spaces, quotation marks or user names.",
            "اكتب العنوان كاملاً مبتدئاً بـ https:// بلا مسافات ولا علامات اقتباس ولا اسم مستخدم.",
        )  # fmt: skip
        return None


def _arabic(what: str) -> str:
    return _ARABIC.get(what, what)
