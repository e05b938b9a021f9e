"""A wall is where two pieces of the plane meet: the part of an edge that both of them share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sequentia_gui.analysis.polygons import Floats, Indices, Polygons

SHORTEST = 1e-9
"""As a share of the whole segment: a wall that is shorter is a corner, doubled by rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Walls:
    """n walls; the pieces `left` and `right` (n,) of the way from `start` to `end`, both (2, n): x and y."""

    left: Indices
    right: Indices
    start: Floats
    end: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Edges:
    """Edges that look one way, sorted by their beginning; `begin`, `end` (e,) are 2 x segment's place + share."""

    piece: Indices
    begin: Floats
    end: Floats

    def piece_at(self, key: Floats) -> Indices:
        """The piece whose edge covers each key, or -1."""
        place = np.maximum(np.searchsorted(self.begin, key, side="right") - 1, 0)
        covered = (self.begin[place] <= key) & (key <= self.end[place])
        return np.where(covered, self.piece[place], -1)


def walls(polygons: Polygons, segments: Floats, numbers: Indices) -> Walls:
    """The walls on the segments with these numbers (sorted); segments: (4, s), x0, y0, x1, y1 of all.

    Each side of a segment is covered by the edges of the pieces on that side, each in its own steps: a wall
    is a part of the segment in which neither side takes a new step.
    """
    if not len(numbers):
        return Walls(*np.zeros((2, 0), np.intp), *np.zeros((2, 2, 0)))
    forward, backward = _edges(polygons, segments, numbers)
    if not (len(forward.piece) and len(backward.piece)):
        return Walls(*np.zeros((2, 0), np.intp), *np.zeros((2, 2, 0)))
    steps = np.unique(np.concatenate([forward.begin, forward.end, backward.begin, backward.end]))
    start, end = steps[:-1], steps[1:]
    middle = (start + end) / 2
    left, right = forward.piece_at(middle), backward.piece_at(middle)
    real = (end - start > SHORTEST) & (left >= 0) & (right >= 0)
    places = np.floor(middle[real] / 2).astype(np.intp)
    whole = segments[:, numbers[places]]
    return Walls(
        left[real],
        right[real],
        along(whole, start[real] - 2 * places),
        along(whole, end[real] - 2 * places),
    )


def along(segments: Floats, share: Floats) -> Floats:
    """The places (2, n) at a share of the way along each segment (4, n)."""
    places: Floats = (1 - share) * segments[:2] + share * segments[2:]
    return places


def _edges(polygons: Polygons, segments: Floats, numbers: Indices) -> tuple[_Edges, _Edges]:
    """The edges on these segments: those that run along their segment, and those that run against it."""
    origin = polygons.origin[:-1]
    row, piece = np.nonzero(np.isin(origin, numbers) & polygons.real_edges())
    place = np.searchsorted(numbers, origin[row, piece])
    x0, y0, x1, y1 = segments[:, numbers[place]]
    square = (x1 - x0) ** 2 + (y1 - y0) ** 2
    first, second = (
        ((polygons.x[at, piece] - x0) * (x1 - x0) + (polygons.y[at, piece] - y0) * (y1 - y0)) / square
        for at in (row, row + 1)
    )
    begin, end = (
        2 * place + np.clip(share, 0, 1) for share in (np.minimum(first, second), np.maximum(first, second))
    )
    return tuple(_sorted(piece[way], begin[way], end[way]) for way in (second > first, second < first))  # type: ignore[return-value]


def _sorted(piece: Indices, begin: Floats, end: Floats) -> _Edges:
    order = np.argsort(begin, kind="stable")
    return _Edges(piece[order], begin[order], end[order])
