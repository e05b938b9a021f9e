"""The plane as a grid of sample points, so that a network can be asked what it says everywhere."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.experiment import PLANE_LIMIT
from sequentia_gui.experiment.read_only import read_only
from sequentia_gui.network.forward import TiledForward, forward
from sequentia_gui.network.losses import output_head


@lru_cache(maxsize=8)
def axis(grid: int) -> NDArray[np.float32]:
    """The `grid` sample positions along either axis, from -PLANE_LIMIT to PLANE_LIMIT, both included."""
    return read_only(np.linspace(-PLANE_LIMIT, PLANE_LIMIT, grid, dtype=np.float32))


@lru_cache(maxsize=8)
def samples(grid: int) -> NDArray[np.float32]:
    """All sample points (grid * grid, 2), row by row: the first row is the bottom of the plane (x2 = -6)."""
    x2, x1 = np.meshgrid(axis(grid), axis(grid), indexing="ij")
    return read_only(np.stack([x1.ravel(), x2.ravel()], axis=1))


def layers_at(subject: Subject, xy: NDArray[np.float32]) -> tuple[tuple[NDArray[Any], NDArray[Any]], ...]:
    """The pairs (z, a) of all layers at places xy (n, 2), each (k, n); the output's a is what the network says."""
    *hidden, (z, _) = forward(subject.parameters, subject.design, xy)
    return (*hidden, (z, output_head(subject.plan.loss, subject.classes).value(z)))


def output_at(subject: Subject, xy: NDArray[np.float32]) -> NDArray[Any]:
    """The output's pre-activations (outputs, n) at places xy (n, 2): fast for a great many of them."""
    return TiledForward(subject.design, subject.classes, xy).output(subject.parameters)
