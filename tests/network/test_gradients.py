"""The gradient is the slope of the loss: proved with finite differences, for every activation, loss and depth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from sequentia_gui.experiment.experiment import NetworkDesign, TrainingPlan
from sequentia_gui.network import reference
from sequentia_gui.network.losses import output_head
from sequentia_gui.network.parameters import Parameters
from tests.network.networks import ACTIVATION_NAMES, HEADS, random_parameters, some_points

STEP = 1e-6


def differences(
    parameters: Parameters, design: NetworkDesign, plan: TrainingPlan, classes: int
) -> NDArray[np.float64]:
    """The central finite difference of loss plus penalty for every parameter, (p,)."""
    points = some_points(9, classes)
    slopes = np.empty_like(parameters.vector)
    for place in range(len(slopes)):
        values = []
        for step in (STEP, -STEP):
            moved = parameters.copy()
            moved.vector[place] += step
            loss = reference.loss(moved, design, plan, classes, points.xy, points.label)
            values.append(loss + reference.penalty(moved, plan))
        slopes[place] = (values[0] - values[1]) / (2 * STEP)
    return slopes


@pytest.mark.parametrize(("loss", "classes"), HEADS)
@pytest.mark.parametrize("depth", range(4))
@pytest.mark.parametrize("name", ACTIVATION_NAMES)
def test_the_gradient_is_the_finite_difference(name: str, depth: int, loss: str, classes: int) -> None:
    design, plan = NetworkDesign.of((4, 3, 2)[:depth], name), TrainingPlan(loss=loss)
    parameters, points = random_parameters(design, classes, seed=depth), some_points(9, classes)
    slopes = reference.gradient(parameters, design, plan, classes, points.xy, points.label)
    loss_now = reference.loss(parameters, design, plan, classes, points.xy, points.label)
    rounding = 8 * float(np.finfo(np.float64).eps) * loss_now / STEP
    expected = differences(parameters, design, plan, classes)
    np.testing.assert_allclose(slopes.vector, expected, rtol=1e-6, atol=max(1e-7, rounding))


@pytest.mark.parametrize(("l1", "l2"), [(0.3, 0.0), (0.0, 0.2), (0.1, 0.4)])
def test_penalties_pull_at_weights_and_not_at_biases(l1: float, l2: float) -> None:
    design, plan = NetworkDesign.of((4, 3), "tanh"), TrainingPlan(l1=l1, l2=l2)
    parameters, points = random_parameters(design, 2), some_points(9)
    slopes = reference.gradient(parameters, design, plan, 2, points.xy, points.label)
    np.testing.assert_allclose(slopes.vector, differences(parameters, design, plan, 2), atol=1e-7)
    free = replace(plan, l1=0.0, l2=0.0)
    unpenalised = reference.gradient(parameters, design, free, 2, points.xy, points.label)
    for bias, expected in zip(slopes.biases, unpenalised.biases, strict=True):
        np.testing.assert_array_equal(bias, expected)


@pytest.mark.parametrize(("loss", "classes"), HEADS)
def test_probabilities_sum_to_one_and_agree_with_the_winner(loss: str, classes: int) -> None:
    head = output_head(loss, classes)
    z = np.random.default_rng(3).normal(0, 3, (1 if classes == 2 else classes, 50))
    share = head.probabilities(z)
    assert share.shape == (classes, 50)
    np.testing.assert_allclose(share.sum(axis=0), 1)
    np.testing.assert_array_equal(share.argmax(axis=0), head.winner(z))
    assert share.min() >= 0 and share.max() <= 1


@pytest.mark.parametrize(("loss", "classes"), HEADS)
def test_losses_stay_finite_where_the_network_is_very_sure(loss: str, classes: int) -> None:
    head = output_head(loss, classes)
    z = np.full((1 if classes == 2 else classes, 4), 1e4, np.float32)
    z[0, ::2] = -1e4
    label = np.arange(4) % classes
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        values = (head.losses(z, label), head.delta(z, label), head.probabilities(z))
    assert all(np.isfinite(value).all() for value in values)
    assert all(value.dtype == np.float32 for value in values)


def test_two_classes_of_softmax_are_the_sigmoid() -> None:
    z = np.linspace(-5, 5, 11)[np.newaxis]
    label = np.arange(11) % 2
    sigmoid, softmax = output_head("cross_entropy", 2), output_head("cross_entropy", 3)
    three = np.concatenate([-z / 2, z / 2, np.full_like(z, -1e9)])
    np.testing.assert_allclose(sigmoid.losses(z, label), softmax.losses(three, label))
