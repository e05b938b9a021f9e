"""An initializer draws the first weights: how large they are decides whether signals fade, explode or live.

The draws depend on the seed and on the layer's place alone. Each layer has a table of standard draws of which
it takes a corner, so that one more neuron leaves the others' first weights as they were, up to the scale.
Biases start at 0 with every initializer, trained slopes of activations where their layer says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.experiment import ExperimentError, NetworkDesign
from sequentia_gui.network.activations import activation, activation_of, parameters_at_zero, trained_layers
from sequentia_gui.network.parameters import Parameters

Array = NDArray[Any]

_TABLE = 64


@dataclass(frozen=True, slots=True)
class Initializer:
    """One way to draw first weights: `bound(into, out)` is the half width, or for `normal` the deviation."""

    name: str
    label: str
    formula: str
    explanation: str
    normal: bool
    bound: Callable[[int, int], float]

    def draw(self, into: int, out: int, seed: int, layer: int) -> Array:
        """First weights of a layer, (out, into) float32."""
        rng = np.random.Generator(np.random.PCG64([seed, layer]))
        table = (max(_TABLE, out), max(_TABLE, into))
        draws = rng.standard_normal(table) if self.normal else rng.uniform(-1, 1, table)
        return (self.bound(into, out) * draws[:out, :into]).astype(np.float32)

    def variance(self, into: int, out: int) -> float:
        """The variance of the weights that it draws for a layer."""
        bound = self.bound(into, out)
        return bound**2 if self.normal else bound**2 / 3


def _refuse(into: int, out: int) -> float:
    raise ValueError("“recommended” stands for another initializer: resolve it first")


INITIALIZERS: tuple[Initializer, ...] = (
    Initializer(
        "recommended", "Recommended", "", "The one that suits the activation of each layer.",
        False, _refuse,
    ),
    Initializer(
        "zero", "Zero", "0",
        "All weights 0: the neurons of a hidden layer are all alike, and stay alike however long they train.",
        False, lambda into, out: 0.0,
    ),
    Initializer(
        "small_uniform", "Small uniform", "U(±0.1)",
        "Evenly between −0.1 and 0.1, whatever the width: in deep networks the signal fades.",
        False, lambda into, out: 0.1,
    ),
    Initializer(
        "lecun_uniform", "U(±1/√n)", "U(±1/√n)",
        "Evenly within ±1/√n for n inputs, as many libraries do unless told otherwise. Too small for a deep "
        "ReLU network: the signal fades.",
        False, lambda into, out: into**-0.5,
    ),
    Initializer(
        "lecun_normal", "LeCun normal", "N(0, 1/n)",
        "From a bell curve with variance 1/n for n inputs: what SELU was made for.",
        True, lambda into, out: into**-0.5,
    ),
    Initializer(
        "glorot", "Glorot", "U(±√(6/(n + m)))",
        "Evenly, scaled by inputs n and outputs m so that signals keep their size both ways. Made for tanh.",
        False, lambda into, out: (6 / (into + out)) ** 0.5,
    ),
    Initializer(
        "he", "He", "N(0, 2/n)",
        "From a bell curve with variance 2/n for n inputs: it makes up for the half that ReLU switches off.",
        True, lambda into, out: (2 / into) ** 0.5,
    ),
)  # fmt: skip
"""All initializers, in menu order. LeCun and others 1998 (section 4.6), Klambauer and others 2017; Xavier
Glorot and Yoshua Bengio 2010 (equation 16); Kaiming He and others 2015 (equation 10)."""

_BY_NAME = {entry.name: entry for entry in INITIALIZERS}


def initializer(name: str) -> Initializer:
    """The initializer of that name; ExperimentError for an unknown one."""
    if name not in _BY_NAME:
        raise ExperimentError(f"There is no initializer called “{name}”.")
    return _BY_NAME[name]


def resolve(name: str, activation_name: str) -> Initializer:
    """The initializer of that name, where “recommended” becomes the one that suits the activation."""
    return initializer(activation(activation_name).initializer if name == "recommended" else name)


def initializers_of(design: NetworkDesign) -> tuple[Initializer, ...]:
    """What draws the first weights of each layer, the output last.

    The output layer counts as an identity layer, for which Glorot's is the recommended initializer.
    """
    names = (*(layer.activation for layer in design.layers), "identity")
    return tuple(resolve(design.initializer, name) for name in names)


def first_parameters(design: NetworkDesign, classes: int) -> Parameters:
    """The first weights of a network, float32; the same design and seed give the same bits."""
    first = parameters_at_zero(design, classes)
    first.trained[:] = [activation_of(design.layers[place]).values[0] for place in trained_layers(design)]
    for place, (weights, drawn) in enumerate(zip(first.weights, initializers_of(design), strict=True)):
        out, into = weights.shape
        weights[:] = drawn.draw(into, out, design.seed, place)
    return first
