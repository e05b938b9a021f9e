"""Every test of the window and its parts has Qt's application: without one, asking for a font's size aborts Python."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sequentia_gui.app import Parts
from sequentia_gui.gui.style import dress, stylesheet
from sequentia_gui.gui.theme import LIGHT
from sequentia_gui.training.worker import TrainingWorker
from tests.program import shown

_LIGHT_SHEET = stylesheet(LIGHT)


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> QApplication:
    """The one application of all tests, dressed for each in the light theme: none inherits another's."""
    if qapp.styleSheet() != _LIGHT_SHEET or qapp.font() != LIGHT.font():
        dress(qapp, LIGHT)
    return qapp


@pytest.fixture
def parts(qapp: QApplication, qtbot: QtBot, settings: QSettings) -> Iterator[Parts]:
    """The whole program, training in a thread."""
    with shown(qtbot, settings, TrainingWorker) as built:
        yield built
