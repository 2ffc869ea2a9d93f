"""The site as it stands in memory: loaded again at each save, every page rendered only when somebody asks for it.

What is in fault never takes away what was good: the last whole site stays, and the faults are told beside it.
"""

from __future__ import annotations

import secrets
import threading
import time
import traceback
from collections import deque
from collections.abc import Iterable, Mapping, Set
from pathlib import Path, PurePosixPath
from urllib.parse import quote

import msgspec
from msgspec import Struct

from builder.build import Planned, plan_site, plan_with, render_page
from builder.config import Config, load_config
from builder.draft import Outcome
from builder.errors import Both, BuildError, Faults
from builder.files import disk_error, list_files, writer_lock
from builder.load import DRAFTS, Site, load_site
from builder.preview.drafts import Drafts, settled
from builder.preview.pages import OWN
from builder.site.index import LoadedRecord
from builder.site.permalinks import Addresses
from builder.site.views import Page

_UNTOUCHED = "/%!$&'()*+,;=:@~"  # what browsers leave as it is in a path
_REMEMBERED = 256  # changes; a page older than that is simply loaded again


class State(Struct, frozen=True):
    """One version of the site. `table` is the whole of what can be asked for, spelt as browsers ask.

    homes: the record behind an address: of an article's page, of a fact's, and of a kept text (`/_waqai/text/ID/`).
    drafts: how the disk knows the draft of each stem, which only the page of the kept text is made from.
    """

    version: int = 0
    planned: Planned | None = None
    root: str = "/"
    table: Mapping[str, Page] = {}
    homes: Mapping[str, LoadedRecord] = {}
    drafts: Mapping[str, tuple[int, int]] = {}
    faults: tuple[BuildError, ...] = ()
    warnings: tuple[BuildError, ...] = ()


class _Loaded(Struct, frozen=True):
    """What one reading of the disk gave."""

    site: Site
    planned: Planned
    drafts: Mapping[str, tuple[int, int]]


class Change(Struct, frozen=True):
    """What a save did. addresses: of the pages that read otherwise now; None where every page does."""

    version: int
    addresses: frozenset[str] | None


class Refreshed(Struct, frozen=True):
    """What one round of loading did, for the terminal."""

    change: Change | None
    outcomes: tuple[Outcome, ...]
    seconds: float


class Live:
    """The current `state`, and everybody who waits for the next one. Only one thread calls `refresh`."""

    def __init__(
        self, root: Path, config: str, base_url: str | None = None, as_of: str | None = None, *, strict: bool = False
    ) -> None:
        self.root, self._config, self._base_url, self._as_of, self._strict = root, config, base_url, as_of, strict
        self.state = State()
        # Two runs of the server count from the same number; the run tells their versions apart.
        self.run = secrets.token_hex(4)
        self._drafts = Drafts(root, as_of)
        self._history: deque[Change] = deque(maxlen=_REMEMBERED)
        self._news = threading.Condition()
        self._rendering = threading.Lock()
        self._stale = True  # a template was saved that no plan was made with yet
        self._last_config: Config | None = None
        self._bytes: dict[str, tuple[str, bytes]] = {}  # by path: the key it was made from, and the page

    # ---- loading ----------------------------------------------------------------------------------------------------

    def refresh(self, changed: Set[str] | None = None) -> Refreshed:
        """Load the site again after `changed` were saved (None: at the start) and tell those who wait."""
        started = time.monotonic()
        old = self.state
        self._stale |= any(path.split("/", 1)[0] == "templates" for path in changed or ())
        outcomes: list[Outcome] = []
        faults: list[BuildError] = []
        loaded: _Loaded | None = None
        try:
            loaded = self._load(changed, outcomes, faults)
        except Faults as error:
            faults += error.errors
        except BuildError as error:
            faults.append(error)
        except Exception as error:  # noqa: BLE001 (a fault of ours must not take the open page away; it is told in full)
            traceback.print_exc()
            faults.append(_own_fault(error))
        new = self._next(old, loaded, faults)
        change = _change(old, new)
        if change is not None:
            new = msgspec.structs.replace(new, version=old.version + 1)
            change = msgspec.structs.replace(change, version=new.version)
        with self._news:
            self.state = new
            if change is not None:
                self._history.append(change)
                self._news.notify_all()
        return Refreshed(change, tuple(outcomes), time.monotonic() - started)

    def _load(self, changed: Set[str] | None, outcomes: list[Outcome], faults: list[BuildError]) -> _Loaded:
        for attempt in (1, 2):
            try:
                with writer_lock(self.root, "waqai serve"):
                    config = load_config(self.root, self._config, self._base_url)
                    drafted, refused = self._drafts.follow(changed)
                    outcomes += drafted
                    faults += refused
                    site = load_site(self.root, config, self._as_of)
                    drafts = _draft_stamps(self.root)
                return _Loaded(site, self._planned(site), drafts)
            except UnicodeDecodeError as error:
                raise BuildError(
                    "templates", None,
                    Both(f"a template is not UTF-8: {error}", f"قالب ليس بترميز UTF-8: {error}"),
                    Both("Save it as UTF-8.", "احفظه بترميز UTF-8."),
                ) from None  # fmt: skip
            except OSError as error:
                if attempt == 2:
                    raise disk_error(str(error.filename or "content"), error) from None
                time.sleep(0.05)  # listed, and gone before it was read: an editor's temporary file
        raise AssertionError("unreachable")

    def _planned(self, site: Site) -> Planned:
        """The plan of `site`: with yesterday's templates, parsed and compiled, where none of them changed.

        New templates are tried at once, one page of each, and not only when somebody comes to its page.
        """
        old = self.state.planned
        if old is not None and not self._stale and site.content.config == self._last_config:
            return replan(site, old)
        planned = plan_site(site, self.root / "templates")
        samples = {page.template: page for page in reversed(planned.pages) if page.template is not None}
        with self._rendering:
            for page in samples.values():
                render_page(planned, page)
        self._stale, self._last_config = False, site.content.config
        return planned

    def _next(self, old: State, loaded: _Loaded | None, faults: list[BuildError]) -> State:
        if loaded is None:
            return msgspec.structs.replace(old, faults=Faults(faults).errors)
        site, planned = loaded.site, loaded.planned
        if self._strict:
            faults = [*faults, *site.warnings]
        self._drafts.seen = {home.stem: settled(home.record) for home in site.content.records}
        addresses = Addresses(site.content.config)
        table = {quote(addresses.href(page.address), safe=_UNTOUCHED): page for page in planned.pages}
        paths = {page.path for page in planned.pages}
        with self._rendering:
            self._bytes = {path: made for path, made in self._bytes.items() if path in paths}
        return State(
            version=old.version,
            planned=planned,
            root=addresses.root,
            table=table,
            homes=_homes(site.content.records, addresses),
            drafts=loaded.drafts,
            faults=Faults(faults).errors,
            warnings=(*site.warnings, *planned.warnings),
        )

    # ---- answering --------------------------------------------------------------------------------------------------

    def page(self, state: State, page: Page) -> bytes:
        """The bytes of a page. Raises BuildError where its template cannot render it and never could."""
        assert state.planned is not None
        key = state.planned.keys[page.path]
        with self._rendering:
            kept = self._bytes.get(page.path)
            if kept is not None and kept[0] == key:
                return kept[1]
            made = render_page(state.planned, page)
            self._bytes[page.path] = (key, made)
            return made

    def last_good(self, page: Page) -> bytes | None:
        """The page as it was when it could be rendered last."""
        kept = self._bytes.get(page.path)
        return kept[1] if kept else None

    def token(self, version: int) -> str:
        """What a page carries, so that it can ask what happened since."""
        return f"{self.run}-{version}"

    def changes_since(self, token: str) -> tuple[str, frozenset[str] | None]:
        """(the present token, addresses that changed since `token`); None for any, where nobody remembers."""
        run, _, number = token.partition("-")
        with self._news:
            now = self.state.version
            if run != self.run or not number.isascii() or not number.isdigit() or len(number) > 9:
                return self.token(now), None
            seen = int(number)
            missed = [change for change in self._history if change.version > seen]
        if seen > now or len(missed) != now - seen or any(change.addresses is None for change in missed):
            return self.token(now), None
        return self.token(now), frozenset(a for change in missed for a in change.addresses or ())

    def wait(self, token: str, seconds: float) -> bool:
        """Wait until the present version is another than `token`. False where nothing happened for so long."""
        with self._news:
            return self._news.wait_for(lambda: self.token(self.state.version) != token, seconds)


def _own_fault(error: Exception) -> BuildError:
    told = f"{type(error).__name__}: {error}"
    return BuildError(
        None, None,
        Both(f"the program itself failed: {told}", f"الخلل في البرنامج نفسه: {told}"),
        Both("Undo the last change, and report what the terminal shows.", "تراجع عن آخر تغيير، وأبلغ بما في الطرفية."),
    )  # fmt: skip


def replan(site: Site, old: Planned) -> Planned:
    """What `plan_site` gives, from the templates, the assets and whatever did not change of `old`."""
    assets = (page for page in old.pages if page.kind == "asset")
    return plan_with(old.renderer, assets, site, old.plan.memory)


def _homes(records: Iterable[LoadedRecord], addresses: Addresses) -> dict[str, LoadedRecord]:
    homes = {}
    for home in records:
        homes[f"{OWN}text/{home.record.id}/"] = home
        homes[addresses.href(addresses.source(home.record.id))] = home
        for fact in home.record.facts:
            homes[addresses.href(addresses.fact(fact.id))] = home
    return homes


def _draft_stamps(root: Path) -> dict[str, tuple[int, int]]:
    listed = list_files(root, DRAFTS, (".json",))
    return {PurePosixPath(path).stem: (info.st_mtime_ns, info.st_size) for path, info in listed}


def _change(old: State, new: State) -> Change | None:
    """What reads otherwise in `new`; None for nothing. A banner that comes or goes is on every page."""
    if old.root != new.root or [f.told("ar") for f in old.faults] != [f.told("ar") for f in new.faults]:
        return Change(0, None)
    before, after = _keys(old), _keys(new)
    changed = {address for address in before.keys() | after.keys() if before.get(address) != after.get(address)}
    for address in old.homes.keys() | new.homes.keys():
        if address.startswith(OWN):
            was, now = old.homes.get(address), new.homes.get(address)
            if was != now or (now is not None and old.drafts.get(now.stem) != new.drafts.get(now.stem)):
                changed.add(address)
    return Change(0, frozenset(changed)) if changed else None


def _keys(state: State) -> dict[str, str]:
    planned = state.planned
    return {address: planned.keys[page.path] for address, page in state.table.items()} if planned else {}
