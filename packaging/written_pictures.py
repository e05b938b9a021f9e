"""Judges the pictures that the program wrote: PNG, SVG and GIF are read here without the program, and none is blank.

written_pictures.py PICTURE.png PICTURE.svg FILM.gif FRAMES. Only the standard library is used.
"""

from __future__ import annotations

import struct
import sys
import zlib
from pathlib import Path
from xml.etree import ElementTree as ET

FEWEST_BYTES = 20_000
"""A window that is filled with one colour takes some hundred bytes for each kind, one that shows something far more."""

FEWEST_SHAPES = 200
_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = frozenset(
    _SVG + name for name in ("path", "text", "rect", "circle", "line", "polyline", "polygon", "image")
)
_COLOUR_TABLE, _COLOUR_BITS = 0x80, 0x07
_IMAGE, _END = 0x2C, 0x3B


class Blank(Exception):  # noqa: N818  (what was found, as a sentence)
    """A picture that shows nothing, in a sentence."""


def check_png(content: bytes) -> None:
    """Every chunk is whole, and the pixels unpack to as many as there have to be."""
    place, packed, width, height = 8, b"", 0, 0
    while place < len(content):
        size, name = struct.unpack_from(">I4s", content, place)
        data = content[place + 8 : place + 8 + size]
        if zlib.crc32(name + data) != struct.unpack_from(">I", content, place + 8 + size)[0]:
            raise Blank("The PNG is damaged.")
        width, height = struct.unpack_from(">II", data) if name == b"IHDR" else (width, height)
        packed += data if name == b"IDAT" else b""
        place += size + 12
    if len(packed) < FEWEST_BYTES or len(zlib.decompress(packed)) < 3 * width * height:
        raise Blank("The PNG shows nothing.")


def check_svg(content: bytes) -> None:
    """It is XML, and it has shapes."""
    found = sum(each.tag in _SHAPES for each in ET.fromstring(content).iter())  # noqa: S314 (our own)
    if found < FEWEST_SHAPES:
        raise Blank(f"The SVG has {found} shapes.")


def check_gif(content: bytes, frames: int) -> None:
    """It has so many frames, of which no two have the same content, and the first shows something."""
    found = gif_frames(content)
    if len(found) != frames or len(set(found)) != frames or len(found[0]) < FEWEST_BYTES:
        raise Blank(f"The GIF has {len(found)} frames, {len(set(found))} of them different.")


def gif_frames(content: bytes) -> list[bytes]:
    """The packed pixels of each frame (GIF89a specification, CompuServe 1990)."""
    if content[:6] != b"GIF89a":
        raise Blank("That is no GIF.")
    place, found = 13 + _table_size(content[10]), []
    while content[place] != _END:
        is_image = content[place] == _IMAGE
        place += 11 + _table_size(content[place + 9]) if is_image else 2
        data, place = _blocks(content, place)
        found += [data] if is_image else []
    return found


def _table_size(flags: int) -> int:
    return 3 * 2 ** ((flags & _COLOUR_BITS) + 1) if flags & _COLOUR_TABLE else 0


def _blocks(content: bytes, place: int) -> tuple[bytes, int]:
    """What a chain of blocks holds, and where it ends: each begins with its size, the last one is empty."""
    data = b""
    while size := content[place]:
        data += content[place + 1 : place + 1 + size]
        place += 1 + size
    return data, place + 1


def main() -> int:
    """Read all three; 0 when they are in order."""
    png, svg, gif = (Path(each).read_bytes() for each in sys.argv[1:4])
    try:
        check_png(png)
        check_svg(svg)
        check_gif(gif, int(sys.argv[4]))
    except Blank as blank:
        print(blank)
        return 1
    print(f"PNG {len(png):,} bytes, SVG {len(svg):,} bytes, GIF {len(gif):,} bytes in {sys.argv[4]} frames.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
