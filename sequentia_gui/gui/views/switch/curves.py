"""The curve of a switch and its slope, sampled so finely that they look smooth, and broken where they jump."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.network.activations import Activation, LinearPieces

Values = NDArray[np.float64]

_LOWEST_TOP = 4.0
_JUMP = 1e-3
_SAMPLES = 129
_MARGIN = 0.08


class Jump(NamedTuple):
    """A place z at which the value jumps: what holds at z, and what holds just above."""

    z: float
    at: float
    above: float


@dataclass(frozen=True, slots=True, eq=False)
class SwitchCurve:
    """a(z) and its slope from -reach to reach: z, a, slope all (m,); NaN where a line must break."""

    z: Values
    a: Values
    slope: Values
    jumps: tuple[Jump, ...]

    @property
    def y_range(self) -> tuple[float, float]:
        """From the lowest to the highest of both lines, with a margin; 0 is always inside.

        What grows without end leaves the picture: else the bend at 0 and a slope of 1 would look like nothing.
        """
        both = np.concatenate([self.a, self.slope])
        both = both[np.isfinite(both)]
        most = max(_LOWEST_TOP, float(self.z[-1]) / 2)
        low, high = max(-most, float(both.min(initial=0.0))), min(most, float(both.max(initial=0.0)))
        margin = _MARGIN * (high - low or 1.0)
        return low - margin, high + margin


def widest(ranges: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """From the lowest low end to the highest high end."""
    lows, highs = zip(*ranges, strict=True)
    return min(lows), max(highs)


def switch_curve(switch: Activation, reach: float) -> SwitchCurve:
    """Sample both lines; a place where they break belongs to the piece on its left, as everywhere in the program."""
    breaks = _breaks(switch.linear, reach)
    count = _SAMPLES if switch.linear is None else 2
    starts = [-reach, *(np.nextafter(place, np.inf) for place in breaks)]
    z = [np.linspace(*ends, count) for ends in zip(starts, [*breaks, reach], strict=True)]
    a, slope = [switch.value(part) for part in z], [switch.slope(part) for part in z]
    jumps = (
        Jump(place, left[-1], right[0]) for place, (left, right) in zip(breaks, pairwise(a), strict=True)
    )
    return SwitchCurve(
        _joined(z), _joined(a), _joined(slope), tuple(jump for jump in jumps if not _meet(*jump[1:]))
    )


def _breaks(linear: LinearPieces | None, reach: float) -> list[float]:
    """Where the lines may break: a curved switch has its only corner, if any, at 0."""
    places = (0.0,) if linear is None else linear.breaks
    return [place for place in places if -reach < place < reach]


def _joined(parts: list[Values]) -> Values:
    """The parts with one value between each two: NaN where they do not meet, else their meeting point."""
    joined = [parts[0]]
    for left, right in pairwise(parts):
        joined += [np.array([left[-1] if _meet(left[-1], right[0]) else np.nan]), right]
    return np.concatenate(joined)


def _meet(left: float, right: float) -> bool:
    return abs(right - left) < _JUMP
