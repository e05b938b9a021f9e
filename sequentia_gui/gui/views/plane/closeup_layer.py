"""A neuron's enlarged picture on the plane, worked out once per frame, and only while it is pointed at."""

from __future__ import annotations

from PySide6.QtGui import QImage, QPainter

from sequentia_gui.gui.lines import Lines
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.view_state import Neuron
from sequentia_gui.gui.views.hatching import hatching
from sequentia_gui.gui.views.plane.field import on_screen, paint_lines, paint_samples
from sequentia_gui.gui.views.plane.neuron_closeup import Closeup, closeup_of
from sequentia_gui.gui.views.plane.square import PlaneSquare
from sequentia_gui.gui.views.plane.words import closeup_title
from sequentia_gui.training.messages import Frame


class CloseupLayer:
    """Keeps the closer look at the last neuron of the last frame, its picture and its hinge."""

    def __init__(self) -> None:
        self._seen: tuple[Frame, Neuron] | None = None
        self._closeup: Closeup | None = None
        self._painted_for: tuple[Theme, PlaneSquare] | None = None
        self._image = QImage()
        self._hinge = Lines()
        self.title = ""

    def show_neuron(self, frame: Frame, neuron: Neuron) -> bool:
        """Look closer at a neuron of a frame; False where the frame's network has no such neuron."""
        if self._seen is None or self._seen[0] is not frame or self._seen[1] != neuron:
            self._seen = frame, neuron
            self._closeup = closeup_of(frame, neuron)
            self._painted_for = None
            self.title = closeup_title(self._closeup) if self._closeup else ""
        return self._closeup is not None

    def paint(self, painter: QPainter, theme: Theme, square: PlaneSquare) -> None:
        """Paint the neuron over the plane: hatched where it is off, a dashed line where its sum is 0."""
        if self._closeup is None:
            return
        if self._painted_for != (theme, square):
            self._painted_for = theme, square
            self._image = self._closeup.image(theme)
            self._hinge = on_screen(self._closeup.hinge, square)
        painter.fillRect(square.rect, hatching(theme, pitch=8))
        paint_samples(painter, self._image, square)
        paint_lines(painter, self._hinge, theme, dashed=True)
