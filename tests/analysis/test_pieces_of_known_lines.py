"""How many pieces there are where geometry knows the answer."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.analysis.pieces import breaks_of, pieces, reachable
from sequentia_gui.experiment.experiment import Layer, NetworkDesign
from sequentia_gui.network.activations import activation, parameters_at_zero
from sequentia_gui.network.forward import forward
from sequentia_gui.network.parameters import Parameters
from tests.analysis.straight_networks import (
    LIMIT,
    a_network,
    found_in,
)


def lines_inside(parameters: Parameters) -> tuple[int, int]:
    """How many of one layer's hinges cross the square, and how many of their meeting points lie inside it."""
    block = parameters.blocks[0]
    corners = np.array([(-6, -6, 1), (6, -6, 1), (6, 6, 1), (-6, 6, 1)])
    z = block @ corners.T
    lines = block[(z.max(axis=1) > 0) & (z.min(axis=1) < 0)]
    meet = [np.linalg.solve([a[:2], b[:2]], [-a[2], -b[2]]) for a, b in combinations(lines, 2)]
    return len(lines), sum(bool(np.abs(place).max() < LIMIT) for place in meet)


@given(st.integers(1, 12), st.integers(0, 2**32))
def test_n_lines_in_general_position_make_1_plus_n_plus_crossings_pieces(n: int, seed: int) -> None:
    network = a_network((n,), seed=seed, bias=3.0)
    lines, meetings = lines_inside(network[1])
    assert found_in(network).count == 1 + lines + meetings <= reachable((1,) * n)


def test_a_layer_of_single_breaks_reaches_steiners_number() -> None:
    assert [reachable((1,) * n) for n in range(7)] == [1, 2, 4, 7, 11, 16, 22]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=5), st.integers(0, 2**32))
def test_no_layer_makes_more_pieces_than_it_can_reach_and_in_a_large_square_it_makes_as_many(
    breaks: list[int], seed: int
) -> None:
    """Families of parallel lines, one per neuron, in general position: counted by Euler's formula on the side."""
    knots = {0: (0.0, 0.0, 1.0, 1.0), 1: (-1.0, 0.0, 0.0, 0.0, 1.0, 1.0)}
    knots[2] = (-2.0, 0.0, -1.0, 0.0, 1.0, 1.0, 2.0, 1.0)
    knots[3] = (-2.0, 0.0, -1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 2.0, 0.0)
    layers = tuple(Layer("drawn", (0,), key, knots[count]) for key, count in enumerate(breaks))
    rng = np.random.default_rng(seed)
    angles = np.pi * (np.arange(len(breaks)) + rng.uniform(0.2, 0.8, len(breaks))) / len(breaks)
    lines = [
        (np.cos(angle), np.sin(angle), offset - at)
        for angle, offset, layer in zip(angles, rng.normal(0, 1, len(breaks)), layers, strict=True)
        for at in activation(layer.activation, layer.parameters).linear.breaks  # type: ignore[union-attr]
    ]
    design = NetworkDesign((Layer("relu", tuple(range(max(1, len(lines)))), 0),))
    parameters = parameters_at_zero(design, 2, np.float64)
    parameters.blocks[0][: len(lines)] = np.array(lines).reshape(-1, 3)
    found = pieces(design, parameters, limit=1e4, most=None)
    assert found is not None
    assert found.count == reachable(breaks)


@pytest.mark.parametrize(("name", "breaks"), [("hard_tanh", 2), ("relu6", 2), ("drawn", 3), ("absolute", 1)])
@pytest.mark.parametrize("seed", range(5))
def test_a_layer_of_switches_with_several_breaks_stays_within_its_reach(
    name: str, breaks: int, seed: int
) -> None:
    design, parameters = a_network((5,), name, seed=seed)
    assert breaks_of(design, parameters) == (breaks,) * 5
    parameters.blocks[0][:, :-1] *= 3.0
    assert 1 < found_in((design, parameters)).count <= reachable((breaks,) * 5)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("identity", ()),
        ("leaky_relu", (1.0,)),
        ("prelu", (1.0,)),
        ("silu", (0.0,)),
        ("drawn", (-1.0, -2.0, 0.0, 0.0, 3.0, 6.0)),
    ],
)
def test_switches_that_are_straight_lines_leave_the_plane_in_one_piece(
    name: str, values: tuple[float, ...]
) -> None:
    network = a_network((4, 3), name, values=values)
    found = found_in(network)
    assert found.count == 1
    assert not len(found.hinges.layer)
    assert breaks_of(*network) == (0,) * 7
    xy = np.array([[1.0, -2.0]])
    assert found.slope[0] @ xy[0] + found.offset[0] == pytest.approx(
        forward(network[1], network[0], xy)[-1][0][:, 0]
    )


@given(st.integers(1, 32), st.integers(0, 2**32), st.sampled_from(["relu", "leaky_relu", "step"]))
def test_n_lines_through_one_point_make_exactly_2n_pieces(n: int, seed: int, name: str) -> None:
    design, parameters = a_network((n,), name, seed=seed, bias=0.0)
    assert found_in((design, parameters)).count == 2 * n
    parameters.biases[0][:] = -parameters.weights[0] @ (1.3, -2.7)
    assert found_in((design, parameters)).count == 2 * n


@given(st.integers(2, 8), st.integers(0, 2**32))
def test_a_deeper_network_without_biases_is_a_fan_of_pieces_around_the_middle(n: int, seed: int) -> None:
    found = found_in(a_network((n, n, n), seed=seed, bias=0.0))
    assert all(
        np.hypot(*found.vertices[start:stop].T).min() < 1e-9
        for start, stop in zip(found.offsets[:-1], found.offsets[1:], strict=True)
    )


@pytest.mark.parametrize("n", [1, 2, 5, 32])
def test_n_parallel_lines_make_n_plus_1_pieces_however_often_each_is_repeated(n: int) -> None:
    design, parameters = a_network((2 * n,), seed=n)
    parameters.weights[0][:] = (0.6, -0.8)
    parameters.biases[0][:n] = parameters.biases[0][n:] = np.linspace(-5, 5, n)
    parameters.blocks[0][n:] *= -3.0
    found = found_in((design, parameters))
    assert found.count == n + 1
    assert np.bincount(found.hinges.neuron).tolist() == [1] * (2 * n)


def test_a_dead_neuron_has_no_hinge_and_cuts_nothing() -> None:
    design, parameters = a_network((2,))
    parameters.blocks[0][:] = ((1, 0, -7), (0, 0, 0))
    found = found_in((design, parameters))
    assert (found.count, len(found.hinges.ends)) == (1, 0)
    assert found.pattern[0].tolist() == [[0, 0]]
    assert not found.slope.any()


def test_without_hidden_layers_the_square_is_one_piece() -> None:
    found = found_in(a_network(()))
    assert found.count == 1
    assert sorted(found.vertices.tolist()) == [[-6, -6], [-6, 6], [6, -6], [6, 6]]


def test_even_a_very_narrow_strip_is_a_piece() -> None:
    design, parameters = a_network((2,))
    parameters.blocks[0][:] = ((0.6, -0.8, 1.0), (-0.6, 0.8, -1.0 + 1e-7))
    found = found_in((design, parameters))
    assert found.count == 3
    assert 0 < found.area.min() < 2e-6


@pytest.mark.parametrize("seed", range(20))
def test_what_cancels_but_for_rounding_has_no_hinge(seed: int) -> None:
    design, parameters = a_network((3, 1), seed=seed, bias=3.0)
    parameters.blocks[0][:] = parameters.blocks[0][0]
    parameters.blocks[1][:] = (0.1, 0.2, -0.3, 0.0)
    found = found_in((design, parameters))
    assert found.count <= 2
    assert not (found.hinges.layer == 1).any()
    assert not found.pattern[1].any()
