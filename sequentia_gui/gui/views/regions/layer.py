"""The plane in pieces as a picture: made once for what a frame found, and again only when that changes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QPainter, QPen, QPolygonF

from sequentia_gui.analysis.pieces import Pieces
from sequentia_gui.experiment.experiment import NetworkDesign
from sequentia_gui.gui.colour_maps import image_of
from sequentia_gui.gui.lines import Lines
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.view_state import Neuron
from sequentia_gui.gui.views.plane.field import halo, paint_lines
from sequentia_gui.gui.views.plane.hinge_layer import on_screen
from sequentia_gui.gui.views.plane.square import PlaneSquare
from sequentia_gui.gui.views.regions.map import piece_numbers
from sequentia_gui.gui.views.regions.tints import pattern_colors, slope_colors
from sequentia_gui.gui.views.regions.veil import OffVeil, pieces_left_out

LARGEST = 900
"""The picture's side in pixels is at most this; a larger square shows it stretched."""


class RegionLayer:
    """Keeps the last pieces' picture and their boundary on screen."""

    def __init__(self) -> None:
        self._pieces: Pieces | None = None
        self._numbers: NDArray[np.intp] | None = None
        self._tinted_for: tuple[Theme, str] | None = None
        self._image = QImage()
        self._lines = Lines()
        self._lines_for: PlaneSquare | None = None
        self._veil = OffVeil()

    def show_pieces(self, pieces: Pieces | None) -> None:
        """Take over what a frame found, or None where it found nothing."""
        if pieces is not self._pieces:
            self._pieces, self._numbers, self._lines_for = pieces, None, None

    def paint(self, painter: QPainter, theme: Theme, square: PlaneSquare, tint: str, ratio: float) -> None:
        """Paint the pieces by pattern or by slope; a plain square where nothing is known."""
        if self._pieces is None:
            painter.fillRect(square.rect, theme.color("neutral"))
            return
        side = min(LARGEST, round(square.side * ratio))
        if self._numbers is None or len(self._numbers) != side:
            self._numbers, self._tinted_for = piece_numbers(self._pieces, side), None
        if self._tinted_for != (theme, tint):
            colors = (slope_colors if tint == "slope" else pattern_colors)(self._pieces, theme)
            self._image = image_of(colors.take(self._numbers))
            self._tinted_for = theme, tint
        painter.drawImage(square.rect, self._image)

    def paint_off(
        self, painter: QPainter, theme: Theme, square: PlaneSquare, design: NetworkDesign, neuron: Neuron
    ) -> None:
        """Lay a veil over the pieces on which a hidden neuron is off."""
        if self._pieces is not None and self._numbers is not None:
            off = pieces_left_out(self._pieces, design, neuron)
            self._veil.paint(painter, theme, square, self._numbers, off)

    def paint_boundary(self, painter: QPainter, theme: Theme, square: PlaneSquare) -> None:
        """Paint the exact line where the network changes its mind."""
        if self._pieces is None:
            return
        if self._lines_for != square:
            self._lines, self._lines_for = Lines(on_screen(self._pieces.boundary, square)), square
        paint_lines(painter, self._lines, theme)

    def paint_outline(self, painter: QPainter, theme: Theme, square: PlaneSquare, piece: int) -> None:
        """Paint one piece so that it stands out."""
        if self._pieces is None:
            return
        offsets = self._pieces.offsets
        corners = self._pieces.vertices[offsets[piece] : offsets[piece + 1]]
        polygon = QPolygonF([square.pixel(*corner) for corner in corners.tolist()])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.color("card", 0.45))
        for pen in (QPen(halo(theme), theme.px(5)), QPen(theme.color("text"), theme.px(2.5))):
            painter.setPen(pen)
            painter.drawPolygon(polygon)
