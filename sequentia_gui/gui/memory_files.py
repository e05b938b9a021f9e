"""Files that lie in memory alone, where Qt reads them by a name that begins with a colon: no disk can refuse them."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from PySide6.QtCore import QBuffer, QIODevice, qRegisterResourceData
from PySide6.QtGui import QImage

from sequentia_gui.experiment.experiment import ExperimentError

_VERSION = 1
_FOLDER, _PLAIN = 2, 0
_ANY_COUNTRY, _ANY_LANGUAGE = 0, 1

_kept: list[tuple[bytes, bytes, bytes]] = []
"""Qt reads where these lie, as long as the program runs."""


def png(pixels: QImage) -> bytes:
    """The image as a PNG file; ExperimentError where there is no memory for it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not pixels.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise ExperimentError("The picture is too large for this machine: choose a smaller size.")
    return bytes(buffer.data().data())


def keep(files: Mapping[str, bytes]) -> None:
    """Let Qt find each of these contents under ":/" and its name, from now on.

    The form is the one of Qt's resource compiler (`rcc`, format version 1): a tree of records, names, contents.
    """
    names, contents, records = bytearray(), bytearray(), bytearray()
    for name in sorted(files, key=_hash):  # Qt searches by halves
        records += struct.pack(">IHHHI", len(names), _PLAIN, _ANY_COUNTRY, _ANY_LANGUAGE, len(contents))
        names += struct.pack(">HI", len(name), _hash(name)) + name.encode("utf-16-be")
        contents += struct.pack(">I", len(files[name])) + files[name]
    root = struct.pack(">IHII", 0, _FOLDER, len(files), 1)
    _kept.append((root + records, bytes(names), bytes(contents)))
    qRegisterResourceData(_VERSION, *_kept[-1])


def _hash(name: str) -> int:
    """The number by which Qt looks a name up (`qt_hash`; P. J. Weinberger's function, in 28 bits)."""
    number = 0
    for letter in name:
        number = (number << 4) + ord(letter)
        number = (number ^ ((number & 0xF0000000) >> 23)) & 0x0FFFFFFF
    return number
