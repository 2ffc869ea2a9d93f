"""Content is read without being led astray, and what people own is written whole or not at all."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from builder.errors import BuildError, Faults
from builder.files import list_files, name_problem, read_file, swap_trees, write_durable, writer_lock


def test_links_pipes_devices_and_folders_are_named_not_followed(tmp_path: Path) -> None:
    (tmp_path / "c").mkdir()
    (tmp_path / "secret").write_text("CANARY")
    (tmp_path / "c/link.txt").symlink_to(tmp_path / "secret")
    os.mkfifo(tmp_path / "c/pipe.txt")
    (tmp_path / "c/folder.txt").mkdir()
    (tmp_path / "c/zero.txt").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "c/socket.txt"))
        with pytest.raises(Faults) as caught:
            list_files(tmp_path, "c", (".txt",))
    told = str(caught.value)
    for kind in ("c/link.txt: a link", "c/pipe.txt: a pipe", "c/folder.txt: a folder", "c/socket.txt: a socket"):
        assert kind in told
    assert "CANARY" not in told


@pytest.mark.parametrize("name", ["link.txt", "pipe.txt", "folder.txt"])
def test_reading_one_does_not_wait_or_follow(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_text("CANARY")
    (tmp_path / "link.txt").symlink_to("secret")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(BuildError, match="stands where a file belongs"):
        read_file(tmp_path, name, 100)


def test_size_is_known_before_reading(tmp_path: Path) -> None:
    with (tmp_path / "big").open("wb") as file:
        file.truncate(10**12)  # a hole: nothing on the disk
    with pytest.raises(BuildError, match=r"1,000,000,000,000 bytes; at most 100"):
        read_file(tmp_path, "big", 100)


@pytest.mark.parametrize("name", ["a\nb", "a\x1b[2J", "a\u202eb", "-rf", "a\udce9", "ن" * 101, "a:b", "a?"])
def test_unusable_names(name: str) -> None:
    assert name_problem(name) is not None


@pytest.mark.parametrize("name", ["مقال.txt", "a b.md", "e\u0301.txt", "{{7}}.txt", "ن" * 100])
def test_usable_names(name: str) -> None:
    assert name_problem(name) is None


def test_a_write_leaves_no_temporary_file_and_follows_no_link(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    write_durable(tmp_path, "content/records/a.yaml", b"x")
    write_durable(tmp_path, "content/records/a.yaml", b"y")
    assert [p.name for p in (tmp_path / "content/records").iterdir()] == ["a.yaml"]
    (tmp_path / "content/texts").symlink_to(tmp_path / "outside")
    with pytest.raises(BuildError, match="a link stands where"):
        write_durable(tmp_path, "content/texts/a.txt", b"x")
    assert not any((tmp_path / "outside").iterdir())


def test_trees_are_exchanged_in_one_step(tmp_path: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    assert swap_trees(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old/file").read_text() == "new"
    assert (tmp_path / "new/file").read_text() == "old"


def test_one_writer_at_a_time_and_the_second_is_told_who(tmp_path: Path) -> None:
    with (
        writer_lock(tmp_path, "waqai build"),
        pytest.raises(BuildError, match=rf"waqai build \(process {os.getpid()}\)"),
        writer_lock(tmp_path, "waqai add", wait=0.1),
    ):
        raise AssertionError("two writers")
    with writer_lock(tmp_path, "waqai add", wait=0.1):
        pass
