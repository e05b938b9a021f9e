"""Where the plane is on the screen: from plane coordinates (x2 upwards) to pixels (y downwards), and back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize

from sequentia_gui.experiment.experiment import PLANE_LIMIT
from sequentia_gui.gui.theme import Theme

SPAN = 2 * PLANE_LIMIT


@dataclass(frozen=True, slots=True)
class PlaneSquare:
    """The part of the screen that shows the plane: left and top edge and side, in logical pixels."""

    left: int
    top: int
    side: int

    @classmethod
    def inside(cls, size: QSize, theme: Theme) -> PlaneSquare:
        """The largest square that leaves room for the axes' labels, in the middle of the free space."""
        left, bottom, rest = theme.px(28), theme.px(24), theme.px(8)
        side = max(1, min(size.width() - left - rest, size.height() - bottom - rest))
        spare = size.width() - left - rest - side, size.height() - bottom - rest - side
        return cls(left + max(0, spare[0] // 2), rest + max(0, spare[1] // 2), side)

    @property
    def rect(self) -> QRectF:
        """The square as Qt wants it."""
        return QRectF(self.left, self.top, self.side, self.side)

    @property
    def scale(self) -> float:
        """Pixels per unit of the plane."""
        return self.side / SPAN

    def pixels(self, xy: NDArray[np.floating]) -> NDArray[np.float64]:
        """Plane coordinates (n, 2) as pixels (n, 2)."""
        corner = np.array((self.left, self.top))
        pixels: NDArray[np.float64] = corner + (xy * (1.0, -1.0) + PLANE_LIMIT) * self.scale
        return pixels

    def pixel(self, x1: float, x2: float) -> QPointF:
        """One place of the plane as a point on the screen."""
        return QPointF(
            self.left + (x1 + PLANE_LIMIT) * self.scale, self.top + (PLANE_LIMIT - x2) * self.scale
        )

    def place(self, pixel: QPointF) -> NDArray[np.float64]:
        """A point on the screen as plane coordinates (2,); outside the square they pass the limits."""
        x1 = (pixel.x() - self.left) / self.scale - PLANE_LIMIT
        return np.array((x1, PLANE_LIMIT - (pixel.y() - self.top) / self.scale))
