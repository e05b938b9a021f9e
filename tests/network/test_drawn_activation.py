"""A drawn switch is the line through its knots, and says when that is no switch at all."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from sequentia_gui.experiment.experiment import ExperimentError
from sequentia_gui.network.activations import activation, check_parameters
from sequentia_gui.network.drawn_activation import knots_of
from tests.network.networks import knots


@given(knots())
def test_the_line_goes_through_its_knots_and_is_straight_between_and_beyond_them(
    values: tuple[float, ...],
) -> None:
    now, (z, a) = activation("drawn", values), np.array(knots_of(values)).T
    np.testing.assert_allclose(now.value(z), a, atol=1e-12)
    between = np.linspace(z[0], z[-1], 321)
    np.testing.assert_allclose(now.value(between), np.interp(between, z, a), atol=1e-11)
    for end, inner, outside in (
        (z[0], now.slope(z[:1] - 5), z[0] - 7),
        (z[-1], now.slope(z[-1:]), z[-1] + 7),
    ):
        beyond = now.value(np.array([end])) + inner * (outside - end)
        np.testing.assert_allclose(now.value(np.array([outside])), beyond, atol=1e-11)


@given(knots())
def test_its_straight_pieces_are_continuous_and_tell_value_and_slope(values: tuple[float, ...]) -> None:
    now = activation("drawn", values)
    assert now.linear is not None
    assert now.linear.is_continuous
    z = np.random.default_rng(0).uniform(-12, 12, 100)
    piece = np.searchsorted(now.linear.breaks, z)
    np.testing.assert_array_equal(now.slope(z), np.array(now.linear.slopes)[piece])
    np.testing.assert_allclose(
        now.value(z), np.array(now.linear.slopes)[piece] * z + np.array(now.linear.offsets)[piece], atol=1e-12
    )


@pytest.mark.parametrize(
    ("values", "straight"),
    [
        ((-1.0, -0.3, 2.0, 0.6), True),
        ((-3.0, -0.3, 0.1, 0.01, 7.0, 0.7), True),
        ((-3.0, 1.0, 0.0, 1.0, 2.0, 1.0), True),
        ((-3.0, -0.3, 0.1, 0.02, 7.0, 0.7), False),
    ],
)
def test_knots_on_one_straight_line_are_no_switch(values: tuple[float, ...], straight: bool) -> None:
    now = activation("drawn", values)
    assert now.is_affine == straight
    assert now.linear is not None
    assert (now.linear.breaks == ()) == straight


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ((0.0, 1.0), r"A drawn switch has 2 to 12 knots, each with a z and an a\."),
        ((0.0, 1.0, 2.0), r"A drawn switch has 2 to 12 knots, each with a z and an a\."),
        ((0.0, 1.0, 11.0, 1.0), r"A knot lies between -10 and 10, in z and in a\."),
        ((0.0, float("nan"), 1.0, 1.0), r"A knot lies between -10 and 10, in z and in a\."),
        ((1.0, 1.0, 0.0, 1.0), r"Knots go from left to right: each lies at least 0\.05 to the right of"),
        ((0.0, 1.0, 0.01, 1.0), r"Knots go from left to right: each lies at least 0\.05 to the right of"),
    ],
)
def test_what_is_no_line_is_refused_in_a_sentence(values: tuple[float, ...], sentence: str) -> None:
    with pytest.raises(ExperimentError, match=sentence):
        check_parameters("drawn", values)
