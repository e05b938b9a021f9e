"""A plane that is paper to draw points on: axes, points, pointer and keys; what the ground shows, its kinds say."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.datasets import DATASETS
from sequentia_gui.experiment.experiment import MAX_CLASSES, PLANE_LIMIT, Experiment
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.focus import shows_ring
from sequentia_gui.gui.own_keys import claim_keys, is_command
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.view_state import Look, ViewState
from sequentia_gui.gui.views.plane import signs as plane_signs
from sequentia_gui.gui.views.plane import words as plane_words
from sequentia_gui.gui.views.plane.axes import paint_axes, paint_border
from sequentia_gui.gui.views.plane.choosing import choosing, click_chooses, paint_chosen, told_place
from sequentia_gui.gui.views.plane.firing import points_left_out
from sequentia_gui.gui.views.plane.legend import Legend
from sequentia_gui.gui.views.plane.point_layer import CROWD, Paper, PointLayer
from sequentia_gui.gui.views.plane.square import PlaneSquare
from sequentia_gui.gui.views.plane.tools import BRUSH, EraseStroke, Place, Stroke, nearest, new_stroke
from sequentia_gui.gui.views.view import View
from sequentia_gui.training.messages import Frame

STEP, LEAP = 0.1, 1.0
"""How far an arrow key moves the cursor, alone and with Shift."""

REACH = 0.3
"""How near, in units of the plane, the keyboard's cursor must be to a point to take hold of it."""

_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Down: (0, -1),
    Qt.Key.Key_Up: (0, 1),
}
_PUT = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_REMOVE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_FOLLOW = Qt.Key.Key_T


class DrawingPlane(View):
    """Owns points, axes and legend, the stroke that is being drawn, and the keyboard's cursor.

    A kind of plane paints its own ground; it may answer the pointer where there is no point, and may have
    strokes of its own.
    """

    def __init__(self, document: Document, view_state: ViewState) -> None:
        super().__init__(document, view_state)
        self._now, self._look = document.now, view_state.now
        self._legend = Legend()
        self._frame: Frame | None = None
        self._theme: Theme = LIGHT
        self._points = PointLayer()
        self._stroke: Stroke | None = None
        self._pointer: QPointF | None = None
        self._cursor = np.zeros(2)
        self._by_keyboard = False
        self._rng = np.random.default_rng(0)
        self.setAccessibleName(self.heading()[0])
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        claim_keys(self, self._takes)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMouseTracking(True)
        self.setMinimumSize(160, 160)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_experiment(self, now: Experiment) -> None:
        """Show the present points."""
        self._now = now
        self.update()

    def show_frame(self, frame: Frame) -> None:
        """Show the network as it was at one moment."""
        self._frame = frame
        self.update()

    def show_look(self, look: Look) -> None:
        """Show what is chosen and pointed at."""
        self._look = look
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._theme = theme
        self.setMinimumSize(theme.px(160), theme.px(160))
        self.update()

    def sizeHint(self) -> QSize:
        """Room for a plane on which points can be drawn at ease."""
        return QSize(self._theme.px(400), self._theme.px(400))

    @property
    def square(self) -> PlaneSquare:
        """Where the plane is within this widget."""
        return PlaneSquare.inside(self.size(), self._theme)

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, points and what is pointed at."""
        painter = QPainter(self)
        theme, square = self._theme, self.square
        painter.fillRect(self.rect(), theme.color("card"))
        title = self._paint_ground(painter, square)
        paint_axes(painter, theme, square, _axes(self._now))
        paint_border(painter, theme, square, focused=self._by_keyboard)
        ratio = self.devicePixelRatioF()
        self._legend.paint(painter, theme, square, self._now.points, self._look.show_test, ratio)
        paper = self._paper()
        faded = points_left_out(self._frame, self._look, len(self._now.points))
        self._points.show_points(self._now.points, self._shown(), paper, faded)
        self._points.draw(painter)
        if title:
            plane_signs.paint_title(painter, theme, square, title)
        if not len(self._now.points):
            invitation = self.tr("Draw points here: choose a class, then click or drag.")
            plane_signs.paint_invitation(painter, theme, square, invitation)
        self._paint_pointing(painter, square, paper.mark_size)
        painter.end()

    def _paint_ground(self, painter: QPainter, square: PlaneSquare) -> str:
        """Paint what lies under the points; the result is a title for the upper left corner, if there is one."""
        raise NotImplementedError

    def _paint_pointing(self, painter: QPainter, square: PlaneSquare, mark_size: float) -> None:
        paint_chosen(painter, self._theme, square, self._now.points, self._look, mark_size)
        if self._by_keyboard:
            plane_signs.paint_cross(painter, self._theme, square.pixel(*self._cursor.tolist()))
        if self._pointer is not None and self._shows_brush:
            plane_signs.paint_ring(painter, self._theme, self._pointer, BRUSH * square.scale)
        place = self._look.hovered_point
        if place is not None and place < len(self._now.points):
            at = square.pixel(*self._now.points.xy[place].tolist())
            plane_signs.paint_ring(painter, self._theme, at, mark_size)
            sentence = plane_words.point_sentence(self._now.points, place, self._frame)
            plane_signs.paint_label(painter, self._theme, square, at, sentence)
        elif self._stroke is None:
            self._paint_found(painter, square)

    @property
    def _shows_brush(self) -> bool:
        """Whether a ring shows how far the tool reaches."""
        return self._look.tool != "point" or isinstance(self._stroke, EraseStroke)

    def _paint_found(self, painter: QPainter, square: PlaneSquare) -> None:
        """Paint what is pointed at where there is no point."""

    def _paper(self) -> Paper:
        crowded = len(self._now.points) > CROWD
        return Paper(self._theme, self.square, self.devicePixelRatioF(), crowded)

    def _shown(self) -> NDArray[np.bool_]:
        """Which points are to be seen (n,)."""
        return np.where(self._now.points.held_out, self._look.show_test, self._look.show_train)

    def _visible(self) -> NDArray[np.intp]:
        """The places of the points that can be pointed at."""
        return np.flatnonzero(self._shown())

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke: with the left button by the chosen tool, with the right one to erase."""
        self._by_keyboard = False
        erases = event.button() == Qt.MouseButton.RightButton
        if self._stroke or not (erases or event.button() == Qt.MouseButton.LeftButton):
            return
        place = self.square.place(event.position())
        if self.square.rect.contains(event.position()) and not (
            not erases and self._choose(place, event.modifiers())
        ):
            self._view_state.set(hovered_point=None)
            stroke = None if erases else self._own_stroke(place, event.modifiers())
            self._stroke = stroke or self._new_stroke("erase" if erases else self._look.tool)
            self._draw(self._stroke.press, place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the stroke, or tell what is pointed at."""
        self._pointer = event.position() if self.square.rect.contains(event.position()) else None
        place = self.square.place(event.position())
        if not event.buttons():
            self._stroke = None  # its release may have gone to a dialog
        if self._stroke:
            self._draw(self._stroke.drag, place)
        else:
            self._point_at(place, self._mark_reach())
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke."""
        if not event.buttons() and self._stroke:
            self._stroke.release()
            self._stroke = None
        self.update()

    def leaveEvent(self, _event: QEvent) -> None:
        """Nothing is pointed at any more."""
        self._pointer = None
        self._view_state.set(hovered_point=None, pointed=None)
        self._find(None)
        self.update()

    def _choose(self, place: Place, modifiers: Qt.KeyboardModifier) -> bool:
        """Choose what is followed, where a click does that; whether it did."""
        point = self._point_near(place, self._mark_reach())
        chooses = click_chooses(self._look, point, bool(modifiers & Qt.KeyboardModifier.ControlModifier))
        if chooses:
            self._view_state.set(**choosing(place, point))
        return chooses

    def _own_stroke(self, _place: Place, _modifiers: Qt.KeyboardModifier) -> Stroke | None:
        """A stroke that only this kind of plane knows, in place of the chosen tool's."""
        return None

    def _new_stroke(self, tool: str) -> Stroke:
        return new_stroke(tool, self._document, self._look.brush_class, self._visible, self._rng)

    def _draw(self, act: Callable[[Place], None], place: Place) -> None:
        """Let a stroke act, and see to it that the points it puts can be seen."""
        count = len(self._document.now.points)
        act(place)
        new = self._document.now.points.held_out[count:]
        self._view_state.set(
            show_test=self._look.show_test or bool(new.any()),
            show_train=self._look.show_train or not new.all(),
        )

    def _point_at(self, place: Place, reach: float) -> None:
        self._view_state.set(
            hovered_point=self._point_near(place, reach), pointed=told_place(self._look, place)
        )
        self._find(place)

    def _point_near(self, place: Place, reach: float) -> int | None:
        return nearest(self._now.points.xy, self._visible(), place, reach)

    def _find(self, place: Place | None) -> None:
        """Note what else is at the place that is pointed at; None when nothing is pointed at any more."""

    def _mark_reach(self) -> float:
        """How near, in units of the plane, the pointer must be to a point to point at it."""
        return self._paper().mark_size / self.square.scale

    # keyboard

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cursor to whoever came by keyboard."""
        self._by_keyboard = shows_ring(event, self._by_keyboard)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the cursor."""
        self._by_keyboard = shows_ring(event, self._by_keyboard)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor, put, remove or follow a point at it, or choose a class."""
        key = event.key()
        if not self._takes(event):
            super().keyPressEvent(event)
        elif key in _ARROWS:
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._move_cursor(np.array(_ARROWS[key]) * (LEAP if shift else STEP))
        elif key in _PUT:
            self._draw(self._new_stroke("point").press, self._cursor)
        elif key in _REMOVE:
            self._remove_at_cursor()
        elif key == _FOLLOW:
            self._view_state.set(**choosing(self._cursor, self._point_near(self._cursor, REACH)))
        else:
            self._view_state.set(brush_class=key - Qt.Key.Key_1)

    def reading(self) -> str:
        """The point at the keyboard's cursor, or else the place where it stands."""
        if not self._by_keyboard:
            return ""
        place = self._point_near(self._cursor, self._mark_reach())
        if place is not None:
            return plane_words.point_sentence(self._now.points, place, self._frame)
        return plane_words.place_words(self._cursor)

    def _takes(self, event: QKeyEvent) -> bool:
        """Whether a key draws; Enter, Space and Delete do so only while the cursor shows where."""
        key = event.key()
        if is_command(event):
            return False
        chooses = Qt.Key.Key_1 <= key < Qt.Key.Key_1 + MAX_CLASSES
        return key in _ARROWS or chooses or (self._by_keyboard and key in (*_PUT, *_REMOVE, _FOLLOW))

    def _move_cursor(self, by: Place) -> None:
        self._by_keyboard = True
        self._cursor = np.clip(np.round(self._cursor + by, 1), -PLANE_LIMIT, PLANE_LIMIT)
        self._point_at(self._cursor, self._mark_reach())
        self.update()

    def _remove_at_cursor(self) -> None:
        place = self._point_near(self._cursor, REACH)
        if place is not None:
            self._view_state.set(hovered_point=None)
            self._document.edit(lambda now: edits.erase_points(now, [place]), self.tr("Erase a point"))


def _axes(now: Experiment) -> tuple[str, str]:
    """What the axes stand for."""
    names = {each.name: each.axes for each in DATASETS}
    return names.get(now.recipe.dataset, ("x₁", "x₂"))
