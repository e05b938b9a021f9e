"""A label that gives way: it asks for its whole width, and ends after a whole word where it does not get it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel


class ElidedLabel(QLabel):
    """One line of plain text; its whole text stays known to screen readers."""

    def minimumSizeHint(self) -> QSize:
        """Room for the ellipsis at least."""
        return QSize(self.fontMetrics().horizontalAdvance("…"), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much of the text as fits."""
        text = self._fitting(self.width())
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self.rect(),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            self.palette(),
            self.isEnabled(),
            text,
            self.foregroundRole(),
        )

    def _fitting(self, width: int) -> str:
        """The text up to the last word that fits, or nothing: a word cut in two is read as another one."""
        letters, words = self.fontMetrics(), self.text().split(" ")
        if letters.horizontalAdvance(self.text()) <= width:
            return self.text()
        shorter = (" ".join(words[:count]) + "…" for count in range(len(words) - 1, 0, -1))
        return next((text for text in shorter if letters.horizontalAdvance(text) <= width), "")
