"""The menu writes the network that is on the desk, and says in a sentence what went wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from sequentia_gui.app import Parts, build, create_application
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.export.catalogue import EXPORTS, Export
from sequentia_gui.gui.commands import COMMANDS
from sequentia_gui.gui.preferences import Preferences
from sequentia_gui.training.worker import TrainingWorker


@pytest.fixture
def parts(qtbot: QtBot, tmp_path: Path) -> Iterator[Parts]:
    """The whole program, after one epoch."""
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    built = build(create_application(), first_experiment(), Preferences(settings), TrainingWorker)
    built.window.show()
    qtbot.waitUntil(lambda: not built.playback.is_expecting)
    built.playback.step_epoch()
    qtbot.waitUntil(lambda: not built.playback.is_expecting)
    yield built
    built.window.close()
    built.window.deleteLater()


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


@pytest.mark.parametrize("form", EXPORTS, ids=lambda form: form.name)
def test_every_form_is_written_from_the_menu(
    parts: Parts, form: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    action = parts.window._actions[f"export_{form.name}"]
    if form.lacking():
        assert not action.isEnabled()
        assert "pip install" in action.toolTip()
        return
    choose(monkeypatch, tmp_path / form.file_name)
    action.trigger()
    assert (tmp_path / form.file_name).stat().st_size
    assert form.file_name in parts.view_state.now.notice


def test_a_forgotten_suffix_is_added(parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(monkeypatch, tmp_path / "mine")
    parts.window._actions["export_numpy"].trigger()
    assert "trained for 1 epoch." in (tmp_path / "mine.py").read_text("utf-8")


def test_a_place_that_cannot_be_written_gets_a_sentence(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, tmp_path / "nowhere" / "mine.py")
    parts.window._actions["export_torch"].trigger()
    assert "cannot be written" in parts.view_state.now.notice


def test_every_form_has_its_command() -> None:
    names = {command.name for command in COMMANDS if command.menu == "Export"}
    assert {f"export_{form.name}" for form in EXPORTS} <= names
