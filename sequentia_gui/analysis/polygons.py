"""Polygons holds thousands of convex polygons side by side, so that all of them are measured and cut at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]

BORDER = -1
"""The origin of an edge that is part of the square's border."""


@dataclass(frozen=True, slots=True, eq=False)
class Polygons:
    """p convex polygons with fewer than m corners, one a column; corners run counter-clockwise.

    table: (3, m, p), in one array because all of it is always moved together: the corners' x, their y, and for
    the edge from each corner to the next one the number of the segment that it lies on, or BORDER. Below a
    polygon's last corner its first one is repeated, at least once, so that the row below a corner is always
    the next corner. corners: (p,), how many of the rows count.
    """

    table: Floats
    corners: Indices

    def __len__(self) -> int:
        return len(self.corners)

    @classmethod
    def square(cls, limit: float) -> Polygons:
        """One polygon: the square from -limit to limit in both coordinates."""
        x, y = limit * np.array([(-1, 1, 1, -1, -1), (-1, -1, 1, 1, -1)], np.float64)
        return cls(np.stack([x, y, np.full(5, BORDER)])[:, :, np.newaxis], np.full(1, 4, np.intp))

    @classmethod
    def joined(cls, parts: list[Polygons]) -> Polygons:
        """The polygons of all parts (at least one), in order, in as few rows as they need."""
        corners = np.concatenate([part.corners for part in parts])
        rows = int(corners.max()) + 1
        tables = [part.with_rows(rows).table[:, :rows] for part in parts]
        return cls(np.concatenate(tables, axis=2), corners)

    def take(self, places: Indices) -> Polygons:
        """A copy of those polygons, in that order."""
        return Polygons(self.table.take(places, axis=2), self.corners[places])

    def with_rows(self, rows: int) -> Polygons:
        """The same polygons in at least so many rows."""
        more = rows - len(self.x)
        if more <= 0:
            return self
        last = self.table[:, -1:]
        return Polygons(np.concatenate([self.table, *[last] * more], axis=1), self.corners)

    @property
    def x(self) -> Floats:
        """The corners' first coordinates: (m, p)."""
        x: Floats = self.table[0]
        return x

    @property
    def y(self) -> Floats:
        """The corners' second coordinates: (m, p)."""
        y: Floats = self.table[1]
        return y

    @property
    def origin(self) -> Indices:
        """The numbers of the segments that the edges lie on: (m, p)."""
        origin: Indices = self.table[2].astype(np.intp)
        return origin

    def middles(self) -> Floats:
        """The mean of each polygon's corners, which lies inside it: (2, p)."""
        repeated = len(self.x) - self.corners
        middles: Floats = (self.table[:2].sum(axis=1) - repeated * self.table[:2, 0]) / self.corners
        return middles

    def areas(self) -> Floats:
        """The area of each polygon, (p,): half the sum of cross products, seen from its own first corner."""
        x, y = self.table[:2] - self.table[:2, :1]
        areas: Floats = 0.5 * (x[:-1] * y[1:] - x[1:] * y[:-1]).sum(axis=0)
        return areas

    def real_edges(self) -> Flags:
        """(m - 1, p): which rows begin an edge, and do not merely repeat the first corner."""
        return np.arange(len(self.x) - 1)[:, np.newaxis] < self.corners

    def flat(self) -> tuple[Floats, Indices]:
        """All corners (v, 2), polygon after polygon, and where each begins: offsets (p + 1,)."""
        vertices = self.table[:2, :-1].T[self.real_edges().T]
        return vertices, np.concatenate([[0], np.cumsum(self.corners)])


def chords(polygons: Polygons, z: Floats) -> tuple[Indices, Indices, Floats]:
    """Where the line z = 0 runs through each polygon: the edges where z becomes and ceases to be positive.

    z: (m, p), an affine function's values at the corners, exactly 0 where a corner is on the line; each
    polygon has corners on both sides. Returns the rows `enter` and `leave` of the two edges, (p,) each, and
    the places (2, 2 p) where the line meets them: first those of all `enter`, then those of all `leave`.
    """
    above = z > 0
    enter = (above[1:] > above[:-1]).argmax(axis=0)
    leave = (above[:-1] > above[1:]).argmax(axis=0)
    here = np.concatenate([enter, leave])
    here *= len(polygons)
    here += _twice(np.arange(len(polygons)))
    there = here + len(polygons)
    before, after = z.take(here), z.take(there)
    corners = polygons.table[:2].reshape(2, -1)
    begin = corners.take(here, axis=1)
    ends: Floats = begin + before / (before - after) * (corners.take(there, axis=1) - begin)
    return enter, leave, ends


def halves(polygons: Polygons, z: Floats, origin: Indices) -> Polygons:
    """Both parts of each polygon along its line z = 0: first all parts above, then all parts below.

    z as in `chords`; origin: (p,), the number of the segment that parts each polygon. A part consists of the
    corners strictly on its side and of the line's two ends.
    """
    enter, leave, ends = chords(polygons, z)
    column = np.arange(len(polygons))
    before_below = leave + (z[leave + 1, column] == 0)
    last_below = enter - (z[enter, column] == 0)
    count = np.concatenate([leave - enter, last_below - before_below])
    count += _twice(polygons.corners) * (count < 0)
    return _runs(polygons, np.concatenate([enter, before_below]), count, ends, _twice(origin))


def _runs(polygons: Polygons, start: Indices, count: Indices, ends: Floats, origin: Indices) -> Polygons:
    """Two polygons of each: ends[:, i], then the `count` corners that follow the row `start`, then the other end.

    start, count, origin: (2 p,); ends: (2, 2 p).
    """
    p = len(polygons)
    row = np.arange(max(len(polygons.x), int(count.max()) + 3))[:, np.newaxis]
    place = start + row
    corners = _twice(polygons.corners)
    place -= corners * (place >= corners)
    place *= p
    place += _twice(np.arange(p))
    closing = np.concatenate([ends, origin[np.newaxis]])[:, np.newaxis]
    run = polygons.table.reshape(3, -1).take(place, axis=1, mode="clip")
    table = np.where(row > count, closing, run)
    table[:2, 0] = ends
    table[:2, count + 1, np.arange(2 * p)] = np.concatenate([ends[:, p:], ends[:, :p]], axis=1)
    return Polygons(table, count + 2)


def _twice(values: Indices) -> Indices:
    """The values (p,) and the same again: (2 p,)."""
    return np.concatenate([values, values])
