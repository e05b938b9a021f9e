"""A closer look at one neuron: what it computes over the whole plane, as large as the plane itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from sequentia_gui.analysis.borders import borders
from sequentia_gui.analysis.neuron_maps import NeuronMaps
from sequentia_gui.analysis.plane import layers_at, samples
from sequentia_gui.gui.colour_maps import diverging, rooted, sequential, shades, sides, to_image
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.view_state import Neuron
from sequentia_gui.gui.views.activation_colors import coloring
from sequentia_gui.network.activations import Activation, activation_of
from sequentia_gui.network.losses import output_head
from sequentia_gui.training.messages import ContestantFrame, Frame

GRID = 128

Map = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Closeup:
    """One neuron over the plane: pre-activation z and output a, both (g, g) with row 0 at the bottom.

    switch: a hidden neuron's activation, else None; outputs: how many neurons its layer has if that is the
    last one, else 0; signed: a lies around 0, not between 0 and 1 (of an output); scale: the end of the
    colours, one for the whole layer.
    """

    neuron: Neuron
    z: Map
    a: Map
    switch: Activation | None
    outputs: int
    signed: bool
    scale: float

    @property
    def gates(self) -> bool:
        """Whether the neuron is off where z <= 0."""
        return self.switch is not None and self.switch.gates

    @property
    def hinge(self) -> tuple[Map, ...]:
        """Where a gate opens: polylines (m, 2) of the plane along which z is 0; none for other neurons."""
        return borders(np.stack([self.z, -self.z])) if self.gates else ()

    def image(self, theme: Theme) -> QImage:
        """The neuron's picture in the colours of the network's picture; transparent where it is off."""
        if self.outputs > 1:
            return to_image(self.a, 0.0, 1.0, shades(theme, self.neuron.position))
        if self.outputs:
            return to_image(self.a, -1.0 if self.signed else 0.0, 1.0, sides(theme))
        if self.switch is None:
            return to_image(self.a, -self.scale, self.scale, diverging(theme))
        kind, share = coloring(self.switch.name, self.switch.values).kind, rooted(self.a, self.scale)
        if kind == "signed":
            return to_image(share, -1.0, 1.0, diverging(theme))
        shown = np.where(self.z > 0, share, np.nan) if kind == "gated" else share
        return to_image(shown, 0.0, 1.0, sequential(theme))


def closeup_of(frame: Frame, neuron: Neuron) -> Closeup | None:
    """The closer look at a neuron of a frame's first network, or None where it has no such neuron."""
    state, sizes = frame.contestants[0], frame.contestants[0].checkpoint.sizes
    if not (0 <= neuron.layer < len(sizes) and 0 <= neuron.position < sizes[neuron.layer]):
        return None
    z, a = _maps(frame, neuron)
    layers, is_last = state.checkpoint.design.layers, neuron.layer == len(sizes) - 1
    return Closeup(
        neuron,
        z,
        a,
        switch=activation_of(layers[neuron.layer - 1]) if neuron.layer and not is_last else None,
        outputs=sizes[-1] if is_last else 0,
        signed=output_head(frame.experiment.training.loss, state.checkpoint.classes).is_signed,
        scale=_scale(state, neuron.layer, a),
    )


def _maps(frame: Frame, neuron: Neuron) -> tuple[Map, Map]:
    if not neuron.layer:
        inputs = samples(GRID)[:, neuron.position].reshape(GRID, GRID)
        return inputs, inputs
    with np.errstate(all="ignore"):
        z, a = layers_at(frame.subject, samples(GRID))[neuron.layer - 1]
    return z[neuron.position].reshape(GRID, GRID), a[neuron.position].reshape(GRID, GRID)


def _scale(state: ContestantFrame, layer: int, a: Map) -> float:
    maps = state.findings.get("neuron_maps")
    sizes = np.abs(maps.layers[layer] if isinstance(maps, NeuronMaps) else a)
    return max(float(sizes.max(initial=0.0, where=np.isfinite(sizes))), 1e-6)
