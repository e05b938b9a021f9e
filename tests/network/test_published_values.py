"""Numbers that publications and mathematics promise of the activations, each found another way."""

from __future__ import annotations

import numpy as np
import pytest

from sequentia_gui.network.activations import activation

Z = np.linspace(-12, 12, 240_001)
BELL = np.exp(-(Z**2) / 2) / np.sqrt(2 * np.pi)


def mean_over_the_bell(values: np.ndarray) -> float:
    """The mean of a function of a standard normal number: a sum that is exact to rounding, as the bell ends flat."""
    return float((values * BELL).sum() * (Z[1] - Z[0]))


def test_selu_has_its_fixed_point_at_mean_0_and_variance_1() -> None:
    a = activation("selu").value(Z)
    assert mean_over_the_bell(a) == pytest.approx(0, abs=1e-9)
    assert mean_over_the_bell(a**2) == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("name", ["relu", "sine"])
def test_he_s_variance_keeps_the_size_of_the_sums(name: str) -> None:
    """With variance 2/n the next sums have twice the mean square of a: 1 for ReLU, and for the sine 1 - e^-2."""
    twice = 2 * mean_over_the_bell(activation(name).value(Z) ** 2)
    assert twice == pytest.approx({"relu": 1.0, "sine": 1 - np.exp(-2)}[name], abs=1e-4)


def test_the_absolute_value_keeps_the_mean_square() -> None:
    assert mean_over_the_bell(activation("absolute").value(Z) ** 2) == pytest.approx(1)


@pytest.mark.parametrize(
    ("name", "z", "a"),
    [
        ("gelu", 1.0, 0.8413447460685429),
        ("gelu", -1.0, -0.15865525393145707),
        ("gelu", 2.0, 1.9544997361036416),
        ("gelu_tanh", 1.0, 0.8411919906082768),
        ("gelu_tanh", -1.0, -0.15880800939172324),
        ("mish", 1.0, 0.8650983882673103),
        ("mish", -1.0, -0.30340146137410895),
        ("silu", 1.0, 0.7310585786300049),
        ("softplus", 0.0, 0.6931471805599453),
        ("softsign", -3.0, -0.75),
        ("hard_sigmoid", 0.5, 0.75),
        ("relu6", 7.0, 6.0),
        ("gaussian", 1.0, 0.36787944117144233),
    ],
)
def test_known_values(name: str, z: float, a: float) -> None:
    assert activation(name).value(np.array([z]))[0] == pytest.approx(a, rel=1e-14)


@pytest.mark.parametrize(
    ("name", "lowest", "at"),
    [("mish", -0.30884, -1.1924), ("silu", -0.27846, -1.2785), ("gelu", -0.16997, -0.7518)],
)
def test_the_dip_below_zero_lies_where_it_is_published(name: str, lowest: float, at: float) -> None:
    a = activation(name).value(Z)
    assert a.min() == pytest.approx(lowest, abs=1e-5)
    assert Z[a.argmin()] == pytest.approx(at, abs=1e-3)


def test_the_tanh_form_of_gelu_is_never_far_from_the_exact_one() -> None:
    apart = np.abs(activation("gelu_tanh").value(Z) - activation("gelu").value(Z)).max()
    assert 0.0004 < apart < 0.0005


def test_the_square_is_a_polynomial_and_no_other_curve_is() -> None:
    """The third difference of a polynomial of degree 2 is 0 everywhere."""
    z = np.arange(-20.0, 21.0) / 2
    assert np.abs(np.diff(activation("square").value(z), 3)).max() == 0
    assert np.abs(np.diff(activation("softplus").value(z), 3)).max() > 0.01
