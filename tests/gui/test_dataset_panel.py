"""The data panel turns what a person does into edits, one step each, and shows any experiment without editing."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.datasets import DATASETS
from sequentia_gui.experiment.experiment import Experiment
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.gui.panels.dataset import DatasetPanel
from sequentia_gui.gui.panels.seed_row import SeedBox
from sequentia_gui.gui.panels.thumbnail import Thumbnail
from sequentia_gui.gui.slider_row import SliderRow
from sequentia_gui.gui.theme import LIGHT, THEMES, Theme
from tests.gui.panel_stage import Stage, experiments, on_stage

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def stage(qtbot: QtBot) -> Stage[DatasetPanel]:
    return on_stage(qtbot, DatasetPanel)


def thumbnail(stage: Stage[DatasetPanel], name: str) -> Thumbnail:
    return next(each for each in stage.panel.thumbnails.thumbnails if each.dataset.name == name)


def knob(row: SliderRow) -> QPoint:
    """The middle of a slider's handle, as a person sees it."""
    slider = row.slider
    share = slider.value() / slider.maximum()
    return QPoint(round(7 + share * (slider.width() - 14)), slider.height() // 2)


def drag(row: SliderRow, *shares: float) -> None:
    """Take the handle and move it over these shares of the slider's width, then let go."""
    slider = row.slider
    places = [QPoint(round(share * (slider.width() - 1)), slider.height() // 2) for share in shares]
    QTest.mousePress(slider, LEFT, pos=knob(row))
    for place in places:
        QTest.mouseMove(slider, place)
    QTest.mouseRelease(slider, LEFT, pos=places[-1])


@pytest.mark.parametrize("name", [each.name for each in DATASETS])
def test_picking_a_thumbnail_is_one_undoable_step_that_starts_anew(
    stage: Stage[DatasetPanel], qtbot: QtBot, name: str
) -> None:
    stage.document.edit(lambda now: edits.set_recipe(now, seed=5), "Before")
    stage.changes.clear()
    QTest.mouseClick(thumbnail(stage, name), LEFT)
    assert stage.now.recipe.dataset == name
    assert [change.start for change in stage.changes] == ["fresh"]
    assert [each.isChecked() for each in stage.panel.thumbnails.thumbnails].count(True) == 1
    stage.document.undo()
    assert stage.now.recipe.dataset == "moons"
    assert thumbnail(stage, "moons").isChecked()


def test_arrow_keys_move_between_thumbnails_and_space_picks(stage: Stage[DatasetPanel], qtbot: QtBot) -> None:
    start = thumbnail(stage, "circle")
    start.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)
    assert not stage.changes
    assert thumbnail(stage, "checkerboard").hasFocus()
    QTest.keyClick(thumbnail(stage, "checkerboard"), Qt.Key.Key_Space)
    assert stage.now.recipe.dataset == "checkerboard"
    assert thumbnail(stage, "checkerboard").hasFocus()


def test_ones_own_points_have_no_ring_and_no_recipe(stage: Stage[DatasetPanel], qtbot: QtBot) -> None:
    stage.document.edit(edits.clear_points, "Clear")
    assert not any(each.isChecked() for each in stage.panel.thumbnails.thumbnails)
    assert not stage.panel.noise.slider.isEnabled()
    assert not stage.panel.count.slider.isEnabled()
    assert "your own" in stage.panel.noise.slider.toolTip()
    QTest.mouseClick(thumbnail(stage, "xor"), LEFT)
    assert stage.panel.noise.slider.isEnabled()


def test_the_number_of_points_is_of_those_that_are_there(stage: Stage[DatasetPanel]) -> None:
    stage.document.edit(lambda now: edits.set_recipe(now, count=500), "Many")
    QTest.mouseClick(thumbnail(stage, "iris"), LEFT)
    assert stage.panel.count.value.text() == str(len(stage.now.points)) == "150"
    QTest.mouseClick(thumbnail(stage, "xor"), LEFT)
    assert stage.panel.count.value.text() == "500"


def test_a_thumbnail_is_a_radio_button_with_a_name_to_a_screen_reader(stage: Stage[DatasetPanel]) -> None:
    for each in stage.panel.thumbnails.thumbnails:
        heard = QAccessible.queryAccessibleInterface(each)
        assert heard.role() == QAccessible.Role.RadioButton
        assert heard.text(QAccessible.Text.Name) == each.dataset.label
        assert each.dataset.description in each.toolTip()


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_thumbnails_are_the_right_way_up(qtbot: QtBot, theme: Theme) -> None:
    stage = on_stage(qtbot, DatasetPanel, theme=theme)
    picture = thumbnail(stage, "gaussian").grab().toImage()
    counts = {}
    for part, rows in (
        ("top", range(picture.height() // 2)),
        ("bottom", range(picture.height() // 2, picture.height())),
    ):
        for label in (0, 1):
            color = QColor(theme.classes[label])
            cells = ((x, y) for y in rows for x in range(picture.width()))
            counts[part, label] = sum(near(picture.pixelColor(*cell), color) for cell in cells)
    assert counts["top", 1] > 3 * counts["bottom", 1]
    assert counts["bottom", 0] > 3 * counts["top", 0]


def has_width(widget: QWidget, width: int) -> bool:
    return widget.width() == width


def near(color: QColor, other: QColor) -> bool:
    red, green, blue = color.red() - other.red(), color.green() - other.green(), color.blue() - other.blue()
    return abs(red) + abs(green) + abs(blue) < 60


def test_thumbnails_follow_noise_and_seed(stage: Stage[DatasetPanel]) -> None:
    before = thumbnail(stage, "xor").grab().toImage()
    stage.document.edit(lambda now: edits.set_recipe(now, noise=0.5), "Noise")
    noisy = thumbnail(stage, "xor").grab().toImage()
    assert noisy != before
    stage.document.edit(lambda now: edits.set_recipe(now, seed=9), "Seed")
    assert thumbnail(stage, "xor").grab().toImage() != noisy


def test_dragging_a_slider_is_one_step_and_two_drags_are_two(stage: Stage[DatasetPanel]) -> None:
    drag(stage.panel.noise, 0.4, 0.6, 0.8)
    assert len(stage.changes) == 3
    assert stage.now.recipe.noise == pytest.approx(0.4, abs=0.02)
    assert {change.start for change in stage.changes} == {"continue"}
    drag(stage.panel.noise, 0.5, 0.3)
    assert stage.undo_steps() == 2
    assert stage.now.recipe.noise == 0.1


def test_clicking_beside_the_handle_brings_it_there(stage: Stage[DatasetPanel], qtbot: QtBot) -> None:
    slider = stage.panel.held_out.slider
    QTest.mouseClick(slider, LEFT, pos=QPoint(slider.width() - 2, slider.height() // 2))
    assert stage.now.recipe.held_out == 0.9
    assert stage.undo_steps() == 1


def test_sliders_step_by_keyboard_one_undo_step_a_press(stage: Stage[DatasetPanel], qtbot: QtBot) -> None:
    QTest.keyClick(stage.panel.noise.slider, Qt.Key.Key_Right)
    QTest.keyClick(stage.panel.noise.slider, Qt.Key.Key_Right)
    assert stage.now.recipe.noise == 0.12
    assert stage.panel.noise.value.text() in ("0.12", "0,12")
    QTest.keyClick(stage.panel.count.slider, Qt.Key.Key_Left)
    assert stage.now.recipe.count == 150 == len(stage.now.points)
    QTest.keyClick(stage.panel.held_out.slider, Qt.Key.Key_Home)
    assert not stage.now.points.held_out.any()
    assert stage.undo_steps() == 4


def test_the_wheel_scrolls_past_a_slider(stage: Stage[DatasetPanel]) -> None:
    slider = stage.panel.noise.slider
    QTest.wheelEvent(
        slider.window().windowHandle(), slider.mapTo(slider.window(), knob(stage.panel.noise)), QPoint(0, 240)
    )
    assert not stage.changes


def test_the_die_makes_other_points_of_the_same_kind(stage: Stage[DatasetPanel], qtbot: QtBot) -> None:
    before = stage.now
    QTest.mouseClick(stage.panel.seed.dice, LEFT)
    assert stage.now.recipe.seed == before.recipe.seed + 1
    assert stage.now.recipe.dataset == "moons"
    assert (stage.now.points.xy != before.points.xy).any()
    assert stage.undo_steps() == 1


def test_a_typed_seed_counts_when_entered_and_only_if_it_differs(
    stage: Stage[DatasetPanel], qtbot: QtBot
) -> None:
    box = stage.panel.seed.box
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "42")
    assert not stage.changes
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert stage.now.recipe.seed == 42
    assert len(stage.changes) == 1
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert stage.now.recipe.seed == 43


@pytest.mark.parametrize("country", ["en_US", "de_DE", "hi_IN"])
@pytest.mark.parametrize("text", ["1,500", "1.500", "1.5"])
def test_a_seed_is_digits_whatever_keeps_thousands_apart_in_a_country(
    application: QApplication, qtbot: QtBot, country: str, text: str
) -> None:
    box = SeedBox()
    box.setLocale(QLocale(country))
    qtbot.addWidget(box)
    with qtbot.waitSignal(box.entered) as entered:
        QTest.keyClicks(box, text)
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert entered.args == [int(text.replace(",", "").replace(".", ""))]


def test_an_emptied_seed_field_shows_the_present_seed_again(stage: Stage[DatasetPanel], qtbot: QtBot) -> None:
    box = stage.panel.seed.box
    box.setFocus()
    box.selectAll()
    QTest.keyClick(box, Qt.Key.Key_Backspace)
    stage.panel.noise.slider.setFocus()
    assert box.text() == "1"
    assert not stage.changes


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(experiment=experiments())
def test_showing_any_experiment_shows_its_values_and_edits_nothing(
    stage: Stage[DatasetPanel], experiment: Experiment
) -> None:
    stage.changes.clear()
    now = stage.now
    for _ in range(2):
        stage.panel.show_experiment(experiment)
    panel = stage.panel
    picked = [each.dataset.name for each in panel.thumbnails.thumbnails if each.isChecked()]
    assert picked == ([] if experiment.recipe.dataset == "own" else [experiment.recipe.dataset])
    assert panel.seed.box.text() == str(experiment.recipe.seed)
    assert abs(panel.noise.slider.value() - 100 * experiment.recipe.noise) < 0.5 + 1e-9
    assert panel.held_out.value.text() == f"{round(100 * experiment.recipe.held_out)} %"
    assert stage.now is now
    assert not stage.changes


@pytest.mark.parametrize("zoom", [1.0, 1.5, 2.5])
def test_every_control_has_a_name_a_tool_tip_and_room_to_be_hit(qtbot: QtBot, zoom: float) -> None:
    stage = on_stage(qtbot, DatasetPanel, theme=LIGHT.scaled(zoom))
    parts: list[QWidget] = [*stage.panel.thumbnails.thumbnails, stage.panel.seed.box, stage.panel.seed.dice]
    parts += [row.slider for row in (stage.panel.noise, stage.panel.count, stage.panel.held_out)]
    for part in parts:
        assert part.accessibleName()
        assert part.toolTip()
        assert part.focusPolicy() != Qt.FocusPolicy.NoFocus
        assert min(part.width(), part.height()) >= LIGHT.scaled(zoom).px(24)
        parent = part.parentWidget()
        assert parent is not None
        assert parent.rect().contains(part.geometry())


def test_thumbnails_are_square_and_fill_the_width(stage: Stage[DatasetPanel], qtbot: QtBot) -> None:
    for width in (201, 230):
        stage.panel.resize(width, 300)
        qtbot.waitUntil(partial(has_width, stage.panel.thumbnails, width))
        sides = {(each.width(), each.height()) for each in stage.panel.thumbnails.thumbnails}
        assert len(sides) == 1
        assert next(iter(sides))[0] == next(iter(sides))[1] >= 37
        assert stage.panel.thumbnails.thumbnails[4].geometry().right() == width - 1


def test_a_refused_edit_leaves_the_controls_as_the_document_is(stage: Stage[DatasetPanel]) -> None:
    stage.panel.seed.entered.emit(-1)
    assert stage.said
    assert stage.panel.seed.box.text() == str(first_experiment().recipe.seed)
