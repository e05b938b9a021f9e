"""What may be said of measured times: quartiles as anybody counts them, and no claim that they do not bear."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.analysis.cost import LEAST_CLAIM, Costs, Timed, quartiles, times_as_fast

SECONDS = st.floats(1e-9, 1.0)
SAMPLES = st.lists(SECONDS, min_size=1, max_size=30)


def plain_quantile(samples: list[float], share: float) -> float:
    """By hand: between the two neighbours in the sorted list."""
    ordered = sorted(samples)
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


@given(SAMPLES)
def test_quartiles_are_those_of_the_sorted_list(samples: list[float]) -> None:
    by_hand = [plain_quantile(samples, share) for share in (0.25, 0.5, 0.75)]
    np.testing.assert_allclose(quartiles(samples), by_hand, rtol=1e-9)


def test_nothing_measured_has_no_quartiles() -> None:
    assert np.isnan(quartiles([])).all()


@given(SAMPLES, SAMPLES)
def test_only_one_of_two_is_ever_faster_and_only_beyond_the_spread(
    one: list[float], other: list[float]
) -> None:
    first, second = quartiles(one), quartiles(other)
    ratio, inverse = times_as_fast(first, second), times_as_fast(second, first)
    assert ratio is None or inverse is None
    if ratio is not None:
        assert ratio >= LEAST_CLAIM
        assert plain_quantile(one, 0.75) < plain_quantile(other, 0.25)
        assert math.isclose(ratio, plain_quantile(other, 0.5) / plain_quantile(one, 0.5), rel_tol=1e-9)


def test_what_was_not_measured_is_not_faster() -> None:
    none, some = quartiles([]), quartiles([1.0])
    assert times_as_fast(none, some) is None and times_as_fast(some, none) is None


def test_nanoseconds_are_per_value_and_of_one_way_and_type() -> None:
    seconds = np.arange(2 * 2 * 3, dtype=np.float64).reshape(1, 2, 2, 1, 3)
    costs = Costs((Timed("relu", "ReLU", ((), ())),), (1_000,), seconds, 1.0, "here")
    assert costs.nanoseconds("backward", "float32").tolist() == [[[6e6, 7e6, 8e6]]]
    assert (costs.place("relu"), costs.place("tanh"), costs.is_done) == (0, None, True)


def test_a_tenth_is_the_least_that_is_claimed() -> None:
    one, a_little, a_tenth = quartiles([1.0] * 5), quartiles([1.09] * 5), quartiles([1.11] * 5)
    assert times_as_fast(one, a_little) is None
    assert times_as_fast(one, a_tenth) == pytest.approx(1.11)
