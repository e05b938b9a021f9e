"""Who listens to the window hears what the pictures show, what a key points at, and what each control is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from sequentia_gui.app import Parts
from sequentia_gui.gui.narrator import TOLD_EVERY_MS
from sequentia_gui.gui.views.catalogue import VIEWS

Name, Description = QAccessible.Text.Name, QAccessible.Text.Description
SILENT = ("cost",)
"""What shows nothing before something was measured."""


@pytest.fixture
def parts(parts: Parts, qtbot: QtBot) -> Parts:
    """The whole program, when all is said of its first frame."""
    qtbot.waitUntil(lambda: not parts.playback.is_expecting)
    return parts


@pytest.fixture
def told(parts: Parts) -> list[str]:
    """Everything that a screen reader is given from now on."""
    heard: list[str] = []
    parts.window.narrator.told.connect(heard.append)
    return heard


def hears(widget: QWidget, what: QAccessible.Text) -> str:
    """What a screen reader is told of a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface.text(what)


def picture_of(parts: Parts, name: str) -> QWidget:
    """The part of a view that takes its keys, with the focus and with something to point at."""
    parts.view_state.set(shown=(name,), chosen_point=0)
    picture = parts.window.views[name].picture
    picture.setFocus(Qt.FocusReason.TabFocusReason)
    return picture


@pytest.mark.parametrize("name", [entry.name for entry in VIEWS])
def test_who_takes_the_keys_of_a_picture_says_what_it_shows(parts: Parts, qtbot: QtBot, name: str) -> None:
    picture, view = picture_of(parts, name), parts.window.views[name]
    qtbot.waitUntil(lambda: bool(view.summary()) and view.summary() in hears(picture, Description))
    assert hears(picture, Name)


@pytest.mark.parametrize("name", [entry.name for entry in VIEWS if entry.name not in SILENT])
def test_what_a_key_points_at_is_read_out_at_once(
    parts: Parts, qtbot: QtBot, told: list[str], name: str
) -> None:
    picture = picture_of(parts, name)
    qtbot.waitUntil(lambda: not parts.playback.is_expecting)
    parts.window.grab()  # some know where their parts lie once they are painted
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        told.clear()
        qtbot.keyClick(picture, key)
        if told:
            break
    assert told and told[-1] == parts.window.views[name].reading()


def test_neurons_weights_and_places_are_read_out_by_name(parts: Parts, qtbot: QtBot, told: list[str]) -> None:
    network = picture_of(parts, "network")
    qtbot.keyClick(network, Qt.Key.Key_Right)
    assert told[-1].startswith("Layer 1, neuron 1 · ")
    qtbot.keyClick(network, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert "x₁" in told[-1] and "weight" in told[-1]
    plane = picture_of(parts, "decision")
    qtbot.keyClick(plane, Qt.Key.Key_Up)
    assert "x₁" in told[-1] and "x₂" in told[-1]


def test_training_is_told_of_at_most_every_two_seconds_and_its_end_always(
    parts: Parts, qtbot: QtBot, told: list[str]
) -> None:
    picture_of(parts, "loss")
    clock, times = QElapsedTimer(), list[int]()
    clock.start()
    parts.window.narrator.told.connect(lambda _: times.append(clock.elapsed()))
    parts.playback.play()
    qtbot.waitUntil(lambda: len(told) >= 2, timeout=20_000)
    parts.playback.pause()
    qtbot.waitUntil(lambda: not parts.playback.is_expecting)
    end = parts.window.views["loss"].summary()
    qtbot.waitUntil(lambda: told[-1] == end, timeout=20_000)
    gaps = [late - early for early, late in pairwise(times)]
    assert min(gaps) >= TOLD_EVERY_MS * 0.95  # Qt's coarse timers may be that early


def test_a_list_says_what_it_is_for_and_not_only_what_is_chosen(parts: Parts) -> None:
    for entry in VIEWS:
        parts.view_state.set(shown=(entry.name,))
        for box in parts.window.findChildren(QComboBox):
            if box.isVisible():
                assert box.accessibleName() in {hears(box, Name), *labels(box)} or hears(
                    box, Description
                ).startswith(box.accessibleName()), box.accessibleName()


def labels(widget: QWidget) -> list[str]:
    """What stands beside a widget as its label."""
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return [other.text(Name) for other, _ in interface.relations(QAccessible.RelationFlag.Label)]


def test_one_of_several_buttons_is_heard_as_such(parts: Parts) -> None:
    segments = [each for each in parts.window.findChildren(QPushButton) if each.property("segment")]
    assert len(segments) >= 10
    for segment in segments:
        interface = QAccessible.queryAccessibleInterface(segment)
        assert interface is not None
        assert interface.role() == QAccessible.Role.RadioButton, segment.text()
        assert interface.state().checked == segment.isChecked()


def test_at_a_button_the_beginning_and_the_end_of_training_are_told_and_nothing_between(
    parts: Parts, qtbot: QtBot, told: list[str]
) -> None:
    button = next(each for each in parts.window.findChildren(QToolButton) if each.accessibleName() == "Train")
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: parts.playback.progress()[0].step > 200)
    assert told == ["Training."]
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(told) == 2)
    numbers = parts.window.top_bar.summary()
    assert told[1] == numbers and "Epoch" in numbers and "loss" in numbers
