"""Edits of the network and its plan: what survives them, and where they end."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.experiment import Experiment, ExperimentError
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.experiment.rules import MAX_SEED

FIRST = first_experiment()


def widths(experiment: Experiment) -> list[int]:
    """The neurons of each hidden layer."""
    return [layer.width for layer in experiment.network.layers]


@given(st.integers(0, 2))
def test_adding_a_neuron_and_removing_it_restores_the_network(layer: int) -> None:
    assert edits.remove_neuron(edits.add_neuron(FIRST, layer), layer) == FIRST


@given(st.integers(0, 3), st.integers(1, 32))
def test_adding_a_layer_and_removing_it_restores_the_network(place: int, width: int) -> None:
    grown = edits.add_layer(FIRST, place, width)
    assert widths(grown) == [*widths(FIRST)[:place], width, *widths(FIRST)[place:]]
    assert edits.remove_layer(grown, place) == FIRST


@given(st.integers(0, 2), st.integers(0, 2))
def test_moving_a_layer_there_and_back_restores_the_network(place: int, target: int) -> None:
    moved = edits.move_layer(FIRST, place, target - place)
    assert moved.network.layers[target] == FIRST.network.layers[place]
    assert edits.move_layer(moved, target, place - target) == FIRST


def test_a_new_neuron_is_nobody_who_was_there() -> None:
    now = edits.add_neuron(edits.remove_neuron(FIRST, 0, 2), 0)
    assert now.network.layers[0].neurons == (0, 1, 3, 4, 5, 6)


def test_a_new_layer_takes_after_its_neighbour() -> None:
    mixed = edits.set_activation(FIRST, "tanh", layer=0)
    assert edits.add_layer(mixed, 0).network.layers[0].activation == "tanh"
    assert edits.add_layer(mixed, 1).network.layers[1].activation == "tanh"
    assert edits.add_layer(mixed, 3).network.layers[3].activation == "relu"


def test_a_new_layer_takes_its_neighbour_s_parameters_too() -> None:
    leaky = edits.set_activation_parameters(edits.set_activation(FIRST, "leaky_relu", 0), 0, (0.2,))
    assert edits.add_layer(leaky, 0).network.layers[0].parameters == (0.2,)
    assert edits.add_layer(leaky, 3).network.layers[3].parameters == ()


def test_another_activation_begins_with_its_defaults_and_the_same_one_keeps_its_parameters() -> None:
    leaky = edits.set_activation_parameters(edits.set_activation(FIRST, "leaky_relu", 1), 1, (0.2,))
    assert edits.set_activation(leaky, "leaky_relu").network.layers[1].parameters == (0.2,)
    assert edits.set_activation(leaky, "elu").network.layers[1].parameters == ()
    assert edits.set_activation_parameters(leaky, 1, (0.2,)) is leaky


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ((0.5,) * 25, r"An activation has at most 24 parameters\."),
        ((101.0,), r"A parameter of an activation is a number from -100 to 100\."),
        ((math.nan,), r"A parameter of an activation is a number from -100 to 100\."),
    ],
)
def test_parameters_of_an_activation_that_make_no_sense_are_refused(
    values: tuple[float, ...], sentence: str
) -> None:
    with pytest.raises(ExperimentError, match=sentence):
        edits.set_activation_parameters(FIRST, 0, values)


def test_the_only_neuron_of_a_layer_stays_and_the_sentence_says_what_to_do() -> None:
    single = edits.add_layer(FIRST, 0, width=1)
    with pytest.raises(ExperimentError, match="remove the whole layer instead"):
        edits.remove_neuron(single, 0)


def test_a_layer_grows_to_thirty_two_neurons_and_no_further() -> None:
    wide = edits.add_layer(FIRST, 0, width=32)
    with pytest.raises(ExperimentError, match="1 to 32 neurons"):
        edits.add_neuron(wide, 0)


def test_a_network_grows_to_eight_layers_and_no_further() -> None:
    deep = FIRST
    for _ in range(5):
        deep = edits.add_layer(deep, 0)
    with pytest.raises(ExperimentError, match="at most 8 hidden layers"):
        edits.add_layer(deep, 0)


def test_a_network_without_hidden_layers_is_fine_and_can_grow_again() -> None:
    bare = FIRST
    for _ in range(3):
        bare = edits.remove_layer(bare, 0)
    assert widths(bare) == []
    assert widths(edits.add_layer(bare, 0)) == [4]


@pytest.mark.parametrize("place", [-1, 3])
def test_a_layer_that_is_not_there_cannot_be_changed(place: int) -> None:
    for step in (edits.add_neuron, edits.remove_neuron, edits.remove_layer):
        with pytest.raises(ExperimentError, match="no hidden layer"):
            step(FIRST, place)


def test_one_choice_sets_the_activation_of_all_layers_and_each_can_differ() -> None:
    now = edits.set_activation(edits.set_activation(FIRST, "tanh"), "gelu", layer=1)
    assert [layer.activation for layer in now.network.layers] == ["tanh", "gelu", "tanh"]


def test_new_weights_come_from_the_next_seed() -> None:
    assert edits.draw_new_weights(FIRST).network.seed == FIRST.network.seed + 1
    assert edits.draw_new_weights(edits.set_seed(FIRST, MAX_SEED)).network.seed == 0


def test_a_network_that_is_not_in_the_experiment_cannot_be_changed() -> None:
    with pytest.raises(ExperimentError, match="no such network"):
        edits.add_neuron(FIRST, 0, contestant=1)


def test_retuning_changes_the_named_values_and_nothing_else() -> None:
    now = edits.retune(FIRST, learning_rate=0.1, batch_size=None)
    assert (now.training.learning_rate, now.training.batch_size) == (0.1, None)
    assert (now.network, now.points) == (FIRST.network, FIRST.points)


@pytest.mark.parametrize(
    "changes",
    [
        {"learning_rate": 0.0},
        {"learning_rate": math.nan},
        {"learning_rate": math.inf},
        {"momentum": 1.0},
        {"l1": -1.0},
        {"l2": math.inf},
        {"batch_size": 0},
        {"batch_size": 2.5},
        {"loss": ""},
        {"speed": 1.0},
    ],
)
def test_values_that_make_no_sense_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ExperimentError):
        edits.retune(FIRST, **changes)


def test_a_title_is_tidied_and_may_not_be_empty() -> None:
    assert edits.rename(FIRST, "  Two\tmoons \n").title == "Two moons"
    with pytest.raises(ExperimentError, match="title"):
        edits.rename(FIRST, " \n ")
