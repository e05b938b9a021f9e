"""The decision map says which class the network would choose at every place of the plane, and how surely."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.borders import borders
from sequentia_gui.analysis.plane import output_at, samples
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.read_only import read_only
from sequentia_gui.network.losses import output_head

GRID = 128


@dataclass(frozen=True, slots=True, eq=False)
class DecisionMap:
    """What the network decides over the plane, at `plane.samples(GRID)`; all arrays are read-only.

    winner: (g, g) int8, the class with the highest probability. confidence: (g, g) float32, from 0 where the
    best two classes tie to 1 where the network is sure: the best probability minus the second best (for two
    classes that is |2p - 1|). boundary: polylines (m, 2) float32, in the plane's coordinates, along which the
    winner changes. Row 0 is the bottom of the plane (x2 = -6), column 0 its left.
    """

    winner: NDArray[np.int8]
    confidence: NDArray[np.float32]
    boundary: tuple[NDArray[np.float32], ...]


def decision_map(subject: Subject) -> DecisionMap:
    """What the subject's network decides at every sample of the plane."""
    z = output_at(subject, samples(GRID))
    head = output_head(subject.plan.loss, subject.classes)
    over = (z - head.threshold).astype(z.dtype)
    scores = np.vstack([-over, over]) if len(z) == 1 else z
    return DecisionMap(
        read_only(head.winner(z).astype(np.int8).reshape(GRID, GRID)),
        read_only(_lead(head.probabilities(z)).reshape(GRID, GRID)),
        borders(scores.reshape(-1, GRID, GRID)),
    )


def _lead(probability: NDArray[np.float32]) -> NDArray[np.float32]:
    """By how much the best of the rows (classes, n) leads the second best, at each of n places."""
    best, second = np.fmax(probability[0], probability[1]), np.fmin(probability[0], probability[1])
    for other in probability[2:]:
        second = np.fmax(second, np.fmin(best, other))
        best = np.fmax(best, other)
    lead: NDArray[np.float32] = best - second
    return lead
