"""Each class has a mark of its own, a shape and a colour, so that nobody needs colour to tell classes apart."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from sequentia_gui.gui.theme import Theme

_MARGIN = 1.6
"""A pixmap's side, in units of the mark's size: room for the longest shape and for its outline."""


def mark_path(label: int, size: float) -> QPainterPath:
    """The outline of a class' mark around (0, 0), y downwards; `size` is the width of the circle of class A.

    The other shapes are drawn a little wider or narrower, so that all look equally large.
    """
    return _SHAPES[label % len(_SHAPES)](size)


def mark_color(theme: Theme, label: int) -> QColor:
    """The colour of a class' points."""
    return QColor(theme.classes[label % len(theme.classes)])


def mark_pixmap(
    theme: Theme, label: int, size: float, held_out: bool = False, device_pixel_ratio: float = 1.0
) -> QPixmap:
    """A class' mark in the middle of a transparent square: filled, or hollow for a point held out for testing.

    `size` is in logical pixels; the outline stands out from a bright and from a dark background.
    """
    side = math.ceil(_MARGIN * size + 4)
    pixmap = QPixmap(round(side * device_pixel_ratio), round(side * device_pixel_ratio))
    pixmap.setDevicePixelRatio(device_pixel_ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = pixmap.width() / device_pixel_ratio / 2
    painter.translate(middle, middle)
    paint_mark(painter, theme, label, size, held_out)
    painter.end()
    return pixmap


def paint_mark(painter: QPainter, theme: Theme, label: int, size: float, held_out: bool = False) -> None:
    """Paint a class' mark around the painter's origin."""
    path = mark_path(label, size)
    outline = max(1.0, 0.11 * size)
    for color, width in ((_rim(theme), 2 * outline + 1.4), (theme.color("outline"), 2 * outline)):
        painter.strokePath(path, _pen(color, width))
    painter.fillPath(path, mark_color(theme, label))
    if held_out:
        painter.fillPath(mark_path(label, 0.5 * size), theme.color("outline"))


def _rim(theme: Theme) -> QColor:
    """The darker of two opposite colours: a thin rim of it parts a white outline from a white background."""
    rim = min(theme.color("line"), theme.color("window"), key=QColor.lightness)
    rim.setAlphaF(0.75)
    return rim


def _pen(color: QColor, width: float) -> QPen:
    return QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _circle(size: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QRectF(-size / 2, -size / 2, size, size))
    return path


def _square(size: float) -> QPainterPath:
    path = QPainterPath()
    path.addRect(QRectF(-0.44 * size, -0.44 * size, 0.88 * size, 0.88 * size))
    return path


def _plus(size: float) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)  # else the middle, where the bars cross, would be a hole
    long, short = 0.6 * size, 0.22 * size
    path.addRect(QRectF(-long, -short, 2 * long, 2 * short))
    path.addRect(QRectF(-short, -long, 2 * short, 2 * long))
    return path.simplified()


def _diamond(size: float) -> QPainterPath:
    return _corners((0.62 * size,) * 4)


def _triangle(size: float) -> QPainterPath:
    return _corners((0.68 * size,) * 3)


def _star(size: float) -> QPainterPath:
    return _corners((0.7 * size, 0.32 * size) * 5)


def _corners(radii: tuple[float, ...]) -> QPainterPath:
    """A closed shape with corners at even angles, the first one on top, at these distances from the middle."""
    angles = [2 * math.pi * place / len(radii) for place in range(len(radii))]
    corners = [
        QPointF(r * math.sin(angle), -r * math.cos(angle)) for r, angle in zip(radii, angles, strict=True)
    ]
    path = QPainterPath()
    path.addPolygon(QPolygonF(corners))
    path.closeSubpath()
    return path


_SHAPES = (_circle, _diamond, _triangle, _square, _plus, _star)
"""In the order of the classes: A, B, C, D, E, F."""
