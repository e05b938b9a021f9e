"""The promise that every view keeps: show an experiment, a frame and a look, each from the value alone."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from sequentia_gui.gui.part import Part
from sequentia_gui.training.messages import Frame

SINGLE_BATCHES = 10
"""So many batches in a second, and fewer, are looked at one by one."""


class EveryOther:
    """Lets every other frame of a training run pass, and each frame that stands: for charts that change slowly.

    Two charts with another `turn` (0 or 1) take turns, so that their work is spread over the frames. In slow
    motion each frame passes: the next may be a second away, and until then all that is seen is to agree.
    """

    def __init__(self, turn: int) -> None:
        self._count, self._turn = 0, turn

    def passes(self, frame: Frame) -> bool:
        """Whether this frame is to be shown."""
        hurries = frame.playing and frame.batches_per_second > SINGLE_BATCHES
        self._count = self._count + 1 if hurries else 0
        return self._count <= 1 or self._count % 2 == self._turn


class View(Part):
    """A picture of a frame; its `name` is the one of `render --view NAME`.

    `wants` names the analyses that it needs in a frame while it is visible; one that `follows_a_point` is empty
    without one.
    A frame may be for an older experiment than the one shown last: views take points and design from the frame.
    """

    wants: ClassVar[frozenset[str]] = frozenset()
    follows_a_point: ClassVar[bool] = False

    def heading(self) -> tuple[str, str]:
        """The card's title, and the quiet words beside it."""
        raise NotImplementedError

    def wanted(self) -> frozenset[str]:
        """The analyses that it needs as it is looked at now."""
        return self.wants

    def corner_widgets(self) -> list[QWidget]:
        """Small controls for the right end of the card's title row: children of the view until the card takes them."""
        return []

    def show_frame(self, frame: Frame) -> None:
        """Show what was computed from the network at one moment."""

    def show_layer(self, layer: int) -> None:
        """Turn to what one layer does (1 = first hidden, 0 = the inputs), where the view shows one at a time."""

    def summary(self) -> str:
        """What the picture says, in a sentence, for people who cannot see it."""
        raise NotImplementedError

    def reading(self) -> str:
        """What the keyboard points at in the picture, in words; empty where it points at nothing."""
        return ""

    @property
    def picture(self) -> QWidget:
        """The part that takes the picture's keys, where that is not the view itself."""
        return self
