"""Tab walks through the window as it is read, wherever the parts stand and whenever they were made."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sequentia_gui.app import Parts
from sequentia_gui.gui.reading_order import next_stop, stops_of
from sequentia_gui.gui.view_card import ViewCard
from sequentia_gui.gui.views.catalogue import VIEWS


def placed(parent: QWidget, part: QWidget, *box: int) -> QWidget:
    part.setParent(parent)
    part.setGeometry(*box)
    return part


@pytest.fixture
def sheet(qtbot: QtBot) -> QWidget:
    holder = QWidget()
    holder.resize(400, 300)
    qtbot.addWidget(holder)
    return holder


def test_rows_are_read_from_left_to_right_whatever_was_made_first(sheet: QWidget) -> None:
    below = placed(sheet, QPushButton("below"), 0, 100, 80, 30)
    right = placed(sheet, QPushButton("right"), 100, 8, 80, 30)
    left = placed(sheet, QPushButton("left"), 0, 10, 80, 30)
    sheet.show()
    assert list(stops_of(sheet)) == [left, right, below]


def test_a_column_is_read_to_its_end_before_the_next_one(sheet: QWidget) -> None:
    columns = [placed(sheet, QWidget(), x, 0, 150, 300) for x in (200, 0)]
    buttons = [placed(column, QPushButton(), 0, y, 80, 30) for column in columns for y in (10, 200)]
    sheet.show()
    assert list(stops_of(sheet)) == [*buttons[2:], *buttons[:2]]


def test_only_what_can_be_seen_and_used_is_a_stop(sheet: QWidget) -> None:
    field = placed(sheet, QLineEdit(), 0, 0, 80, 30)
    placed(sheet, QLabel("words"), 100, 0, 80, 30)
    placed(sheet, QPushButton("greyed"), 0, 50, 80, 30).setEnabled(False)
    sheet.show()
    placed(sheet, QPushButton("hidden"), 0, 100, 80, 30)
    assert list(stops_of(sheet)) == [field]


def test_the_walk_comes_round_both_ways(sheet: QWidget) -> None:
    first, last = (placed(sheet, QPushButton(), 0, y, 80, 30) for y in (0, 100))
    sheet.show()
    assert next_stop(sheet, last, forward=True) is first
    assert next_stop(sheet, first, forward=False) is last
    assert next_stop(sheet, None, forward=True) is first
    assert next_stop(sheet, None, forward=False) is last


def test_from_a_part_that_was_just_greyed_the_walk_goes_on_where_it_lies(sheet: QWidget) -> None:
    first, greyed, last = (placed(sheet, QPushButton(), 0, y, 80, 30) for y in (0, 100, 200))
    sheet.show()
    greyed.setEnabled(False)
    assert next_stop(sheet, greyed, forward=True) is last
    assert next_stop(sheet, greyed, forward=False) is first


def test_a_click_on_clear_leaves_the_focus_near_it(parts: Parts, qtbot: QtBot) -> None:
    (clear,) = [each for each in parts.window.findChildren(QAbstractButton) if each.text() == "Clear"]
    clear.setFocus()
    qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert not clear.isEnabled()
    (panel,) = [sheet for sheet in parts.window.panels.values() if sheet.isAncestorOf(clear)]
    assert any(part.hasFocus() for part in panel.findChildren(QWidget))


def test_where_the_focus_was_on_something_that_is_gone_no_button_looks_chosen(
    parts: Parts, qtbot: QtBot
) -> None:
    parts.window.offer.show()
    button = parts.window.offer.findChildren(QAbstractButton)[-1]
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    parts.window.offer.hide()
    assert not isinstance(QApplication.focusWidget(), QAbstractButton)


def test_where_nothing_takes_the_focus_there_is_no_next(sheet: QWidget) -> None:
    sheet.show()
    assert next_stop(sheet, None, forward=True) is None


@pytest.mark.parametrize("size", [(1440, 900), (900, 650), (700, 420)], ids=["wide", "compact", "narrow"])
def test_each_card_is_left_only_when_all_of_it_was_visited(
    parts: Parts, qtbot: QtBot, size: tuple[int, int]
) -> None:
    parts.window.resize(*size)
    for entry in VIEWS:  # views that come late find their place, too
        parts.view_state.set(shown=(entry.name,))
    parts.window.setFocus()
    cards: list[ViewCard | None] = []
    for _ in stops_of(parts.window):
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
        card = card_around(QApplication.focusWidget())
        if not cards or cards[-1] is not card:
            cards.append(card)
    visited = [card for card in cards if card is not None]
    assert len(visited) == len(set(visited)) == sum(card.isVisible() for card in all_cards(parts))


@pytest.mark.parametrize("size", [(1440, 900), (900, 650), (700, 420)], ids=["wide", "compact", "narrow"])
def test_every_stop_has_a_name(parts: Parts, size: tuple[int, int]) -> None:
    parts.window.resize(*size)
    for entry in VIEWS:
        parts.view_state.set(shown=(entry.name,))
        QApplication.processEvents()
        for stop in stops_of(parts.window):
            assert stop.accessibleName() or getattr(stop, "text", str)(), (entry.name, stop)


def all_cards(parts: Parts) -> list[ViewCard]:
    return parts.window.findChildren(ViewCard)


def card_around(part: QWidget | None) -> ViewCard | None:
    while part is not None and not isinstance(part, ViewCard):
        part = part.parentWidget()
    return part
