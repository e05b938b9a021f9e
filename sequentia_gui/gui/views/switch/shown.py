"""What the switch view looks at: one layer's activation as it is now, and the sums that reach it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.activity import Activity
from sequentia_gui.analysis.plane import layers_at
from sequentia_gui.experiment.experiment import Experiment, Layer
from sequentia_gui.network.activations import (
    ACTIVATIONS,
    Activation,
    activation,
    activation_of,
    activations_of,
)
from sequentia_gui.network.losses import output_head
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.training.messages import ContestantFrame, Frame

MOST_COMPARED = 3
"""So many others stand beside the chosen switch: four curves can still be told apart."""

_NO_SUMS = np.empty((0, 0), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A layer's place (0 = first hidden; None: the output), its activation, and its pre-activations (k, n).

    The activation is None where the output weighs its sums against each other: a softmax has no curve of its own.
    `trained` is its slope where that is trained, as it is now.
    """

    place: int | None
    switch: Activation | None
    sums: NDArray[np.float32]
    trained: float | None = None


def shown_in(now: Experiment, frame: Frame | None, layer: int) -> Shown:
    """The chosen hidden layer (1 = first), or the last where there are fewer; the output where there is none."""
    layers = now.network.layers
    if not layers:
        return Shown(None, _output_switch(now), _output_sums(frame))
    place = min(max(layer, 1), len(layers)) - 1
    at = frame.contestants[0] if frame else None
    present = _present(layers[place], place, at)
    return Shown(place, present, _sums(at, place), present.values[0] if present.is_trained else None)


def compared_in(now: Experiment, names: tuple[str, ...], chosen: str) -> list[Activation]:
    """The activations of these names but the chosen one, with the numbers that the first such layer gives them."""
    own = {layer.activation: activation_of(layer) for layer in reversed(now.network.layers)}
    known = {entry.name for entry in ACTIVATIONS}
    others = [name for name in names if name != chosen and name in known]
    return [own.get(name) or activation(name) for name in others[:MOST_COMPARED]]


def _present(layer: Layer, place: int, at: ContestantFrame | None) -> Activation:
    """With a slope that is trained as it is now, where the frame is of this design."""
    if at is None or layer not in at.checkpoint.design.layers[place : place + 1]:
        return activation_of(layer)
    return activations_of(at.checkpoint.design, Parameters.of(at.checkpoint))[place]


def _sums(at: ContestantFrame | None, place: int) -> NDArray[np.float32]:
    found = at.findings.get("activity") if at else None
    if not isinstance(found, Activity) or place >= len(found.pre):
        return _NO_SUMS
    return found.pre[place]


def _output_switch(now: Experiment) -> Activation | None:
    name = output_head(now.training.loss, now.points.classes).name
    return {entry.name: entry for entry in ACTIVATIONS}.get(name)


def _output_sums(frame: Frame | None) -> NDArray[np.float32]:
    if frame is None or frame.contestants[0].checkpoint.design.layers:
        return _NO_SUMS
    return layers_at(frame.subject, frame.experiment.points.xy)[-1][0]
