"""The part of an endless plane that is on screen: a square that follows what is to be seen calmly, in tidy steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.experiment import PLANE_LIMIT
from sequentia_gui.gui.views.plots.scales import steady_top

Array = NDArray[Any]

_FILL = 0.82
"""The share of the square that may be used: the rounding of its middle takes an eighth, the rest is air to grow."""

_SHRINK_BELOW = 0.5


@dataclass(frozen=True, slots=True)
class Window:
    """A square of the plane: its middle, and how far it reaches from there to each side."""

    x: float
    y: float
    reach: float


PLANE = Window(0.0, 0.0, PLANE_LIMIT)
"""The plane that points are drawn on."""


def steady_window(low: Array, high: Array, now: Window | None) -> Window:
    """A square that holds the box from `low` (2,) to `high` (2,); the one of before while it fits well."""
    half = float((high - low).max()) / 2
    if now is not None and _holds(now, low, high) and half > _SHRINK_BELOW * _FILL * now.reach:
        return now
    reach = steady_top(half / _FILL, 0.0)
    step = reach / 4
    x, y = (np.round((low + high) / 2 / step) * step).tolist()
    return Window(x, y, reach)


def between(first: Window, second: Window, share: float) -> Window:
    """On the way from one square to another: a zoom at an even pace."""
    if share <= 0 or share >= 1 or first == second:
        return second if share >= 1 else first
    reach = first.reach * (second.reach / first.reach) ** share
    way = share if first.reach == second.reach else (reach - first.reach) / (second.reach - first.reach)
    return Window(first.x + way * (second.x - first.x), first.y + way * (second.y - first.y), reach)


def _holds(window: Window, low: Array, high: Array) -> bool:
    middle = np.array((window.x, window.y))
    return bool((low >= middle - window.reach).all() and (high <= middle + window.reach).all())
