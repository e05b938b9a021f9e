"""A timeline holds few moments however long it trains, always the same ones, and from each training repeats itself."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sequentia_gui.analysis.catalogue import MEASURES
from sequentia_gui.analysis.course import Course
from sequentia_gui.experiment import edits
from sequentia_gui.experiment.experiment import (
    Contestant,
    Experiment,
    Layer,
    NetworkDesign,
    PointSet,
    Recipe,
    TrainingPlan,
)
from sequentia_gui.experiment.read_only import read_only
from sequentia_gui.network.trainer import Trainer
from sequentia_gui.training.courses import Courses
from sequentia_gui.training.hindsight import at_first, needs_rest
from sequentia_gui.training.messages import Request
from sequentia_gui.training.run import Run, run_to
from sequentia_gui.training.timeline import LIMIT, Moment, Timeline


def points(count: int = 12) -> PointSet:
    rng = np.random.default_rng(5)
    label = (np.arange(count) % 2).astype(np.int8)
    return PointSet(rng.normal(0, 2, (count, 2)).astype(np.float32), label, np.arange(count) < 2)


def an_experiment(widths: tuple[int, ...] = (3, 2), count: int = 12, **plan: Any) -> Experiment:
    training = TrainingPlan(**{"batch_size": 4, **plan})
    contestant = Contestant("A", NetworkDesign.of(widths, "relu"), training)
    return Experiment("test", points(count), Recipe("moons"), (contestant,))


def with_rate(experiment: Experiment, rate: float) -> Experiment:
    contestant = experiment.contestants[0]
    training = replace(contestant.training, learning_rate=rate)
    return replace(experiment, contestants=(replace(contestant, training=training),))


def played(run: Run, request: Request, slice_steps: int = 1_000) -> Run:
    run.follow(request)
    while run.playing:
        run.advance(slice_steps)
    return run


def shape(timeline: Timeline) -> list[tuple[float, int, int, bytes, bytes]]:
    """All that the moments hold, to be compared."""
    return [
        (
            each.epoch,
            each.step,
            each.stretch,
            each.checkpoint.parameters.tobytes(),
            each.checkpoint.moments.tobytes(),
        )
        for each in timeline.moments
    ]


def edited(slice_steps: int) -> Run:
    """A run that is edited twice on its way, once in the middle of an epoch."""
    run, experiment = Run(), an_experiment()
    played(run, Request(1, experiment, "fresh", True, stop_step=100), slice_steps)
    played(run, Request(2, with_rate(experiment, 0.05), playing=True, stop_step=900), slice_steps)
    return played(
        run, Request(3, replace(experiment, points=points(20)), playing=True, stop_step=2_000), slice_steps
    )


@pytest.mark.parametrize("epochs", [0, 1, 100, 255, 256, 257, 3_000])
def test_a_timeline_is_the_start_and_evenly_many_epochs_never_more_than_the_limit(epochs: int) -> None:
    run = played(Run(), Request(1, an_experiment((2,)), "fresh", True, stop_epoch=epochs))
    timeline = run.timelines[0]
    assert [each.epoch for each in timeline.moments[:-1]] == list(
        range(0, int(timeline.moments[-1].epoch), timeline.stride)
    )
    assert len(timeline.moments) <= LIMIT
    assert epochs - timeline.moments[-1].epoch < timeline.stride
    assert len(timeline.moments) > LIMIT / 2 or timeline.stride == 1


@pytest.mark.parametrize("slice_steps", [1, 7, 64])
def test_the_size_of_the_slices_changes_nothing_in_it(slice_steps: int) -> None:
    assert shape(edited(slice_steps).timelines[0]) == shape(edited(10_000).timelines[0])


@pytest.mark.parametrize("slice_steps", [1, 10, 1_000])
def test_divergence_leaves_no_moment_behind_whatever_the_slices(slice_steps: int) -> None:
    wild = an_experiment((3,), optimizer="sgd", learning_rate=10.0, l2=10.0)
    identity = replace(wild.network, layers=(replace(wild.network.layers[0], activation="identity"),))
    wild = replace(wild, contestants=(replace(wild.contestants[0], network=identity),))
    run = played(Run(), Request(1, wild, "fresh", True), slice_steps)
    at = run.frame(frozenset()).contestants[0]
    assert at.divergence is not None
    calm = played(Run(), Request(1, wild, "fresh", True, stop_step=at.checkpoint.step))
    assert shape(run.timelines[0]) == shape(calm.timelines[0])


def test_from_each_moment_training_leads_to_the_next_bit_for_bit() -> None:
    moments = edited(50).timelines[0].moments
    assert {each.stretch for each in moments} == {0, 1, 2}
    for one, other in pairwise(moments):
        if one.stretch == other.stretch:
            network, plan = one.contestant.network, one.contestant.training
            trainer = Trainer(network, plan, one.points, one.checkpoint)
            trainer.run(other.step - one.step)
            again = trainer.checkpoint()
            assert again.parameters.tobytes() == other.checkpoint.parameters.tobytes()
            assert again.moments.tobytes() == other.checkpoint.moments.tobytes()


def test_both_sides_of_an_edit_are_kept() -> None:
    pairs = [
        (one, other)
        for one, other in pairwise(edited(50).timelines[0].moments)
        if one.stretch != other.stretch
    ]
    assert [(one.step, other.step) for one, other in pairs] == [(100, 100), (900, 900)]
    assert [one.contestant.training.learning_rate for one, _ in pairs] == [0.01, 0.05]
    assert [other.contestant.training.learning_rate for _, other in pairs] == [0.05, 0.01]
    assert [len(other.points) for _, other in pairs] == [12, 20]


def test_edits_before_anything_is_trained_leave_one_start() -> None:
    run, experiment = Run(), an_experiment()
    for revision in range(1, 6):
        run.follow(Request(revision, with_rate(experiment, 0.1 * revision)))
    (start,) = run.timelines[0].moments
    assert start.contestant.training.learning_rate == pytest.approx(0.5)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=600))
def test_however_often_it_is_edited_it_keeps_to_the_limit(steps: list[int]) -> None:
    run, experiment, stop = Run(), an_experiment((1,)), 0
    for revision, more in enumerate(steps, 1):
        stop += more
        played(
            run, Request(revision, with_rate(experiment, 0.001 * revision), "continue", True, stop_step=stop)
        )
    moments = run.timelines[0].moments
    assert len(moments) <= LIMIT
    assert [each.step for each in moments] == sorted(each.step for each in moments)
    assert all(one.stretch <= other.stretch for one, other in pairwise(moments))


def test_it_begins_anew_with_fresh_weights_with_given_ones_and_with_other_layers() -> None:
    experiment = an_experiment()
    wider = replace(
        experiment,
        contestants=(
            replace(
                experiment.contestants[0],
                network=replace(experiment.network, layers=(Layer("relu", (0, 1, 2, 7), 0),)),
            ),
        ),
    )
    given_ones = (run_to(experiment, steps=10).contestants[0].checkpoint,)
    for request in (
        Request(2, experiment, "fresh"),
        Request(2, experiment, given_ones),
        Request(2, wider, "continue"),
    ):
        run = played(Run(), Request(1, experiment, "fresh", True, stop_epoch=20))
        assert len(run.timelines[0].moments) == 21
        run.follow(request)
        assert len(run.timelines[0].moments) == 1


def test_it_goes_on_where_some_weights_or_the_switch_are_changed_by_hand() -> None:
    experiment = an_experiment()
    for name, factor in (("relu", 0.5), ("leaky_relu", 1.0)):
        run = played(Run(), Request(1, experiment, "fresh", True, stop_epoch=20))
        now = edits.set_activation(experiment, name)
        then = run.timelines[0].moments[-1].checkpoint
        changed = replace(
            then, design=now.network, parameters=read_only(np.float32(factor) * then.parameters)
        )
        run.follow(Request(2, now, (changed,)))
        *before, after = run.timelines[0].moments
        assert len(before) == 21 and (after.step, after.stretch) == (then.step, 1)


def test_a_moment_stays_small() -> None:
    run = played(Run(), Request(1, an_experiment(), "fresh", True, stop_epoch=300))
    assert all(len(each.checkpoint.curve.epoch) == 0 for each in run.timelines[0].moments)


@pytest.mark.parametrize("name", [each.name for each in MEASURES])
def test_a_course_is_what_its_measure_finds_at_each_moment(name: str) -> None:
    run = played(Run(), Request(1, an_experiment(), "fresh", True, stop_epoch=40))
    course = run.frame(frozenset({name})).contestants[0].findings[name]
    assert isinstance(course, Course)
    (measure,) = (each for each in MEASURES if each.name == name)
    for moment, epoch, values in zip(run.timelines[0].moments, course.epoch, course.values, strict=True):
        assert moment.epoch == epoch
        np.testing.assert_array_equal(values, measure.compute(moment.subject))


def test_a_course_grows_by_and_by_where_time_is_short_and_each_moment_is_computed_once() -> None:
    run = played(Run(), Request(1, an_experiment(), "fresh", True, stop_epoch=40))
    timeline, courses = run.timelines[0], Courses()
    lengths: list[int] = []
    while not lengths or courses.owes:
        courses.settle()
        lengths.append(len(courses.course(0, "zeros_over_time", timeline, lambda: True).epoch))
    assert lengths == list(range(1, 42))
    whole = Courses().course(0, "zeros_over_time", timeline)
    grown = courses.course(0, "zeros_over_time", timeline)
    np.testing.assert_array_equal(grown.values, whole.values)
    assert courses.course(0, "zeros_over_time", timeline) is grown


def test_the_first_moments_of_a_course_are_its_ends() -> None:
    run = played(Run(), Request(1, an_experiment(), "fresh", True, stop_epoch=40))
    courses = Courses()
    courses.course(0, "zeros_over_time", run.timelines[0], lambda: True)
    assert list(courses.course(0, "zeros_over_time", run.timelines[0], lambda: True).epoch) == [0, 40]


def test_a_course_without_points_has_no_share() -> None:
    frame = run_to(replace(an_experiment(), points=PointSet.empty()), wants=frozenset({"zeros_over_time"}))
    course = frame.contestants[0].findings["zeros_over_time"]
    assert isinstance(course, Course) and np.isnan(course.values).all()


def test_a_slow_measure_waits_until_the_run_stands() -> None:
    assert needs_rest("pieces_over_time") and at_first("pieces_over_time") is None
    assert not needs_rest("zeros_over_time")


def test_one_course_that_is_whole_does_not_pay_for_another_that_is_not() -> None:
    run = played(Run(), Request(1, an_experiment(), "fresh", True, stop_epoch=10))
    timeline, courses = run.timelines[0], Courses()
    courses.course(0, "zeros_over_time", timeline)
    courses.settle()
    courses.course(0, "dead_over_time", timeline, lambda: True)
    courses.course(0, "zeros_over_time", timeline)
    assert courses.owes


def test_an_edit_within_a_pass_lies_within_it() -> None:
    experiment = an_experiment()
    run = played(Run(), Request(1, experiment, "fresh", True, stop_step=7))
    assert run.timelines[0].moments[-1].epoch == 2
    run.follow(Request(2, with_rate(experiment, 0.5)))
    assert [each.epoch for each in run.timelines[0].moments[-2:]] == [2 + 1 / 3, 2 + 1 / 3]


def test_of_edits_that_follow_each_other_closely_the_outer_sides_stay() -> None:
    experiment = an_experiment()
    start = run_to(experiment).contestants[0].checkpoint

    def moment(step: int, epoch: float, batch: int = 0) -> Moment:
        checkpoint = replace(start, step=step, batch=batch)
        return Moment(epoch, checkpoint, experiment.contestants[0], experiment.points)

    timeline = Timeline(1, (moment(0, 0.0),))
    for step, epoch in ((1, 1 / 3), (2, 2 / 3)):
        timeline = timeline.with_edit(moment(step, epoch, step), moment(step, epoch, step))
    for epoch in range(1, LIMIT):
        timeline = timeline.with_moment(moment(3 * epoch, epoch))
    early = [(each.step, each.stretch) for each in timeline.moments if each.epoch < 1]
    assert timeline.stride == 2
    assert early == [(0, 0), (1, 0), (2, 2)]


def test_another_network_as_large_and_trained_as_long_begins_a_timeline_of_its_own() -> None:
    experiment = an_experiment()
    run = played(Run(), Request(1, experiment, "fresh", True, stop_epoch=20))
    other = replace(experiment, points=points(15))
    opened = run_to(experiment, steps=60).contestants[0].checkpoint
    opened = replace(opened, parameters=read_only(opened.parameters[::-1].copy()))
    run.follow(Request(2, other, (opened,)))
    assert len(run.timelines[0].moments) == 1
