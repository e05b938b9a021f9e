"""A neuron's enlarged picture on the plane, worked out once per frame, and only while it is pointed at."""

from __future__ import annotations

from time import monotonic

from PySide6.QtGui import QImage, QPainter

from sequentia_gui.gui.lines import Lines
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.view_state import Neuron
from sequentia_gui.gui.views.hatching import hatching
from sequentia_gui.gui.views.plane.field import on_screen, paint_lines, paint_samples
from sequentia_gui.gui.views.plane.flashes import FlashGuard
from sequentia_gui.gui.views.plane.neuron_closeup import Closeup, closeup_of
from sequentia_gui.gui.views.plane.square import PlaneSquare
from sequentia_gui.gui.views.plane.words import closeup_title
from sequentia_gui.training.messages import Frame


class CloseupLayer:
    """Keeps the closer look at the last neuron of the last frame, and the picture and hinge that may be shown."""

    def __init__(self) -> None:
        self._seen: tuple[Frame, Neuron] | None = None
        self._closeup: Closeup | None = None
        self._shown: Closeup | None = None
        self._is_moving = False
        self._flashes = FlashGuard()
        self._painted_for: tuple[Theme, PlaneSquare] | None = None
        self._image = QImage()
        self._hinge = Lines()
        self.title = ""

    def show_neuron(self, frame: Frame, neuron: Neuron) -> bool:
        """Look closer at a neuron of a frame; False where the frame's network has no such neuron."""
        if self._seen is None or self._seen[0] is not frame or self._seen[1] != neuron:
            self._seen, self._is_moving = (frame, neuron), frame.playing
            self._closeup = closeup_of(frame, neuron)
        return self._closeup is not None

    def paint(self, painter: QPainter, theme: Theme, square: PlaneSquare) -> None:
        """Paint the neuron over the plane: hatched where it is off, a dashed line where its sum is 0."""
        if self._closeup is None:
            return
        if self._closeup is not self._shown or self._painted_for != (theme, square):
            self._renew(self._closeup, theme, square)
        painter.fillRect(square.rect, hatching(theme, pitch=8))
        paint_samples(painter, self._image, square)
        paint_lines(painter, self._hinge, theme, dashed=True)

    def _renew(self, closeup: Closeup, theme: Theme, square: PlaneSquare) -> None:
        """Show it; where the neuron that is shown would flash, it stays as it is for a moment."""
        image = closeup.image(theme)
        is_same = self._shown is not None and self._shown.neuron == closeup.neuron
        goes_on = self._is_moving and is_same and self._painted_for == (theme, square)
        if self._flashes.passes(image, theme.color("off"), monotonic(), goes_on):
            self._shown, self._painted_for, self._image = closeup, (theme, square), image
            self._hinge = on_screen(closeup.hinge, square)
            self.title = closeup_title(closeup)
