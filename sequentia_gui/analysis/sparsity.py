"""Sparsity is how much of a network stays silent: a share of outputs that are 0, and neurons that never speak."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.activity import activity
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.network.forward import hidden_layers

Rates = NDArray[np.float64] | float

LEAD = 0.5
"""By so much of its points, as a share, a specialist's class leads the next one."""

_ROUNDING = 1e-9


def zeros(subject: Subject) -> NDArray[np.float64]:
    """Per hidden layer, the share of outputs, over all neurons and points, that are exactly 0: (layers,).

    NaN where there are no points.
    """
    if not len(subject.points):
        return np.full(len(subject.design.layers), np.nan)
    hidden = hidden_layers(subject.parameters, subject.design, subject.points.xy)
    return np.array([np.count_nonzero(a == 0) / a.size for _, a in hidden], np.float64)


def dead(subject: Subject) -> NDArray[np.float64]:
    """Per hidden layer, how many of its neurons are dead as `activity.Activity` says it: (layers,)."""
    return np.array([np.count_nonzero(layer) for layer in activity(subject).dead], np.float64)


def is_special(first: Rates, second: Rates) -> NDArray[np.bool_]:
    """Whether the first class leads the second by LEAD; 7 of 10 lead 2 of 10 by exactly that, but for rounding."""
    special: NDArray[np.bool_] = np.subtract(first, second) >= LEAD - _ROUNDING
    return special


def specialties(rates: NDArray[np.float64]) -> list[tuple[int, int]]:
    """The specialists among k neurons with firing rates (k, classes): pairs of neuron and class.

    A specialist fires for a share of one class that is by at least LEAD larger than that of any other class;
    where points are of one class (the others' rates are NaN) there is nothing to be special for.
    """
    if not len(rates) or np.isfinite(rates).any(axis=0).sum() < 2:
        return []
    ordered = np.sort(np.nan_to_num(rates), axis=1)
    leading = np.flatnonzero(is_special(ordered[:, -1], ordered[:, -2]))
    best = np.nan_to_num(rates).argmax(axis=1)
    return [(int(place), int(best[place])) for place in leading]
