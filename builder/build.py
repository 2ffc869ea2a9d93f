"""load -> index -> plan -> diff -> render -> sweep: from content/ to a folder of static files.

Everything is rendered before anything is written, so a build that fails leaves the output byte for byte. A first or
full build swaps the whole tree in one step; a later one renames each changed file into place and deletes last.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from operator import attrgetter
from pathlib import Path

from msgspec import Struct

from builder import __version__
from builder.config import Config
from builder.errors import Both, BuildError, Faults
from builder.files import (
    disk_error,
    not_a_file,
    read_file,
    remove_tree,
    swap_trees,
    write_new,
    write_rebuildable,
)
from builder.fresh import STATE, UNFINISHED
from builder.load import CACHE, Site
from builder.packed import mark_of, read_packed, write_packed
from builder.processes import processors
from builder.remember import MADE_BY, PLAN, read_memory, write_memory
from builder.render import cards
from builder.render.assets import load_assets
from builder.render.environment import Renderer, packaged_templates
from builder.site.index import build_index
from builder.site.permalinks import check_lock
from builder.site.plan import NOTHING, Memory, SitePlan, plan_again, view_digest
from builder.site.views import CardView, Page, ProseView

OUTPUT = "public"
CARD = "card"  # the kind of a page that is a picture of a fact
MARKER = ".waqai"
MANIFEST = ".cache/pages.msgpack"
NEW = ".waqai-new"
# What may lie in an output folder that no build has touched yet.
_KEPT = {".gitignore", ".gitkeep", ".git"}
_HREF = re.compile(rb"""<(?:a|link|img|script)\b[^>]*?\b(?:href|src)="([^"#?]*)""")
Progress = Callable[[str, int, int], None]


class Report(Struct, frozen=True):
    """What a build did, in files. touched: those written or removed, under the output folder; None for all.

    vouched: marks the list of files that now stand there; empty where it could not be kept.
    """

    pages: int
    facts: int
    written: int
    removed: int
    warnings: tuple[BuildError, ...]
    touched: tuple[str, ...] | None = None
    vouched: str = ""


class Entry(Struct, frozen=True):
    """A written file: what it was made from, and how the disk knows it."""

    key: str
    size: int
    mtime_ns: int


class Manifest(Struct, frozen=True):
    """What the last build wrote, by path under the output folder."""

    version: str
    output: str
    files: dict[str, Entry]


class Planned(Struct, frozen=True):
    """The pages of a site, each with its key, and what renders them. plan: what they are from, for the plan after it."""

    pages: tuple[Page, ...]
    keys: dict[str, str]
    renderer: Renderer
    facts: int
    plan: SitePlan
    warnings: tuple[BuildError, ...] = ()


def plan_site(site: Site, templates: Path, before: Memory = NOTHING, made_by: bytes = b"") -> Planned:
    """Plan every page of a loaded site. Raises Faults for a published address that would be lost.

    before: what the last plan knew, made_by: the program that made it; what did not change is taken from it.
    """
    folders = list(dict.fromkeys(folder for folder in (templates, packaged_templates()) if folder.is_dir()))
    assets = load_assets(folders, site.content.config.theme)
    renderer = Renderer(site.content.config, folders, assets.addresses)
    return plan_with(renderer, assets.pages, site, before, made_by)


def plan_with(
    renderer: Renderer, assets: Iterable[Page], site: Site, before: Memory = NOTHING, made_by: bytes = b""
) -> Planned:
    """The same with templates and assets that were read already."""
    index = build_index(site.content)
    drawn, warnings = draws_cards(site.content.config)
    made = plan_again(index, before, made_by, cards=drawn)
    assets = tuple(assets)
    pages = tuple(sorted((*made.pages, *assets), key=attrgetter("path")))
    faults = check_lock(site.content.lock, pages, site.content.config)
    if faults:
        raise Faults(faults)
    digests = {**made.digests, **{page.path: view_digest(page.view) for page in assets}}
    return Planned(pages, page_keys(pages, digests, renderer), renderer, len(index.facts), made, warnings)


def draws_cards(config: Config) -> tuple[bool, tuple[BuildError, ...]]:
    """Whether facts get social images of their own here, and what to tell where Pillow cannot join Arabic letters."""
    if not config.outputs.cards or not cards.installed():
        return False, ()
    return (True, ()) if cards.shapes_arabic() else (False, (cards.NO_RAQM,))


def page_keys(pages: Iterable[Page], digests: Mapping[str, str], renderer: Renderer) -> dict[str, str]:
    """What each page is made from, by its path: its view, and whatever else makes bytes of that."""
    makers: dict[tuple[str, str | None], str] = {}
    keys = {}
    for page in pages:
        kind = page.kind, page.template
        if kind not in makers:
            makers[kind] = _maker(page, renderer)
        keys[page.path] = f"{digests[page.path]}{makers[kind]}"
    return keys


def _maker(page: Page, renderer: Renderer) -> str:
    """What identifies the templates of a page, or what draws a picture; nothing for a file that is written as it is."""
    if page.template:
        made_by = renderer.digest(page.template) + renderer.chrome
    elif page.kind == CARD:
        made_by = cards.engines()
    else:
        return ""
    return f"-{hashlib.blake2b(made_by, digest_size=16).hexdigest()}"


def render_page(planned: Planned, page: Page) -> bytes:
    """The bytes of one page."""
    return planned.renderer.render(page)


def build_site(
    root: Path, site: Site, output: Path, progress: Progress, *, full: bool = False, vouched: str = ""
) -> Report:
    """Bring `output` up to date with the site. Raises Faults, with `output` as it was, for anything that stands against it.

    vouched: marks the list of files that is known to be what lies in `output`; those are not looked at again.
    """
    planned = plan_site(site, root / "templates", NOTHING if full else read_memory(root), MADE_BY)
    owned = _owned_files(output)
    untouched = vouched != "" and mark_of(root, MANIFEST) == vouched and not (root / UNFINISHED).exists()
    manifest = _read_manifest(root, output)
    known = manifest.files if manifest is not None and owned is not None and not full else {}
    under = f"{output}/"
    keys = planned.keys
    changed = [page for page in planned.pages if not _is_current(under, page.path, keys[page.path], known, untouched)]
    todo = planned.plan.whole(changed)
    rendered: dict[str, bytes | Path] = {}
    pictures = {planned.keys[page.path]: page.view for page in todo if isinstance(page.view, CardView)}
    if pictures:
        cards.draw_ahead(root, pictures, partial(progress, "draw"), processors())
    for done, page in enumerate(todo):
        progress("render", done, len(todo))
        # Pictures wait in the cache: thousands of them are too much to hold.
        if isinstance(page.view, CardView):
            rendered[page.path] = cards.card_file(root, planned.keys[page.path], page.view)
        else:
            rendered[page.path] = render_page(planned, page)
    planned.renderer.keep_compiled()
    paths = {page.path for page in planned.pages}
    gone = sorted(set(owned or ()) - paths)
    # What a person wrote may lead to a page that is gone now; templates lead only to what the plan has.
    prose = [page for page in planned.pages if page.kind == "prose" and page.path not in rendered] if gone else []
    _check_links(site.content.config, planned.pages, {**rendered, **{p.path: render_page(planned, p) for p in prose}})
    touched: tuple[str, ...] | None = (MARKER, *rendered, *gone)
    if owned is None or full or not known:
        touched, removed = None, len(gone)
        _swap(root, output, rendered, owned or frozenset(), paths)
    else:
        removed = _write_changed(root, output, rendered, gone, paths, set(owned))
    files = _write_manifest(root, output, planned, rendered, known)
    write_memory(root, planned.plan.memory)
    if any(page.kind == CARD for page in todo):
        cards.forget_cards(root, frozenset(planned.keys[page.path] for page in planned.pages if page.kind == CARD))
    return Report(
        len(paths), planned.facts, len(rendered), removed, (*site.warnings, *planned.warnings), touched, files
    )


# ---- what is there ----------------------------------------------------------------------------------------------


def _owned_files(output: Path) -> frozenset[str] | None:
    """The files an earlier build put into `output`; None where none did. Raises BuildError for a folder of others."""
    if output.is_symlink():
        raise Faults([not_a_file(output.name, output.lstat().st_mode)])
    if not output.exists():
        return None
    try:
        text = read_file(output, MARKER, 1_000_000_000).decode("utf-8")
    except (BuildError, UnicodeDecodeError):
        if all(entry.name in _KEPT for entry in output.iterdir()):
            return None
        raise Faults(
            [
                BuildError(
                    output.name, None,
                    Both("this folder holds files that no build of Waqai made; it is left alone",
                         "في هذا المجلد ملفات لم يصنعها وقائع؛ لن يُمس"),
                    Both("Empty it, or choose another with `-o`.", "أفرغه أو اختر غيره بـ `-o`."),
                )
            ]
        ) from None  # fmt: skip
    return frozenset(line for line in text.split("\n")[1:] if line and ".." not in line and not line.startswith("/"))


def _read_manifest(root: Path, output: Path) -> Manifest | None:
    manifest = read_packed(root, MANIFEST, Manifest)
    fits = manifest is not None and manifest.version == __version__ and manifest.output == str(output.resolve())
    return manifest if fits else None


def _is_current(under: str, path: str, key: str, known: Mapping[str, Entry], untouched: bool) -> bool:
    """under: the output folder with a slash; a Path for each of a hundred thousand files costs more than asking the disk."""
    entry = known.get(path)
    if entry is None or entry.key != key:
        return False
    if untouched:
        return True
    try:
        info = os.lstat(under + path)
    except OSError:
        return False
    return info.st_size == entry.size and info.st_mtime_ns == entry.mtime_ns


# ---- writing ----------------------------------------------------------------------------------------------------


def _swap(root: Path, output: Path, rendered: dict[str, bytes | Path], owned: frozenset[str], paths: set[str]) -> None:
    """Write the whole tree beside the old one and exchange the two; files that are not ours move along."""
    staged = output.with_name(f".{output.name}{NEW}")
    try:
        remove_tree(staged)
        staged.mkdir(parents=True)
        under = f"{staged}/"
        folders: set[str] = set()
        twins: dict[int, str] = {}
        for path, data in rendered.items():
            _make_folder(under, path, folders)
            _write_new_page(under + path, data, twins)
        _keep_foreign(output, staged, owned)
        write_new(staged / MARKER, _marker(paths))
        if not swap_trees(staged, output):
            _write_changed(root, output, rendered, sorted(owned - paths), paths, set(owned))
        remove_tree(staged)
    except OSError as error:
        if output.exists():
            remove_tree(staged)
        raise Faults([disk_error(output.name, error)]) from None


def _keep_foreign(output: Path, staged: Path, owned: frozenset[str]) -> None:
    if not output.exists():
        return
    for folder, names, files in os.walk(output):
        names.sort()
        for name in sorted(files):
            path = (Path(folder) / name).relative_to(output)
            if str(path) in owned or name == MARKER or name.endswith(NEW) or (staged / path).exists():
                continue
            (staged / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(output / path, staged / path, follow_symlinks=False)


def _write_changed(
    root: Path, output: Path, rendered: dict[str, bytes | Path], gone: list[str], paths: set[str], owned: set[str]
) -> int:
    """Every new file beside its old one, then all renames, then the deletions. Returns how many were deleted."""
    if not rendered and not gone and owned == paths:
        return 0
    journal = root / UNFINISHED
    if journal.exists():
        _sweep_temporary(output)
    staged: list[str] = []
    try:
        output.mkdir(parents=True, exist_ok=True)
        _note_journal(journal)
        write_rebuildable(output / MARKER, _marker(owned | paths))
        under = f"{output}/"
        folders: set[str] = set()
        for path, data in rendered.items():
            _make_folder(under, path, folders)
            temporary = f"{under}{path}{NEW}"
            staged.append(temporary)
            _write_page(temporary, data)
        for temporary in staged:
            os.replace(temporary, temporary.removesuffix(NEW))
        for path in gone:
            _remove(output, path)
        write_rebuildable(output / MARKER, _marker(paths))
        journal.unlink(missing_ok=True)
    except OSError as error:
        for temporary in staged:
            Path(temporary).unlink(missing_ok=True)
        raise Faults([disk_error(output.name, error)]) from None
    return len(gone)


def _write_new_page(target: str, data: bytes | Path, twins: dict[int, str]) -> None:
    """Write into a tree that nobody reads yet. One picture stands under thousands of names: a second name is a link,
    which costs a fortieth of a file. twins: where each value was written first, by identity."""
    first = twins.setdefault(id(data), target)
    if first is not target:
        try:
            os.link(first, target)
        except OSError:  # no links here, or too many of one file
            twins[id(data)] = target
        else:
            return
    _write_page(target, data)


def _write_page(target: str, data: bytes | Path) -> None:
    write_new(target, data if isinstance(data, bytes) else data.read_bytes())


def _note_journal(journal: Path) -> None:
    """Mark the build as unfinished; without a cache to write to, a killed one is completed by rendering everything."""
    try:
        write_rebuildable(journal, b"")
    except OSError:
        return


def _sweep_temporary(output: Path) -> None:
    """Half-written files of a build that was killed."""
    for folder, _, files in os.walk(output):
        for name in files:
            if name.endswith(NEW):
                (Path(folder) / name).unlink()


def _make_folder(under: str, path: str, made: set[str]) -> None:
    """The folder of a file `path`; made: folders that are there already."""
    folder = path.rpartition("/")[0]
    if folder and folder not in made:
        _make_folder(under, folder, made)
        with suppress(FileExistsError):
            os.mkdir(under + folder)
        made.add(folder)


def _remove(output: Path, path: str) -> None:
    (output / path).unlink(missing_ok=True)
    folder = (output / path).parent
    while folder != output:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _marker(paths: Iterable[str]) -> bytes:
    head = "# Files that `waqai build` made; only these are ever removed."
    return "\n".join([head, *sorted(paths)]).encode() + b"\n"


def _write_manifest(
    root: Path, output: Path, planned: Planned, rendered: Mapping[str, bytes | Path], known: Mapping[str, Entry]
) -> str:
    files: dict[str, Entry] = {}
    under = f"{output}/"
    for page in planned.pages:
        if page.path in rendered:
            info = os.lstat(under + page.path)
            files[page.path] = Entry(planned.keys[page.path], info.st_size, info.st_mtime_ns)
        else:
            files[page.path] = known[page.path]
    if not rendered and files == known:
        return mark_of(root, MANIFEST)
    return write_packed(root, MANIFEST, Manifest(__version__, str(output.resolve()), files))


def clean_output(root: Path, output: Path) -> int:
    """Remove what builds made: our files in `output` and the cache. Returns how many files of the site went."""
    owned = _owned_files(output) or frozenset()
    for path in sorted(owned):
        _remove(output, path)
    (output / MARKER).unlink(missing_ok=True)
    for name in (MANIFEST, PLAN, UNFINISHED, CACHE, STATE):
        (root / name).unlink(missing_ok=True)
    cards.forget_cards(root, frozenset())
    return len(owned)


# ---- links ------------------------------------------------------------------------------------------------------


def _check_links(config: Config, pages: Iterable[Page], rendered: Mapping[str, bytes | Path]) -> None:
    """Raises Faults for a link inside the site that leads nowhere."""
    faults = broken_links(config, pages, rendered)
    if faults:
        raise Faults(faults)


def broken_links(config: Config, pages: Iterable[Page], rendered: Mapping[str, bytes | Path]) -> list[BuildError]:
    """One error for each (page, address) of this site that no page answers."""
    root = config.root_path.encode()
    base = config.base_url.encode()
    answered = {root + page.address.lstrip("/").encode() for page in pages}
    by_path = {page.path: page for page in pages}
    faults = []
    for path, data in rendered.items():
        if not path.endswith(".html") or isinstance(data, Path):
            continue
        for href in sorted(set(_HREF.findall(data))):
            target = root + href[len(base) :] if href.startswith(base) else href
            if not target.startswith(b"/") or target in answered or target == b"":
                continue
            told = target.decode("utf-8", "replace")
            view = by_path[path].view
            source = view.path if isinstance(view, ProseView) else path
            faults.append(
                BuildError(
                    source, None,
                    Both(f"the link `{told}` leads nowhere", f"الرابط `{told}` لا يؤدي إلى صفحة"),
                    Both("Mend the address, or remove the link.", "صحح العنوان أو احذف الرابط."),
                )
            )  # fmt: skip
    return faults
