"""The points of the plane, painted once onto a transparent layer over the network's picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from sequentia_gui.experiment.experiment import MAX_CLASSES, PointSet
from sequentia_gui.gui.point_marks import mark_pixmap
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.views.plane.square import PlaneSquare

FAINT = 0.25
"""How opaque points are that do not matter now."""

CROWD = 600
"""More points than that get smaller marks."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What the layer is made for; another paper means new marks and a new layer."""

    theme: Theme
    square: PlaneSquare
    device_pixel_ratio: float
    crowded: bool = False

    @property
    def mark_size(self) -> float:
        """The width of a mark: smaller where points would hide each other and the field under them."""
        size = min(self.theme.px(9), max(self.theme.px(5), self.square.side / 36))
        return 0.75 * size if self.crowded else size


class PointLayer:
    """Owns the layer's pixmap and the marks; repaints them only when paper, points or visibility change.

    Points that were appended to the ones painted before are painted over them, without starting again.
    """

    def __init__(self) -> None:
        self._paper: Paper | None = None
        self._points = PointSet.empty()
        self._shown: NDArray[np.bool_] = np.empty(0, np.bool_)
        self._faded: NDArray[np.bool_] = np.empty(0, np.bool_)
        self._marks: dict[tuple[int, bool], QPixmap] = {}
        self._pixmap = QPixmap()

    def show_points(
        self, points: PointSet, shown: NDArray[np.bool_], paper: Paper, faded: NDArray[np.bool_] | None = None
    ) -> None:
        """Bring the layer up to date; `shown` (n,) says which points are to be seen, `faded` which hardly."""
        faded = np.zeros(len(points), np.bool_) if faded is None else faded
        same = np.array_equal(shown, self._shown) and np.array_equal(faded, self._faded)
        if points is self._points and paper == self._paper and same:
            return
        kept = len(self._points) if self._continues(points, shown, faded) and paper == self._paper else 0
        if paper != self._paper:
            self._renew(paper)
        if not kept:
            self._pixmap.fill(Qt.GlobalColor.transparent)
        for places, opacity in ((shown & faded, FAINT), (shown & ~faded, 1.0)):
            self._paint(points, np.flatnonzero(places[kept:]) + kept, paper, opacity)
        self._points, self._shown, self._faded = points, shown, faded

    def draw(self, painter: QPainter) -> None:
        """Put the layer where it belongs."""
        if self._paper is not None:
            square, margin = self._paper.square, self._margin(self._paper)
            painter.drawPixmap(square.left - margin, square.top - margin, self._pixmap)

    def _continues(self, points: PointSet, shown: NDArray[np.bool_], faded: NDArray[np.bool_]) -> bool:
        count = len(self._points)
        return count <= len(points) and all(
            np.array_equal(old, new[:count])
            for old, new in (
                (self._shown, shown),
                (self._faded, faded),
                (self._points.xy, points.xy),
                (self._points.label, points.label),
                (self._points.held_out, points.held_out),
            )
        )

    def _renew(self, paper: Paper) -> None:
        self._paper = paper
        side = round((paper.square.side + 2 * self._margin(paper)) * paper.device_pixel_ratio)
        self._pixmap = QPixmap(side, side)
        self._pixmap.setDevicePixelRatio(paper.device_pixel_ratio)
        self._marks = {
            (label, held_out): mark_pixmap(
                paper.theme, label, paper.mark_size, held_out, paper.device_pixel_ratio
            )
            for label in range(MAX_CLASSES)
            for held_out in (False, True)
        }

    def _paint(self, points: PointSet, places: NDArray[np.intp], paper: Paper, opacity: float) -> None:
        painter = QPainter(self._pixmap)
        painter.setOpacity(opacity)
        margin, square = self._margin(paper), paper.square
        origin = np.array((square.left - margin, square.top - margin)) + self._half_mark(paper)
        at = (square.pixels(points.xy[places]) - origin).tolist()
        kinds = zip(points.label[places].tolist(), points.held_out[places].tolist(), strict=True)
        for (x, y), (label, held_out) in zip(at, kinds, strict=True):
            painter.drawPixmap(QPointF(x, y), self._marks[label % MAX_CLASSES, held_out])
        painter.end()

    def _half_mark(self, paper: Paper) -> float:
        return self._marks[0, False].width() / paper.device_pixel_ratio / 2

    @staticmethod
    def _margin(paper: Paper) -> int:
        """Room around the plane for marks at its very edge."""
        return int(paper.mark_size) + 2
