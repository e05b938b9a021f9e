"""The gradients of this moment: a bar and a diamond for each layer, and lines for what theory expects."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from sequentia_gui.gui.figures import figures
from sequentia_gui.gui.numerals import power_text
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.views.gradient.decades import Decades
from sequentia_gui.gui.views.gradient.words import layer_name
from sequentia_gui.gui.views.plots.scales import decade_ticks

PerLayer = NDArray[np.float64]

_BAR, _BAR_AT, _DIAMOND_AT = 0.42, -0.14, 0.26
"""A bar's width, and where bar and diamond stand in their layer's room, as shares of it."""

_WIDEST = 30.0

EXPECTED, OTHERWISE = (4.0, 2.0), (1.0, 2.0)
"""The dashes of what is expected of this network, and of one with another switch."""
_HALO = 2.5


class BarPlaces:
    """Where everything lies in `area`; `box` is where the bars are, each layer in a room of its own."""

    def __init__(self, theme: Theme, area: QRectF, decades: Decades, layers: int) -> None:
        self.letters = QFontMetricsF(figures(theme))
        self.layers, self.decades = layers, decades
        line = self.letters.height()
        self.box = area.adjusted(0, line / 2, 0, -line - theme.px(3))
        self.box.setHeight(max(0.0, self.box.height()))
        ticks = decade_ticks(decades.low, decades.high, int(area.height() / (1.9 * line)))
        self.ticks = ticks if self._stand_apart(ticks) else ticks[:1]
        left = max(self.letters.horizontalAdvance(power_text(tick)) for tick in self.ticks) + theme.px(6)
        self.box.setLeft(area.left() + left)

    def _stand_apart(self, ticks: list[int]) -> bool:
        """Whether the figures of neighbours do not touch."""
        heights = [self.height_of(10.0**tick) for tick in ticks]
        return all(low - high >= self.letters.ascent() for low, high in pairwise(heights))

    @property
    def room(self) -> float:
        """How wide a layer's room is."""
        return self.box.width() / self.layers

    moments = 1

    def cell_at(self, place: QPointF) -> tuple[int, int]:
        """The layer in whose room a place is, or the nearest one, at the one moment there is."""
        return min(max(int((place.x() - self.box.left()) / self.room), 0), self.layers - 1), 0

    def place_of(self, layer: int, _moment: int) -> QPointF:
        """The upper middle of a layer's room."""
        return QPointF(self.middle(layer), self.box.top())

    def middle(self, layer: int) -> float:
        """The middle of a layer's room."""
        return self.box.left() + (layer + 0.5) * self.room

    def height_of(self, value: float) -> float:
        """Where a value stands."""
        return self.box.bottom() - self.decades.share(value) * self.box.height()


class BarPicture:
    """Draws with one painter what lies at these places."""

    def __init__(self, painter: QPainter, theme: Theme, places: BarPlaces) -> None:
        self._painter, self._theme, self._places = painter, theme, places
        self._box, self._letters = places.box, places.letters

    def axes(self) -> None:
        """The powers of ten with a quiet line each, the ground, and the layers' names."""
        painter, theme = self._painter, self._theme
        painter.setFont(figures(theme))
        for tick in self._places.ticks:
            y = round(self._places.height_of(10.0**tick)) + 0.5
            painter.setPen(QPen(theme.color("border"), theme.px(1)))
            painter.drawLine(QPointF(self._box.left(), y), QPointF(self._box.right(), y))
            painter.setPen(theme.color("muted"))
            self._write(QRectF(0, y - 20, self._box.left() - theme.px(5), 40), power_text(tick), _RIGHT)
        self._names()

    def _names(self) -> None:
        names = [layer_name(layer, self._places.layers - 1) for layer in range(self._places.layers)]
        stride = 1 if self._letters.horizontalAdvance("L8 ") < self._places.room else 2
        for layer, name in enumerate(names):
            if layer % stride == 0 or layer == self._places.layers - 1:
                top = self._box.bottom() + self._theme.px(3)
                self._write(
                    QRectF(self._places.middle(layer) - 50, top, 100, self._letters.height()), name, _MIDDLE
                )

    def highlight(self, layer: int) -> None:
        """Tint the room of one layer."""
        tint = self._theme.color("accent", 0.12)
        room = QRectF(
            self._places.middle(layer) - self._places.room / 2,
            self._box.top(),
            self._places.room,
            self._box.height(),
        )
        self._painter.fillRect(room, tint)

    def bars(self, values: PerLayer) -> None:
        """A bar for each value; where it is exactly 0, the figure stands in its place."""
        width = min(_BAR * self._places.room, self._theme.px(_WIDEST))
        for layer, value in enumerate(values.tolist()):
            x = self._places.middle(layer) + _BAR_AT * self._places.room
            if value == 0:
                self._zero(x)
            elif not math.isnan(value):
                top = self._places.height_of(value)
                bar = QRectF(x - width / 2, top, width, self._box.bottom() - top)
                self._painter.fillRect(bar, self._theme.color("on_high"))

    def _zero(self, x: float) -> None:
        self._painter.setFont(figures(self._theme, weight=600))
        self._painter.setPen(self._theme.color("warning"))
        line = self._letters.height()
        self._write(QRectF(x - 50, self._box.bottom() - line, 100, line), "0", _MIDDLE)

    def diamonds(self, values: PerLayer) -> None:
        """A diamond at each value that is not 0."""
        side = min(self._theme.px(4.5), 0.2 * self._places.room + 2)
        for layer, value in enumerate(values.tolist()):
            if value > 0:
                x = self._places.middle(layer) + _DIAMOND_AT * self._places.room
                diamond_sign(self._painter, self._theme, QPointF(x, self._places.height_of(value)), side)

    def line(self, values: PerLayer, color: str, dashes: Sequence[float]) -> None:
        """A broken line through the values, with a rim that keeps it apart from the bars behind it."""
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        for part in self._parts(values):
            self._painter.setPen(QPen(self._theme.color("card"), self._theme.px(1.5 + _HALO)))
            self._painter.drawPolyline(part)
            self._painter.setPen(broken_pen(self._theme, color, dashes))
            self._painter.drawPolyline(part)

    def _parts(self, values: PerLayer) -> list[QPolygonF]:
        """The stretches of values that can be drawn, each with a flat end in the first and the last room."""
        known = np.isfinite(values) & (values > 0)
        ends = np.flatnonzero(np.diff(known, prepend=False, append=False)).reshape(-1, 2)
        return [self._stretch(values, first, stop) for first, stop in ends.tolist()]

    def _stretch(self, values: PerLayer, first: int, stop: int) -> QPolygonF:
        half = 0.4 * self._places.room
        heights = [self._places.height_of(float(value)) for value in values[first:stop]]
        places = [self._places.middle(layer) for layer in range(first, stop)]
        x = [places[0] - half, *places, places[-1] + half]
        return QPolygonF(list(map(QPointF, x, [heights[0], *heights, heights[-1]])))

    def _write(self, box: QRectF, text: str, where: Qt.AlignmentFlag) -> None:
        self._painter.drawText(box, int(where) | int(Qt.TextFlag.TextDontClip), text)


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter


def bar_sign(painter: QPainter, theme: Theme, place: QPointF) -> None:
    """A small bar around a place, for words about the bars."""
    half = theme.px(4.5)
    painter.fillRect(QRectF(place.x() - half, place.y() - half, 2 * half, 2 * half), theme.color("on_high"))


def diamond_sign(painter: QPainter, theme: Theme, place: QPointF, side: float) -> None:
    """A diamond, `side` from its middle to its corners: the sign of dL/dW."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("card"), theme.px(1)))
    painter.setBrush(theme.color("curve_2"))
    corners = ((0.0, -side), (side, 0.0), (0.0, side), (-side, 0.0))
    painter.drawPolygon(QPolygonF([place + QPointF(*corner) for corner in corners]))


def broken_pen(theme: Theme, color: str, dashes: Sequence[float]) -> QPen:
    """A pen for what theory expects; dashes in widths of the pen."""
    pen = QPen(theme.color(color), theme.px(1.5))
    pen.setDashPattern(dashes)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen
