"""The drawing panel chooses the brush's class and tool, and empties the plane in one undoable step."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.experiment import MAX_CLASSES, Experiment
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.gui.panels.drawing import DrawingPanel
from sequentia_gui.gui.theme import LIGHT, THEMES, Theme
from tests.gui.panel_stage import Stage, experiments, on_stage

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def stage(qtbot: QtBot) -> Stage[DrawingPanel]:
    return on_stage(qtbot, DrawingPanel)


def letters(stage: Stage[DrawingPanel]) -> str:
    return "".join(chip.text() for chip in stage.panel.chips if not chip.isHidden())


def segment(stage: Stage[DrawingPanel], text: str) -> QPushButton:
    return next(each for each in stage.panel.tools.findChildren(QPushButton) if each.text() == text)


def test_picking_a_chip_dips_the_brush_and_edits_nothing(stage: Stage[DrawingPanel], qtbot: QtBot) -> None:
    assert letters(stage) == "AB"
    QTest.mouseClick(stage.panel.chips[1], LEFT)
    assert stage.view_state.now.brush_class == 1
    assert stage.panel.chips[1].isChecked()
    assert not stage.panel.chips[0].isChecked()
    assert not stage.changes


def test_plus_offers_one_more_class_up_to_six(stage: Stage[DrawingPanel], qtbot: QtBot) -> None:
    for expected in ("ABC", "ABCD", "ABCDE", "ABCDEF"):
        QTest.mouseClick(stage.panel.more, LEFT)
        assert letters(stage) == expected
        assert stage.view_state.now.brush_class == len(expected) - 1
    assert stage.panel.more.isHidden()
    assert not stage.changes


def test_a_class_that_was_offered_and_not_drawn_goes_again(stage: Stage[DrawingPanel], qtbot: QtBot) -> None:
    QTest.mouseClick(stage.panel.more, LEFT)
    QTest.mouseClick(stage.panel.chips[0], LEFT)
    assert letters(stage) == "AB"


def test_a_class_that_has_points_keeps_its_chip(stage: Stage[DrawingPanel]) -> None:
    stage.document.edit(lambda now: edits.add_points(now, (1.0, 1.0), 3), "Draw")
    assert letters(stage) == "ABCD"
    stage.document.undo()
    assert letters(stage) == "AB"


@pytest.mark.parametrize(("text", "tool"), [("Spray", "spray"), ("Move", "move"), ("Erase", "erase")])
def test_a_tool_is_chosen_by_mouse_and_shown_from_the_look(
    stage: Stage[DrawingPanel], qtbot: QtBot, text: str, tool: str
) -> None:
    QTest.mouseClick(segment(stage, text), LEFT)
    assert stage.view_state.now.tool == tool
    stage.view_state.set(tool="point")
    assert segment(stage, "Point").isChecked()


def test_who_picks_a_class_while_erasing_wants_to_draw(stage: Stage[DrawingPanel], qtbot: QtBot) -> None:
    stage.view_state.set(tool="erase")
    QTest.mouseClick(stage.panel.chips[1], LEFT)
    assert stage.view_state.now.tool == "point"
    stage.view_state.set(tool="spray")
    QTest.mouseClick(stage.panel.chips[0], LEFT)
    assert stage.view_state.now.tool == "spray"


def test_clear_empties_the_plane_in_one_step_and_undo_fills_it(
    stage: Stage[DrawingPanel], qtbot: QtBot
) -> None:
    before = stage.now
    QTest.mouseClick(stage.panel.clear, LEFT)
    assert len(stage.now.points) == 0
    assert [change.start for change in stage.changes] == ["continue"]
    assert not stage.panel.clear.isEnabled()
    stage.document.undo()
    assert stage.now is before
    assert stage.panel.clear.isEnabled()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(experiment=experiments())
def test_showing_any_experiment_edits_nothing(stage: Stage[DrawingPanel], experiment: Experiment) -> None:
    now, look = stage.now, stage.view_state.now
    stage.panel.show_experiment(experiment)
    assert letters(stage) == "ABCDEF"[: experiment.points.classes]
    assert stage.now is now
    assert stage.view_state.now is look


@pytest.mark.parametrize("theme", [*THEMES, LIGHT.scaled(2.5)], ids=lambda theme: f"{theme.name}{theme.zoom}")
def test_six_chips_fit_the_narrow_column_and_can_be_hit(qtbot: QtBot, theme: Theme) -> None:
    full = edits.add_points(
        first_experiment(), [(0.0, float(k)) for k in range(MAX_CLASSES)], range(MAX_CLASSES)
    )
    stage = on_stage(qtbot, DrawingPanel, full, theme)
    parts: list[QWidget] = [
        *stage.panel.chips,
        stage.panel.clear,
        *stage.panel.tools.findChildren(QPushButton),
    ]
    assert stage.panel.width() == theme.px(199)
    for part in parts:
        assert part.accessibleName()
        assert part.toolTip()
        assert min(part.width(), part.height()) >= theme.px(24)
        parent = part.parentWidget()
        assert parent is not None
        assert parent.rect().contains(part.geometry())


def test_the_picked_chip_differs_to_the_eye_and_so_does_the_focus(stage: Stage[DrawingPanel]) -> None:
    chip = stage.panel.chips[0]
    looks = []
    for checked, focus in ((False, False), (True, False), (True, True)):
        stage.view_state.set(brush_class=0 if checked else 1)
        (chip if focus else stage.panel.clear).setFocus()
        looks.append(chip.grab().toImage())
    assert looks[0] != looks[1] != looks[2]
