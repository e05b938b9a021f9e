"""A step in parts is the trainer's own step, call by call, and touches nothing but its own arrays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sequentia_gui.experiment.experiment import NetworkDesign, PointSet, TrainingPlan
from sequentia_gui.network.activations import ACTIVATIONS
from sequentia_gui.network.initializers import first_parameters
from sequentia_gui.network.optimizers import OPTIMIZERS
from sequentia_gui.network.step_parts import StepParts
from sequentia_gui.network.tape import Call, play
from sequentia_gui.network.trainer import Trainer

NAMES = [entry.name for entry in ACTIVATIONS]


def points(count: int = 40) -> PointSet:
    rng = np.random.default_rng(5)
    label = (np.arange(count) % 2).astype(np.int8)
    return PointSet(rng.normal(0, 2, (count, 2)).astype(np.float32), label, np.zeros(count, np.bool_))


def names(calls: list[Call]) -> Counter[str]:
    def name(function: Callable[..., Any]) -> str:
        return str(getattr(function, "__name__", function))

    return Counter(name(function) for function, _ in calls)


@pytest.mark.parametrize("optimizer", [each.name for each in OPTIMIZERS])
def test_the_whole_is_what_the_trainer_does_but_that_it_moves_nothing(optimizer: str) -> None:
    design, plan = NetworkDesign.of((6, 5), "tanh"), TrainingPlan(optimizer=optimizer, batch_size=16)
    parts = StepParts(design, plan, points(), first_parameters(design, 2))
    trainer = Trainer(design, plan, points())
    trainer.run(1)
    taken = trainer._calls[0]
    assert taken is not None and parts.batch == 16
    assert [function for function, _ in parts.whole if isinstance(function, np.ufunc)] == [
        function for function, _ in taken if isinstance(function, np.ufunc)
    ]
    assert names(parts.whole) == names(taken)


@pytest.mark.parametrize("name", NAMES)
def test_the_switches_are_among_the_calls_of_the_step(name: str) -> None:
    design = NetworkDesign.of((6, 6, 4), name)
    parts = StepParts(design, TrainingPlan(), points(), first_parameters(design, 2))
    assert names(parts.activations) <= names(parts.whole)
    assert names(parts.activations)


@pytest.mark.parametrize("name", NAMES)
def test_played_again_and_again_it_changes_no_weight(name: str) -> None:
    design = NetworkDesign.of((6, 6), name)
    first = first_parameters(design, 2)
    before = first.vector.copy()
    parts = StepParts(design, TrainingPlan(), points(), first)
    with np.errstate(all="ignore"):
        for _ in range(5):
            play(parts.whole)
            play(parts.activations)
    np.testing.assert_array_equal(first.vector, before)
