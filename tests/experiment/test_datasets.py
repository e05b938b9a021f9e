"""The ready-made sets: fair, repeatable, inside the plane, and as their sources describe them."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.experiment.datasets import DATASETS, OWN, Dataset, dataset, points_of
from sequentia_gui.experiment.experiment import MAX_POINTS, PLANE_LIMIT, ExperimentError, PointSet, Recipe

NAMES = [each.name for each in DATASETS]
recipes = st.builds(
    Recipe,
    dataset=st.sampled_from(NAMES),
    count=st.integers(0, MAX_POINTS),
    noise=st.floats(0, 0.5),
    seed=st.integers(0, 2**31 - 1),
    held_out=st.floats(0, 0.9),
)
every_dataset = pytest.mark.parametrize("each", DATASETS, ids=NAMES)


def quiet(name: str, count: int = 600, noise: float = 0.0) -> PointSet:
    """Points of a set, none held out."""
    return points_of(Recipe(name, count, noise, seed=3, held_out=0.0))


def same(one: PointSet, other: PointSet) -> bool:
    """Whether two sets of points agree bit for bit."""
    arrays = ((one.xy, other.xy), (one.label, other.label), (one.held_out, other.held_out))
    return all(here.tobytes() == there.tobytes() for here, there in arrays)


def test_the_sets_come_in_menu_order_under_names_that_never_change() -> None:
    menu = "circle xor gaussian spiral moons checkerboard blobs arms stripes iris"
    assert menu.split() == NAMES


@given(recipes)
def test_all_points_lie_within_the_plane_and_carry_known_labels(recipe: Recipe) -> None:
    points = points_of(recipe)
    assert len(points) == min(recipe.count, dataset(recipe.dataset).most)
    assert (np.abs(points.xy) <= PLANE_LIMIT).all()
    assert set(points.label) <= set(range(dataset(recipe.dataset).classes))


@given(recipes)
def test_the_same_recipe_gives_the_same_points_bit_for_bit(recipe: Recipe) -> None:
    assert same(points_of(recipe), points_of(recipe))


@every_dataset
def test_another_seed_gives_other_points(each: Dataset) -> None:
    one, other = (points_of(Recipe(each.name, 100, 0.1, seed)) for seed in (1, 2))
    assert not same(one, other)


@every_dataset
@pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 149, 200, 2_000])
def test_without_noise_the_classes_differ_by_one_point_at_most(each: Dataset, count: int) -> None:
    sizes = np.bincount(quiet(each.name, count).label, minlength=each.classes)
    assert sizes.max() - sizes.min() <= 1


@every_dataset
def test_points_come_shuffled_so_that_any_part_is_a_fair_sample(each: Dataset) -> None:
    first = quiet(each.name, 150).label[:75]
    sizes = np.bincount(first, minlength=each.classes)
    assert sizes.min() >= 0.6 * 75 / each.classes


def test_circle_is_a_disc_inside_a_ring() -> None:
    points = quiet("circle")
    radius = np.hypot(*points.xy.T)
    assert radius[points.label == 0].max() <= 2.5
    assert radius[points.label == 1].min() >= 3.5
    assert radius.max() <= 5.0 + 1e-6


def test_xor_is_decided_by_the_signs_and_keeps_off_the_axes() -> None:
    points = quiet("xor")
    assert np.abs(points.xy).min() >= 0.3
    assert np.array_equal(points.label == 1, np.prod(points.xy, axis=1) < 0)


@pytest.mark.parametrize(("noise", "variance"), [(0.0, 0.5), (0.1, 1.2)])
def test_gaussian_has_its_centres_and_its_variance(noise: float, variance: float) -> None:
    points = quiet("gaussian", 2_000, noise)
    for label, centre in ((0, -2.0), (1, 2.0)):
        cloud = points.xy[points.label == label]
        assert cloud.mean(axis=0) == pytest.approx([centre, centre], abs=0.15)
        assert cloud.var(axis=0) == pytest.approx([variance, variance], rel=0.15)


@pytest.mark.parametrize(("name", "arms", "turns"), [("spiral", 2, 1.75), ("arms", 3, 1.0)])
def test_spiral_arms_turn_as_they_move_out(name: str, arms: int, turns: float) -> None:
    points = quiet(name)
    radius = np.hypot(*points.xy.T)
    angle = np.arctan2(*points.xy.T)
    expected = 2 * np.pi * (turns * radius / 5 + points.label / arms)
    assert np.cos(angle - expected) == pytest.approx(np.ones(600), abs=1e-4)


@pytest.mark.parametrize("name", ["checkerboard", "stripes"])
def test_boards_are_decided_by_cells_of_side_three(name: str) -> None:
    points = quiet(name)
    cell = np.floor((points.xy + PLANE_LIMIT) / 3).astype(int)
    expected = cell.sum(axis=1) % 2 if name == "checkerboard" else cell[:, 0] % 2
    assert np.array_equal(points.label, expected)
    assert len({tuple(place) for place in cell}) == 16


@pytest.mark.parametrize("name", ["circle", "xor", "checkerboard", "stripes"])
def test_noise_mislabels_points_near_a_border_and_moves_none(name: str) -> None:
    clean, noisy = quiet(name), quiet(name, noise=0.2)
    assert {tuple(place) for place in clean.xy} == {tuple(place) for place in noisy.xy}
    right = {tuple(place): label for place, label in zip(clean.xy, clean.label, strict=True)}
    wrong = sum(right[tuple(place)] != label for place, label in zip(noisy.xy, noisy.label, strict=True))
    assert 0 < wrong < 300


@pytest.mark.parametrize("name", ["moons", "spiral", "arms", "circle", "blobs"])
def test_no_place_belongs_to_two_classes(name: str) -> None:
    points = quiet(name)
    for one, other in itertools.combinations(range(points.classes), 2):
        here, there = points.xy[points.label == one], points.xy[points.label == other]
        distance = np.linalg.norm(here[:, None] - there[None], axis=2)
        assert distance.min() > 0


def test_iris_without_noise_is_fifty_real_flowers_of_each_species() -> None:
    points = quiet("iris", 2_000)
    cm = points.xy / (1.6, 4.0) + (4.0, 1.3)
    assert np.bincount(points.label).tolist() == [50, 50, 50]
    assert cm == pytest.approx(np.round(cm, 1), abs=1e-6)
    means = [cm[points.label == species].mean(axis=0) for species in range(3)]
    assert np.array(means) == pytest.approx(
        np.array([(1.462, 0.246), (4.260, 1.326), (5.552, 2.026)]), abs=1e-5
    )
    assert dataset("iris").axes == ("petal length", "petal width")


def test_iris_with_noise_moves_every_flower_a_little() -> None:
    real = {tuple(place) for place in quiet("iris", 150).xy}
    moved = quiet("iris", 150, noise=0.1).xy
    assert not real & {tuple(place) for place in moved}


@pytest.mark.parametrize("name", ["", "Moons", OWN, "unknown"])
def test_an_unknown_set_is_refused_with_the_names_there_are(name: str) -> None:
    with pytest.raises(ExperimentError, match=r"There is no dataset called .*circle, xor, .*iris"):
        dataset(name)


@pytest.mark.parametrize(
    "recipe",
    [Recipe("moons", -1), Recipe("moons", 2_001), Recipe("moons", noise=0.6), Recipe("moons", seed=-1)],
)
def test_a_recipe_that_makes_no_sense_is_refused(recipe: Recipe) -> None:
    with pytest.raises(ExperimentError):
        points_of(recipe)
