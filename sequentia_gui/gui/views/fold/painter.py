"""Paints the carried plane: a grid of fine lines, the points on it, and axes that say how large it all is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap

from sequentia_gui.analysis.carried_grid import LINES, PLACES
from sequentia_gui.experiment.experiment import MAX_CLASSES, PointSet
from sequentia_gui.gui.lines import Lines
from sequentia_gui.gui.numerals import tidy
from sequentia_gui.gui.point_marks import mark_pixmap
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.views.fold.journey import Picture
from sequentia_gui.gui.views.fold.window import Window
from sequentia_gui.gui.views.plots.scales import even_ticks

Array = NDArray[Any]

_FAR = 20_000.0
"""Pixels: lines that leave the picture need not go on for ever."""

_STRAIGHT = 0.15
"""Pixels: places of a line that lie this close to the straight way need not be drawn."""

_NAME_AT = 0.9
"""Where on its way to the edge an axis has its name."""

_PLATE = 0.8
"""How opaque the plates behind words are."""

_MIDDLE = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where a picture stands: a square in logical pixels; a small one goes without numbers and names."""

    theme: Theme
    rect: QRectF
    device_pixel_ratio: float = 1.0
    small: bool = False

    @property
    def mark_size(self) -> float:
        """The width of a point's mark."""
        return max(self.theme.px(4), min(self.theme.px(9), self.rect.width() / 40))

    def pixels(self, places: Array, window: Window) -> Array:
        """Places (2, m) in the units of the axes as pixels (2, m)."""
        scale = self.rect.width() / 2 / window.reach
        middle = self.rect.center().x() - scale * window.x, self.rect.center().y() + scale * window.y
        shifted = places * np.array(((scale,), (-scale,))) + np.array(middle)[:, None]
        pixels: Array = np.clip(shifted, -_FAR, _FAR)
        return pixels

    def pixel(self, x: float, y: float, window: Window) -> QPointF:
        """One place as a point on the screen."""
        return QPointF(*self.pixels(np.array(((x,), (y,))), window)[:, 0].tolist())


def paint_picture(
    painter: QPainter, sheet: Sheet, picture: Picture, points: PointSet, shown: NDArray[np.bool_]
) -> None:
    """Paint everything inside the square; `shown` (n,) says which points are to be seen."""
    painter.save()
    painter.fillRect(sheet.rect, sheet.theme.color("card"))
    painter.setClipRect(sheet.rect)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_zero_lines(painter, sheet, picture)
    _paint_grid(painter, sheet, sheet.pixels(picture.grid, picture.window))
    _paint_hinges(painter, sheet, picture)
    _paint_points(painter, sheet, sheet.pixels(picture.points, picture.window), points, shown)
    if not sheet.small:
        _paint_axis_numbers(painter, sheet, picture)
    painter.restore()


def paint_frame(
    painter: QPainter, theme: Theme, rect: QRectF, color: str = "border", width: float = 1
) -> None:
    """The square's edge."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(theme.color(color), theme.px(width)))
    painter.drawRect(rect)


def paint_ticks(painter: QPainter, sheet: Sheet, window: Window, upright: bool) -> None:
    """Numbers below the square, and left of it where the upright axis has a scale."""
    theme, rect = sheet.theme, sheet.rect
    painter.setFont(theme.font(11))
    painter.setPen(QPen(theme.color("muted"), 1))
    mark = theme.px(3)
    for tick in even_ticks(window.x - window.reach, window.x + window.reach, 6):
        x = sheet.pixel(tick, 0.0, window).x()
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x, rect.bottom() + mark))
        painter.drawText(QRectF(x - 40, rect.bottom() + mark, 80, theme.px(16)), _MIDDLE, tidy(tick))
    for tick in even_ticks(window.y - window.reach, window.y + window.reach, 6) if upright else ():
        y = sheet.pixel(0.0, tick, window).y()
        if y < rect.top() + theme.px(5):
            continue  # there the words above the picture stand
        painter.drawLine(QPointF(rect.left() - mark, y), QPointF(rect.left(), y))
        painter.drawText(QRectF(rect.left() - 80 - theme.px(6), y - 20, 80, 40), _RIGHT, tidy(tick))


def paint_axis_names(painter: QPainter, sheet: Sheet, across: str, upwards: str) -> None:
    """What the two axes are, at their far ends, on plates so that no line crosses the words out."""
    theme, rect = sheet.theme, sheet.rect
    painter.setFont(theme.font(11, 600))
    letters, gap, height = QFontMetricsF(painter.font()), theme.px(4), theme.px(17)
    for text, at_right in ((across, True), (upwards, False)):
        width = letters.horizontalAdvance(text) + 2 * gap
        left = rect.right() - width - gap if at_right else rect.left() + gap
        top = rect.bottom() - height - gap if at_right else rect.top() + gap
        if text:
            plate = QRectF(left, top, width, height)
            painter.fillRect(plate, theme.color("card", _PLATE))
            painter.setPen(theme.color("muted"))
            painter.drawText(plate, _MIDDLE, text)


def _paint_zero_lines(painter: QPainter, sheet: Sheet, picture: Picture) -> None:
    """Where an axis' number is 0: the two axes themselves, or the three of a turned room with their names."""
    theme = sheet.theme
    middle = sheet.pixel(0.0, 0.0, picture.window)
    painter.setPen(_pen(theme, "border", 1.4))
    if not picture.axes.size:
        painter.drawLine(QPointF(sheet.rect.left(), middle.y()), QPointF(sheet.rect.right(), middle.y()))
        painter.drawLine(QPointF(middle.x(), sheet.rect.top()), QPointF(middle.x(), sheet.rect.bottom()))
        return
    for x, y in picture.axes.T.tolist():
        painter.drawLine(*(middle + _to_edge(sheet.rect, middle, sign * x, -sign * y) for sign in (-1, 1)))


def _paint_axis_numbers(painter: QPainter, sheet: Sheet, picture: Picture) -> None:
    """Which of three neurons an axis of the turned room belongs to, on a plate at its far end."""
    middle, side = sheet.pixel(0.0, 0.0, picture.window), sheet.theme.px(15)
    painter.setFont(sheet.theme.font(11, 600))
    for place, (x, y) in enumerate(picture.axes.T.tolist(), start=1):
        at = middle + _to_edge(sheet.rect, middle, x, -y) * _NAME_AT
        plate = QRectF(at.x() - side / 2, at.y() - side / 2, side, side)
        painter.fillRect(plate, sheet.theme.color("card", _PLATE))
        painter.setPen(sheet.theme.color("text"))
        painter.drawText(plate, _MIDDLE, str(place))


def _to_edge(rect: QRectF, start: QPointF, x: float, y: float) -> QPointF:
    """The way in a direction from a place inside to the edge; none from a place outside."""
    rooms = [(x, rect.left() - start.x(), rect.right() - start.x())]
    rooms.append((y, rect.top() - start.y(), rect.bottom() - start.y()))
    ways = [max(low / by, high / by) for by, low, high in rooms if abs(by) > 1e-9]
    return QPointF(x, y) * max(0.0, min(ways, default=0.0))


def _paint_grid(painter: QPainter, sheet: Sheet, pixels: Array) -> None:
    lines = pixels.T.reshape(2, LINES, PLACES, 2)
    for family, color in zip(lines, ("grid_upright", "grid_level"), strict=True):
        painter.setPen(_grid_pen(sheet.theme, color, sheet.small))
        _segments(family[:: 2 if sheet.small else 1]).draw(painter)


def _segments(lines: Array) -> Lines:
    """The straight parts of lines (l, places, 2); places that lie on the straight way are passed over."""
    steps = np.diff(lines, axis=1)
    bend = np.abs(steps[:, 1:, 0] * steps[:, :-1, 1] - steps[:, 1:, 1] * steps[:, :-1, 0])
    back = (steps[:, 1:] * steps[:, :-1]).sum(axis=2) < 0
    length = np.hypot(steps[:, 1:, 0], steps[:, 1:, 1]) + np.hypot(steps[:, :-1, 0], steps[:, :-1, 1])
    keep = np.ones(lines.shape[:2], np.bool_)
    keep[:, 1:-1] = (bend > _STRAIGHT * length) | back
    line, place = np.nonzero(keep)
    corners = lines[line, place]
    joined = line[1:] == line[:-1]
    starts, ends = corners[:-1][joined], corners[1:][joined]
    visible = (np.abs(ends - starts) > 1e-3).any(axis=1)
    return Lines(np.hstack([starts[visible], ends[visible]]))


def _paint_hinges(painter: QPainter, sheet: Sheet, picture: Picture) -> None:
    if not (picture.hinges.size and picture.hinge_strength > 0):
        return
    painter.setOpacity(picture.hinge_strength)
    painter.setPen(_pen(sheet.theme, "accent", 1.1 if sheet.small or picture.is_projected else 2.0))
    pixels = sheet.pixels(picture.hinges, picture.window).T.reshape(-1, 4)
    Lines(pixels[_dashed(len(pixels))]).draw(painter)
    painter.setOpacity(1.0)


def _dashed(count: int) -> NDArray[np.bool_]:
    """Every other segment (count,) is a gap: cut into cells as they are, lines get dashes that bend with them."""
    dashes: NDArray[np.bool_] = np.arange(count) % 2 == 0
    return dashes


def _paint_points(
    painter: QPainter, sheet: Sheet, pixels: Array, points: PointSet, shown: NDArray[np.bool_]
) -> None:
    marks = _marks(sheet.theme, sheet.mark_size, sheet.device_pixel_ratio)
    half = marks[0, False].width() / sheet.device_pixel_ratio / 2
    kinds = zip(points.label[shown].tolist(), points.held_out[shown].tolist(), strict=True)
    for x, y, kind in zip(*(pixels[:, shown] - half).tolist(), kinds, strict=True):
        painter.drawPixmap(QPointF(x, y), marks[kind])


@lru_cache(maxsize=8)
def _marks(theme: Theme, size: float, ratio: float) -> dict[tuple[int, bool], QPixmap]:
    return {
        (label, held_out): mark_pixmap(theme, label, size, held_out, ratio)
        for label in range(MAX_CLASSES)
        for held_out in (False, True)
    }


@lru_cache(maxsize=64)
def _grid_pen(theme: Theme, family: str, small: bool = False) -> QPen:
    """The pen of one family of lines: upright ones (x1 fixed) in grey, level ones in green."""
    color = theme.color("on_high" if family == "grid_level" else "muted", 0.45 if small else 0.62)
    return QPen(color, (0.7 if small else 1.0) * theme.zoom)


@lru_cache(maxsize=64)
def _pen(theme: Theme, color: str, width: float) -> QPen:
    return QPen(theme.color(color), width * theme.zoom)


def still_titles(theme: Theme, pictures: Sequence[Picture], room: float) -> list[str]:
    """What stands over the stills: the name and width of each, or all names alone where one lacks the room."""
    letters = QFontMetricsF(theme.font(11, 600))
    names = [picture.stop.name for picture in pictures]
    reaches = [tidy(2 * picture.window.reach) for picture in pictures]
    whole = [f"{name} · ↔ {reach}" for name, reach in zip(names, reaches, strict=True)]
    if max(map(letters.horizontalAdvance, whole)) <= room:
        return whole
    return [letters.elidedText(name, Qt.TextElideMode.ElideRight, room) for name in names]
