"""What is drawn over the plane while somebody points at it: rings, a cross, and words in a small frame."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.views.plane.field import halo
from sequentia_gui.gui.views.plane.square import PlaneSquare

_WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)
_CENTERED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignCenter)


def paint_ring(painter: QPainter, theme: Theme, middle: QPointF, radius: float) -> None:
    """A circle that shows on every field."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in _pens(theme):
        painter.setPen(pen)
        painter.drawEllipse(middle, radius, radius)


def paint_cross(painter: QPainter, theme: Theme, middle: QPointF) -> None:
    """The keyboard's cursor: a cross that leaves its middle free."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    x, y, near, far = middle.x(), middle.y(), theme.px(5), theme.px(14)
    for pen in _pens(theme):
        painter.setPen(pen)
        for way in (-1, 1):
            painter.drawLine(QPointF(x + way * near, y), QPointF(x + way * far, y))
            painter.drawLine(QPointF(x, y + way * near), QPointF(x, y + way * far))


def paint_label(painter: QPainter, theme: Theme, square: PlaneSquare, at: QPointF, text: str) -> None:
    """Words in a frame above a place of the screen, or below it near the top; always inside the plane."""
    painter.setFont(theme.font(12, 500))
    gap, side = theme.px(14), theme.px(8)
    size = _room(painter, square.side - 4 * side, text)
    frame = QRectF(0, 0, size.width() + 2 * side, size.height() + side)
    frame.moveCenter(QPointF(at.x(), 0))
    frame.moveTop(_free_top(square.rect, frame.height(), at.y(), gap))
    _paint_framed(painter, theme, _inside(frame, square.rect), text)


def paint_title(painter: QPainter, theme: Theme, square: PlaneSquare, text: str) -> None:
    """Words in a frame in the upper left corner of the plane."""
    painter.setFont(theme.font(12, 600))
    side = theme.px(8)
    size = _room(painter, square.side - 4 * side, text)
    frame = QRectF(square.left + side, square.top + side, size.width() + 2 * side, size.height() + side)
    _paint_framed(painter, theme, frame, text)


def paint_invitation(painter: QPainter, theme: Theme, square: PlaneSquare, text: str) -> None:
    """Friendly words in the middle of an empty plane."""
    painter.setFont(theme.font(15, 500))
    side = theme.px(24)
    size = _room(painter, 0.8 * square.side, text)
    frame = QRectF(0, 0, size.width() + side, size.height() + side)
    frame.moveCenter(square.rect.center())
    _paint_framed(painter, theme, frame, text)


def _room(painter: QPainter, width: float, text: str) -> QRectF:
    return QFontMetricsF(painter.font()).boundingRect(QRectF(0, 0, width, 10_000), _WRAPPED, text)


def _free_top(around: QRectF, height: float, y: float, gap: float) -> float:
    """Where a frame begins so that it does not hide what is at y: above, else below, else at the far edge."""
    if y - gap - height >= around.top():
        return y - gap - height
    if y + gap + height <= around.bottom():
        return y + gap
    return around.top() if y > around.center().y() else around.bottom() - height


def _inside(frame: QRectF, around: QRectF) -> QRectF:
    """The frame moved as little as it takes to lie inside; its upper left corner, where it is too large."""
    room = around.adjusted(2, 2, -2 - frame.width(), -2 - frame.height())
    frame.moveLeft(max(room.left(), min(frame.left(), room.right())))
    frame.moveTop(max(room.top(), min(frame.top(), room.bottom())))
    return frame


def _paint_framed(painter: QPainter, theme: Theme, frame: QRectF, text: str) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("muted"), 1))
    painter.setBrush(theme.color("card"))
    painter.drawRoundedRect(frame, theme.px(5), theme.px(5))
    painter.setPen(theme.color("text"))
    side = theme.px(8)
    painter.drawText(frame.adjusted(side - 1, 0, 1 - side, 0), _CENTERED, text)


def _pens(theme: Theme) -> tuple[QPen, QPen]:
    return QPen(halo(theme), theme.px(2) + 2), QPen(theme.color("line"), theme.px(2))
