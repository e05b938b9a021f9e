"""The fast trainer is the textbook's algorithm, repeatable to the last bit, and calm when a run explodes."""

from __future__ import annotations

import warnings
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import (
    ExperimentError,
    Layer,
    NetworkDesign,
    PointSet,
    TrainingPlan,
)
from sequentia_gui.experiment.loss_curve import LossCurve
from sequentia_gui.network.curve_recorder import LIMIT, CurveRecorder
from sequentia_gui.network.evaluation import are_finite
from sequentia_gui.network.nonfinite import first_nonfinite
from sequentia_gui.network.optimizers import EPSILON
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.network.reference import ReferenceTrainer
from sequentia_gui.network.shuffling import Shuffler
from sequentia_gui.network.trainer import MOST_COUNTED, Trainer, first_checkpoint
from tests.network.networks import (
    designs,
    plans,
    point_sets,
    points_of,
    random_parameters,
    same_bits,
    some_points,
)

DESIGN, PLAN = NetworkDesign.of((5, 4)), TrainingPlan(batch_size=7)


def assert_same(one: Checkpoint, other: Checkpoint) -> None:
    assert (one.step, one.epoch, one.batch, one.pristine) == (
        other.step,
        other.epoch,
        other.batch,
        other.pristine,
    )
    assert same_bits(one.parameters, other.parameters)
    assert same_bits(one.moments, other.moments)
    assert one.curve.stride == other.curve.stride
    for name in ("epoch", "train_loss", "test_loss", "train_accuracy", "test_accuracy"):
        assert same_bits(getattr(one.curve, name), getattr(other.curve, name))


@given(designs(), plans(), point_sets(), st.integers(1, 25))
def test_the_fast_trainer_is_the_reference(
    design: NetworkDesign, plan: TrainingPlan, points: PointSet, steps: int
) -> None:
    start = random_parameters(design, points.classes, seed=steps)
    first = replace(first_checkpoint(design, plan, points.classes), parameters=start.vector)
    trainer = Trainer(design, plan, points, first, np.float64)
    reference = ReferenceTrainer(design, plan, points, start.copy())
    # RMSprop and Adam magnify the rounding of a gradient near 0 by up to rate / epsilon at a step, so two right
    # programs part in the long run: each step is compared from the same weights
    tolerance = 1e-14 * (10 if plan.optimizer in ("sgd", "momentum") else plan.learning_rate / EPSILON)
    for _ in range(steps):
        before = trainer.parameters.vector
        trainer.run(1)
        with np.errstate(all="ignore"):  # squares of squares leave the numbers in a few steps
            reference.run(1)
        vector = trainer.parameters.vector
        if not np.isfinite(vector).all():
            assert not np.isfinite(reference.parameters.vector).all()
            break
        # a gradient is a sum, and rounds like the largest of its terms: squares of squares make huge ones
        largest = float(np.abs(vector - before).max())
        atol = tolerance + 1e-12 * largest
        np.testing.assert_allclose(vector, reference.parameters.vector, rtol=1e-13, atol=atol)
        reference.parameters.vector[:] = vector


@given(designs(), plans(), point_sets(), st.lists(st.integers(1, 20), min_size=1, max_size=4))
def test_runs_and_checkpoints_may_cut_training_anywhere(
    design: NetworkDesign, plan: TrainingPlan, points: PointSet, cuts: list[int]
) -> None:
    whole = Trainer(design, plan, points)
    whole.run(sum(cuts))
    trainer = Trainer(design, plan, points)
    for steps in cuts:
        trainer = Trainer(design, plan, points, trainer.checkpoint())
        trainer.run(steps)
    assert_same(trainer.checkpoint(), whole.checkpoint())


def test_step_epoch_and_batch_count_across_epochs() -> None:
    trainer = Trainer(DESIGN, PLAN, some_points(20))
    assert trainer.batches_per_epoch == 3
    trainer.run(7)
    assert (trainer.step, trainer.epoch, trainer.batch) == (7, 2, 1)


@pytest.mark.parametrize(("size", "batches"), [(None, 1), (100, 1), (20, 1), (7, 3), (1, 20)])
def test_batches_divide_the_training_points(size: int | None, batches: int) -> None:
    assert Trainer(DESIGN, replace(PLAN, batch_size=size), some_points(20)).batches_per_epoch == batches


@given(st.integers(0, 2**64), st.integers(1, 300), st.integers(0, 10**7))
def test_the_order_of_an_epoch_depends_on_seed_and_epoch_alone(seed: int, count: int, epoch: int) -> None:
    used = Shuffler(seed, count)
    used.order(epoch + 1)
    order = used.order(epoch)
    np.testing.assert_array_equal(order, Shuffler(seed, count).order(epoch))
    np.testing.assert_array_equal(np.sort(order), np.arange(count))


def test_neighbouring_epochs_and_seeds_have_different_orders() -> None:
    orders = {tuple(Shuffler(seed, 50).order(epoch)) for seed in range(5) for epoch in range(20)}
    assert len(orders) == 100


def test_a_pass_that_has_become_too_long_counts_as_finished() -> None:
    trainer = Trainer(DESIGN, PLAN, some_points(70))
    trainer.run(18)
    fewer = Trainer(DESIGN, PLAN, some_points(20), trainer.checkpoint())
    assert (fewer.step, fewer.epoch, fewer.batch) == (18, 2, 0)


def test_another_optimizer_goes_on_from_the_weights_and_forgets_the_moments() -> None:
    trainer = Trainer(DESIGN, PLAN, some_points(20))
    trainer.run(5)
    retuned = Trainer(DESIGN, replace(PLAN, optimizer="rmsprop"), some_points(20), trainer.checkpoint())
    assert same_bits(retuned.checkpoint().parameters, trainer.checkpoint().parameters)
    assert not retuned.checkpoint().moments.any()


def test_weights_are_pristine_until_the_first_step() -> None:
    trainer = Trainer(DESIGN, PLAN, some_points(20))
    trainer.run(0)
    assert trainer.checkpoint().pristine
    trainer.run(1)
    assert not trainer.checkpoint().pristine


def test_a_checkpoint_is_a_frozen_copy() -> None:
    trainer = Trainer(DESIGN, PLAN, some_points(20))
    before = trainer.checkpoint()
    kept = before.parameters.copy()
    trainer.run(5)
    assert same_bits(before.parameters, kept)
    for array in (before.parameters, before.moments, before.curve.train_loss):
        assert not array.flags.writeable


@pytest.mark.parametrize(
    "points", [PointSet.empty(), points_of([[1, 2]], [0], [True])], ids=["none", "all held out"]
)
def test_without_training_points_it_says_so(points: PointSet) -> None:
    trainer = Trainer(DESIGN, PLAN, points)
    with pytest.raises(ExperimentError, match="no points to train on"):
        trainer.run(1)
    assert trainer.losses()[0] is None


@pytest.mark.parametrize("depth", [0, 1, 8])
def test_one_point_is_learnt(depth: int) -> None:
    trainer = Trainer(NetworkDesign.of((4,) * depth, "tanh"), PLAN, points_of([[1, 2]], [1], [False]))
    before = trainer.losses()[0]
    trainer.run(50)
    assert before is not None
    assert (trainer.losses()[0] or 0) < before


def test_it_separates_what_can_be_separated() -> None:
    points = some_points(60)
    straight = points_of(points.xy, points.xy[:, 0] > points.xy[:, 1], points.held_out)
    trainer = Trainer(NetworkDesign(()), replace(PLAN, learning_rate=0.1), straight)
    trainer.run(2_000)
    assert trainer.losses()[2] == 1.0


@pytest.mark.parametrize("optimizer", ["sgd", "momentum"])
def test_an_exploding_run_is_silent_and_names_the_place(optimizer: str) -> None:
    plan = replace(PLAN, optimizer=optimizer, learning_rate=1e6)
    trainer = Trainer(NetworkDesign.of((8, 8), "identity"), plan, some_points(40))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        while trainer.is_finite() and trainer.step < 1_000:
            trainer.run(1)
        found = trainer.first_nonfinite()
        assert np.isnan(trainer.losses()[0] or 0)
    assert found is not None
    assert 0 <= found[0] <= 2
    assert found[1] in ("pre-activation", "gradient", "weight")


def test_a_finite_run_has_no_such_place() -> None:
    trainer = Trainer(DESIGN, PLAN, some_points(40))
    trainer.run(20)
    assert trainer.first_nonfinite() is None


def test_the_curve_is_bounded_and_evenly_spaced_however_long_it_trains() -> None:
    recorder = CurveRecorder(LossCurve.empty())
    for epoch in range(10 * LIMIT):
        if recorder.is_due(epoch):
            recorder.record(epoch, (epoch / 2, None, 0.5, None))
    curve = recorder.curve
    assert len(curve.epoch) <= LIMIT
    np.testing.assert_array_equal(np.diff(curve.epoch), curve.stride)
    np.testing.assert_array_equal(curve.train_loss, curve.epoch / 2)
    assert np.isnan(curve.test_loss).all()


def test_the_curve_begins_before_the_first_step_and_ends_with_the_present_loss() -> None:
    trainer = Trainer(DESIGN, PLAN, some_points(40, held_out=0.3))
    before = trainer.losses()
    trainer.run(10 * trainer.batches_per_epoch)
    curve = trainer.checkpoint().curve
    np.testing.assert_array_equal(curve.epoch, np.arange(11))
    assert (curve.train_loss[0], curve.test_loss[0]) == before[:2]
    assert (curve.train_accuracy[-1], curve.test_accuracy[-1]) == trainer.losses()[2:]


def test_dead_neurons_leave_no_denormal_numbers_in_the_moments() -> None:
    trainer = Trainer(NetworkDesign.of((8, 8)), replace(PLAN, learning_rate=0.3), some_points(40))
    trainer.run(500 * trainer.batches_per_epoch)
    moments = np.abs(trainer.checkpoint().moments)
    assert not ((moments > 0) & (moments < np.finfo(np.float32).tiny)).any()


@pytest.mark.parametrize(
    "layers",
    [
        (Layer("leaky_relu", (0, 1, 2), 0, (0.1,)), Layer("leaky_relu", (0, 1), 1, (0.7,))),
        (Layer("prelu", (0, 1, 2), 0), Layer("prelu", (0, 1), 1)),
    ],
    ids=["two leaks", "two trained slopes"],
)
def test_neighbours_with_one_activation_keep_numbers_of_their_own(layers: tuple[Layer, ...]) -> None:
    design, points = NetworkDesign(layers), some_points(30)
    trainer = Trainer(design, PLAN, points, dtype=np.float64)
    reference = ReferenceTrainer(design, PLAN, points, trainer.parameters)
    trainer.run(12)
    reference.run(12)
    np.testing.assert_allclose(trainer.parameters.vector, reference.parameters.vector, rtol=1e-9)


def test_weights_that_are_lost_have_a_lost_loss_though_a_relu_hides_them() -> None:
    start = first_checkpoint(DESIGN, PLAN, 2)
    vector = start.parameters.copy()
    vector[0] = np.nan
    trainer = Trainer(DESIGN, PLAN, some_points(20, held_out=0.3), replace(start, parameters=vector))
    assert [str(loss) for loss in trainer.losses()[:2]] == ["nan", "nan"]
    assert not trainer.has_finite_loss()
    assert not trainer.is_finite()


def test_an_endless_loss_on_test_points_alone_is_noticed_too() -> None:
    assert are_finite((0.1, 0.2, 1.0, 1.0)) and are_finite((None, None, None, None))
    assert not are_finite((0.1, float("inf"), 1.0, 1.0))
    recorder = CurveRecorder(LossCurve.empty())
    recorder.record(0, (0.1, float("inf"), 1.0, 1.0))
    assert not recorder.is_finite
    start = first_checkpoint(DESIGN, PLAN, 2)
    huge = Trainer(DESIGN, PLAN, some_points(20), replace(start, parameters=start.parameters * 1e30))
    assert np.isfinite(huge.parameters.vector).all()
    assert not huge.is_finite()
    recorder.record(1, (0.1, 0.2, 1.0, 1.0))
    assert recorder.is_finite


def test_no_epoch_is_recorded_twice() -> None:
    recorder = CurveRecorder(LossCurve.empty())
    recorder.record(0, (0.5, None, 0.5, None))
    assert not recorder.is_due(0)
    assert recorder.is_due(1)


def test_the_first_place_that_is_named_is_the_first_that_a_step_computes() -> None:
    sizes = (2, 1, 1)
    whole, lost = Parameters(np.zeros(5), sizes), Parameters(np.full(5, np.nan), sizes)
    z, endless = [np.zeros((1, 1))] * 2, [np.full((1, 1), np.inf)] * 2
    assert first_nonfinite(endless, (np.nan,), lost, lost, ()) == (0, "pre-activation")
    assert first_nonfinite(z, (np.nan,), lost, lost, ()) == (1, "gradient")  # on its way back from the output
    assert first_nonfinite(z, (np.nan,), whole, lost, ()) == (0, "weight")
    assert first_nonfinite(z, (0.1, np.inf), whole, whole, ()) == (1, "loss")
    assert first_nonfinite(z, (0.1, None), whole, whole, ()) is None


def test_what_an_earlier_run_recorded_is_no_part_of_a_run_that_begins() -> None:
    begun = replace(first_checkpoint(DESIGN, PLAN, 2), curve=LossCurve.of(1, np.ones((5, 3))))
    assert Trainer(DESIGN, PLAN, some_points(20), begun).checkpoint().curve.epoch.tolist() == [0]


def test_steps_are_counted_no_further_than_float32_can() -> None:
    start = first_checkpoint(DESIGN, PLAN, 2)
    moments = start.moments.copy()
    moments[-1] = MOST_COUNTED
    trainer = Trainer(DESIGN, PLAN, some_points(20), replace(start, moments=moments))
    trainer.run(5)
    assert trainer.checkpoint().moments[-1] == MOST_COUNTED
