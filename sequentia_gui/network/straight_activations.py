"""The activations that are made of straight pieces: from no switch at all to the ReLU and its relatives.

Networks of them are straight on every piece of the plane, and these pieces can be found exactly. Where a piece
ends, the slope is the one of the piece on the left.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.network import recorded_straight as recorded
from sequentia_gui.network.activation import Activation, ActivationParameter, LinearPieces, figures

Array = NDArray[Any]

FIRST_SLOPE = 0.25


def _identity_slope(z: Array) -> Array:
    return np.ones_like(z)


def _on(z: Array) -> Array:
    """1 where the neuron is on, 0 where it is off."""
    return (z > 0).astype(z.dtype)


def _between(low: float, high: float, z: Array) -> Array:
    """1 from `low` to `high`, 0 outside; `high` itself is inside."""
    return ((z > low) & (z <= high)).astype(z.dtype)


def _relu(z: Array) -> Array:
    """Vinod Nair and Geoffrey Hinton, 2010."""
    return np.maximum(z, 0)


def _leaky_relu(leak: float, z: Array) -> Array:
    """Andrew Maas, Awni Hannun and Andrew Ng, 2013, who used a leak of 0.01."""
    return np.where(z > 0, z, leak * z)


def _leaky_relu_slope(leak: float, z: Array) -> Array:
    result: Array = np.where(z > 0, z.dtype.type(1), z.dtype.type(leak))
    return result


def _below_zero(z: Array) -> Array:
    """The slope of a PReLU's output by its own slope parameter: z where it is off, else 0."""
    return np.minimum(z, 0)


def _relu6(z: Array) -> Array:
    """Alex Krizhevsky, 2010 (Convolutional Deep Belief Networks on CIFAR-10)."""
    return np.clip(z, 0, 6)


def _hard_sigmoid(z: Array) -> Array:
    """Matthieu Courbariaux, Yoshua Bengio and Jean-Pierre David, 2015 (BinaryConnect), equation 3."""
    result: Array = np.clip((z + 1) / 2, 0, 1)
    return result


def _hard_sigmoid_slope(z: Array) -> Array:
    result: Array = _between(-1, 1, z) / 2
    return result


def _hard_tanh(z: Array) -> Array:
    """Ronan Collobert, 2004 (Large Scale Machine Learning)."""
    return np.clip(z, -1, 1)


def _absolute_slope(z: Array) -> Array:
    result: Array = 2 * _on(z) - 1
    return result


IDENTITY = Activation(
    "identity", "Identity", "z", np.positive, _identity_slope, False, "glorot",
    "No switch at all: the sum passes unchanged. Layers of it collapse into one straight line.",
    recorded.identity, recorded.identity_slope, LinearPieces((), (1.0,), (0.0,)), also="linear",
)  # fmt: skip

STEP = Activation(
    "step", "Step", "1 if z > 0, else 0", _on, np.zeros_like, True, "glorot",
    "On or off and nothing between, like the first perceptron. Its slope is 0 everywhere, so a hidden "
    "layer of steps gives training nothing to follow.",
    recorded.step, recorded.step_slope, LinearPieces((0.0,), (0.0, 0.0), (0.0, 1.0)), bounded=True,
)  # fmt: skip

RELU = Activation(
    "relu", "ReLU", "max(0, z)", _relu, _on, True, "he",
    "A gatekeeper: what is positive passes unchanged, everything else becomes 0. Each neuron draws a crease "
    "in the plane: a straight one in the first layer, later ones bend where they cross those before.",
    recorded.relu, recorded.relu_slope, LinearPieces((0.0,), (0.0, 1.0), (0.0, 0.0)),
)  # fmt: skip


def _with_leak(leak: float) -> Activation:
    return Activation(
        "leaky_relu", "Leaky ReLU", f"z if z > 0, else {figures(leak)}·z",
        partial(_leaky_relu, leak), partial(_leaky_relu_slope, leak), True, "he",
        "A ReLU whose gate leaks a little, so that a neuron that is off for every point can still learn. With "
        "a leak of 0 it is ReLU, with 1 no switch any more.",
        partial(recorded.leaky_relu, leak), partial(recorded.leaky_relu_slope, leak),
        LinearPieces((0.0,), (leak, 1.0), (0.0, 0.0)),
        parameters=(ActivationParameter("leak", "Leak", 0.0, 1.0, 0.01, 0.01),),
        values=(leak,), with_values=_with_leak,
    )  # fmt: skip


def _with_slope(slope: Any) -> Activation:
    """`slope` is a number, or a 0-d array that training changes: then a tape uses whatever is in it."""
    return Activation(
        "prelu", "PReLU", f"z if z > 0, else {figures(slope)}·z",
        partial(_leaky_relu, slope), partial(_leaky_relu_slope, slope), True, "he",
        "A leaky ReLU that finds its leak by itself: the slope below 0 is one more number for each layer "
        "that training moves downhill, like a weight (Kaiming He and others, 2015).",
        partial(recorded.prelu, slope), partial(recorded.prelu_slope, slope),
        LinearPieces((0.0,), (float(slope), 1.0), (0.0, 0.0)),
        parameters=(ActivationParameter("slope", "First slope", 0.0, 1.0, FIRST_SLOPE, 0.05),),
        values=(slope,), with_values=_with_slope,
        trained_slope=_below_zero, fast_trained_slope=recorded.below_zero,
    )  # fmt: skip


LEAKY_RELU = _with_leak(0.01)
PRELU = _with_slope(FIRST_SLOPE)

RELU6 = Activation(
    "relu6", "ReLU6", "min(max(0, z), 6)", _relu6, partial(_between, 0, 6), True, "he",
    "A ReLU with a ceiling: above 6 it lets nothing more through. Networks for small computers use it, as "
    "they can store its output in few bits.",
    recorded.relu6, recorded.relu6_slope, LinearPieces((0.0, 6.0), (0.0, 1.0, 0.0), (0.0, 0.0, 6.0)),
    bounded=True,
)  # fmt: skip

HARD_SIGMOID = Activation(
    "hard_sigmoid", "Hard sigmoid", "min(max(0, (z + 1) / 2), 1)", _hard_sigmoid, _hard_sigmoid_slope, False,
    "glorot",
    "A sigmoid drawn with a ruler: straight between −1 and 1, exactly flat outside. Where it is flat, no "
    "signal for training passes.",
    recorded.hard_sigmoid, recorded.hard_sigmoid_slope,
    LinearPieces((-1.0, 1.0), (0.0, 0.5, 0.0), (0.0, 0.5, 1.0)), bounded=True,
)  # fmt: skip

HARD_TANH = Activation(
    "hard_tanh", "Hard tanh", "min(max(−1, z), 1)", _hard_tanh, partial(_between, -1, 1), False, "glorot",
    "A tanh drawn with a ruler: the identity between −1 and 1, exactly flat outside. Where it is flat, no "
    "signal for training passes.",
    recorded.hard_tanh, recorded.hard_tanh_slope,
    LinearPieces((-1.0, 1.0), (0.0, 1.0, 0.0), (-1.0, 0.0, 1.0)), bounded=True,
)  # fmt: skip

ABSOLUTE = Activation(
    "absolute", "Absolute value", "|z|", np.absolute, _absolute_slope, False, "glorot",
    "Folds the line at 0: both sides come to lie on each other, like a sheet of paper, and neither is pressed "
    "flat. It is never off (Kevin Jarrett and others, 2009).",
    recorded.absolute, recorded.absolute_slope, LinearPieces((0.0,), (-1.0, 1.0), (0.0, 0.0)),
)  # fmt: skip
