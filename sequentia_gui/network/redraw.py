"""A neuron that learns nothing any more can be given new first weights: it begins again, the others go on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.read_only import read_only
from sequentia_gui.network.initializers import resolve
from sequentia_gui.network.optimizers import optimizer
from sequentia_gui.network.parameters import Parameters

Array = NDArray[Any]


def with_fresh_neuron(checkpoint: Checkpoint, layer: int, position: int, attempt: int = 0) -> Checkpoint:
    """The checkpoint with one hidden neuron (layer 0 = first) drawn again: its incoming weights, and bias 0.

    They come from the layer's initializer, by the design's seed, the step and the attempt: the same again give
    the same weights. The optimizer forgets what it knew of them. All else stays, the outgoing weights, too.
    """
    fresh = Parameters(checkpoint.parameters.copy(), checkpoint.sizes)
    out, into = fresh.weights[layer].shape
    name = checkpoint.design.layers[layer].activation
    seed = _seed(checkpoint, attempt)
    drawn = resolve(checkpoint.design.initializer, name).draw(into, out, seed, layer)
    fresh.weights[layer][position] = drawn[position]
    fresh.biases[layer][position] = 0
    return replace(
        checkpoint,
        parameters=read_only(fresh.vector),
        moments=read_only(_forgetful(checkpoint, layer, position)),
        pristine=False,
    )


def _seed(checkpoint: Checkpoint, attempt: int) -> int:
    return int(
        np.random.SeedSequence([checkpoint.design.seed, checkpoint.step, attempt]).generate_state(1)[0]
    )


def _forgetful(checkpoint: Checkpoint, layer: int, position: int) -> Array:
    """The optimizer's memory, 0 for what leads to that neuron."""
    moments, count = checkpoint.moments.copy(), len(checkpoint.parameters)
    for slot in range(optimizer(checkpoint.optimizer).slots):
        part = Parameters(moments[slot * count : (slot + 1) * count], checkpoint.sizes)
        part.blocks[layer][position] = 0
    return moments
