"""The gradient view draws what was found, keeps its scale calm, and says in words what the gradient does."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from sequentia_gui.analysis.course import Course
from sequentia_gui.analysis.gradient_flow import GradientFlow
from sequentia_gui.experiment.experiment import Experiment, NetworkDesign, PointSet
from sequentia_gui.gui.figures import figures
from sequentia_gui.gui.theme import LIGHT, THEMES, Theme
from sequentia_gui.gui.view_state import ViewState
from sequentia_gui.gui.views.gradient import words
from sequentia_gui.gui.views.gradient.bars import BarPlaces
from sequentia_gui.gui.views.gradient.caption import Caption
from sequentia_gui.gui.views.gradient.decades import Decades, decades_of, widened
from sequentia_gui.gui.views.gradient.history import field_of, moments_at
from sequentia_gui.gui.views.gradient.rivals import seen, stands_apart
from sequentia_gui.gui.views.gradient.view import GradientView
from sequentia_gui.gui.views.plots.style import Readout
from sequentia_gui.training.messages import Frame
from sequentia_gui.training.run import run_to
from tests.gui.chart_frames import document_of, experiment_of, hover, points_of, strange_frames

SIZE = (304, 190)
POSITIVE = st.floats(1e-30, 1e30)


def with_network(design: NetworkDesign, points: PointSet | None = None) -> Experiment:
    experiment = experiment_of(points_of(60) if points is None else points)
    contestant = replace(experiment.contestants[0], network=design)
    return replace(experiment, contestants=(contestant,))


def deep(name: str, initializer: str = "recommended") -> Experiment:
    return with_network(replace(NetworkDesign.of((16,) * 8, name), initializer=initializer))


def frame_of(experiment: Experiment, epochs: int = 0) -> Frame:
    return run_to(experiment, epochs=epochs, wants=frozenset({"gradient", "gradient_over_time"}))


def flow_in(frame: Frame) -> GradientFlow:
    flow = frame.contestants[0].findings["gradient"]
    assert isinstance(flow, GradientFlow)
    return flow


@pytest.fixture
def state() -> ViewState:
    return ViewState()


@pytest.fixture
def view(qtbot: QtBot, state: ViewState) -> GradientView:
    view = GradientView(document_of(deep("sigmoid")), state)
    qtbot.addWidget(view)
    view.set_theme(LIGHT)
    view.resize(*SIZE)
    state.changed.connect(view.show_look)
    view.show()
    return view


def shown(view: GradientView, frame: Frame) -> QImage:
    view.show_frame(frame)
    return view.grab().toImage()


def told(view: GradientView) -> str:
    readout = view.findChild(Readout)
    assert readout is not None
    return readout.text() if readout.isVisible() else ""


def height_of(image: QImage, color: str, columns: range) -> int:
    """How many rows of the picture have a pixel of this colour in these columns."""
    wanted = QColor(color)
    return sum(any(image.pixelColor(x, y) == wanted for x in columns) for y in range(60, image.height()))


def test_bars_fall_towards_the_first_layer_where_the_gradient_vanishes(view: GradientView) -> None:
    image = shown(view, frame_of(deep("sigmoid")))
    places = BarPlaces(LIGHT, QRectF(5, 50, SIZE[0] - 10, SIZE[1] - 55), Decades(-7, 0), 9)
    columns = [range(int(places.middle(k)) - 8, int(places.middle(k))) for k in range(9)]
    heights = [height_of(image, LIGHT.on_high, each) for each in columns]
    assert heights == sorted(heights)
    assert heights[-1] > 3 * heights[0] > 0


@pytest.mark.parametrize(("size", "name"), [((400, 240), "with Sigmoid and Glorot"), (SIZE, "Sigmoid")])
def test_the_other_switch_is_named_above_the_bars_and_cuts_none_of_them(
    view: GradientView, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], name: str
) -> None:
    written: dict[str, QRectF] = {}
    write = Caption._write

    def listening(caption: Caption, box: QRectF, where: int, text: str, *how: object) -> None:
        written[text] = box
        write(caption, box, where, text, *how)  # type: ignore[arg-type]

    monkeypatch.setattr(Caption, "_write", listening)
    view.resize(*size)
    image = shown(view, frame_of(deep("relu")))
    assert name in written
    assert written[name].bottom() < view._places.box.top()  # type: ignore[union-attr]
    assert QFontMetricsF(figures(LIGHT)).horizontalAdvance(name) <= written[name].width()
    for layer in range(9):
        x = round(view._places.middle(layer) - 0.14 * view._places.room)  # type: ignore[union-attr]
        ink = [image.pixelColor(x, y) == QColor(LIGHT.on_high) for y in range(image.height())]
        first, last = ink.index(True), len(ink) - ink[::-1].index(True)
        gaps = "".join("#" if each else " " for each in ink[first:last]).split("#")
        assert max(map(len, gaps)) <= 9  # a thin line and its rim cross the bar


def test_words_say_that_it_vanishes_and_why(view: GradientView) -> None:
    frame = frame_of(deep("sigmoid", "glorot"))
    flow = flow_in(frame)
    assert words.headline(flow, 8) == f"Vanishes: L1 = {words.amount(flow.ratio)} × out"
    assert (
        words.reason(flow, frame.contestants[0].checkpoint) == "Sigmoid with Glorot: ×0.23 a layer expected"
    )
    view.show_frame(frame)
    assert "Gradient at the start: Vanishes" in view.summary()


def test_words_say_that_it_flows_and_what_helps(view: GradientView) -> None:
    frame = frame_of(deep("relu"), epochs=2)
    assert words.headline(flow_in(frame), 8).startswith("Flows: L1 = ")
    assert (
        words.reason(flow_in(frame), frame.contestants[0].checkpoint)
        == "ReLU with He: ×1.00 a layer expected"
    )
    view.show_frame(frame)
    assert "Gradient epoch 2: Flows" in view.summary()


def test_a_step_says_why_it_cannot_learn() -> None:
    frame = frame_of(deep("step"))
    assert words.headline(flow_in(frame), 8) == "Flat: nothing comes back to L1–L8"
    told = words.reason(flow_in(frame), frame.contestants[0].checkpoint)
    assert told == "Step: slope 0 everywhere, nothing to follow"


def test_weights_of_zero_and_neurons_that_are_off_are_told_apart() -> None:
    frame = frame_of(deep("tanh", "zero"))
    told = words.reason(flow_in(frame), frame.contestants[0].checkpoint)
    assert told == "All weights of out are 0: no error comes through"
    relu = frame_of(deep("relu"))
    off = replace(flow_in(relu), blocked=2, dz=np.array([0, 0, 0, 1, 1, 1, 1, 1, 1.0]))
    assert words.headline(off, 8) == "Flat: nothing comes back to L1–L3"
    assert words.reason(off, relu.contestants[0].checkpoint) == (
        "Layer 3 is off at every point: ReLU has slope 0 there"
    )


def test_an_output_that_is_flat_where_it_is_wrong_is_not_said_to_have_learned_all() -> None:
    frame = frame_of(deep("relu"))
    checkpoint = frame.contestants[0].checkpoint
    spent = replace(flow_in(frame), dz=np.zeros(9))
    assert words.headline(spent, 8) == "Nothing left to learn: every error is 0"
    stuck = replace(spent, is_wrong=True)
    assert words.headline(stuck, 8) == "Flat: nothing leaves the output"
    assert words.reason(stuck, checkpoint) == "Where the output is wrong, its slope is 0"
    blocked = replace(flow_in(frame), blocked=2, has_slope=True, dz=np.array([0, 0, 0, 1, 1, 1, 1, 1, 1.0]))
    assert words.reason(blocked, checkpoint) == "Where layer 3 has a slope, no weight of L4 brings an error"


def test_what_training_did_is_not_blamed_on_the_start() -> None:
    frame = frame_of(deep("relu"))
    flow = flow_in(frame)
    worse = replace(flow, dz=np.geomspace(1e-9, 1, 9))
    assert "was expected at the start" in words.reason(worse, frame.contestants[0].checkpoint)
    gone = replace(flow, dz=np.full(9, np.inf))
    assert words.headline(gone, 8) == "Explodes: beyond all numbers"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"), (0.3149, "0.31"), (41.7, "42"), (0.0009999, "0.001"), (1.23e-5, "1.2·10⁻⁵"), (2e30, "2·10³⁰"),
        (1234.0, "1.2·10³"), (math.inf, "∞"), (math.nan, "–"),
    ],
)  # fmt: skip
def test_amounts_have_two_figures(value: float, text: str) -> None:
    assert words.amount(value) == text


@given(st.lists(POSITIVE, min_size=1), st.lists(POSITIVE, min_size=1))
def test_the_scale_holds_everything_in_whole_decades_and_never_narrows(
    one: list[float], two: list[float]
) -> None:
    first, second = (decades_of(np.array(values)) for values in (one, two))
    both = widened(first, second)
    assert first is not None and widened(first, first) == first
    assert both.low <= first.low and both.high >= first.high
    assert all(0 < both.share(value) <= 1 for value in (*one, *two))
    assert both.share(0.0) == 0 and both.share(math.inf) == 1


def test_the_scale_stays_while_a_network_trains(view: GradientView) -> None:
    experiment = deep("relu")
    start, later = frame_of(experiment), frame_of(experiment, epochs=3)
    before = shown(view, start)
    view.show_frame(later)
    tiny = replace(flow_in(later), dz=flow_in(later).dz * 1e-12)
    at = replace(later.contestants[0], findings={"gradient": tiny})
    view.show_frame(replace(later, contestants=(at,)))
    wide = shown(view, later)
    assert shown(view, later) == wide
    assert shown(view, start) == before


def test_pointing_at_a_layer_tells_its_numbers(view: GradientView) -> None:
    frame = frame_of(deep("sigmoid"))
    shown(view, frame)
    hover(view, SIZE[0] - 20, SIZE[1] / 2)
    assert told(view) == words.numbers(flow_in(frame), 8)
    assert told(view).startswith("output\n")


def test_arrow_keys_point_at_one_layer_after_the_other_and_escape_lets_go(view: GradientView) -> None:
    shown(view, frame_of(deep("sigmoid")))
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert told(view).startswith("layer 1\n")
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert told(view).startswith("layer 2\n")
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not told(view)


def test_a_person_turns_to_the_whole_run_and_only_then_it_is_wanted(
    view: GradientView, state: ViewState, qtbot: QtBot
) -> None:
    (switch,) = view.corner_widgets()
    qtbot.addWidget(switch)
    assert view.wanted() == {"gradient"}
    button = next(each for each in switch.findChildren(QPushButton) if each.text() == "Over time")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert state.now.gradient == "time"
    assert view.wanted() == {"gradient", "gradient_over_time"}


def test_pointing_into_the_past_tells_its_numbers(view: GradientView, state: ViewState) -> None:
    state.set(gradient="time")
    frame = frame_of(deep("relu"), epochs=6)
    shown(view, frame)
    course = frame.contestants[0].findings["gradient_over_time"]
    assert isinstance(course, Course)
    QTest.keyClick(view, Qt.Key.Key_Left)
    QTest.keyClick(view, Qt.Key.Key_Left)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert told(view) == words.numbers_then(course, 1, len(course.epoch) - 2)
    assert told(view).startswith("epoch 5\nlayer 2\n")


def test_the_field_has_a_column_for_each_moment_and_the_first_layer_on_top() -> None:
    values = np.array([[1e-3, 1.0, 1.0, 1.0], [1.0, 1.0, 1.0, 1.0], [0.0, 1.0, 1.0, np.nan]])
    course = Course(np.array([0.0, 1.0, 4.0]), values)
    field = field_of(course, 0, 5, Decades(-4, 0), LIGHT)
    pale, full, none = (field.pixelColor(x, 0) for x in (0, 1, 4))
    assert (field.width(), field.height()) == (5, 2)
    assert full == QColor(LIGHT.on_high) == field.pixelColor(0, 1)
    assert pale != full
    assert none.alpha() == 0
    assert field_of(course, 1, 5, Decades(-4, 0), LIGHT).pixelColor(4, 1).alpha() == 0


def test_between_two_moments_the_earlier_one_holds() -> None:
    course = Course(np.array([0.0, 10.0, 20.0]), np.ones((3, 2)))
    assert moments_at(course, np.array([0.0, 9.9, 10.0, 20.0])).tolist() == [0, 0, 1, 2]


@pytest.mark.parametrize("gradient", ["now", "time"])
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_it_survives_strange_frames_in_every_size(
    view: GradientView, state: ViewState, theme: Theme, gradient: str
) -> None:
    view.set_theme(theme)
    state.set(gradient=gradient)
    frames = [frame_of(each.experiment, epochs=1) for each in strange_frames()]
    for size in ((40, 30), SIZE, (900, 500)):
        view.resize(*size)
        for frame in frames:
            assert not shown(view, frame).isNull()
            assert view.summary()


def test_without_points_it_says_what_to_do(view: GradientView) -> None:
    shown(view, frame_of(with_network(NetworkDesign.of((4, 4)), PointSet.empty())))
    assert view.summary() == words.nothing_yet()


def test_another_network_starts_with_a_scale_of_its_own(view: GradientView) -> None:
    alone = shown(view, frame_of(deep("relu")))
    shown(view, frame_of(deep("tanh", "small_uniform")))
    assert shown(view, frame_of(deep("relu"))) == alone


def test_the_other_switch_is_drawn_only_where_it_says_something_else() -> None:
    sigmoid, identity = (flow_in(frame_of(deep(name))) for name in ("sigmoid", "identity"))
    assert stands_apart(sigmoid, Decades(-7, 0))
    assert not stands_apart(sigmoid, Decades(-40, 0))
    assert not stands_apart(identity, Decades(-3, 0))
    assert not stands_apart(flow_in(frame_of(with_network(NetworkDesign.of(())))), Decades(-3, 0))
    assert sigmoid.rival is not None and set(sigmoid.rival.expected) <= set(seen(sigmoid))


def test_a_place_finds_its_layer() -> None:
    places = BarPlaces(LIGHT, QRectF(0, 0, 300, 150), Decades(-3, 0), 9)
    assert [places.cell_at(QPointF(places.middle(k), 0))[0] for k in range(9)] == list(range(9))
    assert places.cell_at(QPointF(-50, 0))[0] == 0 and places.cell_at(QPointF(900, 0))[0] == 8


@pytest.mark.parametrize("height", [20.0, 40.0, 60.0, 80.0, 160.0])
def test_in_little_height_the_powers_of_ten_stand_apart_and_in_their_order(height: float) -> None:
    places = BarPlaces(LIGHT, QRectF(0, 0, 300, height), Decades(-3, 0), 9)
    heights = [places.height_of(10.0**tick) for tick in places.ticks]
    assert heights == sorted(heights, reverse=True) and places.box.height() >= 0
    assert all(low - high >= places.letters.ascent() for low, high in pairwise(heights))


def test_where_height_is_scarce_the_bars_have_it_instead_of_the_words(view: GradientView) -> None:
    view.resize(400, 75)
    shown(view, frame_of(deep("relu")))
    assert view._places.box.height() >= 20  # type: ignore[union-attr]
