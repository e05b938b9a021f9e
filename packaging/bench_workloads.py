"""What is measured: six networks of different shapes, on spiral points, with SGD and with Adam."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.experiment import Experiment, NetworkDesign
from sequentia_gui.experiment.first import first_experiment


@dataclass(frozen=True, slots=True)
class Workload:
    """A network and its training: widths of the hidden layers, activation, batch size (None: all points)."""

    name: str
    widths: tuple[int, ...]
    activation: str
    batch: int | None
    points: int = 250
    classes: int = 2

    def experiment(self, optimizer: str = "sgd", points: int | None = None) -> Experiment:
        """The workload as an experiment in which no point is held out."""
        count = points or self.points
        plain = edits.choose_dataset(first_experiment(), "spiral")
        plain = edits.set_held_out(edits.set_recipe(plain, count=count), 0.0)
        if self.classes > 2:
            rng = np.random.default_rng(0)
            xy = rng.uniform(-6, 6, (count, 2)).astype(np.float32)
            plain = edits.load_points(plain, xy, (np.arange(count) % self.classes).astype(np.int8), "classes")
            plain = edits.set_held_out(plain, 0.0)
        first = plain.contestants[0]
        plan = replace(first.training, optimizer=optimizer, learning_rate=0.01, batch_size=self.batch)
        network = NetworkDesign.of(self.widths, self.activation)
        return replace(plain, contestants=(replace(first, network=network, training=plan),))


WORKLOADS = (
    Workload("W1", (4, 2), "tanh", 10),
    Workload("W2", (8, 8), "relu", 10),
    Workload("W3", (8,) * 6, "relu", 10),
    Workload("W4", (32,) * 3, "relu", 32),
    Workload("W5", (64,) * 4, "relu", None, points=1_000),
    Workload("W6", (16,) * 8, "sigmoid", 32),
)
LARGEST = Workload("8x32", (32,) * 8, "relu", 10, points=2_000, classes=6)
"""The largest network that the window draws, with 2,000 points in six classes."""


def workload(name: str) -> Workload:
    """The workload of that name; KeyError for an unknown one."""
    return {each.name: each for each in (*WORKLOADS, LARGEST)}[name]
