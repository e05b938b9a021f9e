"""How many pieces there are where geometry knows the answer."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.analysis.pieces import reachable
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
    assert found_in(network).count == 1 + lines + meetings <= reachable(n)


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
