"""A run keeps, carries over or draws weights as the request says, and stops exactly where it should."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import (
    Contestant,
    Experiment,
    Layer,
    NetworkDesign,
    PointSet,
    Recipe,
    TrainingPlan,
)
from sequentia_gui.network.initializers import first_parameters
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.training.messages import Divergence, Frame, Request
from sequentia_gui.training.origin import origin
from sequentia_gui.training.run import Run, run_to


def points(count: int = 40, classes: int = 2, held_out: int = 10) -> PointSet:
    rng = np.random.default_rng(7)
    label = (np.arange(count) % classes).astype(np.int8)
    xy = rng.normal(0, 1, (count, 2)) + 3 * np.stack([np.cos(2.0 * label), np.sin(2.0 * label)], axis=1)
    return PointSet(xy.astype(np.float32), label, np.arange(count) < held_out)


def an_experiment(
    widths: tuple[int, ...] = (4, 3), activation: str = "tanh", plan: TrainingPlan | None = None
) -> Experiment:
    contestant = Contestant("A", NetworkDesign.of(widths, activation), plan or TrainingPlan())
    return Experiment("test", points(), Recipe("moons"), (contestant,))


def with_network(experiment: Experiment, **changes: Any) -> Experiment:
    contestant = experiment.contestants[0]
    return replace(
        experiment, contestants=(replace(contestant, network=replace(contestant.network, **changes)),)
    )


def with_plan(experiment: Experiment, **changes: Any) -> Experiment:
    contestant = experiment.contestants[0]
    return replace(
        experiment, contestants=(replace(contestant, training=replace(contestant.training, **changes)),)
    )


def trained(experiment: Experiment, steps: int, revision: int = 1) -> Run:
    run = Run()
    run.follow(Request(revision, experiment, "fresh", playing=True, stop_step=steps))
    play_out(run, 1000)
    return run


def play_out(run: Run, slice_steps: int) -> None:
    while run.playing:
        run.advance(slice_steps)


def checkpoint(run: Run) -> Checkpoint:
    return run.frame(frozenset()).contestants[0].checkpoint


def state(frame: Frame) -> tuple[object, ...]:
    now = frame.contestants[0].checkpoint
    return now.step, now.epoch, now.batch, now.parameters.tobytes(), now.moments.tobytes()


DIVERGING_SOON = with_plan(
    an_experiment(activation="identity"), optimizer="sgd", learning_rate=10.0, l2=10.0, batch_size=4
)


def test_a_new_run_shows_the_first_weights_of_the_design() -> None:
    frame = run_to(an_experiment())
    first = first_parameters(an_experiment().network, 2)
    assert frame.contestants[0].checkpoint.parameters.tobytes() == first.vector.tobytes()
    assert frame.contestants[0].checkpoint.step == 0
    assert not frame.playing


@pytest.mark.parametrize("start", ["fresh", "continue"])
def test_a_start_is_acted_upon_once_per_revision(start: str) -> None:
    run = trained(an_experiment(), 25)
    run.follow(Request(2, an_experiment(), start))  # type: ignore[arg-type]
    run.follow(Request(2, an_experiment(), start, playing=True, stop_step=30))  # type: ignore[arg-type]
    play_out(run, 3)
    run.follow(Request(2, an_experiment(), start))  # type: ignore[arg-type]
    assert checkpoint(run).step == 30


def test_fresh_goes_back_to_the_first_weights() -> None:
    run = trained(an_experiment(), 25)
    run.follow(Request(2, an_experiment(), "fresh"))
    assert state(run.frame(frozenset())) == state(run_to(an_experiment()))


def test_retuning_the_plan_and_drawing_points_keep_the_weights() -> None:
    run = trained(an_experiment(), 25)
    before = checkpoint(run)
    run.follow(Request(2, with_plan(an_experiment(), learning_rate=0.3, batch_size=None)))
    assert checkpoint(run).parameters.tobytes() == before.parameters.tobytes()
    run.follow(Request(3, replace(an_experiment(), points=points(63))))
    assert checkpoint(run).parameters.tobytes() == before.parameters.tobytes()
    assert checkpoint(run).step == before.step


def test_where_only_points_were_drawn_they_are_what_it_trains_on() -> None:
    run, drawn = trained(an_experiment(), 25), replace(an_experiment(), points=points(63))
    new = run_to(drawn, (checkpoint(run),)).contestants[0]
    run.follow(Request(2, drawn))
    assert run.frame(frozenset()).contestants[0].train_loss == new.train_loss


def test_a_layer_taken_from_an_untrained_network_leaves_the_weights_of_the_others() -> None:
    run = trained(an_experiment((3, 2)), 0)
    before = Parameters(checkpoint(run).parameters, (2, 3, 2, 1))
    run.follow(Request(2, with_network(an_experiment((3, 2)), layers=(Layer("tanh", (0, 1, 2), 0),))))
    after = Parameters(checkpoint(run).parameters, (2, 3, 1))
    np.testing.assert_array_equal(after.blocks[0], before.blocks[0])


def test_weights_that_somebody_typed_are_not_drawn_anew_with_another_seed() -> None:
    first = run_to(an_experiment()).contestants[0].checkpoint
    typed = replace(first, pristine=False)
    for known, seed in ((first, 1), (typed, 5)):
        now = with_network(an_experiment(), seed=seed).contestants[0]
        found = origin(known, now, 2)
        assert found is not None
        assert found.pristine == known.pristine
        assert found.parameters.tobytes() == first.parameters.tobytes()
    assert origin(first, with_network(an_experiment(), seed=5).contestants[0], 2) is None


def test_each_contestant_goes_to_its_own_stop() -> None:
    one = an_experiment().contestants[0]
    other = replace(one, training=replace(one.training, batch_size=3))
    frame = run_to(replace(an_experiment(), contestants=(one, other)), epochs=2)
    assert [each.checkpoint.step for each in frame.contestants] == [4, 20]
    assert [each.checkpoint.epoch for each in frame.contestants] == [2, 2]


def test_an_added_neuron_leaves_the_weights_of_the_others() -> None:
    run = trained(an_experiment((3,)), 25)
    before = checkpoint(run)
    run.follow(Request(2, with_network(an_experiment((3,)), layers=(Layer("tanh", (0, 1, 2, 9), 0),))))
    after = checkpoint(run)
    assert after.sizes == (2, 4, 1)
    np.testing.assert_array_equal(after.parameters[:9], before.parameters[:9])
    assert after.step == before.step


def test_checkpoints_are_taken_up_and_training_goes_on_bit_for_bit() -> None:
    whole = run_to(an_experiment(), steps=77)
    half = run_to(an_experiment(), steps=40)
    resumed = run_to(an_experiment(), (half.contestants[0].checkpoint,), steps=77)
    assert state(resumed) == state(whole)


def test_a_checkpoint_of_another_design_is_carried_over() -> None:
    half = run_to(an_experiment((3,)), steps=40).contestants[0].checkpoint
    frame = run_to(with_network(an_experiment((3,)), layers=(Layer("tanh", (0, 2), 0),)), (half,))
    after = frame.contestants[0].checkpoint
    assert after.sizes == (2, 2, 1)
    np.testing.assert_array_equal(
        after.parameters[:6].reshape(2, 3), half.parameters[:9].reshape(3, 3)[[0, 2]]
    )


@pytest.mark.parametrize("changes", [{"seed": 5}, {"initializer": "small_uniform"}])
def test_an_untrained_network_is_drawn_as_the_panel_says(changes: dict[str, object]) -> None:
    now = with_network(an_experiment(), **changes)
    run = trained(an_experiment(), 0)
    run.follow(Request(2, now))
    assert state(run.frame(frozenset())) == state(run_to(now))
    assert state(run.frame(frozenset())) != state(run_to(an_experiment()))


def test_an_untrained_network_with_another_activation_gets_its_recommended_first_weights() -> None:
    now = an_experiment(activation="relu")
    run = trained(an_experiment(activation="tanh"), 0)
    run.follow(Request(2, now))
    assert state(run.frame(frozenset())) == state(run_to(now))


def test_a_neuron_added_to_an_untrained_network_leaves_the_weights_of_the_others() -> None:
    run = trained(an_experiment((3, 2)), 0)
    before = Parameters(checkpoint(run).parameters, (2, 3, 2, 1))
    wider = with_network(
        an_experiment((3, 2)), layers=(Layer("tanh", (0, 1, 2, 3), 0), Layer("tanh", (0, 1), 1))
    )
    run.follow(Request(2, wider))
    after = Parameters(checkpoint(run).parameters, (2, 4, 2, 1))
    np.testing.assert_array_equal(after.blocks[0][:3], before.blocks[0])
    np.testing.assert_array_equal(after.weights[1][:, :3], before.weights[1])
    np.testing.assert_array_equal(after.blocks[2], before.blocks[2])
    run.follow(Request(3, with_network(wider, seed=8)))
    assert state(run.frame(frozenset())) == state(run_to(with_network(wider, seed=8)))


@pytest.mark.parametrize("changes", [{"seed": 5}, {"initializer": "small_uniform"}])
def test_a_trained_network_keeps_its_weights_whatever_the_panel_says(changes: dict[str, object]) -> None:
    run = trained(an_experiment(), 3)
    before = checkpoint(run)
    run.follow(Request(2, with_network(an_experiment(), **changes)))
    assert checkpoint(run).parameters.tobytes() == before.parameters.tobytes()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=40), st.integers(1, 120))
def test_the_size_of_the_slices_changes_no_bit(slices: list[int], stop: int) -> None:
    run = Run()
    run.follow(Request(1, an_experiment(), "fresh", playing=True, stop_step=stop))
    for steps in slices:
        if run.playing:
            run.advance(steps)
            run.frame(frozenset({"activity"}))
    play_out(run, 7)
    assert state(run.frame(frozenset())) == state(run_to(an_experiment(), steps=stop))


@pytest.mark.parametrize("slice_steps", [1, 4, 1000])
def test_the_stop_step_is_exact(slice_steps: int) -> None:
    run = Run()
    run.follow(Request(1, an_experiment(), "fresh", playing=True, stop_step=17))
    play_out(run, slice_steps)
    assert checkpoint(run).step == 17


@pytest.mark.parametrize("slice_steps", [1, 5, 1000])
def test_the_stop_epoch_is_exact(slice_steps: int) -> None:
    run = Run()
    plan = TrainingPlan(batch_size=7)
    run.follow(Request(1, an_experiment(plan=plan), "fresh", playing=True, stop_epoch=3))
    play_out(run, slice_steps)
    now = checkpoint(run)
    assert (now.epoch, now.batch, now.step) == (3, 0, 3 * 5)


def test_a_stop_that_is_behind_takes_no_step() -> None:
    run = trained(an_experiment(), 25)
    run.follow(Request(1, an_experiment(), playing=True, stop_step=20))
    assert not run.playing
    assert checkpoint(run).step == 25


@pytest.mark.parametrize("where", ["no points at all", "all held out"])
def test_without_training_points_it_stands_and_still_shows_a_frame(where: str) -> None:
    left = PointSet.empty() if where == "no points at all" else points(10, held_out=10)
    frame = run_to(
        replace(an_experiment(), points=left), epochs=5, wants=frozenset({"decision_map", "activity"})
    )
    assert not frame.playing
    assert frame.contestants[0].checkpoint.step == 0
    assert frame.contestants[0].train_loss is None


@pytest.mark.parametrize("slice_steps", [1, 10, 1000])
def test_divergence_restores_the_last_finite_step_whatever_the_slices(slice_steps: int) -> None:
    run = Run()
    run.follow(Request(1, DIVERGING_SOON, "fresh", playing=True))
    play_out(run, slice_steps)
    frame = run.frame(frozenset())
    divergence = frame.contestants[0].divergence
    now = frame.contestants[0].checkpoint
    assert divergence is not None and not frame.playing
    assert now.step == divergence.step - 1
    assert np.isfinite(now.parameters).all()
    assert state(frame) == state(run_to(DIVERGING_SOON, steps=now.step))
    assert run_to(DIVERGING_SOON, steps=now.step).contestants[0].divergence is None
    assert run_to(DIVERGING_SOON, steps=divergence.step).contestants[0].divergence == divergence


def test_after_divergence_a_smaller_rate_goes_on_from_the_last_finite_step() -> None:
    wild = an_experiment((), plan=TrainingPlan(optimizer="sgd", learning_rate=10.0, l2=10.0))
    run = Run()
    run.follow(Request(1, wild, "fresh", playing=True))
    play_out(run, 50)
    assert run.frame(frozenset()).contestants[0].divergence is not None
    stopped = checkpoint(run).step
    calm = with_plan(wild, learning_rate=1e-5, l2=0.0)
    run.follow(Request(2, calm, playing=True, stop_step=stopped + 10))
    play_out(run, 50)
    assert checkpoint(run).step == stopped + 10
    assert run.frame(frozenset()).contestants[0].divergence is None


def test_two_contestants_step_together_and_stop_together_when_one_diverges() -> None:
    calm = an_experiment().contestants[0]
    both = replace(DIVERGING_SOON, contestants=(calm, DIVERGING_SOON.contestants[0]))
    steps = set()
    for slice_steps in (3, 500):
        run = Run()
        run.follow(Request(1, both, "fresh", playing=True))
        play_out(run, slice_steps)
        steps.add(tuple(each.checkpoint.step for each in run.frame(frozenset()).contestants))
    assert len(steps) == 1
    first, second = steps.pop()
    assert first == second


def test_contestants_that_stopped_apart_diverge_the_same_whatever_the_slices() -> None:
    wild = an_experiment(
        plan=TrainingPlan(optimizer="sgd", learning_rate=0.5, l2=10.0, batch_size=4)
    ).contestants
    both = replace(an_experiment(), contestants=(*an_experiment().contestants, *wild))
    states = set()
    for slice_steps in (1, 3, 500):
        run = Run()
        run.follow(Request(1, both, "fresh", playing=True, stop_epoch=1))
        play_out(run, slice_steps)
        run.follow(Request(1, both, "fresh", playing=True))
        play_out(run, slice_steps)
        contestants = run.frame(frozenset()).contestants
        assert contestants[1].divergence is not None
        states.add(
            tuple((each.checkpoint.step, each.checkpoint.parameters.tobytes()) for each in contestants)
        )
    assert len(states) == 1


def test_a_change_of_the_title_alone_disturbs_nothing() -> None:
    experiment = an_experiment()
    run = trained(experiment, 25)
    before = run.frame(frozenset())
    run.follow(Request(2, replace(experiment, title="Another")))
    assert state(run.frame(frozenset())) == state(before)


def test_findings_are_computed_only_where_wanted() -> None:
    frame = run_to(an_experiment(), steps=2, wants=frozenset({"activity"}))
    assert set(frame.contestants[0].findings) == {"activity"}


def test_a_refused_request_leaves_the_run_as_it_was() -> None:
    run = trained(an_experiment(), 25)
    before = state(run.frame(frozenset()))
    with pytest.raises(ValueError, match="no_such"):
        run.follow(Request(2, with_plan(an_experiment(), loss="no_such")))
    run.follow(Request(2, an_experiment()))
    assert state(run.frame(frozenset())) == before


def test_weights_that_are_too_large_from_the_beginning_are_not_blamed_on_the_learning_rate() -> None:
    deep = an_experiment((8,) * 8, "square", TrainingPlan(optimizer="sgd", learning_rate=0.01))
    (at,) = run_to(replace(deep, points=points()), "fresh", epochs=3).contestants
    assert at.divergence is not None
    assert (at.divergence.step, at.divergence.quantity, at.checkpoint.step) == (1, "pre-activation", 0)
    assert "learning rate" not in at.divergence.sentence(deep.contestants[0])


def test_layers_are_named_from_1_and_the_last_one_as_the_output() -> None:
    contestant = an_experiment((4, 3)).contestants[0]
    words = [Divergence(9, layer, "weight").sentence(contestant) for layer in range(3)]
    for said, layer in zip(words, ("layer 1", "layer 2", "the output layer"), strict=True):
        assert f"step 9: the weight of {layer} grew" in said
        assert "smaller than 0.01, for example 0.001," in said


def test_a_frame_shows_what_is_designed_only_while_layers_and_outputs_are_the_same() -> None:
    frame, now = run_to(an_experiment()), an_experiment()
    assert frame.shows(now)
    assert frame.shows(with_plan(now, learning_rate=0.5))
    assert not frame.shows(with_network(now, layers=now.network.layers[:1]))
    assert not frame.shows(replace(now, points=points(classes=3)))
