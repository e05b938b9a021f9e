"""The decision plane shows what the network decides everywhere, and is the paper to draw points on."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtGui import QPainter

from sequentia_gui.analysis.decision_map import DecisionMap
from sequentia_gui.analysis.pieces import Pieces
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.view_state import ViewState
from sequentia_gui.gui.views import plane_words
from sequentia_gui.gui.views.closeup_layer import CloseupLayer
from sequentia_gui.gui.views.decision_field import DecisionField
from sequentia_gui.gui.views.drawing_plane import DrawingPlane
from sequentia_gui.gui.views.hinge_layer import HingeLayer
from sequentia_gui.gui.views.plane_square import PlaneSquare
from sequentia_gui.training.messages import Frame


class DecisionPlane(DrawingPlane):
    """Owns the layers of the ground: the decision, a closer look at one neuron, and the hinges."""

    name: ClassVar[str] = "decision"
    wants: ClassVar[frozenset[str]] = frozenset({"decision_map"})

    def __init__(self, document: Document, view_state: ViewState) -> None:
        super().__init__(document, view_state)
        self._field, self._closeup, self._hinges = DecisionField(), CloseupLayer(), HingeLayer()

    def heading(self) -> tuple[str, str]:
        """What this card is called."""
        return self.tr("What the network decides"), self.tr("draw here")

    def wanted(self) -> frozenset[str]:
        """Hinges are looked for only while they are drawn."""
        return self.wants | {"pieces"} if self._shows_hinges else self.wants

    def show_frame(self, frame: Frame) -> None:
        """Show what the network decides, or what one of its neurons computes."""
        found = frame.contestants[0].findings if frame.contestants else {}
        decision, pieces = found.get("decision_map"), found.get("pieces")
        self._field.show_map(decision if isinstance(decision, DecisionMap) else None)
        self._hinges.show_hinges(pieces.hinges if isinstance(pieces, Pieces) else None)
        super().show_frame(frame)

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
