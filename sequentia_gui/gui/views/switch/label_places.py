"""Names stand on the picture beside their curves, where they are nearest to their own and clear of all others."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF

Values = NDArray[np.float64]

COLUMNS = 81
"""At so many places across the picture the heights of all curves are known."""

_GAP = 3.0
_ENOUGH, _ON_A_NAME = 14.0, -200.0
_STEEPNESS_COUNTS = 0.25
_RIGHT_COUNTS = 0.5


def place_beside(
    own: Values, others: Sequence[Values], taken: Sequence[QRectF], size: QSizeF, area: QRectF
) -> QRectF:
    """Room of that size above or below one's own curve, as clear as can be of the others and of what is taken.

    own, others: heights (COLUMNS,) in pixels, evenly spread over `area`, NaN where a curve is out of sight.
    """
    windows = _windows(np.array([own]), size, area)[0]
    is_seen = np.isfinite(windows).all(axis=1)
    low, high = (np.where(is_seen, ends, 0.0) for ends in (windows.min(axis=1), windows.max(axis=1)))
    left = np.linspace(area.left(), area.right() - size.width(), len(low))
    merits, tops = [], (low - _GAP - size.height(), high + _GAP)
    for top in tops:
        free = np.minimum(_clearance(left, top, others, taken, size, area), _ENOUGH)
        merit = free - _STEEPNESS_COUNTS * (high - low) + _RIGHT_COUNTS * left / max(1.0, area.right())
        is_inside = (top >= area.top()) & (top + size.height() <= area.bottom())
        merits.append(np.where(is_seen & is_inside, merit, -np.inf))
    row, column = np.unravel_index(int(np.argmax(merits)), (2, len(left)))
    if merits[row][column] == -np.inf:
        return QRectF(area.topLeft(), size)
    return QRectF(QPointF(float(left[column]), float(tops[row][column])), size)


def place_in_corner(lines: Sequence[Values], taken: Sequence[QRectF], size: QSizeF, area: QRectF) -> QRectF:
    """Room of that size along the upper edge, then along the lower one: the first that no curve passes."""
    count = _starts(size, area)
    left, places = np.linspace(area.left(), area.right() - size.width(), count), (0, count // 2, count - 1)
    rooms = []
    for top in (area.top(), area.bottom() - size.height()):
        free = _clearance(left, np.full(count, top), lines, taken, size, area)
        rooms += [(min(float(free[at]), _GAP), float(left[at]), top) for at in places]
    _, x, y = max(rooms, key=lambda room: room[0])
    return QRectF(QPointF(x, y), size)


def _clearance(
    left: Values, top: Values, lines: Sequence[Values], taken: Sequence[QRectF], size: QSizeF, area: QRectF
) -> Values:
    """How many pixels lie between each room and the nearest curve or name: negative where they cross.

    left, top: (m,), the corners of the rooms, whose left ends stand evenly from one side to the other.
    """
    low, high = _ends(np.array(lines).reshape(-1, COLUMNS), size, area)
    gaps = np.maximum(top - high, low - top - size.height())
    free = np.where(np.isfinite(gaps), gaps, _ENOUGH).min(axis=0, initial=_ENOUGH)
    for other in taken:
        across = (left < other.right() + 2) & (left + size.width() > other.left() - 2)
        up = (top < other.bottom() + 1) & (top + size.height() > other.top() - 1)
        free = np.where(across & up, _ON_A_NAME, free)
    result: Values = free
    return result


def _ends(lines: Values, size: QSizeF, area: QRectF) -> tuple[Values, Values]:
    """The highest and the lowest place of each line (n, COLUMNS) over the width of each room: two of (n, m).

    A line that is out of sight there is infinitely far away.
    """
    windows = _windows(lines, size, area)
    low = np.where(np.isnan(windows), np.inf, windows).min(axis=2)
    high = np.where(np.isnan(windows), -np.inf, windows).max(axis=2)
    return low, high


def _windows(lines: Values, size: QSizeF, area: QRectF) -> Values:
    """What each line (n, COLUMNS) does over the width of each room: (n, m, columns of a room)."""
    return sliding_window_view(lines, COLUMNS - _starts(size, area) + 1, axis=1)


def _starts(size: QSizeF, area: QRectF) -> int:
    """At how many columns a room can begin."""
    across = size.width() / max(1.0, area.width())
    return max(2, COLUMNS - math.ceil(across * (COLUMNS - 1)))
