"""The plane in pieces tells the truth about each piece, and its hinges can be taken by hand."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sequentia_gui.analysis.course import Course
from sequentia_gui.analysis.pieces import MOST, Pieces, pieces
from sequentia_gui.experiment import edits
from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import Experiment, NetworkDesign
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.gui.document import Change, Document
from sequentia_gui.gui.numerals import count
from sequentia_gui.gui.theme import DARK, LIGHT, Theme
from sequentia_gui.gui.view_state import Neuron, ViewState
from sequentia_gui.gui.views.decision.view import DecisionPlane
from sequentia_gui.gui.views.plane.hinge_layer import dashes
from sequentia_gui.gui.views.regions import words as regions_words
from sequentia_gui.gui.views.regions.count_trace import MOST_ENTRIES, CountTrace
from sequentia_gui.gui.views.regions.map import piece_numbers
from sequentia_gui.gui.views.regions.tints import pattern_colors, slope_colors
from sequentia_gui.gui.views.regions.view import RegionsView
from sequentia_gui.gui.views.shown_numbers import affine_text
from sequentia_gui.network.activations import activation
from sequentia_gui.network.forward import forward
from sequentia_gui.network.initializers import first_parameters
from sequentia_gui.network.losses import output_head
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.training.messages import Frame
from sequentia_gui.training.run import run_to

LEFT = Qt.MouseButton.LeftButton
FREE = (-5.0, 5.0)
"""A place of the plane where the first experiment has no points."""


def with_layers(*widths: int, activation: str = "relu", points: bool = True) -> Experiment:
    first = first_experiment()
    contestant = replace(first.contestants[0], network=NetworkDesign.of(widths, activation))
    experiment = replace(first, contestants=(contestant,))
    return experiment if points else edits.clear_points(experiment)


def frame_of(experiment: Experiment, epochs: int = 3) -> Frame:
    trains = len(experiment.points) > 0
    wants = frozenset({"pieces", "decision_map"})
    return run_to(experiment, epochs=epochs if trains else None, wants=wants)


def found_in(frame: Frame) -> Pieces:
    found = frame.contestants[0].findings["pieces"]
    assert isinstance(found, Pieces)
    return found


class Desk:
    """A plane in pieces on a desk of its own, whose network answers edits at once, as it does in the window."""

    def __init__(self, qtbot: QtBot, experiment: Experiment, theme: Theme = LIGHT, epochs: int = 3) -> None:
        self.frame = frame_of(experiment, epochs)
        self.document = Document(experiment, self._progress, lambda _: None)
        self.view_state = ViewState()
        self.view = RegionsView(self.document, self.view_state)
        self.document.changed.connect(self._on_change)
        self.view_state.changed.connect(self.view.show_look)
        qtbot.addWidget(self.view)
        self.view.set_theme(theme)
        self.view.resize(500, 540)
        self.view.show_frame(self.frame)
        self.view.show()
        qtbot.waitExposed(self.view)

    def _progress(self) -> tuple[Checkpoint, ...]:
        return tuple(contestant.checkpoint for contestant in self.frame.contestants)

    def _on_change(self, change: Change) -> None:
        self.view.show_experiment(change.now)
        start = self._progress() if change.start == "continue" else change.start
        self.frame = run_to(change.now, start, wants=frozenset({"pieces", "decision_map"}))
        self.view.show_frame(self.frame)

    @property
    def pieces(self) -> Pieces:
        return found_in(self.frame)

    @property
    def weights(self) -> np.ndarray:
        return self.frame.contestants[0].checkpoint.parameters

    def pixel(self, place: np.ndarray) -> QPoint:
        return self.view.square.pixel(*place.tolist()).toPoint()

    def point_at(self, *place: float) -> None:
        QTest.mouseMove(self.view, self.pixel(np.array(place)))

    def drag(self, start: np.ndarray, *way: np.ndarray, shift: bool = False) -> None:
        held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        QTest.mousePress(self.view, LEFT, held, self.pixel(start))
        for place in way:
            QTest.mouseMove(self.view, self.pixel(place))
        QTest.mouseRelease(self.view, LEFT, held, self.pixel(way[-1]))

    def hinge(self, neuron: int) -> tuple[np.ndarray, np.ndarray]:
        hinges = self.pieces.hinges
        own = np.flatnonzero((hinges.layer == 0) & (hinges.neuron == neuron))
        return hinges.ends[own[0], :2], hinges.ends[own[0], 2:]

    def line(self, neuron: int) -> np.ndarray:
        return self.weights[3 * neuron : 3 * neuron + 3].astype(np.float64)

    def picture(self) -> QImage:
        return self.view.grab().toImage()


# what it says of a piece


def numbers_in(text: str) -> list[float]:
    plain = text.replace("− ", "-").replace("+ ", "").replace("−", "-")
    return [float(each) for each in re.findall(r"-?\d+\.\d+", plain)]


@pytest.mark.parametrize("place", [FREE, (0.3, 0.1), (4.0, -4.0)])
def test_the_formula_of_a_piece_is_what_the_network_computes_there(place: tuple[float, float]) -> None:
    experiment = with_layers(6, 5)
    frame = frame_of(experiment, 20)
    found, checkpoint = found_in(frame), frame.contestants[0].checkpoint
    piece = found.at(*place)
    assert piece is not None
    formula = regions_words.piece_sentence(found, piece, experiment.network, place).splitlines()[0]
    a, b, c = numbers_in(formula)
    xy = np.array([place])
    y = forward(Parameters.of(checkpoint), experiment.network, xy)[-1][0][0, 0]
    assert a * place[0] + b * place[1] + c == pytest.approx(
        y, abs=0.005 * (abs(place[0]) + abs(place[1]) + 1) + 1e-4
    )


def test_the_terms_on_screen_add_up_to_the_total_on_screen() -> None:
    experiment = with_layers(6, 5)
    found = found_in(frame_of(experiment, 20))
    for x, y in np.random.default_rng(0).uniform(-6, 6, (50, 2)):
        piece = found.at(x, y)
        assert piece is not None
        here = regions_words.piece_sentence(found, piece, experiment.network, (x, y)).splitlines()[1]
        *terms, total = numbers_in(here)
        assert sum(terms) == pytest.approx(total, abs=1e-9)


@pytest.mark.parametrize(("size", "power"), [(1e-3, "·10⁻¹⁰"), (1e5, "·10¹⁴")])
def test_formulas_of_tiny_and_huge_weights_have_digits_to_read(size: float, power: str) -> None:
    """0.00 x₁ + 0.00 x₂ says nothing, and no more do fifteen digits."""
    design = NetworkDesign.of((4, 4))
    first = first_parameters(design, 2)
    parameters = Parameters(first.vector * np.float32(size), first.sizes)
    found = pieces(design, parameters)
    assert found is not None
    piece = found.at(1.0, 2.0)
    assert piece is not None
    formula, here, *_ = regions_words.piece_sentence(found, piece, design, (1.0, 2.0)).splitlines()
    a, b, c = numbers_in(formula.replace("·10", "  "))[:3]
    assert [a, b, c] == pytest.approx([-1.4, -3.33, 0], abs=0.005)
    assert formula.count(power) == 2 and here.count(power) == 2
    *terms, total = numbers_in(here.replace("·10", "  "))
    assert sum(terms) == pytest.approx(total, abs=1e-9)


def test_what_rounding_has_left_of_0_is_0_in_a_formula() -> None:
    assert affine_text([0.75, 1e-17, 0.0], [" x₁", " x₂", ""]) == "0.75 x₁ + 0.00 x₂ + 0.00"


def test_pointing_at_a_piece_lights_the_neurons_that_are_on_there(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_layers(6, 5))
    desk.point_at(*FREE)
    lit = desk.view_state.now.lit
    xy = desk.view.square.place(desk.pixel(np.array(FREE)).toPointF())
    checkpoint = desk.frame.contestants[0].checkpoint
    layers = forward(Parameters.of(checkpoint), checkpoint.design, xy[None])[:-1]
    assert lit is not None
    assert set(lit) == {
        Neuron(number, int(place))
        for number, (z, _) in enumerate(layers, 1)
        for place in np.flatnonzero(z[:, 0] > 0)
    }
    desk.view.hide()
    assert desk.view_state.now.lit is None


def test_a_search_that_ended_early_says_at_least(qtbot: QtBot) -> None:
    experiment = with_layers(*(32,) * 8)
    desk = Desk(qtbot, experiment, epochs=1)
    assert not desk.pieces.is_complete
    assert regions_words.counted(desk.pieces) == f"at least {count(MOST)} pieces"
    desk.view_state.set(tint="slope")
    desk.point_at(*FREE)
    assert not desk.picture().isNull()


def test_three_classes_have_three_formulas() -> None:
    experiment = edits.choose_dataset(with_layers(4), "blobs")
    found = found_in(frame_of(experiment))
    lines = regions_words.piece_sentence(found, 0, experiment.network, found.inside[0].tolist()).splitlines()
    assert [line[:4] for line in lines[:3]] == ["y(A)", "y(B)", "y(C)"]


# moving a hinge


@pytest.mark.parametrize("shift", [False, True])
def test_dragging_a_hinge_changes_its_neuron_alone_and_is_one_undo_step(qtbot: QtBot, shift: bool) -> None:
    desk = Desk(qtbot, with_layers(4, 3, points=False))
    desk.view_state.set(tool="move")
    before, old = desk.weights.copy(), desk.frame.contestants[0].checkpoint
    start, end = desk.hinge(0)
    at = start + 0.4 * (end - start)
    desk.drag(at, at + np.array((0.3, 0.2)), at + np.array((0.6, 0.5)), shift=shift)
    changed = np.flatnonzero(desk.weights != before)
    assert len(changed)
    assert set(changed.tolist()) <= {0, 1, 2}
    assert not desk.frame.contestants[0].checkpoint.pristine
    assert desk.frame.contestants[0].checkpoint.step == old.step
    desk.document.undo()
    np.testing.assert_array_equal(desk.weights, before)
    assert desk.document.undo_label is None


def test_a_hinge_that_is_held_in_the_middle_is_shifted_and_goes_where_the_pointer_goes(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_layers(4, 3, points=False))
    desk.view_state.set(tool="move")
    before = desk.line(1)
    start, end = desk.hinge(1)
    held = start + 0.35 * (end - start)  # all biases are 0 at first: the middle is on every hinge
    to = held + np.array((0.5, 0.4))
    desk.drag(held, to)
    after = desk.line(1)
    np.testing.assert_array_equal(after[:2], before[:2])
    pixel = 1 / desk.view.square.scale
    assert abs(after[:2] @ to + after[2]) / np.hypot(*after[:2]) <= 2 * pixel


def test_a_hinge_that_is_held_near_its_end_turns_about_its_middle(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_layers(4, 3, points=False))
    desk.view_state.set(tool="move")
    before = desk.line(0)
    start, end = desk.hinge(0)
    held = start + 0.1 * (end - start)
    across = np.array((-(end - start)[1], (end - start)[0])) / np.hypot(*(end - start))
    desk.drag(held, held + 0.8 * across)
    after, middle = desk.line(0), (start + end) / 2
    assert abs(after[:2] @ middle + after[2]) < 1e-5
    assert np.hypot(*after[:2]) == pytest.approx(np.hypot(*before[:2]), rel=1e-5)
    assert not np.allclose(after[:2], before[:2], rtol=1e-3)


def test_two_clicks_move_a_hinge_as_a_drag_does(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_layers(4, 3, points=False))
    desk.view_state.set(tool="move")
    before = desk.weights.copy()
    start, end = desk.hinge(1)
    held = start + 0.35 * (end - start)
    to = held + np.array((0.5, 0.4))
    QTest.mouseClick(desk.view, LEFT, pos=desk.pixel(held))
    np.testing.assert_array_equal(desk.weights, before)
    desk.point_at(*to)
    QTest.mouseClick(desk.view, LEFT, pos=desk.pixel(to))
    after = desk.line(1)
    assert abs(after[:2] @ to + after[2]) / np.hypot(*after[:2]) <= 2 / desk.view.square.scale
    desk.document.undo()
    np.testing.assert_array_equal(desk.weights, before)
    QTest.mouseClick(desk.view, LEFT, pos=desk.pixel(np.array((5.5, -5.5))))
    np.testing.assert_array_equal(desk.weights, before)


def test_keys_take_a_hinge_move_it_and_let_it_go(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_layers(4, 3, points=False))
    desk.view_state.set(tool="move")
    before = desk.weights.copy()
    desk.view.setFocus()
    QTest.keyClick(desk.view, Qt.Key.Key_Right)  # the cursor was in the middle, on all hinges: biases are 0
    QTest.keyClick(desk.view, Qt.Key.Key_Return)
    np.testing.assert_array_equal(desk.weights, before)
    for _ in range(3):
        QTest.keyClick(desk.view, Qt.Key.Key_Right)
    QTest.keyClick(desk.view, Qt.Key.Key_Return)
    moved = desk.weights.copy()
    changed = np.flatnonzero(moved != before)
    assert len(changed) and len(set((changed // 3).tolist())) == 1
    QTest.keyClick(desk.view, Qt.Key.Key_Up)
    np.testing.assert_array_equal(desk.weights, moved)
    assert len(desk.document.now.points) == 0
    desk.document.undo()
    np.testing.assert_array_equal(desk.weights, before)
    assert desk.document.undo_label is None


def test_escape_or_another_tool_lets_a_hinge_go(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_layers(4, points=False))
    for by_key in (True, False):
        desk.view_state.set(tool="move")
        start, end = desk.hinge(0)
        QTest.mouseClick(desk.view, LEFT, pos=desk.pixel(start + 0.4 * (end - start)))
        if by_key:
            QTest.keyClick(desk.view, Qt.Key.Key_Escape)
        else:
            desk.view_state.set(tool="point")
        before = desk.weights.copy()
        desk.view_state.set(tool="move")
        desk.point_at(5.5, -5.5)
        QTest.keyClick(desk.view, Qt.Key.Key_Right)
        np.testing.assert_array_equal(desk.weights, before)


def test_other_tools_draw_points_on_hinges_as_everywhere(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_layers(4, points=False))
    start, end = desk.hinge(0)
    before = desk.weights.copy()
    QTest.mouseClick(desk.view, LEFT, pos=desk.pixel((start + end) / 2))
    assert len(desk.document.now.points) == 1
    np.testing.assert_array_equal(desk.weights, before)


def test_a_point_under_the_pointer_is_moved_rather_than_the_hinge_below_it(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_layers(4, 3, points=False))
    start, end = desk.hinge(0)
    at = start + 0.3 * (end - start)
    desk.document.edit(lambda now: edits.add_points(now, at[None].astype(np.float32), 0), "Draw")
    desk.view_state.set(tool="move")
    before = desk.weights.copy()
    desk.drag(at, at + np.array((0.3, 0.2)))
    np.testing.assert_array_equal(desk.weights, before)
    assert np.abs(desk.document.now.points.xy[0] - at).max() > 0.1


# the picture


def test_every_pixel_has_the_colour_of_its_own_piece() -> None:
    found = found_in(frame_of(with_layers(8, 8), 20))
    numbers = piece_numbers(found, 80)
    middles = (np.arange(80) + 0.5) * (12 / 80) - 6
    for row, column in np.random.default_rng(0).integers(0, 80, (300, 2)):
        at = found.at(middles[column], -middles[row])
        assert numbers[row, column] == at


def test_crossing_a_hinge_always_changes_the_colour() -> None:
    found = found_in(frame_of(with_layers(8, 8), 20))
    colors, pattern = pattern_colors(found, LIGHT), np.concatenate(found.pattern, axis=1)
    distance = (pattern[:, None] != pattern[None]).sum(axis=2)
    first, second = np.nonzero(distance == 1)
    assert len(first)
    assert (colors[first] != colors[second]).all()


def test_a_piece_keeps_its_colour_while_its_hinges_move() -> None:
    experiment = with_layers(5, 4)
    one, two = (found_in(frame_of(experiment, epochs)) for epochs in (10, 11))
    colors = [
        dict(
            zip(
                map(bytes, np.concatenate(found.pattern, axis=1)),
                pattern_colors(found, DARK).tolist(),
                strict=True,
            )
        )
        for found in (one, two)
    ]
    both = colors[0].keys() & colors[1].keys()
    assert len(both) > 5
    assert all(colors[0][each] == colors[1][each] for each in both)


def test_where_the_network_is_flat_the_slope_has_no_hue() -> None:
    design = NetworkDesign.of((3,))
    found = pieces(design, Parameters.zeros(design.sizes(2)))
    assert found is not None
    red, green, blue = (int(slope_colors(found, LIGHT)[0]) >> shift & 255 for shift in (16, 8, 0))
    assert max(red, green, blue) - min(red, green, blue) <= 2


def test_dashes_of_neighbours_on_one_line_continue_each_other() -> None:
    whole = dashes(np.array([[0.0, 0.0, 90.0, 30.0]]), 6, 9, (40, 7))
    parts = dashes(np.array([[0.0, 0.0, 30.0, 10.0], [90.0, 30.0, 30.0, 10.0]]), 6, 9, (40, 7))
    assert np.hypot(*(whole[:, 2:] - whole[:, :2]).T).sum() == pytest.approx(
        np.hypot(*(parts[:, 2:] - parts[:, :2]).T).sum()
    )


@pytest.mark.parametrize("tint", ["pattern", "slope"])
def test_showing_the_same_again_changes_no_pixel(qtbot: QtBot, tint: str) -> None:
    desk = Desk(qtbot, with_layers(6, 5))
    desk.view_state.set(tint=tint)
    before = desk.picture()
    desk.view.show_frame(desk.frame)
    desk.view.show_look(desk.view_state.now)
    desk.view.show_experiment(desk.document.now)
    assert desk.picture() == before


@pytest.mark.parametrize(
    "experiment",
    [
        with_layers(),
        with_layers(8, 8, activation="tanh"),
        with_layers(4, activation="identity"),
        with_layers(4, activation="step"),
        with_layers(3, 3, activation="leaky_relu"),
        with_layers(4, points=False),
    ],
    ids=["no layers", "tanh", "identity", "step", "leaky", "no points"],
)
@pytest.mark.parametrize("tint", ["pattern", "slope"])
def test_every_kind_of_network_can_be_shown_and_pointed_at(
    qtbot: QtBot, experiment: Experiment, tint: str
) -> None:
    desk = Desk(qtbot, experiment, epochs=1)
    desk.view_state.set(tint=tint, tool="move")
    desk.point_at(*FREE)
    assert not desk.picture().isNull()
    assert desk.view.summary().endswith(".")


def test_curved_switches_get_a_reason_instead_of_pieces(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_layers(4, activation="tanh"), epochs=0)
    assert "try ReLU" in desk.view.summary()


def test_a_network_without_layers_is_one_piece(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_layers(), epochs=1)
    assert regions_words.counted(desk.pieces) == "1 piece"


def test_a_frame_of_an_older_design_is_shown_but_not_taken_hold_of(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_layers(5, 4, points=False))
    old = desk.frame
    desk.document.edit(lambda now: edits.add_layer(now, 0, 3), "Add a layer")
    desk.view.show_frame(old)
    desk.view_state.set(tool="move")
    start, end = (found_in(old).hinges.ends[0, half] for half in (slice(2), slice(2, 4)))
    before = desk.document.undo_label
    desk.drag((start + end) / 2, (start + end) / 2 + 0.5)
    assert desk.document.undo_label == before
    assert not desk.picture().isNull()


def test_frames_without_pieces_do_no_harm(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_layers(5))
    desk.view.show_frame(run_to(desk.document.now))
    desk.point_at(*FREE)
    assert desk.view_state.now.lit is None
    assert not desk.picture().isNull()


def test_hinges_over_the_decision_are_wanted_only_while_they_are_drawn(qtbot: QtBot) -> None:
    experiment = with_layers(6, 5)
    view_state = ViewState()
    plane = DecisionPlane(Document(experiment, tuple, lambda _: None), view_state)
    view_state.changed.connect(plane.show_look)
    qtbot.addWidget(plane)
    plane.set_theme(LIGHT)
    plane.resize(420, 420)
    plane.show_frame(frame_of(experiment))
    without = plane.grab().toImage()
    assert "pieces" not in plane.wanted()
    view_state.set(hinges_over=("decision",))
    assert "pieces" in plane.wanted()
    assert plane.grab().toImage() != without


# the count over time


def test_the_count_over_time_stays_bounded_and_forgets_when_training_goes_back() -> None:
    trace = CountTrace()
    for step in range(5 * MOST_ENTRIES):
        trace.note(step, step)
    assert len(trace) <= MOST_ENTRIES
    trace.note(0, 1)
    assert len(trace) == 1


def test_who_comes_late_sees_the_count_over_the_whole_run(qtbot: QtBot) -> None:
    experiment = with_layers(6, 5)
    wants = frozenset({"pieces", "pieces_over_time"})
    desk = Desk(qtbot, experiment)
    late = run_to(experiment, epochs=40, wants=wants)
    course = late.contestants[0].findings["pieces_over_time"]
    assert isinstance(course, Course)
    assert len(course.epoch) > 10
    assert course.values[-1, 0] == found_in(late).count
    before = desk.picture()
    desk.view.show_frame(late)
    assert len(desk.view._trace) == len(course.epoch)
    assert desk.picture() != before


def test_a_course_that_is_still_worked_out_replaces_nothing_that_is_known_better() -> None:
    trace = CountTrace()
    for epoch in range(9):
        trace.note(epoch, 10 + epoch)
    coarse = Course(np.array([0.0, 8.0]), np.array([[10.0], [18.0]]))
    trace.show_course(coarse, is_whole=False)
    assert len(trace) == 9
    trace.show_course(coarse, is_whole=True)
    assert len(trace) == 2
    trace.show_course(Course(np.array([0.0, 8.0]), np.full((2, 1), np.nan)), is_whole=True)
    assert len(trace) == 2


def test_a_finding_that_serves_for_some_frames_is_counted_once(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_layers(6, 5), epochs=3)
    later = frame_of(with_layers(6, 5), 5)
    contestant = replace(later.contestants[0], findings=desk.frame.contestants[0].findings)
    entries = len(desk.view._trace)
    desk.view.show_frame(replace(later, contestants=(contestant,)))
    assert len(desk.view._trace) == entries


# switches of other kinds


def told(widths: tuple[int, ...], name: str, values: tuple[float, ...] = ()) -> tuple[str, list[str]]:
    """What is said of the count, and of the layers in the first piece."""
    experiment = with_layers(*widths, activation=name)
    network = experiment.network
    layers = tuple(replace(layer, parameters=values) for layer in network.layers)
    contestant = replace(experiment.contestants[0], network=replace(network, layers=layers))
    experiment = replace(experiment, contestants=(contestant,))
    found = found_in(frame_of(experiment, 10))
    sentence = regions_words.piece_sentence(found, 0, experiment.network, found.inside[0].tolist())
    return regions_words.compared(found, experiment.network), sentence.splitlines()[2:]


def test_one_layer_to_compare_with_has_as_many_neurons_whatever_their_switch() -> None:
    assert told((4, 2), "relu")[0] == "one layer of 6 neurons makes at most 22"
    assert told((4, 2), "hard_tanh")[0] == "one layer of 6 neurons makes at most 73"
    assert told((1,), "relu")[0] == "one layer of 1 neuron makes at most 2"
    assert told((4, 2), "leaky_relu", (1.0,))[0].startswith("no hinge")


def test_a_switch_without_an_off_side_is_at_work_where_it_is_not_flat() -> None:
    assert all("all at work" in line for line in told((4, 3), "absolute")[1])
    assert all("all at work" in line for line in told((4, 3), "leaky_relu", (1.0,))[1])
    assert all("all at work" in line for line in told((4, 3), "silu", (0.0,))[1])
    assert all("flat" in line or "all at work" in line for line in told((6, 6), "hard_tanh")[1])


@pytest.mark.parametrize("name", ["hard_tanh", "hard_sigmoid", "drawn", "relu", "relu6", "absolute", "step"])
def test_who_is_lit_is_who_can_change_the_answer_there_or_is_on(name: str) -> None:
    experiment = with_layers(5, 4, activation=name)
    frame = frame_of(experiment, 20)
    found, checkpoint = found_in(frame), frame.contestants[0].checkpoint
    parameters = Parameters(checkpoint.parameters.astype(np.float64), checkpoint.sizes)
    gates = name in ("relu", "relu6", "step")
    for piece in range(0, found.count, 7):
        layers = forward(parameters, experiment.network, found.inside[piece][None])[:-1]
        on = {
            Neuron(number, int(place))
            for number, (z, _) in enumerate(layers, 1)
            for place in np.flatnonzero(z[:, 0] > 0 if gates else activation(name).slope(z[:, 0]) != 0)
        }
        assert regions_words.active(found, piece, experiment.network) == on


def test_thousands_are_set_apart() -> None:
    experiment = with_layers(*(32,) * 8)
    assert regions_words.counted(found_in(frame_of(experiment, 1))) == f"at least {count(5000)} pieces"


@pytest.mark.parametrize("loss", ["cross_entropy", "relu_error"])
def test_the_class_that_a_formula_leads_to_is_the_one_that_the_network_decides_for(loss: str) -> None:
    """After a ReLU as output class B begins at one half, and not at 0."""
    experiment = edits.set_seed(edits.retune(with_layers(5, 4), 0, loss=loss), 4)
    frame = frame_of(experiment, 0)
    found, checkpoint = found_in(frame), frame.contestants[0].checkpoint
    parameters = Parameters(checkpoint.parameters, checkpoint.sizes)
    places = np.random.default_rng(0).uniform(-6, 6, (300, 2)).astype(np.float32)
    z = forward(parameters, experiment.network, places)[-1][0]
    winners = output_head(loss, 2).winner(z)
    assert ((z > 0) & (z < 0.5)).any()
    for place, winner in zip(places.tolist(), winners.tolist(), strict=True):
        piece = found.at(*place)
        assert piece is not None
        here = regions_words.piece_sentence(found, piece, experiment.network, place).splitlines()[1]
        assert here[-1] == "AB"[winner]
