"""The list of all keys, for people who would rather not use the mouse."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from sequentia_gui.gui.commands import COMMANDS


def show_shortcuts(window: QWidget) -> None:
    """List the keys of all commands, and of the pictures that have keys of their own."""
    text = f"<table>{''.join(_rows())}</table>{''.join(f'<p>{words}</p>' for words in _of_pictures())}"
    box = QMessageBox(
        QMessageBox.Icon.NoIcon, _said("Keyboard shortcuts"), text, QMessageBox.StandardButton.Close, window
    )
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setModal(False)
    box.show()


def _rows() -> list[str]:
    return [
        f"<tr><td><b>{' · '.join(command.keys)}</b>&nbsp;&nbsp;</td><td>{command.text}</td></tr>"
        for command in COMMANDS
        if command.keys
    ]


def _of_pictures() -> list[str]:
    return [
        _said(
            "On the plane: arrows move a cursor, Enter puts a point, Delete removes one, T follows it, "
            "1 to 6 choose the class."
        ),
        _said("On the fold: Space plays and pauses, arrows step, Home and End jump."),
        _said(
            "On the trace: arrows walk through layers and neurons, with Shift from point to point; Enter unfolds. "
            "On the collapse: Space multiplies and pauses, arrows step, Home and End jump."
        ),
        _said(
            "Everywhere: Tab goes on to what is read next, Shift+Tab back; F10 opens the menu with all commands."
        ),
        _said("On a chart or a curve: the left and right arrows read its numbers, Escape lets go of them."),
    ]


def _said(text: str) -> str:
    return QCoreApplication.translate("shortcuts", text)
