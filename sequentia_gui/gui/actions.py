"""The table of commands comes alive here: menus, keys and buttons that all share one action per command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from sequentia_gui.gui.command import Command, Desk
from sequentia_gui.gui.commands import COMMANDS, MENUS
from sequentia_gui.gui.controls import folded
from sequentia_gui.gui.icons import icon
from sequentia_gui.gui.theme import Theme


class Actions:
    """Owns one QAction for each row of the table; their keys work in the whole window."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        self._desk = desk
        self._actions = {command.name: self._action(command, window) for command in COMMANDS}

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def menu(self, window: QWidget, below: Mapping[str, QMenu]) -> QMenu:
        """All commands, in the menus that the table gives them; `below` puts a menu under a command of that name."""
        menu = QMenu(window)
        for title in MENUS:
            part = menu.addMenu(_translated(title))
            part.setToolTipsVisible(True)
            for command in COMMANDS:
                if command.menu == title:
                    part.addAction(self._actions[command.name])
                    if command.name in below:
                        part.addMenu(below[command.name])
        menu.aboutToShow.connect(self.refresh)
        return menu

    def chips(self, views: Sequence[str]) -> list[tuple[QToolButton, tuple[str, ...]]]:
        """Buttons for the foot of views that share a place: each with the views at whose foot it belongs."""
        commands = [command for command in COMMANDS if set(command.foot) & set(views)]
        return [(self._chip(self._actions[command.name]), command.foot) for command in commands]

    def refresh(self) -> None:
        """Tick, enable and name the actions after the present state."""
        for command in COMMANDS:
            action = self._actions[command.name]
            if command.checked:
                action.setChecked(command.checked(self._desk))
            if command.enabled:
                action.setEnabled(command.enabled(self._desk))
        document = self._desk.document
        for name, label in (("undo", document.undo_label), ("redo", document.redo_label)):
            words = _translated(name.capitalize())
            self._actions[name].setText(f"{words}: {label}" if label else words)

    def set_theme(self, theme: Theme) -> None:
        """Draw the signs in the theme's colours."""
        for command in COMMANDS:
            if command.sign:
                self._actions[command.name].setIcon(icon(command.sign, theme))

    def _action(self, command: Command, window: QWidget) -> QAction:
        action = QAction(_translated(command.text), window)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        keys = f" ({QKeySequence(command.keys[0]).toString(_NATIVE)})" if command.keys else ""
        action.setToolTip(folded(_translated(command.tip) + keys))
        action.setCheckable(command.checked is not None)
        action.setAutoRepeat(command.checked is None)  # else a toggle would flicker while its key is held
        action.triggered.connect(lambda _=False: self._run(command))
        window.addAction(action)
        return action

    def _run(self, command: Command) -> None:
        command.run(self._desk)
        self.refresh()

    def _chip(self, action: QAction) -> QToolButton:
        chip = QToolButton()
        chip.setDefaultAction(action)
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        chip.setProperty("chip", "true")
        chip.setAccessibleName(action.text())
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return chip


_NATIVE = QKeySequence.SequenceFormat.NativeText


def _translated(text: str) -> str:
    return QCoreApplication.translate("commands", text)
