"""Activity shows which neurons switch on for which points, and which neurons never do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.plane import layers_at
from sequentia_gui.analysis.saturation import SATURATED_BELOW
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.experiment import Layer, PointSet
from sequentia_gui.experiment.read_only import read_only
from sequentia_gui.network.activations import Activation, activation_of, activations_of
from sequentia_gui.network.forward import hidden_layers

FAR = -8.0
"""The smooth tails of tanh and its kind round to a slope of 0 far from 0 though they have one: judged no farther."""

_SOMEWHERE = np.linspace(-8.0, 8.0, 65)

Silence = Literal["", "dead", "saturated"]
"""Why a neuron learns nothing, or hardly anything, at any training point; empty where it learns."""


@dataclass(frozen=True, slots=True, eq=False)
class Activity:
    """Every hidden neuron at every point, in the order of the point set; all arrays are read-only.

    pre: per hidden layer the pre-activations, (k, n) float32; on means z > 0. layers: the hidden layers with
    their trained slopes, from which `post` makes the activations anew: sent along, they would double a frame.
    on: per hidden layer (k,) float64, the share of points that switch a neuron on (0 without points).
    zeros: per hidden layer (k,) float64, the share of points at which the neuron's output is exactly 0;
    layer_zeros and all_zeros are the same share over a layer and over all hidden neurons (0 without points).
    dead: per hidden layer (k,) bool: no training point switches the neuron on, and its slope is 0 at all of
    them, so that no gradient can wake it; where there are no training points nothing is called dead.
    saturated: per hidden layer (k,) bool: a bounded switch whose slope is below SATURATED_BELOW in size at all training
    points, and that is not dead; a switch that has no slope anywhere (step) is never called that.
    rates: per hidden layer (k, classes) float64, the share of each class' points that switch a neuron on; NaN
    for a class that has no points.
    """

    pre: tuple[NDArray[np.float32], ...]
    layers: tuple[Layer, ...]
    on: tuple[NDArray[np.float64], ...]
    zeros: tuple[NDArray[np.float64], ...]
    layer_zeros: tuple[float, ...]
    all_zeros: float
    dead: tuple[NDArray[np.bool_], ...]
    saturated: tuple[NDArray[np.bool_], ...]
    rates: tuple[NDArray[np.float64], ...]

    @property
    def dead_count(self) -> int:
        """How many hidden neurons are dead."""
        return sum(int(np.count_nonzero(layer)) for layer in self.dead)

    @property
    def saturated_count(self) -> int:
        """How many hidden neurons are saturated."""
        return sum(int(np.count_nonzero(layer)) for layer in self.saturated)

    @property
    def post(self) -> tuple[NDArray[np.float32], ...]:
        """Per hidden layer the activations, (k, n) float32."""
        return tuple(self.post_of(layer) for layer in range(len(self.pre)))

    def post_of(self, layer: int) -> NDArray[np.float32]:
        """The activations of one hidden layer (0 = first), (k, n) float32: bit for bit what the network computes."""
        with np.errstate(all="ignore"):
            post: NDArray[np.float32] = activation_of(self.layers[layer]).value(self.pre[layer])
        return read_only(post)


def activity(subject: Subject) -> Activity:
    """What the hidden layers do at the subject's points."""
    hidden = layers_at(subject, subject.points.xy)[:-1]
    pre = tuple(read_only(z) for z, _ in hidden)
    count, kinds = len(subject.points), _kinds(subject)
    members = np.ones(count, np.float32) @ kinds[:, 2:]
    on = tuple(_counted(z > 0, kinds) for z in pre)
    silent = tuple(_counted(a == 0, kinds[:, :1])[:, 0] for _, a in hidden)
    switches = activations_of(subject.design, subject.parameters)
    training = _training(subject.points)
    judged = tuple(
        _judged(switch, z, training, fired[:, 1]) for switch, z, fired in zip(switches, pre, on, strict=True)
    )
    return Activity(
        pre,
        _as_they_are(subject.design.layers, switches),
        on=tuple(read_only(fired[:, 0] / max(1, count)) for fired in on),
        zeros=tuple(read_only(zeros / max(1, count)) for zeros in silent),
        layer_zeros=tuple(_share(zeros.sum(), count * len(zeros)) for zeros in silent),
        all_zeros=_share(sum(zeros.sum() for zeros in silent), count * sum(map(len, silent))),
        dead=tuple(read_only(dead) for dead, _ in judged),
        saturated=tuple(read_only(saturated) for _, saturated in judged),
        rates=tuple(read_only(_rates(fired[:, 2:], members)) for fired in on),
    )


def silence(subject: Subject, layer: int, position: int) -> Silence:
    """Whether one hidden neuron (layer 0 = first) is dead or saturated, exactly as `activity` says it of all."""
    shallow = hidden_layers(subject.parameters, subject.design, subject.points.xy)
    z, _ = next(islice(shallow, layer, None))
    switch = activations_of(subject.design, subject.parameters)[layer]
    z, training = z[position : position + 1], _training(subject.points)
    dead, saturated = _judged(switch, z, training, np.count_nonzero(z[:, training] > 0, axis=1))
    return "dead" if dead[0] else "saturated" if saturated[0] else ""


def _as_they_are(layers: tuple[Layer, ...], switches: tuple[Activation, ...]) -> tuple[Layer, ...]:
    """The layers, with what training has found where an activation has a trained parameter."""
    now = zip(layers, switches, strict=True)
    return tuple(
        replace(layer, parameters=switch.values) if switch.is_trained else layer for layer, switch in now
    )


def _share(part: float, whole: int) -> float:
    return float(part / whole) if whole else 0.0


def _kinds(subject: Subject) -> NDArray[np.float32]:
    """Who belongs to what, as 0 and 1, (n, 2 + classes): any point, a training point, a point of each class."""
    points = subject.points
    members = points.label[:, None] == np.arange(subject.classes)
    return np.column_stack([np.ones(len(points)), ~points.held_out, members]).astype(np.float32)


def _counted(marked: NDArray[np.bool_], kinds: NDArray[np.float32]) -> NDArray[np.float64]:
    """How many points of each kind are marked, neuron by neuron: (k, kinds); a product counts the fastest."""
    counts: NDArray[np.float32] = marked.astype(np.float32) @ kinds
    return counts.astype(np.float64)


def _rates(fired: NDArray[np.float64], members: NDArray[np.float32]) -> NDArray[np.float64]:
    """The share of each class' members (classes,) that switch a neuron on, from their numbers (k, classes)."""
    with np.errstate(invalid="ignore"):
        rates: NDArray[np.float64] = fired / members
    return rates


def _training(points: PointSet) -> slice | NDArray[np.intp]:
    """Which points are trained on; all of them without a copy."""
    return np.flatnonzero(~points.held_out) if points.held_out.any() else slice(None)


def _judged(
    switch: Activation,
    z: NDArray[np.float32],
    training: slice | NDArray[np.intp],
    fired: NDArray[np.number[Any]],
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which neurons are dead, and which are saturated, from their z (k, n) and how many training points fire each."""
    silent = np.flatnonzero(fired == 0)
    dead, saturated = np.zeros((2, len(z)), np.bool_)
    dead[silent] = _dead(switch, z[silent][:, training])
    if switch.bounded and switch.slope(_SOMEWHERE).any():
        saturated = _saturated(switch, z[:, training]) & ~dead
    return dead, saturated


def _saturated(switch: Activation, z: NDArray[np.float32]) -> NDArray[np.bool_]:
    if z.shape[1] == 0:
        return np.zeros(len(z), np.bool_)
    saturated: NDArray[np.bool_] = np.abs(switch.slope(z)).max(axis=1) < SATURATED_BELOW
    return saturated


def _dead(switch: Activation, z: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Which neurons are off, with slope 0, at all training points; z: (k, n) there."""
    if z.size == 0:
        return np.zeros(len(z), np.bool_)
    dead: NDArray[np.bool_] = z.max(axis=1) <= 0
    near = z[dead] if switch.linear else np.maximum(z[dead], FAR, dtype=np.float64)
    slope = switch.slope(near)
    dead[dead] = ~slope.any(axis=1)
    return dead
