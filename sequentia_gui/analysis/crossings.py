"""A crossing is a line that runs through a polygon: here they are found, for many lines and polygons at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sequentia_gui.analysis.polygons import Flags, Floats, Indices, Polygons, chords

ON_LINE = 1e-10
"""A corner that is nearer to a line than this share of the square's side lies on it: 100,000 roundings away."""


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """k lines for each of p polygons: where g_x x + g_y y + c = 0; all arrays (p, k).

    noise: how far rounding may have moved the function's value. A function that stays within it is 0.
    """

    g_x: Floats
    g_y: Floats
    c: Floats
    noise: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Crossings:
    """Which lines part which polygons, polygon after polygon; n crossings in all.

    polygon, line: (n,). coefficients: (4, n), of each line g_x, g_y, c, and the value below which a place is
    on it. segments: (4, n), x0, y0, x1, y1, the part of the line inside the polygon; what is above lies to
    its right. above: (p, k), whether a polygon lies above each line; without meaning where the line parts it.
    touched: (t,), numbers of the segments along which some line runs without parting a polygon.
    """

    polygon: Indices
    line: Indices
    coefficients: Floats
    segments: Floats
    above: Flags
    touched: Indices


def crossings(polygons: Polygons, lines: Lines, limit: float) -> Crossings:
    """Every line against every polygon: first by a circle around the polygon, then by its corners."""
    above, slack, near = _seen_from_the_middle(polygons, lines, limit)
    polygon, line = np.divmod(near, max(1, above.shape[1]))
    coefficients = np.stack([array.take(near) for array in (lines.g_x, lines.g_y, lines.c, slack)])
    near_by = polygons.take(polygon)
    z = values(near_by, coefficients)
    some_above, some_below = z.max(axis=0) > 0, z.min(axis=0) < 0
    above.reshape(-1)[near] = some_above
    parted = np.flatnonzero(some_above & some_below)
    *_, ends = chords(near_by.take(parted), z.take(parted, axis=1))
    return Crossings(
        polygon[parted],
        line[parted],
        coefficients[:, parted],
        np.concatenate([ends[:, : len(parted)], ends[:, len(parted) :]]),
        above,
        _touched(near_by, z, some_above != some_below),
    )


def _seen_from_the_middle(polygons: Polygons, lines: Lines, limit: float) -> tuple[Flags, Floats, Indices]:
    """Whether each polygon's middle is above each line, the lines' slack, both (p, k), and which pairs are close.

    Close is a line that comes nearer to the middle than the farthest corner; the pairs are places in (p, k).
    """
    middles = polygons.middles()
    radii = np.sqrt(np.square(polygons.table[:2] - middles[:, np.newaxis]).sum(axis=0).max(axis=0))
    x, y, radii = (v[:, np.newaxis] for v in (*middles, radii))
    size = np.sqrt(lines.g_x * lines.g_x + lines.g_y * lines.g_y)
    slack = 2 * limit * ON_LINE * size + lines.noise
    middle = lines.g_x * x + lines.g_y * y + lines.c
    return middle > 0, slack, np.flatnonzero(np.abs(middle) <= size * radii + slack)


def values(polygons: Polygons, coefficients: Floats) -> Floats:
    """One affine function per polygon at its corners: (m, p), exactly 0 at the corners that lie on the line.

    coefficients: (4, p), as in Crossings.
    """
    g_x, g_y, c, slack = coefficients
    z: Floats = g_x * polygons.x
    z += g_y * polygons.y
    z += c
    z *= np.abs(z) > slack
    return z


def _touched(polygons: Polygons, z: Floats, one_side: Flags) -> Indices:
    """The segments under the edges whose both ends have z = 0 though the polygon has not."""
    on_line = z == 0
    row, polygon = np.nonzero(on_line[:-1] & on_line[1:] & polygons.real_edges() & one_side)
    found = np.unique(polygons.table[2, row, polygon].astype(np.intp))
    return found[found >= 0]
