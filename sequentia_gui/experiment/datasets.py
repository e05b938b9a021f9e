"""The ready-made sets of points: each one is a small riddle that some networks solve and others do not."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.experiment import MAX_POINTS, ExperimentError, PointSet, Recipe
from sequentia_gui.experiment.held_out import choose_held_out
from sequentia_gui.experiment.plane import mirrored
from sequentia_gui.experiment.rules import check_recipe
from sequentia_gui.resources import asset

Floats = NDArray[np.float64]
Labels = NDArray[np.int8]
Sample = tuple[Floats, Labels]
Rule = Callable[[Floats], NDArray[np.bool_]]

OWN = "own"
"""The recipe's name for points that come from no dataset here: drawn by hand, or read from a file."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A recipe for points: `sample(count, noise, rng)` draws them, any of them at most `most`.

    name: as in files, never changes; label and description: for the learner; axes: what x1 and x2 stand for.
    """

    name: str
    label: str
    description: str
    classes: int
    sample: Callable[[int, float, np.random.Generator], Sample]
    axes: tuple[str, str] = ("x₁", "x₂")
    most: int = MAX_POINTS

    def make(
        self, count: int, noise: float, rng: np.random.Generator
    ) -> tuple[NDArray[np.float32], NDArray[np.int8]]:
        """Points xy (n, 2) float32 inside the plane, labels (n,) int8, shuffled; n is `count`, or `most`.

        noise: a share from 0 to 0.5. Without noise the classes differ in size by one point at most.
        """
        xy, label = self.sample(min(count, self.most), noise, rng)
        order = rng.permutation(len(label))
        return mirrored(xy[order]), label[order].astype(np.int8)


def dataset(name: str) -> Dataset:
    """The dataset of that name; ExperimentError where there is none."""
    for each in DATASETS:
        if each.name == name:
            return each
    known = ", ".join(each.name for each in DATASETS)
    raise ExperimentError(f"There is no dataset called “{name}”; there are {known}.")


def points_of(recipe: Recipe) -> PointSet:
    """The points that a recipe describes: the same recipe gives the same points, bit for bit.

    ExperimentError where the dataset is unknown (one's own points have none) or a value makes no sense.
    """
    check_recipe(recipe)
    xy, label = dataset(recipe.dataset).make(
        recipe.count, recipe.noise, np.random.default_rng([recipe.seed, 0])
    )
    return PointSet(xy, label, choose_held_out(label, recipe.held_out, recipe.seed))


def _circle(count: int, noise: float, rng: np.random.Generator) -> Sample:
    label = _balanced(count, 2)
    radius = np.where(label == 0, rng.uniform(0.0, 2.5, count), rng.uniform(3.5, 5.0, count))
    xy = _polar(radius, rng.uniform(0.0, 2.0 * np.pi, count))
    return xy, _asked_beside(xy, 5.0 * noise, rng, lambda place: np.hypot(*place.T) >= 2.5)


def _xor(count: int, noise: float, rng: np.random.Generator) -> Sample:
    label = _balanced(count, 2)
    sign = rng.choice((-1.0, 1.0), count)
    size = rng.uniform(0.0, 5.0, (count, 2)) + 0.3
    xy = size * np.column_stack((sign, np.where(label == 1, -sign, sign)))
    return xy, _asked_beside(xy, 5.0 * noise, rng, lambda place: place[:, 0] * place[:, 1] < 0)


def _gaussian(count: int, noise: float, rng: np.random.Generator) -> Sample:
    return _clouds(np.array([(-2.0, -2.0), (2.0, 2.0)]), count, noise, rng)


def _blobs(count: int, noise: float, rng: np.random.Generator) -> Sample:
    return _clouds(
        _polar(np.full(3, 3.2), np.linspace(0.0, 2.0 * np.pi, 3, endpoint=False)), count, noise, rng
    )


def _clouds(centres: Floats, count: int, noise: float, rng: np.random.Generator) -> Sample:
    label = _balanced(count, len(centres))
    spread = np.sqrt(0.5 + 7.0 * noise)
    return centres[label] + spread * rng.standard_normal((count, 2)), label


def _spiral(count: int, noise: float, rng: np.random.Generator) -> Sample:
    return _arms_of(2, 1.75, count, noise, rng)


def _arms(count: int, noise: float, rng: np.random.Generator) -> Sample:
    return _arms_of(3, 1.0, count, noise, rng)


def _arms_of(arms: int, turns: float, count: int, noise: float, rng: np.random.Generator) -> Sample:
    label = _balanced(count, arms)
    along = np.concatenate([np.arange(1, size + 1) / size for size in _class_sizes(count, arms)])
    xy = _polar(5.0 * along, 2.0 * np.pi * (turns * along + label / arms))
    return xy + rng.uniform(-1.0, 1.0, (count, 2)) * noise, label


def _moons(count: int, noise: float, rng: np.random.Generator) -> Sample:
    label = _balanced(count, 2)
    side = np.where(label == 0, 1.0, -1.0)
    angle = rng.uniform(0.0, np.pi, count)
    xy = 3.0 * np.column_stack((side * (np.cos(angle) - 0.5), side * (np.sin(angle) - 0.25)))
    return xy + 3.0 * noise * rng.standard_normal((count, 2)), label


def _checkerboard(count: int, noise: float, rng: np.random.Generator) -> Sample:
    label = _balanced(count, 2)
    column = rng.integers(0, 4, count)
    row = 2 * rng.integers(0, 2, count) + (column + label) % 2
    xy = _in_cells(np.column_stack((column, row)), rng)
    return xy, _asked_beside(xy, 3.0 * noise, rng, lambda place: _cell(place).sum(axis=1) % 2 == 1)


def _stripes(count: int, noise: float, rng: np.random.Generator) -> Sample:
    label = _balanced(count, 2)
    column = 2 * rng.integers(0, 2, count) + label
    xy = _in_cells(np.column_stack((column, rng.integers(0, 4, count))), rng)
    return xy, _asked_beside(xy, 3.0 * noise, rng, lambda place: _cell(place)[:, 0] % 2 == 1)


def _iris(count: int, noise: float, rng: np.random.Generator) -> Sample:
    flowers = rng.permutation(50)[: max(_class_sizes(count, 3))]
    xy, label = _iris_flowers()
    sizes = enumerate(_class_sizes(count, 3))
    index = np.concatenate([np.flatnonzero(label == each)[flowers[:size]] for each, size in sizes])
    return xy[index] + 2.0 * noise * rng.uniform(-1.0, 1.0, (count, 2)), label[index]


@cache
def _iris_flowers() -> Sample:
    """All 150 flowers in the plane: x1 = 1.6 (petal length - 4 cm), x2 = 4 (petal width - 1.3 cm).

    Measured by Anderson (1935, Bulletin of the American Iris Society 59), published by Fisher (1936,
    Annals of Eugenics 7). Lengths of 1.0 to 6.9 cm land at -4.8 to 4.64, widths of 0.1 to 2.5 cm at
    -4.8 to 4.8.
    """
    with asset("datasets", "iris.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    cm = np.array([(float(length), float(width)) for length, width, _ in rows])
    label = np.unique([species for _, _, species in rows], return_inverse=True)[1]
    return (cm - (4.0, 1.3)) * (1.6, 4.0), label.astype(np.int8)


def _class_sizes(count: int, classes: int) -> list[int]:
    return [(count + classes - 1 - each) // classes for each in range(classes)]


def _balanced(count: int, classes: int) -> Labels:
    return np.repeat(np.arange(classes, dtype=np.int8), _class_sizes(count, classes))


def _polar(radius: Floats, angle: Floats) -> Floats:
    """Places (n, 2) at a distance from the centre, the angle measured clockwise from the top."""
    return np.column_stack((radius * np.sin(angle), radius * np.cos(angle)))


def _asked_beside(xy: Floats, reach: float, rng: np.random.Generator, rule: Rule) -> Labels:
    """Labels by a rule that looks up to `reach` beside each point: noise mislabels points near a border."""
    return rule(xy + rng.uniform(-1.0, 1.0, xy.shape) * reach).astype(np.int8)


def _in_cells(cell: NDArray[np.integer], rng: np.random.Generator) -> Floats:
    """Random places in squares of side 3, a little off their borders; cell (0, 0) is at the bottom left."""
    return 3.0 * (cell - 2 + rng.uniform(0.05, 0.95, cell.shape))


def _cell(xy: Floats) -> NDArray[np.int64]:
    return np.floor(xy / 3.0).astype(np.int64) + 2


DATASETS: tuple[Dataset, ...] = (
    Dataset("circle", "Circle", "A disc inside a ring: no straight line parts them.", 2, _circle),
    Dataset("xor", "XOR", "Opposite quarters belong together: one perceptron cannot do it.", 2, _xor),
    Dataset("gaussian", "Gaussian", "Two clouds: one straight line is nearly enough.", 2, _gaussian),
    Dataset("spiral", "Spiral", "Two arms wound around each other: the hard one.", 2, _spiral),
    Dataset("moons", "Moons", "Two half-moons that interlock: one bent line parts them.", 2, _moons),
    Dataset("checkerboard", "Checkerboard", "Four by four squares: many borders at once.", 2, _checkerboard),
    Dataset("blobs", "Blobs", "Three clouds: the simplest task with more than two classes.", 3, _blobs),
    Dataset("arms", "Arms", "Three spiral arms: three classes that need bent borders.", 3, _arms),
    Dataset("stripes", "Stripes", "Four stripes in turn: x₂ does not matter at all.", 2, _stripes),
    Dataset(
        "iris",
        "Iris",
        "150 real flowers of three species, by their petals (Anderson 1935, Fisher 1936).",
        3,
        _iris,
        axes=("petal length", "petal width"),
        most=150,
    ),
)
