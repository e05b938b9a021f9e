"""A loss says how wrong the network is, in one number; its slope is where all learning starts.

One entry in LOSSES is all that the mathematics of a new loss needs. For all heads here the slope starts as "what
came out minus what should have".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from sequentia_gui.experiment.experiment import ExperimentError
from sequentia_gui.network import recorded_losses as recorded
from sequentia_gui.network.output_head import OutputHead
from sequentia_gui.network.smooth_curves import sigmoid

Array = NDArray[Any]


# what two classes share


def _signs(label: Array, dtype: DTypeLike) -> Array:
    """−1 for class A, +1 for class B: (1, n)."""
    return (2 * (label > 0)[np.newaxis] - 1).astype(dtype)


def _ones(label: Array, dtype: DTypeLike) -> Array:
    """0 for class A, 1 for class B: (1, n)."""
    return (label > 0)[np.newaxis].astype(dtype)


def _winner_of_two(z: Array) -> Array:
    """Class B when the logit is above 0."""
    result: Array = (z[0] > 0).astype(np.int8)
    return result


def _both(second: Array) -> Array:
    """The probabilities of both classes, (2, n), from that of class B."""
    return np.concatenate([1 - second, second])


# cross-entropy after a sigmoid


def _sigmoid_losses(z: Array, label: Array) -> Array:
    """−log sigmoid(z) for class B, −log sigmoid(−z) for class A, from the logit, so that it stays finite."""
    losses: Array = np.logaddexp(0, -_signs(label, z.dtype) * z)[0]
    return losses


def _sigmoid_delta(z: Array, label: Array) -> Array:
    return sigmoid(z) - (label > 0)


_SIGMOID = OutputHead(
    name="sigmoid",
    label="Sigmoid",
    formula="y = 1 / (1 + e⁻ᶻ)",
    value=sigmoid,
    losses=_sigmoid_losses,
    delta=_sigmoid_delta,
    # not 1 − sigmoid(z) for class A: at z = 36 that has no digits left
    probabilities=lambda z: np.concatenate([sigmoid(-z), sigmoid(z)]),
    winner=_winner_of_two,
    targets=_signs,
    record_delta=recorded.sigmoid_delta,
)


# squared error after a tanh


def _tanh_losses(z: Array, label: Array) -> Array:
    losses: Array = 0.5 * (np.tanh(z) - _signs(label, z.dtype))[0] ** 2
    return losses


def _tanh_delta(z: Array, label: Array) -> Array:
    y = np.tanh(z)
    result: Array = (y - _signs(label, z.dtype)) * (1 - y**2)
    return result


_TANH = OutputHead(
    name="tanh",
    label="Tanh",
    formula="y = tanh(z)",
    value=np.tanh,
    losses=_tanh_losses,
    delta=_tanh_delta,
    probabilities=lambda z: _both((1 + np.tanh(z)) / 2),
    winner=_winner_of_two,
    targets=_signs,
    record_delta=recorded.tanh_delta,
    is_signed=True,
)


# squared error after a ReLU


def _relu(z: Array) -> Array:
    return np.maximum(z, 0)


def _step(z: Array) -> Array:
    return (z > 0).astype(z.dtype)


def _relu_losses(z: Array, label: Array) -> Array:
    losses: Array = 0.5 * (_relu(z) - _ones(label, z.dtype))[0] ** 2
    return losses


def _relu_delta(z: Array, label: Array) -> Array:
    result: Array = (_relu(z) - _ones(label, z.dtype)) * _step(z)
    return result


_RELU = OutputHead(
    name="relu",
    label="ReLU",
    formula="y = max(0, z)",
    value=_relu,
    losses=_relu_losses,
    delta=_relu_delta,
    probabilities=lambda z: _both(np.clip(z, 0, 1)),
    winner=lambda z: (z[0] > 0.5).astype(np.int8),
    targets=_ones,
    record_delta=recorded.relu_delta,
    threshold=0.5,
)


# the perceptron rule


def _perceptron_losses(z: Array, label: Array) -> Array:
    """max(0, −s z) with s = ±1: how far a point lies on the wrong side; Christopher Bishop 2006, equation 4.54."""
    losses: Array = np.maximum(-_signs(label, z.dtype) * z, 0)[0]
    return losses


_STEP = OutputHead(
    name="step",
    label="Step",
    formula="y = 1 if z > 0, else 0",
    value=_step,
    losses=_perceptron_losses,
    delta=lambda z, label: _step(z) - _ones(label, z.dtype),
    probabilities=lambda z: _both(_step(z)),
    winner=_winner_of_two,
    targets=_ones,
    record_delta=recorded.step_delta,
    counts_mistakes=True,
)


# more than two classes: cross-entropy after a softmax


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


def _softmax_winner(z: Array) -> Array:
    result: Array = z.argmax(axis=0).astype(np.int8)
    return result


def _one_hot(outputs: int) -> Callable[[Array, DTypeLike], Array]:
    """A function from labels to an array (outputs, n) with a 1 in each point's own row."""
    return lambda label, dtype: (np.arange(outputs)[:, np.newaxis] == label).astype(dtype)


def _softmax_head(classes: int) -> OutputHead:
    one_hot = _one_hot(classes)
    return OutputHead(
        name="softmax",
        label="Softmax",
        formula="y = eᶻ / Σ eᶻ",
        value=softmax,
        losses=_softmax_losses,
        delta=lambda z, label: softmax(z) - one_hot(label, z.dtype),
        probabilities=softmax,
        winner=_softmax_winner,
        targets=one_hot,
        record_delta=recorded.softmax_delta,
    )


@dataclass(frozen=True, slots=True)
class Loss:
    """One loss that a learner can choose; `head` is its output for two classes."""

    name: str
    label: str
    explanation: str
    head: OutputHead


LOSSES: tuple[Loss, ...] = (
    Loss(
        "cross_entropy",
        "Cross-entropy",
        "How surprised the network is by the right answer: being sure and wrong costs the most. With two "
        "classes it follows a sigmoid, with more a softmax.",
        _SIGMOID,
    ),
    Loss(
        "squared_error",
        "Squared error",
        "Half the squared distance from the right answer, which is −1 or +1 after a tanh: the classic choice "
        "for two classes. With more classes cross-entropy is used.",
        _TANH,
    ),
    Loss(
        "relu_error",
        "Squared error, ReLU",
        "Half the squared distance from the right answer, which is 0 or 1 after a ReLU. Where it is off it "
        "says 0 and learns nothing from that point, right or wrong. With more classes cross-entropy is used.",
        _RELU,
    ),
    Loss(
        "perceptron",
        "Perceptron rule",
        "Frank Rosenblatt's rule for a neuron that is on or off: where it is right nothing changes, and each "
        "mistake moves the line by that point. With SGD, batches of 1 and no penalties it is his rule exactly. With "
        "more classes cross-entropy is used.",
        _STEP,
    ),
)
"""All losses, in menu order."""

_BY_NAME = {entry.name: entry for entry in LOSSES}


def output_head(loss_name: str, classes: int) -> OutputHead:
    """The head for a loss and a number of classes; more than two classes always take softmax cross-entropy.

    ExperimentError for an unknown loss.
    """
    if loss_name not in _BY_NAME:
        raise ExperimentError(f"There is no loss called “{loss_name}”.")
    return _BY_NAME[loss_name].head if classes == 2 else _softmax_head(classes)
