"""The ring of the focus is there for whoever came by keyboard, also after a look into another window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sequentia_gui.app import Parts

REASON = Qt.FocusReason


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def sees(widget: QWidget, kind: QEvent.Type, reason: Qt.FocusReason) -> QImage:
    QApplication.sendEvent(widget, QFocusEvent(kind, reason))
    return picture(widget)


def has_ring(widget: QWidget) -> bool:
    """Whether the picture is another one than without the focus."""
    seen = picture(widget)
    return seen != sees(widget, QEvent.Type.FocusOut, REASON.MouseFocusReason)


@pytest.mark.parametrize("name", ["network", "decision", "fold", "trace"])
@pytest.mark.parametrize("away", [REASON.ActiveWindowFocusReason, REASON.PopupFocusReason])
def test_the_ring_stays_while_another_window_or_a_menu_has_the_keys(
    parts: Parts, qtbot: QtBot, name: str, away: Qt.FocusReason
) -> None:
    parts.view_state.set(shown=(name,), chosen_point=3)
    canvas = parts.window.views[name].picture

    def arrives() -> bool:
        sees(canvas, QEvent.Type.FocusIn, REASON.TabFocusReason)
        return has_ring(canvas)

    qtbot.waitUntil(arrives)  # a view that was just opened waits for its first frame
    sees(canvas, QEvent.Type.FocusIn, REASON.TabFocusReason)
    sees(canvas, QEvent.Type.FocusOut, away)
    sees(canvas, QEvent.Type.FocusIn, away)
    assert has_ring(canvas)
    sees(canvas, QEvent.Type.FocusIn, REASON.MouseFocusReason)
    assert not has_ring(canvas)
    sees(canvas, QEvent.Type.FocusIn, away)
    assert not has_ring(canvas)
