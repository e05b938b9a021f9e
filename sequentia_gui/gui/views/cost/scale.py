"""The scale of the costs: powers of ten across, tidy numbers of nanoseconds upwards; heights are log10 of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sequentia_gui.analysis.cost import TYPES, WAYS, Costs
from sequentia_gui.gui.numerals import ten_to
from sequentia_gui.gui.views.plots.axes import Ticks

_TIDY = (1.0, 2.0, 5.0)


def size_ticks(sizes: Sequence[int]) -> Ticks:
    """The powers of ten among the sizes."""
    heights = np.log10(np.array(sizes, np.float64))
    powers = [round(height) for height in heights if height % 1 < 1e-9]
    return [(float(power), ten_to(power)) for power in powers]


def range_of(costs: Costs, rows: Sequence[int], least: tuple[float, float]) -> tuple[float, float]:
    """Heights of tidy numbers that hold these rows' medians of every way and type, and at least the given ones."""
    tables = [costs.nanoseconds(way, dtype) for way in WAYS for dtype in TYPES]
    medians = np.concatenate([table[list(rows), :, 1].ravel() for table in tables])
    known = medians[np.isfinite(medians) & (medians > 0)]
    if not len(known):
        return least
    low, high = np.log10(known.min()), np.log10(known.max())
    return min(least[0], _tidy_below(low)), max(least[1], -_tidy_below(-high))


def _tidy_below(height: float) -> float:
    """The height of the largest 1, 2 or 5 times a power of ten that is not higher."""
    decade = np.floor(height)
    return float(max(decade + np.log10(each) for each in _TIDY if decade + np.log10(each) <= height + 1e-9))


def tidy_ticks(low: float, high: float, most: int) -> list[float]:
    """Tidy numbers: 1, 2 and 5 of each decade where there is room, else 1 alone, else every second decade ..."""
    decades = range(int(np.floor(low)) - 1, int(np.ceil(high)) + 1)
    every = [10.0**decade * each for decade in decades for each in _TIDY]
    inside = [tick for tick in every if low - 1e-9 <= np.log10(tick) <= high + 1e-9]
    tens = [tick for tick in inside if abs(np.log10(tick) - round(np.log10(tick))) < 1e-9]
    choices = [inside, *(tens[::stride] for stride in range(1, len(tens) + 1))]
    return next((ticks for ticks in choices if len(ticks) <= most), inside[:1])
