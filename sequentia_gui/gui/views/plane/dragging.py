"""A neuron's line can be taken by hand: it follows the pointer, and the neuron's weights follow the line.

Neurons that see the plane itself have one: those of the first hidden layer, whose line is a hinge, and the
output where there is no hidden layer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from sequentia_gui.analysis.pieces import Pieces
from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.read_only import read_only
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.views.plane.by_hand import HeldWeights
from sequentia_gui.gui.views.plane.tools import Place, Stroke
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.training.messages import Frame

END_SHARE = 0.22
"""A hinge that is taken so near to an end, as a share of its length, turns about its middle."""


@dataclass(frozen=True, slots=True)
class Grip:
    """Where a neuron's line is held: which neuron, the visible line's two ends, and whether it is to turn."""

    neuron: int
    start: Place
    end: Place
    turns: bool

    @property
    def middle(self) -> Place:
        """The place about which it turns."""
        return (self.start + self.end) / 2


def grip_at(pieces: Pieces, place: Place, reach: float, turn: bool) -> Grip | None:
    """The first-layer hinge within `reach` of a place; `turn` makes it turn wherever it is held."""
    own = np.flatnonzero(pieces.hinges.layer == 0)
    if not len(own):
        return None
    start, way = pieces.hinges.ends[own, :2], pieces.hinges.ends[own, 2:] - pieces.hinges.ends[own, :2]
    length = np.maximum((way**2).sum(axis=1), 1e-12)
    share = np.clip(((place - start) * way).sum(axis=1) / length, 0, 1)
    away = np.hypot(*(start + share[:, None] * way - place).T)
    best = int(away.argmin())
    if away[best] > reach:
        return None
    at_end = min(share[best], 1 - share[best]) < END_SHARE
    neuron = int(pieces.hinges.neuron[own[best]])
    return Grip(neuron, start[best], start[best] + way[best], turn or bool(at_end))


def line_of(checkpoint: Checkpoint, neuron: int) -> NDArray[np.float64]:
    """Weights and bias of a neuron that sees the plane itself: (3,)."""
    block = Parameters.of(checkpoint).blocks[0]
    line: NDArray[np.float64] = block[neuron].astype(np.float64)
    return line


def with_line(checkpoint: Checkpoint, neuron: int, line: NDArray[np.float64]) -> Checkpoint:
    """The checkpoint with that neuron's weights and bias replaced, and nothing else."""
    parameters = Parameters(checkpoint.parameters.copy(), checkpoint.sizes)
    parameters.blocks[0][neuron] = line
    return replace(checkpoint, parameters=read_only(parameters.vector), pristine=False)


def shifted(line: NDArray[np.float64], by: Place) -> NDArray[np.float64]:
    """The line w·x + b = 0 moved by a vector: the weights stay, the bias becomes b − w·by."""
    return np.append(line[:2], line[2] - line[:2] @ by)


def turned(line: NDArray[np.float64], angle: float, middle: Place) -> NDArray[np.float64]:
    """The line turned by an angle in radians about a place, where the sum w·x + b stays what it is."""
    cosine, sine = np.cos(angle), np.sin(angle)
    weights = np.array([[cosine, -sine], [sine, cosine]]) @ line[:2]
    return np.append(weights, line[2] + (line[:2] - weights) @ middle)


class HingeStroke(Stroke):
    """From press to release one hinge is moved or turned; the other weights go on learning meanwhile.

    It need not be one drag: where a hinge stays taken, other clicks or keys may be its moves.
    """

    def __init__(
        self, document: Document, grip: Grip, frame: Callable[[], Frame | None], label: str = ""
    ) -> None:
        super().__init__(document, label or QCoreApplication.translate("RegionsView", "Move a hinge"))
        self.grip, self._frame = grip, frame
        self._held = HeldWeights(document, frame)
        self._held.take(self._label)
        self._from: Place = np.zeros(2)
        self._line = np.zeros(3)
        self.has_moved = False

    def show_frame(self) -> None:
        """A frame has come: the hinge stays where the hand is."""
        self._held.show_frame()

    def release(self) -> None:
        """Make the last move, whether a frame has come or not."""
        self._held.let_go()

    def _begin(self, at: Place) -> None:
        frame = self._frame()
        self._over = frame is None
        if frame is not None:
            self._from, self._line = at, line_of(frame.contestants[0].checkpoint, self.grip.neuron)

    def _follow(self, _before: Place, to: Place) -> None:
        self.has_moved = True
        line = self._moved(to)
        self._held.hold(lambda checkpoint: with_line(checkpoint, self.grip.neuron, line))

    def _moved(self, to: Place) -> NDArray[np.float64]:
        if not self.grip.turns:
            return shifted(self._line, to - self._from)
        before, now = self._from - self.grip.middle, to - self.grip.middle
        angle = np.arctan2(before[0] * now[1] - before[1] * now[0], before @ now)
        return turned(self._line, float(angle), self.grip.middle)
