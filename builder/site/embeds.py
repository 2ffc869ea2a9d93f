"""A fact on somebody else's page: the frame at `/f/ID/embed/`, and the oEmbed file by which editors' programs find it."""

from __future__ import annotations

from html import escape
from math import ceil

from builder.site.cards import credit, in_marks
from builder.site.exports import Json, write_json
from builder.site.index import Entry
from builder.site.permalinks import file_of
from builder.site.pictures import card_address
from builder.site.shown import Shown, shortened
from builder.site.views import EmbedView, Page, TombstoneView
from builder.text.bidi import show_overrides

WIDTH = 600  # of the frame, in pixels; narrower pages shrink it
_QUOTE = 260  # characters; a longer evidence is read on the page of the fact, whole
# Measured in the narrowest frame (320 px): what stands around the text, the height of a line, characters of a line.
_AROUND, _HEADING, _SMALL = 156, (31, 30), (29, 37)


def embed_address(fact_id: str, shown: Shown) -> str:
    """`/f/ID/embed/`."""
    return f"{shown.addresses.fact(fact_id)}embed/"


def oembed_address(fact_id: str, shown: Shown) -> str:
    """`/f/ID/oembed.json`."""
    return f"{shown.addresses.fact(fact_id)}oembed.json"


def embed_pages(fact_id: str, view: EmbedView, shown: Shown) -> list[Page]:
    """The frame and its oEmbed file; none where the site does not want them."""
    if not shown.config.outputs.embeds:
        return []
    frame, machine = embed_address(fact_id, shown), oembed_address(fact_id, shown)
    return [
        Page(file_of(frame), frame, "embed", "embed.html", view),
        Page(file_of(machine), machine, "json", None, _oembed(fact_id, view, shown)),
    ]


def fact_embed(entry: Entry, shown: Shown) -> EmbedView:
    """The frame of a shown fact."""
    fact = entry.fact
    quote = fact.evidence[0].exact if fact.evidence else ""
    corrected = [c for c in fact.corrections if c.kind != "typo"]
    return EmbedView(
        head=shown.head(fact.statement, fact.statement, shown.addresses.fact(fact.id), indexed=False),
        href=shown.addresses.absolute(shown.addresses.fact(fact.id)),
        heading=fact.statement,
        badges=shown.badges_elsewhere(entry),
        state=None if entry.reviewed else "استُخرجت آلياً ولم يراجعها محرّر بعد.",
        quote=in_marks(quote) if quote and len(quote) <= _QUOTE else None,
        note=shown.correction(corrected[-1]) if corrected else None,
        said=credit(entry, shown),
    )


def tombstone_embed(view: TombstoneView) -> EmbedView:
    """The frame where a fact no longer stands: what its page says, and not what the fact said."""
    return EmbedView(
        head=view.head, href=view.head.canonical, heading=view.heading, badges=(view.badge,), state=view.explained,
        quote=None, note=None, said=None,
    )  # fmt: skip


def embed_code(fact_id: str, view: EmbedView, shown: Shown) -> str:
    """What a web editor pastes. The title is for those who hear the page."""
    made = shown.made["embed_code"]  # the page of the fact and its oEmbed file offer the same
    if fact_id not in made:
        source = shown.addresses.absolute(embed_address(fact_id, shown))
        made[fact_id] = show_overrides(
            f'<iframe src="{escape(source)}" title="{escape(shortened(view.heading, 120))}" width="{WIDTH}" '
            f'height="{frame_height(view, shown.config.notice)}" loading="lazy" style="border:0;max-width:100%"></iframe>'
        )
    return str(made[fact_id])


def frame_height(view: EmbedView, notice: str | None = None) -> int:
    """Pixels that hold the whole frame at its narrowest: a static page cannot measure itself and tell.

    notice: what the site says on every page.
    """

    def lines(text: str | None, measure: tuple[int, int]) -> int:
        return measure[0] * ceil(len(text) / measure[1]) if text else 0

    height = _AROUND + lines(view.heading, _HEADING)
    height += sum(lines(text, _SMALL) + 10 for text in (notice, view.state, view.quote, view.said) if text)
    if view.note:
        height += sum(lines(text, _SMALL) for text in (view.note.was, view.note.now, view.note.why)) + 70
    return height


def _oembed(fact_id: str, view: EmbedView, shown: Shown) -> bytes:
    """oEmbed 1.0, type rich. A static file cannot obey `maxwidth`; the frame shrinks by itself."""
    value: dict[str, Json] = {
        "version": "1.0",
        "type": "rich",
        "title": view.heading,
        "provider_name": shown.config.title,
        "provider_url": shown.addresses.absolute("/"),
        "cache_age": "3600",
        "html": embed_code(fact_id, view, shown),
        "width": WIDTH,
        "height": frame_height(view, shown.config.notice),
    }
    if view.said:
        value["author_name"] = view.said
        value["author_url"] = view.href
    if shown.cards:
        value |= {
            "thumbnail_url": shown.addresses.absolute(card_address(fact_id, shown)),
            "thumbnail_width": 1200,
            "thumbnail_height": 630,
        }
    return write_json(value) + b"\n"
