"""Waits until a screen shows a window, and keeps a picture of it; the screen is Xvfb's own file, in the form XWD.

screen_picture.py SCREEN PICTURE.png. Only the standard library is used: the picture is judged without the program.
"""

from __future__ import annotations

import struct
import sys
import time
import zlib
from pathlib import Path

COLOURS = 4_000
"""A blank screen shows one colour, a window without its pictures some two thousand, all of it eight thousand."""

SECONDS = 60
_HEADER = ">25I"


def pixels(screen: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and the rows of a screen, 4 bytes a pixel: blue, green, red, nothing."""
    header = struct.unpack_from(_HEADER, screen)
    size, width, height, line, colours = header[0], header[4], header[5], header[12], header[19]
    begin = size + 12 * colours
    rows = [screen[begin + y * line : begin + y * line + 4 * width] for y in range(height)]
    return width, height, rows


def count_colours(rows: list[bytes]) -> int:
    """How many different colours are shown."""
    return len({each for row in rows for each in memoryview(row).cast("I")})


def png(width: int, height: int, rows: list[bytes]) -> bytes:
    """The rows as a PNG in red, green and blue."""
    lines = bytearray()
    for row in rows:
        line = bytearray(3 * width)
        line[0::3], line[1::3], line[2::3] = row[2::4], row[1::4], row[0::4]
        lines += b"\0" + line
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(lines))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in parts)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def main() -> int:
    """Wait for a window; 0 when there is one, 1 when there is none in a minute."""
    screen, picture = Path(sys.argv[1]), Path(sys.argv[2])
    deadline = time.monotonic() + SECONDS
    while True:
        width, height, rows = pixels(screen.read_bytes())
        found = count_colours(rows)
        if found >= COLOURS or time.monotonic() > deadline:
            break
        time.sleep(0.2)
    picture.write_bytes(png(width, height, rows))
    print(f"The screen shows {found} colours.")
    return 0 if found >= COLOURS else 1


if __name__ == "__main__":
    sys.exit(main())
