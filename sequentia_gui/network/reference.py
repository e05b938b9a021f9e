"""Training as a textbook writes it: slow, plain, and what the fast trainer is held to.

A step of training is forward, backward, gradient, update, which follow here in this order, after David
Rumelhart, Geoffrey Hinton and Ronald Williams, 1986. n are the points, k the neurons of a layer, z = W a + b what
arrives in them, from the outputs a of the layer below, and L the mean loss. How the same is made fast is in
`tape`, `recorded_layers`, `recorded_step` and `trainer`; the tests hold the two together, and the gradient to
finite differences.
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
from sequentia_gui.network.optimizers import Memory, optimizer
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.network.shuffling import Shuffler

Array = NDArray[Any]

Pairs = tuple[tuple[Array, Array], ...]
"""What `forward` finds: (z, a) of every layer, each (k, n), the output last."""


def loss(
    parameters: Parameters, design: NetworkDesign, plan: TrainingPlan, classes: int, xy: Array, label: Array
) -> float:
    """The mean loss L of points xy (n, 2) with labels (n,), without penalties."""
    z = forward(parameters, design, xy)[-1][0]
    return float(output_head(plan.loss, classes).losses(z, label).mean())


def penalty(parameters: Parameters, plan: TrainingPlan) -> float:
    """l1 times the sum of |w|, plus l2 times half the sum of w², over weights and nothing else."""
    weights = parameters.vector * parameters.weight_mask()
    return float(plan.l1 * np.abs(weights).sum() + plan.l2 * (weights**2).sum() / 2)


def backward(
    parameters: Parameters,
    design: NetworkDesign,
    plan: TrainingPlan,
    classes: int,
    pairs: Pairs,
    label: Array,
) -> list[Array]:
    """delta = dL/dz of every layer, (k, n) each, hidden layers first, from what forward found.

    At the output it is what came out minus what should have, times what `losses` says besides. From there it goes
    back by the chain rule: a layer's a counts for L through the weights W of the next one, dL/da = Wᵀ delta, and z
    counts through a, with the slope of the activation: delta below = Wᵀ delta · da/dz.
    """
    delta = output_head(plan.loss, classes).delta(pairs[-1][0], label) / len(label)
    deltas = [delta]
    activations = activations_of(design, parameters)
    for k in reversed(range(len(design.layers))):
        slope = activations[k].slope(pairs[k][0])
        delta = parameters.weights[k + 1].T @ delta * slope
        deltas.append(delta)
    return deltas[::-1]


def gradient(
    parameters: Parameters, design: NetworkDesign, plan: TrainingPlan, classes: int, xy: Array, label: Array
) -> Parameters:
    """The slope of L plus penalty with respect to every parameter, in the parameters' layout.

    z = W a + b, so each weight counts through the a that it multiplies, and each bias as it is: with the sums over
    the points dL/dW = delta aᵀ and dL/db = the sum of delta.
    """
    pairs = forward(parameters, design, xy)
    deltas = backward(parameters, design, plan, classes, pairs, label)
    inputs = [xy.T, *(a for _, a in pairs[:-1])]
    slopes = Parameters(np.zeros_like(parameters.vector), parameters.sizes)
    for weights, biases, delta, a in zip(slopes.weights, slopes.biases, deltas, inputs, strict=True):
        weights[:] = delta @ a.T
        biases[:] = delta.sum(axis=1)
    for place, layer in enumerate(trained_layers(design)):
        slopes.trained[place] = _trained_slope(parameters, design, layer, pairs[layer][0], deltas[layer + 1])
    slopes.vector[:] += _pull(parameters, plan)
    return slopes


def _trained_slope(
    parameters: Parameters, design: NetworkDesign, layer: int, z: Array, delta_above: Array
) -> float:
    """dL/dp = sum of dL/da da/dp over a layer's neurons and points (Kaiming He and others, 2015, equation 2)."""
    trained_slope = activations_of(design, parameters)[layer].trained_slope
    assert trained_slope is not None
    return float(((parameters.weights[layer + 1].T @ delta_above) * trained_slope(z)).sum())


def _pull(parameters: Parameters, plan: TrainingPlan) -> Array:
    """The slope of the penalty, (p,): it pulls weights towards 0, and leaves everything else alone."""
    vector = parameters.vector
    pull: Array = parameters.weight_mask() * (plan.l1 * np.sign(vector) + plan.l2 * vector)
    return pull


def update(vector: Array, slopes: Array, memory: Memory, plan: TrainingPlan) -> None:
    """One step of the plan's optimiser, downhill, on the flat vector (p,), in place."""
    memory.steps += 1
    vector -= plan.learning_rate * optimizer(plan.optimizer).direction(slopes, memory, plan)


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
        """Take that many batches: each epoch visits all points once, in an order of its own."""
        training = np.flatnonzero(~self.points.held_out)
        size = self.plan.points_in_batch(len(training))
        shuffler = Shuffler(self.design.seed, len(training))
        for _ in range(steps):
            epoch, batch = divmod(self.step, self.plan.batches_in_pass(len(training)))
            chosen = training[shuffler.order(epoch)][batch * size : (batch + 1) * size]
            self._take(self.points.xy[chosen], self.points.label[chosen])

    def _take(self, xy: Array, label: Array) -> None:
        slopes = gradient(self.parameters, self.design, self.plan, self.points.classes, xy, label)
        update(self.parameters.vector, slopes.vector, self.memory, self.plan)
        self.step += 1
