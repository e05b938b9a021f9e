"""Choosing what is followed through the network: a point of the plane or a place without one, and the mark on it."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from sequentia_gui.experiment.experiment import PLANE_LIMIT, PointSet
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.view_state import Look
from sequentia_gui.gui.views.plane.field import halo
from sequentia_gui.gui.views.plane.square import PlaneSquare
from sequentia_gui.gui.views.plane.tools import Place


def choosing(place: Place, point: int | None) -> dict[str, Any]:
    """The change of the look that chooses the point at a place, or else the place itself."""
    if point is not None:
        return {"chosen_point": point, "chosen_place": None}
    x1, x2 = np.clip(place, -PLANE_LIMIT, PLANE_LIMIT).tolist()
    return {"chosen_point": None, "chosen_place": (round(x1, 2), round(x2, 2))}


def click_chooses(look: Look, point: int | None, with_control: bool) -> bool:
    """Whether a click chooses and does not draw: while a point can be followed, on a point, or with Ctrl anywhere."""
    if "trace" not in look.shown:
        return False
    return with_control or (point is not None and look.tool == "point")


def told_place(look: Look, place: Place | None) -> tuple[float, float] | None:
    """The place that is pointed at, where a view wants to know it and it lies on the plane."""
    if "collapse" not in look.shown or place is None or np.abs(place).max() > PLANE_LIMIT:
        return None
    x1, x2 = place.tolist()
    return x1, x2


def paint_chosen(
    painter: QPainter, theme: Theme, square: PlaneSquare, points: PointSet, look: Look, size: float
) -> None:
    """Mark what is followed."""
    place = look.chosen_place
    if look.chosen_point is not None and look.chosen_point < len(points):
        place = tuple(points.xy[look.chosen_point].tolist())
    if place is None:
        return
    paint_follow_mark(painter, theme, square.pixel(*place), size)


def paint_follow_mark(painter: QPainter, theme: Theme, middle: QPointF, size: float) -> None:
    """A ring with four ticks around a place on screen."""
    near, far = size + theme.px(1), size + theme.px(8)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(halo(theme), theme.px(2.5) + 3), QPen(theme.color("accent"), theme.px(2.5))):
        painter.setPen(pen)
        painter.drawEllipse(middle, near, near)
        for x, y in ((-1, 0), (1, 0), (0, -1), (0, 1)):
            painter.drawLine(middle + QPointF(x * near, y * near), middle + QPointF(x * far, y * far))
