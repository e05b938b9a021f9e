"""Networks in many states for the export tests, and how an exported script is run."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np

from sequentia_gui.experiment.experiment import (
    Contestant,
    Experiment,
    Layer,
    NetworkDesign,
    PointSet,
    Recipe,
    TrainingPlan,
)
from sequentia_gui.export.snapshot import Snapshot, snapshot
from sequentia_gui.network.activations import activation
from sequentia_gui.training.run import run_to

PLAN = TrainingPlan(batch_size=16)


def points(count: int = 50, classes: int = 2, held_out: float = 0.3) -> PointSet:
    """Points around the middle of the plane, the class by the angle, so that there is something to learn."""
    rng = np.random.default_rng(3)
    xy = rng.normal(0, 2, (count, 2)).clip(-6, 6)
    angle = np.arctan2(xy[:, 1], xy[:, 0]) / (2 * np.pi) + 0.5
    return PointSet(xy, (angle * classes).clip(0, classes - 1), np.arange(count) < held_out * count)


def design(*activations: str) -> NetworkDesign:
    """A layer for each activation, of three neurons and more."""
    layers = (Layer(name, tuple(range(3 + place)), place) for place, name in enumerate(activations))
    return NetworkDesign(tuple(layers), seed=7)


def turned(name: str) -> NetworkDesign:
    """Two layers of one activation, with other values for its parameters than its defaults, and than each other."""
    parameters = activation(name).parameters
    halfway = tuple((each.low + each.high) / 2 for each in parameters)
    a_quarter = tuple(each.low + (each.high - each.low) / 4 for each in parameters)
    first, second = design(name, name).layers
    layers = (replace(first, parameters=halfway), replace(second, parameters=a_quarter))
    return NetworkDesign(layers, seed=7)


def experiment(network: NetworkDesign, plan: TrainingPlan = PLAN, data: PointSet | None = None) -> Experiment:
    """An experiment with one contestant."""
    contestant = Contestant("A", network, plan)
    return Experiment("Test", points() if data is None else data, Recipe("moons"), (contestant,))


def trained(now: Experiment, steps: int = 10) -> Snapshot:
    """The experiment after so many steps: ten of them end in the middle of an epoch."""
    frame = run_to(now, steps=steps)
    return snapshot(now, [each.checkpoint for each in frame.contestants])


def run_script(path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """What a script says to somebody who takes every warning for an error."""
    command = [sys.executable, "-W", "error", str(path), *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def load_script(path: Path) -> ModuleType:
    """The script as a module, its numbers and functions at hand."""
    found = importlib.util.spec_from_file_location(path.stem, path)
    assert found and found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module
