"""Every file of the site, with what it is made from: the whole publication as one value."""

from __future__ import annotations

from hashlib import blake2b
from itertools import pairwise

from msgspec import Struct, msgpack

from builder.errors import Both, BuildError, Faults
from builder.site.data_files import data_pages
from builder.site.entities import entity_pages, index_pages
from builder.site.facts import fact_pages
from builder.site.feeds import feed_pages
from builder.site.front import front_pages
from builder.site.honesty import honesty_pages
from builder.site.hosting import hosting_pages
from builder.site.index import SiteIndex
from builder.site.issues import issue_pages
from builder.site.search import search_pages
from builder.site.shown import Shown
from builder.site.sources import source_pages
from builder.site.timeline import timeline_pages
from builder.site.views import Page, Parts


def plan(index: SiteIndex, *, cards: bool = False) -> tuple[Page, ...]:
    """All pages, sorted by path. Raises Faults where two of them want one address.

    cards: facts have social images of their own; whether they can be drawn is a matter of the machine.
    """
    shown = Shown(index, cards=cards)
    outputs = index.config.outputs
    pages = [
        *front_pages(shown),
        *fact_pages(shown),
        *entity_pages(shown),
        *index_pages(shown),
        *source_pages(shown),
        *honesty_pages(shown),
        *issue_pages(shown),
        *(timeline_pages(shown) if outputs.timeline else ()),
        *(search_pages(shown) if outputs.search else ()),
        *(feed_pages(shown) if outputs.feeds else ()),
        *(data_pages(shown) if outputs.json else ()),
    ]
    pages += hosting_pages(pages, shown.addresses, sitemap=outputs.sitemap)
    pages.sort(key=lambda page: page.path)
    clashes = [_clash(a, b) for a, b in pairwise(pages) if a.path == b.path]
    if clashes:
        raise Faults(clashes)
    return tuple(pages)


def page_key(view: Struct | bytes, templates: bytes, chrome: bytes) -> str:
    """Equal keys, equal bytes. templates, chrome: digests of what the renderer adds; empty for a file without one."""
    if isinstance(view, Parts):
        digest = blake2b(digest_size=16)
        for piece in view.pieces:
            digest.update(piece)
        return digest.hexdigest()
    made_from = view if isinstance(view, bytes) else _packed(view)
    return blake2b(made_from + templates + chrome, digest_size=16).hexdigest()


def _packed(view: Struct) -> bytes:
    # MessagePack, not pickle: equal values can pickle to different bytes. A repr would take eight times as long.
    try:
        return _PACKER.encode(view)
    except UnicodeEncodeError:  # half a surrogate pair
        return repr(view).encode("utf-8", "surrogatepass")


_PACKER = msgpack.Encoder(enc_hook=repr)


def _clash(one: Page, other: Page) -> BuildError:
    return BuildError(
        getattr(one.view, "path", None) or getattr(other.view, "path", None),
        None,
        Both(
            f"two pages want the address {one.address} ({one.kind}, {other.kind})",
            f"صفحتان تطلبان العنوان {one.address} ‏({one.kind}، {other.kind})",
        ),
        Both("Rename the page of prose, or the prefix in `permalinks`.", "غيّر اسم الصفحة، أو البادئة في `permalinks`."),
    )
