"""Every edit passes through the document, and undo brings back what was there, with weights that were lost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import Experiment, TrainingPlan
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.experiment.saved import ViewValue
from sequentia_gui.gui.document import Change, Document
from sequentia_gui.network.trainer import first_checkpoint
from sequentia_gui.training.messages import Start

FIRST = first_experiment()
SPREAD = np.array([[1.0, 2.0]], np.float32)

KEEPS_WEIGHTS = {
    "point": lambda e: edits.add_points(e, SPREAD, [0]),
    "rate": lambda e: edits.retune(e, learning_rate=0.3 if e.training.learning_rate != 0.3 else 0.1),
    "clear": edits.clear_points,
}
LOSES_WEIGHTS = {
    "layer": lambda e: edits.add_layer(e, 0),
    "class": lambda e: edits.add_points(e, SPREAD, [e.points.classes]),
}


class Training:
    """Stands for the training thread: it has come a step further whenever it is asked."""

    def __init__(self) -> None:
        self.step = 0

    def progress(self) -> tuple[Checkpoint, ...]:
        self.step += 1
        return (replace(first_checkpoint(FIRST.network, TrainingPlan(), 2), step=self.step),)


class Desk:
    """A document, what it announced, and what it said."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.changes: list[Change] = []
        self.training = Training()
        self.seen: dict[str, ViewValue] = {"tint": "pattern"}
        self.document = Document(FIRST, self.training.progress, self.said.append, lambda: self.seen)
        self.document.changed.connect(self.changes.append)


def step_of(start: Start) -> int:
    assert isinstance(start, tuple)
    return start[0].step


@pytest.fixture
def desk(qapp: object) -> Desk:
    return Desk()


@pytest.mark.parametrize("name", KEEPS_WEIGHTS)
def test_points_and_plan_leave_the_weights_alone_in_every_direction(desk: Desk, name: str) -> None:
    desk.document.edit(KEEPS_WEIGHTS[name], name)
    desk.document.undo()
    desk.document.redo()
    desk.document.undo()
    assert [change.start for change in desk.changes] == ["continue"] * 4
    assert desk.document.now is FIRST


@pytest.mark.parametrize("name", LOSES_WEIGHTS)
def test_what_loses_weights_brings_them_back_on_undo_and_again_on_redo(desk: Desk, name: str) -> None:
    desk.document.edit(LOSES_WEIGHTS[name], name)
    desk.document.undo()
    desk.document.redo()
    starts = [change.start for change in desk.changes]
    assert starts[0] == "continue"
    assert [step_of(start) for start in starts[1:]] == [1, 2]


def test_a_reset_is_undone_by_the_weights_it_took(desk: Desk) -> None:
    desk.document.apply(desk.document.now, "Reset", start="fresh")
    desk.document.undo()
    assert desk.changes[0].start == "fresh"
    assert step_of(desk.changes[1].start) == 1
    assert desk.changes[1].now is FIRST


def test_a_refused_edit_is_a_sentence_and_no_step(desk: Desk) -> None:
    assert not desk.document.edit(lambda e: edits.retune(e, learning_rate=-1.0), "Rate")
    assert desk.said and desk.document.undo_label is None and not desk.changes


def test_an_edit_that_changes_nothing_is_no_step(desk: Desk) -> None:
    desk.document.edit(lambda e: e, "Nothing")
    assert desk.document.undo_label is None and not desk.changes


def test_edits_of_one_stroke_are_one_step(desk: Desk) -> None:
    for _ in range(5):
        desk.document.edit(KEEPS_WEIGHTS["point"], "Draw", merge="stroke 1")
    desk.document.edit(KEEPS_WEIGHTS["point"], "Draw", merge="stroke 2")
    desk.document.undo()
    assert len(desk.document.now.points) == len(FIRST.points) + 5
    desk.document.undo()
    assert desk.document.now is FIRST


@given(st.lists(st.sampled_from([*KEEPS_WEIGHTS, *LOSES_WEIGHTS, "undo", "redo"]), max_size=30))
def test_undo_and_redo_walk_along_the_edits_that_were_made(names: list[str]) -> None:
    desk = Desk()
    past: list[Experiment] = [FIRST]
    at = 0
    for name in names:
        if name == "undo":
            desk.document.undo()
            at = max(0, at - 1)
        elif name == "redo":
            desk.document.redo()
            at = min(len(past) - 1, at + 1)
        elif desk.document.edit({**KEEPS_WEIGHTS, **LOSES_WEIGHTS}[name], name) and (
            desk.document.now is not past[at]
        ):
            past[at + 1 :] = [desk.document.now]
            at += 1
        assert desk.document.now is past[at]


def test_opening_and_taking_it_back_are_told_from_edits(desk: Desk) -> None:
    told: list[bool] = []
    desk.document.changed.connect(lambda change: told.append(change.opened))
    desk.document.apply(desk.document.now, "Reset the weights", start="fresh")
    desk.document.open(replace(desk.document.now, title="Other"), (), None)
    desk.document.undo()
    desk.document.undo()
    assert told == [False, True, True, False]


def test_undo_of_open_says_how_the_work_before_was_seen_and_redo_how_the_opened_one_was() -> None:
    desk = Desk()
    desk.document.open(replace(FIRST, title="Other"), (), None, {"tint": "slope"})
    desk.seen = {"tint": "slope", "layer": 2}
    desk.document.undo()
    desk.seen = {"tint": "pattern"}
    desk.document.redo()
    assert [(each.seen_before, each.seen) for each in desk.changes] == [
        ({"tint": "pattern"}, {"tint": "slope"}),
        ({"tint": "slope", "layer": 2}, {"tint": "pattern"}),
        ({"tint": "pattern"}, {"tint": "slope", "layer": 2}),
    ]
