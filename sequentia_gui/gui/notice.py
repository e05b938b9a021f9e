"""A strip with one sentence for the learner; it never takes the focus and never blocks anything."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from sequentia_gui.gui.icons import icon
from sequentia_gui.gui.theme import Theme


class NoticeStrip(QFrame):
    """Shows a sentence over the lower edge of its parent until it is closed or replaced."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._close = QToolButton()
        self._close.setToolTip(self.tr("Close this message"))
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.addWidget(self._text, 1)
        row.addWidget(self._close)
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
        self.setVisible(bool(text))
        self.place()
        if text:
            self.setAccessibleName(text)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._close.setIcon(icon("close", theme))
        self._text.setFont(theme.font(14))
        row = self.layout()
        assert row is not None
        row.setContentsMargins(theme.px(14), theme.px(8), theme.px(8), theme.px(8))
        self._wide = theme.px(720)
        self.place()

    def place(self) -> None:
        """Stand centred over the lower edge of the parent."""
        parent = self.parentWidget()
        if self.isHidden() or parent is None:
            return
        width = min(self._wide, parent.width() - 24)
        height = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        self.setGeometry((parent.width() - width) // 2, parent.height() - height - 14, width, height)
        self.raise_()
