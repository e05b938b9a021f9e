"""A seed is the number from which chance is computed: the same seed, the same luck. Here it is seen and changed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIntValidator, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from sequentia_gui.experiment.rules import MAX_SEED
from sequentia_gui.gui.icons import icon
from sequentia_gui.gui.own_keys import claim_keys
from sequentia_gui.gui.theme import Theme


class SeedBox(QLineEdit):
    """A field for a whole number; `entered` fires when a person has typed another one, or counts with the arrows."""

    entered = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._shown = -1
        self.setValidator(_digits(self))
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setAcceptDrops(False)  # a file that is dropped here is for the window to open
        self.editingFinished.connect(self._tell)
        claim_keys(self, self._takes_back)

    def show_value(self, seed: int) -> None:
        """Show a seed; fires nothing. What was typed before is done with: undo is the window's again."""
        if seed != self._shown or self.text() != str(seed):
            self._shown = seed
            self.setText(str(seed))

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window where nothing was typed."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            undoes = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redoes = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if undoes or redoes:
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down count, Esc takes back what was typed."""
        by = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if by:
            self.setText(str(min(max(self._typed() + by, 0), MAX_SEED)))
            self._tell()
        elif self._takes_back(event):
            self.setText(str(self._shown))
        else:
            super().keyPressEvent(event)

    def _takes_back(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and self.text() != str(self._shown)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """An emptied field shows the present seed again."""
        super().focusOutEvent(event)
        if not self.hasAcceptableInput():
            self.setText(str(self._shown))

    def _typed(self) -> int:
        return int(self.text()) if self.hasAcceptableInput() else self._shown

    def _tell(self) -> None:
        if self._typed() != self._shown:
            self.entered.emit(self._typed())


def _digits(parent: QLineEdit) -> QIntValidator:
    """Lets only digits through: in many countries Qt takes “1,500” or “1.500” for a whole number, too."""
    plain = QLocale.c()
    plain.setNumberOptions(QLocale.NumberOption.RejectGroupSeparator)
    validator = QIntValidator(0, MAX_SEED, parent)
    validator.setLocale(plain)
    return validator


class SeedRow(QWidget):
    """The seed as a number, and a die for the next one; `entered` fires with a typed seed, `diced` for the die."""

    entered = Signal(int)
    diced = Signal()

    def __init__(self, label: str, name: str, tip: str, dice_name: str, dice_tip: str) -> None:
        """`label` stands beside the number; `name` is what a screen reader calls it."""
        super().__init__()
        self.label, self.box, self.dice = QLabel(label), SeedBox(), QToolButton()
        self.label.setObjectName("field")
        self.label.setBuddy(self.box)
        self.box.setAccessibleName(name)
        self.dice.setAccessibleName(dice_name)
        self.dice.setToolTip(dice_tip)
        self.dice.setObjectName("quiet")
        self.dice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for part in (self.label, self.box):
            part.setToolTip(tip)
        self.box.entered.connect(self.entered)
        self.dice.clicked.connect(lambda _=False: self.diced.emit())
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.label, 1)
        self._row.addWidget(self.box)
        self._row.addWidget(self.dice)

    def show_value(self, seed: int) -> None:
        """Show the present seed; fires nothing."""
        self.box.show_value(seed)

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._row.setSpacing(theme.px(4))
        self.label.setFont(theme.font(12))
        self.box.setFont(theme.font(12, 600))
        self.box.setFixedSize(theme.px(50), theme.target(24))
        self.dice.setIcon(icon("dice", theme))
        self.dice.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.dice.setFixedSize(theme.target(24), theme.target(24))
        self.setMinimumHeight(theme.target(24))
        self.setMaximumHeight(theme.target(24))
