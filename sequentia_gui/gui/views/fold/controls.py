"""The buttons of the fold: play either way, one step either way, and how fast."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from sequentia_gui.gui.controls import folded, name_list
from sequentia_gui.gui.elided import FittingLabel
from sequentia_gui.gui.icons import icon
from sequentia_gui.gui.numerals import tidy
from sequentia_gui.gui.theme import LIGHT, Theme

SPEEDS = (0.25, 0.5, 1.0, 2.0)


class FoldControls(QWidget):
    """A row of buttons; `played` fires with the direction, `stepped` with -1 or 1, `speed_picked` with the speed."""

    played = Signal(int)
    stepped = Signal(int)
    speed_picked = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._theme: Theme = LIGHT
        self._playing = 0
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.play_back = self._button(
            self.tr("Play backwards"), self.tr("Play backwards, to the plane (Shift+Space).")
        )
        self.step_back = self._button(
            self.tr("One step back"), self.tr("Undo one step of the network (Left).")
        )
        self.step = self._button(
            self.tr("One step"), self.tr("One step of the network: W, + b or a switch (Right).")
        )
        self.play = self._button(self.tr("Play"), self.tr("Play through all layers, or pause (Space)."))
        self._line = FittingLabel()
        self._line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._line.explain(
            folded(
                self.tr(
                    "How easily the classes can be told apart here: the share of the training points that the best "
                    "single straight line found gets on the right side."
                )
            )
        )
        self._row.addWidget(self._line, 1)
        self.speed = self._build_speed()
        self.play.clicked.connect(lambda: self.played.emit(1))
        self.play_back.clicked.connect(lambda: self.played.emit(-1))
        self.step.clicked.connect(lambda: self.stepped.emit(1))
        self.step_back.clicked.connect(lambda: self.stepped.emit(-1))

    def _button(self, name: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        button.setToolTip(folded(tip))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._row.addWidget(button)
        return button

    def _build_speed(self) -> QComboBox:
        speed = QComboBox()
        name_list(speed, self.tr("Speed of the fold"), self.tr("How fast it plays"))
        for each in SPEEDS:
            speed.addItem(f"{tidy(each)}×", each)
        speed.setCurrentIndex(SPEEDS.index(1.0))
        speed.activated.connect(lambda place: self.speed_picked.emit(SPEEDS[place]))
        self._row.addWidget(speed)
        return speed

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._theme = theme
        self._line.setFont(theme.font(12, 600))
        self._line.setStyleSheet(f"color: {theme.accent};")
        self._row.setSpacing(theme.px(4))
        for button in (self.play_back, self.step_back, self.step, self.play):
            button.setIconSize(QSize(theme.px(18), theme.px(18)))
        self.step_back.setIcon(icon("step_back", theme))
        self.step.setIcon(icon("step", theme))
        self.show_playing(self._playing)

    def show_playing(self, direction: int) -> None:
        """Which way it plays now: -1, 1, or 0 where it stands."""
        self._playing = direction
        self.play.setIcon(icon("pause" if direction > 0 else "play", self._theme))
        self.play_back.setIcon(icon("pause" if direction < 0 else "play_back", self._theme))

    def show_line(self, words: str) -> None:
        """How far a straight line gets at the present stage."""
        self._line.show_wordings(words, words.rpartition(": ")[2])

    def show_motion(self, moves: bool) -> None:
        """Without motion there is nothing to play."""
        for widget in (self.play, self.play_back, self.speed):
            widget.setVisible(moves)
