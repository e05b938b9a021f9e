"""What theory expects of gradients, against published factors and against many networks drawn at random."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sequentia_gui.analysis.expected_gradient import expected_rms, rival_of
from sequentia_gui.analysis.gradient_flow import rms_gradients
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.experiment import NetworkDesign, PointSet, TrainingPlan
from sequentia_gui.network.initializers import INITIALIZERS, Initializer, first_parameters
from tests.network.networks import ACTIVATION_NAMES, HEADS, points_of, some_points

POINTS = some_points(150)
WIDE = 256


def factors(name: str, initializer: str, width: int = 400, depth: int = 8) -> np.ndarray:
    """What each hidden layer passes back of what comes to it, from the first to the last but one."""
    design = replace(NetworkDesign.of((width,) * depth, name), initializer=initializer)
    expected = expected_rms(design, "cross_entropy", POINTS)[:-1]
    return np.asarray(expected[:-1] / expected[1:])


@pytest.mark.parametrize(
    ("initializer", "factor"), [("lecun_uniform", 6**-0.5), ("glorot", 2**-0.5), ("he", 1.0)]
)
def test_relu_passes_back_its_published_share(initializer: str, factor: float) -> None:
    """0.41, 0.71 and 1.00 per layer: half of the neurons are off, times the variance of the weights."""
    np.testing.assert_allclose(factors("relu", initializer), factor, rtol=1e-9)


def test_tanh_under_glorot_passes_back_about_95_percent() -> None:
    assert factors("tanh", "glorot").mean() == pytest.approx(0.95, abs=0.015)


def test_identity_under_glorot_passes_back_all() -> None:
    np.testing.assert_allclose(factors("identity", "glorot"), 1.0, rtol=1e-9)


def test_sigmoid_under_glorot_never_passes_back_more_than_a_quarter() -> None:
    assert (factors("sigmoid", "glorot") < 0.25).all()


TAME = [name for name in ACTIVATION_NAMES if name not in ("step", "square")]
"""The step passes nothing back; the square's rare huge values rule its mean, which no few draws find."""


@pytest.mark.parametrize("name", TAME)
def test_wide_networks_drawn_at_random_do_as_expected(name: str) -> None:
    design = NetworkDesign.of((WIDE,) * 4, name)
    squares = []
    for seed in range(16):
        drawn = replace(design, seed=seed)
        squares.append(
            rms_gradients(Subject(drawn, TrainingPlan(), POINTS, first_parameters(drawn, 2)))[0] ** 2
        )
    expected = expected_rms(design, "cross_entropy", POINTS)
    np.testing.assert_allclose(np.sqrt(np.mean(squares, axis=0)), expected, rtol=0.1)


@pytest.mark.parametrize(("loss", "classes"), HEADS)
def test_every_output_head_starts_as_expected(loss: str, classes: int) -> None:
    points, design = some_points(150, classes), NetworkDesign.of((WIDE, WIDE), "tanh")
    squares = []
    for seed in range(40):
        drawn = replace(design, seed=seed)
        subject = Subject(drawn, TrainingPlan(loss=loss), points, first_parameters(drawn, classes))
        squares.append(rms_gradients(subject)[0] ** 2)
    expected = expected_rms(design, loss, points)
    np.testing.assert_allclose(np.sqrt(np.mean(squares, axis=0)), expected, rtol=0.1)


@pytest.mark.parametrize("entry", INITIALIZERS[1:], ids=lambda each: each.name)
def test_an_initializer_knows_the_variance_that_it_draws(entry: Initializer) -> None:
    drawn = np.concatenate([entry.draw(300, 200, seed, 0).ravel() for seed in range(4)])
    assert drawn.var() == pytest.approx(entry.variance(300, 200), rel=0.02)


def test_a_layer_of_steps_is_expected_to_pass_back_nothing() -> None:
    expected = expected_rms(NetworkDesign.of((8, 8), "step"), "cross_entropy", POINTS)
    assert (expected > 0).tolist() == [False, False, True]


def test_without_training_points_nothing_is_expected() -> None:
    assert np.isnan(expected_rms(NetworkDesign.of((8, 8)), "cross_entropy", PointSet.empty())).all()


@pytest.mark.parametrize("points", [POINTS, points_of([(0, 0)], [0], [False])])
def test_the_rival_of_anything_is_relu_with_he_and_the_rival_of_that_is_sigmoid(points: PointSet) -> None:
    deep = NetworkDesign.of((16,) * 8, "sigmoid")
    rival = rival_of(deep, "cross_entropy", points)
    assert rival is not None
    assert (rival.activation, rival.initializer) == ("relu", "he")
    relu = NetworkDesign.of((16,) * 8, "relu")
    np.testing.assert_array_equal(rival.expected, expected_rms(relu, "cross_entropy", points))
    back = rival_of(relu, "cross_entropy", points)
    assert back is not None
    assert (back.activation, back.initializer) == ("sigmoid", "glorot")
    np.testing.assert_array_equal(back.expected, expected_rms(deep, "cross_entropy", points))


def test_points_that_are_held_out_are_not_reckoned_with() -> None:
    near, far = some_points(40), points_of([(6, 6)] * 40, [0, 1] * 20, [True] * 40)
    both = points_of(
        np.concatenate([near.xy / 6, far.xy]), [*near.label, *far.label], [False] * 40 + [True] * 40
    )
    alone = points_of(near.xy / 6, near.label, [False] * 40)
    design = NetworkDesign.of((8, 8), "tanh")
    expected = expected_rms(design, "cross_entropy", alone)
    np.testing.assert_array_equal(expected_rms(design, "cross_entropy", both), expected)


def test_relu_in_some_layers_only_is_still_compared_with_relu_in_all() -> None:
    layers = tuple(NetworkDesign.of((8, 8), name).layers[k] for k, name in enumerate(("relu", "tanh")))
    rival = rival_of(NetworkDesign(layers), "cross_entropy", POINTS)
    assert rival is not None
    assert (rival.activation, rival.initializer) == ("relu", "he")
