"""Which entities have a feed of their own, and where it stands."""

from __future__ import annotations

from builder.site.shown import Shown
from builder.site.views import Feeds


def entity_feeds(entity_id: str, shown: Shown) -> Feeds | None:
    """The feeds of an entity with a page, as its page links them; None where it has none.

    It has them from the first reviewed fact that names it. A published page may have had feeds that somebody reads,
    so they stay, empty, when its last reviewed fact goes: a feed that is gone is an error in every reader's list.
    """
    if not shown.config.outputs.feeds:
        return None
    address = shown.addresses.entity(entity_id)
    if not (shown.is_locked(address) or any(e.reviewed for e in shown.index.by_entity.get(entity_id, ()))):
        return None
    return Feeds(*(shown.addresses.href(feed) for feed in feed_addresses(address)))


def feed_addresses(address: str) -> tuple[str, str]:
    """The Atom and the JSON feed of the entity whose page is at `address`."""
    return f"{address}atom.xml", f"{address}feed.json"
