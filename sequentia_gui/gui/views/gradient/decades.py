"""A logarithmic scale of whole powers of ten, which only ever widens while one network is looked at."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_ROOM = 0.2
"""The smallest value stands so many decades above the lower end, where it is seen."""

_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Decades:
    """From 10 to the power of `low` up to 10 to the power of `high`."""

    low: int = -_FEWEST
    high: int = 0

    def share(self, value: float) -> float:
        """Where a value stands, 0 at the lower end to 1 at the upper; beyond the ends it stands at them."""
        if not value > 0:
            return 0.0
        height = math.log10(value) if math.isfinite(value) else math.inf
        return min(max((height - self.low) / (self.high - self.low), 0.0), 1.0)


def decades_of(values: NDArray[np.float64]) -> Decades | None:
    """The decades that hold all values that are positive and finite; None where there is none."""
    seen = values[np.isfinite(values) & (values > 0)]
    if not len(seen):
        return None
    low, high = math.floor(math.log10(seen.min()) - _ROOM), math.ceil(math.log10(seen.max()))
    return Decades(min(low, high - _FEWEST), high)


def widened(now: Decades | None, needed: Decades | None) -> Decades:
    """The decades that hold both."""
    if now is None or needed is None:
        return now or needed or Decades()
    return Decades(min(now.low, needed.low), max(now.high, needed.high))
