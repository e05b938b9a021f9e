"""Borders are the lines along which the network changes its mind, found between the samples of a grid."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from contourpy import FillType, LineType, SerialContourGenerator, ZInterp
from numpy.typing import NDArray

from sequentia_gui.analysis.plane import axis, samples
from sequentia_gui.experiment.read_only import read_only

Polylines = tuple[NDArray[np.float32], ...]

LARGEST = 1e6
"""Scores beyond it are cut off: contouring needs finite numbers, and so far away no border passes."""


def borders(scores: NDArray[np.float32]) -> Polylines:
    """Polylines (m, 2) along which the class with the highest score changes.

    scores: (classes, g, g), one field per class, row 0 at the bottom of the plane. Each border is drawn once:
    that of class c with all later classes, except where an earlier class is ahead of both. Method: marching
    squares with linear interpolation (William Lorensen and Harvey Cline 1987, in two dimensions).
    """
    scores = np.nan_to_num(scores, posinf=LARGEST, neginf=-LARGEST).clip(-LARGEST, LARGEST)
    found: list[NDArray[np.float32]] = []
    for c in range(len(scores) - 1):
        later = scores[c + 1 :].max(axis=0)
        lines = _zero_lines(scores[c] - later)
        found += lines if c == 0 else _outside(lines, scores[:c].max(axis=0) - np.fmax(scores[c], later))
    return tuple(read_only(line) for line in found)


def _zero_lines(field: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """The polylines along which the field (g, g) is 0."""
    if field.min() > 0 or field.max() < 0:
        return []
    lines = _contours(field.astype(np.float64)).lines(0.0)
    return [np.asarray(line, np.float32) for line in lines]


def _contours(field: NDArray[np.float64]) -> SerialContourGenerator:
    """What finds the contours of a field (g, g) of finite numbers.

    contourpy's own function to make one looks for masked values and imports `numpy.ma` for it: a tenth of a
    second before the first picture, and megabytes in the process that trains.
    """
    x1, x2 = _corners(len(field))
    return SerialContourGenerator(
        x1,
        x2,
        field,
        None,  # type: ignore[arg-type]  # no mask, as its own function says it
        corner_mask=True,
        line_type=LineType.Separate,
        fill_type=FillType.OuterOffset,
        quad_as_tri=False,
        z_interp=ZInterp.Linear,
    )


@lru_cache(maxsize=4)
def _corners(grid: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where the samples lie, x1 and x2, each (g, g)."""
    x1, x2 = samples(grid).T.reshape(2, grid, grid).astype(np.float64)
    return read_only(x1), read_only(x2)


def _outside(lines: list[NDArray[np.float32]], field: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """The parts of the lines along which the field (g, g) is negative, cut where it passes 0."""
    if not lines:
        return []
    values = np.split(
        _interpolate(field, np.concatenate(lines)), np.cumsum([len(line) for line in lines[:-1]])
    )
    return [part for line, value in zip(lines, values, strict=True) for part in _cut(line, value)]


def _cut(line: NDArray[np.float32], value: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """The parts of the line (m, 2) where value (m,) is negative; ends lie where it would be 0 between two vertices."""
    kept = value < 0
    if kept.all():
        return [line]
    if not kept.any():
        return []
    turns = np.flatnonzero(kept[1:] != kept[:-1])
    share = (value[turns] / (value[turns] - value[turns + 1]))[:, None]
    ends = (1 - share) * line[turns] + share * line[turns + 1]
    parts = np.split(line, turns + 1)
    closed = [
        np.vstack([*ends[max(0, k - 1) : k], part, *ends[k : k + 1]]).astype(np.float32)
        for k, part in enumerate(parts)
    ]
    return [part for k, part in enumerate(closed) if kept[0] == (k % 2 == 0)]


def _interpolate(field: NDArray[np.float32], places: NDArray[np.float32]) -> NDArray[np.float32]:
    """The field (g, g) at places (m, 2) of the plane, bilinear between the samples."""
    x = axis(len(field))
    cell = (places - x[0]) / (x[1] - x[0])
    low = np.clip(cell.astype(np.intp), 0, len(field) - 2)
    (u, v), (i, j) = (cell - low).T, low.T
    below = (1 - u) * field[j, i] + u * field[j, i + 1]
    above = (1 - u) * field[j + 1, i] + u * field[j + 1, i + 1]
    result: NDArray[np.float32] = (1 - v) * below + v * above
    return result
