"""Which piece of the plane each pixel of a picture belongs to, worked out for all pieces at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.pieces import Pieces
from sequentia_gui.experiment.experiment import PLANE_LIMIT

TIE = 1e-7
"""In pixels: an edge that passes so close to a pixel's middle takes the same side for both pieces that share it."""


def piece_numbers(pieces: Pieces, side: int) -> NDArray[np.intp]:
    """The number of the piece at the middle of each pixel: (side, side), row 0 at the top.

    Along a row of pixels a piece begins at its left edge and ends at its right one: its number (from 1) is
    added where it begins and taken off where it ends, and a running sum along the row gives the number.
    """
    pixel = (pieces.vertices * (1.0, -1.0) + PLANE_LIMIT) * (side / (2 * PLANE_LIMIT)) - (0.5 + TIE)
    x, y = pixel.T
    following = np.arange(1, len(x) + 1)
    following[pieces.offsets[1:] - 1] = pieces.offsets[:-1]
    row, column, edge = _crossings(x, y, x[following], y[following], side)
    number = np.repeat(np.arange(1, pieces.offsets.size), np.diff(pieces.offsets))
    number = np.where(y[following] > y, number, -number)
    steps = np.bincount(row * side + column, number[edge], minlength=side * side + 1)
    total = np.cumsum(steps[:-1]).astype(np.intp)  # what ends with a row ends where the next one begins
    return np.clip(total, 1, pieces.offsets.size - 1, out=total).reshape(side, side) - 1


def _crossings(
    x0: NDArray[np.float64],
    y0: NDArray[np.float64],
    x1: NDArray[np.float64],
    y1: NDArray[np.float64],
    side: int,
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Where edges cross the rows' middle lines: row, first column to the right, and which edge; (m,) each."""
    first = np.clip(np.ceil(np.minimum(y0, y1)), 0, side).astype(np.intp)
    last = np.clip(np.ceil(np.maximum(y0, y1)), 0, side).astype(np.intp)
    count = last - first
    edge = np.repeat(np.arange(len(x0)), count)
    row = np.arange(len(edge)) + np.repeat(first - np.cumsum(count) + count, count)
    with np.errstate(divide="ignore", invalid="ignore"):
        lean = (x1 - x0) / (y1 - y0)
    x = x0[edge] + (row - y0[edge]) * lean[edge]
    return row, np.clip(np.ceil(x), 0, side).astype(np.intp), edge
