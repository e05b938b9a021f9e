"""A grid of lines drawn on the plane, whose bends lie exactly on the creases that the network makes."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.experiment import PLANE_LIMIT
from sequentia_gui.experiment.read_only import read_only
from sequentia_gui.network.activations import activations_of

Array = NDArray[Any]

LINES = 25
"""Lines of either family, both edges of the plane included: one each half unit."""

PLACES = 49
"""Places along a line, both ends included."""


@lru_cache(maxsize=1)
def even_grid() -> NDArray[np.float32]:
    """The lines before any crease is known: (2, 2 LINES, PLACES), upright lines (x1 fixed) first."""
    along = np.linspace(-PLANE_LIMIT, PLANE_LIMIT, PLACES)
    across = np.linspace(-PLANE_LIMIT, PLANE_LIMIT, LINES)
    fixed, free = np.meshgrid(across, along, indexing="ij")
    upright, level = np.stack([fixed, free]), np.stack([free, fixed])
    return read_only(np.concatenate([upright, level], axis=1).astype(np.float32))


def creased_grid(subject: Subject) -> NDArray[np.float32]:
    """The lines (2, 2 LINES, PLACES) with places moved along them onto the creases.

    Between two neighbouring places a network of straight pieces is then straight, but for creases that lie
    closer together than the places do. A curved activation bends everything, so beyond it no crease is sought.
    """
    xy = even_grid().copy()
    pinned = np.zeros(xy.shape[1:], np.bool_)
    pinned[:, (0, -1)] = True
    a: Array = xy.reshape(2, -1).copy()
    for depth, switch in enumerate(activations_of(subject.design, subject.parameters)):
        pieces = switch.linear
        if pieces is None:
            break
        z = _sums(subject, depth, a)
        for bend in pieces.simplest.breaks:
            moved = _snap(xy, pinned, z.reshape(len(z), *pinned.shape) - np.float32(bend))
            a[:, moved] = carried_to(subject, depth, xy.reshape(2, -1)[:, moved])
            z[:, moved] = _sums(subject, depth, a[:, moved])
        a = switch.value(z)
    return xy


def carried_to(subject: Subject, depth: int, xy: Array) -> Array:
    """What layer `depth`, 0 being the first, is given at places xy (2, m): (k, m)."""
    a = xy
    for place, switch in enumerate(activations_of(subject.design, subject.parameters)[:depth]):
        a = switch.value(_sums(subject, place, a))
    return a


def _sums(subject: Subject, depth: int, a: Array) -> Array:
    z: Array = subject.parameters.weights[depth] @ a + subject.parameters.biases[depth][:, None]
    return z


def _snap(xy: Array, pinned: NDArray[np.bool_], z: Array) -> NDArray[np.intp]:
    """Move the nearest free place of a line to where one of z (k, lines, places) is 0; which ones, flat."""
    first, second = z[..., :-1], z[..., 1:]
    neuron, line, place = np.nonzero(first * second < 0)
    start = first[neuron, line, place]
    share = start / (start - second[neuron, line, place])
    near, other = place + (share > 0.5), place + (share <= 0.5)
    target = np.where(pinned[line, near], other, near)
    free = ~pinned[line, target]
    line, place, target, share = line[free], place[free], target[free], share[free]
    xy[:, line, target] = xy[:, line, place] * (1 - share) + xy[:, line, place + 1] * share
    pinned[line, target] = True
    flat: NDArray[np.intp] = line * xy.shape[2] + target
    return flat
