"""Layer after layer cuts the plane: what one hidden layer does to the pieces that the layers before it left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.crossings import Crossings, crossings
from sequentia_gui.analysis.cutting import Cut, cut
from sequentia_gui.analysis.piece_maps import PieceMaps, Switched, linear_piece
from sequentia_gui.analysis.polygons import Floats, Indices, Polygons
from sequentia_gui.analysis.walls import walls
from sequentia_gui.network.activations import LinearPieces


@dataclass(frozen=True, slots=True, eq=False)
class Hinges:
    """Segments along which neurons change their linear piece.

    layer, neuron: (s,) the hidden layer and the neuron in it, from 0. ends: (s, 4) x0, y0, x1, y1.
    """

    layer: Indices
    neuron: Indices
    ends: Floats

    @classmethod
    def joined(cls, parts: list[Hinges]) -> Hinges:
        """All the segments, in order."""
        return cls(
            np.concatenate([np.zeros(0, np.intp), *(part.layer for part in parts)]),
            np.concatenate([np.zeros(0, np.intp), *(part.neuron for part in parts)]),
            np.concatenate([np.zeros((0, 4)), *(part.ends for part in parts)]),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Partition:
    """The square in pieces, after so many hidden layers.

    activations: those of the last of these layers in each piece. pattern: per layer (p, k) uint8, on
    which linear piece of its activation each neuron is. segments: (4, s), x0, y0, x1, y1, what the polygons'
    edges lie on. hinges: one part per layer. jumps: whether some activation so far is discontinuous.
    """

    polygons: Polygons
    activations: Switched
    limit: float
    pattern: tuple[NDArray[np.uint8], ...] = ()
    segments: Floats = field(default_factory=lambda: np.zeros((4, 0)))
    hinges: tuple[Hinges, ...] = ()
    jumps: bool = False

    @classmethod
    def whole(cls, limit: float) -> Partition:
        """The square in one piece, as the inputs see it."""
        return cls(Polygons.square(limit), Switched.inputs(), limit)

    def after(self, z: PieceMaps, linear: LinearPieces, is_enough: Callable[[int], bool]) -> Partition | None:
        """The next layer's pieces, from its pre-activations z in these; None as soon as there are enough."""
        found = crossings(self.polygons, z.lines(linear.breaks), self.limit)
        pieces = cut(self.polygons, found, self.segments.shape[1], is_enough)
        if pieces is None:
            return None
        now = linear_piece(pieces.above, z.noise.shape[1])
        return Partition(
            pieces.polygons,
            Switched(z, linear, pieces.parent, now),
            self.limit,
            (*(before[pieces.parent] for before in self.pattern), now),
            np.concatenate([self.segments, found.segments], axis=1),
            (*self.hinges, self._hinges(found, pieces, max(1, len(linear.breaks)))),
            self.jumps or not linear.is_continuous,
        )

    def _hinges(self, found: Crossings, pieces: Cut, breaks: int) -> Hinges:
        """Where lines run through pieces, and where a neuron switches along an edge that was already there."""
        numbers = np.arange(self.segments.shape[1]) if self.jumps else found.touched
        old = walls(pieces.polygons, self.segments, numbers)
        wall, line = np.nonzero(pieces.above[old.left] != pieces.above[old.right])
        ends = np.concatenate([found.segments, np.concatenate([old.start, old.end])[:, wall]], axis=1).T
        neuron = np.concatenate([found.line, line]) // breaks
        return Hinges(np.full(len(neuron), len(self.hinges)), neuron, ends)
