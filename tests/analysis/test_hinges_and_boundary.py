"""Hinges and the exact boundary: who crosses one changes sides, and nobody changes sides who does not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from numpy.typing import NDArray

from sequentia_gui.network.forward import forward
from sequentia_gui.network.losses import output_head
from tests.analysis.straight_networks import (
    Network,
    a_network,
    found_in,
    patterns_at,
    somewhere,
    straight_networks,
)


def winners(network: Network, xy: NDArray[Any]) -> NDArray[Any]:
    z = forward(network[1], network[0], xy)[-1][0]
    return np.asarray(output_head("cross_entropy", max(2, len(z))).winner(z))


def undecided(network: Network, xy: NDArray[Any]) -> NDArray[Any]:
    """At which places rounding may decide who wins, or whether a neuron is on: (n,) bool."""
    z = forward(network[1], network[0], xy)[-1][0]
    *_, second, best = np.sort(z if len(z) > 1 else np.concatenate([0 * z, z]), axis=0)
    close = (best - second < 1e-9) & (best != second)
    return np.asarray(close | patterns_at(network, xy)[1].any(axis=1))


def crossed(ends: NDArray[np.float64], p: NDArray[np.float64], q: NDArray[np.float64]) -> int:
    """How many of the segments (s, 4) the way from p to q crosses."""
    a, b = ends[:, :2], ends[:, 2:]

    def side(o: NDArray[Any], along: NDArray[Any], place: NDArray[Any]) -> NDArray[Any]:
        away = place - o
        return np.asarray(np.sign(along[..., 0] * away[..., 1] - along[..., 1] * away[..., 0]))

    return int(((side(a, b - a, p) != side(a, b - a, q)) & (side(p, q - p, a) != side(p, q - p, b))).sum())


@given(straight_networks())
def test_a_neuron_switches_where_a_way_crosses_its_hinge_and_nowhere_else(network: Network) -> None:
    found, xy = found_in(network), somewhere(16)
    number, close = patterns_at(network, xy)
    neurons = [(layer, k) for layer, width in enumerate(network[1].sizes[1:-1]) for k in range(width)]
    for column, (layer, k) in enumerate(neurons):
        ends = found.hinges.ends[(found.hinges.layer == layer) & (found.hinges.neuron == k)]
        for p in range(0, 16, 2):
            if not close[p : p + 2].any():
                pieces_apart = abs(int(number[p, column]) - int(number[p + 1, column]))
                ways = crossed(ends, xy[p], xy[p + 1])
                assert ways >= pieces_apart and ways % 2 == pieces_apart % 2


@given(straight_networks(most_classes=2))
def test_the_winner_of_two_changes_where_a_way_crosses_the_boundary_and_nowhere_else(
    network: Network,
) -> None:
    found, xy = found_in(network), somewhere(40)
    close, winner = undecided(network, xy), winners(network, xy)
    for p in range(0, 40, 2):
        if not close[p : p + 2].any():
            changes = winner[p] != winner[p + 1]
            assert crossed(found.boundary, xy[p], xy[p + 1]) % 2 == changes


@given(straight_networks(most_classes=5))
def test_where_no_boundary_is_crossed_the_winner_stays(network: Network) -> None:
    found, xy = found_in(network), somewhere(40)
    close, winner = undecided(network, xy), winners(network, xy)
    for p in range(0, 40, 2):
        if not close[p : p + 2].any() and winner[p] != winner[p + 1]:
            assert crossed(found.boundary, xy[p], xy[p + 1]) > 0


@pytest.mark.parametrize("classes", [2, 3, 6])
@pytest.mark.parametrize("widths", [(), (6,), (8, 8), (5, 5, 5)])
def test_on_the_two_sides_of_the_boundary_different_classes_win(
    classes: int, widths: tuple[int, ...]
) -> None:
    for seed in range(8):
        network = a_network(widths, classes=classes, seed=seed)
        ends = found_in(network).boundary
        along = ends[:, 2:] - ends[:, :2]
        length = np.hypot(*along.T)
        aside = 1e-6 * (along[:, ::-1] * (-1, 1) / length[:, None])[length > 1e-4]
        middle = ((ends[:, :2] + ends[:, 2:]) / 2)[length > 1e-4]
        assert (winners(network, middle + aside) != winners(network, middle - aside)).all()


def test_a_boundary_that_runs_along_a_hinge_is_drawn_once() -> None:
    design, parameters = a_network((1,))
    parameters.vector[:] = (1, 0, -2, 1, 0)
    (segment,) = found_in((design, parameters)).boundary
    assert segment[[0, 2]] == pytest.approx(2.0)
    assert sorted(segment[[1, 3]]) == [-6, 6]


def test_where_a_step_jumps_over_0_there_is_a_boundary_though_nothing_ties() -> None:
    design, parameters = a_network((2,), "step")
    parameters.vector[:] = (1, 0, 0, 0, 1, 0, 2, 2, -3)
    boundary = found_in((design, parameters)).boundary
    assert sorted(map(sorted, boundary.round(9).tolist())) == [[0, 0, 0, 6], [0, 0, 0, 6]]


def test_what_touches_0_along_a_line_without_crossing_it_makes_no_hinge_and_no_boundary() -> None:
    design, parameters = a_network((2, 1))
    parameters.vector[:] = (1, 0, 0, -1, 0, 0, 1, 1, 0, 1, 0)
    found = found_in((design, parameters))
    assert found.count == 2
    assert set(found.hinges.layer.tolist()) == {0}
    assert len(found.boundary) == 0


def test_a_hinge_along_an_earlier_one_is_a_hinge_of_both_neurons() -> None:
    design, parameters = a_network((2, 1))
    parameters.vector[:] = (1, 0, -1, -1, 0, 1, 1, -1, 0, 1, 0)
    found = found_in((design, parameters))
    assert found.count == 2
    ends = {
        (int(layer), int(k)): sorted(e)
        for layer, k, e in zip(
            found.hinges.layer, found.hinges.neuron, found.hinges.ends.tolist(), strict=True
        )
    }
    assert ends == {(0, 0): [-6, 1, 1, 6], (0, 1): [-6, 1, 1, 6], (1, 0): [-6, 1, 1, 6]}


@pytest.mark.parametrize("seed", range(20))
def test_classes_that_say_the_same_share_one_boundary(seed: int) -> None:
    design, three = a_network((6,), classes=3, seed=seed)
    five = a_network((6,), classes=5, seed=seed)[1]
    five.blocks[0][:] = three.blocks[0]
    five.blocks[1][:] = three.blocks[1][[0, 1, 1, 2, 0]]
    ends, expected = found_in((design, five)).boundary, found_in((design, three)).boundary
    np.testing.assert_allclose(np.sort(lengths(ends)), np.sort(lengths(expected)), atol=1e-9)


def lengths(ends: NDArray[Any]) -> NDArray[Any]:
    return np.asarray(np.hypot(*(ends[:, 2:] - ends[:, :2]).T))
