"""One step of training, written down once for each batch of an epoch and then only played.

A step is: forward, the loss' slope, backward, penalties, update. Batches of one size share every array but
the points themselves, so their tapes differ in a handful of arguments.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.experiment import NetworkDesign, TrainingPlan
from sequentia_gui.network.batches import Batch
from sequentia_gui.network.optimizers import Update, optimizer
from sequentia_gui.network.output_head import OutputHead
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.network.recorded_layers import RecordedLayers
from sequentia_gui.network.tape import Call, Tape

Array = NDArray[Any]


class RecordedStep:
    """Owns the arrays of a step with batches of one size; `layers` holds its last run."""

    def __init__(
        self,
        parameters: Parameters,
        design: NetworkDesign,
        plan: TrainingPlan,
        head: OutputHead,
        batch: Batch,
        update: Update,
        mistakes: Array,
    ) -> None:
        self._batch, self._update = batch, update
        self._tape = Tape(parameters.vector.dtype)
        self.layers = RecordedLayers(parameters, design, batch.size)
        delta = np.zeros_like(self.layers.output)
        self.layers.record_forward(self._tape, batch.x)
        head.record_delta(self._tape, self.layers.output, batch.target, delta, 1 / batch.size)
        if head.counts_mistakes:
            record_mistakes(self._tape, delta, mistakes)
        gradient = Parameters(update.gradient, parameters.sizes)
        self.layers.record_backward(self._tape, delta, batch.rows, gradient)
        record_penalties(self._tape, parameters, update.gradient, plan)
        optimizer(plan.optimizer).record(self._tape, update, plan)

    def calls(self, batch: Batch, rate: Array, epsilon: Array) -> list[Call]:
        """The step on another batch of the same size, with its own rate and epsilon (0-d arrays)."""
        ours, update = self._batch, self._update
        pairs = ((ours.x, batch.x), (ours.rows, batch.rows), (ours.target, batch.target))
        return self._tape.exchanged([*pairs, (update.rate, rate), (update.epsilon, epsilon)])


def record_mistakes(tape: Tape, delta: Array, mistakes: Array) -> None:
    """Add to all of `mistakes` at how many points delta is not 0: the sum of its signs' squares."""
    sign, count = np.zeros_like(delta), tape.buffer()
    flat = sign.reshape(-1)
    tape.call(np.sign, delta, sign)
    tape.call(flat.dot, flat, count)
    tape.call(np.add, mistakes, count, mistakes)


def record_penalties(tape: Tape, parameters: Parameters, gradient: Array, plan: TrainingPlan) -> None:
    """Add the slopes of l1 |w| and l2 w² / 2 to the gradient, for weights and nothing else."""
    vector = parameters.vector
    mask, pull = parameters.weight_mask(), np.zeros_like(vector)
    for strength, shape in ((plan.l1, np.sign), (plan.l2, np.positive)):
        if strength:
            tape.call(shape, vector, pull)
            tape.call(np.multiply, pull, (strength * mask).astype(vector.dtype), pull)
            tape.call(np.add, gradient, pull, gradient)
