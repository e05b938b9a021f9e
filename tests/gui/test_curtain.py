"""A clicker's key makes the screen black while somebody speaks, and everything behind it goes on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from sequentia_gui.app import Parts
from sequentia_gui.gui.commands import COMMANDS

Key = Qt.Key


@pytest.fixture
def presenting(parts: Parts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Parts:
    """The window as a class sees it."""
    monkeypatch.setattr(parts.window, "showFullScreen", lambda: None)  # the screen of a test is 800x800
    qtbot.keyClick(parts.window, Key.Key_F5)
    assert parts.window.appearance.is_presenting()
    return parts


def brightest(parts: Parts) -> int:
    """The largest grey of any pixel on the screen, 0 to 255."""
    picture = parts.window.grab().toImage().scaled(160, 100)
    return max(picture.pixelColor(x, y).lightness() for x in range(160) for y in range(100))


def press(qtbot: QtBot, parts: Parts, key: Key) -> None:
    """Press a key wherever the focus is."""
    qtbot.keyClick(QApplication.focusWidget() or parts.window, key)


@pytest.mark.parametrize("back", [Key.Key_Period, Key.Key_PageDown, Key.Key_Tab, Key.Key_Escape, Key.Key_F5])
def test_a_point_makes_the_screen_black_and_any_key_only_brings_the_picture_back(
    presenting: Parts, qtbot: QtBot, back: Key
) -> None:
    before = presenting.document.now
    plane = presenting.window.views["decision"].picture
    plane.setFocus()
    press(qtbot, presenting, Key.Key_Period)
    assert brightest(presenting) == 0
    press(qtbot, presenting, back)
    assert brightest(presenting) > 200
    assert presenting.window.appearance.is_presenting() and presenting.document.now is before
    assert QApplication.focusWidget() is plane


def test_a_click_brings_it_back_and_does_nothing_to_what_is_behind(presenting: Parts, qtbot: QtBot) -> None:
    points = len(presenting.document.now.points)
    press(qtbot, presenting, Key.Key_Period)
    plane = presenting.window.views["decision"].picture
    place = plane.mapTo(presenting.window, plane.rect().center())
    shown = presenting.window.childAt(place)
    assert shown is not None
    qtbot.mouseClick(shown, Qt.MouseButton.LeftButton, pos=shown.mapFrom(presenting.window, place))
    assert not presenting.window.appearance.is_blank() and len(presenting.document.now.points) == points


def test_training_goes_on_behind_it(presenting: Parts, qtbot: QtBot) -> None:
    presenting.playback.play()
    press(qtbot, presenting, Key.Key_Period)
    begun = presenting.playback.progress()[0].step
    qtbot.waitUntil(lambda: presenting.playback.progress()[0].step > begun + 100)
    assert presenting.window.appearance.is_blank() and presenting.playback.is_playing
    presenting.playback.pause()


def test_while_the_key_is_held_nothing_flickers(presenting: Parts) -> None:
    QTest.sendKeyEvent(QTest.KeyAction.Press, presenting.window, Key.Key_Period, ".", Qt.KeyboardModifier(0))
    held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Period, Qt.KeyboardModifier.NoModifier, ".", True)
    focus = QApplication.focusWidget()
    assert focus is not None
    for _ in range(20):
        QApplication.sendEvent(focus, held)
        assert presenting.window.appearance.is_blank()


def test_a_text_field_keeps_its_points(presenting: Parts, qtbot: QtBot) -> None:
    field = QLineEdit(presenting.window)
    field.show()
    field.setFocus()
    qtbot.keyClicks(field, "1.5")
    assert field.text() == "1.5" and not presenting.window.appearance.is_blank()


def test_outside_of_a_presentation_the_point_does_nothing(parts: Parts, qtbot: QtBot) -> None:
    press(qtbot, parts, Key.Key_Period)
    assert not parts.window.appearance.is_blank()


def test_leaving_the_full_screen_takes_the_curtain_with_it(presenting: Parts, qtbot: QtBot) -> None:
    press(qtbot, presenting, Key.Key_Period)
    presenting.window.appearance.leave_present()
    assert not presenting.window.appearance.is_blank()


def test_who_listens_hears_that_the_screen_is_black_and_how_it_comes_back(
    presenting: Parts, qtbot: QtBot
) -> None:
    press(qtbot, presenting, Key.Key_Period)
    focus = QApplication.focusWidget()
    assert focus is not None
    interface = QAccessible.queryAccessibleInterface(focus)
    assert interface is not None
    assert "black" in interface.text(QAccessible.Text.Name)
    assert "key" in interface.text(QAccessible.Text.Description)


def test_the_page_of_all_keys_names_it_once() -> None:
    assert [command.name for command in COMMANDS if "." in command.keys] == ["blank"]
