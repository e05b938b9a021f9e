"""An epoch visits all training points once, a batch at a time, in a new order each time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from sequentia_gui.experiment.experiment import NetworkDesign, PointSet, TrainingPlan
from sequentia_gui.network.forward import with_ones
from sequentia_gui.network.losses import output_head
from sequentia_gui.network.shuffling import Shuffler

Array = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Windows onto the gathered points.

    `x` (3, b) ends in a row of ones, `rows` is the same as (b, 3); `target` (outputs, b) as the head wants it.
    """

    x: Array
    rows: Array
    target: Array

    @property
    def size(self) -> int:
        """The number of its points."""
        return len(self.rows)


class Batches:
    """Owns the training points, gathered in the order of the present epoch, and its batches as views of them.

    The last batch is smaller where the points do not divide evenly. When one batch holds all the points their
    order does not matter, and they are not shuffled.
    """

    def __init__(self, design: NetworkDesign, plan: TrainingPlan, points: PointSet, dtype: DTypeLike) -> None:
        training = ~points.held_out
        head = output_head(plan.loss, points.classes)
        self._all_rows = with_ones(points.xy[training], np.dtype(dtype))
        self._all_targets = np.ascontiguousarray(head.targets(points.label[training], dtype).T)
        self._rows, self._targets = self._all_rows.copy(), self._all_targets.copy()
        self._shuffler = Shuffler(design.seed, len(self._rows))
        self.size = plan.points_in_batch(len(self._rows))
        self._count = plan.batches_in_pass(len(self._rows))

    def __len__(self) -> int:
        """Batches in an epoch; 0 without training points."""
        return self._count

    def __getitem__(self, place: int) -> Batch:
        span = slice(place * self.size, (place + 1) * self.size)
        rows = self._rows[span]
        return Batch(rows.T, rows, self._targets[span].T)

    def gather(self, epoch: int) -> None:
        """Put the points in the order of that epoch, which every batch then sees."""
        if len(self) <= 1:
            return
        order = self._shuffler.order(epoch)
        self._all_rows.take(order, 0, self._rows, "clip")
        self._all_targets.take(order, 0, self._targets, "clip")
