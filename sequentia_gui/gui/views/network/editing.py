"""Numbers are edited where they are: a small field opens on a weight or a bias and takes one number."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QLocale, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.read_only import read_only
from sequentia_gui.gui.numerals import ungrouped
from sequentia_gui.gui.own_keys import claim_keys
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.view_state import Link, Neuron
from sequentia_gui.network.parameters import Parameters

LARGEST = 1_000.0
"""Weights and biases that are typed in may be at most so large, either way."""


def with_number(checkpoint: Checkpoint, place: Neuron | Link, value: float) -> Checkpoint:
    """The checkpoint with one weight (of a link) or one bias (of a neuron) replaced, and nothing else."""
    parameters = Parameters(checkpoint.parameters.copy(), checkpoint.sizes)
    if isinstance(place, Link):
        parameters.weights[place.layer - 1][place.position, place.source] = value
    else:
        parameters.biases[place.layer - 1][place.position] = value
    return replace(checkpoint, parameters=read_only(parameters.vector), pristine=False)


def parse_number(text: str) -> float | None:
    """The number that a person typed, with a comma or a point for its decimals in every country, or None."""
    plain = text.strip().replace("−", "-").replace(",", ".")
    value, good = QLocale.c().toDouble(plain)
    return value if good and abs(value) <= LARGEST else None


def refusal(text: str) -> str:
    """What is said where something else than a number was typed."""
    sentence = QCoreApplication.translate(
        "NetworkCanvas", "“{0}” cannot be a weight: please type a number from −1000 to 1000."
    )
    return sentence.format(text)


class NumberField(QLineEdit):
    """A field for one number: Enter takes it, Escape leaves everything as it was.

    committed: the place and the number; refused: what was typed, when it is not a number we can use.
    """

    committed = Signal(object, float)
    refused = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._sheet = parent
        self._place: Neuron | Link | None = None
        self._first = ""
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAcceptDrops(False)  # a file that is dropped here is for the window to open
        self.hide()
        self.returnPressed.connect(self._take)
        claim_keys(self, lambda event: event.key() == Qt.Key.Key_Escape)

    def open(self, place: Neuron | Link, value: float, name: str, x: float, y: float, theme: Theme) -> None:
        """Show the number of a place around a point of the parent; `name` is for screen readers."""
        self._place, self._first = place, ungrouped().toString(value, "g", 5)
        width, height = theme.px(88), theme.px(28)
        room = self._sheet.rect().adjusted(0, 0, -width, -height)
        left = min(max(round(x) - width // 2, 0), max(0, room.right()))
        top = min(max(round(y) - height // 2, 0), max(0, room.bottom()))
        self.setGeometry(QRect(left, top, width, height))
        self.setFont(theme.font(13))
        self.setAccessibleName(name)
        self.setText(self._first)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the field; no key goes on to the network below, where Enter would open it again."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field takes a number that was changed; anything else is dropped with a word about it."""
        super().focusOutEvent(event)
        if self._place is not None and event.reason() != Qt.FocusReason.PopupFocusReason:
            self._take()
            self.leave()

    def _take(self) -> None:
        value, place = parse_number(self.text()), self._place
        if place is None:
            return
        if self.text() == self._first:
            self.leave()
        elif value is None:
            self.selectAll()
            self.refused.emit(self.text())
        else:
            self.leave()
            self.committed.emit(place, value)

    def leave(self) -> None:
        """Close, and leave the number as it is."""
        had_focus, self._place = self.hasFocus(), None
        self.hide()
        if had_focus:
            self._sheet.setFocus(Qt.FocusReason.OtherFocusReason)
