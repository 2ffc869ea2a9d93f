"""What a reader copies: a fact as plain text, as a table for mail, as Markdown; always with its permanent address."""

from __future__ import annotations

import re
from html import escape

from builder.site.index import Entry
from builder.site.shown import NO_OUTLET, Shown, once_a_fact
from builder.site.views import Share
from builder.text.bidi import show_overrides

_MARKDOWN = re.compile(r"[\\`*_\[\]<>#|~!]")

STATUS_SIZE = (104, 26)  # as shown; the PNG has twice as many pixels. One size for all: a state may change
STATUS_ALT = "حالة الواقعة الآن"  # nobody knows which it will be when the letter is read
OPENING = "«“\"”»„'"  # what an evidence may begin with instead of our marks


def share(entry: Entry, shown: Shown) -> Share:
    """All forms of one card."""
    statement, state, quote, said, link = _parts(entry, shown)
    lines = [f"[{state}] {statement}" if state else statement, in_marks(quote), said, link]
    return Share(
        link=link,
        text=show_overrides("\n".join(line for line in lines if line)),
        html=mail_card(entry, shown),
        markdown=show_overrides(_markdown(statement, state, quote, said, link)),
    )


def credit(entry: Entry, shown: Shown) -> str:
    """`سيرغي لافروف، دفتر الشرق، 11 يوليو 2025`: who said it, where, and when that was published."""
    return _credit(shown, entry)


@once_a_fact
def _credit(shown: Shown, entry: Entry) -> str:
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


# What mail cannot be told in a style sheet: the ground is given with the ink, so that a dark mail program must not
# change one without the other, and again as an attribute for programs that read no styles at all.
GROUND, INK, QUIET, NOTE = "#ffffff", "#14213d", "#4a4a4a", "#8a4b08"
MAIL_FONT = "font-family:Tahoma,Arial,sans-serif"
_CELL = (
    f"padding:16px;background:{GROUND};color:{INK};border:1px solid #d8d2c4;{MAIL_FONT};font-size:16px;line-height:1.8"
)


def mail_card(entry: Entry, shown: Shown) -> str:
    """A fact as a table for mail: `dir` on its cell, no style sheet, no web font, no logical property.

    The picture of its state is the one thing loaded: a letter that was sent says so when the fact is corrected.
    """
    statement, state, quote, said, link = _parts(entry, shown)
    note = f'<br><small style="color:{NOTE}">{escape(state)}</small>' if state else ""
    words = f'<br><span style="color:{QUIET}">{escape(in_marks(quote))}</span>' if quote else ""
    return show_overrides(
        f'<table dir="rtl" lang="ar" cellpadding="16" cellspacing="0" border="0" width="100%"><tr>'
        f'<td dir="rtl" lang="ar" align="right" bgcolor="{GROUND}" style="{_CELL}">'
        f'<a href="{escape(link)}" style="color:{INK}"><b>{escape(statement)}</b></a>'
        f"{note}{words}<br><small>{escape(said)}</small>{mail_status(entry.id, shown)}</td></tr></table>"
    )


def mail_status(fact_id: str, shown: Shown) -> str:
    """The state of a fact as a picture that changes after the letter was sent; empty where the site has none."""
    if not shown.config.outputs.status:
        return ""
    width, height = STATUS_SIZE
    source = shown.addresses.absolute(f"{shown.addresses.fact(fact_id)}status.png")
    return (
        f'<br><img src="{escape(source)}" alt="{STATUS_ALT}" width="{width}" height="{height}" border="0" '
        f'style="display:inline-block;border:0">'
    )


def _parts(entry: Entry, shown: Shown) -> tuple[str, str, str, str, str]:
    """(statement, states, evidence, who and where and when, address): what every form of the card says."""
    quote = entry.fact.evidence[0].exact if entry.fact.evidence else ""
    state = shown.state_elsewhere(entry)
    link = shown.addresses.absolute(shown.addresses.fact(entry.id))
    return entry.fact.statement, state, quote, credit(entry, shown), link


def _markdown(statement: str, state: str, quote: str, said: str, link: str) -> str:
    note = f" ({_plain(state)})" if state else ""
    lines = [f"[{_plain(statement)}]({link}){note}"]
    lines += [f"> {_plain(in_marks(quote))}"] if quote else []
    return "\n>\n".join([lines[0], *lines[1:]]).replace("\n>\n", "\n\n") + f"\n\n{_plain(said)}"


def _plain(text: str) -> str:
    """`text` with every character that Markdown could read escaped."""
    return _MARKDOWN.sub(r"\\\g<0>", text)
