"""A hinge is the line along which a neuron switches: where its weighted sum z is exactly 0."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.plane import axis

_CORNERS = np.array((((0, 0), (0, 1)), ((0, 1), (1, 1)), ((1, 0), (1, 1)), ((0, 0), (1, 0))))
"""The four edges of a cell (lower, right, upper, left), each from a corner to a corner (row, column)."""


def zero_lines(z: NDArray[np.floating]) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
    """Where each of z (k, g, g), sampled as in `plane.samples`, is 0: marching squares, straight in each cell.

    The result are segments' ends (2, 2 s), the two ends of a segment side by side, and the neuron (s,) that each
    segment belongs to. A cell that a line crosses twice keeps one of the crossings.
    """
    on = z > 0
    corners = on[:, :-1, :-1].astype(np.int8) + on[:, :-1, 1:] + on[:, 1:, :-1] + on[:, 1:, 1:]
    neuron, row, column = np.nonzero((corners > 0) & (corners < 4))
    rows, columns = row[:, None, None] + _CORNERS[..., 0], column[:, None, None] + _CORNERS[..., 1]
    values = z[neuron[:, None, None], rows, columns]
    crossed = (values[..., 0] > 0) != (values[..., 1] > 0)
    edges = np.stack([crossed.argmax(axis=1), 3 - crossed[:, ::-1].argmax(axis=1)], axis=1)
    cell = np.arange(len(neuron))[:, None]
    first, second = np.moveaxis(values[cell, edges], -1, 0)
    share = first / (first - second)
    places = axis(z.shape[-1])
    ends = [
        places[index[cell, edges, 0]] * (1 - share) + places[index[cell, edges, 1]] * share
        for index in (columns, rows)
    ]
    return np.stack(ends).reshape(2, -1).astype(np.float32), neuron
