"""An activation is the switch inside a neuron: it turns the weighted sum z into the neuron's output a.

One entry in ACTIVATIONS is all that a new activation needs. Conventions: a neuron is on when z > 0, everywhere in
the program; where a curve has a kink, its slope there is the one of the piece on the left.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import DTypeLike

from sequentia_gui.experiment.experiment import ExperimentError, Layer, NetworkDesign
from sequentia_gui.network import smooth_curves, smooth_gates, straight_activations
from sequentia_gui.network.activation import Activation, ActivationParameter, LinearPieces
from sequentia_gui.network.drawn_activation import DRAWN
from sequentia_gui.network.parameters import Parameters

__all__ = [
    "ACTIVATIONS",
    "Activation",
    "ActivationParameter",
    "LinearPieces",
    "activation",
    "activation_of",
    "activations_of",
    "check_parameters",
    "parameters_at_zero",
    "trained_layers",
]

ACTIVATIONS: tuple[Activation, ...] = (
    straight_activations.IDENTITY,
    straight_activations.STEP,
    smooth_curves.SIGMOID,
    smooth_curves.TANH,
    straight_activations.RELU,
    straight_activations.LEAKY_RELU,
    straight_activations.PRELU,
    straight_activations.RELU6,
    smooth_gates.ELU,
    smooth_gates.SELU,
    smooth_gates.GELU,
    smooth_gates.GELU_TANH,
    smooth_gates.SILU,
    smooth_gates.MISH,
    smooth_gates.SOFTPLUS,
    smooth_curves.SOFTSIGN,
    straight_activations.HARD_SIGMOID,
    straight_activations.HARD_TANH,
    straight_activations.ABSOLUTE,
    smooth_curves.SINE,
    smooth_curves.GAUSSIAN,
    smooth_curves.SQUARE,
    DRAWN,
)
"""All activations, in menu order."""

_BY_NAME = {entry.name: entry for entry in ACTIVATIONS}


def activation(name: str, values: tuple[float, ...] = ()) -> Activation:
    """The activation of that name, with these values for its parameters, or with its defaults.

    ExperimentError for an unknown one, or where it does not have so many parameters.
    """
    if name not in _BY_NAME:
        raise ExperimentError(f"There is no activation called “{name}”.")
    return _bound(name, values) if values else _BY_NAME[name]


@lru_cache(maxsize=256)
def _bound(name: str, values: tuple[float, ...]) -> Activation:
    entry = _BY_NAME[name]
    if entry.with_values is None or (not entry.is_drawn and len(values) != len(entry.parameters)):
        raise ExperimentError(f"“{name}” has {len(entry.parameters)} parameters, not {len(values)}.")
    return entry.with_values(*values)


def activation_of(layer: Layer) -> Activation:
    """A layer's activation, with the layer's own values for its parameters."""
    return activation(layer.activation, layer.parameters)


def activations_of(design: NetworkDesign, parameters: Parameters) -> tuple[Activation, ...]:
    """The activations of the hidden layers as they are now, with the values that training has found.

    ValueError where the parameters hold more or fewer trained values than the design has.
    """
    now = [activation_of(layer) for layer in design.layers]
    for place, value in zip(trained_layers(design), parameters.trained, strict=True):
        now[place] = activation(now[place].name, (float(value),))
    return tuple(now)


def trained_layers(design: NetworkDesign) -> tuple[int, ...]:
    """The places of the hidden layers whose activation has a trained parameter, in order."""
    return tuple(place for place, layer in enumerate(design.layers) if activation_of(layer).is_trained)


def parameters_at_zero(design: NetworkDesign, classes: int, dtype: DTypeLike = np.float32) -> Parameters:
    """Parameters of the right number for a network, all of them 0."""
    return Parameters.zeros(design.sizes(classes), dtype, len(trained_layers(design)))


def check_parameters(name: str, values: tuple[float, ...]) -> None:
    """ExperimentError with a sentence where these values do not suit the activation; none at all always do."""
    entry = activation(name, values)
    for parameter, value in zip(entry.parameters, values, strict=False):
        if not parameter.low <= value <= parameter.high:
            raise ExperimentError(
                f"{entry.label}: {parameter.name} is {value:g}, but it goes from {parameter.low:g} to "
                f"{parameter.high:g}."
            )
