"""A command is one thing that the program can be told to do; here is what a row of the table says of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QWidget

from sequentia_gui.gui.appearance import Appearance
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.file_dialogs import FileDialogs
from sequentia_gui.gui.playback import Playback
from sequentia_gui.gui.view_state import ViewState


class Stage(Protocol):
    """What a command may ask of the window."""

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
    appearance: Appearance
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
