"""Gradient flow: how much of the error's signal comes back to each layer, on its way from the output."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.expected_gradient import Rival, expected_rms, rival_of
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.read_only import read_only
from sequentia_gui.network.activations import Activation, activations_of
from sequentia_gui.network.forward import forward
from sequentia_gui.network.losses import output_head
from sequentia_gui.network.tape import Tape

Array = NDArray[Any]
PerLayer = NDArray[np.float64]

VANISHES_BELOW = 1e-3
EXPLODES_ABOVE = 1e3

Word = Literal["unknown", "spent", "stuck", "flat", "vanishes", "explodes", "flows"]


@dataclass(frozen=True, slots=True, eq=False)
class GradientFlow:
    """The gradients of every layer, the output last; arrays are (layers,) float64 and read-only.

    dz: root-mean-square of dL/dz over the layer's neurons and all training points, L each point's own loss
    without penalties; dw: root-mean-square of dL/dW over the layer's weights (not its biases), L the mean of
    those losses. Both are NaN where there are no training points, infinite where float32 overflows.
    expected: dz as theory has it before training, `expected_gradient`; rival: the same for another switch.
    blocked: the layer (0 = first) nearest to the output that nothing comes back to though something comes
    back to the next; None where there is none; `weightless`: because the next layer's weights are all 0;
    `has_slope`: though a neuron of it has a slope at some point, which the weights send nothing to.
    is_wrong: whether any training point is given another class than its own though nothing leaves the last layer.
    """

    dz: PerLayer
    dw: PerLayer
    expected: PerLayer
    rival: Rival | None = None
    blocked: int | None = None
    weightless: bool = False
    has_slope: bool = False
    is_wrong: bool = False

    @property
    def ratio(self) -> float:
        """What comes back to the first layer as a share of what leaves the last; NaN where nothing leaves."""
        with np.errstate(all="ignore"):
            return float(self.dz[0] / self.dz[-1])

    @property
    def word(self) -> Word:
        """How it flows: below 1/1000 it vanishes, above 1000 it explodes; flat: nothing comes to the first layer.

        Where nothing leaves even the last layer, all is learned (spent), or the output has no slope there (stuck).
        """
        if np.isnan(self.dz[-1]):
            return "unknown"
        if not np.isfinite(self.dz).all() or self.ratio > EXPLODES_ABOVE:
            return "explodes"
        if self.dz[-1] == 0:
            return "stuck" if self.is_wrong else "spent"
        if self.dz[0] == 0:
            return "flat"
        return "vanishes" if self.ratio < VANISHES_BELOW else "flows"


def gradient_flow(subject: Subject) -> GradientFlow:
    """The gradients at the subject's training points, and what theory expects of them at the start."""
    dz, dw = rms_gradients(subject)
    blocked = _blocked(dz)
    design, loss, points = subject.design, subject.plan.loss, subject.points
    weightless = blocked is not None and not subject.parameters.weights[blocked + 1].any()
    has_slope = blocked is not None and not weightless and _has_slope(subject, blocked)
    is_wrong = bool(dz[-1] == 0) and _is_wrong(subject)
    rival, expected = rival_of(design, loss, points), expected_rms(design, loss, points)
    return GradientFlow(dz, dw, expected, rival, blocked, weightless, has_slope, is_wrong)


def _has_slope(subject: Subject, layer: int) -> bool:
    """Whether any neuron of a hidden layer has a slope at any training point."""
    xy = subject.points.xy[~subject.points.held_out]
    switch = activations_of(subject.design, subject.parameters)[layer]
    with np.errstate(all="ignore"):
        return bool(_slope(switch, *forward(subject.parameters, subject.design, xy)[layer]).any())


def _is_wrong(subject: Subject) -> bool:
    """Whether any training point is given another class than its own."""
    training = ~subject.points.held_out
    with np.errstate(all="ignore"):
        z, _ = forward(subject.parameters, subject.design, subject.points.xy[training])[-1]
    winner = output_head(subject.plan.loss, subject.classes).winner(z)
    return bool((winner != subject.points.label[training]).any())


def over_time(subject: Subject) -> PerLayer:
    """`rms_gradients` as one row, (2 * layers,): dz of all layers and then dw, the output last in each."""
    return read_only(np.concatenate(rms_gradients(subject)))


def rms_gradients(subject: Subject) -> tuple[PerLayer, PerLayer]:
    """Root-mean-squares of dL/dz and of dL/dW, as `GradientFlow` has them: (layers,) each, read-only.

    Backpropagation through all training points at once, after David Rumelhart, Geoffrey Hinton and Ronald
    Williams, 1986: in the parameters' type, but squares are summed in float64, for those of small gradients
    would be lost in float32.
    """
    training = ~subject.points.held_out
    if not training.any():
        nothing = read_only(np.full(len(subject.design.layers) + 1, np.nan))
        return nothing, nothing
    with np.errstate(all="ignore"):
        return _backwards(subject, subject.points.xy[training], subject.points.label[training])


def _backwards(subject: Subject, xy: Array, label: Array) -> tuple[PerLayer, PerLayer]:
    weights, switches = subject.parameters.weights, activations_of(subject.design, subject.parameters)
    pairs = forward(subject.parameters, subject.design, xy)
    inputs = (xy.T, *(a for _, a in pairs[:-1]))
    dz, dw = np.empty(len(weights)), np.empty(len(weights))
    delta = output_head(subject.plan.loss, subject.classes).delta(pairs[-1][0], label)
    for k in reversed(range(len(weights))):
        dz[k], dw[k] = _rms(delta), _rms(delta @ inputs[k].T) / len(label)
        if k:
            delta = weights[k].T @ delta
            delta *= _slope(switches[k - 1], *pairs[k - 1])
    return read_only(dz), read_only(dw)


def _slope(switch: Activation, z: Array, a: Array) -> Array:
    """The slope as training has it, which is faster than the definition."""
    slope, tape = np.empty_like(z), Tape(z.dtype)
    switch.record_slope(tape, z, a, slope)
    tape.play()
    return slope


def _rms(values: Array) -> float:
    root = math.sqrt(np.square(values, dtype=np.float64).mean())
    return root if math.isfinite(root) else math.inf


def _blocked(dz: PerLayer) -> int | None:
    """The last layer with nothing, where the one after it has something."""
    silent = np.flatnonzero((dz[:-1] == 0) & (dz[1:] != 0))
    return int(silent[-1]) if len(silent) else None
