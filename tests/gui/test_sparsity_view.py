"""The sparsity view tells zeros from dead, who fires for whom, and what the doctor found and can do."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sequentia_gui.analysis.activity import Activity
from sequentia_gui.analysis.sparsity import LEAD, specialties
from sequentia_gui.app import Parts
from sequentia_gui.experiment.experiment import Experiment, TrainingPlan
from sequentia_gui.gui.document import Change, Document
from sequentia_gui.gui.figures import figures
from sequentia_gui.gui.numerals import count, percent
from sequentia_gui.gui.theme import LIGHT, THEMES, Theme
from sequentia_gui.gui.view_state import Neuron, ViewState
from sequentia_gui.gui.views.plane.firing import points_left_out
from sequentia_gui.gui.views.regions.veil import pieces_left_out
from sequentia_gui.gui.views.sparsity import words
from sequentia_gui.gui.views.sparsity.firing_layout import FiringBlock, firing_layout
from sequentia_gui.gui.views.sparsity.view import SparsityView
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.training.doctor import Diagnosis, doctor_want
from sequentia_gui.training.messages import Frame
from sequentia_gui.training.run import run_to
from tests.gui.chart_frames import document_of, experiment_of, hover, points_of, strange_frames

WANTS = frozenset({"activity", "pieces", "zeros_over_time", "dead_over_time"})


def an_experiment(rate: float = 0.01, name: str = "relu") -> Experiment:
    experiment = experiment_of(points_of(60), name=name)
    plan = TrainingPlan(optimizer="sgd", learning_rate=rate)
    return replace(experiment, contestants=(replace(experiment.contestants[0], training=plan),))


def seen(experiment: Experiment, epochs: int = 12, wants: frozenset[str] = WANTS) -> Frame:
    return run_to(experiment, "fresh", epochs=epochs, wants=wants)


def activity_in(frame: Frame) -> Activity:
    found = frame.contestants[0].findings["activity"]
    assert isinstance(found, Activity)
    return found


def first_dead(frame: Frame) -> Neuron:
    return next(
        Neuron(layer + 1, int(place))
        for layer, dead in enumerate(activity_in(frame).dead)
        for place in np.flatnonzero(dead)
    )


@pytest.fixture
def state() -> ViewState:
    return ViewState()


def a_view(qtbot: QtBot, state: ViewState, frame: Frame, document: Document | None = None) -> SparsityView:
    view = SparsityView(document or document_of(frame.experiment), state)
    qtbot.addWidget(view)
    state.changed.connect(view.show_look)
    view.set_theme(LIGHT)
    view.resize(430, 200)
    view.show()
    view.show_frame(frame)
    return view


def center(view: SparsityView, neuron: Neuron) -> QPoint:
    block = view.map.layout_now.blocks[neuron.layer - 1]
    left, width = block.span(neuron.position)
    return QPoint(left + width // 2, block.top + block.height // 2)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_it_survives_strange_frames(qtbot: QtBot, state: ViewState, theme: Theme) -> None:
    for frame in strange_frames():
        view = a_view(qtbot, state, frame)
        view.set_theme(theme)
        state.set(silent="dead", chosen_neuron=Neuron(1, 0))
        view.show_frame(frame)
        assert not view.grab().isNull()
        assert view.summary()


@given(
    st.lists(st.integers(1, 32), min_size=1, max_size=8),
    st.integers(1, 6),
    st.integers(60, 900),
    st.integers(50, 900),
)
def test_a_neuron_is_found_where_it_is_drawn(widths: list[int], classes: int, across: int, down: int) -> None:
    layout = firing_layout(widths, classes, (30, 4, across, down), 1.0)
    for block, width in zip(layout.blocks, widths, strict=True):
        for position in range(width):
            left, pitch = block.span(position)
            assert layout.neuron_at(left + pitch / 2, block.top + 0.5) == Neuron(block.layer, position)
    assert layout.neuron_at(0, 0) is None


@given(st.integers(1, 12), st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_specialists_lead_by_half_of_their_class(count: int, classes: int, seed: int) -> None:
    rates = np.random.default_rng(seed).uniform(0, 1, (count, classes)) ** 2
    expected = []
    for place, own in enumerate(rates.tolist()):
        best = max(range(classes), key=own.__getitem__)
        if classes > 1 and all(own[best] - own[c] >= LEAD for c in range(classes) if c != best):
            expected.append((place, best))
    assert specialties(rates) == expected


def test_a_lead_of_exactly_half_is_one_whichever_the_shares_are() -> None:
    shares = np.array([[(5 + part) / 10, part / 10] for part in range(6)])
    assert specialties(shares) == [(place, 0) for place in range(6)]
    for first, second in shares.tolist():
        assert "specialist: A leads by 50" in words._lead(first, second, 0)


def test_tiny_and_huge_changes_are_written_as_everywhere() -> None:
    assert [words.measured(value) for value in (1.2e-9, -3e-5, 0.04, 2.5e6)] == [
        "1.2·10⁻⁹", "−3·10⁻⁵", "0.040", "2.5·10⁶",
    ]  # fmt: skip
    found = Diagnosis(1, 0, "dead", "update", 7, 2, 1e-5, 0.0, -1e-9, 2e-7, own=True)
    told = words.diagnosed("dead", Neuron(1, 0), found, False)
    assert "learning rate 0.00001 moved its bias by −1·10⁻⁹ and its weights by 2·10⁻⁷." in told


def test_where_points_are_of_one_class_nobody_is_a_specialist() -> None:
    assert specialties(np.array([[1.0, np.nan], [0.0, np.nan]])) == []


def test_a_neuron_is_told_by_the_shares_that_it_fires_for(qtbot: QtBot, state: ViewState) -> None:
    frame = seen(an_experiment())
    view = a_view(qtbot, state, frame)
    place = center(view, Neuron(2, 3))
    hover(view.map, place.x(), place.y())
    rates = activity_in(frame).rates[1][3]
    told = view.reading()
    assert told.startswith("Neuron 4 of layer 2 fires for ")
    for label, rate in zip("AB", rates, strict=True):
        assert f"{percent(float(rate))} of {label}" in told


def test_a_click_chooses_a_neuron_and_another_one_lets_it_go(qtbot: QtBot, state: ViewState) -> None:
    view = a_view(qtbot, state, seen(an_experiment()))
    for expected in (Neuron(2, 1), None):
        QTest.mouseClick(view.map, Qt.MouseButton.LeftButton, pos=center(view, Neuron(2, 1)))
        assert state.now.chosen_neuron == expected


def test_arrows_go_from_neuron_to_neuron_and_escape_lets_go(qtbot: QtBot, state: ViewState) -> None:
    view = a_view(qtbot, state, seen(an_experiment()))
    way = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Escape):
        QTest.keyClick(view.map, key)
        way.append(state.now.chosen_neuron)
    assert way == [Neuron(1, 0), Neuron(1, 1), Neuron(2, 1), Neuron(2, 0), None]


def test_only_the_chosen_neuron_is_sent_to_the_doctor(qtbot: QtBot, state: ViewState) -> None:
    view = a_view(qtbot, state, seen(an_experiment()))
    usual = view.wanted()
    assert usual == {"activity", "zeros_over_time"}
    state.set(chosen_neuron=Neuron(2, 1))
    assert view.wanted() - usual == {doctor_want(2, 1)}
    state.set(chosen_neuron=Neuron(4, 0), silent="dead")
    assert view.wanted() == {"activity", "dead_over_time"}


def a_death() -> tuple[Frame, Neuron]:
    """A frame with a dead neuron, and its diagnosis."""
    experiment = an_experiment(rate=5.0)
    dead = first_dead(seen(experiment))
    return seen(experiment, wants=WANTS | {doctor_want(*dead)}), dead


def test_the_doctor_names_the_step_and_the_update(qtbot: QtBot, state: ViewState) -> None:
    frame, dead = a_death()
    view = a_view(qtbot, state, frame)
    assert not view.redraw.isVisible()
    state.set(chosen_neuron=dead)
    found = frame.contestants[0].findings[doctor_want(*dead)]
    assert isinstance(found, Diagnosis) and found.cause == "update"
    told = view.reading()
    assert f"died at step {found.step} (epoch {found.epoch})" in told
    assert "learning rate 5" in told
    assert words.measured(abs(found.bias_change)) in told and words.measured(found.weight_change) in told
    assert view.redraw.isVisible() and view.make_leaky.isVisible()


def test_drawing_again_changes_that_neuron_alone_and_can_be_undone(qtbot: QtBot, state: ViewState) -> None:
    frame, dead = a_death()
    before = frame.contestants[0].checkpoint
    document = Document(frame.experiment, lambda: (before,), lambda _: None)
    changes: list[Change] = []
    document.changed.connect(changes.append)
    view = a_view(qtbot, state, frame, document)
    state.set(chosen_neuron=dead)
    QTest.mouseClick(view.redraw, Qt.MouseButton.LeftButton)
    document.undo()
    there, back = changes
    assert isinstance(there.start, tuple)
    old, new = (Parameters(each.parameters, before.sizes) for each in (before, there.start[0]))
    blocks = list(zip(old.blocks, new.blocks, strict=True))
    for layer, (one, other) in enumerate(blocks):
        rows = np.flatnonzero((one != other).any(axis=1)).tolist()
        assert rows == ([dead.position] if layer == dead.layer - 1 else [])
    assert back.start == (before,)


def test_where_new_weights_do_not_wake_it_the_window_says_what_does(parts: Parts, qtbot: QtBot) -> None:
    (kept,) = parts.playback.progress()
    asleep = Parameters(kept.parameters.copy(), kept.sizes)
    asleep.blocks[0][:, -1] = -100.0
    parts.document.apply(parts.document.now, "Sleep", start=(replace(kept, parameters=asleep.vector),))
    parts.view_state.set(shown=("sparsity",), chosen_neuron=Neuron(2, 0))
    view = parts.window.views["sparsity"]
    assert isinstance(view, SparsityView)
    qtbot.waitUntil(view.redraw.isVisible)
    QTest.mouseClick(view.redraw, Qt.MouseButton.LeftButton)
    assert "from the layer before it" in parts.view_state.now.notice


def test_its_layer_can_be_made_leaky(qtbot: QtBot, state: ViewState) -> None:
    frame, dead = a_death()
    document = document_of(frame.experiment)
    view = a_view(qtbot, state, frame, document)
    state.set(chosen_neuron=dead)
    QTest.mouseClick(view.make_leaky, Qt.MouseButton.LeftButton)
    names = [layer.activation for layer in document.now.network.layers]
    assert names == ["leaky_relu" if place == dead.layer - 1 else "relu" for place in range(3)]


def test_symmetry_is_spoken_of_only_at_the_start_and_where_it_is_true(qtbot: QtBot, state: ViewState) -> None:
    start = seen(an_experiment(), epochs=0)
    assert 0.4 < activity_in(start).all_zeros < 0.6
    assert "symmetry" in a_view(qtbot, state, start).summary()
    assert "symmetry" not in a_view(qtbot, state, seen(an_experiment(), epochs=1)).summary()
    assert "symmetry" not in a_view(qtbot, state, seen(an_experiment(name="tanh"), epochs=0)).summary()


def test_dead_and_zeros_are_two_numbers(qtbot: QtBot, state: ViewState) -> None:
    frame, _ = a_death()
    dead = sum(int(layer.sum()) for layer in activity_in(frame).dead)
    told = a_view(qtbot, state, frame).summary()
    assert "of the outputs are 0" in told and f"{dead} of 15 neurons " in told


def test_steps_are_counted_as_everywhere_their_thousands_apart() -> None:
    frame, dead = a_death()
    found = frame.contestants[0].findings[doctor_want(*dead)]
    assert isinstance(found, Diagnosis)
    late = replace(found, step=12_345, epoch=1_234)
    assert f"step {count(12_345)} (epoch {count(1_234)})" in words.diagnosed("dead", dead, late, False)


@pytest.mark.parametrize("number", ["zeros", "dead"])
def test_the_lines_are_the_course_and_end_in_the_present(qtbot: QtBot, state: ViewState, number: str) -> None:
    frame = seen(an_experiment(rate=5.0))
    view = a_view(qtbot, state, frame)
    state.set(silent=number)
    activity = activity_in(frame)
    present = activity.layer_zeros if number == "zeros" else [int(layer.sum()) for layer in activity.dead]
    np.testing.assert_allclose(view.lines._values[-1], present)
    assert view.lines._epoch.tolist() == list(range(13))


def test_points_that_do_not_switch_a_neuron_on_fade() -> None:
    frame, state = seen(an_experiment()), ViewState()
    count = len(frame.experiment.points)
    assert not points_left_out(frame, state.now, count).any()
    state.set(chosen_neuron=Neuron(2, 3))
    expected = ~(activity_in(frame).pre[1][3] > 0)
    np.testing.assert_array_equal(points_left_out(frame, state.now, count), expected)
    assert not points_left_out(frame, state.now, count + 1).any()


def test_pieces_on_which_a_neuron_is_off_are_left_out() -> None:
    frame = seen(an_experiment())
    pieces = frame.contestants[0].findings["pieces"]
    off = pieces_left_out(pieces, frame.experiment.network, Neuron(2, 3))  # type: ignore[arg-type]
    activity = activity_in(frame)
    for place, xy in enumerate(frame.experiment.points.xy.tolist()):
        piece = pieces.at(*xy)  # type: ignore[attr-defined]
        z = activity.pre[1][3][place]
        assert abs(z) < 1e-4 or off[piece] == (z <= 0)


@pytest.mark.parametrize("rates", [(0.875, 0.125), (0.375, 0.125), (0.625, 0.03), (0.5, 0.285)])
def test_the_lead_is_the_difference_of_the_percentages_that_are_told(rates: tuple[float, float]) -> None:
    """An eighth is half a per cent too much: 7 of 8 and 1 of 8 are told as 88 % and 13 %, 75 points apart."""
    found = activity_in(seen(an_experiment()))
    told = words.firing(replace(found, rates=(np.array([rates]),)), Neuron(1, 0))
    first, second = map(int, re.findall(r"(\d+) % of", told))
    assert f"leads by {first - second} percentage points" in told


@pytest.mark.parametrize("height", [60, 75, 110, 300])
def test_the_names_of_many_layers_never_lie_on_each_other(
    qtbot: QtBot, state: ViewState, monkeypatch: pytest.MonkeyPatch, height: int
) -> None:
    experiment = experiment_of(points_of(40), widths=(3,) * 8)
    view = a_view(qtbot, state, seen(experiment, epochs=1))
    named: list[FiringBlock] = []
    monkeypatch.setattr(view.map, "_name", lambda _painter, block: named.append(block))
    view.map.resize(200, height)
    view.map.grab()
    tops = [block.top for block in named]
    assert named[0].layer == 1 and (len(named) == 8 or height < 300)
    letters = QFontMetrics(figures(LIGHT, 11, 600)).ascent()
    assert all(lower - upper >= letters for upper, lower in pairwise(tops))
