"""What is claimed on screen has its condition beside it: here are the networks for which it would be false without."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sequentia_gui.analysis.gradient_flow import gradient_flow
from sequentia_gui.analysis.pieces import pieces
from sequentia_gui.analysis.saturation import Saturation
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment import edits
from sequentia_gui.experiment.experiment import NetworkDesign, TrainingPlan
from sequentia_gui.gui.panels.plan_words import plan_tip
from sequentia_gui.gui.views.fold.words import switched
from sequentia_gui.gui.views.switch.words import sentence
from sequentia_gui.network.activations import activation, parameters_at_zero
from sequentia_gui.network.forward import forward
from sequentia_gui.network.initializers import first_parameters, initializer
from sequentia_gui.network.losses import LOSSES
from sequentia_gui.network.trainer import Trainer, first_checkpoint
from tests.gui.chart_frames import experiment_of, points_of
from tests.network.networks import some_points


def test_sigmoids_with_large_weights_let_the_signal_grow() -> None:
    design = NetworkDesign.of((1,) * 6, "sigmoid")
    parameters = parameters_at_zero(design, 2)
    for weights, bias in zip(parameters.weights[1:], parameters.biases[1:], strict=True):
        weights[:], bias[:] = 5, -2.5
    points = some_points(9)
    assert gradient_flow(Subject(design, TrainingPlan(), points, parameters)).ratio > 2
    assert "unless weights are large" in activation("sigmoid").explanation
    said = sentence(activation("sigmoid"), Saturation(0.5, 0.0, 0.25))
    assert said == "Mean slope 0.25: it dampens what comes back."


def test_outputs_that_begin_at_zero_become_different_and_hidden_neurons_do_not() -> None:
    for widths, hidden in (((), 0), ((3,), 1)):
        design = replace(NetworkDesign.of(widths, "tanh"), initializer="zero")
        trainer = Trainer(design, TrainingPlan(), points_of(30, classes=3))
        trainer.run(60)
        parameters = trainer.checkpoint().parameters
        rows = parameters[: 3 * 2].reshape(3, 2)
        assert (len(np.unique(rows, axis=0)) == 1) == bool(hidden)
    assert "neurons of a hidden layer are all alike" in initializer("zero").explanation


def test_a_deep_relu_network_fades_from_weights_within_one_over_root_n() -> None:
    design = replace(NetworkDesign.of((16,) * 8), initializer="lecun_uniform")
    flow = gradient_flow(Subject(design, TrainingPlan(), some_points(200), first_parameters(design, 2)))
    assert flow.word == "vanishes"
    assert "Too small for a deep ReLU network" in initializer("lecun_uniform").explanation


def test_selu_comes_close_to_mean_0_and_variance_1_from_lecun_normal_weights_alone() -> None:
    found = {}
    for name in ("lecun_normal", "he"):
        designs = [
            replace(NetworkDesign.of((32,) * 8, "selu"), initializer=name, seed=seed) for seed in range(40)
        ]
        last = [forward(first_parameters(each, 2), each, some_points(60).xy)[-2][1] for each in designs]
        found[name] = float(np.mean(last)), float(np.var(last))
    mean, variance = found["lecun_normal"]
    assert mean == pytest.approx(0, abs=0.1)
    assert variance == pytest.approx(1, abs=0.6)
    assert found["he"][1] > 10
    assert "from LeCun normal weights" in activation("selu").explanation


def test_only_creases_of_the_first_layer_are_straight() -> None:
    design = NetworkDesign.of((2, 1))
    parameters = parameters_at_zero(design, 2, np.float64)
    parameters.weights[0][:], parameters.weights[1][:], parameters.biases[1][:] = np.eye(2), [[1, 1]], -1
    found = pieces(design, parameters)
    assert found is not None
    ends = found.hinges.ends.reshape(-1, 2, 2)
    ways = ends[:, 1] - ends[:, 0]
    steep = np.unique(np.round(np.arctan2(ways[:, 1], ways[:, 0]) % np.pi, 6)[found.hinges.layer == 1])
    assert len(steep) == 3
    assert "a straight one in the first layer, later ones bend" in activation("relu").explanation


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "softsign"])
def test_what_has_no_slope_above_1_is_not_said_to_stretch(name: str) -> None:
    assert activation(name).slope(np.linspace(-20, 20, 4001)).max() <= 1
    assert "stretch" not in switched(activation(name), 2)


def test_a_layer_behind_slope_0_learns_nothing_though_penalties_move_it() -> None:
    experiment = experiment_of(points_of(12), widths=(3,))
    now = edits.retune(edits.set_activation(experiment, "step"), 0, l2=0.1)
    trainer = Trainer(
        now.contestants[0].network,
        now.contestants[0].training,
        now.points,
        first_checkpoint(now.contestants[0].network, now.contestants[0].training, 2),
    )
    before = trainer.checkpoint().parameters[:6].copy()
    trainer.run(5)
    assert (trainer.checkpoint().parameters[:6] != before).any()
    assert "neither this layer nor those before it ever learn" in plan_tip(now)


def test_a_relu_output_that_is_off_at_one_point_learns_from_the_others() -> None:
    (relu,) = [each for each in LOSSES if each.name == "relu_error"]
    assert relu.head.delta(np.array([[-1.0, 2.0]]), np.array([1, 1])).tolist() == [[0.0, 1.0]]
    assert "learns nothing from that point" in relu.explanation
