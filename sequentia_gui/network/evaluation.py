"""How good the network is at the moment: loss and accuracy over all training points and all test points."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.experiment import NetworkDesign, PointSet, TrainingPlan
from sequentia_gui.network.forward import with_ones
from sequentia_gui.network.losses import output_head
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.network.recorded_layers import RecordedLayers
from sequentia_gui.network.tape import Tape

Losses = tuple[float | None, float | None, float | None, float | None]
"""Training loss, test loss, training accuracy, test accuracy; None where there are no such points."""


def are_finite(losses: Losses) -> bool:
    """Whether both losses are finite numbers, where there are points to have them."""
    return all(loss is None or math.isfinite(loss) for loss in losses[:2])


class Evaluation:
    """Owns a tape through all the points at once, training points first; reads the parameters' memory."""

    def __init__(
        self, parameters: Parameters, design: NetworkDesign, plan: TrainingPlan, points: PointSet
    ) -> None:
        self._vector = parameters.vector
        order = np.argsort(points.held_out, kind="stable")
        self._label = points.label[order]
        self._head = output_head(plan.loss, points.classes)
        self._tape = Tape(parameters.vector.dtype)
        self._layers = RecordedLayers(parameters, design, len(points))
        self._layers.record_forward(self._tape, with_ones(points.xy[order], self._tape.dtype).T)
        training = int(np.count_nonzero(~points.held_out))
        self._spans = (slice(0, training), slice(training, len(points)))

    def losses(self) -> Losses:
        """Mean losses, without penalties, and the shares of points with the right winner.

        The losses are NaN when a parameter is not finite.
        """
        with np.errstate(all="ignore"):
            self._tape.play()
            z = self._layers.output
            losses = self._head.losses(z, self._label)
            right = self._head.winner(z) == self._label
        if not np.isfinite(self._vector).all():
            losses = np.full_like(losses, np.nan)  # fmax in a ReLU would hide it
        return (*self._means(losses), *self._means(right))

    def _means(self, values: NDArray[Any]) -> tuple[float | None, float | None]:
        train, test = (values[span] for span in self._spans)
        return (_mean(train), _mean(test))


def _mean(values: NDArray[Any]) -> float | None:
    return float(values.sum(dtype=np.float64)) / len(values) if len(values) else None
