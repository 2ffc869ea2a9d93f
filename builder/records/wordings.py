"""What a fact said before each of its corrections, rebuilt from what the corrections say was wrong and is right."""

from __future__ import annotations

import re

from builder.model import Correction, Fact


def earlier_wordings(fact: Fact) -> tuple[str | None, ...]:
    """The statement as it stood before each correction, oldest first; None where the corrections do not tell.

    Read backwards from the present statement: `now` is found in it, as a whole or once as a part, and `was` put in
    its place. A correction of the date or of a name leaves the wording as it is. Once one step cannot be followed,
    the wordings before it are unknown too: none is made up.
    """
    text: str | None = fact.statement
    values = _other_values(fact)
    found: list[str | None] = []
    for correction in reversed(fact.corrections):
        before = _before(text, correction) if text is not None else None
        if before is None and correction.now in values:
            values.add(correction.was)
            before = text
        text = before
        found.append(text)
    return tuple(reversed(found))


def _before(text: str, correction: Correction) -> str | None:
    was, now = correction.was, correction.now
    if text.rstrip(" .") == now.rstrip(" ."):
        return was
    # Whole words first: `ست` must not be found inside `ستين`. Then with letters attached before it (`والرصيف`).
    whole = [found.start() for found in re.finditer(rf"(?<!\w){re.escape(now)}(?!\w)", text)]
    places = whole or [found.start() for found in re.finditer(rf"{re.escape(now)}(?!\w)", text)]
    if not now or len(places) != 1:
        return None
    return text[: places[0]] + was + text[places[0] + len(now) :]


def _other_values(fact: Fact) -> set[str]:
    """What a fact says beside its statement, as a correction may quote it."""
    values = {fact.modality, *fact.who, *fact.where, *fact.denied_by}
    values.update(name for link in fact.attribution for name in (*link.who, link.as_printed or ""))
    if fact.when:
        values.update((fact.when.text or "", fact.when.edtf or ""))
    return values - {""}
