"""The promise that every view keeps: show an experiment, a frame and a look, each from the value alone."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from sequentia_gui.gui.part import Part
from sequentia_gui.training.messages import Frame


class View(Part):
    """A picture of a frame; its `name` is the one of `render --view NAME`.

    `wants` names the analyses that it needs in a frame while it is visible. A frame may be for an older
    experiment than the one shown last: views take points and design from the frame.
    """

    wants: ClassVar[frozenset[str]] = frozenset()

    def heading(self) -> tuple[str, str]:
        """The card's title, and the quiet words beside it."""
        raise NotImplementedError

    def corner_widgets(self) -> list[QWidget]:
        """Small controls for the right end of the card's title row."""
        return []

    def show_frame(self, frame: Frame) -> None:
        """Show what was computed from the network at one moment."""

    def summary(self) -> str:
        """What the picture says, in a sentence, for people who cannot see it."""
        raise NotImplementedError
