"""An optimiser takes the steps of its publication, with its numbers, also where slopes are all but nothing."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from sequentia_gui.experiment.experiment import TrainingPlan
from sequentia_gui.network.optimizers import OPTIMIZERS, Memory, Optimizer, Update, flush_denormals, optimizer
from sequentia_gui.network.tape import Tape

RATE = 0.1
SLOPES = (0.5, -2.0, 1.0)

# One weight that begins at 0, step by step as the publications have it: w, after each of the SLOPES.
BY_HAND = {
    "sgd": [-0.05, 0.15, 0.05],
    "momentum": [-0.05, 0.105, 0.1445],
    "rmsprop": [
        -RATE * 0.5 / (0.025**0.5 + 1e-8),
        -RATE * (0.5 / (0.025**0.5 + 1e-8) - 2 / (0.4225**0.5 + 1e-8)),
        -RATE * (0.5 / (0.025**0.5 + 1e-8) - 2 / (0.4225**0.5 + 1e-8) + 1 / (0.48025**0.5 + 1e-8)),
    ],
    "adam": [
        -RATE * 0.5 / (0.5 + 1e-8),
        -RATE * (0.5 / (0.5 + 1e-8) - (0.155 / 0.19) / ((0.00424975 / 0.001999) ** 0.5 + 1e-8)),
        -RATE
        * (
            0.5 / (0.5 + 1e-8)
            - (0.155 / 0.19) / ((0.00424975 / 0.001999) ** 0.5 + 1e-8)
            - (0.0395 / 0.271) / ((0.00524550025 / 0.002997001) ** 0.5 + 1e-8)
        ),
    ],
}


def by_definition(entry: Optimizer, plan: TrainingPlan, slopes: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weights after each step, (steps, p), as `direction` has it."""
    memory, w, found = Memory(), np.zeros(slopes.shape[1]), []
    for g in slopes:
        memory.steps += 1
        w = w - plan.learning_rate * entry.direction(g, memory, plan)
        found.append(w)
    return np.array(found)


def by_tape(entry: Optimizer, plan: TrainingPlan, slopes: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same as training plays it."""
    tape, count = Tape(np.float64), slopes.shape[1]
    work, moments = np.zeros((2, count)), np.zeros((entry.slots, count))
    update = Update(np.zeros(count), work, moments, tape.constant(0), tape.constant(0))
    entry.record(tape, update, plan)
    found = []
    for g, rate, epsilon in zip(slopes, *entry.schedule(plan, np.arange(1, len(slopes) + 1)), strict=True):
        update.rate[...], update.epsilon[...], work[0] = rate, epsilon, g
        tape.play()
        found.append(update.vector.copy())
    return np.array(found)


@pytest.mark.parametrize("name", BY_HAND)
def test_three_steps_are_those_that_one_finds_by_hand(name: str) -> None:
    plan = TrainingPlan(optimizer=name, learning_rate=RATE, momentum=0.9)
    slopes = np.array(SLOPES)[:, np.newaxis]
    for way in (by_definition, by_tape):
        np.testing.assert_allclose(way(optimizer(name), plan, slopes)[:, 0], BY_HAND[name], rtol=1e-13)


@pytest.mark.parametrize("entry", OPTIMIZERS, ids=lambda entry: entry.name)
def test_what_training_plays_is_the_definition_for_slopes_of_every_size(entry: Optimizer) -> None:
    """Where slopes are as small as epsilon, that decides how long a step is."""
    plan = TrainingPlan(optimizer=entry.name, learning_rate=RATE)
    slopes = np.random.default_rng(0).normal(0, 1, (20, 40)) * np.geomspace(1e-12, 1e3, 40)
    expected = by_definition(entry, plan, slopes)
    np.testing.assert_allclose(by_tape(entry, plan, slopes), expected, rtol=1e-9, atol=1e-18)


def test_flushing_turns_what_is_all_but_nothing_into_0_and_leaves_everything_else_alone() -> None:
    moments = np.array([0.0, 1e-40, -1e-42, 1e-20, -0.5, 3e7], np.float32)
    flush_denormals(moments)
    np.testing.assert_array_equal(moments, np.array([0.0, 0.0, 0.0, 1e-20, -0.5, 3e7], np.float32))
