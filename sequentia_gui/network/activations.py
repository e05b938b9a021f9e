"""An activation is the switch inside a neuron: it turns the weighted sum z into the neuron's output a.

One entry here is all that a new activation needs. Conventions: a neuron is on when z > 0, everywhere in the
program; where a curve has a kink at 0, its slope there is the one of the off side.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.experiment import ExperimentError
from sequentia_gui.network import recorded_activations as recorded
from sequentia_gui.network.normal_distribution import normal_cdf, normal_density
from sequentia_gui.network.recorded_activations import LEAK, SELU_ALPHA, SELU_SCALE
from sequentia_gui.network.tape import Tape

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class LinearPieces:
    """The straight pieces of a piecewise linear activation, from left to right.

    `breaks` are the z, ascending, at which one piece ends and the next begins; a break itself belongs to the
    piece on its left. On piece i, one more than there are breaks, a = slopes[i] z + offsets[i].
    """

    breaks: tuple[float, ...]
    slopes: tuple[float, ...]
    offsets: tuple[float, ...]

    @property
    def is_continuous(self) -> bool:
        """Whether each piece begins where the one before it ends."""
        ends = zip(self.breaks, pairwise(self.slopes), pairwise(self.offsets), strict=True)
        return all(math.isclose(m * z + b, n * z + c, abs_tol=1e-12) for z, (m, n), (b, c) in ends)


@dataclass(frozen=True, slots=True)
class Activation:
    """What is known about one activation.

    `value` and `slope` are its definition: a(z) and da/dz for an array of any shape, in the array's own type,
    without overflow for |z| up to 10,000. `gates` says whether it has an off side (closed for z <= 0),
    `initializer` names the recommended one. `fast_value` and `fast_slope` write the same curves on a tape in
    calls that allocate nothing; an activation can do without them. `linear` tells its straight pieces; None
    where it is curved.
    """

    name: str
    label: str
    formula: str
    value: Callable[[Array], Array]
    slope: Callable[[Array], Array]
    gates: bool
    initializer: str
    explanation: str
    fast_value: Callable[[Tape, Array, Array], None] | None = None
    fast_slope: Callable[[Tape, Array, Array, Array], None] | None = None
    linear: LinearPieces | None = None

    def record_value(self, tape: Tape, z: Array, a: Array) -> None:
        """Write on the tape: a becomes the values at z. Both have one shape."""
        if self.fast_value is not None:
            self.fast_value(tape, z, a)
        else:
            tape.call(lambda: np.copyto(a, self.value(z)))

    def record_slope(self, tape: Tape, z: Array, a: Array, slope: Array) -> None:
        """Write on the tape: `slope` becomes da/dz, from z and the values a. All have one shape."""
        if self.fast_slope is not None:
            self.fast_slope(tape, z, a, slope)
        else:
            tape.call(lambda: np.copyto(slope, self.slope(z)))


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


def _leaky_relu(z: Array) -> Array:
    """Andrew Maas, Awni Hannun and Andrew Ng, 2013, with their leak of 0.01."""
    return np.where(z > 0, z, LEAK * z)


def _leaky_relu_slope(z: Array) -> Array:
    result: Array = np.where(z > 0, z.dtype.type(1), z.dtype.type(LEAK))
    return result


def _elu(z: Array) -> Array:
    """Djork-Arne Clevert, Thomas Unterthiner and Sepp Hochreiter, 2016, equation 14 with alpha = 1."""
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0)))


def _elu_slope(z: Array) -> Array:
    return np.exp(np.minimum(z, 0))


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


def _silu(z: Array) -> Array:
    """Stefan Elfwing and others, 2017 (SiLU); Prajit Ramachandran and others, 2017 (swish with beta = 1)."""
    return z * sigmoid(z)


def _silu_slope(z: Array) -> Array:
    result: Array = sigmoid(z) * (1 + z * sigmoid(-z))
    return result


def _softplus(z: Array) -> Array:
    """Charles Dugas and others, 2001: log(1 + exp(z)), written so that exp never overflows."""
    return np.logaddexp(z, 0)


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
        recorded.step, recorded.step_slope, LinearPieces((0.0,), (0.0, 0.0), (0.0, 1.0)),
    ),
    Activation(
        "sigmoid", "Sigmoid", "1 / (1 + e⁻ᶻ)", sigmoid, _sigmoid_slope, False, "glorot",
        "A soft switch from 0 to 1. Far from 0 it is nearly flat, and its slope is never more than a "
        "quarter, so the signal for training fades from layer to layer.",
        recorded.sigmoid, recorded.sigmoid_slope,
    ),
    Activation(
        "tanh", "Tanh", "tanh(z)", np.tanh, _tanh_slope, False, "glorot",
        "A soft switch from −1 to 1, centred on 0. It bends the plane smoothly and never folds it.",
        recorded.tanh, recorded.tanh_slope,
    ),
    Activation(
        "relu", "ReLU", "max(0, z)", _relu, _on, True, "he",
        "A gatekeeper: what is positive passes unchanged, everything else becomes 0. Each neuron draws one "
        "straight crease in the plane.",
        recorded.relu, recorded.relu_slope, LinearPieces((0.0,), (0.0, 1.0), (0.0, 0.0)),
    ),
    Activation(
        "leaky_relu", "Leaky ReLU", "z if z > 0, else 0.01·z", _leaky_relu, _leaky_relu_slope, True, "he",
        "A ReLU whose gate leaks a hundredth, so that a neuron that is off for every point can still learn.",
        recorded.leaky_relu, recorded.leaky_relu_slope, LinearPieces((0.0,), (LEAK, 1.0), (0.0, 0.0)),
    ),
    Activation(
        "elu", "ELU", "z if z > 0, else eᶻ − 1", _elu, _elu_slope, True, "he",
        "A ReLU with a rounded bottom: below 0 it sinks smoothly towards −1 instead of stopping at 0.",
        recorded.elu, recorded.elu_slope,
    ),
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
    Activation(
        "silu", "SiLU (swish)", "z / (1 + e⁻ᶻ)", _silu, _silu_slope, True, "he",
        "z times its own sigmoid: a soft ReLU that dips a little below 0 before it closes.",
        recorded.silu, recorded.silu_slope,
    ),
    Activation(
        "softplus", "Softplus", "ln(1 + eᶻ)", _softplus, sigmoid, True, "glorot",
        "A ReLU without the corner. It is never quite off: its output is always a little above 0.",
        recorded.softplus, recorded.softplus_slope,
    ),
)  # fmt: skip
"""All activations, in menu order."""

_BY_NAME = {entry.name: entry for entry in ACTIVATIONS}


def activation(name: str) -> Activation:
    """The activation of that name; ExperimentError for an unknown one."""
    if name not in _BY_NAME:
        raise ExperimentError(f"There is no activation called “{name}”.")
    return _BY_NAME[name]
