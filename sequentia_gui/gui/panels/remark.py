"""A remark below a control: small type that never widens its panel, and is exactly as high as its lines."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from sequentia_gui.gui.theme import Theme


class Remark(QLabel):
    """Wraps its words; without any it takes no room.

    A layout that cannot ask for a height to a width, as in a scroll area, would else reserve room for the
    narrow column that Qt likes best for a wrapped text.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("caption")
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_words(self, words: str) -> None:
        """Show words, or nothing."""
        self.setText(words)
        self._fit()
        self.setVisible(bool(words))

    def set_theme(self, theme: Theme) -> None:
        """Take over type."""
        self.setFont(theme.font(11))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower words need more lines."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        parent = self.parentWidget()
        width = parent.contentsRect().width() if parent else self.width()
        self.setFixedHeight(max(self.fontMetrics().height(), self.heightForWidth(width)))
