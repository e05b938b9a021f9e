"""Whoever plays at random, as a class does, never breaks a law: clicks, keys, lists and files in any order."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TypeVar

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from sequentia_gui.app import Parts
from sequentia_gui.experiment.experiment import Experiment
from sequentia_gui.experiment.file_format import Saved, dumps, loads
from sequentia_gui.experiment.rules import check_experiment
from sequentia_gui.gui.numerals import count
from sequentia_gui.gui.top_bar import Readout
from sequentia_gui.gui.views.catalogue import VIEWS, entry_of
from sequentia_gui.network.opening import checked
from sequentia_gui.network.vocabulary import check_names
from sequentia_gui.resources import asset
from tests.end_to_end.hands import latest, settled

ACTIONS = 100

COMMANDS = (
    "add_layer", "remove_layer", "add_layer", "train", "train", "step_batch", "step_epoch", "reset", "draw_weights",
    "undo", "undo", "redo", "clear", "scale", "new", "hinges", "discretise", "log_loss", "show_test", "tool_point",
    "tool_spray", "tool_move", "tool_erase", "copy_text", "paste_text",
)  # fmt: skip
TEXTS = ("", "abc", "-1", "1e99", "nan", "0", "10", "3.14159", "999999999999", "--")
KEYS = (
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Delete,
    Qt.Key.Key_T, Qt.Key.Key_1, Qt.Key.Key_6, Qt.Key.Key_Escape, Qt.Key.Key_Home, Qt.Key.Key_End,
)  # fmt: skip


Kind = TypeVar("Kind", bound=QWidget)


class Player:
    """Does what comes to mind in the real window; the same seed has the same ideas."""

    def __init__(self, parts: Parts, seed: int) -> None:
        self._parts, self._random = parts, Random(seed)  # noqa: S311  (it plays, it guards nothing)
        self._examples = sorted(asset("experiments").glob("*.sequentia"))
        self._ideas: tuple[Callable[[], None], ...] = (
            self._command, self._widen, self._look_elsewhere, self._open, self._pick, self._type,
            self._click, self._drag, self._press,
        )  # fmt: skip

    def play(self) -> None:
        self._random.choice(self._ideas)()

    def _command(self) -> None:
        name = self._random.choice(COMMANDS)
        action = self._parts.window._actions[name]
        if action.isEnabled():
            action.trigger()

    def _widen(self) -> None:
        buttons = self._parts.window.findChildren(QAbstractButton)
        found = [each for each in buttons if each.accessibleName().endswith(("neuron more", "neuron fewer"))]
        for each in self._random.sample(found, min(1, len(found))):
            each.click()

    def _look_elsewhere(self) -> None:
        name = self._random.choice(VIEWS).name
        others = [
            each for each in self._parts.view_state.now.shown if entry_of(each).place != entry_of(name).place
        ]
        self._parts.view_state.set(shown=(*others, name))

    def _open(self) -> None:
        self._parts.window.files.open_path(self._random.choice(self._examples))

    def _pick(self) -> None:
        box = self._any(QComboBox)
        for _ in range(self._random.randrange(1, 6)):
            QTest.keyClick(box, self._random.choice((Qt.Key.Key_Down, Qt.Key.Key_Up)))

    def _type(self) -> None:
        field = self._any(QLineEdit)
        field.selectAll()
        QTest.keyClicks(field, self._random.choice(TEXTS))
        QTest.keyClick(field, Qt.Key.Key_Return)

    def _click(self) -> None:
        picture = self._picture()
        QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=self._place(picture))

    def _drag(self) -> None:
        picture = self._picture()
        QTest.mousePress(picture, Qt.MouseButton.LeftButton, pos=self._place(picture))
        for _ in range(4):
            QTest.mouseMove(picture, self._place(picture))
        QTest.mouseRelease(picture, Qt.MouseButton.LeftButton, pos=self._place(picture))

    def _press(self) -> None:
        picture = self._picture()
        picture.setFocus()
        for _ in range(5):
            QTest.keyClick(picture, self._random.choice(KEYS))

    def _any(self, kind: type[Kind]) -> Kind:
        found = self._parts.window.findChildren(kind)
        return self._random.choice([each for each in found if each.isVisible() and each.isEnabled()])

    def _picture(self) -> QWidget:
        return self._random.choice(self._parts.window.views.visible).picture

    def _place(self, picture: QWidget) -> QPoint:
        return QPoint(self._random.randrange(picture.width()), self._random.randrange(picture.height()))


def is_same(one: Experiment, other: Experiment) -> bool:
    """Whether a file could not tell the two apart."""
    return dumps(Saved(one)) == dumps(Saved(other))


def readout(parts: Parts, name: str) -> str:
    (number,) = (
        each.number.text() for each in parts.window.findChildren(Readout) if each.word.text() == name
    )
    return number


def check(parts: Parts) -> None:
    """What is on the desk can be saved and opened, and what is on screen is of it."""
    now = parts.document.now
    check_experiment(now)
    check_names(now)
    frame = latest(parts)
    assert frame.experiment is now and frame.shows(now)
    assert readout(parts, "Epoch") == count(frame.contestants[0].checkpoint.epoch)
    for view in parts.window.views.visible:
        assert view.summary() and view.heading()[0]
        view.reading()
    saved = parts.window.files.saved_now()
    opened = checked(loads(dumps(saved)))
    assert is_same(opened.experiment, now)
    for one, other in zip(opened.progress, saved.progress, strict=False):
        assert np.array_equal(one.parameters, other.parameters)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_a_class_does_the_laws_hold(parts: Parts, qtbot: QtBot, seed: int) -> None:
    first, player = parts.document.now, Player(parts, seed)
    for turn in range(1, ACTIONS + 1):
        player.play()
        qtbot.wait(1)
        assert "unexpected" not in parts.view_state.now.notice
        if turn % 10 == 0:
            parts.playback.pause()
            settled(parts, qtbot)
            check(parts)
    last, weights, steps = parts.document.now, settled(parts, qtbot).parameters, 0
    while parts.document.undo_label is not None:
        parts.document.undo()
        steps += 1
    assert is_same(parts.document.now, first)
    settled(parts, qtbot)
    check(parts)
    for _ in range(steps):
        parts.document.redo()
    assert is_same(parts.document.now, last)
    assert np.array_equal(settled(parts, qtbot).parameters, weights)
    check(parts)
