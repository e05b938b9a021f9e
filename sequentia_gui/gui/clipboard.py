"""An experiment goes to others as a line of text by way of the clipboard, and comes from them in the same way."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from sequentia_gui.gui import later
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.file_dialogs import FileDialogs
from sequentia_gui.gui.numerals import count
from sequentia_gui.gui.view_state import Done, ViewState


def copy_experiment(document: Document, view_state: ViewState) -> None:
    """Put the experiment's text on the clipboard, and say how long it is."""
    text = later.text_of(document.now)
    QGuiApplication.clipboard().setText(text)
    said = _say("Copied as a text of {0} characters, without the weights, for a chat or a worksheet.")
    view_state.set(notice=Done(said.format(count(len(text)))))


def paste_experiment(files: FileDialogs) -> None:
    """Open the experiment whose text is on the clipboard; where there is none, say so."""
    files.open_text(QGuiApplication.clipboard().text())


def _say(text: str) -> str:
    return QCoreApplication.translate("clipboard", text)
