"""The activity view shows every neuron at every point, and links both to the other views."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sequentia_gui.analysis.activity import Activity
from sequentia_gui.experiment.experiment import PointSet
from sequentia_gui.gui.colour_maps import sequential
from sequentia_gui.gui.numerals import percent
from sequentia_gui.gui.theme import LIGHT, THEMES, Theme
from sequentia_gui.gui.view_state import Neuron, ViewState
from sequentia_gui.gui.views.activation_colors import cell_pixels, coloring, steady_strength
from sequentia_gui.gui.views.activity.layout import ActivityLayout, columns_of, layout_of, point_order
from sequentia_gui.gui.views.activity.painter import ActivityPainter, measures
from sequentia_gui.gui.views.activity.view import ActivityView
from sequentia_gui.network.activations import ACTIVATIONS
from sequentia_gui.training.messages import Frame
from tests.gui.chart_frames import document_of, experiment_of, hover, points_of, strange_frames, trained

WIDTHS = st.lists(st.integers(1, 32), min_size=1, max_size=8).map(tuple)


@pytest.fixture
def state() -> ViewState:
    return ViewState()


@pytest.fixture
def frame() -> Frame:
    return trained(experiment_of(points_of(60)))


@pytest.fixture
def view(qtbot: QtBot, state: ViewState, frame: Frame) -> ActivityView:
    view = ActivityView(document_of(frame.experiment), state)
    qtbot.addWidget(view)
    view.set_theme(LIGHT)
    view.resize(426, 142)
    state.changed.connect(view.show_look)
    view.show()
    view.show_frame(frame)
    return view


def activity_in(frame: Frame) -> Activity:
    found = frame.contestants[0].findings["activity"]
    assert isinstance(found, Activity)
    return found


def layout_for(view: ActivityView, frame: Frame) -> ActivityLayout:
    widths = tuple(len(pre) for pre in activity_in(frame).pre)
    return layout_of(widths, frame.experiment.points, (view.width(), view.height()), measures(LIGHT))


@given(st.integers(1, 400), st.integers(1, 6), st.integers(30, 900))
def test_every_pixel_column_is_a_real_point_of_its_class(count: int, classes: int, width: int) -> None:
    points = points_of(count, classes)
    columns = columns_of(points, width, 2)
    for span in columns.spans:
        shown = [columns.point_at(x) for x in range(span.start, span.start + span.width)]
        assert {int(points.label[point]) for point in shown if point is not None} == {span.label}
        assert None not in shown
    if width >= 3 * count + 12:
        assert set(columns.chosen.tolist()) == set(range(count))


@given(st.integers(1, 300), st.integers(1, 6))
def test_the_order_goes_by_class_and_around_the_plane(count: int, classes: int) -> None:
    points = points_of(count, classes)
    order = point_order(points)
    assert sorted(order.tolist()) == list(range(count))
    assert np.all(np.diff(points.label[order]) >= 0)
    for label in np.unique(points.label):
        x, y = points.xy[order[points.label[order] == label]].T
        turns = np.diff(np.arctan2(y, x)) < 0
        assert np.count_nonzero(turns) <= 1


@given(WIDTHS, st.integers(200, 1900), st.integers(60, 1000))
def test_layers_never_overlap_and_rows_are_at_least_a_pixel(widths: tuple[int, ...], w: int, h: int) -> None:
    layout = layout_of(widths, points_of(50), (w, h), measures(LIGHT))
    assert [block.layer for block in layout.blocks] == list(range(len(widths)))
    assert all(block.pitch >= 1 for block in layout.blocks)
    boxes = sorted((block.left, block.top, block.top + block.height) for block in layout.blocks)
    assert all(a[0] != b[0] or a[2] < b[1] for a, b in itertools.pairwise(boxes))


@given(WIDTHS, st.data())
def test_a_cell_is_found_where_it_is_drawn(widths: tuple[int, ...], data: st.DataObject) -> None:
    points = points_of(20, 3)
    layout = layout_of(widths, points, (900, 600), measures(LIGHT))
    block = data.draw(st.sampled_from(layout.blocks))
    row = data.draw(st.integers(0, block.rows - 1))
    point = data.draw(st.integers(0, 19))
    extent = layout.columns.extent(point)
    assert extent is not None
    middle = block.left + (extent[0] + extent[1]) // 2
    assert layout.cell_at(middle, block.top + row * block.pitch) == (block.layer, row, point)


@given(st.integers(1, 9), st.integers(1, 60))
def test_off_cells_are_see_through_and_on_cells_get_stronger(k: int, n: int) -> None:
    pre = np.random.default_rng(k * n).normal(0, 2, (k, n)).astype(np.float32)
    post = np.maximum(pre, 0)
    pixels = cell_pixels(pre, post, coloring("relu"), 3.0, LIGHT)
    assert np.array_equal(pixels >> 24 == 0, pre <= 0)
    table = sequential(LIGHT)[:, :3]
    strongest = pixels[pre >= 3.0]
    assert {(p >> 16 & 255, p >> 8 & 255, p & 255) for p in strongest.tolist()} <= {
        tuple(table[255].tolist())
    }


def test_signed_outputs_are_neutral_exactly_at_zero() -> None:
    values = np.array([[-1.0, 0.0, 1.0]], np.float32)
    pixels = cell_pixels(values, values, coloring("tanh"), 1.0, LIGHT)
    assert QColor(int(pixels[0, 1]) & 0xFFFFFF).name() == LIGHT.neutral.lower()
    assert QColor(int(pixels[0, 2]) & 0xFFFFFF).name() == LIGHT.positive.lower()


def test_outputs_as_large_as_numbers_get_have_the_strongest_colour() -> None:
    values = np.array([[1.0, np.finfo(np.float32).max]], np.float32)
    pixels = cell_pixels(values, values, coloring("relu"), 1.0, LIGHT)
    assert pixels[0, 0] == pixels[0, 1]


def test_activations_find_their_colouring_by_themselves() -> None:
    kinds = {which.name: coloring(which.name).kind for which in ACTIVATIONS}
    assert (kinds["relu"], kinds["step"], kinds["gelu"]) == ("gated",) * 3
    assert (kinds["identity"], kinds["tanh"], kinds["sigmoid"]) == ("signed", "signed", "level")


def test_the_strength_does_not_flicker() -> None:
    pre = np.random.default_rng(0).normal(0, 1, (8, 50)).astype(np.float32)
    now, seen = 0.0, set()
    for factor in np.linspace(1, 0.7, 20, dtype=np.float32):
        now = steady_strength(pre * factor, np.maximum(pre * factor, 0), coloring("relu"), now)
        seen.add(now)
    assert len(seen) == 1


def test_pointing_at_a_cell_lights_neuron_and_point(
    view: ActivityView, state: ViewState, frame: Frame
) -> None:
    layout = layout_for(view, frame)
    block = layout.blocks[1]
    hover(view, block.left + 40, block.top + 2 * block.pitch + 1)
    assert state.now.hovered_neuron == Neuron(2, 2)
    assert state.now.hovered_point == layout.columns.point_at(40)
    hover(view, 1, 1)
    assert {state.now.hovered_neuron, state.now.hovered_point} == {None}


def test_what_others_point_at_is_framed_here(view: ActivityView, state: ViewState) -> None:
    view.hide()  # without the focus, and so without its ring
    before = view.grab().toImage()
    state.set(hovered_neuron=Neuron(1, 3))
    row = view.grab().toImage()
    state.set(hovered_neuron=None, hovered_point=7)
    column = view.grab().toImage()
    accent = LIGHT.color("accent")
    counts = [
        sum(picture.pixelColor(x, y) == accent for x in range(426) for y in range(142))
        for picture in (before, row, column)
    ]
    assert counts[0] == 0
    assert min(counts[1:]) > 100


def test_the_image_shows_each_cell_in_its_colour(view: ActivityView, frame: Frame) -> None:
    view.hide()  # without the focus, and so without its ring
    image, layout, found = view.grab().toImage(), layout_for(view, frame), activity_in(frame)
    for block in layout.blocks:
        for x in range(0, layout.columns.width, 7):
            point = layout.columns.point_at(x)
            if point is None:
                continue
            seen = image.pixelColor(block.left + x, block.top + 1)
            greenish = seen.green() > seen.red() + 8
            assert greenish == bool(found.pre[block.layer][0, point] > 0)


def test_arrow_keys_move_the_pointed_cell(
    view: ActivityView, state: ViewState, qtbot: QtBot, frame: Frame
) -> None:
    order = point_order(frame.experiment.points)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(view, key)
    assert state.now.hovered_neuron == Neuron(1, 2)
    assert state.now.hovered_point == order[1]
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert state.now.hovered_neuron is None


def test_the_words_about_a_cell_are_its_numbers(view: ActivityView, frame: Frame) -> None:
    found = activity_in(frame)
    words = view.words(1, 2, 5)
    assert "Layer 2, neuron 3" in words
    assert f"z = {found.pre[1][2, 5]:.3f}".replace("-", "−") in words
    assert f"zero for {percent(float(np.mean(found.post[1][2] == 0)))} of the points" in words


@pytest.mark.parametrize(
    "gone", [Neuron(0, 1), Neuron(9, 0), Neuron(1, 40)], ids=["input", "layer", "neuron"]
)
def test_of_a_neuron_that_has_no_row_nothing_is_read_out(
    view: ActivityView, state: ViewState, gone: Neuron
) -> None:
    state.set(hovered_neuron=Neuron(1, 0), hovered_point=3)
    assert view.reading().startswith("Layer 1, neuron 1")
    state.set(hovered_neuron=gone)
    assert view.reading() == ""
    state.set(hovered_neuron=Neuron(1, 0), hovered_point=60)
    assert view.reading() == ""


def test_the_summary_counts_zeros_and_the_dead(view: ActivityView, frame: Frame) -> None:
    found = activity_in(frame)
    shares = [percent(float(np.mean(post == 0))) for post in found.post]
    everything = np.concatenate([post.ravel() for post in found.post])
    dead = sum(int(d.sum()) for d in found.dead)
    named = ", ".join(f"L{place + 1} {share}" for place, share in enumerate(shares))
    assert view.summary() == f"Zeros: {named}, all {percent(float(np.mean(everything == 0)))}; {dead} dead."


def test_where_layers_stand_beside_each_other_the_share_of_zeros_keeps_its_word(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    monkeypatch.setattr(ActivityPainter, "_write", lambda _self, _box, _where, text, *_: written.append(text))
    frame = trained(experiment_of(points_of(60, 6), (32,) * 8))
    view = ActivityView(document_of(frame.experiment), ViewState())
    qtbot.addWidget(view)
    view.set_theme(LIGHT)
    view.resize(380, 210)
    view.show_frame(frame)
    view.grab()
    assert len(layout_for(view, frame).lefts) > 1
    assert written[-1].startswith("zeros")


def test_dead_neurons_are_crossed_out(view: ActivityView, frame: Frame) -> None:
    found = activity_in(frame)
    killed = tuple(np.ones_like(dead) for dead in found.dead)
    dead = replace(found, dead=killed)
    view.show_frame(_with_finding(frame, dead))
    image, layout = view.grab().toImage(), layout_for(view, frame)
    block = layout.blocks[0]
    column = [image.pixelColor(block.left + 30, y) for y in range(block.top, block.top + block.height)]
    assert sum(color == LIGHT.color("warning") for color in column) >= block.rows
    assert view.summary().endswith("15 dead.")
    assert "dead" in view.words(0, 0, 0)


def test_saturated_neurons_have_flat_lines_and_are_counted(view: ActivityView, frame: Frame) -> None:
    found = activity_in(frame)
    flat = tuple(np.ones_like(each) for each in found.saturated)
    view.show_frame(_with_finding(frame, replace(found, dead=found.saturated, saturated=flat)))
    image, layout = view.grab().toImage(), layout_for(view, frame)
    block = layout.blocks[0]
    x = block.left + layout.columns.width - 4
    column = [image.pixelColor(x, y) for y in range(block.top, block.top + block.height)]
    assert sum(color == LIGHT.color("warning") for color in column) >= 2 * block.rows
    assert view.summary().endswith("0 dead. 15 saturated.")
    assert "saturated" in view.words(0, 0, 0)


def _with_finding(frame: Frame, found: Activity) -> Frame:
    contestant = replace(frame.contestants[0], findings={"activity": found})
    return replace(frame, contestants=(contestant,))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("size", [(266, 100), (426, 142), (1900, 1000), (40, 20)])
def test_strange_frames_are_drawn_at_every_size(
    view: ActivityView, theme: Theme, size: tuple[int, int]
) -> None:
    view.set_theme(theme)
    view.resize(*size)
    for strange in strange_frames():
        view.show_frame(strange)
        view.grab()
        assert view.summary().endswith(".")


def test_values_that_are_not_numbers_are_drawn(view: ActivityView, frame: Frame) -> None:
    found = activity_in(frame)
    broken = tuple(np.full_like(pre, np.nan) for pre in found.pre)
    view.show_frame(_with_finding(frame, replace(found, pre=broken, layer_zeros=(1.0,) * 3, all_zeros=1.0)))
    assert not view.grab().isNull()


def test_showing_the_same_frame_twice_changes_nothing(view: ActivityView, frame: Frame) -> None:
    first = view.grab().toImage()
    view.show_frame(frame)
    assert view.grab().toImage() == first


def test_without_points_a_sentence_stands_there(view: ActivityView) -> None:
    view.show_frame(trained(experiment_of(PointSet.empty()), epochs=0))
    assert view.summary() == "No points yet: draw some, and see which neurons they switch on."
