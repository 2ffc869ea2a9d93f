"""When somebody last asked the publishers' pages whether they answer: a small file of counts that goes with the content."""

from __future__ import annotations

from msgspec import Struct

from builder.errors import Faults
from builder.fields import Fields
from builder.nodes import read_nodes

LINKS_PATH = "content/links-checked.yaml"
_KEYS = ("date", "asked", "answered")


class LinksChecked(Struct, frozen=True, gc=False):
    """One check of all links. date: ISO day; asked, answered: addresses of articles and of their archived copies."""

    date: str
    asked: int
    answered: int


def parse_links(text: str, path: str = LINKS_PATH) -> LinksChecked:
    """Read the file. Raises Faults with every fault of it."""
    reader = Fields(path, text)
    root = read_nodes(text, path)
    top = reader.mapping(root, "the check of links", _KEYS)
    found = None
    if top is not None:
        date = reader.iso_day(reader.required(top, "date", "the check of links"), "date")
        asked, answered = (
            reader.number(reader.required(top, key, "the check of links"), key) for key in ("asked", "answered")
        )
        if asked is not None and answered is not None and answered > asked:
            reader.fault(
                root, "more links answered than were asked", "أجاب من الروابط أكثر مما سُئل",
                "Run `waqai check --external` again; it writes the file.",
                "شغّل `waqai check --external` من جديد؛ فهو يكتب الملف.",
            )  # fmt: skip
        if date is not None and asked is not None and answered is not None:
            found = LinksChecked(date, asked, answered)
    if reader.faults or found is None:
        raise Faults(reader.faults)
    return found


def write_links(checked: LinksChecked) -> str:
    """The text of the file."""
    return (
        "# يكتبه `waqai check --external`، وتعرضه صفحة كشف الحساب. Written by `waqai check --external`.\n"
        f"date: {checked.date}\nasked: {checked.asked}\nanswered: {checked.answered}\n"
    )
