"""A whole program for each end-to-end test: built as `app` builds it, shown, and closed afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sequentia_gui.app import Parts, build, create_application
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.gui.playback import TrainingPlace
from sequentia_gui.gui.preferences import Preferences
from sequentia_gui.training.process import TrainingProcess
from sequentia_gui.training.worker import TrainingWorker


@pytest.fixture
def parts(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Parts]:
    """The program, its window shown at 1440x900 with the first experiment."""
    yield from _shown(qtbot, tmp_path, TrainingProcess)


@pytest.fixture
def parts_in_one_process(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Parts]:
    """The same, training in a thread: for tests that reach into the training."""
    yield from _shown(qtbot, tmp_path, TrainingWorker)


def _shown(qtbot: QtBot, folder: Path, place: TrainingPlace) -> Iterator[Parts]:
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    built = build(create_application(), first_experiment(), Preferences(settings), place)
    built.window.show()
    built.window.fill()
    qtbot.waitUntil(lambda: built.playback.latest is not None)
    yield built
    built.window.close()
    built.window.deleteLater()
