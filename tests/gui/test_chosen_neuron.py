"""Whoever is chosen stays chosen while the network is changed around it, and is let go of when it is gone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sequentia_gui.app import Parts
from sequentia_gui.experiment import edits
from sequentia_gui.experiment.experiment import Experiment, ExperimentError
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.gui.chosen_neuron import still_looked_at
from sequentia_gui.gui.view_state import Link, Look, Neuron
from sequentia_gui.gui.views.network.view import NetworkView

FIRST = first_experiment()
"""Three hidden layers, of 6, 5 and 4 neurons."""


def identity(experiment: Experiment, neuron: Neuron) -> tuple[int, int]:
    layer = experiment.network.layers[neuron.layer - 1]
    return layer.key, layer.neurons[neuron.position]


def identities(experiment: Experiment) -> list[tuple[int, int]]:
    return [(layer.key, neuron) for layer in experiment.network.layers for neuron in layer.neurons]


def followed(before: Experiment, now: Experiment, look: Look) -> Neuron | None:
    chosen = still_looked_at(before, now, look).get("chosen_neuron", look.chosen_neuron)
    assert chosen is None or isinstance(chosen, Neuron)
    return chosen


Edit = Callable[[Experiment], Experiment]

EDITS = st.one_of(
    st.builds(lambda place: lambda now: edits.add_layer(now, place), st.integers(0, 3)),
    st.builds(lambda place: lambda now: edits.remove_layer(now, place), st.integers(0, 2)),
    st.builds(
        lambda place, by: lambda now: edits.move_layer(now, place, by), st.integers(0, 2), st.integers(-2, 2)
    ),
    st.builds(lambda place: lambda now: edits.add_neuron(now, place), st.integers(0, 2)),
    st.builds(
        lambda place, at: lambda now: edits.remove_neuron(now, place, at),
        st.integers(0, 2),
        st.integers(0, 3),
    ),
    st.builds(lambda name: lambda now: edits.set_activation(now, name), st.sampled_from(["tanh", "relu"])),
)


@given(st.lists(EDITS, max_size=8), st.integers(1, 3), st.integers(0, 3))
def test_the_choice_is_the_same_neuron_after_every_edit_or_none(
    steps: list[Edit], layer: int, position: int
) -> None:
    now, chosen = FIRST, Neuron(layer, position)
    who = identity(now, chosen)
    for step in steps:
        before = now
        try:
            now = step(before)
        except ExperimentError:
            continue
        after = followed(before, now, Look(chosen_neuron=chosen))
        if after is None:
            assert who not in identities(now)
            return
        assert identity(now, after) == who
        chosen = after


def test_an_input_and_an_output_stay_chosen_while_layers_come_and_go() -> None:
    fewer = edits.remove_layer(FIRST, 0)
    assert followed(FIRST, fewer, Look(chosen_neuron=Neuron(0, 1))) == Neuron(0, 1)
    assert followed(FIRST, fewer, Look(chosen_neuron=Neuron(4, 0))) == Neuron(3, 0)


def test_the_only_output_is_let_go_of_when_each_class_gets_its_own() -> None:
    three = edits.add_points(FIRST, [(0.0, 0.0)], 2)
    assert followed(FIRST, three, Look(chosen_neuron=Neuron(4, 0))) is None
    assert followed(FIRST, three, Look(chosen_neuron=Neuron(1, 0))) == Neuron(1, 0)


@pytest.mark.parametrize(
    ("removed", "layer"),
    [(0, 1), (1, 2), (2, 2)],
    ids=["one before it", "itself: the next takes its place", "one after it"],
)
def test_the_layer_that_is_looked_at_stays_the_same_one(removed: int, layer: int) -> None:
    assert still_looked_at(FIRST, edits.remove_layer(FIRST, removed), Look(layer=2))["layer"] == layer


def test_a_layer_that_does_not_exist_any_more_is_not_waited_for() -> None:
    assert still_looked_at(FIRST, edits.remove_layer(FIRST, 2), Look(layer=3))["layer"] == 2


@pytest.mark.parametrize("removed", [0, 1, 2])
def test_undo_brings_the_look_back_with_the_layer_that_it_was_at(parts: Parts, removed: int) -> None:
    parts.view_state.set(layer=removed + 1)
    parts.document.edit(lambda now: edits.remove_layer(now, removed), "Remove a layer")
    parts.document.edit(lambda now: edits.add_neuron(now, 0), "Add a neuron")
    for _ in range(2):
        parts.document.undo()
        parts.document.undo()
        assert parts.view_state.now.layer == removed + 1
        parts.document.redo()
        parts.document.redo()
    assert parts.view_state.now.layer == min(removed + 1, 2)


def test_undo_leaves_a_person_at_the_layer_that_was_turned_to_since(parts: Parts) -> None:
    parts.view_state.set(layer=1)
    parts.document.edit(lambda now: edits.remove_layer(now, 0), "Remove a layer")
    parts.view_state.set(layer=2)
    parts.document.undo()
    assert parts.view_state.now.layer == 3


def test_a_new_layer_is_not_taken_for_the_one_that_was_removed(parts: Parts) -> None:
    parts.view_state.set(layer=3)
    parts.document.edit(lambda now: edits.remove_layer(now, 2), "Remove a layer")
    parts.document.edit(lambda now: edits.add_layer(now, 2), "Add a layer")
    assert parts.view_state.now.layer == 2


def test_a_weight_is_followed_while_its_ends_are_neighbours() -> None:
    look = Look(hovered_link=Link(3, 1, 2))
    assert still_looked_at(FIRST, edits.remove_layer(FIRST, 0), look)["hovered_link"] == Link(2, 1, 2)
    assert still_looked_at(FIRST, edits.add_layer(FIRST, 2), look)["hovered_link"] is None
    assert still_looked_at(FIRST, edits.remove_neuron(FIRST, 1, 0), look)["hovered_link"] == Link(3, 1, 1)


def test_neurons_that_are_lit_are_the_same_ones_without_those_that_are_gone() -> None:
    look = Look(lit=frozenset({Neuron(1, 0), Neuron(2, 3)}))
    assert still_looked_at(FIRST, edits.remove_layer(FIRST, 0), look)["lit"] == {Neuron(1, 3)}


def test_the_window_keeps_the_neuron_that_was_clicked(parts: Parts, qtbot: QtBot) -> None:
    network = parts.window.views["network"]
    assert isinstance(network, NetworkView)
    parts.view_state.set(chosen_neuron=Neuron(2, 3), layer=2)
    network.canvas.headers.layer(0).remove.trigger()
    assert (parts.view_state.now.chosen_neuron, parts.view_state.now.layer) == (Neuron(1, 3), 1)
    network.canvas.setFocus()
    qtbot.keyClick(network.canvas, Qt.Key.Key_Plus)
    assert [layer.width for layer in parts.document.now.network.layers] == [6, 4]
    parts.document.undo()
    parts.document.undo()
    assert (parts.view_state.now.chosen_neuron, parts.view_state.now.layer) == (Neuron(2, 3), 2)
    network.canvas.headers.layer(1).remove.trigger()
    assert parts.view_state.now.chosen_neuron is None


def test_a_number_field_does_not_stay_open_over_another_neuron(parts: Parts, qtbot: QtBot) -> None:
    network = parts.window.views["network"]
    assert isinstance(network, NetworkView)
    parts.view_state.set(chosen_neuron=Neuron(2, 3))
    network.canvas.setFocus()
    qtbot.keyClick(network.canvas, Qt.Key.Key_Return)
    assert network.canvas.field.isVisible()
    qtbot.keyClicks(network.canvas.field, "9")
    network.canvas.headers.layer(0).remove.trigger()
    assert not network.canvas.field.isVisible()
    assert parts.document.undo_label == "Remove a layer"
