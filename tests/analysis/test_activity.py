"""Activity counts zeros and finds dead neurons as they are defined, on networks made by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sequentia_gui.analysis import sparsity
from sequentia_gui.analysis.activity import Activity, activity, silence
from sequentia_gui.analysis.catalogue import ANALYSES, analysis
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.experiment import NetworkDesign, PointSet, TrainingPlan
from sequentia_gui.network.activations import ACTIVATIONS, parameters_at_zero
from sequentia_gui.network.forward import forward
from sequentia_gui.network.initializers import first_parameters
from sequentia_gui.network.parameters import Parameters

XY = np.array([(1.0, 0.0), (2.0, 0.0), (-1.0, 0.0), (0.0, 3.0)], np.float32)
BIASES = (-100.0, 0.0, 100.0, -1.5)


def a_subject(name: str, held_out: tuple[bool, ...] = (False,) * 4, xy: np.ndarray = XY) -> Subject:
    """Four neurons with z = x1 + bias: never on, on for some, always on, on for one point."""
    design = NetworkDesign.of((4,), name)
    parameters = first_parameters(design, 2)
    parameters.weights[0][:] = 0.0
    parameters.weights[0][:, 0] = 1.0
    parameters.biases[0][:] = BIASES
    points = PointSet(xy, np.zeros(len(xy), np.int8), np.array(held_out[: len(xy)], bool))
    return Subject(design, TrainingPlan(), points, parameters)


def found_in(name: str, **given: object) -> Activity:
    return activity(a_subject(name, **given))  # type: ignore[arg-type]


def test_every_neuron_is_seen_at_every_point_in_order() -> None:
    found = found_in("relu")
    np.testing.assert_allclose(found.pre[0], XY[:, 0] + np.array(BIASES)[:, None], atol=1e-5)
    np.testing.assert_allclose(found.post[0], np.maximum(found.pre[0], 0))


def test_zeros_are_outputs_of_exactly_zero() -> None:
    found = found_in("relu")
    np.testing.assert_allclose(found.zeros[0], (1.0, 0.5, 0.0, 0.75))
    assert found.layer_zeros == (2.25 / 4,)
    assert found.all_zeros == 2.25 / 4


def test_a_leaky_output_is_small_but_not_zero() -> None:
    np.testing.assert_allclose(found_in("leaky_relu").zeros[0], (0.0, 0.25, 0.0, 0.0))


def test_dead_is_the_relu_that_no_training_point_switches_on() -> None:
    assert found_in("relu").dead[0].tolist() == [True, False, False, False]


def test_only_training_points_can_keep_a_neuron_alive() -> None:
    held_out = (False, True, False, False)
    assert found_in("relu", held_out=held_out).dead[0].tolist() == [True, False, False, True]


def test_points_that_are_held_out_count_where_a_neuron_is_on_and_not_in_its_silence() -> None:
    subject = a_subject("relu", held_out=(False, True, False, False))
    np.testing.assert_allclose(activity(subject).on[0], (0.0, 0.5, 1.0, 0.25))
    assert [silence(subject, 0, neuron) for neuron in range(4)] == ["dead", "", "", "dead"]


def test_a_switch_with_a_ceiling_that_is_never_on_is_dead_and_not_saturated() -> None:
    found = found_in("relu6")
    assert found.dead[0].tolist() == [True, False, False, False]
    assert found.saturated[0].tolist() == [False, False, True, False]


def test_exactly_at_zero_a_neuron_is_off() -> None:
    origin = np.zeros((1, 2), np.float32)
    assert found_in("relu", xy=origin).dead[0].tolist() == [True, True, False, True]


@pytest.mark.parametrize("name", [each.name for each in ACTIVATIONS])
def test_where_a_slope_is_left_nothing_is_dead_however_far_off_it_is(name: str) -> None:
    flat_when_off = ("step", "relu", "relu6", "hard_sigmoid", "hard_tanh")
    assert found_in(name).dead[0].any() == (name in flat_when_off)


@pytest.mark.parametrize("held_out", [(True,) * 4])
def test_nothing_is_dead_where_nothing_is_trained(held_out: tuple[bool, ...]) -> None:
    assert not found_in("relu", held_out=held_out).dead[0].any()


def test_without_points_shares_are_zero_and_arrays_empty() -> None:
    found = found_in("relu", xy=np.empty((0, 2), np.float32))
    assert found.pre[0].shape == (4, 0)
    assert found.zeros[0].tolist() == [0.0] * 4
    assert (found.layer_zeros, found.all_zeros) == ((0.0,), 0.0)
    assert not found.dead[0].any()


def test_a_network_without_hidden_layers_has_no_activity() -> None:
    design = NetworkDesign.of(())
    points = PointSet(XY, np.zeros(4, np.int8), np.zeros(4, bool))
    found = activity(Subject(design, TrainingPlan(), points, Parameters.zeros(design.sizes(2))))
    assert (found.pre, found.post, found.layer_zeros, found.all_zeros) == ((), (), (), 0.0)


def test_deeper_layers_see_what_the_first_lets_through() -> None:
    design = NetworkDesign.of((1, 1), "relu")
    parameters = Parameters.zeros(design.sizes(2))
    parameters.weights[0][:] = ((1.0, 0.0),)
    parameters.weights[1][:] = -1.0
    found = activity(
        Subject(design, TrainingPlan(), PointSet(XY, np.zeros(4, np.int8), np.zeros(4, bool)), parameters)
    )
    assert found.dead[0].tolist() == [False]
    assert found.dead[1].tolist() == [True]
    assert found.all_zeros == (0.5 + 1.0) / 2


def test_findings_cannot_be_written_to() -> None:
    found = found_in("relu")
    for arrays in (found.pre, found.post, found.zeros, found.dead):
        assert not any(each.flags.writeable for each in arrays)


def test_the_catalogue_finds_every_analysis_by_its_name() -> None:
    assert [analysis(each.name) for each in ANALYSES] == list(ANALYSES)


@pytest.mark.parametrize("name", ["relu", "tanh", "step"])
def test_sparsity_is_the_share_of_zeros_that_activity_shows_layer_by_layer(name: str) -> None:
    rng = np.random.default_rng(2)
    label = (np.arange(33) % 2).astype(np.int8)
    points = PointSet(rng.uniform(-4, 4, (33, 2)).astype(np.float32), label, np.arange(33) < 9)
    design = NetworkDesign.of((5, 4), name)
    net = Subject(design, TrainingPlan(), points, first_parameters(design, 2))
    assert sparsity.zeros(net).tolist() == list(activity(net).layer_zeros)
    assert np.isnan(sparsity.zeros(replace(net, points=PointSet.empty()))).tolist() == [True, True]


@pytest.mark.parametrize("classes", [1, 2, 3, 6])
@pytest.mark.parametrize("name", ["relu", "tanh", "sigmoid"])
def test_firing_rates_are_counted_point_by_point(name: str, classes: int) -> None:
    rng = np.random.default_rng(classes)
    label = (np.arange(25) % classes).astype(np.int8)
    points = PointSet(rng.uniform(-4, 4, (25, 2)).astype(np.float32), label, np.arange(25) < 9)
    design = NetworkDesign.of((5, 4), name)
    net = Subject(design, TrainingPlan(), points, first_parameters(design, points.classes))
    found = activity(net)
    for layer, rates in enumerate(found.rates):
        assert rates.shape == (design.layers[layer].width, points.classes)
        for neuron, own in enumerate(rates):
            for label_of, rate in enumerate(own):
                members = [place for place in range(25) if points.label[place] == label_of]
                fired = sum(1 for place in members if found.pre[layer][neuron, place] > 0)
                assert rate == fired / len(members) if members else np.isnan(rate)


@pytest.mark.parametrize(
    ("name", "z", "expected"),
    [
        ("sigmoid", 5.0, True),
        ("sigmoid", 4.0, False),
        ("sigmoid", -5.0, True),
        ("tanh", 3.1, True),
        ("tanh", 2.9, False),
        ("relu", 50.0, False),
        ("step", 3.0, False),
    ],
)
def test_a_bounded_switch_is_saturated_where_it_is_flat_at_all_training_points(
    name: str, z: float, expected: bool
) -> None:
    """The slope of a sigmoid is 0.0066 at 5 and 0.018 at 4; that of tanh 0.0081 at 3.1 and 0.012 at 2.9."""
    design = NetworkDesign.of((1,), name)
    points = PointSet(np.zeros((3, 2), np.float32), np.zeros(3, np.int8), np.array([False, False, True]))
    parameters = Parameters.zeros((2, 1, 1))
    parameters.biases[0][0] = z
    found = activity(Subject(design, TrainingPlan(), points, parameters))
    assert found.saturated[0].tolist() == [expected]
    assert not found.dead[0].any()


def test_without_training_points_nothing_is_saturated() -> None:
    design = NetworkDesign.of((2,), "tanh")
    parameters = Parameters.zeros((2, 2, 1))
    parameters.biases[0][:] = 9
    net = Subject(design, TrainingPlan(), PointSet.empty(), parameters)
    assert not activity(net).saturated[0].any()


@pytest.mark.parametrize("name", ["relu", "tanh", "sigmoid", "selu"])
def test_the_silence_of_one_neuron_is_that_of_all_of_them(name: str) -> None:
    rng = np.random.default_rng(2)
    design = NetworkDesign.of((6, 5, 4), name)
    parameters = Parameters.zeros((2, 6, 5, 4, 1))
    parameters.vector[:] = rng.normal(0, 6, len(parameters.vector))
    points = PointSet(
        rng.uniform(-4, 4, (30, 2)).astype(np.float32), np.zeros(30, np.int8), np.arange(30) < 9
    )
    net = Subject(design, TrainingPlan(), points, parameters)
    found = activity(net)
    for layer, (dead, saturated) in enumerate(zip(found.dead, found.saturated, strict=True)):
        for position in range(len(dead)):
            expected = "dead" if dead[position] else "saturated" if saturated[position] else ""
            assert silence(net, layer, position) == expected


@pytest.mark.parametrize("name", ["relu", "prelu", "leaky_relu", "gelu", "step"])
def test_the_activations_are_what_the_network_computes_bit_for_bit(name: str) -> None:
    design = NetworkDesign.of((6, 5), name)
    parameters = parameters_at_zero(design, 2)
    parameters.vector[:] = np.random.default_rng(4).normal(0, 0.7, len(parameters.vector))
    subject = Subject(
        design, TrainingPlan(), PointSet(XY, np.zeros(4, np.int8), np.zeros(4, bool)), parameters
    )
    found, computed = activity(subject), forward(parameters, design, subject.points.xy)
    for layer, (z, a) in enumerate(computed[:-1]):
        assert np.array_equal(found.pre[layer], z)
        assert np.array_equal(found.post_of(layer), a)
