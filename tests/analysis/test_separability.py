"""The number for “easily separable”: exact where it can be known, never less than what any known line reaches."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.analysis.separability import separability

SEEDS = st.integers(0, 2**32 - 1)


def best_by_brute_force(xy: np.ndarray, label: np.ndarray) -> float:
    """Every line through two points, turned and shifted by a hair each way: all splits by a line are among them."""
    best = max((label == each).mean() for each in (0, 1))
    for i in range(xy.shape[1]):
        for j in range(i):
            for hair in (-1e-7, 1e-7):
                along = xy[:, i] - xy[:, j]
                normal = np.array((-along[1], along[0])) + hair * along
                for shift in (-1e-8, 1e-8):
                    for through in (i, j, None):
                        at = xy[:, [i, j]].mean(axis=1) if through is None else xy[:, through]
                        right = ((normal @ (xy - at[:, None]) > shift) == (label == 1)).mean()
                        best = max(best, right, 1 - right)
    return float(best)


def of_both_classes(rng: np.random.Generator, n: int) -> np.ndarray:
    return rng.permutation(np.append(rng.integers(0, 2, n - 2), (0, 1)))


@given(SEEDS, st.integers(1, 12), st.integers(2, 200))
def test_what_a_line_with_some_room_separates_is_found(seed: int, k: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    normal = rng.normal(size=k)
    normal /= np.linalg.norm(normal)
    x = rng.normal(size=(k, n)) * 3
    side = of_both_classes(rng, n)
    x += np.outer(normal, np.where(side, 1.0, -1.0) * (0.3 + rng.uniform(size=n)) - normal @ x)
    x += rng.normal(size=(k, 1)) * 5
    assert separability(x.astype(np.float32), side) == 1.0


@given(SEEDS, st.integers(3, 14))
def test_in_the_plane_it_is_a_lower_bound_that_comes_close(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    xy, label = rng.uniform(-5, 5, (2, n)), of_both_classes(rng, n)
    found, best = separability(xy, label), best_by_brute_force(xy, label)
    assert found is not None
    assert found <= best + 1e-12
    assert found >= best - 1.01 / n


@given(SEEDS, st.integers(2, 60))
def test_on_a_number_line_it_is_the_best_threshold(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    x, label = rng.integers(-5, 6, (1, n)).astype(np.float64), of_both_classes(rng, n)
    cuts = np.arange(-5.5, 6.0)
    right = [((x[0] > cut) == (label == 1)).mean() for cut in cuts]
    assert separability(x, label) == pytest.approx(max(max(share, 1 - share) for share in right))


def test_of_four_corners_a_line_gets_three() -> None:
    corners = np.array(((-1, -1, 1, 1), (-1, 1, -1, 1)), np.float32)
    assert separability(corners, np.array((0, 1, 1, 0))) == 0.75


def test_three_blobs_are_told_apart() -> None:
    rng = np.random.default_rng(0)
    label = np.arange(90) % 3
    middle = np.array(((0, 4, -4), (5, -3, -3)))[:, label]
    assert separability(middle + 0.3 * rng.normal(size=(2, 90)), label) == 1.0


def test_the_networks_own_line_is_never_beaten_by_less() -> None:
    rng = np.random.default_rng(1)
    values, label = rng.normal(size=(5, 80)), rng.integers(0, 4, 80)
    weights, biases = rng.normal(size=(4, 5)), rng.normal(size=4)
    own = ((weights @ values + biases[:, None]).argmax(axis=0) == label).mean()
    found = separability(values, label, (weights, biases))
    assert found is not None
    assert found >= own


@pytest.mark.parametrize("label", [[], [1], [2, 2, 2]])
def test_without_two_classes_there_is_nothing_to_separate(label: list[int]) -> None:
    values = np.ones((3, len(label)), np.float32)
    assert separability(values, np.array(label, np.int8)) is None


def test_a_layer_that_says_nothing_gets_the_larger_class_right() -> None:
    assert separability(np.zeros((4, 10), np.float32), np.array([0] * 7 + [1] * 3)) == 0.7
    assert separability(np.full((4, 10), 1e30, np.float32), np.array([0] * 7 + [1] * 3)) == 0.7


def test_what_the_network_itself_reaches_counts_where_the_search_falls_short() -> None:
    """Of three classes on one line no line has the middle one alone on its side; the strongest of three can."""
    x = np.linspace(-1, 1, 30)[np.newaxis]
    label = np.repeat(np.arange(3), 10)
    readout = np.array([[-3.0], [0.0], [3.0]]), np.array([0.0, 1.0, 0.0])
    found = separability(x, label)
    assert found is not None and found < 1
    assert separability(x, label, readout) == 1
