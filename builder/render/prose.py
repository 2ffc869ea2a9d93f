"""Markdown of content/pages to HTML: CommonMark without raw HTML, links that stay in the web, headings that can be linked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import chain, count, pairwise

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from builder import limits
from builder.errors import Both, BuildError

_MAX_NESTING = 100  # markdown-it drops what lies deeper, without a word; we refuse before that
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_NOT_WORD = re.compile(r"[^0-9A-Za-z\u0620-\u064a\u0660-\u0669]+")


def prose_renderer(root_path: str) -> Callable[[str, str], Markup]:
    """A function (markdown, path of its file) -> HTML. An address such as `/about/` gets the site's base path."""
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _MAX_NESTING, "typographer": False})
    parser.validateLink = is_safe_link  # type: ignore[method-assign,assignment]  # markdown-it's way
    parser.disable("image")  # a picture from another host is a request to another host; ours are in templates
    parser.add_render_rule("link_open", _link_open)
    parser.add_render_rule("heading_open", _heading_open)

    def render(markdown: str, path: str) -> Markup:
        environment: EnvType = {"root": root_path}
        tokens = parser.parse(markdown, environment)
        _refuse_depth(tokens, path)
        _name_headings(tokens)
        return Markup(parser.renderer.render(tokens, parser.options, environment))  # noqa: S704 (html off)

    return render


def is_safe_link(address: str) -> bool:
    """True for http(s), mailto and addresses of this site; `//host` and `\\\\host` are other hosts in disguise."""
    # markdown-it has encoded a backslash by now; to a browser it is a slash.
    plain = re.sub(r"(?i)%5c|\\", "/", address.strip())
    if plain.startswith("//") or any(ord(c) < 0x20 for c in plain):
        return False
    scheme = _SCHEME.match(plain)
    return scheme is None or scheme[0].lower() in ("http:", "https:", "mailto:")


def _refuse_depth(tokens: Sequence[Token], path: str) -> None:
    for token in tokens:
        if token.level > limits.PROSE_NESTING and token.type != "inline":
            raise BuildError(
                path,
                token.map[0] + 1 if token.map else None,
                Both(
                    f"quotes or lists are nested more than {limits.PROSE_NESTING} deep",
                    f"اقتباسات أو قوائم متداخلة أكثر من {limits.PROSE_NESTING} مستوى",
                ),
                Both("Take some levels away.", "خفّف التداخل."),
            )


def _name_headings(tokens: Sequence[Token]) -> None:
    """Ids made from the words of a heading; one that is taken, as `main` is by the page, gets a number."""
    used = {"main"}
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            name = _NOT_WORD.sub("-", inline.content).strip("-") or "section"
            numbered = chain((name,), (f"{name}-{n}" for n in count(2)))
            free = next(id_ for id_ in numbered if id_ not in used)
            used.add(free)
            token.attrSet("id", free)


def _heading_open(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, environment: EnvType
) -> str:
    # The page has its own h1: `#` of the text begins at h2.
    for token in (tokens[index], tokens[index + 2]):
        if token.tag == "h1":
            token.tag = "h2"
    return self.renderToken(tokens, index, options, environment)


def _link_open(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, environment: EnvType
) -> str:
    token = tokens[index]
    href = str(token.attrGet("href") or "")
    if href.startswith("/"):
        token.attrSet("href", environment["root"] + href[1:])
    elif _SCHEME.match(href):
        token.attrSet("rel", "noopener noreferrer")
    return self.renderToken(tokens, index, options, environment)
