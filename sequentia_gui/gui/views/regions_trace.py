"""The number of pieces over time, as a small curve without axes: what matters is whether it grows."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen, QPolygonF

from sequentia_gui.gui.theme import Theme

MOST = 256
"""When there are more entries, every other one is dropped: the curve keeps its shape."""


class CountTrace:
    """Remembers how many pieces there were at which step of training; going back in training forgets."""

    def __init__(self) -> None:
        self._steps: list[int] = []
        self._counts: list[int] = []

    def __len__(self) -> int:
        return len(self._steps)

    def note(self, step: int, count: int) -> None:
        """There were `count` pieces at `step`; the same step again replaces what was known."""
        while self._steps and self._steps[-1] >= step:
            self._steps.pop()
            self._counts.pop()
        self._steps.append(step)
        self._counts.append(count)
        if len(self._steps) > MOST:
            del self._steps[1:-1:2], self._counts[1:-1:2]

    def paint(self, painter: QPainter, theme: Theme, box: QRectF) -> None:
        """Draw the curve into a box, from 0 pieces at its foot; nothing before there are two entries."""
        if len(self) < 2:
            return
        steps = np.array(self._steps, np.float64)
        x = box.left() + box.width() * (steps - steps[0]) / (steps[-1] - steps[0])
        y = box.bottom() - box.height() * np.array(self._counts) / max(self._counts)
        line = QPolygonF([QPointF(*place) for place in zip(x.tolist(), y.tolist(), strict=True)])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("border"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.setPen(QPen(theme.color("curve"), 1.5 * theme.zoom))
        painter.drawPolyline(line)
        painter.setBrush(theme.color("curve"))
        painter.drawEllipse(line.last(), theme.px(2), theme.px(2))
