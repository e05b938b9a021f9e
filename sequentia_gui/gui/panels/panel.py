"""The promise that every panel keeps: it shows the present experiment, and turns what a person does into edits."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from sequentia_gui.experiment.experiment import Experiment
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.view_state import Look


class Panel(QWidget):
    """A set of controls. It connects only to signals that a person causes, so showing never edits."""

    name: ClassVar[str]

    def show_experiment(self, now: Experiment) -> None:
        """Show the present values in the controls."""

    def show_look(self, look: Look) -> None:
        """Show what is chosen and pointed at."""

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
