"""A command is one thing that the program can be told to do; here is what a row of the table says of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QWidget

from sequentia_gui.gui.document import Document
from sequentia_gui.gui.file_dialogs import FileDialogs
from sequentia_gui.gui.playback import Playback
from sequentia_gui.gui.view_state import ViewState


class Stage(Protocol):
    """What a command may ask of the window."""

    def toggle_present(self) -> None:
        """Enter or leave the full screen for a class."""

    def leave_present(self) -> None:
        """Come back from full screen."""

    def is_presenting(self) -> bool:
        """Whether the screen is a class'."""

    def toggle_blank(self) -> None:
        """Make the screen black, or bring the picture back."""

    def is_blank(self) -> bool:
        """Whether the screen is black."""

    def zoom(self, steps: int) -> None:
        """Make everything larger or smaller by that many steps; 0 is back to 100 %."""

    def choose_theme(self, name: str) -> None:
        """Change the colours: system, light, dark or contrast."""

    def theme_choice(self) -> str:
        """The chosen theme's name."""

    def show_shortcuts(self) -> None:
        """List all keys."""

    def show_about(self) -> None:
        """Say what this program is."""

    def make_film(self) -> None:
        """Ask for a film of the training, and make it."""

    def sight(self, name: str) -> QWidget:
        """What is seen: the "window", or the card at that place."""

    def close(self) -> bool:
        """End the program."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What commands act upon."""

    document: Document
    playback: Playback
    view_state: ViewState
    files: FileDialogs
    stage: Stage


@dataclass(frozen=True, slots=True)
class Command:
    """One row of the table; `checked` makes it a toggle, `foot` names the views at whose foot it stands."""

    name: str
    menu: str
    text: str
    tip: str
    run: Callable[[Desk], object]
    keys: tuple[str, ...] = ()
    sign: str = ""
    checked: Callable[[Desk], bool] | None = None
    enabled: Callable[[Desk], bool] | None = None
    foot: tuple[str, ...] = ()
