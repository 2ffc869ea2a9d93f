"""Where the program touches the disk: reading content without being led astray, writing without losing anything.

Paths given to these functions are relative to the site's folder, with `/`; messages show them so.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from builder import limits
from builder.errors import Both, BuildError, Faults

_KINDS = (
    (stat.S_ISLNK, "a link", "رابط"),
    (stat.S_ISDIR, "a folder", "مجلد"),
    (stat.S_ISFIFO, "a pipe", "أنبوب"),
    (stat.S_ISSOCK, "a socket", "مقبس"),
    (stat.S_ISCHR, "a device", "جهاز"),
    (stat.S_ISBLK, "a device", "جهاز"),
)


def not_a_file(path: str, mode: int) -> BuildError:
    """The error for a link, folder, pipe or device where a file belongs."""
    en, ar = next(((en, ar) for test, en, ar in _KINDS if test(mode)), ("no ordinary file", "ليس ملفاً عادياً"))
    return BuildError(
        path, None,
        Both(f"{en} stands where a file belongs; it is not followed", f"{ar} في مكان ملف؛ لا يُتبع"),
        Both("Put the file itself there, or take this away.", "ضع الملف نفسه أو أزل هذا."),
    )  # fmt: skip


def read_file(root: Path, path: str, limit: int) -> bytes:
    """The bytes of an ordinary file. Raises BuildError for a link, special file, too large a file or one that is gone."""
    try:
        # NONBLOCK: opening a pipe must not wait for a writer.
        fd = os.open(root / path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise _cannot_open(root, path, error) from None
    try:
        info = os.fstat(fd)
        if not stat.S_ISREG(info.st_mode):
            raise not_a_file(path, info.st_mode)
        if info.st_size > limit:
            raise BuildError(
                path, None,
                Both(f"{info.st_size:,} bytes; at most {limit:,} are read", f"{info.st_size:,} بايت؛ والحد {limit:,}"),
                Both("Split it, or leave it out.", "قسّمه أو استبعده."),
            )  # fmt: skip
        with os.fdopen(fd, "rb", closefd=False) as file:
            return file.read(info.st_size + 1)
    finally:
        os.close(fd)


def _cannot_open(root: Path, path: str, error: OSError) -> BuildError:
    if error.errno in (errno.ELOOP, errno.ENXIO, errno.EISDIR):
        with _ignored(OSError):
            return not_a_file(path, os.lstat(root / path).st_mode)
    if error.errno == errno.ENOENT:
        return BuildError(path, None, Both("the file is not there", "الملف غير موجود"))
    return BuildError(path, None, Both(f"cannot be read: {error.strerror}", f"لا يمكن قراءته: {error.strerror}"))


@contextmanager
def _ignored(*kinds: type[BaseException]) -> Iterator[None]:
    try:
        yield
    except kinds:
        return


def list_files(root: Path, folder: str, suffixes: tuple[str, ...]) -> list[tuple[str, os.stat_result]]:
    """Files directly in `folder` whose name ends in one of `suffixes`, by name; hidden and editor's files left out.

    Raises Faults that name every link, special file and unusable file name; a folder that is not there has no files.
    """
    full = root / folder
    try:
        mode = os.lstat(full).st_mode
    except FileNotFoundError:
        return []
    if not stat.S_ISDIR(mode):
        raise Faults([not_a_file(folder, mode)])
    found: list[tuple[str, os.stat_result]] = []
    faults: list[BuildError] = []
    with os.scandir(full) as entries:
        for entry in entries:
            name = entry.name
            if name.startswith(".") or name.endswith(("~", ".swp", ".tmp", ".bak")):
                continue
            path = f"{folder}/{name}"
            problem = name_problem(name)
            info = entry.stat(follow_symlinks=False)
            if problem is not None:
                faults.append(BuildError(path, None, problem, Both("Rename the file.", "غيّر اسم الملف.")))
            elif not stat.S_ISREG(info.st_mode):
                faults.append(not_a_file(path, info.st_mode))
            elif name.endswith(suffixes):
                found.append((path, info))
    if faults:
        raise Faults(faults)
    return sorted(found, key=lambda row: row[0])


def name_problem(name: str) -> Both | None:
    """What makes a file name unusable: control or direction characters, bytes that are no text, too long; else None."""
    if any(0xDC80 <= ord(c) <= 0xDCFF for c in name):
        return Both("the file name is not UTF-8", "اسم الملف ليس بترميز UTF-8")
    if not name.isprintable() or any(c in '\\:*?"<>|' for c in name):
        return Both(
            "the file name holds characters that file names cannot carry safely", "في اسم الملف رموز لا تصلح للأسماء"
        )
    if name.startswith("-"):
        return Both("the file name begins with a dash", "يبدأ اسم الملف بشرطة")
    if len(name.encode()) > limits.FILE_NAME_BYTES:
        return Both(
            f"the file name has more than {limits.FILE_NAME_BYTES} bytes",
            f"اسم الملف أطول من {limits.FILE_NAME_BYTES} بايت",
        )
    return None


def write_durable(root: Path, path: str, data: bytes) -> None:
    """Write a file that people own: whole or not at all, and on the disk before this returns.

    A temporary file beside it, fsync, rename, fsync of the folder. Raises BuildError where the disk refuses.
    """
    target = root / path
    temporary = target.with_name(f".{target.name[:40]}.new.tmp")
    try:
        _refuse_link(root, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
        try:
            _write_all(fd, data)
            os.fsync(fd)
        finally:
            os.close(fd)
        temporary.replace(target)
        folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        with _ignored(OSError):
            temporary.unlink()
        raise disk_error(path, error) from None


def _refuse_link(root: Path, path: str) -> None:
    for part in [Path(path), *Path(path).parents][:-1]:
        with _ignored(FileNotFoundError):
            mode = os.lstat(root / part).st_mode
            if stat.S_ISLNK(mode):
                raise not_a_file(str(part), mode)


def write_rebuildable(target: Path, data: bytes) -> None:
    """Write a file that can be made again (public/, .cache/): whole or not at all, without waiting for the disk."""
    temporary = target.with_name(target.name + ".waqai-new")
    fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
    try:
        _write_all(fd, data)
    finally:
        os.close(fd)
    temporary.replace(target)


def write_new(target: Path | str, data: bytes) -> None:
    """Write a file into a tree that nobody reads yet."""
    fd = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
    try:
        _write_all(fd, data)
    finally:
        os.close(fd)


def _write_all(fd: int, data: bytes) -> None:
    written = os.write(fd, data)
    while written < len(data):
        written += os.write(fd, memoryview(data)[written:])


def disk_error(path: str | None, error: OSError) -> BuildError:
    """A refusal of the disk (full, read-only, no permission) as a message."""
    mend = None
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        mend = Both(
            "The disk is full. Make room and run the command again; nothing was lost.",
            "القرص ممتلئ. أفسح مكاناً وأعد الأمر؛ لم يضع شيء.",
        )
    elif error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        mend = Both("Give yourself the right to write there.", "امنح نفسك حق الكتابة هناك.")
    return BuildError(path, None, Both(f"the system refuses: {error.strerror}", f"رفض النظام: {error.strerror}"), mend)


def swap_trees(staged: Path, live: Path) -> bool:
    """Put `staged` in the place of `live` in one step; the old tree is at `staged` afterwards.

    Returns False where the system has no such step (the caller then writes file by file).
    """
    try:
        if not live.exists() or not any(live.iterdir()):
            staged.replace(live)  # a rename onto nothing or an empty folder is one step everywhere
            return True
    except OSError:
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    at_cwd, exchange = -100, 2
    return bool(renameat2(at_cwd, os.fsencode(staged), at_cwd, os.fsencode(live), exchange) == 0)


def remove_tree(path: Path) -> None:
    """Remove a folder of ours, links in it unfollowed; nothing where it does not exist."""
    if path.is_symlink():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


@contextmanager
def writer_lock(root: Path, command: str, wait: float = 10.0) -> Iterator[bool]:
    """One writer at a time per site; True where another had to be waited for, so that the site may be another now.

    Raises BuildError that says who holds the lock after `wait` seconds.

    The lock is the system's own (flock): that of a process that died is free.
    """
    cache = root / ".cache"
    path = cache / "writer"
    try:
        if cache.is_symlink():
            raise not_a_file(".cache", os.lstat(cache).st_mode)
        cache.mkdir(exist_ok=True)
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
    except OSError as error:
        if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
            # Where nobody may write the cache nobody else builds with one: it costs time, not correctness.
            yield False
            return
        raise disk_error(".cache/writer", error) from None
    try:
        waited = False
        deadline = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    holder = os.pread(fd, 200, 0).decode("utf-8", "replace").strip()
                    raise BuildError(
                        None, None,
                        Both(f"another command is writing to this site: {holder}", f"أمر آخر يكتب في هذا الموقع: {holder}"),
                        Both("Wait until it ends, or stop it.", "انتظر انتهاءه أو أوقفه."),
                    ) from None  # fmt: skip
                waited = True
                time.sleep(0.05)
        with _ignored(OSError):  # a full disk: the lock holds without a name in it
            os.ftruncate(fd, 0)
            os.pwrite(fd, f"{command} (process {os.getpid()})\n".encode(), 0)
        yield waited
    finally:
        os.close(fd)
