"""The window says in a sentence what it has done and what went wrong: the one goes by itself, the other stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from sequentia_gui.app import Parts
from sequentia_gui.experiment import edits
from sequentia_gui.export.catalogue import export
from sequentia_gui.gui import notice
from sequentia_gui.gui.notice import NoticeStrip
from sequentia_gui.gui.view_state import Done

SHORT, LONG = "Saved to spiral.sequentia.", " ".join(["Training stopped at step 5."] * 8)


@pytest.fixture
def strip(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> NoticeStrip:
    """The window's strip, where a moment is enough to read a sentence."""
    monkeypatch.setattr(notice, "SEEN_MS", 20)
    (found,) = parts.window.findChildren(NoticeStrip)
    return found


def closer(strip: NoticeStrip) -> QToolButton:
    found = strip.findChild(QToolButton)
    assert isinstance(found, QToolButton)
    return found


def rest(qtbot: QtBot) -> None:
    """Wait until a timer has fired that takes ten times as long as a sentence about what is done is shown."""
    fired: list[bool] = []
    QTimer.singleShot(10 * notice.SEEN_MS, lambda: fired.append(True))
    qtbot.waitUntil(lambda: bool(fired))


def test_what_is_done_is_told_and_goes_by_itself(parts: Parts, strip: NoticeStrip, qtbot: QtBot) -> None:
    parts.view_state.set(notice=Done(SHORT))
    assert strip.text == SHORT
    qtbot.waitUntil(lambda: not strip.isVisible())
    assert parts.view_state.now.notice == ""


def test_what_went_wrong_stays_until_it_is_closed_also_after_something_was_done(
    parts: Parts, strip: NoticeStrip, qtbot: QtBot
) -> None:
    parts.view_state.set(notice=Done(SHORT))
    parts.view_state.set(notice=LONG)
    rest(qtbot)
    assert strip.text == LONG
    qtbot.mouseClick(closer(strip), Qt.MouseButton.LeftButton)
    assert not strip.isVisible() and parts.view_state.now.notice == ""


def test_nothing_goes_from_under_the_keyboard(parts: Parts, strip: NoticeStrip, qtbot: QtBot) -> None:
    parts.view_state.set(notice=Done(SHORT))
    closer(strip).setFocus(Qt.FocusReason.TabFocusReason)
    rest(qtbot)
    assert strip.text == SHORT
    qtbot.keyClick(closer(strip), Qt.Key.Key_Space)
    assert not strip.isVisible()


def test_saving_writing_and_copying_tell_what_is_done(parts: Parts, qtbot: QtBot, tmp_path: Path) -> None:
    told = []
    parts.view_state.changed.connect(lambda look: told.append(look.notice))
    parts.window.files.save_to(tmp_path / "one.sequentia")
    parts.window.files._write(tmp_path / "points.csv", export("points"))
    qtbot.keyClick(
        parts.window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert len(told) == 3 and all(isinstance(each, Done) for each in told)


def test_a_divergence_that_was_read_is_told_again_only_when_training_is_tried_again(
    parts: Parts, strip: NoticeStrip, qtbot: QtBot
) -> None:
    parts.document.edit(lambda now: edits.set_activation(now, "identity"), "Activation")
    parts.document.edit(lambda now: edits.retune(now, learning_rate=10.0, optimizer="sgd"), "Retune")
    for _ in range(2):
        qtbot.keyClick(parts.window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: strip.text.startswith("Training stopped") and not parts.playback.is_expecting)
        qtbot.mouseClick(closer(strip), Qt.MouseButton.LeftButton)
        for name in ("gradient", "loss"):
            parts.view_state.set(shown=(name,))
            qtbot.waitUntil(lambda: not parts.playback.is_expecting)
            assert strip.text == ""
            parts.view_state.set(notice=Done(SHORT))
            qtbot.waitUntil(lambda: not strip.isVisible())


def test_it_covers_no_more_than_its_words_need(parts: Parts, strip: NoticeStrip) -> None:
    widths = []
    for text in (SHORT, LONG):
        parts.view_state.set(notice=text)
        QApplication.processEvents()
        widths.append(strip.width())
        assert parts.window.rect().contains(strip.geometry())
    assert widths[0] < 300 < widths[1] <= 720
    assert strip.height() > 2 * strip.fontMetrics().height()


def test_its_rim_tells_at_a_glance_whether_something_is_wrong(parts: Parts, strip: NoticeStrip) -> None:
    theme = parts.window.appearance.theme
    for text, colour in ((LONG, theme.warning), (Done(SHORT), theme.accent), (LONG, theme.warning)):
        parts.view_state.set(notice=text)
        assert strip.grab().toImage().pixelColor(strip.width() // 2, 0) == QColor(colour)


def test_its_cross_grows_with_the_words(parts: Parts, strip: NoticeStrip) -> None:
    small = closer(strip).iconSize().width()
    parts.window.appearance.zoom(5)
    assert parts.window.appearance.theme.zoom == 2.0 and closer(strip).iconSize().width() == 2 * small


def test_a_file_may_be_called_what_it_likes(parts: Parts, strip: NoticeStrip) -> None:
    parts.view_state.set(notice="<b>.sequentia cannot be read.")
    plain = strip.width()
    parts.view_state.set(notice="(b).sequentia cannot be read.")
    assert abs(plain - strip.width()) < 12
