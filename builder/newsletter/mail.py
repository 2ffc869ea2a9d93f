"""An issue as mail: HTML that every mail program shows alike, and plain text. Same issue, same bytes.

Tables with attributes, styles on each cell, one column: no style sheet, class, web font or logical property, for mail
programs drop them; with styles off the attributes still set the direction and the room.
"""

from __future__ import annotations

import base64
import quopri
from html import escape

from msgspec import Struct

from builder.errors import Both
from builder.site.cards import GROUND, INK, MAIL_FONT, NOTE, QUIET, mail_card, mail_status, share
from builder.site.index import Issue
from builder.site.issues import find_entry, in_order, issue_view
from builder.site.shown import Shown
from builder.site.views import IssueCorrection, IssueItem, IssueView
from builder.text.bidi import show_overrides

LIMIT = 100_000  # bytes of HTML; Gmail shows about 102 KB and hides the rest behind a link
WIDTH = 600
_LISTED = 8  # ids in a message; of more, the first and the last
_PAPER, _ACCENT = "#f4efe3", "#0b4f4c"
_TABLE = 'role="presentation" dir="rtl" lang="ar" cellspacing="0" border="0" width="100%"'


class Letter(Struct, frozen=True):
    """An issue ready to send. sections: bytes that each fact adds to the HTML, in the order of the issue."""

    html: bytes
    text: bytes
    cards: tuple[tuple[str, int], ...]


class Sizes(Struct, frozen=True):
    """Bytes of the HTML as written, and in the two forms in which mail travels."""

    plain: int
    quoted_printable: int
    base64: int


def write_letter(issue: Issue, shown: Shown) -> Letter:
    """The mail of an issue that is among the site's issues, or about to be."""
    earlier = tuple(other for other in in_order(shown) if (other.date, other.slug) < (issue.date, issue.slug))
    view = issue_view(issue, shown, earlier)
    cards = {item.id: _card(item, shown) for section in view.sections for item in section.items}
    return Letter(
        html=show_overrides(_html(view, cards, shown)).encode(),
        text=show_overrides(_text(view, shown)).encode(),
        cards=tuple((fact_id, len(cards[fact_id].encode())) for fact_id in issue.facts),
    )


def sizes(letter: Letter) -> Sizes:
    """How large the HTML is, plain and as sent."""
    return Sizes(len(letter.html), len(quopri.encodestring(letter.html)), len(base64.encodebytes(letter.html)))


def too_large(letter: Letter) -> tuple[Both, Both] | None:
    """What to tell, and the mend, where Gmail would hide the end of the letter; None where it fits."""
    measured = sizes(letter)
    if measured.plain <= LIMIT:
        return None
    dropped: list[str] = []
    left = measured.plain
    for fact_id, size in reversed(letter.cards):
        if left <= LIMIT:
            break
        dropped.append(fact_id)
        left -= size
    ids = " ".join(reversed(dropped)) if len(dropped) <= _LISTED else f"{dropped[-1]} … {dropped[0]}"
    return (
        Both(
            f"the letter has {measured.plain:,} bytes ({measured.quoted_printable:,} as quoted-printable, "
            f"{measured.base64:,} as base64); Gmail hides what comes after about 102,000",
            f"حجم الرسالة {measured.plain:,} بايت ({measured.quoted_printable:,} بترميز quoted-printable، "
            f"و{measured.base64:,} بترميز base64)؛ ويخفي Gmail ما بعد نحو 102,000",
        ),
        Both(
            f"Without its last {len(dropped)} facts it has {left:,}: leave out {ids}, or send them as a second issue.",
            f"من دون آخر {len(dropped)} من الوقائع يصير {left:,}: استبعد {ids}، أو أرسلها في عدد ثان.",
        ),
    )


# ---- HTML -------------------------------------------------------------------------------------------------------


def _html(view: IssueView, cards: dict[str, str], shown: Shown) -> str:
    link = view.head.canonical
    rows = [
        _row(
            f'<a href="{escape(shown.addresses.absolute("/"))}" style="color:{GROUND};text-decoration:none">'
            f'<b><font color="{GROUND}">{escape(shown.config.title)}</font></b></a>',
            f"padding:12px 16px;background:{_ACCENT};color:{GROUND};{MAIL_FONT};font-size:18px;line-height:1.6",
            ground=_ACCENT,
        ),
        _row(
            f'<h1 style="margin:0;{MAIL_FONT};font-size:22px;line-height:1.5;color:{INK}">{escape(view.title)}</h1>'
            f'<small style="color:{QUIET}">{escape(view.date)} · {escape(view.count)} · '
            f'<a href="{escape(link)}" style="color:{_ACCENT}">هذا العدد على الموقع</a></small>'
            + "".join(f'<p style="margin:12px 0 0 0">{escape(paragraph)}</p>' for paragraph in view.intro),
            f"padding:16px;{_ink(16)}",
        ),
    ]
    for section in view.sections:
        if section.title:
            rows.append(_heading(section.title))
        rows += [_row(cards[item.id], "padding:0 0 8px 0") for item in section.items]
    if view.corrections:
        rows.append(_heading("تصويبات"))
        rows += [_row(_boxed(_correction(row, shown)), "padding:0 0 8px 0") for row in view.corrections]
    rows.append(_row(_foot(shown), f"padding:16px;{_ink(13)}"))
    body = f"margin:0;padding:0;background:{_PAPER};color:{INK}"
    return (
        '<!doctype html>\n<html lang="ar" dir="rtl">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(view.title)}</title>\n</head>\n"
        f'<body dir="rtl" bgcolor="{_PAPER}" style="{body}">\n'
        f'<table {_TABLE} cellpadding="0" bgcolor="{_PAPER}"><tr><td dir="rtl" lang="ar" align="center">\n'
        f'<table {_TABLE} cellpadding="0" style="max-width:{WIDTH}px">\n'
        + "\n".join(rows)
        + "\n</table>\n</td></tr></table>\n</body>\n</html>\n"
    )


def _ink(size: int) -> str:
    return f"background:{GROUND};color:{INK};{MAIL_FONT};font-size:{size}px;line-height:1.8"


def _row(inner: str, style: str, ground: str = GROUND) -> str:
    return f'<tr><td dir="rtl" lang="ar" align="right" bgcolor="{ground}" style="{style}">{inner}</td></tr>'


def _heading(title: str) -> str:
    return _row(
        f'<h2 style="margin:0;{MAIL_FONT};font-size:15px;line-height:1.6;color:{_ACCENT}">{escape(title)}</h2>',
        f"padding:16px 16px 8px 16px;background:{_PAPER}",
        ground=_PAPER,
    )


def _card(item: IssueItem, shown: Shown) -> str:
    entry = find_entry(item.id, shown)
    if item.stands and entry is not None:
        return mail_card(entry, shown)
    # Made anew after the fact was withdrawn or went back to review: said, not repeated.
    picture = mail_status(item.id, shown) if item.href else ""
    return _boxed(_linked(item.statement, item.href, shown) + picture)


def _boxed(inner: str) -> str:
    """What stands beside the cards of facts, in a box like theirs."""
    return (
        f'<table {_TABLE} cellpadding="16"><tr><td dir="rtl" lang="ar" align="right" bgcolor="{GROUND}" '
        f'style="padding:16px;border:1px solid #d8d2c4;{_ink(15)}">{inner}</td></tr></table>'
    )


def _linked(words: str, href: str | None, shown: Shown) -> str:
    if href is None:
        return f"<b>{escape(words)}</b>"
    return f'<a href="{escape(_absolute(href, shown))}" style="color:{INK}"><b>{escape(words)}</b></a>'


def _correction(row: IssueCorrection, shown: Shown) -> str:
    note = row.note
    lines = [
        f'{_linked(row.statement, row.href, shown)}<br><small style="color:{NOTE}">{escape(note.kind)} · {escape(note.date)}</small>'
    ]
    if note.now:
        lines += [f"كان: <s>{escape(note.was)}</s>", f"صار: {escape(note.now)}"]
    lines += [f"السبب: {escape(note.why)}"] if note.why else []
    lines.append(f'<small style="color:{QUIET}">{escape(row.said)}</small>')
    if row.earlier and row.earlier.href:
        link = escape(_absolute(row.earlier.href, shown))
        lines.append(f'<small style="color:{QUIET}">وردت في <a href="{link}" style="color:{_ACCENT}">{escape(row.earlier.name)}</a></small>')  # fmt: skip
    return "<br>".join(lines)


def _foot(shown: Shown) -> str:
    corrections = escape(shown.addresses.absolute(shown.addresses.corrections))
    lines = []
    if shown.config.outputs.status:
        lines.append("صورة الحالة تحت كل واقعة تتبدّل إن صُوِّبت بعد الإرسال أو سُحبت.")
    lines.append(f'<a href="{corrections}" style="color:{_ACCENT}">كل التصويبات</a>')
    who = [shown.config.publisher or shown.config.title, shown.config.contact or ""]
    lines.append(" · ".join(escape(part) for part in who if part))
    lines += [escape(shown.config.notice)] if shown.config.notice else []
    return "<br>".join(lines)


def _absolute(href: str, shown: Shown) -> str:
    """The whole address of a link of a page, which begins with the site's path."""
    return shown.addresses.absolute(f"/{href.removeprefix(shown.addresses.root)}")


# ---- plain text -------------------------------------------------------------------------------------------------


def _text(view: IssueView, shown: Shown) -> str:
    """No markup, an address alone on its line: so its direction harms no sentence."""
    parts = [f"{view.title}\n{view.date} · {view.count}\n{view.head.canonical}", *view.intro]
    for section in view.sections:
        if section.title:
            parts.append(f"== {section.title} ==")
        parts += [_plain(item, shown) for item in section.items]
    if view.corrections:
        parts.append("== تصويبات ==")
        parts += [_plain_correction(row, shown) for row in view.corrections]
    foot = [f"كل التصويبات:\n{shown.addresses.absolute(shown.addresses.corrections)}"]
    foot.append(
        " · ".join(part for part in (shown.config.publisher or shown.config.title, shown.config.contact) if part)
    )
    foot += [shown.config.notice] if shown.config.notice else []
    return "\n\n".join([*parts, "--\n" + "\n".join(foot)]) + "\n"


def _plain(item: IssueItem, shown: Shown) -> str:
    entry = find_entry(item.id, shown)
    if item.stands and entry is not None:
        return share(entry, shown).text
    return "\n".join([item.statement, *([_absolute(item.href, shown)] if item.href else [])])


def _plain_correction(row: IssueCorrection, shown: Shown) -> str:
    note = row.note
    lines = [f"{note.kind} ({note.date}): {row.statement}"]
    lines += [f"كان: {note.was}", f"صار: {note.now}"] if note.now else []
    lines += [f"السبب: {note.why}"] if note.why else []
    lines.append(row.said)
    lines += [f"وردت في: {row.earlier.name}"] if row.earlier else []
    return "\n".join([*lines, _absolute(row.href, shown)])
