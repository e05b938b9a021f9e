"""Work that nobody saved lies in a folder of the program's own, so that neither a crash nor a power cut takes it.

A copy is an experiment's file like any other, with one field more: the file that the work belongs to.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

import msgspec

from sequentia_gui.experiment.file_format import (
    FileError,
    content_of,
    read_content,
    record_of,
    saved_in,
)
from sequentia_gui.experiment.saved import SUFFIX, Saved
from sequentia_gui.experiment.text_file import is_text, write_bytes

_DAMAGED = ".damaged"
_URL = "file://"


class _Owner(msgspec.Struct):
    """The one field that a copy has more than a file."""

    belongs_to: str | None = None


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Work that is not in a file of its own yet, and the file that it belongs to, None where there is none."""

    saved: Saved
    path: Path | None = None


def write_copy(place: Path, work: Unsaved) -> None:
    """Keep the work at that place, in one go; FileError where it cannot be written."""
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"{place.parent} cannot be made: {error.strerror}.") from error
    owner = _told(work.path) if work.path else None
    write_bytes(place, msgspec.json.encode({**content_of(work.saved), "belongs_to": owner}))


def read_copy(place: Path) -> Unsaved:
    """The work that was kept there; FileError where it cannot be used."""
    content = read_content(place)
    owner = record_of(content, _Owner).belongs_to
    return Unsaved(saved_in(content), _understood(owner) if owner else None)


def _told(path: Path) -> str:
    """The path as it is, or as a URL where its bytes are no text: JSON has only text."""
    name = str(path)
    return name if is_text(name) else path.absolute().as_uri()


def _understood(owner: str) -> Path:
    if not owner.startswith(_URL):
        return Path(owner)
    return Path(os.fsdecode(unquote_to_bytes(owner.removeprefix(_URL))))


def copies(folder: Path) -> list[Path]:
    """The places of all copies in a folder, the newest first; none where there is no such folder."""
    found = []
    for place in folder.glob(f"*{SUFFIX}"):
        with contextlib.suppress(OSError):
            found.append((place.stat().st_mtime, place))
    return [place for _, place in sorted(found, reverse=True)]


def drop_copy(place: Path) -> None:
    """Forget what was kept there, if anything was."""
    with contextlib.suppress(OSError):
        place.unlink(missing_ok=True)


def set_aside(place: Path) -> Path:
    """Keep a copy that cannot be read under another name, so that it is not offered again; that name."""
    aside = place.with_suffix(_DAMAGED)
    with contextlib.suppress(OSError):
        place.replace(aside)
    return aside
