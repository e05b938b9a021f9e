"""When a network is rebuilt, the weights that still mean the same thing move over to the new one.

A weight belongs to the pair of neurons that it joins. It survives when both are still there, recognised by
their layer's key and their own identity, and still joined; a bias survives with its neuron, the trained slope
of an activation with its layer. Everything new is drawn as the initializer would draw it for the new network.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import NetworkDesign
from sequentia_gui.experiment.read_only import read_only
from sequentia_gui.network.activations import parameters_at_zero, trained_layers
from sequentia_gui.network.initializers import first_parameters
from sequentia_gui.network.optimizers import optimizer as optimizer_named
from sequentia_gui.network.parameters import Parameters

Array = NDArray[Any]
Names = list[Hashable]


@dataclass(frozen=True, slots=True)
class _Block:
    """Who meets in one layer's block: the neurons of its rows, and what feeds its columns, the bias last."""

    key: Hashable
    rows: Names
    columns: Names


def carry_over(checkpoint: Checkpoint, design: NetworkDesign, classes: int, optimizer: str) -> Checkpoint:
    """The checkpoint for another design, number of classes or optimizer; step, epoch and curve go on.

    Moments survive with their weights when the optimizer is the same, else all begin at 0. Between two
    classes (one logit z) and more (one z each) the odds of the first two classes are kept: -z/2 and z/2 one
    way, the difference the other way; moments of a layer that is converted like that begin at 0.
    """
    first = first_parameters(design, classes)
    old = Parameters.of(checkpoint)
    _copy_surviving(_converted(old, checkpoint.classes, classes), checkpoint.design, first, design)
    _copy_trained(old, checkpoint.design, first, design)
    moments = _carried_moments(checkpoint, design, classes, optimizer)
    return replace(
        checkpoint,
        design=design,
        classes=classes,
        optimizer=optimizer,
        parameters=read_only(first.vector),
        moments=read_only(moments),
    )


def _converted(old: Parameters, before: int, now: int) -> list[Array]:
    """The old blocks, the output's with rows that mean what the new network's rows mean."""
    *hidden, output = old.blocks
    if before == 2 and now > 2:
        output = np.concatenate([-output / 2, output / 2])
    elif before > 2 and now == 2:
        output = output[1:2] - output[0:1]
    return [*hidden, output]


def _carried_moments(checkpoint: Checkpoint, design: NetworkDesign, classes: int, optimizer: str) -> Array:
    """Surviving moments in the new layout: slot after slot, then the count of steps."""
    entry = optimizer_named(optimizer)
    slots = [parameters_at_zero(design, classes) for _ in range(entry.slots)]
    if checkpoint.optimizer != optimizer:
        return np.zeros(entry.moment_count(len(parameters_at_zero(design, classes).vector)), np.float32)
    count = len(checkpoint.parameters)
    for place, slot in enumerate(slots):
        old = Parameters(checkpoint.moments[place * count : (place + 1) * count], checkpoint.sizes)
        _copy_surviving(_comparable(old, checkpoint.classes, classes), checkpoint.design, slot, design)
        _copy_trained(old, checkpoint.design, slot, design)
    steps = checkpoint.moments[entry.slots * count :]
    return np.concatenate([*(slot.vector for slot in slots), steps]).astype(np.float32)


def _comparable(old: Parameters, before: int, now: int) -> list[Array]:
    """The blocks; without the output's rows where they mean something else now."""
    *hidden, output = old.blocks
    return [*hidden, output[:0] if (before == 2) != (now == 2) else output]


def _copy_surviving(old: list[Array], before: NetworkDesign, new: Parameters, design: NetworkDesign) -> None:
    """Write the old blocks' surviving entries into the new parameters, in place."""
    known = {names.key: (names, block) for names, block in zip(_names(before, old), old, strict=True)}
    for names, block in zip(_names(design, new.blocks), new.blocks, strict=True):
        if names.key in known:
            old_names, old_block = known[names.key]
            rows, old_rows = _common(names.rows, old_names.rows)
            columns, old_columns = _common(names.columns, old_names.columns)
            block[np.ix_(rows, columns)] = old_block[np.ix_(old_rows, old_columns)]


def _copy_trained(old: Parameters, before: NetworkDesign, new: Parameters, design: NetworkDesign) -> None:
    """Write the trained slopes of the activations of surviving layers into the new parameters, in place."""
    kept, known = _trained_names(design), _trained_names(before)
    places, old_places = _common(kept, known)
    new.trained[places] = old.trained[old_places]


def _trained_names(design: NetworkDesign) -> Names:
    layers = [design.layers[place] for place in trained_layers(design)]
    return [(layer.key, layer.activation) for layer in layers]


def _names(design: NetworkDesign, blocks: Any) -> list[_Block]:
    """The names of all rows and columns, hidden layers first, then the output."""
    sources: Names = ["x₁", "x₂"]
    named = []
    for layer in design.layers:
        rows: Names = [(layer.key, neuron) for neuron in layer.neurons]
        named.append(_Block(layer.key, rows, [*sources, "bias"]))
        sources = rows
    return [*named, _Block("output", list(range(len(blocks[-1]))), [*sources, "bias"])]


def _common(now: Names, before: Names) -> tuple[list[int], list[int]]:
    """Where the names that both have lie, now and before."""
    old = {name: place for place, name in enumerate(before)}
    both = [(place, old[name]) for place, name in enumerate(now) if name in old]
    return [place for place, _ in both], [place for _, place in both]
