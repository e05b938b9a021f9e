"""How far a single straight line gets in telling the classes apart: the number for “easily separable”."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.plane import layers_at
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.experiment import PointSet
from sequentia_gui.network.losses import output_head

Array = NDArray[Any]

_RIDGES = (1e-2,) * 4 + (1e-4,) * 4 + (1e-6,) * 4
"""The pull towards 0 per point, weaker and weaker: strong enough at first that no step goes too far."""

_ANGLES = np.linspace(0, np.pi, 60, endpoint=False)
_CIRCLE = np.stack([np.cos(_ANGLES), np.sin(_ANGLES)], axis=1)


@dataclass(frozen=True, slots=True)
class Separability:
    """How far a straight line gets with the training points, None where they are not of two classes.

    shares: on the plane itself, then with what each layer says of the points, the output last.
    """

    shares: tuple[float | None, ...]


def of_layers(subject: Subject) -> Separability:
    """How far a straight line gets on the plane and after every layer."""
    *_, found = layer_by_layer(subject)
    return found


def layer_by_layer(subject: Subject) -> Iterator[Separability]:
    """The same in parts: after each layer what is known so far, the whole at the end."""
    *hidden, (output, _) = layers_at(subject, subject.points.xy[~subject.points.held_out])
    shares = [_drawn(subject.points)]
    for depth, values in enumerate((*(a for _, a in hidden), output), start=1):
        shares.append(_carried(subject, depth, values))
        yield Separability(tuple(shares))


@lru_cache(maxsize=4)
def _drawn(points: PointSet) -> float | None:
    """On the plane itself, which no training changes."""
    training = ~points.held_out
    return separability(points.xy[training].T, points.label[training])


def _carried(subject: Subject, depth: int, values: Array) -> float | None:
    """For what layer `depth` says, 1 being the first; the network's own output is one of the lines tried."""
    own = depth == len(subject.design.layers)
    weights, biases = subject.parameters.weights, subject.parameters.biases
    threshold = output_head(subject.plan.loss, subject.classes).threshold
    readout = (weights[depth], biases[depth] - threshold) if own else None
    return separability(values, subject.points.label[~subject.points.held_out], readout)


def separability(
    values: Array, label: NDArray[np.integer[Any]], readout: tuple[Array, Array] | None = None
) -> float | None:
    """The share of points (n,) that the best straight line found puts on the right side; None without two classes.

    values (k, n) are coordinates. Two classes: of several directions the one with the best threshold, found
    exactly for each; the directions are those of logistic regression, of the two means, of each axis, and in the
    plane of every third degree. More classes: one logistic regression for each class against the rest, of
    which the strongest speaks. `readout` are weights (c, k) and biases (c,) to beat, for example the network's own. A
    lower bound in any case: to find the very best line is hard (Johnson and Preparata, 1978).
    """
    present = np.unique(label)
    if len(present) < 2:
        return None
    x = _standard(values)
    own = _of_readout(values, label, readout)
    if len(present) == 2:
        return max(own, _best_of_two(x, label == present[1]))
    return max(own, _best_of_many(x, label, present))


def _standard(values: Array) -> Array:
    """Each coordinate with mean 0 and spread 1; one that says nothing becomes 0."""
    x = np.nan_to_num(values.astype(np.float64), posinf=1e30, neginf=-1e30)
    x -= x.mean(axis=1, keepdims=True)
    spread = x.std(axis=1, keepdims=True)
    standard: Array = np.divide(x, spread, out=np.zeros_like(x), where=spread > 1e-12)
    return standard


def _of_readout(values: Array, label: Array, readout: tuple[Array, Array] | None) -> float:
    if readout is None:
        return 0.0
    scores = readout[0] @ values + readout[1][:, None]
    says = scores[0] > 0 if len(scores) == 1 else scores.argmax(axis=0)
    return float((says == label).mean())


def _best_of_two(x: Array, second: NDArray[np.bool_]) -> float:
    mean = x[:, second].mean(axis=1) - x[:, ~second].mean(axis=1)
    more = _CIRCLE if len(x) == 2 else np.empty((0, len(x)))
    best = _best_threshold(np.vstack([mean[None], np.eye(len(x)), more]) @ x, second)
    if best == 1.0:
        return best
    return max(best, _best_threshold(_logistic(x, second)[:, :-1] @ x, second))


def _best_threshold(scores: Array, second: NDArray[np.bool_]) -> float:
    """The best share over all rows of scores (c, n), all thresholds between two values, and both sides."""
    order = np.argsort(scores, axis=1, kind="stable")
    ranked = np.take_along_axis(scores, order, axis=1)
    # Right so far, if all up to here are the first class and the rest the second: +1 for each first one.
    right = second.sum() + np.cumsum(np.where(second, -1, 1)[order], axis=1)
    splits = np.diff(ranked, axis=1, append=np.inf) > 1e-12
    most = np.where(splits, np.maximum(right, len(second) - right), 0).max()
    return float(max(most, second.sum(), (~second).sum()) / len(second))


def _logistic(x: Array, target: NDArray[np.bool_]) -> Array:
    """Directions (steps, k + 1), bias last, on Newton's way to the logistic regression of x (k, n)."""
    ones = np.vstack([x, np.ones(x.shape[1])])
    weights, way = np.zeros(len(ones)), []
    for ridge in _RIDGES:
        p = 1 / (1 + np.exp(-np.clip(weights @ ones, -30, 30)))
        pull = ridge * x.shape[1] * np.append(np.ones(len(x)), 1e-6)
        slope = ones @ (p - target) + pull * weights
        curvature = (ones * (p * (1 - p))) @ ones.T
        curvature.flat[:: len(ones) + 1] += pull + 1e-9
        weights = weights - np.linalg.solve(curvature, slope)
        way.append(weights)
        if bool((((weights @ ones) > 0) == target).all()):
            break
    return np.array(way)


def _best_of_many(x: Array, label: Array, present: Array) -> float:
    ones = np.vstack([x, np.ones(x.shape[1])])
    scores = np.stack([_logistic(x, label == each)[-1] @ ones for each in present])
    counts = np.bincount(label)
    return float(max((present[scores.argmax(axis=0)] == label).mean(), counts.max() / len(label)))
