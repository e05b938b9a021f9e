"""Thousands of straight lines for a painter, without an object for each: it reads them where NumPy has put them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF
from PySide6.QtGui import QPainter
from shiboken6 import wrapInstance


class Lines:
    """Owns lines (n, 4), x0, y0, x1, y1 in pixels, in the memory layout of QLineF: four doubles each."""

    def __init__(self, ends: NDArray[np.floating] | None = None) -> None:
        self._ends = np.array(np.empty((0, 4)) if ends is None else ends, np.float64, order="C", ndmin=2)
        self._first = self._wrapped() if len(self._ends) else None

    def __len__(self) -> int:
        return len(self._ends)

    @property
    def ends(self) -> NDArray[np.float64]:
        """Where they begin and end, (n, 4)."""
        return self._ends

    def _wrapped(self) -> QLineF:
        """The first line, where it lies; the others follow it."""
        first = wrapInstance(self._ends.ctypes.data, QLineF)
        assert isinstance(first, QLineF)
        return first

    def draw(self, painter: QPainter) -> None:
        """Draw them with the painter's pen."""
        if self._first is not None:
            painter.drawLines(self._first, len(self._ends))
