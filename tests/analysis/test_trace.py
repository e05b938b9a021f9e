"""A trace's numbers are those of a plain forward pass in float64, its loss the training's."""

from __future__ import annotations

from math import exp, log

import numpy as np
import pytest

from sequentia_gui.analysis.subject import Subject
from sequentia_gui.analysis.trace import trace
from sequentia_gui.experiment.experiment import NetworkDesign, PointSet, TrainingPlan
from sequentia_gui.network import reference
from sequentia_gui.network.activations import ACTIVATIONS, activation
from sequentia_gui.network.parameters import Parameters
from tests.analysis.straight_networks import a_network


def subject_of(
    widths: tuple[int, ...], name: str = "relu", classes: int = 2, loss: str = "cross_entropy"
) -> Subject:
    design, parameters = a_network(widths, name, classes)
    single = Parameters(parameters.vector.astype(np.float32), parameters.sizes)
    return Subject(design, TrainingPlan(loss=loss), PointSet.empty(), single)


@pytest.mark.parametrize("name", [entry.name for entry in ACTIVATIONS])
def test_every_product_sum_and_output_is_the_textbooks(name: str) -> None:
    subject = subject_of((5, 32, 7), name)
    found = trace(subject, (1.25, -0.5), 1)
    a = [1.25, -0.5]
    for depth, (layer, weights, biases) in enumerate(
        zip(found.layers, subject.parameters.weights, subject.parameters.biases, strict=True)
    ):
        rows = weights.astype(np.float64).tolist()
        for k, row in enumerate(rows):
            products = [w * x for w, x in zip(row, a, strict=True)]
            np.testing.assert_allclose(layer.products(k), products, rtol=1e-12, atol=1e-300)
            assert layer.z[k] == pytest.approx(sum(products) + float(biases[k]), abs=1e-12, rel=1e-12)
        if depth < 3:
            np.testing.assert_array_equal(layer.a, activation(name).value(layer.z))
        a = layer.a.tolist()


@pytest.mark.parametrize("label", [0, 1])
def test_two_classes_end_in_a_sigmoid_and_its_logarithm(label: int) -> None:
    found = trace(subject_of((4,)), (2.0, 1.0), label)
    p = 1 / (1 + exp(-float(found.layers[-1].z[0])))
    np.testing.assert_allclose(found.probability, [1 - p, p], rtol=1e-12)
    assert found.loss == pytest.approx(-log(p if label else 1 - p), rel=1e-12)


def test_squared_error_is_half_the_squared_distance_from_the_target() -> None:
    found = trace(subject_of((4,), loss="squared_error"), (2.0, 1.0), 0)
    assert found.head.name == "tanh"
    assert found.loss == pytest.approx((np.tanh(found.layers[-1].z[0]) + 1) ** 2 / 2, rel=1e-12)


@pytest.mark.parametrize("classes", [2, 3, 6])
def test_the_loss_is_the_one_that_training_lowers(classes: int) -> None:
    subject = subject_of((8, 8), classes=classes)
    found = trace(subject, (0.5, 0.25), classes - 1)
    double = Parameters(subject.parameters.vector.astype(np.float64), subject.parameters.sizes)
    loss = reference.loss(
        double, subject.design, subject.plan, classes, np.array([[0.5, 0.25]]), np.array([classes - 1])
    )
    assert found.loss == pytest.approx(loss, rel=1e-12)
    assert found.probability.sum() == pytest.approx(1)


def test_a_place_without_a_point_has_no_loss() -> None:
    found = trace(subject_of((3,)), (0.0, 0.0))
    assert (found.label, found.loss) == (None, None)


def test_a_class_that_the_network_does_not_know_yet_has_no_loss() -> None:
    assert trace(subject_of((3,)), (0.0, 0.0), 2).loss is None


def test_numbers_beyond_measure_are_told_and_not_raised() -> None:
    design = NetworkDesign.of((2,))
    parameters = Parameters.zeros(design.sizes(2))
    parameters.vector[:] = np.inf
    found = trace(Subject(design, TrainingPlan(), PointSet.empty(), parameters), (1.0, -1.0), 1)
    assert not found.is_finite
