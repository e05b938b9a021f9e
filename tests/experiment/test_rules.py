"""Each rule keeps what its sentence says: the limit itself is allowed, and what lies just beyond is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sequentia_gui.experiment import rules
from sequentia_gui.experiment.experiment import (
    ExperimentError,
    Layer,
    NetworkDesign,
    PointSet,
    Recipe,
    TrainingPlan,
)


def points(count: int = 4, label: int = 0, at: float = 0.0, held_out: int = 0) -> PointSet:
    xy = np.full((count, 2), at, np.float32)
    return PointSet(xy, np.full(count, label, np.int8), np.arange(count) < held_out)


def network(layers: int = 1, width: int = 2, values: tuple[float, ...] = (), seed: int = 1) -> NetworkDesign:
    made = tuple(Layer("relu", tuple(range(width)), key, values) for key in range(layers))
    return NetworkDesign(made, seed=seed)


def plan(**changes: Any) -> TrainingPlan:
    return replace(TrainingPlan(), **changes)


def recipe(**changes: Any) -> Recipe:
    return replace(Recipe("moons"), **changes)


LIMITS: list[tuple[Callable[[Any], None], Any, Any, str]] = [
    (rules.check_points, points(2_000), points(2_001), "at most 2,000 points"),
    (rules.check_points, points(label=5), points(label=6), "at most 6 classes"),
    (rules.check_points, points(at=-6.0), points(at=-6.01), "between -6 and 6"),
    (rules.check_points, points(held_out=3), points(held_out=4), "left to train on"),
    (rules.check_network, network(8), network(9), "at most 8 hidden layers"),
    (rules.check_network, network(width=1), network(width=0), "1 to 32 neurons"),
    (rules.check_network, network(width=32), network(width=33), "1 to 32 neurons"),
    (rules.check_network, network(values=(1.0,) * 24), network(values=(1.0,) * 25), "at most 24 parameters"),
    (rules.check_network, network(values=(-100.0,)), network(values=(-100.1,)), "from -100 to 100"),
    (rules.check_network, network(seed=2**31 - 1), network(seed=2**31), "2,147,483,647"),
    (rules.check_plan, plan(learning_rate=1e-9), plan(learning_rate=0.9e-9), "learning rate"),
    (rules.check_plan, plan(learning_rate=1e6), plan(learning_rate=1.1e6), "learning rate"),
    (rules.check_plan, plan(momentum=0.0), plan(momentum=-0.1), "Momentum"),
    (rules.check_plan, plan(momentum=0.999), plan(momentum=1.0), "Momentum"),
    (rules.check_plan, plan(l1=1e6), plan(l1=1.1e6), "penalty"),
    (rules.check_plan, plan(l2=0.0), plan(l2=-0.1), "penalty"),
    (rules.check_plan, plan(batch_size=1), plan(batch_size=0), "1 to 2,000 points"),
    (rules.check_plan, plan(batch_size=2_000), plan(batch_size=2_001), "1 to 2,000 points"),
    (rules.check_recipe, recipe(count=2_000), recipe(count=2_001), "at most 2,000 points"),
    (rules.check_recipe, recipe(noise=0.5), recipe(noise=0.51), "from 0 to 0.5"),
    (rules.check_recipe, recipe(held_out=0.9), recipe(held_out=0.91), "from 0 to 0.9"),
    (rules.check_recipe, recipe(dataset="m" * 200), recipe(dataset="m" * 201), "1 to 200 characters"),
]


@pytest.mark.parametrize(("check", "kept", "broken", "words"), LIMITS)
def test_a_limit_is_allowed_and_what_lies_beyond_is_refused(
    check: Callable[[Any], None], kept: Any, broken: Any, words: str
) -> None:
    check(kept)
    with pytest.raises(ExperimentError, match=words):
        check(broken)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), True])
def test_what_is_no_number_is_no_learning_rate(value: float) -> None:
    with pytest.raises(ExperimentError, match="learning rate"):
        rules.check_plan(plan(learning_rate=value))


def test_a_network_tells_as_many_classes_apart_as_the_highest_label_needs() -> None:
    assert [points(label=label).classes for label in (0, 1, 2, 5)] == [2, 2, 3, 6]
    assert PointSet.empty().classes == 2
