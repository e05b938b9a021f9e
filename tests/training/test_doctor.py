"""The doctor names the very step at which a neuron fell silent, and what that update did to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sequentia_gui.analysis.activity import Activity, activity
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.experiment import (
    Contestant,
    Experiment,
    NetworkDesign,
    PointSet,
    Recipe,
    TrainingPlan,
)
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.network.redraw import with_fresh_neuron
from sequentia_gui.network.trainer import Trainer, first_checkpoint
from sequentia_gui.training.doctor import Diagnosis, doctor_want
from sequentia_gui.training.hindsight import Hindsight, Present
from sequentia_gui.training.messages import Frame, Request
from sequentia_gui.training.run import Run, run_to
from sequentia_gui.training.timeline import Timeline


def an_experiment(
    widths: tuple[int, ...] = (6, 5), name: str = "relu", held_out: int = 8, **plan: Any
) -> Experiment:
    rng = np.random.default_rng(11)
    label = (np.arange(40) % 2).astype(np.int8)
    xy = (rng.normal(0, 1, (40, 2)) + 3.0 * label[:, None] - 1.5).astype(np.float32)
    training = TrainingPlan(**{"batch_size": 8, "optimizer": "sgd", "learning_rate": 5.0, **plan})
    contestant = Contestant("A", NetworkDesign.of(widths, name), training)
    points = PointSet(xy, label, np.arange(40) < held_out)
    return Experiment("test", points, Recipe("moons"), (contestant,))


def subject(experiment: Experiment, parameters: Parameters) -> Subject:
    return Subject(experiment.network, experiment.training, experiment.points, parameters)


def silent(experiment: Experiment, parameters: Parameters) -> set[tuple[int, int]]:
    """All dead and saturated hidden neurons, as (layer from 1, position)."""
    found = activity(subject(experiment, parameters))
    return {
        (layer + 1, int(place))
        for layer, (dead, saturated) in enumerate(zip(found.dead, found.saturated, strict=True))
        for place in np.flatnonzero(dead | saturated)
    }


def step_by_step(experiment: Experiment, steps: int) -> list[Parameters]:
    """The parameters after every step, the first ones first."""
    trainer = Trainer(experiment.network, experiment.training, experiment.points)
    every = [trainer.parameters]
    for _ in range(steps):
        trainer.run(1)
        every.append(trainer.parameters)
    return every


def diagnoses(frame: Frame) -> dict[tuple[int, int], Diagnosis]:
    found = frame.contestants[0].findings.values()
    return {(each.layer, each.position): each for each in found if isinstance(each, Diagnosis)}


def doctors(neurons: set[tuple[int, int]]) -> frozenset[str]:
    return frozenset(doctor_want(layer, position) for layer, position in neurons)


@pytest.mark.parametrize(
    ("name", "optimizer", "rate", "steps"),
    [
        ("relu", "sgd", 5.0, 60),
        ("relu", "sgd", 5.0, 1_301),
        ("relu", "adam", 0.2, 80),
        ("sigmoid", "sgd", 30.0, 90),
        ("tanh", "adam", 2.0, 77),
    ],
)
def test_the_step_is_the_one_that_is_found_by_stepping_one_by_one(
    name: str, optimizer: str, rate: float, steps: int
) -> None:
    experiment = an_experiment(name=name, learning_rate=rate, optimizer=optimizer)
    every = step_by_step(experiment, steps)
    now = silent(experiment, every[-1])
    assert now, "this run is to silence a neuron"
    frame = run_to(experiment, steps=steps, wants=doctors(now))
    assert frame.contestants[0].checkpoint.parameters.tobytes() == every[-1].vector.tobytes()
    for (layer, position), found in diagnoses(frame).items():
        speaks = [step for step, at in enumerate(every) if (layer, position) not in silent(experiment, at)]
        if not speaks:
            assert found.cause == "first weights"
            continue
        assert (found.cause, found.step) == ("update", speaks[-1] + 1)
        old, new = (every[found.step - 1 + k].blocks[layer - 1][position].astype(float) for k in (0, 1))
        assert found.bias_change == pytest.approx(new[-1] - old[-1])
        assert found.before == pytest.approx(old[-1])
        assert found.weight_change == pytest.approx(np.sqrt(((new - old)[:-1] ** 2).sum()))
        assert (found.learning_rate, found.epoch) == (rate, (found.step - 1) // 4 + 1)


def test_a_neuron_that_learns_has_nothing() -> None:
    experiment = an_experiment(learning_rate=0.01)
    frame = run_to(experiment, steps=40, wants=frozenset({doctor_want(1, 0), doctor_want(7, 3)}))
    assert {each.cause for each in diagnoses(frame).values()} == {"none"}


def test_a_neuron_that_is_dead_from_its_first_weights_on_is_told_so() -> None:
    corner = np.array([[-2, -2], [-3, -1], [-1, -3]], np.float32)
    experiment = an_experiment((32,))
    points = PointSet(corner, np.array([0, 1, 0], np.int8), np.zeros(3, bool))
    experiment = replace(experiment, points=points)
    dead = silent(experiment, step_by_step(experiment, 0)[0])
    frame = run_to(experiment, wants=doctors(dead))
    assert dead and {each.cause for each in diagnoses(frame).values()} == {"first weights"}
    assert {each.kind for each in diagnoses(frame).values()} == {"dead"}
    typed = replace(run_to(experiment).contestants[0].checkpoint, pristine=False)
    frame = run_to(experiment, (typed,), wants=doctors(dead))
    assert {each.cause for each in diagnoses(frame).values()} == {"earlier"}


def test_a_neuron_that_lost_its_points_died_of_an_edit() -> None:
    experiment = an_experiment((12,), learning_rate=0.01)
    corner = PointSet(np.full((4, 2), -4, np.float32), np.array([0, 1, 0, 1], np.int8), np.zeros(4, bool))
    run = Run()
    run.follow(Request(1, experiment, "fresh", True, stop_step=30))
    while run.playing:
        run.advance(7)
    assert not silent(experiment, Parameters(run.timelines[0].moments[-1].checkpoint.parameters, (2, 12, 1)))
    run.follow(Request(2, replace(experiment, points=corner)))
    frame = run.frame(frozenset({"activity"}))
    found = frame.contestants[0].findings["activity"]
    assert isinstance(found, Activity) and found.dead[0].any()
    position = int(np.flatnonzero(found.dead[0])[0])
    (diagnosis,) = diagnoses(run.frame(frozenset({doctor_want(1, position)}))).values()
    assert (diagnosis.cause, diagnosis.step) == ("edit", 30)


def test_an_edit_at_rest_is_examined_anew() -> None:
    experiment = an_experiment((12,), learning_rate=0.01)
    corner = PointSet(np.full((4, 2), -4, np.float32), np.array([0, 1, 0, 1], np.int8), np.zeros(4, bool))
    run, hindsight = Run(), Hindsight()
    run.follow(Request(1, experiment, "fresh", True, stop_step=30))
    while run.playing:
        run.advance(7)
    run.follow(Request(2, replace(experiment, points=corner)))
    dead = {who for who in silent(replace(experiment, points=corner), last_parameters(run)) if who[0] == 1}
    who = min(dead)
    causes = []
    for request in (Request(2, replace(experiment, points=corner)), Request(3, experiment)):
        run.follow(request)
        found = run.frame(doctors({who}), look_back=hindsight.find)
        causes.append(diagnoses(found)[who].cause)
    assert causes == ["edit", "none"]


def last_parameters(run: Run) -> Parameters:
    checkpoint = run.timelines[0].moments[-1].checkpoint
    return Parameters.of(checkpoint)


def test_what_did_it_is_the_neurons_own_change_or_that_of_the_layers_before() -> None:
    experiment = an_experiment()
    every = step_by_step(experiment, 60)
    frame = run_to(experiment, steps=60, wants=doctors(silent(experiment, every[-1])))
    for (layer, position), found in diagnoses(frame).items():
        before, after = every[found.step - 1], every[found.step]
        mixed = before.copy()
        mixed.blocks[layer - 1][position] = after.blocks[layer - 1][position]
        assert found.own == ((layer, position) in silent(experiment, mixed))
        assert found.own or layer > 1


def test_an_examination_can_be_cut_into_small_pieces_and_is_not_made_twice() -> None:
    experiment = an_experiment()
    run = Run()
    run.follow(Request(1, experiment, "fresh", True, stop_step=60))
    while run.playing:
        run.advance(50)
    layer, position = min(silent(experiment, step_by_step(experiment, 60)[-1]))
    name, hindsight, looks = doctor_want(layer, position), Hindsight(), 0

    def look(contestant: int, name: str, timeline: Timeline, present: Present) -> object:
        return hindsight.find(contestant, name, timeline, present, lambda: True)

    while hindsight.owes or not looks:
        hindsight.settle()
        found = run.frame(frozenset({name}), look_back=look).contestants[0].findings[name]
        looks += 1
    assert looks > 2
    assert found == run_to(experiment, steps=60, wants=frozenset({name})).contestants[0].findings[name]
    hindsight.settle()
    assert run.frame(frozenset({name}), look_back=look).contestants[0].findings[name] is found


@pytest.mark.parametrize("optimizer", ["sgd", "adam", "momentum"])
def test_a_neuron_that_is_drawn_again_changes_nothing_else(optimizer: str) -> None:
    experiment = an_experiment(optimizer=optimizer, learning_rate=0.01)
    before = run_to(experiment, steps=40).contestants[0].checkpoint
    after = with_fresh_neuron(before, 1, 3)
    old, new = Parameters.of(before), Parameters.of(after)
    assert not np.isclose(old.weights[1][3], new.weights[1][3]).any()
    assert new.biases[1][3] == 0
    changed = np.flatnonzero(before.parameters != after.parameters)
    start = old.blocks[0].size + 3 * 7
    assert set(changed) <= set(range(start, start + 7))
    count = len(before.parameters)
    moved = np.flatnonzero(before.moments != after.moments)
    assert {place % count for place in moved if place < len(before.moments) - 1} <= set(
        range(start, start + 7)
    )
    slots = after.moments[: len(before.moments) // count * count].reshape(-1, count)
    assert not slots[:, start : start + 7].any()
    again = with_fresh_neuron(before, 1, 3)
    assert again.parameters.tobytes() == after.parameters.tobytes()
    other = with_fresh_neuron(before, 1, 3, attempt=1)
    assert other.parameters.tobytes() != after.parameters.tobytes()
    later = with_fresh_neuron(replace(before, step=41), 1, 3)
    assert later.parameters.tobytes() != after.parameters.tobytes()


def test_training_goes_on_from_a_neuron_that_is_drawn_again() -> None:
    experiment = an_experiment()
    fresh = with_fresh_neuron(first_checkpoint(experiment.network, experiment.training, 2), 0, 2)
    assert not fresh.pristine
    frame = run_to(experiment, (fresh,), steps=10)
    assert frame.contestants[0].checkpoint.step == 10
