"""Points appear where a person draws them, one stroke is one undo, and the picture is the right way up."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from unittest.mock import Mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sequentia_gui.analysis.decision_map import DecisionMap
from sequentia_gui.experiment.edits import choose_dataset
from sequentia_gui.experiment.experiment import MAX_POINTS, Experiment, PointSet
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.theme import DARK, LIGHT, THEMES, Theme
from sequentia_gui.gui.view_state import Neuron, ViewState
from sequentia_gui.gui.views.decision.view import DecisionPlane
from sequentia_gui.gui.views.plane import field as decision_field
from sequentia_gui.gui.views.plane import point_layer
from sequentia_gui.gui.views.plane import signs as plane_signs
from sequentia_gui.gui.views.plane import tools as plane_tools
from sequentia_gui.gui.views.plane.square import PlaneSquare
from sequentia_gui.training.messages import Frame
from sequentia_gui.training.run import run_to

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class Desk:
    """A plane on a desk of its own, wired as the window wires it."""

    def __init__(self, qtbot: QtBot, experiment: Experiment, size: int = 520) -> None:
        self.said: list[str] = []
        self.document = Document(experiment, tuple, self.said.append)
        self.view_state = ViewState()
        self.plane = DecisionPlane(self.document, self.view_state)
        self.document.changed.connect(lambda change: self.plane.show_experiment(change.now))
        self.view_state.changed.connect(self.plane.show_look)
        self.plane.set_theme(LIGHT)
        self.plane.resize(size, size)
        qtbot.addWidget(self.plane)
        self.plane.show()
        qtbot.waitExposed(self.plane)

    @property
    def points(self) -> PointSet:
        return self.document.now.points

    def pixel(self, x1: float, x2: float) -> QPoint:
        return self.plane.square.pixel(x1, x2).toPoint()

    def drag(self, *places: tuple[float, float], button: Qt.MouseButton = LEFT) -> None:
        QTest.mousePress(self.plane, button, pos=self.pixel(*places[0]))
        for place in places[1:]:
            QTest.mouseMove(self.plane, self.pixel(*place))
        QTest.mouseRelease(self.plane, button, pos=self.pixel(*places[-1]))

    def click(self, x1: float, x2: float, button: Qt.MouseButton = LEFT) -> None:
        QTest.mouseClick(self.plane, button, pos=self.pixel(x1, x2))

    def key(self, *keys: Qt.Key, shift: bool = False) -> None:
        modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        for key in keys:
            QTest.keyClick(self.plane, key, modifier)

    def hovered(self) -> int | None:
        return self.view_state.now.hovered_point

    def picture(self) -> QImage:
        return self.plane.grab().toImage()

    def color(self, x1: float, x2: float) -> QColor:
        return self.picture().pixelColor(self.pixel(x1, x2))


def with_points(
    xy: list[tuple[float, float]], label: list[int], held_out: list[bool] | None = None
) -> Experiment:
    first = first_experiment()
    points = PointSet(
        np.array(xy, np.float32).reshape(-1, 2), np.array(label), np.array(held_out or [False] * len(xy))
    )
    return replace(first, points=points, recipe=replace(first.recipe, dataset="own", held_out=0.0))


def empty_plane() -> Experiment:
    return with_points([], [])


def halves(grid: int = 128) -> DecisionMap:
    """A in the lower half, B in the upper half, sure at the edges and in doubt at the border."""
    height = np.repeat(np.linspace(-1, 1, grid, dtype=np.float32)[:, None], grid, axis=1)
    border = np.array([[-6, 0], [6, 0]], np.float32)
    return DecisionMap((height > 0).astype(np.int8), np.abs(height), (border,))


def frame_with(decision: DecisionMap, experiment: Experiment) -> Frame:
    frame = run_to(experiment, "fresh", steps=0, wants=frozenset())
    return replace(frame, contestants=(replace(frame.contestants[0], findings={"decision_map": decision}),))


def near(color: QColor, other: str, tolerance: int = 6) -> bool:
    wanted = QColor(other)
    away = (color.red() - wanted.red(), color.green() - wanted.green(), color.blue() - wanted.blue())
    return max(map(abs, away)) <= tolerance


# drawing with the mouse


@pytest.mark.parametrize(("x1", "x2"), [(0.0, 0.0), (-5.0, 5.5), (5.9, -5.9), (1.23, -0.4)])
def test_a_click_puts_a_point_of_the_chosen_class_where_the_pointer_is(
    qtbot: QtBot, x1: float, x2: float
) -> None:
    desk = Desk(qtbot, empty_plane())
    desk.view_state.set(brush_class=1)
    desk.click(x1, x2)
    pixel = 1 / desk.plane.square.scale
    np.testing.assert_allclose(desk.points.xy, [[x1, x2]], atol=pixel / 2 + 1e-6)
    assert desk.points.label.tolist() == [1]


def test_the_top_of_the_picture_is_the_top_of_the_plane(qtbot: QtBot) -> None:
    desk = Desk(qtbot, empty_plane())
    square = desk.plane.square
    QTest.mouseClick(desk.plane, LEFT, pos=QPoint(square.left + square.side - 2, square.top + 2))
    assert (desk.points.xy[0] > 5.9).all()


def test_a_drawn_point_is_on_the_picture_at_once_in_its_colour(qtbot: QtBot) -> None:
    desk = Desk(qtbot, empty_plane())
    desk.click(2, 3)
    assert near(desk.color(2, 3), LIGHT.classes[0])


def test_dragging_puts_evenly_spaced_points_and_is_one_undo_step(qtbot: QtBot) -> None:
    desk = Desk(qtbot, empty_plane())
    desk.drag((-4, 1), (-3.9, 1), (-1, 1), (4, 1))
    gaps = np.diff(desk.points.xy[:, 0])
    assert len(gaps) == int(8 / plane_tools.SPACING)
    np.testing.assert_allclose(gaps, plane_tools.SPACING, atol=1e-3)
    desk.document.undo()
    assert not len(desk.points)
    assert desk.document.undo_label is None


def test_two_strokes_are_two_undo_steps(qtbot: QtBot) -> None:
    desk = Desk(qtbot, empty_plane())
    desk.click(0, 0)
    desk.click(1, 1)
    desk.document.undo()
    assert len(desk.points) == 1


def test_spraying_scatters_points_within_the_brush_and_is_one_undo_step(qtbot: QtBot) -> None:
    desk = Desk(qtbot, empty_plane())
    desk.view_state.set(tool="spray")
    desk.drag((0, 0), (3, 0))
    away = np.hypot(np.clip(desk.points.xy[:, 0], 0, 3) - desk.points.xy[:, 0], desk.points.xy[:, 1])
    assert len(desk.points) == plane_tools.SPRAY_BURST + int(3 / plane_tools.SPRAY_SPACING)
    assert away.max() <= plane_tools.BRUSH + 0.02
    desk.document.undo()
    assert not len(desk.points)


def test_the_same_strokes_spray_the_same_points(qtbot: QtBot) -> None:
    sprayed = []
    for _ in range(2):
        desk = Desk(qtbot, empty_plane())
        desk.view_state.set(tool="spray")
        desk.drag((0, 0), (1, 1))
        sprayed.append(desk.points.xy)
    np.testing.assert_array_equal(sprayed[0], sprayed[1])


def test_erasing_removes_what_the_brush_passes_over_even_between_two_events(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_points([(-4, 0), (0, 0.2), (4, 0), (0, 3)], [0, 0, 1, 1]))
    desk.view_state.set(tool="erase")
    desk.drag((-5, 0), (5, 0))
    np.testing.assert_allclose(desk.points.xy, [[0, 3]])
    desk.document.undo()
    assert len(desk.points) == 4


def test_the_right_button_erases_with_any_tool(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_points([(2, 2), (-2, -2)], [0, 1]))
    desk.click(2, 2, button=RIGHT)
    assert desk.points.label.tolist() == [1]


def test_points_that_are_hidden_are_not_erased(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_points([(2, 2), (2.1, 2)], [0, 1], [False, True]))
    desk.click(2, 2, button=RIGHT)
    assert desk.points.label.tolist() == [1]


def test_moving_takes_the_points_under_the_brush_along_as_one_undo_step(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_points([(0, 0), (0.2, 0), (3, 3)], [0, 0, 1]))
    desk.view_state.set(tool="move")
    desk.drag((0, 0), (1, 1), (2, -2))
    np.testing.assert_allclose(desk.points.xy, [[2.0, -2.0], [2.2, -2.0], [3.0, 3.0]], atol=0.04)
    desk.document.undo()
    np.testing.assert_allclose(desk.points.xy, [[0.0, 0.0], [0.2, 0.0], [3.0, 3.0]], atol=1e-6)


def test_moving_stops_at_the_edge_of_the_plane(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_points([(5, 5)], [0]))
    desk.view_state.set(tool="move")
    desk.drag((5, 5), (9, 9))
    np.testing.assert_allclose(desk.points.xy, [[6, 6]])


def test_a_stroke_ends_where_the_points_under_it_change(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_points([(0, 0), (3, 3)], [0, 1]))
    desk.view_state.set(tool="move")
    QTest.mousePress(desk.plane, LEFT, pos=desk.pixel(3, 3))
    QTest.mouseMove(desk.plane, desk.pixel(2, 2))
    desk.document.undo()
    QTest.mouseMove(desk.plane, desk.pixel(1, 1))
    QTest.mouseRelease(desk.plane, LEFT, pos=desk.pixel(1, 1))
    np.testing.assert_allclose(desk.points.xy, [[0, 0], [3, 3]])


def test_drawing_beside_the_plane_draws_nothing(qtbot: QtBot) -> None:
    desk = Desk(qtbot, empty_plane())
    QTest.mouseClick(desk.plane, LEFT, pos=QPoint(2, 2))
    desk.drag((5, 0), (9, 0))
    assert len(desk.points) and np.abs(desk.points.xy).max() <= 6


def test_a_full_plane_says_so_once_and_keeps_what_it_has(qtbot: QtBot) -> None:
    full = with_points([(0.0, 0.0)] * MAX_POINTS, [0] * MAX_POINTS)
    desk = Desk(qtbot, full)
    desk.drag((-3, 3), (0, 3), (3, 3))
    assert desk.document.now is full
    assert len(desk.said) == 1


def test_a_drawn_point_that_is_held_out_makes_test_points_visible(qtbot: QtBot) -> None:
    experiment = empty_plane()
    desk = Desk(qtbot, replace(experiment, recipe=replace(experiment.recipe, held_out=0.9)))
    desk.drag((-4, 0), (4, 0))
    assert desk.points.held_out.any()
    assert desk.view_state.now.show_test


# the keyboard


def test_the_keyboard_puts_and_removes_points_at_its_cursor(qtbot: QtBot) -> None:
    desk = Desk(qtbot, empty_plane())
    desk.key(Qt.Key.Key_2)
    desk.key(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up)
    desk.key(Qt.Key.Key_Up, shift=True)
    desk.key(Qt.Key.Key_Return)
    np.testing.assert_allclose(desk.points.xy, [[0.2, 1.1]], atol=1e-6)
    assert desk.points.label.tolist() == [1]
    desk.key(Qt.Key.Key_Delete)
    assert not len(desk.points)


def test_space_is_left_to_the_window_until_the_cursor_shows(qtbot: QtBot) -> None:
    desk = Desk(qtbot, empty_plane())
    desk.click(3, 3)
    desk.key(Qt.Key.Key_Space)
    assert len(desk.points) == 1


def test_the_cursor_stays_on_the_plane(qtbot: QtBot) -> None:
    desk = Desk(qtbot, empty_plane())
    desk.key(*[Qt.Key.Key_Left] * 9, shift=True)
    desk.key(Qt.Key.Key_Space)
    np.testing.assert_allclose(desk.points.xy, [[-6, 0]])


def test_the_focus_is_visible_when_it_came_by_keyboard(qtbot: QtBot) -> None:
    desk = Desk(qtbot, empty_plane())
    desk.plane.activateWindow()
    qtbot.waitUntil(desk.plane.isActiveWindow)
    desk.click(3, 3, button=RIGHT)
    desk.plane.clearFocus()
    QApplication.sendEvent(desk.plane, QEvent(QEvent.Type.Leave))
    before = desk.picture()
    desk.plane.setFocus(Qt.FocusReason.TabFocusReason)
    assert desk.picture() != before


# pointing


def test_pointing_at_a_point_tells_the_other_views_and_leaving_takes_it_back(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_points([(-3, 0), (2, 2)], [0, 1]))
    QTest.mouseMove(desk.plane, desk.pixel(2, 2))
    assert desk.hovered() == 1
    QTest.mouseMove(desk.plane, desk.pixel(0, -4))
    assert desk.hovered() is None
    QTest.mouseMove(desk.plane, desk.pixel(2, 2))
    QApplication.sendEvent(desk.plane, QEvent(QEvent.Type.Leave))
    assert desk.hovered() is None


def test_a_point_that_another_view_points_at_is_marked(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_points([(-3, 0), (2, 2)], [0, 1]))
    before = desk.picture()
    desk.view_state.set(hovered_point=1)
    assert desk.picture() != before


# the picture


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_a_sure_place_has_the_colour_of_its_class_and_the_right_way_up(qtbot: QtBot, theme: Theme) -> None:
    desk = Desk(qtbot, empty_plane())
    desk.plane.set_theme(theme)
    desk.plane.show_frame(frame_with(halves(), first_experiment()))
    assert near(desk.color(3, -5.9), theme.fields[0])
    assert near(desk.color(3, 5.9), theme.fields[1])


def test_an_unsure_place_is_nearly_neutral_unless_colours_are_hard(qtbot: QtBot) -> None:
    desk = Desk(qtbot, empty_plane())
    desk.plane.show_frame(frame_with(halves(), first_experiment()))
    desk.view_state.set(show_boundary=False)
    soft = desk.color(5.5, -0.3)
    desk.view_state.set(discretise=True)
    assert near(soft, LIGHT.neutral, tolerance=20)
    assert near(desk.color(5.5, -0.3), LIGHT.fields[0])


def test_the_boundary_is_drawn_on_demand(qtbot: QtBot) -> None:
    desk = Desk(qtbot, empty_plane())
    desk.plane.show_frame(frame_with(halves(), first_experiment()))
    assert near(desk.color(5.5, 0), LIGHT.line, tolerance=40)
    desk.view_state.set(show_boundary=False)
    assert not near(desk.color(5.5, 0), LIGHT.line, tolerance=100)


def test_held_out_points_are_hidden_or_look_different(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_points([(-3, 0), (3, 0)], [0, 0], [False, True]))
    desk.plane.show_frame(frame_with(halves(), first_experiment()))
    hidden = desk.color(3, 0)
    desk.view_state.set(show_test=True)
    assert near(desk.color(-3, 0), LIGHT.classes[0])
    assert not near(desk.color(3, 0), LIGHT.classes[0])
    assert desk.color(3, 0) != hidden


def test_pointing_at_a_neuron_shows_what_it_computes_instead(qtbot: QtBot) -> None:
    desk = Desk(qtbot, empty_plane())
    desk.plane.show_frame(run_to(first_experiment(), "fresh", steps=5, wants=DecisionPlane.wants))
    pictures = [desk.picture()]
    for neuron in (Neuron(0, 0), Neuron(1, 2), Neuron(3, 1), Neuron(4, 0)):
        desk.view_state.set(hovered_neuron=neuron)
        pictures.append(desk.picture())
    assert all(one != other for one, other in pairwise(pictures))


def test_an_input_neuron_grows_in_its_own_direction(qtbot: QtBot) -> None:
    desk = Desk(qtbot, empty_plane())
    desk.plane.show_frame(run_to(first_experiment(), "fresh", steps=0, wants=DecisionPlane.wants))
    desk.view_state.set(hovered_neuron=Neuron(0, 1))
    assert near(desk.color(3, -5.9), LIGHT.negative)
    assert near(desk.color(3, 5.9), LIGHT.positive)


@pytest.mark.parametrize("neuron", [Neuron(1, 31), Neuron(9, 0), Neuron(0, 2)])
def test_a_neuron_that_is_not_there_shows_the_decision(qtbot: QtBot, neuron: Neuron) -> None:
    desk = Desk(qtbot, empty_plane())
    desk.plane.show_frame(frame_with(halves(), first_experiment()))
    before = desk.picture()
    desk.view_state.set(hovered_neuron=neuron)
    assert desk.picture() == before


def test_no_pixmap_or_image_is_made_for_a_frame_once_the_layers_stand(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(qtbot, first_experiment())
    frames = [frame_with(halves(), first_experiment()) for _ in range(3)]
    desk.plane.show_frame(frames[0])
    desk.picture()
    made = Mock(side_effect=QPixmap)
    monkeypatch.setattr(point_layer, "QPixmap", made)
    monkeypatch.setattr(point_layer, "mark_pixmap", made)
    for frame in frames[1:]:
        desk.plane.show_frame(frame)
        desk.picture()
    made.assert_not_called()


def test_points_that_are_added_look_as_if_all_had_been_painted_anew(qtbot: QtBot) -> None:
    desk = Desk(qtbot, first_experiment())
    desk.picture()
    desk.click(-3, -3)
    QApplication.sendEvent(desk.plane, QEvent(QEvent.Type.Leave))
    fresh = Desk(qtbot, desk.document.now)
    fresh.view_state.set(show_test=desk.view_state.now.show_test)
    assert desk.picture() == fresh.picture()


@pytest.mark.parametrize("size", [20, 60, 161, 520])
@pytest.mark.parametrize("count", [0, 1, 2])
def test_any_size_and_any_number_of_points_can_be_painted(qtbot: QtBot, size: int, count: int) -> None:
    desk = Desk(qtbot, with_points([(1.0, 1.0), (2.0, 2.0)][:count], [0, 5][:count]), size)
    desk.view_state.set(hovered_point=7, hovered_neuron=Neuron(1, 0), tool="spray")
    assert not desk.picture().isNull()


def test_a_map_without_finite_numbers_leaves_the_plane_standing(qtbot: QtBot) -> None:
    desk = Desk(qtbot, first_experiment())
    lost = DecisionMap(
        np.full((8, 8), 9, np.int8),
        np.full((8, 8), np.nan, np.float32),
        (np.array([[0, 0], [np.nan, 1], [2, np.inf]], np.float32),),
    )
    desk.plane.show_frame(frame_with(lost, first_experiment()))
    assert not desk.picture().isNull()


def test_a_frame_of_an_older_experiment_leaves_the_present_points_where_they_are(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_points([(3, 3)], [1]))
    older = choose_dataset(first_experiment(), "arms")
    desk.plane.show_frame(run_to(older, "fresh", steps=3, wants=DecisionPlane.wants))
    desk.view_state.set(hovered_point=0)
    assert near(desk.color(3, 3), LIGHT.classes[1])


def test_showing_the_same_twice_changes_nothing(qtbot: QtBot) -> None:
    desk = Desk(qtbot, first_experiment())
    frame = frame_with(halves(), first_experiment())
    pictures = []
    for _ in range(2):
        desk.plane.show_experiment(desk.document.now)
        desk.plane.show_frame(frame)
        desk.plane.show_look(desk.view_state.now)
        desk.plane.set_theme(DARK)
        pictures.append(desk.picture())
    assert pictures[0] == pictures[1]
    assert desk.document.undo_label is None


# words


def test_the_summary_counts_what_is_on_the_right_side(qtbot: QtBot) -> None:
    desk = Desk(qtbot, first_experiment())
    assert "200 points" in desk.plane.summary()
    frame = run_to(desk.document.now, "fresh", steps=0, wants=frozenset())
    judged = replace(frame.contestants[0], train_accuracy=0.957, test_accuracy=0.95)
    desk.plane.show_frame(replace(frame, contestants=(judged,)))
    expected = "96 % of 140 training points and 95 % of 60 test points are on the right side."
    assert desk.plane.summary() == expected


def test_the_plane_has_a_name_for_screen_readers(qtbot: QtBot) -> None:
    assert Desk(qtbot, empty_plane()).plane.accessibleName() == "What the network decides"


# laws


@given(st.integers(1, 2000), st.integers(-50, 50), st.floats(-6, 6), st.floats(-6, 6))
def test_a_place_comes_back_from_the_screen(side: int, left: int, x1: float, x2: float) -> None:
    square = PlaneSquare(left, 7, side)
    np.testing.assert_allclose(square.place(square.pixel(x1, x2)), [x1, x2], atol=1e-9)
    np.testing.assert_allclose(
        square.pixels(np.array([[x1, x2]]))[0], square.pixel(x1, x2).toTuple(), atol=1e-9
    )


@given(st.lists(st.floats(0, 3), min_size=1, max_size=20), st.floats(0.05, 1))
def test_points_of_a_line_are_evenly_spaced_however_it_is_cut_into_events(
    steps: list[float], gap: float
) -> None:
    way, at, found = 0.0, 0.0, []
    for step in steps:
        shares, way = plane_tools.stations(np.array([at, 0.0]), np.array([at + step, 0.0]), way, gap)
        found += (at + shares * step).tolist()
        at += step
    np.testing.assert_allclose(found, gap * np.arange(1, len(found) + 1), atol=1e-6)
    assert 0 <= at - gap * len(found) <= gap + 1e-6


SQUARE = PlaneSquare.inside(QSize(400, 400), LIGHT)


def painted(line: np.ndarray) -> np.ndarray:
    """The vertices (m, 2) in pixels of what is painted of one line."""
    ends = decision_field.on_screen((line.astype(np.float32),), SQUARE).ends
    return np.concatenate([ends[:, :2], ends[-1:, 2:]])


@given(st.lists(st.tuples(st.floats(-6, 6), st.floats(-6, 6)), min_size=2, max_size=60))
def test_a_thinned_line_keeps_its_ends_and_strays_less_than_half_a_pixel(
    vertices: list[tuple[float, float]],
) -> None:
    line = SQUARE.pixels(np.array(vertices, np.float32))
    thin = painted(np.array(vertices))
    np.testing.assert_array_equal(thin[[0, -1]], line[[0, -1]])
    assert all(_distance(vertex, thin) < 0.5 for vertex in line)


def test_a_straight_line_is_thinned_to_few_vertices() -> None:
    line = np.stack([np.linspace(-6, 6, 128), np.linspace(-5.9, 4.1, 128)], axis=1)
    assert len(painted(line)) < 12


def _distance(place: np.ndarray, line: np.ndarray) -> float:
    """From a place (2,) to the nearest piece of a line (m, 2)."""
    start, along = line[:-1], np.diff(line, axis=0)
    length = np.maximum((along**2).sum(axis=1), 1e-12)
    share = np.clip(((place - start) * along).sum(axis=1) / length, 0, 1)
    return float(np.hypot(*(place - start - share[:, None] * along).T).min())


@given(st.lists(st.lists(st.tuples(st.floats(-6, 6), st.floats(-6, 6)), min_size=2, max_size=20), max_size=5))
def test_lines_thinned_together_are_not_joined_and_keep_their_ends(
    lines: list[list[tuple[float, float]]],
) -> None:
    polylines = tuple(np.array(line, np.float32) for line in lines)
    pieces = decision_field.on_screen(polylines, SQUARE).ends
    for line in polylines:
        corners = SQUARE.pixels(line)
        near = [piece for piece in pieces if any(np.array_equal(piece[:2], corner) for corner in corners)]
        assert any(np.array_equal(piece[:2], corners[0]) for piece in near)
        assert any(np.array_equal(piece[2:], corners[-1]) for piece in pieces)
    assert len(pieces) <= sum(len(line) - 1 for line in lines)


def test_a_line_is_cut_where_it_is_not_finite() -> None:
    line = np.array([(-5, 0), (-4, 1), (np.nan, 0), (1, 1), (2, 3)], np.float32)
    pieces = decision_field.on_screen((line,), SQUARE).ends
    wanted = np.hstack([SQUARE.pixels(line[[0, 3]]), SQUARE.pixels(line[[1, 4]])])
    np.testing.assert_allclose(pieces, wanted)


def test_the_invitation_of_the_empty_plane_names_no_side_on_which_the_classes_are(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are on the left, above or on a page of their own, as the window is arranged."""
    invite = Mock()
    monkeypatch.setattr(plane_signs, "paint_invitation", invite)
    Desk(qtbot, replace(first_experiment(), points=PointSet.empty())).plane.grab()
    text = invite.call_args.args[-1]
    assert "choose a class" in text
    assert not any(side in text for side in ("left", "right", "above", "below"))
