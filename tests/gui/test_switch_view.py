"""The switch view draws the curve, its slope, and the pre-activations that the layer really sees."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PySide6.QtCore import QPoint, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from sequentia_gui.analysis.activity import Activity
from sequentia_gui.experiment import edits
from sequentia_gui.experiment.experiment import NetworkDesign
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.figures import figures
from sequentia_gui.gui.numerals import percent
from sequentia_gui.gui.theme import LIGHT, THEMES, Theme
from sequentia_gui.gui.view_state import ViewState
from sequentia_gui.gui.views.plots.style import QuietPlot, Readout
from sequentia_gui.gui.views.switch import words as switch_words
from sequentia_gui.gui.views.switch.curve_sheet import STYLES
from sequentia_gui.gui.views.switch.curves import Jump, switch_curve
from sequentia_gui.gui.views.switch.histogram_bars import HistogramBars
from sequentia_gui.gui.views.switch.label_places import COLUMNS, place_beside
from sequentia_gui.gui.views.switch.pre_activations import (
    BINS,
    histogram,
    steady_reach,
)
from sequentia_gui.gui.views.switch.view import SwitchView
from sequentia_gui.network.activations import ACTIVATIONS, Activation, activation
from sequentia_gui.training.messages import Frame
from tests.gui.chart_frames import document_of, experiment_of, hover, points_of, strange_frames, trained
from tests.gui.test_style import contrast

VALUES = arrays(np.float32, st.integers(1, 200), elements=st.floats(-20, 20, width=32))


@pytest.fixture
def state() -> ViewState:
    return ViewState()


@pytest.fixture
def frame() -> Frame:
    return trained(experiment_of(points_of(60)))


@pytest.fixture
def view(qtbot: QtBot, state: ViewState, frame: Frame) -> SwitchView:
    view = SwitchView(document_of(frame.experiment), state)
    qtbot.addWidget(view)
    view.set_theme(LIGHT)
    view.resize(296, 142)
    state.changed.connect(view.show_look)
    view.show()
    view.show_frame(frame)
    qtbot.waitUntil(lambda: plot_of(view).area.width() > 100)
    return view


def plot_of(view: SwitchView) -> QuietPlot:
    plot = view.findChild(QuietPlot)
    assert plot is not None
    return plot


def formula_in(view: SwitchView) -> str:
    (name,) = view.plot.sheet.names
    return name


def activity_in(frame: Frame) -> Activity:
    found = frame.contestants[0].findings["activity"]
    assert isinstance(found, Activity)
    return found


@given(VALUES, st.sampled_from([4.0, 8.0, 16.0]))
def test_the_histogram_counts_as_numpy_does(z: np.ndarray, reach: float) -> None:
    seen = histogram(z, reach)
    assert seen is not None
    off, _ = np.histogram(z[z <= 0], np.linspace(-reach, 0, BINS + 1))
    on, _ = np.histogram(z[z > 0], np.linspace(0, reach, BINS + 1))
    assert np.allclose(seen.off * len(z), off)
    assert np.allclose(seen.on * len(z), on)
    assert seen.off_share == np.mean(z <= 0)
    assert seen.outside == pytest.approx(np.mean(np.abs(z) > reach))


def test_what_is_not_a_number_is_neither_off_nor_on() -> None:
    seen = histogram(np.array([np.nan, np.inf, -1, 1], np.float32), 4)
    assert seen is not None
    assert (seen.off_share, seen.on_share, seen.outside) == (0.25, 0.5, 0.5)


@given(VALUES, st.sampled_from([4.0, 8.0, 32.0]))
def test_the_reach_leaves_hardly_anything_outside(z: np.ndarray, before: float) -> None:
    reach = steady_reach(z, before)
    assert np.mean(np.abs(z) > reach) <= 0.02
    assert steady_reach(z, reach) == reach


def test_the_reach_does_not_flicker_at_its_limit() -> None:
    quiet = np.zeros(1000, np.float32)
    some, more = quiet.copy(), quiet.copy()
    some[:15], more[:25] = 5, 5
    assert [steady_reach(z, 4) for z in (some, more)] == [4, 6]
    assert [steady_reach(z, 6) for z in (some, more, quiet)] == [6, 6, 4]


NO_FASTER_THAN_Z = [which for which in ACTIVATIONS if which.name != "square"]
"""What grows faster leaves the picture."""


@pytest.mark.parametrize("which", NO_FASTER_THAN_Z, ids=lambda which: which.name)
def test_the_curve_is_the_activation_and_fits_its_range(which: Activation) -> None:
    curve = switch_curve(which, 4)
    known = np.isfinite(curve.a)
    assert np.allclose(curve.a[known], which.value(curve.z[known]))
    low, high = curve.y_range
    for line in (curve.a, curve.slope):
        assert low < np.nanmin(line) <= np.nanmax(line) < high


@pytest.mark.parametrize("reach", [4.0, 12.0, 48.0])
def test_a_slope_of_one_is_seen_however_far_the_sums_reach(reach: float) -> None:
    low, high = switch_curve(activation("relu"), reach).y_range
    assert high - low < max(6, 0.6 * reach)


def test_the_step_jumps_and_relu_does_not() -> None:
    step, relu = (switch_curve(activation(name), 4) for name in ("step", "relu"))
    assert step.jumps == (Jump(0.0, 0.0, 1.0),)
    assert relu.jumps == ()
    together = np.isfinite(step.a[1:]) & np.isfinite(step.a[:-1])
    assert not np.any(np.diff(step.a)[together])


def test_the_shares_under_the_halves_are_those_of_the_chosen_layer(
    view: SwitchView, state: ViewState, frame: Frame
) -> None:
    for layer in (1, 2, 3):
        state.set(layer=layer)
        off = float(np.mean(activity_in(frame).pre[layer - 1] <= 0))
        texts = [text for _, text in plot_of(view).getAxis("bottom").texts]
        assert f"off {percent(off)}" in texts
        assert f"on {percent(1 - off)}" in texts
        assert percent(off) in view.summary()


def test_off_and_on_add_up_to_a_hundred(view: SwitchView) -> None:
    texts = [text for _, text in plot_of(view).getAxis("bottom").texts]
    shares = [int(text.split()[1]) for text in texts if text.startswith(("off", "on"))]
    assert sum(shares) == 100


def test_a_person_picks_the_layer(view: SwitchView, state: ViewState, qtbot: QtBot) -> None:
    (picker,) = view.corner_widgets()
    assert isinstance(picker, QComboBox)
    qtbot.addWidget(picker)
    assert [picker.itemText(i) for i in range(picker.count())] == ["Layer 1", "Layer 2", "Layer 3"]
    picker.show()
    QTest.keyClick(picker, Qt.Key.Key_Down)
    assert state.now.layer == 2
    assert picker.currentIndex() == 1


def test_each_layer_is_shown_with_its_own_activation(view: SwitchView, state: ViewState) -> None:
    experiment = experiment_of(points_of(60))
    first, second, third = experiment.network.layers
    layers = (first, replace(second, activation="tanh"), third)
    mixed = replace(experiment.contestants[0], network=NetworkDesign(layers))
    view.show_experiment(replace(experiment, contestants=(mixed,)))
    assert view.heading()[0] == "Switch · ReLU"
    assert formula_in(view) == f"a = {activation('relu').formula}"
    state.set(layer=2)
    assert view.heading()[0] == f"Switch · {activation('tanh').label}"
    assert formula_in(view) == f"a = {activation('tanh').formula}"


def test_a_layer_that_is_gone_is_replaced_by_the_last(view: SwitchView, state: ViewState) -> None:
    state.set(layer=3)
    view.show_experiment(experiment_of(points_of(60), widths=(4,)))
    assert view.summary().startswith("Layer 1 uses ReLU.")
    assert not view.grab().isNull()


@pytest.mark.parametrize(("loss", "name"), [("cross_entropy", "sigmoid"), ("squared_error", "tanh")])
def test_without_hidden_layers_the_output_shows_its_own_switch(
    view: SwitchView, loss: str, name: str
) -> None:
    experiment = edits.retune(experiment_of(points_of(60), widths=()), loss=loss)
    view.show_experiment(experiment)
    view.show_frame(trained(experiment))
    assert view.heading()[0] == f"Switch · {activation(name).label}"
    assert view.plot.histogram is not None
    assert "No hidden layer yet" in view.summary()


def test_a_softmax_has_no_curve_of_its_own(view: SwitchView) -> None:
    experiment = experiment_of(points_of(60, classes=3), widths=())
    view.show_experiment(experiment)
    view.show_frame(trained(experiment))
    assert not view.plot.isVisible()
    assert "softmax" in view.summary()


@pytest.mark.parametrize("size", [(250, 170), (630, 120)])
def test_why_there_is_no_curve_is_read_to_its_end(view: SwitchView, size: tuple[int, int]) -> None:
    experiment = experiment_of(points_of(60, classes=3), widths=())
    view.show_experiment(experiment)
    view.resize(*size)
    QApplication.processEvents()
    told = view.foot.alone
    assert told.isVisible() and told.text().endswith("no curve of its own.")
    assert told.heightForWidth(told.width()) <= told.height()
    view.show_experiment(experiment_of(points_of(60), widths=(3,)))
    assert not told.isVisible() and view.plot.isVisible()


def test_pointing_tells_value_and_slope(view: SwitchView) -> None:
    plot = plot_of(view)
    place = plot.pixel_of(2, 1)
    hover(plot.viewport(), place.x(), place.y())
    readout = view.findChild(Readout)
    assert readout is not None
    assert readout.isVisible()
    z = float(readout.text().split()[1])
    assert z == pytest.approx(2, abs=0.1)
    assert readout.text().startswith(f"z {z:.2f} · a {z:.2f} · slope 1.00\n")


def test_showing_the_same_frame_twice_changes_nothing(view: SwitchView, frame: Frame) -> None:
    first = view.grab().toImage()
    view.show_frame(frame)
    assert view.grab().toImage() == first


@pytest.mark.parametrize("which", ACTIVATIONS, ids=lambda which: which.name)
def test_every_activation_survives_strange_frames(view: SwitchView, which: Activation) -> None:
    view.show_experiment(experiment_of(points_of(9), name=which.name))
    for strange in strange_frames():
        view.show_frame(strange)
        view.grab()
        assert view.summary().endswith(".")


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_only_off_bars_have_an_outline(qapp: QApplication, theme: Theme) -> None:
    bars = HistogramBars()
    bars.set_colors(theme, gates=True)
    assert bars.off_pen.color().alpha() > 0
    assert bars.on_pen.style() == Qt.PenStyle.NoPen


def test_numbers_beside_a_steep_curve_are_not_cut_off(view: SwitchView, qtbot: QtBot) -> None:
    experiment = experiment_of(points_of(60), name="identity")
    view.show_experiment(experiment)
    view.show_frame(
        trained(replace(experiment, points=replace(experiment.points, xy=300 * experiment.points.xy)))
    )
    axis = plot_of(view).getAxis("left")
    qtbot.waitUntil(lambda: any(abs(place) >= 100 for place, _ in axis.texts))
    wide = QFontMetrics(figures(LIGHT)).horizontalAdvance
    qtbot.waitUntil(lambda: all(wide(text) <= axis.width() - 5 for _, text in axis.texts))


def ticked(view: SwitchView, label: str) -> None:
    """Click on an entry of the list of switches to compare with, as a person does."""
    menu = view.foot.compare.list
    action = next(action for action in menu.actions() if action.text() == label)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def test_a_person_compares_up_to_four_switches(view: SwitchView, state: ViewState) -> None:
    menu = view.foot.compare.list
    menu.popup(view.mapToGlobal(view.rect().center()))
    for label in ("Tanh", "GELU", "Leaky ReLU"):
        ticked(view, label)
    assert menu.isVisible()  # it stays open for the next
    assert state.now.compared == ("tanh", "gelu", "leaky_relu")
    assert list(view.plot.sheet.names) == ["ReLU", "Tanh", "GELU", "Leaky ReLU"]
    ticked(view, "Sigmoid")
    assert len(view.plot.sheet.names) == 4
    ticked(view, "GELU")
    assert list(view.plot.sheet.names) == ["ReLU", "Tanh", "Leaky ReLU"]
    ticked(view, "None")
    assert formula_in(view) == f"a = {activation('relu').formula}"


def test_the_list_to_compare_with_is_worked_from_the_keyboard(view: SwitchView, state: ViewState) -> None:
    menu = view.foot.compare.list
    menu.popup(view.mapToGlobal(view.rect().center()))
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert len(state.now.compared) == 1
    assert menu.isVisible()
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()


def test_the_layers_own_switch_is_not_compared_with_itself(view: SwitchView, state: ViewState) -> None:
    state.set(compared=("relu", "tanh"))
    assert view.plot.sheet.names == ("ReLU", "Tanh")
    state.set(compared=("relu",))
    assert len(view.plot.sheet.names) == 1


def test_pointing_tells_of_every_compared_switch(view: SwitchView, state: ViewState) -> None:
    state.set(compared=("tanh",))
    place = view.plot.pixel_of(2, 1)
    hover(view.plot.viewport(), place.x(), place.y())
    readout = view.findChild(Readout)
    assert readout is not None
    assert [row.split(":")[0] for row in readout.text().split("\n")[:2]] == ["ReLU", "Tanh"]


@pytest.fixture
def leaky(qtbot: QtBot, state: ViewState) -> tuple[SwitchView, Document]:
    document = document_of(experiment_of(points_of(60), name="leaky_relu"))
    view = SwitchView(document, state)
    qtbot.addWidget(view)
    document.changed.connect(lambda change: view.show_experiment(change.now))
    state.changed.connect(view.show_look)
    view.set_theme(LIGHT)
    view.resize(320, 220)
    with qtbot.waitExposed(view):
        view.show()
    view.show_frame(trained(document.now))
    return view, document


def test_a_slider_changes_the_number_of_this_layer_in_one_step(
    leaky: tuple[SwitchView, Document], state: ViewState
) -> None:
    view, document = leaky
    state.set(layer=2)
    (row,) = view.sliders.rows
    QTest.mouseClick(row.slider, Qt.MouseButton.LeftButton, pos=row.slider.rect().center())
    QTest.mousePress(row.slider, Qt.MouseButton.LeftButton, pos=row.slider.rect().center())
    for share in (0.6, 0.7, 0.8):
        QTest.mouseMove(row.slider, QPoint(int(share * row.slider.width()), row.slider.height() // 2))
    QTest.mouseRelease(row.slider, Qt.MouseButton.LeftButton)
    first, second, third = (layer.parameters for layer in document.now.network.layers)
    assert first == third == ()
    assert second[0] > 0.7
    assert formula_in(view) == f"a = {activation('leaky_relu', second).formula}"
    document.undo()
    document.undo()
    assert document.now.network.layers[1].parameters == ()
    assert document.undo_label is None


def test_arrow_keys_turn_a_number_too(leaky: tuple[SwitchView, Document]) -> None:
    view, document = leaky
    QTest.keyClick(view.sliders.rows[0].slider, Qt.Key.Key_Right)
    assert document.now.network.layers[0].parameters == (0.02,)


def test_a_leak_of_one_is_called_a_straight_line(leaky: tuple[SwitchView, Document]) -> None:
    view, document = leaky
    document.edit(lambda now: edits.set_activation_parameters(now, 0, (1.0,)), "Leak")
    assert "This is a straight line: layers of it collapse into one." in view.summary()


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_line_stands_out_from_the_card(theme: Theme) -> None:
    for style in STYLES:
        assert contrast(getattr(theme, style.color), theme.card) >= 3
    assert len({style.dashes for style in STYLES}) == len(STYLES)


@pytest.mark.parametrize("others", [("tanh", "sigmoid", "step"), ("leaky_relu", "elu", "silu")])
def test_names_on_the_picture_lie_inside_and_beside_each_other(others: tuple[str, ...]) -> None:
    area, size = QRectF(30, 0, 300, 120), QSizeF(70, 14)
    curves = [switch_curve(activation(name), 4) for name in ("relu", *others)]
    places = np.linspace(-4, 4, COLUMNS)
    known = [np.isfinite(curve.a) for curve in curves]
    heights = [
        60 - 14 * np.interp(places, curve.z[at], curve.a[at]) for curve, at in zip(curves, known, strict=True)
    ]
    taken: list[QRectF] = []
    for place, own in enumerate(heights):
        taken.append(place_beside(own, heights[:place] + heights[place + 1 :], taken, size, area))
    assert all(area.contains(room) for room in taken)
    assert not any(one.intersects(other) for one, other in combinations(taken, 2))


def test_in_a_short_wide_view_the_curve_gets_most_of_the_height(view: SwitchView, qtbot: QtBot) -> None:
    view.resize(480, 140)
    qtbot.waitUntil(lambda: plot_of(view).height() > 0.7 * view.height())
    assert view.foot.sentence.isVisible()
    assert "first weights: " in view.foot.sentence.toolTip()
    view.resize(296, 142)
    qtbot.waitUntil(lambda: view.foot.start.isVisible() and view.foot.measured.isVisible())


def with_sums_times(frame: Frame, factor: float) -> Frame:
    """The same network, its first layer's sums so many times as large."""
    found = activity_in(frame)
    first = replace(found, pre=((found.pre[0] * np.float32(factor)).astype(np.float32), *found.pre[1:]))
    contestant = replace(frame.contestants[0], findings={"activity": first})
    return replace(frame, contestants=(contestant,))


def test_where_all_sums_lie_out_of_the_picture_it_says_why_there_are_no_bars(
    view: SwitchView, frame: Frame
) -> None:
    view.show_frame(with_sums_times(frame, 1e9))
    assert view.foot.sentence.text() == "All sums z lie beyond ±1536: no bars to see here."
    assert "beyond ±1536" in view.foot.start.text()
    assert "no bars" in view.summary()
    with np.errstate(all="ignore"):
        view.show_frame(with_sums_times(frame, np.nan))
    assert view.foot.sentence.text() == "The sums z have grown beyond all numbers: no bars."
    view.show_frame(frame)
    assert "no bars" not in view.summary()


def test_some_sums_out_of_the_picture_are_counted_with_its_end() -> None:
    sums = histogram(np.array([0.5, -1, 2, 99], np.float32), 8.0)
    longest, shorter, shortest = switch_words.start_words(activation("relu"), "he", sums)
    assert longest.endswith(" · 25 % of the sums z beyond ±8")
    assert shorter.endswith(" · 25 % of z beyond ±8")
    assert "beyond" not in shortest
    assert switch_words.no_bars_words(sums) == ""
