"""How we write YAML: one canonical scalar and list, which a person reads with pleasure and every reader reads alike."""

from __future__ import annotations

from typing import TypeAlias

# Plain data on its way into a file: what YAML is once types are gone.
Data: TypeAlias = "str | list[Data] | dict[str, Data] | None"

# Maps so short that a line says them best.
FLOW_MAPS = ("reviewed",)
_LEADING = frozenset("-?:,[]{}#&*!|>'\"%@`=<~ \t")
_FLOW = frozenset(",[]{}")


def write_scalar(value: str, *, flow: bool = False) -> str:
    """One YAML scalar: plain where it reads back as it is, else single-quoted, with line breaks double-quoted."""
    if "\n" in value or "\t" in value:
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
        return f'"{escaped}"'
    plain = (
        value
        and value[0] not in _LEADING
        and value[-1] not in " :"
        and '"' not in value
        and ": " not in value
        and " #" not in value
        and not (flow and _FLOW.intersection(value))
        and value.lower() not in ("null", "---", "...")
    )
    return value if plain else "'" + value.replace("'", "''") + "'"


def write_flow(data: Data) -> str:
    """Any value on one line."""
    if data is None:
        return "null"
    if isinstance(data, str):
        return write_scalar(data, flow=True)
    if isinstance(data, dict):
        return (
            "{" + ", ".join(f"{write_scalar(key, flow=True)}: {write_flow(value)}" for key, value in data.items()) + "}"
        )
    return "[" + ", ".join(map(write_flow, data)) + "]"


def write_field(key: str, data: Data, indent: str) -> list[str]:
    """The lines of `key: value` at `indent`: lists of names and short maps of marks on one line, the rest in blocks."""
    head = f"{indent}{write_scalar(key)}:"
    if data is None or isinstance(data, str):
        return [f"{head} {'null' if data is None else write_scalar(data)}"]
    if isinstance(data, dict):
        if key in FLOW_MAPS:
            return [f"{head} {write_flow(data)}"]
        return [head] + [line for inner, value in data.items() for line in write_field(inner, value, indent + "  ")]
    if all(isinstance(row, str) for row in data):
        return [f"{head} {write_flow(data)}"]
    return [head, *write_rows(data, indent + "  ")]


def write_rows(rows: list[Data], indent: str) -> list[str]:
    """The lines of a list in block layout, the dashes at `indent`."""
    lines: list[str] = []
    for row in rows:
        if not isinstance(row, dict):
            lines.append(f"{indent}- {write_flow(row)}")
            continue
        inner = [line for key, value in row.items() for line in write_field(key, value, indent + "  ")]
        lines += [f"{indent}- {inner[0].lstrip(' ')}", *inner[1:]]
    return lines
