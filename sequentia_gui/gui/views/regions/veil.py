"""A veil lies over the pieces on which a chosen neuron is off."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QPainter

from sequentia_gui.analysis.pieces import Pieces
from sequentia_gui.experiment.experiment import NetworkDesign
from sequentia_gui.gui.colour_maps import image_of
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.view_state import Neuron
from sequentia_gui.gui.views.plane.square import PlaneSquare
from sequentia_gui.gui.views.regions.words import is_on
from sequentia_gui.network.activations import activation_of

_VEIL, _LINE = 0.62, 0.85
"""How opaque the veil is, and the slanted lines in it."""


def pieces_left_out(pieces: Pieces, design: NetworkDesign, neuron: Neuron) -> NDArray[np.bool_]:
    """On which of the p pieces a hidden neuron is off: (p,); on none where it is no gate or not there."""
    none = np.zeros(len(pieces.offsets) - 1, np.bool_)
    if not 1 <= neuron.layer <= min(len(pieces.pattern), len(design.layers)):
        return none
    if not activation_of(design.layers[neuron.layer - 1]).gates:
        return none
    pattern = pieces.pattern[neuron.layer - 1]
    if neuron.position >= pattern.shape[1]:
        return none
    return ~is_on(pieces, design, neuron.layer - 1, pattern[:, neuron.position])


class OffVeil:
    """Keeps the veil over the pieces on which one neuron is off, as a picture of the pieces' numbers."""

    def __init__(self) -> None:
        self._made_for: tuple[object, ...] = ()
        self._image = QImage()

    def paint(
        self,
        painter: QPainter,
        theme: Theme,
        square: PlaneSquare,
        numbers: NDArray[np.intp],
        off: NDArray[np.bool_],
    ) -> None:
        """Lay the veil over the square; numbers (side, side) say which piece each pixel belongs to."""
        needs = (theme, id(numbers), off.tobytes())
        if needs != self._made_for:
            self._image, self._made_for = _veil(theme, numbers, off), needs
        painter.drawImage(square.rect, self._image)


def _veil(theme: Theme, numbers: NDArray[np.intp], off: NDArray[np.bool_]) -> QImage:
    """Grey with slanted lines where it is off, so that this shows without colour, too."""
    veiled = off.take(numbers)
    side = len(numbers)
    place = np.arange(side)
    lines = (place[:, None] + place) % theme.px(7) < theme.px(1)
    ground, line = _pixel(theme, "off", _VEIL), _pixel(theme, "muted", _LINE)
    return image_of(np.where(veiled, np.where(lines, line, ground), np.uint32(0)))


def _pixel(theme: Theme, name: str, opacity: float) -> np.uint32:
    """A colour as 0xAARRGGBB, premultiplied."""
    color = theme.color(name)
    channels = (color.red(), color.green(), color.blue())
    parts = [round(255 * opacity), *(round(part * opacity) for part in channels)]
    return np.uint32(parts[0] << 24 | parts[1] << 16 | parts[2] << 8 | parts[3])
