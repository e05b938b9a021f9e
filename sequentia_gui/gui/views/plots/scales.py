"""Scales that stay calm: an axis grows at once when it must, shrinks in clear steps, and has tidy numbers."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

_TOPS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
_STEPS = (1.0, 2.0, 5.0, 10.0)
_SHRINK_BELOW = 0.4
LOWEST_DECADE = -9


def steady_top(needed: float, now: float, shrink_below: float = _SHRINK_BELOW) -> float:
    """The upper end of an axis from 0: a tidy number not below `needed`.

    It stays at `now` while `needed` fills more than a share of it (40 %) and no more than all of it.
    """
    if not 0.0 < needed < math.inf:
        return now or 1.0
    return now if shrink_below * now < needed <= now else _tidy_above(needed, _TOPS)


def steady_decades(values: Values, now: tuple[int, int] | None) -> tuple[int, int]:
    """Powers of ten (low, high) that hold all positive values; they shrink only by two decades or more."""
    positive = values[np.isfinite(values) & (values > 0)]
    if not len(positive):
        return now or (-3, 0)
    low = max(LOWEST_DECADE, math.floor(math.log10(positive.min())))
    high = max(low + 1, math.ceil(math.log10(positive.max())))
    if now is None or low >= now[0] + 2 or high <= now[1] - 2:
        return low, high
    return min(low, now[0]), max(high, now[1])


def even_ticks(low: float, high: float, most: int) -> list[float]:
    """Multiples of 1, 2 or 5 times a power of ten, from low to high: at most `most`, but at least two.

    Where no step brings two or more that are few enough, the outermost of a finer step remain.
    """
    step = _tidy_above((high - low) / max(1, most - 1), _STEPS)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    if first >= last:
        finer = even_ticks(low, high, most + 1)
        return finer if len(finer) <= most else [finer[0], finer[-1]]
    return [place * step for place in range(first, last + 1)]


def decade_ticks(low: int, high: int, most: int) -> list[int]:
    """Exponents of ten from low to high, every one of them or every second, third ..., at most `most`."""
    stride = max(1, math.ceil((high - low + 1) / max(2, most)))
    return list(range(low, high + 1, stride))


def thinned(x: Values, y: Values, columns: int) -> tuple[Values, Values]:
    """A long curve (m,) with two points a column, its highest and its lowest, and its very last point.

    The outline on screen is the same, and drawing costs no more than the columns; NaN are passed over.
    """
    if len(x) <= 2 * columns:
        return x, y
    starts = np.linspace(0, len(x), columns, endpoint=False).astype(np.intp)
    outline = np.stack([np.fmax.reduceat(y, starts), np.fmin.reduceat(y, starts)], axis=1).ravel()
    return np.append(np.repeat(x[starts], 2), x[-1]), np.append(outline, y[-1])


def dashed(x: Values, y: Values, on: float, off: float) -> tuple[Values, Values, NDArray[np.bool_]]:
    """Cut a curve of pixels (m,) into dashes along its length: x, y (k,), and whether each joins the next.

    A pen that dashes by itself costs ten times as much on a long, restless curve.
    """
    steps = np.nan_to_num(np.hypot(np.diff(x), np.diff(y)))
    length = np.append(0.0, np.cumsum(steps))
    cuts = np.arange(0.0, length[-1], on + off)
    along = np.sort(np.concatenate([length, cuts, np.minimum(cuts + on, length[-1])]))
    middle = np.append((along[1:] + along[:-1]) / 2, length[-1])
    joined = middle % (on + off) < on
    x, y = np.interp(along, length, x), np.interp(along, length, y)
    known = np.isfinite(y)
    joined[-1] = False
    joined[:-1] &= known[1:] & known[:-1]
    return x, np.where(known, y, 0.0), joined


def apart(wanted: list[float], gap: float, low: float, high: float) -> list[float]:
    """Places as near as can be to the wanted ones, in their order, at least `gap` apart, from low to high."""
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    places = list(wanted)
    for place, index in enumerate(order):
        floor = low if place == 0 else places[order[place - 1]] + gap
        places[index] = max(wanted[index], floor)
    ceiling = high
    for index in reversed(order):
        places[index] = min(places[index], ceiling)
        ceiling = places[index] - gap
    return _centred(places, wanted, order, gap, low, high)


def _centred(
    places: list[float], wanted: list[float], order: list[int], gap: float, low: float, high: float
) -> list[float]:
    """Two crowded labels share the push: one gives way upwards as much as the other downwards."""
    if len(order) != 2:
        return places
    first, second = order
    if wanted[second] - wanted[first] >= gap:
        return places
    middle = (wanted[first] + wanted[second]) / 2
    middle = min(max(middle, low + gap / 2), high - gap / 2)
    places[first], places[second] = middle - gap / 2, middle + gap / 2
    return places


def _tidy_above(value: float, mantissas: tuple[float, ...]) -> float:
    if value <= 0:
        return 1.0
    decade = 10.0 ** math.floor(math.log10(value))
    return next(decade * m for m in mantissas if decade * m >= value * (1 - 1e-12))
