"""A small card to read beside what is pointed at: its title, and a line for each number."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.views.network.layout import Box


class ReadoutCard:
    """Owns the type and the colours of the card for one theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._fonts = [theme.font(12, 600), theme.font(12)]
        self._pen = QPen(QColor(theme.muted), theme.px(1))

    def paint(self, painter: QPainter, lines: list[str], about: Box, room: QRectF) -> None:
        """Draw the lines beside `about`: to its right, or to its left where the room ends, and inside the room."""
        card = self._place(lines, about, room)
        painter.setPen(self._pen)
        painter.setBrush(self._theme.color("card"))
        painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), self._theme.px(6), self._theme.px(6))
        painter.setPen(self._theme.color("text"))
        pad = self._theme.px(8)
        for place, line in enumerate(lines):
            box = QRectF(card.x() + pad, card.y() + pad / 2 + place * self._line, card.width(), self._line)
            painter.setFont(self._font(place))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)

    @property
    def _line(self) -> float:
        return QFontMetricsF(self._fonts[0]).height() + self._theme.px(2)

    def _font(self, place: int) -> QFont:
        return self._fonts[min(place, 1)]

    def _place(self, lines: list[str], about: Box, room: QRectF) -> QRectF:
        pad, gap = self._theme.px(8), self._theme.px(12)
        wide = max(QFontMetricsF(self._font(k)).horizontalAdvance(line) for k, line in enumerate(lines))
        card = QRectF(0, 0, wide + 2 * pad, len(lines) * self._line + pad)
        card.moveTopLeft(QPointF(about.right + gap, about.y))
        if card.right() > room.right():
            card.moveRight(about.x - gap)
        card.moveLeft(max(card.left(), room.left()))
        card.moveBottom(min(card.bottom(), room.bottom()))
        card.moveTop(max(card.top(), room.top()))
        return card
