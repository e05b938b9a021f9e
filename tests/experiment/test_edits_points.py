"""Edits of the points: drawing, moving, erasing, and taking ready-made or loaded ones."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.datasets import OWN
from sequentia_gui.experiment.experiment import Experiment, ExperimentError, PointSet
from sequentia_gui.experiment.first import first_experiment

FIRST = first_experiment()
EMPTY = edits.clear_points(FIRST)


def content(experiment: Experiment) -> tuple[object, ...]:
    """All that an experiment consists of, comparable."""
    points = experiment.points
    arrays = (points.xy.tobytes(), points.label.tobytes(), points.held_out.tobytes())
    return (experiment.title, experiment.recipe, experiment.contestants, arrays)


def test_drawn_points_are_added_at_the_end_with_their_class() -> None:
    now = edits.add_points(FIRST, [(1.0, 2.0), (3.0, -4.0)], 1)
    assert now.points.xy[-2:].tolist() == [[1.0, 2.0], [3.0, -4.0]]
    assert now.points.label[-2:].tolist() == [1, 1]
    assert np.array_equal(now.points.xy[:-2], FIRST.points.xy)
    assert now.recipe == FIRST.recipe


def test_points_drawn_outside_the_plane_land_on_its_border() -> None:
    assert edits.add_points(EMPTY, (7.0, -99.0), 0).points.xy.tolist() == [[6.0, -6.0]]


def test_the_first_points_drawn_on_an_empty_plane_are_not_all_held_out() -> None:
    now = edits.add_points(edits.set_held_out(EMPTY, 0.9), [(0.0, 0.0), (1.0, 1.0)], [0, 1])
    assert not now.points.held_out.any()


def test_many_drawn_points_are_held_out_in_the_share_asked_for() -> None:
    now = EMPTY
    for _ in range(100):
        now = edits.add_points(now, np.zeros((3, 2)), 0)
    assert now.points.held_out.mean() == pytest.approx(FIRST.recipe.held_out, abs=0.02)


def test_the_plane_holds_two_thousand_points_and_no_more() -> None:
    full = edits.add_points(EMPTY, np.zeros((2_000, 2)), 0)
    with pytest.raises(ExperimentError, match=r"at most 2,000 points: with 1 more it would be 2,001\."):
        edits.add_points(full, (0.0, 0.0), 0)


@pytest.mark.parametrize("label", [-1, 6, [0, 6], [0], 0.5])
def test_a_class_beyond_the_sixth_or_a_missing_one_is_refused(label: object) -> None:
    with pytest.raises(ExperimentError):
        edits.add_points(FIRST, [(0.0, 0.0), (1.0, 1.0)], label)  # type: ignore[arg-type]


@pytest.mark.parametrize("place", [(math.nan, 0.0), (0.0, math.inf), (1.0, 2.0, 3.0)])
def test_places_that_are_no_places_are_refused(place: tuple[float, ...]) -> None:
    with pytest.raises(ExperimentError, match="coordinates"):
        edits.add_points(FIRST, place, 0)


def test_moved_points_keep_their_class_and_their_number() -> None:
    now = edits.move_points(FIRST, [3, 5], [(1.0, 1.0), (9.0, 2.0)])
    assert now.points.xy[[3, 5]].tolist() == [[1.0, 1.0], [6.0, 2.0]]
    assert np.array_equal(now.points.label, FIRST.points.label)
    assert np.array_equal(now.points.held_out, FIRST.points.held_out)


def test_erasing_takes_away_those_points_and_no_others() -> None:
    now = edits.erase_points(FIRST, [0, 2, 2])
    assert np.array_equal(now.points.xy, np.delete(FIRST.points.xy, [0, 2], axis=0))


def test_erasing_all_training_points_leaves_one_of_the_held_out_to_train_on() -> None:
    now = edits.erase_points(FIRST, np.flatnonzero(~FIRST.points.held_out))
    assert len(now.points) == FIRST.points.held_out.sum()
    assert (~now.points.held_out).sum() == 1


@pytest.mark.parametrize("index", [-1, 200])
def test_a_point_that_is_not_there_can_be_neither_moved_nor_erased(index: int) -> None:
    with pytest.raises(ExperimentError, match="no such point"):
        edits.erase_points(FIRST, [index])
    with pytest.raises(ExperimentError, match="no such point"):
        edits.move_points(FIRST, index, (0.0, 0.0))


def test_a_cleared_plane_is_empty_and_one_s_own() -> None:
    assert len(EMPTY.points) == 0
    assert EMPTY.recipe.dataset == OWN
    assert edits.clear_points(EMPTY) is EMPTY


def test_choosing_a_set_brings_its_points_with_the_present_recipe() -> None:
    now = edits.choose_dataset(edits.set_recipe(FIRST, count=60), "blobs")
    assert (now.recipe.dataset, len(now.points), now.points.classes) == ("blobs", 60, 3)


def test_choosing_the_same_set_again_brings_back_what_was_erased() -> None:
    erased = edits.erase_points(FIRST, [0])
    assert content(edits.choose_dataset(erased, "moons")) == content(FIRST)
    assert edits.choose_dataset(FIRST, "moons") is FIRST


def test_another_seed_makes_the_points_again() -> None:
    now = edits.set_recipe(FIRST, seed=2)
    assert not np.array_equal(now.points.xy, FIRST.points.xy)
    assert content(edits.set_recipe(now, seed=1)) == content(FIRST)


def test_one_s_own_points_survive_a_change_of_the_recipe() -> None:
    own = edits.add_points(EMPTY, (1.0, 2.0), 0)
    now = edits.set_recipe(own, noise=0.4, seed=9)
    assert now.points is own.points
    assert now.recipe.seed == 9


def test_another_share_is_held_out_of_the_same_points() -> None:
    now = edits.set_held_out(FIRST, 0.5)
    assert now.points.held_out.sum() == 100
    assert np.array_equal(now.points.xy, FIRST.points.xy)
    assert content(edits.set_held_out(now, 0.3)) == content(FIRST)


def test_loaded_points_take_the_place_of_the_others() -> None:
    now = edits.load_points(FIRST, [(1, 2), (3, 4)], [0, 1], " My\nflowers ")
    assert now.points.xy.tolist() == [[1, 2], [3, 4]]
    assert (now.title, now.recipe.dataset) == ("My flowers", OWN)


def test_loaded_points_outside_the_plane_are_refused() -> None:
    with pytest.raises(ExperimentError, match="between -6 and 6"):
        edits.load_points(FIRST, [(1, 7)], [0], "Title")


def test_scaling_fills_the_plane_with_each_axis_by_itself() -> None:
    small = edits.add_points(EMPTY, [(1.0, 0.0), (2.0, 0.0), (1.5, 0.0)], 0)
    now = edits.scale_to_plane(small)
    assert now.points.xy.tolist() == [[-5.0, 0.0], [5.0, 0.0], [0.0, 0.0]]
    assert edits.scale_to_plane(now) is now


def test_what_an_edit_is_given_can_be_changed_afterwards_without_harm() -> None:
    drawn = np.zeros((2, 2), np.float32)
    now = edits.add_points(EMPTY, drawn, 0)
    drawn += 1
    assert not now.points.xy.any()
    assert isinstance(now.points, PointSet)
