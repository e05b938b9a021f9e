"""Writing a file: all of it or nothing, and never a trace of a failure."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from sequentia_gui.experiment.drafts import draft_beside
from sequentia_gui.experiment.text_file import FileError, check_place, read_bytes, write_text


def test_where_writing_fails_the_old_file_stays_and_nothing_else_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.txt"
    path.write_text("old", "utf-8")

    def no_space(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(FileError, match=r"old\.txt cannot be written: no space left on device\."):
        write_text(path, "new")
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_named_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"new\.txt cannot be written: no such file or directory\."):
        write_text(tmp_path / "none" / "new.txt", "text")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be opened"):
        read_bytes(tmp_path, 10)
    with pytest.raises(FileError, match="cannot be written"):
        write_text(tmp_path, "text")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes among its files")
def test_a_pipe_is_neither_read_nor_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for act in (lambda: read_bytes(tmp_path / "pipe", 10), lambda: write_text(tmp_path / "pipe", "text")):
        with pytest.raises(FileError, match=r"^pipe is a pipe or a device, not a file\.$"):
            act()
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_a_place_for_a_file_is_looked_at_before_there_is_something_to_write(tmp_path: Path) -> None:
    check_place(tmp_path / "new.txt")
    with pytest.raises(FileError, match=r"new\.txt cannot be written: there is no folder"):
        check_place(tmp_path / "none" / "new.txt")
    with pytest.raises(FileError, match="cannot be written: is a directory"):
        check_place(tmp_path)


def test_letters_that_no_file_can_hold_are_replaced(tmp_path: Path) -> None:
    write_text(tmp_path / "new.txt", "a\ud800b")
    assert (tmp_path / "new.txt").read_text("utf-8") == "a?b"


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    plain, ours = tmp_path / "plain.txt", tmp_path / "ours.txt"
    plain.write_text("text", "utf-8")
    write_text(ours, "text")
    assert stat.S_IMODE(ours.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


@pytest.mark.skipif(os.name == "nt", reason="Windows seldom allows links")
def test_a_link_stays_a_link_to_the_file_that_is_written(tmp_path: Path) -> None:
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_text("old", "utf-8")
    link.symlink_to(target)
    write_text(link, "new")
    assert link.is_symlink()
    assert target.read_text("utf-8") == "new"


def test_the_disk_has_the_content_before_the_name_and_then_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    sync, replace = os.fsync, Path.replace

    def noted_sync(descriptor: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "content")
        sync(descriptor)

    def noted_replace(self: Path, target: Path) -> Path:
        done.append("name")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    write_text(tmp_path / "new.txt", "text")
    assert done[:2] == ["content", "name"]
    assert done[2:] == (["folder"] if os.name != "nt" else [])


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_who_may_read_a_file_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("old", "utf-8")
    path.chmod(0o600)
    write_text(path, "new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is Unix's")
def test_a_draft_that_somebody_is_writing_is_left_alone(tmp_path: Path) -> None:
    with draft_beside(tmp_path / "one.txt", b"one") as draft:
        write_text(tmp_path / "two.txt", "two")
        draft.replace(tmp_path / "one.txt")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["one.txt", "two.txt"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other locks")
def test_where_the_folder_knows_no_locks_files_are_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(descriptor: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("sequentia_gui.experiment.drafts.lock", no_locks)
    (tmp_path / ".sequentia-draft-0123.tmp").touch()
    write_text(tmp_path / "one.txt", "one")
    assert sorted(each.name for each in tmp_path.iterdir()) == [".sequentia-draft-0123.tmp", "one.txt"]


def test_a_place_that_cannot_even_be_looked_at_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="too long"):
        check_place(tmp_path / ("x" * 300 + ".png"))
    (tmp_path / "round").symlink_to(tmp_path / "round")
    with pytest.raises(FileError, match=r"circle|links"):
        check_place(tmp_path / "round" / "new.png")
