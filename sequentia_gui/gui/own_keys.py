"""A key that means something where the focus is belongs there: no shortcut of the window takes it away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


def is_command(event: QKeyEvent) -> bool:
    """Whether Ctrl, Alt or Meta is held, too: then the key is a command of the window, never a picture's own."""
    return bool(event.modifiers() & _COMMANDS)


class _Claim(QObject):
    def __init__(self, owner: QWidget, wants: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(owner)
        self._wants = wants

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say, when Qt asks before it looks for a shortcut, that the key is wanted here."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if self._wants(event):
            event.accept()
            return True
        return False


def claim_keys(owner: QWidget, wants: Callable[[QKeyEvent], bool]) -> None:
    """Give `owner`, while it has the focus, the keys that `wants` says yes to."""
    owner.installEventFilter(_Claim(owner, wants))
