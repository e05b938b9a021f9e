"""A whole program for each end-to-end test: built as `app` builds it, shown, and closed afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sequentia_gui.app import Parts
from sequentia_gui.training.process import TrainingProcess
from sequentia_gui.training.worker import TrainingWorker
from tests.program import shown


@pytest.fixture
def parts(qapp: QApplication, qtbot: QtBot, settings: QSettings) -> Iterator[Parts]:
    """The program, its window shown at 1440x900 with the first experiment."""
    with shown(qtbot, settings, TrainingProcess) as built:
        yield built


@pytest.fixture
def parts_in_one_process(qapp: QApplication, qtbot: QtBot, settings: QSettings) -> Iterator[Parts]:
    """The same, training in a thread: for tests that reach into the training."""
    with shown(qtbot, settings, TrainingWorker) as built:
        yield built
