"""Names stand on the picture beside their curves, where they are nearest to their own and clear of all others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSizeF

Values = NDArray[np.float64]

COLUMNS = 81
"""At so many places across the picture the heights of all curves are known."""

_STEPS = 28
_GAP = 3.0
_ENOUGH = 14.0
_STEEPNESS_COUNTS = 0.25
_RIGHT_COUNTS = 0.5


def place_beside(
    own: Values, others: Sequence[Values], taken: Sequence[QRectF], size: QSizeF, area: QRectF
) -> QRectF:
    """Room of that size above or below one's own curve, as clear as can be of the others and of what is taken.

    own, others: heights (COLUMNS,) in pixels, evenly spread over `area`, NaN where a curve is out of sight.
    """
    rooms = [room for left in _lefts(size, area) for room in _above_and_below(own, left, size, area)]
    if not rooms:
        return QRectF(area.topLeft(), size)
    return max(rooms, key=lambda room: _merit(room, own, others, taken, area))


def place_in_corner(lines: Sequence[Values], taken: Sequence[QRectF], size: QSizeF, area: QRectF) -> QRectF:
    """Room of that size along the upper edge, then along the lower one: the first that no curve passes."""
    across = [area.left() + share * (area.width() - size.width()) for share in (0.0, 0.5, 1.0)]
    rooms = [
        QRectF(x, y, size.width(), size.height())
        for y in (area.top(), area.bottom() - size.height())
        for x in across
    ]
    return max(rooms, key=lambda room: min(_clearance(room, lines, taken, area), _GAP))


def _lefts(size: QSizeF, area: QRectF) -> Values:
    return np.linspace(area.left(), max(area.left(), area.right() - size.width()), _STEPS)


def _above_and_below(own: Values, left: float, size: QSizeF, area: QRectF) -> list[QRectF]:
    span = own[_columns(QRectF(left, 0, size.width(), 1), area)]
    if not len(span) or not np.isfinite(span).all():
        return []
    tops = (float(span.min()) - _GAP - size.height(), float(span.max()) + _GAP)
    return [
        QRectF(left, top, size.width(), size.height())
        for top in tops
        if area.top() <= top and top + size.height() <= area.bottom()
    ]


def _merit(
    room: QRectF, own: Values, others: Sequence[Values], taken: Sequence[QRectF], area: QRectF
) -> float:
    span = own[_columns(room, area)]
    free = min(_clearance(room, others, taken, area), _ENOUGH)
    return free - _STEEPNESS_COUNTS * float(np.ptp(span)) + _RIGHT_COUNTS * room.right() / area.right()


def _clearance(room: QRectF, lines: Sequence[Values], taken: Sequence[QRectF], area: QRectF) -> float:
    """How many pixels lie between a room and the nearest curve or name; negative where they cross."""
    columns = _columns(room, area)
    gaps = [_gap(room, line[columns]) for line in lines]
    gaps += [-room.height() for other in taken if room.adjusted(-2, -1, 2, 1).intersects(other)]
    return min(gaps, default=_ENOUGH)


def _gap(room: QRectF, heights: Values) -> float:
    known = heights[np.isfinite(heights)]
    if not len(known):
        return _ENOUGH
    above, below = room.top() - float(known.max()), float(known.min()) - room.bottom()
    return max(above, below)


def _columns(room: QRectF, area: QRectF) -> slice:
    scale = (COLUMNS - 1) / max(1.0, area.width())
    first, last = (room.left() - area.left()) * scale, (room.right() - area.left()) * scale
    return slice(max(0, int(first)), min(COLUMNS, int(np.ceil(last)) + 1))
