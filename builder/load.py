"""Reading a whole site: every file of content/ parsed, checked against its text and against each other.

All faults of a run are told together. Parsed records are cached by the digest of their bytes; deleting the cache
costs time, never correctness.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TypeVar

from msgspec import Struct

from builder import __version__, limits
from builder.config import Config
from builder.entities.registry import Registry, build_registry
from builder.entities.resolve import Proposal, resolve_names
from builder.errors import Both, BuildError, Faults
from builder.files import list_files, not_a_file, read_file
from builder.issues import FOLDER as NEWSLETTERS
from builder.issues import parse_issue
from builder.model import Record
from builder.nodes import CONFLICT, CONFLICT_MEND, CONFLICT_TOLD, Node, decode_yaml_bytes, place_of, read_nodes
from builder.packed import read_packed, write_packed
from builder.records.check import Finding, check_record
from builder.records.codec import parse_proposal, parse_record
from builder.site.index import Issue, LoadedRecord, ProsePage, SiteContent
from builder.site.links import LINKS_PATH, LinksChecked, parse_links

T = TypeVar("T")

SOURCES, TEXTS, RECORDS = "content/sources", "content/texts", "content/records"
DRAFTS, ENTITIES, PAGES = "content/drafts", "content/entities", "content/pages"
LOCK = "content/permalinks.lock"
SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm")  # of articles
NOBODY = Registry({}, {}, {})
CACHE = ".cache/records.msgpack"
_ADDRESS = re.compile(r"/(?:[A-Za-z0-9][A-Za-z0-9._-]*/)*")


class Site(Struct, frozen=True):
    """A loaded site: what the pages are made from, who is accepted, and what is worth a warning."""

    content: SiteContent
    registry: Registry
    warnings: tuple[BuildError, ...]


class RecordFile(Struct, frozen=True):
    """One record file as read."""

    path: str
    stem: str
    record: Record


def load_site(root: Path, config: Config, as_of: str | None = None) -> Site:
    """Read and check everything under content/. Raises Faults with every fault of every file."""
    loader = _Loader(root)
    return loader.load(config, as_of)


def undrafted_sources(root: Path) -> list[str]:
    """The files of content/sources that have no record. Raises Faults for two sources of one stem."""
    sources = [path for path, _ in list_files(root, SOURCES, SUFFIXES)]
    faults = _same_stem(sources)
    if faults:
        raise Faults(faults)
    stems = {PurePosixPath(path).stem for path, _ in list_files(root, RECORDS, (".yaml", ".yml"))}
    return [path for path in sources if PurePosixPath(path).stem not in stems]


def _same_stem(paths: Iterable[str]) -> list[BuildError]:
    seen: dict[str, str] = {}
    faults = []
    for path in paths:
        other = seen.setdefault(PurePosixPath(path).stem, path)
        if other != path:
            faults.append(
                BuildError(
                    path, None,
                    Both(f"{other} has the same name", f"للملف {other} الاسم نفسه"),
                    Both("Rename one of them: a record belongs to one source.", "غيّر اسم أحدهما: السجل لمصدر واحد."),
                )
            )  # fmt: skip
    return faults


def load_registry(root: Path) -> Registry:
    """The authority files alone. Raises Faults."""
    return build_registry(
        (path, _text(root, path, limits.ENTITY_FILE_BYTES)) for path, _ in list_files(root, ENTITIES, (".yaml", ".yml"))
    )


def load_lock(root: Path) -> frozenset[str]:
    """Every address ever published. Raises Faults for a line that is not one."""
    if not (root / LOCK).exists():
        return frozenset()
    faults: list[BuildError] = []
    addresses: set[str] = set()
    text = _text(root, LOCK, limits.LOCK_BYTES)
    for number, line in enumerate(text.split("\n"), 1):
        line = line.rstrip("\r")
        if not line or line.startswith("#"):
            continue
        if line.startswith(CONFLICT):
            faults.append(BuildError(LOCK, number, CONFLICT_TOLD, CONFLICT_MEND))
            continue
        if len(line) <= limits.ADDRESS_CHARACTERS and _ADDRESS.fullmatch(line):
            addresses.add(line)
        else:
            faults.append(
                BuildError(
                    LOCK, number,
                    Both(f"not an address: `{line[:60]}`", f"ليس عنواناً: `{line[:60]}`"),
                    Both("Restore the file from git; addresses are only ever added to it.",
                         "أعد الملف من git؛ فالعناوين تضاف إليه ولا تُحذف."),
                )
            )  # fmt: skip
    if faults:
        raise Faults(faults)
    return frozenset(addresses)


def load_links(root: Path) -> LinksChecked | None:
    """The last check of the publishers' pages; None where there was none. Raises Faults."""
    if not (root / LINKS_PATH).exists():
        return None
    return parse_links(_text(root, LINKS_PATH, limits.SITE_YAML_BYTES))


def _text(root: Path, path: str, limit: int) -> str:
    try:
        return decode_yaml_bytes(read_file(root, path, limit), path, limit)
    except BuildError as error:
        raise Faults([error]) from None


class _Loader:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.faults: list[BuildError] = []
        self.warnings: list[BuildError] = []
        self.all_read = False  # every record, without a fault
        self.trees: dict[str, Node] = {}  # records in fault, by path, for the places of their faults

    def load(self, config: Config, as_of: str | None) -> Site:
        if not (self.root / "content").is_dir():
            # An empty site is a folder with nothing in it; a folder that is not there is a mistake or an unmounted disk.
            raise Faults(
                [BuildError("content", None, Both("there is no folder `content`", "لا مجلد باسم `content`"), _RESTORE)]
            )
        for folder in ("content", SOURCES, TEXTS, RECORDS, DRAFTS, ENTITIES, PAGES, NEWSLETTERS):
            if (self.root / folder).is_symlink():
                self.faults.append(not_a_file(folder, (self.root / folder).lstat().st_mode))
        if self.faults:
            raise Faults(self.faults)
        registry = self._attempt(lambda: load_registry(self.root)) or NOBODY
        files = self._records()
        texts = self._texts()
        records = self._paired(files, texts, registry)
        prose = self._prose()
        issues = self._issues(files)
        lock = self._attempt(lambda: load_lock(self.root)) or frozenset()
        links = self._attempt(lambda: load_links(self.root))
        self._cross_check(files)
        if self.faults:
            raise Faults(self.faults)
        resolved = resolve_names(_proposals(files), registry)
        content = SiteContent(
            config=config,
            records=tuple(records),
            entities=resolved.entities,
            resolved=resolved.table,
            texts=texts,
            prose=tuple(prose),
            lock=lock,
            as_of=as_of or newest_day(file.record for file in files),
            links=links,
            issues=tuple(issues),
        )
        return Site(content, registry, tuple(self.warnings))

    def _attempt(self, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except Faults as faults:
            self.faults += faults.errors
        except BuildError as error:
            self.faults.append(error)
        return None

    def _listed(self, folder: str, suffixes: tuple[str, ...]) -> list[str]:
        return [path for path, _ in self._attempt(lambda: list_files(self.root, folder, suffixes)) or []]

    def _records(self) -> list[RecordFile]:
        cache = _RecordCache(self.root)
        files = []
        before = len(self.faults)
        for path in self._listed(RECORDS, (".yaml", ".yml")):
            if path.endswith(".yml"):
                told = Both("records end in .yaml", "ينتهي اسم السجل بـ .yaml")
                self.faults.append(BuildError(path, None, told, Both("Rename the file.", "غيّر اسم الملف.")))
                continue
            data = self._attempt(partial(read_file, self.root, path, limits.RECORD_BYTES))
            if data is None:
                continue
            record = cache.get(data)
            if record is None:
                record = self._attempt(partial(self._parse, data, path))
                if record is None:
                    continue
                cache.put(data, record)
            files.append(RecordFile(path, PurePosixPath(path).stem, record))
        cache.save()
        self.all_read = len(self.faults) == before
        return files

    def _parse(self, data: bytes, path: str) -> Record:
        text = decode_yaml_bytes(data, path, limits.RECORD_BYTES)
        if not text.strip():
            raise BuildError(
                path, 1, Both("the record is empty", "السجل فارغ"),
                Both("Delete it and run `waqai build` to draft it again, or restore it from git.",
                     "احذفه وشغّل `waqai build` ليُصاغ من جديد، أو أعده من git."),
            )  # fmt: skip
        return parse_record(text, path)

    def _texts(self) -> dict[str, str]:
        texts: dict[str, str] = {}
        for path in self._listed(TEXTS, (".txt",)):
            data = self._attempt(partial(read_file, self.root, path, limits.ARTICLE_BYTES * 2))
            if data is None:
                continue
            try:
                texts[PurePosixPath(path).stem] = data.decode("utf-8")
            except UnicodeDecodeError:
                self.faults.append(
                    BuildError(
                        path, None, Both("the kept text is not UTF-8", "النص المحفوظ ليس بترميز UTF-8"), _RESTORE
                    )
                )
        return texts

    def _paired(self, files: list[RecordFile], texts: dict[str, str], registry: Registry) -> list[LoadedRecord]:
        by_digest: dict[str, str] = {}
        loaded = []
        for file in files:
            text = texts.get(file.stem)
            if text is None:  # renamed on one side: the digest finds it
                if not by_digest:
                    by_digest = {hashlib.sha256(t.encode()).hexdigest(): t for t in texts.values()}
                text = by_digest.get(file.record.text_sha256)
            if text is None:
                self.faults.append(
                    BuildError(
                        file.path, self._line(file.path, ("text_sha256",)),
                        Both(f"its text is missing: {TEXTS}/{file.stem}.txt", f"نصه مفقود: {TEXTS}/{file.stem}.txt"),
                        _RESTORE,
                    )
                )  # fmt: skip
                continue
            for finding in check_record(file.record, text, registry.living):
                (self.warnings if finding.is_warning else self.faults).append(self._told(finding, file.path))
            loaded.append(LoadedRecord(file.stem, file.record, text))
        return loaded

    def _told(self, finding: Finding, path: str) -> BuildError:
        return BuildError(path, self._line(path, finding.keys), finding.problem, finding.mend)

    def _line(self, path: str, keys: tuple[str | int, ...]) -> int | None:
        """The line of a value: found only when there is something to say, so that good files are not read twice."""
        if path not in self.trees:
            self.trees[path] = read_nodes(_text(self.root, path, limits.RECORD_BYTES), path)
        return place_of(self.trees[path], keys).line

    def _cross_check(self, files: list[RecordFile]) -> None:
        first: dict[str, tuple[str, tuple[str | int, ...]]] = {}
        facts = {fact.id for file in files for fact in file.record.facts}
        for file in files:
            rows: list[tuple[str, tuple[str | int, ...]]] = [(file.record.id, ("id",))]
            rows += [(fact.id, ("facts", i, "id")) for i, fact in enumerate(file.record.facts)]
            for id_, keys in rows:
                other_path, other_keys = first.setdefault(id_, (file.path, keys))
                if (other_path, other_keys) != (file.path, keys):
                    place = f"{other_path}:{self._line(other_path, other_keys)}"
                    self._fault(
                        file.path, keys,
                        Both(f"the id `{id_}` is taken ({place})", f"المعرّف `{id_}` مستعمل ({place})"),
                        Both("One of the two was copied: remove the copy.", "أحدهما منسوخ: احذف النسخة."),
                    )  # fmt: skip
            for key in ("disputes", "same_as"):
                for i, pair in enumerate(getattr(file.record, key)):
                    for id_ in pair:
                        if id_ not in facts:
                            mend = Both("Copy the id whole, or delete the pair.", "انسخ المعرّف كاملاً أو احذف الزوج.")
                            self._no_fact(file.path, (key, i), id_, mend)
            for i, fact in enumerate(file.record.facts):
                successor = fact.withdrawn.successor if fact.withdrawn else None
                if successor is not None and successor not in facts:
                    self._no_fact(file.path, ("facts", i, "withdrawn", "successor"), successor)

    def _no_fact(self, path: str, keys: tuple[str | int, ...], id_: str, mend: Both | None = None) -> None:
        """Tell of an id that nothing has. While a record cannot be read it may be in there, and a good row would be deleted."""
        if self.all_read:
            self._fault(path, keys, Both(f"no fact has the id `{id_}`", f"لا واقعة بالمعرّف `{id_}`"), mend)

    def _fault(self, path: str, keys: tuple[str | int, ...], problem: Both, mend: Both | None = None) -> None:
        self.faults.append(BuildError(path, self._line(path, keys), problem, mend))

    def _issues(self, files: list[RecordFile]) -> list[Issue]:
        issues: list[Issue] = []
        facts = {fact.id: fact for file in files for fact in file.record.facts}
        known = facts.keys() | {row.id for file in files for row in file.record.rejected}
        for path in self._listed(NEWSLETTERS, (".yaml", ".yml")):
            if path.endswith(".yml"):
                told = Both("issues end in .yaml", "ينتهي اسم العدد بـ .yaml")
                self.faults.append(BuildError(path, None, told, Both("Rename the file.", "غيّر اسم الملف.")))
                continue
            issue = self._attempt(partial(_read_issue, self.root, path))
            if issue is None:
                continue
            issues.append(issue)
            rows: list[tuple[str, tuple[str | int, ...]]] = [(id_, ("facts", i)) for i, id_ in enumerate(issue.facts)]
            rows += [(id_, ("corrections", i, "id")) for i, (id_, _) in enumerate(issue.corrections)]
            for id_, keys in rows:
                if id_ not in known:
                    mend = Both("Copy the id whole, or delete the row.", "انسخ المعرّف كاملاً أو احذف السطر.")
                    self._no_fact(path, keys, id_, mend)
            for i, (id_, day) in enumerate(issue.corrections):
                fact = facts.get(id_)
                days = [c.date for c in fact.corrections] if fact else [day]
                if fact and fact.withdrawn:
                    days.append(fact.withdrawn.date)
                if day not in days:
                    self._fault(
                        path, ("corrections", i, "date"),
                        Both(f"the fact `{id_}` was not corrected on {day}", f"لم تُصوَّب الواقعة `{id_}` في {day}"),
                        Both("Write the day of the correction as in its record, or delete the row.",
                             "اكتب يوم التصويب كما في سجلها، أو احذف السطر."),
                    )  # fmt: skip
        return issues

    def _prose(self) -> list[ProsePage]:
        pages = []
        for path in self._listed(PAGES, (".md",)):
            page = self._attempt(partial(_read_prose, self.root, path))
            if page is not None:
                pages.append(page)
        return pages


def _read_issue(root: Path, path: str) -> Issue:
    return parse_issue(_text(root, path, limits.PROSE_BYTES), path)


def _read_prose(root: Path, path: str) -> ProsePage:
    return _prose_page(path, _text(root, path, limits.PROSE_BYTES))


def _prose_page(path: str, text: str) -> ProsePage:
    slug = PurePosixPath(path).stem
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,60}", slug):
        raise BuildError(
            path, None,
            Both("the file name becomes the address and must be small Latin letters, digits and dashes",
                 "اسم الملف هو عنوان الصفحة: حروف لاتينية صغيرة وأرقام وشرطات"),
            Both("Rename it, for instance about.md.", "غيّره إلى about.md مثلاً."),
        )  # fmt: skip
    lines = text.replace("\r\n", "\n").split("\n")
    heading = next((i for i, line in enumerate(lines) if line.strip()), None)
    if heading is None or not lines[heading].startswith("# "):
        raise BuildError(
            path, (heading or 0) + 1,
            Both("the page does not begin with its title", "لا تبدأ الصفحة بعنوانها"),
            Both("Write `# العنوان` in the first line.", "اكتب `# العنوان` في السطر الأول."),
        )  # fmt: skip
    return ProsePage(slug, lines[heading][2:].strip(), "\n".join(lines[heading + 1 :]).strip("\n") + "\n")


def _proposals(files: Iterable[RecordFile]) -> Iterable[Proposal]:
    for file in files:
        for name, value in file.record.names:
            proposed = parse_proposal(value)
            if proposed is None:
                yield Proposal(file.stem, name, value)
            else:
                yield Proposal(file.stem, name, None, *proposed)


def newest_day(records: Iterable[Record]) -> str:
    """The newest day that a person or `add` wrote in the records: what counts as today without `--as-of`."""
    days = [""]
    for record in records:
        days.append(record.added)
        if record.reviewed:
            days.append(record.reviewed.date)
        for fact in record.facts:
            days += [row.date for row in fact.corrections]
            days += [row.date for row in (fact.withdrawn, fact.verdict) if row]
    return max(days) or "1970-01-01"


_RESTORE = Both("Restore it from git.", "أعده من git.")


class _RecordCache:
    """Parsed records by the digest of their file's bytes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.old = read_packed(root, CACHE, dict[str, Record], _CACHE_VERSION) or {}
        self.new: dict[str, Record] = {}

    def get(self, data: bytes) -> Record | None:
        key = hashlib.sha256(data).hexdigest()
        found = self.old.get(key)
        if found is not None:
            self.new[key] = found
        return found

    def put(self, data: bytes, record: Record) -> None:
        self.new[hashlib.sha256(data).hexdigest()] = record

    def save(self) -> None:
        """Write the cache if it changed."""
        if self.new.keys() != self.old.keys():
            write_packed(self.root, CACHE, self.new, _CACHE_VERSION)


# The cache of another version, or of another shape of the record, is a miss.
_CACHE_VERSION = f"{__version__} {[Record.__struct_fields__]}".encode()
