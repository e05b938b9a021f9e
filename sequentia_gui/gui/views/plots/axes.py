"""The edges of a plot: a thin line, a few tidy numbers that are never cut off, and the lines' names."""

from __future__ import annotations

from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from sequentia_gui.gui.figures import figures
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.views.plots.scales import apart

Ticks = list[tuple[float, str]]

_AIR = 0.2
"""The share of a line's height that is empty above its figures, and as much below them."""


class QuietAxis(pg.AxisItem):  # type: ignore[misc]
    """A left or bottom edge with texts at given places; texts at the ends are moved inside rather than cut."""

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self._upright = side == "left"
        self.texts: Ticks = []
        self._name = ""
        self._font = QFont()
        self._line, self._ink = QPen(), QColor()

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and the size of the letters."""
        self._font = figures(theme)
        self._line, self._ink = QPen(theme.color("border"), theme.px(1)), theme.color("muted")
        if not self._upright:
            self.setHeight(QFontMetrics(self._font).height() + theme.px(3))
        self.update()

    def set_room(self, widest: str, name: str = "") -> None:
        """Reserve room to the left of a plot for numbers as wide as `widest`, and for the scale's name."""
        letters = QFontMetrics(self._font)
        self.setWidth(letters.horizontalAdvance(widest) + (letters.height() if name else 0) + 5)

    def show_ticks(self, texts: Ticks, name: str = "") -> None:
        """Write these texts at these places of the scale, and the scale's name along it."""
        if (texts, name) != (self.texts, self._name):
            self.texts, self._name = texts, name
            self.update()

    def paint(self, painter: QPainter, *_: object) -> None:
        """Draw the line and the texts."""
        box = QRectF(0, 0, self.width(), self.height())
        painter.setPen(self._line)
        painter.drawLine(box.topRight(), box.bottomRight() if self._upright else box.topRight())
        if not self._upright:
            painter.drawLine(box.topLeft(), box.topRight())
        painter.setFont(self._font)
        painter.setPen(self._ink)
        where = Qt.AlignmentFlag.AlignRight if self._upright else Qt.AlignmentFlag.AlignHCenter
        for text_box, text in self.written():
            painter.drawText(text_box, where | Qt.AlignmentFlag.AlignVCenter, text)
        if self._name and QFontMetrics(self._font).horizontalAdvance(self._name) <= self.height():
            self._write_name(painter)

    def written(self) -> list[tuple[QRectF, str]]:
        """The texts that have room, and where; of those that would touch the upper or left one is written."""
        overlap = round(_AIR * QFontMetrics(self._font).height()) if self._upright else 0
        seen: list[tuple[QRectF, str]] = []
        for place, text in reversed(self.texts) if self._upright else self.texts:
            box = self._box_of(self._share(place), text)
            if not any(box.adjusted(0, overlap, 0, -overlap).intersects(other) for other, _ in seen):
                seen.append((box, text))
        return seen

    def _share(self, place: float) -> float:
        low, high = self.range
        return float((place - low) / (high - low))

    def _box_of(self, share: float, text: str) -> QRectF:
        letters = QFontMetrics(self._font)
        width, line = letters.horizontalAdvance(text) + 2, letters.height()
        if self._upright:
            top = min(max(0.0, (1 - share) * self.height() - line / 2), self.height() - line)
            return QRectF(0, top, self.width() - 5, line)
        left = min(max(0.0, share * self.width() - width / 2), self.width() - width)
        return QRectF(left, 3, width, line)

    def _write_name(self, painter: QPainter) -> None:
        line = QFontMetrics(self._font).height()
        painter.save()
        painter.rotate(-90)
        painter.drawText(
            QRectF(-self.height(), 0, self.height(), line), Qt.AlignmentFlag.AlignCenter, self._name
        )
        painter.restore()


@dataclass(frozen=True, slots=True)
class EndLabel:
    """A line's name, written where the line ends: `y` in the plot's own scale."""

    y: float
    text: str
    color: QColor


class EndLabels(pg.AxisItem):  # type: ignore[misc]
    """The strip to the right of a plot in which each line's name stands at the height of its end."""

    def __init__(self) -> None:
        super().__init__("right")
        self._labels: tuple[EndLabel, ...] = ()
        self._font = QFont()

    def set_font(self, font: QFont, widest: str) -> None:
        """Take over the font; `widest` is the longest text that must fit."""
        self._font = font
        self.setWidth(QFontMetrics(font).horizontalAdvance(widest) + 8)

    @property
    def line_height(self) -> int:
        """How much height a label needs, in pixels."""
        return QFontMetrics(self._font).height()

    def set_labels(self, labels: tuple[EndLabel, ...]) -> None:
        """Show other texts or heights."""
        if labels != self._labels:
            self._labels = labels
            self.update()

    def paint(self, painter: QPainter, *_: object) -> None:
        """Write the labels, pushed apart where they would touch."""
        line = self.line_height
        painter.setFont(self._font)
        wanted = [self._pixel(label.y) for label in self._labels]
        middles = apart(wanted, line, line / 2, self.height() - line / 2)
        for label, middle in zip(self._labels, middles, strict=True):
            painter.setPen(label.color)
            box = QRectF(7, middle - line, self.width(), 2 * line)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, label.text)

    def _pixel(self, y: float) -> float:
        low, high = self.range
        return float((high - y) / (high - low) * self.height())
