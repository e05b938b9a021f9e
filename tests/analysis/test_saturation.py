"""Off and saturated are counted as anybody would count them by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sequentia_gui.analysis.saturation import saturation
from sequentia_gui.network.activations import ACTIVATIONS, Activation, activation

Z = np.random.default_rng(1).normal(0, 4, (7, 40)).astype(np.float32)


@pytest.mark.parametrize("switch", ACTIVATIONS, ids=lambda switch: switch.name)
def test_shares_are_those_of_a_finite_difference_in_float64(switch: Activation) -> None:
    seen = saturation(switch, Z)
    assert seen is not None
    z, h = Z.astype(np.float64), 1e-6
    steep = np.abs(switch.value(z + h) - switch.value(z - h)) / (2 * h)
    assert seen.off == np.mean(z <= 0)
    assert seen.saturated == np.mean(steep < 0.01 - 1e-6)  # a leak of 0.01 itself is not less
    assert seen.mean_slope == pytest.approx(steep.mean(), rel=1e-4, abs=1e-6)


def test_sigmoid_saturates_beyond_the_published_place() -> None:
    edge = np.log(49 + 20 * np.sqrt(6))  # where s (1 - s) = 0.01
    inside = saturation(activation("sigmoid"), np.array([edge - 1e-6]))
    outside = saturation(activation("sigmoid"), np.array([edge + 1e-6]))
    assert inside is not None
    assert outside is not None
    assert (inside.saturated, outside.saturated) == (0, 1)


def test_what_is_off_under_relu_is_saturated() -> None:
    seen = saturation(activation("relu"), Z)
    assert seen is not None
    assert seen.off == seen.saturated == 1 - seen.mean_slope


def test_without_sums_there_is_nothing_to_say() -> None:
    assert saturation(activation("relu"), np.empty((3, 0), np.float32)) is None


def test_what_is_not_a_number_counts_as_neither() -> None:
    seen = saturation(activation("sigmoid"), np.array([np.nan, 0.0, -99.0, 99.0]))
    assert seen is not None
    assert (seen.off, seen.saturated) == (0.5, 0.5)
    assert not np.isfinite(seen.mean_slope)
