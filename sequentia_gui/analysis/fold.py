"""Fold carries the plane, as a grid of lines, and its points through the network, stage by stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.carried_grid import LINES, PLACES, carried_to, creased_grid
from sequentia_gui.analysis.hinge_lines import zero_lines
from sequentia_gui.analysis.plane import samples
from sequentia_gui.analysis.principal import principal_components
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.analysis.switch_shape import switching_at
from sequentia_gui.experiment.read_only import read_only
from sequentia_gui.network.activations import Activation, activations_of
from sequentia_gui.network.forward import forward
from sequentia_gui.network.losses import output_head

Array = NDArray[Any]
Floats = NDArray[np.float32]

GRID_PLACES = 2 * LINES * PLACES
"""The first columns of every stage are the grid's places, line by line; the points follow."""

HINGE_GRID = 41
MOST_HINGES = 8
"""Wider layers have too many hinges to tell apart in one picture."""

_FAR = np.float32(1e30)


@dataclass(frozen=True, slots=True, eq=False)
class CarriedLayer:
    """What one layer does to the m places of grid and points: k neurons; all arrays are read-only.

    activation: its name, empty for the output; values: those of its parameters. bias: (k,). pre, post: W·a + b
    and the activation, each (k, m) float32; the output's `post` is its `pre`.
    components, shares: for more than three neurons the points' two principal components (2, k) after the
    activation and their shares of the variance (2,); else empty.
    hinges: the ends (k before, 2 s) of segments along which a neuron of this layer switches (or a single
    output neuron changes its mind), as the layer is given them; hinges_pre (k, 2 s): the same ends as z. Empty
    for layers that are wide, or whose curve has neither a corner nor an off side.
    """

    activation: str
    values: tuple[float, ...]
    bias: Floats
    pre: Floats
    post: Floats
    components: Floats
    shares: Floats
    hinges: Floats
    hinges_pre: Floats

    @property
    def weighted(self) -> Floats:
        """W·a alone, (k, m)."""
        return self.pre - self.bias[:, None]


@dataclass(frozen=True, slots=True, eq=False)
class Fold:
    """The plane on its way: `start` (2, m) are grid and points as drawn, then the layers, the output last.

    threshold: above it a single output decides for class B.
    """

    start: Floats
    layers: tuple[CarriedLayer, ...]
    threshold: float


def fold(subject: Subject) -> Fold:
    """The grid and the subject's points, carried through all of the network's layers."""
    grid = creased_grid(subject).reshape(2, -1)
    start = read_only(np.concatenate([grid, subject.points.xy.T], axis=1))
    carried = forward(subject.parameters, subject.design, np.ascontiguousarray(start.T))
    hinges = _hinges(subject)
    switches = (*activations_of(subject.design, subject.parameters), None)
    layers = tuple(
        _layer(subject, depth, switch, pair, hinges[depth])
        for depth, (switch, pair) in enumerate(zip(switches, carried, strict=True))
    )
    return Fold(start, layers, output_head(subject.plan.loss, subject.classes).threshold)


def _layer(
    subject: Subject,
    depth: int,
    switch: Activation | None,
    pair: tuple[Array, Array],
    hinges: tuple[Array, Array],
) -> CarriedLayer:
    pre, post = (_finite(values) for values in pair)
    components, shares = _components(post)
    return CarriedLayer(
        switch.name if switch else "",
        switch.values if switch else (),
        _finite(subject.parameters.biases[depth]),
        pre,
        post,
        read_only(components),
        read_only(shares),
        read_only(hinges[0]),
        read_only(hinges[1]),
    )


def _finite(values: Array) -> Floats:
    """Numbers that can be drawn; those beyond measure end far outside of every picture."""
    return read_only(np.clip(np.nan_to_num(values, nan=0.0), -_FAR, _FAR).astype(np.float32, copy=False))


def _components(post: Floats) -> tuple[Floats, Floats]:
    """Of the points where there are any to speak of, else of the grid."""
    if len(post) <= 3:
        return np.empty((0, len(post)), np.float32), np.empty(0, np.float32)
    points = post[:, GRID_PLACES:]
    return principal_components(points if points.shape[1] > 1 else post[:, :GRID_PLACES])


def _hinges(subject: Subject) -> list[tuple[Floats, Floats]]:
    """Per layer, as it is given them and as z, the ends of its hinges' segments."""
    carried = forward(subject.parameters, subject.design, samples(HINGE_GRID))
    return [_hinges_of(subject, depth, z) for depth, (z, _) in enumerate(carried)]


def _hinges_of(subject: Subject, depth: int, z: Array) -> tuple[Floats, Floats]:
    at = np.array(_switching(subject, depth, len(z)), z.dtype)
    beyond = (z - at[:, None, None]).reshape(-1, HINGE_GRID, HINGE_GRID)
    ends, line = zero_lines(beyond) if len(beyond) else (np.empty((2, 0), np.float32), np.empty(0, np.intp))
    given = carried_to(subject, depth, ends)
    pre = subject.parameters.weights[depth] @ given + subject.parameters.biases[depth][:, None]
    which, neuron = np.divmod(np.repeat(line, 2), len(z))
    pre[neuron, np.arange(ends.shape[1])] = at[which]  # what it is, but for the cells' width
    return _finite(given), _finite(pre)


def _switching(subject: Subject, depth: int, width: int) -> tuple[float, ...]:
    """The sums at which a layer's neurons switch, or a single output changes its mind; none where they are too many."""
    if depth == len(subject.design.layers):
        return (output_head(subject.plan.loss, subject.classes).threshold,) if width == 1 else ()
    at = switching_at(activations_of(subject.design, subject.parameters)[depth])
    return at if width * len(at) <= MOST_HINGES else ()
