"""An activation is the switch inside a neuron: it turns the weighted sum z into the neuron's output a.

One entry here is all that a new activation needs. Conventions: a neuron is on when z > 0, everywhere in the
program; where a curve has a kink at 0, its slope there is the one of the off side.
"""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.experiment import ExperimentError, Layer, NetworkDesign
from sequentia_gui.network import recorded_activations as recorded
from sequentia_gui.network.activation import Activation, ActivationParameter, LinearPieces
from sequentia_gui.network.normal_distribution import normal_cdf, normal_density
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.network.recorded_activations import SELU_ALPHA, SELU_SCALE

__all__ = [
    "ACTIVATIONS",
    "Activation",
    "ActivationParameter",
    "LinearPieces",
    "activation",
    "activation_of",
    "activations_of",
    "check_parameters",
    "sigmoid",
]

Array = NDArray[Any]


def sigmoid(z: Array) -> Array:
    """The logistic function 1 / (1 + exp(-z)), written so that exp never overflows."""
    small = np.exp(-np.abs(z))
    result: Array = np.where(z >= 0, 1, small) / (1 + small)
    return result


def _on(z: Array) -> Array:
    """1 where the neuron is on, 0 where it is off."""
    return (z > 0).astype(z.dtype)


def _identity_slope(z: Array) -> Array:
    return np.ones_like(z)


def _sigmoid_slope(z: Array) -> Array:
    return sigmoid(z) * sigmoid(-z)


def _tanh_slope(z: Array) -> Array:
    return 1 - np.tanh(z) ** 2


def _relu(z: Array) -> Array:
    """Vinod Nair and Geoffrey Hinton, 2010."""
    return np.maximum(z, 0)


def _leaky_relu(leak: float, z: Array) -> Array:
    """Andrew Maas, Awni Hannun and Andrew Ng, 2013, who used a leak of 0.01."""
    return np.where(z > 0, z, leak * z)


def _leaky_relu_slope(leak: float, z: Array) -> Array:
    result: Array = np.where(z > 0, z.dtype.type(1), z.dtype.type(leak))
    return result


def _elu(alpha: float, z: Array) -> Array:
    """Djork-Arne Clevert, Thomas Unterthiner and Sepp Hochreiter, 2016, equation 14."""
    return np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0)))


def _elu_slope(alpha: float, z: Array) -> Array:
    result: Array = np.where(z > 0, z.dtype.type(1), alpha * np.exp(np.minimum(z, 0)))
    return result


def _selu(z: Array) -> Array:
    """Guenter Klambauer and others, 2017, equation 2, with the constants of its fixed point (0, 1)."""
    return SELU_SCALE * np.where(z > 0, z, SELU_ALPHA * np.expm1(np.minimum(z, 0)))


def _selu_slope(z: Array) -> Array:
    return SELU_SCALE * np.where(z > 0, 1, SELU_ALPHA * np.exp(np.minimum(z, 0)))


def _gelu(z: Array) -> Array:
    """Dan Hendrycks and Kevin Gimpel, 2016, equation 1: the exact form, not its tanh approximation."""
    return z * normal_cdf(z)


def _gelu_slope(z: Array) -> Array:
    result: Array = normal_cdf(z) + z * normal_density(z)
    return result


def _silu(beta: float, z: Array) -> Array:
    """Prajit Ramachandran and others, 2017 (Swish); with beta = 1 Stefan Elfwing and others, 2017 (SiLU)."""
    return z * sigmoid(beta * z)


def _silu_slope(beta: float, z: Array) -> Array:
    result: Array = sigmoid(beta * z) * (1 + beta * z * sigmoid(-beta * z))
    return result


def _softplus(beta: float, z: Array) -> Array:
    """Charles Dugas and others, 2001: log(1 + exp(beta z)) / beta, written so that exp never overflows."""
    result: Array = np.logaddexp(beta * z, 0) / beta
    return result


def _softplus_slope(beta: float, z: Array) -> Array:
    return sigmoid(beta * z)


def _number(value: float) -> str:
    """As in a formula: with a true minus sign, to three figures."""
    return f"{value:.3g}".replace("-", "−")


def _with_leak(leak: float) -> Activation:
    return Activation(
        "leaky_relu", "Leaky ReLU", f"z if z > 0, else {_number(leak)}·z",
        partial(_leaky_relu, leak), partial(_leaky_relu_slope, leak), True, "he",
        "A ReLU whose gate leaks a little, so that a neuron that is off for every point can still learn. With "
        "a leak of 1 it is no switch any more.",
        partial(recorded.leaky_relu, leak), partial(recorded.leaky_relu_slope, leak),
        LinearPieces((0.0,), (leak, 1.0), (0.0, 0.0)),
        parameters=(ActivationParameter("leak", "Leak", 0.0, 1.0, 0.01, 0.01),),
        values=(leak,), with_values=_with_leak,
    )  # fmt: skip


def _with_alpha(alpha: float) -> Activation:
    floor = f"{_number(alpha)}·(eᶻ − 1)" if alpha != 1 else "eᶻ − 1"
    return Activation(
        "elu", "ELU", f"z if z > 0, else {floor}", partial(_elu, alpha), partial(_elu_slope, alpha), True, "he",
        "A ReLU with a rounded bottom: below 0 it sinks smoothly towards −α instead of stopping at 0.",
        partial(recorded.elu, alpha), partial(recorded.elu_slope, alpha),
        parameters=(ActivationParameter("alpha", "Depth α", 0.1, 3.0, 1.0, 0.1),),
        values=(alpha,), with_values=_with_alpha,
    )  # fmt: skip


def _with_swish_beta(beta: float) -> Activation:
    return Activation(
        "silu", "Swish (SiLU)", f"z·σ({_number(beta)}·z)" if beta != 1 else "z·σ(z)",
        partial(_silu, beta), partial(_silu_slope, beta), True, "he",
        "z times a sigmoid: a soft ReLU that dips a little below 0 before it closes. The larger β, the "
        "sharper its corner; with β = 0 it is half of z, a straight line.",
        partial(recorded.silu, beta), partial(recorded.silu_slope, beta),
        LinearPieces((), (0.5,), (0.0,)) if beta == 0 else None,
        parameters=(ActivationParameter("beta", "Sharpness β", 0.0, 10.0, 1.0, 0.1),),
        values=(beta,), with_values=_with_swish_beta,
    )  # fmt: skip


def _with_softplus_beta(beta: float) -> Activation:
    formula = f"ln(1 + e^({_number(beta)}·z)) / {_number(beta)}" if beta != 1 else "ln(1 + eᶻ)"
    return Activation(
        "softplus", "Softplus", formula, partial(_softplus, beta), partial(_softplus_slope, beta), True, "glorot",
        "A ReLU without the corner. It is never quite off: its output is always a little above 0.",
        partial(recorded.softplus, beta), partial(recorded.softplus_slope, beta),
        parameters=(ActivationParameter("beta", "Sharpness β", 0.2, 10.0, 1.0, 0.1),),
        values=(beta,), with_values=_with_softplus_beta,
    )  # fmt: skip


ACTIVATIONS: tuple[Activation, ...] = (
    Activation(
        "identity", "Identity", "z", np.positive, _identity_slope, False, "glorot",
        "No switch at all: the sum passes unchanged. Layers of it collapse into one straight line.",
        recorded.identity, recorded.identity_slope, LinearPieces((), (1.0,), (0.0,)),
    ),
    Activation(
        "step", "Step", "1 if z > 0, else 0", _on, np.zeros_like, True, "glorot",
        "On or off and nothing between, like the first perceptron. Its slope is 0 everywhere, so a hidden "
        "layer of steps gives training nothing to follow.",
        recorded.step, recorded.step_slope, LinearPieces((0.0,), (0.0, 0.0), (0.0, 1.0)), bounded=True,
    ),
    Activation(
        "sigmoid", "Sigmoid", "1 / (1 + e⁻ᶻ)", sigmoid, _sigmoid_slope, False, "glorot",
        "A soft switch from 0 to 1. Far from 0 it is nearly flat, and its slope is never more than a "
        "quarter, so the signal for training fades from layer to layer.",
        recorded.sigmoid, recorded.sigmoid_slope, bounded=True,
    ),
    Activation(
        "tanh", "Tanh", "tanh(z)", np.tanh, _tanh_slope, False, "glorot",
        "A soft switch from −1 to 1, centred on 0. It bends the plane smoothly and never folds it.",
        recorded.tanh, recorded.tanh_slope, bounded=True,
    ),
    Activation(
        "relu", "ReLU", "max(0, z)", _relu, _on, True, "he",
        "A gatekeeper: what is positive passes unchanged, everything else becomes 0. Each neuron draws one "
        "straight crease in the plane.",
        recorded.relu, recorded.relu_slope, LinearPieces((0.0,), (0.0, 1.0), (0.0, 0.0)),
    ),
    _with_leak(0.01),
    _with_alpha(1.0),
    Activation(
        "selu", "SELU", "1.0507·z if z > 0, else 1.7581·(eᶻ − 1)", _selu, _selu_slope, True, "lecun_normal",
        "An ELU with two numbers chosen so that the outputs of layer after layer keep mean 0 and variance 1.",
        recorded.selu, recorded.selu_slope,
    ),
    Activation(
        "gelu", "GELU", "z·Φ(z)", _gelu, _gelu_slope, True, "he",
        "z times the chance that a number from the bell curve is smaller: a ReLU with a soft, slightly "
        "dipping corner, used in many language models.",
        recorded.gelu, recorded.gelu_slope,
    ),
    _with_swish_beta(1.0),
    _with_softplus_beta(1.0),
)  # fmt: skip
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
    if len(values) != len(entry.values) or entry.with_values is None:
        raise ExperimentError(f"“{name}” has {len(entry.values)} parameters, not {len(values)}.")
    return entry.with_values(*values)


def activation_of(layer: Layer) -> Activation:
    """A layer's activation, with the layer's own values for its parameters."""
    return activation(layer.activation, layer.parameters)


def activations_of(design: NetworkDesign, parameters: Parameters) -> tuple[Activation, ...]:
    """The activations of the hidden layers as they are now."""
    return tuple(activation_of(layer) for layer in design.layers)


def check_parameters(name: str, values: tuple[float, ...]) -> None:
    """ExperimentError with a sentence where these values do not suit the activation; none at all always do."""
    entry = activation(name, values)
    for parameter, value in zip(entry.parameters, values, strict=False):
        if not parameter.low <= value <= parameter.high:
            raise ExperimentError(
                f"{entry.label}: {parameter.name} is {value:g}, but it goes from {parameter.low:g} to "
                f"{parameter.high:g}."
            )
