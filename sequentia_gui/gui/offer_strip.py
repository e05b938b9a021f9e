"""A quiet strip below the top bar that offers something; nobody has to answer it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton

from sequentia_gui.gui.icons import icon
from sequentia_gui.gui.theme import Theme


class OfferStrip(QFrame):
    """Shows a sentence with two answers and a way to put both off; it takes the focus only when somebody gives it."""

    accepted = Signal()
    declined = Signal()
    postponed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("offer")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)  # titles are people's own
        self._accept, self._decline, self._later = QPushButton(), QPushButton(), QToolButton()
        self._later.setToolTip(self.tr("Not now: ask again at the next start"))
        self._later.setAccessibleName(self.tr("Not now"))
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._text, 1)
        for button, signal in (
            (self._accept, self.accepted),
            (self._decline, self.declined),
            (self._later, self.postponed),
        ):
            button.clicked.connect(signal)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._row.addWidget(button)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that is shown, empty where nothing is offered."""
        return "" if self.isHidden() else self._text.text()

    def offer(self, text: str, accept: str, decline: str) -> None:
        """Show an offer and the words on its two buttons."""
        self._text.setText(text)
        for button, words in ((self._accept, accept), (self._decline, decline)):
            button.setText(words)
            button.setAccessibleName(words)
        self.setAccessibleName(text)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._later.setIcon(icon("close", theme))
        self._later.setIconSize(QSize(theme.px(16), theme.px(16)))
        for part in (self._text, self._accept, self._decline):
            part.setFont(theme.font(14))
        self._row.setContentsMargins(theme.px(16), theme.px(6), theme.px(12), theme.px(6))
        self._row.setSpacing(theme.px(8))
