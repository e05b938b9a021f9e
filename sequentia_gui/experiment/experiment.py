"""An experiment is everything that a learner designed: points, layers and a plan for training them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.read_only import read_only

PLANE_LIMIT = 6.0
"""Points live in the square from -PLANE_LIMIT to PLANE_LIMIT, in both coordinates."""

MAX_POINTS = 2_000
MAX_CLASSES = 6
MAX_LAYERS = 8
MAX_WIDTH = 32


class ExperimentError(ValueError):
    """Something that cannot be done; its text is a sentence for the learner."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One hidden layer: the activation its neurons share, with its parameters, and who they are.

    `neurons` and `key` are identities, unique within the layer and the network. They mean nothing by
    themselves: by them the weights that survive an edit are recognised after it. No `parameters` stand for the
    activation's own defaults.
    """

    activation: str
    neurons: tuple[int, ...]
    key: int
    parameters: tuple[float, ...] = ()

    @property
    def width(self) -> int:
        """The number of neurons."""
        return len(self.neurons)


@dataclass(frozen=True, slots=True)
class NetworkDesign:
    """The hidden layers from input to output, and how their first weights are drawn."""

    layers: tuple[Layer, ...]
    initializer: str = "recommended"
    seed: int = 1

    @classmethod
    def of(cls, widths: tuple[int, ...], activation: str = "relu", seed: int = 1) -> NetworkDesign:
        """A network of the given widths, one activation for all of its hidden layers."""
        layers = (Layer(activation, tuple(range(width)), key) for key, width in enumerate(widths))
        return cls(tuple(layers), seed=seed)

    def sizes(self, classes: int) -> tuple[int, ...]:
        """Neurons from input to output, for example (2, 8, 8, 1): two classes share one output neuron."""
        return (2, *(layer.width for layer in self.layers), 1 if classes == 2 else classes)


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """How the network is trained; `batch_size` None means all training points at once."""

    loss: str = "cross_entropy"
    optimizer: str = "adam"
    learning_rate: float = 0.01
    momentum: float = 0.9
    l1: float = 0.0
    l2: float = 0.0
    batch_size: int | None = 16

    def points_in_batch(self, training: int) -> int:
        """How many of so many training points a batch has, at least 1; the last batch of a pass may have fewer."""
        return max(1, min(self.batch_size or training, training))

    def batches_in_pass(self, training: int) -> int:
        """How many batches make one pass over so many training points; 0 where there are none."""
        return -(-training // self.points_in_batch(training))


@dataclass(frozen=True, slots=True)
class Contestant:
    """One network and the plan that trains it."""

    name: str
    network: NetworkDesign
    training: TrainingPlan


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the points were made: a dataset's name, how many points, how noisy, from which seed.

    `noise` is a share from 0 to 0.5; `held_out` is the share of points kept apart for testing, 0 to 0.9.
    """

    dataset: str
    count: int = 200
    noise: float = 0.1
    seed: int = 1
    held_out: float = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class PointSet:
    """Labelled points of the plane: `xy` (n, 2) float32, `label` (n,) int8, `held_out` (n,) bool; all read-only."""

    xy: NDArray[np.float32]
    label: NDArray[np.int8]
    held_out: NDArray[np.bool_]

    def __post_init__(self) -> None:
        for name, dtype in (("xy", np.float32), ("label", np.int8), ("held_out", np.bool_)):
            array = np.array(getattr(self, name), dtype=dtype)
            object.__setattr__(self, name, read_only(array))
        if not self.xy.shape == (len(self.label), 2) or self.held_out.shape != self.label.shape:
            raise ValueError(f"shapes do not fit: {self.xy.shape}, {self.label.shape}, {self.held_out.shape}")

    def __len__(self) -> int:
        return len(self.label)

    @property
    def classes(self) -> int:
        """How many classes a network must tell apart: at least two, and up to the highest label."""
        return max(2, int(self.label.max()) + 1) if len(self) else 2

    @classmethod
    def empty(cls) -> PointSet:
        """A plane without points."""
        return cls(np.empty((0, 2), np.float32), np.empty(0, np.int8), np.empty(0, np.bool_))


@dataclass(frozen=True, slots=True)
class Experiment:
    """Everything the learner designed: the value that is edited, undone, saved and trained."""

    title: str
    points: PointSet
    recipe: Recipe
    contestants: tuple[Contestant, ...] = field(default=())

    @property
    def network(self) -> NetworkDesign:
        """The first contestant's network: the one on screen."""
        return self.contestants[0].network

    @property
    def training(self) -> TrainingPlan:
        """The first contestant's plan."""
        return self.contestants[0].training
