"""A label that gives way: it asks for its whole width, and ends after a whole word where it does not get it."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel


class ElidedLabel(QLabel):
    """One line of plain text; its whole text stays known to screen readers."""

    def minimumSizeHint(self) -> QSize:
        """Room for the ellipsis at least."""
        return QSize(self.fontMetrics().horizontalAdvance("…"), super().minimumSizeHint().height())

    def wording(self) -> str:
        """The words to draw."""
        return self.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much of the text as fits."""
        text = self._fitting(self.width())
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self.rect(),
            int(self.alignment()),
            self.palette(),
            self.isEnabled(),
            text,
            self.foregroundRole(),
        )

    def _fitting(self, width: int) -> str:
        """The text up to the last word that fits, or nothing: a word cut in two is read as another one."""
        letters, text = self.fontMetrics(), self.wording()
        if letters.horizontalAdvance(text) <= width:
            return text
        words = text.split(" ")
        shorter = (" ".join(words[:count]) + "…" for count in range(len(words) - 1, 0, -1))
        return next((each for each in shorter if letters.horizontalAdvance(each) <= width), "")


class FittingLabel(ElidedLabel):
    """One line that can be put in shorter words: the longest wording for which there is room is drawn."""

    def __init__(self) -> None:
        super().__init__("")
        self._wordings: tuple[str, ...] = ("",)
        self._tip = ""

    def explain(self, tip: str) -> None:
        """A tool tip of its own, in place of the whole text."""
        self._tip = tip
        self.setToolTip(tip)

    def show_wordings(self, *wordings: str) -> None:
        """The whole text first, then shorter and shorter ones; the same again costs nothing."""
        if wordings != self._wordings:
            self._wordings = wordings
            self.setText(wordings[0])
            self.setToolTip(self._tip or wordings[0])
            self.update()

    def wording(self) -> str:
        """The first that fits, or else the shortest."""
        wide = self.fontMetrics().horizontalAdvance
        return next((text for text in self._wordings if wide(text) <= self.width()), self._wordings[-1])


def clauses(text: str) -> tuple[str, ...]:
    """The text, then shorter and shorter beginnings of it that make sense by themselves, and nothing at last."""
    ends = [match.start() for match in re.finditer("[;,] | · ", text)]
    return (text, *(text[:end] for end in reversed(ends)), "")
