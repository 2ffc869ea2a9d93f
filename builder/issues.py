"""content/newsletters/*.yaml: one file an issue of the newsletter; written once by `waqai newsletter`, owned by people."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import cast

from builder.errors import Both, BuildError, Faults
from builder.fields import Fields
from builder.nodes import Node, read_nodes
from builder.site.index import Grouping, Issue
from builder.yaml_layout import write_scalar

FOLDER = "content/newsletters"
KEYS = ("title", "date", "since", "group", "intro", "facts", "corrections")
GROUPINGS: tuple[Grouping, ...] = ("source", "day", "none")
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
HEAD = "# An issue of the newsletter. Edit freely, then: waqai newsletter {slug}"


def parse_issue(text: str, path: str) -> Issue:
    """Read one file. Raises Faults with every fault of it."""
    slug = PurePosixPath(path).stem
    reader = _IssueReader(path, text)
    if not SLUG.fullmatch(slug):
        raise Faults([bad_slug(path)])
    issue = reader.issue(read_nodes(text, path), slug)
    if reader.faults or issue is None:
        raise Faults(reader.faults)
    return issue


def bad_slug(path: str) -> BuildError:
    """The error for a name that cannot be an address."""
    return BuildError(
        path, None,
        Both("the name of an issue becomes its address and must be small Latin letters, digits and dashes",
             "اسم العدد هو عنوان صفحته: حروف لاتينية صغيرة وأرقام وشرطات"),
        Both("Name it 2025-07-11 or july-11, for instance.", "سمّه 2025-07-11 أو july-11 مثلاً."),
    )  # fmt: skip


class _IssueReader(Fields):
    def issue(self, node: Node, slug: str) -> Issue | None:
        top = self.mapping(node, "an issue", KEYS)
        if top is None:
            return None
        day = self.iso_day(self.required(top, "date", "an issue"), "date") or ""
        group = self.choice(self.optional(top, "group"), "group", GROUPINGS)
        return Issue(
            slug=slug,
            title=self.prose(self.required(top, "title", "an issue"), "title") or "",
            date=day,
            since=self.iso_day(self.optional(top, "since"), "since") or day,
            intro=(self.prose(self.optional(top, "intro"), "intro") or "").strip("\n"),
            group=cast(Grouping, group or GROUPINGS[0]),
            facts=self.distinct(self.optional(top, "facts")),
            corrections=self.rows(self.optional(top, "corrections"), "corrections", self.correction),
        )

    def distinct(self, node: Node | None) -> tuple[str, ...]:
        """The ids, each once."""
        found: dict[str, None] = {}
        for row in self.items(node, "facts"):
            id_ = self.identifier(row, "facts")
            if id_ in found:
                self.fault(
                    row, f"the fact `{id_}` is in this issue twice", f"الواقعة `{id_}` مكررة في هذا العدد",
                    "Keep one of the two.", "أبقِ واحدة.",
                )  # fmt: skip
            elif id_:
                found[id_] = None
        return tuple(found)

    def correction(self, node: Node) -> tuple[str, str] | None:
        inner = self.mapping(node, "a correction of an issue", ("id", "date"))
        if inner is None:
            return None
        id_ = self.identifier(self.required(inner, "id", "a correction of an issue"), "id")
        day = self.iso_day(self.required(inner, "date", "a correction of an issue"), "date")
        return (id_, day) if id_ and day else None


def write_issue(issue: Issue, told: dict[str, str]) -> str:
    """The file of a new issue. told: a few words of each fact, written beside its id as a comment."""
    lines = [
        HEAD.format(slug=issue.slug),
        f"title: {write_scalar(issue.title)}",
        f"date: {issue.date}",
        f"since: {issue.since}",
        f"group: {issue.group}    # {' | '.join(GROUPINGS)}",
    ]
    paragraphs = issue.intro.split("\n")
    if len(paragraphs) > 1:
        lines += ["intro: |", *(f"  {line}".rstrip() for line in paragraphs)]
    else:
        lines.append(f"intro: {write_scalar(issue.intro)}" if issue.intro else "intro:")
    lines.append("facts:" if issue.facts else "facts: []")
    lines += [f"  - {id_}{_comment(told.get(id_))}" for id_ in issue.facts]
    if issue.corrections:
        lines.append("corrections:")
        lines += [f"  - {{id: {id_}, date: {day}}}{_comment(told.get(id_))}" for id_, day in issue.corrections]
    return "\n".join(lines) + "\n"


def _comment(words: str | None) -> str:
    return f"    # {words}" if words else ""
