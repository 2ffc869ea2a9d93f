"""The three places a site can be sent to. Each says first what would change; sending follows the same account.

git and rsync are called as programs, with argument lists and without a shell; neither ever gets an operand that
begins with a dash. Secrets stay in git's and ssh's own keyrings.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from builder.build import MARKER, OUTPUT, plan_site
from builder.config import Config, Target
from builder.errors import Both, BuildError
from builder.files import disk_error, not_a_file, remove_tree, write_rebuildable
from builder.load import LOCK, Site
from builder.publish.lock import add_to_lock
from builder.remember import MADE_BY, read_memory
from builder.site.hosting import ASSETS
from builder.site.permalinks import Addresses
from builder.terminal import Terminal, count

# A publication that would take away more than this needs a person's word.
PLACEHOLDER = "https://change-me.example/"  # what `init` writes
MAX_DELETES = 256
MAX_DELETED_SHARE = 0.1


class Changes(Struct, frozen=True):
    """What sending would do, as paths under the site, sorted."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.changed or self.removed)


def find_target(config: Config, name: str | None) -> Target:
    """The target to send to: the named one, or the only one. Raises BuildError."""
    names = ", ".join(target.name for target in config.targets)
    if not config.targets:
        raise BuildError(
            "site.yaml", None,
            Both("no target to publish to", "لا وجهة للنشر"),
            Both("Add for instance:\n  publish:\n    web: {kind: folder, to: ../site}",
                 "أضف مثلاً:\n  publish:\n    web: {kind: folder, to: ../site}"),
        )  # fmt: skip
    found = [t for t in config.targets if name is None or t.name == name]
    if len(found) == 1:
        return found[0]
    if not found:
        raise BuildError(
            "site.yaml", None,
            Both(f"there is no target `{name}`", f"لا وجهة باسم `{name}`"), Both(f"Targets: {names}.", f"الوجهات: {names}."),
        )  # fmt: skip
    raise BuildError(
        "site.yaml", None,
        Both("several targets; say which", "وجهات متعددة؛ حدد واحدة"), Both(f"Targets: {names}.", f"الوجهات: {names}."),
    )  # fmt: skip


def refuse_placeholder(config: Config) -> None:
    """A site still under the address that `init` wrote has canonical links to nowhere. Raises BuildError."""
    if config.base_url == PLACEHOLDER:
        raise BuildError(
            "site.yaml", None,
            Both(f"`base_url` is still {PLACEHOLDER}", f"لا يزال `base_url` هو {PLACEHOLDER}"),
            Both("Write the address under which people will read the site.", "اكتب العنوان الذي سيُقرأ الموقع عليه."),
        )  # fmt: skip


def publish_site(
    root: Path, site: Site, target: Target, terminal: Terminal, *, dry_run: bool, allow_deletes: bool
) -> int:
    """Send public/ to `target`, then write the lock. With dry_run nothing is sent or written."""
    sender = _SENDERS[target.kind](root, root / OUTPUT, target)
    with sender:
        changes = sender.compare()
        _tell(changes, site.content.config, terminal)
        if not allow_deletes:
            _guard(changes, dry_run=dry_run)
        if dry_run:
            counts = f"+{len(changes.added)} ~{len(changes.changed)} -{len(changes.removed)}"
            terminal.say(f"{counts}; nothing was sent", f"{counts}؛ لم يُرسل شيء")
            return 0
        _require_writable_lock(root)
        if not changes.is_empty:
            terminal.progress(f"publish {target.name}")
            sender.send(changes)
    added = add_to_lock(root, plan_site(site, root / "templates", read_memory(root), MADE_BY).pages)
    sent = len(changes.added) + len(changes.changed)
    terminal.say(
        f"{target.name}: {sent} files sent, {len(changes.removed)} removed, {changes.kept} unchanged; {len(added)} new permanent addresses",
        f"{target.name}: المرسَل {count(sent, 'file')}، والمحذوف {count(len(changes.removed), 'file')}، والباقي كما هو {changes.kept}؛ عناوين دائمة جديدة: {count(len(added), 'address')}",
    )
    return 0


def _require_writable_lock(root: Path) -> None:
    """What was sent must be noted: a lock that cannot be written stops the publication before it begins."""
    for path in (root / "content", root / LOCK):
        if path.exists() and not os.access(path, os.W_OK):
            raise BuildError(
                LOCK, None,
                Both("published addresses could not be noted here", "تعذّر تسجيل العناوين المنشورة هنا"),
                Both("Give yourself the right to write there; nothing was sent.", "امنح نفسك حق الكتابة هناك؛ لم يُرسل شيء."),
            )  # fmt: skip


def _tell(changes: Changes, config: Config, terminal: Terminal) -> None:
    addresses = Addresses(config)
    for sign, paths in (("+", changes.added), ("~", changes.changed), ("-", changes.removed)):
        for path in paths:
            terminal.data(f"{sign} {addresses.href('/' + path.removesuffix('index.html'))}")


def _guard(changes: Changes, *, dry_run: bool) -> None:
    # Assets are named by their content: one edit gives some a new name, and the old one goes.
    gone = sum(not path.startswith(ASSETS.lstrip("/")) for path in changes.removed)
    there = len(changes.removed) + len(changes.changed) + changes.kept
    if dry_run or not (gone > MAX_DELETES or (gone > 10 and gone > MAX_DELETED_SHARE * there)):
        return
    raise BuildError(
        None, None,
        Both(f"this would delete {gone} of {there} published files", f"سيحذف هذا {gone} من {there} ملفاً منشوراً"),
        Both("Look with --dry-run; if it is meant, add --allow-deletes.",
             "انظر أولاً بـ --dry-run؛ وإن كان مقصوداً فأضف --allow-deletes."),
    )  # fmt: skip


def _site_files(folder: Path) -> dict[str, Path]:
    """Files of a built site by path, without our marker and what is only for git."""
    found = {}
    for base, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != ".git")
        for name in files:
            path = Path(base) / name
            relative = path.relative_to(folder).as_posix()
            if relative not in (MARKER, ".gitignore"):
                if path.is_symlink():
                    raise not_a_file(relative, path.lstat().st_mode)
                found[relative] = path
    return found


def _in_order(paths: Sequence[str]) -> list[str]:
    """Assets first, then pages, lists and feeds, redirects last: at no moment does a sent page link to an unsent file."""

    def rank(path: str) -> int:
        if path.startswith("assets/") or path.endswith((".css", ".woff2", ".js", ".png", ".svg")):
            return 0
        if path.endswith(("/index.html", ".json")):
            return 1 if path.count("/") > 1 else 2
        return 3 if path not in ("_redirects", "_headers") else 4

    return sorted(paths, key=lambda path: (rank(path), path))


class _Sender:
    """Compares and sends; a context, so that whatever it set up goes away."""

    def __init__(self, root: Path, output: Path, target: Target) -> None:
        self.root, self.output, self.target = root, output, target

    def __enter__(self) -> _Sender:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def compare(self) -> Changes:
        raise NotImplementedError

    def send(self, changes: Changes) -> None:
        raise NotImplementedError

    def _run(
        self,
        argv: list[str],
        *,
        env: dict[str, str] | None = None,
        stdin: bytes | None = None,
        fine: tuple[int, ...] = (0,),
    ) -> bytes:
        try:
            done = subprocess.run(argv, cwd=self.root, env=env, input=stdin, capture_output=True, check=False)
        except FileNotFoundError:
            raise BuildError(
                None, None,
                Both(f"the program `{argv[0]}` is not installed", f"البرنامج `{argv[0]}` غير مثبت"),
                Both("Install it, or use another kind of target.", "ثبّته أو استعمل نوعاً آخر من الوجهات."),
            ) from None  # fmt: skip
        if done.returncode not in fine:
            told = (done.stderr or done.stdout).decode("utf-8", "replace").strip()[-600:]
            verb = f"{argv[0]} {argv[1]}" if len(argv) > 1 else argv[0]
            raise BuildError(
                None, None,
                Both(f"`{verb}` failed: {told}", f"أخفق `{verb}`: {told}"),
                Both("Nothing was noted as published; run `waqai publish` again once it is mended.",
                     "لم يُسجَّل شيء منشوراً؛ أعد `waqai publish` بعد الإصلاح."),
            )  # fmt: skip
        return done.stdout


RECORD = ".waqai-published"  # on the target: the files that publications put there; only these are ever removed


def _record_bytes(paths: Iterable[str]) -> bytes:
    head = "# Files that `waqai publish` put here; only these are ever removed."
    return "\n".join([head, *sorted(paths)]).encode() + b"\n"


def _read_record(data: bytes) -> set[str]:
    lines = data.decode("utf-8", "replace").split("\n")
    return {line for line in lines if line and not line.startswith(("#", "/")) and ".." not in line.split("/")}


class _FolderSender(_Sender):
    """A folder on this machine or mounted here."""

    def _folder(self) -> Path:
        return self.root / self.target.to

    def _published(self) -> set[str]:
        try:
            return _read_record((self._folder() / RECORD).read_bytes())
        except FileNotFoundError:
            return set()

    def compare(self) -> Changes:
        folder = self._folder()
        own = [self.root / name for name in ("content", "templates", ".cache", ".git", OUTPUT)]
        inside = {folder.resolve(), *folder.resolve().parents}
        if (
            folder.resolve() == self.root.resolve()
            or self.target.to.startswith("~")
            or any(p.resolve() in inside for p in own)
        ):
            raise BuildError(
                "site.yaml", None,
                Both(f"a target cannot be `{self.target.to}`", f"لا تصح الوجهة `{self.target.to}`"),
                Both("Name a folder beside the site, such as ../site.", "سمِّ مجلداً بجانب الموقع مثل ../site."),
            )  # fmt: skip
        ours = _site_files(self.output)
        added, changed, kept = [], [], 0
        for path, source in ours.items():
            live = folder / path
            if live.is_symlink():
                raise not_a_file(str(live), live.lstat().st_mode)
            if not live.exists():
                added.append(path)
            elif live.read_bytes() != source.read_bytes():
                changed.append(path)
            else:
                kept += 1
        removed = [path for path in self._published() if path not in ours and (folder / path).is_file()]
        return Changes(tuple(sorted(added)), tuple(sorted(changed)), tuple(sorted(removed)), kept)

    def send(self, changes: Changes) -> None:
        folder = self._folder()
        ours = _site_files(self.output)
        published = self._published() | set(ours)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            # Noted before anything is sent: what a killed publication left behind is still known as ours.
            self._note(folder, published)
            for path in _in_order([*changes.added, *changes.changed]):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                write_rebuildable(folder / path, ours[path].read_bytes())
            for path in changes.removed:
                (folder / path).unlink(missing_ok=True)
            self._note(folder, set(ours))
        except OSError as error:
            raise disk_error(self.target.to, error) from None

    def _note(self, folder: Path, paths: set[str]) -> None:
        write_rebuildable(folder / RECORD, _record_bytes(paths))


class _GitSender(_Sender):
    """A branch of a git repository, one commit a publication; the work tree and index of the site stay untouched."""

    def __enter__(self) -> _GitSender:
        self.folder = Path(tempfile.mkdtemp(prefix="waqai-publish-"))
        self.env = {
            **os.environ,
            "GIT_DIR": str(self.folder / "git"),
            "GIT_INDEX_FILE": str(self.folder / "index"),
            "GIT_WORK_TREE": str(self.output),
            "GIT_TERMINAL_PROMPT": "0",
        }
        return self

    def __exit__(self, *_: object) -> None:
        remove_tree(self.folder)

    def _git(self, *args: str, stdin: bytes | None = None) -> str:
        return self._run(["git", *args], env=self.env, stdin=stdin).decode("utf-8", "surrogateescape")

    def _remote(self) -> str:
        """The address of the remote: a name such as `origin` is looked up in the site's own repository."""
        to = self.target.to
        if ":" in to or "/" in to or (self.root / to).exists():
            return str((self.root / to).resolve()) if (self.root / to).exists() else to
        try:
            return self._run(["git", "remote", "get-url", "--", to]).decode().strip()
        except BuildError:
            raise BuildError(
                "site.yaml", None,
                Both(f"this folder's git knows no remote `{to}`", f"لا يعرف git في هذا المجلد مستودعاً باسم `{to}`"),
                Both(f"Run `git init` and `git remote add {to} ADDRESS`, or write the address under `to:`.",
                     f"شغّل `git init` ثم `git remote add {to} العنوان`، أو اكتب العنوان في `to:`."),
            ) from None  # fmt: skip

    def compare(self) -> Changes:
        self._run(["git", "init", "--quiet", "--bare", "--", str(self.folder / "git")], env=dict(os.environ))
        remote = self._remote()
        if remote.startswith("-"):
            raise BuildError("site.yaml", None, Both("a remote cannot begin with a dash", "لا يبدأ المستودع بشرطة"))
        self.remote = remote
        self.branch = f"refs/heads/{self.target.branch}"
        listed = self._git("ls-remote", "--", remote, self.branch).split()
        self.parent = listed[0] if listed else None
        before: dict[str, str] = {}
        published: set[str] = set()
        if self.parent:
            self._git("fetch", "--quiet", "--depth=1", "--", remote, self.branch)
            before = self._tree(self.parent)
            # What others put on the branch (CNAME, a README) is carried over.
            self._git("read-tree", self.parent)
            if RECORD in before:
                published = _read_record(
                    self._git("cat-file", "blob", before[RECORD]).encode("utf-8", "surrogateescape")
                )
        ours = sorted(_site_files(self.output))
        gone = sorted(published.intersection(before) - set(ours))
        self._git("update-index", "--force-remove", "-z", "--stdin", stdin="\0".join(gone).encode())
        self._git(
            "add",
            "--force",
            "--pathspec-from-file=-",
            "--pathspec-file-nul",
            stdin="\0".join(f":(literal){p}" for p in ours).encode(),
        )
        record = self._git("hash-object", "-w", "--stdin", stdin=_record_bytes(ours)).strip()
        self._git("update-index", "--add", "--cacheinfo", f"100644,{record},{RECORD}")
        self.tree = self._git("write-tree").strip()
        before.pop(RECORD, None)
        after = self._tree(self.tree)
        after.pop(RECORD)
        return Changes(
            added=tuple(sorted(after.keys() - before.keys())),
            changed=tuple(sorted(p for p in after.keys() & before.keys() if after[p] != before[p])),
            removed=tuple(sorted(before.keys() - after.keys())),
            kept=sum(after[p] == before[p] for p in after.keys() & before.keys()),
        )

    def _tree(self, name: str) -> dict[str, str]:
        rows = self._git("ls-tree", "-r", "-z", name).split("\0")
        return {row.split("\t", 1)[1]: row.split()[2] for row in rows if row}

    def send(self, changes: Changes) -> None:
        count = len(changes.added) + len(changes.changed) + len(changes.removed)
        parents = ["-p", self.parent] if self.parent else []
        author = ["-c", "user.name=Waqai", "-c", "user.email=waqai@localhost"] if not self._has_author() else []
        commit = self._git(*author, "commit-tree", self.tree, *parents, "-m", f"Publish {count} changed files").strip()
        # Never forced: another publication that came first is an error, not lost work.
        self._git("push", "--quiet", "--", self.remote, f"{commit}:{self.branch}")

    def _has_author(self) -> bool:
        try:
            self._git("var", "GIT_AUTHOR_IDENT")
        except BuildError:
            return False
        return True


class _RsyncSender(_Sender):
    """A folder on another machine, through rsync (and ssh): compared by content, swapped in at the end.

    Only listed files are ever touched: ours, and those of an earlier publication that are gone. Never a plain
    `--delete`, which would take what others keep in the folder.
    """

    SEND = ("--checksum", "--delay-updates", "--files-from=-", "--from0")
    REMOVE = ("--delete-missing-args", "--files-from=-", "--from0")
    TELL = ("--dry-run", "--itemize-changes", "--out-format=%i %n")

    def __enter__(self) -> _RsyncSender:
        self.folder = Path(tempfile.mkdtemp(prefix="waqai-publish-"))
        return self

    def __exit__(self, *_: object) -> None:
        remove_tree(self.folder)

    def _destination(self) -> str:
        to = self.target.to
        return to if to.endswith("/") else to + "/"

    def _published(self) -> set[str]:
        kept = self.folder / RECORD
        # 23: the first publication finds no record, or not even the folder.
        self._run(["rsync", "--", f"{self._destination()}{RECORD}", str(kept)], fine=(0, 23))
        return _read_record(kept.read_bytes()) if kept.exists() else set()

    def _rsync(self, flags: tuple[str, ...], source: Path, paths: Iterable[str]) -> list[tuple[str, str]]:
        """Run over the listed paths; returns the rows (flags, path) that `TELL` makes it print."""
        argv = ["rsync", *flags, "--", f"{source}/", self._destination()]
        told = self._run(argv, stdin=b"\0".join(path.encode() for path in sorted(paths))).decode("utf-8", "replace")
        return [(row.partition(" ")[0], row.partition(" ")[2].strip()) for row in told.splitlines()]

    def _gone(self) -> Path:
        """A folder with the parents of what is to go, and nothing in them: what rsync needs to remove it there."""
        for path in self.published - self.ours:
            (self.folder / "gone" / path).parent.mkdir(parents=True, exist_ok=True)
        return self.folder / "gone"

    def compare(self) -> Changes:
        self.ours = set(_site_files(self.output))
        self.published = self._published()
        rows = self._rsync((*self.SEND, *self.TELL), self.output, self.ours)
        added = [path for flags, path in rows if flags[1:2] == "f" and "+" in flags]
        changed = [path for flags, path in rows if flags[1:2] == "f" and "+" not in flags]
        removed: list[str] = []
        if stale := self.published - self.ours:
            told = self._rsync((*self.REMOVE, *self.TELL), self._gone(), stale)
            removed = [path for flags, path in told if flags == "*deleting" and not path.endswith("/")]
        kept = len(self.ours) - len(added) - len(changed)
        return Changes(tuple(sorted(added)), tuple(sorted(changed)), tuple(sorted(removed)), kept)

    def send(self, changes: Changes) -> None:
        # Noted before anything is sent: what a killed publication left behind is still known as ours.
        self._note(self.ours | self.published)
        self._rsync(self.SEND, self.output, self.ours)
        if changes.removed:
            self._rsync(self.REMOVE, self._gone(), changes.removed)
        self._note(self.ours)

    def _note(self, paths: set[str]) -> None:
        (self.folder / RECORD).write_bytes(_record_bytes(paths))
        self._run(["rsync", "--checksum", "--", str(self.folder / RECORD), self._destination()])


_SENDERS: dict[str, type[_Sender]] = {"folder": _FolderSender, "git": _GitSender, "rsync": _RsyncSender}
