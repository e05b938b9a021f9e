"""Layers without a switch between them are one layer: the product is exact, wherever it lies in the network."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.analysis.collapse import (
    Stretch,
    collapsed,
    difference,
    is_straight_in_pieces,
    product_at,
    product_of,
    straight_line,
    stretches,
)
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import (
    Contestant,
    Experiment,
    Layer,
    NetworkDesign,
    PointSet,
    Recipe,
    TrainingPlan,
)
from sequentia_gui.network.activations import activation
from sequentia_gui.network.forward import forward, outputs
from sequentia_gui.network.parameters import Parameters
from tests.analysis.straight_networks import a_network, somewhere, straight_networks
from tests.gui.network_frames import NO_CURVE

IDENTITY, RELU = "identity", "relu"


def network_of(
    names: list[str], widths: list[int], seed: int = 1, classes: int = 2
) -> tuple[NetworkDesign, Parameters]:
    design, parameters = a_network(tuple(widths), IDENTITY, classes, seed)
    layers = tuple(replace(layer, activation=name) for layer, name in zip(design.layers, names, strict=True))
    return replace(design, layers=layers), parameters


NETWORKS = st.lists(
    st.tuples(st.sampled_from([IDENTITY, IDENTITY, RELU, "tanh"]), st.integers(1, 32)), max_size=8
)


@given(st.lists(st.integers(1, 32), max_size=8), st.integers(0, 99), st.integers(2, 6))
def test_a_linear_network_is_its_product_everywhere(widths: list[int], seed: int, classes: int) -> None:
    design, parameters = network_of([IDENTITY] * len(widths), widths, seed, classes)
    whole = product_of(design, parameters, Stretch(0, len(widths))).whole
    xy = somewhere(50)
    z = forward(parameters, design, xy)[-1][0]
    error = np.abs(whole.matrix @ xy.T + whole.bias[:, None] - z).max()
    assert error <= 1e-12 * max(1.0, np.abs(z).max())


def test_the_product_is_the_one_of_three_plain_loops() -> None:
    design, parameters = network_of([IDENTITY] * 2, [5, 3])
    whole = product_of(design, parameters, Stretch(0, 2)).whole
    w1, w2, w3 = (w.tolist() for w in parameters.weights)
    b1, b2, b3 = (b.tolist() for b in parameters.biases)
    for column in range(2):
        by_hand = sum(w3[0][i] * w2[i][j] * w1[j][column] for i in range(3) for j in range(5))
        assert whole.matrix[0, column] == pytest.approx(by_hand, abs=1e-12)
    inner = [sum(w2[i][j] * b1[j] for j in range(5)) + b2[i] for i in range(3)]
    assert whole.bias[0] == pytest.approx(sum(w3[0][i] * inner[i] for i in range(3)) + b3[0], abs=1e-12)


@given(NETWORKS, st.integers(0, 99))
def test_every_stretch_leaves_the_function_as_it_was(layers: list[tuple[str, int]], seed: int) -> None:
    design, parameters = network_of([name for name, _ in layers], [width for _, width in layers], seed)
    for stretch in stretches(design, parameters):
        found = difference(Subject(design, TrainingPlan(), PointSet.empty(), parameters), stretch, grid=9)
        assert found.float64 <= 1e-12 * max(1.0, found.largest)
        assert found.float32 <= 1e-3 * max(1.0, found.largest)


def test_differences_are_of_the_size_of_rounding() -> None:
    design, parameters = network_of([IDENTITY] * 3, [8, 8, 8])
    found = difference(Subject(design, TrainingPlan(), PointSet.empty(), parameters), Stretch(0, 3))
    assert 1e-8 < found.float32 < 1e-4
    assert 1e-17 < found.float64 < 1e-12


def test_stretches_end_where_a_switch_bends() -> None:
    names = [IDENTITY, IDENTITY, RELU, "step", IDENTITY, "tanh", IDENTITY]
    design, parameters = network_of(names, [2] * 7)
    assert stretches(design, parameters) == (Stretch(0, 2), Stretch(4, 5), Stretch(6, 7))


def test_an_activation_that_became_a_line_counts_with_its_slope() -> None:
    assert straight_line(activation(IDENTITY)) == (1.0, 0.0)
    assert straight_line(activation("leaky_relu", (1.0,))) == (1.0, 0.0)
    assert straight_line(activation("silu", (0.0,))) == (0.5, 0.0)
    assert all(straight_line(activation(name)) is None for name in ("relu", "step", "tanh", "leaky_relu"))
    layer = Layer("silu", (0, 1, 2), 0, (0.0,))
    design = NetworkDesign((layer, replace(layer, key=1)))
    parameters = Parameters(np.random.default_rng(3).normal(size=25), design.sizes(2))
    found = difference(Subject(design, TrainingPlan(), PointSet.empty(), parameters), Stretch(0, 2))
    assert found.float64 < 1e-13


@pytest.mark.parametrize(("widths", "rank"), [([8, 8], 2), ([8, 1, 8], 1), ([1], 1)])
def test_the_narrowest_layer_caps_the_rank(widths: list[int], rank: int) -> None:
    design, parameters = network_of([IDENTITY] * len(widths), widths, classes=4)
    product = product_of(design, parameters, Stretch(0, len(widths)))
    assert (product.whole.rank, product.narrowest) == (rank, rank)


@given(straight_networks(most_classes=6))
def test_inside_a_piece_the_network_is_one_matrix(network: tuple[NetworkDesign, Parameters]) -> None:
    design, parameters = network
    assert is_straight_in_pieces(design, parameters)
    for place in somewhere(5):
        whole = product_at(design, parameters, (float(place[0]), float(place[1]))).whole
        z = forward(parameters, design, place[None])[-1][0][:, 0]
        np.testing.assert_allclose(
            whole.matrix @ place + whole.bias, z, atol=1e-12 * max(1.0, np.abs(z).max())
        )


def test_two_pieces_have_two_matrices() -> None:
    design, parameters = network_of([RELU], [1])
    parameters.vector[:] = [1, 0, 0, 2, 1]
    here, there = (product_at(design, parameters, (x, 0.0)).whole for x in (-1.0, 1.0))
    np.testing.assert_array_equal(here.matrix, [[0.0, 0.0]])
    np.testing.assert_array_equal(there.matrix, [[2.0, 0.0]])
    assert here.bias == there.bias == [1.0]


def test_curved_switches_have_no_pieces() -> None:
    assert not is_straight_in_pieces(*network_of(["tanh"], [3]))


# the edit


def experiment_of(design: NetworkDesign, classes: int = 2) -> Experiment:
    xy = somewhere(12).astype(np.float32)
    points = PointSet(xy, (np.arange(12) % classes).astype(np.int8), np.zeros(12, np.bool_))
    return Experiment("Test", points, Recipe("moons"), (Contestant("A", design, TrainingPlan()),))


def checkpoint_of(design: NetworkDesign, parameters: Parameters, classes: int = 2) -> Checkpoint:
    vector = parameters.vector.astype(np.float32)
    moments = np.arange(2 * len(vector) + 1, dtype=np.float32)
    return Checkpoint(design, classes, "adam", 7, 2, 1, vector, moments, False, NO_CURVE)


@given(NETWORKS, st.integers(0, 99), st.integers(2, 6))
def test_the_collapsed_network_says_the_same(layers: list[tuple[str, int]], seed: int, classes: int) -> None:
    design, parameters = network_of(
        [name for name, _ in layers], [width for _, width in layers], seed, classes
    )
    experiment, checkpoint = experiment_of(design, classes), checkpoint_of(design, parameters, classes)
    for stretch in stretches(design, parameters)[:1]:
        now, after = collapsed(experiment, checkpoint, stretch)
        assert after.design == now.network
        before, here = (
            outputs(
                Parameters(each.parameters.astype(np.float64), each.sizes),
                each.design,
                "cross_entropy",
                classes,
                somewhere(40),
            )
            for each in (checkpoint, after)
        )
        np.testing.assert_allclose(here, before, atol=2e-3)


def test_who_stays_keeps_identity_weights_and_memory() -> None:
    design, parameters = network_of([RELU, IDENTITY, IDENTITY, RELU], [4, 3, 3, 5])
    checkpoint = checkpoint_of(design, parameters)
    now, after = collapsed(experiment_of(design), checkpoint, Stretch(1, 3))
    assert now.network.layers == (design.layers[0], design.layers[3])
    old, new = (Parameters.of(each) for each in (checkpoint, after))
    np.testing.assert_array_equal(new.blocks[0], old.blocks[0])
    np.testing.assert_array_equal(new.blocks[2], old.blocks[4])
    assert (after.step, after.epoch, after.pristine) == (7, 2, False)
    assert len(after.moments) == 2 * len(after.parameters) + 1
    untrained = replace(checkpoint, pristine=True)  # no longer as an initializer drew them
    assert not collapsed(experiment_of(design), untrained, Stretch(1, 3))[1].pristine
    assert Stretch(1, 3).layers == 3


def test_a_place_on_a_hinge_belongs_to_the_piece_left_of_it() -> None:
    design = NetworkDesign.of((1,))
    parameters = Parameters(np.array([1.0, 0.0, -2.0, 3.0, 0.5]), (2, 1, 1))
    for x, slope in ((2.0, 0.0), (2.0 + 1e-9, 3.0)):
        whole = product_at(design, parameters, (x, 1.0)).whole
        np.testing.assert_array_equal(whole.matrix, [[slope, 0.0]])
        np.testing.assert_array_equal(whole.bias, [0.5 - 2 * slope])
