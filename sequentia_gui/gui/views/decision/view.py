"""The decision plane shows what the network decides everywhere, and is the paper to draw points on."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from sequentia_gui.analysis.decision_map import DecisionMap
from sequentia_gui.analysis.pieces import Pieces
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.view_state import ViewState
from sequentia_gui.gui.views.plane import signs as plane_signs
from sequentia_gui.gui.views.plane import words as plane_words
from sequentia_gui.gui.views.plane.by_hand import present
from sequentia_gui.gui.views.plane.closeup_layer import CloseupLayer
from sequentia_gui.gui.views.plane.dragging import Grip, HingeStroke
from sequentia_gui.gui.views.plane.drawing_plane import DrawingPlane
from sequentia_gui.gui.views.plane.field import DecisionField
from sequentia_gui.gui.views.plane.hinge_layer import HingeLayer
from sequentia_gui.gui.views.plane.neuron_line import HANDLE, NeuronLine, line_in, paint_line
from sequentia_gui.gui.views.plane.square import PlaneSquare
from sequentia_gui.gui.views.plane.tools import Place, Stroke
from sequentia_gui.training.messages import Frame


class DecisionPlane(DrawingPlane):
    """Owns the layers of the ground: the decision, a closer look at one neuron, and the hinges."""

    name: ClassVar[str] = "decision"
    wants: ClassVar[frozenset[str]] = frozenset({"decision_map"})

    def __init__(self, document: Document, view_state: ViewState) -> None:
        super().__init__(document, view_state)
        self._field, self._closeup, self._hinges = DecisionField(), CloseupLayer(), HingeLayer()
        self._line: NeuronLine | None = None
        self._grip: Grip | None = None

    def heading(self) -> tuple[str, str]:
        """What is seen: the network's decision, or what a neuron makes of the plane."""
        if self._look.hovered_neuron or self._look.chosen_neuron:
            return self.tr("What a neuron computes"), self.tr("draw here")
        return self.tr("What the network decides"), self.tr("draw here")

    def wanted(self) -> frozenset[str]:
        """Hinges are looked for only while they are drawn."""
        return self.wants | {"pieces"} if self._shows_hinges else self.wants

    def show_frame(self, frame: Frame) -> None:
        """Show what the network decides, or what one of its neurons computes."""
        found = frame.contestants[0].findings if frame.contestants else {}
        decision, pieces = found.get("decision_map"), found.get("pieces")
        self._field.show_map(decision if isinstance(decision, DecisionMap) else None, frame.playing)
        self._hinges.show_hinges(pieces.hinges if isinstance(pieces, Pieces) else None)
        self._line = line_in(frame)
        super().show_frame(frame)
        if isinstance(self._stroke, HingeStroke):
            self._stroke.show_frame()

    def summary(self) -> str:
        """How many points are on the right side."""
        return plane_words.summary(self._now, self._frame)

    @property
    def _shows_hinges(self) -> bool:
        return self.name in self._look.hinges_over

    def _paint_ground(self, painter: QPainter, square: PlaneSquare) -> str:
        """The neuron that is pointed at, and its name; else the decision."""
        neuron = self._look.hovered_neuron or self._look.chosen_neuron
        if neuron and self._frame and self._closeup.show_neuron(self._frame, neuron):
            self._closeup.paint(painter, self._theme, square)
            return self._closeup.title
        self._field.paint(painter, self._theme, square, self._look.discretise)
        if self._shows_hinges:
            self._hinges.paint_quietly(painter, self._theme, square)
        if self._look.show_boundary:
            self._field.paint_boundary(painter, self._theme, square)
        return ""

    # one neuron's line

    def _paint_pointing(self, painter: QPainter, square: PlaneSquare, mark_size: float) -> None:
        """The handles of the neuron's line lie over the points: what can be taken must be seen."""
        if self._line is not None and self._look.show_boundary:
            held = self._stroke.grip if isinstance(self._stroke, HingeStroke) else self._grip
            paint_line(painter, self._theme, square, self._line, held)
        super()._paint_pointing(painter, square, mark_size)

    def _paint_found(self, painter: QPainter, square: PlaneSquare) -> None:
        if self._grip is not None and self._pointer is not None:
            words = self.tr("turn the line") if self._grip.turns else self.tr("move the line")
            plane_signs.paint_label(painter, self._theme, square, self._pointer, words)

    @property
    def _shows_brush(self) -> bool:
        return super()._shows_brush and self._grip is None and not isinstance(self._stroke, HingeStroke)

    def _find(self, place: Place | None) -> None:
        self._grip = self._grip_at(place)
        self.setCursor(Qt.CursorShape.SizeAllCursor if self._grip else Qt.CursorShape.CrossCursor)

    def _grip_at(self, place: Place | None) -> Grip | None:
        """The handle at a place; whoever erases takes none."""
        line = self._line if self._look.show_boundary and self._look.tool != "erase" else None
        if line is None or place is None or self._present_frame() is None:
            return None
        return line.grip_at(place, self._theme.px(2 * HANDLE) / self.square.scale)

    def _own_stroke(self, place: Place, _modifiers: Qt.KeyboardModifier) -> Stroke | None:
        """On a handle of the neuron's line, with any tool that draws: move or turn it."""
        grip = self._grip_at(place)
        label = self.tr("Turn the line") if grip and grip.turns else self.tr("Move the line")
        return HingeStroke(self._document, grip, self._present_frame, label) if grip else None

    def _present_frame(self) -> Frame | None:
        return present(self._document, self._frame)
