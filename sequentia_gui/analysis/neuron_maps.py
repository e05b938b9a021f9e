"""Neuron maps are small pictures of what every neuron computes over the plane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.plane import layers_at, samples
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.read_only import read_only

GRID = 32


@dataclass(frozen=True, slots=True, eq=False)
class NeuronMaps:
    """What every neuron says over the plane, layer by layer, at `plane.samples(GRID)`; arrays are read-only.

    layers: one (k, g, g) float32 per layer: first the two inputs, then the hidden layers' activations, last
    the output (one output neuron: the probability of class B, or the tanh value; more: the probabilities).
    on: per hidden layer where each neuron is on, z > 0: (k, g, g) bool. Row 0 is the bottom of the plane.
    """

    layers: tuple[NDArray[np.float32], ...]
    on: tuple[NDArray[np.bool_], ...]


def neuron_maps(subject: Subject) -> NeuronMaps:
    """The pictures of all neurons, exact at every sample."""
    inputs = _pictures(samples(GRID).T, GRID)
    computed = layers_at(subject, samples(GRID))
    return NeuronMaps(
        layers=(inputs, *(_pictures(a, GRID) for _, a in computed)),
        on=tuple(_pictures(z > 0, GRID) for z, _ in computed[:-1]),
    )


def _pictures(values: NDArray[Any], grid: int) -> NDArray[Any]:
    """Values (k, grid * grid) at the samples as k pictures (k, grid, grid)."""
    return read_only(np.ascontiguousarray(values).reshape(len(values), grid, grid))
