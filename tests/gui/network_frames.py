"""Frames of untrained networks, made without the training thread, for the tests of the network's view."""

from __future__ import annotations

import numpy as np

from sequentia_gui.analysis.activity import Activity
from sequentia_gui.analysis.neuron_maps import GRID, NeuronMaps
from sequentia_gui.analysis.plane import samples
from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import (
    Contestant,
    Experiment,
    NetworkDesign,
    PointSet,
    Recipe,
    TrainingPlan,
)
from sequentia_gui.experiment.loss_curve import LossCurve
from sequentia_gui.network.activations import activation
from sequentia_gui.network.losses import output_head
from sequentia_gui.network.parameters import Parameters, parameter_count
from sequentia_gui.training.messages import ContestantFrame, Frame

NO_CURVE = LossCurve.empty()


def experiment_of(widths: tuple[int, ...], name: str = "relu", classes: int = 2) -> Experiment:
    """A network of these widths, and 60 points of so many classes."""
    xy = np.random.default_rng(0).uniform(-5, 5, (60, 2)).astype(np.float32)
    points = PointSet(xy, (np.arange(60) % classes).astype(np.int8), np.arange(60) % 4 == 0)
    contestant = Contestant("A", NetworkDesign.of(widths, name), TrainingPlan())
    return Experiment("Test", points, Recipe("moons"), (contestant,))


def checkpoint_of(experiment: Experiment, seed: int = 0) -> Checkpoint:
    """Weights around 0 of a size that keeps signals alive."""
    sizes = experiment.network.sizes(experiment.points.classes)
    rng = np.random.default_rng(seed)
    vector = np.zeros(parameter_count(sizes), np.float32)
    for block in Parameters(vector, sizes).blocks:
        block[:] = rng.normal(0, (2 / block.shape[1]) ** 0.5, block.shape)
    vector.flags.writeable = False
    moments = np.zeros(2 * len(vector), np.float32)
    classes, design = experiment.points.classes, experiment.network
    return Checkpoint(design, classes, "adam", 0, 0, 0, vector, moments, True, NO_CURVE)


def frame_of(experiment: Experiment, checkpoint: Checkpoint | None = None) -> Frame:
    """A frame with the analyses that the network's view wants."""
    checkpoint = checkpoint or checkpoint_of(experiment)
    findings = {
        "neuron_maps": maps_of(experiment, checkpoint),
        "activity": activity_of(experiment, checkpoint),
    }
    state = ContestantFrame(checkpoint, 0.5, 0.5, 0.8, 0.8, findings)
    return Frame(1, experiment, (state,), False, 0.0)


def passes(
    experiment: Experiment, checkpoint: Checkpoint, xy: np.ndarray
) -> list[tuple[np.ndarray, np.ndarray]]:
    """(z, a) of each layer, written out plainly."""
    parameters = Parameters.of(checkpoint)
    head = output_head(experiment.training.loss, checkpoint.classes)
    values = [*(activation(layer.activation).value for layer in checkpoint.design.layers), head.value]
    a, found = xy.T, []
    for weights, bias, value in zip(parameters.weights, parameters.biases, values, strict=True):
        z = weights @ a + bias[:, None]
        a = value(z)
        found.append((z, a))
    return found


def maps_of(experiment: Experiment, checkpoint: Checkpoint) -> NeuronMaps:
    """Every neuron over the plane."""
    xy = samples(GRID)
    found = passes(experiment, checkpoint, xy)
    first = xy.T.reshape(2, GRID, GRID)
    post = (first, *(a.reshape(-1, GRID, GRID) for _, a in found))
    return NeuronMaps(post, tuple(z.reshape(-1, GRID, GRID) > 0 for z, _ in found[:-1]))


def activity_of(experiment: Experiment, checkpoint: Checkpoint) -> Activity:
    """Every hidden neuron at every point; whoever is off for all of them is called dead."""
    hidden = passes(experiment, checkpoint, experiment.points.xy)[:-1]
    pre, post = tuple(z for z, _ in hidden), tuple(a for _, a in hidden)
    zeros = tuple((a == 0).mean(axis=1) for a in post)
    dead = tuple(np.asarray((z <= 0).all(axis=1)) for z in pre)
    layer_zeros = tuple(float(z.mean()) for z in zeros)
    lively = tuple(np.zeros_like(each) for each in dead)
    label = experiment.points.label
    rates = tuple(
        np.stack([(z[:, label == each] > 0).mean(axis=1) for each in np.unique(label)], axis=1) for z in pre
    )
    on = tuple((z > 0).mean(axis=1) for z in pre)
    return Activity(pre, checkpoint.design.layers, on, zeros, layer_zeros, 0.0, dead, lively, rates)
