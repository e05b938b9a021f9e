"""Edits: each does what its name says, leaves what it is given alone, and never makes an impossible experiment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.datasets import DATASETS, OWN
from sequentia_gui.experiment.experiment import Experiment, ExperimentError
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
