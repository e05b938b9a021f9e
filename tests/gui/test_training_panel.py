"""The training panel tunes the plan without losing weights, and says what it shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.experiment import Experiment, NetworkDesign
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.gui.panels.choice_row import IN_FULL, ChoiceRow
from sequentia_gui.gui.panels.plan_words import plan_words
from sequentia_gui.gui.panels.training import TrainingPanel
from sequentia_gui.gui.panels.training_rows import RATES
from sequentia_gui.gui.theme import LIGHT
from sequentia_gui.network.activations import ACTIVATIONS
from sequentia_gui.network.trainer import Trainer, first_checkpoint
from tests.gui.panel_stage import Stage, experiments, on_stage

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def stage(qtbot: QtBot) -> Stage[TrainingPanel]:
    return on_stage(qtbot, TrainingPanel)


def pick(qtbot: QtBot, row: ChoiceRow, text: str) -> None:
    """Unfold a list and click on an entry, as a person does."""
    place = row.box.findText(text)
    assert place >= 0, f"there is no entry {text}"
    row.box.showPopup()
    view = row.box.view()
    index = row.box.model().index(place, 0)
    view.scrollTo(index)
    qtbot.waitUntil(view.isVisible)
    middle = view.visualRect(index).center()
    # Qt takes a very quick click for the one that unfolded the list; the arrows and Enter have no such doubt.
    view.setCurrentIndex(index)
    assert view.viewport().rect().contains(middle)
    QTest.keyClick(view, Qt.Key.Key_Return)


PICKS: list[tuple[str, str, Callable[[Experiment], object], object]] = [
    ("activation", "Tanh", lambda now: {layer.activation for layer in now.network.layers}, {"tanh"}),
    ("optimizer", "SGD", lambda now: now.training.optimizer, "sgd"),
    ("rate", "0.0003", lambda now: now.training.learning_rate, 0.0003),
    ("batch", "64", lambda now: now.training.batch_size, 64),
    ("batch", "all", lambda now: now.training.batch_size, None),
    ("loss", "Tanh", lambda now: now.training.loss, "squared_error"),
    ("loss", "ReLU", lambda now: now.training.loss, "relu_error"),
    ("loss", "Step", lambda now: now.training.loss, "perceptron"),
    ("initializer", "Zero", lambda now: now.network.initializer, "zero"),
]


@pytest.mark.parametrize(
    ("row", "text", "value", "expected"), PICKS, ids=[f"{row[0]}-{row[1]}" for row in PICKS]
)
def test_picking_from_a_list_is_one_step_that_keeps_the_weights(
    stage: Stage[TrainingPanel],
    qtbot: QtBot,
    row: str,
    text: str,
    value: Callable[[Experiment], object],
    expected: object,
) -> None:
    pick(qtbot, getattr(stage.panel, row), text)
    assert value(stage.now) == expected
    assert [change.start for change in stage.changes] == ["continue"]
    assert getattr(stage.panel, row).box.currentText() == text
    assert stage.undo_steps() == 1
    assert stage.now.training == first_experiment().training


def test_picking_what_is_there_already_changes_nothing(stage: Stage[TrainingPanel], qtbot: QtBot) -> None:
    pick(qtbot, stage.panel.optimizer, "Adam")
    assert not stage.changes


def test_the_wheel_never_changes_a_list(stage: Stage[TrainingPanel]) -> None:
    box, window = stage.panel.rate.box, stage.panel.window()
    QTest.wheelEvent(window.windowHandle(), box.mapTo(window, QPoint(9, 9)), QPoint(0, -120))
    assert not stage.changes


def test_layers_that_differ_are_shown_as_mixed(stage: Stage[TrainingPanel]) -> None:
    stage.document.edit(lambda now: edits.set_activation(now, "tanh", layer=1), "One layer")
    assert stage.panel.activation.box.currentIndex() == -1
    assert stage.panel.activation.box.placeholderText() == "mixed"
    stage.document.undo()
    assert stage.panel.activation.box.currentText() == "ReLU"


def test_without_hidden_layers_there_is_no_activation_to_choose(stage: Stage[TrainingPanel]) -> None:
    for _ in range(3):
        stage.document.edit(lambda now: edits.remove_layer(now, 0), "Remove")
    assert not stage.panel.activation.box.isEnabled()
    assert stage.panel.activation.box.placeholderText() == "no layers"


def test_every_activation_explains_itself_in_the_list(stage: Stage[TrainingPanel]) -> None:
    box = stage.panel.activation.box
    tips = {
        box.itemData(place): box.itemData(place, Qt.ItemDataRole.ToolTipRole)
        for place in range(box.count())
        if box.itemData(place)
    }
    assert tips == {each.name: f"{each.explanation}\n{each.formula}" for each in ACTIVATIONS}


def test_the_lectures_activations_come_first_and_a_title_cannot_be_chosen(
    stage: Stage[TrainingPanel], qtbot: QtBot
) -> None:
    box = stage.panel.activation.box
    assert [box.itemText(place) for place in range(4)] == ["Step", "Sigmoid", "Tanh", "ReLU"]
    title = box.findText("More")
    assert not box.model().flags(box.model().index(title, 0)) & Qt.ItemFlag.ItemIsEnabled
    pick(qtbot, stage.panel.activation, box.itemText(title - 1))
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert stage.now.network.layers[0].activation == box.itemData(title + 1)


def test_a_number_of_the_activation_is_set_for_all_layers_in_one_step(
    stage: Stage[TrainingPanel], qtbot: QtBot
) -> None:
    assert not stage.panel.parameters.isVisible()
    pick(qtbot, stage.panel.activation, "Leaky ReLU")
    qtbot.waitUntil(stage.panel.parameters.isVisible)
    (row,) = stage.panel.parameters.rows
    assert (row.label.text(), row.value.text()) == ("Leak", "0.01")
    QTest.mouseClick(row.slider, Qt.MouseButton.LeftButton, pos=row.slider.rect().center())
    values = {layer.parameters for layer in stage.now.network.layers}
    assert len(values) == 1
    assert values.pop()[0] == pytest.approx(0.5, abs=0.05)
    stage.document.undo()
    assert {layer.parameters for layer in stage.now.network.layers} == {()}


def test_layers_with_different_numbers_are_called_mixed(stage: Stage[TrainingPanel]) -> None:
    stage.document.edit(lambda now: edits.set_activation(now, "leaky_relu"), "All")
    stage.document.edit(lambda now: edits.set_activation_parameters(now, 0, (0.3,)), "One")
    assert stage.panel.parameters.rows[0].value.text() == "mixed"


def test_recommended_says_which_initialisation_it_is_now(stage: Stage[TrainingPanel]) -> None:
    box = stage.panel.initializer.box
    assert box.currentText() == "He (auto)"
    stage.document.edit(lambda now: edits.set_activation(now, "tanh"), "Tanh")
    assert box.currentText() == "Glorot (auto)"
    stage.document.edit(lambda now: edits.set_activation(now, "relu", layer=0), "Mixed")
    assert box.itemData(box.currentIndex(), IN_FULL) == "Recommended (He, Glorot)"


def test_another_initialisation_of_trained_weights_tells_when_it_will_be_used(qtbot: QtBot) -> None:
    first = first_experiment()
    trainer = Trainer(first.network, first.training, first.points)
    trainer.run(1)
    stage = on_stage(qtbot, TrainingPanel, progress=(trainer.checkpoint(),))
    pick(qtbot, stage.panel.initializer, "He")
    assert "next reset" in stage.view_state.now.notice


def test_another_initialisation_of_first_weights_needs_no_reset_and_speaks_of_none(qtbot: QtBot) -> None:
    first = first_experiment()
    weights = first_checkpoint(first.network, first.training, first.points.classes)
    stage = on_stage(qtbot, TrainingPanel, progress=(weights,))
    pick(qtbot, stage.panel.initializer, "He")
    assert stage.now.network.initializer == "he" and not stage.view_state.now.notice


def test_three_classes_show_softmax_and_two_give_the_choice_back(stage: Stage[TrainingPanel]) -> None:
    stage.document.edit(lambda now: edits.retune(now, loss="squared_error"), "Loss")
    stage.document.edit(lambda now: edits.choose_dataset(now, "blobs"), "Three", start="fresh")
    assert not stage.panel.loss.box.isEnabled()
    assert stage.panel.loss.box.placeholderText() == "Softmax"
    assert stage.panel.words.text() == "softmax, because there are 3 classes"
    assert "softmax" in stage.panel.loss.box.toolTip()
    assert stage.now.training.loss == "squared_error"
    stage.document.undo()
    assert stage.panel.loss.box.isEnabled()
    assert stage.panel.loss.box.currentText() == "Tanh"
    assert not stage.panel.words.isVisible()


def test_the_die_draws_new_weights_and_starts_anew(stage: Stage[TrainingPanel], qtbot: QtBot) -> None:
    QTest.mouseClick(stage.panel.seed.dice, LEFT)
    assert stage.now.network.seed == 2
    assert [change.start for change in stage.changes] == ["fresh"]
    assert stage.panel.seed.box.text() == "2"


def test_a_typed_seed_of_the_weights_starts_anew(stage: Stage[TrainingPanel], qtbot: QtBot) -> None:
    stage.panel.seed.box.setFocus()
    stage.panel.seed.box.selectAll()
    QTest.keyClicks(stage.panel.seed.box, "77")
    QTest.keyClick(stage.panel.seed.box, Qt.Key.Key_Return)
    assert stage.now.network.seed == 77
    assert [change.start for change in stage.changes] == ["fresh"]


def test_the_sign_of_more_is_drawn_when_it_folds_and_not_with_every_look(stage: Stage[TrainingPanel]) -> None:
    signs = [stage.panel.more.icon().cacheKey()]
    for look in ({"pointed": (1.0, 1.0)}, {"more_training": True}, {"more_training": False}):
        stage.view_state.set(**look)
        signs.append(stage.panel.more.icon().cacheKey())
    assert signs[0] == signs[1] and len({*signs}) == 3


def test_more_unfolds_the_penalties_and_the_look_remembers(stage: Stage[TrainingPanel], qtbot: QtBot) -> None:
    assert stage.panel.l1.isHidden() and stage.panel.l2.isHidden()
    QTest.mouseClick(stage.panel.more, LEFT)
    assert stage.view_state.now.more_training
    pick(qtbot, stage.panel.l1, "0.001")
    pick(qtbot, stage.panel.l2, "0.0003")
    assert (stage.now.training.l1, stage.now.training.l2) == (0.001, 0.0003)
    QTest.mouseClick(stage.panel.more, LEFT)
    assert stage.panel.l1.isHidden()
    assert stage.now.training.l1 == 0.001


def test_rates_are_written_as_people_write_them(stage: Stage[TrainingPanel]) -> None:
    box = stage.panel.rate.box
    assert [float(box.itemText(place).replace(",", ".")) for place in range(box.count())] == list(RATES)
    assert "e" not in "".join(box.itemText(place) for place in range(box.count()))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(experiment=experiments())
def test_showing_any_experiment_shows_its_values_and_edits_nothing(
    stage: Stage[TrainingPanel], experiment: Experiment
) -> None:
    now = stage.now
    for _ in range(2):
        stage.panel.show_experiment(experiment)
    plan, panel = experiment.training, stage.panel
    assert panel.optimizer.box.currentData() == plan.optimizer
    assert panel.initializer.box.currentData() == experiment.network.initializer
    assert float(
        (panel.rate.box.currentText() or panel.rate.box.placeholderText()).replace(",", ".")
    ) == pytest.approx(plan.learning_rate, rel=1e-3)
    assert panel.seed.box.text() == str(experiment.network.seed)
    assert panel.words.text() == plan_words(experiment)
    assert panel.words.isHidden() == (not plan_words(experiment))
    assert stage.now is now
    assert not stage.changes


@pytest.mark.parametrize("zoom", [1.0, 1.5, 2.5])
def test_every_control_has_a_name_a_tool_tip_and_room_to_be_hit(qtbot: QtBot, zoom: float) -> None:
    stage = on_stage(qtbot, TrainingPanel, theme=LIGHT.scaled(zoom))
    stage.view_state.set(more_training=True)
    panel = stage.panel
    rows = (
        panel.activation,
        panel.optimizer,
        panel.rate,
        panel.batch,
        panel.loss,
        panel.initializer,
        panel.l1,
        panel.l2,
    )
    parts: list[QWidget] = [*(row.box for row in rows), panel.seed.box, panel.seed.dice, panel.more]
    for part in parts:
        assert part.accessibleName()
        assert part.toolTip()
        assert part.focusPolicy() != Qt.FocusPolicy.NoFocus
        assert min(part.width(), part.height()) >= LIGHT.scaled(zoom).px(24)
    assert panel.minimumSizeHint().width() <= LIGHT.scaled(zoom).px(199)
    assert len({row.box.mapTo(panel, QPoint(0, 0)).x() for row in rows}) == 1


@pytest.mark.parametrize(
    ("widths", "switch", "plan", "said"),
    [
        ((), "relu", {"optimizer": "sgd", "batch_size": 1}, "Exactly Rosenblatt’s perceptron."),
        ((), "relu", {}, "Not quite Rosenblatt’s rule: that takes SGD, batches of 1."),
        (
            (),
            "relu",
            {"optimizer": "sgd", "batch_size": 1, "l2": 0.1},
            "Not quite Rosenblatt’s rule: that takes no penalties.",
        ),
        (
            (4,),
            "relu",
            {},
            "The step has slope 0: the layers before it learn from z.",
        ),
        (
            (4, 3),
            "step",
            {},
            "Step: slope 0, so layers 1–2 cannot learn.",
        ),
        (
            (4,),
            "step",
            {"loss": "cross_entropy"},
            "Step: slope 0, so layer 1 cannot learn.",
        ),
        ((4,), "relu", {"loss": "cross_entropy"}, ""),
    ],
)
def test_a_sentence_says_where_a_step_is_not_the_perceptron_and_who_cannot_learn(
    stage: Stage[TrainingPanel], widths: tuple[int, ...], switch: str, plan: dict[str, Any], said: str
) -> None:
    first = edits.retune(first_experiment(), 0, **{"loss": "perceptron", **plan})
    contestant = replace(first.contestants[0], network=NetworkDesign.of(widths, switch))
    stage.panel.show_experiment(replace(first, contestants=(contestant,)))
    assert stage.panel.words.text() == said
    assert stage.panel.words.isVisible() == bool(said)
