"""The main job, done in the real window as a person does it: draw, build, train, undo, save, open."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from sequentia_gui.analysis.decision_map import DecisionMap
from sequentia_gui.app import Parts
from tests.end_to_end.hands import choose, click_plane, drag_plane, epoch, latest, press, trained


def draw_two_classes(parts: Parts, qtbot: QtBot) -> None:
    press(parts, qtbot, "Clear")
    press(parts, qtbot, "Spray")
    drag_plane(parts, qtbot, (-4, -4), (-4, 0), (-4, 4))
    press(parts, qtbot, "B")
    press(parts, qtbot, "Spray")
    drag_plane(parts, qtbot, (4, -4), (4, 0), (4, 4))


def test_a_person_draws_builds_trains_undoes_saves_and_opens_again(
    parts: Parts, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw_two_classes(parts, qtbot)
    points = parts.document.now.points
    assert points.classes == 2 and len(points) >= 20
    assert set((points.xy[:, 0] > 0).astype(int) - points.label) == {0}

    press(parts, qtbot, "+ Layer")
    assert len(parts.document.now.network.layers) == 4
    choose(parts, qtbot, "Activation", "Tanh")
    assert {layer.activation for layer in parts.document.now.network.layers} == {"tanh"}

    qtbot.waitUntil(lambda: latest(parts).experiment is parts.document.now)
    before = latest(parts).contestants[0].train_loss or 0.0
    trained(parts, qtbot, 40)
    assert (latest(parts).contestants[0].train_loss or 0.0) < before / 2
    assert latest(parts).contestants[0].train_accuracy == 1.0
    assert_boundary_separates(parts)

    drawn = parts.document.now
    qtbot.keyClick(parts.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert {layer.activation for layer in parts.document.now.network.layers} == {"relu"}
    qtbot.keyClick(
        parts.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert parts.document.now == drawn

    path = tmp_path / "mine.sequentia"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    qtbot.waitUntil(lambda: latest(parts).experiment is parts.document.now)
    weights = latest(parts).contestants[0].checkpoint.parameters
    qtbot.keyClick(parts.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(parts.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert len(parts.document.now.points) == 200
    qtbot.keyClick(parts.window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    opened = parts.document.now
    assert np.array_equal(opened.points.xy, drawn.points.xy)
    assert [(layer.activation, layer.width) for layer in opened.network.layers] == [
        (layer.activation, layer.width) for layer in drawn.network.layers
    ]
    qtbot.waitUntil(lambda: latest(parts).experiment is opened)
    assert np.array_equal(latest(parts).contestants[0].checkpoint.parameters, weights)


def assert_boundary_separates(parts: Parts) -> None:
    found = latest(parts).contestants[0].findings["decision_map"]
    assert isinstance(found, DecisionMap)
    side = found.winner.shape[0]
    assert (found.winner[side // 4 : -side // 4, side // 6] == 0).all()
    assert (found.winner[side // 4 : -side // 4, -side // 6] == 1).all()
    assert found.boundary


def test_undo_brings_back_the_weights_that_a_reset_took(parts: Parts, qtbot: QtBot) -> None:
    trained(parts, qtbot, 5)
    weights = latest(parts).contestants[0].checkpoint.parameters
    press(parts, qtbot, "Reset")
    qtbot.waitUntil(lambda: latest(parts).contestants[0].checkpoint.step == 0)
    qtbot.keyClick(parts.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: latest(parts).contestants[0].checkpoint.step > 0)
    assert np.array_equal(latest(parts).contestants[0].checkpoint.parameters, weights)


def test_drawing_while_it_trains_goes_on_from_the_present_weights(parts: Parts, qtbot: QtBot) -> None:
    press(parts, qtbot, "Train")
    qtbot.waitUntil(lambda: epoch(parts) >= 3, timeout=30_000)
    step = latest(parts).contestants[0].checkpoint.step
    click_plane(parts, qtbot, 5, 5)
    qtbot.waitUntil(lambda: len(latest(parts).experiment.points) == 201)
    assert latest(parts).contestants[0].checkpoint.step >= step
    press(parts, qtbot, "Pause")


def test_training_without_points_is_answered_with_a_sentence(parts: Parts, qtbot: QtBot) -> None:
    press(parts, qtbot, "Clear")
    press(parts, qtbot, "Train")
    assert "draw some points" in parts.view_state.now.notice
    assert not parts.playback.is_playing


def test_a_rate_that_blows_up_stops_by_itself_with_a_sentence_and_keeps_the_last_finite_picture(
    parts: Parts, qtbot: QtBot
) -> None:
    choose(parts, qtbot, "Optimiser", "SGD")
    choose(parts, qtbot, "Learning rate", "10")
    choose(parts, qtbot, "Activation", "Identity, linear")
    press(parts, qtbot, "Train")
    qtbot.waitUntil(lambda: "learning rate smaller than 10" in parts.view_state.now.notice, timeout=30_000)
    assert not parts.playback.is_playing
    assert np.isfinite(latest(parts).contestants[0].checkpoint.parameters).all()


def test_full_screen_comes_and_goes_and_nothing_is_lost(parts: Parts, qtbot: QtBot) -> None:
    trained(parts, qtbot, 3)
    experiment, weights = parts.document.now, latest(parts).contestants[0].checkpoint.parameters
    qtbot.keyClick(parts.window, Qt.Key.Key_F5)
    assert parts.window.isFullScreen() and parts.window.appearance.theme.name == "projector"
    qtbot.keyClick(parts.window, Qt.Key.Key_Escape)
    assert not parts.window.isFullScreen() and parts.window.appearance.theme.name == "light"
    assert parts.document.now is experiment
    assert np.array_equal(latest(parts).contestants[0].checkpoint.parameters, weights)
