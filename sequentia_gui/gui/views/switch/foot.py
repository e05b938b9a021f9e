"""What stands below the curves: a sentence, numbers, sliders and a button; less of it where height is scarce."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from sequentia_gui.gui.elided import FittingLabel
from sequentia_gui.gui.parameter_sliders import ParameterSliders
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.views.switch.compare_button import CompareButton

Wordings = tuple[str, ...]

_BESIDE_WIDTH = 150.0
_BELOW, _BESIDE = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class SwitchFoot(QWidget):
    """The words and controls of the switch view."""

    def __init__(self, sliders: ParameterSliders) -> None:
        super().__init__()
        self.sliders, self.compare = sliders, CompareButton()
        self.sentence, self.measured, self.start = FittingLabel(), FittingLabel(), FittingLabel()
        self._theme, self._is_beside, self._is_in_line = LIGHT, False, False
        self.alone = QLabel()
        self.alone.setWordWrap(True)
        self.alone.setAlignment(Qt.AlignmentFlag.AlignCenter)
        facts = QVBoxLayout()
        facts.setSpacing(0)
        facts.addWidget(self.measured)
        facts.addWidget(self.start)
        facts.addWidget(self.sliders)
        self._facts = facts
        self._row = QBoxLayout(_BELOW)
        self._row.addLayout(facts, 1)
        self._row.addWidget(self.compare)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.sentence)
        self._column.addWidget(self.alone, 1)
        self._column.addLayout(self._row)

    def stand(self, beside: bool, in_line: bool = False) -> None:
        """Beside the plot, with fewer words, or below it; in one line with the button where height is short."""
        self._is_beside, self._is_in_line = beside, in_line
        (self._facts if in_line else self._column).insertWidget(0, self.sentence)
        self._row.setDirection(_BESIDE if beside else _BELOW)
        self.setMinimumWidth(self._theme.px(_BESIDE_WIDTH) if beside else 0)
        self.setMaximumWidth(self._theme.px(_BESIDE_WIDTH) if beside else 16_777_215)

    def show_words(self, sentence: str, measured: Wordings, start: Wordings) -> None:
        """What stands out, what was measured, and where the weights come from, each in longer and shorter words."""
        self.alone.hide()
        self.sentence.setVisible(not self._is_beside)
        has_slider = self.sliders.isVisibleTo(self)
        joined = (f"{measured[0]} · {start[0]}", f"{measured[-1]} · {start[-1]}", measured[-1])
        whole = " ".join(filter(None, (sentence, joined[0].strip(" ·"))))
        self.sentence.show_wordings(*((whole, sentence) if self._is_in_line else (sentence,)))
        self.measured.show_wordings(*(joined if has_slider else measured))
        self.start.show_wordings(*start)
        self.measured.setVisible(not self._is_in_line)
        self.start.setVisible(not has_slider and not self._is_in_line)

    def show_alone(self, sentence: str) -> None:
        """Where there is no curve: the whole sentence in the middle, however many lines it takes."""
        self.alone.setText(sentence)
        self.sentence.show_wordings(sentence)
        for part in (self.sentence, self.measured, self.start):
            part.hide()
        self.alone.show()

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._theme = theme
        self.sliders.set_theme(theme)
        for label in (self.sentence, self.measured, self.start):
            label.setFont(theme.font(11))
            label.setFixedHeight(QFontMetrics(theme.font(11)).height())
        self.alone.setFont(theme.font(13))
        for quiet in (self.measured, self.start, self.alone):
            quiet.setStyleSheet(f"color: {theme.muted};")
        self._column.setSpacing(theme.px(2))
        self._row.setSpacing(theme.px(8))
        self.stand(self._is_beside, self._is_in_line)
