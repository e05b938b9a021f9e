"""The loss view draws what was measured, keeps its axes calm, and tells the numbers under the mouse."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from sequentia_gui.gui.figures import figures
from sequentia_gui.gui.numerals import loss_text, number, percent
from sequentia_gui.gui.theme import DARK, LIGHT, THEMES, Theme
from sequentia_gui.gui.view_state import ViewState
from sequentia_gui.gui.views.loss.plot import LossPlot
from sequentia_gui.gui.views.loss.series import loss_series
from sequentia_gui.gui.views.loss.view import AccuracyView, LossView
from sequentia_gui.gui.views.loss.words import tick_text
from sequentia_gui.gui.views.plots.axes import QuietAxis
from sequentia_gui.gui.views.plots.scales import (
    apart,
    dashed,
    even_ticks,
    steady_decades,
    steady_top,
    thinned,
)
from sequentia_gui.gui.views.plots.style import Readout
from tests.gui.chart_frames import (
    document_of,
    experiment_of,
    hover,
    points_of,
    strange_frames,
    trained,
    with_curve,
)

_WRAPPED = Qt.TextFlag.TextWordWrap
FINITE = st.floats(1e-6, 1e6)


@pytest.fixture
def state() -> ViewState:
    return ViewState()


@pytest.fixture
def view(qtbot: QtBot, state: ViewState) -> LossView:
    return shown(qtbot, state, LossView)


def shown(qtbot: QtBot, state: ViewState, kind: type[LossView]) -> LossView:
    experiment = experiment_of(points_of(60))
    view = kind(document_of(experiment), state)
    qtbot.addWidget(view)
    view.set_theme(LIGHT)
    view.resize(296, 142)
    state.changed.connect(view.show_look)
    view.show()
    view.show_frame(trained(experiment))
    qtbot.waitUntil(lambda: plot_of(view).area.width() > 100)
    return view


def ticks_of(view: LossView) -> list[tuple[float, str]]:
    return list(plot_of(view).getAxis("left").texts)


def plot_of(view: LossView) -> LossPlot:
    plot = view.findChild(LossPlot)
    assert plot is not None
    return plot


def told(view: LossView) -> str:
    readout = view.findChild(Readout)
    assert readout is not None
    return readout.text() if readout.isVisible() else ""


def rows_of(losses: list[float]) -> np.ndarray:
    epochs = np.arange(len(losses), dtype=float)
    return np.column_stack([epochs, losses, losses, np.ones_like(epochs), np.ones_like(epochs)])


def test_the_series_is_the_curve_and_the_present_moment() -> None:
    frame = trained(experiment_of(points_of(60)), epochs=7)
    series, contestant = loss_series(frame), frame.contestants[0]
    assert series.epoch.tolist() == list(range(8))
    assert series.train_loss[:-1].tolist() == contestant.checkpoint.curve.train_loss[:7].tolist()
    assert series.train_loss[-1] == contestant.train_loss
    assert series.test_accuracy[-1] == contestant.test_accuracy


def test_pointing_at_an_epoch_tells_its_numbers(view: LossView) -> None:
    frame = trained(experiment_of(points_of(60)), epochs=12)
    view.show_frame(frame)
    plot, series = plot_of(view), loss_series(frame)
    place = plot.pixel_of(5.2, 0)
    hover(plot.viewport(), place.x(), plot.area.center().y())
    assert told(view) == "\n".join(
        [
            "epoch 5",
            f"train {series.train_loss[5]:.3f} · {percent(series.train_accuracy[5])} correct",
            f"test {series.test_loss[5]:.3f} · {percent(series.test_accuracy[5])} correct",
        ]
    )


def test_the_readout_goes_when_the_mouse_goes(view: LossView) -> None:
    plot = plot_of(view)
    hover(plot.viewport(), plot.area.center().x(), plot.area.center().y())
    assert told(view)
    hover(plot.viewport(), 1, 1)
    assert not told(view)


def test_arrow_keys_point_at_one_epoch_after_the_other(view: LossView, qtbot: QtBot) -> None:
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert told(view).startswith("epoch 12\n")
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert told(view).startswith("epoch 11\n")
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not told(view)


def test_what_was_pointed_at_before_a_reset_comes_back_to_the_first_epoch(view: LossView) -> None:
    QTest.keyClick(view, Qt.Key.Key_Left)
    view.show_frame(trained(experiment_of(points_of(60)), epochs=0))
    assert told(view).startswith("epoch 0\n")
    plot_of(view).set_theme(DARK)
    assert told(view).startswith("epoch 0\n")


def test_dashes_are_drawn_even_where_a_plot_has_no_height(view: LossView) -> None:
    plot = plot_of(view)
    plot.setMinimumSize(0, 0)
    plot.resize(300, 5)  # less than its axis takes
    plot.set_theme(DARK)
    assert plot.area.height() < 1
    assert min(plot.pixels_per_unit) > 0


def test_a_person_switches_to_the_logarithmic_scale(view: LossView, state: ViewState) -> None:
    (log,) = view.corner_widgets()
    assert isinstance(log, QCheckBox)
    log.click()
    assert state.now.log_loss


def test_the_accuracy_is_a_share_and_has_no_logarithm(qtbot: QtBot, state: ViewState) -> None:
    state.set(log_loss=True)
    accuracy = shown(qtbot, state, AccuracyView)
    assert accuracy.heading()[0] == "Accuracy" and not accuracy.corner_widgets()
    assert [text for _, text in ticks_of(accuracy)][-1] == "100 %"


def test_the_wheel_and_a_drag_move_nothing(view: LossView, qtbot: QtBot) -> None:
    plot = plot_of(view)
    before = plot.viewRange()
    middle = plot.area.center()
    nothing = (Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    glob = QPointF(plot.viewport().mapToGlobal(middle))
    wheel = QWheelEvent(middle, glob, middle.toPoint(), middle.toPoint() * 0, *nothing)
    QApplication.sendEvent(plot.viewport(), wheel)
    QTest.mousePress(plot.viewport(), Qt.MouseButton.LeftButton, pos=middle.toPoint())
    QTest.mouseMove(plot.viewport(), plot.area.topLeft().toPoint())
    QTest.mouseRelease(plot.viewport(), Qt.MouseButton.LeftButton, pos=plot.area.topLeft().toPoint())
    assert plot.viewRange() == before


def test_the_loss_axis_does_not_jump_while_the_loss_falls(view: LossView) -> None:
    tops = []
    frame = trained(experiment_of(points_of(60)))
    for count in range(2, 40):
        view.show_frame(with_curve(frame, rows_of([0.7 * 0.9**k for k in range(count)])))
        tops.append(plot_of(view).viewRange()[1])
    assert all(top == tops[0] for top in tops)


def test_both_lines_are_drawn_in_their_colours(view: LossView) -> None:
    rows = np.column_stack([np.arange(50), np.full(50, 0.2), np.full(50, 0.6), np.ones(50), np.ones(50)])
    view.show_frame(with_curve(trained(experiment_of(points_of(60))), rows))
    image, plot = view.grab().toImage(), plot_of(view)
    solid, broken = (_share_in_color(image, plot, height, name) for height, name in LINES)
    assert solid > 0.95
    assert 0.4 < broken < 0.8


LINES = ((0.2, "curve"), (0.6, "curve_2"))


def _share_in_color(image: QImage, plot: LossPlot, height: float, name: str) -> float:
    """The share of the pixel columns in which a level line is seen."""
    y = round(plot.mapTo(plot.window(), plot.pixel_of(0, height).toPoint()).y())
    left = round(plot.mapTo(plot.window(), plot.area.topLeft().toPoint()).x())
    columns = range(left + 3, left + int(plot.area.width()) - 3)
    wanted = LIGHT.color(name)
    seen = [any(_near(image.pixelColor(x, y + d), wanted) for d in (-1, 0, 1)) for x in columns]
    return sum(seen) / len(seen)


def _near(color: QColor, wanted: QColor) -> bool:
    gaps = (color.red() - wanted.red(), color.green() - wanted.green(), color.blue() - wanted.blue())
    return sum(map(abs, gaps)) < 120


def test_the_summary_says_it_in_a_sentence(view: LossView) -> None:
    rows = rows_of([0.7, 0.125])
    rows[:, 2] = [0.7, 0.15]
    view.show_frame(with_curve(trained(experiment_of(points_of(60))), rows))
    assert view.summary() == (
        "Loss 0.125 on training points and 0.150 on test points after 1 epoch; 100 % and 100 % correct."
    )


def test_the_accuracys_summary_speaks_of_the_accuracy(qtbot: QtBot) -> None:
    view = AccuracyView(document_of(experiment_of(points_of(60))), ViewState())
    qtbot.addWidget(view)
    rows = rows_of([0.7, 0.125])
    view.show_frame(with_curve(trained(experiment_of(points_of(60))), rows))
    assert view.summary().endswith(" of the test points correct after 1 epoch.")
    assert "Loss" not in view.summary()


def test_showing_the_same_frame_twice_changes_nothing(view: LossView) -> None:
    frame = trained(experiment_of(points_of(60)), epochs=5)
    view.show_frame(frame)
    first = view.grab().toImage()
    view.show_frame(frame)
    assert view.grab().toImage() == first


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("kind", [LossView, AccuracyView])
def test_strange_frames_are_drawn(qtbot: QtBot, state: ViewState, kind: type[LossView], log: bool) -> None:
    view = shown(qtbot, state, kind)
    state.set(log_loss=log)
    for frame in strange_frames():
        view.show_frame(frame)
        view.grab()
        assert view.summary().endswith(".")


@pytest.mark.parametrize("theme", [*THEMES, DARK.scaled(2.5)], ids=lambda theme: f"{theme.name}-{theme.zoom}")
def test_every_theme_and_zoom_is_drawn(view: LossView, theme: Theme) -> None:
    view.set_theme(theme)
    assert not view.grab().isNull()


def test_without_a_frame_there_is_an_empty_plot(qtbot: QtBot, state: ViewState) -> None:
    view = LossView(document_of(experiment_of(points_of(4))), state)
    qtbot.addWidget(view)
    assert not view.grab().isNull()
    assert view.summary() == "No loss yet: there are no training points."


@given(FINITE, FINITE)
def test_an_axis_always_holds_what_it_must_and_never_far_more(needed: float, now: float) -> None:
    top = steady_top(needed, now)
    assert needed <= top * (1 + 1e-9)
    assert top == now or top <= 2 * needed
    assert steady_top(needed, top) == pytest.approx(top)


@given(st.lists(FINITE, min_size=1, max_size=20))
def test_decades_hold_all_values(values: list[float]) -> None:
    low, high = steady_decades(np.array(values), (-3, 0))
    assert 10.0**low <= min(values) * 1.001
    assert max(values) <= 10.0**high * 1.001


@given(st.floats(-1e3, 1e3), FINITE, st.integers(2, 12))
def test_ticks_are_even_at_least_two_and_few_enough(low: float, extent: float, most: int) -> None:
    ticks = even_ticks(low, low + extent, most)
    assert 2 <= len(ticks) <= most
    assert np.allclose(np.diff(ticks), ticks[1] - ticks[0])
    assert low - 1e-6 * extent <= ticks[0]
    assert ticks[-1] <= low + extent * (1 + 1e-6)


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=300), st.integers(1, 40))
def test_a_thinned_curve_keeps_its_extremes_and_its_end(values: list[float], columns: int) -> None:
    y = np.array(values)
    x = np.arange(len(y), dtype=float)
    thin_x, thin_y = thinned(x, y, columns)
    assert len(thin_x) <= max(len(x), 2 * columns + 1)
    assert (thin_y.min(), thin_y.max()) == (y.min(), y.max())
    assert (thin_x[-1], thin_y[-1]) == (x[-1], y[-1])


@given(st.lists(st.tuples(st.floats(0.1, 9), st.floats(-9, 9)), min_size=2, max_size=50))
def test_dashes_cover_five_of_eight_parts_of_the_length(steps: list[tuple[float, float]]) -> None:
    x, y = np.cumsum(np.array(steps), axis=0).T
    cut_x, cut_y, joined = dashed(x, y, 5, 3)
    pieces = np.hypot(np.diff(cut_x), np.diff(cut_y))
    total, drawn = pieces.sum(), pieces[joined[:-1]].sum()
    assert total == pytest.approx(np.hypot(np.diff(x), np.diff(y)).sum())
    assert abs(drawn - total * 5 / 8) <= 5


def test_before_training_dots_and_a_hint_show_where_the_lines_begin(qtbot: QtBot) -> None:
    frame = trained(experiment_of(points_of(40)), epochs=0)
    view = LossView(document_of(frame.experiment), ViewState())
    qtbot.addWidget(view)
    view.show_frame(frame)
    hint = next(label for label in view.findChildren(QLabel) if label.text().startswith("Train,"))
    assert not hint.isHidden()
    view.show_frame(trained(experiment_of(points_of(40)), epochs=3))
    assert hint.isHidden()


@pytest.mark.parametrize("kind", [LossView, AccuracyView])
@pytest.mark.parametrize("width", [250, 330, 400, 640])
def test_the_hint_before_training_keeps_clear_of_the_axis_and_of_the_first_dots(
    qtbot: QtBot, state: ViewState, kind: type[LossView], width: int
) -> None:
    view = shown(qtbot, state, kind)
    view.resize(width, 120)
    view.show_frame(trained(experiment_of(points_of(60)), epochs=0))
    hint = next(label for label in view.findChildren(QLabel) if label.text().startswith("Train,"))
    plot = plot_of(view)
    qtbot.waitUntil(lambda: plot.area.left() <= hint.geometry().right() <= plot.area.right())
    room = hint.contentsRect().translated(hint.geometry().topLeft())
    words = hint.fontMetrics().boundingRect(room, hint.alignment() | _WRAPPED, hint.text())
    dot = plot.pixel_of(0, 0).x() + LIGHT.px(7) / 2
    assert dot < words.left()
    assert plot.area.top() <= words.top()
    assert words.bottom() <= plot.area.bottom()


@given(st.lists(st.floats(0, 100), max_size=4))
def test_labels_never_touch(wanted: list[float]) -> None:
    places = sorted(apart(wanted, 14, 7, 93))
    assert all(b - a >= 14 - 1e-9 for a, b in itertools.pairwise(places))
    assert all(7 - 1e-9 <= place <= 93 + 1e-9 for place in places)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.69314, "0.693"),
        (0.00123, "0.0012"),
        (0.00003, "3·10⁻⁵"),
        (0.0, "0.000"),
        (512.3, "512"),
        (4.9e31, "5·10³¹"),
        (np.nan, "–"),
    ],
)
def test_losses_have_the_figures_that_matter(value: float, text: str) -> None:
    assert loss_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0.25, "0.25"), (4000.0, None), (1.5e31, "1.5·10³¹"), (2e5, "2·10⁵")]
)
def test_a_loss_beyond_all_measure_has_numbers_on_its_axis_that_fit(value: float, text: str | None) -> None:
    assert tick_text(value) == (text or number(value, 0))


@pytest.mark.parametrize("height", [12, 20, 30, 60, 200])
def test_numbers_beside_a_low_plot_never_lie_on_each_other(height: int) -> None:
    axis = QuietAxis("left")
    axis.set_theme(LIGHT)
    axis.set_room("100 %", "correct")
    axis.resize(60, height)
    axis.setRange(0, 1)
    axis.show_ticks([(0.0, "0 %"), (0.5, "50 %"), (1.0, "100 %")], "correct")
    written = axis.written()
    assert written[0][1] == "100 %"
    assert len(written) == 3 or height < 60
    figure = 0.6 * QFontMetricsF(figures(LIGHT)).height()
    middles = [box.center().y() for box, _ in written]
    assert all(low - high >= figure for high, low in itertools.pairwise(middles))
