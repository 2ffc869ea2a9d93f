"""What a reader copies: a fact as plain text, as a table for mail, as Markdown; always with its permanent address."""

from __future__ import annotations

import re
from html import escape

from builder.site.index import Entry
from builder.site.shown import NO_OUTLET, Shown
from builder.site.views import Share
from builder.text.bidi import show_overrides

_MARKDOWN = re.compile(r"[\\`*_\[\]<>#|~!]")

OPENING = "«“\"”»„'"  # what an evidence may begin with instead of our marks


def share(entry: Entry, shown: Shown) -> Share:
    """All forms of one card."""
    link = shown.addresses.absolute(shown.addresses.fact(entry.id))
    statement = entry.fact.statement
    quote = entry.fact.evidence[0].exact if entry.fact.evidence else ""
    state = shown.state_elsewhere(entry)
    said = credit(entry, shown)
    lines = [f"[{state}] {statement}" if state else statement, in_marks(quote), said, link]
    return Share(
        link=link,
        text=show_overrides("\n".join(line for line in lines if line)),
        html=show_overrides(_mail(statement, state, quote, said, link)),
        markdown=show_overrides(_markdown(statement, state, quote, said, link)),
    )


def credit(entry: Entry, shown: Shown) -> str:
    """`سيرغي لافروف، دفتر الشرق، 11 يوليو 2025`: who said it, where, and when that was published."""
    source = shown.source(entry.home)
    names = [name.name for name in shown.speakers(entry)]
    if entry.fact.modality == "denied":
        # A name beside a denied statement would read as if it had said so.
        names = [f"نفاه: {' و'.join(entry.fact.denied_by)}"] if entry.fact.denied_by else []
    parts = names
    parts.append(source.outlet.name if source.outlet else NO_OUTLET)
    parts += [source.published] if source.published else []
    return "، ".join(parts)


def in_marks(quote: str) -> str:
    """The evidence between quotation marks, unless it brings its own."""
    return quote if not quote or quote[0] in OPENING else f"«{quote}»"


def _mail(statement: str, state: str, quote: str, said: str, link: str) -> str:
    """A table with `dir` on its cell and no style sheet: mail programs drop `<style>`, web fonts and logical properties."""
    # The ground is given with the ink: a dark mail program must not change one without the other.
    cell = "padding:16px;background:#ffffff;color:#14213d;border:1px solid #d8d2c4;font-family:Tahoma,Arial,sans-serif;font-size:16px;line-height:1.8"
    note = f'<br><small style="color:#8a4b08">{escape(state)}</small>' if state else ""
    words = f'<br><span style="color:#4a4a4a">{escape(in_marks(quote))}</span>' if quote else ""
    return (
        f'<table dir="rtl" lang="ar" cellpadding="0" cellspacing="0" border="0" width="100%"><tr>'
        f'<td dir="rtl" align="right" style="{cell}"><a href="{escape(link)}" style="color:#14213d"><b>'
        f"{escape(statement)}</b></a>{note}{words}<br><small>{escape(said)}</small></td></tr></table>"
    )


def _markdown(statement: str, state: str, quote: str, said: str, link: str) -> str:
    note = f" ({_plain(state)})" if state else ""
    lines = [f"[{_plain(statement)}]({link}){note}"]
    lines += [f"> {_plain(in_marks(quote))}"] if quote else []
    return "\n>\n".join([lines[0], *lines[1:]]).replace("\n>\n", "\n\n") + f"\n\n{_plain(said)}"


def _plain(text: str) -> str:
    """`text` with every character that Markdown could read escaped."""
    return _MARKDOWN.sub(r"\\\g<0>", text)
