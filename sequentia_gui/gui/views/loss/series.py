"""The losses so far, ready to be drawn: the curve of a run, and its present moment as the last point."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.training.messages import ContestantFrame, Frame

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class LossSeries:
    """All (m,): epochs (the last may be broken), losses, shares correct; NaN where there is no value."""

    epoch: Values
    train_loss: Values
    test_loss: Values
    train_accuracy: Values
    test_accuracy: Values

    def __len__(self) -> int:
        return len(self.epoch)

    @classmethod
    def empty(cls) -> LossSeries:
        """Before the first frame."""
        return cls(*(np.empty(0) for _ in range(5)))

    def nearest(self, epoch: float) -> int:
        """The index of the entry nearest to an epoch; the series must not be empty."""
        return int(np.argmin(np.abs(self.epoch - epoch)))


def loss_series(frame: Frame) -> LossSeries:
    """The first contestant's curve up to and with the present moment of the frame."""
    contestant = frame.contestants[0]
    epoch, *columns = contestant.checkpoint.curve.entries
    now = frame.epoch
    past = epoch < now - 1e-9
    return LossSeries(
        np.append(epoch[past], now),
        *(
            _finite(np.append(values[past], math.nan if present is None else present))
            for values, present in zip(columns, _present(contestant), strict=True)
        ),
    )


def _present(contestant: ContestantFrame) -> tuple[float | None, ...]:
    return (
        contestant.train_loss,
        contestant.test_loss,
        contestant.train_accuracy,
        contestant.test_accuracy,
    )


def _finite(values: Values) -> Values:
    return np.where(np.isfinite(values), values, np.nan)
