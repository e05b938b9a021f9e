"""First weights are the same for the same seed, and as large as their publication says."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given

from sequentia_gui.experiment.experiment import ExperimentError, NetworkDesign
from sequentia_gui.network.activations import ACTIVATIONS, Activation
from sequentia_gui.network.initializers import (
    INITIALIZERS,
    first_parameters,
    initializer,
    initializers_of,
    resolve,
)
from tests.network.networks import designs, same_bits

DEVIATIONS: dict[str, Callable[[int, int], float]] = {
    "zero": lambda into, out: 0.0,
    "small_uniform": lambda into, out: 0.1 / 3**0.5,
    "lecun_uniform": lambda into, out: (1 / into / 3) ** 0.5,
    "lecun_normal": lambda into, out: (1 / into) ** 0.5,
    "glorot": lambda into, out: (2 / (into + out)) ** 0.5,
    "he": lambda into, out: (2 / into) ** 0.5,
}


@pytest.mark.parametrize("name", DEVIATIONS)
@pytest.mark.parametrize(("into", "out"), [(32, 32), (2, 32), (32, 8)])
def test_the_spread_is_the_published_one(name: str, into: int, out: int) -> None:
    draws = np.array([initializer(name).draw(into, out, seed, 0) for seed in range(60)])
    assert draws.dtype == np.float32
    assert draws.std() == pytest.approx(DEVIATIONS[name](into, out), rel=0.05)
    assert abs(draws.mean()) <= 0.05 * draws.std()


@pytest.mark.parametrize("name", DEVIATIONS)
def test_the_variance_that_theory_reckons_with_is_that_of_the_draws(name: str) -> None:
    assert initializer(name).variance(8, 32) == pytest.approx(DEVIATIONS[name](8, 32) ** 2)


def test_layers_of_one_shape_are_drawn_apart() -> None:
    weights = first_parameters(NetworkDesign.of((4, 4, 4)), 2).weights
    assert not np.isclose(weights[1], weights[2]).any()


def test_the_output_is_drawn_as_the_layer_without_a_switch_that_it_is() -> None:
    names = [each.name for each in initializers_of(NetworkDesign.of((4, 3), "relu"))]
    assert names == ["he", "he", "glorot"]


@given(designs())
def test_the_same_design_has_the_same_first_weights_and_biases_of_0(design: NetworkDesign) -> None:
    first = first_parameters(design, 3)
    assert same_bits(first.vector, first_parameters(design, 3).vector)
    assert not any(bias.any() for bias in first.biases)


def test_another_seed_has_other_first_weights() -> None:
    firsts = {first_parameters(NetworkDesign.of((3,), seed=seed), 2).vector.tobytes() for seed in range(50)}
    assert len(firsts) == 50


def test_one_more_neuron_leaves_the_others_first_weights_as_they_were() -> None:
    small, large = (first_parameters(NetworkDesign.of((width, 3)), 2) for width in (4, 5))
    np.testing.assert_array_equal(large.weights[0][:4], small.weights[0])
    np.testing.assert_allclose(large.weights[1][:, :4], small.weights[1] * (4 / 5) ** 0.5, rtol=1e-6)


@pytest.mark.parametrize("entry", ACTIVATIONS, ids=lambda entry: entry.name)
def test_recommended_becomes_the_one_that_suits_the_activation(entry: Activation) -> None:
    assert resolve("recommended", entry.name).name == entry.initializer
    assert resolve("zero", entry.name).name == "zero"


def test_the_menu_begins_with_the_recommended_one() -> None:
    assert [entry.name for entry in INITIALIZERS] == ["recommended", *DEVIATIONS]


def test_an_unknown_initializer_is_refused_in_a_sentence() -> None:
    with pytest.raises(ExperimentError, match=r"no initializer called “dice”\."):
        initializer("dice")
