"""What a person's hands do in the real window: point, click, drag, press buttons, pick from lists."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from sequentia_gui.app import Parts
from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.gui.views.decision.view import DecisionPlane
from sequentia_gui.training.messages import Frame


def plane_of(parts: Parts) -> DecisionPlane:
    view = parts.window.views["decision"]
    assert isinstance(view, DecisionPlane)
    return view


def pixel(parts: Parts, x1: float, x2: float) -> QPoint:
    return plane_of(parts).square.pixel(x1, x2).toPoint()


def click_plane(parts: Parts, qtbot: QtBot, x1: float, x2: float) -> None:
    qtbot.mouseClick(plane_of(parts), Qt.MouseButton.LeftButton, pos=pixel(parts, x1, x2))


def drag_plane(parts: Parts, qtbot: QtBot, *places: tuple[float, float]) -> None:
    plane = plane_of(parts)
    qtbot.mousePress(plane, Qt.MouseButton.LeftButton, pos=pixel(parts, *places[0]))
    for place in places[1:]:
        qtbot.mouseMove(plane, pos=pixel(parts, *place))
    qtbot.mouseRelease(plane, Qt.MouseButton.LeftButton, pos=pixel(parts, *places[-1]))


def button(parts: Parts, text: str) -> QWidget:
    kinds: tuple[type[QPushButton | QToolButton], ...] = (QPushButton, QToolButton)
    for kind in kinds:
        for candidate in parts.window.findChildren(kind):
            if text in (candidate.text(), candidate.accessibleName()) and candidate.isVisible():
                return candidate
    raise AssertionError(f"no visible button {text!r}")


def press(parts: Parts, qtbot: QtBot, text: str) -> None:
    qtbot.mouseClick(button(parts, text), Qt.MouseButton.LeftButton)


def choose(parts: Parts, qtbot: QtBot, name: str, text: str) -> None:
    """Pick an entry of a drop-down list with the keyboard."""
    (box,) = (box for box in parts.window.findChildren(QComboBox) if box.accessibleName() == name)
    box.setFocus()
    place = box.findText(text)
    assert place >= 0, f"{name} has no entry {text!r}"
    while box.currentIndex() != place:
        qtbot.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < place else Qt.Key.Key_Up)


def trained(parts: Parts, qtbot: QtBot, epochs: int) -> None:
    press(parts, qtbot, "Train")
    qtbot.waitUntil(lambda: epoch(parts) >= epochs, timeout=30_000)
    press(parts, qtbot, "Pause")
    qtbot.waitUntil(lambda: not latest(parts).playing)


def latest(parts: Parts) -> Frame:
    assert parts.playback.latest is not None
    return parts.playback.latest


def checkpoint(parts: Parts) -> Checkpoint:
    return latest(parts).contestants[0].checkpoint


def epoch(parts: Parts) -> int:
    return checkpoint(parts).epoch


def settled(parts: Parts, qtbot: QtBot) -> Checkpoint:
    """The weights, once everything that was asked for is done and shown."""
    qtbot.waitUntil(lambda: not parts.playback.is_expecting, timeout=30_000)
    return checkpoint(parts)
