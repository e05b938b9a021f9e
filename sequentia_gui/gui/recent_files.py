"""The files that were used last, the newest first, in a menu of their own."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from sequentia_gui.gui.file_dialogs import FileDialogs
from sequentia_gui.gui.preferences import Preferences
from sequentia_gui.gui.view_state import ViewState

MOST = 8


class RecentFiles(QObject):
    """Owns the menu; the list is in the preferences, so that all windows share it. A file that is gone drops out."""

    def __init__(
        self, files: FileDialogs, preferences: Preferences, view_state: ViewState, window: QWidget
    ) -> None:
        super().__init__(window)
        self._files, self._preferences, self._view_state = files, preferences, view_state
        self.menu = QMenu(self.tr("Recent files"), window)
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self._fill)
        files.used.connect(self._remember)

    def _remember(self, path: Path) -> None:
        others = [each for each in self._preferences.recent if each != path]
        self._preferences.recent = [path, *others][:MOST]

    def _fill(self) -> None:
        self.menu.clear()
        paths = self._preferences.recent
        for number, path in enumerate(paths, 1):
            action = self.menu.addAction(_label(number, path), partial(self._open, path))
            action.setToolTip(str(path))
        if not paths:
            self.menu.addAction(self.tr("No files yet")).setEnabled(False)
            return
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Clear this list"), self._clear)

    def _open(self, path: Path) -> None:
        if not _is_gone(path):
            self._files.open_path(path)
            return
        self._preferences.recent = [each for each in self._preferences.recent if each != path]
        sentence = self.tr("{0} is not in {1} any more, so it was taken off the list.")
        self._view_state.set(notice=sentence.format(path.name, path.parent))

    def _clear(self) -> None:
        self._preferences.recent = []


def _is_gone(path: Path) -> bool:
    """Whether there is surely no such file; one that may not be looked at is there."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _label(number: int, path: Path) -> str:
    """A digit to type, the name, and the folder, which tells two files of one name apart."""
    return f"&{number}  {path.name}  ({path.parent.name})".replace("&", "&&").replace("&&", "&", 1)
