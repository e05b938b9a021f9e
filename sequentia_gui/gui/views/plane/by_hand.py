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
    """What a person holds, one undoable step from `take` to the next; training pauses for nothing.

    The next move waits until a frame has shown the last one: else the frames, always too late, would be
    dropped. Where training has moved the weights that are held, they are put back.
    """

    def __init__(self, document: Document, frame: Callable[[], Frame | None]) -> None:
        self._document, self._frame = document, frame
        self._seen: Frame | None = None
        self._wanted: Hand | None = None
        self._once = False
        self.take("")

    def take(self, label: str) -> None:
        """What follows is an undoable step of its own, under this name."""
        self._label, self._mark = label, object()

    def hold(self, hand: Hand) -> None:
        """The hand is there, and stays there until it lets go."""
        self._wanted, self._once = hand, False
        self.show_frame()

    def put(self, hand: Hand) -> None:
        """Do it once, and let go; what still waits to be done is done first."""
        waits = self._wanted
        self._wanted, self._once = (lambda it: hand(waits(it))) if waits else hand, True
        self.show_frame()

    def let_go(self) -> None:
        """Make the last move, whether a frame has come or not."""
        self._seen = None
        self.show_frame()
        self._wanted = None

    def show_frame(self) -> None:
        """A frame has come: put the weights where the hand is, unless they are there."""
        frame = self._frame()
        if self._wanted is None or frame is None or frame is self._seen:
            return
        first, *others = (contestant.checkpoint for contestant in frame.contestants)
        held = self._wanted(first)
        if self._once:
            self._wanted = None
        if not np.array_equal(held.parameters, first.parameters):
            self._seen = frame
            now = self._document.now
            self._document.apply(now, self._label, start=(held, *others), merge=self._mark)


def present(document: Document, frame: Frame | None) -> Frame | None:
    """The frame, if it shows the network that is designed now: only such weights can be taken hold of."""
    if frame is None or not frame.contestants:
        return None
    return frame if frame.shows(document.now) else None
