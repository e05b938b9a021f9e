"""Files are read up to a sensible size, and written so that a power cut never leaves half of one."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path

from sequentia_gui.experiment.drafts import clear_drafts, draft_beside
from sequentia_gui.experiment.experiment import ExperimentError

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How files of spreadsheet programs begin, those of today and those of before 2007."""
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


class FileError(ExperimentError):
    """A file that cannot be used; its text is a sentence for the learner."""


def read_bytes(path: Path, limit: int) -> bytes:
    """The content of a file; FileError where it cannot be read or has more than `limit` bytes."""
    try:
        _check_kind(path)
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as error:
        raise FileError(f"{_named(path)} cannot be opened: {_reason(error)}.") from error
    except FileError:
        raise
    except ValueError as error:
        raise FileError("This is not the name of a file.") from error
    except MemoryError as error:
        raise FileError(f"{_named(path)} is too large for this machine.") from error
    if len(content) > limit:
        raise FileError(f"{_named(path)} is too large: this program reads up to {limit // 2**20} MB.")
    return content


def check_place(path: Path) -> None:
    """FileError where there is surely no writing a file of that name, so that nobody works for nothing."""
    try:
        obstacle = _obstacle(path)
    except (OSError, RuntimeError) as error:  # a name that is too long, links in a circle
        obstacle = _reason(error)
    if obstacle:
        raise FileError(f"{_named(path)} cannot be written: {obstacle}.")


def _obstacle(path: Path) -> str:
    """Why no file of that name can be written, as far as is seen before; else empty."""
    folder = path.resolve().parent
    if path.is_dir():
        return "is a directory"
    if not folder.is_dir():
        return f"there is no folder {folder}"
    return "" if os.access(folder, os.W_OK) else f"the folder {folder} is read-only"


def as_text(content: bytes, name: str) -> str:
    """The text in UTF-8, UTF-16 with its mark, or else Windows Western; FileError where it is no text."""
    encodings = ("utf-16",) if content[:2] in _BYTE_ORDER_MARKS else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        with contextlib.suppress(UnicodeDecodeError):
            text = content.decode(encoding)
            if not any(sign < " " and sign not in "\t\n\r\f" for sign in set(text)):
                return text
    if content.startswith(_WORKBOOKS):
        raise FileError(f"{name} is not a text file: save it as CSV in the program that it was made with.")
    raise FileError(f"{name} is not a text file.")


def is_text(name: str) -> bool:
    """Whether a file's name has letters only, and no bytes that are none, which Unix allows."""
    return not any("\ud800" <= sign <= "\udfff" for sign in name)


def write_text(path: Path, text: str) -> None:
    """Put the text (UTF-8) in the place of what the file held; FileError leaves the old file as it was."""
    write_bytes(path, text.encode("utf-8", "replace"))


def write_bytes(path: Path, content: bytes) -> None:
    """Put the content in the place of what the file held; FileError leaves the old file as it was."""
    try:
        target = path.resolve()
        _replace(target, content)
    except FileError:
        raise
    except (OSError, RuntimeError) as error:  # Python up to 3.12 raises RuntimeError for a loop of links
        raise FileError(f"{_named(path)} cannot be written: {_reason(error)}.") from error
    except ValueError as error:
        raise FileError("This is not the name of a file.") from error


def _replace(target: Path, content: bytes) -> None:
    """A file that is locked stays as it is, though its folder would allow to replace it."""
    if target.exists():
        _check_kind(target)
        if not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    clear_drafts(target.parent)
    with draft_beside(target, content) as draft:
        if target.exists():
            draft.chmod(stat.S_IMODE(target.stat().st_mode))
        draft.replace(target)
        _settle(target.parent)


def _settle(folder: Path) -> None:
    """Wait until the disk knows the new name, too; Windows, and some folders of a network, cannot be asked to."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _check_kind(path: Path) -> None:
    """Pipes and devices may never end, and reading one could wait for ever."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(mode):
        raise FileError(f"{_named(path)} is a pipe or a device, not a file.")


def _named(path: Path) -> str:
    """The file's name; for a path that ends in none, such as "/" or "..", all of it."""
    return path.name if path.name not in ("", "..") else str(path)


def _reason(error: OSError | RuntimeError) -> str:
    if isinstance(error, RuntimeError):
        return "its links lead in a circle"
    reason = error.strerror or "the system gives no reason"
    return f"{reason[0].lower()}{reason[1:]}"
