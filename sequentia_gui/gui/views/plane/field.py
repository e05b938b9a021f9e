"""The ground of the decision plane: which class the network chooses where, how surely, and the border."""

from __future__ import annotations

from time import monotonic

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from sequentia_gui.analysis.decision_map import DecisionMap
from sequentia_gui.gui.colour_maps import field_image
from sequentia_gui.gui.lines import Lines
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.views.plane.flashes import FlashGuard
from sequentia_gui.gui.views.plane.square import PlaneSquare

_BEND = 0.1
"""How far, in pixels, a vertex may lie beside a straight line and still be left out."""


class DecisionField:
    """Keeps the picture and the border of the last decision map that may be shown; made when it is painted."""

    def __init__(self) -> None:
        self._map: DecisionMap | None = None
        self._shown: DecisionMap | None = None
        self._is_moving = False
        self._flashes = FlashGuard()
        self._image = QImage()
        self._made_for: tuple[Theme, bool] | None = None
        self._lines = Lines()
        self._lines_for: PlaneSquare | None = None

    def show_map(self, decision: DecisionMap | None, is_moving: bool = False) -> None:
        """Take over what a frame found, or None where it found nothing; what moves is kept from flashing."""
        self._map, self._is_moving = decision, is_moving

    def paint(self, painter: QPainter, theme: Theme, square: PlaneSquare, discretise: bool) -> None:
        """Paint the field; a plain square where nothing is known."""
        if self._map is None:
            self._shown = None
            painter.fillRect(square.rect, theme.color("neutral"))
            return
        if self._map is not self._shown or self._made_for != (theme, discretise):
            self._renew(self._map, theme, discretise)
        paint_samples(painter, self._image, square)

    def _renew(self, decision: DecisionMap, theme: Theme, discretise: bool) -> None:
        image = field_image(decision.winner, decision.confidence, theme, discretise)
        goes_on = self._is_moving and self._shown is not None and self._made_for == (theme, discretise)
        if self._flashes.passes(image, theme.color("card"), monotonic(), goes_on):
            self._image, self._shown = image, decision
            self._made_for, self._lines_for = (theme, discretise), None

    def paint_boundary(self, painter: QPainter, theme: Theme, square: PlaneSquare) -> None:
        """Paint the line where the network changes its mind."""
        if self._shown is None:
            return
        if self._lines_for != square:
            self._lines = on_screen(self._shown.boundary, square)
            self._lines_for = square
        paint_lines(painter, self._lines, theme)


def paint_samples(painter: QPainter, image: QImage, square: PlaneSquare) -> None:
    """Spread a picture over the plane; its outermost pixels are samples on the plane's very edge."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    inner = QRectF(image.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawImage(square.rect, image, inner)


def on_screen(polylines: tuple[NDArray[np.float32], ...], square: PlaneSquare) -> Lines:
    """Polylines of the plane (m, 2) as straight pieces on the screen; they are cut where they are not finite.

    Qt paints the pieces three times as fast as the line as a whole.
    """
    if not polylines:
        return Lines()
    corners = square.pixels(np.concatenate(polylines))
    finite = np.isfinite(corners).all(axis=1)
    number = np.repeat(np.arange(len(polylines)), [len(line) for line in polylines]) + np.cumsum(~finite)
    corners, number = corners[finite], number[finite]
    kept = _kept(corners, number)
    corners, number = corners[kept], number[kept]
    joined = number[1:] == number[:-1]
    return Lines(np.hstack([corners[:-1][joined], corners[1:][joined]]))


def _kept(corners: NDArray[np.float64], number: NDArray[np.intp]) -> NDArray[np.intp]:
    """Which vertices (m, 2) of lines one after the other remain; `number` (m,) says which line each belongs to.

    Without those that hardly bend a line it is painted faster and looks the same. Every other vertex may go if it
    lies within a fraction of a pixel of its neighbours' line; so in a few passes.
    """
    kept = np.arange(len(corners))
    for _ in range(4):
        if len(kept) < 3:
            break
        line, own = corners[kept], number[kept]
        chord, arm = line[2:] - line[:-2], line[1:-1] - line[:-2]
        area = np.abs(chord[:, 0] * arm[:, 1] - chord[:, 1] * arm[:, 0])
        length, ahead = np.hypot(*chord.T), (chord * arm).sum(axis=1)
        keep = np.ones(len(line), np.bool_)
        bends = (area >= _BEND * length) | (ahead < 0) | (ahead > length**2) | (own[2:] != own[:-2])
        keep[1:-1:2] = bends[::2]
        kept = kept[keep]
    return kept


def paint_lines(painter: QPainter, lines: Lines, theme: Theme, dashed: bool = False) -> None:
    """Paint lines that show on every field: dark on bright, or the other way round, with a thin outline."""
    width = theme.px(2)
    style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for pen in (QPen(halo(theme), width + 2), QPen(theme.color("line"), width, style)):
        painter.setPen(pen)
        lines.draw(painter)


def halo(theme: Theme) -> QColor:
    """The colour around lines: the card's, half transparent."""
    return theme.color("card", 0.8)
