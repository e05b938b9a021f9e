"""Which theme is to be seen: what the learner chose, what the desktop is, and whether a class is watching."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from sequentia_gui.gui.preferences import ZOOMS, Preferences
from sequentia_gui.gui.theme import DARK, LIGHT, PROJECTOR, PROJECTOR_LINES, THEMES, Theme

_BY_NAME = {theme.name: theme for theme in THEMES}


class Appearance:
    """Owns whether the program is presenting; the choices themselves are kept in the preferences."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self.presenting = False
        self._present_zoom = 1.0

    def theme(self, lines: int) -> Theme:
        """The theme for a window of that height in pixels."""
        if self.presenting:
            return PROJECTOR.scaled(max(1.0, lines / PROJECTOR_LINES) * self._present_zoom)
        return self._chosen.scaled(self._preferences.zoom)

    def zoom(self, steps: int) -> None:
        """Larger or smaller by that many steps, 0 is back to 100 %; a presentation has a zoom of its own."""
        if self.presenting:
            self._present_zoom = _stepped(self._present_zoom, steps)
        else:
            self._preferences.zoom = _stepped(self._preferences.zoom, steps)

    @property
    def _chosen(self) -> Theme:
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return _BY_NAME.get(self._preferences.theme, DARK if dark else LIGHT)


def _stepped(zoom: float, steps: int) -> float:
    place = ZOOMS.index(zoom) + steps if steps else 0
    return ZOOMS[min(max(place, 0), len(ZOOMS) - 1)]
