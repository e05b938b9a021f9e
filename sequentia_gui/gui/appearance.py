"""How the window appears: in which colours, how large, filling the screen for a class, or black."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from sequentia_gui.gui.curtain import Curtain
from sequentia_gui.gui.preferences import ZOOMS, Preferences
from sequentia_gui.gui.style import dress
from sequentia_gui.gui.theme import DARK, LIGHT, PROJECTOR, PROJECTOR_LINES, THEMES, Theme

_BY_NAME = {theme.name: theme for theme in THEMES}


class Appearance(QObject):
    """Owns the theme, whether the window is presented, and its curtain; the choices are in the preferences.

    `changed` fires when there is another theme, for the first time by `refresh`: then it is for the window to stand
    as it suits, to `dress`, and to hand the theme to its parts.
    """

    changed = Signal()

    def __init__(self, application: QApplication, window: QWidget, preferences: Preferences) -> None:
        super().__init__(window)
        self._application, self._window, self._preferences = application, window, preferences
        self.theme = LIGHT
        self.curtain = Curtain(window)
        self._dressed: Theme | None = None
        self._presents = False
        self._present_zoom = 1.0
        self._state_before = Qt.WindowState.WindowNoState
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _: self.refresh())

    def refresh(self, lines: int | None = None) -> None:
        """Take the theme for a window of that height, without it of the present one; the old one changes nothing."""
        theme = self._theme_for(lines or self._window.height())
        if theme != self._dressed:
            self.theme = theme
            self.changed.emit()

    def dress(self) -> None:
        """Dress the program in the theme, when everything stands: Qt dresses again whatever moves after that.

        Where it is dressed nothing is done: Qt would go through all widgets for nothing.
        """
        if self._dressed != self.theme:
            self._dressed = self.theme
            dress(self._application, self.theme)

    def choose_theme(self, name: str) -> None:
        """Change the colours: system, light, dark or contrast."""
        self._preferences.theme = name
        self.refresh()

    def theme_choice(self) -> str:
        """The chosen theme's name."""
        return self._preferences.theme

    def zoom(self, steps: int) -> None:
        """Larger or smaller by that many steps, 0 is back to 100 %; a presentation has a zoom of its own."""
        if self._presents:
            self._present_zoom = _stepped(self._present_zoom, steps)
        else:
            self._preferences.zoom = _stepped(self._preferences.zoom, steps)
        self.refresh()

    def toggle_present(self) -> None:
        """Enter or leave the full screen for a class."""
        if self._presents:
            self.leave_present()
            return
        self._presents = True
        self._state_before = self._window.windowState()
        self._window.showFullScreen()
        # So high it will be: all is dressed once, not twice.
        self.refresh(self._window.screen().size().height())

    def leave_present(self) -> None:
        """Come back from full screen; nothing happens outside of it."""
        if self._presents:
            self._presents = False
            self.curtain.lift()
            if self._window.isFullScreen():
                self._window.setWindowState(self._state_before)
            self.refresh()

    def follow_window(self) -> None:
        """The desktop, too, can end full screen, by a key of its own: with it ends what is for a class."""
        if not self._window.isFullScreen():
            self.leave_present()

    def is_presenting(self) -> bool:
        """Whether the screen is a class'."""
        return self._presents

    def toggle_blank(self) -> None:
        """Make the screen black, or bring the picture back."""
        if self.is_blank():
            self.curtain.lift()
        else:
            self.curtain.draw()

    def is_blank(self) -> bool:
        """Whether the screen is black."""
        return self.curtain.isVisible()

    def _theme_for(self, lines: int) -> Theme:
        if self._presents:
            return PROJECTOR.scaled(max(1.0, lines / PROJECTOR_LINES) * self._present_zoom)
        return self._chosen.scaled(self._preferences.zoom)

    @property
    def _chosen(self) -> Theme:
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return _BY_NAME.get(self._preferences.theme, DARK if dark else LIGHT)


def _stepped(zoom: float, steps: int) -> float:
    place = ZOOMS.index(zoom) + steps if steps else 0
    return ZOOMS[min(max(place, 0), len(ZOOMS) - 1)]
