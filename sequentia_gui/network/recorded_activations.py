"""How each activation is written on a tape: the catalogue's curves, in calls that allocate nothing.

Every function here takes arrays of one shape: `z` (pre-activations), `a` (their values), `slope`. Clipping is
`fmin` and `fmax`, which are several times faster than `minimum` and `maximum` on small float32 arrays; a NaN
that they swallow in an activation is still found in the pre-activation.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.network.normal_distribution import normal_cdf, normal_density
from sequentia_gui.network.tape import Tape

Array = NDArray[Any]

SELU_SCALE = 1.0507009873554805
SELU_ALPHA = 1.6732632423543772
SELU_FLOOR = SELU_SCALE * SELU_ALPHA
_SMALL = 8_192


def _mask(tape: Tape, z: Array, out: Array) -> None:
    """1 where z > 0, else 0: as truth values first, which is faster than straight into numbers."""
    on = np.zeros_like(out, np.bool_)
    tape.call(np.greater, z, tape.constant(0), on)
    tape.call(np.copyto, out, on)


def identity(tape: Tape, z: Array, a: Array) -> None:
    """a = z."""
    tape.call(np.copyto, a, z)


def identity_slope(tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """1 everywhere."""
    tape.call(slope.fill, 1.0)


def step(tape: Tape, z: Array, a: Array) -> None:
    """a = 1 where z > 0, else 0."""
    _mask(tape, z, a)


def step_slope(tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """0 everywhere."""
    tape.call(slope.fill, 0.0)


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


def relu(tape: Tape, z: Array, a: Array) -> None:
    """a = max(0, z)."""
    tape.call(np.fmax, z, tape.constant(0), a)


def relu_slope(tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """1 where z > 0, else 0: the sign of a, or on large arrays, where that is slower, a mask."""
    if a.size <= _SMALL:
        tape.call(np.sign, a, slope)
    else:
        _mask(tape, z, slope)


def leaky_relu(leak: float, tape: Tape, z: Array, a: Array) -> None:
    """a = max(leak z, z), for a leak of at most 1."""
    tape.call(np.multiply, z, tape.constant(leak), a)
    tape.call(np.fmax, z, a, a)


def leaky_relu_slope(leak: float, tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """1 where z > 0, else the leak: the larger of the mask and the leak."""
    _mask(tape, z, slope)
    tape.call(np.fmax, slope, tape.constant(leak), slope)


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
        _mask(tape, z, on)
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
    _mask(tape, z, on)
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
