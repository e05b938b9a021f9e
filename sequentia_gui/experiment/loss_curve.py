"""The curve of the losses: what it was at whole epochs of a run, kept once for all who look at the run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.read_only import read_only

Values = NDArray[np.float64]

ROWS = 5
"""Epoch, training loss, test loss, training accuracy, test accuracy."""


class _Table:
    """Owns the room for the entries of one run; the first `used` columns never change any more."""

    __slots__ = ("room", "used")

    def __init__(self, entries: Values, room: int = 0) -> None:
        self.used = entries.shape[1]
        self.room = np.empty((ROWS, max(room, self.used)))
        self.room[:, : self.used] = entries

    def append(self, entries: Values) -> None:
        self.room[:, self.used : self.used + entries.shape[1]] = entries
        self.used += entries.shape[1]


@dataclass(frozen=True, slots=True, eq=False)
class LossCurve:
    """The losses so far, at whole epochs; it never changes, and `longer` gives the curve that goes on from it.

    `stride`: epochs between entries. A longer curve has its entries behind those of the shorter one, in the same
    table: so all moments of a run, be they kept for undo by the hundred, need room for one.
    """

    stride: int
    _count: int
    _table: _Table

    @classmethod
    def of(cls, stride: int, entries: Values) -> Self:
        """A curve with these entries, (5, m), copied: epochs, training and test losses, training and test accuracies.

        Epochs are whole numbers that rise, far below 2^53, up to which float64 holds them exactly; test values are
        NaN where no point is held out.
        """
        return cls(stride, entries.shape[1], _Table(entries))

    @classmethod
    def empty(cls) -> Self:
        """A curve without entries: the run has not begun, and each of its epochs will have one."""
        return cls.of(1, np.empty((ROWS, 0)))

    def __len__(self) -> int:
        return self._count

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self).of, (self.stride, self.entries)

    @property
    def entries(self) -> Values:
        """All of it, (5, m), as a read-only view."""
        return read_only(self._table.room[:, : self._count])

    @property
    def epoch(self) -> NDArray[np.int64]:
        """Passes finished at each entry, (m,)."""
        return read_only(self._row(0).astype(np.int64))

    @property
    def train_loss(self) -> Values:
        """The mean loss over the training points, (m,)."""
        return self._row(1)

    @property
    def test_loss(self) -> Values:
        """The mean loss over the points that are held out, (m,); NaN where there are none."""
        return self._row(2)

    @property
    def train_accuracy(self) -> Values:
        """The share of the training points that are classified correctly, (m,)."""
        return self._row(3)

    @property
    def test_accuracy(self) -> Values:
        """The share of the held out points that are classified correctly, (m,); NaN where there are none."""
        return self._row(4)

    def longer(self, entries: Values) -> LossCurve:
        """The curve with (5, n) further entries. Where another one went on from here already, it gets its own table."""
        count = self._count + entries.shape[1]
        table = self._table_for(count)
        table.append(entries)
        return LossCurve(self.stride, count, table)

    def thinned(self) -> LossCurve:
        """The curve with only every other entry: those at epochs that twice the stride divides."""
        entries = self.entries
        return LossCurve.of(2 * self.stride, entries[:, entries[0] % (2 * self.stride) == 0])

    def goes_on_from(self, other: LossCurve) -> bool:
        """Whether this is a longer curve of the same table, or the same one."""
        return self._table is other._table and self._count >= other._count

    def _row(self, place: int) -> Values:
        row: Values = self.entries[place]
        return row

    def _table_for(self, count: int) -> _Table:
        if self._table.used == self._count and count <= self._table.room.shape[1]:
            return self._table
        return _Table(self.entries, max(2 * count, 64))
