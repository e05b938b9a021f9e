"""What the plane says in words can be checked against the network by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sequentia_gui.experiment.edits import choose_dataset, retune, set_activation, set_recipe
from sequentia_gui.experiment.experiment import Experiment
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.gui.numerals import count
from sequentia_gui.gui.view_state import Neuron
from sequentia_gui.gui.views.plane.neuron_closeup import Closeup, closeup_of
from sequentia_gui.gui.views.plane.words import closeup_title, point_sentence, summary
from sequentia_gui.network.forward import outputs
from sequentia_gui.training.messages import Frame
from sequentia_gui.training.run import run_to


def trained(experiment: Experiment) -> Frame:
    return run_to(experiment, "fresh", epochs=3)


def closeup(frame: Frame, neuron: Neuron) -> Closeup:
    found = closeup_of(frame, neuron)
    assert found is not None
    return found


def title(frame: Frame, neuron: Neuron) -> str:
    return closeup_title(closeup(frame, neuron))


def test_a_point_s_sentence_names_place_class_share_and_what_the_network_says() -> None:
    frame = trained(first_experiment())
    points, net = frame.experiment.points, frame.subject
    place = int(np.flatnonzero(points.held_out)[0])
    probability = outputs(net.parameters, net.design, net.plan.loss, 2, points.xy[place : place + 1])[:, 0]
    sentence = point_sentence(points, place, frame).replace("\N{NO-BREAK SPACE}", " ")
    x1, x2 = (f"{value:.2f}".replace("-", "−") for value in points.xy[place])
    said, winner = f"{100 * probability.max():.0f} %", "AB"[probability.argmax()]
    assert (
        sentence == f"x₁ {x1}, x₂ {x2}, class {'AB'[points.label[place]]}, held out; network: {said} {winner}"
    )


def test_a_point_has_a_sentence_before_there_is_a_network() -> None:
    points = first_experiment().points
    assert "network" not in point_sentence(points, 0, None)


def test_thousands_of_points_are_written_as_everywhere() -> None:
    many = set_recipe(choose_dataset(first_experiment(), "moons"), count=2000)
    training = int((~many.points.held_out).sum())
    assert training >= 1000
    assert summary(many, None).startswith(f"{count(2000)} points")
    assert f"of {count(training)} training points" in summary(many, trained(many))


def test_a_hidden_neuron_is_named_with_its_activation_and_range() -> None:
    words = title(trained(first_experiment()), Neuron(2, 3))
    assert words.startswith("Layer 2, neuron 4 · ReLU: 0 (off) to ")


def test_inputs_and_outputs_have_names_of_their_own() -> None:
    first = first_experiment()
    assert title(trained(first), Neuron(0, 1)) == "Input x₂: −6 to 6"
    assert title(trained(first), Neuron(4, 0)).startswith("Output, probability of class B: ")
    tanh_output = trained(retune(first, loss="squared_error"))
    assert title(tanh_output, Neuron(4, 0)).startswith("Output, from class A to class B: ")
    softmax = trained(choose_dataset(first, "arms"))
    assert title(softmax, Neuron(4, 2)).startswith("Output, probability of class C: ")


@pytest.mark.parametrize("name", ["relu", "leaky_relu", "softplus"])
def test_a_gate_opens_along_its_hinge(name: str) -> None:
    seen = closeup(trained(set_activation(first_experiment(), name)), Neuron(1, 0))
    assert seen.gates
    assert seen.hinge
    steepest = max(np.abs(np.diff(seen.z, axis=axis)).max() for axis in (0, 1))
    for line in seen.hinge:
        column, row = ((line + 6) / 12 * (len(seen.z) - 1)).round().astype(int).T
        assert np.abs(seen.z[row, column]).max() < 2 * steepest


def test_what_is_no_gate_has_no_hinge() -> None:
    frame = trained(set_activation(first_experiment(), "tanh"))
    assert not closeup(frame, Neuron(1, 0)).hinge
    assert not closeup(frame, Neuron(4, 0)).hinge
