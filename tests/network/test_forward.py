"""Forward passes of all kinds agree: the plain one, the tiles of a map, the parameters' layout."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from sequentia_gui.experiment.experiment import NetworkDesign
from sequentia_gui.network.forward import TILE, TiledForward, forward, outputs
from sequentia_gui.network.parameters import Parameters, parameter_count
from tests.network.networks import designs, random_parameters, some_points


def test_the_bias_is_the_last_column_of_a_row_major_block() -> None:
    parameters = Parameters(np.arange(9 + 4, dtype=np.float32), (2, 3, 1))
    np.testing.assert_array_equal(parameters.weights[0], [[0, 1], [3, 4], [6, 7]])
    np.testing.assert_array_equal(parameters.biases[0], [2, 5, 8])
    np.testing.assert_array_equal(parameters.weights[1], [[9, 10, 11]])
    parameters.biases[1][0] = -1
    assert parameters.vector[-1] == -1


def test_a_vector_of_the_wrong_length_is_refused() -> None:
    assert parameter_count((2, 8, 1)) == 33
    with pytest.raises(ValueError, match="do not fit"):
        Parameters(np.zeros(32), (2, 8, 1))
    with pytest.raises(ValueError, match="do not fit"):  # one hidden layer has one trained slope at most
        Parameters(np.zeros(35), (2, 8, 1))
    assert len(Parameters(np.zeros(34), (2, 8, 1)).trained) == 1


def test_a_neuron_adds_up_by_hand() -> None:
    design = NetworkDesign.of((1,))
    parameters = Parameters(np.array([2.0, -1.0, 0.5, 3.0, 1.0]), (2, 1, 1))
    (z, a), (output, _) = forward(parameters, design, np.array([[1.0, 0.5], [-1.0, 0.0]]))
    np.testing.assert_array_equal(z, [[2.0, -1.5]])
    np.testing.assert_array_equal(a, [[2.0, 0.0]])
    np.testing.assert_array_equal(output, [[7.0, 1.0]])


@given(designs())
@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("count", [1, 100, TILE, 2 * TILE + 5])
def test_tiles_give_what_the_plain_pass_gives(classes: int, count: int, design: NetworkDesign) -> None:
    points = some_points(count)
    tiled = TiledForward(design, classes, points.xy, np.float64)
    for seed in (1, 2):
        parameters = random_parameters(design, classes, seed=seed)
        expected = forward(parameters, design, points.xy)[-1][0]
        np.testing.assert_allclose(tiled.output(parameters), expected, rtol=1e-9, atol=1e-9)


def test_everything_is_float32_when_the_parameters_are() -> None:
    design = NetworkDesign.of((4, 3), "gelu")
    parameters = random_parameters(design, 3, np.float32)
    pairs = forward(parameters, design, some_points(5).xy)
    assert [z.shape for z, _ in pairs] == [(4, 5), (3, 5), (3, 5)]
    assert all(z.dtype == a.dtype == np.float32 for z, a in pairs)


@pytest.mark.parametrize(
    ("loss", "classes"), [("cross_entropy", 2), ("squared_error", 2), ("cross_entropy", 4)]
)
def test_outputs_are_the_probabilities_of_all_classes(loss: str, classes: int) -> None:
    design = NetworkDesign.of((4,))
    shares = outputs(random_parameters(design, classes), design, loss, classes, some_points(7).xy)
    assert shares.shape == (classes, 7)
    np.testing.assert_allclose(shares.sum(axis=0), 1)
