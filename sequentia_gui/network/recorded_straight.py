"""How the activations made of straight pieces are written on a tape, in calls that allocate nothing.

Every function here takes arrays of one shape: `z` (pre-activations), `a` (their values), `slope`. Clipping is
`fmin` and `fmax`, which are several times faster than `minimum` and `maximum` on small float32 arrays; a NaN
that they swallow in an activation is still found in the pre-activation.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.network.tape import Tape

Array = NDArray[Any]

_SMALL = 8_192


def mask(tape: Tape, z: Array, out: Array) -> None:
    """1 where z > 0, else 0: as truth values first, which is faster than straight into numbers."""
    on = np.zeros_like(out, np.bool_)
    tape.call(np.greater, z, tape.constant(0), on)
    tape.call(np.copyto, out, on)


def _between(tape: Tape, low: float, high: float, z: Array, out: Array) -> None:
    """1 where low < z <= high, else 0."""
    above, inside = np.zeros_like(out, np.bool_), np.zeros_like(out, np.bool_)
    tape.call(np.greater, z, tape.constant(low), above)
    tape.call(np.less_equal, z, tape.constant(high), inside)
    tape.call(np.logical_and, above, inside, inside)
    tape.call(np.copyto, out, inside)


def identity(tape: Tape, z: Array, a: Array) -> None:
    """a = z."""
    tape.call(np.copyto, a, z)


def identity_slope(tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """1 everywhere."""
    tape.call(slope.fill, 1.0)


def step(tape: Tape, z: Array, a: Array) -> None:
    """a = 1 where z > 0, else 0."""
    mask(tape, z, a)


def step_slope(tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """0 everywhere."""
    tape.call(slope.fill, 0.0)


def relu(tape: Tape, z: Array, a: Array) -> None:
    """a = max(0, z)."""
    tape.call(np.fmax, z, tape.constant(0), a)


def relu_slope(tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """1 where z > 0, else 0: the sign of a, or on large arrays, where that is slower, a mask."""
    if a.size <= _SMALL:
        tape.call(np.sign, a, slope)
    else:
        mask(tape, z, slope)


def leaky_relu(leak: float, tape: Tape, z: Array, a: Array) -> None:
    """a = max(leak z, z), for a leak of at most 1."""
    tape.call(np.multiply, z, tape.constant(leak), a)
    tape.call(np.fmax, z, a, a)


def leaky_relu_slope(leak: float, tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """1 where z > 0, else the leak: the larger of the mask and the leak."""
    mask(tape, z, slope)
    tape.call(np.fmax, slope, tape.constant(leak), slope)


def prelu(share: Any, tape: Tape, z: Array, a: Array) -> None:
    """a = share min(z, 0) + max(z, 0), for any share; where it is an array, for whatever is in it."""
    zero, positive = tape.constant(0), np.zeros_like(a)
    tape.call(np.fmin, z, zero, a)
    tape.call(np.multiply, a, tape.constant(share), a)
    tape.call(np.fmax, z, zero, positive)
    tape.call(np.add, a, positive, a)


def prelu_slope(share: Any, tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """share + (1 - share) where z > 0, else the share."""
    below, rest = tape.constant(share), tape.buffer()
    tape.call(np.subtract, tape.constant(1), below, rest)
    mask(tape, z, slope)
    tape.call(np.multiply, slope, rest, slope)
    tape.call(np.add, slope, below, slope)


def below_zero(tape: Tape, z: Array, out: Array) -> None:
    """min(z, 0)."""
    tape.call(np.fmin, z, tape.constant(0), out)


def relu6(tape: Tape, z: Array, a: Array) -> None:
    """a = min(max(0, z), 6)."""
    tape.call(np.fmax, z, tape.constant(0), a)
    tape.call(np.fmin, a, tape.constant(6), a)


def relu6_slope(tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """1 where 0 < z <= 6, else 0."""
    _between(tape, 0, 6, z, slope)


def hard_sigmoid(tape: Tape, z: Array, a: Array) -> None:
    """a = min(max(0, z / 2 + 1 / 2), 1)."""
    half = tape.constant(0.5)
    tape.call(np.multiply, z, half, a)
    tape.call(np.add, a, half, a)
    tape.call(np.fmax, a, tape.constant(0), a)
    tape.call(np.fmin, a, tape.constant(1), a)


def hard_sigmoid_slope(tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """1/2 where -1 < z <= 1, else 0."""
    _between(tape, -1, 1, z, slope)
    tape.call(np.multiply, slope, tape.constant(0.5), slope)


def hard_tanh(tape: Tape, z: Array, a: Array) -> None:
    """a = min(max(-1, z), 1)."""
    tape.call(np.fmax, z, tape.constant(-1), a)
    tape.call(np.fmin, a, tape.constant(1), a)


def hard_tanh_slope(tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """1 where -1 < z <= 1, else 0."""
    _between(tape, -1, 1, z, slope)


def absolute(tape: Tape, z: Array, a: Array) -> None:
    """a = |z|."""
    tape.call(np.absolute, z, a)


def absolute_slope(tape: Tape, z: Array, a: Array, slope: Array) -> None:
    """1 where z > 0, else -1."""
    mask(tape, z, slope)
    tape.call(np.add, slope, slope, slope)
    tape.call(np.subtract, slope, tape.constant(1), slope)
