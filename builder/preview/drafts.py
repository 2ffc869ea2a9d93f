"""Drafting while somebody writes: new articles get a record, and a typed publication date reaches every date."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date
from pathlib import Path, PurePosixPath

from msgspec import Struct

from builder import limits
from builder.draft import Outcome, draft_missing, read_draft, update
from builder.errors import BuildError, Faults
from builder.files import read_file
from builder.load import RECORDS, SOURCES
from builder.model import Record
from builder.nodes import decode_yaml_bytes
from builder.records.codec import parse_record


class Settled(Struct, frozen=True):
    """What people decided that dates and names of the whole article follow from."""

    published: str | None
    names: tuple[tuple[str, str], ...]


def settled(record: Record) -> Settled:
    """The decisions in one record; an inferred date is not one."""
    published = record.published
    decided = published.edtf if published and published.basis != "inferred" else None
    return Settled(decided, tuple(sorted(record.names)))


class Drafts:
    """Follows what people save. seen: what every record had settled when the site was last loaded."""

    def __init__(self, root: Path, as_of: str | None) -> None:
        self.root, self.as_of = root, as_of
        self.seen: Mapping[str, Settled] = {}
        self._drawn: dict[str, Settled] = {}

    def follow(self, changed: Set[str] | None) -> tuple[list[Outcome], list[BuildError]]:
        """Draft what the changed paths (None: all) ask for. Returns what was written and what stood against it."""
        outcomes: list[Outcome] = []
        faults: list[BuildError] = []
        # Only after an article came in: an editor that saves by renaming takes a record away for a moment.
        if changed is None or any(path.startswith(f"{SOURCES}/") for path in changed):
            try:
                outcomes += draft_missing(self.root, self.as_of or date.today().isoformat(), _silent)
            except Faults as error:
                faults += error.errors
        saved = [PurePosixPath(p).stem for p in sorted(changed or ()) if PurePosixPath(p).parent.as_posix() == RECORDS]
        due = [stem for stem in saved if self._is_due(stem)]
        if due:
            # What stands against one of them stands against loading it too, and is told there.
            outcomes += [made for made in update(self.root, due, _silent)[0] if made.status == "updated"]
        for stem in due:
            record = self._record(stem)
            if record is not None:
                self._drawn[stem] = settled(record)
        return outcomes, faults

    def _is_due(self, stem: str) -> bool:
        """True where people settled something else than the last draft was made with; never without a draft."""
        record = self._record(stem)
        if record is None:
            return False
        try:
            draft = read_draft(self.root, stem)
        except BuildError:
            return False
        now = settled(record)
        if draft is None or self._drawn.get(stem) == now:
            return False
        drawn = settled(draft.draft)
        # Names differ for good where a person struck one out, so only a change of them counts.
        renamed = now.names != drawn.names and stem in self.seen and self.seen[stem].names != now.names
        return now.published != drawn.published or renamed

    def _record(self, stem: str) -> Record | None:
        path = f"{RECORDS}/{stem}.yaml"
        try:
            data = read_file(self.root, path, limits.RECORD_BYTES)
            return parse_record(decode_yaml_bytes(data, path, limits.RECORD_BYTES), path)
        except (Faults, BuildError):
            return None  # loading tells it


def _silent(_label: str) -> None:
    return None
