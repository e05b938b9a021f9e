"""Neuron maps show what each neuron computes at each sample, the right way up."""

from __future__ import annotations

import numpy as np
import pytest

from sequentia_gui.analysis.neuron_maps import GRID, neuron_maps
from sequentia_gui.analysis.plane import axis, samples
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.experiment import NetworkDesign, PointSet, TrainingPlan
from sequentia_gui.network.activations import ACTIVATIONS, activations_of, parameters_at_zero
from sequentia_gui.network.forward import forward


def a_subject(
    widths: tuple[int, ...], name: str = "relu", classes: int = 2, loss: str = "cross_entropy"
) -> Subject:
    design = NetworkDesign.of(widths, name)
    parameters = parameters_at_zero(design, classes)
    parameters.vector[:] = np.random.default_rng(2).normal(0, 0.5, len(parameters.vector))
    return Subject(design, TrainingPlan(loss=loss), PointSet.empty(), parameters)


def test_a_neuron_that_looks_at_x2_alone_is_larger_at_the_top_row() -> None:
    subject = a_subject((2,))
    subject.parameters.blocks[0][:] = ((0.0, 1.0, 0.0), (1.0, 0.0, 0.0))
    up, right = neuron_maps(subject).layers[1]
    assert (up[-1] == 6).all() and (up[0] == 0).all()
    assert (right[:, -1] == 6).all() and (right[:, 0] == 0).all()


def test_the_first_pictures_are_the_inputs() -> None:
    x1, x2 = neuron_maps(a_subject((3,))).layers[0]
    np.testing.assert_array_equal(x1[5], axis(GRID))
    np.testing.assert_array_equal(x2[:, 7], axis(GRID))


@pytest.mark.parametrize("name", [each.name for each in ACTIVATIONS])
def test_every_picture_holds_what_the_neuron_says_at_that_place(name: str) -> None:
    subject = a_subject((5, 3), name)
    found, switches = neuron_maps(subject), activations_of(subject.design, subject.parameters)
    for row, column in ((0, 0), (3, 17), (31, 2), (20, 31)):
        a = np.array([axis(GRID)[column], axis(GRID)[row]], np.float64)
        for layer, (weights, bias) in enumerate(
            zip(subject.parameters.weights, subject.parameters.biases, strict=True)
        ):
            z = weights.astype(np.float64) @ a + bias
            a = switches[layer].value(z) if layer < 2 else 1 / (1 + np.exp(-z))
            if layer < 2:
                sure = np.abs(z) > 1e-4
                np.testing.assert_array_equal(found.on[layer][sure, row, column], z[sure] > 0)
            np.testing.assert_allclose(found.layers[layer + 1][:, row, column], a, rtol=1e-6, atol=1e-4)


def test_the_output_is_the_probability_of_class_b_or_the_tanh_value_or_all_probabilities() -> None:
    subjects = a_subject((4,)), a_subject((4,), loss="squared_error"), a_subject((4,), classes=3)
    sigmoid, tanh, softmax = (neuron_maps(subject) for subject in subjects)
    z = forward(subjects[0].parameters, subjects[0].design, samples(GRID))[-1][0].reshape(1, GRID, GRID)
    np.testing.assert_allclose(sigmoid.layers[-1], 1 / (1 + np.exp(-z)), atol=1e-6)
    np.testing.assert_allclose(tanh.layers[-1], np.tanh(z), atol=1e-6)
    assert softmax.layers[-1].shape == (3, GRID, GRID)
    np.testing.assert_allclose(softmax.layers[-1].sum(axis=0), 1.0, atol=1e-5)


def test_pictures_cannot_be_written_to() -> None:
    found = neuron_maps(a_subject((4, 3)))
    assert not any(array.flags.writeable for array in (*found.layers, *found.on))
