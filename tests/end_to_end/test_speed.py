"""Speed in its short form: only a gross loss fails, by a factor of two, for machines are noisy."""

from __future__ import annotations

import statistics
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from bench_workloads import WORKLOADS, Workload, workload

from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.network import reference
from sequentia_gui.network.trainer import Trainer

MANY = 2**40
"""A stride of the loss curve at which nothing is recorded."""


def seconds(action: Callable[[], object]) -> float:
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def trainer(each: Workload, optimizer: str = "sgd", checkpoint: Checkpoint | None = None) -> Trainer:
    experiment = each.experiment(optimizer)
    contestant = experiment.contestants[0]
    return Trainer(contestant.network, contestant.training, experiment.points, checkpoint)


def without_curve(each: Workload, optimizer: str = "sgd") -> Trainer:
    begun = trainer(each, optimizer)
    begun.run(1)
    checkpoint = begun.checkpoint()
    return trainer(each, optimizer, replace(checkpoint, curve=replace(checkpoint.curve, stride=MANY)))


@pytest.mark.parametrize("each", WORKLOADS, ids=lambda each: each.name)
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_a_step_allocates_nothing(each: Workload, optimizer: str) -> None:
    ours = without_curve(each, optimizer)
    ours.run(2 * ours.batches_per_epoch)
    tracemalloc.start()
    try:
        ours.run(ours.batches_per_epoch)
        before, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        ours.run(ours.batches_per_epoch)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    order = 16 * each.points + 20_000  # an epoch draws the points' order anew, and schedules its rates
    assert peak - before < order


def test_the_recorded_step_is_faster_than_the_textbook_by_far() -> None:
    each = workload("W2")
    ours = without_curve(each)
    ours.run(100)
    experiment = each.experiment()
    contestant, points = experiment.contestants[0], experiment.points
    parameters = ours.parameters

    def textbook() -> None:
        for start in range(0, len(points), 10):
            rows = slice(start, start + 10)
            batch = points.xy[rows], points.label[rows]
            reference.gradient(parameters, contestant.network, contestant.training, 2, *batch)

    ratios = [seconds(textbook) / seconds(lambda: ours.run(ours.batches_per_epoch)) for _ in range(15)]
    assert statistics.median(ratios) > 2


def test_a_deeper_network_costs_no_more_than_its_calls() -> None:
    shallow, deep = without_curve(workload("W2")), without_curve(workload("W3"))
    for each in (shallow, deep):
        each.run(100)
    ratios = [seconds(lambda: deep.run(300)) / seconds(lambda: shallow.run(300)) for _ in range(11)]
    assert statistics.median(ratios) < 2 * 38 / 18


def test_neurons_that_died_do_not_slow_adam_down() -> None:
    young, old = trainer(workload("W4"), "adam"), trainer(workload("W4"), "adam")
    young.run(200)
    old.run(30_000)
    checkpoint, ratios = young.checkpoint(), []
    for _ in range(5):
        again = trainer(workload("W4"), "adam", checkpoint)
        again.run(20)
        ratios.append(seconds(lambda: old.run(200)) / seconds(partial(again.run, 200)))
    assert statistics.median(ratios) < 2
