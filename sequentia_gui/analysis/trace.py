"""A trace follows one point through the network: every product, sum and switch on its way to the loss."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.read_only import read_only
from sequentia_gui.network.forward import forward
from sequentia_gui.network.losses import output_head
from sequentia_gui.network.output_head import OutputHead
from sequentia_gui.network.parameters import Parameters

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class TracedLayer:
    """What one layer does with one point; all arrays are float64 and read-only.

    inputs: (m,), weights: (k, m), bias, z and a: (k,). z is weights @ inputs + bias; a is what the switch makes
    of it, for the output what the network says. largest: the largest size of any product, bias or sum here.
    """

    inputs: Floats
    weights: Floats
    bias: Floats
    z: Floats
    a: Floats
    largest: float

    def products(self, neuron: int) -> Floats:
        """w * x for every input of a neuron: (m,)."""
        products: Floats = self.weights[neuron] * self.inputs
        return products


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """One point's way through the network, the output last.

    head: what follows the output's sum. probability: (classes,). label and loss are None for a place without a
    point.
    """

    place: tuple[float, float]
    layers: tuple[TracedLayer, ...]
    head: OutputHead
    probability: Floats
    label: int | None
    loss: float | None

    @property
    def is_finite(self) -> bool:
        """Whether every number can be written down."""
        sizes = [layer.largest for layer in self.layers]
        return bool(np.isfinite([*sizes, *self.probability, self.loss or 0.0]).all())


def trace(subject: Subject, place: tuple[float, float], label: int | None = None) -> Trace:
    """Follow a place of the plane, with the class that it should have, through the subject's network, in float64."""
    parameters = Parameters(subject.parameters.vector.astype(np.float64), subject.parameters.sizes)
    head = output_head(subject.plan.loss, subject.classes)
    with np.errstate(all="ignore"):
        *hidden, (z, _) = forward(parameters, subject.design, np.array([place]))
        pairs = [*hidden, (z, head.value(z))]
        known = label is not None and label < subject.classes
        loss = float(head.losses(z, np.array([label]))[0]) if known else None
        layers = _layers(parameters, np.array(place, np.float64), pairs)
        probability = head.probabilities(z)[:, 0]
    return Trace(place, layers, head, read_only(probability), label if known else None, loss)


def _layers(
    parameters: Parameters, inputs: Floats, pairs: list[tuple[Floats, Floats]]
) -> tuple[TracedLayer, ...]:
    layers = []
    for weights, bias, (z, a) in zip(parameters.weights, parameters.biases, pairs, strict=True):
        sizes = (
            np.abs(weights * inputs).max(initial=0.0),
            np.abs(bias).max(),
            np.abs(z).max(),
            np.abs(a).max(),
        )
        after = read_only(a[:, 0])
        arrays = (read_only(inputs), read_only(weights), read_only(bias), read_only(z[:, 0]), after)
        layers.append(TracedLayer(*arrays, largest=float(np.max(sizes))))
        inputs = after
    return tuple(layers)
