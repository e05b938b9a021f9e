"""What a layer really sees: its pre-activations z, counted in bins, split at 0 into off and on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.gui.numerals import whole_percent

Values = NDArray[np.float64]

BINS = 16
"""Bins on either side of 0: a power of two, so that the edges are exact in single precision."""

FIRST_REACH = 4.0
_REACHES = tuple(mantissa * 2.0**power for power in range(9) for mantissa in (4.0, 6.0))
_GROW_ABOVE = 0.02
_SHRINK_BELOW = 0.005


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
        return rounded(off), rounded(1 - rounded(off))


def rounded(share: float) -> float:
    """A share in whole per cents, a half upwards; near 0 and 1 as it is, where words tell it from nothing and all."""
    return whole_percent(share) / 100 if 0.005 <= share < 0.995 else share


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


def reach_over(distance: float) -> float:
    """The smallest reach beyond a distance."""
    return next((reach for reach in _REACHES if reach > distance), _REACHES[-1])


def _counted(distance: NDArray[np.float32], reach: float, closed: bool) -> NDArray[np.intp]:
    """Counts (BINS,) of distances from 0 to reach; an edge belongs to the bin farther out if not `closed`."""
    place = distance[distance <= reach] / np.float32(reach / BINS)
    index = np.ceil(place) - 1 if closed else np.floor(place)
    index = np.clip(index, 0, BINS - 1).astype(np.intp)
    return np.bincount(index, minlength=BINS)


def _share_beyond(size: NDArray[np.float32], reach: float) -> float:
    return 1.0 - np.count_nonzero(size <= reach) / size.size
