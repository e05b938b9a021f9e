"""The About box names the program and leads to the licences, and neither stops the window."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sequentia_gui import __version__
from sequentia_gui.gui import about


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    shown = QWidget()
    shown.resize(1000, 700)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def press(qtbot: QtBot, box: QWidget, text: str) -> None:
    """Click the button whose text begins so."""
    button = next(
        each for each in box.findChildren(QPushButton) if each.text().replace("&", "").startswith(text)
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def licences(qtbot: QtBot, window: QWidget) -> QPlainTextEdit:
    """What one reads after pressing the button in the About box."""
    about.show_about(window)
    box = window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert __version__ in box.text()
    assert not box.isModal()
    press(qtbot, box, "Licences")
    qtbot.waitUntil(lambda: window.findChild(QPlainTextEdit) is not None)
    text = window.findChild(QPlainTextEdit)
    assert isinstance(text, QPlainTextEdit)
    return text


def test_the_licences_are_one_click_from_the_about_box(
    qtbot: QtBot, window: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / about.NOTICES
    file.write_text("Qt: LGPL-3.0\n" * 500, "utf-8")
    monkeypatch.setattr(about, "asset", lambda *_: file)
    text = licences(qtbot, window)
    assert text.toPlainText() == file.read_text("utf-8")
    assert text.isReadOnly()
    assert text.verticalScrollBar().maximum() > 0
    dialog = text.window()
    assert isinstance(dialog, QDialog)
    assert not dialog.isModal()
    assert dialog.width() <= window.width()
    press(qtbot, dialog, "Close")
    qtbot.waitUntil(lambda: window.findChild(QPlainTextEdit) is None)


def test_where_no_file_was_shipped_the_installed_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "sequentia_gui.gui.about.requires", lambda _: ["numpy>=2.0,<3", "onnx>=1; extra == 'onnx'"]
    )
    assert f"numpy {np.__version__}: BSD-3-Clause" in about.notices()
    assert "onnx" not in about.notices()


def test_escape_closes_the_licences(qtbot: QtBot, window: QWidget) -> None:
    about.show_licences(window)
    text = window.findChild(QPlainTextEdit)
    assert isinstance(text, QPlainTextEdit)
    qtbot.keyClick(text, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(QPlainTextEdit) is None)
    assert QApplication.activeModalWidget() is None
