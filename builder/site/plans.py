"""What became of plans and forecasts: still ahead, confirmed by another account, or past without a word here."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from builder.site.index import Entry, SiteIndex
from builder.site.views import Outcome


class Plan(Struct, frozen=True, gc=False):
    """How a planned fact stands on the day that counts as today. by: the account that confirms it."""

    outcome: Outcome
    by: Entry | None = None


def plans_of(index: SiteIndex) -> Mapping[str, Plan]:
    """Every shown fact that was planned or foretold, by id, with what became of it."""
    return {
        entry.id: _plan(entry, index)
        for entry in index.facts.values()
        if entry.fact.modality == "planned"
    }  # fmt: skip


def _plan(entry: Entry, index: SiteIndex) -> Plan:
    confirming = next((other for other in index.accounts.get(entry.id, ()) if _confirms(other, entry)), None)
    if confirming is not None:
        return Plan("confirmed", confirming)
    last = entry.when.latest if entry.when else None
    # Without a last day (`منذ`, no date at all) nobody can say that its time is over.
    return Plan("unconfirmed" if last is not None and last < index.content.as_of else "ahead")


def _confirms(other: Entry, plan: Entry) -> bool:
    """True where a person vouches for `other` and joined it to the plan as one event, and it tells it as having happened.

    Only a date that is known to lie before the plan's speaks against it: then it tells of something else.
    """
    if other.fact.modality != "reported" or not other.reviewed:
        return False
    first = plan.when.earliest if plan.when else None
    last = other.when.latest if other.when else None
    return first is None or last is None or last >= first
