"""Reads rendered pages the way a browser would, as far as the tests need it."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
BLOCKS = {"p", "div", "section", "article", "aside", "header", "footer", "nav", "ul", "ol", "dl", "figure", "blockquote",
          "h1", "h2", "h3", "h4", "pre", "details", "main", "table"}  # fmt: skip
ACTIVE = {"script", "iframe", "object", "embed", "base", "form", "style", "svg", "math", "img", "video", "audio", "link",
          "meta", "input", "button", "textarea", "template", "frame", "applet"}  # fmt: skip


class Markup(HTMLParser):
    """faults: what is not well-formed. active: elements and attributes that can run or load something."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.active: Counter[str] = Counter()
        self.links: list[tuple[str, str, str]] = []  # element, attribute, address
        self.ids: list[str] = []
        self.tags: Counter[str] = Counter()
        self.text: list[str] = []
        self.inline: list[str] = []  # scripts without src
        self.feed(html)
        self.close()
        self.faults += [f"unclosed {tag}" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        if tag in BLOCKS and "p" in self.open:
            self.faults.append(f"{tag} inside p at {self.getpos()}")
        values = dict(attrs)
        if len(values) < len(attrs):
            self.faults.append(f"attribute twice at {self.getpos()}")
        if tag in ACTIVE:
            self.active[tag] += 1
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
                self.active[f"{tag}[{name}]"] += 1
            if name in ("href", "src", "action", "data", "xlink:href"):
                self.links.append((tag, name, value or ""))
                if (value or "").strip().lower().startswith(("javascript:", "data:", "vbscript:")):
                    self.active[f"{tag}[{name}]={value}"] += 1
            if name == "id":
                self.ids.append(value or "")
        if tag == "script" and "src" not in values:
            self.inline.append(values.get("type") or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}, open: {self.open[-3:]}")
            if tag in self.open:
                while self.open.pop() != tag:
                    pass
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.text.append(data)
