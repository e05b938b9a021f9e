"""The plane in pieces: where the network is one straight formula each, along which lines it bends, who is on where."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QPainter

from sequentia_gui.analysis.course import Course
from sequentia_gui.analysis.pieces import Pieces
from sequentia_gui.experiment.experiment import PLANE_LIMIT
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.lines import Lines
from sequentia_gui.gui.view_state import Look, Neuron, ViewState
from sequentia_gui.gui.views.plane import signs as plane_signs
from sequentia_gui.gui.views.plane.by_hand import present
from sequentia_gui.gui.views.plane.dragging import Grip, HingeStroke, grip_at
from sequentia_gui.gui.views.plane.drawing_plane import DrawingPlane
from sequentia_gui.gui.views.plane.hinge_layer import HingeLayer, on_screen, paint_strongly
from sequentia_gui.gui.views.plane.square import PlaneSquare
from sequentia_gui.gui.views.plane.tools import Place, Stroke
from sequentia_gui.gui.views.regions import words as regions_words
from sequentia_gui.gui.views.regions.count_trace import CountTrace
from sequentia_gui.gui.views.regions.layer import RegionLayer
from sequentia_gui.gui.views.regions.strip import STRIP, paint_strip
from sequentia_gui.training.messages import Frame

ROOMY = 240
"""A plane whose side in pixels at 100 % is smaller has room for a piece's formula, and not for its neurons."""

_TAKE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)

REACH = 7
"""How near in pixels at 100 % the pointer must be to a hinge to take it."""


class RegionsView(DrawingPlane):
    """Owns the layers of the ground, the count over time, and what is pointed at: a place, or a hinge to be moved."""

    name: ClassVar[str] = "regions"
    wants: ClassVar[frozenset[str]] = frozenset({"pieces", "pieces_over_time"})

    def __init__(self, document: Document, view_state: ViewState) -> None:
        super().__init__(document, view_state)
        self._pieces: Pieces | None = None
        self._found: object = None
        self._regions, self._hinges, self._trace = RegionLayer(), HingeLayer(), CountTrace()
        self._at: Place | None = None
        self._grip: Grip | None = None
        self._held: HingeStroke | None = None

    def heading(self) -> tuple[str, str]:
        """What this card is called, and what the colours say."""
        if self._look.tint == "slope":
            return self.tr("Straight pieces"), self.tr("colour: where to and how steeply y rises")
        return self.tr("Straight pieces"), self.tr("colour: which neurons are on")

    def show_frame(self, frame: Frame) -> None:
        """Show the pieces as they were at one moment."""
        findings = frame.contestants[0].findings if frame.contestants else {}
        found, course = findings.get("pieces"), findings.get("pieces_over_time")
        is_new, self._found = found is not self._found, found
        self._pieces = _newer(found, self._pieces) if isinstance(found, Pieces) else None
        self._regions.show_pieces(self._pieces)
        self._hinges.show_hinges(self._pieces.hinges if self._pieces else None)
        if self._pieces and is_new:  # one that serves for some frames more is noted where it was found
            now = frame.epoch
            self._trace.note(now, self._pieces.count)
        if isinstance(course, Course):
            self._trace.show_course(course, is_whole=not frame.more)
        super().show_frame(frame)
        if self._hinge is not None:
            self._hinge.show_frame()
        if self._at is not None:
            self._find(self._at)

    def summary(self) -> str:
        """How many pieces there are."""
        if self._pieces is None or self._frame is None:
            return self._reason()
        design = self._frame.experiment.network
        words = self.tr("The network cuts the plane into {0}; {1}.")
        return words.format(regions_words.counted(self._pieces), regions_words.compared(self._pieces, design))

    @property
    def square(self) -> PlaneSquare:
        """Where the decision plane is, too, unless the words above need its place."""
        strip, usual = self._theme.px(STRIP), PlaneSquare.inside(self.size(), self._theme)
        if usual.top >= strip:
            return usual
        lower = PlaneSquare.inside(QSize(self.width(), self.height() - strip), self._theme)
        return PlaneSquare(lower.left, lower.top + strip, lower.side)

    # painting

    def _paint_ground(self, painter: QPainter, square: PlaneSquare) -> str:
        theme, look = self._theme, self._look
        self._regions.paint(painter, theme, square, look.tint, self.devicePixelRatioF())
        painter.save()
        painter.setClipRect(square.rect)
        neuron = look.hovered_neuron or look.chosen_neuron
        if neuron and self._frame:
            self._regions.paint_off(painter, theme, square, self._frame.experiment.network, neuron)
        if self.name in look.hinges_over:
            self._hinges.paint(painter, theme, square)
        if neuron:
            self._hinges.paint_neuron(painter, theme, square, neuron)
        if look.show_boundary:
            self._regions.paint_boundary(painter, theme, square)
        self._paint_pointed(painter, square)
        painter.restore()
        self._paint_strip(painter, square)
        return self._reason() if self._pieces is None and self._was_looked_for else ""

    def _paint_pointed(self, painter: QPainter, square: PlaneSquare) -> None:
        """The hinge that is held or could be, else the piece under the pointer."""
        if self._hinge is not None:
            neuron = Neuron(1, self._hinge.grip.neuron)
            self._hinges.paint_neuron(painter, self._theme, square, neuron)
        elif self._grip is not None:
            ends = np.array([[*self._grip.start, *self._grip.end]])
            paint_strongly(painter, self._theme, Lines(on_screen(ends, square)), 1)
        elif self._is_free and (piece := self._piece_at()) is not None:
            self._regions.paint_outline(painter, self._theme, square, piece)

    @property
    def _hinge(self) -> HingeStroke | None:
        """The hinge that is being dragged, or that was taken by a click or a key."""
        return self._stroke if isinstance(self._stroke, HingeStroke) else self._held

    @property
    def _is_free(self) -> bool:
        """Whether it is the piece that is pointed at: nothing is drawn, and no point is in the way."""
        return self._stroke is None and self._look.hovered_point is None

    def _paint_strip(self, painter: QPainter, square: PlaneSquare) -> None:
        if self._pieces is None or self._frame is None:
            return
        theme, design = self._theme, self._frame.experiment.network
        strip = theme.px(STRIP)
        room = QRectF(theme.px(28), square.top - strip, self.width() - theme.px(36), strip)
        hinges = self._hinges if self.name in self._look.hinges_over else None
        paint_strip(painter, theme, room, self._pieces, design, self._trace, hinges)

    def _paint_found(self, painter: QPainter, square: PlaneSquare) -> None:
        """Beside the pointer: the formula of the piece, and who is on in it."""
        piece = self._piece_at()
        if self._at is None or piece is None or self._pieces is None or self._frame is None:
            return
        far = square.top if self._at[1] < 0 else square.top + square.side
        pixel = QPointF(square.rect.center().x(), far)  # the words hide as little of the piece as may be
        design = self._frame.experiment.network
        if self._held is not None:
            words = self.tr("click, or arrows and Enter: put neuron {0}'s hinge there").format(
                self._held.grip.neuron + 1
            )
            plane_signs.paint_label(painter, self._theme, square, pixel, words)
            return
        if self._grip is not None:
            words = (
                self.tr("turn neuron {0}'s hinge") if self._grip.turns else self.tr("move neuron {0}'s hinge")
            )
            plane_signs.paint_label(painter, self._theme, square, pixel, words.format(self._grip.neuron + 1))
            return
        is_brief = square.side < self._theme.px(ROOMY)
        words = regions_words.piece_sentence(self._pieces, piece, design, self._at.tolist(), is_brief)
        plane_signs.paint_label(painter, self._theme, square, pixel, words)

    @property
    def _was_looked_for(self) -> bool:
        """Whether the last frame was asked for pieces."""
        return self._frame is not None and "pieces" in self._frame.contestants[0].findings

    def _reason(self) -> str:
        return regions_words.reason(self._frame.experiment.network if self._frame else self._now.network)

    @property
    def _shows_brush(self) -> bool:
        return super()._shows_brush and self._grip is None and self._hinge is None

    # pointing

    def _piece_at(self) -> int | None:
        return self._pieces.at(*self._at.tolist()) if self._pieces and self._at is not None else None

    def _find(self, place: Place | None) -> None:
        """Note the place, the hinge that could be moved there, and light the neurons that are on there."""
        inside = place is not None and bool(np.abs(place).max() <= PLANE_LIMIT)
        self._at = place if inside else None
        self._grip = self._grip_at(self._at, turn=False)
        self.setCursor(Qt.CursorShape.SizeAllCursor if self._grip else Qt.CursorShape.CrossCursor)
        piece = self._piece_at()
        self._view_state.set(lit=None if piece is None else self._active(piece))

    def _active(self, piece: int) -> frozenset[Neuron] | None:
        """The neurons that are on in a piece; None while a point is pointed at."""
        if self._pieces is None or self._frame is None or self._look.hovered_point is not None:
            return None
        return regions_words.active(self._pieces, piece, self._frame.experiment.network)

    def hideEvent(self, event: QHideEvent) -> None:
        """Light nothing and hold nothing any more."""
        super().hideEvent(event)
        self._held = None
        self._find(None)

    def _grip_at(self, place: Place | None, turn: bool) -> Grip | None:
        """The hinge that the Move tool would take there; points come first."""
        if (
            place is None
            or self._look.tool != "move"
            or self._point_near(place, self._mark_reach()) is not None
        ):
            return None
        if self._pieces is None or self._present_frame() is None:
            return None
        return grip_at(self._pieces, place, self._theme.px(REACH) / self.square.scale, turn)

    def _own_stroke(self, place: Place, modifiers: Qt.KeyboardModifier) -> Stroke | None:
        """With the Move tool on a first-layer hinge: move it, or turn it with Shift or near its ends."""
        grip = self._grip_at(place, bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        return HingeStroke(self._document, grip, self._present_frame) if grip else None

    def show_look(self, look: Look) -> None:
        """Let go of a hinge when another tool is taken."""
        super().show_look(look)
        if look.tool != "move":
            self._held = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put a hinge that is held where somebody clicks; else begin a stroke."""
        if self._held is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
        elif self.square.rect.contains(event.position()):
            self._held.drag(self.square.place(event.position()))
            self._let_go()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click that moved nothing takes hold of its hinge."""
        stroke = self._stroke
        super().mouseReleaseEvent(event)
        if isinstance(stroke, HingeStroke) and self._stroke is None and not stroke.has_moved:
            self._held = stroke

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """With the Move tool Enter takes the hinge at the cursor, arrows move it, Enter or Escape lets it go."""
        if not (self._takes(event) and event.key() in _TAKE and self._take_or_let_go(event.modifiers())):
            super().keyPressEvent(event)
            if self._held is not None and self._takes(event):
                self._held.drag(self._cursor)

    def _takes(self, event: QKeyEvent) -> bool:
        return super()._takes(event) or (self._held is not None and event.key() == Qt.Key.Key_Escape)

    def _take_or_let_go(self, modifiers: Qt.KeyboardModifier) -> bool:
        """Whether there was a hinge to take or to let go."""
        if self._held is not None:
            self._let_go()
            return True
        stroke = self._own_stroke(self._cursor, modifiers)
        if isinstance(stroke, HingeStroke):
            stroke.press(self._cursor)
            self._held = stroke
            self.update()
        return self._held is not None

    def _let_go(self) -> None:
        if self._held is not None:
            self._held.release()
        self._held = None
        self.update()

    def _present_frame(self) -> Frame | None:
        return present(self._document, self._frame)


def _newer(found: Pieces, before: Pieces | None) -> Pieces:
    """What was found; or what was there before where that is equal, so that its picture is not made again."""
    if before is None or len(before.vertices) != len(found.vertices):
        return found
    pairs = ((before.vertices, found.vertices), (before.slope, found.slope), (before.offset, found.offset))
    return before if all(np.array_equal(*pair, equal_nan=True) for pair in pairs) else found
