"""A drawn switch is a line through knots: they move on a grid, keep their order, and may be more or fewer."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.network.drawn_activation import KNOT_LIMIT, MOST_KNOTS

GRID = 0.1
"""Knots lie on multiples of this, across and up; two knots are at least so far apart."""

FEWEST = 2
_STEEP = 4.0
_ROOM = (-1.5, 2.5)


class Knot(NamedTuple):
    """A corner of the line: the sum z, and what the switch makes of it, a."""

    z: float
    a: float


Knots = tuple[Knot, ...]


def knots_of(values: tuple[float, ...]) -> Knots:
    """The knots of an activation's parameters, z0, a0, z1, a1 and so on."""
    return tuple(Knot(*pair) for pair in zip(values[::2], values[1::2], strict=True))


def values_of(knots: Knots) -> tuple[float, ...]:
    """The parameters that describe these knots."""
    return tuple(value for knot in knots for value in knot)


def moved(knots: Knots, which: int, z: float, a: float) -> Knots:
    """With one knot as near to (z, a) as the grid and its neighbours let it."""
    low = knots[which - 1].z + GRID if which > 0 else -KNOT_LIMIT
    high = knots[which + 1].z - GRID if which < len(knots) - 1 else KNOT_LIMIT
    place = min(max(_on_grid(z), low), high)
    knot = Knot(_tidy(place), _tidy(min(max(_on_grid(a), -KNOT_LIMIT), KNOT_LIMIT)))
    return (*knots[:which], knot, *knots[which + 1 :])


def with_knot(knots: Knots, z: float, a: float) -> tuple[Knots, int] | None:
    """With one more knot, and its place among them; None where there are enough, or there is one already."""
    place = _tidy(_on_grid(z))
    taken = any(abs(knot.z - place) < GRID / 2 for knot in knots)
    if len(knots) >= MOST_KNOTS or taken or abs(place) > KNOT_LIMIT:
        return None
    which = sum(knot.z < place for knot in knots)
    return moved((*knots[:which], Knot(place, a), *knots[which:]), which, place, a), which


def without_knot(knots: Knots, which: int) -> Knots:
    """With one knot fewer, where enough are left for a line."""
    return knots if len(knots) <= FEWEST else knots[:which] + knots[which + 1 :]


def knot_between(knots: Knots, which: int) -> tuple[Knots, int] | None:
    """With a knot on the line, half-way to the next one; after the last, half-way to the one before."""
    left = min(which, len(knots) - 2)
    one, other = knots[left], knots[left + 1]
    return with_knot(knots, (one.z + other.z) / 2, (one.a + other.a) / 2)


def height(knots: Knots, z: float) -> float:
    """The line's value at z; beyond the ends it goes straight on."""
    pairs = list(pairwise(knots))
    one, other = next((pair for pair in pairs if z <= pair[1].z), pairs[-1])
    return one.a + (z - one.z) * (other.a - one.a) / (other.z - one.z)


def range_to_draw(knots: Knots, slopes: NDArray[np.float64]) -> tuple[float, float]:
    """The heights to show: all knots, what slopes (m,) are not too steep, and room to drag up and down.

    The ends go in whole steps, so that the scale stays where it is in most drags.
    """
    steep = np.clip(slopes[np.isfinite(slopes)], -_STEEP, _STEEP)
    heights = [*(knot.a for knot in knots), *steep.tolist()]
    low, high = math.floor(min(heights)) - 0.5, math.ceil(max(heights)) + 0.5
    return min(_ROOM[0], low), max(_ROOM[1], high)


def _on_grid(value: float) -> float:
    return float(np.round(value / GRID)) * GRID


def _tidy(value: float) -> float:
    """Without the dust that multiplying by 0.1 leaves; never minus nothing."""
    return round(value, 1) + 0.0
