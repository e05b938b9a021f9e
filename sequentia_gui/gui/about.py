"""What the program says of itself: its name and version, and the licences of all that it comes with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata, requires

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QMessageBox, QPlainTextEdit, QVBoxLayout, QWidget

from sequentia_gui import __version__
from sequentia_gui.resources import asset

NOTICES = "THIRD-PARTY-NOTICES.txt"
_SIGNS_ACROSS, _LINES = 84, 30


def show_about(window: QWidget) -> None:
    """Say what this program is, in a box that leaves the window usable and leads to the licences."""
    what = _say("Watch a small neural network learn, and see what its activation functions do.")
    free = _say("Sequentia is free: you may use it, copy it and change it under the MIT licence.")
    box = QMessageBox(window)
    box.setWindowTitle(_say("About Sequentia"))
    box.setText(f"<h3>Sequentia {__version__}</h3><p>{what}</p><p>{free}</p>")
    licences = box.addButton(_say("Licences…"), QMessageBox.ButtonRole.ActionRole)
    licences.clicked.connect(lambda: show_licences(window))
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Close))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setModal(False)
    box.show()


def show_licences(window: QWidget) -> None:
    """All licences, to be scrolled through beside the window."""
    dialog = QDialog(window)
    dialog.setWindowTitle(_say("Licences"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    text = QPlainTextEdit(notices(), readOnly=True, tabChangesFocus=True)
    text.setAccessibleName(_say("The licences of what Sequentia comes with"))
    text.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.close)
    column = QVBoxLayout(dialog)
    column.addWidget(text)
    column.addWidget(buttons)
    dialog.resize(_size(text, window))
    dialog.show()


def notices() -> str:
    """What an executable has in a file; elsewhere what was installed beside the program says it itself."""
    try:
        return asset(NOTICES).read_text("utf-8")
    except FileNotFoundError:
        return "\n".join(
            [_say("Each of these packages was installed with its own licence:"), "", *_installed()]
        )


def _installed() -> Iterator[str]:
    """The packages that this program asks for, each with its version and licence."""
    try:
        wishes = requires("sequentia-gui") or []
    except PackageNotFoundError:  # started from a folder that nobody installed
        return
    for wish in (each for each in wishes if "extra ==" not in each):
        about = metadata(re.split(r"[^\w.-]", wish, maxsplit=1)[0])
        said = (each for key in ("License-Expression", "License") for each in about.get_all(key) or ())
        licence = next(said, "")
        yield f"{about['Name']} {about['Version']}: {licence.partition(chr(10))[0] or _say('see its files')}"


def _size(text: QPlainTextEdit, window: QWidget) -> QSize:
    """Room for whole lines, but not more than the window has."""
    text.ensurePolished()
    letters = text.fontMetrics()
    wished = QSize(_SIGNS_ACROSS * letters.averageCharWidth(), _LINES * letters.lineSpacing())
    return wished.boundedTo(window.size())


def _say(text: str) -> str:
    return QCoreApplication.translate("about", text)
