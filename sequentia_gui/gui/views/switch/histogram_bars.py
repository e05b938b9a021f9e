"""Bars that stand on the lower edge of a plot: off ones grey with an outline, on ones tinted."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.views.switch.pre_activations import BINS, Histogram

_FILL = 0.94
"""How much of its bin a bar covers."""


class HistogramBars(pg.GraphicsObject):  # type: ignore[misc]
    """Paints a histogram of pre-activations between two heights of a plot."""

    def __init__(self) -> None:
        super().__init__()
        self._off: list[QRectF] = []
        self._on: list[QRectF] = []
        self.off_pen, self.on_pen = QPen(), QPen(Qt.PenStyle.NoPen)
        self._off_brush, self._on_brush = QBrush(), QBrush()
        self._bounds = QRectF(-1, -1, 2, 2)

    def set_colors(self, theme: Theme, gates: bool) -> None:
        """Grey and green where the activation has an off side, else the two signs' colours."""
        off, on = ("off", "on_high") if gates else ("negative", "positive")
        self.off_pen = QPen(theme.color("muted" if gates else off, 0.6), theme.px(1))
        self.off_pen.setCosmetic(True)
        self._off_brush = QBrush(theme.color(off, 1.0 if gates else 0.25))
        self._on_brush = QBrush(theme.color(on, 0.5))
        self.update()

    def set_bars(self, shown: Histogram | None, tallest: float, low: float, high: float) -> None:
        """Draw the shares so that `tallest` reaches from `low` to `high`; None clears."""
        self._off = self._on = []
        if shown is not None:
            self.prepareGeometryChange()
            self._bounds = QRectF(-shown.reach, low, 2 * shown.reach, high - low)
            unit = (high - low) / tallest
            width = shown.reach / BINS
            self._off = _rectangles(-shown.reach, width, low, [unit * share for share in shown.off.tolist()])
            self._on = _rectangles(0.0, width, low, [unit * share for share in shown.on.tolist()])
        self.update()

    def boundingRect(self) -> QRectF:
        """All that is painted, in the plot's scale."""
        return self._bounds

    def paint(self, painter: QPainter, *_: object) -> None:
        """Paint both halves."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(self.off_pen)
        painter.setBrush(self._off_brush)
        painter.drawRects(self._off)
        painter.setPen(self.on_pen)
        painter.setBrush(self._on_brush)
        painter.drawRects(self._on)


def _rectangles(start: float, width: float, foot: float, heights: list[float]) -> list[QRectF]:
    gap = width * (1 - _FILL) / 2
    return [
        QRectF(start + place * width + gap, foot, width - 2 * gap, height)
        for place, height in enumerate(heights)
        if height > 0
    ]
