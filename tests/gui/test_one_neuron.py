"""A network that is one neuron is drawn large; its weights and its line can be taken by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import Experiment, NetworkDesign
from sequentia_gui.gui.document import Change, Document
from sequentia_gui.gui.theme import CONTRAST, DARK, LIGHT, PROJECTOR, Theme
from sequentia_gui.gui.view_state import Look, ViewState
from sequentia_gui.gui.views.decision.view import DecisionPlane
from sequentia_gui.gui.views.network.neuron.numbers import Looked, looked_at
from sequentia_gui.gui.views.network.neuron.plate import WeightPlate
from sequentia_gui.gui.views.network.view import NetworkView
from sequentia_gui.gui.views.plane.neuron_line import NeuronLine, line_in, seen
from sequentia_gui.network.opening import read_checked
from sequentia_gui.resources import asset
from sequentia_gui.training.messages import Frame
from sequentia_gui.training.run import run_to
from tests.network.networks import LOSS_NAMES

LEFT = Qt.MouseButton.LeftButton
WANTS = frozenset({"decision_map", "neuron_maps", "activity"})


def one_neuron(**plan: Any) -> Experiment:
    example = read_checked(asset("experiments", "one-neuron.sequentia")).experiment
    return edits.retune(example, 0, **plan) if plan else example


class Desk:
    """The plane and the network side by side, whose network answers edits at once, as it does in the window."""

    def __init__(
        self, qtbot: QtBot, experiment: Experiment, theme: Theme = LIGHT, epochs: int | None = 2
    ) -> None:
        self.document = Document(experiment, self._progress, lambda _: None)
        self.look = ViewState()
        self.plane = DecisionPlane(self.document, self.look)
        self.network = NetworkView(self.document, self.look)
        self.document.changed.connect(self._on_change)
        for view, size in ((self.plane, (460, 480)), (self.network, (640, 460))):
            self.look.changed.connect(view.show_look)
            qtbot.addWidget(view)
            view.set_theme(theme)
            view.resize(*size)
            view.show_experiment(experiment)
            view.show()
            qtbot.waitExposed(view)
        self.show(run_to(experiment, epochs=epochs, wants=WANTS))

    def show(self, frame: Frame) -> None:
        self.frame = frame
        for view in (self.plane, self.network):
            view.show_frame(frame)

    def _progress(self) -> tuple[Checkpoint, ...]:
        return tuple(contestant.checkpoint for contestant in self.frame.contestants)

    def _on_change(self, change: Change) -> None:
        for view in (self.plane, self.network):
            view.show_experiment(change.now)
        start = self._progress() if change.start == "continue" else change.start
        self.show(run_to(change.now, start, wants=WANTS))

    @property
    def weights(self) -> np.ndarray:
        return self.frame.contestants[0].checkpoint.parameters.astype(np.float64)

    @property
    def line(self) -> NeuronLine:
        line = line_in(self.frame)
        assert line is not None
        return line

    @property
    def plates(self) -> tuple[WeightPlate, ...]:
        return self.network.canvas.neuron.plates

    def pixel(self, place: np.ndarray) -> QPoint:
        return self.plane.square.pixel(*place.tolist()).toPoint()

    def place(self, pixel: QPoint) -> np.ndarray:
        return self.plane.square.place(pixel.toPointF())

    def drag_on_plane(self, start: np.ndarray, *way: np.ndarray) -> None:
        QTest.mousePress(self.plane, LEFT, pos=self.pixel(start))
        for place in way:
            QTest.mouseMove(self.plane, self.pixel(place))
        QTest.mouseRelease(self.plane, LEFT, pos=self.pixel(way[-1]))


def by(start: np.ndarray, right: float, up: float) -> np.ndarray:
    """A place so far to the right of another, and above it."""
    return np.array([start[0] + right, start[1] + up])


# the line on the plane


@pytest.mark.parametrize("loss", LOSS_NAMES)
def test_the_line_goes_where_its_middle_is_dragged_and_keeps_its_weights(qtbot: QtBot, loss: str) -> None:
    desk = Desk(qtbot, one_neuron(loss=loss), epochs=0)
    before, start = desk.weights, desk.line.middle
    to = by(start, 1.0, 0.7)
    desk.drag_on_plane(start, by(start, 0.3, 0.2), to)
    np.testing.assert_allclose(desk.weights[:2], before[:2])
    moved = desk.place(desk.pixel(to)) - desk.place(desk.pixel(start))
    assert desk.weights[2] == pytest.approx(before[2] - before[:2] @ moved, rel=1e-5)
    assert desk.document.undo_label == "Move the line"
    desk.document.undo()
    np.testing.assert_array_equal(desk.weights, before)
    assert desk.document.undo_label is None


@pytest.mark.parametrize("handle", [1, 2])
def test_the_line_turns_about_its_middle_when_its_end_is_dragged(qtbot: QtBot, handle: int) -> None:
    desk = Desk(qtbot, one_neuron())
    before, middle, start = desk.weights, desk.line.middle, desk.line.handles[handle]
    desk.drag_on_plane(start, by(start, 0.4, 0.4), by(start, 0.8, 1.2))
    assert np.hypot(*desk.weights[:2]) == pytest.approx(np.hypot(*before[:2]))
    assert not np.allclose(desk.weights[:2], before[:2], rtol=1e-2)
    assert desk.weights[:2] @ middle + desk.weights[2] == pytest.approx(0, abs=1e-5)
    assert desk.document.undo_label == "Turn the line"


def test_handles_are_taken_with_the_tool_that_draws_and_no_point_is_put(qtbot: QtBot) -> None:
    desk = Desk(qtbot, one_neuron())
    count = len(desk.document.now.points)
    start = desk.line.middle
    desk.drag_on_plane(start, by(start, 0.5, 0.5))
    assert len(desk.document.now.points) == count
    QTest.mouseClick(desk.plane, LEFT, pos=desk.pixel(np.array([5.5, -5.5])))
    assert len(desk.document.now.points) == count + 1


def test_who_erases_takes_no_handle(qtbot: QtBot) -> None:
    desk = Desk(qtbot, one_neuron())
    desk.look.set(tool="erase")
    before, start = desk.weights, desk.line.middle
    desk.drag_on_plane(start, by(start, 0.5, 0.5))
    np.testing.assert_array_equal(desk.weights, before)


def test_the_pointer_says_what_a_handle_does(qtbot: QtBot) -> None:
    desk = Desk(qtbot, one_neuron())
    QTest.mouseMove(desk.plane, desk.pixel(np.array([-4.0, 5.0])))
    QTest.mouseMove(desk.plane, desk.pixel(desk.line.middle))
    assert desk.plane.cursor().shape() == Qt.CursorShape.SizeAllCursor
    QTest.mouseMove(desk.plane, desk.pixel(np.array([-5.0, 5.0])))
    assert desk.plane.cursor().shape() == Qt.CursorShape.CrossCursor


@given(
    st.floats(-5, 5).filter(lambda w: abs(w) > 1e-3),
    st.floats(-5, 5).filter(lambda w: abs(w) > 1e-3),
    st.floats(-30, 30),
)
def test_the_ends_lie_on_the_line_and_on_the_planes_rim(w1: float, w2: float, bias: float) -> None:
    weights = np.array([w1, w2])
    corners = [weights @ corner + bias for corner in ((6, 6), (6, -6), (-6, 6), (-6, -6))]
    line = seen(weights, bias)
    if min(corners) > 1e-6 or max(corners) < -1e-6:
        assert line is None
    elif min(corners) < -1e-6 and max(corners) > 1e-6:
        assert line is not None
        for end in (line.start, line.end):
            assert weights @ end + bias == pytest.approx(0, abs=1e-6)
            assert np.abs(end).max() == pytest.approx(6)


@pytest.mark.parametrize("weights", [(1.0, 0.0), (0.0, 2.0), (0.0, -1.0)])
def test_lines_along_the_axes_are_seen_as_well(weights: tuple[float, float]) -> None:
    line = seen(np.array(weights), -1.0)
    assert line is not None
    assert np.hypot(*(line.end - line.start)) == pytest.approx(12)
    assert seen(np.array(weights), -20.0) is None


@pytest.mark.parametrize("weights", [(0.0, 0.0), (np.nan, 1.0), (np.inf, 1.0)])
def test_without_a_direction_there_is_no_line(weights: tuple[float, float]) -> None:
    assert seen(np.array(weights), 0.0) is None


def test_hidden_layers_and_three_classes_have_no_line(qtbot: QtBot) -> None:
    desk = Desk(qtbot, one_neuron())
    desk.document.edit(lambda now: edits.add_layer(now, 0), "Add a layer")
    assert line_in(desk.frame) is None
    assert not desk.network.canvas.neuron.isVisible()
    desk.document.undo()
    assert desk.network.canvas.neuron.isVisible()
    desk.document.edit(lambda now: edits.choose_dataset(now, "blobs"), "Three", start="fresh")
    assert line_in(desk.frame) is None
    assert not desk.network.canvas.neuron.isVisible()


# weights


@pytest.mark.parametrize("place", [0, 1, 2])
def test_dragging_a_weight_up_makes_it_larger_as_one_step(qtbot: QtBot, place: int) -> None:
    desk = Desk(qtbot, one_neuron())
    before, plate = desk.weights, desk.plates[place]
    middle = plate.rect().center()
    QTest.mousePress(plate, LEFT, pos=middle)
    for way in (10, 30, 50):
        QTest.mouseMove(plate, middle - QPoint(0, way))
    QTest.mouseRelease(plate, LEFT, pos=middle - QPoint(0, 50))
    expected = before.copy()
    expected[place] = round(before[place] + 1.0, 2)
    np.testing.assert_allclose(desk.weights, expected, atol=1e-6)
    assert plate.value == pytest.approx(expected[place])
    desk.document.undo()
    np.testing.assert_array_equal(desk.weights, before)
    assert desk.document.undo_label is None


def test_the_keyboard_changes_weights_too(qtbot: QtBot) -> None:
    desk = Desk(qtbot, one_neuron())
    desk.network.activateWindow()
    desk.network.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(desk.plates[0].hasFocus)
    w1, w2, bias = desk.weights.tolist()
    QTest.keyClick(desk.plates[0], Qt.Key.Key_Up)
    QTest.keyClick(desk.plates[0], Qt.Key.Key_Up)
    assert desk.weights.tolist() == pytest.approx([w1 + 0.2, w2, bias], abs=0.0051)
    QTest.keyClick(desk.plates[0], Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert desk.weights[0] == pytest.approx(w1 - 0.8, abs=0.0051)
    QTest.keyClick(desk.plates[0], Qt.Key.Key_Tab)
    assert desk.plates[1].hasFocus()
    desk.document.undo()
    assert desk.weights.tolist() == pytest.approx([w1, w2, bias])


def test_a_weight_can_be_typed(qtbot: QtBot) -> None:
    desk = Desk(qtbot, one_neuron())
    QTest.keyClick(desk.plates[1], Qt.Key.Key_Return)
    field = desk.network.canvas.neuron.field
    assert field.isVisible()
    field.selectAll()
    QTest.keyClicks(field, "-1.25")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert desk.weights[1] == -1.25
    assert not field.isVisible()


def test_training_takes_nothing_out_of_the_hand_and_everything_after(qtbot: QtBot) -> None:
    desk = Desk(qtbot, one_neuron())
    plate = desk.plates[0]
    middle = plate.rect().center()
    QTest.mousePress(plate, LEFT, pos=middle)
    QTest.mouseMove(plate, middle - QPoint(0, 50))
    held = desk.weights[0]
    trained = run_to(one_neuron(), desk._progress(), epochs=4, wants=WANTS)
    assert trained.contestants[0].checkpoint.parameters[0] != np.float32(held)
    desk.show(replace(trained, playing=True))
    assert desk.weights[0] == held
    QTest.mouseRelease(plate, LEFT, pos=middle - QPoint(0, 50))
    desk.show(trained)
    np.testing.assert_array_equal(
        desk.weights, trained.contestants[0].checkpoint.parameters.astype(np.float64)
    )
    desk.document.undo()
    assert desk.document.undo_label is None


# numbers


def numbers_of(looked: Looked) -> tuple[list[float], float]:
    return [float(text.replace("−", "-")) for text in looked.terms], float(looked.total.replace("−", "-"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(-6, 6), st.floats(-6, 6), st.tuples(*[st.floats(-20, 20, width=32)] * 3))
def test_what_is_shown_adds_up_as_it_is_shown(x1: float, x2: float, numbers: tuple[float, ...]) -> None:
    experiment = one_neuron()
    frame = run_to(experiment)
    at = frame.contestants[0]
    checkpoint = replace(at.checkpoint, parameters=np.array(numbers, np.float32))
    frame = replace(frame, contestants=(replace(at, checkpoint=checkpoint),))
    looked = looked_at(frame, experiment, Look(chosen_place=(x1, x2)))
    assert looked is not None
    terms, total = numbers_of(looked) if "·" not in looked.total else ([0.0], 0.0)
    assert sum(terms) == pytest.approx(total, abs=1e-9)
    w1, w2, bias = numbers
    assert looked.z == pytest.approx(w1 * x1 + w2 * x2 + bias, abs=1e-6)
    assert looked.a == (1.0 if looked.z > 0 else 0.0)


def test_a_weight_of_zero_adds_nothing_however_the_others_are_rounded() -> None:
    """0.004 + 0 + 0.004 is shown as 0.01: one of the others is shown larger, as in Trace."""
    frame = run_to(one_neuron())
    at = frame.contestants[0]
    checkpoint = replace(at.checkpoint, parameters=np.array([0.004, 0.0, 0.004], np.float32))
    frame = replace(frame, contestants=(replace(at, checkpoint=checkpoint),))
    looked = looked_at(frame, frame.experiment, Look(chosen_place=(1.0, 200.0)))
    assert looked is not None
    assert looked.terms[1] == "0.00"


def test_the_point_that_is_pointed_at_goes_before_the_one_that_is_followed() -> None:
    experiment = one_neuron()
    frame = run_to(experiment)
    both = looked_at(frame, experiment, Look(chosen_point=3, hovered_point=5))
    assert both == looked_at(frame, experiment, Look(hovered_point=5))
    assert looked_at(frame, experiment, Look()) is None
    assert looked_at(frame, experiment, Look(hovered_point=999)) is None


def test_the_summary_tells_weights_and_rule(qtbot: QtBot) -> None:
    desk = Desk(qtbot, one_neuron(), epochs=3)
    said = desk.network.summary()
    assert said.endswith("z = 0.439 x₁ + 0.729 x₂ + 0.600; y = 1 if z > 0, else 0")
    desk.document.edit(lambda now: edits.add_layer(now, 0), "Add a layer")
    assert "z =" not in desk.network.summary()


# survival


@pytest.mark.parametrize("theme", [LIGHT, DARK, CONTRAST, PROJECTOR, LIGHT.scaled(2.0)], ids=str)
@pytest.mark.parametrize("loss", LOSS_NAMES)
def test_showing_it_twice_changes_no_pixel(qtbot: QtBot, theme: Theme, loss: str) -> None:
    desk = Desk(qtbot, one_neuron(loss=loss), theme)
    desk.look.set(chosen_point=4)
    pictures = [view.grab().toImage() for view in (desk.plane, desk.network)]
    desk.show(desk.frame)
    assert [view.grab().toImage() for view in (desk.plane, desk.network)] == pictures


@pytest.mark.parametrize("numbers", [(0, 0, 0), (np.nan, 1, 1), (np.inf, 1, 1), (1e30, -1e30, 5), (1, 1, 99)])
def test_every_weight_can_be_shown(qtbot: QtBot, numbers: tuple[float, ...]) -> None:
    desk = Desk(qtbot, one_neuron())
    at = desk.frame.contestants[0]
    checkpoint = replace(at.checkpoint, parameters=np.array(numbers, np.float32))
    desk.look.set(chosen_point=4)
    desk.show(replace(desk.frame, contestants=(replace(at, checkpoint=checkpoint),)))
    for view in (desk.plane, desk.network):
        assert not view.grab().isNull()


def test_without_points_it_is_drawn_and_can_be_dragged(qtbot: QtBot) -> None:
    desk = Desk(qtbot, edits.clear_points(one_neuron()), epochs=None)
    before, start = desk.weights, desk.line.middle
    desk.drag_on_plane(start, by(start, 0.5, 0.5))
    assert not np.array_equal(desk.weights, before)


def test_a_frame_of_an_older_design_is_not_taken_hold_of(qtbot: QtBot) -> None:
    desk = Desk(qtbot, one_neuron())
    older, before = desk.frame, desk.line.middle
    desk.document.edit(lambda now: edits.add_layer(now, 0), "Add a layer")
    now = desk.document.now
    desk.plane.show_frame(older)
    QTest.mousePress(desk.plane, LEFT, pos=desk.pixel(before))
    QTest.mouseRelease(desk.plane, LEFT, pos=desk.pixel(before))
    assert desk.document.now.network == now.network == replace(now.network, layers=now.network.layers)
    assert isinstance(now.network, NetworkDesign)
