"""Archives and checksums that come out the same, byte for byte, whenever the same thing is packed."""

from __future__ import annotations

import hashlib
import lzma
import tarfile
from collections.abc import Iterable
from pathlib import Path


def pack(folder: Path, target: Path, moment: int, effort: int) -> None:
    """Pack a folder as .tar.xz: sorted, of nobody in particular, all of it made at `moment` (seconds since 1970).

    `effort` is that of xz, 0 to 9.
    """

    def neutral(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = moment
        return entry

    with (
        lzma.open(target, "wb", preset=effort) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.GNU_FORMAT) as archive,
    ):
        for path in [folder, *sorted(folder.rglob("*"))]:
            name = path.relative_to(folder.parent).as_posix()
            archive.add(path, name, recursive=False, filter=neutral)


def write_checksums(files: Iterable[Path], target: Path) -> None:
    """A file that `sha256sum --check` understands."""
    lines = [f"{digest(file)}  {file.name}\n" for file in sorted(files)]
    target.write_text("".join(lines), "utf-8", newline="\n")


def digest(file: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
