"""Small controls: they give way where room is scarce, and the icons are really there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sequentia_gui.gui.commands import COMMANDS
from sequentia_gui.gui.controls import Card, SegmentedControl, folded
from sequentia_gui.gui.elided import ElidedLabel, FittingLabel, clauses
from sequentia_gui.gui.flow import FlowLayout
from sequentia_gui.gui.icons import icon
from sequentia_gui.gui.theme import DARK, LIGHT


def row_of(widths: list[int]) -> tuple[QWidget, FlowLayout, list[QWidget]]:
    holder, parts = QWidget(), [QWidget() for _ in widths]
    row = FlowLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    holder.setLayout(row)
    for part, width in zip(parts, widths, strict=True):
        part.setFixedSize(width, 20)
        row.addWidget(part)
    return holder, row, parts


@given(st.lists(st.integers(10, 120), min_size=1, max_size=8), st.integers(120, 500))
def test_a_flowing_row_never_overlaps_nor_leaves_its_width(
    qapp: object, widths: list[int], room: int
) -> None:
    holder, row, parts = row_of(widths)
    holder.resize(room, row.heightForWidth(room))
    holder.show()
    places = [part.geometry() for part in parts]
    assert all(holder.rect().contains(place) for place in places)
    for number, place in enumerate(places):
        assert not any(place.intersects(other) for other in places[:number])
    holder.close()


def test_hidden_controls_take_no_room_in_a_flowing_row(qtbot: QtBot) -> None:
    holder, row, parts = row_of([100, 100, 100])
    qtbot.addWidget(holder)
    holder.show()
    parts[1].hide()
    assert row.sizeHint() == QSize(206, 20)


def test_a_label_that_gives_way_keeps_its_whole_text(qtbot: QtBot) -> None:
    label = ElidedLabel("What the network decides")
    qtbot.addWidget(label)
    label.resize(label.minimumSizeHint())
    label.show()
    short = label.grab().toImage()
    label.resize(label.sizeHint())
    assert label.text() == "What the network decides"
    assert label.minimumSizeHint().width() < label.sizeHint().width() / 4
    assert short.width() < label.grab().toImage().width()


def test_a_note_is_cut_only_where_what_is_left_makes_sense() -> None:
    note = "each column a point, each row a neuron; grey = off"
    assert clauses(note) == (note, "each column a point, each row a neuron", "each column a point", "")
    assert clauses("how wrong it is") == ("how wrong it is", "")


def test_a_title_without_room_is_put_shortly(qtbot: QtBot) -> None:
    label = FittingLabel()
    qtbot.addWidget(label)
    label.show_wordings("What the network decides", "Decision")
    label.resize(label.fontMetrics().horizontalAdvance("What the network"), 30)
    assert label.wording() == "Decision"


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_every_sign_in_the_table_of_commands_is_drawn(qapp: object, theme: object) -> None:
    for name in {command.sign for command in COMMANDS if command.sign}:
        image = icon(name, theme).pixmap(24, 24).toImage()  # type: ignore[arg-type]
        inked = sum(image.pixelColor(x, y).alpha() > 128 for x in range(24) for y in range(24))
        assert 20 < inked < 400, name


def test_choosing_a_segment_tells_its_name_and_showing_one_tells_nothing(qtbot: QtBot) -> None:
    control = SegmentedControl([("a", "First", "tip"), ("b", "Second", "tip")], "Choice")
    qtbot.addWidget(control)
    told: list[str] = []
    control.chosen.connect(told.append)
    control.show_choice("b")
    assert told == []
    control.findChildren(QPushButton)[0].click()
    assert told == ["a"]


def test_a_card_changes_its_heading(qtbot: QtBot) -> None:
    card = Card(QLabel("body"), "Before", "note")
    qtbot.addWidget(card)
    card.set_heading("After", "words")
    assert {label.text() for label in card.findChildren(QLabel)} >= {"After", "words", "body"}


@given(st.text(st.characters(codec="ascii", categories=["L", "Zs"]), max_size=300))
def test_tool_tips_are_folded_into_lines_that_are_easy_to_read(tip: str) -> None:
    lines = folded(tip).split("\n")
    assert "".join("".join(lines).split()) == "".join(tip.split())
    assert all(len(line) <= 60 for line in lines)
