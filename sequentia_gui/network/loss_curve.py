"""The curve of the losses: an entry every so many epochs, about a thousand at most, however long it trains."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.checkpoint import LossCurve
from sequentia_gui.network.evaluation import Losses, are_finite

LIMIT = 1_024


def empty_curve() -> LossCurve:
    """A curve without entries."""
    nothing = np.empty(0)
    return LossCurve(1, np.empty(0, np.int64), nothing, nothing, nothing, nothing)


class CurveRecorder:
    """Owns the entries so far; past the limit it drops every other one and records half as often."""

    def __init__(self, curve: LossCurve) -> None:
        self._stride = curve.stride
        columns = (curve.epoch, curve.train_loss, curve.test_loss, curve.train_accuracy, curve.test_accuracy)
        self._entries = list(zip(*(column.tolist() for column in columns), strict=True))
        self._curve: LossCurve | None = None
        self._is_finite = True

    @property
    def is_finite(self) -> bool:
        """Whether the losses that this recorder recorded last are finite numbers."""
        return self._is_finite

    def is_due(self, epoch: int) -> bool:
        """Whether this finished epoch gets an entry; each epoch gets at most one."""
        return epoch % self._stride == 0 and not (self._entries and self._entries[-1][0] >= epoch)

    def record(self, epoch: int, losses: Losses) -> None:
        """Add an entry; None becomes NaN."""
        self._curve = None
        self._is_finite = are_finite(losses)
        self._entries.append((epoch, *(np.nan if value is None else value for value in losses)))
        if len(self._entries) > LIMIT:
            self._stride *= 2
            self._entries = [entry for entry in self._entries if entry[0] % self._stride == 0]

    def curve(self) -> LossCurve:
        """The entries as read-only arrays; the same object until something is recorded."""
        if self._curve is None:
            self._curve = self._frozen()
        return self._curve

    def _frozen(self) -> LossCurve:
        epoch = np.array([entry[0] for entry in self._entries], np.int64)
        values = np.array([entry[1:] for entry in self._entries], np.float64).reshape(-1, 4)
        return LossCurve(self._stride, read_only(epoch), *(read_only(column) for column in values.T.copy()))


def read_only(array: NDArray[Any]) -> NDArray[Any]:
    """The same array, now locked."""
    array.flags.writeable = False
    return array
