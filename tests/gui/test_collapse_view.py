"""Layers are multiplied by button, key and step; the learner can put the product in their place, and take it back."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sequentia_gui.analysis.collapse import AffineMap, Product, Stretch
from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import Experiment, NetworkDesign, PointSet
from sequentia_gui.gui.colour_maps import readable_on
from sequentia_gui.gui.document import Change, Document
from sequentia_gui.gui.theme import LIGHT, THEMES, Theme
from sequentia_gui.gui.view_state import ViewState
from sequentia_gui.gui.views.collapse import view as view_module
from sequentia_gui.gui.views.collapse import words
from sequentia_gui.gui.views.collapse.view import CollapseView
from sequentia_gui.gui.views.decision.view import DecisionPlane
from sequentia_gui.network.forward import forward
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.training.run import run_to
from tests.gui.chart_frames import document_of, experiment_of, points_of, strange_frames, trained

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view_module, "STEP_MS", 30)


def with_names(*names: str, widths: tuple[int, ...]) -> Experiment:
    experiment = experiment_of(points_of(30), widths=widths)
    network = experiment.network
    layers = tuple(replace(each, activation=name) for each, name in zip(network.layers, names, strict=True))
    contestant = replace(experiment.contestants[0], network=replace(network, layers=layers))
    return replace(experiment, contestants=(contestant,))


class Desk:
    """A collapse view whose network answers edits at once, as it does in the window."""

    def __init__(self, qtbot: QtBot, experiment: Experiment, size: tuple[int, int] = (660, 480)) -> None:
        self.state = ViewState()
        self.frame = trained(experiment, epochs=2)
        self.document = Document(experiment, self._progress, lambda _: None)
        self.view = CollapseView(self.document, self.state)
        qtbot.addWidget(self.view)
        self.state.changed.connect(self.view.show_look)
        self.document.changed.connect(self._on_change)
        self.view.set_theme(LIGHT)
        self.view.resize(*size)
        self.view.show()
        qtbot.waitExposed(self.view)
        self.view.show_frame(self.frame)

    def _progress(self) -> tuple[Checkpoint, ...]:
        return tuple(each.checkpoint for each in self.frame.contestants)

    def _on_change(self, change: Change) -> None:
        self.view.show_experiment(change.now)
        start = self._progress() if change.start == "continue" else change.start
        self.frame = run_to(change.now, start)
        self.view.show_frame(self.frame)

    def output(self) -> np.ndarray:
        checkpoint = self.frame.contestants[0].checkpoint
        parameters = Parameters.of(checkpoint)
        return forward(parameters, checkpoint.design, self.frame.experiment.points.xy)[-1][0]


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot, with_names("identity", "identity", "identity", widths=(4, 5, 3)))


def test_the_button_multiplies_to_the_end(desk: Desk, qtbot: QtBot) -> None:
    assert desk.view.position == 0
    QTest.mouseClick(desk.view.controls.multiply, LEFT)
    qtbot.waitUntil(lambda: desk.view.position == 3)
    assert "4 layers are one" in desk.view.lead.text()
    assert "z = " in desk.view.facts.text()


def test_keys_step_forth_and_back_and_jump(desk: Desk, qtbot: QtBot) -> None:
    view = desk.view
    QTest.keyClick(view, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: view.position == 1)
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.position == 3
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.position == 2
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.position == 0
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert view.is_moving
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert not view.is_moving


def test_with_reduced_motion_everything_is_there_at_once(desk: Desk) -> None:
    desk.state.set(reduce_motion=True)
    assert desk.view.position == 3
    QTest.keyClick(desk.view, Qt.Key.Key_Home)
    QTest.mouseClick(desk.view.controls.multiply, LEFT)
    assert not desk.view.is_moving
    assert desk.view.position == 3


def test_an_entry_that_is_pointed_at_shows_how_it_is_made(desk: Desk) -> None:
    QTest.keyClick(desk.view, Qt.Key.Key_End)
    before = desk.view.canvas.grab().toImage()
    QTest.mouseMove(desk.view.canvas, desk.view.canvas.cell_centre(0, 1).toPoint())
    assert desk.view.canvas.grab().toImage() != before


def test_the_entrys_terms_add_up_as_they_are_written(desk: Desk) -> None:
    product = desk.view.canvas._product
    assert product is not None
    for column in range(3):
        line = words.entry_sum(product.factors[1], product.partial[0], (2, column), lambda _: True)
        terms, result = line.replace("−", "-").split(" = ")
        assert sum(float(term) for term in terms.split()) == pytest.approx(float(result), abs=1e-9)


def test_huge_and_small_numbers_side_by_side_are_each_written_as_what_they_are() -> None:
    whole = AffineMap.of(np.array([[1.24e10, -0.3]]), np.array([-1.2e8]))
    assert words.formulas(whole) == ["z = 1.24·10¹⁰ x₁ − 0.30 x₂ − 1.20·10⁸"]


def test_the_terms_of_a_huge_entry_add_up_in_the_power_of_ten_that_is_said_once() -> None:
    factor = AffineMap.of(np.array([[1.0, 1.0, -1.0]]), np.zeros(1))
    before = AffineMap.of(np.array([[1.24e10], [-2.5e5], [3e8]]), np.zeros(3))
    line = words.entry_sum(factor, before, (0, 0), lambda _: True)
    assert line == "(+1.24  0.00  −0.03)·10¹⁰ = 1.21·10¹⁰"


def test_the_stack_is_replaced_by_one_layer_and_comes_back(desk: Desk) -> None:
    before, layers = desk.output(), desk.document.now.network.layers
    QTest.mouseClick(desk.view.controls.replace, LEFT)
    assert desk.document.now.network.layers == ()
    np.testing.assert_allclose(desk.output(), before, atol=1e-4)
    desk.document.undo()
    assert desk.document.now.network.layers == layers
    np.testing.assert_array_equal(desk.output(), before)


def test_a_run_within_a_deeper_network_melts_into_the_next_layer(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_names("relu", "identity", "identity", "relu", widths=(4, 5, 3, 4)))
    layers, before = desk.document.now.network.layers, desk.output()
    QTest.mouseClick(desk.view.controls.replace, LEFT)
    assert desk.document.now.network.layers == (layers[0], layers[3])
    np.testing.assert_allclose(desk.output(), before, atol=1e-4)
    assert desk.view.choice.currentText() == "The piece under the pointer"


def test_where_there_is_more_than_one_run_the_list_chooses(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_names("identity", "relu", "identity", widths=(3, 3, 3)))
    names = [desk.view.choice.itemText(place) for place in range(desk.view.choice.count())]
    assert names == ["Layer 1 into layer 2", "Layer 3 into the output", "The piece under the pointer"]
    desk.view.choice.activated.emit(1)
    assert desk.view.multiplied.chosen == Stretch(2, 3)


def test_with_relu_the_piece_under_the_pointer_is_one_matrix_and_the_next_another(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_names("relu", "relu", widths=(6, 5)))
    seen = set()
    for place in np.random.default_rng(0).uniform(-6, 6, (12, 2)).tolist():
        desk.state.set(pointed=tuple(place))
        product = desk.view.canvas._product
        assert product is not None
        checkpoint = desk.frame.contestants[0].checkpoint
        parameters = Parameters(checkpoint.parameters.astype(np.float64), checkpoint.sizes)
        z = forward(parameters, checkpoint.design, np.array([place]))[-1][0][:, 0]
        np.testing.assert_allclose(product.whole.matrix @ place + product.whole.bias, z, atol=1e-12)
        seen.add(tuple(product.whole.matrix[0]))
    assert len(seen) > 2
    assert "In the piece before" in desk.view.facts.text()
    assert not desk.view.controls.replace.isVisible()


def test_the_plane_tells_where_it_is_pointed_at_only_while_that_is_wanted(qtbot: QtBot) -> None:
    state = ViewState()
    plane = DecisionPlane(document_of(experiment_of(PointSet.empty())), state)
    qtbot.addWidget(plane)
    state.changed.connect(plane.show_look)
    plane.resize(300, 300)
    plane.show()
    qtbot.waitExposed(plane)
    QTest.mouseMove(plane, plane.square.pixel(1.0, 2.0).toPoint())
    assert state.now.pointed is None
    state.set(shown=("collapse",))
    QTest.mouseMove(plane, plane.square.pixel(-1.0, 2.0).toPoint())
    assert state.now.pointed == pytest.approx((-1.0, 2.0), abs=0.1)


def test_a_curved_switch_is_told(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_names("tanh", "tanh", widths=(3, 3)))
    assert "curved" in desk.view.lead.text()
    assert not desk.view.canvas.isVisible()


@pytest.mark.parametrize(
    ("kind", "expected"), [("relu", "0 where it is off"), ("leaky_relu", "the slope of each")]
)
def test_it_says_what_the_switches_have_become(kind: str, expected: str) -> None:
    assert expected in words.piece_lead(NetworkDesign.of((3, 2), kind), True)


def test_in_a_low_card_the_matrices_have_the_height_and_a_few_words_are_left(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_names("relu", "relu", widths=(6, 5)), size=(640, 160))
    qtbot.waitUntil(lambda: desk.view.canvas.height() >= 0.6 * 160)
    assert desk.view.controls.brief.text().startswith("At (") and not desk.view.lead.isVisible()
    assert "0 where it is off" in desk.view.reading()


def test_a_network_without_hidden_layers_is_one_map_already(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_names(widths=()))
    assert "single map already" in desk.view.summary()
    assert "z = " in desk.view.facts.text()


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_it_survives_every_strange_frame(qtbot: QtBot, theme: Theme) -> None:
    linear = with_names(*["identity"] * 8, widths=(32,) * 8)
    desk = Desk(qtbot, linear)
    desk.view.set_theme(theme)
    for frame in (*strange_frames(), trained(linear, epochs=0), desk.frame):
        desk.view.show_frame(frame)
        desk.view.step_by(1)
        desk.view.step_by(-1)
        desk.view.grab()
        assert desk.view.summary()


@pytest.mark.parametrize("value", [np.inf, 1e38])
def test_numbers_beyond_measure_are_told(desk: Desk, value: float) -> None:
    state = desk.frame.contestants[0]
    vector = np.full_like(state.checkpoint.parameters, value)
    checkpoint = replace(state.checkpoint, parameters=vector)
    desk.view.show_frame(replace(desk.frame, contestants=(replace(state, checkpoint=checkpoint),)))
    desk.view.grab()
    assert desk.view.summary()


def test_letters_on_a_tint_can_be_read() -> None:
    assert readable_on(QColor("#C77C00")) == QColor("black")
    assert readable_on(QColor("#0072B2")) == QColor("white")


def test_rank_0_lets_nothing_through() -> None:
    silent = AffineMap.of(np.zeros((1, 2)), np.ones(1))
    assert words.rank(Product((silent,), (silent,))).startswith("Rank 0: nothing of the input")


def test_the_list_of_what_can_be_multiplied_is_never_a_window_of_its_own(qtbot: QtBot) -> None:
    desk = Desk(qtbot, with_names("identity", "relu", "identity", widths=(3, 3, 3)))
    assert desk.view.choice.count() > 1
    assert not desk.view.choice.isWindow() and not desk.view.choice.isVisible()


@pytest.mark.parametrize("size", [(660, 480), (660, 300), (460, 260)])
@pytest.mark.parametrize("widths", [(2, 2, 2, 2, 2), (32,) * 8])
def test_no_name_lies_on_the_matrix_before_it(
    qtbot: QtBot, widths: tuple[int, ...], size: tuple[int, int]
) -> None:
    view = Desk(qtbot, experiment_of(points_of(30), widths=widths), size).view
    for layer in range(1, len(widths) + 2):
        view.show_layer(layer)
        grids = view.canvas.grids()
        for before, after in pairwise(grids):
            assert after.left - after.overhang(LIGHT) > before.rect.right() - 0.01
        assert grids[-1].rect.right() <= view.canvas.width()
