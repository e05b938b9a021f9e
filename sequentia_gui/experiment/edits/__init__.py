"""Edits: everything a learner can do to an experiment, as functions from one experiment to the next.

An edit never changes what it is given. One that is refused raises ExperimentError with a sentence; one that
changes nothing returns the very same experiment. Layers are counted from 0, the first hidden one.
"""

from sequentia_gui.experiment.edits.network import (
    add_layer,
    add_neuron,
    draw_new_weights,
    move_layer,
    remove_layer,
    remove_neuron,
    set_activation,
    set_activation_parameters,
    set_initializer,
    set_seed,
)
from sequentia_gui.experiment.edits.plan import rename, retune
from sequentia_gui.experiment.edits.points import (
    add_points,
    choose_dataset,
    clear_points,
    erase_points,
    load_points,
    move_points,
    scale_to_plane,
    set_held_out,
    set_recipe,
)

__all__ = [
    "add_layer",
    "add_neuron",
    "add_points",
    "choose_dataset",
    "clear_points",
    "draw_new_weights",
    "erase_points",
    "load_points",
    "move_layer",
    "move_points",
    "remove_layer",
    "remove_neuron",
    "rename",
    "retune",
    "scale_to_plane",
    "set_activation",
    "set_activation_parameters",
    "set_held_out",
    "set_initializer",
    "set_recipe",
    "set_seed",
]
