"""Where Tab goes: through what can be seen, as it is read, row by row and from left to right.

Qt goes in the order in which widgets were made; here views are made when they are first seen, and parts move
from one arrangement to another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def next_stop(window: QWidget, holder: QWidget | None, forward: bool) -> QWidget | None:
    """Where Tab takes the focus from its present holder, also from one that has just been greyed.

    The first, or the last, where nothing there has it.
    """
    order = list(stops_of(window, holder))
    place = order.index(holder) if holder in order else -1 if forward else 0
    step = 1 if forward else -1
    ahead = (order[(place + step * away) % len(order)] for away in range(1, len(order) + 1))
    return next(filter(_takes_focus, ahead), None)


def stops_of(holder: QWidget, beside: QWidget | None = None) -> Iterator[QWidget]:
    """All parts of a widget at which Tab stops, and the one `beside` them, in reading order."""
    seen = [part for part in holder.children() if isinstance(part, QWidget) and _is_seen(part)]
    for part in _by_rows(seen):
        if _takes_focus(part) or part is beside:
            yield part
        yield from stops_of(part, beside)


def _is_seen(part: QWidget) -> bool:
    return part.isVisible() and not part.isWindow()


def _takes_focus(part: QWidget) -> bool:
    by_tab = Qt.FocusPolicy.TabFocus
    # Who has a proxy is only the frame of another one that is on the list itself.
    return bool(part.focusPolicy() & by_tab) and part.isEnabled() and part.focusProxy() is None


def _by_rows(parts: Sequence[QWidget]) -> list[QWidget]:
    """Row by row; whatever lies mostly beside the first of a row is in that row."""
    rows: list[list[QWidget]] = []
    for part in sorted(parts, key=lambda each: each.y()):
        if rows and _is_beside(rows[-1][0], part):
            rows[-1].append(part)
        else:
            rows.append([part])
    return [part for row in rows for part in sorted(row, key=lambda each: each.x())]


def _is_beside(first: QWidget, other: QWidget) -> bool:
    shared = min(first.y() + first.height(), other.y() + other.height()) - max(first.y(), other.y())
    return 2 * shared > min(first.height(), other.height())
