"""What was drawn, trained or opened is never lost: undo, files and repeated starts in the real window."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from sequentia_gui.app import Parts
from sequentia_gui.experiment import edits
from tests.end_to_end.hands import checkpoint, click_plane, drag_plane, latest, press, settled, trained

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that is named whenever the window asks for one."""
    path = tmp_path / "mine.sequentia"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    return path


def path_of(parts: Parts) -> Path | None:
    return parts.document.path


def key(parts: Parts, qtbot: QtBot, letter: Qt.Key) -> None:
    qtbot.keyClick(parts.window, letter, CTRL)


def test_the_title_says_which_file_is_open_and_whether_it_is_saved(
    parts: Parts, qtbot: QtBot, file: Path
) -> None:
    window = parts.window
    click_plane(parts, qtbot, 5, 5)
    assert window.isWindowModified()
    key(parts, qtbot, Qt.Key.Key_S)
    assert file.name in window.windowTitle() and not window.isWindowModified()
    key(parts, qtbot, Qt.Key.Key_N)
    assert file.name not in window.windowTitle() and not window.isWindowModified()
    key(parts, qtbot, Qt.Key.Key_O)
    assert file.name in window.windowTitle() and not window.isWindowModified()


def test_undoing_an_open_brings_the_file_back_too_so_that_saving_hits_the_right_one(
    parts: Parts, qtbot: QtBot, file: Path
) -> None:
    key(parts, qtbot, Qt.Key.Key_S)
    key(parts, qtbot, Qt.Key.Key_N)
    drawn = parts.document.now
    key(parts, qtbot, Qt.Key.Key_O)
    key(parts, qtbot, Qt.Key.Key_Z)
    assert parts.document.now is drawn and path_of(parts) is None
    key(parts, qtbot, Qt.Key.Key_Z)
    assert path_of(parts) == file and parts.document.is_saved
    key(parts, qtbot, Qt.Key.Key_Y)
    assert path_of(parts) is None


def test_a_stroke_that_erases_the_last_points_of_a_class_gives_back_its_weights_on_undo(
    parts: Parts, qtbot: QtBot
) -> None:
    parts.document.edit(edits.clear_points, "Clear")
    parts.document.edit(lambda now: edits.add_points(now, [(-3, 0), (3, 0), (0, 4)], [0, 1, 2]), "Draw")
    parts.document.edit(lambda now: edits.set_held_out(now, 0.0), "Held out")
    settled(parts, qtbot)
    trained(parts, qtbot, 20)
    before = settled(parts, qtbot)
    press(parts, qtbot, "Erase")
    drag_plane(parts, qtbot, (-3, 0), (-2, 2), (0, 4))
    assert parts.document.now.points.label.tolist() == [1]
    assert settled(parts, qtbot).classes == 2
    key(parts, qtbot, Qt.Key.Key_Z)
    assert parts.document.now.points.label.tolist() == [0, 1, 2]
    assert np.array_equal(settled(parts, qtbot).parameters, before.parameters)


def test_drawing_leaves_the_weights_alone_however_often_it_is_undone_and_redone(
    parts: Parts, qtbot: QtBot
) -> None:
    click_plane(parts, qtbot, 5, 5)
    key(parts, qtbot, Qt.Key.Key_Z)
    trained(parts, qtbot, 5)
    now = settled(parts, qtbot)
    for letter in (Qt.Key.Key_Y, Qt.Key.Key_Z, Qt.Key.Key_Y):
        key(parts, qtbot, letter)
        assert np.array_equal(settled(parts, qtbot).parameters, now.parameters)


def test_reset_repeats_the_same_training_bit_for_bit_and_new_weights_do_not(
    parts: Parts, qtbot: QtBot
) -> None:
    runs = []
    for start in ("Reset", "Reset", "New weights"):
        press(parts, qtbot, start)
        press(parts, qtbot, "One epoch")
        runs.append(settled(parts, qtbot))
    first, again, other = runs
    assert first.epoch == again.epoch == other.epoch == 1
    assert np.array_equal(first.parameters, again.parameters)
    assert not np.array_equal(first.parameters, other.parameters)


def test_every_press_of_one_batch_counts_however_quick(parts: Parts, qtbot: QtBot) -> None:
    for _ in range(25):
        press(parts, qtbot, "One batch")
    assert settled(parts, qtbot).step == 25


def test_a_hundred_edits_are_undone_and_redone_while_it_trains(parts: Parts, qtbot: QtBot) -> None:
    press(parts, qtbot, "Train")
    begin = parts.document.now
    for place in range(50):
        click_plane(parts, qtbot, -5 + place / 5, 5)
        press(parts, qtbot, f"Layer 1: one neuron {'fewer' if place % 2 else 'more'}")
    end = parts.document.now
    for _ in range(100):
        key(parts, qtbot, Qt.Key.Key_Z)
    assert parts.document.now is begin
    for _ in range(100):
        key(parts, qtbot, Qt.Key.Key_Y)
    assert parts.document.now is end and parts.playback.is_playing
    key(parts, qtbot, Qt.Key.Key_T)
    assert settled(parts, qtbot).design == end.network
    assert np.isfinite(checkpoint(parts).parameters).all() and latest(parts).experiment is end


def test_a_ready_made_set_names_the_experiment_and_own_points_name_it_so(parts: Parts) -> None:
    parts.document.edit(lambda now: edits.choose_dataset(now, "spiral"), "Data", start="fresh")
    assert parts.window.windowTitle().startswith("Spiral")
    parts.document.edit(edits.clear_points, "Clear")
    assert parts.window.windowTitle().startswith("My points")
