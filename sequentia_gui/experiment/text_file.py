"""Text files are read up to a sensible size, and written so that a power cut never leaves half of one."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from sequentia_gui.experiment.experiment import ExperimentError

_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


class FileError(ExperimentError):
    """A file that cannot be used; its text is a sentence for the learner."""


def read_bytes(path: Path, limit: int) -> bytes:
    """The content of a file; FileError where it cannot be read or has more than `limit` bytes."""
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as error:
        raise FileError(f"{path.name} cannot be opened: {_reason(error)}.") from error
    except ValueError as error:
        raise FileError("This is not the name of a file.") from error
    if len(content) > limit:
        raise FileError(f"{path.name} is too large: this program reads up to {limit // 2**20} MB.")
    return content


def as_text(content: bytes, name: str) -> str:
    """The text in UTF-8, UTF-16 with its mark, or else Windows Western; FileError where it is no text."""
    encodings = ("utf-16",) if content[:2] in _BYTE_ORDER_MARKS else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        with contextlib.suppress(UnicodeDecodeError):
            text = content.decode(encoding)
            if not any(sign < " " and sign not in "\t\n\r\f" for sign in set(text)):
                return text
    raise FileError(f"{name} is not a text file.")


def write_text(path: Path, text: str) -> None:
    """Put the text (UTF-8) in the place of what the file held; FileError leaves the old file as it was."""
    target = path.resolve()
    draft = target.with_name(f".sequentia-{secrets.token_hex(6)}.tmp")
    try:
        _write_through(draft, text)
        draft.replace(target)
    except OSError as error:
        raise FileError(f"{path.name} cannot be written: {_reason(error)}.") from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _write_through(path: Path, text: str) -> None:
    """Write and wait until the disk has it, so that the file's new name never points to an empty file."""
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _reason(error: OSError) -> str:
    reason = error.strerror or "the system gives no reason"
    return reason[0].lower() + reason[1:]
