"""What the pictures show is told in words as well, for people who listen to the screen instead of seeing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget

from sequentia_gui.gui.views.view import View

TOLD_EVERY_MS = 2_000
"""How often at most a screen reader is told by itself what a picture shows."""


class Narrator(QObject):
    """Keeps each visible view's description true, and speaks of the one that has the focus.

    What changes by itself is told at most every two seconds, the last of it always; what a key points at, at once.
    Where no view has the focus, the beginning and the end of training are told, and nothing between.
    `told` fires with every sentence that a screen reader is given.
    """

    told = Signal(str)

    def __init__(self, seen: Callable[[], Sequence[View]], state: Callable[[], str], parent: QWidget) -> None:
        """`seen` are the views that can be seen, `state` tells how far training has come, of `parent`'s window."""
        super().__init__(parent)
        self._seen, self._state, self._window = seen, state, parent
        self._was_playing = False
        self._hints: dict[View, str] = {}
        self._last = ""
        self._owes = False
        self._rest = QTimer(self, singleShot=True, interval=TOLD_EVERY_MS)
        self._rest.timeout.connect(self._after_rest)

    def watch(self, view: View) -> None:
        """Hear of the keys in a view, and of its coming into sight."""
        view.installEventFilter(self)

    def on_frame(self, playing: bool) -> None:
        """There is something new to see: while it goes on it is told now and then, and when it stands at once."""
        if not playing or not self._rest.isActive():
            for view in self._seen():
                self._describe(view)
            self._speak_of_all()
        self._speak_of_state(playing)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Read out what a key has pointed at; a view that nobody saw has no description yet."""
        if isinstance(watched, View):
            if event.type() == QEvent.Type.KeyRelease:
                self._speak(watched, watched.reading())
            elif event.type() == QEvent.Type.Show:
                # After the window, which hears of it, too, has brought the view up to date.
                QTimer.singleShot(0, watched, lambda: self._describe(watched))
        return False

    def _describe(self, view: View) -> None:
        """Who takes the keys says what it shows, too, and then what the keys do."""
        words, picture = view.summary(), view.picture
        hint = self._hints.setdefault(view, picture.accessibleDescription())
        view.setAccessibleDescription(words)
        picture.setAccessibleDescription(f"{words} {hint}".strip())

    def _speak_of_all(self) -> None:
        if self._rest.isActive():
            self._owes = True
            return
        view = next((each for each in self._seen() if _has_focus(each)), None)
        if view is not None:
            self._speak(view, view.accessibleDescription())
        self._owes = False
        self._rest.start()

    def _speak_of_state(self, playing: bool) -> None:
        """Whoever is at a button and not in a picture is told when training begins and how it stands at its end."""
        changes, self._was_playing = playing != self._was_playing, playing
        if changes and not any(map(_has_focus, self._seen())):
            self._speak(self._window, self.tr("Training.") if playing else self._state())

    def _after_rest(self) -> None:
        if self._owes:
            self._speak_of_all()

    def _speak(self, speaker: QWidget, words: str) -> None:
        """Nothing is told twice in a row."""
        if words and words != self._last:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(speaker, words.replace("\n", ", ")))
            self.told.emit(words)
        self._last = words or self._last


def _has_focus(view: View) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and (focus is view or view.isAncestorOf(focus))
