"""The small marks on a neuron: off, dead, saturated, share on, bias, chosen; each has a shape of its own."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from sequentia_gui.gui.numerals import number
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.views.hatching import hatching

_FULL_BIAS = 1.0
"""Biases of this size, and larger ones, have the full colour."""


class MarkPainter:
    """Owns the pens and brushes of one theme, and draws the marks with them."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.closed = hatching(theme)
        self.blank = QBrush(theme.color("off"))
        self.border = QPen(_mixed(theme.color("border"), theme.color("muted"), 0.35), 1)
        self._track = QBrush(theme.color("border"))
        self._on = QBrush(theme.color("on_high"))
        self._plus, self._minus = _shades(theme, "positive"), _shades(theme, "negative")
        self._plate = theme.color("card")
        self.veil = QBrush(theme.color("card", 0.78))  # what lies under it is there, and does not matter now
        self._nothing = QPen(theme.color("muted"), 1)
        self._crosses = [QPen(theme.color("warning"), width * theme.zoom) for width in (1, 2)]
        self._ring = QPen(theme.color("accent"), theme.px(2.5))
        self._dead_font, self._number_font = theme.font(11, 600), theme.font(11, 500)

    def paint_shares(self, painter: QPainter, bars: list[QRectF], shares: list[float]) -> None:
        """The bars under neurons: how much of one is full says how many points switch its neuron on."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._track)
        painter.drawRects(bars)
        painter.setBrush(self._on)
        pairs = zip(bars, shares, strict=True)
        painter.drawRects(
            [QRectF(bar.x(), bar.y(), bar.width() * share, bar.height()) for bar, share in pairs]
        )

    def paint_dead(self, painter: QPainter, tile: QRectF) -> None:
        """A cross in the upper right corner, over the whole tile where that is small, and the word if it fits."""
        side = tile.width() if tile.width() < 20 else 0.36 * tile.width()
        corner = QRectF(tile.right() - side, tile.top(), side, side).adjusted(2, 2, -2, -2)
        painter.setPen(self._crosses[tile.width() >= 20])
        painter.drawLines(
            [
                QLineF(corner.topLeft(), corner.bottomRight()),
                QLineF(corner.bottomLeft(), corner.topRight()),
            ]
        )
        if tile.width() >= self._theme.px(34):
            self._text(painter, tile, _tr("dead"), self._dead_font, self._theme.color("warning"))

    def paint_saturated(self, painter: QPainter, tile: QRectF) -> None:
        """Two flat lines on a plate in the upper right corner, and the word if it fits."""
        side = 0.7 * tile.width() if tile.width() < 20 else 0.36 * tile.width()
        corner = QRectF(tile.right() - side - 1, tile.top() + 1, side, side)
        painter.fillRect(corner, self._plate)
        painter.setPen(self._crosses[tile.width() >= 20])
        for height in (corner.top() + side / 3, corner.bottom() - side / 3):
            painter.drawLine(QLineF(corner.left() + 1, height, corner.right() - 1, height))
        if QFontMetricsF(self._dead_font).horizontalAdvance(_tr("saturated")) + 8 <= tile.width():
            self._text(painter, tile, _tr("saturated"), self._dead_font, self._theme.color("warning"))

    def paint_bias(self, painter: QPainter, tile: QRectF, bias: float) -> None:
        """A small square on the lower left corner: its colour and sign are the bias', dull is small, hollow is 0."""
        side = int(max(2.0, min(tile.width() / 4.5, 11 * self._theme.zoom)))
        if side < 7:
            painter.fillRect(QRectF(tile.left(), tile.bottom() - side, side, side), self._bias_color(bias))
            return
        side += 1 - side % 2
        box = QRectF(tile.left() - side // 2, tile.bottom() - side - 1, side, side)
        rim = self._theme.px(1)
        painter.fillRect(box.adjusted(-rim, -rim, rim, rim), self._plate)
        if bias:
            painter.fillRect(box, self._bias_color(bias))
            self._paint_sign(painter, box, bias > 0)
        else:
            painter.setPen(self._nothing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(rim, rim, -rim - 1, -rim - 1))
        if tile.width() >= self._theme.px(72):
            self._paint_number(painter, tile, box, bias)

    def paint_ring(self, painter: QPainter, tile: QRectF, strong: bool) -> None:
        """A ring around a neuron: full for the chosen one, thin for the one that is pointed at."""
        self._ring.setWidthF(self._theme.px(2.5 if strong else 1.5))
        painter.setPen(self._ring)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        grow = self._theme.px(2)
        painter.drawRoundedRect(tile.adjusted(-grow, -grow, grow, grow), grow, grow)

    def _bias_color(self, bias: float) -> QColor:
        if not bias:
            return self.blank.color()
        shades = self._plus if bias > 0 else self._minus
        return shades[int(min(1.0, abs(bias) / _FULL_BIAS) * (len(shades) - 1))]

    def _paint_sign(self, painter: QPainter, box: QRectF, plus: bool) -> None:
        """On whole pixels: a blurred plus looks like nothing."""
        thick = 1 if box.width() < 13 else 3
        arm, half = box.width() // 2 - 2, thick // 2
        middle = box.center() - QPointF(0.5, 0.5)
        painter.fillRect(QRectF(middle.x() - arm, middle.y() - half, 2 * arm + 1, thick), self._plate)
        if plus:
            painter.fillRect(QRectF(middle.x() - half, middle.y() - arm, thick, 2 * arm + 1), self._plate)

    def _paint_number(self, painter: QPainter, tile: QRectF, box: QRectF, bias: float) -> None:
        text = number(bias, 2)
        metrics = QFontMetricsF(self._number_font)
        plate = QRectF(
            box.right() + 2,
            tile.bottom() - metrics.height() - 1,
            metrics.horizontalAdvance(text) + 6,
            metrics.height(),
        )
        self._text(painter, plate, text, self._number_font, self._theme.color("text"))

    def _text(self, painter: QPainter, box: QRectF, text: str, font: QFont, color: QColor) -> None:
        """Words in the middle of a box, on a plate that makes them legible over any picture."""
        metrics = QFontMetricsF(font)
        plate = QRectF(0, 0, metrics.horizontalAdvance(text) + 6, metrics.height())
        plate.moveCenter(box.center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._plate)
        painter.drawRoundedRect(plate, 3, 3)
        painter.setPen(color)
        painter.setFont(font)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)


def _shades(theme: Theme, name: str) -> list[QColor]:
    """From a pale to the full colour of a sign."""
    return [_mixed(theme.color("muted"), theme.color(name), 0.35 + 0.65 * step / 16) for step in range(17)]


def _mixed(first: QColor, last: QColor, share: float) -> QColor:
    ends = zip(_channels(first), _channels(last), strict=True)
    return QColor(*(round(a + share * (b - a)) for a, b in ends))


def _channels(color: QColor) -> tuple[int, int, int]:
    return color.red(), color.green(), color.blue()


def _tr(text: str) -> str:
    return QCoreApplication.translate("NetworkView", text)
