"""The tools that draw on the plane: from press to release, one stroke that can be undone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.experiment import PLANE_LIMIT, Experiment
from sequentia_gui.gui.document import Document

BRUSH = 0.6
"""The brush's radius, in units of the plane."""

SPACING = 0.35
"""How far apart the points of a drawn line are."""

SPRAY_BURST, SPRAY_SPACING = 5, 0.12
"""How many points the first press sprays, and the distance after which a drag sprays one more."""

Place = NDArray[np.float64]
Visible = Callable[[], NDArray[np.intp]]


class Stroke:
    """One press, drag and release: every edit that it makes belongs to the same undo step.

    It ends early where an edit is refused, or where somebody else changed the points under it.
    """

    def __init__(self, document: Document, label: str) -> None:
        self._document = document
        self._label = label
        self._mark = object()
        self._points = document.now.points
        self._last: Place = np.zeros(2)
        self._over = False

    def press(self, at: Place) -> None:
        """The button went down at this place of the plane."""
        self._last = at
        self._begin(at)

    def drag(self, to: Place) -> None:
        """The pointer moved there with the button down."""
        if self._over or self._document.now.points is not self._points:
            return
        before, self._last = self._last, to
        self._follow(before, to)

    def release(self) -> None:
        """The button came up."""

    def _begin(self, at: Place) -> None:
        raise NotImplementedError

    def _follow(self, before: Place, to: Place) -> None:
        raise NotImplementedError

    def _edit(self, edit: Callable[[Experiment], Experiment]) -> None:
        self._over = not self._document.edit(edit, self._label, merge=self._mark)
        self._points = self._document.now.points


class _Adding(Stroke):
    """A stroke that puts points of one class."""

    def __init__(self, document: Document, label: str, brush_class: int) -> None:
        super().__init__(document, label)
        self._class = brush_class

    def _add(self, places: NDArray[np.float64]) -> None:
        inside = places[np.all(np.abs(places) <= PLANE_LIMIT, axis=1)].astype(np.float32)
        if len(inside):
            self._edit(lambda now: edits.add_points(now, inside, self._class))


class PointStroke(_Adding):
    """A click puts one point; dragging goes on putting points along the way, evenly spaced."""

    def __init__(self, document: Document, label: str, brush_class: int) -> None:
        super().__init__(document, label, brush_class)
        self._way = 0.0

    def _begin(self, at: Place) -> None:
        self._add(at[None])

    def _follow(self, before: Place, to: Place) -> None:
        shares, self._way = stations(before, to, self._way, SPACING)
        self._add(before + shares[:, None] * (to - before))


class SprayStroke(_Adding):
    """Points scattered evenly over the brush: some at once, and more for every bit of way."""

    def __init__(self, document: Document, label: str, brush_class: int, rng: np.random.Generator) -> None:
        super().__init__(document, label, brush_class)
        self._rng = rng
        self._way = 0.0

    def _begin(self, at: Place) -> None:
        self._add(at + self._scatter(SPRAY_BURST))

    def _follow(self, before: Place, to: Place) -> None:
        shares, self._way = stations(before, to, self._way, SPRAY_SPACING)
        self._add(before + shares[:, None] * (to - before) + self._scatter(len(shares)))

    def _scatter(self, count: int) -> NDArray[np.float64]:
        radius, angle = BRUSH * np.sqrt(self._rng.random(count)), 2 * np.pi * self._rng.random(count)
        return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


class MoveStroke(Stroke):
    """The points under the brush go where the pointer goes, and stop at the plane's edge."""

    def __init__(self, document: Document, label: str, visible: Visible) -> None:
        super().__init__(document, label)
        self._visible = visible
        self._from: Place = np.zeros(2)
        self._moved: NDArray[np.intp] = np.empty(0, np.intp)
        self._start: NDArray[np.float32] = np.empty((0, 2), np.float32)

    def _begin(self, at: Place) -> None:
        self._from = at
        self._moved = under_brush(self._points.xy, self._visible(), at)
        self._start = self._points.xy[self._moved]

    def _follow(self, _before: Place, to: Place) -> None:
        if not len(self._moved):
            return
        there = np.clip(self._start + (to - self._from), -PLANE_LIMIT, PLANE_LIMIT).astype(np.float32)
        self._edit(lambda now: edits.move_points(now, self._moved, there))


class EraseStroke(Stroke):
    """The points that the brush passes over disappear."""

    def __init__(self, document: Document, label: str, visible: Visible) -> None:
        super().__init__(document, label)
        self._visible = visible

    def _begin(self, at: Place) -> None:
        self._erase(at[None])

    def _follow(self, before: Place, to: Place) -> None:
        shares = np.linspace(0.0, 1.0, 2 + int(np.hypot(*(to - before)) / (BRUSH / 2)))
        self._erase(before + shares[:, None] * (to - before))

    def _erase(self, way: NDArray[np.float64]) -> None:
        visible = self._visible()
        hit = np.unique(np.concatenate([under_brush(self._points.xy, visible, at) for at in way]))
        if len(hit):
            self._edit(lambda now: edits.erase_points(now, hit))


def new_stroke(
    tool: str, document: Document, brush_class: int, visible: Visible, rng: np.random.Generator
) -> Stroke:
    """The stroke that a tool draws: point, spray, move or erase; `visible` tells what it can touch."""
    if tool == "spray":
        return SprayStroke(document, _tr("Spray points"), brush_class, rng)
    if tool == "move":
        return MoveStroke(document, _tr("Move points"), visible)
    if tool == "erase":
        return EraseStroke(document, _tr("Erase points"), visible)
    return PointStroke(document, _tr("Draw points"), brush_class)


def under_brush(xy: NDArray[np.float32], visible: NDArray[np.intp], at: Place) -> NDArray[np.intp]:
    """Which of the visible points lie within the brush around a place."""
    touched: NDArray[np.intp] = visible[np.hypot(*(xy[visible] - at).T) <= BRUSH]
    return touched


def nearest(xy: NDArray[np.float32], visible: NDArray[np.intp], at: Place, reach: float) -> int | None:
    """The visible point nearest to a place, or None where none is within reach."""
    if not len(visible):
        return None
    distance = np.hypot(*(xy[visible] - at).T)
    place = int(distance.argmin())
    return int(visible[place]) if distance[place] <= reach else None


def stations(before: Place, to: Place, way: float, spacing: float) -> tuple[NDArray[np.float64], float]:
    """Where the way from `before` to `to` reaches a whole number of spacings, as shares of it.

    `way` is what was left over from the way before; the second result is what is left over after this one.
    So points come at even distances, however the way is cut into events.
    """
    length = float(np.hypot(*(to - before)))
    count = int((way + length) / spacing)
    reached: NDArray[np.float64] = spacing * np.arange(1, count + 1, dtype=np.float64) - way
    return reached / max(length, 1e-12), way + length - count * spacing


def _tr(text: str) -> str:
    return QCoreApplication.translate("plane_tools", text)
