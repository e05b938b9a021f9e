"""The window's title says what is on the desk, and a mark in it whether that is saved."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from sequentia_gui.gui.document import Document
from sequentia_gui.gui.playback import Playback


class WindowTitle(QObject):
    """Keeps the title true, while the learner edits and while the network trains."""

    def __init__(self, window: QMainWindow, document: Document, playback: Playback) -> None:
        super().__init__(window)
        self._window, self._document = window, document
        playback.frame_ready.connect(self._refresh_mark)

    def refresh(self) -> None:
        """Name the file, or else the experiment."""
        path = self._document.path
        name = path.name if path else self._document.now.title
        # Qt puts the mark where it finds [*], and for two in a row one [*].
        self._window.setWindowTitle(f"{name.replace('[*]', '[*][*]')}[*] · Sequentia")
        self._refresh_mark()

    def _refresh_mark(self) -> None:
        modified = not self._document.is_saved
        if modified != self._window.isWindowModified():
            self._window.setWindowModified(modified)
