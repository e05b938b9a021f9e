"""Two examples make the lecture's point: eight layers of sigmoid stand still where eight layers of ReLU learn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sequentia_gui.analysis.gradient_flow import GradientFlow
from sequentia_gui.experiment.experiment import Experiment
from sequentia_gui.network.opening import read_checked
from sequentia_gui.resources import asset
from sequentia_gui.training.messages import ContestantFrame
from sequentia_gui.training.run import run_to

EPOCHS = 300


def example(name: str) -> Experiment:
    return read_checked(asset("experiments", f"{name}.sequentia")).experiment


def trained(name: str, epochs: int) -> tuple[ContestantFrame, GradientFlow]:
    frame = run_to(example(name), epochs=epochs, wants=frozenset({"gradient"})).contestants[0]
    flow = frame.findings["gradient"]
    assert isinstance(flow, GradientFlow)
    return frame, flow


def test_only_switch_and_first_weights_differ() -> None:
    sigmoid, relu = example("deep-sigmoid"), example("deep-relu")
    assert np.array_equal(sigmoid.points.xy, relu.points.xy)
    assert np.array_equal(sigmoid.points.label, relu.points.label)
    assert np.array_equal(sigmoid.points.held_out, relu.points.held_out)
    assert sigmoid.training == relu.training
    switched = tuple(replace(layer, activation="relu") for layer in sigmoid.network.layers)
    assert relu.network == replace(sigmoid.network, layers=switched, initializer="he")


def test_the_deep_sigmoid_network_stands_still() -> None:
    assert trained("deep-sigmoid", 0)[1].word == "vanishes"
    frame, flow = trained("deep-sigmoid", EPOCHS)
    assert flow.word == "vanishes"
    assert frame.train_loss is not None and frame.train_loss > 0.99 * np.log(2)
    assert frame.train_accuracy == 0.5


def test_the_deep_relu_network_learns_all_points() -> None:
    assert trained("deep-relu", 0)[1].word == "flows"
    assert trained("deep-relu", EPOCHS)[0].train_accuracy == 1.0


def test_both_open_with_the_gradients_in_sight() -> None:
    for name in ("deep-sigmoid", "deep-relu"):
        assert read_checked(asset("experiments", f"{name}.sequentia")).view == {"shown": ["gradient"]}
