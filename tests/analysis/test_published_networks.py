"""Networks from books and papers, with the weights printed there, do what is said there."""

from __future__ import annotations

import numpy as np
import pytest

from sequentia_gui.analysis.pieces import Pieces, pieces
from sequentia_gui.experiment.experiment import NetworkDesign
from sequentia_gui.network.activations import parameters_at_zero
from sequentia_gui.network.forward import forward
from sequentia_gui.network.losses import output_head
from sequentia_gui.network.parameters import Parameters

CORNERS = np.array([(0, 0), (0, 1), (1, 0), (1, 1)], np.float32)
TENT = np.array([2.0, -4.0])
"""t(x) = 2 relu(x) - 4 relu(x - 1/2) on 0..1 (Matus Telgarsky, 2015 and 2016)."""


def a_network(*layers: tuple[list[list[float]], list[float]]) -> tuple[NetworkDesign, Parameters]:
    """ReLU layers with these weights and biases in float64, the output last."""
    design = NetworkDesign.of(tuple(len(bias) for _, bias in layers[:-1]))
    parameters = parameters_at_zero(design, 2, np.float64)
    for k, (weights, bias) in enumerate(layers):
        parameters.weights[k][:], parameters.biases[k][:] = weights, bias
    return design, parameters


def found_in(design: NetworkDesign, parameters: Parameters, limit: float, threshold: float = 0.0) -> Pieces:
    found = pieces(design, parameters, limit, most=None, threshold=threshold)
    assert found is not None
    return found


def test_the_network_for_xor_of_goodfellow_bengio_and_courville() -> None:
    """Deep Learning, 2016, section 6.1: W = ((1, 1), (1, 1)), c = (0, -1), w = (1, -2), b = 0."""
    design, parameters = a_network(([[1, 1], [1, 1]], [0, -1]), ([[1, -2]], [0]))
    (_, hidden), (z, _) = forward(parameters, design, CORNERS)
    assert hidden.T.tolist() == [[0, 0], [1, 0], [1, 0], [2, 1]]
    assert z.tolist() == [[0, 1, 1, 0]]
    assert output_head("relu_error", 2).winner(z).tolist() == [0, 1, 1, 0]
    found = found_in(design, parameters, 6.0, threshold=0.5)
    assert found.count == 3
    # it decides for B between x1 + x2 = 1/2 and x1 + x2 = 3/2
    ends = found.boundary.reshape(-1, 2, 2).sum(axis=2)
    assert sorted(ends.ravel().tolist()) == pytest.approx([0.5, 0.5, 1.5, 1.5])


@pytest.mark.parametrize("depth", [1, 3, 8])
def test_each_layer_of_telgarskys_tent_doubles_the_pieces(depth: int) -> None:
    first = ([[1.0, 0.0], [1.0, 0.0]], [0.0, -0.5])
    further = ([TENT.tolist()] * 2, [0.0, -0.5])
    design, parameters = a_network(first, *[further] * (depth - 1), ([TENT.tolist()], [0.0]))
    found = found_in(design, parameters, 1.0)
    inside = (found.inside[:, 0] > 0) & (found.inside[:, 0] < 1)
    assert inside.sum() == 2**depth
    assert set(found.slope[inside, 0, 0].tolist()) == {2.0**depth, -(2.0**depth)}
    bends = found.hinges.ends[:, 0]
    bends = np.unique(bends[(bends > 0) & (bends < 1)])
    np.testing.assert_array_equal(bends, np.arange(1, 2**depth) / 2**depth)
