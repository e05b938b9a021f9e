"""What a switch costs: how long it takes on this machine, measured and not assumed, and what may be said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.experiment import NetworkDesign
from sequentia_gui.experiment.read_only import read_only

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
"""So many values at a time."""

TYPES = ("float32", "float64")
WAYS = ("forward", "backward")
"""From z to the value a; from z and a to the slope."""

LEAST_CLAIM = 1.1
"""A smaller ratio is not worth a word, however often it was measured."""

Quartiles = NDArray[np.float64]
"""The last axis has three numbers: a quarter of all measurements are below the first, half below the second,
three quarters below the third; NaN where nothing was measured."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A switch in the table; `calls` are NumPy's functions that it is made of, forward and backward.

    In order, for each size: what is fast for few values is not always fast for many. Empty for a way that it
    does not have.
    """

    name: str
    label: str
    calls: tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True, eq=False)
class StepShare:
    """What the switches of a network take of its training step with `batch` points.

    step: (3,) seconds of a whole step; share: (3,) from 0 to 1, both read-only quartiles.
    """

    design: NetworkDesign
    batch: int
    step: Quartiles
    share: Quartiles


@dataclass(frozen=True, slots=True, eq=False)
class Costs:
    """What was measured so far: `seconds` (switches, ways, types, sizes, 3), read-only quartiles of one go.

    progress: from 0 to 1; machine: what it was measured on; share: None where the network has no switches or
    no points to learn from, and until it is known.
    """

    switches: tuple[Timed, ...]
    sizes: tuple[int, ...]
    seconds: Quartiles
    progress: float
    machine: str
    share: StepShare | None = None

    @property
    def is_done(self) -> bool:
        """Whether nothing more is to be measured."""
        return self.progress >= 1.0

    def place(self, name: str) -> int | None:
        """Where in the table the switch of that name is; None where it was not to be measured."""
        return {each.name: place for place, each in enumerate(self.switches)}.get(name)

    def nanoseconds(self, way: str, dtype: str) -> Quartiles:
        """(switches, sizes, 3) nanoseconds per value."""
        seconds = self.seconds[:, WAYS.index(way), TYPES.index(dtype)]
        per_value: Quartiles = 1e9 * seconds / np.array(self.sizes, np.float64)[:, np.newaxis]
        return per_value


def quartiles(samples: Sequence[float]) -> Quartiles:
    """The three quartiles (3,) of some measurements, interpolated; NaN where there are none."""
    if not samples:
        return read_only(np.full(3, np.nan))
    found: Quartiles = np.quantile(np.array(samples, np.float64), (0.25, 0.5, 0.75))
    return read_only(found)


def times_as_fast(fast: Quartiles, slow: Quartiles) -> float | None:
    """How many times as fast the one is, median to median, where that is beyond doubt; else None.

    Beyond doubt: the upper quartile of the one is below the lower quartile of the other, and the ratio is
    large enough to be told (LEAST_CLAIM).
    """
    if not (fast[1] > 0 and fast[2] < slow[0]):
        return None
    ratio = float(slow[1] / fast[1])
    return ratio if ratio >= LEAST_CLAIM else None
