"""The promise that every view keeps: show an experiment, a frame and a look, each from the value alone."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from sequentia_gui.experiment.experiment import Experiment
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.view_state import Look
from sequentia_gui.training.messages import Frame


class View(QWidget):
    """A picture of a frame. Calling any `show_...` twice with the same value changes nothing.

    name: as in `render --view NAME`; wants: the analyses it needs in a frame while it is visible.
    A frame may be for an older experiment than the one shown last: views take points and design from the frame.
    """

    name: ClassVar[str]
    wants: ClassVar[frozenset[str]] = frozenset()

    def heading(self) -> tuple[str, str]:
        """The card's title, and the quiet words beside it."""
        raise NotImplementedError

    def corner_widgets(self) -> list[QWidget]:
        """Small controls for the right end of the card's title row."""
        return []

    def show_experiment(self, now: Experiment) -> None:
        """Show what depends on the design alone."""

    def show_frame(self, frame: Frame) -> None:
        """Show what was computed from the network at one moment."""

    def show_look(self, look: Look) -> None:
        """Show what is chosen and pointed at."""

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""

    def summary(self) -> str:
        """What the picture says, in a sentence: for screen readers and for `render --json`."""
        raise NotImplementedError
