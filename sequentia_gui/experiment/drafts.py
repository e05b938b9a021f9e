"""A draft is what a save writes first, beside the file; it takes the file's name once all of it is on the disk.

A draft is locked as long as somebody writes it, so that what a killed program has left can be told from it.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sequentia_gui.experiment.locking import lock

_BEGIN, _END = ".sequentia-draft-", ".tmp"


@contextmanager
def draft_beside(target: Path, content: bytes) -> Iterator[Path]:
    """A new file in the target's folder, all of it on the disk; at the end it is gone, unless it was renamed."""
    draft, file = _begun(target.parent)
    try:
        with file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            if sys.platform == "win32":
                file.close()  # nothing that is open can be renamed there
            yield draft
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def clear_drafts(folder: Path) -> None:
    """Remove what programs have left in a folder that were killed in the middle of a save."""
    with contextlib.suppress(OSError):
        for draft in folder.glob(f"{_BEGIN}*{_END}"):
            with contextlib.suppress(OSError):
                _clear(draft)


def _begun(folder: Path) -> tuple[Path, BinaryIO]:
    """A locked draft; somebody who clears drafts away may be quicker than the lock, and then it is another one."""
    while True:
        draft = folder / f"{_BEGIN}{secrets.token_hex(6)}{_END}"
        file = draft.open("xb")
        try:
            lock(file.fileno())
        except BlockingIOError:
            file.close()
            continue
        except OSError:  # some folders of a network know no locks
            return draft, file
        if draft.exists():
            return draft, file
        file.close()


def _clear(draft: Path) -> None:
    """OSError where it is being written, or belongs to somebody else."""
    descriptor = os.open(draft, os.O_RDWR)
    try:
        lock(descriptor)
        if sys.platform != "win32":
            draft.unlink()
    finally:
        os.close(descriptor)
    if sys.platform == "win32":
        draft.unlink()
