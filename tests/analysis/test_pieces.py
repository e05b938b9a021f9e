"""The pieces of the plane against the forward pass and against exact fractions, on random networks."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.typing import NDArray

from sequentia_gui.analysis.catalogue import analysis
from sequentia_gui.analysis.pieces import MOST, Pieces, over_time, pieces, pieces_of, reachable
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.experiment import PointSet, TrainingPlan
from sequentia_gui.network.forward import forward
from tests.analysis.clipped_pieces import clipped_pieces, value
from tests.analysis.straight_networks import (
    LIMIT,
    STRAIGHT,
    Network,
    a_network,
    found_in,
    pattern_of,
    patterns_at,
    somewhere,
    straight_networks,
)


@given(straight_networks())
def test_the_pieces_fill_the_square(network: Network) -> None:
    found = found_in(network)
    assert found.count == len(found.area) == len(found.offsets) - 1
    assert (found.area > 0).all()
    assert found.area.sum() == pytest.approx(4 * LIMIT**2, abs=1e-9)
    assert np.abs(found.vertices).max() <= LIMIT + 1e-14


@given(straight_networks())
def test_no_piece_has_a_corner_twice(network: Network) -> None:
    found = found_in(network)
    for start, stop in pairwise(found.offsets):
        corners = found.vertices[start:stop]
        assert len(corners) >= 3
        assert np.hypot(*(np.roll(corners, -1, axis=0) - corners).T).min() > 1e-11


@given(straight_networks())
def test_the_formula_of_a_piece_is_the_forward_pass_inside_it(network: Network) -> None:
    found = found_in(network)
    sure = ~patterns_at(network, found.inside)[1].any(axis=1)
    z = forward(network[1], network[0], found.inside)[-1][0].T
    mine = np.einsum("poi,pi->po", found.slope, found.inside) + found.offset
    np.testing.assert_allclose(mine[sure], z[sure], rtol=1e-9, atol=1e-9)


@given(straight_networks())
def test_no_two_pieces_have_the_same_switches_on(network: Network) -> None:
    found = found_in(network)
    assert len(np.unique(pattern_of(found), axis=0)) == found.count


@given(straight_networks())
def test_every_place_has_the_pattern_of_the_piece_it_lies_in(network: Network) -> None:
    found, xy = found_in(network), somewhere(400)
    number, close = patterns_at(network, xy)
    by_pattern = {row.tobytes(): place for place, row in enumerate(pattern_of(found))}
    for place, row in zip(xy[~close.any(axis=1)], number[~close.any(axis=1)], strict=True):
        piece = by_pattern[row.tobytes()]
        assert_inside(place, found.vertices[found.offsets[piece] : found.offsets[piece + 1]])


def assert_inside(place: NDArray[Any], corners: NDArray[Any]) -> None:
    along, away = np.roll(corners, -1, axis=0) - corners, place - corners
    turn = along[:, 0] * away[:, 1] - along[:, 1] * away[:, 0]
    assert (turn >= -1e-8 * np.hypot(*along.T)).all()


@given(straight_networks())
def test_a_fine_grid_finds_no_pattern_that_no_piece_has(network: Network) -> None:
    assert_no_other_pattern_on_a_grid(network)


def assert_no_other_pattern_on_a_grid(network: Network) -> None:
    x = np.linspace(-LIMIT, LIMIT, 97)
    number, close = patterns_at(network, np.stack(np.meshgrid(x, x), axis=-1).reshape(-1, 2))
    seen = {row.tobytes() for row in number[~close.any(axis=1)]}
    assert seen <= {row.tobytes() for row in pattern_of(found_in(network))}


@given(straight_networks(width=4, dyadic=True))
@settings(max_examples=40)
def test_clipping_in_exact_fractions_finds_the_same_pieces(network: Network) -> None:
    assert_as_clipped(network)


def assert_as_clipped(network: Network) -> None:
    found, expected = found_in(network), clipped_pieces(*network)
    assert found.count == len(expected)
    mine = {row.tobytes(): place for place, row in enumerate(pattern_of(found))}
    for piece in expected:
        place = mine[bytes(piece.pattern)]
        assert found.area[place] == pytest.approx(float(piece.area), abs=1e-9)
        middle = tuple(sum(along) / len(piece.corners) for along in zip(*piece.corners, strict=True))
        z = [float(value(formula, middle)) for formula in piece.formulas]
        here = found.slope[place] @ np.array(middle, np.float64) + found.offset[place]
        np.testing.assert_allclose(here, z, rtol=1e-9, atol=1e-9)


VALUES = {
    "leaky_relu": (0.125,),
    "prelu": (-0.75,),
    "drawn": (-3.0, -0.5, -2.0, 0.0, 0.0, -2.0, 0.5, -1.0, 4.5, -1.0),
}


@pytest.mark.parametrize("name", STRAIGHT)
@pytest.mark.parametrize("seed", range(4))
def test_every_switch_of_straight_pieces_is_cut_exactly(name: str, seed: int) -> None:
    design, parameters = a_network((3, 3), name, seed=seed, values=VALUES.get(name, ()))
    trained = parameters.trained.copy()
    parameters.vector[:] = (parameters.vector * 8).round() / 8
    assert (parameters.trained == trained).all()
    assert_as_clipped((design, parameters))
    assert_no_other_pattern_on_a_grid((design, parameters))


def test_enough_is_said_in_the_open() -> None:
    network = a_network((16, 16))
    found = pieces(*network, most=150)
    assert found is not None
    assert not found.is_complete
    assert 150 < found.count <= found_in(network).count
    assert [len(layer.T) for layer in found.pattern] == [16]
    assert found.area.sum() == pytest.approx(4 * LIMIT**2)
    assert np.isnan(found.slope).all() and np.isnan(found.offset).all()
    assert not len(found.boundary)


def test_as_many_pieces_as_are_allowed_are_not_too_many() -> None:
    network = a_network((16,))
    count = found_in(network).count
    enough, few = (pieces(*network, most=most) for most in (count, count - 1))
    assert enough is not None and few is not None
    assert (enough.is_complete, few.is_complete) == (True, False)


def test_over_time_there_are_at_most_so_many_as_are_looked_for() -> None:
    design, parameters = a_network((32,) * 6)
    subject = Subject(design, TrainingPlan(), PointSet.empty(), parameters)
    found = pieces_of(subject)
    assert found is not None and found.count > MOST
    assert over_time(subject).tolist() == [MOST]


def test_a_layer_that_is_given_up_leaves_no_trace() -> None:
    found = pieces(*a_network((16,)), most=50)
    assert found is not None
    assert found.area.tolist() == [4 * LIMIT**2]


def test_a_search_that_is_late_ends_too() -> None:
    moments = iter([False] * 9 + [True] * 99)
    found = pieces(*a_network((16, 16)), is_late=lambda: next(moments))
    assert found is not None and not found.is_complete
    assert 1 < found.count < reachable((1,) * 16)


def subject_of(network: Network) -> Subject:
    return Subject(network[0], TrainingPlan(), PointSet.empty(), network[1])


def test_a_place_is_found_in_its_piece() -> None:
    network = a_network((6, 6), seed=4)
    found = found_in(network)
    assert [found.at(x, y) for x, y in found.inside] == list(range(found.count))
    assert found.at(-6.0, 6.0) is not None
    assert found.at(6.1, 0.0) is None


def test_curved_switches_and_infinite_weights_have_no_pieces() -> None:
    assert pieces_of(subject_of(a_network((3, 3), "tanh"))) is None
    design, parameters = a_network((3,))
    parameters.vector[0] = np.inf
    assert pieces_of(subject_of((design, parameters))) is None


@pytest.mark.parametrize("size", [1e-30, 1e30, 3e38])
def test_even_absurd_weights_give_pieces_that_fill_the_square(size: float) -> None:
    design, parameters = a_network((4,) * 6, seed=3)
    parameters.vector[:] *= size
    assert found_in((design, parameters)).area.sum() == pytest.approx(144)


def test_the_catalogue_finds_them_and_they_cannot_be_written_to() -> None:
    found = analysis("pieces").compute(subject_of(a_network((4, 3))))
    assert isinstance(found, Pieces)
    arrays: list[NDArray[Any]] = [
        found.vertices,
        found.offsets,
        found.area,
        found.inside,
        *found.pattern,
        found.slope,
        found.offset,
    ]
    arrays += [found.boundary, found.hinges.layer, found.hinges.neuron, found.hinges.ends]
    assert not any(array.flags.writeable for array in arrays)
