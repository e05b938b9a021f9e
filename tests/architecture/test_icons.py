"""The icon's pictures are drawings of its one source, and Windows and macOS get them in their own forms."""

from __future__ import annotations

import struct
from pathlib import Path

import icons
import numpy as np
import pytest
from PySide6.QtGui import QImage


def pixels(png: bytes) -> np.ndarray:
    """The picture's colours as (height, width, 4) whole numbers."""
    image = QImage.fromData(png).convertToFormat(QImage.Format.Format_RGBA8888)
    return np.array(image.constBits()).reshape(image.height(), image.width(), 4).astype(int)


@pytest.mark.parametrize("side", icons.SIDES)
def test_every_picture_is_a_drawing_of_the_source(side: int) -> None:
    kept = (icons.ICONS / f"sequentia-gui-{side}.png").read_bytes()
    difference = np.abs(pixels(kept) - pixels(icons.png(side)))
    assert difference.max() <= 8, "run packaging/icons.py"


def test_windows_gets_every_size_at_the_place_that_the_directory_names(tmp_path: Path) -> None:
    icons.write_for_systems(tmp_path)
    data = (tmp_path / "sequentia-gui.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", data)
    assert (reserved, kind, count) == (0, 1, len(icons.FOR_WINDOWS))
    for row, side in enumerate(icons.FOR_WINDOWS):
        width, _, _, _, _, bits, length, offset = struct.unpack_from("<BBBBHHII", data, 6 + 16 * row)
        assert (width, bits) == (side % 256, 32)
        assert pixels(data[offset : offset + length]).shape == (side, side, 4)


def test_macos_gets_every_size_under_its_name(tmp_path: Path) -> None:
    icons.write_for_systems(tmp_path)
    data = (tmp_path / "sequentia-gui.icns").read_bytes()
    assert data[:4] == b"icns"
    assert struct.unpack_from(">I", data, 4) == (len(data),)
    offset, found = 8, {}
    while offset < len(data):
        name, (length,) = data[offset : offset + 4], struct.unpack_from(">I", data, offset + 4)
        found[name] = len(pixels(data[offset + 8 : offset + length]))
        offset += length
    assert found == icons.FOR_MACOS
