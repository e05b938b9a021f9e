"""Backpropagation as a textbook writes it: slow, plain, and what the fast trainer is held to.

The gradients follow David Rumelhart, Geoffrey Hinton and Ronald Williams, 1986. Read this module to see how
training works, and `recorded_layers`, `recorded_step` and `trainer` to see how the same is made fast.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.experiment import NetworkDesign, PointSet, TrainingPlan
from sequentia_gui.network.activations import activations_of, trained_layers
from sequentia_gui.network.forward import forward
from sequentia_gui.network.losses import output_head
from sequentia_gui.network.optimizers import ADAM_DECAYS, EPSILON, RMSPROP_DECAY
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.network.shuffling import Shuffler

Array = NDArray[Any]


def loss(
    parameters: Parameters, design: NetworkDesign, plan: TrainingPlan, classes: int, xy: Array, label: Array
) -> float:
    """The mean loss of points xy (n, 2) with labels (n,), without penalties."""
    z = forward(parameters, design, xy)[-1][0]
    return float(output_head(plan.loss, classes).losses(z, label).mean())


def penalty(parameters: Parameters, plan: TrainingPlan) -> float:
    """l1 times the sum of |w|, plus l2 times half the sum of w², over weights and nothing else."""
    weights = parameters.vector * parameters.weight_mask()
    return float(plan.l1 * np.abs(weights).sum() + plan.l2 * (weights**2).sum() / 2)


def gradient(
    parameters: Parameters, design: NetworkDesign, plan: TrainingPlan, classes: int, xy: Array, label: Array
) -> Parameters:
    """The slope of mean loss plus penalty with respect to every parameter, in the parameters' layout."""
    pairs = forward(parameters, design, xy)
    deltas = backward(parameters, design, plan, classes, pairs, label)
    inputs = [xy.T, *(a for _, a in pairs[:-1])]
    slopes = Parameters(np.zeros_like(parameters.vector), parameters.sizes)
    for weights, biases, delta, a in zip(slopes.weights, slopes.biases, deltas, inputs, strict=True):
        weights[:] = delta @ a.T
        biases[:] = delta.sum(axis=1)
    for place, layer in enumerate(trained_layers(design)):
        slopes.trained[place] = _trained_slope(parameters, design, layer, pairs[layer][0], deltas[layer + 1])
    mask, vector = parameters.weight_mask(), parameters.vector
    slopes.vector[:] += mask * (plan.l1 * np.sign(vector) + plan.l2 * vector)
    return slopes


def _trained_slope(
    parameters: Parameters, design: NetworkDesign, layer: int, z: Array, delta_above: Array
) -> float:
    """dL/dp = sum of dL/da da/dp over a layer's neurons and points (He and others, 2015, equation 10)."""
    trained_slope = activations_of(design, parameters)[layer].trained_slope
    assert trained_slope is not None
    return float(((parameters.weights[layer + 1].T @ delta_above) * trained_slope(z)).sum())


def backward(
    parameters: Parameters,
    design: NetworkDesign,
    plan: TrainingPlan,
    classes: int,
    pairs: tuple[tuple[Array, Array], ...],
    label: Array,
) -> list[Array]:
    """dL/dz of every layer, (k, n) each, hidden layers first, for the mean loss L and forward's pairs."""
    delta = output_head(plan.loss, classes).delta(pairs[-1][0], label) / len(label)
    deltas = [delta]
    switches = activations_of(design, parameters)
    for k in reversed(range(len(design.layers))):
        slope = switches[k].slope(pairs[k][0])
        deltas.insert(0, parameters.weights[k + 1].T @ deltas[0] * slope)
    return deltas


@dataclass(eq=False)
class Memory:
    """What an optimiser remembers in the textbook's terms: two moments and the number of steps."""

    first: Array | float = 0.0
    second: Array | float = 0.0
    steps: int = 0


def update(vector: Array, slopes: Array, memory: Memory, plan: TrainingPlan) -> None:
    """One step of the plan's optimiser on the flat vector, in place."""
    memory.steps += 1
    vector -= plan.learning_rate * _DIRECTIONS[plan.optimizer](slopes, memory, plan)


def _momentum(slopes: Array, memory: Memory, plan: TrainingPlan) -> Any:
    memory.first = plan.momentum * memory.first + slopes
    return memory.first


def _rmsprop(slopes: Array, memory: Memory, plan: TrainingPlan) -> Array:
    memory.second = RMSPROP_DECAY * memory.second + (1 - RMSPROP_DECAY) * slopes**2
    return slopes / (np.sqrt(memory.second) + EPSILON)


def _adam(slopes: Array, memory: Memory, plan: TrainingPlan) -> Any:
    first, second = ADAM_DECAYS
    memory.first = first * memory.first + (1 - first) * slopes
    memory.second = second * memory.second + (1 - second) * slopes**2
    mean = memory.first / (1 - first**memory.steps)
    return mean / (np.sqrt(memory.second / (1 - second**memory.steps)) + EPSILON)


_DIRECTIONS = {
    "sgd": lambda slopes, memory, plan: slopes,
    "momentum": _momentum,
    "rmsprop": _rmsprop,
    "adam": _adam,
}


@dataclass(eq=False)
class ReferenceTrainer:
    """Trains `parameters` in place on the points that are not held out, as `trainer.Trainer` does."""

    design: NetworkDesign
    plan: TrainingPlan
    points: PointSet
    parameters: Parameters
    step: int = 0
    memory: Memory = field(default_factory=Memory)

    def run(self, steps: int) -> None:
        """Take that many batches."""
        training = np.flatnonzero(~self.points.held_out)
        size = min(self.plan.batch_size or len(training), len(training))
        for _ in range(steps):
            epoch, batch = divmod(self.step, -(-len(training) // size))
            chosen = training[self._order(epoch, len(training))][batch * size : (batch + 1) * size]
            self._take(self.points.xy[chosen], self.points.label[chosen])

    def _order(self, epoch: int, count: int) -> Array:
        return Shuffler(self.design.seed, count).order(epoch)

    def _take(self, xy: Array, label: Array) -> None:
        slopes = gradient(self.parameters, self.design, self.plan, self.points.classes, xy, label)
        update(self.parameters.vector, slopes.vector, self.memory, self.plan)
        self.step += 1
