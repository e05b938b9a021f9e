"""The page of all keys, for people who would rather not use the mouse."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from sequentia_gui.gui.command import Command
from sequentia_gui.gui.commands import COMMANDS

_COLUMNS = (("File", "Export", "Help"), ("Edit", "Network"), ("Training", "View"))
"""The menus of the commands that have keys, so that the columns are about equally long."""


def show_shortcuts(window: QWidget) -> None:
    """List the keys of all commands, and of the pictures that have keys of their own, beside the window."""
    dialog = QDialog(window)
    dialog.setWindowTitle(_said("Keyboard shortcuts"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    page = QTextBrowser()
    page.setAccessibleName(_said("All keys"))
    page.setHtml(_page())
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.close)
    column = QVBoxLayout(dialog)
    column.addWidget(page)
    column.addWidget(buttons)
    dialog.resize(_size(page, buttons).boundedTo(window.size()))
    dialog.show()


def _size(page: QTextBrowser, buttons: QWidget) -> QSize:
    """Room for the table in its full width, and for what stands below it."""
    page.ensurePolished()
    words = QTextDocument(page)
    words.setDefaultFont(page.font())
    words.setHtml(_table())
    width = words.idealWidth() + page.fontMetrics().height()
    words.setHtml(_page())
    words.setTextWidth(width)
    rim = QSize(4, 5) * page.fontMetrics().height()
    return words.size().toSize() + QSize(0, buttons.sizeHint().height()) + rim


def _page() -> str:
    return _table() + "".join(f"<p>{words}</p>" for words in _of_pictures())


def _table() -> str:
    cells = "".join(f"<td>{''.join(map(_of_menu, menus))}</td><td width='24'></td>" for menus in _COLUMNS)
    return f"<table><tr>{cells}</tr></table>"


def _of_menu(menu: str) -> str:
    rows = "".join(_row(command) for command in COMMANDS if command.keys and command.menu == menu)
    return f"<p><b>{QCoreApplication.translate('commands', menu)}</b></p><table>{rows}</table>"


def _row(command: Command) -> str:
    keys, line = " · ".join(command.keys), "<p style='white-space: nowrap; margin: 0'>{}</p>"
    return f"<tr><td>{line.format(keys + '&nbsp;&nbsp;')}</td><td>{line.format(command.text)}</td></tr>"


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
        _said("On a chart or a curve: the left and right arrows read its numbers, Escape lets go of them."),
        _said(
            "Everywhere: Tab goes on to what is read next, Shift+Tab back; F10 opens the menu with all commands."
        ),
    ]


def _said(text: str) -> str:
    return QCoreApplication.translate("shortcuts", text)
