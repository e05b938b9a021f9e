"""Turning the mouse wheel scrolls the column; it never changes a value that happens to lie under the mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget


class _WheelPast(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the wheel to whatever can scroll."""
        if event.type() != QEvent.Type.Wheel:
            return False
        event.ignore()
        return True


def ignore_wheel(control: QWidget) -> None:
    """Let the wheel pass a control by; it is then focused by a click or the keyboard only."""
    control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    control.installEventFilter(_WheelPast(control))
