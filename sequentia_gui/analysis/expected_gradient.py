"""What theory expects of the gradients before any training: it is decided by the switch and the first weights."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.experiment import Layer, NetworkDesign, PointSet
from sequentia_gui.experiment.read_only import read_only
from sequentia_gui.network.activations import activation_of
from sequentia_gui.network.initializers import initializers_of
from sequentia_gui.network.losses import output_head

Array = NDArray[Any]
PerLayer = NDArray[np.float64]

_REACH, _CELLS = 8.0, 512
_NODES = (np.arange(_CELLS) + 0.5) * (2 * _REACH / _CELLS) - _REACH
_CHANCES = np.exp(-(_NODES**2) / 2)
_CHANCES /= _CHANCES.sum()
"""The bell curve in narrow cells: for smooth curves as exact as Gauss-Hermite (Trefethen and Weideman, 2014,
theorem 5.1), and unlike it good to a few thousandths where a switch has a kink or a jump."""

_GROUPS = 24
"""Into how many groups the points are put, by their distance from the middle of the plane."""

_DRAWS = 1024
"""Draws for the outputs of more than two classes, which take a bell curve in as many dimensions."""

_BOTH = (("relu", "he"), ("sigmoid", "glorot"))


@dataclass(frozen=True, slots=True, eq=False)
class Rival:
    """The same layers with another switch and first weights, by name, and what theory expects there."""

    activation: str
    initializer: str
    expected: PerLayer


@lru_cache(maxsize=16)
def expected_rms(design: NetworkDesign, loss: str, points: PointSet) -> PerLayer:
    """The expected root-mean-square of dL/dz before training, (layers,) float64, the output last.

    Over all draws of the first weights, for the training points as they are; NaN where there are none. At a
    point, z is taken to be normal in every layer, with the variance that the layer before gives it, and the
    signal on its way back to be independent of the one on its way forward:
    v[k] = Var(w[k]) * sum of E[a[k-1]²] and E[dz[k]²] = E[slope(z[k])²] * n[k+1] * Var(w[k+1]) * E[dz[k+1]²].
    Xavier Glorot and Yoshua Bengio 2010 (equations 5 and 6); Kaiming He and others 2015 (equations 10 and 14);
    for any switch Ben Poole and others 2016 (equation 3) and, backwards, Samuel Schoenholz and others 2017.
    """
    if points.held_out.all():
        return read_only(np.full(len(design.layers) + 1, np.nan))
    with np.errstate(all="ignore"):
        return read_only(_expected(design, loss, points))


def _expected(design: NetworkDesign, loss: str, points: PointSet) -> PerLayer:
    sizes, (energy, share) = design.sizes(points.classes), _inputs(points)
    drawn = [
        each.variance(*pair) for each, pair in zip(initializers_of(design), pairwise(sizes), strict=True)
    ]
    slopes = []
    for layer, variance in zip(design.layers, drawn, strict=False):
        strength, slope = _through(layer, variance * energy)
        energy = layer.width * strength
        slopes.append(slope)
    back = [_from_output(loss, points.classes, drawn[-1] * energy)]
    for k in reversed(range(len(slopes))):
        back.insert(0, slopes[k] * sizes[k + 2] * drawn[k + 1] * back[0])
    result: PerLayer = np.sqrt(np.array(back) @ share)
    return result


def rival_of(design: NetworkDesign, loss: str, points: PointSet) -> Rival | None:
    """The same layers with ReLU and He, or where they have these, with sigmoid and Glorot; None without layers."""
    if not design.layers:
        return None
    drawn = zip(design.layers, initializers_of(design), strict=False)
    used = {(layer.activation, each.name) for layer, each in drawn}
    name, initializer = _BOTH[1] if used == {_BOTH[0]} else _BOTH[0]
    layers = tuple(Layer(name, layer.neurons, layer.key) for layer in design.layers)
    other = replace(design, layers=layers, initializer="recommended")
    return Rival(name, initializer, expected_rms(other, loss, points))


def _inputs(points: PointSet) -> tuple[Array, Array]:
    """The sum of the inputs' squares for groups of training points, and each group's share of them: (g,) each."""
    squares = np.sort((points.xy[~points.held_out].astype(np.float64) ** 2).sum(axis=1))
    groups = np.array_split(squares, min(_GROUPS, len(squares)))
    return np.array([group.mean() for group in groups]), np.array([len(g) for g in groups]) / len(squares)


def _through(layer: Layer, variance: Array) -> tuple[Array, Array]:
    """E[a²] and E[slope²] of a layer's switch for normal z with these variances: (g,) each."""
    switch = activation_of(layer)
    z = np.sqrt(variance)[:, np.newaxis] * _NODES
    return switch.value(z) ** 2 @ _CHANCES, switch.slope(z) ** 2 @ _CHANCES


def _from_output(loss: str, classes: int, variance: Array) -> Array:
    """E[dz²] of one output neuron for normal z with these variances: (g,).

    Labels A and B count alike; for all heads but the ReLU any label would do, by symmetry.
    """
    head = output_head(loss, classes)
    draws, chances = _output_draws(classes)
    labels = [np.full(draws.shape[1], label, np.int8) for label in (0, 1)]
    return np.array(
        [
            np.mean([head.delta(root * draws, label) ** 2 @ chances for label in labels])
            for root in np.sqrt(variance)
        ]
    )


@lru_cache(maxsize=8)
def _output_draws(classes: int) -> tuple[Array, Array]:
    """Standard normal outputs (outputs, m) and the chance of each (m,); two classes share one output."""
    if classes == 2:
        return _NODES[np.newaxis], _CHANCES
    draws = np.random.default_rng(0).standard_normal((classes, _DRAWS))
    return draws, np.full(_DRAWS, 1 / _DRAWS)
