"""The number of pieces over time, as a small curve without axes: what matters is whether it grows."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen, QPolygonF

from sequentia_gui.analysis.course import Course
from sequentia_gui.analysis.pieces import MOST
from sequentia_gui.gui.theme import Theme

MOST_ENTRIES = 256
"""When there are more entries, every other one is dropped: the curve keeps its shape."""


class CountTrace:
    """How many pieces there were at which epoch: noted while it is looked at, then as the whole run's course tells.

    Going back in training forgets what came later.
    """

    def __init__(self) -> None:
        self._epochs: list[float] = []
        self._counts: list[float] = []

    def __len__(self) -> int:
        return len(self._epochs)

    def note(self, epoch: float, count: int) -> None:
        """There were `count` pieces at `epoch`; the same epoch again replaces what was known."""
        while self._epochs and self._epochs[-1] >= epoch:
            self._epochs.pop()
            self._counts.pop()
        self._epochs.append(epoch)
        self._counts.append(min(count, MOST))
        if len(self) > MOST_ENTRIES:
            del self._epochs[1:-1:2], self._counts[1:-1:2]

    def show_course(self, course: Course, is_whole: bool) -> None:
        """Take over what the run's timeline tells; as long as it is not whole, only where it tells more."""
        counts = course.values[:, 0] if len(course.epoch) else np.empty(0)
        known = np.isfinite(counts)
        if known.any() and (is_whole or known.sum() > len(self)):
            self._epochs, self._counts = course.epoch[known].tolist(), counts[known].tolist()

    def paint(self, painter: QPainter, theme: Theme, box: QRectF) -> None:
        """Draw the curve into a box, from 0 pieces at its foot; nothing before there are two entries."""
        if len(self) < 2:
            return
        epochs = np.array(self._epochs)
        x = box.left() + box.width() * (epochs - epochs[0]) / max(epochs[-1] - epochs[0], 1e-9)
        y = box.bottom() - box.height() * np.array(self._counts) / max(self._counts)
        line = QPolygonF([QPointF(*place) for place in zip(x.tolist(), y.tolist(), strict=True)])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("border"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.setPen(QPen(theme.color("curve"), 1.5 * theme.zoom))
        painter.drawPolyline(line)
        painter.setBrush(theme.color("curve"))
        painter.drawEllipse(line.last(), theme.px(2), theme.px(2))
