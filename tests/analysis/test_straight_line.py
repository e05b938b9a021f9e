"""That no straight line parts two classes is said only where it is so: exactly, not as far as somebody searched."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.analysis.straight_line import has_straight_line, straight_line
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.datasets import points_of
from sequentia_gui.experiment.experiment import NetworkDesign, Recipe, TrainingPlan
from sequentia_gui.network.parameters import Parameters

Points = list[tuple[int, int]]

few = st.lists(st.tuples(st.integers(-3, 3), st.integers(-3, 3)), min_size=1, max_size=5)


def by_trying_all(first: Points, second: Points) -> bool:
    """Brute force: a separating line can be turned until it is normal to a pair's difference or to its like.

    Directions that matter are those normal to the line through two points, and the middles between two
    neighbours of these: for each, the sets are apart or they are not.
    """
    both = first + second
    ways = {(y1 - y0, x0 - x1) for (x0, y0), (x1, y1) in product(both, both)} - {(0, 0)}
    ways |= {(1, 0), (0, 1), (-1, 0), (0, -1)}
    ways |= {(-x, -y) for x, y in ways}
    ordered = sorted(ways, key=lambda way: np.arctan2(way[1], way[0]))
    ways |= {(a[0] + b[0], a[1] + b[1]) for a, b in pairwise([*ordered, ordered[0]])}
    return any(
        max(x * p[0] + y * p[1] for p in first) < min(x * p[0] + y * p[1] for p in second) for x, y in ways
    )


def array(points: Points) -> np.ndarray:
    return np.array(points, np.float32)


@given(few, few)
def test_it_says_what_trying_all_directions_says(first: Points, second: Points) -> None:
    assert has_straight_line(array(first), array(second)) == by_trying_all(first, second)


@given(few, few)
def test_the_order_of_classes_and_points_changes_nothing(first: Points, second: Points) -> None:
    found = has_straight_line(array(first), array(second))
    assert has_straight_line(array(second), array(first)) == found
    assert has_straight_line(array(first[::-1]), array(second[::-1])) == found


@given(st.floats(-5, 5, width=32), st.floats(-5, 5, width=32))
def test_a_point_on_a_segment_is_never_parted_from_it_and_the_next_number_is(x: float, y: float) -> None:
    middle = np.array([[x, y]], np.float32)
    ends = np.array([[x - 1, y], [x + 1, y]], np.float32)
    assert not has_straight_line(middle, ends)
    above = np.array([[x, np.nextafter(np.float32(y), np.float32(9))]], np.float32)
    assert Fraction(float(above[0, 1])) > Fraction(float(middle[0, 1]))
    assert has_straight_line(above, ends)


@pytest.mark.parametrize(("dataset", "noise", "exists"), [("gaussian", 0.0, True), ("xor", 0.0, False)])
def test_datasets_are_told_apart(dataset: str, noise: float, exists: bool) -> None:
    points = points_of(Recipe(dataset, count=2000, noise=noise))
    subject = Subject(NetworkDesign(()), TrainingPlan(), points, Parameters(np.zeros(3, np.float32), (2, 1)))
    assert straight_line(subject).exists is exists


def test_many_points_on_a_circle_take_no_time() -> None:
    angle = np.linspace(0, 2 * np.pi, 1000, endpoint=False)
    ring = np.stack([np.cos(angle), np.sin(angle)], axis=1).astype(np.float32)
    assert has_straight_line(ring, ring + np.float32(2.5))
    assert not has_straight_line(ring, ring * np.float32(5))
    assert not has_straight_line(ring, ring)


def test_without_points_nothing_has_to_be_parted() -> None:
    none = np.empty((0, 2), np.float32)
    assert has_straight_line(none, array([(0, 0)]))
    assert has_straight_line(none, none)
