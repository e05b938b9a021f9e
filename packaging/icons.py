"""Draws the program's icon, one SVG, in every size and form that systems ask for; needs PySide6.

`icons.py` renews the pictures in assets/icons; `icons.py FOLDER` writes sequentia-gui.ico and .icns there.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

ICONS = Path(__file__).resolve().parent.parent / "assets" / "icons"
SOURCE = ICONS / "sequentia-gui.svg"
SIDES = (16, 24, 32, 48, 64, 128, 256, 512)
FOR_WINDOWS = (16, 24, 32, 48, 64, 128, 256)
FOR_MACOS = {b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}
"""Apple's name for each size of a picture in an ICNS file that is a PNG."""


def png(side: int) -> bytes:
    """The icon as a PNG of side x side pixels on a transparent ground."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(SOURCE.read_bytes())).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """An ICO file for Windows: a directory of 16 bytes for each PNG, then the PNGs."""
    offset = 6 + 16 * len(pictures)
    directory, body = struct.pack("<HHH", 0, 1, len(pictures)), b""
    for side, picture in pictures.items():
        directory += struct.pack(
            "<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(picture), offset + len(body)
        )
        body += picture
    return directory + body


def icns(pictures: dict[bytes, bytes]) -> bytes:
    """An ICNS file for macOS: each PNG after its name and length."""
    body = b"".join(
        name + struct.pack(">I", 8 + len(picture)) + picture for name, picture in pictures.items()
    )
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def write_pictures() -> None:
    """Renew the PNGs that the program and the desktop show."""
    for side in SIDES:
        (ICONS / f"sequentia-gui-{side}.png").write_bytes(png(side))


def write_for_systems(folder: Path) -> None:
    """The icon as Windows and macOS want it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sequentia-gui.ico").write_bytes(ico({side: png(side) for side in FOR_WINDOWS}))
    (folder / "sequentia-gui.icns").write_bytes(icns({name: png(side) for name, side in FOR_MACOS.items()}))


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if sys.argv[1:]:
        write_for_systems(Path(sys.argv[1]))
    else:
        write_pictures()
