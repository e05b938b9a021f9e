"""A pass is made of the batches that the plan says, and every training point is in one of them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.experiment.experiment import NetworkDesign, PointSet, TrainingPlan
from sequentia_gui.network.batches import Batches


@given(training=st.integers(0, 60), size=st.none() | st.integers(1, 80), held_out=st.integers(0, 3))
def test_the_plan_and_the_batches_count_alike(training: int, size: int | None, held_out: int) -> None:
    plan = TrainingPlan(batch_size=size)
    batches = Batches(NetworkDesign.of((2,)), plan, _points(training, held_out), np.float32)
    sizes = [batches[place].size for place in range(len(batches))]
    assert len(sizes) == plan.batches_in_pass(training)
    assert sum(sizes) == training
    assert all(each == plan.points_in_batch(training) for each in sizes[:-1])


def test_without_a_size_or_with_one_that_is_too_large_one_batch_holds_all_points() -> None:
    assert [TrainingPlan(batch_size=size).points_in_batch(7) for size in (None, 7, 100)] == [7, 7, 7]
    assert [TrainingPlan(batch_size=size).batches_in_pass(7) for size in (None, 7, 100, 3)] == [1, 1, 1, 3]


def _points(training: int, held_out: int) -> PointSet:
    count = training + held_out
    return PointSet(
        np.linspace(-1, 1, 2 * count, dtype=np.float32).reshape(count, 2),
        np.zeros(count, np.int8),
        np.arange(count) >= training,
    )


def test_one_batch_of_all_points_leaves_them_in_their_order() -> None:
    batches = Batches(NetworkDesign.of((3,)), TrainingPlan(batch_size=None), _points(9, 2), np.float32)
    batches.gather(3)
    np.testing.assert_array_equal(batches[0].rows[:, :2], _points(9, 2).xy[:9])
