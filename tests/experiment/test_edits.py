"""Edits: each does what its name says, leaves what it is given alone, and never makes an impossible experiment."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.datasets import DATASETS, OWN
from sequentia_gui.experiment.experiment import Experiment, ExperimentError, PointSet
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.experiment.rules import MAX_SEED, check_experiment

Edit = Callable[[Experiment], Experiment]

FIRST = first_experiment()
EMPTY = edits.clear_points(FIRST)

places = st.integers(-1, 8)
coordinates = st.one_of(st.floats(-8, 8), st.floats())
plan_changes: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.builds(dict, learning_rate=st.floats()),
    st.builds(dict, batch_size=st.one_of(st.none(), st.integers(-1, 3_000))),
    st.builds(dict, momentum=st.floats(-1, 2), l1=st.floats(-1, 2), l2=st.floats(-1, 2)),
)


def edit(
    function: Callable[..., Experiment], *arguments: st.SearchStrategy[object]
) -> st.SearchStrategy[Edit]:
    """Calls of one edit with generated arguments."""
    return st.tuples(*arguments).map(lambda values: lambda experiment: function(experiment, *values))


any_edit: st.SearchStrategy[Edit] = st.one_of(
    edit(edits.add_points, st.lists(st.tuples(coordinates, coordinates), max_size=5), st.integers(-1, 6)),
    edit(edits.move_points, st.integers(-1, 250), st.tuples(coordinates, coordinates)),
    edit(edits.erase_points, st.lists(st.integers(-1, 250), max_size=150)),
    edit(edits.clear_points),
    edit(edits.choose_dataset, st.sampled_from([*(each.name for each in DATASETS), OWN])),
    edit(edits.set_recipe, st.integers(-1, 300), st.floats(0, 0.6), st.integers(-1, 9)),
    edit(edits.set_held_out, st.floats(-0.1, 1)),
    edit(edits.load_points, st.tuples(coordinates, coordinates), st.integers(0, 6), st.text(max_size=9)),
    edit(edits.scale_to_plane),
    edit(edits.add_neuron, places),
    edit(edits.remove_neuron, places, st.one_of(st.none(), st.integers(-1, 8))),
    edit(edits.add_layer, places, st.integers(0, 33)),
    edit(edits.remove_layer, places),
    edit(edits.move_layer, places, st.integers(-3, 3)),
    edit(edits.set_activation, st.sampled_from(["tanh", "relu", ""]), st.one_of(st.none(), places)),
    edit(edits.set_initializer, st.sampled_from(["he", "zero"])),
    edit(edits.set_seed, st.integers(-1, MAX_SEED + 1)),
    edit(edits.draw_new_weights),
    plan_changes.map(lambda changes: lambda experiment: edits.retune(experiment, **changes)),
    edit(edits.rename, st.text(max_size=9)),
)  # fmt: skip


def content(experiment: Experiment) -> tuple[object, ...]:
    """All that an experiment consists of, comparable."""
    points = experiment.points
    arrays = (points.xy.tobytes(), points.label.tobytes(), points.held_out.tobytes())
    return (experiment.title, experiment.recipe, experiment.contestants, arrays)


def widths(experiment: Experiment) -> list[int]:
    """The neurons of each hidden layer."""
    return [layer.width for layer in experiment.network.layers]


@given(st.lists(any_edit, max_size=12))
def test_no_list_of_edits_makes_an_impossible_experiment(steps: list[Edit]) -> None:
    now = FIRST
    for step in steps:
        before = content(now)
        after = allowed(step, now)
        assert content(now) == before, "an edit leaves what it is given alone"
        assert after is now or content(after) != before, "an edit that changes nothing returns the same value"
        check_experiment(after)
        check_identities(after)
        now = after


def allowed(step: Edit, now: Experiment) -> Experiment:
    """The experiment after an edit, or the same one where it is refused."""
    try:
        return step(now)
    except ExperimentError:
        return now


def check_identities(experiment: Experiment) -> None:
    """Neurons and layers are told apart by unique identities."""
    layers = experiment.network.layers
    assert len({layer.key for layer in layers}) == len(layers)
    assert all(len(set(layer.neurons)) == layer.width for layer in layers)


# Points


def test_drawn_points_are_added_at_the_end_with_their_class() -> None:
    now = edits.add_points(FIRST, [(1.0, 2.0), (3.0, -4.0)], 1)
    assert now.points.xy[-2:].tolist() == [[1.0, 2.0], [3.0, -4.0]]
    assert now.points.label[-2:].tolist() == [1, 1]
    assert np.array_equal(now.points.xy[:-2], FIRST.points.xy)
    assert now.recipe == FIRST.recipe


def test_points_drawn_outside_the_plane_land_on_its_border() -> None:
    assert edits.add_points(EMPTY, (7.0, -99.0), 0).points.xy.tolist() == [[6.0, -6.0]]


def test_the_first_points_drawn_on_an_empty_plane_are_not_all_held_out() -> None:
    now = edits.add_points(edits.set_held_out(EMPTY, 0.9), [(0.0, 0.0), (1.0, 1.0)], [0, 1])
    assert not now.points.held_out.any()


def test_many_drawn_points_are_held_out_in_the_share_asked_for() -> None:
    now = EMPTY
    for _ in range(100):
        now = edits.add_points(now, np.zeros((3, 2)), 0)
    assert now.points.held_out.mean() == pytest.approx(FIRST.recipe.held_out, abs=0.02)


def test_the_plane_holds_two_thousand_points_and_no_more() -> None:
    full = edits.add_points(EMPTY, np.zeros((2_000, 2)), 0)
    with pytest.raises(ExperimentError, match=r"at most 2,000 points: with 1 more it would be 2,001\."):
        edits.add_points(full, (0.0, 0.0), 0)


@pytest.mark.parametrize("label", [-1, 6, [0, 6], [0], 0.5])
def test_a_class_beyond_the_sixth_or_a_missing_one_is_refused(label: object) -> None:
    with pytest.raises(ExperimentError):
        edits.add_points(FIRST, [(0.0, 0.0), (1.0, 1.0)], label)  # type: ignore[arg-type]


@pytest.mark.parametrize("place", [(math.nan, 0.0), (0.0, math.inf), (1.0, 2.0, 3.0)])
def test_places_that_are_no_places_are_refused(place: tuple[float, ...]) -> None:
    with pytest.raises(ExperimentError, match="coordinates"):
        edits.add_points(FIRST, place, 0)


def test_moved_points_keep_their_class_and_their_number() -> None:
    now = edits.move_points(FIRST, [3, 5], [(1.0, 1.0), (9.0, 2.0)])
    assert now.points.xy[[3, 5]].tolist() == [[1.0, 1.0], [6.0, 2.0]]
    assert np.array_equal(now.points.label, FIRST.points.label)
    assert np.array_equal(now.points.held_out, FIRST.points.held_out)


def test_erasing_takes_away_those_points_and_no_others() -> None:
    now = edits.erase_points(FIRST, [0, 2, 2])
    assert np.array_equal(now.points.xy, np.delete(FIRST.points.xy, [0, 2], axis=0))


def test_erasing_all_training_points_leaves_one_of_the_held_out_to_train_on() -> None:
    now = edits.erase_points(FIRST, np.flatnonzero(~FIRST.points.held_out))
    assert len(now.points) == FIRST.points.held_out.sum()
    assert (~now.points.held_out).sum() == 1


@pytest.mark.parametrize("index", [-1, 200])
def test_a_point_that_is_not_there_can_be_neither_moved_nor_erased(index: int) -> None:
    with pytest.raises(ExperimentError, match="no such point"):
        edits.erase_points(FIRST, [index])
    with pytest.raises(ExperimentError, match="no such point"):
        edits.move_points(FIRST, index, (0.0, 0.0))


def test_a_cleared_plane_is_empty_and_one_s_own() -> None:
    assert len(EMPTY.points) == 0
    assert EMPTY.recipe.dataset == OWN
    assert edits.clear_points(EMPTY) is EMPTY


def test_choosing_a_set_brings_its_points_with_the_present_recipe() -> None:
    now = edits.choose_dataset(edits.set_recipe(FIRST, count=60), "blobs")
    assert (now.recipe.dataset, len(now.points), now.points.classes) == ("blobs", 60, 3)


def test_choosing_the_same_set_again_brings_back_what_was_erased() -> None:
    erased = edits.erase_points(FIRST, [0])
    assert content(edits.choose_dataset(erased, "moons")) == content(FIRST)
    assert edits.choose_dataset(FIRST, "moons") is FIRST


def test_another_seed_makes_the_points_again() -> None:
    now = edits.set_recipe(FIRST, seed=2)
    assert not np.array_equal(now.points.xy, FIRST.points.xy)
    assert content(edits.set_recipe(now, seed=1)) == content(FIRST)


def test_one_s_own_points_survive_a_change_of_the_recipe() -> None:
    own = edits.add_points(EMPTY, (1.0, 2.0), 0)
    now = edits.set_recipe(own, noise=0.4, seed=9)
    assert now.points is own.points
    assert now.recipe.seed == 9


def test_another_share_is_held_out_of_the_same_points() -> None:
    now = edits.set_held_out(FIRST, 0.5)
    assert now.points.held_out.sum() == 100
    assert np.array_equal(now.points.xy, FIRST.points.xy)
    assert content(edits.set_held_out(now, 0.3)) == content(FIRST)


def test_loaded_points_take_the_place_of_the_others() -> None:
    now = edits.load_points(FIRST, [(1, 2), (3, 4)], [0, 1], " My\nflowers ")
    assert now.points.xy.tolist() == [[1, 2], [3, 4]]
    assert (now.title, now.recipe.dataset) == ("My flowers", OWN)


def test_loaded_points_outside_the_plane_are_refused() -> None:
    with pytest.raises(ExperimentError, match="between -6 and 6"):
        edits.load_points(FIRST, [(1, 7)], [0], "Title")


def test_scaling_fills_the_plane_with_each_axis_by_itself() -> None:
    small = edits.add_points(EMPTY, [(1.0, 0.0), (2.0, 0.0), (1.5, 0.0)], 0)
    now = edits.scale_to_plane(small)
    assert now.points.xy.tolist() == [[-5.0, 0.0], [5.0, 0.0], [0.0, 0.0]]
    assert edits.scale_to_plane(now) is now


# Network


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


# Plan and title


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


def test_what_an_edit_is_given_can_be_changed_afterwards_without_harm() -> None:
    drawn = np.zeros((2, 2), np.float32)
    now = edits.add_points(EMPTY, drawn, 0)
    drawn += 1
    assert not now.points.xy.any()
    assert isinstance(now.points, PointSet)
