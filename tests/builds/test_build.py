"""The build: same input, same bytes; nothing half-written; nothing of others touched; no published address lost."""

from __future__ import annotations

import os
import random
import re
import shutil
from functools import partial
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.model import Correction, Rejected, When, Withdrawn
from builder.records.codec import parse_record, write_record
from tests.builds import crash
from tests.desk import ARTICLE, SECOND, SITE_YAML, bridge_record, forked, tree, tunnel_record, waqai, write_site

replace = msgspec.structs.replace


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", ("bridge", ARTICLE, bridge_record()), ("tunnel", SECOND, tunnel_record()))


def built(root: Path, *args: str, **environment: str) -> dict[str, bytes]:
    done = waqai(root, "build", *args, **environment)
    assert done.returncode == 0, done.stderr
    return tree(root / "public")


def clean_copy(root: Path, folder: Path) -> dict[str, bytes]:
    """What a first build of the same content gives elsewhere."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copytree(root / "content", folder / "content")
    shutil.copy(root / "site.yaml", folder / "site.yaml")
    if (root / "templates").exists():
        shutil.copytree(root / "templates", folder / "templates")
    return built(folder)


# ---- same input, same bytes -----------------------------------------------------------------------------------------


def edit(root: Path, choice: int, number: int) -> None:
    """One of the things an editor does to a site."""
    path = root / "content/records" / ("bridge.yaml" if number % 2 else "tunnel.yaml")
    if choice == 6:
        (root / "site.yaml").write_text(SITE_YAML + f"digits: {'arab' if number % 2 else 'latn'}\n", "utf-8")
        return
    if choice == 7:
        page = root / "content/pages/about.md"
        page.unlink() if page.exists() else page.write_text(f"# عن الموقع\n\nفقرة {number}.\n", "utf-8")
        return
    if not path.exists():
        stem = path.stem
        path.write_text(write_record(bridge_record() if stem == "bridge" else tunnel_record()), "utf-8")
        return
    record = parse_record(path.read_text("utf-8"), "r")
    facts = list(record.facts)
    i = number % max(1, len(facts))
    if choice == 0:
        path.unlink()
        return
    if choice == 1 and facts:
        facts[i] = replace(facts[i], statement=f"عبارة معدلة {number}.")
    elif choice == 2 and facts:
        facts[i] = replace(facts[i], when=When(None, f"20{number % 30:02}-07", "edited"))
    elif choice == 3 and facts:
        facts[i] = replace(facts[i], status="withdrawn", withdrawn=Withdrawn("2025-07-09", "لم يصح"))
    elif choice == 4 and facts:
        facts[i] = replace(facts[i], corrections=(Correction("2025-07-08", "fact", "كذا", f"كذا {number}"),))
    elif choice == 5 and len(facts) > 1:
        del facts[i]
    path.write_text(write_record(replace(record, facts=tuple(facts))), "utf-8")


@pytest.mark.slow
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 99)), min_size=1, max_size=4))
def test_full_and_incremental_builds_are_byte_equal(tmp_path: Path, edits: list[tuple[int, int]]) -> None:
    """After any sequence of edits the folder holds what a first build of the same content would write."""
    root = tmp_path / "site"
    shutil.rmtree(root, ignore_errors=True)
    write_site(root, ("bridge", ARTICLE, bridge_record()), ("tunnel", SECOND, tunnel_record()))
    shutil.rmtree(root / "content/sources")  # a deleted record stays deleted
    built(root)
    for choice, number in edits:
        edit(root, choice, number)
        incremental = built(root)
    assert incremental == clean_copy(root, tmp_path / "clean")


@pytest.mark.slow
@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Pacific/Auckland"},
        {"LC_ALL": "tr_TR.UTF-8"},
        {"LC_ALL": "C"},
        {"PYTHONHASHSEED": "7"},
        {"HOME": "/nonexistent"},
    ],
    ids=str,
)
def test_surroundings_change_no_byte(site: Path, environment: dict[str, str]) -> None:
    assert built(site) == built(site, "--full", **environment)


def test_order_of_files_on_disk_changes_no_byte(site: Path, tmp_path: Path) -> None:
    first = built(site)
    again = tmp_path / "again"
    for path in sorted(
        (p for p in site.rglob("*") if p.is_file() and "content" in p.parts), key=lambda p: random.Random(3).random()
    ):
        (again / path.relative_to(site)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, again / path.relative_to(site))
    shutil.copy(site / "site.yaml", again / "site.yaml")
    assert built(again) == first


# ---- only what changed ----------------------------------------------------------------------------------------------


def test_unchanged_pages_are_not_rewritten_and_removed_ones_are_swept(site: Path) -> None:
    before = built(site)
    stamps = {path: (site / "public" / path).stat().st_mtime_ns for path in before}
    assert "0 written, 0 removed" in waqai(site, "build").stderr
    record = bridge_record()
    path = site / "content/records/bridge.yaml"
    path.write_text(write_record(replace(record, facts=record.facts[:2])), "utf-8")
    after = built(site)
    gone = record.facts[2].id
    assert f"f/{gone}/index.html" in before and not any(gone in p for p in after)
    assert not (site / "public/f" / gone).exists()
    same = [p for p in after if before.get(p) == after[p] and p != ".waqai"]
    assert same and all((site / "public" / p).stat().st_mtime_ns == stamps[p] for p in same)


def test_a_page_changed_by_hand_is_made_again(site: Path) -> None:
    before = built(site)
    (site / "public/index.html").write_text("x")
    (site / "public/404.html").unlink()
    assert built(site) == before


@pytest.mark.parametrize("name", ["records.msgpack", "pages.msgpack"])
def test_a_damaged_cache_costs_time_only(site: Path, name: str) -> None:
    before = built(site)
    path = site / ".cache" / name
    data = bytearray(path.read_bytes())
    for at in (0, 33, len(data) // 2, len(data) - 1):
        data[at] ^= 0x55
        path.write_bytes(bytes(data))
        assert built(site) == before
    path.write_bytes(b"")
    assert built(site) == before
    shutil.rmtree(site / ".cache")
    assert built(site) == before


# ---- failing safely -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("content/records/bridge.yaml", "facts: نص\n"),
        ("content/records/new.yaml", ""),
        ("site.yaml", "title: x\n"),
        ("content/entities/people.yaml", "- {id: x}\n"),
        ("content/texts/bridge.txt", "نص آخر"),
        ("content/permalinks.lock", "<<<<<<< HEAD\n"),
        ("content/permalinks.lock", "/f/kbxtjvb3kt/\n"),
        ("content/pages/About Us.md", "# x\n"),
        ("content/pages/x.md", "# x\n\n[y](/nowhere/)\n"),
        ("templates/fact.html", "{{ view.mistyped }}"),
        ("templates/fact.html", "{% if %}"),
    ],
)  # fmt: skip
def test_a_failed_build_leaves_the_output_byte_for_byte(site: Path, path: str, text: str) -> None:
    before = built(site)
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text(text, "utf-8")
    done = waqai(site, "build")
    assert done.returncode == 1
    assert path.rsplit("/", 1)[-1 if "texts" not in path else 0] in done.stderr and "Traceback" not in done.stderr
    assert tree(site / "public") == before


def test_faults_of_all_files_are_told_together(site: Path) -> None:
    for stem in ("bridge", "tunnel"):
        path = site / f"content/records/{stem}.yaml"
        path.write_text(path.read_text("utf-8").replace("status: reviewed", "status: seen"), "utf-8")
    (site / "content/pages/x.md").write_text("بلا عنوان\n", "utf-8")
    told = waqai(site, "build").stderr
    assert told.count("cannot be `seen`") == 4 and "content/pages/x.md:1" in told


def test_a_folder_of_others_is_left_alone(site: Path) -> None:
    (site / "public").mkdir()
    (site / "public/thesis.doc").write_text("x")
    done = waqai(site, "build")
    assert done.returncode == 1 and "it is left alone" in done.stderr
    assert tree(site / "public") == {"thesis.doc": b"x"}


def test_a_file_put_beside_ours_survives_every_build(site: Path) -> None:
    built(site)
    (site / "public/CNAME").write_text("facts.example\n")
    for flag in ([], ["--full"]):
        assert built(site, *flag)["CNAME"] == b"facts.example\n"
    assert waqai(site, "clean").returncode == 0
    assert set(tree(site / "public")) == {"CNAME"}


@pytest.mark.parametrize("name", ["public", ".cache", "content/records"])
def test_a_folder_that_is_a_link_is_not_written_through(site: Path, tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside"
    if (site / name).exists():
        shutil.move(site / name, outside)
    else:
        outside.mkdir()
    (site / name).symlink_to(outside)
    before = tree(outside)
    done = waqai(site, "build")
    assert done.returncode == 1 and "a link stands where" in done.stderr
    assert tree(outside) == before


def crash_at(root: Path, number: int, *args: str) -> int:
    """Kill the command at its `number`th call that changes the disk; returns how many calls one that lived made, else 0."""
    done = forked(root, partial(crash.run, number, args))
    assert done.returncode in (0, crash.KILLED), done.stderr
    return int(done.stdout.split()[-1]) if done.returncode == 0 else 0


def crash_points(root: Path, *args: str, sample: int) -> list[int]:
    """A sample over all calls that change the disk; the first and last calls always in it."""
    backup = root.with_name("backup")
    shutil.copytree(root, backup, symlinks=True)
    last = crash_at(root, 0, *args)
    shutil.rmtree(root)
    shutil.copytree(backup, root, symlinks=True)
    shutil.rmtree(backup)
    points = {1, 2, 3, last, last - 1, last - 2, *random.Random(5).sample(range(1, last + 1), min(sample, last))}
    return sorted(p for p in points if p > 0)


@pytest.mark.slow
@pytest.mark.parametrize("situation", ["first", "edit", "removal"])
def test_a_killed_build_leaves_whole_files_and_the_next_completes_it(
    site: Path, tmp_path: Path, situation: str
) -> None:
    """Killed at any moment: every file is old or new, deletions come last, and the next build gives a clean build's bytes."""
    before: dict[str, bytes] = {}
    if situation != "first":
        before = built(site)
        edit(site, 1, 1)
        if situation == "removal":
            (site / "content/records/tunnel.yaml").unlink()
            shutil.rmtree(site / "content/sources")
    after = clean_copy(site, tmp_path / "clean")
    for number in crash_points(site, "build", "-q", sample=8):
        work = tmp_path / "work"
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(site, work, symlinks=True)
        # A copy has new times; the first build brings the manifest up to date with them.
        crash_at(work, number, "build", "-q")
        for path, data in tree(work / "public").items() if (work / "public").exists() else ():
            assert path.endswith(".waqai-new") or path == ".waqai" or data in (before.get(path), after.get(path)), path
        missing = set(before) & set(after) - set(tree(work / "public")) if before else set()
        assert not missing
        assert built(work) == after
        assert not [p for p in work.parent.glob("**/*.waqai-new") if work in p.parents]


# ---- addresses ------------------------------------------------------------------------------------------------------


def lock_of(root: Path) -> list[str]:
    text = (root / "content/permalinks.lock").read_text("utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def test_the_lock_holds_permanent_addresses_sorted_one_a_line(site: Path) -> None:
    (site / "content/pages/about.md").write_text("# عنا\n\nنص.\n", "utf-8")
    assert waqai(site, "lock").returncode == 0
    lines = lock_of(site)
    assert lines == sorted(lines) and "/about/" in lines
    assert {f"/f/{f.id}/" for f in bridge_record().facts} < set(lines)
    # Of lists only those that come and go with what they list.
    assert all(
        re.fullmatch(r"/timeline/(\d{4}(-\d\d)?|undated)/", line) for line in lines if line.startswith("/timeline")
    )
    assert not {"/", "/timeline/", "/e/", "/sources/", "/corrections/"} & set(lines)
    assert "0 addresses added" in waqai(site, "lock").stderr


def test_building_never_writes_the_lock(site: Path) -> None:
    built(site)
    assert not (site / "content/permalinks.lock").exists()


def test_a_lost_address_fails_with_the_three_ways_out(site: Path) -> None:
    waqai(site, "lock")
    record = bridge_record()
    path = site / "content/records/bridge.yaml"
    path.write_text(write_record(replace(record, facts=record.facts[1:])), "utf-8")
    done = waqai(site, "build")
    assert done.returncode == 1
    assert f"/f/{record.facts[0].id}/" in done.stderr
    for way in ("restore", "redirect", "withdraw"):
        assert way in done.stderr


@pytest.mark.parametrize("way", ["withdrawn", "rejected", "hidden"])
def test_a_locked_fact_keeps_answering(site: Path, way: str) -> None:
    """Withdrawn, rejected or hidden again: its address says so instead of breaking."""
    waqai(site, "lock")
    record = bridge_record()
    fact = record.facts[0]
    path = site / "content/records/bridge.yaml"
    if way == "withdrawn":
        gone = replace(fact, status="withdrawn", withdrawn=Withdrawn("2025-08-01", "لم يصح الخبر"))
        record = replace(record, facts=(gone, *record.facts[1:]))
    elif way == "rejected":
        row = Rejected(fact.evidence[0].exact, None, fact.id, "مكرر")
        record = replace(record, facts=record.facts[1:], rejected=(row,))
    else:
        record = replace(record, facts=(replace(fact, status="draft"), *record.facts[1:]))
        (site / "site.yaml").write_text(SITE_YAML + "unreviewed: hide\n", "utf-8")
    path.write_text(write_record(record), "utf-8")
    page = built(site)[f"f/{fact.id}/index.html"].decode()
    assert "noindex" in page
    assert ("لم يصح الخبر" in page) == (way == "withdrawn")
    assert fact.evidence[0].exact not in page or way == "withdrawn"


def test_a_mended_name_leaves_a_page_that_says_so(site: Path) -> None:
    """The commonest correction of all: a wrongly drafted name whose page was published must not block the build."""
    waqai(site, "lock")
    locked = {line for line in lock_of(site) if line.startswith("/e/")}
    for stem in ("bridge", "tunnel"):
        path = site / f"content/records/{stem}.yaml"
        path.write_text(
            path.read_text("utf-8").replace("مدينة المرفأ: new place", "مدينة المرفأ: new organization"), "utf-8"
        )
    files = built(site)
    (gone,) = [a for a in locked if "لم تعد تحت هذا الاسم وقائع" in files[a.strip("/") + "/index.html"].decode()]
    assert "noindex" in files[gone.strip("/") + "/index.html"].decode()


def test_a_list_that_was_published_stays_and_says_that_it_is_empty(site: Path) -> None:
    """A month whose only fact gets another date, a kind of names whose last name turned out to be of another."""
    files = built(site)
    lists = {path for path in files if re.fullmatch(r"timeline/[0-9-]+/index.html|e/[a-z]+/index.html", path)}
    waqai(site, "lock")
    assert {f"/{path.removesuffix('index.html')}" for path in lists} <= set(lock_of(site))
    for path in (site / "content/records").glob("*.yaml"):
        text = re.sub("edtf: 2[0-9-]+", "edtf: 2011-02-03", path.read_text("utf-8"))
        path.write_text(text.replace("new place", "new event"), "utf-8")
    files = built(site)
    assert lists < files.keys()
    empty = {path for path in lists if 'class="empty"' in files[path].decode()}
    assert "e/place/index.html" in empty and any(path.startswith("timeline/2") for path in empty)
    assert all("noindex" in files[path].decode() for path in empty)
    assert not [path for path in empty if f'href="/{path.removesuffix("index.html")}"'.encode() in files["index.html"]]


def test_a_timeline_that_was_published_can_be_switched_off(site: Path) -> None:
    waqai(site, "lock")
    (site / "site.yaml").write_text(SITE_YAML.replace("cards: no", "cards: no, timeline: no"), "utf-8")
    assert not [path for path in built(site) if path.startswith("timeline")]


@pytest.mark.parametrize("base", ["https://x.example/waqai/", "https://x.example/"])
def test_every_internal_link_resolves_under_the_base_path(site: Path, base: str) -> None:
    files = built(site, "--base-url", base, "--full")
    root = "/waqai/" if base.endswith("waqai/") else "/"
    assert f'href="{root}'.encode() in files["index.html"]
    other = b'href="/f/' if root != "/" else b'href="/waqai/'
    assert all(other not in data for path, data in files.items() if path.endswith(".html"))
    assert base.encode() in files["sitemap.xml"] and base.encode() in files["atom.xml"]


# ---- nothing to do --------------------------------------------------------------------------------------------------


def test_a_build_with_nothing_to_do_repeats_its_warnings_and_its_exit_code(site: Path) -> None:
    path = site / "content/records/bridge.yaml"
    path.write_text(path.read_text("utf-8").replace("statement: افتتح وزير", "statement: افتتح أمس وزير"), "utf-8")
    first, second = waqai(site, "build"), waqai(site, "build")
    assert "which changes with the day" in first.stderr and "which changes with the day" in second.stderr
    assert waqai(site, "build", "--strict").returncode == 1


def test_other_bytes_of_equal_size_and_time_are_noticed(site: Path) -> None:
    built(site)
    path = site / "content/records/bridge.yaml"
    stamp = path.stat()
    path.write_text(path.read_text("utf-8").replace("كريم الدالي جسر النهر.", "كريم الدالي جسر البحر."), "utf-8")
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert path.stat().st_size == stamp.st_size
    assert b"\xd8\xa7\xd9\x84\xd8\xa8\xd8\xad\xd8\xb1" in built(site)["index.html"]


def test_a_list_of_files_that_could_not_be_kept_vouches_for_nothing(site: Path) -> None:
    """An edit whose list was lost, and then undone: the page must not stay as the edit had it."""
    built(site)
    record = site / "content/records/bridge.yaml"
    text = record.read_text("utf-8")
    before = tree(site / "public")
    blocked = site / ".cache/pages.msgpack.waqai-new"
    blocked.mkdir()
    record.write_text(text.replace("statement: ", "statement: قيل إن ", 1), "utf-8")
    assert built(site) != before
    blocked.rmdir()
    record.write_text(text, "utf-8")
    assert built(site) == before


def test_a_correction_after_a_full_build_leaves_nothing_to_do(site: Path) -> None:
    """Pictures of one state are one file under many names; taking one name away is seen at the others."""
    built(site, "--full")
    record = site / "content/records/bridge.yaml"
    record.write_text(record.read_text("utf-8").replace("status: reviewed", "status: draft", 1), "utf-8")
    built(site)
    state = (site / ".cache/fresh.json").read_bytes()
    assert "0 written" in waqai(site, "build").stderr
    assert (site / ".cache/fresh.json").read_bytes() == state, "the second build looked at nothing again"


def test_another_settings_file_is_read_again(site: Path) -> None:
    other = site / "deploy.yaml"
    other.write_text(SITE_YAML, "utf-8")
    built(site, "--config", "deploy.yaml")
    other.write_text(SITE_YAML.replace("وقائع المرفأ", "سجل المرفأ"), "utf-8")
    assert "سجل المرفأ" in built(site, "--config", "deploy.yaml")["index.html"].decode()


def test_a_link_of_prose_to_a_list_that_goes_is_told_at_once(site: Path) -> None:
    """As a clean build would tell it: the page of prose itself did not change."""
    built(site)
    month = min(path.name for path in (site / "public/timeline").glob("2???-??"))
    (site / "content/pages/about.md").write_text(f"# عنا\n\n[الشهر](/timeline/{month}/)\n", "utf-8")
    built(site)
    for path in (site / "content/records").glob("*.yaml"):
        path.write_text(re.sub("edtf: 2[0-9-]+", "edtf: 2011-02-03", path.read_text("utf-8")), "utf-8")
    done = waqai(site, "build")
    assert done.returncode == 1 and f"/timeline/{month}/" in done.stderr


def test_a_cache_that_cannot_be_written_costs_time_only(site: Path) -> None:
    """A file in its place refuses as a read-only disk does, also for root."""
    before = built(site)
    shutil.rmtree(site / ".cache")
    (site / ".cache").mkdir()
    for name in ("pages.msgpack", "records.msgpack", "fresh.json"):
        (site / ".cache" / name).mkdir()
    edit(site, 1, 1)
    assert built(site) != before
    assert built(site) == built(site)


def test_a_record_that_cannot_be_read_makes_no_id_of_another_wrong(site: Path) -> None:
    """Its facts are not known now: to delete the pair that names one would lose what a person decided."""
    bridge, tunnel = bridge_record(), tunnel_record()
    pair = ((bridge.facts[0].id, tunnel.facts[0].id),)
    (site / "content/records/bridge.yaml").write_text(write_record(replace(bridge, disputes=pair)), "utf-8")
    path = site / "content/records/tunnel.yaml"
    good = path.read_text("utf-8")
    path.write_text(good.replace("status: reviewed", "status: reviwed", 1), "utf-8")
    told = waqai(site, "build").stderr
    assert "Did you mean `reviewed`?" in told and "no fact has the id" not in told
    path.unlink()
    assert "no fact has the id" in waqai(site, "build").stderr
