"""Activity shows which neurons switch on for which points, and which neurons never do."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.plane import layers_at
from sequentia_gui.analysis.subject import Subject, read_only
from sequentia_gui.network.activations import Activation, activations_of
from sequentia_gui.network.forward import hidden_layers

FAR = -8.0
"""The smooth tails of tanh and its kind round to a slope of 0 far from 0 though they have one: judged no farther."""

FLAT = 0.01
"""A bounded switch whose slope is smaller than this is saturated: hardly any gradient passes."""

_SOMEWHERE = np.linspace(-8.0, 8.0, 65)

Silence = Literal["", "dead", "saturated"]
"""Why a neuron learns nothing, or hardly anything, at any training point; empty where it learns."""


@dataclass(frozen=True, slots=True, eq=False)
class Activity:
    """Every hidden neuron at every point, in the order of the point set; all arrays are read-only.

    pre, post: per hidden layer the pre-activations and the activations, (k, n) float32; on means z > 0.
    zeros: per hidden layer (k,) float64, the share of points at which the neuron's output is exactly 0;
    layer_zeros and all_zeros are the same share over a layer and over all hidden neurons (0 without points).
    dead: per hidden layer (k,) bool: no training point switches the neuron on, and its slope is 0 at all of
    them, so that no gradient can wake it; where there are no training points nothing is called dead.
    saturated: per hidden layer (k,) bool: a bounded switch whose slope is below FLAT in size at all training
    points, and that is not dead; a switch that has no slope anywhere (step) is never called that.
    rates: per hidden layer (k, classes) float64, the share of each class' points that switch a neuron on; NaN
    for a class that has no points.
    """

    pre: tuple[NDArray[np.float32], ...]
    post: tuple[NDArray[np.float32], ...]
    zeros: tuple[NDArray[np.float64], ...]
    layer_zeros: tuple[float, ...]
    all_zeros: float
    dead: tuple[NDArray[np.bool_], ...]
    saturated: tuple[NDArray[np.bool_], ...]
    rates: tuple[NDArray[np.float64], ...]


def activity(subject: Subject) -> Activity:
    """What the hidden layers do at the subject's points."""
    hidden = layers_at(subject, subject.points.xy)[:-1]
    pre = tuple(read_only(z) for z, _ in hidden)
    post = tuple(read_only(a) for _, a in hidden)
    counts = tuple(a.shape[1] - np.count_nonzero(a, axis=1) for a in post)
    training = ~subject.points.held_out
    switches = activations_of(subject.design, subject.parameters)
    judged = tuple(_judged(switch, z[:, training]) for switch, z in zip(switches, pre, strict=True))
    return Activity(
        pre,
        post,
        zeros=tuple(read_only(count / max(1, len(subject.points))) for count in counts),
        layer_zeros=tuple(_share(count.sum(), a.size) for count, a in zip(counts, post, strict=True)),
        all_zeros=_share(sum(count.sum() for count in counts), sum(a.size for a in post)),
        dead=tuple(read_only(dead) for dead, _ in judged),
        saturated=tuple(read_only(saturated) for _, saturated in judged),
        rates=tuple(read_only(_rates(z, subject)) for z in pre),
    )


def silence(subject: Subject, layer: int, position: int) -> Silence:
    """Whether one hidden neuron (layer 0 = first) is dead or saturated, exactly as `activity` says it of all."""
    shallow = hidden_layers(subject.parameters, subject.design, subject.points.xy)
    z, _ = next(islice(shallow, layer, None))
    switch = activations_of(subject.design, subject.parameters)[layer]
    dead, saturated = _judged(switch, z[position : position + 1, ~subject.points.held_out])
    return "dead" if dead[0] else "saturated" if saturated[0] else ""


def _share(part: int, whole: int) -> float:
    return float(part / whole) if whole else 0.0


def _rates(z: NDArray[np.float32], subject: Subject) -> NDArray[np.float64]:
    members = (subject.points.label[:, None] == np.arange(subject.classes)).astype(np.float32)
    counts = members.sum(axis=0, dtype=np.float64)
    with np.errstate(invalid="ignore"):
        rates: NDArray[np.float64] = ((z > 0).astype(np.float32) @ members) / counts
    return rates


def _judged(switch: Activation, z: NDArray[np.float32]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which neurons are dead, and which are saturated, from their z (k, n) at all training points."""
    dead = _dead(switch, z)
    return dead, _saturated(switch, z) & ~dead


def _saturated(switch: Activation, z: NDArray[np.float32]) -> NDArray[np.bool_]:
    if z.shape[1] == 0 or not switch.bounded or not switch.slope(_SOMEWHERE).any():
        return np.zeros(len(z), np.bool_)
    saturated: NDArray[np.bool_] = np.abs(switch.slope(z)).max(axis=1) < FLAT
    return saturated


def _dead(switch: Activation, z: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Which neurons are off, with slope 0, at all training points; z: (k, n) there."""
    if z.shape[1] == 0:
        return np.zeros(len(z), np.bool_)
    dead: NDArray[np.bool_] = z.max(axis=1) <= 0
    near = z[dead] if switch.linear else np.maximum(z[dead], FAR, dtype=np.float64)
    slope = switch.slope(near)
    dead[dead] = ~slope.any(axis=1)
    return dead
