"""The axes around the plane: x1 to the right, x2 upwards, with a few numbers to find one's way."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from sequentia_gui.experiment.experiment import PLANE_LIMIT
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.views.plane.square import PlaneSquare

TICKS = (-6, -3, 0, 3, 6)
ENDS = (-6, 6)

_MIDDLE = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def paint_axes(painter: QPainter, theme: Theme, square: PlaneSquare, names: tuple[str, str]) -> None:
    """Numbers along the bottom and the left edge; each axis' name stands between its last two numbers.

    A name that is too long for that takes the place of the middle numbers.
    """
    painter.setFont(theme.font(11))
    painter.setPen(QPen(theme.color("muted"), 1))
    metrics = QFontMetricsF(painter.font())
    room = 3 * square.scale - 2 * metrics.horizontalAdvance("−6")
    long = max(metrics.horizontalAdvance(name) for name in names) > min(room, theme.px(24))
    for tick in ENDS if long else TICKS:
        _paint_number(painter, theme, square, tick)
    at = 0.0 if long else 4.5
    painter.drawText(_below(theme, square, at), _MIDDLE, names[0])
    _paint_upward_name(painter, theme, square, at, names[1], long)


def paint_border(painter: QPainter, theme: Theme, square: PlaneSquare, focused: bool) -> None:
    """The plane's edge, and around it a ring while the keyboard draws on it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("border"), theme.px(1)))
    painter.drawRect(square.rect)
    if focused:
        width = theme.px(3)
        painter.setPen(QPen(theme.color("accent"), width))
        painter.drawRect(square.rect.adjusted(-width, -width, width, width))


def _paint_number(painter: QPainter, theme: Theme, square: PlaneSquare, tick: int) -> None:
    below, left = _below(theme, square, tick), _beside(theme, square, tick)
    mark, text = theme.px(3), str(tick).replace("-", "−")
    painter.drawLine(
        QPointF(below.center().x(), below.top()), QPointF(below.center().x(), below.top() + mark)
    )
    painter.drawLine(
        QPointF(left.right() - mark, left.center().y()), QPointF(left.right(), left.center().y())
    )
    painter.drawText(below, _MIDDLE, text)
    painter.drawText(left.adjusted(0, 0, -theme.px(6), 0), _RIGHT, text)


def _paint_upward_name(
    painter: QPainter, theme: Theme, square: PlaneSquare, at: float, name: str, long: bool
) -> None:
    left = _beside(theme, square, at)
    if not long:
        painter.drawText(left.adjusted(0, 0, -theme.px(6), 0), _RIGHT, name)
        return
    painter.save()
    painter.translate(left.center())
    painter.rotate(-90)
    painter.drawText(QRectF(-square.side / 2, -left.width() / 2, square.side, left.width()), _MIDDLE, name)
    painter.restore()


def _below(theme: Theme, square: PlaneSquare, x1: float) -> QRectF:
    middle = square.pixel(x1, -PLANE_LIMIT)
    half = square.side / 2
    return QRectF(middle.x() - half, middle.y(), 2 * half, theme.px(24))


def _beside(theme: Theme, square: PlaneSquare, x2: float) -> QRectF:
    middle, width, height = square.pixel(-PLANE_LIMIT, x2), theme.px(28), theme.px(16)
    return QRectF(middle.x() - width, middle.y() - height / 2, width, height)
