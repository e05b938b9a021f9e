"""A strip with one sentence for the learner; it never takes the focus and never blocks anything."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from sequentia_gui.gui.icons import icon
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.view_state import Done

SEEN_MS = 8_000
"""How long it is seen that something is done: twice as long as the longest of these sentences takes to read."""


class NoticeStrip(QFrame):
    """Shows a sentence over the lower edge of its parent until it is closed or replaced.

    It covers what is below it: if it took room of its own, the plane would move under the hand that draws the
    points it asks for. That something is done is told for some seconds, and as long as mouse or focus is there.
    """

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._close = QToolButton()
        self._close.setToolTip(self.tr("Close this message"))
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.addWidget(self._text, 1)
        row.addWidget(self._close)
        self._until_gone = QTimer(self, singleShot=True)
        self._until_gone.timeout.connect(self._go)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that is shown, empty where there is none."""
        return self._text.text() if not self.isHidden() else ""

    def show_text(self, text: str) -> None:
        """Show a sentence, or nothing for an empty one."""
        if text == self.text:
            return
        self._text.setText(text)
        self._show_whether_done(isinstance(text, Done))
        self.place()  # first: shown elsewhere, it would take the mouse there for being on it
        self.setVisible(bool(text))
        if text:
            self.setAccessibleName(text)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _show_whether_done(self, done: bool) -> None:
        self.setProperty("done", done)
        self.style().unpolish(self)
        self.style().polish(self)  # else its rim would keep the colour of the sentence before
        if done:
            self._until_gone.start(SEEN_MS)
        else:
            self._until_gone.stop()

    def _go(self) -> None:
        """Leave, unless somebody is at it."""
        if self.underMouse() or self._close.hasFocus():
            self._until_gone.start(SEEN_MS)
        else:
            self.closed.emit()

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._close.setIcon(icon("close", theme))
        self._close.setIconSize(QSize(theme.px(16), theme.px(16)))
        self._text.setFont(theme.font(14))
        row = self.layout()
        assert row is not None
        row.setContentsMargins(theme.px(14), theme.px(8), theme.px(8), theme.px(8))
        self._wide = theme.px(720)
        self.place()

    def place(self) -> None:
        """Stand centred over the lower edge of the parent, no wider than the words."""
        parent = self.parentWidget()
        assert parent is not None
        self._text.setWordWrap(False)
        room, whole = min(self._wide, parent.width() - 24), self.sizeHint().width()
        self._text.setWordWrap(whole > room)
        width = min(whole, room)
        height = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        self.setGeometry((parent.width() - width) // 2, parent.height() - height - 14, width, height)
        self.raise_()
