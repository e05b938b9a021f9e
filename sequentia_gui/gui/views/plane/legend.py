"""Which mark is which class, told on the picture itself: a small plate in an empty corner of the plane."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPixmap

from sequentia_gui.experiment.experiment import PointSet
from sequentia_gui.gui.names import class_letter
from sequentia_gui.gui.point_marks import paint_mark
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.views.plane.square import PlaneSquare

_OPACITY = 0.86


class Legend:
    """Names the classes that have points, and the hollow marks of test points; finds the corner for it once."""

    def __init__(self) -> None:
        self._points = PointSet.empty()
        self._labels: tuple[int, ...] = ()
        self._place: tuple[PlaneSquare, QSizeF] | None = None
        self._corner = QRectF()

    def paint(
        self,
        painter: QPainter,
        theme: Theme,
        square: PlaneSquare,
        points: PointSet,
        tests: bool,
        ratio: float,
    ) -> None:
        """Paint it where no points are, if there is such a corner; nothing without points."""
        if points is not self._points:
            self._points, self._place = points, None
            self._labels = tuple(np.flatnonzero(np.bincount(points.label)).tolist())
        if not self._labels:
            return
        room = square.side - 2 * theme.px(6)
        plate = _plate(theme, self._labels, tests and bool(points.held_out.any()), ratio, room)
        if self._place != (square, plate.deviceIndependentSize()):
            self._place = square, plate.deviceIndependentSize()
            self._corner = _free_corner(square, plate.deviceIndependentSize(), theme.px(6), points)
        painter.drawPixmap(self._corner.topLeft(), plate)


def _free_corner(square: PlaneSquare, size: QSizeF, gap: float, points: PointSet) -> QRectF:
    """The corner with the fewest points, the lower left first; the upper left one is for a neuron's name."""
    left, low = square.left + gap, square.top + square.side - gap - size.height()
    right = square.left + square.side - gap - size.width()
    corners = [
        QRectF(x, y, size.width(), size.height())
        for x, y in ((left, low), (right, low), (right, square.top + gap))
    ]
    pixels = square.pixels(points.xy)
    return min(corners, key=lambda corner: _count_near(corner, pixels, gap))


def _count_near(corner: QRectF, pixels: NDArray[np.float64], gap: float) -> int:
    x, y = pixels.T
    across = (x > corner.left() - gap) & (x < corner.right() + gap)
    return int(np.count_nonzero(across & (y > corner.top() - gap) & (y < corner.bottom() + gap)))


@lru_cache(maxsize=16)
def _plate(theme: Theme, labels: tuple[int, ...], tests: bool, ratio: float, room: float) -> QPixmap:
    entries = [(label, class_letter(label), False) for label in labels]
    if tests:
        entries.append((labels[0], QCoreApplication.translate("DecisionPlane", "hollow: test"), True))
    letters = QFontMetricsF(theme.font(11, 600))
    slot, gap = theme.px(18), theme.px(7)
    widths = [slot + letters.horizontalAdvance(text) + gap for _, text, _ in entries]
    height = max(theme.px(20), letters.height())
    places = _in_rows(widths, height, room - gap / 2)
    box = QRectF(0, 0, max(place.right() for place in places) + gap / 2, places[-1].bottom())
    pixmap = _empty(box, ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_ground(painter, theme, box)
    for (label, text, hollow), place in zip(entries, places, strict=True):
        _paint_entry(painter, theme, place, label, text, hollow)
    painter.end()
    return pixmap


def _in_rows(widths: list[float], height: float, room: float) -> list[QRectF]:
    """Side by side, and below each other where they are wider than the plane."""
    places: list[QRectF] = []
    for width in widths:
        last = places[-1] if places else QRectF()
        fits = last.right() + width <= room or not places
        corner = (last.right(), last.top()) if fits else (0.0, last.bottom())
        places.append(QRectF(*corner, width, height))
    return places


def _empty(box: QRectF, ratio: float) -> QPixmap:
    pixmap = QPixmap((box.size() * ratio).toSize())
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def _paint_ground(painter: QPainter, theme: Theme, box: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("card", _OPACITY))
    painter.drawRoundedRect(box, theme.px(5), theme.px(5))
    painter.setFont(theme.font(11, 600))


def _paint_entry(painter: QPainter, theme: Theme, box: QRectF, label: int, text: str, hollow: bool) -> None:
    slot = theme.px(18)
    painter.save()
    painter.translate(slot / 2 + box.left() + theme.px(2), box.center().y())
    paint_mark(painter, theme, label, theme.px(8), hollow)
    painter.restore()
    painter.setPen(theme.color("text"))
    painter.drawText(box.adjusted(slot + theme.px(2), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
