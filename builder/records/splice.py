"""Editing a file that a person owns: only the changed node's bytes change, in any layout the reader accepts.

Works on the text without its BOM; `edit_bytes` takes it off and puts it back. Every edit is parsed again and compared
with what it should give before anything is returned.
"""

from __future__ import annotations

from builder.errors import Both, BuildError
from builder.nodes import Mapping, Node, Scalar, Sequence, place_of, read_nodes
from builder.yaml_layout import Data, write_field, write_flow, write_rows

Keys = tuple[str | int, ...]


def plain(node: Node) -> Data:
    """A node as plain data; empty and null values are None."""
    if isinstance(node, Scalar):
        return None if node.is_null else node.value
    if isinstance(node, Sequence):
        return [plain(row) for row in node.items]
    return {key.value: plain(value) for key, value in node.items}


def set_value(text: str, path: str, keys: Keys, data: Data, order: tuple[str, ...] = ()) -> str:
    """Give the key that `keys` lead to the value `data`; a key that is not there is added after those before it in `order`.

    The parent of the key must exist. Raises BuildError where the layout cannot carry the edit.
    """
    root = read_nodes(text, path)
    parent = place_of(root, keys[:-1])
    key = keys[-1]
    if isinstance(parent, Sequence) and isinstance(key, int):
        return _checked(text, path, _replaced(text, parent.items[key], write_flow(data)), keys, data)
    if not isinstance(parent, Mapping) or not isinstance(key, str):
        raise _cannot(path, parent)
    value = parent.get(key)
    if value is None:
        return _checked(text, path, _with_key(text, parent, key, data, order), keys, data)
    if parent.flow or (_is_one_line(value) and _is_one_line_data(data)):
        shown = write_flow(data) if not isinstance(data, str) or parent.flow else write_field("k", data, "")[0][3:]
        return _checked(text, path, _replaced(text, value, shown), keys, data)
    lines = write_field(key, data, " " * _column(text, parent.key(key)))
    own = parent.key(key)
    assert own is not None
    start = own.start
    end = _end_of(text, value)
    return _checked(text, path, text[:start] + _newlines(text, lines).lstrip(" ") + text[end:], keys, data)


def append_row(text: str, path: str, keys: Keys, data: Data, order: tuple[str, ...] = ()) -> str:
    """Add `data` as the last row of the list that `keys` lead to; an absent list is made."""
    root = read_nodes(text, path)
    rows = place_of(root, keys)
    parent = place_of(root, keys[:-1])
    key = keys[-1]
    present = isinstance(parent, Mapping) and isinstance(key, str) and parent.get(key) is not None
    if not present or (isinstance(rows, Scalar) and rows.is_null):
        return set_value(text, path, keys, [data], order)
    if not isinstance(rows, Sequence):
        raise _cannot(path, rows)
    if not rows.items:
        return set_value(text, path, keys, [data], order)
    if rows.flow:
        at = rows.items[-1].end
        return _checked(text, path, f"{text[:at]}, {write_flow(data)}{text[at:]}", (*keys, len(rows.items)), data)
    last = rows.items[-1]
    indent = " " * (rows.column - 1)
    end = _end_of(text, last)
    blank = _line_break(text) if _rows_are_apart(text, rows) else ""
    block = _newlines(text, write_rows([data], indent))
    new = text[:end] + _line_break(text) + blank + block + text[end:]
    return _checked(text, path, new, (*keys, len(rows.items)), data)


def _with_key(text: str, parent: Mapping, key: str, data: Data, order: tuple[str, ...]) -> str:
    before = order[: order.index(key)] if key in order else order
    after: Node | None = None
    for own, value in parent.items:
        if after is None or own.value in before:
            after = value
    if parent.flow:
        field = f"{write_flow(key)}: {write_flow(data)}"
        if after is None:
            return text[: parent.start + 1] + field + text[parent.start + 1 :]
        return text[: after.end] + f", {field}" + text[after.end :]
    assert after is not None, "a block map has a key"
    lines = write_field(key, data, " " * (parent.column - 1))
    end = _end_of(text, after)
    # A group of rows stands apart from its neighbours, as the facts do.
    is_group = parent.column == 1 and isinstance(data, list) and not _is_one_line_data(data)
    blank = _line_break(text) if is_group and _line_break(text) * 2 in text else ""
    return text[:end] + _line_break(text) + blank + _newlines(text, lines) + text[end:]


def _replaced(text: str, node: Node, shown: str) -> str:
    if isinstance(node, Scalar) and node.start == node.end:  # `key:` with nothing after it
        return text[: node.start] + " " + shown + text[node.end :]
    return text[: node.start] + shown + text[node.end :]


def _end_of(text: str, node: Node) -> int:
    """The end of a value with the comment on its last line, without the line break.

    The parser ends a block collection at the next token, so its end is that of its last leaf.
    """
    leaf: Node = node
    while not isinstance(leaf, Scalar) and leaf.items and not leaf.flow:
        last = leaf.items[-1]
        leaf = last[1] if isinstance(last, tuple) else last
    end = leaf.end
    if isinstance(leaf, Scalar) and leaf.style in ("|", ">"):
        return len(text[:end].rstrip("\n\r"))
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    return stop - 1 if text[stop - 1 : stop] == "\r" and stop > end else stop


def _column(text: str, key: Scalar | None) -> int:
    assert key is not None
    return key.column - 1


def _line_break(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _newlines(text: str, lines: list[str]) -> str:
    return _line_break(text).join(lines)


def _is_one_line(node: Node) -> bool:
    return (isinstance(node, Scalar) and node.style not in ("|", ">")) or (not isinstance(node, Scalar) and node.flow)


def _is_one_line_data(data: Data) -> bool:
    return data is None or isinstance(data, str) or (isinstance(data, list) and all(isinstance(r, str) for r in data))


def _rows_are_apart(text: str, rows: Sequence) -> bool:
    """True where the list has a blank line between its last two rows; one row of several lines will have one."""
    if len(rows.items) < 2:
        return not _is_one_line(rows.items[0])
    between = text[_end_of(text, rows.items[-2]) : rows.items[-1].start]
    return between.replace("\r", "").count("\n") > 1


def _checked(text: str, path: str, new: str, keys: Keys, data: Data) -> str:
    """`new`, once it reads as `text` with only the one value changed."""
    expected = _with(plain(read_nodes(text, path)), keys, data)
    if plain(read_nodes(new, path)) != expected:
        raise BuildError(
            path, None,
            Both(f"the layout around `{'.'.join(map(str, keys))}` is too unusual to edit in place",
                 f"تنسيق الملف حول `{'.'.join(map(str, keys))}` لا يسمح بالتعديل في موضعه"),
            Both("Run `waqai fmt` on the file first.", "شغّل `waqai fmt` على الملف أولاً."),
        )  # fmt: skip
    return new


def _with(data: Data, keys: Keys, value: Data) -> Data:
    if not keys:
        return value
    head, rest = keys[0], keys[1:]
    if isinstance(data, dict):
        assert isinstance(head, str)
        return {**data, head: _with(data.get(head), rest, value)}
    if isinstance(head, int):
        rows = list(data) if isinstance(data, list) else []
        return [*rows[:head], _with(rows[head] if head < len(rows) else None, rest, value), *rows[head + 1 :]]
    return {head: _with(None, rest, value)}


def _cannot(path: str, node: Node) -> BuildError:
    return BuildError(path, node.line, Both("this cannot be edited in place", "لا يمكن تعديل هذا في موضعه"))


# ---- comments -----------------------------------------------------------------------------------------------------


def comments_in(text: str, path: str, keys: Keys) -> bool:
    """True where replacing the block that `keys` lead to would take a comment with it.

    A value on one line keeps the comment after it; only a block that is written anew can lose one.
    """
    parent = place_of(read_nodes(text, path), keys[:-1])
    key = keys[-1]
    value = parent.get(key) if isinstance(parent, Mapping) and isinstance(key, str) else None
    if value is None or _is_one_line(value):
        return False
    own = parent.key(key) if isinstance(parent, Mapping) and isinstance(key, str) else None
    first, last = (own or value).line, text.count("\n", 0, _end_of(text, value)) + 1
    return any(first <= line <= last for line in comment_lines(text, path))


def comment_lines(text: str, path: str) -> list[int]:
    """The numbers of the lines that hold a comment."""
    spans: list[tuple[int, int]] = []
    _scalar_spans(read_nodes(text, path), spans)
    inside = iter(sorted(spans))
    span = next(inside, None)
    at = 0
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        for i, c in enumerate(line):
            if c != "#" or (i and line[i - 1] not in " \t"):
                continue
            while span is not None and span[1] <= at + i:
                span = next(inside, None)
            if span is None or at + i < span[0]:
                found.append(number)
                break
        at += len(line) + 1
    return found


def _scalar_spans(node: Node, spans: list[tuple[int, int]]) -> None:
    if isinstance(node, Scalar):
        spans.append((node.start, node.end))
    elif isinstance(node, Mapping):
        for key, value in node.items:
            spans.append((key.start, key.end))
            _scalar_spans(value, spans)
    else:
        for row in node.items:
            _scalar_spans(row, spans)
