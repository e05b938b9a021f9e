"""A loss says how wrong the network is, in one number; its slope is where all learning starts.

An output head joins the last activation to the loss, because together they have a slope that is simple and
safe: for all heads here it starts as "what came out minus what should have".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from sequentia_gui.experiment.experiment import ExperimentError
from sequentia_gui.network.smooth_curves import sigmoid
from sequentia_gui.network.tape import Tape

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Loss:
    """One loss that a learner can choose."""

    name: str
    label: str
    explanation: str


LOSSES: tuple[Loss, ...] = (
    Loss(
        "cross_entropy",
        "Cross-entropy",
        "How surprised the network is by the right answer: being sure and wrong costs the most. With two "
        "classes it follows a sigmoid, with more a softmax.",
    ),
    Loss(
        "squared_error",
        "Squared error",
        "Half the squared distance from the right answer, which is −1 or +1 after a tanh: the classic choice "
        "for two classes. With more classes cross-entropy is used.",
    ),
    Loss(
        "relu_error",
        "Squared error, ReLU",
        "Half the squared distance from the right answer, which is 0 or 1 after a ReLU. A neuron that is off "
        "says 0 and learns nothing more, right or wrong. With more classes cross-entropy is used.",
    ),
    Loss(
        "perceptron",
        "Perceptron rule",
        "Frank Rosenblatt's rule for a neuron that is on or off: where it is right nothing changes, and each "
        "mistake moves the line by that point. With SGD and batches of 1 it is his rule exactly. With more "
        "classes cross-entropy is used.",
    ),
)
"""All losses, in menu order."""


@dataclass(frozen=True, slots=True)
class OutputHead:
    """The last activation with its loss. Arrays are (outputs, n); labels (n,) integers from 0.

    value(z): what the network says. losses(z, label): each point's loss, (n,). delta(z, label): dloss/dz of
    each point. probabilities(z): (classes, n). winner(z): each point's class, (n,), class 0 in a tie.
    targets(label, dtype): what `record_delta` needs of the labels, (outputs, n).
    record_delta(tape, z, target, delta, scale): the slope times `scale`, written on a tape. threshold: one
    output decides for class B where z is above it. counts_mistakes: each point with a delta that is not 0 is a
    mistake, and worth counting.
    """

    name: str
    label: str
    value: Callable[[Array], Array]
    losses: Callable[[Array, Array], Array]
    delta: Callable[[Array, Array], Array]
    probabilities: Callable[[Array], Array]
    winner: Callable[[Array], Array]
    targets: Callable[[Array, DTypeLike], Array]
    record_delta: Callable[[Tape, Array, Array, Array, float], None]
    threshold: float = 0.0
    counts_mistakes: bool = False


def _signs(label: Array, dtype: DTypeLike) -> Array:
    """−1 for class A, +1 for class B: (1, n)."""
    return (2 * (label > 0)[np.newaxis] - 1).astype(dtype)


def _winner_of_two(z: Array) -> Array:
    """Class B when the logit is above 0."""
    result: Array = (z[0] > 0).astype(np.int8)
    return result


def _both(second: Array) -> Array:
    return np.concatenate([1 - second, second])


def _sigmoid_losses(z: Array, label: Array) -> Array:
    """−log sigmoid(z) for class B, −log sigmoid(−z) for class A, from the logit, so that it stays finite."""
    losses: Array = np.logaddexp(0, -_signs(label, z.dtype) * z)[0]
    return losses


def _sigmoid_delta(z: Array, label: Array) -> Array:
    return sigmoid(z) - (label > 0)


def _record_sigmoid_delta(tape: Tape, z: Array, target: Array, delta: Array, scale: float) -> None:
    """sigmoid(z) − t is (tanh(z / 2) − (±1)) / 2; the half becomes part of the scale."""
    tape.call(np.multiply, z, tape.constant(0.5), delta)
    tape.call(np.tanh, delta, delta)
    tape.call(np.subtract, delta, target, delta)
    tape.call(np.multiply, delta, tape.constant(scale / 2), delta)


def _tanh_losses(z: Array, label: Array) -> Array:
    losses: Array = 0.5 * (np.tanh(z) - _signs(label, z.dtype))[0] ** 2
    return losses


def _tanh_delta(z: Array, label: Array) -> Array:
    y = np.tanh(z)
    result: Array = (y - _signs(label, z.dtype)) * (1 - y**2)
    return result


def _record_tanh_delta(tape: Tape, z: Array, target: Array, delta: Array, scale: float) -> None:
    """(y − t)(1 − y²), with y = tanh(z)."""
    slope, y = np.zeros_like(delta), np.zeros_like(delta)
    tape.call(np.tanh, z, y)
    tape.call(np.multiply, y, y, slope)
    tape.call(np.subtract, tape.constant(1), slope, slope)
    tape.call(np.subtract, y, target, delta)
    tape.call(np.multiply, delta, slope, delta)
    tape.call(np.multiply, delta, tape.constant(scale), delta)


def _ones(label: Array, dtype: DTypeLike) -> Array:
    """0 for class A, 1 for class B: (1, n)."""
    return (label > 0)[np.newaxis].astype(dtype)


def _step(z: Array) -> Array:
    return (z > 0).astype(z.dtype)


def _perceptron_losses(z: Array, label: Array) -> Array:
    """max(0, −s z) with s = ±1: how far a point lies on the wrong side; Christopher Bishop 2006, equation 4.54."""
    losses: Array = np.maximum(-_signs(label, z.dtype) * z, 0)[0]
    return losses


def _record_step_delta(tape: Tape, z: Array, target: Array, delta: Array, scale: float) -> None:
    """step(z) − t, which is Frank Rosenblatt's rule (1958): 0 where the neuron is right, else ±1."""
    on = np.zeros_like(delta, np.bool_)
    tape.call(np.greater, z, tape.constant(0), on)
    tape.call(np.copyto, delta, on)
    tape.call(np.subtract, delta, target, delta)
    tape.call(np.multiply, delta, tape.constant(scale), delta)


def _relu(z: Array) -> Array:
    return np.maximum(z, 0)


def _relu_losses(z: Array, label: Array) -> Array:
    losses: Array = 0.5 * (_relu(z) - _ones(label, z.dtype))[0] ** 2
    return losses


def _relu_delta(z: Array, label: Array) -> Array:
    result: Array = (_relu(z) - _ones(label, z.dtype)) * _step(z)
    return result


def _record_relu_delta(tape: Tape, z: Array, target: Array, delta: Array, scale: float) -> None:
    """(y − t) where z > 0, else 0, with y = max(0, z)."""
    slope, y = np.zeros_like(delta), np.zeros_like(delta)
    tape.call(np.fmax, z, tape.constant(0), y)
    tape.call(np.sign, y, slope)
    tape.call(np.subtract, y, target, delta)
    tape.call(np.multiply, delta, slope, delta)
    tape.call(np.multiply, delta, tape.constant(scale), delta)


def softmax(z: Array) -> Array:
    """exp(z) over its sum down the columns, from differences to the largest, so that exp never overflows."""
    powers = np.exp(z - z.max(axis=0))
    result: Array = powers / powers.sum(axis=0)
    return result


def _softmax_losses(z: Array, label: Array) -> Array:
    """log(sum of exp) minus the right class's z."""
    lower = z - z.max(axis=0)
    losses: Array = np.log(np.exp(lower).sum(axis=0)) - lower[label, np.arange(len(label))]
    return losses


def _one_hot(outputs: int) -> Callable[[Array, DTypeLike], Array]:
    """A function from labels to an array (outputs, n) with a 1 in each point's own row."""
    return lambda label, dtype: (np.arange(outputs)[:, np.newaxis] == label).astype(dtype)


def _record_softmax_delta(tape: Tape, z: Array, target: Array, delta: Array, scale: float) -> None:
    """softmax(z) − t; the sum over classes is a product with ones, several times faster than add.reduce."""
    row = np.zeros_like(z[0])
    ones = np.ones(len(z), z.dtype)
    tape.call(np.maximum.reduce, z, 0, None, row)
    tape.call(np.subtract, z, row, delta)
    tape.call(np.exp, delta, delta)
    tape.call(ones.dot, delta, row)
    tape.call(np.divide, delta, row, delta)
    tape.call(np.subtract, delta, target, delta)
    tape.call(np.multiply, delta, tape.constant(scale), delta)


def _softmax_winner(z: Array) -> Array:
    result: Array = z.argmax(axis=0).astype(np.int8)
    return result


_SIGMOID = OutputHead(
    "sigmoid",
    "Sigmoid",
    sigmoid,
    _sigmoid_losses,
    _sigmoid_delta,
    lambda z: _both(sigmoid(z)),
    _winner_of_two,
    _signs,
    _record_sigmoid_delta,
)

_TANH = OutputHead(
    "tanh",
    "Tanh",
    np.tanh,
    _tanh_losses,
    _tanh_delta,
    lambda z: _both((1 + np.tanh(z)) / 2),
    _winner_of_two,
    _signs,
    _record_tanh_delta,
)


_RELU = OutputHead(
    "relu",
    "ReLU",
    _relu,
    _relu_losses,
    _relu_delta,
    lambda z: _both(np.clip(z, 0, 1)),
    lambda z: (z[0] > 0.5).astype(np.int8),
    _ones,
    _record_relu_delta,
    threshold=0.5,
)

_STEP = OutputHead(
    "step",
    "Step",
    _step,
    _perceptron_losses,
    lambda z, label: _step(z) - _ones(label, z.dtype),
    lambda z: _both(_step(z)),
    _winner_of_two,
    _ones,
    _record_step_delta,
    counts_mistakes=True,
)

_HEADS = {
    "cross_entropy": _SIGMOID,
    "squared_error": _TANH,
    "relu_error": _RELU,
    "perceptron": _STEP,
}
"""For two classes, by the loss."""


def _softmax_head(classes: int) -> OutputHead:
    one_hot = _one_hot(classes)
    return OutputHead(
        "softmax",
        "Softmax",
        softmax,
        _softmax_losses,
        lambda z, label: softmax(z) - one_hot(label, z.dtype),
        softmax,
        _softmax_winner,
        one_hot,
        _record_softmax_delta,
    )


def output_head(loss_name: str, classes: int) -> OutputHead:
    """The head for a loss and a number of classes; more than two classes always take softmax cross-entropy.

    ExperimentError for an unknown loss.
    """
    if loss_name not in {loss.name for loss in LOSSES}:
        raise ExperimentError(f"There is no loss called “{loss_name}”.")
    if classes > 2:
        return _softmax_head(classes)
    return _HEADS[loss_name]
