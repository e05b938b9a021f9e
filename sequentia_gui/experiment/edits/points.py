"""Edits of the points: a learner draws, moves and erases them, or takes a ready-made set."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sequentia_gui.experiment.datasets import OWN, dataset, points_of
from sequentia_gui.experiment.edits.plan import rename
from sequentia_gui.experiment.experiment import (
    MAX_CLASSES,
    MAX_POINTS,
    PLANE_LIMIT,
    Experiment,
    ExperimentError,
    PointSet,
    Recipe,
)
from sequentia_gui.experiment.held_out import choose_held_out, choose_more, with_one_to_train_on
from sequentia_gui.experiment.plane import clamped, fitted, places
from sequentia_gui.experiment.rules import CLASSES_RULE, PLANE_RULE, check_points, check_recipe, demand

OWN_TITLE = "My points"
"""What an experiment is called whose points are drawn on an empty plane."""


def add_points(experiment: Experiment, xy: ArrayLike, label: ArrayLike) -> Experiment:
    """More points at xy (m, 2), of one class or with labels (m,); those outside land on the plane's border.

    Each new one is held out or not by a rule that depends only on the recipe's seed and the number of points.
    """
    new = clamped(places(xy))
    if not len(new):
        return experiment
    old, recipe = experiment.points, experiment.recipe
    _check_room(len(old), len(new))
    labels = _labels(label, len(new))
    held_out = choose_more(old.label, labels, recipe.held_out, recipe.seed)
    return _with_points(
        experiment,
        np.concatenate((old.xy, new)),
        np.concatenate((old.label, labels)),
        np.concatenate((old.held_out, held_out)),
    )


def move_points(experiment: Experiment, indices: ArrayLike, xy: ArrayLike) -> Experiment:
    """The points at `indices` (m,) moved to new places xy (m, 2), at most as far as the plane's border."""
    old = experiment.points
    moved, target = _indices(indices, len(old)), clamped(places(xy))
    if len(moved) != len(target):
        raise ExperimentError("Each moved point needs one new place.")
    now = old.xy.copy()
    now[moved] = target
    if np.array_equal(now, old.xy):
        return experiment
    return _with_points(experiment, now, old.label, old.held_out)


def erase_points(experiment: Experiment, indices: ArrayLike) -> Experiment:
    """The experiment without the points at `indices`; where only held-out ones remain, one is trained on."""
    old = experiment.points
    keep = np.ones(len(old), np.bool_)
    keep[_indices(indices, len(old))] = False
    if keep.all():
        return experiment
    return _with_points(experiment, old.xy[keep], old.label[keep], old.held_out[keep])


def clear_points(experiment: Experiment) -> Experiment:
    """An empty plane to draw on; the points that will come are one's own, and so is the title."""
    recipe = _own(experiment.recipe)
    if not len(experiment.points) and recipe == experiment.recipe:
        return experiment
    return replace(experiment, points=PointSet.empty(), recipe=recipe, title=OWN_TITLE)


def choose_dataset(experiment: Experiment, name: str) -> Experiment:
    """The points of a ready-made set and its title, with the present count, noise, seed and held-out share."""
    chosen = dataset(name)
    recipe = replace(experiment.recipe, dataset=chosen.name)
    return rename(_with_recipe(experiment, recipe, points_of(recipe)), chosen.label)


def set_recipe(
    experiment: Experiment, count: int | None = None, noise: float | None = None, seed: int | None = None
) -> Experiment:
    """Another number of points, noise or seed: the points are made again. One's own points stay."""
    old = experiment.recipe
    recipe = replace(
        old,
        count=old.count if count is None else count,
        noise=old.noise if noise is None else noise,
        seed=old.seed if seed is None else seed,
    )
    check_recipe(recipe)
    if recipe == old:
        return experiment
    return _with_recipe(experiment, recipe, experiment.points if old.dataset == OWN else points_of(recipe))


def set_held_out(experiment: Experiment, share: float) -> Experiment:
    """Another share of the points held out for testing, chosen afresh within each class."""
    recipe = replace(experiment.recipe, held_out=share)
    check_recipe(recipe)
    if recipe == experiment.recipe:
        return experiment
    old = experiment.points
    held_out = choose_held_out(old.label, share, recipe.seed)
    return _with_recipe(experiment, recipe, PointSet(old.xy, old.label, held_out))


def load_points(experiment: Experiment, xy: ArrayLike, label: ArrayLike, title: str) -> Experiment:
    """One's own points, read from somewhere: xy (n, 2) inside the plane, labels (n,) from 0, a new title."""
    recipe, place = _own(experiment.recipe), places(xy)
    _check_room(0, len(place))
    demand((np.abs(place) <= PLANE_LIMIT).all(), PLANE_RULE)
    labels = _labels(label, len(place))
    points = PointSet(clamped(place), labels, choose_held_out(labels, recipe.held_out, recipe.seed))
    return rename(_with_recipe(experiment, recipe, points), title)


def scale_to_plane(experiment: Experiment) -> Experiment:
    """The points stretched or shrunk to fill the plane, each axis by itself."""
    old = experiment.points
    now = fitted(old.xy)
    if np.array_equal(now, old.xy):
        return experiment
    return _with_points(experiment, now, old.label, old.held_out)


def _with_points(
    experiment: Experiment, xy: NDArray[np.float32], label: NDArray[np.int8], held_out: NDArray[np.bool_]
) -> Experiment:
    points = PointSet(xy, label, with_one_to_train_on(held_out))
    check_points(points)
    return replace(experiment, points=points)


def _with_recipe(experiment: Experiment, recipe: Recipe, points: PointSet) -> Experiment:
    if recipe == experiment.recipe and _same(points, experiment.points):
        return experiment
    return replace(experiment, recipe=recipe, points=points)


def _same(one: PointSet, other: PointSet) -> bool:
    pairs = ((one.xy, other.xy), (one.label, other.label), (one.held_out, other.held_out))
    return all(np.array_equal(here, there) for here, there in pairs)


def _own(recipe: Recipe) -> Recipe:
    return replace(recipe, dataset=OWN)


def _check_room(present: int, new: int) -> None:
    if present + new > MAX_POINTS:
        raise ExperimentError(
            f"The plane holds at most {MAX_POINTS:,} points: with {new:,} more it would be {present + new:,}."
        )


def _labels(label: ArrayLike, count: int) -> NDArray[np.int8]:
    array = np.asarray(label)
    if array.shape not in ((), (count,)) or array.dtype.kind not in "iu":
        raise ExperimentError("Each point needs one class, a whole number from 0.")
    demand(not array.size or (array.min() >= 0 and array.max() < MAX_CLASSES), CLASSES_RULE)
    return np.broadcast_to(array, (count,)).astype(np.int8)


def _indices(indices: ArrayLike, count: int) -> NDArray[np.int64]:
    array = np.atleast_1d(np.asarray(indices))
    if not array.size:
        return np.empty(0, np.int64)
    if array.dtype.kind not in "iu" or array.min() < 0 or array.max() >= count:
        raise ExperimentError("There is no such point.")
    return array.astype(np.int64)
