"""Everything by keyboard: no key does two things, and no key acts behind the back of a text field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sequentia_gui.app import Parts
from sequentia_gui.gui.panels.training import TrainingPanel
from sequentia_gui.gui.view_state import Neuron
from sequentia_gui.gui.views.network.canvas import NetworkCanvas
from sequentia_gui.gui.views.network.view import NetworkView
from sequentia_gui.network.parameters import Parameters
from tests.end_to_end.hands import checkpoint, latest, plane_of, settled

CTRL = Qt.KeyboardModifier.ControlModifier
TAB = Qt.FocusReason.TabFocusReason


def canvas_of(parts: Parts) -> NetworkCanvas:
    view = parts.window.views["network"]
    assert isinstance(view, NetworkView)
    return view.canvas


def bias(parts: Parts, neuron: Neuron) -> float:
    now = checkpoint(parts)
    return float(Parameters.of(now).biases[neuron.layer - 1][neuron.position])


def open_bias(parts: Parts, qtbot: QtBot) -> NetworkCanvas:
    """The field for the bias of the first neuron, opened by keyboard."""
    canvas = canvas_of(parts)
    qtbot.waitUntil(canvas.isVisible)
    canvas.setFocus(TAB)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert canvas.field.isVisible()
    return canvas


def test_two_classes_are_drawn_a_layer_added_trained_and_undone_without_a_mouse(
    parts: Parts, qtbot: QtBot
) -> None:
    window, plane = parts.window, plane_of(parts)
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL | Qt.KeyboardModifier.ShiftModifier)
    plane.setFocus(TAB)
    for key, arrow in ((Qt.Key.Key_1, Qt.Key.Key_Left), (Qt.Key.Key_2, Qt.Key.Key_Right)):
        qtbot.keyClick(plane, key)
        for _ in range(3):
            qtbot.keyClick(plane, arrow, Qt.KeyboardModifier.ShiftModifier)
            qtbot.keyClick(plane, Qt.Key.Key_Return)
    assert parts.document.now.points.label.tolist() == [0, 0, 0, 1, 1, 1]
    qtbot.keyClick(window, Qt.Key.Key_L, CTRL)
    settled(parts, qtbot)
    before = latest(parts).contestants[0].train_loss
    for _ in range(40):
        qtbot.keyClick(window, Qt.Key.Key_E, CTRL)
    assert settled(parts, qtbot).epoch == 40
    after = latest(parts).contestants[0].train_loss
    assert before is not None and after is not None and after < before
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert len(parts.document.now.network.layers) == 3


def test_enter_takes_a_number_and_closes_its_field(parts: Parts, qtbot: QtBot) -> None:
    canvas = open_bias(parts, qtbot)
    qtbot.keyClicks(canvas.field, "0.75")
    qtbot.keyClick(canvas.field, Qt.Key.Key_Return)
    assert not canvas.field.isVisible() and canvas.hasFocus()
    settled(parts, qtbot)
    assert bias(parts, Neuron(1, 0)) == 0.75


def test_arrows_in_a_number_field_do_not_walk_through_the_network(parts: Parts, qtbot: QtBot) -> None:
    canvas = open_bias(parts, qtbot)
    chosen = parts.view_state.now.chosen_neuron
    qtbot.keyClick(canvas.field, Qt.Key.Key_Down)
    assert parts.view_state.now.chosen_neuron == chosen


def test_escape_leaves_one_thing_at_a_time(parts: Parts, qtbot: QtBot) -> None:
    """First the field, then the chosen neuron, and only then the full screen."""
    window = parts.window
    qtbot.keyClick(window, Qt.Key.Key_F5)
    canvas = open_bias(parts, qtbot)
    before = bias(parts, Neuron(1, 0))
    qtbot.keyClicks(canvas.field, "9")
    qtbot.keyClick(canvas.field, Qt.Key.Key_Escape)
    assert not canvas.field.isVisible() and window.isFullScreen()
    assert bias(parts, Neuron(1, 0)) == before
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert parts.view_state.now.chosen_neuron is None and window.isFullScreen()
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert not window.isFullScreen()


def test_digits_and_escape_in_a_text_field_are_the_fields(parts: Parts, qtbot: QtBot) -> None:
    seed = training_of(parts).seed.box
    seed.setFocus()
    seed.selectAll()
    qtbot.keyClicks(seed, "23")
    assert parts.view_state.now.brush_class == 0
    qtbot.keyClick(seed, Qt.Key.Key_Escape)
    assert seed.text() == "1" and parts.document.now.network.seed == 1


def test_undo_in_a_field_that_was_taken_undoes_what_the_field_did(parts: Parts, qtbot: QtBot) -> None:
    seed = training_of(parts).seed.box
    seed.setFocus()
    seed.selectAll()
    qtbot.keyClicks(seed, "23")
    qtbot.keyClick(seed, Qt.Key.Key_Return)
    assert parts.document.now.network.seed == 23
    qtbot.keyClick(seed, Qt.Key.Key_Z, CTRL)
    assert parts.document.now.network.seed == 1 and seed.text() == "1"


@pytest.mark.parametrize("name", ["loss", "activity"])
def test_escape_in_a_chart_lets_go_of_what_is_pointed_at_first(parts: Parts, qtbot: QtBot, name: str) -> None:
    window, view = parts.window, parts.window.views[name]
    qtbot.keyClick(window, Qt.Key.Key_F5)
    view.setFocus(TAB)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert window.isFullScreen()
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not window.isFullScreen()


def test_tab_visits_every_part_of_the_window_and_comes_round(parts: Parts, qtbot: QtBot) -> None:
    window = parts.window
    window.setFocus()
    visited: list[QWidget] = []
    while (now := QApplication.focusWidget()) is not None and now not in visited[1:]:
        visited.append(now)
        qtbot.keyClick(now, Qt.Key.Key_Tab)
    assert len(visited) > 30
    for part in (*window.panels.values(), *window.views.values()):
        stops = [part.focusProxy() or part, *part.findChildren(QWidget)]
        unseen = part.name == "switch" or not part.isVisible()  # views may share a place
        assert unseen or set(stops) & set(visited), part.name


def test_every_control_has_a_name_and_says_what_it_does(parts: Parts) -> None:
    kinds = (QAbstractButton, QComboBox, QLineEdit, QAbstractSlider)
    controls = [
        widget
        for widget in parts.window.findChildren(QWidget)
        if isinstance(widget, kinds) and widget.isVisible() and not isinstance(widget, QScrollBar)
    ]
    assert len(controls) > 40
    for control in controls:
        words = control.accessibleName() or (control.text() if isinstance(control, QAbstractButton) else "")
        assert words and control.toolTip(), (type(control).__name__, words)


def training_of(parts: Parts) -> TrainingPanel:
    panel = parts.window.panels["training"]
    assert isinstance(panel, TrainingPanel)
    return panel
