"""How the slope of each loss is written on a tape, in calls that allocate nothing.

Every function here takes `z` (the output's pre-activations), `target` (what the head makes of the labels) and
`delta`, all (outputs, n): delta becomes dloss/dz of each point times `scale`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.network.tape import Tape

Array = NDArray[Any]


def sigmoid_delta(tape: Tape, z: Array, target: Array, delta: Array, scale: float) -> None:
    """sigmoid(z) − t is (tanh(z / 2) − (±1)) / 2; the half becomes part of the scale."""
    tape.call(np.multiply, z, tape.constant(0.5), delta)
    tape.call(np.tanh, delta, delta)
    tape.call(np.subtract, delta, target, delta)
    tape.call(np.multiply, delta, tape.constant(scale / 2), delta)


def tanh_delta(tape: Tape, z: Array, target: Array, delta: Array, scale: float) -> None:
    """(y − t)(1 − y²), with y = tanh(z)."""
    slope, y = np.zeros_like(delta), np.zeros_like(delta)
    tape.call(np.tanh, z, y)
    tape.call(np.multiply, y, y, slope)
    tape.call(np.subtract, tape.constant(1), slope, slope)
    tape.call(np.subtract, y, target, delta)
    tape.call(np.multiply, delta, slope, delta)
    tape.call(np.multiply, delta, tape.constant(scale), delta)


def relu_delta(tape: Tape, z: Array, target: Array, delta: Array, scale: float) -> None:
    """(y − t) where z > 0, else 0, with y = max(0, z)."""
    slope, y = np.zeros_like(delta), np.zeros_like(delta)
    tape.call(np.fmax, z, tape.constant(0), y)
    tape.call(np.sign, y, slope)
    tape.call(np.subtract, y, target, delta)
    tape.call(np.multiply, delta, slope, delta)
    tape.call(np.multiply, delta, tape.constant(scale), delta)


def step_delta(tape: Tape, z: Array, target: Array, delta: Array, scale: float) -> None:
    """step(z) − t, which is Frank Rosenblatt's rule (1958): 0 where the neuron is right, else ±1."""
    on = np.zeros_like(delta, np.bool_)
    tape.call(np.greater, z, tape.constant(0), on)
    tape.call(np.copyto, delta, on)
    tape.call(np.subtract, delta, target, delta)
    tape.call(np.multiply, delta, tape.constant(scale), delta)


def softmax_delta(tape: Tape, z: Array, target: Array, delta: Array, scale: float) -> None:
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
