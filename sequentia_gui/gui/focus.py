"""Where the keyboard works is shown by a ring, to whoever came there by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPen

from sequentia_gui.gui.theme import Theme

_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
"""The ways in which the focus comes by a key."""

_ELSEWHERE = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""The focus is away for as long as another window or a menu is open, and comes back to where it was."""


def shows_ring(event: QFocusEvent, before: bool) -> bool:
    """Whether a picture has its ring after the focus came or went, and had it `before`."""
    if event.reason() in _ELSEWHERE:
        return before
    return event.gotFocus() and event.reason() in _BY_KEYBOARD


def paint_focus(painter: QPainter, room: QRect, theme: Theme) -> None:
    """Draw the ring just inside the room of a picture that has the focus."""
    width = theme.px(2)
    painter.setPen(QPen(theme.color("accent"), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(room.adjusted(width // 2, width // 2, -width, -width))
