"""What a layer really sees: its pre-activations z, counted in bins, split at 0 into off and on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.network.activations import Activation

Values = NDArray[np.float64]

BINS = 16
"""Bins on either side of 0: a power of two, so that the edges are exact in single precision."""

FIRST_REACH = 4.0
_REACHES = tuple(mantissa * 2.0**power for power in range(9) for mantissa in (4.0, 6.0))
_LOWEST_TOP = 4.0
_GROW_ABOVE = 0.02
_SHRINK_BELOW = 0.005
_JUMP = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Histogram:
    """How the values z of one layer are spread from -reach to reach.

    off, on: (BINS,) shares of all values in bins from -reach to 0 (z <= 0) and from 0 to reach (z > 0);
    off_share, on_share: z <= 0 and z > 0, wherever they lie; outside: beyond the reach, or not a number.
    """

    reach: float
    off: Values
    on: Values
    off_share: float
    on_share: float
    outside: float

    @property
    def shares(self) -> tuple[float, float]:
        """Off and on for people: where there is nothing else, whole per cents that add up to 100."""
        off, on = self.off_share, self.on_share
        if off + on < 1 - 1e-9 or not 0.005 <= off <= 0.995:
            return off, on
        whole = int(100 * off + 0.5)
        return whole / 100, (100 - whole) / 100


def histogram(z: NDArray[np.float32], reach: float) -> Histogram | None:
    """Count values of any shape; None where there are none. What is not a number is neither off nor on."""
    flat = z.ravel()
    if not len(flat):
        return None
    off, on = flat[flat <= 0], flat[flat > 0]
    # counted from 0 outwards, z = 0 belongs to the off bin beside it
    off_bins = _counted(-off, reach, closed=True)[::-1]
    on_bins = _counted(on, reach, closed=False)
    counted = int(off_bins.sum() + on_bins.sum())
    n = len(flat)
    return Histogram(reach, off_bins / n, on_bins / n, len(off) / n, len(on) / n, (n - counted) / n)


def steady_reach(z: NDArray[np.float32], now: float) -> float:
    """4, 6, 8, 12 ...: grows where more than 2 % of the values lie outside, shrinks where hardly any would."""
    if not z.size:
        return now
    size, place = np.abs(z), _REACHES.index(now)
    while place < len(_REACHES) - 1 and _share_beyond(size, _REACHES[place]) > _GROW_ABOVE:
        place += 1
    while place > 0 and _share_beyond(size, _REACHES[place - 1]) < _SHRINK_BELOW:
        place -= 1
    return _REACHES[place]


@dataclass(frozen=True, slots=True, eq=False)
class ActivationCurve:
    """a(z) and its slope from -reach to reach: z, a, slope all (m,); NaN where a line must break, at a jump.

    `jump` is (value at 0, value just above 0) where the activation jumps there, else None.
    """

    z: Values
    a: Values
    slope: Values
    jump: tuple[float, float] | None

    @property
    def y_range(self) -> tuple[float, float]:
        """From the lowest to the highest of both lines, with a margin; 0 is always inside.

        What grows without end leaves the picture: else the bend at 0 and a slope of 1 would look like nothing.
        """
        both = np.concatenate([self.a, self.slope])
        both = both[np.isfinite(both)]
        most = max(_LOWEST_TOP, float(self.z[-1]) / 2)
        low, high = max(-most, float(both.min(initial=0.0))), min(most, float(both.max(initial=0.0)))
        margin = 0.08 * (high - low or 1.0)
        return low - margin, high + margin


def activation_curve(activation: Activation, reach: float) -> ActivationCurve:
    """Sample both lines; 0 itself lies on the off side, as everywhere in the program."""
    left = np.linspace(-reach, 0.0, 129)
    right = np.linspace(0.0, reach, 129)
    right[0] = np.finfo(np.float64).tiny
    a = _joined(activation.value(left), activation.value(right))
    slope = _joined(activation.slope(left), activation.slope(right))
    jump = (float(a[128]), float(a[130])) if np.isnan(a[129]) else None
    return ActivationCurve(np.concatenate([left, [0.0], right]), a, slope, jump)


def _joined(left: Values, right: Values) -> Values:
    """Two halves with one value between: NaN where they do not meet, else their meeting point."""
    meets = abs(float(right[0] - left[-1])) < _JUMP
    return np.concatenate([left, [left[-1] if meets else np.nan], right])


def _counted(distance: NDArray[np.float32], reach: float, closed: bool) -> NDArray[np.intp]:
    """Counts (BINS,) of distances from 0 to reach; an edge belongs to the bin farther out if not `closed`."""
    place = distance[distance <= reach] / np.float32(reach / BINS)
    index = np.ceil(place) - 1 if closed else np.floor(place)
    index = np.clip(index, 0, BINS - 1).astype(np.intp)
    return np.bincount(index, minlength=BINS)


def _share_beyond(size: NDArray[np.float32], reach: float) -> float:
    return 1.0 - np.count_nonzero(size <= reach) / size.size
