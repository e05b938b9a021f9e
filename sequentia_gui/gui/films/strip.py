"""A quiet strip below the top bar that tells how far a film has come, with a button that cancels it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton

from sequentia_gui.gui.theme import Theme


class FilmStrip(QFrame):
    """Shows how many pictures are done; it never takes the focus by itself."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("offer")
        self._text = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Film"))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setToolTip(self.tr("Stop making the film; no file is left."))
        self._cancel.clicked.connect(self.cancelled)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._text)
        self._row.addWidget(self._bar, 1)
        self._row.addWidget(self._cancel)
        self.hide()

    @property
    def text(self) -> str:
        """What it says, empty where no film is being made."""
        return "" if self.isHidden() else self._text.text()

    def show_progress(self, done: int, pictures: int) -> None:
        """So many pictures are done; when the last is, the file is being written."""
        self._bar.setRange(0, pictures)
        self._bar.setValue(done)
        counted = self.tr("Film: {0} of {1} pictures").format(done, pictures)
        self._text.setText(counted if done < pictures else self.tr("Film: writing the file"))
        self.show()

    def set_theme(self, theme: Theme) -> None:
        """Take over sizes."""
        for part in (self._text, self._cancel):
            part.setFont(theme.font(14))
        self._bar.setFixedHeight(theme.px(8))
        self._row.setContentsMargins(theme.px(16), theme.px(6), theme.px(12), theme.px(6))
        self._row.setSpacing(theme.px(12))
