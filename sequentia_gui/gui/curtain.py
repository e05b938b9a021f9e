"""A black curtain before the window: the class looks at whoever speaks, and behind it everything goes on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Curtain(QWidget):
    """Covers its parent while it is drawn; any key and any click lift it, and do nothing else.

    `lifted` fires when it has gone; the focus is then where it was before.
    """

    lifted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._covered = parent
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # what is behind it is not even painted
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setAccessibleName(self.tr("The screen is black"))
        self.setAccessibleDescription(self.tr("Any key brings the picture back."))
        self._had_focus: QWidget | None = None
        parent.installEventFilter(self)
        self.hide()

    def draw(self) -> None:
        """Cover everything, and take the keys."""
        self._had_focus = QApplication.focusWidget()
        self._cover()
        self.raise_()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def lift(self) -> None:
        """Show again what is behind; nothing happens where it is not drawn."""
        if self.isHidden():
            return
        self.hide()
        if self._had_focus is not None:
            self._had_focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.lifted.emit()

    def event(self, event: QEvent) -> bool:
        """Take every key before a shortcut or Tab does; one that is still being held is not a new one."""
        if isinstance(event, QKeyEvent):
            event.accept()
            if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
                self.lift()
            return True
        return super().event(event)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """A click lifts it, too."""
        self.lift()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Black, whatever the theme."""
        QPainter(self).fillRect(event.rect(), Qt.GlobalColor.black)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as what is covered."""
        if watched is self._covered and event.type() == QEvent.Type.Resize:
            self._cover()
        return False

    def _cover(self) -> None:
        self.setGeometry(self._covered.rect())
