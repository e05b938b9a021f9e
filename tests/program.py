"""A whole program for a test: built as `app` builds it, shown, and closed afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from sequentia_gui.app import Parts, build, create_application
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.gui.playback import TrainingPlace
from sequentia_gui.gui.preferences import Preferences


@contextmanager
def shown(qtbot: QtBot, settings: QSettings, place: TrainingPlace) -> Iterator[Parts]:
    """The program with the first experiment, from the first frame on, while it is used."""
    built = build(create_application(), first_experiment(), Preferences(settings), place)
    built.window.show()
    built.window.fill()
    qtbot.waitUntil(lambda: built.playback.latest is not None)
    yield built
    built.window.close()
    built.window.deleteLater()
