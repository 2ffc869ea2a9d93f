"""Sees which files of a site were saved, one set of paths for each burst of events."""

from __future__ import annotations

import errno
import sys
import time
from pathlib import Path
from queue import Empty, SimpleQueue

from watchdog.events import (
    EVENT_TYPE_CLOSED,
    EVENT_TYPE_CREATED,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_MOVED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from builder.errors import Both

FOLDERS = ("content", "templates")
POLL_SECONDS = 0.5
# An editor writes a temporary file and renames it; a checkout writes hundreds. Reading begins when it is quiet.
_QUIET, _LONGEST = 0.015, 0.05
_ACTED_ON = {EVENT_TYPE_CLOSED, EVENT_TYPE_CREATED, EVENT_TYPE_DELETED, EVENT_TYPE_MOVED}
_HINT = Both(
    "The system watches no more files for us (inotify limit); looking every half second instead. "
    "To raise the limit: sysctl fs.inotify.max_user_watches=524288",
    "بلغ النظام حدّه في مراقبة الملفات (inotify)؛ سننظر كل نصف ثانية. "
    "لرفع الحد: sysctl fs.inotify.max_user_watches=524288",
)


def is_watched(path: str, config: str) -> bool:
    """True for a path (relative to the site) that pages are made from; files that editors keep beside it are not."""
    name = path.rpartition("/")[2]
    if name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp", ".bak")) or name == "4913":
        return False  # 4913: what vim writes to learn whether it may
    return path == config or path.split("/", 1)[0] in FOLDERS


class Watcher(FileSystemEventHandler):
    """Watches content/, templates/ and site.yaml of one site."""

    def __init__(self, root: Path, config: str, *, poll: bool) -> None:
        self.root, self.config = root.resolve(), config
        self.polls = poll
        self._paths: SimpleQueue[str] = SimpleQueue()
        self._observer: BaseObserver | None = None
        self._watches: dict[str, ObservedWatch] = {}

    def start(self) -> Both | None:
        """Begin. Returns what to tell where the system refuses and we look at the files by the clock instead."""
        if self.polls:
            self._begin(PollingObserver(timeout=POLL_SECONDS))
            return None
        try:
            self._begin(Observer())
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EMFILE, errno.ENOSYS, errno.ENFILE):
                raise
            self.stop()
            self.polls = True
            self._begin(PollingObserver(timeout=POLL_SECONDS))
            return _HINT
        return None

    def _begin(self, observer: BaseObserver) -> None:
        self._observer, self._watches = observer, {}
        # The root itself not recursively: public/, .git and .venv lie there.
        observer.schedule(self, str(self.root))
        if "/" in self.config:
            observer.schedule(self, str((self.root / self.config).parent))
        for folder in FOLDERS:
            self._watch(folder)
        observer.start()

    def _watch(self, folder: str) -> None:
        """Watch a folder below the root, anew if it was replaced by another of its name."""
        assert self._observer is not None
        old = self._watches.pop(folder, None)
        if old is not None:
            self._observer.unschedule(old)
        if (self.root / folder).is_dir():
            self._watches[folder] = self._observer.schedule(self, str(self.root / folder), recursive=True)

    def dispatch(self, event: FileSystemEvent) -> None:
        """Note what matters; called by the observer's thread."""
        # Only inotify tells when a file is closed after writing; elsewhere every change counts.
        by_content = self.polls or sys.platform != "linux"
        if event.event_type in _ACTED_ON or (
            by_content and event.event_type == EVENT_TYPE_MODIFIED and not event.is_directory
        ):
            for path in (event.src_path, event.dest_path):
                self._note(path if isinstance(path, str) else path.decode("utf-8", "surrogateescape"))

    def _note(self, path: str) -> None:
        try:
            relative = Path(path).relative_to(self.root).as_posix()
        except ValueError:
            return
        if is_watched(relative, self.config):
            self._paths.put(relative)

    def wait(self) -> frozenset[str]:
        """The paths of the next burst, relative to the site."""
        paths = {self._paths.get()}
        deadline = time.monotonic() + _LONGEST
        while (left := min(_QUIET, deadline - time.monotonic())) > 0:
            try:
                paths.add(self._paths.get(timeout=left))
            except Empty:
                break
        for folder in paths.intersection(FOLDERS):
            try:
                self._watch(folder)
            except OSError:
                self.stop()
                self.polls = True
                self._begin(PollingObserver(timeout=POLL_SECONDS))
        return frozenset(paths)

    def stop(self) -> None:
        """Watch no longer."""
        if self._observer is not None:
            self._observer.unschedule_all()
            if self._observer.is_alive():
                self._observer.stop()
                self._observer.join(1)
