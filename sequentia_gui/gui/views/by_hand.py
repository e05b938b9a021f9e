"""Weights can be taken by hand: while somebody holds them they stay as they are held, and training goes on."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.gui.document import Document
from sequentia_gui.training.messages import Frame

Hand = Callable[[Checkpoint], Checkpoint]
"""What the hand does to a network: the checkpoint with the weights that are held as they are held."""


class HeldWeights:
    """From press to release, one undoable step; training pauses for nothing, and takes nothing out of the hand.

    The next move waits until a frame has shown the last one: else the frames, always too late, would be
    dropped. Where training has moved the held weights meanwhile, they are put back.
    """

    def __init__(self, document: Document, label: str, frame: Callable[[], Frame | None]) -> None:
        self._document, self._label, self._frame = document, label, frame
        self._mark = object()
        self._seen: Frame | None = None
        self._wanted: Hand | None = None

    def want(self, hand: Hand) -> None:
        """The hand has moved there."""
        self._wanted = hand
        self.show_frame()

    def show_frame(self) -> None:
        """A frame has come: put the weights where the hand is, unless they are there."""
        frame = self._frame()
        if self._wanted is None or frame is None or frame is self._seen:
            return
        first, *others = (contestant.checkpoint for contestant in frame.contestants)
        held = self._wanted(first)
        if not np.array_equal(held.parameters, first.parameters):
            self._seen = frame
            self._document.apply(
                self._document.now, self._label, start=(held, *others), merge=self._mark
            )

    def release(self) -> None:
        """Make the last move, whether a frame has come or not, and let go."""
        self._seen = None
        self.show_frame()
        self._wanted = None


def present(document: Document, frame: Frame | None) -> Frame | None:
    """The frame, if it shows the network that is designed now: only such weights can be taken hold of."""
    if frame is None or not frame.contestants:
        return None
    now, shown = document.now, frame.contestants[0].checkpoint
    same = shown.design.layers == now.network.layers and shown.classes == now.points.classes
    return frame if same else None
