"""Principal components are the two directions in which points of many coordinates differ most."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_FLAT = 1e-9
"""A direction with less than this share of all the variance says nothing."""


def principal_components(values: Array) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The first two components (2, k) of values (k, n), k >= 2, and their shares of the variance (2,).

    Harold Hotelling (1933). Of the two signs the one is taken that makes the largest entry positive; where
    there is no variance (left), the axes of the first neurons stand in.
    """
    k = len(values)
    centred = (
        values.astype(np.float64) - values.mean(axis=1, keepdims=True, dtype=np.float64) if k else values
    )
    spread, directions = np.linalg.eigh(centred @ centred.T)
    total = float(spread.sum())
    if not total > 0:
        return np.eye(2, k, dtype=np.float32), np.zeros(2, np.float32)
    shares = np.maximum(spread[::-1][:2] / total, 0)
    first = directions[:, -1]
    second = directions[:, -2] if shares[1] > _FLAT else _upright(first)
    components = np.stack([_signed(first), _signed(second)])
    return components.astype(np.float32), shares.astype(np.float32)


def continued(
    components: NDArray[np.float32], shares: NDArray[np.float32], before: NDArray[np.float32] | None
) -> NDArray[np.float32]:
    """The same components (2, k) with the signs, and among near equals the order, of those `before`: no jumps."""
    if before is None or before.shape != components.shape:
        return components
    likeness = np.abs(components @ before.T)
    swapped = likeness[0, 1] + likeness[1, 0] > likeness[0, 0] + likeness[1, 1]
    if swapped and shares[1] > 0.7 * shares[0]:
        components = components[::-1]
    signs = np.where((components * before).sum(axis=1) < 0, -1, 1).astype(np.float32)
    return np.ascontiguousarray(components * signs[:, None])


def _upright(first: Array) -> Array:
    """A direction at a right angle to the first: of the neuron that has least to do with it."""
    second = np.zeros_like(first)
    second[np.abs(first).argmin()] = 1
    second -= first * (first @ second)
    second /= np.linalg.norm(second)
    return second


def _signed(direction: Array) -> Array:
    signed: Array = direction * (np.sign(direction[np.abs(direction).argmax()]) or 1)
    return signed
