"""The curve of the losses: an entry every so many epochs, about a thousand at most, however long it trains."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.checkpoint import LossCurve
from sequentia_gui.experiment.read_only import read_only
from sequentia_gui.network.evaluation import Losses, are_finite

LIMIT = 1_024


def empty_curve() -> LossCurve:
    """A curve without entries."""
    nothing = np.empty(0)
    return LossCurve(1, np.empty(0, np.int64), nothing, nothing, nothing, nothing)


class CurveRecorder:
    """Owns the entries so far, one column each; past the limit it drops every other one and records half as often."""

    def __init__(self, curve: LossCurve) -> None:
        self._stride, self._count = curve.stride, len(curve.epoch)
        # Epochs are whole numbers far below 2^53, which float64 holds exactly.
        self._table = np.empty((5, max(self._count, LIMIT) + 1))
        columns = (curve.epoch, curve.train_loss, curve.test_loss, curve.train_accuracy, curve.test_accuracy)
        self._entries[:] = columns
        self._curve: LossCurve | None = None
        self._is_finite = True

    @property
    def is_finite(self) -> bool:
        """Whether the losses that this recorder recorded last are finite numbers."""
        return self._is_finite

    @property
    def _entries(self) -> NDArray[np.float64]:
        """Rows: epoch, training and test loss, training and test accuracy."""
        return self._table[:, : self._count]

    def is_due(self, epoch: int) -> bool:
        """Whether this finished epoch gets an entry; each epoch gets at most one."""
        return epoch % self._stride == 0 and not (self._count and self._table[0, self._count - 1] >= epoch)

    def record(self, epoch: int, losses: Losses) -> None:
        """Add an entry; None becomes NaN."""
        self._curve = None
        self._is_finite = are_finite(losses)
        self._count += 1
        self._entries[:, -1] = (epoch, *(np.nan if value is None else value for value in losses))
        if self._count > LIMIT:
            self._stride *= 2
            kept = self._entries[:, self._entries[0] % self._stride == 0]
            self._count = kept.shape[1]
            self._entries[:] = kept

    def curve(self) -> LossCurve:
        """The entries as read-only arrays; the same object until something is recorded."""
        if self._curve is None:
            epoch, *values = self._entries
            frozen = (read_only(column.copy()) for column in values)
            self._curve = LossCurve(self._stride, read_only(epoch.astype(np.int64)), *frozen)
        return self._curve
