"""A part of the window: given the document and the look once, it shows each new value that it is handed."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from sequentia_gui.experiment.experiment import Experiment
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.view_state import Look, ViewState


class Part(QWidget):
    """What panels and views have in common. Calling any `show_...` twice with the same value changes nothing."""

    name: ClassVar[str]

    def __init__(self, document: Document, view_state: ViewState) -> None:
        super().__init__()
        self._document = document
        self._view_state = view_state

    def show_experiment(self, now: Experiment) -> None:
        """Show what depends on the design alone."""

    def show_look(self, look: Look) -> None:
        """Show what is chosen and pointed at."""

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
