"""With SGD and batches of 1 a step neuron is Rosenblatt's perceptron, mistake for mistake."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.checkpoint import Mistakes
from sequentia_gui.experiment.experiment import NetworkDesign, PointSet, TrainingPlan
from sequentia_gui.experiment.file_format import dumps, loads
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.experiment.saved import Saved
from sequentia_gui.network.losses import output_head
from sequentia_gui.network.shuffling import Shuffler
from sequentia_gui.network.trainer import Trainer
from tests.network.networks import points_of, some_points

NEURON = NetworkDesign((), "zero", 3)
ROSENBLATT = TrainingPlan("perceptron", "sgd", learning_rate=1.0, batch_size=1)


def perceptron(points: PointSet, passes: int, rate: float) -> tuple[NDArray[np.float32], list[int]]:
    """Rosenblatt's rule as a plain loop: w ← w + rate (t − y) x, (x1, x2, 1) at a time; and each pass's mistakes."""
    w, rows = np.zeros(3, np.float32), np.column_stack([points.xy, np.ones(len(points))]).astype(np.float32)
    mistakes = []
    for epoch in range(passes):
        wrong = 0
        for place in Shuffler(NEURON.seed, len(points)).order(epoch):
            y = 1 if rows[place] @ w > 0 else 0
            error = int(points.label[place]) - y
            w = w + np.float32(rate) * np.float32(error) * rows[place]
            wrong += error != 0
        mistakes.append(wrong)
    return w, mistakes


def separable(count: int, angle: float, shift: float, gap: float, seed: int) -> tuple[PointSet, float]:
    """Points on both sides of a line, and their margin (distance, in the space of x1, x2 and 1) from it."""
    normal = np.array([np.cos(angle), np.sin(angle)])
    xy = np.random.default_rng(seed).uniform(-6, 6, (count, 2))
    side = xy @ normal + shift
    xy, side = xy[np.abs(side) > gap], side[np.abs(side) > gap]
    points = points_of(xy, side > 0, np.zeros(len(xy)))
    separator = np.array([*normal, shift]) / np.hypot(1, shift)
    return points, float(np.abs(with_one(points) @ separator).min()) if len(points) else 1.0


def with_one(points: PointSet) -> NDArray[Any]:
    return np.column_stack([points.xy.astype(np.float64), np.ones(len(points))])


def counted(trainer: Trainer) -> Mistakes:
    found = trainer.checkpoint().mistakes
    assert found is not None
    return found


@given(st.integers(1, 30), st.integers(0, 99), st.sampled_from([1.0, 0.5, 0.03]), st.integers(1, 6))
def test_its_updates_are_rosenblatts_to_the_last_bit(count: int, seed: int, rate: float, passes: int) -> None:
    drawn = some_points(count, seed=seed)
    points = replace(drawn, xy=((drawn.xy * 16).round() / 16).astype(np.float32))
    trainer = Trainer(NEURON, replace(ROSENBLATT, learning_rate=rate), points)
    trainer.run(passes * count)
    w, mistakes = perceptron(points, passes, rate)
    if count > 1:
        np.testing.assert_array_equal(trainer.parameters.vector, w)
    assert trainer.checkpoint().mistakes == Mistakes(sum(mistakes), 0, mistakes[-1])


@given(
    st.integers(2, 60), st.floats(0, 6.3), st.floats(-3, 3), st.sampled_from([0.3, 1.0]), st.integers(0, 99)
)
def test_on_separable_points_it_makes_no_more_mistakes_than_novikoff_allows(
    count: int, angle: float, shift: float, gap: float, seed: int
) -> None:
    """At most (R / margin)², R the length of the longest point (Albert Novikoff, 1962); then none any more."""
    points, margin = separable(count, angle, shift, gap, seed)
    if not len(points):
        return
    trainer = Trainer(NEURON, ROSENBLATT, points)
    longest = np.sqrt((with_one(points) ** 2).sum(axis=1).max())
    allowed = (longest / margin) ** 2
    found = Mistakes()
    while found.last_pass != 0 and found.total <= allowed:
        trainer.run(len(points))
        found = trainer.checkpoint().mistakes or found
    assert found.last_pass == 0
    assert found.total <= allowed
    assert trainer.losses()[2] == 1.0


def test_mistakes_of_the_pass_under_way_are_counted_too() -> None:
    trainer = Trainer(NEURON, ROSENBLATT, some_points(20))
    trainer.run(13)
    found = counted(trainer)
    assert found.last_pass is None
    assert found.this_pass == found.total
    assert 0 < found.total <= 13


def test_in_larger_batches_every_wrong_point_counts() -> None:
    points = some_points(20)
    trainer = Trainer(NEURON, replace(ROSENBLATT, batch_size=None), points)
    trainer.run(1)
    found = counted(trainer)
    assert found.total == np.count_nonzero(points.label)  # weights of 0 say A


def test_counting_goes_on_from_a_checkpoint_and_from_a_file() -> None:
    experiment = edits.retune(first_experiment(), loss="perceptron")
    whole = Trainer(experiment.network, experiment.training, experiment.points)
    whole.run(30)
    half = Trainer(experiment.network, experiment.training, experiment.points)
    half.run(11)
    (read,) = loads(dumps(Saved(experiment, (half.checkpoint(),)))).progress
    on = Trainer(read.design, experiment.training, experiment.points, read)
    on.run(19)
    assert on.checkpoint().mistakes == whole.checkpoint().mistakes


def test_a_pass_whose_beginning_was_not_counted_is_no_last_pass() -> None:
    points = some_points(20)
    other = Trainer(NEURON, replace(ROSENBLATT, loss="cross_entropy"), points)
    other.run(13)
    trainer = Trainer(NEURON, ROSENBLATT, points, other.checkpoint())
    trainer.run(3)
    on = Trainer(NEURON, ROSENBLATT, points, trainer.checkpoint())
    on.run(4)
    before = counted(on)
    assert (before.this_pass, before.last_pass) == (0, None)
    on.run(20)
    assert counted(on).last_pass == counted(on).total - before.total


def test_a_pass_that_larger_batches_cut_short_leaves_no_mistakes_to_the_next() -> None:
    points = some_points(20)
    begun = Trainer(NEURON, ROSENBLATT, points)
    begun.run(13)
    trainer = Trainer(NEURON, replace(ROSENBLATT, batch_size=10), points, begun.checkpoint())
    found = counted(trainer)
    assert (found.this_pass, found.last_pass) == (0, None)
    assert found.total > 0


@pytest.mark.parametrize(("loss", "classes"), [("cross_entropy", 2), ("perceptron", 3)])
def test_nothing_is_counted_with_another_rule(loss: str, classes: int) -> None:
    trainer = Trainer(NEURON, replace(ROSENBLATT, loss=loss), some_points(9, classes))
    trainer.run(5)
    assert trainer.checkpoint().mistakes is None


def test_the_loss_is_how_far_a_point_lies_on_the_wrong_side() -> None:
    head = output_head("perceptron", 2)
    z, label = np.array([[2.0, -3.0, 2.0, -3.0]]), np.array([1, 1, 0, 0])
    np.testing.assert_array_equal(head.losses(z, label), [0, 3, 2, 0])
    np.testing.assert_array_equal(head.delta(z, label), [[0, -1, 1, 0]])


def test_a_layer_of_steps_below_learns_nothing_and_says_so_with_a_gradient_of_0() -> None:
    design = NetworkDesign.of((4,), "step")
    trainer = Trainer(design, ROSENBLATT, some_points(20))
    before = trainer.parameters
    trainer.run(40)
    np.testing.assert_array_equal(trainer.parameters.blocks[0], before.blocks[0])
    assert not np.array_equal(trainer.parameters.blocks[1], before.blocks[1])
