"""Recording the losses of a run: an entry every so many epochs, about a thousand at most, however long it trains."""

from __future__ import annotations

import numpy as np

from sequentia_gui.experiment.loss_curve import LossCurve
from sequentia_gui.network.evaluation import Losses, are_finite

LIMIT = 1_024


class CurveRecorder:
    """Owns the curve so far; past the limit it drops every other entry and records half as often.

    So what it holds depends on the run alone and never on a clock.
    """

    def __init__(self, curve: LossCurve) -> None:
        self.curve = curve
        self._is_finite = True

    @property
    def is_finite(self) -> bool:
        """Whether the losses that this recorder recorded last are finite numbers."""
        return self._is_finite

    def is_due(self, epoch: int) -> bool:
        """Whether this finished epoch gets an entry; each epoch gets at most one."""
        return epoch % self.curve.stride == 0 and not (len(self.curve) and self.curve.entries[0, -1] >= epoch)

    def record(self, epoch: int, losses: Losses) -> None:
        """Add an entry; None becomes NaN."""
        self._is_finite = are_finite(losses)
        values = (np.nan if value is None else value for value in losses)
        self.curve = self.curve.longer(np.array([[epoch], *([value] for value in values)], dtype=float))
        if len(self.curve) > LIMIT:
            self.curve = self.curve.thinned()
