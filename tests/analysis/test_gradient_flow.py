"""The gradient of every layer against finite differences and the textbook, and the words for how it flows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sequentia_gui.analysis.catalogue import analysis, measure
from sequentia_gui.analysis.gradient_flow import GradientFlow, gradient_flow, rms_gradients
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.experiment import NetworkDesign, PointSet, TrainingPlan
from sequentia_gui.network import reference
from sequentia_gui.network.activations import activations_of
from sequentia_gui.network.forward import forward
from sequentia_gui.network.initializers import first_parameters
from sequentia_gui.network.losses import output_head
from sequentia_gui.network.parameters import Parameters
from tests.network.networks import (
    ACTIVATION_NAMES,
    HEADS,
    designs,
    point_sets,
    points_of,
    random_parameters,
    some_points,
)

STEP = 1e-6
Array = NDArray[Any]


def a_subject(
    name: str, widths: tuple[int, ...] = (4, 3, 5), loss: str = "cross_entropy", classes: int = 2
) -> Subject:
    design = NetworkDesign.of(widths, name)
    parameters = random_parameters(design, classes, seed=3)
    return Subject(design, TrainingPlan(loss=loss, l1=0.3, l2=0.2), some_points(9, classes), parameters)


def fresh(design: NetworkDesign, points: PointSet) -> Subject:
    return Subject(design, TrainingPlan(), points, first_parameters(design, points.classes))


def onwards(subject: Subject, layer: int, z: Array) -> Array:
    """Each point's loss when the pre-activations of one layer are z (k, n)."""
    switches = activations_of(subject.design, subject.parameters)
    weights, biases = subject.parameters.weights, subject.parameters.biases
    for k in range(layer, len(switches)):
        z = weights[k + 1] @ switches[k].value(z) + biases[k + 1][:, np.newaxis]
    return output_head(subject.plan.loss, subject.classes).losses(z, subject.points.label)


def rms(values: Array) -> float:
    return float(np.sqrt(np.mean(np.square(values))))


@pytest.mark.parametrize(("loss", "classes"), HEADS)
@pytest.mark.parametrize("name", ACTIVATION_NAMES)
def test_dz_is_the_finite_difference_of_each_points_loss(name: str, loss: str, classes: int) -> None:
    subject = a_subject(name, loss=loss, classes=classes)
    dz, _ = rms_gradients(subject)
    for layer, (z, _) in enumerate(forward(subject.parameters, subject.design, subject.points.xy)):
        slopes = np.empty_like(z)
        for neuron in range(len(z)):
            step = np.zeros_like(z)
            step[neuron] = STEP
            ahead, behind = onwards(subject, layer, z + step), onwards(subject, layer, z - step)
            slopes[neuron] = (ahead - behind) / (2 * STEP)
        rounding = 8 * float(np.finfo(np.float64).eps * ahead.max()) / STEP
        assert dz[layer] == pytest.approx(rms(slopes), rel=1e-5, abs=max(1e-9, rounding))


@given(designs(), point_sets(), st.integers(0, 99))
def test_both_are_the_textbooks_gradients_without_penalties(
    design: NetworkDesign, points: PointSet, seed: int
) -> None:
    parameters = random_parameters(design, points.classes, seed=seed)
    plan = TrainingPlan()
    dz, dw = rms_gradients(Subject(design, replace(plan, l1=0.5, l2=0.5), points, parameters))
    xy, label = points.xy[~points.held_out], points.label[~points.held_out]
    pairs = forward(parameters, design, xy)
    deltas = reference.backward(parameters, design, plan, points.classes, pairs, label)
    slopes = reference.gradient(parameters, design, plan, points.classes, xy, label)
    np.testing.assert_allclose(dz, [len(label) * rms(delta) for delta in deltas], rtol=1e-6, atol=1e-12)
    np.testing.assert_allclose(dw, [rms(weights) for weights in slopes.weights], rtol=1e-6, atol=1e-12)


def test_float32_keeps_the_smallest_gradients_apart() -> None:
    subject = a_subject("sigmoid", (8,) * 8)
    subject.parameters.vector[:] *= 0.002
    exact = rms_gradients(subject)
    small = Parameters(subject.parameters.vector.astype(np.float32), subject.parameters.sizes)
    for found, expected in zip(rms_gradients(replace(subject, parameters=small)), exact, strict=True):
        assert expected[0] < 1e-23  # its square is no number of float32
        np.testing.assert_allclose(found, expected, rtol=1e-4)


@pytest.mark.parametrize(
    ("name", "initializer", "word"),
    [
        ("sigmoid", "glorot", "vanishes"),
        ("relu", "he", "flows"),
        ("tanh", "glorot", "flows"),
        ("step", "glorot", "flat"),
        ("relu", "zero", "flat"),
        ("identity", "small_uniform", "vanishes"),
    ],
)
def test_eight_layers_of_sixteen_flow_as_the_lecture_says(name: str, initializer: str, word: str) -> None:
    design = replace(NetworkDesign.of((16,) * 8, name), initializer=initializer)
    assert gradient_flow(fresh(design, some_points(200))).word == word


def test_weights_that_are_too_large_make_it_explode() -> None:
    subject = fresh(NetworkDesign.of((16,) * 8), some_points(50))
    for weights in subject.parameters.weights[:-1]:
        weights[:] *= 5
    assert gradient_flow(subject).word == "explodes"
    subject.parameters.weights[3][:] = 1e38
    assert gradient_flow(subject).word == "explodes"


def test_a_layer_of_steps_lets_nothing_back_and_the_layers_after_it_flow() -> None:
    names = ("relu", "step", "tanh")
    layers = tuple(NetworkDesign.of((4,) * 3, name).layers[k] for k, name in enumerate(names))
    found = gradient_flow(fresh(NetworkDesign(layers), some_points(60)))
    assert (found.word, found.blocked, found.weightless) == ("flat", 1, False)
    assert (found.dz > 0).tolist() == [False, False, True, True]
    assert (found.dw > 0).tolist() == [False, False, True, True]


def test_weights_of_zero_are_told_from_slopes_of_zero() -> None:
    design = replace(NetworkDesign.of((5, 5), "tanh"), initializer="zero")
    found = gradient_flow(fresh(design, some_points(60)))
    assert (found.word, found.blocked, found.weightless) == ("flat", 1, True)
    alone = fresh(NetworkDesign.of((5, 5), "tanh"), some_points(60))
    alone.parameters.weights[2][:] = 0
    found = gradient_flow(alone)
    assert (found.word, found.blocked, found.weightless) == ("flat", 1, True)


@pytest.mark.parametrize(
    ("share", "word"), [(0.9e-3, "vanishes"), (1.1e-3, "flows"), (0.9e3, "flows"), (1.1e3, "explodes")]
)
def test_a_thousandth_vanishes_and_a_thousandfold_explodes(share: float, word: str) -> None:
    dz = np.array([2 * share, 1.0, 2.0])
    found = GradientFlow(dz, dz, dz)
    assert found.ratio == pytest.approx(share)
    assert found.word == word


def test_a_relu_layer_that_is_off_at_every_point_is_flat() -> None:
    subject = fresh(NetworkDesign.of((6, 6)), some_points(40))
    subject.parameters.biases[1][:] = -1000
    found = gradient_flow(subject)
    assert (found.word, found.blocked, found.weightless) == ("flat", 1, False)


def test_where_nothing_is_wrong_any_more_nothing_is_left_to_flow() -> None:
    points = points_of([(1, 0), (-1, 0)], [1, 0], [False, False])
    subject = fresh(NetworkDesign.of(()), points)
    subject.parameters.vector[:] = (1e6, 0, 0)
    found = gradient_flow(subject)
    assert (found.word, found.blocked) == ("spent", None)


@pytest.mark.parametrize(("loss", "z"), [("relu_error", -1.0), ("squared_error", 12.0)])
def test_an_output_that_is_wrong_where_it_is_flat_has_something_left_to_learn(loss: str, z: float) -> None:
    points = points_of([(1, 0), (-1, 0)], [1, 0], [False, False])
    subject = replace(fresh(NetworkDesign.of(()), points), plan=TrainingPlan(loss=loss))
    subject.parameters.vector[:] = (0, 0, z)
    found = gradient_flow(subject)
    assert (found.word, found.is_wrong) == ("stuck", True)
    right = replace(points, label=np.full(2, int(z > 0), np.int8))
    found = gradient_flow(replace(subject, points=right))
    assert (found.word, found.is_wrong) == ("spent", False)


def test_neurons_that_are_on_but_lead_nowhere_are_told_from_a_layer_that_is_off() -> None:
    points = points_of([(1, 0), (-1, 0)], [1, 0], [False, False])
    subject = fresh(NetworkDesign.of((2,)), points)
    (first, out), (bias, _) = subject.parameters.weights, subject.parameters.biases
    first[:], bias[:], out[:] = 0, (1, -1), (0, 1)
    found = gradient_flow(subject)
    assert (found.word, found.blocked, found.weightless, found.has_slope) == ("flat", 0, False, True)
    bias[:] = -1
    assert not gradient_flow(subject).has_slope


def test_held_out_points_do_not_count() -> None:
    points = some_points(80, held_out=0.4)
    kept = ~points.held_out
    alone = PointSet(points.xy[kept], points.label[kept], points.held_out[kept])
    design = NetworkDesign.of((6, 6), "tanh")
    np.testing.assert_array_equal(
        rms_gradients(fresh(design, points))[0], rms_gradients(fresh(design, alone))[0]
    )


@pytest.mark.parametrize("points", [PointSet.empty(), points_of([(0, 0)], [0], [True])])
def test_without_training_points_nothing_is_known(points: PointSet) -> None:
    found = analysis("gradient").compute(fresh(NetworkDesign.of((3, 3)), points))
    assert isinstance(found, GradientFlow)
    assert found.word == "unknown"
    assert np.isnan((*found.dz, *found.dw, *found.expected)).all()


def test_a_network_without_hidden_layers_has_one_gradient() -> None:
    found = gradient_flow(fresh(NetworkDesign.of(()), some_points(20)))
    assert (found.word, found.ratio, len(found.dz), found.rival) == ("flows", 1.0, 1, None)


def test_what_is_found_cannot_be_written_to() -> None:
    found = gradient_flow(a_subject("relu"))
    assert not any(each.flags.writeable for each in (found.dz, found.dw, found.expected))


def test_over_time_it_is_the_same_numbers_in_one_row() -> None:
    subject = a_subject("tanh")
    found = measure("gradient_over_time").compute(subject)
    np.testing.assert_array_equal(found.reshape(2, -1), rms_gradients(subject))
