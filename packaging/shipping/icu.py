"""Makes ICU's data smaller: Qt asks that library to sort, to convert texts and for time zones, and for nothing else.

The data are an archive inside a library (ICU user guide, "ICU Data", format "CmnD"): a table of names and places,
then the files. Half of them are names of languages, countries, currencies and units, which Qt has itself.
"""

from __future__ import annotations

import struct
import subprocess
from itertools import pairwise
from pathlib import Path

from programs import Refusal

LEFT_OUT = frozenset(("brkitr", "curr", "lang", "rbnf", "region", "translit", "unit"))
"""Folders that are only read by functions of ICU that Qt does not call: where words end, and what things are called."""

_SIGN, _FORMAT, _FORMAT_AT, _ALIGNED = b"\xda\x27", b"CmnD", 12, 16
_LAYOUT = """SECTIONS {{
  . = SIZEOF_HEADERS;
  .gnu.hash : {{ *(.gnu.hash) }} .dynsym : {{ *(.dynsym) }} .dynstr : {{ *(.dynstr) }}
  .rodata : ALIGN(4096) {{ {symbol} = .; *(.rodata) }}
  . = ALIGN(4096);
  .dynamic : {{ *(.dynamic) }}
}}
"""


def shorten(folder: Path, work: Path) -> None:
    """Replace ICU's data in PyInstaller's folder by those that Qt may ask for."""
    for library in folder.rglob("libicudata.so.*"):
        if not library.is_symlink():
            version = library.suffix.removeprefix(".")
            _link(shortened(archive_in(library.read_bytes())), library, f"icudt{version}_dat", work)


def archive_in(library: bytes) -> bytes:
    """The archive with all that follows it; Refusal where there is none."""
    place = library.find(_SIGN)
    while place >= 0:
        begin = place - 2
        if library[begin + _FORMAT_AT : begin + _FORMAT_AT + len(_FORMAT)] == _FORMAT:
            return library[begin:]
        place = library.find(_SIGN, place + 1)
    raise Refusal("The library of ICU's data has another form than it used to: see shipping/icu.py.")


def files(archive: bytes) -> list[tuple[str, bytes]]:
    """Names and contents, in the order of the archive."""
    table = struct.unpack_from("<H", archive)[0]
    count = struct.unpack_from("<I", archive, table)[0]
    places = list(struct.iter_unpack("<II", archive[table + 4 : table + 4 + 8 * count]))
    ends = [end for _, (_, end) in pairwise(places)] + [len(archive) - table]
    return [
        (_name(archive, table + name), archive[table + begin : table + end])
        for (name, begin), end in zip(places, ends, strict=True)
    ]


def _name(archive: bytes, place: int) -> str:
    return archive[place : archive.index(0, place)].decode("ascii")


def shortened(archive: bytes) -> bytes:
    """The archive without the folders that are left out."""
    kept = [each for each in files(archive) if each[0].split("/")[1] not in LEFT_OUT]
    header = archive[: struct.unpack_from("<H", archive)[0]]
    begin = 4 + 8 * len(kept)
    names = b"".join(name.encode("ascii") + b"\0" for name, _ in kept)
    table = struct.pack("<I", len(kept))
    first = -(-(begin + len(names)) // _ALIGNED) * _ALIGNED
    parts, used = [], first
    for name, content in kept:
        table += struct.pack("<II", begin, used)
        begin += len(name) + 1
        parts.append(content + bytes(-len(content) % _ALIGNED))
        used += len(parts[-1])
    return header + (table + names).ljust(first, b"\0") + b"".join(parts)


def _link(archive: bytes, library: Path, symbol: str, work: Path) -> None:
    """Write a library that holds nothing but the archive, under its symbol."""
    work.mkdir(parents=True, exist_ok=True)
    (work / "icu.dat").write_bytes(archive)
    (work / "icu.ld").write_text(_LAYOUT.format(symbol=symbol), "utf-8")
    _do(["ld", "-r", "-b", "binary", "-o", "icu.o", "icu.dat"], work)
    _do(["objcopy", "--rename-section", ".data=.rodata,alloc,load,readonly,data,contents", "icu.o"], work)
    manner = ["-soname", library.name, "--hash-style=gnu", "-z", "noexecstack", "-T", "icu.ld"]
    _do(["ld", "-shared", *manner, "-o", str(library.resolve()), "icu.o"], work)


def _do(command: list[str], work: Path) -> None:
    done = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refusal(f"{command[0]} failed:\n{done.stderr}")
