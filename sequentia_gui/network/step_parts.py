"""A training step in parts: all that it does, and only what its activations do of that, for a stopwatch."""

from __future__ import annotations

import numpy as np

from sequentia_gui.experiment.experiment import NetworkDesign, PointSet, TrainingPlan
from sequentia_gui.network.batches import Batches
from sequentia_gui.network.losses import output_head
from sequentia_gui.network.optimizers import EPSILON, Update, optimizer
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.network.recorded_step import RecordedStep
from sequentia_gui.network.tape import Call, Tape


class StepParts:
    """Owns a step's arrays, none of which anybody else uses; there must be points that are not held out.

    `whole` are the calls with which a trainer takes a step with the first batch of an epoch, here with a learning
    rate of 0, so that each time is like the last. `activations` are those among them that are the activations'
    values and slopes.
    """

    def __init__(
        self, design: NetworkDesign, plan: TrainingPlan, points: PointSet, parameters: Parameters
    ) -> None:
        own = parameters.copy()
        dtype, count = own.vector.dtype, len(own.vector)
        batches = Batches(design, plan, points, dtype)
        self.batch = batches[0].size
        tape = Tape(dtype)
        moments = np.zeros((optimizer(plan.optimizer).slots, count), dtype)
        work, rate, epsilon = np.zeros((2, count), dtype), tape.constant(0), tape.constant(EPSILON)
        update = Update(own.vector, work, moments, rate, epsilon)
        head = output_head(plan.loss, points.classes)
        step = RecordedStep(own, design, plan, head, batches[0], update, np.zeros(2))
        step.layers.record_activations(tape)
        self.whole: list[Call] = step.calls(batches[0], rate, epsilon)
        self.activations: list[Call] = tape.calls
