"""The activations that curve and have no off side: soft switches with two ends, waves, and a polynomial."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.network import recorded_smooth as recorded
from sequentia_gui.network.activation import Activation

Array = NDArray[Any]


def sigmoid(z: Array) -> Array:
    """The logistic function 1 / (1 + exp(-z)), written so that exp never overflows."""
    small = np.exp(-np.abs(z))
    result: Array = np.where(z >= 0, 1, small) / (1 + small)
    return result


def _sigmoid_slope(z: Array) -> Array:
    return sigmoid(z) * sigmoid(-z)


def _tanh_slope(z: Array) -> Array:
    return 1 - np.tanh(z) ** 2


def _softsign(z: Array) -> Array:
    """Joseph Turian, James Bergstra and Yoshua Bengio, 2009; Xavier Glorot and Yoshua Bengio, 2010."""
    result: Array = z / (1 + np.abs(z))
    return result


def _softsign_slope(z: Array) -> Array:
    result: Array = 1 / (1 + np.abs(z)) ** 2
    return result


def _gaussian(z: Array) -> Array:
    """The bell of radial basis functions: David Broomhead and David Lowe, 1988."""
    result: Array = np.exp(-(z**2))
    return result


def _gaussian_slope(z: Array) -> Array:
    return -2 * z * _gaussian(z)


def _square_slope(z: Array) -> Array:
    return 2 * z


SIGMOID = Activation(
    "sigmoid", "Sigmoid", "1 / (1 + e⁻ᶻ)", sigmoid, _sigmoid_slope, False, "glorot",
    "A soft switch from 0 to 1. Far from 0 it is nearly flat, and its slope is never more than a "
    "quarter, so the signal for training fades from layer to layer unless weights are large.",
    recorded.sigmoid, recorded.sigmoid_slope, bounded=True,
)  # fmt: skip

TANH = Activation(
    "tanh", "Tanh", "tanh(z)", np.tanh, _tanh_slope, False, "glorot",
    "A soft switch from −1 to 1, centred on 0. It bends the plane smoothly and never folds it.",
    recorded.tanh, recorded.tanh_slope, bounded=True,
)  # fmt: skip

SOFTSIGN = Activation(
    "softsign", "Softsign", "z / (1 + |z|)", _softsign, _softsign_slope, False, "glorot",
    "Like tanh from −1 to 1, but it takes far longer to become flat, so a neuron far from 0 still gets some "
    "signal for training.",
    recorded.softsign, recorded.softsign_slope, bounded=True,
)  # fmt: skip

# He's variance 2/n is that of U(±√(6/n)), with which the sums of layer after layer of sines keep the variance 1:
# Vincent Sitzmann and others, 2020 (SIREN), section 3.2
SINE = Activation(
    "sine", "Sine", "sin(z)", np.sin, np.cos, False, "he",
    "A wave: the plane is folded again and again, the more often the larger the weights are. It can draw "
    "fine patterns, and training easily gets lost in them.",
    recorded.sine, recorded.sine_slope, bounded=True,
)  # fmt: skip

GAUSSIAN = Activation(
    "gaussian", "Gaussian", "e^(−z²)", _gaussian, _gaussian_slope, False, "glorot",
    "A bell: strongest where the sum is 0 and nearly nothing on both sides. In the first layer each neuron "
    "answers along one stripe of the plane.",
    recorded.gaussian, recorded.gaussian_slope, bounded=True,
)  # fmt: skip

SQUARE = Activation(
    "square", "z squared", "z²", np.square, _square_slope, False, "glorot",
    "Here to fail: it bends, but a network of it is a polynomial of fixed degree, and however wide its layers "
    "are, it cannot come close to every shape (Moshe Leshno and others, 1993). Deep, it explodes.",
    recorded.square, recorded.square_slope,
)  # fmt: skip
