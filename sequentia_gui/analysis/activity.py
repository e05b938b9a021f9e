"""Activity shows which neurons switch on for which points, and which neurons never do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.plane import layers_at
from sequentia_gui.analysis.subject import Subject, read_only
from sequentia_gui.network.activations import Activation, activations_of

FAR = -8.0
"""The smooth tails of tanh and its kind round to a slope of 0 far from 0 though they have one: judged no farther."""


@dataclass(frozen=True, slots=True, eq=False)
class Activity:
    """Every hidden neuron at every point, in the order of the point set; all arrays are read-only.

    pre, post: per hidden layer the pre-activations and the activations, (k, n) float32; on means z > 0.
    zeros: per hidden layer (k,) float64, the share of points at which the neuron's output is exactly 0;
    layer_zeros and all_zeros are the same share over a layer and over all hidden neurons (0 without points).
    dead: per hidden layer (k,) bool: no training point switches the neuron on, and its slope is 0 at all of
    them, so that no gradient can wake it; where there are no training points nothing is called dead.
    """

    pre: tuple[NDArray[np.float32], ...]
    post: tuple[NDArray[np.float32], ...]
    zeros: tuple[NDArray[np.float64], ...]
    layer_zeros: tuple[float, ...]
    all_zeros: float
    dead: tuple[NDArray[np.bool_], ...]


def activity(subject: Subject) -> Activity:
    """What the hidden layers do at the subject's points."""
    hidden = layers_at(subject, subject.points.xy)[:-1]
    pre = tuple(read_only(z) for z, _ in hidden)
    post = tuple(read_only(a) for _, a in hidden)
    counts = tuple(a.shape[1] - np.count_nonzero(a, axis=1) for a in post)
    training = ~subject.points.held_out
    switches = activations_of(subject.design, subject.parameters)
    return Activity(
        pre,
        post,
        zeros=tuple(read_only(count / max(1, len(subject.points))) for count in counts),
        layer_zeros=tuple(_share(count.sum(), a.size) for count, a in zip(counts, post, strict=True)),
        all_zeros=_share(sum(count.sum() for count in counts), sum(a.size for a in post)),
        dead=tuple(read_only(_dead(switch, z[:, training])) for switch, z in zip(switches, pre, strict=True)),
    )


def _share(part: int, whole: int) -> float:
    return float(part / whole) if whole else 0.0


def _dead(switch: Activation, z: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Which neurons are off, with slope 0, at all training points; z: (k, n) there."""
    if z.shape[1] == 0:
        return np.zeros(len(z), np.bool_)
    dead: NDArray[np.bool_] = z.max(axis=1) <= 0
    slope = switch.slope(np.maximum(z[dead], FAR, dtype=np.float64))
    dead[dead] = ~slope.any(axis=1)
    return dead
