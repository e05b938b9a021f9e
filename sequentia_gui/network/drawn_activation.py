"""The switch that a learner draws: a line through a few knots, straight between them and beyond the last ones."""

from __future__ import annotations

import math
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.experiment import ExperimentError
from sequentia_gui.network.activation import Activation, LinearPieces, is_near
from sequentia_gui.network.tape import Tape

Array = NDArray[Any]
Knots = tuple[tuple[float, float], ...]

MOST_KNOTS = 12
KNOT_LIMIT = 10.0
"""Knots lie between -KNOT_LIMIT and KNOT_LIMIT, in z and in a."""

LEAST_GAP = 0.05
"""Knots are at least so far apart in z, or the line would be all but a jump."""

_SLACK = 1e-9
_FIRST = (-3.0, 0.5, -1.0, -0.5, 0.5, 1.5, 2.0, 0.0, 3.5, 1.0)
"""A zigzag: it folds the line three times."""


def knots_of(values: tuple[float, ...]) -> Knots:
    """The knots (z, a) from left to right in z0, a0, z1, a1, ..."""
    return tuple(zip(values[::2], values[1::2], strict=True))


def check_knots(values: tuple[float, ...]) -> None:
    """ExperimentError with a sentence where no line can be drawn through these."""
    if len(values) % 2 or not 4 <= len(values) <= 2 * MOST_KNOTS:
        raise ExperimentError(f"A drawn switch has 2 to {MOST_KNOTS} knots, each with a z and an a.")
    if not all(math.isfinite(value) and abs(value) <= KNOT_LIMIT for value in values):
        raise ExperimentError(f"A knot lies between -{KNOT_LIMIT:g} and {KNOT_LIMIT:g}, in z and in a.")
    if any(right - left < LEAST_GAP - _SLACK for left, right in pairwise(values[::2])):
        raise ExperimentError(
            f"Knots go from left to right: each lies at least {LEAST_GAP:g} to the right of the one before."
        )


def pieces_through(knots: Knots) -> LinearPieces:
    """The straight pieces of the line through the knots; a knot at which it does not bend is no break."""
    breaks: list[float] = []
    slopes: list[float] = []
    offsets: list[float] = []
    for (z, a), (right, b) in pairwise(knots):
        slope = (b - a) / (right - z)
        if not slopes or not is_near(slope, slopes[-1]):
            breaks.append(z)
            slopes.append(slope)
            offsets.append(a - slope * z)
    return LinearPieces(tuple(breaks[1:]), tuple(slopes), tuple(offsets))


def _piece(pieces: LinearPieces, z: Array) -> NDArray[np.intp]:
    """On which piece each z lies; a break belongs to the piece on its left."""
    return np.searchsorted(np.array(pieces.breaks), z, side="left")


def _value(pieces: LinearPieces, z: Array) -> Array:
    place, slopes, offsets = _piece(pieces, z), *_lines(pieces, z.dtype)
    result: Array = slopes[place] * z + offsets[place]
    return result


def _slope(pieces: LinearPieces, z: Array) -> Array:
    result: Array = np.asarray(_lines(pieces, z.dtype)[0][_piece(pieces, z)])
    return result


def _lines(pieces: LinearPieces, dtype: np.dtype[Any]) -> tuple[Array, Array]:
    return np.array(pieces.slopes, dtype), np.array(pieces.offsets, dtype)


def _record_value(pieces: LinearPieces, tape: Tape, z: Array, a: Array) -> None:
    """The sum over the pieces of slope times z, where z is held between the piece's ends, and a constant.

    All pieces at once, one row each: two calls clip, and one product with the slopes adds up.
    """
    low, high = (-np.inf, *pieces.breaks), (*pieces.breaks, np.inf)
    held = tape.buffer(len(low) + 1, a.size)
    held[-1] = 1
    constant = pieces.offsets[0] - sum(m * t for m, t in zip(pieces.slopes[1:], low[1:], strict=True))
    line = np.array([*pieces.slopes, constant], tape.dtype)
    tape.call(np.fmax, _flat(z), _column(low, tape), held[:-1])
    tape.call(np.fmin, held[:-1], _column(high, tape), held[:-1])
    tape.call(line.dot, held, _flat(a))


def _record_slope(pieces: LinearPieces, tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """The first slope and, for each break that z has passed, the change there."""
    passed = np.zeros((len(pieces.breaks), slope.size), np.bool_)
    numbers = tape.buffer(len(passed) + 1, slope.size)
    numbers[0] = 1
    changes = np.diff(pieces.slopes, prepend=0).astype(tape.dtype)
    tape.call(np.greater, _flat(z), _column(pieces.breaks, tape), passed)
    tape.call(np.copyto, numbers[1:], passed)
    tape.call(changes.dot, numbers, _flat(slope))


def _column(values: tuple[float, ...], tape: Tape) -> Array:
    return np.array(values, tape.dtype)[:, np.newaxis]


def _flat(array: Array) -> Array:
    """The same memory as one row; the arrays of a tape lie in one piece."""
    flat = array.view()
    flat.shape = (array.size,)
    return flat


def _with_knots(*values: float) -> Activation:
    check_knots(values)
    pieces = pieces_through(knots_of(values))
    return Activation(
        "drawn", "Hand-drawn", f"a line through {len(values) // 2} knots",
        partial(_value, pieces), partial(_slope, pieces), False, "glorot",
        "Your own switch: drag its knots. Between them it is straight, and training follows its slope. When "
        "all knots lie on one straight line it is no switch, and layers of it collapse into one.",
        partial(_record_value, pieces), partial(_record_slope, pieces), pieces,
        bounded=is_near(pieces.slopes[0], 0) and is_near(pieces.slopes[-1], 0),
        values=values, with_values=_with_knots,
    )  # fmt: skip


DRAWN = _with_knots(*_FIRST)
