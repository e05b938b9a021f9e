"""How long a training step takes, beside the same step in other libraries: in turns, so that noise hits all."""

from __future__ import annotations

import statistics
import time
from functools import partial
from typing import Any

import bench_rivals
import numpy as np
from bench_workloads import WORKLOADS, Workload, workload

from sequentia_gui.network.forward import TiledForward
from sequentia_gui.network.initializers import first_parameters
from sequentia_gui.network.trainer import Trainer


def measure(quick: bool) -> list[dict[str, Any]]:
    """One row for each workload and optimiser: microseconds a step, and how many times ours a rival takes."""
    rounds, seconds = (5, 0.04) if quick else (11, 0.25)
    return [_compare(each, name, rounds, seconds) for each in WORKLOADS for name in ("sgd", "adam")]


def _compare(each: Workload, optimizer: str, rounds: int, seconds: float) -> dict[str, Any]:
    makers = {
        "ours": bench_rivals.sequentia,
        "with curve": bench_rivals.with_curve,
        **bench_rivals.installed(),
    }
    takers = {name: make(each, optimizer) for name, make in makers.items()}
    steps = {name: _steps_in(take, seconds) for name, take in takers.items()}
    times: dict[str, list[float]] = {name: [] for name in takers}
    for _ in range(rounds):
        for name, take in takers.items():
            times[name].append(_microseconds(take, steps[name]))
    return {"workload": each.name, "optimizer": optimizer, **_summary(times)}


def _steps_in(take: bench_rivals.TakeSteps, seconds: float) -> int:
    """How many steps fill the time; the first call also compiles and warms up."""
    take(1)
    return max(1, int(seconds / (1e-6 * _microseconds(take, 50))))


def _microseconds(take: bench_rivals.TakeSteps, steps: int) -> float:
    begin = time.perf_counter()
    taken = take(steps)
    return 1e6 * (time.perf_counter() - begin) / taken


def _summary(times: dict[str, list[float]]) -> dict[str, Any]:
    ours = times["ours"]
    ratios = {
        name: [theirs / mine for theirs, mine in zip(column, ours, strict=True)]
        for name, column in times.items()
        if name != "ours"
    }
    return {
        "microseconds": {name: _spread(column) for name, column in times.items()},
        "ratios": {name: _spread(column) for name, column in ratios.items()},
    }


def _spread(values: list[float]) -> dict[str, float]:
    """The median, and the range in which the middle half lies."""
    low, middle, high = (float(np.percentile(values, share)) for share in (25, 50, 75))
    return {"median": round(middle, 3), "low": round(low, 3), "high": round(high, 3)}


def measure_grids(quick: bool) -> list[dict[str, Any]]:
    """Milliseconds in which a network is evaluated at 256 x 256 places."""
    axis = np.linspace(-6, 6, 256, dtype=np.float32)
    xy = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    rows = []
    for each in WORKLOADS:
        design = each.experiment().contestants[0].network
        engine, parameters = TiledForward(design, 2, xy), first_parameters(design, 2)
        times = [_milliseconds(partial(engine.output, parameters)) for _ in range(7 if quick else 31)]
        rows.append({"workload": each.name, "milliseconds": _spread(times)})
    return rows


def measure_denormals(quick: bool) -> float:
    """How many times a step of W4 with Adam takes after 30,000 steps what it takes after 200."""
    experiment = workload("W4").experiment("adam")
    contestant = experiment.contestants[0]
    young, old = (Trainer(contestant.network, contestant.training, experiment.points) for _ in range(2))
    young.run(200)
    checkpoint = young.checkpoint()
    old.run(30_000)
    ratios = []
    for _ in range(5 if quick else 15):
        young = Trainer(contestant.network, contestant.training, experiment.points, checkpoint)
        young.run(50)
        ratios.append(_milliseconds(partial(old.run, 400)) / _milliseconds(partial(young.run, 400)))
    return round(statistics.median(ratios), 3)


def _milliseconds(action: Any) -> float:
    begin = time.perf_counter()
    action()
    return 1e3 * (time.perf_counter() - begin)
