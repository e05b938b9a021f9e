"""Inside one piece of the plane a piecewise linear network is a straight formula: a x1 + b x2 + c per neuron."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.crossings import Lines
from sequentia_gui.analysis.polygons import Flags, Floats, Indices
from sequentia_gui.network.activations import LinearPieces

ROUNDING = 4 * float(np.finfo(np.float64).eps)
"""By what share one multiplication and addition may be off, with some room."""


BLOCK = 512
"""Pieces at a time on the way from layer to layer: their formulas fit in a processor's cache."""


@dataclass(frozen=True, slots=True, eq=False)
class PieceMaps:
    """The affine maps of k neurons in p pieces; `formula` (3, p, k) holds g_x, g_y and c of g_x x + g_y y + c.

    noise: (p, k), how far rounding may have moved a value inside the piece.
    """

    formula: Floats
    noise: Floats

    @classmethod
    def inputs(cls) -> PieceMaps:
        """The two inputs themselves, in one piece."""
        formula = np.zeros((3, 1, 2))
        formula[(0, 1), 0, (0, 1)] = 1.0
        return cls(formula, np.zeros((1, 2)))

    def less(self, amount: float) -> PieceMaps:
        """The same functions, lower by so much."""
        g_x, g_y, c = self.formula
        return PieceMaps(np.stack([g_x, g_y, c - amount]), self.noise + ROUNDING * abs(amount))

    def lines(self, breaks: tuple[float, ...]) -> Lines:
        """The lines on which the neurons reach their breaks, neuron by neuron: k = neurons x breaks."""
        if breaks == (0.0,):
            g_x, g_y, c = self.formula
            return Lines(g_x, g_y, c, self.noise)
        g_x, g_y, c, noise = (np.repeat(v, len(breaks), axis=1) for v in (*self.formula, self.noise))
        shift = np.tile(breaks, self.noise.shape[1])
        return Lines(g_x, g_y, c - shift, noise + ROUNDING * np.abs(shift))


@dataclass(frozen=True, slots=True, eq=False)
class Switched:
    """The activations of a layer in q pieces, each inside the piece `parent` (q,) of its pre-activations z.

    pattern: (q, k), on which linear piece of the activation each neuron is.
    """

    z: PieceMaps
    linear: LinearPieces
    parent: Indices
    pattern: NDArray[np.uint8]

    @classmethod
    def inputs(cls) -> Switched:
        """The two inputs as they are, in one piece."""
        as_it_is = LinearPieces((), (1.0,), (0.0,))
        return cls(PieceMaps.inputs(), as_it_is, np.zeros(1, np.intp), np.zeros((1, 2), np.uint8))

    def through(self, weights: NDArray[Any], bias: NDArray[Any], limit: float) -> PieceMaps:
        """The next layer's pre-activations W a + b; weights (out, k), bias (out,)."""
        formula = np.empty((3, len(self.parent), len(bias)))
        noise = np.empty(formula.shape[1:])
        for start in range(0, len(self.parent), BLOCK):
            block = slice(start, start + BLOCK)
            a, blurred = self._activations(block, limit)
            np.matmul(a, weights.T, out=formula[:, block])
            np.matmul(blurred, np.abs(weights).T, out=noise[block])
        formula[2] += bias
        noise += ROUNDING * np.abs(bias)
        return PieceMaps(formula, noise)

    def _activations(self, block: slice, limit: float) -> tuple[Floats, Floats]:
        """Formulas and noise of the activations in some of the pieces; the noise includes the next rounding."""
        slope = np.array(self.linear.slopes).take(self.pattern[block])
        a = self.z.formula.take(self.parent[block], axis=1)
        a *= slope
        if any(self.linear.offsets):
            a[2] += np.array(self.linear.offsets).take(self.pattern[block])
        g_x, g_y, c = np.abs(a)
        g_x += g_y
        g_x *= limit
        g_x += c
        g_x *= ROUNDING
        return a, g_x + self.z.noise.take(self.parent[block], axis=0) * np.abs(slope)


def linear_piece(above: Flags, neurons: int) -> NDArray[np.uint8]:
    """On which linear piece of its activation each neuron is: (q, k), from the sides of its lines (q, k x breaks)."""
    if above.shape[1] == neurons:
        return above.view(np.uint8)
    sides = above.reshape(len(above), neurons, above.shape[1] // neurons)
    number: NDArray[np.uint8] = sides.sum(axis=2, dtype=np.uint8)
    return number
