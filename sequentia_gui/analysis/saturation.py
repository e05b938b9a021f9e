"""A switch is saturated where its curve is nearly flat: what arrives there hardly changes what goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.network.activations import Activation

SATURATED_BELOW = 0.01
"""Nearly flat means a slope smaller than this, up or down."""


@dataclass(frozen=True, slots=True)
class Saturation:
    """What a switch does to the sums of one layer: shares of all of them, each from 0 to 1.

    off: z <= 0. saturated: |slope| < 0.01. mean_slope: the mean of |slope|, by which on average the error signal
    is multiplied on its way back, weights aside; not finite where a sum is not.
    """

    off: float
    saturated: float
    mean_slope: float


def saturation(switch: Activation, z: NDArray[Any]) -> Saturation | None:
    """Measured at pre-activations z of any shape; None where there are none.

    What is not a number is neither off nor saturated, and counts all the same.
    """
    if not z.size:
        return None
    with np.errstate(all="ignore"):  # of infinite sums, in a training that has blown up
        steep = np.abs(switch.slope(z))
        mean = float(steep.mean(dtype=np.float64))
    off, flat = np.count_nonzero(z <= 0), np.count_nonzero(steep < SATURATED_BELOW)
    return Saturation(off / z.size, flat / z.size, mean)
