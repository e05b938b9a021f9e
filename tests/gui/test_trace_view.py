"""A point is chosen on the plane and followed by mouse and key, and what is written adds up as it is written."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sequentia_gui.analysis.subject import Subject
from sequentia_gui.analysis.telling_point import telling_point
from sequentia_gui.analysis.trace import trace
from sequentia_gui.app import Parts
from sequentia_gui.experiment import edits
from sequentia_gui.experiment.experiment import Experiment, NetworkDesign, PointSet, TrainingPlan
from sequentia_gui.gui.chosen_point import still_chosen
from sequentia_gui.gui.figures import figures
from sequentia_gui.gui.numerals import count, number
from sequentia_gui.gui.theme import LIGHT, PROJECTOR, THEMES, Theme
from sequentia_gui.gui.view_state import Neuron, ViewState
from sequentia_gui.gui.views.decision.view import DecisionPlane
from sequentia_gui.gui.views.trace.sheet import Row, head_rows, largest_terms, neuron_rows
from sequentia_gui.gui.views.trace.view import TraceView
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.training.messages import Frame
from tests.gui.chart_frames import document_of, experiment_of, points_of, strange_frames, trained
from tests.network.networks import HEADS

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def shown(qtbot: QtBot, state: ViewState, frame: Frame, size: tuple[int, int] = (660, 500)) -> TraceView:
    view = TraceView(document_of(frame.experiment), state)
    qtbot.addWidget(view)
    state.changed.connect(view.show_look)
    view.set_theme(LIGHT)
    view.resize(*size)
    view.show()
    qtbot.waitExposed(view)
    view.show_frame(frame)
    return view


@pytest.fixture(scope="module")
def frame() -> Frame:
    return trained(experiment_of(points_of(40), widths=(6, 5)))


@pytest.fixture
def state() -> ViewState:
    return ViewState()


@pytest.fixture
def view(qtbot: QtBot, state: ViewState, frame: Frame) -> TraceView:
    state.set(chosen_point=3)
    return shown(qtbot, state, frame)


def looked_at(view: TraceView) -> Neuron | None:
    return view.neuron


def value_of(text: str) -> float:
    plain = text.replace("−", "-").replace("+", "")
    return float(QLocale().toDouble(plain)[0])


def worth(text: str) -> float:
    """The same for a number with a power of ten."""
    plain, _, power = text.partition("·10")
    exponent = power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
    return value_of(plain) * 10.0 ** int(exponent or 0)


def check_column(rows: tuple[Row, ...]) -> None:
    """The terms, the others and the bias, read from the screen, are the sum that is read from the screen."""
    terms = [value_of(row.value) for row in rows if row.kind in ("term", "others", "bias")]
    (z,) = [row.value for row in rows if row.kind == "sum"]
    assert sum(terms) == pytest.approx(value_of(z), abs=1e-9)


@pytest.mark.parametrize("widths", [(), (1,), (6, 5), (32, 32, 32), (3,) * 8])
def test_every_column_adds_up_as_it_is_shown(widths: tuple[int, ...]) -> None:
    frame = trained(experiment_of(points_of(40), widths=widths), epochs=2)
    points, design = frame.experiment.points, frame.experiment.network
    for point in range(3):
        x1, x2 = points.xy[point].tolist()
        found = trace(frame.subject, (x1, x2), int(points.label[point]))
        for depth, layer in enumerate(found.layers, 1):
            for position in range(len(layer.z)):
                for most in (4, 9, 99):
                    own = largest_terms(layer, position, most)
                    rows = neuron_rows(found, design, Neuron(depth, position), own)
                    check_column(rows)
                    (z,) = [row.value for row in rows if row.kind == "sum"]
                    assert abs(value_of(z) - layer.z[position]) <= 0.0051


def counted_in(rows: tuple[Row, ...]) -> float:
    """The power of ten that a column's first line names; 1 where there is none."""
    head = [row.name for row in rows if "counted in" in row.name]
    return worth(f"1·{head[0].split()[-1]}") if head else 1.0


@pytest.mark.parametrize("size", [30.0, 300.0, 1e6, 1e-6])
@pytest.mark.parametrize("name", ["relu", "tanh", "square"])
def test_huge_and_tiny_columns_add_up_and_say_what_they_are_counted_in(size: float, name: str) -> None:
    frame = trained(experiment_of(points_of(9), widths=(5, 5, 5), name=name), epochs=0)
    frame.subject.parameters.vector.flags.writeable = True
    frame.subject.parameters.vector[:] *= size
    found = trace(frame.subject, (1.0, 2.0), 0)
    for depth, layer in enumerate(found.layers, 1):
        for position in range(len(layer.z)):
            rows = neuron_rows(found, frame.experiment.network, Neuron(depth, position), range(5))
            check_column(rows)
            unit = counted_in(rows)
            (z,) = [row for row in rows if row.kind == "sum"]
            assert worth(z.value) * unit == pytest.approx(layer.z[position], abs=0.0051 * unit)
            for row in rows:
                assert not re.search(
                    r"(?<!\d)0[.,]\d+·10", " ".join((row.value, row.note, *(row.factors or ())))
                )
                if row.factors and worth(row.value):
                    product = worth(row.factors[0]) * worth(row.factors[1])
                    exact = row.amount or 0.0
                    assert product == pytest.approx(exact, rel=0.02, abs=0.02 * unit)
            if depth < len(found.layers):
                a = float(layer.a[position])
                assert worth(rows[-1].value) == pytest.approx(a, rel=0.005, abs=0.0051)


@pytest.mark.parametrize("loss", ["squared_error", "relu_error"])
def test_a_huge_answer_less_the_right_one_is_the_error_that_is_shown(loss: str) -> None:
    frame = trained(edits.retune(experiment_of(points_of(9), widths=()), 0, loss=loss), epochs=0)
    frame.subject.parameters.vector.flags.writeable = True
    frame.subject.parameters.vector[:] = 1e9
    rows = {row.name: row for row in head_rows(trace(frame.subject, (1.0, 2.0), 1))}
    said, target = worth(rows["the network says"].value), worth(rows["minus the right answer"].value)
    assert worth(rows["error"].value) == pytest.approx(said + target, abs=1e-9)
    assert all(len(row.value) < 12 for row in rows.values())


@pytest.mark.parametrize("z", [1.2e6, -3.4e10])
def test_a_huge_exponent_is_written_as_what_it_is(z: float) -> None:
    note = said_of_one_neuron(z, 0)["probability of B"].note
    power = note.removeprefix("1 / (1 + e^(").removesuffix("))")
    assert worth(power) == pytest.approx(-z, rel=0.005)


@pytest.mark.parametrize(("loss", "classes"), HEADS)
def test_every_output_is_written_out_to_its_loss(loss: str, classes: int) -> None:
    experiment = experiment_of(points_of(12, classes=classes), widths=(4,))
    frame = trained(edits.retune(experiment, 0, loss=loss), epochs=2)
    rows = head_rows(trace(frame.subject, (1.0, 2.0), 0))
    assert (rows[0].kind, rows[-1].name) == ("words", "loss")
    assert all(row.name != "loss" for row in head_rows(trace(frame.subject, (1.0, 2.0))))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32 - 1), st.integers(2, 6), st.sampled_from([0.01, 1.0, 30.0]))
def test_probabilities_add_up_to_one_as_they_are_shown(seed: int, classes: int, size: float) -> None:
    experiment = experiment_of(points_of(3, classes=1), widths=(4,))
    points = PointSet(
        experiment.points.xy, (np.arange(3) % classes).astype(np.int8), experiment.points.held_out
    )
    subject = trained(replace(experiment, points=points), epochs=0).subject
    rng = np.random.default_rng(seed)
    subject.parameters.vector.flags.writeable = True
    subject.parameters.vector[:] = rng.normal(0, size, subject.parameters.vector.shape)
    found = trace(subject, (1.0, 2.0), 0)
    rows = head_rows(found)
    (one,) = [row.value for row in rows if row.name == "together"]
    shares = [value_of(row.value) for row in rows if row.name.startswith("probability")]
    assert value_of(one) == 1
    assert sum(shares) == pytest.approx(1, abs=1e-9)


def said_of_one_neuron(bias: float, label: int) -> dict[str, Row]:
    """What is written below a single sigmoid neuron with this sum, for a point of this class."""
    parameters = Parameters(np.array([0, 0, bias], np.float32), (2, 1))
    subject = Subject(NetworkDesign(()), TrainingPlan(), PointSet.empty(), parameters)
    return {row.name: row for row in head_rows(trace(subject, (0.0, 0.0), label))}


@pytest.mark.parametrize(("z", "label"), [(35.5, 0), (36.0, 0), (-36.0, 1), (300.0, 0), (600.0, 0)])
def test_the_loss_is_the_logarithm_of_the_probability_that_is_written(z: float, label: int) -> None:
    loss = said_of_one_neuron(z, label)["loss"]
    mantissa, power = loss.note.removeprefix("−ln ").split("·10⁻")
    digits = int(power.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")))
    assert digits * np.log(10) - np.log(value_of(mantissa)) == pytest.approx(abs(z), abs=0.01)
    assert value_of(loss.value) == pytest.approx(abs(z), abs=0.51 if abs(z) >= 100 else 0.001)


@given(st.floats(-11, 11), st.integers(0, 1))
def test_whoever_takes_the_logarithm_that_is_written_finds_the_loss(z: float, label: int) -> None:
    """−ln 1.000 is 0, and no loss of 0.0003."""
    bias = float(np.float32(z))
    loss = said_of_one_neuron(bias, label)["loss"]
    if "·" not in loss.note:
        written = -np.log(value_of(loss.note.removeprefix("−ln ")))
        assert written == pytest.approx(np.logaddexp(0, bias if label == 0 else -bias), rel=0.06)


@pytest.mark.parametrize("z", [12.0, 20.0, 100.0])
def test_a_probability_too_close_to_1_for_its_digits_is_told_by_what_it_lacks(z: float) -> None:
    note = said_of_one_neuron(z, 1)["loss"].note
    assert note.startswith("−ln (1 − ") and note.endswith(")")
    assert worth(note.removeprefix("−ln (1 − ").removesuffix(")")) == pytest.approx(np.exp(-z), rel=0.006)


@pytest.mark.parametrize("label", [0, 1, 2])
def test_the_shares_of_a_softmax_are_the_quotients_that_are_written(label: int) -> None:
    parameters = Parameters(np.array([0, 0, 0, 0, 0, 0, 0, -10, 3], np.float32), (2, 3))
    subject = Subject(NetworkDesign(()), TrainingPlan(), PointSet.empty(), parameters)
    rows = [row for row in head_rows(trace(subject, (0.0, 0.0), label)) if row.name.startswith("prob")]
    assert len(rows) == 3
    for row in rows:
        power, whole = map(value_of, row.note.split(" / "))
        decimals = len(row.value.partition(".")[2])
        assert power / whole == pytest.approx(value_of(row.value), abs=1.5 * 10**-decimals)


@pytest.mark.parametrize("z", [1.0, 2.5, 4.0, 6.0])
def test_half_the_square_of_the_error_that_is_written_is_the_loss(z: float) -> None:
    parameters = Parameters(np.array([0, 0, z], np.float32), (2, 1))
    subject = Subject(NetworkDesign(()), TrainingPlan(loss="squared_error"), PointSet.empty(), parameters)
    rows = {row.name: row for row in head_rows(trace(subject, (0.0, 0.0), 1))}
    error = value_of(rows["error"].value)
    assert error**2 / 2 == pytest.approx((np.tanh(z) - 1) ** 2 / 2, rel=0.05)
    assert value_of(rows["the network says"].value) - 1 == pytest.approx(error, abs=1e-9)


@pytest.mark.parametrize("z", [695.0, 708.0, 740.0, 743.0, 745.0, 1e4])
@pytest.mark.parametrize("label", [0, 1])
def test_probabilities_at_the_end_of_all_numbers_are_survived(z: float, label: int) -> None:
    """exp(-745) is the smallest number above 0 (IEEE 754): its last digit has no unit that is a number."""
    for bias in (z, -z):
        rows = said_of_one_neuron(bias, label)
        assert value_of(rows["loss"].value) == (round(z) if (bias > 0) != bool(label) else 0)
        assert "−ln 0.00" not in rows["loss"].note


def test_the_product_of_the_factors_shown_is_the_term_shown(view: TraceView) -> None:
    rows = [row for row in view.rows if row.factors]
    assert rows
    for row in rows:
        assert row.factors is not None
        product = value_of(row.factors[0]) * value_of(row.factors[1])
        assert product == pytest.approx(value_of(row.value), abs=0.02)


def test_without_a_point_it_says_how_to_choose_one(qtbot: QtBot, state: ViewState, frame: Frame) -> None:
    view = shown(qtbot, state, frame)
    assert not view.path.isVisible()
    assert "Click a point" in view.summary()


def test_a_point_that_is_pointed_at_is_followed_until_one_is_chosen(
    qtbot: QtBot, state: ViewState, frame: Frame
) -> None:
    view = shown(qtbot, state, frame)
    state.set(hovered_point=2)
    assert view.heading()[1].startswith("point 3 of 40")
    state.set(chosen_point=5)
    state.set(hovered_point=9)
    assert view.heading()[1].startswith("point 6 of 40")


def test_points_are_counted_as_everywhere_their_thousands_apart(qtbot: QtBot, state: ViewState) -> None:
    state.set(chosen_point=1233)
    view = shown(qtbot, state, trained(experiment_of(points_of(2000)), epochs=0))
    assert view.heading()[1].startswith(f"point {count(1234)} of {count(2000)}, ")


def test_keys_walk_layers_neurons_and_points(view: TraceView, state: ViewState) -> None:
    view.go_to(1)
    view.choose(0)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert looked_at(view) == Neuron(1, 1)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.stop == 2
    QTest.keyClick(view, Qt.Key.Key_End)
    assert looked_at(view) is None
    assert view.rows[-1].name == "loss"
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert looked_at(view) == Neuron(1, 1)
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert state.now.chosen_point == 4
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert state.now.chosen_point is None


def test_clicks_choose_a_layer_a_neuron_and_follow_a_term_back(view: TraceView) -> None:
    QTest.mouseClick(view.path, LEFT, NONE, view.path.stop_box(2).center().toPoint())
    assert view.stop == 2
    QTest.mouseClick(view.path, LEFT, NONE, view.path.cell_box(4).center().toPoint())
    assert view.neuron == Neuron(2, 4)
    place = next(place for place, row in enumerate(view.rows) if row.leads_to)
    target = view.rows[place].leads_to
    QTest.mouseClick(view.sheet, LEFT, NONE, QPoint(30, int((place + 0.5) * view.sheet.row_height)))
    assert view.neuron == target


def test_the_buttons_go_from_point_to_point(qtbot: QtBot, state: ViewState, frame: Frame) -> None:
    view = shown(qtbot, state, frame)
    view.forth.click()
    assert state.now.chosen_point == 0
    view.back.click()
    assert state.now.chosen_point == 39


def test_others_are_put_together_where_room_is_scarce_and_unfold(qtbot: QtBot, state: ViewState) -> None:
    state.set(chosen_point=0)
    view = shown(qtbot, state, trained(experiment_of(points_of(9), widths=(32, 32)), epochs=1), (430, 260))
    view.go_to(2)
    assert [row.kind for row in view.rows].count("others") == 1
    assert view.sheet.height() < 260
    place = next(place for place, row in enumerate(view.rows) if row.kind == "others")
    QTest.mouseClick(view.sheet, LEFT, NONE, QPoint(30, int((place + 0.5) * view.sheet.row_height)))
    assert [row.kind for row in view.rows].count("term") == 32
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert [row.kind for row in view.rows].count("others") == 1


def test_at_the_loss_no_room_is_kept_for_neurons_so_that_it_is_read_whole(
    qtbot: QtBot, state: ViewState, frame: Frame
) -> None:
    state.set(chosen_point=3)
    view = shown(qtbot, state, frame, (430, 260))
    view.go_to(9)
    qtbot.waitUntil(lambda: view.sheet.visibleRegion().boundingRect().height() == view.sheet.height())
    assert view.rows[-1].name == "loss"


@pytest.mark.parametrize("stop", [1, 2])
def test_on_a_small_projector_the_sum_and_the_output_are_seen_with_the_terms(
    qtbot: QtBot, state: ViewState, frame: Frame, stop: int
) -> None:
    state.set(chosen_point=3)
    view = shown(qtbot, state, frame)
    view.set_theme(PROJECTOR)
    view.resize(630, 212)
    view.go_to(stop)
    qtbot.waitUntil(lambda: view.sheet.visibleRegion().boundingRect().height() == view.sheet.height())
    assert [row.name for row in view.rows][-3:] == ["bias b", "sum z", "output a"]
    assert view.path.geometry().bottom() < view.scrolled.geometry().top()
    assert view.path.cell_box(0).top() > view.path.stop_box(0).bottom()
    view.resize(630, 500)
    qtbot.waitUntil(view._title.isVisible)


@pytest.mark.parametrize(("loss", "classes"), HEADS)
def test_in_a_narrow_card_every_row_is_read_whole(
    qtbot: QtBot, state: ViewState, loss: str, classes: int
) -> None:
    experiment = edits.retune(experiment_of(points_of(12, classes=classes), widths=(4,)), 0, loss=loss)
    state.set(chosen_point=3)
    view = shown(qtbot, state, trained(experiment, epochs=2), (330, 260))
    for stop in (1, 2, 3):
        view.go_to(stop)
        qtbot.waitUntil(lambda: view.sheet.visibleRegion().boundingRect().width() == view.sheet.width())
        assert view.sheet.needed_width <= view.sheet.width()


def test_what_no_card_has_room_for_is_scrolled_to(qtbot: QtBot, state: ViewState, frame: Frame) -> None:
    state.set(chosen_point=3)
    view = shown(qtbot, state, frame, (150, 260))
    bar = view.scrolled.horizontalScrollBar()
    qtbot.waitUntil(bar.isVisible)
    assert view.sheet.needed_width <= view.sheet.width() == bar.maximum() + bar.pageStep()
    view.resize(660, 500)
    qtbot.waitUntil(lambda: not bar.isVisible())


@pytest.mark.parametrize("width", [330, 430, 660])
def test_the_first_stop_of_a_deep_network_says_its_place_too(
    qtbot: QtBot, state: ViewState, width: int
) -> None:
    state.set(chosen_point=3)
    view = shown(qtbot, state, trained(experiment_of(points_of(9), widths=(3,) * 8), epochs=1), (width, 260))
    boxes = [view.path.stop_box(place) for place in range(11)]
    x1, x2 = (number(value, 1) for value in points_of(9).xy[3].tolist())
    assert QFontMetricsF(figures(LIGHT, 11)).horizontalAdvance(f"{x1}, {x2}") <= boxes[0].width() - 4
    assert all(left.right() < right.left() for left, right in pairwise(boxes))
    assert boxes[-1].right() <= width
    assert min(box.width() for box in boxes) >= 20


def test_a_view_that_is_seen_late_may_get_its_frame_before_its_theme(
    qtbot: QtBot, state: ViewState, frame: Frame
) -> None:
    state.set(chosen_point=3)
    view = TraceView(document_of(frame.experiment), state)
    qtbot.addWidget(view)
    view.show()
    view.show_frame(frame)
    view.set_theme(LIGHT)
    assert "Point 4" in view.summary() and view.rows


def test_the_class_keeps_its_capital_letter_in_the_summary(view: TraceView) -> None:
    assert view.summary().startswith(f"Point 4 of 40, class {'AB'[int(points_of(40).label[3])]}")


def test_a_neuron_that_is_chosen_elsewhere_is_gone_to(view: TraceView, state: ViewState) -> None:
    state.set(chosen_neuron=Neuron(2, 3))
    assert view.neuron == Neuron(2, 3)


def test_while_it_trains_every_other_frame_is_shown_and_the_rows_stay(
    qtbot: QtBot, state: ViewState, frame: Frame
) -> None:
    state.set(chosen_point=0)
    view = shown(qtbot, state, frame)
    view.go_to(2)
    names = [row.name for row in view.rows]
    later = replace(trained(frame.experiment, epochs=40), playing=True)
    for _ in range(4):
        view.show_frame(later)
    assert [row.name for row in view.rows] == names
    check_column(view.rows)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_it_survives_every_strange_frame(qtbot: QtBot, state: ViewState, theme: Theme, frame: Frame) -> None:
    for strange in (*strange_frames(), frame):
        view = shown(qtbot, state, strange)
        view.set_theme(theme)
        for point in (0, 500, None):
            state.set(chosen_point=point)
            view.go_to(99)
            view.go_to(1)
            view.unfold()
            view.grab()
            assert view.summary()


def test_layers_may_come_and_go_while_it_is_shown(view: TraceView, frame: Frame) -> None:
    view.go_to(9)
    for widths in ((6, 5, 4), (), (2,)):
        now = replace(experiment_of(points_of(40), widths=widths), points=frame.experiment.points)
        view.show_experiment(now)
        view.show_frame(trained(now, epochs=0))
        assert 1 <= view.stop <= len(widths) + 2
        view.grab()


def test_numbers_beyond_measure_are_told(view: TraceView, frame: Frame) -> None:
    state = frame.contestants[0]
    vector = np.full_like(state.checkpoint.parameters, 1e38)
    vector[:3] = np.inf
    checkpoint = replace(state.checkpoint, parameters=vector)
    view.show_frame(replace(frame, contestants=(replace(state, checkpoint=checkpoint),)))
    assert "beyond" in view.summary()


# on the plane


class Plane:
    """A decision plane beside a trace that is in sight."""

    def __init__(self, qtbot: QtBot, experiment: Experiment) -> None:
        self.state = ViewState()
        self.document = document_of(experiment)
        self.plane = DecisionPlane(self.document, self.state)
        qtbot.addWidget(self.plane)
        self.state.changed.connect(self.plane.show_look)
        self.state.set(shown=("trace",), show_test=True)
        self.plane.resize(400, 400)
        self.plane.show()
        qtbot.waitExposed(self.plane)

    def click(self, x1: float, x2: float, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseClick(self.plane, LEFT, held, self.plane.square.pixel(x1, x2).toPoint())


@pytest.fixture
def plane(qtbot: QtBot) -> Plane:
    points = PointSet(np.array([[1.0, 2.0], [-3.0, 0.5]]), np.array([0, 1]), np.zeros(2, bool))
    return Plane(qtbot, experiment_of(points))


def test_a_click_on_a_point_chooses_it_and_draws_nothing(plane: Plane) -> None:
    plane.click(-3.0, 0.5)
    assert plane.state.now.chosen_point == 1
    assert len(plane.document.now.points) == 2


def test_a_click_beside_the_points_draws_as_ever(plane: Plane) -> None:
    plane.click(4.0, 4.0)
    assert plane.state.now.chosen_point is None
    assert len(plane.document.now.points) == 3


def test_without_the_trace_in_sight_a_click_on_a_point_draws(plane: Plane) -> None:
    plane.state.set(shown=())
    plane.click(-3.0, 0.5)
    assert plane.state.now.chosen_point is None
    assert len(plane.document.now.points) == 3


def test_with_control_any_place_is_chosen(plane: Plane) -> None:
    plane.click(2.0, -2.0, CONTROL)
    assert plane.state.now.chosen_place == pytest.approx((2.0, -2.0), abs=0.05)
    assert len(plane.document.now.points) == 2


def test_the_keyboards_cursor_chooses_with_t(plane: Plane) -> None:
    plane.plane.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(5):
        QTest.keyClick(plane.plane, Qt.Key.Key_Up)
    QTest.keyClick(plane.plane, Qt.Key.Key_T)
    assert plane.state.now.chosen_place == (0.0, 0.5)
    for _ in range(3):
        QTest.keyClick(plane.plane, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(plane.plane, Qt.Key.Key_T)
    assert plane.state.now.chosen_point == 1


def test_what_is_chosen_is_marked_on_the_plane(plane: Plane) -> None:
    before = plane.plane.grab().toImage()
    plane.state.set(chosen_point=0)
    marked = plane.plane.grab().toImage()
    assert marked != before
    plane.state.set(chosen_point=None, chosen_place=(1.0, 2.0))
    assert plane.plane.grab().toImage() == marked


def test_the_point_with_something_to_tell_is_the_training_point_closest_to_another_class() -> None:
    xy = np.array([[0, 0], [1, 0], [1.5, 0], [1.6, 0], [5, 5]], np.float32)
    labels, held_out = np.array([0, 0, 1, 1, 0], np.int8), np.zeros(5, bool)
    assert telling_point(PointSet(xy, labels, held_out)) == 1
    assert telling_point(PointSet(xy, labels, np.arange(5) == 2)) == 1
    assert telling_point(PointSet(xy, labels, np.arange(5) == 1)) == 0
    assert telling_point(PointSet(xy, np.zeros(5, np.int8), np.arange(5) == 0)) == 1
    assert telling_point(PointSet(xy, labels, ~held_out)) == 0
    assert telling_point(PointSet.empty()) is None


@given(st.integers(2, 600), st.integers(0, 99))
def test_no_training_point_is_closer_to_another_class_than_the_telling_one(count: int, seed: int) -> None:
    points = points_of(count, seed=seed)
    trained = np.flatnonzero(~points.held_out)
    found = telling_point(points)
    assert found is not None
    gaps = {
        each: min(
            (
                float(((points.xy[each] - points.xy[other]) ** 2).sum())
                for other in trained
                if points.label[other] != points.label[each]
            ),
            default=np.inf,
        )
        for each in {*trained[:40].tolist(), found}
    }
    assert gaps[found] <= min(gaps.values()) * (1 + 1e-5)


def test_the_trace_opens_on_a_point_that_is_named_and_marked(parts: Parts, qtbot: QtBot) -> None:
    parts.view_state.set(shown=("trace",))
    qtbot.waitUntil(lambda: parts.view_state.now.chosen_point is not None)
    assert parts.view_state.now.chosen_point == telling_point(parts.document.now.points)
    assert "the one closest to another class" in parts.window.views["trace"].summary()
    QTest.keyClick(parts.window.views["trace"], Qt.Key.Key_Escape)
    assert parts.view_state.now.chosen_point is None
    assert "Click a point" in parts.window.views["trace"].summary()


def test_the_chosen_point_stays_the_same_one_while_others_come_and_go() -> None:
    now = experiment_of(points_of(6))
    with_more = edits.add_points(now, [[0.0, 0.0]], 1)
    with_less = edits.erase_points(now, [1])
    without = edits.erase_points(now, [4])
    moved = edits.move_points(now, [4], [[0.5, 0.5]])
    others = replace(now, points=points_of(6, seed=9))
    after = [each.points for each in (with_more, with_less, without, moved, others)]
    assert [still_chosen(now.points, each, 4) for each in after] == [4, 3, None, 4, None]
    assert still_chosen(now.points, PointSet.empty(), 4) is None
