"""A step neuron's mistakes are told as they were counted, and the end is foretold only where it is proven."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.experiment import Experiment, PointSet
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.numerals import count
from sequentia_gui.gui.theme import LIGHT
from sequentia_gui.gui.view_state import ViewState
from sequentia_gui.gui.views.loss.view import LossView
from sequentia_gui.gui.views.mistake_words import mistakes_sentence
from sequentia_gui.network.opening import read_checked
from sequentia_gui.resources import asset
from sequentia_gui.training.messages import Frame
from sequentia_gui.training.run import run_to

NEVER = "No straight line separates these points: the rule never comes to rest."


def one_neuron() -> Experiment:
    return read_checked(asset("experiments", "one-neuron.sequentia")).experiment


def frame_of(experiment: Experiment, epochs: int) -> Frame:
    return run_to(experiment, epochs=epochs, wants=frozenset({"straight_line"}))


def xor() -> Experiment:
    points = PointSet(
        np.array([[-1, -1], [1, 1], [-1, 1], [1, -1]]), np.array([0, 0, 1, 1]), np.zeros(4, np.bool_)
    )
    return replace(one_neuron(), points=points)


def test_the_example_makes_its_mistakes_and_then_no_more() -> None:
    assert mistakes_sentence(frame_of(one_neuron(), 0)) == "Mistakes: 0 so far."
    assert mistakes_sentence(frame_of(one_neuron(), 3)) == "Mistakes: 10 so far, 1 in the last pass."
    done = frame_of(one_neuron(), 30)
    assert mistakes_sentence(done) == "Mistakes: 23 so far, 0 in the last pass: the classes are separated."
    assert done.contestants[0].train_accuracy == 1.0


def test_points_that_no_line_separates_are_said_to_be_so_after_some_passes() -> None:
    assert NEVER not in mistakes_sentence(frame_of(xor(), 2))
    assert mistakes_sentence(frame_of(xor(), 40)).endswith(NEVER)


def test_it_is_never_said_of_points_that_a_line_separates() -> None:
    slow = edits.retune(one_neuron(), 0, learning_rate=0.00001)
    sentence = mistakes_sentence(frame_of(slow, 20))
    assert "separated" not in sentence and NEVER not in sentence


def test_a_pass_without_mistakes_is_no_proof_while_the_weights_still_move() -> None:
    frame = frame_of(one_neuron(), 30)
    moving = replace(frame, contestants=(replace(frame.contestants[0], train_accuracy=0.9),))
    assert mistakes_sentence(moving) == "Mistakes: 23 so far, 0 in the last pass."


@pytest.mark.parametrize("loss", ["cross_entropy", "squared_error", "relu_error"])
def test_other_outputs_count_no_mistakes(loss: str) -> None:
    assert not mistakes_sentence(frame_of(edits.retune(one_neuron(), 0, loss=loss), 2))


def test_no_points_make_no_mistakes() -> None:
    assert not mistakes_sentence(run_to(edits.clear_points(one_neuron())))


def test_the_loss_card_says_it_and_asks_for_the_proof_only_then(qtbot: QtBot) -> None:
    document = Document(xor(), tuple, lambda _: None)
    view = LossView(document, ViewState())
    qtbot.addWidget(view)
    view.set_theme(LIGHT)
    view.resize(300, 180)
    view.show()
    assert view.wanted() == {"straight_line"}
    view.show_frame(frame_of(xor(), 40))
    assert NEVER in view.summary()
    document.edit(lambda now: edits.retune(now, 0, loss="cross_entropy"), "Output")
    assert "straight_line" not in view.wanted()
    view.show_frame(frame_of(document.now, 3))
    assert "Mistakes" not in view.summary()


def test_thousands_of_mistakes_are_written_as_the_top_bar_writes_them() -> None:
    frame = frame_of(one_neuron(), 3)
    first = frame.contestants[0]
    assert first.checkpoint.mistakes is not None
    many = replace(first.checkpoint, mistakes=replace(first.checkpoint.mistakes, total=12_345))
    told = mistakes_sentence(replace(frame, contestants=(replace(first, checkpoint=many),)))
    assert told.startswith(f"Mistakes: {count(12_345)} so far")
