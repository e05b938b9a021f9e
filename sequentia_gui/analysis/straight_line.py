"""Whether any straight line at all parts two classes of points: yes or no, and never “as far as we found”."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.experiment import PointSet

Whole = tuple[int, int]
"""A point, or a way from one to another, in whole numbers: Python's own, so that no sum is ever rounded."""


@dataclass(frozen=True, slots=True)
class StraightLine:
    """Whether a straight line parts the training points; None where there are not exactly two classes of them."""

    exists: bool | None


def straight_line(subject: Subject) -> StraightLine:
    """The analysis: whether the points that the network learns from can be parted by one straight line."""
    return StraightLine(_parted(subject.points))


@lru_cache(maxsize=4)
def _parted(points: PointSet) -> bool | None:
    training = ~points.held_out
    xy, label = points.xy[training], points.label[training]
    present = np.unique(label)
    if len(present) != 2:
        return None
    return has_straight_line(xy[label == present[0]], xy[label == present[1]])


def has_straight_line(first: NDArray[np.floating[Any]], second: NDArray[np.floating[Any]]) -> bool:
    """Whether a straight line has all of `first` (m, 2) on one side and all of `second` (n, 2) on the other.

    It does exactly when the convex hulls have no place in common (the hyperplane separation theorem, Hermann
    Minkowski), that is when 0 is not among the differences of their places, which fill a convex polygon.
    Floating-point numbers are fractions, so all of it is computed in whole numbers, without any rounding.
    Finite coordinates; a set without points is parted from everything.
    """
    if not len(first) or not len(second):
        return True
    whole = _whole(np.concatenate([first, second]))
    ours, theirs = whole[: len(first)], whole[len(first) :]
    return not _holds_zero(_sum(_hull(ours), _hull([(-x, -y) for x, y in theirs])))


def _whole(xy: NDArray[np.floating[Any]]) -> list[Whole]:
    """All coordinates times one power of two that makes every one of them whole."""
    ratios = [[float(value).as_integer_ratio() for value in row] for row in xy]
    largest = max(below for row in ratios for _, below in row)
    return [(x * (largest // below_x), y * (largest // below_y)) for (x, below_x), (y, below_y) in ratios]


def _cross(first: Whole, second: Whole) -> int:
    return first[0] * second[1] - first[1] * second[0]


def _way(start: Whole, end: Whole) -> Whole:
    return end[0] - start[0], end[1] - start[1]


def _hull(points: list[Whole]) -> list[Whole]:
    """The corners of the convex hull, anticlockwise from the lowest (of these the leftmost); Andrew 1979."""
    ordered = sorted(set(points), key=lambda point: (point[1], point[0]))
    if len(ordered) == 1:
        return ordered
    return _chain(ordered)[:-1] + _chain(ordered[::-1])[:-1]


def _chain(points: list[Whole]) -> list[Whole]:
    chain: list[Whole] = []
    for point in points:
        while len(chain) > 1 and _cross(_way(chain[-2], chain[-1]), _way(chain[-1], point)) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _sum(first: list[Whole], second: list[Whole]) -> list[Whole]:
    """The polygon of all sums of a place of one and a place of the other: their edges, merged by direction."""
    ways = sorted(_edges(first) + _edges(second), key=_Turn)
    x, y = first[0][0] + second[0][0], first[0][1] + second[0][1]
    corners = [(x, y)]
    for way in ways[:-1]:
        x, y = x + way[0], y + way[1]
        corners.append((x, y))
    return corners


def _edges(hull: list[Whole]) -> list[Whole]:
    """The ways round a hull: none for a point, there and back for a segment."""
    if len(hull) == 1:
        return []
    return [_way(start, end) for start, end in zip(hull, hull[1:] + hull[:1], strict=True)]


class _Turn:
    """Orders directions anticlockwise from the right: where the lowest corner's edges begin."""

    def __init__(self, way: Whole) -> None:
        self._way = way
        self._lower = way[1] < 0 or (way[1] == 0 and way[0] < 0)

    def __lt__(self, other: _Turn) -> bool:
        if self._lower != other._lower:
            return other._lower
        return _cross(self._way, other._way) > 0


def _holds_zero(corners: list[Whole]) -> bool:
    """Whether a convex polygon, which may be flat or a single point, holds the place 0, its rim included."""
    for axis in (0, 1):
        values = [corner[axis] for corner in corners]
        if not min(values) <= 0 <= max(values):
            return False
    around = zip(corners, corners[1:] + corners[:1], strict=True)
    return all(_cross(_way(start, end), (-start[0], -start[1])) >= 0 for start, end in around)
