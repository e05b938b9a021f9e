"""The plane is the square that all points live in; here other places are brought into it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sequentia_gui.experiment.experiment import PLANE_LIMIT, ExperimentError

FITTED_LIMIT = 5.0
"""Points that are scaled to fit the plane reach this far from its centre, so that none lies on the border."""


def places(xy: ArrayLike) -> NDArray[np.float64]:
    """Coordinates as an array (m, 2); one single place is welcome too.

    ExperimentError where they are not pairs of finite numbers.
    """
    array = np.asarray(xy, dtype=np.float64)
    if array.size == 0:
        return np.empty((0, 2))
    if array.ndim > 2 or array.shape[-1] != 2:
        raise ExperimentError("A point needs two coordinates, x₁ and x₂.")
    if not np.isfinite(array).all():
        raise ExperimentError("A point's coordinates must be finite numbers.")
    return array.reshape(-1, 2)


def clamped(xy: NDArray[np.floating]) -> NDArray[np.float32]:
    """The nearest places (m, 2) inside the plane."""
    return np.asarray(np.clip(xy, -PLANE_LIMIT, PLANE_LIMIT), dtype=np.float32)


def mirrored(xy: NDArray[np.floating]) -> NDArray[np.float32]:
    """The places (m, 2) with those beyond the border mirrored at it, so that none pile up there."""
    beyond = np.maximum(np.abs(xy) - PLANE_LIMIT, 0.0)
    return clamped(xy - 2.0 * np.sign(xy) * beyond)


def fitted(xy: NDArray[np.floating]) -> NDArray[np.float32]:
    """The places (m, 2) stretched or shrunk to fill the plane, each axis by itself.

    Smallest and largest value of an axis land at -5 and 5; an axis on which all values agree lands at 0.
    """
    if not len(xy):
        return np.empty((0, 2), np.float32)
    low, high = xy.min(axis=0), xy.max(axis=0)
    middle, half = (low + high) / 2, (high - low) / 2
    share = np.divide(xy - middle, half, out=np.zeros(xy.shape), where=half > 0)
    return clamped(np.clip(share, -1.0, 1.0) * FITTED_LIMIT)
