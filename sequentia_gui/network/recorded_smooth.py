"""How the smooth activations are written on a tape, in calls that allocate nothing.

Every function here takes arrays of one shape: `z` (pre-activations), `a` (their values), `slope`. Clipping is
`fmin` and `fmax`, which are several times faster than `minimum` and `maximum` on small float32 arrays; a NaN
that they swallow in an activation is still found in the pre-activation.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.network.normal_distribution import normal_cdf, normal_density
from sequentia_gui.network.recorded_straight import mask
from sequentia_gui.network.tape import Tape

Array = NDArray[Any]

SELU_SCALE = 1.0507009873554805
SELU_ALPHA = 1.6732632423543772
SELU_FLOOR = SELU_SCALE * SELU_ALPHA
GELU_CUBE = 0.044715
GELU_SCALE = 0.7978845608028654
"""The square root of 2 / pi."""

MISH_END = 20.0
"""Beyond this Mish is z itself, to the last bit of a float64."""


def sigmoid(tape: Tape, z: Array, a: Array) -> None:
    """a = (1 + tanh(z / 2)) / 2, the sigmoid in a form that cannot overflow."""
    _sigmoid(tape, z, a, 1)


def _sigmoid(tape: Tape, z: Array, a: Array, beta: float) -> None:
    """a = sigmoid(beta z)."""
    half = tape.constant(0.5)
    tape.call(np.multiply, z, tape.constant(beta / 2), a)
    tape.call(np.tanh, a, a)
    tape.call(np.multiply, a, half, a)
    tape.call(np.add, a, half, a)


def sigmoid_slope(tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """a (1 - a)."""
    tape.call(np.subtract, tape.constant(1), a, slope)
    tape.call(np.multiply, slope, a, slope)


def tanh(tape: Tape, z: Array, a: Array) -> None:
    """a = tanh(z)."""
    tape.call(np.tanh, z, a)


def tanh_slope(tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """1 - a^2."""
    tape.call(np.multiply, a, a, slope)
    tape.call(np.subtract, tape.constant(1), slope, slope)


def elu(alpha: float, tape: Tape, z: Array, a: Array) -> None:
    """a = alpha expm1(min(z, 0)) + max(z, 0)."""
    zero, positive = tape.constant(0), np.zeros_like(a)
    tape.call(np.fmin, z, zero, a)
    tape.call(np.expm1, a, a)
    if alpha != 1:
        tape.call(np.multiply, a, tape.constant(alpha), a)
    tape.call(np.fmax, z, zero, positive)
    tape.call(np.add, a, positive, a)


def elu_slope(alpha: float, tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """min(a, 0) + alpha, which is alpha exp(z) below 0; above, where it is alpha, the mask makes it 1."""
    on, excess = np.zeros_like(slope), tape.constant(alpha - 1)
    tape.call(np.fmin, a, tape.constant(0), slope)
    tape.call(np.add, slope, tape.constant(alpha), slope)
    if alpha != 1:
        mask(tape, z, on)
        tape.call(np.multiply, on, excess, on)
        tape.call(np.subtract, slope, on, slope)


def selu(tape: Tape, z: Array, a: Array) -> None:
    """a = 1.7581 expm1(min(z, 0)) + 1.0507 max(z, 0)."""
    zero, positive = tape.constant(0), np.zeros_like(a)
    tape.call(np.fmin, z, zero, a)
    tape.call(np.expm1, a, a)
    tape.call(np.multiply, a, tape.constant(SELU_FLOOR), a)
    tape.call(np.fmax, z, zero, positive)
    tape.call(np.multiply, positive, tape.constant(SELU_SCALE), positive)
    tape.call(np.add, a, positive, a)


def selu_slope(tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """min(a, 0) + 1.7581 below 0, and 1.0507 above: there the mask takes the difference away."""
    on, excess = np.zeros_like(slope), tape.constant(SELU_FLOOR - SELU_SCALE)
    mask(tape, z, on)
    tape.call(np.multiply, on, excess, on)
    tape.call(np.fmin, a, tape.constant(0), slope)
    tape.call(np.add, slope, tape.constant(SELU_FLOOR), slope)
    tape.call(np.subtract, slope, on, slope)


def gelu(tape: Tape, z: Array, a: Array) -> None:
    """a = z Phi(z)."""
    tape.call(normal_cdf, z, a, np.zeros_like(a))
    tape.call(np.multiply, a, z, a)


def gelu_slope(tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """Phi(z) + z phi(z)."""
    spare = np.zeros_like(slope)
    tape.call(normal_cdf, z, slope, spare)
    tape.call(normal_density, z, spare)
    tape.call(np.multiply, spare, z, spare)
    tape.call(np.add, slope, spare, slope)


def silu(beta: float, tape: Tape, z: Array, a: Array) -> None:
    """a = z sigmoid(beta z)."""
    _sigmoid(tape, z, a, beta)
    tape.call(np.multiply, a, z, a)


def silu_slope(beta: float, tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """s + beta a (1 - s), with s = sigmoid(beta z)."""
    spare = np.zeros_like(slope)
    _sigmoid(tape, z, slope, beta)
    tape.call(np.subtract, tape.constant(1), slope, spare)
    tape.call(np.multiply, spare, a, spare)
    if beta != 1:
        tape.call(np.multiply, spare, tape.constant(beta), spare)
    tape.call(np.add, slope, spare, slope)


def softplus(beta: float, tape: Tape, z: Array, a: Array) -> None:
    """a = log(exp(beta z) + exp(0)) / beta."""
    if beta == 1:
        tape.call(np.logaddexp, z, tape.constant(0), a)
        return
    tape.call(np.multiply, z, tape.constant(beta), a)
    tape.call(np.logaddexp, a, tape.constant(0), a)
    tape.call(np.multiply, a, tape.constant(1 / beta), a)


def softplus_slope(beta: float, tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """sigmoid(beta z)."""
    _sigmoid(tape, z, slope, beta)


def gelu_tanh(tape: Tape, z: Array, a: Array) -> None:
    """a = z (1 + tanh(u)) / 2, with u = z (c + c k z^2)."""
    _tanh_of_cubic(tape, z, a)
    tape.call(np.add, a, tape.constant(1), a)
    tape.call(np.multiply, a, z, a)
    tape.call(np.multiply, a, tape.constant(0.5), a)


def gelu_tanh_slope(tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """(1 + t + z (1 - t^2) du/dz) / 2, with t = tanh(u)."""
    one, bell, steep = tape.constant(1), np.zeros_like(slope), np.zeros_like(slope)
    _tanh_of_cubic(tape, z, slope)
    tape.call(np.multiply, slope, slope, bell)
    tape.call(np.subtract, one, bell, bell)
    tape.call(np.multiply, bell, z, bell)
    tape.call(np.multiply, z, z, steep)
    tape.call(np.multiply, steep, tape.constant(3 * GELU_SCALE * GELU_CUBE), steep)
    tape.call(np.add, steep, tape.constant(GELU_SCALE), steep)
    tape.call(np.multiply, bell, steep, bell)
    tape.call(np.add, slope, one, slope)
    tape.call(np.add, slope, bell, slope)
    tape.call(np.multiply, slope, tape.constant(0.5), slope)


def _tanh_of_cubic(tape: Tape, z: Array, out: Array) -> None:
    tape.call(np.multiply, z, z, out)
    tape.call(np.multiply, out, tape.constant(GELU_SCALE * GELU_CUBE), out)
    tape.call(np.add, out, tape.constant(GELU_SCALE), out)
    tape.call(np.multiply, out, z, out)
    tape.call(np.tanh, out, out)


def mish(tape: Tape, z: Array, a: Array) -> None:
    """a = z m / (m + 2), with m = n (n + 2) and n = exp(z), which is z tanh(log(1 + n))."""
    spare = np.zeros_like(a)
    _mish_powers(tape, z, a, spare)
    tape.call(np.multiply, a, spare, a)
    tape.call(np.add, a, tape.constant(2), spare)
    tape.call(np.divide, a, spare, a)
    tape.call(np.multiply, a, z, a)


def mish_slope(tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """(m + 4 z n (n + 1) / (m + 2)) / (m + 2)."""
    n, m = np.zeros_like(slope), np.zeros_like(slope)
    _mish_powers(tape, z, n, slope)
    tape.call(np.multiply, n, slope, m)
    tape.call(np.add, m, tape.constant(2), slope)
    _four_n_times_n_plus_one(tape, n)
    tape.call(np.multiply, n, z, n)
    tape.call(np.divide, n, slope, n)
    tape.call(np.add, m, n, m)
    tape.call(np.divide, m, slope, slope)


def _mish_powers(tape: Tape, z: Array, n: Array, n_and_two: Array) -> None:
    """exp(z), and 2 more, where z is not beyond the end."""
    tape.call(np.fmin, z, tape.constant(MISH_END), n)
    tape.call(np.exp, n, n)
    tape.call(np.add, n, tape.constant(2), n_and_two)


def _four_n_times_n_plus_one(tape: Tape, n: Array) -> None:
    """(2 n + 2) 2 n, in place, through an array of its own."""
    twice = np.zeros_like(n)
    tape.call(np.add, n, n, n)
    tape.call(np.add, n, tape.constant(2), twice)
    tape.call(np.multiply, n, twice, n)


def softsign(tape: Tape, z: Array, a: Array) -> None:
    """a = z / (1 + |z|)."""
    tape.call(np.absolute, z, a)
    tape.call(np.add, a, tape.constant(1), a)
    tape.call(np.divide, z, a, a)


def softsign_slope(tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """1 / (1 + |z|)^2."""
    one = tape.constant(1)
    tape.call(np.absolute, z, slope)
    tape.call(np.add, slope, one, slope)
    tape.call(np.multiply, slope, slope, slope)
    tape.call(np.divide, one, slope, slope)


def sine(tape: Tape, z: Array, a: Array) -> None:
    """a = sin(z)."""
    tape.call(np.sin, z, a)


def sine_slope(tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """cos(z)."""
    tape.call(np.cos, z, slope)


def gaussian(tape: Tape, z: Array, a: Array) -> None:
    """a = exp(-z^2)."""
    tape.call(np.multiply, z, z, a)
    tape.call(np.negative, a, a)
    tape.call(np.exp, a, a)


def gaussian_slope(tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """-2 z a."""
    tape.call(np.multiply, z, tape.constant(-2), slope)
    tape.call(np.multiply, slope, a, slope)


def square(tape: Tape, z: Array, a: Array) -> None:
    """a = z^2."""
    tape.call(np.multiply, z, z, a)


def square_slope(tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """2 z."""
    tape.call(np.add, z, z, slope)
