"""The dialog that asks which film is wanted; it stands beside the window and stops nothing."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from sequentia_gui.gui.controls import Choice
from sequentia_gui.gui.films.order import FilmOrder
from sequentia_gui.gui.numerals import tidy
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.view_words import view_word
from sequentia_gui.gui.views.catalogue import VIEWS

SIZES = ("1280x800", "1920x1200", "960x600", "600x600")
"""Pixels; the first suits most screens, the last one view alone."""


class FilmDialog(QDialog):
    """Holds one order at a time; `ordered` fires with it when a person asks for the file."""

    ordered = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Film of the training"))
        self._order = FilmOrder()
        views = [("window", self.tr("The window")), *((entry.name, view_word(entry.tab)) for entry in VIEWS)]
        starts = [(True, self.tr("the first weights")), (False, self.tr("the present weights"))]
        sizes = [(size, size.replace("x", " × ")) for size in SIZES]
        self._choices = {
            "view": Choice(self.tr("Show"), views, self.tr("What the film shows.")),
            "fresh": Choice(self.tr("Begin with"), starts, self.tr("Which weights it begins with.")),
            "size": Choice(self.tr("Size"), sizes, self.tr("Width and height in pixels.")),
        }
        self._numbers = {
            "epochs": _number(1, 100_000, self.tr("How long it trains.")),
            "pictures": _number(2, 1_000, self.tr("How many pictures, evenly over the epochs.")),
            "per_second": _number(1, 50, self.tr("How many pictures are shown in a second.")),
        }
        self._length = QLabel()
        self._length.setObjectName("note")
        self._build()
        self._connect()
        self.show_order(FilmOrder())

    def _build(self) -> None:
        labels = {
            "epochs": self.tr("Epochs"),
            "pictures": self.tr("Pictures"),
            "per_second": self.tr("Pictures a second"),
        }
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.button(QDialogButtonBox.StandardButton.Save).setText(self.tr("Save film…"))
        for button in self._buttons.buttons():
            button.setIcon(QIcon())
        column = QVBoxLayout(self)
        for choice in self._choices.values():
            column.addWidget(choice)
        for name, text in labels.items():
            column.addLayout(_row(text, self._numbers[name]))
        column.addWidget(self._length)
        column.addWidget(self._buttons)

    def _connect(self) -> None:
        for name, choice in self._choices.items():
            choice.picked.connect(lambda value, name=name: self._change(name, value))
        for number in self._numbers.values():
            number.valueChanged.connect(self._show_length)
        self._buttons.accepted.connect(self._give_order)
        self._buttons.rejected.connect(self.close)

    @property
    def order(self) -> FilmOrder:
        """The film as it is described now."""
        numbers = {name: number.value() for name, number in self._numbers.items()}
        return replace(self._order, **numbers)  # type: ignore[arg-type]

    def show_order(self, order: FilmOrder) -> None:
        """Describe that film."""
        self._order = order
        for name, choice in self._choices.items():
            choice.show_choice(getattr(order, name))
        for name, number in self._numbers.items():
            number.setValue(getattr(order, name))
        self._show_length()

    def set_theme(self, theme: Theme) -> None:
        """Take over sizes; the film has the theme that the window has."""
        self._order = replace(self._order, theme=theme.name)
        self.setMinimumWidth(theme.px(320))
        for number in self._numbers.values():
            number.setMinimumWidth(theme.px(110))

    def _change(self, name: str, value: object) -> None:
        self._order = replace(self._order, **{name: value})  # type: ignore[arg-type]

    def _show_length(self) -> None:
        seconds = self.order.pictures / self.order.per_second
        self._length.setText(
            self.tr("It lasts {0} seconds, and then rests for two.").format(tidy(round(seconds, 1)))
        )

    def _give_order(self) -> None:
        self.close()
        self.ordered.emit(self.order)


def _row(text: str, number: QSpinBox) -> QHBoxLayout:
    label = QLabel(text)
    label.setObjectName("field")
    label.setBuddy(number)
    number.setAccessibleName(text)
    row = QHBoxLayout()
    row.addWidget(label, 1)
    row.addWidget(number)
    return row


def _number(least: int, most: int, tip: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setToolTip(tip)
    box.setGroupSeparatorShown(True)
    return box
