"""The picture of the carried plane on screen: one stage in full, or all of them as a row of stills."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from sequentia_gui.experiment.experiment import PointSet
from sequentia_gui.gui.focus import shows_ring
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.views.fold.journey import Journey, Picture
from sequentia_gui.gui.views.fold.painter import (
    Sheet,
    paint_axis_names,
    paint_frame,
    paint_picture,
    paint_ticks,
    still_titles,
)
from sequentia_gui.gui.views.fold.stops import Stop
from sequentia_gui.gui.views.plane.choosing import paint_follow_mark
from sequentia_gui.gui.views.plane.signs import paint_ring

_DEGREES_PER_PIXEL = 0.5
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter


class FoldCanvas(QWidget):
    """Paints a journey at a position.

    `turned` fires when a person dragged, `picked` with the still that was clicked, `chosen` with the point.
    """

    turned = Signal()
    picked = Signal(int)
    chosen = Signal(int)

    def __init__(
        self,
        journey: Journey,
        describe: Callable[[Picture], tuple[str, str]],
        axis_names: Callable[[Stop], tuple[str, str]],
    ) -> None:
        """`describe` says what a picture is (left) and how the layer is seen (right)."""
        super().__init__()
        self._axis_names = axis_names
        self._journey, self._describe = journey, describe
        self._theme: Theme = LIGHT
        self._points = PointSet.empty()
        self._shown: NDArray[np.bool_] = np.empty(0, np.bool_)
        self._followed: int | None = None
        self._hovered: int | None = None
        self._way: tuple[NDArray[np.float64], ...] = ()
        self._position = 0.0
        self._stills = False
        self._grip: QPointF | None = None
        self._pressed: QPointF | None = None
        self._by_keyboard = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("The plane as each layer sees it"))
        self.setAccessibleDescription(
            self.tr("Space plays, arrows step; with Shift they turn what is seen of three neurons.")
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._theme = theme
        self.setMinimumSize(theme.px(140), theme.px(120))
        self.update()

    def show_points(self, points: PointSet, shown: NDArray[np.bool_]) -> None:
        """Take over the points that the journey carries, and which of them are to be seen."""
        self._points, self._shown = points, shown
        self.update()

    def show_followed(
        self, point: int | None, hovered: int | None, way: tuple[NDArray[np.float64], ...]
    ) -> None:
        """Mark the point that is followed, else the place on this `way`, and ring the one that is pointed at."""
        self._followed, self._hovered, self._way = point, hovered, way
        self.update()

    def show_position(self, position: float, stills: bool) -> None:
        """Turn to a position of the journey, or to all of its stops at once with this one marked."""
        self._position, self._stills = position, stills
        self.update()

    def sizeHint(self) -> QSize:
        """Room for a plane on which points can be told apart."""
        return QSize(self._theme.px(360), self._theme.px(320))

    @property
    def square(self) -> QRectF:
        """Where the plane is, with room for the axes' numbers and a line of words above."""
        px = self._theme.px
        left, top, right, bottom = px(34), px(20), px(8), px(20)
        side = max(1, min(self.width() - left - right, self.height() - top - bottom))
        spare = max(0, self.width() - left - right - side) // 2
        return QRectF(left + spare, top + max(0, self.height() - top - bottom - side) // 2, side, side)

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the one picture, or the stills."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("card"))
        if not self._journey.stops:
            self._paint_waiting(painter)
        elif self._stills:
            self._paint_stills(painter)
        else:
            self._paint_one(painter)
        painter.end()

    def _paint_waiting(self, painter: QPainter) -> None:
        painter.setPen(self._theme.color("muted"))
        painter.setFont(self._theme.font(13))
        painter.drawText(self.rect(), _MIDDLE, self.tr("Asking the network …"))

    def _paint_one(self, painter: QPainter) -> None:
        picture = self._journey.picture(self._position)
        sheet = Sheet(self._theme, self.square, self.devicePixelRatioF())
        paint_picture(painter, sheet, picture, self._points, self._shown)
        self._paint_marks(painter, sheet, picture, self._position)
        focus = self._by_keyboard
        paint_frame(painter, self._theme, sheet.rect, "accent" if focus else "border", 2 if focus else 1)
        paint_ticks(painter, sheet, picture.window, upright=self._journey.width(picture.stop.layer) != 1)
        paint_axis_names(painter, sheet, *self._axis_names(picture.stop))
        self._paint_words(painter, sheet.rect, picture)

    def _paint_marks(self, painter: QPainter, sheet: Sheet, picture: Picture, position: float) -> None:
        """The point or place that is followed wherever it is carried, and the point that is pointed at."""
        painter.save()
        painter.setClipRect(sheet.rect)
        at = self._place_of(self._followed, picture)
        if at is None and len(self._way) == len(self._journey.stops):
            at = self._journey.place_at(position, self._way)
        if at is not None:
            paint_follow_mark(painter, sheet.theme, _on(sheet, picture, at), sheet.mark_size)
        hovered = self._place_of(self._hovered, picture)
        if hovered is not None:
            paint_ring(painter, sheet.theme, _on(sheet, picture, hovered), sheet.mark_size)
        painter.restore()

    def _place_of(self, point: int | None, picture: Picture) -> NDArray[np.float64] | None:
        """Where a point is in a picture, (2,), if it is there; its mark shows where test points are hidden, too."""
        if point is None or point >= picture.points.shape[1]:
            return None
        place: NDArray[np.float64] = picture.points[:, point]
        return place

    def _paint_words(self, painter: QPainter, rect: QRectF, picture: Picture) -> None:
        theme = self._theme
        line = QRectF(theme.px(8), rect.top() - theme.px(19), self.width() - theme.px(16), theme.px(18))
        line.setLeft(min(rect.left(), theme.px(34)))
        what, how = self._describe(picture)
        painter.setFont(theme.font(12, 600))
        painter.setPen(theme.color("text"))
        painter.drawText(line, _LEFT, what)
        line.setLeft(line.left() + painter.fontMetrics().horizontalAdvance(what) + theme.px(8))
        painter.setFont(theme.font(11))
        painter.setPen(theme.color("muted"))
        letters = painter.fontMetrics()
        painter.drawText(
            line, _RIGHT, letters.elidedText(how, Qt.TextElideMode.ElideRight, int(line.width()))
        )

    def _paint_stills(self, painter: QPainter) -> None:
        now, cells = round(self._position), self._cells()
        pictures = [self._journey.picture(stop) for stop in range(len(cells))]
        titles = still_titles(self._theme, pictures, cells[0][0].width())
        for stop, ((cell, square), picture) in enumerate(zip(cells, pictures, strict=True)):
            sheet = Sheet(self._theme, square, self.devicePixelRatioF(), small=True)
            paint_picture(painter, sheet, picture, self._points, self._shown)
            self._paint_marks(painter, sheet, picture, stop)
            paint_frame(painter, self._theme, square, *(("accent", 2) if stop == now else ("border", 1)))
            painter.setFont(self._theme.font(11, 600 if stop == now else 400))
            painter.setPen(self._theme.color("text" if stop == now else "muted"))
            words = QRectF(cell.left(), cell.top(), cell.width(), square.top() - cell.top())
            painter.drawText(words, _MIDDLE, titles[stop])

    def _cells(self) -> list[tuple[QRectF, QRectF]]:
        """For every stop its cell and the square in it: as many in a row as make the squares largest."""
        count, line, gap = self._journey.end + 1, self._theme.px(17), self._theme.px(6)
        room = self.width(), self.height()
        columns = max(
            range(1, count + 1),
            key=lambda many: min(room[0] / many, room[1] / math.ceil(count / many) - line),
        )
        width, height = room[0] / columns, room[1] / math.ceil(count / columns)
        side = max(8.0, min(width, height - line) - gap)
        cells = [
            QRectF(stop % columns * width, stop // columns * height, width, height) for stop in range(count)
        ]
        top = (height - line - side) / 2
        return [
            (
                cell,
                QRectF(
                    round(cell.center().x() - side / 2),
                    round(cell.top() + line + top),
                    round(side),
                    round(side),
                ),
            )
            for cell in cells
        ]

    # what a person does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the room, or choose a still."""
        self._by_keyboard = False
        if self._stills:
            cells = [cell for cell, _ in self._cells()]
            hits = [stop for stop, cell in enumerate(cells) if cell.contains(event.position())]
            if hits:
                self.picked.emit(hits[0])
        else:
            self._grip = self._pressed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Turn the room of three units."""
        if self._grip is None or not event.buttons() or not self.is_room:
            return
        moved, self._grip = event.position() - self._grip, event.position()
        self.turn(_DEGREES_PER_PIXEL * moved.x(), _DEGREES_PER_PIXEL * moved.y())

    def turn(self, yaw: float, pitch: float) -> None:
        """Turn the room of three units by so many degrees."""
        aspect = self._journey.aspect
        aspect.yaw = (aspect.yaw + yaw + 180) % 360 - 180
        aspect.pitch = min(90.0, max(-90.0, aspect.pitch + pitch))
        self.turned.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; where nothing was dragged, choose the point that is there."""
        pressed, self._grip, self._pressed = self._pressed, None, None
        if (
            pressed is None
            or (event.position() - pressed).manhattanLength() > QApplication.startDragDistance()
        ):
            return
        point = self._point_at(event.position())
        if point is not None:
            self.chosen.emit(point)

    def _point_at(self, pixel: QPointF) -> int | None:
        """The number of the visible point whose mark lies there, the nearest one."""
        if not self._journey.stops or not self._shown.any():
            return None
        sheet, picture = Sheet(self._theme, self.square), self._journey.picture(self._position)
        if picture.points.shape[1] != len(self._shown):
            return None
        x, y = sheet.pixels(picture.points, picture.window)
        away = np.where(self._shown, np.hypot(x - pixel.x(), y - pixel.y()), np.inf)
        nearest = int(away.argmin())
        return nearest if away[nearest] <= sheet.mark_size else None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show a ring to whoever came by keyboard."""
        self._by_keyboard = shows_ring(event, self._by_keyboard)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self._by_keyboard = shows_ring(event, self._by_keyboard)
        self.update()

    @property
    def is_room(self) -> bool:
        """Whether three units are seen, which can be turned."""
        if self._stills:
            return False
        stops = self._journey.stops
        return (
            bool(stops)
            and self._journey.width(stops[math.ceil(min(self._position, self._journey.end))].layer) == 3
        )


def _on(sheet: Sheet, picture: Picture, place: NDArray[np.float64]) -> QPointF:
    """A place (2,) of a picture on the screen."""
    x, y = place.tolist()
    return sheet.pixel(x, y, picture.window)
