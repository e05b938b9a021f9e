"""The way forward: from points of the plane, layer by layer, to what the network says about them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from sequentia_gui.experiment.experiment import NetworkDesign
from sequentia_gui.network.activations import activations_of, parameters_at_zero
from sequentia_gui.network.losses import output_head
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.network.recorded_layers import RecordedLayers
from sequentia_gui.network.tape import Tape, play

Array = NDArray[Any]

TILE = 2_048
"""Points at a time on a grid: the arrays of a tile fit in a processor's cache."""


def forward(parameters: Parameters, design: NetworkDesign, xy: Array) -> tuple[tuple[Array, Array], ...]:
    """The pairs (z, a) of all layers for points xy (n, 2), each (k, n), in the parameters' type.

    First the hidden layers; last the output, whose activation belongs to the loss: its pair is (z, z).
    """
    pairs = tuple(hidden_layers(parameters, design, xy))
    a = pairs[-1][1] if pairs else xy.astype(parameters.vector.dtype).T
    z = parameters.weights[-1] @ a + parameters.biases[-1][:, np.newaxis]
    return (*pairs, (z, z))


def hidden_layers(parameters: Parameters, design: NetworkDesign, xy: Array) -> Iterator[tuple[Array, Array]]:
    """The pairs (z, a) of the hidden layers, each (k, n), one after the other: only those asked for are computed."""
    a = xy.astype(parameters.vector.dtype).T
    activations = activations_of(design, parameters)
    for activation, weights, bias in zip(activations, parameters.weights, parameters.biases, strict=False):
        z = weights @ a + bias[:, np.newaxis]
        a = activation.value(z)
        yield z, a


def outputs(parameters: Parameters, design: NetworkDesign, loss: str, classes: int, xy: Array) -> Array:
    """The probability of every class at points xy (n, 2), after the loss' output head: (classes, n)."""
    return output_head(loss, classes).probabilities(forward(parameters, design, xy)[-1][0])


def with_ones(xy: Array, dtype: np.dtype[Any]) -> Array:
    """Points (n, 2) as rows (n, 3) that end in 1, for the bias."""
    return np.column_stack([xy, np.ones(len(xy))]).astype(dtype)


class TiledForward:
    """The output of one network at fixed points, again and again, for ever new parameters: a map's engine.

    It makes its arrays and its tape once, for points xy (n, 2), and goes through them in tiles.
    """

    def __init__(self, design: NetworkDesign, classes: int, xy: Array, dtype: DTypeLike = np.float32) -> None:
        self._parameters = parameters_at_zero(design, classes, dtype)
        self._inputs = np.ascontiguousarray(with_ones(xy, np.dtype(dtype)).T)
        self._result: Array = np.zeros((self._parameters.sizes[-1], len(xy)), dtype)
        self._calls = [call for tiles in self._tiles_by_size(len(xy)) for call in self._record(design, tiles)]

    @staticmethod
    def _tiles_by_size(n: int) -> list[list[slice]]:
        """Full tiles, and then the rest."""
        edges = [*range(0, n, TILE), n]
        tiles = [slice(start, stop) for start, stop in pairwise(edges)]
        full = [tile for tile in tiles if tile.stop - tile.start == TILE]
        return [group for group in (full, tiles[len(full) :]) if group]

    def _record(self, design: NetworkDesign, tiles: list[slice]) -> list[Any]:
        tape = Tape(self._result.dtype)
        first = tiles[0]
        x, out = self._inputs[:, first], self._result[:, first]
        layers = RecordedLayers(self._parameters, design, first.stop - first.start)
        layers.record_forward(tape, x)
        tape.call(np.copyto, out, layers.output)
        return [
            call
            for tile in tiles
            for call in tape.exchanged([(x, self._inputs[:, tile]), (out, self._result[:, tile])])
        ]

    def output(self, parameters: Parameters) -> Array:
        """The output's pre-activation at all points, (outputs, n); overwritten by the next call."""
        self._parameters.vector[:] = parameters.vector
        with np.errstate(all="ignore"):
            play(self._calls)
        return self._result
