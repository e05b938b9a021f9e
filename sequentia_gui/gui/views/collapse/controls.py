"""The buttons of the collapse: multiply or pause, one step either way, and put the product in the layers' place."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from sequentia_gui.gui.controls import folded
from sequentia_gui.gui.elided import FittingLabel
from sequentia_gui.gui.icons import icon
from sequentia_gui.gui.theme import Theme


class CollapseControls(QWidget):
    """A row of buttons, and between them room for a word."""

    def __init__(self) -> None:
        super().__init__()
        self.step_back = self._button(
            self.tr("One step back"), self.tr("Take one multiplication back (Left).")
        )
        self.multiply = QPushButton(self.tr("Multiply"))
        self.multiply.setToolTip(folded(self.tr("Multiply all layers into one, or pause (Space).")))
        self.step = self._button(self.tr("One step"), self.tr("Multiply the next layer in (Right)."))
        self.brief = FittingLabel()
        self.replace = QPushButton(self.tr("Replace by one layer"))
        self.replace.setToolTip(
            folded(self.tr("Take these layers out and give the next one the product. Undo brings them back."))
        )
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.step_back, self.multiply, self.step):
            self._row.addWidget(widget)
        self._row.addWidget(self.brief, 1)
        self._row.addWidget(self.replace)

    def _button(self, name: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        button.setToolTip(folded(tip))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self.brief.setFont(theme.font(12))
        self._row.setSpacing(theme.px(6))
        self.step_back.setIcon(icon("step_back", theme))
        self.step.setIcon(icon("step", theme))
        for button in (self.step_back, self.step):
            button.setIconSize(QSize(theme.px(18), theme.px(18)))
            button.setFixedHeight(theme.target(26))

    def show_position(self, position: float, end: int, is_moving: bool) -> None:
        """Offer what can be done there; without a multiplication (end 0) there is nothing to play."""
        for widget in (self.step_back, self.step, self.multiply):
            widget.setVisible(end > 0)
        self.step_back.setEnabled(position > 0)
        self.step.setEnabled(position < end)
        self.multiply.setText(self.tr("Pause") if is_moving else self.tr("Multiply"))
