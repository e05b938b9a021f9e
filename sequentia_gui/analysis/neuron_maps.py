"""Neuron maps are small pictures of what every neuron computes over the plane."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.plane import layers_at, samples
from sequentia_gui.analysis.subject import Subject, read_only

GRID = 32


@dataclass(frozen=True, slots=True, eq=False)
class NeuronMaps:
    """What every neuron says over the plane, layer by layer, at `plane.samples(GRID)`; arrays are read-only.

    layers: one (k, g, g) float32 per layer: first the two inputs, then the hidden layers' activations, last
    the output (one output neuron: the probability of class B, or the tanh value; more: the probabilities).
    pre: the same shapes, pre-activations (of the inputs: the inputs). Row 0 is the bottom of the plane.
    """

    layers: tuple[NDArray[np.float32], ...]
    pre: tuple[NDArray[np.float32], ...]


def neuron_maps(subject: Subject) -> NeuronMaps:
    """The pictures of all neurons, exact at every sample."""
    inputs = _pictures(samples(GRID).T, GRID)
    computed = layers_at(subject, samples(GRID))
    return NeuronMaps(
        layers=(inputs, *(_pictures(a, GRID) for _, a in computed)),
        pre=(inputs, *(_pictures(z, GRID) for z, _ in computed)),
    )


def _pictures(values: NDArray[np.float32], grid: int) -> NDArray[np.float32]:
    """Values (k, grid * grid) at the samples as k pictures (k, grid, grid)."""
    pictures: NDArray[np.float32] = np.ascontiguousarray(values).reshape(len(values), grid, grid)
    return read_only(pictures)
