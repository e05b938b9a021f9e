"""Each activation is what its publication says, and its fast form is the same curve."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.experiment.experiment import ExperimentError
from sequentia_gui.network.activations import ACTIVATIONS, Activation, activation, check_parameters
from sequentia_gui.network.initializers import INITIALIZERS
from sequentia_gui.network.normal_distribution import normal_cdf
from sequentia_gui.network.tape import Tape
from tests.network.networks import values_of

every_activation = pytest.mark.parametrize("entry", ACTIVATIONS, ids=lambda entry: entry.name)
every_type = pytest.mark.parametrize("dtype", [np.float32, np.float64])

DEFINITIONS: dict[str, Callable[[float], float]] = {
    "identity": lambda z: z,
    "step": lambda z: 1.0 if z > 0 else 0.0,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": math.tanh,
    "relu": lambda z: max(0.0, z),
    "leaky_relu": lambda z: z if z > 0 else 0.01 * z,
    "prelu": lambda z: max(0.0, z) + 0.25 * min(0.0, z),
    "relu6": lambda z: min(max(0.0, z), 6.0),
    "elu": lambda z: z if z > 0 else math.exp(z) - 1,
    "selu": lambda z: 1.0507009873554805 * (z if z > 0 else 1.6732632423543772 * (math.exp(z) - 1)),
    "gelu": lambda z: z * 0.5 * (1 + math.erf(z / math.sqrt(2))),
    "gelu_tanh": lambda z: 0.5 * z * (1 + math.tanh(math.sqrt(2 / math.pi) * (z + 0.044715 * z**3))),
    "silu": lambda z: z / (1 + math.exp(-z)),
    "mish": lambda z: z * math.tanh(math.log1p(math.exp(z))),
    "softplus": lambda z: math.log(1 + math.exp(z)),
    "softsign": lambda z: z / (1 + abs(z)),
    "hard_sigmoid": lambda z: max(0.0, min(1.0, (z + 1) / 2)),
    "hard_tanh": lambda z: max(-1.0, min(1.0, z)),
    "absolute": abs,
    "sine": math.sin,
    "gaussian": lambda z: math.exp(-z * z),
    "square": lambda z: z * z,
    "drawn": lambda z: drawn_at(z, [(-3, 0.5), (-1, -0.5), (0.5, 1.5), (2, 0), (3.5, 1)]),
}


GATES = {
    *("step", "relu", "leaky_relu", "prelu", "relu6", "elu", "selu", "gelu", "gelu_tanh", "silu", "mish"),
    "softplus",
}
BOUNDED = {
    *("step", "sigmoid", "tanh", "relu6", "softsign", "hard_sigmoid", "hard_tanh", "sine", "gaussian"),
}


def drawn_at(z: float, knots: list[tuple[float, float]]) -> float:
    """The line through the knots, the outer parts of which go on straight."""
    inner = (pair for pair in pairwise(knots) if z <= pair[1][0])
    (left, low), (right, high) = next(inner, (knots[-2], knots[-1]))
    return low + (high - low) * (z - left) / (right - left)


def recorded(entry: Activation, z: Any) -> tuple[Any, Any]:
    """Value and slope by the tape."""
    tape = Tape(z.dtype)
    a, slope = tape.buffer(*z.shape), tape.buffer(*z.shape)
    entry.record_value(tape, z, a)
    entry.record_slope(tape, z, a, slope)
    tape.play()
    return a, slope


def test_the_menu_has_all_activations_in_order() -> None:
    assert [entry.name for entry in ACTIVATIONS] == list(DEFINITIONS)


def test_an_unknown_activation_is_refused_in_a_sentence() -> None:
    with pytest.raises(ExperimentError, match=r"no activation called “wave”\."):
        activation("wave")


@every_activation
def test_the_value_is_the_published_definition(entry: Activation) -> None:
    z = np.linspace(-9, 9, 1801)
    expected = [DEFINITIONS[entry.name](value) for value in z.tolist()]
    np.testing.assert_allclose(entry.value(z), expected, rtol=1e-14, atol=1e-14)


@every_activation
def test_the_slope_is_the_finite_difference(entry: Activation) -> None:
    z, h = np.linspace(-9, 9, 1800), 1e-6
    assert not np.any(np.abs(z) < h)
    difference = (entry.value(z + h) - entry.value(z - h)) / (2 * h)
    np.testing.assert_allclose(entry.slope(z), difference, atol=1e-8)


PARAMETRISED = [entry for entry in ACTIVATIONS if entry.with_values]


@pytest.mark.parametrize("entry", PARAMETRISED, ids=lambda entry: entry.name)
@given(st.data())
def test_with_any_values_for_its_parameters_the_slope_is_the_finite_difference(
    entry: Activation, data: st.DataObject
) -> None:
    now = activation(entry.name, data.draw(values_of(entry)))
    z, h = np.linspace(-9.0123, 9.0456, 180), 1e-6
    difference = (now.value(z + h) - now.value(z - h)) / (2 * h)
    np.testing.assert_allclose(now.slope(z), difference, atol=1e-7)
    a, slope = recorded(now, z)
    np.testing.assert_allclose(a, now.value(z), rtol=1e-13, atol=1e-13)
    np.testing.assert_allclose(slope, now.slope(z), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("entry", PARAMETRISED, ids=lambda entry: entry.name)
def test_the_defaults_are_what_an_activation_without_values_has(entry: Activation) -> None:
    defaults = tuple(parameter.default for parameter in entry.parameters) or entry.values
    assert activation(entry.name).values == defaults == activation(entry.name, defaults).values


def test_the_formula_shows_the_present_values() -> None:
    assert activation("leaky_relu").formula == "z if z > 0, else 0.01·z"
    assert activation("leaky_relu", (0.2,)).formula == "z if z > 0, else 0.2·z"
    assert activation("elu", (0.5,)).formula == "z if z > 0, else 0.5·(eᶻ − 1)"
    assert activation("silu", (2.0,)).formula == "z·σ(2·z)"
    assert activation("prelu", (-0.5,)).formula == "z if z > 0, else −0.5·z"


def test_an_activation_that_is_a_straight_line_says_so() -> None:
    straight = [entry.name for entry in ACTIVATIONS if entry.is_affine]
    assert straight == ["identity"]
    assert activation("leaky_relu", (1.0,)).is_affine
    assert activation("silu", (0.0,)).is_affine
    assert not activation("leaky_relu", (0.99,)).is_affine


def test_a_number_of_values_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ExperimentError, match=r"“relu” has 0 parameters, not 1\."):
        activation("relu", (0.1,))


def test_values_out_of_range_are_refused_in_a_sentence() -> None:
    check_parameters("leaky_relu", (0.3,))
    check_parameters("leaky_relu", ())
    check_parameters("leaky_relu", (0.0,))
    check_parameters("leaky_relu", (1.0,))
    with pytest.raises(ExperimentError, match=r"Leaky ReLU: leak is 2, but it goes from 0 to 1\."):
        check_parameters("leaky_relu", (2.0,))


@every_activation
@every_type
def test_types_and_shapes_are_kept(entry: Activation, dtype: Any) -> None:
    for shape in ((), (3,), (2, 5), (0, 4)):
        z = np.zeros(shape, dtype)
        for result in (entry.value(z), entry.slope(z)):
            assert result.shape == shape
            assert result.dtype == dtype


@every_activation
@every_type
def test_nothing_overflows_up_to_ten_thousand(entry: Activation, dtype: Any) -> None:
    z = np.array([-1e4, -300, -90, -0.0, 0, 90, 300, 1e4], dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        results = (entry.value(z), entry.slope(z), *recorded(entry, z))
    assert all(np.isfinite(result).all() for result in results)


@every_activation
@every_type
@pytest.mark.parametrize("shape", [(3, 7), (64, 300)])
def test_the_recorded_form_is_the_same_curve(entry: Activation, dtype: Any, shape: tuple[int, int]) -> None:
    z = np.random.default_rng(1).normal(0, 4, shape).astype(dtype)
    z[0, :2] = 0.0, -0.0
    a, slope = recorded(entry, z)
    tolerance = (100 if entry.is_drawn else 20) * float(np.finfo(dtype).eps)
    np.testing.assert_allclose(a, entry.value(z), rtol=tolerance, atol=tolerance)
    np.testing.assert_allclose(slope, entry.slope(z), rtol=tolerance, atol=tolerance)


def test_the_recorded_form_may_be_left_out() -> None:
    entry = Activation("cube", "Cube", "z³", lambda z: z**3, lambda z: 3 * z**2, False, "glorot", "")
    z = np.linspace(-2, 2, 5)
    a, slope = recorded(entry, z)
    np.testing.assert_array_equal(a, z**3)
    np.testing.assert_array_equal(slope, 3 * z**2)


@pytest.mark.parametrize("name", ["step", "relu"])
def test_a_hard_switch_is_off_with_slope_0_at_exactly_0(name: str) -> None:
    zero = np.zeros(1)
    assert activation(name).value(zero) == 0
    assert activation(name).slope(zero) == 0


@every_activation
def test_a_gate_closes_below_zero_and_opens_above(entry: Activation) -> None:
    assert entry.gates == (entry.name in GATES)
    if entry.gates:
        below, above = entry.value(np.array([-9.0, 9.0]))
        assert abs(below) < 2.3 and above > 0.9 and abs(below) < abs(above) / 3


@every_activation
def test_a_bounded_activation_stays_between_two_limits(entry: Activation) -> None:
    most, least = np.abs(entry.value(np.array([[-1e4, -50.0], [50.0, 1e4]]))).T[::-1]
    grows = bool((most > 10 * least + 10).any() or (most > 6).any())
    assert entry.bounded == (entry.name in BOUNDED) == (not grows)


@every_activation
def test_it_has_a_label_a_formula_an_explanation_and_a_recommended_initializer(entry: Activation) -> None:
    assert entry.label
    assert entry.formula
    assert entry.explanation.endswith(".")
    assert entry.initializer in {initializer.name for initializer in INITIALIZERS[1:]}


def test_the_normal_distribution_is_exact_to_rounding() -> None:
    z = np.linspace(-12, 12, 4801)
    expected = np.array([math.erfc(-value / math.sqrt(2)) / 2 for value in z.tolist()])
    np.testing.assert_allclose(normal_cdf(z), expected, rtol=5e-14, atol=0)
    np.testing.assert_allclose(normal_cdf(z.astype(np.float32)), expected, atol=2e-7)
