"""Archives and checksums that come out the same, byte for byte, whenever the same thing is packed."""

from __future__ import annotations

import hashlib
import lzma
import platform
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path

_AR, _AR_HEADER, _AR_END = b"!<arch>\n", 60, b"`\n"
_TAR = ".tar"


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
        lzma.open(target, "wb", filters=_filters(effort)) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.GNU_FORMAT) as archive,
    ):
        for path in [folder, *sorted(folder.rglob("*"))]:
            name = path.relative_to(folder.parent).as_posix()
            archive.add(path, name, recursive=False, filter=neutral)


def _filters(effort: int) -> list[dict[str, int]]:
    """How xz packs: programs for Intel's processors come out a twentieth smaller with jumps written as addresses."""
    last = {"id": lzma.FILTER_LZMA2, "preset": effort}
    return [{"id": lzma.FILTER_X86}, last] if platform.machine() in ("x86_64", "AMD64") else [last]


def pack_debian(loose: bytes, effort: int) -> bytes:
    """A Debian package, made without packing (an archive of `ar`), with its .tar files packed as .tar.xz."""
    packed = _AR
    for header, content in _members(loose):
        name = header[:16].decode("ascii").strip()
        if name.endswith(_TAR):
            name, content = f"{name}.xz", lzma.compress(content, filters=_filters(effort))
        packed += f"{name:16}".encode() + header[16:48] + f"{len(content):<10}".encode() + _AR_END
        packed += content + b"\n" * (len(content) % 2)
    return packed


def _members(archive: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The header and the content of each file in an archive of `ar`; contents begin at even places."""
    place = len(_AR)
    while place < len(archive):
        header = archive[place : place + _AR_HEADER]
        begin, size = place + _AR_HEADER, int(header[48:58])
        yield header, archive[begin : begin + size]
        place = begin + size + size % 2


def write_checksums(files: Iterable[Path], target: Path) -> None:
    """A file that `sha256sum --check` understands."""
    lines = [f"{digest(file)}  {file.name}\n" for file in sorted(files)]
    target.write_text("".join(lines), "utf-8", newline="\n")


def digest(file: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
